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
