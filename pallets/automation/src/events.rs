//! The pallet's events, by feature.

#[frame::pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A site was opened.
		SiteOpened {
			/// The id of the new site.
			site: SiteId,
			/// The organisation that runs it.
			org: OrgId,
		},
		/// A site's time or calendar changed.
		SiteChanged {
			/// The site that changed.
			site: SiteId,
		},
		/// A site was removed.
		SiteClosed {
			/// The site that was removed.
			site: SiteId,
		},
		/// A rule was deployed.
		Deployed {
			/// The id of the new rule.
			rule: RuleId,
			/// Its organisation.
			org: OrgId,
			/// Where it is.
			site: SiteId,
			/// What an evaluation costs.
			shape: Shape,
		},
		/// A rule got another program. Its state is forgotten.
		Replaced {
			/// The rule.
			rule: RuleId,
			/// The version from now on.
			version: u32,
			/// What an evaluation costs.
			shape: Shape,
		},
		/// A rule got other settings.
		Adjusted {
			/// The rule.
			rule: RuleId,
			/// What they were.
			before: RuleSettings,
			/// What they are.
			settings: RuleSettings,
		},
		/// A rule is not evaluated until it is resumed.
		Paused {
			/// The rule.
			rule: RuleId,
		},
		/// A rule is evaluated again: its organisation resumed it, or has quota again.
		Resumed {
			/// The rule.
			rule: RuleId,
		},
		/// A rule's organisation has no quota left. The rule claims nothing until there is some again.
		Starved {
			/// The rule.
			rule: RuleId,
			/// The organisation.
			org: OrgId,
		},
		/// A rule was removed.
		Removed {
			/// The rule.
			rule: RuleId,
		},
		/// An organisation may be woken by another one's device.
		Permitted {
			/// The device.
			device: DeviceId,
			/// The organisation.
			org: OrgId,
		},
		/// An organisation is no longer woken by another one's device.
		PermitRevoked {
			/// The device.
			device: DeviceId,
			/// The organisation.
			org: OrgId,
		},
		/// A stream no longer wakes a rule of another organisation: a rule of the device's own organisation took its
		/// place, the device's owner evicted it, or the device changed hands.
		Evicted {
			/// The stream.
			stream: StreamId,
			/// The rule.
			rule: RuleId,
		},
		/// Outputs of a rule changed.
		Fired {
			/// The rule.
			rule: RuleId,
			/// Which of its programs.
			version: u32,
			/// The outputs that changed.
			firings: Vec<Firing>,
			/// The observations that it was evaluated on, in the order of its inputs.
			evidence: Vec<Evidence>,
		},
		/// The owner of a device set an actuator's safety limits.
		SafetySet {
			/// The actuator.
			actuator: StreamId,
			/// How many statements of this tenure came before.
			version: u32,
		},
		/// An actuator was removed, with all claims.
		ActuatorDropped {
			/// The actuator.
			actuator: StreamId,
		},
		/// A member of its organisation set an actuator by hand.
		SetByHand {
			/// The actuator.
			actuator: StreamId,
			/// Who did.
			by: Claimant<T::AccountId>,
			/// The set-point.
			value: i64,
			/// The last moment at which it counts.
			until: Millis,
		},
		/// An actuator is no longer set by hand.
		ReleasedByHand {
			/// The actuator.
			actuator: StreamId,
		},
		/// A member of its organisation stopped an actuator: it stands at its fail-safe.
		Stopped {
			/// The actuator.
			actuator: StreamId,
			/// Who did.
			by: Claimant<T::AccountId>,
		},
		/// An actuator is no longer stopped.
		Started {
			/// The actuator.
			actuator: StreamId,
		},
		/// An actuator that was latched may move again.
		Freed {
			/// The actuator.
			actuator: StreamId,
		},
		/// An actuator was commanded.
		Commanded {
			/// The actuator.
			actuator: StreamId,
			/// The device's tenure.
			tenure: u32,
			/// The command.
			id: CommandId,
			/// Where the actuator is to stand.
			value: i64,
			/// Why.
			cause: Cause<T::AccountId>,
		},
		/// A device has answered its newest command.
		Answered {
			/// The actuator.
			actuator: StreamId,
			/// The command.
			id: CommandId,
			/// What became of it.
			outcome: Outcome,
			/// Where the actuator stood before.
			before: i64,
			/// Where it stands now.
			after: i64,
		},
		/// A device answered a command that had ended: a later command superseded it, the answer came too late, or the device has
		/// rebooted and refuses what it had answered. The chain uses the answer to know where the actuator stands.
		AnsweredLate {
			/// The actuator.
			actuator: StreamId,
			/// The command.
			id: CommandId,
			/// What became of it.
			outcome: Outcome,
			/// Where the actuator stood before.
			before: i64,
			/// Where it stands now.
			after: i64,
		},
		/// One of several answers was refused.
		AnswerRefused {
			/// The actuator.
			actuator: StreamId,
			/// The command.
			id: CommandId,
			/// Why.
			refusal: AnswerRefusal,
		},
		/// A newer command took the place of one that was not answered.
		Superseded {
			/// The actuator.
			actuator: StreamId,
			/// The command that was not answered.
			id: CommandId,
		},
		/// A command that was not answered ended with the device's tenure, or with the actuator.
		Voided {
			/// The actuator.
			actuator: StreamId,
			/// The command.
			id: CommandId,
		},
		/// A device has left its commands unanswered for longer than its owner's deadline. The next answer ends that.
		FellSilent {
			/// The actuator.
			actuator: StreamId,
			/// The command that ended by this: the newest one.
			ended: Option<CommandId>,
		},
		/// An actuator's device answers again.
		SpokeAgain {
			/// The actuator.
			actuator: StreamId,
		},
		/// Actuators form a group.
		GroupFormed {
			/// The id of the new group.
			group: GroupId,
			/// Where it is.
			site: SiteId,
			/// How many members it has.
			members: u32,
		},
		/// A group was dissolved.
		GroupDissolved {
			/// The group.
			group: GroupId,
		},
		/// An alarm was raised.
		Raised {
			/// Where.
			site: SiteId,
			/// What it is about.
			topic: Topic,
			/// How serious it is.
			severity: Severity,
		},
		/// The last reason for an alarm is gone.
		Returned {
			/// Where.
			site: SiteId,
			/// What it was about.
			topic: Topic,
		},
		/// Somebody acknowledged an alarm.
		AlarmAcknowledged {
			/// Where.
			site: SiteId,
			/// What it is about.
			topic: Topic,
			/// Who did.
			by: T::AccountId,
		},
		/// A grid operator opened a signal.
		SignalOpened {
			/// The id of the new signal.
			event: EventId,
			/// The grid operator's organisation.
			org: OrgId,
			/// What its limits count.
			quantity: Quantity,
		},
		/// A grid operator set or withdrew a limit.
		LimitSet {
			/// The signal with which it calls for limits.
			event: EventId,
			/// The limit. `None`: it is withdrawn.
			limit: Option<Limit>,
		},
		/// A signal was removed.
		SignalClosed {
			/// The signal, whose id is not given out again.
			event: EventId,
		},
		/// An actuator follows another signal, or none.
		Followed {
			/// The actuator.
			actuator: StreamId,
			/// The signal from now on.
			event: Option<EventId>,
		},
		/// A rule tried to have a need ordered, and nothing was ordered: the mandate does not permit it now, something is on order,
		/// or safe mode or a pause refuses orders.
		OrderRefused {
			/// The rule.
			rule: RuleId,
			/// The need.
			need: NeedId,
			/// Why.
			error: DispatchError,
		},
	}
}
