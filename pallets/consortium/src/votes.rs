//! Records the keys that voted in each session, and the validators that voted twice.

use super::*;

impl<T: Config> Pallet<T> {
	/// Records the voters of a session that begins.
	///
	/// `voters` has the keys that vote in it, not those that accounts have set for later sessions. More than
	/// [`Config::MaxValidators`] are cut off; [`Validators`] has no more.
	pub fn note_voters(
		session: SessionIndex,
		voters: impl IntoIterator<Item = (T::VotingKey, T::AccountId)>,
	) {
		let voters = VotersOf::<T>::truncate_from(voters.into_iter().collect());
		let before = session.checked_sub(1).and_then(VotersSince::<T>::get);
		let since = match before {
			Some(since) if Voters::<T>::get(since).as_ref() == Some(&voters) => since,
			_ => {
				Voters::<T>::insert(session, voters);
				session
			},
		};
		VotersSince::<T>::insert(session, since);
	}

	/// When `session` ends, removes the record of the session that is [`Config::SessionsKept`]
	/// sessions older.
	pub fn forget_voters(session: SessionIndex) {
		let Some(over) = session.checked_sub(T::SessionsKept::get()) else { return };
		// There is one for each validator at most, and they are few.
		let _ = DoubleVotes::<T>::clear_prefix(over, u32::MAX, None);
		let Some(since) = VotersSince::<T>::take(over) else { return };
		let next = over.checked_add(1).and_then(VotersSince::<T>::get);
		if next != Some(since) {
			Voters::<T>::remove(since);
		}
	}

	/// The account whose key voted in a session, while that is on record.
	pub fn voter(session: SessionIndex, key: &T::VotingKey) -> Option<T::AccountId> {
		let voters = Voters::<T>::get(VotersSince::<T>::get(session)?)?;
		voters.into_iter().find(|(other, _)| other == key).map(|(_, who)| who)
	}

	/// Whether a double vote of `who` has been reported in the session that runs.
	pub fn is_reported(now: SessionIndex, who: &T::AccountId) -> bool {
		DoubleVotes::<T>::contains_key(now, who)
	}

	/// Records that a key of `who` voted twice. Returns `false` if that was reported in this session
	/// already. Whoever has the key can make any number of double votes, and each proves no more than the
	/// first.
	pub fn report_double_vote(now: SessionIndex, who: T::AccountId, set: u64, round: u64) -> bool {
		if Self::is_reported(now, &who) {
			return false;
		}
		DoubleVotes::<T>::insert(now, &who, DoubleVote { set, round, block: Self::now() });
		Self::deposit_event(Event::VotedTwice { who, set, round });
		true
	}
}
