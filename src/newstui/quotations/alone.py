"""Who says a quotation that nothing frames: whom the sentence or the passage before tells of, or nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from newstui.model.analysis import Strength
from newstui.model.language import ParsedText, PassageKind
from newstui.model.spans import TextSpan
from newstui.quotations.drafts import Draft
from newstui.quotations.leads import lead_draft
from newstui.quotations.marks import Quoted
from newstui.quotations.tree import Tree
from newstui.quotations.voices import can_speak

_FINAL = (".", "!", "?", "…")
_SPEECH_WORDS = 4
"""Fewer, in a paragraph of their own, may be a title, a label, a slogan."""
_MARKS = "\"“”‘'«„"
_PUNCTUATION = frozenset({".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "SYM", "_SP"})


def fills(parsed: ParsedText, passage: int, quoted: Quoted) -> bool:
    """Whether a passage is nothing but this quotation, and that whole sentences."""
    words = quoted.inner.of(parsed.text)
    whole = parsed.passages[passage].span == quoted.span and quoted.closed and words[-1:] in _FINAL
    return whole and parsed.passages[passage].kind is PassageKind.PARAGRAPH and len(words.split()) >= _SPEECH_WORDS


def nobodys(span: TextSpan) -> Draft:
    """A quotation of whom the text does not say."""
    return Draft([span], rule="a paragraph of speech, without a speaker")


def by_passage_before(
    tree: Tree, by_verb: Mapping[int, Draft], sentences_of: Mapping[int, Sequence[int]], passage: int, span: TextSpan
) -> Draft | None:
    """A passage of speech is of who spoke in the last sentence of the one before, else of whom that sentence is about.

    Captions between the two are passed over. Nothing there is a cue of these words. `by_verb` has the drafts by their
    verbs, `sentences_of` each passage's sentences.
    """
    parsed, before = tree.parsed, passage - 1
    while before >= 0 and parsed.passages[before].kind is PassageKind.CAPTION:
        before -= 1
    sentences = sentences_of.get(before, ())
    if not sentences or parsed.passages[before].kind is not PassageKind.PARAGRAPH:
        return None
    said = _said_in(by_verb, *parsed.sentences[sentences[-1]])
    if said:
        last = said[-1]
        carried = replace(last, content=[span], cue=[], rule="sentence before", via_draft=None, carried=True)
        return carried if _is_a_person(tree, last.source_head) else None
    draft = lead_draft(tree, sentences[-1], [span])
    if draft is None or not _is_a_person(tree, draft.source_head):
        return None
    draft.weak, draft.cue = True, []
    return draft


def said_at_the_end(tree: Tree, by_verb: Mapping[int, Draft], first: int, end: int) -> Draft | None:
    """The frame that ends a sentence with a part in quotation marks: '“What is written” there matters, Roe said.'

    `first` and `end` are the sentence's tokens.
    """
    parsed, last = tree.parsed, end - 1
    while last > first and parsed.tags[last] in _PUNCTUATION:
        last -= 1
    for draft in _said_in(by_verb, first, end):
        frame = max(part.end for part in (*draft.source, *draft.cue))
        if frame == parsed.ends[last] and any(mark in part.of(parsed.text) for part in draft.content for mark in _MARKS):
            return draft
    return None


def _said_in(by_verb: Mapping[int, Draft], first: int, end: int) -> list[Draft]:
    """The statements whose verb stands between two tokens, in their order."""
    found = (by_verb[verb] for verb in range(first, end) if verb in by_verb)
    return [draft for draft in found if draft.source and draft.strength is Strength.STATEMENT]


def _is_a_person(tree: Tree, head: int | None) -> bool:
    """Whether the head of a source is a single somebody: a name, he or she, "the minister"."""
    if head is None or not can_speak(tree, head, only_people=True):
        return False
    tag = tree.parsed.tags[head]
    return tag in ("NNP", "NN") or (tag == "PRP" and tree.word(head).lower() in ("he", "she"))
