"""The months above the learning sessions: held, planned and waiting, how full each provider is, and the marks they got."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from loket.insight.sessions import Marks, Room, SessionMonth, SessionMonths
from loket.language import _
from loket.language.dates import shown_month
from loket.language.formats import number as figure
from loket.widgets.bars import bar
from loket.widgets.text import fit, one_line

_BAR = 6
_PROVIDER, _WIDEST, _ROOMY = 13, 30, 22
_WIDE = 100
_FEW, _MANY = 4, 7
_HIGH = 32


@dataclass(frozen=True, slots=True)
class _Layout:
    """How wide the columns are, and which providers fit."""

    month: int
    count: int
    waiting: int
    provider: int
    providers: tuple[str, ...]
    more: int

    @property
    def is_roomy(self) -> bool:
        """Whether a number can say in words what it counts."""
        return self.provider >= _ROOMY

    @classmethod
    def of(cls, width: int, providers: tuple[str, ...]) -> _Layout:
        month, count, waiting = (11, 10, 12) if width >= _WIDE else (10, 5, 7)
        room = width - 1 - month - 2 * count - waiting
        fitting = max(1, room // _PROVIDER)
        many = fitting if len(providers) <= fitting else max(1, fitting - 1)
        shown = providers[:many]
        provider = min(_WIDEST, room // len(shown)) if shown and len(shown) == len(providers) else _PROVIDER
        return cls(month, count, waiting, max(_PROVIDER, provider), shown, len(providers) - len(shown))


class MonthTable(Widget):
    """Some months around the one that the list is in, with the marks below them."""

    DEFAULT_CSS = "MonthTable { height: auto; width: 100%; padding: 0; }"

    def __init__(self) -> None:
        super().__init__()
        self._found: SessionMonths | None = None
        self._month = ""

    def show(self, found: SessionMonths) -> None:
        """Show what was read."""
        self._found = found
        self.refresh(layout=True)

    def show_month(self, month: str) -> None:
        """Mark another month; one that is not known leaves it as it was."""
        if month and month != self._month:
            self._month = month
            self.refresh()

    @property
    def _shown(self) -> list[SessionMonth]:
        months = list(self._found.months) if self._found else []
        most = _MANY if self.app.size.height >= _HIGH else _FEW
        at = next((place for place, one in enumerate(months) if one.month >= self._month), len(months) - 1)
        start = max(0, min(at - most // 2, len(months) - most))
        return months[start : start + most]

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """A head, the months and the marks."""
        if not self._found or not self._found.months:
            return 1
        return len(self._shown) + (2 if _Layout.of(width, self._found.providers).is_roomy else 3)

    def render(self) -> Content:
        """Head, months, marks."""
        found = self._found
        if found is None or not found.months:
            return Content.styled(fit(" " + _("No sessions yet. n enrols an institution, c notes places."), self.size.width), "$muted")
        layout = _Layout.of(self.size.width, found.providers)
        lines = [self._head(layout), *(self._line(layout, one) for one in self._shown), *self._marks(layout, found)]
        return Content("\n").join(lines)

    def _head(self, layout: _Layout) -> Content:
        wide = self.size.width >= _WIDE
        names = (_("Held"), _("Planned"), _("Waiting list")) if wide else (_("Hld"), _("Pln"), _("Wait"))
        head = (
            " "
            + fit(_("Month"), layout.month)
            + "".join(fit(name, width, "right") for name, width in zip(names, (layout.count, layout.count, layout.waiting), strict=True))
        )
        providers = "".join("  " + fit(one_line(name) or _("no provider"), layout.provider - 2) for name in layout.providers)
        more = "  " + _("+{count} more").format(count=layout.more) if layout.more else ""
        return Content.styled(fit(head + providers + more, self.size.width), "$muted")

    def _line(self, layout: _Layout, month: SessionMonth) -> Content:
        here = month.month == self._month
        counts = [
            fit(str(value) if value else "–", width, "right")
            for value, width in ((month.held, layout.count), (month.scheduled, layout.count), (month.waiting, layout.waiting))
        ]
        parts: list[Content] = [
            Content.styled("▸" if here else " ", "$focus"),
            Content.styled(fit(shown_month(month.month), layout.month), "bold $focus" if here else "$foreground"),
            Content("".join(counts[:2])),
            Content.styled(counts[2], "$attention" if month.waiting else "$muted"),
        ]
        return Content.assemble(*parts, *(_room(month.rooms.get(name), layout.provider - 2) for name in layout.providers))

    def _marks(self, layout: _Layout, found: SessionMonths) -> list[Content]:
        """The average mark of so many sessions, and how many held ones have none: behind it, or below it where there is little room."""
        before = layout.month + 2 * layout.count + layout.waiting + 1
        longest = max(cell_len(_("Mark (sessions)")), 0 if layout.is_roomy else cell_len(_("without mark")))
        own = [found.marks.get(name) for name in layout.providers]

        def line(name: str, told: Callable[[Marks], str]) -> Content:
            parts = [fit(f" {fit(name, longest)}  {told(found.all_marks)}", before)]
            parts += ["  " + fit(told(marks) if marks else "–", layout.provider - 2) for marks in own]
            return Content.styled("".join(parts), "$muted")

        if layout.is_roomy:
            return [line(_("Mark (sessions)"), shown_marks)]
        return [line(_("Mark (sessions)"), _mean), line(_("without mark"), lambda marks: str(marks.unknown or "–"))]


def _room(room: Room | None, width: int) -> Content:
    """`████░░ 4/6`; `2/?` where nobody said how many places there are; more than there are stands out."""
    if room is None or (room.places is None and not room.taken):
        return Content.styled("  " + fit("–", width), "$muted")
    if room.places is None:
        return Content.styled("  " + fit(f"{' ' * _BAR} {room.taken}/?", width), "$muted")
    text = f"{bar(room.taken, room.places, _BAR)} {room.taken}/{room.places}"
    if width >= _ROOMY - 2:
        text += " " + _("occupied")
    tone = "$attention" if room.taken > room.places else "bold" if room.taken == room.places else "$foreground"
    return Content.styled("  " + fit(text, width), tone)


def shown_marks(marks: Marks) -> str:
    """`7,9 (31), 4 zonder`: the average, of how many, and how many held sessions have no mark."""
    without = _("{count} without").format(count=marks.unknown) if marks.unknown else ""
    return ", ".join(part for part in (_mean(marks), without) if part)


def _mean(marks: Marks) -> str:
    return "–" if marks.mean is None else f"{figure(marks.mean, 1)} ({marks.known})"
