//! The little that a verifier has to read of a block's header.

use crate::Hash;

/// The name under which a header's digest carries the hash of the chain's first block, and the root of the
/// Merkle Mountain Range: 64 bytes.
pub const MMR_ENGINE_ID: [u8; 4] = *b"TLMR";

/// The name under which a header's digest carries the root over the block's own statements.
pub const STATEMENTS_ENGINE_ID: [u8; 4] = *b"TLST";

/// Why a header cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeaderError {
	/// It is not a SCALE-encoded header.
	Malformed,
	/// Its digest holds no root of the Merkle Mountain Range, or more than one, or more than one root
	/// over statements.
	NoRoot,
}

/// The roots in a block's header, against which statements are proven.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Roots {
	/// The block's number.
	pub number: u32,
	/// The hash of the chain's first block, by the runtime that made this one.
	pub genesis: Hash,
	/// The root of the Merkle Mountain Range over all blocks before this one.
	pub range: Hash,
	/// The root over the block's own statements. `None` if the block has none.
	pub statements: Option<Hash>,
}

/// The number of a block and the roots in its digest, from the encoded header.
pub fn roots_of(header: &[u8]) -> Result<Roots, HeaderError> {
	let mut input = Input(header);
	let (mut range, mut statements, mut is_unique) = (None, None::<Hash>, true);
	let mut read = || -> Option<u32> {
		input.take(32)?;
		let number = input.compact()?;
		input.take(64)?;
		for _ in 0..input.compact()? {
			match input.byte()? {
				// Consensus, pre-runtime, seal: an engine and bytes.
				kind @ (4..=6) => {
					let engine = input.take(4)?;
					let len = input.compact()? as usize;
					let bytes = input.take(len)?;
					let is_first = match (kind, engine) {
						(4, engine) if engine == MMR_ENGINE_ID => {
							let (genesis, root) = bytes.split_first_chunk()?;
							range.replace((*genesis, Hash::try_from(root).ok()?)).is_none()
						},
						(4, engine) if engine == STATEMENTS_ENGINE_ID => {
							statements.replace(bytes.try_into().ok()?).is_none()
						},
						_ => continue,
					};
					is_unique &= is_first;
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
		input.0.is_empty().then_some(number)
	};
	let number = read().ok_or(HeaderError::Malformed)?;
	let (genesis, range) = range.filter(|_| is_unique).ok_or(HeaderError::NoRoot)?;
	Ok(Roots { number, genesis, range, statements })
}

/// The number of a block and the root of the Merkle Mountain Range in its digest, from the encoded
/// header.
pub fn mmr_root_of(header: &[u8]) -> Result<(u32, Hash), HeaderError> {
	roots_of(header).map(|roots| (roots.number, roots.range))
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
