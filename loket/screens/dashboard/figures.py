"""All figures with a cursor: three columns beside each other, or one figure a line on a narrow terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from loket.insight.figures.indicators import BY_ID, GROUP_LABELS, INDICATORS, Group, Indicator
from loket.insight.figures.overview import Overview
from loket.insight.figures.reckoning import Duration, Figure, Share, days_text
from loket.language import N_, _
from loket.language.formats import number
from loket.widgets.bars import bar
from loket.widgets.keys import key
from loket.widgets.text import fit, one_line

# Below this a column has no room for what is unknown.
SIDE_BY_SIDE_FROM = 117
_WIDE = ((Group.WENSENSCAN, Group.PROGRAMME), (Group.REQUESTS,), (Group.EFFECT, Group.SIGNALS))
_NARROW = ((Group.WENSENSCAN, Group.REQUESTS, Group.EFFECT, Group.SIGNALS, Group.PROGRAMME),)
# A percentage of fewer says more than is known.
_SMALL = 5

Entry = Group | Indicator


class FigureGrid(Widget, can_focus=True):
    """Arrows go from figure to figure. `Highlighted` names the figure under the cursor, `Opened` the one that enter opens."""

    DEFAULT_CSS = "FigureGrid { height: auto; width: 100%; color: $foreground; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("open", word=N_("definition"), tooltip=N_("Shows what this figure counts.")),
        Binding("up", "move(-1)", N_("line up"), show=False, id="line_up"),
        Binding("down", "move(1)", N_("line down"), show=False, id="line_down"),
        Binding("left", "across(-1)", N_("column left"), show=False, id="column_left"),
        Binding("right", "across(1)", N_("column right"), show=False, id="column_right"),
        Binding("home", "first", N_("first"), show=False, id="first"),
        Binding("end", "last", N_("last"), show=False, id="last"),
    ]
    cursor: var[str] = var(INDICATORS[0].id)

    class Highlighted(Message):
        """The cursor is on another figure."""

        def __init__(self, indicator: Indicator) -> None:
            super().__init__()
            self.indicator = indicator

    class Opened(Message):
        """Enter or a second click on a figure."""

        def __init__(self, indicator: Indicator) -> None:
            super().__init__()
            self.indicator = indicator

    def __init__(self) -> None:
        super().__init__()
        self._overview: Overview | None = None
        self._earlier: Mapping[str, Figure | None] = {}

    def show(self, overview: Overview) -> None:
        """Show other figures; the cursor stays where it was. What they are compared with comes after."""
        self._overview, self._earlier = overview, {}
        self.refresh(layout=True)

    def compare(self, earlier: Mapping[str, Figure | None]) -> None:
        """Show how much each figure changed."""
        self._earlier = earlier
        self.refresh()

    def find(self, text: str) -> bool:
        """Put the cursor on the first figure whose name has `text` in it."""
        wanted = text.casefold()
        for indicator in INDICATORS:
            names = (_(indicator.short), _(indicator.label), indicator.id)
            if any(wanted in name.casefold() for name in names):
                self.cursor = indicator.id
                return True
        return False

    # How it is laid out

    def columns(self) -> list[list[Entry]]:
        """The groups and figures from top to bottom, column by column."""
        groups = _WIDE if self.size.width >= SIDE_BY_SIDE_FROM else _NARROW
        return [list(chain.from_iterable(map(_entries, column))) for column in groups]

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many lines as the longest column."""
        groups = _WIDE if width >= SIDE_BY_SIDE_FROM else _NARROW
        return max(len(column) + sum(i.group in column for i in INDICATORS) for column in groups)

    def render(self) -> Content:
        """The columns beside each other."""
        columns = self.columns()
        width = self.size.width // len(columns)
        height = max(map(len, columns))
        return Content("\n").join(
            Content.assemble(*(self._cell(column[row] if row < len(column) else None, width) for column in columns))
            for row in range(height)
        )

    def _cell(self, entry: Entry | None, width: int) -> Content:
        if entry is None:
            return Content(" " * width)
        if isinstance(entry, Group):
            return Content.styled(fit(" " + self._heading(entry), width), "bold $focus")
        at = entry.id == self.cursor
        figure = self._overview.figures[entry.id] if self._overview else None
        text = figure_line(entry, figure, self._earlier.get(entry.id), width - 2, loading=self._overview is None)
        line = Content.styled(text, "on $cursor-row" if at and self.has_focus else "")
        return Content.assemble(("▸" if at else " ", "$focus"), line, " ")

    def _heading(self, group: Group) -> str:
        text = _(GROUP_LABELS[group]).upper()
        response = self._overview.figures["wensenscan_response"] if self._overview else None
        if group is Group.WENSENSCAN and response is not None and not isinstance(response, Duration):
            return _("{group}, {count} invited").format(group=text, count=number(response.denominator or 0))
        return text

    # The cursor

    def watch_cursor(self) -> None:
        """Draw it where it is, in sight, and tell."""
        self.refresh()
        self.post_message(self.Highlighted(BY_ID[self.cursor]))
        if isinstance(self.parent, VerticalScroll) and self.is_attached:
            _column, row = self._place()
            top = self.virtual_region.y + row - (1 if row <= 1 else 0)
            self.parent.scroll_to_region(Region(0, top, 1, 2 if row <= 1 else 1), animate=False)

    def on_focus(self) -> None:
        """Show that the cursor is here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that it is not."""
        self.refresh()

    def _place(self) -> tuple[int, int]:
        for number_, column in enumerate(self.columns()):
            for row, entry in enumerate(column):
                if isinstance(entry, Indicator) and entry.id == self.cursor:
                    return number_, row
        return 0, 1

    def action_move(self, by: int) -> None:
        """Up or down, past the headings."""
        column, row = self._place()
        entries = self.columns()[column]
        row += by
        while 0 <= row < len(entries) and isinstance(entries[row], Group):
            row += by
        if 0 <= row < len(entries):
            self._go(entries[row])
        elif isinstance(self.parent, VerticalScroll):
            # Past the last figure stand the funnel and the months.
            self.parent.scroll_relative(y=by, animate=False)

    def action_across(self, by: int) -> None:
        """To the same height in the next column."""
        column, row = self._place()
        columns = self.columns()
        if 0 <= column + by < len(columns):
            self._go(_nearest(columns[column + by], row))

    def action_first(self) -> None:
        """To the first figure."""
        self._go(_nearest(self.columns()[0], 0))

    def action_last(self) -> None:
        """To the last figure."""
        column = self.columns()[-1]
        self._go(_nearest(column, len(column) - 1))

    def action_open(self) -> None:
        """Open the figure under the cursor."""
        self.post_message(self.Opened(BY_ID[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """A click goes there; a click where the cursor is opens."""
        columns = self.columns()
        column = columns[min(len(columns) - 1, event.x // max(1, self.size.width // len(columns)))]
        entry = column[event.y] if event.y < len(column) else None
        if isinstance(entry, Indicator):
            if entry.id == self.cursor:
                self.action_open()
            self.cursor = entry.id

    def _go(self, entry: Entry) -> None:
        if isinstance(entry, Indicator):
            self.cursor = entry.id


def _entries(group: Group) -> list[Entry]:
    return [group, *(indicator for indicator in INDICATORS if indicator.group is group)]


def _nearest(column: Sequence[Entry], row: int) -> Entry:
    figures = [(abs(place - row), place) for place, entry in enumerate(column) if isinstance(entry, Indicator)]
    return column[min(figures)[1]]


def figure_line(indicator: Indicator, figure: Figure | None, earlier: Figure | None, width: int, *, loading: bool = False) -> str:
    """One figure in `width` cells: name, n/N, bar, per cent, unknown, change."""
    name_width = 21 if width > 60 else 12
    name = fit(one_line(_(indicator.short)), name_width)
    if loading:
        return fit(f"{name} …", width)
    if figure is None:
        return fit(name + fit(_("n/a"), 8, "right"), width)
    rest = width - name_width - 8
    changed = change(figure, earlier)
    if isinstance(figure, Duration):
        spread = f"p90 {days_text(figure.p90_tenths)}, n {number(figure.n)}"
        tail = changed if len(spread) + 2 + len(changed) <= rest else ""
        return fit(f"{name}{days_text(figure.median_tenths) + ' d':>8} {spread}{tail:>{max(0, rest - 1 - len(spread))}}", width)
    contradictory = f"≠{figure.contradictory}" if figure.contradictory else ""
    if figure.denominator is None:
        return fit(f"{name}{number(figure.numerator):>8}{changed:>{rest}}", width)
    blocks = min(14, max(3, rest - 14))
    room = rest - blocks - 7
    unknown = _("unk. {count}").format(count=number(figure.unknown)) if figure.unknown else ""
    unknown = unknown if len(unknown) <= room else f"?{figure.unknown}"
    tail = _fitting((unknown, contradictory, changed), room)
    lead = f"{name}{shares(figure):>8} {bar(figure.numerator, figure.denominator, blocks)}"
    return fit(f"{lead}{percentage(figure):>5} {tail:>{room}}", width)


def shares(share: Share) -> str:
    """`n/N`; `–/0` when there is nothing to be a part of."""
    if not share.denominator:
        return f"{share.numerator or '–'}/0"
    return f"{number(share.numerator)}/{number(share.denominator)}"


def percentage(share: Share) -> str:
    """The per cent of five or more."""
    return f"{share.percentage}%" if share.denominator and share.denominator >= _SMALL else ""


def _fitting(parts: Sequence[str], room: int) -> str:
    """The first parts that fit in `room` cells."""
    found = ""
    for part in parts:
        longer = f"{found} {part}".strip()
        if len(longer) <= room:
            found = longer
    return found


def change(figure: Figure, earlier: Figure | None) -> str:
    """What changed: `▲+9`, `▼−3`, `=`; nothing when there is nothing to compare with. Up is not good: it has no colour."""
    if earlier is None:
        return ""
    if isinstance(figure, Duration) or isinstance(earlier, Duration):
        if not isinstance(figure, Duration) or not isinstance(earlier, Duration):
            return ""
        if figure.median_tenths is None or earlier.median_tenths is None:
            return ""
        return _signed(figure.median_tenths - earlier.median_tenths, days_text)
    return _signed(figure.numerator - earlier.numerator, number)


def _signed(by: int, shown: Callable[[int], str]) -> str:
    text = shown(abs(by))
    return "=" if by == 0 else f"▲+{text}" if by > 0 else f"▼−{text}"
