"""Modules that load when they are first used: screens and commands name a verb without waiting for SQLModel.

`from loket.casework import requests` gives a stand-in, which type checkers read as the module itself. Naming a function of it loads
nothing: the call does, in the thread that calls. Naming a class or a constant loads at once. `from loket.casework.requests import …`
loads too, as ever.

(`importlib`'s LazyLoader loads as soon as a function is named, on the event loop, and is safe with threads only from Python 3.12.)
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """A module that is not loaded yet."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.islower() and self.__name__ not in sys.modules:
            return partial(self._call, name)
        return getattr(import_module(self.__name__), name)

    def _call(self, name: str, *arguments: Any, **named: Any) -> Any:
        return getattr(import_module(self.__name__), name)(*arguments, **named)


def modules_when_used(package: str) -> Callable[[str], ModuleType]:
    """The `__getattr__` of a package whose modules load when they are used."""

    def stand_in(name: str) -> ModuleType:
        path = f"{package}.{name}"
        spec = None if name.startswith("_") else find_spec(path)
        if spec is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = _StandIn(path) if spec.submodule_search_locations is None else import_module(path)
        setattr(sys.modules[package], name, module)
        return module

    return stand_in
