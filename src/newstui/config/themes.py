"""Themes: TOML files that give every role its looks.

A theme file holds `name` (as it is shown), `appearance` ("dark" or "light"), optionally `contrast` (the least that its text
keeps, 4.5 unless it says more) and `extends` (a theme to take everything from that this one leaves out), a table [colours]
that names colours, and a table [styles] that gives roles {fg, bg, bold, italic, underline, dim, reverse}. In [colours],
`background` (the article), `panel` (lists and sidebar) and `text` are the ones that newstui itself asks for. A colour is
"#rrggbb", a name of [colours], one of the terminal's 16 ("ansi_red", "ansi_bright_red") or "default", the terminal's own.

A role that a theme leaves out looks like its fallback in `newstui.config.roles.ROLES`; a style without `fg` takes the
fallback's. What stands in the status line has its ground and attributes too. Roles that are laid over others (selection,
selection_inactive, entity_chosen, match, current) replace only what they set. The file's name without ".toml" is what the
setting `appearance.theme` names; a user's file goes before a packaged one of the same name.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from newstui.config.colours import ANSI, DEFAULT, is_colour
from newstui.config.roles import ROLES, SPEAKERS, Ground, Role
from newstui.config.toml_file import TomlFile, read_toml
from newstui.config.wording import shown, suggestion
from newstui.errors import ConfigError, ConfigProblems

MONOCHROME = "monochrome"
"""The packaged theme for terminals without colours."""

SIXTEEN_COLOURS = "terminal"
"""The packaged theme for terminals that have only their own sixteen colours."""

OVERLAYS = frozenset((Role.SELECTION, Role.SELECTION_INACTIVE, Role.ENTITY_CHOSEN, Role.MATCH, Role.CURRENT))
"""Roles that are laid over others."""

_FLAGS = ("bold", "italic", "underline", "dim", "reverse")
_KEYS = ("name", "appearance", "contrast", "extends", "colours", "styles")


class RoleStyle(NamedTuple):
    """A role's looks. Colours are "#rrggbb", an ANSI name or "default"; None leaves what is under it."""

    fg: str | None = None
    bg: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    dim: bool = False
    reverse: bool = False

    def over(self, under: "RoleStyle") -> "RoleStyle":
        """This style laid over another one: colours that it sets win, attributes add up."""
        return RoleStyle(
            fg=self.fg or under.fg,
            bg=self.bg or under.bg,
            bold=self.bold or under.bold,
            italic=self.italic or under.italic,
            underline=self.underline or under.underline,
            dim=self.dim or under.dim,
            reverse=self.reverse or under.reverse,
        )

    @property
    def attributes(self) -> frozenset[str]:
        """The names of the attributes that are on."""
        return frozenset(flag for flag in _FLAGS if getattr(self, flag))


class Theme(NamedTuple):
    """A theme with every role resolved."""

    name: str
    """What the setting names: the file's name without its suffix."""
    title: str
    """What the reader shows."""
    appearance: Literal["dark", "light"]
    contrast: float
    """The least contrast that text keeps where the theme says both colours (WCAG)."""
    background: str
    panel: str
    text: str
    colours: Mapping[str, str]
    styles: Mapping[Role, RoleStyle]
    path: Path

    def style(self, role: str) -> RoleStyle:
        """A role's looks, by Role or by its name. Raises KeyError for what is no role."""
        return self.styles[Role(role)] if role in ROLES else _no_role(role)

    @property
    def speaker_colours(self) -> int:
        """How many speakers of an article have a look of their own; the others look like any source."""
        return len({self.styles[role] for role in SPEAKERS} - {self.styles[Role.QUOTE_SOURCE]})

    @property
    def uses_terminal_palette(self) -> bool:
        """Whether every colour is the terminal's own, so that it must be passed on by name."""
        colours = (self.background, self.panel, *(c for s in self.styles.values() for c in (s.fg, s.bg) if c))
        return not any(colour.startswith("#") for colour in colours)


def _no_role(role: str) -> RoleStyle:
    raise KeyError(role)


class ThemeCatalogue:
    """The themes that can be chosen: the packaged ones, and the user's, which override by name."""

    def __init__(self, user_dir: Path | None = None) -> None:
        self.user_dir = user_dir
        self.packaged_dir = packaged_themes_dir()

    def files(self) -> dict[str, Path]:
        """Every theme's file by name, in the order of the names."""
        found = {path.stem: path for folder in self._folders() for path in _toml_files(folder)}
        return dict(sorted(found.items()))

    def find(self, name: str) -> Path | None:
        """A theme's file by name, None where there is none."""
        return _find(name, self._folders())

    def load(self, name: str) -> Theme:
        """A theme by name. Raises ConfigError (or ConfigProblems) that names file, line and key."""
        path = self.find(name)
        if path is None:
            raise ConfigError(
                f"There is no theme {shown(name)}.", key="appearance.theme", hint=suggestion(name, list(self.files()))
            )
        return self.load_file(path)

    def load_file(self, path: Path) -> Theme:
        """A theme from its file; what it extends is looked for in this catalogue."""
        chain = [_read(path)]
        while (base := chain[-1].table.get("extends")) is not None:
            file = chain[-1]
            seen = {link.path for link in chain}
            # What is packaged builds on what is packaged: a user's theme of the same name does not change it.
            folders = (self.packaged_dir,) if file.path.parent == self.packaged_dir else self._folders()
            found = _find(base, folders, besides=seen) if isinstance(base, str) else None
            if found is None:
                known = [name for name, path in self.files().items() if path not in seen]
                hint = suggestion(str(base), known)
                raise file.problem(("extends",), f"There is no other theme {shown(base)} to take the rest from.", hint=hint)
            chain.append(_read(found))
        return _theme_from(chain)

    def _folders(self) -> tuple[Path, ...]:
        return (self.packaged_dir, self.user_dir) if self.user_dir else (self.packaged_dir,)


def packaged_themes_dir(package: Path = Path(__file__).parent.parent) -> Path:
    """The themes that come with newstui: inside the package, or beside `src` in a checkout. Raises ConfigError."""
    for folder in (package / "themes", package.parent.parent / "themes"):
        if folder.is_dir():
            return folder
    raise ConfigError(
        "The themes that come with newstui are missing.", path=str(package / "themes"), hint="Install newstui again."
    )


def _find(name: str, folders: tuple[Path, ...], besides: Collection[Path] = ()) -> Path | None:
    """A theme's file, without listing the folders: start-up needs one theme only. The last folder goes first."""
    if not name or "/" in name or "\0" in name or name.startswith("."):
        return None
    for folder in reversed(folders):
        path = folder / f"{name}.toml"
        if path not in besides and path.is_file():
            return path
    return None


def _toml_files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith(".")]
    except OSError:  # no folder of the user's own, or none that can be listed: then there are no themes in it
        return []


def _read(path: Path) -> TomlFile:
    try:
        return read_toml(path)
    except FileNotFoundError as error:
        raise ConfigError("There is no such theme file.", path=str(path)) from error


def _theme_from(chain: list[TomlFile]) -> Theme:
    """`chain` is the theme's file and then what it extends."""
    problems: list[ConfigError] = []
    colours: dict[str, str] = {}
    styles: dict[Role, RoleStyle] = {}
    for file in reversed(chain):
        for key in file.table:
            if key not in _KEYS:
                problems.append(file.problem((key,), "There is no such key in a theme.", hint=suggestion(key, list(_KEYS))))
        colours.update(_palette(file, problems))
    for file in reversed(chain):
        styles.update(_styles(file, colours, problems))
    first = chain[0]
    appearance = _inherited(chain, "appearance")
    if appearance not in ("dark", "light"):
        problems.append(first.problem(("appearance",), 'A theme says appearance = "dark" or appearance = "light".'))
    title = _inherited(chain[:1], "name") or first.path.stem.replace("-", " ").title()
    if not isinstance(title, str) or not title.isprintable():
        problems.append(first.problem(("name",), "A name is one line of text in quotation marks."))
    contrast = _inherited(chain, "contrast") or 4.5
    if isinstance(contrast, bool) or not isinstance(contrast, int | float) or not 1 <= contrast <= 21:
        problems.append(first.problem(("contrast",), f"{shown(contrast)} is not possible here: it takes a number from 1 to 21."))
    if problems:
        problems.sort(key=lambda problem: (problem.path != str(first.path), problem.line or 0))
        raise problems[0] if len(problems) == 1 else ConfigProblems(tuple(problems))
    background = colours.get("background", DEFAULT)
    theme = Theme(
        name=first.path.stem,
        title=title,
        appearance="light" if appearance == "light" else "dark",
        contrast=float(contrast),
        background=background,
        panel=colours.get("panel", background),
        text=colours.get("text", DEFAULT),
        colours=colours,
        styles={},
        path=first.path,
    )
    return theme._replace(styles=_resolved(styles, theme))


def _inherited(chain: list[TomlFile], key: str) -> Any:
    return next((file.table[key] for file in chain if key in file.table), None)


def _table(file: TomlFile, key: str, problems: list[ConfigError]) -> dict[str, Any]:
    table = file.table.get(key, {})
    if isinstance(table, dict):
        return table
    problems.append(file.problem((key,), f"This is a table: it is written [{key}], with its entries below it."))
    return {}


def _palette(file: TomlFile, problems: list[ConfigError]) -> dict[str, str]:
    colours = {}
    for name, value in _table(file, "colours", problems).items():
        if is_colour(name):
            problems.append(file.problem(("colours", name), "This name is the terminal's own colour already; choose another."))
        elif not isinstance(value, str) or not is_colour(value):
            own = f"one of the terminal's own ({ANSI[0]} to {ANSI[-1]})"
            message = f'{shown(value)} is no colour: write "#rrggbb", "default", or {own}.'
            problems.append(file.problem(("colours", name), message))
        else:
            colours[name] = value.lower()
    return colours


def _styles(file: TomlFile, colours: Mapping[str, str], problems: list[ConfigError]) -> dict[Role, RoleStyle]:
    styles = {}
    for name, table in _table(file, "styles", problems).items():
        if name not in ROLES:
            problems.append(file.problem(("styles", name), "There is no such role.", hint=suggestion(name, list(ROLES))))
        elif not isinstance(table, dict):
            message = f"{shown(table)} is not possible here: a style is written {{ fg = {shown('text')}, bold = true }}."
            problems.append(file.problem(("styles", name), message))
        else:
            styles[Role(name)] = _style(file, name, table, colours, problems)
    return styles


def _style(
    file: TomlFile, role: str, table: Mapping[str, object], colours: Mapping[str, str], problems: list[ConfigError]
) -> RoleStyle:
    values: dict[str, Any] = {}
    for key, value in table.items():
        where = ("styles", role, key)
        if key in ("fg", "bg"):
            colour = colours.get(value, value) if isinstance(value, str) else ""
            if is_colour(colour):
                values[key] = colour.lower()
            else:
                hint = suggestion(str(value), [*colours, DEFAULT])
                problems.append(file.problem(where, f"{shown(value)} is no colour of this theme.", hint=hint))
        elif key not in _FLAGS:
            hint = suggestion(key, ["fg", "bg", *_FLAGS])
            problems.append(file.problem(where, "A style has no such key.", hint=hint))
        elif not isinstance(value, bool):
            problems.append(file.problem(where, f"{shown(value)} is not possible here: it takes true or false."))
        else:
            values[key] = value
    return RoleStyle(**values)


def _resolved(styles: Mapping[Role, RoleStyle], theme: Theme) -> dict[Role, RoleStyle]:
    """Every role's style, in the order of `ROLES`, fallbacks followed."""
    done: dict[Role, RoleStyle] = {}

    def resolve(role: Role) -> RoleStyle:
        if role not in done:
            fallback = ROLES[role].fallback
            style = styles.get(role)
            if style is None:
                if role is Role.LETTER:
                    style = resolve(Role.ACCENT)._replace(bold=True, reverse=True)
                else:
                    style = resolve(fallback) if fallback else _built_in(role, theme)
            if style.fg is None and role not in OVERLAYS:
                style = style._replace(fg=resolve(fallback).fg if fallback else theme.text)
            if ROLES[role].grounds == (Ground.STATUS,):
                style = style.over(resolve(Role.STATUS))
            done[role] = style
        return done[role]

    return {role: resolve(role) for role in ROLES}


def _built_in(role: Role, theme: Theme) -> RoleStyle:
    if role is Role.SELECTION:
        return RoleStyle(fg=theme.text, bg=theme.background, reverse=True)
    return RoleStyle(fg=theme.text)
