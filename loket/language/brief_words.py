"""Words of closed lists as they stand in a narrow column, in the language spoken now."""

from __future__ import annotations

from collections.abc import Mapping

from loket.language import current_language, label
from loket.models.words import AdoptionPhase, Audience, InstitutionKind, RequestState, Word

_BRIEF: Mapping[str, Mapping[Word, str]] = {
    "nl": {
        InstitutionKind.TOP_CLINICAL: "topklin.", InstitutionKind.SPECIALISED: "categ.",
        AdoptionPhase.AWARENESS: "bewust", AdoptionPhase.INVOLVEMENT: "betrekken", AdoptionPhase.SUSTAINED: "beklijven",
        RequestState.WAITING: "wacht op inst.",
        Audience.POLICY_QUALITY: "beleid", Audience.PROFESSIONALS: "zorgv.", Audience.PATIENTS: "patiënten",
    },
    "en": {
        InstitutionKind.UMC: "UMC", InstitutionKind.TOP_CLINICAL: "top cl.", InstitutionKind.SPECIALISED: "special.",
        Audience.POLICY_QUALITY: "policy", Audience.PROFESSIONALS: "profess.", Audience.PATIENTS: "patients",
    },
}  # fmt: skip


def brief_label(value: Word | None) -> str:
    """A word in few letters; empty when it is not known."""
    return "" if value is None else _BRIEF[current_language()].get(value) or label(value)


_KINDS: Mapping[str, Mapping[InstitutionKind | None, str]] = {
    "nl": {
        InstitutionKind.UMC: "umc", InstitutionKind.TOP_CLINICAL: "topkl.", InstitutionKind.GENERAL: "algem.",
        InstitutionKind.SPECIALISED: "categ.", InstitutionKind.CLINIC: "klin.", None: "zonder",
    },
    "en": {
        InstitutionKind.UMC: "UMC", InstitutionKind.TOP_CLINICAL: "topcl.", InstitutionKind.GENERAL: "gen.",
        InstitutionKind.SPECIALISED: "spec.", InstitutionKind.CLINIC: "clinic", None: "none",
    },
}  # fmt: skip


def kind_letters(value: InstitutionKind | None) -> str:
    """A kind of institution in at most six letters, for columns of numbers."""
    return _KINDS[current_language()][value]
