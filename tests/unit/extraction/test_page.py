"""A page's bytes to an article: what is kept, what is left out, and what is said where there is none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newstui.errors import ExtractionError
from newstui.extraction.page import extract_article
from newstui.extraction.page_tree import read_page
from newstui.model.articles import ExtractedArticle
from newstui.model.documents import BLOCK_SEPARATOR, Block, BlockKind, InlineKind

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
URL = "https://www.courier.example/2031/03/14/harbour-reopens?from=feed"


def extract(name: str, url: str = URL) -> ExtractedArticle:
    return extract_article((PAGES / name).read_bytes(), url=url, content_type="text/html; charset=utf-8")


@pytest.fixture(scope="module")
def harbour() -> ExtractedArticle:
    return extract("harbour.html")


def words(article: ExtractedArticle, kind: BlockKind) -> list[str]:
    return [b.span.of(article.document.text) for b in article.document.blocks if b.kind is kind]


def links(block: Block, article: ExtractedArticle) -> list[tuple[str, str]]:
    return [(i.span.of(article.document.text), i.target) for i in block.inlines if i.kind is InlineKind.LINK]


def test_states_what_the_page_states(harbour: ExtractedArticle) -> None:
    assert harbour.title == "Harbour reopens after storm"
    assert harbour.byline == "Mara Quill, Tom Reedy"
    assert harbour.outlet == "The Tidewater Courier"
    assert harbour.published == datetime(2031, 3, 14, 8, 30, tzinfo=UTC)
    assert harbour.language == "en"
    assert harbour.url == "https://www.courier.example/2031/03/14/harbour-reopens"


def test_keeps_the_paragraphs_in_order(harbour: ExtractedArticle) -> None:
    starts = [p[:24] for p in words(harbour, BlockKind.PARAGRAPH)]
    assert starts == [
        "The harbour of Tidewater",
        "Harbour master Ines Oduy",
        "The port authority named",
        "In a letter to the counc",
        "The piles of the old pie",
        "We advise against any da",
        "The council will vote on",
        "Write to the desk, or se",
    ]


def test_keeps_the_structure(harbour: ExtractedArticle) -> None:
    document = harbour.document
    assert words(harbour, BlockKind.TITLE) == ["Harbour reopens after storm"]
    deck = "Ferries run again, but the old pier stays shut for months"
    assert words(harbour, BlockKind.HEADING) == [deck, "What works again", "What it costs"]
    items = [(b.marker, b.depth, b.span.of(document.text)) for b in document.blocks if b.kind is BlockKind.LIST_ITEM]
    assert items == [
        ("•", 1, "the northern ferry, every two hours"),
        ("•", 1, "the ticket hall"),
        ("1.", 2, "counters one to four"),
        ("2.", 2, "both machines"),
    ]
    quoted = [b for b in document.blocks if b.quote_depth]
    assert [b.quote_depth for b in quoted] == [1, 1]
    assert len({b.quote_id for b in quoted}) == 1
    table = next(b for b in document.blocks if b.kind is BlockKind.TABLE)
    assert [[c.of(document.text) for c in row] for row in table.rows] == [
        ["Part", "Cost"],
        ["Cranes", "3.1 million"],
        ["Quay", "0.9 million"],
    ]
    picture = next(b for b in document.blocks if b.kind is BlockKind.PICTURE)
    assert picture.span.of(document.text) == "The old pier on the morning after the storm"
    assert picture.target == "https://www.courier.example/img/pier.jpg"


def test_links_are_absolute_and_harmless(harbour: ExtractedArticle) -> None:
    found = [link for block in harbour.document.blocks for link in links(block, harbour)]
    assert found == [("eastern quay", "https://www.courier.example/eastern-quay"), ("the desk", "mailto:desk@courier.example")]


@pytest.mark.parametrize(
    "words",
    [
        "cookies",
        "Sport",
        "Share",
        "Email",
        "Never miss",
        "newsletter",
        "Read more",
        "Cranes on the move",
        "commenting",
        "Gulls",
        "rights",
    ],
)
def test_leaves_out_what_is_not_the_article(harbour: ExtractedArticle, words: str) -> None:
    assert words not in harbour.document.text


def test_the_canonical_text_is_its_blocks(harbour: ExtractedArticle) -> None:
    document = harbour.document
    assert BLOCK_SEPARATOR.join(b.span.of(document.text) for b in document.blocks) == document.text


def test_invents_nothing_for_a_page_that_states_nothing() -> None:
    article = extract("bare.html", url="https://mill.example/quiet")
    assert article.title == "Quiet day at the mill"
    assert (article.byline, article.published, article.language, article.url) == (None, None, None, None)
    assert article.outlet is None
    assert len(words(article, BlockKind.PARAGRAPH)) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "cp1252"])
@pytest.mark.parametrize("declared", ["header", "page", "nowhere"])
def test_reads_the_encodings_of_the_web(encoding: str, declared: str) -> None:
    meta = f'<meta charset="{encoding}">' if declared == "page" else ""
    sentence = "Zoë Brûlé opened the café in Ærøskøbing on a cold morning, and everybody in the street came to see it."
    page = f"<html><head><title>Café opens</title>{meta}</head><body><article><p>{sentence}</p>"
    page += f"<p>{sentence[:-1]} again.</p></article></body></html>"
    content_type = f"text/html; charset={encoding}" if declared == "header" else "text/html"
    article = extract_article(page.encode(encoding), url="https://cafe.example/", content_type=content_type)
    assert sentence in article.document.text


@pytest.mark.parametrize(
    ("label", "meant", "words"),
    [
        ("iso-8859-1", "cp1252", "She said “no” – twice"),
        ("tis-620", "cp874", "เขาพูดว่า “ไม่” สองครั้ง"),
        ("big5", "big5hkscs", "佢話「係㗎」"),
    ],
)
def test_an_encodings_name_means_what_it_means_on_the_web(label: str, meant: str, words: str) -> None:
    data = f"<html><head><title>x</title></head><body><p>{words}</p></body></html>".encode(meant)
    page = read_page(data, url="https://news.example/", content_type=f"text/html; charset={label}")
    assert words in page.root.text_content()


def test_a_page_of_javascript_says_so() -> None:
    page = (
        b"<html><body><noscript>You need to enable JavaScript to run.</noscript><div id=root></div><script src=app.js></script>"
    )
    with pytest.raises(ExtractionError, match="only with JavaScript"):
        extract_article(page, url="https://app.example/")


@pytest.mark.parametrize(
    ("data", "content_type", "words"),
    [
        (b"", None, "empty"),
        (b"\0\0", "text/html", "empty"),
        (b"<html><body><p>Not found.</p></body></html>", "text/html", "No article"),
        (b"%PDF-1.7 ...", None, "PDF"),
        (b"\x89PNG", "image/png", "image/png"),
        (b"x" * 10_000_001, "text/html", "too large"),
        (b"<p>x</p>" + b"<a href=/x>y</a>" * 20_001, "text/html", "too many"),
    ],
)
def test_what_is_no_article_is_told_in_words(data: bytes, content_type: str | None, words: str) -> None:
    with pytest.raises(ExtractionError, match=words):
        extract_article(data, url="https://x.example/", content_type=content_type)


SENTENCE = (
    "<p>Number %d of the sentences that make up this article is long enough to be taken for text by anyone who reads it.</p>"
)


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 255 + "%s" + "</div>" * 255,
        "<div>" * 1_900 + "%s" + "</div>" * 1_900,
        "<b><i>" * 400 + "%s",
        "<blockquote>" * 300 + "%s",
        "%s<p " + " ".join(f"a{i}=1" for i in range(30_000)) + ">x</p>",
        "%s" + "<" * 5_000 + "&" * 5_000,
        "%s<table>" + "<table><tr><td>" * 200,
    ],
    ids=["deep", "deeper", "marks", "quotations", "attributes", "garbage", "tables"],
)
def test_a_page_made_to_break_readers_is_still_read(hostile: str) -> None:
    sentences = "".join(SENTENCE % i for i in range(8))
    page = f"<html><head><title>A title to find</title></head><body>{hostile.replace('%s', sentences)}</body></html>"
    article = extract_article(page.encode(), url="https://x.example/")
    assert all(f"Number {i} of the sentences" in article.document.text for i in range(8))


def test_no_control_or_invisible_character_comes_through() -> None:
    sentences = "".join(SENTENCE % i for i in range(8))
    evil = "<p>Before \x1b]52;c;aGk=\x07 \x9b31m &#27;[2J &#x202e;after\u200b the end &#8206;of it, all in one harmless line.</p>"
    article = extract_article(
        f"<title>Evil \x1b[31m&#x9b;title&#x202e; here</title><body>{sentences}{evil}".encode(), url="https://x.example/"
    )
    shown = f"{article.title}{article.document.text}{article.document.markdown}"
    assert not [c for c in shown if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u200b\u200e"]
    assert "after the end of it" in shown


@pytest.mark.parametrize(
    "evil", ["<p \x1b[2J='x'>", "<p a=\x0c1 \x01>", "&#12;&#x1b;&#xD800;&#xFFFE;", "<p <x='1' =''>", "<custom:tag x:y=1>"]
)
def test_characters_that_the_parser_takes_but_cannot_hold_are_no_error(evil: str) -> None:
    sentences = "".join(SENTENCE % i for i in range(8))
    article = extract_article(f"<title>A title</title><body>{sentences}{evil}{sentences}".encode(), url="https://x.example/")
    assert "Number 7 of the sentences" in article.document.text


DATED = """<html><head><title>Ferry stops</title>
<meta property="article:published_time" content="2026-11-28T06:31:00Z"></head><body>
<main><article><h1>Ferry stops</h1><p class="byline">By Ann Port</p>{above}
<p>{words}</p>{between}<p>{words}</p></article></main></body></html>"""


@pytest.mark.parametrize(
    ("above", "between", "kept"),
    [
        ('<time datetime="2026-11-28">28 November 2026</time>', "", False),
        ('<div><time datetime="2026-11-28">28 November 2026</time></div>', "", False),
        ('<p><time datetime="2026-11-28">28 November 2026</time></p>', "", False),
        ('<p>The last ferry left on <time datetime="2026-11-28">28 November 2026</time>.</p>', "", True),
        ("", '<div><time datetime="2026-11-28">28 November 2026</time></div>', True),
    ],
)
def test_a_date_that_stands_by_itself_above_the_text_is_not_in_it(above: str, between: str, kept: bool) -> None:
    words = "The ferry that crosses the sound four times a day has stopped, and nobody can say when it will go again. " * 5
    page = DATED.format(above=above, between=between, words=words)
    found = extract_article(page.encode(), url="https://news.example/ferry.html")
    assert ("28 November 2026" in found.document.text) is kept
    assert found.published is not None and "four times a day" in found.document.text


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [
        ("ja", "東京都の市長は月曜日、港湾の堤防について「問題はない」と記者団に述べた。市議会は来年の予算案を審議している。"),
        ("th", "นายกเทศมนตรีกล่าวเมื่อวันจันทร์ว่าเขื่อนไม่มีปัญหา สภาเมืองกำลังพิจารณางบประมาณปีหน้า"),
    ],
)
def test_an_article_in_a_script_without_blanks_is_one(language: str, paragraph: str) -> None:
    paragraphs = [f"{paragraph}{number}" for number in range(4)]
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    page = (
        f"<!doctype html><html lang={language}><head><meta charset=utf-8><title>A title</title></head><body>"
        "<nav><a href=/>Home</a></nav>"
        f"<article><h1>A title</h1>{body}</article>"
        "<aside><a href=/1>1</a></aside><footer>© 2031</footer></body></html>"
    )
    article = extract_article(page.encode(), url=URL, content_type="text/html; charset=utf-8")
    assert words(article, BlockKind.PARAGRAPH) == paragraphs
