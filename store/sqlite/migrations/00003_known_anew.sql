-- +goose Up

-- What a later extractor says of a document beside its text, where that is not what
-- documents says; NULL where it is. rest: store.EncodeDocument.
ALTER TABLE readings ADD COLUMN title TEXT;
ALTER TABLE readings ADD COLUMN published TEXT;
ALTER TABLE readings ADD COLUMN language TEXT;
ALTER TABLE readings ADD COLUMN rest BLOB;

-- +goose Down
ALTER TABLE readings DROP COLUMN rest;
ALTER TABLE readings DROP COLUMN language;
ALTER TABLE readings DROP COLUMN published;
ALTER TABLE readings DROP COLUMN title;
