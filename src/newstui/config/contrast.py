"""How legible a theme is: every role against everything that it is painted on."""

from collections.abc import Iterator
from typing import NamedTuple

from newstui.config.colours import contrast, is_known
from newstui.config.roles import ROLES, Ground, Role
from newstui.config.themes import OVERLAYS, RoleStyle, Theme

LEAST_FOR_FOCUS = 3.0
"""For the lines that mean something: the focused border, a quotation's bar (WCAG 2.2, 1.4.11)."""
LEAST_FOR_LINES = 1.2
"""For borders, which only have to be seen: they are decoration."""


class Contrast(NamedTuple):
    """A role as it can stand on the screen."""

    role: Role
    ground: Ground
    overlay: Role | None
    fg: str
    bg: str
    ratio: float
    needed: float

    @property
    def enough(self) -> bool:
        """Whether it can be read."""
        return self.ratio >= self.needed

    def __str__(self) -> str:
        laid = f" under {self.overlay}" if self.overlay else ""
        return f"{self.role} on {self.ground}{laid}: {self.fg} on {self.bg} is {self.ratio:.2f}, needed are {self.needed}"


def contrasts(theme: Theme) -> Iterator[Contrast]:
    """Every combination that newstui paints and of which the theme defines both colours."""
    for role, info in ROLES.items():
        if role in OVERLAYS:
            continue
        for ground in info.grounds:
            for overlay in (None, *info.overlays):
                style = theme.styles[role]
                if overlay is not None:
                    style = theme.styles[overlay].over(style)
                fg, bg = _painted(style, theme, ground)
                if is_known(fg) and is_known(bg):
                    yield Contrast(role, ground, overlay, fg, bg, contrast(fg, bg), _needed(role, theme))


def _painted(style: RoleStyle, theme: Theme, ground: Ground) -> tuple[str, str]:
    fg, bg = style.fg or theme.text, style.bg or ground_colour(theme, ground)
    return (bg, fg) if style.reverse else (fg, bg)


def ground_colour(theme: Theme, ground: Ground) -> str:
    """What is under a role that has no `bg` of its own."""
    if ground is Ground.ARTICLE:
        return theme.background
    if ground is Ground.PANEL:
        return theme.panel
    return theme.styles[Role(ground.value)].bg or theme.panel


def _needed(role: Role, theme: Theme) -> float:
    if not ROLES[role].line:
        return theme.contrast
    return LEAST_FOR_LINES if role is Role.BORDER else LEAST_FOR_FOCUS
