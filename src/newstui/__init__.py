"""newstui: a keyboard-driven news reader for the terminal that shows who said what."""

__version__ = "0.1.0"
