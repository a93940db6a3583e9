//! Benchmarks of the calls and hooks, each in its worst case but for the signatures. These are of
//! Ed25519; what the check of another scheme's costs more is measured by itself.

use super::*;
use crate::utility_impls::Interest;
use alloc::{boxed::Box, vec, vec::Vec};
use frame::{
	benchmarking::prelude::*,
	deps::{frame_support::traits::Authorize, sp_runtime::transaction_validity::TransactionSource},
	traits::{EnsureOrigin, UnfilteredDispatchable},
};
use tallystick_primitives::{
	evidence::{
		fraud::{Below, ParentOf, Placed, Step},
		merkle::{MerkleTree, Place},
		model::MAX_CHANNELS,
		Attestation, Crypto, Hash, Limits, Node, Point, Run, Scheme, SegmentHeader, SegmentLeaf,
		Summary, Tree,
	},
	samples, DeviceStatus, HostCrypto, StatementLog,
};
use tallystick_world::{Actors, Secret};

const NOW: u64 = 1_700_000_000_000;
/// As many hashes as lie between a run and its segment's root at most.
const RUN_PATH: u32 = MAX_CHANNELS.ilog2();

fn member<T: Config>() -> Result<(T::RuntimeOrigin, T::AccountId), BenchmarkError> {
	let origin =
		|| T::MemberOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless);
	let member =
		T::MemberOrigin::ensure_origin(origin()?).map_err(|_| BenchmarkError::Weightless)?;
	Ok((origin()?, member.who))
}

fn admin<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::AdminOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

/// A device with as many channels as runs can be observed at once.
fn device<T: Config>(seed: u32, gateway: &T::AccountId) -> (Secret, DeviceId) {
	T::BenchmarkHelper::set_time(NOW);
	let secret = Secret::new(seed);
	let channels = u16::try_from(T::MaxRuns::get()).expect("channels are few");
	let device = T::BenchmarkHelper::device(&secret, channels, gateway);
	(secret, device)
}

fn header(device: DeviceId, count: u32) -> SegmentHeader {
	SegmentHeader {
		device,
		attestation: Attestation::Segment,
		key_epoch: 0,
		boot_epoch: 0,
		sequence: 0,
		count,
		start: NOW,
		end: NOW,
		root: [0; 32],
		previous: [0; 32],
	}
}

/// A segment with `runs` watched runs, each as deep as can be, after another one.
fn observed<T: Config>(seed: u32, gateway: &T::AccountId, runs: u32) -> ObservedOf<T> {
	let (secret, device) = device::<T>(seed, gateway);
	let channels = u16::try_from(T::MaxRuns::get()).expect("channels are few");
	for channel in 0..channels {
		Pallet::<T>::add_watcher(&StreamId { device, channel }, Interest::Account)
			.expect("the device has the channel");
	}
	let mut all: Vec<_> = (0..T::MaxRuns::get() as u16)
		.map(|channel| {
			let limits = T::Devices::channel(&StreamId { device, channel })
				.map_or(Limits::NONE, |channel| channel.limits);
			let point = Point { time: NOW, value: 1 };
			let summary = Summary {
				count: 1,
				first: point,
				last: point,
				min: 1,
				max: 1,
				sum: 1,
				violations: 0,
			};
			Run { channel, limits, root: Node { summary, hash: [2; 32] } }
		})
		.collect();
	// A small tree in the corner of one that is as deep as can be.
	let filler = *all.last().expect("at least one run");
	all.resize(all.len().next_power_of_two(), filler);
	let leaves: Vec<_> = all.iter().map(Run::leaf::<HostCrypto>).collect();
	let corner = MerkleTree::build::<HostCrypto>(Tree::Runs, leaves.clone()).expect("few leaves");
	let place = |index: u32| {
		let mut path = corner.path(index).expect("a leaf");
		path.resize(RUN_PATH as usize, [5; 32]);
		Place { index, count: MAX_CHANNELS, path }
	};
	let root = place(0).root::<HostCrypto>(Tree::Runs, leaves[0]).expect("a leaf");
	let mut header = header(device, MAX_CHANNELS);
	header.root = root;
	header.sequence = 9;
	Tails::<T>::mutate_extant(device, |tail| {
		let leaf = SegmentLeaf { header: self::header(device, 2), signature: None };
		tail.newest = Some(leaf);
	});
	let runs: Vec<_> = (0..runs)
		.map(|index| ObservedRun { run: all[index as usize], place: place(index) })
		.collect();
	let signature = secret.sign_segment(&T::Genesis::get(), &header);
	let runs = runs.try_into().expect("as many as allowed");
	ObservedOf::<T> { header, scheme: Scheme::Ed25519, signature, runs }
}

fn some_batch(root: Hash) -> Batch {
	Batch { root, segments: 1, readings: 1, start: NOW, end: NOW, data: [0; 32] }
}

fn put_gateway<T: Config>(gateway: &T::AccountId, next: u64, conviction: Option<ConvictionOf<T>>) {
	let footprint = Pallet::<T>::gateway_footprint();
	let known = Gateways::<T>::get(gateway).map(|record| record.ticket);
	let ticket = known.unwrap_or_else(|| {
		T::GatewayConsideration::ensure_successful(gateway, footprint);
		T::GatewayConsideration::new(gateway, footprint).expect("there is money")
	});
	Gateways::<T>::insert(gateway, GatewayRecord { next, conviction, ticket });
}

fn put_batch<T: Config>(gateway: &T::AccountId, number: u64, root: Hash) {
	let block = frame_system::Pallet::<T>::block_number();
	let standing = BatchStanding::Unrefuted;
	let record = BatchRecord { batch: some_batch(root), block, standing };
	Batches::<T>::insert(gateway, number, record);
	put_gateway::<T>(gateway, number.saturating_add(1), None);
	AnchoredIn::<T>::try_append(block, (gateway, number)).expect("there is room");
}

/// Two versions of a device's readings that a gateway attests, each alone in a batch.
fn two_versions<T: Config>(gateway: &T::AccountId) -> Fraud {
	let (_, device) = device::<T>(0, gateway);
	let place = |path: Vec<Hash>| Place { index: 0, count: 1, path };
	let [segment, other] = [(0u64, 1u32), (1, 2)].map(|(number, count)| {
		let attestation = Attestation::Gateway;
		let header = SegmentHeader { attestation, ..header(device, count) };
		let leaf = SegmentLeaf { header, signature: None };
		let place = place(vec![]);
		let root = place.root::<HostCrypto>(Tree::Segments, leaf.leaf::<HostCrypto>());
		put_batch::<T>(gateway, number, root.expect("the only leaf"));
		Placed { leaf, place }
	});
	Fraud::TwoVersions { segment, other_batch: 1, other }
}

/// A summary that is wrong below `depth` steps.
fn wrong_summary<T: Config>(gateway: &T::AccountId, depth: u32) -> Fraud {
	let sibling = Node::default();
	let claim = Node { hash: Node::parent_hash::<HostCrypto>(&sibling, &sibling), ..sibling };
	let says = Summary::default();
	let mut root = claim;
	let steps = (0..depth)
		.map(|_| {
			let hash = Node::parent_hash::<HostCrypto>(&sibling, &root);
			root = Node { summary: says, hash };
			Step::Left(ParentOf { sibling, says })
		})
		.collect();
	let run = Run { channel: 0, limits: Limits::NONE, root };
	let place = Place { index: 0, count: 1, path: vec![] };
	let mut header = header(DeviceId::default(), 1);
	header.root =
		place.root::<HostCrypto>(Tree::Runs, run.leaf::<HostCrypto>()).expect("the only leaf");
	let leaf = SegmentLeaf { header, signature: None };
	let batch = place.root::<HostCrypto>(Tree::Segments, leaf.leaf::<HostCrypto>());
	put_batch::<T>(gateway, 2, batch.expect("the only leaf"));
	let below = Below::Nodes(sibling, sibling);
	let segment = Placed { leaf, place: place.clone() };
	Fraud::WrongSummary { segment, run, run_place: place, claim, below, steps }
}

#[benchmarks]
mod benchmarks {
	use super::*;

	// The first one of its gateway, which takes a deposit. Without segments: each costs what it costs
	// alone.
	#[benchmark]
	fn anchor() -> Result<(), BenchmarkError> {
		let (origin, gateway) = member::<T>()?;
		let other: T::AccountId = account("gateway", 0, 0);
		for number in 1..T::MaxStatements::get() {
			put_batch::<T>(&other, number.into(), [0; 32]);
			Pallet::<T>::append([0; 32]).expect("there is room");
		}
		T::GatewayConsideration::ensure_successful(&gateway, Pallet::<T>::gateway_footprint());
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, 0, some_batch([1; 32]), BoundedVec::new());
		assert_eq!(Pallet::<T>::next_of(&gateway), 1);
		Ok(())
	}

	#[benchmark]
	fn observe(r: Linear<0, { T::MaxRuns::get() }>) -> Result<(), BenchmarkError> {
		let (_, gateway) = member::<T>()?;
		let observed = observed::<T>(0, &gateway, r);
		let device = observed.header.device;
		let call = Call::<T>::observe { observed: Box::new(observed) };
		let origin = T::RuntimeOrigin::from(frame_system::RawOrigin::Authorized);
		#[block]
		{
			call.dispatch_bypass_filter(origin).map_err(|error| error.error)?;
		}
		let segments = Tails::<T>::get(device).map(|tail| tail.continuity.segments);
		assert_eq!(segments, Some(1));
		Ok(())
	}

	#[benchmark]
	fn authorize_observe(r: Linear<0, { T::MaxRuns::get() }>) -> Result<(), BenchmarkError> {
		let (_, gateway) = member::<T>()?;
		let observed = observed::<T>(0, &gateway, r);
		let call = Call::<T>::observe { observed: Box::new(observed) };
		let valid;
		#[block]
		{
			valid = call.authorize(TransactionSource::External);
		}
		assert!(matches!(valid, Some(Ok(_))));
		Ok(())
	}

	// Two versions take two batches, and a step of a summary hashes the most bytes: more than a run and a
	// node above it, which count as two. Both together are more than any challenge, but for a signature.
	#[benchmark]
	fn challenge(d: Linear<0, { Fraud::most_depth() }>) -> Result<(), BenchmarkError> {
		let (_, gateway) = member::<T>()?;
		let two_versions = two_versions::<T>(&gateway);
		let wrong_summary = wrong_summary::<T>(&gateway, d);
		#[block]
		{
			Pallet::<T>::do_challenge(gateway.clone(), gateway.clone(), 0, &two_versions)?;
			Pallet::<T>::do_challenge(gateway.clone(), gateway.clone(), 2, &wrong_summary)?;
		}
		assert!(Pallet::<T>::conviction(gateway).is_some());
		Ok(())
	}

	#[benchmark]
	fn convict_device() -> Result<(), BenchmarkError> {
		let (origin, gateway) = member::<T>()?;
		let (secret, device) = device::<T>(0, &gateway);
		let [one, other] = [1, 2].map(|count| {
			let header = header(device, count);
			let signature = Some(secret.sign_segment(&T::Genesis::get(), &header));
			SegmentLeaf { header, signature }
		});
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, Box::new(Equivocation { one, other }));
		assert_eq!(T::Devices::status(&device), Some(DeviceStatus::Suspended));
		Ok(())
	}

	#[benchmark]
	fn watch() -> Result<(), BenchmarkError> {
		let (origin, who) = member::<T>()?;
		let (_, device) = device::<T>(0, &who);
		T::WatchConsideration::ensure_successful(&who, Pallet::<T>::footprint());
		let stream = StreamId { device, channel: 0 };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, stream);
		assert!(Watchers::<T>::contains_key(stream, who));
		Ok(())
	}

	#[benchmark]
	fn unwatch() -> Result<(), BenchmarkError> {
		let (_, who) = member::<T>()?;
		let (_, device) = device::<T>(0, &who);
		T::WatchConsideration::ensure_successful(&who, Pallet::<T>::footprint());
		let stream = StreamId { device, channel: 0 };
		Pallet::<T>::do_watch(who.clone(), stream)?;
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), stream);
		assert!(!Streams::<T>::contains_key(stream));
		Ok(())
	}

	#[benchmark]
	fn pardon() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let gateway: T::AccountId = account("gateway", 0, 0);
		let conviction = Conviction { batches: 1, block: 1u32.into() };
		put_gateway::<T>(&gateway, 1, Some(conviction));
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, gateway.clone());
		assert_eq!(Pallet::<T>::conviction(gateway), None);
		Ok(())
	}

	#[benchmark]
	fn configure() -> Result<(), BenchmarkError> {
		let origin = admin::<T>()?;
		let settings = Settings { retention: 7u32.into(), max_skew: 1, late_after: 2 };
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, settings);
		assert_eq!(ChainSettings::<T>::get(), settings);
		Ok(())
	}

	// The records of two blocks expire at once.
	#[benchmark]
	fn on_initialize(e: Linear<0, { T::MaxStatements::get() * 2 }>) {
		let gateway: T::AccountId = account("gateway", 0, 0);
		let full = e.min(T::MaxStatements::get());
		for (block, numbers) in [(1u32, 0..full), (2, full..e)] {
			frame_system::Pallet::<T>::set_block_number(block.into());
			for number in numbers {
				put_batch::<T>(&gateway, number.into(), [0; 32]);
			}
		}
		ExpiryCursor::<T>::put(BlockNumberFor::<T>::from(1u32));
		ChainSettings::<T>::mutate(|settings| settings.retention = 1u32.into());
		#[block]
		{
			Pallet::<T>::expire(9u32.into());
		}
		assert_eq!(Batches::<T>::iter().count(), 0);
	}

	#[benchmark]
	fn on_finalize(n: Linear<0, { T::MaxStatements::get() }>) {
		for number in 0..n {
			let mut leaf = [7; 32];
			leaf[..4].copy_from_slice(&number.to_le_bytes());
			Pallet::<T>::append(leaf).expect("there is room");
		}
		#[block]
		{
			Pallet::<T>::fold_statements();
		}
		assert_ne!(StatementsRoot::<T>::get(), [0; 32]);
	}

	#[benchmark]
	fn append() {
		for _ in 1..T::MaxStatements::get() {
			Pallet::<T>::append([0; 32]).expect("there is room");
		}
		#[block]
		{
			Pallet::<T>::append([1; 32]).expect("there is room for one");
		}
		assert_eq!(Statements::<T>::get().len(), T::MaxStatements::get() as usize);
	}

	#[benchmark]
	fn verify_p256() {
		let (key, signature) = samples::P256;
		let verified;
		#[block]
		{
			verified = HostCrypto::verify(&key, &samples::MESSAGE, &signature);
		}
		assert!(verified);
	}

	#[benchmark]
	fn verify_secp256k1() {
		let (key, signature) = samples::SECP256K1;
		let verified;
		#[block]
		{
			verified = HostCrypto::verify(&key, &samples::MESSAGE, &signature);
		}
		assert!(verified);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::TestExt::build(), crate::mock::Test);
}
