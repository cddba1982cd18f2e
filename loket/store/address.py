"""Which database: a SQLite file or a PostgreSQL URL, its password asked when needed and masked wherever it is shown."""

from __future__ import annotations

import getpass
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from loket.language import _
from loket.models.errors import DatabaseUnusable

_NETWORK_FILESYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "fuse.sshfs", "davfs"})


@dataclass(frozen=True, slots=True)
class Address:
    """A database's place: `path` for SQLite, `url` for PostgreSQL."""

    path: Path | None
    url: str | None

    @property
    def is_postgresql(self) -> bool:
        """Whether this is an office's shared database."""
        return self.url is not None

    @property
    def shown(self) -> str:
        """The address as people may see it, without a password."""
        if self.url is None:
            return str(self.path)
        without = re.sub(r"(://[^/@:]*):.*@", r"\1:***@", self.url)
        return re.sub(r"([?&]password=)[^&]*", r"\1***", without)

    @property
    def short_name(self) -> str:
        """The last part, for the header."""
        if self.path is not None:
            return self.path.stem
        return (self.url or "").rsplit("/", 1)[-1].split("?", 1)[0]


def default_database() -> Path:
    """The user's own database: one file in the platform's user data folder."""
    import platformdirs

    return Path(platformdirs.user_data_dir("loket", appauthor=False)) / "loket.db"


def parse_address(text: str | None) -> Address:
    """Read `--database`: a `postgresql://` URL, a file's path, or None for the user's own file.

    Raises DatabaseUnusable for another kind of URL and for a file on a network share, where SQLite's locks do not hold.
    """
    if text is None:
        return Address(default_database(), None)
    if re.match(r"postgres(ql)?://", text):
        return Address(None, text)
    if re.match(r"[a-z][a-z0-9+]+://", text):
        raise DatabaseUnusable(
            _("Unknown kind of database: {address}. Give a file's path or a postgresql:// address.").format(
                address=Address(None, text).shown
            )
        )
    path = Path(text).expanduser().absolute()
    if _is_on_network_share(path):
        raise DatabaseUnusable(
            _(
                "{path} is on a network share, where SQLite loses data. Put the file on this computer, "
                "or use PostgreSQL for an office that shares one database."
            ).format(path=path)
        )
    return Address(path, None)


def _is_on_network_share(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive_remote = 4
        return str(path).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == drive_remote
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return False
    existing = next(parent for parent in (path, *path.parents) if parent.exists())
    wanted = os.path.realpath(existing)
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, filesystem, *_rest = line.split()
        point = point.replace("\\040", " ")
        if (wanted == point or wanted.startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
            best, kind = point, filesystem
    return kind in _NETWORK_FILESYSTEMS


def ask_password_if_needed(address: Address) -> None:
    """Ask for the password when the server wants one, nobody gave it and somebody sits at the keyboard.

    It is kept in this process's PGPASSWORD only. Any other trouble is left for opening the database to tell.
    """
    if not address.is_postgresql or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    try:
        import psycopg
    except ImportError:
        return
    try:
        psycopg.connect(address.url or "", connect_timeout=10).close()
    except psycopg.OperationalError as error:
        if error.pgconn is not None and error.pgconn.needs_password:
            os.environ["PGPASSWORD"] = getpass.getpass(_("Password for {where}: ").format(where=address.shown))
