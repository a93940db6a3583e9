//! A building is heated for ten hours by rules, on a real node in time-lapse, with a real gateway and devices that sign and
//! obey. A sensor falls silent, and the gateway is killed in between. In each quarter of an hour the devices' set-points
//! equal those that the engine computes off the chain, and each command is answered or superseded. Afterwards the day's account
//! is settled by the meter's readings, and costs what the engine says.
//!
//! Weather, gains and prices were measured, the zones are synthetic, and the heat pump is hypothetical: see
//! `tallystick_sim::story::building`.

use anyhow::{ensure, Context, Result};
use serde_json::{json, Value};
use std::fs;
use tallystick_client::energy_market::views::Points;
use tallystick_evidence::{Crypto, DeviceKey, Native, SecretKey};
use tallystick_sim::{
	story::building::{self, Dead, Figures, HookError, Hooks, Options},
	Broker,
};
use tallystick_tests::{
	add_member, genesis_mut, signer, Gateway, GatewaySetup, Network, Sealer, SLOT,
};
use tempfile::TempDir;

const GATEWAY: &str = "//Building//gateway";
const COUNCIL: &str = "//Alice";
/// The margin of the building's metering point before anything is settled, in the smallest unit of money.
const MARGIN: i128 = 10_000_000_000;
const HOUR: u64 = 3_600_000;
/// 2020-01-07T12:00:00Z, half a day before the first day that is played.
const NOON: u64 = 1_578_398_400_000;
/// From midnight to 10:00.
const STEPS: usize = 40;
/// The gateway is killed after this quarter of an hour.
const KILLED: usize = 21;
/// When the sensor of zone 4 sends nothing.
const DEAD: Dead = Dead { zone: 3, steps: 26..34 };

struct Killing<'a>(&'a mut Gateway);

impl Hooks for Killing<'_> {
	async fn after(&mut self, step: usize, _: &Figures) -> Result<(), HookError> {
		if step == KILLED {
			self.0.kill().await?;
			self.0.start().await?;
		}
		Ok(())
	}

	fn tell(&mut self, line: &str) {
		println!("building: {line}");
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_heat_a_building_as_the_engine_says_whoever_is_killed() -> Result<()> {
	let network = Network::sealed().arg("--seal-slots=30").arg(format!("--seal-from={NOON}"));
	let network = network.patch_spec(|spec| {
		genesis_mut(spec)?["energyMarket"] = json!({ "timing": {
			"slot": HOUR, "period": 24, "lead": HOUR, "firm": 600_000, "horizon": 8 * HOUR,
		} });
		Ok(())
	});
	Box::pin(network.run(async |network| Box::pin(play(network)).await)).await
}

async fn play(network: &mut Network) -> Result<()> {
	let node = network.node("dev")?;
	let (chain, rpc) = (node.chain()?.clone(), node.ports().rpc);
	let folder = TempDir::with_prefix("tallystick-building-")?;
	let (grants, key_file) = (folder.path().join("grants"), folder.path().join("command.key"));
	fs::create_dir(&grants)?;
	let seed = Native::hash(&[b"the gateway's command key"]);
	write_private(&key_file, &format!("0x{}", hex::encode(seed)))?;
	let DeviceKey::Ed25519(public) = SecretKey::Ed25519(Box::new(seed.into())).public() else {
		anyhow::bail!("another scheme");
	};

	let mut setup = GatewaySetup::new(rpc, GATEWAY);
	setup.more.push(("chain", "time_lapse = true".into()));
	setup.more.push(("batch", "max_segments = 13".into()));
	setup.more.push(("commands", format!("key_file = {key_file:?}\ngrants = {grants:?}")));
	let sealer = Sealer::start(&chain, SLOT / 8);
	add_member(&chain, &signer(COUNCIL), &signer(GATEWAY)).await?;
	drop(sealer);
	let mut gateway = Gateway::new(&setup, &folder.path().join("gateway"))?;
	gateway.start().await?;

	let broker = Broker { host: "127.0.0.1".into(), port: gateway.mqtt() };
	let (account, key) = (signer(GATEWAY).account(), DeviceKey::Ed25519(public));
	let log = folder.path().join("log.jsonl");
	let options = Options {
		log: Some(log.clone()),
		steps: STEPS,
		dead: Some(DEAD),
		..Options::new(signer(COUNCIL), account, key, grants, broker)
	};
	let played = Box::pin(building::play(&chain, &options, &mut Killing(&mut gateway))).await;
	let outcome = played.with_context(|| gateway.log_tail())?;
	ensure!(outcome.is_good(), "{:?}", outcome.findings);
	let figures = outcome.figures;
	ensure!(figures.commands >= STEPS as u64, "{figures:?}");
	ensure!(figures.answers + figures.superseded == figures.commands, "{figures:?}");
	ensure!(figures.segments == (13 * STEPS - DEAD.steps.len()) as u64, "{figures:?}");
	// That of the zone whose sensor is silent.
	ensure!(figures.alarms >= 1 && figures.fail_safe == 0, "{figures:?}");

	let text = fs::read_to_string(log)?;
	let lines = text.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
	let quarters: Vec<_> = lines.iter().filter(|line| line["kind"] == "quarter").collect();
	ensure!(quarters.len() == STEPS, "{} quarters", quarters.len());
	for (step, quarter) in quarters.iter().enumerate() {
		ensure!(quarter["same"] == true, "{quarter}");
		// A reading counts for half an hour. Then nobody claims the zone's set-point.
		let is_unknown = (DEAD.steps.start + 1..DEAD.steps.end).contains(&step);
		ensure!(quarter["released"] == u64::from(is_unknown), "{step}: {quarter}");
		ensure!(!is_unknown || quarter["setPoints"][DEAD.zone] == 20.0, "{step}: {quarter}");
	}

	// The meter is read until midnight.
	let bill = outcome.bill;
	ensure!((bill.measured, bill.estimated) == (24, 0), "{bill:?}");
	ensure!((bill.days, bill.open) == (1, 0), "{bill:?}");
	let (mut energy, mut cost, mut prices) = (0.0, 0.0, 0.0);
	for quarter in &quarters {
		let figure = |name: &str| quarter[name].as_f64().with_context(|| format!("{quarter}"));
		let (power, price) = (figure("power")?, figure("price")?);
		energy += power * 250.0;
		cost += power / 4.0 * price;
		prices += price.abs();
	}
	// Power is logged in W, and an hour is counted in Wh: in a quarter that is less than a Wh.
	ensure!((bill.energy as f64 - energy).abs() < STEPS as f64, "{bill:?}, {energy} Wh");
	ensure!((bill.paid as f64 - cost * 1e6).abs() < prices * 1e3, "{bill:?}, {cost} USD");
	let line = lines.iter().find(|line| line["kind"] == "bill").context("no bill is logged")?;
	ensure!(line["paid"] == bill.paid.to_string() && line["energy"] == bill.energy, "{line}");
	let points = chain.view(Points { after: None, limit: 1 }, None).await?;
	let (_, point) = points.first().context("there is no metering point")?;
	ensure!(point.free as i128 == MARGIN - bill.paid, "{bill:?}, {point:?}");
	gateway.stop().await
}

fn write_private(path: &std::path::Path, text: &str) -> Result<()> {
	use std::{io::Write, os::unix::fs::OpenOptionsExt};
	let mut file = fs::File::options().create_new(true).write(true).mode(0o600).open(path)?;
	Ok(file.write_all(text.as_bytes())?)
}
