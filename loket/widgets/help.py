"""`?`: every key of what has focus, with what it does, read from the live keymap."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from loket.language import N_, _
from loket.widgets.base_app import BaseApp
from loket.widgets.sheet import Sheet
from loket.widgets.text import fit, one_line

_MOVING = ("line_up", "line_down", "page_up", "page_down", "first", "last")


def help_lines(app: BaseApp, screen: Screen[object]) -> list[tuple[str, str, str]]:
    """Keys, word and explanation of every binding that works now: what can be done here, then everywhere, then moving.

    Keys of one act stand together, and so do the nine places.
    """
    found: dict[str, tuple[list[str], ActiveBinding]] = {}
    places: list[str] = []
    for active in screen.active_bindings.values():
        name = active.binding.id
        if name is None or not active.binding.description:
            continue
        printed = app.get_key_display(active.binding)
        if name.startswith("place_"):
            places.append(printed)
            continue
        keys, _active = found.setdefault(f"{id(active.node)}{active.binding.action}", ([], active))
        keys.extend(one for one in printed.split(" ") if one not in keys)
    lines = sorted(found.values(), key=lambda line: _rank(line[1]))
    told = [(" ".join(keys), _(active.binding.description), _translated(active.binding.tooltip)) for keys, active in lines]
    if places:
        told.append((f"{places[0]} … {places[-1]}", _("places"), _("Goes to this place; the same digit again turns to its next sheet.")))
    return told


def _rank(active: ActiveBinding) -> int:
    if active.binding.id in _MOVING:
        return 2
    return 1 if isinstance(active.node, BaseApp) else 0


def _translated(tooltip: str) -> str:
    return _(tooltip) if tooltip else ""


class Help(Sheet[None]):
    """The keys of the part that had focus. Any key that works there does not act here; escape closes."""

    DEFAULT_CSS = """
    Help > #sheet { width: 110; }
    Help VerticalScroll { height: auto; max-height: 30; }
    Help.-low VerticalScroll { max-height: 18; }
    Help Static { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

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
