"""What a terminal makes of sixels: a reader of its own, which refuses what is not well-formed."""

import re

_FORM = re.compile(rb'\x1bP0;1;0q"1;1;(\d+);(\d+)((?:#\d+;2;\d+;\d+;\d+)*)([^"]*)\x1b\\')
_REGISTER = re.compile(rb"#(\d+);2;(\d+);(\d+);(\d+)")
_TOKEN = re.compile(rb"#(\d+)|!(\d+)([?-~])|([?-~])|(\$)|(-)")
Colour = tuple[int, int, int]


class Drawing:
    """Pixels, and the cells that they lie over."""

    def __init__(self, sent: bytes, place: tuple[int, int], cell: tuple[int, int]) -> None:
        form = _FORM.fullmatch(sent)
        assert form, f"no sixels: {sent[:60]!r}"
        self.place = place
        """Column and row of its corner."""
        self.width, self.height = int(form[1]), int(form[2])
        self.columns, self.rows = -(-self.width // cell[0]), -(-self.height // cell[1])
        colours: dict[int, Colour] = {}
        for number, *parts in _REGISTER.findall(form[3]):
            assert all(int(part) <= 100 for part in parts)
            colours[int(number)] = tuple(round(int(part) * 2.55) for part in parts)  # type: ignore[assignment]
        assert len(colours) <= 256
        self.pixels = self._read(form[4], colours)
        """By row; None where nothing was drawn."""

    def _read(self, data: bytes, colours: dict[int, Colour]) -> list[list[Colour | None]]:
        pixels: list[list[Colour | None]] = [[None] * self.width for _ in range(self.height)]
        x = top = at = 0
        colour: Colour | None = None
        while at < len(data):
            token = _TOKEN.match(data, at)
            assert token, f"no sixels: {data[at : at + 20]!r}"
            at = token.end()
            register, count, repeated, single, back, down = token.groups()
            if register:
                colour = colours[int(register)]
            elif back or down:
                x, top = 0, top + 6 * bool(down)
            else:
                end = x + int(count or 1)
                for bit in (bit for bit in range(6) if (repeated or single)[0] - 63 >> bit & 1):
                    assert end <= self.width
                    pixels[top + bit][x:end] = [colour] * (end - x)  # a row that has to be within the height that was told
                x = end
        return pixels
