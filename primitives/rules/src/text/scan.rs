//! Reading a text from left to right.

use super::{
	error::{TextError, TextProblem},
	is_reserved,
};
use alloc::{string::String, vec::Vec};

/// A text, and how far it has been read.
pub(super) struct Scanner<'a> {
	text: &'a str,
	/// In bytes, always between two characters.
	at: usize,
}

/// A decimal as it is written.
#[derive(Clone, Copy)]
pub(super) struct Decimal<'a> {
	/// All of it.
	pub(super) text: &'a str,
	pub(super) value: i64,
	pub(super) exponent: i8,
}

fn is_name_start(c: char) -> bool {
	c.is_ascii_alphabetic() || c == '_'
}

fn is_name(c: char) -> bool {
	is_name_start(c) || c.is_ascii_digit() || c == '.'
}

impl<'a> Scanner<'a> {
	pub(super) const fn new(text: &'a str) -> Self {
		Self { text, at: 0 }
	}

	fn rest(&self) -> &'a str {
		self.text.get(self.at..).unwrap_or_default()
	}

	fn advance(&mut self, bytes: usize) -> &'a str {
		let from = self.at;
		self.at = self.at.saturating_add(bytes).min(self.text.len());
		self.text.get(from..self.at).unwrap_or_default()
	}

	/// Skips white space, and comments from `#` to the end of the line.
	fn skip(&mut self) {
		loop {
			let rest = self.rest();
			let trimmed = rest.trim_start();
			self.advance(rest.len().saturating_sub(trimmed.len()));
			if !trimmed.starts_with('#') {
				return;
			}
			self.advance(trimmed.find('\n').unwrap_or(trimmed.len()));
		}
	}

	/// Where the next word or symbol begins.
	pub(super) fn place(&mut self) -> usize {
		self.skip();
		self.at
	}

	/// Goes back to a place.
	pub(super) fn return_to(&mut self, place: usize) {
		self.at = place;
	}

	/// Whether everything has been read.
	pub(super) fn is_at_end(&mut self) -> bool {
		self.skip();
		self.rest().is_empty()
	}

	/// Reads a symbol, if it comes next.
	pub(super) fn symbol(&mut self, symbol: &str) -> bool {
		self.skip();
		let found = self.rest().starts_with(symbol);
		if found {
			self.advance(symbol.len());
		}
		found
	}

	/// Reads a symbol that has to come next.
	pub(super) fn expect(&mut self, symbol: &'static str) -> Result<(), TextError> {
		if self.symbol(symbol) {
			return Ok(());
		}
		Err(self.expected(symbol))
	}

	/// Reads a word, if this one comes next.
	pub(super) fn word(&mut self, word: &str) -> bool {
		let place = self.place();
		let found = self.name() == Some(word);
		if !found {
			self.return_to(place);
		}
		found
	}

	/// Reads a word that has to come next.
	pub(super) fn expect_word(&mut self, word: &'static str) -> Result<(), TextError> {
		if self.word(word) {
			return Ok(());
		}
		Err(self.expected(word))
	}

	/// Reads a word or a name, if one comes next.
	pub(super) fn name(&mut self) -> Option<&'a str> {
		self.skip();
		let rest = self.rest();
		if !rest.starts_with(is_name_start) {
			return None;
		}
		let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
		Some(self.advance(end))
	}

	/// Reads one of these words.
	pub(super) fn one_of<T: Copy>(
		&mut self,
		words: &[(&str, T)],
		expected: &'static str,
	) -> Result<T, TextError> {
		let place = self.place();
		let name = self.name();
		let found = words.iter().find(|(word, _)| Some(*word) == name);
		if found.is_none() {
			self.return_to(place);
		}
		found.map(|(_, what)| *what).ok_or_else(|| self.expected(expected))
	}

	/// Whether a number comes next, perhaps with a minus before it.
	pub(super) fn is_at_number(&mut self) -> bool {
		self.skip();
		let rest = self.rest();
		rest.strip_prefix('-').unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit())
	}

	/// Reads a decimal. A point without a digit after it is not part of it.
	pub(super) fn decimal(&mut self) -> Result<Decimal<'a>, TextError> {
		if !self.is_at_number() {
			return Err(self.expected("a number"));
		}
		let (place, rest) = (self.at, self.rest());
		let digits_at = |from: usize| {
			let digits = rest.get(from..).unwrap_or_default();
			digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())
		};
		let at = |from: usize| rest.as_bytes().get(from).copied();
		let next = |end: usize| end.saturating_add(1);
		let mut end = usize::from(rest.starts_with('-'));
		end = end.saturating_add(digits_at(end));
		let mut places = 0;
		if at(end) == Some(b'.') && digits_at(next(end)) > 0 {
			places = digits_at(next(end));
			end = next(end).saturating_add(places);
		}
		let mantissa = rest.get(..end).unwrap_or_default();
		let mut exponent = 0;
		if at(end) == Some(b'e') {
			let sign = usize::from(matches!(at(next(end)), Some(b'-' | b'+')));
			let from = next(end).saturating_add(sign);
			if digits_at(from) > 0 {
				let to = from.saturating_add(digits_at(from));
				let written = rest.get(next(end)..to).unwrap_or_default();
				exponent = written.parse::<i64>().unwrap_or(i64::MAX);
				end = to;
			}
		}
		let text = self.advance(end);
		let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
		let exponent = i64::try_from(places).ok().and_then(|places| exponent.checked_sub(places));
		let value = digits.parse::<i64>().ok();
		let exponent = exponent.and_then(|exponent| i8::try_from(exponent).ok());
		match value.zip(exponent) {
			Some((value, exponent)) => Ok(Decimal { text, value, exponent }),
			None => Err(self.error(place, TextProblem::Number(text.into()))),
		}
	}

	/// Reads a whole number without sign.
	pub(super) fn whole<T: TryFrom<u64>>(&mut self) -> Result<T, TextError> {
		let place = self.place();
		let rest = self.rest();
		let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
		if end == 0 {
			return Err(self.expected("a whole number"));
		}
		let text = self.advance(end);
		let value = text.parse::<u64>().ok().and_then(|value| T::try_from(value).ok());
		value.ok_or_else(|| self.error(place, TextProblem::TooLarge(text.into())))
	}

	/// Reads the symbol of a unit, if there is one on the same line. In quotes, any word is
	/// allowed.
	pub(super) fn unit(&mut self) -> &'a str {
		let place = self.at;
		let rest = self.rest();
		let trimmed = rest.trim_start_matches([' ', '\t']);
		self.advance(rest.len().saturating_sub(trimmed.len()));
		if let Some(quoted) = trimmed.strip_prefix('"') {
			let line = quoted.lines().next().unwrap_or_default();
			if let Some((symbol, _)) = line.split_once('"') {
				self.advance(symbol.len().saturating_add(2));
				return symbol;
			}
		}
		let body = trimmed.strip_prefix("1/").or(trimmed.strip_prefix('/')).unwrap_or(trimmed);
		let starts = body.starts_with(|c: char| c.is_ascii_alphabetic())
			|| (body.len() == trimmed.len() && body.starts_with('%'));
		let end = trimmed.find(|c: char| !(c.is_ascii_alphanumeric() || c == '/' || c == '%'));
		let symbol = trimmed.get(..end.unwrap_or(trimmed.len())).unwrap_or_default();
		if !starts || is_reserved(symbol) {
			self.at = place;
			return "";
		}
		self.advance(symbol.len())
	}

	/// Reads bytes in hexadecimal, with `0x`, if they come next.
	pub(super) fn hex<const N: usize>(&mut self) -> Option<[u8; N]> {
		self.skip();
		let digits = self.rest().strip_prefix("0x")?;
		let end = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
		let digits: Vec<u8> = digits.get(..end)?.chars().filter_map(nibble).collect();
		let bytes: Vec<u8> = digits.chunks_exact(2).filter_map(byte).collect();
		let bytes = <[u8; N]>::try_from(bytes).ok().filter(|_| digits.len().is_multiple_of(2))?;
		self.advance(end.saturating_add(2));
		Some(bytes)
	}

	/// An error at a place.
	pub(super) fn error(&self, place: usize, problem: TextProblem) -> TextError {
		let before = self.text.get(..place).unwrap_or(self.text);
		let line = before.matches('\n').count().saturating_add(1);
		let last = before.rsplit('\n').next().unwrap_or_default();
		TextError { line, column: last.chars().count().saturating_add(1), problem }
	}

	/// The error that something else is expected.
	pub(super) fn expected(&mut self, expected: &'static str) -> TextError {
		let place = self.place();
		let rest = self.rest();
		let end = if rest.starts_with(is_name) {
			rest.find(|c| !is_name(c)).unwrap_or(rest.len())
		} else {
			rest.chars().next().map_or(0, char::len_utf8)
		};
		let found: String = rest.get(..end).unwrap_or_default().chars().take(40).collect();
		self.error(place, TextProblem::Expected { expected, found })
	}
}

fn nibble(digit: char) -> Option<u8> {
	digit.to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn byte(nibbles: &[u8]) -> Option<u8> {
	let [high, low] = nibbles else { return None };
	Some(high.checked_mul(16)? | low)
}
