//! The council admits and removes a validator, and a validator rotates its keys, while the chain
//! goes on.

use anyhow::{ensure, Context, Result};
use codec::{Compact, Encode};
use serde_json::json;
use std::{
	collections::BTreeMap,
	sync::atomic::{AtomicBool, AtomicU64, Ordering},
	time::Duration,
};
use subxt::utils::MultiAddress;
use tallystick_client::{
	consortium::{calls, events},
	records::organization::Role,
	AccountId, Call, Chain, Signer,
};
use tallystick_tests::{
	ensure_no_equivocation, ensure_one_finalized_chain, genesis_mut, rotate_keys, signer,
	wait_finalized, wait_until, Authorship, Council, GeneratedKeys, Network, NetworkBuilder,
	PaceWatch, SLOT,
};
use tokio::time::sleep;

/// Short sessions make short tests.
const SESSION_LENGTH: u64 = 8;

/// A change of the validator set takes effect after so many sessions.
const SESSIONS_TO_EFFECT: u32 = 2;

/// Longer than this without a finalised block counts as a stop of finality.
const STANDSTILL: Duration = SLOT.saturating_mul(4);

/// Sessions that are watched after a key rotation took effect.
const SESSIONS_AFTER: u32 = 2;

/// Between two transactions of the load.
const LOAD_INTERVAL: Duration = Duration::from_millis(50);

const SESSION_LIMIT: Duration = SLOT.saturating_mul(2 * SESSION_LENGTH as u32);

fn four_with_short_sessions() -> NetworkBuilder {
	Network::local(4).patch_spec(|spec| {
		let settings = genesis_mut(spec)?
			.pointer_mut("/consortium/settings")
			.context("the genesis has no settings of the consortium")?;
		settings["sessionLength"] = json!(SESSION_LENGTH);
		Ok(())
	})
}

#[tokio::test(flavor = "multi_thread")]
async fn the_council_admits_and_removes_a_validator() -> Result<()> {
	four_with_short_sessions()
		.candidate("erin")
		.run(async |network| {
			let chain = network.node("alice")?.chain()?.clone();
			wait_finalized(&chain, 2, 15 * SLOT).await?;
			let watch = PaceWatch::start(&chain);
			let council = Council::local(&chain);
			let authorship = Authorship::of(network.node("alice")?).await?;
			let (admin, validator) = (signer("//Erin"), signer("//Erin//stash"));
			let who = validator.account();

			council.admit("Erin Grid", admin.account(), Role::Manufacturer.into()).await?;
			chain.submit_and_find(&transfer(&validator, 1_000_000), &signer("//Alice")).await?;
			chain.submit_and_find(&calls::AddMember { who }.into(), &admin).await?;
			let keys = rotate_keys(network.node("erin")?.chain()?, &who).await?;
			chain.submit_and_find(&set_keys(&keys), &validator).await?;
			let add = calls::AddValidator { who };
			let (added, _) = council.pass::<events::ValidatorAdded>(add).await?;
			let added_in = authorship.session(&added.block.hash).await?;
			let key = keys.aura;
			let first = first_session_of(&authorship, key, added.block.number).await?;
			ensure!(
				first == added_in + SESSIONS_TO_EFFECT,
				"added in session {added_in}, first block in {first}"
			);

			let remove = calls::RemoveValidator { who };
			let (removed, _) = council.pass::<events::ValidatorRemoved>(remove).await?;
			let removed_in = authorship.session(&removed.block.hash).await?;
			let last_session = removed_in + SESSIONS_TO_EFFECT;
			let end = wait_for_session(&authorship, last_session + 1).await?;
			let blocks = authorship.sessions(removed.block.number..=end).await?;
			let own = blocks.iter().filter(|(_, by)| *by == key).map(|(session, _)| *session);
			let last = own.max().context("the validator authored nothing before it went")?;
			ensure!(last < last_session, "removed in {removed_in}, still a block in {last}");

			let dropped = chain.submit_and_find(&calls::DropKeys { who }.into(), &admin).await?;
			dropped.events.first::<events::KeysDropped>()?.context("the keys are still there")?;
			let pace = watch.finish().await?;
			ensure_no_equivocation(network).await?;
			ensure_one_finalized_chain(network).await?;

			println!(
				"validator: added in session {added_in}, authors from {first}, removed in {removed_in}, \
				 last block in {last}, longest time without finality {:.1?}",
				pace.standstill,
			);
			pace.ensure_no_standstill(STANDSTILL)
		})
		.await
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_rotate_under_load_without_a_missed_session() -> Result<()> {
	four_with_short_sessions()
		.run(async |network| {
			let chain = network.node("alice")?.chain()?.clone();
			wait_finalized(&chain, 2, 15 * SLOT).await?;
			let watch = PaceWatch::start(&chain);
			let authorship = Authorship::of(network.node("alice")?).await?;
			let validator = signer("//Dave//stash");
			// The development accounts' Aura keys are their account keys.
			let old = signer("//Dave").account().0;

			let (done, sent) = (AtomicBool::new(false), AtomicU64::new(0));
			let rotation = async {
				let start = wait_for_session(&authorship, 1).await?;
				let dave = network.node("dave")?.chain()?;
				let keys = rotate_keys(dave, &validator.account()).await?;
				let set = chain.submit_and_find(&set_keys(&keys), &validator).await?;
				let effect = authorship.session(&set.block.hash).await? + SESSIONS_TO_EFFECT;
				let end = wait_for_session(&authorship, effect + SESSIONS_AFTER).await?;
				done.store(true, Ordering::Relaxed);
				anyhow::Ok((start, keys.aura, effect, end))
			};
			let load = send_load(&chain, &done, &sent);
			let ((start, new, effect, end), ()) = tokio::try_join!(rotation, load)?;

			let mut per_session: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
			for (session, by) in authorship.sessions(start + 1..=end).await? {
				let count = per_session.entry(session).or_default();
				count.0 += u32::from(by == old);
				count.1 += u32::from(by == new);
			}
			for (session, (by_old, by_new)) in &per_session {
				let (right, wrong) =
					if *session < effect { (by_old, by_new) } else { (by_new, by_old) };
				ensure!(*right > 0, "no block in session {session}: {per_session:?}");
				ensure!(*wrong == 0, "the other key in session {session}: {per_session:?}");
			}
			let pace = watch.finish().await?;
			ensure_no_equivocation(network).await?;

			println!(
				"rotation: under {} transactions, new key from session {effect}, blocks by \
				 (old, new) key {per_session:?}, longest time without finality {:.1?}",
				sent.load(Ordering::Relaxed),
				pace.standstill,
			);
			pace.ensure_no_standstill(STANDSTILL)
		})
		.await
}

fn transfer(to: &Signer, amount: u128) -> Call {
	let to: MultiAddress<AccountId, ()> = MultiAddress::Id(to.account());
	Call::unchecked("Balances", "transfer_keep_alive", (to, Compact(amount)).encode())
}

fn set_keys(keys: &GeneratedKeys) -> Call {
	Call::new("Session", "set_keys", &((keys.aura, keys.grandpa), keys.proof.clone()))
}

/// The session of the first block with this author, from a height on.
async fn first_session_of(authorship: &Authorship, key: [u8; 32], from: u32) -> Result<u32> {
	let mut next = from;
	let limit = (SESSIONS_TO_EFFECT + 2) * SESSION_LIMIT;
	wait_until("the new validator's first block", limit, async || {
		let best = authorship.best_number().await?;
		while next <= best {
			let seen = authorship.sessions(next..=next).await?;
			next += 1;
			if let Some((session, _)) = seen.into_iter().find(|(_, by)| *by == key) {
				return Ok(Some(session));
			}
		}
		Ok(None)
	})
	.await
}

/// The height of the first known block of this session.
async fn wait_for_session(authorship: &Authorship, session: u32) -> Result<u32> {
	wait_until(&format!("session {session}"), (session + 1) * SESSION_LIMIT, async || {
		authorship.first_block_of(session).await
	})
	.await
}

async fn send_load(chain: &Chain, done: &AtomicBool, sent: &AtomicU64) -> Result<()> {
	let sender = signer("//Alice//stash");
	let remark = Call::new("System", "remark", &vec![0u8; 64]);
	let mut nonce = chain.next_nonce(&sender.account()).await?;
	while !done.load(Ordering::Relaxed) {
		let signed = chain.sign(&remark, &sender, nonce, &chain.finalized().await?).await?;
		chain.submit(&signed.bytes).await?;
		nonce += 1;
		sent.fetch_add(1, Ordering::Relaxed);
		sleep(LOAD_INTERVAL).await;
	}
	Ok(())
}
