-- A proof path may end at its block's own header, so the hashes through the range became optional: a byte 1 comes before
-- those that are stored. It follows the place (8 bytes, the number of its hashes as a byte of four times as much, the
-- hashes), the block's number (4 bytes) and the block's hash (32 bytes). Each byte is two digits here.
UPDATE batch_path SET path = (
	WITH digits (all_of) AS (SELECT hex(path)),
	hashes (n) AS (
		SELECT 4 * (instr('0123456789ABCDEF', substr(all_of, 17, 1)) - 1)
			+ (instr('0123456789ABCDEF', substr(all_of, 18, 1)) - 1) / 4
		FROM digits
	)
	SELECT unhex(substr(all_of, 1, 90 + 64 * n) || '01' || substr(all_of, 91 + 64 * n))
	FROM digits, hashes
);
-- The gateway asks the chain for those of later keys again.
UPDATE key_path SET path = NULL, tries = 0;
