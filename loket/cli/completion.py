"""Completion in the shell: click writes the script, this puts it where the shell looks for it."""

from __future__ import annotations

import os
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from loket.cli.output import say
from loket.language import _
from loket.models.errors import Refused


def install_completion(command: click.Command) -> None:
    """Write the completion script of the shell in use and say what is left to do."""
    shell = Path(os.environ.get("SHELL", "")).name
    places = {
        "bash": _folder("XDG_DATA_HOME", ".local/share") / "bash-completion" / "completions" / "loket",
        "zsh": Path.home() / ".zfunc" / "_loket",
        "fish": _folder("XDG_CONFIG_HOME", ".config") / "fish" / "completions" / "loket.fish",
    }
    kind = get_completion_class(shell)
    if shell not in places or kind is None:
        message = _("Completion is there for bash, zsh and fish; your shell is {shell}. In any shell `loket --help` lists all.")
        raise Refused(message.format(shell=shell or _("unknown")))
    place = places[shell]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(kind(command, {}, "loket", "_LOKET_COMPLETE").source(), encoding="utf-8")
    say(_("Completion is in {path}; it works in a new terminal.").format(path=place))
    if shell == "zsh":
        say(_("If it does not, put this in ~/.zshrc: {line}").format(line="fpath+=~/.zfunc; autoload -Uz compinit; compinit"))
    if shell == "bash":
        say(_("It needs the package bash-completion."))


def _folder(variable: str, usual: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / usual)
