"""Fit-gap analyses that go out and come back: the workbook that an institution fills in, and its report."""

from typing import TYPE_CHECKING

from loket.lazy import modules_when_used

if not TYPE_CHECKING:
    __getattr__ = modules_when_used(__name__)
