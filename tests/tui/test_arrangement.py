"""Which panes stand where, by size."""

import pytest

from newstui.config.actions import Pane
from newstui.rendering.article import text_measure
from newstui.tui.arrangement import Arrangement, arrange


def _arranged(
    width: int, height: int = 40, *, pane: Pane = Pane.ENTRIES, zoomed: bool = False, sidebar: bool = True
) -> Arrangement:
    return arrange(width, height, pane=pane, zoomed=zoomed, sidebar=sidebar, feed_lines=8)


@pytest.mark.parametrize("width", [120, 160, 240])
def test_wide_terminals_show_everything(width: int) -> None:
    made = _arranged(width)
    assert made.lists and made.entries and made.article and made.sidebar and not made.over
    assert text_measure(width - made.lists - made.sidebar, 0) >= 52
    assert 37 <= made.lists <= 48 and 26 <= made.sidebar <= 34


@pytest.mark.parametrize("width", [80, 100, 119])
def test_in_between_the_sidebar_lies_over_the_article(width: int) -> None:
    closed, opened = _arranged(width, sidebar=False), _arranged(width, pane=Pane.SIDEBAR)
    assert closed.lists and closed.article and not closed.sidebar
    assert opened.sidebar and opened.over and opened.lists == closed.lists
    assert opened.lists + opened.sidebar == width  # no half lines beside it
    assert width - closed.lists >= 50


@pytest.mark.parametrize("pane", list(Pane))
def test_narrow_terminals_show_one_pane(pane: Pane) -> None:
    made = _arranged(79, 20, pane=pane, sidebar=pane is Pane.SIDEBAR)
    assert [bool(made.feeds), made.entries, made.article, bool(made.sidebar)].count(True) == 1


def test_zoom_gives_the_article_everything_while_it_has_the_keys() -> None:
    assert _arranged(120, pane=Pane.ARTICLE, zoomed=True) == Arrangement(0, 0, False, True, 0)
    assert _arranged(80, pane=Pane.SIDEBAR, zoomed=True) == Arrangement(0, 0, False, True, 80, over=True)
    assert not _arranged(120, pane=Pane.SIDEBAR, zoomed=True).over


@pytest.mark.parametrize("width", [80, 120, 160])
@pytest.mark.parametrize("pane", [Pane.FEEDS, Pane.ENTRIES])
def test_zoom_gives_a_list_everything_while_it_has_the_keys(width: int, pane: Pane) -> None:
    made = _arranged(width, pane=pane, zoomed=True)
    assert made.lists == width and made.single and not made.article and not made.sidebar


def test_too_small_is_noticed() -> None:
    assert _arranged(40, 15).fits
    assert not _arranged(39, 15).fits
    assert not _arranged(40, 14).fits


@pytest.mark.parametrize("height", range(15, 60))
def test_entries_always_get_most_of_the_left_column(height: int) -> None:
    made = arrange(120, height, pane=Pane.ENTRIES, zoomed=False, sidebar=True, feed_lines=200)
    assert height - 1 - made.feeds >= made.feeds
