"""LibreOffice as the institution that fills in a workbook: without a screen, with a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

NOT_FOUND = "no LibreOffice here; on Debian and Ubuntu: apt-get install libreoffice-calc-nogui"
_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}</script:module>"""
_MACRO = """Sub Main
On Error GoTo Failed
Dim hidden(0) As New com.sun.star.beans.PropertyValue
hidden(0).Name = "Hidden"
hidden(0).Value = True
book = StarDesktop.loadComponentFromURL({source}, "_blank", 0, hidden())
sheet = book.Sheets.getByName("Fit-gap")
{typed}
Dim how(0) As New com.sun.star.beans.PropertyValue
how(0).Name = "FilterName"
how(0).Value = {form}
book.storeToURL({target}, how())
book.close(True)
Failed:
StarDesktop.terminate()
End Sub"""


class Office:
    """The program with a profile of its own, in which a macro may run."""

    def __init__(self, program: str, profile: Path) -> None:
        self._command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        self._module = profile / "user" / "basic" / "Standard" / "Module1.xba"
        self._run("--terminate_after_init")

    def fill_in(self, workbook: Path, cells: Mapping[str, str | int], target: Path, also: str = "") -> None:
        """Open a workbook, type in cells of the sheet Fit-gap (`D11` → what is typed), save it as `target`.

        `also` is Basic that changes the open `book` and `sheet` further.
        """
        typed = "\n".join(f"sheet.getCellRangeByName({_basic(name)}).{_assignment(value)}" for name, value in cells.items())
        form = _basic(_FILTERS[target.suffix])
        macro = _MACRO.format(source=_basic(workbook.as_uri()), typed=f"{typed}\n{also}", form=form, target=_basic(target.as_uri()))
        self._module.write_text(_MODULE.format(escape(macro)), encoding="utf-8")
        self._run("macro:///Standard.Module1.Main")
        assert target.exists(), "LibreOffice wrote nothing"

    def _run(self, what: str) -> None:
        subprocess.run([*self._command, what], check=True, timeout=120, capture_output=True)


def find_office() -> str | None:
    """The program, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _assignment(value: str | int) -> str:
    return f"Value = {value}" if isinstance(value, int) else f"String = {_basic(value)}"


def _basic(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
