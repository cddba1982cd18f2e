"""The rest of what was pasted: folded to `+14 regels`, opened to read and change, with what is left out of a mail below it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from loket.casework.received_mail import LeftOut
from loket.language import _, ngettext
from loket.widgets.text import one_line, shorten
from loket.widgets.text_inputs import NoteArea


class FoldLine(Widget):
    """`+6 regels   weggelaten 14: kop 4, handtekening 10`, and the keys at the right."""

    DEFAULT_CSS = "FoldLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._text, self._keys = "", ""

    def show(self, text: str, keys: str) -> None:
        """Show these."""
        self._text, self._keys = one_line(text), one_line(keys)
        self.refresh()

    def render(self) -> Content:
        """The two."""
        width = self.size.width
        text = shorten(self._text, max(0, width - len(self._keys) - 2))
        gap = " " * max(1, width - Content(text).cell_length - len(self._keys))
        return Content.assemble((text, "$muted"), gap, (self._keys, "$focus"))


class FoldedText(Vertical):
    """Several lines that belong to one: what is kept can be edited, what is left out can be read and taken along."""

    DEFAULT_CSS = """
    FoldedText { height: auto; display: none; }
    FoldedText.-filled { display: block; }
    FoldedText NoteArea { display: none; }
    FoldedText NoteArea, FoldedText NoteArea:focus { height: auto; min-height: 1; max-height: 12; background: $ground; }
    FoldedText #left-out, FoldedText #left-out:focus { color: $muted; max-height: 10; background: $pane; }
    .-low FoldedText NoteArea, .-low FoldedText NoteArea:focus { max-height: 6; }
    .-low FoldedText #left-out, .-low FoldedText #left-out:focus { max-height: 4; }
    FoldedText #left-line { display: none; }
    FoldedText.-open #kept { display: block; }
    FoldedText.-open.-left-out #left-out, FoldedText.-open.-left-out #left-line { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._left_out: Sequence[LeftOut] = ()

    def compose(self) -> ComposeResult:
        """The count, the text, and what is left out."""
        yield FoldLine()
        yield NoteArea(id="kept")
        line = FoldLine()
        line.id = "left-line"
        yield line
        left = NoteArea(id="left-out")
        left.read_only = True
        yield left

    @property
    def kept(self) -> NoteArea:
        """Where the text can be changed."""
        return self.query_one("#kept", NoteArea)

    @property
    def text(self) -> str:
        """What is kept, as it stands."""
        return self.kept.text

    @property
    def is_open(self) -> bool:
        """Whether all of it is shown."""
        return self.has_class("-open")

    @property
    def is_filled(self) -> bool:
        """Whether there is anything."""
        return bool(self.text.strip()) or bool(self._left_out)

    def put(self, text: str, left_out: Sequence[LeftOut] = ()) -> None:
        """Hold this text, and what is left out of it."""
        self._left_out = tuple(left_out)
        with self.prevent(TextArea.Changed):
            self.kept.show_text(text)
            left = self.query_one("#left-out", NoteArea)
            left.show_text("\n\n".join(part.text for part in self._left_out))
            left.read_only = True
        if not self.is_filled:
            self.remove_class("-open")
        self.show()

    def toggle(self) -> None:
        """Open, or fold."""
        if self.is_filled:
            self.toggle_class("-open")
            self.show()

    def take_along(self) -> bool:
        """Keep what was left out too; whether there was anything."""
        if not self._left_out:
            return False
        whole = "\n\n".join(part for part in (self.text, *(part.text for part in self._left_out)) if part)
        self.put(whole)
        return True

    def show(self) -> None:
        """Say how much there is."""
        self.set_class(self.is_filled, "-filled")
        self.set_class(bool(self._left_out), "-left-out")
        lines = len(self.text.split("\n")) if self.text.strip() else 0
        count = ngettext("+{n} line", "+{n} lines", lines).format(n=lines) if lines else ""
        counts: dict[str, int] = {}
        for part in self._left_out:
            counts[part.role.label] = counts.get(part.role.label, 0) + part.lines
        total = sum(counts.values())
        parts = ", ".join(f"{name} {many}" for name, many in counts.items())
        left = ngettext("left out +{n} line: {parts}", "left out +{n} lines: {parts}", total).format(n=total, parts=parts) if total else ""
        fold = _("f6 folds") if self.is_open else _("f6 opens")
        self.query_one(FoldLine).show("   ".join(part for part in (count, "" if self.is_open else left) if part), fold)
        self.query_one("#left-line", FoldLine).show("── " + _("not saved, {left}").format(left=left), _("f3 takes it along"))
