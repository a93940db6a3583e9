use super::*;
use tallystick_evidence::fraud::KeyIn;
use tallystick_primitives::{ChannelKind, KeyAge, StreamId};

#[test]
fn devices_of_pages_through_everything_once() {
	TestExt::new().execute_with(|| {
		let mut all: Vec<_> = (1..=7).map(|seed| register(ALICE, &ed(seed))).collect();
		register(BOB, &ed(50));
		let (mut seen, mut after) = (vec![], None);
		loop {
			let page = Registry::devices_of(ALICE, after, 3);
			after = page.last().copied();
			seen.extend_from_slice(&page);
			if page.len() < 3 {
				break;
			}
		}
		all.sort();
		seen.sort();
		assert_eq!(seen, all);
		assert_eq!(Registry::devices_of(ALICE, None, 0), vec![]);
		assert_eq!(Registry::devices_of(STRANGER, None, 9), vec![]);
	});
}

#[test]
fn boundary_a_page_has_a_hundred_entries() {
	TestExt::new().execute_with(|| {
		for n in 0..101u8 {
			DevicesOf::<Test>::insert(STRANGER, DeviceId([n; 32]), ());
		}
		let page = Registry::devices_of(STRANGER, None, u32::MAX);
		assert_eq!(page.len(), 100);
		assert_eq!(Registry::devices_of(STRANGER, page.last().copied(), u32::MAX).len(), 1);
		let _ = DevicesOf::<Test>::clear_prefix(STRANGER, 200, None);
	});
}

#[test]
fn gateways_page_too() {
	TestExt::new().execute_with(|| {
		for gateway in [GATEWAY, BOB, POOR] {
			assert_ok!(Registry::authorize_gateway(signed(ALICE), Scope::AllOfOwner, gateway));
		}
		let first = Registry::gateways(Grant::Owner(ALICE), None, 2);
		let rest = Registry::gateways(Grant::Owner(ALICE), first.last().cloned(), 2);
		let mut all = [first, rest].concat();
		all.sort();
		assert_eq!(all, vec![BOB, GATEWAY, POOR]);
		assert!(Registry::gateways(Grant::Owner(BOB), None, 9).is_empty());
	});
}

#[test]
fn key_at_tells_the_key_of_each_time() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		Clock::pass(KEY_AGE);
		assert_ok!(apply(rotate_call(device, &ed(1), &ed(2), 1)).unwrap());
		Clock::pass(KEY_AGE);
		assert_ok!(apply(rotate_call(device, &ed(2), &ed(3), 2)).unwrap());
		let (first, second) = (START + KEY_AGE, START + 2 * KEY_AGE);
		let at = |time| {
			Registry::key_at(device, Millis(time))
				.map(|at| (at.epoch, at.until.map(|until| until.0)))
		};
		let cases = [
			(START - 1, None),
			(START, Some((0, Some(first)))),
			(first - 1, Some((0, Some(first)))),
			(first, Some((1, Some(second)))),
			(second - 1, Some((1, Some(second)))),
			(second, Some((2, None))),
			(u64::MAX, Some((2, None))),
		];
		for (time, expected) in cases {
			assert_eq!(at(time), expected);
		}
		assert_eq!(Registry::key_at(device, Millis(first)).unwrap().key, ed(2).public());
		assert_eq!(Registry::key_at(id(&ed(9)), Millis(START)), None);

		// Not to be believed from the middle of the second key's time.
		assert_ok!(Registry::revoke(signed(ALICE), device, Some(Millis(first + 5))));
		assert_eq!(at(START), Some((0, Some(first))));
		assert_eq!(at(first + 4), Some((1, Some(first + 5))));
		assert_eq!(at(first + 5), None);
		assert_eq!(at(second), None);
	});
}

#[test]
fn a_retired_device_s_key_ends_with_it() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		Clock::pass(5);
		assert_ok!(Registry::retire(signed(ALICE), device));
		assert_eq!(
			Registry::key_at(device, Millis(START + 4)).unwrap().until,
			Some(Millis(START + 5))
		);
		assert_eq!(Registry::key_at(device, Millis(START + 5)), None);
	});
}

#[test]
fn other_pallets_learn_keys_of_every_epoch() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		Clock::pass(KEY_AGE);
		assert_ok!(apply(rotate_call(device, &ed(1), &ed(2), 1)).unwrap());
		assert_eq!(Registry::key(&device, 0), (KeyIn::Key(ed(1).public()), KeyAge::Past));
		assert_eq!(Registry::key(&device, 1), (KeyIn::Key(ed(2).public()), KeyAge::Current));
		assert_eq!(Registry::key(&device, 2).0, KeyIn::NoEpoch);
		assert_eq!(Registry::key(&id(&ed(9)), 0).0, KeyIn::NoDevice);
		// Also of a device that has ended, as long as it is there.
		assert_ok!(Registry::revoke(signed(ALICE), device, None));
		assert_eq!(Registry::key(&device, 0).0, KeyIn::Key(ed(1).public()));
	});
}

#[test]
fn other_pallets_learn_of_devices_and_channels() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		assert_eq!(<Registry as DeviceRegistry<_>>::owner(&device), Some(ALICE));
		assert_eq!(Registry::status(&device), Some(DeviceStatus::Active));
		assert_eq!(Registry::status(&id(&ed(9))), None);
		let traits = Registry::channel(&StreamId { device, channel: 1 }).unwrap();
		assert_eq!((traits.kind, traits.period), (ChannelKind::Gauge, 1_000));
		assert_eq!(traits.limits.low, -4_000);
		assert_eq!((traits.unit, traits.exponent), (Unit::CELSIUS, -2));
		assert_eq!(traits.write, None);
		let target = Registry::channel(&StreamId { device, channel: 2 }).unwrap();
		assert_eq!(target.write, Some(writable()));
		assert_eq!(Registry::channel(&StreamId { device, channel: 3 }), None);
		assert_eq!(Registry::channel(&StreamId { device: id(&ed(9)), channel: 0 }), None);
		assert!(<Registry as DeviceRegistry<AccountId>>::weight().ref_time() > 0);
	});
}
