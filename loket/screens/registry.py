"""Which screen shows what, by name: modules are loaded when their screen is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

SHEETS: dict[int, tuple[str, ...]] = {
    1: ("loket.screens.work_queue:WorkQueueScreen",),
    7: ("loket.screens.dashboard:DashboardScreen", "loket.screens.dashboard_tables:DashboardTables"),
}
"""The sheets of each place in the order that its own digit turns to them: `module:Class`, made without arguments."""

RECORDS: dict[str, str] = {}
"""The screen of one record, by the name of its table: `module:Class`, made with the record's number."""

SCREENS: dict[str, str] = {"log": "loket.screens.log_conversation:LogConversationScreen"}
"""Every other screen, by name: `module:Class`."""


DRAFTS: dict[str, str] = {
    "conversation": "loket.screens.work_deeds:open_talk_draft",
    "*": "loket.screens.forms.base:open_draft",
}
"""What opens a draft again, by its form: `module:function`, called with the app, the form and the subject; `*` any other form."""


def find(path: str) -> Callable[..., Any]:
    """The screen class or function that `module:name` names."""
    module, _colon, name = path.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found
