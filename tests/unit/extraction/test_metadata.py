"""What pages state, and how they state it."""

from datetime import UTC, datetime

import pytest

from newstui.extraction.dates import date_in_address, parse_date
from newstui.extraction.page import extract_article
from newstui.model.articles import ExtractedArticle

BODY = "".join(
    f"<p>Sentence {i} of the article is long enough to be taken for its text, and says nothing about who wrote it or when.</p>"
    for i in range(6)
)


def page(head: str, above: str = "", below: str = "") -> ExtractedArticle:
    source = f"<html><head>{head}</head><body>{above}<div class=text>{BODY}</div>{below}</body></html>"
    return extract_article(source.encode(), url="https://news.site.example/story")


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        (
            "<title>Bridge closes for repairs | Site</title><meta property='og:site_name' content='Site'>",
            "",
            "Bridge closes for repairs",
        ),
        ("<title>Bridge closes for repairs - News</title>", "", "Bridge closes for repairs"),
        ("<title>Bridge closes - what now</title>", "", "Bridge closes - what now"),
        ("<title>x</title><meta property='og:title' content='Bridge: closed'>", "<h1>Elsewhere</h1>", "Bridge: closed"),
        ("<title>Bridge closes for repairs</title>", "<h1>Bridge  closes for <i>repairs</i></h1>", "Bridge closes for repairs"),
    ],
)
def test_titles_come_without_the_sites_name(head: str, above: str, title: str) -> None:
    assert page(head, above).title == title


@pytest.mark.parametrize(
    ("head", "above", "byline"),
    [
        ("<meta name=author content='By Ada Finch'>", "", "Ada Finch"),
        ("<meta name=author content='admin'>", "", None),
        ("<meta property='article:author' content='https://social.example/ada'>", "", None),
        ("<meta name='twitter:creator' content='@ada'>", "", None),
        ("", "<p class=byline>By <a href=/ada>Ada Finch</a> <time datetime=2030-01-02>2 Jan 2030</time></p>", "Ada Finch"),
        ("", "<a rel=author href=/ada>Ada Finch</a>", "Ada Finch"),
        ("", "<div itemprop=author><span itemprop=name>Ada Finch</span>, reporter</div>", "Ada Finch"),
        ("", "<p>By the river, everything was calm that day.</p>", None),
        ("", "<aside><p class=byline>By Someone Else</p></aside>", None),
        ("", "", None),
        (
            '<script type="application/ld+json">[{"@type":"Article","headline":"x","author":["Ada Finch","Bo Reed"]}]</script>',
            "",
            "Ada Finch, Bo Reed",
        ),
        ('<script type="application/ld+json">{"@type":"NewsArticle", broken</script>', "", None),
    ],
)
def test_bylines_are_stated_or_none(head: str, above: str, byline: str | None) -> None:
    assert page(head, above).byline == byline


@pytest.mark.parametrize(
    ("head", "above", "date"),
    [
        ("<meta property='article:published_time' content='2030-05-06T10:00:00+02:00'>", "", datetime(2030, 5, 6, 8, tzinfo=UTC)),
        (
            "",
            "<time itemprop=dateModified datetime=2030-05-08>8 May</time><time datetime='2030-05-06T08:00Z'>6 May</time>",
            datetime(2030, 5, 6, 8, tzinfo=UTC),
        ),
        ("<link rel=canonical href=/2030/05/06/story>", "", datetime(2030, 5, 6, tzinfo=UTC)),
        ("", "<aside><time datetime=2001-01-01>old</time></aside>", None),
        ("<meta name=date content='someday'>", "", None),
    ],
)
def test_dates_are_stated_or_none(head: str, above: str, date: datetime | None) -> None:
    assert page(head, above).published == date


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2030-05-06T10:00:00+0200", datetime(2030, 5, 6, 8, tzinfo=UTC)),
        ("2030-05-06 10:00:00 UTC", datetime(2030, 5, 6, 10, tzinfo=UTC)),
        ("2030-05-06T10:00:00.1234567Z", datetime(2030, 5, 6, 10, 0, 0, 123456, tzinfo=UTC)),
        ("20300506", datetime(2030, 5, 6, tzinfo=UTC)),
        ("Mon, 06 May 2030 10:00:00 GMT", datetime(2030, 5, 6, 10, tzinfo=UTC)),
        ("Published May 6th, 2030 by someone", datetime(2030, 5, 6, tzinfo=UTC)),
        ("6 MAY 2030", datetime(2030, 5, 6, tzinfo=UTC)),
        ("2030-13-45", None),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_in_the_forms_of_the_web(stated: str, moment: datetime | None) -> None:
    assert parse_date(stated) == moment


def test_only_a_whole_day_in_an_address_is_a_date() -> None:
    assert date_in_address("https://x.example/2030/05/06/a") == datetime(2030, 5, 6, tzinfo=UTC)
    assert date_in_address("https://x.example/2030/02/31/a") is None
    assert date_in_address("https://x.example/2030/05/a") is None
