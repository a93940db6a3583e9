//! Tallies: one record a stream, however much it watches.

use super::*;
use codec::Decode;
use tallystick_condition::{archive::leaves, measure::Measure, Kept};
use tallystick_primitives::{
	evidence::{Crypto, Native, Reading, RunHasher},
	Consumer, DeviceGuard, Facts, Observation, OnDeviceChange, OnObservation, StreamId, Watch,
};
use tallystick_world::{Device, LIMITS};

/// The channel of every device that policies fit.
pub(super) const CHANNEL: u16 = 2;
/// The class of goods under the policy [`above`].
pub(super) const FISH: ClassId = ClassId(3);
/// Counts the time above 8 °C. Of missing time, 50 °C are assumed.
pub(super) const WARM: PolicyId = PolicyId(2);
/// Counts the time below 0 °C.
pub(super) const COLD: PolicyId = PolicyId(3);

pub(super) fn define_policy(measure: Measure) {
	let policy = Policy { measure, exponent: 0, hot: 50, cold: -50, ..policy() };
	assert_ok!(Lifecycle::define_policy(signed(ACCREDITOR), Box::new(policy)));
}

/// A world with fish, whose two policies fit [`CHANNEL`] of every device.
pub(super) fn run_with_fish<R>(test: impl FnOnce() -> R) -> R {
	run(|| {
		define_fish();
		test()
	})
}

pub(super) fn define_fish() {
	define_policy(Measure::Above(8));
	define_policy(Measure::Below(0));
	let weighted = |policy| Weighted { policy, weight: 1 };
	let policies = vec![weighted(WARM), weighted(COLD)].try_into().expect("two");
	let (gtin, makers) = (Some(gtin(FARM, 3)), Makers::Definer);
	assert_ok!(define(ClassDefinition { policies, gtin, makers, ..plain("fish") }));
}

/// Boxes of fish of the farm.
pub(super) fn fish<const N: usize>() -> [AssetId; N] {
	let lot = lot(FARMER, FISH, 50);
	core::array::from_fn(|at| create(FARMER, lot, 50 + at as u32, 10))
}

/// A logger of an account.
pub(super) fn logger(seed: u8, owner: AccountId) -> StreamId {
	let device = Device::new(seed);
	Registry::edit(&device.id, |record| record.owner = owner);
	device.stream(CHANNEL)
}

/// What a stream says: these values, a second apart.
pub(super) fn observation(start: u64, values: &[i64], facts: Facts) -> Observation {
	let mut hasher = RunHasher::new(CHANNEL, LIMITS);
	for (time, value) in (start..).step_by(1_000).zip(values) {
		hasher.push::<Native>(&Reading::plain(time, *value).into()).expect("in order");
	}
	let run = hasher.finish::<Native>().expect("small").expect("has readings");
	let (summary, root) = (run.root.summary, run.root.hash);
	Observation { boot_epoch: 0, sequence: 0, summary, root, at: Millis(Clock::now()), facts }
}

/// Has the chain take what a stream says.
pub(super) fn say(stream: StreamId, start: u64, values: &[i64]) {
	Lifecycle::on_observation(&stream, &observation(start, values, Facts::NONE));
}

pub(super) fn attach(who: AccountId, id: AssetId, stream: StreamId) {
	assert_ok!(Lifecycle::attach(signed(who), id, stream, StayKind::Counting));
}

pub(super) fn tally(stream: StreamId) -> Tally {
	Lifecycle::tally(stream).expect("somebody uses it")
}

/// All leaves of a stream so far, and the proof of each.
#[derive(Default)]
pub(super) struct Archive(pub(super) Vec<Leaf>);

impl Archive {
	/// Has the chain take what a stream says, and keeps the leaf.
	pub(super) fn say(&mut self, stream: StreamId, start: u64, values: &[i64]) {
		say(stream, start, values);
		self.0.push(tally(stream).last.expect("it was counted"));
	}

	/// The proof of a leaf.
	pub(super) fn proof(&self, number: usize) -> LeafProof {
		let hashes: Vec<_> = self.0.iter().map(|leaf| leaf.hash::<Native>()).collect();
		// Siblings upwards as long as the subtree is perfect, by hand.
		let mut path = vec![];
		let mut first = 0;
		let mut left = hashes.len();
		while left > 0 {
			let size = 1usize << left.ilog2();
			if number < first + size {
				let mut level: Vec<_> = hashes[first..first + size].to_vec();
				let mut index = number - first;
				while level.len() > 1 {
					path.push(level[index ^ 1]);
					level =
						level.chunks(2).map(|pair| Native::hash(&[&pair[0], &pair[1]])).collect();
					index /= 2;
				}
				break;
			}
			first += size;
			left -= size;
		}
		LeafProof { leaf: self.0[number].clone(), path: path.try_into().expect("short") }
	}
}

#[test]
fn a_tally_lives_as_long_as_a_stay_and_watches_its_stream_once() {
	run_with_fish(|| {
		let [one, two] = fish();
		let stream = logger(1, FARMER);
		let references = || Watched::references(Consumer::AssetLifecycle, &stream);
		assert_eq!((Lifecycle::tally(stream), references()), (None, 0));
		attach(FARMER, one, stream);
		attach(FARMER, two, stream);
		assert_eq!(references(), 1);
		let used = TallyUses::<Test>::get(stream).expect("it is used");
		assert_eq!((used.stays, used.policies.into_inner()), (2, vec![(WARM, 2), (COLD, 2)]));
		let since = START;
		assert_eq!((tally(stream).until.until, tally(stream).period), (since, 1_000));

		Clock::pass(5_000);
		for id in [one, two] {
			assert_ok!(Lifecycle::detach(signed(FARMER), id, stream));
		}
		assert_eq!(references(), 1, "late data still count");
		Clock::pass(DATA_DEADLINE + 1);
		let forget = |id| Lifecycle::forget_stay(signed(FARMER), id, stream, Millis(START));
		assert_ok!(forget(one));
		assert!(Lifecycle::tally(stream).is_some());
		assert_ok!(forget(two));
		assert_eq!((Lifecycle::tally(stream), references()), (None, 0));
	});
}

#[test]
fn an_observation_is_counted_once_for_however_many_assets() {
	run_with_fish(|| {
		let stream = logger(1, FARMER);
		let writes = |assets: usize| {
			let before = storage_root();
			say(stream, Clock::now() + 1_000 * assets as u64, &[20, 20, 20]);
			assert_ne!(storage_root(), before);
			tally(stream).encoded_size()
		};
		let ids: [_; 3] = fish();
		attach(FARMER, ids[0], stream);
		let one = writes(1);
		for id in &ids[1..] {
			attach(FARMER, *id, stream);
		}
		// A peak and a leaf more or less, and nothing for each asset.
		let three = writes(10);
		assert!(three <= one + 2 * 32 + 400, "{one} {three}");
		let counted = tally(stream).entry(WARM).expect("it counts").counted;
		assert_eq!(counted.readings, 6);
	});
}

fn storage_root() -> Vec<u8> {
	frame::deps::sp_io::storage::root(frame::deps::sp_runtime::StateVersion::V1)
}

#[test]
fn a_tally_does_not_grow_with_its_observations() {
	run_with_fish(|| {
		let [id] = fish();
		let stream = logger(1, FARMER);
		attach(FARMER, id, stream);
		for round in 0..1_023 {
			say(stream, START + round * 10_000, &[4, 4, 4, 4, 4, 4, 4, 4, 4, 4]);
		}
		let peaks = tally(stream).peaks.len();
		assert_eq!(peaks, 10);
		let before = tally(stream).encoded_size();
		for round in 1_023..2_048 {
			say(stream, START + round * 10_000, &[4, 4, 4, 4, 4, 4, 4, 4, 4, 4]);
		}
		assert!(tally(stream).encoded_size() <= before);
		assert_eq!(tally(stream).observations, 2_048);
		assert!(before <= Tally::max_encoded_len());
	});
}

#[test]
fn an_impossible_summary_is_not_counted_and_its_time_is_missing() {
	run_with_fish(|| {
		let [id] = fish();
		let stream = logger(1, FARMER);
		attach(FARMER, id, stream);
		let good = observation(START, &[4, 4, 4, 4, 4], Facts::NONE);
		let mut bad = observation(START + 5_000, &[4, 4, 4, 4, 4], Facts::NONE);
		bad.summary.sum = 1_000_000;
		Lifecycle::on_observation(&stream, &good);
		let before = tally(stream);
		Lifecycle::on_observation(&stream, &bad);
		assert_eq!(tally(stream), before);
		assert_eq!(events().pop(), Some(Event::NotCounted { stream, number: 1 }));
		say(stream, START + 20_000, &[4]);
		// From 4 s, one reading stands two periods; 14 s follow without any.
		let counted = tally(stream).entry(WARM).expect("it counts").counted;
		assert_eq!(counted.missing, Bounds::exact(14_000));
		assert_eq!(counted.value, Bounds::exact(14_000));
	});
}

#[test]
fn a_stream_without_a_tally_is_not_counted() {
	run_with_fish(|| {
		let stream = logger(1, FARMER);
		let before = storage_root();
		say(stream, START, &[4]);
		assert_eq!(storage_root(), before);
	});
}

#[test]
fn nodes_find_the_leaves_of_any_time_from_the_tally() {
	let mut state = build();
	let index = state.offchain_db();
	let (tally, archive) = state.execute_with(|| {
		for definition in [apples(), plain("unit"), juice()] {
			define(definition).expect("it is sound");
		}
		define_fish();
		let [id] = fish();
		let stream = logger(1, FARMER);
		attach(FARMER, id, stream);
		let mut archive = Archive::default();
		for round in 0..11 {
			archive.say(stream, START + round * 10_000, &[4, 5, 6]);
		}
		(tally(stream), archive)
	});
	state.persist_offchain_overlay();
	let read = |peak: &[u8; 32]| {
		let bytes = index.get(&leaf_key(peak)).expect("the node keeps it");
		Kept::decode(&mut &bytes[..]).ok()
	};
	let found = |from, to| leaves::<Native>(&tally, from, to, 100, read).expect("all are kept");
	let all: Vec<_> = (0..11).map(|number| archive.proof(number)).collect();
	assert_eq!(found(0, u64::MAX), all);
	assert_eq!(found(START + 30_000, START + 40_001), all[3..5]);
}

#[test]
fn another_pallets_device_changes_leave_assets_alone() {
	run_with_fish(|| {
		let stream = logger(9, FARMER);
		let before = storage_root();
		<Lifecycle as OnDeviceChange<AccountId>>::on_transferred(&stream.device, &FARMER, &SHOP);
		let status = tallystick_primitives::DeviceStatus::Retired;
		<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&stream.device, &FARMER, status);
		assert_eq!(storage_root(), before);
		assert_ok!(<Lifecycle as DeviceGuard<AccountId>>::ensure_free(&stream.device));
		assert!(<Watched as Watch>::latest(&stream).is_none());
	});
}

#[test]
fn a_lapsed_calibration_hides_no_heat() {
	run_with_fish(|| {
		let [id] = fish();
		let stream = logger(1, FARMER);
		attach(FARMER, id, stream);
		let cold = observation(START, &[4; 11], Facts::UNCALIBRATED);
		Lifecycle::on_observation(&stream, &cold);
		let counted = tally(stream).entry(WARM).expect("it counts").counted;
		// As if nothing had been said.
		assert_eq!(counted.value.upper, 10_000);
		assert_eq!(counted.missing.upper, 10_000);
	});
}

#[test]
fn a_burst_of_cold_readings_does_not_dilute_a_warm_one() {
	run_with_fish(|| {
		let [id] = fish();
		let stream = logger(1, FARMER);
		attach(FARMER, id, stream);
		say(stream, START, &[20; 6]);
		// A hundred cold readings within a second, and then nothing for long.
		let mut hasher = RunHasher::new(CHANNEL, LIMITS);
		for time in (START + 6_000..).step_by(10).take(100) {
			hasher.push::<Native>(&Reading::plain(time, 4).into()).expect("in order");
		}
		let run = hasher.finish::<Native>().expect("small").expect("has readings");
		let said = Observation {
			summary: run.root.summary,
			root: run.root.hash,
			..observation(START, &[4], Facts::NONE)
		};
		Lifecycle::on_observation(&stream, &said);
		let counted = tally(stream).entry(WARM).expect("it counts").counted;
		// The warm five seconds and the joint; the burst is doubtful, and so is its time.
		assert!(counted.value.lower >= 6_000, "{counted:?}");
		assert!(counted.doubtful && counted.value.upper >= 6_990, "{counted:?}");
	});
}
