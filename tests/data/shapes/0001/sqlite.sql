BEGIN TRANSACTION;
CREATE TABLE advisor (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	confidential INTEGER DEFAULT 0 NOT NULL, 
	name TEXT NOT NULL, 
	email TEXT, 
	signature TEXT, 
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
 STRICT

;
INSERT INTO "advisor" VALUES(1,1,0,'loket',NULL,NULL,'admin',0,0,NULL,NULL,1);
CREATE TABLE alembic_version (
	version_num TEXT NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE change_log (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, tx INTEGER, actor TEXT, db_user TEXT,
  tbl TEXT NOT NULL, pk TEXT NOT NULL, op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')), before TEXT, after TEXT) STRICT;
INSERT INTO "change_log" VALUES(1,'2026-11-30T13:04:09.113Z',NULL,NULL,NULL,'outcome_set','1','insert',NULL,'{"id":1,"name":"chronische nierschade","status":"implementatie bij voorlopers","active":1}');
INSERT INTO "change_log" VALUES(2,'2026-11-30T13:04:09.113Z',NULL,NULL,NULL,'outcome_set','2','insert',NULL,'{"id":2,"name":"inflammatoire darmziekten","status":"implementatie bij voorlopers","active":1}');
INSERT INTO "change_log" VALUES(3,'2026-11-30T13:04:09.113Z',NULL,NULL,NULL,'outcome_set','3','insert',NULL,'{"id":3,"name":"knie-heupartrose","status":"implementatie bij voorlopers","active":1}');
INSERT INTO "change_log" VALUES(4,'2026-11-30T13:04:09.113Z',NULL,NULL,NULL,'outcome_set','4','insert',NULL,'{"id":4,"name":"CVA","status":"proof of concept Santeon","active":1}');
INSERT INTO "change_log" VALUES(5,'2026-11-30T13:04:09.113Z',NULL,NULL,NULL,'outcome_set','5','insert',NULL,'{"id":5,"name":"borstkanker","status":"proof of concept Santeon","active":1}');
INSERT INTO "change_log" VALUES(6,'2026-11-30T13:04:09.113Z',NULL,NULL,NULL,'outcome_set','6','insert',NULL,'{"id":6,"name":"generieke set (GPROM)","status":"kernset, voorkeursinstrument PROMIS","active":1}');
INSERT INTO "change_log" VALUES(7,'2026-11-30T13:04:09.118Z',NULL,NULL,NULL,'setting','check_back_weeks','insert',NULL,'{"name":"check_back_weeks","value":"6"}');
INSERT INTO "change_log" VALUES(8,'2026-11-30T13:04:09.118Z',NULL,NULL,NULL,'setting','sessions_from','insert',NULL,'{"name":"sessions_from","value":"2025-09-01"}');
INSERT INTO "change_log" VALUES(9,'2026-11-30T13:04:09.118Z',NULL,NULL,NULL,'setting','sessions_until','insert',NULL,'{"name":"sessions_until","value":"2026-10-31"}');
INSERT INTO "change_log" VALUES(10,'2026-11-30T13:04:09.118Z',NULL,NULL,NULL,'setting','silent_after_days','insert',NULL,'{"name":"silent_after_days","value":"21"}');
INSERT INTO "change_log" VALUES(11,'2026-11-30T13:04:09.119Z',NULL,NULL,NULL,'text_template','conversation.evaluation','insert',NULL,'{"name":"conversation.evaluation","subject":null,"body":"1. Wat was het doel, en is het bereikt?\n2. Wat hielp, en wat niet?\n3. Geleerde lessen voor andere instellingen\n4. Wat blijft open, en wie pakt dat op?"}');
INSERT INTO "change_log" VALUES(12,'2026-11-30T13:04:09.119Z',NULL,NULL,NULL,'text_template','conversation.fit_gap','insert',NULL,'{"name":"conversation.fit_gap","subject":null,"body":"1. Uitkomsten van de fit-gapanalyse per onderdeel\n2. Grootste kloven: oorzaak en actie\n3. Wat kan {instelling} zelf, wat vraagt landelijke actie?\n4. Welke vragen en signalen leggen we vast?\n5. Planning en vervolg"}');
INSERT INTO "change_log" VALUES(13,'2026-11-30T13:04:09.119Z',NULL,NULL,NULL,'text_template','conversation.intake','insert',NULL,'{"name":"conversation.intake","subject":null,"body":"1. Kennismaken: wie is wie, wie beslist?\n2. Wat wil {instelling} bereiken met uitkomstgerichte zorg?\n3. Wat is er al: afdelingen, vragenlijsten, EPD\n4. Welke hulp past, en welke vraag leggen we vast?\n5. Afspraken en volgende stap"}');
INSERT INTO "change_log" VALUES(14,'2026-11-30T13:04:09.119Z',NULL,NULL,NULL,'text_template','conversation.other','insert',NULL,'{"name":"conversation.other","subject":null,"body":"1. Aanleiding\n2. Bespreking\n3. Afspraken"}');
INSERT INTO "change_log" VALUES(15,'2026-11-30T13:04:09.119Z',NULL,NULL,NULL,'text_template','conversation.progress','insert',NULL,'{"name":"conversation.progress","subject":null,"body":"1. Wat is er gedaan sinds de vorige keer?\n2. Afspraken van de vorige keer nalopen\n3. Doorverwijzingen: gebruikt, en hielp het?\n4. Wat houdt tegen?\n5. Nieuwe vragen en afspraken"}');
INSERT INTO "change_log" VALUES(16,'2026-11-30T13:04:09.119Z',NULL,NULL,NULL,'text_template','conversation.wensenscan','insert',NULL,'{"name":"conversation.wensenscan","subject":null,"body":"1. Waar staat {instelling} nu met samen beslissen?\n2. Antwoorden van de WensenScan doornemen, ook waar doelgroepen verschillen\n3. Welke hulp is het eerst nodig, met of zonder uitkomstinformatie?\n4. Wat speelt hier dat ook landelijk speelt?\n5. Afspraken: wie doet wat, en wanneer spreken we elkaar weer?"}');
INSERT INTO "change_log" VALUES(17,'2026-11-30T13:04:09.119Z',NULL,NULL,NULL,'text_template','mail.conversation','insert',NULL,'{"name":"mail.conversation","subject":"Afspraak met het UZ-loket, {wanneer}","body":"Beste {aanhef},\n\nGraag bevestig ik ons gesprek op {wanneer} ({kanaal}). De agenda:\n\n{agenda}\n\nMet vriendelijke groet,\n{adviseur}\nUZ-loket"}');
INSERT INTO "change_log" VALUES(18,'2026-11-30T13:04:09.119Z',NULL,NULL,NULL,'text_template','mail.referral','insert',NULL,'{"name":"mail.referral","subject":"Doorverwijzing: {aanbod}","body":"Beste {aanhef},\n\nZoals besproken vindt u hier wat past bij uw vraag ‘{vraag}’:\n\n{aanbod}\n{omschrijving}\n{url}\n\nRond {navraag} vraag ik u of u het heeft gebruikt en of het hielp.\n\nMet vriendelijke groet,\n{adviseur}\nUZ-loket"}');
INSERT INTO "change_log" VALUES(19,'2026-11-30T13:04:09.119Z',NULL,NULL,NULL,'text_template','mail.reminder','insert',NULL,'{"name":"mail.reminder","subject":"Herinnering: {ronde}","body":"Beste {aanhef},\n\n{instelling} vulde {ronde} nog niet in. Uw antwoorden laten zien waar uw instelling staat en welke hulp u zoekt; invullen kost ongeveer een kwartier.\n\nVragen? Bel of mail het UZ-loket gerust.\n\nMet vriendelijke groet,\n{adviseur}\nUZ-loket"}');
INSERT INTO "change_log" VALUES(20,'2026-11-30T13:04:09.119Z',NULL,NULL,NULL,'text_template','mail.session','insert',NULL,'{"name":"mail.session","subject":"Leersessie ‘Samen beslissen in de praktijk’","body":"Beste {aanhef},\n\nDe leersessie voor {team} van {instelling} staat op {wanneer}, gegeven door {aanbieder}.\n\nMet vriendelijke groet,\n{adviseur}\nUZ-loket"}');
INSERT INTO "change_log" VALUES(21,'2026-11-30T13:04:09.120Z',NULL,NULL,NULL,'theme','1','insert',NULL,'{"id":1,"label":"Kennisdeling en samenwerken"}');
INSERT INTO "change_log" VALUES(22,'2026-11-30T13:04:09.120Z',NULL,NULL,NULL,'theme','2','insert',NULL,'{"id":2,"label":"Landelijk beleid"}');
INSERT INTO "change_log" VALUES(23,'2026-11-30T13:04:09.120Z',NULL,NULL,NULL,'theme','3','insert',NULL,'{"id":3,"label":"Competenties voor samen beslissen in de spreekkamer"}');
INSERT INTO "change_log" VALUES(24,'2026-11-30T13:04:09.120Z',NULL,NULL,NULL,'theme','4','insert',NULL,'{"id":4,"label":"Gebruik van uitkomstinformatie in de spreekkamer"}');
INSERT INTO "change_log" VALUES(25,'2026-11-30T13:04:09.120Z',NULL,NULL,NULL,'theme','5','insert',NULL,'{"id":5,"label":"Cultuur en draagvlak"}');
INSERT INTO "change_log" VALUES(26,'2026-11-30T13:04:09.120Z',NULL,NULL,NULL,'theme','6','insert',NULL,'{"id":6,"label":"Patiëntparticipatie"}');
INSERT INTO "change_log" VALUES(27,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','1','insert',NULL,'{"id":1,"theme_id":1,"label":"vraagarticulatie richting EPD-leveranciers","active":1}');
INSERT INTO "change_log" VALUES(28,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','2','insert',NULL,'{"id":2,"theme_id":1,"label":"delen van kennis en goede voorbeelden","active":1}');
INSERT INTO "change_log" VALUES(29,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','3','insert',NULL,'{"id":3,"theme_id":2,"label":"onduidelijke landelijke kaders en verplichtingen","active":1}');
INSERT INTO "change_log" VALUES(30,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','4','insert',NULL,'{"id":4,"theme_id":2,"label":"tegenstrijdige beleidslijnen GPROM","active":1}');
INSERT INTO "change_log" VALUES(31,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','5','insert',NULL,'{"id":5,"theme_id":3,"label":"gesprekscompetenties zorgverleners","active":1}');
INSERT INTO "change_log" VALUES(32,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','6','insert',NULL,'{"id":6,"theme_id":3,"label":"beperkte gezondheidsvaardigheden patiënten","active":1}');
INSERT INTO "change_log" VALUES(33,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','7','insert',NULL,'{"id":7,"theme_id":4,"label":"vragenlijsten in het EPD","active":1}');
INSERT INTO "change_log" VALUES(34,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','8','insert',NULL,'{"id":8,"theme_id":4,"label":"API-koppeling EPD en externe applicaties","active":1}');
INSERT INTO "change_log" VALUES(35,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','9','insert',NULL,'{"id":9,"theme_id":4,"label":"automatisch uitsturen van PROMs","active":1}');
INSERT INTO "change_log" VALUES(36,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','10','insert',NULL,'{"id":10,"theme_id":4,"label":"BgZ onvoldoende in het EPD","active":1}');
INSERT INTO "change_log" VALUES(37,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','11','insert',NULL,'{"id":11,"theme_id":4,"label":"versnipperde systemen","active":1}');
INSERT INTO "change_log" VALUES(38,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','12','insert',NULL,'{"id":12,"theme_id":4,"label":"niet-gestandaardiseerde ICT-infrastructuur","active":1}');
INSERT INTO "change_log" VALUES(39,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','13','insert',NULL,'{"id":13,"theme_id":4,"label":"afhankelijkheid van EPD-leverancier","active":1}');
INSERT INTO "change_log" VALUES(40,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','14','insert',NULL,'{"id":14,"theme_id":4,"label":"blauwdruk dashboard ontbreekt","active":1}');
INSERT INTO "change_log" VALUES(41,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','15','insert',NULL,'{"id":15,"theme_id":4,"label":"inrichting van het zorgproces","active":1}');
INSERT INTO "change_log" VALUES(42,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','16','insert',NULL,'{"id":16,"theme_id":5,"label":"draagvlak instellingsbreed","active":1}');
INSERT INTO "change_log" VALUES(43,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','17','insert',NULL,'{"id":17,"theme_id":5,"label":"tijd- en capaciteitsdruk","active":1}');
INSERT INTO "change_log" VALUES(44,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','18','insert',NULL,'{"id":18,"theme_id":5,"label":"prioritering Raad van Bestuur","active":1}');
INSERT INTO "change_log" VALUES(45,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','19','insert',NULL,'{"id":19,"theme_id":5,"label":"meerwaarde niet gezien door zorgverleners","active":1}');
INSERT INTO "change_log" VALUES(46,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','20','insert',NULL,'{"id":20,"theme_id":6,"label":"begrijpelijke patiëntinformatie","active":1}');
INSERT INTO "change_log" VALUES(47,'2026-11-30T13:04:09.121Z',NULL,NULL,NULL,'obstacle','21','insert',NULL,'{"id":21,"theme_id":6,"label":"voorbereiding van patiënten","active":1}');
INSERT INTO "change_log" VALUES(48,'2026-11-30T13:04:09.375Z',1,'loket',NULL,'advisor','1','insert',NULL,'{"id":1,"version":1,"confidential":0,"name":"loket","email":null,"signature":null,"role":"admin","strong_in_technical":0,"strong_in_change":0,"away_until":null,"stand_in_id":null,"active":1}');
INSERT INTO "change_log" VALUES(49,'2026-11-30T13:04:09.376Z',1,'loket',NULL,'institution','1','insert',NULL,'{"id":1,"version":1,"confidential":0,"name":"Ziekenhuis Merenrand","short_name":null,"kind":"general","umbrella":null,"city":null,"province":null,"agb":null,"website":null,"epd_vendor":null,"role":null,"role_since":null,"phase":null,"advisor_id":null,"stand_in_id":null,"active":1,"merged_into_id":null,"closed_on":null,"split_from_id":null}');
INSERT INTO "change_log" VALUES(50,'2026-11-30T13:04:09.376Z',1,'loket',NULL,'institution','2','insert',NULL,'{"id":2,"version":1,"confidential":0,"name":"Kliniek Duinzicht","short_name":null,"kind":"clinic","umbrella":null,"city":null,"province":null,"agb":null,"website":null,"epd_vendor":null,"role":null,"role_since":null,"phase":null,"advisor_id":null,"stand_in_id":null,"active":1,"merged_into_id":null,"closed_on":null,"split_from_id":null}');
INSERT INTO "change_log" VALUES(51,'2026-11-30T13:04:09.376Z',1,'loket',NULL,'contact','1','insert',NULL,'{"id":1,"version":1,"confidential":0,"institution_id":1,"party_id":null,"department":null,"audience":null,"left_on":null,"retention_until":null,"erased_on":null,"moved_from_id":null}');
INSERT INTO "change_log" VALUES(52,'2026-11-30T13:04:09.377Z',1,'loket',NULL,'conversation','1','insert',NULL,'{"id":1,"version":1,"confidential":0,"sleutel":"g1","kind":"intake","channel":null,"state":"held","state_since":null,"planned_at":null,"planned_time":null,"held_at":"2026-10-05","held_time":null,"duration_min":null,"subject":null,"summary":null,"agreements":null,"response_id":null,"agenda":null,"location":null}');
INSERT INTO "change_log" VALUES(53,'2026-11-30T13:04:09.377Z',1,'loket',NULL,'conversation_institution','1,1','insert',NULL,'{"conversation_id":1,"institution_id":1}');
INSERT INTO "change_log" VALUES(54,'2026-11-30T13:04:09.377Z',1,'loket',NULL,'conversation_attendee','1','insert',NULL,'{"id":1,"conversation_id":1,"contact_id":null}');
INSERT INTO "change_log" VALUES(55,'2026-11-30T13:04:09.377Z',1,'loket',NULL,'support_request','1','insert',NULL,'{"id":1,"version":1,"confidential":0,"sleutel":"v1","institution_id":1,"party_id":null,"department":null,"contact_id":null,"title":"PROM''s","description":null,"nature":null,"outcome_info":null,"audience":null,"outcome_set_id":2,"source":null,"response_id":null,"conversation_id":null,"session_id":null,"fitgap_item_id":null,"priority":"low","advisor_id":null,"received_on":"2026-11-01","due_on":null,"state":"new","state_since":null,"resolution":null,"closed_on":null,"verdict":"partly","verdict_reason":"alleen voor CVA"}');
INSERT INTO "change_log" VALUES(56,'2026-11-30T13:04:09.377Z',1,'loket',NULL,'support_request','2','insert',NULL,'{"id":2,"version":1,"confidential":0,"sleutel":"v2","institution_id":1,"party_id":null,"department":null,"contact_id":null,"title":"Dashboard","description":null,"nature":null,"outcome_info":null,"audience":null,"outcome_set_id":null,"source":null,"response_id":null,"conversation_id":null,"session_id":null,"fitgap_item_id":null,"priority":"high","advisor_id":null,"received_on":"2026-09-01","due_on":null,"state":"new","state_since":null,"resolution":null,"closed_on":null,"verdict":null,"verdict_reason":null}');
INSERT INTO "change_log" VALUES(57,'2026-11-30T13:04:09.378Z',1,'loket',NULL,'request_theme','1,4','insert',NULL,'{"request_id":1,"theme_id":4}');
INSERT INTO "change_log" VALUES(58,'2026-11-30T13:04:09.378Z',1,'loket',NULL,'request_theme','2,4','insert',NULL,'{"request_id":2,"theme_id":4}');
INSERT INTO "change_log" VALUES(59,'2026-11-30T13:04:09.378Z',1,'loket',NULL,'request_theme','2,5','insert',NULL,'{"request_id":2,"theme_id":5}');
INSERT INTO "change_log" VALUES(60,'2026-11-30T13:04:09.385Z',1,'loket',NULL,'signal','1','insert',NULL,'{"id":1,"version":1,"confidential":0,"sleutel":"s1","institution_id":1,"party_id":null,"department":null,"theme_id":2,"obstacle_id":null,"description":"Kaders","reach":null,"conversation_id":null,"response_id":null,"session_id":null,"event_id":null,"fitgap_item_id":null,"advisor_id":null,"state":"new","state_since":null,"recorded_on":"2026-10-05","trend_id":null}');
INSERT INTO "change_log" VALUES(61,'2026-11-30T13:04:09.385Z',1,'loket',NULL,'institution','2','delete','{"id":2,"version":1,"confidential":0,"name":"Kliniek Duinzicht","short_name":null,"kind":"clinic","umbrella":null,"city":null,"province":null,"agb":null,"website":null,"epd_vendor":null,"role":null,"role_since":null,"phase":null,"advisor_id":null,"stand_in_id":null,"active":1,"merged_into_id":null,"closed_on":null,"split_from_id":null}',NULL);
INSERT INTO "change_log" VALUES(62,'2026-11-30T13:04:09.502Z',2,'loket',NULL,'support_request','1','update','{"version":1,"priority":"low"}','{"id":1,"version":2,"confidential":0,"sleutel":"v1","institution_id":1,"party_id":null,"department":null,"contact_id":null,"title":"PROM''s","description":null,"nature":null,"outcome_info":null,"audience":null,"outcome_set_id":2,"source":null,"response_id":null,"conversation_id":null,"session_id":null,"fitgap_item_id":null,"priority":"normal","advisor_id":null,"received_on":"2026-11-01","due_on":null,"state":"new","state_since":null,"resolution":null,"closed_on":null,"verdict":"partly","verdict_reason":"alleen voor CVA"}');
INSERT INTO "change_log" VALUES(63,'2026-11-30T13:04:09.503Z',2,'loket',NULL,'support_request','2','update','{"version":1,"state":"new","closed_on":null}','{"id":2,"version":2,"confidential":0,"sleutel":"v2","institution_id":1,"party_id":null,"department":null,"contact_id":null,"title":"Dashboard","description":null,"nature":null,"outcome_info":null,"audience":null,"outcome_set_id":null,"source":null,"response_id":null,"conversation_id":null,"session_id":null,"fitgap_item_id":null,"priority":"high","advisor_id":null,"received_on":"2026-09-01","due_on":null,"state":"dropped","state_since":null,"resolution":null,"closed_on":"2026-11-19","verdict":null,"verdict_reason":null}');
INSERT INTO "change_log" VALUES(64,'2026-11-30T13:04:09.504Z',2,'loket',NULL,'request_theme','2,5','delete','{"request_id":2,"theme_id":5}',NULL);
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
 STRICT

;
INSERT INTO "contact" VALUES(1,1,0,1,NULL,'A. de Wit','beleid',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
 STRICT

;
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
 STRICT

;
INSERT INTO "conversation" VALUES(1,1,0,'g1','intake',NULL,'held',NULL,NULL,NULL,'2026-10-05',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE conversation_advisor (
	conversation_id INTEGER NOT NULL, 
	advisor_id INTEGER NOT NULL, 
	CONSTRAINT pk_conversation_advisor PRIMARY KEY (conversation_id, advisor_id), 
	CONSTRAINT fk_conversation_advisor_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id), 
	CONSTRAINT fk_conversation_advisor_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id)
)
 STRICT

;
CREATE TABLE conversation_attendee (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	conversation_id INTEGER NOT NULL, 
	contact_id INTEGER, 
	name TEXT, 
	CONSTRAINT fk_conversation_attendee_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id), 
	CONSTRAINT fk_conversation_attendee_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT

;
INSERT INTO "conversation_attendee" VALUES(1,1,NULL,'Mevrouw Zwart');
CREATE TABLE conversation_institution (
	conversation_id INTEGER NOT NULL, 
	institution_id INTEGER NOT NULL, 
	CONSTRAINT pk_conversation_institution PRIMARY KEY (conversation_id, institution_id), 
	CONSTRAINT fk_conversation_institution_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id), 
	CONSTRAINT fk_conversation_institution_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
)
 STRICT

;
INSERT INTO "conversation_institution" VALUES(1,1);
CREATE TABLE conversation_party (
	conversation_id INTEGER NOT NULL, 
	party_id INTEGER NOT NULL, 
	CONSTRAINT pk_conversation_party PRIMARY KEY (conversation_id, party_id), 
	CONSTRAINT fk_conversation_party_conversation_id FOREIGN KEY(conversation_id) REFERENCES conversation (id), 
	CONSTRAINT fk_conversation_party_party_id FOREIGN KEY(party_id) REFERENCES party (id)
)
 STRICT

;
CREATE TABLE distinct_institutions (
	institution_id INTEGER NOT NULL, 
	other_id INTEGER NOT NULL, 
	CONSTRAINT pk_distinct_institutions PRIMARY KEY (institution_id, other_id), 
	CONSTRAINT fk_distinct_institutions_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id), 
	CONSTRAINT fk_distinct_institutions_other_id FOREIGN KEY(other_id) REFERENCES institution (id)
)
 STRICT

;
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
 STRICT

;
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
 STRICT

;
CREATE TABLE event_contact (
	event_id INTEGER NOT NULL, 
	contact_id INTEGER NOT NULL, 
	CONSTRAINT pk_event_contact PRIMARY KEY (event_id, contact_id), 
	CONSTRAINT fk_event_contact_event_id FOREIGN KEY(event_id) REFERENCES event (id), 
	CONSTRAINT fk_event_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT

;
CREATE TABLE event_institution (
	event_id INTEGER NOT NULL, 
	institution_id INTEGER NOT NULL, 
	CONSTRAINT pk_event_institution PRIMARY KEY (event_id, institution_id), 
	CONSTRAINT fk_event_institution_event_id FOREIGN KEY(event_id) REFERENCES event (id), 
	CONSTRAINT fk_event_institution_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
)
 STRICT

;
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
 STRICT

;
CREATE TABLE export_log (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	exported_at TEXT NOT NULL, 
	advisor TEXT NOT NULL, 
	what TEXT NOT NULL, 
	rows INTEGER NOT NULL
)
 STRICT

;
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
 STRICT

;
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
	CONSTRAINT ck_fit_gap_item_gap CHECK (gap BETWEEN 0 AND 4), 
	CONSTRAINT fk_fit_gap_item_analysis_id FOREIGN KEY(analysis_id) REFERENCES fit_gap_analysis (id), 
	CONSTRAINT ck_fit_gap_item_confidential CHECK (confidential IN (0, 1)), 
	CONSTRAINT ck_fit_gap_item_dimension CHECK (dimension IN ('support', 'capacity', 'care_process', 'questionnaires', 'prom_collection', 'api', 'clinical_data', 'dashboard', 'competences', 'patient_information')), 
	CONSTRAINT ck_fit_gap_item_national CHECK (national IN ('yes', 'no'))
)
 STRICT

;
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
	recurs TEXT, 
	CONSTRAINT fk_follow_up_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id), 
	CONSTRAINT fk_follow_up_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id), 
	CONSTRAINT ck_follow_up_confidential CHECK (confidential IN (0, 1)), 
	CONSTRAINT ck_follow_up_on_kind CHECK (on_kind IN ('institution', 'party', 'contact', 'advisor', 'round', 'response', 'conversation', 'request', 'signal', 'trend', 'offering', 'referral', 'session', 'event', 'fitgap', 'fitgap_item', 'follow_up', 'note', 'link')), 
	CONSTRAINT ck_follow_up_due_on CHECK (due_on IS date(due_on, '+0 days')), 
	CONSTRAINT ck_follow_up_state CHECK (state IN ('open', 'done', 'dropped')), 
	CONSTRAINT ck_follow_up_state_since CHECK (state_since IS date(state_since, '+0 days')), 
	CONSTRAINT ck_follow_up_done_on CHECK (done_on IS date(done_on, '+0 days'))
)
 STRICT

;
CREATE TABLE given_work (
	advisor_id INTEGER NOT NULL, 
	on_kind TEXT NOT NULL, 
	on_id INTEGER NOT NULL, 
	given_by TEXT NOT NULL, 
	given_on TEXT NOT NULL, 
	CONSTRAINT pk_given_work PRIMARY KEY (advisor_id, on_kind, on_id), 
	CONSTRAINT fk_given_work_advisor_id FOREIGN KEY(advisor_id) REFERENCES advisor (id), 
	CONSTRAINT ck_given_work_given_on CHECK (given_on IS date(given_on, '+0 days'))
)
 STRICT

;
CREATE TABLE import_memory (
	kind TEXT NOT NULL, 
	record_id INTEGER NOT NULL, 
	row_hash TEXT NOT NULL, 
	CONSTRAINT pk_import_memory PRIMARY KEY (kind, record_id)
)
 STRICT

;
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
 STRICT

;
INSERT INTO "institution" VALUES(1,1,0,'Ziekenhuis Merenrand',NULL,'general',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL);
CREATE TABLE institution_alias (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	institution_id INTEGER NOT NULL, 
	alias TEXT NOT NULL, 
	former_until TEXT, 
	CONSTRAINT fk_institution_alias_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id), 
	CONSTRAINT ck_institution_alias_former_until CHECK (former_until IS date(former_until, '+0 days'))
)
 STRICT

;
CREATE TABLE institution_tag (
	institution_id INTEGER NOT NULL, 
	tag_id INTEGER NOT NULL, 
	CONSTRAINT pk_institution_tag PRIMARY KEY (institution_id, tag_id), 
	CONSTRAINT fk_institution_tag_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id), 
	CONSTRAINT fk_institution_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id)
)
 STRICT

;
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
 STRICT

;
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
 STRICT

;
CREATE TABLE log_personal (seq INTEGER PRIMARY KEY REFERENCES change_log (seq), subject TEXT NOT NULL,
  nonce TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))), before TEXT, after TEXT) STRICT;
INSERT INTO "log_personal" VALUES(51,'contact:1','deca6fef4acfe2c05d4580944eec607a',NULL,'{"name":"A. de Wit","function":"beleid","email":null,"phone":null}');
INSERT INTO "log_personal" VALUES(54,'conversation_attendee:1','46b983b9928f93529639badaca9db1e7',NULL,'{"name":"Mevrouw Zwart"}');
CREATE TABLE log_schema (from_seq INTEGER NOT NULL, revision TEXT PRIMARY KEY, shape TEXT NOT NULL, lift TEXT) STRICT;
INSERT INTO "log_schema" VALUES(0,'0001','{"advisor": ["id", "version", "confidential", "name", "email", "signature", "role", "strong_in_technical", "strong_in_change", "away_until", "stand_in_id", "active"], "alembic_version": ["version_num"], "change_log": ["seq", "at", "tx", "actor", "db_user", "tbl", "pk", "op", "before", "after"], "contact": ["id", "version", "confidential", "institution_id", "party_id", "name", "function", "department", "audience", "email", "phone", "left_on", "retention_until", "erased_on", "moved_from_id"], "contact_former_role": ["id", "contact_id", "function", "department", "audience", "until_on"], "conversation": ["id", "version", "confidential", "sleutel", "kind", "channel", "state", "state_since", "planned_at", "planned_time", "held_at", "held_time", "duration_min", "subject", "summary", "agreements", "response_id", "agenda", "location"], "conversation_advisor": ["conversation_id", "advisor_id"], "conversation_attendee": ["id", "conversation_id", "contact_id", "name"], "conversation_institution": ["conversation_id", "institution_id"], "conversation_party": ["conversation_id", "party_id"], "distinct_institutions": ["institution_id", "other_id"], "draft": ["id", "advisor", "form", "subject", "title", "content", "kept_at"], "event": ["id", "version", "confidential", "title", "kind", "event_on", "offering_id", "participants"], "event_contact": ["event_id", "contact_id"], "event_institution": ["event_id", "institution_id"], "example": ["id", "version", "confidential", "on_kind", "on_id", "theme_id", "text", "written_on", "advisor_id", "released_on", "released_by_id"], "export_log": ["id", "exported_at", "advisor", "what", "rows"], "fit_gap_analysis": ["id", "version", "confidential", "sleutel", "institution_id", "outcome_set_id", "state", "state_since", "started_on", "reported_on", "discussed_on"], "fit_gap_item": ["id", "version", "confidential", "analysis_id", "dimension", "current", "needed", "gap", "action", "national"], "follow_up": ["id", "version", "confidential", "on_kind", "on_id", "institution_id", "what", "due_on", "advisor_id", "state", "state_since", "done_on", "result", "recurs"], "given_work": ["advisor_id", "on_kind", "on_id", "given_by", "given_on"], "import_memory": ["kind", "record_id", "row_hash"], "institution": ["id", "version", "confidential", "name", "short_name", "kind", "umbrella", "city", "province", "agb", "website", "epd_vendor", "role", "role_since", "phase", "advisor_id", "stand_in_id", "active", "merged_into_id", "closed_on", "split_from_id"], "institution_alias": ["id", "institution_id", "alias", "former_until"], "institution_tag": ["institution_id", "tag_id"], "learning_session": ["id", "version", "confidential", "sleutel", "institution_id", "team", "audience", "goal", "provider", "enrolled_on", "session_on", "participants", "state", "state_since", "evaluation", "preferred_month"], "link": ["id", "version", "confidential", "on_kind", "on_id", "title", "url"], "log_personal": ["seq", "subject", "nonce", "before", "after"], "log_schema": ["from_seq", "revision", "shape", "lift"], "log_session": ["id", "tx", "actor", "at"], "log_tx": ["id", "at", "actor", "verb", "reason", "undoes"], "loket_meta": ["name", "value"], "note": ["id", "version", "confidential", "on_kind", "on_id", "institution_id", "kind", "theme_id", "text", "written_on", "advisor_id"], "obstacle": ["id", "theme_id", "label", "active"], "offering": ["id", "version", "confidential", "sleutel", "title", "kind", "provider", "url", "description", "outcome_info", "state", "state_since", "available_from", "available_until", "owner", "expected_on"], "offering_audience": ["offering_id", "audience"], "offering_obstacle": ["offering_id", "obstacle_id"], "offering_theme": ["offering_id", "theme_id"], "outcome_set": ["id", "name", "status", "active"], "party": ["id", "version", "confidential", "name", "kind"], "party_alias": ["id", "party_id", "alias"], "presence": ["advisor", "on_kind", "on_id", "seen_at"], "progress_report": ["id", "start_on", "end_on", "as_of_at", "as_of_seq", "internal", "definitions", "figures", "texts", "written_on", "advisor_id"], "referral": ["id", "version", "confidential", "sleutel", "request_id", "conversation_id", "institution_id", "offering_id", "advisor_id", "referred_on", "check_back_on", "state", "state_since", "helped", "remark"], "request_obstacle": ["request_id", "obstacle_id"], "request_theme": ["request_id", "theme_id"], "response_obstacle": ["response_id", "obstacle_id"], "response_theme": ["response_id", "theme_id"], "round_population": ["round_id", "institution_id"], "round_reminder": ["round_id", "institution_id", "reminded_on"], "saved_view": ["id", "advisor", "place", "name", "query", "shared"], "session_capacity": ["provider", "month", "places"], "session_theme": ["session_id", "theme_id"], "setting": ["name", "value"], "signal": ["id", "version", "confidential", "sleutel", "institution_id", "party_id", "department", "theme_id", "obstacle_id", "description", "reach", "conversation_id", "response_id", "session_id", "event_id", "fitgap_item_id", "advisor_id", "state", "state_since", "recorded_on", "trend_id"], "signal_apart": ["signal_id", "trend_id"], "support_request": ["id", "version", "confidential", "sleutel", "institution_id", "party_id", "department", "contact_id", "title", "description", "nature", "outcome_info", "audience", "outcome_set_id", "source", "response_id", "conversation_id", "session_id", "fitgap_item_id", "priority", "advisor_id", "received_on", "due_on", "state", "state_since", "resolution", "closed_on", "verdict", "verdict_reason"], "survey_mapping": ["id", "name", "fingerprint", "content", "saved_on"], "tag": ["id", "name", "active"], "text_template": ["name", "subject", "body"], "theme": ["id", "label"], "trend": ["id", "version", "confidential", "title", "theme_id", "description", "owner_party_id", "state", "state_since"], "waiting_request": ["request_id", "offering_id", "waits_since"], "wensenscan_response": ["id", "version", "confidential", "sleutel", "round_id", "institution_id", "audience", "submitted_on", "sdm_scope", "uses_outcome_info", "ambition", "free_text", "raw"], "wensenscan_round": ["id", "version", "confidential", "name", "sent_on", "closed_on"]}',NULL);
CREATE TABLE log_session (id INTEGER PRIMARY KEY CHECK (id = 1), tx INTEGER NOT NULL, actor TEXT NOT NULL, at TEXT) STRICT;
CREATE TABLE log_tx (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL, verb TEXT NOT NULL,
  reason TEXT, undoes INTEGER REFERENCES log_tx (id)) STRICT;
INSERT INTO "log_tx" VALUES(1,'2026-11-30T13:04:09.375Z','loket','change_request',NULL,NULL);
INSERT INTO "log_tx" VALUES(2,'2026-11-30T13:04:09.491Z','loket','change_request',NULL,NULL);
CREATE TABLE loket_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "loket_meta" VALUES('made_by','loket');
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
 STRICT

;
CREATE TABLE obstacle (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	theme_id INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	active INTEGER DEFAULT 1 NOT NULL, 
	CONSTRAINT fk_obstacle_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id), 
	CONSTRAINT uq_obstacle_label UNIQUE (label), 
	CONSTRAINT ck_obstacle_active CHECK (active IN (0, 1))
)
 STRICT

;
INSERT INTO "obstacle" VALUES(1,1,'vraagarticulatie richting EPD-leveranciers',1);
INSERT INTO "obstacle" VALUES(2,1,'delen van kennis en goede voorbeelden',1);
INSERT INTO "obstacle" VALUES(3,2,'onduidelijke landelijke kaders en verplichtingen',1);
INSERT INTO "obstacle" VALUES(4,2,'tegenstrijdige beleidslijnen GPROM',1);
INSERT INTO "obstacle" VALUES(5,3,'gesprekscompetenties zorgverleners',1);
INSERT INTO "obstacle" VALUES(6,3,'beperkte gezondheidsvaardigheden patiënten',1);
INSERT INTO "obstacle" VALUES(7,4,'vragenlijsten in het EPD',1);
INSERT INTO "obstacle" VALUES(8,4,'API-koppeling EPD en externe applicaties',1);
INSERT INTO "obstacle" VALUES(9,4,'automatisch uitsturen van PROMs',1);
INSERT INTO "obstacle" VALUES(10,4,'BgZ onvoldoende in het EPD',1);
INSERT INTO "obstacle" VALUES(11,4,'versnipperde systemen',1);
INSERT INTO "obstacle" VALUES(12,4,'niet-gestandaardiseerde ICT-infrastructuur',1);
INSERT INTO "obstacle" VALUES(13,4,'afhankelijkheid van EPD-leverancier',1);
INSERT INTO "obstacle" VALUES(14,4,'blauwdruk dashboard ontbreekt',1);
INSERT INTO "obstacle" VALUES(15,4,'inrichting van het zorgproces',1);
INSERT INTO "obstacle" VALUES(16,5,'draagvlak instellingsbreed',1);
INSERT INTO "obstacle" VALUES(17,5,'tijd- en capaciteitsdruk',1);
INSERT INTO "obstacle" VALUES(18,5,'prioritering Raad van Bestuur',1);
INSERT INTO "obstacle" VALUES(19,5,'meerwaarde niet gezien door zorgverleners',1);
INSERT INTO "obstacle" VALUES(20,6,'begrijpelijke patiëntinformatie',1);
INSERT INTO "obstacle" VALUES(21,6,'voorbereiding van patiënten',1);
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
 STRICT

;
CREATE TABLE offering_audience (
	offering_id INTEGER NOT NULL, 
	audience TEXT NOT NULL, 
	CONSTRAINT pk_offering_audience PRIMARY KEY (offering_id, audience), 
	CONSTRAINT fk_offering_audience_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id), 
	CONSTRAINT ck_offering_audience_audience CHECK (audience IN ('policy_quality', 'professionals', 'patients', 'board', 'it'))
)
 STRICT

;
CREATE TABLE offering_obstacle (
	offering_id INTEGER NOT NULL, 
	obstacle_id INTEGER NOT NULL, 
	CONSTRAINT pk_offering_obstacle PRIMARY KEY (offering_id, obstacle_id), 
	CONSTRAINT fk_offering_obstacle_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id), 
	CONSTRAINT fk_offering_obstacle_obstacle_id FOREIGN KEY(obstacle_id) REFERENCES obstacle (id)
)
 STRICT

;
CREATE TABLE offering_theme (
	offering_id INTEGER NOT NULL, 
	theme_id INTEGER NOT NULL, 
	CONSTRAINT pk_offering_theme PRIMARY KEY (offering_id, theme_id), 
	CONSTRAINT fk_offering_theme_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id), 
	CONSTRAINT fk_offering_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
)
 STRICT

;
CREATE TABLE outcome_set (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	status TEXT, 
	active INTEGER DEFAULT 1 NOT NULL, 
	CONSTRAINT uq_outcome_set_name UNIQUE (name), 
	CONSTRAINT ck_outcome_set_active CHECK (active IN (0, 1))
)
 STRICT

;
INSERT INTO "outcome_set" VALUES(1,'chronische nierschade','implementatie bij voorlopers',1);
INSERT INTO "outcome_set" VALUES(2,'inflammatoire darmziekten','implementatie bij voorlopers',1);
INSERT INTO "outcome_set" VALUES(3,'knie-heupartrose','implementatie bij voorlopers',1);
INSERT INTO "outcome_set" VALUES(4,'CVA','proof of concept Santeon',1);
INSERT INTO "outcome_set" VALUES(5,'borstkanker','proof of concept Santeon',1);
INSERT INTO "outcome_set" VALUES(6,'generieke set (GPROM)','kernset, voorkeursinstrument PROMIS',1);
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
 STRICT

;
CREATE TABLE party_alias (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	party_id INTEGER NOT NULL, 
	alias TEXT NOT NULL, 
	CONSTRAINT fk_party_alias_party_id FOREIGN KEY(party_id) REFERENCES party (id)
)
 STRICT

;
CREATE TABLE presence (
	advisor TEXT NOT NULL, 
	on_kind TEXT NOT NULL, 
	on_id INTEGER NOT NULL, 
	seen_at TEXT NOT NULL, 
	CONSTRAINT pk_presence PRIMARY KEY (advisor, on_kind, on_id)
)
 STRICT

;
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
 STRICT

;
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
 STRICT

;
CREATE TABLE request_obstacle (
	request_id INTEGER NOT NULL, 
	obstacle_id INTEGER NOT NULL, 
	CONSTRAINT pk_request_obstacle PRIMARY KEY (request_id, obstacle_id), 
	CONSTRAINT fk_request_obstacle_request_id FOREIGN KEY(request_id) REFERENCES support_request (id), 
	CONSTRAINT fk_request_obstacle_obstacle_id FOREIGN KEY(obstacle_id) REFERENCES obstacle (id)
)
 STRICT

;
CREATE TABLE request_theme (
	request_id INTEGER NOT NULL, 
	theme_id INTEGER NOT NULL, 
	CONSTRAINT pk_request_theme PRIMARY KEY (request_id, theme_id), 
	CONSTRAINT fk_request_theme_request_id FOREIGN KEY(request_id) REFERENCES support_request (id), 
	CONSTRAINT fk_request_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
)
 STRICT

;
INSERT INTO "request_theme" VALUES(1,4);
INSERT INTO "request_theme" VALUES(2,4);
CREATE TABLE response_obstacle (
	response_id INTEGER NOT NULL, 
	obstacle_id INTEGER NOT NULL, 
	CONSTRAINT pk_response_obstacle PRIMARY KEY (response_id, obstacle_id), 
	CONSTRAINT fk_response_obstacle_response_id FOREIGN KEY(response_id) REFERENCES wensenscan_response (id), 
	CONSTRAINT fk_response_obstacle_obstacle_id FOREIGN KEY(obstacle_id) REFERENCES obstacle (id)
)
 STRICT

;
CREATE TABLE response_theme (
	response_id INTEGER NOT NULL, 
	theme_id INTEGER NOT NULL, 
	CONSTRAINT pk_response_theme PRIMARY KEY (response_id, theme_id), 
	CONSTRAINT fk_response_theme_response_id FOREIGN KEY(response_id) REFERENCES wensenscan_response (id), 
	CONSTRAINT fk_response_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
)
 STRICT

;
CREATE TABLE round_population (
	round_id INTEGER NOT NULL, 
	institution_id INTEGER NOT NULL, 
	CONSTRAINT pk_round_population PRIMARY KEY (round_id, institution_id), 
	CONSTRAINT fk_round_population_round_id FOREIGN KEY(round_id) REFERENCES wensenscan_round (id), 
	CONSTRAINT fk_round_population_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id)
)
 STRICT

;
CREATE TABLE round_reminder (
	round_id INTEGER NOT NULL, 
	institution_id INTEGER NOT NULL, 
	reminded_on TEXT NOT NULL, 
	CONSTRAINT pk_round_reminder PRIMARY KEY (round_id, institution_id, reminded_on), 
	CONSTRAINT fk_round_reminder_round_id FOREIGN KEY(round_id) REFERENCES wensenscan_round (id), 
	CONSTRAINT fk_round_reminder_institution_id FOREIGN KEY(institution_id) REFERENCES institution (id), 
	CONSTRAINT ck_round_reminder_reminded_on CHECK (reminded_on IS date(reminded_on, '+0 days'))
)
 STRICT

;
CREATE TABLE saved_view (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	advisor TEXT NOT NULL, 
	place TEXT NOT NULL, 
	name TEXT NOT NULL, 
	"query" TEXT NOT NULL, 
	shared INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT uq_saved_view_advisor_place_name UNIQUE (advisor, place, name), 
	CONSTRAINT ck_saved_view_shared CHECK (shared IN (0, 1))
)
 STRICT

;
CREATE TABLE session_capacity (
	provider TEXT NOT NULL, 
	month TEXT NOT NULL, 
	places INTEGER NOT NULL, 
	CONSTRAINT pk_session_capacity PRIMARY KEY (provider, month)
)
 STRICT

;
CREATE TABLE session_theme (
	session_id INTEGER NOT NULL, 
	theme_id INTEGER NOT NULL, 
	CONSTRAINT pk_session_theme PRIMARY KEY (session_id, theme_id), 
	CONSTRAINT fk_session_theme_session_id FOREIGN KEY(session_id) REFERENCES learning_session (id), 
	CONSTRAINT fk_session_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
)
 STRICT

;
CREATE TABLE setting (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (name)
)
 STRICT

;
INSERT INTO "setting" VALUES('sessions_from','2025-09-01');
INSERT INTO "setting" VALUES('sessions_until','2026-10-31');
INSERT INTO "setting" VALUES('check_back_weeks','6');
INSERT INTO "setting" VALUES('silent_after_days','21');
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
 STRICT

;
INSERT INTO "signal" VALUES(1,1,0,'s1',1,NULL,NULL,2,NULL,'Kaders',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',NULL,'2026-10-05',NULL);
CREATE TABLE signal_apart (
	signal_id INTEGER NOT NULL, 
	trend_id INTEGER NOT NULL, 
	CONSTRAINT pk_signal_apart PRIMARY KEY (signal_id, trend_id), 
	CONSTRAINT fk_signal_apart_signal_id FOREIGN KEY(signal_id) REFERENCES signal (id), 
	CONSTRAINT fk_signal_apart_trend_id FOREIGN KEY(trend_id) REFERENCES trend (id)
)
 STRICT

;
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
 STRICT

;
INSERT INTO "support_request" VALUES(1,2,0,'v1',1,NULL,NULL,NULL,'PROM''s',NULL,NULL,NULL,NULL,2,NULL,NULL,NULL,NULL,NULL,'normal',NULL,'2026-11-01',NULL,'new',NULL,NULL,NULL,'partly','alleen voor CVA');
INSERT INTO "support_request" VALUES(2,2,0,'v2',1,NULL,NULL,NULL,'Dashboard',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'high',NULL,'2026-09-01',NULL,'dropped',NULL,NULL,'2026-11-19',NULL,NULL);
CREATE TABLE survey_mapping (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	content TEXT NOT NULL, 
	saved_on TEXT NOT NULL, 
	CONSTRAINT uq_survey_mapping_fingerprint UNIQUE (fingerprint), 
	CONSTRAINT ck_survey_mapping_saved_on CHECK (saved_on IS date(saved_on, '+0 days'))
)
 STRICT

;
CREATE TABLE tag (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	active INTEGER DEFAULT 1 NOT NULL, 
	CONSTRAINT uq_tag_name UNIQUE (name), 
	CONSTRAINT ck_tag_active CHECK (active IN (0, 1))
)
 STRICT

;
CREATE TABLE text_template (
	name TEXT NOT NULL, 
	subject TEXT, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_text_template PRIMARY KEY (name)
)
 STRICT

;
INSERT INTO "text_template" VALUES('conversation.wensenscan',NULL,'1. Waar staat {instelling} nu met samen beslissen?
2. Antwoorden van de WensenScan doornemen, ook waar doelgroepen verschillen
3. Welke hulp is het eerst nodig, met of zonder uitkomstinformatie?
4. Wat speelt hier dat ook landelijk speelt?
5. Afspraken: wie doet wat, en wanneer spreken we elkaar weer?');
INSERT INTO "text_template" VALUES('conversation.intake',NULL,'1. Kennismaken: wie is wie, wie beslist?
2. Wat wil {instelling} bereiken met uitkomstgerichte zorg?
3. Wat is er al: afdelingen, vragenlijsten, EPD
4. Welke hulp past, en welke vraag leggen we vast?
5. Afspraken en volgende stap');
INSERT INTO "text_template" VALUES('conversation.progress',NULL,'1. Wat is er gedaan sinds de vorige keer?
2. Afspraken van de vorige keer nalopen
3. Doorverwijzingen: gebruikt, en hielp het?
4. Wat houdt tegen?
5. Nieuwe vragen en afspraken');
INSERT INTO "text_template" VALUES('conversation.fit_gap',NULL,'1. Uitkomsten van de fit-gapanalyse per onderdeel
2. Grootste kloven: oorzaak en actie
3. Wat kan {instelling} zelf, wat vraagt landelijke actie?
4. Welke vragen en signalen leggen we vast?
5. Planning en vervolg');
INSERT INTO "text_template" VALUES('conversation.evaluation',NULL,'1. Wat was het doel, en is het bereikt?
2. Wat hielp, en wat niet?
3. Geleerde lessen voor andere instellingen
4. Wat blijft open, en wie pakt dat op?');
INSERT INTO "text_template" VALUES('conversation.other',NULL,'1. Aanleiding
2. Bespreking
3. Afspraken');
INSERT INTO "text_template" VALUES('mail.referral','Doorverwijzing: {aanbod}','Beste {aanhef},

Zoals besproken vindt u hier wat past bij uw vraag ‘{vraag}’:

{aanbod}
{omschrijving}
{url}

Rond {navraag} vraag ik u of u het heeft gebruikt en of het hielp.

Met vriendelijke groet,
{adviseur}
UZ-loket');
INSERT INTO "text_template" VALUES('mail.reminder','Herinnering: {ronde}','Beste {aanhef},

{instelling} vulde {ronde} nog niet in. Uw antwoorden laten zien waar uw instelling staat en welke hulp u zoekt; invullen kost ongeveer een kwartier.

Vragen? Bel of mail het UZ-loket gerust.

Met vriendelijke groet,
{adviseur}
UZ-loket');
INSERT INTO "text_template" VALUES('mail.conversation','Afspraak met het UZ-loket, {wanneer}','Beste {aanhef},

Graag bevestig ik ons gesprek op {wanneer} ({kanaal}). De agenda:

{agenda}

Met vriendelijke groet,
{adviseur}
UZ-loket');
INSERT INTO "text_template" VALUES('mail.session','Leersessie ‘Samen beslissen in de praktijk’','Beste {aanhef},

De leersessie voor {team} van {instelling} staat op {wanneer}, gegeven door {aanbieder}.

Met vriendelijke groet,
{adviseur}
UZ-loket');
CREATE TABLE theme (
	id INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	CONSTRAINT pk_theme PRIMARY KEY (id), 
	CONSTRAINT uq_theme_label UNIQUE (label)
)
 STRICT

;
INSERT INTO "theme" VALUES(1,'Kennisdeling en samenwerken');
INSERT INTO "theme" VALUES(2,'Landelijk beleid');
INSERT INTO "theme" VALUES(3,'Competenties voor samen beslissen in de spreekkamer');
INSERT INTO "theme" VALUES(4,'Gebruik van uitkomstinformatie in de spreekkamer');
INSERT INTO "theme" VALUES(5,'Cultuur en draagvlak');
INSERT INTO "theme" VALUES(6,'Patiëntparticipatie');
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
 STRICT

;
CREATE TABLE waiting_request (
	request_id INTEGER NOT NULL, 
	offering_id INTEGER NOT NULL, 
	waits_since TEXT NOT NULL, 
	CONSTRAINT pk_waiting_request PRIMARY KEY (request_id, offering_id), 
	CONSTRAINT fk_waiting_request_request_id FOREIGN KEY(request_id) REFERENCES support_request (id), 
	CONSTRAINT fk_waiting_request_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id), 
	CONSTRAINT ck_waiting_request_waits_since CHECK (waits_since IS date(waits_since, '+0 days'))
)
 STRICT

;
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
 STRICT

;
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
 STRICT

;
CREATE INDEX ix_advisor_stand_in_id ON advisor (stand_in_id);
CREATE INDEX ix_link_on ON link (on_kind, on_id);
CREATE INDEX ix_event_offering_id ON event (offering_id);
CREATE INDEX ix_example_advisor_id ON example (advisor_id);
CREATE INDEX ix_example_released_by_id ON example (released_by_id);
CREATE INDEX ix_example_theme_id ON example (theme_id);
CREATE INDEX ix_example_on ON example (on_kind, on_id);
CREATE INDEX ix_institution_split_from_id ON institution (split_from_id);
CREATE INDEX ix_institution_advisor_id ON institution (advisor_id);
CREATE INDEX ix_institution_merged_into_id ON institution (merged_into_id);
CREATE INDEX ix_institution_name ON institution (name);
CREATE INDEX ix_institution_stand_in_id ON institution (stand_in_id);
CREATE INDEX ix_obstacle_theme_id ON obstacle (theme_id);
CREATE INDEX ix_offering_theme_theme_id ON offering_theme (theme_id);
CREATE INDEX ix_party_alias_alias ON party_alias (alias);
CREATE INDEX ix_party_alias_party_id ON party_alias (party_id);
CREATE INDEX ix_progress_report_advisor_id ON progress_report (advisor_id);
CREATE INDEX ix_trend_theme_id ON trend (theme_id);
CREATE INDEX ix_trend_owner_party_id ON trend (owner_party_id);
CREATE INDEX ix_contact_party_id ON contact (party_id);
CREATE INDEX ix_contact_institution_id ON contact (institution_id);
CREATE INDEX ix_contact_moved_from_id ON contact (moved_from_id);
CREATE INDEX ix_fit_gap_analysis_institution_id ON fit_gap_analysis (institution_id);
CREATE INDEX ix_fit_gap_analysis_outcome_set_id ON fit_gap_analysis (outcome_set_id);
CREATE INDEX ix_follow_up_due_on ON follow_up (due_on);
CREATE INDEX ix_follow_up_on ON follow_up (on_kind, on_id);
CREATE INDEX ix_follow_up_institution_id ON follow_up (institution_id);
CREATE INDEX ix_follow_up_advisor_id ON follow_up (advisor_id);
CREATE INDEX ix_institution_alias_institution_id ON institution_alias (institution_id);
CREATE INDEX ix_institution_alias_alias ON institution_alias (alias);
CREATE INDEX ix_learning_session_institution_id ON learning_session (institution_id);
CREATE INDEX ix_learning_session_session_on ON learning_session (session_on);
CREATE INDEX ix_note_institution_id ON note (institution_id);
CREATE INDEX ix_note_advisor_id ON note (advisor_id);
CREATE INDEX ix_note_on ON note (on_kind, on_id);
CREATE INDEX ix_note_theme_id ON note (theme_id);
CREATE INDEX ix_wensenscan_response_submitted_on ON wensenscan_response (submitted_on);
CREATE INDEX ix_wensenscan_response_institution_id ON wensenscan_response (institution_id);
CREATE INDEX ix_wensenscan_response_round_id ON wensenscan_response (round_id);
CREATE INDEX ix_contact_former_role_contact_id ON contact_former_role (contact_id);
CREATE INDEX ix_conversation_held_at ON conversation (held_at);
CREATE INDEX ix_conversation_planned_at ON conversation (planned_at);
CREATE INDEX ix_conversation_response_id ON conversation (response_id);
CREATE INDEX ix_conversation_advisor_advisor_id ON conversation_advisor (advisor_id);
CREATE INDEX ix_conversation_attendee_contact_id ON conversation_attendee (contact_id);
CREATE INDEX ix_conversation_attendee_conversation_id ON conversation_attendee (conversation_id);
CREATE INDEX ix_conversation_institution_institution_id ON conversation_institution (institution_id);
CREATE INDEX ix_conversation_party_party_id ON conversation_party (party_id);
CREATE INDEX ix_signal_response_id ON signal (response_id);
CREATE INDEX ix_signal_advisor_id ON signal (advisor_id);
CREATE INDEX ix_signal_institution_id ON signal (institution_id);
CREATE INDEX ix_signal_party_id ON signal (party_id);
CREATE INDEX ix_signal_fitgap_item_id ON signal (fitgap_item_id);
CREATE INDEX ix_signal_trend_id ON signal (trend_id);
CREATE INDEX ix_signal_conversation_id ON signal (conversation_id);
CREATE INDEX ix_signal_event_id ON signal (event_id);
CREATE INDEX ix_signal_recorded_on ON signal (recorded_on);
CREATE INDEX ix_signal_session_id ON signal (session_id);
CREATE INDEX ix_signal_obstacle_id ON signal (obstacle_id);
CREATE INDEX ix_signal_theme_id ON signal (theme_id);
CREATE INDEX ix_support_request_response_id ON support_request (response_id);
CREATE INDEX ix_support_request_institution_id ON support_request (institution_id);
CREATE INDEX ix_support_request_party_id ON support_request (party_id);
CREATE INDEX ix_support_request_outcome_set_id ON support_request (outcome_set_id);
CREATE INDEX ix_support_request_session_id ON support_request (session_id);
CREATE INDEX ix_support_request_fitgap_item_id ON support_request (fitgap_item_id);
CREATE INDEX ix_support_request_due_on ON support_request (due_on);
CREATE INDEX ix_support_request_mine_due ON support_request (advisor_id, closed_on, due_on);
CREATE INDEX ix_support_request_open_due ON support_request (closed_on, due_on);
CREATE INDEX ix_support_request_contact_id ON support_request (contact_id);
CREATE INDEX ix_support_request_received_on ON support_request (received_on);
CREATE INDEX ix_support_request_conversation_id ON support_request (conversation_id);
CREATE INDEX ix_referral_institution_id ON referral (institution_id);
CREATE INDEX ix_referral_referred_on ON referral (referred_on);
CREATE INDEX ix_referral_offering_id ON referral (offering_id);
CREATE INDEX ix_referral_check_back_on ON referral (check_back_on);
CREATE INDEX ix_referral_conversation_id ON referral (conversation_id);
CREATE INDEX ix_referral_advisor_id ON referral (advisor_id);
CREATE INDEX ix_referral_request_id ON referral (request_id);
CREATE INDEX ix_request_obstacle_obstacle_id ON request_obstacle (obstacle_id);
CREATE INDEX ix_request_theme_theme_id ON request_theme (theme_id);
CREATE INDEX ix_waiting_request_offering_id ON waiting_request (offering_id);
CREATE INDEX ix_change_log_row ON change_log (tbl, pk, seq);
CREATE INDEX ix_change_log_tx ON change_log (tx);
CREATE INDEX ix_log_personal_subject ON log_personal (subject);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('obstacle',21);
INSERT INTO "sqlite_sequence" VALUES('outcome_set',6);
INSERT INTO "sqlite_sequence" VALUES('change_log',64);
INSERT INTO "sqlite_sequence" VALUES('log_tx',2);
INSERT INTO "sqlite_sequence" VALUES('advisor',1);
INSERT INTO "sqlite_sequence" VALUES('institution',2);
INSERT INTO "sqlite_sequence" VALUES('contact',1);
INSERT INTO "sqlite_sequence" VALUES('conversation',1);
INSERT INTO "sqlite_sequence" VALUES('conversation_attendee',1);
INSERT INTO "sqlite_sequence" VALUES('support_request',2);
INSERT INTO "sqlite_sequence" VALUES('signal',1);
COMMIT;
