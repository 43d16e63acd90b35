"""HTML to Markdown to blocks: what goes in comes out, and every span marks its words."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newstui.extraction.document import document_from_html, document_from_markdown
from newstui.model.documents import BLOCK_SEPARATOR, BlockKind, Document, InlineKind
from newstui.model.safe_text import SafeText, safe_text


def read(source: str, title: str = "") -> Document:
    return document_from_html(source, title=SafeText(title), base_url="https://site.example/dir/page")


def shown(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, b.span.of(document.text)) for b in document.blocks]


def inlines(document: Document) -> list[tuple[str, str, str]]:
    return [(i.kind.value, i.span.of(document.text), i.target) for b in document.blocks for i in b.inlines]


LINES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from("*_`[]()<>#+-=|~!&;.\\ 1"), max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=6))
def test_plain_paragraphs_survive_as_they_are(lines: list[str]) -> None:
    document = read("".join(f"<p>{html.escape(line)}</p>" for line in lines))
    # An HTML parser reads a carriage return as a line feed, drops NUL and characters that XML does not know.
    expected = [text for line in lines if (text := safe_text(re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]", "", line)))]
    if not any(re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", line) for line in lines):
        assert shown(document) == [("paragraph", text) for text in expected]
    assert BLOCK_SEPARATOR.join(b.span.of(document.text) for b in document.blocks) == document.text


MARKED = st.tuples(
    st.sampled_from(["em", "strong", "code", "a", "span", "br", "em strong"]), st.text("ab 1.*_`[]()!“”'-#\\|", max_size=6)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(MARKED, max_size=8))
def test_marks_never_cost_a_letter(parts: list[tuple[str, str]]) -> None:
    source = ""
    for tags, text in parts:
        names = tags.split()
        opened = "".join(f'<{n} href="/x">' if n == "a" else f"<{n}>" for n in names)
        source += opened + html.escape(text) + "".join(f"</{n}>" for n in reversed(names) if n != "br")
    document = read(f"<p>{source}</p>")
    assert "".join(document.text.split()) == "".join("".join(text for _, text in parts).split())


def test_marks_and_links_are_spans_of_the_canonical_text() -> None:
    document = read(
        "<h2>Head</h2><p>A <b>bold</b>, an <i>italic </i>word, <code>x * y</code> and "
        '<a href="../a_(b)?x=1&amp;y=2">a [link]</a>.</p>',
        "T",
    )
    assert inlines(document) == [
        ("strong", "bold", ""),
        ("emphasis", "italic", ""),
        ("code", "x * y", ""),
        ("link", "a [link]", "https://site.example/a_(b)?x=1&y=2"),
    ]
    assert shown(document)[0] == ("title", "T")


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "#part", "file:///etc/passwd", "http://[broken", "", "mailto:"]
)
def test_only_addresses_to_open_become_links(target: str) -> None:
    document = read(f'<p>See <a href="{target}">this</a>.</p>')
    assert document.text == "See this."
    assert inlines(document) == []


def test_markup_in_text_stays_text() -> None:
    document = read(
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; [/oops] [@click=quit] &amp;lt;b&amp;gt; # no heading</p><p>1. no list</p>"
    )
    assert shown(document) == [
        ("paragraph", "<script>alert(1)</script> [/oops] [@click=quit] &lt;b&gt; # no heading"),
        ("paragraph", "1. no list"),
    ]


def test_raw_html_in_markdown_is_text() -> None:
    document = document_from_markdown("<b>x</b> &amp; <!-- y -->\n\n<div>z</div>", title=SafeText(""))
    assert document.text == "<b>x</b> &amp; <!-- y -->\n\n<div>z</div>"


def test_block_quotations_have_depth_and_identity() -> None:
    document = read("<blockquote><p>a</p><p>b</p></blockquote><blockquote>c<blockquote>d</blockquote></blockquote><p>e</p>")
    marks = [(b.span.of(document.text), b.quote_depth, b.quote_id) for b in document.blocks]
    assert marks == [("a", 1, 1), ("b", 1, 1), ("c", 1, 2), ("d", 2, 3), ("e", 0, 0)]


def test_lists_have_markers_and_depth() -> None:
    document = read("<ol start=3><li>x<ul><li>y<p>more</p></li></ul></li><li>z</li></ol><li>stray</li><ul>bare</ul>")
    items = [(b.marker, b.depth, b.span.of(document.text)) for b in document.blocks]
    assert items == [("3.", 1, "x"), ("◦", 2, "y"), ("", 2, "more"), ("4.", 1, "z"), ("•", 1, "stray"), ("•", 1, "bare")]


def test_code_keeps_its_lines_even_with_fences_inside() -> None:
    document = read('<pre><code class="language-python">if x:\n    y = "```"\n```\n</code></pre>')
    (block,) = document.blocks
    assert (block.kind, block.language) == (BlockKind.CODE, "python")
    assert document.text == 'if x:\n    y = "```"\n```'


def test_inline_quotations_get_marks() -> None:
    assert read("<p>She said <q>no</q>, then <q>“never”</q>.</p>").text == "She said “no”, then “never”."


def test_breaks_are_lines_and_two_of_them_a_paragraph() -> None:
    assert read("<p>one<br>two<br><br>three</p>").text == "one\ntwo\n\nthree"


def test_pictures_need_words() -> None:
    document = read(
        '<figure><img src="/a.jpg" alt="IMG_1"><figcaption>A <a href="/x">harbour</a></figcaption></figure>'
        '<img src="/b.jpg" alt="Two gulls on a pole"><img src="/c.jpg" alt="DSC-100.jpg">'
        '<img src="/d.gif" alt="a small thing" width=1>'
    )
    assert [(b.kind, b.span.of(document.text), b.target) for b in document.blocks] == [
        (BlockKind.PICTURE, "A harbour", "https://site.example/a.jpg"),
        (BlockKind.PICTURE, "Two gulls on a pole", "https://site.example/b.jpg"),
    ]


def test_a_link_around_blocks_marks_the_words_in_each() -> None:
    document = read('<a href="/card"><div><h3>Head</h3><p>Text</p></div></a>')
    assert inlines(document) == [("link", "Head", "https://site.example/card"), ("link", "Text", "https://site.example/card")]


def test_layout_tables_are_text_and_data_tables_are_cells() -> None:
    assert shown(read("<table><tr><td><p>only</p></td></tr></table>")) == [("paragraph", "only")]
    document = read("<table><tr><th>a|b<th>c<tr><td>1<td>*2*</table>")
    (table,) = document.blocks
    assert [[c.of(document.text) for c in row] for row in table.rows] == [["a|b", "c"], ["1", "*2*"]]


def test_composing_over_a_mark_keeps_spans_inside_the_text() -> None:
    document = read("<p>caf<b>e</b>\u0301 and <i>\u00a0 x</i>\u00a0 y</p>")
    assert document.text == "café and x y"
    assert all(0 <= i.span.start < i.span.end <= len(document.text) for b in document.blocks for i in b.inlines)
    assert (InlineKind.EMPHASIS.value, "x", "") in inlines(document)
