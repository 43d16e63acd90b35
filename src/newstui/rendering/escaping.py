"""Words from outside in files of other kinds, so that they are shown as they are: in Markdown, in a spreadsheet."""

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>|#~])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def in_markdown(text: str) -> str:
    """A text, in one line, none of whose signs Markdown takes for its own."""
    return _SIGNS.sub(r"\\\1", text.replace("\n", " "))


def markdown_address(link: str) -> str:
    """An address that can stand between < and >."""
    return link.replace("<", "%3C").replace(">", "%3E").replace("\n", "")


def csv_cell(value: object) -> str:
    """A cell as JSON would say it; one that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    cell = "" if value is None else str(value)
    return "'" + cell if cell.startswith(_FORMULA) else cell
