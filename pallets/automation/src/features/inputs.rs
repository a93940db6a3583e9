//! The inputs of a rule.

use super::setpoints::Next;
use crate::*;
use tallystick_control::Mark;
use tallystick_primitives::{
	evidence::Limits, AssetFacts, DeviceStatus, Needs, PriceWindow, SlotPrices,
};
use tallystick_rules::{Actuated, Found, Observed, Series, Snapshot, Source, Value};

/// What the chain knows of a rule's inputs at one moment.
pub(crate) struct View {
	pub(crate) snapshot: Snapshot,
	/// The observations among it, by input.
	pub(crate) observed: Vec<(u8, StreamId, Waiting)>,
	/// Whether nothing at all is known of a price.
	pub(crate) lacks_price: bool,
	/// When a grid operator's limit among them begins or ends, or an asset's condition becomes unknown.
	pub(crate) changes: Next,
	/// The cost beyond that of a measured evaluation: streams that wake rules.
	pub(crate) cost: Weight,
}

impl<T: Config> Pallet<T> {
	/// What a rule sees now. For `woken` it sees this observation. For other streams that wake rules it sees the newest one
	/// that rules have seen, and for all others the newest one that the chain has.
	pub(crate) fn view(
		rule: RuleId,
		record: &RuleOf<T>,
		stored: &Stored,
		site: &Site,
		woken: Option<(&StreamId, &Waiting)>,
		now: Millis,
	) -> View {
		let mut observed = Vec::new();
		let mut found = BoundedVec::new();
		let mut lacks_price = false;
		let mut changes = Next::default();
		let mut cost = Weight::zero();
		for (number, source) in (0u8..).zip(&stored.program.inputs) {
			let next = match source {
				Source::Stream { stream, .. } => {
					let newest = match woken {
						Some((own, waiting)) if own == stream => Some(waiting.clone()),
						_ => Self::newest(rule, stream, &mut cost),
					};
					let limits = stored.limits.get(usize::from(number)).copied();
					newest.map_or(Found::Nothing, |newest| {
						let of = Self::observed(stream, &newest, limits.unwrap_or(Limits::NONE));
						observed.push((number, *stream, newest));
						Found::Observed(of)
					})
				},
				Source::Price { point, direction } => {
					let (day, ahead) = stored.program.slots_of(number);
					let (from, until) = match day {
						true => {
							let day = site.day(now);
							(Millis(day.begins), Millis(day.ends))
						},
						false => (now, now),
					};
					let window = PriceWindow { from, until, now, ahead };
					let prices = T::Prices::prices(*point, *direction, window);
					lacks_price |= prices.is_none();
					prices.map_or(Found::Nothing, |prices| Found::Prices(series(prices)))
				},
				Source::Param { param, .. } => {
					let value = record.settings.params.get(usize::from(*param)).copied();
					Found::Value(value.unwrap_or(Value::Undefined))
				},
				Source::Actuator { stream, state, .. } => {
					cost.saturating_accrue(T::WeightInfo::read_actuator());
					Self::actuated(record.org, stream, *state)
				},
				Source::Event { event, .. } => {
					let limit = Self::limit_of(*event, now, &mut changes);
					Found::Value(limit.map_or(Value::Undefined, Value::Number))
				},
				Source::Asset { asset, state } => {
					cost.saturating_accrue(T::Assets::weight());
					Self::asset_state(*asset, *state, &mut changes)
				},
				Source::Need { need, state } => {
					cost.saturating_accrue(T::Needs::weight_of_standing());
					Self::need_state(*need, *state)
				},
			};
			// A program has no more inputs than a snapshot.
			let _ = found.try_push(next);
		}
		View { snapshot: Snapshot { now, found }, observed, lacks_price, changes, cost }
	}

	/// The newest observation of a stream that a rule may see. It never goes back to an earlier one.
	pub(crate) fn newest(rule: RuleId, stream: &StreamId, cost: &mut Weight) -> Option<Waiting> {
		match Streams::<T>::get(stream) {
			Some(woken) if woken.after.is_some_and(|after| rule <= after) => {
				woken.waiting.first().cloned()
			},
			Some(woken) => woken.seen,
			None => {
				cost.saturating_accrue(T::WeightInfo::read_latest());
				let observation = T::Watch::latest(stream)?;
				Some(Waiting { observation, missed: false })
			},
		}
	}

	pub(crate) fn actuated(org: OrgId, actuator: &StreamId, state: Actuated) -> Found {
		if Self::load_actuator(org, actuator).is_err() {
			return Found::Nothing;
		}
		let Some(standing) = Self::standing_of(actuator) else { return Found::Nothing };
		let number =
			|point: Option<Mark>| point.map_or(Value::Undefined, |at| Value::Number(at.value));
		Found::Value(match state {
			Actuated::Commanded => number(standing.track.newest),
			Actuated::Confirmed => number(standing.track.confirmed),
			Actuated::Silent => Value::Truth(standing.track.silent),
			Actuated::Mode => Value::Number(standing.level.into()),
		})
	}

	fn observed(stream: &StreamId, newest: &Waiting, limits: Limits) -> Observed {
		let Waiting { observation, missed } = newest;
		let active = T::Devices::status(&stream.device) == Some(DeviceStatus::Active);
		Observed { missed: *missed, ..Observed::of(observation, limits, active) }
	}
}

fn series(prices: SlotPrices) -> Series {
	let SlotPrices { slot, first, prices } = prices;
	Series { slot, first, prices: BoundedVec::truncate_from(prices) }
}
