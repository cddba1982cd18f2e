"""The forms of an offering and of a referral to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from loket.casework import offerings, referrals
from loket.casework.done import Done
from loket.insight.choices import Choices
from loket.insight.referrals import check_back_after
from loket.language import ngettext
from loket.models.words import Audience, OfferingKind, OfferingStatus, OutcomeInfo, RecordKind
from loket.screens.forms.finders import find_advisors, find_institutions, find_offerings, find_providers, find_requests
from loket.screens.forms.record_form import RecordForm, pairs, part, words
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.store.database import Store


class OfferingForm(RecordForm):
    """What institutions can be referred to. One that starts from unmet needs has their numbers in `given`: they may wait for it."""

    KIND = RecordKind.OFFERING
    NAME = "offering_form"
    PLACE = 6

    def fields(self, choices: Choices) -> Sequence[Field]:
        """What it is, for whom, and from when until when."""
        info = [option for option in words(OutcomeInfo) if option.value is not OutcomeInfo.NOT_APPLICABLE]
        state = () if self.number is not None else (part("state", "choice", options=words(OfferingStatus)),)
        waiting = len(str(self._session.given.get("waiting") or "").split())
        text = ngettext("{count} request waits for it", "{count} requests wait for it", waiting).format(count=waiting)
        return (
            *([Field("wait", text, "check")] if waiting else []),
            part("title", required=True),
            part("kind", "choice", options=words(OfferingKind), required=True),
            part("themes", "several", options=pairs(choices.themes), required=True),
            part("audiences", "several", options=words(Audience)),
            part("outcome_info", "choice", options=info),
            *state,
            part("provider", "pick", finder=find_providers),
            part("url"),
            part("description", "text", height=4),
            part("available_from", "date"),
            part("available_until", "date"),
            part("expected_on", "date"),
            part("owner"),
            part("obstacles", "several", options=pairs(choices.obstacles)),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new one is available unless said otherwise."""
        return {"state": OfferingStatus.AVAILABLE, "wait": True, **values} if self.number is None else values

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        waiting, waits = str(values.pop("waiting", "")).split(), values.pop("wait", False)
        data = offerings.OfferingInput.model_validate(values)
        if number is not None:
            return offerings.change_offering(store, number, data, version)
        return offerings.add_offering(store, data, [int(request) for request in waiting] if waits else [])


class ReferralForm(RecordForm):
    """A referral of a request, or of material that an institution was handed."""

    KIND = RecordKind.REFERRAL
    NAME = "referral_form"
    TITLE_FIELD = "remark"
    PLACE = 6

    def look_up(self, store: Store) -> timedelta:
        """After how long the loket usually asks again."""
        with store.read() as reader:
            return check_back_after(reader)

    def fields(self, choices: Choices) -> Sequence[Field]:
        """To what, for which request, and when to ask again."""
        return (
            part("offering_id", "pick", finder=find_offerings, required=True),
            part("request_id", "pick", finder=find_requests),
            part("institution_id", "pick", finder=find_institutions),
            part("referred_on", "date", last=True, required=True),
            part("check_back_on", "date"),
            part("advisor_id", "pick", finder=find_advisors),
            part("remark", "text", height=3),
            part("confidential", "check"),
        )

    def prepare(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new one is of today, to be checked when the loket usually does."""
        if self.number is None:
            return {"referred_on": self.app.today, "check_back_on": self.app.today + self.known, **values}
        return values

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """An advisor left empty in a new referral is the person at work."""
        return {name: value for name, value in values.items() if self.number is not None or name != "advisor_id" or value is not None}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        data = referrals.ReferralInput.model_validate(values)
        return referrals.refer(store, data) if number is None else referrals.change_referral(store, number, data, version)
