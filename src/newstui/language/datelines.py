"""Datelines: where a report was written, before its first sentence ("CARROW SOUND, Scotland (AP) — ..."), or at what time."""

import re

from newstui.model.spans import TextSpan

_WORD = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ]{2}[A-ZÀ-ÖØ-Þ .’'-]{0,30}|[A-Z][a-z]?\. ?[A-ZÀ-ÖØ-Þ]{3,20}"  # "OSLO", "ST. MARYS"
_PLACES = rf"(?P<place>{_CAPITALS})(?:/(?P<second>{_CAPITALS}))?"
_REGION = rf"(?:, {_WORD}(?: {_WORD}){{0,2}})?"
_MONTH = r"(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?)"
_DATE = rf"(?:,? {_DAY})?"
_AGENCY = r" \((?:[A-Z]|The )[^()\n]{1,30}\)"
_DASH = r"(?:\s?(?:—|–|--|-)\s|—)(?=[^\Wa-z]|[\"“‘'(\[$€£])"  # a sentence begins
_DATELINE = re.compile(
    r"(?!(?:UPDATE|BREAKING|CORRECTION|CORRECTED|EXCLUSIVE|ANALYSIS|OPINION|LIVE|WATCH|VIDEO|PHOTOS|REVIEW|NEWS|REPORT|ALERT|NOTE|EDITOR)\b)"
    rf"(?:{_PLACES}{_REGION}{_DATE}(?:(?:{_AGENCY})?{_DASH}|{_AGENCY} (?=[A-Z“\"]))"
    rf"|{_DAY}{_AGENCY}{_DASH}"
    rf"|(?P<plain>{_WORD}(?: {_WORD}){{0,3}}){_REGION}{_DATE}{_AGENCY}{_DASH})"  # not in capitals: only with its agency
)
_TIME = re.compile(
    r"(?:\d{1,2}[.:]\d{2}(?: ?[ap]\.?m\b\.?)?|\d{1,2} ?[ap]\.?m\b\.?)(?: (?:GMT|UTC|BST|I?ST|CES?T|AE[DS]T|[ECMP][DS]?T)\b)?"
    r"\s*[–—:-]?\s+(?=[A-ZÀ-ÖØ-Þ“\"‘'])"
)  # of an entry in a live blog: "18.42 The harbour ..."


def dateline(text: str, span: TextSpan) -> TextSpan | None:
    """The dateline that opens a passage, with its dash, or the time: no part of the passage's first sentence."""
    found = _DATELINE.match(text, span.start, span.end) or _TIME.match(text, span.start, span.end)
    return TextSpan(*found.span()) if found else None


def places_of(text: str, span: TextSpan) -> list[TextSpan]:
    """The places that a passage's dateline names: one, or two parted by a slash."""
    found = _DATELINE.match(text, span.start, span.end)
    if found is None:
        return []
    spans = [found.span(name) for name in ("place", "second", "plain") if found[name]]
    return [TextSpan(start, start + len(text[start:end].rstrip(" -"))) for start, end in spans]
