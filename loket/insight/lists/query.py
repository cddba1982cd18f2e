"""What people type to find records: words, and fields with a value, in Dutch or English, in `/`, in `ctrl+k` and on the command line.

    promis soort:umc staat:open sinds:2026-01 thema:4 bij:ilse

Every word and every field must hold. Several values with commas are alternatives; a value with spaces stands in quotes; `none` asks for
what is empty; a unique beginning of a field, and any beginning of a value, will do. A text in quotes is looked for as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loket.language import _, current_language
from loket.language.name_ranking import folded
from loket.models.errors import Refused


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be asked for. `name` is that of a list's filter, or one of the few that every list understands.

    `also` are other words for it, in either language.
    """

    name: str
    dutch: str
    english: str
    also: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """What it is called in the language spoken now."""
        return self.dutch if current_language() == "nl" else self.english

    @property
    def words(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (self.dutch, self.english, self.name, *self.also)


FIELDS = (
    Field("what", "wat", "what", ("record",)),
    Field("state", "staat", "state", ("status",)),
    Field("kind", "soort", "kind"),
    Field("institution", "instelling", "institution", ("inst",)),
    Field("advisor", "bij", "advisor", ("adviseur", "by", "with")),
    Field("theme", "thema", "theme"),
    Field("from", "sinds", "since", ("vanaf",)),
    Field("until", "tot", "until", ("tm", "to")),
    Field("obstacle", "knelpunt", "obstacle"),
    Field("set", "uzset", "set", ("uz", "uz-set", "uitkomstenset")),
    Field("department", "afdeling", "department"),
    Field("umbrella", "koepel", "umbrella"),
    Field("tag", "netwerk", "network", ("tag", "label")),
    Field("province", "provincie", "province"),
    Field("role", "rol", "role"),
    Field("phase", "fase", "phase"),
    Field("epd_vendor", "epd", "epd"),
    Field("city", "plaats", "city"),
    Field("audience", "doelgroep", "audience"),
    Field("nature", "aard", "nature"),
    Field("outcome_info", "uitkomst", "outcome", ("uitkomstinformatie", "uitkomstinfo")),
    Field("source", "bron", "source"),
    Field("priority", "prioriteit", "priority", ("prio",)),
    Field("verdict", "oordeel", "verdict"),
    Field("reach", "reikwijdte", "reach"),
    Field("channel", "kanaal", "channel"),
    Field("party", "partij", "party"),
    Field("owner", "eigenaar", "owner"),
    Field("contact", "contact", "contact", ("contactpersoon",)),
    Field("offering", "aanbod", "offering"),
    Field("provider", "aanbieder", "provider"),
    Field("trend", "trend", "trend"),
    Field("loose", "los", "loose"),
    Field("round", "ronde", "round"),
    Field("helped", "geholpen", "helped"),
    Field("dimension", "dimensie", "dimension"),
    Field("sdm_scope", "samenbeslissen", "sdm"),
    Field("confidential", "vertrouwelijk", "confidential"),
    Field("received", "ontvangen", "received"),
    Field("due", "streef", "due", ("streefdatum",)),
    Field("closed", "afgesloten", "closed"),
    Field("planned", "gepland", "planned"),
    Field("held", "gehouden", "held"),
    Field("recorded", "vastgelegd", "recorded"),
    Field("referred", "doorverwezen", "referred"),
    Field("check_back", "navraag", "checkback", ("check-back",)),
    Field("enrolled", "aangemeld", "enrolled"),
    Field("reported", "gerapporteerd", "reported"),
    Field("discussed", "besproken", "discussed"),
    Field("done", "gedaan", "done"),
    Field("submitted", "ingevuld", "submitted"),
    Field("written", "geschreven", "written"),
)
"""Every field, those that people ask for most first."""


@dataclass(frozen=True, slots=True)
class Term:
    """One field with the values of which one must hold; none yet while somebody types."""

    field: Field
    values: tuple[str, ...]
    typed: str


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed: words or texts that must be hit, and fields that must hold."""

    words: tuple[str, ...]
    terms: tuple[Term, ...]

    @property
    def text(self) -> str:
        """The words as they are typed in a filter, without the fields."""
        return " ".join(f'"{word}"' if " " in word else word for word in self.words)

    @property
    def asks_nothing(self) -> bool:
        """Whether nothing is asked yet."""
        return not self.words and not any(term.values for term in self.terms)


_TOKEN = re.compile(r'(?P<field>[^\W\d_][\w-]+):(?P<value>(?:"[^"]*"?|[^\s"])*)|"(?P<quoted>[^"]*)"?|(?P<word>\S+)')
_VALUE = re.compile(r'"([^"]*)"?|([^,"]+)')
_MOST_NEAR = 3


@lru_cache(maxsize=64)
def parse(text: str) -> Query:
    """What `text` asks for. Raises Refused for a field that there is not, with the nearest ones."""
    words: list[str] = []
    terms: list[Term] = []
    tokens = list(_TOKEN.finditer(text))
    while tokens:
        token = tokens.pop(0)
        name, value = token["field"], token["value"]
        if name is None or value.startswith("/"):
            word = token["quoted"] if token["quoted"] is not None else token[0]
            words += [word] if word.strip() else []
            continue
        if not value and tokens and tokens[0]["field"] is None and tokens[0].start() == token.end() + 1:
            value = tokens.pop(0)[0] if field_called(name) else ""  # `thema: 4`
        found = field_called(name)
        if found is None and not value:
            words.append(token[0])  # `Re: …` asks for no field
        elif found is None:
            raise Refused(unknown_field(name))
        else:
            terms.append(Term(found, tuple(_values(value)), token[0]))
    return Query(tuple(words), tuple(terms))


def _values(typed: str) -> Iterator[str]:
    for quoted, plain in _VALUE.findall(typed):
        value = (quoted or plain).strip()
        if value:
            yield value


def field_called(name: str) -> Field | None:
    """The field of this name in either language, or of which this is a beginning that no other has."""
    wanted = folded(name)
    exact = next((field for field in FIELDS if wanted in field.words), None)
    if exact is not None:
        return exact
    begun = [field for field in FIELDS if any(word.startswith(wanted) for word in field.words)]
    return begun[0] if len(begun) == 1 else None


def unknown_field(name: str) -> str:
    """That there is no such field, and which ones are like it."""
    spoken = [field.word for field in FIELDS]
    begun = [field.word for field in FIELDS if any(word.startswith(folded(name)) for word in field.words)]
    like = begun or nearest(name, spoken)
    hint = _("did you mean {names}?").format(names=", ".join(f"{one}:" for one in like)) if like else f"{', '.join(spoken[:12])} …"
    return _("There is no field “{name}”: {hint} Put the words in quotes to look for them as text.").format(name=name, hint=hint)


def nearest(typed: str, words: Sequence[str]) -> list[str]:
    """The few of these words that are most like what was typed."""
    from rapidfuzz import fuzz, process  # takes time to load, and most people make no mistake

    by_folded = {folded(word): word for word in words}
    found = process.extract(folded(typed), [*by_folded], scorer=fuzz.ratio, limit=_MOST_NEAR, score_cutoff=50)
    return [by_folded[word] for word, _score, _place in found]
