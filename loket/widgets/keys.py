"""The keys that mean the same everywhere: one table with name, key, word and explanation."""

from __future__ import annotations

from textual.binding import Binding, BindingType
from textual.keys import _character_to_key, format_key, key_to_character

from loket.language import N_

_SHOWN = {
    "escape": "esc", "enter": "enter", "space": "space", "tab": "tab", "backspace": "backspace", "delete": "del",
    "left": "←", "right": "→", "up": "↑", "down": "↓",
}  # fmt: skip

# name: key, word in the footer, explanation in the help
STANDARD: dict[str, tuple[str, str, str]] = {
    "open": ("enter", N_("open"), N_("Opens what the cursor is on.")),
    "new": ("n", N_("new"), N_("Makes a new record here.")),
    "edit": ("e", N_("edit"), N_("Edits what the cursor is on.")),
    "state": ("s", N_("next state"), N_("One possible next state: at once; several: choose by number.")),
    "state_back": ("S", N_("state back"), N_("Goes back to an earlier state, and asks why.")),
    "done": ("s", N_("done"), N_("Marks it done and goes to the next.")),
    "follow_up": ("f", N_("follow-up"), N_("Sets a dated follow-up on what the cursor is on.")),
    "log": ("g", N_("conversation"), N_("Logs a conversation with this institution.")),
    "plan_talk": ("P", N_("plan conversation"), N_("Plans a conversation with this institution: with whom, how, when.")),
    "refer": ("d", N_("refer"), N_("Refers this request to an offering.")),
    "move_date": (">", N_("move"), N_("Moves the date of what the cursor is on.")),
    "mine": ("m", N_("mine/all"), N_("Shows only mine, or everybody's.")),
    "export": ("x", N_("export"), N_("Writes this list to a file.")),
    "why": ("w", N_("why"), N_("Explains why this figure changed.")),
    "as_of": ("t", N_("as-of moment"), N_("Shows what was known at an earlier moment.")),
    "history": ("h", N_("history"), N_("Shows who changed what, and when.")),
    "copy": ("y", N_("copy"), N_("Copies what the cursor is on.")),
    "previous": ("[", N_("previous"), N_("Goes to the previous record without going back to the list.")),
    "next": ("]", N_("next"), N_("Goes to the next record without going back to the list.")),
    "filter": ("/", N_("filter"), N_("Narrows this list as you type; escape clears it.")),
    "select": ("space", N_("select"), N_("Selects this line; a key then acts on all that are selected.")),
    "sort": ("o", N_("sort"), N_("Sorts this list.")),
    "merge": ("M", N_("merge"), N_("Merges the two selected; of one: merges, splits or closes it.")),
    "hand_over": ("@", N_("hand over"), N_("Gives this to another advisor.")),
    "bundle": ("b", N_("bundle"), N_("Takes the selected signals together.")),
    "discard": ("f4", N_("throw draft away"), N_("Forgets what was typed here and goes back; undo brings it back.")),
    "pane": ("f6", N_("pane"), N_("Goes to the next pane.")),
    "report": ("r", N_("report"), N_("Makes a report.")),
    "back": ("escape", N_("back"), N_("One step back; the cursor stays where it was.")),
}  # fmt: skip


def key(name: str, action: str = "", word: str = "", *, show: bool = True, tooltip: str = "") -> Binding:
    """The binding of the standard key `name`; `action` and the footer's `word` when they differ from the usual."""
    keys, usual, explanation = STANDARD[name]
    return Binding(keys, action or name, word or usual, show=show, id=name, tooltip=tooltip or explanation)


def keys_of(*names: str) -> list[BindingType]:
    """The bindings of several standard keys, in this order."""
    return [key(name) for name in names]


def save_keys(action: str = "save", word: str = "", why: str = "") -> list[BindingType]:
    """Save: ctrl+s, and f2 for terminals that swallow it; before the text fields' own keys."""
    word, why = word or N_("save"), why or N_("Saves and goes back to where you were.")
    return [
        Binding("ctrl+s", action, word, id="save", tooltip=why, priority=True, key_display="ctrl+s f2"),
        Binding("f2", action, word, id="save_too", tooltip=why, priority=True, show=False),
    ]


def key_name(keys: str, *, shown: bool = False, with_alt: bool = False) -> str:
    """One key as Textual calls it, or, when `shown`, as it is printed; several are parted by a space."""
    if not shown:
        return _character_to_key(keys.strip()) if len(keys.strip()) == 1 else keys.strip()
    return " ".join(_printed(one, with_alt) for one in keys.split(" "))


def _printed(one: str, with_alt: bool) -> str:
    *modifiers, last = one.split("+") if one != "+" else [one]
    if with_alt and not modifiers and is_character(last):
        modifiers = ["alt"]
    return "+".join([*modifiers, _SHOWN.get(last) or format_key(last)])


def bare_key(pressed: str) -> str:
    """For `alt+x` the single-character key `x`; empty for every other key."""
    bare = pressed.removeprefix("alt+")
    return bare if bare != pressed and is_character(bare) else ""


def is_character(key: str) -> bool:
    """Whether this key is one sign that can be typed."""
    character = key_to_character(key)
    return character is not None and len(character) == 1 and character.isprintable() and character != " "
