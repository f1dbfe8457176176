"""What a count may look like once it leaves the place: for release pages, not working ones."""


class Suppressed:
    """A count too small to publish. It holds no number, so nothing can be worked out from it."""

    def __repr__(self) -> str:
        return "Suppressed()"

    def __str__(self) -> str:
        return "1 to 7"

    def __bool__(self) -> bool:
        raise TypeError("a suppressed count is neither true nor false; show it as it is")

    def __eq__(self, other: object) -> bool:
        raise TypeError("a suppressed count cannot be compared")

    __hash__ = None  # type: ignore[assignment]


def protect(count: int) -> int | Suppressed:
    """Suppress 1 to 7, round the rest to the nearest 5: NHS England's rule for hospital counts."""
    if count < 0:
        raise ValueError(f"a count of people cannot be {count}")
    if 1 <= count <= 7:
        return Suppressed()
    return 5 * ((count + 2) // 5)
