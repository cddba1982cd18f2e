from __future__ import annotations

import pytest

from loket.casework.drafts import NEW, discard_draft, drafts, keep_draft, load_draft
from loket.casework.notes import LinkInput, NoteInput, add_link, change_link, change_note, remove_link, write_note
from loket.casework.requests import RequestInput, change_request, register_request
from loket.casework.saved_views import remove_view, save_view, saved_views
from loket.casework.undo import undo
from loket.models.errors import Refused
from loket.models.words import NoteKind, RecordKind
from loket.store.undo import UndoRefused
from tests.casework.conftest import TODAY, House


def test_a_note_on_any_record_is_in_its_dossier(house: House) -> None:
    request = register_request(house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[1]))
    note = NoteInput(on_kind=RecordKind.REQUEST, on_id=request.record.id, kind=NoteKind.LESSON, theme_id=3, text="eerst het team\nvragen")
    done = write_note(house.store, note)
    row = house.row(done.record)
    assert (row.institution_id, row.advisor_id, row.written_on, row.kind) == (house.merenrand, house.ilse, TODAY, NoteKind.LESSON)
    change_note(house.store, done.record.id, NoteInput(text="eerst vragen"))
    assert house.row(done.record).text == "eerst vragen"


def test_a_note_on_nothing_or_a_decision_off_a_trend_is_refused(house: House) -> None:
    with pytest.raises(Refused, match="V-77"):
        write_note(house.store, NoteInput(on_kind=RecordKind.REQUEST, on_id=77, text="x"))
    with pytest.raises(Refused) as refused:
        write_note(house.store, NoteInput(on_kind=RecordKind.INSTITUTION, on_id=house.merenrand, kind=NoteKind.DECISION, text=" "))
    assert sorted(error.field for error in refused.value.errors) == ["kind", "text"]


def test_a_link_comes_changes_and_goes(house: House) -> None:
    data = LinkInput(on_kind=RecordKind.INSTITUTION, on_id=house.merenrand, url="https://voorbeeld.nl")
    done = add_link(house.store, data)
    change_link(house.store, done.record.id, LinkInput(title="Plan van aanpak"), version=1)
    assert (house.row(done.record).title, house.row(done.record).url) == ("Plan van aanpak", "https://voorbeeld.nl")
    with pytest.raises(Refused):
        change_link(house.store, done.record.id, LinkInput(url=""))
    remove_link(house.store, done.record.id)
    assert house.count("link") == 0
    undo(house.store)
    assert house.count("link") == 1


def test_a_draft_is_the_advisors_own_and_replaced_at_each_pause(house: House) -> None:
    keep_draft(house.store, "request", NEW, "PROM", {"title": "PROM"})
    keep_draft(house.store, "request", NEW, "PROM's \x1b[31m", {"title": "PROM's", "half": "\ud83d"})
    assert drafts(house.as_ruud()) == []
    (draft,) = drafts(house.store)
    assert (draft.form, draft.subject, draft.title, draft.content["title"]) == ("request", NEW, "PROM's ", "PROM's")
    assert load_draft(house.store, "request", NEW) == draft
    discard_draft(house.store, "request", NEW)
    assert load_draft(house.store, "request", NEW) is None


def test_views_are_kept_by_name(house: House) -> None:
    save_view(house.store, "requests", " mijn hoge ", {"priority": ["high"]})
    save_view(house.store, "requests", "mijn hoge", {"priority": ["high", "low"]})
    assert saved_views(house.store, "requests") == {"mijn hoge": {"priority": ["high", "low"]}}
    assert saved_views(house.as_ruud(), "requests") == {}
    with pytest.raises(Refused):
        save_view(house.store, "requests", "  ", {})
    remove_view(house.store, "requests", "mijn hoge")
    assert saved_views(house.store, "requests") == {}


def test_undo_takes_back_my_last_act_and_then_the_one_before(house: House) -> None:
    first = register_request(house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[1]))
    register_request(house.as_ruud(), RequestInput(title="van ruud", institution_id=house.merenrand, themes=[1]))
    change_request(house.store, first.record.id, RequestInput(title="b"))
    keep_draft(house.store, "request", NEW, "x", {})
    undone = undo(house.store)
    assert "vraag gewijzigd" in undone.message
    assert undone.records == (first.record,)
    assert house.row(first.record).title == "a"
    undo(house.store)
    assert house.column("SELECT title FROM support_request") == ["van ruud"]


def test_undo_is_refused_when_somebody_built_on_it(house: House) -> None:
    made = register_request(house.store, RequestInput(title="a", institution_id=house.merenrand, themes=[1]))
    change_request(house.as_ruud(), made.record.id, RequestInput(title="b"))
    with pytest.raises(UndoRefused, match="ruud"):
        undo(house.store, made.tx)
    with pytest.raises(Refused):
        undo(house.store, 999_999)
