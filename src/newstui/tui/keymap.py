"""Which key does what: the registry's defaults, changed by the configuration's `[keys]` table."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newstui.tui.commands import ACTIONS, BY_ID, Action, Pane

_NAMES = {
    " ": "space",
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "backtab": "shift+tab",
    "pgup": "pageup",
    "page_up": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "page_down": "pagedown",
}
_LABELS = {
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "delete": "Del",
    "backspace": "Backspace",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}
_ASCII_LABELS = {"down": "Down", "up": "Up", "left": "Left", "right": "Right"}


def canonical(key: str) -> str:
    """A key as the keymap stores it: a character as it is, a named key in Textual's spelling, modifiers with "+"."""
    if len(key) == 1:
        return _NAMES.get(key, key)
    lowered = key.strip().lower().replace("c-", "ctrl+", 1) if key.lower().startswith("c-") else key.strip().lower()
    *modifiers, base = lowered.split("+")
    return "+".join((*modifiers, _NAMES.get(base, base)))


def label(key: str, *, ascii_only: bool = False) -> str:
    """A key as it is written in the help: "Ctrl+P", "Space", "G"."""
    if ascii_only and key in _ASCII_LABELS:
        return _ASCII_LABELS[key]
    if len(key) == 1:
        return key
    *modifiers, base = key.split("+")
    shown = _LABELS.get(base, base.upper() if len(base) == 1 else base.capitalize())
    return "+".join((*(modifier.capitalize() for modifier in modifiers), shown))


class Keymap(NamedTuple):
    """The keys in force; `problems` has a sentence for each override that could not be followed."""

    keys: Mapping[str, tuple[str, ...]]
    """The keys of each action, by its id."""
    bound: Mapping[str, tuple[Action, ...]]
    """The actions of each key; several only where they work in different panes."""
    problems: tuple[str, ...] = ()

    def resolve(self, key: str, character: str | None, pane: Pane) -> Action | None:
        """The action that a key press means in a pane. What works in just this pane goes before what works everywhere."""
        found = self.bound.get(character) if character and character in self.bound else self.bound.get(key)
        if not found:
            return None
        here = [action for action in found if pane in action.panes]
        return here[0] if here else next((action for action in found if not action.panes), None)

    def elsewhere(self, key: str, character: str | None) -> Action | None:
        """The action that the key would mean in another pane."""
        found = self.bound.get(character or "") or self.bound.get(key)
        return found[0] if found else None

    def first(self, action_id: str) -> str:
        """The label of the action's first key, empty if it has none."""
        keys = self.keys.get(action_id, ())
        return label(keys[0]) if keys else ""


def build_keymap(overrides: Mapping[str, Sequence[str]] | None = None) -> Keymap:
    """The defaults with the overrides of the configuration (action id -> keys; no keys unbinds).

    An override of an unknown action and a key given to two actions are reported in `problems`. Of two actions with one key
    that both come from the overrides, the first keeps it; a default gives way to an override.
    """
    problems: list[str] = []
    chosen: dict[str, tuple[str, ...]] = {}
    for action_id, keys in (overrides or {}).items():
        if action_id not in BY_ID:
            near = _nearest(action_id)
            problems.append(f'keys: there is no action "{action_id}"' + (f'; did you mean "{near}"?' if near else "."))
            continue
        chosen[action_id] = tuple(dict.fromkeys(canonical(key) for key in keys if key))
    table: dict[str, tuple[str, ...]] = {}
    bound: dict[str, tuple[Action, ...]] = {}
    for action in sorted(ACTIONS, key=lambda action: action.id not in chosen):
        kept = []
        for key in chosen.get(action.id, action.keys):
            if key.isdigit() and len(key) == 1:
                problems.append(f'keys: "{key}" for {action.id} is left out: digits are counts (5j).')
                continue
            rival = next((other for other in bound.get(key, ()) if _meet(action, other)), None)
            if rival is None:
                bound[key] = (*bound.get(key, ()), action)
                kept.append(key)
            elif action.id in chosen:
                problems.append(f'keys: "{key}" is given to both {rival.id} and {action.id}; it stays with {rival.id}.')
            elif not kept and key == action.keys[-1]:
                problems.append(f'keys: "{key}" went from {action.id} to {rival.id}; {action.id} has no key now.')
        table[action.id] = tuple(kept)
    return Keymap(table, bound, tuple(problems))


def _meet(one: Action, other: Action) -> bool:
    """Whether two actions would answer the same key in the same pane."""
    return one.panes == other.panes or bool(one.panes & other.panes)


def _nearest(action_id: str) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(action_id, BY_ID, 1, 0.5)), None)
