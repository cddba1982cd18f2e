"""A program in a terminal of its own, watched byte by byte."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence


class Terminal:
    """Runs a program at 120×40 and measures, in seconds from its start or from a key, when something is painted."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._began = time.perf_counter()
        environment = {**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._program = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True)
        os.close(slave)
        self._seen = b""

    def until(self, sign: str, timeout: float = 120) -> float:
        """Wait for a text and say how long after the start it came."""
        while sign.encode() not in self._seen:
            if not self._read(timeout):
                raise TimeoutError(f"{sign!r} never came; last seen: {self._seen[-500:]!r}")
        return time.perf_counter() - self._began

    def settle(self, quiet: float = 1.0) -> None:
        """Read on until nothing was painted for a while."""
        while self._read(quiet):
            pass

    def press(self, key: str) -> float:
        """Press a key; how long until the first byte of an answer."""
        self._seen = b""
        self._began = time.perf_counter()
        os.write(self._master, key.encode())
        if not self._read(60):
            raise TimeoutError(f"no answer to {key!r}")
        return time.perf_counter() - self._began

    def close(self) -> None:
        """End the program, reading on as a terminal does: what nobody reads it cannot write, and it has last words."""
        self._program.terminate()
        end = time.perf_counter() + 20
        while self._program.poll() is None:
            assert time.perf_counter() < end, "the app did not end"
            self._read(0.05)
        os.close(self._master)

    def _read(self, timeout: float) -> bool:
        ready, _write, _error = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            found = os.read(self._master, 65536)
        except OSError:
            return False
        self._seen += found
        return bool(found)
