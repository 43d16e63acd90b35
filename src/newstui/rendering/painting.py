"""Which roles lie on which characters of the canonical text: emphasis and links, then who said what, then what was found."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from newstui.config.roles import SPEAKERS
from newstui.model.analysis import (
    OWN_WORDS,
    PARTLY_OWN_WORDS,
    Analysis,
    Entity,
    EntityType,
    Quotation,
    QuotationKind,
    Strength,
    unsure,
)
from newstui.model.documents import Document, InlineKind
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.rendering.lines import Role, Roles, Segment


class Highlights(StrEnum):
    """What of the quotations is shown."""

    STATEMENTS = "statements"
    """What was said: everything but stances."""
    ALL = "all"
    """Stances too (believes, plans, blames)."""
    DIRECT = "direct"
    """Only words given in marks or set off as a block."""
    OFF = "off"

    @property
    def next(self) -> "Highlights":
        """The one that comes after it in a cycle."""
        order = list(Highlights)
        return order[(order.index(self) + 1) % len(order)]


class Paint(NamedTuple):
    """A role on a stretch of text. Higher layers lie over lower ones."""

    span: TextSpan
    layer: int
    role: Role


# Layers. Contents of nested quotations take CONTENT, CONTENT + 1, ... from the outer to the inner one.
INLINE, CONTENT, SOURCE, ENTITY, OVERLAY = 0, 100, 900, 1000, 2000

_INLINE_ROLES = {
    InlineKind.EMPHASIS: Role.EMPHASIS,
    InlineKind.STRONG: Role.STRONG,
    InlineKind.CODE: Role.CODE,
    InlineKind.LINK: Role.LINK,
}
_CONTENT_ROLES = {
    QuotationKind.DIRECT: Role.QUOTE_DIRECT,
    QuotationKind.INDIRECT: Role.QUOTE_INDIRECT,
    QuotationKind.MIXED: Role.QUOTE_INDIRECT,
    QuotationKind.BLOCK: Role.QUOTE_BLOCK,
    QuotationKind.HEADLINE: Role.QUOTE_HEADLINE,
    QuotationKind.HEDGE: Role.QUOTE_INDIRECT,
}
ENTITY_ROLES = {
    EntityType.PERSON: Role.ENTITY_PERSON,
    EntityType.ORG: Role.ENTITY_ORG,
    EntityType.PLACE: Role.ENTITY_PLACE,
}
QUOTATION_ROLES = frozenset(role for role in Role if role.startswith("quote_"))
_IN_MARKS = re.compile(r"“[^“”]*(?:”|$)|«[^«»]*(?:»|$)|„[^„“”]*(?:[“”]|$)|\"[^\"]*(?:\"|$)|(?<!\w)‘[^‘]*?(?:’(?!\w)|$)")


def shown(quotations: Iterable[Quotation], highlights: Highlights) -> list[Quotation]:
    """The quotations that `highlights` lets through, in the order of the text."""
    if highlights is Highlights.OFF:
        return []
    kept = [q for q in quotations if _has_parts(q)]
    if highlights is not Highlights.ALL:
        kept = [q for q in kept if q.strength is Strength.STATEMENT]
    if highlights is Highlights.DIRECT:
        kept = [q for q in kept if q.kind in PARTLY_OWN_WORDS]
    return sorted(kept, key=lambda q: (q.begins, -q.extent.end))


def _has_parts(quotation: Quotation) -> bool:
    return bool(quotation.content or quotation.source or quotation.cue)


class Relays(msgspec.Struct, frozen=True):
    """Which quotations pass another one on ("..., the UN said, according to Haaretz"), by their identity in memory."""

    relaying: frozenset[int]
    relayed: frozenset[int]
    """Those with a relaying quotation of their own, which is where the words of the relay stand."""

    @classmethod
    def among(cls, quotations: Sequence[Quotation]) -> "Relays":
        """Pair each quotation that came through somebody with the one whose speaker that is and whose content it stands in."""
        relaying, relayed = set(), set()
        open_here: list[tuple[TextSpan, Quotation]] = []
        for extent, quotation in sorted(((q.extent, q) for q in quotations if _has_parts(q)), key=lambda pair: pair[0]):
            open_here = [pair for pair in open_here if pair[0].end > extent.start]
            for around, other in open_here:
                for (inner, told), teller in (((extent, quotation), other), ((around, other), quotation)):
                    named = told.via is not None and told.via == teller.speaker
                    if named and any(piece.overlaps(inner) for piece in teller.content):
                        relaying.add(id(teller))
                        relayed.add(id(told))
            open_here.append((extent, quotation))
        return cls(frozenset(relaying), frozenset(relayed))

    def is_relay(self, quotation: Quotation) -> bool:
        """Whether it only passes another one on."""
        return id(quotation) in self.relaying

    def only_named(self, quotation: Quotation) -> bool:
        """Whether it came through somebody whose words have no quotation of their own."""
        return quotation.via is not None and id(quotation) not in self.relayed


def content_role(kind: QuotationKind) -> Role:
    """What the content of such a quotation is."""
    return _CONTENT_ROLES[kind]


def document_paints(document: Document) -> list[Paint]:
    """Emphasis, strong text, code and links."""
    return [
        Paint(inline.span, INLINE + (1 if inline.kind is InlineKind.LINK else 0), _INLINE_ROLES[inline.kind])
        for block in document.blocks
        for inline in block.inlines
        if inline.kind is not InlineKind.LINK or inline.target
    ]


def quotation_paints(
    quotations: Sequence[Quotation], text: str, highlights: Highlights, speakers: Mapping[SafeText, Role]
) -> list[Paint]:
    """Contents, sources and cues of the shown quotations; an inner quotation lies over the outer one.

    `speakers` gives each speaker's colour, for the words that name the source. What somebody reports within their own words
    stays their own words: there only the inner source and cue are painted.
    """
    paints: list[Paint] = []
    around: list[Quotation] = []  # those that the present one stands in, the outermost first
    relays = Relays.among(quotations)
    for quotation in sorted(shown(quotations, highlights), key=lambda q: (q.extent.start, -q.extent.end)):
        extent = quotation.extent
        while around and around[-1].extent.end <= extent.start:
            around.pop()
        relay = relays.is_relay(quotation)
        verbatim = any(o.kind in OWN_WORDS and any(p.covers(extent) for p in o.content) for o in around)
        around.append(quotation)
        layer = min(len(around), 300)
        if not relay and not (verbatim and quotation.kind not in OWN_WORDS):
            paints += _content_paints(quotation, text, CONTENT + 2 * layer, highlights)
        inner = SOURCE + min(layer, 50)
        cue = [span for span in quotation.cue if any(map(str.isalnum, span.of(text)))]  # a headline's colon is no word
        for spans, role in ((quotation.source, Role.QUOTE_SOURCE), (cue, Role.QUOTE_CUE)):
            paints += [Paint(span, inner, role) for span in spans]
            if relay:
                paints += [Paint(span, inner, Role.QUOTE_VIA) for span in spans]
        colour = speakers.get(quotation.speaker) if quotation.speaker else None
        if colour is not None and colour is not Role.QUOTE_SOURCE:
            paints += [Paint(span, inner, colour) for span in quotation.source]
        if unsure(quotation.kind, hedged=quotation.hedged):
            paints += [Paint(span, inner + 1, Role.QUOTE_HEDGE) for span in quotation.hedges or cue]
    return paints


def _content_paints(quotation: Quotation, text: str, layer: int, highlights: Highlights) -> Iterable[Paint]:
    mixed = quotation.kind is QuotationKind.MIXED
    for span in quotation.content:
        if not (mixed and highlights is Highlights.DIRECT):
            yield Paint(span, layer, _CONTENT_ROLES[quotation.kind])
        if mixed:
            for match in _IN_MARKS.finditer(text, span.start, span.end):
                yield Paint(TextSpan(*match.span()), layer + 1, Role.QUOTE_DIRECT)
        if quotation.strength is Strength.STANCE:
            yield Paint(span, layer + 1, Role.QUOTE_STANCE)


def entity_paints(chosen: Entity | None, speakers: Mapping[SafeText, Role]) -> list[Paint]:
    """The mentions of the chosen entity, in its colour as a speaker if it has one."""
    if chosen is None:
        return []
    role = entity_role(chosen, speakers)
    return [
        paint for span in chosen.mentions for paint in (Paint(span, ENTITY, role), Paint(span, ENTITY + 1, Role.ENTITY_CHOSEN))
    ]


def entity_role(entity: Entity, speakers: Mapping[SafeText, Role]) -> Role:
    """The colour of an entity: that of the speaker, if it speaks in the article, else that of its type."""
    role = speakers.get(entity.name, Role.QUOTE_SOURCE)
    return ENTITY_ROLES[entity.type] if role is Role.QUOTE_SOURCE else role


class GutterMark(NamedTuple):
    """A sign in the margin: at which character, what it says."""

    offset: int
    role: Role


def gutter_marks(analysis: Analysis | None, highlights: Highlights) -> list[GutterMark]:
    """Where the margin says "hedged", "relayed" or "stance", by offset. A hedge goes before a relay on the same line."""
    if analysis is None:
        return []
    found: list[GutterMark] = []
    relays = Relays.among(analysis.quotations)
    for quotation in shown(analysis.quotations, highlights):
        at = (quotation.cue or quotation.source or quotation.content)[0].start
        if unsure(quotation.kind, hedged=quotation.hedged):
            found += [GutterMark(hedge.start, Role.QUOTE_HEDGE) for hedge in quotation.hedges] or [
                GutterMark(at, Role.QUOTE_HEDGE)
            ]
        elif relays.is_relay(quotation) or relays.only_named(quotation):
            found.append(GutterMark((quotation.source or quotation.cue or quotation.content)[0].start, Role.QUOTE_VIA))
        elif quotation.strength is Strength.STANCE:
            found.append(GutterMark(at, Role.QUOTE_STANCE))
    return sorted(found)


def _laid(paints: Sequence[Paint]) -> Roles:
    """The roles of paints from the lowest to the highest, each once.

    Of a quotation's roles only the highest stays: looks are added up, and without colour an underlined content below an
    italic mark would look like a third thing.
    """
    roles: list[Role] = []
    quoted = spoken = False
    for paint in reversed(paints):
        if paint.role in roles or (quoted and paint.role in QUOTATION_ROLES):
            continue
        if paint.role in SPEAKERS:
            if quoted or spoken:  # of another source below the one that shows
                continue
            spoken = True
        quoted = quoted or paint.role in QUOTATION_ROLES
        roles.append(paint.role)
    return tuple(reversed(roles))


class Runs(msgspec.Struct, frozen=True):
    """A text cut into stretches of equal roles: from starts[i] on, roles[i]."""

    starts: tuple[int, ...]
    roles: tuple[Roles, ...]

    @classmethod
    def of(cls, paints: Iterable[Paint]) -> "Runs":
        """Lay the paints over each other, lower layers first; a role that is there twice counts once, at its highest."""
        events: list[tuple[int, int, int, Paint]] = []
        for number, paint in enumerate(paints):
            if paint.span.start < paint.span.end:
                events += ((paint.span.start, 1, number, paint), (paint.span.end, 0, number, paint))
        events.sort(key=lambda event: event[:3])
        starts, roles = [0], [()]  # type: tuple[list[int], list[Roles]]
        active: dict[int, Paint] = {}
        for i, (at, opens, number, paint) in enumerate(events):
            if opens:
                active[number] = paint
            else:
                del active[number]
            if i + 1 < len(events) and events[i + 1][0] == at:
                continue
            laid = _laid([paint for _, paint in sorted(active.items(), key=lambda item: (item[1].layer, item[0]))])
            if starts[-1] == at:
                roles[-1] = laid
            elif roles[-1] != laid:
                starts.append(at)
                roles.append(laid)
        return cls(tuple(starts), tuple(roles))

    def between(self, start: int, end: int) -> Iterable[tuple[int, int, Roles]]:
        """The stretches of [start, end) with their roles."""
        i = bisect_right(self.starts, start) - 1
        while start < end:
            stop = self.starts[i + 1] if i + 1 < len(self.starts) else end
            stop = min(stop, end)
            if stop > start:
                yield start, stop, self.roles[i]
            start = max(stop, start)
            i += 1

    def segments(self, text: str, start: int, end: int, base: Roles) -> Iterable[Segment]:
        """The stretch of `text` as segments over `base`. A blank where one quotation role meets another has neither."""
        runs = list(self.between(start, end))
        quoted = [next((role for role in roles if role in QUOTATION_ROLES), None) for _, _, roles in runs]
        for i, (first, last, roles) in enumerate(runs):
            role = quoted[i]
            words = text[first:last]
            if role is None or not (words[:1] == " " or words[-1:] == " "):
                yield Segment(words, base + roles)
                continue
            bare = base + tuple(r for r in roles if r is not role and r not in SPEAKERS)
            inner = words
            if i and quoted[i - 1] is not role:
                inner = inner.lstrip(" ")
                yield Segment(words[: len(words) - len(inner)], bare)
            after = len(inner)
            if i + 1 < len(runs) and quoted[i + 1] is not role:
                after = len(inner.rstrip(" "))
            yield Segment(inner[:after], base + roles)
            yield Segment(inner[after:], bare)
