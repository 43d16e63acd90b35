"""Which key does what: the registry's defaults, changed by the configuration's `[keys]` table."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newstui.config.rules import quoted
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
_UNLABELLED = frozenset(
    ("insert", "at", "backslash", "circumflex_accent", "left_square_bracket", "right_square_bracket", "slash", "underscore")
)
_ASCII_LABELS = {"down": "Down", "up": "Up", "left": "Left", "right": "Right"}


def canonical(key: str) -> str:
    """A key as the keymap stores it: a character as it is, a named key in Textual's spelling, modifiers with "+"."""
    if len(key) == 1:
        return _NAMES.get(key, key)
    lowered = key.strip().lower().replace("c-", "ctrl+", 1) if key.lower().startswith("c-") else key.strip().lower()
    *modifiers, base = lowered.split("+")
    return "+".join((*modifiers, _NAMES.get(base, base)))


def is_key(key: str) -> bool:
    """Whether a canonical key is one that a terminal can send."""
    *modifiers, base = key.split("+") if len(key) > 1 else (key,)
    function = base[:1] == "f" and base[1:].isdigit() and 0 < int(base[1:]) < 25
    known = base in _LABELS or base in _UNLABELLED or function or (len(base) == 1 and base.isprintable())
    return known and all(modifier in ("ctrl", "alt", "shift") for modifier in modifiers)


def label(key: str, *, ascii_only: bool = False) -> str:
    """A key as it is written in the help: "Ctrl+P", "Space", "G"."""
    if ascii_only and key in _ASCII_LABELS:
        return _ASCII_LABELS[key]
    if len(key) == 1:
        return key
    *modifiers, base = key.split("+")
    shown = _LABELS.get(base, base.upper() if len(base) == 1 else base.capitalize())
    return "+".join((*(modifier.capitalize() for modifier in modifiers), shown))


class KeyProblem(NamedTuple):
    """Something of `[keys]` that cannot be followed, or that takes a key from another action."""

    key: tuple[str, ...]
    """The action, as its parts: ("mark", "star")."""
    message: str


class Keymap(NamedTuple):
    """The keys in force; `problems` has a sentence for each override that clashes or could not be followed."""

    keys: Mapping[str, tuple[str, ...]]
    """The keys of each action, by its id."""
    bound: Mapping[str, tuple[Action, ...]]
    """The actions of each key; several only where they work in different panes."""
    problems: tuple[KeyProblem, ...] = ()

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

    An unknown action, what is no key, and a key given to two actions are reported in `problems`. Of two actions with one key
    that both come from the overrides, the first keeps it. A default gives way to an override, which is reported too, unless
    the overrides name the loser's keys themselves.
    """
    problems: list[KeyProblem] = []

    def report(action_id: str, message: str) -> None:
        problems.append(KeyProblem(tuple(action_id.split(".")), message))

    chosen: dict[str, tuple[str, ...]] = {}
    for action_id, keys in (overrides or {}).items():
        if action_id not in BY_ID:
            near = _nearest(action_id)
            report(action_id, f'There is no action "{action_id}"' + (f'; did you mean "{near}"?' if near else "."))
            continue
        named = tuple(dict.fromkeys(canonical(key) for key in keys if key))
        for key in named:
            if not is_key(key):
                report(action_id, f'"{key}" is no key: keys are written "j", "J", "space", "f5", "ctrl+d", "pagedown".')
        chosen[action_id] = tuple(key for key in named if is_key(key))
    table: dict[str, tuple[str, ...]] = {}
    bound: dict[str, tuple[Action, ...]] = {}
    for action in sorted(ACTIONS, key=lambda action: action.id not in chosen):
        kept: list[str] = []
        lost: list[tuple[str, str]] = []
        for key in chosen.get(action.id, action.keys):
            if key.isdigit() and len(key) == 1:
                report(action.id, f'"{key}" is left out: digits are counts (5j).')
                continue
            rival = next((other for other in bound.get(key, ()) if _meet(action, other)), None)
            if rival is None:
                bound[key] = (*bound.get(key, ()), action)
                kept.append(key)
            elif action.id in chosen:
                report(action.id, f'"{key}" is given to both {rival.id} and {action.id}: it stays with {rival.id}.')
            else:
                lost.append((key, rival.id))
        table[action.id] = tuple(kept)
        for key, winner in lost:
            rest = f"has {' '.join(label(one) for one in kept)} left" if kept else "has no key now"
            own = quoted(kept[0]) if len(kept) == 1 else f"[{', '.join(quoted(one) for one in kept)}]"
            message = (
                f'"{key}" was the key of {action.id} ({action.title}), which {rest}. "{action.id}" = {own} says you mean it.'
            )
            report(winner, message)
    return Keymap(table, bound, tuple(problems))


def _meet(one: Action, other: Action) -> bool:
    """Whether two actions would answer the same key in the same pane."""
    return one.panes == other.panes or bool(one.panes & other.panes)


def _nearest(action_id: str) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(action_id, BY_ID, 1, 0.5)), None)
