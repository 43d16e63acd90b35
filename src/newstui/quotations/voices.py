"""Whether a subject can speak: people, bodies and documents say things; pages, gates and underlines only do them."""

from newstui.quotations.roles import GROUP_NOUNS, PERSON_NOUNS
from newstui.quotations.times import TIMES
from newstui.quotations.tree import Tree
from newstui.quotations.words import word_list

DOCUMENTS = word_list("documents")
_PEOPLE = word_list("people")
_AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "eer", "ant", "yee", "people")
_NO_AGENTS = word_list("no_agents")
_POINTING = frozenset({"this", "that", "these", "those", "there"})


def can_speak(tree: Tree, subject: int, *, only_people: bool = False) -> bool:
    """Whether the subject, by its head word, is somebody or something that speaks; a document too, if not `only_people`."""
    parsed = tree.parsed
    tag, lemma = parsed.tags[subject], parsed.lemmas[subject]
    if lemma in TIMES:
        return False
    if tag in ("WDT", "WP", "IN"):
        owner = antecedent(tree, subject)
        return tag == "WP" if owner is None else can_speak(tree, owner, only_people=only_people)
    if tag in ("NN", "NNS"):
        first, _ = parsed.sentences[tree.sentence_of[subject]]
        if tree.word(subject)[0].isupper() and (subject > first or tree.word(subject) in tree.names):
            return True
        named = tree.child(subject, "appos")
        if named is not None and named > subject and parsed.tags[named] in ("NNP", "NNPS"):
            return True  # "her niece, Ann Roe"
        forms = {lemma, lemma.removesuffix("s")}  # some plurals are words of their own to the lemmatizer: "judges"
        if not forms.isdisjoint(DOCUMENTS):
            return not only_people
        return not forms.isdisjoint(PERSON_NOUNS | GROUP_NOUNS | _PEOPLE) or (
            lemma.endswith(_AGENT_ENDINGS) and lemma not in _NO_AGENTS
        )
    return not (tag == "DT" and tree.word(subject).lower() in _POINTING)


def is_document(tree: Tree, subject: int) -> bool:
    """Whether the subject is something that is written, shown or counted; or what a relative pronoun means is."""
    owner = antecedent(tree, subject) if tree.parsed.tags[subject] in ("WDT", "WP", "IN") else subject
    return owner is not None and not DOCUMENTS.isdisjoint(
        {tree.parsed.lemmas[owner], tree.parsed.lemmas[owner].removesuffix("s")}
    )


def antecedent(tree: Tree, relative: int) -> int | None:
    """The noun that the relative clause of a relative pronoun hangs on; None where there is none."""
    parsed = tree.parsed
    at = parsed.heads[relative]
    for _ in range(10):
        if parsed.dependencies[at] == "relcl":
            head = parsed.heads[at]
            return None if head == relative else head
        if parsed.heads[at] == at:
            return None
        at = parsed.heads[at]
    return None
