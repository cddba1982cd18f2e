"""`v`: what a list shows. Saved views first, then open or closed, then one filter at a time; the present view can be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from loket.casework import saved_views
from loket.insight import choices
from loket.insight.lists.listing import Listing, View
from loket.language import N_, _, label
from loket.language.labels import field_label
from loket.models.words import (
    AdoptionPhase,
    Audience,
    Channel,
    ConversationKind,
    ConversationState,
    EventKind,
    FitGapState,
    FollowUpState,
    InstitutionKind,
    InstitutionRole,
    Nature,
    OfferingKind,
    OfferingStatus,
    OutcomeInfo,
    PartyKind,
    Priority,
    Province,
    Reach,
    RecordKind,
    RequestSource,
    RequestState,
    SessionState,
    SignalState,
    TrendState,
    Umbrella,
    Word,
)
from loket.screens.forms.ask_sheets import AskText, ask
from loket.screens.forms.finders import find_advisors
from loket.screens.loket_screen import FilteredScreen
from loket.widgets.choice import Choice, Option
from loket.widgets.filter_bar import FilterBar
from loket.widgets.keys import keys_of
from loket.widgets.picker import PickSheet
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.store.database import Store

_STATES: Mapping[RecordKind, type[Word]] = {
    RecordKind.REQUEST: RequestState, RecordKind.SIGNAL: SignalState, RecordKind.CONVERSATION: ConversationState,
    RecordKind.OFFERING: OfferingStatus, RecordKind.SESSION: SessionState, RecordKind.FITGAP: FitGapState, RecordKind.TREND: TrendState,
    RecordKind.FOLLOW_UP: FollowUpState,
}  # fmt: skip
_KINDS: Mapping[RecordKind, type[Word]] = {
    RecordKind.OFFERING: OfferingKind, RecordKind.CONVERSATION: ConversationKind, RecordKind.EVENT: EventKind,
    RecordKind.PARTY: PartyKind,
}  # fmt: skip
_WORDS: Mapping[str, type[Word]] = {
    "umbrella": Umbrella, "province": Province, "audience": Audience, "priority": Priority, "nature": Nature,
    "outcome_info": OutcomeInfo, "source": RequestSource, "reach": Reach, "role": InstitutionRole, "phase": AdoptionPhase,
    "channel": Channel, "institution_kind": InstitutionKind,
}  # fmt: skip
_ASKED = {
    "theme": N_("theme"), "advisor": N_("advisor"), "kind": N_("kind"), "state": N_("state"),
    "institution_kind": N_("kind of institution"), "loose": N_("loose"),
}  # fmt: skip
_EITHER: Mapping[str, Mapping[str, str]] = {"loose": {"yes": N_("loose"), "no": N_("in a trend")}}

Step = tuple[str, Any]


def filter_words(name: str, value: str, labels: Mapping[tuple[str, str], str]) -> str:
    """What the header says of one filter: `thema 4`, `NVZ`, `met`."""
    if (name, value) in labels:
        return labels[name, value]
    if name in _EITHER and value in _EITHER[name]:
        return _(_EITHER[name][value])
    for words in (_WORDS.get(name), *_STATES.values(), InstitutionKind, *_KINDS.values()):
        for member in words or ():
            if member.value == value:
                return label(member)
    return f"{_filter_name(name)} {value}"


def _filter_name(name: str) -> str:
    return _(_ASKED[name]) if name in _ASKED else field_label(name)


class ListViews(FilteredScreen):
    """A list that can show something else. `SAVED_AS` is the name under which its views are kept, `START` what it begins with."""

    LISTING: ClassVar[Listing[Any]]
    SAVED_AS: ClassVar[str] = ""
    START: ClassVar[View] = View(scope="open")
    SCOPES: ClassVar[tuple[str, str, str]] = (N_("open"), N_("closed"), N_("all"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys_of("mine"),
        Binding("v", "views", N_("view"), id="views",
                tooltip=N_("Chooses what this list shows: saved views, open or closed, theme, kind …")),
    ]  # fmt: skip

    def __init__(self, view: View | None = None) -> None:
        super().__init__()
        self.view = view or self.START
        self.labels: dict[tuple[str, str], str] = {}

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

    def action_mine(self) -> None:
        """Mine, or everybody's."""
        self.show_view(replace(self._present(), mine=not self.view.mine))

    def action_views(self) -> None:
        """Choose what the list shows: the saved views come from the database, then the question."""
        load(self, "views", self._ask_views, saved_views.saved_views, self.SAVED_AS)

    def _ask_views(self, saved: Mapping[str, Mapping[str, Any]]) -> None:
        view = self.view
        options: list[Option[Step]] = [Option(("view", query), name, _("saved view")) for name, query in saved.items()]
        if self.LISTING.open_when:
            for scope, text in zip(("open", "closed", "all"), self.SCOPES, strict=True):
                options.append(Option(("scope", scope), _(text), "●" if view.scope == scope else ""))
        for name in self.LISTING.filtered_by:
            if name in choices.CHOSEN_BY_NUMBER or name in _EITHER or self._members(name) is not None:
                value = view.value_of(name)
                shown = filter_words(name, value, self.labels) if value is not None else ""
                options.append(Option(("filter", name), _filter_name(name), shown))
        if view.filters:
            options.append(Option(("clear", None), _("no filters")))
        options.append(Option(("save", None), _("keep this view …")))
        if saved:
            options.append(Option(("forget", tuple(saved)), _("forget a view …")))

        def chosen(step: Step | None) -> None:
            match step:
                case ("view", query):
                    self.show_saved(View.of_query(query))
                case ("scope", scope):
                    self.show_view(replace(self.view, scope=scope))
                case ("filter", name):
                    self._ask_filter(name)
                case ("clear", _nothing):
                    self.show_view(replace(self.view, filters=()))
                case ("save", _nothing):
                    ask(self.app, AskText(_("Keep this view"), _("Under which name?"), needed=True), self._keep_view)
                case ("forget", names):
                    self._forget_view(names)

        self.app.push_screen(Choice(_("View"), options), chosen)

    def _members(self, name: str) -> type[Word] | None:
        """The words of a filter; None for one whose values are records."""
        if name == "state":
            return _STATES.get(self.LISTING.kind)
        if name == "kind":
            return _KINDS.get(self.LISTING.kind, InstitutionKind)
        return _WORDS.get(name)

    def _ask_filter(self, name: str) -> None:
        members = self._members(name) if name not in choices.CHOSEN_BY_NUMBER else None
        if name == "advisor":
            sheet = PickSheet(_filter_name(name), find_advisors)
            ask(self.app, sheet, lambda pick: self._filter_by(name, str(pick.value), pick.label))
        elif name in _EITHER:
            self._ask_value(name, [(value, _(text)) for value, text in _EITHER[name].items()])
        elif members is not None:
            self._ask_value(name, [(member.value, label(member)) for member in members])
        else:
            load(self, "values", lambda found: self._ask_value(name, found), _values, name)

    def _ask_value(self, name: str, values: Sequence[tuple[str, str]]) -> None:
        def chosen(value: str | None) -> None:
            if value is not None:
                self._filter_by(name, value, next((text for one, text in values if one == value), value))

        options = [Option(value, text) for value, text in values]
        self.app.push_screen(Choice(_filter_name(name), options, none=Option("", _("all"))), chosen)

    def _filter_by(self, name: str, value: str, text: str) -> None:
        self.labels[name, value] = text
        self.show_view(self.view.filtered(name, value or None))

    def _keep_view(self, name: str) -> None:
        query, said = self.present_view().as_query(), _("View kept: {name}.").format(name=name)
        act(self, lambda _done: self.app.say(said, "done"), None, saved_views.save_view, self.SAVED_AS, name, query)

    def _forget_view(self, names: tuple[str, ...]) -> None:
        def chosen(name: str | None) -> None:
            if name is not None:
                said = _("View forgotten: {name}.").format(name=name)
                act(self, lambda _done: self.app.say(said), None, saved_views.remove_view, self.SAVED_AS, name)

        self.app.push_screen(Choice(_("Forget a view"), [Option(name, name) for name in names]), chosen)


def _values(store: Store, name: str) -> list[tuple[str, str]]:
    with store.read() as reader:
        found = choices.choices(reader, name)
    return [(str(number), f"{number} {text}" if name == "theme" else text) for number, text in found]
