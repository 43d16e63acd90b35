"""From bytes in any encoding, declared or not, to UTF-8.

The order of evidence: a byte order mark; bytes that are valid UTF-8 (no other encoding gives that by chance, whatever the
server or the declaration claims); the server's charset (RFC 7303 puts it over the XML declaration); the declaration; a
guess from the bytes themselves. Labels mean what the WHATWG Encoding Standard says they mean on the web: "iso-8859-1" is
windows-1252, "gb2312" is gb18030, "shift_jis" is cp932.
"""

import codecs
import re

from newstui.model.charsets import web_meaning

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_UNMARKED = (  # "<" as the first character, of two or four bytes
    (b"\x3c\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00\x3c", "utf-32-be"),
    (b"\x3c\x00", "utf-16-le"),
    (b"\x00\x3c", "utf-16-be"),
)
_SEVEN_BIT = {"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_kr", "hz"}
_NOT_FOR_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "utf-7"}
_DECLARATION = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:\-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:\-]{1,40})""", re.IGNORECASE)
_TAGS = re.compile(rb"<[^<>]*>|&#?\w+;")


def charset_of(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header, however ill-formed the rest is."""
    match = _CHARSET.search(content_type or "")
    return match[1] if match else None


def to_utf8(data: bytes, content_type: str | None = None) -> tuple[bytes, str]:
    """The bytes in UTF-8 without a byte order mark, and what had to be mended, in words (empty where nothing was)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _recode(data[len(mark) :], encoding)
    for start, encoding in _UNMARKED:
        if data.startswith(start):
            return _recode(data, encoding)
    return _by_declaration(data, content_type)


def _by_declaration(data: bytes, content_type: str | None) -> tuple[bytes, str]:
    declaration = _DECLARATION.match(data[:512])
    labels = [charset_of(content_type), declaration[1].decode("ascii") if declaration else None]
    encodings = [encoding for label in labels if label and (encoding := _python_name(label))]
    seven_bit = next((encoding for encoding in encodings if encoding in _SEVEN_BIT), None)
    if seven_bit and b"\x1b$" in data:
        return _recode(data, seven_bit)
    try:
        data.decode("utf-8")
        return data, ""
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and data[: error.start].strip():  # cut in the middle of a letter
            return data[: error.start], ""
    for encoding in encodings:
        if encoding == "utf-8" or encoding.startswith(("utf-16", "utf-32")):
            continue  # refuted by the bytes
        try:
            return data.decode(encoding, "replace" if encoding == "cp1252" else "strict").encode("utf-8"), ""
        except UnicodeDecodeError:
            continue
    if not encodings:
        guessed = _guess(data)
        if guessed:
            return guessed, ""
    return data.decode("utf-8", _WESTERN).encode("utf-8"), "Some characters were in another encoding than the feed says."


def _recode(data: bytes, encoding: str) -> tuple[bytes, str]:
    try:
        return data.decode(encoding).encode("utf-8"), ""
    except UnicodeDecodeError:
        mended = data.decode(encoding, "replace").encode("utf-8", "replace")
        return mended, "Some characters were in another encoding than the feed says."


def _python_name(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return None if name in _NOT_FOR_TEXT else web_meaning(name)


def _guess(data: bytes) -> bytes | None:
    """Text of no declared encoding that is not UTF-8, told by its statistics; None where they say Western or nothing."""
    words = _TAGS.sub(b" ", data[:200_000])
    text = words.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(not character.isascii() for character in text) - broken > broken / 3:  # UTF-8, with stray bytes
        return None
    foreign = sum(byte > 127 for byte in words)
    if foreign < 0.3 * (foreign + sum(65 <= byte & 0xDF <= 90 for byte in words)):  # accents in Western text: windows-1252
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(words[:20_000]).best()
    if best is None:
        return None
    try:
        return data.decode(_python_name(best.encoding) or best.encoding).encode("utf-8")
    except (UnicodeDecodeError, LookupError):
        return None


def _western(error: UnicodeError) -> tuple[str, int]:
    """Reads each byte that is no UTF-8 as windows-1252, so that a stray accent does not spoil its neighbours."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_WESTERN = "newstui-western"
codecs.register_error(_WESTERN, _western)
