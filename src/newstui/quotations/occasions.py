"""Where and on what occasion something is said: "in a letter", "at a hearing"; and the clause that a parser hangs on these."""

from newstui.quotations.phrases import introduced
from newstui.quotations.times import TIMES
from newstui.quotations.tree import Tree
from newstui.quotations.voices import DOCUMENTS
from newstui.quotations.words import word_list

_OCCASIONS = word_list("occasions") | DOCUMENTS
_WHERE = frozenset({"for", "since", "in", "at", "on", "during", "via", "through", "by", "to", "with"})


def said_there(tree: Tree, verb: int) -> list[int]:
    """ "She said in a letter that it leaks": the that-clause that hangs on the letter, and is what she said.

    So it is in "the Post reported, citing an aide, that it leaks". Not "in a letter that was leaked",
    where "that" is the letter. At most one.
    """
    parsed = tree.parsed
    if any(parsed.dependencies[c] in ("ccomp", "parataxis", "xcomp") or tree.is_quote(c) for c in tree.children[verb]):
        return []
    for where in tree.children[verb]:
        if where > verb and parsed.lemmas[where] == "cite" and parsed.tags[where] == "VBG":
            clause = tree.child(where, "ccomp")
            return [clause] if clause is not None and introduced(tree, clause) else []
        if where < verb or parsed.dependencies[where] not in ("prep", "dative") or parsed.lemmas[where] not in _WHERE:
            continue
        noun = tree.child(where, "pobj")
        if noun is None or (parsed.lemmas[noun] not in _OCCASIONS and parsed.lemmas[noun].removesuffix("s") not in TIMES):
            continue
        for clause in range(noun + 1, tree.right[noun] + 1):
            hangs = parsed.dependencies[clause] in ("acl", "relcl") or parsed.tags[parsed.heads[clause]] == "VBN"
            if hangs and _is_whole(tree, clause):
                return [clause]
    return []


def _is_whole(tree: Tree, clause: int) -> bool:
    """Whether the clause opens with "that" and lacks nothing that "that" could stand for."""
    parsed = tree.parsed
    that = tree.left[clause]
    if tree.word(that) != "that" or parsed.heads[that] != clause:
        return False
    subject = tree.child(clause, "nsubj", "nsubjpass", "expl", "csubj")
    return subject is not None and subject != that and parsed.dependencies[that] in ("mark", "dobj", "advmod")
