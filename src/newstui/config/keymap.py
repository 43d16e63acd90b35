"""Which key does what: the registry's defaults, changed by the configuration's `[keys]` table."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from newstui.config.actions import ACTIONS, BY_ID, Action, Pane
from newstui.config.rules import quoted

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
    """A key as the keymap stores it: a character as it is, a named key in Textual's spelling, modifiers with "+".

    Keys to be typed one after the other stand with blanks between them.
    """
    if len(key) == 1:
        return _NAMES.get(key, key)
    if len(key.split()) > 1:
        return " ".join(canonical(one) for one in key.split())
    lowered = key.strip().lower().replace("c-", "ctrl+", 1) if key.lower().startswith("c-") else key.strip().lower()
    *modifiers, base = lowered.split("+")
    return "+".join((*modifiers, _NAMES.get(base, base)))


def is_key(key: str) -> bool:
    """Whether a canonical key, or each one of a sequence, is one that a terminal can send."""
    if " " in key:
        return all(is_key(one) for one in key.split(" "))
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
    if " " in key:
        return " ".join(label(one, ascii_only=ascii_only) for one in key.split(" "))
    *modifiers, base = key.split("+")
    shown = _LABELS.get(base, base.upper() if len(base) == 1 else base.capitalize())
    return "+".join((*(modifier.capitalize() for modifier in modifiers), shown))


class KeyProblem(NamedTuple):
    """Something of `[keys]` that cannot be followed, or that takes a key from another action."""

    key: tuple[str, ...]
    """Where it stands: ("keys", "mark", "star"), ("macros", "ctrl+n")."""
    message: str


class Keymap(NamedTuple):
    """The keys in force; `problems` has a sentence for each override that clashes or could not be followed."""

    keys: Mapping[str, tuple[str, ...]]
    """The keys of each action, by its id."""
    bound: Mapping[str, tuple[Action, ...]]
    """The actions of each key; several only where they work in different panes."""
    macros: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """The keys that the user's own keys stand for."""
    problems: tuple[KeyProblem, ...] = ()

    def resolve(self, key: str, character: str | None, pane: Pane) -> Action | None:
        """The action that a key press means in a pane. What works in just this pane goes before what works everywhere."""
        found = self.bound.get(character) if character and character in self.bound else self.bound.get(key)
        if not found:
            return None
        here = [action for action in found if pane in action.panes]
        return here[0] if here else next((action for action in found if not action.panes), None)

    def after(self, typed: str, pane: Pane) -> list[tuple[str, str]]:
        """The keys that may follow those typed so far, with what they do; none where nothing longer begins so."""
        found = []
        for keys, actions in self.bound.items():
            action = next((one for one in actions if pane in one.panes or not one.panes), None)
            if action is not None and keys.startswith(f"{typed} "):
                found.append((label(keys.removeprefix(f"{typed} ")), action.title))
        found += [(label(k.removeprefix(f"{typed} ")), " ".join(m)) for k, m in self.macros.items() if k.startswith(f"{typed} ")]
        return sorted(found)

    def elsewhere(self, key: str, character: str | None) -> Action | None:
        """The action that the key would mean in another pane."""
        found = self.bound.get(character or "") or self.bound.get(key)
        return found[0] if found else None

    def first(self, action_id: str) -> str:
        """The label of the action's first key, empty if it has none; of the one that goes back, Esc wherever it does so."""
        keys = self.keys.get(action_id, ())
        if action_id == "move.back" and "escape" in keys:
            return label("escape")
        return label(keys[0]) if keys else ""


def build_keymap(
    overrides: Mapping[str, Sequence[str]] | None = None, macros: Mapping[str, Sequence[str]] | None = None
) -> Keymap:
    """The defaults with the overrides of the configuration (action id -> keys; no keys unbinds).

    An unknown action, what is no key, and a key given to two actions are reported in `problems`. Of two actions with one key
    that both come from the overrides, the first keeps it. A default gives way to an override, which is reported too, unless
    the overrides name the loser's keys themselves. A macro's key is the user's wish like any other; what it stands for is
    keys of actions, not of macros.
    """
    problems: list[KeyProblem] = []

    def report(action_id: str, message: str) -> None:
        problems.append(KeyProblem(("keys", *action_id.split(".")), message))

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
    own = _own_macros(macros or {}, problems)
    table: dict[str, tuple[str, ...]] = {}
    bound: dict[str, tuple[Action, ...]] = {}
    for action in sorted(ACTIONS, key=lambda action: action.id not in chosen):
        kept: list[str] = []
        lost: list[tuple[str, str]] = []
        for key in chosen.get(action.id, action.keys):
            if key.isdigit() and len(key) == 1:
                report(action.id, f'"{key}" is left out: digits are counts (5j).')
                continue
            macro = next((one for one in own if _in_each_others_way(one, key)), None)
            if macro is not None:
                problems.append(KeyProblem(("macros", macro), f'"{key}" was a key of {action.id} ({action.title}).'))
                continue
            prefix = _prefix_of(key, action, bound)
            if prefix is not None:
                report(action.id, f'"{key}" cannot be typed: its first keys are those of {prefix.id} already.')
                continue
            taken = [other for other in bound.get(key, ()) if _meet(action, other)]
            if action.id not in chosen:  # what the user wants everywhere is not to be something else in one pane
                taken += [one for one in bound.get(key, ()) if one.id in chosen and not one.panes and key not in one.keys]
            rival = taken[0] if taken else _longer(key, action, bound)
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
            keys_left = quoted(kept[0]) if len(kept) == 1 else f"[{', '.join(quoted(one) for one in kept)}]"
            meant = f'"{action.id}" = {keys_left} says you mean it.'
            report(winner, f'"{key}" was the key of {action.id} ({action.title}), which {rest}. {meant}')
    return Keymap(table, bound, own, tuple(problems))


def _own_macros(macros: Mapping[str, Sequence[str]], problems: list[KeyProblem]) -> dict[str, tuple[str, ...]]:
    """The macros of which every key is one."""
    own: dict[str, tuple[str, ...]] = {}
    for key, keys in macros.items():
        wrong = next((one for one in (key, *keys) if not is_key(canonical(one))), None)
        if wrong is not None:
            problems.append(KeyProblem(("macros", key), f'"{wrong}" is no key.'))
        elif key.isdigit():
            problems.append(KeyProblem(("macros", key), f'"{key}" is left out: digits are counts (5j).'))
        elif (other := next((one for one in own if _in_each_others_way(one, canonical(key))), None)) is not None:
            problems.append(KeyProblem(("macros", key), f'"{key}" cannot be told from the macro "{other}" when it is typed.'))
        else:
            own[canonical(key)] = tuple(canonical(one) for one in keys)
    return own


def _in_each_others_way(one: str, other: str) -> bool:
    """Whether two keys or sequences are the same, or one would be done before the other could be typed."""
    return f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")


def _longer(key: str, action: Action, bound: Mapping[str, Sequence[Action]]) -> Action | None:
    """An action of a sequence that begins with the key."""
    longer = (other for keys, others in bound.items() if keys.startswith(f"{key} ") for other in others)
    return next((other for other in longer if _meet(action, other)), None)


def _prefix_of(key: str, action: Action, bound: Mapping[str, Sequence[Action]]) -> Action | None:
    """An action that would be done before the rest of a sequence could be typed."""
    keys = key.split(" ")
    starts = (" ".join(keys[:length]) for length in range(1, len(keys)))
    return next((other for start in starts for other in bound.get(start, ()) if _meet(action, other)), None)


def _meet(one: Action, other: Action) -> bool:
    """Whether two actions would answer the same key in the same pane."""
    return one.panes == other.panes or bool(one.panes & other.panes)


def _nearest(action_id: str) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(action_id, BY_ID, 1, 0.6)), None)
