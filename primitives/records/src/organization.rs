//! Organisations, their roles, members and quotas.

use crate::{json, OrgId};
use alloc::vec::Vec;
use codec::MaxEncodedLen;

record! {
	/// What an organisation does in the consortium. It may hold several roles.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Role {
		/// Builds devices and describes their models.
		#[codec(index = 0)]
		Manufacturer,
		/// Owns or runs devices and buildings.
		#[codec(index = 1)]
		Operator,
		/// Transports goods.
		#[codec(index = 2)]
		Carrier,
		/// Sells energy under tariffs.
		#[codec(index = 3)]
		EnergySupplier,
		/// Runs a grid zone and its meters.
		#[codec(index = 4)]
		GridOperator,
		/// Sells goods, parts and service visits.
		#[codec(index = 5)]
		ServiceProvider,
		/// Certifies the calibration of devices.
		#[codec(index = 6)]
		Accreditor,
		/// Reads and checks, and changes nothing.
		#[codec(index = 7)]
		Auditor,
	}
}

impl Role {
	/// Every role, in the order of its bit.
	pub const ALL: [Self; 8] = [
		Self::Manufacturer,
		Self::Operator,
		Self::Carrier,
		Self::EnergySupplier,
		Self::GridOperator,
		Self::ServiceProvider,
		Self::Accreditor,
		Self::Auditor,
	];

	/// The role's name in JSON.
	pub const fn name(self) -> &'static str {
		match self {
			Self::Manufacturer => "manufacturer",
			Self::Operator => "operator",
			Self::Carrier => "carrier",
			Self::EnergySupplier => "energySupplier",
			Self::GridOperator => "gridOperator",
			Self::ServiceProvider => "serviceProvider",
			Self::Accreditor => "accreditor",
			Self::Auditor => "auditor",
		}
	}

	const fn bit(self) -> u16 {
		1 << self as u16
	}
}

/// A set of roles, as a sum: 1 Manufacturer, 2 Operator, 4 Carrier, 8 EnergySupplier,
/// 16 GridOperator, 32 ServiceProvider, 64 Accreditor, 128 Auditor.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	codec::Encode,
	codec::Decode,
	codec::DecodeWithMemTracking,
	MaxEncodedLen,
	scale_info::TypeInfo,
)]
// In the metadata, too, whatever the build leaves out of it.
#[scale_info(capture_docs = "always")]
pub struct Roles(u16);

impl Roles {
	/// No role at all.
	pub const EMPTY: Self = Self(0);

	/// Every role there is.
	pub const ALL: Self = Self(0xff);

	/// The set with these bits, if each of them names a role.
	pub const fn from_bits(bits: u16) -> Option<Self> {
		if bits & !Self::ALL.0 == 0 {
			Some(Self(bits))
		} else {
			None
		}
	}

	/// The bits of this set.
	pub const fn bits(self) -> u16 {
		self.0
	}

	/// This set and `role`.
	pub const fn with(self, role: Role) -> Self {
		Self(self.0 | role.bit())
	}

	/// Whether the set holds `role`.
	pub const fn contains(self, role: Role) -> bool {
		self.0 & role.bit() != 0
	}

	/// Whether the two sets share a role.
	pub const fn intersects(self, other: Self) -> bool {
		self.0 & other.0 != 0
	}

	/// Whether every bit names a role. A set that came off the wire may hold others.
	pub const fn is_known(self) -> bool {
		Self::from_bits(self.0).is_some()
	}

	/// The names of its roles.
	pub fn names(self) -> impl Iterator<Item = &'static str> {
		Role::ALL.into_iter().filter(move |role| self.contains(*role)).map(Role::name)
	}

	fn named(name: &str) -> Option<Role> {
		Role::ALL.into_iter().find(|role| role.name() == name)
	}
}

impl FromIterator<Role> for Roles {
	fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
		roles.into_iter().fold(Self::EMPTY, Self::with)
	}
}

impl From<Role> for Roles {
	fn from(role: Role) -> Self {
		Self::EMPTY.with(role)
	}
}

names_in_json!(Roles);

record! {
	/// Whether an organisation takes part.
	#[derive(Copy, MaxEncodedLen)]
	pub enum Status {
		/// In good standing.
		#[codec(index = 0)]
		Active,
		/// Stopped by the council: its members are refused until it is resumed.
		#[codec(index = 1)]
		Suspended,
	}

	/// A legal entity that takes part in the consortium.
	#[derive(MaxEncodedLen)]
	#[serde(bound(
		serialize = "AccountId: serde::Serialize, Name: AsRef<[u8]>",
		deserialize = "AccountId: serde::Deserialize<'de>, Name: TryFrom<Vec<u8>>"
	))]
	pub struct Organization<AccountId, Name> {
		/// UTF-8 text, for people.
		#[serde(with = "json::Text")]
		pub name: Name,
		/// The account that manages the members, once it is one itself.
		pub admin: AccountId,
		/// What the organisation does.
		pub roles: Roles,
		/// Whether it takes part.
		pub status: Status,
		/// How many accounts belong to it, its admin included once it has joined.
		pub members: u32,
	}

	/// What the council sets for the whole chain.
	#[derive(Copy, MaxEncodedLen)]
	pub struct Settings<BlockNumber> {
		/// The validator set never has fewer members than this.
		pub min_validators: u32,
		/// Blocks in a session. A change of the validator set takes effect after two of them.
		pub session_length: BlockNumber,
	}

	/// An account's place in an organisation, as the view function shows it.
	pub struct MemberInfo {
		/// The organisation that the account belongs to.
		pub org: OrgId,
		/// What the account may do there.
		pub position: Position,
		/// The organisation's roles.
		pub roles: Roles,
		/// Whether the organisation takes part.
		pub status: Status,
	}

	/// What an account may do in its organisation.
	#[derive(Copy)]
	pub enum Position {
		/// Manages the members.
		#[codec(index = 0)]
		Admin,
		/// Any other member: a person, a service, a gateway or a validator.
		#[codec(index = 1)]
		Member,
	}

	/// What an organisation may spend on sponsored calls before it has to wait: the size of a
	/// bucket that refills evenly, from empty to full in one `QuotaPeriod`.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub struct Quota {
		/// Encoded extrinsic length, in bytes.
		pub bytes: u64,
		/// Execution time, in picoseconds of weight.
		pub ref_time: u64,
	}

	/// What a device has taken out of its share of its organisation's quota.
	#[derive(Copy, Default, MaxEncodedLen)]
	pub struct DeviceShare {
		/// Bytes that have not flowed back at `at`, times the quota's period.
		#[serde(with = "json::Exact")]
		pub bytes: u128,
		/// Picoseconds of weight that have not flowed back at `at`, times the quota's period.
		#[serde(with = "json::Exact")]
		pub ref_time: u128,
		/// The block at which the two above were true.
		#[serde(with = "json::Exact")]
		pub at: u64,
	}

	/// How much an organisation may still spend, as the view function shows it.
	#[derive(Copy)]
	pub struct QuotaStatus<BlockNumber> {
		/// The size of the bucket.
		pub limit: Quota,
		/// What can be spent in the next block.
		pub left: Quota,
		/// The block at which everything is back, if nothing else is spent.
		pub full_at: BlockNumber,
	}

	/// The account that an organisation's deposits are held from, as the view function shows it.
	#[serde(bound(
		serialize = "AccountId: serde::Serialize, Balance: core::fmt::Display",
		deserialize = "AccountId: serde::Deserialize<'de>,
			Balance: core::str::FromStr<Err: core::fmt::Display>"
	))]
	pub struct OrganizationAccount<AccountId, Balance> {
		/// The account. Nobody has its key: the organisation's admin withdraws from it.
		pub account: AccountId,
		/// What it can still put up for deposits, or its admin withdraw.
		#[serde(with = "json::Exact")]
		pub available: Balance,
		/// What is held of it: the deposits of members, and its money in escrow.
		#[serde(with = "json::Exact")]
		pub held: Balance,
	}
}

impl Status {
	/// Whether the organisation's members may act.
	pub fn is_active(self) -> bool {
		matches!(self, Self::Active)
	}
}

impl<BlockNumber: From<u32>> Default for Settings<BlockNumber> {
	fn default() -> Self {
		Self { min_validators: 1, session_length: 10u32.into() }
	}
}

impl<BlockNumber> QuotaStatus<BlockNumber> {
	/// The percentage left of the scarcer resource, rounded down. `None` if the organisation pays
	/// for nothing.
	pub fn percent_left(&self) -> Option<u8> {
		let of = |left: u64, limit: u64| {
			let percent = u128::from(left).saturating_mul(100).checked_div(limit.into())?;
			u8::try_from(percent.min(100)).ok()
		};
		let bytes = of(self.left.bytes, self.limit.bytes)?;
		Some(bytes.min(of(self.left.ref_time, self.limit.ref_time)?))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::string::String;
	use codec::{Decode, Encode};
	use serde_json::{from_value, json, to_value};

	#[test]
	fn all_holds_every_role_and_nothing_else() {
		assert_eq!(Role::ALL.into_iter().collect::<Roles>(), Roles::ALL);
		for role in Role::ALL {
			assert!(Roles::ALL.contains(role));
			assert!(!Roles::EMPTY.contains(role));
			assert_eq!(Role::ALL.iter().filter(|r| Roles::from(role).contains(**r)).count(), 1);
		}
	}

	#[test]
	fn bit_follows_the_codec_index() {
		for role in Role::ALL {
			assert_eq!(Roles::from(role).bits(), 1 << role.encode()[0]);
		}
	}

	#[test]
	fn unknown_bits_are_seen() {
		assert_eq!(Roles::from_bits(0x100), None);
		let wire = Roles::decode(&mut &[0x00, 0x01][..]).unwrap();
		assert!(!wire.is_known());
		assert!(Roles::ALL.is_known() && Roles::EMPTY.is_known());
	}

	#[test]
	fn json_names_roles() {
		for role in Role::ALL {
			assert_eq!(to_value(role).unwrap(), json!(role.name()));
			assert_eq!(from_value::<Roles>(json!([role.name()])).unwrap(), role.into());
		}
		assert_eq!(to_value(Roles::EMPTY).unwrap(), json!([]));
		assert!(from_value::<Roles>(json!(["emperor"])).is_err());
	}

	#[test]
	fn a_client_reads_a_name_as_text() {
		let stored = Organization {
			name: b"Example".to_vec(),
			admin: 1u64,
			roles: Role::EnergySupplier.into(),
			status: Status::Suspended,
			members: 3,
		};
		let read = Organization::<u64, String>::decode(&mut &stored.encode()[..]).unwrap();
		assert_eq!(read.name, "Example");
		let shown = json!({
			"name": "Example", "admin": 1, "roles": ["energySupplier"], "status": "suspended",
			"members": 3,
		});
		assert_eq!(to_value(&stored).unwrap(), shown);
		assert_eq!(to_value(&read).unwrap(), shown);
		assert_eq!(from_value::<Organization<u64, String>>(shown).unwrap(), read);
	}

	#[test]
	fn json_rounds_no_balance() {
		let account = OrganizationAccount { account: 1u64, available: u128::MAX, held: 2u128 };
		let shown = json!({
			"account": 1, "available": "340282366920938463463374607431768211455", "held": "2",
		});
		assert_eq!(to_value(&account).unwrap(), shown);
		assert_eq!(from_value::<OrganizationAccount<u64, u128>>(shown).unwrap(), account);
	}

	#[test]
	fn percent_left_is_that_of_the_scarcer_resource() {
		let quota = |bytes, ref_time| Quota { bytes, ref_time };
		let percent = |left, limit| QuotaStatus { limit, left, full_at: 0u32 }.percent_left();
		assert_eq!(percent(quota(10, 100), quota(10, 100)), Some(100));
		assert_eq!(percent(quota(5, 100), quota(10, 100)), Some(50));
		assert_eq!(percent(quota(9, 1), quota(10, 100)), Some(1));
		assert_eq!(percent(quota(0, 0), quota(u64::MAX, u64::MAX)), Some(0));
		assert_eq!(percent(quota(0, 1), quota(0, 1)), None);
	}
}
