"""Which screen shows what, by name: modules are loaded when their screen is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loket.screens.base import LoketScreen

SHEETS: dict[int, tuple[str, ...]] = {}
"""The sheets of each place in the order that its own digit turns to them: `module:Class`, made without arguments."""

RECORDS: dict[str, str] = {}
"""The screen of one record, by its kind (`RecordKind`): `module:Class`, made with the record's number."""

SCREENS: dict[str, str] = {"log": "loket.screens.log_conversation:LogConversationScreen"}
"""Every other screen, by name: `module:Class`."""


def find(path: str) -> Callable[..., LoketScreen]:
    """The screen class that `module:Class` names."""
    module, _colon, name = path.partition(":")
    found: Callable[..., LoketScreen] = getattr(import_module(module), name)
    return found
