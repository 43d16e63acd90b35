"""What panes stand in."""

from textual.widget import Widget


class Covered(Widget):
    """Holds panes, which cover it: it is painted as blank strips, which is cheap, and not line by line."""

    BLANK = True
