"""The terminal application: nine places, the keys that work everywhere, and the way from screen to screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from loket.casework import drafts, undo
from loket.config import Config, keep_setting
from loket.insight.undo_outlook import MOST_SHOWN, Outlook, outlook
from loket.language import N_, _, current_language, set_language
from loket.models.errors import LoketError
from loket.models.words import RecordKind
from loket.screens.loket_screen import LoketScreen
from loket.screens.presence import Presence
from loket.screens.registry import DRAFTS, FORMS, RECORDS, SCREENS, SHEETS, find
from loket.widgets.base_app import BaseApp
from loket.widgets.choice import Confirm
from loket.widgets.fields import Form
from loket.widgets.filter_bar import FilterBar
from loket.widgets.header import PLACES, Header
from loket.widgets.keys import STANDARD, is_character, key_name
from loket.widgets.sheet import Sheet
from loket.widgets.theme import THEMES
from loket.widgets.workers import act, load

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.casework.drafts import KeptDraft
    from loket.screens.palette import Command
    from loket.store.database import Store


_AWAY = frozenset(
    ("go", "lessons", "templates", "examples", "undo", "redo", "log", "follow_up", "history", "quick_entry", "plan_talk", "absence")
)
"""What leads away from what one types, or changes something elsewhere: a key that slips does not do it."""


def _place_keys() -> list[BindingType]:
    why = N_("Goes to this place; the same digit again turns to its next sheet.")
    places = [
        Binding(str(number), f"go({number})", name, show=False, id=f"place_{number}", tooltip=why) for number, name in enumerate(PLACES, 1)
    ]
    kept = N_("Advisors, obstacles, UZ-sets, rules, what went out and came in; again: the next sheet.")
    return [*places, Binding("0", "go(10)", N_("administration"), show=False, id="administration", tooltip=kept)]


def _standard(name: str, *, show: bool = True) -> Binding:
    keys, word, why = STANDARD[name]
    return Binding(keys, name, word, show=show, id=name, tooltip=why)


class LoketApp(BaseApp):
    """The application. `who` and `database` stand in the header; `first` is the place that it opens with."""

    TITLE = "loket"
    BINDINGS: ClassVar[list[BindingType]] = [
        *_place_keys(),
        _standard("log", show=False),
        _standard("follow_up", show=False),
        _standard("plan_talk", show=False),
        _standard("history", show=False),
        Binding("delete", "remove", N_("remove"), show=False, id="remove",
                tooltip=N_("Removes what was entered by mistake: your own of today; an admin anything, with a reason.")),
        Binding("a", "quick_entry", N_("quick entry"), show=False, id="quick_entry", tooltip=N_("Makes a record from one line.")),
        Binding("u,ctrl+z", "undo", N_("undo"), id="undo", show=False,
                tooltip=N_("Takes back the last thing you saved; shows it first when that was not just now on this screen.")),
        Binding("U", "redo", N_("redo"), id="redo", show=False,
                tooltip=N_("Does again what u took back; repeated, each step in turn.")),
        Binding("ctrl+k", "search", N_("search"), show=False, id="search", priority=True, tooltip=N_("Searches everything.")),
        Binding("ctrl+o", "import_files", N_("import files"), show=False, id="import_files",
                tooltip=N_("Reads files or a folder, shows what would happen, and takes them in.")),
        Binding("f6", "next_pane", N_("pane"), show=False, id="pane", priority=True, tooltip=STANDARD["pane"][2]),
        Binding("ctrl+p", "palette", N_("commands"), show=False, id="palette", tooltip=N_("Finds a command by a few letters.")),
        Binding("question_mark", "help", N_("more"), id="help", tooltip=N_("Shows all keys of what has focus.")),
        Binding("f1", "help", N_("help"), id="help_too", tooltip=N_("Shows all keys of what has focus.")),
        Binding("f8", "toggle_theme", N_("light or dark"), show=False, id="colours",
                tooltip=N_("Turns light into dark and back, at once and for the next time.")),
        Binding("f11", "switch_language", N_("language"), show=False, id="language",
                tooltip=N_("Turns Dutch into English and back, at once and for the next time.")),
        Binding("f7", "lessons", N_("lessons"), show=False, id="lessons", tooltip=N_("Shows the lessons learned, by theme.")),
        Binding("f9", "templates", N_("texts"), show=False, id="templates", tooltip=N_("Shows the agendas and mails to start from.")),
        Binding("f12", "examples", N_("examples"), show=False, id="examples",
                tooltip=N_("Shows the examples for reports: released, and not yet.")),
        Binding("f10", "absence", N_("away"), show=False, id="absence", tooltip=N_("Notes until when you are away, and who stands in.")),
        Binding("f5", "hide_confidential", N_("hide confidential"), show=False, priority=True, id="hide_confidential",
                tooltip=N_("Hides all that is confidential while others look along; once more shows it again.")),
        Binding("ctrl+q", "quit", N_("leave loket"), show=False, priority=True, id="quit", tooltip=N_("Keeps drafts and ends.")),
    ]  # fmt: skip

    def __init__(
        self,
        opener: Callable[[], Store] | None = None,
        config: Config | None = None,
        *,
        who: str = "",
        database: str = "",
        is_demo: bool = False,
        first: int = 1,
        strict: bool = False,
    ) -> None:
        super().__init__(opener, config, strict=strict)
        self.who, self.database, self.is_demo = who, database, is_demo
        self._place, self._sheet = first, 0
        self._bases: dict[tuple[int, int], LoketScreen] = {}
        self._presence = Presence(self)
        self._line_seen: int | None = None

    def on_mount(self) -> None:
        """Paint the first screen, and only then open the database."""
        self.push_screen(self._base(self._place, 0))
        self.call_after_refresh(self.open_store_in_background)
        self.set_interval(NEWS_S, self.look_for_news)

    # What colleagues save

    def look_for_news(self) -> None:
        """Ask how far the change log is; a screen that follows is read anew when it went on."""
        screen = self.screen
        if self.store is not None and isinstance(screen, LoketScreen) and screen.may_follow():
            load(screen, "news", self._news, _last_line)

    def _news(self, line: int) -> None:
        screen = self.screen
        if line != self._line_seen and isinstance(screen, LoketScreen) and screen.may_follow():
            self._line_seen = line  # at the first look too: what is shown may have been read before it
            screen.refresh_data()

    # From screen to screen

    def _base(self, place: int, sheet: int) -> LoketScreen:
        key = (place, sheet)
        if key not in self._bases:
            screen = find(SHEETS[place][sheet])()
            self.install_screen(screen, f"place-{id(screen)}")
            self._bases[key] = screen
        return self._bases[key]

    def action_go(self, place: int) -> None:
        """Go to a place; again to the same one: its next sheet."""
        sheets = SHEETS.get(place, ())
        if not sheets:
            self.say(_("{place} comes with the next version.").format(place=_(PLACES[place - 1])))
            return
        again = self._place == place and self.screen is self._bases.get((place, self._sheet))
        self.show_sheet(place, (self._sheet + 1) % len(sheets) if again else 0)

    def show_sheet(self, place: int, sheet: int = 0) -> None:
        """Show one sheet of a place; what stood over the old one keeps its draft and goes."""
        self.keep_drafts()
        while len(self.screen_stack) > 2:
            self.pop_screen()
        self._place, self._sheet = place, sheet
        base = self._base(place, sheet)
        if self.screen is not base:
            self.switch_screen(base)
        self.message_follows()

    def show_list(self, place: int, sheet: int, text: str) -> None:
        """Show the list on a sheet of a place, narrowed to `text`."""
        self.show_sheet(place, sheet)
        self.call_after_refresh(self._narrow, text)

    def _narrow(self, text: str) -> None:
        for bar in self.screen.query(FilterBar):
            bar.put(text)

    def on_header_place_chosen(self, event: Header.PlaceChosen) -> None:
        """A place was clicked in the header."""
        self.action_go(event.place)

    def go_back(self) -> None:
        """One step back, to where the cursor was."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
            self.message_follows()

    def open_screen(self, name: str, *arguments: Any, **named: Any) -> None:
        """Open a screen by its name in the registry."""
        self.push_screen(find(SCREENS[name])(*arguments, **named))
        self.message_follows()

    def open_record(self, kind: RecordKind | str, key: int) -> None:
        """Open the screen of one record, by its kind or its table's name."""
        path = RECORDS.get(_table(kind))
        if path is not None:
            self.push_screen(find(path)(key))
            self.message_follows()

    def edit_record(self, kind: RecordKind | str, key: int) -> None:
        """Open the form of one record, by its kind or its table's name; of one that has none say so."""
        form = FORMS.get(_table(kind))
        if form is not None:
            self.open_screen(form, key)
        else:
            self.say(self.keyed(_("This is not edited here; {open} opens it.")), "muted")

    def open_draft(self, form: str, subject: str) -> None:
        """Go on with a draft of a form."""
        path = DRAFTS.get(form, DRAFTS.get("*", ""))
        if path:
            find(path)(self, form, subject)

    def has_screen(self, name: str) -> bool:
        """Whether there is such a screen."""
        return name in SCREENS

    def show_presence(self, record: tuple[RecordKind, int] | None) -> None:
        """Let colleagues see that this record is open here, and say who else has it open."""
        self._presence.show(record)

    # The store

    def store_opened(self, store: Store) -> None:
        """Now it is known who is at work in what."""
        self.who, self.database = store.actor, self.database or store.address.short_name
        for screen in self.screen_stack:
            if isinstance(screen, LoketScreen) and screen.is_mounted:
                screen.show_header()

    def store_failed(self, error: LoketError) -> None:
        """A screen says what is wrong with the database."""
        from loket.screens.loket_screen import Problem

        self.push_screen(Problem(str(error)))

    def try_again(self) -> None:
        """Open the database once more."""
        self.say("")
        self.renew_store()
        self.open_store_in_background()
        self.go_back()

    # Keys that work everywhere

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        done = await super()._check_bindings(key, priority)
        is_asked = self.said.text or priority or not self.config.letters or isinstance(self.screen, ModalScreen)
        if not done and not is_asked and is_character(key) and not self._is_typing():
            self.say(
                _("{key} does nothing here: {help} shows the keys that do.").format(
                    key=key_name(key, shown=True), help=self.key_of("help")
                ),
                "muted",
            )
        return done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys of screens that are not there, and those that need a record where there is none."""
        screen = self.screen
        if action in _AWAY and self._is_typing():
            return False
        if action in ("search", "quick_entry"):
            # Compared by name: this runs before the first frame, when those screens must not be loaded yet.
            return self.has_screen(action) and SCREENS[action] != f"{type(screen).__module__}:{type(screen).__name__}"
        if action == "plan_talk":
            return isinstance(screen, LoketScreen) and SCREENS["log"] != f"{type(screen).__module__}:{type(screen).__name__}"
        if action == "remove":
            return isinstance(screen, LoketScreen) and screen.removable_here()[0] is not None
        if action in ("log", "follow_up", "history"):
            return isinstance(screen, LoketScreen) and self.has_screen(action)
        return True

    def _is_typing(self) -> bool:
        """Whether the focus is in a form or a text field."""
        focused = self.focused
        if isinstance(focused, Input) or (isinstance(focused, TextArea) and not focused.read_only):
            return True
        return focused is not None and any(isinstance(node, Form) for node in focused.ancestors)

    def action_search(self) -> None:
        """Search everything."""
        self.open_screen("search")

    def action_quick_entry(self) -> None:
        """Make a record from one line."""
        self.open_screen("quick_entry")

    def action_examples(self) -> None:
        """The examples for reports."""
        self.open_screen("examples")

    def action_lessons(self) -> None:
        """Show the lessons learned."""
        self.show_sheet(9, next(place for place, path in enumerate(SHEETS[9]) if path.endswith(":LessonList")))

    def action_absence(self) -> None:
        """Note until when the one at work is away."""
        load(self.screen, "absence", self._note_absence, lambda store: store.viewer().advisor_id)

    def _note_absence(self, advisor: int | None) -> None:
        if advisor is None:
            self.say(_("You become an advisor at your first save; then this can be noted."))
        else:
            self.open_screen("absence_form", advisor)

    def on_header_name_chosen(self) -> None:
        """One's own name was clicked in the header."""
        self.action_absence()

    def action_import_files(self) -> None:
        """Ask for files or a folder, and show what an import would do."""
        from loket.screens.importing.import_preview import ask_what_to_import

        ask_what_to_import(self)

    def action_log(self) -> None:
        """Log a conversation with the institution here."""
        screen = self.screen
        record = screen.record_here() if isinstance(screen, LoketScreen) else None
        institution = screen.institution_here() if isinstance(screen, LoketScreen) else None
        if record is not None and _table(record[0]) == RecordKind.CONVERSATION.table:
            self.open_screen("log", (), record[1])
        else:
            self.open_screen("log", (institution,) if institution is not None else ())

    def action_plan_talk(self) -> None:
        """Plan a conversation with the institution here, or with the contact under the cursor."""
        from loket.screens.forms.plan_sheet import ask_plan

        screen = self.screen
        if isinstance(screen, LoketScreen):
            record = screen.record_here()
            contact = record[1] if record is not None and _table(record[0]) == RecordKind.CONTACT.table else None
            ask_plan(screen, screen.institution_here(), contact)

    def action_follow_up(self) -> None:
        """Set a follow-up on the record here."""
        self._on_record("follow_up")

    def action_history(self) -> None:
        """Show who changed the record here."""
        self._on_record("history")

    def action_remove(self) -> None:
        """Remove what was entered by mistake: the selected, else what the cursor is on."""
        from loket.screens.removing import ask_removal

        screen = self.screen
        kind, numbers = screen.removable_here() if isinstance(screen, LoketScreen) else (None, ())
        if isinstance(screen, LoketScreen) and kind is not None and numbers:
            ask_removal(screen, kind, numbers)

    def _on_record(self, name: str) -> None:
        screen = self.screen
        record = screen.record_here() if isinstance(screen, LoketScreen) else None
        if record is not None:
            self.open_screen(name, _table(record[0]), record[1])

    def action_undo(self) -> None:
        """Take back the last thing that this person saved, after showing it when it was not done just now on this screen."""
        draft = self.thrown_draft
        if draft is None:
            load(self.screen, "undo", self._take_back, _next_back)
        elif self.thrown_just_now:
            self._bring_back(draft)
        else:
            question = _("Bring back the draft that was thrown away?")
            sheet = Confirm(_("Undo?"), question, draft.title, yes=_("bring it back"), no=_("leave it"))
            self.push_screen(sheet, lambda yes: self._bring_back(draft) if yes else None)

    def _bring_back(self, draft: KeptDraft) -> None:
        def back(_none: None) -> None:
            self.thrown_draft = None
            self.say(_("The draft is back."), "done")
            self.open_draft(draft.form, draft.subject)

        act(self.screen, back, None, drafts.bring_back, draft)

    def action_redo(self) -> None:
        """Do again what the last undo took back."""
        load(self.screen, "undo", self._take_back, _next_again)

    def _take_back(self, outlook: Outlook) -> None:
        if self.acted_just_now(outlook.tx):
            self._undo(outlook.tx)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._undo(outlook.tx)

        words = (_("Do again?"), _("do it again")) if outlook.is_redo else (_("Undo?"), _("undo it"))
        text = "\n".join(outlook.lines(MOST_SHOWN))
        self.push_screen(Confirm(words[0], outlook.heading, text, yes=words[1], no=_("leave it")), answered)

    def _undo(self, tx: int) -> None:
        act(self.screen, self._undone, None, _undo_this, tx)

    def _undone(self, done: Done) -> None:
        self.say(done.message, "done")
        for screen in self.screen_stack:
            if isinstance(screen, LoketScreen):
                screen.refresh_data()

    def action_next_pane(self) -> None:
        """Go to the next pane of this screen."""
        screen = self.screen
        if isinstance(screen, LoketScreen | Sheet):
            screen.next_pane()
        else:
            screen.focus_next()

    def action_hide_confidential(self) -> None:
        """Hide all that is confidential while others look along, or show it again; kept until the app is left."""
        store = self.store
        if store is None:
            return
        hides = store.discretion.hides = not store.discretion.hides
        if hides:
            self._leave_confidential()
        for screen in self.screen_stack:
            if isinstance(screen, LoketScreen) and screen.is_mounted:
                screen.show_header()
                screen.refresh_data()
        self.say(self.what_is_hidden() if hides else _("What is confidential is shown again."), "attention")

    def _leave_confidential(self) -> None:
        """Leave what shows something confidential in full; what was typed there is kept."""
        self.keep_drafts()
        while len(self.screen_stack) > 2 and any(isinstance(one, LoketScreen) and one.shows_confidential() for one in self.screen_stack):
            self.pop_screen()

    def action_templates(self) -> None:
        """Show the texts that people start from."""
        self.open_screen("templates")

    def action_toggle_theme(self) -> None:
        """Turn light into dark and back, and keep it."""
        name = "light" if self.current_theme.dark else "dark"
        self.theme = THEMES[name].name
        self._keep_setting("theme", name)

    def action_switch_language(self) -> None:
        """Speak the other language at once, and keep it. What stands open is made anew; what was typed stays as a draft."""
        language = "en" if current_language() == "nl" else "nl"
        record = self.screen.record_open() if isinstance(self.screen, LoketScreen) else None
        self.keep_drafts()
        set_language(language)
        while len(self.screen_stack) > 2:
            self.pop_screen()
        old, self._bases = self._bases.values(), {}
        self.switch_screen(self._base(self._place, self._sheet))
        for screen in old:
            self.uninstall_screen(screen)
            screen.remove()
        if record is not None:
            self.open_record(*record)
        self._keep_setting("lang", language)

    def _keep_setting(self, name: str, value: str) -> None:
        try:
            path = keep_setting(name, value)
        except OSError as error:
            self.say_error(_("The setting could not be kept: {why}.").format(why=error))
        else:
            self.say(_("Kept in {path}.").format(path=path), "muted")

    def action_show_sheet(self, place: int, sheet: int) -> None:
        """Show one sheet of a place."""
        self.show_sheet(place, sheet)

    def action_palette(self) -> None:
        """Find a command by a few letters."""
        from loket.screens.palette import CommandPalette, commands_of

        self.push_screen(CommandPalette(commands_of(self, self.screen)), self._run_command)

    def _run_command(self, command: Command | str | None) -> None:
        if isinstance(command, str):
            self.open_screen("search", command)
        elif command is not None:
            self.call_later(self.run_action, command.action, command.node)

    def action_help(self) -> None:
        """Show all keys of what has focus."""
        from loket.widgets.help import Help, help_lines

        self.push_screen(Help(help_lines(self, self.screen)))

    async def action_quit(self) -> None:
        """Keep drafts and end."""
        self.leave(0)


NEWS_S = 3.0
"""How often to look whether a colleague saved something: one number is read."""


def _last_line(store: Store) -> int:
    with store.read() as reader:
        return reader.last_line()


def _table(kind: RecordKind | str) -> str:
    return kind.table if isinstance(kind, RecordKind) else kind


def _next_back(store: Store) -> Outlook:
    return outlook(store, undo.next_undo(store))


def _next_again(store: Store) -> Outlook:
    return outlook(store, undo.next_redo(store), is_redo=True)


def _undo_this(store: Store, tx: int) -> Done:
    return undo.undo(store, tx)
