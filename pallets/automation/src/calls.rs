//! The pallet's calls: each checks its origin and leaves the rest to its `do_*`.

#[frame::pallet_section]
mod calls {
	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Opens a site, which the signer's organisation runs.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// The signer's organisation puts up a deposit, until the site is closed.
		///
		/// ## Parameters
		///
		/// - `site`: its time zone, weekly tables and exceptions.
		///
		/// ## Errors
		///
		/// [`Error::BadSite`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::SiteOpened`].
		#[pallet::call_index(0)]
		pub fn open_site(origin: OriginFor<T>, site: Box<Site>) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_open_site(member, *site)
		}

		/// Changes a site's time zone, tables and exceptions.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that runs it.
		///
		/// ## Details
		///
		/// The site's rules are evaluated with these as soon as there is room, one after another, at the cost of the sender's
		/// organisation. The site's deposit goes back to whoever put it up, and the sender's organisation puts up a new one.
		///
		/// ## Parameters
		///
		/// - `site`: the site.
		/// - `to`: all of it, the unchanged parts too.
		///
		/// ## Errors
		///
		/// [`Error::UnknownSite`], [`Error::NotOperator`], [`Error::BadSite`].
		///
		/// ## Events
		///
		/// [`Event::SiteChanged`].
		#[pallet::call_index(1)]
		pub fn change_site(origin: OriginFor<T>, site: SiteId, to: Box<Site>) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_change_site(member, site, *to)
		}

		/// Removes a site that nothing names any more.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that runs it.
		///
		/// ## Details
		///
		/// The deposit goes back to whoever put it up.
		///
		/// ## Parameters
		///
		/// - `site`: the site.
		///
		/// ## Errors
		///
		/// [`Error::UnknownSite`], [`Error::NotOperator`], [`Error::SiteInUse`].
		///
		/// ## Events
		///
		/// [`Event::SiteClosed`].
		#[pallet::call_index(2)]
		pub fn close_site(origin: OriginFor<T>, site: SiteId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_close_site(org, site)
		}

		/// Deploys a rule, which is evaluated from now on.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that runs the site.
		///
		/// ## Details
		///
		/// The rule is woken by the streams among its inputs whose devices belong to the signer's organisation, or whose owner
		/// permits it. If a stream of the organisation's own wakes the maximum number of rules, the newest rule of another
		/// organisation is evicted. Evaluations are charged to the organisation's quota, and the signer puts up a deposit that
		/// grows with the program, its inputs and its outputs. A flag of an asset belongs to one rule. If a rule of the asset's
		/// former owner has it, this rule takes it over.
		///
		/// ## Parameters
		///
		/// - `site`: where it is.
		/// - `name`: its name, for people.
		/// - `program`: what it computes and does.
		/// - `settings`: its interval and parameters.
		///
		/// ## Errors
		///
		/// [`Error::BadName`], [`Error::BadProgram`], [`Error::Unsupported`], [`Error::UnknownDevice`],
		/// [`Error::UnknownChannel`], [`Error::WrongQuantity`], [`Error::BadParameter`], [`Error::UnknownSite`],
		/// [`Error::NotOperator`], [`Error::TooManyWakers`], [`Error::UnknownAsset`], [`Error::NotAssetOwner`],
		/// [`Error::FlagTaken`], [`Error::UnknownNeed`], [`Error::NotNeedOwner`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::Deployed`], [`Event::Evicted`].
		#[pallet::call_index(3)]
		#[pallet::weight(
			T::WeightInfo::deploy(inputs(program), outputs(program))
				.saturating_add(Pallet::<T>::weight_of_assets(program))
				.saturating_add(Pallet::<T>::weight_of_needs(program))
		)]
		pub fn deploy(
			origin: OriginFor<T>,
			site: SiteId,
			name: Label,
			program: Box<Program>,
			settings: RuleSettings,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_deploy(member, site, name, *program, settings)
		}

		/// Replaces a rule's program, all at once.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the rule's organisation.
		///
		/// ## Details
		///
		/// The rule forgets its state. If the new program sets an actuator at the same level, the rule's claim stands until
		/// that program is evaluated. All else is released. A paused rule stays paused. The signer puts up the new program's
		/// deposit, and that of the old one goes back to whoever put it up.
		///
		/// ## Parameters
		///
		/// - `rule`: the rule.
		/// - `program`: its program from now on.
		/// - `settings`: its interval and parameters.
		///
		/// ## Errors
		///
		/// [`Error::UnknownRule`], [`Error::NotOwner`], and those of `deploy` about program and settings.
		///
		/// ## Events
		///
		/// [`Event::Replaced`], [`Event::Evicted`].
		#[pallet::call_index(4)]
		#[pallet::weight(
			T::WeightInfo::replace(inputs(program), outputs(program))
				.saturating_add(Pallet::<T>::weight_of_assets(program))
				.saturating_add(Pallet::<T>::weight_of_needs(program))
		)]
		pub fn replace(
			origin: OriginFor<T>,
			rule: RuleId,
			program: Box<Program>,
			settings: RuleSettings,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_replace(member, rule, *program, settings)
		}

		/// Changes a rule's interval and parameters. The rule keeps its state.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the rule's organisation.
		///
		/// ## Parameters
		///
		/// - `rule`: the rule.
		/// - `settings`: all of them, the unchanged ones too.
		///
		/// ## Errors
		///
		/// [`Error::UnknownRule`], [`Error::NotOwner`], [`Error::BadParameter`].
		///
		/// ## Events
		///
		/// [`Event::Adjusted`].
		#[pallet::call_index(5)]
		pub fn adjust(
			origin: OriginFor<T>,
			rule: RuleId,
			settings: RuleSettings,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_adjust(member, rule, settings)
		}

		/// Pauses a rule. It claims nothing until it is resumed, and forgets its state.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the rule's organisation.
		///
		/// ## Parameters
		///
		/// - `rule`: the rule.
		///
		/// ## Errors
		///
		/// [`Error::UnknownRule`], [`Error::NotOwner`], [`Error::AlreadyPaused`].
		///
		/// ## Events
		///
		/// [`Event::Paused`].
		#[pallet::call_index(6)]
		pub fn pause(origin: OriginFor<T>, rule: RuleId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_pause(org, rule)
		}

		/// Lets a paused rule go on.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the rule's organisation, who is its owner from then on.
		///
		/// ## Parameters
		///
		/// - `rule`: the rule.
		///
		/// ## Errors
		///
		/// [`Error::UnknownRule`], [`Error::NotOwner`], [`Error::NotPaused`].
		///
		/// ## Events
		///
		/// [`Event::Resumed`].
		#[pallet::call_index(7)]
		pub fn resume(origin: OriginFor<T>, rule: RuleId) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_resume(member, rule)
		}

		/// Removes a rule, and releases what it claims.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the rule's organisation.
		///
		/// ## Details
		///
		/// The deposit goes back to whoever put it up.
		///
		/// ## Parameters
		///
		/// - `rule`: the rule.
		///
		/// ## Errors
		///
		/// [`Error::UnknownRule`], [`Error::NotOwner`].
		///
		/// ## Events
		///
		/// [`Event::Removed`].
		#[pallet::call_index(8)]
		pub fn remove(origin: OriginFor<T>, rule: RuleId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_remove(org, rule)
		}

		/// Lets rules of another organisation be woken by a device.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the device's owner, a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// The permit is for rules that are deployed after it, and ends with the device's tenure. Observations that the
		/// organisation has the chain take are charged to the owner, as all of the device's are; evaluations are not. The
		/// signer's organisation puts up a deposit.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `org`: the other organisation.
		///
		/// ## Errors
		///
		/// [`Error::NotDeviceOwner`], [`Error::OwnOrganization`], [`Error::UnknownOrganization`],
		/// [`Error::AlreadyPermitted`].
		///
		/// ## Events
		///
		/// [`Event::Permitted`].
		#[pallet::call_index(9)]
		pub fn permit(origin: OriginFor<T>, device: DeviceId, org: OrgId) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_permit(member, device, org)
		}

		/// Ends the permit of an organisation to be woken by a device.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the device's owner; by anybody once the tenure is over in which it was given.
		///
		/// ## Details
		///
		/// Rules that the device wakes already go on: `evict` ends that. The deposit goes back to whoever put
		/// it up.
		///
		/// ## Parameters
		///
		/// - `device`: the device.
		/// - `org`: the other organisation.
		///
		/// ## Errors
		///
		/// [`Error::NotPermitted`], [`Error::NotDeviceOwner`].
		///
		/// ## Events
		///
		/// [`Event::PermitRevoked`].
		#[pallet::call_index(10)]
		pub fn revoke(origin: OriginFor<T>, device: DeviceId, org: OrgId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke(who, device, org)
		}

		/// Stops a stream from waking a rule of another organisation. The rule only reads it from
		/// then on.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the device's owner.
		///
		/// ## Parameters
		///
		/// - `stream`: the device and its channel.
		/// - `rule`: the rule.
		///
		/// ## Errors
		///
		/// [`Error::NotDeviceOwner`], [`Error::NotWoken`].
		///
		/// ## Events
		///
		/// [`Event::Evicted`].
		#[pallet::call_index(11)]
		pub fn evict(origin: OriginFor<T>, stream: StreamId, rule: RuleId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_evict(who, stream, rule)
		}

		/// Sets the safety limits of an actuator. A writable channel becomes an actuator by this.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the device's owner, a member of an organisation in good standing.
		///
		/// ## Details
		///
		/// The actuator is commanded within the new envelope at once. The first such call of a tenure takes a deposit from
		/// the signer's organisation, and removes what a former owner left, claims included. An actuator that was latched
		/// when it was removed is latched again, with an alarm at this site, until a member of its organisation frees it.
		///
		/// ## Parameters
		///
		/// - `actuator`: the device and its channel.
		/// - `site`: where it is. It stays there until it is dropped.
		/// - `safety`: envelope, guards, and the deadline for answers.
		///
		/// ## Errors
		///
		/// [`Error::NotDeviceOwner`], [`Error::DeviceEnded`], [`Error::UnknownChannel`], [`Error::NotWritable`],
		/// [`Error::BadEnvelope`], [`Error::BadDeadline`], [`Error::BadGuard`], [`Error::TooManyActuators`],
		/// [`Error::UnknownSite`], [`Error::NotOperator`], [`Error::OtherSite`].
		///
		/// ## Events
		///
		/// [`Event::SafetySet`], [`Event::ActuatorDropped`], [`Event::Raised`], [`Event::Commanded`].
		#[pallet::call_index(12)]
		pub fn set_safety(
			origin: OriginFor<T>,
			actuator: StreamId,
			site: SiteId,
			safety: Box<Safety>,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_set_safety(member, actuator, site, *safety)
		}

		/// Removes an actuator, with all claims. Its channel can become one again.
		///
		/// ## Dispatch Origin
		///
		/// Signed by the device's owner; by anybody once the tenure is over in which it became one, or the device is at its end.
		///
		/// ## Details
		///
		/// The deposit goes back to whoever put it up.
		///
		/// ## Parameters
		///
		/// - `actuator`: the device and its channel.
		///
		/// ## Errors
		///
		/// [`Error::UnknownActuator`], [`Error::NotDeviceOwner`], [`Error::ActuatorInUse`].
		///
		/// ## Events
		///
		/// [`Event::ActuatorDropped`], [`Event::Voided`].
		#[pallet::call_index(13)]
		pub fn drop_actuator(origin: OriginFor<T>, actuator: StreamId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_drop_actuator(who, actuator)
		}

		/// Sets an actuator by hand, at level 8.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the actuator's organisation.
		///
		/// ## Details
		///
		/// The value is clamped to the envelope, as with every claim. Claims of rules wait below
		/// it.
		///
		/// ## Parameters
		///
		/// - `actuator`: the device and its channel.
		/// - `value`: the set-point, in the channel's unit and exponent.
		/// - `until`: the last moment at which it counts, within seven days.
		///
		/// ## Errors
		///
		/// [`Error::UnknownActuator`], [`Error::NotActuatorOwner`], [`Error::TenureOver`], [`Error::BadEnd`].
		///
		/// ## Events
		///
		/// [`Event::SetByHand`], [`Event::Commanded`].
		#[pallet::call_index(14)]
		pub fn set_by_hand(
			origin: OriginFor<T>,
			actuator: StreamId,
			value: i64,
			until: Millis,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_set_by_hand(member, actuator, value, until)
		}

		/// Releases an actuator that is set by hand.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the actuator's organisation.
		///
		/// ## Parameters
		///
		/// - `actuator`: the device and its channel.
		///
		/// ## Errors
		///
		/// [`Error::UnknownActuator`], [`Error::NotActuatorOwner`], [`Error::TenureOver`], [`Error::NotClaimed`].
		///
		/// ## Events
		///
		/// [`Event::ReleasedByHand`], [`Event::Commanded`].
		#[pallet::call_index(15)]
		pub fn release_by_hand(origin: OriginFor<T>, actuator: StreamId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_release_by_hand(org, actuator)
		}

		/// Stops an actuator: it stands at its fail-safe until it is started.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the actuator's organisation, or by the device's owner, whatever their organisation's standing.
		///
		/// ## Details
		///
		/// Minimum times do not delay it. This is no emergency stop: a machine has its own, which needs no chain.
		///
		/// ## Parameters
		///
		/// - `actuator`: the device and its channel.
		///
		/// ## Errors
		///
		/// [`Error::UnknownActuator`], [`Error::NotActuatorOwner`], [`Error::TenureOver`].
		///
		/// ## Events
		///
		/// [`Event::Stopped`], [`Event::Commanded`].
		#[pallet::call_index(16)]
		pub fn stop(origin: OriginFor<T>, actuator: StreamId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_stop(who, actuator)
		}

		/// Lets a stopped actuator go on.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the actuator's organisation.
		///
		/// ## Parameters
		///
		/// - `actuator`: the device and its channel.
		///
		/// ## Errors
		///
		/// [`Error::UnknownActuator`], [`Error::NotActuatorOwner`], [`Error::TenureOver`], [`Error::NotClaimed`].
		///
		/// ## Events
		///
		/// [`Event::Started`], [`Event::Commanded`].
		#[pallet::call_index(17)]
		pub fn start(origin: OriginFor<T>, actuator: StreamId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_start(org, actuator)
		}

		/// Lets an actuator move again that was latched because it had changed too often.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the actuator's organisation.
		///
		/// ## Parameters
		///
		/// - `actuator`: the device and its channel.
		///
		/// ## Errors
		///
		/// [`Error::UnknownActuator`], [`Error::NotActuatorOwner`], [`Error::TenureOver`], [`Error::NotLatched`].
		///
		/// ## Events
		///
		/// [`Event::Freed`], [`Event::Returned`], [`Event::Commanded`].
		#[pallet::call_index(18)]
		pub fn free(origin: OriginFor<T>, actuator: StreamId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_free(org, actuator)
		}

		/// Forms a group: actuators of a site that share a power, or exclude one another.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the actuators' organisation.
		///
		/// ## Details
		///
		/// If the power does not suffice, the last in the list are reduced first. A member goes up only once the others that
		/// have to go down have confirmed it. The signer's organisation puts up a deposit.
		///
		/// ## Parameters
		///
		/// - `group`: the members, the cap, and the pairs of which only one may be on.
		///
		/// ## Errors
		///
		/// [`Error::BadGroup`], [`Error::UnknownActuator`], [`Error::NotActuatorOwner`], [`Error::TenureOver`],
		/// [`Error::OtherSite`], [`Error::InAnotherGroup`], [`Error::NotOperator`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::GroupFormed`].
		#[pallet::call_index(19)]
		pub fn form_group(origin: OriginFor<T>, group: Box<Group>) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_form_group(member, *group)
		}

		/// Dissolves a group. From then on only their own claims set its members.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that formed it.
		///
		/// ## Parameters
		///
		/// - `group`: the group.
		///
		/// ## Errors
		///
		/// [`Error::UnknownGroup`], [`Error::NotOperator`].
		///
		/// ## Events
		///
		/// [`Event::GroupDissolved`], [`Event::Commanded`].
		#[pallet::call_index(20)]
		pub fn dissolve_group(origin: OriginFor<T>, group: GroupId) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_dissolve_group(org, group)
		}

		/// Acknowledges an alarm of a site. The alarm is removed once it has also returned.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the organisation that runs the site.
		///
		/// ## Parameters
		///
		/// - `site`: the site.
		/// - `topic`: what the alarm is about.
		///
		/// ## Errors
		///
		/// [`Error::UnknownSite`], [`Error::NotOperator`], [`Error::NoAlarm`], [`Error::AlreadyAcknowledged`].
		///
		/// ## Events
		///
		/// [`Event::AlarmAcknowledged`].
		#[pallet::call_index(21)]
		pub fn acknowledge_alarm(
			origin: OriginFor<T>,
			site: SiteId,
			topic: Topic,
		) -> DispatchResult {
			let member = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_acknowledge_alarm(member, site, topic)
		}

		/// Accepts a device's answer to a command, from the device itself.
		///
		/// ## Dispatch Origin
		///
		/// The device: it needs no account. The pool checks its signature, and the owner's organisation is charged.
		///
		/// ## Details
		///
		/// An answer to the newest command ends that command. One to an older command says where the actuator stands, and
		/// leaves the deadline of the newest. A device that has rebooted may refuse the newest command although it had answered
		/// it. A minute later it gets another command. The pool holds one answer of each actuator.
		///
		/// ## Parameters
		///
		/// - `answer`: what the device signed.
		///
		/// ## Errors
		///
		/// Each by the pool, as a code from 151 to 160: [`Error::UnknownDevice`], [`Error::DeviceSuspended`],
		/// [`Error::DeviceRevoked`], [`Error::DeviceRetired`], [`Error::UnknownActuator`], [`Error::OtherTenure`],
		/// [`Error::UnknownCommand`], [`Error::StaleAnswer`], [`Error::BadSignature`], [`Error::QuotaExceeded`].
		///
		/// ## Events
		///
		/// [`Event::Answered`] or [`Event::AnsweredLate`]; [`Event::SpokeAgain`].
		#[pallet::call_index(22)]
		#[pallet::weight(T::WeightInfo::answer())]
		#[pallet::weight_of_authorize(Pallet::<T>::weight_of_authorize_answer(answer.scheme))]
		#[pallet::authorize(|_source, answer| {
			Pallet::<T>::authorize_answer(answer).map(|valid| (valid, Weight::zero()))
		})]
		pub fn answer(origin: OriginFor<T>, answer: Box<Answer>) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_answer(&answer)
		}

		/// Accepts devices' answers to commands, from a gateway.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of an organisation in good standing: the gateway, whose organisation pays.
		///
		/// ## Details
		///
		/// An answer that is refused does not stop the others: [`Event::AnswerRefused`] says why.
		///
		/// ## Parameters
		///
		/// - `answers`: what devices signed, at most 64.
		///
		/// ## Events
		///
		/// As those of `answer`; [`Event::AnswerRefused`].
		#[pallet::call_index(23)]
		#[pallet::weight(Pallet::<T>::weight_of_answers(answers))]
		pub fn answer_all(
			origin: OriginFor<T>,
			answers: BoundedVec<Answer, ConstU32<MAX_ANSWERS>>,
		) -> DispatchResult {
			T::MemberOrigin::ensure_origin(origin)?;
			Self::do_answer_all(&answers);
			Ok(())
		}

		/// Opens a signal, with which a grid operator calls for limits.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of a grid operator in good standing.
		///
		/// ## Details
		///
		/// The signer's organisation puts up a deposit, until the signal is closed.
		///
		/// ## Parameters
		///
		/// - `quantity`: the unit and exponent of its limits. Channels with another unit or exponent cannot
		///   follow it.
		///
		/// ## Errors
		///
		/// [`Error::BadQuantity`], [`Error::IdsExhausted`].
		///
		/// ## Events
		///
		/// [`Event::SignalOpened`].
		#[pallet::call_index(24)]
		pub fn open_signal(origin: OriginFor<T>, quantity: Quantity) -> DispatchResult {
			let member = T::GridOperatorOrigin::ensure_origin(origin)?;
			Self::do_open_signal(member, quantity)
		}

		/// Sets a limit in place of the one before, or withdraws that.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the grid operator that opened the signal, in good standing.
		///
		/// ## Details
		///
		/// Actuators that follow the signal and rules that read it are notified as soon as there is room, one after another. A
		/// limit that is announced before it begins counts from its first block on. Setting the same limit again changes nothing.
		/// The next limit has to wait for a minute, even if the last one was withdrawn. A suspended operator cannot withdraw a
		/// limit: it counts until its end.
		///
		/// ## Parameters
		///
		/// - `event`: the signal.
		/// - `limit`: the value, and when it counts. It ends after it begins, in the future, within seven days. `None` withdraws
		///   the one before.
		///
		/// ## Errors
		///
		/// [`Error::UnknownSignal`], [`Error::NotSignalOwner`], [`Error::BadLimit`], [`Error::LimitTooSoon`].
		///
		/// ## Events
		///
		/// [`Event::LimitSet`].
		#[pallet::call_index(25)]
		pub fn set_limit(
			origin: OriginFor<T>,
			event: EventId,
			limit: Option<Limit>,
		) -> DispatchResult {
			let Member { org, .. } = T::GridOperatorOrigin::ensure_origin(origin)?;
			Self::do_set_limit(org, event, limit)
		}

		/// Removes a signal that has no limit, or one that is over.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the grid operator that opened it, in good standing; or by anybody, once that is no grid operator in
		/// good standing any more.
		///
		/// ## Details
		///
		/// Actuators and rules may still name it: it is undefined from then on, and its id is never used again. The deposit goes
		/// back to whoever put it up.
		///
		/// ## Parameters
		///
		/// - `event`: the signal.
		///
		/// ## Errors
		///
		/// [`Error::UnknownSignal`], [`Error::NotSignalOwner`], [`Error::SignalInUse`].
		///
		/// ## Events
		///
		/// [`Event::SignalClosed`].
		#[pallet::call_index(26)]
		pub fn close_signal(origin: OriginFor<T>, event: EventId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_signal(who, event)
		}

		/// Subjects an actuator to the limits of a signal, or ends that.
		///
		/// ## Dispatch Origin
		///
		/// Signed by a member of the actuator's organisation.
		///
		/// ## Details
		///
		/// While a limit counts, set-points of levels above 3 are lowered to it, and then clamped to the envelope. A value above
		/// the limit is lowered without waiting for a minimum time. Of an exclusive pair, one is off all the same. An actuator
		/// that follows a signal and has changed as often as it may within an hour is not latched: it keeps its value until it
		/// may change again. Following ends with the actuator. Once the device has changed hands, the former owner's
		/// organisation can still end it.
		///
		/// ## Parameters
		///
		/// - `actuator`: the device and its channel.
		/// - `event`: the signal, in place of the one before. `None`: it follows none.
		///
		/// ## Errors
		///
		/// [`Error::UnknownActuator`], [`Error::NotActuatorOwner`], [`Error::TenureOver`], [`Error::UnknownSignal`],
		/// [`Error::UnknownChannel`], [`Error::WrongQuantity`].
		///
		/// ## Events
		///
		/// [`Event::Followed`], [`Event::Commanded`].
		#[pallet::call_index(27)]
		pub fn follow(
			origin: OriginFor<T>,
			actuator: StreamId,
			event: Option<EventId>,
		) -> DispatchResult {
			let Member { org, .. } = T::MemberOrigin::ensure_origin(origin)?;
			Self::do_follow(org, actuator, event)
		}
	}
}
