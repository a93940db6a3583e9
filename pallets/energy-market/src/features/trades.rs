//! Trades: each metering point's share of what a cleared period traded.

use super::{clearing::MAX_TESTS, orders::hold, supply::Supplies};
use crate::*;
use frame::{
	deps::sp_runtime::traits::{SaturatedConversion, Zero},
	prelude::defensive,
};
use tallystick_primitives::Price;

/// Most points that a block counts without a call.
pub(crate) const MAX_COUNTED: u32 = 256;

/// A call is free if it counts this many points, or the last ones of a period. Otherwise each point could be
/// counted by its own free call.
pub(crate) const FREE_FROM: u32 = 64;

/// The parts of an order's steps that are traded.
fn fill(running: &mut Running, clearing: &Clearing, order: &Order) -> Vec<Step> {
	let filled = order.steps.iter().map(|step| {
		let energy = running.fill(clearing, order.side, step).0;
		// Not more than the step's.
		Step { tick: step.tick, energy: u32::try_from(energy).unwrap_or(step.energy) }
	});
	filled.filter(|step| step.energy > 0).collect()
}

/// The position that these steps of one side make.
fn position(side: Side, steps: &[Step]) -> Position {
	let sum = steps.iter().fold(0u64, |sum, step| sum.saturating_add(step.energy.into()));
	match side {
		Side::Buy => Position { bought: WattHours(sum), ..Position::default() },
		Side::Sell => Position { sold: WattHours(sum), ..Position::default() },
	}
}

/// What a position costs at a price, or earns if it is negative.
fn cost(position: &Position, price: Price) -> i128 {
	let net = i128::from(position.bought.0).saturating_sub(position.sold.0.into());
	net.saturating_mul(price.0.into())
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_advance(
		zone: ZoneId,
		period: Period,
		points: u32,
	) -> Result<(u32, Pays), DispatchError> {
		ensure!(points > 0 && Books::<T>::contains_key(period, zone), Error::<T>::NothingToCount);
		let cursor = Progress::<T>::get().ok_or(Error::<T>::NotCleared)?;
		let cleared = Self::timing().period_of(cursor.slot);
		ensure!(period < cleared, Error::<T>::NotCleared);
		let results = Results::<T>::get(period, zone);
		let mut pass = Passes::<T>::get(period, zone).unwrap_or_else(|| Pass {
			after: None,
			running: BoundedVec::truncate_from(
				results.iter().map(|_| Running::default()).collect(),
			),
		});
		let supplies = Supplies::<T>::of(zone)?;
		let mut ids = match pass.after {
			None => Orders::<T>::iter_key_prefix((zone, period)),
			Some(after) => {
				let after = Orders::<T>::hashed_key_for((zone, period), after);
				Orders::<T>::iter_key_prefix_from((zone, period), after)
			},
		};
		let batch: Vec<PointId> = ids.by_ref().take(points as usize).collect();
		let is_last = ids.next().is_none();

		for id in &batch {
			Self::count_point(*id, zone, period, &results, pass.running.as_mut(), &supplies);
		}
		if is_last {
			Passes::<T>::remove(period, zone);
			Books::<T>::remove(period, zone);
			Self::deposit_event(Event::PeriodCounted { zone, period });
		} else {
			pass.after = batch.last().copied();
			Passes::<T>::insert(period, zone, pass);
		}
		let counted = batch.len() as u32;
		let pays = if is_last || counted >= FREE_FROM { Pays::No } else { Pays::Yes };
		Ok((counted, pays))
	}

	/// Replaces a point's orders by its trades, has it pay for them, and frees the margin of the rest of
	/// the orders.
	fn count_point(
		id: PointId,
		zone: ZoneId,
		period: Period,
		results: &Outcomes,
		running: &mut [Running],
		supplies: &Supplies<T>,
	) {
		let orders = Orders::<T>::take((zone, period), id).unwrap_or_default();
		let timing = Self::timing();
		let (mut locked, mut needed, mut net) = (0u128, 0u128, 0i128);
		let mut fills = Vec::new();
		for Placed { place, order, rates } in orders {
			let slot = timing.slots(period).nth(place.into()).unwrap_or_default();
			let needs = |steps: &[Step]| {
				let terms = supplies.terms_in(slot);
				terms.and_then(|terms| hold::<T>(&terms, rates, order.side, steps)).unwrap_or_else(
					|_| {
						defensive!("what was held before can be computed again");
						0
					},
				)
			};
			// Sums of what balances hold.
			locked = locked.saturating_add(needs(&order.steps));
			let result = results.iter().zip(running.iter_mut()).find(|((at, _), _)| *at == place);
			let Some(((_, clearing), running)) = result else { continue };
			let filled = fill(running, clearing, &order);
			if !filled.is_empty() {
				needed = needed.saturating_add(needs(&filled));
				let position = position(order.side, &filled);
				net = net.saturating_add(cost(&position, clearing.price));
				fills.push(Fill { place, position });
			}
		}
		let Some((mut point, deposit)) = Points::<T>::get(id) else {
			defensive!("a point stays for as long as it has orders");
			return;
		};
		let moved = Self::relocked(&point, needed, locked);
		let needed = BalanceOf::<T>::try_from(needed).ok();
		let (Some((free, still)), Some(needed)) = (moved, needed) else {
			defensive!("what orders need is locked");
			return;
		};
		// More than before by as much as less is locked.
		let freed = free.saturating_sub(point.free);
		// At no price do trades cost more than they need, or earn more than others pay.
		let (paid, credit) = match u128::try_from(net) {
			Ok(paid) => (paid.saturated_into(), Zero::zero()),
			Err(_) => (Zero::zero(), net.unsigned_abs().saturated_into()),
		};
		if Self::pay_pot(zone, &point.owner, paid).is_err() {
			defensive!("what trades cost is locked");
		}
		(point.free, point.locked) = (free, still.saturating_sub(paid));
		Points::<T>::insert(id, (point, deposit));
		if !fills.is_empty() {
			// One a slot of the period.
			let fills = BoundedVec::truncate_from(fills);
			let locked = needed.saturating_sub(paid);
			Traded::<T>::insert(id, period, Trades { locked, credit, fills });
		}
		Self::deposit_event(Event::Counted { point: id, period, freed, paid, credit });
	}

	/// Counts trades with the rest of a block's weight, and records which periods are over.
	pub(crate) fn process_trades(remaining: Weight) -> Weight {
		let mut meter = WeightMeter::with_limit(remaining);
		let idle = T::WeightInfo::process_trades(0);
		if meter.try_consume(idle).is_err() {
			return Weight::zero();
		}
		let test = T::WeightInfo::process_trades(1).saturating_sub(idle);
		Self::forget_records(&mut meter, test);
		let Some(mut cursor) = Progress::<T>::get() else { return meter.consumed() };
		let cleared = Self::timing().period_of(cursor.slot);
		let before = cursor;
		let base = T::WeightInfo::advance(0);
		let each = T::WeightInfo::advance(1).saturating_sub(base);
		let mut left = MAX_COUNTED;
		for _ in 0..MAX_TESTS {
			if cursor.counting >= cleared || meter.try_consume(test).is_err() {
				break;
			}
			let Some(zone) = Books::<T>::iter_key_prefix(cursor.counting).next() else {
				cursor.counting = Period(cursor.counting.0.saturating_add(1));
				continue;
			};
			let room = meter.remaining().saturating_sub(base);
			let most = room.checked_div_per_component(&each).unwrap_or(left.into());
			let points = u32::try_from(most).unwrap_or(left).min(left);
			if points == 0 {
				break;
			}
			let Ok((counted, _)) = Self::do_advance(zone, cursor.counting, points) else {
				defensive!("a cleared period can be counted");
				break;
			};
			left = left.saturating_sub(counted);
			meter.consume(T::WeightInfo::advance(counted));
		}
		for _ in 0..MAX_TESTS {
			let is_over = cursor.kept < cursor.counting
				&& meter.try_consume(test).is_ok()
				&& Self::is_past(cursor.kept, T::Retention::get());
			if !is_over {
				break;
			}
			Cleared::<T>::remove(cursor.kept);
			cursor.kept = Period(cursor.kept.0.saturating_add(1));
		}
		if cursor != before {
			Progress::<T>::put(cursor);
		}
		meter.consumed()
	}

	/// Removes results and balances of periods that have lapsed, one in each step.
	fn forget_records(meter: &mut WeightMeter, each: Weight) {
		let Some(before) = Oldest::<T>::get() else { return };
		let mut oldest = before;
		for _ in 0..MAX_TESTS {
			// To find that nothing is to be done is in the weight of doing nothing.
			if !Self::has_lapsed(oldest) || meter.try_consume(each).is_err() {
				break;
			}
			if !Self::forget_one(oldest) {
				oldest = Period(oldest.0.saturating_add(1));
			}
		}
		if oldest != before {
			Oldest::<T>::put(oldest);
		}
	}

	/// Removes a record of a period that has lapsed. Returns whether there was one.
	fn forget_one(period: Period) -> bool {
		if let Some(zone) = Results::<T>::iter_key_prefix(period).next() {
			Results::<T>::remove(period, zone);
			return true;
		}
		let balance = SupplierBalances::<T>::iter_key_prefix(period).next();
		if let Some(key) = balance {
			SupplierBalances::<T>::remove(period, key);
		}
		balance.is_some()
	}

	/// A point's trades in a cleared slot of a period without a final account.
	pub(crate) fn position_of(id: PointId, slot: Slot) -> Option<Position> {
		let (point, _) = Points::<T>::get(id)?;
		let zone = point.zone;
		if Self::stage(zone, slot) != Stage::Cleared {
			return None;
		}
		let (period, place) = Self::locate(&Self::timing(), slot);
		let is_settled = Settled::<T>::get(id).is_none_or(|next| period < next);
		if is_settled || Self::has_lapsed(period) {
			return None;
		}
		let results = Results::<T>::get(period, zone);
		let index = results.iter().position(|(own, _)| *own == place);
		let Some((index, (_, clearing))) = index.and_then(|at| Some((at, results.get(at)?))) else {
			return Some(Position::default());
		};
		if let Some(trades) = Traded::<T>::get(id, period) {
			let own = trades.fills.iter().find(|fill| fill.place == place);
			return Some(own.map(|fill| fill.position).unwrap_or_default());
		}
		let order_of = |orders: Steps| {
			orders.into_iter().find(|placed| placed.place == place).map(|placed| placed.order)
		};
		let Some(order) = Orders::<T>::get((zone, period), id).and_then(order_of) else {
			return Some(Position::default());
		};
		let marginal = match order.side {
			Side::Buy => clearing.bid,
			Side::Sell => clearing.ask,
		};
		let is_rationed = marginal.filled < marginal.offered
			&& order.steps.iter().any(|step| step.tick == marginal.tick);
		let mut running = Running::default();
		if is_rationed {
			let pass = Passes::<T>::get(period, zone).unwrap_or_default();
			running = pass.running.get(index).copied().unwrap_or_default();
			let others = match pass.after {
				None => Orders::<T>::iter_prefix((zone, period)),
				Some(after) => {
					let after = Orders::<T>::hashed_key_for((zone, period), after);
					Orders::<T>::iter_prefix_from((zone, period), after)
				},
			};
			for (_, orders) in others.take_while(|(other, _)| *other != id) {
				if let Some(order) = order_of(orders) {
					fill(&mut running, clearing, &order);
				}
			}
		}
		Some(position(order.side, &fill(&mut running, clearing, &order)))
	}
}
