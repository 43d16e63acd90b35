"""The sidebar: who speaks in an article and how often, who and what it names, and all there is about the chosen one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from newstui.model.analysis import Analysis, Entity, EntityType
from newstui.model.lists import EntityRow
from newstui.rendering.lines import EMPTY, Role
from newstui.rendering.marks import Marks, ascii_line, marks
from newstui.rendering.painting import ENTITY_ROLES, Highlights, entity_role
from newstui.rendering.sidebar_rows import EntityTarget, SidebarRow, SpeakerTarget, heading, named_row, said
from newstui.rendering.speakers import Speaker, speaker_roles, speakers_of

if TYPE_CHECKING:
    from newstui.model.entities import Dossier

GROUPS = ((EntityType.PERSON, "People"), (EntityType.ORG, "Organisations"), (EntityType.PLACE, "Places"))


def sidebar_rows(
    analysis: Analysis | None,
    text: str,
    *,
    width: int,
    highlights: Highlights = Highlights.ALL,
    chosen: Entity | None = None,
    speaker: Speaker | None = None,
    dossier: "Dossier | None" = None,
    cast: Mapping[str, EntityRow] | None = None,
    now: datetime | None = None,
    waiting: str = "",
    ascii: bool = False,
) -> list[SidebarRow]:
    """The rows of the sidebar, `width` cells at most.

    The quotations that count are those that `highlights` shows. `dossier` is what the cache knows of the chosen one, which the
    article need not name. `cast` gives who each of the article's entities is, by its name in the analysis: the reader may call
    it otherwise, take it for something else, or not want to see it. `waiting` is said where there is no analysis ("Reading the
    article for names..."). Without a chosen entity or speaker the groups stand alone; with one, what is known of it stands first.
    """
    signs = marks(ascii)
    speakers = speakers_of(analysis, highlights) if analysis is not None else ()
    if speaker is None and chosen is not None:
        speaker = next((one for one in speakers if one.name == chosen.name), None)
    rows: list[SidebarRow] = []
    if chosen is not None or speaker is not None or dossier is not None:
        from newstui.rendering.dossier import about  # a start shows no dossier

        rows += about(chosen, speaker, dossier, text, width, now, signs)
    if analysis is None:
        rows += said(waiting or "No article is open.", width, Role.FAINT)
    elif not analysis.entities and not analysis.quotations:
        rows += said(_nothing(analysis), width, Role.FAINT)
    else:
        rows += _groups(analysis, speakers, width, chosen, speaker, cast or {}, signs)
        if analysis.reduced:
            rows += [SidebarRow(EMPTY), *said("Found without the language model: expect gaps.", width, Role.WARNING)]
    rows = [row if row.line.cells <= width else SidebarRow(row.line.padded(width), row.target) for row in rows]
    return [SidebarRow(ascii_line(row.line), row.target) for row in rows] if ascii else rows


def _nothing(analysis: Analysis) -> str:
    if analysis.language not in ("en", ""):
        return "Nothing stands in quotation marks here, and names are found in English articles only."
    return "No people, organisations or places are named."


def _groups(
    analysis: Analysis,
    speakers: Sequence[Speaker],
    width: int,
    chosen: Entity | None,
    speaker: Speaker | None,
    cast: Mapping[str, EntityRow],
    signs: Marks,
) -> Iterable[SidebarRow]:
    colours = speaker_roles(analysis)
    sections: list[list[SidebarRow]] = []
    if speakers:
        rows = [SidebarRow(heading("Speakers", str(sum(one.name is not None for one in speakers) or ""), width))]
        for one in speakers:
            here = speaker is not None and speaker.name == one.name
            role = one.role if one.name is not None else Role.MUTED
            count = f"{signs.open_quote}{len(one.quotations)}"
            rows.append(
                SidebarRow(
                    named_row(_label(one, cast), (role,), count, width, signs, chosen=here, watched=_watched(one.name, cast)),
                    SpeakerTarget(one),
                )
            )
        sections.append(rows)
    for kind, title in GROUPS:
        members = [entity for entity in analysis.entities if _type(entity, cast) is kind]
        if not members:
            continue
        members.sort(key=lambda e: (-len(e.mentions), e.mentions[:1]))
        rows = [SidebarRow(heading(title, str(len(members)), width))]
        for entity in members:
            role = entity_role(entity, colours) if entity.name in colours else ENTITY_ROLES[kind]
            name = cast[entity.name].shown(entity.name) if entity.name in cast else entity.name
            made = named_row(
                name,
                (role,),
                str(len(entity.mentions)),
                width,
                signs,
                chosen=entity == chosen,
                watched=_watched(entity.name, cast),
            )
            rows.append(SidebarRow(made, EntityTarget(entity)))
        sections.append(rows)
    for number, rows in enumerate(sections):
        if number:
            yield SidebarRow(EMPTY)
        yield from rows


def _type(entity: Entity, cast: Mapping[str, EntityRow]) -> EntityType | None:
    """What the reader takes it for, else what the article does; None where the reader does not want to see it."""
    known = cast.get(entity.name)
    if known is None:
        return entity.type
    return None if known.hidden else known.type


def _watched(name: str | None, cast: Mapping[str, EntityRow]) -> bool:
    return name is not None and name in cast and cast[name].watched


def _label(speaker: Speaker, cast: Mapping[str, EntityRow]) -> str:
    known = cast.get(speaker.name) if speaker.name is not None else None
    return known.shown(speaker.label) if known is not None else speaker.label
