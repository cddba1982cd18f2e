CREATE TABLE advisor (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  name VARCHAR NOT NULL,
  email VARCHAR,
  role TEXT DEFAULT 'advisor' NOT NULL,
  strong_in_technical BOOLEAN DEFAULT false NOT NULL,
  strong_in_change BOOLEAN DEFAULT false NOT NULL,
  away_until DATE,
  stand_in_id INTEGER,
  active BOOLEAN DEFAULT true NOT NULL,
  CONSTRAINT pk_advisor PRIMARY KEY (id),
  CONSTRAINT uq_advisor_name UNIQUE (name),
  CONSTRAINT fk_advisor_stand_in_id FOREIGN KEY(stand_in_id) REFERENCES advisor (id),
  CONSTRAINT ck_advisor_role CHECK (role IN ('advisor', 'lead', 'admin'))
);
CREATE INDEX ix_advisor_stand_in_id ON advisor (stand_in_id);
CREATE TABLE draft (
  id SERIAL NOT NULL,
  advisor VARCHAR NOT NULL,
  form VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  content VARCHAR NOT NULL,
  kept_at VARCHAR NOT NULL,
  CONSTRAINT pk_draft PRIMARY KEY (id),
  CONSTRAINT uq_draft_advisor_form_subject UNIQUE (advisor, form, subject)
);
CREATE TABLE export_log (
  id SERIAL NOT NULL,
  exported_at VARCHAR NOT NULL,
  advisor VARCHAR NOT NULL,
  what VARCHAR NOT NULL,
  rows INTEGER NOT NULL,
  CONSTRAINT pk_export_log PRIMARY KEY (id)
);
CREATE TABLE import_memory (
  kind VARCHAR NOT NULL,
  record_id INTEGER NOT NULL,
  row_hash VARCHAR NOT NULL,
  CONSTRAINT pk_import_memory PRIMARY KEY (kind, record_id)
);
CREATE TABLE link (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  on_kind TEXT NOT NULL,
  on_id INTEGER NOT NULL,
  title VARCHAR,
  url VARCHAR NOT NULL,
  CONSTRAINT pk_link PRIMARY KEY (id),
  CONSTRAINT ck_link_on_kind CHECK (on_kind IN ('institution', 'party', 'contact', 'advisor', 'round', 'response', 'conversation', 'request', 'signal', 'trend', 'offering', 'referral', 'session', 'event', 'fitgap', 'fitgap_item', 'follow_up', 'note', 'link'))
);
CREATE INDEX ix_link_on ON link (on_kind, on_id);
CREATE TABLE offering (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  sleutel VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  kind TEXT,
  provider VARCHAR,
  url VARCHAR,
  description VARCHAR,
  outcome_info TEXT,
  state TEXT DEFAULT 'available' NOT NULL,
  state_since DATE,
  available_from DATE,
  available_until DATE,
  owner VARCHAR,
  expected_on DATE,
  CONSTRAINT pk_offering PRIMARY KEY (id),
  CONSTRAINT uq_offering_sleutel UNIQUE (sleutel),
  CONSTRAINT ck_offering_kind CHECK (kind IN ('material', 'e_learning', 'training', 'session', 'webinar', 'roadmap', 'tool', 'guide', 'expertise')),
  CONSTRAINT ck_offering_outcome_info CHECK (outcome_info IN ('with', 'without', 'both', 'not_applicable')),
  CONSTRAINT ck_offering_state CHECK (state IN ('available', 'in_development', 'lapsed'))
);
CREATE TABLE outcome_set (
  id SERIAL NOT NULL,
  name VARCHAR NOT NULL,
  status VARCHAR,
  CONSTRAINT pk_outcome_set PRIMARY KEY (id),
  CONSTRAINT uq_outcome_set_name UNIQUE (name)
);
CREATE TABLE party (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  name VARCHAR NOT NULL,
  kind TEXT,
  CONSTRAINT pk_party PRIMARY KEY (id),
  CONSTRAINT uq_party_name UNIQUE (name),
  CONSTRAINT ck_party_kind CHECK (kind IN ('umbrella', 'scientific', 'patient_organisation', 'supplier', 'provider', 'ministry', 'other'))
);
CREATE TABLE saved_view (
  id SERIAL NOT NULL,
  advisor VARCHAR NOT NULL,
  place VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  query VARCHAR NOT NULL,
  CONSTRAINT pk_saved_view PRIMARY KEY (id),
  CONSTRAINT uq_saved_view_advisor_place_name UNIQUE (advisor, place, name)
);
CREATE TABLE setting (
  name VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  CONSTRAINT pk_setting PRIMARY KEY (name)
);
CREATE TABLE theme (
  id INTEGER NOT NULL,
  label VARCHAR NOT NULL,
  CONSTRAINT pk_theme PRIMARY KEY (id),
  CONSTRAINT uq_theme_label UNIQUE (label)
);
CREATE TABLE wensenscan_round (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  name VARCHAR NOT NULL,
  sent_on DATE,
  closed_on DATE,
  CONSTRAINT pk_wensenscan_round PRIMARY KEY (id),
  CONSTRAINT uq_wensenscan_round_name UNIQUE (name)
);
CREATE TABLE event (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  title VARCHAR NOT NULL,
  kind TEXT,
  event_on DATE,
  offering_id INTEGER,
  CONSTRAINT pk_event PRIMARY KEY (id),
  CONSTRAINT fk_event_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id),
  CONSTRAINT ck_event_kind CHECK (kind IN ('webinar', 'knowledge_meeting', 'conference'))
);
CREATE INDEX ix_event_offering_id ON event (offering_id);
CREATE TABLE institution (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  name VARCHAR NOT NULL,
  short_name VARCHAR,
  kind TEXT,
  umbrella TEXT,
  city VARCHAR,
  province TEXT,
  agb VARCHAR,
  website VARCHAR,
  epd_vendor VARCHAR,
  role TEXT,
  role_since DATE,
  phase TEXT,
  advisor_id INTEGER,
  stand_in_id INTEGER,
  active BOOLEAN DEFAULT true NOT NULL,
  merged_into_id INTEGER,
  CONSTRAINT pk_institution PRIMARY KEY (id),
  CONSTRAINT uq_institution_agb UNIQUE (agb),
  CONSTRAINT fk_institution_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT fk_institution_stand_in_id FOREIGN KEY(stand_in_id) REFERENCES advisor (id),
  CONSTRAINT fk_institution_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES institution (id),
  CONSTRAINT ck_institution_kind CHECK (kind IN ('umc', 'top_clinical', 'general', 'specialised', 'clinic')),
  CONSTRAINT ck_institution_umbrella CHECK (umbrella IN ('NVZ', 'UMCNL', 'ZKN')),
  CONSTRAINT ck_institution_province CHECK (province IN ('Drenthe', 'Flevoland', 'Friesland', 'Gelderland', 'Groningen', 'Limburg', 'Noord-Brabant', 'Noord-Holland', 'Overijssel', 'Utrecht', 'Zeeland', 'Zuid-Holland')),
  CONSTRAINT ck_institution_role CHECK (role IN ('frontrunner', 'candidate', 'follower')),
  CONSTRAINT ck_institution_phase CHECK (phase IN ('awareness', 'involvement', 'sustained'))
);
CREATE INDEX ix_institution_advisor_id ON institution (advisor_id);
CREATE INDEX ix_institution_merged_into_id ON institution (merged_into_id);
CREATE INDEX ix_institution_name ON institution (name);
CREATE INDEX ix_institution_stand_in_id ON institution (stand_in_id);
CREATE TABLE obstacle (
  id SERIAL NOT NULL,
  theme_id INTEGER NOT NULL,
  label VARCHAR NOT NULL,
  active BOOLEAN DEFAULT true NOT NULL,
  CONSTRAINT pk_obstacle PRIMARY KEY (id),
  CONSTRAINT fk_obstacle_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id),
  CONSTRAINT uq_obstacle_label UNIQUE (label)
);
CREATE INDEX ix_obstacle_theme_id ON obstacle (theme_id);
CREATE TABLE offering_audience (
  offering_id INTEGER NOT NULL,
  audience TEXT NOT NULL,
  CONSTRAINT pk_offering_audience PRIMARY KEY (offering_id, audience),
  CONSTRAINT fk_offering_audience_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id),
  CONSTRAINT ck_offering_audience_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it'))
);
CREATE TABLE offering_theme (
  offering_id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  CONSTRAINT pk_offering_theme PRIMARY KEY (offering_id, theme_id),
  CONSTRAINT fk_offering_theme_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id),
  CONSTRAINT fk_offering_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
);
CREATE INDEX ix_offering_theme_theme_id ON offering_theme (theme_id);
CREATE TABLE party_alias (
  id SERIAL NOT NULL,
  party_id INTEGER NOT NULL,
  alias VARCHAR NOT NULL,
  CONSTRAINT pk_party_alias PRIMARY KEY (id),
  CONSTRAINT fk_party_alias_party_id FOREIGN KEY(party_id) REFERENCES party (id)
);
CREATE INDEX ix_party_alias_alias ON party_alias (alias);
CREATE INDEX ix_party_alias_party_id ON party_alias (party_id);
CREATE TABLE trend (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  title VARCHAR NOT NULL,
  theme_id INTEGER,
  description VARCHAR,
  owner_party_id INTEGER,
  state TEXT DEFAULT 'observed' NOT NULL,
  state_since DATE,
  CONSTRAINT pk_trend PRIMARY KEY (id),
  CONSTRAINT uq_trend_title UNIQUE (title),
  CONSTRAINT fk_trend_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id),
  CONSTRAINT fk_trend_owner_party_id FOREIGN KEY(owner_party_id) REFERENCES party (id),
  CONSTRAINT ck_trend_state CHECK (state IN ('observed', 'raised', 'picked_up', 'done'))
);
CREATE INDEX ix_trend_owner_party_id ON trend (owner_party_id);
CREATE INDEX ix_trend_theme_id ON trend (theme_id);
CREATE TABLE contact (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  institution_id INTEGER,
  party_id INTEGER,
  name VARCHAR,
  function VARCHAR,
  department VARCHAR,
  audience TEXT,
  email VARCHAR,
  phone VARCHAR,
  left_on DATE,
  retention_until DATE,
  erased_on DATE,
  CONSTRAINT pk_contact PRIMARY KEY (id),
  CONSTRAINT fk_contact_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_contact_party_id FOREIGN KEY(party_id) REFERENCES party (id),
  CONSTRAINT ck_contact_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it'))
);
CREATE INDEX ix_contact_institution_id ON contact (institution_id);
CREATE INDEX ix_contact_party_id ON contact (party_id);
CREATE TABLE event_institution (
  event_id INTEGER NOT NULL,
  institution_id INTEGER NOT NULL,
  CONSTRAINT pk_event_institution PRIMARY KEY (event_id, institution_id),
  CONSTRAINT fk_event_institution_event_id FOREIGN KEY(event_id) REFERENCES event (id),
  CONSTRAINT fk_event_institution_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
);
CREATE TABLE fit_gap_analysis (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  sleutel VARCHAR NOT NULL,
  institution_id INTEGER NOT NULL,
  outcome_set_id INTEGER NOT NULL,
  state TEXT DEFAULT 'planned' NOT NULL,
  state_since DATE,
  started_on DATE,
  reported_on DATE,
  discussed_on DATE,
  CONSTRAINT pk_fit_gap_analysis PRIMARY KEY (id),
  CONSTRAINT uq_fit_gap_analysis_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_fit_gap_analysis_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_fit_gap_analysis_outcome_set_id FOREIGN KEY(outcome_set_id) REFERENCES outcome_set (id),
  CONSTRAINT ck_fit_gap_analysis_state CHECK (state IN ('planned', 'running', 'reported', 'discussed'))
);
CREATE INDEX ix_fit_gap_analysis_institution_id ON fit_gap_analysis (institution_id);
CREATE INDEX ix_fit_gap_analysis_outcome_set_id ON fit_gap_analysis (outcome_set_id);
CREATE TABLE follow_up (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  on_kind TEXT,
  on_id INTEGER,
  institution_id INTEGER,
  what VARCHAR NOT NULL,
  due_on DATE,
  advisor_id INTEGER,
  state TEXT DEFAULT 'open' NOT NULL,
  state_since DATE,
  done_on DATE,
  result VARCHAR,
  CONSTRAINT pk_follow_up PRIMARY KEY (id),
  CONSTRAINT fk_follow_up_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_follow_up_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT ck_follow_up_on_kind CHECK (on_kind IN ('institution', 'party', 'contact', 'advisor', 'round', 'response', 'conversation', 'request', 'signal', 'trend', 'offering', 'referral', 'session', 'event', 'fitgap', 'fitgap_item', 'follow_up', 'note', 'link')),
  CONSTRAINT ck_follow_up_state CHECK (state IN ('open', 'done', 'dropped'))
);
CREATE INDEX ix_follow_up_advisor_id ON follow_up (advisor_id);
CREATE INDEX ix_follow_up_due_on ON follow_up (due_on);
CREATE INDEX ix_follow_up_institution_id ON follow_up (institution_id);
CREATE INDEX ix_follow_up_on ON follow_up (on_kind, on_id);
CREATE TABLE institution_alias (
  id SERIAL NOT NULL,
  institution_id INTEGER NOT NULL,
  alias VARCHAR NOT NULL,
  former_until DATE,
  CONSTRAINT pk_institution_alias PRIMARY KEY (id),
  CONSTRAINT fk_institution_alias_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
);
CREATE INDEX ix_institution_alias_alias ON institution_alias (alias);
CREATE INDEX ix_institution_alias_institution_id ON institution_alias (institution_id);
CREATE TABLE learning_session (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  sleutel VARCHAR NOT NULL,
  institution_id INTEGER NOT NULL,
  team VARCHAR,
  audience TEXT,
  goal VARCHAR,
  provider VARCHAR,
  enrolled_on DATE,
  session_on DATE,
  participants INTEGER,
  state TEXT DEFAULT 'interest' NOT NULL,
  state_since DATE,
  evaluation VARCHAR,
  CONSTRAINT pk_learning_session PRIMARY KEY (id),
  CONSTRAINT uq_learning_session_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_learning_session_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT ck_learning_session_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it')),
  CONSTRAINT ck_learning_session_state CHECK (state IN ('interest', 'enrolled', 'scheduled', 'held', 'cancelled'))
);
CREATE INDEX ix_learning_session_institution_id ON learning_session (institution_id);
CREATE INDEX ix_learning_session_session_on ON learning_session (session_on);
CREATE TABLE note (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  on_kind TEXT NOT NULL,
  on_id INTEGER NOT NULL,
  institution_id INTEGER,
  kind TEXT DEFAULT 'note' NOT NULL,
  theme_id INTEGER,
  text VARCHAR NOT NULL,
  written_on DATE NOT NULL,
  advisor_id INTEGER,
  CONSTRAINT pk_note PRIMARY KEY (id),
  CONSTRAINT fk_note_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_note_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id),
  CONSTRAINT fk_note_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT ck_note_on_kind CHECK (on_kind IN ('institution', 'party', 'contact', 'advisor', 'round', 'response', 'conversation', 'request', 'signal', 'trend', 'offering', 'referral', 'session', 'event', 'fitgap', 'fitgap_item', 'follow_up', 'note', 'link')),
  CONSTRAINT ck_note_kind CHECK (kind IN ('note', 'lesson', 'decision'))
);
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
);
CREATE TABLE round_population (
  round_id INTEGER NOT NULL,
  institution_id INTEGER NOT NULL,
  CONSTRAINT pk_round_population PRIMARY KEY (round_id, institution_id),
  CONSTRAINT fk_round_population_round_id FOREIGN KEY(round_id) REFERENCES wensenscan_round (id),
  CONSTRAINT fk_round_population_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
);
CREATE TABLE wensenscan_response (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  sleutel VARCHAR NOT NULL,
  round_id INTEGER NOT NULL,
  institution_id INTEGER NOT NULL,
  audience TEXT,
  submitted_on DATE,
  sdm_scope TEXT,
  uses_outcome_info TEXT,
  ambition VARCHAR,
  free_text VARCHAR,
  raw VARCHAR,
  CONSTRAINT pk_wensenscan_response PRIMARY KEY (id),
  CONSTRAINT uq_wensenscan_response_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_wensenscan_response_round_id FOREIGN KEY(round_id) REFERENCES wensenscan_round (id),
  CONSTRAINT fk_wensenscan_response_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT ck_wensenscan_response_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it')),
  CONSTRAINT ck_wensenscan_response_sdm_scope CHECK (sdm_scope IN ('all', 'some', 'none')),
  CONSTRAINT ck_wensenscan_response_uses_outcome_info CHECK (uses_outcome_info IN ('yes', 'no'))
);
CREATE INDEX ix_wensenscan_response_institution_id ON wensenscan_response (institution_id);
CREATE INDEX ix_wensenscan_response_round_id ON wensenscan_response (round_id);
CREATE INDEX ix_wensenscan_response_submitted_on ON wensenscan_response (submitted_on);
CREATE TABLE conversation (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  sleutel VARCHAR NOT NULL,
  kind TEXT,
  channel TEXT,
  state TEXT DEFAULT 'to_plan' NOT NULL,
  state_since DATE,
  planned_at DATE,
  planned_time VARCHAR,
  held_at DATE,
  held_time VARCHAR,
  duration_min INTEGER,
  subject VARCHAR,
  summary VARCHAR,
  agreements VARCHAR,
  response_id INTEGER,
  CONSTRAINT pk_conversation PRIMARY KEY (id),
  CONSTRAINT uq_conversation_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_conversation_response_id FOREIGN KEY(response_id) REFERENCES wensenscan_response (id),
  CONSTRAINT ck_conversation_kind CHECK (kind IN ('wensenscan', 'intake', 'progress', 'fit_gap', 'evaluation', 'other')),
  CONSTRAINT ck_conversation_channel CHECK (channel IN ('teams', 'phone', 'visit', 'mail')),
  CONSTRAINT ck_conversation_state CHECK (state IN ('to_plan', 'planned', 'held', 'cancelled', 'declined'))
);
CREATE INDEX ix_conversation_held_at ON conversation (held_at);
CREATE INDEX ix_conversation_planned_at ON conversation (planned_at);
CREATE INDEX ix_conversation_response_id ON conversation (response_id);
CREATE TABLE event_contact (
  event_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  CONSTRAINT pk_event_contact PRIMARY KEY (event_id, contact_id),
  CONSTRAINT fk_event_contact_event_id FOREIGN KEY(event_id) REFERENCES event (id),
  CONSTRAINT fk_event_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
);
CREATE TABLE fit_gap_item (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  analysis_id INTEGER NOT NULL,
  dimension TEXT NOT NULL,
  current VARCHAR,
  needed VARCHAR,
  gap INTEGER,
  action VARCHAR,
  national TEXT,
  CONSTRAINT pk_fit_gap_item PRIMARY KEY (id),
  CONSTRAINT uq_fit_gap_item_analysis_id_dimension UNIQUE (analysis_id, dimension),
  CONSTRAINT fk_fit_gap_item_analysis_id FOREIGN KEY(analysis_id) REFERENCES fit_gap_analysis (id),
  CONSTRAINT ck_fit_gap_item_dimension CHECK (dimension IN ('support', 'capacity', 'care_process', 'questionnaires', 'prom_collection', 'api', 'clinical_data', 'dashboard', 'competences', 'patient_information')),
  CONSTRAINT ck_fit_gap_item_national CHECK (national IN ('yes', 'no')),
  CONSTRAINT ck_fit_gap_item_gap CHECK (gap BETWEEN 0 AND 4)
);
CREATE TABLE response_obstacle (
  response_id INTEGER NOT NULL,
  obstacle_id INTEGER NOT NULL,
  CONSTRAINT pk_response_obstacle PRIMARY KEY (response_id, obstacle_id),
  CONSTRAINT fk_response_obstacle_response_id FOREIGN KEY(response_id) REFERENCES wensenscan_response (id),
  CONSTRAINT fk_response_obstacle_obstacle_id FOREIGN KEY(obstacle_id) REFERENCES obstacle (id)
);
CREATE TABLE response_theme (
  response_id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  CONSTRAINT pk_response_theme PRIMARY KEY (response_id, theme_id),
  CONSTRAINT fk_response_theme_response_id FOREIGN KEY(response_id) REFERENCES wensenscan_response (id),
  CONSTRAINT fk_response_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
);
CREATE TABLE session_theme (
  session_id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  CONSTRAINT pk_session_theme PRIMARY KEY (session_id, theme_id),
  CONSTRAINT fk_session_theme_session_id FOREIGN KEY(session_id) REFERENCES learning_session (id),
  CONSTRAINT fk_session_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
);
CREATE TABLE conversation_advisor (
  conversation_id INTEGER NOT NULL,
  advisor_id INTEGER NOT NULL,
  CONSTRAINT pk_conversation_advisor PRIMARY KEY (conversation_id, advisor_id),
  CONSTRAINT fk_conversation_advisor_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_conversation_advisor_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id)
);
CREATE INDEX ix_conversation_advisor_advisor_id ON conversation_advisor (advisor_id);
CREATE TABLE conversation_attendee (
  id SERIAL NOT NULL,
  conversation_id INTEGER NOT NULL,
  contact_id INTEGER,
  name VARCHAR,
  CONSTRAINT pk_conversation_attendee PRIMARY KEY (id),
  CONSTRAINT fk_conversation_attendee_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_conversation_attendee_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
);
CREATE INDEX ix_conversation_attendee_contact_id ON conversation_attendee (contact_id);
CREATE INDEX ix_conversation_attendee_conversation_id ON conversation_attendee (conversation_id);
CREATE TABLE conversation_institution (
  conversation_id INTEGER NOT NULL,
  institution_id INTEGER NOT NULL,
  CONSTRAINT pk_conversation_institution PRIMARY KEY (conversation_id, institution_id),
  CONSTRAINT fk_conversation_institution_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_conversation_institution_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
);
CREATE INDEX ix_conversation_institution_institution_id ON conversation_institution (institution_id);
CREATE TABLE conversation_party (
  conversation_id INTEGER NOT NULL,
  party_id INTEGER NOT NULL,
  CONSTRAINT pk_conversation_party PRIMARY KEY (conversation_id, party_id),
  CONSTRAINT fk_conversation_party_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_conversation_party_party_id FOREIGN KEY(party_id) REFERENCES party (id)
);
CREATE INDEX ix_conversation_party_party_id ON conversation_party (party_id);
CREATE TABLE signal (
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  sleutel VARCHAR NOT NULL,
  institution_id INTEGER,
  party_id INTEGER,
  department VARCHAR,
  theme_id INTEGER,
  obstacle_id INTEGER,
  description VARCHAR,
  reach TEXT,
  conversation_id INTEGER,
  response_id INTEGER,
  session_id INTEGER,
  event_id INTEGER,
  fitgap_item_id INTEGER,
  advisor_id INTEGER,
  state TEXT DEFAULT 'new' NOT NULL,
  state_since DATE,
  recorded_on DATE NOT NULL,
  trend_id INTEGER,
  example VARCHAR,
  example_released_by_id INTEGER,
  example_released_on DATE,
  CONSTRAINT pk_signal PRIMARY KEY (id),
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
  CONSTRAINT ck_signal_reach CHECK (reach IN ('institution', 'national')),
  CONSTRAINT ck_signal_state CHECK (state IN ('new', 'interpreted', 'raised', 'picked_up', 'closed', 'rejected'))
);
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
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  sleutel VARCHAR NOT NULL,
  institution_id INTEGER,
  party_id INTEGER,
  department VARCHAR,
  contact_id INTEGER,
  title VARCHAR NOT NULL,
  description VARCHAR,
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
  received_on DATE NOT NULL,
  due_on DATE,
  state TEXT DEFAULT 'new' NOT NULL,
  state_since DATE,
  resolution VARCHAR,
  closed_on DATE,
  verdict TEXT,
  verdict_reason VARCHAR,
  example VARCHAR,
  example_released_by_id INTEGER,
  example_released_on DATE,
  CONSTRAINT pk_support_request PRIMARY KEY (id),
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
  CONSTRAINT ck_support_request_nature CHECK (nature IN ('technical', 'change')),
  CONSTRAINT ck_support_request_outcome_info CHECK (outcome_info IN ('with', 'without', 'both', 'not_applicable')),
  CONSTRAINT ck_support_request_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it')),
  CONSTRAINT ck_support_request_source CHECK (source IN ('wensenscan', 'conversation', 'phone', 'mail', 'session', 'fit_gap', 'other')),
  CONSTRAINT ck_support_request_priority CHECK (priority IN ('low', 'normal', 'high')),
  CONSTRAINT ck_support_request_state CHECK (state IN ('new', 'in_progress', 'waiting', 'referred', 'resolved', 'dropped')),
  CONSTRAINT ck_support_request_verdict CHECK (verdict IN ('fits', 'partly', 'nothing', 'not_judged'))
);
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
  id SERIAL NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  confidential BOOLEAN DEFAULT false NOT NULL,
  sleutel VARCHAR NOT NULL,
  request_id INTEGER,
  conversation_id INTEGER,
  institution_id INTEGER,
  offering_id INTEGER NOT NULL,
  advisor_id INTEGER,
  referred_on DATE NOT NULL,
  check_back_on DATE,
  state TEXT DEFAULT 'open' NOT NULL,
  state_since DATE,
  helped TEXT,
  remark VARCHAR,
  CONSTRAINT pk_referral PRIMARY KEY (id),
  CONSTRAINT uq_referral_sleutel UNIQUE (sleutel),
  CONSTRAINT fk_referral_request_id FOREIGN KEY(request_id) REFERENCES support_request (id),
  CONSTRAINT fk_referral_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id),
  CONSTRAINT fk_referral_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id),
  CONSTRAINT fk_referral_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id),
  CONSTRAINT fk_referral_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id),
  CONSTRAINT ck_referral_state CHECK (state IN ('open', 'used', 'not_used')),
  CONSTRAINT ck_referral_helped CHECK (helped IN ('yes', 'partly', 'no'))
);
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
);
CREATE INDEX ix_request_obstacle_obstacle_id ON request_obstacle (obstacle_id);
CREATE TABLE request_theme (
  request_id INTEGER NOT NULL,
  theme_id INTEGER NOT NULL,
  CONSTRAINT pk_request_theme PRIMARY KEY (request_id, theme_id),
  CONSTRAINT fk_request_theme_request_id FOREIGN KEY(request_id) REFERENCES support_request (id),
  CONSTRAINT fk_request_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
);
CREATE INDEX ix_request_theme_theme_id ON request_theme (theme_id);
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
CREATE TABLE loket_meta (name text PRIMARY KEY, value text NOT NULL);
CREATE FUNCTION loket_now() RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
CREATE FUNCTION loket_pk(image jsonb, columns text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(image ->> name, ',' ORDER BY place) FROM unnest(string_to_array(columns, ',')) WITH ORDINALITY AS c(name, place) $$;
CREATE FUNCTION loket_part(image jsonb, columns text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(key, value), '{}'::jsonb) FROM jsonb_each(image) WHERE key = ANY (string_to_array(columns, ',')) $$;
CREATE FUNCTION loket_record(tbl text, op text, pks text, personal text, old_row jsonb, new_row jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  entry bigint;
  changed jsonb := old_row;
BEGIN
  IF op = 'update' THEN
    SELECT jsonb_object_agg(key, value) INTO changed FROM jsonb_each(old_row) WHERE value IS DISTINCT FROM new_row -> key;
    IF changed IS NULL THEN RETURN; END IF;
  END IF;
  INSERT INTO change_log (at, tx, actor, db_user, tbl, pk, op, before, after)
  VALUES (loket_now(), nullif(current_setting('loket.tx', true), '')::integer, nullif(current_setting('loket.actor', true), ''),
    session_user, tbl, loket_pk(coalesce(new_row, old_row), pks), op,
    changed - string_to_array(personal, ','), new_row - string_to_array(personal, ',')) RETURNING seq INTO entry;
  IF personal <> '' AND (op <> 'update' OR loket_part(changed, personal) <> '{}'::jsonb) THEN
    INSERT INTO log_personal (seq, subject, before, after)
    VALUES (entry, tbl || ':' || loket_pk(coalesce(new_row, old_row), pks), loket_part(changed, personal), loket_part(new_row, personal));
  END IF;
END $$;
CREATE FUNCTION loket_log_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(727273);
  PERFORM loket_record(TG_TABLE_NAME, 'update', TG_ARGV[0], TG_ARGV[1], to_jsonb(OLD), to_jsonb(NEW));
  RETURN NULL;
END $$;
CREATE FUNCTION loket_log_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(727273);
  IF TG_ARGV[1] <> '' THEN
    IF TG_OP = 'INSERT' THEN
      PERFORM loket_record(TG_TABLE_NAME, 'insert', TG_ARGV[0], TG_ARGV[1], NULL, to_jsonb(r)) FROM moved r;
    ELSE
      PERFORM loket_record(TG_TABLE_NAME, 'delete', TG_ARGV[0], TG_ARGV[1], to_jsonb(r), NULL) FROM moved r;
    END IF;
  ELSE
    INSERT INTO change_log (at, tx, actor, db_user, tbl, pk, op, before, after)
    SELECT loket_now(), nullif(current_setting('loket.tx', true), '')::integer, nullif(current_setting('loket.actor', true), ''),
      session_user, TG_TABLE_NAME, loket_pk(to_jsonb(r), TG_ARGV[0]), lower(TG_OP),
      CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(r) END, CASE WHEN TG_OP = 'INSERT' THEN to_jsonb(r) END FROM moved r;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER log_insert AFTER INSERT ON advisor REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON advisor REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON advisor FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON import_memory REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('kind,record_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON import_memory REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('kind,record_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON import_memory FOR EACH ROW EXECUTE FUNCTION loket_log_row('kind,record_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON link REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON link REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON link FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON offering REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON offering REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON offering FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON outcome_set REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON outcome_set REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON outcome_set FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON party REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON party REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON party FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON setting REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('name', '');
CREATE TRIGGER log_delete AFTER DELETE ON setting REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('name', '');
CREATE TRIGGER log_update AFTER UPDATE ON setting FOR EACH ROW EXECUTE FUNCTION loket_log_row('name', '');
CREATE TRIGGER log_insert AFTER INSERT ON theme REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON theme REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON theme FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON wensenscan_round REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON wensenscan_round REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON wensenscan_round FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON event REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON event REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON event FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON institution REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON institution REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON institution FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON obstacle REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON obstacle REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON obstacle FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON offering_audience REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('offering_id,audience', '');
CREATE TRIGGER log_delete AFTER DELETE ON offering_audience REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('offering_id,audience', '');
CREATE TRIGGER log_update AFTER UPDATE ON offering_audience FOR EACH ROW EXECUTE FUNCTION loket_log_row('offering_id,audience', '');
CREATE TRIGGER log_insert AFTER INSERT ON offering_theme REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('offering_id,theme_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON offering_theme REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('offering_id,theme_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON offering_theme FOR EACH ROW EXECUTE FUNCTION loket_log_row('offering_id,theme_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON party_alias REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON party_alias REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON party_alias FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON trend REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON trend REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON trend FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON contact REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', 'name,function,email,phone');
CREATE TRIGGER log_delete AFTER DELETE ON contact REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', 'name,function,email,phone');
CREATE TRIGGER log_update AFTER UPDATE ON contact FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', 'name,function,email,phone');
CREATE TRIGGER log_insert AFTER INSERT ON event_institution REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('event_id,institution_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON event_institution REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('event_id,institution_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON event_institution FOR EACH ROW EXECUTE FUNCTION loket_log_row('event_id,institution_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON fit_gap_analysis REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON fit_gap_analysis REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON fit_gap_analysis FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON follow_up REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON follow_up REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON follow_up FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON institution_alias REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON institution_alias REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON institution_alias FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON learning_session REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON learning_session REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON learning_session FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON note REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON note REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON note FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON offering_obstacle REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('offering_id,obstacle_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON offering_obstacle REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('offering_id,obstacle_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON offering_obstacle FOR EACH ROW EXECUTE FUNCTION loket_log_row('offering_id,obstacle_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON round_population REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('round_id,institution_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON round_population REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('round_id,institution_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON round_population FOR EACH ROW EXECUTE FUNCTION loket_log_row('round_id,institution_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON wensenscan_response REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON wensenscan_response REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON wensenscan_response FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON conversation REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON conversation REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON conversation FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON event_contact REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('event_id,contact_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON event_contact REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('event_id,contact_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON event_contact FOR EACH ROW EXECUTE FUNCTION loket_log_row('event_id,contact_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON fit_gap_item REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON fit_gap_item REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON fit_gap_item FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON response_obstacle REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('response_id,obstacle_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON response_obstacle REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('response_id,obstacle_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON response_obstacle FOR EACH ROW EXECUTE FUNCTION loket_log_row('response_id,obstacle_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON response_theme REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('response_id,theme_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON response_theme REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('response_id,theme_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON response_theme FOR EACH ROW EXECUTE FUNCTION loket_log_row('response_id,theme_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON session_theme REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('session_id,theme_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON session_theme REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('session_id,theme_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON session_theme FOR EACH ROW EXECUTE FUNCTION loket_log_row('session_id,theme_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON conversation_advisor REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('conversation_id,advisor_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON conversation_advisor REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('conversation_id,advisor_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON conversation_advisor FOR EACH ROW EXECUTE FUNCTION loket_log_row('conversation_id,advisor_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON conversation_attendee REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', 'name');
CREATE TRIGGER log_delete AFTER DELETE ON conversation_attendee REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', 'name');
CREATE TRIGGER log_update AFTER UPDATE ON conversation_attendee FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', 'name');
CREATE TRIGGER log_insert AFTER INSERT ON conversation_institution REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('conversation_id,institution_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON conversation_institution REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('conversation_id,institution_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON conversation_institution FOR EACH ROW EXECUTE FUNCTION loket_log_row('conversation_id,institution_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON conversation_party REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('conversation_id,party_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON conversation_party REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('conversation_id,party_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON conversation_party FOR EACH ROW EXECUTE FUNCTION loket_log_row('conversation_id,party_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON signal REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON signal REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON signal FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON support_request REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON support_request REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON support_request FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON referral REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_delete AFTER DELETE ON referral REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('id', '');
CREATE TRIGGER log_update AFTER UPDATE ON referral FOR EACH ROW EXECUTE FUNCTION loket_log_row('id', '');
CREATE TRIGGER log_insert AFTER INSERT ON request_obstacle REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('request_id,obstacle_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON request_obstacle REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('request_id,obstacle_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON request_obstacle FOR EACH ROW EXECUTE FUNCTION loket_log_row('request_id,obstacle_id', '');
CREATE TRIGGER log_insert AFTER INSERT ON request_theme REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('request_id,theme_id', '');
CREATE TRIGGER log_delete AFTER DELETE ON request_theme REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION loket_log_rows('request_id,theme_id', '');
CREATE TRIGGER log_update AFTER UPDATE ON request_theme FOR EACH ROW EXECUTE FUNCTION loket_log_row('request_id,theme_id', '');
CREATE FUNCTION loket_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT translate(lower(value), 'áàâäãåéèêëíìîïóòôöõøúùûüýÿçñ', 'aaaaaaeeeeiiiioooooouuuuyycn') $$;
CREATE TABLE search_index (kind text NOT NULL, record_id integer NOT NULL, confidential boolean NOT NULL, title text NOT NULL, body text NOT NULL, words tsvector GENERATED ALWAYS AS (to_tsvector('simple', loket_fold(title || ' ' || body))) STORED, PRIMARY KEY (kind, record_id));
CREATE INDEX ix_search_index_words ON search_index USING gin (words);
CREATE FUNCTION search_institution_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'institution', r.id, r.confidential, coalesce(r.name, ''), coalesce(r.short_name, '') || ' ' || coalesce(r.city, '') || ' ' || coalesce(r.agb, '') || ' ' || coalesce(r.epd_vendor, '') || ' ' || coalesce((SELECT string_agg(a.alias, ' ' ORDER BY a.id) FROM institution_alias a WHERE a.institution_id = r.id), '') FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_institution_added AFTER INSERT ON institution REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_institution_added();
CREATE FUNCTION search_institution_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'institution' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_institution_removed AFTER DELETE ON institution REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_institution_removed();
CREATE FUNCTION search_institution_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'institution' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'institution', r.id, r.confidential, coalesce(r.name, ''), coalesce(r.short_name, '') || ' ' || coalesce(r.city, '') || ' ' || coalesce(r.agb, '') || ' ' || coalesce(r.epd_vendor, '') || ' ' || coalesce((SELECT string_agg(a.alias, ' ' ORDER BY a.id) FROM institution_alias a WHERE a.institution_id = r.id), '') FROM  institution r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_institution_changed AFTER UPDATE OF name, short_name, city, agb, epd_vendor, confidential ON institution FOR EACH ROW EXECUTE FUNCTION search_institution_changed();
CREATE FUNCTION search_alias_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'institution' AND record_id IN (NEW.institution_id, OLD.institution_id); INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'institution', r.id, r.confidential, coalesce(r.name, ''), coalesce(r.short_name, '') || ' ' || coalesce(r.city, '') || ' ' || coalesce(r.agb, '') || ' ' || coalesce(r.epd_vendor, '') || ' ' || coalesce((SELECT string_agg(a.alias, ' ' ORDER BY a.id) FROM institution_alias a WHERE a.institution_id = r.id), '') FROM  institution r WHERE r.id IN (NEW.institution_id, OLD.institution_id); RETURN NULL; END $$;
CREATE TRIGGER search_alias_changed AFTER INSERT OR DELETE OR UPDATE ON institution_alias FOR EACH ROW EXECUTE FUNCTION search_alias_changed();
CREATE FUNCTION search_contact_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'contact', r.id, r.confidential, coalesce(r.name, ''), coalesce(r.function, '') || ' ' || coalesce(r.department, '') || ' ' || coalesce(r.email, '') || ' ' || coalesce(r.phone, '') FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_contact_added AFTER INSERT ON contact REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_contact_added();
CREATE FUNCTION search_contact_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'contact' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_contact_removed AFTER DELETE ON contact REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_contact_removed();
CREATE FUNCTION search_contact_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'contact' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'contact', r.id, r.confidential, coalesce(r.name, ''), coalesce(r.function, '') || ' ' || coalesce(r.department, '') || ' ' || coalesce(r.email, '') || ' ' || coalesce(r.phone, '') FROM  contact r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_contact_changed AFTER UPDATE OF name, function, department, email, phone, confidential ON contact FOR EACH ROW EXECUTE FUNCTION search_contact_changed();
CREATE FUNCTION search_support_request_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'request', r.id, r.confidential, coalesce(r.title, ''), coalesce(r.description, '') || ' ' || coalesce(r.department, '') || ' ' || coalesce(r.resolution, '') FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_support_request_added AFTER INSERT ON support_request REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_support_request_added();
CREATE FUNCTION search_support_request_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'request' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_support_request_removed AFTER DELETE ON support_request REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_support_request_removed();
CREATE FUNCTION search_support_request_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'request' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'request', r.id, r.confidential, coalesce(r.title, ''), coalesce(r.description, '') || ' ' || coalesce(r.department, '') || ' ' || coalesce(r.resolution, '') FROM  support_request r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_support_request_changed AFTER UPDATE OF title, description, department, resolution, confidential ON support_request FOR EACH ROW EXECUTE FUNCTION search_support_request_changed();
CREATE FUNCTION search_conversation_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'conversation', r.id, r.confidential, coalesce(r.subject, ''), coalesce(r.summary, '') || ' ' || coalesce(r.agreements, '') FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_conversation_added AFTER INSERT ON conversation REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_conversation_added();
CREATE FUNCTION search_conversation_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'conversation' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_conversation_removed AFTER DELETE ON conversation REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_conversation_removed();
CREATE FUNCTION search_conversation_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'conversation' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'conversation', r.id, r.confidential, coalesce(r.subject, ''), coalesce(r.summary, '') || ' ' || coalesce(r.agreements, '') FROM  conversation r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_conversation_changed AFTER UPDATE OF subject, summary, agreements, confidential ON conversation FOR EACH ROW EXECUTE FUNCTION search_conversation_changed();
CREATE FUNCTION search_signal_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'signal', r.id, r.confidential, coalesce(r.description, ''), coalesce(r.department, '') FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_signal_added AFTER INSERT ON signal REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_signal_added();
CREATE FUNCTION search_signal_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'signal' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_signal_removed AFTER DELETE ON signal REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_signal_removed();
CREATE FUNCTION search_signal_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'signal' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'signal', r.id, r.confidential, coalesce(r.description, ''), coalesce(r.department, '') FROM  signal r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_signal_changed AFTER UPDATE OF description, department, confidential ON signal FOR EACH ROW EXECUTE FUNCTION search_signal_changed();
CREATE FUNCTION search_trend_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'trend', r.id, r.confidential, coalesce(r.title, ''), coalesce(r.description, '') FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_trend_added AFTER INSERT ON trend REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_trend_added();
CREATE FUNCTION search_trend_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'trend' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_trend_removed AFTER DELETE ON trend REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_trend_removed();
CREATE FUNCTION search_trend_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'trend' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'trend', r.id, r.confidential, coalesce(r.title, ''), coalesce(r.description, '') FROM  trend r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_trend_changed AFTER UPDATE OF title, description, confidential ON trend FOR EACH ROW EXECUTE FUNCTION search_trend_changed();
CREATE FUNCTION search_offering_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'offering', r.id, r.confidential, coalesce(r.title, ''), coalesce(r.provider, '') || ' ' || coalesce(r.description, '') FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_offering_added AFTER INSERT ON offering REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_offering_added();
CREATE FUNCTION search_offering_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'offering' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_offering_removed AFTER DELETE ON offering REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_offering_removed();
CREATE FUNCTION search_offering_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'offering' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'offering', r.id, r.confidential, coalesce(r.title, ''), coalesce(r.provider, '') || ' ' || coalesce(r.description, '') FROM  offering r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_offering_changed AFTER UPDATE OF title, provider, description, confidential ON offering FOR EACH ROW EXECUTE FUNCTION search_offering_changed();
CREATE FUNCTION search_note_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'note', r.id, r.confidential, coalesce(r.text, ''), '' FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_note_added AFTER INSERT ON note REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_note_added();
CREATE FUNCTION search_note_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'note' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_note_removed AFTER DELETE ON note REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_note_removed();
CREATE FUNCTION search_note_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'note' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'note', r.id, r.confidential, coalesce(r.text, ''), '' FROM  note r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_note_changed AFTER UPDATE OF text, confidential ON note FOR EACH ROW EXECUTE FUNCTION search_note_changed();
CREATE FUNCTION search_follow_up_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'follow_up', r.id, r.confidential, coalesce(r.what, ''), coalesce(r.result, '') FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_follow_up_added AFTER INSERT ON follow_up REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_follow_up_added();
CREATE FUNCTION search_follow_up_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'follow_up' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_follow_up_removed AFTER DELETE ON follow_up REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_follow_up_removed();
CREATE FUNCTION search_follow_up_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'follow_up' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'follow_up', r.id, r.confidential, coalesce(r.what, ''), coalesce(r.result, '') FROM  follow_up r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_follow_up_changed AFTER UPDATE OF what, result, confidential ON follow_up FOR EACH ROW EXECUTE FUNCTION search_follow_up_changed();
CREATE FUNCTION search_party_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'party', r.id, r.confidential, coalesce(r.name, ''), '' FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_party_added AFTER INSERT ON party REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_party_added();
CREATE FUNCTION search_party_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'party' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_party_removed AFTER DELETE ON party REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_party_removed();
CREATE FUNCTION search_party_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'party' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'party', r.id, r.confidential, coalesce(r.name, ''), '' FROM  party r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_party_changed AFTER UPDATE OF name, confidential ON party FOR EACH ROW EXECUTE FUNCTION search_party_changed();
CREATE FUNCTION search_wensenscan_response_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'response', r.id, r.confidential, coalesce(r.ambition, ''), coalesce(r.free_text, '') FROM  moved r; RETURN NULL; END $$;
CREATE TRIGGER search_wensenscan_response_added AFTER INSERT ON wensenscan_response REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_wensenscan_response_added();
CREATE FUNCTION search_wensenscan_response_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'response' AND record_id IN (SELECT id FROM moved); RETURN NULL; END $$;
CREATE TRIGGER search_wensenscan_response_removed AFTER DELETE ON wensenscan_response REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION search_wensenscan_response_removed();
CREATE FUNCTION search_wensenscan_response_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM search_index WHERE kind = 'response' AND record_id = OLD.id; INSERT INTO search_index (kind, record_id, confidential, title, body) SELECT 'response', r.id, r.confidential, coalesce(r.ambition, ''), coalesce(r.free_text, '') FROM  wensenscan_response r WHERE r.id = NEW.id; RETURN NULL; END $$;
CREATE TRIGGER search_wensenscan_response_changed AFTER UPDATE OF ambition, free_text, confidential ON wensenscan_response FOR EACH ROW EXECUTE FUNCTION search_wensenscan_response_changed();
