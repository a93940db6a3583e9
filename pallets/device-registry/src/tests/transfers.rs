use super::*;

fn offer(who: AccountId, device: DeviceId, to: AccountId, expires: u64) -> DispatchResult {
	Registry::offer_transfer(signed(who), device, to, Millis(expires))
}

fn accept(who: AccountId, device: DeviceId) -> DispatchResult {
	Registry::accept_transfer(signed(who), device)
}

#[test]
fn works_and_moves_the_deposit() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		let deposit = held(&ALICE);
		assert_ok!(Registry::set_calibration(signed(LAB), device, [1; 32], Millis(START + 5)));
		assert_ok!(Registry::authorize_gateway(signed(ALICE), Scope::Device(device), GATEWAY));
		assert_ok!(Registry::authorize_gateway(signed(ALICE), Scope::AllOfOwner, BOB));
		assert_ok!(try_propose(ALICE, device, &ed(2), 1));
		let gateway = Price::convert(Registry::gateway_footprint());

		assert_ok!(offer(ALICE, device, BOB, START + 9));
		assert_eq!(
			last_event(),
			Event::TransferOffered { device, to: BOB, expires: Millis(START + 9) }
		);
		assert_eq!(Registry::offer(device), Some(Offer { to: BOB, expires: Millis(START + 9) }));
		assert_eq!(Registry::device(device).unwrap().owner, ALICE);

		assert_ok!(accept(BOB, device));
		assert_eq!(last_event(), Event::Transferred { device, from: ALICE, to: BOB });
		let record = Registry::device(device).unwrap();
		assert_eq!((record.owner, record.tenure), (BOB, 1));
		assert_eq!(Changes::take(), [Change::Transferred(device, ALICE, BOB)]);
		assert!(record.calibration.is_some());
		assert_eq!((held(&ALICE), held(&BOB)), (gateway, deposit));
		assert!(!Registry::gateway(device, GATEWAY), "the device's own gateways end");
		assert!(!Registry::gateway(device, BOB), "the old owner's are not the new one's");
		assert_eq!(Registry::proposed_key(device), None);
		assert_eq!(Registry::offer(device), None);
		assert_eq!(Registry::devices_of(ALICE, None, 10), vec![]);
		assert_eq!(Registry::devices_of(BOB, None, 10), vec![device]);
		assert_noop!(Registry::retire(signed(ALICE), device), Error::<Test>::NotOwner);
		assert_ok!(Registry::retire(signed(BOB), device));
		assert_eq!(Changes::take(), [Change::Ended(device, BOB, DeviceStatus::Retired)]);
	});
}

#[test]
fn a_tenure_is_counted_by_transfers_alone() {
	TestExt::new().execute_with(|| {
		let tenure = <Registry as DeviceRegistry<AccountId>>::tenure;
		let device = register(ALICE, &ed(1));
		assert_eq!((tenure(&device), tenure(&id(&ed(9)))), (Some(0), None));
		Clock::pass(KEY_AGE);
		assert_ok!(apply(rotate_call(device, &ed(1), &ed(2), 1)).unwrap());
		assert_ok!(Registry::suspend(signed(ALICE), device));
		assert_ok!(Registry::resume(signed(ALICE), device));
		assert_ok!(offer(ALICE, device, BOB, Clock::now()));
		assert_ok!(Registry::cancel_transfer(signed(ALICE), device));
		assert_eq!(tenure(&device), Some(0));
		assert_eq!(Changes::take(), []);
		for (count, from, to) in [(1, ALICE, BOB), (2, BOB, ALICE)] {
			assert_ok!(offer(from.clone(), device, to.clone(), Clock::now()));
			assert_ok!(accept(to.clone(), device));
			assert_eq!(tenure(&device), Some(count));
			let tenure_of = <Registry as DeviceRegistry<AccountId>>::tenure_of;
			assert_eq!((tenure_of(&device, &to), tenure_of(&device, &from)), (Some(count), None));
			let goes_on = <Registry as DeviceRegistry<AccountId>>::goes_on;
			assert!(goes_on(&device, count) && !goes_on(&device, count - 1));
		}
	});
}

#[test]
fn a_refused_transfer_reports_no_change() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		assert_ok!(offer(ALICE, device, BOB, START));
		assert_noop!(accept(LAB, device), Error::<Test>::NotRecipient);
		Devices::<Test>::mutate_extant(device, |(record, _)| record.tenure = u32::MAX);
		assert_noop!(accept(BOB, device), Error::<Test>::IdsExhausted);
		assert_eq!(Changes::take(), []);
	});
}

#[test]
fn the_calls_that_change_a_device_weigh_the_consumers() {
	use frame::deps::frame_support::dispatch::GetDispatchInfo;
	let device = id(&ed(1));
	let weight = |call: Call<Test>| call.get_dispatch_info().call_weight;
	let own = |weight: Weight| weight.saturating_add(Changes::WEIGHT);
	type Own = <Test as Config>::WeightInfo;
	let asked = Own::accept_transfer() + Reliant::weight();
	assert_eq!(weight(Call::accept_transfer { device }), own(asked));
	assert_eq!(weight(Call::adopt { device }), own(asked));
	assert_eq!(weight(Call::revoke { device, since: None }), own(Own::revoke()));
	assert_eq!(weight(Call::retire { device }), own(Own::retire()));
}

#[test]
fn a_suspension_survives() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		<Registry as DeviceRegistry<_>>::suspend_for_equivocation(&device);
		assert_ok!(offer(ALICE, device, BOB, START));
		assert_ok!(accept(BOB, device));
		assert_noop!(Registry::resume(signed(BOB), device), Error::<Test>::KeyNotReplaced);
	});
}

#[test]
fn fails_when_it_cannot_be_offered() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		assert_noop!(offer(BOB, device, BOB, START), Error::<Test>::NotOwner);
		assert_noop!(offer(STRANGER, device, BOB, START), BadOrigin);
		assert_noop!(offer(ALICE, device, ALICE, START), Error::<Test>::AlreadyOwner);
		assert_noop!(offer(ALICE, id(&ed(2)), BOB, START), Error::<Test>::UnknownDevice);
		assert_noop!(offer(ALICE, device, BOB, START - 1), Error::<Test>::Expired);
		assert_noop!(
			offer(ALICE, device, BOB, START + LIFETIME + 1),
			Error::<Test>::ExpiresTooLate
		);
		assert_ok!(offer(ALICE, device, BOB, START + LIFETIME));
		assert_ok!(Registry::retire(signed(ALICE), device));
		assert_noop!(offer(ALICE, device, BOB, START), Error::<Test>::DeviceEnded);
		assert_noop!(accept(BOB, device), Error::<Test>::DeviceEnded);
	});
}

#[test]
fn fails_when_it_cannot_be_accepted() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		assert_noop!(accept(BOB, device), Error::<Test>::NoOffer);
		assert_ok!(offer(ALICE, device, GATEWAY, START));
		assert_ok!(offer(ALICE, device, BOB, START));
		assert_noop!(accept(GATEWAY, device), Error::<Test>::NotRecipient);
		Orgs::suspend(OWNERS);
		assert_noop!(accept(BOB, device), Error::<Test>::OwnerNotInStanding);
		Orgs::resume(OWNERS);
		Orgs::suspend(OTHERS);
		assert_noop!(accept(BOB, device), BadOrigin);
		Orgs::resume(OTHERS);
		assert_ok!(offer(ALICE, device, POOR, START));
		assert_noop!(accept(POOR, device), DispatchError::Token(TokenError::FundsUnavailable));
	});
}

#[test]
fn boundary_expiry() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		assert_ok!(offer(ALICE, device, BOB, START + 1));
		Clock::pass(2);
		assert_noop!(accept(BOB, device), Error::<Test>::Expired);
		assert_ok!(offer(ALICE, device, BOB, START + 3));
		Clock::pass(1);
		assert_ok!(accept(BOB, device));
	});
}

#[test]
fn cancel_works_for_the_owner_alone() {
	TestExt::new().execute_with(|| {
		let device = register(ALICE, &ed(1));
		let cancel = |who| Registry::cancel_transfer(signed(who), device);
		assert_noop!(cancel(ALICE), Error::<Test>::NoOffer);
		assert_ok!(offer(ALICE, device, BOB, START));
		assert_noop!(cancel(BOB), Error::<Test>::NotOwner);
		assert_ok!(cancel(ALICE));
		assert_eq!(last_event(), Event::TransferCancelled { device, to: BOB });
		assert_noop!(accept(BOB, device), Error::<Test>::NoOffer);
	});
}

mod adopt {
	use super::*;

	/// The other members of Bob's organisation, of which Bob is the admin.
	const MEMBER: AccountId = GATEWAY;

	fn adopt(who: AccountId, device: DeviceId) -> DispatchResult {
		Registry::adopt(signed(who), device)
	}

	#[test]
	fn gives_the_admin_the_device_of_a_member_who_left() {
		TestExt::new().execute_with(|| {
			let device = register(MEMBER, &ed(1));
			let deposit = held(&MEMBER);
			assert_eq!(Registry::device(device).unwrap().org, OTHERS);
			assert_ok!(Registry::authorize_gateway(signed(MEMBER), Scope::Device(device), ALICE));
			assert_ok!(try_propose(MEMBER, device, &ed(2), 1));
			assert_ok!(offer(MEMBER, device, ALICE, START));
			assert_noop!(adopt(BOB, device), Error::<Test>::StillMember);

			Orgs::remove_member(&MEMBER);
			assert_ok!(adopt(BOB, device));
			assert_eq!(last_event(), Event::Transferred { device, from: MEMBER, to: BOB });
			assert_eq!(Changes::take(), [Change::Transferred(device, MEMBER, BOB)]);
			let record = Registry::device(device).unwrap();
			assert_eq!((record.owner, record.org, record.tenure), (BOB, OTHERS, 1));
			assert_eq!((held(&MEMBER), held(&BOB)), (0, deposit));
			assert!(!Registry::gateway(device, ALICE));
			assert_eq!((Registry::offer(device), Registry::proposed_key(device)), (None, None));
			assert_eq!(Registry::devices_of(BOB, None, 10), vec![device]);
			assert_ok!(Registry::retire(signed(BOB), device));
			assert_noop!(Registry::retire(signed(MEMBER), device), Error::<Test>::DeviceEnded);
		});
	}

	#[test]
	fn takes_no_device_away_on_which_somebody_relies() {
		TestExt::new().execute_with(|| {
			let device = register(MEMBER, &ed(1));
			Orgs::remove_member(&MEMBER);
			Reliant::set(Some((device, MEMBER)));
			let refused = DispatchError::Other("somebody relies on it");
			assert_noop!(adopt(BOB, device), refused);
			Reliant::set(None);
			assert_ok!(adopt(BOB, device));
		});
	}

	#[test]
	fn reaches_a_member_who_joined_another_organisation() {
		TestExt::new().execute_with(|| {
			let device = register(MEMBER, &ed(1));
			Orgs::admit(OWNERS, tallystick_primitives::Role::Operator.into(), [MEMBER]);
			assert_noop!(adopt(ALICE, device), Error::<Test>::OtherOrganization);
			assert_ok!(adopt(BOB, device));
		});
	}

	#[test]
	fn ends_with_a_transfer_to_another_organisation() {
		TestExt::new().execute_with(|| {
			let device = register(MEMBER, &ed(1));
			assert_ok!(offer(MEMBER, device, ALICE, START));
			assert_ok!(accept(ALICE, device));
			assert_eq!(Registry::device(device).unwrap().org, OWNERS);
			Orgs::remove_member(&MEMBER);
			Orgs::remove_member(&ALICE);
			assert_noop!(adopt(BOB, device), Error::<Test>::OtherOrganization);
		});
	}

	#[test]
	fn works_for_no_other_signer_and_no_other_device() {
		TestExt::new().execute_with(|| {
			let device = register(MEMBER, &ed(1));
			Orgs::remove_member(&MEMBER);
			for who in [POOR, MEMBER, STRANGER] {
				assert_noop!(adopt(who, device), BadOrigin);
			}
			Orgs::suspend(OTHERS);
			assert_noop!(adopt(BOB, device), BadOrigin);
			Orgs::resume(OTHERS);
			assert_noop!(adopt(BOB, id(&ed(2))), Error::<Test>::UnknownDevice);
			assert_ok!(Registry::revoke(signed(MAKER), device, None));
			assert_noop!(adopt(BOB, device), Error::<Test>::DeviceEnded);
			assert_eq!(Changes::take().len(), 1, "the end alone");
		});
	}

	#[test]
	fn lifts_no_suspension() {
		TestExt::new().execute_with(|| {
			let device = register(MEMBER, &ed(1));
			<Registry as DeviceRegistry<_>>::suspend_for_equivocation(&device);
			Orgs::remove_member(&MEMBER);
			assert_ok!(adopt(BOB, device));
			assert_noop!(Registry::resume(signed(BOB), device), Error::<Test>::KeyNotReplaced);
		});
	}
}
