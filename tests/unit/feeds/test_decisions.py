"""What an answer changes, and when the next one is due."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from newstui.feeds.decisions import decide, fingerprint, prepare, prepare_entry
from newstui.feeds.schedule import next_due
from newstui.model.feeds import ParsedEntry, ParsedFeed
from newstui.model.safe_text import SafeText
from newstui.model.updates import KnownEntry, PreparedEntry

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
ENTRY = ParsedEntry("1", SafeText("One"), url="https://a.example/1", content="<p>x</p>", published=NOW)


def feed(*entries: ParsedEntry) -> tuple[PreparedEntry, ...]:
    return prepare(ParsedFeed(SafeText("F"), entries, "rss 2.0")).entries


def known(entry: ParsedEntry, number: int = 7) -> dict[str, KnownEntry]:
    return {entry.identity: KnownEntry(number, entry.identity, fingerprint(entry))}


def test_an_unknown_entry_is_new() -> None:
    update = decide(feed(ENTRY), {})
    assert update.new == (prepare_entry(ENTRY),) and update.changed == ()


def test_the_same_entry_changes_nothing() -> None:
    update = decide(feed(ENTRY), known(ENTRY))
    assert update.new == () and update.changed == ()


def test_a_new_title_link_or_content_is_a_change_of_the_same_entry() -> None:
    for other in (
        replace(ENTRY, title=SafeText("One!")),
        replace(ENTRY, url="https://a.example/2"),
        replace(ENTRY, content="<p>y</p>"),
        replace(ENTRY, published=NOW + timedelta(hours=1)),
    ):
        update = decide(feed(other), known(ENTRY))
        assert update.new == () and [(change.id, change.entry) for change in update.changed] == [(7, prepare_entry(other))]


def test_fields_cannot_be_shifted_into_each_other() -> None:
    assert fingerprint(replace(ENTRY, title=SafeText("a"), url="b")) != fingerprint(replace(ENTRY, title=SafeText("ab"), url=""))


def minutes(due: datetime) -> float:
    return (due - NOW).total_seconds() / 60


def test_a_healthy_feed_is_due_at_the_users_pace() -> None:
    busy = [NOW - timedelta(minutes=10 * n) for n in range(20)]
    assert minutes(next_due(NOW, recent=busy)) == 60
    assert minutes(next_due(NOW, recent=busy, base_minutes=15)) == 15


def test_a_quiet_feed_is_asked_less_often_but_daily() -> None:
    assert minutes(next_due(NOW, recent=[NOW - timedelta(days=400)])) == 360
    assert minutes(next_due(NOW, recent=[NOW - timedelta(days=400)], base_minutes=1440)) == 1440


def test_the_wishes_of_feed_and_server_are_heeded_within_bounds() -> None:
    assert minutes(next_due(NOW, update_minutes=240)) == 240
    assert minutes(next_due(NOW, update_minutes=10_000_000)) == 1440
    assert minutes(next_due(NOW, cache_max_age=7200)) == 120
    assert minutes(next_due(NOW, retry_after=86_400 * 2, failures=1)) == 2880
    assert minutes(next_due(NOW, retry_after=1e12, failures=1)) == 7 * 1440


def test_failures_double_the_distance_up_to_a_day() -> None:
    assert [minutes(next_due(NOW, failures=n)) for n in (1, 2, 3, 50)] == [60, 120, 240, 1440]


def test_jitter_spreads_by_a_tenth() -> None:
    assert minutes(next_due(NOW, jitter=1.0)) == 66


def test_dates_in_the_future_do_not_count() -> None:
    assert minutes(next_due(NOW, recent=[NOW + timedelta(days=9)])) == 60


def test_what_the_user_set_for_a_feed_holds_against_its_own_wishes_but_not_against_failures() -> None:
    quiet = [NOW - timedelta(days=400)]
    assert minutes(next_due(NOW, recent=quiet, own_minutes=15)) == 15
    assert minutes(next_due(NOW, update_minutes=1440, cache_max_age=90_000, own_minutes=15)) == 15
    assert minutes(next_due(NOW, retry_after=7200, own_minutes=15)) == 120
    assert minutes(next_due(NOW, failures=3, own_minutes=15)) == 60
    assert next_due(NOW, own_minutes=0) > NOW + timedelta(days=3000)
