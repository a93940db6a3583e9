//! Acts: a rule fired, or an actuator was commanded. Each is a leaf of the tree over a block's events.
//!
//! A leaf is the hash of an act's bytes. Their layout is fixed: integers are little-endian, and the first byte is the
//! kind of act. `docs/proofs.md` in the repository specifies every byte.

use crate::{
	program::{MAX_INPUTS, MAX_OUTPUTS},
	Effect, EventId, RuleId, Value,
};
use alloc::vec::Vec;
use codec::MaxEncodedLen;
use tallystick_evidence::{
	bytes::{take, Bytes},
	json, Crypto, DeviceId, Hash,
};
use tallystick_records::{
	telemetry::{Facts, Observation},
	CommandId, Millis, StreamId,
};

/// The first byte of a hashed [`Fired`]. No other kind of leaf begins with it.
pub const FIRED: u8 = 0x17;
/// The first byte of a [`Commanded`] that is hashed.
pub const COMMANDED: u8 = 0x18;
/// The first byte of a [`Reason`] that is hashed.
pub const REASON: u8 = 0x43;

/// Bytes of a [`Commanded`].
pub const COMMANDED_LEN: usize = 95;

/// The earliest time of an act, in UTC milliseconds: 3 November 2004. So the first eight bytes of an act, read as a
/// number, are later than the time of any event of an asset, which ends with the year 9999.
pub const EARLIEST: Millis = Millis(1 << 40);
/// The latest time of an act, in UTC milliseconds: 2^56 − 1, in two million years. The last byte of a time is the ninth
/// byte of the act. With this bound it cannot be read as an event's offset from UTC after an earlier time.
pub const LATEST: Millis = Millis((1 << 56) - 1);

const FIRING_LEN: usize = 10;
const EVIDENCE_LEN: usize = 57;

record! {
	/// An output that changed.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Firing {
		/// The output, by its place in the program.
		pub output: u8,
		/// The new result.
		pub effect: Effect,
	}

	/// Evidence of an observation that a rule used: which observation, and the value taken from it.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Evidence {
		/// The stream.
		pub stream: StreamId,
		/// The device's boot epoch.
		pub boot_epoch: u32,
		/// The number of the segment's first reading.
		#[serde(with = "json::Exact")]
		pub sequence: u64,
		/// What is odd about it.
		pub facts: Facts,
		/// The input's value.
		pub value: Value,
	}

	/// A rule fired: some of its outputs changed.
	pub struct Fired {
		/// When: the time of the block.
		pub at: Millis,
		/// The rule.
		pub rule: RuleId,
		/// How many programs the rule had before this one.
		pub version: u32,
		/// The outputs that changed: 1 to 16.
		pub firings: Vec<Firing>,
		/// The observations that it used, in the order of its inputs: at most 16.
		pub evidence: Vec<Evidence>,
	}

	/// An actuator was commanded.
	#[derive(Copy)]
	pub struct Commanded {
		/// When: the time of the block.
		pub at: Millis,
		/// The actuator.
		pub actuator: StreamId,
		/// The device's tenure.
		pub tenure: u32,
		/// The command's id, which rises with each command of the actuator.
		pub id: CommandId,
		/// The set-point, in the unit and exponent of the channel.
		#[serde(with = "json::Exact")]
		pub value: i64,
		/// What led to it: the leaf of a [`Fired`], or the hash of a [`Reason`].
		#[serde(with = "json::Hex")]
		pub cause: Hash,
	}

	/// What a rule or an actuator did.
	pub enum Act {
		/// A rule fired.
		#[codec(index = 0)]
		Fired(Fired),
		/// An actuator was commanded.
		#[codec(index = 1)]
		Commanded(Commanded),
	}

	/// Why an actuator was commanded, if no rule fired.
	#[derive(Copy)]
	pub enum Reason {
		/// Nobody claims it: the default of its envelope applies.
		#[codec(index = 0)]
		Default,
		/// Somebody claims it by hand.
		#[codec(index = 1)]
		Hand {
			/// The level of the claim.
			level: u8,
			/// Who does.
			#[serde(with = "json::Hex")]
			account: [u8; 32],
		},
		/// A guard has failed.
		#[codec(index = 2)]
		Unguarded,
		/// It changed too often.
		#[codec(index = 3)]
		Hunting,
		/// A grid operator's limit lowers the set-point.
		#[codec(index = 4)]
		Grid {
			/// The signal that the limit came with.
			event: EventId,
		},
	}
}

impl Evidence {
	/// An observation of a stream, and the value that was taken of it.
	pub fn of(stream: StreamId, observation: &Observation, value: Value) -> Self {
		let Observation { boot_epoch, sequence, facts, .. } = *observation;
		Self { stream, boot_epoch, sequence, facts, value }
	}
}

impl Firing {
	fn to_bytes(self) -> [u8; FIRING_LEN] {
		let (kind, value) = match self.effect {
			Effect::Released => (0, 0),
			Effect::Active => (1, 0),
			Effect::Value(value) => (2, value),
		};
		Bytes::new().with(&[self.output, kind]).with(&value.to_le_bytes()).into_array()
	}

	fn read(from: &mut &[u8]) -> Option<Self> {
		let [output, kind] = take(from)?;
		let effect = match (kind, i64::from_le_bytes(take(from)?)) {
			(0, 0) => Effect::Released,
			(1, 0) => Effect::Active,
			(2, value) => Effect::Value(value),
			_ => return None,
		};
		Some(Self { output, effect })
	}
}

impl Evidence {
	fn to_bytes(self) -> [u8; EVIDENCE_LEN] {
		let (kind, value) = match self.value {
			Value::Undefined => (0, 0),
			Value::Truth(value) => (1, value.into()),
			Value::Number(value) => (2, value),
		};
		Bytes::new()
			.with(&self.stream.device.0)
			.with(&self.stream.channel.to_le_bytes())
			.with(&self.boot_epoch.to_le_bytes())
			.with(&self.sequence.to_le_bytes())
			.with(&self.facts.bits().to_le_bytes())
			.with(&[kind])
			.with(&value.to_le_bytes())
			.into_array()
	}

	fn read(from: &mut &[u8]) -> Option<Self> {
		Some(Self {
			stream: read_stream(from)?,
			boot_epoch: u32::from_le_bytes(take(from)?),
			sequence: u64::from_le_bytes(take(from)?),
			facts: facts(u16::from_le_bytes(take(from)?))?,
			value: match (take(from)?, i64::from_le_bytes(take(from)?)) {
				([0], 0) => Value::Undefined,
				([1], 0) => Value::Truth(false),
				([1], 1) => Value::Truth(true),
				([2], value) => Value::Number(value),
				_ => return None,
			},
		})
	}
}

impl Fired {
	/// The bytes of the leaf. Items beyond the bounds of a rule are left out.
	pub fn to_bytes(&self) -> Vec<u8> {
		let Self { at, rule, version, firings, evidence } = self;
		let mut bytes = Vec::new();
		bytes.push(FIRED);
		bytes.extend(at.0.to_le_bytes());
		bytes.extend(rule.0.to_le_bytes());
		bytes.extend(version.to_le_bytes());
		bytes.push(count(firings.len(), MAX_OUTPUTS));
		let firings = firings.iter().take(MAX_OUTPUTS as usize);
		bytes.extend(firings.flat_map(|firing| firing.to_bytes()));
		bytes.push(count(evidence.len(), MAX_INPUTS));
		let evidence = evidence.iter().take(MAX_INPUTS as usize);
		bytes.extend(evidence.flat_map(|evidence| evidence.to_bytes()));
		bytes
	}

	fn read(from: &mut &[u8]) -> Option<Self> {
		Some(Self {
			at: read_time(from)?,
			rule: RuleId(u32::from_le_bytes(take(from)?)),
			version: u32::from_le_bytes(take(from)?),
			firings: read_list(from, 1, MAX_OUTPUTS, Firing::read)?,
			evidence: read_list(from, 0, MAX_INPUTS, Evidence::read)?,
		})
	}
}

impl Commanded {
	/// The bytes of the leaf.
	pub fn to_bytes(&self) -> [u8; COMMANDED_LEN] {
		let Self { at, actuator, tenure, id, value, cause } = self;
		Bytes::new()
			.with(&[COMMANDED])
			.with(&at.0.to_le_bytes())
			.with(&actuator.device.0)
			.with(&actuator.channel.to_le_bytes())
			.with(&tenure.to_le_bytes())
			.with(&id.0.to_le_bytes())
			.with(&value.to_le_bytes())
			.with(cause)
			.into_array()
	}

	fn read(from: &mut &[u8]) -> Option<Self> {
		Some(Self {
			at: read_time(from)?,
			actuator: read_stream(from)?,
			tenure: u32::from_le_bytes(take(from)?),
			id: CommandId(u64::from_le_bytes(take(from)?)),
			value: i64::from_le_bytes(take(from)?),
			cause: take(from)?,
		})
	}
}

impl Act {
	/// The bytes of the leaf.
	pub fn to_bytes(&self) -> Vec<u8> {
		match self {
			Self::Fired(fired) => fired.to_bytes(),
			Self::Commanded(commanded) => commanded.to_bytes().to_vec(),
		}
	}

	/// Reads exactly the bytes of [`to_bytes`](Self::to_bytes). No event of an asset reads as an act.
	pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
		let act = Self::take(&mut bytes)?;
		bytes.is_empty().then_some(act)
	}

	/// Takes an act off the front of these bytes. The bytes themselves show where it ends.
	pub(crate) fn take(from: &mut &[u8]) -> Option<Self> {
		Some(match take(from)? {
			[FIRED] => Self::Fired(Fired::read(from)?),
			[COMMANDED] => Self::Commanded(Commanded::read(from)?),
			_ => return None,
		})
	}

	/// The hash of the act as a leaf.
	pub fn leaf<C: Crypto>(&self) -> Hash {
		C::hash(&[&self.to_bytes()])
	}
}

impl Reason {
	/// The hash that represents it as the cause of a command.
	pub fn hash<C: Crypto>(&self) -> Hash {
		const NOBODY: [u8; 32] = [0; 32];
		let (kind, level, account) = match *self {
			Self::Default => (0, 0, NOBODY),
			Self::Hand { level, account } => (1, level, account),
			Self::Unguarded => (2, 0, NOBODY),
			Self::Hunting => (3, 0, NOBODY),
			Self::Grid { event } => {
				(4, 0, Bytes::new().with(&event.0.to_le_bytes()).with(&[0; 28]).into_array())
			},
		};
		C::hash(&[&[REASON, kind, level], &account])
	}
}

fn count(len: usize, most: u32) -> u8 {
	u8::try_from(len.min(most as usize)).unwrap_or(u8::MAX)
}

fn read_list<T>(
	from: &mut &[u8],
	least: u8,
	most: u32,
	read: fn(&mut &[u8]) -> Option<T>,
) -> Option<Vec<T>> {
	let [count] = take(from)?;
	if count < least || u32::from(count) > most {
		return None;
	}
	(0..count).map(|_| read(from)).collect()
}

fn read_time(from: &mut &[u8]) -> Option<Millis> {
	let at = Millis(u64::from_le_bytes(take(from)?));
	(EARLIEST..=LATEST).contains(&at).then_some(at)
}

fn read_stream(from: &mut &[u8]) -> Option<StreamId> {
	let device = DeviceId(take(from)?);
	Some(StreamId { device, channel: u16::from_le_bytes(take(from)?) })
}

/// The facts with these bits, if each bit is one.
fn facts(bits: u16) -> Option<Facts> {
	let all = Facts::ALL.into_iter().filter(|fact| bits & fact.bits() != 0);
	let facts = all.fold(Facts::NONE, Facts::with);
	(facts.bits() == bits).then_some(facts)
}
