//! What other pallets ask of this one.

use super::*;
use crate::features::assets::Live;
use tallystick_primitives::{AssetHistory, FinalStatement, Issued};

impl<T: Config> FinalStatement for Pallet<T> {
	fn take() -> Option<Hash> {
		Self::fold_events()
	}

	fn weight() -> Weight {
		T::WeightInfo::fold_events()
	}
}

impl<T: Config> AssetHistory<T::AccountId> for Pallet<T> {
	fn holder(asset: AssetId) -> Option<Holder> {
		Self::holder_of(asset).ok()
	}

	fn document(asset: AssetId, document: &Hash) -> Option<Issued> {
		let (Document { kind, issuer, until, .. }, _) = Documents::<T>::get(asset, document)?;
		Some(Issued { kind, issuer, until })
	}

	fn record_service(
		issuer: Member<T::AccountId>,
		asset: AssetId,
		document: Hash,
	) -> DispatchResult {
		let live = Live::<T>::load(asset)?;
		Self::store_document(issuer, live, document, DocumentKind::Service, None)
	}

	fn weight() -> Weight {
		T::WeightInfo::add_document()
	}
}
