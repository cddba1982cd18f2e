"""The progress report: the same for the same moment, nothing small or personal in what may be shared, sentences that read well."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest

from loket.casework.examples import ExampleInput, write_example
from loket.casework.institution_merge import merge_institutions
from loket.casework.reports import keep_report
from loket.exchange.documents.document_files import Format, document_bytes
from loket.exchange.report.figure_sentences import counted, out_of, portion
from loket.exchange.report.progress_report import as_document, report, to_keep
from loket.exchange.report.report_comparison import definitions
from loket.exchange.report.report_model import CHAPTERS, Report, ReportAsked
from loket.insight.disclosure.shown_figures import ShownCount, ShownShare
from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.models.errors import Refused
from loket.models.institutions import Contact, Institution
from loket.models.requests import RequestTheme, SupportRequest
from loket.models.sessions import LearningSession
from loket.models.signals import Signal, Trend
from loket.models.words import InstitutionKind, OutcomeInfo, RecordKind, RequestState, SessionState, TrendState
from loket.store.as_of import PastStore, moment
from loket.store.database import Store

HALF = Period(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
LATER = Period(dt.date(2026, 7, 1), dt.date(2026, 10, 31))
DAY = dt.date(2026, 3, 2)
NAMES = ("Ziekenhuis", "Merenrand", "A. de Wit", "de Wit", "ilse", "Titel", "Vertrouwelijk plan")


@pytest.fixture
def desk(sqlite_store: Store) -> Store:
    """A desk at work."""
    return at_work(sqlite_store)


def at_work(store: Store) -> Store:
    """Eight institutions that each asked twice, three of them about theme 2; trends, a session."""
    with store.write("set up") as tx:

        def put(*rows: Any) -> None:
            for row in rows:
                tx.session.add(row)
                tx.session.flush()

        me = tx.advisor.id
        put(*(Institution(name=f"Ziekenhuis Merenrand {n}", kind=InstitutionKind.GENERAL) for n in range(1, 9)))
        put(Contact(institution_id=1, name="A. de Wit", email="wit@example.nl"))
        put(
            *(
                Trend(title=title, state=TrendState.RAISED, theme_id=4)
                for title in ("Koppelingen zijn duur", "Klacht van De Wit", "Te klein")
            )
        )
        put(Trend(title="Vertrouwelijk plan", state=TrendState.RAISED, confidential=True), Trend(title="Nog niet geagendeerd"))
        for n in range(1, 9):
            put(
                SupportRequest(title=f"Titel {n}", institution_id=n, advisor_id=me, received_on=DAY, outcome_info=OutcomeInfo.WITH,
                               state=RequestState.RESOLVED, closed_on=DAY + dt.timedelta(days=n)),
                SupportRequest(title=f"Titel {n} b", institution_id=n, received_on=DAY),
                *(Signal(description="Titel van Merenrand", institution_id=n, recorded_on=DAY, trend_id=trend, obstacle_id=8, theme_id=4)
                  for trend in (1, 2)),
            )  # fmt: skip
            put(*(RequestTheme(request_id=2 * n - back, theme_id=4) for back in (1, 0)))
        put(*(RequestTheme(request_id=number, theme_id=2) for number in (1, 3, 5)), Signal(institution_id=1, recorded_on=DAY, trend_id=3))
        put(LearningSession(institution_id=1, team="Titel", session_on=DAY, state=SessionState.HELD, participants=14))
    return store


def text_of(made: Report) -> str:
    return document_bytes(as_document(made), Format.MARKDOWN).decode()


def test_the_same_moment_gives_the_same_bytes_whatever_happens_after(store: Store) -> None:
    desk = at_work(store)
    write_example(desk, ExampleInput(on_kind=RecordKind.REQUEST, on_id=2, text="Men zoekt een koppeling."), release=True)
    first = report(desk, ReportAsked(HALF))
    forms = [Format.MARKDOWN] if store.address.is_postgresql else list(Format)
    before = [document_bytes(as_document(first), form) for form in forms]
    line = moment(desk, f"#{first.moment.seq}")
    inside = report(desk, ReportAsked(LATER, internal=True, moment=line))
    keep_report(desk, to_keep(first))
    merge_institutions(desk, 1, 2)
    with desk.write("correct") as tx:
        tx.session.delete(tx.session.get(LearningSession, 1))
        request = tx.session.get(SupportRequest, 1)
        assert request is not None
        request.received_on = dt.date(2025, 1, 1)
    assert [document_bytes(as_document(report(desk, ReportAsked(HALF, moment=line))), form) for form in forms] == before
    assert text_of(report(desk, ReportAsked(LATER, internal=True, moment=line))) == text_of(inside)
    assert text_of(report(desk, ReportAsked(HALF))) != text_of(first)


def test_what_may_be_shared_names_nobody_and_tells_nothing_small(desk: Store) -> None:
    write_example(desk, ExampleInput(on_kind=RecordKind.REQUEST, on_id=2, text="Men zoekt een koppeling."), release=True)
    write_example(desk, ExampleInput(on_kind=RecordKind.REQUEST, on_id=4, text="Dit gaf niemand vrij."))
    made = report(desk, ReportAsked(HALF))
    text = text_of(made)
    assert [name for name in NAMES if name.casefold() in text.casefold()] == []
    expected = (
        "Het loket ontving 16 ondersteuningsvragen. De vragen kwamen van alle 8 actieve instellingen (100%).",
        "Enkele (\\<5) vragen gingen over dit thema.",
        "| 2 Landelijk beleid | ░░░░░░░░░░░░░░░░░░░░ | \\<5 |",
        "| Koppelingen zijn duur | 4 Gebruik van uitkomstinformatie in de spreekkamer | geagendeerd | – |",
        "> “Men zoekt een koppeling.”",
        "Eerste halfjaar van 2026 · versie die gedeeld mag worden",
    )
    assert [part for part in expected if part not in text] == []
    # Not the moment it was made.
    written = re.sub(r"\d{1,2} \w+ \d{4} \d\d:\d\d", "", text.partition("## Bijlage")[0])
    for hidden in ("Dit gaf niemand vrij", "Te klein", "Nog niet geagendeerd", "14"):
        assert hidden not in written.replace("2014", "")
    assert made.warnings == ("Wat instellingen vragen: 1 voorbeeld is niet vrijgegeven.",)


def test_an_internal_report_hides_nothing_but_what_is_confidential(desk: Store) -> None:
    write_example(desk, ExampleInput(on_kind=RecordKind.REQUEST, on_id=2, text="Men zoekt een koppeling."), release=True)
    text = text_of(report(desk, ReportAsked(Period(dt.date(2026, 3, 1), dt.date(2026, 3, 31)), internal=True)))
    for part in (
        "3 vragen gingen over dit thema",
        "Te klein",
        "| 8 | 8 |",
        "Vrijgegeven door ilse",
        "1 mrt – 31 mrt 2026 · interne versie",
    ):
        assert part in text
    assert "Vertrouwelijk plan" not in text
    assert "\\<5" not in text


def test_every_number_leads_to_its_records(desk: Store) -> None:
    """The records behind a chapter's numbers can be read at the report's own moment."""
    made = report(desk, ReportAsked(HALF, internal=True))
    past = PastStore(desk, made.moment)
    with past.read() as reader:
        question = Question.resolve(reader, made.period, Filters())
        found = {chapter.id: [one.count(reader, question) for part in chapter.parts for one in part.behind] for chapter in made.chapters}
    past.close()
    assert found["requests"][0] == 16
    assert all(found[name] for name in CHAPTERS if name not in ("frontrunners", "comparison", "account", "institutions"))


def test_a_leads_own_words_open_their_chapter_and_are_looked_through_for_names(desk: Store) -> None:
    made = report(desk, ReportAsked(HALF, texts={"summary": "Eigen woorden.\n\nOver Ziekenhuis Merenrand 3.", "signals": " "}))
    text = text_of(made)
    assert "## Samenvatting\n\nEigen woorden.\n\nOver Ziekenhuis Merenrand 3.\n\nHet loket ontving" in text
    assert made.warnings == ("Samenvatting: In uw eigen tekst staat een naam die loket kent, terwijl deze versie gedeeld mag worden.",)
    assert made.texts == {"summary": "Eigen woorden.\n\nOver Ziekenhuis Merenrand 3."}


def test_the_next_report_compares_and_says_what_cannot_be_compared(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = report(desk, ReportAsked(Period(dt.date(2025, 7, 1), dt.date(2025, 12, 31))))
    keep_report(desk, to_keep(before))
    meanings = definitions()
    monkeypatch.setattr("loket.exchange.report.report_comparison.definitions", lambda: {**meanings, "requests_closed": "another meaning"})
    text = text_of(report(desk, ReportAsked(HALF)))
    assert "| Ontvangen vragen | 0 | 16 | \\+16 |" in text
    assert "| Afgesloten vragen \\* | 0 | 8 | – |" in text
    assert "(gemerkt met \\*): Afgesloten vragen." in text
    internal = report(desk, ReportAsked(LATER, internal=True))
    assert "De perioden zijn niet even lang (6 en 4 maanden)" in text_of(internal)
    keep_report(desk, to_keep(report(desk, ReportAsked(Period(DAY, DAY), internal=True))))
    assert text_of(report(desk, ReportAsked(Period(dt.date(2026, 1, 1), dt.date(2026, 6, 30))))).count("Vergeleken met rapportage 1") == 1


def test_what_an_internal_report_showed_is_not_told_in_one_that_may_be_shared(desk: Store) -> None:
    keep_report(desk, to_keep(report(desk, ReportAsked(Period(dt.date(2025, 10, 1), dt.date(2025, 11, 30)), internal=True))))
    text = text_of(report(desk, ReportAsked(HALF)))
    assert "Die rapportage was intern en niet over hele halfjaren" in text
    assert "Toen en nu" not in text


def test_an_empty_database_gives_a_report_that_says_so(sqlite_store: Store) -> None:
    text = text_of(report(sqlite_store, ReportAsked(HALF)))
    for part in (
        "Er zijn in deze periode geen ondersteuningsvragen ontvangen.",
        "Er is nog geen WensenScan met antwoorden",
        "Er zijn geen trends vastgelegd.",
        "In deze periode waren geen leersessies gepland.",
        "Er is geen eerdere rapportage vastgelegd",
        "Over 1 jan – 30 jun 2025 is niets vastgelegd",
    ):
        assert part in text
    assert not re.search(r"\b(None|nan|\{)\b", text)


@pytest.mark.parametrize("period", [Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31)), Period(dt.date(2026, 7, 1), dt.date(2026, 12, 31))])
def test_a_part_of_a_half_year_or_one_that_goes_on_is_refused(sqlite_store: Store, period: Period) -> None:
    with pytest.raises(Refused, match=r"Neem \d{4}-\d\d-\d\d tot en met"):
        report(sqlite_store, ReportAsked(period))


def _sentences() -> Iterator[tuple[tuple[ShownCount, ShownCount], str]]:
    yield (ShownCount(92), ShownCount(233)), "Ingevuld door 92 van de 233 instellingen (39%)."
    yield (ShownCount(8), ShownCount(8)), "Ingevuld door alle 8 instellingen (100%)."
    yield (ShownCount(0), ShownCount(8)), "Door geen van de 8."
    yield (ShownCount(0), ShownCount(0)), "Niemand gevraagd."
    yield (ShownCount(2), ShownCount(3)), "Ingevuld door 2 van de 3 instellingen."
    yield (ShownCount(1), ShownCount(1)), "Respons: 1 van 1."
    yield (ShownCount(None, "<5"), ShownCount(92)), "Ingevuld door enkele (<5) van de 92 instellingen."
    yield (ShownCount(None, "<5"), ShownCount(None, "<5")), "Respons: enkele (<5) van enkele (<5)."
    yield (ShownCount(None, "-"), ShownCount(92)), "Respons: niet getoond."
    yield (ShownCount(41), ShownCount(None, "-")), "Respons: 41; van hoeveel, is niet getoond."


@pytest.mark.parametrize(("share", "said"), list(_sentences()))
def test_a_part_of_a_whole_reads_well(share: tuple[ShownCount, ShownCount], said: str) -> None:
    told = ("Ingevuld door {share} instellingen{percentage}.", "Door geen van de {whole}.", "Niemand gevraagd.", "Respons")
    assert portion(ShownShare(*share, None, None), *told) == said
    assert "%" not in out_of(ShownShare(*share, None, None))


def test_a_count_reads_well() -> None:
    def told(count: ShownCount) -> str:
        return counted(count, lambda n: "{count} vraag" if n == 1 else "{count} vragen", "geen vraag", "Vragen")

    marks = (ShownCount(0), ShownCount(1), ShownCount(1204), ShownCount(None, "<5"), ShownCount(None, "-"))
    assert [told(one) for one in marks] == ["geen vraag", "1 vraag", "1.204 vragen", "enkele (<5) vragen", "Vragen: niet getoond."]
