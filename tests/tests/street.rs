//! A street of twelve homes trades energy for a day, on a real node, with a real gateway and meters that sign. Meters
//! fall silent, are late, reset and replaced; a home has no money, one sells what it does not have, one bids too low;
//! the chain stands still over three gates. A home changes its supplier at noon, and a tariff changes at 18:00.
//!
//! A client in Python, which shares no code with ours, reads orders and observations from the chain and computes every
//! balance: they are equal to the unit.
//!
//! Load, generation and prices were measured, see `tallystick_sim::story::street`.
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `TALLYSTICK_COLD_CHAIN_PYTHON` | an interpreter with the packages of `tests/cold-chain/requirements.txt` |

use anyhow::{bail, ensure, Context, Result};
use serde_json::{json, Value};
use std::{fs, ops::Range, path::Path, process::Stdio, time::Duration};
use tallystick_client::{
	market::{Metered, Quality},
	time::now,
};
use tallystick_sim::{
	story::street::{self, Bill, HookError, Hooks, Options, Outcome, Stage, Step},
	Broker,
};
use tallystick_tests::{
	add_member, genesis_mut, signer, wait_finalized, Gateway, GatewaySetup, Network, SLOT,
};
use tempfile::TempDir;
use tokio::{
	process::Command,
	time::{sleep, Instant},
};

const GATEWAY: &str = "//Street//gateway";
const COUNCIL: &str = "//Alice";
/// In milliseconds. An hour of the day takes so long.
const LENGTH: u64 = 4_000;
const LIMIT: Duration = Duration::from_secs(60);
const POLL: Duration = Duration::from_millis(200);
/// The hour after whose orders the chain stands still.
const STOPPED: u64 = 11;
/// For so many gates.
const GATES: u64 = 3;

/// Homes with faults, as `Options::one_of_each` has them.
const OVER_SELLER: usize = 2;
const SILENT: usize = 3;
const LATE: usize = 4;
const RESET: usize = 5;
const REPLACED: usize = 6;
const PENNILESS: usize = 7;
const SHADES: usize = 8;
/// What the home that bids too low would pay at most, for a Wh.
const LOW: i64 = 180;

/// What the utility pays for a Wh that is fed in.
const UTILITY_FEED_IN: i64 = 110;

/// Has meters heard before anybody asks for their readings, and stops the chain over some gates.
struct Stopping<'a> {
	network: &'a mut Network,
	gateway: &'a Gateway,
	/// The hours whose gates no block saw.
	unseen: Range<u64>,
}

impl Hooks for Stopping<'_> {
	async fn after(&mut self, step: Step, stage: &Stage) -> Result<(), HookError> {
		if step == Step::Measure {
			// From then on the gateway knows them as meters that nobody watches.
			let deadline = Instant::now() + LIMIT;
			while !has_sealed(self.gateway).await? {
				if Instant::now() >= deadline {
					return Err("the gateway seals no batch of the meters".into());
				}
				sleep(POLL).await;
			}
		}
		if step == Step::Placed(STOPPED) {
			let gate = |hour| stage.timing.gate(stage.slot(hour)).0;
			let node = self.network.node_mut("dev")?;
			node.stop().await?;
			let first = (0..24).find(|hour| gate(*hour) > now()).context("no gate is open")?;
			let last = first + GATES - 1;
			let closed = gate(last).saturating_sub(now()) + 1;
			sleep(Duration::from_millis(closed)).await;
			node.start().await?;
			self.unseen = first..last + 1;
		}
		Ok(())
	}

	fn tell(&mut self, line: &str) {
		println!("street: {line}");
	}
}

async fn has_sealed(gateway: &Gateway) -> Result<bool> {
	let status = gateway.status().await?;
	Ok(["in_flight", "finalized"].iter().any(|name| status[name].as_u64() > Some(0)))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs TALLYSTICK_COLD_CHAIN_PYTHON, which scripts/test.sh sets"]
async fn a_street_with_every_fault_is_settled_to_the_unit() -> Result<()> {
	// The client reads the states of all blocks.
	let network = Network::dev().arg("--state-pruning=archive").patch_spec(|spec| {
		genesis_mut(spec)?["energyMarket"] = json!({ "timing": {
			"slot": LENGTH, "period": 2, "lead": 3_000, "firm": 2_000, "horizon": 24_000,
		} });
		Ok(())
	});
	Box::pin(network.run(async |network| Box::pin(day(network)).await)).await
}

async fn day(network: &mut Network) -> Result<()> {
	let node = network.node("dev")?;
	let (chain, rpc) = (node.chain()?.clone(), node.ports().rpc);
	wait_finalized(&chain, 1, 20 * SLOT).await?;
	let account = signer(GATEWAY).account();
	add_member(&chain, &signer(COUNCIL), &signer(GATEWAY)).await?;
	let folder = TempDir::with_prefix("tallystick-street-")?;
	let mut gateway = Gateway::new(&GatewaySetup::new(rpc, GATEWAY), folder.path())?;
	gateway.start().await?;

	let broker = Broker { host: "127.0.0.1".into(), port: gateway.mqtt() };
	let log = folder.path().join("street.jsonl");
	let options = Options {
		troubles: Options::one_of_each(),
		log: Some(log.clone()),
		..Options::new(signer(COUNCIL), account, broker)
	};
	let mut hooks = Stopping { network, gateway: &gateway, unseen: 0..0 };
	let outcome = street::play(&chain, &options, &mut hooks).await?;
	ensure!(outcome.is_good(), "the day went otherwise: {:?}", outcome.findings);
	ensure_as_faults_have_it(&outcome)?;
	ensure_traded(&outcome, hooks.unseen)?;
	ensure_plotted(folder.path(), &log).await?;

	let best = chain.best().await?.number;
	wait_finalized(&chain, best, 30 * SLOT).await?;
	let compared = recompute(rpc, outcome.stage.ready).await?;
	println!("street: computed anew: {compared}");
	for what in ["balances", "clearings", "counts", "final", "preliminary", "payments"] {
		ensure!(compared[what].as_u64() > Some(0), "no {what} are compared: {compared}");
	}
	gateway.stop().await?;
	Ok(())
}

/// What each fault costs, and whom.
fn ensure_as_faults_have_it(outcome: &Outcome) -> Result<()> {
	let bill = |home: usize| outcome.bills.get(home).context("no bill");
	let estimated = |bill: &Bill| -> Vec<u64> {
		let is_estimated =
			|own: Option<Metered>| own.is_some_and(|metered| metered.quality == Quality::Estimated);
		let hours = bill.hours.iter().filter(|own| is_estimated(own.metered));
		hours.map(|own| own.hour).collect()
	};
	let seller = bill(OVER_SELLER)?;
	let sold = seller.hours.iter().filter(|own| (9..12).contains(&own.hour));
	let sold: u64 = sold.map(|own| own.position.sold.0).sum();
	ensure!(sold > 0, "the over-seller sold nothing: {seller:?}");
	ensure!(
		estimated(seller) == [9, 10, 11],
		"estimated of the over-seller: {:?}",
		estimated(seller)
	);
	ensure!(seller.with > seller.without, "silent overselling pays: {seller:?}");
	let silent = estimated(bill(SILENT)?);
	ensure!(silent == [6, 7], "estimated of the silent meter: {silent:?}");
	ensure!(outcome.preliminary > 0, "nothing was settled with estimates");
	let reset = estimated(bill(RESET)?);
	ensure!(reset == [13], "estimated of the meter that began again: {reset:?}");
	// Late readings count, and both meters sign the boundary.
	for home in [LATE, REPLACED, PENNILESS] {
		let found = estimated(bill(home)?);
		ensure!(found.is_empty(), "estimated of home {home}: {found:?}");
	}
	let poor = bill(PENNILESS)?;
	let traded = |own: &street::Position| own.position.bought.0 + own.position.sold.0;
	ensure!(poor.hours.iter().map(traded).sum::<u64>() == 0, "traded without money: {poor:?}");
	ensure!(poor.with == poor.without, "{poor:?}");
	let price = |hour: &u64| outcome.results.get(hour).copied().flatten().map(|own| own.price.0);
	for own in &bill(SHADES)?.hours {
		let dear = price(&own.hour).is_some_and(|price| price > LOW);
		ensure!(!dear || own.position.bought.0 == 0, "bought above its limit: {own:?}");
	}
	for bill in &outcome.bills {
		ensure!(bill.hours.len() == 24, "not a whole day: {bill:?}");
	}
	Ok(())
}

fn ensure_traded(outcome: &Outcome, unseen: Range<u64>) -> Result<()> {
	ensure!(outcome.results.len() == 24, "not every slot is cleared: {:?}", outcome.results);
	ensure!(unseen.clone().count() as u64 == GATES, "the chain stood still over {unseen:?}");
	let traded = |hour: &u64| outcome.results.get(hour).copied().flatten().is_some();
	ensure!(unseen.clone().any(|hour| traded(&hour)), "nothing is traded in the hours {unseen:?}");
	let mut prices = outcome.results.values().flatten().map(|result| result.price.0);
	ensure!(
		prices.any(|price| price < UTILITY_FEED_IN),
		"the market never pays less than the utility: {:?}",
		outcome.results
	);
	Ok(())
}

/// The log has what the plots are made from.
async fn ensure_plotted(folder: &Path, log: &Path) -> Result<()> {
	let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("no root")?;
	let plot = folder.join("street.svg");
	let drawn = Command::new(python()?)
		.arg(root.join("scripts/plot-street.py"))
		.args([log, &plot])
		.output()
		.await?;
	ensure!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
	let plot = fs::read_to_string(plot)?;
	ensure!(plot.starts_with("<svg") && plot.contains("polyline"), "not a plot");
	Ok(())
}

fn python() -> Result<String> {
	std::env::var("TALLYSTICK_COLD_CHAIN_PYTHON").context("TALLYSTICK_COLD_CHAIN_PYTHON is not set")
}

/// Has the client in Python compute everything anew. It fails if that is not what the chain has.
async fn recompute(rpc: u16, ready: u32) -> Result<Value> {
	let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("market");
	let record = Command::new(python()?)
		.arg("record.py")
		.args(["--node", &format!("http://127.0.0.1:{rpc}"), "--first", &ready.to_string()])
		.current_dir(&folder)
		.stdin(Stdio::null())
		.kill_on_drop(true)
		.output()
		.await
		.context("the client does not start")?;
	if !record.status.success() {
		bail!("the client reads no session:\n{}", String::from_utf8_lossy(&record.stderr));
	}
	let session = tempfile::NamedTempFile::new()?;
	fs::write(&session, &record.stdout)?;
	let settled = Command::new(python()?)
		.arg("settle.py")
		.arg(session.path())
		.current_dir(&folder)
		.kill_on_drop(true)
		.output()
		.await?;
	if !settled.status.success() {
		let kept = session.keep()?.1;
		let said = String::from_utf8_lossy(&settled.stderr);
		bail!("the client disagrees, about what is in {}:\n{said}", kept.display());
	}
	Ok(serde_json::from_slice(&settled.stdout)?)
}
