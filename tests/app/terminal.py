"""loket in a pseudo-terminal, and a screen that understands what it draws: keys go in, lines come out, nothing sleeps."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

PATIENCE = float(os.environ.get("LOKET_TEST_PATIENCE", "120"))
KEYS = {
    "enter": b"\r", "escape": b"\x1b", "tab": b"\t", "shift+tab": b"\x1b[Z", "space": b" ", "backspace": b"\x7f", "delete": b"\x1b[3~",
    "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D", "home": b"\x1b[H", "end": b"\x1b[F",
    "ctrl+home": b"\x1b[1;5H", "ctrl+end": b"\x1b[1;5F", "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~",
    "f1": b"\x1bOP", "f2": b"\x1bOQ", "f3": b"\x1bOR", "f4": b"\x1bOS", "f5": b"\x1b[15~", "f6": b"\x1b[17~", "f7": b"\x1b[18~",
    "f8": b"\x1b[19~", "f9": b"\x1b[20~", "f10": b"\x1b[21~", "f11": b"\x1b[23~", "f12": b"\x1b[24~",
} | {f"ctrl+{letter}": bytes([ord(letter) - 96]) for letter in "abcdefgklnopqrstuvwxyz"}  # fmt: skip


class RealTerminal:
    """A process in a pseudo-terminal of `columns` by `lines`. `strokes` counts keys; words that are typed do not count."""

    def __init__(self, columns: int, lines: int, *arguments: str, **environment: str) -> None:
        import fcntl
        import pty
        import struct
        import termios

        import pyte

        self.strokes = 0
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        own = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}  # these would overrule the terminal
        self.process = subprocess.Popen(
            [sys.executable, "-m", "loket", *arguments],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env=own | {"TERM": "xterm-256color", "COLORTERM": "truecolor"} | environment,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(slave)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def until(self, *signs: str, gone: str = "") -> str:
        """Read what is drawn until all of these stand on the screen, and `gone` does not."""
        self._wait(lambda: all(sign in self.text for sign in signs) and (not gone or gone not in self.text), f"{signs} without {gone!r}")
        return self.text

    def changed(self) -> None:
        """Read until something else stands on the screen."""
        before = self.text
        self._wait(lambda: self.text != before, "a change")

    def press(self, *keys: str) -> None:
        """Press keys, each counted once."""
        for key in keys:
            self.strokes += 1
            os.write(self.master, KEYS.get(key) or key.encode())

    def signs(self, text: str) -> None:
        """Type signs that a key each is counted for: the marks of a line."""
        self.press(*text)

    def words(self, text: str) -> None:
        """Type what would have to be typed anyhow."""
        os.write(self.master, text.encode())

    def paste(self, text: str) -> None:
        """Paste a text, as a terminal that brackets it does."""
        os.write(self.master, b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def ended(self) -> int:
        """Read on, as a terminal does, until the process has ended; its exit status."""
        self._wait(lambda: self.process.poll() is not None, "the end")
        return self.process.returncode

    def close(self) -> None:
        """End the process if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)

    def _wait(self, reached: Callable[[], bool], what: str) -> None:
        import select

        end = time.monotonic() + PATIENCE
        while not reached():
            assert time.monotonic() < end, f"never reached {what}:\n{self.text}"
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    self._stream.feed(os.read(self.master, 65536))
                except OSError:  # the other side closed
                    self.process.wait(PATIENCE)
