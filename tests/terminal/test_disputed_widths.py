"""Characters that terminals give different widths: whatever one does with them, the rest of the row is where it belongs."""

import random
import unicodedata
from collections.abc import Callable

import pytest
from wcwidth import wcwidth

from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.disputed import is_disputed
from newstui.tui.terminal.grid import UNKNOWN, Grid
from newstui.tui.terminal.pen import Pen
from newstui.tui.terminal.wire import difference
from support.emulator import Emulator, as_most

# What SafeText lets through of what nine real terminals were asked for.
PIECES = (
    *(
        "हिन्दी",
        "বাংলা",
        "தமிழ்",
        "മലയാളം",
        "မြန်မာ",
        "ភាសា",
        "བོད",
        "ไทย",
        "שָׁלוֹם",
        "🇩🇪",
        "🇫🇷🇯🇵",
        "👍🏽",
        "👩👩🏿",
        "🫨",
        "\U0001fae9",
        "🫠",
    ),
    *(
        "❤",
        "☀",
        "✈",
        "1⃣",
        "☰",
        "\u1112\u1161\u11ab",
        "漢字",
        "あ",
        "ｶﾞ",
        "plain",
        "words",
        "in between",
        " ",
        "      ",
        "é",
        "“x”",
    ),
)
LOOKS = ("", "1", "3", "4", "7", "38;5;2", "48;5;4", "1;38;5;3;48;5;5")
WIDTH, HEIGHT = 40, 8


def _as_kitty(char: str) -> int:
    """Signs and tones join the letter before; old Hangul's vowels take cells."""
    if unicodedata.category(char)[0] == "M" or "\U0001f3fb" <= char <= "\U0001f3ff":
        return 0
    return 2 if "\u1160" <= char <= "\u11ff" else max(0, wcwidth(char))


def _as_old(char: str) -> int:
    """New emoji and the signs of the Yi Jing are narrow."""
    return 1 if char in "🫨\U0001fae9🫠☰" or "\U0001f1e6" <= char <= "\U0001f1ff" else as_most(char)


def _as_tmux(char: str) -> int:
    """New emoji take nothing."""
    return 0 if char in "🫨\U0001fae9" else _as_old(char)


def _as_wide(char: str) -> int:
    """What can be shown as a picture is wide."""
    return 2 if "\u2600" <= char <= "\u27bf" else as_most(char)


def _frame(chance: random.Random, rows: list[str]) -> str:
    if rows and chance.random() < 0.3:
        rows.insert(0, rows.pop())
    else:
        for y in chance.sample(range(HEIGHT), chance.randint(1, HEIGHT)):
            rows[y] = "".join(f"\x1b[0;{chance.choice(LOOKS)}m{chance.choice(PIECES)}" for _ in range(chance.randint(0, 12)))
    return "".join(f"\x1b[{y + 1};1H{' ' * WIDTH}\x1b[{y + 1};1H{row}\x1b[0m" for y, row in enumerate(rows))


@pytest.mark.parametrize("cells_of", [as_most, _as_kitty, _as_old, _as_tmux, _as_wide])
@pytest.mark.parametrize("able", [Abilities(), Abilities(erase=False, erase_cells=False, scroll=False)])
def test_no_row_is_torn(cells_of: Callable[[str], int], able: Abilities) -> None:
    chance = random.Random(7)
    for _ in range(60):
        terminal = Emulator(WIDTH, HEIGHT, cells_of=cells_of)
        terminal.feed("\x1b[?7l")
        shown, pen, wanted, rows = None, Pen(), Grid(WIDTH, HEIGHT, fill=UNKNOWN), [""] * HEIGHT
        for _ in range(8):
            wanted.read(_frame(chance, rows))
            sent, pen = difference(shown, wanted, pen, able)
            shown = wanted.copy()
            terminal.feed(sent)
            for y, chars in enumerate(wanted.chars):
                seen = [terminal.screen.buffer[y][x].data for x in range(WIDTH)]
                for x, cell in enumerate(chars):
                    beside = cell == "" and any(is_disputed(other) for other in chars[max(0, x - 4) : x] if other)
                    assert (cell and is_disputed(cell)) or beside or seen[x].startswith(cell or ""), (x, chars, seen, sent)


def test_vowel_signs_are_seen_where_they_have_cells_of_their_own() -> None:
    terminal, wanted = Emulator(20, 1), Grid(20, 1)
    wanted.read("\x1b[1;1Hहिन्दी বাংলা")
    terminal.feed(difference(Grid(20, 1), wanted, Pen(), Abilities())[0])
    assert "".join(cell.data for cell in terminal.cells()[0]).rstrip() == "हिन्दी বাংলা"


@pytest.mark.parametrize("tones", [True, False])
def test_a_skin_tone_goes_only_where_it_colours_the_emoji_before_it(tones: bool) -> None:
    wanted = Grid(20, 1)
    wanted.read("\x1b[1;1H👍🏽 ok")
    sent, _ = difference(Grid(20, 1), wanted, Pen(), Abilities(tones=tones))
    assert "👍" in sent and ("🏽" in sent) == tones
