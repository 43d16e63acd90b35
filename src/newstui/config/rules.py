"""What a setting may be: each rule reads a TOML value, or says in words what would be right."""

from typing import Protocol


class Rule(Protocol):
    """How one setting is read."""

    doc: str
    """What the setting does, for the commented default file and the documentation."""

    def read(self, value: object) -> object:
        """The setting's value. Raises ValueError, its message saying what would be right ("it takes true or false")."""

    def takes(self) -> str:
        """What would be right, as the end of a sentence: "true or false"."""

    def toml(self, value: object) -> str:
        """`value` as it would be written in the file."""


def quoted(text: str) -> str:
    """A TOML basic string."""
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escapes.get(c) or (c if c.isprintable() else f"\\U{ord(c):08X}") for c in text) + '"'


class Switch:
    """True or false."""

    def __init__(self, doc: str) -> None:
        self.doc = doc

    def read(self, value: object) -> object:
        if not isinstance(value, bool):
            raise ValueError(self.takes())
        return value

    def takes(self) -> str:
        return "true or false"

    def toml(self, value: object) -> str:
        return "true" if value else "false"


class Number:
    """A whole number in a range; `zero` says what 0 means where 0 stands outside the range."""

    def __init__(self, doc: str, low: int, high: int, *, unit: str = "", zero: str = "") -> None:
        self.doc, self.low, self.high, self.unit, self.zero = doc, low, high, unit, zero

    def read(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(self.takes())
        if not (self.low <= value <= self.high or (value == 0 and self.zero)):
            raise ValueError(self.takes())
        return value

    def takes(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        zero = f", or 0 ({self.zero})" if self.zero else ""
        return f"a whole number from {self.low} to {self.high}{unit}{zero}"

    def toml(self, value: object) -> str:
        return str(value)


class Choice:
    """One of a few words, each with its meaning."""

    def __init__(self, doc: str, **choices: str) -> None:
        self.doc, self.choices = doc, {name.removeprefix("_"): meaning for name, meaning in choices.items()}

    def read(self, value: object) -> object:
        if not isinstance(value, str) or value not in self.choices:
            raise ValueError(self.takes())
        return value

    def takes(self) -> str:
        *first, last = (quoted(name) for name in self.choices)
        return f"{', '.join(first)} or {last}"

    def toml(self, value: object) -> str:
        return quoted(str(value))


class Text:
    """Any one line of text; `form` says how it has to look, `accepts` checks it."""

    def __init__(self, doc: str, *, form: str = "a text in quotation marks") -> None:
        self.doc, self.form = doc, form

    def read(self, value: object) -> object:
        if not isinstance(value, str) or not value.isprintable():
            raise ValueError(self.takes())
        return value

    def takes(self) -> str:
        return self.form

    def toml(self, value: object) -> str:
        return quoted(str(value))


class DateFormat(Text):
    """A date as strftime(3) writes it."""

    def __init__(self, doc: str) -> None:
        super().__init__(doc, form='a date format such as "%d %b %Y %H:%M" (see strftime)')

    def read(self, value: object) -> object:
        text = super().read(value)
        from datetime import UTC, datetime

        try:
            shown = datetime(2024, 2, 9, 17, 5, tzinfo=UTC).strftime(str(text))
        except (ValueError, UnicodeError) as error:
            raise ValueError(self.takes()) from error
        if not shown.strip() or not shown.isprintable() or len(shown) > 40 or shown == text:
            raise ValueError(self.takes())
        return text


class HeaderText(Text):
    """A text that can stand in a request's header."""

    def __init__(self, doc: str) -> None:
        super().__init__(doc, form="a text in plain ASCII")

    def read(self, value: object) -> object:
        text = str(super().read(value))
        if not text.isascii():
            raise ValueError(self.takes())
        return text


class ProxyAddress(Text):
    """A proxy's address, or nothing."""

    def __init__(self, doc: str) -> None:
        super().__init__(doc, form='an address such as "http://proxy.example:3128", or "" for none')

    def read(self, value: object) -> object:
        text = str(super().read(value))
        if text and not (text.startswith(("http://", "https://")) and text.partition("://")[2].strip("/")):
            raise ValueError(self.takes())
        return text


_UNITS = {"kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000, "b": 1}


class Size:
    """A number of bytes, as a number or as "50 MB"."""

    def __init__(self, doc: str, low: int, high: int, *, zero: str = "") -> None:
        self.doc, self.low, self.high, self.zero = doc, low, high, zero

    def read(self, value: object) -> object:
        amount = self._bytes(value)
        if amount is None or not (self.low <= amount <= self.high or (amount == 0 and self.zero)):
            raise ValueError(self.takes())
        return amount

    @staticmethod
    def _bytes(value: object) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if not isinstance(value, str) or len(value) > 40:
            return None
        text = value.strip().lower()
        for unit, factor in _UNITS.items():
            if text.endswith(unit):
                number = text.removesuffix(unit).strip()
                return int(number) * factor if number.isascii() and number.isdigit() else None
        return int(text) if text.isascii() and text.isdigit() else None

    def takes(self) -> str:
        zero = f", or 0 ({self.zero})" if self.zero else ""
        return f"a size from {_size(self.low)} to {_size(self.high)}, such as {quoted('50 MB')}{zero}"

    def toml(self, value: object) -> str:
        return quoted(_size(value)) if isinstance(value, int) and value else "0"


def _size(amount: int) -> str:
    for unit, factor in (("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)):
        if amount and amount % factor == 0:
            return f"{amount // factor} {unit}"
    return f"{amount} B"


class Command:
    """A program and its arguments: one text, taken apart as a shell would, or a list of texts. `example` is one such text."""

    def __init__(self, doc: str, example: str) -> None:
        self.doc, self.example = doc, example

    def read(self, value: object) -> object:
        if isinstance(value, str) and value.isprintable():
            import shlex

            try:
                return tuple(shlex.split(value))
            except ValueError as error:
                raise ValueError(self.takes()) from error
        if isinstance(value, list) and all(isinstance(word, str) and word.isprintable() for word in value):
            return tuple(value)
        raise ValueError(self.takes())

    def takes(self) -> str:
        return f"a command such as {quoted(self.example)}, or a list of its words"

    def toml(self, value: object) -> str:
        words = tuple(value) if isinstance(value, tuple | list) else ()
        return f"[{', '.join(quoted(str(word)) for word in words)}]" if words else '""'
