CREATE TABLE advisor (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  role TEXT DEFAULT 'advisor' NOT NULL,
  strong_in_technical INTEGER DEFAULT 0 NOT NULL,
  strong_in_change INTEGER DEFAULT 0 NOT NULL,
  away_until TEXT,
  stand_in_id INTEGER,
  active INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT uq_advisor_name UNIQUE (name),
  CONSTRAINT fk_advisor_stand_in_id FOREIGN KEY(stand_in_id) REFERENCES advisor (id),
  CONSTRAINT ck_advisor_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_advisor_role CHECK (role IN ('advisor', 'lead', 'admin')),
  CONSTRAINT ck_advisor_strong_in_technical CHECK (strong_in_technical IN (0, 1)),
  CONSTRAINT ck_advisor_strong_in_change CHECK (strong_in_change IN (0, 1)),
  CONSTRAINT ck_advisor_away_until CHECK (away_until IS date(away_until, '+0 days')),
  CONSTRAINT ck_advisor_active CHECK (active IN (0, 1))
)
 STRICT;
CREATE INDEX ix_advisor_stand_in_id ON advisor (stand_in_id);
CREATE TABLE draft (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  advisor TEXT NOT NULL,
  form TEXT NOT NULL,
  subject TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  CONSTRAINT uq_draft_advisor_form_subject UNIQUE (advisor, form, subject)
)
 STRICT;
CREATE TABLE export_log (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  exported_at TEXT NOT NULL,
  advisor TEXT NOT NULL,
  what TEXT NOT NULL,
  rows INTEGER NOT NULL
)
 STRICT;
CREATE TABLE import_memory (
  kind TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  row_hash TEXT NOT NULL,
  CONSTRAINT pk_import_memory PRIMARY KEY (kind, record_id)
)
 STRICT;
CREATE TABLE link (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  on_kind TEXT NOT NULL,
  on_id INTEGER NOT NULL,
  title TEXT,
  url TEXT NOT NULL,
  CONSTRAINT ck_link_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_link_on_kind CHECK (on_kind IN ('institution', 'party', 'contact', 'advisor', 'round', 'response', 'conversation', 'request', 'signal', 'trend', 'offering', 'referral', 'session', 'event', 'fitgap', 'fitgap_item', 'follow_up', 'note', 'link'))
)
 STRICT;
CREATE INDEX ix_link_on ON link (on_kind, on_id);
CREATE TABLE offering (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  sleutel TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT,
  provider TEXT,
  url TEXT,
  description TEXT,
  outcome_info TEXT,
  state TEXT DEFAULT 'available' NOT NULL,
  state_since TEXT,
  available_from TEXT,
  available_until TEXT,
  owner TEXT,
  expected_on TEXT,
  CONSTRAINT uq_offering_sleutel UNIQUE (sleutel),
  CONSTRAINT ck_offering_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_offering_kind CHECK (kind IN ('material', 'e_learning', 'training', 'session', 'webinar', 'roadmap', 'tool', 'guide', 'expertise')),
  CONSTRAINT ck_offering_outcome_info CHECK (outcome_info IN ('with', 'without', 'both', 'not_applicable')),
  CONSTRAINT ck_offering_state CHECK (state IN ('available', 'in_development', 'lapsed')),
  CONSTRAINT ck_offering_state_since CHECK (state_since IS date(state_since, '+0 days')),
  CONSTRAINT ck_offering_available_from CHECK (available_from IS date(available_from, '+0 days')),
  CONSTRAINT ck_offering_available_until CHECK (available_until IS date(available_until, '+0 days')),
  CONSTRAINT ck_offering_expected_on CHECK (expected_on IS date(expected_on, '+0 days'))
)
 STRICT;
CREATE TABLE outcome_set (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  status TEXT,
  CONSTRAINT uq_outcome_set_name UNIQUE (name)
)
 STRICT;
CREATE TABLE party (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  name TEXT NOT NULL,
  kind TEXT,
  CONSTRAINT uq_party_name UNIQUE (name),
  CONSTRAINT ck_party_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_party_kind CHECK (kind IN ('umbrella', 'scientific', 'patient_organisation', 'supplier', 'provider', 'ministry', 'other'))
)
 STRICT;
CREATE TABLE saved_view (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  advisor TEXT NOT NULL,
  place TEXT NOT NULL,
  name TEXT NOT NULL,
  "query" TEXT NOT NULL,
  CONSTRAINT uq_saved_view_advisor_place_name UNIQUE (advisor, place, name)
)
 STRICT;
CREATE TABLE setting (
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  CONSTRAINT pk_setting PRIMARY KEY (name)
)
 STRICT;
CREATE TABLE theme (
  id INTEGER NOT NULL,
  label TEXT NOT NULL,
  CONSTRAINT pk_theme PRIMARY KEY (id),
  CONSTRAINT uq_theme_label UNIQUE (label)
)
 STRICT;
CREATE TABLE wensenscan_round (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  name TEXT NOT NULL,
  sent_on TEXT,
  closed_on TEXT,
  CONSTRAINT uq_wensenscan_round_name UNIQUE (name),
  CONSTRAINT ck_wensenscan_round_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_wensenscan_round_sent_on CHECK (sent_on IS date(sent_on, '+0 days')),
  CONSTRAINT ck_wensenscan_round_closed_on CHECK (closed_on IS date(closed_on, '+0 days'))
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
  CONSTRAINT uq_institution_agb UNIQUE (agb),
  CONSTRAINT fk_institution_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT fk_institution_stand_in_id FOREIGN KEY(stand_in_id) REFERENCES advisor (id),
  CONSTRAINT fk_institution_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES institution (id),
  CONSTRAINT ck_institution_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_institution_kind CHECK (kind IN ('umc', 'top_clinical', 'general', 'specialised', 'clinic')),
  CONSTRAINT ck_institution_umbrella CHECK (umbrella IN ('NVZ', 'UMCNL', 'ZKN')),
  CONSTRAINT ck_institution_province CHECK (province IN ('Drenthe', 'Flevoland', 'Friesland', 'Gelderland', 'Groningen', 'Limburg', 'Noord-Brabant', 'Noord-Holland', 'Overijssel', 'Utrecht', 'Zeeland', 'Zuid-Holland')),
  CONSTRAINT ck_institution_role CHECK (role IN ('frontrunner', 'candidate', 'follower')),
  CONSTRAINT ck_institution_role_since CHECK (role_since IS date(role_since, '+0 days')),
  CONSTRAINT ck_institution_phase CHECK (phase IN ('awareness', 'involvement', 'sustained')),
  CONSTRAINT ck_institution_active CHECK (active IN (0, 1))
)
 STRICT;
CREATE INDEX ix_institution_advisor_id ON institution (advisor_id);
CREATE INDEX ix_institution_merged_into_id ON institution (merged_into_id);
CREATE INDEX ix_institution_name ON institution (name);
CREATE INDEX ix_institution_stand_in_id ON institution (stand_in_id);
CREATE TABLE obstacle (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  theme_id INTEGER NOT NULL,
  label TEXT NOT NULL,
  active INTEGER DEFAULT 1 NOT NULL,
  CONSTRAINT fk_obstacle_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id),
  CONSTRAINT uq_obstacle_label UNIQUE (label),
  CONSTRAINT ck_obstacle_active CHECK (active IN (0, 1))
)
 STRICT;
CREATE INDEX ix_obstacle_theme_id ON obstacle (theme_id);
CREATE TABLE offering_audience (
  offering_id INTEGER NOT NULL,
  audience TEXT NOT NULL,
  CONSTRAINT pk_offering_audience PRIMARY KEY (offering_id, audience),
  CONSTRAINT fk_offering_audience_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id),
  CONSTRAINT ck_offering_audience_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it'))
)
 STRICT;
CREATE TABLE offering_theme (
  offering_id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  CONSTRAINT pk_offering_theme PRIMARY KEY (offering_id, theme_id),
  CONSTRAINT fk_offering_theme_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id),
  CONSTRAINT fk_offering_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
)
 STRICT;
CREATE INDEX ix_offering_theme_theme_id ON offering_theme (theme_id);
CREATE TABLE party_alias (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  party_id INTEGER NOT NULL,
  alias TEXT NOT NULL,
  CONSTRAINT fk_party_alias_party_id FOREIGN KEY(party_id) REFERENCES party (id)
)
 STRICT;
CREATE INDEX ix_party_alias_alias ON party_alias (alias);
CREATE INDEX ix_party_alias_party_id ON party_alias (party_id);
CREATE TABLE trend (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  title TEXT NOT NULL,
  theme_id INTEGER,
  description TEXT,
  owner_party_id INTEGER,
  state TEXT DEFAULT 'observed' NOT NULL,
  state_since TEXT,
  CONSTRAINT uq_trend_title UNIQUE (title),
  CONSTRAINT fk_trend_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id),
  CONSTRAINT fk_trend_owner_party_id FOREIGN KEY(owner_party_id) REFERENCES party (id),
  CONSTRAINT ck_trend_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_trend_state CHECK (state IN ('observed', 'raised', 'picked_up', 'done')),
  CONSTRAINT ck_trend_state_since CHECK (state_since IS date(state_since, '+0 days'))
)
 STRICT;
CREATE INDEX ix_trend_owner_party_id ON trend (owner_party_id);
CREATE INDEX ix_trend_theme_id ON trend (theme_id);
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
  CONSTRAINT fk_contact_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_contact_party_id FOREIGN KEY(party_id) REFERENCES party (id),
  CONSTRAINT ck_contact_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_contact_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it')),
  CONSTRAINT ck_contact_left_on CHECK (left_on IS date(left_on, '+0 days')),
  CONSTRAINT ck_contact_retention_until CHECK (retention_until IS date(retention_until, '+0 days')),
  CONSTRAINT ck_contact_erased_on CHECK (erased_on IS date(erased_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_contact_institution_id ON contact (institution_id);
CREATE INDEX ix_contact_party_id ON contact (party_id);
CREATE TABLE event_institution (
  event_id INTEGER NOT NULL,
  institution_id INTEGER NOT NULL,
  CONSTRAINT pk_event_institution PRIMARY KEY (event_id, institution_id),
  CONSTRAINT fk_event_institution_event_id FOREIGN KEY(event_id) REFERENCES event (id),
  CONSTRAINT fk_event_institution_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
)
 STRICT;
CREATE TABLE fit_gap_analysis (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  sleutel TEXT NOT NULL,
  institution_id INTEGER NOT NULL,
  outcome_set_id INTEGER NOT NULL,
  state TEXT DEFAULT 'planned' NOT NULL,
  state_since TEXT,
  started_on TEXT,
  reported_on TEXT,
  discussed_on TEXT,
  CONSTRAINT uq_fit_gap_analysis_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_fit_gap_analysis_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_fit_gap_analysis_outcome_set_id FOREIGN KEY(outcome_set_id) REFERENCES outcome_set (id),
  CONSTRAINT ck_fit_gap_analysis_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_fit_gap_analysis_state CHECK (state IN ('planned', 'running', 'reported', 'discussed')),
  CONSTRAINT ck_fit_gap_analysis_state_since CHECK (state_since IS date(state_since, '+0 days')),
  CONSTRAINT ck_fit_gap_analysis_started_on CHECK (started_on IS date(started_on, '+0 days')),
  CONSTRAINT ck_fit_gap_analysis_reported_on CHECK (reported_on IS date(reported_on, '+0 days')),
  CONSTRAINT ck_fit_gap_analysis_discussed_on CHECK (discussed_on IS date(discussed_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_fit_gap_analysis_institution_id ON fit_gap_analysis (institution_id);
CREATE INDEX ix_fit_gap_analysis_outcome_set_id ON fit_gap_analysis (outcome_set_id);
CREATE TABLE follow_up (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  on_kind TEXT,
  on_id INTEGER,
  institution_id INTEGER,
  what TEXT NOT NULL,
  due_on TEXT,
  advisor_id INTEGER,
  state TEXT DEFAULT 'open' NOT NULL,
  state_since TEXT,
  done_on TEXT,
  result TEXT,
  CONSTRAINT fk_follow_up_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_follow_up_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT ck_follow_up_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_follow_up_on_kind CHECK (on_kind IN ('institution', 'party', 'contact', 'advisor', 'round', 'response', 'conversation', 'request', 'signal', 'trend', 'offering', 'referral', 'session', 'event', 'fitgap', 'fitgap_item', 'follow_up', 'note', 'link')),
  CONSTRAINT ck_follow_up_due_on CHECK (due_on IS date(due_on, '+0 days')),
  CONSTRAINT ck_follow_up_state CHECK (state IN ('open', 'done', 'dropped')),
  CONSTRAINT ck_follow_up_state_since CHECK (state_since IS date(state_since, '+0 days')),
  CONSTRAINT ck_follow_up_done_on CHECK (done_on IS date(done_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_follow_up_advisor_id ON follow_up (advisor_id);
CREATE INDEX ix_follow_up_due_on ON follow_up (due_on);
CREATE INDEX ix_follow_up_institution_id ON follow_up (institution_id);
CREATE INDEX ix_follow_up_on ON follow_up (on_kind, on_id);
CREATE TABLE institution_alias (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  institution_id INTEGER NOT NULL,
  alias TEXT NOT NULL,
  former_until TEXT,
  CONSTRAINT fk_institution_alias_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT ck_institution_alias_former_until CHECK (former_until IS date(former_until, '+0 days'))
)
 STRICT;
CREATE INDEX ix_institution_alias_alias ON institution_alias (alias);
CREATE INDEX ix_institution_alias_institution_id ON institution_alias (institution_id);
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
CREATE TABLE note (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  on_kind TEXT NOT NULL,
  on_id INTEGER NOT NULL,
  institution_id INTEGER,
  kind TEXT DEFAULT 'note' NOT NULL,
  theme_id INTEGER,
  text TEXT NOT NULL,
  written_on TEXT NOT NULL,
  advisor_id INTEGER,
  CONSTRAINT fk_note_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_note_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id),
  CONSTRAINT fk_note_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT ck_note_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_note_on_kind CHECK (on_kind IN ('institution', 'party', 'contact', 'advisor', 'round', 'response', 'conversation', 'request', 'signal', 'trend', 'offering', 'referral', 'session', 'event', 'fitgap', 'fitgap_item', 'follow_up', 'note', 'link')),
  CONSTRAINT ck_note_kind CHECK (kind IN ('note', 'lesson', 'decision')),
  CONSTRAINT ck_note_written_on CHECK (written_on IS date(written_on, '+0 days'))
)
 STRICT;
CREATE INDEX ix_note_advisor_id ON note (advisor_id);
CREATE INDEX ix_note_institution_id ON note (institution_id);
CREATE INDEX ix_note_on ON note (on_kind, on_id);
CREATE INDEX ix_note_theme_id ON note (theme_id);
CREATE TABLE offering_obstacle (
  offering_id INTEGER NOT NULL,
  obstacle_id INTEGER NOT NULL,
  CONSTRAINT pk_offering_obstacle PRIMARY KEY (offering_id, obstacle_id),
  CONSTRAINT fk_offering_obstacle_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id),
  CONSTRAINT fk_offering_obstacle_obstacle_id FOREIGN KEY(obstacle_id) REFERENCES obstacle (id)
)
 STRICT;
CREATE TABLE round_population (
  round_id INTEGER NOT NULL,
  institution_id INTEGER NOT NULL,
  CONSTRAINT pk_round_population PRIMARY KEY (round_id, institution_id),
  CONSTRAINT fk_round_population_round_id FOREIGN KEY(round_id) REFERENCES wensenscan_round (id),
  CONSTRAINT fk_round_population_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
)
 STRICT;
CREATE TABLE wensenscan_response (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  sleutel TEXT NOT NULL,
  round_id INTEGER NOT NULL,
  institution_id INTEGER NOT NULL,
  audience TEXT,
  submitted_on TEXT,
  sdm_scope TEXT,
  uses_outcome_info TEXT,
  ambition TEXT,
  free_text TEXT,
  raw TEXT,
  CONSTRAINT uq_wensenscan_response_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_wensenscan_response_round_id FOREIGN KEY(round_id) REFERENCES wensenscan_round (id),
  CONSTRAINT fk_wensenscan_response_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT ck_wensenscan_response_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_wensenscan_response_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it')),
  CONSTRAINT ck_wensenscan_response_submitted_on CHECK (submitted_on IS date(submitted_on, '+0 days')),
  CONSTRAINT ck_wensenscan_response_sdm_scope CHECK (sdm_scope IN ('all', 'some', 'none')),
  CONSTRAINT ck_wensenscan_response_uses_outcome_info CHECK (uses_outcome_info IN ('yes', 'no'))
)
 STRICT;
CREATE INDEX ix_wensenscan_response_institution_id ON wensenscan_response (institution_id);
CREATE INDEX ix_wensenscan_response_round_id ON wensenscan_response (round_id);
CREATE INDEX ix_wensenscan_response_submitted_on ON wensenscan_response (submitted_on);
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
CREATE TABLE event_contact (
  event_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  CONSTRAINT pk_event_contact PRIMARY KEY (event_id, contact_id),
  CONSTRAINT fk_event_contact_event_id FOREIGN KEY(event_id) REFERENCES event (id),
  CONSTRAINT fk_event_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;
CREATE TABLE fit_gap_item (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  analysis_id INTEGER NOT NULL,
  dimension TEXT NOT NULL,
  current TEXT,
  needed TEXT,
  gap INTEGER,
  action TEXT,
  national TEXT,
  CONSTRAINT uq_fit_gap_item_analysis_id_dimension UNIQUE (analysis_id, dimension),
  CONSTRAINT fk_fit_gap_item_analysis_id FOREIGN KEY(analysis_id) REFERENCES fit_gap_analysis (id),
  CONSTRAINT ck_fit_gap_item_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_fit_gap_item_dimension CHECK (dimension IN ('support', 'capacity', 'care_process', 'questionnaires', 'prom_collection', 'api', 'clinical_data', 'dashboard', 'competences', 'patient_information')),
  CONSTRAINT ck_fit_gap_item_national CHECK (national IN ('yes', 'no')),
  CONSTRAINT ck_fit_gap_item_gap CHECK (gap BETWEEN 0 AND 4)
)
 STRICT;
CREATE TABLE response_obstacle (
  response_id INTEGER NOT NULL,
  obstacle_id INTEGER NOT NULL,
  CONSTRAINT pk_response_obstacle PRIMARY KEY (response_id, obstacle_id),
  CONSTRAINT fk_response_obstacle_response_id FOREIGN KEY(response_id) REFERENCES wensenscan_response (id),
  CONSTRAINT fk_response_obstacle_obstacle_id FOREIGN KEY(obstacle_id) REFERENCES obstacle (id)
)
 STRICT;
CREATE TABLE response_theme (
  response_id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  CONSTRAINT pk_response_theme PRIMARY KEY (response_id, theme_id),
  CONSTRAINT fk_response_theme_response_id FOREIGN KEY(response_id) REFERENCES wensenscan_response (id),
  CONSTRAINT fk_response_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
)
 STRICT;
CREATE TABLE session_theme (
  session_id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  CONSTRAINT pk_session_theme PRIMARY KEY (session_id, theme_id),
  CONSTRAINT fk_session_theme_session_id FOREIGN KEY(session_id) REFERENCES learning_session (id),
  CONSTRAINT fk_session_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
)
 STRICT;
CREATE TABLE conversation_advisor (
  conversation_id INTEGER NOT NULL,
  advisor_id INTEGER NOT NULL,
  CONSTRAINT pk_conversation_advisor PRIMARY KEY (conversation_id, advisor_id),
  CONSTRAINT fk_conversation_advisor_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_conversation_advisor_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id)
)
 STRICT;
CREATE INDEX ix_conversation_advisor_advisor_id ON conversation_advisor (advisor_id);
CREATE TABLE conversation_attendee (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL,
  contact_id INTEGER,
  name TEXT,
  CONSTRAINT fk_conversation_attendee_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_conversation_attendee_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;
CREATE INDEX ix_conversation_attendee_contact_id ON conversation_attendee (contact_id);
CREATE INDEX ix_conversation_attendee_conversation_id ON conversation_attendee (conversation_id);
CREATE TABLE conversation_institution (
  conversation_id INTEGER NOT NULL,
  institution_id INTEGER NOT NULL,
  CONSTRAINT pk_conversation_institution PRIMARY KEY (conversation_id, institution_id),
  CONSTRAINT fk_conversation_institution_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_conversation_institution_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
)
 STRICT;
CREATE INDEX ix_conversation_institution_institution_id ON conversation_institution (institution_id);
CREATE TABLE conversation_party (
  conversation_id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  CONSTRAINT pk_conversation_party PRIMARY KEY (conversation_id, party_id),
  CONSTRAINT fk_conversation_party_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_conversation_party_party_id FOREIGN KEY(party_id) REFERENCES party (id)
)
 STRICT;
CREATE INDEX ix_conversation_party_party_id ON conversation_party (party_id);
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
  example TEXT,
  example_released_by_id INTEGER,
  example_released_on TEXT,
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
  CONSTRAINT fk_signal_example_released_by_id FOREIGN KEY(example_released_by_id) REFERENCES advisor (id),
  CONSTRAINT ck_signal_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_signal_reach CHECK (reach IN ('institution', 'national')),
  CONSTRAINT ck_signal_state CHECK (state IN ('new', 'interpreted', 'raised', 'picked_up', 'closed', 'rejected')),
  CONSTRAINT ck_signal_state_since CHECK (state_since IS date(state_since, '+0 days')),
  CONSTRAINT ck_signal_recorded_on CHECK (recorded_on IS date(recorded_on, '+0 days')),
  CONSTRAINT ck_signal_example_released_on CHECK (example_released_on IS date(example_released_on, '+0 days'))
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
  example TEXT,
  example_released_by_id INTEGER,
  example_released_on TEXT,
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
  CONSTRAINT fk_support_request_example_released_by_id FOREIGN KEY(example_released_by_id) REFERENCES advisor (id),
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
  CONSTRAINT ck_support_request_verdict CHECK (verdict IN ('fits', 'partly', 'nothing', 'not_judged')),
  CONSTRAINT ck_support_request_example_released_on CHECK (example_released_on IS date(example_released_on, '+0 days'))
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
CREATE TABLE referral (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential INTEGER DEFAULT 0 NOT NULL,
  sleutel TEXT NOT NULL,
  request_id INTEGER,
  conversation_id INTEGER,
  institution_id INTEGER,
  offering_id INTEGER NOT NULL,
  advisor_id INTEGER,
  referred_on TEXT NOT NULL,
  check_back_on TEXT,
  state TEXT DEFAULT 'open' NOT NULL,
  state_since TEXT,
  helped TEXT,
  remark TEXT,
  CONSTRAINT uq_referral_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_referral_request_id FOREIGN KEY(request_id) REFERENCES support_request (id),
  CONSTRAINT fk_referral_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_referral_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_referral_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id),
  CONSTRAINT fk_referral_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT ck_referral_confidential CHECK (confidential IN (0, 1)),
  CONSTRAINT ck_referral_referred_on CHECK (referred_on IS date(referred_on, '+0 days')),
  CONSTRAINT ck_referral_check_back_on CHECK (check_back_on IS date(check_back_on, '+0 days')),
  CONSTRAINT ck_referral_state CHECK (state IN ('open', 'used', 'not_used')),
  CONSTRAINT ck_referral_state_since CHECK (state_since IS date(state_since, '+0 days')),
  CONSTRAINT ck_referral_helped CHECK (helped IN ('yes', 'partly', 'no'))
)
 STRICT;
CREATE INDEX ix_referral_advisor_id ON referral (advisor_id);
CREATE INDEX ix_referral_check_back_on ON referral (check_back_on);
CREATE INDEX ix_referral_conversation_id ON referral (conversation_id);
CREATE INDEX ix_referral_institution_id ON referral (institution_id);
CREATE INDEX ix_referral_offering_id ON referral (offering_id);
CREATE INDEX ix_referral_referred_on ON referral (referred_on);
CREATE INDEX ix_referral_request_id ON referral (request_id);
CREATE TABLE request_obstacle (
  request_id INTEGER NOT NULL,
  obstacle_id INTEGER NOT NULL,
  CONSTRAINT pk_request_obstacle PRIMARY KEY (request_id, obstacle_id),
  CONSTRAINT fk_request_obstacle_request_id FOREIGN KEY(request_id) REFERENCES support_request (id),
  CONSTRAINT fk_request_obstacle_obstacle_id FOREIGN KEY(obstacle_id) REFERENCES obstacle (id)
)
 STRICT;
CREATE INDEX ix_request_obstacle_obstacle_id ON request_obstacle (obstacle_id);
CREATE TABLE request_theme (
  request_id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  CONSTRAINT pk_request_theme PRIMARY KEY (request_id, theme_id),
  CONSTRAINT fk_request_theme_request_id FOREIGN KEY(request_id) REFERENCES support_request (id),
  CONSTRAINT fk_request_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
)
 STRICT;
CREATE INDEX ix_request_theme_theme_id ON request_theme (theme_id);
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
CREATE TABLE loket_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TRIGGER log_advisor_insert AFTER INSERT ON advisor BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'advisor', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'email', NEW.email, 'role', NEW.role, 'strong_in_technical', NEW.strong_in_technical, 'strong_in_change', NEW.strong_in_change, 'away_until', NEW.away_until, 'stand_in_id', NEW.stand_in_id, 'active', NEW.active));
END;
CREATE TRIGGER log_advisor_update AFTER UPDATE ON advisor WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.name IS NOT NEW.name OR OLD.email IS NOT NEW.email OR OLD.role IS NOT NEW.role OR OLD.strong_in_technical IS NOT NEW.strong_in_technical OR OLD.strong_in_change IS NOT NEW.strong_in_change OR OLD.away_until IS NOT NEW.away_until OR OLD.stand_in_id IS NOT NEW.stand_in_id OR OLD.active IS NOT NEW.active BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'advisor', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'email' AS k, OLD.email AS v WHERE OLD.email IS NOT NEW.email UNION ALL SELECT 'role' AS k, OLD.role AS v WHERE OLD.role IS NOT NEW.role UNION ALL SELECT 'strong_in_technical' AS k, OLD.strong_in_technical AS v WHERE OLD.strong_in_technical IS NOT NEW.strong_in_technical UNION ALL SELECT 'strong_in_change' AS k, OLD.strong_in_change AS v WHERE OLD.strong_in_change IS NOT NEW.strong_in_change UNION ALL SELECT 'away_until' AS k, OLD.away_until AS v WHERE OLD.away_until IS NOT NEW.away_until UNION ALL SELECT 'stand_in_id' AS k, OLD.stand_in_id AS v WHERE OLD.stand_in_id IS NOT NEW.stand_in_id UNION ALL SELECT 'active' AS k, OLD.active AS v WHERE OLD.active IS NOT NEW.active)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'email', NEW.email, 'role', NEW.role, 'strong_in_technical', NEW.strong_in_technical, 'strong_in_change', NEW.strong_in_change, 'away_until', NEW.away_until, 'stand_in_id', NEW.stand_in_id, 'active', NEW.active));
END;
CREATE TRIGGER log_advisor_delete AFTER DELETE ON advisor BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'advisor', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'name', OLD.name, 'email', OLD.email, 'role', OLD.role, 'strong_in_technical', OLD.strong_in_technical, 'strong_in_change', OLD.strong_in_change, 'away_until', OLD.away_until, 'stand_in_id', OLD.stand_in_id, 'active', OLD.active),
    NULL);
END;
CREATE TRIGGER log_import_memory_insert AFTER INSERT ON import_memory BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'import_memory', NEW.kind || ',' || NEW.record_id, 'insert',
    NULL,
    json_object('kind', NEW.kind, 'record_id', NEW.record_id, 'row_hash', NEW.row_hash));
END;
CREATE TRIGGER log_import_memory_update AFTER UPDATE ON import_memory WHEN OLD.kind IS NOT NEW.kind OR OLD.record_id IS NOT NEW.record_id OR OLD.row_hash IS NOT NEW.row_hash BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'import_memory', NEW.kind || ',' || NEW.record_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'record_id' AS k, OLD.record_id AS v WHERE OLD.record_id IS NOT NEW.record_id UNION ALL SELECT 'row_hash' AS k, OLD.row_hash AS v WHERE OLD.row_hash IS NOT NEW.row_hash)),
    json_object('kind', NEW.kind, 'record_id', NEW.record_id, 'row_hash', NEW.row_hash));
END;
CREATE TRIGGER log_import_memory_delete AFTER DELETE ON import_memory BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'import_memory', OLD.kind || ',' || OLD.record_id, 'delete',
    json_object('kind', OLD.kind, 'record_id', OLD.record_id, 'row_hash', OLD.row_hash),
    NULL);
END;
CREATE TRIGGER log_link_insert AFTER INSERT ON link BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'link', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'title', NEW.title, 'url', NEW.url));
END;
CREATE TRIGGER log_link_update AFTER UPDATE ON link WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.on_kind IS NOT NEW.on_kind OR OLD.on_id IS NOT NEW.on_id OR OLD.title IS NOT NEW.title OR OLD.url IS NOT NEW.url BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'link', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'on_kind' AS k, OLD.on_kind AS v WHERE OLD.on_kind IS NOT NEW.on_kind UNION ALL SELECT 'on_id' AS k, OLD.on_id AS v WHERE OLD.on_id IS NOT NEW.on_id UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'url' AS k, OLD.url AS v WHERE OLD.url IS NOT NEW.url)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'title', NEW.title, 'url', NEW.url));
END;
CREATE TRIGGER log_link_delete AFTER DELETE ON link BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'link', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'on_kind', OLD.on_kind, 'on_id', OLD.on_id, 'title', OLD.title, 'url', OLD.url),
    NULL);
END;
CREATE TRIGGER log_offering_insert AFTER INSERT ON offering BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'title', NEW.title, 'kind', NEW.kind, 'provider', NEW.provider, 'url', NEW.url, 'description', NEW.description, 'outcome_info', NEW.outcome_info, 'state', NEW.state, 'state_since', NEW.state_since, 'available_from', NEW.available_from, 'available_until', NEW.available_until, 'owner', NEW.owner, 'expected_on', NEW.expected_on));
END;
CREATE TRIGGER log_offering_update AFTER UPDATE ON offering WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.title IS NOT NEW.title OR OLD.kind IS NOT NEW.kind OR OLD.provider IS NOT NEW.provider OR OLD.url IS NOT NEW.url OR OLD.description IS NOT NEW.description OR OLD.outcome_info IS NOT NEW.outcome_info OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.available_from IS NOT NEW.available_from OR OLD.available_until IS NOT NEW.available_until OR OLD.owner IS NOT NEW.owner OR OLD.expected_on IS NOT NEW.expected_on BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'provider' AS k, OLD.provider AS v WHERE OLD.provider IS NOT NEW.provider UNION ALL SELECT 'url' AS k, OLD.url AS v WHERE OLD.url IS NOT NEW.url UNION ALL SELECT 'description' AS k, OLD.description AS v WHERE OLD.description IS NOT NEW.description UNION ALL SELECT 'outcome_info' AS k, OLD.outcome_info AS v WHERE OLD.outcome_info IS NOT NEW.outcome_info UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'available_from' AS k, OLD.available_from AS v WHERE OLD.available_from IS NOT NEW.available_from UNION ALL SELECT 'available_until' AS k, OLD.available_until AS v WHERE OLD.available_until IS NOT NEW.available_until UNION ALL SELECT 'owner' AS k, OLD.owner AS v WHERE OLD.owner IS NOT NEW.owner UNION ALL SELECT 'expected_on' AS k, OLD.expected_on AS v WHERE OLD.expected_on IS NOT NEW.expected_on)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'title', NEW.title, 'kind', NEW.kind, 'provider', NEW.provider, 'url', NEW.url, 'description', NEW.description, 'outcome_info', NEW.outcome_info, 'state', NEW.state, 'state_since', NEW.state_since, 'available_from', NEW.available_from, 'available_until', NEW.available_until, 'owner', NEW.owner, 'expected_on', NEW.expected_on));
END;
CREATE TRIGGER log_offering_delete AFTER DELETE ON offering BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'title', OLD.title, 'kind', OLD.kind, 'provider', OLD.provider, 'url', OLD.url, 'description', OLD.description, 'outcome_info', OLD.outcome_info, 'state', OLD.state, 'state_since', OLD.state_since, 'available_from', OLD.available_from, 'available_until', OLD.available_until, 'owner', OLD.owner, 'expected_on', OLD.expected_on),
    NULL);
END;
CREATE TRIGGER log_outcome_set_insert AFTER INSERT ON outcome_set BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'outcome_set', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'name', NEW.name, 'status', NEW.status));
END;
CREATE TRIGGER log_outcome_set_update AFTER UPDATE ON outcome_set WHEN OLD.id IS NOT NEW.id OR OLD.name IS NOT NEW.name OR OLD.status IS NOT NEW.status BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'outcome_set', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'status' AS k, OLD.status AS v WHERE OLD.status IS NOT NEW.status)),
    json_object('id', NEW.id, 'name', NEW.name, 'status', NEW.status));
END;
CREATE TRIGGER log_outcome_set_delete AFTER DELETE ON outcome_set BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'outcome_set', OLD.id, 'delete',
    json_object('id', OLD.id, 'name', OLD.name, 'status', OLD.status),
    NULL);
END;
CREATE TRIGGER log_party_insert AFTER INSERT ON party BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'kind', NEW.kind));
END;
CREATE TRIGGER log_party_update AFTER UPDATE ON party WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.name IS NOT NEW.name OR OLD.kind IS NOT NEW.kind BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'kind', NEW.kind));
END;
CREATE TRIGGER log_party_delete AFTER DELETE ON party BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'name', OLD.name, 'kind', OLD.kind),
    NULL);
END;
CREATE TRIGGER log_setting_insert AFTER INSERT ON setting BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'setting', NEW.name, 'insert',
    NULL,
    json_object('name', NEW.name, 'value', NEW.value));
END;
CREATE TRIGGER log_setting_update AFTER UPDATE ON setting WHEN OLD.name IS NOT NEW.name OR OLD.value IS NOT NEW.value BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'setting', NEW.name, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'value' AS k, OLD.value AS v WHERE OLD.value IS NOT NEW.value)),
    json_object('name', NEW.name, 'value', NEW.value));
END;
CREATE TRIGGER log_setting_delete AFTER DELETE ON setting BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'setting', OLD.name, 'delete',
    json_object('name', OLD.name, 'value', OLD.value),
    NULL);
END;
CREATE TRIGGER log_theme_insert AFTER INSERT ON theme BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'theme', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'label', NEW.label));
END;
CREATE TRIGGER log_theme_update AFTER UPDATE ON theme WHEN OLD.id IS NOT NEW.id OR OLD.label IS NOT NEW.label BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'theme', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'label' AS k, OLD.label AS v WHERE OLD.label IS NOT NEW.label)),
    json_object('id', NEW.id, 'label', NEW.label));
END;
CREATE TRIGGER log_theme_delete AFTER DELETE ON theme BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'theme', OLD.id, 'delete',
    json_object('id', OLD.id, 'label', OLD.label),
    NULL);
END;
CREATE TRIGGER log_wensenscan_round_insert AFTER INSERT ON wensenscan_round BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_round', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'sent_on', NEW.sent_on, 'closed_on', NEW.closed_on));
END;
CREATE TRIGGER log_wensenscan_round_update AFTER UPDATE ON wensenscan_round WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.name IS NOT NEW.name OR OLD.sent_on IS NOT NEW.sent_on OR OLD.closed_on IS NOT NEW.closed_on BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_round', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'sent_on' AS k, OLD.sent_on AS v WHERE OLD.sent_on IS NOT NEW.sent_on UNION ALL SELECT 'closed_on' AS k, OLD.closed_on AS v WHERE OLD.closed_on IS NOT NEW.closed_on)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'sent_on', NEW.sent_on, 'closed_on', NEW.closed_on));
END;
CREATE TRIGGER log_wensenscan_round_delete AFTER DELETE ON wensenscan_round BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_round', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'name', OLD.name, 'sent_on', OLD.sent_on, 'closed_on', OLD.closed_on),
    NULL);
END;
CREATE TRIGGER log_event_insert AFTER INSERT ON event BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'title', NEW.title, 'kind', NEW.kind, 'event_on', NEW.event_on, 'offering_id', NEW.offering_id));
END;
CREATE TRIGGER log_event_update AFTER UPDATE ON event WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.title IS NOT NEW.title OR OLD.kind IS NOT NEW.kind OR OLD.event_on IS NOT NEW.event_on OR OLD.offering_id IS NOT NEW.offering_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'event_on' AS k, OLD.event_on AS v WHERE OLD.event_on IS NOT NEW.event_on UNION ALL SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'title', NEW.title, 'kind', NEW.kind, 'event_on', NEW.event_on, 'offering_id', NEW.offering_id));
END;
CREATE TRIGGER log_event_delete AFTER DELETE ON event BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'title', OLD.title, 'kind', OLD.kind, 'event_on', OLD.event_on, 'offering_id', OLD.offering_id),
    NULL);
END;
CREATE TRIGGER log_institution_insert AFTER INSERT ON institution BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'short_name', NEW.short_name, 'kind', NEW.kind, 'umbrella', NEW.umbrella, 'city', NEW.city, 'province', NEW.province, 'agb', NEW.agb, 'website', NEW.website, 'epd_vendor', NEW.epd_vendor, 'role', NEW.role, 'role_since', NEW.role_since, 'phase', NEW.phase, 'advisor_id', NEW.advisor_id, 'stand_in_id', NEW.stand_in_id, 'active', NEW.active, 'merged_into_id', NEW.merged_into_id));
END;
CREATE TRIGGER log_institution_update AFTER UPDATE ON institution WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.name IS NOT NEW.name OR OLD.short_name IS NOT NEW.short_name OR OLD.kind IS NOT NEW.kind OR OLD.umbrella IS NOT NEW.umbrella OR OLD.city IS NOT NEW.city OR OLD.province IS NOT NEW.province OR OLD.agb IS NOT NEW.agb OR OLD.website IS NOT NEW.website OR OLD.epd_vendor IS NOT NEW.epd_vendor OR OLD.role IS NOT NEW.role OR OLD.role_since IS NOT NEW.role_since OR OLD.phase IS NOT NEW.phase OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.stand_in_id IS NOT NEW.stand_in_id OR OLD.active IS NOT NEW.active OR OLD.merged_into_id IS NOT NEW.merged_into_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'short_name' AS k, OLD.short_name AS v WHERE OLD.short_name IS NOT NEW.short_name UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'umbrella' AS k, OLD.umbrella AS v WHERE OLD.umbrella IS NOT NEW.umbrella UNION ALL SELECT 'city' AS k, OLD.city AS v WHERE OLD.city IS NOT NEW.city UNION ALL SELECT 'province' AS k, OLD.province AS v WHERE OLD.province IS NOT NEW.province UNION ALL SELECT 'agb' AS k, OLD.agb AS v WHERE OLD.agb IS NOT NEW.agb UNION ALL SELECT 'website' AS k, OLD.website AS v WHERE OLD.website IS NOT NEW.website UNION ALL SELECT 'epd_vendor' AS k, OLD.epd_vendor AS v WHERE OLD.epd_vendor IS NOT NEW.epd_vendor UNION ALL SELECT 'role' AS k, OLD.role AS v WHERE OLD.role IS NOT NEW.role UNION ALL SELECT 'role_since' AS k, OLD.role_since AS v WHERE OLD.role_since IS NOT NEW.role_since UNION ALL SELECT 'phase' AS k, OLD.phase AS v WHERE OLD.phase IS NOT NEW.phase UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'stand_in_id' AS k, OLD.stand_in_id AS v WHERE OLD.stand_in_id IS NOT NEW.stand_in_id UNION ALL SELECT 'active' AS k, OLD.active AS v WHERE OLD.active IS NOT NEW.active UNION ALL SELECT 'merged_into_id' AS k, OLD.merged_into_id AS v WHERE OLD.merged_into_id IS NOT NEW.merged_into_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'name', NEW.name, 'short_name', NEW.short_name, 'kind', NEW.kind, 'umbrella', NEW.umbrella, 'city', NEW.city, 'province', NEW.province, 'agb', NEW.agb, 'website', NEW.website, 'epd_vendor', NEW.epd_vendor, 'role', NEW.role, 'role_since', NEW.role_since, 'phase', NEW.phase, 'advisor_id', NEW.advisor_id, 'stand_in_id', NEW.stand_in_id, 'active', NEW.active, 'merged_into_id', NEW.merged_into_id));
END;
CREATE TRIGGER log_institution_delete AFTER DELETE ON institution BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'name', OLD.name, 'short_name', OLD.short_name, 'kind', OLD.kind, 'umbrella', OLD.umbrella, 'city', OLD.city, 'province', OLD.province, 'agb', OLD.agb, 'website', OLD.website, 'epd_vendor', OLD.epd_vendor, 'role', OLD.role, 'role_since', OLD.role_since, 'phase', OLD.phase, 'advisor_id', OLD.advisor_id, 'stand_in_id', OLD.stand_in_id, 'active', OLD.active, 'merged_into_id', OLD.merged_into_id),
    NULL);
END;
CREATE TRIGGER log_obstacle_insert AFTER INSERT ON obstacle BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'obstacle', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'theme_id', NEW.theme_id, 'label', NEW.label, 'active', NEW.active));
END;
CREATE TRIGGER log_obstacle_update AFTER UPDATE ON obstacle WHEN OLD.id IS NOT NEW.id OR OLD.theme_id IS NOT NEW.theme_id OR OLD.label IS NOT NEW.label OR OLD.active IS NOT NEW.active BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'obstacle', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id UNION ALL SELECT 'label' AS k, OLD.label AS v WHERE OLD.label IS NOT NEW.label UNION ALL SELECT 'active' AS k, OLD.active AS v WHERE OLD.active IS NOT NEW.active)),
    json_object('id', NEW.id, 'theme_id', NEW.theme_id, 'label', NEW.label, 'active', NEW.active));
END;
CREATE TRIGGER log_obstacle_delete AFTER DELETE ON obstacle BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'obstacle', OLD.id, 'delete',
    json_object('id', OLD.id, 'theme_id', OLD.theme_id, 'label', OLD.label, 'active', OLD.active),
    NULL);
END;
CREATE TRIGGER log_offering_audience_insert AFTER INSERT ON offering_audience BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_audience', NEW.offering_id || ',' || NEW.audience, 'insert',
    NULL,
    json_object('offering_id', NEW.offering_id, 'audience', NEW.audience));
END;
CREATE TRIGGER log_offering_audience_update AFTER UPDATE ON offering_audience WHEN OLD.offering_id IS NOT NEW.offering_id OR OLD.audience IS NOT NEW.audience BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_audience', NEW.offering_id || ',' || NEW.audience, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience)),
    json_object('offering_id', NEW.offering_id, 'audience', NEW.audience));
END;
CREATE TRIGGER log_offering_audience_delete AFTER DELETE ON offering_audience BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_audience', OLD.offering_id || ',' || OLD.audience, 'delete',
    json_object('offering_id', OLD.offering_id, 'audience', OLD.audience),
    NULL);
END;
CREATE TRIGGER log_offering_theme_insert AFTER INSERT ON offering_theme BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_theme', NEW.offering_id || ',' || NEW.theme_id, 'insert',
    NULL,
    json_object('offering_id', NEW.offering_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_offering_theme_update AFTER UPDATE ON offering_theme WHEN OLD.offering_id IS NOT NEW.offering_id OR OLD.theme_id IS NOT NEW.theme_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_theme', NEW.offering_id || ',' || NEW.theme_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id)),
    json_object('offering_id', NEW.offering_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_offering_theme_delete AFTER DELETE ON offering_theme BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_theme', OLD.offering_id || ',' || OLD.theme_id, 'delete',
    json_object('offering_id', OLD.offering_id, 'theme_id', OLD.theme_id),
    NULL);
END;
CREATE TRIGGER log_party_alias_insert AFTER INSERT ON party_alias BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party_alias', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'party_id', NEW.party_id, 'alias', NEW.alias));
END;
CREATE TRIGGER log_party_alias_update AFTER UPDATE ON party_alias WHEN OLD.id IS NOT NEW.id OR OLD.party_id IS NOT NEW.party_id OR OLD.alias IS NOT NEW.alias BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party_alias', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id UNION ALL SELECT 'alias' AS k, OLD.alias AS v WHERE OLD.alias IS NOT NEW.alias)),
    json_object('id', NEW.id, 'party_id', NEW.party_id, 'alias', NEW.alias));
END;
CREATE TRIGGER log_party_alias_delete AFTER DELETE ON party_alias BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'party_alias', OLD.id, 'delete',
    json_object('id', OLD.id, 'party_id', OLD.party_id, 'alias', OLD.alias),
    NULL);
END;
CREATE TRIGGER log_trend_insert AFTER INSERT ON trend BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'trend', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'title', NEW.title, 'theme_id', NEW.theme_id, 'description', NEW.description, 'owner_party_id', NEW.owner_party_id, 'state', NEW.state, 'state_since', NEW.state_since));
END;
CREATE TRIGGER log_trend_update AFTER UPDATE ON trend WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.title IS NOT NEW.title OR OLD.theme_id IS NOT NEW.theme_id OR OLD.description IS NOT NEW.description OR OLD.owner_party_id IS NOT NEW.owner_party_id OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'trend', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id UNION ALL SELECT 'description' AS k, OLD.description AS v WHERE OLD.description IS NOT NEW.description UNION ALL SELECT 'owner_party_id' AS k, OLD.owner_party_id AS v WHERE OLD.owner_party_id IS NOT NEW.owner_party_id UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'title', NEW.title, 'theme_id', NEW.theme_id, 'description', NEW.description, 'owner_party_id', NEW.owner_party_id, 'state', NEW.state, 'state_since', NEW.state_since));
END;
CREATE TRIGGER log_trend_delete AFTER DELETE ON trend BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'trend', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'title', OLD.title, 'theme_id', OLD.theme_id, 'description', OLD.description, 'owner_party_id', OLD.owner_party_id, 'state', OLD.state, 'state_since', OLD.state_since),
    NULL);
END;
CREATE TRIGGER log_contact_insert AFTER INSERT ON contact BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'audience', NEW.audience, 'left_on', NEW.left_on, 'retention_until', NEW.retention_until, 'erased_on', NEW.erased_on));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact:' || NEW.id, NULL, json_object('name', NEW.name, 'function', NEW.function, 'email', NEW.email, 'phone', NEW.phone);
END;
CREATE TRIGGER log_contact_update AFTER UPDATE ON contact WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.institution_id IS NOT NEW.institution_id OR OLD.party_id IS NOT NEW.party_id OR OLD.name IS NOT NEW.name OR OLD.function IS NOT NEW.function OR OLD.department IS NOT NEW.department OR OLD.audience IS NOT NEW.audience OR OLD.email IS NOT NEW.email OR OLD.phone IS NOT NEW.phone OR OLD.left_on IS NOT NEW.left_on OR OLD.retention_until IS NOT NEW.retention_until OR OLD.erased_on IS NOT NEW.erased_on BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id UNION ALL SELECT 'department' AS k, OLD.department AS v WHERE OLD.department IS NOT NEW.department UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'left_on' AS k, OLD.left_on AS v WHERE OLD.left_on IS NOT NEW.left_on UNION ALL SELECT 'retention_until' AS k, OLD.retention_until AS v WHERE OLD.retention_until IS NOT NEW.retention_until UNION ALL SELECT 'erased_on' AS k, OLD.erased_on AS v WHERE OLD.erased_on IS NOT NEW.erased_on)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'audience', NEW.audience, 'left_on', NEW.left_on, 'retention_until', NEW.retention_until, 'erased_on', NEW.erased_on));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact:' || NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'function' AS k, OLD.function AS v WHERE OLD.function IS NOT NEW.function UNION ALL SELECT 'email' AS k, OLD.email AS v WHERE OLD.email IS NOT NEW.email UNION ALL SELECT 'phone' AS k, OLD.phone AS v WHERE OLD.phone IS NOT NEW.phone)), json_object('name', NEW.name, 'function', NEW.function, 'email', NEW.email, 'phone', NEW.phone) WHERE OLD.name IS NOT NEW.name OR OLD.function IS NOT NEW.function OR OLD.email IS NOT NEW.email OR OLD.phone IS NOT NEW.phone;
END;
CREATE TRIGGER log_contact_delete AFTER DELETE ON contact BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'contact', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'institution_id', OLD.institution_id, 'party_id', OLD.party_id, 'department', OLD.department, 'audience', OLD.audience, 'left_on', OLD.left_on, 'retention_until', OLD.retention_until, 'erased_on', OLD.erased_on),
    NULL);
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'contact:' || OLD.id, json_object('name', OLD.name, 'function', OLD.function, 'email', OLD.email, 'phone', OLD.phone), NULL;
END;
CREATE TRIGGER log_event_institution_insert AFTER INSERT ON event_institution BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_institution', NEW.event_id || ',' || NEW.institution_id, 'insert',
    NULL,
    json_object('event_id', NEW.event_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_event_institution_update AFTER UPDATE ON event_institution WHEN OLD.event_id IS NOT NEW.event_id OR OLD.institution_id IS NOT NEW.institution_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_institution', NEW.event_id || ',' || NEW.institution_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'event_id' AS k, OLD.event_id AS v WHERE OLD.event_id IS NOT NEW.event_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id)),
    json_object('event_id', NEW.event_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_event_institution_delete AFTER DELETE ON event_institution BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_institution', OLD.event_id || ',' || OLD.institution_id, 'delete',
    json_object('event_id', OLD.event_id, 'institution_id', OLD.institution_id),
    NULL);
END;
CREATE TRIGGER log_fit_gap_analysis_insert AFTER INSERT ON fit_gap_analysis BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_analysis', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'outcome_set_id', NEW.outcome_set_id, 'state', NEW.state, 'state_since', NEW.state_since, 'started_on', NEW.started_on, 'reported_on', NEW.reported_on, 'discussed_on', NEW.discussed_on));
END;
CREATE TRIGGER log_fit_gap_analysis_update AFTER UPDATE ON fit_gap_analysis WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.institution_id IS NOT NEW.institution_id OR OLD.outcome_set_id IS NOT NEW.outcome_set_id OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.started_on IS NOT NEW.started_on OR OLD.reported_on IS NOT NEW.reported_on OR OLD.discussed_on IS NOT NEW.discussed_on BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_analysis', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'outcome_set_id' AS k, OLD.outcome_set_id AS v WHERE OLD.outcome_set_id IS NOT NEW.outcome_set_id UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'started_on' AS k, OLD.started_on AS v WHERE OLD.started_on IS NOT NEW.started_on UNION ALL SELECT 'reported_on' AS k, OLD.reported_on AS v WHERE OLD.reported_on IS NOT NEW.reported_on UNION ALL SELECT 'discussed_on' AS k, OLD.discussed_on AS v WHERE OLD.discussed_on IS NOT NEW.discussed_on)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'outcome_set_id', NEW.outcome_set_id, 'state', NEW.state, 'state_since', NEW.state_since, 'started_on', NEW.started_on, 'reported_on', NEW.reported_on, 'discussed_on', NEW.discussed_on));
END;
CREATE TRIGGER log_fit_gap_analysis_delete AFTER DELETE ON fit_gap_analysis BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_analysis', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'outcome_set_id', OLD.outcome_set_id, 'state', OLD.state, 'state_since', OLD.state_since, 'started_on', OLD.started_on, 'reported_on', OLD.reported_on, 'discussed_on', OLD.discussed_on),
    NULL);
END;
CREATE TRIGGER log_follow_up_insert AFTER INSERT ON follow_up BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'follow_up', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'institution_id', NEW.institution_id, 'what', NEW.what, 'due_on', NEW.due_on, 'advisor_id', NEW.advisor_id, 'state', NEW.state, 'state_since', NEW.state_since, 'done_on', NEW.done_on, 'result', NEW.result));
END;
CREATE TRIGGER log_follow_up_update AFTER UPDATE ON follow_up WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.on_kind IS NOT NEW.on_kind OR OLD.on_id IS NOT NEW.on_id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.what IS NOT NEW.what OR OLD.due_on IS NOT NEW.due_on OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.done_on IS NOT NEW.done_on OR OLD.result IS NOT NEW.result BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'follow_up', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'on_kind' AS k, OLD.on_kind AS v WHERE OLD.on_kind IS NOT NEW.on_kind UNION ALL SELECT 'on_id' AS k, OLD.on_id AS v WHERE OLD.on_id IS NOT NEW.on_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'what' AS k, OLD.what AS v WHERE OLD.what IS NOT NEW.what UNION ALL SELECT 'due_on' AS k, OLD.due_on AS v WHERE OLD.due_on IS NOT NEW.due_on UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'done_on' AS k, OLD.done_on AS v WHERE OLD.done_on IS NOT NEW.done_on UNION ALL SELECT 'result' AS k, OLD.result AS v WHERE OLD.result IS NOT NEW.result)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'institution_id', NEW.institution_id, 'what', NEW.what, 'due_on', NEW.due_on, 'advisor_id', NEW.advisor_id, 'state', NEW.state, 'state_since', NEW.state_since, 'done_on', NEW.done_on, 'result', NEW.result));
END;
CREATE TRIGGER log_follow_up_delete AFTER DELETE ON follow_up BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'follow_up', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'on_kind', OLD.on_kind, 'on_id', OLD.on_id, 'institution_id', OLD.institution_id, 'what', OLD.what, 'due_on', OLD.due_on, 'advisor_id', OLD.advisor_id, 'state', OLD.state, 'state_since', OLD.state_since, 'done_on', OLD.done_on, 'result', OLD.result),
    NULL);
END;
CREATE TRIGGER log_institution_alias_insert AFTER INSERT ON institution_alias BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution_alias', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'institution_id', NEW.institution_id, 'alias', NEW.alias, 'former_until', NEW.former_until));
END;
CREATE TRIGGER log_institution_alias_update AFTER UPDATE ON institution_alias WHEN OLD.id IS NOT NEW.id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.alias IS NOT NEW.alias OR OLD.former_until IS NOT NEW.former_until BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution_alias', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'alias' AS k, OLD.alias AS v WHERE OLD.alias IS NOT NEW.alias UNION ALL SELECT 'former_until' AS k, OLD.former_until AS v WHERE OLD.former_until IS NOT NEW.former_until)),
    json_object('id', NEW.id, 'institution_id', NEW.institution_id, 'alias', NEW.alias, 'former_until', NEW.former_until));
END;
CREATE TRIGGER log_institution_alias_delete AFTER DELETE ON institution_alias BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'institution_alias', OLD.id, 'delete',
    json_object('id', OLD.id, 'institution_id', OLD.institution_id, 'alias', OLD.alias, 'former_until', OLD.former_until),
    NULL);
END;
CREATE TRIGGER log_learning_session_insert AFTER INSERT ON learning_session BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'learning_session', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'team', NEW.team, 'audience', NEW.audience, 'goal', NEW.goal, 'provider', NEW.provider, 'enrolled_on', NEW.enrolled_on, 'session_on', NEW.session_on, 'participants', NEW.participants, 'state', NEW.state, 'state_since', NEW.state_since, 'evaluation', NEW.evaluation));
END;
CREATE TRIGGER log_learning_session_update AFTER UPDATE ON learning_session WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.institution_id IS NOT NEW.institution_id OR OLD.team IS NOT NEW.team OR OLD.audience IS NOT NEW.audience OR OLD.goal IS NOT NEW.goal OR OLD.provider IS NOT NEW.provider OR OLD.enrolled_on IS NOT NEW.enrolled_on OR OLD.session_on IS NOT NEW.session_on OR OLD.participants IS NOT NEW.participants OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.evaluation IS NOT NEW.evaluation BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'learning_session', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'team' AS k, OLD.team AS v WHERE OLD.team IS NOT NEW.team UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'goal' AS k, OLD.goal AS v WHERE OLD.goal IS NOT NEW.goal UNION ALL SELECT 'provider' AS k, OLD.provider AS v WHERE OLD.provider IS NOT NEW.provider UNION ALL SELECT 'enrolled_on' AS k, OLD.enrolled_on AS v WHERE OLD.enrolled_on IS NOT NEW.enrolled_on UNION ALL SELECT 'session_on' AS k, OLD.session_on AS v WHERE OLD.session_on IS NOT NEW.session_on UNION ALL SELECT 'participants' AS k, OLD.participants AS v WHERE OLD.participants IS NOT NEW.participants UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'evaluation' AS k, OLD.evaluation AS v WHERE OLD.evaluation IS NOT NEW.evaluation)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'team', NEW.team, 'audience', NEW.audience, 'goal', NEW.goal, 'provider', NEW.provider, 'enrolled_on', NEW.enrolled_on, 'session_on', NEW.session_on, 'participants', NEW.participants, 'state', NEW.state, 'state_since', NEW.state_since, 'evaluation', NEW.evaluation));
END;
CREATE TRIGGER log_learning_session_delete AFTER DELETE ON learning_session BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'learning_session', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'team', OLD.team, 'audience', OLD.audience, 'goal', OLD.goal, 'provider', OLD.provider, 'enrolled_on', OLD.enrolled_on, 'session_on', OLD.session_on, 'participants', OLD.participants, 'state', OLD.state, 'state_since', OLD.state_since, 'evaluation', OLD.evaluation),
    NULL);
END;
CREATE TRIGGER log_note_insert AFTER INSERT ON note BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'note', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'institution_id', NEW.institution_id, 'kind', NEW.kind, 'theme_id', NEW.theme_id, 'text', NEW.text, 'written_on', NEW.written_on, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_note_update AFTER UPDATE ON note WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.on_kind IS NOT NEW.on_kind OR OLD.on_id IS NOT NEW.on_id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.kind IS NOT NEW.kind OR OLD.theme_id IS NOT NEW.theme_id OR OLD.text IS NOT NEW.text OR OLD.written_on IS NOT NEW.written_on OR OLD.advisor_id IS NOT NEW.advisor_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'note', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'on_kind' AS k, OLD.on_kind AS v WHERE OLD.on_kind IS NOT NEW.on_kind UNION ALL SELECT 'on_id' AS k, OLD.on_id AS v WHERE OLD.on_id IS NOT NEW.on_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id UNION ALL SELECT 'text' AS k, OLD.text AS v WHERE OLD.text IS NOT NEW.text UNION ALL SELECT 'written_on' AS k, OLD.written_on AS v WHERE OLD.written_on IS NOT NEW.written_on UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'on_kind', NEW.on_kind, 'on_id', NEW.on_id, 'institution_id', NEW.institution_id, 'kind', NEW.kind, 'theme_id', NEW.theme_id, 'text', NEW.text, 'written_on', NEW.written_on, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_note_delete AFTER DELETE ON note BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'note', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'on_kind', OLD.on_kind, 'on_id', OLD.on_id, 'institution_id', OLD.institution_id, 'kind', OLD.kind, 'theme_id', OLD.theme_id, 'text', OLD.text, 'written_on', OLD.written_on, 'advisor_id', OLD.advisor_id),
    NULL);
END;
CREATE TRIGGER log_offering_obstacle_insert AFTER INSERT ON offering_obstacle BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_obstacle', NEW.offering_id || ',' || NEW.obstacle_id, 'insert',
    NULL,
    json_object('offering_id', NEW.offering_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_offering_obstacle_update AFTER UPDATE ON offering_obstacle WHEN OLD.offering_id IS NOT NEW.offering_id OR OLD.obstacle_id IS NOT NEW.obstacle_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_obstacle', NEW.offering_id || ',' || NEW.obstacle_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'obstacle_id' AS k, OLD.obstacle_id AS v WHERE OLD.obstacle_id IS NOT NEW.obstacle_id)),
    json_object('offering_id', NEW.offering_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_offering_obstacle_delete AFTER DELETE ON offering_obstacle BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'offering_obstacle', OLD.offering_id || ',' || OLD.obstacle_id, 'delete',
    json_object('offering_id', OLD.offering_id, 'obstacle_id', OLD.obstacle_id),
    NULL);
END;
CREATE TRIGGER log_round_population_insert AFTER INSERT ON round_population BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_population', NEW.round_id || ',' || NEW.institution_id, 'insert',
    NULL,
    json_object('round_id', NEW.round_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_round_population_update AFTER UPDATE ON round_population WHEN OLD.round_id IS NOT NEW.round_id OR OLD.institution_id IS NOT NEW.institution_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_population', NEW.round_id || ',' || NEW.institution_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'round_id' AS k, OLD.round_id AS v WHERE OLD.round_id IS NOT NEW.round_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id)),
    json_object('round_id', NEW.round_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_round_population_delete AFTER DELETE ON round_population BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'round_population', OLD.round_id || ',' || OLD.institution_id, 'delete',
    json_object('round_id', OLD.round_id, 'institution_id', OLD.institution_id),
    NULL);
END;
CREATE TRIGGER log_wensenscan_response_insert AFTER INSERT ON wensenscan_response BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_response', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'round_id', NEW.round_id, 'institution_id', NEW.institution_id, 'audience', NEW.audience, 'submitted_on', NEW.submitted_on, 'sdm_scope', NEW.sdm_scope, 'uses_outcome_info', NEW.uses_outcome_info, 'ambition', NEW.ambition, 'free_text', NEW.free_text, 'raw', NEW.raw));
END;
CREATE TRIGGER log_wensenscan_response_update AFTER UPDATE ON wensenscan_response WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.round_id IS NOT NEW.round_id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.audience IS NOT NEW.audience OR OLD.submitted_on IS NOT NEW.submitted_on OR OLD.sdm_scope IS NOT NEW.sdm_scope OR OLD.uses_outcome_info IS NOT NEW.uses_outcome_info OR OLD.ambition IS NOT NEW.ambition OR OLD.free_text IS NOT NEW.free_text OR OLD.raw IS NOT NEW.raw BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_response', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'round_id' AS k, OLD.round_id AS v WHERE OLD.round_id IS NOT NEW.round_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'submitted_on' AS k, OLD.submitted_on AS v WHERE OLD.submitted_on IS NOT NEW.submitted_on UNION ALL SELECT 'sdm_scope' AS k, OLD.sdm_scope AS v WHERE OLD.sdm_scope IS NOT NEW.sdm_scope UNION ALL SELECT 'uses_outcome_info' AS k, OLD.uses_outcome_info AS v WHERE OLD.uses_outcome_info IS NOT NEW.uses_outcome_info UNION ALL SELECT 'ambition' AS k, OLD.ambition AS v WHERE OLD.ambition IS NOT NEW.ambition UNION ALL SELECT 'free_text' AS k, OLD.free_text AS v WHERE OLD.free_text IS NOT NEW.free_text UNION ALL SELECT 'raw' AS k, OLD.raw AS v WHERE OLD.raw IS NOT NEW.raw)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'round_id', NEW.round_id, 'institution_id', NEW.institution_id, 'audience', NEW.audience, 'submitted_on', NEW.submitted_on, 'sdm_scope', NEW.sdm_scope, 'uses_outcome_info', NEW.uses_outcome_info, 'ambition', NEW.ambition, 'free_text', NEW.free_text, 'raw', NEW.raw));
END;
CREATE TRIGGER log_wensenscan_response_delete AFTER DELETE ON wensenscan_response BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'wensenscan_response', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'round_id', OLD.round_id, 'institution_id', OLD.institution_id, 'audience', OLD.audience, 'submitted_on', OLD.submitted_on, 'sdm_scope', OLD.sdm_scope, 'uses_outcome_info', OLD.uses_outcome_info, 'ambition', OLD.ambition, 'free_text', OLD.free_text, 'raw', OLD.raw),
    NULL);
END;
CREATE TRIGGER log_conversation_insert AFTER INSERT ON conversation BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'kind', NEW.kind, 'channel', NEW.channel, 'state', NEW.state, 'state_since', NEW.state_since, 'planned_at', NEW.planned_at, 'planned_time', NEW.planned_time, 'held_at', NEW.held_at, 'held_time', NEW.held_time, 'duration_min', NEW.duration_min, 'subject', NEW.subject, 'summary', NEW.summary, 'agreements', NEW.agreements, 'response_id', NEW.response_id));
END;
CREATE TRIGGER log_conversation_update AFTER UPDATE ON conversation WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.kind IS NOT NEW.kind OR OLD.channel IS NOT NEW.channel OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.planned_at IS NOT NEW.planned_at OR OLD.planned_time IS NOT NEW.planned_time OR OLD.held_at IS NOT NEW.held_at OR OLD.held_time IS NOT NEW.held_time OR OLD.duration_min IS NOT NEW.duration_min OR OLD.subject IS NOT NEW.subject OR OLD.summary IS NOT NEW.summary OR OLD.agreements IS NOT NEW.agreements OR OLD.response_id IS NOT NEW.response_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'channel' AS k, OLD.channel AS v WHERE OLD.channel IS NOT NEW.channel UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'planned_at' AS k, OLD.planned_at AS v WHERE OLD.planned_at IS NOT NEW.planned_at UNION ALL SELECT 'planned_time' AS k, OLD.planned_time AS v WHERE OLD.planned_time IS NOT NEW.planned_time UNION ALL SELECT 'held_at' AS k, OLD.held_at AS v WHERE OLD.held_at IS NOT NEW.held_at UNION ALL SELECT 'held_time' AS k, OLD.held_time AS v WHERE OLD.held_time IS NOT NEW.held_time UNION ALL SELECT 'duration_min' AS k, OLD.duration_min AS v WHERE OLD.duration_min IS NOT NEW.duration_min UNION ALL SELECT 'subject' AS k, OLD.subject AS v WHERE OLD.subject IS NOT NEW.subject UNION ALL SELECT 'summary' AS k, OLD.summary AS v WHERE OLD.summary IS NOT NEW.summary UNION ALL SELECT 'agreements' AS k, OLD.agreements AS v WHERE OLD.agreements IS NOT NEW.agreements UNION ALL SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'kind', NEW.kind, 'channel', NEW.channel, 'state', NEW.state, 'state_since', NEW.state_since, 'planned_at', NEW.planned_at, 'planned_time', NEW.planned_time, 'held_at', NEW.held_at, 'held_time', NEW.held_time, 'duration_min', NEW.duration_min, 'subject', NEW.subject, 'summary', NEW.summary, 'agreements', NEW.agreements, 'response_id', NEW.response_id));
END;
CREATE TRIGGER log_conversation_delete AFTER DELETE ON conversation BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'kind', OLD.kind, 'channel', OLD.channel, 'state', OLD.state, 'state_since', OLD.state_since, 'planned_at', OLD.planned_at, 'planned_time', OLD.planned_time, 'held_at', OLD.held_at, 'held_time', OLD.held_time, 'duration_min', OLD.duration_min, 'subject', OLD.subject, 'summary', OLD.summary, 'agreements', OLD.agreements, 'response_id', OLD.response_id),
    NULL);
END;
CREATE TRIGGER log_event_contact_insert AFTER INSERT ON event_contact BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_contact', NEW.event_id || ',' || NEW.contact_id, 'insert',
    NULL,
    json_object('event_id', NEW.event_id, 'contact_id', NEW.contact_id));
END;
CREATE TRIGGER log_event_contact_update AFTER UPDATE ON event_contact WHEN OLD.event_id IS NOT NEW.event_id OR OLD.contact_id IS NOT NEW.contact_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_contact', NEW.event_id || ',' || NEW.contact_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'event_id' AS k, OLD.event_id AS v WHERE OLD.event_id IS NOT NEW.event_id UNION ALL SELECT 'contact_id' AS k, OLD.contact_id AS v WHERE OLD.contact_id IS NOT NEW.contact_id)),
    json_object('event_id', NEW.event_id, 'contact_id', NEW.contact_id));
END;
CREATE TRIGGER log_event_contact_delete AFTER DELETE ON event_contact BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'event_contact', OLD.event_id || ',' || OLD.contact_id, 'delete',
    json_object('event_id', OLD.event_id, 'contact_id', OLD.contact_id),
    NULL);
END;
CREATE TRIGGER log_fit_gap_item_insert AFTER INSERT ON fit_gap_item BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_item', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'analysis_id', NEW.analysis_id, 'dimension', NEW.dimension, 'current', NEW.current, 'needed', NEW.needed, 'gap', NEW.gap, 'action', NEW.action, 'national', NEW.national));
END;
CREATE TRIGGER log_fit_gap_item_update AFTER UPDATE ON fit_gap_item WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.analysis_id IS NOT NEW.analysis_id OR OLD.dimension IS NOT NEW.dimension OR OLD.current IS NOT NEW.current OR OLD.needed IS NOT NEW.needed OR OLD.gap IS NOT NEW.gap OR OLD.action IS NOT NEW.action OR OLD.national IS NOT NEW.national BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_item', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'analysis_id' AS k, OLD.analysis_id AS v WHERE OLD.analysis_id IS NOT NEW.analysis_id UNION ALL SELECT 'dimension' AS k, OLD.dimension AS v WHERE OLD.dimension IS NOT NEW.dimension UNION ALL SELECT 'current' AS k, OLD.current AS v WHERE OLD.current IS NOT NEW.current UNION ALL SELECT 'needed' AS k, OLD.needed AS v WHERE OLD.needed IS NOT NEW.needed UNION ALL SELECT 'gap' AS k, OLD.gap AS v WHERE OLD.gap IS NOT NEW.gap UNION ALL SELECT 'action' AS k, OLD.action AS v WHERE OLD.action IS NOT NEW.action UNION ALL SELECT 'national' AS k, OLD.national AS v WHERE OLD.national IS NOT NEW.national)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'analysis_id', NEW.analysis_id, 'dimension', NEW.dimension, 'current', NEW.current, 'needed', NEW.needed, 'gap', NEW.gap, 'action', NEW.action, 'national', NEW.national));
END;
CREATE TRIGGER log_fit_gap_item_delete AFTER DELETE ON fit_gap_item BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'fit_gap_item', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'analysis_id', OLD.analysis_id, 'dimension', OLD.dimension, 'current', OLD.current, 'needed', OLD.needed, 'gap', OLD.gap, 'action', OLD.action, 'national', OLD.national),
    NULL);
END;
CREATE TRIGGER log_response_obstacle_insert AFTER INSERT ON response_obstacle BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_obstacle', NEW.response_id || ',' || NEW.obstacle_id, 'insert',
    NULL,
    json_object('response_id', NEW.response_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_response_obstacle_update AFTER UPDATE ON response_obstacle WHEN OLD.response_id IS NOT NEW.response_id OR OLD.obstacle_id IS NOT NEW.obstacle_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_obstacle', NEW.response_id || ',' || NEW.obstacle_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id UNION ALL SELECT 'obstacle_id' AS k, OLD.obstacle_id AS v WHERE OLD.obstacle_id IS NOT NEW.obstacle_id)),
    json_object('response_id', NEW.response_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_response_obstacle_delete AFTER DELETE ON response_obstacle BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_obstacle', OLD.response_id || ',' || OLD.obstacle_id, 'delete',
    json_object('response_id', OLD.response_id, 'obstacle_id', OLD.obstacle_id),
    NULL);
END;
CREATE TRIGGER log_response_theme_insert AFTER INSERT ON response_theme BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_theme', NEW.response_id || ',' || NEW.theme_id, 'insert',
    NULL,
    json_object('response_id', NEW.response_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_response_theme_update AFTER UPDATE ON response_theme WHEN OLD.response_id IS NOT NEW.response_id OR OLD.theme_id IS NOT NEW.theme_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_theme', NEW.response_id || ',' || NEW.theme_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id)),
    json_object('response_id', NEW.response_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_response_theme_delete AFTER DELETE ON response_theme BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'response_theme', OLD.response_id || ',' || OLD.theme_id, 'delete',
    json_object('response_id', OLD.response_id, 'theme_id', OLD.theme_id),
    NULL);
END;
CREATE TRIGGER log_session_theme_insert AFTER INSERT ON session_theme BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_theme', NEW.session_id || ',' || NEW.theme_id, 'insert',
    NULL,
    json_object('session_id', NEW.session_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_session_theme_update AFTER UPDATE ON session_theme WHEN OLD.session_id IS NOT NEW.session_id OR OLD.theme_id IS NOT NEW.theme_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_theme', NEW.session_id || ',' || NEW.theme_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'session_id' AS k, OLD.session_id AS v WHERE OLD.session_id IS NOT NEW.session_id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id)),
    json_object('session_id', NEW.session_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_session_theme_delete AFTER DELETE ON session_theme BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'session_theme', OLD.session_id || ',' || OLD.theme_id, 'delete',
    json_object('session_id', OLD.session_id, 'theme_id', OLD.theme_id),
    NULL);
END;
CREATE TRIGGER log_conversation_advisor_insert AFTER INSERT ON conversation_advisor BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_advisor', NEW.conversation_id || ',' || NEW.advisor_id, 'insert',
    NULL,
    json_object('conversation_id', NEW.conversation_id, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_conversation_advisor_update AFTER UPDATE ON conversation_advisor WHEN OLD.conversation_id IS NOT NEW.conversation_id OR OLD.advisor_id IS NOT NEW.advisor_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_advisor', NEW.conversation_id || ',' || NEW.advisor_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id)),
    json_object('conversation_id', NEW.conversation_id, 'advisor_id', NEW.advisor_id));
END;
CREATE TRIGGER log_conversation_advisor_delete AFTER DELETE ON conversation_advisor BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_advisor', OLD.conversation_id || ',' || OLD.advisor_id, 'delete',
    json_object('conversation_id', OLD.conversation_id, 'advisor_id', OLD.advisor_id),
    NULL);
END;
CREATE TRIGGER log_conversation_attendee_insert AFTER INSERT ON conversation_attendee BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_attendee', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'conversation_id', NEW.conversation_id, 'contact_id', NEW.contact_id));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'conversation_attendee:' || NEW.id, NULL, json_object('name', NEW.name);
END;
CREATE TRIGGER log_conversation_attendee_update AFTER UPDATE ON conversation_attendee WHEN OLD.id IS NOT NEW.id OR OLD.conversation_id IS NOT NEW.conversation_id OR OLD.contact_id IS NOT NEW.contact_id OR OLD.name IS NOT NEW.name BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_attendee', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'contact_id' AS k, OLD.contact_id AS v WHERE OLD.contact_id IS NOT NEW.contact_id)),
    json_object('id', NEW.id, 'conversation_id', NEW.conversation_id, 'contact_id', NEW.contact_id));
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'conversation_attendee:' || NEW.id, (SELECT json_group_object(k, v) FROM (SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name)), json_object('name', NEW.name) WHERE OLD.name IS NOT NEW.name;
END;
CREATE TRIGGER log_conversation_attendee_delete AFTER DELETE ON conversation_attendee BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_attendee', OLD.id, 'delete',
    json_object('id', OLD.id, 'conversation_id', OLD.conversation_id, 'contact_id', OLD.contact_id),
    NULL);
  INSERT INTO log_personal (seq, subject, before, after) SELECT last_insert_rowid(), 'conversation_attendee:' || OLD.id, json_object('name', OLD.name), NULL;
END;
CREATE TRIGGER log_conversation_institution_insert AFTER INSERT ON conversation_institution BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_institution', NEW.conversation_id || ',' || NEW.institution_id, 'insert',
    NULL,
    json_object('conversation_id', NEW.conversation_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_conversation_institution_update AFTER UPDATE ON conversation_institution WHEN OLD.conversation_id IS NOT NEW.conversation_id OR OLD.institution_id IS NOT NEW.institution_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_institution', NEW.conversation_id || ',' || NEW.institution_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id)),
    json_object('conversation_id', NEW.conversation_id, 'institution_id', NEW.institution_id));
END;
CREATE TRIGGER log_conversation_institution_delete AFTER DELETE ON conversation_institution BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_institution', OLD.conversation_id || ',' || OLD.institution_id, 'delete',
    json_object('conversation_id', OLD.conversation_id, 'institution_id', OLD.institution_id),
    NULL);
END;
CREATE TRIGGER log_conversation_party_insert AFTER INSERT ON conversation_party BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_party', NEW.conversation_id || ',' || NEW.party_id, 'insert',
    NULL,
    json_object('conversation_id', NEW.conversation_id, 'party_id', NEW.party_id));
END;
CREATE TRIGGER log_conversation_party_update AFTER UPDATE ON conversation_party WHEN OLD.conversation_id IS NOT NEW.conversation_id OR OLD.party_id IS NOT NEW.party_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_party', NEW.conversation_id || ',' || NEW.party_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id)),
    json_object('conversation_id', NEW.conversation_id, 'party_id', NEW.party_id));
END;
CREATE TRIGGER log_conversation_party_delete AFTER DELETE ON conversation_party BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'conversation_party', OLD.conversation_id || ',' || OLD.party_id, 'delete',
    json_object('conversation_id', OLD.conversation_id, 'party_id', OLD.party_id),
    NULL);
END;
CREATE TRIGGER log_signal_insert AFTER INSERT ON signal BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'theme_id', NEW.theme_id, 'obstacle_id', NEW.obstacle_id, 'description', NEW.description, 'reach', NEW.reach, 'conversation_id', NEW.conversation_id, 'response_id', NEW.response_id, 'session_id', NEW.session_id, 'event_id', NEW.event_id, 'fitgap_item_id', NEW.fitgap_item_id, 'advisor_id', NEW.advisor_id, 'state', NEW.state, 'state_since', NEW.state_since, 'recorded_on', NEW.recorded_on, 'trend_id', NEW.trend_id, 'example', NEW.example, 'example_released_by_id', NEW.example_released_by_id, 'example_released_on', NEW.example_released_on));
END;
CREATE TRIGGER log_signal_update AFTER UPDATE ON signal WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.institution_id IS NOT NEW.institution_id OR OLD.party_id IS NOT NEW.party_id OR OLD.department IS NOT NEW.department OR OLD.theme_id IS NOT NEW.theme_id OR OLD.obstacle_id IS NOT NEW.obstacle_id OR OLD.description IS NOT NEW.description OR OLD.reach IS NOT NEW.reach OR OLD.conversation_id IS NOT NEW.conversation_id OR OLD.response_id IS NOT NEW.response_id OR OLD.session_id IS NOT NEW.session_id OR OLD.event_id IS NOT NEW.event_id OR OLD.fitgap_item_id IS NOT NEW.fitgap_item_id OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.recorded_on IS NOT NEW.recorded_on OR OLD.trend_id IS NOT NEW.trend_id OR OLD.example IS NOT NEW.example OR OLD.example_released_by_id IS NOT NEW.example_released_by_id OR OLD.example_released_on IS NOT NEW.example_released_on BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id UNION ALL SELECT 'department' AS k, OLD.department AS v WHERE OLD.department IS NOT NEW.department UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id UNION ALL SELECT 'obstacle_id' AS k, OLD.obstacle_id AS v WHERE OLD.obstacle_id IS NOT NEW.obstacle_id UNION ALL SELECT 'description' AS k, OLD.description AS v WHERE OLD.description IS NOT NEW.description UNION ALL SELECT 'reach' AS k, OLD.reach AS v WHERE OLD.reach IS NOT NEW.reach UNION ALL SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id UNION ALL SELECT 'session_id' AS k, OLD.session_id AS v WHERE OLD.session_id IS NOT NEW.session_id UNION ALL SELECT 'event_id' AS k, OLD.event_id AS v WHERE OLD.event_id IS NOT NEW.event_id UNION ALL SELECT 'fitgap_item_id' AS k, OLD.fitgap_item_id AS v WHERE OLD.fitgap_item_id IS NOT NEW.fitgap_item_id UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'recorded_on' AS k, OLD.recorded_on AS v WHERE OLD.recorded_on IS NOT NEW.recorded_on UNION ALL SELECT 'trend_id' AS k, OLD.trend_id AS v WHERE OLD.trend_id IS NOT NEW.trend_id UNION ALL SELECT 'example' AS k, OLD.example AS v WHERE OLD.example IS NOT NEW.example UNION ALL SELECT 'example_released_by_id' AS k, OLD.example_released_by_id AS v WHERE OLD.example_released_by_id IS NOT NEW.example_released_by_id UNION ALL SELECT 'example_released_on' AS k, OLD.example_released_on AS v WHERE OLD.example_released_on IS NOT NEW.example_released_on)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'theme_id', NEW.theme_id, 'obstacle_id', NEW.obstacle_id, 'description', NEW.description, 'reach', NEW.reach, 'conversation_id', NEW.conversation_id, 'response_id', NEW.response_id, 'session_id', NEW.session_id, 'event_id', NEW.event_id, 'fitgap_item_id', NEW.fitgap_item_id, 'advisor_id', NEW.advisor_id, 'state', NEW.state, 'state_since', NEW.state_since, 'recorded_on', NEW.recorded_on, 'trend_id', NEW.trend_id, 'example', NEW.example, 'example_released_by_id', NEW.example_released_by_id, 'example_released_on', NEW.example_released_on));
END;
CREATE TRIGGER log_signal_delete AFTER DELETE ON signal BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'signal', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'party_id', OLD.party_id, 'department', OLD.department, 'theme_id', OLD.theme_id, 'obstacle_id', OLD.obstacle_id, 'description', OLD.description, 'reach', OLD.reach, 'conversation_id', OLD.conversation_id, 'response_id', OLD.response_id, 'session_id', OLD.session_id, 'event_id', OLD.event_id, 'fitgap_item_id', OLD.fitgap_item_id, 'advisor_id', OLD.advisor_id, 'state', OLD.state, 'state_since', OLD.state_since, 'recorded_on', OLD.recorded_on, 'trend_id', OLD.trend_id, 'example', OLD.example, 'example_released_by_id', OLD.example_released_by_id, 'example_released_on', OLD.example_released_on),
    NULL);
END;
CREATE TRIGGER log_support_request_insert AFTER INSERT ON support_request BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'support_request', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'contact_id', NEW.contact_id, 'title', NEW.title, 'description', NEW.description, 'nature', NEW.nature, 'outcome_info', NEW.outcome_info, 'audience', NEW.audience, 'outcome_set_id', NEW.outcome_set_id, 'source', NEW.source, 'response_id', NEW.response_id, 'conversation_id', NEW.conversation_id, 'session_id', NEW.session_id, 'fitgap_item_id', NEW.fitgap_item_id, 'priority', NEW.priority, 'advisor_id', NEW.advisor_id, 'received_on', NEW.received_on, 'due_on', NEW.due_on, 'state', NEW.state, 'state_since', NEW.state_since, 'resolution', NEW.resolution, 'closed_on', NEW.closed_on, 'verdict', NEW.verdict, 'verdict_reason', NEW.verdict_reason, 'example', NEW.example, 'example_released_by_id', NEW.example_released_by_id, 'example_released_on', NEW.example_released_on));
END;
CREATE TRIGGER log_support_request_update AFTER UPDATE ON support_request WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.institution_id IS NOT NEW.institution_id OR OLD.party_id IS NOT NEW.party_id OR OLD.department IS NOT NEW.department OR OLD.contact_id IS NOT NEW.contact_id OR OLD.title IS NOT NEW.title OR OLD.description IS NOT NEW.description OR OLD.nature IS NOT NEW.nature OR OLD.outcome_info IS NOT NEW.outcome_info OR OLD.audience IS NOT NEW.audience OR OLD.outcome_set_id IS NOT NEW.outcome_set_id OR OLD.source IS NOT NEW.source OR OLD.response_id IS NOT NEW.response_id OR OLD.conversation_id IS NOT NEW.conversation_id OR OLD.session_id IS NOT NEW.session_id OR OLD.fitgap_item_id IS NOT NEW.fitgap_item_id OR OLD.priority IS NOT NEW.priority OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.received_on IS NOT NEW.received_on OR OLD.due_on IS NOT NEW.due_on OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.resolution IS NOT NEW.resolution OR OLD.closed_on IS NOT NEW.closed_on OR OLD.verdict IS NOT NEW.verdict OR OLD.verdict_reason IS NOT NEW.verdict_reason OR OLD.example IS NOT NEW.example OR OLD.example_released_by_id IS NOT NEW.example_released_by_id OR OLD.example_released_on IS NOT NEW.example_released_on BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'support_request', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'party_id' AS k, OLD.party_id AS v WHERE OLD.party_id IS NOT NEW.party_id UNION ALL SELECT 'department' AS k, OLD.department AS v WHERE OLD.department IS NOT NEW.department UNION ALL SELECT 'contact_id' AS k, OLD.contact_id AS v WHERE OLD.contact_id IS NOT NEW.contact_id UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'description' AS k, OLD.description AS v WHERE OLD.description IS NOT NEW.description UNION ALL SELECT 'nature' AS k, OLD.nature AS v WHERE OLD.nature IS NOT NEW.nature UNION ALL SELECT 'outcome_info' AS k, OLD.outcome_info AS v WHERE OLD.outcome_info IS NOT NEW.outcome_info UNION ALL SELECT 'audience' AS k, OLD.audience AS v WHERE OLD.audience IS NOT NEW.audience UNION ALL SELECT 'outcome_set_id' AS k, OLD.outcome_set_id AS v WHERE OLD.outcome_set_id IS NOT NEW.outcome_set_id UNION ALL SELECT 'source' AS k, OLD.source AS v WHERE OLD.source IS NOT NEW.source UNION ALL SELECT 'response_id' AS k, OLD.response_id AS v WHERE OLD.response_id IS NOT NEW.response_id UNION ALL SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'session_id' AS k, OLD.session_id AS v WHERE OLD.session_id IS NOT NEW.session_id UNION ALL SELECT 'fitgap_item_id' AS k, OLD.fitgap_item_id AS v WHERE OLD.fitgap_item_id IS NOT NEW.fitgap_item_id UNION ALL SELECT 'priority' AS k, OLD.priority AS v WHERE OLD.priority IS NOT NEW.priority UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'received_on' AS k, OLD.received_on AS v WHERE OLD.received_on IS NOT NEW.received_on UNION ALL SELECT 'due_on' AS k, OLD.due_on AS v WHERE OLD.due_on IS NOT NEW.due_on UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'resolution' AS k, OLD.resolution AS v WHERE OLD.resolution IS NOT NEW.resolution UNION ALL SELECT 'closed_on' AS k, OLD.closed_on AS v WHERE OLD.closed_on IS NOT NEW.closed_on UNION ALL SELECT 'verdict' AS k, OLD.verdict AS v WHERE OLD.verdict IS NOT NEW.verdict UNION ALL SELECT 'verdict_reason' AS k, OLD.verdict_reason AS v WHERE OLD.verdict_reason IS NOT NEW.verdict_reason UNION ALL SELECT 'example' AS k, OLD.example AS v WHERE OLD.example IS NOT NEW.example UNION ALL SELECT 'example_released_by_id' AS k, OLD.example_released_by_id AS v WHERE OLD.example_released_by_id IS NOT NEW.example_released_by_id UNION ALL SELECT 'example_released_on' AS k, OLD.example_released_on AS v WHERE OLD.example_released_on IS NOT NEW.example_released_on)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'institution_id', NEW.institution_id, 'party_id', NEW.party_id, 'department', NEW.department, 'contact_id', NEW.contact_id, 'title', NEW.title, 'description', NEW.description, 'nature', NEW.nature, 'outcome_info', NEW.outcome_info, 'audience', NEW.audience, 'outcome_set_id', NEW.outcome_set_id, 'source', NEW.source, 'response_id', NEW.response_id, 'conversation_id', NEW.conversation_id, 'session_id', NEW.session_id, 'fitgap_item_id', NEW.fitgap_item_id, 'priority', NEW.priority, 'advisor_id', NEW.advisor_id, 'received_on', NEW.received_on, 'due_on', NEW.due_on, 'state', NEW.state, 'state_since', NEW.state_since, 'resolution', NEW.resolution, 'closed_on', NEW.closed_on, 'verdict', NEW.verdict, 'verdict_reason', NEW.verdict_reason, 'example', NEW.example, 'example_released_by_id', NEW.example_released_by_id, 'example_released_on', NEW.example_released_on));
END;
CREATE TRIGGER log_support_request_delete AFTER DELETE ON support_request BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'support_request', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'institution_id', OLD.institution_id, 'party_id', OLD.party_id, 'department', OLD.department, 'contact_id', OLD.contact_id, 'title', OLD.title, 'description', OLD.description, 'nature', OLD.nature, 'outcome_info', OLD.outcome_info, 'audience', OLD.audience, 'outcome_set_id', OLD.outcome_set_id, 'source', OLD.source, 'response_id', OLD.response_id, 'conversation_id', OLD.conversation_id, 'session_id', OLD.session_id, 'fitgap_item_id', OLD.fitgap_item_id, 'priority', OLD.priority, 'advisor_id', OLD.advisor_id, 'received_on', OLD.received_on, 'due_on', OLD.due_on, 'state', OLD.state, 'state_since', OLD.state_since, 'resolution', OLD.resolution, 'closed_on', OLD.closed_on, 'verdict', OLD.verdict, 'verdict_reason', OLD.verdict_reason, 'example', OLD.example, 'example_released_by_id', OLD.example_released_by_id, 'example_released_on', OLD.example_released_on),
    NULL);
END;
CREATE TRIGGER log_referral_insert AFTER INSERT ON referral BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'referral', NEW.id, 'insert',
    NULL,
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'request_id', NEW.request_id, 'conversation_id', NEW.conversation_id, 'institution_id', NEW.institution_id, 'offering_id', NEW.offering_id, 'advisor_id', NEW.advisor_id, 'referred_on', NEW.referred_on, 'check_back_on', NEW.check_back_on, 'state', NEW.state, 'state_since', NEW.state_since, 'helped', NEW.helped, 'remark', NEW.remark));
END;
CREATE TRIGGER log_referral_update AFTER UPDATE ON referral WHEN OLD.id IS NOT NEW.id OR OLD.version IS NOT NEW.version OR OLD.confidential IS NOT NEW.confidential OR OLD.sleutel IS NOT NEW.sleutel OR OLD.request_id IS NOT NEW.request_id OR OLD.conversation_id IS NOT NEW.conversation_id OR OLD.institution_id IS NOT NEW.institution_id OR OLD.offering_id IS NOT NEW.offering_id OR OLD.advisor_id IS NOT NEW.advisor_id OR OLD.referred_on IS NOT NEW.referred_on OR OLD.check_back_on IS NOT NEW.check_back_on OR OLD.state IS NOT NEW.state OR OLD.state_since IS NOT NEW.state_since OR OLD.helped IS NOT NEW.helped OR OLD.remark IS NOT NEW.remark BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'referral', NEW.id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id UNION ALL SELECT 'version' AS k, OLD.version AS v WHERE OLD.version IS NOT NEW.version UNION ALL SELECT 'confidential' AS k, OLD.confidential AS v WHERE OLD.confidential IS NOT NEW.confidential UNION ALL SELECT 'sleutel' AS k, OLD.sleutel AS v WHERE OLD.sleutel IS NOT NEW.sleutel UNION ALL SELECT 'request_id' AS k, OLD.request_id AS v WHERE OLD.request_id IS NOT NEW.request_id UNION ALL SELECT 'conversation_id' AS k, OLD.conversation_id AS v WHERE OLD.conversation_id IS NOT NEW.conversation_id UNION ALL SELECT 'institution_id' AS k, OLD.institution_id AS v WHERE OLD.institution_id IS NOT NEW.institution_id UNION ALL SELECT 'offering_id' AS k, OLD.offering_id AS v WHERE OLD.offering_id IS NOT NEW.offering_id UNION ALL SELECT 'advisor_id' AS k, OLD.advisor_id AS v WHERE OLD.advisor_id IS NOT NEW.advisor_id UNION ALL SELECT 'referred_on' AS k, OLD.referred_on AS v WHERE OLD.referred_on IS NOT NEW.referred_on UNION ALL SELECT 'check_back_on' AS k, OLD.check_back_on AS v WHERE OLD.check_back_on IS NOT NEW.check_back_on UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'state_since' AS k, OLD.state_since AS v WHERE OLD.state_since IS NOT NEW.state_since UNION ALL SELECT 'helped' AS k, OLD.helped AS v WHERE OLD.helped IS NOT NEW.helped UNION ALL SELECT 'remark' AS k, OLD.remark AS v WHERE OLD.remark IS NOT NEW.remark)),
    json_object('id', NEW.id, 'version', NEW.version, 'confidential', NEW.confidential, 'sleutel', NEW.sleutel, 'request_id', NEW.request_id, 'conversation_id', NEW.conversation_id, 'institution_id', NEW.institution_id, 'offering_id', NEW.offering_id, 'advisor_id', NEW.advisor_id, 'referred_on', NEW.referred_on, 'check_back_on', NEW.check_back_on, 'state', NEW.state, 'state_since', NEW.state_since, 'helped', NEW.helped, 'remark', NEW.remark));
END;
CREATE TRIGGER log_referral_delete AFTER DELETE ON referral BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'referral', OLD.id, 'delete',
    json_object('id', OLD.id, 'version', OLD.version, 'confidential', OLD.confidential, 'sleutel', OLD.sleutel, 'request_id', OLD.request_id, 'conversation_id', OLD.conversation_id, 'institution_id', OLD.institution_id, 'offering_id', OLD.offering_id, 'advisor_id', OLD.advisor_id, 'referred_on', OLD.referred_on, 'check_back_on', OLD.check_back_on, 'state', OLD.state, 'state_since', OLD.state_since, 'helped', OLD.helped, 'remark', OLD.remark),
    NULL);
END;
CREATE TRIGGER log_request_obstacle_insert AFTER INSERT ON request_obstacle BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_obstacle', NEW.request_id || ',' || NEW.obstacle_id, 'insert',
    NULL,
    json_object('request_id', NEW.request_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_request_obstacle_update AFTER UPDATE ON request_obstacle WHEN OLD.request_id IS NOT NEW.request_id OR OLD.obstacle_id IS NOT NEW.obstacle_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_obstacle', NEW.request_id || ',' || NEW.obstacle_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'request_id' AS k, OLD.request_id AS v WHERE OLD.request_id IS NOT NEW.request_id UNION ALL SELECT 'obstacle_id' AS k, OLD.obstacle_id AS v WHERE OLD.obstacle_id IS NOT NEW.obstacle_id)),
    json_object('request_id', NEW.request_id, 'obstacle_id', NEW.obstacle_id));
END;
CREATE TRIGGER log_request_obstacle_delete AFTER DELETE ON request_obstacle BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_obstacle', OLD.request_id || ',' || OLD.obstacle_id, 'delete',
    json_object('request_id', OLD.request_id, 'obstacle_id', OLD.obstacle_id),
    NULL);
END;
CREATE TRIGGER log_request_theme_insert AFTER INSERT ON request_theme BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_theme', NEW.request_id || ',' || NEW.theme_id, 'insert',
    NULL,
    json_object('request_id', NEW.request_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_request_theme_update AFTER UPDATE ON request_theme WHEN OLD.request_id IS NOT NEW.request_id OR OLD.theme_id IS NOT NEW.theme_id BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_theme', NEW.request_id || ',' || NEW.theme_id, 'update',
    (SELECT json_group_object(k, v) FROM (SELECT 'request_id' AS k, OLD.request_id AS v WHERE OLD.request_id IS NOT NEW.request_id UNION ALL SELECT 'theme_id' AS k, OLD.theme_id AS v WHERE OLD.theme_id IS NOT NEW.theme_id)),
    json_object('request_id', NEW.request_id, 'theme_id', NEW.theme_id));
END;
CREATE TRIGGER log_request_theme_delete AFTER DELETE ON request_theme BEGIN
  INSERT INTO change_log (at, tx, actor, tbl, pk, op, before, after) VALUES (
    coalesce((SELECT at FROM log_session), strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    (SELECT tx FROM log_session), (SELECT actor FROM log_session), 'request_theme', OLD.request_id || ',' || OLD.theme_id, 'delete',
    json_object('request_id', OLD.request_id, 'theme_id', OLD.theme_id),
    NULL);
END;
CREATE VIRTUAL TABLE search_index USING fts5 (kind UNINDEXED, record_id UNINDEXED, confidential UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
CREATE TRIGGER search_institution_insert AFTER INSERT ON institution BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 0, 'institution', NEW.id, NEW.confidential, coalesce(NEW.name, ''), coalesce(NEW.short_name, '') || ' ' || coalesce(NEW.city, '') || ' ' || coalesce(NEW.agb, '') || ' ' || coalesce(NEW.epd_vendor, '') || ' ' || coalesce((SELECT group_concat(a.alias, ' ') FROM institution_alias a WHERE a.institution_id = NEW.id), ''); END;
CREATE TRIGGER search_institution_delete AFTER DELETE ON institution BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 0; END;
CREATE TRIGGER search_institution_update AFTER UPDATE ON institution WHEN OLD.name IS NOT NEW.name OR OLD.short_name IS NOT NEW.short_name OR OLD.city IS NOT NEW.city OR OLD.agb IS NOT NEW.agb OR OLD.epd_vendor IS NOT NEW.epd_vendor OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 0; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 0, 'institution', NEW.id, NEW.confidential, coalesce(NEW.name, ''), coalesce(NEW.short_name, '') || ' ' || coalesce(NEW.city, '') || ' ' || coalesce(NEW.agb, '') || ' ' || coalesce(NEW.epd_vendor, '') || ' ' || coalesce((SELECT group_concat(a.alias, ' ') FROM institution_alias a WHERE a.institution_id = NEW.id), ''); END;
CREATE TRIGGER search_alias_insert AFTER INSERT ON institution_alias BEGIN DELETE FROM search_index WHERE rowid = NEW.institution_id * 32 + 0; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT i.id * 32 + 0, 'institution', i.id, i.confidential, coalesce(i.name, ''), coalesce(i.short_name, '') || ' ' || coalesce(i.city, '') || ' ' || coalesce(i.agb, '') || ' ' || coalesce(i.epd_vendor, '') || ' ' || coalesce((SELECT group_concat(a.alias, ' ') FROM institution_alias a WHERE a.institution_id = i.id), '') FROM institution i WHERE i.id = NEW.institution_id; END;
CREATE TRIGGER search_alias_delete AFTER DELETE ON institution_alias BEGIN DELETE FROM search_index WHERE rowid = OLD.institution_id * 32 + 0; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT i.id * 32 + 0, 'institution', i.id, i.confidential, coalesce(i.name, ''), coalesce(i.short_name, '') || ' ' || coalesce(i.city, '') || ' ' || coalesce(i.agb, '') || ' ' || coalesce(i.epd_vendor, '') || ' ' || coalesce((SELECT group_concat(a.alias, ' ') FROM institution_alias a WHERE a.institution_id = i.id), '') FROM institution i WHERE i.id = OLD.institution_id; END;
CREATE TRIGGER search_alias_update AFTER UPDATE ON institution_alias BEGIN DELETE FROM search_index WHERE rowid = OLD.institution_id * 32 + 0; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT i.id * 32 + 0, 'institution', i.id, i.confidential, coalesce(i.name, ''), coalesce(i.short_name, '') || ' ' || coalesce(i.city, '') || ' ' || coalesce(i.agb, '') || ' ' || coalesce(i.epd_vendor, '') || ' ' || coalesce((SELECT group_concat(a.alias, ' ') FROM institution_alias a WHERE a.institution_id = i.id), '') FROM institution i WHERE i.id = OLD.institution_id; DELETE FROM search_index WHERE rowid = NEW.institution_id * 32 + 0; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT i.id * 32 + 0, 'institution', i.id, i.confidential, coalesce(i.name, ''), coalesce(i.short_name, '') || ' ' || coalesce(i.city, '') || ' ' || coalesce(i.agb, '') || ' ' || coalesce(i.epd_vendor, '') || ' ' || coalesce((SELECT group_concat(a.alias, ' ') FROM institution_alias a WHERE a.institution_id = i.id), '') FROM institution i WHERE i.id = NEW.institution_id; END;
CREATE TRIGGER search_contact_insert AFTER INSERT ON contact BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 1, 'contact', NEW.id, NEW.confidential, coalesce(NEW.name, ''), coalesce(NEW.function, '') || ' ' || coalesce(NEW.department, '') || ' ' || coalesce(NEW.email, '') || ' ' || coalesce(NEW.phone, ''); END;
CREATE TRIGGER search_contact_delete AFTER DELETE ON contact BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 1; END;
CREATE TRIGGER search_contact_update AFTER UPDATE ON contact WHEN OLD.name IS NOT NEW.name OR OLD.function IS NOT NEW.function OR OLD.department IS NOT NEW.department OR OLD.email IS NOT NEW.email OR OLD.phone IS NOT NEW.phone OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 1; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 1, 'contact', NEW.id, NEW.confidential, coalesce(NEW.name, ''), coalesce(NEW.function, '') || ' ' || coalesce(NEW.department, '') || ' ' || coalesce(NEW.email, '') || ' ' || coalesce(NEW.phone, ''); END;
CREATE TRIGGER search_support_request_insert AFTER INSERT ON support_request BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 2, 'request', NEW.id, NEW.confidential, coalesce(NEW.title, ''), coalesce(NEW.description, '') || ' ' || coalesce(NEW.department, '') || ' ' || coalesce(NEW.resolution, ''); END;
CREATE TRIGGER search_support_request_delete AFTER DELETE ON support_request BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 2; END;
CREATE TRIGGER search_support_request_update AFTER UPDATE ON support_request WHEN OLD.title IS NOT NEW.title OR OLD.description IS NOT NEW.description OR OLD.department IS NOT NEW.department OR OLD.resolution IS NOT NEW.resolution OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 2; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 2, 'request', NEW.id, NEW.confidential, coalesce(NEW.title, ''), coalesce(NEW.description, '') || ' ' || coalesce(NEW.department, '') || ' ' || coalesce(NEW.resolution, ''); END;
CREATE TRIGGER search_conversation_insert AFTER INSERT ON conversation BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 3, 'conversation', NEW.id, NEW.confidential, coalesce(NEW.subject, ''), coalesce(NEW.summary, '') || ' ' || coalesce(NEW.agreements, ''); END;
CREATE TRIGGER search_conversation_delete AFTER DELETE ON conversation BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 3; END;
CREATE TRIGGER search_conversation_update AFTER UPDATE ON conversation WHEN OLD.subject IS NOT NEW.subject OR OLD.summary IS NOT NEW.summary OR OLD.agreements IS NOT NEW.agreements OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 3; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 3, 'conversation', NEW.id, NEW.confidential, coalesce(NEW.subject, ''), coalesce(NEW.summary, '') || ' ' || coalesce(NEW.agreements, ''); END;
CREATE TRIGGER search_signal_insert AFTER INSERT ON signal BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 4, 'signal', NEW.id, NEW.confidential, coalesce(NEW.description, ''), coalesce(NEW.department, ''); END;
CREATE TRIGGER search_signal_delete AFTER DELETE ON signal BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 4; END;
CREATE TRIGGER search_signal_update AFTER UPDATE ON signal WHEN OLD.description IS NOT NEW.description OR OLD.department IS NOT NEW.department OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 4; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 4, 'signal', NEW.id, NEW.confidential, coalesce(NEW.description, ''), coalesce(NEW.department, ''); END;
CREATE TRIGGER search_trend_insert AFTER INSERT ON trend BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 5, 'trend', NEW.id, NEW.confidential, coalesce(NEW.title, ''), coalesce(NEW.description, ''); END;
CREATE TRIGGER search_trend_delete AFTER DELETE ON trend BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 5; END;
CREATE TRIGGER search_trend_update AFTER UPDATE ON trend WHEN OLD.title IS NOT NEW.title OR OLD.description IS NOT NEW.description OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 5; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 5, 'trend', NEW.id, NEW.confidential, coalesce(NEW.title, ''), coalesce(NEW.description, ''); END;
CREATE TRIGGER search_offering_insert AFTER INSERT ON offering BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 6, 'offering', NEW.id, NEW.confidential, coalesce(NEW.title, ''), coalesce(NEW.provider, '') || ' ' || coalesce(NEW.description, ''); END;
CREATE TRIGGER search_offering_delete AFTER DELETE ON offering BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 6; END;
CREATE TRIGGER search_offering_update AFTER UPDATE ON offering WHEN OLD.title IS NOT NEW.title OR OLD.provider IS NOT NEW.provider OR OLD.description IS NOT NEW.description OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 6; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 6, 'offering', NEW.id, NEW.confidential, coalesce(NEW.title, ''), coalesce(NEW.provider, '') || ' ' || coalesce(NEW.description, ''); END;
CREATE TRIGGER search_note_insert AFTER INSERT ON note BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 7, 'note', NEW.id, NEW.confidential, coalesce(NEW.text, ''), ''; END;
CREATE TRIGGER search_note_delete AFTER DELETE ON note BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 7; END;
CREATE TRIGGER search_note_update AFTER UPDATE ON note WHEN OLD.text IS NOT NEW.text OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 7; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 7, 'note', NEW.id, NEW.confidential, coalesce(NEW.text, ''), ''; END;
CREATE TRIGGER search_follow_up_insert AFTER INSERT ON follow_up BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 8, 'follow_up', NEW.id, NEW.confidential, coalesce(NEW.what, ''), coalesce(NEW.result, ''); END;
CREATE TRIGGER search_follow_up_delete AFTER DELETE ON follow_up BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 8; END;
CREATE TRIGGER search_follow_up_update AFTER UPDATE ON follow_up WHEN OLD.what IS NOT NEW.what OR OLD.result IS NOT NEW.result OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 8; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 8, 'follow_up', NEW.id, NEW.confidential, coalesce(NEW.what, ''), coalesce(NEW.result, ''); END;
CREATE TRIGGER search_party_insert AFTER INSERT ON party BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 9, 'party', NEW.id, NEW.confidential, coalesce(NEW.name, ''), ''; END;
CREATE TRIGGER search_party_delete AFTER DELETE ON party BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 9; END;
CREATE TRIGGER search_party_update AFTER UPDATE ON party WHEN OLD.name IS NOT NEW.name OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 9; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 9, 'party', NEW.id, NEW.confidential, coalesce(NEW.name, ''), ''; END;
CREATE TRIGGER search_wensenscan_response_insert AFTER INSERT ON wensenscan_response BEGIN INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 10, 'response', NEW.id, NEW.confidential, coalesce(NEW.ambition, ''), coalesce(NEW.free_text, ''); END;
CREATE TRIGGER search_wensenscan_response_delete AFTER DELETE ON wensenscan_response BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 10; END;
CREATE TRIGGER search_wensenscan_response_update AFTER UPDATE ON wensenscan_response WHEN OLD.ambition IS NOT NEW.ambition OR OLD.free_text IS NOT NEW.free_text OR OLD.confidential IS NOT NEW.confidential BEGIN DELETE FROM search_index WHERE rowid = OLD.id * 32 + 10; INSERT INTO search_index (rowid, kind, record_id, confidential, title, body) SELECT NEW.id * 32 + 10, 'response', NEW.id, NEW.confidential, coalesce(NEW.ambition, ''), coalesce(NEW.free_text, ''); END;
