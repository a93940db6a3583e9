//! Who supplies a metering point in a slot, and what that costs.

use crate::{
	features::{indices::agreed, tariffs::version_at},
	*,
};
use alloc::{collections::BTreeMap, rc::Rc, vec::Vec};
use core::cell::RefCell;
use tallystick_market::{in_force, Agreement, Quote, Rates};
use tallystick_primitives::{
	records::{market::Direction, Rate},
	PriceWindow, SlotPrices, WattHours,
};

/// The most slots whose prices are read at once.
pub(crate) const MAX_PRICES: u32 = 200;

/// Records that are read once, however many slots need them.
struct Cache<K, V>(RefCell<BTreeMap<K, Option<Rc<V>>>>);

impl<K: Ord + Copy, V> Cache<K, V> {
	fn new() -> Self {
		Self(RefCell::default())
	}

	fn get(&self, key: K, load: impl FnOnce() -> Option<V>) -> Option<Rc<V>> {
		self.0.borrow_mut().entry(key).or_insert_with(|| load().map(Rc::new)).clone()
	}
}

/// Finds the tariff in force for metering points of one zone in each slot, and reads each record once.
pub(crate) struct Supplies<T: Config> {
	zone: ZoneId,
	record: ZoneRecord,
	terms: Cache<u32, ZoneTermsOf<T>>,
	heads: Cache<TariffId, TariffHead>,
	versions: Cache<(TariffId, u32), Tariff>,
	suppliers: Cache<OrgId, SupplierOf<T>>,
	reports: Cache<(IndexId, Period), Vec<PeriodReport>>,
}

impl<T: Config> Supplies<T> {
	/// For a zone that exists.
	pub(crate) fn of(zone: ZoneId) -> Result<Self, Error<T>> {
		let (record, _) = Pallet::<T>::load_zone(zone)?;
		Ok(Self {
			zone,
			record,
			terms: Cache::new(),
			heads: Cache::new(),
			versions: Cache::new(),
			suppliers: Cache::new(),
			reports: Cache::new(),
		})
	}

	/// A version of the zone's terms.
	pub(crate) fn terms(&self, version: u32) -> Option<Rc<ZoneTermsOf<T>>> {
		self.terms.get(version, || Terms::<T>::get((self.zone, version)).map(|(terms, _)| terms))
	}

	/// The zone's terms in a slot.
	pub(crate) fn terms_in(&self, slot: Slot) -> Result<Rc<ZoneTermsOf<T>>, Error<T>> {
		let version = *self.record.terms.at(slot).ok_or(Error::NoTerms)?;
		self.terms(version).ok_or(Error::NoTerms)
	}

	fn head(&self, agreement: &Agreement) -> Option<Rc<TariffHead>> {
		let load = || Tariffs::<T>::get(agreement.tariff).map(|(head, _)| head);
		self.heads.get(agreement.tariff, load)
	}

	/// The version of an agreement's tariff in a slot, whatever the supplier's standing.
	fn version(&self, agreement: &Agreement, slot: Slot) -> Option<u32> {
		version_at(&*self.head(agreement)?, slot)
	}

	/// The same, also if the tariff has ended.
	fn last_version(&self, agreement: &Agreement, slot: Slot) -> Option<u32> {
		self.head(agreement)?.versions.at(slot).copied()
	}

	fn stands(&self, supplier: OrgId, slot: Slot) -> bool {
		let found = self.suppliers.get(supplier, || Suppliers::<T>::get(supplier));
		let standing = found.and_then(|supplier| supplier.standing.at(slot).copied());
		standing == Some(Standing::Supplies)
	}

	/// Who supplies a point in a slot. `None` unless the point takes part in it, and once it is too
	/// long ago.
	///
	/// It is the supplier of the point's contract, or else the first default that supplies. If none does, the first one
	/// whose tariff has not ended supplies regardless, or else the first one, until the operator names another.
	pub(crate) fn supply(&self, point: &PointOf<T>, slot: Slot) -> Option<PointSupply> {
		let takes_part = match point.status {
			PointStatus::Proposed => false,
			PointStatus::Confirmed => true,
			PointStatus::Closed(end) => slot < end,
		};
		if !takes_part || slot < Pallet::<T>::kept_from() {
			return None;
		}
		let own = point.contract.at(slot)?;
		let number = *self.record.terms.at(slot)?;
		let terms = self.terms(number)?;
		let supplies = |agreement: &Agreement| {
			self.version(agreement, slot).filter(|_| self.stands(agreement.supplier, slot))
		};
		let suspended = |agreement: &Agreement| self.version(agreement, slot);
		let ended = |agreement: &Agreement| self.last_version(agreement, slot);
		let (agreement, basis, version) = in_force(own.as_ref(), &terms.defaults, supplies)
			.or_else(|| in_force(None, &terms.defaults, suspended))
			.or_else(|| in_force(None, &terms.defaults, ended))?;
		Some(PointSupply { agreement, basis, version, terms: number })
	}

	/// A version of a tariff.
	pub(crate) fn tariff(&self, tariff: TariffId, version: u32) -> Option<Rc<Tariff>> {
		let key = (tariff, version);
		self.versions.get(key, || Versions::<T>::get(key).map(|(tariff, _)| tariff))
	}

	/// The rates of a supply in its slot.
	pub(crate) fn rates(&self, supply: &PointSupply, slot: Slot) -> Option<Rates> {
		let tariff = self.tariff(supply.agreement.tariff, supply.version)?;
		let start = MarketTiming::<T>::get().start(slot);
		Some(tariff.at(slot, start, |index| self.index(index, slot)))
	}

	/// The value of an index in a slot.
	fn index(&self, index: IndexId, slot: Slot) -> Option<Rate> {
		let timing = MarketTiming::<T>::get();
		let key = (index, timing.period_of(slot));
		let load = || Some(Reports::<T>::get(key).into_iter().map(|(report, _)| report).collect());
		agreed(self.reports.get(key, load)?.iter(), timing.place(slot))
	}
}

impl<T: Config> Pallet<T> {
	/// Who supplies a point in a slot.
	pub(crate) fn supply_of(point: PointId, slot: Slot) -> Option<PointSupply> {
		let (record, _) = Points::<T>::get(point)?;
		Supplies::<T>::of(record.zone).ok()?.supply(&record, slot)
	}

	/// What energy costs a point in a slot.
	pub(crate) fn quote_of(point: PointId, slot: Slot, energy: WattHours) -> Option<EnergyQuote> {
		let (record, _) = Points::<T>::get(point)?;
		let supplies = Supplies::<T>::of(record.zone).ok()?;
		let supply = supplies.supply(&record, slot)?;
		let rates = supplies.rates(&supply, slot)?;
		let terms = supplies.terms(supply.terms)?;
		let quote = Quote::new(rates, &terms.charges, energy);
		Some(EnergyQuote { supply, quote, provisional: slot >= Self::next_unopened() })
	}

	/// What a kilowatt-hour costs a point in each slot of a window, with all charges, or what it earns. Slots whose books are
	/// not open have no final price.
	pub(crate) fn prices_of(
		point: PointId,
		direction: Direction,
		window: PriceWindow,
	) -> Option<SlotPrices> {
		let (record, _) = Points::<T>::get(point)?;
		let supplies = Supplies::<T>::of(record.zone).ok()?;
		let timing = MarketTiming::<T>::get();
		let (first, present) = (timing.slot_at(window.from), timing.slot_at(window.now));
		let until = timing.slot_at(Millis(window.until.0.saturating_sub(1)));
		let last = until.0.max(present.0.saturating_add(window.ahead.into()));
		let count = last.saturating_sub(first.0).saturating_add(1).min(MAX_PRICES.into());
		let unopened = Self::next_unopened();
		let price = |ahead: u64| {
			let slot = Slot(first.0.saturating_add(ahead));
			if slot >= unopened {
				return None;
			}
			let supply = supplies.supply(&record, slot)?;
			let rates = supplies.rates(&supply, slot)?;
			Some(match direction {
				Direction::Import => {
					let charges = supplies.terms(supply.terms)?.charges.total();
					Rate(rates.supply.0.saturating_add(charges.0))
				},
				Direction::Export => rates.feed_in,
			})
		};
		let prices = (0..count).map(price).collect();
		Some(SlotPrices { slot: timing.slot, first, prices })
	}

	/// What counts of an index in a slot.
	pub(crate) fn index_at(index: IndexId, slot: Slot) -> Option<Rate> {
		let timing = MarketTiming::<T>::get();
		let reports = Reports::<T>::get((index, timing.period_of(slot)));
		agreed(reports.iter().map(|(report, _)| report), timing.place(slot))
	}
}
