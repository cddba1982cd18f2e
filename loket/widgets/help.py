"""`?`: every key of what has focus, with what it does, read from the live keymap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from loket.language import N_, _
from loket.widgets.base_app import BaseApp
from loket.widgets.legend import legend_lines
from loket.widgets.paged_table import PagedTable
from loket.widgets.sheet import Sheet
from loket.widgets.text import fit, one_line
from loket.widgets.text_inputs import LineInput

HelpLine = tuple[str, str, str]
"""The keys or the sign, the word, the explanation."""

_MOST_KEY, _MOST_WORD = 12, 20
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
    return told + abbreviations(screen)


def abbreviations(screen: Screen[object]) -> list[tuple[str, str, str]]:
    """The columns of the screen's lists whose heads or words are abbreviated, with what they mean."""
    columns = {column.key: column for table in screen.query(PagedTable) for column in table.columns if column.means}
    return [(_(column.label), _("column"), meaning) for column in columns.values() for meaning in _(column.means).split(" · ")]


def _rank(active: ActiveBinding) -> int:
    if active.binding.id in _MOVING:
        return 2
    return 1 if isinstance(active.node, BaseApp) else 0


def _translated(tooltip: str) -> str:
    return _(tooltip) if tooltip else ""


class HelpLines(Widget):
    """Lines of a key, a word and an explanation, each whole: what does not fit beside goes on below."""

    DEFAULT_CSS = "HelpLines { height: auto; }"

    def __init__(self, lines: Sequence[HelpLine], *, first: int = _MOST_KEY) -> None:
        super().__init__()
        self._lines = lines
        self._first = first

    def show(self, lines: Sequence[HelpLine]) -> None:
        """Show other lines."""
        self._lines = lines
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as they take."""
        return max(1, len(self._rows(width)))

    def render(self) -> Content:
        """The lines, or that there are none."""
        return Content("\n").join(self._rows(self.content_size.width) or [Content.styled(_("Nothing is called so here."), "$muted")])

    def _rows(self, width: int) -> list[Content]:
        keys = min(self._first, max((cell_len(line[0]) for line in self._lines), default=0)) + 2
        words = min(_MOST_WORD, max((cell_len(line[1]) for line in self._lines), default=0)) + 2
        rows = []
        for line in self._lines:
            widths = (keys, words, max(10, width - keys - words))
            parts = [_wrapped(text, room - (0 if last else 2)) for text, room, last in zip(line, widths, (False, False, True), strict=True)]
            for number in range(max(map(len, parts))):
                key, word, why = (part[number] if number < len(part) else "" for part in parts)
                rows.append(Content.assemble((fit(key, keys), "$focus"), fit(word, words), (why, "$muted")))
        return rows


def _wrapped(text: str, width: int) -> list[str]:
    return [str(line).rstrip() for line in Content(one_line(text)).wrap(max(1, width))] or [""]


class Help(Sheet[None]):
    """The keys of the part that had focus, and what the signs mean. Typing narrows it; no key acts here; escape closes."""

    DEFAULT_CSS = """
    Help > #sheet { width: 110; }
    Help VerticalScroll { height: auto; max-height: 30; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    Help.-low VerticalScroll { max-height: 17; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", N_("line up"), show=False, id="help_up", priority=True),
        Binding("down", "scroll(1)", N_("line down"), show=False, id="help_down", priority=True),
        Binding("pageup", "scroll(-15)", N_("page up"), show=False, id="help_page_up", priority=True),
        Binding("pagedown", "scroll(15)", N_("page down"), show=False, id="help_page_down", priority=True),
        Binding("f1", "no", N_("close"), show=False, id="help_close", priority=True),
    ]

    def __init__(self, lines: Sequence[HelpLine]) -> None:
        super().__init__(_("Keys here"))
        self._lines = [*lines, *legend_lines()]

    def compose_sheet(self) -> ComposeResult:
        """Where one types what one looks for, then the lines."""
        yield LineInput(placeholder=_("type what you look for: a key, a word, a sign"))
        with VerticalScroll(can_focus=False):
            yield HelpLines(self._lines)
        yield self.hint(N_("↑ ↓ scroll   esc back"))

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        wanted = event.value.casefold().split()
        self.query_one(HelpLines).show([line for line in self._lines if all(one in " ".join(line).casefold() for one in wanted)])
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, by: int) -> None:
        """Move through the lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
