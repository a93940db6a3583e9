//! The interface between assets and other pallets.

use crate::{AssetId, Member};
use sp_runtime::{DispatchError, DispatchResult};
use sp_weights::Weight;
use tallystick_evidence::Hash;
use tallystick_records::{
	asset::{DocumentKind, Holder},
	Millis, OrgId,
};

/// A document about an asset, as shown to other pallets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Issued {
	/// What it is.
	pub kind: DocumentKind,
	/// The organisation that issued it.
	pub issuer: OrgId,
	/// The last moment at which it is valid, if there is one.
	pub until: Option<Millis>,
}

/// Assets and their documents. Pallets that sell parts or services read warranties here, and add service records.
pub trait AssetHistory<AccountId> {
	/// Who owns and holds the asset. `None` for an unknown one.
	fn holder(asset: AssetId) -> Option<Holder>;

	/// A document about the asset, even if it is no longer valid.
	fn document(asset: AssetId, document: &Hash) -> Option<Issued>;

	/// Stores a service record, under a deposit of the issuer's organisation. The caller must know that the service
	/// was ordered; the issuer needs no role.
	fn record_service(issuer: Member<AccountId>, asset: AssetId, document: Hash) -> DispatchResult;

	/// The most that each of the above costs.
	fn weight() -> Weight;
}

/// Knows no asset.
impl<AccountId> AssetHistory<AccountId> for () {
	fn holder(_: AssetId) -> Option<Holder> {
		None
	}

	fn document(_: AssetId, _: &Hash) -> Option<Issued> {
		None
	}

	fn record_service(_: Member<AccountId>, _: AssetId, _: Hash) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// The most that a condition policy has added up for an asset so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConditionSum {
	/// The upper bound of the integral of the policy's measure: in the measure's unit times milliseconds.
	pub most: u128,
	/// The last moment that the sum covers, unless more data arrive.
	pub until: Millis,
}

/// What rules read of assets, and the flags that rules set. The asset's owner decides what a flag means.
pub trait AssetFacts {
	/// Who owns the asset. `None` for one that is unknown or has ended.
	fn owner(asset: AssetId) -> Option<OrgId>;

	/// The most that the asset's first condition policy has added up since the stream that counts for it was
	/// attached. `None` if no stream counts by the policy, or the sum is unknown.
	fn condition(asset: AssetId) -> Option<ConditionSum>;

	/// Whether the asset's owner has set this flag. `None` if the asset is unknown or has ended.
	fn flag(asset: AssetId, flag: u8) -> Option<bool>;

	/// Sets a flag for an organisation. Does nothing unless the organisation owns the asset.
	fn set_flag(asset: AssetId, flag: u8, org: OrgId);

	/// Clears a flag that this organisation set, even after it sold the asset.
	fn clear_flag(asset: AssetId, flag: u8, org: OrgId);

	/// The most bytes that the chain keeps for one flag. They are part of the deposit of whatever sets the flag.
	fn footprint() -> usize;

	/// The most that each of the above costs.
	fn weight() -> Weight;
}

/// Knows no asset.
impl AssetFacts for () {
	fn owner(_: AssetId) -> Option<OrgId> {
		None
	}

	fn condition(_: AssetId) -> Option<ConditionSum> {
		None
	}

	fn flag(_: AssetId, _: u8) -> Option<bool> {
		None
	}

	fn set_flag(_: AssetId, _: u8, _: OrgId) {}

	fn clear_flag(_: AssetId, _: u8, _: OrgId) {}

	fn footprint() -> usize {
		0
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}
