"""An article as Markdown: a heading, the facts, the stored Markdown, and who said what."""

import re

from newstui.model.analysis import Analysis
from newstui.model.articles import Article
from newstui.model.documents import BlockKind
from newstui.model.safe_text import safe_lines
from newstui.rendering.ages import full_date
from newstui.rendering.escaping import in_markdown
from newstui.rendering.header import byline_of, origin_note, outlet_of
from newstui.rendering.painting import Highlights, shown
from newstui.rendering.plain import attribution

_ADDRESSLESS = re.compile(
    r"\\.|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)"  # what is escaped or code stays as it is
    r"|(?P<bare>^!\[\]\(<>\)\n+|!\[\]\(<>\))|!\[(?P<words>(?:\\.|[^\\\]])+)\]\(<>\)",
    re.S | re.M,
)


def _without_addressless(markdown: str) -> str:
    """Pictures that have no address are no pictures anywhere else: their words stay, as in plain text."""

    def kept(found: re.Match[str]) -> str:
        if found["bare"]:
            return ""
        return f"Picture: {found['words']}" if found["words"] else found[0]

    return _ADDRESSLESS.sub(kept, markdown)


def markdown_text(article: Article, analysis: Analysis | None = None, *, stances: bool = False) -> str:
    """The article as Markdown, ending with a line feed; safe to print on a terminal.

    With an analysis, a list "Who said what" follows the text: what was said, with `stances` also what somebody believes or plans.
    """
    highlights = Highlights.ALL if stances else Highlights.STATEMENTS
    quotations = shown(analysis.quotations, highlights) if analysis is not None else []
    body = _without_addressless(safe_lines(article.document.markdown)).strip()
    parts = []
    titled = any(block.kind is BlockKind.TITLE for block in article.document.blocks[:1]) and body.startswith("# ")
    if not titled and article.title:
        parts.append(f"# {in_markdown(article.title)}")
    facts = [outlet_of(article), byline_of(article), full_date(article.published) if article.published else ""]
    line = " · ".join(in_markdown(fact) for fact in facts if fact)
    if article.url:
        line += f"{' · ' if line else ''}<{article.url}>"
    about = f"*{line}*" if line and "<" not in line else line
    if note := origin_note(article):
        about = f"{about}\n\n> {in_markdown(note)}" if about else f"> {in_markdown(note)}"
    if titled:
        first, _, rest = body.partition("\n")
        parts += [first, about, rest.strip()]
    else:
        parts += [about, body]
    if quotations:
        items = "\n".join(f"{n}. {in_markdown(attribution(q, article.document.text))}" for n, q in enumerate(quotations, 1))
        parts.append(f"## Who said what\n\n{items}")
    return "\n\n".join(part for part in parts if part) + "\n"
