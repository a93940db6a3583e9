//! The energy market: zones, indices, tariffs, metering points and contracts.
//!
//! The types with which the market computes (timelines, prices, tariffs) are in `tallystick-market`, which
//! depends on this crate. So the records here take them as type parameters.

use crate::{json, Millis, OrgId, Price, Slot, WattHours};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{de::Error, Deserialize, Deserializer, Serialize, Serializer};
use tallystick_evidence::DeviceId;

crate::sequential_id! {
	/// Identifies a zone.
	ZoneId(u32);
}

/// Names a zone outside of the chain: an Energy Identification Code (EIC) of 16 characters, which is
/// of the type Y, an area, and ends with its check character.
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
pub struct Eic([u8; Eic::LEN]);

/// What is wrong with a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EicError {
	/// It has this many bytes, not 16.
	Length(usize),
	/// The byte with this number, from zero, is no digit, capital or hyphen.
	Character(usize),
	/// The third character is this one, not a Y.
	Type(char),
	/// The last character is not the check character, which is this one.
	Check(char),
	/// The check character would be a hyphen, so that the code is not given out.
	Hyphen,
}

impl core::fmt::Display for EicError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Length(found) => {
				write!(f, "the code has {found} characters; an EIC has {}", Eic::LEN)
			},
			Self::Character(index) => write!(
				f,
				"character {index} of the code, from 0, is no digit, capital letter or hyphen"
			),
			Self::Type(found) => {
				write!(f, "the code's third character is {found}; that of an area is Y")
			},
			Self::Check(right) => {
				write!(f, "the code's last character has to be {right}; look for a misprint")
			},
			Self::Hyphen => f.write_str(
				"the code's check character would be a hyphen, so that nobody has it; look for a \
				misprint",
			),
		}
	}
}

impl core::error::Error for EicError {}

impl Eic {
	/// Characters of a code.
	pub const LEN: usize = 16;

	/// The code that these characters write.
	pub fn new(code: &str) -> Result<Self, EicError> {
		let bytes = code.as_bytes();
		let code = Self(bytes.try_into().map_err(|_| EicError::Length(bytes.len()))?);
		code.check()?;
		Ok(code)
	}

	/// Whether it is one of an area, and its check character is right. A code that was decoded is not
	/// checked.
	pub fn check(&self) -> Result<(), EicError> {
		// Weights run from 16 at the first character to 2 at the last but one, modulo 37.
		let (mut sum, mut last) = (0u32, 0);
		for (index, (byte, weight)) in self.0.iter().zip((1..=16u32).rev()).enumerate() {
			let value = match byte {
				b'0'..=b'9' => byte.saturating_sub(b'0'),
				b'A'..=b'Z' => byte.saturating_sub(b'A').saturating_add(10),
				b'-' => 36,
				_ => return Err(EicError::Character(index)),
			};
			last = u32::from(value);
			if weight > 1 {
				// At most 15 products of 16 and 36.
				sum = sum.saturating_add(weight.saturating_mul(last));
			}
		}
		let kind = self.0.get(2).copied().unwrap_or_default();
		if kind != b'Y' {
			return Err(EicError::Type(kind.into()));
		}
		// The sum is above 0, because a Y is.
		let check = 36u32.saturating_sub(sum.saturating_sub(1).checked_rem(37).unwrap_or_default());
		match check {
			36 => Err(EicError::Hyphen),
			right if right == last => Ok(()),
			right => Err(EicError::Check(
				char::from_digit(right, 36).unwrap_or_default().to_ascii_uppercase(),
			)),
		}
	}

	/// Its characters.
	pub fn as_str(&self) -> &str {
		core::str::from_utf8(&self.0).unwrap_or_default()
	}
}

impl core::fmt::Display for Eic {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(self.as_str())
	}
}

impl Serialize for Eic {
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		to.serialize_str(self.as_str())
	}
}

impl<'de> Deserialize<'de> for Eic {
	fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
		Self::new(&String::deserialize(from)?).map_err(D::Error::custom)
	}
}

record! {
	/// Which way energy flows through a meter.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Direction {
		/// From the grid.
		#[codec(index = 0)]
		Import,
		/// To the grid.
		#[codec(index = 1)]
		Export,
	}

	/// Identifies a metering point. The proposer draws it at random, so an id reveals nothing of a person, a
	/// time or another point.
	#[derive(Copy, PartialOrd, Ord, Hash, MaxEncodedLen)]
	pub struct PointId(#[serde(with = "json::Hex")] pub [u8; 16]);

	/// A metering grid area.
	#[derive(MaxEncodedLen)]
	pub struct Zone<Terms> {
		/// The grid operator.
		pub operator: OrgId,
		/// Its code.
		pub eic: Eic,
		/// The number of the terms in force, by slot.
		pub terms: Terms,
	}

	/// What holds for all trade in a zone, as one version of it.
	#[derive(MaxEncodedLen)]
	pub struct ZoneTerms<Grid, Charges, Defaults> {
		/// The prices that an order can name.
		pub grid: Grid,
		/// The most energy that is traded in a slot.
		pub capacity: WattHours,
		/// What is due on metered import.
		pub charges: Charges,
		/// The cost of a deviation on top of the energy: at least a tick of the grid.
		pub deviation: Price,
		/// The least that a point imports in a slot without readings, for as long as readings can still
		/// arrive.
		pub standard: WattHours,
		/// The agreements for points whose own supplier does not supply. The first one whose supplier
		/// supplies counts.
		pub defaults: Defaults,
	}

	/// Day-ahead prices that several organisations publish.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "Name: AsRef<[u8]>, Publishers: serde::Serialize",
		deserialize = "Name: TryFrom<Vec<u8>>, Publishers: serde::Deserialize<'de>"
	))]
	pub struct Index<Name, Publishers> {
		/// The organisation that defined it.
		pub definer: OrgId,
		/// UTF-8 text, for people.
		#[serde(with = "json::Text")]
		pub name: Name,
		/// The organisations that publish it. A value counts once two of them have published it.
		pub publishers: Publishers,
	}

	/// One publisher's values for a period of an index.
	#[derive(MaxEncodedLen)]
	pub struct Report<Values> {
		/// Who says it.
		pub publisher: OrgId,
		/// A value for each slot of the period, if they published it.
		pub values: Values,
	}

	/// Who can have a tariff.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Availability {
		/// Each customer whom the supplier accepts.
		#[codec(index = 0)]
		OnRequest,
		/// Everybody.
		#[codec(index = 1)]
		Open,
		/// Everybody, and this grid operator can name it as a default of its zones.
		#[codec(index = 2)]
		Default(OrgId),
	}

	/// A supplier's tariff.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "Name: AsRef<[u8]>, Versions: serde::Serialize",
		deserialize = "Name: TryFrom<Vec<u8>>, Versions: serde::Deserialize<'de>"
	))]
	pub struct TariffRecord<Name, Versions> {
		/// Whose it is.
		pub supplier: OrgId,
		/// UTF-8 text, for people.
		#[serde(with = "json::Text")]
		pub name: Name,
		/// Who can have it.
		pub availability: Availability,
		/// The least number of whole slots between an announcement and the slot in which it takes effect.
		/// Announced are the next version, the tariff's end, and the end of a contract by the supplier.
		pub notice: u32,
		/// The number of the version in force, by slot.
		pub versions: Versions,
		/// The first slot in which it does not exist any more.
		pub ends: Option<Slot>,
	}

	/// Whether a supplier supplies.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Standing {
		/// They do.
		#[codec(index = 0)]
		Supplies,
		/// They do not: the organisation is suspended, or is not an energy supplier any more.
		#[codec(index = 1)]
		Suspended,
	}

	/// An organisation that has tariffs.
	#[derive(MaxEncodedLen)]
	pub struct Supplier<Timeline, Float> {
		/// Whether they supply, by slot.
		pub standing: Timeline,
		/// How many tariffs they have.
		pub tariffs: u32,
		/// What they pay customers from.
		pub float: Float,
	}

	/// The money from which a supplier pays customers, on hold in the organisation's account.
	#[derive(Copy, Default, MaxEncodedLen)]
	#[serde(bound(
		serialize = "Period: serde::Serialize, Balance: core::fmt::Display",
		deserialize = "Period: serde::Deserialize<'de>,
			Balance: core::str::FromStr<Err: core::fmt::Display>"
	))]
	pub struct Float<Period, Balance> {
		/// How much.
		#[serde(with = "json::Exact")]
		pub held: Balance,
		/// The period of the newest payout.
		pub period: Period,
		/// What customers get by the accounts that were settled in that period.
		#[serde(with = "json::Exact")]
		pub paid: Balance,
		/// The most of it in one period of the present span. A span is as long as accounts can be made.
		#[serde(with = "json::Exact")]
		pub most: Balance,
		/// The same for the previous span.
		#[serde(with = "json::Exact")]
		pub before: Balance,
		/// What the supplier owes metering points.
		#[serde(with = "json::Exact")]
		pub owed: u128,
		/// Since when the float has been less than the debt.
		pub short: Option<Millis>,
	}

	/// The parties with which a metering point settles energy, beside the market.
	#[derive(Copy, PartialOrd, Ord, MaxEncodedLen)]
	pub enum Party<AccountId> {
		/// A supplier, for everything that a tariff prices.
		#[codec(index = 0)]
		Supplier(OrgId),
		/// Who gets a charge.
		#[codec(index = 1)]
		Payee(AccountId),
	}

	/// The open amount between a metering point and a party.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Debt<AccountId> {
		/// The party.
		pub party: Party<AccountId>,
		/// What the point owes the party. Negative if the party owes the point.
		#[serde(with = "json::Exact")]
		pub amount: i128,
		/// When one of the two began to owe.
		pub since: Millis,
	}

	/// The registers of a metering point, which one device reads.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Meter {
		/// The device.
		pub device: DeviceId,
		/// The channel of the import register, OBIS 1.8.0.
		pub import: u16,
		/// The channel of the export register, OBIS 2.8.0.
		pub export: u16,
	}

	/// How much power a metering point has, in watts.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Powers {
		/// The most that it takes from the grid.
		pub connected: u32,
		/// The most that it delivers to the grid.
		pub export: u32,
	}

	/// How far a metering point has come.
	#[derive(Copy, MaxEncodedLen)]
	pub enum PointStatus {
		/// The grid operator has not confirmed it.
		#[codec(index = 0)]
		Proposed,
		/// It takes part.
		#[codec(index = 1)]
		Confirmed,
		/// It takes part up to this slot, which is excluded.
		#[codec(index = 2)]
		Closed(Slot),
	}

	/// A metering point.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "AccountId: serde::Serialize, Contract: serde::Serialize,
			Balance: core::fmt::Display",
		deserialize = "AccountId: serde::Deserialize<'de>, Contract: serde::Deserialize<'de>,
			Balance: core::str::FromStr<Err: core::fmt::Display>"
	))]
	pub struct Point<AccountId, Contract, Balance> {
		/// Whose it is. They paid the deposit.
		pub owner: AccountId,
		/// Where it is.
		pub zone: ZoneId,
		/// How far it has come.
		pub status: PointStatus,
		/// What reads it.
		pub meter: Meter,
		/// What it can take and deliver.
		pub powers: Powers,
		/// The agreement with a supplier, by slot. Without one, the zone's default supplies. Empty before the
		/// first slot in which the point takes part.
		pub contract: Contract,
		/// The margin that no order needs.
		#[serde(with = "json::Exact")]
		pub free: Balance,
		/// The margin that orders need.
		#[serde(with = "json::Exact")]
		pub locked: Balance,
		/// What the point will owe by preliminary accounts. As much of the free margin is kept for it.
		#[serde(with = "json::Exact")]
		pub reserved: Balance,
	}

	/// What a customer asks of a supplier.
	#[derive(Copy, MaxEncodedLen)]
	pub struct ContractRequest<Agreement> {
		/// The agreement.
		pub agreement: Agreement,
		/// The first slot.
		pub from: Slot,
	}

	/// Who supplies a metering point in a slot, and why.
	#[derive(Copy)]
	pub struct Supply<Agreement, Basis> {
		/// The supplier, and the tariff.
		pub agreement: Agreement,
		/// Why.
		pub basis: Basis,
		/// The version of the tariff.
		pub version: u32,
		/// The version of the zone's terms.
		pub terms: u32,
	}

	/// What energy costs a metering point in a slot.
	pub struct PointQuote<Supply, Quote> {
		/// Who supplies.
		pub supply: Supply,
		/// The price, and its parts.
		pub quote: Quote,
		/// Whether it can still change, because the slot's book has not opened.
		pub provisional: bool,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{from_value, json, to_value};

	#[test]
	fn codes_of_areas_have_their_check_character() {
		for code in ["10YDE-VE-------2", "10YFR-RTE------C", "10YBE----------2", "10YGB----------A"]
		{
			assert_eq!(Eic::new(code).unwrap().as_str(), code);
		}
		assert_eq!(Eic::new("10YDE-VE-------"), Err(EicError::Length(15)));
		assert_eq!(Eic::new("10Yde-VE-------2"), Err(EicError::Character(3)));
		assert_eq!(Eic::new("10XDE-VE-------2"), Err(EicError::Type('X')));
		assert_eq!(Eic::new("10YDE-VF-------2"), Err(EicError::Check('U')));
		assert_eq!(Eic::new("10YFR-RTE------D"), Err(EicError::Check('C')));
	}

	#[test]
	fn every_misprint_of_one_character_shows() {
		let code = b"10YDE-VE-------2";
		for index in 0..Eic::LEN {
			for byte in (b'0'..=b'9').chain(b'A'..=b'Z').chain([b'-']) {
				let mut other = *code;
				other[index] = byte;
				assert_eq!(Eic(other).check().is_ok(), other == *code, "{index} {byte}");
			}
		}
	}

	#[test]
	fn json_shows_a_point() {
		let point = Point {
			owner: 1u64,
			zone: ZoneId(2),
			status: PointStatus::Closed(Slot(3)),
			meter: Meter { device: DeviceId([4; 32]), import: 5, export: 6 },
			powers: Powers { connected: 7, export: 8 },
			contract: [9u8],
			free: u128::MAX,
			locked: 0,
			reserved: 3,
		};
		let shown = json!({
			"owner": 1,
			"zone": 2,
			"status": { "closed": 3 },
			"meter": { "device": format!("0x{}", "04".repeat(32)), "import": 5, "export": 6 },
			"powers": { "connected": 7, "export": 8 },
			"contract": [9],
			"free": u128::MAX.to_string(),
			"locked": "0",
			"reserved": "3",
		});
		assert_eq!(to_value(&point).unwrap(), shown);
		assert_eq!(from_value::<Point<u64, [u8; 1], u128>>(shown).unwrap(), point);
		let id = PointId([0xab; 16]);
		assert_eq!(to_value(id).unwrap(), json!(format!("0x{}", "ab".repeat(16))));
		assert_eq!(from_value::<PointId>(to_value(id).unwrap()).unwrap(), id);
		let eic = Eic::new("10YBE----------2").unwrap();
		assert_eq!(to_value(eic).unwrap(), json!("10YBE----------2"));
		assert!(from_value::<Eic>(json!("10YBE----------3")).is_err());
	}
}
