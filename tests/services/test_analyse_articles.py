"""Analysing: each text once, again when the rules or the text are others, and past one that fails."""

import pytest

from newstui.errors import WorkerError
from newstui.model.analysis import Analysis
from newstui.model.documents import Document
from newstui.model.events import AnalysisStored, Progress
from newstui.model.hashing import text_hash
from newstui.services import analyse_articles
from newstui.services.analyse_text import ANALYSER_VERSION
from support.cache import add_feed, article
from support.service_room import ServiceRoom

TEXT = "“We will build it,” said Ilse Marant on Monday, and then she left the hall with the rest of the council."


def entries(room: ServiceRoom, count: int) -> list[int]:
    _, ids = add_feed(room.cache, "Daily", count)
    for entry_id in ids:
        room.cache.articles.store(article(entry_id, f"{TEXT} It was meeting number {entry_id}."))
    return ids


async def test_a_text_is_analysed_once(room: ServiceRoom) -> None:
    (entry,) = entries(room, 1)
    assert await room.analyst.analyse(entry)
    assert room.heard(AnalysisStored) == [AnalysisStored(entry, first=True)]
    assert room.analyst.waiting(10) == []


async def test_a_whole_analysis_is_not_made_twice(room: ServiceRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    (entry,) = entries(room, 1)

    async def analyse_with_a_model(document: Document) -> Analysis:
        room.analyser.asked += 1
        return Analysis(ANALYSER_VERSION, text_hash(document.text))

    monkeypatch.setattr(room.analyser, "analyse", analyse_with_a_model)
    assert await room.analyst.analyse(entry)
    assert not await room.analyst.analyse(entry)
    assert room.analyser.asked == 1


async def test_another_text_and_other_rules_are_analysed_anew(room: ServiceRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    (entry,) = entries(room, 1)
    await room.analyst.analyse(entry)
    room.cache.articles.store(article(entry, "Nothing was said."))
    assert room.analyst.waiting(10) == [entry]
    await room.analyst.analyse(entry)
    monkeypatch.setattr(analyse_articles, "ANALYSER_VERSION", "newer")
    assert room.analyst.waiting(10) == [entry]
    assert await room.analyst.analyse(entry)


async def test_a_text_that_changes_while_it_is_analysed_is_told_of_once_its_own_analysis_is_there(
    room: ServiceRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    (entry,) = entries(room, 1)
    analyse = room.analyser.analyse

    async def while_the_page_arrives(document: Document) -> Analysis:
        room.cache.articles.store(article(entry, "The page has more than the feed."))
        return await analyse(document)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(room.analyser, "analyse", while_the_page_arrives)
        assert not await room.analyst.analyse(entry)
    assert room.heard(AnalysisStored) == [] and room.analyst.waiting(10) == [entry]
    assert await room.analyst.analyse(entry)
    assert room.heard(AnalysisStored) == [AnalysisStored(entry, first=True)]


async def test_an_entry_without_article_is_nothing_to_do(room: ServiceRoom) -> None:
    _, (entry,) = add_feed(room.cache, "Daily", 1)
    assert not await room.analyst.analyse(entry)
    assert room.analyser.asked == 0


async def test_one_that_fails_is_passed_over(room: ServiceRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = entries(room, 3)
    analyse = room.analyser.analyse

    async def analyse_or_die(document: Document) -> Analysis:
        if f"number {ids[1]}." in document.text:
            raise WorkerError("The analyst process died over it.")
        return await analyse(document)

    monkeypatch.setattr(room.analyser, "analyse", analyse_or_die)
    assert await room.analyst.analyse_all(ids) == 2
    assert room.analyst.waiting(10) == [ids[1]]
    assert room.heard(Progress)[-1] == Progress("analyse", 3, 3)
