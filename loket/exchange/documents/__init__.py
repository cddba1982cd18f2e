"""Documents that leave loket: one model of a report, written as Markdown, HTML or DOCX; the same document gives the same bytes."""

from typing import TYPE_CHECKING

from loket.lazy import modules_when_used

if not TYPE_CHECKING:
    __getattr__ = modules_when_used(__name__)
