//! One file that carries a reading all the way: reading, segment, batch, block, finalised header.

use crate::{
	batch::{KeyRecord, Statement},
	header::{roots_of, HeaderError, Roots},
	merkle::{Place, Tree},
	message::{Message, Purpose},
	mmr::{self, BlockLeaf},
	reading::{signed_payload, Leaf, Limits, SignedReading},
	registration::{Claim, Registered, Registration},
	run::{climb, Misfit, Run},
	segment::{Attestation, SegmentLeaf},
	summary::{Node, Summary},
	Crypto, DeviceId, DeviceKey, Hash,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeAll, Encode};

/// The first bytes of a proof file: four letters and the version of the layout.
pub const MAGIC: [u8; 5] = *b"TLYP\x01";

/// A longer file is refused unread.
pub const MAX_FILE: usize = 64 * 1024;

/// What a verifier has to know, and trust, beforehand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trusted {
	/// The hash of the chain's first block.
	pub genesis: Hash,
	/// The hash of a finalised block.
	pub block: Hash,
}

/// A reading, and everything between it and a finalised header.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Proof {
	/// The hash of the chain's first block.
	pub genesis: Hash,
	/// The reading in its run.
	pub reading: ReadingProof,
	/// The segment.
	pub segment: SegmentLeaf,
	/// The key that the device signed with, where it signs.
	pub key: Option<KeyProof>,
	/// That the chain registered the device, and what the model says of the channel, where the file shows it.
	pub registration: Option<Registration>,
	/// Where the segment stands in its batch.
	pub segment_place: Place,
	/// The batch.
	pub statement: Statement,
	/// Where the batch stands in the chain.
	pub block: BlockProof,
	/// The SCALE-encoded header of a finalised block: that of the batch, or a later one.
	pub header: Vec<u8>,
}

/// A reading's way to the root of its segment.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, codec::DecodeWithMemTracking, scale_info::TypeInfo,
)]
pub struct ReadingProof {
	/// The reading.
	pub leaf: Leaf,
	/// Its number in the run, from zero.
	pub index: u32,
	/// How many readings the run has.
	pub count: u32,
	/// The siblings, from the reading upwards.
	pub path: Vec<Node>,
	/// The run's channel.
	pub channel: u16,
	/// The run's limits.
	pub limits: Limits,
	/// Where the run stands in its segment.
	pub run_place: Place,
}

impl ReadingProof {
	/// The run that the reading leads to.
	pub fn run<C: Crypto>(&self) -> Option<Run> {
		let leaf = self.leaf.node::<C>(&self.limits);
		let root = climb::<C>(leaf, self.index, self.count, &self.path)?;
		(root.summary.count == self.count).then_some(Run {
			channel: self.channel,
			limits: self.limits,
			root,
		})
	}
}

/// The proof path from a statement to the header at which a proof ends.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct BlockProof {
	/// Where the statement stands among the block's.
	pub place: Place,
	/// The number of the block that holds the statement.
	pub number: u32,
	/// That block's hash.
	pub hash: Hash,
	/// The hashes on the way to the root of the Merkle Mountain Range, as the SDK orders them. `None` if
	/// the proof ends at the header of the block itself, which has the root over its statements.
	pub items: Option<Vec<Hash>>,
}

/// The header at which a proof ends: the trusted block's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct End {
	hash: Hash,
	roots: Roots,
}

impl End {
	/// The end of a proof path, from the encoded header.
	pub fn of<C: Crypto>(header: &[u8]) -> Result<Self, HeaderError> {
		Ok(Self { hash: C::hash(&[header]), roots: roots_of(header)? })
	}

	/// The header at which a proof ends, if that is the trusted block, and the proof is of the trusted
	/// chain.
	pub fn at<C: Crypto>(
		genesis: &Hash,
		header: &[u8],
		trusted: &Trusted,
	) -> Result<Self, ProofError> {
		if *genesis != trusted.genesis {
			return Err(ProofError::OtherChain);
		}
		if C::hash(&[header]) != trusted.block {
			return Err(ProofError::OtherBlock);
		}
		let end = Self::of::<C>(header).map_err(|error| match error {
			HeaderError::Malformed | HeaderError::NoRoot => ProofError::BadHeader,
		})?;
		// The field in the file is anybody's word; the header's is the chain's.
		match end.roots.genesis == trusted.genesis {
			true => Ok(end),
			false => Err(ProofError::OtherChain),
		}
	}

	/// Checks that the block of this header, or one before it, has this statement.
	pub fn check<C: Crypto>(&self, leaf: Hash, block: &BlockProof) -> Result<(), ProofError> {
		let leads = || {
			let statements = block.place.root::<C>(Tree::Batches, leaf)?;
			let Roots { number, range, .. } = self.roots;
			let Some(items) = &block.items else {
				let is_own = (block.number, block.hash) == (number, self.hash);
				return Some(is_own && self.roots.statements == Some(statements));
			};
			let leaf = BlockLeaf { number: block.number, hash: block.hash, statements };
			Some(mmr::root::<C>(&leaf, number.into(), items)? == range)
		};
		(leads() == Some(true)).then_some(()).ok_or(ProofError::NotInChain)
	}
}

/// What follows the magic of a file, if it is this one.
pub(crate) fn open_file<'a>(magic: &[u8; 5], file: &'a [u8]) -> Result<&'a [u8], ProofError> {
	if file.len() > MAX_FILE {
		return Err(ProofError::TooLong);
	}
	file.strip_prefix(magic).ok_or(ProofError::Malformed)
}

/// That a key is a device's.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct KeyProof {
	/// The key.
	pub key: DeviceKey,
	/// The record of the change, of any key but the first. The first makes the device's id.
	pub change: Option<KeyChange>,
}

/// When a device got a key, and where the chain says so.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct KeyChange {
	/// The chain's time of the change: UTC, in milliseconds.
	pub since: u64,
	/// Where the record stands in the chain.
	pub block: BlockProof,
}

/// What a verified proof says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proven {
	/// Who measured.
	pub device: DeviceId,
	/// Which of the device's inputs.
	pub channel: u16,
	/// When: UTC, in milliseconds, by the device's clock.
	pub time: u64,
	/// What, in the channel's unit and exponent.
	pub value: i64,
	/// Whose word it is.
	pub attestation: Attestation,
	/// The key that signed, where the device signs.
	pub key: Option<DeviceKey>,
	/// The key's epoch.
	pub key_epoch: u32,
	/// When the device got the key, by the chain's clock: UTC, in milliseconds. `None` of its first one.
	pub key_since: Option<u64>,
	/// The reading's own number, where the device signed it by itself.
	pub number: Option<u64>,
	/// The segment's name: two proofs with one name are of one segment, in whatever batches.
	pub segment: Hash,
	/// The name of the segment before it in this boot epoch, zeros at its beginning.
	pub previous: Hash,
	/// How often the device had lost its memory of what it sent.
	pub boot_epoch: u32,
	/// The number of the segment's first reading among all of the device's, in this boot epoch.
	pub sequence: u64,
	/// How many readings the segment has, over all channels.
	pub count: u32,
	/// No reading of the segment is earlier: UTC, in milliseconds.
	pub start: u64,
	/// No reading of the segment is later: UTC, in milliseconds.
	pub end: u64,
	/// All of the segment's readings of this channel together.
	pub run: Summary,
	/// What the run counts as violations. Those of the device's model, if `registration` is there; else
	/// whoever built the segment chose them.
	pub limits: Limits,
	/// The device's registration and the channel in its model, where the file shows them.
	pub registration: Option<Registered>,
	/// The account that anchored the batch.
	pub gateway: [u8; 32],
	/// The batch's number among the gateway's.
	pub batch: u64,
	/// The number of the block that holds the batch.
	pub block: u32,
	/// Its hash.
	pub block_hash: Hash,
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProofError {
	/// The file is not a proof, or is cut off, or goes on after its end.
	Malformed,
	/// The file is longer than [`MAX_FILE`].
	TooLong,
	/// The proof is of another chain.
	OtherChain,
	/// The header is not that of the trusted block. Trust the block that the file names, or ask for
	/// a proof up to yours.
	OtherBlock,
	/// The header cannot be read, or holds no root of the Merkle Mountain Range, or a root twice.
	BadHeader,
	/// The reading does not belong to the segment.
	NotInSegment,
	/// The reading or its run does not fit its segment's counts, times or channels, or the segment its
	/// batch's, by rules 7 to 12 of `docs/proofs.md`.
	OutOfBounds,
	/// A summary between the reading and the segment contradicts itself, by rules 1 to 6.
	Incoherent,
	/// A signature is missing, or is there where none belongs.
	WrongSigner,
	/// The key is not the device's, or anybody can sign under it.
	WrongKey,
	/// The chain recorded the key, or registered the device, after it had taken the batch.
	LaterKey,
	/// The signature is not the device's.
	BadSignature,
	/// The segment does not belong to the batch.
	NotInBatch,
	/// The batch, the key's record, the registration, the model or the event does not belong to the chain up
	/// to the trusted block.
	NotInChain,
	/// The channel is not the model's.
	NotInModel,
	/// The run counts violations of other limits than the model's.
	OtherLimits,
}

impl core::fmt::Display for ProofError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		f.write_str(match self {
			Self::Malformed => "the file is not a proof, or is damaged",
			Self::TooLong => "the file is longer than any proof",
			Self::OtherChain => "the proof is of another chain",
			Self::OtherBlock => "the proof does not end at the trusted block",
			Self::BadHeader => "the header holds no root to prove against",
			Self::NotInSegment => "the reading does not belong to the segment",
			Self::OutOfBounds => "the segment's counts or times do not fit its readings",
			Self::Incoherent => "a summary on the proof path contradicts itself",
			Self::WrongSigner => "a signature is missing, or is there where none belongs",
			Self::WrongKey => "the key is not the device's, or anybody can sign under it",
			Self::LaterKey => "the key was recorded after the batch",
			Self::BadSignature => "the signature is not the device's",
			Self::NotInBatch => "the segment does not belong to the batch",
			Self::NotInChain => "what it proves is not in the chain up to the trusted block",
			Self::NotInModel => "the channel is not the model's",
			Self::OtherLimits => "the limits are not those of the device's model",
		})
	}
}

impl core::error::Error for ProofError {}

impl Proof {
	/// The file.
	pub fn to_file(&self) -> Vec<u8> {
		let mut file = MAGIC.to_vec();
		self.encode_to(&mut file);
		file
	}

	/// Reads a file.
	pub fn from_file(file: &[u8]) -> Result<Self, ProofError> {
		let mut body = open_file(&MAGIC, file)?;
		Self::decode_all(&mut body).map_err(|_| ProofError::Malformed)
	}

	/// Checks everything, and says what is proven.
	pub fn verify<C: Crypto>(&self, trusted: &Trusted) -> Result<Proven, ProofError> {
		let end = End::at::<C>(&self.genesis, &self.header, trusted)?;
		let run = self.verify_reading::<C>()?;
		self.verify_signer::<C>(&end)?;

		let Statement { gateway, number, batch } = &self.statement;
		let batch_root = self.segment_place.root::<C>(Tree::Segments, self.segment.leaf::<C>());
		if batch_root != Some(batch.root) || self.segment_place.count != batch.segments {
			return Err(ProofError::NotInBatch);
		}
		if !batch.is_sound() || !batch.fits(&self.segment.header) {
			return Err(ProofError::OutOfBounds);
		}
		end.check::<C>(self.statement.leaf::<C>(), &self.block)?;
		let registration = self.verify_registration::<C>(&run, &end)?;

		let header = &self.segment.header;
		let change = self.key.as_ref().and_then(|proof| proof.change.as_ref());
		Ok(Proven {
			device: header.device,
			channel: self.reading.channel,
			time: self.reading.leaf.reading.time,
			value: self.reading.leaf.reading.value,
			attestation: header.attestation,
			key: self.key.as_ref().map(|proof| proof.key),
			key_epoch: header.key_epoch,
			key_since: change.map(|change| change.since),
			number: self.reading.leaf.signed.map(|signed| signed.sequence),
			segment: header.name::<C>(),
			previous: header.previous,
			boot_epoch: header.boot_epoch,
			sequence: header.sequence,
			count: header.count,
			start: header.start,
			end: header.end,
			run: run.root.summary,
			limits: run.limits,
			registration,
			gateway: *gateway,
			batch: *number,
			block: self.block.number,
			block_hash: self.block.hash,
		})
	}

	fn verify_registration<C: Crypto>(
		&self,
		run: &Run,
		end: &End,
	) -> Result<Option<Registered>, ProofError> {
		let claim = Claim {
			genesis: &self.genesis,
			device: self.segment.header.device,
			channel: run.channel,
			limits: run.limits,
			block: self.block.number,
		};
		let registration = self.registration.as_ref();
		registration.map(|registration| registration.verify::<C>(&claim, end)).transpose()
	}

	fn verify_reading<C: Crypto>(&self) -> Result<Run, ProofError> {
		let header = &self.segment.header;
		let run = self.reading.run::<C>().ok_or(ProofError::NotInSegment)?;
		let root = self.reading.run_place.root::<C>(Tree::Runs, run.leaf::<C>());
		if root != Some(header.root) {
			return Err(ProofError::NotInSegment);
		}
		let ReadingProof { leaf, path, run_place, .. } = &self.reading;
		if !header.is_sound() || !header.covers(leaf.reading.time) {
			return Err(ProofError::OutOfBounds);
		}
		run.check(run_place.index, run_place.count, header).map_err(|misfit| match misfit {
			Misfit::Place | Misfit::Count | Misfit::Times => ProofError::OutOfBounds,
			Misfit::Incoherent(_) => ProofError::Incoherent,
		})?;
		// The siblings are not the reader's to build, so nothing but this holds them to anything.
		match path.iter().all(|node| node.summary.check(&run.limits).is_ok()) {
			true => Ok(run),
			false => Err(ProofError::Incoherent),
		}
	}

	fn verify_signer<C: Crypto>(&self, end: &End) -> Result<(), ProofError> {
		let header = &self.segment.header;
		let signed = self.reading.leaf.signed;
		let (key, valid) = match (header.attestation, &self.key, self.segment.signature, signed) {
			(Attestation::Gateway, None, None, None) => return Ok(()),
			(Attestation::Segment, Some(key), Some(signature), None) => {
				(key, header.verify::<C>(&self.genesis, &key.key, &signature))
			},
			(Attestation::Readings, Some(key), None, Some(signed)) => (
				key,
				verify_signed_reading::<C>(
					&self.genesis,
					&key.key,
					&self.segment,
					self.reading.channel,
					&self.reading.leaf,
					&signed,
				),
			),
			_ => return Err(ProofError::WrongSigner),
		};
		if key.key.is_weak() {
			return Err(ProofError::WrongKey);
		}
		let belongs = match (&key.change, header.key_epoch) {
			(None, 0) => DeviceId::of::<C>(&key.key) == header.device,
			(Some(change), epoch @ 1..) => {
				let record =
					KeyRecord { device: header.device, epoch, key: key.key, since: change.since };
				end.check::<C>(record.leaf::<C>(), &change.block)?;
				// Else an owner could record the key of whoever had forged the batch before.
				if change.block.number > self.block.number {
					return Err(ProofError::LaterKey);
				}
				true
			},
			_ => false,
		};
		match (belongs, valid) {
			(false, _) => Err(ProofError::WrongKey),
			(true, false) => Err(ProofError::BadSignature),
			(true, true) => Ok(()),
		}
	}
}

/// Whether the device signed a reading of a segment that the gateway built, under a number that
/// the segment covers.
pub(crate) fn verify_signed_reading<C: Crypto>(
	genesis: &Hash,
	key: &DeviceKey,
	segment: &SegmentLeaf,
	channel: u16,
	leaf: &Leaf,
	signed: &SignedReading,
) -> bool {
	let header = &segment.header;
	let SignedReading { sequence, signature } = signed;
	let covered =
		header.sequence <= *sequence && header.next_sequence().is_some_and(|next| *sequence < next);
	let payload = signed_payload(header.boot_epoch, *sequence, channel, &leaf.reading);
	covered
		&& Message::new(Purpose::Reading, genesis, &header.device, key.scheme(), &payload)
			.is_some_and(|message| C::verify(key, message.as_bytes(), signature))
}
