use super::*;

fn define(who: AccountId, channels: Vec<ChannelOf<Test>>) -> DispatchResult {
	Registry::define_model(
		signed(who),
		[2; 32],
		bytes("https://example.org/2"),
		channels.try_into().expect("few enough"),
		Default::default(),
	)
}

mod define_model {
	use super::*;
	use tallystick_evidence::Limits;
	use tallystick_primitives::{
		control::{Kind, Pace, Writable},
		ChannelKind,
	};

	#[test]
	fn works() {
		TestExt::new().execute_with(|| {
			let before = held(&MAKER_TOO);
			assert_ok!(define(MAKER_TOO, vec![channel("power")]));
			let model = ModelId(1);
			assert_eq!(last_event(), Event::ModelDefined { model, manufacturer: MAKERS });
			let record = Registry::model(model).unwrap();
			assert_eq!((record.manufacturer, record.payer), (MAKERS, MAKER_TOO));
			assert_eq!(record.channels[0].name.as_slice(), b"power");
			assert!(held(&MAKER_TOO) > before);
		});
	}

	#[test]
	fn fails_when_not_a_manufacturer_in_good_standing() {
		TestExt::new().execute_with(|| {
			assert_noop!(define(ALICE, vec![channel("power")]), BadOrigin);
			assert_noop!(define(STRANGER, vec![channel("power")]), BadOrigin);
			Orgs::suspend(MAKERS);
			assert_noop!(define(MAKER, vec![channel("power")]), BadOrigin);
		});
	}

	#[test]
	fn fails_when_a_channel_is_unsound() {
		let good = channel("power");
		let mut units = good.clone();
		units.unit = bytes("m s");
		let mut limits = good.clone();
		limits.limits = tallystick_evidence::Limits { low: 1, high: 0 };
		let unsound = [
			vec![],
			vec![good.clone(), good.clone()],
			vec![channel("")],
			vec![channel("a\nb")],
			vec![Channel { name: vec![0xff].try_into().unwrap(), ..good.clone() }],
			vec![units],
			vec![limits],
			vec![Channel { period: 0, ..good }],
		];
		TestExt::new().execute_with(|| {
			for channels in unsound {
				assert_noop!(define(MAKER, channels), Error::<Test>::BadChannels);
			}
		});
	}

	#[test]
	fn keeps_what_may_be_written_and_takes_a_deposit_for_it() {
		TestExt::new().execute_with(|| {
			let before = held(&MAKER);
			assert_ok!(define(MAKER, vec![channel("power"), channel("target")]));
			let read = held(&MAKER) - before;
			let target = Channel { write: Some(writable()), ..channel("target") };
			assert_ok!(define(MAKER, vec![channel("power"), target]));
			let written = held(&MAKER) - before - read;
			assert_eq!(written - read, writable().encoded_size() as u64, "a unit for each byte");
			let record = Registry::model(ModelId(2)).unwrap();
			assert_eq!(record.channels[0].write, None);
			assert_eq!(record.channels[1].write, Some(writable()));
		});
	}

	#[test]
	fn fails_when_a_channel_cannot_be_written_as_it_says() {
		let good = Channel { write: Some(writable()), ..channel("target") };
		let with = |change: fn(&mut ChannelOf<Test>, &mut Writable)| {
			let (mut target, mut write) = (good.clone(), writable());
			change(&mut target, &mut write);
			vec![channel("power"), Channel { write: Some(write), ..target }]
		};
		let unsound = [
			with(|_, write| write.bounds.range = Limits { low: 1, high: 0 }),
			with(|_, write| write.bounds.step = 0),
			with(|_, write| write.bounds.fail_safe = 1_650),
			with(|_, write| write.bounds.startup = 400),
			with(|_, write| write.bounds.pace.off = Some(3_100)),
			with(|_, write| write.bounds.pace.off = None),
			with(|_, write| write.bounds.lease = 999),
			with(|_, write| write.kind = Kind::Action),
		];
		let implausible = [
			with(|channel, _| channel.limits.low = 501),
			with(|channel, _| channel.limits.high = 2_999),
		];
		let counter = with(|channel, _| channel.kind = ChannelKind::Counter);
		TestExt::new().execute_with(|| {
			for channels in unsound {
				assert_noop!(define(MAKER, channels), Error::<Test>::BadWrite);
			}
			for channels in implausible {
				assert_noop!(define(MAKER, channels), Error::<Test>::WriteImplausible);
			}
			assert_noop!(define(MAKER, counter), Error::<Test>::WritableCounter);
			assert_ok!(define(MAKER, vec![good]));
		});
	}

	#[test]
	fn boundary_a_counter_takes_actions() {
		TestExt::new().execute_with(|| {
			let mut dose = writable();
			(dose.kind, dose.bounds.pace) = (Kind::Action, Pace::NONE);
			let mut poured = channel("poured");
			(poured.kind, poured.write) = (ChannelKind::Counter, Some(dose));
			// The range may be as wide as the plausible values.
			poured.limits = dose.bounds.range;
			assert_ok!(define(MAKER, vec![poured]));
		});
	}

	#[test]
	fn fails_when_the_uri_is_not_text() {
		TestExt::new().execute_with(|| {
			let channels: ChannelsOf<Test> = vec![channel("power")].try_into().unwrap();
			let uri = vec![0xff].try_into().unwrap();
			assert_noop!(
				Registry::define_model(
					signed(MAKER),
					[0; 32],
					uri,
					channels.clone(),
					Default::default()
				),
				Error::<Test>::BadUri
			);
			let weak = vec![DeviceKey::Ed25519([0; 32])].try_into().unwrap();
			assert_noop!(
				Registry::define_model(signed(MAKER), [0; 32], bytes("u"), channels, weak),
				Error::<Test>::WeakKey
			);
		});
	}

	#[test]
	fn boundary_units_and_limits() {
		TestExt::new().execute_with(|| {
			let mut state = channel("door");
			state.unit = bytes("");
			state.limits = tallystick_evidence::Limits { low: 0, high: 0 };
			state.period = 1;
			let mut percent = channel("humidity");
			percent.unit = bytes("%RH");
			percent.limits = tallystick_evidence::Limits::NONE;
			assert_ok!(define(MAKER, vec![state, percent, channel("a"), channel("b")]));
		});
	}

	#[test]
	fn boundary_ids_end() {
		TestExt::new().execute_with(|| {
			NextModelId::<Test>::put(ModelId(u32::MAX));
			assert_noop!(define(MAKER, vec![channel("a")]), Error::<Test>::IdsExhausted);
		});
	}

	#[test]
	fn fails_when_the_deposit_is_missing() {
		TestExt::new().execute_with(|| {
			let all = Balances::free_balance(&MAKER);
			assert_ok!(Balances::transfer_allow_death(signed(MAKER), STRANGER, all - 10));
			assert_noop!(
				define(MAKER, vec![channel("a")]),
				DispatchError::Token(TokenError::FundsUnavailable)
			);
		});
	}
}

mod statement {
	use super::*;
	use tallystick_evidence::model::{ChannelProof, ModelChannel};

	#[test]
	fn what_a_channel_means_is_proven_by_a_statement_of_the_block() {
		TestExt::new().execute_with(|| {
			let leaf = *Statements::get().last().unwrap();
			let channels = Registry::model(MODEL).unwrap().channels;
			let stated = |(number, channel)| {
				let Channel { name, unit, exponent, limits, .. }: &ChannelOf<Test> = channel;
				ModelChannel { number, name, unit, exponent: *exponent, limits: *limits }
			};
			for number in 0..channels.len() as u16 {
				let of_model = (0..).zip(&channels).map(stated);
				let proof = ChannelProof::of::<Native>(of_model, number).unwrap();
				let statement = proof.statement::<Native>(MODEL.0, MAKERS.0).unwrap();
				assert_eq!(statement.leaf::<Native>(&GENESIS), leaf);
				let other = ChannelProof { exponent: proof.exponent + 1, ..proof };
				assert_ne!(other.statement::<Native>(MODEL.0, MAKERS.0), Some(statement));
			}
		});
	}

	#[test]
	fn a_model_waits_for_a_block_with_room() {
		TestExt::new().execute_with(|| {
			Statements::fill();
			assert_noop!(define(MAKER, vec![channel("a")]), Error::<Test>::BlockFull);
			Statements::clear();
			assert_ok!(define(MAKER, vec![channel("a")]));
			assert_eq!(Statements::get().len(), 1);
		});
	}
}

mod drop_model {
	use super::*;

	#[test]
	fn fails_for_a_payer_who_left() {
		TestExt::new().execute_with(|| {
			Orgs::remove_member(&MAKER);
			let refused = Error::<Test>::NotManufacturer;
			assert_noop!(Registry::drop_model(signed(MAKER), MODEL), refused);
			assert_ok!(Registry::drop_model(signed(MAKER_TOO), MODEL));
		});
	}

	#[test]
	fn works_for_the_payer_and_the_manufacturer() {
		for who in [MAKER, MAKER_TOO] {
			TestExt::new().execute_with(|| {
				assert_ok!(Registry::drop_model(signed(who), MODEL));
				assert_eq!(last_event(), Event::ModelDropped { model: MODEL });
				assert_eq!(Registry::model(MODEL), None);
				assert_eq!(held(&MAKER), 0);
			});
		}
	}

	#[test]
	fn works_for_the_payer_of_a_suspended_organisation() {
		TestExt::new().execute_with(|| {
			Orgs::suspend(MAKERS);
			assert_noop!(
				Registry::drop_model(signed(MAKER_TOO), MODEL),
				Error::<Test>::NotManufacturer
			);
			assert_ok!(Registry::drop_model(signed(MAKER), MODEL));
		});
	}

	#[test]
	fn fails_when_somebody_else_asks() {
		TestExt::new().execute_with(|| {
			for who in [RIVAL, ALICE, STRANGER] {
				assert_noop!(
					Registry::drop_model(signed(who), MODEL),
					Error::<Test>::NotManufacturer
				);
			}
			assert_noop!(
				Registry::drop_model(signed(MAKER), ModelId(9)),
				Error::<Test>::UnknownModel
			);
		});
	}

	#[test]
	fn fails_when_in_use_by_a_device_or_a_lot() {
		TestExt::new().execute_with(|| {
			let device = register(ALICE, &ed(1));
			assert_ok!(Registry::post_lot(signed(MAKER), MODEL, [0; 32], 1));
			assert_noop!(Registry::drop_model(signed(MAKER), MODEL), Error::<Test>::ModelInUse);
			assert_ok!(Registry::close_lot(signed(MAKER), LotId(0)));
			assert_noop!(Registry::drop_model(signed(MAKER), MODEL), Error::<Test>::ModelInUse);
			assert_ok!(Registry::retire(signed(ALICE), device));
			Clock::pass(DROP_DELAY);
			assert_ok!(Registry::drop_device(signed(STRANGER), device));
			assert_ok!(Registry::drop_model(signed(MAKER), MODEL));
		});
	}
}
