CREATE TABLE presence (
  advisor VARCHAR NOT NULL,
  on_kind VARCHAR NOT NULL,
  on_id INTEGER NOT NULL,
  seen_at VARCHAR NOT NULL,
  CONSTRAINT pk_presence PRIMARY KEY (advisor, on_kind, on_id)
);
CREATE TABLE session_capacity (
  provider VARCHAR NOT NULL,
  month VARCHAR NOT NULL,
  places INTEGER NOT NULL,
  CONSTRAINT pk_session_capacity PRIMARY KEY (provider, month)
);
CREATE TABLE survey_mapping (
  id SERIAL NOT NULL,
  name VARCHAR NOT NULL,
  fingerprint VARCHAR NOT NULL,
  content VARCHAR NOT NULL,
  saved_on DATE NOT NULL,
  CONSTRAINT pk_survey_mapping PRIMARY KEY (id),
  CONSTRAINT uq_survey_mapping_fingerprint UNIQUE (fingerprint)
);
CREATE TABLE text_template (
  name VARCHAR NOT NULL,
  subject VARCHAR,
  body VARCHAR NOT NULL,
  CONSTRAINT pk_text_template PRIMARY KEY (name)
);
ALTER TABLE event ADD COLUMN participants INTEGER;
ALTER TABLE institution ADD COLUMN closed_on DATE;
ALTER TABLE institution ADD COLUMN split_from_id INTEGER;
ALTER TABLE institution ADD CONSTRAINT fk_institution_split_from_id FOREIGN KEY(split_from_id) REFERENCES institution (id);
CREATE INDEX ix_institution_split_from_id ON institution (split_from_id);
ALTER TABLE contact ADD COLUMN moved_from_id INTEGER;
ALTER TABLE contact ADD CONSTRAINT fk_contact_moved_from_id FOREIGN KEY(moved_from_id) REFERENCES contact (id);
CREATE INDEX ix_contact_moved_from_id ON contact (moved_from_id);
CREATE TABLE distinct_institutions (
  institution_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  CONSTRAINT pk_distinct_institutions PRIMARY KEY (institution_id, other_id),
  CONSTRAINT fk_distinct_institutions_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_distinct_institutions_other_id FOREIGN KEY(other_id) REFERENCES institution (id)
);
ALTER TABLE learning_session ADD COLUMN preferred_month VARCHAR;
CREATE TABLE round_reminder (
  round_id INTEGER NOT NULL,
  institution_id INTEGER NOT NULL,
  reminded_on DATE NOT NULL,
  CONSTRAINT pk_round_reminder PRIMARY KEY (round_id, institution_id, reminded_on),
  CONSTRAINT fk_round_reminder_round_id FOREIGN KEY(round_id) REFERENCES wensenscan_round (id),
  CONSTRAINT fk_round_reminder_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
);
CREATE TABLE contact_former_role (
  id SERIAL NOT NULL,
  contact_id INTEGER NOT NULL,
  function VARCHAR,
  department VARCHAR,
  audience TEXT,
  until_on DATE NOT NULL,
  CONSTRAINT pk_contact_former_role PRIMARY KEY (id),
  CONSTRAINT fk_contact_former_role_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id),
  CONSTRAINT ck_contact_former_role_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it'))
);
CREATE INDEX ix_contact_former_role_contact_id ON contact_former_role (contact_id);
ALTER TABLE conversation ADD COLUMN agenda VARCHAR;
ALTER TABLE conversation ADD COLUMN location VARCHAR;
CREATE TABLE signal_apart (
  signal_id INTEGER NOT NULL,
  trend_id INTEGER NOT NULL,
  CONSTRAINT pk_signal_apart PRIMARY KEY (signal_id, trend_id),
  CONSTRAINT fk_signal_apart_signal_id FOREIGN KEY(signal_id) REFERENCES signal (id),
  CONSTRAINT fk_signal_apart_trend_id FOREIGN KEY(trend_id) REFERENCES trend (id)
);
CREATE TABLE waiting_request (
  request_id INTEGER NOT NULL,
  offering_id INTEGER NOT NULL,
  waits_since DATE NOT NULL,
  CONSTRAINT pk_waiting_request PRIMARY KEY (request_id, offering_id),
  CONSTRAINT fk_waiting_request_request_id FOREIGN KEY(request_id) REFERENCES support_request (id),
  CONSTRAINT fk_waiting_request_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id)
);
CREATE INDEX ix_waiting_request_offering_id ON waiting_request (offering_id);
CREATE TRIGGER log_insert AFTER INSERT ON session_capacity REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('provider,month', '');
CREATE TRIGGER log_delete AFTER DELETE ON session_capacity REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('provider,month', '');
CREATE TRIGGER log_update AFTER UPDATE ON session_capacity FOR EACH ROW EXECUTE FUNCTION loket_log_row('provider,month', '');
CREATE TRIGGER log_insert AFTER INSERT ON survey_mapping REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON survey_mapping REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON survey_mapping FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON text_template REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('name', '');
CREATE TRIGGER log_delete AFTER DELETE ON text_template REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('name', '');
CREATE TRIGGER log_update AFTER UPDATE ON text_template FOR EACH ROW EXECUTE FUNCTION loket_log_row('name', '');
CREATE TRIGGER log_insert AFTER INSERT ON distinct_institutions REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('institution_id,other_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON distinct_institutions REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('institution_id,other_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON distinct_institutions FOR EACH ROW EXECUTE FUNCTION loket_log_row('institution_id,other_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON round_reminder REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('round_id,institution_id,reminded_on', '');
CREATE TRIGGER log_delete AFTER DELETE ON round_reminder REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('round_id,institution_id,reminded_on', '');
CREATE TRIGGER log_update AFTER UPDATE ON round_reminder FOR EACH ROW EXECUTE FUNCTION loket_log_row('round_id,institution_id,reminded_on', '');
CREATE TRIGGER log_insert AFTER INSERT ON contact_former_role REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', 'function');
CREATE TRIGGER log_delete AFTER DELETE ON contact_former_role REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', 'function');
CREATE TRIGGER log_update AFTER UPDATE ON contact_former_role FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', 'function');
CREATE TRIGGER log_insert AFTER INSERT ON signal_apart REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('signal_id,trend_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON signal_apart REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('signal_id,trend_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON signal_apart FOR EACH ROW EXECUTE FUNCTION loket_log_row('signal_id,trend_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON waiting_request REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('request_id,offering_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON waiting_request REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('request_id,offering_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON waiting_request FOR EACH ROW EXECUTE FUNCTION loket_log_row('request_id,offering_id', '');
