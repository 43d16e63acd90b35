"""A cache with one feed an outlet, whose stories are found."""

from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from newstui.model.analysis import Analysis
from newstui.model.hashing import text_hash
from newstui.model.safe_text import SafeText
from newstui.services.find_stories import StoryFinder
from support.cache import NOON, add_entries, article, entry, open_cache, said

REPORTS = {
    "Post": (
        "Ferry burns off Selby",
        "All 41 people on the ferry Astrid were saved after a fire in its engine room off Selby Point, the coastguard said."
        " Two of the crew had burns, and the passengers were brought to Norholm by lifeboats.",
    ),
    "Gazette": (
        "Passengers saved from burning ferry Astrid",
        "Lifeboats brought 41 people from the burning ferry Astrid to Norholm. Fire had broken out in the engine room off Selby"
        " Point. The coastguard told of two crew members with burns.",
    ),
    "Echo": (
        "Norholm Line announces winter timetable",
        "Four sailings a day link Selby and Norholm. Fares rise by four percent.",
    ),
}


class Desk:
    """A cache with one feed an outlet."""

    def __init__(self, folder: Path) -> None:
        self.db = open_cache(folder)
        self.finder = StoryFinder(self.db)
        self.number = 0

    def tell(self, outlet: str, title: str, words: str, *, hours: float = 0) -> int:
        feed = self.db.feeds.by_url(f"https://{outlet}.example/") or self.db.feeds.add(
            f"https://{outlet}.example/", feed_title=outlet
        )
        self.number += 1
        made = entry(self.number, title=title, content=f"<p>{words}</p>")
        made = replace(made, published=NOON + timedelta(hours=hours), snippet=SafeText(words[:300]))
        return add_entries(self.db, feed, [made], NOON + timedelta(hours=hours))[0]

    def tell_all(self) -> dict[str, int]:
        return {outlet: self.tell(outlet, *words) for outlet, words in REPORTS.items()}

    def quote(self, entry_id: int, words: str, speaker: str = "Ilse Marant") -> None:
        made = article(entry_id, f"{words} {speaker} said.", title="A title")
        self.db.articles.store(made)
        quotation = said(made.document.text, words, speaker, "said", speaker)
        self.db.analyses.store(entry_id, Analysis("1", text_hash(made.document.text), (quotation,)))

    def settle(self) -> None:
        while self.finder.find_some():
            pass

    def story(self, entry_id: int) -> int | None:
        return self.db.stories.story_of(entry_id)
