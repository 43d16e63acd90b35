"""From the words of a source to who they mean: a name, an office, a pronoun, a body of people."""

import re
from collections.abc import Sequence

from newstui.model.analysis import Entity, EntityType, Strength
from newstui.model.language import Hints
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.spans import TextSpan
from newstui.quotations.bodies import Bodies
from newstui.quotations.drafts import Draft
from newstui.quotations.genders import find_genders
from newstui.quotations.mentions import Mentions
from newstui.quotations.offices import Offices
from newstui.quotations.pronouns import FIRST, PLURAL, SINGULAR, Pronouns
from newstui.quotations.roles import GROUP_NOUNS, PERSON_NOUNS, without_article
from newstui.quotations.speaker import NO_SOURCE, THRESHOLD, Speaker, unnamed
from newstui.quotations.tree import Tree
from newstui.quotations.voices import antecedent

_RELATIVE = frozenset({"who", "that", "which", "whom", "whose"})
_INDEFINITE = frozenset({"a", "an", "some", "another", "one", "no", "any", "every"})
_CITING = re.compile(r"[A-Z][a-z]+ing [^,]+, ")
_MARKS = "\"“‘'«„"
_FIRST_PERSON = re.compile(r"(?<![\w’'])(?:I(?:['’](?:m|d|ve|ll))?|my|me|myself)(?![\w’'])")
_ACCOUNT = re.compile(r"(?<![\w.])@\w{2,30}")
"""Of a network: "another user, @ann_roe"."""
_OFFICE_BETWEEN = re.compile(r"(?:['’]s)? ([a-z][a-z -]+), ")
_LONGEST_OFFICE = 60
_UNEXPLAINED = "the article does not say who this is"


class Speakers:
    """Resolves the sources of one text; `hints` are what tables tell of people, which what the text says overrules."""

    def __init__(self, tree: Tree, entities: Sequence[Entity], hints: Hints) -> None:
        self._tree = tree
        self._mentions = Mentions(tree, entities)
        self._offices = Offices(self._mentions)
        self._bodies = Bodies(self._mentions, self._offices.canonical)
        told = find_genders(self._mentions, self._offices.roles, hints.genders)
        self._pronouns = Pronouns(self._mentions, self._offices, {**hints.genders, **told})
        self._nationals = hints.nationals
        self._recent: list[int] = []
        self._open: TextSpan | None = None
        """The last "she" that nobody was found for."""
        self._unnamed: TextSpan | None = None
        """The last source that is somebody without a name, where nobody was named before it in its sentence."""
        self._by_first_word = _by_first_word(entities)
        self._homonyms = _homonyms(entities)

    def of(self, draft: Draft) -> Speaker:
        """The speaker of a draft; drafts come in the order of the text."""
        if not draft.source:
            return NO_SOURCE
        found = self._resolve(draft.source[0], draft.source_head)
        if found.entity is not None and self._mentions.type(found.entity) is EntityType.PLACE and self._says_i(draft):
            found = self._one_of(draft.source[0], found.entity)
        if draft.weak and found.entity is not None and self._recent and found.entity != self._recent[-1]:
            found = unnamed(0.4, "the sentence before speaks of somebody, but does not say that they said this")
        if found.entity is None and draft.source[0].of(self._tree.parsed.text).lower() in SINGULAR:
            self._open = draft.source[0]
        self._unnamed = draft.source[0] if self._is_somebody_unnamed(draft, found) else None
        if found.entity is not None:
            owner = self._owner(draft.source_head, found.entity)
            self._recent = [*self._recent[-2:], found.entity] if owner is None else [*self._recent[-1:], found.entity, owner]
        if found.confidence < THRESHOLD:
            return unnamed(found.confidence, found.reason)
        if draft.carried:
            reason = f"{found.reason}; the quotation goes on in a paragraph that does not say who speaks"
            return Speaker(found.name, min(found.confidence, 0.7), reason, found.entity)
        return found

    def _is_somebody_unnamed(self, draft: Draft, found: Speaker) -> bool:
        """ "It was late, my companion said": a single person whose sentence names nobody, and who is nobody's of the text."""
        head, source = draft.source_head, draft.source[0]
        parsed = self._tree.parsed
        if found.name is not None or head is None or parsed.tags[head] != "NN" or parsed.lemmas[head] not in PERSON_NOUNS:
            return False
        owner = self._tree.child(head, "poss")
        if draft.strength is Strength.STANCE or owner is None or self._tree.word(owner).lower() not in ("my", "our"):
            return False
        start = self._mentions.sentence_start(source.start)
        return not any(
            self._mentions.type(self._mentions.owners[i]) is EntityType.PERSON
            for i in self._mentions.over(TextSpan(start, source.end))
        )

    def _goes_on(self, before: TextSpan, source: TextSpan) -> bool:
        """Whether the same pronoun stood before in the passage, and nobody was named since."""
        mentions, text = self._mentions, self._tree.parsed.text
        if before.of(text).lower() != source.of(text).lower() or mentions.passage_start(source.start) > before.start:
            return False
        between = range(mentions.before(before.end), mentions.before(source.start))
        return not any(mentions.type(mentions.owners[i]) is EntityType.PERSON for i in between)

    def _follows(self, source: TextSpan, at: int) -> bool:
        """Whether a place is in the sentence after a source's, in its passage, with nobody named between."""
        mentions = self._mentions
        if mentions.passage_start(at) > source.start or self._tree.parsed.text.count(". ", source.end, at) > 2:
            return False
        between = range(mentions.before(source.end), mentions.before(at))
        return not any(mentions.type(mentions.owners[i]) is EntityType.PERSON for i in between)

    def _says_i(self, draft: Draft) -> bool:
        """Whether somebody says “I”, which no country does."""
        text = self._tree.parsed.text
        return any(text[part.start] in _MARKS and _FIRST_PERSON.search(part.of(text)) for part in draft.content)

    def _one_of(self, source: TextSpan, place: int) -> Speaker:
        """ "The Portuguese": like "the German", who of the people named just before."""
        word = source.of(self._tree.parsed.text).strip(" ,").rpartition(" ")[2]
        return self._pronouns.national(word, str(self._mentions.name(place)), source.start, self._recent)

    def _owner(self, head: int | None, speaker: int) -> int | None:
        """Whose daughter "her daughter" is, where that is somebody of a name: the text goes on with her."""
        tree = self._tree
        owner = tree.child(head, "poss") if head is not None and tree.parsed.lemmas[head] in PERSON_NOUNS else None
        if owner is None or tree.word(owner).lower() not in ("his", "her"):
            return None
        meant = self._pronouns.meant(tree.word(owner).lower(), tree.parsed.starts[owner], self._recent, but=speaker)
        return meant.entity

    def addressee(self, draft: Draft) -> SafeText | None:
        """Who is told: the entity, else the text's words."""
        if draft.addressee is None:
            return None
        first, last = self._tree.left[draft.addressee], self._tree.right[draft.addressee]
        if first < last and self._tree.word(first).lower() == "to":  # "said to clients": the clients are told
            first += 1
        span = self._tree.span(first, last)
        inside = self._mentions.over(span)
        if len(inside) == 1 and self._mentions.spans[inside[0]].length >= span.length - 4:
            return self._mentions.name(self._mentions.owners[inside[0]])
        return safe_text(span.of(self._tree.parsed.text).rstrip(" ,"))

    def _resolve(self, source: TextSpan, head: int | None) -> Speaker:
        parsed = self._tree.parsed
        plain = source.of(parsed.text).strip(" ,'’").lower()
        if plain in _RELATIVE and head is not None and parsed.tags[head] != "NNP":  # the WHO
            return self._antecedent(head)
        if plain in SINGULAR and self._unnamed is not None and self._follows(self._unnamed, source.start):
            return unnamed(0.4, "the article speaks just before of somebody whom it does not name")
        if plain in SINGULAR and self._open is not None and self._goes_on(self._open, source):
            return unnamed(0.4, f"“{plain}” is still somebody whom the article does not name here")
        if plain in SINGULAR | PLURAL | FIRST:
            return self._pronouns.meant(plain, source.start, self._recent)
        accounts = _ACCOUNT.findall(source.of(parsed.text))
        if len(accounts) == 1 and not self._mentions.over(source):
            return Speaker(safe_text(accounts[0]), 0.9, "the name of the account")
        cited = _CITING.match(source.of(parsed.text))
        if cited:  # "Citing Reuters, the BBC"
            source = TextSpan(source.start + cited.end(), source.end)
        inside = self._mentions.over(source)
        if cited and inside:
            return self._named(inside[0], "named in the source")
        if head is None:
            return self._named(inside[0], "named as the source") if inside else unnamed(0.0, _UNEXPLAINED)
        if parsed.starts[head] in self._nationals:
            return self._national(head, inside)
        at = TextSpan(parsed.starts[head], parsed.ends[head])
        for i in inside:
            if self._mentions.spans[i].overlaps(at):
                office = self._officer(source, i)
                if office is not None:
                    return self._named(office, "named right beside it")
                if self._joined(head, i):
                    return unnamed(0.3, "several speak together")
                return self._named(i, "named in the source")
        return self._by_noun(source, head, inside)

    def _named(self, mention: int, reason: str) -> Speaker:
        number = self._mentions.owners[mention]
        namesakes = self._namesakes(mention, number)
        if namesakes:
            return unnamed(0.4, f"“{namesakes}” may mean either of two people of that name")
        return Speaker(self._mentions.name(number), 0.95, reason, number)

    def _namesakes(self, mention: int, number: int) -> str:
        """The bare surname of a mention where two who bear it were named before, side by side; else nothing."""
        mentions = self._mentions
        text = self._tree.parsed.text
        span = mentions.spans[mention]
        word = span.of(text)
        if " " in word or mentions.type(number) is not EntityType.PERSON:
            return ""
        if text[max(span.start - 5, 0) : span.start].strip().rstrip(".").rpartition(" ")[2] in ("Mr", "Mrs", "Ms", "Miss", "Dr"):
            return ""
        first = next(m for m in mentions.entities[number].mentions if m.length > span.length or m == span)
        if first.start >= span.start:
            return ""
        before = text[max(first.start - 60, 0) : first.start]
        after = text[first.end : first.end + 60]
        joined = before.rstrip().endswith(f"{word} and") or (after.startswith(" and ") and f" {word}" in after.split(".")[0][:40])
        return word if joined else ""

    def _officer(self, source: TextSpan, mention: int) -> int | None:
        """ "The Nurses Congress secretary-general, Ann Roe": a body's name, an office and who holds it."""
        mentions = self._mentions
        if mention + 1 >= len(mentions.spans) or mentions.type(mentions.owners[mention]) is not EntityType.ORG:
            return None
        person = mentions.spans[mention + 1]
        if person.end > source.end or mentions.type(mentions.owners[mention + 1]) is not EntityType.PERSON:
            return None
        between = _OFFICE_BETWEEN.fullmatch(self._tree.parsed.text[mentions.spans[mention].end : person.start][:_LONGEST_OFFICE])
        held = between is not None and not PERSON_NOUNS.isdisjoint(re.split(r"[ -]", between[1]))
        return mention + 1 if held else None

    def _joined(self, head: int, mention: int) -> bool:
        """Whether another name is joined to this one by "and"."""
        for child in self._tree.children[head]:
            if self._tree.parsed.dependencies[child] == "conj":
                start = self._tree.parsed.starts[child]
                if start not in range(*self._mentions.spans[mention]):
                    return True
        return False

    def _by_noun(self, source: TextSpan, head: int, inside: Sequence[int]) -> Speaker:
        tree = self._tree
        noun = tree.parsed.lemmas[head]
        # "a statement by X", "X's spokesman": the head is what speaks; a name inside it is somebody else
        for i in inside:
            name = self._mentions.head(i)
            if name is not None and self._in_apposition(name, head, i):
                return self._named(i, "named right beside it")
            if noun == "agency" and self._of_agency(i, head):
                return self._named(i, "named right beside it")
        plural = tree.parsed.tags[head] == "NNS"
        if noun in PERSON_NOUNS or (len(noun) <= 4 and tree.word(head).isupper()):
            if plural or self._indefinite(head):
                return unnamed(0.2, "the article gives no name")
            return self._offices.holder(head, noun, source.start)
        if noun in GROUP_NOUNS and (not plural or noun == "police"):
            return self._bodies.meant(source, head, noun, inside)
        if tree.parsed.tags[head] in ("NNP", "NNPS"):
            return self._by_capitals(head)
        return unnamed(0.2, _UNEXPLAINED)

    def _of_agency(self, mention: int, head: int) -> bool:
        """ "The official IRNA news agency", "the Tasnim agency"."""
        span = self._mentions.spans[mention]
        between = self._tree.parsed.text[span.end : self._tree.parsed.starts[head]]
        return between in (" ", " news ") and self._mentions.type(self._mentions.owners[mention]) is EntityType.ORG

    def _national(self, head: int, inside: Sequence[int]) -> Speaker:
        """ "The German": who is named beside it, else the German of the article, else the person spoken of just before."""
        tree = self._tree
        for i in inside:
            name = self._mentions.head(i)
            if name is not None and self._in_apposition(name, head, i):
                return self._named(i, "named right beside it")
        start, word = tree.parsed.starts[head], tree.word(head)
        if self._indefinite(head):
            return unnamed(0.2, "the article gives no name")
        country = self._nationals[start]
        holders = self._offices.of_place(country)
        if len(holders) == 1:
            (holder,) = holders
            return Speaker(self._mentions.name(holder), 0.7, f"the article calls this person {word}", holder)
        if holders:
            return unnamed(0.4, f"the article calls more than one person {word}")
        return self._pronouns.national(word, country, start, self._recent)

    def _by_capitals(self, head: int) -> Speaker:
        """A name that nothing else in the text explains: part of a longer one that the text has, or its own words."""
        tree = self._tree
        first = head
        while first > tree.left[head] and tree.parsed.tags[first - 1].startswith("NNP"):
            first -= 1
        if tree.child(head, "conj") is not None:
            return unnamed(0.3, "several speak together")
        words = without_article(tree.span(first, head).of(tree.parsed.text))
        if self._mentions.sharing(*tree.span(head, head)):
            return unnamed(0.4, f"“{tree.word(head)}” may mean any of the people of that name")
        if words in self._homonyms:
            return unnamed(0.4, f"“{words}” may mean the person or the place of that name")
        longer = self._by_first_word.get(words, ())
        if len(longer) == 1:
            return Speaker(self._mentions.name(longer[0]), 0.7, "short for the only such name in the article", longer[0])
        return Speaker(safe_text(words), 0.6, "the text tells no more of who that is") if words else unnamed(0.2, _UNEXPLAINED)

    def _in_apposition(self, name: int, head: int, mention: int) -> bool:
        """Whether the name says who the head is: "Its secretary, Ann Roe", "the sponsor, the airline Halcyon"."""
        parsed = self._tree.parsed
        owner = self._mentions.owners[mention]
        a_person = self._mentions.type(owner) is EntityType.PERSON and parsed.lemmas[head] in PERSON_NOUNS
        for _ in range(3):
            if parsed.dependencies[name] == "appos" or self._is_beside(name, head):
                if parsed.heads[name] == head or (a_person and self._within(parsed.heads[name], head)):
                    return True
            elif parsed.dependencies[name] != "compound":
                return False
            name = parsed.heads[name]
        return False

    def _is_beside(self, name: int, head: int) -> bool:
        """ "The host, Prime Minister Ann Roe": joined by a comma and no "and", as a parser takes it for a row."""
        tree = self._tree
        joined = tree.parsed.dependencies[name] == "conj" and tree.parsed.heads[name] == head and name > head
        return joined and tree.child(head, "cc") is None and tree.word(tree.left[name] - 1) == ","

    def _within(self, token: int, head: int) -> bool:
        """Whether the token is part of what hangs on the head: the bank in "a spokeswoman for the bank, Ann Roe"."""
        return head < token <= self._tree.right[head]

    def _indefinite(self, head: int) -> bool:
        article = self._tree.child(head, "det")
        return article is not None and self._tree.parsed.lemmas[article] in _INDEFINITE

    def _antecedent(self, relative: int) -> Speaker:
        """ "Jane Roe, who said": the noun that the relative clause hangs on."""
        tree = self._tree
        head = antecedent(tree, relative)
        if head is None:
            return unnamed(0.2, f"it is not clear whom “{tree.word(relative).lower()}” means")
        return self._resolve(TextSpan(tree.parsed.starts[tree.left[head]], tree.parsed.ends[head]), head)


def _by_first_word(entities: Sequence[Entity]) -> dict[str, list[int]]:
    """The organisations whose name begins with a word, by that word."""
    found: dict[str, list[int]] = {}
    for number, entity in enumerate(entities):
        first, _, rest = entity.name.partition(" ")
        if rest and entity.type is EntityType.ORG:
            found.setdefault(first, []).append(number)
    return found


def _homonyms(entities: Sequence[Entity]) -> frozenset[str]:
    """The surnames of people that are a place's name in the same text."""
    surnames = (entity.name.rpartition(" ")[2] for entity in entities if entity.type is EntityType.PERSON)
    return frozenset(surnames) & {entity.name for entity in entities if entity.type is EntityType.PLACE}
