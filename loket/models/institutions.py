"""Whom the loket works for: institutions, parties, and the people there."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from loket.models.record import Numbered, Record, Versioned, flag, key, personal, ref, word
from loket.models.words import AdoptionPhase, Audience, InstitutionKind, InstitutionRole, PartyKind, Province, Umbrella


class Institution(Versioned, table=True):
    """An MSZ hospital, university medical centre or independent clinic.

    Merged ones point at their survivor, split-off ones at what they were part of.
    """

    name: str = Field(index=True)
    short_name: str | None = None
    kind: InstitutionKind | None = word(InstitutionKind)
    umbrella: Umbrella | None = word(Umbrella)
    city: str | None = None
    province: Province | None = word(Province)
    agb: str | None = Field(default=None, unique=True)
    website: str | None = None
    epd_vendor: str | None = None
    role: InstitutionRole | None = word(InstitutionRole)
    role_since: date | None = None
    phase: AdoptionPhase | None = word(AdoptionPhase)
    advisor_id: int | None = ref("advisor")
    stand_in_id: int | None = ref("advisor")
    active: bool = flag(True)
    merged_into_id: int | None = ref("institution")
    closed_on: date | None = None
    split_from_id: int | None = ref("institution")


class DistinctInstitutions(Record, table=True):
    """Two institutions that look alike and are not one, as somebody said: no longer proposed as duplicates. The lower number first."""

    __tablename__ = "distinct_institutions"
    institution_id: int = key("institution")
    other_id: int = key("institution")


class InstitutionAlias(Numbered, table=True):
    """Another name of an institution, for matching imports; `former_until` is set on a name it once had."""

    __tablename__ = "institution_alias"
    institution_id: int = ref("institution")
    alias: str = Field(index=True)
    former_until: date | None = None


class Tag(Numbered, table=True):
    """A network or the loket's own label on institutions, to filter on; one that ended keeps its institutions and is given no more."""

    name: str = Field(unique=True)
    active: bool = flag(True)


class InstitutionTag(Record, table=True):
    """An institution that has a tag."""

    __tablename__ = "institution_tag"
    institution_id: int = key("institution")
    tag_id: int = key("tag")


class Party(Versioned, table=True):
    """Who is not an institution: counts in the flows, in no institution figure."""

    name: str = Field(unique=True)
    kind: PartyKind | None = word(PartyKind)


class PartyAlias(Numbered, table=True):
    """Another name of a party: Q-Academie is Q Consult's."""

    __tablename__ = "party_alias"
    party_id: int = ref("party")
    alias: str = Field(index=True)


class Contact(Versioned, table=True):
    """A person at an institution or party; personal data.

    Who moves gets a new row at the new place, with `moved_from_id` pointing at the old one: what was said stays where it was said.
    """

    institution_id: int | None = ref("institution")
    party_id: int | None = ref("party")
    name: str | None = personal()
    function: str | None = personal()
    department: str | None = None
    audience: Audience | None = word(Audience)
    email: str | None = personal()
    phone: str | None = personal()
    left_on: date | None = None
    retention_until: date | None = None
    erased_on: date | None = None
    moved_from_id: int | None = ref("contact")


class ContactFormerRole(Numbered, table=True):
    """What a contact did at the same place until a day, before the role that the contact's own row names."""

    __tablename__ = "contact_former_role"
    contact_id: int = ref("contact")
    function: str | None = personal()
    department: str | None = None
    audience: Audience | None = word(Audience)
    until_on: date
