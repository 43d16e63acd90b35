"""The blocks of a document as rows: headings, paragraphs, lists, block quotations, tables, code, pictures and rules."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from newstui.model.documents import Block, BlockKind, Document, InlineKind
from newstui.model.spans import TextSpan
from newstui.rendering.cells import cell_positions, cell_width, cut
from newstui.rendering.flow import Flow, Insert, Row, Stretch
from newstui.rendering.hyperlinks import clickable
from newstui.rendering.lines import Role, Roles, Segment
from newstui.rendering.marks import Marks
from newstui.rendering.picture_cells import PictureBox, size_in_cells
from newstui.rendering.tables import table_rows
from newstui.rendering.wrapping import wrap, wrap_balanced

_LEAST = 12  # cells of text below which indents and bars give way


def number_links(document: Document, *, pictures: bool = False) -> tuple[dict[int, str], dict[tuple[int, int], int]]:
    """Number the addresses in the order of the text, one number for one address; those of pictures, if wanted, after all others.

    Gives the numbers with their addresses, and the number of each link by its span's end and its block's index.
    """
    numbers: dict[str, int] = {}
    ends: dict[tuple[int, int], int] = {}
    for index, block in enumerate(document.blocks):
        for inline in sorted(block.inlines, key=lambda i: i.span):
            if inline.kind is InlineKind.LINK and inline.target:
                ends[index, inline.span.end] = numbers.setdefault(inline.target, len(numbers) + 1)
    for index, block in enumerate(document.blocks if pictures else ()):
        if block.kind is BlockKind.PICTURE and block.target:
            ends[index, block.span.end] = numbers.setdefault(block.target, len(numbers) + 1)
    return {number: target for target, number in numbers.items()}, ends


class BlockRows(NamedTuple):
    """A document's blocks laid out."""

    rows: list[Row]
    links: Mapping[int, str]
    """Each link's number and its address."""
    pictures: Mapping[int, Block]
    """The row of what stands for each picture that has an address."""
    boxes: list[PictureBox]
    """The rows that are left for pictures."""


def block_rows(
    document: Document,
    cells: int,
    *,
    signs: Marks,
    skip: Block | None = None,
    sizes: Mapping[str, tuple[int, int]] = MappingProxyType({}),
) -> BlockRows:
    """All blocks but `skip`, in at most `cells`; `sizes` are the pixels of pictures that room is left for."""
    links, ends = number_links(document)
    inserts: dict[int, list[Insert]] = {}
    for (index, end), number in ends.items():
        inserts.setdefault(index, []).append(Insert(end, f"[{number}]", (Role.LINK_NUMBER,), clickable(links[number])))
    rows: list[Row] = []
    pictures: dict[int, Block] = {}
    boxes: list[PictureBox] = []
    before: Block | None = None
    for index, block in enumerate(document.blocks):
        if block is skip:
            continue
        bar = _bar(block, cells, signs)
        if before is not None:
            joined = block.quote_depth and before.quote_depth and block.quote_id == before.quote_id
            shallow = block if block.quote_depth <= before.quote_depth else before
            rows += [_bar(shallow, cells, signs) if joined else ()] * _space(before, block)
        if block.kind is BlockKind.PICTURE and block.target:
            if block.target in sizes:
                columns, high = size_in_cells(*sizes[block.target], cells - _width(bar))
                boxes.append(PictureBox(len(rows), _width(bar), columns, high, block.target))
                rows += [bar] * high
            pictures[len(rows)] = block
        made = _rows(document.text, block, cells - _width(bar), signs, inserts.get(index, []))
        rows += [(*bar, *row) for row in made]
        before = block
    return BlockRows(rows, links, pictures, boxes)


def _bar(block: Block, cells: int, signs: Marks) -> tuple[Segment, ...]:
    """The bar before a block quotation, one for each level."""
    depth = min(block.quote_depth, 4)
    text = f"{signs.quote_bar} " * depth
    return (Segment(text, (Role.QUOTE_BLOCK_BAR,)),) if depth and cells - len(text) >= _LEAST else ()


def _width(segments: tuple[Segment, ...]) -> int:
    return sum(cell_width(segment.text) for segment in segments)


def _space(before: Block, block: Block) -> int:
    """Blank rows between two blocks: a heading stands nearer to what it heads."""
    if before.kind is BlockKind.LIST_ITEM and block.kind is BlockKind.LIST_ITEM and before.quote_id == block.quote_id:
        return 0
    if block.kind is BlockKind.HEADING and block.depth <= 2 and before.kind is not BlockKind.HEADING:
        return 2
    return 1


def _rows(text: str, block: Block, cells: int, signs: Marks, inserts: list[Insert]) -> list[Row]:
    flow = Flow(text, block.span, inserts)
    match block.kind:
        case BlockKind.TITLE | BlockKind.HEADING:
            return flow.rows(cells, (Role.HEADING,), wrap_balanced)
        case BlockKind.LIST_ITEM:
            indent = "  " * min(max(block.depth - 1, 0), 6)
            marker = f"{block.marker or signs.bullet} "
            return _hanging(flow, cells, Segment(indent + marker, (Role.LIST_MARKER,)), (Role.TEXT,))
        case BlockKind.PICTURE:
            if block.span.length == 0:
                return [(Segment(cut(f"{signs.picture} Picture", cells), (Role.PICTURE,), clickable(block.target)),)]
            return _hanging(flow, cells, Segment(f"{signs.picture} ", (Role.PICTURE,)), (Role.PICTURE,))
        case BlockKind.CODE:
            return _code(text, block.span, cells, signs)
        case BlockKind.TABLE:
            return table_rows(text, block, cells, signs=signs, inserts=inserts)
        case BlockKind.RULE:
            third = max(3, cells // 3)
            return [(Segment(" " * ((cells - third) // 2)), Segment(signs.rule * third, (Role.BORDER,)))]
        case BlockKind.PARAGRAPH:
            return flow.rows(cells)


def _hanging(flow: Flow, cells: int, first: Segment, roles: Roles) -> list[Row]:
    """Rows behind a marker, the others indented as far."""
    indent = cell_width(first.text)
    if cells - indent < max(2, min(_LEAST, cells // 2)):
        first = Segment(first.text.strip() + " ", first.roles)
        indent = cell_width(first.text)
        if cells - indent < 2:
            return flow.rows(cells, roles)
    made = flow.rows(cells - indent, roles)
    return [(first if number == 0 else Segment(" " * indent), *row) for number, row in enumerate(made)]


def _code(text: str, span: TextSpan, cells: int, signs: Marks) -> list[Row]:
    """Code as it stands; a line too long goes on behind a mark, broken anywhere."""
    rows: list[Row] = []
    room = cells - 2
    bar, roles = Segment(f"{signs.code_bar} ", (Role.BORDER,)), (Role.CODE,)
    if room < 2:
        return [(Stretch(span.start + s, span.start + e, roles),) for s, e in wrap(span.of(text), cells)]
    start = span.start
    for source in span.of(text).rstrip("\n").split("\n"):
        positions = cell_positions(source)
        at, first = 0, True
        while first or at < len(source):
            end = at + 1
            if positions is None:
                end = min(at + room, len(source))
            else:
                while end < len(source) and positions[end + 1] - positions[at] <= room:
                    end += 1
            before = bar if first else Segment(f"{signs.continued} ", (Role.FAINT,))
            rows.append((before, Stretch(start + at, start + min(end, len(source)), roles)))
            at, first = end, False
        start += len(source) + 1
    return rows
