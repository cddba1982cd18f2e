CREATE TABLE example (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  on_kind TEXT NOT NULL,
  on_id INTEGER NOT NULL,
  theme_id INTEGER,
  text VARCHAR NOT NULL,
  written_on DATE NOT NULL,
  advisor_id INTEGER,
  released_on DATE,
  released_by_id INTEGER,
  CONSTRAINT pk_example PRIMARY KEY (id),
  CONSTRAINT fk_example_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id),
  CONSTRAINT fk_example_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT fk_example_released_by_id FOREIGN KEY(released_by_id) REFERENCES advisor (id),
  CONSTRAINT ck_example_on_kind CHECK (on_kind IN ('institution', 'party', 'contact', 'advisor', 'round', 'response', 'conversation', 'request', 'signal', 'trend', 'offering', 'referral', 'session', 'event', 'fitgap', 'fitgap_item', 'follow_up', 'note', 'link'))
);
CREATE INDEX ix_example_advisor_id ON example (advisor_id);
CREATE INDEX ix_example_on ON example (on_kind, on_id);
CREATE INDEX ix_example_released_by_id ON example (released_by_id);
CREATE INDEX ix_example_theme_id ON example (theme_id);
CREATE TABLE progress_report (
  id SERIAL NOT NULL,
  start_on DATE NOT NULL,
  end_on DATE NOT NULL,
  as_of_at VARCHAR NOT NULL,
  as_of_seq INTEGER NOT NULL,
  internal BOOLEAN DEFAULT false NOT NULL,
  definitions VARCHAR NOT NULL,
  figures VARCHAR NOT NULL,
  texts VARCHAR NOT NULL,
  written_on DATE NOT NULL,
  advisor_id INTEGER,
  CONSTRAINT pk_progress_report PRIMARY KEY (id),
  CONSTRAINT fk_progress_report_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id)
);
CREATE INDEX ix_progress_report_advisor_id ON progress_report (advisor_id);
CREATE OR REPLACE FUNCTION loket_log_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(727273);
  IF loket_pk(to_jsonb(OLD), TG_ARGV[0]) = loket_pk(to_jsonb(NEW), TG_ARGV[0]) THEN
    PERFORM loket_record(TG_TABLE_NAME, 'update', TG_ARGV[0], TG_ARGV[1], to_jsonb(OLD), to_jsonb(NEW));
  ELSE
    PERFORM loket_record(TG_TABLE_NAME, 'delete', TG_ARGV[0], TG_ARGV[1], to_jsonb(OLD), NULL);
    PERFORM loket_record(TG_TABLE_NAME, 'insert', TG_ARGV[0], TG_ARGV[1], NULL, to_jsonb(NEW));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER log_insert AFTER INSERT ON example REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON example REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON example FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON progress_report REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON progress_report REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON progress_report FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
ALTER TABLE signal DROP COLUMN example, DROP COLUMN example_released_by_id, DROP COLUMN example_released_on;
ALTER TABLE support_request DROP COLUMN example, DROP COLUMN example_released_by_id, DROP COLUMN example_released_on;
