"""The queue of wishes."""

from datetime import timedelta

from newstui.model.wishes import WishKind, WishState
from newstui.storage.database import Database
from support.cache import NOON

LATER = NOON + timedelta(minutes=5)


def test_wishes_are_granted_in_order_and_leave_the_queue(db: Database) -> None:
    first = db.wishes.add(WishKind.FETCH, {"entry": 1}, NOON)
    second = db.wishes.add(WishKind.REFRESH, {"feeds": [2, 3]}, NOON)
    wish = db.wishes.next(NOON)
    assert wish and (wish.id, wish.kind, wish.payload, wish.state, wish.attempts, wish.created_at) == (
        first, WishKind.FETCH, {"entry": 1}, WishState.RUNNING, 1, NOON,
    )  # fmt: skip
    assert [w.id for w in db.wishes.all()] == [first, second]
    db.wishes.done(first)
    following = db.wishes.next(NOON)
    assert following and following.id == second
    assert db.wishes.next(NOON) is None


def test_kinds_can_be_chosen(db: Database) -> None:
    db.wishes.add(WishKind.REFRESH, {}, NOON)
    fetch = db.wishes.add(WishKind.FETCH, {"entry": 1}, NOON)
    wish = db.wishes.next(NOON, kinds=[WishKind.FETCH, WishKind.ANALYSE])
    assert wish and wish.id == fetch
    assert db.wishes.next(NOON, kinds=[]) is None


def test_an_equal_wish_is_not_doubled_unless_the_first_one_runs(db: Database) -> None:
    first = db.wishes.add(WishKind.FETCH, {"entry": 1, "again": True}, NOON)
    assert db.wishes.add(WishKind.FETCH, {"again": True, "entry": 1}, LATER) == first
    assert db.wishes.add(WishKind.FETCH, {"entry": 2}, NOON) != first
    db.wishes.next(NOON)
    assert db.wishes.add(WishKind.FETCH, {"entry": 1, "again": True}, LATER) != first


def test_a_wish_that_failed_stays_in_sight_until_it_is_retried(db: Database) -> None:
    wish_id = db.wishes.add(WishKind.FETCH, {"entry": 1}, NOON)
    db.wishes.next(NOON)
    db.wishes.fail(wish_id, "The page is gone.")
    failed = db.wishes.get(wish_id)
    assert failed and (failed.state, failed.error) == (WishState.FAILED, "The page is gone.")
    assert db.wishes.next(LATER) is None
    db.wishes.retry(wish_id)
    again = db.wishes.next(LATER)
    assert again and (again.attempts, again.error) == (1, "")  # its tries are counted anew


def test_wishing_again_for_what_failed_tries_it_again(db: Database) -> None:
    wish_id = db.wishes.add(WishKind.FETCH, {"entry": 1}, NOON)
    db.wishes.next(NOON)
    db.wishes.fail(wish_id, "It failed.")
    assert db.wishes.add(WishKind.FETCH, {"entry": 1}, LATER) == wish_id
    assert db.wishes.next(LATER)


def test_of_two_equal_ones_the_one_that_waits_is_meant_and_not_the_one_that_failed(db: Database) -> None:
    failed = db.wishes.add(WishKind.REFRESH, {}, NOON)
    db.wishes.next(NOON)
    waiting = db.wishes.add(WishKind.REFRESH, {}, NOON)
    db.wishes.fail(failed, "It has failed for good.")
    assert db.wishes.add(WishKind.REFRESH, {}, NOON) == waiting
    assert [wish.state for wish in db.wishes.all()] == [WishState.FAILED, WishState.WAITING]


def test_a_wish_can_wait_for_a_moment(db: Database) -> None:
    wish_id = db.wishes.add(WishKind.REFRESH, {}, NOON)
    db.wishes.next(NOON)
    db.wishes.fail(wish_id, "There is no network.", not_before=LATER)
    assert db.wishes.next(NOON) is None
    wish = db.wishes.next(LATER)
    assert wish and wish.id == wish_id


def test_a_wish_that_nobody_made_leaves_one_that_runs_or_waits_for_a_moment_alone(db: Database) -> None:
    by_itself = {"by_itself": True}
    wish_id = db.wishes.add(WishKind.REFRESH, by_itself, NOON)
    db.wishes.next(NOON)
    assert db.wishes.add(WishKind.REFRESH, by_itself, NOON) == wish_id
    assert [wish.state for wish in db.wishes.all()] == [WishState.RUNNING]
    db.wishes.fail(wish_id, "There is no network.", not_before=LATER)
    assert db.wishes.add(WishKind.REFRESH, by_itself, NOON) == wish_id
    held = db.wishes.get(wish_id)
    assert db.wishes.next(NOON) is None and held is not None and held.not_before == LATER
    db.wishes.fail(wish_id, "It has failed for good.")
    db.wishes.add(WishKind.REFRESH, by_itself, NOON)
    assert db.wishes.next(NOON) is not None


def test_after_a_crash_what_ran_waits_again(db: Database) -> None:
    wish_id = db.wishes.add(WishKind.REFRESH, {}, NOON)
    db.wishes.next(NOON)
    assert db.wishes.reset_running() == 1
    wish = db.wishes.next(NOON)
    assert wish and (wish.id, wish.attempts) == (wish_id, 2)
    db.wishes.drop(wish_id)
    assert db.wishes.all() == []


def test_a_failed_wish_for_a_feed_goes_when_the_feed_is_there(db: Database) -> None:
    for url in ("https://a.example/feed", "https://b.example/feed"):
        db.wishes.fail(db.wishes.add(WishKind.SUBSCRIBE, {"url": url}, NOON), "404")
    db.feeds.add("https://a.example/feed")
    assert [wish.payload["url"] for wish in db.wishes.all()] == ["https://b.example/feed"]
