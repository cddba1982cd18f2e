"""Pasted mails: title, sender and date of twenty of five programs; what is folded; and that no text is lost or crashes the reader."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.casework.mail_message import as_pasted, html_as_text
from loket.casework.received_mail import ReceivedMail, Role, received_mail, split_typed

TODAY = dt.date(2026, 11, 23)
MAILS = Path(__file__).parent.parent / "data" / "mails"
EXPECTED: dict[str, tuple[str, str | None, str | None]] = json.loads((MAILS / "expected.json").read_text("utf-8"))


def pasted(name: str) -> str:
    """A mail of the examples as it is pasted."""
    if name.endswith(".eml"):
        return as_pasted((MAILS / name).read_bytes()) or ""
    return (MAILS / name).read_text("utf-8")


def understood(name: str) -> ReceivedMail:
    mail = received_mail(pasted(name), TODAY)
    assert mail is not None
    return mail


@pytest.mark.parametrize("name", EXPECTED)
def test_title_sender_and_date_are_right(name: str) -> None:
    title, address, day = EXPECTED[name]
    mail = understood(name)
    innermost = mail.senders[-1] if mail.senders else None
    sent = innermost.sent if innermost else None
    assert (mail.title, innermost and innermost.address, sent and sent.date().isoformat()) == (title, address, day)


def test_there_are_twenty_of_five_programs() -> None:
    assert len(EXPECTED) >= 20
    assert {name.partition("-")[0] for name in EXPECTED} == {"outlook", "outlookweb", "gmail", "apple", "thunderbird"}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_text_is_what_its_writer_says(name: str) -> None:
    text = understood(name).text
    assert text
    assert not re.search(
        r"(?mi)^(van|from|verzonden|sent|subject|onderwerp):|vriendelijke groet|regards|schreef|wrote|^>|^-- ?$|uitsluitend bestemd", text
    )


def test_signature_disclaimer_and_history_are_named_and_counted() -> None:
    mail = understood("outlook-1-antwoord.txt")
    assert mail.text == (
        "Beste Ilse,\n\nKunnen jullie helpen met het automatisch uitsturen van PROM's vanuit het EPD?\nDe poli MDL wil in januari beginnen."
    )
    assert [part.role for part in mail.left_out] == [Role.HEADER, Role.SIGNATURE, Role.DISCLAIMER, Role.HISTORY]
    assert "038 000 00 00" in mail.all_left_out
    assert mail.lines_left_out == 23


def test_what_is_said_with_a_forward_and_in_it_stays() -> None:
    text = understood("outlook-2-english-forward.txt").text
    assert text.startswith("Ilse, one for you?\n\nDear Mehmet,")
    assert [one.address for one in understood("outlook-2-english-forward.txt").senders] == [
        "mehmet@loket.example",
        "r.postma@merenrand.example",
    ]


def test_answers_between_the_quoted_lines_stay() -> None:
    assert understood("thunderbird-2-tussen-de-regels.eml").text == (
        "Ja, sinds september.\n\nPatiënten vinden hem kort, artsen missen klachten van de buik."
    )


def test_a_postscript_stays_and_attachments_are_named() -> None:
    assert understood("apple-1-kop.txt").text.endswith("PS: het liefst op een dinsdag.")
    assert understood("apple-4-bijlagen.eml").attachments == ("opzet patiënten.pdf",)
    assert understood("outlook-3-oud-intern.txt").attachments == ("opzet training.docx", "deelnemers.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "hulp bij dashboard\n\nBeste loket, één vraag",
        "afspraken\nVan: 10 uur tot 11 uur\nen verder niets",
        "Datum: 3 maart\nVan: 10.00 uur\nzaal 4",
        "Aan: iedereen\nOnderwerp: iets",
        "v: PROM's #4\ns: leverancier rekent apart",
        "een regel",
        "",
        "\n\n",
    ],
)
def test_other_texts_are_no_mail(text: str) -> None:
    assert received_mail(text, TODAY) is None


def test_what_is_typed_before_a_mail_stands_apart() -> None:
    mail = pasted("outlook-1-antwoord.txt")
    head, found = split_typed(f"s merenr: #4\n{mail}", TODAY)
    assert head == "s merenr: #4"
    assert found is not None
    assert found.title == "PROM's automatisch uitsturen"
    assert split_typed(mail, TODAY)[0] == ""
    assert split_typed("vraag merenr: iets\nen meer", TODAY) == ("vraag merenr: iets\nen meer", None)


def test_without_a_subject_the_first_words_are_the_title() -> None:
    mail = received_mail(
        "Van: A <a@b.example>\nVerzonden: 16-11-2026 09:12\nOnderwerp:\n\nBeste Ilse,\n\nMag ik bellen?\n\nGroet, A", TODAY
    )
    assert mail is not None
    assert (mail.title, mail.text) == ("Mag ik bellen?", "Beste Ilse,\n\nMag ik bellen?")


# No text is lost, and none crashes the reader

_WORDS = re.compile(r"\w+")
_LINES = [line for name in EXPECTED if name.endswith(".txt") and "original" not in name for line in pasted(name).split("\n")]


def words(text: str) -> list[str]:
    return sorted(_WORDS.findall(text))


def kept(mail: ReceivedMail) -> str:
    return f"{mail.text}\n{mail.all_left_out}"


@pytest.mark.parametrize("name", [name for name in EXPECTED if "original" not in name])
def test_every_word_is_kept_or_named_as_left_out(name: str) -> None:
    assert words(kept(understood(name))) == words(pasted(name))


@given(st.lists(st.one_of(st.sampled_from(_LINES), st.sampled_from([f"> {line}" for line in _LINES]), st.text(max_size=40)), max_size=30))
def test_no_mixture_of_mails_loses_a_word(lines: list[str]) -> None:
    text = "\n".join(line.replace("\r", "").replace("\n", " ") for line in lines)
    mail = received_mail(text, TODAY)
    if mail is not None:
        assert words(kept(mail)) == words(text)
        assert mail.title.strip()


@given(st.text(alphabet=st.characters(), max_size=400))
def test_no_text_crashes_the_reader(text: str) -> None:
    received_mail(text, TODAY)
    received_mail(f"Van: a@b.example\nOnderwerp: x\n{text}", TODAY)
    split_typed(text, TODAY)


@given(
    st.binary(max_size=400),
    st.sampled_from(["", "From: a@b.example\nSubject: =?utf-8?q?x?=\n", "Content-Type: text/html; charset=nonsense\n\n"]),
)
def test_no_message_crashes_the_reader(content: bytes, before: str) -> None:
    found = as_pasted(before.encode() + content)
    if found is not None:
        received_mail(found, TODAY)


@given(st.text(max_size=200))
def test_no_page_crashes_the_reader(html: str) -> None:
    html_as_text(html)
    html_as_text(f"<p>{html}</p><blockquote>{html}")


def test_ten_thousand_lines_are_read_at_once() -> None:
    text = pasted("outlook-1-antwoord.txt") + "Aan: een regel\n" * 10_000 + "Op 1-1-2026 schreef A:\n> b\n" * 2000
    assert received_mail(text, TODAY) is not None
