//! Whose key voted in which session, and who voted twice.

use super::*;

impl<T: Config> Pallet<T> {
	/// Notes who votes in a session that begins.
	///
	/// `voters` are the keys that vote in it, and not those that their accounts have set for later. More than
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

	/// Forgets the session that [`Config::SessionsKept`] sessions have followed when `session` ends.
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

	/// Whose key voted in a session, while that is on record.
	pub fn voter(session: SessionIndex, key: &T::VotingKey) -> Option<T::AccountId> {
		let voters = Voters::<T>::get(VotersSince::<T>::get(session)?)?;
		voters.into_iter().find(|(other, _)| other == key).map(|(_, who)| who)
	}

	/// Whether a double vote of `who` has been reported in the session that runs.
	pub fn is_reported(now: SessionIndex, who: &T::AccountId) -> bool {
		DoubleVotes::<T>::contains_key(now, who)
	}

	/// Puts on record that a key of `who` voted twice. `false` if that has been reported in this session:
	/// whoever has the key makes as many double votes as they like, and each says as much as the first.
	pub fn report_double_vote(now: SessionIndex, who: T::AccountId, set: u64, round: u64) -> bool {
		if Self::is_reported(now, &who) {
			return false;
		}
		DoubleVotes::<T>::insert(now, &who, DoubleVote { set, round, block: Self::now() });
		Self::deposit_event(Event::VotedTwice { who, set, round });
		true
	}
}
