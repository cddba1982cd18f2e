"""Mappings that were used once are known again by the headers of the file."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, insert, select, update

from loket.exchange.survey.survey_file import SurveyFile
from loket.exchange.survey.survey_mapping import SurveyMapping, parse_mapping
from loket.models.documents import SurveyMapping as KeptMapping
from loket.models.errors import Refused
from loket.store.database import Store


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


def remember_mapping(connection: Connection, survey: SurveyFile, mapping: SurveyMapping, today: dt.date) -> None:
    """Keep the mapping for the next file with these headers; nothing is written when it is kept already."""
    table = KeptMapping.sql_table()
    mine = table.c.fingerprint == survey.fingerprint
    kept = connection.execute(select(table.c.name, table.c.content).where(mine)).first()
    values = {"name": mapping.name, "content": mapping.content, "saved_on": today}
    if kept is None:
        connection.execute(insert(table).values(fingerprint=survey.fingerprint, **values))
    elif tuple(kept) != (mapping.name, mapping.content):
        connection.execute(update(table).where(mine).values(**values))
