"""Pictures as cells: their shape is kept, no room is wasted, and every dot is the mean of what it covers."""

import pytest

from newstui.extraction.pictures import make_small
from newstui.model.documents import BlockKind
from newstui.rendering.article import lay_out
from newstui.rendering.picture_cells import HIGHEST, WIDEST, half_blocks, size_in_cells
from support.documents import Part, article, paragraph
from support.images import painted


@pytest.mark.parametrize(
    ("pixels", "room", "cells"),
    [
        ((640, 320), 60, (60, 15)),
        ((640, 320), 500, (72, HIGHEST)),
        ((16, 16), 60, (2, 1)),
        ((480, 640), 60, (27, HIGHEST)),
        ((640, 8), 60, (60, 1)),
        ((8, 480), 60, (1, HIGHEST)),
        ((640, 100), 300, (80, 6)),
    ],
)
def test_as_large_as_there_is_room_and_of_its_own_shape(pixels: tuple[int, int], room: int, cells: tuple[int, int]) -> None:
    columns, rows = size_in_cells(*pixels, room)
    assert (columns, rows) == cells
    assert 1 <= columns <= min(room, WIDEST) and 1 <= rows <= HIGHEST


def test_each_cell_shows_two_dots() -> None:
    small = make_small(painted(100, 40))
    cells = half_blocks(small, 10, 2)
    assert len(cells) == 2 and {len(row) for row in cells} == {10}
    for row in cells:
        for number, (over, under) in enumerate(row):
            assert (over[0] > 150) is (under[0] > 150) is (number < 5)
    assert len({colour for row in half_blocks(small, 10, 2, rough=True) for cell in row for colour in cell}) == 2


def test_rows_are_left_for_those_that_are_shown_and_the_text_stays() -> None:
    made = article(
        paragraph("Before it."),
        Part(BlockKind.PICTURE, "The lock", target="https://c.example/p.jpg"),
        Part(BlockKind.PICTURE, "", target="https://c.example/q.jpg", quote_depth=1, quote_id=1),
        paragraph("After it."),
    )
    without = lay_out(made, width=60)
    layout = lay_out(made, width=60, pictures={"https://c.example/p.jpg": (400, 200), "https://c.example/q.jpg": (80, 80)})
    first, second = layout.boxes
    assert (first.columns, first.rows) == (50, 12) and (second.columns, second.rows) == (10, 5)
    assert layout.height == without.height + 17 and without.boxes == []
    assert all(not layout.lines[line].text.strip() for line in range(first.line, first.line + first.rows))
    assert layout.lines[first.line + first.rows].text.strip() == "▣ The lock"
    assert layout.pictures.keys() == {first.line + first.rows, second.line + second.rows}
    box = layout.box_on(second.line + 4)
    assert box is not None and box.cell == layout.left + 2  # beside the bar of its quotation
    assert layout.box_on(first.line - 1) is None and layout.line_of(made.document.text.index("After")) == layout.height - 1
