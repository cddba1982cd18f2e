from __future__ import annotations

import subprocess
import sys

import pytest

LIGHT = ("quick_entry", "vocabulary", "name_lookup", "drafts", "saved_views")


@pytest.mark.parametrize("module", LIGHT)
def test_what_is_needed_while_typing_loads_no_database_layer(module: str) -> None:
    code = f"import sys, loket.casework.{module}; print(*(m for m in ('sqlmodel', 'sqlalchemy', 'textual') if m in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""
