//! A sale by quality, played with the commands of `tallystick` alone, on a real node and with a real gateway and a
//! logger that signs: offer, fund, watch, hand over, deliver, refine, settle.

use anyhow::{ensure, Context, Result};
use codec::Encode;
use serde_json::Value;
use std::{fs, time::Duration};
use tallystick_client::{
	consortium::views::AccountOf,
	records::{organization::Role, OrgId},
	AccountId, Call, Chain,
};
use tallystick_tests::{
	add_member, signer, wait_finalized, wait_until, CommandLine, Council, Gateway, GatewaySetup,
	Network, Simulator, SLOT,
};
use tempfile::TempDir;

const GATEWAY: &str = "//Trade//gateway";
/// The seller, who owns the logger.
const FARM: &str = "//Alice";
const TRUCK: &str = "//Trade//truck";
const SHOP: &str = "//Trade//shop";
/// Binds company prefixes, and decides.
const INSTITUTE: &str = "//Trade//institute";
/// In TALLY's smallest unit: what an account or an organisation begins with.
const MONEY: u128 = 5_000_000_000;
const KEY: &str = "(01)09506000134352(21)A7";
const LIMIT: Duration = Duration::from_secs(120);

fn exact(value: &Value) -> Result<u128> {
	Ok(value.as_str().with_context(|| format!("{value} is no amount"))?.parse()?)
}

async fn pay(chain: &Chain, to: &AccountId) -> Result<()> {
	// An address is one of several kinds, and an account's is the first of them.
	let args = (0u8, to.0, codec::Compact(MONEY));
	let transfer = Call::unchecked("Balances", "transfer_keep_alive", args.encode());
	chain.submit_and_find(&transfer, &signer("//Bob")).await?;
	Ok(())
}

/// An organisation with money for itself and for its admin.
async fn admit(chain: &Chain, name: &str, secret: &str, role: Role) -> Result<OrgId> {
	let council = Council::new(chain, [signer("//Alice")]);
	let admin = signer(secret);
	let org = council.admit(name, &admin, role.into()).await?;
	pay(chain, &admin.account()).await?;
	let account = chain.view(AccountOf { org }, None).await?.context("no account")?;
	pay(chain, &account.account).await?;
	Ok(org)
}

/// Two minutes of a logger: warm for ten seconds of every twenty.
fn series() -> String {
	let mut text = "time,temperature:Cel:-1\n".to_owned();
	for second in 0..120 {
		let value = if second % 20 < 10 { "4.0" } else { "12.0" };
		text += &format!("2026-09-14T08:{:02}:{:02}Z,{value}\n", second / 60, second % 60);
	}
	text
}

const POLICY: &str = r#"
unit = "Cel"
exponent = -1
probe = "air"
[measure]
degrees-above = 8.0
[silence]
hot = 12.0
cold = 4.0
[readings]
stand = 3.0
apart = 0.5
[doubt]
ignored = ["uncalibrated", "late"]
"#;

const CLASS: &str = r#"
name = "Berries, case"
gtin = "09506000134352"
unit = "KGM"
decimals = 2
states = ["picked"]
final = ["sold"]
[[transitions]]
from = "picked"
to = "sold"
by = "owner"
step = "retail_selling"
disposition = "retail_sold"
[[policies]]
policy = 0
weight = 1
"#;

/// A second of a reading that is 4.0 degrees too warm is a loss of 40,000.
fn terms(arbiter: &AccountId) -> String {
	format!(
		r#"
price = "1000 TALLY"
arbiter = "{arbiter}"
rate = 0
offered-until = "1h"
pick-up-by = "2h"
deliver-by = "3h"
data = "10m"
window = "20s"
arbitration = "1h"
[[policies]]
policy = 0
weight = 1
[[curve]]
loss = 0
pays = 100
[[curve]]
loss = 2_000_000
pays = 0
"#
	)
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_are_sold_by_their_quality_with_the_commands_alone() -> Result<()> {
	Network::dev().run(async |network| play(network).await).await
}

async fn play(network: &mut Network) -> Result<()> {
	let node = network.node("dev")?;
	let (chain, rpc) = (node.chain()?.clone(), node.ports().rpc);
	wait_finalized(&chain, 1, 20 * SLOT).await?;
	let folder = TempDir::with_prefix("tallystick-trade-")?;
	let data = folder.path().join("logger.csv");
	fs::write(&data, series())?;
	add_member(&chain, &signer(FARM), &signer(GATEWAY)).await?;
	let truck = admit(&chain, "Truck", TRUCK, Role::Carrier).await?;
	let shop = admit(&chain, "Shop", SHOP, Role::Operator).await?;
	admit(&chain, "Institute", INSTITUTE, Role::Accreditor).await?;

	let mut gateway =
		Gateway::new(&GatewaySetup::new(rpc, GATEWAY), &folder.path().join("gateway"))?;
	gateway.start().await?;
	let series = data.to_str().context("a path in UTF-8")?.to_owned();
	let logger = Simulator::new(&folder.path().join("logger"), rpc, GATEWAY, 1, &[&series]);
	logger.register(&[]).await?;
	let cli = CommandLine::new(folder.path(), rpc)
		.with_gateway(&format!("http://127.0.0.1:{}", gateway.http()));
	let devices = cli.run(FARM, "device list").await?;
	let device = devices[0].as_str().context("no device")?.to_owned();
	let stream = format!("{device}/temperature");

	prepare(&cli, &signer(INSTITUTE).account()).await?;
	let offered = cli.run(FARM, &format!("trade offer 0 terms.toml --to {shop}")).await?;
	ensure!(offered["trade"] == 0, "{offered}");
	let refused = cli.refused(TRUCK, "trade fund 0").await?;
	ensure!(refused.contains("that is for the buyer"), "{refused}");
	cli.run(FARM, &format!("asset watch 0 {stream}")).await?;
	let refused = cli.refused(FARM, &format!("asset watch 0 {stream}")).await?;
	ensure!(refused.contains("watches asset 0 already"), "{refused}");
	cli.run(SHOP, "trade fund 0").await?;

	let playing = logger.play(
		gateway.mqtt(),
		["--speed", "1", "--segment-readings", "5", "--for", "30m", "--drain", "120s"],
	)?;
	let measured =
		|told: &Value| exact(&told["figures"][0]["value"]["upper"]).is_ok_and(|amount| amount > 0);
	wait(&cli, "asset condition 0", measured).await?;
	cli.run(FARM, &format!("custody offer 0 --to {truck} --agreed 30s --keeper giver")).await?;
	cli.run(TRUCK, "trade bond 0 100TALLY").await?;
	cli.run(TRUCK, "custody accept 0 --yes").await?;
	tokio::time::sleep(Duration::from_secs(20)).await;
	cli.run(TRUCK, &format!("custody offer 0 --to {shop} --agreed 0s --keeper giver")).await?;
	cli.run(SHOP, "custody accept 0 --yes").await?;
	let heard = |told: &Value| told["awaited"].as_array().is_some_and(Vec::is_empty);
	wait(&cli, "trade show 0", heard).await?;
	playing.end_measuring()?;
	println!("trade: {}", playing.finish(LIMIT).await?);
	check(&cli).await?;
	settle(&cli).await?;
	gateway.stop().await
}

/// The goods, and the files with their terms.
async fn prepare(cli: &CommandLine, arbiter: &AccountId) -> Result<()> {
	cli.file("policy.toml", POLICY)?;
	cli.file("class.toml", CLASS)?;
	cli.file("terms.toml", &terms(arbiter))?;
	cli.run(INSTITUTE, "prefix bind 9506000 --org 0 --party 9506000134352").await?;
	cli.run(FARM, "policy define policy.toml --model 0 --channel temperature").await?;
	cli.run(FARM, "class define class.toml").await?;
	cli.run(FARM, "lot open L-1 --class 0 --source 9506000134352 --made 2026-09-14").await?;
	cli.run(FARM, &format!("asset create {KEY} --lot 9506000134352/L-1 --quantity 12.5")).await?;
	Ok(())
}

/// Waits until a command says so.
async fn wait(cli: &CommandLine, line: &str, wanted: impl Fn(&Value) -> bool) -> Result<()> {
	wait_until(line, LIMIT, async || Ok(wanted(&cli.run(FARM, line).await?).then_some(()))).await
}

/// Checks what the commands say of a delivered trade, and shows its boundaries.
async fn check(cli: &CommandLine) -> Result<()> {
	let before = cli.run(FARM, "trade show 0").await?;
	let unproven = before["unproven"].as_array().context("no list")?.len();
	ensure!(unproven > 0, "nothing is left to prove: {before}");
	let text = cli.say(FARM, "trade show 0").await?;
	for part in ["delivered", "unproven", "refine 0 --boundaries", "buyer gets", "logger kept by"] {
		ensure!(text.contains(part), "no {part:?} in\n{text}");
	}
	let dry = cli.run(TRUCK, "trade refine 0 --boundaries --dry-run").await?;
	ensure!(dry["dryRun"] == true && dry["before"] == before["pricing"], "{dry}");
	let still = cli.run(FARM, "trade show 0").await?;
	ensure!(still["shown"].as_array().is_some_and(Vec::is_empty), "it has shown: {still}");

	let shown = cli.run(TRUCK, "trade refine 0 --boundaries").await?;
	ensure!(shown["after"] == dry["after"], "{shown} is not what the dry run said: {dry}");
	let loss = |pricing: &Value| exact(&pricing["intervals"][1]["loss"]);
	ensure!(loss(&shown["after"])? < loss(&shown["before"])?, "showing has not helped: {shown}");
	let leaves = shown["leaves"].as_array().context("no leaves")?;
	ensure!(leaves.iter().all(|leaf| leaf["readings"] == 5), "{shown}");
	ensure!(leaves.iter().any(|leaf| leaf["pairs"].as_u64() > Some(0)), "no readings: {shown}");
	let proven = cli.run(FARM, "trade show 0").await?;
	ensure!(proven["unproven"].as_array().is_some_and(Vec::is_empty), "{proven}");
	let again = cli.say(TRUCK, "trade refine 0 --boundaries").await?;
	ensure!(again.contains("stay as they are"), "{again}");
	let condition = cli.say(FARM, "asset condition 0").await?;
	ensure!(condition.contains("excess over 8.0 Cel"), "{condition}");
	Ok(())
}

/// Ends the trade: what was shown last is what is paid.
async fn settle(cli: &CommandLine) -> Result<()> {
	let told = cli.run(FARM, "trade show 0").await?;
	let paid = exact(&told["pricing"]["paid"])?;
	let early = cli.refused(FARM, "trade settle 0").await?;
	ensure!(early.contains("TradeRuns"), "{early}");
	cli.run(FARM, "trade price 0").await?;
	let ended = wait_until("the window to end", LIMIT, async || {
		let output = cli.output(SHOP, "trade settle 0", &["--json"]).await?;
		Ok(output.status.success().then_some(output.stdout))
	})
	.await?;
	let ended: Value = serde_json::from_slice(&ended)?;
	ensure!(exact(&ended["paid"])? == paid, "{ended} is not {paid}");
	ensure!(paid < 1_000_000_000, "warm goods cost something: {paid}");
	let gone = cli.refused(FARM, "trade show 0").await?;
	ensure!(gone.contains("it is final"), "{gone}");
	let none = cli.say(FARM, "trade list").await?;
	ensure!(none.contains("no trade goes on"), "{none}");
	Ok(())
}
