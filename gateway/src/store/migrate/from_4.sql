-- The indexes of messages become tables, whose rows are written after the messages, many together.
CREATE TABLE by_number (
	device INTEGER NOT NULL,
	boot INTEGER NOT NULL,
	first INTEGER NOT NULL,
	message INTEGER NOT NULL,
	PRIMARY KEY (device, boot, first, message)
) WITHOUT ROWID;
INSERT INTO by_number (device, boot, first, message)
SELECT device, boot, first, id FROM message ORDER BY device, boot, first, id;
DROP INDEX message_by_number;

CREATE TABLE by_time (
	device INTEGER NOT NULL,
	start INTEGER NOT NULL,
	message INTEGER NOT NULL,
	PRIMARY KEY (device, start, message)
) WITHOUT ROWID;
INSERT INTO by_time (device, start, message)
SELECT device, start, id FROM message ORDER BY device, start, id;
DROP INDEX message_by_time;

CREATE TABLE indexed (
	id INTEGER PRIMARY KEY CHECK (id = 0),
	message INTEGER NOT NULL
);
INSERT INTO indexed SELECT 0, COALESCE(MAX(id), 0) FROM message;

CREATE TABLE recent_tail (
	id INTEGER PRIMARY KEY,
	device INTEGER NOT NULL REFERENCES device,
	signed INTEGER NOT NULL,
	tail BLOB NOT NULL
);
