"""The errors of newstui.

    NewstuiError                  anything the user can be told in one sentence
    ├── ConfigError               a settings, keys or theme file is wrong (names file, line and key)
    │   └── ConfigProblems        several things are wrong in it (has `problems`)
    ├── FeedError                 a feed's bytes cannot be read as a feed
    │   └── NotAFeed              they are something else: an HTML page, a picture, nothing
    ├── SubscriptionError         a subscription cannot be added, changed, imported or exported
    ├── NetworkError              a request did not give what was asked (has `retry_after`, seconds or None)
    │   ├── Offline               no network at all: wait for it, blame no feed
    │   ├── AddressRefused        not http or https, or an address that must not be asked
    │   ├── TimedOut              the server took too long
    │   ├── TooLarge              more bytes than the limit, after decompression
    │   ├── TooManyRedirects      a redirect loop or a chain beyond the limit
    │   └── BadStatus             a status that is not an answer (has `status`)
    │       └── Gone              410: the server says it will not come back
    ├── ExtractionError           a page holds no article that could be found
    ├── WorkerError               a worker process died, hung or ran out of its bounds
    ├── AnalysisError             the language model or the analysis failed
    └── StorageError              the cache cannot be opened, read or written
        ├── NewerDatabase         it was written by a newer newstui
        ├── DamagedDatabase       it is damaged, or no cache at all
        └── DiskFull              nothing can be written; what is there can be read

Every message is a sentence for the user: what happened, and to what; `hint` says what to do next, where there is something to do.
"""

_PASSING = frozenset({408, 425, 429})
"""The answers below 500 that say: not now."""


class NewstuiError(Exception):
    """Base of all errors that are shown to the user as they are."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class ConfigError(NewstuiError):
    """A configuration file is wrong.

    `path` is the file; `line` counts from 1 (None where unknown); `key` is the dotted name of the setting.
    """

    def __init__(self, message: str, *, path: str = "", line: int | None = None, key: str = "", hint: str = "") -> None:
        place = f"{path}:{line}" if path and line else path
        lead = ": ".join(part for part in (place, key) if part)
        super().__init__(f"{lead}: {message}" if lead else message, hint=hint)
        self.path = path
        self.line = line
        self.key = key


class ConfigProblems(ConfigError):
    """Several things are wrong in a configuration file; `problems` has them one by one, in the order of their lines."""

    def __init__(self, problems: tuple[ConfigError, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class FeedError(NewstuiError):
    """A feed's bytes cannot be read as a feed."""


class NotAFeed(FeedError):
    """The bytes are something else than a feed."""


class SubscriptionError(NewstuiError):
    """A subscription cannot be added, changed, imported or exported."""


class NetworkError(NewstuiError):
    """A request did not give what was asked; `retry_after` is the server's wish in seconds, if it had one.

    `passing` says whether the same request may well succeed later. Whether anybody repeats it, only who asked can say.
    """

    passing = True

    def __init__(self, message: str, *, hint: str = "", retry_after: float | None = None, passing: bool | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after
        if passing is not None:
            self.passing = passing


class Offline(NetworkError):
    """There is no network at all."""


class AddressRefused(NetworkError):
    """The address is not http or https, or must not be asked."""

    passing = False


class TimedOut(NetworkError):
    """The server took too long."""


class TooLarge(NetworkError):
    """The answer has more bytes than the limit, counted after decompression."""

    passing = False


class TooManyRedirects(NetworkError):
    """A redirect loop, or a chain beyond the limit."""

    passing = False


class BadStatus(NetworkError):
    """A status that is not an answer to what was asked."""

    def __init__(self, message: str, *, status: int, hint: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, hint=hint, retry_after=retry_after, passing=status in _PASSING or 500 <= status < 600)
        self.status = status


class Gone(BadStatus):
    """410: the server says that it will not come back."""


class ExtractionError(NewstuiError):
    """A page holds no article that could be found."""


class WorkerError(NewstuiError):
    """A worker process died, hung or ran out of its bounds."""


class AnalysisError(NewstuiError):
    """The language model or the analysis failed."""


class StorageError(NewstuiError):
    """The cache cannot be opened, read or written."""


class NewerDatabase(StorageError):
    """The cache was written by a newer newstui."""


class DiskFull(StorageError):
    """The disk that holds the cache is full: it can be read only."""


class DamagedDatabase(StorageError):
    """The cache is damaged, or no newstui cache at all: `newstui.storage.salvage` saves what can be read."""
