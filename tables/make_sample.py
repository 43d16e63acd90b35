"""Make src/newstui/sample/analyses.json, what the analyser finds in the sample edition: `make sample`."""

import asyncio
import tempfile
from pathlib import Path

import msgspec

from newstui.bootstrap import open_services
from newstui.config.paths import Paths
from newstui.config.settings import Settings
from newstui.language.model import LanguageModel
from newstui.model.analysis import Analysis
from newstui.model.lists import Scope, Sort
from newstui.services.add_sample import add_sample
from newstui.services.analyse_text import analyse

TARGET = Path(__file__).parent.parent / "src" / "newstui" / "sample" / "analyses.json"


async def analyses(folder: Path) -> list[Analysis]:
    """Of each article, in the edition's order, by the language model."""
    services = open_services(Paths(folder, folder / "config.toml"), Settings(), emit=lambda event: None)
    try:
        feed = await add_sample(services.cache, services.parser, services.articles, emit=services.emit)
        rows = services.cache.lists.page(Scope(feed_id=feed.id), Sort.DATE, limit=100)
        articles = [article for row in rows if (article := services.cache.articles.get(row.id)) is not None]
        model = LanguageModel.load()
        return [analyse(article.document, model) for article in articles]
    finally:
        await services.close()


def main() -> None:
    """Write the file, one article a line."""
    with tempfile.TemporaryDirectory() as folder:
        made = asyncio.run(analyses(Path(folder)))
    lines = ",\n".join(msgspec.json.encode(analysis).decode() for analysis in made)
    TARGET.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
