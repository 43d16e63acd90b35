"""The status line: where you are, what is running, what went wrong, whether there is a network; less of it on less width."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from newstui.rendering.cells import cell_width, fit_sentence
from newstui.rendering.feed_name import fit_name
from newstui.rendering.lines import Line, Role, Roles, Segment
from newstui.rendering.marks import Marks, ascii_line, marks

if TYPE_CHECKING:
    from newstui.rendering.attribution import Attribution

_BAR = 10  # cells of a progress bar
_GAP = 2
_SPARE, _HINT = 9, 20  # from these ranks on a piece goes before words are cut; from the second on it gives way to a message
_BESIDE = 40  # from this rank on it goes for anything else
_LEAST_PLACE = 8  # cells of the list's name that are always shown
_WHO_LEAST = 56  # cells that a quotation's speaker and reporting words keep, if they need them


class Task(msgspec.Struct, frozen=True):
    """Something that runs: "Refreshing", 12 of 40. A total of 0 is not known."""

    name: str
    done: int = 0
    total: int = 0
    detail: str = ""


class Status(msgspec.Struct, frozen=True):
    """What the status line tells."""

    place: str
    """Where the reader is: "Unread", "Harbour Post"."""
    position: str = ""
    """How far there: "3 of 120", "42 %"."""
    online: bool | None = None
    """None while it is not known."""
    tasks: tuple[Task, ...] = ()
    waiting: int = 0
    """Wishes that wait, for a network or for their next try."""
    failed: int = 0
    """Wishes that failed, and wait for the user to decide."""
    queue_key: str = ""
    """The key that shows both."""
    more_key: str = ""
    """The key that shows the messages in full: it is named where one had to be cut."""
    message: str = ""
    """What went well just now."""
    mixed: bool = False
    """Whether the message tells of something that went wrong, too."""
    error: str = ""
    """The last error."""
    typed: str = ""
    """A count or keys typed so far."""
    mode: str = ""
    """What is highlighted, where that is not the usual."""
    about: "Attribution | None" = None
    """The quotation that the reader stands on. It takes the line while there is no message."""
    also: tuple[str, str] = ("", "")
    """Where else it was printed, in full and in short."""
    also_key: str = ""
    """The key that compares the printings."""
    hints: tuple[tuple[str, str], ...] = ()
    """Keys and what they do here."""
    row_hint: tuple[str, str] = ("", "")
    """The same for just this row. It stays longer than the others, but behind them: they keep their places from row to row."""


class _Piece(msgspec.Struct):
    """A piece of the line: the lower its rank, the longer it stays."""

    rank: int
    segments: list[Segment]
    least: int = 0
    """Cells to which it may be cut before it goes; 0: it is not cut."""
    right: bool = False
    short: list[Segment] | None = None
    """What it says where there is less room."""
    short_rank: int = 0
    """Its rank when it says only that."""
    gap: int = _GAP
    """Blanks before it, unless it is the first."""
    whole_elsewhere: bool = False
    """Whether a key shows all of it where it is cut here."""

    @property
    def cells(self) -> int:
        return sum(cell_width(s.text) for s in self.segments)


def status_line(status: Status, *, width: int, ascii: bool = False) -> Line:
    """The status in one line of exactly `width` cells."""
    signs = marks(ascii)
    everything = _pieces(status, signs, place=max(_LEAST_PLACE, width // 4))
    told = bool(status.message or status.error)
    pieces = [piece for piece in everything if not (told and piece.rank >= _HINT)]
    while len(pieces) > 1 and _needed(pieces) > width:
        last = max(pieces, key=lambda p: p.rank)
        if last.rank < _SPARE and _needed(pieces, least=True) <= width:
            break  # what is left is cut
        if last.short is not None:
            last.segments, last.short, last.rank = last.short, None, last.short_rank
        else:
            pieces.remove(last)
    for piece in sorted(everything, key=lambda p: p.rank):  # one that went for a longer one may have room yet
        if piece not in pieces and _needed([*pieces, piece]) <= width:
            pieces = [other for other in everything if other in pieces or other is piece]
    over = _needed(pieces) - width
    for piece in sorted((p for p in pieces if p.least), key=lambda p: -p.rank):
        if over > 0:
            before = piece.cells
            words = piece.segments[-1]
            room = max(piece.least, before - over) - (before - cell_width(words.text))
            more = f" {status.more_key}" if piece.whole_elsewhere and status.more_key else ""
            cut = fit_sentence(words.text, max(1, room - cell_width(more)), signs.ellipsis)
            piece.segments[-1:] = [Segment(cut, words.roles), _text(more, Role.STATUS_KEY)]
            over -= before - piece.cells
    left = _joined([p for p in pieces if not p.right])
    right = _joined([p for p in pieces if p.right])
    used = sum(cell_width(s.text) for s in (*left, *right))
    gap = Segment(" " * max(0, width - used - 2), (Role.STATUS,))
    blank = Segment(" ", (Role.STATUS,))
    made = Line.of((blank, *left, gap, *right, blank)).padded(width, (Role.STATUS,))
    return ascii_line(made) if ascii else made


def _needed(pieces: Sequence[_Piece], *, least: bool = False) -> int:
    cells = sum(min(p.cells, p.least) if least and p.least else p.cells for p in pieces)
    return cells + sum(p.gap for p in pieces[1:]) + 2


def _joined(pieces: list[_Piece]) -> list[Segment]:
    made: list[Segment] = []
    for piece in pieces:
        if made:
            made.append(Segment(" " * piece.gap, (Role.STATUS,)))
        made += piece.segments
    return made


def _text(text: str, *over: Role) -> Segment:
    roles: Roles = (Role.STATUS, *over)
    return Segment(text, roles)


def _pieces(status: Status, signs: Marks, *, place: int) -> list[_Piece]:
    """All there is to tell, in the order of the line; the name of the list in at most `place` cells."""
    pieces = [_Piece(0, [_text(fit_name(status.place, place, signs.ellipsis))], least=_LEAST_PLACE)] if status.place else []
    if status.position:
        pieces.append(_Piece(6, [_text(status.position)]))
    if status.about is not None and not status.error and not status.message:
        pieces = _about(status.about, signs)
        if status.also[0]:
            pieces.append(_also(status, signs))
    elif status.error:
        pieces.append(
            _Piece(
                1,
                [_text(f"{signs.problem} ", Role.STATUS_ERROR), _text(status.error, Role.STATUS_ERROR)],
                least=16,
                whole_elsewhere=True,
            )
        )
    elif status.message:
        pieces.append(
            _Piece(
                2,
                [_text(status.message, Role.STATUS_OFFLINE if status.mixed else Role.STATUS_OK)],
                least=12,
                whole_elsewhere=True,
            )
        )
    if status.about is None or status.error or status.message:
        for number, (key, meaning) in enumerate((*status.hints, status.row_hint)):
            if meaning:
                rank = _HINT if number == len(status.hints) else _HINT + 1 + number
                pieces.append(_Piece(rank, [_text(key, Role.STATUS_KEY), _text(f" {meaning}")]))
    if status.typed:
        pieces.append(_Piece(2, [_text(status.typed, Role.STATUS_KEY)], right=True))
    for number, task in enumerate(status.tasks):
        short = [_text(f"{task.name} {task.done}/{task.total}", Role.STATUS_BUSY)] if task.total > 0 else None
        rank = 5 if number == 0 else 7 + number
        pieces.append(_Piece(rank, _task(task, signs), right=True, short=short, short_rank=rank))
    queue = [_text(f" {status.queue_key}", Role.STATUS_KEY)] if status.queue_key and (status.failed or status.waiting) else []
    if status.failed:
        last = [] if status.waiting else queue
        pieces.append(_Piece(4, [_text(f"{status.failed} failed{':' if last else ''}", Role.STATUS_ERROR), *last], right=True))
    if status.waiting:
        pieces.append(_Piece(7, [_text(f"{status.waiting} waiting{':' if queue else ''}", Role.STATUS_BUSY), *queue], right=True))
    if status.mode:
        pieces.append(_Piece(_BESIDE, [_text(f"highlights: {status.mode}")], right=True))
    if status.online is not None:
        role, sign = (Role.STATUS_OK, signs.online) if status.online else (Role.STATUS_OFFLINE, signs.offline)
        word = "online" if status.online else "offline"
        # That all is well goes early; that there is no network stays.
        pieces.append(_Piece(_BESIDE + 1 if status.online else 3, [_text(f"{sign} {word}", role)], right=True))
    return pieces


def _about(about: "Attribution", signs: Marks) -> list[_Piece]:
    """Who says it; then, the first staying longest: by whose account, how sure, to whom, why, in whose words."""
    who = _Piece(0, [_text(about.who, Role.STATUS_KEY)])
    who.least = min(who.cells, _WHO_LEAST)
    pieces = [who]

    def add(rank: int, words: str, *over: Role, short: str = "", short_rank: int = 0) -> None:
        if words:
            dot = _text(f"{signs.dot} ")
            less = [dot, _text(short, *over)] if short else None
            pieces.append(_Piece(rank, [dot, _text(words, *over)], gap=1, short=less, short_rank=short_rank))

    add(6, about.addressee)
    add(2, about.via)
    add(3, about.hedge, Role.STATUS_OFFLINE)
    add(8, about.manner)
    add(7, about.doubt, Role.STATUS_OFFLINE, short=about.doubt_short, short_rank=4)
    return pieces


def _also(status: Status, signs: Marks) -> _Piece:
    """Where else the quotation was printed; the key that compares stays with it."""
    dot = _text(f"{signs.dot} ")
    key = [_text(f" {status.also_key}", Role.STATUS_KEY)] if status.also_key else []
    long, short = ([dot, _text(words, Role.STATUS_OK), *key] for words in status.also)
    return _Piece(5, long, gap=1, short=short, short_rank=1)


def _task(task: Task, signs: Marks) -> list[Segment]:
    if task.total <= 0:
        return [_text(f"{task.name}{signs.ellipsis}", Role.STATUS_BUSY)]
    done = min(task.done, task.total)
    full = _BAR * done // task.total
    return [
        _text(f"{task.name} ", Role.STATUS_BUSY),
        _text(signs.bar_full * full, Role.STATUS_BUSY),
        _text(signs.bar_empty * (_BAR - full), Role.FAINT),
        _text(f" {task.done} of {task.total}", Role.STATUS_BUSY),
    ]
