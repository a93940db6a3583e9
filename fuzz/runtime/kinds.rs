//! How a value of each kind is chosen: mostly one that exists.

use super::{
	cast,
	source::{Pick, Source},
};
use frame_support::{traits::Get, BoundedVec};
use pallet_energy_market::{PointId, ZoneId};
use sp_runtime::{AccountId32, MultiAddress};
use tallystick_evidence::{DeviceId, DeviceKey, Scheme, Signature};
use tallystick_market::{IndexId, TariffId};
use tallystick_primitives::{
	AssetId, ClassId, EscrowId, LotId, MandateId, Millis, ModelId, NeedId, OrderId, OrgId,
	PolicyId, RecallId, Role, Roles, StreamId, TraceLotId, TradeId,
};
use tallystick_rules::source::{EventId, GroupId, RuleId, SiteId};
use tallystick_runtime::{AccountId, Address, Consortium};
use tallystick_world::secret;

/// Ids are given out from zero on, so that a small number is mostly one that exists.
macro_rules! ids {
	($($id:ident below $end:literal),* $(,)?) => {$(
		impl Pick for $id {
			fn pick(from: &mut Source) -> Self {
				match from.below(32) {
					31 => $id(from.number() as _),
					_ => $id(from.below($end) as _),
				}
			}
		}
	)*};
}

ids! {
	AssetId below 8,
	ClassId below 4,
	EscrowId below 5,
	EventId below 2,
	GroupId below 2,
	IndexId below 2,
	LotId below 3,
	MandateId below 3,
	ModelId below 3,
	NeedId below 4,
	OrderId below 4,
	OrgId below 5,
	PolicyId below 3,
	RecallId below 2,
	RuleId below 2,
	SiteId below 2,
	TariffId below 4,
	TraceLotId below 5,
	TradeId below 2,
	ZoneId below 2,
}

macro_rules! numbers {
	($($number:ty),*) => {$(
		impl Pick for $number {
			fn pick(from: &mut Source) -> Self {
				from.number() as _
			}
		}
	)*};
}

numbers!(u8, u16, u32, u64, i64);

impl Pick for bool {
	fn pick(from: &mut Source) -> Self {
		from.one_in(2)
	}
}

impl Pick for u128 {
	fn pick(from: &mut Source) -> Self {
		from.money()
	}
}

impl Pick for Millis {
	fn pick(from: &mut Source) -> Self {
		Millis(from.moment())
	}
}

/// A hash, of which there are few, so that one is met again.
impl Pick for [u8; 32] {
	fn pick(from: &mut Source) -> Self {
		[from.below(4) as u8; 32]
	}
}

impl Pick for PointId {
	fn pick(from: &mut Source) -> Self {
		PointId([from.below(4) as u8; 16])
	}
}

impl<T: Pick> Pick for Option<T> {
	fn pick(from: &mut Source) -> Self {
		(!from.one_in(3)).then(|| from.pick())
	}
}

impl<T: Pick> Pick for Box<T> {
	fn pick(from: &mut Source) -> Self {
		Box::new(from.pick())
	}
}

impl<A: Pick, B: Pick> Pick for (A, B) {
	fn pick(from: &mut Source) -> Self {
		(from.pick(), from.pick())
	}
}

impl<T: Pick, S: Get<u32>> Pick for BoundedVec<T, S> {
	fn pick(from: &mut Source) -> Self {
		BoundedVec::truncate_from(from.some(3))
	}
}

/// Somebody who signs, or an organisation's account.
impl Pick for AccountId32 {
	fn pick(from: &mut Source) -> Self {
		let accounts = cast::accounts();
		let at = from.below(accounts.len() + 3);
		accounts.get(at).cloned().unwrap_or_else(|| match from.below(4) {
			3 => AccountId::new([from.byte(); 32]),
			_ => Consortium::account(from.pick()),
		})
	}
}

impl Pick for Address {
	fn pick(from: &mut Source) -> Self {
		MultiAddress::Id(from.pick())
	}
}

impl Pick for Roles {
	fn pick(from: &mut Source) -> Self {
		match from.below(8) {
			0 => Roles::EMPTY,
			1 => Role::ALL[from.below(8)].into(),
			_ => Roles::ALL,
		}
	}
}

impl Pick for DeviceId {
	fn pick(from: &mut Source) -> Self {
		let at = from.below(cast::DEVICES);
		from.cast.devices[at].id
	}
}

impl Pick for StreamId {
	fn pick(from: &mut Source) -> Self {
		let device = from.pick();
		let channel = if from.one_in(32) { from.number() as u16 } else { from.below(4) as u16 };
		StreamId { device, channel }
	}
}

/// A key that somebody has.
impl Pick for DeviceKey {
	fn pick(from: &mut Source) -> Self {
		let scheme = from.one_of(&[Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1]);
		secret(scheme, 1 + from.below(64) as u8).public()
	}
}

/// A signature of nothing.
impl Pick for Signature {
	fn pick(from: &mut Source) -> Self {
		Signature([from.byte(); 64])
	}
}
