"""Text on its way to the screen: one line, no control characters, cut to a width with an ellipsis."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from loket.language.safe_text import for_terminal

_BREAKS = re.compile(r"[\r\n\t\x0b\x0c\x85\u2028\u2029]+")
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def one_line(value: object) -> str:
    """`value` as one line that does nothing to the terminal: line ends become spaces, control characters go."""
    return _ACTING.sub("", for_terminal(_BREAKS.sub(" ", str(value))))


def paragraphs(value: object) -> str:
    """`value` as text of several lines that does nothing to the terminal."""
    lines = str(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(one_line(line) for line in lines)


def shorten(value: str, width: int) -> str:
    """`value` in at most `width` cells, ending in … when something was left out."""
    if cell_len(value) <= width:
        return value
    if width <= 0:
        return ""
    return set_cell_size(value, width - 1).rstrip() + "…"


def fit(value: str, width: int, align: str = "left") -> str:
    """`value` in exactly `width` cells."""
    text = shorten(value, width)
    gap = width - cell_len(text)
    if align == "right":
        return " " * gap + text
    return text + " " * gap


def content(value: object) -> Content:
    """`value` as content for a widget: shown as typed, never markup."""
    return Content(paragraphs(value))


class HarmlessLines(LineFilter):
    """Drops every character that would act on the terminal from every line of every widget."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without control characters and bidirectional overrides."""
        if not any(_ACTING.search(segment.text) for segment in segments if not segment.control):
            return segments
        return [segment if segment.control else Segment(_ACTING.sub("", segment.text), segment.style) for segment in segments]


def in_two(text: str, width: int) -> tuple[str, str]:
    """A heading in two lines of at most `width`, the lower one filled first."""
    if cell_len(text) <= width:
        return "", text
    head, _space, rest = text.partition(" ")
    if not rest:
        return "", fit(text, width).strip()
    while rest and cell_len(f"{head} {rest.partition(' ')[0]}") <= width:
        word, _space, rest = rest.partition(" ")
        head = f"{head} {word}"
    return fit(head, width).strip(), fit(rest, width).strip()
