"""A theme of the configuration as Textual wants it: rich styles by role for the panes, a Textual theme for the dialogs."""

import os

from rich.style import Style
from textual.theme import Theme as TextualTheme

from newstui.config.roles import ROLES, Ground, Role
from newstui.config.themes import RoleStyle, Theme
from newstui.tui.strips import Painter
from newstui.tui.terminal.abilities import has_italics

# Textual's own style sheets ask a theme of the terminal's palette for these, and make them up for other themes only.
_ANSI_VARIABLES = {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "input-cursor-text-style": "reverse",
    "screen-selection-background": "ansi_blue",
    "screen-selection-foreground": "ansi_default",
}
_GROUND_ROLES = {Ground.STATUS: Role.STATUS, Ground.DIALOG: Role.DIALOG, Ground.INPUT: Role.INPUT}


def painter(theme: Theme, *, colours: bool = True, ascii_only: bool = False, links: bool = False) -> Painter:
    """The theme's styles; `colours` off leaves only bold, italic, underline and reverse. `links`: they can be clicked."""
    styles: dict[str, Style] = {role: _style(theme.styles[role], colours) for role in ROLES}
    grounds = {
        Ground.ARTICLE: _style(RoleStyle(fg=theme.text, bg=theme.background), colours),
        Ground.PANEL: _style(RoleStyle(fg=theme.text, bg=theme.panel), colours),
        **{
            ground: _style(theme.styles[role].over(RoleStyle(theme.text, theme.panel)), colours)
            for ground, role in _GROUND_ROLES.items()
        },
    }
    return Painter(styles, grounds, ascii_only=ascii_only, links=links)


def _style(style: RoleStyle, colours: bool) -> Style:
    return Style(
        color=_rich_colour(style.fg) if colours else None,
        bgcolor=_rich_colour(style.bg) if colours else None,
        bold=style.bold or None,
        italic=(style.italic and has_italics(os.environ)) or None,
        underline=style.underline or None,
        dim=style.dim or None,
        reverse=style.reverse or None,
    )


def _rich_colour(colour: str | None) -> str | None:
    return colour.removeprefix("ansi_") if colour else None


def textual_theme(theme: Theme) -> TextualTheme:
    """The colours that Textual's own widgets (inputs, the palette) are drawn in."""

    def fg(role: Role) -> str:
        return _css_colour(theme.styles[role].fg or theme.text)

    dialog = _css_colour(theme.styles[Role.DIALOG].bg or theme.panel)
    field = _css_colour(theme.styles[Role.INPUT].bg or theme.styles[Role.DIALOG].bg or theme.panel)
    selection = theme.styles[Role.SELECTION]
    chosen_bg = _css_colour(selection.bg or theme.panel) if not selection.reverse else fg(Role.TEXT)
    chosen_fg = _css_colour(selection.fg or theme.text) if not selection.reverse else dialog
    return TextualTheme(
        name=theme.name,
        primary=fg(Role.ACCENT),
        secondary=fg(Role.BORDER_FOCUS),
        accent=fg(Role.ACCENT),
        warning=fg(Role.WARNING),
        error=fg(Role.ERROR),
        success=fg(Role.OK),
        foreground=_css_colour(theme.text),
        background=_css_colour(theme.background),
        surface=dialog,
        panel=_css_colour(theme.panel),
        dark=theme.appearance == "dark",
        ansi=theme.uses_terminal_palette,
        variables={
            "boost": field,  # as an argument it is ignored beside a panel
            "border": fg(Role.BORDER_FOCUS),
            "border-blurred": fg(Role.BORDER),
            "text-muted": fg(Role.MUTED),
            "text-disabled": fg(Role.FAINT),  # what stands in an empty field
            "input-cursor-background": fg(Role.TEXT),
            "input-cursor-foreground": dialog,
            "input-selection-background": chosen_bg,
            "block-cursor-background": chosen_bg,
            "block-cursor-foreground": chosen_fg,
            "block-cursor-text-style": "none" if selection.bg else "reverse",
            **(_ANSI_VARIABLES if theme.uses_terminal_palette else {}),
        },
    )


def _css_colour(colour: str) -> str:
    return "ansi_default" if colour == "default" else colour
