//! Two stores of one account, of which an operator adopts one after the other.

use super::*;
use crate::{
	adopt::{decide, AdoptError},
	health::Obstacle,
};
use tallystick_client::AccountId;

/// Notes the operator's permission, as the command does.
pub(super) fn allow(path: &Path, chain: &MockChain) -> Result<(), AdoptError> {
	let store = Store::open(path, chain.options())?;
	let next = chain.final_batches().len() as u64;
	let account = AccountId(chain.options().account);
	let report = decide(Some(&store), account, next, next, true, path.into())?;
	assert!(report.to_string().contains("Allowed"));
	Ok(())
}

/// Lets a store go on, and brings all that it has to finality.
pub(super) async fn adopt(
	path: &Path,
	chain: &Arc<MockChain>,
	senders: &mut [Sender],
	numbers: &mut Numbers,
) -> Gateway {
	allow(path, chain).unwrap();
	senders.iter_mut().for_each(Sender::hang_up);
	let mut gateway = Gateway::start(path, chain, Disk::Roomy);
	gateway.submitter.tick(&mut Vec::new()).await.unwrap();
	assert!(!gateway.store.has_room(), "it takes readings before old transactions are dead");
	chain.grow(70);
	chain.finalise(0);
	gateway.submitter.tick(&mut Vec::new()).await.unwrap();
	assert!(!gateway.store.adopts() && gateway.store.has_room());
	settle(0, &mut gateway, chain, senders, numbers).await;
	gateway
}

pub(super) fn diverged(gateway: &Gateway) -> Option<String> {
	match gateway.submitter.obstacle().borrow().clone() {
		Some(Obstacle::Diverged(what)) => Some(what),
		_ => None,
	}
}

/// All acknowledged readings are in one final batch each, which one of the stores can show and prove.
pub(super) fn check_all(seed: u64, chain: &MockChain, stores: &[&Store], senders: &[&[Sender]]) {
	type Data = Vec<(SegmentLeaf, Vec<(u16, Limits, Vec<Leaf>)>)>;
	let mut anchored = BTreeMap::<_, u32>::new();
	for (number, batch) in chain.final_batches() {
		let data = stores.iter().find_map(|store| {
			let data = store.data(number).ok()?;
			(Native::hash(&[&data]) == batch.batch.data).then_some(data)
		});
		let data = data.unwrap_or_else(|| panic!("seed {seed}: nobody has batch {number}"));
		for (segment, runs) in Data::decode(&mut &data[..]).unwrap() {
			for (channel, _, leaves) in runs {
				for leaf in leaves {
					let reading = leaf.reading;
					let key = (segment.header.device, channel, reading.time, reading.value);
					*anchored.entry(key).or_default() += 1;
				}
			}
		}
	}
	let mut count = 0;
	for (store, senders) in stores.iter().zip(senders) {
		for sender in *senders {
			assert!(sender.queue.is_empty() && sender.lost == 0, "seed {seed}");
			for (_, points) in &sender.acked {
				for (channel, time, value) in points {
					let key = (sender.device.id, *channel, *time, *value);
					assert_eq!(anchored.get(&key), Some(&1), "seed {seed}: {key:?}");
					count += 1;
					let proof = store.prove(sender.device.id, *channel, *time).unwrap();
					let proven = proof.verify::<Native>(&chain.trust(&proof.header)).unwrap();
					assert_eq!((proven.value, proven.device), (*value, sender.device.id));
				}
			}
		}
		for device in store.devices(None, 100).unwrap() {
			assert_eq!(device.finalized, device.next, "seed {seed}");
		}
	}
	assert_eq!(anchored.len(), count, "seed {seed}: more was anchored than acknowledged");
}

/// Two gateways began with one account that had no batch, and one after the other goes on.
async fn play(seed: u64) -> (u32, u32) {
	let mut numbers = Numbers(seed);
	let (chain, folder) = (Arc::new(MockChain::new()), folder());
	let paths = ["one", "two"].map(|name| folder.path().join(name));
	let all = senders(&chain, Rule::Named);
	let (mut ones, mut twos) = (Vec::new(), Vec::new());
	for (at, sender) in all.into_iter().enumerate() {
		if at % 2 == seed as usize % 2 { &mut ones } else { &mut twos }.push(sender);
	}
	let mut fleets = [ones, twos];
	let mut gateways = paths.each_ref().map(|path| Gateway::start(path, &chain, Disk::Roomy));
	for gateway in &gateways {
		gateway.store.begin_at(0).unwrap();
	}
	for _ in 0..150 {
		let at = numbers.below(2) as usize;
		let (gateway, fleet) = (&mut gateways[at], &mut fleets[at]);
		let which = numbers.below(fleet.len() as u64) as usize;
		match numbers.below(9) {
			0..=2 => fleet[which].measure(&mut numbers),
			3..=4 => send(gateway, &mut fleet[which], &mut numbers).await,
			5 => drop(gateway.sealer.seal().await.unwrap()),
			6..=7 => gateway.tick(fleet, &mut numbers).await.unwrap(),
			_ => {
				chain.grow(1 + numbers.below(2) as usize);
				chain.finalise(1 + numbers.below(3) as usize);
			},
		}
	}
	let halted = gateways.iter().filter(|gateway| diverged(gateway).is_some()).count() as u32;
	let held = |gateway: &Gateway| {
		let holdings = gateway.store.holdings().unwrap();
		u32::from(holdings.open_batches > 0)
	};
	let open = gateways.iter().map(held).sum();
	drop(gateways);
	// Something is on the chain.
	chain.grow(2);
	chain.finalise(0);
	if chain.final_batches().is_empty() {
		return (halted, open);
	}
	let one = adopt(&paths[0], &chain, &mut fleets[0], &mut numbers).await;
	let two = adopt(&paths[1], &chain, &mut fleets[1], &mut numbers).await;
	check_all(seed, &chain, &[&one.store, &two.store], &[&fleets[0], &fleets[1]]);
	(halted, open)
}

#[tokio::test]
async fn two_stores_of_one_account_are_adopted_in_turn_and_nothing_is_lost_or_doubled() {
	let from: u64 = std::env::var("MODEL_SEED").map_or(0, |seed| seed.parse().unwrap());
	let (mut halted, mut open) = (0, 0);
	for seed in from..from + 12 {
		let of_one = play(seed).await;
		(halted, open) = (halted + of_one.0, open + of_one.1);
	}
	assert!(halted > 4 && open > 4, "the schedule is too kind: {halted} halted, {open} open");
}

#[tokio::test]
async fn an_empty_store_of_an_account_with_batches_accepts_nothing_and_harms_nobody() {
	let mut numbers = Numbers(1);
	let (chain, folder) = (Arc::new(MockChain::new()), folder());
	let mut all = senders(&chain, Rule::Named);
	let mut strangers = all.split_off(2);
	let mut good = Gateway::start(&folder.path().join("good"), &chain, Disk::Roomy);
	good.submitter.tick(&mut Vec::new()).await.unwrap();
	all[0].measure(&mut numbers);
	while !all[0].queue.is_empty() {
		send(&good, &mut all[0], &mut numbers).await;
	}
	settle(1, &mut good, &chain, &mut all, &mut numbers).await;

	// Also while no node answers.
	let path = folder.path().join("stray");
	let mut stray = Gateway::start(&path, &chain, Disk::Roomy);
	let submitted = chain.lock().submitted.len();
	for down in [true, false, false, true] {
		chain.lock().down = down;
		let _ = stray.submitter.tick(&mut Vec::new()).await;
		strangers.iter_mut().for_each(|sender| sender.measure(&mut numbers));
		for sender in &mut strangers {
			for _ in 0..10 {
				send(&stray, sender, &mut numbers).await;
			}
			assert!(sender.acked.is_empty(), "it acknowledged");
		}
		assert!(!stray.sealer.seal().await.unwrap());
		assert!(!stray.store.has_room());
	}
	assert_eq!(stray.submitter.obstacle().borrow().clone(), Some(Obstacle::NewStore(1)));
	assert_eq!(chain.lock().submitted.len(), submitted, "it submitted");
	assert_eq!(stray.store.first_batch().unwrap(), None);
	drop(stray);
	chain.lock().down = false;
	all.iter_mut().for_each(|sender| sender.measure(&mut numbers));
	settle(1, &mut good, &chain, &mut all, &mut numbers).await;
	assert_eq!(good.submitter.obstacle().borrow().clone(), None);

	// Once the good one is given up, an operator adopts the empty one.
	let two = adopt(&path, &chain, &mut strangers, &mut numbers).await;
	check_all(1, &chain, &[&good.store, &two.store], &[&all, &strangers]);
	// Then the good one finds batches that it does not know, and goes on later with what it had acknowledged.
	all[1].measure(&mut numbers);
	while !all[1].queue.is_empty() {
		send(&good, &mut all[1], &mut numbers).await;
	}
	good.submitter.tick(&mut Vec::new()).await.unwrap();
	assert!(diverged(&good).is_some());
	drop((good, two));
	let good = adopt(&folder.path().join("good"), &chain, &mut all, &mut numbers).await;
	let two = Gateway::start(&path, &chain, Disk::Roomy);
	check_all(1, &chain, &[&good.store, &two.store], &[&all, &strangers]);
}

#[tokio::test]
async fn an_old_copy_is_not_adopted() {
	// A copy of the database alone, and one of the folder: only the chain reveals the second.
	for with_lock in [false, true] {
		let mut numbers = Numbers(7);
		let (chain, folder) = (Arc::new(MockChain::new()), folder());
		let at = |name: &str| folder.path().join(name);
		let path = at("db");
		let mut all = senders(&chain, Rule::Named);
		let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
		gateway.submitter.tick(&mut Vec::new()).await.unwrap();
		let mut ends = vec!["", "-wal"];
		if with_lock {
			ends.push(".lock");
		}
		let file = |name: &str, end: &str| at(&format!("{name}{end}"));
		for round in 0..2 {
			for sender in &mut all {
				sender.measure(&mut numbers);
				while !sender.queue.is_empty() {
					send(&gateway, sender, &mut numbers).await;
				}
			}
			if round == 0 {
				settle(7, &mut gateway, &chain, &mut all, &mut numbers).await;
			}
		}
		drop(gateway);
		for end in &ends {
			let _ = std::fs::copy(file("db", end), file("old", end));
		}
		let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
		settle(7, &mut gateway, &chain, &mut all, &mut numbers).await;
		drop(gateway);
		for end in ["", "-wal", ".lock"] {
			let _ = std::fs::copy(file("db", end), file("newest", end));
			let _ = std::fs::remove_file(file("db", end)).is_ok();
			if ends.contains(&end) {
				let _ = std::fs::copy(file("old", end), file("db", end));
			} else {
				let _ = std::fs::copy(file("newest", end), file("db", end));
			}
		}

		let submitted = chain.lock().submitted.len();
		match (allow(&path, &chain), with_lock) {
			(Err(AdoptError::Copy(_)), false) | (Ok(()), true) => {},
			(result, _) => panic!("{result:?}"),
		}
		let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
		for _ in 0..3 {
			gateway.submitter.tick(&mut Vec::new()).await.unwrap();
			chain.grow(70);
			chain.finalise(0);
		}
		let why = diverged(&gateway).unwrap();
		assert_eq!(why.contains("an old copy"), with_lock, "{why}");
		assert!(!gateway.store.has_room());
		assert_eq!(chain.lock().submitted.len(), submitted, "it submitted");
		drop(gateway);

		for end in ["", "-wal", ".lock"] {
			let _ = std::fs::remove_file(file("db", end));
			let _ = std::fs::copy(file("newest", end), file("db", end));
		}
		let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
		all.iter_mut().for_each(|sender| sender.measure(&mut numbers));
		settle(7, &mut gateway, &chain, &mut all, &mut numbers).await;
		check(7, &chain, &gateway.store, &all);
	}
}
