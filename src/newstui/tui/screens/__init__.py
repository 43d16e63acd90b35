"""Screens: what fills the terminal, and the dialogs over it. They ask `reading` and send wishes; widgets never do."""
