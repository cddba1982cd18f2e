CREATE TABLE example (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  on_kind TEXT NOT NULL,
  on_id INTEGER NOT NULL,
  theme_id INTEGER,
  text TEXT NOT NULL,
  written_on TEXT NOT NULL,
  advisor_id INTEGER,
  released_on TEXT,
  released_by_id INTEGER,
  CONSTRAINT fk_example_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id),
  CONSTRAINT fk_example_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT fk_example_released_by_id FOREIGN KEY(released_by_id) REFERENCES advisor (id),
  CONSTRAINT ck_example_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_example_on_kind CHECK (on_kind IN ('institution', 'party', 'contact', 'advisor', 'round', 'response', 'conversation', 'request', 'signal', 'trend', 'offering', 'referral', 'session', 'event', 'fitgap', 'fitgap_item', 'follow_up', 'note', 'link')),
  CONSTRAINT ck_example_written_on CHECK (written_on IS date(written_on, '+0 days')),
  CONSTRAINT ck_example_released_on CHECK (released_on IS date(released_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_example_advisor_id ON example (advisor_id);
CREATE INDEX ix_example_on ON example (on_kind, on_id);
CREATE INDEX ix_example_released_by_id ON example (released_by_id);
CREATE INDEX ix_example_theme_id ON example (theme_id);
CREATE TABLE progress_report (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  start_on TEXT NOT NULL,
  end_on TEXT NOT NULL,
  as_of_at TEXT NOT NULL,
  as_of_seq INTEGER NOT NULL,
  internal INTEGER DEFAULT 0 NOT NULL,
  definitions TEXT NOT NULL,
  figures TEXT NOT NULL,
  texts TEXT NOT NULL,
  written_on TEXT NOT NULL,
  advisor_id INTEGER,
  CONSTRAINT fk_progress_report_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT ck_progress_report_start_on CHECK (start_on IS date(start_on, '+0 days')),
  CONSTRAINT ck_progress_report_end_on CHECK (end_on IS date(end_on, '+0 days')),
  CONSTRAINT ck_progress_report_internal CHECK (internal IN (0, 1)),
  CONSTRAINT ck_progress_report_written_on CHECK (written_on IS date(written_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_progress_report_advisor_id ON progress_report (advisor_id);
CREATE TABLE signal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  sleutel TEXT NOT NULL,
  institution_id INTEGER,
  party_id INTEGER,
  department TEXT,
  theme_id INTEGER,
  obstacle_id INTEGER,
  description TEXT,
  reach TEXT,
  conversation_id INTEGER,
  response_id INTEGER,
  session_id INTEGER,
  event_id INTEGER,
  fitgap_item_id INTEGER,
  advisor_id INTEGER,
  state TEXT DEFAULT 'new' NOT NULL,
  state_since TEXT,
  recorded_on TEXT NOT NULL,
  trend_id INTEGER,
  CONSTRAINT uq_signal_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_signal_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_signal_party_id FOREIGN KEY(party_id) REFERENCES party (id),
  CONSTRAINT fk_signal_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id),
  CONSTRAINT fk_signal_obstacle_id FOREIGN KEY(obstacle_id) REFERENCES obstacle (id),
  CONSTRAINT fk_signal_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_signal_response_id FOREIGN KEY(response_id) REFERENCES wensenscan_response (id),
  CONSTRAINT fk_signal_session_id FOREIGN KEY(session_id) REFERENCES learning_session (id),
  CONSTRAINT fk_signal_event_id FOREIGN KEY(event_id) REFERENCES event (id),
  CONSTRAINT fk_signal_fitgap_item_id FOREIGN KEY(fitgap_item_id) REFERENCES fit_gap_item (id),
  CONSTRAINT fk_signal_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT fk_signal_trend_id FOREIGN KEY(trend_id) REFERENCES trend (id),
  CONSTRAINT ck_signal_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_signal_reach CHECK (reach IN ('institution', 'national')),
  CONSTRAINT ck_signal_state CHECK (state IN ('new', 'interpreted', 'raised', 'picked_up', 'closed', 'rejected')),
  CONSTRAINT ck_signal_state_since CHECK (state_since IS date(state_since, '+0 days')),
  CONSTRAINT ck_signal_recorded_on CHECK (recorded_on IS date(recorded_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_signal_advisor_id ON signal (advisor_id);
CREATE INDEX ix_signal_conversation_id ON signal (conversation_id);
CREATE INDEX ix_signal_event_id ON signal (event_id);
CREATE INDEX ix_signal_fitgap_item_id ON signal (fitgap_item_id);
CREATE INDEX ix_signal_institution_id ON signal (institution_id);
CREATE INDEX ix_signal_obstacle_id ON signal (obstacle_id);
CREATE INDEX ix_signal_party_id ON signal (party_id);
CREATE INDEX ix_signal_recorded_on ON signal (recorded_on);
CREATE INDEX ix_signal_response_id ON signal (response_id);
CREATE INDEX ix_signal_session_id ON signal (session_id);
CREATE INDEX ix_signal_theme_id ON signal (theme_id);
CREATE INDEX ix_signal_trend_id ON signal (trend_id);
CREATE TABLE support_request (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  sleutel TEXT NOT NULL,
  institution_id INTEGER,
  party_id INTEGER,
  department TEXT,
  contact_id INTEGER,
  title TEXT NOT NULL,
  description TEXT,
  nature TEXT,
  outcome_info TEXT,
  audience TEXT,
  outcome_set_id INTEGER,
  source TEXT,
  response_id INTEGER,
  conversation_id INTEGER,
  session_id INTEGER,
  fitgap_item_id INTEGER,
  priority TEXT,
  advisor_id INTEGER,
  received_on TEXT NOT NULL,
  due_on TEXT,
  state TEXT DEFAULT 'new' NOT NULL,
  state_since TEXT,
  resolution TEXT,
  closed_on TEXT,
  verdict TEXT,
  verdict_reason TEXT,
  CONSTRAINT uq_support_request_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_support_request_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_support_request_party_id FOREIGN KEY(party_id) REFERENCES party (id),
  CONSTRAINT fk_support_request_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id),
  CONSTRAINT fk_support_request_outcome_set_id FOREIGN KEY(outcome_set_id) REFERENCES outcome_set (id),
  CONSTRAINT fk_support_request_response_id FOREIGN KEY(response_id) REFERENCES wensenscan_response (id),
  CONSTRAINT fk_support_request_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_support_request_session_id FOREIGN KEY(session_id) REFERENCES learning_session (id),
  CONSTRAINT fk_support_request_fitgap_item_id FOREIGN KEY(fitgap_item_id) REFERENCES fit_gap_item (id),
  CONSTRAINT fk_support_request_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT ck_support_request_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_support_request_nature CHECK (nature IN ('technical', 'change')),
  CONSTRAINT ck_support_request_outcome_info CHECK (outcome_info IN ('with', 'without', 'both', 'not_applicable')),
  CONSTRAINT ck_support_request_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it')),
  CONSTRAINT ck_support_request_source CHECK (source IN ('wensenscan', 'conversation', 'phone', 'mail', 'session', 'fit_gap', 'other')),
  CONSTRAINT ck_support_request_priority CHECK (priority IN ('low', 'normal', 'high')),
  CONSTRAINT ck_support_request_received_on CHECK (received_on IS date(received_on, '+0 days')),
  CONSTRAINT ck_support_request_due_on CHECK (due_on IS date(due_on, '+0 days')),
  CONSTRAINT ck_support_request_state CHECK (state IN ('new', 'in_progress', 'waiting', 'referred', 'resolved', 'dropped')),
  CONSTRAINT ck_support_request_state_since CHECK (state_since IS date(state_since, '+0 days')),
  CONSTRAINT ck_support_request_closed_on CHECK (closed_on IS date(closed_on, '+0 days')),
  CONSTRAINT ck_support_request_verdict CHECK (verdict IN ('fits', 'partly', 'nothing', 'not_judged'))
)
 STRICT;
CREATE INDEX ix_support_request_contact_id ON support_request (contact_id);
CREATE INDEX ix_support_request_conversation_id ON support_request (conversation_id);
CREATE INDEX ix_support_request_due_on ON support_request (due_on);
CREATE INDEX ix_support_request_fitgap_item_id ON support_request (fitgap_item_id);
CREATE INDEX ix_support_request_institution_id ON support_request (institution_id);
CREATE INDEX ix_support_request_mine_due ON support_request (advisor_id, closed_on, due_on);
CREATE INDEX ix_support_request_open_due ON support_request (closed_on, due_on);
CREATE INDEX ix_support_request_outcome_set_id ON support_request (outcome_set_id);
CREATE INDEX ix_support_request_party_id ON support_request (party_id);
CREATE INDEX ix_support_request_received_on ON support_request (received_on);
CREATE INDEX ix_support_request_response_id ON support_request (response_id);
CREATE INDEX ix_support_request_session_id ON support_request (session_id);
CREATE TRIGGER log_advisor_update AFTER UPDATE ON advisor WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.name IS NOT NEW.name OR OLD.email IS NOT NEW.email OR OLD.role IS NOT NEW.role OR OLD.strong_in_technical IS NOT NEW.strong_in_technical OR OLD.strong_in_change IS NOT NEW.strong_in_change OR OLD.away_until IS NOT NEW.away_until OR OLD.stand_in_id IS NOT NEW.stand_in_id OR OLD.active IS NOT NEW.active) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'advisor', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'email' AS k, OLD.email AS v WHERE OLD.email IS NOT NEW.email UNION ALL SELECT 'role' AS k, OLD.role AS v WHERE OLD.role IS NOT NEW.role UNION ALL SELECT 'strong_in_technical' AS k, OLD.strong_in_technical AS v WHERE OLD.strong_in_technical IS NOT NEW.strong_in_technical UNION ALL SELECT 'strong_in_change' AS k, OLD.strong_in_change AS v WHERE OLD.strong_in_change IS NOT NEW.strong_in_change UNION ALL SELECT 'away_until' AS k, OLD.away_until AS v WHERE OLD.away_until IS NOT NEW.away_until UNION ALL SELECT 'stand_in_id' AS k, OLD.stand_in_id AS v WHERE OLD.stand_in_id IS NOT NEW.stand_in_id UNION ALL SELECT 'active' AS k, OLD.active AS v WHERE OLD.active IS NOT NEW.active)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'email', NEW.email, 'role', NEW.role, 'strong_in_technical', NEW.strong_in_technical, 'strong_in_change', NEW.strong_in_change, 'away_until', NEW.away_until, 'stand_in_id', NEW.stand_in_id, 'active', NEW.active));
END;
CREATE TRIGGER log_advisor_rekey AFTER UPDATE ON advisor WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'advisor', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'name', OLD.name, 'email', OLD.email, 'role', OLD.role, 'strong_in_technical', OLD.strong_in_technical, 'strong_in_change', OLD.strong_in_change, 'away_until', OLD.away_until, 'stand_in_id', OLD.stand_in_id, 'active', OLD.active),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'advisor', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'email', NEW.email, 'role', NEW.role, 'strong_in_technical', NEW.strong_in_technical, 'strong_in_change', NEW.strong_in_change, 'away_until', NEW.away_until, 'stand_in_id', NEW.stand_in_id, 'active', NEW.active));
END;
CREATE TRIGGER log_import_memory_update AFTER UPDATE ON import_memory WHEN (OLD.kind IS NOT NEW.kind OR OLD.record_id IS NOT NEW.record_id OR OLD.row_hash IS NOT NEW.row_hash) AND OLD.kind IS NEW.kind AND OLD.record_id IS NEW.record_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'import_memory', NEW.kind || ',' || NEW.record_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'record_id' AS k, OLD.record_id AS v WHERE OLD.record_id IS NOT NEW.record_id UNION ALL SELECT 'row_hash' AS k, OLD.row_hash AS v WHERE OLD.row_hash IS NOT NEW.row_hash)),
    json_object('kind', NEW.kind, 'record_id', NEW.record_id, 'row_hash', NEW.row_hash));
END;
CREATE TRIGGER log_import_memory_rekey AFTER UPDATE ON import_memory WHEN NOT (OLD.kind IS NEW.kind AND OLD.record_id IS NEW.record_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'import_memory', OLD.kind || ',' || OLD.record_id, 'delete',
    json_object('kind', OLD.kind, 'record_id', OLD.record_id, 'row_hash', OLD.row_hash),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'import_memory', NEW.kind || ',' || NEW.record_id, 'insert',
    NULL,
    json_object('kind', NEW.kind, 'record_id', NEW.record_id, 'row_hash', NEW.row_hash));
END;
CREATE TRIGGER log_link_update AFTER UPDATE ON link WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.on_kind IS NOT NEW.on_kind OR OLD.on_id IS NOT NEW.on_id OR OLD.title IS NOT NEW.title OR OLD.url IS NOT NEW.url) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'link', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'on_kind' AS k, OLD.on_kind AS v WHERE OLD.on_kind IS NOT NEW.on_kind UNION ALL SELECT 'on_id' AS k, OLD.on_id AS v WHERE OLD.on_id IS NOT NEW.on_id UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'url' AS k, OLD.url AS v WHERE OLD.url IS NOT NEW.url)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'title', NEW.title, 'url', NEW.url));
END;
CREATE TRIGGER log_link_rekey AFTER UPDATE ON link WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'link', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'on_kind', OLD.on_kind, 'on_id', OLD.on_id, 'title', OLD.title, 'url', OLD.url),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'link', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'title', NEW.title, 'url', NEW.url));
END;
CREATE TRIGGER log_offering_update AFTER UPDATE ON offering WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.title IS NOT NEW.title OR OLD.kind IS NOT NEW.kind OR OLD.provider IS NOT NEW.provider OR OLD.url IS NOT NEW.url OR OLD.description IS NOT NEW.description OR OLD.outcome_info IS NOT NEW.outcome_info OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.available_from IS NOT NEW.available_from OR OLD.available_until IS NOT NEW.available_until OR OLD.owner IS NOT NEW.owner OR OLD.expected_on IS NOT NEW.expected_on) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'provider' AS k, OLD.provider AS v WHERE OLD.provider IS NOT NEW.provider UNION ALL SELECT 'url' AS k, OLD.url AS v WHERE OLD.url IS NOT NEW.url UNION ALL SELECT 'description' AS k, OLD.description AS v WHERE OLD.description IS NOT NEW.description UNION ALL SELECT 'outcome_info' AS k, OLD.outcome_info AS v WHERE OLD.outcome_info IS NOT NEW.outcome_info UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'available_from' AS k, OLD.available_from AS v WHERE OLD.available_from IS NOT NEW.available_from UNION ALL SELECT 'available_until' AS k, OLD.available_until AS v WHERE OLD.available_until IS NOT NEW.available_until UNION ALL SELECT 'owner' AS k, OLD.owner AS v WHERE OLD.owner IS NOT NEW.owner UNION ALL SELECT 'expected_on' AS k, OLD.expected_on AS v WHERE OLD.expected_on IS NOT NEW.expected_on)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'title', NEW.title, 'kind', NEW.kind, 'provider', NEW.provider, 'url', NEW.url, 'description', NEW.description, 'outcome_info', NEW.outcome_info, 'state', NEW.state, 'state_since', NEW.state_since, 'available_from', NEW.available_from, 'available_until', NEW.available_until, 'owner', NEW.owner, 'expected_on', NEW.expected_on));
END;
CREATE TRIGGER log_offering_rekey AFTER UPDATE ON offering WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'title', OLD.title, 'kind', OLD.kind, 'provider', OLD.provider, 'url', OLD.url, 'description', OLD.description, 'outcome_info', OLD.outcome_info, 'state', OLD.state, 'state_since', OLD.state_since, 'available_from', OLD.available_from, 'available_until', OLD.available_until, 'owner', OLD.owner, 'expected_on', OLD.expected_on),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'title', NEW.title, 'kind', NEW.kind, 'provider', NEW.provider, 'url', NEW.url, 'description', NEW.description, 'outcome_info', NEW.outcome_info, 'state', NEW.state, 'state_since', NEW.state_since, 'available_from', NEW.available_from, 'available_until', NEW.available_until, 'owner', NEW.owner, 'expected_on', NEW.expected_on));
END;
CREATE TRIGGER log_outcome_set_update AFTER UPDATE ON outcome_set WHEN (OLD.id IS NOT NEW.id OR OLD.name IS NOT NEW.name OR OLD.status IS NOT NEW.status) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'outcome_set', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'status' AS k, OLD.status AS v WHERE OLD.status IS NOT NEW.status)),
    json_object('id', NEW.id, 'name', NEW.name, 'status', NEW.status));
END;
CREATE TRIGGER log_outcome_set_rekey AFTER UPDATE ON outcome_set WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'outcome_set', OLD.id, 'delete',
    json_object('id', OLD.id, 'name', OLD.name, 'status', OLD.status),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'outcome_set', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'name', NEW.name, 'status', NEW.status));
END;
CREATE TRIGGER log_party_update AFTER UPDATE ON party WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.name IS NOT NEW.name OR OLD.kind IS NOT NEW.kind) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'kind', NEW.kind));
END;
CREATE TRIGGER log_party_rekey AFTER UPDATE ON party WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'name', OLD.name, 'kind', OLD.kind),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'kind', NEW.kind));
END;
CREATE TRIGGER log_session_capacity_update AFTER UPDATE ON session_capacity WHEN (OLD.provider IS NOT NEW.provider OR OLD.month IS NOT NEW.month OR OLD.places IS NOT NEW.places) AND OLD.provider IS NEW.provider AND OLD.month IS NEW.month BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_capacity', NEW.provider || ',' || NEW.month, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'provider' AS k, OLD.provider AS v WHERE OLD.provider IS NOT NEW.provider UNION ALL SELECT 'month' AS k, OLD.month AS v WHERE OLD.month IS NOT NEW.month UNION ALL SELECT 'places' AS k, OLD.places AS v WHERE OLD.places IS NOT NEW.places)),
    json_object('provider', NEW.provider, 'month', NEW.month, 'places', NEW.places));
END;
CREATE TRIGGER log_session_capacity_rekey AFTER UPDATE ON session_capacity WHEN NOT (OLD.provider IS NEW.provider AND OLD.month IS NEW.month) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_capacity', OLD.provider || ',' || OLD.month, 'delete',
    json_object('provider', OLD.provider, 'month', OLD.month, 'places', OLD.places),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_capacity', NEW.provider || ',' || NEW.month, 'insert',
    NULL,
    json_object('provider', NEW.provider, 'month', NEW.month, 'places', NEW.places));
END;
CREATE TRIGGER log_setting_update AFTER UPDATE ON setting WHEN (OLD.name IS NOT NEW.name OR OLD.value IS NOT NEW.value) AND OLD.name IS NEW.name BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'setting', NEW.name, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'value' AS k, OLD.value AS v WHERE OLD.value IS NOT NEW.value)),
    json_object('name', NEW.name, 'value', NEW.value));
END;
CREATE TRIGGER log_setting_rekey AFTER UPDATE ON setting WHEN NOT (OLD.name IS NEW.name) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'setting', OLD.name, 'delete',
    json_object('name', OLD.name, 'value', OLD.value),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'setting', NEW.name, 'insert',
    NULL,
    json_object('name', NEW.name, 'value', NEW.value));
END;
CREATE TRIGGER log_survey_mapping_update AFTER UPDATE ON survey_mapping WHEN (OLD.id IS NOT NEW.id OR OLD.name IS NOT NEW.name OR OLD.fingerprint IS NOT NEW.fingerprint OR OLD.content IS NOT NEW.content OR OLD.saved_on IS NOT NEW.saved_on) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'survey_mapping', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'fingerprint' AS k, OLD.fingerprint AS v WHERE OLD.fingerprint IS NOT NEW.fingerprint UNION ALL SELECT 'content' AS k, OLD.content AS v WHERE OLD.content IS NOT NEW.content UNION ALL SELECT 'saved_on' AS k, OLD.saved_on AS v WHERE OLD.saved_on IS NOT NEW.saved_on)),
    json_object('id', NEW.id, 'name', NEW.name, 'fingerprint', NEW.fingerprint, 'content', NEW.content, 'saved_on', NEW.saved_on));
END;
CREATE TRIGGER log_survey_mapping_rekey AFTER UPDATE ON survey_mapping WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'survey_mapping', OLD.id, 'delete',
    json_object('id', OLD.id, 'name', OLD.name, 'fingerprint', OLD.fingerprint, 'content', OLD.content, 'saved_on', OLD.saved_on),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'survey_mapping', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'name', NEW.name, 'fingerprint', NEW.fingerprint, 'content', NEW.content, 'saved_on', NEW.saved_on));
END;
CREATE TRIGGER log_text_template_update AFTER UPDATE ON text_template WHEN (OLD.name IS NOT NEW.name OR OLD.subject IS NOT NEW.subject OR OLD.body IS NOT NEW.body) AND OLD.name IS NEW.name BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'text_template', NEW.name, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'subject' AS k, OLD.subject AS v WHERE OLD.subject IS NOT NEW.subject UNION ALL SELECT 'body' AS k, OLD.body AS v WHERE OLD.body IS NOT NEW.body)),
    json_object('name', NEW.name, 'subject', NEW.subject, 'body', NEW.body));
END;
CREATE TRIGGER log_text_template_rekey AFTER UPDATE ON text_template WHEN NOT (OLD.name IS NEW.name) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'text_template', OLD.name, 'delete',
    json_object('name', OLD.name, 'subject', OLD.subject, 'body', OLD.body),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'text_template', NEW.name, 'insert',
    NULL,
    json_object('name', NEW.name, 'subject', NEW.subject, 'body', NEW.body));
END;
CREATE TRIGGER log_theme_update AFTER UPDATE ON theme WHEN (OLD.id IS NOT NEW.id OR OLD.label IS NOT NEW.label) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'theme', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'label' AS k, OLD.label AS v WHERE OLD.label IS NOT NEW.label)),
    json_object('id', NEW.id, 'label', NEW.label));
END;
CREATE TRIGGER log_theme_rekey AFTER UPDATE ON theme WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'theme', OLD.id, 'delete',
    json_object('id', OLD.id, 'label', OLD.label),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'theme', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'label', NEW.label));
END;
CREATE TRIGGER log_wensenscan_round_update AFTER UPDATE ON wensenscan_round WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.name IS NOT NEW.name OR OLD.sent_on IS NOT NEW.sent_on OR OLD.closed_on IS NOT NEW.closed_on) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_round', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'sent_on' AS k, OLD.sent_on AS v WHERE OLD.sent_on IS NOT NEW.sent_on UNION ALL SELECT 'closed_on' AS k, OLD.closed_on AS v WHERE OLD.closed_on IS NOT NEW.closed_on)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'sent_on', NEW.sent_on, 'closed_on', NEW.closed_on));
END;
CREATE TRIGGER log_wensenscan_round_rekey AFTER UPDATE ON wensenscan_round WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_round', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'name', OLD.name, 'sent_on', OLD.sent_on, 'closed_on', OLD.closed_on),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_round', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'sent_on', NEW.sent_on, 'closed_on', NEW.closed_on));
END;
CREATE TRIGGER log_event_update AFTER UPDATE ON event WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.title IS NOT NEW.title OR OLD.kind IS NOT NEW.kind OR OLD.event_on IS NOT NEW.event_on OR OLD.offering_id IS NOT NEW.offering_id OR OLD.participants IS NOT NEW.participants) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'event_on' AS k, OLD.event_on AS v WHERE OLD.event_on IS NOT NEW.event_on UNION ALL SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'participants' AS k, OLD.participants AS v WHERE OLD.participants IS NOT NEW.participants)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'title', NEW.title, 'kind', NEW.kind, 'event_on', NEW.event_on, 'offering_id', NEW.offering_id, 'participants', NEW.participants));
END;
CREATE TRIGGER log_event_rekey AFTER UPDATE ON event WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'title', OLD.title, 'kind', OLD.kind, 'event_on', OLD.event_on, 'offering_id', OLD.offering_id, 'participants', OLD.participants),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'title', NEW.title, 'kind', NEW.kind, 'event_on', NEW.event_on, 'offering_id', NEW.offering_id, 'participants', NEW.participants));
END;
CREATE TRIGGER log_example_insert AFTER INSERT ON example BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'example', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'theme_id', NEW.theme_id, 'text', NEW.text, 'written_on', NEW.written_on, 'advisor_id', NEW.advisor_id, 'released_on', NEW.released_on, 'released_by_id', NEW.released_by_id));
END;
CREATE TRIGGER log_example_update AFTER UPDATE ON example WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.on_kind IS NOT NEW.on_kind OR OLD.on_id IS NOT NEW.on_id OR OLD.theme_id IS NOT NEW.theme_id OR OLD.text IS NOT NEW.text OR OLD.written_on IS NOT NEW.written_on OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.released_on IS NOT NEW.released_on OR OLD.released_by_id IS NOT NEW.released_by_id) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'example', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'on_kind' AS k, OLD.on_kind AS v WHERE OLD.on_kind IS NOT NEW.on_kind UNION ALL SELECT 'on_id' AS k, OLD.on_id AS v WHERE OLD.on_id IS NOT NEW.on_id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id UNION ALL SELECT 'text' AS k, OLD.text AS v WHERE OLD.text IS NOT NEW.text UNION ALL SELECT 'written_on' AS k, OLD.written_on AS v WHERE OLD.written_on IS NOT NEW.written_on UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'released_on' AS k, OLD.released_on AS v WHERE OLD.released_on IS NOT NEW.released_on UNION ALL SELECT 'released_by_id' AS k, OLD.released_by_id AS v WHERE OLD.released_by_id IS NOT NEW.released_by_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'theme_id', NEW.theme_id, 'text', NEW.text, 'written_on', NEW.written_on, 'advisor_id', NEW.advisor_id, 'released_on', NEW.released_on, 'released_by_id', NEW.released_by_id));
END;
CREATE TRIGGER log_example_rekey AFTER UPDATE ON example WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'example', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'on_kind', OLD.on_kind, 'on_id', OLD.on_id, 'theme_id', OLD.theme_id, 'text', OLD.text, 'written_on', OLD.written_on, 'advisor_id', OLD.advisor_id, 'released_on', OLD.released_on, 'released_by_id', OLD.released_by_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'example', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'theme_id', NEW.theme_id, 'text', NEW.text, 'written_on', NEW.written_on, 'advisor_id', NEW.advisor_id, 'released_on', NEW.released_on, 'released_by_id', NEW.released_by_id));
END;
CREATE TRIGGER log_example_delete AFTER DELETE ON example BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'example', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'on_kind', OLD.on_kind, 'on_id', OLD.on_id, 'theme_id', OLD.theme_id, 'text', OLD.text, 'written_on', OLD.written_on, 'advisor_id', OLD.advisor_id, 'released_on', OLD.released_on, 'released_by_id', OLD.released_by_id),
    NULL);
END;
CREATE TRIGGER log_institution_update AFTER UPDATE ON institution WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.name IS NOT NEW.name OR OLD.short_name IS NOT NEW.short_name OR OLD.kind IS NOT NEW.kind OR OLD.umbrella IS NOT NEW.umbrella OR OLD.city IS NOT NEW.city OR OLD.province IS NOT NEW.province OR OLD.agb IS NOT NEW.agb OR OLD.website IS NOT NEW.website OR OLD.epd_vendor IS NOT NEW.epd_vendor OR OLD.role IS NOT NEW.role OR OLD.role_since IS NOT NEW.role_since OR OLD.phase IS NOT NEW.phase OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.stand_in_id IS NOT NEW.stand_in_id OR OLD.active IS NOT NEW.active OR OLD.merged_into_id IS NOT NEW.merged_into_id OR OLD.closed_on IS NOT NEW.closed_on OR OLD.split_from_id IS NOT NEW.split_from_id) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'short_name' AS k, OLD.short_name AS v WHERE OLD.short_name IS NOT NEW.short_name UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'umbrella' AS k, OLD.umbrella AS v WHERE OLD.umbrella IS NOT NEW.umbrella UNION ALL SELECT 'city' AS k, OLD.city AS v WHERE OLD.city IS NOT NEW.city UNION ALL SELECT 'province' AS k, OLD.province AS v WHERE OLD.province IS NOT NEW.province UNION ALL SELECT 'agb' AS k, OLD.agb AS v WHERE OLD.agb IS NOT NEW.agb UNION ALL SELECT 'website' AS k, OLD.website AS v WHERE OLD.website IS NOT NEW.website UNION ALL SELECT 'epd_vendor' AS k, OLD.epd_vendor AS v WHERE OLD.epd_vendor IS NOT NEW.epd_vendor UNION ALL SELECT 'role' AS k, OLD.role AS v WHERE OLD.role IS NOT NEW.role UNION ALL SELECT 'role_since' AS k, OLD.role_since AS v WHERE OLD.role_since IS NOT NEW.role_since UNION ALL SELECT 'phase' AS k, OLD.phase AS v WHERE OLD.phase IS NOT NEW.phase UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'stand_in_id' AS k, OLD.stand_in_id AS v WHERE OLD.stand_in_id IS NOT NEW.stand_in_id UNION ALL SELECT 'active' AS k, OLD.active AS v WHERE OLD.active IS NOT NEW.active UNION ALL SELECT 'merged_into_id' AS k, OLD.merged_into_id AS v WHERE OLD.merged_into_id IS NOT NEW.merged_into_id UNION ALL SELECT 'closed_on' AS k, OLD.closed_on AS v WHERE OLD.closed_on IS NOT NEW.closed_on UNION ALL SELECT 'split_from_id' AS k, OLD.split_from_id AS v WHERE OLD.split_from_id IS NOT NEW.split_from_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'short_name', NEW.short_name, 'kind', NEW.kind, 'umbrella', NEW.umbrella, 'city', NEW.city, 'province', NEW.province, 'agb', NEW.agb, 'website', NEW.website, 'epd_vendor', NEW.epd_vendor, 'role', NEW.role, 'role_since', NEW.role_since, 'phase', NEW.phase, 'advisor_id', NEW.advisor_id, 'stand_in_id', NEW.stand_in_id, 'active', NEW.active, 'merged_into_id', NEW.merged_into_id, 'closed_on', NEW.closed_on, 'split_from_id', NEW.split_from_id));
END;
CREATE TRIGGER log_institution_rekey AFTER UPDATE ON institution WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'name', OLD.name, 'short_name', OLD.short_name, 'kind', OLD.kind, 'umbrella', OLD.umbrella, 'city', OLD.city, 'province', OLD.province, 'agb', OLD.agb, 'website', OLD.website, 'epd_vendor', OLD.epd_vendor, 'role', OLD.role, 'role_since', OLD.role_since, 'phase', OLD.phase, 'advisor_id', OLD.advisor_id, 'stand_in_id', OLD.stand_in_id, 'active', OLD.active, 'merged_into_id', OLD.merged_into_id, 'closed_on', OLD.closed_on, 'split_from_id', OLD.split_from_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'short_name', NEW.short_name, 'kind', NEW.kind, 'umbrella', NEW.umbrella, 'city', NEW.city, 'province', NEW.province, 'agb', NEW.agb, 'website', NEW.website, 'epd_vendor', NEW.epd_vendor, 'role', NEW.role, 'role_since', NEW.role_since, 'phase', NEW.phase, 'advisor_id', NEW.advisor_id, 'stand_in_id', NEW.stand_in_id, 'active', NEW.active, 'merged_into_id', NEW.merged_into_id, 'closed_on', NEW.closed_on, 'split_from_id', NEW.split_from_id));
END;
CREATE TRIGGER log_obstacle_update AFTER UPDATE ON obstacle WHEN (OLD.id IS NOT NEW.id OR OLD.theme_id IS NOT NEW.theme_id OR OLD.label IS NOT NEW.label OR OLD.active IS NOT NEW.active) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'obstacle', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id UNION ALL SELECT 'label' AS k, OLD.label AS v WHERE OLD.label IS NOT NEW.label UNION ALL SELECT 'active' AS k, OLD.active AS v WHERE OLD.active IS NOT NEW.active)),
    json_object('id', NEW.id, 'theme_id', NEW.theme_id, 'label', NEW.label, 'active', NEW.active));
END;
CREATE TRIGGER log_obstacle_rekey AFTER UPDATE ON obstacle WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'obstacle', OLD.id, 'delete',
    json_object('id', OLD.id, 'theme_id', OLD.theme_id, 'label', OLD.label, 'active', OLD.active),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'obstacle', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'theme_id', NEW.theme_id, 'label', NEW.label, 'active', NEW.active));
END;
CREATE TRIGGER log_offering_audience_update AFTER UPDATE ON offering_audience WHEN (OLD.offering_id IS NOT NEW.offering_id OR OLD.audience IS NOT NEW.audience) AND OLD.offering_id IS NEW.offering_id AND OLD.audience IS NEW.audience BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_audience', NEW.offering_id || ',' || NEW.audience, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience)),
    json_object('offering_id', NEW.offering_id, 'audience', NEW.audience));
END;
CREATE TRIGGER log_offering_audience_rekey AFTER UPDATE ON offering_audience WHEN NOT (OLD.offering_id IS NEW.offering_id AND OLD.audience IS NEW.audience) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_audience', OLD.offering_id || ',' || OLD.audience, 'delete',
    json_object('offering_id', OLD.offering_id, 'audience', OLD.audience),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_audience', NEW.offering_id || ',' || NEW.audience, 'insert',
    NULL,
    json_object('offering_id', NEW.offering_id, 'audience', NEW.audience));
END;
CREATE TRIGGER log_offering_theme_update AFTER UPDATE ON offering_theme WHEN (OLD.offering_id IS NOT NEW.offering_id OR OLD.theme_id IS NOT NEW.theme_id) AND OLD.offering_id IS NEW.offering_id AND OLD.theme_id IS NEW.theme_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_theme', NEW.offering_id || ',' || NEW.theme_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id)),
    json_object('offering_id', NEW.offering_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_offering_theme_rekey AFTER UPDATE ON offering_theme WHEN NOT (OLD.offering_id IS NEW.offering_id AND OLD.theme_id IS NEW.theme_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_theme', OLD.offering_id || ',' || OLD.theme_id, 'delete',
    json_object('offering_id', OLD.offering_id, 'theme_id', OLD.theme_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_theme', NEW.offering_id || ',' || NEW.theme_id, 'insert',
    NULL,
    json_object('offering_id', NEW.offering_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_party_alias_update AFTER UPDATE ON party_alias WHEN (OLD.id IS NOT NEW.id OR OLD.party_id IS NOT NEW.party_id OR OLD.alias IS NOT NEW.alias) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party_alias', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id UNION ALL SELECT 'alias' AS k, OLD.alias AS v WHERE OLD.alias IS NOT NEW.alias)),
    json_object('id', NEW.id, 'party_id', NEW.party_id, 'alias', NEW.alias));
END;
CREATE TRIGGER log_party_alias_rekey AFTER UPDATE ON party_alias WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party_alias', OLD.id, 'delete',
    json_object('id', OLD.id, 'party_id', OLD.party_id, 'alias', OLD.alias),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party_alias', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'party_id', NEW.party_id, 'alias', NEW.alias));
END;
CREATE TRIGGER log_progress_report_insert AFTER INSERT ON progress_report BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'progress_report', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'start_on', NEW.start_on, 'end_on', NEW.end_on, 'as_of_at', NEW.as_of_at, 'as_of_seq', NEW.as_of_seq, 'internal', NEW.internal, 'definitions', NEW.definitions, 'figures', NEW.figures, 'texts', NEW.texts, 'written_on', NEW.written_on, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_progress_report_update AFTER UPDATE ON progress_report WHEN (OLD.id IS NOT NEW.id OR OLD.start_on IS NOT NEW.start_on OR OLD.end_on IS NOT NEW.end_on OR OLD.as_of_at IS NOT NEW.as_of_at OR OLD.as_of_seq IS NOT NEW.as_of_seq OR OLD.internal IS NOT NEW.internal OR OLD.definitions IS NOT NEW.definitions OR OLD.figures IS NOT NEW.figures OR OLD.texts IS NOT NEW.texts OR OLD.written_on IS NOT NEW.written_on OR OLD.advisor_id IS NOT NEW.advisor_id) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'progress_report', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'start_on' AS k, OLD.start_on AS v WHERE OLD.start_on IS NOT NEW.start_on UNION ALL SELECT 'end_on' AS k, OLD.end_on AS v WHERE OLD.end_on IS NOT NEW.end_on UNION ALL SELECT 'as_of_at' AS k, OLD.as_of_at AS v WHERE OLD.as_of_at IS NOT NEW.as_of_at UNION ALL SELECT 'as_of_seq' AS k, OLD.as_of_seq AS v WHERE OLD.as_of_seq IS NOT NEW.as_of_seq UNION ALL SELECT 'internal' AS k, OLD.internal AS v WHERE OLD.internal IS NOT NEW.internal UNION ALL SELECT 'definitions' AS k, OLD.definitions AS v WHERE OLD.definitions IS NOT NEW.definitions UNION ALL SELECT 'figures' AS k, OLD.figures AS v WHERE OLD.figures IS NOT NEW.figures UNION ALL SELECT 'texts' AS k, OLD.texts AS v WHERE OLD.texts IS NOT NEW.texts UNION ALL SELECT 'written_on' AS k, OLD.written_on AS v WHERE OLD.written_on IS NOT NEW.written_on UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id)),
    json_object('id', NEW.id, 'start_on', NEW.start_on, 'end_on', NEW.end_on, 'as_of_at', NEW.as_of_at, 'as_of_seq', NEW.as_of_seq, 'internal', NEW.internal, 'definitions', NEW.definitions, 'figures', NEW.figures, 'texts', NEW.texts, 'written_on', NEW.written_on, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_progress_report_rekey AFTER UPDATE ON progress_report WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'progress_report', OLD.id, 'delete',
    json_object('id', OLD.id, 'start_on', OLD.start_on, 'end_on', OLD.end_on, 'as_of_at', OLD.as_of_at, 'as_of_seq', OLD.as_of_seq, 'internal', OLD.internal, 'definitions', OLD.definitions, 'figures', OLD.figures, 'texts', OLD.texts, 'written_on', OLD.written_on, 'advisor_id', OLD.advisor_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'progress_report', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'start_on', NEW.start_on, 'end_on', NEW.end_on, 'as_of_at', NEW.as_of_at, 'as_of_seq', NEW.as_of_seq, 'internal', NEW.internal, 'definitions', NEW.definitions, 'figures', NEW.figures, 'texts', NEW.texts, 'written_on', NEW.written_on, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_progress_report_delete AFTER DELETE ON progress_report BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'progress_report', OLD.id, 'delete',
    json_object('id', OLD.id, 'start_on', OLD.start_on, 'end_on', OLD.end_on, 'as_of_at', OLD.as_of_at, 'as_of_seq', OLD.as_of_seq, 'internal', OLD.internal, 'definitions', OLD.definitions, 'figures', OLD.figures, 'texts', OLD.texts, 'written_on', OLD.written_on, 'advisor_id', OLD.advisor_id),
    NULL);
END;
CREATE TRIGGER log_trend_update AFTER UPDATE ON trend WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.title IS NOT NEW.title OR OLD.theme_id IS NOT NEW.theme_id OR OLD.description IS NOT NEW.description OR OLD.owner_party_id IS NOT NEW.owner_party_id OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'trend', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id UNION ALL SELECT 'description' AS k, OLD.description AS v WHERE OLD.description IS NOT NEW.description UNION ALL SELECT 'owner_party_id' AS k, OLD.owner_party_id AS v WHERE OLD.owner_party_id IS NOT NEW.owner_party_id UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'title', NEW.title, 'theme_id', NEW.theme_id, 'description', NEW.description, 'owner_party_id', NEW.owner_party_id, 'state', NEW.state, 'state_since', NEW.state_since));
END;
CREATE TRIGGER log_trend_rekey AFTER UPDATE ON trend WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'trend', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'title', OLD.title, 'theme_id', OLD.theme_id, 'description', OLD.description, 'owner_party_id', OLD.owner_party_id, 'state', OLD.state, 'state_since', OLD.state_since),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'trend', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'title', NEW.title, 'theme_id', NEW.theme_id, 'description', NEW.description, 'owner_party_id', NEW.owner_party_id, 'state', NEW.state, 'state_since', NEW.state_since));
END;
CREATE TRIGGER log_contact_update AFTER UPDATE ON contact WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.institution_id IS NOT NEW.institution_id OR OLD.party_id IS NOT NEW.party_id OR OLD.name IS NOT NEW.name OR OLD.function IS NOT NEW.function OR OLD.department IS NOT NEW.department OR OLD.audience IS NOT NEW.audience OR OLD.email IS NOT NEW.email OR OLD.phone IS NOT NEW.phone OR OLD.left_on IS NOT NEW.left_on OR OLD.retention_until IS NOT NEW.retention_until OR OLD.erased_on IS NOT NEW.erased_on OR OLD.moved_from_id IS NOT NEW.moved_from_id) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id UNION ALL SELECT 'department' AS k, OLD.department AS v WHERE OLD.department IS NOT NEW.department UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'left_on' AS k, OLD.left_on AS v WHERE OLD.left_on IS NOT NEW.left_on UNION ALL SELECT 'retention_until' AS k, OLD.retention_until AS v WHERE OLD.retention_until IS NOT NEW.retention_until UNION ALL SELECT 'erased_on' AS k, OLD.erased_on AS v WHERE OLD.erased_on IS NOT NEW.erased_on UNION ALL SELECT 'moved_from_id' AS k, OLD.moved_from_id AS v WHERE OLD.moved_from_id IS NOT NEW.moved_from_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'audience', NEW.audience, 'left_on', NEW.left_on, 'retention_until', NEW.retention_until, 'erased_on', NEW.erased_on, 'moved_from_id', NEW.moved_from_id));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact:' || NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'function' AS k, OLD.function AS v WHERE OLD.function IS NOT NEW.function UNION ALL SELECT 'email' AS k, OLD.email AS v WHERE OLD.email IS NOT NEW.email UNION ALL SELECT 'phone' AS k, OLD.phone AS v WHERE OLD.phone IS NOT NEW.phone)), json_object('name', NEW.name, 'function', NEW.function, 'email', NEW.email, 'phone', NEW.phone) WHERE OLD.name IS NOT NEW.name OR OLD.function IS NOT NEW.function OR OLD.email IS NOT NEW.email OR OLD.phone IS NOT NEW.phone;
END;
CREATE TRIGGER log_contact_rekey AFTER UPDATE ON contact WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'institution_id', OLD.institution_id, 'party_id', OLD.party_id, 'department', OLD.department, 'audience', OLD.audience, 'left_on', OLD.left_on, 'retention_until', OLD.retention_until, 'erased_on', OLD.erased_on, 'moved_from_id', OLD.moved_from_id),
    NULL);
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact:' || OLD.id, json_object('name', OLD.name, 'function', OLD.function, 'email', OLD.email, 'phone', OLD.phone), NULL;
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'audience', NEW.audience, 'left_on', NEW.left_on, 'retention_until', NEW.retention_until, 'erased_on', NEW.erased_on, 'moved_from_id', NEW.moved_from_id));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact:' || NEW.id, NULL, json_object('name', NEW.name, 'function', NEW.function, 'email', NEW.email, 'phone', NEW.phone);
END;
CREATE TRIGGER log_distinct_institutions_update AFTER UPDATE ON distinct_institutions WHEN (OLD.institution_id IS NOT NEW.institution_id OR OLD.other_id IS NOT NEW.other_id) AND OLD.institution_id IS NEW.institution_id AND OLD.other_id IS NEW.other_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'distinct_institutions', NEW.institution_id || ',' || NEW.other_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'other_id' AS k, OLD.other_id AS v WHERE OLD.other_id IS NOT NEW.other_id)),
    json_object('institution_id', NEW.institution_id, 'other_id', NEW.other_id));
END;
CREATE TRIGGER log_distinct_institutions_rekey AFTER UPDATE ON distinct_institutions WHEN NOT (OLD.institution_id IS NEW.institution_id AND OLD.other_id IS NEW.other_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'distinct_institutions', OLD.institution_id || ',' || OLD.other_id, 'delete',
    json_object('institution_id', OLD.institution_id, 'other_id', OLD.other_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'distinct_institutions', NEW.institution_id || ',' || NEW.other_id, 'insert',
    NULL,
    json_object('institution_id', NEW.institution_id, 'other_id', NEW.other_id));
END;
CREATE TRIGGER log_event_institution_update AFTER UPDATE ON event_institution WHEN (OLD.event_id IS NOT NEW.event_id OR OLD.institution_id IS NOT NEW.institution_id) AND OLD.event_id IS NEW.event_id AND OLD.institution_id IS NEW.institution_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_institution', NEW.event_id || ',' || NEW.institution_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'event_id' AS k, OLD.event_id AS v WHERE OLD.event_id IS NOT NEW.event_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id)),
    json_object('event_id', NEW.event_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_event_institution_rekey AFTER UPDATE ON event_institution WHEN NOT (OLD.event_id IS NEW.event_id AND OLD.institution_id IS NEW.institution_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_institution', OLD.event_id || ',' || OLD.institution_id, 'delete',
    json_object('event_id', OLD.event_id, 'institution_id', OLD.institution_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_institution', NEW.event_id || ',' || NEW.institution_id, 'insert',
    NULL,
    json_object('event_id', NEW.event_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_fit_gap_analysis_update AFTER UPDATE ON fit_gap_analysis WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.institution_id IS NOT NEW.institution_id OR OLD.outcome_set_id IS NOT NEW.outcome_set_id OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.started_on IS NOT NEW.started_on OR OLD.reported_on IS NOT NEW.reported_on OR OLD.discussed_on IS NOT NEW.discussed_on) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_analysis', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'outcome_set_id' AS k, OLD.outcome_set_id AS v WHERE OLD.outcome_set_id IS NOT NEW.outcome_set_id UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'started_on' AS k, OLD.started_on AS v WHERE OLD.started_on IS NOT NEW.started_on UNION ALL SELECT 'reported_on' AS k, OLD.reported_on AS v WHERE OLD.reported_on IS NOT NEW.reported_on UNION ALL SELECT 'discussed_on' AS k, OLD.discussed_on AS v WHERE OLD.discussed_on IS NOT NEW.discussed_on)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'outcome_set_id', NEW.outcome_set_id, 'state', NEW.state, 'state_since', NEW.state_since, 'started_on', NEW.started_on, 'reported_on', NEW.reported_on, 'discussed_on', NEW.discussed_on));
END;
CREATE TRIGGER log_fit_gap_analysis_rekey AFTER UPDATE ON fit_gap_analysis WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_analysis', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'outcome_set_id', OLD.outcome_set_id, 'state', OLD.state, 'state_since', OLD.state_since, 'started_on', OLD.started_on, 'reported_on', OLD.reported_on, 'discussed_on', OLD.discussed_on),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_analysis', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'outcome_set_id', NEW.outcome_set_id, 'state', NEW.state, 'state_since', NEW.state_since, 'started_on', NEW.started_on, 'reported_on', NEW.reported_on, 'discussed_on', NEW.discussed_on));
END;
CREATE TRIGGER log_follow_up_update AFTER UPDATE ON follow_up WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.on_kind IS NOT NEW.on_kind OR OLD.on_id IS NOT NEW.on_id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.what IS NOT NEW.what OR OLD.due_on IS NOT NEW.due_on OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.done_on IS NOT NEW.done_on OR OLD.result IS NOT NEW.result) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'follow_up', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'on_kind' AS k, OLD.on_kind AS v WHERE OLD.on_kind IS NOT NEW.on_kind UNION ALL SELECT 'on_id' AS k, OLD.on_id AS v WHERE OLD.on_id IS NOT NEW.on_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'what' AS k, OLD.what AS v WHERE OLD.what IS NOT NEW.what UNION ALL SELECT 'due_on' AS k, OLD.due_on AS v WHERE OLD.due_on IS NOT NEW.due_on UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'done_on' AS k, OLD.done_on AS v WHERE OLD.done_on IS NOT NEW.done_on UNION ALL SELECT 'result' AS k, OLD.result AS v WHERE OLD.result IS NOT NEW.result)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'institution_id', NEW.institution_id, 'what', NEW.what, 'due_on', NEW.due_on, 'advisor_id', NEW.advisor_id, 'state', NEW.state, 'state_since', NEW.state_since, 'done_on', NEW.done_on, 'result', NEW.result));
END;
CREATE TRIGGER log_follow_up_rekey AFTER UPDATE ON follow_up WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'follow_up', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'on_kind', OLD.on_kind, 'on_id', OLD.on_id, 'institution_id', OLD.institution_id, 'what', OLD.what, 'due_on', OLD.due_on, 'advisor_id', OLD.advisor_id, 'state', OLD.state, 'state_since', OLD.state_since, 'done_on', OLD.done_on, 'result', OLD.result),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'follow_up', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'institution_id', NEW.institution_id, 'what', NEW.what, 'due_on', NEW.due_on, 'advisor_id', NEW.advisor_id, 'state', NEW.state, 'state_since', NEW.state_since, 'done_on', NEW.done_on, 'result', NEW.result));
END;
CREATE TRIGGER log_institution_alias_update AFTER UPDATE ON institution_alias WHEN (OLD.id IS NOT NEW.id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.alias IS NOT NEW.alias OR OLD.former_until IS NOT NEW.former_until) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution_alias', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'alias' AS k, OLD.alias AS v WHERE OLD.alias IS NOT NEW.alias UNION ALL SELECT 'former_until' AS k, OLD.former_until AS v WHERE OLD.former_until IS NOT NEW.former_until)),
    json_object('id', NEW.id, 'institution_id', NEW.institution_id, 'alias', NEW.alias, 'former_until', NEW.former_until));
END;
CREATE TRIGGER log_institution_alias_rekey AFTER UPDATE ON institution_alias WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution_alias', OLD.id, 'delete',
    json_object('id', OLD.id, 'institution_id', OLD.institution_id, 'alias', OLD.alias, 'former_until', OLD.former_until),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution_alias', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'institution_id', NEW.institution_id, 'alias', NEW.alias, 'former_until', NEW.former_until));
END;
CREATE TRIGGER log_learning_session_update AFTER UPDATE ON learning_session WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.institution_id IS NOT NEW.institution_id OR OLD.team IS NOT NEW.team OR OLD.audience IS NOT NEW.audience OR OLD.goal IS NOT NEW.goal OR OLD.provider IS NOT NEW.provider OR OLD.enrolled_on IS NOT NEW.enrolled_on OR OLD.session_on IS NOT NEW.session_on OR OLD.participants IS NOT NEW.participants OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.evaluation IS NOT NEW.evaluation OR OLD.preferred_month IS NOT NEW.preferred_month) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'learning_session', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'team' AS k, OLD.team AS v WHERE OLD.team IS NOT NEW.team UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'goal' AS k, OLD.goal AS v WHERE OLD.goal IS NOT NEW.goal UNION ALL SELECT 'provider' AS k, OLD.provider AS v WHERE OLD.provider IS NOT NEW.provider UNION ALL SELECT 'enrolled_on' AS k, OLD.enrolled_on AS v WHERE OLD.enrolled_on IS NOT NEW.enrolled_on UNION ALL SELECT 'session_on' AS k, OLD.session_on AS v WHERE OLD.session_on IS NOT NEW.session_on UNION ALL SELECT 'participants' AS k, OLD.participants AS v WHERE OLD.participants IS NOT NEW.participants UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'evaluation' AS k, OLD.evaluation AS v WHERE OLD.evaluation IS NOT NEW.evaluation UNION ALL SELECT 'preferred_month' AS k, OLD.preferred_month AS v WHERE OLD.preferred_month IS NOT NEW.preferred_month)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'team', NEW.team, 'audience', NEW.audience, 'goal', NEW.goal, 'provider', NEW.provider, 'enrolled_on', NEW.enrolled_on, 'session_on', NEW.session_on, 'participants', NEW.participants, 'state', NEW.state, 'state_since', NEW.state_since, 'evaluation', NEW.evaluation, 'preferred_month', NEW.preferred_month));
END;
CREATE TRIGGER log_learning_session_rekey AFTER UPDATE ON learning_session WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'learning_session', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'team', OLD.team, 'audience', OLD.audience, 'goal', OLD.goal, 'provider', OLD.provider, 'enrolled_on', OLD.enrolled_on, 'session_on', OLD.session_on, 'participants', OLD.participants, 'state', OLD.state, 'state_since', OLD.state_since, 'evaluation', OLD.evaluation, 'preferred_month', OLD.preferred_month),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'learning_session', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'team', NEW.team, 'audience', NEW.audience, 'goal', NEW.goal, 'provider', NEW.provider, 'enrolled_on', NEW.enrolled_on, 'session_on', NEW.session_on, 'participants', NEW.participants, 'state', NEW.state, 'state_since', NEW.state_since, 'evaluation', NEW.evaluation, 'preferred_month', NEW.preferred_month));
END;
CREATE TRIGGER log_note_update AFTER UPDATE ON note WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.on_kind IS NOT NEW.on_kind OR OLD.on_id IS NOT NEW.on_id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.kind IS NOT NEW.kind OR OLD.theme_id IS NOT NEW.theme_id OR OLD.text IS NOT NEW.text OR OLD.written_on IS NOT NEW.written_on OR OLD.advisor_id IS NOT NEW.advisor_id) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'note', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'on_kind' AS k, OLD.on_kind AS v WHERE OLD.on_kind IS NOT NEW.on_kind UNION ALL SELECT 'on_id' AS k, OLD.on_id AS v WHERE OLD.on_id IS NOT NEW.on_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id UNION ALL SELECT 'text' AS k, OLD.text AS v WHERE OLD.text IS NOT NEW.text UNION ALL SELECT 'written_on' AS k, OLD.written_on AS v WHERE OLD.written_on IS NOT NEW.written_on UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'institution_id', NEW.institution_id, 'kind', NEW.kind, 'theme_id', NEW.theme_id, 'text', NEW.text, 'written_on', NEW.written_on, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_note_rekey AFTER UPDATE ON note WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'note', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'on_kind', OLD.on_kind, 'on_id', OLD.on_id, 'institution_id', OLD.institution_id, 'kind', OLD.kind, 'theme_id', OLD.theme_id, 'text', OLD.text, 'written_on', OLD.written_on, 'advisor_id', OLD.advisor_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'note', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'institution_id', NEW.institution_id, 'kind', NEW.kind, 'theme_id', NEW.theme_id, 'text', NEW.text, 'written_on', NEW.written_on, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_offering_obstacle_update AFTER UPDATE ON offering_obstacle WHEN (OLD.offering_id IS NOT NEW.offering_id OR OLD.obstacle_id IS NOT NEW.obstacle_id) AND OLD.offering_id IS NEW.offering_id AND OLD.obstacle_id IS NEW.obstacle_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_obstacle', NEW.offering_id || ',' || NEW.obstacle_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'obstacle_id' AS k, OLD.obstacle_id AS v WHERE OLD.obstacle_id IS NOT NEW.obstacle_id)),
    json_object('offering_id', NEW.offering_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_offering_obstacle_rekey AFTER UPDATE ON offering_obstacle WHEN NOT (OLD.offering_id IS NEW.offering_id AND OLD.obstacle_id IS NEW.obstacle_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_obstacle', OLD.offering_id || ',' || OLD.obstacle_id, 'delete',
    json_object('offering_id', OLD.offering_id, 'obstacle_id', OLD.obstacle_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_obstacle', NEW.offering_id || ',' || NEW.obstacle_id, 'insert',
    NULL,
    json_object('offering_id', NEW.offering_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_round_population_update AFTER UPDATE ON round_population WHEN (OLD.round_id IS NOT NEW.round_id OR OLD.institution_id IS NOT NEW.institution_id) AND OLD.round_id IS NEW.round_id AND OLD.institution_id IS NEW.institution_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_population', NEW.round_id || ',' || NEW.institution_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'round_id' AS k, OLD.round_id AS v WHERE OLD.round_id IS NOT NEW.round_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id)),
    json_object('round_id', NEW.round_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_round_population_rekey AFTER UPDATE ON round_population WHEN NOT (OLD.round_id IS NEW.round_id AND OLD.institution_id IS NEW.institution_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_population', OLD.round_id || ',' || OLD.institution_id, 'delete',
    json_object('round_id', OLD.round_id, 'institution_id', OLD.institution_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_population', NEW.round_id || ',' || NEW.institution_id, 'insert',
    NULL,
    json_object('round_id', NEW.round_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_round_reminder_update AFTER UPDATE ON round_reminder WHEN (OLD.round_id IS NOT NEW.round_id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.reminded_on IS NOT NEW.reminded_on) AND OLD.round_id IS NEW.round_id AND OLD.institution_id IS NEW.institution_id AND OLD.reminded_on IS NEW.reminded_on BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_reminder', NEW.round_id || ',' || NEW.institution_id || ',' || NEW.reminded_on, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'round_id' AS k, OLD.round_id AS v WHERE OLD.round_id IS NOT NEW.round_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'reminded_on' AS k, OLD.reminded_on AS v WHERE OLD.reminded_on IS NOT NEW.reminded_on)),
    json_object('round_id', NEW.round_id, 'institution_id', NEW.institution_id, 'reminded_on', NEW.reminded_on));
END;
CREATE TRIGGER log_round_reminder_rekey AFTER UPDATE ON round_reminder WHEN NOT (OLD.round_id IS NEW.round_id AND OLD.institution_id IS NEW.institution_id AND OLD.reminded_on IS NEW.reminded_on) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_reminder', OLD.round_id || ',' || OLD.institution_id || ',' || OLD.reminded_on, 'delete',
    json_object('round_id', OLD.round_id, 'institution_id', OLD.institution_id, 'reminded_on', OLD.reminded_on),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_reminder', NEW.round_id || ',' || NEW.institution_id || ',' || NEW.reminded_on, 'insert',
    NULL,
    json_object('round_id', NEW.round_id, 'institution_id', NEW.institution_id, 'reminded_on', NEW.reminded_on));
END;
CREATE TRIGGER log_wensenscan_response_update AFTER UPDATE ON wensenscan_response WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.round_id IS NOT NEW.round_id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.audience IS NOT NEW.audience OR OLD.submitted_on IS NOT NEW.submitted_on OR OLD.sdm_scope IS NOT NEW.sdm_scope OR OLD.uses_outcome_info IS NOT NEW.uses_outcome_info OR OLD.ambition IS NOT NEW.ambition OR OLD.free_text IS NOT NEW.free_text OR OLD.raw IS NOT NEW.raw) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_response', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'round_id' AS k, OLD.round_id AS v WHERE OLD.round_id IS NOT NEW.round_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'submitted_on' AS k, OLD.submitted_on AS v WHERE OLD.submitted_on IS NOT NEW.submitted_on UNION ALL SELECT 'sdm_scope' AS k, OLD.sdm_scope AS v WHERE OLD.sdm_scope IS NOT NEW.sdm_scope UNION ALL SELECT 'uses_outcome_info' AS k, OLD.uses_outcome_info AS v WHERE OLD.uses_outcome_info IS NOT NEW.uses_outcome_info UNION ALL SELECT 'ambition' AS k, OLD.ambition AS v WHERE OLD.ambition IS NOT NEW.ambition UNION ALL SELECT 'free_text' AS k, OLD.free_text AS v WHERE OLD.free_text IS NOT NEW.free_text UNION ALL SELECT 'raw' AS k, OLD.raw AS v WHERE OLD.raw IS NOT NEW.raw)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'round_id', NEW.round_id, 'institution_id', NEW.institution_id, 'audience', NEW.audience, 'submitted_on', NEW.submitted_on, 'sdm_scope', NEW.sdm_scope, 'uses_outcome_info', NEW.uses_outcome_info, 'ambition', NEW.ambition, 'free_text', NEW.free_text, 'raw', NEW.raw));
END;
CREATE TRIGGER log_wensenscan_response_rekey AFTER UPDATE ON wensenscan_response WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_response', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'round_id', OLD.round_id, 'institution_id', OLD.institution_id, 'audience', OLD.audience, 'submitted_on', OLD.submitted_on, 'sdm_scope', OLD.sdm_scope, 'uses_outcome_info', OLD.uses_outcome_info, 'ambition', OLD.ambition, 'free_text', OLD.free_text, 'raw', OLD.raw),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_response', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'round_id', NEW.round_id, 'institution_id', NEW.institution_id, 'audience', NEW.audience, 'submitted_on', NEW.submitted_on, 'sdm_scope', NEW.sdm_scope, 'uses_outcome_info', NEW.uses_outcome_info, 'ambition', NEW.ambition, 'free_text', NEW.free_text, 'raw', NEW.raw));
END;
CREATE TRIGGER log_contact_former_role_update AFTER UPDATE ON contact_former_role WHEN (OLD.id IS NOT NEW.id OR OLD.contact_id IS NOT NEW.contact_id OR OLD.function IS NOT NEW.function OR OLD.department IS NOT NEW.department OR OLD.audience IS NOT NEW.audience OR OLD.until_on IS NOT NEW.until_on) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact_former_role', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'contact_id' AS k, OLD.contact_id AS v WHERE OLD.contact_id IS NOT NEW.contact_id UNION ALL SELECT 'department' AS k, OLD.department AS v WHERE OLD.department IS NOT NEW.department UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'until_on' AS k, OLD.until_on AS v WHERE OLD.until_on IS NOT NEW.until_on)),
    json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'department', NEW.department, 'audience', NEW.audience, 'until_on', NEW.until_on));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact_former_role:' || NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'function' AS k, OLD.function AS v WHERE OLD.function IS NOT NEW.function)), json_object('function', NEW.function) WHERE OLD.function IS NOT NEW.function;
END;
CREATE TRIGGER log_contact_former_role_rekey AFTER UPDATE ON contact_former_role WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact_former_role', OLD.id, 'delete',
    json_object('id', OLD.id, 'contact_id', OLD.contact_id, 'department', OLD.department, 'audience', OLD.audience, 'until_on', OLD.until_on),
    NULL);
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact_former_role:' || OLD.id, json_object('function', OLD.function), NULL;
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact_former_role', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'contact_id', NEW.contact_id, 'department', NEW.department, 'audience', NEW.audience, 'until_on', NEW.until_on));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact_former_role:' || NEW.id, NULL, json_object('function', NEW.function);
END;
CREATE TRIGGER log_conversation_update AFTER UPDATE ON conversation WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.kind IS NOT NEW.kind OR OLD.channel IS NOT NEW.channel OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.planned_at IS NOT NEW.planned_at OR OLD.planned_time IS NOT NEW.planned_time OR OLD.held_at IS NOT NEW.held_at OR OLD.held_time IS NOT NEW.held_time OR OLD.duration_min IS NOT NEW.duration_min OR OLD.subject IS NOT NEW.subject OR OLD.summary IS NOT NEW.summary OR OLD.agreements IS NOT NEW.agreements OR OLD.response_id IS NOT NEW.response_id OR OLD.agenda IS NOT NEW.agenda OR OLD.location IS NOT NEW.location) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'channel' AS k, OLD.channel AS v WHERE OLD.channel IS NOT NEW.channel UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'planned_at' AS k, OLD.planned_at AS v WHERE OLD.planned_at IS NOT NEW.planned_at UNION ALL SELECT 'planned_time' AS k, OLD.planned_time AS v WHERE OLD.planned_time IS NOT NEW.planned_time UNION ALL SELECT 'held_at' AS k, OLD.held_at AS v WHERE OLD.held_at IS NOT NEW.held_at UNION ALL SELECT 'held_time' AS k, OLD.held_time AS v WHERE OLD.held_time IS NOT NEW.held_time UNION ALL SELECT 'duration_min' AS k, OLD.duration_min AS v WHERE OLD.duration_min IS NOT NEW.duration_min UNION ALL SELECT 'subject' AS k, OLD.subject AS v WHERE OLD.subject IS NOT NEW.subject UNION ALL SELECT 'summary' AS k, OLD.summary AS v WHERE OLD.summary IS NOT NEW.summary UNION ALL SELECT 'agreements' AS k, OLD.agreements AS v WHERE OLD.agreements IS NOT NEW.agreements UNION ALL SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id UNION ALL SELECT 'agenda' AS k, OLD.agenda AS v WHERE OLD.agenda IS NOT NEW.agenda UNION ALL SELECT 'location' AS k, OLD.location AS v WHERE OLD.location IS NOT NEW.location)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'kind', NEW.kind, 'channel', NEW.channel, 'state', NEW.state, 'state_since', NEW.state_since, 'planned_at', NEW.planned_at, 'planned_time', NEW.planned_time, 'held_at', NEW.held_at, 'held_time', NEW.held_time, 'duration_min', NEW.duration_min, 'subject', NEW.subject, 'summary', NEW.summary, 'agreements', NEW.agreements, 'response_id', NEW.response_id, 'agenda', NEW.agenda, 'location', NEW.location));
END;
CREATE TRIGGER log_conversation_rekey AFTER UPDATE ON conversation WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'kind', OLD.kind, 'channel', OLD.channel, 'state', OLD.state, 'state_since', OLD.state_since, 'planned_at', OLD.planned_at, 'planned_time', OLD.planned_time, 'held_at', OLD.held_at, 'held_time', OLD.held_time, 'duration_min', OLD.duration_min, 'subject', OLD.subject, 'summary', OLD.summary, 'agreements', OLD.agreements, 'response_id', OLD.response_id, 'agenda', OLD.agenda, 'location', OLD.location),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'kind', NEW.kind, 'channel', NEW.channel, 'state', NEW.state, 'state_since', NEW.state_since, 'planned_at', NEW.planned_at, 'planned_time', NEW.planned_time, 'held_at', NEW.held_at, 'held_time', NEW.held_time, 'duration_min', NEW.duration_min, 'subject', NEW.subject, 'summary', NEW.summary, 'agreements', NEW.agreements, 'response_id', NEW.response_id, 'agenda', NEW.agenda, 'location', NEW.location));
END;
CREATE TRIGGER log_event_contact_update AFTER UPDATE ON event_contact WHEN (OLD.event_id IS NOT NEW.event_id OR OLD.contact_id IS NOT NEW.contact_id) AND OLD.event_id IS NEW.event_id AND OLD.contact_id IS NEW.contact_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_contact', NEW.event_id || ',' || NEW.contact_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'event_id' AS k, OLD.event_id AS v WHERE OLD.event_id IS NOT NEW.event_id UNION ALL SELECT 'contact_id' AS k, OLD.contact_id AS v WHERE OLD.contact_id IS NOT NEW.contact_id)),
    json_object('event_id', NEW.event_id, 'contact_id', NEW.contact_id));
END;
CREATE TRIGGER log_event_contact_rekey AFTER UPDATE ON event_contact WHEN NOT (OLD.event_id IS NEW.event_id AND OLD.contact_id IS NEW.contact_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_contact', OLD.event_id || ',' || OLD.contact_id, 'delete',
    json_object('event_id', OLD.event_id, 'contact_id', OLD.contact_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_contact', NEW.event_id || ',' || NEW.contact_id, 'insert',
    NULL,
    json_object('event_id', NEW.event_id, 'contact_id', NEW.contact_id));
END;
CREATE TRIGGER log_fit_gap_item_update AFTER UPDATE ON fit_gap_item WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.analysis_id IS NOT NEW.analysis_id OR OLD.dimension IS NOT NEW.dimension OR OLD.current IS NOT NEW.current OR OLD.needed IS NOT NEW.needed OR OLD.gap IS NOT NEW.gap OR OLD.action IS NOT NEW.action OR OLD.national IS NOT NEW.national) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_item', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'analysis_id' AS k, OLD.analysis_id AS v WHERE OLD.analysis_id IS NOT NEW.analysis_id UNION ALL SELECT 'dimension' AS k, OLD.dimension AS v WHERE OLD.dimension IS NOT NEW.dimension UNION ALL SELECT 'current' AS k, OLD.current AS v WHERE OLD.current IS NOT NEW.current UNION ALL SELECT 'needed' AS k, OLD.needed AS v WHERE OLD.needed IS NOT NEW.needed UNION ALL SELECT 'gap' AS k, OLD.gap AS v WHERE OLD.gap IS NOT NEW.gap UNION ALL SELECT 'action' AS k, OLD.action AS v WHERE OLD.action IS NOT NEW.action UNION ALL SELECT 'national' AS k, OLD.national AS v WHERE OLD.national IS NOT NEW.national)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'analysis_id', NEW.analysis_id, 'dimension', NEW.dimension, 'current', NEW.current, 'needed', NEW.needed, 'gap', NEW.gap, 'action', NEW.action, 'national', NEW.national));
END;
CREATE TRIGGER log_fit_gap_item_rekey AFTER UPDATE ON fit_gap_item WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_item', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'analysis_id', OLD.analysis_id, 'dimension', OLD.dimension, 'current', OLD.current, 'needed', OLD.needed, 'gap', OLD.gap, 'action', OLD.action, 'national', OLD.national),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_item', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'analysis_id', NEW.analysis_id, 'dimension', NEW.dimension, 'current', NEW.current, 'needed', NEW.needed, 'gap', NEW.gap, 'action', NEW.action, 'national', NEW.national));
END;
CREATE TRIGGER log_response_obstacle_update AFTER UPDATE ON response_obstacle WHEN (OLD.response_id IS NOT NEW.response_id OR OLD.obstacle_id IS NOT NEW.obstacle_id) AND OLD.response_id IS NEW.response_id AND OLD.obstacle_id IS NEW.obstacle_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_obstacle', NEW.response_id || ',' || NEW.obstacle_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id UNION ALL SELECT 'obstacle_id' AS k, OLD.obstacle_id AS v WHERE OLD.obstacle_id IS NOT NEW.obstacle_id)),
    json_object('response_id', NEW.response_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_response_obstacle_rekey AFTER UPDATE ON response_obstacle WHEN NOT (OLD.response_id IS NEW.response_id AND OLD.obstacle_id IS NEW.obstacle_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_obstacle', OLD.response_id || ',' || OLD.obstacle_id, 'delete',
    json_object('response_id', OLD.response_id, 'obstacle_id', OLD.obstacle_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_obstacle', NEW.response_id || ',' || NEW.obstacle_id, 'insert',
    NULL,
    json_object('response_id', NEW.response_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_response_theme_update AFTER UPDATE ON response_theme WHEN (OLD.response_id IS NOT NEW.response_id OR OLD.theme_id IS NOT NEW.theme_id) AND OLD.response_id IS NEW.response_id AND OLD.theme_id IS NEW.theme_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_theme', NEW.response_id || ',' || NEW.theme_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id)),
    json_object('response_id', NEW.response_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_response_theme_rekey AFTER UPDATE ON response_theme WHEN NOT (OLD.response_id IS NEW.response_id AND OLD.theme_id IS NEW.theme_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_theme', OLD.response_id || ',' || OLD.theme_id, 'delete',
    json_object('response_id', OLD.response_id, 'theme_id', OLD.theme_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_theme', NEW.response_id || ',' || NEW.theme_id, 'insert',
    NULL,
    json_object('response_id', NEW.response_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_session_theme_update AFTER UPDATE ON session_theme WHEN (OLD.session_id IS NOT NEW.session_id OR OLD.theme_id IS NOT NEW.theme_id) AND OLD.session_id IS NEW.session_id AND OLD.theme_id IS NEW.theme_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_theme', NEW.session_id || ',' || NEW.theme_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'session_id' AS k, OLD.session_id AS v WHERE OLD.session_id IS NOT NEW.session_id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id)),
    json_object('session_id', NEW.session_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_session_theme_rekey AFTER UPDATE ON session_theme WHEN NOT (OLD.session_id IS NEW.session_id AND OLD.theme_id IS NEW.theme_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_theme', OLD.session_id || ',' || OLD.theme_id, 'delete',
    json_object('session_id', OLD.session_id, 'theme_id', OLD.theme_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_theme', NEW.session_id || ',' || NEW.theme_id, 'insert',
    NULL,
    json_object('session_id', NEW.session_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_conversation_advisor_update AFTER UPDATE ON conversation_advisor WHEN (OLD.conversation_id IS NOT NEW.conversation_id OR OLD.advisor_id IS NOT NEW.advisor_id) AND OLD.conversation_id IS NEW.conversation_id AND OLD.advisor_id IS NEW.advisor_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_advisor', NEW.conversation_id || ',' || NEW.advisor_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id)),
    json_object('conversation_id', NEW.conversation_id, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_conversation_advisor_rekey AFTER UPDATE ON conversation_advisor WHEN NOT (OLD.conversation_id IS NEW.conversation_id AND OLD.advisor_id IS NEW.advisor_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_advisor', OLD.conversation_id || ',' || OLD.advisor_id, 'delete',
    json_object('conversation_id', OLD.conversation_id, 'advisor_id', OLD.advisor_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_advisor', NEW.conversation_id || ',' || NEW.advisor_id, 'insert',
    NULL,
    json_object('conversation_id', NEW.conversation_id, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_conversation_attendee_update AFTER UPDATE ON conversation_attendee WHEN (OLD.id IS NOT NEW.id OR OLD.conversation_id IS NOT NEW.conversation_id OR OLD.contact_id IS NOT NEW.contact_id OR OLD.name IS NOT NEW.name) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_attendee', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'contact_id' AS k, OLD.contact_id AS v WHERE OLD.contact_id IS NOT NEW.contact_id)),
    json_object('id', NEW.id, 'conversation_id', NEW.conversation_id, 'contact_id', NEW.contact_id));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'conversation_attendee:' || NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name)), json_object('name', NEW.name) WHERE OLD.name IS NOT NEW.name;
END;
CREATE TRIGGER log_conversation_attendee_rekey AFTER UPDATE ON conversation_attendee WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_attendee', OLD.id, 'delete',
    json_object('id', OLD.id, 'conversation_id', OLD.conversation_id, 'contact_id', OLD.contact_id),
    NULL);
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'conversation_attendee:' || OLD.id, json_object('name', OLD.name), NULL;
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_attendee', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'conversation_id', NEW.conversation_id, 'contact_id', NEW.contact_id));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'conversation_attendee:' || NEW.id, NULL, json_object('name', NEW.name);
END;
CREATE TRIGGER log_conversation_institution_update AFTER UPDATE ON conversation_institution WHEN (OLD.conversation_id IS NOT NEW.conversation_id OR OLD.institution_id IS NOT NEW.institution_id) AND OLD.conversation_id IS NEW.conversation_id AND OLD.institution_id IS NEW.institution_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_institution', NEW.conversation_id || ',' || NEW.institution_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id)),
    json_object('conversation_id', NEW.conversation_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_conversation_institution_rekey AFTER UPDATE ON conversation_institution WHEN NOT (OLD.conversation_id IS NEW.conversation_id AND OLD.institution_id IS NEW.institution_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_institution', OLD.conversation_id || ',' || OLD.institution_id, 'delete',
    json_object('conversation_id', OLD.conversation_id, 'institution_id', OLD.institution_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_institution', NEW.conversation_id || ',' || NEW.institution_id, 'insert',
    NULL,
    json_object('conversation_id', NEW.conversation_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_conversation_party_update AFTER UPDATE ON conversation_party WHEN (OLD.conversation_id IS NOT NEW.conversation_id OR OLD.party_id IS NOT NEW.party_id) AND OLD.conversation_id IS NEW.conversation_id AND OLD.party_id IS NEW.party_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_party', NEW.conversation_id || ',' || NEW.party_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id)),
    json_object('conversation_id', NEW.conversation_id, 'party_id', NEW.party_id));
END;
CREATE TRIGGER log_conversation_party_rekey AFTER UPDATE ON conversation_party WHEN NOT (OLD.conversation_id IS NEW.conversation_id AND OLD.party_id IS NEW.party_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_party', OLD.conversation_id || ',' || OLD.party_id, 'delete',
    json_object('conversation_id', OLD.conversation_id, 'party_id', OLD.party_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_party', NEW.conversation_id || ',' || NEW.party_id, 'insert',
    NULL,
    json_object('conversation_id', NEW.conversation_id, 'party_id', NEW.party_id));
END;
CREATE TRIGGER log_signal_insert AFTER INSERT ON signal BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'theme_id', NEW.theme_id, 'obstacle_id', NEW.obstacle_id, 'description', NEW.description, 'reach', NEW.reach, 'conversation_id', NEW.conversation_id, 'response_id', NEW.response_id, 'session_id', NEW.session_id, 'event_id', NEW.event_id, 'fitgap_item_id', NEW.fitgap_item_id, 'advisor_id', NEW.advisor_id, 'state', NEW.state, 'state_since', NEW.state_since, 'recorded_on', NEW.recorded_on, 'trend_id', NEW.trend_id));
END;
CREATE TRIGGER log_signal_update AFTER UPDATE ON signal WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.institution_id IS NOT NEW.institution_id OR OLD.party_id IS NOT NEW.party_id OR OLD.department IS NOT NEW.department OR OLD.theme_id IS NOT NEW.theme_id OR OLD.obstacle_id IS NOT NEW.obstacle_id OR OLD.description IS NOT NEW.description OR OLD.reach IS NOT NEW.reach OR OLD.conversation_id IS NOT NEW.conversation_id OR OLD.response_id IS NOT NEW.response_id OR OLD.session_id IS NOT NEW.session_id OR OLD.event_id IS NOT NEW.event_id OR OLD.fitgap_item_id IS NOT NEW.fitgap_item_id OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.recorded_on IS NOT NEW.recorded_on OR OLD.trend_id IS NOT NEW.trend_id) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id UNION ALL SELECT 'department' AS k, OLD.department AS v WHERE OLD.department IS NOT NEW.department UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id UNION ALL SELECT 'obstacle_id' AS k, OLD.obstacle_id AS v WHERE OLD.obstacle_id IS NOT NEW.obstacle_id UNION ALL SELECT 'description' AS k, OLD.description AS v WHERE OLD.description IS NOT NEW.description UNION ALL SELECT 'reach' AS k, OLD.reach AS v WHERE OLD.reach IS NOT NEW.reach UNION ALL SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id UNION ALL SELECT 'session_id' AS k, OLD.session_id AS v WHERE OLD.session_id IS NOT NEW.session_id UNION ALL SELECT 'event_id' AS k, OLD.event_id AS v WHERE OLD.event_id IS NOT NEW.event_id UNION ALL SELECT 'fitgap_item_id' AS k, OLD.fitgap_item_id AS v WHERE OLD.fitgap_item_id IS NOT NEW.fitgap_item_id UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'recorded_on' AS k, OLD.recorded_on AS v WHERE OLD.recorded_on IS NOT NEW.recorded_on UNION ALL SELECT 'trend_id' AS k, OLD.trend_id AS v WHERE OLD.trend_id IS NOT NEW.trend_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'theme_id', NEW.theme_id, 'obstacle_id', NEW.obstacle_id, 'description', NEW.description, 'reach', NEW.reach, 'conversation_id', NEW.conversation_id, 'response_id', NEW.response_id, 'session_id', NEW.session_id, 'event_id', NEW.event_id, 'fitgap_item_id', NEW.fitgap_item_id, 'advisor_id', NEW.advisor_id, 'state', NEW.state, 'state_since', NEW.state_since, 'recorded_on', NEW.recorded_on, 'trend_id', NEW.trend_id));
END;
CREATE TRIGGER log_signal_rekey AFTER UPDATE ON signal WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'party_id', OLD.party_id, 'department', OLD.department, 'theme_id', OLD.theme_id, 'obstacle_id', OLD.obstacle_id, 'description', OLD.description, 'reach', OLD.reach, 'conversation_id', OLD.conversation_id, 'response_id', OLD.response_id, 'session_id', OLD.session_id, 'event_id', OLD.event_id, 'fitgap_item_id', OLD.fitgap_item_id, 'advisor_id', OLD.advisor_id, 'state', OLD.state, 'state_since', OLD.state_since, 'recorded_on', OLD.recorded_on, 'trend_id', OLD.trend_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'theme_id', NEW.theme_id, 'obstacle_id', NEW.obstacle_id, 'description', NEW.description, 'reach', NEW.reach, 'conversation_id', NEW.conversation_id, 'response_id', NEW.response_id, 'session_id', NEW.session_id, 'event_id', NEW.event_id, 'fitgap_item_id', NEW.fitgap_item_id, 'advisor_id', NEW.advisor_id, 'state', NEW.state, 'state_since', NEW.state_since, 'recorded_on', NEW.recorded_on, 'trend_id', NEW.trend_id));
END;
CREATE TRIGGER log_signal_delete AFTER DELETE ON signal BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'party_id', OLD.party_id, 'department', OLD.department, 'theme_id', OLD.theme_id, 'obstacle_id', OLD.obstacle_id, 'description', OLD.description, 'reach', OLD.reach, 'conversation_id', OLD.conversation_id, 'response_id', OLD.response_id, 'session_id', OLD.session_id, 'event_id', OLD.event_id, 'fitgap_item_id', OLD.fitgap_item_id, 'advisor_id', OLD.advisor_id, 'state', OLD.state, 'state_since', OLD.state_since, 'recorded_on', OLD.recorded_on, 'trend_id', OLD.trend_id),
    NULL);
END;
CREATE TRIGGER log_support_request_insert AFTER INSERT ON support_request BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'support_request', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'contact_id', NEW.contact_id, 'title', NEW.title, 'description', NEW.description, 'nature', NEW.nature, 'outcome_info', NEW.outcome_info, 'audience', NEW.audience, 'outcome_set_id', NEW.outcome_set_id, 'source', NEW.source, 'response_id', NEW.response_id, 'conversation_id', NEW.conversation_id, 'session_id', NEW.session_id, 'fitgap_item_id', NEW.fitgap_item_id, 'priority', NEW.priority, 'advisor_id', NEW.advisor_id, 'received_on', NEW.received_on, 'due_on', NEW.due_on, 'state', NEW.state, 'state_since', NEW.state_since, 'resolution', NEW.resolution, 'closed_on', NEW.closed_on, 'verdict', NEW.verdict, 'verdict_reason', NEW.verdict_reason));
END;
CREATE TRIGGER log_support_request_update AFTER UPDATE ON support_request WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.institution_id IS NOT NEW.institution_id OR OLD.party_id IS NOT NEW.party_id OR OLD.department IS NOT NEW.department OR OLD.contact_id IS NOT NEW.contact_id OR OLD.title IS NOT NEW.title OR OLD.description IS NOT NEW.description OR OLD.nature IS NOT NEW.nature OR OLD.outcome_info IS NOT NEW.outcome_info OR OLD.audience IS NOT NEW.audience OR OLD.outcome_set_id IS NOT NEW.outcome_set_id OR OLD.source IS NOT NEW.source OR OLD.response_id IS NOT NEW.response_id OR OLD.conversation_id IS NOT NEW.conversation_id OR OLD.session_id IS NOT NEW.session_id OR OLD.fitgap_item_id IS NOT NEW.fitgap_item_id OR OLD.priority IS NOT NEW.priority OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.received_on IS NOT NEW.received_on OR OLD.due_on IS NOT NEW.due_on OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.resolution IS NOT NEW.resolution OR OLD.closed_on IS NOT NEW.closed_on OR OLD.verdict IS NOT NEW.verdict OR OLD.verdict_reason IS NOT NEW.verdict_reason) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'support_request', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id UNION ALL SELECT 'department' AS k, OLD.department AS v WHERE OLD.department IS NOT NEW.department UNION ALL SELECT 'contact_id' AS k, OLD.contact_id AS v WHERE OLD.contact_id IS NOT NEW.contact_id UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'description' AS k, OLD.description AS v WHERE OLD.description IS NOT NEW.description UNION ALL SELECT 'nature' AS k, OLD.nature AS v WHERE OLD.nature IS NOT NEW.nature UNION ALL SELECT 'outcome_info' AS k, OLD.outcome_info AS v WHERE OLD.outcome_info IS NOT NEW.outcome_info UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'outcome_set_id' AS k, OLD.outcome_set_id AS v WHERE OLD.outcome_set_id IS NOT NEW.outcome_set_id UNION ALL SELECT 'source' AS k, OLD.source AS v WHERE OLD.source IS NOT NEW.source UNION ALL SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id UNION ALL SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'session_id' AS k, OLD.session_id AS v WHERE OLD.session_id IS NOT NEW.session_id UNION ALL SELECT 'fitgap_item_id' AS k, OLD.fitgap_item_id AS v WHERE OLD.fitgap_item_id IS NOT NEW.fitgap_item_id UNION ALL SELECT 'priority' AS k, OLD.priority AS v WHERE OLD.priority IS NOT NEW.priority UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'received_on' AS k, OLD.received_on AS v WHERE OLD.received_on IS NOT NEW.received_on UNION ALL SELECT 'due_on' AS k, OLD.due_on AS v WHERE OLD.due_on IS NOT NEW.due_on UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'resolution' AS k, OLD.resolution AS v WHERE OLD.resolution IS NOT NEW.resolution UNION ALL SELECT 'closed_on' AS k, OLD.closed_on AS v WHERE OLD.closed_on IS NOT NEW.closed_on UNION ALL SELECT 'verdict' AS k, OLD.verdict AS v WHERE OLD.verdict IS NOT NEW.verdict UNION ALL SELECT 'verdict_reason' AS k, OLD.verdict_reason AS v WHERE OLD.verdict_reason IS NOT NEW.verdict_reason)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'contact_id', NEW.contact_id, 'title', NEW.title, 'description', NEW.description, 'nature', NEW.nature, 'outcome_info', NEW.outcome_info, 'audience', NEW.audience, 'outcome_set_id', NEW.outcome_set_id, 'source', NEW.source, 'response_id', NEW.response_id, 'conversation_id', NEW.conversation_id, 'session_id', NEW.session_id, 'fitgap_item_id', NEW.fitgap_item_id, 'priority', NEW.priority, 'advisor_id', NEW.advisor_id, 'received_on', NEW.received_on, 'due_on', NEW.due_on, 'state', NEW.state, 'state_since', NEW.state_since, 'resolution', NEW.resolution, 'closed_on', NEW.closed_on, 'verdict', NEW.verdict, 'verdict_reason', NEW.verdict_reason));
END;
CREATE TRIGGER log_support_request_rekey AFTER UPDATE ON support_request WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'support_request', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'party_id', OLD.party_id, 'department', OLD.department, 'contact_id', OLD.contact_id, 'title', OLD.title, 'description', OLD.description, 'nature', OLD.nature, 'outcome_info', OLD.outcome_info, 'audience', OLD.audience, 'outcome_set_id', OLD.outcome_set_id, 'source', OLD.source, 'response_id', OLD.response_id, 'conversation_id', OLD.conversation_id, 'session_id', OLD.session_id, 'fitgap_item_id', OLD.fitgap_item_id, 'priority', OLD.priority, 'advisor_id', OLD.advisor_id, 'received_on', OLD.received_on, 'due_on', OLD.due_on, 'state', OLD.state, 'state_since', OLD.state_since, 'resolution', OLD.resolution, 'closed_on', OLD.closed_on, 'verdict', OLD.verdict, 'verdict_reason', OLD.verdict_reason),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'support_request', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'contact_id', NEW.contact_id, 'title', NEW.title, 'description', NEW.description, 'nature', NEW.nature, 'outcome_info', NEW.outcome_info, 'audience', NEW.audience, 'outcome_set_id', NEW.outcome_set_id, 'source', NEW.source, 'response_id', NEW.response_id, 'conversation_id', NEW.conversation_id, 'session_id', NEW.session_id, 'fitgap_item_id', NEW.fitgap_item_id, 'priority', NEW.priority, 'advisor_id', NEW.advisor_id, 'received_on', NEW.received_on, 'due_on', NEW.due_on, 'state', NEW.state, 'state_since', NEW.state_since, 'resolution', NEW.resolution, 'closed_on', NEW.closed_on, 'verdict', NEW.verdict, 'verdict_reason', NEW.verdict_reason));
END;
CREATE TRIGGER log_support_request_delete AFTER DELETE ON support_request BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'support_request', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'party_id', OLD.party_id, 'department', OLD.department, 'contact_id', OLD.contact_id, 'title', OLD.title, 'description', OLD.description, 'nature', OLD.nature, 'outcome_info', OLD.outcome_info, 'audience', OLD.audience, 'outcome_set_id', OLD.outcome_set_id, 'source', OLD.source, 'response_id', OLD.response_id, 'conversation_id', OLD.conversation_id, 'session_id', OLD.session_id, 'fitgap_item_id', OLD.fitgap_item_id, 'priority', OLD.priority, 'advisor_id', OLD.advisor_id, 'received_on', OLD.received_on, 'due_on', OLD.due_on, 'state', OLD.state, 'state_since', OLD.state_since, 'resolution', OLD.resolution, 'closed_on', OLD.closed_on, 'verdict', OLD.verdict, 'verdict_reason', OLD.verdict_reason),
    NULL);
END;
CREATE TRIGGER log_referral_update AFTER UPDATE ON referral WHEN (OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.request_id IS NOT NEW.request_id OR OLD.conversation_id IS NOT NEW.conversation_id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.offering_id IS NOT NEW.offering_id OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.referred_on IS NOT NEW.referred_on OR OLD.check_back_on IS NOT NEW.check_back_on OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.helped IS NOT NEW.helped OR OLD.remark IS NOT NEW.remark) AND OLD.id IS NEW.id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'referral', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'request_id' AS k, OLD.request_id AS v WHERE OLD.request_id IS NOT NEW.request_id UNION ALL SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'referred_on' AS k, OLD.referred_on AS v WHERE OLD.referred_on IS NOT NEW.referred_on UNION ALL SELECT 'check_back_on' AS k, OLD.check_back_on AS v WHERE OLD.check_back_on IS NOT NEW.check_back_on UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'helped' AS k, OLD.helped AS v WHERE OLD.helped IS NOT NEW.helped UNION ALL SELECT 'remark' AS k, OLD.remark AS v WHERE OLD.remark IS NOT NEW.remark)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'request_id', NEW.request_id, 'conversation_id', NEW.conversation_id, 'institution_id', NEW.institution_id, 'offering_id', NEW.offering_id, 'advisor_id', NEW.advisor_id, 'referred_on', NEW.referred_on, 'check_back_on', NEW.check_back_on, 'state', NEW.state, 'state_since', NEW.state_since, 'helped', NEW.helped, 'remark', NEW.remark));
END;
CREATE TRIGGER log_referral_rekey AFTER UPDATE ON referral WHEN NOT (OLD.id IS NEW.id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'referral', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'request_id', OLD.request_id, 'conversation_id', OLD.conversation_id, 'institution_id', OLD.institution_id, 'offering_id', OLD.offering_id, 'advisor_id', OLD.advisor_id, 'referred_on', OLD.referred_on, 'check_back_on', OLD.check_back_on, 'state', OLD.state, 'state_since', OLD.state_since, 'helped', OLD.helped, 'remark', OLD.remark),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'referral', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'request_id', NEW.request_id, 'conversation_id', NEW.conversation_id, 'institution_id', NEW.institution_id, 'offering_id', NEW.offering_id, 'advisor_id', NEW.advisor_id, 'referred_on', NEW.referred_on, 'check_back_on', NEW.check_back_on, 'state', NEW.state, 'state_since', NEW.state_since, 'helped', NEW.helped, 'remark', NEW.remark));
END;
CREATE TRIGGER log_request_obstacle_update AFTER UPDATE ON request_obstacle WHEN (OLD.request_id IS NOT NEW.request_id OR OLD.obstacle_id IS NOT NEW.obstacle_id) AND OLD.request_id IS NEW.request_id AND OLD.obstacle_id IS NEW.obstacle_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_obstacle', NEW.request_id || ',' || NEW.obstacle_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'request_id' AS k, OLD.request_id AS v WHERE OLD.request_id IS NOT NEW.request_id UNION ALL SELECT 'obstacle_id' AS k, OLD.obstacle_id AS v WHERE OLD.obstacle_id IS NOT NEW.obstacle_id)),
    json_object('request_id', NEW.request_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_request_obstacle_rekey AFTER UPDATE ON request_obstacle WHEN NOT (OLD.request_id IS NEW.request_id AND OLD.obstacle_id IS NEW.obstacle_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_obstacle', OLD.request_id || ',' || OLD.obstacle_id, 'delete',
    json_object('request_id', OLD.request_id, 'obstacle_id', OLD.obstacle_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_obstacle', NEW.request_id || ',' || NEW.obstacle_id, 'insert',
    NULL,
    json_object('request_id', NEW.request_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_request_theme_update AFTER UPDATE ON request_theme WHEN (OLD.request_id IS NOT NEW.request_id OR OLD.theme_id IS NOT NEW.theme_id) AND OLD.request_id IS NEW.request_id AND OLD.theme_id IS NEW.theme_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_theme', NEW.request_id || ',' || NEW.theme_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'request_id' AS k, OLD.request_id AS v WHERE OLD.request_id IS NOT NEW.request_id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id)),
    json_object('request_id', NEW.request_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_request_theme_rekey AFTER UPDATE ON request_theme WHEN NOT (OLD.request_id IS NEW.request_id AND OLD.theme_id IS NEW.theme_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_theme', OLD.request_id || ',' || OLD.theme_id, 'delete',
    json_object('request_id', OLD.request_id, 'theme_id', OLD.theme_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_theme', NEW.request_id || ',' || NEW.theme_id, 'insert',
    NULL,
    json_object('request_id', NEW.request_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_signal_apart_update AFTER UPDATE ON signal_apart WHEN (OLD.signal_id IS NOT NEW.signal_id OR OLD.trend_id IS NOT NEW.trend_id) AND OLD.signal_id IS NEW.signal_id AND OLD.trend_id IS NEW.trend_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal_apart', NEW.signal_id || ',' || NEW.trend_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'signal_id' AS k, OLD.signal_id AS v WHERE OLD.signal_id IS NOT NEW.signal_id UNION ALL SELECT 'trend_id' AS k, OLD.trend_id AS v WHERE OLD.trend_id IS NOT NEW.trend_id)),
    json_object('signal_id', NEW.signal_id, 'trend_id', NEW.trend_id));
END;
CREATE TRIGGER log_signal_apart_rekey AFTER UPDATE ON signal_apart WHEN NOT (OLD.signal_id IS NEW.signal_id AND OLD.trend_id IS NEW.trend_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal_apart', OLD.signal_id || ',' || OLD.trend_id, 'delete',
    json_object('signal_id', OLD.signal_id, 'trend_id', OLD.trend_id),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal_apart', NEW.signal_id || ',' || NEW.trend_id, 'insert',
    NULL,
    json_object('signal_id', NEW.signal_id, 'trend_id', NEW.trend_id));
END;
CREATE TRIGGER log_waiting_request_update AFTER UPDATE ON waiting_request WHEN (OLD.request_id IS NOT NEW.request_id OR OLD.offering_id IS NOT NEW.offering_id OR OLD.waits_since IS NOT NEW.waits_since) AND OLD.request_id IS NEW.request_id AND OLD.offering_id IS NEW.offering_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'waiting_request', NEW.request_id || ',' || NEW.offering_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'request_id' AS k, OLD.request_id AS v WHERE OLD.request_id IS NOT NEW.request_id UNION ALL SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'waits_since' AS k, OLD.waits_since AS v WHERE OLD.waits_since IS NOT NEW.waits_since)),
    json_object('request_id', NEW.request_id, 'offering_id', NEW.offering_id, 'waits_since', NEW.waits_since));
END;
CREATE TRIGGER log_waiting_request_rekey AFTER UPDATE ON waiting_request WHEN NOT (OLD.request_id IS NEW.request_id AND OLD.offering_id IS NEW.offering_id) BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'waiting_request', OLD.request_id || ',' || OLD.offering_id, 'delete',
    json_object('request_id', OLD.request_id, 'offering_id', OLD.offering_id, 'waits_since', OLD.waits_since),
    NULL);
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'waiting_request', NEW.request_id || ',' || NEW.offering_id, 'insert',
    NULL,
    json_object('request_id', NEW.request_id, 'offering_id', NEW.offering_id, 'waits_since', NEW.waits_since));
END;
CREATE TRIGGER search_support_request_insert AFTER INSERT ON support_request BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 2, 'request', NEW.id, NEW.confidential, coalesce(NEW.title, ''), coalesce(NEW.description, '') || ' ' || coalesce(NEW.department, '') || ' ' || coalesce(NEW.resolution, ''); END;
CREATE TRIGGER search_support_request_delete AFTER DELETE ON support_request BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 2; END;
CREATE TRIGGER search_support_request_update AFTER UPDATE ON support_request WHEN OLD.title IS NOT NEW.title OR OLD.description IS NOT NEW.description OR OLD.department IS NOT NEW.department OR OLD.resolution IS NOT NEW.resolution OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 2; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 2, 'request', NEW.id, NEW.confidential, coalesce(NEW.title, ''), coalesce(NEW.description, '') || ' ' || coalesce(NEW.department, '') || ' ' || coalesce(NEW.resolution, ''); END;
CREATE TRIGGER search_signal_insert AFTER INSERT ON signal BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 4, 'signal', NEW.id, NEW.confidential, coalesce(NEW.description, ''), coalesce(NEW.department, ''); END;
CREATE TRIGGER search_signal_delete AFTER DELETE ON signal BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 4; END;
CREATE TRIGGER search_signal_update AFTER UPDATE ON signal WHEN OLD.description IS NOT NEW.description OR OLD.department IS NOT NEW.department OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 4; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 4, 'signal', NEW.id, NEW.confidential, coalesce(NEW.description, ''), coalesce(NEW.department, ''); END;
