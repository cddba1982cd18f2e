"""`v`: what a list shows. Saved views first, then open or closed, then one filter at a time; the present view can be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from loket.casework import saved_views
from loket.insight import choices
from loket.insight.lists.listing import View
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
from loket.widgets.choice import Choice, Option
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.screens.records.record_list import RecordList
    from loket.store.database import Store

_STATES: Mapping[RecordKind, type[Word]] = {
    RecordKind.REQUEST: RequestState, RecordKind.SIGNAL: SignalState, RecordKind.CONVERSATION: ConversationState,
    RecordKind.OFFERING: OfferingStatus, RecordKind.SESSION: SessionState, RecordKind.FITGAP: FitGapState, RecordKind.TREND: TrendState,
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


class ViewMenu:
    """Asks step by step what a list shows, and shows it."""

    def __init__(self, screen: RecordList) -> None:
        self.screen = screen
        self.listing = screen.LISTING

    def ask(self) -> None:
        """The saved views come from the database, then the question."""
        from loket.widgets.workers import load

        load(self.screen, "views", self._ask, saved_views.saved_views, self.screen.SAVED_AS)

    def _ask(self, saved: Mapping[str, Mapping[str, Any]]) -> None:
        view, screen = self.screen.view, self.screen
        options: list[Option[Step]] = [Option(("view", query), name, _("saved view")) for name, query in saved.items()]
        if self.listing.open_when:
            for scope, text in zip(("open", "closed", "all"), screen.SCOPES, strict=True):
                options.append(Option(("scope", scope), _(text), "●" if view.scope == scope else ""))
        for name in self.listing.filters:
            if self._can_ask(name):
                value = view.value_of(name)
                shown = filter_words(name, value, screen.labels) if value is not None else ""
                options.append(Option(("filter", name), _filter_name(name), shown))
        if view.filters:
            options.append(Option(("clear", None), _("no filters")))
        options.append(Option(("save", None), _("keep this view …")))
        if saved:
            options.append(Option(("forget", tuple(saved)), _("forget a view …")))
        screen.app.push_screen(Choice(_("View"), options), self._chosen)

    def _can_ask(self, name: str) -> bool:
        return name in choices.CHOSEN_BY_NUMBER or name in _EITHER or self._members(name) is not None

    def _members(self, name: str) -> type[Word] | None:
        kind = self.listing.kind
        if name == "state":
            return _STATES.get(kind)
        if name == "kind":
            return _KINDS.get(kind, InstitutionKind)
        return _WORDS.get(name)

    def _chosen(self, step: Step | None) -> None:
        if step is None:
            return
        what, value = step
        acts: Mapping[str, Callable[[Any], None]] = {
            "view": self._show_saved, "scope": self._scope, "filter": self._filter, "clear": self._clear, "save": self._save,
            "forget": self._forget,
        }  # fmt: skip
        acts[what](value)

    def _show_saved(self, query: Mapping[str, Any]) -> None:
        self.screen.show_saved(View.of_query(query))

    def _scope(self, scope: Any) -> None:
        self.screen.show_view(replace(self.screen.view, scope=scope))

    def _clear(self, _nothing: None) -> None:
        self.screen.show_view(replace(self.screen.view, filters=()))

    def _filter(self, name: str) -> None:
        if name in _EITHER:
            self._ask_value(name, [(value, _(text)) for value, text in _EITHER[name].items()])
            return
        members = self._members(name) if name not in choices.CHOSEN_BY_NUMBER else None
        if members is not None:
            self._ask_value(name, [(member.value, label(member)) for member in members])
        else:
            load(self.screen, "values", lambda found: self._ask_value(name, found), _values, name)

    def _ask_value(self, name: str, values: Sequence[tuple[str, str]]) -> None:
        options = [Option(value, text) for value, text in values]

        def chosen(value: str | None) -> None:
            if value is not None:
                text = next((text for one, text in values if one == value), value)
                self.screen.labels = {**self.screen.labels, (name, value): text}
                self.screen.show_view(self.screen.view.filtered(name, value or None))

        self.screen.app.push_screen(Choice(_filter_name(name), options, none=Option("", _("all"))), chosen)

    def _save(self, _nothing: None) -> None:
        sheet = AskText(_("Keep this view"), _("Under which name?"), needed=True)
        ask(self.screen.app, sheet, self._keep)

    def _keep(self, name: str) -> None:
        query = self.screen.present_view().as_query()
        said = _("View kept: {name}.").format(name=name)
        act(self.screen, lambda _done: self.screen.app.say(said, "done"), None, saved_views.save_view, self.screen.SAVED_AS, name, query)

    def _forget(self, names: tuple[str, ...]) -> None:
        def chosen(name: str | None) -> None:
            if name is not None:
                said = _("View forgotten: {name}.").format(name=name)
                act(self.screen, lambda _done: self.screen.app.say(said), None, saved_views.remove_view, self.screen.SAVED_AS, name)

        self.screen.app.push_screen(Choice(_("Forget a view"), [Option(name, name) for name in names]), chosen)


def _values(store: Store, name: str) -> list[tuple[str, str]]:
    with store.read() as reader:
        found = choices.choices(reader, name)
    return [(str(number), f"{number} {text}" if name == "theme" else text) for number, text in found]
