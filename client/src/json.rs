//! Bytes in JSON-RPC's form.

/// Reads bytes in hexadecimal with `0x`. `None` if the text is malformed.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
	hex::decode(text.strip_prefix("0x")?).ok()
}

/// Writes bytes in hexadecimal with `0x`.
pub fn hexed(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}
