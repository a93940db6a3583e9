//! Choices, read from a fuzzer's bytes.

use super::cast::Cast;
use frame_support::{traits::ConstU32, BoundedVec};
use tallystick_runtime::RuntimeCall;

/// The bytes of an input, and who and what there is to choose from. Without bytes each choice is the first.
pub(crate) struct Source<'a, 'b> {
	bytes: &'b [u8],
	/// The accounts and devices.
	pub(crate) cast: &'a mut Cast,
	/// The chain's time: UTC, in milliseconds.
	pub(crate) now: u64,
	/// The calls of which there are the most.
	pub(crate) calls: fn(&mut Source) -> RuntimeCall,
	/// The account that has to sign the call, if only one can.
	pub(crate) signer: Option<usize>,
	/// How many calls the next one is within.
	pub(crate) depth: u32,
}

impl<'a, 'b> Source<'a, 'b> {
	/// Choices from these bytes, at this time, with most calls of one pallet.
	pub(crate) fn new(
		bytes: &'b [u8],
		cast: &'a mut Cast,
		now: u64,
		calls: fn(&mut Source) -> RuntimeCall,
	) -> Self {
		Self { bytes, cast, now, calls, signer: None, depth: 0 }
	}

	/// The bytes that nothing has read yet.
	pub(crate) fn rest(&self) -> &'b [u8] {
		self.bytes
	}

	/// Whether there are no bytes left.
	pub(crate) fn is_empty(&self) -> bool {
		self.bytes.is_empty()
	}

	/// The next byte, or 0 if there is none left.
	pub(crate) fn byte(&mut self) -> u8 {
		let Some((first, rest)) = self.bytes.split_first() else { return 0 };
		self.bytes = rest;
		*first
	}

	/// A number below `end`, which is at most 256.
	pub(crate) fn below(&mut self, end: usize) -> usize {
		usize::from(self.byte()) % end.max(1)
	}

	/// Yes in one of `of` cases.
	pub(crate) fn one_in(&mut self, of: usize) -> bool {
		self.below(of) == of - 1
	}

	/// One of these.
	pub(crate) fn one_of<T: Clone>(&mut self, choices: &[T]) -> T {
		choices[self.below(choices.len())].clone()
	}

	/// A value that suits its type: mostly one that exists.
	pub(crate) fn pick<T: Pick>(&mut self) -> T {
		T::pick(self)
	}

	/// Any number: small, at a limit, or of random bytes.
	pub(crate) fn number(&mut self) -> u64 {
		match self.below(16) {
			0..=9 => self.below(8) as u64,
			10 | 11 => u64::from(self.byte()) * 1_000,
			12 => u64::from(u32::MAX),
			13 => u64::MAX,
			_ => u64::from_le_bytes([(); 8].map(|()| self.byte())),
		}
	}

	/// An amount of money: from nothing to more than anybody has.
	pub(crate) fn money(&mut self) -> u128 {
		match self.below(8) {
			0..=5 => [1_000_000, 20_000_000, 1, 1_000, 500_000_000, 0][self.below(6)],
			6 => self.number().into(),
			_ => u128::from(self.number()) << 60,
		}
	}

	/// A moment near the present one, or at a distance that means something to a pallet.
	pub(crate) fn moment(&mut self) -> u64 {
		const MINUTE: u64 = 60_000;
		const DAY: u64 = 24 * 60 * MINUTE;
		let later = [1, 60, 10, 24 * 60, 7 * 24 * 60, 30 * 24 * 60].map(|minutes| minutes * MINUTE);
		match self.below(16) {
			0..=9 => self.now + later[self.below(6)],
			10 => self.now,
			11 => self.now - MINUTE,
			12 => self.now - 60 * MINUTE,
			13 => self.now - 3 * DAY,
			14 => self.now + u64::from(self.byte()) * 1_000,
			_ => self.number(),
		}
	}

	/// A short text, which is valid.
	pub(crate) fn text<const MAX: u32>(&mut self) -> BoundedVec<u8, ConstU32<MAX>> {
		let text = self.one_of(&["a", "b", "a longer name", "", "é"]);
		BoundedVec::truncate_from(text.as_bytes().to_vec())
	}

	/// As many values as the bytes say, up to `most`.
	pub(crate) fn some<T: Pick>(&mut self, most: usize) -> Vec<T> {
		(0..self.below(most + 1)).map(|_| self.pick()).collect()
	}
}

/// A value of which a fuzzer's bytes choose one.
pub(crate) trait Pick {
	/// Chooses one.
	fn pick(from: &mut Source) -> Self;
}

/// Makes one of these calls, each with fields that suit their types.
///
/// A field is a name, or a name and how to make it.
macro_rules! any_of {
	($from:expr, $call:ident: $($name:ident { $($field:ident $(: $value:expr)?),* $(,)? }),* $(,)?) => {{
		type Make = fn(
			&mut $crate::runtime::source::Source,
		) -> $call<tallystick_runtime::Runtime>;
		let calls: &[Make] = &[$(
			|from: &mut $crate::runtime::source::Source| {
				$(let $field = $crate::runtime::source::field!(from $(, $value)?);)*
				let _ = &from;
				$call::<tallystick_runtime::Runtime>::$name { $($field),* }
			}
		),*];
		let at = $from.below(calls.len());
		calls[at]($from)
	}};
}

/// Makes one field of a call.
macro_rules! field {
	($from:ident) => {
		$from.pick()
	};
	($from:ident, $value:expr) => {
		($value)(&mut *$from)
	};
}

pub(crate) use {any_of, field};
