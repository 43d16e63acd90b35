"""From the noun of a body to which one it is: "the ministry", "the company", "the Danish government"."""

from bisect import bisect_left
from collections.abc import Sequence

from newstui.model.analysis import EntityType
from newstui.model.safe_text import safe_text
from newstui.model.spans import TextSpan
from newstui.quotations.mentions import Mentions
from newstui.quotations.roles import GROUP_NOUNS, role_words, without_article
from newstui.quotations.speaker import Speaker, unnamed
from newstui.quotations.words import word_list

_ANY_BODY = word_list("any_body")
_ANYBODYS_WORDS = frozenset({"side", "family", "party", "body", "group"})
"""Nouns that tell one body from another only with a name: "the family", "the group"."""
_LONGEST_WORDS = 48
"""Characters of a description that can stand for a name in a list."""
_NO_OTHER_NAME = "the article gives this body no other name"
_BUSINESSES = word_list("businesses")
_NO_BUSINESSES = word_list("no_businesses")
_ANALYSTS = frozenset({"analyst", "economist", "strategist", "researcher", "professor", "consultant"})
_RESEARCH = frozenset({"study", "author", "researcher", "scientist", "laboratory"})
"""Where a text speaks of these, its "paper" is no newspaper."""
_SITE = frozenset({"DT", "NNP", "NNPS", "HYPH"})
"""Tags of "the San Diego-"."""
_NEAR = 60
"""Mentions that are looked at before a source: what keeps a hostile text linear."""


class Bodies:
    """The bodies that a text names, to be asked for the one that a noun means."""

    def __init__(self, mentions: Mentions, canonical: dict[str, str]) -> None:
        self._mentions = mentions
        self._canonical = canonical
        self._capitals: dict[str, list[int]] = {}
        self._plain: dict[str, list[int]] = {}
        self._tells_of_research = not _RESEARCH.isdisjoint(mentions.tree.parsed.lemmas)
        for i, tag in enumerate(mentions.tree.parsed.tags):
            if tag == "NN" and mentions.tree.left[i] < i - 1 and mentions.tree.parsed.lemmas[i] in GROUP_NOUNS:
                self._plain.setdefault(mentions.tree.parsed.lemmas[i], []).append(i)
            if tag in ("NNP", "NNPS") and mentions.tree.parsed.lemmas[i] in GROUP_NOUNS:
                self._capitals.setdefault(mentions.tree.parsed.lemmas[i], []).append(i)

    def meant(self, source: TextSpan, head: int, noun: str, inside: Sequence[int]) -> Speaker:
        """The body that a source means; where its own words say which one ("the dockers' union"), they are its name."""
        tree = self._mentions.tree
        if noun == "paper" and self._tells_of_research:
            return unnamed(0.3, "the paper is one that researchers wrote")
        modifiers = role_words(tree, tree.left[head], tree.right[head], self._canonical) - {noun}
        if modifiers and not self._is_only_where(head):
            return self._by_words(source, head, noun, inside) or unnamed(0.3, "the article does not name this body")
        best = self._latest(source.start, noun)
        known = best is not None and noun in self._mentions.names(best)
        written = None if known else self._described_before(source.start, noun) or self._written(source.start, noun)
        if written is not None:
            return Speaker(safe_text(written), 0.7, f"the {noun} is most likely the one named last before")
        if noun in _BUSINESSES:
            return self._business(source.start, noun, best)
        if best is not None and noun in _ANY_BODY and self._two(source.start):
            return unnamed(0.4, "more than one body is named just before")
        plain = TextSpan(source.start, tree.parsed.ends[head])
        if best is None or not (known or noun in _ANY_BODY):
            own = self._in_its_words(plain, noun) if noun not in _ANY_BODY else None  # "the company": whichever it is
            return own or unnamed(0.3, f"the article does not name the {noun}")
        reason = f"the {noun} is most likely the body named last before"
        return Speaker(self._mentions.name(best), 0.8 if known else 0.55, reason, best)

    def _is_only_where(self, head: int) -> bool:
        """ "The Geneva-based agency": where it sits is not who it is."""
        tree = self._mentions.tree
        first = tree.left[head]
        return tree.word(head - 1) == "based" and all(tree.parsed.tags[i] in _SITE for i in range(first, head - 1))

    def _business(self, at: int, noun: str, latest: int | None) -> Speaker:
        """ "The company": the one that has the word in its name, else the only business just before, else the only one of them
        that did something.
        """
        mentions = self._mentions
        if latest is not None and noun in mentions.names(latest):
            return Speaker(mentions.name(latest), 0.8, f"the {noun} is most likely the body named last before", latest)
        passage = mentions.passage_start(at)
        start = mentions.passage_start(max(passage - 1, 0))
        found: dict[int, bool] = {}
        first = mentions.before(at)
        for i in range(first - 1, max(first - _NEAR, -1), -1):
            near = mentions.starts[i] >= start
            if found and not near:
                break
            if self._can_trade(i) and (near or self._acts(i)):
                found[mentions.owners[i]] = found.get(mentions.owners[i], False) or self._acts(i)
        acting = [number for number, acts in found.items() if acts]
        fitting = acting if len(acting) == 1 and not self._two(at) else list(found)
        if len(fitting) > 1:
            return unnamed(0.4, f"more than one can be the {noun}")
        if not fitting:
            return unnamed(0.3, f"the article does not name the {noun}")
        return Speaker(mentions.name(fitting[0]), 0.55, f"the {noun} is most likely the one named last before", fitting[0])

    def _can_trade(self, mention: int) -> bool:
        """Whether the mention can be of a business: no agency, court, party or outlet, no product ("its Halo phone"), not whom
        an analyst works for.
        """
        number = self._mentions.owners[mention]
        if self._mentions.type(number) is not EntityType.ORG or not _NO_BUSINESSES.isdisjoint(
            self._mentions.names(number).split()
        ):
            return False
        tree, token = self._mentions.tree, self._mentions.head(mention)
        if token is None:
            return True
        parsed = tree.parsed
        first = bisect_left(parsed.starts, self._mentions.spans[mention].start)
        if parsed.dependencies[token] == "compound" and first and parsed.tags[first - 1] == "PRP$":
            return False
        at = parsed.heads[token]
        return not (parsed.dependencies[token] == "pobj" and parsed.lemmas[parsed.heads[at]] in _ANALYSTS)

    def _acts(self, mention: int) -> bool:
        """Whether it is the subject of its clause."""
        token = self._mentions.head(mention)
        return token is not None and self._mentions.tree.parsed.dependencies[token] in ("nsubj", "nsubjpass")

    def _by_words(self, source: TextSpan, head: int, noun: str, inside: Sequence[int]) -> Speaker | None:
        """ "Dahl's office", "the Danish ministry of ports": the words, where there is a name in them."""
        tree = self._mentions.tree
        end = tree.parsed.ends[head]
        of = next((c for c in tree.children[head] if c > head and tree.parsed.lemmas[c] == "of"), None)
        if of is not None:
            end = max(end, tree.parsed.ends[tree.right[of]])
        words = without_article(tree.parsed.text[source.start : max(end, source.start + 1)])
        place = self._canonical.get(tree.word(head - 1)) if head else None
        if not inside and place is None and not any(w[:1].isupper() for w in words.split()):
            return self._in_its_words(TextSpan(source.start, end), noun)
        return Speaker(safe_text(words), 0.7, _NO_OTHER_NAME)

    def _in_its_words(self, source: TextSpan, noun: str) -> Speaker | None:
        """ "The ministry", "the dockers' union", "police": one body to the article, by the words that describe it."""
        words = source.of(self._mentions.tree.parsed.text)
        if noun == "police" and words.lower() in ("police", "the police"):
            words = noun
        elif not words.lower().startswith("the "):
            return None
        words = words[0].lower() + words[1:]
        if noun in _ANYBODYS_WORDS or len(words) > _LONGEST_WORDS:
            return None
        return Speaker(safe_text(words), 0.9, _NO_OTHER_NAME)

    def _described_before(self, at: int, noun: str) -> str | None:
        """The body that the text described last before by that noun: "the dockers' union", "the Danish ministry"."""
        tree = self._mentions.tree
        places = self._plain.get(noun, ())
        i = bisect_left(places, at, key=lambda token: tree.parsed.starts[token]) - 1
        if i < 0 or self._is_only_where(places[i]):
            return None
        words = tree.span(tree.left[places[i]], places[i]).of(tree.parsed.text)
        if not words.lower().startswith("the ") or len(words) > _LONGEST_WORDS or tree.is_quote(tree.left[places[i]]):
            return None
        named = any(w[:1].isupper() for w in words.split()[1:])
        return words[4:] if named else "the " + words[4:]

    def _written(self, at: int, noun: str) -> str | None:
        """A name that ends in the noun and is no entity's: "the Riverside Tenants' League", later "the league"."""
        tree = self._mentions.tree
        places = self._capitals.get(noun, ())
        i = bisect_left(places, at, key=lambda token: tree.parsed.starts[token]) - 1
        if i < 0:
            return None
        first = last = places[i]
        while first > tree.left[last] and (
            tree.parsed.tags[first - 1] in ("NNP", "NNPS", "POS") or tree.word(first - 1) in ("’", "'")
        ):
            first -= 1
        return tree.span(first, last).of(tree.parsed.text) if last - first > 0 and tree.parsed.tags[first] != "POS" else None

    def _latest(self, at: int, noun: str) -> int | None:
        """The organisation named last before, one with that noun in its name first."""
        mentions = self._mentions
        seen: int | None = None
        first = mentions.before(at)
        for i in range(first - 1, max(first - _NEAR, -1), -1):
            number = mentions.owners[i]
            if mentions.type(number) is not EntityType.ORG:
                continue
            if noun in mentions.names(number):
                return number
            seen = number if seen is None else seen
        return seen

    def _two(self, at: int) -> bool:
        """Whether the sentence that names the last body before names another one too."""
        mentions = self._mentions
        found: set[int] = set()
        start = None
        for i in range(bisect_left(mentions.starts, at) - 1, -1, -1):
            if start is not None and mentions.starts[i] < start:
                break
            if mentions.type(mentions.owners[i]) is EntityType.ORG:
                start = mentions.sentence_start(mentions.starts[i]) if start is None else start
                found.add(mentions.owners[i])
        return len(found) > 1
