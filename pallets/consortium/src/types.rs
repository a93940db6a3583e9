//! The pallet's records, with the bounds of its configuration, and the arithmetic of quotas.

use crate::{AccountIdFor, Config};
use frame::{deps::frame_support::stored, prelude::*};
use serde::{Deserialize, Serialize};
pub use tallystick_primitives::records::organization::{
	MemberInfo, Organization, OrganizationAccount, Position, Quota, QuotaStatus, Settings, Status,
};
use tallystick_primitives::Role;

/// How full an organisation's bucket is.
///
/// Spending is stored in units of `1 / QuotaPeriod`, so that one block's refill is a whole number.
/// Nothing is ever rounded, however often the record is written.
#[stored]
#[derive(Copy, Default)]
pub struct Bucket<BlockNumber> {
	/// The size of the bucket.
	pub limit: Quota,
	/// Spent bytes that are not refilled at `at`, times the period.
	pub(crate) bytes: u128,
	/// Spent picoseconds that are not refilled at `at`, times the period.
	pub(crate) ref_time: u128,
	/// The block in which these two were computed.
	pub(crate) at: BlockNumber,
	/// Picoseconds that members' calls have booked in the block `at`, and not given back.
	pub(crate) in_block: u64,
}

impl<BlockNumber: Copy + Ord + Saturating + UniqueSaturatedInto<u64>> Bucket<BlockNumber> {
	/// A full bucket of this size.
	pub fn full(limit: Quota, now: BlockNumber) -> Self {
		Self { limit, bytes: 0, ref_time: 0, at: now, in_block: 0 }
	}

	/// The bucket as it stands at `now`.
	#[must_use]
	pub fn refilled(self, now: BlockNumber) -> Self {
		let elapsed: u64 = now.saturating_sub(self.at).unique_saturated_into();
		// Both saturate on purpose: a refill beyond the limit is lost.
		let back = |limit: u64| u128::from(limit).saturating_mul(u128::from(elapsed));
		Self {
			bytes: self.bytes.saturating_sub(back(self.limit.bytes)),
			ref_time: self.ref_time.saturating_sub(back(self.limit.ref_time)),
			at: now.max(self.at),
			in_block: if now > self.at { 0 } else { self.in_block },
			..self
		}
	}

	/// The bucket after `cost` is taken out at `now`, or `None` if it holds less than that.
	pub fn charged(self, cost: Quota, period: u64, now: BlockNumber) -> Option<Self> {
		let mut next = self.refilled(now);
		next.bytes = charge(next.bytes, cost.bytes, next.limit.bytes, period)?;
		next.ref_time = charge(next.ref_time, cost.ref_time, next.limit.ref_time, period)?;
		Some(next)
	}

	/// The bucket after a call has left `ref_time` unused of what it booked in the same block.
	#[must_use]
	pub fn unbooked(self, ref_time: u64) -> Self {
		// No call leaves more unused than it booked.
		Self { in_block: self.in_block.saturating_sub(ref_time), ..self }
	}

	/// The bucket after a device's message or a rule takes `cost` out of it at `now`. These may use
	/// half of the bucket. The other half is left to members, who may have to suspend a device that
	/// sends too much.
	pub fn charged_by_device(self, cost: Quota, period: u64, now: BlockNumber) -> Option<Self> {
		let next = self.charged(cost, period, now)?;
		let within = |cost, spent, limit| cost == 0 || spent <= half(limit, period);
		(within(cost.bytes, next.bytes, next.limit.bytes)
			&& within(cost.ref_time, next.ref_time, next.limit.ref_time))
		.then_some(next)
	}

	/// The bucket after a member's call books `ref_time` of the block in which it was last charged.
	/// `None` if the block's bookings then exceed `share`, in picoseconds, and the call is not the
	/// first one.
	pub fn booked(self, ref_time: u64, share: u64) -> Option<Self> {
		let in_block = self.in_block.checked_add(ref_time)?;
		(self.in_block == 0 || in_block <= share).then_some(Self { in_block, ..self })
	}

	/// The bucket after `unused` of an earlier charge comes back.
	#[must_use]
	pub fn refunded(self, unused: Quota, period: u64) -> Self {
		// Saturates if part of the charge was refilled already.
		Self {
			bytes: self.bytes.saturating_sub(scaled(unused.bytes, period)),
			ref_time: self.ref_time.saturating_sub(scaled(unused.ref_time, period)),
			..self
		}
	}

	/// The bucket with another size. Earlier spending still counts, up to the new size.
	#[must_use]
	pub fn resized(self, limit: Quota, period: u64, now: BlockNumber) -> Self {
		let next = self.refilled(now);
		Self {
			limit,
			bytes: next.bytes.min(scaled(limit.bytes, period)),
			ref_time: next.ref_time.min(scaled(limit.ref_time, period)),
			..next
		}
	}

	/// What can be spent at `now`, rounded down.
	pub fn left(self, period: u64, now: BlockNumber) -> Quota {
		let next = self.refilled(now);
		Quota {
			bytes: left(next.bytes, scaled(next.limit.bytes, period), period),
			ref_time: left(next.ref_time, scaled(next.limit.ref_time, period), period),
		}
	}

	/// What devices can spend at `now`, rounded down: see [`Self::charged_by_device`].
	pub fn left_for_devices(self, period: u64, now: BlockNumber) -> Quota {
		let next = self.refilled(now);
		Quota {
			bytes: left(next.bytes, half(next.limit.bytes, period), period),
			ref_time: left(next.ref_time, half(next.limit.ref_time, period), period),
		}
	}

	/// How many blocks after `now` the bucket is full again, if nothing else is spent.
	pub fn blocks_to_full(self, now: BlockNumber) -> u64 {
		let next = self.refilled(now);
		let blocks = |spent: u128, limit: u64| match (spent, limit) {
			(0, _) => 0,
			// `limit` is not zero, so this cannot fail; a bucket without size stays as it is.
			(spent, limit) => spent
				.checked_next_multiple_of(u128::from(limit))
				.and_then(|up| up.checked_div(u128::from(limit)))
				.map_or(u64::MAX, UniqueSaturatedInto::unique_saturated_into),
		};
		blocks(next.bytes, next.limit.bytes).max(blocks(next.ref_time, next.limit.ref_time))
	}

	/// Whether no more is spent than the bucket holds.
	pub fn is_sound(&self, period: u64) -> bool {
		self.bytes <= scaled(self.limit.bytes, period)
			&& self.ref_time <= scaled(self.limit.ref_time, period)
	}
}

// Two 64-bit factors: the product always fits 128 bits, so it never saturates.
fn scaled(amount: u64, period: u64) -> u128 {
	u128::from(amount).saturating_mul(u128::from(period))
}

fn half(limit: u64, period: u64) -> u128 {
	scaled(limit, period) >> 1
}

fn charge(spent: u128, cost: u64, limit: u64, period: u64) -> Option<u128> {
	let next = spent.checked_add(scaled(cost, period))?;
	(next <= scaled(limit, period)).then_some(next)
}

fn left(spent: u128, held: u128, period: u64) -> u64 {
	held.saturating_sub(spent)
		.checked_div(u128::from(period))
		.map_or(0, UniqueSaturatedInto::unique_saturated_into)
}

/// The number of a session, from zero.
pub type SessionIndex = u32;

/// A validator's key signed two different votes in one round.
#[stored]
#[derive(Copy)]
pub struct DoubleVote<BlockNumber> {
	/// The set of voters in which the key was.
	pub set: u64,
	/// The round, as the votes name it. It need not have taken place.
	pub round: u64,
	/// The block in which the votes were reported.
	pub block: BlockNumber,
}

/// The voters of a session: each key, and whose it is.
pub type VotersOf<T> =
	BoundedVec<(<T as Config>::VotingKey, AccountIdFor<T>), <T as Config>::MaxValidators>;

/// The name of an organisation of `T`.
pub type NameOf<T> = BoundedVec<u8, <T as Config>::MaxNameLength>;

/// An [`Organization`] of `T`.
pub type OrganizationOf<T> = Organization<AccountIdFor<T>, NameOf<T>>;

/// The [`Bucket`] of `T`.
pub type BucketOf<T> = Bucket<BlockNumberFor<T>>;

/// The [`Settings`] of `T`.
pub type SettingsOf<T> = Settings<BlockNumberFor<T>>;

/// An organisation at genesis.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(
	rename_all = "camelCase",
	deny_unknown_fields,
	bound(deserialize = "AccountId: Deserialize<'de>")
)]
pub struct GenesisOrganization<AccountId> {
	/// UTF-8 text, for people.
	pub name: alloc::string::String,
	/// Its first member, which manages the others.
	pub admin: AccountId,
	/// What the organisation does.
	pub roles: alloc::vec::Vec<Role>,
	/// Its other members.
	#[serde(default)]
	pub members: alloc::vec::Vec<AccountId>,
	/// Its validators; they become members too.
	#[serde(default)]
	pub validators: alloc::vec::Vec<AccountId>,
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	const PERIOD: u64 = 1_800;

	fn quota() -> impl Strategy<Value = Quota> {
		(0..u64::MAX, 0..u64::MAX).prop_map(|(bytes, ref_time)| Quota { bytes, ref_time })
	}

	proptest! {
		#[test]
		fn never_more_is_spent_than_the_bucket_and_its_refill(
			limit in quota(),
			steps in prop::collection::vec((quota(), 0u64..100), 1..40),
		) {
			let mut bucket = Bucket::full(limit, 0u64);
			let (mut now, mut spent) = (0u64, 0u128);
			for (cost, wait) in steps {
				now += wait;
				if let Some(next) = bucket.charged(cost, PERIOD, now) {
					bucket = next;
					spent += u128::from(cost.bytes);
				}
				prop_assert!(bucket.is_sound(PERIOD));
				let most = u128::from(limit.bytes) * u128::from(PERIOD + now);
				prop_assert!(spent * u128::from(PERIOD) <= most);
			}
		}

		#[test]
		fn exactly_what_is_left_can_be_spent(
			limit in quota(), first in quota(), wait in 0u64..PERIOD,
		) {
			let bucket = Bucket::full(limit, 0u64);
			let bucket = bucket.charged(first, PERIOD, 0).unwrap_or(bucket);
			let left = bucket.left(PERIOD, wait);
			prop_assert!(bucket.charged(left, PERIOD, wait).is_some());
			if let Some(bytes) = left.bytes.checked_add(1) {
				let more = Quota { bytes, ..left };
				prop_assert!(bucket.charged(more, PERIOD, wait).is_none());
			}
		}

		#[test]
		fn many_small_refills_equal_a_large_one(
			limit in quota(), waits in prop::collection::vec(0u64..50, 1..40),
		) {
			let empty = Bucket::full(limit, 0u64).charged(limit, PERIOD, 0).unwrap();
			let end = waits.iter().sum();
			let (mut stepped, mut now) = (empty, 0);
			for wait in waits {
				now += wait;
				stepped = stepped.refilled(now);
			}
			prop_assert_eq!(stepped, empty.refilled(end));
		}

		#[test]
		fn full_at_the_promised_block_and_not_before(limit in quota(), cost in quota()) {
			let bucket = Bucket::full(limit, 0u64);
			let bucket = bucket.charged(cost, PERIOD, 0).unwrap_or(bucket);
			let blocks = bucket.blocks_to_full(0);
			prop_assert_eq!(bucket.left(PERIOD, blocks), limit);
			if let Some(before) = blocks.checked_sub(1) {
				prop_assert_ne!(bucket.refilled(before), Bucket::full(limit, before));
			}
		}

		#[test]
		fn a_full_refund_undoes_a_charge(limit in quota(), cost in quota()) {
			let bucket = Bucket::full(limit, 0u64);
			if let Some(charged) = bucket.charged(cost, PERIOD, 0) {
				prop_assert_eq!(charged.refunded(cost, PERIOD), bucket);
			}
		}
	}

	proptest! {
		#[test]
		fn devices_leave_half_of_the_bucket_to_members(
			limit in quota(), first in quota(), wait in 0u64..PERIOD,
		) {
			let bucket = Bucket::full(limit, 0u64);
			let bucket = bucket.charged(first, PERIOD, 0).unwrap_or(bucket);
			let left = bucket.left_for_devices(PERIOD, wait);
			let taken = bucket.charged_by_device(left, PERIOD, wait);
			prop_assert!(taken.is_some(), "what is left can be spent");
			let rest = taken.unwrap().left(PERIOD, wait);
			prop_assert!(left.bytes == 0 || rest.bytes >= limit.bytes / 2);
			prop_assert!(left.ref_time == 0 || rest.ref_time >= limit.ref_time / 2);
			let more = Quota { bytes: left.bytes + 1, ..left };
			prop_assert!(bucket.charged_by_device(more, PERIOD, wait).is_none());
		}

		#[test]
		fn no_more_than_a_share_is_booked_of_a_block(
			share in 1..u64::MAX,
			calls in prop::collection::vec(0..u64::MAX / 4, 1..40),
		) {
			let mut bucket = Bucket::full(Quota::default(), 7u64);
			for (call, count) in calls.into_iter().zip(0..) {
				let next = bucket.booked(call, share);
				prop_assert!(count > 0 || next.is_some(), "one is always booked");
				prop_assert_eq!(bucket.refilled(8).in_block, 0, "the next block has a share of its own");
				if let Some(next) = next {
					prop_assert!(next.in_block <= share || next.in_block == call);
					bucket = next;
				}
			}
		}
	}

	#[test]
	fn an_empty_bucket_refills_in_one_period() {
		let limit = Quota { bytes: 7, ref_time: 1_000_003 };
		let empty = Bucket::full(limit, 0u64).charged(limit, PERIOD, 0).unwrap();
		assert_eq!(empty.left(PERIOD, 0), Quota::default());
		assert_eq!(empty.blocks_to_full(0), PERIOD);
		assert_eq!(empty.left(PERIOD, PERIOD), limit);
		assert_eq!(empty.left(PERIOD, PERIOD / 2).bytes, 3);
	}

	#[test]
	fn a_smaller_size_takes_what_was_left_and_no_more() {
		let big = Quota { bytes: 100, ref_time: 100 };
		let small = Quota { bytes: 10, ref_time: 10 };
		let bucket = Bucket::full(big, 0u64).charged(small, PERIOD, 0).unwrap();
		let bucket = bucket.resized(small, PERIOD, 0);
		assert!(bucket.is_sound(PERIOD));
		assert_eq!(bucket.left(PERIOD, 0), Quota::default());
	}
}
