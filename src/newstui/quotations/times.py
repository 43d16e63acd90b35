"""Days, months and other times: what stands beside a report without being said or saying anything."""

from newstui.quotations.tree import Tree
from newstui.quotations.words import word_list

TIMES = word_list("times")


def is_time(tree: Tree, prep: int) -> bool:
    """Whether the preposition says when: "on Friday"."""
    inner = tree.child(prep, "pobj")
    return inner is not None and tree.parsed.lemmas[inner] in TIMES
