"""`v`: what a list shows: open or closed, then one filter at a time; the present view can be kept, and is a tab then.

What every list has comes first in that question, so that no view that is kept shifts its digits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType

from loket.casework import saved_views
from loket.insight.lists.listing import Listing, View
from loket.insight.lists.terms import EITHER, values_of, words_of
from loket.language import N_, _, label
from loket.language.day_ranges import kept_days
from loket.language.labels import field_label
from loket.screens.forms.ask_sheets import AskDays, AskText, ask
from loket.screens.forms.finders import find_advisors
from loket.screens.loket_screen import FilteredScreen
from loket.screens.records.column_sheet import ColumnSheet
from loket.widgets.choice import Choice, Option
from loket.widgets.columns import ColumnLayout
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import keys_of
from loket.widgets.picker import PickSheet
from loket.widgets.tab_line import TabLine
from loket.widgets.workers import act, act_aside, load, load_beside, reading

if TYPE_CHECKING:
    from loket.casework.saved_views import KeptView, ListHabits
    from loket.store.database import Store

_ASKED = {
    "theme": N_("theme"), "advisor": N_("advisor"), "kind": N_("kind"), "state": N_("state"),
    "institution_kind": N_("kind of institution"), "loose": N_("loose"), "set": N_("UZ-set"), "tag": N_("network or label"),
    "received": N_("received on"), "due": N_("due on"), "closed": N_("closed on"), "planned": N_("planned on"), "held": N_("held on"),
    "recorded": N_("recorded on"), "referred": N_("referred on"), "check_back": N_("check back on"), "enrolled": N_("enrolled on"),
    "reported": N_("reported on"), "discussed": N_("discussed on"), "done": N_("done on"), "submitted": N_("filled in on"),
    "written": N_("written on"), "round": N_("round"), "obstacle": N_("obstacle"),
}  # fmt: skip
_BY_RECORD = ("theme", "advisor", "obstacle", "set", "tag", "trend", "round")
"""Filters by a record of a short list; one by an institution or party is typed."""

Step = tuple[str, Any]


def filter_words(listing: Listing[Any], name: str, value: str, labels: Mapping[tuple[str, str], str]) -> str:
    """What the header says of one filter: `thema 4`, `NVZ`, `ontvangen op jan 2026`."""
    if (name, value) in labels:
        return labels[name, value]
    if name in listing.days:
        return f"{_filter_name(name)} {kept_days(value).shown()}"
    if name in EITHER and value in EITHER[name]:
        return _(EITHER[name][value])
    member = next((one for one in words_of(listing, name) or () if one.value == value), None)
    return label(member) if member is not None else f"{_filter_name(name)} {value}"


def layout_of(kept: Mapping[str, Any]) -> ColumnLayout:
    """Columns as they were kept."""
    wider = {str(name): int(cells) for name, cells in kept.get("wider", {}).items()}
    return ColumnLayout(frozenset(kept.get("hidden", ())), frozenset(kept.get("shown", ())), wider)


def _filter_name(name: str) -> str:
    return _(_ASKED[name]) if name in _ASKED else field_label(name)


class SavedViews(FilteredScreen):
    """A list whose views can be kept by name, for oneself or for everybody. `SAVED_AS` is the name under which they are kept."""

    SAVED_AS: ClassVar[str] = ""

    def show_saved(self, view: View) -> None:
        """Show a saved view, its filter text included."""
        raise NotImplementedError

    def present_view(self) -> View:
        """What the list shows now, its filter text included: what a saved view keeps."""
        raise NotImplementedError

    def views_changed(self) -> None:
        """A view was kept or forgotten."""

    def view_options(self, kept: Sequence[KeptView]) -> list[Option[Step]]:
        """The saved views, one's own first."""
        me = self.app.who
        whose = [_("saved view") if one.by == me else _("shared by {name}").format(name=one.by) for one in kept]
        return [Option(("view", one.query), one.name, text) for one, text in zip(kept, whose, strict=True)]

    def keeping_options(self, kept: Sequence[KeptView]) -> list[Option[Step]]:
        """What can be done with the present view and with one's own."""
        options: list[Option[Step]] = [
            Option(("save", False), _("keep this view …")), Option(("save", True), _("keep this view for everybody …")),
        ]  # fmt: skip
        own = tuple(one.name for one in kept if one.by == self.app.who)
        return [*options, *([Option(("forget", own), _("forget a view …"))] if own else [])]

    def take_view_step(self, step: Step | None) -> None:
        """Show, keep or forget a view."""
        match step:
            case ("view", query):
                self.show_saved(View.of_query(query))
            case ("save", shared):
                sheet = AskText(_("Keep this view"), _("Under which name?"), needed=True)
                ask(self.app, sheet, lambda name: self._keep_view(name, shared))
            case ("forget", names):
                self._forget_view(names)

    def _keep_view(self, name: str, shared: bool) -> None:
        query = self.present_view().as_query()
        said = (_("View kept for everybody: {name}.") if shared else _("View kept: {name}.")).format(name=name)

        def keep(store: Store) -> None:
            saved_views.save_view(store, self.SAVED_AS, name, query, shared=shared)

        def kept(_done: None) -> None:
            self.app.say(said, "done")
            self.views_changed()

        act(self, kept, None, keep)

    def _forget_view(self, names: tuple[str, ...]) -> None:
        def chosen(name: str | None) -> None:
            if name is not None:
                said = _("View forgotten: {name}.").format(name=name)

                def gone(_done: None) -> None:
                    self.app.say(said)
                    self.views_changed()

                act(self, gone, None, saved_views.remove_view, self.SAVED_AS, name)

        self.app.push_screen(Choice(_("Forget a view"), [Option(name, name) for name in names]), chosen)


class ListViews(SavedViews):
    """A list of one kind of record that can show something else. `START` is what it begins with."""

    LISTING: ClassVar[Listing[Any]]
    START: ClassVar[View] = View(scope="open")
    SCOPES: ClassVar[tuple[str, str, str]] = (N_("open"), N_("closed"), N_("all"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("mine"),
        Binding("v", "views", N_("view"), id="views",
                tooltip=N_("Chooses what this list shows: saved views, open or closed, theme, kind …")),
        Binding("vertical_line", "columns", N_("columns"), show=False, id="columns",
                tooltip=N_("Chooses the columns of this list and how wide they are: yours, and kept.")),
        Binding("full_stop", "turn_tab(1)", N_("next view"), show=False, id="next_view", tooltip=N_("Shows the next of the saved views.")),
        Binding("comma", "turn_tab(-1)", N_("previous view"), show=False, id="previous_view",
                tooltip=N_("Shows the previous of the saved views.")),
        Binding("shift+right", "move_tab(1)", N_("view to the right"), show=False, id="view_right",
                tooltip=N_("Moves this view one place to the right among the tabs.")),
        Binding("shift+left", "move_tab(-1)", N_("view to the left"), show=False, id="view_left",
                tooltip=N_("Moves this view one place to the left among the tabs.")),
    ]  # fmt: skip

    def __init__(self, view: View | None = None) -> None:
        super().__init__()
        self.view = view or self.START
        self.labels: dict[tuple[str, str], str] = {}
        self.tabs: list[KeptView] = []
        self._tab, self._on_tab = 0, True

    def show_view(self, view: View) -> None:
        """Show something else in this list."""
        raise NotImplementedError

    def show_saved(self, view: View) -> None:
        """Show a saved view, its filter text included."""
        self.table.text = view.text
        self.query_one(FilterBar).show_text(view.text)
        self.show_view(view)

    def _present(self) -> View:
        return replace(self.view, sort=self.table.sort, descending=self.table.descending)

    def present_view(self) -> View:
        """What the list shows now, its filter text included: what a saved view keeps."""
        return replace(self._present(), text=self.table.text)

    # Tabs: the view that the list begins with, then the saved ones

    def views_changed(self) -> None:
        """Read the saved views and the columns anew."""
        if self.SAVED_AS:
            load_beside(self, "habits", self._take_habits, saved_views.list_habits, self.SAVED_AS)

    def _take_habits(self, habits: ListHabits) -> None:
        self.tabs = list(habits.views)
        self.table.lay_out(layout_of(habits.columns))
        self.show_tabs()

    def show_tabs(self) -> None:
        """Show the tabs, with the present view in brackets when it is one of them."""
        now = self.present_view().as_query()
        start = {**self.START.as_query(), "sort": now["sort"], "descending": now["descending"]}
        place = next((number for number, view in enumerate(self.tabs, 1) if {**now, **view.query} == now), 0 if now == start else None)
        self._tab, self._on_tab = self._tab if place is None else place, place is not None
        keys = _(", . other view") if len(self.tabs) < 2 else _(", . other view   shift+← → moves it")
        for line in self.query(TabLine):
            line.show([_("usual"), *(view.name for view in self.tabs)], place, keys)

    @on(TabLine.Chosen)
    def _tab_chosen(self, event: TabLine.Chosen) -> None:
        event.stop()
        self._show_tab(event.place)

    def action_turn_tab(self, by: int) -> None:
        """Show the view that stands beside this one; from a view that was changed, back to the one that it was."""
        if self.tabs:
            self._show_tab((self._tab + (by if self._on_tab else 0)) % (len(self.tabs) + 1))
        else:
            self.app.say(_("No view is kept of this list yet: v, then “keep this view”."), "muted")

    def _show_tab(self, place: int) -> None:
        self._tab = place
        self.show_saved(View.of_query(self.tabs[place - 1].query) if place else self.START)
        self.show_tabs()

    def action_move_tab(self, by: int) -> None:
        """Move this view among the tabs; the first, which the list begins with, stays first."""
        at = self._tab - 1
        if at < 0 or not 0 <= at + by < len(self.tabs):
            return
        self.tabs[at], self.tabs[at + by] = self.tabs[at + by], self.tabs[at]
        self._tab += by
        self.show_tabs()
        act_aside(self, None, saved_views.keep_order, self.SAVED_AS, tuple(self.tabs))

    # Columns

    def action_columns(self) -> None:
        """Choose the columns of this list, and how wide they are."""
        table = self.table
        sheet = ColumnSheet(table.columns, table.layout_of_columns, table.lay_out, table.columns_in_sight())
        self.app.push_screen(sheet, self._keep_columns)

    def _keep_columns(self, layout: ColumnLayout | None) -> None:
        if layout is not None:
            self.table.lay_out(layout)
            kept = {"hidden": sorted(layout.hidden), "shown": sorted(layout.shown), "wider": dict(layout.wider)}
            act_aside(self, None, saved_views.keep_columns, self.SAVED_AS, kept)

    def action_mine(self) -> None:
        """Mine, or everybody's."""
        self.show_view(replace(self._present(), mine=not self.view.mine))

    def action_views(self) -> None:
        """Choose what the list shows: the saved views come from the database, then the question."""
        load(self, "views", self._ask_views, saved_views.kept_views, self.SAVED_AS)

    def _ask_views(self, kept: Sequence[KeptView]) -> None:
        view = self.view
        options: list[Option[Step]] = []
        if self.LISTING.open_when:
            for scope, text in zip(("open", "closed", "all"), self.SCOPES, strict=True):
                options.append(Option(("scope", scope), _(text), "●" if view.scope == scope else ""))
        for name in self.LISTING.filtered_by:
            if self._can_be_asked(name):
                value = view.value_of(name)
                shown = filter_words(self.LISTING, name, value, self.labels) if value is not None else ""
                options.append(Option(("filter", name), _filter_name(name), shown))
        if self.SAVED_AS:
            options.append(Option(("columns", None), _("columns …")))
        options += self.keeping_options(kept)
        if view.filters:
            options.append(Option(("clear", None), _("no filters")))
        options += self.view_options(kept)

        def chosen(step: Step | None) -> None:
            match step:
                case ("scope", scope):
                    self.show_view(replace(self.view, scope=scope))
                case ("filter", name):
                    self._ask_filter(name)
                case ("columns", _nothing):
                    self.action_columns()
                case ("clear", _nothing):
                    self.show_view(replace(self.view, filters=()))
                case _:
                    self.take_view_step(step)

        self.app.push_screen(Choice(_("View"), options), chosen)

    def _can_be_asked(self, name: str) -> bool:
        listing = self.LISTING
        return name in _BY_RECORD or name in EITHER or name in listing.days or name in listing.texts or words_of(listing, name) is not None

    def _ask_filter(self, name: str) -> None:
        members = words_of(self.LISTING, name)
        if name == "advisor":
            sheet = PickSheet(_filter_name(name), find_advisors)
            ask(self.app, sheet, lambda pick: self._filter_by(name, str(pick.value), pick.label))
        elif name in EITHER:
            self._ask_value(name, [(value, _(text)) for value, text in EITHER[name].items()])
        elif name in self.LISTING.days:
            ask(self.app, AskDays(_filter_name(name), self.app.today), lambda days: self.show_view(self.view.filtered(name, str(days))))
        elif members is not None:
            self._ask_value(name, [(member.value, label(member)) for member in members])
        else:
            load(self, "values", lambda found: self._ask_value(name, found), reading(values_of), self.LISTING, name)

    def _ask_value(self, name: str, values: Sequence[tuple[str, str]]) -> None:
        def chosen(value: str | None) -> None:
            if value is not None:
                self._filter_by(name, value, next((text for one, text in values if one == value), value))

        options = [Option(value, text) for value, text in values]
        self.app.push_screen(Choice(_filter_name(name), options, none=Option("", _("all"))), chosen)

    def _filter_by(self, name: str, value: str, text: str) -> None:
        self.labels[name, value] = text
        self.show_view(self.view.filtered(name, value or None))
