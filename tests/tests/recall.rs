//! A recall of a lot with many descendants, on a node in real time: what it holds and when, and that it
//! delays nobody.

use anyhow::{ensure, Context, Result};
use codec::{Compact, Decode};
use std::time::{Duration, Instant};
use subxt::utils::H256;
use tallystick_client::{
	asset_lifecycle::{
		calls::{Join, RecallLot},
		events::RecallSpread,
		views::{StatusOfAsset, StatusOfLot},
	},
	hexed,
	records::{
		asset::{Circumstances, LotStatus},
		organization::Quota,
		AssetId, OrgId, RecallId, TraceLotId,
	},
	rpc_params, unhex, Chain, Hash,
};
use tallystick_tests::{
	env_number,
	goods::{Goods, Plan, GOODS, ITEMS, PALLETS},
	median, percentile, signer, Council, Network, Node, Pace, PaceWatch, State, SLOT,
};
use tokio::time::sleep;

/// The lots of a layer. Each was made from all of the layer before.
const WIDTH: u64 = 10;

/// The assets of each of the last lots.
const EACH: u64 = 500;

/// Lots in layers, and the assets that are left of the last layer.
struct Family {
	lots: Vec<TraceLotId>,
	last: Vec<Goods>,
}

/// Makes so many lots of the goods of others, each of all of them.
fn layer(plan: &mut Plan, before: &[Goods], width: u64) -> Result<Vec<Goods>> {
	let parts: Vec<_> = before.iter().map(|goods| plan.split(*goods, width)).collect();
	(0..width as usize)
		.map(|at| plan.merge(&parts.iter().map(|parts| parts[at]).collect::<Vec<_>>()))
		.collect()
}

/// Ten lots, and as many layers that descend from all of them.
fn family(plan: &mut Plan, layers: u64, quantity: u64) -> Result<Family> {
	let mut last = Vec::new();
	for _ in 0..WIDTH {
		last.push(plan.create(GOODS, quantity)?);
	}
	let mut lots = lots_of(&last);
	for _ in 0..layers {
		last = layer(plan, &last, WIDTH)?;
		lots.extend(lots_of(&last));
	}
	Ok(Family { lots, last })
}

/// As many assets of a lot, on a pallet.
fn pack(plan: &mut Plan, goods: Goods, count: u64) -> Result<AssetId> {
	let parts = plan.split(goods, count);
	let Goods { asset: parent, .. } = plan.create(PALLETS, 1)?;
	for part in parts.chunks(ITEMS) {
		let children = part.iter().map(|goods| goods.asset).collect();
		plan.push(Join { parent, children, circumstances: Circumstances::default() });
	}
	Ok(parent)
}

fn lots_of(goods: &[Goods]) -> Vec<TraceLotId> {
	goods.iter().map(|goods| goods.lot).collect()
}

/// Weight of a second, in picoseconds.
const SECOND: u64 = 1_000_000_000_000;

/// How much weight a block spent on what it must do, hooks above all. `None` for one that begins a session,
/// which books all that there is.
async fn mandatory(chain: &Chain, state: &State, block: &Hash) -> Result<Option<u64>> {
	type Weight = (Compact<u64>, Compact<u64>);
	let key = hexed(&state.prefix("System", "BlockWeight").await?);
	let stored: String =
		chain.rpc().request("state_getStorage", rpc_params![key, H256(*block)]).await?;
	let stored = unhex(&stored).context("it is hexadecimal")?;
	let (_, _, (mandatory, _)) = <(Weight, Weight, Weight)>::decode(&mut stored.as_slice())?;
	Ok(Some(mandatory.0).filter(|booked| *booked < SECOND))
}

async fn status(chain: &Chain, lot: TraceLotId, at: &Hash) -> Result<LotStatus> {
	chain.view(StatusOfLot { lot }, Some(at)).await?.context("the lot is there")
}

async fn clear(chain: &Chain, lots: &[TraceLotId], at: &Hash) -> Result<usize> {
	let mut clear = 0;
	for lot in lots {
		clear += usize::from(status(chain, *lot, at).await? == LotStatus::Clear);
	}
	Ok(clear)
}

fn shown(pace: &Pace) -> String {
	format!(
		"block interval {:.2?} / {:.2?}, finality lag {:.2?} / {:.2?}",
		median(&pace.intervals),
		percentile(&pace.intervals, 99),
		median(&pace.lags),
		percentile(&pace.lags, 99)
	)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes; TALLYSTICK_RECALLED=100000, as test-long.sh has it, half an hour"]
async fn a_recall_holds_all_descendants_at_once_and_delays_no_block() -> Result<()> {
	let assets = env_number("TALLYSTICK_RECALLED", 2_000);
	Network::dev().run(async |network| recall(network.node("dev")?, assets).await).await
}

async fn recall(node: &Node, assets: u64) -> Result<()> {
	let chain = node.chain()?;
	let state = State::of(node).await?;
	let alice = signer("//Alice");
	let quota = Quota { bytes: u64::MAX, ref_time: u64::MAX };
	Council::new(chain, [alice.clone()]).set_quota(OrgId(0), quota).await?;

	// So that 10^5 assets are of lots with 10^3 ancestors each.
	let (layers, width) = ((assets / 1_000).clamp(5, 100), assets.div_ceil(EACH).max(2));
	let mut plan = Plan::new()?;
	let recalled = family(&mut plan, layers, EACH / WIDTH * width)?;
	let others = family(&mut plan, layers, WIDTH)?;
	let last = layer(&mut plan, &recalled.last, width)?;
	let mut pallets = Vec::new();
	for goods in &last {
		pallets.push(pack(&mut plan, *goods, EACH)?);
	}
	let since = Instant::now();
	let calls = plan.count();
	plan.carry_out(chain, &alice).await?;
	println!(
		"recall: {} assets on {} pallets, of {} lots with {} ancestors, by {} calls in {:.0?}",
		EACH * width,
		pallets.len(),
		last.len(),
		recalled.lots.len(),
		calls,
		since.elapsed(),
	);
	// For the table in docs/performance.md alone.
	let blocks = if assets < 100_000 { 3 } else { 15 };
	let before = PaceWatch::measure(chain, blocks, 3 * blocks * SLOT).await?;
	let best = chain.best().await?.hash;
	let usual = mandatory(chain, &state, &best).await?.unwrap_or_default();

	let origin = recalled.lots[0];
	let mut descendants = recalled.lots[WIDTH as usize..].to_vec();
	descendants.extend(lots_of(&last));
	let begun = chain
		.submit_and_find(&RecallLot { lot: origin, notice: [7; 32] }.into(), &alice)
		.await?
		.block;
	let watch = PaceWatch::start(chain);
	ensure!(clear(chain, &descendants, &begun.hash).await? == 0, "a lot is missed at once");
	let siblings = &recalled.lots[1..WIDTH as usize];
	let all = others.lots.len() + siblings.len();
	let false_holds = all
		- clear(chain, &others.lots, &begun.hash).await?
		- clear(chain, siblings, &begun.hash).await?;

	let (mut at, mut most, mut spread) = (begun.number, usual, None);
	let recall = RecallId(0);
	let limit = Duration::from_secs(120 + assets / 20);
	let deadline = Instant::now() + limit;
	loop {
		ensure!(Instant::now() < deadline, "the recall spreads for longer than {limit:?}");
		let best = chain.best().await?.number;
		if best == at {
			sleep(SLOT / 8).await;
			continue;
		}
		for number in at + 1..=best {
			let block = chain.block_hash(number).await?.context("no such block")?;
			most = most.max(mandatory(chain, &state, &block).await?.unwrap_or_default());
			if spread.is_none() {
				if let Some(event) = chain.events(&block).await?.first::<RecallSpread>()? {
					ensure!(event.recall == recall && event.lots == descendants.len() as u64 + 1);
					spread = Some(number);
				}
				// A lot of each layer, and all at the end.
				let some: Vec<_> =
					descendants.iter().copied().step_by(WIDTH as usize + 1).collect();
				ensure!(
					clear(chain, &some, &block).await? == 0,
					"a lot is missed in block {number}"
				);
			}
		}
		at = best;
		let pallet = *pallets.first().context("there is one")?;
		let status = chain.view(StatusOfAsset { asset: pallet }, None).await?;
		if spread.is_some() && !status.context("it is there")?.counting {
			break;
		}
	}
	let pace = watch.finish().await?;
	let spread = spread.context("it has spread")?;
	println!(
		"recall: a verdict on every lot {} blocks after the recall, all assets counted after {}; until the \
		 verdict {false_holds} of {all} other lots were held",
		spread - begun.number,
		at - begun.number,
	);
	println!("recall: before: {}", shown(&before));
	println!("recall: while it spread: {}", shown(&pace));
	println!(
		"recall: what a block must do took {:.1} ms of its weight at most, {:.1} ms before",
		most as f64 / 1e9,
		usual as f64 / 1e9,
	);

	let best = chain.best().await?.hash;
	for lot in &descendants {
		let by = LotStatus::Recalled { by: vec![recall], more: 0 };
		ensure!(status(chain, *lot, &best).await? == by, "{lot:?} is not marked");
	}
	ensure!(clear(chain, &others.lots, &best).await? == others.lots.len(), "false holds end");
	ensure!(clear(chain, siblings, &best).await? == siblings.len(), "false holds end");
	for pallet in &pallets {
		let shown = chain.view(StatusOfAsset { asset: *pallet }, None).await?;
		let below = shown.context("it is there")?.below;
		ensure!(u64::from(below) == EACH, "{pallet:?} counts {below} of {EACH}");
	}
	// The 5 % of a block that the runtime gives to recalls.
	ensure!(most <= SECOND / 20 + SECOND / 100, "a block took {most} ps for what it must do");
	ensure!(median(&pace.lags) < SLOT, "finality lags: {}", shown(&pace));
	pace.ensure_no_standstill(8 * SLOT)
}
