"""Every sign that rendering draws by itself, with a plain ASCII one for terminals that show nothing else (LANG=C)."""

import unicodedata

import msgspec

from newstui.rendering.cells import character_cells
from newstui.rendering.lines import Line, Segment


class Marks(msgspec.Struct, frozen=True):
    """The drawn signs, one cell each unless said."""

    unread: str = "●"
    unread_remote: str = "○"
    """Unread, and not in the cache yet."""
    read: str = " "
    starred: str = "★"
    watched: str = "◉"
    """Somebody whom the reader watches, or an entry that names one."""
    cached: str = "·"
    folded: str = "▸"
    unfolded: str = "▾"
    fewer: str = "−"
    branch: str = "└"
    problem: str = "!"
    gone: str = "✗"
    sample: str = "◦"
    quote_bar: str = "▎"
    current_bar: str = "▌"
    hedged: str = "≈"
    relayed: str = "»"
    stance: str = "◇"
    picture: str = "▣"
    rule: str = "─"
    table_rule: str = "─"
    code_bar: str = "┆"
    continued: str = "↪"
    dot: str = "·"
    ellipsis: str = "…"
    bar_full: str = "━"
    bar_empty: str = "─"
    meter: str = "▁▂▃▄▅▆▇█"
    """From little to much, a cell each."""
    online: str = "●"
    offline: str = "○"
    open_quote: str = "“"
    bullet: str = "•"
    chosen: str = "›"
    kept: str = "▸"
    """The name that the reader keeps to."""
    tag: str = "#"
    damaged: str = "≠"
    """A feed that can be read, though its file is broken."""


UNICODE = Marks()
ASCII = Marks(
    unread="*",
    unread_remote="o",
    read=" ",
    starred="^",  # not "+", which counts what is folded behind a row
    watched="@",
    cached=".",
    folded="+",
    unfolded="-",
    fewer="-",
    branch="`",
    problem="!",
    gone="x",
    sample="o",
    quote_bar="|",
    current_bar=">",
    hedged="~",
    relayed="&",
    stance="?",
    picture="#",
    rule="-",
    table_rule="-",
    code_bar=":",
    continued="\\",
    dot="-",
    ellipsis="~",
    bar_full="=",
    bar_empty=".",
    meter=".:-=+*%#",
    online="+",
    offline="-",
    open_quote='"',
    bullet="*",
    chosen=">",
    kept=">",
    damaged="?",
)


def marks(ascii: bool) -> Marks:
    """The signs for a terminal: all of Unicode, or ASCII alone."""
    return ASCII if ascii else UNICODE


# Signs that say the same in ASCII, in as many cells.
_PLAIN = {
    **{ord(c): "'" for c in "‘’‚‛′‹›´`"},
    **{ord(c): '"' for c in "“”„‟″«»"},
    **{ord(c): "-" for c in "‐‑‒–—―−"},
    **{ord(c): " " for c in "\u00a0\u2002\u2003\u2009\u202f"},
    **{ord(getattr(UNICODE, name)): getattr(ASCII, name) for name in Marks.__struct_fields__ if len(getattr(UNICODE, name)) == 1},
    ord("│"): "|",
    ord("↑"): "^",
    ord("↓"): "v",
    ord("•"): "*",
    ord("×"): "x",
    ord("€"): "E",
    ord("£"): "L",
    ord("¥"): "Y",
    ord("©"): "c",
    ord("°"): "o",
    ord("ß"): "s",
    ord("ø"): "o",
    ord("Ø"): "O",
    ord("ł"): "l",
    ord("Ł"): "L",
    ord("ı"): "i",
    ord("đ"): "d",
}
# Of several meanings that share a sign, the one in which it comes this way; the others are drawn with their own.
_PLAIN.update(
    {
        ord("─"): "-",
        ord("·"): "-",
        ord("●"): "*",
        ord("○"): "o",
        ord("—"): "-",
        ord("“"): '"',
        ord("”"): '"',
        ord("»"): '"',
        ord("…"): "~",
    }
)


def to_ascii(text: str) -> str:
    """`text` in ASCII, cell for cell: letters lose their accents, signs become their nearest, the rest question marks."""
    if text.isascii():
        return text
    out = []
    for character, cells in zip(text, character_cells(text)):
        if character.isascii():
            out.append(character.ljust(cells, "?"))  # a foreign vowel sign behind it has a cell of its own
            continue
        plain = _PLAIN.get(ord(character))
        if plain is None:
            plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
        out.append(plain if len(plain) == cells else "?" * cells)
    return "".join(out)


def ascii_line(line: Line) -> Line:
    """The line in ASCII, cell for cell."""
    return Line(tuple(Segment(to_ascii(s.text), *s[1:]) for s in line.segments), line.cells)
