"""Numbers in words."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun in the right number; `many` where that is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
