-- The gateway's store, as a new one is created. Whoever changes it adds a step to migrate.rs.

-- Genesis, account, the number of the first batch, when it was made, the boot epoch of unsigned readings, whether
-- it may be adopted (src/store/begin.rs, adopt.rs), the generation and whether it was halted
-- (src/store/guard.rs), and the height up to which blocks were final.
CREATE TABLE meta (
	key TEXT PRIMARY KEY,
	value BLOB NOT NULL
) WITHOUT ROWID;

-- Devices that the chain knows, with their facts (SCALE DeviceFacts).
CREATE TABLE device (
	id INTEGER PRIMARY KEY,
	name BLOB NOT NULL UNIQUE,
	facts BLOB NOT NULL
);

-- The keys of devices. Rows are added and never removed: proofs of old readings need old keys.
CREATE TABLE key (
	device INTEGER NOT NULL REFERENCES device,
	epoch INTEGER NOT NULL,
	-- SCALE KeyFact.
	fact BLOB NOT NULL,
	-- The block that holds its record, once a proof has shown that. The key never changes from then on.
	block INTEGER,
	PRIMARY KEY (device, epoch)
) WITHOUT ROWID;

-- The tail of each device's readings: one of those that it signs, one of those that the gateway attests.
CREATE TABLE tail (
	device INTEGER NOT NULL REFERENCES device,
	signed INTEGER NOT NULL,
	key_epoch INTEGER NOT NULL,
	boot INTEGER NOT NULL,
	next INTEGER NOT NULL,
	-- The name of the last segment that the device signed.
	name BLOB NOT NULL,
	-- Everything of this boot epoch below this number is in a finalised block. It never passes a row that
	-- was set aside.
	finalized INTEGER NOT NULL,
	newest INTEGER NOT NULL,
	-- The longest time that one row covers, in milliseconds.
	span INTEGER NOT NULL,
	-- Whether answers are JSON.
	json INTEGER NOT NULL,
	-- The last time of each channel (SCALE), where the gateway attests.
	last BLOB NOT NULL,
	-- The boot epoch and the name of the last segment that the gateway built.
	built_boot INTEGER NOT NULL,
	built BLOB NOT NULL,
	PRIMARY KEY (device, signed)
) WITHOUT ROWID;

-- Accepted messages, each device's in their order. Consecutive messages of a device may share a row,
-- with the `received` of the first. Those of a batch are consecutive.
CREATE TABLE message (
	id INTEGER PRIMARY KEY,
	device INTEGER NOT NULL REFERENCES device,
	-- 0 gateway, 1 readings, 2 segment.
	kind INTEGER NOT NULL,
	key_epoch INTEGER NOT NULL,
	boot INTEGER NOT NULL,
	first INTEGER NOT NULL,
	count INTEGER NOT NULL,
	start INTEGER NOT NULL,
	end INTEGER NOT NULL,
	received INTEGER NOT NULL,
	-- Root, previous and signature of a signed segment: 128 bytes.
	signed_parts BLOB
);

-- Finds the messages of a device. They are tables, and no indexes, because rows come later than the messages: many
-- together, in the order of devices.
CREATE TABLE by_number (
	device INTEGER NOT NULL,
	boot INTEGER NOT NULL,
	first INTEGER NOT NULL,
	message INTEGER NOT NULL,
	PRIMARY KEY (device, boot, first, message)
) WITHOUT ROWID;
CREATE TABLE by_time (
	device INTEGER NOT NULL,
	start INTEGER NOT NULL,
	message INTEGER NOT NULL,
	PRIMARY KEY (device, start, message)
) WITHOUT ROWID;

-- The last message whose row in both counts. Up to it the tails are in `tail`, too.
CREATE TABLE indexed (
	id INTEGER PRIMARY KEY CHECK (id = 0),
	message INTEGER NOT NULL
);
INSERT INTO indexed VALUES (0, 0);

-- The tails of devices with later messages, each appended with its message. The last one of a device and a numbering
-- takes precedence over the one in `tail`.
CREATE TABLE recent_tail (
	id INTEGER PRIMARY KEY,
	device INTEGER NOT NULL REFERENCES device,
	signed INTEGER NOT NULL,
	-- SCALE Tail (src/store/sequence.rs).
	tail BLOB NOT NULL
);

-- The readings of messages, until they are pruned. They are apart so that this gives whole pages back.
CREATE TABLE body (
	message INTEGER PRIMARY KEY REFERENCES message,
	readings BLOB NOT NULL
);

-- Rows of messages that could not be read when they were to be sealed, as they were found. They are in
-- no batch.
CREATE TABLE damaged (
	id INTEGER PRIMARY KEY,
	message INTEGER NOT NULL,
	device INTEGER NOT NULL REFERENCES device,
	kind INTEGER NOT NULL,
	key_epoch INTEGER NOT NULL,
	boot INTEGER NOT NULL,
	first INTEGER NOT NULL,
	count INTEGER NOT NULL,
	start INTEGER NOT NULL,
	end INTEGER NOT NULL,
	received INTEGER NOT NULL,
	signed_parts BLOB,
	body BLOB
);
CREATE INDEX damaged_by_number ON damaged (device, boot, first);

-- Sealed batches. One in `flight` is not final; one in `batch_path` is final; one in neither is final and
-- pruned.
CREATE TABLE batch (
	number INTEGER PRIMARY KEY,
	first_message INTEGER NOT NULL,
	last_message INTEGER NOT NULL,
	root BLOB NOT NULL,
	segments INTEGER NOT NULL,
	readings INTEGER NOT NULL,
	start INTEGER NOT NULL,
	end INTEGER NOT NULL,
	data BLOB NOT NULL,
	-- The last known block that holds it.
	block INTEGER,
	block_hash BLOB
);
-- The hashes of a batch's segments, each of 32 bytes, in the order of their places, until it is pruned: a proof needs
-- no rows of other devices. They are apart, so that a batch's row stays small when it changes; its first message
-- finds them, since its number may change. A batch that an older gateway sealed has none.
CREATE TABLE batch_leaves (
	first_message INTEGER PRIMARY KEY,
	hashes BLOB NOT NULL
);

CREATE INDEX batch_by_message ON batch (last_message);

-- Batches that are not final, each with the transaction that anchors it once one is signed.
CREATE TABLE flight (
	batch INTEGER PRIMARY KEY REFERENCES batch,
	tx BLOB,
	nonce INTEGER,
	dies_at INTEGER,
	submitted_at INTEGER
);

-- The proof paths of final batches that are not pruned.
CREATE TABLE batch_path (
	batch INTEGER PRIMARY KEY REFERENCES batch,
	-- SCALE ProofPath.
	path BLOB NOT NULL,
	-- When it became final: UTC, in milliseconds, by the chain's clock.
	finalized_at INTEGER
);
CREATE INDEX batch_path_by_time ON batch_path (finalized_at);

-- The later keys that signed readings of final batches, as far as their proof paths are kept or wanted.
CREATE TABLE key_path (
	batch INTEGER NOT NULL REFERENCES batch,
	device INTEGER NOT NULL REFERENCES device,
	epoch INTEGER NOT NULL,
	-- The proof paths of the batch and of the key to one header (SCALE KeyPath). NULL until they are
	-- fetched.
	path BLOB,
	-- Attempts to fetch them that failed.
	tries INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (batch, device, epoch)
) WITHOUT ROWID;
CREATE INDEX key_path_wanted ON key_path (tries, batch) WHERE path IS NULL;

-- Segments that the gateway built, in a batch after those that devices signed.
CREATE TABLE segment (
	batch INTEGER NOT NULL REFERENCES batch,
	place INTEGER NOT NULL,
	device INTEGER NOT NULL REFERENCES device,
	-- SCALE SegmentHeader.
	header BLOB NOT NULL,
	PRIMARY KEY (batch, place)
) WITHOUT ROWID;

-- Refused versions of stored readings, as they arrived.
CREATE TABLE conflict (
	id INTEGER PRIMARY KEY,
	device INTEGER NOT NULL REFERENCES device,
	received INTEGER NOT NULL,
	kind INTEGER NOT NULL,
	payload BLOB NOT NULL
);
CREATE INDEX conflict_by_device ON conflict (device);

-- Counts of readings, which spare counting the rows.
CREATE TABLE tally (
	id INTEGER PRIMARY KEY CHECK (id = 0),
	finalized INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	batched INTEGER NOT NULL
);
INSERT INTO tally VALUES (0, 0, 0, 0);
