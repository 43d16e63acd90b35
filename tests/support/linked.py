"""Articles that name somebody, linked as the engine links them."""

from newstui.entities.linking import link
from newstui.model.analysis import Entity, EntityType
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.storage.database import Database
from support.cache import add_entries, add_feed, analysis, article, entry

PER, ORG, LOC = EntityType.PERSON, EntityType.ORG, EntityType.PLACE
Named = tuple[str, EntityType] | tuple[str, EntityType, str]


class Room:
    """A cache into which articles come that name somebody."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._feed, _ = add_feed(db, "Times")
        self._count = 0

    def name(self, *names: Named, entry_id: int | None = None) -> int:
        """An article that names these, each once; `entry_id` analyses one anew."""
        self._count += 1
        text = ". ".join(one[0] for one in names) + "."
        if entry_id is None:
            (entry_id,) = add_entries(self.db, self._feed, [entry(self._count)])
            self.db.articles.store(article(entry_id, text, title=""))
        found = [
            Entity(SafeText(n), kind, (TextSpan(text.index(n), text.index(n) + len(n)),), tuple(map(SafeText, also)))
            for n, kind, *also in names
        ]
        assert self.db.analyses.store(entry_id, analysis(article(entry_id, text, title="").document, [], found), link)
        return entry_id

    @classmethod
    def joining(cls, db: Database, *names: Named) -> int:
        """One more article for a cache that was filled before."""
        room = cls.__new__(cls)
        room.db, room._feed, room._count = db, db.feeds.all()[0], 50
        return room.name(*names)

    def who(self, name: str, entry_id: int) -> int:
        """The entity that a name of an article means."""
        return next(row.entity.id for row in self.db.entities.cast_of(entry_id) if row.name == name)
