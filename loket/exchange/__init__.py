"""What goes in and out: the canonical tables as CSV, XLSX and ODS, and everything as JSON."""

from typing import TYPE_CHECKING

from loket.lazy import modules_when_used

if not TYPE_CHECKING:
    __getattr__ = modules_when_used(__name__)
