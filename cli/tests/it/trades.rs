//! Streams and trades, on the commands of the documentation and the chain's own runtime.

use crate::chain::{text, Chain, ADMINS};
use serde_json::{json, Value};
use std::{path::Path, time::Duration};

const FARM: usize = 0;
const CARRIER: usize = 1;
const SHOP: usize = 2;
const STALL: usize = 3;

const PLACE: &str = "9506000134352";

/// The TOML of the documentation in which this stands.
fn documented(part: &str) -> String {
	let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
	let page = std::fs::read_to_string(page).unwrap();
	let mut blocks = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
	blocks.find(|block| block.contains(part)).unwrap().to_owned()
}

/// The documentation's terms, with the carrier's member as arbiter and short times for data and appeals.
fn terms() -> String {
	let mut terms = documented("offered-until");
	let arbiter = terms.lines().find(|line| line.starts_with("arbiter")).unwrap().to_owned();
	terms = terms.replace(&arbiter, &format!("arbiter = \"{}\"", ADMINS[CARRIER].1));
	for (from, to) in [
		("\"2026-09-20T18:00Z\"", "\"3d\""),
		("data = \"6h\"", "data = \"2s\""),
		("window = \"2d\"", "window = \"2s\""),
	] {
		assert!(terms.contains(from), "{from}");
		terms = terms.replace(from, to);
	}
	terms
}

/// A chain with a case of apples of the farm.
fn farm() -> Chain {
	let chain = Chain::new();
	chain.say(FARM, "prefix bind 9506000 --org 0 --party 9506000134352");
	chain.write("warm.toml", &documented("degrees-above"));
	chain.write("apples.toml", &documented("Apples, case"));
	chain.write("terms.toml", &terms());
	chain.say(FARM, "policy define warm.toml");
	chain.say(FARM, "class define apples.toml");
	chain.say(FARM, &format!("lot open L-1 --class 0 --source {PLACE} --made 2026-01-01"));
	let line = format!("asset create (01){PLACE}(21)A1 --lot 0 --quantity 10");
	let line = line.replace(PLACE, "09506000134352");
	assert_eq!(chain.json(FARM, &line)["asset"], 0);
	chain
}

/// Registers a device of this organisation, by the documentation's model, and names its stream.
fn thermometer(chain: &Chain, org: usize) -> String {
	chain.say(org, &format!("key generate device thermometer-{org}.key"));
	let line = format!("device register --device-key thermometer-{org}.key --model 0");
	let told = chain.json(org, &line);
	format!("{}/temperature", told["device"].as_str().unwrap())
}

fn farm_with_model() -> Chain {
	let chain = farm();
	chain.write("thermometer.toml", &documented("[[channels]]"));
	chain.write("thermometer.tm.json", "{}");
	chain.say(FARM, "model define thermometer.toml");
	chain
}

#[test]
fn streams_watch_an_asset_and_are_lent_swapped_and_detached() {
	let chain = farm_with_model();
	let [own, lent] = [FARM, CARRIER].map(|org| thermometer(&chain, org));
	let output = chain.run(FARM, &format!("asset watch 0 {own} --json"));
	let warned = text(&output.stderr);
	for part in ["has no valid calibration", "policy 0 does not ignore that"] {
		assert!(warned.contains(part), "{part}\n{warned}");
	}
	let told: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!((&told["kind"], &told["policies"]), (&json!("counting"), &json!([0])));
	assert_eq!(told["uncalibratedFor"], json!([0]));
	for (org, line, reason) in [
		(FARM, format!("asset watch 0 {own}"), "watches asset 0 already"),
		(CARRIER, format!("asset watch 0 {lent}"), "in the custody of organisation 0 (Farm)"),
		(FARM, format!("asset watch 0 {lent} --witness"), "is not lent to yours"),
		(FARM, format!("asset detach 0 {lent}"), "has no such stay"),
		(CARRIER, format!("device end-loan {} --to 0", &lent[..64]), "is not lent"),
		(FARM, format!("device lend {} --to 2 --until 1d", &lent[..64]), "does not own device"),
	] {
		let refused = chain.refused(org, 1, &line);
		assert!(refused.contains(reason), "{line}: {refused}");
	}
	let refused = chain.refused(FARM, 2, &format!("asset swap 0 {own} {own}"));
	assert!(refused.contains("the same one"), "{refused}");

	chain.say(CARRIER, &format!("device lend {} --to 0 --until 1d", &lent[..64]));
	let refused = chain.refused(FARM, 1, &format!("asset watch 0 {lent}"));
	assert!(refused.contains("asset swap"), "{refused}");
	chain.say(FARM, &format!("asset swap 0 {own} {lent}"));
	let told = chain.json(FARM, "asset stays 0");
	assert!(told[0]["to"].is_u64() && told[1]["to"].is_null(), "{told}");
	chain.say(FARM, &format!("asset consent 0 {lent}"));
	let refused = chain.refused(FARM, 1, &format!("asset consent 0 {lent}"));
	assert!(refused.contains("consented already"), "{refused}");
	let shown = chain.say(FARM, "asset stays 0");
	assert!(shown.contains("the owner may take the device away"), "{shown}");
	chain.say(FARM, &format!("asset detach 0 {lent}"));
	let from = chain.json(FARM, "asset stays 0")[0]["from"].as_u64().unwrap();
	let refused = chain.refused(FARM, 1, &format!("asset forget-stay 0 {own} --from {from}"));
	assert!(refused.contains("DataAwaited"), "{refused}");
	chain.say(CARRIER, &format!("device end-loan {} --to 0", &lent[..64]));
}

#[test]
fn a_condition_without_data_says_what_is_awaited() {
	let chain = farm_with_model();
	assert!(chain.say(FARM, "asset condition 0").contains("nothing has watched asset 0"));
	let own = thermometer(&chain, FARM);
	chain.say(FARM, &format!("asset watch 0 {own}"));
	// Time passes with the blocks.
	chain.say(FARM, &format!("asset consent 0 {own}"));
	let shown = chain.say(SHOP, "asset condition 0");
	for part in ["/temperature", "excess over 8.0 Cel", "0 Cel·min", "more data may come"] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let told = chain.json(SHOP, "asset condition 0");
	assert_eq!((&told["figures"][0]["known"], &told["unproven"]), (&json!("awaited"), &json!([])));
	let line = "asset condition 0 --from 2026-01-02 --to 2026-01-01";
	assert!(chain.refused(SHOP, 2, line).contains("is not before"));
}

#[test]
fn a_window_that_data_do_not_begin_begins_by_itself() {
	let chain = farm_with_model();
	let own = thermometer(&chain, FARM);
	chain.say(FARM, &format!("asset watch 0 {own}"));
	fund(&chain);
	for line in ["trade appeal 0", "trade price 0"] {
		let sent = chain.transactions();
		let refused = chain.refused(SHOP, 1, line);
		assert!(refused.contains("trade 0 is funded"), "{line}: {refused}");
		assert_eq!(chain.transactions(), sent);
	}
	chain.say(FARM, "custody offer 0 --to 1 --agreed 26h");
	chain.say(CARRIER, "custody accept 0 --yes");
	let sent = chain.transactions();
	let refused = chain.refused(CARRIER, 1, "trade appeal 0");
	assert!(refused.contains("trade 0 is moving: nobody can appeal before"), "{refused}");
	let refused = chain.refused(STALL, 1, "trade appeal 0");
	assert!(refused.contains("seller, buyer and whoever held the goods"), "{refused}");
	assert_eq!(chain.transactions(), sent);
	chain.say(CARRIER, "custody offer 0 --to 2 --agreed 0s");
	chain.say(SHOP, "custody accept 0 --yes");
	// The loop of the documentation.
	let told = (0..100).find_map(|_| {
		let output = chain.run(SHOP, "trade price 0 --json");
		if output.status.success() {
			return Some(serde_json::from_slice::<Value>(&output.stdout).unwrap());
		}
		let refused = text(&output.stderr);
		assert!(refused.contains("the window begins by itself after"), "{refused}");
		std::thread::sleep(Duration::from_millis(200));
		None
	});
	let told = told.expect("the window never begins");
	let since = state(&chain)["delivered"]["since"].as_u64().unwrap();
	let window = json!({ "from": since + 2_000, "until": since + 4_000 });
	assert_eq!(told, json!({ "trade": 0, "window": window }));
	let said = chain.say(SHOP, "trade price 0");
	assert!(said.contains("by itself") && said.contains("trade settle 0"), "{said}");
	eventually(&chain, "trade settle 0");
}

fn state(chain: &Chain) -> Value {
	let told = chain.json(SHOP, "trade list");
	told[0]["record"]["state"].clone()
}

/// Offered to the shop for 1000 TALLY, and funded.
fn funded() -> Chain {
	let chain = farm();
	fund(&chain);
	chain
}

fn fund(chain: &Chain) {
	let told = chain.json(FARM, "trade offer 0 terms.toml --to 2");
	assert_eq!(told["trade"], 0);
	chain.say(SHOP, "trade fund 0");
}

/// The shop has the goods but for 2 of 10 kilograms, which the carrier still has.
fn partly_refused(chain: &Chain) {
	chain.say(FARM, "custody offer 0 --to 1 --agreed 26h");
	chain.say(CARRIER, "trade bond 0 50TALLY");
	chain.say(CARRIER, "custody accept 0 --yes");
	chain.say(CARRIER, "custody offer 0 --to 2 --agreed 0s");
	chain.say(SHOP, "custody accept 0 --damaged 2 --yes");
}

/// The shop has the goods.
fn delivered() -> Chain {
	let chain = funded();
	chain.say(FARM, "custody offer 0 --to 1 --agreed 26h");
	chain.say(CARRIER, "trade bond 0 50TALLY");
	chain.say(CARRIER, "custody accept 0 --yes");
	chain.say(CARRIER, "custody offer 0 --to 2 --agreed 0s");
	chain.say(SHOP, "custody accept 0 --yes");
	chain
}

#[test]
fn whoever_funds_or_takes_over_is_told_first_what_they_agree_to() {
	let chain = farm();
	chain.say(FARM, "trade offer 0 terms.toml --to 2");
	let told = |org, line: &str| {
		let output = chain.run(org, &format!("{line} --json"));
		let said = text(&output.stderr);
		assert!(output.status.success(), "{line}: {said}");
		(said, serde_json::from_slice::<Value>(&output.stdout).unwrap())
	};
	let terms = [
		"price        1000.000000 TALLY",
		"curve        pays 100 % after a loss of 300000000, 50 % after a loss of 1300000000",
		"rate         1 of loss allowed for each agreed millisecond",
		"deliver by   20",
		"arbitration  7 d",
	];
	let (said, _) = told(SHOP, "trade fund 0");
	assert!(terms.iter().all(|part| said.contains(part)), "{said}");
	let shown = chain.say(SHOP, "trade show 0");
	assert!(terms.iter().all(|part| shown.contains(part)), "{shown}");

	chain.say(FARM, "custody offer 0 --to 1 --agreed 26h");
	let (said, value) = told(CARRIER, "custody accept 0 --yes");
	for part in [
		"trade      0: organisation 0 (Farm) sells it to organisation 2 (Shop)",
		"without a bond of yours the giver answers",
		"`tallystick trade bond 0 AMOUNT`",
	] {
		assert!(said.contains(part), "{part}\n{said}");
	}
	assert_eq!((&value["passes"], &value["trade"]), (&json!("custody"), &json!(0)));
	chain.say(CARRIER, "custody offer 0 --to 2 --agreed 0s");
	let (said, value) = told(SHOP, "custody accept 0 --yes");
	assert!(said.contains("the ownership passes, too"), "{said}");
	assert_eq!((&value["passes"], &value["trade"]), (&json!("ownership"), &json!(0)));
}

#[test]
fn a_carrier_puts_up_the_bond_that_the_terms_ask_for_before_they_accept() {
	let chain = funded();
	let refused = chain.refused(FARM, 2, "custody offer 0 --to 1 --bond 50TALLY");
	for part in ["trade 0", "--agreed", "at most 3 d 11 h 20 min"] {
		assert!(refused.contains(part), "{part}\n{refused}");
	}
	let refused = chain.refused(FARM, 1, "custody offer 0 --to 1 --agreed 84h");
	assert!(refused.contains("allows for less, at most 3 d 11 h 20 min"), "{refused}");
	let refused = chain.refused(FARM, 1, "custody offer 0 --to 2 --bond 1TALLY");
	assert!(refused.contains("NoBondPossible"), "{refused}");
	let refused = chain.refused(FARM, 1, "custody offer 0 --to 99 --agreed 1h");
	assert!(refused.contains("there is no organisation 99"), "{refused}");
	chain.say(FARM, "custody offer 0 --to 1 --agreed 26h --bond 50TALLY");
	let shown = chain.say(SHOP, "trade show 0");
	let line = "custody      offered to organisation 1 (Cold chain) for 1 d 2 h, with a bond of 50.000000 TALLY at least, until 20";
	assert!(shown.contains(line), "{shown}");
	let sent = chain.transactions();
	let refused = chain.refused(CARRIER, 1, "custody accept 0 --yes");
	for part in ["bond       of 50.000000 TALLY at least", "`tallystick trade bond 0 50000000`"] {
		assert!(refused.contains(part), "{part}\n{refused}");
	}
	let refused = chain.refused(CARRIER, 2, "trade bond 0 49TALLY");
	assert!(refused.contains("ask for a bond of 50.000000 TALLY"), "{refused}");
	assert_eq!(chain.transactions(), sent);
	chain.say(CARRIER, "trade bond 0 50000000");
	let refused = chain.refused(CARRIER, 1, "trade bond 0 50TALLY");
	assert!(refused.contains("AlreadyBonded") && refused.contains("custody accept"), "{refused}");
	chain.say(CARRIER, "custody accept 0 --yes");
	// The carrier gives what they have, and to the shop nothing, which delivers.
	let refused = chain.refused(CARRIER, 1, "custody offer 0 --to 3 --agreed 27h");
	assert!(refused.contains("at most 1 d 2 h"), "{refused}");
	chain.say(CARRIER, "custody offer 0 --to 2");
	chain.say(SHOP, "custody accept 0 --yes");
	assert!(state(&chain)["delivered"].is_object());
}

#[test]
fn no_stream_that_fits_less_takes_the_place_of_another_one() {
	let chain = farm();
	let channels = documented("[[channels]]");
	let (head, temperature) = channels.split_once("[[channels]]").unwrap();
	let humidity = temperature.replace("\"temperature\"", "\"humidity\"");
	let humidity = humidity.replace("\"Cel\"", "\"%RH\"");
	let model = format!("{head}[[channels]]{temperature}\n[[channels]]{humidity}");
	chain.write("thermometer.toml", &model);
	chain.write("thermometer.tm.json", "{}");
	chain.say(FARM, "model define thermometer.toml");
	let own = thermometer(&chain, FARM);
	let device = &own[..64];
	chain.say(FARM, &format!("asset watch 0 {own}"));
	let sent = chain.transactions();
	let refused = chain.refused(FARM, 1, &format!("asset swap 0 {own} {device}/humidity"));
	assert!(
		refused.contains("policy 0 counts by") && refused.contains("does not fit"),
		"{refused}"
	);
	assert_eq!(chain.transactions(), sent);
}

#[test]
fn an_accreditor_says_until_when_a_device_is_calibrated() {
	let chain = farm_with_model();
	let own = thermometer(&chain, CARRIER);
	let device = &own[..64];
	chain.write("certificate.pdf", "it measures right");
	let line = |until: &str| {
		format!("device calibrate {device} --certificate certificate.pdf --until {until}")
	};
	let refused = chain.refused(CARRIER, 1, &line("30d"));
	assert!(refused.contains("accreditor"), "{refused}");
	let refused = chain.refused(FARM, 2, &line("2026-01-01"));
	assert!(refused.contains("has passed"), "{refused}");
	let told = chain.json(FARM, &line("30d"));
	let hash = sp_io::hashing::blake2_256(b"it measures right");
	assert_eq!(told["certificate"], format!("0x{}", hex::encode(hash)));
	let shown = chain.say(CARRIER, &format!("device show {device}"));
	assert!(shown.contains("calibrated   until 20"), "{shown}");
}

#[test]
fn what_a_party_cannot_do_is_refused_before_it_is_sent() {
	let chain = farm();
	chain.write("other.toml", &terms().replace("policy = 0", "policy = 7"));
	chain.write("own.toml", &terms().replace(ADMINS[CARRIER].1, ADMINS[SHOP].1));
	let sent = chain.transactions();
	for (org, code, line, reason) in [
		(FARM, 2, "trade offer 0 terms.toml --to 0", "own organisation"),
		(FARM, 2, "trade offer 0 none.toml --to 2", "none.toml"),
		(FARM, 2, "trade offer 0 other.toml --to 2", "does not apply to the asset; these do: 0"),
		(FARM, 2, "trade offer 0 own.toml --to 2", "belongs to the seller or the buyer"),
		(CARRIER, 1, "trade offer 0 terms.toml --to 2", "belongs to organisation 0 (Farm)"),
		(FARM, 1, "trade fund 0", "there is no trade 0"),
	] {
		let refused = chain.refused(org, code, line);
		assert!(refused.contains(reason), "{line}: {refused}");
	}
	assert_eq!(chain.transactions(), sent);

	chain.say(FARM, "trade offer 0 terms.toml --to 2");
	let sent = chain.transactions();
	for (org, code, line, reason) in [
		(FARM, 1, "trade offer 0 terms.toml --to 2", "is being sold by trade 0"),
		(CARRIER, 1, "trade fund 0", "for the buyer, organisation 2 (Shop)"),
		(SHOP, 1, "trade withdraw 0", "for the seller"),
		(FARM, 1, "trade pick-up 0 --agreed 1h", "is offered, not funded"),
		(SHOP, 1, "trade deliver 0", "is offered, not moving"),
		(SHOP, 1, "trade bond 0 5TALLY", "for carriers"),
		(CARRIER, 2, "trade bond 0 0", "a bond of 0"),
		(CARRIER, 1, "trade bond 0 5TALLY", "are not offered to your organisation"),
		(FARM, 1, "trade refine 0 --boundaries", "is offered, not delivered"),
		(CARRIER, 1, "trade decide 0 5TALLY", "is offered, not disputed"),
		(FARM, 1, "trade price 0", "is offered, not delivered"),
	] {
		let refused = chain.refused(org, code, line);
		assert!(refused.contains(reason), "{line}: {refused}");
	}
	assert_eq!(chain.transactions(), sent);
	let shown = chain.say(SHOP, "trade show 0");
	for part in [
		"offered",
		"the buyer funds the trade",
		"removes the offer",
		"1000.000000 TALLY (1000000000 units)",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	chain.say(FARM, "trade withdraw 0");
	assert!(chain.say(FARM, "trade list").contains("no trade goes on"));
}

#[test]
fn a_trade_is_shown_listed_and_settled() {
	let chain = delivered();
	let shown = chain.say(SHOP, "trade show 0");
	for part in [
		"organisation 0 (Farm) sells asset 0, 10.00 KGM, to organisation 2 (Shop)",
		"delivered",
		"no stream: all of the time counts as missing",
		"1 (Cold chain)",
		"50.000000 TALLY",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let told = chain.json(SHOP, "trade show 0");
	assert_eq!((&told["id"], &told["unproven"]), (&json!(0), &json!([])));
	let paid = told["pricing"]["paid"].clone();
	for org in 0..3 {
		let told = chain.json(SHOP, &format!("trade list --org {org}"));
		assert_eq!(told.as_array().unwrap().len(), 1);
	}
	assert_eq!(chain.json(SHOP, "trade list --org 9"), json!([]));
	let dry = chain.json(FARM, "trade refine 0 --boundaries --dry-run");
	assert_eq!((&dry["leaves"], &dry["after"]), (&json!([]), &told["pricing"]));

	let settled = eventually(&chain, "trade settle 0");
	assert_eq!(settled["paid"], paid);
	assert!(chain.refused(SHOP, 1, "trade show 0").contains("it is final"));
}

#[test]
fn refused_parts_are_shown_until_the_seller_has_them_again() {
	let chain = funded();
	let told = chain.json(SHOP, "trade show 0");
	assert_eq!((&told["refused"], &told["unclaimed"]), (&json!([]), &json!("0")));
	partly_refused(&chain);
	let shown = chain.say(SHOP, "trade show 0");
	for part in [
		"left         8.00 KGM",
		"asset 1  2.00 KGM  1 (Cold chain)  200.000000 TALLY    the bond of 1 (Cold chain)",
		"50.000000 TALLY of it for goods that the seller does not have",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	assert!(!shown.contains("nobody pays"), "{shown}");
	let told = chain.json(SHOP, "trade show 0");
	let part = json!({
		"asset": 1, "quantity": "200", "custodian": 1, "worth": "200000000", "bond": 0, "answers": 1,
	});
	assert_eq!(told["refused"], json!([part]));
	let goods = |told: &Value| (told["pricing"]["goods"].clone(), told["unclaimed"].clone());
	assert_eq!(goods(&told), (json!(["50000000"]), json!("0")));
	assert_eq!(told["record"]["refused"][0]["asset"], 1);
	assert_eq!(told["record"]["stopped"], false);

	// All but a little comes back, and then the rest.
	chain.say(CARRIER, "custody offer 1 --to 0 --agreed 0s");
	chain.say(FARM, "custody accept 1 --short 0.25 --yes");
	let shown = chain.say(SHOP, "trade show 0");
	for part in [
		"asset 2  0.25 KGM  1 (Cold chain)  25.000000 TALLY",
		"25.000000 TALLY of it for goods that the seller does not have",
		"refused      1.75 KGM: nobody pays for it, because the seller has it again",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let told = chain.json(SHOP, "trade show 0");
	assert_eq!(goods(&told), (json!(["25000000"]), json!("175")));
	chain.say(CARRIER, "custody offer 2 --to 0 --agreed 0s");
	chain.say(FARM, "custody accept 2 --yes");
	let told = chain.json(SHOP, "trade show 0");
	assert_eq!((goods(&told), &told["refused"]), ((json!(["0"]), json!("200")), &json!([])));
	assert!(chain.say(SHOP, "trade show 0").contains("refused      2.00 KGM: nobody pays"));
}

#[test]
fn an_arbiter_decides_what_a_bond_pays_for_refused_parts() {
	let chain = farm();
	chain.write("terms.toml", &terms().replace(ADMINS[CARRIER].1, ADMINS[STALL].1));
	fund(&chain);
	partly_refused(&chain);
	chain.say(FARM, "trade appeal 0");
	eventually(&chain, "trade settle 0");
	assert_eq!(state(&chain), json!("disputed"));
	let bond = |pays: &str| {
		let shown = chain.say(SHOP, "trade show 0");
		assert!(shown.contains("200.000000 TALLY    the bond of 1 (Cold chain)"), "{shown}");
		assert!(shown.contains(pays), "{pays}\n{shown}");
	};
	bond("50.000000 TALLY of it for goods that the seller does not have, unless the arbiter");
	let refused = chain.refused(STALL, 1, "trade decide 0 10TALLY --bond --org 2");
	assert!(refused.contains("no such bond of trade 0 waits"), "{refused}");
	chain.say(STALL, "trade decide 0 10TALLY --bond");
	bond("10.000000 TALLY of it for goods that the seller does not have, as the arbiter decided");
	let refused = chain.refused(STALL, 1, "trade decide 0 10TALLY --bond");
	assert!(refused.contains("no such bond of trade 0 waits"), "{refused}");
	chain.say(STALL, "trade decide 0 700TALLY");
	assert_eq!(chain.json(SHOP, "trade settle 0")["paid"], "700000000");
}

#[test]
fn an_arbiter_does_not_decide_over_the_bond_of_their_own_organisation() {
	let chain = funded();
	partly_refused(&chain);
	chain.say(FARM, "trade appeal 0");
	eventually(&chain, "trade settle 0");
	let shown = chain.say(SHOP, "trade show 0");
	assert!(shown.contains("organisation 1 (Cold chain) has paid 50.000000 TALLY"), "{shown}");
}

/// What a command prints once its deadline has passed.
fn eventually(chain: &Chain, line: &str) -> Value {
	for _ in 0..100 {
		let output = chain.run(FARM, &format!("{line} --json"));
		if output.status.success() {
			return serde_json::from_slice(&output.stdout).unwrap();
		}
		assert!(text(&output.stderr).contains("TradeRuns"), "{}", text(&output.stderr));
		std::thread::sleep(Duration::from_millis(200));
	}
	panic!("{line} is refused for ever");
}

#[test]
fn an_arbiter_decides_what_is_appealed() {
	let chain = delivered();
	chain.say(FARM, "trade appeal 0");
	let refused = chain.refused(SHOP, 1, "trade appeal 0");
	assert!(refused.contains("organisation 0 (Farm) has appealed already"), "{refused}");
	assert_eq!(eventually(&chain, "trade settle 0")["paid"], Value::Null);
	assert_eq!(state(&chain), json!("disputed"));
	let shown = chain.say(FARM, "trade show 0");
	assert!(shown.contains("the arbiter decides") && shown.contains("computed"), "{shown}");
	let refused = chain.refused(SHOP, 1, "trade decide 0 5TALLY");
	assert!(refused.contains("the arbiter is 5FHneW46"), "{refused}");
	let refused = chain.refused(CARRIER, 2, "trade decide 0 1000.5TALLY");
	assert!(refused.contains("is not within 0.000000 TALLY and 1000.000000 TALLY"), "{refused}");
	chain.say(CARRIER, "trade decide 0 812.5TALLY");
	let refused = chain.refused(CARRIER, 1, "trade decide 0 1TALLY");
	assert!(refused.contains("has decided"), "{refused}");
	let settled = chain.say(SHOP, "trade settle 0");
	let paid = "the seller got 812.500000 TALLY (812500000 units) of the buyer's money";
	assert!(settled.contains(paid), "{settled}");
	assert!(chain.say(FARM, "trade list").contains("no trade goes on"));
}
