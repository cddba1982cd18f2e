"""Writes a world's responses as the survey tools would: a file a round, no two alike, and the mapping that makes them canonical again."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from tests.worlds import words
from tests.worlds.world import Row, World, listed
from tests.worlds.write import other_names

Cell = str | int | bool | datetime
THEME_LABELS = dict(words.THEMES)
# How a survey may word its options: with commas inside, and one that begins like another.
WORDED = {
    "1": "Kennis delen, en samenwerken",
    "2": "Landelijk beleid",
    "3": "Competenties, voor in de spreekkamer",
    "4": "Competenties, voor in de spreekkamer, met uitkomstinformatie",
    "5": "Cultuur, draagvlak en bestuur",
    "6": "Patiëntparticipatie",
}
SCOPES = ("alle patiëntgroepen", "enkele patiëntgroepen", "niet", "onbekend")
QUESTIONS = {
    "instelling": "Naam van uw instelling",
    "doelgroep": "Namens wie vult u dit in?",
    "samen_beslissen": "Past u samen beslissen toe?",
    "uitkomstinformatie": "Gebruikt u uitkomstinformatie\nbij samen beslissen?",
    "ambitie": "Wat is uw ambitie?",
    "themas": "Welke ondersteuning, indien van toepassing, heeft u nodig?",
    "knelpunten": "Welke knelpunten ziet u?",
    "toelichting": "Toelichting",
}


@dataclass
class Survey:
    """A file in the making: its rows as the tool writes them, and what the mapping says."""

    tool: str
    random: Random
    grid: list[list[Cell]] = field(default_factory=list)
    columns: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    encodings: tuple[str, ...] = ("utf-8", "utf-8-sig")
    delimiters: str = ","

    def mapping(self) -> str:
        """The mapping file's text."""
        lines = ["[source]", *(f"{key} = {quoted(value)}" for key, value in self.source.items())]
        lines += ["[columns]", *(f"{header} = {quoted(name)}" for header, name in self.columns.items())]
        for header, meant in self.answers.items():
            lines += [f"[answers.{header}]", *(f"{quoted(answer)} = {quoted(value)}" for answer, value in meant.items())]
        return "\n".join(lines) + "\n"

    def save(self, folder: Path, name: str) -> Path:
        """Write the file, as CSV or as a workbook."""
        if self.random.random() < 0.4:
            path = folder / f"{name}.xlsx"
            book = xlsxwriter.Workbook(str(path), {"default_date_format": "d-m-yyyy h:mm"})
            sheet = book.add_worksheet("Blad1")
            for place, row in enumerate(self.grid):
                for column, cell in enumerate(row):
                    write_cell(sheet, place, column, cell)
            book.close()
            return path
        path = folder / f"{name}.csv"
        quoting: Any = self.random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
        with path.open("w", encoding=self.random.choice(self.encodings), newline="") as file:
            writer = csv.writer(file, delimiter=self.random.choice(self.delimiters), quoting=quoting)
            writer.writerows([[self.shown(cell) for cell in row] for row in self.grid])
        return path

    def shown(self, cell: Cell) -> str:
        """A cell in a CSV."""
        if isinstance(cell, datetime):
            return f"{cell:%d-%m-%Y %H:%M}" if self.tool == "msforms" else f"{cell:%Y-%m-%d %H:%M:%S}"
        return str(cell)


def quoted(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_cell(sheet: Any, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell)


def moment(row: Row, random: Random) -> datetime:
    return datetime.combine(date.fromisoformat(row["ingevuld_op"]), datetime.min.time()).replace(hour=random.randint(1, 22), minute=31)


def key_of(row: Row, place: int) -> int:
    return int(row["sleutel"]) if row.get("sleutel") else place


Names = Callable[[str], str]


def limesurvey(rows: list[Row], named: Names, random: Random) -> Survey:
    """Codes, texts or both above; codes or full answers below; a column an option."""
    survey = Survey("limesurvey", random, delimiters=";,", encodings=("utf-8-sig", "utf-8"))
    style, full = random.choice(("code", "full", "both")), random.random() < 0.5
    codes = {"instelling": "INST", "doelgroep": "DG", "samen_beslissen": "SB1", "uitkomstinformatie": "UI1", "ambitie": "AMB",
             "themas": "BEH", "knelpunten": "KN", "toelichting": "TOEL"}  # fmt: skip
    options = {"themas": list(THEME_LABELS), "knelpunten": list(words.OBSTACLES)}
    labels = {**THEME_LABELS, **{label: label for label in words.OBSTACLES}}

    def heading(header: str, option: str = "") -> str:
        place = options[header].index(option) + 1 if option else 0
        code = codes[header] + (f"[SQ{place:03d}]" if option else "")
        text = QUESTIONS[header].replace("\n", " ") + (f" [{labels[option]}]" if option else "")
        return {"code": code, "full": text, "both": f"{code}. {text}"}[style]

    tool = ["id", "submitdate", "lastpage", "startlanguage", "token"]
    if style == "full":
        tool = ["Response ID", "Date submitted", "Last page", "Start language", "Access code"]
    single = ("instelling", "doelgroep", "samen_beslissen", "uitkomstinformatie", "ambitie", "toelichting")
    several = [(header, option) for header, those in options.items() for option in those]
    survey.grid.append([*tool, *map(heading, single), *(heading(*one) for one in several)])
    coded = {"doelgroep": list(words.AUDIENCES), "samen_beslissen": list(SCOPES), "uitkomstinformatie": ["ja", "nee", "onbekend"]}
    yes, no = ("Ja", "Nee") if full else ("Y", random.choice(("N", "")))
    for place, row in enumerate(rows, start=1):
        answers: list[Cell] = []
        for header in single:
            value = named(row[header]) if header == "instelling" else row[header]
            answers.append(f"A{coded[header].index(value) + 1}" if header in coded and value and not full else value)
        ticks = [yes if option in listed(row[header]) else no for header, option in several]
        survey.grid.append([key_of(row, place), moment(row, random), 6, "nl", "aB3", *answers, *ticks])
        if random.random() < 0.2:
            survey.grid.append([9000 + place, "", 2, "nl", "", "Nergens", *[""] * (len(answers) - 1), *[""] * len(ticks)])
    survey.columns = {header: (codes[header] if style == "both" else heading(header)) for header in single}
    for header in options:
        names = [heading(header, option) for option in options[header]]
        survey.columns[header] = random.choice((names, QUESTIONS[header] if style != "code" else codes[header]))
        if style == "code":
            survey.answers[header] = dict(zip(names, options[header], strict=True))
    for header, values in coded.items():
        if not full:
            survey.answers[header] = {f"A{place}": value for place, value in enumerate(values, start=1)}
    return survey


def msforms(rows: list[Row], named: Names, random: Random) -> Survey:
    """Every answer in words; several with `;` behind each, or as a JSON list."""
    survey = Survey("msforms", random, delimiters=";", encodings=("cp1252", "utf-8-sig"))
    own = ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"]
    headers = list(QUESTIONS)
    survey.grid.append([*own, *(QUESTIONS[header].replace("\n", " ") for header in headers), "Toelichting2"])
    as_json = random.random() < 0.5
    for place, row in enumerate(rows, start=1):
        answers = [said(row, header, named, lambda items: json.dumps(items, ensure_ascii=False) if as_json else f"{';'.join(items)};")
                   for header in headers]  # fmt: skip
        done = moment(row, random)
        survey.grid.append([key_of(row, place), done, done, "anonymous", "", *answers, "blijft buiten"])
    survey.columns = {header: QUESTIONS[header].replace("\n", " ") for header in headers}
    survey.answers = {"themas": {label: theme for theme, label in WORDED.items()}, "samen_beslissen": worded_scopes()}
    return survey


def qualtrics(rows: list[Row], named: Names, random: Random) -> Survey:
    """Three header rows, answers joined by commas, and rows of the survey's makers among the others."""
    survey = Survey("qualtrics", random)
    own = ["StartDate", "EndDate", "Status", "Progress", "Finished", "RecordedDate", "ResponseId", "DistributionChannel", "UserLanguage"]
    headers = list(QUESTIONS)
    codes = [f"Q{place}" for place, _header in enumerate(headers, start=1)]
    survey.grid.append([*own, *codes])
    texts = ["Start Date", "End Date", "Response Type", "Progress", "Finished", "Recorded Date", "Response ID", "Distribution Channel"]
    survey.grid.append([*texts, "User Language", *QUESTIONS.values()])
    survey.grid.append([json.dumps({"ImportId": name}) for name in [*own, *(f"QID{place}" for place in range(1, len(codes) + 1))]])
    finished: tuple[Cell, Cell] = random.choice(((True, False), ("1", "0"), ("Voltooid", "False")))
    for place, row in enumerate(rows, start=1):
        answers = [said(row, header, named, ",".join) for header in headers]
        done = moment(row, random)
        ordinary: list[Any] = [done, done, "IP Address", 100, finished[0], done, f"{key_of(row, place)}", "anonymous", "NL"]
        survey.grid.append([*ordinary, *answers])
        for status, progress, end, channel in odd_rows(finished, random):
            survey.grid.append([done, done, status, progress, end, done, f"9{place}000", channel, "NL", "TEST", *answers[1:]])
    names = codes if random.random() < 0.5 else [f"QID{place}" for place in range(1, len(codes) + 1)]
    survey.columns = dict(zip(headers, names, strict=True))
    survey.answers = {"themas": {label: theme for theme, label in WORDED.items()}, "samen_beslissen": worded_scopes()}
    return survey


def odd_rows(finished: tuple[Cell, Cell], random: Random) -> list[tuple[Cell, Cell, Cell, Cell]]:
    """What else stands among the responses now and then: trials, rubbish, half a survey."""
    odd: list[tuple[Cell, Cell, Cell, Cell]] = [
        ("Survey Preview", 100, finished[0], "preview"),
        ("Spam", 100, finished[0], "anonymous"),
        ("IP Address", 40, finished[1], "anonymous"),
    ]
    return random.sample(odd, 1) if random.random() < 0.3 else []


def surveymonkey(rows: list[Row], named: Names, random: Random) -> Survey:
    """Two header rows, American dates, a column an option or all in one."""
    survey = Survey("surveymonkey", random)
    own = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
    expanded = random.random() < 0.6
    first: list[Cell] = [*own]
    second: list[Cell] = [""] * len(own)
    for header, question in QUESTIONS.items():
        options = list(WORDED.values()) if expanded and header == "themas" else []
        first += [question.replace("\n", " "), *[""] * (len(options) - 1)]
        second += options or [random.choice(("Response", "Open-Ended Response"))]
    survey.grid += [first, second]
    for place, row in enumerate(rows, start=1):
        answers: list[Cell] = []
        for header in QUESTIONS:
            if expanded and header == "themas":
                answers += [label if theme in listed(row["themas"]) else "" for theme, label in WORDED.items()]
            else:
                answers.append(said(row, header, named, ", ".join))
        done = f"{moment(row, random):%m/%d/%Y %I:%M:%S %p}"
        survey.grid.append([key_of(row, place), 450000001, done, done, "10.0.0.1", "", "", *answers])
        if random.random() < 0.2:
            survey.grid.append([900_000 + place, 450000001, done, "", "", "", "", "Half af", *answers[1:]])
    survey.columns = {header: question.replace("\n", " ") for header, question in QUESTIONS.items()}
    survey.answers = {"themas": {label: theme for theme, label in WORDED.items()}, "samen_beslissen": worded_scopes()}
    return survey


def plain(rows: list[Row], named: Names, random: Random) -> Survey:
    """Somebody's own table, with its own dates."""
    survey = Survey("plain", random, delimiters=";,\t", encodings=("cp1252", "utf-8", "utf-8-sig"))
    headers = list(QUESTIONS)
    survey.grid.append(["Nr", "Datum", *headers])
    pattern, told = random.choice((("%d/%m/%Y", "dd/mm/jjjj"), ("%m/%d/%y", "m/d/yy"), ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M")))
    for place, row in enumerate(rows, start=1):
        answers = [said(row, header, named, " | ".join) for header in headers]
        survey.grid.append([f"N{key_of(row, place):04d}", f"{moment(row, random):{pattern}}", *answers])
    survey.source["date_format"] = told
    survey.columns = {"sleutel": "Nr", "ingevuld_op": "Datum"} | {header: header.upper() for header in headers}
    survey.answers = {"themas": {label: theme for theme, label in WORDED.items()}, "samen_beslissen": worded_scopes()}
    return survey


def said(row: Row, header: str, named: Names, joined: Callable[[list[str]], str]) -> str:
    """A response's answer in the survey's words."""
    if header == "instelling":
        return named(row[header])
    if header == "themas":
        return joined([WORDED[theme] for theme in listed(row[header])]) if row[header] else ""
    if header == "knelpunten":
        return joined(listed(row[header])) if row[header] else ""
    return {f"{scope}": f"Bij {scope}" for scope in SCOPES}.get(row[header], row[header]) if header == "samen_beslissen" else row[header]


def worded_scopes() -> dict[str, str]:
    return {f"Bij {scope}": scope for scope in SCOPES}


TOOLS = (limesurvey, msforms, qualtrics, surveymonkey, plain)


def write_surveys(world: World, folder: Path, seed: int) -> list[tuple[Path, str]]:
    """Each round's responses as one tool writes them, with its mapping's text."""
    random = Random(seed)
    others = other_names(world)
    written = []
    for number, name in enumerate(dict.fromkeys(row["ronde"] for row in world.rows("wensenscan"))):
        rows = [row for row in world.rows("wensenscan") if row["ronde"] == name]

        def named(institution: str) -> str:
            return random.choice([institution, *others.get(institution, [])])

        survey = TOOLS[(seed + number) % len(TOOLS)](rows, named, random)
        survey.source = {"round": name, **survey.source, **({"format": survey.tool} if random.random() < 0.5 else {})}
        written.append((survey.save(folder, f"{number} {survey.tool}"), survey.mapping()))
    return written
