"""SafeText: the one gate for text from outside.

A terminal obeys some characters instead of showing them: C0 and C1 controls and the escape sequences they begin can
rewrite the screen, the title or the clipboard; bidi overrides and isolates reorder what is read; zero-width and other
invisible characters hide text or upset the count of cells. Whatever came from outside passes `safe_text` or
`safe_lines` on its way into the model, and widgets take SafeText only.
"""

import re
import sys
import unicodedata
from functools import cache
from typing import NewType

from newstui.model.spans import Edit, OffsetMap

SafeText = NewType("SafeText", str)
"""Text that may be shown: NFC, no controls, no escape sequences, no invisible formatting characters."""

# Patterns are compiled when they are first needed: the reader starts without them, since what the cache holds is safe already.

# Whole sequences go, so that no "]52;c;..." is left standing as text: OSC/DCS/SOS/PM/APC strings, CSI, two-byte escapes.
_SEQUENCE = (
    r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\|\x9c)"
    r"|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"
    r"|\x1b[ -/]{0,4}[0-~]"
)

_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_BREAKS = "\t\n\x0b\x0c\r\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_BROKEN = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates and noncharacters: shown as U+FFFD
# Of Western news: safe, and in NFC as they stand, alone and together.
_USUAL = "\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
_MARKS_MAX = 6  # combining marks on one letter; real orthographies need up to four or five


@cache
def _usual() -> re.Pattern[str]:
    return re.compile(f"[{_USUAL}]*+")


@cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(f"[{_CONTROLS}{_BREAKS}{_INVISIBLE}{_BROKEN}]")


@cache
def _unsafe_lines() -> re.Pattern[str]:
    return re.compile(f"[{_CONTROLS}{_BREAKS.replace(chr(10), '')}{_INVISIBLE}{_BROKEN}]")


@cache
def _broken_one() -> re.Pattern[str]:
    return re.compile(f"[{_BROKEN}]")


@cache
def _spaces() -> re.Pattern[str]:
    return re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]{2,}")


def _replacement(match: re.Match[str]) -> str:
    character = match[0]
    if _broken_one().match(character):
        return "\ufffd"
    return " " if character in _BREAKS else ""


def _limit_marks(text: str) -> str:
    """Cut piles of combining marks, which would climb over neighbouring lines."""
    out, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.combining(character) or unicodedata.category(character) == "Me" else 0
        if run <= _MARKS_MAX:
            out.append(character)
    return "".join(out)


def _clean(text: str, unsafe: re.Pattern[str]) -> str:
    if unsafe.search(text):
        if "\x1b" in text or "\x9b" in text or "\x9d" in text or "\x90" in text:
            text = re.sub(_SEQUENCE, "", text)
        text = unsafe.sub(_replacement, text)
    if not text.isascii():
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        if re.search(r"[\u0300-\u036f\u0483-\u0489\u20d0-\u20f0]{7}", text):
            text = _limit_marks(text)
    return text


def safe_text(raw: str) -> SafeText:
    """One line of showable text: controls and invisible characters gone, line breaks and runs of blanks folded, NFC."""
    usual = _usual().fullmatch(raw) is not None
    text = raw if usual else _clean(raw, _unsafe())
    if "  " in text or not (usual or text.isprintable()):  # every blank but the usual one counts as unprintable
        text = _spaces().sub(" ", text)
    return SafeText(sys.intern(text.strip()) if len(text) < 32 else text.strip())


def safe_lines(raw: str) -> SafeText:
    """Showable text of several lines: as `safe_text`, but line feeds and blanks stay (CR LF becomes LF, a tab four blanks)."""
    raw = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return SafeText(_clean(raw, _unsafe_lines()))


def safe_lines_mapped(raw: str) -> tuple[SafeText, OffsetMap]:
    """As `safe_lines`, with the map from the new offsets back to those of `raw` (code points).

    Cleans piece by piece, so that the map stays exact around each change; a piece ends before a character that no
    composition can join to what stands before it.
    """
    if not _unsafe_lines().search(raw) and unicodedata.is_normalized("NFC", raw):
        return SafeText(raw), OffsetMap.identity(len(raw))
    edits: list[Edit] = []
    out: list[str] = []
    for match in re.finditer(
        _SEQUENCE
        + r"|\r\n|(?s:.)(?:[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u20d0-\u20f0\u3099\u309a\u1160-\u11ff]*)",
        raw,
    ):
        piece = match[0]
        clean = str(safe_lines(piece))
        if clean != piece:
            edits.append(Edit(match.start(), match.end(), len(clean)))
        out.append(clean)
    return SafeText("".join(out)), OffsetMap.from_edits(edits, len(raw))
