"""What each survey tool's file looks like: by which headers it is known, which columns are the tool's own, when a response counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum

_NO_WORD = re.compile(r"[\W_]+")


class SurveyFormat(StrEnum):
    """Whose file it is; the value is the word in a mapping file."""

    LIMESURVEY = "limesurvey"
    MSFORMS = "msforms"
    QUALTRICS = "qualtrics"
    SURVEYMONKEY = "surveymonkey"
    PLAIN = "plain"

    @property
    def label(self) -> str:
        """The tool's name."""
        return _LABELS[self]


_LABELS = {
    SurveyFormat.LIMESURVEY: "LimeSurvey",
    SurveyFormat.MSFORMS: "Microsoft Forms",
    SurveyFormat.QUALTRICS: "Qualtrics",
    SurveyFormat.SURVEYMONKEY: "SurveyMonkey",
    SurveyFormat.PLAIN: "plain",
}


class RowState(Enum):
    """Whether a response is one: complete, broken off, a trial of the survey's makers, or rubbish."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    PREVIEW = "preview"
    SPAM = "spam"


def bare(text: object) -> str:
    """A tool's header as headers are recognised: without case, spaces, signs and accents' variants."""
    return _NO_WORD.sub("", unicodedata.normalize("NFC", str(text)).casefold())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool's own columns, as `bare` headers in every language and heading style that we know of."""

    key: frozenset[str]
    submitted: frozenset[str]
    own: frozenset[str]
    personal: frozenset[str]


TOOLS: dict[SurveyFormat, Tool] = {
    SurveyFormat.LIMESURVEY: Tool(
        key=_words("id responseid responsid antwoordid idvanantwoord"),
        submitted=_words("submitdate datesubmitted datumingediend datumverzonden datumingestuurd datumvoltooid datumvanverzending"),
        own=_words(
            "lastpage laatstepagina startlanguage begintaal starttaal seed token toegangscode accesscode startdate datestarted startdatum "
            "datumgestart datestamp datelastaction datumlaatsteactie refurl referrerurl verwijzendeurl interviewtime totaltime totaletijd"
        ),
        personal=_words("ipaddr ipaddress ipadres firstname lastname email emailaddress voornaam achternaam emailadres"),
    ),
    SurveyFormat.MSFORMS: Tool(
        key=_words("id"),
        submitted=_words("completiontime tijdvanvoltooien tijdstipvanvoltooien voltooiingstijd"),
        own=_words("starttime begintijd starttijd lastmodifiedtime tijdvanlaatstewijziging language taal"),
        personal=_words("email emailadres name naam"),
    ),
    SurveyFormat.QUALTRICS: Tool(
        key=_words("responseid recordid"),
        submitted=_words("enddate einddatum"),
        own=_words("startdate status progress durationinseconds finished recordeddate distributionchannel userlanguage externalreference"),
        personal=_words(
            "ipaddress recipientlastname recipientfirstname recipientemail locationlatitude locationlongitude externaldatareference"
        ),
    ),
    SurveyFormat.SURVEYMONKEY: Tool(
        key=_words("respondentid"),
        submitted=_words("enddate einddatum"),
        own=_words("collectorid startdate begindatum startdatum customdata1 aangepastegegevens1 responsestatus"),
        personal=_words("ipaddress ipadres emailaddress emailadres email firstname lastname voornaam achternaam"),
    ),
    SurveyFormat.PLAIN: Tool(frozenset(), frozenset(), frozenset(), frozenset()),
}

KNOWN_HEADERS = _words(
    "id submitdate lastpage startlanguage seed datestamp startdate enddate status progress finished responseid recordeddate begintijd"
) | {"start time", "completion time", "tijd van voltooien", "respondent id", "collector id", "start date", "end date", "response id"}
"""Headers of the tools, by which a delimiter is found."""

_LIMESURVEY_MARKS = _words(
    "submitdate datesubmitted startlanguage lastpage laatstepagina begintaal starttaal datumingediend datumverzonden datumingestuurd"
)
_QUALTRICS_MARKS = _words("startdate enddate status progress finished recordeddate responseid distributionchannel userlanguage")
_ENOUGH_QUALTRICS = 4


def guess_format(header: Sequence[str]) -> SurveyFormat:
    """Whose file it is, by the first header row, each header `bare`."""
    found = frozenset(header)
    forms = TOOLS[SurveyFormat.MSFORMS]
    if len(found & _QUALTRICS_MARKS) >= _ENOUGH_QUALTRICS and found & TOOLS[SurveyFormat.QUALTRICS].key:
        return SurveyFormat.QUALTRICS
    if "respondentid" in found and found & {"collectorid", "startdate", "begindatum", "startdatum"}:
        return SurveyFormat.SURVEYMONKEY
    if "id" in found and found & forms.submitted and found & forms.own:
        return SurveyFormat.MSFORMS
    limesurvey = TOOLS[SurveyFormat.LIMESURVEY]
    if found & _LIMESURVEY_MARKS and len(found & (limesurvey.key | limesurvey.submitted | limesurvey.own)) > 1:
        return SurveyFormat.LIMESURVEY
    return SurveyFormat.PLAIN


_QUALTRICS_SPAM = re.compile(r"spam", re.IGNORECASE)
_QUALTRICS_TRIAL = re.compile(r"preview|test|voorbeeld", re.IGNORECASE)
# Qualtrics' own numbers for its response types, when values were exported instead of texts.
_TRIAL_NUMBERS = frozenset({"1", "2", "17"})
_SPAM_NUMBERS = frozenset({"8", "9", "12", "40", "41"})
_NOT_FINISHED = frozenset({"false", "0", "onwaar", "nee", "no", "n"})


def row_state(tool: SurveyFormat, cells: dict[str, str]) -> RowState:
    """Whether a response counts, by the tool's own columns (`bare` header → text)."""
    if tool is SurveyFormat.PLAIN:
        return RowState.COMPLETE
    if tool is SurveyFormat.QUALTRICS:
        return _qualtrics_state(cells)
    submitted = [cells[header] for header in TOOLS[tool].submitted if header in cells]
    if cells.get("responsestatus", "").casefold() in {"partial", "incomplete", "disqualified"}:
        return RowState.INCOMPLETE
    # LimeSurvey writes N instead of a date in exports that leave the date out.
    return RowState.INCOMPLETE if submitted and submitted[0] in ("", "N") else RowState.COMPLETE


def _qualtrics_state(cells: dict[str, str]) -> RowState:
    status = cells.get("status", "")
    if _QUALTRICS_SPAM.search(status) or status in _SPAM_NUMBERS:
        return RowState.SPAM
    if _QUALTRICS_TRIAL.search(status) or status in _TRIAL_NUMBERS or cells.get("distributionchannel", "").casefold() == "preview":
        return RowState.PREVIEW
    if "finished" in cells:
        return RowState.INCOMPLETE if cells["finished"].casefold() in _NOT_FINISHED or not cells["finished"] else RowState.COMPLETE
    progress = cells.get("progress", "100")
    return RowState.COMPLETE if progress in ("100", "") else RowState.INCOMPLETE
