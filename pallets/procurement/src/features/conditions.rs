//! Conditions over device-signed observations.

use crate::*;
use tallystick_primitives::{
	evidence::{DeviceId, Limits},
	ChannelTraits, DeviceStatus, Observation,
};
use tallystick_rules::{evaluate::Trace, Found, Observed, Quantity, Snapshot, Source};

/// What a condition came to.
pub(crate) struct Verdict {
	pub(crate) truth: Option<bool>,
	/// The observations that it was evaluated on.
	pub(crate) evidence: BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>>,
	/// When the first of them reached the chain.
	pub(crate) since: Option<Millis>,
}

impl<T: Config> Pallet<T> {
	/// Checks a condition: its streams belong to the organisation's devices, and have the units that it assumes.
	pub(crate) fn ensure_condition(org: OrgId, condition: &Condition) -> Result<(), Error<T>> {
		ensure!(condition.check().is_ok(), Error::<T>::BadCondition);
		for source in &condition.inputs {
			let Source::Stream { stream, quantity, .. } = source else { continue };
			let channel = T::Devices::channel(stream).ok_or(Error::<T>::BadCondition)?;
			let ChannelTraits { unit, exponent, .. } = channel;
			ensure!(*quantity == Quantity { unit, exponent }, Error::<T>::BadCondition);
			ensure!(Self::is_own(org, &stream.device), Error::<T>::NotOwner);
		}
		Ok(())
	}

	/// The streams of a condition, each once.
	pub(crate) fn streams_of(condition: &Condition) -> Vec<StreamId> {
		let mut streams = Vec::new();
		for stream in condition.streams() {
			if !streams.contains(&stream) {
				streams.push(stream);
			}
		}
		streams
	}

	/// Has the chain keep the newest observation of each stream.
	pub(crate) fn watch(condition: &Condition) -> DispatchResult {
		let streams = Self::streams_of(condition);
		streams.iter().try_for_each(|stream| T::Watch::watch(Consumer::Procurement, stream))
	}

	pub(crate) fn unwatch(condition: &Condition) {
		for stream in Self::streams_of(condition) {
			let ended = T::Watch::unwatch(Consumer::Procurement, &stream);
			defensive_assert!(ended.is_ok(), "each stream of a stored condition is watched");
		}
	}

	/// What the chain keeps because of a condition, in bytes.
	pub(crate) fn size_of(condition: &Option<Condition>) -> usize {
		let Some(condition) = condition else { return 0 };
		let streams = Self::streams_of(condition).len();
		condition.encoded_size().saturating_add(T::Watch::footprint().saturating_mul(streams))
	}

	/// Whether a device is an organisation's now.
	pub(crate) fn is_own(org: OrgId, device: &DeviceId) -> bool {
		T::Devices::owner(device).and_then(|owner| T::Membership::organization(&owner)) == Some(org)
	}

	/// Evaluates a condition on the newest observations. Observations of a device that is no longer the organisation's
	/// do not count.
	pub(crate) fn judge(org: OrgId, condition: &Condition) -> Verdict {
		let known: Vec<Option<Observation>> = condition
			.inputs
			.iter()
			.map(|source| match source {
				Source::Stream { stream, .. } => T::Watch::latest(stream),
				_ => None,
			})
			.collect();
		let mut found = BoundedVec::new();
		for (source, observation) in condition.inputs.iter().zip(&known) {
			let next = match (source, observation) {
				(Source::Stream { stream, .. }, Some(observation)) => {
					Found::Observed(Self::observed(org, stream, observation))
				},
				_ => Found::Nothing,
			};
			// A condition has no more inputs than a snapshot.
			let _ = found.try_push(next);
		}
		let trace = condition.trace(&Snapshot { now: Self::now(), found });
		let since = known.iter().flatten().map(|observation| observation.at).min();
		Verdict { truth: trace.truth(), evidence: evidence(condition, &known, &trace), since }
	}

	fn observed(org: OrgId, stream: &StreamId, observation: &Observation) -> Observed {
		let limits = T::Devices::channel(stream).map_or(Limits::NONE, |channel| channel.limits);
		let active = T::Devices::status(&stream.device) == Some(DeviceStatus::Active)
			&& Self::is_own(org, &stream.device);
		Observed::of(observation, limits, active)
	}
}

fn evidence(
	condition: &Condition,
	known: &[Option<Observation>],
	trace: &Trace,
) -> BoundedVec<Evidence, ConstU32<MAX_EVIDENCE>> {
	let inputs = condition.inputs.iter().zip(known).zip(&trace.inputs);
	let all = inputs.filter_map(|((source, observation), seen)| {
		let (Source::Stream { stream, .. }, Some(observation)) = (source, observation) else {
			return None;
		};
		Some(Evidence::of(*stream, observation, seen.value))
	});
	// A condition has no more inputs than there is room.
	BoundedVec::truncate_from(all.collect())
}
