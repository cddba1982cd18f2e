"""A document says the same in every form, shows what people typed as they typed it, and gives the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from loket.exchange.documents.document import (
    Bar,
    Bars,
    Block,
    Bullets,
    Columns,
    Contents,
    Document,
    Facts,
    Group,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from loket.exchange.documents.document_files import Format, document_bytes, format_of, write_document
from loket.models.errors import Refused

TYPED = st.text(st.sampled_from("ab1 *_#|<>&;[]()`~-+=.!\\\n\x00'\"éß"), min_size=1, max_size=25)


def everything(text: str) -> Document:
    """A document in which a text stands in every place that takes one."""
    blocks: tuple[Block, ...] = (
        Contents("Inhoud"),
        Heading(text),
        Heading(text, 2),
        Paragraph(text),
        Paragraph(text, "quote"),
        Paragraph(text, "note"),
        Bullets((text, text)),
        Bullets((text,), numbered=True),
        Facts(((text, text), ("Dag", dt.date(2026, 11, 23)))),
        Table(("Naam", text), ((text, 1204), ("leeg", None), ("komma", 41.5)), caption=text),
        Bars(text, (Bar(text, 3, text), Bar("onbekend", None, "?"), Bar("niets", 0, "0"))),
        Columns(text, text, ("in", text), (Group(text, (3, None), ("3", text)), Group("leeg", (0, None), ("0", "<5")))),
        PageBreak(),
    )
    return Document(text, blocks, subtitle=text, on=dt.date(2026, 11, 23))


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words(text: str) -> str:
    return "".join(text.replace("\x00", "").split())


@given(TYPED)
@settings(max_examples=25, deadline=None)
def test_markdown_shows_what_was_typed(text: str) -> None:
    """Rendered, a paragraph, a list's item and a cell read as typed; nothing in them is markup."""
    for block in (Paragraph(text), Bullets((text,)), Table(("a", "b"), ((text, "x"),))):
        source = document_bytes(Document("T", (block,)), Format.MARKDOWN).decode()
        seen = _Texts()
        seen.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(source))
        assert not seen.tags & {"em", "strong", "a", "img", "code", "pre", "h2", "hr", "blockquote", "b"}
        assert words(text) in words("".join(seen.found)) or not words(text)


@given(TYPED)
@settings(max_examples=10, deadline=None)
def test_html_shows_what_was_typed_and_runs_nothing(text: str) -> None:
    seen = _Texts()
    seen.feed(document_bytes(everything(f"<script>{text}"), Format.HTML).decode())
    assert "script" not in seen.tags
    assert "".join(seen.found).count("<script>") == 30


def test_html_is_one_file_for_a_reader_of_any_kind() -> None:
    page = document_bytes(everything("Kloof"), Format.HTML).decode()
    assert '<html lang="nl">' in page
    assert '<th scope="col"' in page
    assert '<th scope="row"' in page
    assert "http://" not in page
    assert "https://" not in page
    for figure in ("1.204", "41,5", "23 nov 2026", "–"):
        assert figure in page


@given(TYPED)
@settings(max_examples=3, deadline=None)
def test_word_takes_any_text(text: str) -> None:
    opened = docx.Document(io.BytesIO(document_bytes(everything(text), Format.WORD)))
    assert words(opened.tables[1].rows[1].cells[0].text) == words(text) or not words(text)


def test_word_repeats_a_tables_header_and_lists_the_headings() -> None:
    packed = document_bytes(everything("Kloof"), Format.WORD)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        page = archive.read("word/document.xml").decode()
    assert "<w:tblHeader/>" in page
    assert r'TOC \o "1-2"' in page
    assert 'w:anchor="_Toc000001"' in page
    assert 'w:name="_Toc000001"' in page
    opened = docx.Document(io.BytesIO(packed))
    assert [one.text for one in opened.paragraphs if one.style is not None and one.style.name == "Heading 1"] == ["Kloof"]
    assert [cell.text for cell in opened.tables[1].rows[1].cells] == ["Kloof", "1.204"]


@pytest.mark.parametrize("form", Format)
def test_the_same_document_gives_the_same_bytes(form: Format) -> None:
    first = document_bytes(everything("Kloof"), form)
    with patch("time.localtime", return_value=(2031, 1, 2, 3, 4, 5, 0, 0, 0)), patch("time.time", return_value=1_930_000_000.0):
        assert document_bytes(everything("Kloof"), form) == first


def test_a_files_ending_says_its_form(tmp_path: Path) -> None:
    write_document(tmp_path / "rapport.md", everything("Kloof"))
    assert (tmp_path / "rapport.md").read_text(encoding="utf-8").startswith("# Kloof")
    with pytest.raises(Refused, match=r"\.docx"):
        format_of(tmp_path / "rapport.pdf")
