"""The command line's skeleton: help without the heavy parts, one line an error, two languages."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from loket.__main__ import _expanded, run
from loket.cli import output
from loket.cli.commands import Group, command
from loket.cli.root import COMMANDS, Globals, pass_globals, root
from loket.models.errors import DatabaseUnusable, Refused
from tests.conftest import Ran

Loket = Callable[..., Ran]
HEAVY = ("textual", "sqlmodel", "sqlalchemy", "alembic", "rich", "psycopg", "sqlite3", "rapidfuzz", "xlsxwriter")


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "loket", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Make `loket fail` raise an error."""

    def arrange(error: BaseException) -> None:
        @command("fail", help="Fails.")
        def fail() -> None:
            raise error

        monkeypatch.setitem(root.commands, "fail", fail)

    return arrange


def test_help_names_every_command_and_loads_none_of_the_heavy_parts() -> None:
    program = (
        "import sys; from loket.__main__ import run; run(['--help']);"
        f"print('LOADED', [name for name in {HEAVY!r} + tuple(sys.argv[1:]) if name in sys.modules])"
    )
    modules = [target.split(":")[0] for target, _help in COMMANDS.values()]
    done = subprocess.run(
        [sys.executable, "-c", program, *modules], capture_output=True, encoding="utf-8", check=True, env=dict(os.environ)
    )
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout
    assert done.stdout.endswith("LOADED []\n")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_that_help_names_is_there_and_has_help_of_its_own(name: str, loket: Loket) -> None:
    result = loket(name, "--help")
    assert result.status == 0
    assert result.out.startswith(f"Gebruik: loket {name}")


def test_help_is_dutch_and_on_request_english_wherever_the_request_stands() -> None:
    assert "Gebruik: loket [OPTIES]" in process("--help").stdout
    assert "Toon deze hulp." in process("--help").stdout
    for arguments in (["--lang", "en", "--help"], ["--help", "--lang=en"]):
        assert "Usage: loket [OPTIONS]" in process(*arguments).stdout
    assert "Usage: loket [OPTIONS]" in process("--help", LOKET_LANG="en").stdout


def test_version(loket: Loket) -> None:
    assert loket("--version").out.startswith("loket ")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["frobnicate"], "loket: De opdracht 'frobnicate' bestaat niet.\n"),
        (["--frobnicate"], "loket: De optie '--frobnicate' bestaat niet."),
        (["--lang", "fr", "x"], "loket: Ongeldige waarde voor '--lang'"),
        (["--demo", "--database", "x.db"], "loket: --demo opent het scherm op een eigen database."),
    ],
)
def test_wrong_usage_is_told_on_standard_error_and_exits_2(arguments: list[str], expected: str, loket: Loket) -> None:
    result = loket(*arguments)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(expected)


def test_a_slip_in_the_business_date_stops_every_command(
    monkeypatch: pytest.MonkeyPatch, loket: Loket, failing: Callable[[BaseException], None]
) -> None:
    failing(AssertionError("ran"))
    monkeypatch.setenv("LOKET_TODAY", "21-11-2026")
    result = loket("fail")
    assert result.status == 2
    assert "21-11-2026" in result.err


def test_global_options_reach_the_command_before_or_after_its_name(monkeypatch: pytest.MonkeyPatch, loket: Loket) -> None:
    seen: list[Globals] = []

    @command("look", help="Looks.")
    @pass_globals
    def look(asked: Globals) -> None:
        seen.append(asked)

    monkeypatch.setitem(root.commands, "look", look)
    assert loket("--database", "a.db", "--as", "fatma", "--lang", "en", "look").status == 0
    assert loket("look", "--database=a.db", "--as", "fatma", "--lang", "en").status == 0
    monkeypatch.setenv("LOKET_DATABASE", "a.db")
    monkeypatch.setenv("LOKET_ADVISOR", "fatma")
    monkeypatch.setenv("LOKET_LANG", "en")
    assert loket("look").status == 0
    assert set(seen) == {Globals("a.db", "fatma", "en", False)}


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        (Refused("Kan niet."), 1, "loket: Kan niet.\n"),
        (DatabaseUnusable("Weg."), 3, "loket: Weg.\n"),
        (Refused("\x1b]52;c;x\x07Kan \x1b[31mniet."), 1, "loket: Kan niet.\n"),
        (KeyboardInterrupt(), 130, "\nloket: Onderbroken.\n"),
        (click.Abort(), 130, "loket: Onderbroken.\n"),
        (BrokenPipeError(), 141, ""),
        (PermissionError(13, "Permission denied", "x.csv"), 1, "loket: Het systeem weigerde: Permission denied (x.csv).\n"),
    ],
)
def test_every_error_is_one_line_and_its_own_exit_status(
    error: BaseException, status: int, expected: str, loket: Loket, failing: Callable[[BaseException], None]
) -> None:
    failing(error)
    assert loket("fail") == Ran(status, "", expected)


def test_a_defect_shows_no_traceback_and_says_where_the_details_are(
    surroundings: Path, loket: Loket, failing: Callable[[BaseException], None]
) -> None:
    failing(ZeroDivisionError("deep inside"))
    result = loket("fail")
    assert result.status == 1
    assert result.err.count("\n") == 1
    log = next(surroundings.rglob("errors.log"))
    assert str(log) in result.err
    assert "deep inside" in log.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert log.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_a_closed_or_full_standard_output_gives_no_traceback() -> None:
    for redirection, status in ((">&-", 0), (">/dev/full", 1)):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"{sys.executable}" -m loket --help {redirection}'], capture_output=True, text=True, check=False
        )
        assert done.returncode == status
        assert "Traceback" not in done.stderr
        assert "Exception" not in done.stderr


def test_commands_are_completed_without_importing_them() -> None:
    lazy = Group("loket", lazy={"list": ("no.such.module:x", "Lists."), "add": ("no.such.module:y", "Adds.")})
    with click.Context(lazy, info_name="loket") as ctx:
        assert [(item.value, item.help) for item in lazy.shell_complete(ctx, "l")] == [("list", "Lists.")]


@pytest.mark.parametrize(("shell", "place"), [("bash", "completions/loket"), ("zsh", "_loket"), ("fish", "loket.fish")])
def test_completion_is_installed_for_the_shell_in_use(
    shell: str, place: str, surroundings: Path, monkeypatch: pytest.MonkeyPatch, loket: Loket
) -> None:
    monkeypatch.setenv("SHELL", f"/bin/{shell}")
    assert loket("--install-completion").status == 0
    written = [path for path in surroundings.rglob("*loket*") if path.as_posix().endswith(place)]
    assert "_LOKET_COMPLETE" in written[0].read_text(encoding="utf-8")


def test_completion_in_another_shell_is_refused_with_what_there_is(monkeypatch: pytest.MonkeyPatch, loket: Loket) -> None:
    monkeypatch.setenv("SHELL", "/bin/nu")
    result = loket("--install-completion")
    assert result.status == 1
    assert "bash, zsh en fish" in result.err


def test_a_pattern_becomes_the_files_that_match_it_where_no_shell_does_that(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).touch()
    arguments = ["import", str(tmp_path / "*.csv"), "nothing*"]
    assert _expanded(arguments) == ["import", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "nothing*"]


def test_a_result_goes_to_a_file_whole_and_in_utf8(tmp_path: Path) -> None:
    target = tmp_path / "uit.csv"
    output.deliver("instelling;één – twee\n", str(target))
    output.deliver("opnieuw;één\n", str(target))
    assert target.read_bytes() == "opnieuw;één\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_result_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    for target, expected in ((tmp_path, "is een map"), (tmp_path / "weg" / "x.csv", "bestaat niet")):
        with pytest.raises(Refused, match=expected):
            output.deliver("x", str(target))


def test_a_pipe_gets_the_exact_content_and_a_person_harmless_text(capsys: pytest.CaptureFixture[str]) -> None:
    output.deliver("a\x1b[31mb\n", None)
    output.say("a\x1b]0;title\x07b\u202e")
    assert capsys.readouterr().out == "a\x1b[31mb\nab\n"


def test_run_without_arguments_opens_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Globals] = []
    monkeypatch.setattr("loket.cli.root.run_app", opened.append)
    assert run([]) == 0
    assert opened == [Globals()]
