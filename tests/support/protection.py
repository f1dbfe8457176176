"""People planted to be protected, and the words that protect them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from support.loop.planting import Planted, nhs, upn
from wholeplace.place import Place

Said = Callable[..., SimpleNamespace]
"""``wholeplace`` run on words: code, out and err."""


BORN = date(2001, 3, 4)
HOME = {"line": "77 Zanzibar Wharf", "postcode": "SW6 6AL"}

# An adopted child: adopted by a step-parent, so that given name, birth date, home and, by mistake,
# the NHS number are the same before and after. Nothing but the seal keeps the two apart.
BEFORE = Planted("Zebedee", "Quillfeather", BORN, nhs=nhs(900001), upn=upn(90001), **HOME)
AFTER = Planted("Zebedee", "Marchbanks", BORN, nhs=nhs(900001), upn=upn(90002), **HOME)
# The police know the child, and nobody said on which side of the order.
BETWEEN = replace(BEFORE, local_id="P9000003", nhs="", upn="")
TWIN = Planted("Ptolemy", "Marchbanks", BORN, nhs=nhs(900009), upn=upn(90009), **HOME)

SOMEBODY = Planted(
    "Ottoline",
    "Wrenfield",
    date(1981, 7, 9),
    line="3 Marzipan Yard",
    postcode="W10 4EF",
    nhs=nhs(900020),
    nino="AB900020C",
    pnc="2009/900020X",
)


SEAL = (
    *("--from", "2013-05-01", "--review", "2023-05-01", "--by", "adoption team"),
    *("--basis", "adoption order of the family court"),
)


def adoption(place: Place, wp: Said) -> SimpleNamespace:
    """Seal the adopted child."""
    earlier = ("--earlier", f"school-roll:{BEFORE.upn}", "--earlier", "ae-attendances:B9000001")
    now = ("--now", f"school-roll:{AFTER.upn}", "--now", "ae-attendances:B9000002")
    return wp("seal", place.root, "--kind", "adoption", *earlier, *now, *SEAL)
