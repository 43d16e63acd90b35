"""What nobody is said to have said: "if Roe said it leaks", "it is not true that Roe said", "falsely claims that Roe said"."""

from newstui.quotations.tree import Tree

_IF = frozenset({"if", "unless"})
_FALSELY = frozenset({"falsely", "wrongly", "incorrectly", "mistakenly", "wrongfully", "untruthfully", "erroneously"})
_FALSE = frozenset({"false", "untrue", "wrong", "incorrect", "fake"})
_MADE_UP = frozenset({"fake", "fabricated", "doctored", "false", "bogus", "deepfake", "manipulated", "altered"})
_DEEPEST = 4


def is_unreal(tree: Tree, verb: int) -> bool:
    """Whether the saying is a condition, or is itself said not to be true."""
    return _is_supposed(tree, verb) or _is_false(tree, verb)


def _is_supposed(tree: Tree, verb: int) -> bool:
    """ "If Roe said it leaks"; not where "if" means "whether"."""
    mark = tree.child(verb, "mark")
    return tree.parsed.dependencies[verb] == "advcl" and mark is not None and tree.parsed.lemmas[mark] in _IF


def _is_false(tree: Tree, verb: int) -> bool:
    """ "She falsely claims that Roe said", "it is not true that Roe said", "a fake video shows Roe saying"."""
    parsed = tree.parsed
    if any(tree.word(c).lower() in _FALSELY and parsed.lemmas[verb] in ("quote", "cite") for c in tree.children[verb]):
        return True
    at = verb
    for _ in range(_DEEPEST):
        if parsed.dependencies[at] not in ("ccomp", "acl", "advcl", "xcomp", "csubj", "conj", "dobj") or parsed.heads[at] == at:
            return False
        inner, at = at, parsed.heads[at]
        if any(tree.word(c).lower() in _FALSELY for c in tree.children[at]):
            return True
        is_not = tree.child(at, "neg") is not None
        for c in tree.children[at]:
            word = tree.word(c).lower()
            if parsed.dependencies[c] == "acomp" and (word in _FALSE or (word == "true" and is_not)):
                return True
            if (
                parsed.dependencies[c] == "nsubj"
                and c < inner
                and any(tree.word(i).lower() in _MADE_UP for i in tree.children[c])
            ):
                return True
    return False
