"""The configuration file: keys, theme and language of one person on one machine."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from loket.language import _

THEMES = ("dark", "light")
_KNOWN = ("theme", "lang", "letters", "keys")


@dataclass(frozen=True, slots=True)
class Config:
    """What `loket.toml` says; `problems` holds, in words for the person, what in it could not be used."""

    theme: str = "dark"
    lang: str = ""
    letters: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def config_path() -> Path:
    """Where the configuration file stands on this platform."""
    return Path(platformdirs.user_config_dir("loket", appauthor=False)) / "loket.toml"


def read_config(path: Path | None = None) -> Config:
    """The configuration in `path`, or on this platform's own place; an absent file means the defaults."""
    place = path or config_path()
    try:
        raw = tomllib.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = _("{path} cannot be read ({why}); the default settings are used.")
        return Config(problems=(message.format(path=place, why=error),))
    return _understood(raw, place)


def keep_setting(name: str, value: str, path: Path | None = None) -> Path:
    """Write one setting into the configuration file and leave the rest of it as it stands; returns where that is.

    Raises OSError when the file cannot be written.
    """
    place = path or config_path()
    lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    first_table = next((number for number, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    said = f'{name} = "{value}"'
    at = next((number for number in range(first_table) if lines[number].split("=")[0].strip() == name), None)
    if at is None:
        lines.insert(first_table, said)
    else:
        lines[at] = said
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(place.name + ".new")
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.replace(place)
    return place


def _understood(raw: dict[str, Any], place: Path) -> Config:
    problems = []
    for name in raw:
        if name not in _KNOWN:
            problems.append(_("{path}: unknown setting {name}.").format(path=place, name=name))
    theme = raw.get("theme", "dark")
    if theme not in THEMES:
        problems.append(_("{path}: theme is dark or light.").format(path=place))
        theme = "dark"
    lang = raw.get("lang", "")
    if lang not in ("", "nl", "en"):
        problems.append(_("{path}: lang is nl or en.").format(path=place))
        lang = ""
    letters = raw.get("letters", True)
    if not isinstance(letters, bool):
        problems.append(_("{path}: letters is true or false.").format(path=place))
        letters = True
    keys = raw.get("keys", {})
    if not isinstance(keys, dict) or not all(isinstance(key, str) and key for key in keys.values()):
        problems.append(_('{path}: keys is a table of name = "key".').format(path=place))
        keys = {}
    return Config(theme, lang, letters, keys, tuple(problems))
