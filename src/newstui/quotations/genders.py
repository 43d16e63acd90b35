"""Whether a text calls somebody he or she: by titles, offices, whose things are whose, and who alone can be meant."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from newstui.model.analysis import EntityType
from newstui.quotations.mentions import Mentions
from newstui.quotations.roles import PERSON_NOUNS, Role
from newstui.quotations.tree import Tree
from newstui.quotations.words import word_list

FEMALE = word_list("female")
MALE = word_list("male")


def find_genders(mentions: Mentions, roles: Sequence[Role], known: Collection[int]) -> dict[int, str]:
    """What the text itself says of people's gender: "Mrs", "spokeswoman", "her husband, Jon Roe".

    Of those whom tables know (`known`), what pronouns seem to say is not asked.
    """
    tree, spans, owners = mentions.tree, mentions.spans, mentions.owners
    found: dict[int, str] = {}
    for role in roles:
        for word in role.words:
            if word.strip(".") in FEMALE:
                found[role.entity] = "f"
            elif word.strip(".") in MALE:
                found[role.entity] = "m"
    text = tree.parsed.text
    for span, owner in zip(spans, owners, strict=True):
        before = text[max(0, span.start - 5) : span.start].strip().rstrip(".").split()[-1:]
        if before and before[0].lower() in ("mrs", "ms", "miss", "mr"):
            found[owner] = "m" if before[0].lower() == "mr" else "f"
    _by_possessives(tree, dict(zip((s.start for s in spans), owners, strict=True)), found)
    for owner, gender in _by_pronouns(mentions).items():
        if owner not in known:
            found.setdefault(owner, gender)
    return found


def _by_possessives(tree: Tree, owner_at: dict[int, int], found: dict[int, str]) -> None:
    """ "Roe sued his publisher": a subject and a possessive of the same clause are mostly one person."""
    parsed = tree.parsed
    for i, tag in enumerate(parsed.tags):
        if tag != "PRP$" or tree.word(i).lower() not in ("his", "her"):
            continue
        noun = parsed.heads[i]
        verb = parsed.heads[noun]
        subject = tree.child(verb, "nsubj") if parsed.dependencies[noun] == "dobj" else None
        if subject is None or subject > i:
            continue
        owner = owner_at.get(parsed.starts[tree.left[subject]])
        if owner is not None:
            found.setdefault(owner, "m" if tree.word(i).lower() == "his" else "f")


_MUCH_MORE = 3
_PRONOUNS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}


def _by_pronouns(mentions: Mentions) -> dict[int, str]:
    """ "Oddny Roe has rowed for years. She is tired.": a passage names one person, as a subject, and goes on with a pronoun.

    Not where somebody else was spoken of before the name ("Her teacher, Anton Roe, told her. She ..."), and only up to where
    somebody without a name comes ("Her husband is tired. He ..."). Three passages must say so where one says otherwise.
    """
    tree = mentions.tree
    parsed = tree.parsed
    votes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    end = mention = 0
    named: set[int] = set()
    before: set[str] = set()
    passages = iter(parsed.passages)
    clear = True
    for i, start in enumerate(parsed.starts):
        while start >= end:
            end = next(passages).span.end
            named, before, clear = set(), set(), True
        while mention < len(mentions.starts) and mentions.starts[mention] <= start:
            if mentions.type(mentions.owners[mention]) is EntityType.PERSON:
                clear = clear and (bool(named) or _is_subject(mentions, mention))
                named.add(mentions.owners[mention])
            mention += 1
        relation = parsed.dependencies[i]
        gender = _PRONOUNS.get(tree.word(i).lower(), "") if parsed.tags[i].startswith("PRP") else ""
        if gender and not named:
            before.add(gender)
        elif gender and clear and len(named) == 1 and gender not in before and relation == "nsubj":
            votes[next(iter(named))][gender] += 1
        elif relation in ("nsubj", "nsubjpass") and parsed.tags[i] == "NN" and parsed.lemmas[i] in PERSON_NOUNS:
            clear = clear and tree.child(i, "appos") is not None
    most = {owner: found.most_common(1)[0] for owner, found in votes.items()}
    return {owner: gender for owner, (gender, times) in most.items() if times >= _MUCH_MORE * (votes[owner].total() - times)}


def _is_subject(mentions: Mentions, mention: int) -> bool:
    """Whether a name is a subject, or stands beside one: "her cousin, Torvik Roe, said"."""
    parsed, token = mentions.tree.parsed, mentions.head(mention)
    for _ in range(3):
        if token is None or parsed.dependencies[token] not in ("appos", "compound"):
            break
        token = parsed.heads[token]
    return token is not None and parsed.dependencies[token] in ("nsubj", "nsubjpass")
