"""An article as Markdown."""

import pytest
from msgspec.structs import replace

from newstui.model.documents import Document
from newstui.rendering.markdown import markdown_text
from support.cache import article


def shown(markdown: str) -> str:
    """An article's Markdown body, printed."""
    made = article(1, "Words.", title="")
    printed = markdown_text(replace(made, document=Document(markdown, made.document.text, made.document.blocks)))
    return printed.rpartition("news.example/1>\n\n")[2]


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("One\n\n![](<>)\n\nTwo", "One\n\nTwo\n"),
        ("One\n\n![The *old* bridge \\[1\\]](<>)\n\nTwo", "One\n\nPicture: The *old* bridge \\[1\\]\n\nTwo\n"),
        ("[![A ferry](<>)](https://x.example/)", "[Picture: A ferry](https://x.example/)\n"),
        ("![A ferry](https://x.example/a.jpg)", "![A ferry](https://x.example/a.jpg)\n"),
        ("`![a](<>)` and ![](<>)b", "`![a](<>)` and b\n"),
        ("```\n![a](<>)\n```", "```\n![a](<>)\n```\n"),
        ("\\![a](<>)", "\\![a](<>)\n"),
    ],
)
def test_a_picture_without_an_address_is_left_out_and_its_words_stay(stored: str, printed: str) -> None:
    assert shown(stored) == printed
