"""Any HTML to a small and regular one: the few elements that an article's Markdown needs, each holding what it should.

Blocks never stand inside inlines, paragraphs never inside paragraphs; inline marks keep to the words they mark; addresses
are absolute; every text is safe (see `newstui.model.safe_text`).
"""

import html
import re
from dataclasses import dataclass

from newstui.extraction.boilerplate import is_phrase
from newstui.extraction.inlines import BREAK, Close, Inline, Open, Text, markup_of, regular
from newstui.extraction.links import absolute_address
from newstui.extraction.page_tree import HEADINGS, Element
from newstui.extraction.shown import BLOCKS, SKIPPED, caption_of, cells_of, description, is_tiny, language_of_code, shown_text
from newstui.model.safe_text import safe_lines, safe_text

QUOTE_DEPTH_MAX = 5
LIST_DEPTH_MAX = 6

_MARKS = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
}
_WORD = re.compile(r"\w+")
_HTML_SPACE = re.compile(r"[ \t\n\r\f\u00a0]*[ \t\n\r\f][ \t\n\r\f\u00a0]*|\u00a0{2,}")


@dataclass(frozen=True, slots=True)
class TidyHtml:
    """Regular HTML; `letters` is its text without blanks, to check a round trip by."""

    html: str
    letters: str


def tidy(root: Element, *, base_url: str, emphasis: bool = True, drop_phrases: bool = False) -> TidyHtml:
    """Regular HTML of what stands in `root`.

    `emphasis=False` leaves out all marks but links; `drop_phrases` drops lines that are a site's phrases and not the article's.
    """
    writer = _Writer(base_url, emphasis=emphasis, drop_phrases=drop_phrases)
    writer.children(root)
    writer.flush()
    return TidyHtml("".join(writer.out), "".join(writer.letters))


class _Writer:
    def __init__(self, base_url: str, *, emphasis: bool, drop_phrases: bool) -> None:
        self.base_url = base_url
        self.emphasis = emphasis
        self.drop_phrases = drop_phrases
        self.out: list[str] = []
        self.letters: list[str] = []
        self.line: list[Inline] = []
        self.open: list[Open] = []
        self.wrapper = "p"
        self.quotes = 0
        self.lists = 0
        self.alternative: tuple[int, int, set[str]] | None = None  # the last picture that only its alternative text describes

    # Blocks

    def children(self, element: Element) -> None:
        self.text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
            self.text(child.tail)

    def element(self, element: Element) -> None:
        tag = element.tag
        if tag in SKIPPED:
            if tag == "iframe":
                self.flush()
            return
        if tag in _MARKS or tag == "a":
            self.inline(element, Open("a", self.address(element.get("href"))) if tag == "a" else Open(_MARKS[tag]))
        elif tag == "br":
            self.line_break()
        elif tag == "img":
            self.picture(element, "")
        elif tag == "q":
            marked = (element.text or "").lstrip()[:1] in ('"', "“", "«", "‘", "„")
            self.line.append(Text("" if marked else "“"))
            self.children(element)
            self.line.append(Text("" if marked else "”"))
        elif tag in HEADINGS:
            self.wrapped(element, tag)
        elif tag == "blockquote":
            self.quotation(element)
        elif tag in ("ul", "ol"):
            self.list(element)
        elif tag == "li":
            self.out_of_list(element)
        elif tag in ("pre", "listing", "xmp"):
            self.code(element)
        elif tag == "table":
            self.table(element)
        elif tag == "hr":
            self.flush()
            self.out.append("<hr>")
        elif tag == "figure" and caption_of(element) is not None:
            self.figure(element)
        elif tag == "dt":
            self.flush()
            self.inline(element, Open("strong"))
            self.flush()
        elif tag in BLOCKS:
            self.lines(element)
        else:
            self.children(element)

    def lines(self, element: Element) -> None:
        """What stands in it, in lines of its own."""
        self.flush()
        self.children(element)
        self.flush()

    def out_of_list(self, element: Element) -> None:
        """An item without a list is a list of one."""
        self.flush()
        at = len(self.out)
        self.container(element, "<li>", "</li>")
        if len(self.out) > at:
            self.out.insert(at, "<ul>")
            self.out.append("</ul>")

    def wrapped(self, element: Element, tag: str) -> None:
        self.flush()
        before, self.wrapper = self.wrapper, tag
        self.children(element)
        self.flush()
        self.wrapper = before

    def container(self, element: Element, start: str, end: str) -> None:
        self.flush()
        at = len(self.out)
        self.out.append(start)
        before, self.wrapper = self.wrapper, "p"
        self.children(element)
        self.flush()
        self.wrapper = before
        if len(self.out) == at + 1:
            self.out.pop()
            return
        if end.startswith("</li>") and self.out[at + 1].startswith("<p>") and not self.out[at + 1].startswith("<p><img"):
            self.out[at + 1] = self.out[at + 1][3:-4]  # an item's own line is no paragraph of its own
        self.out.append(end)

    def quotation(self, element: Element) -> None:
        if self.quotes >= QUOTE_DEPTH_MAX:
            self.lines(element)
            return
        self.quotes += 1
        self.container(element, "<blockquote>", "</blockquote>")
        self.quotes -= 1

    def list(self, element: Element) -> None:
        if self.lists >= LIST_DEPTH_MAX:
            self.lines(element)
            return
        self.lists += 1
        self.flush()
        at = len(self.out)
        start = (element.get("start") or "").strip()
        self.out.append(
            f'<ol start="{int(start)}">' if element.tag == "ol" and re.fullmatch(r"\d{1,6}", start) else f"<{element.tag}>"
        )
        before, self.wrapper = self.wrapper, "p"
        self.bare_item(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in SKIPPED:
                if child.tag in ("li", "div", "p", "span", "a") or len(self.out) == at + 1:
                    self.container(child, "<li>", "</li>") if child.tag == "li" else self._item(child)
                else:
                    # A list directly inside a list belongs to the item before it.
                    self.out.pop()
                    self.element(child)
                    self.flush()
                    self.out.append("</li>")
            self.bare_item(child.tail)
        self.wrapper = before
        self.lists -= 1
        if len(self.out) == at + 1:
            self.out.pop()
        else:
            self.out.append(f"</{element.tag}>")

    def bare_item(self, text: str | None) -> None:
        """Words in a list but in no item of it are an item."""
        if text and text.strip():
            self.out.append("<li>")
            self.text(text)
            self.flush()
            self.out.append("</li>")

    def _item(self, element: Element) -> None:
        at = len(self.out)
        self.out.append("<li>")
        self.element(element)
        self.flush()
        if len(self.out) == at + 1:
            self.out.pop()
        else:
            self.out.append("</li>")

    def code(self, element: Element) -> None:
        self.flush()
        for br in element.iter("br"):
            br.tail = "\n" + (br.tail or "")
        text = str(safe_lines("".join(element.itertext()))).strip("\n").rstrip()
        if not text.strip():
            return
        self.out.append(f'<pre data-language="{html.escape(language_of_code(element))}">{html.escape(text)}</pre>')
        self.letters.append(_letters(text))

    def table(self, element: Element) -> None:
        rows = cells_of(element)
        if not rows:
            self.lines(element)
            return
        width = max(map(len, rows))
        self.flush()
        caption = element.find("caption")
        if caption is not None:
            self.element(caption)
        self.out.append("<table>")
        for i, row in enumerate(rows):
            cells = [self.cell(cell) for cell in row] + [""] * (width - len(row))
            name = "td" if i else "th"
            self.out.append("<tr>" + "".join(f"<{name}>{cell}</{name}>" for cell in cells) + "</tr>")
        self.out.append("</table>")

    def cell(self, element: Element) -> str:
        text = safe_text(shown_text(element))
        self.letters.append(_letters(text))
        return html.escape(text)

    # Pictures

    def figure(self, element: Element) -> None:
        """A picture with its caption; what else the figure holds comes as itself."""
        caption = caption_of(element)
        assert caption is not None
        if any(element.find(f".//{tag}") is not None for tag in ("pre", "table", "blockquote")):
            self.lines(element)
            return
        pictures = (e for e in element.iter("img") if not any(a is caption for a in e.iterancestors()))
        self.picture(next(pictures, None), safe_text(shown_text(caption)))

    def picture(self, element: Element | None, caption: str) -> None:
        words, source = caption, ""
        if element is not None:
            alternative = safe_text(element.get("alt") or "")
            if self.line and not caption and 0 < len(alternative) <= 2:
                self.line.append(Text(alternative))  # an emoji in a line
                return
            words = caption or description(alternative)
            source = self.address(element.get("src")) or ""
            for attribute in ("data-src", "data-original", "data-lazy-src", "data-hi-res-src"):
                source = source or self.address(element.get(attribute))
            if not caption and is_tiny(element):
                return
        if not words or (self.drop_phrases and is_phrase(words)):
            return
        self.alternative = None if caption else (len(self.out), len(self.letters), set(_WORD.findall(words.lower())))
        self.out.append(f'<p><img src="{html.escape(source)}" alt="{html.escape(words)}"></p>')
        self.letters.append(_letters(words))

    def drop_repeated_picture(self, words: str) -> None:
        """Forget a picture whose alternative text the next line says again: sites set captions apart in many ways."""
        if self.alternative is not None:
            at, letters_at, described = self.alternative
            if len(described & set(_WORD.findall(words.lower()))) >= 0.7 * len(described):
                self.out[at] = self.letters[letters_at] = ""
            self.alternative = None

    # Inlines

    def address(self, raw: str | None) -> str:
        return absolute_address(raw, self.base_url)

    def inline(self, element: Element, opening: Open) -> None:
        marks = ("em", "strong", "code")
        plain = any(o.tag == opening.tag for o in self.open) or (opening.tag == "a" and not opening.target)
        if plain or (opening.tag in marks and (not self.emphasis or self.wrapper in HEADINGS)):
            self.children(element)
            return
        self.open.append(opening)
        self.line.append(opening)
        self.children(element)
        self.line.append(Close(opening.tag))
        self.open.pop()

    def text(self, text: str | None) -> None:
        if text:
            self.line.append(Text(_HTML_SPACE.sub(" ", safe_lines(text))))

    def line_break(self) -> None:
        if self.wrapper != "p":
            self.line.append(Text(" "))
            return
        last = next((i.text for i in reversed(self.line) if isinstance(i, Text) and (i is BREAK or i.text.strip())), "")
        if last == "\n":
            self.flush()
        else:
            self.line.append(BREAK)

    def flush(self) -> None:
        """Write the line so far as a block, and open its unfinished marks again in the next."""
        line = [*self.line, *(Close(o.tag) for o in reversed(self.open))]
        self.line = list(self.open)
        if not any(isinstance(i, Text) and i.text.strip() for i in line):
            return
        line = regular(line)
        words = "".join(i.text for i in line if isinstance(i, Text))
        if not words.strip() or (self.drop_phrases and is_phrase(" ".join(words.split()))):
            return
        self.drop_repeated_picture(words)
        self.letters.append(_letters(words))
        self.out.append(f"<{self.wrapper}>{''.join(map(markup_of, line))}</{self.wrapper}>")


def _letters(text: str) -> str:
    return "".join(text.split())
