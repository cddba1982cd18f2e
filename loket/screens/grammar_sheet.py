"""`f1` where lines are typed: what a line can say, then the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from loket.casework.quick_grammar import grammar_lines
from loket.language import N_, _
from loket.widgets.base_app import BaseApp
from loket.widgets.help import help_lines
from loket.widgets.sheet import Sheet
from loket.widgets.text import fit, one_line


class GrammarSheet(Sheet[None]):
    """What can be typed, and the keys of the screen below; `f1` or escape closes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "no", N_("close"), show=False, id="grammar_close")]
    DEFAULT_CSS = """
    GrammarSheet > #sheet { width: 110; }
    GrammarSheet VerticalScroll { height: auto; max-height: 34; }
    GrammarSheet.-low VerticalScroll { max-height: 19; }
    GrammarSheet Static { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, where: str, app: BaseApp, screen: Screen[Any]) -> None:
        super().__init__(_("What can be typed"))
        self._rules = grammar_lines(where)
        self._keys = [(key, why or word) for key, word, why in help_lines(app, screen)]

    def compose_sheet(self) -> ComposeResult:
        """The two lists, each with its own first column."""
        with VerticalScroll():
            yield Static(_columns(self._rules), markup=False)
            yield Static(Content.styled("\n" + _("Keys here"), "bold $focus"), markup=False)
            yield Static(_columns(self._keys), markup=False)
        yield self.hint(N_("↑ ↓ more   esc back"))


def _columns(lines: Sequence[tuple[str, str]]) -> Content:
    width = max((len(one_line(first)) for first, _second in lines), default=0) + 2
    rows = [Content.assemble((fit(one_line(first), width), "$focus"), one_line(second)) for first, second in lines]
    return Content("\n").join(rows)
