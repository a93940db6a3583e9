//! A washing machine orders detergent, a filter and repairs, on a real node in time-lapse, with a real gateway. At each stage of orders the gateway is
//! killed, the node is stopped, or the machine is switched off, each time another one of the three. Vendors are slow, dead, or ship the wrong thing,
//! prices are too high, the owner objects, mandates end, a technician does not come, and a warrantor does not answer for a fault. The
//! story compares each state and all money with an account of its own, and a second implementation in Python does so again by the story's log.
//!
//! | variable | |
//! | --- | --- |
//! | `TALLYSTICK_PYTHON` | an interpreter with the packages of `tests/proofs/requirements.txt` |

use anyhow::{ensure, Context, Result};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path, process::Stdio};
use tallystick_sim::{
	story::washing_machine::{self, HookError, Hooks, Options, Stage},
	Broker,
};
use tallystick_tests::{add_member, signer, Gateway, GatewaySetup, Network, Node, Sealer, SLOT};
use tempfile::TempDir;
use tokio::process::Command;

const GATEWAY: &str = "//WashingMachine//gateway";
const COUNCIL: &str = "//Alice";

/// Disturbs all three at each stage, one after the other.
struct Killing<'a> {
	gateway: &'a mut Gateway,
	node: &'a mut Node,
	/// How often an order has come to a stage.
	come: BTreeMap<Stage, usize>,
}

impl Hooks for Killing<'_> {
	async fn at(&mut self, stage: Stage) -> Result<bool, HookError> {
		let come = self.come.entry(stage).or_default();
		*come += 1;
		match *come {
			1 => {
				self.gateway.kill().await?;
				Box::pin(self.gateway.start()).await?;
			},
			// Nobody else has its blocks, so it may write what it has before it ends.
			2 => {
				self.node.stop().await?;
				Box::pin(self.node.start()).await?;
			},
			_ => {},
		}
		Ok(*come == 3)
	}

	fn tell(&mut self, line: &str) {
		println!("washing machine: {line}");
	}
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs TALLYSTICK_PYTHON, which scripts/test.sh sets"]
async fn a_machine_orders_once_what_it_lacks_whoever_fails() -> Result<()> {
	let network = Network::sealed().arg("--seal-slots=900");
	Box::pin(network.run(async |network| Box::pin(play(network)).await)).await
}

async fn play(network: &mut Network) -> Result<()> {
	let node = network.node_mut("dev")?;
	let (chain, rpc) = (node.chain()?.clone(), node.ports().rpc);
	let folder = TempDir::with_prefix("tallystick-washing-machine-")?;
	let mut setup = GatewaySetup::new(rpc, GATEWAY);
	setup.more.push(("chain", "time_lapse = true".into()));
	setup.more.push(("batch", "max_segments = 1".into()));
	let sealer = Sealer::start(&chain, SLOT / 8);
	add_member(&chain, &signer(COUNCIL), &signer(GATEWAY)).await?;
	drop(sealer);
	let mut gateway = Gateway::new(&setup, &folder.path().join("gateway"))?;
	gateway.start().await?;

	let broker = Broker { host: "127.0.0.1".into(), port: gateway.mqtt() };
	let log = folder.path().join("log.jsonl");
	let options = Options {
		log: Some(log.clone()),
		..Options::new(signer(COUNCIL), signer(GATEWAY).account(), broker)
	};
	let mut killing = Killing { gateway: &mut gateway, node, come: BTreeMap::new() };
	let played = Box::pin(washing_machine::play(&chain, &options, &mut killing)).await;
	let come = killing.come;
	let outcome = played.with_context(|| gateway.log_tail())?;
	ensure!(outcome.is_good(), "{:?}", outcome.findings);

	let ends: Vec<_> =
		outcome.orders.iter().map(|own| (own.vendor, own.outcome.as_str())).collect();
	let of_repairs = ["hasty", "careful"];
	let repairs: Vec<_> =
		ends.iter().copied().filter(|(vendor, _)| of_repairs.contains(vendor)).collect();
	ensure!(
		repairs == [("hasty", "failed"), ("careful", "paid"), ("careful", "paid")],
		"{repairs:?}"
	);
	let others: Vec<_> = of_repairs.into_iter().chain(["parts"]).collect();
	let detergent: Vec<_> =
		ends.iter().copied().filter(|(vendor, _)| !others.contains(vendor)).collect();
	let expected = [
		("bargain", "lapsed"),
		("drugstore", "paid"),
		("discounter", "failed"),
		("market", "sent back"),
		("drugstore", "paid"),
		("market", "paid"),
		("market", "vetoed"),
		("market", "paid"),
		("market", "paid"),
		("market", "paid"),
	];
	// How much is washed meanwhile, and so ordered, depends on how long repairs take.
	ensure!(detergent.starts_with(&expected), "{detergent:?}");
	ensure!(come.values().all(|times| *times > 0) && come.len() == 7, "{come:?}");
	ensure!(
		come.get(&Stage::Placed) >= Some(&3) && come.get(&Stage::Accepted) >= Some(&3),
		"{come:?}"
	);
	ensure!(ends.contains(&("parts", "paid")), "{ends:?}");
	let figures = outcome.figures;
	ensure!(figures.orders == ends.len() as u64, "{figures:?}");
	ensure!(figures.unmet >= 2 && figures.given_up == 2 && figures.refused > 0, "{figures:?}");
	ensure!(outcome.history.iter().all(|(_, text)| !text.is_empty()), "{:?}", outcome.history);

	let said = check(&log).await?;
	ensure!(said.contains("check: ok"), "{said}");
	for (what, change) in tampered(&fs::read_to_string(&log)?)? {
		let path = folder.path().join("tampered.jsonl");
		fs::write(&path, change)?;
		ensure!(check(&path).await.is_err(), "nobody notices {what}");
	}
	gateway.stop().await
}

/// Has the second implementation follow a log. It fails if it comes to something else.
async fn check(log: &Path) -> Result<String> {
	let python = std::env::var("TALLYSTICK_PYTHON").context("TALLYSTICK_PYTHON is not set")?;
	let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("washing-machine/check.py");
	let done = Command::new(python)
		.arg(script)
		.arg(log)
		.stdin(Stdio::null())
		.kill_on_drop(true)
		.output()
		.await?;
	ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
	Ok(String::from_utf8(done.stdout)?)
}

/// The log, each time with something that did not happen.
fn tampered(log: &str) -> Result<Vec<(&'static str, String)>> {
	let lines = log.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
	let with = |change: &dyn Fn(&mut Value) -> bool| {
		let mut lines = lines.clone();
		let found = lines.iter_mut().any(change);
		ensure!(found, "there is nothing to change");
		Ok(lines.iter().map(|line| format!("{line}\n")).collect::<String>())
	};
	let event = |line: &Value, name: &str| line["kind"] == "event" && line["name"] == name;
	Ok(vec![
		(
			"a dearer vendor",
			with(&|line| {
				let is_so = event(line, "Placed");
				if is_so {
					let vendor = line["fields"]["vendor"].as_u64().unwrap_or_default();
					line["fields"]["vendor"] = (vendor + 1).into();
				}
				is_so
			})?,
		),
		(
			"money that is lost",
			with(&|line| {
				let is_so = line["kind"] == "money" && line["before"] != line["after"];
				if is_so {
					line["after"] = "1".into();
				}
				is_so
			})?,
		),
		(
			"a refund that is paid",
			with(&|line| {
				let is_so = event(line, "Ended") && line["fields"]["outcome"] == "lapsed";
				if is_so {
					line["fields"]["paid"] = line["fields"]["refunded"].take();
					line["fields"]["refunded"] = "0".into();
				}
				is_so
			})?,
		),
		(
			"a state that lasts longer",
			with(&|line| {
				let is_so = event(line, "Advanced");
				if is_so {
					let until = line["fields"]["until"].as_u64().unwrap_or_default();
					line["fields"]["until"] = (until + 1).into();
				}
				is_so
			})?,
		),
	])
}
