//! A day of a farm, a carrier and a shop, on the commands of the documentation and the chain's own runtime.

use crate::chain::{text, Chain};
use serde_json::{json, Value};
use std::path::Path;

const FARM: usize = 0;
const CARRIER: usize = 1;
const SHOP: usize = 2;
const STALL: usize = 3;

const PLACE: &str = "9506000134352";
const PALLET: &str = "(00)095060000000000015";

/// The TOML of the documentation in which this stands.
fn documented(part: &str) -> String {
	let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
	let page = std::fs::read_to_string(page).unwrap();
	let mut blocks = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
	blocks.find(|block| block.contains(part)).unwrap().to_owned()
}

fn case(serial: &str) -> String {
	format!("(01)09506000134352(21){serial}")
}

/// A chain on which the farm can create cases of apples, bottles of juice, and pallets.
fn farm() -> Chain {
	let chain = Chain::new();
	chain.say(FARM, "prefix bind 9506000 --org 0 --party 9506000134352");
	for (file, part) in [
		("warm.toml", "degrees-above"),
		("apples.toml", "Apples, case"),
		("juice.toml", "Apple juice"),
		("pallet.toml", "\"Pallet\""),
		("machine.toml", "Washing machine"),
	] {
		chain.write(file, &documented(part));
	}
	assert_eq!(chain.json(FARM, "policy define warm.toml")["policy"], 0);
	for (number, file) in
		["apples.toml", "juice.toml", "pallet.toml", "machine.toml"].iter().enumerate()
	{
		assert_eq!(chain.json(FARM, &format!("class define {file}"))["class"], number);
	}
	for (number, (code, class)) in [("L-1", 0), ("L-2", 0), ("P-1", 2)].iter().enumerate() {
		let line = format!("lot open {code} --class {class} --source {PLACE} --made 2026-01-01");
		assert_eq!(chain.json(FARM, &line)["lot"], number);
	}
	chain
}

/// Creates cases of 10 kilograms in a lot.
fn cases(chain: &Chain, lot: &str, serials: &[&str]) -> Vec<u64> {
	let create = |serial: &&str| {
		let line = format!("asset create {} --lot {PLACE}/{lot} --quantity 10", case(serial));
		chain.json(FARM, &line)["asset"].as_u64().unwrap()
	};
	serials.iter().map(create).collect()
}

#[test]
fn what_is_defined_is_shown_as_it_was_written() {
	let chain = farm();
	let shown = chain.say(FARM, "prefix show 9506000");
	assert!(shown.contains("organisation 0 (Farm), which events name 9506000134352"), "{shown}");
	let shown = chain.say(FARM, "policy show 0");
	for part in
		["8.0 Cel counts 0, and +1 for each 0.1 Cel more", "silence    counts 170", "oldKey"]
	{
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let shown = chain.say(FARM, "class show 1");
	for part in ["Apple juice, bottle", "class 0 (Apples, case): 0.55 to 0.75 for 1.00 KGM", "anew"]
	{
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let shown = chain.say(FARM, "class show 3");
	assert!(
		shown.contains("out of order → in use by serviceProvider: repairing, active"),
		"{shown}"
	);
	let shown = chain.say(FARM, "lot show 9506000134352/L-1");
	assert!(
		shown.contains("made       2026-01-01T00:00:00.000Z, by organisation 0 (Farm)"),
		"{shown}"
	);
	chain.say(FARM, "class retire 3");
	chain.say(FARM, "class drop 3");
	assert!(chain.refused(FARM, 1, "class show 3").contains("does not know class 3"));
	chain.say(FARM, "policy drop 0");
	let refused = chain.refused(FARM, 1, "policy drop 0");
	assert!(refused.contains("PolicyInUse"), "{refused}");
}

#[test]
fn goods_go_from_the_farm_to_the_shop() {
	let chain = farm();
	assert_eq!(cases(&chain, "L-1", &["A1", "A2"]), [0, 1]);
	let line = format!("asset create {PALLET} --lot 2");
	assert_eq!(chain.json(FARM, &line)["asset"], 2);
	chain.say(FARM, &format!("asset state {} cooled --read-point {PLACE}", case("A1")));
	let refused = chain.refused(FARM, 1, &format!("asset state {} harvested", case("A1")));
	assert!(
		refused.contains("sold (by the owner), destroyed (by the owner or the custodian)"),
		"{refused}"
	);

	chain
		.say(FARM, &format!("asset pack {PALLET} {} 1 --location (414){PLACE}(254)D3", case("A1")));
	let listed = chain.say(FARM, &format!("asset children {PALLET}"));
	assert!(listed.contains("0  (01)09506000134352(21)A1  10.00 KGM of Apples, case"), "{listed}");
	let refused = chain.refused(FARM, 1, "asset state 1 cooled");
	assert!(refused.contains("NotRoot") && refused.contains("asset unpack"), "{refused}");

	let refused = chain.refused(FARM, 1, "custody offer 2 --to 0");
	assert!(refused.contains("AlreadyCustodian"), "{refused}");
	chain.say(FARM, "custody offer 095060000000000015 --to 1 --agreed 26h --keeper giver");
	let offers = chain.say(CARRIER, "custody offers");
	assert!(offers.contains("1 piece of Pallet from organisation 0 (Farm)"), "{offers}");
	let refused = chain.refused(SHOP, 1, "custody accept 2");
	assert!(refused.contains("offered to organisation 1 (Cold chain)"), "{refused}");
	let accepted = chain.run(CARRIER, "custody accept 2");
	let shown = text(&accepted.stderr);
	for part in [
		"with       2 assets in it",
		"for 26 hours",
		"the giver keeps the logger",
		"the custody, as",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	assert!(text(&accepted.stdout).contains("in the custody of organisation 1 (Cold chain)"));

	let shown = chain.say(CARRIER, &format!("asset show {}", case("A1")));
	for part in [
		"cooled",
		"owner      organisation 0 (Farm)",
		"custodian  organisation 1",
		"in         asset 2",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	chain.say(CARRIER, &format!("asset unpack {PALLET} 0 1"));
	chain.say(CARRIER, "custody offer 0 --to 2 --step receiving");
	let taken = chain.json(SHOP, "custody accept 0 --short 1 --damaged 0.5 --over 2");
	assert_eq!(taken["receipt"], json!({ "short": "100", "damaged": "50", "over": "200" }));
	let rest = taken["rest"].as_u64().unwrap();
	let shown = chain.json(SHOP, &format!("asset show {rest}"));
	assert_eq!((&shown["quantity"], &shown["holder"]["custodian"]), (&json!("150"), &json!(1)));
	assert_eq!(chain.json(SHOP, "asset show 0")["quantity"], "850");
	assert!(chain.refused(SHOP, 1, "custody accept 0").contains("offered to nobody"));

	// What differed is in both histories, and in their EPCIS.
	let told = chain.say(SHOP, "asset history 0");
	let last = told.lines().last().unwrap();
	assert!(
		last.contains("(receiving); 0.5 KGM damaged; 2 KGM over; 1 KGM short; block"),
		"{told}"
	);
	let told = chain.say(SHOP, &format!("asset history {rest}"));
	assert!(told.contains("split off; 0.5 KGM damaged; 1 KGM short; block"), "{told}");
	let document = chain.json(SHOP, "asset history 0");
	let taken = document["epcisBody"]["eventList"].as_array().unwrap().last().unwrap();
	for (name, amount) in [("short", "1 KGM"), ("damaged", "0.5 KGM"), ("over", "2 KGM")] {
		assert_eq!(taken[format!("tallystick:{name}")], amount, "{taken}");
	}
}

#[test]
fn goods_are_split_merged_and_made_into_others() {
	let chain = farm();
	cases(&chain, "L-1", &["A1", "A2"]);
	cases(&chain, "L-2", &["B1"]);
	let parts = chain.json(FARM, &format!("asset split 0 --part 2.5 --part 1.25@{}", case("A3")));
	assert_eq!(parts["parts"], json!([3, 4]));
	assert_eq!(chain.json(FARM, &format!("asset show {}", case("A3")))["quantity"], "125");
	let refused = chain.refused(FARM, 1, "asset split 0 --part 6.25");
	assert!(
		refused.contains("asset 0 is 6.25 KGM") && refused.contains("has to be left"),
		"{refused}"
	);
	assert!(chain.refused(FARM, 2, "asset split 0 --part 0.001").contains("2 digits"));
	chain.say(FARM, &format!("asset key 3 {}", case("A4")));

	let refused = chain.refused(FARM, 1, "asset merge 1 2");
	assert!(refused.contains("of lots 0, 1: name the new lot"), "{refused}");
	let merged = chain.json(FARM, &format!("asset merge 1 2 --lot M-1 --source {PLACE}"));
	assert_eq!((&merged["asset"], &merged["lot"]), (&json!(5), &json!(3)));
	let line =
		format!("asset transform 5 --class 1 --lot J-1 --source {PLACE} --output 7 --output 5");
	let made = chain.json(FARM, &line);
	assert_eq!((&made["lot"], &made["outputs"]), (&json!(4), &json!([6, 7])));
	let shown = chain.say(FARM, "lot show 9506000134352/J-1");
	assert!(shown.contains("made from  lot 3"), "{shown}");
	let line = format!("asset transform 0 --class 1 --lot J-2 --source {PLACE} --output 7");
	let refused = chain.refused(FARM, 1, &line);
	assert!(refused.contains("OutOfYield") && refused.contains("class show"), "{refused}");
}

#[test]
fn a_file_is_checked_as_a_whole_and_created_once() {
	let chain = farm();
	let before = chain.transactions();
	chain.write(
		"bad.csv",
		"key,quantity,lot\n(01)09506000134352(21)A1,1,0\n(01)09506000134352(21)A2,1.005,0\n\
		(01)09506000134369(21)A3,1,0\n(01)09506000134352(21)A4,1,77\n(00)195060000000000015,1,0\n",
	);
	let refused = chain.refused(FARM, 2, "asset create --csv bad.csv");
	for part in [
		"4 lines are wrong, so nothing was sent",
		"line 3: 1.005 is no quantity",
		"line 4: the key has the GTIN 09506000134369",
		"line 5: the chain does not know lot 77",
		"line 6: the check digit is 5",
	] {
		assert!(refused.contains(part), "{part}\n{refused}");
	}
	let fixed = std::fs::read_to_string(chain.folder().join("bad.csv")).unwrap();
	chain.write("bad.csv", &fixed.replace("(00)195060000000000015", "(00)340123450000000000"));
	let refused = chain.refused(FARM, 2, "asset create --csv bad.csv");
	for part in [
		"4 lines are wrong, so nothing was sent",
		"line 3: 1.005 is no quantity: the class has 2 digits",
		"line 4: the key has the GTIN 09506000134369",
		"line 5: the chain does not know lot 77",
		"line 6: (00)340123450000000000 is under no company prefix",
	] {
		assert!(refused.contains(part), "{part}\n{refused}");
	}
	assert_eq!(chain.transactions(), before);

	let lines = |count: u32| {
		let line = |serial| format!("{},12.5\n", case(&format!("C{serial}")));
		format!("key,quantity\n{}", (0..count).map(line).collect::<String>())
	};
	chain.write("cases.csv", &lines(20));
	let done = chain.json(FARM, "asset create --csv cases.csv --lot 0");
	assert_eq!((&done["created"], &done["found"]), (&json!(20), &json!(0)));
	// As if the first run had been interrupted.
	chain.write("cases.csv", &lines(50));
	let done = chain.run(FARM, "asset create --csv cases.csv --lot 9506000134352/L-1 --json");
	assert!(text(&done.stderr).contains("20 are there already"), "{}", text(&done.stderr));
	let done: Value = serde_json::from_slice(&done.stdout).unwrap();
	assert_eq!((&done["created"], &done["found"]), (&json!(30), &json!(20)));
	assert_eq!(done["keys"].as_array().unwrap().len(), 50);
	let done = chain.json(FARM, "asset create --csv cases.csv --lot 0");
	assert_eq!((&done["created"], &done["found"]), (&json!(0), &json!(50)));
	assert_eq!(chain.transactions(), before + 50, "none twice");

	let refused = chain.refused(FARM, 2, "asset create --csv cases.csv --lot 1");
	assert!(
		refused.contains(
			"line 2: (01)09506000134352(21)C0 is asset 0 already, which is of lot 0 (9506000134352/L-1), but the line says of lot 1 (9506000134352/L-2)"
		),
		"{refused}"
	);
	let refused = chain.refused(SHOP, 2, "asset create --csv cases.csv --lot 0");
	assert!(refused.contains("lot 0 is of organisation 0 (Farm)"), "{refused}");
}

#[test]
fn an_asset_that_differs_from_its_line_is_an_error_and_nothing_is_sent() {
	let chain = farm();
	cases(&chain, "L-1", &["A1", "A2"]);
	cases(&chain, "L-2", &["A3"]);
	chain.say(FARM, &format!("asset create {PALLET} --lot 2"));
	let before = chain.transactions();
	chain.write(
		"cases.csv",
		&format!(
			"key,quantity,lot\n{},10,0\n{},12.5,0\n{},10,0\n{},10,0\n(00)095060000000000015,3,0\n{},1.005,0\n",
			case("A1"),
			case("A2"),
			case("A3"),
			case("A4"),
			case("A5"),
		),
	);
	let refused = chain.refused(FARM, 2, "asset create --csv cases.csv");
	for part in [
		"4 lines are wrong, so nothing was sent",
		"line 3: (01)09506000134352(21)A2 is asset 1 already, which is 10.00 KGM, but the line says 12.50 KGM",
		"line 4: (01)09506000134352(21)A3 is asset 2 already, which is of lot 1 (9506000134352/L-2), but the line says of lot 0",
		"line 6: (00)095060000000000015 is asset 3 already, which is of class 2 (Pallet), but the line says of class 0 (Apples, case)",
		"line 7: 1.005 is no quantity",
	] {
		assert!(refused.contains(part), "{part}\n{refused}");
	}
	assert!(!refused.contains("line 2:") && !refused.contains("line 5:"), "{refused}");
	assert_eq!(chain.transactions(), before);

	chain.write(
		"rest.csv",
		&format!("key,quantity,lot\n{},10,0\n{},10,0\n", case("A1"), case("A4")),
	);
	let done = chain.json(FARM, "asset create --csv rest.csv");
	assert_eq!((&done["created"], &done["found"]), (&json!(1), &json!(1)));
}

#[test]
fn the_times_of_a_file_are_checked_before_anything_is_sent() {
	let chain = farm();
	let before = chain.transactions();
	chain.write(
		"old.csv",
		&format!(
			"key,at\n{},\n{},2026-01-01T00:00Z\n{},2999-01-01T00:00Z\n",
			case("A1"),
			case("A2"),
			case("A3")
		),
	);
	let refused = chain.refused(FARM, 2, "asset create --csv old.csv --lot 0");
	for part in [
		"2 lines are wrong, so nothing was sent",
		"line 3: 2026-01-01T00:00:00.000Z is more than 12 h ago",
		"line 4: 2999-01-01T00:00:00.000Z is still to come: the chain's clock shows 20",
	] {
		assert!(refused.contains(part), "{part}\n{refused}");
	}
	let line = format!("asset create {} --lot 0 --at 2026-01-01T00:00Z", case("A1"));
	assert!(chain.refused(FARM, 1, &line).contains("more than 12 h ago"));
	assert_eq!(chain.transactions(), before);
}

#[test]
fn a_line_that_the_chain_refuses_stops_no_other() {
	let chain = farm();
	chain.say(FARM, "prefix bind 4012345 --org 3");
	chain.say(STALL, "lot open S-1 --class 2 --source 4012345000009");
	chain.write(
		"boxes.csv",
		"key\n(00)340123450000000000\n(00)340123450000000017\n(00)340123450000000024\n",
	);
	let output = chain.run(STALL, "asset create --csv boxes.csv --lot 3");
	assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
	let err = text(&output.stderr);
	for part in [
		"line 4: the chain refuses the call: Consortium::DepositUnaffordable: The organisation's account has too little for the deposit.",
		"`tallystick account` names the organisation's account",
	] {
		assert!(err.contains(part), "{part}\n{err}");
	}
	assert!(!err.contains("view function"), "{err}");
	assert!(
		text(&output.stdout).contains("2 of 3 assets are there: 2 created"),
		"{}",
		text(&output.stdout)
	);

	let refused = chain.refused(STALL, 1, "asset create (00)340123450000000024 --lot 3");
	for part in
		["DepositUnaffordable", "organisation 3 has 0.", "TALLY available, in the account 5"]
	{
		assert!(refused.contains(part), "{part}\n{refused}");
	}

	let shown = chain.say(STALL, "account");
	for part in [
		"belongs to    organisation 3, as its admin",
		"organisation  3 (Stall), in good standing",
		"roles         accreditor",
		"for traceability lots  comes back when they are dropped",
		"for assets             comes back when they are dropped",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let value = chain.json(STALL, "account");
	assert_eq!(value["free"], json!(10u64.pow(12).to_string()));
	let money = &value["organization"]["money"];
	let holds = money["holds"].as_array().unwrap();
	let amount = |value: &Value| value.as_str().unwrap().parse::<u64>().unwrap();
	let sum: u64 = holds.iter().map(|hold| amount(&hold["amount"])).sum();
	assert_eq!((holds.len(), sum), (2, amount(&money["held"])));
	assert!(amount(&money["available"]) + sum <= 2_500_000, "{value}");
	assert_eq!(chain.json(FARM, "account --org 3"), value["organization"]);
	let unknown = chain.refused(FARM, 1, "account --org 9");
	assert!(unknown.contains("does not know organisation 9"), "{unknown}");
	let stranger = "account 5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL";
	assert!(chain.say(FARM, stranger).contains("belongs to    no organisation"));
}

#[test]
fn who_lacks_a_role_learns_which_one_and_who_gives_it() {
	let chain = Chain::new();
	let refused = chain.refused(CARRIER, 1, "prefix bind 9506000 --org 0 --party 9506000134352");
	for part in [
		"BadOrigin: it has to be signed by a member of an accreditor in good standing.",
		"the council gives an organisation its roles",
		"`tallystick account` shows those of the signer's",
	] {
		assert!(refused.contains(part), "{part}\n{refused}");
	}
	let shown = chain.say(FARM, "account");
	assert!(shown.contains("roles         manufacturer, operator"), "{shown}");
}

#[test]
fn programs_read_why_a_command_failed() {
	let chain = Chain::new();
	let error = |org: usize, code: i32, line: &str| {
		let refused = chain.refused(org, code, line);
		let value: Value = serde_json::from_str(refused.lines().last().unwrap()).unwrap();
		assert_eq!(value["error"]["exit"], code, "{refused}");
		value["error"].clone()
	};
	let bind = "prefix bind 9506000 --org 0 --json";
	let refused = error(CARRIER, 1, bind);
	assert_eq!(
		(&refused["code"], &refused["chainError"]),
		(&json!("refused"), &json!("BadOrigin"))
	);
	assert!(refused["message"].as_str().unwrap().contains("accreditor"));
	chain.say(FARM, bind);
	let refused = error(FARM, 1, bind);
	assert_eq!(refused["chainError"], "AssetLifecycle::PrefixTaken");
	let usage = error(FARM, 2, "asset show (01)09506000134351(21)A7 --json");
	assert_eq!(usage["code"], "usage");
	assert!(usage["message"].as_str().unwrap().contains("must be 2"), "{usage}");
	assert_eq!(error(FARM, 2, "class define missing.toml --json")["code"], "usage");
	let lost = error(FARM, 1, "asset show 7 --json");
	assert_eq!((&lost["code"], &lost["chainError"]), (&json!("refused"), &Value::Null));
	// Help is no failure.
	assert!(chain.say(FARM, "asset show --json --help").contains("Usage:"));
}

#[cfg(unix)]
#[test]
fn no_command_reads_a_file_without_end() {
	let chain = farm();
	for line in [
		"asset create --csv /dev/zero --lot 0",
		"class define /dev/zero",
		"policy define /dev/zero",
		"model define /dev/zero",
		"trade offer 0 /dev/zero --to 1",
		"verify /dev/zero --trust-file /dev/zero",
		"recall lot 0 --notice /dev/zero",
		"key show /dev/zero",
	] {
		let output = chain.run(FARM, line);
		let err = text(&output.stderr);
		assert!(matches!(output.status.code(), Some(1 | 2 | 5)), "{line}\n{err}");
		assert!(err.contains("longer than") || err.contains("not a regular file"), "{line}\n{err}");
	}
}

#[test]
fn a_recall_is_seen_by_whoever_is_offered_the_goods() {
	let chain = farm();
	cases(&chain, "L-1", &["A1", "A2"]);
	chain.say(FARM, &format!("asset create {PALLET} --lot 2"));
	chain.say(FARM, &format!("asset pack {PALLET} 0 1"));
	chain.write("notice.pdf", "listeria");
	let refused = chain.refused(FARM, 2, "recall lot 0 --notice missing.pdf");
	assert!(refused.contains("missing.pdf"), "{refused}");
	assert_eq!(
		chain.json(FARM, "recall lot 9506000134352/L-1 --notice notice.pdf")["inForce"],
		true
	);
	let shown = chain.say(SHOP, "recall show --lot 0");
	assert!(
		shown.contains("lot     0, 9506000134352/L-1") && shown.contains("in force"),
		"{shown}"
	);
	assert!(chain.say(SHOP, "lot show 0").contains("RECALLED by recall 0"));
	assert!(chain.say(SHOP, "recall lots 0").contains("9506000134352/L-1"));
	assert!(chain.say(SHOP, "asset show 0").contains("holds      its lot: RECALLED"));

	chain.say(FARM, "asset unpack 2 1");
	let refused = chain.refused(FARM, 1, "custody offer 1 --to 2");
	assert!(refused.contains("LotRecalled"), "{refused}");
	let refused = chain.refused(FARM, 1, "custody offer 1 --to 2 --ownership");
	assert!(refused.contains("LotRecalled") && refused.contains("lot show"), "{refused}");
	chain.say(FARM, "recall end 0");
	// What others made has to be confirmed.
	let proposed = chain.json(SHOP, "recall lot 1 --notice notice.pdf");
	assert_eq!((&proposed["recall"], &proposed["inForce"]), (&json!(1), &json!(false)));
	let call = chain.json(SHOP, "recall confirm 1")["call"].as_str().unwrap().to_owned();
	assert!(call.ends_with("01000000"), "{call}");
	let refused = chain.refused(SHOP, 1, "recall lapse 1");
	assert!(refused.contains("DecisionOpen"), "{refused}");
}

#[test]
fn a_taker_sees_a_quarantine_before_signing() {
	let chain = farm();
	cases(&chain, "L-1", &["A1"]);
	chain.say(FARM, &format!("asset create {PALLET} --lot 2"));
	chain.say(FARM, &format!("asset pack {PALLET} 0"));
	chain.say(FARM, "asset quarantine 0");
	assert_eq!(chain.json(SHOP, "asset show 0")["quantity"], "1000");
	// A pallet that holds it goes on to anybody, at anybody's place, but is not sold.
	let refused = chain.refused(FARM, 1, "custody offer 1 --to 2 --ownership");
	assert!(refused.contains("ContentsOnHold"), "{refused}");
	chain.say(FARM, "custody offer 1 --to 2");
	let accepted = chain.run(SHOP, &format!("custody accept 1 --yes --read-point {PLACE}"));
	let warned = text(&accepted.stderr);
	assert!(accepted.status.success(), "{warned}");
	assert!(warned.contains("WARNING: of what is in it, 1 asset is held"), "{warned}");
	chain.say(SHOP, "custody offer 1 --to 0");
	chain.say(FARM, "custody accept 1 --yes");
	chain.say(FARM, "custody offer 1 --to 1");
	let accepted = chain.run(CARRIER, "custody accept 1");
	let err = text(&accepted.stderr);
	assert!(err.contains("WARNING: of what is in it, 1 asset is held or recalled"), "{err}");
	chain.say(FARM, "asset release 0");
	assert!(chain.say(FARM, "asset show 0").contains("holds      none"));
}

#[test]
fn documents_are_known_by_the_file() {
	let chain = farm();
	cases(&chain, "L-1", &["A1"]);
	chain.write("organic.pdf", "organic");
	let refused = chain.refused(FARM, 2, "asset document add 0 organic.pdf --kind warranty");
	assert!(refused.contains("--until"), "{refused}");
	chain.say(FARM, "asset document add 0 organic.pdf --kind certificate --until 365d");
	let listed = chain.say(SHOP, "asset document list 0 --file organic.pdf");
	assert!(listed.contains("certificate of organisation 0 (Farm)"), "{listed}");
	chain.write("organic.pdf", "changed");
	let refused = chain.refused(SHOP, 1, "asset document list 0 --file organic.pdf");
	assert!(refused.contains("was changed since"), "{refused}");
	let hash =
		chain.json(SHOP, "asset document list 0")[0]["document"].as_str().unwrap().to_owned();
	chain.say(FARM, &format!("asset document remove 0 {hash}"));
	assert!(chain.say(SHOP, "asset document list 0").contains("has no documents"));
}

#[test]
fn nothing_is_sent_if_it_can_be_seen_to_be_wrong() {
	let chain = farm();
	cases(&chain, "L-1", &["A1"]);
	chain.write("round.toml", &documented("degrees-above").replace("8.0", "8.05"));
	chain.write("role.toml", &documented("Apples, case").replace("\"either\"", "\"emperor\""));
	chain.write("policy.toml", &documented("Apples, case").replace("policy = 0", "policy = 7"));
	let before = chain.transactions();
	for (org, code, line, problem) in [
		(FARM, 2, "policy define round.toml", "no multiple of 0.1"),
		(FARM, 2, "policy define missing.toml", "missing.toml"),
		(FARM, 2, "class define role.toml", "one of the roles"),
		(FARM, 2, "prefix bind 9506000 --org 0 --party 4012345000009", "not under the prefix"),
		(SHOP, 1, "class define apples.toml", "of organisation 0 (Farm)"),
		(FARM, 1, "lot open L-1 --class 9 --source 9506000134352", "does not know class 9"),
		(FARM, 1, "lot open L-1 --class 0 --source 4012345000009", "under no company prefix"),
		(
			FARM,
			2,
			"lot open X --class 0 --source 9506000134352 --made 2026-02-01 --expires 2026-01-01",
			"before it is made",
		),
		(FARM, 1, "class define policy.toml", "does not know policy 7"),
		(FARM, 2, "asset state 0 cooled --at 2026-01-01T00:00", "TALLYSTICK_OFFSET"),
		(FARM, 1, "asset create (01)09506000134352(10)L-2 --lot 0", "the code of lot 0 is L-1"),
		(FARM, 2, "asset create (01)09506000134352(21)A2 --lot 0 --quantity 5LBR", "which is KGM"),
		(FARM, 1, "asset state (01)09506000134352(21)ZZ cooled", "no asset has the key"),
		(FARM, 2, "asset state 0 frozen", "its states are: harvested, cooled, sold, destroyed"),
		(
			FARM,
			1,
			"asset key 0 (01)09506000134352(21)A2",
			"has the key (01)09506000134352(21)A1 already",
		),
		(FARM, 2, "asset pack 0 1 1", "named twice"),
		(FARM, 2, "custody offer 0 --to 1 --until 2020-01-01", "has passed"),
		(
			FARM,
			2,
			"asset state 0 cooled --at 2026-01-01T00:00+01:00 --offset +02:00",
			"leave one out",
		),
		(FARM, 1, "recall show 77", "there is no recall 77"),
		(FARM, 1, "recall lots 77", "there is no recall 77"),
		(FARM, 1, "recall confirm 77", "there is no recall 77"),
		(
			FARM,
			2,
			"asset create (01)09506000134352(21)Q1 --lot 0 --quantity 1.005",
			"1.005 is no quantity",
		),
		(
			FARM,
			2,
			"asset create (01)09506000134352(21)Q1 --lot 0 --quantity ten",
			"is not the unit of the class",
		),
		(FARM, 1, "prefix show 4012345", "bound to nobody"),
	] {
		let refused = chain.refused(org, code, line);
		assert!(refused.contains(problem), "{line}\n{refused}");
	}
	assert_eq!(chain.transactions(), before);
}

#[test]
fn the_key_of_what_was_sold_leads_to_its_end_and_its_history() {
	let chain = farm();
	cases(&chain, "L-1", &["A1"]);
	chain.say(FARM, "custody offer 0 --to 2 --ownership");
	chain.say(SHOP, "custody accept 0");
	let key = case("A1");
	// It lives on with another owner.
	assert!(chain
		.say(FARM, &format!("asset show {key}"))
		.contains("owner      organisation 2 (Shop)"));
	let refused = chain.refused(FARM, 1, &format!("asset quarantine {key}"));
	assert!(refused.contains("NotOwner") && refused.contains("names the owner"), "{refused}");

	chain.say(SHOP, &format!("asset state {key} sold"));
	let shown = chain.say(FARM, &format!("asset show {key}"));
	for part in [
		"asset 0, (01)09506000134352(21)A1",
		"state      sold",
		"; `tallystick asset history 0` shows what happened to it",
		"is free, and may be given to another asset",
		"owner      organisation 2 (Shop)",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let told = chain.say(FARM, &format!("asset history {key}"));
	assert!(told.contains("it ceased to exist; now retail sold"), "{told}");
	let refused = chain.refused(SHOP, 1, &format!("asset state {key} cooled"));
	for part in [
		"no live asset has the key (01)09506000134352(21)A1: asset 0, which had it last, ended at 20",
		" as sold",
		"`tallystick asset show 0` shows it",
	] {
		assert!(refused.contains(part), "{part}\n{refused}");
	}
	// The key stands for whichever asset has it.
	let again = cases(&chain, "L-1", &["A1"])[0];
	assert_eq!(chain.json(FARM, &format!("asset show {key}"))["id"], again);
	assert!(chain.say(FARM, "asset show 0").contains("ended      20"));
	let unknown = chain.refused(FARM, 1, &format!("asset show {}", case("ZZ")));
	assert!(unknown.contains("no asset has the key"), "{unknown}");
}

#[test]
fn the_history_of_a_case_is_told_in_words_and_in_the_forms_of_its_trade() {
	let chain = farm();
	cases(&chain, "L-1", &["A1"]);
	chain.say(FARM, &format!("asset create {PALLET} --lot 2"));
	let place = format!("--read-point {PLACE} --offset +02:00");
	chain.say(FARM, &format!("asset pack {PALLET} 0 {place} --document desadv:{PLACE}:D-7"));
	chain.say(FARM, "custody offer 1 --to 1");
	chain.say(CARRIER, &format!("custody accept 1 {place}"));
	chain.say(CARRIER, &format!("asset unpack {PALLET} 0"));
	chain.say(CARRIER, "custody offer 0 --to 2 --step receiving");
	chain.say(SHOP, "custody accept 0");

	let told = chain.say(SHOP, &format!("asset history {}", case("A1")));
	let lines: Vec<_> = told.lines().collect();
	assert_eq!(lines.len(), 5, "{told}");
	for (line, parts) in lines.iter().zip([
		&["(01)09506000134352(21)A1 created; now active", "+00:00"][..],
		&["put into (00)095060000000000015 (packing); at (414)9506000134352; desadv D-7 of 9506000134352", "+02:00"],
		&[
			"in asset 1: (00)095060000000000015 handed over from organisation 0 (Farm) to",
			"(shipping)",
		],
		&["taken out of (00)095060000000000015 (unpacking)"],
		&["(01)09506000134352(21)A1 handed over from an organisation without GLN", "(receiving)"],
	]) {
		assert!(parts.iter().all(|part| line.contains(part)), "{parts:?}\n{line}");
	}

	let document = chain.json(SHOP, "asset history 0");
	let events = document["epcisBody"]["eventList"].as_array().unwrap();
	assert_eq!(events.len(), 5);
	assert_eq!(document["type"], "EPCISDocument");
	assert!(events
		.iter()
		.all(|event| event["eventID"].as_str().unwrap().starts_with("ni:///sha-256;")));
	let sheet = chain.say(SHOP, "asset history 0 --csv");
	let kinds: Vec<_> = sheet.lines().map(|line| line.split(',').next().unwrap()).collect();
	let expected = [
		"critical_event",
		"harvesting",
		"initial packing",
		"shipping",
		"receiving",
		"shipping",
		"receiving",
	];
	assert_eq!(kinds, expected, "{sheet}");
	let case = "(01)09506000134352(21)A1,09506000134352,1,EA,10,KGM,";
	assert_eq!(sheet.matches(case).count(), 4, "{sheet}");
	// The pallet is of another lot, and ships that of the case.
	let mut lines = sheet.lines();
	assert!(lines.next().unwrap().ends_with(",event,lot_code,lot_source"), "{sheet}");
	assert!(lines.all(|line| line.ends_with(",L-1,9506000134352")), "{sheet}");
	let pallet = chain.say(SHOP, "asset history 1 --csv");
	let packed = pallet.lines().find(|line| line.starts_with("initial packing")).unwrap();
	assert!(packed.ends_with(",L-1,9506000134352"), "{pallet}");
	let shipped = pallet.lines().find(|line| line.starts_with("shipping")).unwrap();
	assert!(!shipped.ends_with(",L-1,9506000134352"), "{pallet}");
	assert!(sheet.contains("(00)095060000000000015,,1,EA,,,"), "{sheet}");
	// What was in it before a part went is not known.
	chain.say(SHOP, "asset split 0 --part 4");
	chain.say(SHOP, "custody offer 0 --to 1 --step shipping");
	chain.say(CARRIER, "custody accept 0");
	let sheet = chain.say(SHOP, "asset history 0 --csv");
	assert_eq!(
		sheet.matches("(01)09506000134352(21)A1,09506000134352,1,EA,,,").count(),
		4,
		"{sheet}"
	);
	assert!(sheet.lines().last().unwrap().contains(",1,EA,6,KGM,"), "{sheet}");

	assert_eq!(chain.say(FARM, "asset history 1").lines().count(), 4, "that of the pallet");
	let refused = chain.refused(SHOP, 1, "asset history 77");
	assert!(refused.contains("does not know asset 77"), "{refused}");
}
