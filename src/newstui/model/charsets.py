"""What the web means by the names of encodings."""

_WEB_MEANINGS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def web_meaning(codec: str) -> str:
    """The larger encoding of the same family for which the web uses this one's name (WHATWG Encoding Standard, section 4.2).

    Takes and gives the names of Python's codecs.
    """
    return _WEB_MEANINGS.get(codec, codec)
