"""The language of a text."""

import pytest

from newstui.language.detection import language_of

TEXTS = {
    "en": "The harbour was closed on Friday because of the storm, and the ferries that "
    "were on their way had to turn back to the islands at once.",
    "de": "Der Hafen wurde am Freitag wegen des Sturms geschlossen, und die Fähren, die auf "
    "dem Weg waren, mussten zu den Inseln zurück, was nicht gut ist.",
    "fr": "Le port est fermé depuis vendredi à cause de la tempête, et les bateaux qui "
    "sont dans la baie ne peuvent pas sortir avec les gens des îles.",
    "es": "El puerto está cerrado desde el viernes por la tormenta, y los barcos que están "
    "en la bahía no pueden salir con la gente de las islas del sur.",
    "ru": "Порт закрыли в пятницу из-за шторма, и паромам, которые были в пути, пришлось вернуться на острова.",
    "ja": "港は嵐のため金曜日に閉鎖され、途中のフェリーは島に戻らなければならなかった。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_language(code: str) -> None:
    assert language_of(TEXTS[code]) == code


def test_a_text_too_short_to_tell_is_taken_for_english() -> None:
    assert language_of("Oslo, 4 May") == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("„Die Brücke ist sicher“, sagte sie am Montag in der Stadt.", "de"),
        ("« Le pont est sûr », a déclaré la maire. Les habitants sont soulagés de la nouvelle.", "fr"),
        ("Council votes on a new bridge in Los Altos de la Playa", "en"),
        ("A man in a car on a road to La Paz said he is fine.", "en"),
        ("Die Hard is on again, and the De La Rue group is in it.", "en"),
    ],
)
def test_a_short_text_is_told_where_its_language_stands_out(text: str, code: str) -> None:
    assert language_of(text) == code
