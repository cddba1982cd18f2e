"""Addresses that people kept: of the web, or of a file in a shared folder; opened by the browser or the system, else copied."""

from __future__ import annotations

import os
import sys
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from loket.language import _

if TYPE_CHECKING:
    from loket.widgets.base_app import BaseApp

_DOCUMENTS = (
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".txt", ".md", ".csv", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp"),
    *(".msg", ".eml", ".png", ".jpg", ".jpeg", ".vsdx"),
)
"""What a system opens in a program that reads it: an address never starts a program."""


def open_address(app: BaseApp, address: str) -> None:
    """Open a web address in the browser, or a document of a shared folder in its own program; else copy the address and say so."""
    url = as_url(address)
    if url is None:
        copy_address(app, address, _("This is no address of the web or of a document; it is copied: {address}"))
    elif app.is_web or has_windows():
        app.open_url(url)
        app.say(_("Opened: {address}").format(address=address), "done")
    else:
        copy_address(app, address, _("No browser can be opened here; the address is copied: {address}"))


def copy_address(app: BaseApp, address: str, said: str = "") -> None:
    """Copy an address, and say so."""
    app.copy_to_clipboard(address)
    app.say((said or _("Copied: {address}")).format(address=address), "muted" if said else "")


def as_url(address: str) -> str | None:
    """What can be opened: a web address as it is, `www.nictiz.nl` as one, a document's path as `file:`; None for anything else."""
    address = address.strip()
    lower = address.casefold()
    if lower.startswith(("https://", "http://")):
        return address
    if lower.startswith("www.") and " " not in address:
        return f"https://{address}"
    if not lower.endswith(_DOCUMENTS):
        return None
    if lower.startswith("file://"):
        return address
    for path in (PureWindowsPath(address), PurePosixPath(address)):
        if path.is_absolute():
            return path.as_uri()
    return None


def brief_address(address: str) -> str:
    """An address without what every one begins with: `nictiz.nl/promis`."""
    for start in ("https://", "http://", "www."):
        address = address.removeprefix(start)
    return address.rstrip("/")


def has_windows() -> bool:
    """Whether programs with windows can be started: on a bare Linux terminal a text browser would take over the screen."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
