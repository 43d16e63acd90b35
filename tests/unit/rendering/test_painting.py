"""Who said what, as roles: kinds, nesting, relays, and what each mode lets through."""

from msgspec import structs

from newstui.model.analysis import Analysis, Quotation, QuotationKind, Strength
from newstui.model.spans import TextSpan
from newstui.rendering.lines import Role
from newstui.rendering.painting import Highlights, Paint, Relays, Runs, gutter_marks, quotation_paints, shown
from support.documents import article, quotation


def painted(
    text: str, *quotations: Quotation, highlights: Highlights = Highlights.STATEMENTS
) -> list[tuple[str, tuple[Role, ...]]]:
    runs = Runs.of(quotation_paints(quotations, text, highlights, {}))
    return [(text[start:end], roles) for start, end, roles in runs.between(0, len(text)) if roles]


def test_each_kind_has_its_role() -> None:
    text = "It rains."
    roles = {
        kind: painted(text, quotation(text, kind, text), highlights=Highlights.ALL)[0][1]
        for kind in QuotationKind
        if kind is not QuotationKind.MIXED
    }
    assert roles[QuotationKind.DIRECT] == (Role.QUOTE_DIRECT,)
    assert roles[QuotationKind.INDIRECT] == roles[QuotationKind.HEDGE] == (Role.QUOTE_INDIRECT,)
    assert roles[QuotationKind.BLOCK] == (Role.QUOTE_BLOCK,)
    assert roles[QuotationKind.HEADLINE] == (Role.QUOTE_HEADLINE,)


def test_a_headlines_colon_is_no_reporting_word() -> None:
    text = "Minister: gates will hold"
    said = quotation(text, QuotationKind.HEADLINE, "gates will hold", source="Minister", cue=":")
    assert painted(text, said) == [("Minister", (Role.QUOTE_SOURCE,)), ("gates will hold", (Role.QUOTE_HEADLINE,))]


def test_a_mixed_quotation_tells_its_marked_words_from_the_writers() -> None:
    text = "He claimed troops stay “out of choice,” not need."
    mixed = quotation(text, QuotationKind.MIXED, "troops stay “out of choice,” not need", source="He", cue="claimed")
    assert painted(text, mixed) == [
        ("He", (Role.QUOTE_SOURCE,)),
        ("claimed", (Role.QUOTE_CUE,)),
        ("troops stay ", (Role.QUOTE_INDIRECT,)),
        ("“out of choice,”", (Role.QUOTE_DIRECT,)),
        (" not need", (Role.QUOTE_INDIRECT,)),
    ]
    assert ("troops stay ", (Role.QUOTE_INDIRECT,)) not in painted(text, mixed, highlights=Highlights.DIRECT)
    assert ("“out of choice,”", (Role.QUOTE_DIRECT,)) in painted(text, mixed, highlights=Highlights.DIRECT)


def test_an_inner_source_lies_over_the_outer_content() -> None:
    text = "SOHR denied that the regime claims a corridor."
    outer = quotation(text, QuotationKind.INDIRECT, "that the regime claims a corridor", source="SOHR", cue="denied")
    inner = quotation(text, QuotationKind.INDIRECT, "a corridor", source="the regime", cue="claims")
    found = dict(painted(text, inner, outer))
    assert found["the regime"] == (Role.QUOTE_SOURCE,)
    assert found["claims"] == (Role.QUOTE_CUE,)
    assert found[" a corridor"] == (Role.QUOTE_INDIRECT,)


def test_what_somebody_reports_in_their_own_words_stays_their_own_words() -> None:
    text = "“The mayor says the dam will hold,” she said."
    outer = quotation(text, QuotationKind.DIRECT, "“The mayor says the dam will hold,”", source="she", cue="said")
    inner = quotation(text, QuotationKind.INDIRECT, "the dam will hold", source="The mayor", cue="says")
    found = dict(painted(text, outer, inner))
    assert found["The mayor"] == (Role.QUOTE_SOURCE,)
    assert found[" the dam will hold,”"] == (Role.QUOTE_DIRECT,)


def relayed(text: str) -> tuple[Quotation, Quotation]:
    told = quotation(text, QuotationKind.INDIRECT, "500 have died", source="the UN", cue="said", speaker="UN", via="Haaretz")
    relay = quotation(
        text, QuotationKind.INDIRECT, "500 have died, the UN said", source="Haaretz", cue="according to", speaker="Haaretz"
    )
    return told, relay


def test_a_relay_marks_who_passes_on_and_not_the_words_again() -> None:
    text = "500 have died, the UN said, according to Haaretz."
    told, relay = relayed(text)
    assert painted(text, told, relay) == [
        ("500 have died", (Role.QUOTE_INDIRECT,)),
        ("the UN", (Role.QUOTE_SOURCE,)),
        ("said", (Role.QUOTE_CUE,)),
        ("according to", (Role.QUOTE_VIA,)),
        ("Haaretz", (Role.QUOTE_VIA,)),
    ]
    relays = Relays.among((told, relay))
    assert relays.is_relay(relay)
    assert not relays.is_relay(told)
    assert not relays.only_named(told)
    assert Relays.among((told,)).only_named(told)


def test_a_hedge_in_what_is_said_is_marked_where_it_stands() -> None:
    text = "Roe said it holds, reportedly because of the storm."
    said = quotation(
        text, QuotationKind.INDIRECT, "it holds, reportedly because of the storm", source="Roe", cue="said", hedged=True
    )
    at = text.index("reportedly")
    said = structs.replace(said, cue=(*said.cue, TextSpan(at, at + len("reportedly"))))
    looks = dict(painted(text, said))
    assert Role.QUOTE_HEDGE in looks["reportedly"] and Role.QUOTE_HEDGE not in looks["said"]
    found = Analysis(version="", text_hash="", quotations=(said,), entities=())
    assert [(mark.offset, mark.role) for mark in gutter_marks(found, Highlights.STATEMENTS)] == [(at, Role.QUOTE_HEDGE)]


def test_the_margin_says_hedged_before_relayed_before_stance() -> None:
    text = "It reportedly rained. 500 have died, the UN said, according to Haaretz. He fears snow."
    told, relay = relayed(text)
    hedge = quotation(text, QuotationKind.HEDGE, "It reportedly rained", cue="reportedly", hedged=True)
    stance = quotation(text, QuotationKind.INDIRECT, "snow", source="He", cue="fears", strength=Strength.STANCE)
    found = Analysis("test", "", (told, relay, hedge, stance))
    words = [(text[mark.offset :].split()[0], mark.role) for mark in gutter_marks(found, Highlights.ALL)]
    assert words == [("reportedly", Role.QUOTE_HEDGE), ("Haaretz.", Role.QUOTE_VIA), ("fears", Role.QUOTE_STANCE)]
    assert len(gutter_marks(found, Highlights.STATEMENTS)) == 2
    assert gutter_marks(found, Highlights.OFF) == gutter_marks(None, Highlights.ALL) == []


def test_modes_go_round() -> None:
    seen = [Highlights.STATEMENTS]
    while seen[-1].next not in seen:
        seen.append(seen[-1].next)
    assert seen == list(Highlights)
    text = article("It rains.").document.text
    assert shown((quotation(text, QuotationKind.INDIRECT, "rains"),), Highlights.DIRECT) == []
    assert shown((Quotation(QuotationKind.DIRECT, ()),), Highlights.ALL) == []


def test_runs_that_only_cross_each_other() -> None:
    runs = Runs.of(
        [Paint(TextSpan(0, 4), 1, Role.LINK), Paint(TextSpan(2, 6), 0, Role.STRONG), Paint(TextSpan(5, 5), 0, Role.CODE)]
    )
    assert list(runs.between(1, 8)) == [
        (1, 2, (Role.LINK,)),
        (2, 4, (Role.STRONG, Role.LINK)),
        (4, 6, (Role.STRONG,)),
        (6, 8, ()),
    ]
    assert list(Runs.of([]).between(3, 5)) == [(3, 5, ())]
