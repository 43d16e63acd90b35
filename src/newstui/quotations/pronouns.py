"""From a pronoun to who is meant: who was spoken of just before, by grammar, nearness and gender."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from newstui.model.analysis import EntityType
from newstui.quotations.genders import FEMALE, MALE
from newstui.quotations.mentions import Mentions
from newstui.quotations.offices import Offices
from newstui.quotations.roles import PERSON_NOUNS
from newstui.quotations.speaker import THRESHOLD, Speaker, unnamed
from newstui.quotations.strangers import stranger_before
from newstui.quotations.voices import is_document

SINGULAR = frozenset({"he", "she", "his", "her", "him", "hers"})
PLURAL = frozenset({"they", "their", "them", "it", "its"})
FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
_NEAR = 40
"""Mentions that are looked at before a pronoun: what keeps a hostile text linear."""
_FAR = 1500
"""Characters before the passages around it in which nobody is looked for any more."""
_RECENT = (0.45, 0.3, 0.2)
"""What speaks for the last speaker, the one before, and the one before that."""
_TOLD = 0.25
"""What speaks for those of whom it is known that they are called so."""
_MAIN = 0.15
"""What speaks for the person whom the text is about."""
_INTRODUCED = 0.6
"""What speaks for somebody of whom the passage says more: "I met Ann Roe, who is 84"."""
_ACTED = 0.75
"""What speaks for somebody who did something in the passage before, when somebody else has spoken last."""
_CLEAR = 0.65
"""The confidence from which a description is taken for the person spoken of."""
_LONGEST_ASIDE = 60
"""Characters."""
_SIDE = frozenset({"relcl", "acl", "advcl"})


class Pronouns:
    """Tells whom pronouns mean; learns genders as it goes."""

    def __init__(self, mentions: Mentions, offices: Offices, genders: Mapping[int, str]) -> None:
        self._mentions = mentions
        self._offices = offices
        self._genders = dict(genders)
        self._main = _main(mentions)

    def meant(self, word: str, at: int, recent: list[int], *, but: int | None = None) -> Speaker:
        """Whom the pronoun at a place means, `but` not; `recent` are the speakers before, the last one last."""
        if word in FIRST:
            return unnamed(0.2, f"“{word}” is the writer or somebody who is quoted")
        gender = "f" if word in FEMALE else "m" if word in MALE else ""
        wanted = EntityType.PERSON if word in SINGULAR else EntityType.ORG
        stranger = stranger_before(self._mentions, word, at) if word in SINGULAR else None
        if stranger is not None:
            return stranger
        if word in ("it", "its") and self._after_a_document(at):
            return unnamed(0.3, f"“{word}” is most likely what is written, spoken of just before")
        scores = {number: score for number, score in self._scores(at, gender, wanted, recent).items() if number != but}
        return self._nearest(word, gender, wanted, scores, at, recent)

    def national(self, word: str, country: str, at: int, recent: list[int]) -> Speaker:
        """Whom "the German" at a place means, where the text does not say who is one: like "he", if that is clear."""
        gender = "f" if word.endswith("woman") else "m" if word.endswith("man") and word != "German" else ""
        others = self._offices.of_other_places(country)
        scores = {n: score for n, score in self._scores(at, gender, EntityType.PERSON, recent).items() if n not in others}
        found = self._nearest(word, gender, EntityType.PERSON, scores, at, recent)
        if found.entity is None or found.confidence < _CLEAR:
            return unnamed(0.4, f"the article does not say who the {word} is")
        return Speaker(found.name, 0.6, f"“the {word}” is most likely the person spoken of just before", found.entity)

    def _nearest(
        self, word: str, gender: str, wanted: EntityType, scores: dict[int, float], at: int, recent: list[int]
    ) -> Speaker:
        for number, weight in zip(dict.fromkeys(reversed(recent)), _RECENT, strict=False):
            if number in scores:
                scores[number] += weight
        if wanted is EntityType.PERSON:
            unsaid = self._office_between(at, scores, gender)
            if unsaid is not None:
                return unsaid
        if not scores:
            return unnamed(0.2, f"it is not clear whom “{word}” means")
        ranked = sorted(scores.items(), key=lambda item: -item[1])
        if len(ranked) > 1 and self._side_by_side(ranked[0][0], ranked[1][0], at):
            return unnamed(0.4, f"“{word}” may mean either of two who are named together")
        since = self._last_mention(ranked[0][0], at)
        if wanted is EntityType.PERSON and any(
            not gender or self._genders.get(number, gender) == gender
            for number in self._mentions.sharing(since, at) - ({ranked[0][0]} if gender else set())
        ):
            return unnamed(0.4, f"“{word}” may mean somebody whose surname others bear, too")
        gap = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
        confidence = 0.8 if gap > 0.5 else 0.65 if gap > 0.15 else 0.5
        best = ranked[0][0]
        if wanted is EntityType.ORG:
            confidence -= 0.2 if word in ("it", "its") else 0.4  # "they" are mostly people whom the text names as a group
        elif confidence >= THRESHOLD and gender:
            self._genders.setdefault(best, gender)  # whom the text calls “she” here it does not call “he” later
        if confidence < THRESHOLD:
            return unnamed(confidence, f"it is not clear whom “{word}” means")
        what = "the person" if wanted is EntityType.PERSON else "the body"
        return Speaker(self._mentions.name(best), confidence, f"“{word}” is {what} spoken of just before", best)

    def _scores(self, at: int, gender: str, wanted: EntityType, recent: Sequence[int]) -> dict[int, float]:
        """Those who may be meant, with how much speaks for each."""
        mentions = self._mentions
        tree = mentions.tree
        found: dict[int, float] = {}
        first = mentions.before(at)
        passage, sentence = mentions.passage_start(at), mentions.sentence_start(at)
        before = self._sentence_before(at)
        participle = self._participle(sentence, at)
        last_passage = mentions.passage_start(max(passage - 1, 0))
        earliest = mentions.passage_start(max(passage - 3, 0)) - _FAR
        for i in range(first - 1, max(first - _NEAR, -1), -1):
            number, start = mentions.owners[i], mentions.starts[i]
            if start < earliest:
                break
            if mentions.type(number) is not wanted or (gender and self._genders.get(number, gender) != gender):
                continue
            if participle is not None and participle <= start < at:
                continue  # "Quoting Matthew, he said": who quotes is not who is quoted
            if self._in_parentheses(start, at):
                continue  # "Nell (a luminous Ann Roe) keeps the books. She ..."
            score = 1.0 / (1 + 0.15 * (first - 1 - i))
            if gender and number in self._genders:
                score += _TOLD + _MAIN * (number == self._main)
            head = mentions.head(i)
            subject = None if head is None else self._as_subject(head)
            if subject is not None:
                aside = self._verb_relation(subject) in _SIDE or self._is_somebodys(subject)
                score += 0.25 if aside else 0.6 if subject < tree.parsed.heads[subject] else 0.4  # less in "said Roe"
            if start >= sentence:
                score += 0.4 if subject is not None and self._verb_relation(subject) == "ROOT" else -0.2
            elif start >= passage:
                score += 0.9 if start >= before else 0.6 + _INTRODUCED * self._is_introduced(head)
            elif start >= last_passage and number not in recent[-1:] and subject is not None and not self._is_somebodys(subject):
                score += _ACTED * (self._verb_relation(subject) == "ROOT")
            found[number] = max(found.get(number, 0.0), score)
        return found

    def _in_parentheses(self, start: int, at: int) -> bool:
        """Whether a place stands in parentheses that are closed before another."""
        text = self._mentions.tree.parsed.text
        opened = text.rfind("(", max(start - _LONGEST_ASIDE, 0), start)
        return opened >= 0 and text.find(")", opened, start) < 0 <= text.find(")", start, min(at, start + _LONGEST_ASIDE))

    def _is_introduced(self, head: int | None) -> bool:
        """Whether a name is followed by more of its bearer: "Ann Roe, who is 84"."""
        clause = self._mentions.tree.child(head, "relcl") if head is not None else None
        return clause is not None and self._mentions.tree.word(self._mentions.tree.left[clause]) in ("who", "whose")

    def _participle(self, sentence: int, at: int) -> int | None:
        """Where a sentence begins with a participle whose subject is the pronoun at a place: "Quoting Matthew, he said"."""
        tree = self._mentions.tree
        first, token = self._token_from(sentence), self._token_from(at)
        if first is None or not token or not tree.word(first).endswith("ing") or tree.word(token - 1) != ",":
            return None
        return sentence if tree.parsed.dependencies[token] == "nsubj" else None

    def _after_a_document(self, at: int) -> bool:
        """ "An internal memo told staff to wait. “Keep quiet,” it says": the sentence before begins with what is written."""
        tree = self._mentions.tree
        tags = tree.parsed.tags
        first = bisect_left(tree.parsed.starts, self._sentence_before(at))
        noun = next((i for i in range(first, min(first + 5, len(tags) - 1)) if tags[i].startswith("NN")), None)
        return noun is not None and not tags[noun + 1].startswith("NN") and is_document(tree, noun)

    def _sentence_before(self, at: int) -> int:
        """Where the sentence before that of a place begins; that of its own for the first one."""
        parsed = self._mentions.tree.parsed
        start = self._mentions.sentence_start(at)
        token = self._token_from(start)
        number = self._mentions.tree.sentence_of[token] - 1 if token is not None else -1
        return parsed.starts[parsed.sentences[number][0]] if number >= 0 else start

    def _as_subject(self, token: int) -> int | None:
        """The subject that the token is, or stands in apposition to."""
        parsed = self._mentions.tree.parsed
        while parsed.dependencies[token] == "appos" and parsed.heads[token] != token:
            token = parsed.heads[token]
        return token if parsed.dependencies[token] in ("nsubj", "nsubjpass") else None

    def _is_somebodys(self, subject: int) -> bool:
        """ "Her daughter, Ann Roe, said": spoken of for another's sake."""
        tree = self._mentions.tree
        owner = tree.child(subject, "poss")
        return owner is not None and tree.word(owner).lower() in ("his", "her")

    def _verb_relation(self, subject: int) -> str:
        parsed = self._mentions.tree.parsed
        return parsed.dependencies[parsed.heads[subject]]

    def _office_between(self, at: int, scores: Mapping[int, float], gender: str) -> Speaker | None:
        """ "The mayor-elect did not hesitate. She said ...", "Her husband is tired. He said ...": the subject just before is an
        office or somebody's kin, not a name.
        """
        tree = self._mentions.tree
        parsed = tree.parsed
        start = self._mentions.sentence_start(at)
        token = self._token_from(start)
        number = tree.sentence_of[token] - 1 if token is not None else -1
        if number < 0 or parsed.starts[parsed.sentences[number][0]] < self._mentions.passage_start(at):
            return None
        first, end = parsed.sentences[number]
        root = next((i for i in range(first, end) if parsed.heads[i] == i), None)
        subject = tree.child(root, "nsubj") if root is not None else None
        if subject is None or not tree.word(subject).islower() or parsed.tags[subject] == "NNS":
            return None
        noun = parsed.lemmas[subject]
        owner = tree.child(subject, "poss")
        his = owner is not None and tree.word(owner).lower() in ("his", "her") and _gender_of(noun) in ("", gender)
        if len(scores) < 2 and not his:
            return None
        article = owner if his else tree.child(subject, "det")
        spoken_of = any(parsed.lemmas[i] in PERSON_NOUNS for i in range(tree.left[subject], subject + 1))
        if (
            not spoken_of
            or article is None
            or (parsed.lemmas[article] != "the" and not his)
            or tree.child(subject, "appos") is not None
        ):
            return None
        holder = self._offices.holder(subject, noun, parsed.starts[subject])
        if holder.entity is None or holder.confidence < THRESHOLD:
            return unnamed(0.4, "the article speaks just before of somebody whom it does not name there")
        return Speaker(holder.name, 0.65, f"the article calls this person {noun} just before", holder.entity)

    def _token_from(self, start: int) -> int | None:
        starts = self._mentions.tree.parsed.starts
        at = bisect_left(starts, start)
        return at if at < len(starts) else None

    def _last_mention(self, number: int, at: int) -> int:
        """Where somebody was named last before a place."""
        mentions = self._mentions
        found = (i for i in range(mentions.before(at) - 1, -1, -1) if mentions.owners[i] == number)
        return mentions.starts[next(found)]

    def _side_by_side(self, one: int, other: int, at: int) -> bool:
        """Whether the last mentions of two people are joined: "Roe and Doe"."""
        mentions = self._mentions
        latest: dict[int, int] = {}
        first = mentions.before(at)
        for i in range(first - 1, max(first - _NEAR, -1), -1):
            if mentions.owners[i] in (one, other):
                latest.setdefault(mentions.owners[i], i)
        if len(latest) < 2:
            return False
        earlier, later = sorted(latest.values())
        between = mentions.tree.parsed.text[mentions.spans[earlier].end : mentions.spans[later].start]
        return between.strip() in ("and", "or", "&")


def _gender_of(noun: str) -> str:
    """What a noun of kin or office says: a husband is a man, a teacher either."""
    return "f" if noun in FEMALE else "m" if noun in MALE else ""


def _main(mentions: Mentions) -> int | None:
    """The person whom a text names at least twice as often as any other; None where there is none."""
    people = sorted(
        (-len(entity.mentions), number) for number, entity in enumerate(mentions.entities) if entity.type is EntityType.PERSON
    )
    if not people or (len(people) > 1 and people[0][0] > 2 * people[1][0]):
        return None
    return people[0][1]
