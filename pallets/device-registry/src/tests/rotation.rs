use super::*;

fn to(key: &SecretKey, epoch: u32) -> Rotation {
	Rotation { key: key.public(), epoch, tenure: 0, expires: Clock::now() + LIFETIME }
}

mod rotate_key {
	use super::*;

	/// All that a rotation by the device consists of.
	#[derive(Clone)]
	struct Attempt {
		device: DeviceId,
		rotation: Rotation,
		old: Signature,
		new: Signature,
	}

	impl Attempt {
		/// The rotation, with everything as it is but what `old` and `new` do to what is signed.
		fn signed_as(
			device: DeviceId,
			rotation: Rotation,
			old_key: &SecretKey,
			new_key: &SecretKey,
			old: impl FnOnce(&mut Signing, &mut Rotation),
			new: impl FnOnce(&mut Signing, &mut Rotation),
		) -> Self {
			let mut sides = [(Purpose::Rotate, old_key), (Purpose::Adopt, new_key)]
				.map(|(purpose, key)| (Signing::new(purpose, device), rotation, key));
			old(&mut sides[0].0, &mut sides[0].1);
			new(&mut sides[1].0, &mut sides[1].1);
			let [old, new] = sides.map(|(signing, rotation, key)| {
				rotation.with_bytes(|payload| signing.sign(key, payload))
			});
			Self { device, rotation, old, new }
		}

		fn call(&self) -> crate::Call<Test> {
			let Rotation { key, epoch, tenure, expires } = self.rotation;
			let (device, expires, old, new) = (self.device, Millis(expires), self.old, self.new);
			crate::Call::rotate_key { device, key, epoch, tenure, expires, old, new }
		}
	}

	fn nothing(_: &mut Signing, _: &mut Rotation) {}

	#[test]
	fn works_between_all_schemes_without_an_account() {
		TestExt::new().execute_with(|| {
			let mut old = secret(SCHEMES[0], 1);
			let first = old.public();
			let device = register(ALICE, &old);
			for (epoch, scheme) in [(1, SCHEMES[1]), (2, SCHEMES[2]), (3, SCHEMES[0])] {
				Clock::pass(KEY_AGE);
				let new = secret(scheme, 10 + epoch as u8);
				let call = rotate_call(device, &old, &new, epoch);
				let valid = validate(&call).unwrap();
				assert_eq!(valid.provides, vec![("DeviceRegistry", (device, epoch)).encode()]);
				assert_eq!((valid.priority, valid.longevity), (9, ROTATION_LONGEVITY));
				assert!(valid.propagate && valid.requires.is_empty());
				assert_ok!(apply(call).unwrap());

				let (key, since) = (new.public(), Clock::now());
				assert_eq!(
					last_event(),
					Event::KeyRotated { device, epoch, key, since: Millis(since) }
				);
				let record = Registry::device(device).unwrap();
				assert_eq!((record.key, record.key_epoch, record.key_since.0), (key, epoch, since));
				let leaf = KeyRecord { device, epoch, key, since }.leaf::<Native>();
				assert_eq!(Statements::get().last(), Some(&leaf));
				old = new;
			}
			// The model's and the first key's among them.
			assert_eq!(Statements::get().len(), 5);
			let past = PastKeys::<Test>::get(device, 0).unwrap();
			assert_eq!(
				past,
				PastKey { key: first, since: Millis(START), until: Millis(START + KEY_AGE) }
			);
		});
	}

	#[test]
	fn fails_when_called_by_an_account_or_by_root() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			Clock::pass(KEY_AGE);
			let call = rotate_call(device, &ed(1), &ed(2), 1);
			for origin in [signed(ALICE), RuntimeOrigin::root(), RuntimeOrigin::none()] {
				let result = RuntimeCall::from(call.clone()).dispatch(origin);
				assert_eq!(result.unwrap_err().error, BadOrigin);
			}
		});
	}

	#[test]
	fn fails_when_a_signature_is_for_something_else() {
		TestExt::new().execute_with(|| {
			for (n, scheme) in SCHEMES.into_iter().enumerate() {
				let (old, new) = (secret(scheme, 1), secret(scheme, 2));
				let other = secret(scheme, 3);
				let device = register(ALICE, &old);
				Clock::pass(KEY_AGE);
				let rotation = to(&new, 1);
				let changes: [fn(&mut Signing, &mut Rotation); 8] = [
					|signing, _| signing.genesis = [8; 32],
					|signing, _| signing.device = DeviceId([1; 32]),
					|signing, _| signing.purpose = Purpose::Register,
					|_, rotation| rotation.epoch += 1,
					|_, rotation| rotation.tenure += 1,
					|_, rotation| rotation.expires += 1,
					|_, rotation| rotation.key = DeviceKey::Ed25519([4; 32]),
					// Each key's signature in the other one's place.
					|signing, _| {
						signing.purpose = match signing.purpose {
							Purpose::Rotate => Purpose::Adopt,
							_ => Purpose::Rotate,
						}
					},
				];
				for change in changes {
					let bad = Attempt::signed_as(device, rotation, &old, &new, change, nothing);
					assert_eq!(validate(&bad.call()), Err(Refusal::BadOldSignature as u8));
					let bad = Attempt::signed_as(device, rotation, &old, &new, nothing, change);
					assert_eq!(validate(&bad.call()), Err(Refusal::BadNewSignature as u8));
				}
				let bad = Attempt::signed_as(device, rotation, &other, &new, nothing, nothing);
				assert_eq!(validate(&bad.call()), Err(Refusal::BadOldSignature as u8));
				let bad = Attempt::signed_as(device, rotation, &old, &other, nothing, nothing);
				assert_eq!(validate(&bad.call()), Err(Refusal::BadNewSignature as u8));

				let good = Attempt::signed_as(device, rotation, &old, &new, nothing, nothing);
				for byte in (0..64).step_by(5) {
					let mut bad = good.clone();
					bad.old.0[byte] ^= 2;
					assert_eq!(validate(&bad.call()), Err(Refusal::BadOldSignature as u8));
					let mut bad = good.clone();
					bad.new.0[byte] ^= 2;
					assert_eq!(validate(&bad.call()), Err(Refusal::BadNewSignature as u8));
				}
				assert_ok!(apply(good.call()).unwrap());
				assert_eq!(Statements::get().len(), 1 + 2 * (n + 1));
			}
		});
	}

	#[test]
	fn fails_when_the_device_is_unknown_or_not_active() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			Clock::pass(KEY_AGE);
			let call = rotate_call(device, &ed(1), &ed(2), 1);
			let elsewhere = rotate_call(id(&ed(9)), &ed(1), &ed(2), 1);
			assert_eq!(validate(&elsewhere), Err(Refusal::UnknownDevice as u8));

			assert_ok!(Registry::suspend(signed(ALICE), device));
			assert_eq!(validate(&call), Err(Refusal::Suspended as u8));
			assert_ok!(Registry::resume(signed(ALICE), device));
			Orgs::suspend(OWNERS);
			assert_eq!(validate(&call), Err(Refusal::OwnerNotInStanding as u8));
			Orgs::resume(OWNERS);
			assert!(validate(&call).is_ok());

			assert_ok!(Registry::revoke(signed(ALICE), device, None));
			assert_eq!(validate(&call), Err(Refusal::Revoked as u8));
			let retired = register(ALICE, &ed(5));
			Clock::pass(KEY_AGE);
			assert_ok!(Registry::retire(signed(ALICE), retired));
			let call = rotate_call(retired, &ed(5), &ed(6), 1);
			assert_eq!(validate(&call), Err(Refusal::Retired as u8));
		});
	}

	#[test]
	fn boundary_epochs_and_replays() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			Clock::pass(KEY_AGE);
			for (epoch, refusal) in [
				(0, Refusal::PastEpoch),
				(2, Refusal::FutureEpoch),
				(u32::MAX, Refusal::FutureEpoch),
			] {
				let call = rotate_call(device, &ed(1), &ed(2), epoch);
				assert_eq!(validate(&call), Err(refusal as u8));
			}
			let call = rotate_call(device, &ed(1), &ed(2), 1);
			assert_ok!(apply(call.clone()).unwrap());
			assert_eq!(apply(call), Err(Refusal::PastEpoch as u8));
		});
	}

	#[test]
	fn boundary_expiry() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			Clock::pass(KEY_AGE);
			let at = |expires| {
				let rotation = Rotation { expires, ..to(&ed(2), 1) };
				let attempt =
					Attempt::signed_as(device, rotation, &ed(1), &ed(2), nothing, nothing);
				validate(&attempt.call()).map(|_| ())
			};
			let now = Clock::now();
			assert_eq!(at(now - 1), Err(Refusal::Expired as u8));
			assert_eq!(at(now), Ok(()));
			assert_eq!(at(now + LIFETIME), Ok(()));
			assert_eq!(at(now + LIFETIME + 1), Err(Refusal::ExpiresTooLate as u8));
			assert_eq!(at(u64::MAX), Err(Refusal::ExpiresTooLate as u8));
		});
	}

	#[test]
	fn boundary_the_age_of_a_key() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			Clock::pass(KEY_AGE - 1);
			let call = rotate_call(device, &ed(1), &ed(2), 1);
			assert_eq!(validate(&call), Err(Refusal::TooSoon as u8));
			Clock::pass(1);
			assert!(validate(&call).is_ok());
		});
	}

	#[test]
	fn boundary_the_number_of_keys() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			for epoch in 1..MAX_KEYS {
				Clock::pass(KEY_AGE);
				let (old, new) = (ed(epoch as u8), ed(epoch as u8 + 1));
				assert_ok!(apply(rotate_call(device, &old, &new, epoch)).unwrap());
			}
			Clock::pass(KEY_AGE);
			let call = rotate_call(device, &ed(MAX_KEYS as u8), &ed(99), MAX_KEYS);
			assert_eq!(validate(&call), Err(Refusal::TooManyKeys as u8));
			assert_noop!(try_propose(ALICE, device, &ed(99), MAX_KEYS), Error::<Test>::TooManyKeys);
		});
	}

	#[test]
	fn a_rotation_signed_before_a_change_of_hands_is_refused_after_it() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			Clock::pass(KEY_AGE);
			let kept = rotate_call(device, &ed(1), &ed(2), 1);
			assert!(validate(&kept).is_ok());
			let offered =
				Registry::offer_transfer(signed(ALICE), device, GATEWAY, Millis(Clock::now()));
			assert_ok!(offered);
			assert_ok!(Registry::accept_transfer(signed(GATEWAY), device));
			assert_eq!(apply(kept.clone()), Err(Refusal::OtherTenure as u8));
			let crate::Call::rotate_key { key, epoch, expires, old, new, .. } = kept else {
				unreachable!()
			};
			let relabelled =
				crate::Call::rotate_key { device, key, epoch, tenure: 1, expires, old, new };
			assert_eq!(apply(relabelled), Err(Refusal::BadOldSignature as u8));
			let given = Registry::propose_key(signed(GATEWAY), device, key, expires, new);
			assert_noop!(given, Error::<Test>::BadSignature);

			let kept = rotate_call(device, &ed(1), &ed(3), 1);
			Orgs::remove_member(&GATEWAY);
			assert_ok!(Registry::adopt(signed(BOB), device));
			assert_eq!(apply(kept), Err(Refusal::OtherTenure as u8));
			assert_ok!(apply(rotate_call(device, &ed(1), &ed(3), 1)).unwrap());
		});
	}

	#[test]
	fn fails_when_the_key_was_used_or_is_weak() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			let other = register(BOB, &ed(2));
			Clock::pass(KEY_AGE);
			for used in [ed(1), ed(2)] {
				let call = rotate_call(device, &ed(1), &used, 1);
				assert_eq!(validate(&call), Err(Refusal::KeyUsed as u8));
			}
			assert_ok!(apply(rotate_call(other, &ed(2), &ed(3), 1)).unwrap());
			let past = rotate_call(device, &ed(1), &ed(2), 1);
			assert_eq!(validate(&past), Err(Refusal::KeyUsed as u8));

			let rotation = Rotation { key: DeviceKey::Ed25519([0; 32]), ..to(&ed(4), 1) };
			let weak = Attempt::signed_as(device, rotation, &ed(1), &ed(4), nothing, nothing);
			assert_eq!(validate(&weak.call()), Err(Refusal::WeakKey as u8));
		});
	}

	#[test]
	fn waits_when_the_block_is_full() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			Clock::pass(KEY_AGE);
			let call = rotate_call(device, &ed(1), &ed(2), 1);
			Statements::fill();
			assert_eq!(validate(&call), Err(WAITS));
			let forced = RuntimeCall::from(call.clone());
			let origin = frame_system::RawOrigin::Authorized.into();
			assert_noop!(forced.dispatch(origin).map_err(|e| e.error), Error::<Test>::BlockFull);
			assert_eq!(Registry::device(device).unwrap().key_epoch, 0);
			Statements::clear();
			assert_ok!(apply(call).unwrap());
		});
	}

	#[test]
	fn works_without_money_and_ends_a_proposal() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_ok!(try_propose(ALICE, device, &ed(7), 1));
			let all = Balances::free_balance(&ALICE);
			let _ = Balances::transfer_allow_death(signed(ALICE), BOB, all - 1);
			Clock::pass(DELAY);
			assert_ok!(apply(rotate_call(device, &ed(1), &ed(2), 1)).unwrap());
			assert_eq!(Registry::proposed_key(device), None);
			assert_noop!(
				Registry::finish_rotation(signed(BOB), device),
				Error::<Test>::NotProposed
			);
		});
	}

	#[test]
	fn refusals_are_distinct_and_in_their_range() {
		let all = [
			Refusal::UnknownDevice,
			Refusal::Suspended,
			Refusal::Revoked,
			Refusal::Retired,
			Refusal::OwnerNotInStanding,
			Refusal::PastEpoch,
			Refusal::FutureEpoch,
			Refusal::Expired,
			Refusal::ExpiresTooLate,
			Refusal::TooSoon,
			Refusal::TooManyKeys,
			Refusal::KeyUsed,
			Refusal::WeakKey,
			Refusal::BadOldSignature,
			Refusal::BadNewSignature,
			Refusal::OtherTenure,
		];
		let codes: Vec<_> = all.into_iter().map(|refusal| refusal as u8).collect();
		assert_eq!(codes, (111..=126).collect::<Vec<_>>());
	}
}

mod propose_key {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			for (epoch, scheme) in [(1, SCHEMES[1]), (2, SCHEMES[2]), (3, SCHEMES[0])] {
				let new = secret(scheme, 20);
				let key = new.public();
				assert_ok!(try_propose(ALICE, device, &new, epoch));
				let ready = Clock::now() + DELAY;
				assert_eq!(
					last_event(),
					Event::KeyProposed { device, epoch, key, ready: Millis(ready) }
				);
				let proposed = ProposedKey { key, epoch, ready: Millis(ready) };
				assert_eq!(Registry::proposed_key(device), Some(proposed));

				Clock::pass(DELAY - 1);
				assert_noop!(
					Registry::finish_rotation(signed(STRANGER), device),
					Error::<Test>::TooEarly
				);
				Clock::pass(1);
				assert_ok!(Registry::finish_rotation(signed(STRANGER), device));
				let since = Clock::now();
				assert_eq!(
					last_event(),
					Event::KeyRotated { device, epoch, key, since: Millis(since) }
				);
				let leaf = KeyRecord { device, epoch, key, since }.leaf::<Native>();
				assert_eq!(Statements::get().last(), Some(&leaf));
				assert_eq!(Registry::proposed_key(device), None);
			}
		});
	}

	#[test]
	fn fails_when_the_signature_is_for_something_else() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			let new = ed(2);
			let good = to(&new, 1);
			let propose = |signing: Signing, rotation: Rotation, key: &SecretKey| {
				let signature = rotation.with_bytes(|payload| signing.sign(key, payload));
				Registry::propose_key(
					signed(ALICE),
					device,
					good.key,
					Millis(good.expires),
					signature,
				)
			};
			let signing = Signing::new(Purpose::Adopt, device);
			let wrong = [
				(Signing { genesis: [8; 32], ..signing }, good, &new),
				(Signing { device: DeviceId([1; 32]), ..signing }, good, &new),
				(Signing { purpose: Purpose::Rotate, ..signing }, good, &new),
				(signing, Rotation { epoch: 2, ..good }, &new),
				(signing, Rotation { tenure: 1, ..good }, &new),
				(signing, Rotation { expires: good.expires - 1, ..good }, &new),
				(signing, good, &ed(1)),
			];
			for (signing, rotation, key) in wrong {
				assert_noop!(propose(signing, rotation, key), Error::<Test>::BadSignature);
			}
			assert_ok!(propose(signing, good, &new));
		});
	}

	#[test]
	fn fails_when_not_allowed() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			let unknown = id(&ed(9));
			assert_noop!(try_propose(BOB, device, &ed(2), 1), Error::<Test>::NotOwner);
			assert_noop!(try_propose(STRANGER, device, &ed(2), 1), BadOrigin);
			assert_noop!(try_propose(ALICE, unknown, &ed(2), 1), Error::<Test>::UnknownDevice);
			assert_noop!(try_propose(ALICE, device, &ed(1), 1), Error::<Test>::KeyUsed);
			assert_ok!(try_propose(ALICE, device, &ed(2), 1));
			assert_noop!(try_propose(ALICE, device, &ed(3), 1), Error::<Test>::AlreadyProposed);
			assert_ok!(Registry::retire(signed(ALICE), device));
			assert_noop!(try_propose(ALICE, device, &ed(2), 1), Error::<Test>::DeviceEnded);
		});
	}

	#[test]
	fn boundary_expiry() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			let at = |expires| {
				let rotation = Rotation { expires, ..to(&ed(2), 1) };
				let signing = Signing::new(Purpose::Adopt, device);
				let signature = rotation.with_bytes(|payload| signing.sign(&ed(2), payload));
				Registry::propose_key(
					signed(ALICE),
					device,
					rotation.key,
					Millis(expires),
					signature,
				)
			};
			assert_noop!(at(START - 1), Error::<Test>::Expired);
			assert_noop!(at(START + LIFETIME + 1), Error::<Test>::ExpiresTooLate);
			assert_ok!(at(START));
			assert_ok!(Registry::cancel_rotation(signed(ALICE), device));
			assert_ok!(at(START + LIFETIME));
		});
	}
}

mod finish_rotation {
	use super::*;

	#[test]
	fn fails_when_nothing_is_proposed_or_the_device_ended() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			let finish = |device| Registry::finish_rotation(signed(BOB), device);
			assert_noop!(finish(device), Error::<Test>::NotProposed);
			assert_noop!(finish(id(&ed(9))), Error::<Test>::UnknownDevice);
			assert_ok!(try_propose(ALICE, device, &ed(2), 1));
			assert_ok!(Registry::revoke(signed(ALICE), device, None));
			Clock::pass(DELAY);
			assert_noop!(finish(device), Error::<Test>::DeviceEnded);
		});
	}

	#[test]
	fn fails_when_the_key_was_used_meanwhile_or_the_block_is_full() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_ok!(try_propose(ALICE, device, &ed(2), 1));
			Clock::pass(DELAY);
			Statements::fill();
			assert_noop!(Registry::finish_rotation(signed(BOB), device), Error::<Test>::BlockFull);
			Statements::clear();
			register(BOB, &ed(2));
			assert_noop!(Registry::finish_rotation(signed(BOB), device), Error::<Test>::KeyUsed);
			assert_ok!(Registry::cancel_rotation(signed(ALICE), device));
		});
	}
}

mod cancel_rotation {
	use super::*;

	#[test]
	fn works_for_the_owner_alone() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_noop!(
				Registry::cancel_rotation(signed(ALICE), device),
				Error::<Test>::NotProposed
			);
			assert_ok!(try_propose(ALICE, device, &ed(2), 1));
			assert_noop!(Registry::cancel_rotation(signed(BOB), device), Error::<Test>::NotOwner);
			assert_ok!(Registry::cancel_rotation(signed(ALICE), device));
			assert_eq!(last_event(), Event::RotationCancelled { device, epoch: 1 });
			Clock::pass(DELAY);
			assert_noop!(
				Registry::finish_rotation(signed(BOB), device),
				Error::<Test>::NotProposed
			);
			// The key was never the device's, so it can still become a device.
			assert_ok!(try_register(BOB, &ed(2)));
		});
	}
}
