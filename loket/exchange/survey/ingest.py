"""Survey files on their way into the database: what a person said of their names, made canonical before planning, kept after writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import col, select

from loket.exchange.bulk_writer import Writer
from loket.exchange.canonical import INSTITUTIONS, TableSpec
from loket.exchange.import_plan import Outcome, TablePlan
from loket.exchange.name_index import NameIndexes, fold
from loket.exchange.source_tables import SourceTable
from loket.exchange.survey.mapping_binding import bind
from loket.exchange.survey.mapping_store import remember_mapping
from loket.exchange.survey.survey_file import SurveyFile, in_format
from loket.exchange.survey.survey_mapping import SurveyMapping
from loket.exchange.survey.survey_translation import SurveySummary, Translated, Translator, translate
from loket.language import _, ngettext
from loket.language.safe_text import LINE_LIMIT, clean_line
from loket.models.errors import Refused
from loket.models.institutions import Institution, InstitutionAlias
from loket.models.rounds import WensenscanResponse, WensenscanRound


@dataclass(frozen=True, slots=True)
class NewInstitution:
    """The name belongs to an institution that is not there yet."""

    name: str


class LeftOut(Enum):
    """The name belongs to no institution: its responses are left out."""

    LEFT_OUT = "left_out"


LEFT_OUT = LeftOut.LEFT_OUT
Choice = int | NewInstitution | LeftOut
"""An institution's number, a new institution, or LEFT_OUT."""


@dataclass(slots=True)
class ResolvedChoices:
    """What came of the choices: `aliases` are the names to remember with the institution that each means."""

    skipped: frozenset[str] = frozenset()
    aliases: dict[str, int] = field(default_factory=dict)

    def skips(self, name: str) -> bool:
        """Whether the responses of this institution are left out."""
        return fold(name) in self.skipped


def new_institutions(choices: Mapping[str, Choice], path: Path) -> list[tuple[TableSpec, SourceTable]]:
    """The institutions that are to be made, as a canonical table: it is checked like any other."""
    names: dict[str, dict[str, None]] = {}
    for name, choice in choices.items():
        if isinstance(choice, NewInstitution):
            others = names.setdefault(choice.name, {})
            if fold(name) != fold(choice.name) and _can_be_alias(name):
                others[name] = None
    if not names:
        return []
    rows = [(name, "|".join(others)) for name, others in names.items()]
    numbers = list(range(1, len(rows) + 1))
    return [(INSTITUTIONS, SourceTable(path, "", ("naam", "aliassen"), list(rows), numbers, _("as chosen"), ""))]


def _can_be_alias(name: str) -> bool:
    """Whether a name can be remembered: canonical tables have `|` between aliases, and no control characters in them."""
    return "|" not in name and len(name) <= LINE_LIMIT and clean_line(name).text == name.strip()


def resolve_choices(choices: Mapping[str, Choice], indexes: NameIndexes) -> ResolvedChoices:
    """Let each name mean what was chosen. One that belongs to nobody becomes an alias; one that several share cannot be remembered."""
    institutions = indexes.institutions
    resolved = ResolvedChoices(frozenset(fold(name) for name, choice in choices.items() if choice is LEFT_OUT))
    for name, choice in choices.items():
        if isinstance(choice, int):
            if not institutions.owners(name) and _can_be_alias(name):
                resolved.aliases[name] = choice
            institutions.choose(name, choice)
    return resolved


@dataclass(slots=True)
class SurveyIngest:
    """The survey files of one import: made canonical, with the choices that a person made."""

    sources: list[tuple[SurveyFile, SurveyMapping]]
    resolved: ResolvedChoices = field(default_factory=ResolvedChoices)
    translated: list[Translated] = field(default_factory=list)

    @property
    def summaries(self) -> tuple[SurveySummary, ...]:
        """What each file held."""
        return tuple(one.summary for one in self.translated)

    @property
    def warnings(self) -> list[str]:
        """What deserves attention in them."""
        return [warning for one in self.translated for warning in one.warnings]

    def aliases(self) -> dict[str, int]:
        """The names to remember: those that were chosen and that a response bears."""
        borne = {fold(name) for one in self.translated for name in one.names}
        return {name: number for name, number in self.resolved.aliases.items() if fold(name) in borne}


def make_canonical(connection: Connection, ingest: SurveyIngest, indexes: NameIndexes, round_name: str | None) -> None:
    """Make a canonical table of each file; raises Refused, for all files at once, when a mapping does not go with its file."""
    own_round = col(WensenscanRound.id) == col(WensenscanResponse.round_id)
    keys = select(col(WensenscanResponse.sleutel), col(WensenscanRound.name)).join(WensenscanRound, own_round)
    taken = {key: fold(name) for key, name in connection.execute(keys)}
    faults = []
    for survey, mapping in ingest.sources:
        try:
            read = in_format(survey, mapping.format)
            translator = Translator(bind(read, mapping, indexes), indexes, round_name)
            ingest.translated.append(translate(translator, taken, ingest.resolved.skips))
        except Refused as refusal:
            faults.append(str(refusal))
    if faults:
        raise Refused("\n".join(faults))


def refuse_other_surveys(plan: TablePlan, indexes: NameIndexes) -> None:
    """Every survey numbers its responses from 1: what one round knows must not become another survey's response of the same number.

    It is another when two of who, for whom and when differ, unless the answers stand there exactly as they were read before.
    """
    for row in plan.of(Outcome.CHANGED, Outcome.CONFLICT):
        before = plan.current[row.number]
        differs = [header for header in ("instelling", "doelgroep", "ingevuld_op") if header in row.changes and before[header] is not None]
        whose = before["instelling"]
        if row.source.original is not None and row.raw is not None and len(differs) > 1 and isinstance(whose, int):
            why = _("this id is of a response of {institution} already; another round? --round; another survey? a prefix under [source]")
            row.blame("sleutel", why.format(institution=indexes.institutions.name(whose)))


def finish(writer: Writer, ingest: SurveyIngest) -> list[str]:
    """Write the aliases, the closing dates and the mappings; gives what is still to be said."""
    aliases = [{"institution_id": number, "alias": name, "former_until": None} for name, number in ingest.aliases().items()]
    if aliases:
        writer.insert(InstitutionAlias.sql_table(), aliases)
        # Whoever has one of these institutions open must not save its aliases without the new one.
        writer.update(Institution.sql_table(), {number: {} for number in ingest.aliases().values()})
    for survey, mapping in ingest.sources:
        remember_mapping(writer.tx, survey, mapping)
    return _closing_dates(writer, ingest)


def _closing_dates(writer: Writer, ingest: SurveyIngest) -> list[str]:
    """Give rounds that have none the closing date of their mapping; name those that need one for their anonymised dates."""
    warnings = []
    rounds = {fold(one.name): one for one in writer.tx.session.exec(select(WensenscanRound))}
    for (_survey, mapping), one in zip(ingest.sources, ingest.translated, strict=True):
        for name in one.summary.rounds:
            known, undated = rounds.get(fold(name)), one.summary.undated
            if known is not None and known.closed_on is None and mapping.closed_on is not None:
                known.closed_on = mapping.closed_on
                writer.tx.session.add(known)
                told = _("{round} closed on {day}, as {mapping} says")
                warnings.append(told.format(round=name, day=mapping.closed_on, mapping=mapping.name))
            elif (known is None or known.closed_on is None) and mapping.closed_on is None and undated:
                told = ngettext(
                    "{count} response has the anonymous date 1980-01-01; it will count at the closing date of {round}, which is not known: "
                    "write closed_on under [source] of the mapping",
                    "{count} responses have the anonymous date 1980-01-01; they will count at the closing date of {round}, which is not "
                    "known: write closed_on under [source] of the mapping",
                    undated,
                )
                warnings.append(told.format(count=undated, round=name))
    return warnings
