"""What is part of a record or hangs on it, in full: a note, a document's address, a fit-gap item. The chain says what it belongs to."""

from __future__ import annotations

from loket.insight.lists.fitgap import FITGAP_ITEMS
from loket.insight.lists.notes import LINKS, NOTES
from loket.screens.records.record_detail import RecordDetail


class NoteDetail(RecordDetail):
    """One note, lesson or decision."""

    LISTING, PLACE = NOTES, 2
    FOOTER = ("edit", "follow_up", "history", "copy", "previous", "next")


class LinkDetail(RecordDetail):
    """The address of one document."""

    LISTING, PLACE = LINKS, 2
    FOOTER = ("edit", "history", "copy", "previous", "next")


class FitGapItemDetail(RecordDetail):
    """One dimension of a fit-gap analysis."""

    LISTING, PLACE = FITGAP_ITEMS, 9
    FOOTER = ("edit", "follow_up", "history", "copy", "previous", "next")
