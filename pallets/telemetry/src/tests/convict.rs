//! Two versions under a device's signature stop the device, wherever they come to light.

use super::*;

/// Two versions of the first segment of a device.
fn two_versions(device: &Device) -> (Said, Said) {
	(device.clone().say(&[0]), device.clone().say_values(&[(0, [3, 4])]))
}

fn convict(one: &Said, other: &Said) -> DispatchResult {
	let equivocation = Equivocation { one: one.leaf(), other: other.leaf() };
	Telemetry::convict_device(signed(OTHER), Box::new(equivocation))
}

fn status(device: &Device) -> DeviceStatus {
	Registry::edit(&device.id, |record| record.status)
}

fn convicted(device: &Device, challenger: Option<AccountId>) -> Event<Test> {
	Event::DeviceConvicted { device: device.id, challenger }
}

#[test]
fn two_versions_at_two_gateways_suspend_the_device() {
	TestExt::execute_with(|| {
		for scheme in [Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1] {
			let device = Device::of(scheme, 1);
			let (one, other) = two_versions(&device);
			for (gateway, said) in [(GATEWAY, &one), (OTHER, &other)] {
				let number = Telemetry::next_batch(gateway.clone());
				assert_ok!(anchor_as(gateway, number, batch(&[said.leaf()]).0, &[]));
			}
			assert_ok!(convict(&other, &one));
			assert_eq!(last_event(), convicted(&device, Some(OTHER)));
			assert_eq!(status(&device), DeviceStatus::Suspended);
			assert_noop!(convict(&one, &other), Error::<Test>::AlreadyConvicted);
			// Both gateways told the truth.
			for gateway in [GATEWAY, OTHER] {
				assert_eq!(Telemetry::conviction(gateway), None);
			}
		}
	});
}

#[test]
fn two_versions_that_nobody_anchored_suspend_the_device() {
	TestExt::execute_with(|| {
		let device = Device::new(1);
		let (one, other) = two_versions(&device);
		// Its owner has suspended it, and could resume it.
		Registry::edit(&device.id, |record| record.status = DeviceStatus::Suspended);
		let stranger = AccountId::new([77; 32]);
		let equivocation = Box::new(Equivocation { one: one.leaf(), other: other.leaf() });
		assert_ok!(Telemetry::convict_device(signed(stranger.clone()), equivocation.clone()));
		assert_eq!(last_event(), convicted(&device, Some(stranger)));
		assert_noop!(
			Telemetry::convict_device(RuntimeOrigin::none(), equivocation),
			DispatchError::BadOrigin
		);
		Registry::edit(&device.id, |record| record.status = DeviceStatus::Retired);
		assert_noop!(convict(&one, &other), Error::<Test>::AlreadyConvicted);
	});
}

#[test]
fn an_honest_or_unknown_device_is_not_convicted() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		let (one, other) = two_versions(&device);
		let (_, next) = (device.say(&[0]), device.say(&[0]));
		assert_noop!(convict(&one, &one), Error::<Test>::Honest);
		assert_noop!(convict(&one, &next), Error::<Test>::Honest);
		let mut forged = other.clone();
		forged.signature.0[0] ^= 1;
		assert_noop!(convict(&one, &forged), Error::<Test>::BadSignature);
		let mut unknown = [one.clone(), other.clone()];
		for said in &mut unknown {
			said.header.key_epoch = 5;
		}
		assert_noop!(convict(&unknown[0], &unknown[1]), Error::<Test>::UnknownKey);
		let stranger = Device::unregistered(Scheme::Ed25519, 9);
		let (one, other) = two_versions(&stranger);
		assert_noop!(convict(&one, &other), Error::<Test>::UnknownDevice);
	});
}

#[test]
fn a_stolen_old_key_convicts_no_device() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		let thief = device.clone();
		let (one, other) = two_versions(&thief);
		device.rotate(5);
		assert_noop!(convict(&one, &other), Error::<Test>::ReplacedKey);
		let mut device = Device { time: thief.time, next: 0, previous: [0; 32], ..device };
		let mine = device.say(&[0]);
		assert_noop!(convict(&mine, &other), Error::<Test>::ReplacedKey);
		assert_noop!(convict(&other, &mine), Error::<Test>::ReplacedKey);
		assert_eq!(status(&device), DeviceStatus::Active);
	});
}

#[test]
fn a_second_version_as_an_observation_suspends_the_device_once() {
	TestExt::execute_with(|| {
		for scheme in [Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1] {
			let device = Device::of(scheme, 1);
			watch(&device, &[0]);
			let (one, other) = two_versions(&device);
			assert_eq!(observe(one.all()), Ok(()));
			next_block();
			// Whoever passes it on cannot make it a lie.
			let mut forged = other.all();
			forged.signature.0[9] ^= 1;
			assert_eq!(observe(forged), refused(Refusal::BadSignature));
			Purse::set(OWNERS, 10_000);
			assert_eq!(observe(other.all()), Ok(()));
			assert_eq!(last_event(), convicted(&device, None));
			assert_eq!(status(&device), DeviceStatus::Suspended);
			// It costs what an observation costs, and changes no stream.
			assert_eq!(Purse::left(OWNERS), 10_000 - other.all().encoded_size() as u64);
			let seen = Telemetry::stream(device.stream(0)).unwrap().latest.unwrap();
			assert_eq!(seen.root, one.runs[0].root.hash);
			next_block();
			assert_eq!(observe(other.all()), refused(Refusal::DeviceSuspended));
			assert_noop!(convict(&one, &other), Error::<Test>::AlreadyConvicted);
		}
	});
}

#[test]
fn a_second_version_beside_a_batch_suspends_the_device() {
	TestExt::execute_with(|| {
		let device = Device::new(1);
		watch(&device, &[0]);
		let (one, other) = two_versions(&device);
		assert_eq!(observe(one.all()), Ok(()));
		let mut forged = other.all();
		forged.signature.0[9] ^= 1;
		// An honest repetition and a forgery are refused, and harm nobody.
		let shown = [one.all(), forged];
		assert_ok!(anchor(0, batch(&[other.leaf()]).0, &shown));
		assert_eq!(status(&device), DeviceStatus::Active);
		assert_ok!(anchor(1, batch(&[other.leaf()]).0, &[other.all(), one.all()]));
		assert!(events().contains(&convicted(&device, Some(GATEWAY))));
		assert_eq!(status(&device), DeviceStatus::Suspended);
		let refusal = Refusal::DeviceSuspended;
		let refused = Event::Refused { device: device.id, sequence: 0, refusal };
		assert_eq!(last_event(), refused);
	});
}

#[test]
fn a_part_of_the_newest_segment_is_another_version_of_it() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0]);
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		next_block();
		// Numbers 1 and 2, of which 1 was in the segment before.
		device.next -= 1;
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		assert_eq!(last_event(), convicted(&device, None));
	});
}

#[test]
fn an_old_key_or_an_older_segment_suspends_nobody_as_an_observation() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0]);
		let (one, other) = two_versions(&device);
		assert_eq!(observe(one.all()), Ok(()));
		next_block();
		let mut thief = device.clone();
		device.rotate(5);
		assert_eq!(observe(other.all()), refused(Refusal::Replayed));
		// Under the new key it begins anew, and the old one is over.
		(device.next, device.time, device.previous) = (4, NOW, [7; 32]);
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		next_block();
		thief.next = 4;
		assert_eq!(observe(thief.say(&[1]).all()), refused(Refusal::RolledBack));
		// What lies before the newest segment may be late and true.
		(device.next, device.previous) = (2, [0; 32]);
		assert_eq!(observe(device.say(&[0]).all()), refused(Refusal::Replayed));
		assert_eq!(status(&device), DeviceStatus::Active);
	});
}
