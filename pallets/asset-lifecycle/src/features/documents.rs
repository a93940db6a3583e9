//! Documents, warranties and records of service.

use super::assets::Live;
use crate::*;
use tallystick_primitives::{Role, Roles};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_document(
		member: Member<T::AccountId>,
		asset: AssetId,
		document: Hash,
		kind: DocumentKind,
		until: Option<Millis>,
	) -> DispatchResult {
		let live = Live::<T>::load(asset)?;
		ensure!(Self::may_issue(member.org, &live, kind)?, Error::<T>::NotIssuer);
		Self::store_document(member, live, document, kind, until)
	}

	/// Stores a document of whoever may issue it.
	pub(crate) fn store_document(
		Member { who, org }: Member<T::AccountId>,
		mut live: Live<T>,
		document: Hash,
		kind: DocumentKind,
		until: Option<Millis>,
	) -> DispatchResult {
		let asset = live.id;
		ensure!(!Documents::<T>::contains_key(asset, document), Error::<T>::DocumentExists);
		ensure!(kind != DocumentKind::Warranty || until.is_some(), Error::<T>::WarrantyRuns);
		let count = live.record.documents.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		let ticket = T::DocumentConsideration::new(&who, Self::document_footprint())?;

		live.record.documents = count;
		live.save();
		let record = Document { kind, issuer: org, payer: who, at: Self::now(), until };
		Documents::<T>::insert(asset, document, (record, ticket));
		Self::deposit_event(Event::DocumentAdded { asset, document, kind, issuer: org });
		Ok(())
	}

	/// Whether an organisation may issue such a document: the owner, the custodian and the definer of the
	/// class any, others what their role is for.
	fn may_issue(org: OrgId, live: &Live<T>, kind: DocumentKind) -> Result<bool, Error<T>> {
		let Holder { owner, custodian, .. } = Self::holder_of(live.id)?;
		let (class, _) = Classes::<T>::get(live.record.class).ok_or(Error::<T>::UnknownClass)?;
		if [owner, custodian, class.org].contains(&org) {
			return Ok(true);
		}
		let roles = match kind {
			DocumentKind::Other | DocumentKind::Warranty => Roles::EMPTY,
			DocumentKind::Certificate | DocumentKind::Inspection => {
				[Role::Accreditor, Role::Auditor].into_iter().collect()
			},
			DocumentKind::Service => Role::ServiceProvider.into(),
		};
		Ok(T::Membership::roles(org).is_some_and(|own| own.intersects(roles)))
	}

	pub(crate) fn do_remove_document(
		who: T::AccountId,
		asset: AssetId,
		document: Hash,
	) -> DispatchResult {
		let (record, ticket) =
			Documents::<T>::get(asset, document).ok_or(Error::<T>::UnknownDocument)?;
		let (mut about, asset_ticket) = Assets::<T>::get(asset).ok_or(Error::<T>::UnknownAsset)?;
		let now = Self::now();
		// Saturates at the end of time, which no clock reaches.
		let is_over = |end: Millis| now.0 >= end.0.saturating_add(T::DropDelay::get());
		if !about.ended.is_some_and(is_over) {
			let issuer = T::Membership::organization(&who) == Some(record.issuer);
			ensure!(issuer, Error::<T>::NotIssuer);
			let runs = record.until.is_some_and(|until| now <= until);
			ensure!(record.kind != DocumentKind::Warranty || !runs, Error::<T>::WarrantyRuns);
		}
		ticket.drop(&record.payer)?;

		// Every document is counted, so there is one to take away.
		about.documents = about.documents.saturating_sub(1);
		Assets::<T>::insert(asset, (about, asset_ticket));
		Documents::<T>::remove(asset, document);
		Self::deposit_event(Event::DocumentRemoved { asset, document });
		Ok(())
	}

	/// The footprint of a document.
	pub(crate) fn document_footprint() -> Footprint {
		Footprint::from_mel::<(AssetId, Hash, DocumentOf<T>)>()
	}
}
