"""``wholeplace find``: who a person may be, of all that agencies know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import AsJson, Folder, audit, open_place, print_json
from .errors import WRONG_USE, Stop

if TYPE_CHECKING:
    from wholeplace.loop import Search
    from wholeplace.pooling.linkage.find import Found, Query


def command(
    place: Folder,
    given: Annotated[str, typer.Option(help="Given name, or a short form of it.")] = "",
    family: Annotated[str, typer.Option(help="Family name.")] = "",
    born: Annotated[str, typer.Option(help="Birth date: 1990-02-28, 1990-02 or 1990.")] = "",
    sex: Annotated[str, typer.Option(help="female or male.")] = "",
    address: Annotated[str, typer.Option(help="House and street.")] = "",
    postcode: Annotated[str, typer.Option(help="Postcode.")] = "",
    uprn: Annotated[str, typer.Option(help="Unique property reference number.")] = "",
    id: Annotated[
        list[str] | None, typer.Option(help="A number they have, as SCHEME=VALUE, such as nhs=….")
    ] = None,
    many: Annotated[int, typer.Option(help="How many people to list.", min=1)] = 10,
    as_json: AsJson = False,
) -> None:
    """Who somebody may be, likeliest first, with what speaks for it and who knows them.

    Any part will do, misspelt or cut short. Only sources that an agreement opens for matching are
    searched; that somebody looked, and for which parts, is recorded, and not what was typed.

    \b
    Example:
      wholeplace find demo/place --given Bob --family Smith --born 1990-02
    """
    from wholeplace.loop.finding import PURPOSE, find_person
    from wholeplace.loop.finding import as_json as said
    from wholeplace.pooling.linkage.find import Query
    from wholeplace.pooling.store import open_snapshot

    query = Query(given, family, born, sex, address, postcode, uprn, _numbers(id or []))
    opened = open_place(place)
    with open_snapshot(opened) as snapshot:
        audit(opened, "find", _asked(query), PURPOSE, snapshot=snapshot.id)
        search = find_person(opened, snapshot, query, many)
    if as_json:
        print_json(said(search))
        return
    _print(search)


def _numbers(written: list[str]) -> dict[str, str]:
    found = {}
    for one in written:
        scheme, equals, value = one.partition("=")
        if not (scheme.strip() and equals and value.strip()):
            raise Stop(f"{one}: name a number as SCHEME=VALUE, such as nhs=9990001234", WRONG_USE)
        found[scheme.strip().lower()] = value.strip()
    return found


def _asked(query: Query) -> str:
    """Which parts were asked for, for the log: never what was typed."""
    return f"a person by {', '.join(query.parts) or 'nothing'}"


def _print(search: Search) -> None:
    from rich.console import Console
    from rich.table import Table

    if not search.found:
        typer.echo("Nobody fits that among the records that may be searched.")
    else:
        table = Table("Person", "Chance", "Agrees", "Differs", "Records", box=None, pad_edge=False)
        for one in search.found:
            table.add_row(one.person, _chance(one.probability), *_why(one), _records(one.sources))
        table.columns[1].justify = "right"
        Console().print(table)
    for source, reason in search.closed.items():
        typer.echo(f"Not searched: {source}: {reason}")


def _why(one: Found) -> tuple[str, str]:
    for_, against = (
        "\n".join(f"{line.title}: {line.level}" for line in lines)
        for lines in (one.agreed, one.disagreed)
    )
    return for_, "\n".join(filter(None, (against, one.contradiction)))


def _chance(probability: float) -> str:
    """Never rounded to certainty."""
    return f"{min(probability, 0.999):.1%}"


def _records(sources: dict[str, int]) -> str:
    return "\n".join(f"{source} {many}" if many > 1 else source for source, many in sources.items())
