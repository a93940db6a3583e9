use super::*;

#[test]
fn a_record_goes_with_the_retention() {
	TestExt::execute_with(|| {
		assert_ok!(anchor(0, any_batch(1), &[]));
		run_to(1 + RETENTION);
		assert!(Telemetry::batch(GATEWAY, 0).is_some());
		next_block();
		assert_eq!(Telemetry::batch(GATEWAY, 0), None);
		assert_eq!(AnchoredIn::<Test>::iter().count(), 0);
		// What went stays anchored.
		assert_noop!(anchor(0, any_batch(1), &[]), Error::<Test>::StaleBatch);
	});
}

#[test]
fn a_shorter_retention_is_caught_up_with() {
	TestExt::execute_with(|| {
		for number in 0..9 {
			assert_ok!(anchor(number, any_batch(1), &[]));
			next_block();
		}
		assert_ok!(Telemetry::configure(root(), Settings { retention: 2, ..SETTINGS }));
		for _ in 0..9 {
			next_block();
			Telemetry::do_try_state().unwrap();
		}
		assert_eq!(Batches::<Test>::iter().count(), 0);
		assert_ok!(Telemetry::configure(root(), SETTINGS));
		assert_ok!(anchor(9, any_batch(1), &[]));
		run_to(System::block_number() + RETENTION);
		assert_eq!(Batches::<Test>::iter().count(), 1);
		next_block();
		assert_eq!(Batches::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_old_chain_can_get_the_pallet() {
	TestExt::execute_with(|| {
		ExpiryCursor::<Test>::kill();
		System::set_block_number(10_000_000);
		Telemetry::on_initialize(10_000_000);
		assert_ok!(anchor(0, any_batch(1), &[]));
		run_to(10_000_001 + RETENTION);
		assert_eq!(Batches::<Test>::iter().count(), 0);
	});
}

#[test]
fn the_state_does_not_grow_with_the_history() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0, 1]);
		let mut number = 0;
		let mut go_on = |blocks: u64| {
			for _ in 0..blocks {
				let said = device.say(&[0, 1]);
				let (batch, _) = batch(&[said.leaf()]);
				assert_ok!(anchor(number, batch, &[said.all()]));
				number += 1;
				System::reset_events();
				next_block();
			}
			state_size()
		};
		let once = go_on(3 * RETENTION);
		let often = go_on(27 * RETENTION);
		assert!(once.abs_diff(often) * 20 <= once, "{once} bytes became {often}");
	});
}

#[test]
fn weights_follow_the_work() {
	TestExt::execute_with(|| {
		assert_ok!(anchor(0, any_batch(1), &[]));
		let (idle, busy) = (
			<Test as Config>::WeightInfo::on_initialize(0),
			<Test as Config>::WeightInfo::on_initialize(1),
		);
		let finalize = <Test as Config>::WeightInfo::on_finalize(9)
			.saturating_add(<<Test as Config>::WeightInfo as WeightInfo>::append())
			.saturating_add(Last::weight());
		assert_eq!(Telemetry::on_initialize(5), idle + finalize);
		assert_eq!(Telemetry::on_initialize(2 + RETENTION), busy + finalize);
		ExpiryCursor::<Test>::put(2);
	});
}
