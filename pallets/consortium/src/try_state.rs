//! The pallet's properties, under the numbers of the crate's documentation.

use super::*;
use alloc::collections::{BTreeMap, BTreeSet};
use frame::deps::sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every property; reads all storage of the pallet.
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut members = BTreeMap::<OrgId, u32>::new();
		let mut references = BTreeMap::<T::AccountId, u32>::new();
		for (who, org) in Members::<T>::iter() {
			*members.entry(org).or_default() += 1;
			*references.entry(who).or_default() += 1;
		}
		let mut held = BTreeMap::<OrgId, BalanceOf<T>>::new();
		for (org, who, deposit) in Places::<T>::iter() {
			let sum = held.entry(org).or_default();
			*sum = sum.saturating_add(deposit);
			*references.entry(who).or_default() += 1;
		}

		let next = NextOrgId::<T>::get().unwrap_or(OrgId(0));
		let mut orgs = BTreeSet::new();
		for (id, org) in Organizations::<T>::iter() {
			ensure!(
				members.remove(&id).unwrap_or_default() == org.members,
				"1: members miscounted"
			);
			ensure!(
				T::Currency::balance_on_hold(&HoldReason::Place.into(), &Self::account(id))
					== held.remove(&id).unwrap_or_default(),
				"2: what is held for places is not their sum"
			);
			*references.entry(org.admin).or_default() += 1;
			let bucket = Buckets::<T>::get(id).ok_or("3: an organisation has no bucket")?;
			ensure!(bucket.is_sound(Self::period()), "3: more is spent than the bucket holds");
			ensure!(id < next, "5: an id was not given out");
			orgs.insert(id);
		}
		ensure!(members.is_empty(), "1: members of an unknown organisation");
		ensure!(held.is_empty(), "2: a place in an unknown organisation");
		for (who, references) in references {
			ensure!(
				frame_system::Pallet::<T>::sufficients(&who) >= references,
				"6: an account has too few references"
			);
		}
		ensure!(
			Buckets::<T>::iter_keys().all(|id| orgs.contains(&id)),
			"3: a bucket has no organisation"
		);

		ensure!(ChainSettings::<T>::get().min_validators > 0, "4: the minimum is zero");
		let validators = Validators::<T>::get();
		ensure!(
			validators.iter().cloned().collect::<BTreeSet<_>>().len() == validators.len(),
			"4: a validator is listed twice"
		);
		ensure!(
			validators.iter().all(Members::<T>::contains_key),
			"4: a validator belongs to no organisation"
		);
		ensure!(
			validators.is_empty()
				|| validators.len() >= ChainSettings::<T>::get().min_validators as usize,
			"4: fewer validators than the minimum"
		);

		let mut named = BTreeSet::new();
		let sessions: BTreeMap<_, _> = VotersSince::<T>::iter().collect();
		for (session, since) in &sessions {
			ensure!(since <= session, "7: voters of a later session");
			ensure!(Voters::<T>::contains_key(since), "7: a session's voters are not on record");
			named.insert(*since);
		}
		ensure!(
			Voters::<T>::iter_keys().all(|since| named.contains(&since)),
			"7: voters that no session names"
		);
		let reports: BTreeSet<_> =
			DoubleVotes::<T>::iter_keys().map(|(session, _)| session).collect();
		for kept in [sessions.into_keys().collect(), reports] {
			let length = kept.last().zip(kept.first()).map(|(last, first)| last.abs_diff(*first));
			// The session that runs is on record beside those that are over.
			ensure!(length <= Some(T::SessionsKept::get()), "8: a session was not forgotten");
		}
		Ok(())
	}
}
