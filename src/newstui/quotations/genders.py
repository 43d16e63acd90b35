"""Whether a text calls somebody he or she: by titles, offices, and whose things are whose."""

from collections.abc import Sequence

from newstui.model.spans import TextSpan
from newstui.quotations.roles import Role
from newstui.quotations.tree import Tree
from newstui.quotations.words import word_list

FEMALE = word_list("female")
MALE = word_list("male")


def find_genders(tree: Tree, spans: Sequence[TextSpan], owners: Sequence[int], roles: Sequence[Role]) -> dict[int, str]:
    """What the text itself says of people's gender: "Mrs", "spokeswoman", "her husband, Jon Roe"."""
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
