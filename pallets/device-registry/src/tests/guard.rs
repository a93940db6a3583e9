//! Whoever relies on a device is asked before its owner takes it away.

use super::*;
use frame::deps::frame_support::dispatch::GetDispatchInfo;

#[test]
fn an_owner_takes_no_device_away_on_which_somebody_relies() {
	TestExt::new().execute_with(|| {
		let (device, other) = (register(ALICE, &ed(1)), register(ALICE, &ed(2)));
		for scope in [Scope::Device(device), Scope::AllOfOwner] {
			assert_ok!(Registry::authorize_gateway(signed(ALICE), scope, GATEWAY));
		}
		assert_ok!(Registry::offer_transfer(signed(ALICE), device, BOB, Millis(START + 9)));
		Reliant::set(Some((device, ALICE)));

		let refused = DispatchError::Other("somebody relies on it");
		assert_noop!(Registry::suspend(signed(ALICE), device), refused);
		assert_noop!(Registry::accept_transfer(signed(BOB), device), refused);
		for scope in [Scope::Device(device), Scope::AllOfOwner] {
			let withdrawn = Registry::deauthorize_gateway(signed(ALICE), scope, GATEWAY);
			assert_noop!(withdrawn, refused);
		}
		assert_ok!(Registry::suspend(signed(ALICE), other));

		Reliant::set(None);
		for scope in [Scope::Device(device), Scope::AllOfOwner] {
			assert_ok!(Registry::deauthorize_gateway(signed(ALICE), scope, GATEWAY));
		}
		assert_ok!(Registry::suspend(signed(ALICE), device));
		assert_ok!(Registry::accept_transfer(signed(BOB), device));
	});
}

#[test]
fn an_equivocation_and_the_end_of_a_device_need_nobodys_consent() {
	TestExt::new().execute_with(|| {
		let devices = [1, 2, 3].map(|seed| register(ALICE, &ed(seed)));
		for device in devices {
			Reliant::set(Some((device, ALICE)));
			if device == devices[0] {
				<Registry as DeviceRegistry<AccountId>>::suspend_for_equivocation(&device);
			} else if device == devices[1] {
				assert_ok!(Registry::revoke(signed(ALICE), device, None));
			} else {
				assert_ok!(Registry::retire(signed(ALICE), device));
			}
			assert!(!Registry::device(device).unwrap().status.is_active());
		}
		Reliant::set(None);
	});
}

#[test]
fn the_question_is_in_the_weight() {
	let device = id(&ed(1));
	let weight = |call: Call<Test>| call.get_dispatch_info().call_weight;
	let asked = Reliant::weight();
	let own = <Test as Config>::WeightInfo::suspend();
	assert_eq!(weight(Call::suspend { device }), own + asked);
	let own = <Test as Config>::WeightInfo::deauthorize_gateway();
	let call = Call::deauthorize_gateway { scope: Scope::AllOfOwner, gateway: GATEWAY };
	assert_eq!(weight(call), own + asked);
	let own = <Test as Config>::WeightInfo::accept_transfer();
	assert_eq!(weight(Call::accept_transfer { device }), own + Changes::WEIGHT + asked);
}
