"""Tables in columns as wide as they need and as the measure allows; one row under the other where it allows too little."""

import re
from collections.abc import Sequence

from newstui.model.documents import Block
from newstui.model.spans import TextSpan
from newstui.rendering.cells import cell_width
from newstui.rendering.flow import Flow, Insert, Piece, Row, Stretch
from newstui.rendering.lines import Role, Roles, Segment
from newstui.rendering.marks import Marks

_GAP = 2  # cells between columns
_LEAST = 6  # cells of a column below which words are torn too often
_NUMBER = r"[-+−–]?[$€£¥]?\s?\d[\d.,:/\s]*\s?(?:%|[a-zA-Z€]{0,3})|[-–—]|"
_BODY: Roles = (Role.TABLE,)
_HEAD: Roles = (Role.TABLE, Role.STRONG)


def table_rows(text: str, block: Block, cells: int, *, signs: Marks, inserts: Sequence[Insert] = ()) -> list[Row]:
    """The table's rows; its first row is the head, a rule below it."""
    table = [[_cell(text, span, inserts) for span in row] for row in block.rows]
    columns = max((len(row) for row in table), default=0)
    if columns == 0:
        return Flow(text, block.span, inserts).rows(cells, _BODY)
    widths = _widths(table, columns, cells)
    if widths is None:
        return _stacked(table, cells)
    numeric = [_is_numeric(table, column) for column in range(columns)]
    rows: list[Row] = []
    for number, row in enumerate(table):
        roles = _HEAD if number == 0 and len(table) > 1 else _BODY
        wrapped = [flow.rows(width, roles) for flow, width in zip(row, widths)]
        for line in range(max((len(cell) for cell in wrapped), default=1)):
            pieces: list[Piece] = []
            filled = 0
            for column, cell in enumerate(wrapped):
                content = cell[line] if line < len(cell) else ()
                blanks = widths[column] - _row_cells(text, content)
                gap = _GAP if column else 0
                before = gap + (blanks if numeric[column] else 0)
                if content:
                    pieces += [Segment(" " * (filled + before), _BODY), *content]
                    filled = 0 if numeric[column] else blanks
                else:
                    filled += gap + widths[column]
            rows.append(tuple(pieces))
        if number == 0 and len(table) > 1:
            rule = (" " * _GAP).join(signs.table_rule * width for width in widths)
            rows.append((Segment(rule, (Role.BORDER,)),))
    return rows


def _cell(text: str, span: TextSpan, inserts: Sequence[Insert]) -> Flow:
    return Flow(text, span, [insert for insert in inserts if span.start < insert.offset <= span.end])


def _row_cells(text: str, row: Row) -> int:
    return sum(cell_width(text[p.start : p.end] if isinstance(p, Stretch) else p.text) for p in row)


def _is_numeric(table: list[list[Flow]], column: int) -> bool:
    """Whether every cell below the head is a number, so that the column stands flush right."""
    body = [row[column].text.strip() for row in table[1:] if column < len(row)]
    return any(body) and all(re.fullmatch(_NUMBER, cell) for cell in body)


def _widths(table: list[list[Flow]], columns: int, cells: int) -> list[int] | None:
    """Cells for each column: what it would take, or its share of what there is; None if columns would be too narrow.

    A column never gets less than its longest word needs, up to a third of the room.
    """
    room = cells - _GAP * (columns - 1)
    wanted = [1] * columns
    least = [1] * columns
    for row in table:
        for column, flow in enumerate(row):
            for line in flow.text.split("\n"):
                wanted[column] = max(wanted[column], cell_width(line))
            words = max((cell_width(word) for word in flow.text.split()), default=1)
            least[column] = max(least[column], words)
    if sum(wanted) <= room:
        return wanted
    least = [min(most, max(need if need <= room // 3 else room // 3, min(most, _LEAST))) for need, most in zip(least, wanted)]
    if room < 1 or sum(least) > room:
        return None
    # What is left goes to the columns by how much more they would take.
    spare = room - sum(least)
    hunger = [most - need for most, need in zip(wanted, least)]
    total = sum(hunger) or 1
    return [need + spare * more // total for need, more in zip(least, hunger)]


def _stacked(table: list[list[Flow]], cells: int) -> list[Row]:
    """Each row as lines "head: cell", a blank line between the rows."""
    head, body = (table[0], table[1:]) if len(table) > 1 else ([], table)
    rows: list[Row] = []
    for number, row in enumerate(body):
        if number:
            rows.append(())
        for column, flow in enumerate(row):
            if not flow.text.strip():
                continue
            label = head[column].text.strip() if column < len(head) else ""
            if label and cell_width(label) + 2 <= cells // 2:
                indent = cell_width(label) + 2
                made = flow.rows(cells - indent, _BODY)
                rows.append((Segment(f"{label}: ", _HEAD), *made[0]))
                rows += [(Segment(" " * indent), *piece) for piece in made[1:]]
            else:
                if label:
                    rows += head[column].rows(cells, _HEAD)
                rows += flow.rows(cells, _BODY)
    return rows
