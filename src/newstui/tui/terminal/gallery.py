"""The pictures that are at the terminal: handed to it, for kitty's protocol, or drawn over their cells as sixels."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from newstui.tui.terminal.canvas import SIZE_QUESTIONS, Canvas, Drawing
from newstui.tui.terminal.output import Output

if TYPE_CHECKING:
    from newstui.tui.terminal.between import Between
    from newstui.tui.terminal.sixels import Studio

Hung = Mapping[int, tuple[bytes, int, int]]
"""PNG, columns and rows of pictures, by their numbers."""


class Gallery:
    """Pictures of whoever shows them, at the terminal of the output that there is."""

    def __init__(self, output: Output, drawing: Drawing, descriptor: int) -> None:
        """`drawing`: what the terminal answered; `descriptor`: its own."""
        self._output = output
        self._drawing = drawing
        self._descriptor = descriptor
        self._handed: Hung = {}
        self._between: Between | None = None
        self._studio: Studio | None = None

    def move(self, output: Output) -> None:
        """Another output has the terminal from now on."""
        self._output = output
        self._draw_over()

    # Handed over.

    def hand(self, pictures: Hung, between: "Between | None" = None) -> None:
        """Have these at the terminal, and no others, for cells that hold placeholders; `between`: what they have to pass."""
        before, self._handed, self._between = self._handed, dict(pictures), between
        if before == pictures:
            return
        from newstui.tui.terminal import kitty_pictures as kitty  # which few terminals need

        for number in before.keys() - pictures.keys():
            self._send(kitty.dropping(number))
        for number, (image, columns, rows) in pictures.items():
            if number not in before:
                self._send(*kitty.sending(number, image))
            if before.get(number, (b"", 0, 0))[1:] != (columns, rows):
                self._send(kitty.placing(number, columns, rows))
        self._output.ask()

    def _send(self, *sequences: str) -> None:
        if self._between is not None:
            from newstui.tui.terminal.between import passed

            sequences = tuple(passed(sequence, self._between) for sequence in sequences)
        self._output.control("".join(sequences))

    def hand_again(self) -> None:
        """The terminal has left the alternate screen, and with it what it had."""
        pictures, self._handed = self._handed, {}
        self.hand(pictures, self._between)

    def take_back(self) -> None:
        """Leave none at the terminal, but know them still."""
        pictures = self._handed
        self.hand({}, self._between)
        self._handed = pictures

    # Drawn.

    @property
    def canvas(self) -> Canvas | None:
        """What the terminal draws sixels on; None where it draws none, or did not say enough."""
        return self._drawing.canvas(self._descriptor)

    def draw(self, pictures: Hung) -> None:
        """Have these drawn over the cells that are theirs (`looks.PICTURE`), and no others."""
        if self._studio is None:
            if not pictures:
                return
            from newstui.tui.terminal.sixels import Studio

            self._studio = Studio(lambda: self._output.draw_anew())  # whichever there is then
            self._draw_over()
        self._studio.have(pictures)
        self._studio.canvas = self.canvas
        self._output.draw_anew()

    def _draw_over(self) -> None:
        if self._studio is not None:
            from newstui.tui.terminal.overlay import Overlay

            self._output.draw(Overlay(self._studio))

    def hear(self) -> None:
        """The terminal answered something: ask one that draws for what has to be known then, and draw on what it said."""
        if question := self._drawing.question():
            self._output.control(question)
            self._output.ask()
        self._measure()

    def resized(self) -> None:
        """Cells may have another size, and drawings another width."""
        if self._drawing.sixels:
            self._output.control(SIZE_QUESTIONS)
            self._output.ask()  # nothing is drawn until it has answered
        self._measure()

    def _measure(self) -> None:
        if self._studio is not None and self._studio.canvas != (canvas := self.canvas):
            self._studio.canvas = canvas
            self._output.draw_anew()
