"""The sample edition: invented news that is readable at once, without a network."""

from pathlib import Path

import msgspec

from newstui.model.analysis import Analysis


def sample_picture(url: str) -> bytes | None:
    """The file of a picture in the edition, drawn for it; None where the edition has none at this address."""
    file = Path(__file__).parent / "pictures" / url.rsplit("/", 1)[-1]
    return file.read_bytes() if file.suffix == ".jpg" and file.is_file() else None


def sample_feed() -> bytes:
    """The edition as the bytes of an RSS 2.0 feed with full content. Its people, places and outlets are invented."""
    return (Path(__file__).parent / "edition.xml").read_bytes()


def sample_analyses() -> dict[str, Analysis]:
    """What the analyser finds in the edition's articles, by the hash of their text: highlights are there with the first page, and
    no language model has to be loaded for them. `make sample` makes them anew."""
    made = msgspec.json.decode((Path(__file__).parent / "analyses.json").read_bytes(), type=list[Analysis])
    return {analysis.text_hash: analysis for analysis in made}
