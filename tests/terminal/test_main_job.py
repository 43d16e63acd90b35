"""The program's main job, whole, on a real article: a page's address in, and its article read offline with who said what."""

from pathlib import Path

import pytest

from support.command_line import CommandLine
from support.pty_reader import PtyReader
from support.quiet import quiet
from support.shared import shared_path
from support.web_server import Answer, WebServer

KEPT_OUT = ("112 comments", "newsletter", "cookies", "commenting", "Markets slip", "Privacy", "Copyright")


def _after(term: PtyReader, key: str) -> str:
    """What the screen shows when a key has been answered."""
    before = term.text
    term.type(key)
    term.until(lambda: term.text != before, "the answer to a key")
    term.settle()
    return term.text


@pytest.mark.shared
def test_a_pages_address_becomes_an_article_read_offline(tmp_path: Path) -> None:
    seed = shared_path("seed")
    newstui = CommandLine(tmp_path / "data")
    quiet(newstui.data_dir)
    with WebServer() as web:
        here = f"127.0.0.1:{web.port}".encode()
        for name, content_type in (("page.html", "text/html"), ("feed.xml", "application/rss+xml")):
            body = (seed / name).read_bytes().replace(b"127.0.0.1:8765", here)
            web.pages[f"/{name}"] = Answer(body, content_type=content_type)
        for command in (("add", web.url("/page.html")), ("refresh",), ("prefetch",)):
            done = newstui(*command)
            assert done.status == 0, (command, done)
    with PtyReader(newstui.data_dir, size=(120, 50)) as term:
        term.until("Turkey to Russia")
        term.type("\r")
        term.until(lambda: "Organisations" in term.text and "Reuters reported" in term.text, "the article and its names")
        words = " ".join(term.text.split())
        for part in ("The Daily Wire Sample", "By World Desk", "23 Aug 2019", "Recep Tayyip Erdogan"):
            assert part in words
        relay, cue = term.styled("Reuters"), term.styled("reported.")
        assert relay.bold and cue.underscore
        term.settle()
        seen = term.text
        while "  Bot" not in term.text:
            seen += _after(term, "\x1b[6~")
        assert not [words for words in KEPT_OUT if words in seen]
        paragraphs = [line for line in (seed / "article.txt").read_text("utf-8").split("\n") if line.strip()][2:30]
        assert [line for line in paragraphs if " ".join(line.split()[:3]) not in seen] == []
        term.type("q")
        assert term.ended() == 0
