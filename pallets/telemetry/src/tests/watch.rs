use super::*;

#[test]
fn deposits_are_held_and_returned() {
	TestExt::execute_with(|| {
		let device = Device::new(1);
		let stream = device.stream(0);
		let held = |who: &AccountId| Balances::total_balance_on_hold(who);
		let deposit = 100 + Telemetry::footprint().size;
		watch(&device, &[0]);
		assert_eq!(last_event(), Event::Watched { stream, who: OWNER });
		assert_ok!(Telemetry::watch(signed(OTHER), stream));
		assert_eq!((held(&OWNER), held(&OTHER)), (deposit, deposit));
		assert_eq!(Balances::free_balance(OWNER), 1_000_000 - deposit);

		assert_ok!(Telemetry::unwatch(signed(OWNER), stream));
		assert_eq!(last_event(), Event::Unwatched { stream, who: OWNER });
		assert_eq!((held(&OWNER), held(&OTHER)), (0, deposit));
		assert_eq!(Balances::free_balance(OWNER), 1_000_000);
		assert_ok!(Telemetry::unwatch(signed(OTHER), stream));
		assert_eq!(held(&OTHER), 0);
		assert_eq!((Telemetry::stream(stream), Telemetry::tail(device.id)), (None, None));
	});
}

#[test]
fn fails_when_unknown_or_watched_already() {
	TestExt::execute_with(|| {
		let device = Device::new(1);
		let unknown = StreamId { device: DeviceId([1; 32]), channel: 0 };
		assert_noop!(Telemetry::watch(signed(OWNER), unknown), Error::<Test>::UnknownDevice);
		assert_noop!(
			Telemetry::watch(signed(OWNER), device.stream(CHANNELS)),
			Error::<Test>::UnknownChannel
		);
		watch(&device, &[0]);
		assert_noop!(
			Telemetry::watch(signed(OWNER), device.stream(0)),
			Error::<Test>::AlreadyWatching
		);
		assert_noop!(
			Telemetry::unwatch(signed(OTHER), device.stream(0)),
			Error::<Test>::NotWatching
		);
		assert_noop!(
			Telemetry::watch(signed(POOR), device.stream(0)),
			DispatchError::Token(TokenError::FundsUnavailable)
		);
		assert_noop!(Telemetry::watch(root(), device.stream(0)), DispatchError::BadOrigin);
	});
}

#[test]
fn a_late_watcher_does_not_inherit_facts() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0]);
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		next_block();
		device.next += 5;
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		watch(&device, &[1]);
		next_block();
		assert_eq!(observe(device.say(&[0, 1]).all()), Ok(()));
		assert_eq!(facts(&device.stream(1)), Facts::NONE);
		assert_eq!(Telemetry::stream(device.stream(0)).unwrap().facts, Facts::GAP);
	});
}
