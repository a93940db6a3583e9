//! What rules read of assets, and the flags that they set.

use crate::*;
use tallystick_primitives::ConditionSum;

impl<T: Config> Pallet<T> {
	/// The owner of a live asset.
	pub(crate) fn live_owner(asset: AssetId) -> Option<OrgId> {
		let line = Self::line(asset).ok()?;
		let is_live = line.first()?.record.is_live();
		is_live.then(|| Self::owner_in(&line).ok())?
	}

	/// The flags of a live asset that its owner has set: flag n as bit n.
	pub(crate) fn flags_of(asset: AssetId) -> Option<u32> {
		Self::live_owner(asset).map(|owner| Self::set_by(owner, asset))
	}

	/// The same for an asset and an organisation that need not own it.
	fn set_by(org: OrgId, asset: AssetId) -> u32 {
		Flags::<T>::get(asset).filter(|flags| flags.org == org).map_or(0, |flags| flags.set)
	}

	pub(crate) fn do_set_flag(asset: AssetId, flag: u8, org: OrgId) {
		if Self::live_owner(asset) != Some(org) {
			return;
		}
		let before = Self::set_by(org, asset);
		let set = before | bit(flag);
		if set != before {
			Flags::<T>::insert(asset, OwnFlags { org, set });
			Self::deposit_event(Event::Flagged { asset, flag, org });
		}
	}

	pub(crate) fn do_clear_flag(asset: AssetId, flag: u8, org: OrgId) {
		let before = Self::set_by(org, asset);
		let set = before & !bit(flag);
		if set != before {
			match set {
				0 => Flags::<T>::remove(asset),
				_ => Flags::<T>::insert(asset, OwnFlags { org, set }),
			}
			Self::deposit_event(Event::Unflagged { asset, flag, org });
		}
	}

	/// The upper bound of an asset's first policy since the asset's counting stream was attached.
	///
	/// The proven boundary says what the tally was when the stay began. Without one, all that the stream's tally
	/// has counted by the policy counts, which is not less.
	pub(crate) fn condition_sum(asset: AssetId) -> Option<ConditionSum> {
		let (record, _) = Assets::<T>::get(asset)?;
		let (policy, _) = *record.policies.first()?;
		let stays = Stays::<T>::get(asset);
		// If several are not ended, the devices of all but the last one are at their end.
		let (stay, since) = stays.iter().rev().find_map(|(stay, _)| {
			let counts = stay.is_open() && stay.kind == StayKind::Counting;
			let counted = stay.policies.iter().find(|counted| counted.policy == policy);
			counted.filter(|_| counts).map(|counted| (stay, counted.since))
		})?;
		if Self::end_of(stay).is_some() {
			return None;
		}
		let tally = Tallies::<T>::get(stay.stream)?;
		let counted = tally.entry(policy)?.counted;
		let end = Millis(tally.until.until);
		// After that, silence counts as missing time.
		let until = Self::deadline(end);
		if counted.doubtful || end <= since || Self::now() > until {
			return None;
		}
		let begin = Boundaries::<T>::get(asset, (stay.stream, since));
		let leaf = begin.as_ref().map(|(boundary, _)| &boundary.leaf);
		let (known, knowledge) = Self::measured(&tally, policy, since, end, leaf.as_slice(), until);
		let value = match knowledge {
			Knowledge::Complete => known.value,
			Knowledge::Awaited | Knowledge::Unproven => counted.value,
		};
		Some(ConditionSum { most: value.greatest(), until })
	}

	/// The bytes of an entry of [`Flags`].
	pub(crate) fn flags_size() -> usize {
		<(AssetId, OwnFlags)>::max_encoded_len()
	}
}

/// Whether a flag is among those that are set.
pub(crate) fn is_set(set: u32, flag: u8) -> bool {
	set & bit(flag) != 0
}

/// The bit of a flag. Zero for a number that no flag has.
fn bit(flag: u8) -> u32 {
	1u32.checked_shl(flag.into()).unwrap_or(0)
}
