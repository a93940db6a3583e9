//! Machines that buy, on the commands and the examples of the documentation and the chain's own runtime.

use crate::chain::{Chain, ADMINS};
use serde_json::{json, Value};
use std::{
	cell::Cell,
	path::Path,
	time::{SystemTime, UNIX_EPOCH},
};
use tallystick_client::records::{Millis, StreamId};
use tallystick_evidence::{DeviceId, Point, Summary};
use tallystick_primitives::{Facts, Observation};

/// A vendor of detergent, of an organisation of its own.
const VENDOR: usize = 0;
const CARRIER: usize = 1;
/// Owns the washing machine.
const OWNER: usize = 2;
const ARBITER: usize = 3;
const ANYBODY: usize = 4;

const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;
const CODE: &str = "7Q4M-X2RD-9KTB-W6PH";

/// What four units cost by the documentation's offer: (4 · 7.99 + 4.90) · 1.19.
const PRICE: u64 = 43_863_400;

const MODEL: &str = r#"
thing = "washer.txt"
uri = "https://example.org/washer.txt"
[[channels]]
name = "cycles"
unit = ""
exponent = 0
kind = "counter"
low = 0
high = 1000000
period = 60000
[[channels]]
name = "detergent"
unit = "%"
exponent = 0
kind = "gauge"
low = 0
high = 100
period = 60000
"#;

struct World {
	chain: Chain,
	washer: String,
	sequence: Cell<u64>,
	/// What its clock shows.
	now: Cell<u64>,
}

/// A file of the documentation: the block that begins with this line.
fn block(begin: &str) -> String {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/procurement.md");
	let page = std::fs::read_to_string(path).unwrap();
	let from = page.find(begin).unwrap();
	page[from..].split("```").next().unwrap().to_owned()
}

impl World {
	/// With the documentation's offer, mandate and need.
	fn new() -> Self {
		let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
		let now = u64::try_from(now).unwrap();
		let chain = Chain::new();
		chain.stop_clock(now);
		chain.write("washer.toml", MODEL);
		for (file, text) in [
			("washer.txt", "washes"),
			("detergent.pdf", "cleans"),
			("home.txt", "Main Street 1, 8f3a"),
		] {
			chain.write(file, text);
		}
		chain.say(VENDOR, "model define washer.toml");
		chain.say(OWNER, "key generate device washer.key");
		let made = chain.json(OWNER, "device register --device-key washer.key --model 0");
		let washer = made["device"].as_str().unwrap().trim_start_matches("0x").to_owned();

		let arbiter = ADMINS[ARBITER].1;
		let named = |text: String| {
			let at = text.find("5DAA").unwrap();
			text.replace(&text[at..at + 48], arbiter).replace("0939…c77c", &washer)
		};
		chain.write("detergent.toml", &named(block("category = ")));
		let terms = named(block("categories = ")).replace("[4, 5]", "[0, 1]");
		chain.write("washing.toml", &terms);
		chain.write("filled.toml", &terms.replace("# filled = \"20", "filled = \"50"));
		let low = block("in level = ").replace("0939…c77c", &washer);
		chain.write("low.when", &low);
		chain.write("full.when", &low.replace("< 10", "> 30"));
		chain.write("invoice.xml", "43.8634");
		chain.write("leaking.pdf", "it leaks");

		let offered = chain.json(VENDOR, "offer publish detergent.toml");
		assert_eq!(offered["category"], json!({ "class": 10_000_405, "part": null }));
		let world = Self { chain, washer, sequence: Cell::new(0), now: Cell::new(now) };
		let granted = world.json(OWNER, "mandate grant WASHER washing.toml --when low.when");
		assert_eq!((&granted["mandate"], &granted["held"]), (&json!(0), &json!("80000000")));
		let line = "need declare 0 10000405 4 --address home.txt --covered full.when";
		assert_eq!(world.json(OWNER, line)["need"], 0);
		world
	}

	fn line(&self, line: &str) -> String {
		line.replace("WASHER", &self.washer)
	}

	fn say(&self, who: usize, line: &str) -> String {
		self.chain.say(who, &self.line(line))
	}

	fn json(&self, who: usize, line: &str) -> Value {
		self.chain.json(who, &self.line(line))
	}

	fn refused(&self, who: usize, line: &str) -> String {
		self.chain.refused(who, 1, &self.line(line))
	}

	fn wait(&self, millis: u64) {
		self.now.set(self.now.get() + millis);
		self.chain.stop_clock(self.now.get());
	}

	/// The washer says a minute later how full it is, in percent.
	fn measures(&self, value: i64) {
		self.wait(60_000);
		let now = self.now.get();
		let point = Point { time: now, value };
		let (min, max, sum) = (value, value, value.into());
		let summary = Summary { count: 1, first: point, last: point, min, max, sum, violations: 0 };
		self.sequence.set(self.sequence.get() + 1);
		let (boot_epoch, sequence, root) = (0, self.sequence.get(), [0; 32]);
		let (at, facts) = (Millis(now), Facts::NONE);
		let observation = Observation { boot_epoch, sequence, summary, root, at, facts };
		let device = DeviceId(hex::decode(&self.washer).unwrap().try_into().unwrap());
		self.chain.observe(StreamId { device, channel: 1 }, &observation);
	}

	/// Orders, and waits until nobody can object.
	fn offered(&self) -> u64 {
		self.measures(8);
		let placed = self.json(OWNER, "purchase place 0");
		self.wait(2 * HOUR + 1);
		placed["order"].as_u64().unwrap()
	}

	/// Orders, and has it shipped.
	fn shipped(&self, more: &str) -> u64 {
		let order = self.offered();
		self.say(VENDOR, &format!("purchase accept {order}"));
		let line = format!("purchase ship {order} --code {CODE} --invoice invoice.xml {more}");
		let shipped = self.json(VENDOR, &line);
		assert!(shipped["state"]["shipped"]["quantity"].is_number(), "{shipped}");
		order
	}

	fn left(&self) -> u64 {
		let shown = self.json(ANYBODY, "mandate show 0");
		let of = |name: &str| shown["record"]["budget"][name].as_str().unwrap().parse::<u64>();
		of("limit").unwrap() - of("spent").unwrap()
	}

	fn need_state(&self) -> Value {
		self.json(ANYBODY, "need show 0")["record"]["state"].clone()
	}
}

#[test]
fn a_machine_orders_and_the_vendor_is_paid_for_what_arrived() {
	let world = World::new();
	let missing = world.refused(OWNER, "purchase place 0");
	assert!(missing.contains("Procurement::ConditionUnknown"), "{missing}");
	world.measures(60);
	let full = world.refused(OWNER, "purchase place 0");
	assert!(full.contains("Procurement::ConditionFalse"), "{full}");
	assert!(full.contains("`tallystick mandate show MANDATE` shows the condition"), "{full}");

	world.measures(8);
	let tenders = world.json(ANYBODY, "need tenders 0")["tenders"].clone();
	assert_eq!(tenders[0]["landed"]["gross"], PRICE.to_string());
	assert_eq!(tenders[1]["misfit"], "noOffer");
	let said = world.say(ANYBODY, "need tenders 0");
	assert!(said.contains("43.863400 TALLY") && said.contains("there is no offer"), "{said}");

	let foreign = world.refused(CARRIER, "purchase place 0");
	assert!(foreign.contains("Procurement::NotOwner"), "{foreign}");
	let placed = world.json(OWNER, "purchase place 0");
	assert_eq!(
		(&placed["order"], &placed["vendor"], &placed["quantity"]),
		(&json!(0), &json!(0), &json!(4))
	);
	assert_eq!(world.left(), 80_000_000 - PRICE);
	assert_eq!(world.json(VENDOR, "offer list")["offers"][0]["offer"]["stock"], 396);
	let twice = world.refused(OWNER, "purchase place 0");
	assert!(twice.contains("Procurement::OrderOpen"), "{twice}");
	let early = world.refused(VENDOR, "purchase accept 0");
	assert!(early.contains("Procurement::WrongState"), "{early}");
	let shown = world.say(ANYBODY, "purchase show 0");
	for part in
		["0, placed", "4 units of 10000405, GTIN 09506000134352", "8 % of ", "the buyer may object"]
	{
		assert!(shown.contains(part), "{part}\n{shown}");
	}

	world.wait(2 * HOUR + 1);
	let listed = world.say(VENDOR, "purchase list");
	assert!(listed.contains("offered to its vendor") && listed.contains("2 (Shop)"), "{listed}");
	assert!(world.say(VENDOR, "purchase accept 0").contains("order 0 is accepted"));
	let bond = world.json(ANYBODY, "purchase show 0")["record"]["bond"]["amount"].clone();
	assert_ne!(bond.as_str().unwrap(), "0");
	world.say(VENDOR, &format!("purchase ship 0 --code {CODE} --invoice invoice.xml"));
	let wrong = world.refused(OWNER, "purchase receive 0 --code 7Q4M");
	assert!(wrong.contains("Procurement::WrongCode"), "{wrong}");
	let line = format!("purchase receive 0 --quantity 3 --code {CODE}");
	let received = world.json(OWNER, &line);
	assert_eq!(received["state"]["received"], json!({ "quantity": 3, "shipped": 4 }));
	let early = world.refused(ANYBODY, "purchase advance 0");
	assert!(early.contains("Procurement::TooEarly"), "{early}");

	world.wait(2 * DAY + 1);
	let shown = world.say(ANYBODY, "purchase show 0");
	assert!(shown.contains("`tallystick purchase advance 0` ends it"), "{shown}");
	let ended = world.json(ANYBODY, "purchase advance 0");
	let paid = PRICE * 3 / 4;
	assert_eq!(ended["outcome"]["paid"]["amount"], paid.to_string());
	assert_eq!(
		(&ended["paid"], &ended["refunded"]),
		(&json!(paid.to_string()), &json!((PRICE - paid).to_string()))
	);
	let gone = world.refused(ANYBODY, "purchase show 0");
	assert!(gone.contains("there is no order 0, or it has ended"), "{gone}");

	// What stands on the shelf is not ordered again.
	world.measures(8);
	let shelf = world.refused(OWNER, "purchase place 0");
	assert!(shelf.contains("Procurement::NotCovered"), "{shelf}");
	assert!(world.say(ANYBODY, "need show 0").contains("it is paid"));
	assert_eq!(world.need_state(), "ordered");
	world.measures(90);
	assert_eq!(world.need_state(), "clear");
}

#[test]
fn an_owner_objects_and_a_vendor_refuses_or_fails() {
	let world = World::new();
	world.measures(8);
	world.say(OWNER, "purchase place 0");
	let ended = world.json(OWNER, "purchase withdraw 0");
	assert_eq!(
		(&ended["outcome"], &ended["refunded"]),
		(&json!("vetoed"), &json!(PRICE.to_string()))
	);
	assert_eq!(world.left(), 80_000_000);
	assert!(world.say(ANYBODY, "need show 0").contains("given up until"));
	let cooling = world.refused(OWNER, "purchase place 0");
	assert!(cooling.contains("Procurement::CoolingDown"), "{cooling}");
	world.say(OWNER, "need clear 0");

	let order = world.offered();
	let ended = world.json(OWNER, &format!("purchase withdraw {order}"));
	assert_eq!(ended["outcome"], "withdrawn");
	world.say(OWNER, "need clear 0");

	let order = world.offered();
	let foreign = world.refused(CARRIER, &format!("purchase accept {order}"));
	assert!(foreign.contains("Procurement::NotParty"), "{foreign}");
	let ended = world.say(VENDOR, &format!("purchase refuse {order}"));
	assert!(ended.contains("the vendor refused it; the vendor got 0.000000 TALLY"), "{ended}");
	world.measures(8);
	let said = world.say(OWNER, "purchase place 0");
	assert!(said.contains("has failed this need before") && said.contains("stays open"), "{said}");
	assert_eq!(world.json(OWNER, "purchase place 0")["order"], Value::Null);
	world.say(OWNER, "need clear 0");

	let order = world.offered();
	world.say(VENDOR, &format!("purchase accept {order}"));
	let ended = world.json(VENDOR, &format!("purchase cancel {order}"));
	assert_eq!(ended["outcome"], "cancelled");
	assert_ne!(ended["bond"], "0");
}

#[test]
fn an_arbiter_decides_or_both_parties_agree_or_it_goes_back() {
	let world = World::new();
	let order = world.shipped("--quantity 3");
	world.say(OWNER, &format!("purchase receive {order} --code {CODE}"));
	let early = world.refused(ARBITER, &format!("purchase decide {order} 20TALLY"));
	assert!(early.contains("no party has called the arbiter"), "{early}");
	let called = world.json(OWNER, &format!("purchase dispute {order} --reason leaking.pdf"));
	assert_eq!(called["state"]["disputed"], json!({ "by": "buyer", "signed": 3 }));
	let shown = world.say(ANYBODY, &format!("purchase show {order}"));
	for part in [
		"disputed",
		"signed for 3 units; buyer called the arbiter",
		"from 0.000000 TALLY to 32.897550 TALLY",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let stranger = world.refused(CARRIER, &format!("purchase decide {order} 20TALLY"));
	assert!(stranger.contains("the arbiter is"), "{stranger}");
	world.chain.refused(ARBITER, 2, &format!("purchase decide {order} 40TALLY"));
	world.say(ARBITER, &format!("purchase decide {order} 20TALLY"));
	let shown = world.say(ANYBODY, &format!("purchase show {order}"));
	assert!(shown.contains("has the decision paid, 20.000000 TALLY"), "{shown}");
	let ended = world.json(ANYBODY, &format!("purchase advance {order}"));
	assert_eq!(ended["outcome"]["decided"]["amount"], "20000000");
	assert_ne!(ended["fee"], "0");
	world.say(OWNER, "need clear 0");

	world.wait(30 * DAY);
	let offer = std::fs::read_to_string(world.chain.folder().join("detergent.toml")).unwrap();
	world.chain.write("later.toml", &offer.replace("30d", "90d"));
	world.say(VENDOR, "offer publish later.toml");
	let order = world.shipped("");
	let proposed = world.say(VENDOR, &format!("purchase propose {order} 30TALLY"));
	assert!(
		proposed.contains("the order ends so if the other party proposes the same"),
		"{proposed}"
	);
	assert!(world
		.say(ANYBODY, &format!("purchase show {order}"))
		.contains("30.000000 TALLY by the vendor"));
	let ended = world.json(OWNER, &format!("purchase propose {order} 30TALLY"));
	assert_eq!(ended["outcome"]["agreed"]["amount"], "30000000");
	world.say(OWNER, "need clear 0");

	world.wait(30 * DAY);
	let order = world.shipped("");
	world.say(OWNER, &format!("purchase receive {order} --code {CODE}"));
	world.say(OWNER, &format!("purchase send-back {order}"));
	let ended = world.json(VENDOR, &format!("purchase take-back {order}"));
	assert_eq!(
		(&ended["outcome"], &ended["refunded"]),
		(&json!("refunded"), &json!(PRICE.to_string()))
	);
}

#[test]
fn mandates_needs_and_offers_are_changed_listed_and_ended() {
	let world = World::new();
	let shown = world.say(ANYBODY, "mandate show 0");
	for part in [
		"80.000000 TALLY left of 80.000000 TALLY in 30 d",
		"0 (Farm), 1 (Cold chain)",
		"never takes a covered need for receipt",
		"when",
		"< 10 %",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	world.say(OWNER, "mandate amend 0 filled.toml");
	assert!(world.say(ANYBODY, "mandate list 2").contains(&world.washer));
	assert!(world.say(OWNER, "mandate list --json").contains("\"filled\":\"50000000\""));

	// A covered need counts as receipt now.
	let order = world.shipped("");
	world.measures(90);
	let state =
		world.json(ANYBODY, &format!("purchase show {order}"))["record"]["order"]["state"].clone();
	assert_eq!(state["received"]["quantity"], 4, "{state}");
	let open = world.refused(OWNER, "need remove 0");
	assert!(open.contains("Procurement::OrderOpen"), "{open}");
	world.wait(2 * DAY + 1);
	world.say(ANYBODY, &format!("purchase advance {order}"));

	let changed = world.json(OWNER, "need change 0 --quantity 1");
	assert_eq!((&changed["quantity"], &changed["mandate"]), (&json!(1), &json!(0)));
	assert!(world.say(OWNER, "need list").contains("10000405"));
	let foreign = world.refused(CARRIER, "need remove 0");
	assert!(foreign.contains("Procurement::SubjectRuns"), "{foreign}");
	world.say(OWNER, "need remove 0");
	assert!(world.say(OWNER, "need list").contains("has declared no need"));

	let runs = world.refused(ANYBODY, "mandate end 0");
	assert!(runs.contains("Procurement::MandateRuns"), "{runs}");
	world.say(OWNER, "mandate end 0");
	assert!(world.refused(OWNER, "mandate show 0").contains("there is no mandate 0"));

	let running = world.refused(ANYBODY, "offer remove 10000405 --vendor 0");
	assert!(running.contains("Procurement::OfferRuns"), "{running}");
	world.say(VENDOR, "offer remove 10000405");
	assert!(world.say(ANYBODY, "offer list 0").contains("offers nothing"));
}

#[test]
fn a_file_that_the_chain_would_refuse_is_refused_before() {
	let world = World::new();
	for (text, problem) in [
		(
			"in x = 0xWASHER/1.last as 0.1 % max_age 1 h\nwhen x < 10 %",
			"counts 1 %; write `as 1 %`",
		),
		("in x = 0xWASHER/7.last as 1 % max_age 1 h\nwhen x < 10 %", "knows no channel"),
		("in x = 0xWASHER/1.last as 1 % max_age 1 h\nwhen x", "wrong.when:2:6"),
	] {
		world.chain.write("wrong.when", &world.line(text));
		let line = world.line("mandate grant WASHER washing.toml --when wrong.when");
		let refused = world.chain.refused(OWNER, 2, &line);
		assert!(refused.contains(problem), "{problem}\n{refused}");
	}
	let stranger = world.refused(CARRIER, "mandate grant WASHER washing.toml");
	assert!(stranger.contains("Procurement::NotOwner"), "{stranger}");
	let role = world.refused(OWNER, "offer publish detergent.toml");
	assert!(role.contains("service provider") && role.contains("the council gives"), "{role}");
}
