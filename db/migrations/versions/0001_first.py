"""The first schema: every record's table, the change log's, and the lists that each database starts with.

A step holds its own frozen values and imports nothing of loket. Triggers and search index are no step's concern: every upgrade makes
them again from the models (`loket/store/schema.py`), and logs the rows that a step adds.
"""

from typing import Any

from alembic import op
from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text, false, true
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.types import TypeEngine

revision = "0001"
down_revision = None

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def column(
    name: str, kind: TypeEngine[Any], *more: Any, key: bool = False, default: Any = None, check: str = "", **options: Any
) -> Column[Any]:
    """A column; a name that ends in `?` may be empty. `check` is a rule that only SQLite needs: PostgreSQL's types hold it."""
    optional, name = name.endswith("?"), name.removesuffix("?")
    return Column(
        name, kind, *more, primary_key=key, nullable=optional, server_default=default, info={"check": check.format(name)}, **options
    )


def text(name: str, **options: Any) -> Column[Any]:
    """A text."""
    return column(name, String().with_variant(Text(), "sqlite"), **options)


def number(name: str, **options: Any) -> Column[Any]:
    """A whole number."""
    return column(name, Integer(), **options)


def ref(name: str, table: str, *, key: bool = False, index: bool | None = None) -> Column[Any]:
    """A row of another table; indexed unless it is part of a key."""
    return column(name, Integer(), ForeignKey(f"{table}.id"), key=key, index=not key if index is None else index)


def day(name: str, **options: Any) -> Column[Any]:
    """A date. A plain date() would let 30 February through."""
    return column(name, Date().with_variant(Text(), "sqlite"), check="{0} IS date({0}, '+0 days')", **options)


def flag(name: str, default: Any = None) -> Column[Any]:
    """A yes or no that is always known."""
    kind = Boolean().with_variant(Integer(), "sqlite")
    return column(name, kind, default=false() if default is None else default, check="{0} IN (0, 1)")


def word(name: str, words: tuple[str, ...], **options: Any) -> Column[Any]:
    """A member of a closed list."""
    made = column(name, Text(), **options)
    made.info["words"] = words
    return made


def numbered() -> Column[Any]:
    """A number that is never given again."""
    made = number("id", key=True)
    made.info["numbered"] = True
    return made


def versioned() -> tuple[Column[Any], ...]:
    """What every record has that people edit."""
    return numbered(), number("version", default="1"), flag("confidential")


def table(name: str, *parts: Any) -> None:
    """A table, STRICT on SQLite, with a named check for each closed list, date and flag."""
    made = Table(name, METADATA, *parts, sqlite_strict=True, sqlite_autoincrement=parts[0].info.get("numbered", False))
    for part in made.columns:
        if words := part.info.get("words"):
            allowed = ", ".join(f"'{word}'" for word in words)
            made.append_constraint(CheckConstraint(f"{part.name} IN ({allowed})", name=part.name))
        elif rule := part.info["check"]:
            made.append_constraint(CheckConstraint(rule, name=part.name).ddl_if(dialect="sqlite"))


# fmt: off
RECORD_KIND = (
    "institution", "party", "contact", "advisor", "round", "response", "conversation", "request", "signal", "trend", "offering",
    "referral", "session", "event", "fitgap", "fitgap_item", "follow_up", "note", "link",
)
OUTCOME_INFO = ("with", "without", "both", "not_applicable")
AUDIENCE = ("policy_quality", "professionals", "patients", "board", "it")
YES_NO = ("yes", "no")

table("advisor", *versioned(), text("name", unique=True), text("email?"), text("signature?"),
      word("role", ("advisor", "lead", "admin"), default="advisor"), flag("strong_in_technical"),
      flag("strong_in_change"), day("away_until?"), ref("stand_in_id?", "advisor"), flag("active", default=true()))
table("draft", numbered(), text("advisor"), text("form"), text("subject"), text("title"), text("content"),
      text("kept_at"), Unique("advisor", "form", "subject"))
table("export_log", numbered(), text("exported_at"), text("advisor"), text("what"), number("rows"))
table("import_memory", text("kind", key=True), number("record_id", key=True, autoincrement=False), text("row_hash"))
table("link", *versioned(), word("on_kind", RECORD_KIND), number("on_id"), text("title?"), text("url"),
      Index("ix_link_on", "on_kind", "on_id"))
table("offering", *versioned(), text("sleutel", unique=True), text("title"),
      word("kind?", ("material", "e_learning", "training", "session", "webinar", "roadmap", "tool", "guide", "expertise")),
      text("provider?"), text("url?"), text("description?"), word("outcome_info?", OUTCOME_INFO),
      word("state", ("available", "in_development", "lapsed"), default="available"), day("state_since?"),
      day("available_from?"), day("available_until?"), text("owner?"), day("expected_on?"))
table("tag", numbered(), text("name", unique=True), flag("active", default=true()))
table("outcome_set", numbered(), text("name", unique=True), text("status?"), flag("active", default=true()))
table("party", *versioned(), text("name", unique=True),
      word("kind?", ("umbrella", "scientific", "patient_organisation", "supplier", "provider", "ministry", "other")))
table("presence", text("advisor", key=True), text("on_kind", key=True), number("on_id", key=True, autoincrement=False),
      text("seen_at"))
table("given_work", ref("advisor_id", "advisor", key=True), text("on_kind", key=True), number("on_id", key=True, autoincrement=False),
      text("given_by"), day("given_on"))
table("saved_view", numbered(), text("advisor"), text("place"), text("name"), text("query"), flag("shared"),
      Unique("advisor", "place", "name"))
table("session_capacity", text("provider", key=True), text("month", key=True), number("places"))
table("setting", text("name", key=True), text("value"))
table("survey_mapping", numbered(), text("name"), text("fingerprint", unique=True), text("content"), day("saved_on"))
table("text_template", text("name", key=True), text("subject?"), text("body"))
table("theme", number("id", key=True, autoincrement=False), text("label", unique=True))
table("wensenscan_round", *versioned(), text("name", unique=True), day("sent_on?"), day("closed_on?"))
table("event", *versioned(), text("title"), word("kind?", ("webinar", "knowledge_meeting", "conference")),
      day("event_on?"), ref("offering_id?", "offering"), number("participants?"))
table("example", *versioned(), word("on_kind", RECORD_KIND), number("on_id"), ref("theme_id?", "theme"), text("text"),
      day("written_on"), ref("advisor_id?", "advisor"), day("released_on?"), ref("released_by_id?", "advisor"),
      Index("ix_example_on", "on_kind", "on_id"))
table("institution", *versioned(), text("name", index=True), text("short_name?"),
      word("kind?", ("umc", "top_clinical", "general", "specialised", "clinic")),
      word("umbrella?", ("NVZ", "UMCNL", "ZKN")), text("city?"),
      word("province?", ("Drenthe", "Flevoland", "Friesland", "Gelderland", "Groningen", "Limburg", "Noord-Brabant",
                         "Noord-Holland", "Overijssel", "Utrecht", "Zeeland", "Zuid-Holland")),
      text("agb?", unique=True), text("website?"), text("epd_vendor?"),
      word("role?", ("frontrunner", "candidate", "follower")), day("role_since?"),
      word("phase?", ("awareness", "involvement", "sustained")), ref("advisor_id?", "advisor"),
      ref("stand_in_id?", "advisor"), flag("active", default=true()), ref("merged_into_id?", "institution"),
      day("closed_on?"), ref("split_from_id?", "institution"))
table("obstacle", numbered(), ref("theme_id", "theme"), text("label", unique=True), flag("active", default=true()))
table("offering_audience", ref("offering_id", "offering", key=True), word("audience", AUDIENCE, key=True))
table("offering_theme", ref("offering_id", "offering", key=True), ref("theme_id", "theme", key=True, index=True))
table("party_alias", numbered(), ref("party_id", "party"), text("alias", index=True))
table("progress_report", numbered(), day("start_on"), day("end_on"), text("as_of_at"), number("as_of_seq"),
      flag("internal"), text("definitions"), text("figures"), text("texts"), day("written_on"),
      ref("advisor_id?", "advisor"))
table("trend", *versioned(), text("title", unique=True), ref("theme_id?", "theme"), text("description?"),
      ref("owner_party_id?", "party"), word("state", ("observed", "raised", "picked_up", "done"), default="observed"),
      day("state_since?"))
table("contact", *versioned(), ref("institution_id?", "institution"), ref("party_id?", "party"), text("name?"),
      text("function?"), text("department?"), word("audience?", AUDIENCE), text("email?"), text("phone?"),
      day("left_on?"), day("retention_until?"), day("erased_on?"), ref("moved_from_id?", "contact"))
table("distinct_institutions", ref("institution_id", "institution", key=True),
      ref("other_id", "institution", key=True))
table("event_institution", ref("event_id", "event", key=True), ref("institution_id", "institution", key=True))
table("fit_gap_analysis", *versioned(), text("sleutel", unique=True), ref("institution_id", "institution"),
      ref("outcome_set_id", "outcome_set"),
      word("state", ("planned", "running", "reported", "discussed"), default="planned"), day("state_since?"),
      day("started_on?"), day("reported_on?"), day("discussed_on?"))
table("follow_up", *versioned(), word("on_kind?", RECORD_KIND), number("on_id?"),
      ref("institution_id?", "institution"), text("what"), day("due_on?", index=True), ref("advisor_id?", "advisor"),
      word("state", ("open", "done", "dropped"), default="open"), day("state_since?"), day("done_on?"),
      text("result?"), text("recurs?"), Index("ix_follow_up_on", "on_kind", "on_id"))
table("institution_alias", numbered(), ref("institution_id", "institution"), text("alias", index=True),
      day("former_until?"))
table("institution_tag", ref("institution_id", "institution", key=True), ref("tag_id", "tag", key=True))
table("learning_session", *versioned(), text("sleutel", unique=True), ref("institution_id", "institution"),
      text("team?"), word("audience?", AUDIENCE), text("goal?"), text("provider?"), day("enrolled_on?"),
      day("session_on?", index=True), number("participants?"),
      word("state", ("interest", "enrolled", "scheduled", "held", "cancelled"), default="interest"),
      day("state_since?"), text("evaluation?"), text("preferred_month?"))
table("note", *versioned(), word("on_kind", RECORD_KIND), number("on_id"), ref("institution_id?", "institution"),
      word("kind", ("note", "lesson", "decision"), default="note"), ref("theme_id?", "theme"), text("text"),
      day("written_on"), ref("advisor_id?", "advisor"), Index("ix_note_on", "on_kind", "on_id"))
table("offering_obstacle", ref("offering_id", "offering", key=True), ref("obstacle_id", "obstacle", key=True))
table("round_population", ref("round_id", "wensenscan_round", key=True),
      ref("institution_id", "institution", key=True))
table("round_reminder", ref("round_id", "wensenscan_round", key=True), ref("institution_id", "institution", key=True),
      day("reminded_on", key=True))
table("wensenscan_response", *versioned(), text("sleutel", unique=True), ref("round_id", "wensenscan_round"),
      ref("institution_id", "institution"), word("audience?", AUDIENCE), day("submitted_on?", index=True),
      word("sdm_scope?", ("all", "some", "none")), word("uses_outcome_info?", YES_NO), text("ambition?"),
      text("free_text?"), text("raw?"))
table("contact_former_role", numbered(), ref("contact_id", "contact"), text("function?"), text("department?"),
      word("audience?", AUDIENCE), day("until_on"))
table("conversation", *versioned(), text("sleutel", unique=True),
      word("kind?", ("wensenscan", "intake", "progress", "fit_gap", "evaluation", "other")),
      word("channel?", ("teams", "phone", "visit", "mail")),
      word("state", ("to_plan", "planned", "held", "cancelled", "declined"), default="to_plan"), day("state_since?"),
      day("planned_at?", index=True), text("planned_time?"), day("held_at?", index=True), text("held_time?"),
      number("duration_min?"), text("subject?"), text("summary?"), text("agreements?"),
      ref("response_id?", "wensenscan_response"), text("agenda?"), text("location?"))
table("event_contact", ref("event_id", "event", key=True), ref("contact_id", "contact", key=True))
table("fit_gap_item", *versioned(), ref("analysis_id", "fit_gap_analysis", index=False),
      word("dimension", ("support", "capacity", "care_process", "questionnaires", "prom_collection", "api", "clinical_data",
                         "dashboard", "competences", "patient_information")),
      text("current?"), text("needed?"), number("gap?"), text("action?"), word("national?", YES_NO),
      Unique("analysis_id", "dimension"), CheckConstraint("gap BETWEEN 0 AND 4", name="gap"))
table("response_obstacle", ref("response_id", "wensenscan_response", key=True),
      ref("obstacle_id", "obstacle", key=True))
table("response_theme", ref("response_id", "wensenscan_response", key=True), ref("theme_id", "theme", key=True))
table("session_theme", ref("session_id", "learning_session", key=True), ref("theme_id", "theme", key=True))
table("conversation_advisor", ref("conversation_id", "conversation", key=True),
      ref("advisor_id", "advisor", key=True, index=True))
table("conversation_attendee", numbered(), ref("conversation_id", "conversation"), ref("contact_id?", "contact"),
      text("name?"))
table("conversation_institution", ref("conversation_id", "conversation", key=True),
      ref("institution_id", "institution", key=True, index=True))
table("conversation_party", ref("conversation_id", "conversation", key=True),
      ref("party_id", "party", key=True, index=True))
table("signal", *versioned(), text("sleutel", unique=True), ref("institution_id?", "institution"),
      ref("party_id?", "party"), text("department?"), ref("theme_id?", "theme"), ref("obstacle_id?", "obstacle"),
      text("description?"), word("reach?", ("institution", "national")), ref("conversation_id?", "conversation"),
      ref("response_id?", "wensenscan_response"), ref("session_id?", "learning_session"), ref("event_id?", "event"),
      ref("fitgap_item_id?", "fit_gap_item"), ref("advisor_id?", "advisor"),
      word("state", ("new", "interpreted", "raised", "picked_up", "closed", "rejected"), default="new"),
      day("state_since?"), day("recorded_on", index=True), ref("trend_id?", "trend"))
table("support_request", *versioned(), text("sleutel", unique=True), ref("institution_id?", "institution"),
      ref("party_id?", "party"), text("department?"), ref("contact_id?", "contact"), text("title"),
      text("description?"), word("nature?", ("technical", "change")), word("outcome_info?", OUTCOME_INFO),
      word("audience?", AUDIENCE), ref("outcome_set_id?", "outcome_set"),
      word("source?", ("wensenscan", "conversation", "phone", "mail", "session", "fit_gap", "other")),
      ref("response_id?", "wensenscan_response"), ref("conversation_id?", "conversation"),
      ref("session_id?", "learning_session"), ref("fitgap_item_id?", "fit_gap_item"),
      word("priority?", ("low", "normal", "high")), ref("advisor_id?", "advisor", index=False),
      day("received_on", index=True), day("due_on?", index=True),
      word("state", ("new", "in_progress", "waiting", "referred", "resolved", "dropped"), default="new"),
      day("state_since?"), text("resolution?"), day("closed_on?"),
      word("verdict?", ("fits", "partly", "nothing", "not_judged")), text("verdict_reason?"),
      Index("ix_support_request_mine_due", "advisor_id", "closed_on", "due_on"),
      Index("ix_support_request_open_due", "closed_on", "due_on"))
table("referral", *versioned(), text("sleutel", unique=True), ref("request_id?", "support_request"),
      ref("conversation_id?", "conversation"), ref("institution_id?", "institution"), ref("offering_id", "offering"),
      ref("advisor_id?", "advisor"), day("referred_on", index=True), day("check_back_on?", index=True),
      word("state", ("open", "used", "not_used"), default="open"), day("state_since?"),
      word("helped?", ("yes", "partly", "no")), text("remark?"))
table("request_obstacle", ref("request_id", "support_request", key=True),
      ref("obstacle_id", "obstacle", key=True, index=True))
table("request_theme", ref("request_id", "support_request", key=True), ref("theme_id", "theme", key=True, index=True))
table("signal_apart", ref("signal_id", "signal", key=True), ref("trend_id", "trend", key=True))
table("waiting_request", ref("request_id", "support_request", key=True),
      ref("offering_id", "offering", key=True, index=True), day("waits_since"))
# fmt: on

LOG = {
    "sqlite": """
CREATE TABLE log_tx (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL, verb TEXT NOT NULL,
  reason TEXT, undoes INTEGER REFERENCES log_tx (id)) STRICT;
CREATE TABLE log_session (id INTEGER PRIMARY KEY CHECK (id = 1), tx INTEGER NOT NULL, actor TEXT NOT NULL, at TEXT) STRICT;
CREATE TABLE change_log (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, tx INTEGER, actor TEXT, db_user TEXT,
  tbl TEXT NOT NULL, pk TEXT NOT NULL, op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')), before TEXT, after TEXT) STRICT;
CREATE INDEX ix_change_log_row ON change_log (tbl, pk, seq);
CREATE INDEX ix_change_log_tx ON change_log (tx);
CREATE TABLE log_personal (seq INTEGER PRIMARY KEY REFERENCES change_log (seq), subject TEXT NOT NULL,
  nonce TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))), before TEXT, after TEXT) STRICT;
CREATE INDEX ix_log_personal_subject ON log_personal (subject);
CREATE TABLE log_schema (from_seq INTEGER NOT NULL, revision TEXT PRIMARY KEY, shape TEXT NOT NULL, lift TEXT) STRICT;
CREATE TABLE loket_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT""",
    "postgresql": """
CREATE TABLE log_tx (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, at text NOT NULL, actor text NOT NULL, verb text NOT NULL,
  reason text, undoes integer REFERENCES log_tx (id));
CREATE TABLE change_log (seq bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, at text NOT NULL, tx integer, actor text, db_user text,
  tbl text NOT NULL, pk text NOT NULL, op text NOT NULL CHECK (op IN ('insert', 'update', 'delete')), before jsonb, after jsonb);
CREATE INDEX ix_change_log_row ON change_log (tbl, pk, seq);
CREATE INDEX ix_change_log_tx ON change_log (tx);
CREATE TABLE log_personal (seq bigint PRIMARY KEY REFERENCES change_log (seq), subject text NOT NULL,
  nonce text NOT NULL DEFAULT replace(gen_random_uuid()::text, '-', ''), before jsonb, after jsonb);
CREATE INDEX ix_log_personal_subject ON log_personal (subject);
CREATE TABLE log_schema (from_seq bigint NOT NULL, revision text PRIMARY KEY, shape text NOT NULL, lift text);
CREATE TABLE loket_meta (name text PRIMARY KEY, value text NOT NULL)""",
}

OBSTACLES = {  # by theme, in the order of their numbers
    (1, "Kennisdeling en samenwerken"): (
        "vraagarticulatie richting EPD-leveranciers",
        "delen van kennis en goede voorbeelden",
    ),
    (2, "Landelijk beleid"): (
        "onduidelijke landelijke kaders en verplichtingen",
        "tegenstrijdige beleidslijnen GPROM",
    ),
    (3, "Competenties voor samen beslissen in de spreekkamer"): (
        "gesprekscompetenties zorgverleners",
        "beperkte gezondheidsvaardigheden patiënten",
    ),
    (4, "Gebruik van uitkomstinformatie in de spreekkamer"): (
        "vragenlijsten in het EPD",
        "API-koppeling EPD en externe applicaties",
        "automatisch uitsturen van PROMs",
        "BgZ onvoldoende in het EPD",
        "versnipperde systemen",
        "niet-gestandaardiseerde ICT-infrastructuur",
        "afhankelijkheid van EPD-leverancier",
        "blauwdruk dashboard ontbreekt",
        "inrichting van het zorgproces",
    ),
    (5, "Cultuur en draagvlak"): (
        "draagvlak instellingsbreed",
        "tijd- en capaciteitsdruk",
        "prioritering Raad van Bestuur",
        "meerwaarde niet gezien door zorgverleners",
    ),
    (6, "Patiëntparticipatie"): (
        "begrijpelijke patiëntinformatie",
        "voorbereiding van patiënten",
    ),
}
OUTCOME_SETS = (
    ("chronische nierschade", "implementatie bij voorlopers"),
    ("inflammatoire darmziekten", "implementatie bij voorlopers"),
    ("knie-heupartrose", "implementatie bij voorlopers"),
    ("CVA", "proof of concept Santeon"),
    ("borstkanker", "proof of concept Santeon"),
    ("generieke set (GPROM)", "kernset, voorkeursinstrument PROMIS"),
)
SETTINGS = {"sessions_from": "2025-09-01", "sessions_until": "2026-10-31", "check_back_weeks": "6", "silent_after_days": "21"}
TEMPLATES = (  # name, subject, text
    (
        "conversation.wensenscan",
        None,
        """1. Waar staat {instelling} nu met samen beslissen?
2. Antwoorden van de WensenScan doornemen, ook waar doelgroepen verschillen
3. Welke hulp is het eerst nodig, met of zonder uitkomstinformatie?
4. Wat speelt hier dat ook landelijk speelt?
5. Afspraken: wie doet wat, en wanneer spreken we elkaar weer?""",
    ),
    (
        "conversation.intake",
        None,
        """1. Kennismaken: wie is wie, wie beslist?
2. Wat wil {instelling} bereiken met uitkomstgerichte zorg?
3. Wat is er al: afdelingen, vragenlijsten, EPD
4. Welke hulp past, en welke vraag leggen we vast?
5. Afspraken en volgende stap""",
    ),
    (
        "conversation.progress",
        None,
        """1. Wat is er gedaan sinds de vorige keer?
2. Afspraken van de vorige keer nalopen
3. Doorverwijzingen: gebruikt, en hielp het?
4. Wat houdt tegen?
5. Nieuwe vragen en afspraken""",
    ),
    (
        "conversation.fit_gap",
        None,
        """1. Uitkomsten van de fit-gapanalyse per onderdeel
2. Grootste kloven: oorzaak en actie
3. Wat kan {instelling} zelf, wat vraagt landelijke actie?
4. Welke vragen en signalen leggen we vast?
5. Planning en vervolg""",
    ),
    (
        "conversation.evaluation",
        None,
        """1. Wat was het doel, en is het bereikt?
2. Wat hielp, en wat niet?
3. Geleerde lessen voor andere instellingen
4. Wat blijft open, en wie pakt dat op?""",
    ),
    (
        "conversation.other",
        None,
        """1. Aanleiding
2. Bespreking
3. Afspraken""",
    ),
    (
        "mail.referral",
        "Doorverwijzing: {aanbod}",
        """Beste {aanhef},

Zoals besproken vindt u hier wat past bij uw vraag ‘{vraag}’:

{aanbod}
{omschrijving}
{url}

Rond {navraag} vraag ik u of u het heeft gebruikt en of het hielp.

Met vriendelijke groet,
{adviseur}
UZ-loket""",
    ),
    (
        "mail.reminder",
        "Herinnering: {ronde}",
        """Beste {aanhef},

{instelling} vulde {ronde} nog niet in. Uw antwoorden laten zien waar uw instelling staat en welke hulp u zoekt; \
invullen kost ongeveer een kwartier.

Vragen? Bel of mail het UZ-loket gerust.

Met vriendelijke groet,
{adviseur}
UZ-loket""",
    ),
    (
        "mail.conversation",
        "Afspraak met het UZ-loket, {wanneer}",
        """Beste {aanhef},

Graag bevestig ik ons gesprek op {wanneer} ({kanaal}). De agenda:

{agenda}

Met vriendelijke groet,
{adviseur}
UZ-loket""",
    ),
    (
        "mail.session",
        "Leersessie ‘Samen beslissen in de praktijk’",
        """Beste {aanhef},

De leersessie voor {team} van {instelling} staat op {wanneer}, gegeven door {aanbieder}.

Met vriendelijke groet,
{adviseur}
UZ-loket""",
    ),
)


def upgrade() -> None:
    """Make the tables and fill the lists."""
    connection = op.get_bind()
    METADATA.create_all(connection, checkfirst=False)
    for statement in LOG[connection.dialect.name].split(";\n"):
        connection.exec_driver_sql(statement)
    tables = METADATA.tables
    op.bulk_insert(tables["theme"], [{"id": number, "label": label} for number, label in OBSTACLES])
    op.bulk_insert(
        tables["obstacle"], [{"theme_id": number, "label": label} for (number, _), labels in OBSTACLES.items() for label in labels]
    )
    op.bulk_insert(tables["outcome_set"], [{"name": name, "status": status} for name, status in OUTCOME_SETS])
    op.bulk_insert(tables["setting"], [{"name": name, "value": value} for name, value in SETTINGS.items()])
    op.bulk_insert(tables["text_template"], [{"name": name, "subject": subject, "body": body} for name, subject, body in TEMPLATES])
