//! What the parties of an order do.

use crate::*;
use tallystick_primitives::{evidence::Crypto, HostCrypto, Observation};

impl<T> From<OrderRefusal> for Error<T> {
	fn from(refusal: OrderRefusal) -> Self {
		match refusal {
			OrderRefusal::NotYours => Self::NotParty,
			OrderRefusal::WrongState => Self::WrongState,
			OrderRefusal::TooLate => Self::TooLate,
			OrderRefusal::TooEarly => Self::TooEarly,
			OrderRefusal::WrongQuantity => Self::WrongQuantity,
			OrderRefusal::WrongAmount => Self::WrongAmount,
			OrderRefusal::WrongCode => Self::WrongCode,
		}
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn load_order(order: OrderId) -> Result<OrderRecordOf<T>, Error<T>> {
		let (mut record, _) = Orders::<T>::get(order).ok_or(Error::<T>::UnknownOrder)?;
		record.order.until = T::Escrow::from_store(record.order.until);
		Ok(record)
	}

	pub(crate) fn store_order(order: OrderId, mut record: OrderRecordOf<T>) {
		record.order.until = T::Escrow::to_store(record.order.until);
		Orders::<T>::mutate_extant(order, |(stored, _)| *stored = record);
	}

	/// The side of an organisation. Where a warrantor buys, the machine's owner is on the buyer's side.
	pub(crate) fn party_of(order: &OrderOf<T>, org: OrgId) -> Result<Party, Error<T>> {
		let owns = || Self::load_need(order.need).is_ok_and(|need| need.org == org);
		let party = order.party(org).or_else(|| owns().then_some(Party::Buyer));
		party.ok_or(Error::<T>::NotParty)
	}

	/// The order, with what comes after a step of an organisation's.
	pub(crate) fn load_step(
		org: OrgId,
		order: OrderId,
		step: OrderStep,
	) -> Result<(OrderRecordOf<T>, Next), Error<T>> {
		let record = Self::load_order(order)?;
		let party = Self::party_of(&record.order, org)?;
		let next = record.order.next(Some(party), step, Self::now())?;
		Ok((record, next))
	}

	/// Brings an order to its next state, or to its end.
	pub(crate) fn go_on(
		order: OrderId,
		mut record: OrderRecordOf<T>,
		next: Next,
	) -> DispatchResult {
		match next {
			Next::State(state, until) => {
				record.order.state = state;
				record.order.since = Self::now();
				record.order.until = until;
				record.order.proposal = None;
				Self::store_order(order, record);
				Self::deposit_event(Event::Advanced { order, state, until });
				Ok(())
			},
			Next::End(outcome) => Self::finish(order, record, outcome),
		}
	}

	/// A step that needs nothing but its party.
	pub(crate) fn do_step(org: OrgId, order: OrderId, step: OrderStep) -> DispatchResult {
		let (record, next) = Self::load_step(org, order, step)?;
		Self::go_on(order, record, next)
	}

	pub(crate) fn do_accept(
		Member { who, org }: Member<T::AccountId>,
		order: OrderId,
	) -> DispatchResult {
		let (mut record, next) = Self::load_step(org, order, OrderStep::Accept)?;
		let amount = T::Bond::get().mul_ceil(record.order.landed.gross);
		Self::hold(HoldReason::Bond, &who, amount)?;

		record.bond = Some(Pledge { who, amount });
		Self::go_on(order, record, next)
	}

	pub(crate) fn do_ship(
		org: OrgId,
		order: OrderId,
		quantity: u32,
		parcel: Hash,
		invoice: Hash,
		asset: Option<AssetId>,
	) -> DispatchResult {
		let (mut record, next) = Self::load_step(org, order, OrderStep::Ship { quantity, parcel })?;
		if let Some(asset) = asset {
			// Later hand-overs of the asset are for this order.
			let holder = T::Assets::holder(asset).ok_or(Error::<T>::WrongAsset)?;
			let own = holder.custodian == org && holder.owner == org;
			let free = own && !Parcels::<T>::contains_key(asset);
			ensure!(free, Error::<T>::WrongAsset);
			Parcels::<T>::insert(asset, order);
		}

		record.asset = asset;
		Self::deposit_event(Event::Shipped { order, invoice, asset });
		Self::go_on(order, record, next)
	}

	pub(crate) fn do_receive(
		org: OrgId,
		order: OrderId,
		quantity: u32,
		code: &[u8],
	) -> DispatchResult {
		let parcel = HostCrypto::hash(&[code]);
		Self::do_step(org, order, OrderStep::Receive { quantity, parcel })
	}

	/// The vendor shows who signed for what is on its way: a carrier, or the buyer, who then has received it.
	pub(crate) fn do_claim(org: OrgId, order: OrderId) -> DispatchResult {
		let (record, next) = Self::load_step(org, order, OrderStep::Claim)?;
		let asset = record.asset.ok_or(Error::<T>::NoCustody)?;
		let custodian = T::Assets::holder(asset).ok_or(Error::<T>::NoCustody)?.custodian;
		if Self::party_of(&record.order, custodian).ok() == Some(Party::Buyer) {
			let next = record.order.next(None, OrderStep::Fill, Self::now());
			return Self::go_on(order, record, next.map_err(Error::<T>::from)?);
		}
		let carries = T::Membership::roles(custodian).is_some_and(|of| of.contains(Role::Carrier));
		let active = T::Membership::is_active(custodian);
		ensure!(carries && active && custodian != org, Error::<T>::NoCustody);
		Self::go_on(order, record, next)
	}

	/// Takes what is on its way for received, where the mandate says so and the machine was seen filled after it was shipped.
	/// Nothing happens otherwise.
	pub(crate) fn fill(order: OrderId, observation: &Observation) {
		let Ok(record) = Self::load_order(order) else { return };
		let seen = Millis(observation.summary.first.time);
		if !record.order.fills || seen < record.order.since {
			return;
		}
		let Ok(next) = record.order.next(None, OrderStep::Fill, Self::now()) else { return };
		let done = Self::go_on(order, record, next);
		debug_assert!(done.is_ok(), "filling ends nothing, and so moves no money");
	}

	/// Only the account whose money it is can propose: gateways are members, too, and must not give
	/// it away.
	pub(crate) fn do_propose(
		Member { who, org }: Member<T::AccountId>,
		order: OrderId,
		amount: u128,
	) -> DispatchResult {
		let mut record = Self::load_order(order)?;
		let by = record.order.party(org).ok_or(Error::<T>::NotParty)?;
		let money = match by {
			Party::Buyer => who == record.order.payer,
			Party::Vendor => record.bond.as_ref().is_some_and(|bond| bond.who == who),
		};
		let next = record.order.propose(by, amount).map_err(Error::<T>::from)?;
		ensure!(money, Error::<T>::NotPayer);
		ensure!(Self::now() <= record.order.until, Error::<T>::TooLate);
		if let Next::End(outcome) = next {
			if let OrderState::Disputed { .. } = record.order.state {
				T::Escrow::settle(EscrowPurpose::Order, record.order.escrow)?;
			}
			return Self::finish(order, record, outcome);
		}

		record.order.proposal = Some(Proposal { by, amount });
		Self::store_order(order, record);
		Self::deposit_event(Event::Proposed { order, by: org, amount });
		Ok(())
	}
}
