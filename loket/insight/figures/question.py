"""A question to the database: period, filters and round, and the named relations that every figure's SQL is made of.

A template names relations in braces, `FROM {open_requests} x`; `Question.sql` puts those that it needs in front as a
WITH clause, narrowed by the question's filters. The same template therefore serves a figure, its records and a breakdown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from loket.insight.figures.filters import Filters, Narrowing
from loket.insight.figures.offering_fit import FITS_A_WANT, WANTS
from loket.insight.figures.period import Period
from loket.language import _
from loket.models.errors import FieldError, Refused
from loket.models.words import OutcomeInfo
from loket.store.reader import Dialect, Reader

# PostgreSQL would compute these relations anew for every row that asks for them.
_REUSED = frozenset({"fitting_wants"})
_NAME = re.compile(r"\{(\w+)\}")
ANONYMISED = date(1980, 1, 1)
_COUNTS_ON = "CASE WHEN w.submitted_on = :anonymised AND o.closed_on IS NOT NULL THEN o.closed_on ELSE w.submitted_on END"
"""The day that a response counts at: the round's closing date for one that the survey tool made anonymous."""


@dataclass(frozen=True, slots=True)
class Round:
    """The WensenScan round that a question is about."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """A period, filters and a round, ready to be put into SQL; `advisor_id` and `tag_id` are 0 when none is asked for."""

    period: Period
    filters: Filters
    round: Round | None
    dialect: Dialect
    advisor_id: int = 0
    tag_id: int = 0

    @classmethod
    def resolve(cls, reader: Reader, period: Period, filters: Filters) -> Question:
        """The question with its round, advisor and EPD vendor looked up: without a named round the latest with a response by the last day.

        Raises Refused for a round, theme, advisor, vendor or tag that is not there.
        """
        if filters.theme is not None and not reader.value("SELECT 1 FROM theme WHERE id = :theme", theme=filters.theme):
            raise Refused(errors=[FieldError("theme", _("There is no theme {number}.").format(number=filters.theme))])
        if filters.round:
            rounds = {name: Round(number, name) for number, name in reader.rows("SELECT id, name FROM wensenscan_round ORDER BY id")}
            found: Round | None = rounds[_known("round", filters.round, rounds, _("There is no round “{name}”. Known rounds: {names}."))]
        else:
            found = _latest_round(reader, period.end)
        advisor_id = 0
        if filters.advisor is not None:
            advisors = {name: int(number) for number, name in reader.rows("SELECT id, name FROM advisor ORDER BY name")}
            message = _("There is no advisor “{name}”. Known advisors: {names}.")
            filters = replace(filters, advisor=_known("advisor", filters.advisor, advisors, message))
            advisor_id = advisors[str(filters.advisor)]
        if filters.epd_vendor is not None:
            vendors = "SELECT DISTINCT epd_vendor FROM institution WHERE epd_vendor <> '' ORDER BY epd_vendor"
            message = _("No institution has EPD vendor “{name}”. Known vendors: {names}.")
            filters = replace(
                filters, epd_vendor=_known("epd_vendor", filters.epd_vendor, [row[0] for row in reader.rows(vendors)], message)
            )
        tag_id = 0
        if filters.tag is not None:
            tags = {name: int(number) for number, name in reader.rows("SELECT id, name FROM tag ORDER BY name")}
            message = _("There is no network or label “{name}”. Known ones: {names}.")
            filters = replace(filters, tag=_known("tag", filters.tag, tags, message))
            tag_id = tags[str(filters.tag)]
        return cls(period, filters, found, reader.dialect, advisor_id, tag_id)

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
            "tag": self.tag_id,
        }

    def sql(self, template: str) -> str:
        """The template as a statement, with the relations that it names in front."""
        relations: dict[str, str] = {}
        statement = self._filled(template, relations)
        named = ", ".join(f"{name} AS {'MATERIALIZED ' if name in _REUSED else ''}({body})" for name, body in relations.items())
        return f"WITH {named} {statement}" if named else statement

    def _filled(self, template: str, relations: dict[str, str]) -> str:
        for name in _NAME.findall(template):
            if name not in relations:
                relation = RELATIONS[name]
                relations[name] = self._filled(relation if isinstance(relation, str) else relation(self), relations)
        return _NAME.sub(r"\1", template)


def _known(field: str, asked: str, names: Collection[str], unknown: str) -> str:
    """The name that is asked for, in whatever case; exactly that one where names differ in case only. Raises Refused with `unknown`."""
    same = [name for name in names if name.casefold() == asked.strip().casefold()]
    if not same:
        raise Refused(errors=[FieldError(field, unknown.format(name=asked, names=", ".join(names) or _("none")))])
    return asked.strip() if asked.strip() in same else same[0]


def _latest_round(reader: Reader, end: date) -> Round | None:
    found = reader.rows(
        f"""SELECT id, name, first_on FROM (
                SELECT o.id AS id, o.name AS name, min({_COUNTS_ON}) AS first_on
                FROM wensenscan_response w JOIN wensenscan_round o ON o.id = w.round_id GROUP BY o.id, o.name
            ) first WHERE first_on <= :end""",
        end=end,
        anonymised=ANONYMISED,
    )
    return Round(*max(found, key=lambda row: (row[2], row[1]))[:2]) if found else None


# -- the relations ------------------------------------------------------------------------------------------------------

Relation = str | Callable[[Question], str]
"""The SELECT of a relation, or what makes it for a question; it may name other relations in braces."""


def _narrowed(select: str, conditions: Mapping[Narrowing, str], *always: str) -> Relation:
    """The rows that meet `always`, and the condition of each filter that is asked for; `{info}` stands for that on outcome information."""

    def relation(question: Question) -> str:
        asked = [condition for narrowing, condition in conditions.items() if narrowing in question.filters.narrowings]
        where = " AND ".join((*always, *asked)) or "1 = 1"
        return f"{select} WHERE {where}".replace("{info}", _ABOUT[question.filters.outcome_info])

    return relation


# Who asks for requests with outcome information wants those that are for both as well.
_ABOUT = {
    None: "",
    OutcomeInfo.WITH: "IN ('with', 'both')",
    OutcomeInfo.WITHOUT: "IN ('without', 'both')",
    OutcomeInfo.BOTH: "= 'both'",
    OutcomeInfo.NOT_APPLICABLE: "= 'not_applicable'",
}


def _institutions(question: Question) -> str:
    wanted = [f"{name} = :{name}" for name in ("kind", "umbrella", "province", "epd_vendor") if getattr(question.filters, name)]
    if question.filters.tag:
        wanted.append("id IN (SELECT institution_id FROM institution_tag WHERE tag_id = :tag)")
    return f"SELECT * FROM institution WHERE {' AND '.join(wanted) or '1 = 1'}"


def _responses(question: Question) -> str:
    """Responses of active institutions in the round, up to the last day, with what breaks a tie on one day."""
    audiences = "CASE w.audience WHEN 'policy_quality' THEN 1 WHEN 'professionals' THEN 2 WHEN 'patients' THEN 3 "
    collate = 'COLLATE "C"' if question.dialect.is_postgresql else "COLLATE BINARY"
    # Survey tools number their responses: 10 comes after 9. Our own keys are no survey's and come first.
    survey_id = "CASE WHEN w.sleutel LIKE 'loket-%' THEN '' ELSE w.sleutel END"
    of_audience = "w.audience = :audience" if question.filters.audience else "1 = 1"
    return f"""SELECT w.id AS id, w.institution_id AS institution_id, w.audience AS audience, w.sdm_scope AS sdm_scope,
            w.uses_outcome_info AS uses_outcome_info, {_COUNTS_ON} AS counts_on, length({survey_id}) AS key_length,
            {survey_id} {collate} AS survey_key, {audiences} WHEN 'board' THEN 4 WHEN 'it' THEN 5 ELSE 6 END AS turn
        FROM wensenscan_response w JOIN wensenscan_round o ON o.id = w.round_id
        WHERE w.round_id = :round AND {_COUNTS_ON} <= :end AND {of_audience}
        AND w.institution_id IN (SELECT id FROM {{active_institutions}})"""


def _survey_answers(name: str, column: str) -> dict[str, Relation]:
    """One question of the survey: each audience's latest known answer, from these each institution's answer (that of policy & quality,

    else the latest of any audience), and the institutions whose audiences answer differently.
    """
    return {
        f"{name}_known": f"""SELECT * FROM (
                SELECT institution_id, audience, turn, counts_on, {column} AS answer, row_number() OVER (
                    PARTITION BY institution_id, audience
                    ORDER BY counts_on DESC, key_length DESC, survey_key DESC, id DESC) AS nth
                FROM {{responses}} WHERE {column} IS NOT NULL
            ) ranked WHERE nth = 1""",
        f"{name}_answers": f"""SELECT institution_id AS id, answer FROM (
                SELECT institution_id, answer, row_number() OVER (
                    PARTITION BY institution_id
                    ORDER BY CASE WHEN turn = 1 THEN 1 ELSE 2 END, counts_on DESC, turn) AS nth
                FROM {{{name}_known}}
            ) ranked WHERE nth = 1""",
        f"{name}_contradictions": f"SELECT institution_id AS id FROM {{{name}_known}} GROUP BY institution_id "
        "HAVING count(DISTINCT answer) > 1",
    }


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
    return f"SELECT f.* FROM referral f WHERE f.request_id IN (SELECT id FROM {{requests}}) OR ({' AND '.join(own)})"


RELATIONS: Mapping[str, Relation] = {
    "institutions": _institutions,
    "active_institutions": "SELECT * FROM {institutions} WHERE active AND merged_into_id IS NULL",
    "population": "SELECT i.* FROM {institutions} i JOIN round_population p ON p.institution_id = i.id WHERE p.round_id = :round",
    "responses": _responses,
    "responding": """SELECT i.*, r.first_on AS first_on FROM {active_institutions} i JOIN (
            SELECT institution_id, min(counts_on) AS first_on FROM {responses} GROUP BY institution_id
        ) r ON r.institution_id = i.id""",
    "invited_or_responding": """SELECT i.*, (SELECT 1 FROM {population} p WHERE p.id = i.id) AS invited,
            (SELECT 1 FROM {responding} r WHERE r.id = i.id) AS responded
        FROM {institutions} i
        WHERE i.id IN (SELECT id FROM {population}) OR i.id IN (SELECT id FROM {responding})""",
    "followed_up": """SELECT x.* FROM {responding} x WHERE EXISTS (
            SELECT 1 FROM conversation v JOIN conversation_institution vi ON vi.conversation_id = v.id
            WHERE vi.institution_id = x.id AND v.state = 'held' AND v.kind = 'wensenscan'
            AND v.held_at >= x.first_on AND v.held_at <= :end)""",
    "asked_help": """SELECT x.* FROM {followed_up} x WHERE EXISTS (
            SELECT 1 FROM support_request r
            WHERE r.institution_id = x.id AND r.received_on >= x.first_on AND r.received_on <= :end)""",
    "got_referred": """SELECT x.* FROM {asked_help} x WHERE EXISTS (
            SELECT 1 FROM support_request r WHERE r.institution_id = x.id AND r.received_on >= x.first_on
            AND r.received_on <= :end AND r.id IN (SELECT request_id FROM {referred}))""",
    "was_helped": """SELECT x.* FROM {got_referred} x WHERE EXISTS (
            SELECT 1 FROM support_request r JOIN referral f ON f.request_id = r.id
            WHERE r.institution_id = x.id AND r.received_on >= x.first_on AND r.received_on <= :end
            AND f.referred_on <= :end AND f.state = 'used' AND f.helped IN ('yes', 'partly'))""",
    **_survey_answers("sdm", "sdm_scope"),
    **_survey_answers("info", "uses_outcome_info"),
    "requests": _narrowed(
        "SELECT r.* FROM support_request r",
        {
            Narrowing.INSTITUTION: "r.institution_id IN (SELECT id FROM {institutions})",
            Narrowing.THEME: "EXISTS (SELECT 1 FROM request_theme t WHERE t.request_id = r.id AND t.theme_id = :theme)",
            Narrowing.AUDIENCE: "r.audience = :audience",
            Narrowing.ADVISOR: "r.advisor_id = :advisor",
            Narrowing.OUTCOME_INFO: "r.outcome_info {info}",
        },
    ),
    "received_requests": "SELECT * FROM {requests} WHERE received_on >= :start AND received_on <= :end",
    # NOT …: nearly all requests came before; SQLite would walk the index of their days, six times slower than the table.
    "open_requests": """SELECT * FROM {requests}
        WHERE NOT (received_on > :end) AND (state NOT IN ('resolved', 'dropped') OR closed_on > :end)""",
    "closed_requests": """SELECT * FROM {requests}
        WHERE state IN ('resolved', 'dropped') AND closed_on >= :start AND closed_on <= :end""",
    "resolved_requests": _resolved_requests,
    "fitting_wants": f"""SELECT theme_id, coalesce(audience, '') AS audience, coalesce(outcome_info, '') AS outcome_info
            FROM ({WANTS}) x WHERE EXISTS (SELECT 1 FROM offering o WHERE {FITS_A_WANT})""",
    "referred": "SELECT request_id FROM referral WHERE request_id IS NOT NULL AND referred_on <= :end",
    "referrals": _referrals,
    "checked_referrals": "SELECT * FROM {referrals} WHERE check_back_on >= :start AND check_back_on <= :end",
    "signals": _narrowed(
        "SELECT s.* FROM signal s",
        {
            Narrowing.INSTITUTION: "s.institution_id IN (SELECT id FROM {institutions})",
            Narrowing.THEME: "s.theme_id = :theme",
            Narrowing.ADVISOR: "s.advisor_id = :advisor",
        },
    ),
    "recorded_signals": "SELECT * FROM {signals} WHERE recorded_on >= :start AND recorded_on <= :end",
    "trends": _narrowed("SELECT t.* FROM trend t", {Narrowing.THEME: "t.theme_id = :theme"}),
    "sessions": _narrowed(
        "SELECT l.* FROM learning_session l",
        {
            Narrowing.INSTITUTION: "l.institution_id IN (SELECT id FROM {institutions})",
            Narrowing.THEME: "EXISTS (SELECT 1 FROM session_theme t WHERE t.session_id = l.id AND t.theme_id = :theme)",
            Narrowing.AUDIENCE: "l.audience = :audience",
        },
    ),
    "conversations": _narrowed(
        "SELECT c.* FROM conversation c",
        {
            Narrowing.INSTITUTION: "EXISTS (SELECT 1 FROM conversation_institution ci "
            "WHERE ci.conversation_id = c.id AND ci.institution_id IN (SELECT id FROM {institutions}))",
            Narrowing.ADVISOR: "EXISTS (SELECT 1 FROM conversation_advisor ca "
            "WHERE ca.conversation_id = c.id AND ca.advisor_id = :advisor)",
        },
    ),
    "held_conversations": "SELECT * FROM {conversations} WHERE state = 'held' AND held_at >= :start AND held_at <= :end",
    "open_follow_ups": _narrowed(
        "SELECT f.* FROM follow_up f", {Narrowing.INSTITUTION: "f.institution_id IN (SELECT id FROM {institutions})"}, "f.state = 'open'"
    ),
}
"""The relations that templates may name, in their order: institutions and the survey, requests, referrals, signals, the rest."""
