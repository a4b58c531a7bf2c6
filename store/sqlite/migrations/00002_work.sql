-- +goose Up

-- What is followed, with what came of the last visit. Times are milliseconds
-- since 1970, UTC; 0 for never. interval in milliseconds.
CREATE TABLE feeds (
  url TEXT PRIMARY KEY,
  page TEXT NOT NULL,
  title TEXT NOT NULL,
  outlet TEXT NOT NULL,
  country TEXT NOT NULL,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  interval INTEGER NOT NULL,
  checked INTEGER NOT NULL DEFAULT 0,
  succeeded INTEGER NOT NULL DEFAULT 0,
  due INTEGER NOT NULL DEFAULT 0,
  status INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT '',
  etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  items INTEGER NOT NULL DEFAULT 0,
  pages INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- The items a feed has listed before: a hash of each one's key.
CREATE TABLE feed_items (
  feed TEXT NOT NULL,
  item BLOB NOT NULL,
  PRIMARY KEY (feed, item)
) WITHOUT ROWID;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  payload BLOB NOT NULL,
  state TEXT NOT NULL,
  due INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT '',
  result TEXT NOT NULL DEFAULT '',
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL
);
CREATE UNIQUE INDEX jobs_waiting ON jobs (kind, key) WHERE state IN ('queued', 'leased');
CREATE INDEX jobs_done ON jobs (changed) WHERE state = 'done';
CREATE INDEX jobs_due ON jobs (due) WHERE state IN ('queued', 'leased');

-- +goose Down
DROP TABLE jobs;
DROP TABLE feed_items;
DROP TABLE feeds;
