"""Compiles the Dutch catalogue whenever loket is built or installed, editable installs included."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Hatch's hook; the catalogue is no tracked file, so the wheel is told to take it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are collected."""
        runpy.run_path(str(Path(self.root) / "tools" / "po.py"))["compile_catalogue"]()
        build_data["artifacts"].append("loket/language/**/*.mo")
