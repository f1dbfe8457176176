"""Who may have what an agreement opens: the parties, those they agreed on, the public."""

from collections.abc import Iterator

from wholeplace.place import Agreement

from .requests import Request


def not_for_them(request: Request, agreement: Agreement) -> Iterator[str]:
    """Why whoever asks or receives may not have it; nothing when they may."""
    who = request.organisation
    if request.stage == "release" and is_public(request, agreement):
        yield from _not_public(request, agreement)
    elif request.stage != "release" and who and who not in agreement.parties:
        yield f"'{who}' is not a party to agreement '{agreement.id}'"
    if agreement.users and request.role and request.role not in agreement.users:
        shown = ", ".join(agreement.users)
        yield f"agreement '{agreement.id}' is for {shown}, not for the role '{request.role}'"


def is_public(request: Request, agreement: Agreement) -> bool:
    """Whether a release goes beyond the parties and those they agreed on."""
    inside = {*agreement.parties, *agreement.onward.to}
    return request.stage == "release" and request.organisation not in inside


def _not_public(request: Request, agreement: Agreement) -> Iterator[str]:
    whom = f"'{request.organisation}'" if request.organisation else "the public"
    if agreement.onward.publish == "nothing":
        yield f"agreement '{agreement.id}' lets nothing go beyond its parties, so not to {whom}"
    elif request.grain != "aggregate":
        yield (
            f"agreement '{agreement.id}' lets protected counts go beyond its parties,"
            f" not {request.grain} data, so not to {whom}"
        )
