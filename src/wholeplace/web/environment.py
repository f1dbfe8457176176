"""What the process is told from outside: which place it serves, and on which address."""

import ipaddress
import os
import secrets
from contextlib import suppress
from pathlib import Path


class PlaceUnknown(RuntimeError):
    """No usable place folder was named, or it is not ready."""


def place_folder() -> Path | None:
    """Return the folder WHOLEPLACE_PLACE names, or None when it names none."""
    named = os.environ.get("WHOLEPLACE_PLACE")
    return Path(named).resolve() if named else None


def require_place() -> Path:
    """Return the place folder, or say what to set."""
    folder = place_folder()
    if folder is None:
        raise PlaceUnknown(
            "WHOLEPLACE_PLACE is not set. Set it to a place folder, or use: wholeplace serve PLACE"
        )
    if not (folder / "place.toml").is_file():
        raise PlaceUnknown(
            f"{folder} is not a place: it has no place.toml. Make one with: wholeplace new {folder}"
        )
    return folder


def require_prepared(folder: Path) -> None:
    """Say what to run when the web database and styles are not ready."""
    if not (folder / ".wholeplace" / "cache" / "static" / "staticfiles.json").is_file():
        raise PlaceUnknown(
            f"{folder} is not ready to be served. Run: python -m wholeplace.web prepare"
        )


def bind_address() -> str:
    """Return the address the server listens on, as WHOLEPLACE_BIND says; empty when not said."""
    return os.environ.get("WHOLEPLACE_BIND", "")


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach ``address`` (host, or host:port)."""
    host = _host(address)
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _host(address: str) -> str:
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.rpartition(":")[0] if address.count(":") == 1 else address


def host_names() -> list[str]:
    """Return the names the outside world knows this server by (WHOLEPLACE_HOSTS, with commas)."""
    return [name.strip() for name in os.environ.get("WHOLEPLACE_HOSTS", "").split(",") if name]


def kept_secret(path: Path) -> str:
    """Read a secret from the register; make it on first use, readable by the owner only."""
    if not path.exists():
        _make_secret(path)
    return path.read_text(encoding="utf-8")


def _make_secret(path: Path) -> None:
    """Write it aside, then link it in whole: of two processes the first wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
