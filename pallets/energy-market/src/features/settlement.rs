//! Accounts: what each energy of a metering point's period costs, from its trades and its meter.

use super::supply::Supplies;
use crate::*;
use alloc::{collections::BTreeMap, rc::Rc};
use tallystick_market::{Bill, Parts, Terms as Pricing};
use tallystick_primitives::Price;

/// The slots of one supplier and one version of the zone's terms.
struct Section<T: Config> {
	terms: Rc<ZoneTermsOf<T>>,
	places: Places,
	slots: Vec<(Parts, Pricing, Option<Price>)>,
}

impl<T: Config> Pallet<T> {
	/// What a point's period costs. `None` until its trades are counted.
	pub(crate) fn statement_of(id: PointId, period: Period) -> Option<Statement> {
		let (point, _) = Points::<T>::get(id)?;
		let zone = point.zone;
		let correction = Self::deadline(period, T::Correction::get())?;
		if Books::<T>::contains_key(period, zone) {
			return None;
		}
		let supplies = Supplies::<T>::of(zone).ok()?;
		let results = Results::<T>::get(zone, period);
		let fills = Traded::<T>::get((zone, period), id).map(|trades| trades.fills);
		let fills = fills.unwrap_or_default();
		let is_over = correction <= Self::now();
		let (mut awaited, mut estimated) = (Places::default(), Places::default());
		let mut sections = BTreeMap::<(OrgId, u32), Section<T>>::new();
		let metered = Self::metered_of(id, period);
		for (slot, metered) in Self::timing().slots(period).zip(metered) {
			let Some(supply) = supplies.supply(&point, slot) else { continue };
			let (_, place) = Self::locate(&Self::timing(), slot);
			let Some(metered) = metered else {
				awaited = awaited.with(place);
				continue;
			};
			if !metered.quality.is_measured() {
				estimated = estimated.with(place);
			}
			let terms = supplies.terms(supply.terms)?;
			let rates = supplies.rates(&supply, slot)?;
			let priced = Pricing { rates, deviation: terms.deviation };
			let price = results.iter().find(|(own, _)| *own == place);
			let price = price.map(|(_, clearing)| clearing.price);
			let traded = fills.iter().find(|fill| fill.place == place);
			let position = traded.map(|fill| fill.position).unwrap_or_default();
			let key = (supply.agreement.supplier, supply.terms);
			let section = sections.entry(key).or_insert_with(|| Section {
				terms,
				places: Places::default(),
				slots: Vec::new(),
			});
			section.places = section.places.with(place);
			section.slots.push((Parts::new(&position, &metered), priced, price));
		}
		let accounts = sections.into_iter().map(|((supplier, terms), section)| {
			let mut bill = Bill::new(&section.terms.charges);
			let mut balance = 0i128;
			for (parts, priced, price) in &section.slots {
				bill.add(parts, priced, *price);
				// Sums of at most 96 energies of 64 bits.
				balance = balance.saturating_add(parts.balance());
			}
			let lines = bill.lines();
			SupplyAccount { supplier, terms, slots: section.places, lines, balance }
		});
		let accounts = accounts.collect();
		let provisional = if is_over { Places::default() } else { estimated };
		Some(Statement { accounts, awaited, provisional })
	}
}
