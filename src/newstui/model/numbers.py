"""Numbers in words, with what is counted."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun in the right number; `many` where that is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def room(size: int) -> str:
    """So many bytes, in kB or MB."""
    if size >= 100_000_000:
        return f"{size / 1e6:,.0f} MB"
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"
