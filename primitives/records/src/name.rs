//! Which texts can name something.

/// Whether a text can be a name: UTF-8, not empty, and without control characters. So it is one line, and whoever
/// prints it prints nothing else.
pub fn is_name(text: &[u8]) -> bool {
	core::str::from_utf8(text)
		.is_ok_and(|text| !text.is_empty() && !text.chars().any(char::is_control))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_name_is_one_line_of_text() {
		for name in ["a", "Temperatur außen", "温度", "a b"] {
			assert!(is_name(name.as_bytes()), "{name:?}");
		}
		let none: [&[u8]; 7] =
			[b"", b"a\nb", b"a\tb", b"\x1b[2J", b"a\0", b"\xff", "a\u{85}b".as_bytes()];
		for text in none {
			assert!(!is_name(text), "{text:?}");
		}
	}
}
