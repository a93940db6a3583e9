//! Orders: what metering points bid and ask, and the pages that add it up.

use crate::features::supply::Supplies;
use crate::*;
use alloc::collections::BTreeMap;
use core::marker::PhantomData;
use frame::deps::sp_runtime::traits::{CheckedAdd, CheckedSub};
use tallystick_market::{book::MAX_STEPS, Terms as Pricing};

/// The margin for steps of one side, in a slot of these terms.
pub(crate) fn hold<T: Config>(
	terms: &ZoneTermsOf<T>,
	rates: Rates,
	side: Side,
	steps: &[Step],
) -> Result<u128, Error<T>> {
	let priced = Pricing { rates, deviation: terms.deviation };
	steps.iter().try_fold(0u128, |sum, step| {
		let limit = terms.grid.price(step.tick).ok_or(Error::AboveCap)?;
		let hold = priced.hold(&terms.charges, side, limit, WattHours(step.energy.into()));
		sum.checked_add(hold).ok_or(Error::MarginTooLow)
	})
}

/// The pages that a call changes.
pub(crate) struct Changed<T> {
	zone: ZoneId,
	pages: BTreeMap<(Slot, u16), Page>,
	config: PhantomData<T>,
}

impl<T: Config> Changed<T> {
	pub(crate) fn new(zone: ZoneId) -> Self {
		Self { zone, pages: BTreeMap::new(), config: PhantomData }
	}

	pub(crate) fn change(
		&mut self,
		slot: Slot,
		order: &Order,
		by: impl Fn(&mut Page, Side, &Step) -> Option<()>,
	) -> Result<(), Error<T>> {
		for step in &order.steps {
			let number = step.tick.page();
			let page = self
				.pages
				.entry((slot, number))
				.or_insert_with(|| Pages::<T>::get((self.zone, slot, number)).unwrap_or_default());
			by(page, order.side, step).ok_or(Error::<T>::BookFull)?;
		}
		Ok(())
	}

	/// Stores them, and returns how many there are.
	pub(crate) fn store(self) -> u32 {
		let mut count = 0u32;
		for ((slot, number), page) in self.pages {
			let key = (self.zone, slot, number);
			match page.is_empty() {
				true => Pages::<T>::remove(key),
				false => Pages::<T>::insert(key, page),
			}
			count = count.saturating_add(1);
		}
		count
	}
}

/// Whether every step of the old order is in the new one, with as much energy or more.
fn keeps(old: &Order, new: Option<&Order>) -> bool {
	let has = |new: &Order, step: &Step| {
		new.steps.iter().any(|own| own.tick == step.tick && own.energy >= step.energy)
	};
	new.filter(|new| new.side == old.side)
		.is_some_and(|new| old.steps.iter().all(|step| has(new, step)))
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_place(
		who: T::AccountId,
		id: PointId,
		period: Period,
		orders: NewOrders,
	) -> Result<Weight, DispatchError> {
		let (mut point, deposit) = Self::own_point(&who, id)?;
		let (zone, timing, now) = (point.zone, Self::timing(), Self::now());
		let count = orders.len() as u32;
		let placed = Orders::<T>::get((zone, period), id).unwrap_or_default();
		let mut own: BTreeMap<u8, Placed> =
			placed.into_iter().map(|placed| (placed.place, placed)).collect();
		let supplies = Supplies::<T>::of(zone)?;
		let mut changed = Changed::<T>::new(zone);
		let mut places = Places::default();
		let (mut held, mut freed) = (0u128, 0u128);
		let (mut before, mut is_changed) = (None, false);
		for (place, order) in orders {
			ensure!(before < Some(place), Error::<T>::UnsortedOrders);
			before = Some(place);
			let slot = timing.slots(period).nth(place.into()).ok_or(Error::<T>::UnknownSlot)?;
			let new = Some(order).filter(|order| !order.steps.is_empty());
			let old = own.get(&place).cloned();
			let phase = timing.phase(slot, now);
			if old.as_ref().map(|old| &old.order) == new.as_ref() {
				// Where nothing is stored, an order may have been traded.
				ensure!(old.is_some() || phase != Phase::Closed, Error::<T>::GateClosed);
				continue;
			}
			is_changed = true;
			match phase {
				Phase::Ahead => return Err(Error::<T>::NotOpen.into()),
				Phase::Open => {},
				Phase::Firm => {
					let kept = old.as_ref().is_none_or(|old| keeps(&old.order, new.as_ref()));
					ensure!(kept, Error::<T>::OrderFirm);
				},
				Phase::Closed => return Err(Error::<T>::GateClosed.into()),
			}
			if let Some(Placed { order, rates, .. }) = &old {
				let terms = supplies.terms_in(slot)?;
				let hold = hold::<T>(&terms, *rates, order.side, &order.steps)?;
				freed = freed.checked_add(hold).ok_or(Error::<T>::MarginTooLow)?;
				changed.change(slot, order, Page::take)?;
				own.remove(&place);
			}
			if let Some(order) = new {
				let power = match order.side {
					Side::Buy => point.powers.connected,
					Side::Sell => point.powers.export,
				};
				let terms = supplies.terms_in(slot)?;
				order.check(&terms.grid, timing.most(power)).map_err(Error::<T>::from)?;
				let rates = Self::rates_of(&supplies, &point, slot)?;
				let hold = hold::<T>(&terms, rates, order.side, &order.steps)?;
				held = held.checked_add(hold).ok_or(Error::<T>::MarginTooLow)?;
				changed.change(slot, &order, Page::add)?;
				places = places.with(place);
				own.insert(place, Placed { place, order, rates });
			}
		}
		if !is_changed {
			return Ok(Self::weight_of_orders(count, 0));
		}
		let (free, locked) = Self::relocked(&point, held, freed).ok_or(Error::<T>::MarginTooLow)?;
		if !places.is_empty() {
			Self::ensure_settles(id, &point, free)?;
			// An order that needs no more than the one before takes nothing away.
			let is_kept = free >= point.free || Self::owes_at_most(id, &point, free);
			ensure!(is_kept, Error::<T>::MarginTooLow);
		}

		let pages = changed.store();
		if own.is_empty() {
			Orders::<T>::remove((zone, period), id);
		} else {
			// One a slot of the period.
			let own = BoundedVec::truncate_from(own.into_values().collect());
			Orders::<T>::insert((zone, period), id, own);
		}
		if !places.is_empty() {
			Self::expect_gates(period, zone, places, &timing, now);
		}
		(point.free, point.locked) = (free, locked);
		Points::<T>::insert(id, (point, deposit));
		Self::deposit_event(Event::Placed { point: id, period, free, locked });
		Ok(Self::weight_of_orders(count, pages))
	}

	/// A point's tariff in a slot in which it takes part.
	fn rates_of(supplies: &Supplies<T>, point: &PointOf<T>, slot: Slot) -> Result<Rates, Error<T>> {
		let supply = supplies.supply(point, slot).ok_or(Error::NotTakingPart)?;
		supplies.rates(&supply, slot).ok_or(Error::NotTakingPart)
	}

	/// The free and the locked margin after these amounts are locked and freed. `None` if the margin is
	/// too small.
	pub(crate) fn relocked(
		point: &PointOf<T>,
		held: u128,
		freed: u128,
	) -> Option<(BalanceOf<T>, BalanceOf<T>)> {
		let held = BalanceOf::<T>::try_from(held).ok()?;
		let freed = BalanceOf::<T>::try_from(freed).ok()?;
		let free = point.free.checked_add(&freed)?.checked_sub(&held)?;
		Some((free, point.locked.checked_add(&held)?.checked_sub(&freed)?))
	}

	/// The most that placing these orders costs: each may replace one with steps on other pages.
	pub(crate) fn weight_of_place(orders: &NewOrders) -> Weight {
		let pages = orders.iter().fold(0u32, |sum, (_, order)| {
			sum.saturating_add(order.steps.len() as u32).saturating_add(MAX_STEPS)
		});
		Self::weight_of_orders(orders.len() as u32, pages)
	}

	/// What it costs to place orders that change this many pages. The weight of the orders includes one
	/// page for each.
	fn weight_of_orders(orders: u32, pages: u32) -> Weight {
		let more = pages.saturating_sub(orders);
		T::WeightInfo::place(orders).saturating_add(T::WeightInfo::change_pages(more))
	}
}
