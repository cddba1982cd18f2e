"""The trends of the board with their figures, as a CSV file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from loket.insight.board import Card, board
from loket.insight.lists.listing import Looker
from loket.language import _, label
from loket.models.words import TrendState
from loket.screens.base import LoketScreen
from loket.screens.forms.asking import AskText, ask
from loket.widgets.loading import act

if TYPE_CHECKING:
    from loket.exchange.writing import OutCell
    from loket.store.opening import Store


def ask_export(screen: LoketScreen) -> None:
    """Ask for a file and write the trends to it."""
    name = f"loket-trends-{screen.app.today.isoformat()}.csv"
    sheet = AskText(_("Export the trends"), _("To which file?"), value=str(Path.home() / name), needed=True)

    def written(found: tuple[Path, int]) -> None:
        screen.app.say(_("{count} lines written to {file}.").format(count=found[1], file=found[0]), "done")

    ask(screen.app, sheet, lambda path: act(screen, written, None, _write, Path(path).expanduser()))


def _write(store: Store, path: Path) -> tuple[Path, int]:
    from loket.casework.reports import remember_export
    from loket.exchange.writing import write_csv

    with store.read() as reader:
        found = board(reader, Looker.of(reader, store.actor), store.today)
    cards = [card for state in TrendState for card in found.columns[state]]
    many = write_csv(path, _headers(), (_cells(card) for card in cards))
    remember_export(store, "trends", many)
    return path, many


def _headers() -> list[str]:
    return [
        _("Nr"), _("title"), _("theme"), _("state"), _("owner"), _("signals"), _("institutions"), _("kinds"), _("since"),
        _("institutions, last 3 months"), _("institutions, 3 months before"), _("latest decision on"), _("latest decision"),
        _("confidential"),
    ]  # fmt: skip


def _cells(card: Card) -> list[OutCell]:
    trend, (on, decision) = card.trend, card.decision or (None, None)
    return [
        trend.number, trend.title, trend.theme, label(trend.state), trend.owner, trend.signals, trend.institutions, trend.kinds,
        trend.since, card.movement.recent, card.movement.before, on, decision, _("yes") if trend.confidential else _("no"),
    ]  # fmt: skip
