"""Who may see what: the one rule about what is confidential and about contact data, and what makes it impossible to go around.

Confidential records are for advisors and admins; a programme lead sees what is not. Contact data (name, e-mail, telephone) is for
advisors and admins too: a lead reads a function, else an audience, where others read a name. What leaves the house holds nothing
confidential, whoever writes it.

Two layers. Every reader of `store.read()` carries its `Viewer`, and `viewer.sees("x")` is the condition that leaves records out of a
list. Below that, the connection of a viewer who may not see everything has *masks*: temporary views named like the tables, so that
every query reads them instead. In a mask each filled text of a confidential row is the word "vertrouwelijk". Rows, numbers, days and
words of closed lists stay: figures count the same for everybody, and a field that refers to a hidden record shows the word by itself.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loket.language import _, current_language, label
from loket.models.words import CONFIDENTIAL, AdvisorRole, Audience, RecordKind


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. `advisor_id` is None for a name that is not an advisor yet, and for the loket's own housekeeping.

    With `folds`, what is confidential stays in every list, its texts folded to a sign and a word until the record is opened.
    """

    name: str
    advisor_id: int | None
    sees_confidential: bool
    sees_contacts: bool
    folds: bool = False

    @classmethod
    def with_role(cls, name: str, advisor_id: int | None, role: AdvisorRole) -> Viewer:
        """Somebody of the loket: a programme lead sees neither what is confidential nor contact data."""
        sees = role is not AdvisorRole.LEAD
        return cls(name, advisor_id, sees, sees)

    @property
    def sees_everything(self) -> bool:
        """Whether nothing is masked."""
        return self.reads_confidential and self.sees_contacts

    @property
    def reads_confidential(self) -> bool:
        """Whether the texts of what is confidential stand as they are."""
        return self.sees_confidential and not self.folds

    @property
    def masks(self) -> Hashable:
        """What tells its masks from others': readers with the same ones may share a connection."""
        return self.sees_confidential, self.sees_contacts, self.folds, self.sees_everything or current_language()

    def outside(self) -> Viewer:
        """The same person writing what leaves the house, or sharing a screen: nothing confidential."""
        return replace(self, sees_confidential=False, folds=False)

    def folding(self) -> Viewer:
        """The same person looking over many records at once: what is confidential is folded."""
        return replace(self, folds=self.sees_confidential)

    def sees(self, row: str = "x", table: str = "") -> str:
        """The SQL condition that this viewer may see the row with this alias, on both dialects; of a `table` of parts their record too."""
        if self.sees_confidential:
            return "TRUE"
        return f"NOT {is_confidential(row, table)}"

    def may_see(self, confidential: bool) -> bool:
        """The same of a record that was read."""
        return self.sees_confidential or not confidential


def is_confidential(row: str, table: str) -> str:
    """The SQL of whether a row of a table is for advisors only: itself, or the record that it is part of."""
    if table not in PARENTS:
        return f"{row}.confidential"
    parent, column = PARENTS[table]
    return f"({row}.confidential OR EXISTS (SELECT 1 FROM {parent} up WHERE up.id = {row}.{column} AND up.confidential))"


HOUSEKEEPING = Viewer("", None, True, True)
"""The loket itself at work: checks of the database, the schema."""

NOT_MASKED = frozenset({"advisor", "wensenscan_round", "search_index"})
"""Tables with the flag that keep their texts: figures, filters and logins find advisors and rounds by name, and nothing marks those;
the search index leaves out whole rows."""

_WORDS = (
    "sleutel", "kind", "channel", "state", "nature", "outcome_info", "audience", "source", "priority", "verdict", "reach", "role",
    "umbrella", "province", "phase", "sdm_scope", "uses_outcome_info", "helped", "dimension", "national", "on_kind",
    "recurs",
)  # fmt: skip
_KEPT = re.compile(rf"(?:{'|'.join(_WORDS)}|\w+_(?:on|at|since|from|until|time|month))")
"""Columns of text that are no text: keys, words of closed lists, days, times, months. Every other one is masked, a new one too."""

PARENTS: Mapping[str, tuple[str, str]] = {
    "institution_alias": ("institution", "institution_id"),
    "party_alias": ("party", "party_id"),
    "conversation_attendee": ("conversation", "conversation_id"),
    "contact_former_role": ("contact", "contact_id"),
    "fit_gap_item": ("fit_gap_analysis", "analysis_id"),
}
"""Tables whose rows are as confidential as the record that they are part of."""

_CONTACT_DATA: Mapping[str, Sequence[str]] = {"contact": ("name", "email", "phone"), "conversation_attendee": ("name",)}
_JSON = frozenset({"raw"})


@dataclass(frozen=True, slots=True)
class Masks:
    """The masks of one viewer over one database. `columns` are the tables' columns in order, and whether each is of text.

    `home` is the schema of the real tables.
    """

    viewer: Viewer
    home: str
    columns: Mapping[str, Mapping[str, bool]]
    postgresql: bool

    def views(self) -> Iterator[str]:
        """The statements that lay the masks over the tables."""
        for table in self.tables():
            yield self._view(table, self.masked(table, self.home))
        if not self.viewer.folds:  # what happened to a record is told where it is opened
            yield from self.log_views()

    def log_views(self) -> Iterator[str]:
        """The statements that mask the change log and the search index."""
        # `hidden` is for the view of transactions: why somebody changed a confidential record is confidential too.
        log = {"before": self._image("before"), "after": self._image("after")}
        yield self._view("change_log", log, f", {self._line_is_hidden()} AS hidden")
        line = f"{'pg_temp' if self.postgresql else 'temp'}.change_log"
        secret = f"t.reason IS NOT NULL AND EXISTS (SELECT 1 FROM {line} c WHERE c.tx = t.id AND c.hidden)"
        yield self._view("log_tx", {"reason": f"CASE WHEN {secret} THEN {_word()} ELSE t.reason END"})
        yield self._view("log_personal", {"before": "NULL", "after": "NULL"})
        # The index holds the texts themselves; FTS5 finds by the column that is called like its table.
        own = "t.kind, t.record_id, t.confidential, t.title, t.body" + (", t.words" if self.postgresql else ", t.rowid, t.search_index")
        seen = [] if self.viewer.sees_confidential else [self.viewer.sees("t")]
        seen += [] if self.viewer.sees_contacts else [f"t.kind <> '{RecordKind.CONTACT.value}'"]
        yield f"CREATE TEMP VIEW search_index AS SELECT {own} FROM {self.home}.search_index t WHERE {' AND '.join(seen)}"

    def tables(self) -> list[str]:
        """The tables with something to mask, parents before their parts."""
        flagged = [table for table, names in self.columns.items() if "confidential" in names and table not in NOT_MASKED]
        return [*(table for table in flagged if table not in PARENTS), *(table for table in PARENTS if table in self.columns)]

    def masked(self, table: str, where: str) -> dict[str, str]:
        """The SQL of a table's masked columns, for its row `t`; `where` is the schema that says which parents are confidential."""
        contact = () if self.viewer.sees_contacts else _CONTACT_DATA.get(table, ())
        hidden = self.is_hidden(table, where)
        found = {}
        for name in self._texts(table):
            open_ = f"t.{name}"
            if name in contact:
                open_ = self._instead(table) if name == "name" else "NULL"
            filled = "NULL" if name in _JSON else _quoted(self.word)
            secret = "" if self.viewer.reads_confidential else f"WHEN {hidden} THEN {filled} "
            found[name] = f"CASE WHEN t.{name} IS NULL THEN NULL {secret}ELSE {open_} END"
        return found

    @property
    def word(self) -> str:
        """What stands where a confidential text does: who may open it sees the sign too."""
        return f"{CONFIDENTIAL} {_('confidential')}" if self.viewer.folds else _("confidential")

    def is_hidden(self, table: str, where: str) -> str:
        """The SQL condition that row `t` of a table is confidential, itself or with what it is part of."""
        own = ["t.confidential"] if "confidential" in self.columns[table] else []
        if table in PARENTS:
            parent, column = PARENTS[table]
            own.append(f"EXISTS (SELECT 1 FROM {where}.{parent} p WHERE p.id = t.{column} AND p.confidential)")
        return f"({' OR '.join(own)})"

    def was_hidden_after(self, table: str, seq: int) -> str:
        """The SQL condition that record `t` is confidential now, or was in a line of the change log from `seq` on.

        So what was confidential once stays so in what is told of that time, also when its flag was taken away or it was removed since.
        """
        now = f"EXISTS (SELECT 1 FROM {self.home}.{table} r WHERE r.id = t.id AND r.confidential)"
        return f"({now} OR {self._flagged_from(_quoted(table), 'CAST(t.id AS TEXT)', str(seq))})"

    def _view(self, table: str, masked: Mapping[str, str], more: str = "") -> str:
        names = [f"{masked[name]} AS {name}" if name in masked else f"t.{name}" for name in self.columns[table]]
        return f"CREATE TEMP VIEW {table} AS SELECT {', '.join(names)}{more} FROM {self.home}.{table} t"

    def _instead(self, table: str) -> str:
        """What stands where a person's name does."""
        if table != RecordKind.CONTACT.table:
            return _word()
        audiences = " ".join(f"WHEN '{one.value}' THEN {_quoted(label(one))}" for one in Audience)
        return f"coalesce(t.function, CASE t.audience {audiences} END, {_quoted(label(RecordKind.CONTACT))})"

    def _line_is_hidden(self) -> str:
        """Of a line of the change log: what it tells of, or is part of, was confidential in that line or a later one."""
        if self.viewer.sees_confidential:
            return "FALSE"
        image = "coalesce(t.after, t.before)"
        tables = " ".join(f"WHEN '{part}' THEN '{parent}'" for part, (parent, _column) in PARENTS.items())
        numbers = " ".join(f"WHEN '{part}' THEN {self._part(image, column)}" for part, (_parent, column) in PARENTS.items())
        own = self._flagged_from("t.tbl", "t.pk", "t.seq")
        return f"({own} OR {self._flagged_from(f'CASE t.tbl {tables} END', f'CAST(CASE t.tbl {numbers} END AS TEXT)', 't.seq')})"

    def _flagged_from(self, table: str, key: str, seq: str) -> str:
        flags = f"({self._flag('d.after')} OR {self._flag('d.before')})"
        return f"EXISTS (SELECT 1 FROM {self.home}.change_log d WHERE d.tbl = {table} AND d.pk = {key} AND d.seq >= {seq} AND {flags})"

    def _image(self, image: str) -> str:
        """A line's image without its texts, where the line is hidden."""
        if self.viewer.sees_confidential:
            return f"t.{image}"
        kept = sorted({name for table in self.tables() for name in self.columns[table] if _KEPT.fullmatch(name)})
        text = f"key NOT IN ({', '.join(map(_quoted, kept))})"
        if self.postgresql:
            masked = f"CASE WHEN jsonb_typeof(value) = 'string' AND {text} THEN to_jsonb({_word()}::text) ELSE value END"
            without = f"(SELECT jsonb_object_agg(key, {masked}) FROM jsonb_each(t.{image}))"
        else:
            without = f"json_group_object(key, CASE WHEN type = 'text' AND {text} THEN {_word()} ELSE value END)"
            without = f"(SELECT {without} FROM json_each(t.{image}))"
        return f"CASE WHEN t.{image} IS NOT NULL AND {self._line_is_hidden()} THEN {without} ELSE t.{image} END"

    def _texts(self, table: str) -> list[str]:
        return [name for name, is_text in self.columns[table].items() if is_text and not _KEPT.fullmatch(name)]

    def _flag(self, image: str) -> str:
        flag = self._part(image, "confidential")
        return f"coalesce({flag}::boolean, FALSE)" if self.postgresql else f"coalesce({flag}, 0)"

    def _part(self, image: str, name: str) -> str:
        return f"({image} ->> '{name}')" if self.postgresql else f"json_extract({image}, '$.{name}')"


def _word() -> str:
    return _quoted(_("confidential"))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
