"""Draw the real screen: the reader runs in a pseudo-terminal, and what an emulator shows is kept as SVG in docs/screens.

Run by `make screenshots`. Arguments are themes or scenes to renew; without any, all are.
"""

import shutil
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS), str(DOCS.parent / "tests")]

from drawing import svg  # noqa: E402

from newstui.config.settings import Settings  # noqa: E402
from support.pty_reader import PtyReader  # noqa: E402

SIZES = ((160, 50), (120, 40), (100, 30), (80, 24), (60, 20))
FIRST_THEME = Settings().appearance.theme
READING = "j\r]]"
"""Open the second article, and on to its second quotation."""
SCENES = {
    "feeds": ("", "the feeds and their entries"),
    "help": ("?", "every key"),
    "legend": ("L", "what the marks mean"),
    "palette": ("\x10", "the palette of all actions"),
    "search": ("/ferry\r", "a search"),
}
"""What else is drawn, in the first theme at 120x40: the keys that lead there, and what is seen."""
QUIET = 0.8
"""Seconds without a byte after which the screen counts as painted."""


class Studio:
    """A cache with the sample edition, analysed once; every picture starts from a copy of it."""

    def __init__(self, folder: Path, target: Path) -> None:
        self._ready, self._used, self._target = folder / "ready", folder / "used", target
        self._ready.mkdir()

    def prepare(self) -> None:
        """Let the first start bring the sample edition in and analyse it."""
        with self._open(self._ready, FIRST_THEME, (120, 40)) as reader:
            reader.until("Unread")
            self._settle(reader, 6)
            reader.type("q")
            reader.ended()

    def draw(self, name: str, theme: str, size: tuple[int, int], keys: str, title: str) -> None:
        """Type keys in a fresh reader and keep what is seen then."""
        shutil.rmtree(self._used, ignore_errors=True)
        shutil.copytree(self._ready, self._used)
        with self._open(self._used, theme, size) as reader:
            self._settle(reader)
            for key in keys:
                reader.type(key)
                self._settle(reader)
            picture = svg(reader.screen, title)
            reader.type("\x1b")
            self._settle(reader)
            reader.type("q")
            reader.ended()
        (self._target / f"{name}.svg").write_text(picture, encoding="utf-8")
        sys.stderr.write(f"{name}.svg  {len(picture) / 1000:.0f} kB\n")

    def _open(self, data: Path, theme: str, size: tuple[int, int]) -> PtyReader:
        (data / "config.toml").write_text(f'[appearance]\ntheme = "{theme}"\n', encoding="utf-8")
        return PtyReader(data, size=size)

    def _settle(self, reader: PtyReader, quiet: float = QUIET) -> None:
        while reader.pump(quiet):
            pass


def main(wanted: list[str]) -> int:
    """Draw the pictures asked for."""
    target = DOCS / "screens"
    target.mkdir(exist_ok=True)
    themes = sorted(path.stem for path in (DOCS.parent / "themes").glob("*.toml"))
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder), target)
        studio.prepare()
        for theme in themes:
            if wanted and theme not in wanted:
                continue
            for columns, rows in SIZES:
                studio.draw(
                    f"{theme}-{columns}x{rows}", theme, (columns, rows), READING, f"newstui, {columns} by {rows}, theme {theme}"
                )
        for scene, (keys, what) in SCENES.items():
            if not wanted or scene in wanted:
                studio.draw(scene, FIRST_THEME, (120, 40), keys, f"newstui: {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
