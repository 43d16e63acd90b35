"""The status line: where you are, what is running, what went wrong, whether there is a network; less of it on less width."""

from collections.abc import Sequence
from dataclasses import dataclass

from newstui.rendering.cells import cell_width, fit
from newstui.rendering.lines import Line, Role, Roles, Segment
from newstui.rendering.marks import Marks, ascii_line, marks

_BAR = 10  # cells of a progress bar
_GAP = 2


@dataclass(frozen=True, slots=True)
class Task:
    """Something that runs: "Refreshing", 12 of 40. A total of 0 is not known."""

    name: str
    done: int = 0
    total: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """What the status line tells."""

    place: str
    """Where the reader is: "Unread", "Harbour Post"."""
    position: str = ""
    """How far there: "3 of 120", "42 %"."""
    online: bool | None = None
    """None while it is not known."""
    tasks: tuple[Task, ...] = ()
    waiting: int = 0
    """Wishes that wait, for a network or for their turn."""
    message: str = ""
    """What went well just now."""
    error: str = ""
    """The last error."""
    typed: str = ""
    """A count or keys typed so far."""
    mode: str = ""
    """What is highlighted."""
    hints: tuple[tuple[str, str], ...] = ()
    """Keys and what they do here."""


@dataclass(slots=True)
class _Piece:
    """A piece of the line: the lower its rank, the longer it stays."""

    rank: int
    segments: list[Segment]
    least: int = 0
    """Cells to which it may be cut before it goes; 0: it is not cut."""
    right: bool = False
    short: list[Segment] | None = None
    """What it says where there is less room."""

    @property
    def cells(self) -> int:
        return sum(cell_width(s.text) for s in self.segments)


def status_line(status: Status, *, width: int, ascii: bool = False) -> Line:
    """The status in one line of exactly `width` cells."""
    signs = marks(ascii)
    pieces = _pieces(status, signs)
    while len(pieces) > 1 and _needed(pieces, least=True) > width:
        last = max(pieces, key=lambda p: p.rank)
        if last.short is not None:
            last.segments, last.short = last.short, None
        else:
            pieces.remove(last)
    over = _needed(pieces) - width
    for piece in sorted((p for p in pieces if p.least), key=lambda p: -p.rank):
        if over > 0:
            before = piece.cells
            words = piece.segments[-1]
            room = max(piece.least, before - over) - (before - cell_width(words.text))
            piece.segments[-1] = Segment(fit(words.text, max(1, room), signs.ellipsis), words.roles)
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
    return cells + _GAP * (len(pieces) - 1) + 2


def _joined(pieces: list[_Piece]) -> list[Segment]:
    made: list[Segment] = []
    for piece in pieces:
        if made:
            made.append(Segment(" " * _GAP, (Role.STATUS,)))
        made += piece.segments
    return made


def _text(text: str, *over: Role) -> Segment:
    roles: Roles = (Role.STATUS, *over)
    return Segment(text, roles)


def _pieces(status: Status, signs: Marks) -> list[_Piece]:
    """All there is to tell, in the order of the line."""
    pieces = [_Piece(0, [_text(status.place)], least=8)]
    if status.position:
        pieces.append(_Piece(6, [_text(status.position)]))
    if status.error:
        pieces.append(
            _Piece(1, [_text(f"{signs.problem} ", Role.STATUS_ERROR), _text(status.error, Role.STATUS_ERROR)], least=16)
        )
    elif status.message:
        pieces.append(_Piece(2, [_text(status.message, Role.STATUS_OK)], least=12))
    else:
        for number, (key, meaning) in enumerate(status.hints):
            pieces.append(_Piece(20 + number, [_text(key, Role.STATUS_KEY), _text(f" {meaning}")]))
    if status.typed:
        pieces.append(_Piece(2, [_text(status.typed, Role.STATUS_KEY)], right=True))
    for number, task in enumerate(status.tasks):
        short = [_text(f"{task.name} {task.done}/{task.total}", Role.STATUS_BUSY)] if task.total > 0 else None
        pieces.append(_Piece(5 if number == 0 else 7 + number, _task(task, signs), right=True, short=short))
    if status.waiting:
        pieces.append(_Piece(7, [_text(f"{status.waiting} waiting", Role.STATUS_BUSY)], right=True))
    if status.mode:
        pieces.append(_Piece(9, [_text(status.mode)], right=True))
    if status.online is not None:
        role, sign = (Role.STATUS_OK, signs.online) if status.online else (Role.STATUS_OFFLINE, signs.offline)
        word = "online" if status.online else "offline"
        # That all is well goes early; that there is no network stays.
        pieces.append(_Piece(10 if status.online else 3, [_text(f"{sign} {word}", role)], right=True))
    return pieces


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
