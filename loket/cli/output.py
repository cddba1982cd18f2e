"""What a command says: results on standard output or in a file, errors on standard error, harmless everywhere."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from loket.language import _
from loket.language.safe_text import for_terminal
from loket.models.errors import Refused


def say(text: str = "") -> None:
    """Print a line for a person; nothing in it acts on the terminal."""
    if sys.stdout is not None:
        print(for_terminal(text))


def complain(text: str) -> None:
    """Tell an error as `loket: …` on standard error."""
    if sys.stderr is not None:
        print(f"loket: {for_terminal(text)}", file=sys.stderr)


def warn(text: str) -> None:
    """Tell something that a person should know though the work goes on; standard output stays clean for scripts."""
    complain(_("note: {text}").format(text=text))


def deliver(content: str | bytes, target: str | None) -> None:
    """Write a command's result to the file of `-o`, as UTF-8 and whole or not at all, or to standard output.

    A terminal is shown what is harmless; a pipe or a file gets exactly the content.
    """
    if target not in (None, "-"):
        _replace(Path(target), content.encode() if isinstance(content, str) else content)
    elif sys.stdout is None:
        return
    elif isinstance(content, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(for_terminal(content) if sys.stdout.isatty() else content)


def _replace(target: Path, content: bytes) -> None:
    target = target.resolve()
    if target.is_dir():
        raise Refused(_("{path} is a folder; name a file.").format(path=target))
    if not target.parent.is_dir():
        raise Refused(_("The folder {path} does not exist; make it first.").format(path=target.parent))
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with open(handle, "wb") as file:
            file.write(content)
        os.chmod(draft, _usual_mode(target))
        Path(draft).replace(target)
    except OSError as error:
        message = _("Cannot write {path}: {reason}.")
        raise Refused(message.format(path=target, reason=error.strerror or error)) from error


def _usual_mode(target: Path) -> int:
    """The mode that the file has, or that any new file of this person would get."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
