//! Stays: the times in which streams watch assets.

use super::assets::Live;
use crate::*;
use tallystick_primitives::{
	evidence::DeviceId, ChannelTraits, DeviceRegistry, HostCrypto, StreamId,
};

/// The stays of an asset, each with its deposit.
type StaysOf<T> = BoundedVec<(StayOf<T>, <T as Config>::StayConsideration), MaxStays>;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_lend(
		who: T::AccountId,
		device: DeviceId,
		to: OrgId,
		until: Millis,
	) -> DispatchResult {
		ensure!(T::Devices::owner(&device).as_ref() == Some(&who), Error::<T>::NotDeviceOwner);
		ensure!(T::Membership::is_active(to), Error::<T>::TakerNotInStanding);
		ensure!(until >= Self::now(), Error::<T>::LoanExpired);
		let tenure = T::Devices::tenure(&device).ok_or(Error::<T>::NotDeviceOwner)?;
		if let Some((old, ticket)) = Loans::<T>::take(device, to) {
			ticket.drop(&old.owner)?;
		}
		let ticket = T::LoanConsideration::new(&who, Self::loan_footprint())?;

		Loans::<T>::insert(device, to, (Loan { owner: who, tenure, until }, ticket));
		Self::deposit_event(Event::Lent { device, to, until });
		Ok(())
	}

	pub(crate) fn do_end_loan(who: T::AccountId, device: DeviceId, to: OrgId) -> DispatchResult {
		let (loan, ticket) = Loans::<T>::get(device, to).ok_or(Error::<T>::NotLent)?;
		let over = !Self::holds(&device, &loan);
		ensure!(over || who == loan.owner, Error::<T>::NotDeviceOwner);

		ticket.drop(&loan.owner)?;
		Loans::<T>::remove(device, to);
		Self::deposit_event(Event::LoanEnded { device, to });
		Ok(())
	}

	fn holds(device: &DeviceId, loan: &LoanOf<T>) -> bool {
		let tenure = T::Devices::tenure(device);
		loan.until >= Self::now() && tenure == Some(loan.tenure)
	}

	/// Checks that an organisation may attach a device, and returns the channel of its stream.
	pub(crate) fn ensure_attachable(
		org: OrgId,
		stream: &StreamId,
	) -> Result<ChannelTraits, DispatchError> {
		let StreamId { device, .. } = stream;
		let status = T::Devices::status(device);
		ensure!(status.is_some_and(|status| status.is_active()), Error::<T>::DeviceNotActive);
		let owner = T::Devices::owner(device).ok_or(Error::<T>::DeviceNotActive)?;
		let own = T::Membership::organization(&owner) == Some(org);
		let lent = || {
			let loan = Loans::<T>::get(device, org);
			loan.is_some_and(|(loan, _)| loan.owner == owner && Self::holds(device, &loan))
		};
		ensure!(own || lent(), Error::<T>::NotLent);
		Ok(T::Devices::channel(stream).ok_or(Error::<T>::UnknownChannel)?)
	}

	/// The end of a stay, if it has one: the recorded end, or that of the device.
	pub(crate) fn end_of(stay: &StayOf<T>) -> Option<Millis> {
		let ended = || DeviceUses::<T>::get(stay.stream.device)?.ended;
		stay.to.or_else(|| ended().map(|(at, _)| at.max(stay.from)))
	}

	/// The device's owner, if its status is final.
	fn failed(device: &DeviceId) -> Option<OrgId> {
		DeviceUses::<T>::get(device)?.ended?.1
	}

	fn load_to_attach(org: OrgId, asset: AssetId) -> Result<AssetOf<T>, DispatchError> {
		let live = Live::<T>::load(asset)?;
		live.ensure_held_by(org)?;
		// The taker has agreed to the streams that watch it.
		Self::ensure_not_offered(asset)?;
		Self::ensure_streams_free(asset)?;
		Ok(live.record)
	}

	pub(crate) fn do_attach(
		member: Member<T::AccountId>,
		asset: AssetId,
		stream: StreamId,
		kind: StayKind,
	) -> DispatchResult {
		let record = Self::load_to_attach(member.org, asset)?;
		let mut stays = Stays::<T>::get(asset);
		Self::open(member, asset, &record, &mut stays, stream, kind)?;
		Stays::<T>::insert(asset, stays);
		Ok(())
	}

	fn open(
		Member { who, org }: Member<T::AccountId>,
		asset: AssetId,
		record: &AssetOf<T>,
		stays: &mut StaysOf<T>,
		stream: StreamId,
		kind: StayKind,
	) -> DispatchResult {
		let channel = Self::ensure_attachable(org, &stream)?;
		for (other, _) in stays.iter().filter(|(stay, _)| Self::end_of(stay).is_none()) {
			ensure!(other.stream != stream, Error::<T>::AlreadyAttached);
			let rival = kind == StayKind::Counting && other.kind == kind;
			ensure!(!rival || other.unit != channel.unit, Error::<T>::AlreadyCounted);
		}
		ensure!(!stays.is_full(), Error::<T>::TooManyStays);
		let from = Self::now();
		let policies: Vec<_> = Self::fitting_of(record, &channel).collect();
		Self::use_tally(&stream, &channel, policies.iter().copied())?;
		let policies = policies.into_iter().map(|policy| CountedSince { policy, since: from });
		let stay = Stay {
			stream,
			unit: channel.unit,
			kind,
			from,
			to: None,
			failed: None,
			// As many as an asset has.
			policies: BoundedVec::truncate_from(policies.collect()),
			consent: Consent::Withheld,
			// An active device has one.
			tenure: T::Devices::tenure(&stream.device).unwrap_or_default(),
			payer: who,
		};
		let ticket = T::StayConsideration::new(&stay.payer, Self::stay_footprint())?;
		stays.try_push((stay, ticket)).map_err(|_| Error::<T>::TooManyStays)?;
		Self::use_device(&stream.device);
		Self::withhold(&stream.device);
		Self::deposit_event(Event::Attached { asset, stream, kind, from });
		Ok(())
	}

	/// The policies of an asset that fit a channel.
	fn fitting_of<'a>(
		record: &'a AssetOf<T>,
		channel: &'a ChannelTraits,
	) -> impl Iterator<Item = PolicyId> + 'a {
		let policies = record.policies.iter().map(|(policy, _)| *policy);
		policies.filter(|policy| Self::fitting(*policy, channel).is_some())
	}

	/// Counts one more stay or trade of a device, so that its end is noted.
	pub(crate) fn use_device(device: &DeviceId) {
		DeviceUses::<T>::mutate(device, |used| {
			let used = used.get_or_insert_default();
			// Each takes a deposit, so that there are never 2^32.
			used.open = used.open.saturating_add(1);
		});
	}

	/// Counts one stay or trade of a device less.
	pub(crate) fn unuse_device(device: &DeviceId) {
		let mut used = DeviceUses::<T>::get(device).unwrap_or_default();
		// Each is counted, so there is one to take away.
		used.open = used.open.saturating_sub(1);
		match used.open {
			0 => DeviceUses::<T>::remove(device),
			_ => DeviceUses::<T>::insert(device, used),
		}
	}

	/// Counts one more stay that keeps a device from being taken away.
	fn withhold(device: &DeviceId) {
		DeviceUses::<T>::mutate_extant(device, |used| {
			used.withheld = used.withheld.saturating_add(1);
		});
		if let Some(owner) = T::Devices::owner(device) {
			Withheld::<T>::mutate(owner, |count| *count = count.saturating_add(1));
		}
	}

	/// Counts these stays no longer among those that keep a device.
	fn yield_device(device: &DeviceId, count: u32) {
		DeviceUses::<T>::mutate_extant(device, |used| {
			// Each is counted, so there is one to take away.
			used.withheld = used.withheld.saturating_sub(count);
		});
		if let Some(owner) = T::Devices::owner(device) {
			Self::shift(&owner, count);
		}
	}

	/// Lowers the count of stays that keep an owner's devices.
	fn shift(owner: &T::AccountId, count: u32) {
		match Withheld::<T>::get(owner).saturating_sub(count) {
			0 => Withheld::<T>::remove(owner),
			left => Withheld::<T>::insert(owner, left),
		}
	}

	/// Ends a stay that goes on.
	fn close(stay: &mut StayOf<T>) {
		let device = stay.stream.device;
		let end = DeviceUses::<T>::get(device).and_then(|used| used.ended);
		stay.to = Some(end.map_or(Self::now(), |(at, _)| at.max(stay.from)));
		stay.failed = end.and_then(|(_, org)| org);
		if end.is_none() && stay.consent == Consent::Withheld {
			Self::yield_device(&device, 1);
		}
		Self::unuse_device(&device);
	}

	/// The stay of a stream that has no recorded end.
	fn open_stay<'a>(
		stays: &'a mut StaysOf<T>,
		stream: &StreamId,
	) -> Result<&'a mut StayOf<T>, Error<T>> {
		let mut stays = stays.iter_mut().map(|(stay, _)| stay);
		stays.find(|stay| stay.is_open() && stay.stream == *stream).ok_or(Error::<T>::NotAttached)
	}

	pub(crate) fn do_detach(org: OrgId, asset: AssetId, stream: StreamId) -> DispatchResult {
		let held = Live::<T>::load(asset)?.ensure_held_by(org);
		let mut stays = Stays::<T>::get(asset);
		match held {
			// The taker has agreed to the streams that watch it.
			Ok(()) => Self::ensure_not_offered(asset)?,
			Err(refused) => match Self::open_stay(&mut stays, &stream) {
				Ok(stay) if Self::is_of_new_owner(org, stay) => {
					ensure!(stay.consent == Consent::Given, Error::<T>::DeviceNeeded);
				},
				_ => return Err(refused.into()),
			},
		}
		Self::ensure_streams_free(asset)?;
		Self::end(asset, &mut stays, &stream)?;
		Stays::<T>::insert(asset, stays);
		Ok(())
	}

	/// Whether the device of a stay has changed hands since, and is an organisation's now.
	fn is_of_new_owner(org: OrgId, stay: &StayOf<T>) -> bool {
		!T::Devices::goes_on(&stay.stream.device, stay.tenure)
			&& Self::owner_of(&stay.stream) == Some(org)
	}

	fn end(
		asset: AssetId,
		stays: &mut StaysOf<T>,
		stream: &StreamId,
	) -> Result<StayKind, Error<T>> {
		let stay = Self::open_stay(stays, stream)?;
		Self::close(stay);
		let (stream, kind, to) = (stay.stream, stay.kind, stay.to.unwrap_or(stay.from));
		Self::deposit_event(Event::Detached { asset, stream, to });
		Ok(kind)
	}

	pub(crate) fn do_swap(
		member: Member<T::AccountId>,
		asset: AssetId,
		old: StreamId,
		new: StreamId,
	) -> DispatchResult {
		let record = Self::load_to_attach(member.org, asset)?;
		let mut stays = Stays::<T>::get(asset);
		let channel = Self::ensure_attachable(member.org, &new)?;
		let counted = &Self::open_stay(&mut stays, &old)?.policies;
		let fits = counted.iter().all(|own| Self::fitting(own.policy, &channel).is_some());
		ensure!(fits, Error::<T>::StreamDiffers);
		let kind = Self::end(asset, &mut stays, &old)?;
		Self::open(member, asset, &record, &mut stays, new, kind)?;
		Stays::<T>::insert(asset, stays);
		Ok(())
	}

	/// Has one stream count instead of another from the same moment on, whatever its kind was so far.
	/// Returns when the old one ended, and the owner of its device if that had ended.
	pub(crate) fn replace_counting(
		member: Member<T::AccountId>,
		asset: AssetId,
		old: StreamId,
		new: StreamId,
	) -> Result<(Millis, Option<OrgId>), DispatchError> {
		let live = Live::<T>::load(asset)?;
		live.ensure_held_by(member.org)?;
		let mut stays = Stays::<T>::get(asset);
		Self::end(asset, &mut stays, &old)?;
		let ended = stays.iter().rev().map(|(stay, _)| stay).find(|stay| stay.stream == old);
		let ended = ended.ok_or(Error::<T>::NotAttached)?;
		let ended = (ended.to.unwrap_or(ended.from), ended.failed);
		let witness = |stay: &StayOf<T>| stay.stream == new && Self::end_of(stay).is_none();
		if stays.iter().any(|(stay, _)| witness(stay)) {
			Self::end(asset, &mut stays, &new)?;
		}
		Self::open(member, asset, &live.record, &mut stays, new, StayKind::Counting)?;
		Stays::<T>::insert(asset, stays);
		Ok(ended)
	}

	pub(crate) fn do_consent(org: OrgId, asset: AssetId, stream: StreamId) -> DispatchResult {
		Live::<T>::load(asset)?.ensure_held_by(org)?;
		let mut stays = Stays::<T>::get(asset);
		let stay = Self::open_stay(&mut stays, &stream)?;
		ensure!(stay.consent == Consent::Withheld, Error::<T>::AlreadyConsented);
		ensure!(Self::end_of(stay).is_none(), Error::<T>::NotAttached);
		stay.consent = Consent::Given;
		Self::yield_device(&stream.device, 1);
		Stays::<T>::insert(asset, stays);
		Self::deposit_event(Event::Consented { asset, stream });
		Ok(())
	}

	/// Resets consents: the new custodian has given none, but does not bind anybody who has bought a device since. Returns
	/// how many stays the asset has.
	pub(crate) fn withhold_all(asset: AssetId) -> u32 {
		let mut stays = Stays::<T>::get(asset);
		let mut changed = false;
		for (stay, _) in stays.iter_mut() {
			let goes_on = T::Devices::goes_on(&stay.stream.device, stay.tenure);
			if stay.consent == Consent::Given && goes_on && Self::end_of(stay).is_none() {
				stay.consent = Consent::Withheld;
				Self::withhold(&stay.stream.device);
				changed = true;
			}
		}
		let count = stays.len() as u32;
		if changed {
			Stays::<T>::insert(asset, stays);
		}
		count
	}

	/// Checks that no stream watches an asset that will follow another one, or end.
	pub(crate) fn ensure_unwatched(asset: AssetId) -> Result<(), Error<T>> {
		let watched = Stays::<T>::get(asset).iter().any(|(stay, _)| stay.is_open());
		ensure!(!watched, Error::<T>::Watched);
		Ok(())
	}

	/// Has the streams that watch a root count by the policies that it has now, and had not before, and
	/// returns the weight of that.
	pub(crate) fn follow_policies(
		root: AssetId,
		before: &PolicyCounts,
		record: &AssetOf<T>,
	) -> Result<Weight, DispatchError> {
		let lacks = |all: &PolicyCounts, policy| all.iter().all(|(own, _)| *own != policy);
		let gone = before.iter().any(|(policy, _)| lacks(&record.policies, *policy));
		let fresh: Vec<_> = record
			.policies
			.iter()
			.filter(|(policy, _)| lacks(before, *policy))
			.filter_map(|(policy, _)| Some((*policy, Policies::<T>::get(policy)?.0.policy)))
			.collect();
		if !gone && fresh.is_empty() {
			return Ok(Weight::zero());
		}
		let mut stays = Stays::<T>::get(root);
		let weight = T::WeightInfo::follow_policies(stays.len() as u32);
		let mut changed = false;
		for (stay, _) in stays.iter_mut() {
			if Self::end_of(stay).is_some() {
				continue;
			}
			let stream = stay.stream;
			let channel = T::Devices::channel(&stream).ok_or(Error::<T>::UnknownChannel)?;
			stay.policies.retain(|counted| {
				let kept = !lacks(&record.policies, counted.policy);
				if !kept {
					Self::unuse_policy(&stream, counted.policy);
					changed = true;
				}
				kept
			});
			for (policy, definition) in &fresh {
				if definition.check(&channel).is_err() {
					continue;
				}
				Self::use_policy(&stream, &channel, *policy)?;
				let counted = CountedSince { policy: *policy, since: Self::now() };
				stay.policies.try_push(counted).map_err(|_| Error::<T>::TooManyPolicies)?;
				changed = true;
			}
		}
		if changed {
			Stays::<T>::insert(root, stays);
		}
		Ok(weight)
	}

	/// Gives an asset the stays that watched it while it was part of others: of each asset of `line`, from
	/// the moment that stands beside it on, up to `to`. Returns the weight of that.
	pub(crate) fn copy_stays(
		payer: &T::AccountId,
		asset: AssetId,
		record: &AssetOf<T>,
		line: &[(AssetId, Millis)],
		to: Millis,
	) -> Result<Weight, DispatchError> {
		let mut own = Stays::<T>::get(asset);
		let mut seen = 0u32;
		for (above, since) in line {
			for (stay, _) in Stays::<T>::get(above) {
				// As many as a few assets have.
				seen = seen.saturating_add(1);
				let end = Self::end_of(&stay);
				let failed = match stay.to {
					Some(_) => stay.failed,
					None => Self::failed(&stay.stream.device),
				};
				let is_own = |counted: &CountedSince| {
					record.policies.iter().any(|(policy, _)| *policy == counted.policy)
				};
				let policies: Vec<_> = stay.policies.into_iter().filter(is_own).collect();
				let counted = policies.iter().map(|counted| counted.since).max();
				let Some(counted) = counted else { continue };
				let from = stay.from.max(*since).max(counted);
				let to = end.map_or(to, |end| end.min(to));
				if from >= to {
					continue;
				}
				let channel =
					T::Devices::channel(&stay.stream).ok_or(Error::<T>::UnknownChannel)?;
				let ids = policies.iter().map(|counted| counted.policy);
				Self::use_tally(&stay.stream, &channel, ids)?;
				let ticket = T::StayConsideration::new(payer, Self::stay_footprint())?;
				let copy = Stay {
					from,
					to: Some(to),
					failed,
					policies: BoundedVec::truncate_from(policies),
					consent: Consent::Given,
					tenure: stay.tenure,
					payer: payer.clone(),
					stream: stay.stream,
					unit: stay.unit,
					kind: stay.kind,
				};
				own.try_push((copy, ticket)).map_err(|_| Error::<T>::TooManyStays)?;
			}
		}
		if !own.is_empty() {
			Stays::<T>::insert(asset, own);
		}
		Ok(match seen {
			0 => T::DbWeight::get().reads(line.len().saturating_add(1) as u64),
			// More are not copied.
			seen => T::WeightInfo::copy_stays(seen.min(MAX_STAYS)),
		})
	}

	/// The most that splitting an asset into this many parts weighs: each gets copies of all stays.
	pub(crate) fn weight_of_split(parts: u32) -> Weight {
		T::WeightInfo::split(parts).saturating_add(Self::most_of_copies(parts))
	}

	/// The most that joining weighs: all streams that watch the root follow.
	pub(crate) fn weight_of_join(children: u32) -> Weight {
		T::WeightInfo::join(children).saturating_add(T::WeightInfo::follow_policies(MAX_STAYS))
	}

	/// The most that leaving weighs: beside that, each child gets copies of all stays.
	pub(crate) fn weight_of_leave(children: u32) -> Weight {
		T::WeightInfo::leave(children)
			.saturating_add(T::WeightInfo::follow_policies(MAX_STAYS))
			.saturating_add(Self::most_of_copies(children))
	}

	fn most_of_copies(assets: u32) -> Weight {
		T::WeightInfo::copy_stays(MAX_STAYS).saturating_mul(assets.into())
	}

	/// The cost of what other pallets do in a call.
	pub(crate) fn weight_of_others() -> Weight {
		T::Watch::weight().saturating_add(T::Devices::weight())
	}

	/// The last moment at which data of a stay are waited for.
	pub(crate) fn deadline(end: Millis) -> Millis {
		// Saturates at the end of time, which no clock reaches.
		Millis(end.0.saturating_add(T::DataDeadline::get()))
	}

	pub(crate) fn do_forget_stay(
		who: T::AccountId,
		asset: AssetId,
		stream: StreamId,
		from: Millis,
	) -> DispatchResult {
		let (record, _) = Assets::<T>::get(asset).ok_or(Error::<T>::UnknownAsset)?;
		if record.is_live() {
			let org = T::Membership::organization(&who);
			ensure!(org == Some(Self::holder_of(asset)?.owner), Error::<T>::NotOwner);
			// What is in it was watched as well.
			ensure!(record.is_empty(), Error::<T>::NotEmpty);
		}
		let mut stays = Stays::<T>::get(asset);
		let found = stays.iter().position(|(stay, _)| (stay.stream, stay.from) == (stream, from));
		let found = found.ok_or(Error::<T>::UnknownStay)?;
		let (stay, ticket) = stays.remove(found);
		let to = stay.to.ok_or(Error::<T>::StayOpen)?;
		ensure!(Self::now() > Self::deadline(to), Error::<T>::DataAwaited);

		ticket.drop(&stay.payer)?;
		for moment in [from, to] {
			let other = stays.iter().any(|(stay, _)| {
				stay.stream == stream && (stay.from == moment || stay.to == Some(moment))
			});
			if let Some((proven, ticket)) =
				(!other).then(|| Boundaries::<T>::take(asset, (stream, moment))).flatten()
			{
				ticket.drop(&proven.payer)?;
			}
		}
		Self::unuse_tally(&stream, stay.policies.iter().map(|counted| counted.policy))?;
		match stays.is_empty() {
			true => Stays::<T>::remove(asset),
			false => Stays::<T>::insert(asset, stays),
		}
		Self::deposit_event(Event::StayForgotten { asset, stream, from });
		Ok(())
	}

	pub(crate) fn do_prove_boundary(
		payer: T::AccountId,
		asset: AssetId,
		at: Millis,
		proof: LeafProof,
	) -> DispatchResult {
		let stream = proof.leaf.stream;
		let bounds = Stays::<T>::get(asset).into_iter().any(|(stay, _)| {
			stay.stream == stream && (stay.from == at || Self::end_of(&stay) == Some(at))
		});
		ensure!(bounds, Error::<T>::UnknownStay);
		ensure!(!Boundaries::<T>::contains_key(asset, (stream, at)), Error::<T>::AlreadyProven);
		let tally = Tallies::<T>::get(stream).ok_or(Error::<T>::UnknownStay)?;
		proof.verify::<HostCrypto>(&tally, at.0).map_err(|_| Error::<T>::WrongLeaf)?;
		let ticket = T::StayConsideration::new(&payer, Self::boundary_footprint())?;

		let LeafProof { leaf, .. } = proof;
		let number = leaf.number;
		Boundaries::<T>::insert(asset, (stream, at), (Boundary { leaf, payer }, ticket));
		Self::deposit_event(Event::BoundaryProven { asset, stream, at, number });
		Ok(())
	}

	/// Evaluates the policies of an asset for a time, by each stream that watched it then.
	pub(crate) fn condition_of(
		asset: AssetId,
		from: Option<Millis>,
		to: Option<Millis>,
		proofs: &[LeafProof],
	) -> Result<Vec<Figure>, Error<T>> {
		let line = Self::line(asset)?;
		let policies = line.first().map(|live| live.record.policies.clone()).unwrap_or_default();
		let end = to.unwrap_or(Self::now()).min(Self::now());
		let mut begin = from.unwrap_or(Millis(0));
		let mut figures = Vec::new();
		for live in &line {
			for (stay, _) in Stays::<T>::get(live.id) {
				let ends = Self::end_of(&stay);
				let to = ends.map_or(end, |ends| ends.min(end));
				let Some(tally) = Tallies::<T>::get(stay.stream) else { continue };
				let proven: Vec<_> = Boundaries::<T>::iter_prefix_values(live.id)
					.map(|(boundary, _)| boundary.leaf)
					.filter(|leaf| leaf.stream == stay.stream)
					.collect();
				let shown = proofs.iter().filter(|proof| {
					let at = proof.leaf.before.until;
					proof.verify::<HostCrypto>(&tally, at).is_ok()
				});
				let leaves: Vec<_> = proven.iter().chain(shown.map(|proof| &proof.leaf)).collect();
				for CountedSince { policy, since } in &stay.policies {
					let from = stay.from.max(begin).max(*since);
					if !policies.iter().any(|(own, _)| own == policy) || from >= to {
						continue;
					}
					let deadline = Self::deadline(ends.unwrap_or(to).max(to));
					let (measured, known) =
						Self::measured(&tally, *policy, from, to, &leaves, deadline);
					figures.push(Figure {
						stream: stay.stream,
						kind: stay.kind,
						policy: *policy,
						from,
						to,
						value: measured.value,
						missing: measured.missing,
						known,
					});
				}
			}
			if let Place::Child { joined, .. } = live.record.place {
				begin = begin.max(joined);
			}
		}
		Ok(figures)
	}

	pub(crate) fn device_ended(device: &DeviceId, owner: &T::AccountId) {
		let Some(mut used) = DeviceUses::<T>::get(device) else { return };
		Self::shift(owner, used.withheld);
		used.withheld = 0;
		let at = Self::now();
		used.ended = Some((at, T::Membership::organization(owner)));
		DeviceUses::<T>::insert(device, used);
		Self::deposit_event(Event::DeviceLost { device: *device, at });
	}

	pub(crate) fn device_transferred(device: &DeviceId, from: &T::AccountId, to: &T::AccountId) {
		let Some(DeviceUse { withheld, .. }) = DeviceUses::<T>::get(device) else { return };
		if withheld > 0 {
			Self::shift(from, withheld);
			Withheld::<T>::mutate(to, |count| *count = count.saturating_add(withheld));
		}
	}

	/// The footprint of a stay: its record, the tally of its stream, which may be for it alone, and
	/// the telemetry pallet's record.
	pub(crate) fn stay_footprint() -> Footprint {
		let parts = [
			StayOf::<T>::max_encoded_len(),
			Tally::max_encoded_len(),
			StreamUse::max_encoded_len(),
			<(DeviceId, DeviceUse)>::max_encoded_len(),
			<(T::AccountId, u32)>::max_encoded_len(),
			T::Watch::footprint(),
		];
		// Some thousand bytes: nothing saturates.
		Footprint::from_parts(1, parts.into_iter().fold(0usize, usize::saturating_add))
	}

	/// The footprint of a proven boundary.
	pub(crate) fn boundary_footprint() -> Footprint {
		Footprint::from_mel::<(AssetId, StreamId, Millis, BoundaryOf<T>)>()
	}

	/// The footprint of a loan.
	pub(crate) fn loan_footprint() -> Footprint {
		Footprint::from_mel::<(DeviceId, OrgId, LoanOf<T>)>()
	}
}
