"""Commands and options whose help is translated when it is shown; write their texts as `help=N_("…")`."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from loket.language import N_, _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])
_METAVARS = {
    "[OPTIONS]": N_("[OPTIONS]"),
    "COMMAND [ARGS]...": N_("COMMAND [ARGS]..."),
    "[COMMAND] [ARGS]...": N_("[COMMAND] [ARGS]..."),
}


class _Translated:
    """Keeps a msgid as `help` and gives its translation."""

    _msgid: str | None = None

    def _shown(self) -> str | None:
        return _(self._msgid) if self._msgid else None

    def _keep(self, msgid: str | None) -> None:
        self._msgid = msgid

    help = property(_shown, _keep)


class Option(_Translated, click.Option):
    """An option with translated help and value name."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value in help."""
        return _(super().make_metavar(ctx))


class Argument(click.Argument):
    """An argument with a translated name in help."""

    def make_metavar(self, ctx: click.Context) -> str:
        """What stands for the value in help."""
        return _(super().make_metavar(ctx))


class Command(_Translated, click.Command):
    """A command with translated help."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line's words."""
        return [_(_METAVARS[piece]) if piece in _METAVARS else piece for piece in super().collect_usage_pieces(ctx)]


class Group(Command, click.Group):
    """Commands that are imported only when they are run: name → ("module:attribute", what it does)."""

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which they were given."""
        return [*self.lazy, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now."""
        if cmd_name not in self.lazy:
            return self.commands.get(cmd_name)
        module, attribute = self.lazy[cmd_name][0].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with what they do, without importing them."""
        rows = [(name, self._summary(name)) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section(_("Commands")):
                formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete names without importing what they name."""
        from click.shell_completion import CompletionItem

        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [CompletionItem(name, help=self._summary(name)) for name in names] + options

    def _summary(self, name: str) -> str:
        return _(self.lazy[name][1]) if name in self.lazy else self.commands[name].get_short_help_str(limit=200)


def command(name: str, *, help: str) -> Callable[[Callable[..., Any]], Command]:  # noqa: A002 - click's own word
    """Make a function a command; `help` is a msgid."""
    return click.command(name, cls=Command, help=help)


def group(name: str, *, help: str) -> Callable[[Callable[..., Any]], Group]:  # noqa: A002 - click's own word
    """Make a function a command with subcommands; `help` is a msgid."""
    return click.group(name, cls=Group, help=help)


def option(*declarations: str, **attributes: Any) -> Callable[[F], F]:
    """An option; `help` is a msgid, everything else is click's."""
    return click.option(*declarations, cls=Option, **attributes)


def argument(*declarations: str, **attributes: Any) -> Callable[[F], F]:
    """An argument; `metavar` is a msgid, everything else is click's."""
    return click.argument(*declarations, cls=Argument, **attributes)
