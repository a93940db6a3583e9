-- Batches that are sealed from now on store the hashes of their segments. Those of older ones are rebuilt from the
-- rows of their devices.
ALTER TABLE batch ADD COLUMN leaves BLOB;
