"""The lexicon of reporting words (cues.toml), ready to be asked."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from newstui.model.analysis import Strength

FRAMES = ("clause", "object", "infinitive", "receiver", "quotation", "preposition", "object_as")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which words report, what they take, and with which strength.

    `verbs` is keyed by frame, then by dictionary form; phrases are joined by underscores ("point_out", "call_for").
    """

    verbs: dict[str, dict[str, Strength]]
    nouns: dict[str, Strength]
    adjectives: frozenset[str]
    hedges: frozenset[str]
    source_free_hedges: frozenset[str]
    hedging_passives: frozenset[str]
    denials: frozenset[str]
    """Words by which a source does not stand for what is reported."""
    negations: frozenset[str]
    reduced_cues: frozenset[str]
    """Inflected forms, for texts that were not parsed."""
    particles: dict[str, frozenset[str]]
    """The words that can follow a verb in a phrase of the lexicon."""

    def strength(self, frame: str, verb: str) -> Strength | None:
        """What the verb does in that frame; None where it does not report there."""
        return self.verbs[frame].get(verb)

    def reports(self, verb: str) -> bool:
        """Whether the verb reports in any frame."""
        return any(verb in words for words in self.verbs.values())

    def says(self, verb: str) -> bool:
        """Whether the verb can report a quotation."""
        return verb in self.verbs["clause"] or verb in self.verbs["quotation"]

    def said_forms(self) -> frozenset[str]:
        """The verbs that can report a quotation as they stand in a frame: "asked", "cries"."""
        verbs = {verb for frame in ("clause", "quotation") for verb in self.verbs[frame]}
        regular = {
            form for v in verbs for form in (v + "s", v + "d", v + "ed", v[:-1] + "ied", v[:-1] + "ies", v + v[-1:] + "ed")
        }
        return frozenset(regular) | self.reduced_cues


def _british(verb: str) -> str:
    """ "Criticise" for "criticize"."""
    first, sign, rest = verb.partition("_")
    return (first[:-2] + "se" if first.endswith(("ize", "yze")) else first) + sign + rest


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = tomllib.loads(resources.files("newstui.quotations").joinpath("cues.toml").read_text(encoding="utf-8"))
    verbs: dict[str, dict[str, Strength]] = {frame: {} for frame in FRAMES}
    for strength in (Strength.STANCE, Strength.STATEMENT):  # a verb of both counts as a statement
        for frame in FRAMES:
            for verb in data[strength.value].get(frame, "").split():
                verbs[frame][verb] = verbs[frame][_british(verb)] = strength
    particles: dict[str, set[str]] = {}
    for words in verbs.values():
        for phrase in words:
            verb, _, rest = phrase.partition("_")
            if rest:
                particles.setdefault(verb, set()).add(rest)
    nouns = dict.fromkeys(data["nouns"]["stance"].split(), Strength.STANCE)
    nouns |= dict.fromkeys(data["nouns"]["statement"].split(), Strength.STATEMENT)
    return Lexicon(
        verbs=verbs,
        nouns=nouns,
        adjectives=frozenset(data["nouns"]["adjectives"].split()),
        hedges=frozenset(data["hedges"]["adverbs"].split()),
        source_free_hedges=frozenset(data["hedges"]["source_free"].split()),
        hedging_passives=frozenset(data["hedges"]["passives"].split()),
        denials=frozenset(data["denials"]["words"].split()),
        negations=frozenset(data["denials"]["negations"].split()),
        reduced_cues=frozenset(data["reduced"]["cues"].split()),
        particles={verb: frozenset(rest) for verb, rest in particles.items()},
    )
