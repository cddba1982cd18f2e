"""The forms of what an admin keeps beside advisors: obstacles, UZ-sets, settings; and of one's own absence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from loket.casework import advisors, reference_lists, settings
from loket.casework.done import Done
from loket.insight import administration
from loket.insight.choices import Choices
from loket.language import N_, _
from loket.models.errors import Refused
from loket.models.words import RecordKind
from loket.screens.forms.finders import find_advisors
from loket.screens.forms.named_form import Known, NamedForm
from loket.screens.forms.record_form import RecordForm, pairs, part
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.store.database import Store

_IN_USE = Field("active", N_("In use"), "check")


class ObstacleForm(NamedForm):
    """An obstacle by its number, or a new one."""

    NAME, PLACE = "obstacle_form", 10

    @staticmethod
    def read(store: Store, subject: str) -> Known:
        """The obstacle as it stands."""
        with store.read() as reader:
            found = next((one for one in administration.obstacles(reader) if str(one.id) == subject), None)
            themes = Choices.read(reader, store.actor).themes
        fields = [
            Field("label", N_("Obstacle"), required=True),
            Field("theme_id", N_("Theme"), "choice", pairs(themes), required=True),
            *([_IN_USE] if found else []),
        ]
        if found is None:
            return Known(_("New obstacle"), fields, {})
        values = {"label": found.label, "theme_id": found.theme_id, "active": found.active}
        return Known(_("Obstacle “{name}”").format(name=found.label), fields, values, values)

    @staticmethod
    def save(store: Store, subject: str, values: Mapping[str, Any], seen: Any) -> Done:
        """Save it."""
        data = reference_lists.ObstacleInput
        before = data.model_validate(seen) if seen else None
        return reference_lists.save_obstacle(store, int(subject) if subject else None, data.model_validate(dict(values)), before)


class OutcomeSetForm(NamedForm):
    """A UZ-set by its number, or a new one."""

    NAME, PLACE = "outcome_set_form", 10

    @staticmethod
    def read(store: Store, subject: str) -> Known:
        """The UZ-set as it stands."""
        with store.read() as reader:
            found = next((one for one in administration.outcome_sets(reader) if str(one.id) == subject), None)
        fields = [
            Field("name", N_("Condition"), required=True),
            Field("status", N_("How far"), hint=N_("for example: established, in revision")),
            *([_IN_USE] if found else []),
        ]
        if found is None:
            return Known(_("New UZ-set"), fields, {})
        values = {"name": found.name, "status": found.status, "active": found.active}
        return Known(_("UZ-set “{name}”").format(name=found.name), fields, {**values, "status": found.status or ""}, values)

    @staticmethod
    def save(store: Store, subject: str, values: Mapping[str, Any], seen: Any) -> Done:
        """Save it."""
        data = reference_lists.OutcomeSetInput
        before = data.model_validate(seen) if seen else None
        return reference_lists.save_outcome_set(store, int(subject) if subject else None, data.model_validate(dict(values)), before)


class SettingForm(NamedForm):
    """A setting by its name."""

    NAME, PLACE = "setting_form", 10

    @staticmethod
    def read(store: Store, subject: str) -> Known:
        """The setting as it stands."""
        rule = settings.RULES.get(subject)
        if rule is None:
            raise Refused(_("There is no rule {name}; there are {names}.").format(name=subject, names=", ".join(settings.RULES)))
        with store.read() as reader:
            value = administration.settings(reader).get(subject, "")
        if rule.kind == "date":
            typed: date | int | None = date.fromisoformat(value) if value else None
            hint = N_("empty: no limit")
        else:
            typed, hint = int(value) if value.isdecimal() else None, ""
        return Known(_(rule.meaning), [Field("value", N_("Value"), rule.kind, hint=hint)], {"value": typed}, value)

    @staticmethod
    def save(store: Store, subject: str, values: Mapping[str, Any], seen: Any) -> Done:
        """Save it."""
        value = values["value"]
        text = value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
        return settings.change_setting(store, subject, text, seen)


class SignatureForm(RecordForm):
    """What advisor `number` signs mails with: set once."""

    KIND = RecordKind.ADVISOR
    NAME = "signature_form"
    TITLE_FIELD = "name"

    def _heading(self, name: str) -> str:
        return _("{name} signs mails").format(name=name)

    def fields(self, choices: Choices) -> Sequence[Field]:
        """The words below a mail."""
        return (part("signature", "text", height=6, hint=N_("stands below mails; empty: the name")),)

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verb."""
        return advisors.change_advisor(store, number or 0, advisors.AdvisorInput.model_validate(values), version)


class AbsenceForm(RecordForm):
    """Until when advisor `number` is away, and who stands in: what the stand-in then sees under Waarneming."""

    KIND = RecordKind.ADVISOR
    NAME = "absence_form"
    TITLE_FIELD = "name"

    def _heading(self, name: str) -> str:
        return _("{name} is away").format(name=name)

    def fields(self, choices: Choices) -> Sequence[Field]:
        """Until when, and who."""
        return (
            part("away_until", "date", hint=N_("the last day; empty: back at work")),
            part("stand_in_id", "pick", finder=find_advisors),
        )

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verb."""
        return advisors.change_advisor(store, number or 0, advisors.AdvisorInput.model_validate(values), version)
