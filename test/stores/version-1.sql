CREATE TABLE uploads (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,            -- the name under which it first came
    bytes INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'ingested', 'superseded', 'quarantined', 'forgotten')),
    study TEXT,                    -- name of the study that it belongs to
    attempts INTEGER NOT NULL DEFAULT 0,
    reason TEXT,                   -- why it is quarantined, or by which upload it is superseded
    received TEXT NOT NULL,
    changed TEXT NOT NULL
  ) STRICT;
CREATE TABLE sightings (
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES uploads,
    seen TEXT NOT NULL,
    PRIMARY KEY (path, sha256)
  ) STRICT;
CREATE TABLE cards (
    study TEXT NOT NULL,
    card TEXT NOT NULL,
    run TEXT NOT NULL,             -- when the instrument ran it, as the export says
    sha256 TEXT NOT NULL REFERENCES uploads,
    wells TEXT NOT NULL,           -- "1-96,193-288"
    PRIMARY KEY (study, card, sha256)
  ) STRICT;
CREATE TABLE looks (
    inbox TEXT NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime TEXT NOT NULL,
    ctime TEXT NOT NULL,
    inode TEXT NOT NULL,
    at INTEGER NOT NULL,
    sha256 TEXT,                   -- what it held when it was taken
    reason TEXT,                   -- why it cannot be taken as it is
    PRIMARY KEY (inbox, path)
  ) STRICT;
CREATE TABLE inboxes (
    inbox TEXT PRIMARY KEY,
    looked TEXT NOT NULL,
    failed TEXT NOT NULL DEFAULT '[]'
  ) STRICT;
CREATE TABLE runs (
    run TEXT PRIMARY KEY,
    study TEXT NOT NULL,
    folder TEXT NOT NULL,
    uploads TEXT NOT NULL,         -- hash of the list of uploads
    headline TEXT NOT NULL,
    made TEXT NOT NULL
  ) STRICT;
CREATE TABLE used (sha256 TEXT PRIMARY KEY REFERENCES uploads) STRICT;
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
INSERT INTO uploads VALUES ('91ba5405319db89ae8baf31543d4c6648f270bd99f2d1e641da58f2f96ce63b8', 'EX00001.txt', 56255, 'ingested', 'example', 0, NULL, '2026-11-25T01:21:19.649Z', '2026-11-25T01:21:19.729Z');
INSERT INTO uploads VALUES ('ec76f733551eaed507a4cbd7e8110096782e486ec58d2494182e6fa6e022ec93', 'EX00002.txt', 56522, 'ingested', 'example', 0, NULL, '2026-11-25T01:21:19.666Z', '2026-11-25T01:21:19.740Z');
INSERT INTO sightings VALUES ('EX00001.txt', '91ba5405319db89ae8baf31543d4c6648f270bd99f2d1e641da58f2f96ce63b8', '2026-11-25T01:21:19.649Z');
INSERT INTO sightings VALUES ('EX00002.txt', 'ec76f733551eaed507a4cbd7e8110096782e486ec58d2494182e6fa6e022ec93', '2026-11-25T01:21:19.666Z');
INSERT INTO cards VALUES ('example', 'EX00001', '2011-02-20 09:00:00 AM GMT', '91ba5405319db89ae8baf31543d4c6648f270bd99f2d1e641da58f2f96ce63b8', '1-384');
INSERT INTO cards VALUES ('example', 'EX00002', '2013-01-20 09:47:00 AM GMT', 'ec76f733551eaed507a4cbd7e8110096782e486ec58d2494182e6fa6e022ec93', '1-384');
INSERT INTO looks VALUES ('/srv/trial/uploads', 'EX00001.txt', 56255, '1795569679292201624', '1795569679298059335', '1665000', 1795569679638, '91ba5405319db89ae8baf31543d4c6648f270bd99f2d1e641da58f2f96ce63b8', NULL);
INSERT INTO looks VALUES ('/srv/trial/uploads', 'EX00002.txt', 56522, '1795569679294059336', '1795569679298059335', '1665001', 1795569679653, 'ec76f733551eaed507a4cbd7e8110096782e486ec58d2494182e6fa6e022ec93', NULL);
INSERT INTO inboxes VALUES ('/srv/trial/uploads', '2026-11-25T01:21:19.673Z', '[]');
INSERT INTO runs VALUES ('60bc85a419f9665dafc3609a1eb30d0fee71f406a95dee0aec94be6aff337e59', 'example', '/srv/trial/runs/example-60bc85a419f9', 'a64efd62b7db81bf6bc3810e2dad85d7a48798e967774d451748aaaf9e6e183d', 'No association could be tested.', '2026-11-25T01:21:20.213Z');
INSERT INTO used VALUES ('91ba5405319db89ae8baf31543d4c6648f270bd99f2d1e641da58f2f96ce63b8');
INSERT INTO used VALUES ('ec76f733551eaed507a4cbd7e8110096782e486ec58d2494182e6fa6e022ec93');
INSERT INTO events VALUES (1, '2026-11-25T01:21:19.649Z', 'received', '{"sha256":"91ba5405319db89ae8baf31543d4c6648f270bd99f2d1e641da58f2f96ce63b8","name":"EX00001.txt","bytes":56255}', '0000000000000000000000000000000000000000000000000000000000000000', '60fb2fb4691df4d2d3be3d0619f6b2d882a7e7b22368890d9458a658116bf9b8');
INSERT INTO events VALUES (2, '2026-11-25T01:21:19.666Z', 'received', '{"sha256":"ec76f733551eaed507a4cbd7e8110096782e486ec58d2494182e6fa6e022ec93","name":"EX00002.txt","bytes":56522}', '60fb2fb4691df4d2d3be3d0619f6b2d882a7e7b22368890d9458a658116bf9b8', '04de92a36571590f65931c3fb98fe087df4a23aafb3a267d132950e1267fc704');
INSERT INTO events VALUES (3, '2026-11-25T01:21:19.729Z', 'ingested', '{"sha256":"91ba5405319db89ae8baf31543d4c6648f270bd99f2d1e641da58f2f96ce63b8","study":"example","cards":["EX00001"],"superseded":[]}', '04de92a36571590f65931c3fb98fe087df4a23aafb3a267d132950e1267fc704', 'eb6b712d9586fc3f3dda3d682aa9dea5b84ab0ae46affd09702dbc37db1c68a3');
INSERT INTO events VALUES (4, '2026-11-25T01:21:19.740Z', 'ingested', '{"sha256":"ec76f733551eaed507a4cbd7e8110096782e486ec58d2494182e6fa6e022ec93","study":"example","cards":["EX00002"],"superseded":[]}', 'eb6b712d9586fc3f3dda3d682aa9dea5b84ab0ae46affd09702dbc37db1c68a3', '8e882367fa0c120ba44daf02dd8e031e516a6927ac2f6bd5f8932dee1a87c8b2');
INSERT INTO events VALUES (5, '2026-11-25T01:21:20.213Z', 'ran', '{"run":"60bc85a419f9665dafc3609a1eb30d0fee71f406a95dee0aec94be6aff337e59","study":"example","folder":"/srv/trial/runs/example-60bc85a419f9","uploads":"a64efd62b7db81bf6bc3810e2dad85d7a48798e967774d451748aaaf9e6e183d","headline":"No association could be tested."}', '8e882367fa0c120ba44daf02dd8e031e516a6927ac2f6bd5f8932dee1a87c8b2', '49549cfb06ebdb7388d7cbee5cf97c2534351a074d2d7ba224829dcb7512f5be');
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never taken out'); END;
CREATE TRIGGER events_hold BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
PRAGMA user_version = 1;
