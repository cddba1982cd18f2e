"""A survey file on its way in: its mapping, and what was said so far of the names in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from loket.casework import drafts
from loket.exchange.survey import ingest, mapping_check, survey_mapping, survey_preview
from loket.exchange.typed_paths import typed_paths
from loket.language import N_, _
from loket.models.errors import Refused
from loket.screens.forms.ask_sheets import AskText, ask
from loket.screens.loket_screen import LoketScreen
from loket.screens.thrown_draft import throw_draft_away
from loket.screens.wensenscan.mapping_screen import MappingScreen
from loket.widgets.choice import Choice, Option
from loket.widgets.keys import key
from loket.widgets.workers import act_aside, load

if TYPE_CHECKING:
    from loket.exchange.survey.ingest import Choice as NameChoice
    from loket.exchange.survey.survey_mapping import SurveyMapping
    from loket.exchange.survey.survey_preview import OpenedSurvey, SurveyNames, UnknownName
    from loket.store.database import Store


Meant = int | str | None
"""What a name means, as a draft keeps it: an institution's number, the name of a new one, or None when its responses are left out."""


@dataclass(frozen=True, slots=True)
class NamedAs:
    """One choice: the name in the file, what it means, and what the screen shows for it."""

    name: str
    meant: Meant
    shown: str


@dataclass(slots=True)
class NameChoices:
    """The choices, the latest last. Nothing is chosen by itself."""

    said: list[NamedAs] = field(default_factory=list)

    def choose(self, name: str, meant: Meant, shown: str) -> None:
        """Let a name mean this, in place of what it meant before."""
        self.said = [one for one in self.said if one.name != name]
        self.said.append(NamedAs(name, meant, shown))

    def take_back(self) -> str | None:
        """Take the latest choice back, and give its name."""
        return self.said.pop().name if self.said else None

    def of(self, name: str) -> NamedAs | None:
        """What was said of a name."""
        return next((one for one in self.said if one.name == name), None)

    def next_open(self, unknown: Sequence[UnknownName], after: int) -> int | None:
        """The place of the next name that nothing was said of, from `after` on and then from the top; None when all are dealt with."""
        places = [place for place, one in enumerate(unknown) if self.of(one.name) is None]
        return next((place for place in places if place > after), places[0] if places else None)

    def choices(self) -> dict[str, NameChoice]:
        """What each name means, for the load."""

        def choice(meant: Meant) -> NameChoice:
            if meant is None:
                return ingest.LEFT_OUT
            return meant if isinstance(meant, int) else ingest.NewInstitution(meant)

        return {one.name: choice(one.meant) for one in self.said}

    def kept(self) -> list[list[Any]]:
        """The choices as a draft keeps them."""
        return [[one.name, one.meant, one.shown] for one in self.said]

    @classmethod
    def restored(cls, kept: Sequence[Sequence[Any]]) -> NameChoices:
        """The choices of a draft."""
        return cls([NamedAs(name, meant, shown) for name, meant, shown in kept])


DRAFT = "load_survey"
_NEW_ROUND = ""
_MOST_ROUNDS = 8


class SurveyOnItsWay(LoketScreen):
    """Opens a survey file and asks what is lacking: its mapping, then its round. The screen shows the names and asks the rest.

    It has a `#counts` line and a `#refusal` for a file that cannot be loaded.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mapping", N_("mapping"), id="mapping",
                tooltip=N_("Shows what is taken from which column, and what each answer becomes.")),
        Binding("v", "round", N_("round"), show=False, id="round", tooltip=N_("Says which round this is.")),
        key("discard", show=False),
    ]  # fmt: skip

    def __init__(self, typed: str) -> None:
        super().__init__()
        self._typed = typed
        self.opened: OpenedSurvey | None = None
        self.mapping: SurveyMapping | None = None
        self.round: str | None = None
        self.names: SurveyNames | None = None
        self.naming = NameChoices()
        self._drafted = False
        self._done = False

    def on_mount(self) -> None:
        """Read the file."""
        super().on_mount()
        self.show_header(_("Load › {file}").format(file=Path(self._typed.strip().strip("\"'")).name))
        load(self, "file", self._opened, self._open)

    def refresh_data(self) -> None:
        """What changed in loket meanwhile may know a name."""
        self._read_names()

    def show_names(self) -> None:
        """The names were looked up."""
        raise NotImplementedError

    # The file

    def _open(self, store: Store) -> tuple[OpenedSurvey | str, Mapping[str, Any]]:
        paths = typed_paths(self._typed)
        try:
            if len(paths) != 1:
                return _("Load one file at a time."), {}
            opened = survey_preview.open_survey(store, paths[0].absolute())
        except Refused as refused:
            return str(refused), {}
        draft = drafts.load_draft(store, DRAFT, str(opened.survey.path))
        return opened, draft.content if draft else {}

    def _opened(self, found: tuple[OpenedSurvey | str, Mapping[str, Any]]) -> None:
        opened, draft = found
        if isinstance(opened, str):
            self._refuse(opened)
        elif opened.is_table:
            # A canonical table needs no mapping: the import knows it by its headers.
            self.app.go_back()
            self.app.open_screen("import_preview", str(opened.survey.path))
        else:
            self.opened = opened
            self._restore(opened, draft)
            self._go_on()

    def _restore(self, opened: OpenedSurvey, draft: Mapping[str, Any]) -> None:
        self.mapping = opened.mapping
        if draft:
            self._drafted = True
            self.naming = NameChoices.restored(draft.get("said", []))
            self.round = draft.get("round")
            if draft.get("mapping"):
                self.mapping = survey_mapping.parse_mapping(draft["mapping"][1], draft["mapping"][0])
            self.app.say(self.app.keyed(_("What you chose before is back; {discard} throws it away.")), "attention")

    def _refuse(self, why: str) -> None:
        self.add_class("-refused")
        self.query_one("#refusal", Static).update(Content(f"! {why}"))
        self.query_one("#counts", Static).update(Content(_("This file cannot be loaded.")))

    def _go_on(self) -> None:
        """Ask what is still lacking (the mapping, then the round), and then look the names up."""
        if self.mapping is None:
            self.action_mapping()
        elif self.round is None and not survey_preview.says_round(self.mapping):
            self.action_round()
        elif self.round is None and self.opened is not None and self.opened.is_of_another_year:
            # Files of two rounds have the same headers: last time's round is not this one's as a matter of course.
            self.action_round()
        else:
            self.round = self.round or survey_preview.round_of(self.mapping)
            self._read_names()

    def _read_names(self) -> None:
        if self.opened is not None and self.mapping is not None:
            load(self, "names", self._looked_up, _names, self.opened, self.mapping)

    def _looked_up(self, names: SurveyNames | str) -> None:
        if isinstance(names, str):
            self._refuse(names)
            return
        self.remove_class("-refused")
        self.names = names
        self.show_names()

    # Mapping and round

    def action_mapping(self) -> None:
        """Look at the mapping; without one, check a first one."""
        if self.opened is not None:
            self.app.push_screen(MappingScreen(self.opened.survey, self.mapping, self._mapped))

    def _mapped(self, mapping: SurveyMapping | None) -> None:
        if mapping is None:
            if self.mapping is None:
                self.app.go_back()
            return
        found = survey_preview.round_of(mapping)
        if self.mapping is None or found != survey_preview.round_of(self.mapping):
            self.round = found
        self.mapping = mapping
        self._go_on()

    def action_round(self) -> None:
        """Say which round this is."""
        opened = self.opened
        rounds = dict.fromkeys(name for name in (opened.likely, *opened.rounds) if name) if opened else {}
        new = Option(_NEW_ROUND, _("another round …"))
        options = [*(Option(name, name) for name in list(rounds)[:_MOST_ROUNDS]), new]

        def take(name: str | None) -> None:
            if name == _NEW_ROUND:
                ask(self.app, AskText(_("Round"), _("What is the round called?"), value="WensenScan ", needed=True), self._take_round)
            elif name is not None:
                self._take_round(name)

        last = survey_preview.round_of(self.mapping) if self.mapping else None
        why = _("Most responses are of another year than {round}, the round of last time.").format(round=last)
        text = why if opened is not None and opened.is_of_another_year and self.round is None else ""
        self.app.push_screen(Choice(_("Which round is this?"), options, text=text), take)

    def _take_round(self, name: str) -> None:
        self.round = name
        if self.mapping is not None and survey_preview.round_of(self.mapping) != name:
            # What is remembered for the next file of these headers is this round.
            self.mapping = mapping_check.with_round(self.mapping, name)
        self._read_names()
        self.keep_draft_now()

    def taken_in(self) -> None:
        """It is in: the draft goes, and so does this screen."""
        self._done = True
        if self.opened is not None:
            act_aside(self, None, drafts.discard_draft, DRAFT, str(self.opened.survey.path))
        if self.round is not None:
            self.app.round = self.round
        self.app.go_back()

    # The draft

    def keep_draft_now(self) -> None:
        """Keep what was chosen: the program ends, another place is opened, or a choice was made."""
        if self._done or self.opened is None or self.mapping is None or not (self.naming.said or self._drafted):
            return
        self._drafted = True
        path = self.opened.survey.path
        title = _("Load › {file}").format(file=path.name)
        content = {"said": self.naming.kept(), "round": self.round, "mapping": [self.mapping.name, self.mapping.content]}
        act_aside(self, None, drafts.keep_draft, DRAFT, str(path), title, content)

    def action_discard(self) -> None:
        """Forget the draft and go back."""
        if self.opened is None:
            self.app.go_back()
            return
        throw_draft_away(self, DRAFT, str(self.opened.survey.path), self._leave)

    def _leave(self) -> None:
        self._done = True
        self.app.go_back()

    def action_back(self) -> None:
        """Later: what was chosen stays as a draft."""
        self.keep_draft_now()
        if self._drafted and not self._done:
            self.app.say(_("Draft kept."))
        self.app.go_back()


def _names(store: Store, opened: OpenedSurvey, mapping: SurveyMapping) -> SurveyNames | str:
    try:
        return survey_preview.survey_names(store, opened.survey, mapping)
    except Refused as refused:
        return str(refused)
