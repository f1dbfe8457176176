"""Modules of a school census, written by hand: two pupils on roll, one who left."""

ROLL = (
    "pupilonrolltableid,NativeId,dob,surname,forename,upn,formerupn,uniquelearnernumber,sex,"
    "entrydate,termlysessionspossible,ethnicity,language,senprovision,ncyearactual,youngcarer\n"
    "1,2131234,2000-Apr-25 00:00:00,Ash,Ann,H801200001001,,9876543210,F,"
    "2011-Sep-05 00:00:00,130.0,WBRI,ENG,A,9,S\n"
    "2,2131234,2001-Apr-25 00:00:00,Elm,Bo,,,,M,"
    "2011-Sep-05 00:00:00,128.0,NOBT,ENG,N,8,\n"
)
LEFT = (
    "pupilnolongeronrolltableid,NativeId,dob,surname,forename,upn,sex,entrydate,leavingdate,"
    "termlysessionspossible\n"
    "1,2139999,1999-Apr-25 00:00:00,Oak,Di,A801200001001,F,2010-Sep-06 00:00:00,"
    "2013-Jul-20 00:00:00,100\n"
)
ADDRESSES = (
    "pupilonrolltableid,NativeId,addressestableid,postcode,saon,paon,street\n"
    '1,2131234,9,W2 1AB,"Flat 2\nRear",1,High Road\n'
)
SESSIONS = (
    "pupilonrolltableid,NativeId,termlysessiondetailsonrolltableid,sessions,attendancereason\n"
    "1,2131234,1,12.0,O\n1,2131234,2,5.0,I\n1,2131234,3,3,U\n1,2131234,4,100,/\n"
    "2,2131234,5,4,H\n"
)
EXCLUSIONS = (
    "pupilonrolltableid,NativeId,startdate,sessions,reason1,reason2,reason3,category\n"
    "1,2131234,2013-May-03 00:00:00,10.0,DB,PA,,FIXD\n"
    "2,2131234,2013-May-07 00:00:00,,PP,,,PERM\n"
)
NEEDS = "pupilonrolltableid,NativeId,senneedstableid,sentyperank,sentype\n1,2131234,4,1.0,BESD\n"
MEALS = (
    "pupilonrolltableid,NativeId,fsmperiodtableid,fsmstartdate,fsmenddate,ukcountry\n"
    "1,2131234,1,2013-Feb-16 00:00:00,2013-Nov-01 00:00:00,ENG\n"
)
AUTUMN = {
    "2013 autumn/a.csv": ROLL,
    "2013 autumn/b.csv": LEFT,
    "2013 autumn/c.csv": ADDRESSES,
    "2013 autumn/d.csv": SESSIONS,
    "2013 autumn/e.csv": EXCLUSIONS,
    "2013 autumn/f.csv": NEEDS,
    "2013 autumn/g.csv": MEALS,
}
"""A whole census, its files named so that only their columns tell what they are."""
