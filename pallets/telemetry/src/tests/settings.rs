use super::*;

#[test]
fn configure_works() {
	TestExt::execute_with(|| {
		let new = Settings { retention: 5, max_skew: 1, late_after: 2 };
		assert_ok!(Telemetry::configure(root(), new));
		assert_eq!(last_event(), Event::Configured { old: SETTINGS, new });
		assert_eq!(ChainSettings::<Test>::get(), new);
	});
}

#[test]
fn configure_fails_when_zero_or_not_allowed() {
	TestExt::execute_with(|| {
		let zero = Settings { retention: 0, ..SETTINGS };
		assert_noop!(Telemetry::configure(root(), zero), Error::<Test>::BadSettings);
		assert_noop!(Telemetry::configure(signed(OWNER), SETTINGS), DispatchError::BadOrigin);
	});
}

#[test]
fn no_batch_is_kept_for_longer_than_its_devices() {
	TestExt::execute_with(|| {
		let longest = Settings { retention: MAX_RETENTION, ..SETTINGS };
		assert_ok!(Telemetry::configure(root(), longest));
		let longer = Settings { retention: MAX_RETENTION + 1, ..SETTINGS };
		assert_noop!(Telemetry::configure(root(), longer), Error::<Test>::BadSettings);
	});
}

#[test]
fn pardon_fails_when_not_convicted_or_not_allowed() {
	TestExt::execute_with(|| {
		assert_noop!(Telemetry::pardon(root(), GATEWAY), Error::<Test>::NotConvicted);
		assert_noop!(Telemetry::pardon(signed(GATEWAY), GATEWAY), DispatchError::BadOrigin);
	});
}

#[test]
fn the_runtime_is_sound() {
	Telemetry::integrity_test();
}
