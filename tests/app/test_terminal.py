"""A real terminal: bytes that are not UTF-8, a signal to end, a window that closes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are for Linux and macOS")

_PATIENCE = 60.0


class Terminal:
    """The demo app in a pseudo-terminal of 100 by 30."""

    def __init__(self, drafts: Path) -> None:
        import fcntl
        import pty
        import struct
        import termios

        import pyte

        self.drafts = drafts
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self.seen = b""
        self.screen = pyte.Screen(100, 30)
        self.stream = pyte.ByteStream(self.screen)
        environment = os.environ | {"TERM": "xterm-256color"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.app.child", str(drafts)],
            stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip

    def until(self, sign: str) -> None:
        """Read what the app draws until `sign` stands on the screen."""
        import select

        end = time.monotonic() + _PATIENCE
        while not any(sign in line for line in self.screen.display):
            assert time.monotonic() < end, f"never drew {sign!r}: {self.screen.display}"
            if select.select([self.master], [], [], 0.1)[0]:
                drawn = os.read(self.master, 65536)
                self.seen += drawn
                self.stream.feed(drawn)

    def type(self, keys: bytes) -> None:
        os.write(self.master, keys)

    def drain_until_ended(self) -> int:
        """Read on, as a terminal does, until the app has ended."""
        import select

        end = time.monotonic() + _PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, "the app did not end"
            if select.select([self.master], [], [], 0.1)[0]:
                self.seen += os.read(self.master, 65536)
        while select.select([self.master], [], [], 0.1)[0]:
            self.seen += os.read(self.master, 65536)
        return self.process.returncode

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    opened = Terminal(tmp_path / "draft.json")
    yield opened
    opened.close()


def in_form(terminal: Terminal) -> None:
    terminal.until("Vraag nummer 3")
    terminal.type(b"\r")
    terminal.until("Omschrijving")
    terminal.until("weg, concept blijft")
    terminal.type(b"Half af")
    terminal.until("Half af")


def test_a_byte_that_is_not_utf8_does_not_end_the_app(terminal: Terminal) -> None:
    in_form(terminal)
    terminal.type(b"\xff\xfe\xc3(klaar")
    terminal.until("klaar")
    os.kill(terminal.process.pid, signal.SIGTERM)
    assert terminal.drain_until_ended() == 128 + signal.SIGTERM
    assert json.loads(terminal.drafts.read_text(encoding="utf-8"))["title"].startswith("Half af")
    assert b"Traceback" not in terminal.seen


def test_told_to_end_it_keeps_the_draft_and_restores_the_terminal(terminal: Terminal) -> None:
    import termios

    in_form(terminal)
    os.kill(terminal.process.pid, signal.SIGTERM)
    assert terminal.drain_until_ended() == 128 + signal.SIGTERM
    assert b"\x1b[?1049l" in terminal.seen
    assert b"\x1b[?25h" in terminal.seen
    assert termios.tcgetattr(terminal.slave)[:4] == terminal.before[:4]
    assert json.loads(terminal.drafts.read_text(encoding="utf-8"))["title"] == "Half af"


def test_told_to_end_it_ends_though_nobody_reads_its_terminal(terminal: Terminal) -> None:
    import select

    in_form(terminal)
    for _ in range(40):  # each turns the whole screen to the other theme: more than the system and Textual keep for a reader
        terminal.type(b"\x1b[19~")
        time.sleep(0.05)
    assert select.select([terminal.master], [], [], 0)[0]
    os.kill(terminal.process.pid, signal.SIGTERM)
    assert terminal.process.wait(_PATIENCE) == 128 + signal.SIGTERM
    assert json.loads(terminal.drafts.read_text(encoding="utf-8"))["title"] == "Half af"


def test_a_closed_window_keeps_the_draft(terminal: Terminal) -> None:
    in_form(terminal)
    os.close(terminal.slave)
    os.close(terminal.master)
    terminal.process.wait(_PATIENCE)
    assert json.loads(terminal.drafts.read_text(encoding="utf-8"))["title"] == "Half af"
