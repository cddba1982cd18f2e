"""The form of a referral."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loket.insight.lists.record import Choices
from loket.insight.referring import check_back_after
from loket.models.words import RecordKind
from loket.screens.forms.base import Opened, RecordForm, part
from loket.screens.forms.finding import find_advisors, find_institutions, find_offerings, find_requests
from loket.widgets.fields import Field

if TYPE_CHECKING:
    from loket.casework.done import Done
    from loket.store.database import Store


class ReferralForm(RecordForm):
    """A referral of a request, or of material that an institution was handed."""

    KIND = RecordKind.REFERRAL
    NAME = "referral_form"
    TITLE_FIELD = "remark"
    PLACE = 6

    def _read(self, store: Store) -> Opened:
        with store.read() as reader:
            self._check_back_after = check_back_after(reader)
        return super()._read(store)

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
            return {"referred_on": self.app.today, "check_back_on": self.app.today + self._check_back_after, **values}
        return values

    def gather(self, values: dict[str, Any]) -> dict[str, Any]:
        """An advisor left empty in a new referral is the person at work."""
        return {name: value for name, value in values.items() if self.number is not None or name != "advisor_id" or value is not None}

    @staticmethod
    def verb(store: Store, number: int | None, values: dict[str, Any], version: int | None) -> Done:
        """Save through the casework verbs."""
        from loket.casework.referrals import ReferralInput, change_referral, refer

        data = ReferralInput(**values)
        return refer(store, data) if number is None else change_referral(store, number, data, version)
