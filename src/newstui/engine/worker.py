"""A worker process: reads requests on its standard input, answers on its standard output, one at a time.

    python -m newstui.engine.worker parser|analyst

It can be killed at any moment and loses nothing: it has no state but loaded libraries. It dies with its parent, also while
a library holds the interpreter lock: the kernel sends the signal (Linux), and the end of its standard input ends it elsewhere.
"""

import ctypes
import gc
import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from newstui.config.log_file import log_to_stderr
from newstui.engine.messages import (
    FRAME_LIMIT,
    LENGTH,
    Analyse,
    Answer,
    ConvertContent,
    ExtractPage,
    Failure,
    FindFeeds,
    MakePicture,
    ParseFeed,
    Request,
    encoder,
    frame,
    requests,
)
from newstui.errors import NewstuiError
from newstui.model.analysis import Analysis

logger = logging.getLogger("newstui.worker")

_PR_SET_PDEATHSIG = 1  # prctl(2)
PARSER_MEMORY = 2 * 1024**3
"""Address space of a parser, bytes: what a hostile page may take before its request fails with MemoryError."""

ANALYST_MEMORY = 4 * 1024**3
"""Address space of the analyst, bytes; the model with a long article in it takes less than half of it."""


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends (Linux; elsewhere the end of the pipe does it)."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def parse(request: Request) -> Any:
    """Grant a parser's request. Imports are inside: a refresh needs no page extraction."""
    match request:
        case ParseFeed(data, url, content_type, coding):
            from newstui.feeds.decisions import prepare
            from newstui.feeds.parse import parse_feed

            whole = True
            gc.disable()  # a feed is many small values that all go again: looking through them takes a tenth of the time
            try:
                if coding:
                    from newstui.network.bodies import MAX_FEED_BYTES, unpacked

                    data, whole = unpacked(data, coding, MAX_FEED_BYTES, url)
                return prepare(parse_feed(data, url=url, content_type=content_type), whole=whole)
            finally:
                gc.enable()
        case FindFeeds(data, url):
            from newstui.feeds.discovery import find_feeds

            return [found.url for found in find_feeds(data, url=url)]
        case ExtractPage(data, url, content_type):
            from newstui.extraction.page import extract_article

            return extract_article(data, url=url, content_type=content_type)
        case ConvertContent(html, title, url, byline, published):
            from newstui.extraction.content import article_from_feed

            return article_from_feed(html, title=title, url=url, byline=byline, published=published)
        case MakePicture(data):
            from newstui.extraction.pictures import make_small

            return make_small(data)
    raise TypeError(f"not a parser's request: {type(request).__name__}")


def load_what_reads_feeds() -> None:
    """Before the first feed is there."""
    from newstui.feeds import decisions, fast, parse  # noqa: F401 - to be there

    fast.library()


def make_analyst() -> Callable[[Request], Analysis]:
    """Load the language model once; without it the analysis is reduced, and says so."""
    from newstui.errors import AnalysisError
    from newstui.language.model import LanguageModel
    from newstui.services.analyse_text import analyse

    try:
        model: LanguageModel | None = LanguageModel.load()
    except AnalysisError as error:
        logger.warning("reduced analysis: %s", error)
        model = None

    def work(request: Request) -> Analysis:
        if not isinstance(request, Analyse):
            raise TypeError(f"not an analyst's request: {type(request).__name__}")
        analysis: Analysis = analyse(request.document, model)
        return analysis

    return work


def serve(source: BinaryIO, sink: BinaryIO, work: Callable[[Request], Any]) -> None:
    """Answer requests until the source ends, or memory."""
    while len(head := source.read(LENGTH.size)) == LENGTH.size:
        (length,) = LENGTH.unpack(head)
        if length > FRAME_LIMIT:
            return
        body = source.read(length)
        exhausted = False
        try:
            reply = frame(Answer(_raw(work(requests.decode(body)))))
        except NewstuiError as error:
            reply = frame(Failure(type(error).__name__, error.message, error.hint))
        except MemoryError:
            logger.error("a request took more memory than this process is given")
            reply = frame(Failure("", "It takes more memory to read than it is given."))
            exhausted = True
        except Exception as error:
            logger.exception("a request failed")
            reply = frame(Failure("", f"It could not be read for a reason that nobody foresaw ({type(error).__name__})."))
        sink.write(reply)
        sink.flush()
        if exhausted:
            return  # a new process begins with its memory free


def _raw(value: Any) -> Any:
    import msgspec

    return msgspec.Raw(encoder.encode(value))


def serve_feeds() -> None:
    """Be a parser that gets ready before the first feed is there."""
    source, sink = _ends()
    gc.freeze()  # what a copied process brought with it stays as it is
    resource.setrlimit(resource.RLIMIT_AS, (PARSER_MEMORY, resource.RLIM_INFINITY))
    load_what_reads_feeds()
    os.nice(5)  # who stores what was read goes first: else it is still at it when nothing is left to read
    serve(source, sink, parse)


def _ends() -> tuple[BinaryIO, BinaryIO]:
    """Both ends of the pipe, which stands in the place of standard input and output; this process is bound to its parent."""
    die_with_parent()
    log_to_stderr()
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # what a library prints goes neither between the frames nor into the log: it may be what was read
    return source, sink


def main() -> None:
    """Run the worker that the argument names."""
    source, sink = _ends()
    if sys.argv[1:] == ["analyst"]:
        resource.setrlimit(resource.RLIMIT_AS, (ANALYST_MEMORY, resource.RLIM_INFINITY))
        serve(source, sink, make_analyst())
    else:
        resource.setrlimit(resource.RLIMIT_AS, (PARSER_MEMORY, resource.RLIM_INFINITY))
        serve(source, sink, parse)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main()
