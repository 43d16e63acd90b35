"""Folders of the feed pane."""

import pytest

from newstui.errors import SubscriptionError
from newstui.model.safe_text import SafeText
from newstui.storage.database import Database
from support.cache import add_feed


def paths(db: Database) -> set[str]:
    folders = {f.id: f for f in db.folders.all()}

    def path(folder_id: int) -> str:
        folder = folders[folder_id]
        return folder.name if folder.parent_id is None else f"{path(folder.parent_id)}/{folder.name}"

    return {path(folder_id) for folder_id in folders}


def test_of_one_name_there_is_one_in_a_folder(db: Database) -> None:
    news = db.folders.ensure(["News"])
    other = db.folders.ensure(["Other"])
    db.folders.ensure(["Other", "News"])
    with pytest.raises(SubscriptionError, match="already a folder “News”"):
        db.folders.rename(other.id, SafeText("News"))
    with pytest.raises(SubscriptionError, match="already a folder “News”"):
        db.folders.move(next(f.id for f in db.folders.all() if f.parent_id == other.id), None)
    db.folders.rename(news.id, SafeText("Papers"))
    assert paths(db) == {"Papers", "Other", "Other/News"}


def test_a_folder_cannot_stand_inside_itself(db: Database) -> None:
    top, deep = db.folders.ensure(["A"]), db.folders.ensure(["A", "B", "C"])
    with pytest.raises(SubscriptionError, match="inside itself"):
        db.folders.move(top.id, deep.id)
    db.folders.move(deep.id, top.id)
    assert paths(db) == {"A", "A/B", "A/C"}


@pytest.mark.parametrize("path", [[], [""], ["A", " "]])
def test_a_folder_needs_a_name(db: Database, path: list[str]) -> None:
    with pytest.raises(SubscriptionError, match="needs a name"):
        db.folders.ensure(path)
    assert db.folders.all() == []


def test_removing_merges_namesakes(db: Database) -> None:
    kept = db.folders.ensure(["World", "Asia"])
    doubled = db.folders.ensure(["News", "World", "Asia"])
    twin = db.folders.ensure(["News", "News"])
    a, _ = add_feed(db, "A", folder_id=doubled.id)
    b, _ = add_feed(db, "B", folder_id=twin.id)
    db.folders.remove(db.folders.ensure(["News"]).id)
    assert paths(db) == {"World", "World/Asia", "News"}
    places = {f.id: f.folder_id for f in db.feeds.all()}
    assert places == {a.id: kept.id, b.id: twin.id}


def test_unknown_attributes_are_kept(db: Database) -> None:
    folder = db.folders.ensure(["News"])
    db.folders.set_extra(folder.id, {"isOpen": "true"})
    found = db.folders.get(folder.id)
    assert found and found.extra == {"isOpen": "true"}
