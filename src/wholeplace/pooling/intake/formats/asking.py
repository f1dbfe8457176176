"""Which columns modules look up in each other, as far as agreements open what they are for."""

from __future__ import annotations

from collections.abc import Sequence

from wholeplace.place import Mapping

from ..wanted import columns_of
from .base import Cut
from .layouts import LookedUp, Module


def looked_up_of(module: Module, mappings: Sequence[Mapping]) -> dict[str, LookedUp]:
    """The columns that mappings read and the module looks up elsewhere."""
    if not mappings:
        return {}
    wanted = columns_of(mappings).wanted
    return {name: one for name, one in module.looked_up.items() if name in wanted}


def asked_of(module: Module, every: Sequence[Module], cut: Cut) -> tuple[str, ...]:
    """Columns that other modules look up in this one."""
    asking = [m for m in every if any(one.module == module.name for one in m.looked_up.values())]
    used = [one for m in asking for one in looked_up_of(m, cut(m.mappings)).values()]
    asked = (c for one in used if one.module == module.name for c in (one.key, one.take))
    return tuple(dict.fromkeys(asked))
