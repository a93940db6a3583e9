//! The pallet's properties, under the numbers of the crate's documentation.

use super::*;
use crate::features::{indices::QUORUM, orders::hold, supply::Supplies, tariffs::indices};
use alloc::collections::{BTreeMap, BTreeSet};
use frame::deps::sp_runtime::TryRuntimeError;
use frame::traits::fungible::InspectHold;
use tallystick_market::Timeline;

/// Whether a timeline is in order and numbers exactly these versions.
fn check_numbers(
	timeline: &Timeline<u32>,
	stored: Option<BTreeSet<u32>>,
) -> Result<(), TryRuntimeError> {
	ensure!(timeline.check().is_ok(), "2: a timeline is out of order");
	ensure!(!timeline.entries().is_empty(), "2: a timeline is empty");
	let numbers = timeline.entries().iter().map(|entry| entry.value).collect();
	ensure!(stored == Some(numbers), "2: versions differ from the timeline");
	Ok(())
}

impl<T: Config> Pallet<T> {
	/// Checks every property; reads all storage of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(MarketTiming::<T>::get().check().is_ok(), "1: the timing is impossible");
		Self::check_zones()?;
		Self::check_indices()?;
		Self::check_tariffs()?;
		Self::check_points()?;
		Self::check_meters()?;
		Self::check_margins()?;
		Self::check_books()?;
		Self::check_cleared()?;
		Self::check_trades()?;
		Self::check_settlement()?;
		Ok(())
	}

	fn check_zones() -> Result<(), TryRuntimeError> {
		let mut codes: BTreeMap<_, _> = ZoneByEic::<T>::iter().collect();
		let mut terms = BTreeMap::<ZoneId, BTreeSet<u32>>::new();
		for (zone, version) in Terms::<T>::iter_keys() {
			terms.entry(zone).or_default().insert(version);
		}
		let mut uses = BTreeMap::<TariffId, u32>::new();
		let next = NextZoneId::<T>::get().unwrap_or(ZoneId(0));
		for (id, (zone, _)) in Zones::<T>::iter() {
			ensure!(id < next, "1: a zone's id was not given out");
			ensure!(codes.remove(&zone.eic) == Some(id), "1: a zone is not listed");
			check_numbers(&zone.terms, terms.remove(&id))?;
			for entry in zone.terms.entries() {
				let (terms, _) =
					Terms::<T>::get((id, entry.value)).ok_or("2: terms are missing")?;
				ensure!(Self::check_prices(&terms).is_ok(), "3: terms are unsound");
				ensure!(!terms.defaults.is_empty(), "3: terms without a default");
				for agreement in &terms.defaults {
					let (head, _) =
						Tariffs::<T>::get(agreement.tariff).ok_or("3: a default is missing")?;
					let offered = head.supplier == agreement.supplier
						&& head.availability == Availability::Default(zone.operator);
					ensure!(offered, "3: a default is not offered");
					let slot = entry.from.max(Self::kept_from());
					ensure!(head.versions.at(slot).is_some(), "3: a default has not begun");
					let uses = uses.entry(agreement.tariff).or_default();
					*uses = uses.saturating_add(1);
				}
			}
		}
		ensure!(codes.is_empty(), "1: a listed zone is missing");
		ensure!(terms.is_empty(), "2: terms of no zone");
		ensure!(
			TariffUses::<T>::iter().collect::<BTreeMap<_, _>>() == uses,
			"4: defaults miscounted"
		);
		Ok(())
	}

	fn check_indices() -> Result<(), TryRuntimeError> {
		let next = NextIndexId::<T>::get().unwrap_or(IndexId(0));
		for (id, (index, _)) in Indices::<T>::iter() {
			ensure!(id < next, "1: an index's id was not given out");
			let publishers: BTreeSet<_> = index.publishers.iter().collect();
			let distinct = publishers.len() == index.publishers.len();
			ensure!(distinct && publishers.len() >= QUORUM, "5: publishers are missing");
		}
		let slots = usize::from(MarketTiming::<T>::get().period);
		for ((id, _), reports) in Reports::<T>::iter() {
			ensure!(!reports.is_empty(), "5: a period without reports");
			let by: BTreeSet<_> = reports.iter().map(|(report, _)| report.publisher).collect();
			ensure!(by.len() == reports.len(), "5: somebody reports twice");
			if let Some((index, _)) = Indices::<T>::get(id) {
				let known = by.iter().all(|org| index.publishers.contains(org));
				ensure!(known, "5: a report of somebody else");
			}
			let fit = reports.iter().all(|(report, _)| report.values.len() <= slots);
			ensure!(fit, "5: more values than slots");
		}
		Ok(())
	}

	fn check_tariffs() -> Result<(), TryRuntimeError> {
		let mut versions = BTreeMap::<TariffId, BTreeSet<u32>>::new();
		let mut uses = BTreeMap::<IndexId, u32>::new();
		for ((tariff, version), (record, _)) in Versions::<T>::iter() {
			versions.entry(tariff).or_default().insert(version);
			ensure!(record.check().is_ok(), "2: a version is unsound");
			for index in indices(&record) {
				ensure!(Indices::<T>::contains_key(index), "4: an index is missing");
				let uses = uses.entry(index).or_default();
				*uses = uses.saturating_add(1);
			}
		}
		let mut counts = BTreeMap::<OrgId, u32>::new();
		let next = NextTariffId::<T>::get().unwrap_or(TariffId(0));
		for (id, (head, _)) in Tariffs::<T>::iter() {
			ensure!(id < next, "1: a tariff's id was not given out");
			check_numbers(&head.versions, versions.remove(&id))?;
			let count = counts.entry(head.supplier).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(versions.is_empty(), "2: a version of no tariff");
		ensure!(
			IndexUses::<T>::iter().collect::<BTreeMap<_, _>>() == uses,
			"4: formulas miscounted"
		);
		for (org, supplier) in Suppliers::<T>::iter() {
			let tariffs = counts.remove(&org).unwrap_or_default();
			ensure!(tariffs == supplier.tariffs, "4: tariffs miscounted");
			ensure!(tariffs > 0 || supplier.float.owed > 0, "4: a supplier is not needed");
			ensure!(supplier.standing.check().is_ok(), "2: a timeline is out of order");
			ensure!(!supplier.standing.entries().is_empty(), "2: a timeline is empty");
		}
		ensure!(counts.is_empty(), "4: a supplier is missing");
		Ok(())
	}

	fn check_points() -> Result<(), TryRuntimeError> {
		let mut uses = BTreeMap::<ZoneId, u32>::new();
		for (point, _) in Points::<T>::iter_values() {
			let count = uses.entry(point.zone).or_default();
			*count = count.saturating_add(1);
			ensure!(point.contract.check().is_ok(), "2: a timeline is out of order");
			let supplies = Supplies::<T>::of(point.zone).map_err(|_| "7: a point is of no zone")?;
			let since = point.contract.entries().first().map(|first| first.from);
			let end = match point.status {
				PointStatus::Proposed => {
					ensure!(since.is_none(), "6: a proposal has a contract");
					continue;
				},
				PointStatus::Confirmed => None,
				PointStatus::Closed(end) => Some(end),
			};
			let since = since.ok_or("2: a timeline is empty")?.max(Self::kept_from());
			// All moments at which something changes, and the ones before them.
			let unopened = Self::next_unopened();
			let mut slots = changes::<T>(&point, unopened);
			slots.extend(slots.clone().into_iter().map(|slot| Slot(slot.0.saturating_sub(1))));
			for slot in slots {
				let part = slot >= since && end.is_none_or(|end| slot < end);
				let supply = supplies.supply(&point, slot);
				ensure!(supply.is_some() == part, "6: not exactly one tariff is in force");
				let Some(supply) = supply else { continue };
				ensure!(supplies.rates(&supply, slot).is_some(), "6: a tariff has no price");
			}
		}
		ensure!(ZoneUses::<T>::iter().collect::<BTreeMap<_, _>>() == uses, "4: points miscounted");
		for id in Requests::<T>::iter_keys() {
			let (point, _) = Points::<T>::get(id).ok_or("8: a request of no point")?;
			let confirmed = point.status == PointStatus::Confirmed;
			ensure!(confirmed, "8: a request of a point that takes no part");
		}
		Ok(())
	}

	fn check_meters() -> Result<(), TryRuntimeError> {
		let mut points = BTreeMap::<DeviceId, BTreeSet<PointId>>::new();
		let mut turns = BTreeMap::<DeviceId, Vec<(Slot, Slot)>>::new();
		for (id, (point, _)) in Points::<T>::iter() {
			let Meters { meters, proposed, .. } = PointMeters::<T>::get(id);
			let is_proposed = point.status == PointStatus::Proposed;
			ensure!(!is_proposed || meters.is_empty(), "40: a proposal is metered");
			let can_follow = proposed.is_none() || point.status == PointStatus::Confirmed;
			ensure!(can_follow, "40: a meter is proposed for a point that is not confirmed");
			let mut end = None;
			for (index, metering) in meters.iter().enumerate() {
				let Metering { device, from, until, .. } = *metering;
				ensure!(end.is_none_or(|end| end == from), "40: two meters in a slot, or none");
				let is_last = index.saturating_add(1) == meters.len();
				let is_open = is_last && point.status == PointStatus::Confirmed;
				ensure!(is_open == until.is_none(), "40: a point is without a meter");
				for counter in [&metering.import, &metering.export] {
					Self::check_pending(counter)?;
				}
				end = until;
				turns.entry(device).or_default().push((from, until.unwrap_or(Slot(u64::MAX))));
				points.entry(device).or_default().insert(id);
			}
			if point.status == PointStatus::Confirmed {
				let newest = meters.last().map(|metering| metering.device);
				ensure!(newest == Some(point.meter.device), "40: a point has another meter");
			}
		}
		for mut turns in turns.into_values() {
			turns.sort();
			let apart = turns.windows(2).all(|pair| match pair {
				[first, second] => first.1 <= second.0,
				_ => true,
			});
			ensure!(apart, "40: a device meters two points in a slot");
		}
		let listed = PointsByDevice::<T>::iter();
		let listed = listed.map(|(device, points)| (device, points.into_iter().collect()));
		ensure!(points == listed.collect(), "7: points are listed under another device");

		let slots = usize::from(Self::timing().period);
		for id in PointMeters::<T>::iter_keys() {
			ensure!(Points::<T>::contains_key(id), "42: meters of no point");
		}
		for (id, period, Readings { import, export, .. }) in SlotReadings::<T>::iter() {
			ensure!(Points::<T>::contains_key(id), "42: readings of no point");
			let oldest = PointMeters::<T>::get(id).oldest;
			ensure!(
				oldest.is_some_and(|oldest| oldest <= period),
				"42: readings that nobody will remove"
			);
			for energies in [import, export] {
				ensure!(energies.energies.len() <= slots, "42: more readings than slots");
				let Energies { begun, known, .. } = energies;
				ensure!(known.union(begun) == begun, "42: a slot is known without its beginning");
			}
		}
		Ok(())
	}

	fn check_pending(counter: &Counter) -> Result<(), TryRuntimeError> {
		let slot = u64::from(Self::timing().slot);
		let mut end = Millis(0);
		for Pending { first, last, .. } in &counter.pending {
			ensure!(
				end <= first.at,
				"46: segments whose readings wait are not one after the other"
			);
			let length = last.at.0.saturating_sub(first.at.0);
			ensure!(length > slot, "46: readings of a slot alone wait to be shown");
			end = last.at;
		}
		let newest = counter.tip.map(|tip| tip.last.at).unwrap_or_default();
		ensure!(end <= newest, "46: readings wait that are newer than the newest one");
		Ok(())
	}

	// Orders and clearing.

	fn check_margins() -> Result<(), TryRuntimeError> {
		let mut locked = BTreeMap::<PointId, u128>::new();
		let mut add = |id, amount: u128| {
			let sum = locked.entry(id).or_default();
			*sum = sum.saturating_add(amount);
		};
		for ((zone, period), id, orders) in Orders::<T>::iter() {
			let supplies = Supplies::<T>::of(zone)?;
			for (slot, placed) in Self::slots_of(period, &orders) {
				let Placed { order, rates, .. } = placed;
				let terms = supplies.terms_in(slot)?;
				add(id, hold::<T>(&terms, *rates, order.side, &order.steps)?);
			}
		}
		for (id, _, trades) in Traded::<T>::iter() {
			add(id, trades.locked.into());
		}
		let mut margins = BTreeMap::<T::AccountId, u128>::new();
		for (id, (point, _)) in Points::<T>::iter() {
			let own = locked.remove(&id).unwrap_or_default();
			ensure!(point.locked.into() == own, "21: another amount is locked than orders need");
			let sum = margins.entry(point.owner).or_default();
			*sum = sum.saturating_add(own).saturating_add(point.free.into());
		}
		ensure!(locked.is_empty(), "21: orders of no point");
		for who in frame_system::Account::<T>::iter_keys() {
			let held = T::Currency::balance_on_hold(&HoldReason::Margin.into(), &who).into();
			let own = margins.remove(&who).unwrap_or_default();
			ensure!(held == own, "20: another amount is on hold than points record");
		}
		ensure!(margins.values().all(|sum| *sum == 0), "20: margins of nobody");
		Ok(())
	}

	fn slots_of(period: Period, orders: &Steps) -> impl Iterator<Item = (Slot, &Placed)> {
		let slots: Vec<_> = Self::timing().slots(period).collect();
		orders
			.iter()
			.filter_map(move |placed| Some((*slots.get(usize::from(placed.place))?, placed)))
	}

	fn check_books() -> Result<(), TryRuntimeError> {
		let timing = Self::timing();
		let cursor = Progress::<T>::get();
		ensure!(
			cursor.is_some() || Books::<T>::iter_keys().next().is_none(),
			"23: books that nobody will clear"
		);
		let mut pages = BTreeMap::<(ZoneId, Slot, u16), Page>::new();
		for ((zone, period), id, orders) in Orders::<T>::iter() {
			let (point, _) = Points::<T>::get(id).ok_or("24: orders of no point")?;
			ensure!(point.zone == zone, "24: orders in another zone than the point's");
			ensure!(!orders.is_empty(), "24: an empty list of orders is stored");
			let sorted = orders.windows(2).all(|pair| match pair {
				[first, second] => first.place < second.place,
				_ => true,
			});
			ensure!(sorted, "24: orders are not in the order of their slots");
			let waiting = Books::<T>::get(period, zone).ok_or("30: orders without a book")?;
			ensure!(
				Self::slots_of(period, &orders).count() == orders.len(),
				"24: an order for no slot"
			);
			let supplies = Supplies::<T>::of(zone)?;
			for (slot, placed) in Self::slots_of(period, &orders) {
				let order = &placed.order;
				ensure!(!order.steps.is_empty(), "24: an empty order is stored");
				let check = order.check(&supplies.terms_in(slot)?.grid, u64::MAX);
				ensure!(check.is_ok(), "24: an order is malformed");
				let supply = supplies.supply(&point, slot).ok_or("31: nobody supplies")?;
				let is_frozen = supplies.rates(&supply, slot) == Some(placed.rates);
				ensure!(is_frozen, "31: an order was priced with another tariff");
				let is_cleared = !waiting.contains(placed.place);
				let is_closed = timing.phase(slot, Self::now()) == Phase::Closed;
				ensure!(is_closed || !is_cleared, "23: an order nobody will clear");
				if is_cleared {
					continue;
				}
				for step in &order.steps {
					let page = pages.entry((zone, slot, step.tick.page())).or_default();
					page.add(order.side, step).ok_or("22: a sum does not fit")?;
				}
			}
		}
		ensure!(Pages::<T>::iter().collect::<BTreeMap<_, _>>() == pages, "22: pages and orders");
		for (period, _, waiting) in Books::<T>::iter() {
			for slot in timing.slots(period) {
				let (_, place) = Self::locate(&timing, slot);
				let late = cursor.is_some_and(|cursor| slot < cursor.slot);
				ensure!(!late || !waiting.contains(place), "23: a book was left out");
			}
			let counted = cursor.is_some_and(|cursor| period < cursor.counting);
			ensure!(!counted, "30: trades were left out");
		}
		Ok(())
	}

	fn check_cleared() -> Result<(), TryRuntimeError> {
		let mut cleared: BTreeSet<_> = Cleared::<T>::iter_keys().collect();
		if let Some(Cursor { slot, counting, kept, .. }) = Progress::<T>::get() {
			let next = Self::timing().period_of(slot);
			ensure!(kept <= counting && counting <= next, "32: a period is over too soon");
			for period in kept.0..next.0 {
				ensure!(cleared.remove(&Period(period)), "32: a clearing is not noted");
			}
		}
		ensure!(cleared.is_empty(), "32: the clearing of a period that is over, or is not cleared");
		Ok(())
	}

	fn check_trades() -> Result<(), TryRuntimeError> {
		for (period, zone) in Passes::<T>::iter_keys() {
			ensure!(Books::<T>::contains_key(period, zone), "30: a pass without a book");
		}
		let mut sums = BTreeMap::<(ZoneId, Period, u8), (u64, u64)>::new();
		for (id, period, trades) in Traded::<T>::iter() {
			let zone = zone_of::<T>(id)?;
			ensure!(!Orders::<T>::contains_key((zone, period), id), "25: a point counts twice");
			for Fill { place, position, .. } in &trades.fills {
				let (bought, sold) = sums.entry((zone, period, *place)).or_default();
				*bought = bought.saturating_add(position.bought.0);
				*sold = sold.saturating_add(position.sold.0);
			}
		}
		let mut settled = BTreeSet::new();
		for (id, next) in Settled::<T>::iter() {
			let zone = zone_of::<T>(id)?;
			let periods = Results::<T>::iter_keys().filter(|(period, _)| *period < next);
			settled.extend(periods.map(|(period, _)| (zone, period)));
		}
		for (period, zone, results) in Results::<T>::iter() {
			let sorted = results.windows(2).all(|pair| match pair {
				[(first, _), (second, _)] => first < second,
				_ => true,
			});
			ensure!(sorted, "23: a slot is cleared twice or out of order");
			let waiting = Books::<T>::get(period, zone);
			for (place, clearing) in results {
				let is_cleared = waiting.is_none_or(|waiting| !waiting.contains(place));
				ensure!(is_cleared, "23: a cleared slot is to be cleared again");
				let sum = sums.remove(&(zone, period, place)).unwrap_or_default();
				let volume = clearing.volume.0;
				let most = sum.0 <= volume && sum.1 <= volume;
				let is_all = waiting.is_none() && !settled.contains(&(zone, period));
				let right = most && (!is_all || sum == (volume, volume));
				ensure!(right, "25: what is bought and sold is not the volume");
			}
		}
		sums.retain(|(_, period, _), _| !Self::has_lapsed(*period));
		ensure!(sums.is_empty(), "25: trades without a result");
		Ok(())
	}

	// Settlement.

	/// What each zone's pot owes its points.
	pub(crate) fn credits() -> Result<BTreeMap<ZoneId, u128>, TryRuntimeError> {
		let mut credits: BTreeMap<_, _> = Zones::<T>::iter_keys().map(|zone| (zone, 0)).collect();
		for (id, period, trades) in Traded::<T>::iter() {
			let zone = zone_of::<T>(id)?;
			let sum = credits.entry(zone).or_default();
			// As long as not all are counted, nothing is paid out.
			let amount = match Books::<T>::contains_key(period, zone) {
				true => u128::try_from(cost::<T>(zone, period, &trades)).unwrap_or_default(),
				false => trades.credit.into(),
			};
			*sum = sum.saturating_add(amount);
		}
		Ok(credits)
	}

	fn check_settlement() -> Result<(), TryRuntimeError> {
		for (zone, owed) in Self::credits()? {
			let endowment = T::Currency::minimum_balance().into();
			let pot: u128 = T::Currency::balance(&Self::pot_of(zone)).into();
			ensure!(pot >= owed.saturating_add(endowment), "51: a pot is short");
		}
		let mut floats = BTreeMap::<T::AccountId, u128>::new();
		for (org, supplier) in Suppliers::<T>::iter() {
			let held = supplier.float.held.into();
			if let Some(account) = T::Membership::account(org) {
				let sum = floats.entry(account).or_default();
				*sum = sum.saturating_add(held);
			} else {
				ensure!(held == 0, "52: a float of nobody");
			}
		}
		for who in frame_system::Account::<T>::iter_keys() {
			let held = T::Currency::balance_on_hold(&HoldReason::Float.into(), &who).into();
			let own = floats.remove(&who).unwrap_or_default();
			ensure!(held == own, "52: another amount is on hold than suppliers record");
		}
		ensure!(floats.values().all(|sum| *sum == 0), "52: floats of nobody");

		let mut points: BTreeSet<_> = Settled::<T>::iter_keys().collect();
		for (id, (point, _)) in Points::<T>::iter() {
			let is_proposed = point.status == PointStatus::Proposed;
			ensure!(points.remove(&id) != is_proposed, "55: an account that nobody settles");
			let reserves = Reserves::<T>::iter_prefix_values(id);
			let sum = reserves.fold(0u128, |sum, own| sum.saturating_add(own.into()));
			ensure!(point.reserved.into() == sum, "55: another sum is reserved than recorded");
		}
		ensure!(points.is_empty(), "55: settled accounts of no point");
		let mut owed = BTreeMap::<OrgId, u128>::new();
		let open = Traded::<T>::iter().map(|(id, period, _)| (id, period));
		let open = open.chain(Reserves::<T>::iter().map(|(id, period, _)| (id, period)));
		for (id, period) in open {
			let next = Settled::<T>::get(id).ok_or("55: trades or reserves of no point")?;
			ensure!(next <= period, "55: something is left of a settled period");
		}
		for (id, period) in Reserves::<T>::iter().map(|(id, period, _)| (id, period)) {
			let (point, _) = Points::<T>::get(id).ok_or("55: a reserve of no point")?;
			ensure!(Self::takes_part(&point, period), "55: a reserve that nobody settles");
		}
		for (id, debts) in Debts::<T>::iter() {
			ensure!(Points::<T>::contains_key(id), "56: debts of no point");
			ensure!(!debts.is_empty(), "56: an empty list of debts is stored");
			let sorted = debts.windows(2).all(|pair| match pair {
				[first, second] => first.party < second.party,
				_ => true,
			});
			ensure!(sorted, "56: debts are not in the order of parties");
			for Debt { party, amount, .. } in debts {
				let possible = amount > 0 || (amount < 0 && matches!(party, Party::Supplier(_)));
				ensure!(possible, "56: a payee owes, or nobody does");
				if let Party::Supplier(org) = party {
					let sum = owed.entry(org).or_default();
					*sum = sum.saturating_add(amount.min(0).unsigned_abs());
				}
			}
		}
		for (org, Supplier { float, .. }) in Suppliers::<T>::iter() {
			let own = owed.remove(&org).unwrap_or_default();
			ensure!(float.owed == own, "67: a supplier owes another amount than it records");
			let held: u128 = float.held.into();
			let is_short = held < own;
			ensure!(
				float.short.is_some() == is_short,
				"67: nobody knows since when a float is short"
			);
		}
		ensure!(owed.values().all(|sum| *sum == 0), "67: a supplier without a record owes");
		let oldest = Oldest::<T>::get();
		let is_found = |period| oldest.is_some_and(|oldest| oldest <= period);
		for period in Results::<T>::iter().map(|(period, ..)| period) {
			ensure!(is_found(period), "57: a result nobody will remove");
		}
		for period in SupplierBalances::<T>::iter().map(|(period, ..)| period) {
			ensure!(is_found(period), "57: a balance nobody will remove");
		}
		Ok(())
	}
}

/// The zone of a point that has traded.
fn zone_of<T: Config>(id: PointId) -> Result<ZoneId, TryRuntimeError> {
	let (point, _) = Points::<T>::get(id).ok_or("25: trades of no point")?;
	Ok(point.zone)
}

/// What trades cost a point, or earn it if it is negative.
fn cost<T: Config>(zone: ZoneId, period: Period, trades: &TradesOf<T>) -> i128 {
	let results = Results::<T>::get(period, zone);
	let mut sum = 0i128;
	for Fill { place, position: Position { bought, sold } } in &trades.fills {
		let result = results.iter().find(|(own, _)| own == place);
		let price = result.map_or(0, |(_, clearing)| clearing.price.0);
		let net = i128::from(bought.0).saturating_sub(sold.0.into());
		sum = sum.saturating_add(net.saturating_mul(price.into()));
	}
	sum
}

/// The slots in which something changes for a point, as far as records say.
fn changes<T: Config>(point: &PointOf<T>, unopened: Slot) -> Vec<Slot> {
	fn begins<V>(timeline: &Timeline<V>) -> impl Iterator<Item = Slot> + '_ {
		timeline.entries().iter().map(|entry| entry.from)
	}
	let mut slots = alloc::vec![Pallet::<T>::kept_from(), unopened];
	slots.extend(begins(&point.contract));
	if let Some((zone, _)) = Zones::<T>::get(point.zone) {
		slots.extend(begins(&zone.terms));
	}
	for supplier in Suppliers::<T>::iter_values() {
		slots.extend(begins(&supplier.standing));
	}
	for (head, _) in Tariffs::<T>::iter_values() {
		slots.extend(begins(&head.versions).chain(head.ends));
	}
	slots
}
