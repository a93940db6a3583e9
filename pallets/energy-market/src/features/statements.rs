//! Statements: the costs of a metering point's period, from its trades and its meter.

use super::supply::Supplies;
use crate::*;
use alloc::{collections::BTreeMap, rc::Rc};
use tallystick_market::{Agreement, Bill, Dearest, Parts, Terms as Pricing};
use tallystick_primitives::Price;

/// The key of an account: the supplier, the tariff, its version, and the version of the zone's terms.
type AccountKey = (OrgId, TariffId, u32, u32);

/// The slots of an account.
struct Section<T: Config> {
	terms: Rc<ZoneTermsOf<T>>,
	places: Places,
	slots: Vec<Item>,
}

/// A slot of an account.
struct Item {
	parts: Parts,
	pricing: Pricing,
	price: Option<Price>,
	is_estimated: bool,
}

impl<T: Config> Pallet<T> {
	/// What a point's period costs. `None` until its trades are counted, and once it has its final account or
	/// has lapsed.
	pub(crate) fn statement_of(id: PointId, period: Period) -> Option<Statement> {
		let (point, _) = Points::<T>::get(id)?;
		let zone = point.zone;
		let correction = Self::deadline(period, T::Correction::get())?;
		let is_settled = Settled::<T>::get(id).is_none_or(|next| period < next);
		let is_over = is_settled || Self::has_lapsed(period);
		if is_over || Books::<T>::contains_key(period, zone) {
			return None;
		}
		let supplies = Supplies::<T>::of(zone).ok()?;
		let results = Results::<T>::get(period, zone);
		let fills = Traded::<T>::get(id, period).map(|trades| trades.fills);
		let fills = fills.unwrap_or_default();
		let is_corrected = correction <= Self::now();
		let (mut awaited, mut open) = (Places::default(), Places::default());
		let mut dearest = Dearest::default();
		let mut sections = BTreeMap::<AccountKey, Section<T>>::new();
		let metered = Self::metered_of(id, period);
		for (slot, metered) in Self::timing().slots(period).zip(metered) {
			let Some(supply) = supplies.supply(&point, slot) else { continue };
			let (_, place) = Self::locate(&Self::timing(), slot);
			let Some(metered) = metered else {
				awaited = awaited.with(place);
				continue;
			};
			let is_estimated = !metered.quality.is_measured();
			if !is_corrected && is_estimated {
				open = open.with(place);
			}
			let terms = supplies.terms(supply.terms)?;
			let rates = supplies.rates(&supply, slot)?;
			let pricing = Pricing { rates, deviation: terms.deviation };
			if is_estimated {
				let tariff = supplies.tariff(supply.agreement.tariff, supply.version)?;
				dearest = dearest.with(&pricing, &terms.charges, tariff.dearest(&rates));
			}
			let price = results.iter().find(|(own, _)| *own == place);
			let price = price.map(|(_, clearing)| clearing.price);
			let traded = fills.iter().find(|fill| fill.place == place);
			let position = traded.map(|fill| fill.position).unwrap_or_default();
			let Agreement { supplier, tariff } = supply.agreement;
			let key = (supplier, tariff, supply.version, supply.terms);
			let section = sections.entry(key).or_insert_with(|| Section {
				terms,
				places: Places::default(),
				slots: Vec::new(),
			});
			section.places = section.places.with(place);
			let parts = Parts::new(&position, &metered);
			section.slots.push(Item { parts, pricing, price, is_estimated });
		}
		let mut accounts = Vec::new();
		// What the accounts so far have under the same version of a tariff.
		let mut supplied = BTreeMap::<(TariffId, u32), WattHours>::new();
		let last: BTreeMap<_, _> = sections.keys().map(|key| ((key.1, key.2), *key)).collect();
		for (key, section) in sections {
			let (supplier, tariff, version, terms) = key;
			let mut bill = Bill::new(&section.terms.charges);
			let mut balance = 0i128;
			let sum = supplied.entry((tariff, version)).or_default();
			for Item { parts, pricing, price, is_estimated } in &section.slots {
				// Sums of at most 96 energies of 64 bits.
				balance = balance.saturating_add(parts.balance());
				if *is_estimated {
					bill.add_estimated(parts, pricing, *price, &dearest);
				} else {
					bill.add(parts, pricing, *price);
					sum.0 = sum.0.saturating_add(parts.supplied.0);
				}
			}
			let mut lines = bill.lines();
			if last.get(&(tariff, version)) == Some(&key) {
				let tariff = supplies.tariff(tariff, version)?;
				lines.extend(tariff.rest(*sum));
			}
			let slots = section.places;
			accounts.push(SupplyAccount {
				supplier,
				tariff,
				version,
				terms,
				slots,
				lines,
				balance,
			});
		}
		Some(Statement { accounts, awaited, provisional: open })
	}
}
