"""Gives whole quotations their attribution: by the sentence that frames them, by the quotation before, or by the lead before."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newstui.model.analysis import QuotationKind, Strength
from newstui.model.spans import TextSpan
from newstui.quotations.alone import by_passage_before, fills, nobodys, said_at_the_end
from newstui.quotations.cues import lexicon
from newstui.quotations.denials import denied
from newstui.quotations.drafts import Draft
from newstui.quotations.framing import by_colon, by_noun, described, reports_quotation, signed, verb_draft
from newstui.quotations.leads import lead_draft, name_before_colon
from newstui.quotations.marks import Quoted, is_title_case
from newstui.quotations.subjects import turned_subject
from newstui.quotations.tree import Tree

_OF_SOMETHING = frozenset({"object_as", "object", "preposition", "receiver", "infinitive"})
"""Rules of verbs that report something without a clause; what a quotation then says is another thing."""
_MARKS = "\"“”‘'«„"
_ENDS = frozenset({".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "SYM", "_SP"})


@dataclass(slots=True)
class _Place:
    """Where a whole quotation stands."""

    token: int
    sentence: int
    passage: int
    quoted: Quoted


class DirectRules:
    """Joins the quotations that no clause took. One pass over the text, in order."""

    def __init__(self, tree: Tree, quoted: Sequence[Quoted], drafts: list[Draft]) -> None:
        self._tree = tree
        self._parsed = tree.parsed
        self._drafts = drafts
        self._quoted = quoted
        self._words = lexicon()
        self._inner: Draft | None = None
        """Who said the last quotation, where another passes it on: what follows is of both."""
        self._by_verb = {d.verb: d for d in drafts if d.verb is not None}
        by_start = {q.span.start: q for q in quoted}
        self._places: list[_Place] = []
        for i, tag in enumerate(self._parsed.tags):
            if tag == "QUOTE" and self._parsed.starts[i] in by_start:
                q = by_start[self._parsed.starts[i]]
                self._places.append(_Place(i, tree.sentence_of[i], q.passage, q))
        self._sentences_of: dict[int, list[int]] = {}
        passage = 0
        for number, (first, _) in enumerate(self._parsed.sentences):
            while (
                passage + 1 < len(self._parsed.passages)
                and self._parsed.passages[passage + 1].span.start <= self._parsed.starts[first]
            ):
                passage += 1
            self._sentences_of.setdefault(passage, []).append(number)

    def run(self) -> None:
        """Extends the drafts and appends new ones."""
        covered = sorted((part.start, part.end, n) for n, d in enumerate(self._drafts) for part in d.content)
        last: Draft | None = None
        previous: _Place | None = None
        at = 0
        longest = 0
        owner = -1
        whole = {part: draft for draft in self._drafts for part in draft.content}
        for place in self._places:
            span = place.quoted.span
            while at < len(covered) and covered[at][0] <= span.start:
                if covered[at][1] >= longest:
                    longest, owner = covered[at][1], covered[at][2]
                at += 1
            if longest >= span.end and owner >= 0:
                last = self._drafts[owner]
                self._inner = whole.get(span) if whole.get(span) is not last else None
            else:
                before, last = last, self._attribute(place, last, previous)
                if last is not before:
                    self._inner = None
            previous = place

        self._beside_a_verb()

    def _beside_a_verb(self) -> None:
        """Short quotations that no rule took, right after a reporting verb: 'the crowd chanted "What bridge?"'."""
        self._after_but()
        covered = sorted(part for draft in self._drafts for part in draft.content)
        starts = [part.start for part in covered]
        whole = {place.quoted.span.start for place in self._places}
        for q in self._quoted:
            at = bisect_right(starts, q.span.start) - 1
            if not q.closed or q.span.start in whole or (at >= 0 and covered[at].end > q.span.start):
                continue
            token = bisect_left(self._parsed.starts, q.span.start) - 1
            nearest = q.span.start - 3
            while token > 0 and self._parsed.ends[token] > nearest and self._parsed.tags[token] in (",", ":", "``", "''"):
                token -= 1
            if token <= 0 or not reports_quotation(self._tree, token) or is_title_case(q.inner.of(self._parsed.text).split()):
                continue
            if self._parsed.ends[token] + 3 < q.span.start:
                continue
            draft = verb_draft(self._tree, token, q.span, sure=False)
            if draft is not None:
                self._drafts.append(draft)

    def _after_but(self) -> None:
        """'“It holds,” he said, but “not for ever.”': the second quotation is of the same frame."""
        parsed, starts = self._parsed, self._parsed.starts
        ends = {draft.cue[-1].end: draft for draft in self._drafts if draft.verb is not None and draft.cue and draft.source}
        for draft in [*ends.values()]:
            ends.setdefault(draft.source[-1].end, draft)
        covered = {part.start for draft in self._drafts for part in draft.content}
        for q in self._quoted:
            token = bisect_left(starts, q.span.start) - 1
            if not q.closed or q.span.start in covered or token < 2 or parsed.lemmas[token] not in ("but", "and"):
                continue
            frame = token - 1 if parsed.tags[token - 1] != "," else token - 2
            held = ends.get(parsed.ends[frame])
            if held is not None and held.end < q.span.start and parsed.text[held.content[-1].end - 1] in "”\"'’":
                _extend(held, q.span)

    def _attribute(self, place: _Place, last: Draft | None, previous: _Place | None) -> Draft | None:
        span = place.quoted.span
        if previous is not None and last is not None and self._is_over(place, previous, last):
            _extend(last, span)
            return last
        draft = signed(self._tree, place.passage, span) or self._in_sentence(place) or self._by_following(place)
        if draft is None and previous is not None and last is not None and self._joins(place, previous):
            _extend(last, span)
            if self._inner is not None:
                _extend(self._inner, span)
            return last
        if draft is None:
            draft = self._by_neighbour(place)
        if draft is None and last is not None and previous is not None and self._goes_on(place, previous, last):
            _extend(last, span)
            last.carried = True
            return last
        if draft is None and fills(self._parsed, place.passage, place.quoted):
            draft = by_passage_before(self._tree, self._by_verb, self._sentences_of, place.passage, span) or nobodys(span)
        if draft is None:
            return None
        if draft.verb is not None and not draft.carried:
            held = self._by_verb.get(draft.verb)
            if held is not None and held.source == draft.source and not self._is_apart(held, draft):
                _extend(held, span)
                return held
            self._by_verb[draft.verb] = draft
        self._drafts.append(draft)
        return draft

    def _joins(self, place: _Place, previous: _Place) -> bool:
        """Whether the quotation goes on where the one before stopped: only the frame of that one stands between."""
        if previous.passage == place.passage:
            return self._alone(place.sentence) and place.sentence - previous.sentence <= 1
        if place.passage == previous.passage + 1:
            return previous.quoted.continues and place.token == self._first_token(place.passage)
        return False

    def _is_over(self, place: _Place, previous: _Place, last: Draft) -> bool:
        """'“A,” Roe said. “B.” The engineer warned of cracks.': what follows is no frame of the second, but a sentence by itself.

        A frame's quotation ends in a comma; after a question, the frame's verb says nothing else.
        """
        parsed, end = self._parsed, place.quoted.span.end
        first, after = parsed.sentences[place.sentence]
        beside = previous.passage == place.passage and place.sentence - previous.sentence == 1
        if not beside or place.token != first or not last.source or last.rule == "signature":
            return False
        if self._alone(place.sentence):
            if place.sentence + 1 not in self._sentences_of[place.passage]:
                return False
            first, after = parsed.sentences[place.sentence + 1]
        else:
            first += 1
        following = parsed.text[end : end + 2].strip()
        verbs = [i for i in range(first, after) if self._tree.is_verb(i)]
        if not following.isupper() or not verbs:
            return False
        final = parsed.text[place.quoted.inner.end - 1]
        if final == ".":  # but for bad punctuation: “It leaks.” Roe said.
            return all(parsed.lemmas[i] != "say" or self._says_its_own(i) for i in verbs)
        return final in "?!" and any(self._says_its_own(i) for i in verbs)

    def _says_its_own(self, verb: int) -> bool:
        """Whether the verb was found to report something that is not quoted: "The engineer warned of cracks."."""
        held = self._by_verb.get(verb)
        return held is not None and self._parsed.text[held.start] not in _MARKS

    def _is_apart(self, held: Draft, draft: Draft) -> bool:
        """'Roe called it a distraction: “It changes nothing.”': the quotation is a statement of its own, with its own cue."""
        text = self._parsed.text
        between = TextSpan(held.end, max(draft.start, held.end))
        mark = text.find(":", *between) if ":" in between.of(text) else text.find(".", *between)
        if held.rule not in _OF_SOMETHING or mark < 0:
            return False
        if held.rule == "object_as":
            held.strength = Strength.STANCE
        if denied(
            QuotationKind.DIRECT, tuple(draft.content), tuple(draft.cue), (), text
        ):  # "did not suggest a fight: “We want peace.”"
            draft.cue = [TextSpan(mark, mark + 1)]
        return True

    def _goes_on(self, place: _Place, previous: _Place, last: Draft) -> bool:
        """News style: a paragraph of speech and its frame, then a paragraph that is nothing but speech, by the same speaker."""
        if (
            previous.passage + 1 != place.passage
            or place.token != self._first_token(place.passage)
            or not self._alone(place.sentence)
        ):
            return False
        return bool(last.source) and last.start == self._parsed.passages[previous.passage].span.start and last.rule != "signature"

    def _first_token(self, passage: int) -> int:
        sentences = self._sentences_of.get(passage)
        return self._parsed.sentences[sentences[0]][0] if sentences else -1

    def _alone(self, sentence: int) -> bool:
        """Whether the sentence is nothing but quotations."""
        start, end = self._parsed.sentences[sentence]
        return all(
            self._tree.is_quote(i) or self._parsed.tags[i] in _ENDS or self._parsed.tags[i] == "CC" for i in range(start, end)
        )

    def _in_sentence(self, place: _Place) -> Draft | None:
        """The reporting verb of the same sentence: the one that governs the quotation, else the nearest with a subject."""
        tree, token = self._tree, place.token
        start, end = self._parsed.sentences[place.sentence]
        governor = self._parsed.heads[token]
        named = name_before_colon(tree, token, place.quoted.span)
        if named is not None:
            return named
        if governor != token and tree.is_verb(governor):
            draft = verb_draft(tree, governor, place.quoted.span, sure=True)
            if draft is not None:
                return draft
        verbs = [i for i in range(start, end) if tree.is_verb(i) and self._words.says(self._parsed.lemmas[i])]
        for verb in sorted(verbs, key=lambda v: (abs(v - token), v)):
            draft = verb_draft(tree, verb, place.quoted.span, sure=False)
            if draft is not None:
                return draft
        if governor != token and tree.is_verb(governor):
            return described(tree, governor, token, place.quoted.span)
        if tree.word(token - 1) == ":":  # "Roe called it a lie: “...”", read as if the quotation governed it
            held = next((i for i in tree.children[token] if i < token and i in self._by_verb), None)
            if held is not None:
                return verb_draft(tree, held, place.quoted.span, sure=True)
        return by_noun(tree, start, token, place.quoted.span) or by_colon(tree, start, token, place.quoted.span)

    def _by_following(self, place: _Place) -> Draft | None:
        """'"Will it hold?" Roe asked, looking up.': the frame was read as a sentence of its own, its verb without an object."""
        number = place.sentence + 1
        if not self._alone(place.sentence) or number >= len(self._parsed.sentences):
            return None
        start, end = self._parsed.sentences[number]
        if (
            number not in self._sentences_of.get(place.passage, ())
            or place.token + 1 != self._parsed.sentences[place.sentence][1]
        ):
            return None
        verb = next((i for i in range(start, min(end, start + 12)) if self._parsed.dependencies[i] == "ROOT"), None)
        if verb is None or not reports_quotation(self._tree, verb):
            return None
        if turned_subject(self._tree, verb) is None and self._tree.child(verb, "ccomp", "dobj", "xcomp") is not None:
            return None
        if self._says_its_own(verb):
            return None
        return verb_draft(self._tree, verb, place.quoted.span, sure=True)

    def _by_neighbour(self, place: _Place) -> Draft | None:
        """A quotation in a sentence of its own: who the sentence before speaks of, or the passage before that ends in a colon."""
        if not self._alone(place.sentence):
            return None
        before = place.sentence - 1
        if before < 0:
            return None
        same = before in self._sentences_of.get(place.passage, ())
        first, end = self._parsed.sentences[before]
        last_word = self._tree.word(end - 1)
        if same and (held := said_at_the_end(self._tree, self._by_verb, first, end)) is not None:
            return replace(held, content=[place.quoted.span], verb=None)  # the verb has its own statement
        if any(self._tree.is_quote(i) for i in range(first, end)) and last_word != ":":
            return None
        if not same and last_word != ":":
            return None
        return lead_draft(self._tree, before, [place.quoted.span])


def _extend(draft: Draft, span: TextSpan) -> None:
    if span.start >= draft.end:
        draft.content.append(span)
    elif span not in draft.content:
        draft.content.append(span)
        draft.content.sort()
