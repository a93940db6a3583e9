use super::*;
use tallystick_evidence::merkle::MerkleTree;

/// Keys of a lot, and the tree over them.
struct Production {
	keys: Vec<SecretKey>,
	tree: MerkleTree,
}

impl Production {
	/// A lot of `count` keys; all but the first few are just bytes.
	fn new(keys: Vec<SecretKey>, count: u32) -> Self {
		let leaf = |key: &DeviceKey| lot_leaf::<Native>(key);
		let mut leaves: Vec<_> = keys.iter().map(|key| leaf(&key.public())).collect();
		leaves.extend((leaves.len() as u32..count).map(|n| {
			let mut key = [9; 32];
			key[..4].copy_from_slice(&n.to_le_bytes());
			leaf(&DeviceKey::Ed25519(key))
		}));
		Self { keys, tree: MerkleTree::build::<Native>(Tree::Lot, leaves).unwrap() }
	}

	fn post(&self) -> LotId {
		let root = self.tree.root::<Native>();
		Registry::do_post_lot(MAKER, MAKERS, MODEL, root, self.tree.count()).unwrap()
	}

	fn claim(&self, lot: LotId, index: u32) -> Attempt {
		let key = self.keys[index as usize].clone();
		let possession = possession(&ALICE);
		Attempt {
			owner: ALICE,
			lot,
			place: self.tree.place(index).unwrap(),
			metadata: METADATA,
			expires: possession.expires,
			signature: consent(&key, &possession),
			key,
		}
	}
}

/// All that a claim consists of.
#[derive(Clone)]
struct Attempt {
	owner: AccountId,
	lot: LotId,
	key: SecretKey,
	place: Place,
	metadata: Hash,
	expires: u64,
	signature: Signature,
}

impl Attempt {
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
		Registry::claim(
			signed(self.owner),
			self.lot,
			self.key.public(),
			self.place,
			self.metadata,
			Millis(self.expires),
			self.signature,
		)
	}
}

fn three() -> Production {
	Production::new(SCHEMES.map(|scheme| secret(scheme, 1)).to_vec(), 3)
}

mod post_lot {
	use super::*;

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			let before = held(&MAKER_TOO);
			assert_ok!(Registry::post_lot(signed(MAKER_TOO), MODEL, [3; 32], 1_000_000));
			assert_eq!(
				last_event(),
				Event::LotPosted { lot: LotId(0), model: MODEL, root: [3; 32], count: 1_000_000 }
			);
			let lot = Registry::lot(LotId(0)).unwrap();
			assert_eq!((lot.count, lot.claimed, lot.payer), (1_000_000, 0, MAKER_TOO));
			assert_eq!(held(&MAKER_TOO) - before, Price::convert(Registry::lot_footprint()));
		});
	}

	#[test]
	fn fails_when_not_the_manufacturer() {
		TestExt::new().execute_with(|| {
			let post = |who, model, count| Registry::post_lot(signed(who), model, [3; 32], count);
			assert_noop!(post(RIVAL, MODEL, 1), Error::<Test>::NotManufacturer);
			assert_noop!(post(ALICE, MODEL, 1), BadOrigin);
			assert_noop!(post(MAKER, ModelId(9), 1), Error::<Test>::UnknownModel);
			assert_noop!(post(MAKER, MODEL, 0), Error::<Test>::EmptyLot);
			NextLotId::<Test>::put(LotId(u32::MAX));
			assert_noop!(post(MAKER, MODEL, 1), Error::<Test>::IdsExhausted);
			Orgs::suspend(MAKERS);
			assert_noop!(post(MAKER, MODEL, 1), BadOrigin);
		});
	}
}

mod claim {
	use super::*;

	#[test]
	fn works_with_every_scheme() {
		TestExt::new().execute_with(|| {
			let lots = three();
			let lot = lots.post();
			for index in 0..3 {
				let attempt = lots.claim(lot, index);
				let device = id(&attempt.key);
				assert_ok!(attempt.run());
				let provenance = Provenance::Lot(lot);
				assert_eq!(
					last_event(),
					Event::Registered { device, owner: ALICE, model: MODEL, provenance }
				);
				assert_eq!(Registry::lot(lot).unwrap().claimed, index + 1);
			}
		});
	}

	#[test]
	fn works_in_a_large_lot() {
		TestExt::new().execute_with(|| {
			let lots = Production::new(vec![ed(1), ed(2)], 1 << 14);
			let lot = lots.post();
			assert_eq!(lots.tree.path(0).unwrap().len(), 14);
			assert_ok!(lots.claim(lot, 0).run());
			assert_ok!(lots.claim(lot, 1).run());
			let record = Registry::lot(lot).unwrap();
			assert_eq!((record.claimed, record.count), (2, 1 << 14));
		});
	}

	#[test]
	fn fails_when_claimed_before() {
		TestExt::new().execute_with(|| {
			let lots = three();
			let lot = lots.post();
			assert_ok!(lots.claim(lot, 0).run());
			assert_noop!(lots.claim(lot, 0).run(), Error::<Test>::KeyUsed);
			// Nor through another lot, nor after a registration without one.
			let again = lots.post();
			assert_noop!(lots.claim(again, 0).run(), Error::<Test>::KeyUsed);
			register(BOB, &lots.keys[1]);
			assert_noop!(lots.claim(lot, 1).run(), Error::<Test>::KeyUsed);
		});
	}

	#[test]
	fn fails_when_the_lot_is_exhausted() {
		TestExt::new().execute_with(|| {
			// A tree with fewer leaves than it may have claims cannot be; a count of one can.
			let lots = Production::new(vec![ed(1)], 1);
			let lot = lots.post();
			assert_ok!(lots.claim(lot, 0).run());
			assert_noop!(lots.claim(lot, 0).run(), Error::<Test>::LotExhausted);
		});
	}

	#[test]
	fn fails_when_not_in_the_lot() {
		TestExt::new().execute_with(|| {
			let lots = three();
			let lot = lots.post();
			let good = lots.claim(lot, 0);
			let stranger = {
				let key = ed(77);
				let signature = consent(&key, &possession(&ALICE));
				Attempt { key, signature, ..good.clone() }
			};
			let at = |change: &dyn Fn(&mut Place)| {
				let mut place = good.place.clone();
				change(&mut place);
				Attempt { place, ..good.clone() }
			};
			let wrong = [
				stranger,
				at(&|place| place.index = 1),
				at(&|place| place.index = 3),
				at(&|place| place.index = u32::MAX),
				at(&|place| place.count = 4),
				at(&|place| place.count = 2),
				at(&|place| place.count = 0),
				at(&|place| place.path[0][0] ^= 1),
				at(&|place| place.path.clear()),
				at(&|place| place.path.push([0; 32])),
				at(&|place| place.path.resize(MAX_PATH as usize, [0; 32])),
			];
			for attempt in wrong {
				assert_noop!(attempt.run(), Error::<Test>::NotInLot);
			}
			let long = at(&|place| place.path.resize(MAX_PATH as usize + 1, [0; 32]));
			assert_noop!(long.run(), Error::<Test>::PathTooLong);
			assert_ok!(good.run());
		});
	}

	#[test]
	fn fails_when_the_signature_is_for_something_else() {
		TestExt::new().execute_with(|| {
			let lots = three();
			let lot = lots.post();
			for index in 0..3 {
				let good = lots.claim(lot, index);
				let key = good.key.clone();
				let other = secret(key.public().scheme(), 9);
				let wrong = [
					good.clone().signed_as(&key, |signing, _| signing.genesis = [8; 32]),
					good.clone().signed_as(&key, |signing, _| signing.device = DeviceId([1; 32])),
					good.clone().signed_as(&key, |signing, _| signing.purpose = Purpose::Segment),
					good.clone().signed_as(&key, |_, payload| payload.owner = BOB.into()),
					good.clone().signed_as(&key, |_, payload| payload.model += 1),
					good.clone().signed_as(&key, |_, payload| payload.metadata = [0; 32]),
					good.clone().signed_as(&key, |_, payload| payload.expires += 1),
					good.clone().signed_as(&other, |_, _| ()),
					Attempt { owner: BOB, ..good.clone() },
					Attempt { metadata: [0; 32], ..good.clone() },
				];
				for attempt in wrong {
					assert_noop!(attempt.run(), Error::<Test>::BadSignature);
				}
				for byte in 0..64 {
					let mut bad = good.clone();
					bad.signature.0[byte] ^= 1;
					assert_noop!(bad.run(), Error::<Test>::BadSignature);
				}
				assert_ok!(good.run());
			}
		});
	}

	#[test]
	fn boundary_expiry() {
		TestExt::new().execute_with(|| {
			let lots = three();
			let lot = lots.post();
			let at = |index, expires| {
				let good = lots.claim(lot, index);
				let key = good.key.clone();
				Attempt { expires, ..good }.signed_as(&key, |_, _| ()).run()
			};
			assert_noop!(at(0, START - 1), Error::<Test>::Expired);
			assert_ok!(at(0, START));
			assert_ok!(at(1, START + LIFETIME));
			assert_noop!(at(2, START + LIFETIME + 1), Error::<Test>::ExpiresTooLate);
		});
	}

	#[test]
	fn fails_when_the_owner_is_not_in_good_standing_or_the_lot_unknown() {
		TestExt::new().execute_with(|| {
			let lots = three();
			let lot = lots.post();
			let good = lots.claim(lot, 0);
			let elsewhere = Attempt { lot: LotId(9), ..good.clone() };
			assert_noop!(elsewhere.run(), Error::<Test>::UnknownLot);
			assert_noop!(Attempt { owner: STRANGER, ..good.clone() }.run(), BadOrigin);
			Orgs::suspend(OWNERS);
			assert_noop!(good.run(), BadOrigin);
		});
	}
}

mod close_lot {
	use super::*;

	#[test]
	fn works_and_keeps_what_was_claimed() {
		TestExt::new().execute_with(|| {
			let (lots, before) = (three(), held(&MAKER));
			let lot = lots.post();
			assert_ok!(lots.claim(lot, 0).run());
			assert_ok!(Registry::close_lot(signed(MAKER_TOO), lot));
			assert_eq!(last_event(), Event::LotClosed { lot, claimed: 1 });
			assert_eq!(held(&MAKER), before);
			assert_noop!(lots.claim(lot, 1).run(), Error::<Test>::UnknownLot);
			let device = Registry::device(id(&lots.keys[0])).unwrap();
			assert_eq!(device.provenance, Provenance::Lot(lot));
		});
	}

	#[test]
	fn fails_when_somebody_else_asks() {
		TestExt::new().execute_with(|| {
			let lot = three().post();
			for who in [RIVAL, ALICE, STRANGER] {
				assert_noop!(Registry::close_lot(signed(who), lot), Error::<Test>::NotManufacturer);
			}
			assert_ok!(Registry::close_lot(signed(MAKER), lot));
			assert_noop!(Registry::close_lot(signed(MAKER), lot), Error::<Test>::UnknownLot);
		});
	}

	#[test]
	fn a_payer_who_left_the_manufacturer_ends_no_claims() {
		TestExt::new().execute_with(|| {
			let (lots, before) = (three(), held(&MAKER));
			let lot = lots.post();
			Orgs::remove_member(&MAKER);
			let refused = Error::<Test>::NotManufacturer;
			assert_noop!(Registry::close_lot(signed(MAKER), lot), refused);
			Orgs::admit(RIVALS, Role::Manufacturer.into(), [MAKER]);
			let refused = Error::<Test>::NotManufacturer;
			assert_noop!(Registry::close_lot(signed(MAKER), lot), refused);
			assert_ok!(lots.claim(lot, 0).run());
			assert_ok!(Registry::close_lot(signed(MAKER_TOO), lot));
			assert_eq!(held(&MAKER), before);
		});
	}
}
