"""The errors a person can do something about; everything else is a defect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field: `field` is the input dataclass's field name, `message` is for the person."""

    field: str
    message: str


class LoketError(Exception):
    """An error whose message is written for the person who uses loket; `exit_status` is the command's."""

    exit_status = 1


class Refused(LoketError):
    """The data or the request was refused and nothing changed. `errors` names every field that is wrong, all at once."""

    def __init__(self, message: str = "", errors: Sequence[FieldError] = ()) -> None:
        self.errors = tuple(errors)
        super().__init__(message or "; ".join(error.message for error in self.errors))


class DatabaseUnusable(LoketError):
    """The database cannot be used: missing right, locked, damaged, a newer schema, unreachable."""

    exit_status = 3
