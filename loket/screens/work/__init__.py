"""Place 1, Werkvoorraad: what to do now. Its actions load when the first key asks for one."""

from typing import TYPE_CHECKING

from loket.lazy import modules_when_used

if not TYPE_CHECKING:
    __getattr__ = modules_when_used(__name__)
