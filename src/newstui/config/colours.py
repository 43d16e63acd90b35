"""Colours as themes write them, and how well two can be told apart."""

DEFAULT = "default"
"""The terminal's own foreground or background."""

ANSI = tuple(
    f"ansi_{shade}{hue}"
    for shade in ("", "bright_")
    for hue in ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
)
"""The terminal's own 16 colours, in their order (0 to 15)."""

_DIGITS = frozenset("0123456789abcdefABCDEF")


def is_colour(text: str) -> bool:
    """Whether it is "#rrggbb", one of the terminal's 16, or "default"."""
    return text == DEFAULT or text in ANSI or _is_hexadecimal(text)


def _is_hexadecimal(text: str) -> bool:
    return len(text) == 7 and text[0] == "#" and _DIGITS.issuperset(text[1:])


def is_known(colour: str | None) -> bool:
    """Whether the theme, not the terminal, says what the colour looks like."""
    return colour is not None and colour.startswith("#")


def contrast(fg: str, bg: str) -> float:
    """Contrast ratio of two "#rrggbb" colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(fg), _luminance(bg)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of sRGB, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
