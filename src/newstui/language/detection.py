"""Which language a text is in, by the share of its words that are that language's commonest ones.

The method is Cavnar-and-Trenkle's idea cut down to function words (Grefenstette 1995, "Comparing two language
identification schemes"): for running text of a few sentences it is as sure as n-gram models and costs nothing.
"""

import re
from collections import Counter

_FUNCTION_WORDS = {
    "en": "the of and to in a is that for on was with as it by be at from this are an have has had not were which but they "
    "he she his her their said will would been who more about or one so",
    "de": "der die und das von zu den mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass",
    "fr": "le la les de des et à un une du en que qui dans est pour sur pas au par avec il elle ce ont plus sont aux",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya este",
    "it": "di e il la che in un a per è una sono del della dei con non si da le al gli alla nel anche come ha",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas ao das",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit door naar",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var jag sig från",
    "da": "og i at det er en til af på for med der den som ikke de han et har var fra om jeg men",
    "no": "og i det er en til av på for med som ikke den de han har et var fra om jeg men ble",
    "fi": "ja on ei se että hän oli ovat mutta joka kuin myös mukaan sekä olla sen niin",
    "pl": "w i na z do się nie że to jest o jak za od po przez ale dla są oraz co tym",
    "cs": "a v se na je že s z do o i to k ve pro za by ale jako podle jsou po",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi ne kadar sonra ama var",
    "id": "yang dan di dengan untuk dari ini itu tidak dalam akan pada juga ke oleh karena ada",
    "ro": "și de în la cu a pe că din o nu este un mai pentru care au sunt fi prin",
    "hu": "a az és hogy nem is egy meg ez de van volt csak már még mint el",
}
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _code, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _code)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCRIPTS = (
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)
_ENOUGH_WORDS = 25  # under it, function words are few: then a language must stand out
_STANDS_OUT, _FEW = 0.15, 3
_LOOK = 20_000  # characters that are looked at


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language; "en" for texts too short to tell, "und" where nothing fits."""
    sample = text[:_LOOK]
    letters = sum(map(str.isalpha, sample))
    for code, script in _SCRIPTS:
        if letters and sum(1 for _ in script.finditer(sample)) > 0.4 * letters:
            return code
    words = [w.casefold() for w in _WORD.findall(sample)]
    shares: Counter[str] = Counter()
    for word in words:
        for code in _LANGUAGES.get(word, ()):
            shares[code] += 1
    short = len(words) < _ENOUGH_WORDS
    if not shares:
        return "en" if short else "und"
    best, hits = max(shares.items(), key=lambda item: (item[1], item[0] == "en"))
    english = shares["en"]
    if short:
        return best if hits >= max(_FEW, _STANDS_OUT * len(words)) and 2 * english <= hits else "en"
    if hits < 0.08 * len(words):
        return "und" if english < 0.04 * len(words) else "en"
    return "en" if english >= 0.9 * hits else best
