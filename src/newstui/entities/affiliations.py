"""A person and the body that she is of, which a model reads as one name: "Anders Roe of Orvane Lines"."""

from bisect import bisect_left
from collections.abc import Iterator

from newstui.entities.names import bare, is_name
from newstui.entities.places import place_table
from newstui.entities.words import given_names, word_list
from newstui.model.language import ParsedText
from newstui.model.spans import TextSpan

_OF = " of "
_NO_SURNAME = (
    word_list("body_words") | word_list("ground_words") | word_list("titles") | word_list("offices") | word_list("function_words")
)
_NO_GIVEN = _NO_SURNAME | word_list("not_names")


def person_and_body(parsed: ParsedText, span: TextSpan) -> Iterator[TextSpan]:
    """The person's name and the body's, where the span holds both; else nothing.

    The model may have left out the given name: it is the word with a capital right before the span.
    """
    text = parsed.text
    left, of, right = span.of(text).partition(_OF)
    words = left.split()
    if not of or not 0 < len(words) < 4 or words[-1].lower() in _NO_SURNAME or not words[-1][0].isupper():
        return
    start = span.start
    if len(words) == 1:
        at = bisect_left(parsed.starts, span.start) - 1
        if at < 0 or parsed.ends[at] != span.start - 1 or parsed.tags[at] not in ("NNP", "NNPS"):
            return
        start = parsed.starts[at]
        given = text[start : parsed.ends[at]]
        if given.lower() in _NO_GIVEN or place_table().canonical(given) or not is_name(given):
            return
    elif words[0] not in given_names():
        return
    body = bare(text, TextSpan(span.end - len(right), span.end))
    if is_name(body.of(text)):
        yield TextSpan(start, span.start + len(left))
        yield body
