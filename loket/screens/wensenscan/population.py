"""WensenScan, third sheet: who was invited, as it was frozen when the round was first loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loket.insight.rounds import Invited, RoundList
from loket.language import N_, _, label
from loket.models.words import Audience, RecordKind
from loket.screens.records.lines import said, short
from loket.screens.wensenscan.sheet import RoundSheet, write_list
from loket.widgets.columns import Cell, Column, Row
from loket.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from loket.store.opening import Store

_LETTERS = ((Audience.POLICY_QUALITY, "B"), (Audience.PROFESSIONALS, "Z"), (Audience.PATIENTS, "P"))


class RoundPopulation(RoundSheet):
    """The population of the round: it never changes, whatever becomes of the institutions."""

    FOOTER = ("open", "log", "filter", "sort", "export", "round", "load_file")
    EMPTY = N_("Nobody is invited yet: that is fixed when the round is first loaded.")
    COLUMNS = (
        Column("name", N_("Institution"), 26, flexible=2, keep=True, sortable=True),
        Column("kind", N_("Kind"), 8, sortable=True),
        Column("umbrella", N_("Umbrella"), 6, sortable=True),
        Column("province", N_("Province"), 13, sortable=True),
        Column("answered", N_("Answered"), 9, keep=True, sortable=True),
        Column("now", N_("Now"), 20, flexible=1, keep=True, sortable=True),
        Column("advisor", N_("Advisor"), 10, sortable=True),
    )

    def counted(self, found: RoundList) -> str:
        """Who was invited."""
        return str(found.invited)

    def records(self) -> Sequence[Invited]:
        """Who was invited."""
        return self.found.population if self.found else ()

    def row(self, record: Invited) -> Row:
        """The line of one institution."""
        facts = record.institution
        cells = (
            facts.name, short(facts.kind), said(facts.umbrella), said(facts.province), _letters(record), Cell(_now(record), "attention"),
            facts.advisor or "–",
        )  # fmt: skip
        return Row(record.id, cells, record=record)

    def sorted_by(self, record: Invited, column: str) -> Any:
        """What a column sorts on: who answered last, who is not there any more first."""
        facts = record.institution
        keys: dict[str, str] = {
            "kind": facts.kind or "~", "umbrella": facts.umbrella or "~", "province": facts.province or "~",
            "answered": "1" if record.answered else "0", "now": "0" if _now(record) else "1", "advisor": facts.advisor or "~",
        }  # fmt: skip
        return keys.get(column, ""), facts.name.casefold()

    @staticmethod
    def write_file(store: Store, path: Path, found: RoundList, records: Sequence[Invited]) -> int:
        """Who was invited, and who of them answered."""
        headers = [_("Institution"), _("Kind"), _("Umbrella"), _("Province"), _("Advisor"), _("Answered"), _("Now")]
        rows = []
        for one in records:
            facts = one.institution
            words = [label(word) if word else "" for word in (facts.kind, facts.umbrella, facts.province)]
            rows.append([facts.name, *words, facts.advisor, _("yes") if one.answered else _("no"), _now(one)])
        return write_list(store, "list population", path, headers, rows)

    def on_paged_table_opened(self, event: PagedTable.Opened) -> None:
        """Its dossier; of one that was merged, its survivor's."""
        now = event.row.record.institution.now
        self.app.open_record(RecordKind.INSTITUTION, now[0] if now else event.row.record.id)


def _letters(record: Invited) -> str:
    """`BZ–`: who of them answered; a dash when nobody did."""
    if not record.answered:
        return "–"
    return "".join(letter if audience in record.audiences else "–" for audience, letter in _LETTERS)


def _now(record: Invited) -> str:
    """What became of it since."""
    facts = record.institution
    if facts.now is not None:
        return _("now {name}").format(name=facts.now[1])
    return "" if facts.active else _("closed")
