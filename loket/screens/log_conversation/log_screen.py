"""Gesprek loggen: notes while on the phone, what comes out of them below, what is good to know beside; one save."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.timer import Timer

from loket.casework.done import Conflict, Done
from loket.exchange.mail_file import SUFFIX
from loket.insight.institution.conversation_context import Context, PlannedTalk, conversation_context
from loket.language import N_, _
from loket.language.formats import clock, long_date
from loket.models.errors import Refused
from loket.models.words import RecordKind
from loket.screens.conflict import ask_conflict
from loket.screens.forms.ask_sheets import ask
from loket.screens.forms.finders import find_institutions
from loket.screens.grammar_sheet import GrammarSheet
from loket.screens.importing.path_sheet import AskPath
from loket.screens.log_conversation.conversation_draft import (
    FACTS,
    ConversationDraft,
    ConversationLine,
    ConversationSheet,
    as_planned,
    facets,
    first_talk,
    one_word,
    which_talk,
)
from loket.screens.log_conversation.kept_draft import FORM, DraftWriter, draft_content, find_draft, restored, subject_of
from loket.screens.log_conversation.notes_editor import NotesEditor, missing_question
from loket.screens.log_conversation.outcome_inputs import Finished, save_conversation
from loket.screens.log_conversation.outcomes import Inherited, Who, numbered
from loket.screens.log_conversation.side_panel import SidePanel, side_panel_blocks
from loket.screens.loket_screen import LoketScreen
from loket.screens.thrown_draft import throw_draft_away
from loket.widgets.choice import Choice
from loket.widgets.header import Header, HeaderState
from loket.widgets.keys import key, save_keys
from loket.widgets.pane import Rule
from loket.widgets.picker import Pick, PickSheet
from loket.widgets.workers import act, act_aside, load

if TYPE_CHECKING:
    from loket.casework.drafts import KeptDraft
    from loket.store.database import Store

_PAUSE = 0.7
_TICK = 5.0
_NARROW = 100


@dataclass(frozen=True, slots=True)
class _Known:
    """What a thread found: the context, the draft that was left, and the subject that a draft is kept under."""

    context: Context
    draft: KeptDraft | None
    subject: str


class LogConversationScreen(LoketScreen):
    """The conversation with these institutions or parties, or the planned one; without either it asks with whom."""

    PLACE = 4
    CSS_PATH = "log_screen.tcss"
    FOOTER = ("save", "answers", "outcomes", "search", "back")
    BINDINGS: ClassVar[list[BindingType]] = [
        *save_keys(),
        Binding("f6", "next_pane", N_("answers"), id="answers", priority=True, tooltip=N_("Goes to the answers, and back to the notes.")),
        Binding("tab", "outcomes", N_("what comes out"), id="outcomes", tooltip=N_("Goes to what comes out of the notes, and back.")),
        Binding("shift+tab", "change_talk", N_("this conversation"), show=False, id="change_talk",
                tooltip=N_("Changes kind, channel, time, attendees, agreements, advisors, confidential, with whom, which planned talk.")),
        *(Binding(str(place), f"settle({place})", N_("which talk"), show=False, id=f"settle_{place}", priority=True,
                  tooltip=N_("Says which planned talk this is, as the first key.")) for place in range(1, 10)),
        Binding("f3", "insert_agenda", N_("agenda into notes"), show=False, id="insert_agenda", priority=True,
                tooltip=N_("Puts the agenda of this conversation into the notes.")),
        key("discard", show=False),
        Binding("ctrl+o", "open_mail", N_("mail from a file"), show=False, id="log_mail", priority=True,
                tooltip=N_("Reads a mail from an .eml file.")),
        Binding("f1", "grammar", N_("what can be typed"), show=False, id="log_grammar", priority=True,
                tooltip=N_("Shows what a line can say.")),
        Binding("escape", "back", N_("away, draft stays"), id="back", tooltip=N_("Leaves; what you typed stays as a draft.")),
    ]  # fmt: skip

    def __init__(self, institution_ids: Sequence[int] = (), conversation_id: int | None = None, party_ids: Sequence[int] = ()) -> None:
        super().__init__()
        self._asked_for = (tuple(institution_ids), conversation_id, tuple(party_ids))
        self._subject = subject_of(*self._asked_for)
        self._about: Context | None = None
        self._talk: ConversationDraft | None = None
        self._could_be: tuple[PlannedTalk, ...] = ()
        self._names: dict[Who, str] = {}
        self._writer = DraftWriter()
        self._timer: Timer | None = None
        self._dirty = self._saving = self._settling = False
        self._opening = True
        self._wants_saving = False
        self._version: int | None = None
        self._untouched: frozenset[str] = frozenset(FACTS)
        self._kept_at = ""

    # What stands on the screen

    def record_open(self) -> tuple[RecordKind, int] | None:
        """The planned talk that is logged, so that no colleague logs it too."""
        planned = self._talk.planned_id if self._talk else self._asked_for[1]
        return (RecordKind.CONVERSATION, planned) if planned is not None else None

    def compose_body(self) -> ComposeResult:
        """The talk; beside it the answers; the notes; what comes out of them."""
        yield ConversationLine()
        yield Rule()
        with Container(id="talk-body"):
            yield NotesEditor()
            with VerticalScroll(id="side-panel"):
                yield SidePanel()

    def on_mount(self) -> None:
        """Typing works at once; what is known comes from a thread meanwhile."""
        super().on_mount()
        self.call_after_refresh(self._opened)
        self.set_interval(_TICK, self._show_talk)
        institutions, conversation, parties = self._asked_for
        if institutions or parties or conversation is not None:
            self._load_first()
        else:
            self.app.push_screen(PickSheet(_("With whom do you talk?"), find_institutions), self._begin_with)

    def _opened(self) -> None:
        self._opening = False

    def on_key(self, event: events.Key) -> None:
        """What is typed while the screen is being built belongs in the notes."""
        text = "\n" if event.key == "enter" else event.character or ""
        if self._opening and (text.isprintable() or text == "\n"):
            event.stop()
            self.editor.notes.insert(text)

    def _begin_with(self, pick: Pick | None) -> None:
        if pick is None:
            self.app.go_back()
            return
        self._asked_for = ((pick.value,), None, ())
        self._load_first()

    @property
    def editor(self) -> NotesEditor:
        """The notes and what comes out of them."""
        return self.query_one(NotesEditor)

    def show_header(self, where: str | None = None, count: str | None = None) -> None:
        """Line 2 of the header: with whom, and when the draft was kept."""
        app = self.app
        narrow = self.app.size.width < _NARROW
        whom = ", ".join(self._short_names() if narrow else self._names.values())
        kept = (_("draft {clock}") if narrow else _("draft kept {clock}")).format(clock=self._kept_at) if self._kept_at else ""
        right = " · ".join(part for part in (kept, app.who) if part)
        here = " · ".join(part for part in (_("Log conversation"), whom) if part)
        day = "" if narrow else long_date(app.today)
        self.query_one(Header).show(HeaderState(here, "", right, app.database, day, "", app.is_demo))

    def _short_names(self) -> list[str]:
        short = {("institution", talker.facts.id): talker.facts.shown for talker in self._about.institutions} if self._about else {}
        return [short.get(who, name) for who, name in self._names.items()]

    def on_resize(self) -> None:
        """Other widths have other words."""
        if self._about is not None:
            self.show_header()

    def institution_here(self) -> int | None:
        """The first institution that is spoken with."""
        return self._talk.institution_ids[0] if self._talk and self._talk.institution_ids else None

    def shows_confidential(self) -> bool:
        """A confidential talk: its notes."""
        return self._talk is not None and self._talk.confidential

    # What is known

    def _load_first(self) -> None:
        load(self, "context", self._begin, _read_first, *self._asked_for)

    def refresh_data(self) -> None:
        """What was saved elsewhere meanwhile shows beside the notes; what is typed stays."""
        if self._talk is not None and not self._saving and not self._settling:
            load(self, "context", self._take, conversation_context, *self._about_whom(self._talk))

    @staticmethod
    def _about_whom(talk: ConversationDraft) -> tuple[tuple[int, ...], int | None, tuple[int, ...]]:
        return talk.institution_ids, talk.planned_id, talk.party_ids

    def _begin(self, known: _Known) -> None:
        context, draft, now = known.context, known.draft, dt.datetime.now()
        if self.app.hides_confidential and draft is not None and draft.content["confidential"]:
            self.app.say(self.app.what_is_hidden(), "attention")
            self.app.go_back()
            return
        self._subject, self._could_be = known.subject, context.could_be
        kept = restored(draft.content, now) if draft is not None else None
        self._talk = self._still_planned(kept.talk) if kept else first_talk(context, self.app.today, now.time())
        seen = context.planned.version if context.planned else None
        self._version = kept.version if kept and kept.version else seen
        self._untouched = kept.untouched if kept else self._untouched
        if kept is not None and draft is not None:
            self._kept_at = clock(dt.datetime.fromisoformat(draft.kept_at).astimezone())
            self.editor.put(kept.notes)
        elif context.planned is not None and context.planned.summary:
            self.editor.put(context.planned.summary)
        answer = self._typed_answer() if kept is None else 0
        self._take(context)
        if kept is not None:
            self.editor.show_outcomes(kept.carried(self.editor.outcomes))
            self.refresh_data()
        if answer:
            self.action_settle(answer)
        elif self._wants_saving:
            self.action_save()

    def _still_planned(self, talk: ConversationDraft) -> ConversationDraft:
        """A draft's talk; the planned one that it was may be held or cancelled meanwhile."""
        if talk.planned_id is None or any(one.id == talk.planned_id for one in self._could_be):
            return talk
        self.app.say(_("The planned talk of this draft is held or cancelled meanwhile: this is another one."), "attention")
        return replace(talk, planned_id=None)

    def _typed_answer(self) -> int:
        """The answer to which talk it is, when it was typed before the question stood there."""
        typed = self.editor.text
        place = int(typed[0]) if typed[:1] in "123456789" and typed else 0
        if not self._may_settle(place):
            return 0
        self.editor.notes.load_text(typed[1:])
        self.editor.notes.move_cursor(self.editor.notes.document.end)
        return place

    def _take(self, context: Context) -> None:
        self._about = context
        talk = self._talk
        assert talk is not None
        institutions = {talker.facts.id: talker.facts.name for talker in context.institutions}
        parties = {party.id: party.name for party in context.parties}
        self._names = {("institution", one): institutions[one] for one in talk.institution_ids if one in institutions}
        self._names |= {("party", one): parties[one] for one in talk.party_ids if one in parties}
        self.query_one(SidePanel).show(side_panel_blocks(context, self.app, talk.kind))
        self.editor.show_context(context, self._names, _inherited(talk, context, self._names))
        self._show_talk()
        self.show_header()

    def _show_talk(self) -> None:
        if self._talk is not None and self._about is not None:
            agreed = "; ".join(part for part in (self._talk.agreements, *self.editor.agreed) if part)
            shown = replace(self._talk, agreements=agreed)
            self.query_one(ConversationLine).show(shown, self._about, self._could_be, dt.datetime.now().time())

    # Which planned talk it is

    def _may_settle(self, place: int) -> bool:
        """Whether a digit answers which talk this is."""
        asked = self._talk is not None and not self._talk.settled
        return asked and 0 < place <= len(self._could_be) + 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A digit answers only before anything stands in the notes: after that it is text."""
        if action == "settle":
            return self.is_current and not self.editor.text and isinstance(parameters[0], int) and self._may_settle(parameters[0])
        return super().check_action(action, parameters)

    def action_settle(self, place: int) -> None:
        """Say which planned talk this is, or none; counted from 1."""
        self._settle(which_talk(self._could_be, self.app.today)[place - 1].value)

    def _settle(self, planned: int) -> None:
        """This is the planned talk of this number, or by itself (0): read what was planned."""
        talk, before = self._talk, self._about
        if talk is None or before is None:
            return
        was = before.planned
        institutions = _staying(self._asked_for[0], was.institution_ids if was else (), talk.institution_ids)
        parties = _staying(self._asked_for[2], was.party_ids if was else (), talk.party_ids)

        def found(context: Context) -> None:
            self._settling = False
            now = dt.datetime.now().time()
            usual, other = (first_talk(one, self.app.today, now) for one in (before, context))
            self._talk = as_planned(self._talk or talk, usual, other)
            self._version = context.planned.version if context.planned else None
            summary = context.planned.summary if context.planned else ""
            if summary and summary not in self.editor.text:
                self.editor.put(summary)
            self._take(context)
            self.app.show_presence(self.record_open())
            self._dirty = True
            self.keep_draft_now()
            if self._wants_saving:
                self.action_save()

        self._settling = True  # what is read for the talk as it was would come after this
        load(self, "context", found, conversation_context, institutions, planned or None, parties)

    # From part to part

    def action_outcomes(self) -> None:
        """To what comes out of the notes, and back."""
        self.remove_class("-answers")
        if self.focused is not self.editor.notes:
            self.editor.notes.focus()
        elif not self.editor.enter_outcomes():
            self.app.say(_("Nothing comes out yet: begin a line with v: s: or a:"), "muted")

    def next_pane(self) -> None:
        """To the answers and back; on a narrow terminal they come in the place of the notes."""
        panel = self.query_one("#side-panel", VerticalScroll)
        if self.focused is panel:
            self.remove_class("-answers")
            self.editor.notes.focus()
        else:
            self.add_class("-answers")
            self.call_after_refresh(panel.focus)

    def action_next_pane(self) -> None:
        """To the answers and back."""
        self.next_pane()

    def action_open_mail(self) -> None:
        """Put the mail of a file into the notes."""
        sheet = AskPath(_("Mail from a file"), _("Which mail? A file that ends in .eml."), frozenset({SUFFIX}))
        ask(self.app, sheet, self.editor.open_mail)

    def action_grammar(self) -> None:
        """Show what a line can say, and the keys."""
        self.app.push_screen(GrammarSheet("notes", self.app, self))

    def action_insert_agenda(self) -> None:
        """Put the agenda into the notes, where the cursor is."""
        agenda = self._about.agenda(self._talk.kind) if self._about and self._talk else ""
        if agenda and not self.editor.notes.read_only:
            self.editor.notes.insert(agenda + "\n")
            self.remove_class("-answers")
            self.editor.notes.focus()

    def action_change_talk(self) -> None:
        """Change kind, channel, time, who was there; from any other part: back to the notes."""
        self.remove_class("-answers")
        if self.focused is not self.editor.notes:
            self.editor.notes.focus()
        elif self._talk is not None and self._about is not None:
            now = dt.datetime.now().time()
            options = facets(self._talk, self._about, self._could_be, now, self.app.today)
            self.app.push_screen(Choice(_("This conversation"), options), self._change)

    def _change(self, facet: str | None) -> None:
        """Change one facet: a digit where one is enough, else its fields."""
        talk, about = self._talk, self._about
        if facet is None or talk is None or about is None:
            return
        question = one_word(facet, self._could_be, self.app.today)
        if facet == "confidential":
            self._talk_changed(replace(talk, confidential=not talk.confidential))
        elif question is None:
            self.app.push_screen(ConversationSheet(talk, about, self._names, facet), self._talk_changed)
        elif facet == "which":
            self.app.push_screen(question, lambda planned: None if planned is None else self._settle(planned))
        else:
            self.app.push_screen(question, lambda word: None if word is None else self._talk_changed(replace(talk, **{facet: word})))

    @on(ConversationLine.Clicked)
    def _talk_clicked(self) -> None:
        self.editor.notes.focus()
        self.call_after_refresh(self.action_change_talk)

    def _talk_changed(self, talk: ConversationDraft | None) -> None:
        if talk is not None and talk != self._talk:
            self._untouched = frozenset(name for name in self._untouched if self._talk and talk.fact(name) == self._talk.fact(name))
            self._talk = talk
            self._dirty = True
            self._show_talk()
            self.refresh_data()
            self.keep_draft_now()

    # Drafts

    @on(NotesEditor.Changed)
    def _changed(self, event: NotesEditor.Changed) -> None:
        self._dirty = True
        self._show_talk()
        self._stop_timer()
        if event.at_once:
            self.keep_draft_now()
        else:
            self._timer = self.set_timer(_PAUSE, self.keep_draft_now)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def keep_draft_now(self) -> None:
        """Keep what was typed, without waiting for a pause; forget the draft when nothing is left."""
        self._stop_timer()
        if not self._dirty or self._saving:
            return
        self._dirty = False
        now = dt.datetime.now()
        talk = self._talk or ConversationDraft(None, None, self.app.today, clock(now), None, self._asked_for[0], self._asked_for[2])
        content = None
        if self.editor.text.strip() or talk.agreements:
            minutes = talk.minutes(self.app.today, now.time())
            content = draft_content(self.editor.text, talk, minutes, self.editor.outcomes, self._version, self._untouched, now)
        kept_at = clock(now) if content else ""
        title = ", ".join(self._names.values())
        turn = self._writer.next_turn()

        def written(kept: bool) -> None:
            if kept and self.is_attached:
                self._kept_at = kept_at
                self.show_header()

        act_aside(self, written, self._writer.write, turn, self._subject, title, content)

    def action_back(self) -> None:
        """From the answers back to the notes; from there away, and the draft stays."""
        if self.focused is self.query_one("#side-panel"):
            self.next_pane()
            return
        self.keep_draft_now()
        if self.editor.text.strip():
            self.app.say(_("The draft stays: g on this institution goes on with it."), "muted")
        self.app.go_back()

    def action_discard(self) -> None:
        """Forget what was typed here, and go back."""
        throw_draft_away(self, FORM, self._subject, self.app.go_back)

    # Saving

    def action_save(self) -> None:
        """Save, once the notes have every key that was typed before: this one overtakes them."""
        self.editor.when_understood(self._ask_and_save)

    def _ask_and_save(self) -> None:
        """Ask what is missing, one digit each, then save everything at once."""
        if self._about is None or self._talk is None or self._settling:
            self._wants_saving = True  # as soon as it is known with whom, and which talk it is
            return
        if self._saving or not self.is_current:  # the same key twice asks once
            return
        self._wants_saving = False
        if not self._talk.settled:
            self.app.push_screen(
                Choice(_("Which conversation is this?"), which_talk(self._could_be, self.app.today)), self._settle_and_save
            )
            return
        outcomes = self.editor.outcomes
        nameless = next((place for place, outcome in enumerate(outcomes) if not outcome.title.strip()), None)
        asked = missing_question(outcomes, self._about, self._names, self.app.today)
        if nameless is not None:
            self.app.say_error(_("{new}: type what it is about.").format(new=numbered(outcomes, nameless)))
        elif asked is not None:
            outcome, field, question = asked

            def answered(value: Any) -> None:
                if value is not None:
                    self.editor.change(outcome, said={**outcome.said, field: value})
                    self.call_later(self._ask_and_save)

            self.app.push_screen(question, answered)
        else:
            self._save(self._about, self._talk)

    def _settle_and_save(self, planned: int | None) -> None:
        if planned is not None:
            self._wants_saving = True
            self._settle(planned)

    def _save(self, context: Context, talk: ConversationDraft) -> None:
        minutes = talk.minutes(self.app.today, dt.datetime.now().time())
        outcomes = tuple(self.editor.outcomes)
        self._hand_over(Finished(context, talk, minutes, self.editor.text, outcomes, self._version, self.editor.inherited, self._untouched))

    def _hand_over(self, finished: Finished) -> None:
        self._stop_timer()
        self._saving = True
        act(
            self, self._saved, lambda refused: self._refused(refused, finished), save_conversation, self._writer, (self._subject,), finished
        )

    def _saved(self, done: Done) -> None:
        made = ", ".join(record.number for record in done.records[1:])
        text = _("Conversation {number} saved").format(number=done.record.number) + (f": {made}." if made else ".")
        self.app.say(" ".join([text, *done.warnings]), "done", undoable=True)
        self.app.made = done.record
        if self.is_attached:
            self.app.go_back()

    def _refused(self, refused: Refused, finished: Finished) -> None:
        self._saving = False
        self._dirty = True
        self.keep_draft_now()
        if isinstance(refused, Conflict):
            left, version = (*finished.left_out, *refused.given_way), refused.version

            def chosen(values: Mapping[str, Any]) -> None:
                self._hand_over(replace(finished, version=version, chosen={**finished.chosen, **values}, left_out=left))

            ask_conflict(self, refused, ("summary", "agreements"), chosen)
        else:
            self.app.say_error(refused)


def _inherited(talk: ConversationDraft, context: Context, whom: Iterable[Who]) -> Inherited:
    """What comes out of a talk has the first contact who was there of whose it is, and is confidential when the talk is."""
    first = {who: next((one for one in talk.contact_ids if one in {person.id for person in context.people_of(who)}), None) for who in whom}
    return Inherited({who: one for who, one in first.items() if one is not None}, talk.confidential)


def _staying(asked: tuple[int, ...], planned: tuple[int, ...], there: tuple[int, ...]) -> tuple[int, ...]:
    """Who takes part whatever the planned talk: those the screen was opened with, and those whom the person added."""
    added = (one for one in there if one not in planned or not asked)
    return tuple(dict.fromkeys((*asked, *added)))


def _read_first(store: Store, institutions: tuple[int, ...], conversation: int | None, parties: tuple[int, ...]) -> _Known:
    """The context, and the draft that was left of this conversation: of who is spoken with, else of a planned talk that it may be."""
    context = conversation_context(store, institutions, conversation, parties)
    subject = subject_of(institutions, conversation, parties)
    subjects = [subject, *(subject_of((), one.id, ()) for one in context.could_be if conversation is None)]
    draft = find_draft(store, subjects, conversation)
    return _Known(context, draft, draft.subject if draft else subject)
