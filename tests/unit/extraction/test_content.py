"""The feed's own content as an article."""

import pytest

from newstui.extraction.content import article_from_feed
from newstui.model.safe_text import SafeText

TITLE = SafeText("Gulls return")


def text_of(content: str) -> str:
    document = article_from_feed(content, title=TITLE, url="https://site.example/gulls").document
    return document.text.removeprefix(TITLE).strip()


def test_a_fragment_becomes_blocks_and_absolute_links() -> None:
    article = article_from_feed(
        '<p>They are <a href="/b">back</a>.</p><ul><li>one</li></ul>', title=TITLE, url="https://site.example/gulls"
    )
    assert article.document.text == "Gulls return\n\nThey are back.\n\none"
    assert article.document.blocks[1].inlines[0].target == "https://site.example/b"
    assert article.url == "https://site.example/gulls"


@pytest.mark.parametrize(
    "extra",
    [
        '<img src="https://pixel.wp.com/b.gif?x" alt="some words here" width="1" height="1">',
        '<p>The post <a href="/g">Gulls return</a> appeared first on <a href="/">Site</a>.</p>',
        '<ul><li><a href="https://www.facebook.com/sharer.php?u=x">Share on Facebook</a></li><li><a href="https://x.com/intent/tweet">Tweet</a></li></ul>',
        '<p><a href="/gulls">Continue reading <span>“Gulls return”</span></a></p>',
        '<p><a href="/gulls">Read more &raquo;</a></p>',
        '<div class="sharedaddy"><h3>Share this:</h3></div>',
        '<div style="display:none">A hidden preview line</div>',
        "<script>alert(1)</script><style>p{}</style>",
    ],
)
def test_what_only_serves_the_site_is_left_out(extra: str) -> None:
    assert text_of(f"<p>They are back.</p>{extra}") == "They are back."


def test_a_pointer_at_the_end_of_a_line_goes_and_the_line_stays() -> None:
    assert text_of('<p>They are back […] <a href="/gulls">Read more</a></p>') == "They are back […]"


def test_the_title_is_not_said_twice() -> None:
    assert text_of("<h1>Gulls return</h1><p>They are back.</p>") == "They are back."


def test_plain_text_keeps_its_paragraphs() -> None:
    assert text_of("They are back & loud.\n\nAll <3 of them.") == "They are back & loud.\n\nAll <3 of them."


def test_twice_escaped_html_is_read() -> None:
    assert text_of("&lt;p&gt;Salt &amp;amp; water&lt;/p&gt;") == "Salt & water"


@pytest.mark.parametrize("content", ["", " \n", "<p></p>", "<!-- x -->", "<", "\0", "<img src=x>"])
def test_nothing_gives_the_title_alone(content: str) -> None:
    document = article_from_feed(content, title=TITLE, url="").document
    assert document.text.removeprefix(TITLE).strip() in ("", "<")


@pytest.mark.parametrize(
    "signature",
    [
        "<footer>Ilse Brandt, mayor</footer>",
        "<footer>— <cite>Ilse Brandt</cite>, mayor</footer>",
        "<cite>Ilse Brandt, mayor</cite>",
        "<p><cite>Ilse Brandt</cite>, mayor</p>",
        "<p>— Ilse Brandt, mayor</p>",
    ],
)
def test_who_signs_a_block_quotation_stands_after_a_dash(signature: str) -> None:
    quotation = f"<blockquote><p>I read <cite>The Ferry</cite> twice.</p>{signature}</blockquote>"
    assert text_of(f"<p>They are back.</p>{quotation}") == "They are back.\n\nI read The Ferry twice.\n\n— Ilse Brandt, mayor"


def test_a_sentence_that_begins_like_what_sites_ask_for_is_no_such_phrase() -> None:
    asked = "<p>Register by email for our newsletter</p>"
    told = (
        "Register by email, he was told, so he did as he was told, and in a week or so he had a seat on the old boat to the isle."
    )
    assert text_of(f"<p>The boat is full.</p><p>{told}</p>{asked}") == f"The boat is full.\n\n{told}"
