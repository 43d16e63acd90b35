"""A large cache of analysed articles, made up: names by Zipf's law, texts of some 4 kB that name and quote them.

Density as measured on annotated news and the seed article: to 4,000 characters some 18 entities, 60 mentions, 20 quotations.
100,000 articles name some 280,000 of them.
The rows are inserted in bulk and in the order in which articles would have come; what is measured runs the program's own code.
"""

import json
import random
import sqlite3
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from itertools import accumulate
from pathlib import Path

from newstui.model.analysis import Analysis, Entity, EntityType, Quotation, QuotationKind
from newstui.model.hashing import text_hash
from newstui.model.names import short, sound
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.services.analyse_text import ANALYSER_VERSION
from newstui.storage.analysis_codec import encode
from newstui.storage.database import Database

NEWEST = 1_790_000_000
SECONDS = 260
"""Between one article and the next: 100,000 in ten months."""
FEEDS = 200
_SYLLABLES = [f"{one}{two}" for one in "bdfghklmnrstv" for two in "aeio"]
_FILLER = "the a of to in and that for on with as by at from was has had will not but which after over under more".split()  # noqa: SIM905
_BODIES = ("Council", "Bank", "Institute", "Agency", "Union", "Party", "Court", "Board", "Office", "Service")
_REASONS = (
    "named in the source",
    "spoken of just before",
    "the text calls this person minister",
    "a body whose words are reported",
)


class Population:
    """People, bodies and places; common ones first. A name is made anew from its number each time."""

    def __init__(self, size: int = 600_000) -> None:
        self.size = size
        self._sums = list(accumulate(1 / (rank + 20) ** 0.9 for rank in range(size)))

    def draw(self, source: random.Random) -> int:
        """A number, the small ones far more often."""
        return bisect_left(self._sums, source.random() * self._sums[-1])

    @staticmethod
    @cache
    def name(number: int) -> tuple[str, EntityType]:
        """Of some 4,000 first names and 60,000 surnames, the common ones far more often; bodies and places in between."""
        source = random.Random(number)
        if number % 20 < 3:
            return _word(number, 3) + ("shire" if number % 2 else "burg"), EntityType.PLACE
        if number % 20 < 8:
            return f"{_word(number, 3)} {_word(source.randrange(3000), 2)} {source.choice(_BODIES)}", EntityType.ORG
        first, last = int(4000 ** source.random()), int(60_000 ** source.random())
        return f"{_word(first, 2)} {_word(last + 90_000, 3)}", EntityType.PERSON


@cache
def _word(number: int, syllables: int) -> str:
    source = random.Random(number * 7 + syllables)
    return "".join(source.choices(_SYLLABLES, k=syllables)).capitalize()


def made_article(source: random.Random, population: Population, number: int) -> tuple[str, Analysis]:
    """A text and its analysis; article `number` decides whether the most frequent entity of all is in it."""
    chosen = {population.draw(source) for _ in range(24)}
    members = sorted(chosen - {0})[:17] + ([0] if number % 2 == 0 else [])
    source.shuffle(members)
    names = [population.name(one) for one in members]
    mentions: dict[str, list[TextSpan]] = {name: [] for name, _ in names}
    people = [name for name, kind in names if kind is EntityType.PERSON][:5] or [names[0][0]]
    parts: list[str] = []
    at = 0

    def put(words: str) -> TextSpan:
        nonlocal at
        parts.append(words)
        at += len(words)
        return TextSpan(at - len(words), at)

    quotations: list[Quotation] = []
    for sentence in range(40):
        if sentence % 2:
            content = put(f"“{_filler(source, 17)},”")
            put(" ")
            speaker = people[sentence // 2 % len(people)]
            who = put(speaker)
            mentions[speaker].append(who)
            put(" ")
            cue = put("said")
            quotations.append(
                Quotation(
                    kind=QuotationKind.DIRECT if sentence % 4 == 1 else QuotationKind.INDIRECT,
                    content=(content,),
                    source=(who,),
                    cue=(cue,),
                    speaker=SafeText(speaker),
                    confidence=source.choice((0.95, 0.85, 0.8, 0.7)),
                    reason=source.choice(_REASONS),
                    rule="clause",
                )
            )
        else:
            for _ in range(2):
                name = names[(sentence + _) % len(names)][0]
                mentions[name].append(put(name))
                put(f" {_filler(source, 6)} ")
        put(".\n\n" if sentence % 4 == 3 else ". ")
    text = "".join(parts)
    entities = tuple(Entity(SafeText(name), kind, tuple(mentions[name])) for name, kind in dict(names).items() if mentions[name])
    return text, Analysis(ANALYSER_VERSION, text_hash(text), tuple(quotations), entities)


def _filler(source: random.Random, words: int) -> str:
    return " ".join(source.choice(_FILLER) if n % 2 else _word(source.randrange(4000), 3).lower() for n in range(words))


def build(path: Path, articles: int) -> None:
    """Make the cache, about 2 ms an article."""
    with Database.open(path) as cache:
        for number in range(FEEDS):
            cache.feeds.add(f"http://127.0.0.1:9/{number}.xml", feed_title=f"The {_word(number, 3)} {number:03}")
    population, source = Population(), random.Random(11)
    blocks = zlib.compress(b"[]", 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA cache_size = -600000")
        ids: dict[tuple[str, str], int] = {}
        for batch in _batches(articles, 2000):
            raw.execute("BEGIN")
            rows: list[tuple[object, ...]] = []
            for number in batch:
                text, analysis = made_article(source, population, number)
                entry_id, at = number + 1, NEWEST - (articles - number) * SECONDS
                title = f"{text[:60]}"
                raw.execute(
                    "INSERT INTO entries(id, feed_id, identity, fingerprint, title, arrived_at, sort_at, snippet)"
                    " VALUES (?, ?, ?, '', ?, ?, ?, '')",
                    (entry_id, number % FEEDS + 1, f"urn:{number}", title, at, at),
                )
                raw.execute(
                    "INSERT INTO articles(entry_id, origin, analysed, text_hash, url, title, note, stored_at, blocks, markdown,"
                    " text) VALUES (?, 'page', ?, ?, '', ?, '', ?, ?, '', ?)",
                    (entry_id, ANALYSER_VERSION, analysis.text_hash, title, at, blocks, text),
                )
                raw.execute(
                    "INSERT INTO analyses(entry_id, version, data) VALUES (?, ?, ?)",
                    (entry_id, ANALYSER_VERSION, encode(analysis, text)),
                )
                said = Counter(quotation.speaker for quotation in analysis.quotations)
                members = []
                for entity in analysis.entities:
                    key = (entity.name, entity.type.value)
                    if key not in ids:
                        ids[key] = len(ids) + 1
                        raw.execute("INSERT INTO entities(id, name, type) VALUES (?, ?, ?)", (ids[key], *key))
                        raw.execute(
                            "INSERT INTO aliases(id, entity_id, name, type, sound, short, origin)"
                            " VALUES (?, ?, ?, ?, ?, ?, 'first')",
                            (ids[key], ids[key], *key, sound(entity.name, entity.type), short(entity.name, entity.type)),
                        )
                    members.append(ids[key])
                    rows.append((ids[key], at, entry_id, ids[key], len(entity.mentions), said[entity.name]))
                raw.execute(
                    "INSERT INTO casts(entry_id, at, quotations, members) VALUES (?, ?, ?, ?)",
                    (entry_id, at, len(analysis.quotations), json.dumps(members, separators=(",", ":"))),
                )
            raw.executemany(
                "INSERT INTO entity_articles(entity_id, at, entry_id, alias_id, mentions, quotations) VALUES (?, ?, ?, ?, ?, ?)",
                rows,
            )
            raw.execute("COMMIT")


def _batches(articles: int, size: int) -> Iterator[range]:
    for start in range(0, articles, size):
        yield range(start, min(start + size, articles))
