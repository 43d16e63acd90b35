"""Languages that the model does not serve: direct quotations by that language's marks, without speakers."""

import pytest

from newstui.model.analysis import QuotationKind
from support.analysing import analysed

TEXTS = {
    "de": (
        "„Die Brücke ist sicher und wird morgen geöffnet“, sagte Ada Lind am Montag. Der Bürgermeister wollte sich nicht dazu "
        "äußern, aber die Menschen sind froh. »Wir haben lange auf diesen Tag gewartet«, rief ein Fischer, der am Hafen wohnt.",
        ["„Die Brücke ist sicher und wird morgen geöffnet“", "»Wir haben lange auf diesen Tag gewartet«"],
    ),
    "fr": (
        "« Le pont est sûr et il sera ouvert demain », a déclaré Ada Lind lundi dans la ville. Le maire n’a pas voulu répondre, "
        "mais les gens sont contents de cette décision.\n\n— Je ne sais pas encore — dit-il dans la rue.",
        ["« Le pont est sûr et il sera ouvert demain »", "— Je ne sais pas encore"],
    ),
    "es": (
        "«El puente es seguro y se abrirá mañana», dijo Ada Lind el lunes en la ciudad. El alcalde no quiso responder, pero la "
        "gente está contenta con la decisión de los jueces.\n\n—No lo sé todavía —dijo ella.",
        ["«El puente es seguro y se abrirá mañana»", "—No lo sé todavía"],
    ),
    "sv": (
        "”Bron är säker och öppnar i morgon bitti”, sade Ada Lind på måndagen i staden. Borgmästaren ville inte svara på frågan, "
        "men folk är glada att det har hänt och att det är över.",
        ["”Bron är säker och öppnar i morgon bitti”"],
    ),
    "ru": (
        "«Мост безопасен и завтра будет открыт», — сказала Ада Линд в понедельник. Мэр не захотел отвечать.\n\n"
        "— Я ещё не знаю, — сказал он.",
        ["«Мост безопасен и завтра будет открыт»", "— Я ещё не знаю"],
    ),
    "ja": (
        "「橋は安全で、明日再び開通します」とリンド氏は月曜日に市内で語った。市長は答えなかった。",
        ["「橋は安全で、明日再び開通します」"],
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_quotations_of_other_languages_are_unattributed(language: str) -> None:
    text, expected = TEXTS[language]
    found = analysed(text)
    assert found.analysis.language == language
    assert found.analysis.reduced
    assert [found.words(q) for q in found.analysis.quotations] == [("", "", words) for words in expected]
    assert all(q.speaker is None and q.kind is QuotationKind.DIRECT for q in found.analysis.quotations)


def test_a_mark_that_is_never_closed_swallows_nothing() -> None:
    text = "„" + "Die Brücke ist sicher und der Bürgermeister wollte sich nicht dazu äußern. " * 60
    assert analysed(text).analysis.quotations == ()
