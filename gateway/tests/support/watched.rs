//! Tests that segments of watched devices are sent with their batch.

use crate::{
	ingest::Ingest,
	registry::Registry,
	sealing::{Sealer, SealingSettings},
	store::Store,
	submit::Submitter,
	support::{answers, folder, MockChain, TestDevice},
};
use std::sync::Arc;
use tallystick_client::Observed;
use tallystick_evidence::{Native, Scheme, Tree};

/// Accepts these numbers of segments of each device, and returns the segments sent with each batch.
async fn observed(
	chain: &Arc<MockChain>,
	devices: &mut [(TestDevice, usize)],
	settings: SealingSettings,
) -> Vec<Vec<Observed>> {
	let folder = folder();
	let store = Arc::new(Store::open(folder.path().join("db"), chain.options()).unwrap());
	store.begin_at(0).unwrap();
	let registry = Registry::new(store.clone(), chain.clone(), Default::default());
	let ingest = Ingest::new(store.clone(), Arc::new(registry), Arc::new(()), Default::default());
	let mut submitter =
		Submitter::new(store.clone(), chain.clone(), Arc::new(()), Default::default());
	let sealer = Sealer::new(store, Arc::new(()), settings, submitter.view());
	for (device, count) in devices {
		for _ in 0..*count {
			let (message, _) = device.segment(4);
			let out = ingest.take(vec![message]).await;
			assert_eq!(answers(&out, device.id)[0].error, None);
		}
	}
	while sealer.seal().await.unwrap() {
		submitter.tick(&mut Vec::new()).await.unwrap();
		chain.grow(3);
		chain.finalise(0);
		submitter.tick(&mut Vec::new()).await.unwrap();
	}
	let observed = std::mem::take(&mut chain.lock().observed);
	assert!(observed.keys().copied().eq(0..observed.len() as u64), "a batch was not sent");
	observed.into_values().collect()
}

#[tokio::test]
async fn a_batch_brings_only_the_watched_channels_of_watched_devices() {
	let chain = Arc::new(MockChain::new());
	let watched = TestDevice::watched(&chain, 1);
	let id = watched.id;
	let mut devices = [(watched, 2), (TestDevice::new(&chain, 2, Scheme::Ed25519), 2)];
	let observed = observed(&chain, &mut devices, Default::default()).await;
	assert_eq!(observed.len(), 1);
	let sequences: Vec<_> = observed[0].iter().map(|one| one.header.sequence).collect();
	assert_eq!(sequences, [0, 4]);
	for one in &observed[0] {
		let [run] = one.runs.as_slice() else { panic!("{} runs", one.runs.len()) };
		assert_eq!((one.header.device, run.run.channel), (id, 0));
		let root = run.place.root::<Native>(Tree::Runs, run.run.leaf::<Native>());
		assert_eq!(root, Some(one.header.root));
	}
}

#[tokio::test]
async fn a_batch_holds_no_more_watched_segments_than_the_chain_takes() {
	let chain = Arc::new(MockChain::new());
	let mut devices = [
		(TestDevice::new(&chain, 1, Scheme::Ed25519), 5),
		(TestDevice::watched(&chain, 2), 5),
		(TestDevice::watched(&chain, 3), 2),
	];
	let settings = SealingSettings { max_observed: 3, ..Default::default() };
	let observed = observed(&chain, &mut devices, settings).await;
	let counts: Vec<_> = observed.iter().map(Vec::len).collect();
	assert_eq!(counts, [3, 3, 1]);
	let segments = chain.final_batches().into_values().map(|anchored| anchored.batch.segments);
	assert_eq!(segments.collect::<Vec<_>>(), [8, 3, 1]);
}
