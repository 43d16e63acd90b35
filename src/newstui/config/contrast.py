"""How legible a theme is: every role against everything that it is painted on, and beside those that it stands among."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from newstui.config.colours import contrast, distance, is_known
from newstui.config.roles import ROLES, SPEAKERS, Ground, Role
from newstui.config.themes import OVERLAYS, RoleStyle, Theme

LEAST_FOR_FOCUS = 3.0
"""For the lines that mean something: the focused border, a quotation's bar (WCAG 2.2, 1.4.11)."""
LEAST_FOR_LINES = 1.2
"""For borders, which only have to be seen: they are decoration."""
LEAST_FOR_TINTS = 1.2
"""For what is laid over a row or over words: it has to be seen, and the words on it read."""
LEAST_APART = 0.06
"""Distance of the colours of two roles that nothing else tells apart (see `newstui.config.colours.distance`)."""

_SIDE_BY_SIDE = (
    (  # in an article's text; block quotations and headlines have places of their own
        Role.TEXT,
        Role.EMPHASIS,
        Role.STRONG,
        Role.LINK,
        Role.CODE,
        Role.QUOTE_DIRECT,
        Role.QUOTE_INDIRECT,
        Role.QUOTE_STANCE,
        Role.QUOTE_CUE,
        Role.QUOTE_HEDGE,
        Role.QUOTE_VIA,
        Role.QUOTE_SOURCE,
        *SPEAKERS,
    ),
    (  # among the names; a source that has no name is no person either
        Role.MUTED,
        Role.STRONG,
        Role.ENTITY_PERSON,
        Role.ENTITY_ORG,
        Role.ENTITY_PLACE,
        Role.QUOTE_SOURCE,
        *SPEAKERS,
    ),
)
_BY_COLOUR = frozenset({Role.ENTITY_PERSON, Role.QUOTE_SOURCE})
"""These two are told apart by their colours, whatever else they have."""


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
    """Every combination that newstui paints and of which the theme defines both colours; what is laid over, on its grounds."""
    for role, info in ROLES.items():
        for ground in info.grounds:
            if role in OVERLAYS:
                tint, under = theme.styles[role].bg, ground_colour(theme, ground)
                if is_known(tint) and is_known(under):
                    yield Contrast(role, ground, None, tint, under, contrast(tint, under), LEAST_FOR_TINTS)
                continue
            for overlay in (None, *info.overlays):
                style = theme.styles[role]
                if overlay is not None:
                    style = theme.styles[overlay].over(style)
                fg, bg = _painted(style, theme, ground)
                if is_known(fg) and is_known(bg):
                    yield Contrast(role, ground, overlay, fg, bg, contrast(fg, bg), _needed(role, theme))


class LookAlikes(NamedTuple):
    """Two roles that stand side by side and are not told apart."""

    one: Role
    other: Role
    apart: float

    def __str__(self) -> str:
        return f"{self.one} and {self.other} are {self.apart:.3f} apart, needed are {LEAST_APART}"


def look_alikes(theme: Theme) -> Iterator[LookAlikes]:
    """The roles that neither attributes nor colours tell apart, as far as the theme says what their colours look like."""
    for roles in _SIDE_BY_SIDE:
        for one, other in combinations(roles, 2):
            style, beside = theme.styles[one], theme.styles[other]
            if style.attributes != beside.attributes and {one, other} != _BY_COLOUR:
                continue
            if is_known(style.fg) and is_known(beside.fg) and (apart := distance(style.fg, beside.fg)) < LEAST_APART:
                yield LookAlikes(one, other, apart)


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
