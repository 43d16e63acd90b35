"""Letters on links, names and pictures: each kind by its own look, none over another, no word moved."""

from newstui.model.analysis import Analysis
from newstui.model.articles import Article
from newstui.model.documents import BlockKind
from newstui.model.hashing import text_hash
from newstui.rendering.article import ArticleLayout, lay_out
from newstui.rendering.letter_hints import letter_hints
from support.cache import named
from support.documents import Part, article, link, paragraph


def _shown(layout: ArticleLayout, top: int = 0, end: int = 1000) -> tuple[dict[str, str], list[str]]:
    """What the letters lead to, by a name of it, and the lines with the letters on them."""
    hints = letter_hints(layout, top, end)
    names = {letters: str(getattr(goal, "name", getattr(goal, "target", goal))) for letters, goal in hints.goals.items()}
    lines = [hints.over(number, line) for number, line in enumerate(layout.lines)]
    assert [line.cells for line in lines] == [line.cells for line in layout.lines]
    return names, [line.text for line in lines]


def _about(made: Article, *names: str) -> Analysis:
    text = made.document.text
    return Analysis("1", text_hash(text), (), tuple(named(text, name) for name in names))


def test_kinds_are_told_apart_and_keep_their_places() -> None:
    made = article(
        paragraph("The Harbour Board met Tom Merrow here.", link("met", "https://a.example")),
        Part(BlockKind.PICTURE, "The lock", target="https://c.example/p.jpg"),
        Part(BlockKind.PICTURE, "", target="https://c.example/q.jpg", quote_depth=1, quote_id=1),
    )
    names, lines = _shown(lay_out(made, _about(made, "Tom Merrow", "Harbour Board"), width=60))
    assert names == {
        "a": "Harbour Board",
        "s": "1",
        "d": "Tom Merrow",
        "f": "https://c.example/p.jpg",
        "g": "https://c.example/q.jpg",
    }
    shown = "\n".join(lines)
    assert "The aarbour Board met[s] dom Merrow here." in shown
    assert "f The lock" in shown and "▎ g Picture" in shown


def test_names_that_begin_together_and_wide_ones_keep_apart() -> None:
    made = article("Port Ellery council met. Port Ellery slept. 東京 did not. X did.")
    layout = lay_out(made, _about(made, "Port Ellery council", "Port Ellery", "東京", "X"), width=60)
    names, lines = _shown(layout)
    assert names == {"a": "Port Ellery council", "s": "Port Ellery", "d": "東京", "f": "X"}
    assert "aort Ellery council met. sort Ellery slept. d 京 did not." in "\n".join(lines)
    assert "slept. a??? did not." in "\n".join(_shown(lay_out(made, _about(made, "東京"), width=60, ascii=True))[1])


def test_two_names_that_begin_in_one_place_both_have_letters() -> None:
    made = article("Port Ellery council met.")
    names, lines = _shown(lay_out(made, _about(made, "Port Ellery council", "Port Ellery"), width=60))
    assert names == {"a": "Port Ellery council", "s": "Port Ellery"}
    assert "aost Ellery council met." in "\n".join(lines)


def test_only_what_is_in_sight_and_two_letters_where_one_is_too_few() -> None:
    people = [f"Person{number:02}" for number in range(40)]
    made = article(*(f"Here is {name}." for name in people))
    layout = lay_out(made, _about(made, *people), width=60)
    few, _ = _shown(layout, 0, 20)
    assert 1 < len(few) < 27 and set(map(len, few)) == {1}
    every, lines = _shown(layout)
    assert list(every.values()) == people and set(map(len, every)) == {2}
    assert "Here is aarson00." in "\n".join(lines)
    assert _shown(lay_out(made, width=60))[0] == {}
