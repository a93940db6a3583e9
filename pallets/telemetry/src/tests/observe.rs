use super::*;
use crate::utility_impls::{Judged, Signed};

#[test]
fn works() {
	TestExt::execute_with(|| {
		for scheme in [Scheme::Ed25519, Scheme::P256, Scheme::Secp256k1] {
			let mut device = Device::of(scheme, 1);
			listen(&device, &[0, 3]);
			let said = device.say(&[0, 1, 3]);
			Purse::set(OWNERS, 10_000);
			assert_eq!(observe(said.with(&[0, 3])), Ok(()));
			assert_eq!(Purse::left(OWNERS), 10_000 - said.with(&[0, 3]).encoded_size() as u64);
			let told = Ear::told();
			assert_eq!(told.len(), 2);
			let (stream, observation) = &told[1];
			assert_eq!(*stream, device.stream(3));
			assert_eq!(observation.summary, *said.runs[2].summary());
			assert_eq!(observation.root, said.runs[2].root.hash);
			assert_eq!((observation.sequence, observation.at), (0, Millis(NOW)));
			assert_eq!(observation.facts, Facts::NONE);
			assert_eq!(
				last_event(),
				Event::Observed { stream: *stream, observation: observation.clone() }
			);
			assert_eq!(Telemetry::observations().pop(), told.last().cloned());
		}
	});
}

#[test]
fn a_device_that_has_spent_its_share_stops_no_other() {
	TestExt::execute_with(|| {
		let (mut greedy, mut other) = (Device::new(1), Device::new(2));
		watch(&greedy, &[0, 1, 2, 3]);
		watch(&other, &[0]);
		let send = |device: &mut Device| observe(device.say(&[0, 1, 2, 3]).with(&[0]));
		let size = greedy.clone().say(&[0, 1, 2, 3]).with(&[0]).encoded_size() as u64;
		Purse::set_share(3 * size);
		for _ in 0..3 {
			assert_eq!(send(&mut greedy), Ok(()));
			next_block();
		}
		// Its organisation has more, for others.
		assert_eq!(send(&mut greedy), refused(Refusal::QuotaExceeded));
		assert_eq!(send(&mut other), Ok(()));
		// A gateway brings what the device cannot: it pays for itself.
		let said = greedy.say(&[0, 1, 2, 3]).with(&[0]);
		assert_ok!(anchor(0, any_batch(1), std::slice::from_ref(&said)));
		assert!(events().iter().all(|event| !matches!(event, Event::Refused { .. })));
		next_block();
		let origin = frame_system::RawOrigin::Authorized;
		let sent = Telemetry::observe(origin.into(), Box::new(said)).map_err(|error| error.error);
		assert_eq!(sent, Err(Error::<Test>::QuotaExceeded.into()));
	});
}

#[test]
fn only_the_pool_authorises() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0]);
		let said = device.say(&[0]).all();
		for origin in [signed(OWNER), root(), RuntimeOrigin::none()] {
			assert_noop!(
				Telemetry::observe(origin, Box::new(said.clone())),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn fails_when_the_devices_word_does_not_count() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0]);
		let said = device.say(&[0]);
		for (status, refusal, code) in [
			(DeviceStatus::Suspended, Refusal::DeviceSuspended, 133),
			(DeviceStatus::Revoked, Refusal::DeviceRevoked, 134),
			(DeviceStatus::Retired, Refusal::DeviceRetired, 135),
		] {
			Registry::edit(&device.id, |record| record.status = status);
			assert_eq!(observe(said.all()), refused(refusal));
			assert_eq!(refused(refusal), Err(InvalidTransaction::Custom(code).into()));
		}
		Registry::edit(&device.id, |record| record.status = DeviceStatus::Active);
		let mut unknown = said.all();
		unknown.header.device = DeviceId([1; 32]);
		assert_eq!(observe(unknown), refused(Refusal::UnknownDevice));
		let mut unwatched = Device::new(2);
		assert_eq!(observe(unwatched.say(&[0]).all()), refused(Refusal::NotWatched));
		watch(&device, &[3]);
		assert_eq!(observe(device.say(&[0, 1]).all()), refused(Refusal::NotWatched));
		Purse::set(OWNERS, said.all().encoded_size() as u64 - 1);
		assert_eq!(observe(said.all()), refused(Refusal::QuotaExceeded));
		Purse::set(OWNERS, said.all().encoded_size() as u64);
		assert_eq!(observe(said.all()), Ok(()));
		assert_eq!(Purse::left(OWNERS), 0);
	});
}

#[test]
fn fails_when_replayed_or_rolled_back() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0]);
		let mut before = device.clone();
		let one = device.say(&[0]);
		assert_eq!(observe(one.all()), Ok(()));
		// Stays in the pool for the next block.
		assert_eq!(
			observe(device.say(&[0]).all()),
			Err(InvalidTransaction::ExhaustsResources.into())
		);
		next_block();
		assert_eq!(observe(one.all()), refused(Refusal::Replayed));
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		next_block();
		assert_eq!(observe(before.say(&[0]).all()), refused(Refusal::Replayed));
		device.boot_epoch = 1;
		device.next = 0;
		device.previous = [0; 32];
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		assert_eq!(facts(&device.stream(0)), Facts::RESTART);
		next_block();
		device.boot_epoch = 0;
		device.next = 1_000;
		assert_eq!(observe(device.say(&[0]).all()), refused(Refusal::RolledBack));
	});
}

#[test]
fn boundary_the_future_begins_after_the_bound() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0]);
		device.time = NOW + SETTINGS.max_skew - 1_000 + 1;
		assert_eq!(observe(device.clone().say(&[0]).all()), refused(Refusal::FromFuture));
		device.time -= 1;
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
	});
}

#[test]
fn gaps_forks_and_skews_become_facts_of_every_stream() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0, 1]);
		assert_eq!(observe(device.say(&[0, 1]).all()), Ok(()));
		next_block();
		// Seven readings are missing, and the segment that shows it has no run for the chain.
		device.next += 7;
		assert_eq!(observe(device.say(&[5]).with(&[])), Ok(()));
		next_block();
		// The device's clock goes back, and it names another segment before this one.
		device.previous = [1; 32];
		device.time -= 3_000;
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		let all = Facts::GAP.with(Facts::FORK).with(Facts::SKEW).with(Facts::OMITTED);
		assert_eq!(facts(&device.stream(0)), all);
		next_block();
		assert_eq!(observe(device.say(&[0, 1]).all()), Ok(()));
		assert_eq!(facts(&device.stream(0)), Facts::NONE);
		assert_eq!(facts(&device.stream(1)), all);
		assert_eq!(Telemetry::stream(device.stream(0)).unwrap().facts, all);
		let Continuity { segments, gaps, missing, restarts, forks, skews } =
			Telemetry::tail(device.id).unwrap().continuity;
		assert_eq!((segments, gaps, missing, restarts, forks, skews), (4, 1, 7, 0, 1, 1));
	});
}

#[test]
fn what_is_missing_at_the_beginning_of_a_boot_epoch_counts() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0]);
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		next_block();
		device.boot_epoch = 3;
		device.next = 4;
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		assert_eq!(facts(&device.stream(0)), Facts::GAP.with(Facts::RESTART));
		assert_eq!(Telemetry::tail(device.id).unwrap().continuity.missing, 4);
		next_block();
		// Names a segment of the epoch before as its predecessor.
		device.boot_epoch = 4;
		device.next = 0;
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		assert_eq!(facts(&device.stream(0)), Facts::FORK.with(Facts::RESTART));
	});
}

#[test]
fn late_uncalibrated_out_of_range_and_old_key_become_facts() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0, 2]);
		let end = device.time + 1_000;
		Clock::set(end + SETTINGS.late_after);
		Registry::edit(&device.id, |record| record.calibrated = Some(0..=end));
		let said = device.say_values(&[(0, [1, 1_000]), (2, [-100, 101])]);
		assert_eq!(observe(said.all()), Ok(()));
		assert_eq!(facts(&device.stream(0)), Facts::NONE);
		assert_eq!(facts(&device.stream(2)), Facts::OUT_OF_RANGE);

		next_block();
		Clock::set(device.time + 1_000 + SETTINGS.late_after + 1);
		let late = device.say(&[0]);
		device.clone().rotate(9);
		assert_eq!(observe(late.all()), Ok(()));
		let all = Facts::LATE.with(Facts::UNCALIBRATED).with(Facts::OLD_KEY);
		assert_eq!(facts(&device.stream(0)), all);
		next_block();
		for calibrated in [None, Some(device.time + 10_000..=u64::MAX)] {
			Registry::edit(&device.id, |record| record.calibrated = calibrated);
			assert_eq!(observe(device.say(&[0]).all()), Ok(()));
			assert!(facts(&device.stream(0)).contains(Facts::UNCALIBRATED));
			next_block();
		}
	});
}

/// Every bit of whatever the device signed, and everything around it.
#[test]
fn fails_when_anything_was_altered() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		let mut other = Device::new(2);
		watch(&device, &[0]);
		watch(&other, &[0]);
		let said = device.say(&[0, 1]);
		let good = said.with(&[0]);
		assert!(authorize(good.clone()).is_ok());

		// Another key of its own, another device, another chain, another purpose.
		let mut wrong = good.clone();
		wrong.signature = other.say(&[0, 1]).signature;
		assert_eq!(observe(wrong), refused(Refusal::BadSignature));
		let mut wrong = good.clone();
		wrong.header.device = other.id;
		assert_eq!(observe(wrong), refused(Refusal::BadSignature));
		let mut wrong = good.clone();
		let message = good.header.message(&[8; 32], Scheme::Ed25519).unwrap();
		wrong.signature = device.secret.sign(&message);
		assert_eq!(observe(wrong), refused(Refusal::BadSignature));
		let mut wrong = good.clone();
		wrong.header.key_epoch = 1;
		assert_eq!(observe(wrong.clone()), refused(Refusal::UnknownKey));
		device.clone().rotate(3);
		assert_eq!(observe(wrong), refused(Refusal::BadSignature));
		for attestation in [Attestation::Gateway, Attestation::Readings] {
			let mut header = good.header;
			header.attestation = attestation;
			let signed = device.sign(header, said.runs.clone());
			assert_eq!(observe(signed.with(&[0])), refused(Refusal::Malformed));
		}

		let bytes = good.encode();
		for at in 0..bytes.len() {
			for bit in 0..8 {
				let mut altered = bytes.clone();
				altered[at] ^= 1 << bit;
				// Without a run, or with the run's place in another shape of the same tree, the
				// segment is still the device's.
				let Ok(altered) = ObservedOf::<Test>::decode(&mut &altered[..]) else { continue };
				if altered.header == good.header && altered.signature == good.signature {
					assert!(
						altered.runs.is_empty() || authorize(altered.clone()).is_err(),
						"byte {at}, bit {bit}"
					);
				} else {
					assert!(authorize(altered).is_err(), "byte {at}, bit {bit}");
				}
			}
		}
		for len in 0..bytes.len() {
			assert!(ObservedOf::<Test>::decode(&mut &bytes[..len]).is_err());
		}
		assert_eq!(observe(good), Ok(()));
	});
}

#[test]
fn fails_when_a_run_does_not_belong() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0, 1, 2]);
		let said = device.say(&[0, 1, 2]);

		let mut twice = said.with(&[0]);
		twice.runs.try_push(said.with(&[0]).runs[0].clone()).unwrap();
		assert_eq!(observe(twice), refused(Refusal::Malformed));
		let mut unordered = said.with(&[1]);
		unordered.runs.try_push(said.with(&[0]).runs[0].clone()).unwrap();
		assert_eq!(observe(unordered), refused(Refusal::Malformed));
		let mut longer = said.with(&[0]);
		longer.runs[0].place.path.push([0; 32]);
		assert_eq!(observe(longer), refused(Refusal::NotInSegment));
		let mut endless = said.with(&[0]);
		endless.runs[0].place.path = vec![[0; 32]; 10_000];
		assert_eq!(observe(endless), refused(Refusal::NotInSegment));

		// The device itself says nonsense.
		let sign = |change: &dyn Fn(&mut tallystick_primitives::evidence::Run)| {
			let mut runs = said.runs.clone();
			change(&mut runs[0]);
			let header = SegmentHeader { root: runs_root(&runs), ..said.header };
			observe(device.sign(header, runs).all())
		};
		let out = refused(Refusal::OutOfBounds);
		assert_eq!(sign(&|run| run.root.summary.count = 0), out);
		assert_eq!(sign(&|run| run.root.summary.count = 3), out);
		assert_eq!(sign(&|run| run.channel = 7), refused(Refusal::Malformed));
		assert_eq!(sign(&|run| run.root.summary.first.time = said.header.start - 1), out);
		assert_eq!(sign(&|run| run.root.summary.first.time = said.header.end + 1), out);
		assert_eq!(sign(&|run| run.root.summary.last.time = said.header.end + 1), out);
		assert_eq!(sign(&|run| run.limits.high = 7), refused(Refusal::WrongLimits));
		// All runs are there, and together they have one reading fewer than the segment.
		let header = SegmentHeader { count: 7, ..said.header };
		assert_eq!(observe(device.sign(header, said.runs.clone()).all()), out);
		// No channel comes before channel 0.
		let mut runs = said.runs.clone();
		runs.insert(0, runs[0]);
		let header = SegmentHeader { root: runs_root(&runs), count: 8, ..said.header };
		let mut second = device.sign(header, runs.clone()).with(&[0]);
		second.runs.remove(0);
		assert_eq!(observe(second), out);
		// Nor does the channel of one run come before that of a run before it.
		let runs = vec![said.runs[1], said.runs[0], said.runs[2]];
		let header = SegmentHeader { root: runs_root(&runs), ..said.header };
		let mut crossed = device.sign(header, runs).with(&[0, 1]);
		crossed.runs.as_mut().reverse();
		assert_eq!(observe(crossed), out);
		// There are no more runs than a model has channels.
		let runs = [&said.runs[..], &[said.runs[2]; 62]].concat();
		let header = SegmentHeader { root: runs_root(&runs), count: 130, ..said.header };
		let mut many = device.sign(header, runs).with(&[0]);
		assert_eq!(many.runs[0].place.count, 65);
		assert_eq!(observe(many.clone()), out);
		many.runs.clear();
		assert_eq!(authorize(many).map(|_| ()), Ok(()));
		let soundless = SegmentHeader { count: 0, ..said.header };
		let nothing = device.sign(soundless, vec![]);
		assert_eq!(observe(nothing.with(&[])), refused(Refusal::Malformed));
		Registry::edit(&device.id, |record| record.channels = 1);
		assert_eq!(observe(said.all()), refused(Refusal::UnknownChannel));
	});
}

/// Two readings within the limits of channel 2, which are -100 and 100.
#[test]
fn a_summary_that_contradicts_itself_is_refused() {
	use tallystick_primitives::evidence::Summary;
	let lies: [(&str, fn(&mut Summary)); 9] = [
		("no time for two readings", |s| s.last.time = s.first.time),
		("ends before it begins", |s| s.first.time = s.last.time + 1),
		("a minimum above every value", |s| s.min = 21),
		("a minimum that no reading has", |s| s.min = 9),
		("a maximum that no reading has", |s| s.max = 1_000),
		("a violation within the limits", |s| s.violations = 1),
		("more violations than readings", |s| s.violations = 3),
		("a value beyond the limits without a violation", |s| (s.last.value, s.max) = (101, 101)),
		("another sum", |s| s.sum += 1),
	];
	for (name, lie) in lies {
		TestExt::execute_with(|| {
			let mut device = Device::new(1);
			watch(&device, &[2]);
			let said = device.say_values(&[(2, [10, 20])]);
			let mut runs = said.runs.clone();
			lie(&mut runs[0].root.summary);
			let header = SegmentHeader { root: runs_root(&runs), ..said.header };
			let lied = device.sign(header, runs);
			assert_eq!(observe(lied.all()), refused(Refusal::OutOfBounds), "{name}");

			// A batch that brings it is anchored without it.
			assert_ok!(anchor(0, any_batch(1), &[lied.all()]));
			let (device, sequence) = (device.id, 0);
			let refusal = Refusal::OutOfBounds;
			assert_eq!(last_event(), Event::Refused { device, sequence, refusal }, "{name}");
			assert_eq!(observe(said.all()), Ok(()), "{name}");
		});
	}
}

#[test]
fn facts_follow_from_the_runs_own_times() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0]);
		let said = device.say(&[0]);
		let (first, last) = (said.header.start, said.header.end);
		// The segment's times are wider than those of its only run.
		let header = SegmentHeader { start: 0, end: last + 100_000, ..said.header };
		let said = device.sign(header, said.runs);
		let facts_at = |now, calibrated| {
			Clock::set(now);
			Registry::edit(&device.id, |record| record.calibrated = Some(calibrated));
			match Telemetry::check(&said.all(), Signed::Unchecked) {
				Ok(Judged::Good(checked)) => Some(checked.facts_of(&said.runs[0])),
				_ => None,
			}
		};
		let late = last + SETTINGS.late_after + 1;
		assert_eq!(facts_at(late - 1, first..=last), Some(Facts::NONE));
		assert_eq!(facts_at(late, first..=last), Some(Facts::LATE));
		assert_eq!(facts_at(late - 1, first..=last - 1), Some(Facts::UNCALIBRATED));
		assert_eq!(facts_at(late - 1, first + 1..=u64::MAX), Some(Facts::UNCALIBRATED));
	});
}

#[test]
fn the_pool_keeps_the_segment_that_leaves_out_least() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0, 1]);
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		next_block();
		let (next, later) = (device.say(&[0, 1]), device.say(&[0, 1]));
		device.boot_epoch = 1;
		let restarted = device.say(&[0, 1]);
		let valid = |observed| authorize(observed).unwrap();
		let (all, stripped) = (valid(next.all()), valid(next.with(&[0])));
		let (jumped, restarted) = (valid(later.all()), valid(restarted.all()));
		// One replaces the other.
		for other in [&stripped, &jumped, &restarted] {
			assert_eq!(all.provides, other.provides);
			assert!(all.priority > other.priority);
		}
		assert!(stripped.priority > jumped.priority);
		assert!(jumped.priority > restarted.priority);
		assert!(all.propagate);
	});
}

#[test]
fn a_segment_with_all_of_its_runs_is_complete() {
	TestExt::execute_with(|| {
		let device = Device::new(1);
		watch(&device, &[0, 1, 2]);
		let priority = |said: &[u16], sent: &[u16]| {
			authorize(device.clone().say(said).with(sent)).unwrap().priority
		};
		let most = priority(&[0, 1, 2], &[0, 1, 2]);
		// It has nothing else to show.
		assert_eq!(priority(&[0, 1], &[0, 1]), most);
		assert_eq!(priority(&[0, 1, 2, 5], &[0, 1, 2]), most);
		for (said, sent) in [(&[0, 1][..], &[0][..]), (&[0, 1, 2, 5], &[0, 1]), (&[5], &[])] {
			assert!(priority(said, sent) < most);
		}
	});
}

#[test]
fn of_one_device_no_more_than_eight_transactions_replace_one_another() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0, 1, 2]);
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		next_block();
		// What costs all pools most: ever better ones, each of which the device signed.
		let mut tried: Vec<(u32, u64, &[u16])> = Vec::new();
		for boot_epoch in [1, 0] {
			let jumps =
				[u64::from(u32::MAX), 70_000, 65_535, 4_000, 257, 256, 255, 254, 100, 2, 1, 0];
			for jump in jumps {
				let runs = [&[][..], &[0], &[0, 1], &[0, 1, 2]];
				tried.extend(runs.map(|runs| (boot_epoch, jump, runs)));
			}
		}
		let (mut priority, mut provides, mut replaced) = (0, None, 0);
		for (boot_epoch, jump, runs) in tried {
			let mut device = device.clone();
			(device.boot_epoch, device.next) = (boot_epoch, device.next + jump);
			let valid = authorize(device.say(&[0, 1, 2]).with(runs)).unwrap();
			assert_eq!(*provides.get_or_insert(valid.provides.clone()), valid.provides);
			if valid.priority > priority {
				(priority, replaced) = (valid.priority, replaced + 1);
			}
		}
		assert_eq!(replaced, 8);
		// Nothing but a second version of the newest segment goes before the best of them.
		device.next -= 1;
		let valid = authorize(device.say(&[0]).all()).unwrap();
		assert_eq!((Some(valid.provides), valid.priority), (provides, priority + 1));
	});
}

#[test]
fn runs_that_were_left_out_can_follow() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0, 1]);
		let said = device.say(&[0, 1]);
		assert_eq!(observe(said.with(&[])), Ok(()));
		next_block();
		assert_eq!(observe(said.with(&[])), refused(Refusal::Replayed));
		assert_eq!(observe(said.with(&[1])), Ok(()));
		next_block();
		assert_eq!(observe(said.with(&[1])), refused(Refusal::Replayed));
		assert_eq!(observe(said.with(&[0, 1])), refused(Refusal::Replayed));
		assert_eq!(observe(said.with(&[0])), Ok(()));
		next_block();
		assert_eq!(observe(said.with(&[0])), refused(Refusal::Replayed));
		assert_eq!(Telemetry::tail(device.id).unwrap().continuity.segments, 1);
		assert_eq!(
			(facts(&device.stream(0)), facts(&device.stream(1))),
			(Facts::NONE, Facts::NONE)
		);

		// Only the newest; from then on it is a fact that something was left out.
		let (one, two) = (device.say(&[0]), device.say(&[0]));
		assert_eq!(observe(one.with(&[])), Ok(()));
		next_block();
		assert_eq!(observe(two.with(&[])), Ok(()));
		next_block();
		assert_eq!(observe(one.all()), refused(Refusal::Replayed));
		assert_eq!(observe(two.all()), Ok(()));
		assert_eq!(facts(&device.stream(0)), Facts::OMITTED);
	});
}

#[test]
fn a_new_key_begins_anew_after_a_jump() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		watch(&device, &[0]);
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		next_block();
		// Whoever has stolen the key goes where no number follows.
		let mut thief = device.clone();
		thief.boot_epoch = u32::MAX;
		thief.next = u64::MAX - 2;
		device.rotate(5);
		assert_eq!(observe(thief.say(&[0]).all()), Ok(()));
		let all = Facts::OLD_KEY.with(Facts::GAP).with(Facts::RESTART);
		assert_eq!(facts(&device.stream(0)), all);
		next_block();
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		assert!(facts(&device.stream(0)).contains(Facts::RESTART));
		next_block();
		// The old key is over.
		thief.next = 0;
		assert_eq!(observe(thief.say(&[0]).all()), refused(Refusal::RolledBack));
		assert_eq!(observe(device.say(&[0]).all()), Ok(()));
		assert_eq!(facts(&device.stream(0)), Facts::NONE);
	});
}
