"""The sample edition: invented news that is readable at once, without a network."""

from pathlib import Path

SAMPLE_URL = "newstui:sample"
"""The address that the sample edition is subscribed under; nothing is ever fetched from it."""


def sample_feed() -> bytes:
    """The edition as the bytes of an RSS 2.0 feed with full content. Its people, places and outlets are invented."""
    return (Path(__file__).parent / "edition.xml").read_bytes()
