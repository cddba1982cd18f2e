"""A question to the database: period, filters and round, and the named relations that every figure's SQL is made of.

A template names relations in braces, `FROM {open_requests} x`; `Question.sql` puts those that it needs in front as a
WITH clause, narrowed by the question's filters. The same template therefore serves a figure, its records and a breakdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from loket.insight.figures.filters import Filters
from loket.insight.figures.offering_fit import FITS_A_WANT, WANTS
from loket.insight.figures.period import Period
from loket.language import _
from loket.models.errors import FieldError, Refused
from loket.models.words import OutcomeInfo
from loket.store.dialect import Dialect
from loket.store.reader import Reader

# PostgreSQL would reckon these relations anew for every row that asks for them.
_REUSED = frozenset({"fitting_wants"})
_PLACE = re.compile(r"\{(\w+)\}")
ANONYMISED = date(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Round:
    """The WensenScan round that a question is about."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, ready to be put into SQL."""

    period: Period
    filters: Filters
    round: Round | None
    dialect: Dialect
    advisor_id: int = 0

    @classmethod
    def resolve(cls, reader: Reader, period: Period, filters: Filters) -> Question:
        """The question with its round and advisor looked up. Raises Refused for a round, theme or advisor that is not there."""
        if filters.theme is not None and not reader.value("SELECT 1 FROM theme WHERE id = :theme", theme=filters.theme):
            raise Refused(errors=[FieldError("theme", _("There is no theme {number}.").format(number=filters.theme))])
        found = _named_round(reader, filters.round) if filters.round else _latest_round(reader, period.end)
        number, name = _advisor(reader, filters.advisor)
        filters = replace(filters, advisor=name, epd_vendor=_vendor(reader, filters.epd_vendor))
        return cls(period, filters, found, reader.dialect, number)

    @property
    def parameters(self) -> dict[str, Any]:
        """The values of the named parameters that templates may use."""
        filters = self.filters
        return {
            "start": self.period.start,
            "end": self.period.end,
            "round": self.round.id if self.round else 0,
            "anonymised": ANONYMISED,
            "kind": filters.kind and filters.kind.value,
            "umbrella": filters.umbrella and filters.umbrella.value,
            "province": filters.province and filters.province.value,
            "theme": filters.theme,
            "epd_vendor": filters.epd_vendor,
            "audience": filters.audience and filters.audience.value,
            "advisor": self.advisor_id,
        }

    def sql(self, template: str) -> str:
        """The template as a statement, with the relations that it names in front."""
        relations: dict[str, str] = {}
        statement = self._filled(template, relations)
        named = ", ".join(f"{name} AS {'MATERIALIZED ' if name in _REUSED else ''}({body})" for name, body in relations.items())
        return f"WITH {named} {statement}" if named else statement

    def _filled(self, template: str, relations: dict[str, str]) -> str:
        for name in _PLACE.findall(template):
            if name not in relations:
                body = self._filled(RELATIONS[name](self), relations)
                relations[name] = body
        return _PLACE.sub(r"\1", template)


def _advisor(reader: Reader, name: str | None) -> tuple[int, str | None]:
    """The number and the name of the advisor that is asked for; 0 for nobody."""
    if name is None:
        return 0, None
    known = {found: int(number) for number, found in reader.rows("SELECT id, name FROM advisor ORDER BY name")}
    found = _known(name, known)
    if found is None:
        message = _("There is no advisor “{name}”. Known advisors: {names}.")
        raise Refused(errors=[FieldError("advisor", message.format(name=name, names=", ".join(known) or _("none")))])
    return known[found], found


def _vendor(reader: Reader, name: str | None) -> str | None:
    """The EPD vendor that is asked for, written as it is in the database."""
    if name is None:
        return None
    known = [found for (found,) in reader.rows("SELECT DISTINCT epd_vendor FROM institution WHERE epd_vendor <> '' ORDER BY epd_vendor")]
    found = _known(name, known)
    if found is None:
        message = _("No institution has EPD vendor “{name}”. Known vendors: {names}.")
        raise Refused(errors=[FieldError("epd_vendor", message.format(name=name, names=", ".join(known) or _("none")))])
    return found


def _known(asked: str, names: Iterable[str]) -> str | None:
    """The name that is asked for, in whatever case; exactly that one where names differ in case only."""
    same = [name for name in names if name.casefold() == asked.strip().casefold()]
    return asked.strip() if asked.strip() in same else next(iter(same), None)


def _effective_date(dialect: Dialect) -> str:
    """The day that a response counts at: the round's closing date for one that the survey tool made anonymous."""
    return "CASE WHEN w.submitted_on = :anonymised AND o.closed_on IS NOT NULL THEN o.closed_on ELSE w.submitted_on END"


def _latest_round(reader: Reader, end: date) -> Round | None:
    day = _effective_date(reader.dialect)
    found = reader.rows(
        f"""SELECT id, name, first_on FROM (
                SELECT o.id AS id, o.name AS name, min({day}) AS first_on
                FROM wensenscan_response w JOIN wensenscan_round o ON o.id = w.round_id GROUP BY o.id, o.name
            ) first WHERE first_on <= :end""",
        end=end,
        anonymised=ANONYMISED,
    )
    if not found:
        return None
    latest = max(found, key=lambda row: (row[2], row[1]))
    return Round(latest[0], latest[1])


def _named_round(reader: Reader, name: str) -> Round:
    known = [Round(*row) for row in reader.rows("SELECT id, name FROM wensenscan_round ORDER BY id")]
    wanted = name.strip().casefold()
    for found in known:
        if found.name.casefold() == wanted:
            return found
    names = ", ".join(found.name for found in known) or _("none")
    message = _("There is no round “{name}”. Known rounds: {names}.").format(name=name, names=names)
    raise Refused(errors=[FieldError("round", message)])


# -- the relations ------------------------------------------------------------------------------------------------------


def _all_of(*conditions: str) -> str:
    return " AND ".join(conditions) or "1 = 1"


def _of_institution(question: Question, column: str) -> list[str]:
    """The condition that narrows a record to the asked institutions; what has none is in no narrowed figure."""
    return [f"{column} IN (SELECT id FROM {{institutions}})"] if question.filters.by_institution else []


def _institutions(question: Question) -> str:
    wanted = [f"{name} = :{name}" for name in ("kind", "umbrella", "province", "epd_vendor") if getattr(question.filters, name)]
    return f"SELECT * FROM institution WHERE {_all_of(*wanted)}"


def _active_institutions(question: Question) -> str:
    return "SELECT * FROM {institutions} WHERE active AND merged_into_id IS NULL"


def _population(question: Question) -> str:
    return "SELECT i.* FROM {institutions} i JOIN round_population p ON p.institution_id = i.id WHERE p.round_id = :round"


def _responses(question: Question) -> str:
    """Responses of active institutions in the round, up to the last day, with what breaks a tie on one day."""
    audiences = "CASE w.audience WHEN 'policy_quality' THEN 1 WHEN 'professionals' THEN 2 WHEN 'patients' THEN 3 "
    collate = 'COLLATE "C"' if question.dialect.is_postgresql else "COLLATE BINARY"
    # Survey tools number their responses: 10 comes after 9. Our own keys are no survey's and come first.
    survey_id = "CASE WHEN w.sleutel LIKE 'loket-%' THEN '' ELSE w.sleutel END"
    day = _effective_date(question.dialect)
    of_audience = "w.audience = :audience" if question.filters.audience else "1 = 1"
    return f"""SELECT w.id AS id, w.institution_id AS institution_id, w.audience AS audience, w.sdm_scope AS sdm_scope,
            w.uses_outcome_info AS uses_outcome_info, {day} AS counts_on, length({survey_id}) AS key_length,
            {survey_id} {collate} AS survey_key, {audiences} WHEN 'board' THEN 4 WHEN 'it' THEN 5 ELSE 6 END AS turn
        FROM wensenscan_response w JOIN wensenscan_round o ON o.id = w.round_id
        WHERE w.round_id = :round AND {day} <= :end AND {of_audience}
        AND w.institution_id IN (SELECT id FROM {{active_institutions}})"""


def _responding(question: Question) -> str:
    return """SELECT i.*, r.first_on AS first_on FROM {active_institutions} i JOIN (
            SELECT institution_id, min(counts_on) AS first_on FROM {responses} GROUP BY institution_id
        ) r ON r.institution_id = i.id"""


def _invited_or_responding(question: Question) -> str:
    return """SELECT i.*, (SELECT 1 FROM {population} p WHERE p.id = i.id) AS invited,
            (SELECT 1 FROM {responding} r WHERE r.id = i.id) AS responded
        FROM {institutions} i
        WHERE i.id IN (SELECT id FROM {population}) OR i.id IN (SELECT id FROM {responding})"""


def _known_answers(column: str) -> Callable[[Question], str]:
    """Each audience's latest known answer to one question of the survey."""

    def relation(question: Question) -> str:
        return f"""SELECT * FROM (
                SELECT institution_id, audience, turn, counts_on, {column} AS answer, row_number() OVER (
                    PARTITION BY institution_id, audience
                    ORDER BY counts_on DESC, key_length DESC, survey_key DESC, id DESC) AS nth
                FROM {{responses}} WHERE {column} IS NOT NULL
            ) ranked WHERE nth = 1"""

    return relation


def _answers(known: str) -> Callable[[Question], str]:
    """Each institution's answer: that of policy & quality, else the latest of any audience."""

    def relation(question: Question) -> str:
        return f"""SELECT institution_id AS id, answer FROM (
                SELECT institution_id, answer, row_number() OVER (
                    PARTITION BY institution_id
                    ORDER BY CASE WHEN turn = 1 THEN 1 ELSE 2 END, counts_on DESC, turn) AS nth
                FROM {{{known}}}
            ) ranked WHERE nth = 1"""

    return relation


def _contradictions(known: str) -> Callable[[Question], str]:
    """The institutions whose audiences answer differently."""

    def relation(question: Question) -> str:
        return f"SELECT institution_id AS id FROM {{{known}}} GROUP BY institution_id HAVING count(DISTINCT answer) > 1"

    return relation


# Who asks for requests with outcome information wants those that are for both as well.
_ABOUT = {
    OutcomeInfo.WITH: "r.outcome_info IN ('with', 'both')",
    OutcomeInfo.WITHOUT: "r.outcome_info IN ('without', 'both')",
    OutcomeInfo.BOTH: "r.outcome_info = 'both'",
    OutcomeInfo.NOT_APPLICABLE: "r.outcome_info = 'not_applicable'",
}


def _requests(question: Question) -> str:
    theme = "EXISTS (SELECT 1 FROM request_theme t WHERE t.request_id = r.id AND t.theme_id = :theme)"
    filters = question.filters
    wanted = _of_institution(question, "r.institution_id") + ([theme] if filters.theme else [])
    wanted += ["r.audience = :audience"] if filters.audience else []
    wanted += ["r.advisor_id = :advisor"] if filters.advisor else []
    wanted += [_ABOUT[filters.outcome_info]] if filters.outcome_info else []
    return f"SELECT r.* FROM support_request r WHERE {_all_of(*wanted)}"


def _open_requests(question: Question) -> str:
    # NOT …: nearly all requests came before; SQLite would walk the index of their days, six times slower than the table.
    return """SELECT * FROM {requests}
        WHERE NOT (received_on > :end) AND (state NOT IN ('resolved', 'dropped') OR closed_on > :end)"""


def _closed_requests(question: Question) -> str:
    return """SELECT * FROM {requests}
        WHERE state IN ('resolved', 'dropped') AND closed_on >= :start AND closed_on <= :end"""


def _resolved_requests(question: Question) -> str:
    days = question.dialect.days_between("received_on", "closed_on")
    return f"SELECT c.*, {days} AS days FROM {{closed_requests}} c WHERE state = 'resolved'"


def _referrals(question: Question) -> str:
    """Referrals follow their request; those without one their own institution or conversation, advisor, and the offering's themes.

    What has no request has no audience and no outcome information: it is in no figure that is narrowed to one.
    """
    filters = question.filters
    own: list[str] = ["f.request_id IS NULL"]
    if filters.by_institution:
        at = "SELECT conversation_id FROM conversation_institution WHERE institution_id IN (SELECT id FROM {institutions})"
        own.append(f"(f.institution_id IN (SELECT id FROM {{institutions}}) OR f.conversation_id IN ({at}))")
    if filters.theme:
        own.append("EXISTS (SELECT 1 FROM offering_theme t WHERE t.offering_id = f.offering_id AND t.theme_id = :theme)")
    if filters.advisor:
        own.append("f.advisor_id = :advisor")
    if filters.audience or filters.outcome_info:
        own.append("1 = 0")
    if len(own) == 1:
        return "SELECT f.* FROM referral f"
    return f"SELECT f.* FROM referral f WHERE f.request_id IN (SELECT id FROM {{requests}}) OR ({_all_of(*own)})"


def _signals(question: Question) -> str:
    wanted = _of_institution(question, "s.institution_id") + (["s.theme_id = :theme"] if question.filters.theme else [])
    wanted += ["s.advisor_id = :advisor"] if question.filters.advisor else []
    return f"SELECT s.* FROM signal s WHERE {_all_of(*wanted)}"


def _trends(question: Question) -> str:
    return f"SELECT t.* FROM trend t WHERE {'t.theme_id = :theme' if question.filters.theme else '1 = 1'}"


def _sessions(question: Question) -> str:
    theme = "EXISTS (SELECT 1 FROM session_theme t WHERE t.session_id = l.id AND t.theme_id = :theme)"
    wanted = _of_institution(question, "l.institution_id") + ([theme] if question.filters.theme else [])
    wanted += ["l.audience = :audience"] if question.filters.audience else []
    return f"SELECT l.* FROM learning_session l WHERE {_all_of(*wanted)}"


def _conversations(question: Question) -> str:
    at = "EXISTS (SELECT 1 FROM conversation_institution ci WHERE ci.conversation_id = c.id AND {condition})"
    wanted = [at.replace("{condition}", condition) for condition in _of_institution(question, "ci.institution_id")]
    if question.filters.advisor:
        wanted.append("EXISTS (SELECT 1 FROM conversation_advisor ca WHERE ca.conversation_id = c.id AND ca.advisor_id = :advisor)")
    return f"SELECT c.* FROM conversation c WHERE {_all_of(*wanted)}"


def _open_follow_ups(question: Question) -> str:
    wanted = ["f.state = 'open'", *_of_institution(question, "f.institution_id")]
    return f"SELECT f.* FROM follow_up f WHERE {_all_of(*wanted)}"


def _plain(sql: str) -> Callable[[Question], str]:
    """A relation that is the same whatever is asked."""
    return lambda question: sql


RELATIONS: dict[str, Callable[[Question], str]] = {
    "institutions": _institutions,
    "active_institutions": _active_institutions,
    "population": _population,
    "responses": _responses,
    "responding": _responding,
    "invited_or_responding": _invited_or_responding,
    "followed_up": _plain(
        """SELECT x.* FROM {responding} x WHERE EXISTS (
            SELECT 1 FROM conversation v JOIN conversation_institution vi ON vi.conversation_id = v.id
            WHERE vi.institution_id = x.id AND v.state = 'held' AND v.kind = 'wensenscan'
            AND v.held_at >= x.first_on AND v.held_at <= :end)"""
    ),
    "asked_help": _plain(
        """SELECT x.* FROM {followed_up} x WHERE EXISTS (
            SELECT 1 FROM support_request r
            WHERE r.institution_id = x.id AND r.received_on >= x.first_on AND r.received_on <= :end)"""
    ),
    "got_referred": _plain(
        """SELECT x.* FROM {asked_help} x WHERE EXISTS (
            SELECT 1 FROM support_request r WHERE r.institution_id = x.id AND r.received_on >= x.first_on
            AND r.received_on <= :end AND r.id IN (SELECT request_id FROM {referred}))"""
    ),
    "was_helped": _plain(
        """SELECT x.* FROM {got_referred} x WHERE EXISTS (
            SELECT 1 FROM support_request r JOIN referral f ON f.request_id = r.id
            WHERE r.institution_id = x.id AND r.received_on >= x.first_on AND r.received_on <= :end
            AND f.referred_on <= :end AND f.state = 'used' AND f.helped IN ('yes', 'partly'))"""
    ),
    "sdm_known": _known_answers("sdm_scope"),
    "sdm_answers": _answers("sdm_known"),
    "sdm_contradictions": _contradictions("sdm_known"),
    "info_known": _known_answers("uses_outcome_info"),
    "info_answers": _answers("info_known"),
    "info_contradictions": _contradictions("info_known"),
    "requests": _requests,
    "received_requests": _plain("SELECT * FROM {requests} WHERE received_on >= :start AND received_on <= :end"),
    "open_requests": _open_requests,
    "fitting_wants": _plain(
        f"""SELECT theme_id, coalesce(audience, '') AS audience, coalesce(outcome_info, '') AS outcome_info
            FROM ({WANTS}) x WHERE EXISTS (SELECT 1 FROM offering o WHERE {FITS_A_WANT})"""
    ),
    "closed_requests": _closed_requests,
    "resolved_requests": _resolved_requests,
    "referred": _plain("SELECT request_id FROM referral WHERE request_id IS NOT NULL AND referred_on <= :end"),
    "referrals": _referrals,
    "checked_referrals": _plain("SELECT * FROM {referrals} WHERE check_back_on >= :start AND check_back_on <= :end"),
    "signals": _signals,
    "recorded_signals": _plain("SELECT * FROM {signals} WHERE recorded_on >= :start AND recorded_on <= :end"),
    "trends": _trends,
    "sessions": _sessions,
    "conversations": _conversations,
    "open_follow_ups": _open_follow_ups,
    "held_conversations": _plain("SELECT * FROM {conversations} WHERE state = 'held' AND held_at >= :start AND held_at <= :end"),
}
