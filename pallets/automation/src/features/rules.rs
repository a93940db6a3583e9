//! Rules: programs and what their owners choose for them.

use super::claims::same_set_point;
use crate::*;
use frame::deps::frame_support::defensive;
use tallystick_primitives::{evidence::Limits, AssetFacts, AssetId, ChannelTraits};
use tallystick_rules::{Actuated, Effect, Kind, Output, Quantity, Source, Value};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_deploy(
		Member { who, org }: Member<T::AccountId>,
		site: SiteId,
		name: Label,
		program: Program,
		settings: RuleSettings,
	) -> DispatchResult {
		ensure!(is_label(&name), Error::<T>::BadName);
		let stored = Self::checked(org, program)?;
		Self::ensure_settings(&stored.program, &settings)?;
		let rule = NextRuleId::<T>::get().unwrap_or(RuleId(0));
		let next = rule.next().ok_or(Error::<T>::IdsExhausted)?;
		let shape = Shape::of(&stored.program);
		let deposit = Deposit::new(who.clone(), Self::rule_footprint(&stored))?;

		Self::use_site(org, site)?;
		let (version, status) = (0, RuleStatus::Running);
		let owner = who;
		let record = RuleRecord { owner, org, name, site, version, status, shape, settings };
		Rules::<T>::insert(rule, (record, deposit));
		RulesOf::<T>::insert(site, rule, ());
		NextRuleId::<T>::put(next);
		Self::reserve(rule, org, &stored.program)?;
		Self::add_wakers(rule, org, &stored.program)?;
		Programs::<T>::insert(rule, stored);
		Self::wake_now(rule, org);
		Self::deposit_event(Event::Deployed { rule, org, site, shape });
		Ok(())
	}

	pub(crate) fn do_replace(
		Member { who, org }: Member<T::AccountId>,
		rule: RuleId,
		program: Program,
		settings: RuleSettings,
	) -> DispatchResult {
		let (mut record, deposit) = Self::load_rule(org, rule)?;
		let stored = Self::checked(org, program)?;
		Self::ensure_settings(&stored.program, &settings)?;
		deposit.refund()?;
		let deposit = Deposit::new(who.clone(), Self::rule_footprint(&stored))?;
		record.owner = who;
		record.version = record.version.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		record.shape = Shape::of(&stored.program);
		record.settings = settings;
		let (version, shape) = (record.version, record.shape);

		let before = Programs::<T>::get(rule).ok_or(Error::<T>::UnknownRule)?;
		let standing = Self::hand_over(rule, &record, &before.program, &stored.program);
		Self::clear(rule, record.site, &before.program, Some(&stored.program));
		Self::reserve(rule, org, &stored.program)?;
		// The new ones come first, so that a stream that both read stays watched.
		Self::add_wakers(rule, org, &stored.program)?;
		Self::remove_wakers(rule, &before.program, Some(&stored.program))?;
		let status = record.status;
		Programs::<T>::insert(rule, stored);
		Rules::<T>::insert(rule, (record, deposit));
		if standing != State::default() {
			States::<T>::insert(rule, standing);
		}
		match status {
			RuleStatus::Running => Self::wake_now(rule, org),
			RuleStatus::Starved => Self::schedule_retry(rule, org, Self::now()),
			RuleStatus::Paused => {},
		}
		Self::deposit_event(Event::Replaced { rule, version, shape });
		Ok(())
	}

	pub(crate) fn do_adjust(
		Member { who, org }: Member<T::AccountId>,
		rule: RuleId,
		settings: RuleSettings,
	) -> DispatchResult {
		let (mut record, deposit) = Self::load_rule(org, rule)?;
		let stored = Programs::<T>::get(rule).ok_or(Error::<T>::UnknownRule)?;
		Self::ensure_settings(&stored.program, &settings)?;

		record.owner = who;
		let before = core::mem::replace(&mut record.settings, settings.clone());
		let is_running = record.status.is_running();
		Rules::<T>::insert(rule, (record, deposit));
		if is_running {
			Self::wake_now(rule, org);
		}
		Self::deposit_event(Event::Adjusted { rule, before, settings });
		Ok(())
	}

	pub(crate) fn do_pause(org: OrgId, rule: RuleId) -> DispatchResult {
		let (mut record, deposit) = Self::load_rule(org, rule)?;
		ensure!(record.status != RuleStatus::Paused, Error::<T>::AlreadyPaused);

		Self::forget_state(rule, &record);
		record.status = RuleStatus::Paused;
		Rules::<T>::insert(rule, (record, deposit));
		Self::deposit_event(Event::Paused { rule });
		Ok(())
	}

	pub(crate) fn do_resume(
		Member { who, org }: Member<T::AccountId>,
		rule: RuleId,
	) -> DispatchResult {
		let (mut record, deposit) = Self::load_rule(org, rule)?;
		ensure!(record.status == RuleStatus::Paused, Error::<T>::NotPaused);

		record.owner = who;
		record.status = RuleStatus::Running;
		Rules::<T>::insert(rule, (record, deposit));
		Self::wake_now(rule, org);
		Self::deposit_event(Event::Resumed { rule });
		Ok(())
	}

	pub(crate) fn do_remove(org: OrgId, rule: RuleId) -> DispatchResult {
		let (record, deposit) = Self::load_rule(org, rule)?;

		Self::forget_state(rule, &record);
		if let Some(Stored { program, .. }) = Programs::<T>::take(rule) {
			Self::clear(rule, record.site, &program, None);
			Self::remove_wakers(rule, &program, None)?;
		}
		RulesOf::<T>::remove(record.site, rule);
		Self::leave_site(record.site);
		Rules::<T>::remove(rule);
		deposit.refund()?;
		Self::deposit_event(Event::Removed { rule });
		Ok(())
	}

	/// A rule of this organisation.
	pub(crate) fn load_rule(
		org: OrgId,
		rule: RuleId,
	) -> Result<(RuleOf<T>, RuleDepositOf<T>), Error<T>> {
		let (record, deposit) = Rules::<T>::get(rule).ok_or(Error::UnknownRule)?;
		ensure!(record.org == org, Error::NotOwner);
		Ok((record, deposit))
	}

	/// Sets the status of a rule that is stored.
	pub(crate) fn set_status(rule: RuleId, status: RuleStatus) {
		if Rules::<T>::mutate_extant(rule, |(record, _)| {
			record.status = status;
			Some(())
		})
		.is_none()
		{
			defensive!("whoever sets the status has read the rule");
		}
	}

	/// Releases what a rule claims, and forgets what it remembers and when it is due.
	pub(crate) fn forget_state(rule: RuleId, record: &RuleOf<T>) {
		Self::release(rule, record.site, None);
		Self::take_state(rule, record.org);
	}

	fn take_state(rule: RuleId, org: OrgId) -> State {
		let state = States::<T>::take(rule);
		if let Some(due) = state.due {
			Self::cancel(Lane::Rules(org), due, AgendaItem::Rule(rule));
		}
		state
	}

	/// Releases what a rule claims, except set-points that its next program has too. These stand until that program is evaluated,
	/// so that no actuator moves meanwhile. Returns the state of the next program.
	fn hand_over(rule: RuleId, record: &RuleOf<T>, before: &Program, after: &Program) -> State {
		Self::release(rule, record.site, Some(after));
		let effects = Self::take_state(rule, record.org).effects;
		let was = |output: &Output| {
			let stands = |(other, _): &(&Output, &Effect)| {
				same_set_point(output, other) && Self::claims_as(rule, output)
			};
			let kept = before.outputs.iter().zip(&effects).find(stands);
			kept.map_or(Effect::Released, |(_, effect)| *effect)
		};
		let effects: Vec<Effect> = after.outputs.iter().map(was).collect();
		if effects.iter().all(|effect| *effect == Effect::Released) {
			return State::default();
		}
		// As many as outputs, which are bounded alike.
		State { effects: BoundedVec::truncate_from(effects), ..State::default() }
	}

	/// Removes what a rule's program uses: its flags, its alarms, and its levels of actuators, except those of its next
	/// program.
	fn clear(rule: RuleId, site: SiteId, program: &Program, next: Option<&Program>) {
		Self::give_back(rule, program, next);
		for output in (0u8..).take(program.outputs.len()) {
			Self::forget_alarm(site, &Topic::Rule { rule, output });
		}
	}

	/// Has a running rule evaluated as soon as there is room.
	pub(crate) fn wake_now(rule: RuleId, org: OrgId) {
		States::<T>::mutate(rule, |state| {
			Self::arm(rule, org, state, Self::now());
		});
	}

	/// The same for a rule that need not be running.
	pub(crate) fn wake_if_running(rule: RuleId) {
		let record = Rules::<T>::get(rule).map(|(record, _)| record);
		if let Some(record) = record.filter(|record| record.status.is_running()) {
			Self::wake_now(rule, record.org);
		}
	}

	/// Checks an organisation's program against the chain's devices, assets and needs, so that it can be
	/// stored.
	fn checked(org: OrgId, program: Program) -> Result<Stored, Error<T>> {
		let kinds = program.check().map_err(|_| Error::BadProgram)?;
		let mut limits = BoundedVec::new();
		for source in &program.inputs {
			let own = match *source {
				Source::Stream { stream, quantity, .. } => {
					let ChannelTraits { unit, exponent, limits, .. } = Self::channel(&stream)?;
					ensure!(quantity == Quantity { unit, exponent }, Error::WrongQuantity);
					limits
				},
				Source::Actuator { stream, state, quantity } => {
					let ChannelTraits { unit, exponent, .. } = Self::channel(&stream)?;
					let counts = matches!(state, Actuated::Commanded | Actuated::Confirmed);
					let fits = quantity == Quantity { unit, exponent };
					ensure!(fits || !counts, Error::WrongQuantity);
					Limits::NONE
				},
				Source::Event { event, quantity } => {
					Self::ensure_signal(event, quantity)?;
					Limits::NONE
				},
				Source::Asset { asset, .. } => {
					T::Assets::owner(asset).ok_or(Error::UnknownAsset)?;
					Limits::NONE
				},
				Source::Price { .. } | Source::Param { .. } => Limits::NONE,
				Source::Need { need, .. } => {
					Self::ensure_need(need, None)?;
					Limits::NONE
				},
			};
			// As many as the program has inputs, which are bounded alike.
			limits.try_push(own).map_err(|_| Error::BadProgram)?;
		}
		for output in &program.outputs {
			match output {
				// The owners of the assets are checked when the flags are taken.
				Output::Alarm { .. } | Output::Flag { .. } => {},
				Output::Set { actuator, value, .. } => {
					let ChannelTraits { unit, exponent, .. } = Self::channel(actuator)?;
					let fits = match kinds.get(*value) {
						Some(Kind::Number(quantity)) => quantity == Quantity { unit, exponent },
						kind => kind == Some(Kind::Truth),
					};
					ensure!(fits, Error::WrongSetPoint);
				},
				Output::Order { need, .. } => Self::ensure_need(*need, Some(org))?,
				Output::Bid { .. } => return Err(Error::Unsupported),
			}
		}
		Ok(Stored { program, limits })
	}

	/// The channel of a stream.
	fn channel(stream: &StreamId) -> Result<ChannelTraits, Error<T>> {
		ensure!(T::Devices::status(&stream.device).is_some(), Error::UnknownDevice);
		T::Devices::channel(stream).ok_or(Error::UnknownChannel)
	}

	/// Checks that the parameters are of the kinds that a program declares. Those that it does not name
	/// may be of any kind.
	fn ensure_settings(program: &Program, settings: &RuleSettings) -> Result<(), Error<T>> {
		// A claim must not outlive its inputs.
		let too_old = |source: &Source| matches!(source, Source::Stream { max_age, .. } if settings.interval > *max_age);
		ensure!(!program.inputs.iter().any(too_old), Error::BadInterval);
		for source in &program.inputs {
			let Source::Param { param, .. } = source else { continue };
			let value = settings.params.get(usize::from(*param));
			let fits = match (value, source.kind()) {
				(None | Some(Value::Undefined), _) => true,
				(Some(Value::Truth(_)), kind) => kind == Some(Kind::Truth),
				(Some(Value::Number(_)), kind) => matches!(kind, Some(Kind::Number(_))),
			};
			ensure!(fits, Error::BadParameter);
		}
		Ok(())
	}

	/// The footprint of a rule: itself, its program and state, its place in the agenda, its place among what each of its inputs
	/// wakes, alarms of its outputs, and flags.
	pub(crate) fn rule_footprint(stored: &Stored) -> Footprint {
		let Program { inputs, outputs, .. } = &stored.program;
		let own = <(RuleId, RuleOf<T>, SiteId, RuleId, State, Due, AgendaItem)>::max_encoded_len()
			.saturating_add(stored.encoded_size());
		let each = <(StreamId, Woken, StreamId, Waker)>::max_encoded_len()
			.saturating_add(T::Watch::footprint());
		let alarm = <(SiteId, Topic, AlarmOf<T>)>::max_encoded_len();
		let flag =
			<(AssetId, u8, Flagger)>::max_encoded_len().saturating_add(T::Assets::footprint());
		let is_flag = |output: &&Output| matches!(output, Output::Flag { .. });
		let flags = outputs.iter().filter(is_flag).count();
		let size = own
			.saturating_add(each.saturating_mul(inputs.len()))
			.saturating_add(alarm.saturating_mul(outputs.len()))
			.saturating_add(flag.saturating_mul(flags));
		Footprint::from_parts(1, size)
	}
}

/// Whether a name is a valid label in a rule's text.
fn is_label(name: &Label) -> bool {
	let letter = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
	let more = |byte: &u8| letter(byte) || byte.is_ascii_digit() || *byte == b'.';
	name.first().is_some_and(letter) && name.iter().all(more)
}
