//! One event in the life of an asset, in bounded bytes, from which an EPCIS 2.0 event follows.
//!
//! `docs/events.md` in the repository specifies the bytes and the mapping.

use crate::{
	vocabulary::{BizStep, Disposition, ErrorReason, TransactionType},
	AssetType, Giai, Gln, Grai, Gtin, Key, Lgtin, Pgln, Sgln, Sgtin, Sscc, Text,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;

/// Most identified things, and most quantities, that a list of an event holds.
pub const MAX_ITEMS: u32 = 32;
/// Most business transactions of an event.
pub const MAX_TRANSACTIONS: u32 = 8;
/// Most corrective events of an error declaration.
pub const MAX_CORRECTIONS: u32 = 8;

/// The first byte of a hashed event: a leaf of the plain tree 5.
pub const LEAF: u8 = 0x15;
/// The least number of bytes that a leaf hashes. It keeps leaves apart from nodes and leaves of the Merkle Mountain
/// Range, which hash 64 and 68 bytes.
pub const MIN_LEAF_LEN: usize = 69;

/// A SHA-256 or BLAKE2b-256 hash.
pub type Hash = [u8; 32];

macro_rules! record {
	($($(#[$doc:meta])* $kind:ident $name:ident $body:tt)+) => {$(
		$(#[$doc])*
		#[derive(
			Clone,
			PartialEq,
			Eq,
			Debug,
			Encode,
			Decode,
			DecodeWithMemTracking,
			MaxEncodedLen,
			TypeInfo,
		)]
		pub $kind $name $body
	)+};
}

record! {
	/// An event of an asset. It is final: a mistake is declared by the same event with an error declaration.
	struct Event {
		/// When it happened.
		pub time: Time,
		/// The offset from UTC of the clocks where it happened.
		pub offset: ZoneOffset,
		/// When the chain recorded it.
		pub recorded: Time,
		/// The kind of event, and its things.
		pub what: What,
		/// The step of the business process.
		pub step: Option<BizStep>,
		/// The state of the things from now on.
		pub disposition: Option<Disposition>,
		/// Where it happened.
		pub read_point: Option<Sgln>,
		/// Where the things are from now on.
		pub location: Option<Sgln>,
		/// The documents that it belongs to.
		pub transactions: BoundedVec<Transaction, ConstU32<MAX_TRANSACTIONS>>,
		/// Who the things come from.
		pub source: Parties,
		/// Who the things go to.
		pub destination: Parties,
		/// The hash of the instance or lot master data, of an event that makes things.
		pub ilmd: Option<Hash>,
		/// How what was taken over differs from what was handed over.
		pub discrepancy: Discrepancy,
		/// Why the event is wrong, if it is.
		pub error: Option<ErrorDeclaration>,
	}

	/// The kind of an event, and the things that it is about.
	enum What {
		/// Something happened to things.
		#[codec(index = 0)]
		Object {
			/// Whether the things begin, go on or end.
			action: Action,
			/// The things.
			items: Items,
		},
		/// Things were put into or onto another one, or taken out.
		#[codec(index = 1)]
		Aggregation {
			/// Whether the children were added, observed or taken out.
			action: Action,
			/// The thing that holds them; it may be unknown to an observer.
			parent: Option<Epc>,
			/// The things in it. An empty list with `Delete` stands for all.
			children: Items,
		},
		/// Things were bound to a business transaction, or released.
		#[codec(index = 2)]
		Transaction {
			/// Whether the things were bound, observed or released.
			action: Action,
			/// The things.
			items: Items,
		},
		/// Inputs became outputs.
		#[codec(index = 3)]
		Transformation {
			/// The things that were used up.
			inputs: Items,
			/// The things that were made.
			outputs: Items,
		},
		/// A device or part was fitted to a thing, or removed.
		#[codec(index = 4)]
		Association {
			/// Whether the children were fitted, observed or removed.
			action: Action,
			/// The thing that has them.
			parent: Epc,
			/// The things on it. An empty list with `Delete` stands for all.
			children: Items,
		},
	}

	/// A business transaction.
	struct Transaction {
		/// The kind of document.
		pub kind: TransactionType,
		/// The document.
		pub id: TransactionId,
	}

	/// How a business transaction is named.
	enum TransactionId {
		/// By the number that a party gave it: `urn:epcglobal:cbv:bt:<GLN>:<number>`.
		#[codec(index = 0)]
		Issued {
			/// The party.
			by: Gln,
			/// Its number.
			number: Text<20>,
		},
		/// By its hash: `urn:tallystick:hash:0x…`.
		#[codec(index = 1)]
		Hash(Hash),
	}

	/// A declaration that the event is wrong. It repeats the event, and adds to it.
	struct ErrorDeclaration {
		/// When it was declared.
		pub time: Time,
		/// The reason.
		pub reason: Option<ErrorReason>,
		/// The CBV hashes of the events that are right instead.
		pub corrections: BoundedVec<Hash, ConstU32<MAX_CORRECTIONS>>,
	}
}

/// The things of an event: identified ones, and quantities of a kind or lot.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Items {
	/// Things that have an identity each.
	pub epcs: BoundedVec<Epc, ConstU32<MAX_ITEMS>>,
	/// Quantities of things that have none.
	pub quantities: BoundedVec<Quantity, ConstU32<MAX_ITEMS>>,
}

impl Items {
	/// Whether there is nothing.
	pub fn is_empty(&self) -> bool {
		self.epcs.is_empty() && self.quantities.is_empty()
	}

	/// Adds a thing: an LGTIN goes among the quantities, with `amount` of it, any other key among the identified
	/// things. `Err` gives back the key if its list is full.
	pub fn push(&mut self, key: Key, amount: Option<Amount>) -> Result<(), Key> {
		match Epc::try_from(key) {
			Ok(epc) => self.epcs.try_push(epc).map_err(|_| key),
			Err(lot) => {
				let quantity = Quantity { class: Class::Lgtin(lot), amount };
				self.quantities.try_push(quantity).map_err(|_| key)
			},
		}
	}
}

macro_rules! small {
	($($(#[$doc:meta])* $kind:ident $name:ident $body:tt)+) => {$(
		$(#[$doc])*
		#[derive(
			Clone,
			Copy,
			PartialEq,
			Eq,
			PartialOrd,
			Ord,
			Hash,
			Debug,
			Encode,
			Decode,
			DecodeWithMemTracking,
			MaxEncodedLen,
			TypeInfo,
		)]
		pub $kind $name $body
	)+};
}

small! {
	/// What an event means for the life of its things.
	enum Action {
		/// They begin: commissioned, packed, bound.
		#[codec(index = 0)]
		Add,
		/// They go on.
		#[codec(index = 1)]
		Observe,
		/// They end: decommissioned, unpacked, released.
		#[codec(index = 2)]
		Delete,
	}

	/// The key of one thing. Its indices are those of [`Key`], without the LGTIN's.
	enum Epc {
		/// A trade item.
		#[codec(index = 0)]
		Sgtin(Sgtin),
		/// A logistic unit.
		#[codec(index = 2)]
		Sscc(Sscc),
		/// A returnable asset.
		#[codec(index = 3)]
		Grai(Grai),
		/// Another asset.
		#[codec(index = 4)]
		Giai(Giai),
	}

	/// The key of a kind or lot of things.
	enum Class {
		/// A lot.
		#[codec(index = 0)]
		Lgtin(Lgtin),
		/// A kind of trade item.
		#[codec(index = 1)]
		Gtin(Gtin),
		/// A kind of returnable asset.
		#[codec(index = 2)]
		AssetType(AssetType),
	}

	/// A quantity of a kind or lot.
	struct Quantity {
		/// The kind or lot.
		pub class: Class,
		/// How much of it, if that is known.
		pub amount: Option<Amount>,
	}
}

/// The parties and the place on one side of a hand-over.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Parties {
	/// Who owns the things.
	pub owner: Option<Pgln>,
	/// Who holds the things.
	pub possessor: Option<Pgln>,
	/// The place.
	pub location: Option<Sgln>,
}

/// How what somebody took over differs from what was handed to them. The event names what they took over.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Discrepancy {
	/// How much was missing.
	pub short: Option<Amount>,
	/// How much was refused because it was damaged.
	pub damaged: Option<Amount>,
	/// How much more there was.
	pub over: Option<Amount>,
}

impl Discrepancy {
	/// What differs, by name, in alphabetical order.
	pub fn named(&self) -> impl Iterator<Item = (&'static str, Amount)> {
		let Self { short, damaged, over } = *self;
		let all = [("damaged", damaged), ("over", over), ("short", short)];
		all.into_iter().filter_map(|(name, amount)| Some((name, amount?)))
	}
}

impl TryFrom<Key> for Epc {
	type Error = Lgtin;

	/// The key of one thing, or the lot that the key names instead.
	fn try_from(key: Key) -> Result<Self, Lgtin> {
		match key {
			Key::Sgtin(key) => Ok(Self::Sgtin(key)),
			Key::Lgtin(lot) => Err(lot),
			Key::Sscc(key) => Ok(Self::Sscc(key)),
			Key::Grai(key) => Ok(Self::Grai(key)),
			Key::Giai(key) => Ok(Self::Giai(key)),
		}
	}
}

impl From<Epc> for Key {
	fn from(epc: Epc) -> Self {
		match epc {
			Epc::Sgtin(key) => Self::Sgtin(key),
			Epc::Sscc(key) => Self::Sscc(key),
			Epc::Grai(key) => Self::Grai(key),
			Epc::Giai(key) => Self::Giai(key),
		}
	}
}

/// A point in time: milliseconds since 1970 in UTC, at most the last one of the year 9999.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, MaxEncodedLen, TypeInfo,
)]
pub struct Time(u64);

impl Time {
	/// The last millisecond of the year 9999.
	pub const MAX: Self = Self(253_402_300_799_999);

	/// The time, unless it is after [`Time::MAX`].
	pub const fn new(millis: u64) -> Option<Self> {
		if millis <= Self::MAX.0 {
			Some(Self(millis))
		} else {
			None
		}
	}

	/// The milliseconds since 1970.
	pub const fn millis(self) -> u64 {
		self.0
	}
}

impl fmt::Display for Time {
	/// `2026-01-31T23:59:59.999Z`
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		const DAY: u64 = 86_400_000;
		let (days, rest) = (self.0 / DAY, self.0 % DAY);
		let (hour, rest) = (rest / 3_600_000, rest % 3_600_000);
		let (minute, rest) = (rest / 60_000, rest % 60_000);
		let (second, milli) = (rest / 1_000, rest % 1_000);
		let (year, month, day) = date(days);
		write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
	}
}

/// Year, month and day of a day since 1970, up to the year 9999. The calculation counts years from March, so that a
/// leap day is the last day of its year, in eras of 400 years or 146,097 days.
fn date(days: u64) -> (u64, u64, u64) {
	// There are 719,468 days from 1 March of the year 0 to 1970. None of the numbers below can overflow.
	let days = days.saturating_add(719_468);
	let (era, day) = (days / 146_097, days % 146_097);
	let leaps = (day / 1_460).saturating_add(day / 146_096).saturating_sub(day / 36_524);
	let year_of_era = day.saturating_sub(leaps) / 365;
	let leaps = (year_of_era / 4).saturating_sub(year_of_era / 100);
	let day = day.saturating_sub(year_of_era.saturating_mul(365).saturating_add(leaps));
	// From March on, five months have 153 days.
	let month = day.saturating_mul(5).saturating_add(2) / 153;
	let first = month.saturating_mul(153).saturating_add(2) / 5;
	let day = day.saturating_sub(first).saturating_add(1);
	let (month, later) = match month {
		0..=9 => (month.saturating_add(3), 0),
		_ => (month.saturating_sub(9), 1),
	};
	let year = era.saturating_mul(400).saturating_add(year_of_era).saturating_add(later);
	(year, month, day)
}

impl Decode for Time {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		Self::new(u64::decode(input)?).ok_or_else(|| "the time is after the year 9999".into())
	}
}

impl DecodeWithMemTracking for Time {}

/// An offset from UTC in minutes, from −14:00 to +14:00.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, MaxEncodedLen, TypeInfo,
)]
pub struct ZoneOffset(i16);

impl ZoneOffset {
	/// No offset.
	pub const UTC: Self = Self(0);

	/// The offset, if it is at most 840 minutes either way.
	pub const fn new(minutes: i16) -> Option<Self> {
		match minutes {
			-840..=840 => Some(Self(minutes)),
			_ => None,
		}
	}

	/// Minutes that the clocks are ahead of UTC.
	pub const fn minutes(self) -> i16 {
		self.0
	}
}

impl fmt::Display for ZoneOffset {
	/// `+02:00`
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let sign = if self.0 < 0 { '-' } else { '+' };
		let minutes = self.0.unsigned_abs();
		write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
	}
}

impl Decode for ZoneOffset {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		Self::new(i16::decode(input)?).ok_or_else(|| "the zone offset exceeds 14 hours".into())
	}
}

impl DecodeWithMemTracking for ZoneOffset {}

/// A number of at most 15 digits, of which at most 4 are behind the decimal point, and its unit. Every program that computes
/// with 64-bit floats writes such a number with the same digits.
#[derive(
	Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, MaxEncodedLen, TypeInfo,
)]
pub struct Amount {
	number: u64,
	decimals: u8,
	unit: Option<Unit>,
}

impl Amount {
	/// The greatest number, decimal point left out.
	pub const MAX: u64 = 999_999_999_999_999;
	/// Most digits behind the decimal point.
	pub const MAX_DECIMALS: u8 = 4;

	/// `number` divided by 10^`decimals`, in `unit` or in pieces. Zeros at the end, behind the decimal point, are dropped.
	/// `None` if it then exceeds [`Amount::MAX`] or [`Amount::MAX_DECIMALS`].
	pub fn new(number: u64, decimals: u8, unit: Option<Unit>) -> Option<Self> {
		let (mut number, mut decimals) = (number, decimals);
		while decimals > 0 && number % 10 == 0 {
			number /= 10;
			decimals = decimals.saturating_sub(1);
		}
		(number <= Self::MAX && decimals <= Self::MAX_DECIMALS).then_some(Self {
			number,
			decimals,
			unit,
		})
	}

	/// The number with its unit, if it has one: `12.5 KGM`.
	pub fn with_unit(&self) -> impl fmt::Display + use<> {
		let amount = *self;
		fmt::from_fn(move |f| match amount.unit {
			Some(unit) => write!(f, "{amount} {unit}"),
			None => write!(f, "{amount}"),
		})
	}

	/// The number, decimal point left out.
	pub const fn number(&self) -> u64 {
		self.number
	}

	/// The number of digits behind the decimal point.
	pub const fn decimals(&self) -> u8 {
		self.decimals
	}

	/// The unit; without one the things are counted.
	pub const fn unit(&self) -> Option<Unit> {
		self.unit
	}
}

impl fmt::Display for Amount {
	/// The number, such as `2.5`, without its unit.
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let one = 10u64.pow(self.decimals.into());
		// At least 1.
		let whole = self.number.checked_div(one).unwrap_or_default();
		match self.number.checked_rem(one) {
			Some(rest) if self.decimals > 0 => {
				write!(f, "{whole}.{rest:0width$}", width = self.decimals.into())
			},
			_ => write!(f, "{whole}"),
		}
	}
}

impl Decode for Amount {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let (number, decimals, unit) = Decode::decode(input)?;
		Self::new(number, decimals, unit)
			.filter(|amount| amount.decimals == decimals)
			.ok_or_else(|| "an amount has too many digits, or zeros at its end".into())
	}
}

impl DecodeWithMemTracking for Amount {}

/// A unit by its code of UN/ECE Recommendation 20: two or three capital letters or digits, such as `KGM`.
///
/// Codes that a program may read as a number, and then write differently, are refused: codes that begin with 0, which
/// the recommendation has withdrawn, `INF`, and a letter E between two digits. The constructor does not check whether
/// the recommendation lists the code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, MaxEncodedLen, TypeInfo)]
pub struct Unit(Text<3>);

impl Unit {
	/// The unit with this code.
	pub fn new(code: &str) -> Option<Self> {
		let capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
		let fits = match code.as_bytes() {
			[b'0', ..] | b"INF" => false,
			[first, b'E', last] => !(first.is_ascii_digit() && last.is_ascii_digit()),
			code => (2..=3).contains(&code.len()),
		};
		(fits && code.as_bytes().iter().all(capital)).then_some(())?;
		Text::new(code).ok().map(Self)
	}

	/// The code.
	pub fn code(&self) -> &str {
		self.0.as_str()
	}
}

/// A text is no code of a unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoUnit;

impl fmt::Display for NoUnit {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(
			"the text is no code of UN/ECE Recommendation 20: write two or three capital letters or \
			 digits, such as KGM",
		)
	}
}

impl core::error::Error for NoUnit {}

impl FromStr for Unit {
	type Err = NoUnit;

	fn from_str(code: &str) -> Result<Self, NoUnit> {
		Self::new(code).ok_or(NoUnit)
	}
}

impl fmt::Display for Unit {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.code())
	}
}

impl fmt::Debug for Unit {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(self.code())
	}
}

impl Decode for Unit {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let code = Text::<3>::decode(input)?;
		Self::new(code.as_str()).ok_or_else(|| "a unit has a code of two or three capitals".into())
	}
}

impl DecodeWithMemTracking for Unit {}

/// Why an event is no EPCIS event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsound {
	/// It has no inputs, outputs or items, or no children although not all are removed.
	NoItems,
	/// It names one thing twice in one list.
	Repeated,
	/// It adds to or removes from a parent that it does not name.
	NoParent,
	/// It binds things to no business transaction.
	NoTransaction,
	/// It has master data, but makes nothing.
	NothingMade,
}

impl fmt::Display for Unsound {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::NoItems => "the event names no thing: add items, children, inputs or outputs",
			Self::Repeated => "the event names one thing twice in one list: name it once",
			Self::NoParent => "the event adds or removes children: name their parent",
			Self::NoTransaction => "a transaction event names no transaction: add one",
			Self::NothingMade => {
				"the event makes nothing, so it has no master data: leave ilmd out"
			},
		})
	}
}

impl core::error::Error for Unsound {}

/// Whether a short list contains an element twice.
fn repeats<T: PartialEq>(list: &[T]) -> bool {
	list.iter().enumerate().any(|(at, element)| list.iter().take(at).any(|it| it == element))
}

impl Event {
	/// Whether EPCIS allows the event. The mapping also works for events that it does not allow.
	pub fn check(&self) -> Result<(), Unsound> {
		if self.lists().into_iter().any(|(.., items)| repeats(&items.epcs)) {
			return Err(Unsound::Repeated);
		}
		let children = |action: &Action, children: &Items| {
			if children.is_empty() && *action != Action::Delete {
				return Err(Unsound::NoItems);
			}
			Ok(())
		};
		let makes = match &self.what {
			What::Object { action, items } => {
				if items.is_empty() {
					return Err(Unsound::NoItems);
				}
				*action == Action::Add
			},
			What::Aggregation { action, parent, children: items } => {
				children(action, items)?;
				if parent.is_none() && *action != Action::Observe {
					return Err(Unsound::NoParent);
				}
				false
			},
			What::Transaction { items, .. } => {
				if items.is_empty() {
					return Err(Unsound::NoItems);
				}
				if self.transactions.is_empty() {
					return Err(Unsound::NoTransaction);
				}
				false
			},
			What::Transformation { inputs, outputs } => {
				if inputs.is_empty() || outputs.is_empty() {
					return Err(Unsound::NoItems);
				}
				true
			},
			What::Association { action, children: items, .. } => {
				children(action, items)?;
				false
			},
		};
		if self.ilmd.is_some() && !makes {
			return Err(Unsound::NothingMade);
		}
		Ok(())
	}

	/// The bytes that the leaf hashes: [`LEAF`], the event in SCALE, zeros up to [`MIN_LEAF_LEN`].
	pub fn leaf_bytes(&self) -> Vec<u8> {
		let mut bytes = Vec::with_capacity(self.size_hint().saturating_add(1).max(MIN_LEAF_LEN));
		bytes.push(LEAF);
		self.encode_to(&mut bytes);
		if bytes.len() < MIN_LEAF_LEN {
			bytes.resize(MIN_LEAF_LEN, 0);
		}
		bytes
	}

	/// The hash of the event as a leaf, with BLAKE2b-256 as `hash`.
	pub fn leaf(&self, hash: impl FnOnce(&[u8]) -> Hash) -> Hash {
		hash(&self.leaf_bytes())
	}
}
