"""The draft of a conversation: kept at every pause in typing, and put back as it was left."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from loket.casework.drafts import KeptDraft, discard_draft, drafts, keep_draft
from loket.models.words import Channel, ConversationKind
from loket.screens.log_conversation.conversation_draft import ConversationDraft
from loket.screens.log_conversation.outcome_sheet import said_as_json, said_from_json
from loket.screens.log_conversation.outcomes import Outcome

if TYPE_CHECKING:
    from loket.store.database import Store

FORM = "conversation"
_STILL_ON_THE_PHONE = dt.timedelta(minutes=30)
_SUBJECT = re.compile(r"g(\d+)|(?:i([\d,]+))?;?(?:p([\d,]+))?")


def subject_of(institution_ids: Sequence[int], conversation_id: int | None, party_ids: Sequence[int]) -> str:
    """What a draft is about: `g12` the planned talk, `i5,7` institutions, `p3` a party, `i5;p3` both."""
    if conversation_id is not None:
        return f"g{conversation_id}"
    parts = [letter + ",".join(map(str, ids)) for letter, ids in (("i", institution_ids), ("p", party_ids)) if ids]
    return ";".join(parts) or "new"


def opening_of(subject: str) -> tuple[tuple[int, ...], int | None, tuple[int, ...]]:
    """The arguments that open the screen on a draft: institutions, conversation, parties."""
    match = _SUBJECT.fullmatch(subject)
    if match is None:
        return (), None, ()
    institutions, parties = (tuple(int(one) for one in (match[group] or "").split(",") if one) for group in (2, 3))
    return institutions, int(match[1]) if match[1] else None, parties


@dataclass(frozen=True, slots=True)
class Restored:
    """What a draft holds."""

    notes: str
    talk: ConversationDraft
    version: int | None
    """Of the planned conversation, when it was first seen."""
    untouched: frozenset[str]
    """The facts of the talk that stand as they were filled in."""
    outcomes: tuple[tuple[str, Mapping[str, Any], int | None], ...]
    """For each line of the notes that is a record: its text, what was said apart, the request it is linked to."""

    def carried(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """The lines as they are read now, with what was said apart and linked when the draft was left."""
        kept = [(text, said, linked) for text, said, linked in self.outcomes]
        result = []
        for outcome in outcomes:
            found = next((one for one in kept if one[0] == outcome.text), None)
            if found is not None:
                kept.remove(found)
            result.append(replace(outcome, said=found[1], linked=found[2]) if found else outcome)
        return result


def draft_content(
    notes: str,
    talk: ConversationDraft,
    minutes: int | None,
    outcomes: Sequence[Outcome],
    version: int | None,
    untouched: Collection[str],
    now: dt.datetime,
) -> dict[str, Any]:
    """The draft as JSON."""
    return {
        "notes": notes,
        "version": version,
        "untouched": sorted(untouched),
        "kind": talk.kind,
        "channel": talk.channel,
        "held_on": talk.held_on.isoformat(),
        "held_time": talk.held_time,
        "duration_min": talk.duration_min,
        "minutes": minutes,
        "institution_ids": talk.institution_ids,
        "party_ids": talk.party_ids,
        "contact_ids": talk.contact_ids,
        "attendees": talk.attendees,
        "advisor_ids": talk.advisor_ids,
        "agreements": talk.agreements,
        "confidential": talk.confidential,
        "planned_id": talk.planned_id,
        "settled": talk.settled,
        "at": now.isoformat(timespec="seconds"),
        "outcomes": [{"line": one.text, "said": said_as_json(one.said), "linked": one.linked} for one in outcomes],
    }


def restored(content: Mapping[str, Any], now: dt.datetime) -> Restored:
    """What a draft holds. The clock of a talk that was left half an hour ago or longer has stopped at its last words."""
    left = dt.datetime.fromisoformat(content["at"])
    duration = content["duration_min"]
    if duration is None and not dt.timedelta() <= now - left < _STILL_ON_THE_PHONE:
        duration = content["minutes"]
    talk = ConversationDraft(
        ConversationKind(content["kind"]) if content["kind"] else None,
        Channel(content["channel"]) if content["channel"] else None,
        dt.date.fromisoformat(content["held_on"]),
        content["held_time"],
        duration,
        tuple(content["institution_ids"]),
        tuple(content["party_ids"]),
        tuple(content["contact_ids"]),
        tuple(content["attendees"]),
        tuple(content["advisor_ids"]),
        content["agreements"],
        content["confidential"],
        content["planned_id"],
        content["settled"],
    )
    outcomes = tuple((one["line"], said_from_json(one["said"]), one["linked"]) for one in content["outcomes"])
    return Restored(content["notes"], talk, content.get("version"), frozenset(content.get("untouched", ())), outcomes)


def find_draft(store: Store, subjects: Sequence[str], planned: int | None = None) -> KeptDraft | None:
    """The first of these drafts that there is; else one that was begun elsewhere and turned out to be this planned talk."""
    kept = [draft for draft in drafts(store) if draft.form == FORM]
    of_subject = {draft.subject: draft for draft in kept}
    found = next((of_subject[subject] for subject in subjects if subject in of_subject), None)
    if found is None and planned is not None:
        found = next((draft for draft in kept if draft.content.get("planned_id") == planned), None)
    return found


class DraftWriter:
    """Writes drafts in threads: an older one never overtakes a newer one, and none comes after the conversation was saved."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked = 0
        self._written = 0
        self._closed = False

    def next_turn(self) -> int:
        """The place of the draft that is about to be written; asked for on the event loop."""
        self._asked += 1
        return self._asked

    def write(self, store: Store, turn: int, subject: str, title: str, content: Mapping[str, Any] | None) -> bool:
        """Keep the draft, or forget it when there is nothing in it; returns whether it was written."""
        with self._lock:
            if self._closed or turn < self._written:
                return False
            self._written = turn
            if content is None:
                discard_draft(store, FORM, subject)
            else:
                keep_draft(store, FORM, subject, title, content)
            return True

    @contextmanager
    def closing(self, store: Store, subjects: Sequence[str]) -> Iterator[None]:
        """While the conversation is saved no draft is written; after it those of these subjects go, and none comes any more."""
        with self._lock:
            yield
            for subject in subjects:
                discard_draft(store, FORM, subject)
            self._closed = True
