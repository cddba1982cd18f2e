"""Writing a document to bytes or to a file, in the form that was asked."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from loket.exchange.documents.as_html import as_html
from loket.exchange.documents.as_markdown import as_markdown
from loket.exchange.documents.document import Document
from loket.exchange.output_files import whole_file
from loket.language import _
from loket.models.errors import Refused


class Format(StrEnum):
    """What a document can be written as; the value is the file's ending."""

    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"


def format_of(path: Path) -> Format:
    """The form that a file's ending asks for."""
    try:
        return Format(path.suffix.lower().removeprefix("."))
    except ValueError:
        raise Refused(_("{file}: loket writes .md, .html and .docx; give the file one of those endings").format(file=path.name)) from None


def document_bytes(document: Document, form: Format) -> bytes:
    """The document as a file's bytes: the same document gives the same bytes, always."""
    match form:
        case Format.MARKDOWN:
            return as_markdown(document)
        case Format.HTML:
            return as_html(document)
        case Format.WORD:
            from loket.exchange.documents.as_word import as_word  # loads python-docx, which only this form needs

            return as_word(document)


def write_document(path: Path, document: Document, form: Format | None = None) -> None:
    """Write a document to a file, whole or not at all; without `form` the file's ending says which."""
    written = document_bytes(document, form or format_of(path))
    with whole_file(path) as file:
        file.write(written)
