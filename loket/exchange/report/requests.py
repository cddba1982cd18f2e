"""The chapter on what institutions ask for: how much, about what, and what is in the way, theme by theme."""

from __future__ import annotations

from collections.abc import Iterator

from loket.exchange.documents.model import Paragraph
from loket.exchange.report.material import NOTHING, Material
from loket.exchange.report.model import Part
from loket.exchange.report.parts import bars, heading, months, note, paragraph, table, text
from loket.exchange.report.saying import counted, figure, in_a_row
from loket.insight.disclosure.shown_figures import ShownCount
from loket.insight.examples import ReleasedExample
from loket.language import _, ngettext
from loket.language.formats import number, written_date

_BY_OBSTACLE = ("requests_by_obstacle", "signals_by_obstacle")


def requests(material: Material) -> Iterator[Part]:
    """The chapter."""
    yield paragraph(material, "requests_received", "institutions_supported", "requests_closed", "requests_open")
    yield paragraph(material, "request_lead_time", "requests_overdue")
    if material.count("requests_received").value != 0:
        yield paragraph(material, "requests_with_outcome_info")
    yield months(material)
    if material.count("requests_received").value == 0:
        return
    yield heading(_("By theme"))
    yield bars(material, _("Requests received, by theme"), "requests_by_theme")
    yield note(_("A request with two themes counts under both, so the themes add up to more than there are requests."))
    yield heading(_("Who asks, and how the question came"))
    yield bars(material, _("Requests received, by kind of institution"), "requests_by_kind")
    yield bars(material, _("Requests received, by audience"), "requests_by_audience")
    yield bars(material, _("Requests received, by source"), "requests_by_source")
    for theme in material.themes:
        yield from _theme(material, theme)


def _theme(material: Material, theme: int) -> Iterator[Part]:
    yield heading(_("Theme {theme}").format(theme=material.theme(theme)))
    asked, heard = _of_theme(material, "requests_by_theme", theme), _of_theme(material, "signals_by_theme", theme)
    told = counted(
        asked,
        lambda n: ngettext("{count} request was about this theme.", "{count} requests were about this theme.", n),
        _("No request was about this theme."),
        _("Requests about this theme"),
    )
    also = counted(
        heard,
        lambda n: ngettext("{count} signal was about it.", "{count} signals were about it.", n),
        _("No signal was about it."),
        _("Signals about this theme"),
    )
    yield text(
        f"{told[:1].upper()}{told[1:]} {also[:1].upper()}{also[1:]}",
        material.behind("requests_by_theme", str(theme)) + material.behind("signals_by_theme", str(theme)),
    )
    yield from _obstacles(material, theme)
    for example in material.examples:
        if example.theme == theme:
            yield from _example(material, example)


def _of_theme(material: Material, name: str, theme: int) -> ShownCount:
    return next((row.count for row in material.rows(name) if row.key == str(theme)), NOTHING)


def _obstacles(material: Material, theme: int) -> Iterator[Part]:
    """The obstacles of a theme that were named, with their numbers as far as one is shown; the others by name only."""
    asked = {row.key: row.count for row in material.rows("requests_by_obstacle")}
    heard = {row.key: row.count for row in material.rows("signals_by_obstacle")}
    counts = {name: (asked.get(name, NOTHING), heard.get(name, NOTHING)) for name in material.obstacles.get(theme, ())}
    told = [name for name, both in counts.items() if any(count.value for count in both)]
    others = [name for name, both in counts.items() if name not in told and any(count.value is None for count in both)]
    if told:
        rows = [(name, *map(figure, counts[name])) for name in told]
        records = [one for name in told for by in _BY_OBSTACLE for one in material.behind(by, name)]
        yield table(_("Obstacles that were named"), (_("Obstacle"), _("Requests"), _("Signals")), rows, records)
    if others:
        named = _("Also named: {obstacles}.") if told else _("Named as an obstacle: {obstacles}.")
        yield note(named.format(obstacles=in_a_row(others)) + " " + _("Their numbers are too small to show."))


def _example(material: Material, example: ReleasedExample) -> Iterator[Part]:
    yield Part(Paragraph(f"“{example.text}”", "quote"))
    if material.internal:
        released = _("Released by {name} on {day}.")
        yield note(released.format(name=example.released_by or "?", day=written_date(example.released_on)))


def warnings(material: Material) -> tuple[str, ...]:
    """What the writer should know: examples that could still be released."""
    if not material.waiting:
        return ()
    told = ngettext("{count} example has not been released.", "{count} examples have not been released.", material.waiting)
    return (told.format(count=number(material.waiting)),)
