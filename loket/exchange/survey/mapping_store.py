"""Mappings that were used once are known again by the headers of the file."""

from __future__ import annotations

from sqlmodel import select

from loket.exchange.survey.survey_file import SurveyFile
from loket.exchange.survey.survey_mapping import SurveyMapping, parse_mapping
from loket.models.documents import SurveyMapping as KeptMapping
from loket.models.errors import Refused
from loket.store.database import Store
from loket.store.transaction import Transaction


def known_mapping(store: Store, survey: SurveyFile) -> SurveyMapping | None:
    """The mapping with which a file of these headers was read before; None when there was none."""
    with store.read() as reader:
        found = reader.rows("SELECT name, content FROM survey_mapping WHERE fingerprint = :fingerprint", fingerprint=survey.fingerprint)
    if not found:
        return None
    try:
        return parse_mapping(found[0][1], found[0][0])
    except Refused:
        return None  # written by a version that knew other keys: it is asked for again


def remember_mapping(tx: Transaction, survey: SurveyFile, mapping: SurveyMapping) -> None:
    """Keep the mapping for the next file with these headers; nothing is written when it is kept already."""
    kept = tx.session.exec(select(KeptMapping).where(KeptMapping.fingerprint == survey.fingerprint)).first()
    if kept is None or (kept.name, kept.content) != (mapping.name, mapping.content):
        kept = kept or KeptMapping(fingerprint=survey.fingerprint, name="", content="", saved_on=tx.today)
        kept.name, kept.content, kept.saved_on = mapping.name, mapping.content, tx.today
        tx.session.add(kept)
