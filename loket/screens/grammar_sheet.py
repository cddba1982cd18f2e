"""`f1` where lines are typed: what a line can say, then the keys."""

from __future__ import annotations

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
from loket.widgets.help import HelpLines, help_lines
from loket.widgets.sheet import Sheet

_TYPED = 26


class GrammarSheet(Sheet[None]):
    """What can be typed, and the keys of the screen below; `f1` or escape closes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "no", N_("close"), show=False, id="grammar_close")]
    DEFAULT_CSS = """
    GrammarSheet > #sheet { width: 110; }
    GrammarSheet VerticalScroll { height: auto; max-height: 34; }
    GrammarSheet.-low VerticalScroll { max-height: 19; }
    GrammarSheet Static { height: auto; }
    """

    def __init__(self, where: str, app: BaseApp, screen: Screen[Any]) -> None:
        super().__init__(_("What can be typed"))
        self._rules = grammar_lines(where)
        self._keys = help_lines(app, screen)

    def compose_sheet(self) -> ComposeResult:
        """The two lists, each with its own first column."""
        with VerticalScroll():
            yield HelpLines([(typed, "", means) for typed, means in self._rules], first=_TYPED)
            yield Static(Content.styled("\n" + _("Keys here"), "bold $focus"), markup=False)
            yield HelpLines(self._keys)
        yield self.hint(N_("↑ ↓ more   esc back"))
