"""`?`: every key of what has focus, with what it does, read from the live keymap."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from loket.language import N_, _
from loket.widgets.desk import Desk
from loket.widgets.sheet import Sheet
from loket.widgets.text import fit, one_line


def help_lines(desk: Desk, screen: Screen[object]) -> list[tuple[str, str, str]]:
    """Keys, word and explanation of every binding that works now; keys of one act stand together."""
    found: dict[str, tuple[list[str], ActiveBinding]] = {}
    for active in screen.active_bindings.values():
        if active.binding.id is not None and active.binding.description:
            printed = desk.get_key_display(active.binding)
            keys, _active = found.setdefault(f"{active.node.id}{active.binding.action}", ([], active))
            keys.extend(one for one in printed.split(" ") if one not in keys)
    return [
        (" ".join(keys), _(active.binding.description), _(active.binding.tooltip) if active.binding.tooltip else "")
        for keys, active in found.values()
    ]


class Help(Sheet[None]):
    """The keys of the part that had focus. Any key that works there does not act here; escape closes."""

    DEFAULT_CSS = "Help VerticalScroll { height: auto; max-height: 30; } Help Static { height: auto; }"

    def __init__(self, lines: list[tuple[str, str, str]]) -> None:
        super().__init__(_("Keys here"))
        self._lines = lines

    def compose_sheet(self) -> ComposeResult:
        """One line a key."""
        keys = max((len(one_line(line[0])) for line in self._lines), default=0) + 2
        words = max((len(one_line(line[1])) for line in self._lines), default=0) + 2
        rows = [
            Content.assemble((fit(one_line(key), keys), "$focus"), fit(one_line(word), words), (one_line(why), "$muted"))
            for key, word, why in self._lines
        ]
        with VerticalScroll():
            yield Static(Content("\n").join(rows), markup=False)
        yield self.hint(N_("esc back"))
