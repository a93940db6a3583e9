//! What a block remembers of a device's model: the statement over its channels, and the proof of one of
//! them.
//!
//! And how large the description of a model can be. The runtime takes its bounds from here, and clients
//! check a description against them before they send it.

use crate::{
	bytes::Bytes,
	crypto::{Crypto, Hash},
	merkle::{RootHasher, Tree},
	reading::Limits,
};

/// Most channels of a model, and so most runs of a segment: channels are numbered from zero.
pub const MAX_CHANNELS: u32 = 64;

/// Longest name of a channel, in bytes of UTF-8.
pub const MAX_CHANNEL_NAME: u32 = 32;

/// Longest unit of a channel, in bytes: printable ASCII.
pub const MAX_UNIT: u32 = 16;

/// Longest URI of a Thing Model, in bytes of UTF-8.
pub const MAX_URI: u32 = 256;

/// What a model says of one of its channels, as a leaf of the tree over them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ModelChannel<'a> {
	/// The channel's number, which is its place in the model.
	pub number: u16,
	/// What it is called: UTF-8, at most [`MAX_CHANNEL_NAME`] bytes.
	pub name: &'a [u8],
	/// The unit of its values: printable ASCII, at most [`MAX_UNIT`] bytes.
	pub unit: &'a [u8],
	/// A value counts in units of ten to this power.
	pub exponent: i8,
	/// Which values are plausible.
	pub limits: Limits,
}

impl ModelChannel<'_> {
	/// The leaf's hash. `None` if name or unit is too long.
	pub fn leaf<C: Crypto>(&self) -> Option<Hash> {
		let numbers = Bytes::<19>::new()
			.with(&self.number.to_le_bytes())
			.with(&self.exponent.to_le_bytes())
			.with(&self.limits.low.to_le_bytes())
			.with(&self.limits.high.to_le_bytes());
		let (name_len, name) = padded::<{ MAX_CHANNEL_NAME as usize }>(self.name)?;
		let (unit_len, unit) = padded::<{ MAX_UNIT as usize }>(self.unit)?;
		let parts = [numbers.as_slice(), &name_len, &name, &unit_len, &unit];
		Some(Tree::Channels.leaf::<C, _>(parts))
	}
}

/// The length of a text, and the text with zeros behind it.
fn padded<const N: usize>(text: &[u8]) -> Option<([u8; 1], [u8; N])> {
	let mut bytes = [0; N];
	bytes.get_mut(..text.len())?.copy_from_slice(text);
	Some(([u8::try_from(text.len()).ok()?], bytes))
}

/// The channels of a model, as a leaf of the tree of a block's statements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ModelStatement {
	/// The model's number.
	pub model: u32,
	/// The number of the organisation that builds the devices.
	pub manufacturer: u32,
	/// The root over its channels, in their order.
	pub root: Hash,
}

impl ModelStatement {
	/// The statement over these channels. `None` if a text is too long.
	pub fn of<'a, C: Crypto>(
		model: u32,
		manufacturer: u32,
		channels: impl IntoIterator<Item = ModelChannel<'a>>,
	) -> Option<Self> {
		let mut hasher = RootHasher::new(Tree::Channels);
		for channel in channels {
			hasher.push::<C>(channel.leaf::<C>()?)?;
		}
		Some(Self { model, manufacturer, root: hasher.root::<C>() })
	}

	/// The leaf's hash. It names the chain by the hash of its first block, since no device signs a model.
	/// So it is of one chain even where a verifier trusts another chain's header.
	pub fn leaf<C: Crypto>(&self, genesis: &Hash) -> Hash {
		let numbers = [self.model.to_le_bytes(), self.manufacturer.to_le_bytes()];
		Tree::Models.leaf::<C, _>([genesis, numbers.as_flattened(), &self.root])
	}
}

#[cfg(feature = "codec")]
pub use proof::{ChannelProof, ModelText};

#[cfg(feature = "codec")]
mod proof {
	use super::{Crypto, Limits, ModelChannel, ModelStatement, Tree};
	use crate::merkle::{MerkleTree, Place};
	use alloc::vec::Vec;

	/// One channel of a model, and its way to the model's statement.
	#[derive(Clone, PartialEq, Eq, Debug, codec::Encode, codec::Decode)]
	pub struct ChannelProof {
		/// What the channel is called: UTF-8.
		pub name: Vec<u8>,
		/// The unit of its values: printable ASCII.
		pub unit: Vec<u8>,
		/// A value counts in units of ten to this power.
		pub exponent: i8,
		/// Which values are plausible.
		pub limits: Limits,
		/// Where the channel stands among the model's. The index is the channel's number.
		pub place: Place,
	}

	/// The texts of a channel.
	#[derive(Clone, Copy, PartialEq, Eq, Debug)]
	pub struct ModelText<'a> {
		/// What it is called.
		pub name: &'a str,
		/// The unit of its values.
		pub unit: &'a str,
	}

	impl ChannelProof {
		/// The proof of the channel with this number among all of its model, in their order. `None` if there is
		/// no such channel, or a text is too long.
		pub fn of<'a, C: Crypto>(
			channels: impl IntoIterator<Item = ModelChannel<'a>>,
			number: u16,
		) -> Option<Self> {
			let (mut leaves, mut found) = (Vec::new(), None);
			for channel in channels {
				leaves.push(channel.leaf::<C>()?);
				found = found.or((channel.number == number).then_some(channel));
			}
			let place = MerkleTree::build::<C>(Tree::Channels, leaves)?.place(number.into())?;
			let ModelChannel { name, unit, exponent, limits, .. } = found?;
			Some(Self { name: name.to_vec(), unit: unit.to_vec(), exponent, limits, place })
		}

		/// The statement over this model that the channel leads to. `None` if it leads to none.
		pub fn statement<C: Crypto>(
			&self,
			model: u32,
			manufacturer: u32,
		) -> Option<ModelStatement> {
			let Self { name, unit, exponent, limits, place } = self;
			let number = u16::try_from(place.index).ok()?;
			let (exponent, limits) = (*exponent, *limits);
			let leaf = ModelChannel { number, name, unit, exponent, limits }.leaf::<C>()?;
			let root = place.root::<C>(Tree::Channels, leaf)?;
			Some(ModelStatement { model, manufacturer, root })
		}

		/// Name and unit. `None` if a model can have no such texts.
		pub fn text(&self) -> Option<ModelText<'_>> {
			let Self { name, unit, .. } = self;
			let is_name = |name: &&str| !name.is_empty() && !name.chars().any(char::is_control);
			let name = core::str::from_utf8(name).ok().filter(is_name)?;
			let is_plain = unit.iter().all(u8::is_ascii_graphic);
			let unit = core::str::from_utf8(unit).ok().filter(|_| is_plain)?;
			Some(ModelText { name, unit })
		}
	}
}

#[cfg(all(test, feature = "codec"))]
mod tests {
	use super::*;
	use crate::{merkle::MerkleTree, Portable};
	use alloc::{vec, vec::Vec};

	const CHANNELS: [(&str, &str); 3] = [("temperature", "Cel"), ("energy", "Wh"), ("door", "")];

	fn channels() -> Vec<ModelChannel<'static>> {
		(0..)
			.zip(CHANNELS)
			.map(|(number, (name, unit))| ModelChannel {
				number,
				name: name.as_bytes(),
				unit: unit.as_bytes(),
				exponent: -2,
				limits: Limits { low: -40, high: 85 },
			})
			.collect()
	}

	#[test]
	fn each_channel_leads_to_the_statement_of_its_model_and_nothing_else_does() {
		let statement = ModelStatement::of::<Portable>(7, 2, channels()).unwrap();
		for channel in channels() {
			let good = ChannelProof::of::<Portable>(channels(), channel.number).unwrap();
			assert_eq!(good.statement::<Portable>(7, 2), Some(statement));
			assert_ne!(good.statement::<Portable>(8, 2), Some(statement));
			assert_ne!(good.statement::<Portable>(7, 3), Some(statement));
			let changes: [fn(&mut ChannelProof); 7] = [
				|proof| proof.name.push(b'x'),
				|proof| proof.unit.push(0),
				|proof| proof.exponent += 1,
				|proof| proof.limits.low -= 1,
				|proof| proof.limits.high += 1,
				|proof| proof.place.index ^= 1,
				|proof| proof.place.count += 1,
			];
			for change in changes {
				let mut bad = good.clone();
				change(&mut bad);
				assert_ne!(bad.statement::<Portable>(7, 2), Some(statement));
			}
		}
		assert_eq!(ChannelProof::of::<Portable>(channels(), 3), None);
		// What moves from one text to the other is another channel.
		let of = |name, unit| ModelChannel { name, unit, ..channels()[0] }.leaf::<Portable>();
		assert_ne!(of(b"ab", b"c"), of(b"a", b"bc"));
		assert_ne!(of(b"a", b""), of(b"a\0", b""));
	}

	#[test]
	fn a_statement_is_of_one_chain_and_no_leaf_of_another_kind() {
		let statement = ModelStatement::of::<Portable>(7, 2, channels()).unwrap();
		assert_ne!(statement.leaf::<Portable>(&[1; 32]), statement.leaf::<Portable>(&[2; 32]));
		for other in [
			ModelStatement { model: 8, ..statement },
			ModelStatement { manufacturer: 3, ..statement },
		] {
			assert_ne!(statement.leaf::<Portable>(&[1; 32]), other.leaf::<Portable>(&[1; 32]));
		}
		// It shares the tree of a block's statements.
		let leaf = statement.leaf::<Portable>(&[1; 32]);
		let root =
			|tree| MerkleTree::build::<Portable>(tree, vec![leaf; 3]).unwrap().root::<Portable>();
		assert_eq!(root(Tree::Models), root(Tree::Batches));
		assert_ne!(root(Tree::Channels), root(Tree::Batches));
	}

	#[test]
	fn boundary_the_longest_texts() {
		let (name, unit) = ([b'n'; MAX_CHANNEL_NAME as usize], [b'u'; MAX_UNIT as usize]);
		let longest = ModelChannel { name: &name, unit: &unit, ..channels()[0] };
		assert!(longest.leaf::<Portable>().is_some());
		let too_long = [b'n'; MAX_CHANNEL_NAME as usize + 1];
		assert_eq!(ModelChannel { name: &too_long, ..longest }.leaf::<Portable>(), None);
		let too_long = [b'u'; MAX_UNIT as usize + 1];
		assert_eq!(ModelChannel { unit: &too_long, ..longest }.leaf::<Portable>(), None);
		assert_eq!(
			ModelStatement::of::<Portable>(0, 0, [ModelChannel { unit: &too_long, ..longest }]),
			None
		);
	}
}
