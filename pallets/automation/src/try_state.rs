//! The pallet's properties, under the numbers of the crate's documentation.

use super::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame::deps::sp_runtime::TryRuntimeError;
use tallystick_rules::{Effect, Output, Source};

impl<T: Config> Pallet<T> {
	/// Checks every property; reads all storage of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_sites()?;
		Self::check_rules()?;
		Self::check_streams()?;
		Self::check_actuators()?;
		Self::check_groups()?;
		Self::check_signals()?;
		Self::check_flags()?;
		Self::check_agenda()
	}

	fn check_sites() -> Result<(), TryRuntimeError> {
		let mut uses = BTreeMap::<SiteId, u32>::new();
		let mut listed = BTreeSet::new();
		let next = NextRuleId::<T>::get().unwrap_or(RuleId(0));
		for (rule, (record, _)) in Rules::<T>::iter() {
			ensure!(rule < next, "1: a rule's id was not given out");
			let count = uses.entry(record.site).or_default();
			*count = count.saturating_add(1);
			listed.insert((record.site.0, rule.0));
		}
		for (record, _) in Actuators::<T>::iter_values() {
			let count = uses.entry(record.site).or_default();
			*count = count.saturating_add(1);
		}
		let by_site = RulesOf::<T>::iter_keys().map(|(site, rule)| (site.0, rule.0)).collect();
		ensure!(listed == by_site, "1: rules are not listed under their sites");
		let next = NextSiteId::<T>::get().unwrap_or(SiteId(0));
		for (site, (record, _)) in Sites::<T>::iter() {
			ensure!(site < next, "1: a site's id was not given out");
			ensure!(record.site.check().is_ok(), "1: a site is unsound");
			let count = uses.remove(&site).unwrap_or_default();
			ensure!(record.uses == count, "1: a site miscounts its rules");
		}
		ensure!(uses.is_empty(), "1: a rule's site is missing");
		Ok(())
	}

	fn check_rules() -> Result<(), TryRuntimeError> {
		let programs: BTreeSet<u32> = Programs::<T>::iter_keys().map(|rule| rule.0).collect();
		let rules: BTreeSet<u32> = Rules::<T>::iter_keys().map(|rule| rule.0).collect();
		ensure!(programs == rules, "2: a rule without a program, or a program without a rule");
		for rule in States::<T>::iter_keys() {
			ensure!(rules.contains(&rule.0), "2: a state of no rule");
		}
		for (rule, Stored { program, limits }) in Programs::<T>::iter() {
			ensure!(program.check().is_ok(), "2: a program is unsound");
			ensure!(limits.len() == program.inputs.len(), "2: limits of other inputs");
			let state = States::<T>::get(rule);
			let effects = state.effects.len();
			ensure!(
				effects == 0 || effects == program.outputs.len(),
				"2: effects of other outputs"
			);
			let status = Rules::<T>::get(rule).map(|(record, _)| record.status);
			let acts = state.effects.iter().any(|effect| *effect != Effect::Released);
			ensure!(
				status == Some(RuleStatus::Running) || !acts,
				"6: a rule that stands still acts"
			);
		}
		Ok(())
	}

	fn check_streams() -> Result<(), TryRuntimeError> {
		let mut arrived = BTreeMap::<StreamId, OrgId>::new();
		for Arrival { org, stream } in Arrived::<T>::get() {
			arrived.insert(stream, org);
		}
		let mut waked = BTreeSet::new();
		for (stream, wakers) in Wakers::<T>::iter() {
			waked.insert(stream);
			ensure!(!wakers.is_empty(), "3: a stream that wakes nothing is stored");
			let ids = || wakers.iter().map(|waker| waker.rule);
			ensure!(ids().zip(ids().skip(1)).all(|(a, b)| a < b), "3: wakers are out of order");
			let foreign = wakers.iter().filter(|waker| !waker.own).count();
			let most = (MAX_WAKERS as usize).saturating_sub(OWN_WAKERS);
			ensure!(foreign <= most, "3: others took the places of the device's organisation");
			for Waker { rule, .. } in wakers {
				let stored = Programs::<T>::get(rule).ok_or("2: a stream wakes no rule")?;
				let is_input = |source: &Source| matches!(source, Source::Stream { stream: input, .. } if *input == stream);
				ensure!(stored.program.inputs.iter().any(is_input), "2: woken by no input");
			}
		}
		for (stream, woken) in Streams::<T>::iter() {
			ensure!(waked.remove(&stream), "3: a stream that wakes nothing is kept");
			let is_listed = arrived.contains_key(&stream);
			ensure!(woken.waiting.is_empty() || is_listed, "4: a stream waits unseen");
			ensure!(woken.after.is_none() || !woken.waiting.is_empty(), "4: nothing is half seen");
		}
		ensure!(waked.is_empty(), "3: a stream that wakes rules is not kept");
		Ok(())
	}

	fn check_actuators() -> Result<(), TryRuntimeError> {
		let mut reserved = BTreeMap::<(StreamId, u8), RuleId>::new();
		for (rule, Stored { program, .. }) in Programs::<T>::iter() {
			for output in &program.outputs {
				let Output::Set { actuator, level, .. } = output else { continue };
				// Where the actuator is gone, so is the claim.
				let exists = Self::standing_of(actuator).is_some_and(|standing| {
					standing.claims.iter().any(|claim| claim.by == Claimant::Rule(rule))
				});
				if exists {
					let taken = reserved.insert((*actuator, *level), rule);
					ensure!(taken.is_none(), "20: two rules claim one level");
				}
			}
		}
		let actuators = Actuators::<T>::iter_keys().collect::<BTreeSet<_>>();
		let standings = Standings::<T>::iter_keys().collect::<BTreeSet<_>>();
		ensure!(actuators == standings, "20: an actuator that does not stand");
		let mut silent = BTreeMap::<SiteId, u32>::new();
		for (device, channel, standing) in Standings::<T>::iter() {
			let actuator = StreamId { device, channel };
			let (record, _) = Self::actuator_of(&actuator).ok_or("20: no actuator")?;
			let envelope = &record.safety.envelope;
			ensure!(envelope.check_within(&record.writable).is_ok(), "21: beyond the model");
			let levels = || standing.claims.iter().map(|claim| claim.level);
			ensure!(levels().zip(levels().skip(1)).all(|(a, b)| a < b), "20: claims out of order");
			for claim in &standing.claims {
				if let Claimant::Rule(rule) = claim.by {
					let own = reserved.remove(&(actuator, claim.level));
					ensure!(own == Some(rule), "20: a claim of no rule");
				}
			}
			let newest = standing.track.newest.map(|newest| newest.value);
			let goes_on = record.group.is_none() && Self::goes_on(&actuator, &record);
			let stands = newest.is_none_or(|value| envelope.bounds.permits(value));
			ensure!(stands || !goes_on, "21: commanded beyond the envelope");
			let active = |topic: Topic| {
				Alarms::<T>::get(record.site, &topic).map_or(0, |alarm: AlarmOf<T>| alarm.active)
			};
			let latched = standing.latch == Latch::Hunting;
			let hunting = active(Topic::Hunting(actuator));
			ensure!(hunting == u32::from(latched), "32: latched without an alarm, or the reverse");
			let unguarded = active(Topic::Unguarded(actuator));
			ensure!(unguarded == u32::from(standing.unguarded), "32: unguarded without an alarm");
			if standing.track.silent {
				let count = silent.entry(record.site).or_default();
				*count = count.saturating_add(1);
			}
			let due = standing.due;
			let listed = due.is_some_and(|due| {
				let due = Due::new(Lane::Actuators(record.org), due);
				Agenda::<T>::contains_key(due, AgendaItem::Actuator(actuator))
			});
			ensure!(due.is_none() || listed, "5: an actuator is not due when it says");
		}
		ensure!(reserved.is_empty(), "20: a reserved level is not claimed");
		for site in Sites::<T>::iter_keys() {
			let counted = Alarms::<T>::get(site, Topic::Silent).map_or(0, |alarm| alarm.active);
			let expected = silent.get(&site).copied().unwrap_or_default();
			ensure!(counted == expected, "32: the alarm miscounts silent actuators");
		}
		Ok(())
	}

	fn check_groups() -> Result<(), TryRuntimeError> {
		let mut members = BTreeMap::<StreamId, GroupId>::new();
		for (id, (group, _)) in Groups::<T>::iter() {
			for member in group.members {
				ensure!(members.insert(member.actuator, id).is_none(), "22: in two groups");
			}
		}
		for (device, channel, (record, _)) in Actuators::<T>::iter() {
			let own = members.remove(&StreamId { device, channel });
			ensure!(own == record.group, "22: a member that is not listed, or listed elsewhere");
		}
		ensure!(members.is_empty(), "22: a member is no actuator");
		Ok(())
	}

	fn check_signals() -> Result<(), TryRuntimeError> {
		let next = NextEventId::<T>::get().unwrap_or(EventId(0));
		for (event, (Signal { limit, .. }, _)) in Signals::<T>::iter() {
			ensure!(event < next, "1: a signal's id was not given out");
			ensure!(limit.is_none_or(|limit| limit.from < limit.until), "28: a reversed limit");
		}
		let mut follow = BTreeSet::new();
		for (device, channel, (record, _)) in Actuators::<T>::iter() {
			let actuator = StreamId { device, channel };
			follow.extend(record.follows.map(|event| (event.0, actuator)));
		}
		let listed: BTreeSet<_> =
			Followers::<T>::iter_keys().map(|(event, actuator)| (event.0, actuator)).collect();
		ensure!(listed == follow, "28: followers are not the actuators that follow");
		let mut read = BTreeSet::new();
		for (rule, Stored { program, .. }) in Programs::<T>::iter() {
			for source in program.inputs {
				let Source::Event { event, .. } = source else { continue };
				read.insert((event.0, rule.0));
			}
		}
		let listed: BTreeSet<_> =
			SignalReaders::<T>::iter_keys().map(|(event, rule)| (event.0, rule.0)).collect();
		ensure!(listed == read, "28: readers are not the rules that read");
		Ok(())
	}

	fn check_flags() -> Result<(), TryRuntimeError> {
		let mut listed = BTreeMap::new();
		for (asset, flag, flagger) in Flaggers::<T>::iter() {
			listed.insert((asset, flag), flagger);
		}
		for (rule, Stored { program, .. }) in Programs::<T>::iter() {
			let (record, _) = Rules::<T>::get(rule).ok_or("2: a program without a rule")?;
			for output in program.outputs {
				let Output::Flag { asset, flag, .. } = output else { continue };
				// Where a rule of the asset's next owner has taken it, this one acts no more.
				if listed.get(&(asset, flag)) == Some(&Flagger { rule, org: record.org }) {
					listed.remove(&(asset, flag));
				}
			}
		}
		ensure!(listed.is_empty(), "30: a flag of no output, or of another organisation");
		Ok(())
	}

	fn check_agenda() -> Result<(), TryRuntimeError> {
		let mut due = BTreeMap::<u32, Millis>::new();
		let mut walks = BTreeMap::<u32, Millis>::new();
		let mut told = BTreeMap::<u32, Millis>::new();
		let mut read = BTreeMap::<u32, Millis>::new();
		let mut actuators = 0u32;
		for (at, item, ()) in Agenda::<T>::iter() {
			ensure!(item.belongs_to(at.lane()), "5: something is in the wrong agenda");
			match item {
				AgendaItem::Rule(rule) => {
					let org = Rules::<T>::get(rule).map(|(record, _)| record.org);
					ensure!(
						org == Some(at.lane().org()),
						"5: a rule is in another organisation's agenda"
					);
					ensure!(due.insert(rule.0, at.at()).is_none(), "5: a rule is due twice");
				},
				AgendaItem::Calendar(site) => {
					ensure!(walks.insert(site.0, at.at()).is_none(), "5: two walks of a site");
				},
				AgendaItem::Followers(event) => {
					ensure!(told.insert(event.0, at.at()).is_none(), "5: two walks of a signal");
				},
				AgendaItem::SignalReaders(event) => {
					ensure!(read.insert(event.0, at.at()).is_none(), "5: two walks of a signal");
				},
				AgendaItem::Actuator(_) => actuators = actuators.saturating_add(1),
				AgendaItem::Group(id) => {
					let org = Groups::<T>::get(id).map(|(group, _)| group.org);
					let is_own = org.is_none_or(|org| at.lane() == Lane::Groups(org));
					ensure!(is_own, "5: a group is in another organisation's agenda");
				},
				AgendaItem::Readers(_) => {},
			}
		}
		let standing = Standings::<T>::iter_values().filter(|standing| standing.due.is_some());
		ensure!(standing.count() == actuators as usize, "5: what is no actuator is due");
		for (site, (record, _)) in Sites::<T>::iter() {
			let walk = record.walk.map(|walk| walk.due);
			ensure!(walks.remove(&site.0) == walk, "5: a site's walk is at another moment");
		}
		ensure!(walks.is_empty(), "5: a walk of no site");
		for (event, (signal, _)) in Signals::<T>::iter() {
			let followers = signal.followers.map(|walk| walk.due);
			let readers = signal.readers.map(|walk| walk.due);
			let listed = (told.remove(&event.0), read.remove(&event.0));
			ensure!(listed == (followers, readers), "5: a signal's walk is at another moment");
		}
		ensure!(told.is_empty() && read.is_empty(), "5: a walk of no signal");
		for (rule, (record, _)) in Rules::<T>::iter() {
			let state = States::<T>::get(rule);
			ensure!(due.remove(&rule.0) == state.due, "5: a rule is due at another moment");
			match record.status {
				RuleStatus::Running => {},
				RuleStatus::Paused => {
					ensure!(state == State::default(), "6: a paused rule remembers")
				},
				RuleStatus::Starved => {
					ensure!(state.due.is_some(), "5: a starved rule is not tried")
				},
			}
		}
		ensure!(due.is_empty(), "5: what is no rule is due");
		Ok(())
	}
}
