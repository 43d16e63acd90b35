"""Print an article in colour: rendering's lines through rich, in the user's theme."""

from functools import cache

from rich.style import Style
from rich.text import Text

from newstui.cli.output import complain, console
from newstui.config.paths import Paths
from newstui.config.settings import Settings
from newstui.config.themes import MONOCHROME, SIXTEEN_COLOURS, Theme, ThemeCatalogue
from newstui.errors import ConfigError
from newstui.model.analysis import Analysis
from newstui.model.articles import Article
from newstui.rendering.article import Highlights, lay_out
from newstui.rendering.lines import Roles
from newstui.services.clock import utc_now


def paint(article: Article, analysis: Analysis | None, settings: Settings, paths: Paths, *, stances: bool) -> None:
    """Print the article on this terminal, as wide as the reader shows it, or with stances whatever the settings say."""
    out = console(colours=settings.appearance.colours)
    name = MONOCHROME if out.no_color else SIXTEEN_COLOURS if out.color_system == "standard" else settings.appearance.theme
    theme = _theme(ThemeCatalogue(paths.themes_dir), name)
    speaks_utf8 = (out.encoding or "").lower().startswith("utf")
    ascii_only = settings.appearance.ascii == "on" or (settings.appearance.ascii == "auto" and not speaks_utf8)

    @cache
    def style(roles: Roles) -> Style:
        return sum((_rich_style(theme, role) for role in roles), Style.null())

    layout = lay_out(
        article,
        analysis,
        width=out.width,
        measure=settings.reading.measure,
        highlights=Highlights.ALL if stances else Highlights(settings.reading.highlights),
        ascii=ascii_only,
        now=utc_now().astimezone(),
        date_format=settings.reading.date_format,
    )
    for line in layout.lines:
        text = Text(end="")
        for segment in line.segments:
            text.append(segment.text, style(segment.roles))
        text.rstrip()
        out.print(text, soft_wrap=True)


def _theme(themes: ThemeCatalogue, name: str) -> Theme:
    """The theme of that name; where it is wrong, that is said and the default one taken."""
    try:
        return themes.load(name)
    except ConfigError as error:
        from newstui.config.wording import first_of

        complain(f"newstui: {first_of(str(error).splitlines())} The default theme takes its place.")
        return themes.load(Settings().appearance.theme)


def _rich_style(theme: Theme, role: str) -> Style:
    """A role's style on the terminal's own ground: a theme's background belongs to a whole screen."""
    found = theme.style(role)
    return Style(
        color=_colour(found.fg),
        bold=found.bold or None,
        italic=found.italic or None,
        underline=found.underline or None,
        dim=found.dim or None,
        reverse=found.reverse or None,
    )


def _colour(name: str | None) -> str | None:
    return name.removeprefix("ansi_") if name else None
