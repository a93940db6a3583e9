//! The interface between the device registry and other pallets.

use crate::{Calibration, ChannelTraits, DeviceStatus, Millis, StreamId};
use sp_runtime::DispatchResult;
use sp_weights::Weight;
use tallystick_evidence::{fraud::KeyIn, DeviceId, DeviceKey, Hash};

/// The device registry, as seen by other pallets.
pub trait DeviceRegistry<AccountId> {
	/// Whether what the device signs counts. `None` for an unknown device.
	fn status(device: &DeviceId) -> Option<DeviceStatus>;

	/// When the device was revoked or retired.
	fn ended(device: &DeviceId) -> Option<Millis>;

	/// Who owns the device.
	fn owner(device: &DeviceId) -> Option<AccountId>;

	/// How often the device changed hands. Every agreement of an owner ends with the tenure.
	fn tenure(device: &DeviceId) -> Option<u32>;

	/// The present tenure, if `owner` is the device's owner.
	fn tenure_of(device: &DeviceId, owner: &AccountId) -> Option<u32>
	where
		AccountId: PartialEq,
	{
		Self::tenure(device).filter(|_| Self::owner(device).as_ref() == Some(owner))
	}

	/// Whether a tenure continues, and with it the owner's agreements.
	fn goes_on(device: &DeviceId, tenure: u32) -> bool {
		Self::tenure(device) == Some(tenure)
	}

	/// The key of a device in an epoch, and whether it is the newest one.
	fn key(device: &DeviceId, epoch: u32) -> (KeyIn, KeyAge);

	/// The key with which a device signs at present.
	fn present_key(device: &DeviceId) -> Option<DeviceKey>;

	/// The channel of a stream.
	fn channel(stream: &StreamId) -> Option<ChannelTraits>;

	/// The newest calibration of the device. Call its `covers` for a moment.
	fn calibration(device: &DeviceId) -> Option<Calibration>;

	/// Whether `gateway` may speak for the device. Its owner has authorised it, for the device or for all of
	/// the owner's devices, and both are in good standing.
	fn may_anchor(gateway: &AccountId, device: &DeviceId) -> bool;

	/// Suspends a device that was proven to have signed two versions of one reading. Returns whether that is
	/// new. It is not if the device was proven before under the present key, or has ended.
	fn suspend_for_equivocation(device: &DeviceId) -> bool;

	/// The most that each of the above costs for one device.
	fn weight() -> Weight;
}

/// Knows no device.
impl<AccountId> DeviceRegistry<AccountId> for () {
	fn status(_: &DeviceId) -> Option<DeviceStatus> {
		None
	}

	fn ended(_: &DeviceId) -> Option<Millis> {
		None
	}

	fn owner(_: &DeviceId) -> Option<AccountId> {
		None
	}

	fn tenure(_: &DeviceId) -> Option<u32> {
		None
	}

	fn key(_: &DeviceId, _: u32) -> (KeyIn, KeyAge) {
		(KeyIn::NoDevice, KeyAge::Past)
	}

	fn present_key(_: &DeviceId) -> Option<DeviceKey> {
		None
	}

	fn channel(_: &StreamId) -> Option<ChannelTraits> {
		None
	}

	fn calibration(_: &DeviceId) -> Option<Calibration> {
		None
	}

	fn may_anchor(_: &AccountId, _: &DeviceId) -> bool {
		false
	}

	fn suspend_for_equivocation(_: &DeviceId) -> bool {
		false
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Whether a key is in use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyAge {
	/// New statements carry it.
	Current,
	/// Only what was signed before the key was replaced counts.
	Past,
}

/// Acts when a device changes hands or ends, so that no agreement of a former owner continues.
pub trait OnDeviceChange<AccountId> {
	/// The device has another owner. The work is bounded by [`weight`](Self::weight); queue what cannot be done
	/// at once.
	fn on_transferred(device: &DeviceId, from: &AccountId, to: &AccountId);

	/// The device's status is final: [`Revoked`](DeviceStatus::Revoked) or
	/// [`Retired`](DeviceStatus::Retired). Bounded work, as above.
	fn on_ended(device: &DeviceId, owner: &AccountId, status: DeviceStatus);

	/// The most that one change costs.
	fn weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(0, 8)]
impl<AccountId> OnDeviceChange<AccountId> for Tuple {
	fn on_transferred(device: &DeviceId, from: &AccountId, to: &AccountId) {
		for_tuples!( #( Tuple::on_transferred(device, from, to); )* );
	}

	fn on_ended(device: &DeviceId, owner: &AccountId, status: DeviceStatus) {
		for_tuples!( #( Tuple::on_ended(device, owner, status); )* );
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}

/// Pallets that rely on devices of other owners, asked before an owner takes a device away. Revocation,
/// retirement and suspension for equivocation need nobody's consent. A pallet that relies on a device checks
/// [`DeviceRegistry::ended`].
pub trait DeviceGuard<AccountId> {
	/// Refuses while somebody relies on the device and has not agreed. Called before the owner suspends or
	/// transfers the device, or ends a gateway's authorisation for it.
	fn ensure_free(device: &DeviceId) -> DispatchResult;

	/// The same for all devices of an owner, before a gateway's authorisation for these ends.
	fn ensure_all_free(owner: &AccountId) -> DispatchResult;

	/// The most that each of the above costs.
	fn weight() -> Weight;
}

#[impl_trait_for_tuples::impl_for_tuples(0, 8)]
impl<AccountId> DeviceGuard<AccountId> for Tuple {
	fn ensure_free(device: &DeviceId) -> DispatchResult {
		for_tuples!( #( Tuple::ensure_free(device)?; )* );
		Ok(())
	}

	fn ensure_all_free(owner: &AccountId) -> DispatchResult {
		for_tuples!( #( Tuple::ensure_all_free(owner)?; )* );
		Ok(())
	}

	fn weight() -> Weight {
		let mut weight = Weight::zero();
		for_tuples!( #( weight = weight.saturating_add(Tuple::weight()); )* );
		weight
	}
}

/// Records statements that must stay provable for ever, as leaves of the block.
pub trait StatementLog {
	/// Appends a leaf. Refused if the block is full: try again in the next one.
	fn append(leaf: Hash) -> Result<(), BlockFull>;

	/// Whether the block takes another leaf.
	fn has_room() -> bool;

	/// The cost of one leaf. To ask for room costs less.
	fn weight() -> Weight;
}

/// The last statement of a block, which is known only at its end: a root over what another pallet gathered in
/// the block.
pub trait FinalStatement {
	/// Takes the leaf, if the block has one. Called once at the end of each block, with the genesis hash, which
	/// the leaf may name.
	fn take(genesis: &Hash) -> Option<Hash>;

	/// The most that this costs.
	fn weight() -> Weight;
}

/// Makes no statement.
impl FinalStatement for () {
	fn take(_: &Hash) -> Option<Hash> {
		None
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// The block takes no more statements.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlockFull;

/// Drops every leaf.
impl StatementLog for () {
	fn append(_: Hash) -> Result<(), BlockFull> {
		Ok(())
	}

	fn has_room() -> bool {
		true
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use core::cell::Cell;

	thread_local! {
		static CALLS: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
	}

	struct Counter;

	impl OnDeviceChange<u64> for Counter {
		fn on_transferred(_: &DeviceId, _: &u64, _: &u64) {
			CALLS.set((CALLS.get().0 + 1, CALLS.get().1));
		}

		fn on_ended(_: &DeviceId, _: &u64, _: DeviceStatus) {
			CALLS.set((CALLS.get().0, CALLS.get().1 + 1));
		}

		fn weight() -> Weight {
			Weight::from_parts(3, 2)
		}
	}

	struct Reliant<const ON: u8>;

	impl<const ON: u8> DeviceGuard<u64> for Reliant<ON> {
		fn ensure_free(device: &DeviceId) -> DispatchResult {
			match device.0[0] == ON {
				true => Err("needed".into()),
				false => Ok(()),
			}
		}

		fn ensure_all_free(owner: &u64) -> DispatchResult {
			match *owner == u64::from(ON) {
				true => Err("needed".into()),
				false => Ok(()),
			}
		}

		fn weight() -> Weight {
			Weight::from_parts(3, 2)
		}
	}

	#[test]
	fn one_of_a_tuple_is_enough_to_keep_a_device() {
		type Two = (Reliant<1>, (), Reliant<2>);
		let free = |first| Two::ensure_free(&DeviceId([first; 32])).is_ok();
		assert_eq!([1, 2, 3].map(free), [false, false, true]);
		assert_eq!(
			[1, 2, 3].map(|owner| Two::ensure_all_free(&owner).is_ok()),
			[false, false, true]
		);
		assert_eq!(<Two as DeviceGuard<u64>>::weight(), Weight::from_parts(6, 4));
		assert!(<() as DeviceGuard<u64>>::ensure_free(&DeviceId([1; 32])).is_ok());
	}

	#[test]
	fn a_change_reaches_each_of_a_tuple_and_all_are_weighed() {
		type Two = (Counter, (), Counter);
		Two::on_transferred(&DeviceId::default(), &1, &2);
		assert_eq!(CALLS.get(), (2, 0));
		Two::on_ended(&DeviceId::default(), &1, DeviceStatus::Retired);
		assert_eq!(CALLS.get(), (2, 2));
		assert_eq!(<Two as OnDeviceChange<u64>>::weight(), Weight::from_parts(6, 4));
		assert_eq!(<() as OnDeviceChange<u64>>::weight(), Weight::zero());
	}
}
