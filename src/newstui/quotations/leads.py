"""Who speaks in what a colon or the sentence before announces: "She told reporters:", "pollster Ann Roe:"."""

from newstui.model.spans import TextSpan
from newstui.quotations.cues import lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.phrases import cue_phrase, noun_phrase
from newstui.quotations.subjects import subject_of
from newstui.quotations.tree import Tree
from newstui.quotations.voices import can_speak
from newstui.quotations.words import word_list


def lead_draft(tree: Tree, sentence: int, content: list[TextSpan]) -> Draft | None:
    """The attribution of what follows a lead ("She told reporters:").

    Its last reporting verb with a subject, else its main subject, else a name before a colon.
    """
    parsed, words = tree.parsed, lexicon()
    start, end = parsed.sentences[sentence]
    verbs = [i for i in range(start, end) if tree.is_verb(i)]
    colon = tree.word(end - 1) == ":"
    saying = [v for v in verbs if words.says(parsed.lemmas[v])]
    others = [v for v in verbs if parsed.dependencies[v] == "ROOT"] or verbs[:1]
    for verb in [*(reversed(saying) if colon else saying), *others]:
        subject = subject_of(tree, verb)
        if subject is None or tree.is_quote(subject) or not can_speak(tree, subject) or _is_relative(tree, subject):
            continue
        if verb not in saying and parsed.lemmas[subject] in ("it", "there", "i", "you"):
            continue  # "Wait, it gets better:"
        source = noun_phrase(tree, subject, before=verb)
        if source is not None:
            rule, weak = ("lead", False) if colon else ("sentence before", verb not in saying)
            return Draft(content, [source], cue_phrase(tree, verb), rule, verb=verb, source_head=subject, weak=weak)
    if colon and not verbs:
        first, last = parsed.starts[start], parsed.ends[end - 2] if end - start > 1 else parsed.ends[start]
        head = next((i for i in range(start, end) if parsed.heads[i] == i), start)
        if last > first and end - start <= 12 and _names_a_speaker(tree, start, head):
            return Draft(
                content,
                [TextSpan(first, last)],
                [TextSpan(parsed.starts[end - 1], parsed.ends[end - 1])],
                "name and colon",
                source_head=head,
            )
    return None


def _names_a_speaker(tree: Tree, start: int, head: int) -> bool:
    """Whether the words before a colon name somebody: "The mayor:", not "4:40 p.m.:", "CORRECTION:" or "Later on:"."""
    parsed = tree.parsed
    if not parsed.tags[head].startswith(("NN", "PRP")) or parsed.tags[start] in ("IN", "RB", "CD", "VB", "VBG", "VBN", "JJ"):
        return False
    return (
        tree.word(start).lower() not in _LABELS
        and not any(tree.word(i)[0].isdigit() for i in range(start, head + 1))
        and can_speak(tree, head)
    )


_LABELS = word_list("labels")


def _is_relative(tree: Tree, subject: int) -> bool:
    """ "in a letter that was read out": what the letter did says less than who wrote it."""
    return tree.parsed.tags[subject] == "WDT" or tree.word(subject).lower() == "that"


def name_before_colon(tree: Tree, token: int, span: TextSpan) -> Draft | None:
    """'The fall did not surprise pollster Ann Roe: "..."': a name beside the colon, in a sentence where nobody says anything."""
    parsed, words, colon = tree.parsed, lexicon(), token - 1
    start, end = parsed.sentences[tree.sentence_of[token]]
    if colon <= start or tree.word(colon) != ":" or parsed.tags[colon - 1] not in ("NNP", "NNPS"):
        return None
    if any(tree.is_verb(i) and words.says(parsed.lemmas[i]) for i in range(start, end)):
        return None
    head = colon - 1
    while (above := parsed.heads[head]) != head and tree.right[above] < colon:
        if above < head and not (tree.left[above] > start and parsed.tags[above].startswith("NN")):
            break
        head = above
    source = noun_phrase(tree, head)
    if source is None or source.end > parsed.starts[colon] or not can_speak(tree, head):
        return None
    before = tree.left[head] - 1
    if before >= start and parsed.lemmas[before] in _WHERE:
        return None
    dash = parsed.text.rfind(" - ", *source)
    source = TextSpan(dash + 3, source.end) if dash >= 0 else source
    return Draft([span], [source], [tree.span(colon, colon)], "name and colon", source_head=head)


_WHERE = frozenset({"on", "at", "in", "via", "to", "for"})
