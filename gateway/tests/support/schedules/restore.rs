//! An old copy of the store is restored, and then the newest one.

use super::*;
use crate::health::Obstacle;

/// A random schedule without faults.
pub(super) async fn live(
	gateway: &mut Gateway,
	chain: &MockChain,
	senders: &mut [Sender],
	numbers: &mut Numbers,
	rounds: u64,
) {
	for _ in 0..rounds {
		let which = numbers.below(senders.len() as u64) as usize;
		match numbers.below(9) {
			0..=2 => senders[which].measure(numbers),
			3..=4 => send(gateway, &mut senders[which], numbers).await,
			5 => drop(gateway.sealer.seal().await.unwrap()),
			6..=7 => gateway.tick(senders, numbers).await.unwrap(),
			_ => {
				chain.grow(1 + numbers.below(3) as usize);
				chain.finalise(1 + numbers.below(3) as usize);
			},
		}
	}
}

/// Copies the store's files from one folder to another, which it replaces.
fn copy(from: &Path, to: &Path) {
	if to.exists() {
		std::fs::remove_dir_all(to).unwrap();
	}
	std::fs::create_dir(to).unwrap();
	for file in std::fs::read_dir(from).unwrap() {
		let file = file.unwrap();
		std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
	}
}

fn is_diverged(gateway: &Gateway) -> bool {
	matches!(gateway.submitter.obstacle().borrow().clone(), Some(Obstacle::Diverged(_)))
}

/// `finality`: whether the batches that the copy lacks are final, or in the best block only.
async fn play(seed: u64, finality: bool) {
	let mut numbers = Numbers(seed);
	let chain = Arc::new(MockChain::new());
	let folder = folder();
	let at = |name: &str| folder.path().join(name);
	let (work, old, newest) = (at("work"), at("old"), at("newest"));
	std::fs::create_dir(&work).unwrap();
	let path = work.join("db");
	let mut senders = senders(&chain, Rule::Named);

	let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
	live(&mut gateway, &chain, &mut senders, &mut numbers, 40).await;
	if !finality {
		settle(seed, &mut gateway, &chain, &mut senders, &mut numbers).await;
	}
	drop(gateway);
	copy(&work, &old);

	let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
	if finality {
		live(&mut gateway, &chain, &mut senders, &mut numbers, 40).await;
		settle(seed, &mut gateway, &chain, &mut senders, &mut numbers).await;
	}
	// One batch more at least, and a reading that no batch has.
	for more in [2, 0] {
		senders[0].measure(&mut numbers);
		while !senders[0].queue.is_empty() {
			send(&gateway, &mut senders[0], &mut numbers).await;
		}
		if more > 0 {
			assert!(gateway.sealer.seal().await.unwrap());
			gateway.submitter.tick(&mut Vec::new()).await.unwrap();
			chain.grow(more);
		}
	}
	if finality {
		chain.finalise(0);
	}
	drop(gateway);
	copy(&work, &newest);

	copy(&old, &work);
	senders.iter_mut().for_each(Sender::hang_up);
	let submitted = chain.lock().submitted.len();
	let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
	gateway.submitter.tick(&mut Vec::new()).await.unwrap();
	// What is in the best block only may be replaced; but nothing is accepted meanwhile.
	assert_eq!(is_diverged(&gateway), finality, "seed {seed}");
	let (acknowledged, waiting) = (acked(&senders), gateway.store.waiting().unwrap());
	live(&mut gateway, &chain, &mut senders, &mut numbers, 60).await;
	chain.finalise(0);
	gateway.submitter.tick(&mut Vec::new()).await.unwrap();
	assert!(is_diverged(&gateway), "seed {seed}");
	assert_eq!(chain.lock().submitted.len(), submitted, "seed {seed}: it submitted");
	assert_eq!(acked(&senders), acknowledged, "seed {seed}: it acknowledged");
	assert_eq!(gateway.store.waiting().unwrap(), waiting, "seed {seed}: it sealed or stored");
	drop(gateway);

	copy(&newest, &work);
	senders.iter_mut().for_each(Sender::hang_up);
	let mut gateway = Gateway::start(&path, &chain, Disk::Roomy);
	gateway.submitter.tick(&mut Vec::new()).await.unwrap();
	live(&mut gateway, &chain, &mut senders, &mut numbers, 40).await;
	settle(seed, &mut gateway, &chain, &mut senders, &mut numbers).await;
	check(seed, &chain, &gateway.store, &senders);
}

pub(super) fn acked(senders: &[Sender]) -> usize {
	senders.iter().map(|sender| sender.acked.len()).sum()
}

#[tokio::test]
async fn halts_on_an_old_copy_of_the_store_and_goes_on_with_the_newest() {
	let seed: u64 = std::env::var("MODEL_SEED").map_or(0, |seed| seed.parse().unwrap());
	for finality in [true, false] {
		play(seed, finality).await;
	}
}
