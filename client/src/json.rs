//! How JSON-RPC writes bytes.

/// Bytes from hexadecimal with `0x`.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
	hex::decode(text.strip_prefix("0x")?).ok()
}

/// Bytes in hexadecimal with `0x`.
pub(crate) fn hexed(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(bytes))
}
