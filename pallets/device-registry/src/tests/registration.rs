//! Registering one device: everything that can be wrong with it, one at a time.

use super::*;

/// All that a registration consists of.
#[derive(Clone)]
struct Attempt {
	owner: AccountId,
	key: SecretKey,
	model: ModelId,
	metadata: Hash,
	expires: u64,
	signature: Signature,
	endorsement: Option<Endorsed>,
}

impl Attempt {
	fn new(key: SecretKey) -> Self {
		let possession = possession(&ALICE);
		Self {
			owner: ALICE,
			model: MODEL,
			metadata: METADATA,
			expires: possession.expires,
			signature: consent(&key, &possession),
			endorsement: None,
			key,
		}
	}

	fn endorsed(key: SecretKey) -> Self {
		let endorsement = Some(endorsed(id(&key), MODEL, Clock::now()));
		Self { endorsement, ..Self::new(key) }
	}

	/// The consent, with everything as it is but what `change` does to it.
	fn signed_as(
		mut self,
		by: &SecretKey,
		change: impl FnOnce(&mut Signing, &mut Possession),
	) -> Self {
		let mut signing = Signing::new(Purpose::Register, id(&self.key));
		let mut possession = Possession { expires: self.expires, ..possession(&ALICE) };
		change(&mut signing, &mut possession);
		self.signature = signing.sign(by, &possession.to_bytes());
		self
	}

	fn run(self) -> DispatchResult {
		Registry::register(
			signed(self.owner),
			self.key.public(),
			self.model,
			self.metadata,
			Millis(self.expires),
			self.signature,
			self.endorsement,
		)
	}
}

/// Another model of the same manufacturer, with the same endorser.
fn other_model() -> ModelId {
	Registry::do_define_model(
		MAKER,
		MAKERS,
		[2; 32],
		bytes("u"),
		vec![channel("power")].try_into().unwrap(),
		vec![endorser().public()].try_into().unwrap(),
	)
	.unwrap()
}

#[test]
fn works_with_every_scheme() {
	TestExt::new().execute_with(|| {
		for scheme in SCHEMES {
			let key = secret(scheme, 1);
			let device = id(&key);
			let before = held(&ALICE);
			assert_ok!(Attempt::new(key.clone()).run());
			assert_eq!(
				last_event(),
				Event::Registered {
					device,
					owner: ALICE,
					model: MODEL,
					provenance: Provenance::Declared
				}
			);
			let record = Registry::device(device).unwrap();
			assert_eq!(record.key, key.public());
			assert_eq!((record.key_epoch, record.key_since), (0, Millis(START)));
			assert_eq!(record.status, DeviceStatus::Active);
			assert_eq!(UsedKeys::<Test>::get(device.0), Some(device));
			let deposit = Registry::device_footprint();
			assert_eq!(held(&ALICE) - before, 10 + deposit.size);
		}
	});
}

#[docify::export]
#[test]
fn works_with_an_endorsement() {
	TestExt::new().execute_with(|| {
		for scheme in SCHEMES {
			let key = secret(scheme, 1);
			assert_ok!(Attempt::endorsed(key.clone()).run());
			assert_eq!(Registry::device(id(&key)).unwrap().provenance, Provenance::Endorsed);
		}
		// A manufacturer's word may be good for longer than a device's.
		let key = ed(2);
		let endorsement = Some(endorsed(id(&key), MODEL, u64::MAX));
		assert_ok!(Attempt { endorsement, ..Attempt::new(key) }.run());
	});
}

#[test]
fn fails_when_the_owner_is_not_in_good_standing() {
	TestExt::new().execute_with(|| {
		assert_noop!(Attempt { owner: STRANGER, ..Attempt::new(ed(1)) }.run(), BadOrigin);
		Orgs::suspend(OWNERS);
		assert_noop!(Attempt::new(ed(1)).run(), BadOrigin);
		Orgs::resume(OWNERS);
		assert_ok!(Attempt::new(ed(1)).run());
	});
}

#[test]
fn fails_when_the_signature_is_for_something_else() {
	TestExt::new().execute_with(|| {
		let other = other_model();
		for scheme in SCHEMES {
			let key = secret(scheme, 1);
			let good = Attempt::new(key.clone());
			let wrong = [
				("genesis", good.clone().signed_as(&key, |signing, _| signing.genesis = [8; 32])),
				(
					"device",
					good.clone().signed_as(&key, |signing, _| signing.device = DeviceId([1; 32])),
				),
				(
					"purpose",
					good.clone().signed_as(&key, |signing, _| signing.purpose = Purpose::Adopt),
				),
				("owner", good.clone().signed_as(&key, |_, payload| payload.owner = BOB.into())),
				("model", good.clone().signed_as(&key, |_, payload| payload.model = other.0)),
				("metadata", good.clone().signed_as(&key, |_, payload| payload.metadata[0] ^= 1)),
				("expiry", good.clone().signed_as(&key, |_, payload| payload.expires -= 1)),
				("key", good.clone().signed_as(&secret(scheme, 2), |_, _| ())),
				("sender", Attempt { owner: BOB, ..good.clone() }),
				("model sent", Attempt { model: other, ..good.clone() }),
				("metadata sent", Attempt { metadata: [6; 32], ..good.clone() }),
				("expiry sent", Attempt { expires: good.expires - 1, ..good.clone() }),
			];
			for (what, attempt) in wrong {
				assert_noop!(attempt.run(), Error::<Test>::BadSignature);
				assert_eq!(Registry::device(id(&key)), None, "{what}");
			}
			assert_ok!(good.run());
		}
	});
}

#[test]
fn fails_when_a_bit_of_the_signature_is_flipped() {
	TestExt::new().execute_with(|| {
		for scheme in SCHEMES {
			let good = Attempt::new(secret(scheme, 1));
			for byte in (0..64).step_by(7) {
				let mut bad = good.clone();
				bad.signature.0[byte] ^= 0x10;
				assert_noop!(bad.run(), Error::<Test>::BadSignature);
			}
			for bytes in [[0; 64], [0xff; 64]] {
				let bad = Attempt { signature: Signature(bytes), ..good.clone() };
				assert_noop!(bad.run(), Error::<Test>::BadSignature);
			}
		}
	});
}

#[test]
fn fails_when_the_key_is_no_key() {
	TestExt::new().execute_with(|| {
		for key in [
			DeviceKey::P256([0; 33]),
			DeviceKey::Secp256k1([0xff; 33]),
			DeviceKey::P256([2; 33]),
			DeviceKey::Ed25519([0xfe; 32]),
		] {
			assert_noop!(
				Registry::register(
					signed(ALICE),
					key,
					MODEL,
					METADATA,
					Millis(START),
					Signature([0; 64]),
					None
				),
				Error::<Test>::BadSignature
			);
		}
	});
}

#[test]
fn fails_when_anybody_could_sign_with_the_key() {
	// The rule by which signatures are checked takes this one for any message under such a key.
	let mut signature = Signature([0; 64]);
	signature.0[0] = 1;
	TestExt::new().execute_with(|| {
		let orders = [
			"0000000000000000000000000000000000000000000000000000000000000000",
			"0100000000000000000000000000000000000000000000000000000000000000",
			"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
			"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
			"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
			"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		];
		for text in orders {
			for sign in [0, 0x80] {
				let mut key = [0; 32];
				for (i, byte) in key.iter_mut().enumerate() {
					*byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap();
				}
				key[31] |= sign;
				let key = DeviceKey::Ed25519(key);
				assert!(Native::verify(&key, b"anything", &signature), "{text} is weak indeed");
				assert_noop!(
					Registry::register(
						signed(ALICE),
						key,
						MODEL,
						METADATA,
						Millis(START),
						signature,
						None
					),
					Error::<Test>::WeakKey
				);
			}
		}
	});
}

#[test]
fn boundary_expiry() {
	TestExt::new().execute_with(|| {
		let at = |seed, expires| {
			let key = ed(seed);
			Attempt { expires, ..Attempt::new(key.clone()) }.signed_as(&key, |_, _| ()).run()
		};
		assert_noop!(at(1, START - 1), Error::<Test>::Expired);
		assert_ok!(at(1, START));
		assert_ok!(at(2, START + LIFETIME));
		assert_noop!(at(3, START + LIFETIME + 1), Error::<Test>::ExpiresTooLate);
		assert_noop!(at(3, u64::MAX), Error::<Test>::ExpiresTooLate);
	});
}

#[test]
fn fails_when_it_has_expired_meanwhile() {
	TestExt::new().execute_with(|| {
		let attempt = Attempt::new(ed(1));
		Clock::pass(LIFETIME + 1);
		assert_noop!(attempt.run(), Error::<Test>::Expired);
	});
}

#[test]
fn fails_when_the_key_was_used() {
	TestExt::new().execute_with(|| {
		let (first, second) = (ed(1), ed(2));
		let device = register(ALICE, &first);
		assert_noop!(Attempt::new(first.clone()).run(), Error::<Test>::KeyUsed);
		assert_noop!(try_register(BOB, &first), Error::<Test>::KeyUsed);

		Clock::pass(KEY_AGE);
		assert_ok!(apply(rotate_call(device, &first, &second, 1)).unwrap());
		for key in [&first, &second] {
			assert_noop!(try_register(BOB, key), Error::<Test>::KeyUsed);
		}

		assert_ok!(Registry::retire(signed(ALICE), device));
		Clock::pass(DROP_DELAY);
		assert_ok!(Registry::drop_device(signed(BOB), device));
		for key in [&first, &second] {
			assert_noop!(try_register(BOB, key), Error::<Test>::KeyUsed);
		}
	});
}

#[test]
fn fails_when_the_model_is_unknown() {
	TestExt::new().execute_with(|| {
		let attempt = Attempt { model: ModelId(9), ..Attempt::new(ed(1)) };
		assert_noop!(attempt.run(), Error::<Test>::UnknownModel);
	});
}

#[test]
fn fails_when_the_endorsement_is_wrong() {
	TestExt::new().execute_with(|| {
		let other = other_model();
		for scheme in SCHEMES {
			let key = secret(scheme, 1);
			let good = Attempt::endorsed(key.clone());
			let Endorsed { endorser: by, expires, .. } = good.endorsement.unwrap();
			let with = |endorsed| Attempt { endorsement: Some(endorsed), ..good.clone() };
			let signed_as = |change: &dyn Fn(&mut Signing, &mut Endorsement),
			                 by_key: &SecretKey| {
				let mut signing = Signing::new(Purpose::Endorse, id(&key));
				let mut payload = Endorsement { model: MODEL.0, expires: expires.0 };
				change(&mut signing, &mut payload);
				let signature = signing.sign(by_key, &payload.to_bytes());
				with(Endorsed { endorser: by, expires, signature })
			};
			let wrong = [
				signed_as(&|signing, _| signing.genesis = [8; 32], &endorser()),
				signed_as(&|signing, _| signing.device = DeviceId([1; 32]), &endorser()),
				signed_as(&|signing, _| signing.purpose = Purpose::Register, &endorser()),
				signed_as(&|_, payload| payload.model = other.0, &endorser()),
				signed_as(&|_, payload| payload.expires += 1, &endorser()),
				signed_as(&|_, _| (), &key),
			];
			for attempt in wrong {
				assert_noop!(attempt.run(), Error::<Test>::BadEndorsement);
			}
			let endorsed = good.endorsement.unwrap();
			assert_noop!(
				with(Endorsed { endorser: key.public(), ..endorsed }).run(),
				Error::<Test>::UnknownEndorser
			);
			assert_noop!(
				with(super::endorsed(id(&key), MODEL, Clock::now() - 1)).run(),
				Error::<Test>::EndorsementExpired
			);
			assert_ok!(good.run());
		}
	});
}

#[test]
fn fails_when_the_deposit_is_missing() {
	TestExt::new().execute_with(|| {
		assert_noop!(
			try_register(POOR, &ed(1)),
			DispatchError::Token(TokenError::FundsUnavailable)
		);
	});
}

#[test]
fn fails_when_a_key_comes_back_in_another_form() {
	// Libraries read the same point of P-256 with the tag 5 as well.
	TestExt::new().execute_with(|| {
		let key = secret(tallystick_evidence::Scheme::P256, 1);
		register(ALICE, &key);
		let DeviceKey::P256(mut point) = key.public() else { panic!("it is of P-256") };
		point[0] = match point[0] {
			2 => 3,
			_ => 2,
		};
		let mirrored = DeviceKey::P256(point);
		point[0] = 5;
		let compact = DeviceKey::P256(point);
		for again in [mirrored, compact] {
			let device = DeviceId::of::<Native>(&again);
			let possession = possession(&ALICE);
			let signing = Signing::new(Purpose::Register, device);
			let signature = signing.sign(&key, &possession.to_bytes());
			assert_noop!(
				Registry::register(
					signed(ALICE),
					again,
					MODEL,
					METADATA,
					Millis(possession.expires),
					signature,
					None
				),
				Error::<Test>::BadSignature
			);
		}
	});
}

mod statements {
	use super::*;
	use crate::StatementRoom;
	use frame::deps::sp_runtime::transaction_validity::{
		InvalidTransaction, TransactionValidityError,
	};

	#[test]
	fn the_first_key_is_stated_with_model_and_time_of_the_registration() {
		TestExt::new().execute_with(|| {
			for (count, scheme) in (1..).zip(SCHEMES) {
				Clock::pass(7);
				let key = secret(scheme, 1);
				let device = register(ALICE, &key);
				let since = Clock::now();
				let (model, provenance) = (MODEL.0, Provenance::Declared.stated());
				let first = FirstKey { device, key: key.public(), since, model, provenance };
				assert_eq!(Statements::get().last(), Some(&first.leaf::<Native>()));
				assert_eq!(Registry::device(device).unwrap().key_since, Millis(since));
				// The model's among them.
				assert_eq!(Statements::get().len(), 1 + count);
				assert_noop!(try_register(ALICE, &key), Error::<Test>::KeyUsed);
				assert_eq!(Statements::get().len(), 1 + count);
			}
		});
	}

	#[test]
	fn what_was_stated_of_a_registration_is_found_after_changes_of_the_key_and_the_end() {
		TestExt::new().execute_with(|| {
			let defined = Registry::model(MODEL).unwrap().defined;
			assert_eq!(defined, Millis(START));
			Clock::pass(7);
			let (old, new) = (ed(1), ed(2));
			let device = register(ALICE, &old);
			let (key, since, model) = (old.public(), Millis(Clock::now()), MODEL);
			let (provenance, manufacturer) = (Provenance::Declared, MAKERS);
			let stated =
				RegistrationRecord { key, since, model, provenance, manufacturer, defined };
			let stated = Some(stated);
			assert_eq!(Registry::registration(device), stated);
			Clock::pass(KEY_AGE);
			assert_ok!(apply(rotate_call(device, &old, &new, 1)).unwrap());
			assert_eq!(Registry::registration(device), stated);
			assert_ok!(Registry::revoke(signed(ALICE), device, Some(Millis(0))));
			assert_eq!(Registry::registration(device), stated);
			assert_eq!(Registry::registration(id(&new)), None);
		});
	}

	#[test]
	fn registrations_and_keys_wait_for_a_block_with_room() {
		TestExt::new().execute_with(|| {
			let (key, possession) = (ed(1), possession(&ALICE));
			let register = crate::Call::<Test>::register {
				key: key.public(),
				model: MODEL,
				metadata: METADATA,
				expires: Millis(possession.expires),
				signature: consent(&key, &possession),
				endorsement: None,
			};
			let claim = crate::Call::<Test>::claim {
				lot: LotId(0),
				key: key.public(),
				place: Place { index: 0, count: 1, path: vec![] },
				metadata: METADATA,
				expires: Millis(possession.expires),
				signature: consent(&key, &possession),
			};
			let finish = crate::Call::<Test>::finish_rotation { device: id(&key) };
			let retire = crate::Call::<Test>::retire { device: id(&key) };
			let all = [&register, &claim, &finish, &retire].map(StatementRoom::<Test>::check);
			assert!(all.iter().all(Result::is_ok));

			Statements::fill();
			let waits = TransactionValidityError::from(InvalidTransaction::ExhaustsResources);
			for call in [&register, &claim, &finish] {
				assert_eq!(StatementRoom::<Test>::check(call), Err(waits));
			}
			assert!(StatementRoom::<Test>::check(&retire).is_ok());
			// One that came in a batch of calls fails.
			assert_noop!(try_register(ALICE, &key), Error::<Test>::BlockFull);
			Statements::clear();
			assert_ok!(try_register(ALICE, &key));
		});
	}
}
