"""What travels between the engine and its workers: requests down, one answer each, as length-prefixed MessagePack frames."""

import struct
from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from newstui import errors
from newstui.model.documents import Document
from newstui.model.safe_text import SafeText

LENGTH = struct.Struct(">I")
FRAME_LIMIT = 256 * 1024 * 1024


class ParseFeed(msgspec.Struct, tag="feed", frozen=True):
    """Read a feed's bytes; the answer is a PreparedFeed. `coding` is the Content-Encoding that they still have."""

    data: bytes
    url: str
    content_type: str | None
    coding: str = ""


class FindFeeds(msgspec.Struct, tag="find", frozen=True):
    """Find the feeds that a page names; the answer is a list of addresses, the best first."""

    data: bytes
    url: str


class ExtractPage(msgspec.Struct, tag="page", frozen=True):
    """Extract a page's article; the answer is an ExtractedArticle."""

    data: bytes
    url: str
    content_type: str | None


class ConvertContent(msgspec.Struct, tag="content", frozen=True):
    """Make an article of a feed's own content; the answer is an ExtractedArticle."""

    html: str
    title: SafeText
    url: str
    byline: SafeText | None
    published: datetime | None


class MakePicture(msgspec.Struct, tag="picture", frozen=True):
    """Make a picture small; the answer is a SmallPicture."""

    data: bytes


class Analyse(msgspec.Struct, tag="analyse", frozen=True):
    """Analyse a document; the answer is an Analysis."""

    document: Document


Request: TypeAlias = ParseFeed | FindFeeds | ExtractPage | ConvertContent | MakePicture | Analyse


class Answer(msgspec.Struct, tag="answer", frozen=True):
    """What was asked for, encoded."""

    value: msgspec.Raw


_CARRIED = (
    *(errors.FeedError, errors.NotAFeed, errors.ExtractionError, errors.AnalysisError),
    *(errors.NetworkError, errors.TooLarge),  # of bodies that are decompressed there
)


class Failure(msgspec.Struct, tag="failure", frozen=True):
    """An error of newstui's tree, or (with `error` empty) one that nobody foresaw."""

    error: str
    message: str
    hint: str = ""

    def raised(self) -> errors.NewstuiError:
        """The exception that this stands for."""
        kind: Any = getattr(errors, self.error, None)
        if kind not in _CARRIED:
            kind = errors.WorkerError  # no worker raises anything else
        error: errors.NewstuiError = kind(self.message, hint=self.hint)
        return error


Reply: TypeAlias = Answer | Failure

encoder = msgspec.msgpack.Encoder()
requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
replies: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply)


def frame(message: Request | Reply) -> bytes:
    """A message with its length before it."""
    body = encoder.encode(message)
    return LENGTH.pack(len(body)) + body
