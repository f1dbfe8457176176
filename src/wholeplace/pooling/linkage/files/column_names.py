"""What people call the columns of a file, in a few languages."""

import re
import unicodedata

_WHOSE = r"(?:person|patient|client|child|pupil|customer|applicant|tenant|offender|user)_"
EARLIER = ("previous_", "former_", "old_", "earlier_", "past_", "prior_", "last_known_")
NAMED = {
    "given": r"given(_?names?)?|(first|fore|christian)_?names?|fname|vorname|prenom|nombre",
    "family": r"(family|last|sur)_?names?|lname|nachname|nom|apellidos?",
    "full_name": r"(full_?|display_?|complete_?)?name",
    "birth_date": r"(date_?of_?|d_?o_?)b(irth)?|birth_?(date|day|year)|year_?of_?birth|yob"
    r"|born(_on)?|geburtsdatum",
    "sex": r"(legal_?|current_?)?(sex|gender)(_?(code|at_birth))?",
    "postcode": r"(home_?)?(post(al)?_?code|zip(_?code)?|plz)",
    "uprn": r"uprn",
}
SEVERAL = {
    "other_family": rf"({'|'.join(EARLIER)})(family|last|sur)_?names?|(maiden|birth)_?name"
    "|geburtsname",
    "aliases": r"alias(es)?|aka|(also_)?known_as|(other|nick|preferred|alternative)_?names?",
}
_STREET = r"street|strasse|calle|rue|via|house|hausnummer|numero|flat|unit|door"
LINE = rf"(home_?)?(address|addr)(_?(line)?_?1)?|({_STREET})(_?(name|number|no))?"
ID = r"(unique_?|local_?|rec(ord)?_?|row_?|case_?)?(id|ref(erence)?|number)"
SCHEMES = {
    "nhs": r"nhs(_?(number|no|num|id))?",
    "upn": r"upn|unique_pupil_number",
    "uln": r"uln|unique_learner_number",
    "nino": r"nino|ni_?(number|no)|national_insurance(_?(number|no))?",
    "pnc": r"pnc(_?(id|number|no))?",
    "nomis": r"nomis(_?(id|number|no))?|prison_number",
}
OTHER = re.compile(
    r"ssn|soc(ial)?_sec|passport|licen[cs]e|tax|medicare|medicaid|insurance|national|mrn"
    r"|email|phone|mobile|member|account"
)


def plain_name(name: str) -> str:
    """'PatientForename' and 'patient-forename' as 'forename', 'Straße' as 'strasse'."""
    letters = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "_", bare.casefold()).strip("_")
    return re.sub(f"^{_WHOSE}(?!id$)", "", words)


def matching(names: dict[str, str], pattern: str) -> list[str]:
    """The columns whose plain name is wholly of a pattern."""
    return [name for name, plain in names.items() if re.fullmatch(pattern, plain)]
