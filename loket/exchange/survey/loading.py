"""Taking one survey file in, as the loading screen does: with what a person said about the names in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loket.exchange.gathering import Gathered
from loket.exchange.importing import ImportOptions, ImportSummary, Progress, import_gathered
from loket.exchange.survey.choices import LEFT_OUT, Choice, NewInstitution
from loket.exchange.survey.mapping import SurveyMapping
from loket.exchange.survey.reading import SurveyFile
from loket.store.opening import Store

__all__ = ["LEFT_OUT", "Choice", "NewInstitution", "SurveyOptions", "load_survey"]


@dataclass(frozen=True, slots=True)
class SurveyOptions:
    """How to take it in: `round` wins over the mapping's; `choices` say what each name means that the file has for an institution."""

    round: str | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)
    dry_run: bool = False
    skip_invalid: bool = False
    overwrite: bool = False
    rejects: Path | None = None


def load_survey(
    store: Store,
    survey: SurveyFile,
    mapping: SurveyMapping,
    options: SurveyOptions | None = None,
    progress: Progress | None = None,
) -> ImportSummary:
    """Take a survey file in: responses, aliases, new institutions and the mapping in one transaction, which one undo takes back.

    Raises ImportRefused when a row is invalid (unless `skip_invalid`), Refused when the mapping does not go with the file.
    """
    asked = options or SurveyOptions()
    gathered = Gathered(surveys=[(survey, mapping)], files=[survey.path])
    how = ImportOptions(asked.dry_run, asked.skip_invalid, asked.overwrite, asked.rejects, mapping, asked.round, asked.choices)
    return import_gathered(store, gathered, survey.path.parent, how, progress)
