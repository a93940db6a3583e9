//! Whatever anybody calls in whatever order, the properties hold.

use super::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Doing {
	Anchor { skip: u64, with: bool },
	Observe { device: usize, runs: u16, lose: u64, epochs: u32 },
	Again { device: usize, runs: u16 },
	Watch { device: usize, channel: u16, who: usize },
	Unwatch { device: usize, channel: u16, who: usize },
	Guard { device: usize, channel: u16 },
	Release { device: usize, channel: u16 },
	Rotate { device: usize },
	Lie { index: usize },
	Pardon,
	Configure { retention: u64 },
	Wait { blocks: u64 },
}

fn doing() -> impl Strategy<Value = Doing> {
	let (device, channel, who) = (0usize..3, 0u16..5, 0usize..3);
	let stream = (device.clone(), channel);
	prop_oneof![
		4 => (0u64..2, any::<bool>()).prop_map(|(skip, with)| Doing::Anchor { skip, with }),
		6 => (device.clone(), 0u16..16, 0u64..3, 0u32..2).prop_map(
			|(device, runs, lose, epochs)| Doing::Observe { device, runs, lose, epochs }
		),
		2 => (device.clone(), 0u16..16).prop_map(|(device, runs)| Doing::Again { device, runs }),
		4 => (stream.clone(), who.clone())
			.prop_map(|((device, channel), who)| Doing::Watch { device, channel, who }),
		2 => (stream.clone(), who)
			.prop_map(|((device, channel), who)| Doing::Unwatch { device, channel, who }),
		2 => stream.clone().prop_map(|(device, channel)| Doing::Guard { device, channel }),
		2 => stream.prop_map(|(device, channel)| Doing::Release { device, channel }),
		1 => device.prop_map(|device| Doing::Rotate { device }),
		1 => (0usize..2).prop_map(|index| Doing::Lie { index }),
		1 => Just(Doing::Pardon),
		1 => (0u64..12).prop_map(|retention| Doing::Configure { retention }),
		4 => (1u64..8).prop_map(|blocks| Doing::Wait { blocks }),
	]
}

fn channels(bits: u16) -> Vec<u16> {
	(0..4).filter(|channel| bits & (1 << channel) != 0).collect()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn properties_hold_after_every_step(steps in prop::collection::vec(doing(), 1..60)) {
		TestExt::execute_with(|| {
			let mut devices = [1, 2, 3].map(Device::new);
			let mut last: Vec<Option<Said>> = vec![None; 3];
			let accounts = [GATEWAY, OTHER, OWNER];
			let mut seed = 10;
			for step in steps {
				// Many calls are refused, and that is as it should be.
				match step {
					Doing::Anchor { skip, with } => {
						let observed: Vec<_> = devices
							.iter_mut()
							.filter(|_| with)
							.map(|device| device.say(&[0, 1]).with(&[0]))
							.collect();
						let number = Telemetry::next_batch(GATEWAY) + skip;
						let _ = anchor(number, any_batch(1), &observed);
					},
					Doing::Observe { device: at, runs, lose, epochs } => {
						let device = &mut devices[at];
						device.next += lose;
						device.boot_epoch += epochs;
						let said = device.say(&[0, 1, 2, 3]);
						let _ = observe(said.with(&channels(runs)));
						last[at] = Some(said);
					},
					Doing::Again { device, runs } => {
						if let Some(said) = &last[device] {
							let _ = observe(said.with(&channels(runs)));
						}
					},
					Doing::Watch { device, channel, who } => {
						let stream = devices[device].stream(channel);
						let _ = Telemetry::watch(signed(accounts[who].clone()), stream);
					},
					Doing::Unwatch { device, channel, who } => {
						let stream = devices[device].stream(channel);
						let _ = Telemetry::unwatch(signed(accounts[who].clone()), stream);
					},
					Doing::Guard { device, channel } => {
						let _ = Alarm::guard(signed(OWNER), devices[device].stream(channel), 15);
					},
					Doing::Release { device, channel } => {
						let _ = Alarm::release(signed(OWNER), devices[device].stream(channel));
					},
					Doing::Rotate { device } => {
						seed += 1;
						devices[device].rotate(seed);
					},
					Doing::Lie { index } => {
						let said = devices[index].clone().say(&[0]);
						let leaf = SegmentLeaf { signature: None, ..said.leaf() };
						let (batch, mut placed) = batch(&[leaf]);
						let number = Telemetry::next_batch(GATEWAY);
						if anchor(number, batch, &[]).is_ok() {
							let fraud = Fraud::ForgedSegment { segment: placed.remove(0) };
							let fraud = Box::new(fraud);
							assert_ok!(Telemetry::challenge(signed(OTHER), GATEWAY, number, fraud));
						}
					},
					Doing::Pardon => {
						let _ = Telemetry::pardon(root(), GATEWAY);
					},
					Doing::Configure { retention } => {
						let _ = Telemetry::configure(root(), Settings { retention, ..SETTINGS });
					},
					Doing::Wait { blocks } => run_to(System::block_number() + blocks),
				}
				Telemetry::do_try_state().expect("the properties hold after every step");
			}
			// Whoever has a ticket gets his deposit back.
			for (stream, who, _) in Watchers::<Test>::iter().collect::<Vec<_>>() {
				assert_ok!(Telemetry::unwatch(signed(who), stream));
			}
			for who in &accounts {
				let for_ever = Balances::balance_on_hold(&ForGateway::get(), who);
				assert_eq!(Balances::total_balance_on_hold(who), for_ever);
			}
		});
	}
}
