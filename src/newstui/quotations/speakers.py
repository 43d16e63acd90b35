"""From the words of a source to who they mean: a name, an office, a pronoun, a body of people."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from newstui.model.analysis import Entity, EntityType
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.spans import TextSpan
from newstui.quotations.drafts import Draft
from newstui.quotations.genders import FEMALE, MALE, find_genders
from newstui.quotations.roles import (
    GROUP_NOUNS,
    PERSON_NOUNS,
    Role,
    canonical_places,
    find_roles,
    overlapping,
    role_words,
    without_article,
)
from newstui.quotations.tree import Tree
from newstui.quotations.voices import antecedent
from newstui.quotations.words import word_list

_SINGULAR = frozenset({"he", "she", "his", "her", "him", "hers"})
_PLURAL = frozenset({"they", "their", "them", "it", "its"})
_RELATIVE = frozenset({"who", "that", "which", "whom", "whose"})
_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
_ANY_BODY = word_list("any_body")
THRESHOLD = 0.5
"""Below it, no name is given: the reader is shown the source's words."""


_NEAR = 100
"""Offices of one name that are looked at on either side of a source: what keeps a hostile text linear."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, how sure that is (0 to 1), and why."""

    name: SafeText | None
    confidence: float
    reason: str
    entity: int | None = None


_NOBODY = Speaker(None, 0.0, "no source is given")


class Speakers:
    """Resolves the sources of one text."""

    def __init__(self, tree: Tree, entities: Sequence[Entity]) -> None:
        self._tree = tree
        self._entities = entities
        pairs = sorted((m, n) for n, e in enumerate(entities) for m in e.mentions)
        self._spans = [m for m, _ in pairs]
        self._owners = [n for _, n in pairs]
        self._starts = [m.start for m in self._spans]
        self._passages = [p.span.start for p in tree.parsed.passages]
        self._by_start = {m.start: n for m, n in pairs}
        self._canonical = canonical_places(entities)
        self._roles = find_roles(tree, entities, self._by_start)
        self._by_word = _roles_by_word(self._roles)
        self._gender = find_genders(tree, self._spans, self._owners, self._roles)
        self._recent: list[tuple[int, int]] = []
        """(where, entity) of the speakers so far, in order."""

    def of(self, draft: Draft) -> Speaker:
        """The speaker of a draft; drafts come in the order of the text."""
        if not draft.source:
            return _NOBODY
        found = self._resolve(draft.source[0], draft.source_head)
        if found.entity is not None:
            self._recent.append((draft.source[0].start, found.entity))
        if found.confidence < THRESHOLD:
            return Speaker(None, found.confidence, found.reason)
        if draft.carried:
            return Speaker(
                found.name,
                min(found.confidence, 0.7),
                f"{found.reason}; the next paragraph goes on without saying who speaks",
                found.entity,
            )
        return found

    def addressee(self, draft: Draft) -> SafeText | None:
        """Who is told: the entity, else the text's words."""
        if draft.addressee is None:
            return None
        first, last = self._tree.left[draft.addressee], self._tree.right[draft.addressee]
        span = self._tree.span(first, last)
        inside = overlapping(span, self._starts, self._spans)
        if len(inside) == 1 and self._spans[inside[0]].length >= span.length - 4:
            return self._entities[self._owners[inside[0]]].name
        return safe_text(span.of(self._tree.parsed.text).rstrip(" ,"))

    def _resolve(self, source: TextSpan, head: int | None) -> Speaker:
        tree = self._tree
        words = source.of(tree.parsed.text)
        plain = words.strip(" ,'’").lower()
        if plain in _RELATIVE and head is not None:
            return self._antecedent(head)
        if plain in _SINGULAR | _PLURAL | _FIRST:
            return self._pronoun(plain, source)
        inside = overlapping(source, self._starts, self._spans)
        if head is None:
            return self._named(inside[0], "named") if inside else Speaker(None, 0.0, "not a name that the text explains")
        at = TextSpan(tree.parsed.starts[head], tree.parsed.ends[head])
        for i in inside:
            if self._spans[i].overlaps(at):
                if self._joined(head, i):
                    return Speaker(None, 0.3, "several speak")
                return self._named(i, "named in the source")
        return self._by_noun(source, head, inside)

    def _named(self, mention: int, reason: str) -> Speaker:
        number = self._owners[mention]
        return Speaker(self._entities[number].name, 0.95, reason, number)

    def _joined(self, head: int, mention: int) -> bool:
        """Whether another name is joined to this one by "and"."""
        for child in self._tree.children[head]:
            if self._tree.parsed.dependencies[child] == "conj":
                start = self._tree.parsed.starts[child]
                if start not in range(*self._spans[mention]):
                    return True
        return False

    def _by_noun(self, source: TextSpan, head: int, inside: Sequence[int]) -> Speaker:
        tree = self._tree
        noun = tree.parsed.lemmas[head]
        # "a statement by X", "X's spokesman": the head is what speaks; a name inside it is somebody else
        for i in inside:
            start = self._spans[i].start
            token = self._token_at(start)
            if token is not None and self._in_apposition(self._head_of(i, token), head, i):
                return self._named(i, "named in apposition")
        plural = tree.parsed.tags[head] == "NNS"
        if noun in PERSON_NOUNS or (len(noun) <= 4 and tree.word(head).isupper()):
            if plural or self._indefinite(head):
                return Speaker(None, 0.2, "not named")
            return self._by_role(head, noun, source.start)
        if noun in GROUP_NOUNS and not plural:
            return self._by_group(source, head, noun, inside)
        return Speaker(None, 0.2, "not a name that the text explains")

    def _in_apposition(self, name: int, head: int, mention: int) -> bool:
        """Whether the name says who the head is: "Its secretary, Ann Roe", "the sponsor, the airline Halcyon"."""
        parsed = self._tree.parsed
        a_person = self._entities[self._owners[mention]].type is EntityType.PERSON and parsed.lemmas[head] in PERSON_NOUNS
        for _ in range(3):
            if parsed.dependencies[name] == "appos":
                if parsed.heads[name] == head or (a_person and self._within(parsed.heads[name], head)):
                    return True
            elif parsed.dependencies[name] != "compound":
                return False
            name = parsed.heads[name]
        return False

    def _within(self, token: int, head: int) -> bool:
        """Whether the token is part of what hangs on the head: the bank in "a spokeswoman for the bank, Ann Roe"."""
        return head < token <= self._tree.right[head]

    def _token_at(self, start: int) -> int | None:
        at = bisect_left(self._tree.parsed.starts, start)
        return at if at < len(self._tree.parsed.starts) and self._tree.parsed.starts[at] == start else None

    def _head_of(self, mention: int, token: int) -> int:
        """The head token of a mention."""
        end = self._spans[mention].end
        while self._tree.parsed.heads[token] > token and self._tree.parsed.starts[self._tree.parsed.heads[token]] < end:
            token = self._tree.parsed.heads[token]
        return token

    def _indefinite(self, head: int) -> bool:
        article = self._tree.child(head, "det")
        return article is not None and self._tree.parsed.lemmas[article] in (
            "a",
            "an",
            "some",
            "another",
            "one",
            "no",
            "any",
            "every",
        )

    def _by_role(self, head: int, noun: str, at: int) -> Speaker:
        """ "The Danish president": who has that office in this text, whether it says so before or after."""
        tree = self._tree
        words = role_words(tree, tree.left[head], tree.right[head], self._canonical)
        modifiers = words - {noun}
        best: tuple[float, int] | None = None
        roles = self._by_word.get(noun, ())
        middle = bisect_left(roles, at, key=lambda r: r.at)
        for role in roles[max(middle - _NEAR, 0) : middle + _NEAR]:
            missing = len({m for m in modifiers if m not in role.words})
            score = 1.0 - 0.4 * missing + (0.05 if role.at < at else 0.0)
            if (
                best is None
                or score > best[0]
                or (score == best[0] and abs(role.at - at) < abs(self._role_at(best[1], noun) - at))
            ):
                best = (score, role.entity)
        rivals = {r.entity for r in roles[:_NEAR] if r.noun == noun and modifiers <= r.words}
        if best is None or best[0] < 0.6:
            return Speaker(None, 0.3, "an office that the text gives to nobody by name")
        confidence = 0.85 if len(rivals) <= 1 and best[0] >= 1 else 0.6
        return Speaker(self._entities[best[1]].name, confidence, f"the text calls this person {noun}", best[1])

    def _role_at(self, entity: int, noun: str) -> int:
        return next((r.at for r in self._by_word.get(noun, ())[:_NEAR] if r.entity == entity), 0)

    def _by_group(self, source: TextSpan, head: int, noun: str, inside: Sequence[int]) -> Speaker:
        tree = self._tree
        first, last = tree.left[head], tree.right[head]
        modifiers = role_words(tree, first, last, self._canonical) - {noun}
        if modifiers:
            end = tree.parsed.ends[head]
            of = next((c for c in tree.children[head] if c > head and tree.parsed.lemmas[c] == "of"), None)
            place = self._canonical.get(tree.word(head - 1)) if head else None
            if of is not None:
                end = max(end, tree.parsed.ends[tree.right[of]])
            words = without_article(tree.parsed.text[source.start : max(end, source.start + 1)])
            if of is None and not inside and place is None and not any(w[:1].isupper() for w in words.split()):
                return Speaker(None, 0.3, "a body that is not named")
            return Speaker(safe_text(words), 0.7, "a body named by whose it is")
        best = self._latest_body(source.start, noun)
        if best is None:
            return Speaker(None, 0.3, "a body that is not named")
        if noun in _ANY_BODY and self._two_bodies(source.start):
            return Speaker(None, 0.4, "the sentence before names more than one body")
        named = noun in " ".join((self._entities[best].name, *self._entities[best].aliases)).lower()
        confidence = 0.8 if named else 0.55 if noun in _ANY_BODY else 0.4
        return Speaker(self._entities[best].name, confidence, "the body named last before", best)

    def _latest_body(self, at: int, noun: str) -> int | None:
        """The organisation named last before, one with that noun in its name first."""
        seen: int | None = None
        for i in range(bisect_left(self._starts, at) - 1, max(bisect_left(self._starts, at) - 60, -1), -1):
            number = self._owners[i]
            if self._entities[number].type is not EntityType.ORG:
                continue
            if noun in " ".join((self._entities[number].name, *self._entities[number].aliases)).lower():
                return number
            seen = number if seen is None else seen
        return seen

    def _two_bodies(self, at: int) -> bool:
        """Whether the sentence that names the last body before names another one too."""
        i = bisect_left(self._starts, at) - 1
        found: set[int] = set()
        start = None
        while i >= 0 and (start is None or self._starts[i] >= start):
            if self._entities[self._owners[i]].type is EntityType.ORG:
                start = self._sentence_start(self._starts[i]) if start is None else start
                found.add(self._owners[i])
            i -= 1
        return len(found) > 1

    def _antecedent(self, relative: int) -> Speaker:
        """ "Jane Roe, who said": the noun that the relative clause hangs on."""
        tree = self._tree
        head = antecedent(tree, relative)
        if head is None:
            return Speaker(None, 0.2, "not clear whom it means")
        return self._resolve(TextSpan(tree.parsed.starts[tree.left[head]], tree.parsed.ends[head]), head)

    def _pronoun(self, word: str, source: TextSpan) -> Speaker:
        """He or she: who spoke last or was the subject last, in this passage or the one before, gender not against it."""
        if word in _FIRST:
            return Speaker(None, 0.2, "the author or somebody quoted")
        gender = "f" if word in FEMALE else "m" if word in MALE else ""
        wanted = EntityType.PERSON if word in _SINGULAR else EntityType.ORG
        candidates: dict[int, float] = {}
        at = bisect_left(self._starts, source.start)
        passage = self._passage_start(source.start)
        sentence = self._sentence_start(source.start)
        earliest = self._passage_start(max(passage - 3, 0))
        for i in range(at - 1, max(at - 40, -1), -1):
            number, start = self._owners[i], self._spans[i].start
            if start < earliest - 1500:
                break
            if self._entities[number].type is not wanted or (gender and self._gender.get(number, gender) != gender):
                continue
            score = 1.0 / (1 + 0.15 * (at - 1 - i))
            token = self._token_at(start)
            if token is not None and self._is_subject(self._head_of(i, token)):
                score += 0.6 if self._in_main_clause(self._head_of(i, token)) else 0.25
            if start >= sentence:
                score -= 0.2
            elif start >= passage:
                score += 0.6
            candidates[number] = max(candidates.get(number, 0.0), score)
        for where, number in self._recent[-3:]:
            if number in candidates and where < source.start:
                candidates[number] += 0.35
        if not candidates:
            return Speaker(None, 0.2, "not clear whom it means")
        ranked = sorted(candidates.items(), key=lambda item: -item[1])
        if len(ranked) > 1 and self._side_by_side(ranked[0][0], ranked[1][0], at):
            return Speaker(None, 0.4, f"“{word}” may mean either of two who are named together")
        gap = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
        confidence = 0.8 if gap > 0.5 else 0.65 if gap > 0.15 else 0.5
        if wanted is EntityType.ORG:
            confidence -= 0.2 if word in ("it", "its") else 0.4  # "they" are mostly people whom the text names as a group
        elif confidence >= THRESHOLD:
            self._gender.setdefault(ranked[0][0], gender)  # whom the text calls “she” here it does not call “he” later
        return Speaker(self._entities[ranked[0][0]].name, confidence, f"“{word}”: spoken of just before", ranked[0][0])

    def _is_subject(self, token: int) -> bool:
        while self._tree.parsed.dependencies[token] == "appos" and self._tree.parsed.heads[token] != token:
            token = self._tree.parsed.heads[token]
        return self._tree.parsed.dependencies[token] in ("nsubj", "nsubjpass")

    def _in_main_clause(self, subject: int) -> bool:
        parsed = self._tree.parsed
        while parsed.dependencies[subject] == "appos" and parsed.heads[subject] != subject:
            subject = parsed.heads[subject]
        return parsed.dependencies[parsed.heads[subject]] not in ("relcl", "acl", "advcl")

    def _side_by_side(self, one: int, other: int, at: int) -> bool:
        """Whether the last mentions of two people are joined: "Roe and Doe"."""
        latest: dict[int, int] = {}
        for i in range(at - 1, max(at - 40, -1), -1):
            if self._owners[i] in (one, other):
                latest.setdefault(self._owners[i], i)
        if len(latest) < 2:
            return False
        first, second = sorted(latest.values())
        between = self._tree.parsed.text[self._spans[first].end : self._spans[second].start]
        return between.strip() in ("and", "or", "&")

    def _passage_start(self, at: int) -> int:
        i = bisect_left(self._passages, at + 1) - 1
        return self._passages[i] if i >= 0 else 0

    def _sentence_start(self, at: int) -> int:
        token = bisect_left(self._tree.parsed.starts, at)
        if token >= len(self._tree.parsed.starts):
            return at
        return self._tree.parsed.starts[self._tree.parsed.sentences[self._tree.sentence_of[token]][0]]


def _roles_by_word(roles: Sequence[Role]) -> dict[str, list[Role]]:
    """The roles by each word that can mean them: their noun, their other words, the ends of their initials ("pm")."""
    found: dict[str, list[Role]] = {}
    for role in sorted(roles, key=lambda r: r.at):
        endings = {role.initials[-n:] for n in range(2, 5) if len(role.initials) >= n}
        for word in {role.noun, *role.words, *endings}:
            found.setdefault(word, []).append(role)
    return found
