//! What other pallets ask of assets.

use crate::{AssetId, Member};
use sp_runtime::{DispatchError, DispatchResult};
use sp_weights::Weight;
use tallystick_evidence::Hash;
use tallystick_records::{
	asset::{DocumentKind, Holder},
	Millis, OrgId,
};

/// A document about an asset, as other pallets see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Issued {
	/// What it is.
	pub kind: DocumentKind,
	/// The organisation that issued it.
	pub issuer: OrgId,
	/// The last moment at which it is valid, if there is one.
	pub until: Option<Millis>,
}

/// Assets and their documents: whoever sells parts or services reads warranties, and adds a record of
/// what was done.
pub trait AssetHistory<AccountId> {
	/// Who owns and holds the asset. `None` for an unknown one.
	fn holder(asset: AssetId) -> Option<Holder>;

	/// A document about the asset, also one that is not valid any more.
	fn document(asset: AssetId, document: &Hash) -> Option<Issued>;

	/// Stores the record of a service, under a deposit of the issuer's organisation. Whether the service
	/// was ordered is the caller's to know: the issuer needs no role for it.
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

/// What a condition policy has made of an asset so far, at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConditionSum {
	/// The upper bound of the integral of the policy's measure: in the measure's unit times milliseconds.
	pub most: u128,
	/// The last moment at which it counts, unless more data come.
	pub until: Millis,
}

/// What rules read of assets, and the flags that they set. What a flag means, the asset's owner knows.
pub trait AssetFacts {
	/// Who owns the asset. `None` for one that is unknown or has ended.
	fn owner(asset: AssetId) -> Option<OrgId>;

	/// What the asset's first condition policy has added up to at most since the stream that counts for the asset was
	/// attached. `None` if no stream counts by the policy, or nobody knows what it has added up to.
	fn condition(asset: AssetId) -> Option<ConditionSum>;

	/// Whether the asset's owner has set a flag of it. `None` for an asset that is unknown or has ended.
	fn flag(asset: AssetId, flag: u8) -> Option<bool>;

	/// Sets a flag for an organisation. Nothing happens unless it owns the asset.
	fn set_flag(asset: AssetId, flag: u8, org: OrgId);

	/// Clears a flag that this organisation has set, also after it sold the asset.
	fn clear_flag(asset: AssetId, flag: u8, org: OrgId);

	/// The most bytes that the chain keeps because of one flag. Whoever sets it pays for them: they are part of the
	/// deposit of whatever sets it.
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
