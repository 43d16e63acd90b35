"""What the reader writes to an entry, tags and a note, in the form in which they are kept."""

from newstui.model.safe_text import SafeText, safe_text


def as_tags(words: str) -> list[SafeText]:
    """The tags that somebody typed, with commas between them; a # before one is no part of it."""
    found = (SafeText(safe_text(part).strip().lstrip("#").strip()) for part in words.split(","))
    return [tag for tag in found if tag]


def as_note(text: str) -> SafeText:
    """A note that somebody typed: its lines stay, blank ones before and behind it go."""
    return SafeText("\n".join(safe_text(line) for line in text.split("\n")).strip())
