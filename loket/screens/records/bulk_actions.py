"""What the keys of a list do to the selected records, or to the one under the cursor: each act is one step of undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from loket.casework import conflicts, follow_ups, reassignment, requests, states
from loket.casework.done import Ref
from loket.exchange import output_files
from loket.insight.lists.listing import Listing, View, every, ids
from loket.insight.lists.terms import records_of
from loket.language import _, label, ngettext
from loket.models.errors import Refused
from loket.models.states import STATES
from loket.models.words import FollowUpState, Helped, Priority, RecordKind, ReferralState, RequestState, Word
from loket.screens.export_file import ask_file
from loket.screens.forms.ask_sheets import AskDate, AskText, ask, ask_result, reason_for
from loket.screens.forms.finders import find_advisors
from loket.screens.loket_screen import LoketScreen
from loket.screens.records.record_lines import field_name
from loket.screens.state_refusal import state_refusal
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import Cell, Row
from loket.widgets.picker import PickSheet
from loket.widgets.text import one_line
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.casework.conflicts import ChangedRecord
    from loket.casework.done import Done
    from loket.exchange.output_files import OutCell
    from loket.store.database import Store
    from loket.widgets.paged_table import PagedTable

P = ParamSpec("P")

_DATED = frozenset({RecordKind.REQUEST, RecordKind.CONVERSATION, RecordKind.REFERRAL, RecordKind.FOLLOW_UP, RecordKind.SESSION})
_ADVISED = frozenset({RecordKind.INSTITUTION, RecordKind.REQUEST, RecordKind.SIGNAL, RecordKind.REFERRAL, RecordKind.FOLLOW_UP})
MOST_SELECTED = 5000


class RecordActions(LoketScreen):
    """Mixed into a list: state, date, advisor, follow-up, priority, theme, copy, export."""

    LISTING: ClassVar[Listing[Any]]
    view: View

    @property
    def table(self) -> PagedTable:
        """The list itself."""
        raise NotImplementedError

    def acts_with(self, action: str) -> bool:
        """Whether a key means something for this kind of record."""
        kind = self.LISTING.kind
        needs: dict[str, bool] = {
            "state": kind in STATES,
            "state_back": kind in STATES,
            "move_date": kind in _DATED,
            "hand_over": kind in _ADVISED,
            "refer": kind is RecordKind.REQUEST,
            "priority": kind is RecordKind.REQUEST,
            "theme": kind is RecordKind.REQUEST,
            "mine": bool(self.LISTING.mine),
        }
        return needs.get(action, True)

    def chosen(self) -> list[Any]:
        """The records that a key acts on."""
        return [row.record for row in self.table.acted_on]

    # States

    def action_state(self) -> None:
        """The next state: at once when there is one, else by number."""
        self._ask_state(back=False)

    def action_state_back(self) -> None:
        """An earlier state, with a reason."""
        self._ask_state(back=True)

    def _ask_state(self, *, back: bool) -> None:
        records, table = self.chosen(), STATES[self.LISTING.kind]
        if not records:
            return
        offered = [table.back_states(one.state) if back else table.next_states(one.state) for one in records]
        common = [state for state in offered[0] if all(state in others for others in offered)]
        go = self._step_back if back else self._step
        if not common:
            self.app.say(state_refusal(self.app, self.LISTING.kind, [one.state for one in records], back=back), "attention")
        elif len(common) == 1:
            go(records, common[0])
        else:
            title = _("State back") if back else _("Next state")
            options = [Option(state, label(state)) for state in common]
            ask(self.app, Choice(title, options, text=self._named(records)), lambda state: go(records, state))

    def _step(self, records: Sequence[Any], state: Word) -> None:
        if state in (RequestState.RESOLVED, RequestState.DROPPED):
            sheet = AskText(label(state), _("What came of it? May stay empty."))

            def close(text: str | None) -> None:
                if text is not None:
                    self._advance(records, state, resolution=text or None)

            self.app.push_screen(sheet, close)
        elif state is FollowUpState.DONE:
            ask_result(self.app, lambda text: self._advance(records, state, result=text))
        elif state is ReferralState.USED:
            options = [Option(word, label(word)) for word in Helped]
            ask_helped: Choice[Any] = Choice(_("Did it help?"), options, none=Option("unknown", _("unknown")))
            ask(self.app, ask_helped, lambda word: self._advance(records, state, helped=Helped.understand(str(word))))
        elif state.value in ("planned", "scheduled") and any(_day_of(one) is None for one in records):
            ask(self.app, AskDate(label(state), _("On which day?")), lambda day: self._advance(records, state, on=day))
        else:
            self._advance(records, state)

    def _step_back(self, records: Sequence[Any], state: Word) -> None:
        ask(self.app, reason_for(label(state)), lambda why: self._advance(records, state, reason=why))

    def _advance(self, records: Sequence[Any], state: Word, **more: Any) -> None:
        kind = self.LISTING.kind
        self.act_on(records, lambda store, numbers: states.advance(store, states.Advance(kind=kind, numbers=numbers, to=state, **more)))

    # Other acts on one or many

    def action_move_date(self) -> None:
        """Another day for the selected."""
        records, kind = self.chosen(), self.LISTING.kind
        if records:
            sheet = AskDate(_("Move to another day"), self._named(records), value=_day_of(records[0]))
            ask(self.app, sheet, lambda day: self.act_on(records, lambda store, numbers: follow_ups.postpone(store, kind, numbers, day)))

    def action_hand_over(self) -> None:
        """Give the selected to another advisor."""
        records, kind = self.chosen(), self.LISTING.kind
        if records:
            sheet = PickSheet(_("Give {what} to").format(what=self._named(records)), find_advisors)
            ask(
                self.app, sheet, lambda pick: self.act_on(records, lambda store, some: reassignment.reassign(store, kind, some, pick.value))
            )

    def action_priority(self) -> None:
        """A priority for the selected."""
        records = self.chosen()
        if records:
            options = [Option(word, label(word)) for word in Priority]
            sheet = Choice(_("Priority"), options, text=self._named(records))
            ask(self.app, sheet, lambda word: self.act_on(records, lambda store, numbers: requests.set_priority(store, numbers, word)))

    def action_theme(self) -> None:
        """One more theme for the selected."""
        records = self.chosen()
        if records:
            load(self.table, "themes", partial(self._ask_theme, records), _themes)

    def _ask_theme(self, records: Sequence[Any], themes: Sequence[tuple[int, str]]) -> None:
        options = [Option(number, text) for number, text in themes]
        sheet = Choice(_("Theme"), options, text=self._named(records))
        ask(self.app, sheet, lambda theme: self.act_on(records, lambda store, numbers: requests.add_theme(store, numbers, theme)))

    def action_follow_up(self) -> None:
        """A follow-up on the record under the cursor; on each of several selected the same one."""
        records = self.chosen()
        if len(records) == 1:
            self.app.open_screen("follow_up", self.LISTING.kind.table, records[0].id)
        elif records:
            sheet = AskText(_("Follow-up on {what}").format(what=self._named(records)), _("What has to be done?"), needed=True)
            ask(self.app, sheet, lambda what: self._ask_when(records, what))

    def _ask_when(self, records: Sequence[Any], what: str) -> None:
        refs = [Ref(self.LISTING.kind, one.id) for one in records]
        sheet = AskDate(what, _("When?"))
        ask(self.app, sheet, lambda day: self.act(follow_ups.add_follow_ups, refs, what, day))

    def action_refer(self) -> None:
        """Choose an offering for the selected requests, else the one under the cursor."""
        records = self.chosen()
        if records:
            self.table.clear_selection()
            self.app.open_screen("refer", records[0].id, _numbers(records[1:]))

    def act_on(self, records: Sequence[Any], verb: Callable[[Store, list[int]], Done]) -> None:
        """Do something to records, by their numbers; those that others changed since they were selected are named and asked."""
        self._act_on_seen({one.id: self.seen_version(one) for one in records}, verb)

    def seen_version(self, record: Any) -> int:
        """The version of a record that this person chose to act on."""
        version: int = record.version
        return version

    def _act_on_seen(self, seen: Mapping[int, int], verb: Callable[[Store, list[int]], Done]) -> None:
        kind = self.LISTING.kind

        def do(store: Store) -> Done:
            return conflicts.unless_changed(store, kind, seen, lambda store: verb(store, list(seen)))

        act(self.table, self._acted, lambda refused: self._not_acted_on(refused, seen, verb), do)

    def _not_acted_on(self, refused: Refused, seen: Mapping[int, int], verb: Callable[[Store, list[int]], Done]) -> None:
        changed: Sequence[ChangedRecord] = getattr(refused, "records", ())
        if not changed:
            self._not_acted(refused)
            return
        now = {one.record.id: one.version for one in changed}
        rest = {number: version for number, version in seen.items() if number not in now}
        versions = ((number, now.get(number, version)) for number, version in seen.items())
        too = {number: version for number, version in versions if version is not None}
        ask(self.app, ChangedChoice(changed, len(rest)), lambda all_of_them: self._act_on_seen(too if all_of_them == "too" else rest, verb))

    def act(self, verb: Callable[Concatenate[Store, P], Done], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do it in a thread; the message line says what was done."""
        act(self.table, self._acted, self._not_acted, verb, *args, **kwargs)

    def _acted(self, done: Done) -> None:
        self.app.say(" ".join((done.message, *done.warnings)), "done", undoable=True)
        self.table.clear_selection()
        self.table.reload()

    def _not_acted(self, refused: Refused) -> None:
        self.app.say_error(refused)
        self.table.reload()

    def _named(self, records: Sequence[Any]) -> str:
        if len(records) == 1:
            return str(records[0].number)
        return ngettext("{count} record", "{count} records", len(records)).format(count=len(records))

    # Selecting, copying, exporting

    def action_select_all(self) -> None:
        """Select everything that the list shows."""
        load(self.table, "all", self._select, self._read_all)

    def _read_all(self, store: Store) -> list[Row]:
        with store.read() as reader:
            wanted = ids(reader, self.LISTING, self.present_view(), MOST_SELECTED)
            found: dict[int, Any] = {}
            for start in range(0, len(wanted), 500):
                found |= self.LISTING.rows(reader, wanted[start : start + 500], store.today)
        return [self.row(found[number]) for number in wanted if number in found]

    def _select(self, rows: list[Row]) -> None:
        self.table.selected = {row.key: row for row in rows}
        self.table.post_message(self.table.Selected(self.table))
        self.table.refresh()

    def action_copy(self) -> None:
        """Copy the line under the cursor, or the selected ones, as text."""
        rows = self.table.acted_on
        if rows:
            lines = ["\t".join(one_line(cell.text if isinstance(cell, Cell) else cell) for cell in row.cells) for row in rows]
            self.app.copy_to_clipboard("\n".join(lines))
            self.app.say(ngettext("{count} line copied.", "{count} lines copied.", len(rows)).format(count=len(rows)))

    def action_export(self) -> None:
        """Write what the list shows to a file."""
        name = f"loket-{self.export_name()}.csv"
        ask_file(self.table, _("Export this list"), name, self.write_list, logged_as=f"list {self.LISTING.name}")

    def export_name(self) -> str:
        """What a file of this list is called."""
        return f"{self.LISTING.name}-{self.app.today.isoformat()}"

    def write_list(self, store: Store, path: Path) -> int:
        """Write what the list shows to a file; gives how many lines. Runs in a thread."""
        with store.read() as reader:
            found = every(reader, self.LISTING, self.present_view(), store.today)
            first = next(found, None)
            names = [one.name for one in fields(first)] if first is not None else []
            records = chain([] if first is None else [first], found)
            if output_files.table_format(path) == ".json":  # for scripts: names and words as the command line writes them
                return output_files.write_table(path, names, ([_plain(getattr(record, one)) for one in names] for record in records))
            rows = ([_cell(getattr(record, one)) for one in names] for record in records)
            return output_files.write_table(path, list(map(field_name, names)), rows)

    # Given by the screen

    def present_view(self) -> View:
        """What the list shows now."""
        raise NotImplementedError

    def row(self, record: Any) -> Row:
        """The line of one record."""
        raise NotImplementedError


class ChangedChoice(Choice[str]):
    """Names what others changed since it was selected, and asks: leave these out, or do them too."""

    def __init__(self, changed: Sequence[ChangedRecord], rest: int) -> None:
        leave = ngettext("leave these out, do the other {count}", "leave these out, do the other {count}", rest).format(count=rest)
        options = [*([Option("rest", leave)] if rest else []), Option("too", _("do these too") if rest else _("do it all the same"))]
        super().__init__(_("Changed since you chose them"), options)
        self._changed = changed

    def compose_sheet(self) -> ComposeResult:
        """What was changed, then the answers."""
        for one in self._changed[:MOST_NAMED]:
            yield Static(Content(one_line(one.line)), markup=False)
        if len(self._changed) > MOST_NAMED:
            yield Static(Content(_("and {count} more").format(count=len(self._changed) - MOST_NAMED)), markup=False)
        yield from super().compose_sheet()


MOST_NAMED = 8


def _numbers(records: Sequence[Any]) -> list[int]:
    return [record.id for record in records]


def _day_of(record: Any) -> date | None:
    for name in ("due_on", "check_back_on", "session_on", "planned_at"):
        if hasattr(record, name):
            found: date | None = getattr(record, name)
            return found
    return None


def _cell(value: Any) -> OutCell:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Word):
        return label(value)
    if isinstance(value, tuple | frozenset):
        return "|".join(str(_cell(one)) for one in value)
    return value if value is None or isinstance(value, str | int | float | date) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Word):
        return value.value
    if isinstance(value, tuple | frozenset):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, bool | str | int | float | date) else str(value)


def _themes(store: Store) -> list[tuple[int, str]]:
    with store.read() as reader:
        return records_of(reader, "theme") or []
