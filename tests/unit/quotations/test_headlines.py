"""Who speaks in a headline, and what only stands where a speaker would."""

import pytest

from newstui.model.analysis import Strength
from support.analysing import analysed

BODY = "\n\nThe mayor opened the bridge on Monday. Anna Marsh met Tom Keller there."


def said(headline: str) -> list[tuple[str, str]]:
    found = analysed(headline + BODY)
    return [
        (source, content)
        for quotation in found.analysis.quotations
        if quotation.strength is Strength.STATEMENT
        for source, _, content in [found.words(quotation)]
    ]


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Keller to quit – sources", "sources", "Keller to quit"),
        ("Bridge to close in May - mayor", "mayor", "Bridge to close in May"),
        ("Town broke, warns mayor", "mayor", "Town broke"),
        ("Sea wall 'unsafe', says engineer", "engineer", "Sea wall 'unsafe'"),
        ("Keller to resign, say allies", "allies", "Keller to resign"),
        ("Rates may rise, warns Bank of England", "Bank of England", "Rates may rise"),
        ("Rates may rise, Bank warns", "Bank", "Rates may rise"),
        ("Minister weighed strike, leaked memo shows", "leaked memo", "Minister weighed strike"),
        ("Marsh: Bridge to close in May", "Marsh", "Bridge to close in May"),
        ("Marsh: The bridge is closed", "Marsh", "The bridge is closed"),
        ("Bridge to close: mayor", "mayor", "Bridge to close"),
    ],
)
def test_who_says_it(headline: str, source: str, content: str) -> None:
    assert said(headline) == [(source, content)]


@pytest.mark.parametrize(
    "headline",
    [
        "Anna Marsh: the woman who sold the sea",
        "Anna Marsh: a life in pictures",
        "Keller: how he won",
        "Marsh v Keller: cousins trade barbs in the race",
        "Marsh vs Keller: the case explained",
        "Rovers 2-1 City: Keller wins it late",
        "Keller resigns – what next?",
        "Bridge to close in May - Daily Gazette",
    ],
)
def test_what_an_article_is_about_says_nothing(headline: str) -> None:
    assert said(headline) == []
