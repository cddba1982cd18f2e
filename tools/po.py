"""The Dutch catalogue: `add` translations, `compile` it, `check` that nothing is missing.

python tools/po.py add < lines      each line: msgid TAB msgstr, or msgid TAB plural TAB msgstr TAB plural msgstr
python tools/po.py prune            removes what is no longer used
python tools/po.py compile          writes the .mo beside the .po
python tools/po.py check            exit 1, with a list, when a text has no proper translation
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

# What marks a text, and how many of its arguments are texts.
_MARKS = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2}
# Texts that click looks up by a variable.
_HIDDEN_IN_CLICK = {"required": "required"}
ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "loket" / "language" / "nl" / "LC_MESSAGES" / "loket.po"
_HEAD = """\
# The Dutch texts of loket. Add with tools/po.py, which keeps this file sorted.
msgid ""
msgstr ""
"Project-Id-Version: loket\\n"
"Language: nl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def read_catalogue() -> Catalog:
    """The catalogue as it stands on disk."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="nl", domain="loket")


def compile_catalogue() -> None:
    """Write the .mo that the program reads, whole or not at all, when the .po is newer."""
    target = CATALOGUE.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns > CATALOGUE.stat().st_mtime_ns:
        return
    buffer = io.BytesIO()
    write_mo(buffer, read_catalogue())
    _replace(target, buffer.getvalue())


def add(lines: Iterator[str]) -> int:
    """Merge translations into the catalogue; gives how many lines were taken."""
    count = 0
    with _locked():
        catalogue = read_catalogue()
        for line in lines:
            if not line.strip():
                continue
            fields = [_plain(field) for field in line.rstrip("\r\n").split("\t")]
            match fields:
                case [msgid, msgstr] if msgid and msgstr:
                    catalogue.delete(msgid)
                    catalogue.add(msgid, msgstr)
                case [msgid, plural, one, many] if msgid and plural and one and many:
                    catalogue.delete(msgid)
                    catalogue.add((msgid, plural), (one, many))
                case _:
                    raise SystemExit(f"not msgid TAB msgstr (or four fields): {line!r}; nothing was added")
            count += 1
        _save(catalogue)
    return count


def problems() -> list[str]:
    """Everything that is wrong with the catalogue, a line each."""
    catalogue = read_catalogue()
    texts = _texts()
    found = [f"not translated: {texts[msgid]!r}" for msgid in sorted(texts) if not _translated(catalogue, texts[msgid])]
    for message in catalogue:
        if not message.id:
            continue
        msgid = _singular(message)
        if msgid not in texts:
            found.append(f"no longer used: {msgid!r}")
        if message.fuzzy:
            found.append(f"fuzzy: {msgid!r}")
        found.extend(_placeholder_problems(message))
    found.extend(f"obsolete entry: {msgid!r}" for msgid in catalogue.obsolete)
    return found


def prune() -> list[str]:
    """Remove the translations of texts that are gone; gives what was removed."""
    with _locked():
        catalogue, texts = read_catalogue(), _texts()
        gone = [_singular(message) for message in catalogue if message.id and _singular(message) not in texts]
        for msgid in gone:
            catalogue.delete(msgid)
        catalogue.obsolete.clear()
        _save(catalogue)
    return gone


def _texts() -> dict[str, str | tuple[str, ...]]:
    """Every text that loket can show, click's included."""
    return _HIDDEN_IN_CLICK | _texts_of(_click_folder()) | _texts_of(ROOT / "loket")


def _texts_of(folder: Path) -> dict[str, str | tuple[str, ...]]:
    """What the Python files of a folder mark for translation: msgid → msgid, or → (msgid, plural).

    Read from the syntax tree, because a tokenizer does not see what stands inside an f-string before Python 3.12.
    """
    texts: dict[str, str | tuple[str, ...]] = {}
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS):
                continue
            given = [list(_constants(argument)) for argument in node.args[: _MARKS[node.func.id]]]
            if len(given) == 2 and all(given):
                texts[given[0][0]] = (given[0][0], given[1][0])
            else:
                texts.update((text, text) for texts_of_one in given for text in texts_of_one if text not in texts)
    return texts


def _constants(argument: ast.expr) -> Iterator[str]:
    """The texts that an argument can be: itself, or one of those that a condition chooses between."""
    if isinstance(argument, ast.IfExp):
        yield from _constants(argument.body)
        yield from _constants(argument.orelse)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
        yield argument.value


def _click_folder() -> Path:
    import click

    return Path(click.__file__).parent


def _translated(catalogue: Catalog, text: str | tuple[str, ...]) -> bool:
    message = catalogue.get(text if isinstance(text, str) else text[0])
    if message is None or isinstance(message.string, str):
        return bool(message and message.string and isinstance(text, str))
    return all(message.string or ("",))


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _placeholder_problems(message: Message) -> list[str]:
    """A value that one language shows and the other does not."""
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    translated = [message.string] if isinstance(message.string, str) else list(message.string or ())
    allowed = [_placeholders(text) for text in originals]
    wrong = []
    for text in translated:
        if text and _placeholders(text) not in allowed:
            wrong.append(f"other placeholders: {originals[0]!r} → {text!r}")
    return wrong


def _placeholders(text: str) -> set[str]:
    return {first or second for first, second in re.findall(r"(?<!\{)\{(\w*)[^{}]*\}|%\((\w+)\)", text)}


def _plain(field: str) -> str:
    """A field of a line, with `\\n` for a newline and `\\t` for a tab."""
    return field.replace("\\n", "\n").replace("\\t", "\t")


def _save(catalogue: Catalog) -> None:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    _replace(CATALOGUE, _HEAD.encode() + buffer.getvalue())


def _replace(target: Path, content: bytes) -> None:
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(target)


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    """Let one process at a time change the catalogue."""
    with Path(__file__).open() as file:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Run one of the verbs."""
    match sys.argv[1:]:
        case ["add"]:
            print(f"{add(io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8'))} texts added")
        case ["prune"]:
            print("\n".join(f"removed: {msgid!r}" for msgid in prune()) or "nothing to remove")
        case ["compile"]:
            compile_catalogue()
        case ["check"]:
            wrong = problems()
            print("\n".join(wrong) or "every text has its Dutch translation")
            return 1 if wrong else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
