"""The last two lines: what loket says, and the likeliest keys."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from loket.language import _
from loket.widgets.bars import bar
from loket.widgets.base_app import Said, app_of
from loket.widgets.text import one_line, shorten

_MOST = 10
_LAST = ("help", "help_too")


@dataclass(frozen=True, slots=True)
class Hint:
    """One key in the footer, its word, and what it runs."""

    keys: str
    word: str
    active: ActiveBinding

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return cell_len(self.keys) + 1 + cell_len(self.word)


class KeyLine(Widget):
    """Shows at most ten keys. A part that has focus may name its likeliest in `FOOTER`, by binding id, in order."""

    DEFAULT_CSS = "KeyLine { height: 1; padding: 0 1; color: $muted; }"

    def on_mount(self) -> None:
        """Follow the keymap."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        """The hints that fit."""
        parts: list[tuple[str, str] | str] = []
        for hint in self.hints():
            parts += ["  "] if parts else []
            parts += [(hint.keys, "$focus"), (f" {hint.word}", "$muted")]
        return Content.assemble(*parts)

    def hints(self) -> list[Hint]:
        """What the line shows now: the likeliest first, help last, as many as fit."""
        found = self._all()
        order = footer_order(self.screen)
        shown = [hint for hint in found.values() if hint.active.binding.show]
        wanted = [found[name] for name in order if name in found] if order else shown
        help_hint = next((found[name] for name in _LAST if name in found), None)
        wanted = [hint for hint in wanted if hint.active.binding.id not in _LAST]
        room = self.size.width - (help_hint.width + 2 if help_hint else 0)
        fitting: list[Hint] = []
        for hint in wanted[: _MOST - 1]:
            room -= hint.width + (2 if fitting else 0)
            if room < 0:
                break
            fitting.append(hint)
        return [*fitting, help_hint] if help_hint else fitting

    def on_click(self, event: events.Click) -> None:
        """Run the key that was clicked."""
        column = 1
        for hint in self.hints():
            if column <= event.x < column + hint.width:
                self.call_later(self.app.run_action, hint.active.binding.action, hint.active.node)
                return
            column += hint.width + 2

    def _all(self) -> dict[str, Hint]:
        app = app_of(self)
        found: dict[str, Hint] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            name = binding.id or binding.action
            if not binding.description or not active.enabled or name in found:
                continue
            found[name] = Hint(app.get_key_display(binding), one_line(_(binding.description)), active)
        return found


def footer_order(screen: Screen[object]) -> tuple[str, ...]:
    """The order that the focused part, or what it stands in, asks for."""
    start: Widget = screen.focused or screen
    for node in start.ancestors_with_self:
        order: tuple[str, ...] | None = getattr(node, "FOOTER", None)
        if order:
            return order
    return ()


_TONES = {"": "$foreground", "done": "$done", "error": "$error", "muted": "$muted", "attention": "$attention"}
_BAR = 20


class MessageLine(Widget):
    """Shows what the application last said, on whatever screen is open: on one line, on two when it is longer."""

    DEFAULT_CSS = "MessageLine { height: auto; max-height: 2; padding: 0 1; color: $foreground; }"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or two for a long message."""
        said = app_of(self).said
        return 1 if said.total is not None or cell_len(_sign(said) + said.text) + len(_undo(said)) <= width else 2

    def render(self) -> Content:
        """The last message, with its bar and its `u` where they belong."""
        said = app_of(self).said
        width = max(0, self.size.width)
        if said.total is not None and said.done is not None:
            figures = f" {said.done}/{said.total} "
            return Content.assemble((bar(said.done, said.total, _BAR), "$focus"), figures, shorten(said.text, width - _BAR - len(figures)))
        return _with_undo(said, width)


def _with_undo(said: Said, width: int) -> Content:
    text, undo = _sign(said) + said.text, _undo(said)
    if cell_len(text) + len(undo) > width:
        text = shorten(text, 2 * width - len(undo) - _BROKEN)
    return Content.assemble((text, _TONES[said.tone]), (undo, "$muted"))


_BROKEN = 14
"""What two lines of words hold less than twice one line: the last word that did not fit."""


def _sign(said: Said) -> str:
    return "! " if said.tone == "error" and said.text else ""


def _undo(said: Said) -> str:
    return "   " + _("u takes this back") if said.undoable else ""
