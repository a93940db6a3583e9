//! Visits: times that can be booked, claims on warranties, and what machines sign.

use super::placing::Met;
use crate::*;
use tallystick_orders::choose;
use tallystick_primitives::{
	evidence::{Crypto, DeviceKey, Message, Purpose},
	records::asset::DocumentKind,
	DeviceStatus, HostCrypto,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_slots(
		org: OrgId,
		category: Category,
		slots: BoundedVec<Millis, ConstU32<MAX_SLOTS>>,
	) -> DispatchResult {
		let (offer, ..) = Offers::<T>::get(org, category).ok_or(Error::<T>::UnknownOffer)?;
		let mut pairs = slots.iter().zip(slots.iter().skip(1));
		let ascending = pairs.all(|(slot, next)| slot < next);
		let ahead = slots.first().is_none_or(|first| *first > Self::now());
		ensure!(offer.by == Delivery::Visit && ascending && ahead, Error::<T>::BadSlots);

		let count = u32::try_from(slots.len()).unwrap_or(MAX_SLOTS);
		Self::store_slots(org, category, slots);
		Self::deposit_event(Event::SlotsSet { vendor: org, category, slots: count });
		Ok(())
	}

	fn store_slots(
		vendor: OrgId,
		category: Category,
		slots: BoundedVec<Millis, ConstU32<MAX_SLOTS>>,
	) {
		match slots.is_empty() {
			true => Slots::<T>::remove(vendor, category),
			false => Slots::<T>::insert(vendor, category, slots),
		}
	}

	/// Books a time that a vendor has.
	pub(crate) fn take_slot(vendor: OrgId, category: Category, slot: Millis) -> DispatchResult {
		let mut slots = Slots::<T>::get(vendor, category);
		let place = slots.binary_search(&slot).map_err(|_| Error::<T>::NoSlot)?;
		slots.remove(place);
		Self::store_slots(vendor, category, slots);
		Ok(())
	}

	/// Gives a time back, if there is still room for it.
	pub(crate) fn put_slot_back(vendor: OrgId, category: Category, slot: Millis) {
		Slots::<T>::mutate(vendor, category, |slots| {
			if let Err(place) = slots.binary_search(&slot) {
				let _ = slots.try_insert(place, slot);
			}
		});
	}

	/// Makes a claim on the need's warranty, if it has one and none was made. Returns who is asked, and until when.
	pub(crate) fn ask_warrantor(
		record: &mut Need,
		of: &MandateOf<T>,
		now: Millis,
	) -> Result<Option<(OrgId, Millis)>, Error<T>> {
		match record.claim {
			Claim::Made { until, .. } if now <= until => Err(Error::<T>::ClaimOpen),
			Claim::Made { .. } => {
				record.claim = Claim::Over;
				Ok(None)
			},
			Claim::Over => Ok(None),
			Claim::None => {
				let warrantor = record.warranty.and_then(|of| Self::warrantor(record.org, of, now));
				let Some(warrantor) = warrantor else { return Ok(None) };
				let until = now.saturating_add(of.terms.window);
				record.claim = Claim::Made { warrantor, until };
				Ok(Some((warrantor, until)))
			},
		}
	}

	/// The organisation that has to honour a machine's warranty now.
	fn warrantor(owner: OrgId, warranty: Warranty, now: Millis) -> Option<OrgId> {
		let Warranty { asset, document } = warranty;
		let issued = T::Assets::document(asset, &document)?;
		let valid = issued.kind == DocumentKind::Warranty
			&& issued.until.is_none_or(|until| now <= until)
			&& issued.issuer != owner
			&& T::Membership::is_active(issued.issuer)
			&& T::Assets::holder(asset).is_some_and(|holder| holder.owner == owner);
		valid.then_some(issued.issuer)
	}

	/// The need with a claim on an organisation's warranty.
	fn load_claimed(org: OrgId, need: NeedId) -> Result<Need, Error<T>> {
		let record = Self::load_need(need)?;
		let open = match record.claim {
			Claim::Made { warrantor, until } => warrantor == org && Self::now() <= until,
			Claim::None | Claim::Over => false,
		};
		let lasts = Self::lasts(&record.subject);
		ensure!(open && lasts && record.order.is_none(), Error::<T>::NoClaim);
		Ok(record)
	}

	/// Pays for what a need lacks by the warrantor's own mandate.
	pub(crate) fn do_grant_claim(
		org: OrgId,
		need: NeedId,
		mandate: MandateId,
	) -> Result<Met, DispatchError> {
		let now = Self::now();
		let record = Self::load_claimed(org, need)?;
		let of = Self::load_mandate(mandate)?;
		let fits = of.org == org
			&& of.subject == Subject::Warranties
			&& of.terms.categories.contains(&record.category)
			&& Self::is_in_force(&of);
		ensure!(fits, Error::<T>::WrongMandate);
		let budget = of.budget.at(now);
		let tenders = Self::tenders(&record, &of, &budget, now).into_iter();
		let fitting = tenders.filter_map(|(_, tender)| tender.ok());
		let candidate = choose::<HostCrypto>(fitting, need, record.attempts);
		let candidate = candidate.ok_or(Error::<T>::NothingFits)?;
		let (need, mandate) = ((need, record), (mandate, of));
		let order = Self::place(need, mandate, budget, candidate, BoundedVec::new(), None)?;
		Ok(Met::Ordered(order))
	}

	pub(crate) fn do_refuse_claim(org: OrgId, need: NeedId, reason: Hash) -> DispatchResult {
		let mut record = Self::load_claimed(org, need)?;

		record.claim = Claim::Over;
		Self::store_need(need, record);
		Self::deposit_event(Event::ClaimRefused { need, reason });
		Ok(())
	}

	/// Accepts a machine's statement about an order, whoever submits it.
	pub(crate) fn do_attest(statement: Statement, signature: &Signature) -> DispatchResult {
		let record = Self::load_order(statement.order)?;
		let mut need = Self::load_need(record.order.need)?;
		let Subject::Device { device, tenure } = need.subject else {
			return Err(Error::<T>::NotOwner.into());
		};
		let same = statement.tenure == tenure
			&& statement.visit == record.order.visit
			&& T::Devices::goes_on(&device, tenure);
		let before = need.attested;
		let newer = before.is_none_or(|before| statement.place() > before.place);
		ensure!(same && newer, Error::<T>::StaleStatement);
		let key = Self::ensure_signed_by(&device, &statement, signature)?;
		let key = key.fingerprint::<HostCrypto>();
		let attested = Attested { counter: statement.counter, place: statement.place(), key };
		let doubts = attested.doubts(before);
		let step = match statement.said {
			Said::Received { quantity } => OrderStep::Arrive { quantity },
			Said::Started => OrderStep::Start,
			Said::Finished => OrderStep::Finish,
		};
		let next = record.order.next(None, step, Self::now()).map_err(Error::<T>::from)?;

		let order = statement.order;
		need.attested = Some(attested);
		Self::store_need(record.order.need, need);
		Self::deposit_event(Event::Attested { statement, doubts });
		Self::go_on(order, record, next)
	}

	/// Checks that a device has signed a statement with its present key, which is returned: with an older one somebody else may
	/// sign.
	fn ensure_signed_by(
		device: &DeviceId,
		statement: &Statement,
		signature: &Signature,
	) -> Result<DeviceKey, Error<T>> {
		let active = T::Devices::status(device) == Some(DeviceStatus::Active);
		let key = T::Devices::present_key(device).filter(|_| active);
		let key = key.ok_or(Error::<T>::BadSignature)?;
		let (genesis, payload) = (T::Genesis::get(), statement.to_bytes());
		let message = Message::new(Purpose::Attest, &genesis, device, key.scheme(), &payload);
		let message = message.ok_or(Error::<T>::BadSignature)?;
		let valid = HostCrypto::verify(&key, message.as_bytes(), signature);
		ensure!(valid, Error::<T>::BadSignature);
		Ok(key)
	}

	/// Has the vendor come again, at another time.
	pub(crate) fn do_rework(org: OrgId, order: OrderId, slot: Millis) -> DispatchResult {
		let mut record = Self::load_order(order)?;
		// Also the machine's owner, where the warrantor pays.
		let need = Self::load_need(record.order.need)?;
		ensure!(Self::party_of(&record.order, org)? == Party::Buyer, Error::<T>::NotParty);
		let now = Self::now();
		let next = record.order.next(Some(Party::Buyer), OrderStep::Rework { slot }, now);
		let next = next.map_err(Error::<T>::from)?;
		// A machine in other hands signs for no visit.
		ensure!(Self::lasts(&need.subject), Error::<T>::NotOwner);
		// The vendor has as much notice as with an order.
		let first = now.saturating_add(record.order.times.accept);
		let ahead = slot > first && slot <= now.saturating_add(T::MaxSpan::get());
		ensure!(ahead, Error::<T>::NoSlot);
		Self::take_slot(record.order.vendor, record.order.category, slot)?;

		record.order.visit = Some(slot);
		record.order.reworked = true;
		Self::go_on(order, record, next)
	}

	/// Puts the report of a visit into the asset's history: only of a visit whose beginning and end the machine has signed.
	pub(crate) fn do_report(
		member: Member<T::AccountId>,
		order: OrderId,
		document: Hash,
	) -> DispatchResult {
		let record = Self::load_order(order)?;
		ensure!(record.order.party(member.org) == Some(Party::Vendor), Error::<T>::NotParty);
		ensure!(record.order.visit.is_some(), Error::<T>::NoVisit);
		let ended = matches!(record.order.state, OrderState::Received { .. });
		ensure!(ended, Error::<T>::WrongState);
		let need = Self::load_need(record.order.need)?;
		let Warranty { asset, .. } = need.warranty.ok_or(Error::<T>::NoVisit)?;
		// Whoever declares the need names the asset.
		let own = T::Assets::holder(asset).is_some_and(|holder| holder.owner == need.org);
		ensure!(own, Error::<T>::NoVisit);
		T::Assets::record_service(member, asset, document)?;

		Self::deposit_event(Event::Reported { order, asset, document });
		Ok(())
	}
}
