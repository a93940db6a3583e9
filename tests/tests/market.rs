//! Energy is traded with the commands of `tallystick` alone, on a real node: a grid operator opens a zone, a supplier
//! offers tariffs, two homes get metering points and contracts, and one sells to the other.

use anyhow::{ensure, Context, Result};
use codec::Encode;
use serde_json::{json, Value};
use std::time::Duration;
use tallystick_client::{
	consortium::views::AccountOf,
	records::{
		organization::{Role, Roles},
		OrgId,
	},
	AccountId, Call, Chain,
};
use tallystick_tests::{
	genesis_mut, signer, wait_finalized, wait_until, CommandLine, Council, Network, SLOT,
};
use tempfile::TempDir;

/// Grid operator, manufacturer and accreditor.
const GRID: &str = "//Alice";
const SUPPLIER: &str = "//Market//supplier";
const BUYER: &str = "//Market//buyer";
const SELLER: &str = "//Market//seller";
/// In TALLY's smallest unit: what an account or an organisation begins with.
const MONEY: u128 = 50_000_000_000;
const LIMIT: Duration = Duration::from_secs(180);
const EIC: &str = "10YBE----------2";

const METER: &str = r#"
thing = "meter.tm.json"
uri = "https://example.org/meter.tm.json"
endorsers = ["KEY"]
[[channels]]
name = "energy-in"
unit = "Wh"
exponent = 0
kind = "counter"
low = 0
high = 1000000000
period = 10000
[[channels]]
name = "energy-out"
unit = "Wh"
exponent = 0
kind = "counter"
low = 0
high = 1000000000
period = 10000
"#;

fn tariff(availability: &str) -> String {
	format!(
		r#"
name = "Green day and night"
{availability}
notice = "13m"
[supply]
flat = "0.30 TALLY/kWh"
[feed-in]
flat = "0.08 TALLY/kWh"
"#
	)
}

const TERMS: &str = r#"
floor = "-0.1 TALLY/kWh"
cap = "0.52 TALLY/kWh"
tick = "0.001 TALLY/kWh"
capacity = "500 kWh"
deviation = "0.005 TALLY/kWh"
standard = "0.1 kWh"
defaults = [0]
[[charges]]
kind = "network"
rate = "0.081 TALLY/kWh"
payee = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"
"#;

async fn pay(chain: &Chain, to: &AccountId) -> Result<()> {
	// An address is one of several kinds, and an account's is the first of them.
	let args = (0u8, to.0, codec::Compact(MONEY));
	let transfer = Call::unchecked("Balances", "transfer_keep_alive", args.encode());
	chain.submit_and_find(&transfer, &signer("//Bob")).await?;
	Ok(())
}

/// A supplier with money for deposits. It calibrates the grid operator's meters, too: nobody calibrates their own.
async fn admit(chain: &Chain) -> Result<OrgId> {
	let council = Council::new(chain, [signer("//Alice")]);
	let roles = Roles::from_iter([Role::EnergySupplier, Role::Accreditor]);
	let org = council.admit("Supplier", &signer(SUPPLIER), roles).await?;
	let account = chain.view(AccountOf { org }, None).await?.context("no account")?;
	pay(chain, &account.account).await?;
	Ok(org)
}

#[tokio::test(flavor = "multi_thread")]
async fn energy_is_traded_with_the_commands_alone() -> Result<()> {
	Network::dev()
		.patch_spec(|spec| {
			// Books that open 40 seconds ahead, so that nobody waits for long.
			genesis_mut(spec)?["energyMarket"] = json!({ "timing": {
				"slot": 20_000, "period": 5, "lead": 6_000, "firm": 2_000, "horizon": 40_000,
			} });
			Ok(())
		})
		.run(async |network| {
			play(network.node("dev")?.chain()?, network.node("dev")?.ports().rpc).await
		})
		.await
}

async fn play(chain: &Chain, rpc: u16) -> Result<()> {
	wait_finalized(chain, 1, 20 * SLOT).await?;
	let folder = TempDir::with_prefix("tallystick-market-")?;
	let cli = CommandLine::new(folder.path(), rpc);
	let supplier = admit(chain).await?;
	for home in [BUYER, SELLER] {
		pay(chain, &signer(home).account()).await?;
	}

	cli.file("basic.toml", &tariff("availability = \"default\"\noperator = 0"))?;
	cli.file("own.toml", &tariff("availability = \"on-request\""))?;
	cli.file("terms.toml", TERMS)?;
	cli.run(SUPPLIER, "tariff offer basic.toml").await?;
	cli.run(SUPPLIER, "tariff offer own.toml").await?;
	cli.run(GRID, &format!("zone open {EIC} terms.toml")).await?;
	let zone = cli.say(BUYER, &format!("zone show {EIC}")).await?;
	ensure!(zone.contains(&format!("default    tariff 0 of organisation {supplier}")), "{zone}");
	make_meters(&cli).await?;
	let buyer = point(&cli, BUYER, "buyer").await?;
	let seller = point(&cli, SELLER, "seller").await?;

	// The seller has a contract, the buyer the zone's default supplier.
	cli.run(SELLER, &format!("contract request {seller} --tariff 1")).await?;
	let customers = cli.say(SUPPLIER, "tariff customers").await?;
	ensure!(customers.contains(&format!("tallystick contract accept {seller}")), "{customers}");
	let agreed = cli.run(SUPPLIER, &format!("contract accept {seller}")).await?;
	cli.run(BUYER, &format!("margin fund {buyer} 5TALLY")).await?;
	cli.run(SELLER, &format!("margin fund {seller} 5TALLY")).await?;

	ensure!(agreed["from"]["begins"].is_u64(), "{agreed}");
	trade(&cli, &buyer, &seller).await
}

async fn make_meters(cli: &CommandLine) -> Result<()> {
	let maker = cli.run(GRID, "key generate device maker.key").await?;
	let part = |name: &str| maker[name].as_str().context("no key");
	let key = format!("{} {}", part("scheme")?, part("key")?);
	cli.file("meter.toml", &METER.replace("KEY", &key))?;
	cli.file("meter.tm.json", "{}")?;
	cli.file("certificate.pdf", "It measures right.")?;
	cli.run(GRID, "model define meter.toml").await?;
	Ok(())
}

/// A confirmed metering point of this home.
async fn point(cli: &CommandLine, home: &str, name: &str) -> Result<String> {
	cli.run(GRID, &format!("key generate device {name}.key")).await?;
	let line =
		format!("device register --device-key {name}.key --model 0 --endorser-key maker.key");
	let told = cli.run(GRID, &line).await?;
	let device = told["device"].as_str().context("no device")?;
	let line = format!("device calibrate {device} --certificate certificate.pdf --until 365d");
	let propose = format!(
		"point propose 0 --meter {device} --import energy-in --export energy-out --connected 11kW --export-power 8kW"
	);
	let told = cli.run(home, &propose).await?;
	let point = told["point"].as_str().context("no point")?.trim_start_matches("0x").to_owned();
	let confirm = format!("point confirm {point} --owner {} --yes", signer(home).account());
	let uncalibrated = cli.refused(GRID, &confirm).await?;
	ensure!(uncalibrated.contains("no valid calibration"), "{uncalibrated}");
	cli.run(SUPPLIER, &line).await?;
	let proposed = cli.run(GRID, "point list --zone 0 --status proposed").await?;
	ensure!(proposed.as_array().is_some_and(|all| all.len() == 1), "{proposed}");
	cli.run(GRID, &confirm).await?;
	Ok(point)
}

/// Places orders in a slot whose book has just opened, and waits for what comes of them.
async fn trade(cli: &CommandLine, buyer: &str, seller: &str) -> Result<()> {
	let slot = wait_until("both orders to be placed", LIMIT, async || {
		// The last slot whose book is open leaves most time.
		let market = cli.run(BUYER, "market").await?;
		let unopened = market["firstUnopened"]["begins"].as_u64().context("no slot")?;
		let length = market["timing"]["slot"].as_u64().context("no length")?;
		let slot = unopened - length;
		let buy = format!("order place {buyer} --slot {slot} --buy 40Wh@0.381TALLY/kWh");
		let placed = cli.output(BUYER, &buy, &["--json"]).await?;
		if !placed.status.success() {
			// It does not take part yet.
			println!("{}", String::from_utf8_lossy(&placed.stderr));
			return Ok(None);
		}
		let sell = format!("order place {seller} --slot {slot} --sell 0.03kWh@0.08TALLY/kWh");
		let placed = cli.output(SELLER, &sell, &["--json"]).await?;
		println!("{}", String::from_utf8_lossy(&placed.stderr));
		Ok(placed.status.success().then_some(slot))
	})
	.await?;
	cli.say(BUYER, &format!("order list {buyer}")).await?;
	cli.say(BUYER, "book 0").await?;
	let book = wait_until("the book to be cleared", LIMIT, async || {
		let book = cli.run(BUYER, &format!("book 0 {slot}")).await?;
		Ok((book["book"] == "cleared").then_some(book))
	})
	.await?;
	let result = &book["result"];
	ensure!(result["price"] == "300" && result["volume"] == "30", "{book}");
	let bought = position(cli, buyer, slot).await?;
	ensure!((&bought["bought"], &bought["sold"]) == (&json!("30"), &json!("0")), "{bought}");
	let sold = position(cli, seller, slot).await?;
	ensure!((&sold["bought"], &sold["sold"]) == (&json!("0"), &json!("30")), "{sold}");

	let late =
		cli.refused(BUYER, &format!("order place {buyer} --slot {slot} --buy 1@381000")).await?;
	ensure!(late.contains("closed at"), "{late}");
	// Once the period's gates have closed its trades are counted, and the statement waits for readings.
	let statement = format!("statement {buyer} {slot}");
	let told = wait_until("the trades to be counted", LIMIT, async || {
		let output = cli.output(BUYER, &statement, &["--json"]).await?;
		Ok(output.status.success().then_some(output.stdout))
	})
	.await?;
	let told: Value = serde_json::from_slice(&told)?;
	let awaited = told["statement"]["awaited"].as_array().context("no list")?.len();
	ensure!(awaited > 0, "nobody has read a meter: {told}");
	let withdrawn = cli.run(SELLER, &format!("margin withdraw {seller} --all")).await?;
	ensure!(withdrawn["free"] == "0", "{withdrawn}");
	Ok(())
}

async fn position(cli: &CommandLine, point: &str, slot: u64) -> Result<Value> {
	let told = cli.run(GRID, &format!("point position {point} {slot}")).await?;
	Ok(told["slots"][0].clone())
}
