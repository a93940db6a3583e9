//! What one node includes in a second of each kind of transaction, its block time and its finality lag. The
//! load is signed beforehand, and comes from this very machine.

mod assets;
mod room;

use crate::{median, percentile, signer, wait_finalized, Network, Node, Pace, PaceWatch, SLOT};
use anyhow::{ensure, Context, Result};
use codec::{Compact, Encode};
use room::Room;
use serde_json::Value as Json;
use std::{collections::VecDeque, fmt, time::Duration};
use subxt::{
	ext::futures::future::try_join_all,
	utils::{MultiAddress, H256},
};
use tallystick_client::{rpc_params, AccountId, Call, Chain, Endpoints, Hash, Head, Rpc, Signer};
use tokio::time::{timeout_at, Instant};

/// Connections over which the load comes.
const CONNECTIONS: usize = 4;

/// Senders that share a connection.
const SENDERS: usize = 8;

/// Accounts endowed by one transaction.
const BATCH: usize = 50;

/// What the preset gives Alice.
const ENDOWMENT: u128 = 1_000_000_000_000;

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Options {
	/// Blocks over which the idle node is watched.
	pub idle: u32,
	/// How long remarks and transfers last, in seconds.
	pub seconds: u64,
	/// From how many accounts they come.
	pub accounts: u32,
	/// Transactions signed for each second; more than the node can include.
	pub rate: u64,
	/// Hand-overs, each an offer and an acceptance.
	pub hand_overs: u64,
	/// Observations under as many policies as are measured at once, each of another device.
	pub observations: u32,
}

/// What a load came to.
#[derive(Clone, Debug)]
pub struct Figures {
	/// What it was.
	pub load: String,
	/// Transactions in full blocks.
	pub included: usize,
	/// As many in a second, by the blocks' own timestamps.
	pub per_second: f64,
	/// In the fullest block.
	pub most_in_block: usize,
	/// How the chain moved meanwhile.
	pub pace: Pace,
}

/// A row of a table in Markdown.
impl fmt::Display for Figures {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(
			f,
			"| {} | {} | {:.0} | {} | {:.2?} / {:.2?} | {:.2?} / {:.2?} |",
			self.load,
			self.included,
			self.per_second,
			self.most_in_block,
			median(&self.pace.intervals),
			percentile(&self.pace.intervals, 99),
			median(&self.pace.lags),
			percentile(&self.pace.lags, 99),
		)
	}
}

/// Starts a node and measures it. Prints the table.
pub async fn play(options: &Options) -> Result<Vec<Figures>> {
	let rows =
		Network::dev().run(async |network| measure(network.node("dev")?, options).await).await?;
	println!("| Load | Included | Per second | Most in a block | Block time, median / p99 | Finality lag, median / p99 |");
	println!("| --- | --- | --- | --- | --- | --- |");
	for row in &rows {
		println!("{row}");
	}
	Ok(rows)
}

async fn measure(node: &Node, args: &Options) -> Result<Vec<Figures>> {
	let chain = node.chain()?;
	wait_finalized(chain, 2, 15 * SLOT).await?;
	let pace = PaceWatch::measure(chain, args.idle, 3 * args.idle * SLOT).await?;
	let mut rows =
		vec![Figures { load: "none".into(), included: 0, per_second: 0.0, most_in_block: 0, pace }];

	// Each load has accounts of its own: on a busy machine the pool may keep some of the last one's transactions,
	// which it does not show as ready, and which hold the nonces that come next.
	let (remarking, paying) = (senders("Remark", args.accounts), senders("Pay", args.accounts));
	endow(chain, &[&remarking[..], &paying].concat()).await?;
	let remark = |_: &Signer| Call::new("System", "remark", &vec![0u8; 32]);
	rows.push(load(node, &remarking, args, "system.remark", &remark).await?);
	let transfer = |to: &Signer| transfer(&to.account(), 1);
	rows.push(load(node, &paying, args, "balances.transfer_keep_alive", &transfer).await?);
	rows.extend(assets::measure(node, args).await?);
	Ok(rows)
}

fn senders(name: &str, count: u32) -> Vec<Signer> {
	(0..count).map(|index| signer(&format!("//{name}/{index}"))).collect()
}

fn transfer(to: &AccountId, amount: u128) -> Call {
	let to: MultiAddress<AccountId, ()> = MultiAddress::Id(*to);
	Call::unchecked("Balances", "transfer_keep_alive", (to, Compact(amount)).encode())
}

/// Shares half of Alice's balance out among the senders.
async fn endow(chain: &Chain, senders: &[Signer]) -> Result<()> {
	let share = ENDOWMENT / (2 * senders.len() as u128);
	for part in senders.chunks(BATCH) {
		let mut args = Compact(u32::try_from(part.len())?).encode();
		for to in part {
			args.extend(chain.encode(&transfer(&to.account(), share)).await?);
		}
		let batch = Call::unchecked("Utility", "batch_all", args);
		let done = chain.submit_and_find(&batch, &signer("//Alice")).await;
		done.context("endowing the senders")?;
	}
	Ok(())
}

async fn load(
	node: &Node,
	senders: &[Signer],
	args: &Options,
	load: &str,
	make: &impl Fn(&Signer) -> Call,
) -> Result<Figures> {
	let each = (args.rate * args.seconds).div_ceil(senders.len() as u64) as usize;
	let chain = node.chain()?;
	let checkpoint = chain.finalized().await?;
	let signed = senders.iter().enumerate().map(|(index, sender)| {
		let call = make(&senders[(index + 1) % senders.len()]);
		tokio::spawn(sign(chain.clone(), call, sender.clone(), each, checkpoint))
	});
	let mut queues = Vec::new();
	for queue in signed {
		queues.push(queue.await??);
	}

	let watch = PaceWatch::start(chain);
	let first = chain.best().await?.number;
	let deadline = Instant::now() + Duration::from_secs(args.seconds);
	let mut shares: Vec<Vec<_>> = (0..CONNECTIONS * SENDERS).map(|_| Vec::new()).collect();
	for (index, queue) in queues.into_iter().enumerate() {
		shares[index % (CONNECTIONS * SENDERS)].push(queue);
	}
	let room = Room::new(chain).await?;
	let mut tasks = Vec::new();
	for part in shares.chunks_mut(SENDERS) {
		let chain = Chain::connect(Endpoints::new([node.url()])).await?;
		for share in part {
			let send = send(chain.clone(), room.clone(), std::mem::take(share), deadline);
			tasks.push(tokio::spawn(send));
		}
	}
	for task in tasks {
		task.await??;
	}
	let last = chain.best().await?.number;
	let pace = watch.finish().await?;
	let (included, per_second, most_in_block) = count(chain, first, last).await?;
	drain(chain.rpc()).await?;
	Ok(Figures { load: load.into(), included, per_second, most_in_block, pace })
}

/// The next `count` transactions of an account.
async fn sign(
	chain: Chain,
	call: Call,
	sender: Signer,
	count: usize,
	checkpoint: Head,
) -> Result<VecDeque<Vec<u8>>> {
	let next = chain.next_nonce(&sender.account()).await?;
	let mut signed = VecDeque::with_capacity(count);
	for nonce in (next..).take(count) {
		signed.push_back(chain.sign(&call, &sender, nonce, &checkpoint).await?.bytes);
	}
	Ok(signed)
}

/// Submits transactions until the deadline, one of each account in turn. None is on its way after that,
/// and meets the next load.
async fn send(
	chain: Chain,
	room: Room,
	mut queues: Vec<VecDeque<Vec<u8>>>,
	deadline: Instant,
) -> Result<()> {
	loop {
		for queue in &mut queues {
			let Ok(entered) = timeout_at(deadline, room.enter()).await else { return Ok(()) };
			entered?;
			if Instant::now() >= deadline {
				return Ok(());
			}
			let extrinsic = queue.pop_front().context("the rate is too low for this node")?;
			chain.submit(&extrinsic).await.context("the pool refused the load")?;
		}
	}
}

/// Counts signed transactions in the blocks after `first` up to `last`. The rate is taken between
/// the timestamps of the first block that is loaded and of the last one, without what the former
/// holds.
async fn count(chain: &Chain, first: u32, last: u32) -> Result<(usize, f64, usize)> {
	let blocks = (first + 1..=last).map(async |number| {
		let hash = chain.block_hash(number).await?.context("no such block")?;
		anyhow::Ok((chain.time_at(number).await?, signed_in(chain.rpc(), &hash).await?))
	});
	let blocks = try_join_all(blocks).await?;
	let loaded: Vec<_> = blocks.into_iter().skip_while(|(_, signed)| *signed == 0).collect();
	ensure!(loaded.len() > 3, "only {} blocks were loaded", loaded.len());
	let millis = loaded[loaded.len() - 1].0 - loaded[0].0;
	let included: usize = loaded[1..].iter().map(|(_, signed)| signed).sum();
	let most = loaded.iter().map(|(_, signed)| *signed).max().unwrap_or_default();
	Ok((included, included as f64 * 1000.0 / millis as f64, most))
}

async fn extrinsics(rpc: &Rpc, block: &Hash) -> Result<Vec<String>> {
	let block: Json = rpc.request("chain_getBlock", rpc_params![H256(*block)]).await?;
	let all = block["block"]["extrinsics"].as_array().context("a block without body")?;
	Ok(all.iter().filter_map(Json::as_str).map(str::to_owned).collect())
}

async fn signed_in(rpc: &Rpc, block: &Hash) -> Result<usize> {
	let all = extrinsics(rpc, block).await?;
	Ok(all.iter().filter(|extrinsic| is_signed(extrinsic)).count())
}

/// Whether the byte after the length says so.
fn is_signed(extrinsic: &str) -> bool {
	let byte = |index: usize| {
		extrinsic.get(2 + 2 * index..4 + 2 * index).and_then(|hex| u8::from_str_radix(hex, 16).ok())
	};
	let prefix = match byte(0).map(|first| first & 0b11) {
		Some(0) => 1,
		Some(1) => 2,
		_ => 4,
	};
	byte(prefix).is_some_and(|version| version & 0x80 != 0)
}

/// Waits until the pool is empty, so that one load does not disturb the next.
async fn drain(rpc: &Rpc) -> Result<()> {
	crate::wait_until("the pool to be empty", 60 * SLOT, async || {
		let pending: Vec<Json> = rpc.request("author_pendingExtrinsics", rpc_params![]).await?;
		Ok(pending.is_empty().then_some(()))
	})
	.await
}
