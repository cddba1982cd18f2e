"""The progress report to parliament: a complete draft of a period, told from figures that anyone may see unless it is internal."""

from typing import TYPE_CHECKING

from loket.lazy import modules_when_used

if not TYPE_CHECKING:
    __getattr__ = modules_when_used(__name__)
