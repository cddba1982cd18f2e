"""Record sets: every number, bar and cell that is shown carries the SQL that finds exactly the records it counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from loket.insight.figures.indicators import Indicator
from loket.insight.figures.question import Question
from loket.language import N_, _
from loket.models.words import RecordKind
from loket.store.reader import Reader


@dataclass(frozen=True, slots=True)
class RecordSet:
    """What finds the records: `sql` is a template of the question that was asked, giving their numbers as `id`, some maybe twice.

    `label` says in words what was counted; `values` are further named parameters of the template.
    """

    kind: RecordKind
    label: str
    sql: str
    values: tuple[tuple[str, Any], ...] = ()

    def select(self, question: Question) -> tuple[str, dict[str, Any]]:
        """A SELECT of the numbers, which can stand in another query, and its parameters."""
        return question.sql(f"SELECT DISTINCT id FROM ({self.sql}) behind"), question.parameters | dict(self.values)

    def ids(self, reader: Reader, question: Question) -> list[int]:
        """The numbers of the records, each once, in order."""
        statement, parameters = self.select(question)
        return [int(number) for (number,) in reader.rows(f"{statement} ORDER BY id", parameters)]

    def count(self, reader: Reader, question: Question) -> int:
        """How many records there are."""
        statement, parameters = self.select(question)
        return int(reader.value(f"SELECT count(*) FROM ({statement}) counted", parameters))


class Part(StrEnum):
    """The numbers of one figure; the value is an English msgid."""

    COUNTED = N_("counted")
    BASED = N_("out of")
    UNKNOWN = N_("unknown")
    CONTRADICTS = N_("contradictory")


_FLAGS = {Part.COUNTED: "counted", Part.BASED: "based", Part.UNKNOWN: "unknown", Part.CONTRADICTS: "contradicts"}


def indicator_records(indicator: Indicator, part: Part = Part.COUNTED) -> RecordSet:
    """The records behind one number of a figure; of a duration the `n` records whose days were counted."""
    label = _(indicator.label) if part is Part.COUNTED else f"{_(indicator.label)}: {_(part.value)}"
    return RecordSet(indicator.record, label, f"SELECT id FROM ({indicator.records_sql()}) records WHERE {_FLAGS[part]} = 1")
