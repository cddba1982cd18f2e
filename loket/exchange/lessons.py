"""The lessons learned as a document: the start of the loket's blueprints. It leaves the house, so it names nobody that loket knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loket.exchange.documents.document import Block, Contents, Document, Heading, Paragraph, Table
from loket.insight.lessons import HelpfulOffering, ThemeLessons, lessons_by_theme
from loket.insight.shareable import known_names
from loket.language import _, current_language, label, ngettext
from loket.language.formats import number, written_date
from loket.language.known_names import TAKEN_OUT, KnownNames
from loket.models.errors import Refused
from loket.store.database import Store

_FEWEST_FOR_PERCENTAGE = 5


@dataclass(frozen=True, slots=True)
class Written:
    """A document, how many lessons it holds, and how many names were taken out of them."""

    document: Document
    lessons: int
    taken_out: int


def lessons_document(store: Store, theme: int | None = None) -> Written:
    """The lessons by theme, or those of one theme."""
    names = known_names(store)
    with store.read_outside() as reader:
        if theme is not None and reader.value("SELECT 1 FROM theme WHERE id = :id", id=theme) is None:
            raise Refused(_("There is no theme {number}.").format(number=theme))
        themes = lessons_by_theme(reader, store.today, theme)
    many = sum(len(one.lessons) for one in themes)
    parts = [block for one in themes for block in _theme(one, names)]
    document = Document(
        _("Lessons learned"),
        (*_head(many, names.taken_out, len(themes)), *parts),
        subtitle=_("For the blueprints of the UZ-loket · {day}").format(day=written_date(store.today)),
        on=store.today,
        lang=current_language(),
    )
    return Written(document, many, names.taken_out)


def _head(lessons: int, taken_out: int, themes: int) -> Iterator[Block]:
    told = ngettext("{count} lesson that advisors wrote down.", "{count} lessons that advisors wrote down.", lessons)
    yield Paragraph(told.format(count=number(lessons)), "lead")
    careful = _(
        "Lessons are free text: an advisor must read this document through before it leaves the house. Confidential lessons, "
        "and those of confidential records, are not in it."
    )
    yield Paragraph(careful, "note")
    if taken_out:
        found = ngettext(
            "{count} name of an institution or person was replaced by {sign}.",
            "{count} names of institutions or persons were replaced by {sign}.",
            taken_out,
        )
        yield Paragraph(found.format(count=taken_out, sign=TAKEN_OUT) + " " + _("Names that loket does not know are still there."), "note")
    if themes > 1:
        yield Contents(_("Themes"), 1)


def _theme(found: ThemeLessons, names: KnownNames) -> Iterator[Block]:
    yield Heading(f"{found.theme} {found.label}" if found.theme is not None else _("Without theme"))
    if found.lessons:
        many = ngettext("{count} lesson", "{count} lessons", len(found.lessons)).format(count=len(found.lessons))
        where = ngettext("{count} institution", "{count} institutions", found.institutions).format(count=found.institutions)
        yield Paragraph(_("{lessons}, learned at {institutions}.").format(lessons=many, institutions=where))
        header = (_("Lesson"), _("Kind of institution"), _("Outcome information"), _("Learned from"))
        told: list[tuple[str, ...]] = []
        for one in found.lessons:
            kind = label(one.institution_kind) if one.institution_kind else "–"
            outcome = label(one.outcome_info) if one.outcome_info else "–"
            told.append((names.without(one.text), kind, outcome, label(one.on_kind)))
        yield Table(header, tuple(told), first_is_name=False)
    else:
        yield Paragraph(_("No lessons were written down under this theme yet."))
    if found.obstacles:
        yield Heading(_("Obstacles that were named"), 2)
        rows = tuple((one.label, one.requests, one.signals) for one in found.obstacles)
        yield Table((_("Obstacle"), _("Requests"), _("Signals")), rows)
    if found.offerings:
        yield Heading(_("What helped"), 2)
        columns = (_("Offering"), _("Provider"), _("Referred"), _("Used"), _("Helped"), _("Unknown"))
        yield Table(columns, tuple(_offering(one) for one in found.offerings), ("left", "left", "right", "right", "right", "right"))
        yield Paragraph(_("Helped: yes or partly, of the used ones of which it is known."), "note")


def _offering(one: HelpfulOffering) -> tuple[str, str, int, int, str, int]:
    share = f"{one.helped}/{one.known}" if one.known else "–/0"
    if one.known >= _FEWEST_FOR_PERCENTAGE:
        share += f" {(200 * one.helped + one.known) // (2 * one.known)}%"
    return one.title, one.provider, one.referred, one.used, share, one.used - one.known
