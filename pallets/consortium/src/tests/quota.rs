use super::*;
use frame::deps::{frame_support::dispatch::DispatchClass, frame_system::limits::BlockWeights};

/// What a call of Alice's organisation takes.
fn of(cost: Quota) -> Charge {
	Charge { org: ORG, cost, share: u64::MAX }
}

#[track_caller]
fn charge(cost: Quota) {
	assert_eq!(Consortium::charge(&of(cost)), Ok(()));
}

#[test]
fn set_quota_works() {
	TestExt::new().execute_with(|| {
		let new = Quota { bytes: 1, ref_time: 2 };
		assert_ok!(Consortium::set_quota(root(), ORG, new));
		assert_eq!(last_event(), Event::QuotaChanged { org: ORG, old: QUOTA, new });
		assert_eq!(Consortium::quota(ORG).unwrap().left, new);
	});
}

#[test]
fn set_quota_fails_when_not_allowed_or_unknown() {
	TestExt::new().execute_with(|| {
		assert_noop!(Consortium::set_quota(signed(ALICE), ORG, QUOTA), DispatchError::BadOrigin);
		assert_noop!(
			Consortium::set_quota(root(), OrgId(7), QUOTA),
			Error::<Test>::UnknownOrganization
		);
	});
}

#[test]
fn a_charge_flows_back_evenly() {
	TestExt::new().execute_with(|| {
		charge(QUOTA);
		let status = Consortium::quota(ORG).unwrap();
		assert_eq!((status.left, status.full_at), (Quota::default(), 1 + PERIOD));

		System::set_block_number(1 + PERIOD / 4);
		let left = Consortium::quota(ORG).unwrap().left;
		assert_eq!((left.bytes, left.ref_time), (QUOTA.bytes / 4, QUOTA.ref_time / 4));

		System::set_block_number(1 + PERIOD);
		assert_eq!(Consortium::quota(ORG).unwrap().left, QUOTA);
	});
}

#[test]
fn settling_gives_back_what_was_not_used() {
	TestExt::new().execute_with(|| {
		let charged = Quota { bytes: 100, ref_time: 1_000 };
		charge(charged);
		let used = Quota { bytes: 100, ref_time: 400 };
		Consortium::settle(ORG, charged, used, used);
		let left = Consortium::quota(ORG).unwrap().left;
		assert_eq!(left, Quota { bytes: QUOTA.bytes - 100, ref_time: QUOTA.ref_time - 400 });
	});
}

#[test]
fn boundary_a_charge_beyond_the_bucket_changes_nothing() {
	TestExt::new().execute_with(|| {
		for over in [
			Quota { bytes: QUOTA.bytes + 1, ref_time: 0 },
			Quota { bytes: 0, ref_time: QUOTA.ref_time + 1 },
		] {
			assert_eq!(
				Consortium::charge(&of(over)),
				Err(Unsponsored::For(Refusal::QuotaExceeded))
			);
			assert_eq!(Consortium::quota(ORG).unwrap().left, QUOTA);
		}
	});
}

#[test]
fn what_is_left_for_devices_can_be_charged_and_no_more() {
	TestExt::new().execute_with(|| {
		charge(Quota { bytes: 0, ref_time: 10 });
		let left = <Consortium as DeviceQuota<_>>::left(&ALICE);
		assert_eq!(left.ref_time(), QUOTA.ref_time / 2 - 10);
		let more = left.saturating_add(Weight::from_parts(1, 0));
		assert!(!<Consortium as DeviceQuota<_>>::charge(&ALICE, 0, more));
		assert!(<Consortium as DeviceQuota<_>>::charge(&ALICE, 0, left));
		assert_eq!(<Consortium as DeviceQuota<_>>::left(&ALICE).ref_time(), 0);

		assert_ok!(Consortium::suspend(root(), ORG));
		System::set_block_number(1 + PERIOD);
		assert_eq!(<Consortium as DeviceQuota<_>>::left(&ALICE), Weight::zero());
	});
}

#[test]
fn a_device_takes_its_share_of_the_quota_and_no_more() {
	TestExt::new().execute_with(|| {
		let take = |taken, among, bytes, ref_time| {
			let weight = Weight::from_parts(ref_time, 0);
			<Consortium as DeviceQuota<_>>::take_share(&ALICE, taken, among, bytes, weight)
		};
		let (none, share, time) = (DeviceShare::default(), QUOTA.bytes / 16, QUOTA.ref_time / 16);
		// Beside its weight a transaction takes what a block gives to each.
		let limits: BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
		let base = limits.get(DispatchClass::Normal).base_extrinsic.ref_time();
		let taken = take(none, 1, share as usize, time - base).expect("all of it");
		for (bytes, ref_time) in [(1, 0), (0, 1)] {
			assert_eq!(take(taken, 1, bytes, ref_time), None);
		}
		assert_eq!(take(none, 1, share as usize + 1, 0), None);
		assert_eq!(take(none, 1, 0, time + 1), None);
		// It flows back as the quota does.
		System::set_block_number(1 + PERIOD / 2);
		assert!(take(taken, 1, share as usize / 2, time / 2 - base).is_some());
		assert_eq!(take(taken, 1, share as usize / 2 + 1, 0), None);
		System::set_block_number(1 + PERIOD);
		assert!(take(taken, 1, share as usize, time - base).is_some());
		// Two sources of a device have no more than one.
		assert!(take(none, 2, share as usize / 2, 0).is_some());
		assert_eq!(take(none, 2, share as usize / 2 + 1, 0), None);

		assert_ok!(Consortium::suspend(root(), ORG));
		assert_eq!(take(none, 1, 0, 0), None);
	});
}

#[test]
fn devices_cannot_spend_what_members_stop_them_with() {
	TestExt::new().execute_with(|| {
		let message = |bytes| <Consortium as DeviceQuota<_>>::charge(&ALICE, bytes, Weight::zero());
		let half = QUOTA.bytes as usize / 2;
		assert!(!<Consortium as DeviceQuota<_>>::suffices(&ALICE, half + 1, Weight::zero()));
		assert!(message(half));
		assert!(!message(1), "devices have had their half");
		assert_eq!(Consortium::quota(ORG).unwrap().left.bytes, QUOTA.bytes / 2);
		let time = QUOTA.ref_time - Consortium::quota(ORG).unwrap().left.ref_time;
		assert!(time > 0, "a transaction of no weight takes time, too");
		charge(Quota { bytes: QUOTA.bytes / 2, ref_time: 0 });
		// Nothing of this resource is left, and devices may go on to take none of it.
		assert!(<Consortium as DeviceQuota<_>>::charge(&ALICE, 0, Weight::from_parts(1, 0)));
	});
}
