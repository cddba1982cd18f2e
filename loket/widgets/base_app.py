"""The part of the application that screens and widgets rest on: the store, the message line, the themes, the border."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import ModalScreen, Screen
from textual.timer import Timer
from textual.widget import Widget

from loket.config import Config
from loket.language import _
from loket.models.errors import LoketError
from loket.models.words import RecordKind
from loket.store.database import business_today
from loket.widgets.key_queue import KeyQueue
from loket.widgets.keys import STANDARD, bare_key, key_name
from loket.widgets.terminal import on_end_signals, safe_driver
from loket.widgets.text import HarmlessLines, one_line
from loket.widgets.theme import THEMES

if TYPE_CHECKING:
    from loket.casework.done import Ref
    from loket.casework.drafts import KeptDraft
    from loket.store.database import Store

T = TypeVar("T")
Tone = Literal["", "done", "error", "muted", "attention"]

_log = logging.getLogger("loket")


@dataclass(frozen=True, slots=True)
class Said:
    """What the message line shows: a text, its tone, how far long work is, and whether `u` takes it back."""

    text: str = ""
    tone: Tone = ""
    undoable: bool = False
    done: int | None = None
    total: int | None = None


SLOW_OPENING_S = 0.4
JUST_NOW_S = 120.0
"""How long `u` takes an act back at once that was done on the screen in sight; an older one is shown first."""


class BaseApp(App[None]):
    """What screens and widgets ask of the application. `opener` opens the store; it runs in a thread, after the first frame.

    `who` is at work in `database`, as the header says; `round` is the survey round that the screens look at, None for the latest;
    `quick_lines` are those that were typed for quick entry; `made` is the record that was just made, for the screen one goes back to.
    """

    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-digits"), (110, "-wide"), (160, "-third")]

    def __init__(self, opener: Callable[[], Store] | None = None, config: Config | None = None, *, strict: bool = False) -> None:
        super().__init__()
        self.config = config or Config()
        self.said = Said(" ".join(self.config.problems), "error") if self.config.problems else Said()
        self._opener = opener
        self._strict = strict
        self.is_leaving = False
        self.pauses: set[Pause] = set()
        self.key_queue = KeyQueue(self)
        self.thrown_draft: KeptDraft | None = None
        self.clock: Callable[[], float] = time.monotonic
        self._said_on: Screen[Any] | None = None
        self._is_saying = False
        self._acts_here: dict[int, float] = {}
        self.who, self.database, self.is_demo = "", "", False
        self.round: str | None = None
        self.quick_lines: list[str] = []
        self.made: Ref | None = None
        self._shared: dict[Callable[[], Any], Any] = {}
        self.acts = ThreadPoolExecutor(max_workers=1, thread_name_prefix="act")
        self._store: Future[Store] = Future()
        self._harmless: Sequence[LineFilter] = (HarmlessLines(),)
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[self.config.theme].name
        self.set_keymap({name: ",".join(map(key_name, keys.split(","))) for name, keys in self.config.keys.items()})

    # The store

    def open_store_in_background(self) -> None:
        """Start opening the store; everything that loads waits for it in its own thread."""
        opener = self._opener
        if opener is not None:
            self.run_worker(lambda: self._open(opener), thread=True, exit_on_error=False, group="store")
            self.set_timer(SLOW_OPENING_S, self._say_that_it_opens)

    def _say_that_it_opens(self) -> None:
        """A database that is made or upgraded first takes seconds: an empty list must not look like an empty database."""
        if not self._store.done():
            self.say(_("The database is being opened …"))
            self._store.add_done_callback(lambda _opened: self.call_later(self.say, ""))

    def _open(self, opener: Callable[[], Store]) -> None:
        try:
            store = opener()
        except LoketError as error:
            self._store.set_exception(error)
            self.call_later(self.store_failed, error)
        except Exception as error:  # noqa: BLE001 - the border: nobody else would hear of it
            self._store.set_exception(LoketError(_("The database did not open.")))
            self.call_later(self.defect, error)
        else:
            self._store.set_result(store)
            self.call_later(self.store_opened, store)

    def store_when_open(self) -> Store:
        """The store, waiting until it is open: only to be called in a worker thread."""
        try:
            return self._store.result()
        except CancelledError:
            raise LoketError(_("loket is closing.")) from None

    @property
    def store(self) -> Store | None:
        """The store when it is open, else None; never waits."""
        opened = self._store.done() and not self._store.cancelled() and self._store.exception() is None
        return self._store.result() if opened else None

    @property
    def has_database_answered(self) -> bool:
        """Whether the database is open, or will not open."""
        return self._store.done()

    def renew_store(self) -> None:
        """Let a later opening be a fresh try."""
        self._store = Future()

    def store_opened(self, store: Store) -> None:
        """Called once when the store is open."""

    def store_failed(self, error: LoketError) -> None:
        """Called once when the store cannot be opened."""
        self.say_error(error)

    @property
    def today(self) -> date:
        """The business date: the database's own when it is a demo."""
        return self.store.today if self.store is not None else business_today()

    def shared(self, made: Callable[[], T]) -> T:
        """What several screens of a place have in common: made when it is first asked for, the same ever after."""
        if made not in self._shared:
            self._shared[made] = made()
        found: T = self._shared[made]
        return found

    # From screen to screen: `LoketApp` knows the way

    def open_screen(self, name: str, *arguments: Any, **named: Any) -> None:
        """Open a screen by its name in the registry."""
        raise NotImplementedError

    def has_screen(self, name: str) -> bool:
        """Whether there is such a screen."""
        raise NotImplementedError

    def open_record(self, kind: RecordKind | str, key: int) -> None:
        """Open the screen of one record, by its kind or its table's name."""
        raise NotImplementedError

    def edit_record(self, kind: RecordKind | str, key: int) -> None:
        """Open the form of one record, by its kind or its table's name."""
        raise NotImplementedError

    def open_draft(self, form: str, subject: str) -> None:
        """Go on with a draft of a form."""
        raise NotImplementedError

    def go_back(self) -> None:
        """One step back, to where the cursor was."""
        raise NotImplementedError

    def show_sheet(self, place: int, sheet: int = 0) -> None:
        """Show one sheet of a place; what stood over the old one keeps its draft and goes."""
        raise NotImplementedError

    def show_list(self, place: int, sheet: int, text: str) -> None:
        """Show the list on a sheet of a place, narrowed to `text`."""
        raise NotImplementedError

    def try_again(self) -> None:
        """Open the database once more."""
        raise NotImplementedError

    def show_presence(self, record: tuple[RecordKind, int] | None) -> None:
        """Let colleagues see that this record is open here, and say who else has it open."""

    # The message line

    def say(self, text: str, tone: Tone = "", *, undoable: bool = False) -> None:
        """Show `text` in the message line; `undoable` adds that `u` takes it back."""
        self._show(Said(one_line(text), tone, undoable))

    def say_error(self, error: LoketError | str) -> None:
        """Show in the message line what went wrong and what to do."""
        self._show(Said(one_line(error), "error"))

    def say_progress(self, text: str, done: int, total: int) -> None:
        """Show how far long work is: a bar and n/N."""
        self._show(Said(one_line(text), "", False, done, total))

    def _show(self, said: Said) -> None:
        self.said = said
        self._said_on = self._screen_in_sight()
        self._is_saying = True
        self.call_next(self._said_it)
        self._refresh_message()

    def _said_it(self) -> None:
        self._is_saying = False

    def _refresh_message(self) -> None:
        for screen in self.screen_stack:
            for line in screen.query("MessageLine"):
                line.refresh(layout=True)  # a long message takes two lines

    def _screen_in_sight(self) -> Screen[Any] | None:
        """The screen that one looks at, under whatever asks something over it."""
        return next((screen for screen in reversed(self.screen_stack) if not isinstance(screen, ModalScreen)), None)

    def message_follows(self) -> None:
        """Another screen is opened: what was said by the same act belongs to it, such as that a form was saved."""
        if self._is_saying:
            self._said_on = self._screen_in_sight()

    def screen_shown(self, screen: Screen[Any]) -> None:
        """A message goes when the screen does that it was said on, and so does what `u` takes back without asking."""
        if screen is not self._screen_in_sight():
            return  # two steps back at once: this one was never seen
        if self._said_on is not screen and self._said_on is not None:
            self.said = Said()
            self._acts_here.clear()
            self._refresh_message()
        self._said_on = screen

    def draft_thrown(self, draft: KeptDraft) -> None:
        """A draft was thrown away here: `u` brings it back."""
        self.thrown_draft = draft
        self._acts_here[0] = self.clock()

    @property
    def thrown_just_now(self) -> bool:
        """Whether the draft was thrown away on the screen in sight, a short while ago."""
        return self.acted_just_now(0)

    def acted(self, tx: int) -> None:
        """Something was saved here, as this transaction: `u` takes it back at once for a while."""
        self.thrown_draft = None
        self._acts_here[tx] = self.clock()

    def acted_just_now(self, tx: int) -> bool:
        """Whether this transaction was made on the screen in sight, a short while ago."""
        return tx in self._acts_here and self.clock() - self._acts_here[tx] < JUST_NOW_S

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Textual's notifications come to the message line too; nothing floats, nothing is markup."""
        text = f"{title}: {message}" if title else message
        self.call_later(self.say, text, "error" if severity == "error" else "")

    def action_help_quit(self) -> None:
        """Say how to leave: ctrl+c only copies."""
        self.say(_("ctrl+q leaves loket; ctrl+c copies the selected text."))

    # The border

    def get_driver_class(self) -> type[Driver]:
        """The driver of this platform, made safe against bad bytes and a vanished terminal."""
        return safe_driver(super().get_driver_class(), lambda: self.call_later(self.leave, 0))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters and ours, so that no stored text reaches the terminal as a command."""
        return [*super().get_line_filters(), *self._harmless]

    def on_mount(self) -> None:
        """Listen to the signals that end the program."""
        import asyncio

        if not self.is_headless:
            on_end_signals(asyncio.get_running_loop(), self.leave)

    def on_unmount(self) -> None:
        """Let threads that wait for the store go."""
        self._store.cancel()

    def leave(self, number: int) -> None:
        """Keep every draft, restore the terminal and end: asked by the system, or the window closed."""
        self.is_leaving = True
        self.keep_drafts()
        self.exit(return_code=128 + number if number else 0)

    def keep_drafts(self) -> None:
        """Have everything on the screens that holds a draft write it now."""
        for screen in self.screen_stack:
            for node in (screen, *screen.query("*")):
                keep = getattr(node, "keep_draft_now", None)
                if keep is not None:
                    self._guarded(keep)

    def _guarded(self, keep: Callable[[], None]) -> None:
        try:
            keep()
        except Exception as error:  # noqa: BLE001 - one draft that fails must not cost the next
            _log.error("draft not kept", exc_info=error)

    def defect(self, error: Exception) -> None:
        """An error of ours reached the border: log it, say so, work on. In tests it fails the test."""
        if self._strict:
            self._handle_exception(error)
            return
        self.log_error(error)
        self.say_error(_("Something went wrong in loket itself; nothing of yours was changed: {error}").format(error=error))

    def log_error(self, error: BaseException) -> None:
        """Keep the details of an error in loket itself for whoever mends it."""
        from loket.error_log import log_error

        log_error(error)

    def _fatal_error(self) -> None:
        # Textual would print a traceback with the values of local variables: names and notes of people.
        error = self._exception
        if error is None or self._strict:
            super()._fatal_error()
            return
        self.is_leaving = True
        self.keep_drafts()
        self.log_error(error)
        message = _("An error in loket itself ({name}) ended the app; what you typed is kept as a draft.")
        self._exit_renderables.append(Text("loket: " + message.format(name=type(error).__name__)))
        self._close_messages_no_wait()

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Keys arrive one at a time: the next when what the one before it began is ready."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded and self.key_queue.takes(event):
            return
        await super().on_event(event)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        if not self.config.letters:
            with_alt = bare_key(key)
            if with_alt:
                return await super()._check_bindings(with_alt, priority)
            if bare_key(f"alt+{key}"):
                return False
        return await super()._check_bindings(key, priority)

    @property
    def hides_confidential(self) -> bool:
        """Whether others look along, so that nothing confidential is shown."""
        return self.store is not None and self.store.discretion.hides

    def what_is_hidden(self) -> str:
        """Why something is not shown, and the key that shows it again."""
        return _("What is confidential is hidden; {key} shows it again.").format(key=self.key_of("hide_confidential"))

    def has_key(self, name: str) -> bool:
        """Whether a key does what the binding called `name` does, on this screen now."""
        return any(active.binding.id == name and active.enabled for active in self.screen.active_bindings.values())

    def key_of(self, name: str) -> str:
        """The key, as printed, that does what the binding called `name` does: on this screen now, else as it is usually."""
        for active in self.screen.active_bindings.values():
            if active.binding.id == name:
                return self.get_key_display(active.binding)
        usual = STANDARD[name][0] if name in STANDARD else name
        return key_name(self._keymap.get(name, usual), shown=True, with_alt=not self.config.letters)

    def keyed(self, text: str) -> str:
        """A text that names keys, such as `{open} opens it`, with the keys as they are now."""
        names = [name for _text, name, _spec, _conversion in Formatter().parse(text) if name]
        return text.format(**{name: self.key_of(name) for name in names})

    def get_key_display(self, binding: Binding) -> str:
        """A key as it is printed on the keyboard: `ctrl+s`, `?`, `esc`."""
        return key_name(binding.key_display or binding.key, shown=True, with_alt=not self.config.letters)


def app_of(widget: Widget) -> BaseApp:
    """The application that `widget` stands in, as our own type."""
    app: Any = widget.app
    assert isinstance(app, BaseApp)
    return app


class Pause:
    """Calls `then` once nothing restarted it for `seconds`. The application knows which ones are waiting.

    `finds` says that it finds what was typed: a key that acts on what is found does not wait for the pause, but for what it finds.
    """

    def __init__(self, owner: Widget, seconds: float, then: Callable[[], object], *, finds: bool = True) -> None:
        self._owner, self._seconds, self._then, self.finds = owner, seconds, then, finds
        self._timer: Timer | None = None

    def restart(self) -> None:
        """Something was typed: wait anew."""
        self.stop()
        self._timer = self._owner.set_timer(self._seconds, self.flush)
        app_of(self._owner).pauses.add(self)

    def flush(self) -> None:
        """Do not wait any longer."""
        if self._timer is not None:
            self.stop()
            self._then()

    def stop(self) -> None:
        """Do not do it at all."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            app_of(self._owner).pauses.discard(self)
