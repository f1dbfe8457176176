"""Returns on young people's activity, written by hand."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class YoungPerson:
    """One record; a date or code that is '' is left out."""

    id: str = "2130000000001"
    cohort: str = "P"
    activity: str = "220"
    start: str = "2013-01-10"
    ascertained: str = "2013-01-11"
    verified: str = "2013-01-12"
    due: str = "2013-06-30"
    lapsed: str = "N"
    neet: str = ""
    born: str = "1996-05-17"
    gender: str = "F"
    to: str = ""
    characteristics: tuple[str, ...] = ()
    more: str = ""

    def but(self, **said: object) -> "YoungPerson":
        return replace(self, **said)  # type: ignore[arg-type]

    def __str__(self) -> str:
        codes = "".join(
            f"<CharacteristicCode>{c}</CharacteristicCode>" for c in self.characteristics
        )
        about = {
            "YoungPersonsID": self.id,
            "CohortStatus": self.cohort,
            "TransferredToLACode": self.to,
            "GivenName": "Ann",
            "FamilyName": "Ash",
            "AddressLine1": "1 High Road",
            "AddressLine2": "",
            "Town": "London",
            "Postcode": "W2 1AB",
            "Gender": self.gender,
            "DOB": self.born,
            "Ethnicity": "WBRI",
            "UniqueLearnerNo": "9876543210",
        }
        does = {
            "ActivityCode": self.activity,
            "StartDate": self.start,
            "DateAscertained": self.ascertained,
            "DateVerified": self.verified,
            "DueToLapseDate": self.due,
            "CurrencyLapsed": self.lapsed,
            "NEETStartDate": self.neet,
        }
        return (
            f"<YoungPersonsRecord><PersonalDetails>{_leaves(about)}</PersonalDetails>"
            "<SeptemberGuarantee><Year11><GuaranteeStatus>110</GuaranteeStatus></Year11>"
            "<Year12><GuaranteeStatus>115</GuaranteeStatus></Year12></SeptemberGuarantee>"
            "<LevelOfNeed><LevelOfNeedCode>3</LevelOfNeedCode>"
            f"<Characteristics>{codes}</Characteristics></LevelOfNeed>"
            f"<Activities><Cohort>{_leaves(does)}</Cohort></Activities>{self.more}"
            "</YoungPersonsRecord>"
        )


ANN = YoungPerson()
NEET = YoungPerson(activity="619", neet="2013-01-10")


def month(period: str, *people: YoungPerson) -> str:
    """The return of a month, by its last day."""
    header = (
        "<FileHeader><Databases><DatabaseId>213</DatabaseId></Databases>"
        f"<PeriodEnd>{period}</PeriodEnd></FileHeader>"
    )
    return f"<?xml version='1.0'?><NCCIS>{header}{''.join(map(str, people))}</NCCIS>"


def _leaves(said: dict[str, str]) -> str:
    return "".join(f"<{name}>{text}</{name}>" for name, text in said.items() if text)
