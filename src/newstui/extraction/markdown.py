"""Tidy HTML to Markdown, through markdownify; whatever Markdown would misread is escaped."""

import re
from functools import cache
from typing import Any

# Anywhere: what begins or ends an inline construct. At the start of a text: what begins a block at the start of a line.
_ANYWHERE = re.compile(r"([\\`*_\[\]<])|(&)(?=#?\w{1,40};)|(#)(?=#*$)|(!)$|(~)(?=~)")
_AT_START = re.compile(r"^(\s*)([-+=>~:#|])")
_START_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])")


def markdown_of(tidy_html: str) -> str:
    """CommonMark (with tables) of HTML that `newstui.extraction.tidy` made."""
    return str(_converter()().convert(tidy_html)).strip()


def escape(text: str, *, in_table: bool = False) -> str:
    """`text` such that CommonMark reads it back as it is."""
    text = _ANYWHERE.sub(lambda m: "\\" + m[0], text)
    text = _START_NUMBER.sub(r"\1\\\2", text)
    text = _AT_START.sub(r"\1\\\2", text)
    return text.replace("|", "\\|") if in_table else text


@cache
def _converter() -> Any:
    """The converter's class; made on first use, since markdownify brings BeautifulSoup."""
    from markdownify import MarkdownConverter

    class Converter(MarkdownConverter):
        class Options:
            autolinks = False
            bullets = "-"
            heading_style = "atx"
            newline_style = "backslash"
            strip_pre = None
            table_infer_header = True

        def escape(self, text: str, parent_tags: set[str]) -> str:
            return escape(text, in_table="td" in parent_tags or "th" in parent_tags)

        def convert_a(self, el: Any, text: str, parent_tags: set[str]) -> str:
            return f"[{text}]({_target(el.get('href') or '')})"

        def convert_img(self, el: Any, text: str, parent_tags: set[str]) -> str:
            return f"![{escape(el.get('alt') or '')}]({_target(el.get('src') or '')})"

        def convert_pre(self, el: Any, text: str, parent_tags: set[str]) -> str:
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
            return f"\n\n{fence}{el.get('data-language') or ''}\n{text}\n{fence}\n\n"

        def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:
            # Inside a cell nothing but the cell's own text comes in tidy HTML.
            return f" {text.strip()} |"

        convert_th = convert_td

    return Converter


def _target(address: str) -> str:
    address = re.sub(r"&(?=#?\w+;)", "&amp;", address)
    return f"<{address}>" if not address or "(" in address or ")" in address else address
