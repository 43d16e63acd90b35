"""Who frames a whole quotation: a verb beside it, somebody described before its colon, a name, a signature."""

import re
from bisect import bisect_left

from newstui.model.analysis import Strength
from newstui.model.spans import TextSpan
from newstui.quotations.clause_frame import BEFORE_A_COLON
from newstui.quotations.cues import lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.phrases import cue_phrase, noun_phrase, source_phrase
from newstui.quotations.subjects import TOLD, subject_of, turned_subject
from newstui.quotations.tree import Tree
from newstui.quotations.unreal import is_unreal
from newstui.quotations.voices import can_speak

_SIGNATURE = re.compile(r"[ \u00a0]*(?P<dash>[―—–]|--?)[ \u00a0]*(?P<name>[A-Z@][^\"“”:;!?\n]{1,80}?)[ \u00a0.]*")


def reports_quotation(tree: Tree, verb: int) -> bool:
    """Whether the token is a verb that can report a quotation."""
    return tree.is_verb(verb) and lexicon().says(tree.parsed.lemmas[verb])


def verb_draft(tree: Tree, verb: int, span: TextSpan, *, sure: bool) -> Draft | None:
    """A quotation that a verb reports, with the verb's subject as its source; `sure` where grammar says that it is the verb's."""
    words = lexicon()
    lemma = tree.parsed.lemmas[verb]
    if (
        not words.says(lemma)
        and not (sure and words.reports(lemma))
        and not (sure and lemma not in ("be", "have", "do") and len(span.of(tree.parsed.text).split()) > 3)
    ):
        return None
    if lemma in BEFORE_A_COLON and not tree.parsed.text[max(span.start - 3, 0) : span.start].rstrip().endswith(":"):
        return None
    turned = turned_subject(tree, verb)
    if turned is None and tree.parsed.tags[verb] == "VBN" and tree.parsed.dependencies[verb] == "acl":
        return _by_agent(tree, verb, span)  # "a play called “The Ferry”", "the book co-written ..."
    subject = subject_of(tree, verb)
    if subject is None or tree.is_quote(subject) or tree.parsed.tags[subject] == "EX":
        return _by_agent(tree, verb, span)
    if lemma in TOLD and tree.child(verb, "auxpass") is not None:  # "“It leaks,” the court was told"
        by_agent = _by_agent(tree, verb, span)
        return by_agent or Draft([span], [], cue_phrase(tree, verb), "told by nobody", verb=verb, addressee=subject)
    source = source_phrase(tree, verb, subject)
    if source is None:
        return None
    strength = words.strength("clause", lemma) or Strength.STATEMENT
    if is_unreal(tree, verb):
        strength = Strength.STANCE
    return Draft([span], [source], cue_phrase(tree, verb), "framed", strength, verb=verb, source_head=subject)


def _by_agent(tree: Tree, verb: int, span: TextSpan) -> Draft | None:
    agent = tree.child(verb, "agent")
    speaker = tree.child(agent, "pobj") if agent is not None else None
    source = noun_phrase(tree, speaker) if speaker is not None else None
    if source is None:
        return None
    return Draft([span], [source], cue_phrase(tree, verb), "framed", verb=verb, source_head=speaker)


def described(tree: Tree, verb: int, token: int, span: TextSpan) -> Draft | None:
    """'Roe is blunter still: "..."': somebody described before a colon."""
    subject = tree.child(verb, "nsubj")
    if tree.parsed.lemmas[verb] != "be" or subject is None or subject > verb or tree.word(token - 1) != ":":
        return None
    somebody = tree.word(subject).lower() in ("he", "she") or tree.parsed.tags[subject] not in ("PRP", "DT", "EX", "WP")
    if not somebody or not can_speak(tree, subject, only_people=True):
        return None
    source = noun_phrase(tree, subject, before=verb)
    return Draft([span], [source], cue_phrase(tree, verb), "lead", verb=verb, source_head=subject) if source else None


def by_noun(tree: Tree, start: int, token: int, quoted: TextSpan) -> Draft | None:
    """'In another post, Roe states, “...”': a verb that was read as a noun ("states"), after a name."""
    parsed, verb = tree.parsed, token - 2
    if verb <= start or tree.word(token - 1) not in (",", ":") or parsed.tags[verb] != "NNS":
        return None
    if not lexicon().says(parsed.lemmas[verb]) or parsed.tags[verb - 1] != "NNP":
        return None
    first = verb - 1
    while first > start and parsed.tags[first - 1] == "NNP":
        first -= 1
    if first > start and tree.word(first - 1) != ",":
        return None  # "the United Roe states"
    return Draft([quoted], [tree.span(first, verb - 1)], [tree.span(verb, verb)], "framed", verb=verb, source_head=verb - 1)


def by_colon(tree: Tree, start: int, token: int, quoted: TextSpan) -> Draft | None:
    """'NAME: "..."' and 'the statement: "..."'."""
    colon = token - 1
    if colon <= start or tree.word(colon) != ":":
        return None
    head = colon - 1
    while tree.parsed.heads[head] != head and start <= tree.parsed.heads[head] < colon:
        head = tree.parsed.heads[head]
    if not tree.parsed.tags[head].startswith(("NN", "PRP")) or head - start > 12:
        return None
    before = TextSpan(tree.parsed.starts[start], tree.parsed.ends[colon - 1])
    return Draft(
        [quoted],
        [before],
        [TextSpan(tree.parsed.starts[colon], tree.parsed.ends[colon])],
        "name and colon",
        source_head=head,
    )


def signed(tree: Tree, passage: int, quoted: TextSpan) -> Draft | None:
    """'"..." — Jane Roe, teacher': a dash and a name to the end of the passage, or in a passage of its own after it."""
    passages = tree.parsed.passages
    end = passages[passage].span.end
    match = _SIGNATURE.fullmatch(tree.parsed.text, quoted.end, end)
    if match is None and quoted.end == end and passage + 1 < len(passages):
        match = _SIGNATURE.fullmatch(tree.parsed.text, *passages[passage + 1].span)
    if match is None:
        return None
    head = bisect_left(tree.parsed.starts, match.start("name"))
    if any(
        tree.parsed.tags[i] in ("VBD", "VBZ", "VBP", "MD")
        for i in range(head, head + len(match["name"].split()))[:30]
        if i < len(tree.parsed.tags)
    ):
        return None
    return Draft([quoted], [TextSpan(*match.span("name"))], [TextSpan(*match.span("dash"))], "signature", source_head=head)
