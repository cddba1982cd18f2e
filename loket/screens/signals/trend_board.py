"""The board: trends as cards in the columns of their states."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from loket.insight.trends.trend_board import Board, Card
from loket.language import N_, _, label, ngettext
from loket.language.formats import month_name, short_date
from loket.models.words import TrendState
from loket.screens.records.record_lines import joined
from loket.screens.signals.trend_lines import arrow
from loket.widgets.base_app import app_of
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line

_CARD, _ROOMY = 4, 5
_ONE_COLUMN = 100


class TrendBoard(Widget, can_focus=True):
    """Cards in columns. The arrows go from card to card; each column scrolls by itself; on a narrow terminal one shows."""

    DEFAULT_CSS = "TrendBoard { height: 1fr; color: $foreground; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", "open_card"),
        Binding("left", "move(-1, 0)", N_("column left"), show=False, id="card_left", tooltip=N_("To the column at the left.")),
        Binding("right", "move(1, 0)", N_("column right"), show=False, id="card_right", tooltip=N_("To the column at the right.")),
        Binding("up", "move(0, -1)", N_("card up"), show=False, id="card_up", tooltip=N_("One card up.")),
        Binding("down", "move(0, 1)", N_("card down"), show=False, id="card_down", tooltip=N_("One card down; below the last the list.")),
    ]

    class Opened(Message):
        """A card was opened."""

        def __init__(self, card: Card, neighbours: tuple[int, ...]) -> None:
            super().__init__()
            self.card, self.neighbours = card, neighbours

    class LeftBelow(Message):
        """The cursor went on below the last card."""

    def __init__(self) -> None:
        super().__init__()
        self.board: Board | None = None
        self.column = 0
        self.rows = [0, 0, 0, 0]

    @property
    def states(self) -> list[TrendState]:
        """The columns."""
        return list(TrendState)

    def cards(self, column: int) -> tuple[Card, ...]:
        """The cards of one column."""
        return self.board.columns[self.states[column]] if self.board else ()

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        cards = self.cards(self.column)
        return cards[min(self.rows[self.column], len(cards) - 1)] if cards else None

    def show(self, board: Board) -> None:
        """Show a board; the cursor stays on its card, wherever that went."""
        at = self.card.trend.id if self.card else None
        self.board = board
        for column in range(len(self.states)):
            for place, card in enumerate(self.cards(column)):
                if card.trend.id == at:
                    self.column, self.rows[column] = column, place
        if not self.cards(self.column):
            self.column = next((column for column in range(4) if self.cards(column)), 0)
        self.refresh()

    def action_move(self, across: int, down: int) -> None:
        """Move the cursor."""
        if across:
            self.column = max(0, min(len(self.states) - 1, self.column + across))
        elif down > 0 and self.rows[self.column] >= len(self.cards(self.column)) - 1:
            self.post_message(self.LeftBelow())
        else:
            self.rows[self.column] = max(0, self.rows[self.column] + down)
        self.refresh()

    def action_open_card(self) -> None:
        """Open the trend."""
        if self.card:
            column = tuple(card.trend.id for card in self.cards(self.column))
            self.post_message(self.Opened(self.card, column))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click goes to the card, a second one opens it."""
        shown = self._shown()
        column = shown[min(event.x // max(1, self.size.width // len(shown)), len(shown) - 1)]
        place = self._first(column) + (event.y - 1) // self._card_height
        if event.y >= 1 and place < len(self.cards(column)):
            self.column, self.rows[column] = column, place
            self.refresh()
            if event.chain == 2:
                self.action_open_card()

    # Drawing

    def _shown(self) -> list[int]:
        return [self.column] if self.size.width < _ONE_COLUMN else list(range(len(self.states)))

    @property
    def _card_height(self) -> int:
        """An empty line below each card where that costs no card."""
        most = max((len(self.cards(column)) for column in self._shown()), default=0)
        return _ROOMY if most * _ROOMY <= self.size.height else _CARD

    @property
    def _fitting(self) -> int:
        """How many cards show; below the last one no empty line is needed."""
        height = self._card_height
        return max(1, (self.size.height - 1 + height - _CARD) // height)

    def _first(self, column: int) -> int:
        return max(0, min(self.rows[column], len(self.cards(column)) - 1) - self._fitting + 1)

    def render(self) -> Content:
        """The columns side by side."""
        shown = self._shown()
        width = self.size.width // len(shown)
        columns = [self._column(column, width - (3 if place < len(shown) - 1 else 1)) for place, column in enumerate(shown)]
        rows = []
        for y in range(self.size.height):
            parts: list[Content] = []
            for place, lines in enumerate(columns):
                parts += [lines[y], Content.styled(" │ ", "$muted")] if place < len(columns) - 1 else [lines[y]]
            rows.append(Content.assemble(*parts))
        return Content("\n").join(rows)

    def _column(self, column: int, width: int) -> list[Content]:
        state, cards = self.states[column], self.cards(column)
        arrows = "  ←→" if self.size.width < _ONE_COLUMN else ""
        first = self._first(column)
        above, below = first, max(0, len(cards) - first - self._fitting)
        hidden = joined(f"↑{above}" if above else "", f"↓{below}" if below else "", by=" ")
        lines = [Content.styled(fit(f" {label(state).upper()} {len(cards)}{arrows}  {hidden}", width), "bold $focus")]
        for place, card in list(enumerate(cards))[first:]:
            at = column == self.column and place == min(self.rows[column], len(cards) - 1)
            lines += self._card(card, width, at=at)
        empty = Content(" " * width)
        return (lines + [empty] * self.size.height)[: self.size.height]

    def _card(self, card: Card, width: int, *, at: bool) -> list[Content]:
        trend = card.trend
        ground = " on $cursor-row" if at and self.has_focus else " on $pane" if at else ""
        theme = str(trend.theme) if trend.theme else "?"
        many = ngettext("{count} inst.", "{count} inst.", trend.institutions).format(count=trend.institutions)
        kinds = ngettext("{count} kind", "{count} kinds", trend.kinds).format(count=trend.kinds)
        places = f"{many} {kinds}" if trend.kinds else many
        first = fit(places, max(1, width - 8)) + arrow(card.movement)
        owner = trend.owner or _("owner ?")
        sign = Content.styled("▸" if at else " ", "$focus" + ground)
        return [
            Content.assemble(sign, (fit(one_line(trend.title), width - 1), "bold" + ground)),
            Content.styled(fit(f" {theme} · {one_line(owner)}", width), "$muted" + ground),
            Content.styled(fit(" " + (first if trend.signals else self._since(card)), width), "$foreground" + ground),
            Content.styled(fit(" " + self._since(card) if trend.signals else "", width), "$muted" + ground),
            *([Content(" " * width)] if self._card_height == _ROOMY else []),
        ]

    def _since(self, card: Card) -> str:
        today = app_of(self).today
        if card.decision:
            return joined(short_date(card.decision[0], today, weekday=False), one_line(card.decision[1]), by=" ")
        since = card.trend.since
        if since is None:
            return _("no signals yet")
        when = month_name(since.month) if since.year == today.year else f"{month_name(since.month, short=True)} {since.year}"
        return _("since {month}").format(month=when)
