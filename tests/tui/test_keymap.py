"""Keys can be given to other actions; what cannot be followed is said."""

from newstui.config.actions import Pane
from newstui.config.keymap import build_keymap, canonical, label


def test_the_defaults_do_not_clash() -> None:
    keymap = build_keymap()
    assert keymap.problems == ()
    for actions in keymap.bound.values():
        everywhere = [action for action in actions if not action.panes]
        assert len(everywhere) <= 1


def test_a_key_can_be_moved_to_another_action() -> None:
    keymap = build_keymap({"app.quit": ["ctrl+d"], "read.next_unread": ["q"]})
    assert keymap.problems == ()
    assert (found := keymap.resolve("q", "q", Pane.ENTRIES)) is not None and found.id == "read.next_unread"
    assert (found := keymap.resolve("ctrl+d", None, Pane.ENTRIES)) is not None and found.id == "app.quit"
    assert keymap.resolve("n", "n", Pane.ENTRIES) is None


def test_no_keys_take_an_action_its_keys_away() -> None:
    keymap = build_keymap({"mark.all_read": []})
    assert keymap.resolve("A", "A", Pane.ENTRIES) is None
    assert keymap.first("mark.all_read") == ""


def test_an_override_takes_a_default_key_and_says_what_lost_it() -> None:
    keymap = build_keymap({"mark.star": ["n"], "view.theme": ["j"]})
    assert (found := keymap.resolve("n", "n", Pane.ENTRIES)) is not None and found.id == "mark.star"
    assert (found := keymap.resolve("j", "j", Pane.ENTRIES)) is not None and found.id == "view.theme"
    assert [(".".join(problem.key[1:]), problem.message) for problem in keymap.problems] == [
        ("view.theme", '"j" was the key of move.down (Down), which has ↓ left. "move.down" = "down" says you mean it.'),
        ("mark.star", '"n" was the key of read.next_unread (Next unread), which has no key now. "read.next_unread" = [] '
         "says you mean it."),
    ]  # fmt: skip
    assert build_keymap({"mark.star": ["n"], "read.next_unread": []}).problems == ()
    assert build_keymap({"view.theme": ["j"], "move.down": ["down"]}).problems == ()


def test_a_clash_of_two_overrides_is_reported() -> None:
    keymap = build_keymap({"mark.star": ["ctrl+x"], "mark.read": ["ctrl+x"]})
    (problem,) = keymap.problems
    assert problem.message == '"ctrl+x" is given to both mark.star and mark.read: it stays with mark.star.'
    assert problem.key == ("keys", "mark", "read")


def test_unknown_actions_and_digits_are_reported() -> None:
    problems = build_keymap({"mark.sta": ["x"], "mark.star": ["5"], "app.help": ["hyper+x", "F1", "ctrl+slash"]}).problems
    assert build_keymap({"nope.action": ["x"]}).problems[0].message == 'There is no action "nope.action".'
    assert problems[0].message == 'There is no action "mark.sta"; did you mean "mark.star"?'
    assert problems[1].message.startswith('"hyper+x" is no key')
    assert problems[2].message.startswith('"5" is left out')
    assert len(problems) == 3


def test_one_key_may_mean_different_things_in_different_panes() -> None:
    keymap = build_keymap()
    assert (found := keymap.resolve("D", "D", Pane.FEEDS)) is not None and found.id == "feed.remove"
    assert keymap.resolve("D", "D", Pane.ARTICLE) is None
    assert (elsewhere := keymap.elsewhere("D", "D")) is not None and elsewhere.id == "feed.remove"


def test_keys_are_understood_in_several_spellings() -> None:
    assert [canonical(key) for key in (" ", "Esc", "PgDn", "C-p", "Ctrl+P", "G", "backtab")] == [
        "space", "escape", "pagedown", "ctrl+p", "ctrl+p", "G", "shift+tab",
    ]  # fmt: skip
    assert [label(key) for key in ("space", "ctrl+p", "G", "up", "shift+tab")] == ["Space", "Ctrl+P", "G", "↑", "Shift+Tab"]
    assert label("up", ascii_only=True) == "Up"


def test_sequences_say_what_may_follow_and_macros_what_is_wrong_with_them() -> None:
    keymap = build_keymap(
        {"app.help": ["ctrl+x h", "f1"], "mark.star": ["ctrl+x s"], "view.zoom": ["j x"]}, {"ctrl+n": ["n", "]"]}
    )
    assert keymap.after("ctrl+x", Pane.ENTRIES) == [("h", "Help"), ("s", "Star")]
    assert keymap.after("f1", Pane.ENTRIES) == []
    assert (found := keymap.resolve("ctrl+x h", None, Pane.ENTRIES)) is not None and found.id == "app.help"
    assert label("ctrl+x h") == "Ctrl+X h"
    (problem,) = keymap.problems
    assert problem.message.startswith('"j" was the key of move.down') and problem.key == ("keys", "view", "zoom")
    (problem,) = build_keymap({"move.down": ["j"], "view.zoom": ["j x"]}).problems
    assert problem.message == '"j x" cannot be typed: its first keys are those of move.down already.'
    assert keymap.macros == {"ctrl+n": ("n", "]")}
    wrong = build_keymap({}, {"x": ["n"], "hyper+n": ["n"], "7": ["n"], "ctrl+g": ["nn"]}).problems
    assert [problem.key[1] for problem in wrong] == ["hyper+n", "7", "ctrl+g", "x"]
    assert wrong[-1].message == '"x" was a key of feed.remove (Remove feed).'
