"""Views of a list are one's own, or shared with everybody by who keeps them."""

from __future__ import annotations

import pytest

from loket.casework.saved_views import kept_views, remove_view, save_view, saved_views
from loket.models.errors import Refused
from loket.store.database import Store


def names(store: Store) -> list[tuple[str, str, bool]]:
    return [(one.name, one.by, one.shared) for one in kept_views(store, "requests")]


def test_a_view_is_seen_by_others_only_when_it_is_shared(store: Store) -> None:
    store.actor = "ilse"
    save_view(store, "requests", "mijn MDL", {"text": "mdl"})
    save_view(store, "requests", "te laat", {"text": "staat:open"}, shared=True)
    save_view(store, "signals", "elders", {}, shared=True)
    assert names(store) == [("mijn MDL", "ilse", False), ("te laat", "ilse", True)]
    store.actor = "mehmet"
    assert names(store) == [("te laat", "ilse", True)]
    assert saved_views(store, "requests") == {}
    save_view(store, "requests", "zelf", {"text": "x"})
    assert [name for name, _by, _shared in names(store)] == ["zelf", "te laat"]


def test_only_who_keeps_a_view_forgets_or_changes_it(store: Store) -> None:
    store.actor = "ilse"
    save_view(store, "requests", "te laat", {"text": "a"}, shared=True)
    store.actor = "mehmet"
    remove_view(store, "requests", "te laat")
    save_view(store, "requests", "te laat", {"text": "b"})
    assert names(store) == [("te laat", "mehmet", False), ("te laat", "ilse", True)]
    store.actor = "ilse"
    save_view(store, "requests", "te laat", {"text": "c"})
    assert [dict(one.query) for one in kept_views(store, "requests")] == [{"text": "c"}]
    remove_view(store, "requests", "te laat")
    assert names(store) == []


def test_a_view_has_a_name(store: Store) -> None:
    with pytest.raises(Refused):
        save_view(store, "requests", "  ", {})
