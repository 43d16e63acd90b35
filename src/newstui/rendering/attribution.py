"""A quotation's attribution in words: who says it, under which name, to whom, by whose account, and how sure that is."""

from typing import NamedTuple

from newstui.model.analysis import Quotation, QuotationKind, Strength, unsure
from newstui.model.spans import words_of
from newstui.rendering.quotation_text import UNSURE, doubt_of

MANNERS = {
    QuotationKind.DIRECT: "own words",
    QuotationKind.BLOCK: "own words, set off",
    QuotationKind.MIXED: "partly own words",
    QuotationKind.INDIRECT: "paraphrased",
    QuotationKind.HEADLINE: "in a headline",
    QuotationKind.HEDGE: "",
}
"""What the shell calls by its kind."""


class Attribution(NamedTuple):
    """What there is to say about a quotation, part by part; an empty part does not apply."""

    who: str
    """Speaker, the text's words for them where those differ, and the reporting words."""
    addressee: str
    via: str
    hedge: str
    manner: str
    """Whether these are the speaker's own words."""
    doubt: str
    """What is uncertain, and why."""
    doubt_short: str


def attribution(quotation: Quotation, text: str, *, unattributed: str = "") -> Attribution:
    """A quotation of `text` in words that need no grammar to be understood.

    `unattributed` says why no speakers were looked for, where none were.
    """
    cue = words_of(quotation.reporting, text)
    doubt, short = _doubt(quotation, words_of(quotation.source, text))
    hedged = unsure(quotation.kind, hedged=quotation.hedged)
    return Attribution(
        who=unattributed if unattributed and not (quotation.source or quotation.speaker) else _who(quotation, text, cue),
        addressee=f"to {quotation.addressee}" if quotation.addressee else "",
        via=f"relayed by {quotation.via}" if quotation.via else "",
        hedge=UNSURE if hedged else "",
        manner=manner_of(quotation.kind, quotation.strength),
        doubt=doubt,
        doubt_short=short,
    )


def manner_of(kind: QuotationKind, strength: Strength) -> str:
    """Whether these are the speaker's own words; nothing where nobody is named."""
    return "a view or a plan, not a statement" if strength is Strength.STANCE else MANNERS[kind]


def _who(quotation: Quotation, text: str, cue: str) -> str:
    source = words_of(quotation.source, text)
    if quotation.speaker is None:
        name = f"“{source}”" if source else "No source is named"
    elif _within(quotation.speaker, source) or _within(source, quotation.speaker):
        name = quotation.speaker
    else:
        name = f"{quotation.speaker} (“{source}”)"
    if not any(character.isalpha() for character in cue):
        return name
    if cue.casefold().startswith("according to"):
        return f"{cue} {name}"
    return f"{name}, “{cue}”" if not source and quotation.speaker is None else f"{name}, {cue}"


def _within(name: str, other: str) -> bool:
    """Whether all words of a name stand in another one."""
    return set(name.casefold().split()) <= set(other.casefold().replace(",", " ").split())


def _doubt(quotation: Quotation, source: str) -> tuple[str, str]:
    """What is uncertain about the speaker: in full, and in a word."""
    word = doubt_of(quotation.speaker, source, quotation.confidence)
    why = f": {quotation.reason}" if quotation.reason else ""
    match word:
        case "" | "not named":
            return f"{word} in the article" if word else "", word
        case "unclear who":
            return f"unclear who that is{why}", word
        case degree:
            return f"{degree}{why}", degree
