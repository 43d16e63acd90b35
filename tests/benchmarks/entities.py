"""Who is who over many articles: what the linker makes of invented articles, against gold given by hand (entities.toml).

A unit is a name in an article (every written form of it that the gold lists, once an article). Pairwise F1 counts pairs of
units of one entity; B-cubed (Bagga and Baldwin, "Algorithms for scoring coreference chains", 1998) averages over the units.
A name that the analysis misses is an entity by itself.
"""

import re
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from newstui.entities.linking import link
from newstui.language.model import LanguageModel
from newstui.language.passages import passages_of
from newstui.model.analysis import Analysis
from newstui.model.names import name_key
from newstui.services.analyse_text import analyse_passages
from newstui.storage.database import Database
from support.cache import add_entries, add_feed, article, entry, open_cache

GOLD = Path(__file__).parent / "entities.toml"
AIM = 0.95

Unit = tuple[int, str]


def gold_articles() -> list[tuple[str, dict[str, str]]]:
    """Text, and who each written form is."""
    return [(one["text"], one["who"]) for one in tomllib.loads(GOLD.read_text(encoding="utf-8"))["article"]]


def linked(folder: Path) -> dict[Unit, str]:
    """The entity that each unit is linked to, after all articles came in one after the other."""
    model = LanguageModel.load()
    found: dict[Unit, str] = {}
    with open_cache(folder) as cache:
        feed, _ = add_feed(cache, "Times")
        articles = gold_articles()
        ids = add_entries(cache, feed, [entry(number) for number in range(len(articles))])
        places: dict[Unit, tuple[int, str]] = {}
        for number, (text, who) in enumerate(articles):
            made = article(ids[number], text, title="")
            cache.articles.store(made)
            analysis = analyse_passages(made.document.text, passages_of(made.document), model)
            cache.analyses.store(ids[number], analysis, link)
            for form in who:
                local = _entity_of(text, form, who, analysis)
                places[number, form] = (ids[number], local)
        for unit, (entry_id, local) in places.items():
            found[unit] = _linked_to(cache, entry_id, local) or f"missed {unit}"
    return found


def _entity_of(text: str, form: str, who: Mapping[str, str], analysis: Analysis) -> str:
    """The name of the entity that most occurrences of the form belong to, those within a longer listed form left out."""
    longer = [m.span() for other in who if form in other and other != form for m in re.finditer(re.escape(other), text)]
    votes: Counter[str] = Counter()
    for match in re.finditer(r"(?<!\w)" + re.escape(form) + r"(?!\w)", text):
        start, end = match.span()
        if any(a <= start and end <= b for a, b in longer):
            continue
        for entity in analysis.entities:
            if any(mention.start < end and start < mention.end for mention in entity.mentions):
                votes[entity.name] += 1
    return votes.most_common(1)[0][0] if votes else ""


def _linked_to(cache: Database, entry_id: int, local: str) -> str:
    if not local:
        return ""
    for row in cache.entities.cast_of(entry_id):
        if name_key(row.name) == name_key(local):
            return str(row.entity.id)
    return ""


def pairwise(gold: Mapping[Unit, str], found: Mapping[Unit, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of units."""
    pairs = list(combinations(gold, 2))
    together = [(gold[a] == gold[b], found[a] == found[b]) for a, b in pairs]
    right = sum(both == (True, True) for both in together)
    return _scores(right / max(1, sum(f for _, f in together)), right / max(1, sum(g for g, _ in together)))


def b_cubed(gold: Mapping[Unit, str], found: Mapping[Unit, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over units."""

    def clusters(of: Mapping[Unit, str]) -> dict[str, set[Unit]]:
        made: dict[str, set[Unit]] = defaultdict(set)
        for unit, one in of.items():
            made[one].add(unit)
        return made

    want, have = clusters(gold), clusters(found)
    shares = [(len(want[gold[u]] & have[found[u]]), len(have[found[u]]), len(want[gold[u]])) for u in gold]
    return _scores(sum(s / h for s, h, _ in shares) / len(shares), sum(s / w for s, _, w in shares) / len(shares))


def _scores(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def mistakes(gold: Mapping[Unit, str], found: Mapping[Unit, str]) -> Sequence[str]:
    """Entities that were torn apart, and those that were thrown together."""
    lines = []
    for one in dict.fromkeys(gold.values()):
        parts = Counter(found[unit] for unit in gold if gold[unit] == one)
        if len(parts) > 1:
            where = {
                part: [f"{n}:{form}" for n, form in gold if gold[n, form] == one and found[n, form] == part] for part in parts
            }
            lines.append(f"torn apart: {one}: " + " | ".join(", ".join(units) for units in where.values()))
    for part in dict.fromkeys(found.values()):
        ones = Counter(gold[unit] for unit in gold if found[unit] == part)
        if len(ones) > 1:
            lines.append("thrown together: " + ", ".join(f"{one} ({count})" for one, count in ones.items()))
    return lines


def main() -> int:
    """Print the table and what went wrong; 1 if either F1 is below the aim."""
    gold = {(n, form): one for n, (_, who) in enumerate(gold_articles()) for form, one in who.items()}
    with tempfile.TemporaryDirectory() as folder:
        found = linked(Path(folder))
    print(f"{len(gold_articles())} articles, {len(gold)} names, {len(set(gold.values()))} entities")
    print(f"{'':<12}{'precision':>10}{'recall':>10}{'F1':>10}   (aim: {AIM})")
    worst = 1.0
    for name, scores in (("pairwise", pairwise(gold, found)), ("B-cubed", b_cubed(gold, found))):
        print(f"{name:<12}" + "".join(f"{score:>10.3f}" for score in scores))
        worst = min(worst, scores[2])
    for line in mistakes(gold, found):
        print(f"  {line}")
    return int(worst < AIM)


if __name__ == "__main__":
    sys.exit(main())
