"""Clean names: one spelling per distinct value, and which given names are forms of one another."""

import re
import unicodedata
from functools import lru_cache

# A name and its everyday short forms and spellings. Kept small on purpose: each row is a form a
# partner's clerk is likely to write instead of the one on the birth certificate.
SHORTFORMS = {
    "ABDULLAH": "ABDUL ABDALLA ABDALLAH",
    "AHMED": "AHMAD AHMET",
    "ALEXANDER": "ALEX ALEC SANDY ALEKSANDER",
    "ALEXANDRA": "ALEX SANDRA LEXI ALEKSANDRA",
    "ALFRED": "ALFIE ALF FRED",
    "AMELIA": "MILLIE AMY",
    "ANDREW": "ANDY DREW",
    "ANTHONY": "TONY ANTONY",
    "BENJAMIN": "BEN BENNY BENJI",
    "CATHERINE": "CATH CATHY KATE KATIE KATHERINE KATHRYN",
    "CHARLES": "CHARLIE CHAS CHUCK",
    "CHARLOTTE": "LOTTIE CHARLIE",
    "CHRISTINE": "CHRIS CHRISSIE TINA CHRISTINA",
    "CHRISTOPHER": "CHRIS KIT KRIS",
    "DANIEL": "DAN DANNY",
    "DAVID": "DAVE DAVEY",
    "DEBORAH": "DEB DEBBIE DEBRA",
    "EDWARD": "ED EDDIE NED TED TEDDY",
    "ELEANOR": "ELLIE NELL NORA ELLEN",
    "ELIZABETH": "BETH BETTY ELIZA LIZ LIZZIE LIBBY ELISABETH",
    "EMILY": "EM MILLY EMMY",
    "FATIMA": "FATIMAH FATHIMA FATUMA",
    "FRANCES": "FRAN FANNY FRANKIE",
    "FRANCIS": "FRANK FRANKIE",
    "FREDERICK": "FRED FREDDIE FREDDY",
    "GEORGE": "GEORGIE",
    "GRACE": "GRACIE",
    "HENRY": "HARRY HARRISON HAL",
    "HUSSEIN": "HUSSAIN HUSAIN HOSSAIN",
    "ISABELLA": "BELLA IZZY ISABEL ISABELLE",
    "JACOB": "JAKE COBY",
    "JAMES": "JIM JIMMY JAMIE",
    "JENNIFER": "JEN JENNY",
    "JESSICA": "JESS JESSIE",
    "JOHN": "JACK JOHNNY JON",
    "JONATHAN": "JON JONNY",
    "JOSEPH": "JOE JOEY YUSUF",
    "JOSHUA": "JOSH",
    "LEONARD": "LEN LENNY LEO",
    "MARGARET": "MAGGIE MEG PEGGY RITA",
    "MARY": "MARIE MOLLY MARIA",
    "MATTHEW": "MATT MATTY",
    "MICHAEL": "MIKE MICK MICKY MICHEAL",
    "MOHAMMED": "MOHAMED MUHAMMAD MOHAMMAD MOHAMAD MUHAMMED MOHD MO",
    "NATHANIEL": "NATHAN NAT NATE",
    "NICHOLAS": "NICK NICKY NICOLAS",
    "OLIVER": "OLLIE OLLY",
    "OLIVIA": "LIV LIVVY",
    "OMAR": "UMAR OMER",
    "PATRICIA": "PAT PATSY TRICIA TRISH",
    "PATRICK": "PAT PADDY",
    "PETER": "PETE",
    "PHILIP": "PHIL PHILLIP",
    "REBECCA": "BECKY BECCA REBEKAH",
    "RICHARD": "DICK RICK RICKY RICH",
    "ROBERT": "BOB BOBBY ROB ROBBIE BERT",
    "SAMANTHA": "SAM SAMMY",
    "SAMUEL": "SAM SAMMY",
    "SARAH": "SARA SALLY",
    "SOPHIE": "SOPH SOPHIA SOFIA",
    "STEPHEN": "STEVE STEVEN STEVIE",
    "SUSAN": "SUE SUZIE SUZANNE",
    "THEODORE": "THEO TED TEDDY",
    "THOMAS": "TOM TOMMY",
    "TIMOTHY": "TIM TIMMY",
    "VICTORIA": "VICKY VIC TORI",
    "WILLIAM": "BILL BILLY LIAM WILL WILLIE",
    "YUSUF": "YOUSEF YOUSUF JOSEF YUSEF",
    "ZACHARY": "ZACK ZAC ZACHARIAH",
}
REMEMBERED = 100_000  # values kept with their clean form: households ask again what linking asked
TITLES = frozenset(["MR", "MRS", "MISS", "MS", "DR", "REV", "SIR", "MASTER"])
_NOT_LETTERS = re.compile(r"[^A-Z]+")


@lru_cache(REMEMBERED)
def clean_name(value: str | None) -> str:
    """Upper case, no accents, letters only, words joined by one space, titles dropped."""
    if not value:
        return ""
    if value.isascii() and value.isalpha():  # most are one plain word, and there are many
        plain = value.upper()
        return "" if plain in TITLES else plain
    plain = value if value.isascii() else _without_accents(value)
    plain = plain.upper().replace("'", "").replace("’", "")
    words = _NOT_LETTERS.sub(" ", plain).split()
    return " ".join(word for word in words if word not in TITLES)


def _without_accents(value: str) -> str:
    letters = unicodedata.normalize("NFKD", value)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def forms_of(given: str) -> frozenset[str]:
    """Every name this given name may be a form of; the name itself is always one of them."""
    first = given.partition(" ")[0]
    return FORMS.get(first, frozenset()) | {first}


def main_form(given: str) -> str:
    """One name for all its forms, to look records up by: 'BILL' and 'WILLIAM' are 'WILLIAM'."""
    first = given.partition(" ")[0]
    return MAIN.get(first, first)


def same_name_in_short(left: str, right: str) -> bool:
    """Say whether two cleaned given names can be one: a nickname, an initial, a first word."""
    if not left or not right:
        return False
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return not forms_of(left).isdisjoint(forms_of(right))


def shares_a_word(left: str, right: str) -> bool:
    """Say whether a double-barrelled family name holds the other: 'JONES' in 'SMITH JONES'."""
    return not set(left.split()).isdisjoint(right.split())


def alternatives(aliases: str | None) -> list[tuple[str, str]]:
    """Read aliases such as 'Ann Lee; LEE, Ann; Lee Ann 1/2/1980' as cleaned (given, family) pairs.

    Without a comma nobody knows which word is the family name, so both readings are kept.
    """
    found = []
    for alias in re.split(r"[;|\n]", aliases or ""):
        family, _, given = (clean_name(part) for part in alias.partition(","))
        if "," in alias:
            found.append((given, family))
            continue
        first, _, others = family.partition(" ")
        before, _, last = family.rpartition(" ")
        found += [(before, last), (others, first)]
    return [(given, family) for given, family in dict.fromkeys(found) if given and family]


def _forms_by_name() -> dict[str, frozenset[str]]:
    forms: dict[str, set[str]] = {}
    for name, short in SHORTFORMS.items():
        for form in [name, *short.split()]:
            forms.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in forms.items()}


FORMS = _forms_by_name()
MAIN = {form: min(names) for form, names in FORMS.items()}
