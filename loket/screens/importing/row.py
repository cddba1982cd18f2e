"""One row of a file as it was read, with what is wrong under the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from loket.language import N_
from loket.widgets.pane import Fact, Facts, PaneLine
from loket.widgets.sheet import Sheet


class RowAsRead(Sheet[None]):
    """The cells of one row; `wrong` says by header what is wrong with which."""

    DEFAULT_CSS = "RowAsRead VerticalScroll { height: auto; max-height: 80vh; }"

    def __init__(self, title: str, cells: Sequence[tuple[str, str]], wrong: Mapping[str, Sequence[str]]) -> None:
        super().__init__(title)
        self._cells, self._wrong = cells, wrong

    def compose_sheet(self) -> ComposeResult:
        """A cell a line; what is wrong first looked at."""
        with VerticalScroll():
            yield Facts(self._lines())
        yield self.hint(N_("esc back"))

    def _lines(self) -> list[PaneLine]:
        lines: list[PaneLine] = []
        for header, value in self._cells:
            why = self._wrong.get(header, ())
            lines.append(Fact(value or "–", header or "?", "error" if why else "" if value else "muted"))
            lines += [Fact(f"! {reason}", " ", "error") for reason in why]
        return lines
