"""Days as options take them."""

from __future__ import annotations

from datetime import date

import click

from loket.language.dates import understand_date
from loket.models.errors import Refused


def day_of(option_name: str, value: str | None, today: date) -> date | None:
    """An option's value as a day that has been, in a date's notation or in words."""
    if value is None:
        return None
    try:
        return understand_date(value, today, direction="last")
    except Refused as error:
        raise click.BadParameter(str(error), param_hint=option_name) from error
