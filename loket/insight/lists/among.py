"""A list of exactly the records behind one shown number."""

from __future__ import annotations

from threading import Lock
from typing import Any

from loket.insight.figures.filters import Filters
from loket.insight.figures.period import Period
from loket.insight.figures.question import Question
from loket.insight.figures.record_set import RecordSet
from loket.store.reader import Reader


class Among:
    """What a list's view is narrowed to: the records that a figure of this period and these filters counted.

    They are found once and kept as one text that the database made and reads: a page costs the same whatever the figure does.
    """

    def __init__(self, behind: RecordSet, period: Period, filters: Filters) -> None:
        self.behind, self.period, self.filters = behind, period, filters
        self._found: str | None = None
        self._one_at_a_time = Lock()

    def renew(self) -> None:
        """Look again at the next reading: something may have changed."""
        self._found = None

    def count(self, reader: Reader) -> int:
        """How many there are, whoever looks: the number as it was shown."""
        return self.behind.count(reader, Question.resolve(reader, self.period, self.filters))

    def condition(self, reader: Reader) -> tuple[str, dict[str, Any]]:
        """The condition on `x` that a record is one of them, with its parameter."""
        return reader.dialect.is_among("x.id", ":among"), {"among": self._numbers(reader)}

    def _numbers(self, reader: Reader) -> str:
        with self._one_at_a_time:
            if self._found is None:
                statement, parameters = self.behind.select(Question.resolve(reader, self.period, self.filters))
                self._found = str(reader.value(f"SELECT {reader.dialect.gathered('id')} FROM ({statement}) counted", parameters))
            return self._found
