-- +goose Up

-- Bytes, kept once whatever they came from. packing: 0 as they are, 1 zstd.
CREATE TABLE blobs (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  packing INTEGER NOT NULL,
  data BLOB NOT NULL
);

-- key: hash of bytes, address, format and what was known. Times are milliseconds
-- since 1970, UTC. urls, header, known, hint: JSON, NULL for none.
CREATE TABLE captures (
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,
  blob INTEGER NOT NULL REFERENCES blobs,
  page INTEGER NOT NULL,
  input TEXT NOT NULL,
  format TEXT NOT NULL,
  urls TEXT,
  status INTEGER NOT NULL,
  header TEXT,
  known TEXT,
  hint TEXT,
  feed TEXT,
  taken INTEGER NOT NULL
);

CREATE TABLE outlets (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

-- text is NULL where it is the capture's bytes; rest: store.EncodeDocument.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  capture INTEGER NOT NULL REFERENCES captures,
  url TEXT NOT NULL,
  outlet TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT NOT NULL,
  language TEXT NOT NULL,
  packing INTEGER NOT NULL,
  text BLOB,
  rest BLOB NOT NULL
);

CREATE TABLE makers (
  id INTEGER PRIMARY KEY,
  extractor TEXT NOT NULL,
  model TEXT NOT NULL,
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  UNIQUE (extractor, model, version, sha256)
);

-- layers: store.EncodeReading.
CREATE TABLE readings (
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL,
  document INTEGER NOT NULL REFERENCES documents,
  maker INTEGER NOT NULL REFERENCES makers,
  made INTEGER NOT NULL,
  layers BLOB NOT NULL
);
CREATE INDEX readings_by_document ON readings (document);

-- A capture with the reading that is shown. day: of publication, as YYYYMMDD.
-- indexed: the reading whose claims stand in the tables below, NULL for none yet.
CREATE TABLE pages (
  id INTEGER PRIMARY KEY,
  capture INTEGER NOT NULL REFERENCES captures,
  reading INTEGER NOT NULL REFERENCES readings,
  proposed INTEGER REFERENCES readings,
  maker INTEGER NOT NULL REFERENCES makers,
  day INTEGER,
  outlet INTEGER REFERENCES outlets,
  claims INTEGER NOT NULL,
  added INTEGER NOT NULL,
  indexed INTEGER
);
CREATE INDEX pages_waiting ON pages (id) WHERE indexed IS NULL;
CREATE INDEX pages_by_day ON pages (day, id);
CREATE INDEX pages_proposed ON pages (proposed) WHERE proposed IS NOT NULL;

-- The claims of the readings that are shown, a row each, to be searched.
CREATE TABLE claims (
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES pages,
  ordinal INTEGER NOT NULL,
  hash BLOB NOT NULL,
  standing TEXT NOT NULL,
  stance TEXT NOT NULL,
  speaker INTEGER,
  flags INTEGER NOT NULL
);
CREATE INDEX claims_by_hash ON claims (hash);
CREATE INDEX claims_by_page ON claims (page);

-- The claims of all other readings: their ids resolve for ever.
CREATE TABLE other_claims (
  hash BLOB NOT NULL,
  reading INTEGER NOT NULL REFERENCES readings,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (hash, reading)
) WITHOUT ROWID;

-- Those who are named as speakers. office: how many pages state one.
CREATE TABLE speakers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT NOT NULL,
  office INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  UNIQUE (name, kind, country)
);
CREATE INDEX speakers_by_claims ON speakers (claims);
CREATE TABLE speaker_outlets (
  speaker INTEGER NOT NULL REFERENCES speakers,
  outlet INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  PRIMARY KEY (speaker, outlet)
) WITHOUT ROWID;

-- Marks pin a claim to the reading on which it was marked.
CREATE TABLE marks (
  hash BLOB NOT NULL,
  kind TEXT NOT NULL,
  reading INTEGER NOT NULL REFERENCES readings,
  page INTEGER NOT NULL REFERENCES pages,
  note TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (hash, kind)
) WITHOUT ROWID;
CREATE INDEX marks_by_page ON marks (page);

-- Search indexes, without the words themselves: those stand in documents. facets
-- holds one token a facet: see facet.go.
CREATE VIRTUAL TABLE claim_words USING fts5 (words, facets, content = '', contentless_delete = 1, detail = full);
CREATE VIRTUAL TABLE page_words USING fts5 (title, body, content = '', contentless_delete = 1, detail = full);
CREATE VIRTUAL TABLE speaker_words USING fts5 (name, content = '', contentless_delete = 1, prefix = '2 3');

-- +goose Down
DROP TABLE speaker_words;
DROP TABLE page_words;
DROP TABLE claim_words;
DROP TABLE marks;
DROP TABLE speaker_outlets;
DROP TABLE speakers;
DROP TABLE other_claims;
DROP TABLE claims;
DROP TABLE pages;
DROP TABLE readings;
DROP TABLE makers;
DROP TABLE documents;
DROP TABLE outlets;
DROP TABLE captures;
DROP TABLE blobs;
