-- Batches that are sealed from now on store the hashes of their segments. Those of older ones are rebuilt from the
-- rows of their devices.
CREATE TABLE batch_leaves (
	first_message INTEGER PRIMARY KEY,
	hashes BLOB NOT NULL
);
