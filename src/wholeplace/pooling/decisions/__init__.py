"""What people decided and every run obeys: append-only files in the register, one for each sort.

Nothing here is changed, and nothing deleted but lines about people who were erased. A decision is
taken back by another one. ``append`` and ``read`` serve every sort; ``links`` holds those about two
records. ``objections`` and ``consents`` are what people have said about the use of their own data;
``choices`` finds them in a snapshot. What protects people names them by keyed tokens
(``subjects``), so that a file read alone tells of nobody.
"""

from .choices import Choices, Scope, choices_of, choices_versions
from .consents import ConsentEvent, consents, give_consents
from .deliveries import DeliveryError
from .lines import DecisionsError, append, append_new, file_of, read
from .links import (
    LinkDecision,
    NothingToUndo,
    decide_link,
    in_force,
    links_in_force,
    undo_link,
)
from .objections import Imported, ListVersion, import_list, list_versions, lists_in_force

__all__ = [
    "Choices",
    "ConsentEvent",
    "DecisionsError",
    "DeliveryError",
    "Imported",
    "LinkDecision",
    "ListVersion",
    "NothingToUndo",
    "Scope",
    "append",
    "append_new",
    "choices_of",
    "choices_versions",
    "consents",
    "decide_link",
    "file_of",
    "give_consents",
    "import_list",
    "in_force",
    "links_in_force",
    "list_versions",
    "lists_in_force",
    "read",
    "undo_link",
]
