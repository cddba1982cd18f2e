"""The command `loket` itself: its global options, the list of its commands, and the app when none is named."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loket.cli.commands import Group, option
from loket.language import N_, _, set_language
from loket.models.errors import LoketError

if TYPE_CHECKING:
    from loket.store.database import Store

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("loket.cli.database:demo", N_("Make a demo database")),
    "init": ("loket.cli.database:init", N_("Make the database; on request the register and the offerings")),
    "import": ("loket.cli.imports:import_", N_("Import tables or JSON: all of it, or nothing")),
    "dashboard": ("loket.cli.dashboard:dashboard", N_("Show the figures of a period")),
    "records": ("loket.cli.records:records", N_("List the records behind a number of the dashboard")),
    "list": ("loket.cli.records:list_", N_("List records, for a person or a script")),
    "search": ("loket.cli.search:search", N_("Search everything by words and fields")),
    "add": ("loket.cli.quick_entry:add", N_("Add a request, signal, conversation or action from one line")),
    "report": ("loket.cli.report:report", N_("The progress report of a period, as a complete draft")),
    "fitgap": ("loket.cli.fitgap:fitgap", N_("Fit-gap analyses: a workbook for an institution, its report")),
    "lessons": ("loket.cli.documents:lessons_command", N_("Lessons learned by theme, as the start of the blueprints")),
    "visit": ("loket.cli.documents:visit_command", N_("One page about an institution, for a visit")),
    "handover": ("loket.cli.documents:handover_command", N_("The closing handover of an institution")),
    "export": ("loket.cli.exports:export", N_("Export everything, for admins, or what may leave the house")),
    "doctor": ("loket.cli.database:doctor", N_("Check whether the database is sound")),
    "history": ("loket.cli.history:history", N_("Show who changed what of a record, and when")),
    "admin": ("loket.cli.administration:admin", N_("What an admin keeps: advisors, lists, rules, exports, imports")),
    "db": ("loket.cli.database:db", N_("The schema of the database")),
}
"""name → ("module:attribute", what it does); in the order of `loket --help`."""

DEMO_ADVISOR = "ilse"
"""Whose work the demo shows unless another is named."""


@dataclass(frozen=True, slots=True)
class Globals:
    """What was asked of every command: which database, as whom, in which language."""

    database: str | None = None
    advisor: str | None = None
    language: str = "nl"
    demo: bool = False

    def open_store(self) -> Store:
        """Open the database, as the advisor asked for; a password that nobody gave is asked."""
        from loket.store.database import open_store

        self.ask_password()
        if self.demo:
            self._make_demo()
        return open_store(self.database, actor=self.advisor)

    def _make_demo(self) -> None:
        """Only when it is opened, so that the app's first frame does not wait for it."""
        from loket.demo.demo_file import make_demo

        place = Path(self.database or "")
        if not place.exists():
            make_demo(place)

    def ask_password(self) -> None:
        """Ask for a shared database's password if it wants one. The app does this before it takes the terminal."""
        if self.database and "://" in self.database:
            from loket.store.address import ask_password_if_needed, parse_address

            ask_password_if_needed(parse_address(self.database))


pass_globals = click.make_pass_decorator(Globals)
"""Hands a command the `Globals` as its first argument."""


def _check_business_date() -> None:
    """Before any work, so that a slip in LOKET_TODAY is one clear line and not a figure of another day."""
    from loket.store.database import business_today

    try:
        business_today()
    except LoketError as error:
        raise click.UsageError(str(error)) from error


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"loket {version('loket')}")
        ctx.exit()


def _install_completion(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Write the completion script where the shell in use looks for it, and say what is left to do."""
    if not wanted or ctx.resilient_parsing:
        return
    from click.shell_completion import get_completion_class

    from loket.cli.output import say
    from loket.models.errors import Refused

    shell = Path(os.environ.get("SHELL", "")).name
    places = {
        "bash": Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "bash-completion" / "completions" / "loket",
        "zsh": Path.home() / ".zfunc" / "_loket",
        "fish": Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "fish" / "completions" / "loket.fish",
    }
    kind = get_completion_class(shell)
    if shell not in places or kind is None:
        message = _("Completion is there for bash, zsh and fish; your shell is {shell}. In any shell `loket --help` lists all.")
        raise Refused(message.format(shell=shell or _("unknown")))
    place = places[shell]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(kind(ctx.command, {}, "loket", "_LOKET_COMPLETE").source(), encoding="utf-8")
    say(_("Completion is in {path}; it works in a new terminal.").format(path=place))
    if shell == "zsh":
        say(_("If it does not, put this in ~/.zshrc: {line}").format(line="fpath+=~/.zfunc; autoload -Uz compinit; compinit"))
    if shell == "bash":
        say(_("It needs the package bash-completion."))
    ctx.exit()


@click.group(
    "loket",
    cls=Group,
    lazy=COMMANDS,
    help=N_("The case-tracking application of the UZ-loket. Without a command it opens on the screen."),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@option(
    "--database",
    metavar=N_("PATH_OR_URL"),
    envvar="LOKET_DATABASE",
    show_envvar=True,
    help=N_("A SQLite file or a postgresql:// address; default: one file in your user data folder."),
)
@option(
    "--as",
    "advisor",
    metavar=N_("NAME"),
    envvar="LOKET_ADVISOR",
    show_envvar=True,
    help=N_("Who is at work; default: your user name on this computer."),
)
@option(
    "--lang",
    type=click.Choice(["nl", "en"]),
    default="nl",
    envvar="LOKET_LANG",
    show_envvar=True,
    help=N_("The language of screens and messages."),
)
@option("--demo", is_flag=True, help=N_("Open the app on a new demo database, gone afterwards."))
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help=N_("Show the version."))
@option(
    "--install-completion",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_install_completion,
    help=N_("Let bash, zsh or fish complete commands and options."),
)
@click.pass_context
def root(ctx: click.Context, database: str | None, advisor: str | None, lang: str, demo: bool) -> None:
    """Keep what was asked of every command; without a command, open the app."""
    _check_business_date()
    asked = Globals(database or None, advisor or None, lang, demo)
    if demo and (ctx.invoked_subcommand or ctx.get_parameter_source("database") is click.core.ParameterSource.COMMANDLINE):
        message = _("--demo opens the app on a database of its own. For a command: loket demo FILE, then --database FILE.")
        raise click.UsageError(message, ctx)
    ctx.obj = asked
    if ctx.invoked_subcommand is None:
        _open_app(asked)


def _open_app(asked: Globals) -> None:
    if not asked.demo:
        asked.ask_password()
        run_app(asked)
        return
    import tempfile

    # A folder of its own, gone afterwards.
    with tempfile.TemporaryDirectory(prefix="loket-demo-", ignore_cleanup_errors=True) as folder:
        run_app(replace(asked, database=str(Path(folder) / "demo.db"), advisor=asked.advisor or DEMO_ADVISOR))


def run_app(asked: Globals) -> None:
    """Run the app on what was asked for on the command line; its return code ends the command."""
    from loket.app import LoketApp
    from loket.config import read_config
    from loket.store.address import parse_address

    config = read_config()
    if config.lang and click.get_current_context().get_parameter_source("lang") is click.core.ParameterSource.DEFAULT:
        set_language(config.lang)
    app = LoketApp(asked.open_store, config, who=asked.advisor or "", database=parse_address(asked.database).short_name, is_demo=asked.demo)
    app.run()
    if app.return_code:
        raise SystemExit(app.return_code)
