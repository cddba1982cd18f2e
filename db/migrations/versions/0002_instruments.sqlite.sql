CREATE TABLE presence (
  advisor TEXT NOT NULL,
  on_kind TEXT NOT NULL,
  on_id INTEGER NOT NULL,
  seen_at TEXT NOT NULL,
  CONSTRAINT pk_presence PRIMARY KEY (advisor, on_kind, on_id)
)
 STRICT;
CREATE TABLE session_capacity (
  provider TEXT NOT NULL,
  month TEXT NOT NULL,
  places INTEGER NOT NULL,
  CONSTRAINT pk_session_capacity PRIMARY KEY (provider, month)
)
 STRICT;
CREATE TABLE survey_mapping (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  content TEXT NOT NULL,
  saved_on TEXT NOT NULL,
  CONSTRAINT uq_survey_mapping_fingerprint UNIQUE (fingerprint),
  CONSTRAINT ck_survey_mapping_saved_on CHECK (saved_on IS date(saved_on, '+0 days'))
)
 STRICT;
CREATE TABLE text_template (
  name TEXT NOT NULL,
  subject TEXT,
  body TEXT NOT NULL,
  CONSTRAINT pk_text_template PRIMARY KEY (name)
)
 STRICT;
CREATE TABLE event (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  title TEXT NOT NULL,
  kind TEXT,
  event_on TEXT,
  offering_id INTEGER,
  participants INTEGER,
  CONSTRAINT fk_event_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id),
  CONSTRAINT ck_event_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_event_kind CHECK (kind IN ('webinar', 'knowledge_meeting', 'conference')),
  CONSTRAINT ck_event_event_on CHECK (event_on IS date(event_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_event_offering_id ON event (offering_id);
CREATE TABLE institution (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  name TEXT NOT NULL,
  short_name TEXT,
  kind TEXT,
  umbrella TEXT,
  city TEXT,
  province TEXT,
  agb TEXT,
  website TEXT,
  epd_vendor TEXT,
  role TEXT,
  role_since TEXT,
  phase TEXT,
  advisor_id INTEGER,
  stand_in_id INTEGER,
  active INTEGER DEFAULT 1 NOT NULL,
  merged_into_id INTEGER,
  closed_on TEXT,
  split_from_id INTEGER,
  CONSTRAINT uq_institution_agb UNIQUE (agb),
  CONSTRAINT fk_institution_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT fk_institution_stand_in_id FOREIGN KEY(stand_in_id) REFERENCES advisor (id),
  CONSTRAINT fk_institution_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES institution (id),
  CONSTRAINT fk_institution_split_from_id FOREIGN KEY(split_from_id) REFERENCES institution (id),
  CONSTRAINT ck_institution_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_institution_kind CHECK (kind IN ('umc', 'top_clinical', 'general', 'specialised', 'clinic')),
  CONSTRAINT ck_institution_umbrella CHECK (umbrella IN ('NVZ', 'UMCNL', 'ZKN')),
  CONSTRAINT ck_institution_province CHECK (province IN ('Drenthe', 'Flevoland', 'Friesland', 'Gelderland', 'Groningen', 'Limburg', 'Noord-Brabant', 'Noord-Holland', 'Overijssel', 'Utrecht', 'Zeeland', 'Zuid-Holland')),
  CONSTRAINT ck_institution_role CHECK (role IN ('frontrunner', 'candidate', 'follower')),
  CONSTRAINT ck_institution_role_since CHECK (role_since IS date(role_since, '+0 days')),
  CONSTRAINT ck_institution_phase CHECK (phase IN ('awareness', 'involvement', 'sustained')),
  CONSTRAINT ck_institution_active CHECK (active IN (0, 1)),
  CONSTRAINT ck_institution_closed_on CHECK (closed_on IS date(closed_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_institution_advisor_id ON institution (advisor_id);
CREATE INDEX ix_institution_merged_into_id ON institution (merged_into_id);
CREATE INDEX ix_institution_name ON institution (name);
CREATE INDEX ix_institution_split_from_id ON institution (split_from_id);
CREATE INDEX ix_institution_stand_in_id ON institution (stand_in_id);
CREATE TABLE contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  institution_id INTEGER,
  party_id INTEGER,
  name TEXT,
  function TEXT,
  department TEXT,
  audience TEXT,
  email TEXT,
  phone TEXT,
  left_on TEXT,
  retention_until TEXT,
  erased_on TEXT,
  moved_from_id INTEGER,
  CONSTRAINT fk_contact_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_contact_party_id FOREIGN KEY(party_id) REFERENCES party (id),
  CONSTRAINT fk_contact_moved_from_id FOREIGN KEY(moved_from_id) REFERENCES contact (id),
  CONSTRAINT ck_contact_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_contact_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it')),
  CONSTRAINT ck_contact_left_on CHECK (left_on IS date(left_on, '+0 days')),
  CONSTRAINT ck_contact_retention_until CHECK (retention_until IS date(retention_until, '+0 days')),
  CONSTRAINT ck_contact_erased_on CHECK (erased_on IS date(erased_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_contact_institution_id ON contact (institution_id);
CREATE INDEX ix_contact_moved_from_id ON contact (moved_from_id);
CREATE INDEX ix_contact_party_id ON contact (party_id);
CREATE TABLE distinct_institutions (
  institution_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  CONSTRAINT pk_distinct_institutions PRIMARY KEY (institution_id, other_id),
  CONSTRAINT fk_distinct_institutions_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_distinct_institutions_other_id FOREIGN KEY(other_id) REFERENCES institution (id)
)
 STRICT;
CREATE TABLE learning_session (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  sleutel TEXT NOT NULL,
  institution_id INTEGER NOT NULL,
  team TEXT,
  audience TEXT,
  goal TEXT,
  provider TEXT,
  enrolled_on TEXT,
  session_on TEXT,
  participants INTEGER,
  state TEXT DEFAULT 'interest' NOT NULL,
  state_since TEXT,
  evaluation TEXT,
  preferred_month TEXT,
  CONSTRAINT uq_learning_session_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_learning_session_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT ck_learning_session_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_learning_session_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it')),
  CONSTRAINT ck_learning_session_enrolled_on CHECK (enrolled_on IS date(enrolled_on, '+0 days')),
  CONSTRAINT ck_learning_session_session_on CHECK (session_on IS date(session_on, '+0 days')),
  CONSTRAINT ck_learning_session_state CHECK (state IN ('interest', 'enrolled', 'scheduled', 'held', 'cancelled')),
  CONSTRAINT ck_learning_session_state_since CHECK (state_since IS date(state_since, '+0 days'))
)
 STRICT;
CREATE INDEX ix_learning_session_institution_id ON learning_session (institution_id);
CREATE INDEX ix_learning_session_session_on ON learning_session (session_on);
CREATE TABLE round_reminder (
  round_id INTEGER NOT NULL,
  institution_id INTEGER NOT NULL,
  reminded_on TEXT NOT NULL,
  CONSTRAINT pk_round_reminder PRIMARY KEY (round_id, institution_id, reminded_on),
  CONSTRAINT fk_round_reminder_round_id FOREIGN KEY(round_id) REFERENCES wensenscan_round (id),
  CONSTRAINT fk_round_reminder_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT ck_round_reminder_reminded_on CHECK (reminded_on IS date(reminded_on, '+0 days'))
)
 STRICT;
CREATE TABLE contact_former_role (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  function TEXT,
  department TEXT,
  audience TEXT,
  until_on TEXT NOT NULL,
  CONSTRAINT fk_contact_former_role_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id),
  CONSTRAINT ck_contact_former_role_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it')),
  CONSTRAINT ck_contact_former_role_until_on CHECK (until_on IS date(until_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_contact_former_role_contact_id ON contact_former_role (contact_id);
CREATE TABLE conversation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  sleutel TEXT NOT NULL,
  kind TEXT,
  channel TEXT,
  state TEXT DEFAULT 'to_plan' NOT NULL,
  state_since TEXT,
  planned_at TEXT,
  planned_time TEXT,
  held_at TEXT,
  held_time TEXT,
  duration_min INTEGER,
  subject TEXT,
  summary TEXT,
  agreements TEXT,
  response_id INTEGER,
  agenda TEXT,
  location TEXT,
  CONSTRAINT uq_conversation_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_conversation_response_id FOREIGN KEY(response_id) REFERENCES wensenscan_response (id),
  CONSTRAINT ck_conversation_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_conversation_kind CHECK (kind IN ('wensenscan', 'intake', 'progress', 'fit_gap', 'evaluation', 'other')),
  CONSTRAINT ck_conversation_channel CHECK (channel IN ('teams', 'phone', 'visit', 'mail')),
  CONSTRAINT ck_conversation_state CHECK (state IN ('to_plan', 'planned', 'held', 'cancelled', 'declined')),
  CONSTRAINT ck_conversation_state_since CHECK (state_since IS date(state_since, '+0 days')),
  CONSTRAINT ck_conversation_planned_at CHECK (planned_at IS date(planned_at, '+0 days')),
  CONSTRAINT ck_conversation_held_at CHECK (held_at IS date(held_at, '+0 days'))
)
 STRICT;
CREATE INDEX ix_conversation_held_at ON conversation (held_at);
CREATE INDEX ix_conversation_planned_at ON conversation (planned_at);
CREATE INDEX ix_conversation_response_id ON conversation (response_id);
CREATE TABLE signal_apart (
  signal_id INTEGER NOT NULL,
  trend_id INTEGER NOT NULL,
  CONSTRAINT pk_signal_apart PRIMARY KEY (signal_id, trend_id),
  CONSTRAINT fk_signal_apart_signal_id FOREIGN KEY(signal_id) REFERENCES signal (id),
  CONSTRAINT fk_signal_apart_trend_id FOREIGN KEY(trend_id) REFERENCES trend (id)
)
 STRICT;
CREATE TABLE waiting_request (
  request_id INTEGER NOT NULL,
  offering_id INTEGER NOT NULL,
  waits_since TEXT NOT NULL,
  CONSTRAINT pk_waiting_request PRIMARY KEY (request_id, offering_id),
  CONSTRAINT fk_waiting_request_request_id FOREIGN KEY(request_id) REFERENCES support_request (id),
  CONSTRAINT fk_waiting_request_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id),
  CONSTRAINT ck_waiting_request_waits_since CHECK (waits_since IS date(waits_since, '+0 days'))
)
 STRICT;
CREATE INDEX ix_waiting_request_offering_id ON waiting_request (offering_id);
CREATE TRIGGER log_session_capacity_insert AFTER INSERT ON session_capacity BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_capacity', NEW.provider || ',' || NEW.month, 'insert',
    NULL,
    json_object('provider', NEW.provider, 'month', NEW.month, 'places', NEW.places));
END;
CREATE TRIGGER log_session_capacity_update AFTER UPDATE ON session_capacity WHEN OLD.provider IS NOT NEW.provider OR OLD.month IS NOT NEW.month OR OLD.places IS NOT NEW.places BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_capacity', NEW.provider || ',' || NEW.month, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'provider' AS k, OLD.provider AS v WHERE OLD.provider IS NOT NEW.provider UNION ALL SELECT 'month' AS k, OLD.month AS v WHERE OLD.month IS NOT NEW.month UNION ALL SELECT 'places' AS k, OLD.places AS v WHERE OLD.places IS NOT NEW.places)),
    json_object('provider', NEW.provider, 'month', NEW.month, 'places', NEW.places));
END;
CREATE TRIGGER log_session_capacity_delete AFTER DELETE ON session_capacity BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_capacity', OLD.provider || ',' || OLD.month, 'delete',
    json_object('provider', OLD.provider, 'month', OLD.month, 'places', OLD.places),
    NULL);
END;
CREATE TRIGGER log_survey_mapping_insert AFTER INSERT ON survey_mapping BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'survey_mapping', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'name', NEW.name, 'fingerprint', NEW.fingerprint, 'content', NEW.content, 'saved_on', NEW.saved_on));
END;
CREATE TRIGGER log_survey_mapping_update AFTER UPDATE ON survey_mapping WHEN OLD.id IS NOT NEW.id OR OLD.name IS NOT NEW.name OR OLD.fingerprint IS NOT NEW.fingerprint OR OLD.content IS NOT NEW.content OR OLD.saved_on IS NOT NEW.saved_on BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'survey_mapping', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'fingerprint' AS k, OLD.fingerprint AS v WHERE OLD.fingerprint IS NOT NEW.fingerprint UNION ALL SELECT 'content' AS k, OLD.content AS v WHERE OLD.content IS NOT NEW.content UNION ALL SELECT 'saved_on' AS k, OLD.saved_on AS v WHERE OLD.saved_on IS NOT NEW.saved_on)),
    json_object('id', NEW.id, 'name', NEW.name, 'fingerprint', NEW.fingerprint, 'content', NEW.content, 'saved_on', NEW.saved_on));
END;
CREATE TRIGGER log_survey_mapping_delete AFTER DELETE ON survey_mapping BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'survey_mapping', OLD.id, 'delete',
    json_object('id', OLD.id, 'name', OLD.name, 'fingerprint', OLD.fingerprint, 'content', OLD.content, 'saved_on', OLD.saved_on),
    NULL);
END;
CREATE TRIGGER log_text_template_insert AFTER INSERT ON text_template BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'text_template', NEW.name, 'insert',
    NULL,
    json_object('name', NEW.name, 'subject', NEW.subject, 'body', NEW.body));
END;
CREATE TRIGGER log_text_template_update AFTER UPDATE ON text_template WHEN OLD.name IS NOT NEW.name OR OLD.subject IS NOT NEW.subject OR OLD.body IS NOT NEW.body BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'text_template', NEW.name, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'subject' AS k, OLD.subject AS v WHERE OLD.subject IS NOT NEW.subject UNION ALL SELECT 'body' AS k, OLD.body AS v WHERE OLD.body IS NOT NEW.body)),
    json_object('name', NEW.name, 'subject', NEW.subject, 'body', NEW.body));
END;
CREATE TRIGGER log_text_template_delete AFTER DELETE ON text_template BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'text_template', OLD.name, 'delete',
    json_object('name', OLD.name, 'subject', OLD.subject, 'body', OLD.body),
    NULL);
END;
CREATE TRIGGER log_event_insert AFTER INSERT ON event BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'title', NEW.title, 'kind', NEW.kind, 'event_on', NEW.event_on, 'offering_id', NEW.offering_id, 'participants', NEW.participants));
END;
CREATE TRIGGER log_event_update AFTER UPDATE ON event WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.title IS NOT NEW.title OR OLD.kind IS NOT NEW.kind OR OLD.event_on IS NOT NEW.event_on OR OLD.offering_id IS NOT NEW.offering_id OR OLD.participants IS NOT NEW.participants BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'event_on' AS k, OLD.event_on AS v WHERE OLD.event_on IS NOT NEW.event_on UNION ALL SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'participants' AS k, OLD.participants AS v WHERE OLD.participants IS NOT NEW.participants)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'title', NEW.title, 'kind', NEW.kind, 'event_on', NEW.event_on, 'offering_id', NEW.offering_id, 'participants', NEW.participants));
END;
CREATE TRIGGER log_event_delete AFTER DELETE ON event BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'title', OLD.title, 'kind', OLD.kind, 'event_on', OLD.event_on, 'offering_id', OLD.offering_id, 'participants', OLD.participants),
    NULL);
END;
CREATE TRIGGER log_institution_insert AFTER INSERT ON institution BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'short_name', NEW.short_name, 'kind', NEW.kind, 'umbrella', NEW.umbrella, 'city', NEW.city, 'province', NEW.province, 'agb', NEW.agb, 'website', NEW.website, 'epd_vendor', NEW.epd_vendor, 'role', NEW.role, 'role_since', NEW.role_since, 'phase', NEW.phase, 'advisor_id', NEW.advisor_id, 'stand_in_id', NEW.stand_in_id, 'active', NEW.active, 'merged_into_id', NEW.merged_into_id, 'closed_on', NEW.closed_on, 'split_from_id', NEW.split_from_id));
END;
CREATE TRIGGER log_institution_update AFTER UPDATE ON institution WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.name IS NOT NEW.name OR OLD.short_name IS NOT NEW.short_name OR OLD.kind IS NOT NEW.kind OR OLD.umbrella IS NOT NEW.umbrella OR OLD.city IS NOT NEW.city OR OLD.province IS NOT NEW.province OR OLD.agb IS NOT NEW.agb OR OLD.website IS NOT NEW.website OR OLD.epd_vendor IS NOT NEW.epd_vendor OR OLD.role IS NOT NEW.role OR OLD.role_since IS NOT NEW.role_since OR OLD.phase IS NOT NEW.phase OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.stand_in_id IS NOT NEW.stand_in_id OR OLD.active IS NOT NEW.active OR OLD.merged_into_id IS NOT NEW.merged_into_id OR OLD.closed_on IS NOT NEW.closed_on OR OLD.split_from_id IS NOT NEW.split_from_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'short_name' AS k, OLD.short_name AS v WHERE OLD.short_name IS NOT NEW.short_name UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'umbrella' AS k, OLD.umbrella AS v WHERE OLD.umbrella IS NOT NEW.umbrella UNION ALL SELECT 'city' AS k, OLD.city AS v WHERE OLD.city IS NOT NEW.city UNION ALL SELECT 'province' AS k, OLD.province AS v WHERE OLD.province IS NOT NEW.province UNION ALL SELECT 'agb' AS k, OLD.agb AS v WHERE OLD.agb IS NOT NEW.agb UNION ALL SELECT 'website' AS k, OLD.website AS v WHERE OLD.website IS NOT NEW.website UNION ALL SELECT 'epd_vendor' AS k, OLD.epd_vendor AS v WHERE OLD.epd_vendor IS NOT NEW.epd_vendor UNION ALL SELECT 'role' AS k, OLD.role AS v WHERE OLD.role IS NOT NEW.role UNION ALL SELECT 'role_since' AS k, OLD.role_since AS v WHERE OLD.role_since IS NOT NEW.role_since UNION ALL SELECT 'phase' AS k, OLD.phase AS v WHERE OLD.phase IS NOT NEW.phase UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'stand_in_id' AS k, OLD.stand_in_id AS v WHERE OLD.stand_in_id IS NOT NEW.stand_in_id UNION ALL SELECT 'active' AS k, OLD.active AS v WHERE OLD.active IS NOT NEW.active UNION ALL SELECT 'merged_into_id' AS k, OLD.merged_into_id AS v WHERE OLD.merged_into_id IS NOT NEW.merged_into_id UNION ALL SELECT 'closed_on' AS k, OLD.closed_on AS v WHERE OLD.closed_on IS NOT NEW.closed_on UNION ALL SELECT 'split_from_id' AS k, OLD.split_from_id AS v WHERE OLD.split_from_id IS NOT NEW.split_from_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'short_name', NEW.short_name, 'kind', NEW.kind, 'umbrella', NEW.umbrella, 'city', NEW.city, 'province', NEW.province, 'agb', NEW.agb, 'website', NEW.website, 'epd_vendor', NEW.epd_vendor, 'role', NEW.role, 'role_since', NEW.role_since, 'phase', NEW.phase, 'advisor_id', NEW.advisor_id, 'stand_in_id', NEW.stand_in_id, 'active', NEW.active, 'merged_into_id', NEW.merged_into_id, 'closed_on', NEW.closed_on, 'split_from_id', NEW.split_from_id));
END;
CREATE TRIGGER log_institution_delete AFTER DELETE ON institution BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'name', OLD.name, 'short_name', OLD.short_name, 'kind', OLD.kind, 'umbrella', OLD.umbrella, 'city', OLD.city, 'province', OLD.province, 'agb', OLD.agb, 'website', OLD.website, 'epd_vendor', OLD.epd_vendor, 'role', OLD.role, 'role_since', OLD.role_since, 'phase', OLD.phase, 'advisor_id', OLD.advisor_id, 'stand_in_id', OLD.stand_in_id, 'active', OLD.active, 'merged_into_id', OLD.merged_into_id, 'closed_on', OLD.closed_on, 'split_from_id', OLD.split_from_id),
    NULL);
END;
CREATE TRIGGER log_contact_insert AFTER INSERT ON contact BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'audience', NEW.audience, 'left_on', NEW.left_on, 'retention_until', NEW.retention_until, 'erased_on', NEW.erased_on, 'moved_from_id', NEW.moved_from_id));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact:' || NEW.id, NULL, json_object('name', NEW.name, 'function', NEW.function, 'email', NEW.email, 'phone', NEW.phone);
END;
CREATE TRIGGER log_contact_update AFTER UPDATE ON contact WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.institution_id IS NOT NEW.institution_id OR OLD.party_id IS NOT NEW.party_id OR OLD.name IS NOT NEW.name OR OLD.function IS NOT NEW.function OR OLD.department IS NOT NEW.department OR OLD.audience IS NOT NEW.audience OR OLD.email IS NOT NEW.email OR OLD.phone IS NOT NEW.phone OR OLD.left_on IS NOT NEW.left_on OR OLD.retention_until IS NOT NEW.retention_until OR OLD.erased_on IS NOT NEW.erased_on OR OLD.moved_from_id IS NOT NEW.moved_from_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id UNION ALL SELECT 'department' AS k, OLD.department AS v WHERE OLD.department IS NOT NEW.department UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'left_on' AS k, OLD.left_on AS v WHERE OLD.left_on IS NOT NEW.left_on UNION ALL SELECT 'retention_until' AS k, OLD.retention_until AS v WHERE OLD.retention_until IS NOT NEW.retention_until UNION ALL SELECT 'erased_on' AS k, OLD.erased_on AS v WHERE OLD.erased_on IS NOT NEW.erased_on UNION ALL SELECT 'moved_from_id' AS k, OLD.moved_from_id AS v WHERE OLD.moved_from_id IS NOT NEW.moved_from_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'audience', NEW.audience, 'left_on', NEW.left_on, 'retention_until', NEW.retention_until, 'erased_on', NEW.erased_on, 'moved_from_id', NEW.moved_from_id));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact:' || NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'function' AS k, OLD.function AS v WHERE OLD.function IS NOT NEW.function UNION ALL SELECT 'email' AS k, OLD.email AS v WHERE OLD.email IS NOT NEW.email UNION ALL SELECT 'phone' AS k, OLD.phone AS v WHERE OLD.phone IS NOT NEW.phone)), json_object('name', NEW.name, 'function', NEW.function, 'email', NEW.email, 'phone', NEW.phone) WHERE OLD.name IS NOT NEW.name OR OLD.function IS NOT NEW.function OR OLD.email IS NOT NEW.email OR OLD.phone IS NOT NEW.phone;
END;
CREATE TRIGGER log_contact_delete AFTER DELETE ON contact BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'institution_id', OLD.institution_id, 'party_id', OLD.party_id, 'department', OLD.department, 'audience', OLD.audience, 'left_on', OLD.left_on, 'retention_until', OLD.retention_until, 'erased_on', OLD.erased_on, 'moved_from_id', OLD.moved_from_id),
    NULL);
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact:' || OLD.id, json_object('name', OLD.name, 'function', OLD.function, 'email', OLD.email, 'phone', OLD.phone), NULL;
END;
CREATE TRIGGER log_distinct_institutions_insert AFTER INSERT ON distinct_institutions BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'distinct_institutions', NEW.institution_id || ',' || NEW.other_id, 'insert',
    NULL,
    json_object('institution_id', NEW.institution_id, 'other_id', NEW.other_id));
END;
CREATE TRIGGER log_distinct_institutions_update AFTER UPDATE ON distinct_institutions WHEN OLD.institution_id IS NOT NEW.institution_id OR OLD.other_id IS NOT NEW.other_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'distinct_institutions', NEW.institution_id || ',' || NEW.other_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'other_id' AS k, OLD.other_id AS v WHERE OLD.other_id IS NOT NEW.other_id)),
    json_object('institution_id', NEW.institution_id, 'other_id', NEW.other_id));
END;
CREATE TRIGGER log_distinct_institutions_delete AFTER DELETE ON distinct_institutions BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'distinct_institutions', OLD.institution_id || ',' || OLD.other_id, 'delete',
    json_object('institution_id', OLD.institution_id, 'other_id', OLD.other_id),
    NULL);
END;
CREATE TRIGGER log_learning_session_insert AFTER INSERT ON learning_session BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'learning_session', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'team', NEW.team, 'audience', NEW.audience, 'goal', NEW.goal, 'provider', NEW.provider, 'enrolled_on', NEW.enrolled_on, 'session_on', NEW.session_on, 'participants', NEW.participants, 'state', NEW.state, 'state_since', NEW.state_since, 'evaluation', NEW.evaluation, 'preferred_month', NEW.preferred_month));
END;
CREATE TRIGGER log_learning_session_update AFTER UPDATE ON learning_session WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.institution_id IS NOT NEW.institution_id OR OLD.team IS NOT NEW.team OR OLD.audience IS NOT NEW.audience OR OLD.goal IS NOT NEW.goal OR OLD.provider IS NOT NEW.provider OR OLD.enrolled_on IS NOT NEW.enrolled_on OR OLD.session_on IS NOT NEW.session_on OR OLD.participants IS NOT NEW.participants OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.evaluation IS NOT NEW.evaluation OR OLD.preferred_month IS NOT NEW.preferred_month BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'learning_session', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'team' AS k, OLD.team AS v WHERE OLD.team IS NOT NEW.team UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'goal' AS k, OLD.goal AS v WHERE OLD.goal IS NOT NEW.goal UNION ALL SELECT 'provider' AS k, OLD.provider AS v WHERE OLD.provider IS NOT NEW.provider UNION ALL SELECT 'enrolled_on' AS k, OLD.enrolled_on AS v WHERE OLD.enrolled_on IS NOT NEW.enrolled_on UNION ALL SELECT 'session_on' AS k, OLD.session_on AS v WHERE OLD.session_on IS NOT NEW.session_on UNION ALL SELECT 'participants' AS k, OLD.participants AS v WHERE OLD.participants IS NOT NEW.participants UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'evaluation' AS k, OLD.evaluation AS v WHERE OLD.evaluation IS NOT NEW.evaluation UNION ALL SELECT 'preferred_month' AS k, OLD.preferred_month AS v WHERE OLD.preferred_month IS NOT NEW.preferred_month)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'team', NEW.team, 'audience', NEW.audience, 'goal', NEW.goal, 'provider', NEW.provider, 'enrolled_on', NEW.enrolled_on, 'session_on', NEW.session_on, 'participants', NEW.participants, 'state', NEW.state, 'state_since', NEW.state_since, 'evaluation', NEW.evaluation, 'preferred_month', NEW.preferred_month));
END;
CREATE TRIGGER log_learning_session_delete AFTER DELETE ON learning_session BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'learning_session', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'team', OLD.team, 'audience', OLD.audience, 'goal', OLD.goal, 'provider', OLD.provider, 'enrolled_on', OLD.enrolled_on, 'session_on', OLD.session_on, 'participants', OLD.participants, 'state', OLD.state, 'state_since', OLD.state_since, 'evaluation', OLD.evaluation, 'preferred_month', OLD.preferred_month),
    NULL);
END;
CREATE TRIGGER log_round_reminder_insert AFTER INSERT ON round_reminder BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_reminder', NEW.round_id || ',' || NEW.institution_id || ',' || NEW.reminded_on, 'insert',
    NULL,
    json_object('round_id', NEW.round_id, 'institution_id', NEW.institution_id, 'reminded_on', NEW.reminded_on));
END;
CREATE TRIGGER log_round_reminder_update AFTER UPDATE ON round_reminder WHEN OLD.round_id IS NOT NEW.round_id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.reminded_on IS NOT NEW.reminded_on BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_reminder', NEW.round_id || ',' || NEW.institution_id || ',' || NEW.reminded_on, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'round_id' AS k, OLD.round_id AS v WHERE OLD.round_id IS NOT NEW.round_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'reminded_on' AS k, OLD.reminded_on AS v WHERE OLD.reminded_on IS NOT NEW.reminded_on)),
    json_object('round_id', NEW.round_id, 'institution_id', NEW.institution_id, 'reminded_on', NEW.reminded_on));
END;
CREATE TRIGGER log_round_reminder_delete AFTER DELETE ON round_reminder BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_reminder', OLD.round_id || ',' || OLD.institution_id || ',' || OLD.reminded_on, 'delete',
    json_object('round_id', OLD.round_id, 'institution_id', OLD.institution_id, 'reminded_on', OLD.reminded_on),
    NULL);
END;
CREATE TRIGGER log_contact_former_role_insert AFTER INSERT ON contact_former_role BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact_former_role', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'department', NEW.department, 'audience', NEW.audience, 'until_on', NEW.until_on));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact_former_role:' || NEW.id, NULL, json_object('function', NEW.function);
END;
CREATE TRIGGER log_contact_former_role_update AFTER UPDATE ON contact_former_role WHEN OLD.id IS NOT NEW.id OR OLD.contact_id IS NOT NEW.contact_id OR OLD.function IS NOT NEW.function OR OLD.department IS NOT NEW.department OR OLD.audience IS NOT NEW.audience OR OLD.until_on IS NOT NEW.until_on BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact_former_role', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'contact_id' AS k, OLD.contact_id AS v WHERE OLD.contact_id IS NOT NEW.contact_id UNION ALL SELECT 'department' AS k, OLD.department AS v WHERE OLD.department IS NOT NEW.department UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'until_on' AS k, OLD.until_on AS v WHERE OLD.until_on IS NOT NEW.until_on)),
    json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'department', NEW.department, 'audience', NEW.audience, 'until_on', NEW.until_on));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact_former_role:' || NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'function' AS k, OLD.function AS v WHERE OLD.function IS NOT NEW.function)), json_object('function', NEW.function) WHERE OLD.function IS NOT NEW.function;
END;
CREATE TRIGGER log_contact_former_role_delete AFTER DELETE ON contact_former_role BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact_former_role', OLD.id, 'delete',
    json_object('id', OLD.id, 'contact_id', OLD.contact_id, 'department', OLD.department, 'audience', OLD.audience, 'until_on', OLD.until_on),
    NULL);
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact_former_role:' || OLD.id, json_object('function', OLD.function), NULL;
END;
CREATE TRIGGER log_conversation_insert AFTER INSERT ON conversation BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'kind', NEW.kind, 'channel', NEW.channel, 'state', NEW.state, 'state_since', NEW.state_since, 'planned_at', NEW.planned_at, 'planned_time', NEW.planned_time, 'held_at', NEW.held_at, 'held_time', NEW.held_time, 'duration_min', NEW.duration_min, 'subject', NEW.subject, 'summary', NEW.summary, 'agreements', NEW.agreements, 'response_id', NEW.response_id, 'agenda', NEW.agenda, 'location', NEW.location));
END;
CREATE TRIGGER log_conversation_update AFTER UPDATE ON conversation WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.kind IS NOT NEW.kind OR OLD.channel IS NOT NEW.channel OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.planned_at IS NOT NEW.planned_at OR OLD.planned_time IS NOT NEW.planned_time OR OLD.held_at IS NOT NEW.held_at OR OLD.held_time IS NOT NEW.held_time OR OLD.duration_min IS NOT NEW.duration_min OR OLD.subject IS NOT NEW.subject OR OLD.summary IS NOT NEW.summary OR OLD.agreements IS NOT NEW.agreements OR OLD.response_id IS NOT NEW.response_id OR OLD.agenda IS NOT NEW.agenda OR OLD.location IS NOT NEW.location BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'channel' AS k, OLD.channel AS v WHERE OLD.channel IS NOT NEW.channel UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'planned_at' AS k, OLD.planned_at AS v WHERE OLD.planned_at IS NOT NEW.planned_at UNION ALL SELECT 'planned_time' AS k, OLD.planned_time AS v WHERE OLD.planned_time IS NOT NEW.planned_time UNION ALL SELECT 'held_at' AS k, OLD.held_at AS v WHERE OLD.held_at IS NOT NEW.held_at UNION ALL SELECT 'held_time' AS k, OLD.held_time AS v WHERE OLD.held_time IS NOT NEW.held_time UNION ALL SELECT 'duration_min' AS k, OLD.duration_min AS v WHERE OLD.duration_min IS NOT NEW.duration_min UNION ALL SELECT 'subject' AS k, OLD.subject AS v WHERE OLD.subject IS NOT NEW.subject UNION ALL SELECT 'summary' AS k, OLD.summary AS v WHERE OLD.summary IS NOT NEW.summary UNION ALL SELECT 'agreements' AS k, OLD.agreements AS v WHERE OLD.agreements IS NOT NEW.agreements UNION ALL SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id UNION ALL SELECT 'agenda' AS k, OLD.agenda AS v WHERE OLD.agenda IS NOT NEW.agenda UNION ALL SELECT 'location' AS k, OLD.location AS v WHERE OLD.location IS NOT NEW.location)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'kind', NEW.kind, 'channel', NEW.channel, 'state', NEW.state, 'state_since', NEW.state_since, 'planned_at', NEW.planned_at, 'planned_time', NEW.planned_time, 'held_at', NEW.held_at, 'held_time', NEW.held_time, 'duration_min', NEW.duration_min, 'subject', NEW.subject, 'summary', NEW.summary, 'agreements', NEW.agreements, 'response_id', NEW.response_id, 'agenda', NEW.agenda, 'location', NEW.location));
END;
CREATE TRIGGER log_conversation_delete AFTER DELETE ON conversation BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'kind', OLD.kind, 'channel', OLD.channel, 'state', OLD.state, 'state_since', OLD.state_since, 'planned_at', OLD.planned_at, 'planned_time', OLD.planned_time, 'held_at', OLD.held_at, 'held_time', OLD.held_time, 'duration_min', OLD.duration_min, 'subject', OLD.subject, 'summary', OLD.summary, 'agreements', OLD.agreements, 'response_id', OLD.response_id, 'agenda', OLD.agenda, 'location', OLD.location),
    NULL);
END;
CREATE TRIGGER log_signal_apart_insert AFTER INSERT ON signal_apart BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal_apart', NEW.signal_id || ',' || NEW.trend_id, 'insert',
    NULL,
    json_object('signal_id', NEW.signal_id, 'trend_id', NEW.trend_id));
END;
CREATE TRIGGER log_signal_apart_update AFTER UPDATE ON signal_apart WHEN OLD.signal_id IS NOT NEW.signal_id OR OLD.trend_id IS NOT NEW.trend_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal_apart', NEW.signal_id || ',' || NEW.trend_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'signal_id' AS k, OLD.signal_id AS v WHERE OLD.signal_id IS NOT NEW.signal_id UNION ALL SELECT 'trend_id' AS k, OLD.trend_id AS v WHERE OLD.trend_id IS NOT NEW.trend_id)),
    json_object('signal_id', NEW.signal_id, 'trend_id', NEW.trend_id));
END;
CREATE TRIGGER log_signal_apart_delete AFTER DELETE ON signal_apart BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal_apart', OLD.signal_id || ',' || OLD.trend_id, 'delete',
    json_object('signal_id', OLD.signal_id, 'trend_id', OLD.trend_id),
    NULL);
END;
CREATE TRIGGER log_waiting_request_insert AFTER INSERT ON waiting_request BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'waiting_request', NEW.request_id || ',' || NEW.offering_id, 'insert',
    NULL,
    json_object('request_id', NEW.request_id, 'offering_id', NEW.offering_id, 'waits_since', NEW.waits_since));
END;
CREATE TRIGGER log_waiting_request_update AFTER UPDATE ON waiting_request WHEN OLD.request_id IS NOT NEW.request_id OR OLD.offering_id IS NOT NEW.offering_id OR OLD.waits_since IS NOT NEW.waits_since BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'waiting_request', NEW.request_id || ',' || NEW.offering_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'request_id' AS k, OLD.request_id AS v WHERE OLD.request_id IS NOT NEW.request_id UNION ALL SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'waits_since' AS k, OLD.waits_since AS v WHERE OLD.waits_since IS NOT NEW.waits_since)),
    json_object('request_id', NEW.request_id, 'offering_id', NEW.offering_id, 'waits_since', NEW.waits_since));
END;
CREATE TRIGGER log_waiting_request_delete AFTER DELETE ON waiting_request BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'waiting_request', OLD.request_id || ',' || OLD.offering_id, 'delete',
    json_object('request_id', OLD.request_id, 'offering_id', OLD.offering_id, 'waits_since', OLD.waits_since),
    NULL);
END;
CREATE TRIGGER search_institution_insert AFTER INSERT ON institution BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 0, 'institution', NEW.id, NEW.confidential, coalesce(NEW.name, ''), coalesce(NEW.short_name, '') || ' ' || coalesce(NEW.city, '') || ' ' || coalesce(NEW.agb, '') || ' ' || coalesce(NEW.epd_vendor, '') || ' ' || coalesce((SELECT group_concat(a.alias, ' ') FROM institution_alias a WHERE a.institution_id = NEW.id), ''); END;
CREATE TRIGGER search_institution_delete AFTER DELETE ON institution BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 0; END;
CREATE TRIGGER search_institution_update AFTER UPDATE ON institution WHEN OLD.name IS NOT NEW.name OR OLD.short_name IS NOT NEW.short_name OR OLD.city IS NOT NEW.city OR OLD.agb IS NOT NEW.agb OR OLD.epd_vendor IS NOT NEW.epd_vendor OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 0; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 0, 'institution', NEW.id, NEW.confidential, coalesce(NEW.name, ''), coalesce(NEW.short_name, '') || ' ' || coalesce(NEW.city, '') || ' ' || coalesce(NEW.agb, '') || ' ' || coalesce(NEW.epd_vendor, '') || ' ' || coalesce((SELECT group_concat(a.alias, ' ') FROM institution_alias a WHERE a.institution_id = NEW.id), ''); END;
CREATE TRIGGER search_contact_insert AFTER INSERT ON contact BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 1, 'contact', NEW.id, NEW.confidential, coalesce(NEW.name, ''), coalesce(NEW.function, '') || ' ' || coalesce(NEW.department, '') || ' ' || coalesce(NEW.email, '') || ' ' || coalesce(NEW.phone, ''); END;
CREATE TRIGGER search_contact_delete AFTER DELETE ON contact BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 1; END;
CREATE TRIGGER search_contact_update AFTER UPDATE ON contact WHEN OLD.name IS NOT NEW.name OR OLD.function IS NOT NEW.function OR OLD.department IS NOT NEW.department OR OLD.email IS NOT NEW.email OR OLD.phone IS NOT NEW.phone OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 1; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 1, 'contact', NEW.id, NEW.confidential, coalesce(NEW.name, ''), coalesce(NEW.function, '') || ' ' || coalesce(NEW.department, '') || ' ' || coalesce(NEW.email, '') || ' ' || coalesce(NEW.phone, ''); END;
CREATE TRIGGER search_conversation_insert AFTER INSERT ON conversation BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 3, 'conversation', NEW.id, NEW.confidential, coalesce(NEW.subject, ''), coalesce(NEW.summary, '') || ' ' || coalesce(NEW.agreements, ''); END;
CREATE TRIGGER search_conversation_delete AFTER DELETE ON conversation BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 3; END;
CREATE TRIGGER search_conversation_update AFTER UPDATE ON conversation WHEN OLD.subject IS NOT NEW.subject OR OLD.summary IS NOT NEW.summary OR OLD.agreements IS NOT NEW.agreements OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 3; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 3, 'conversation', NEW.id, NEW.confidential, coalesce(NEW.subject, ''), coalesce(NEW.summary, '') || ' ' || coalesce(NEW.agreements, ''); END;
