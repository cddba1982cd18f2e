"""The command `loket`: runs it and turns every error into one line and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise

import click

from loket.cli.output import complain
from loket.language import _, set_language
from loket.models.errors import LoketError

INTERRUPTED = 130
PIPE_CLOSED = 141
_GLOBAL_OPTIONS = ("--database", "--as", "--lang")


def main() -> None:
    """The entry point: the process ends with the command's exit status."""
    arguments = sys.argv[1:]
    sys.exit(run(_expanded(arguments) if sys.platform == "win32" else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit status; every error has been told on standard error."""
    try:
        _prepare_streams()
        status = _invoke(_globals_first(list(arguments)))
        if sys.stdout is not None:
            sys.stdout.flush()
    except LoketError as error:
        complain(str(error))
        return error.exit_status
    except click.ClickException as error:
        complain(_usage_message(error))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt, EOFError):
        complain(_("Interrupted."))
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return PIPE_CLOSED
    except OSError as error:
        return _report_os_error(error)
    except Exception as error:  # noqa: BLE001 - the outermost border: a person gets a line, never a traceback
        return _report_defect(error)
    return status


def _invoke(arguments: list[str]) -> int:
    _choose_language(arguments)
    from loket.cli.root import root

    status = root.main(arguments, prog_name="loket", standalone_mode=False)
    return status if isinstance(status, int) else 0


def _expanded(arguments: list[str]) -> list[str]:
    """What a POSIX shell does with `*.csv` before the program sees it; on Windows the program does."""
    from glob import glob

    return [path for argument in arguments for path in (sorted(glob(argument)) or [argument])]


def _globals_first(arguments: list[str]) -> list[str]:
    """Global options are understood after the command's name too: bring them to the front."""
    front: list[str] = []
    rest: list[str] = []
    position = 0
    while position < len(arguments):
        argument = arguments[position]
        if argument == "--":
            rest += arguments[position:]
            break
        if argument in _GLOBAL_OPTIONS and position + 1 < len(arguments):
            position += 1
            front += [argument, arguments[position]]
        elif argument.startswith(tuple(f"{name}=" for name in _GLOBAL_OPTIONS)):
            front.append(argument)
        else:
            rest.append(argument)
        position += 1
    return front + rest


def _choose_language(arguments: list[str]) -> None:
    """Before anything is parsed, because help and usage errors are in the language asked for as well."""
    asked = os.environ.get("LOKET_LANG", "nl")
    for option, value in pairwise([*arguments, ""]):
        if option == "--lang":
            asked = value
        elif option.startswith("--lang="):
            asked = option.removeprefix("--lang=")
    set_language(asked if asked in ("nl", "en") else "nl")


def _usage_message(error: click.ClickException) -> str:
    message = error.format_message()
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return message
    return message + "\n" + _("See: {command} --help").format(command=error.ctx.command_path)


def _prepare_streams() -> None:
    """UTF-8 on Windows, whatever the console says; nowhere an error over a character that cannot be shown."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            if sys.platform == "win32":
                stream.reconfigure(encoding="utf-8", newline="\n")
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """Nobody reads on: keep the interpreter from complaining when it flushes at the end."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _report_os_error(error: OSError) -> int:
    where = f" ({error.filename})" if error.filename else ""
    complain(_("The system refused: {reason}{where}.").format(reason=error.strerror or error, where=where))
    if not error.filename:
        _discard_output()
    return 1


def _report_defect(error: Exception) -> int:
    from loket.error_log import log_error

    where = log_error(error)
    name = type(error).__name__
    if where is None:
        complain(_("An error in loket itself ({name}). Please report it.").format(name=name))
    else:
        message = _("An error in loket itself ({name}). Please report it; the details are in {path}.")
        complain(message.format(name=name, path=where))
    return 1


if __name__ == "__main__":
    main()
