"""Text and HTML files that a user names, and standard input as `-`: what is no text is refused in words."""

import re
import shlex
import sys
from pathlib import Path
from typing import BinaryIO, NamedTuple

from newstui.errors import ExtractionError
from newstui.model.articles import ExtractedArticle
from newstui.model.safe_text import safe_lines_mapped, safe_text
from newstui.model.spans import OffsetMap

STDIN, STDIN_NAME = "-", "standard input"
MAX_BYTES = 10 * 1024 * 1024
PAGES = frozenset({".html", ".htm", ".xhtml"})
TEXTS = frozenset({".txt", ".text", ".md"})
"""Files of these are read as they stand, whatever they begin with; of another one, its beginning tells whether it is a page."""

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_KINDS = (
    (b"%PDF-", "is a PDF document", "pdftotext {} - | newstui analyze -"),
    (b"\x1f\x8b", "is compressed", "gunzip -c {} | newstui analyze -"),
    (b"BZh", "is compressed", "bunzip2 -c {} | newstui analyze -"),
    (b"\xfd7zXZ", "is compressed", "xz -dc {} | newstui analyze -"),
    (b"\x28\xb5\x2f\xfd", "is compressed", "zstd -dc {} | newstui analyze -"),
    (b"PK\x03\x04", "is an archive or an office document", ""),
    (b"\xd0\xcf\x11\xe0", "is an office document", ""),
    (b"{\\rtf", "is an RTF document", ""),
    (b"\x89PNG", "is a picture", ""),
    (b"GIF8", "is a picture", ""),
    (b"\xff\xd8\xff", "is a picture", ""),
    (b"SQLite format 3", "is a database", ""),
    (b"\x7fELF", "is a program", ""),
)
"""How files of other kinds begin (by file(1)'s magic), what they are, and what makes text of them."""
_LOOK = 8192
"""Bytes in which a zero byte shows that something is no text, as git and grep see it."""
_CONTROLS = bytes({*range(9), *range(14, 27), *range(28, 32), 127})


class Source(NamedTuple):
    """A file's bytes, and what it is called."""

    name: str
    """As the user named it."""
    stem: str
    data: bytes
    page: bool
    """Whether it is HTML."""
    uri: str
    """Its address; empty for standard input."""

    def article(self) -> tuple[ExtractedArticle, OffsetMap]:
        """Its text, or its page's article, and the way back to the file's own offsets (a page has none).

        Raises ExtractionError.
        """
        if self.page:
            from newstui.extraction.page import extract_article

            found = extract_article(self.data, url=self.uri)
            return found, OffsetMap.identity(len(found.document.text))
        from newstui.extraction.text_file import document_from_text

        text, offsets = safe_lines_mapped(decode_text(self.data))
        return ExtractedArticle(safe_text(Path(self.name).name), document_from_text(text)), offsets


def read_source(path: Path) -> Source:
    """What is in a file, or comes from standard input. Raises ExtractionError: not there, too large, or no text."""
    name = STDIN_NAME if str(path) == STDIN else str(path)
    try:
        if str(path) == STDIN:
            data = _from_stdin()
        else:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ExtractionError(f"{name} cannot be read: {error.strerror}.") from error
    if len(data) > MAX_BYTES:
        raise ExtractionError(f"{name} is larger than {MAX_BYTES // 1024**2} MB.", hint="Cut it into parts.")
    _refuse_other_kinds(name, data)
    suffix = "" if str(path) == STDIN else path.suffix.lower()
    page = suffix in PAGES or (suffix not in TEXTS and _PAGE.match(data[:_LOOK]) is not None)
    if str(path) == STDIN:
        return Source(STDIN, "stdin", data, page, "")
    return Source(str(path), path.stem, data, page, path.resolve().as_uri())


def _from_stdin() -> bytes:
    if sys.stdin is None:
        raise ExtractionError(f"{STDIN_NAME} is closed.", hint="Send the text there: newstui analyze - < FILE")
    source: BinaryIO = sys.stdin.buffer
    return source.read(MAX_BYTES + 1)


def _refuse_other_kinds(name: str, data: bytes) -> None:
    for beginning, what, way in _KINDS:
        if data.startswith(beginning):
            word = STDIN if name == STDIN_NAME else shlex.quote(name)
            raise ExtractionError(f"{name} {what}, no text.", hint=f"Try: {way.format(word)}" if way else "")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, which is full of zeros
        return
    if b"\0" in data[:_LOOK]:
        raise ExtractionError(
            f"{name} holds zero bytes, so it is no text.", hint="If it is UTF-16: iconv -f UTF-16 -t UTF-8 makes it readable."
        )
    start = data[:_LOOK]
    if start and len(start.translate(None, _CONTROLS)) < 0.9 * len(start):
        raise ExtractionError(f"{name} is no text: much of it is control characters.")


def decode_text(data: bytes) -> str:
    """A text file's characters, line breaks as they stand: UTF-8, or UTF-16 with its mark; else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
