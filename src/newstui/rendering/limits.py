"""What an analysis could not look for, and why, in words for the reader."""

from newstui.model.analysis import Analysis

_NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def language_name(code: str) -> str:
    """A language's English name, by its ISO 639-1 code."""
    return _NAMES.get(code, f"another language ({code})")


def shortfall(analysis: Analysis | None) -> str:
    """What is missing from an analysis, and why; empty where nothing is."""
    if analysis is None:
        return ""
    if analysis.language != "en":
        name = language_name(analysis.language)
        return f"In {name}: words in quotation marks are marked, but who says them is found in English articles only."
    if analysis.reduced:
        return "The language model is missing: words in quotation marks are found, and few speakers. See newstui doctor."
    return ""
