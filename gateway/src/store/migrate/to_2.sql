-- Copies the database `new`, of the present version, into one of version 2, as that would have written it.
INSERT INTO meta SELECT key, value FROM new.meta;
INSERT INTO device SELECT id, name, facts FROM new.device;
INSERT INTO key SELECT device, epoch, fact, block FROM new.key;
INSERT INTO tail SELECT device, signed, key_epoch, boot, next, name, finalized, newest, span, json,
	last, built_boot, built FROM new.tail;
INSERT INTO message SELECT id, device, kind, key_epoch, boot, first, count, start, end, received,
	signed_parts, readings
	FROM new.message LEFT JOIN new.body ON body.message = message.id;
INSERT INTO damaged SELECT id, message, device, kind, key_epoch, boot, first, count, start, end,
	received, signed_parts, body FROM new.damaged;
-- The hashes through the range were not optional: the byte 1 before them goes (see from_3.sql).
CREATE TEMP TABLE old_path AS
	WITH hashes (batch, digits, n) AS (
		SELECT batch, hex(path), 4 * (instr('0123456789ABCDEF', substr(hex(path), 17, 1)) - 1)
			+ (instr('0123456789ABCDEF', substr(hex(path), 18, 1)) - 1) / 4
		FROM new.batch_path
	)
	SELECT batch, unhex(substr(digits, 1, 90 + 64 * n) || substr(digits, 93 + 64 * n)) AS old_path
	FROM hashes WHERE substr(digits, 91 + 64 * n, 2) = '01';
INSERT INTO batch SELECT number, first_message, last_message, root, segments, readings, start, end,
	data,
	CASE WHEN flight.batch IS NULL THEN 2 WHEN block IS NULL THEN 0 ELSE 1 END,
	tx, nonce, dies_at, submitted_at, block, block_hash,
	CASE WHEN flight.batch IS NULL THEN COALESCE(old_path, x'00') END,
	CASE WHEN flight.batch IS NULL THEN COALESCE(finalized_at, 1) END,
	flight.batch IS NULL AND batch_path.batch IS NULL
	FROM new.batch LEFT JOIN new.flight ON flight.batch = number
	LEFT JOIN new.batch_path ON batch_path.batch = number
	LEFT JOIN old_path ON old_path.batch = number;
DROP TABLE old_path;
INSERT INTO key_path SELECT batch, device, epoch, path, tries FROM new.key_path;
INSERT INTO segment SELECT batch, place, device, header FROM new.segment;
INSERT INTO conflict SELECT id, device, received, kind, payload FROM new.conflict;
DELETE FROM tally;
INSERT INTO tally SELECT id, finalized, accepted, batched FROM new.tally;
