"""The terminal itself: input that is not UTF-8, a window that closes, signals that end the program."""

from __future__ import annotations

import os
import selectors
import signal
import sys
import threading
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

if TYPE_CHECKING:
    import asyncio

_CHUNK = 4096
_ENDS_AFTER_S = 3.0


def safe_driver(driver_class: type[Driver], on_gone: Callable[[], object]) -> type[Driver]:
    """`driver_class` as we use it: on Linux and macOS with input that survives any byte, elsewhere as it is."""
    if sys.platform == "win32" or driver_class.__name__ != "LinuxDriver":
        return driver_class
    from textual.drivers.linux_driver import LinuxDriver

    class SafeLinuxDriver(LinuxDriver):
        """Shows a byte that is not UTF-8 as �, and says when the terminal is gone instead of reading on for ever."""

        gone = False

        def run_input_thread(self) -> None:
            parser = XTermParser(self._debug)
            decode = getincrementaldecoder("utf-8")("replace").decode
            with selectors.SelectSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set() and not self.gone:
                    if selector.select(0.1):
                        self._take(parser.feed(decode(self._read())))
                    self._take(parser.tick())
            try:
                self._take(parser.feed(""))
            except (EOFError, ParseError):
                return

        def write(self, data: str) -> None:
            # A writer whose terminal went away has died: waiting for it would hang the exit.
            writer = self._writer_thread
            if not self.gone and writer is not None and writer.is_alive():
                # Textual's queue holds 30 texts, then the event loop waits for the terminal, and hears no signal while nobody reads it.
                writer._queue.maxsize = 0
                super().write(data)

        def _read(self) -> bytes:
            try:
                received = os.read(self.fileno, _CHUNK)
            except OSError:
                received = b""
            if not received and self.input_tty:
                self.gone = True
                on_gone()
            return received

        def _take(self, messages: Iterable[Message]) -> None:
            for message in messages:
                self.process_message(message)

    return SafeLinuxDriver


def on_end_signals(loop: asyncio.AbstractEventLoop, leave: Callable[[int], None]) -> None:
    """Call `leave(signal number)` on the event loop when the system asks the program to end or its window closes; then end it anyhow."""

    def told(number: int) -> None:
        leave(number)
        # A terminal that nobody reads never takes the last words, and a thread may wait for a lock.
        watchdog = threading.Timer(_ENDS_AFTER_S, os._exit, (128 + number,))
        watchdog.daemon = True
        watchdog.start()

    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number: int | None = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, told, number)
        except (NotImplementedError, ValueError, RuntimeError):
            _by_plain_handler(loop, number, told)


def _by_plain_handler(loop: asyncio.AbstractEventLoop, number: int, leave: Callable[[int], None]) -> None:
    def handler(_number: int, _frame: Any) -> None:
        loop.call_soon_threadsafe(leave, number)

    try:
        signal.signal(number, handler)
    except ValueError:
        # Not the main thread (a test, an embedded run): whoever owns the process handles its signals.
        return
