//! A byte buffer of fixed size, for layouts whose length is known.

/// Bytes that are put one part after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bytes<const N: usize> {
	bytes: [u8; N],
	len: usize,
}

impl<const N: usize> Bytes<N> {
	pub(crate) const fn new() -> Self {
		Self { bytes: [0; N], len: 0 }
	}

	/// Appends `part`, or nothing and says so if there is no room.
	pub(crate) fn put(&mut self, part: &[u8]) -> Option<()> {
		let end = self.len.checked_add(part.len())?;
		self.bytes.get_mut(self.len..end)?.copy_from_slice(part);
		self.len = end;
		Some(())
	}

	/// Appends parts that are known to fit, because `N` is their sum.
	pub(crate) fn with(mut self, part: &[u8]) -> Self {
		let fits = self.put(part).is_some();
		debug_assert!(fits, "the layout is longer than its buffer");
		self
	}

	pub(crate) fn as_slice(&self) -> &[u8] {
		self.bytes.get(..self.len).unwrap_or_default()
	}

	/// The whole buffer, once it is full.
	pub(crate) fn into_array(self) -> [u8; N] {
		debug_assert!(self.len == N, "the layout is shorter than its buffer");
		self.bytes
	}
}

/// Takes fixed parts off the front of a layout.
pub(crate) fn take<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
	let (part, rest) = from.split_first_chunk()?;
	*from = rest;
	Some(*part)
}
