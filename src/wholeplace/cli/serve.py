"""``wholeplace serve``: the pages of a place, with a worker for long jobs beside them."""

from pathlib import Path
from typing import Annotated

import typer

from .common import AsJson
from .errors import Stop


def command(
    place: Annotated[Path, typer.Argument(help="The folder of the place.")],
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where to listen.")] = 8000,
    host: Annotated[str, typer.Option(help="127.0.0.1 is this machine only.")] = "127.0.0.1",
    check_port: Annotated[
        bool, typer.Option("--check-port", help="Only say whether the port is free.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Serve the pages of a place until you press Ctrl-C: one web process and one worker.

    \b
    Example:
      wholeplace serve demo/place --port 8000
    """
    from .supervising import port_is_free, supervise

    if not port_is_free(host, port):
        raise Stop(
            f"Port {port} on {host} is in use; end what listens there, or choose another:"
            f" --port {port + 1}"
        )
    if check_port:
        return
    from .common import open_place

    supervise(open_place(place), host, port, as_json)
