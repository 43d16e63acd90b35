"""Colours as themes write them, and how well two can be told apart."""

from math import dist
from typing import TypeGuard

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


def is_known(colour: str | None) -> TypeGuard[str]:
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


def distance(one: str, other: str) -> float:
    """How different two "#rrggbb" colours look: the distance in Oklab (Ottosson 2020), in which black and white are 1 apart."""
    return dist(_oklab(one), _oklab(other))


def _oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
