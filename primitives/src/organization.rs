use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_weights::Weight;

/// Identifies an organisation of the consortium. Given in ascending order, never reused.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct OrgId(pub u32);

impl OrgId {
	/// The id after this one, or `None` when all ids are given out.
	pub fn next(self) -> Option<Self> {
		self.0.checked_add(1).map(Self)
	}
}

/// What an organisation does in the consortium. It may hold several roles.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
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

	const fn bit(self) -> u16 {
		1 << self as u16
	}
}

/// A set of roles: bit `n` stands for the role with codec index `n`.
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

/// Who may act: the pallet that knows the organisations, as other pallets see it.
pub trait Standing<AccountId> {
	/// The organisation that an account belongs to, if that is in good standing.
	fn organization(who: &AccountId) -> Option<OrgId>;

	/// What it costs to ask for one account.
	fn weight() -> Weight;
}

#[cfg(test)]
mod tests {
	use super::*;

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
	fn org_ids_end() {
		assert_eq!(OrgId(0).next(), Some(OrgId(1)));
		assert_eq!(OrgId(u32::MAX).next(), None);
	}
}
