//! What is booked covers what is done, and what is not done is given back.

use super::*;
use frame::deps::{
	frame_support::dispatch::{GetDispatchInfo, PostDispatchInfo},
	sp_runtime::traits::Dispatchable,
};

type Own = <Test as Config>::WeightInfo;

/// Sends a batch, and tells what was booked for it and what it cost.
fn anchor_and_weigh(number: u64, observed: &[ObservedOf<Test>]) -> (Weight, Weight) {
	let observed = observed.to_vec().try_into().expect("few segments");
	weigh(signed(GATEWAY), Call::anchor { number, batch: any_batch(1), observed })
}

fn weigh(origin: RuntimeOrigin, call: Call<Test>) -> (Weight, Weight) {
	let call = RuntimeCall::from(call);
	let info = call.get_dispatch_info();
	let post = match call.dispatch(origin) {
		Ok(post) => post,
		Err(refused) => refused.post_info,
	};
	(info.call_weight, PostDispatchInfo::calc_actual_weight(&post, &info))
}

/// What the consumers did that were called since it was last asked, by their own count.
fn told() -> Weight {
	let alarms = System::events()
		.into_iter()
		.filter(|record| matches!(record.event, RuntimeEvent::Alarm(_)))
		.count();
	System::reset_events();
	Ear::weight() * Ear::told().len() as u64
		+ Counter::COST * Counter::counted()
		+ Alarm::weight() * alarms as u64
}

/// As many devices, each with three streams: one that an account watches, one that one consumer of
/// three watches, and one that all of them watch.
fn devices(count: u8) -> Vec<Device> {
	let devices: Vec<_> = (1..=count).map(Device::new).collect();
	for device in &devices {
		watch(device, &[0]);
		listen(device, &[1, 2]);
		assert_ok!(<Telemetry as Watch>::watch(Counter::CONSUMER, &device.stream(2)));
		// Whatever is said is above the threshold.
		assert_ok!(Alarm::guard(signed(OWNER), device.stream(2), 0));
		// Two references are one consumer.
		assert_ok!(<Telemetry as Watch>::watch(Consumer::Example, &device.stream(2)));
	}
	devices
}

#[test]
fn a_batch_costs_what_its_consumers_do() {
	for count in [1, 8, 64] {
		TestExt::execute_with(|| {
			let mut devices = devices(count);
			let observed: Vec<_> =
				devices.iter_mut().map(|device| device.say(&[0, 1, 2]).all()).collect();
			told();
			let (booked, executed) = anchor_and_weigh(0, &observed);
			let segments = observed.iter().fold(Weight::zero(), |weight, segment| {
				weight + Telemetry::weight_of_kept(segment)
			});
			let told = told();
			let all = Ear::weight() + Counter::COST + Alarm::weight();
			assert_eq!(told, (Ear::weight() + all) * u64::from(count));
			assert_eq!(executed, Own::anchor() + segments + told);
			assert!(booked.all_gte(executed));
			// Nothing is booked for consumers that do not watch.
			let all = Ear::weight() + Counter::weight() + Alarm::weight();
			let most = (Ear::weight() + all) * u64::from(count);
			assert_eq!(booked, Own::anchor() + segments + most);
		});
	}
}

#[test]
fn a_stream_that_one_consumer_watches_costs_one() {
	TestExt::execute_with(|| {
		let mut device = devices(1).remove(0);
		let said = device.say(&[0, 1, 2]);
		let observe = |number, channels: &[u16]| {
			let (_, executed) = anchor_and_weigh(number, &[said.with(channels)]);
			executed - Own::anchor() - Telemetry::weight_of_kept(&said.with(channels))
		};
		// The newest segment comes again with a run that was left out.
		assert_eq!(observe(0, &[0]), Weight::zero());
		assert_eq!(observe(1, &[1]), Ear::weight());
		assert_eq!(observe(2, &[2]), Ear::weight() + Counter::COST + Alarm::weight());
	});
}

#[test]
fn what_a_device_sends_itself_costs_what_its_consumers_do() {
	TestExt::execute_with(|| {
		let mut device = devices(1).remove(0);
		let said = device.say(&[0, 1, 2]).all();
		told();
		let call = Call::observe { observed: Box::new(said.clone()) };
		let authorized = frame_system::RawOrigin::Authorized;
		let (booked, executed) = weigh(authorized.into(), call.clone());
		assert_eq!(executed, Telemetry::weight_of_observed(&said) + told());
		assert!(booked.all_gte(executed));
		// Refused, because the device was heard: that is nobody's to give back.
		let (booked, executed) = weigh(frame_system::RawOrigin::Authorized.into(), call);
		assert_eq!(executed, booked);
	});
}

#[test]
fn the_quota_is_charged_what_is_booked() {
	TestExt::execute_with(|| {
		let mut device = devices(1).remove(0);
		let said = device.say(&[2]).all();
		let booked = Telemetry::weight_of_observe(&said);
		let checked = Telemetry::weight_of_authorize_observe(&said);
		assert_eq!(Telemetry::cost_of_observe(&said), booked + checked);
		assert!(booked.all_gt(Telemetry::weight_of_observed(&said)));
	});
}

#[test]
fn a_refused_segment_gives_back_what_is_not_done() {
	TestExt::execute_with(|| {
		let mut devices = devices(2);
		let good = devices[0].say(&[0, 1, 2]).all();
		let mut forged = devices[1].say(&[0, 1, 2]).all();
		forged.signature.0[0] ^= 1;
		told();
		let (booked, executed) = anchor_and_weigh(0, &[good.clone(), good.clone(), forged.clone()]);
		let replayed = Telemetry::weight_of_refused(&good, Refusal::Replayed);
		let bad = Telemetry::weight_of_refused(&forged, Refusal::BadSignature);
		let kept = Telemetry::weight_of_kept(&good);
		assert!(kept.all_gt(replayed) && kept.all_gt(bad));
		assert_eq!(executed, Own::anchor() + kept + replayed + bad + told());
		assert!(booked.all_gte(executed));
	});
}

#[test]
fn a_refused_batch_costs_no_segments() {
	TestExt::execute_with(|| {
		let mut devices = devices(2);
		let observed: Vec<_> = devices.iter_mut().map(|device| device.say(&[0]).all()).collect();
		let (booked, executed) = anchor_and_weigh(1, &observed);
		assert_eq!(executed, Own::anchor());
		assert!(booked.all_gt(executed));
	});
}

#[test]
fn a_signature_is_booked_by_its_scheme() {
	TestExt::execute_with(|| {
		let said = |scheme, seed| {
			let mut device = Device::of(scheme, seed);
			watch(&device, &[0]);
			device.say(&[0]).all()
		};
		let (cheap, dear) = (said(Scheme::Ed25519, 1), said(Scheme::P256, 2));
		let other = said(Scheme::Secp256k1, 3);
		let (p256, secp256k1) = (Own::verify_p256(), Own::verify_secp256k1());
		for (weight, more) in [(&dear, p256), (&other, secp256k1)] {
			let booked =
				|of: &ObservedOf<Test>| Telemetry::weight_of_anchor(core::slice::from_ref(of));
			assert_eq!(booked(weight), booked(&cheap) + more);
			// Alone, the pool checks it.
			let booked = Telemetry::weight_of_authorize_observe;
			assert_eq!(booked(weight), booked(&cheap) + more);
			let booked = Telemetry::weight_of_observe;
			assert_eq!(booked(weight), booked(&cheap));
		}
		// Whatever is found before the signature is checked gives it back.
		let refused = |refusal| Telemetry::weight_of_refused(&dear, refusal);
		assert_eq!(refused(Refusal::BadSignature), refused(Refusal::Replayed) + p256);

		let two = Fraud::TwoVersions {
			segment: Placed {
				leaf: SegmentLeaf { header: dear.header, signature: Some(dear.signature) },
				place: Place { index: 0, count: 1, path: vec![] },
			},
			other_batch: 0,
			other: Placed {
				leaf: SegmentLeaf { header: dear.header, signature: Some(dear.signature) },
				place: Place { index: 0, count: 1, path: vec![] },
			},
		};
		assert!(Telemetry::weight_of_challenge(&two).all_gte(p256));
		assert!(Telemetry::weight_of_convict_device().all_gte(p256 + p256));
	});
}

#[test]
fn fails_when_the_scheme_is_not_the_keys() {
	TestExt::execute_with(|| {
		let mut device = Device::of(Scheme::P256, 1);
		watch(&device, &[0]);
		let said = device.say(&[0]).all();
		// It would be checked for the price of a cheaper one.
		let cheaper = ObservedOf::<Test> { scheme: Scheme::Ed25519, ..said.clone() };
		assert_eq!(observe(cheaper.clone()), refused(Refusal::BadSignature));
		assert_ok!(anchor(0, any_batch(1), &[cheaper]));
		assert!(matches!(last_event(), Event::Refused { refusal: Refusal::BadSignature, .. }));
		assert_eq!(observe(said), Ok(()));
	});
}
