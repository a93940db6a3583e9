//! Tallies: the one record of a stream, however many assets it watches.

use crate::*;
use frame::deps::sp_io::offchain_index;
use tallystick_condition::{
	tally::{stay, Moment},
	Figures, Kept,
};
use tallystick_primitives::{
	evidence::Node, ChannelTraits, Consumer, HostCrypto, Observation, StreamId,
};

/// The prefix of the keys under which nodes with off-chain indexing keep leaves, by the peak that
/// each completed.
const LEAVES_PREFIX: &[u8] = b"tallystick/tally-leaves/";

/// The key in a node's off-chain storage of a leaf of a tally: SCALE-encoded, a [`Kept`]. The hash is that of
/// the peak that the leaf completed. From the peaks of the tally,
/// [`archive::leaves`](tallystick_condition::archive::leaves) finds all of a stream, in whichever fork of the
/// chain.
pub fn leaf_key(peak: &Hash) -> Vec<u8> {
	[LEAVES_PREFIX, peak].concat()
}

impl<T: Config> Pallet<T> {
	/// Counts an observation in the tally of its stream.
	pub(crate) fn count(stream: &StreamId, observation: &Observation) {
		let Some(tally) = Tallies::<T>::get(stream) else { return };
		let Observation { summary, root, facts, .. } = *observation;
		let number = tally.observations;
		let Ok(after) = tally.fold::<HostCrypto>(Node { summary, hash: root }, facts) else {
			// Its time counts as missing, as if it had not come.
			Self::deposit_event(Event::NotCounted { stream: *stream, number });
			return;
		};
		if let Some((peak, kept)) = Kept::of(&tally, &after) {
			offchain_index::set(&leaf_key(&peak), &kept.encode());
		}
		Tallies::<T>::insert(stream, after);
	}

	/// Whether a policy can be taken on a channel.
	pub(crate) fn fitting(policy: PolicyId, channel: &ChannelTraits) -> Option<Policy> {
		let (OwnPolicy { policy, .. }, _) = Policies::<T>::get(policy)?;
		policy.check(channel).is_ok().then_some(policy)
	}

	/// Counts one more stay of a stream, which counts by these policies.
	pub(crate) fn use_tally(
		stream: &StreamId,
		channel: &ChannelTraits,
		policies: impl IntoIterator<Item = PolicyId>,
	) -> DispatchResult {
		let mut used = TallyUses::<T>::get(stream).unwrap_or_default();
		if used.stays == 0 {
			T::Watch::watch(Consumer::AssetLifecycle, stream)?;
			let tally = Tally::new(*stream, channel.period, Self::now().0);
			Tallies::<T>::insert(stream, tally);
		}
		used.stays = used.stays.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		for policy in policies {
			Self::count_use(stream, channel, &mut used, policy)?;
		}
		TallyUses::<T>::insert(stream, used);
		Ok(())
	}

	/// Counts one more stay of a stream with a tally that counts by this policy.
	pub(crate) fn use_policy(
		stream: &StreamId,
		channel: &ChannelTraits,
		policy: PolicyId,
	) -> DispatchResult {
		let mut used = TallyUses::<T>::get(stream).ok_or(Error::<T>::UnknownStay)?;
		Self::count_use(stream, channel, &mut used, policy)?;
		TallyUses::<T>::insert(stream, used);
		Ok(())
	}

	fn count_use(
		stream: &StreamId,
		channel: &ChannelTraits,
		used: &mut StreamUse,
		policy: PolicyId,
	) -> DispatchResult {
		match used.policies.iter_mut().find(|(own, _)| *own == policy) {
			Some((_, count)) => {
				*count = count.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
			},
			None => {
				let definition = Self::fitting(policy, channel).ok_or(Error::<T>::UnknownPolicy)?;
				let mut tally = Tallies::<T>::get(stream).ok_or(Error::<T>::UnknownStay)?;
				tally.add(policy, definition).map_err(|_| Error::<T>::TallyFull)?;
				used.policies.try_push((policy, 1)).map_err(|_| Error::<T>::TallyFull)?;
				Tallies::<T>::insert(stream, tally);
			},
		}
		Ok(())
	}

	/// Counts one stay less that counts by this policy.
	pub(crate) fn unuse_policy(stream: &StreamId, policy: PolicyId) {
		let Some(mut used) = TallyUses::<T>::get(stream) else { return };
		Self::count_off(stream, &mut used, policy);
		TallyUses::<T>::insert(stream, used);
	}

	fn count_off(stream: &StreamId, used: &mut StreamUse, policy: PolicyId) {
		if let Some((_, count)) = used.policies.iter_mut().find(|(own, _)| *own == policy) {
			// Every stay is counted, so there is one to take away.
			*count = count.saturating_sub(1);
			if *count == 0 {
				used.policies.retain(|(own, _)| *own != policy);
				Tallies::<T>::mutate_extant(stream, |tally| tally.remove(policy));
			}
		}
	}

	/// Counts one stay of a stream less, which counted by these policies. The last one takes the tally
	/// along. Returns whether it was the last one.
	pub(crate) fn unuse_tally(
		stream: &StreamId,
		policies: impl IntoIterator<Item = PolicyId>,
	) -> Result<bool, DispatchError> {
		let mut used = TallyUses::<T>::get(stream).ok_or(Error::<T>::UnknownStay)?;
		// As above.
		used.stays = used.stays.saturating_sub(1);
		if used.stays > 0 {
			policies.into_iter().for_each(|policy| Self::count_off(stream, &mut used, policy));
			TallyUses::<T>::insert(stream, used);
			return Ok(false);
		}
		T::Watch::unwatch(Consumer::AssetLifecycle, stream)?;
		TallyUses::<T>::remove(stream);
		Tallies::<T>::remove(stream);
		Ok(true)
	}

	/// Evaluates a policy for a time. From `deadline` on no more of its data count.
	///
	/// `leaves` are candidates for those that count the first and the last moment; they are of the tally.
	/// The tally's newest one is always among them.
	pub(crate) fn measured(
		tally: &Tally,
		policy: PolicyId,
		from: Millis,
		to: Millis,
		leaves: &[&Leaf],
		deadline: Millis,
	) -> (Figures, Knowledge) {
		let unproven = (Figures::default(), Knowledge::Unproven);
		let until = tally.until.until;
		let counted = to.0.min(until);
		let known = match from.0 < until {
			false => Some(Figures::default()),
			true => Self::between(tally, policy, from.0, counted, leaves),
		};
		let Some(known) = known else { return unproven };
		if to.0 <= until {
			return (known, Knowledge::Complete);
		}
		if Self::now() <= deadline {
			return (known, Knowledge::Awaited);
		}
		let begin = from.0.max(until);
		let (Some(value), Some(missing)) =
			(tally.silence(policy, begin, to.0), Self::unheard(tally, policy, begin, to.0))
		else {
			return unproven;
		};
		let silence =
			Figures { value: Bounds::exact(value), missing: Bounds::exact(missing.into()) };
		let value = known.value.plus(&silence.value);
		(Figures { value, missing: known.missing.plus(&silence.missing) }, Knowledge::Complete)
	}

	/// The same of a time that is counted.
	fn between(
		tally: &Tally,
		policy: PolicyId,
		from: u64,
		to: u64,
		leaves: &[&Leaf],
	) -> Option<Figures> {
		let meter = tally.meter(policy)?;
		let newest = tally.last.as_ref()?;
		let candidates = || leaves.iter().copied().chain([newest]);
		let begin = candidates().find(|leaf| leaf.covers(from))?;
		let end = match to == tally.until.until {
			true => newest,
			false => candidates().find(|leaf| leaf.covers(to))?,
		};
		let moment = |at, leaf: &'_ Leaf| (at, leaf.root.summary);
		let (first, last) = (moment(from, begin), moment(to, end));
		let nodes = |summary| core::slice::from_ref(summary);
		stay(
			policy,
			&meter,
			&Moment { at: first.0, leaf: begin, nodes: nodes(&first.1) },
			&Moment { at: last.0, leaf: end, nodes: nodes(&last.1) },
		)
		.ok()
	}

	/// Milliseconds in a time after the last data in which the last reading does not stand.
	fn unheard(tally: &Tally, policy: PolicyId, from: u64, to: u64) -> Option<u64> {
		let entry = tally.entry(policy)?;
		let stands = match tally.until.value.is_some() && !entry.counted.doubtful {
			true => tally.meter(policy)?.stands(),
			false => 0,
		};
		// Times are below 2^62.
		let since = tally.until.until.saturating_add(stands).max(from);
		Some(to.saturating_sub(since))
	}
}
