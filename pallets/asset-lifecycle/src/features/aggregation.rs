//! Assets in assets.

use super::{assets::Live, events::Happening};
use crate::*;
use tallystick_primitives::{gs1::event::Action, records::asset::MAX_PARENTS};

/// The most levels of assets below a root.
const LEVELS: usize = MAX_PARENTS as usize;

/// What the assets above an asset count of it.
struct Load {
	below: [u32; LEVELS],
	foreign: u32,
	holds: u32,
	policies: PolicyCounts,
}

impl Load {
	/// The load of an asset in parents of `owner`.
	fn of<AccountId>(
		record: &Asset<AccountId, PolicyCounts>,
		owner: Option<OrgId>,
	) -> Option<Self> {
		let Asset { below, foreign, holds, policies, .. } = record;
		let foreign = *foreign;
		Some(Self {
			below: *below,
			foreign: foreign.checked_add(u32::from(owner.is_some()))?,
			holds: holds.total()?,
			policies: policies.clone(),
		})
	}

	/// How many assets it is by their depth below an asset that is `distance` levels above it.
	fn by_depth(&self, distance: usize) -> impl Iterator<Item = (usize, u32)> + '_ {
		let all = core::iter::once(&1).chain(&self.below).copied();
		(distance..).zip(all).filter(|(_, count)| *count > 0)
	}
}

impl<T: Config> Pallet<T> {
	/// An asset and those that it is in, the root last.
	pub(crate) fn line(asset: AssetId) -> Result<Vec<Live<T>>, Error<T>> {
		let mut line = Vec::new();
		let mut next = Some(asset);
		while let Some(id) = next {
			ensure!(line.len() <= LEVELS, Error::<T>::TooDeep);
			let live = Live::<T>::load_any(id)?;
			next = match live.record.place {
				Place::Root { .. } => None,
				Place::Child { parent, .. } => Some(parent),
			};
			line.push(live);
		}
		Ok(line)
	}

	/// The owner of the first asset of a line.
	pub(crate) fn owner_in(line: &[Live<T>]) -> Result<OrgId, Error<T>> {
		// A root has an owner.
		line.iter().find_map(|asset| asset.record.owner).ok_or(Error::<T>::UnknownAsset)
	}

	/// The moment since which the present custodian has held the first asset of a line: the last
	/// hand-over of an asset that it was in at that time.
	fn held_since(line: &[Live<T>]) -> Millis {
		line.iter().rev().fold(Millis(0), |held, asset| match asset.record.place {
			Place::Root { since, .. } => since,
			Place::Child { joined, since, .. } => match held >= joined {
				true => held,
				false => since,
			},
		})
	}

	pub(crate) fn holder_of(asset: AssetId) -> Result<Holder, Error<T>> {
		let line = Self::line(asset)?;
		let root = line.last().ok_or(Error::<T>::UnknownAsset)?;
		Ok(Holder {
			root: root.id,
			owner: Self::owner_in(&line)?,
			custodian: root.custodian()?,
			since: Self::held_since(&line),
		})
	}

	fn policies_of_root(line: &[Live<T>]) -> PolicyCounts {
		line.last().map(|root| root.record.policies.clone()).unwrap_or_default()
	}

	/// The line of a parent whose contents the organisation may change.
	fn load_parent(org: OrgId, parent: AssetId) -> Result<Vec<Live<T>>, Error<T>> {
		let line = Self::line(parent)?;
		let root = line.last().ok_or(Error::<T>::UnknownAsset)?;
		ensure!(root.record.is_live(), Error::<T>::AssetEnded);
		root.ensure_held_by(org)?;
		// The taker or buyer has agreed to its present contents.
		Self::ensure_not_traded(root.id)?;
		Self::ensure_not_offered(root.id)?;
		Ok(line)
	}

	pub(crate) fn do_join(
		org: OrgId,
		parent: AssetId,
		children: AssetIds,
		circumstances: Circumstances,
	) -> Result<Weight, DispatchError> {
		ensure!(!children.is_empty(), Error::<T>::BadItems);
		let mut line = Self::load_parent(org, parent)?;
		Self::ensure_not_quarantined(&line)?;
		let root = line.last().map(|root| root.id);
		let before = Self::policies_of_root(&line);
		let mut weight = T::WeightInfo::join(children.len() as u32);
		let owner = Self::owner_in(&line)?;
		let at = Self::event_time(circumstances.at, &line)?;

		let mut moved = Vec::new();
		for id in children {
			let mut child = Live::<T>::load(id)?;
			child.ensure_held_by(org)?;
			ensure!(root != Some(id), Error::<T>::Circular);
			Self::ensure_not_offered(id)?;
			Self::ensure_unwatched(id)?;
			Self::ensure_not_traded(id)?;
			Self::ensure_clear(&child)?;
			Self::event_time(Some(at), [&child])?;
			let depth = line.len().saturating_add(child.record.height());
			ensure!(depth <= LEVELS, Error::<T>::TooDeep);

			child.record.owner = child.record.owner.filter(|own| *own != owner);
			let since = Self::held_since(core::slice::from_ref(&child));
			child.record.place = Place::Child { parent, joined: at, since };
			child.record.last = at;
			let load = Load::of(&child.record, child.record.owner);
			Self::add_load(&mut line, &load.ok_or(Error::<T>::IdsExhausted)?)?;
			PackedAssets::<T>::insert(child.record.lot, id, ());
			moved.push(child);
			Children::<T>::insert(parent, id, ());
			Self::deposit_event(Event::Joined { child: id, parent });
		}
		if let Some(root) = line.last() {
			let followed = Self::follow_policies(root.id, &before, &root.record)?;
			weight = weight.saturating_add(followed);
		}
		let event = (Action::Add, BizStep::Packing);
		let how = |parents| Move::Joined { parents };
		Self::store_moved(line, moved, event, how, at, circumstances)?;
		Ok(weight)
	}

	pub(crate) fn do_leave(
		Member { who, org }: Member<T::AccountId>,
		parent: AssetId,
		children: AssetIds,
		circumstances: Circumstances,
	) -> Result<Weight, DispatchError> {
		ensure!(!children.is_empty(), Error::<T>::BadItems);
		let mut line = Self::load_parent(org, parent)?;
		Self::ensure_not_quarantined(&line)?;
		let before = Self::policies_of_root(&line);
		let mut weight = T::WeightInfo::leave(children.len() as u32);
		let owner = Self::owner_in(&line)?;
		let at = Self::event_time(circumstances.at, &line)?;
		let held = Self::held_since(&line);

		let mut moved = Vec::new();
		for id in children {
			let mut child = Live::<T>::load(id)?;
			let (joined, since) = match child.record.place {
				Place::Child { parent: own, joined, .. } if own == parent && held >= joined => {
					(joined, held)
				},
				Place::Child { parent: own, joined, since } if own == parent => (joined, since),
				_ => return Err(Error::<T>::NotChild.into()),
			};
			let above = Self::membership(&line, joined);
			let copied = Self::copy_stays(&who, id, &child.record, &above, at)?;
			weight = weight.saturating_add(copied);
			let load = Load::of(&child.record, child.record.owner);
			Self::take_load(&mut line, &load.ok_or(Error::<T>::IdsExhausted)?);

			child.record.owner = child.record.owner.or(Some(owner));
			child.record.place = Place::Root { custodian: org, since };
			child.record.last = at;
			child.record.holds.recalled = false;
			PackedAssets::<T>::remove(child.record.lot, id);
			moved.push(child);
			Children::<T>::remove(parent, id);
			Self::deposit_event(Event::Left { child: id, parent });
		}
		if let Some(root) = line.last() {
			let followed = Self::follow_policies(root.id, &before, &root.record)?;
			weight = weight.saturating_add(followed);
		}
		let event = (Action::Delete, BizStep::Unpacking);
		let how = |parents| Move::Left { parents };
		Self::store_moved(line, moved, event, how, at, circumstances)?;
		Ok(weight)
	}

	/// The moments since which an asset that joined the first of a line has been in each of them.
	fn membership(line: &[Live<T>], joined: Millis) -> Vec<(AssetId, Millis)> {
		let mut since = joined;
		line.iter()
			.map(|live| {
				let member = (live.id, since);
				if let Place::Child { joined, .. } = live.record.place {
					since = since.max(joined);
				}
				member
			})
			.collect()
	}

	/// Stores children that joined or left, their parent, and those that it is in.
	fn store_moved(
		mut line: Vec<Live<T>>,
		children: Vec<Live<T>>,
		(action, step): (Action, BizStep),
		how: impl Fn(Parents) -> Move,
		at: Millis,
		circumstances: Circumstances,
	) -> DispatchResult {
		let parent = line.first_mut().ok_or(Error::<T>::UnknownAsset)?;
		let subjects = children.iter().map(Live::subject).collect::<Result<_, _>>()?;
		let what = Self::packed(action, parent.subject()?, subjects)?;
		let event = Self::record(parent.id, at, Happening::new(what, step, None), circumstances)?;
		parent.remember(event, None);
		// A line has no more.
		let parents = BoundedVec::truncate_from(line.iter().map(Live::history).collect());
		for mut child in children {
			child.remember(event, Some(how(parents.clone())));
			child.save();
		}
		for mut live in line {
			live.record.last = at;
			live.save();
		}
		Ok(())
	}

	fn add_load(line: &mut [Live<T>], load: &Load) -> Result<(), Error<T>> {
		for (distance, Live { record, .. }) in line.iter_mut().enumerate() {
			for (depth, count) in load.by_depth(distance) {
				let own = record.below.get_mut(depth).ok_or(Error::<T>::TooDeep)?;
				*own = own.checked_add(count).ok_or(Error::<T>::IdsExhausted)?;
			}
			let (foreign, holds) = (record.foreign, record.holds.below);
			record.foreign = foreign.checked_add(load.foreign).ok_or(Error::<T>::IdsExhausted)?;
			record.holds.below = holds.checked_add(load.holds).ok_or(Error::<T>::IdsExhausted)?;
			for (policy, count) in &load.policies {
				match record.policies.iter_mut().find(|(own, _)| own == policy) {
					Some((_, own)) => {
						*own = own.checked_add(*count).ok_or(Error::<T>::IdsExhausted)?;
					},
					None => record
						.policies
						.try_push((*policy, *count))
						.map_err(|_| Error::<T>::TooManyPolicies)?,
				}
			}
		}
		Ok(())
	}

	/// Takes away what [`add_load`](Self::add_load) added, so that nothing saturates.
	fn take_load(line: &mut [Live<T>], load: &Load) {
		for (distance, Live { record, .. }) in line.iter_mut().enumerate() {
			for (depth, count) in load.by_depth(distance) {
				if let Some(own) = record.below.get_mut(depth) {
					*own = own.saturating_sub(count);
				}
			}
			record.foreign = record.foreign.saturating_sub(load.foreign);
			record.holds.below = record.holds.below.saturating_sub(load.holds);
			for (policy, count) in &load.policies {
				if let Some((_, own)) = record.policies.iter_mut().find(|(own, _)| own == policy) {
					*own = own.saturating_sub(*count);
				}
			}
			record.policies.retain(|(_, count)| *count > 0);
		}
	}
}
