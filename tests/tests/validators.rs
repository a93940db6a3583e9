//! The council admits and removes a validator, and another one rotates its keys, while the chain goes on.

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
	consortium::{calls, events, views::AccountOf},
	records::organization::Role,
	AccountId, Call, Chain, SubmitError,
};
use tallystick_tests::{
	add_member, ensure_no_equivocation, ensure_one_finalized_chain, genesis_mut, rotate_keys,
	signer, wait_finalized, wait_until, Authored, Authorship, Council, GeneratedKeys, Network,
	NetworkBuilder, PaceWatch, SLOT,
};
use tokio::time::sleep;

/// Short sessions make short tests; each of five validators still has a slot in every one.
const SESSION_LENGTH: u64 = 6;

/// A change of the validator set takes effect after so many sessions.
const SESSIONS_TO_EFFECT: u32 = 2;

/// Longer than this without a finalised block counts as a stop of finality.
const STANDSTILL: Duration = SLOT.saturating_mul(4);

/// In TALLY's smallest unit: what an organisation has for its members' deposits.
const DEPOSITS: u128 = 100_000_000;

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
async fn the_validator_set_changes_under_load() -> Result<()> {
	four_with_short_sessions()
		.candidate("erin")
		.run(async |network| {
			let chain = network.node("alice")?.chain()?.clone();
			wait_finalized(&chain, 2, 15 * SLOT).await?;
			let watch = PaceWatch::start(&chain);
			let authorship = Authorship::of(network.node("alice")?).await?;

			let (done, sent) = (AtomicBool::new(false), AtomicU64::new(0));
			let changes = async {
				let changes = change(network, &chain, &authorship).await?;
				done.store(true, Ordering::Relaxed);
				anyhow::Ok(changes)
			};
			let load = send_load(&chain, &done, &sent);
			let ((erin, dave, end), ()) = tokio::try_join!(changes, load)?;
			let blocks = authorship.blocks(1..=end).await?;
			erin.ensure_came_and_went(&blocks)?;
			let per_session = dave.ensure_rotated(&blocks)?;
			let pace = watch.finish().await?;
			ensure_no_equivocation(network).await?;
			ensure_one_finalized_chain(network).await?;

			println!(
				"validators: under {} transactions, one added in session {} and removed in {}, \
				 another with a new key from {}, blocks by its (old, new) key {per_session:?}, longest \
				 time without finality {:.1?}",
				sent.load(Ordering::Relaxed),
				erin.added,
				erin.removed,
				dave.effect,
				pace.standstill,
			);
			pace.ensure_no_standstill(STANDSTILL)
		})
		.await
}

/// A validator that was added and removed in these sessions.
struct Guest {
	key: [u8; 32],
	added: u32,
	removed: u32,
}

/// A validator that replaced its keys, and the first session of the new ones.
struct Rotation {
	old: [u8; 32],
	new: [u8; 32],
	effect: u32,
}

/// Has the council add Erin while Dave rotates his keys, and remove her once she authors blocks. Returns
/// the height of a block after all of it.
async fn change(
	network: &Network,
	chain: &Chain,
	authorship: &Authorship,
) -> Result<(Guest, Rotation, u32)> {
	let council = Council::local(chain);
	let (admin, erin, dave) = (signer("//Erin"), signer("//Erin//stash"), signer("//Dave//stash"));
	let who = erin.account();

	let org = council.admit("Erin Grid", &admin, Role::Manufacturer.into()).await?;
	let account = chain.view(AccountOf { org }, None).await?.context("no account")?.account;
	for (to, amount) in [(&account, DEPOSITS), (&who, 1_000_000)] {
		chain.submit_and_find(&transfer(to, amount), &signer("//Alice")).await?;
	}
	add_member(chain, &admin, &erin).await?;
	let keys = rotate_keys(network.node("erin")?.chain()?, &who).await?;
	let rotated = rotate_keys(network.node("dave")?.chain()?, &dave.account()).await?;
	let (set, rotate) = (set_keys(&keys), set_keys(&rotated));
	let (_, rotate) = tokio::try_join!(
		chain.submit_and_find(&set, &erin),
		chain.submit_and_find(&rotate, &dave)
	)?;
	let effect = authorship.session(&rotate.block.hash).await? + SESSIONS_TO_EFFECT;
	// The development accounts' Aura keys are their account keys.
	let old = signer("//Dave").account().0;
	let rotation = Rotation { old, new: rotated.aura, effect };

	let add = calls::AddValidator { who };
	let (added, _) = council.pass::<events::ValidatorAdded>(add).await?;
	let added_in = authorship.session(&added.block.hash).await?;
	wait_for_author(authorship, keys.aura, added.block.number).await?;
	let remove = calls::RemoveValidator { who };
	let (removed, _) = council.pass::<events::ValidatorRemoved>(remove).await?;
	let removed_in = authorship.session(&removed.block.hash).await?;
	let end = wait_for_session(authorship, removed_in + SESSIONS_TO_EFFECT + 1).await?;
	let dropped = chain.submit_and_find(&calls::DropKeys { who }.into(), &admin).await?;
	dropped.events.first::<events::KeysDropped>()?.context("the keys are still there")?;
	Ok((Guest { key: keys.aura, added: added_in, removed: removed_in }, rotation, end))
}

impl Guest {
	fn ensure_came_and_went(&self, blocks: &[Authored]) -> Result<()> {
		let Self { key, added, removed } = self;
		let own = blocks.iter().filter(|block| block.author == *key).map(|block| block.session);
		let (first, last) = (own.clone().min(), own.max());
		let (first, last) = first.zip(last).context("it authored nothing")?;
		let first_session = added + SESSIONS_TO_EFFECT;
		ensure!(
			first == first_session || first > first_session && missed(blocks, first_session),
			"added in session {added}, first block in {first}"
		);
		let gone = removed + SESSIONS_TO_EFFECT;
		ensure!(last < gone, "removed in session {removed}, still a block in {last}");
		Ok(())
	}
}

impl Rotation {
	/// Fails if a session of either key is without its blocks. Returns how many blocks each session has
	/// of the old and the new key.
	fn ensure_rotated(&self, blocks: &[Authored]) -> Result<BTreeMap<u32, (u32, u32)>> {
		let mut per_session: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
		for Authored { session, author, .. } in blocks {
			let count = per_session.entry(*session).or_default();
			count.0 += u32::from(*author == self.old);
			count.1 += u32::from(*author == self.new);
		}
		// Of the last session only its beginning is known.
		per_session.pop_last();
		for (session, (by_old, by_new)) in &per_session {
			let (right, wrong) =
				if *session < self.effect { (by_old, by_new) } else { (by_new, by_old) };
			ensure!(*wrong == 0, "the other key in session {session}: {per_session:?}");
			ensure!(
				*right > 0 || missed(blocks, *session),
				"no block in session {session}: {per_session:?}"
			);
		}
		let after = per_session.range(self.effect..).map(|(_, (_, by_new))| by_new).sum::<u32>();
		ensure!(after > 0, "no block by the new key: {per_session:?}");
		Ok(per_session)
	}
}

/// Whether a slot of this session, or the one before it, is without a block: a busy machine misses some.
fn missed(blocks: &[Authored], session: u32) -> bool {
	blocks.windows(2).any(|pair| pair[1].session == session && pair[1].slot - pair[0].slot > 1)
}

fn transfer(to: &AccountId, amount: u128) -> Call {
	let to: MultiAddress<AccountId, ()> = MultiAddress::Id(*to);
	Call::unchecked("Balances", "transfer_keep_alive", (to, Compact(amount)).encode())
}

fn set_keys(keys: &GeneratedKeys) -> Call {
	Call::new("Session", "set_keys", &((keys.aura, keys.grandpa), keys.proof.clone()))
}

/// Waits for a block of this author, from a height on.
async fn wait_for_author(authorship: &Authorship, key: [u8; 32], from: u32) -> Result<()> {
	let mut next = from;
	let limit = (SESSIONS_TO_EFFECT + 2) * SESSION_LIMIT;
	wait_until("the new validator's first block", limit, async || {
		let best = authorship.best_number().await?;
		while next <= best {
			let block = authorship.blocks(next..=next).await?;
			next += 1;
			if block.iter().any(|block| block.author == key) {
				return Ok(Some(()));
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
		match chain.submit(&signed.bytes).await {
			// The client has asked twice, because the node was slow to answer.
			Ok(_) | Err(SubmitError::AlreadyKnown) => nonce += 1,
			Err(error) => return Err(error.into()),
		}
		sent.fetch_add(1, Ordering::Relaxed);
		sleep(LOAD_INTERVAL).await;
	}
	Ok(())
}
