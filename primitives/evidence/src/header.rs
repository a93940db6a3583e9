//! The little that a verifier has to read of a block's header.

use crate::Hash;

/// The name under which a header's digest carries the root of the Merkle Mountain Range.
pub const MMR_ENGINE_ID: [u8; 4] = *b"TLMR";

/// Why a header cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeaderError {
	/// It is not a SCALE-encoded header.
	Malformed,
	/// Its digest holds no root of the Merkle Mountain Range, or more than one.
	NoRoot,
}

/// The number of a block and the root in its digest, from the encoded header.
pub fn mmr_root_of(header: &[u8]) -> Result<(u32, Hash), HeaderError> {
	let mut input = Input(header);
	let mut read = || -> Option<(u32, Option<Hash>)> {
		input.take(32)?;
		let number = input.compact()?;
		input.take(64)?;
		let mut root = None;
		for _ in 0..input.compact()? {
			match input.byte()? {
				// Consensus, pre-runtime, seal: an engine and bytes.
				kind @ (4..=6) => {
					let engine = input.take(4)?;
					let len = input.compact()? as usize;
					let bytes = input.take(len)?;
					if kind == 4 && engine == MMR_ENGINE_ID {
						if root.is_some() {
							return Some((number, None));
						}
						root = Some(bytes.try_into().ok()?);
					}
				},
				// Other: bytes.
				0 => {
					let len = input.compact()? as usize;
					input.take(len)?;
				},
				// The runtime's code changed.
				8 => {},
				_ => return None,
			}
		}
		input.0.is_empty().then_some((number, root))
	};
	let (number, root) = read().ok_or(HeaderError::Malformed)?;
	Ok((number, root.ok_or(HeaderError::NoRoot)?))
}

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
	fn take(&mut self, len: usize) -> Option<&'a [u8]> {
		let (taken, rest) = (self.0.get(..len)?, self.0.get(len..)?);
		self.0 = rest;
		Some(taken)
	}

	fn byte(&mut self) -> Option<u8> {
		self.take(1)?.first().copied()
	}

	/// A SCALE compact integer of at most 32 bits, in its shortest form.
	fn compact(&mut self) -> Option<u32> {
		let first = self.byte()?;
		match first & 0b11 {
			0 => Some(u32::from(first >> 2)),
			1 => {
				let value = u16::from_le_bytes([first, self.byte()?]) >> 2;
				(value >= 1 << 6).then_some(value.into())
			},
			2 => {
				let rest = self.take(3)?;
				let value =
					u32::from_le_bytes([first, *rest.first()?, *rest.get(1)?, *rest.get(2)?]) >> 2;
				(value >= 1 << 14).then_some(value)
			},
			_ if first == 0b11 => {
				let value = u32::from_le_bytes(self.take(4)?.try_into().ok()?);
				(value >= 1 << 30).then_some(value)
			},
			_ => None,
		}
	}
}
