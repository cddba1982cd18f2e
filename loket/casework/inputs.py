"""What a person says of a record: an input names some of its fields, and those it leaves unset stay as they are, or get the usual."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from loket.language import _
from loket.language.labels import field_label
from loket.language.safe_text import Cleaned, clean_line, clean_text, harm_in
from loket.models.errors import FieldError, Refused
from loket.models.words import RecordKind, Word

if TYPE_CHECKING:
    from loket.store.transaction import Transaction

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Input(BaseModel):
    """The base of every input. `KIND` is the record's, `REQUIRED` what a new one must say and no change may empty.

    Making one never fails for what a person typed: what is wrong stands in `errors` and stays unset, so that the verb can refuse
    all of it at once with what only the database knows. Closed lists are understood in Dutch, in English and as they are kept.
    """

    model_config = ConfigDict(extra="forbid")
    KIND: ClassVar[RecordKind]
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    _errors: tuple[FieldError, ...] = ()
    _warnings: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """What was not understood, by field."""
        return self._errors

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was dropped from the texts."""
        return self._warnings

    def says(self, name: str) -> bool:
        """Whether the input says something of this field, be it that it is empty."""
        return name in self.model_fields_set

    def said(self) -> Mapping[str, Any]:
        """The fields that are set, by name."""
        return {name: getattr(self, name) for name in type(self).model_fields if name in self.model_fields_set}

    def usual(self, **values: object) -> Self:
        """A copy with these values where nothing is said; values of which this input has no field are left out."""
        fields = type(self).model_fields.keys() - self.model_fields_set
        return self.model_copy(update={name: value for name, value in values.items() if name in fields})

    def having(self, **values: object) -> Self:
        """A copy that says this."""
        return self.model_copy(update=values)

    def as_new(self, tx: Transaction) -> Self:
        """The input with what is usual for a new record."""
        return self

    def rules(self) -> Iterator[tuple[str, str]]:
        """The record's own rules, broken by the record as it would stand: the field and the message of each."""
        return iter(())

    @model_validator(mode="wrap")
    @classmethod
    def _with_errors(cls, said: Any, understand: ModelWrapValidatorHandler[Self]) -> Self:
        """Understand what can be understood, and keep what is wrong with the rest."""
        if isinstance(said, cls):
            return said
        errors: tuple[FieldError, ...] = ()
        try:
            data = understand(said)
        except ValidationError as error:
            errors = field_errors(error)
            wrong = {one.field.partition(".")[0] for one in errors}
            data = understand({name: value for name, value in said.items() if name not in wrong})
        data._errors = errors
        data._warnings = tuple(warning for name, value in said.items() for warning in harm_in(value, field_label(name)))
        return data

    @field_validator("*", mode="before")
    @classmethod
    def _words(cls, value: Any, info: ValidationInfo) -> Any:
        """The members of a closed list that are named."""
        words = _words_of(cls.model_fields[info.field_name or ""].annotation)
        if words is None or value is None:
            return value
        if isinstance(value, str):
            return _member(words, value, info.field_name or "")
        return tuple(_member(words, one, info.field_name or "") for one in value)


class Check:
    """Collects what is wrong with an input. `prefix` names where the input stands in a larger one: `requests.0.`."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.errors: list[FieldError] = []
        self.warnings: list[str] = []

    def within(self, prefix: str) -> Check:
        """A check of a part, that collects in the same lists."""
        part = Check(f"{self.prefix}{prefix}.")
        part.errors, part.warnings = self.errors, self.warnings
        return part

    def take(self, data: Input) -> None:
        """Take over what an input knows to be wrong with itself."""
        for error in data.errors:
            self.fail(error.field, error.message)
        self.warnings.extend(data.warnings)

    def fail(self, field: str, message: str) -> None:
        """Note an error."""
        self.errors.append(FieldError(self.prefix + field, message))

    def require(self, field: str, value: object) -> None:
        """Note an error when there is nothing, unless another was noted for this field."""
        if value in (None, "", ()) and not any(error.field == self.prefix + field for error in self.errors):
            self.fail(field, _("Fill in: {field}.").format(field=field_label(field)))

    def not_to_come(self, field: str, day: date | None, today: date) -> None:
        """Note an error when this day is still to come."""
        if day is not None and day > today:
            self.fail(field, _("{date} has not come yet.").format(date=day.isoformat()))

    def finish(self) -> None:
        """Raise Refused with everything that was noted."""
        if self.errors:
            raise Refused(errors=self.errors)

    def line(self, field: str, value: str | None) -> str | None:
        """A one-line text, cleaned; empty is None."""
        return self._cleaned(clean_line, field, value)

    def text(self, field: str, value: str | None) -> str | None:
        """A text of several lines, cleaned; blank is None."""
        return self._cleaned(clean_text, field, value)

    def _cleaned(self, clean: Callable[[str, str, str], Cleaned], field: str, value: str | None) -> str | None:
        try:
            cleaned = clean(value or "", self.prefix + field, field_label(field))
        except Refused as refusal:
            self.errors.extend(refusal.errors)
            return None
        self.warnings.extend(cleaned.warnings)
        return cleaned.text if cleaned.text.strip() else None


def field_errors(error: ValidationError) -> tuple[FieldError, ...]:
    """What pydantic found wrong, in the person's words, each with the path of its field: `requests.0.title`."""
    return tuple(FieldError(".".join(map(str, one["loc"])), _message(one)) for one in error.errors())


def _message(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        raise TypeError(f"an input has no field {error['loc'][-1]}")
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    name = next(part for part in reversed(error["loc"]) if isinstance(part, str))
    if error["input"] is None:
        return _("Fill in: {field}.").format(field=field_label(name))
    return _("{field}: “{value}” is not understood.").format(field=field_label(name), value=error["input"])


def _words_of(annotation: Any) -> type[Word] | None:
    """The closed list in an annotation such as `Audience | None` or `Sequence[Audience]`."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Word) else None
    return next((found for part in get_args(annotation) if (found := _words_of(part)) is not None), None)


def _member(words: type[Word], value: str, field: str) -> Word:
    found = words.understand(value)
    if found is None:
        allowed = ", ".join(word.dutch for word in words)
        raise ValueError(_("{field}: “{value}” is none of {allowed}.").format(field=field_label(field), value=value, allowed=allowed))
    return found


def _cleaned(clean: Callable[[str, str, str], Cleaned], value: str | None, info: ValidationInfo) -> str | None:
    if value is None:
        return None
    try:
        text = clean(value, info.field_name or "", field_label(info.field_name or "")).text
    except Refused as refusal:
        raise ValueError(str(refusal)) from refusal
    return text if text.strip() else None


def _line(value: str | None, info: ValidationInfo) -> str | None:
    return _cleaned(clean_line, value, info)


def _text(value: str | None, info: ValidationInfo) -> str | None:
    return _cleaned(clean_text, value, info)


def _lines(values: Sequence[str], info: ValidationInfo) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for value in values if (line := _line(value, info))))


def _clock(value: str | None, info: ValidationInfo) -> str | None:
    line = _line(value, info)
    if line and not _CLOCK.fullmatch(line):
        raise ValueError(_("Type a time such as 09:30."))
    return line


def _count(value: int | None, info: ValidationInfo) -> int | None:
    if value is not None and not 0 <= value < 2**31:
        raise ValueError(_("{field} must be 0 or more.").format(field=field_label(info.field_name or "")))
    return value


Line = Annotated[str | None, AfterValidator(_line)]
"""A text of one line, cleaned; empty is None."""
Text = Annotated[str | None, AfterValidator(_text)]
"""A text of several lines, cleaned; blank is None."""
Clock = Annotated[str | None, AfterValidator(_clock)]
"""A time of day, `HH:MM`."""
Count = Annotated[int | None, AfterValidator(_count)]
"""A whole number that is not negative."""
Ids = Annotated[Sequence[int], AfterValidator(lambda ids: tuple(dict.fromkeys(ids)))]
"""Numbers of records, each once."""
Lines = Annotated[Sequence[str], AfterValidator(_lines)]
"""Names or other lines, cleaned, each once, empty ones left out."""
