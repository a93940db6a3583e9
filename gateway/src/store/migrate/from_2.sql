-- Bodies and proof paths get tables of their own, and so do batches in flight.
CREATE TABLE body (
	message INTEGER PRIMARY KEY REFERENCES message,
	readings BLOB NOT NULL
);
INSERT INTO body (message, readings) SELECT id, body FROM message WHERE body NOT NULL ORDER BY id;
ALTER TABLE message DROP COLUMN body;

CREATE TABLE flight (
	batch INTEGER PRIMARY KEY REFERENCES batch,
	tx BLOB,
	nonce INTEGER,
	dies_at INTEGER,
	submitted_at INTEGER
);
INSERT INTO flight (batch, tx, nonce, dies_at, submitted_at)
SELECT number, tx, nonce, dies_at, submitted_at FROM batch WHERE state < 2 ORDER BY number;

CREATE TABLE batch_path (
	batch INTEGER PRIMARY KEY REFERENCES batch,
	path BLOB NOT NULL,
	finalized_at INTEGER
);
INSERT INTO batch_path (batch, path, finalized_at)
SELECT number, path, finalized_at FROM batch WHERE state = 2 AND pruned = 0 ORDER BY number;
CREATE INDEX batch_path_by_time ON batch_path (finalized_at);

DELETE FROM segment WHERE batch IN (SELECT number FROM batch WHERE pruned = 1);

DROP INDEX batch_open;
ALTER TABLE batch DROP COLUMN state;
ALTER TABLE batch DROP COLUMN tx;
ALTER TABLE batch DROP COLUMN nonce;
ALTER TABLE batch DROP COLUMN dies_at;
ALTER TABLE batch DROP COLUMN submitted_at;
ALTER TABLE batch DROP COLUMN path;
ALTER TABLE batch DROP COLUMN finalized_at;
ALTER TABLE batch DROP COLUMN pruned;
