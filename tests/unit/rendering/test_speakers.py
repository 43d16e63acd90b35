"""Who speaks: the colours that speakers keep, what they say, and a quotation's attribution in words."""

from msgspec.structs import replace

from newstui.config.roles import SPEAKERS
from newstui.model.analysis import EntityType, Quotation, QuotationKind, Strength
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.rendering.article import lay_out
from newstui.rendering.attribution import attribution
from newstui.rendering.lines import Role
from newstui.rendering.painting import Highlights
from newstui.rendering.speakers import speaker_roles, speakers_of
from newstui.rendering.status import Status, status_line
from support.documents import analysis, article, entity, quotation

TEXT = "“It holds,” Tom Merrow said. He added: “It will.” Officials said nobody knows. Ada Vance fears it breaks. Vance left."
MERROW = quotation(TEXT, QuotationKind.DIRECT, "“It holds,”", source="Tom Merrow", cue="said", speaker="Tom Merrow")
ADDED = quotation(TEXT, QuotationKind.DIRECT, "“It will.”", source="He", cue="added", speaker="Tom Merrow")
OFFICIALS = quotation(TEXT, QuotationKind.INDIRECT, "nobody knows", source="Officials", cue="said")
FEARS = quotation(TEXT, QuotationKind.INDIRECT, "it breaks", source="Ada Vance", cue="fears", speaker="Ada Vance")
VANCE = entity(TEXT, "Ada Vance", EntityType.PERSON, "Ada Vance", "Vance left"[:5])
FOUND = analysis(TEXT, MERROW, ADDED, OFFICIALS, replace(FEARS, strength=Strength.STANCE), entities=(VANCE,))


def test_speakers_come_in_the_order_in_which_they_speak_with_what_is_shown_of_them() -> None:
    everything = [(one.name, len(one.quotations)) for one in speakers_of(FOUND, Highlights.ALL)]
    assert everything == [("Tom Merrow", 2), ("Ada Vance", 1), (None, 1)]
    statements = [(one.name, one.role) for one in speakers_of(FOUND, Highlights.STATEMENTS)]
    assert statements == [("Tom Merrow", Role.SPEAKER_1), (None, Role.QUOTE_SOURCE)]
    assert speakers_of(FOUND, Highlights.OFF) == speakers_of(FOUND, Highlights.STATEMENTS)
    assert speakers_of(FOUND, Highlights.ALL)[1].entity == VANCE


def test_a_speaker_keeps_one_colour_whatever_is_shown_and_however_it_is_named() -> None:
    made = article(TEXT)
    found = analysis(made.document.text, *FOUND.quotations, entities=FOUND.entities)
    for highlights in (Highlights.STATEMENTS, Highlights.ALL):
        layout = lay_out(made, found, width=200, measure=0, highlights=highlights)
        painted = {s.text: s.roles for line in layout.lines for s in line.segments}
        assert Role.SPEAKER_1 in painted["Tom Merrow"] and Role.SPEAKER_1 in painted["He"]
        assert not set(painted["Officials"]) & set(SPEAKERS)
    chosen = lay_out(made, found, width=200, measure=0, highlights=Highlights.ALL, chosen=VANCE)
    roles = {s.text: s.roles for line in chosen.lines for s in line.segments}
    assert Role.SPEAKER_2 in roles["Ada Vance"] and Role.SPEAKER_2 in roles["Vance"]


def test_where_many_speak_those_who_speak_most_have_a_colour() -> None:
    text = " ".join(f"S{n} said x{n}." for n in range(9)) + " S8 said y."
    quotations = [quotation(text, QuotationKind.INDIRECT, f"x{n}", source=f"S{n}", speaker=f"S{n}") for n in range(9)]
    again = quotation(text, QuotationKind.INDIRECT, "y", source="S8", speaker="S8")
    roles = speaker_roles(analysis(text, *quotations, again))
    assert roles[SafeText("S8")] is Role.SPEAKER_6
    assert [roles[SafeText(f"S{n}")] for n in range(5)] == list(SPEAKERS[:5])
    assert {roles[SafeText(f"S{n}")] for n in (5, 6, 7)} == {Role.QUOTE_SOURCE}


def words(found: Quotation) -> str:
    return " · ".join(part for part in attribution(found, TEXT)[:-1] if part)


def test_an_attribution_in_words() -> None:
    assert words(MERROW) == "Tom Merrow, said · own words"
    assert words(ADDED) == "Tom Merrow (“He”), added · own words"
    assert words(replace(ADDED, speaker=SafeText("Hector Hehe"))).startswith("Hector Hehe (“He”)")
    assert words(replace(FEARS, strength=Strength.STANCE)) == "Ada Vance, fears · a view or a plan, not a statement"
    surname = replace(MERROW, source=(TextSpan(TEXT.index("Merrow"), TEXT.index("Merrow") + 6),))
    assert words(surname) == "Tom Merrow, said · own words"
    relayed = replace(MERROW, via=SafeText("Reuters"), addressee=SafeText("reporters"), hedged=True)
    assert words(relayed) == "Tom Merrow, said · to reporters · relayed by Reuters · told as unsure · own words"
    claimed = replace(MERROW, kind=QuotationKind.MIXED, cue=())
    assert words(claimed) == "Tom Merrow · partly own words"


def test_an_attribution_says_what_is_uncertain() -> None:
    likely = replace(ADDED, confidence=0.8, reason="“he”: spoken of just before")
    assert words(likely).endswith(" · own words · likely: “he”: spoken of just before")
    assert words(replace(likely, confidence=0.6)).endswith(" · perhaps: “he”: spoken of just before")
    assert words(replace(OFFICIALS, confidence=0.2)) == "“Officials”, said · paraphrased · not named in the article"
    several = replace(OFFICIALS, confidence=0.3, reason="several speak")
    assert words(several) == "“Officials”, said · paraphrased · unclear who that is: several speak"
    hedge = replace(OFFICIALS, kind=QuotationKind.HEDGE, source=())
    assert words(hedge) == "No source is named, “said” · told as unsure"


def test_the_status_line_tells_who_says_it_and_drops_what_matters_least() -> None:
    found = replace(ADDED, via=SafeText("Reuters"), confidence=0.8, reason="“he”: spoken of just before")
    status = Status("Unread", about=attribution(found, TEXT), mode="statements", online=True, hints=(("?", "help"),))
    wide = status_line(status, width=140).text
    assert wide.startswith(" Tom Merrow (“He”), added · relayed by Reuters · own words · likely: “he”: spoken of just before")
    narrow = status_line(status, width=60).text
    assert narrow.strip() == "Tom Merrow (“He”), added · relayed by Reuters · likely"
    assert "Tom Merrow" in status_line(status, width=40).text
    assert "Copied" in status_line(replace(status, message="Copied."), width=60).text
    assert "Tom Merrow" not in status_line(replace(status, error="Disk full."), width=60).text


def test_the_name_of_a_list_leaves_room_for_what_is_told() -> None:
    title = "A feed with a title without an end " * 12
    told = Status(place=title, message="Starred 1 entry; u takes it back.", hints=(("?", "help"),))
    for width in (120, 80, 60):
        line = status_line(told, width=width)
        assert "Starred 1 entry; u takes it back." in line.text and line.text.startswith(" A feed ") and line.cells == width
    assert "? help" in status_line(replace(told, message=""), width=80).text
