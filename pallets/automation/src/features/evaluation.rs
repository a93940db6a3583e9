//! Evaluates rules, and applies their outputs.

use super::{
	agenda::{next_boundary, spread},
	claims::is_kept,
	inputs::View,
	pass::Pass,
};
use crate::*;
use tallystick_primitives::{AssetFacts, Needs};
use tallystick_rules::{Cells, Effect, Fired, Output, Snapshot};

/// The result of a wake.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wake {
	/// The rule was evaluated, or need not be.
	Done,
	/// There was no weight left. Nothing happened.
	NoRoom,
}

/// What wakes a rule.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By<'a> {
	/// An observation of a stream.
	Observation(&'a StreamId, &'a Waiting),
	/// The agenda, from which its entry under this moment was removed.
	Agenda(Millis),
}

impl<T: Config> Pallet<T> {
	/// Evaluates a rule, and charges its organisation.
	pub(crate) fn wake(rule: RuleId, by: By, pass: &mut Pass<T>) -> Wake {
		if pass.meter.try_consume(T::WeightInfo::load_rule()).is_err() {
			return Wake::NoRoom;
		}
		match Rules::<T>::get(rule) {
			Some((record, _)) if record.status.is_running() => {
				Self::wake_loaded(rule, &record, by, pass)
			},
			_ => Wake::Done,
		}
	}

	/// The same for a running rule that is loaded and whose loading was booked.
	fn wake_loaded(rule: RuleId, record: &RuleOf<T>, by: By, pass: &mut Pass<T>) -> Wake {
		let before = States::<T>::get(rule);
		let mut due = before.due;
		if let By::Agenda(at) = by {
			due = due.filter(|due| *due != at);
		}
		let interval = u64::from(record.settings.interval);
		let earliest = before.evaluated.map(|last| last.saturating_add(interval));
		if let Some(earliest) = earliest.filter(|at| interval > 0 && pass.now < *at) {
			return Self::hold_back(rule, record, before, due, earliest, pass);
		}
		let opening = pass.weight_of_payer(&record.owner, record.org);
		let most = Self::weight_of_wake(&record.shape)
			.saturating_add(pass.weight_of_site(record.site))
			.saturating_add(opening);
		if !pass.meter.can_consume(most) {
			return Wake::NoRoom;
		}
		let loaded = T::WeightInfo::load_rule();
		if !pass.can_pay(&record.owner, record.org, most.saturating_add(loaded)) {
			let spent = opening.saturating_add(T::WeightInfo::starve(record.shape.outputs.into()));
			pass.meter.consume(spent);
			pass.charge_if_possible(&record.owner, record.org, spent.saturating_add(loaded));
			Self::starve(rule, record, pass.now);
			return Wake::Done;
		}
		let spent = Self::evaluate(rule, record, before, due, by, pass).saturating_add(opening);
		pass.meter.consume(spent);
		pass.spend(record.org, spent.saturating_add(loaded));
		Wake::Done
	}

	/// Defers a rule's evaluation to the end of its interval. Its claims stand, whether or not its organisation can pay
	/// for that.
	fn hold_back(
		rule: RuleId,
		record: &RuleOf<T>,
		before: State,
		due: Option<Millis>,
		earliest: Millis,
		pass: &mut Pass<T>,
	) -> Wake {
		let opening = pass.weight_of_payer(&record.owner, record.org);
		let put_off = T::WeightInfo::rearm().saturating_add(T::WeightInfo::remember());
		if !pass.meter.can_consume(opening.saturating_add(put_off)) {
			return Wake::NoRoom;
		}
		let mut state = State { due, ..before.clone() };
		Self::arm(rule, record.org, &mut state, earliest);
		let is_put_off = state != before;
		if is_put_off {
			States::<T>::insert(rule, state);
		}
		let spent = opening.saturating_add(if is_put_off { put_off } else { Weight::zero() });
		pass.meter.consume(spent);
		let charge = spent.saturating_add(T::WeightInfo::load_rule());
		pass.charge_if_possible(&record.owner, record.org, charge);
		Wake::Done
	}

	/// Evaluates a rule, and applies its outputs. Returns what that cost.
	pub(crate) fn evaluate(
		rule: RuleId,
		record: &RuleOf<T>,
		before: State,
		due: Option<Millis>,
		by: By,
		pass: &mut Pass<T>,
	) -> Weight {
		let (shape, now) = (&record.shape, pass.now);
		let mut spent = T::WeightInfo::wake(shape.inputs.into(), shape.steps)
			.saturating_add(T::Prices::weight().saturating_mul(shape.prices.into()))
			.saturating_add(pass.weight_of_site(record.site));
		let Some(stored) = Programs::<T>::get(rule) else { return spent };
		let Some(site) = pass.site(record.site) else { return spent };
		let woken = match by {
			By::Observation(stream, waiting) => Some((stream, waiting)),
			By::Agenda(_) => None,
		};
		let view = Self::view(rule, record, &stored, &site, woken, now);
		spent.saturating_accrue(view.cost);
		let is_late = before.due.is_some_and(|due| due.saturating_add(LATE) < now);
		let cells = if is_late { Cells::default() } else { before.cells.clone() };
		let mut evaluation = stored.program.evaluate(&cells, &site, &view.snapshot);
		if view.lacks_price {
			// Nobody knows when there will be a price.
			let boundary = next_boundary(now);
			evaluation.next = Some(evaluation.next.map_or(boundary, |next| next.min(boundary)));
		}
		evaluation.next = evaluation.next.into_iter().chain(view.changes.first()).min();

		let firings = changed(&before.effects, &evaluation.effects);
		let mut state = State {
			cells: evaluation.cells.clone(),
			effects: evaluation.effects.clone(),
			due,
			evaluated: (record.settings.interval > 0).then_some(now),
		};
		let at =
			evaluation.next.map(|next| spread(rule, next)).into_iter().chain(evaluation.own).min();
		if let Some(at) = at {
			spent.saturating_accrue(Self::arm(rule, record.org, &mut state, at));
		}
		if state != before {
			spent.saturating_accrue(T::WeightInfo::remember());
			States::<T>::insert(rule, state);
		}
		if firings.is_empty() {
			return spent;
		}
		spent.saturating_accrue(T::WeightInfo::fire(shape.inputs.into()));
		let outputs = firings.iter().filter_map(|firing| {
			let output = stored.program.outputs.get(usize::from(firing.output))?;
			Some((*firing, output.clone()))
		});
		let outputs: Vec<(Firing, Output)> = outputs.collect();
		let (version, evidence) = (record.version, evidence(&view, &evaluation));
		let leaf = Self::fire(Fired { at: now, rule, version, firings, evidence });
		for (Firing { output, effect }, what) in outputs {
			spent.saturating_accrue(Self::act(rule, record.site, output, effect, &what, leaf));
		}
		spent
	}

	/// Says that a rule fired, and keeps it provable. Returns the leaf.
	pub(crate) fn fire(fired: Fired) -> Hash {
		let act = Act::Fired(fired);
		let leaf = Self::keep(&act);
		if let Act::Fired(Fired { rule, version, firings, evidence, .. }) = act {
			Self::deposit_event(Event::Fired { rule, version, firings, evidence });
		}
		leaf
	}

	/// Appends an act to the tree over the block's events. Returns its leaf.
	pub(crate) fn keep(act: &Act) -> Hash {
		let leaf = act.leaf::<HostCrypto>();
		let place = T::Events::append(leaf, &act.to_bytes());
		defensive_assert!(place.is_ok(), "no block has room for 2^32 events");
		leaf
	}

	/// Applies the effect of an output, caused by the firing with this leaf. Returns what that
	/// cost.
	pub(crate) fn act(
		rule: RuleId,
		site: SiteId,
		output: u8,
		effect: Effect,
		what: &Output,
		leaf: Hash,
	) -> Weight {
		match what {
			Output::Set { actuator, level, .. } => {
				let to = match effect {
					Effect::Value(value) => Some((value, leaf)),
					Effect::Released | Effect::Active => None,
				};
				let alarms = Self::claim(rule, actuator, *level, to);
				T::WeightInfo::act().saturating_add(Self::weight_of_alarms(alarms))
			},
			Output::Alarm { severity, .. } => {
				let topic = Topic::Rule { rule, output };
				match effect {
					Effect::Released => Self::lower(site, topic),
					Effect::Active | Effect::Value(_) => Self::raise(site, topic, *severity),
				}
				Self::weight_of_alarms(1)
			},
			Output::Flag { asset, flag, .. } => {
				Self::flag(rule, *asset, *flag, effect);
				Self::weight_of_flag()
			},
			Output::Order { need, .. } => {
				Self::order(rule, *need, effect, leaf);
				match effect {
					Effect::Released => Weight::zero(),
					Effect::Active | Effect::Value(_) => Self::weight_of_order(),
				}
			},
			// No program with such an output is stored.
			Output::Bid { .. } => Weight::zero(),
		}
	}

	/// Releases all outputs of a rule, except set-points that its next program has too.
	pub(crate) fn release(rule: RuleId, site: SiteId, next: Option<&Program>) {
		let Some(stored) = Programs::<T>::get(rule) else { return };
		let effects = States::<T>::get(rule).effects;
		let released = effects.iter().map(|_| Effect::Released).collect::<Vec<_>>();
		for Firing { output, .. } in changed(&effects, &BoundedVec::truncate_from(released)) {
			let what = stored.program.outputs.get(usize::from(output));
			if let Some(what) = what.filter(|what| !is_kept(what, next)) {
				// A release names no firing.
				Self::act(rule, site, output, Effect::Released, what, Hash::default());
			}
		}
	}

	/// Stops a rule for lack of quota.
	pub(crate) fn starve(rule: RuleId, record: &RuleOf<T>, now: Millis) {
		let org = record.org;
		Self::forget_state(rule, record);
		Self::set_status(rule, RuleStatus::Starved);
		Self::schedule_retry(rule, org, now);
		Self::deposit_event(Event::Starved { rule, org });
	}

	/// Has a starved rule tried again after some time.
	pub(crate) fn schedule_retry(rule: RuleId, org: OrgId, now: Millis) {
		let at = now.saturating_add(RETRY);
		States::<T>::mutate(rule, |state| {
			Self::arm(rule, org, state, at);
		});
	}

	/// Lets a starved rule go on if there is quota, and otherwise tries again later.
	pub(crate) fn retry(rule: RuleId, record: &RuleOf<T>, pass: &mut Pass<T>) {
		let weight = T::WeightInfo::load_rule().saturating_add(Self::weight_of_wake(&record.shape));
		if !pass.promise(&record.owner, record.org, weight.saturating_mul(RESUME)) {
			Self::schedule_retry(rule, record.org, pass.now);
			return;
		}
		Self::set_status(rule, RuleStatus::Running);
		Self::deposit_event(Event::Resumed { rule });
		Self::wake_now(rule, record.org);
	}

	/// Does what is due for a rule.
	pub(crate) fn rule_due(rule: RuleId, at: Millis, pass: &mut Pass<T>) -> Wake {
		if pass.meter.try_consume(T::WeightInfo::load_rule()).is_err() {
			return Wake::NoRoom;
		}
		let Some((record, _)) = Rules::<T>::get(rule) else { return Wake::Done };
		match record.status {
			RuleStatus::Running => Self::wake_loaded(rule, &record, By::Agenda(at), pass),
			RuleStatus::Starved => {
				let weight = T::WeightInfo::retry()
					.saturating_add(pass.weight_of_payer(&record.owner, record.org));
				if pass.meter.try_consume(weight).is_err() {
					return Wake::NoRoom;
				}
				pass.charge_if_possible(&record.owner, record.org, weight);
				States::<T>::mutate(rule, |state| state.due = None);
				Self::retry(rule, &record, pass);
				Wake::Done
			},
			RuleStatus::Paused => Wake::Done,
		}
	}

	/// The most that one evaluation of a program of this shape costs, with all of its effects, once its payer and its site are
	/// read.
	pub(crate) fn weight_of_wake(shape: &Shape) -> Weight {
		// What is ordered is neither set nor raised.
		let others = u64::from(shape.outputs.saturating_sub(shape.orders));
		let act = T::WeightInfo::act()
			.saturating_add(Self::weight_of_alarms(MAX_TENDED_ALARMS))
			.max(Self::weight_of_flag());
		let dearer = T::WeightInfo::read_latest()
			.max(T::WeightInfo::read_actuator())
			.max(T::Assets::weight())
			.max(T::Needs::weight_of_standing());
		let prices = u64::from(shape.prices);
		let read = u64::from(shape.inputs).saturating_sub(prices);
		T::WeightInfo::wake(shape.inputs.into(), shape.steps)
			.saturating_add(T::Prices::weight().max(dearer).saturating_mul(prices))
			.saturating_add(dearer.saturating_mul(read))
			.saturating_add(T::WeightInfo::rearm())
			.saturating_add(T::WeightInfo::remember())
			.saturating_add(T::WeightInfo::fire(shape.inputs.into()))
			.saturating_add(act.saturating_mul(others))
			.saturating_add(Self::weight_of_order().saturating_mul(shape.orders.into()))
			.max(T::WeightInfo::starve(shape.outputs.into()))
	}

	/// What it costs to set or clear a flag of an asset.
	fn weight_of_flag() -> Weight {
		T::WeightInfo::flag().saturating_add(T::Assets::weight())
	}

	/// What it costs to raise or lower this many alarms, and to wake the rules that read their actuators.
	pub(crate) fn weight_of_alarms(alarms: u64) -> Weight {
		T::WeightInfo::alarm().saturating_mul(alarms)
	}

	pub(crate) fn explanation(rule: RuleId) -> Option<Evaluation> {
		let (record, _) = Rules::<T>::get(rule)?;
		let stored = Programs::<T>::get(rule)?;
		let (SiteRecord { site, .. }, _) = Sites::<T>::get(record.site)?;
		let View { snapshot, .. } = Self::view(rule, &record, &stored, &site, None, Self::now());
		Some(stored.program.evaluate(&States::<T>::get(rule).cells, &site, &snapshot))
	}

	pub(crate) fn dry_run_of(run: DryRun) -> Option<Vec<Evaluation>> {
		let DryRun { program, site, mut cells, timeline } = run;
		program.check().ok()?;
		let (SiteRecord { site, .. }, _) = Sites::<T>::get(site)?;
		let step = |snapshot: Snapshot| {
			let evaluation = program.evaluate(&cells, &site, &snapshot);
			cells = evaluation.cells.clone();
			evaluation
		};
		Some(timeline.into_iter().take(MAX_DRY_RUN as usize).map(step).collect())
	}
}

/// The outputs that changed. Before the first evaluation, all count as released.
fn changed(before: &Effects, after: &Effects) -> Vec<Firing> {
	let was = |place: u8| before.get(usize::from(place)).copied().unwrap_or(Effect::Released);
	let firing = |(output, effect): (u8, &Effect)| {
		(*effect != was(output)).then_some(Firing { output, effect: *effect })
	};
	(0u8..).zip(after).filter_map(firing).collect()
}

/// The observations that an evaluation used.
fn evidence(view: &View, evaluation: &Evaluation) -> Vec<Evidence> {
	let of = |(input, stream, waiting): &(u8, StreamId, Waiting)| {
		let seen = evaluation.trace.inputs.get(usize::from(*input))?;
		Some(Evidence::of(*stream, &waiting.observation, seen.value))
	};
	view.observed.iter().filter_map(of).collect()
}
