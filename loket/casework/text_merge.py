"""Two versions of one text: what each changed of it line by line, and both together. Pure: loads no database code."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher, ndiff


def changed_lines(was: str, became: str) -> Iterator[tuple[str, str]]:
    """The lines of both texts in order: a sign (`+` new, `-` gone, a blank for what stayed) and the line."""
    for line in ndiff(was.splitlines(), became.splitlines()):
        if line[0] != "?":
            yield line[0], line[2:]


def merged(was: str, theirs: str, mine: str) -> str:
    """Both versions in one: what either added is there, theirs first; what either took out is gone, what either reworded is there twice.

    A line that both went on with goes on with both: `Q2.` becomes `Q2. Pilot in maart. Vraagt om voorbeeld.`
    """
    base = was.splitlines()
    new_theirs, gone_theirs = _edits(base, theirs.splitlines())
    new_mine, gone_mine = _edits(base, mine.splitlines())
    lines: list[str] = []
    for place in range(len(base) + 1):
        added, own = new_theirs.get(place, []), new_mine.get(place, [])
        before = base[place] if place in gone_theirs & gone_mine else ""
        if before and len(added) == 1 == len(own) and added != own and added[0].startswith(before) and own[0].startswith(before):
            lines.append(f"{added[0].rstrip()} {own[0][len(before) :].strip()}")
        else:
            lines += [*added, *(line for line in own if line not in added)]
        if place < len(base) and place not in gone_theirs | gone_mine:
            lines.append(base[place])
    return "\n".join(lines)


def _edits(base: list[str], text: list[str]) -> tuple[dict[int, list[str]], set[int]]:
    """The lines that came before each place of `base`, and the places whose lines went."""
    new: dict[int, list[str]] = {}
    gone: set[int] = set()
    for what, start, end, first, last in SequenceMatcher(a=base, b=text, autojunk=False).get_opcodes():
        if what != "equal":
            gone.update(range(start, end))
            if first < last:
                new[start] = text[first:last]
    return new, gone
