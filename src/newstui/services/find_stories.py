"""Find which entries tell of the same event, and which quotations were printed elsewhere: a few at a time, in the gaps."""

from collections.abc import Iterable

import msgspec

from newstui.model.analysis import PARTLY_OWN_WORDS, Analysis, QuotationKind
from newstui.model.feeds import SAVED_URL
from newstui.services.feed_habits import FeedHabits
from newstui.storage.database import Database
from newstui.storage.stories import Sketched, Told
from newstui.stories.resemblance import Likeness, fits, likeness, margin, rules_out, stays
from newstui.stories.sayings import Saying, filed_keys, pairs, sought_keys
from newstui.stories.sketches import SCHEME, Sketch, decode, keys_near, keys_of, sketch, telling
from newstui.stories.terms import Term, terms_of

BATCH = 4
"""Entries looked at in one transaction: some tens of milliseconds, in which nobody else writes."""
_CANDIDATES = 24
"""Others that an entry is compared with: those that share most keys."""
_COMPARED = 12
"""Entries of a story that a newcomer is compared with, the newest."""
_FED_COMPARED = 3
"""Of these, so many as their feeds gave them, where an article has taken the place of a summary."""
_MOST = 60
"""Entries of one story: what grows further is not one event but a form letter."""
_SAYINGS_FROM = 8
"""Articles whose quotations are compared with a newcomer's, of its story and of others each: what is the same as one of several
printings is the same as all."""


class _Entry(msgspec.Struct):
    told: Told
    terms: dict[int, Term]
    habits: frozenset[int]
    sayings: list[Saying]


class StoryFinder:
    """Looks at what waits in the cache's queue. Looking at one entry costs the same however many there are."""

    def __init__(self, cache: Database) -> None:
        self._cache = cache
        self._stories = cache.stories
        self._habits = FeedHabits(cache.stories)

    def pending(self) -> int:
        """How many entries wait to be looked at: all, where an older newstui made what is kept of them. Raises StorageError."""
        self._stories.renew(SCHEME)
        return self._stories.pending()

    def find_some(self) -> int:
        """Look at some waiting entries in one transaction; answers how many that were. Raises StorageError."""
        entries = [self._read(told) for told in self._stories.waiting(BATCH)]
        with self._cache.write():
            for entry in entries:
                if self._stories.done(entry.told.number):
                    self._place(entry)
                    self._recognise(entry)
        return len(entries)

    def _read(self, told: Told) -> _Entry:
        """What an entry tells: all that takes time, before anything is locked."""
        analysis = self._cache.analyses.get(told.entry_id) if told.analysed else None
        names = [name for entity in analysis.entities for name in (entity.name, *entity.aliases)] if analysis else []
        terms = terms_of(told.title, told.text, names)
        return _Entry(told, terms, self._habits.of(told.feed_id), self._sayings(told.entry_id, analysis))

    # Stories

    @property
    def _saved(self) -> int | None:
        """The feed of saved pages, which come from as many outlets."""
        feed = self._cache.feeds.by_url(SAVED_URL)
        return feed.id if feed is not None else None

    def _place(self, entry: _Entry) -> None:
        told, stories = entry.told, self._stories
        if stories.is_parted(told.entry_id):  # by the reader, whose word holds
            return
        asked = telling(entry.terms)
        former = stories.sketches([told.entry_id], SCHEME)
        if former:
            stories.unfile(told.entry_id, keys_of(decode(former[0].data), former[0].at))
        else:
            stories.count(asked)
        counts, entries = stories.counts(asked)
        made = sketch(told.title, told.text, entry.terms, counts, entries, entry.habits)
        stories.keep_sketch(told.entry_id, SCHEME, made.encode())
        before = stories.story_of(told.entry_id)
        staying = before is not None and self._stays(told, made, before)
        if before is not None and not staying:
            stories.leave(told.entry_id)
        fitting = self._fitting(told, made)
        if fitting and not staying:
            self._join(told.entry_id, fitting)
        if fitting:
            self._unite(told, fitting)
        stories.file(told.entry_id, keys_of(made, told.at))

    def _stays(self, told: Told, made: Sketch, story: int) -> bool:
        """Whether an entry still belongs to the story that it is in.

        An article in the place of a summary has other words and fewer of the others' runs of words. So where it does not
        contradict them, what the feeds gave is compared: like with like.
        """
        others = self._representatives(story, but=told.entry_id)
        found = self._likenesses(told, made, others)
        if any(rules_out(one) for one in found):
            return False
        if stays(found) or not others:
            return bool(others)
        fed = self._as_fed(told)
        return stays([likeness(fed, self._as_fed(other), 0) for other in (*others[:1], *others[1:][-_FED_COMPARED:])])

    def _as_fed(self, entry: Told | Sketched) -> Sketch:
        title, text = self._stories.as_fed(entry.entry_id)
        terms = terms_of(title, text)
        return sketch(title, text, terms, *self._stories.counts(telling(terms)), self._habits.of(entry.feed_id))

    def _fitting(self, told: Told, made: Sketch) -> dict[int, float]:
        """The stories (as numbers) and lone entries (as negative ids) that an entry belongs to, with how well."""
        shared = self._stories.sharing(keys_near(made, told.at), other_than=told.entry_id)
        nearest = sorted(shared, key=lambda other: (-shared[other], -other))[:_CANDIDATES]
        groups: dict[int, list[Sketched]] = {}
        for other in self._stories.sketches(nearest, SCHEME):
            groups.setdefault(other.story or -other.entry_id, []).append(other)
        fitting: dict[int, float] = {}
        for group, others in groups.items():
            found = self._likenesses(told, made, others)
            if max(margin(one) for one in found) < 0:
                continue
            if group > 0:  # of the others one is enough to look at all
                found = self._likenesses(told, made, self._representatives(group, but=told.entry_id))
            fit = fits(found, (*found[:1], *found[-1:]))
            if fit >= 0 and (group < 0 or len(self._stories.members(group, _MOST)) < _MOST):
                fitting[group] = fit
        return fitting

    def _representatives(self, story: int, *, but: int | None = None) -> list[Sketched]:
        """What stands for a story, in the order of their dates: its first report and its newest ones."""
        members = [member for member in self._stories.members(story, _MOST) if member != but]
        sketched = self._stories.sketches({*members[-1:], *members[: _COMPARED - 1]}, SCHEME)
        return sorted(sketched, key=lambda one: (one.at, one.entry_id))

    def _likenesses(self, told: Told | Sketched, made: Sketch, others: Iterable[Sketched]) -> list[Likeness]:
        found = []
        for other in others:
            one_outlet = other.feed_id == told.feed_id and told.feed_id != self._saved
            found.append(likeness(made, decode(other.data), told.at - other.at, one_outlet=one_outlet))
        return found

    def _join(self, entry_id: int, fitting: dict[int, float]) -> None:
        """Put an entry to what it fits best."""
        best = max(fitting, key=lambda group: fitting[group])
        self._stories.put([entry_id] if best > 0 else [entry_id, -best], best if best > 0 else self._stories.begin())

    def _unite(self, told: Told, fitting: dict[int, float]) -> None:
        """Bring together what the newcomer shows to be one story, in whichever order its reports were looked at."""
        story = self._stories.story_of(told.entry_id)
        assert story is not None
        for group in sorted(fitting, key=lambda group: -fitting[group]):
            if group == story or (group < 0 and self._stories.story_of(-group) == story):
                continue
            theirs = self._stories.members(group, _MOST) if group > 0 else [-group]
            if len(self._stories.members(story, _MOST)) + len(theirs) <= _MOST and self._one(story, group):
                self._stories.put(theirs, story)

    def _one(self, story: int, group: int) -> bool:
        """Whether the entries of a story, and those of another or a lone one, are reports of one event."""
        ours = self._representatives(story)
        theirs = self._representatives(group) if group > 0 else self._stories.sketches([-group], SCHEME)
        found = [self._likenesses(one, decode(one.data), theirs) for one in ours]
        ends = [pair for row in (*found[:1], *found[-1:]) for pair in (*row[:1], *row[-1:])]
        return fits([pair for row in found for pair in row], ends) >= 0

    # Quotations

    def _recognise(self, entry: _Entry) -> None:
        """Find where else the article's quotations were printed."""
        told, stories = entry.told, self._stories
        if not entry.sayings:
            return
        stories.forget_sayings(told.entry_id)
        story = stories.story_of(told.entry_id)
        members = stories.members(story, _SAYINGS_FROM + 1) if story is not None else []
        own = [other for other in members if other != told.entry_id]
        keys = {key for saying in entry.sayings for key in sought_keys(saying)}
        shared = stories.sharing(keys, other_than=told.entry_id)
        nearest = sorted(shared, key=lambda other: (-shared[other], -other))[:_SAYINGS_FROM]
        for other in dict.fromkeys([*own, *nearest]):
            theirs = self._sayings(other, self._cache.analyses.get(other))
            for one, same in pairs(entry.sayings, theirs, one_story=other in own):
                stories.same_words((one.entry_id, one.number), (same.entry_id, same.number))
        stories.file(told.entry_id, {key for saying in entry.sayings for key in filed_keys(saying)})

    def _sayings(self, entry_id: int, analysis: Analysis | None) -> list[Saying]:
        if analysis is None:
            return []
        text = self._stories.text(entry_id)
        return [
            Saying.of(
                entry_id,
                number,
                " ".join(span.of(text) for span in quotation.content),
                quotation.speaker or " ".join(span.of(text) for span in quotation.source),
                own_words=quotation.kind in PARTLY_OWN_WORDS,
            )
            for number, quotation in enumerate(analysis.quotations)
            if quotation.kind is not QuotationKind.HEDGE
        ]
