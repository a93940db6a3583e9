//! A byte buffer of fixed size, for layouts whose length is known.

/// Bytes that are put one part after the other.
#[derive(Clone, Copy, Debug)]
pub struct Bytes<const N: usize> {
	bytes: [u8; N],
	len: usize,
}

impl<const N: usize> Bytes<N> {
	/// No bytes yet.
	pub const fn new() -> Self {
		Self { bytes: [0; N], len: 0 }
	}

	/// Appends `part`, or nothing and says so if there is no room.
	pub fn put(&mut self, part: &[u8]) -> Option<()> {
		let end = self.len.checked_add(part.len())?;
		self.bytes.get_mut(self.len..end)?.copy_from_slice(part);
		self.len = end;
		Some(())
	}

	/// Appends parts that are known to fit, because `N` is their sum.
	pub fn with(mut self, part: &[u8]) -> Self {
		let fits = self.put(part).is_some();
		debug_assert!(fits, "the layout is longer than its buffer");
		self
	}

	/// What was put.
	pub fn as_slice(&self) -> &[u8] {
		self.bytes.get(..self.len).unwrap_or_default()
	}

	/// The whole buffer, once it is full.
	pub fn into_array(self) -> [u8; N] {
		debug_assert!(self.len == N, "the layout is shorter than its buffer");
		self.bytes
	}
}

/// Takes fixed parts off the front of a layout.
pub fn take<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
	let (part, rest) = from.split_first_chunk()?;
	*from = rest;
	Some(*part)
}

impl<const N: usize> Default for Bytes<N> {
	fn default() -> Self {
		Self::new()
	}
}
