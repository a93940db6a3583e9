//! Machines that buy, on the commands and the examples of the documentation and the chain's own runtime.

use crate::chain::{Chain, ADMINS};
use serde_json::{json, Value};
use std::{
	cell::Cell,
	path::Path,
	time::{SystemTime, UNIX_EPOCH},
};
use tallystick_client::{
	records::{Millis, StreamId},
	time,
};
use tallystick_evidence::{DeviceId, Message, Point, Purpose, Scheme, SecretKey, Summary};
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

/// What a visit costs: 85 · 1.19.
const VISIT: u64 = 101_150_000;

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

/// A mandate of the documentation, for visits.
fn repairs(chain: &Chain, file: &str) {
	let terms = std::fs::read_to_string(chain.folder().join("washing.toml")).unwrap();
	let terms = terms
		.replace("10000405", "72154100")
		.replace("[0, 1]", "[0]")
		.replace("\"14 TALLY", "\"110 TALLY")
		.replace("\"50 TALLY", "\"110 TALLY")
		.replace("\"80 TALLY", "\"220 TALLY");
	chain.write(file, &terms);
}

impl World {
	/// With the documentation's offer of visits, at these times after now, and a mandate for them.
	fn with_visits(slots: &[u64]) -> (Self, Vec<u64>) {
		let world = Self::new();
		let slots: Vec<u64> = slots.iter().map(|after| world.now.get() + after).collect();
		let offer = block("category = \"72154100\"");
		let (arbiter, times) = (offer.find("5DAA").unwrap(), offer.find("slots = ").unwrap());
		let listed: Vec<_> = slots.iter().map(|slot| format!("\"{slot}\"")).collect();
		let times = format!("{}slots = [{}]\n", &offer[..times], listed.join(", "));
		world.chain.write("repair.pdf", "whatever is broken");
		world
			.chain
			.write("repair.toml", &times.replace(&offer[arbiter..arbiter + 48], ADMINS[ARBITER].1));
		repairs(&world.chain, "repairs.toml");
		let offered = world.json(VENDOR, "offer publish repair.toml");
		assert_eq!(offered["slots"], json!(slots));
		assert_eq!(world.json(OWNER, "mandate grant WASHER repairs.toml")["mandate"], 1);
		(world, slots)
	}

	fn free(&self) -> Value {
		self.json(ANYBODY, "offer show 72154100 --vendor 0")["slots"].clone()
	}

	fn wait_until(&self, time: u64) {
		self.wait(time - self.now.get());
	}

	/// Has an order of a visit accepted, and waits for its time.
	fn accepted(&self, order: u64, slot: u64) {
		self.wait(2 * HOUR + 1);
		self.say(VENDOR, &format!("purchase accept {order}"));
		self.wait_until(slot);
	}

	/// What the machine has to sign.
	fn statement(&self, order: u64, said: &str, counter: u64, sequence: u64) -> Value {
		let line = format!(
			"purchase statement {order} {said} --counter {counter} --boot-epoch 4 --sequence {sequence}"
		);
		self.json(ANYBODY, &line)
	}

	/// The machine signs, and a carrier brings it.
	fn attests(&self, order: u64, said: &str, counter: u64, sequence: u64) -> Value {
		let shown = self.statement(order, said, counter, sequence);
		let statement = shown["statement"].as_str().unwrap();
		self.json(CARRIER, &format!("purchase attest {statement} --device-key washer.key"))
	}

	/// The signature of a machine that was given a message.
	fn signature(&self, shown: &Value) -> String {
		let unhex =
			|value: &Value| hex::decode(value.as_str().unwrap().trim_start_matches("0x")).unwrap();
		let (message, payload) = (unhex(&shown["message"]), unhex(&shown["statement"]));
		let secret = std::fs::read_to_string(self.chain.folder().join("washer.key")).unwrap();
		let seed = hex::decode(secret.trim().strip_prefix("ed25519:").unwrap()).unwrap();
		let secret = SecretKey::from_seed(Scheme::Ed25519, seed.try_into().unwrap()).unwrap();
		let device = DeviceId(hex::decode(&self.washer).unwrap().try_into().unwrap());
		let genesis = message[31..63].try_into().unwrap();
		let own =
			Message::new(Purpose::Attest, &genesis, &device, Scheme::Ed25519, &payload).unwrap();
		assert_eq!(own.as_bytes(), message);
		hex::encode(secret.sign(&own).0)
	}
}

#[test]
fn a_vendor_comes_and_the_machine_signs_for_it() {
	let (world, slots) = World::with_visits(&[DAY, 3 * DAY]);
	world.say(OWNER, "need declare 1 72154100 1 --address home.txt");
	let shown = world.say(ANYBODY, "offer show 72154100 --vendor 0");
	for part in ["85.000000 TALLY", "at most 2 h", "takes", &time::write(slots[1])] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let listed = world.say(VENDOR, "offer list");
	let first = format!("visit; the first free time is {}", time::write(slots[0]));
	assert!(listed.contains(&first) && listed.contains("within 5 d 12 h"), "{listed}");
	let goods = world.json(VENDOR, "offer show 10000405");
	assert_eq!((&goods["offer"]["by"], &goods["slots"]), (&json!("parcel"), &Value::Null));
	let none = world.refused(ANYBODY, "offer show 10000406 --vendor 0");
	assert!(none.contains("has no offer of 10000406"), "{none}");
	let parcel = world.refused(VENDOR, &format!("offer set-slots 10000405 {}", slots[0]));
	assert!(parcel.contains("Procurement::BadSlots") && parcel.contains("[visit]"), "{parcel}");
	let past = world.chain.refused(VENDOR, 2, "offer set-slots 72154100 1700000000000");
	assert!(past.contains("2023-11-14T22:13:20.000Z has passed"), "{past}");

	let placed = world.json(OWNER, "purchase place 1");
	assert_eq!(
		(&placed["order"], &placed["visit"], &placed["landed"]["gross"]),
		(&json!(0), &json!(slots[0]), &json!(VISIT.to_string()))
	);
	assert_eq!(world.free(), json!([slots[1]]));
	world.accepted(0, slots[0]);
	let shown = world.say(ANYBODY, "purchase show 0");
	let at = format!("at {}", time::write(slots[0]));
	for part in [&*at, "the machine signs that the visit has begun", "gets the vendor's bond"] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let listed = world.say(VENDOR, "purchase list");
	assert!(listed.contains(&time::write(slots[0])), "{listed}");

	let begun = world.attests(0, "started", 812, 5_000);
	assert_eq!(
		(&begun["state"], &begun["statement"]["visit"]),
		(&json!("started"), &json!(slots[0]))
	);
	let shown = world.say(ANYBODY, "need show 1");
	assert!(shown.contains("counter 812, at reading 5000 of boot epoch 4"), "{shown}");
	let old = "purchase statement 0 finished --counter 813 --boot-epoch 4 --sequence 5000";
	assert!(world.refused(ANYBODY, old).contains("the machine has signed before: counter 812"));
	let wrong = world.chain.refused(
		ANYBODY,
		2,
		"purchase statement 0 finished --quantity 1 --counter 813 --boot-epoch 4 --sequence 5001",
	);
	assert!(wrong.contains("--quantity is for what was received"), "{wrong}");

	// A machine whose counter was turned back, and that signs by itself.
	let shown = world.statement(0, "finished", 3, 5_001);
	assert_eq!((&shown["scheme"], &shown["device"]), (&json!("ed25519"), &json!(world.washer)));
	let statement = shown["statement"].as_str().unwrap();
	let forged = format!("purchase attest {statement} --signature {}", "07".repeat(64));
	let forged = world.refused(CARRIER, &forged);
	assert!(forged.contains("Procurement::BadSignature"), "{forged}");
	let line = format!("purchase attest {statement} --signature {}", world.signature(&shown));
	let said = world.say(CARRIER, &line);
	for part in ["a visit has ended", "order 0 is received", "its counter is lower"] {
		assert!(said.contains(part), "{part}\n{said}");
	}
	let again = world.refused(CARRIER, &line);
	assert!(again.contains("Procurement::StaleStatement"), "{again}");
	let nowhere = world.refused(VENDOR, "purchase report 0 repair.pdf");
	assert!(nowhere.contains("Procurement::NoVisit"), "{nowhere}");

	let taken = world.refused(OWNER, &format!("purchase rework 0 {}", slots[1] + 1));
	assert!(taken.contains("Procurement::NoSlot") && taken.contains("offer show"), "{taken}");
	let repeated = world.json(OWNER, &format!("purchase rework 0 {}", slots[1]));
	assert_eq!(repeated["until"], slots[1] + 2 * HOUR);
	assert_eq!(world.free(), json!([]));
	assert!(world.say(VENDOR, "offer list").contains("visit; no time is free"));
	assert!(world.say(ANYBODY, "purchase show 0").contains(", for the second time"));
	world.wait_until(slots[1] + 2 * HOUR + 1);
	let ended = world.json(ANYBODY, "purchase advance 0");
	assert_eq!(
		(&ended["outcome"], &ended["refunded"]),
		(&json!("failed"), &json!(VISIT.to_string()))
	);
	assert_ne!(ended["bond"], "0");
	assert!(world.say(ANYBODY, "need show 1").contains("did not come"));
	let more = world.now.get() + DAY;
	assert_eq!(
		world.json(VENDOR, &format!("offer set-slots 72154100 {more}"))["slots"],
		json!([more])
	);
	assert_eq!(world.free(), json!([more]));
	world.wait_until(more);
	assert_eq!(world.free(), json!([]));
	assert!(world.say(VENDOR, "offer set-slots 72154100 --none").contains("no time can be booked"));
}

#[test]
fn a_vendor_before_a_closed_door_calls_the_arbiter() {
	let (world, slots) = World::with_visits(&[DAY]);
	world.say(OWNER, "need declare 1 72154100 1 --address home.txt");
	assert_eq!(world.json(OWNER, "purchase place 1")["visit"], json!(slots[0]));
	world.accepted(0, slots[0]);
	let called = world.json(VENDOR, "purchase dispute 0 --reason repair.pdf");
	assert_eq!(called["state"]["disputed"], json!({ "by": "vendor", "signed": 0 }));
	let shown = world.say(ANYBODY, "purchase show 0");
	assert!(shown.contains("the vendor called the arbiter"), "{shown}");
	world.say(ARBITER, "purchase decide 0 20TALLY");
	let ended = world.json(ANYBODY, "purchase advance 0");
	assert_eq!(ended["outcome"]["decided"]["amount"], "20000000");
}

#[test]
fn a_machine_signs_for_goods_in_place_of_a_code() {
	let world = World::new();
	let order = world.shipped("--quantity 3");
	let line =
		format!("purchase statement {order} received --counter 1 --boot-epoch 0 --sequence 9");
	let shown = world.say(ANYBODY, &line);
	assert!(shown.contains("received 3 units") && shown.contains("ed25519"), "{shown}");
	let fewer = world.statement(order, "received --quantity 2", 1, 9);
	assert_eq!(fewer["record"]["said"]["received"]["quantity"], 2);
	let received = world.attests(order, "received", 1, 9);
	assert_eq!(received["state"]["received"], json!({ "quantity": 3, "shipped": 3 }));
	assert_eq!(received["doubts"], json!({ "counterFell": false, "newKey": false }));
}

#[test]
fn whoever_gave_a_warranty_is_asked_first() {
	let (world, slots) = World::with_visits(&[DAY, 2 * DAY, 3 * DAY, 5 * DAY]);
	// The maker of the machine, which is the shop's.
	let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
	let page = std::fs::read_to_string(page).unwrap();
	let from = page.find("name = \"Washing machine\"").unwrap();
	world.chain.write("machine.toml", page[from..].split("```").next().unwrap());
	world.chain.write("warranty.pdf", "two years");
	world.chain.write("dropped.pdf", "it was dropped");
	world.chain.write("report.pdf", "a new pump");
	world.say(VENDOR, "prefix bind 9506000 --org 1 --party 9506000134352");
	world.say(CARRIER, "class define machine.toml");
	world.say(CARRIER, "lot open W-1 --class 0 --source 9506000134352 --made 2026-01-01");
	world.say(CARRIER, "asset create (01)09506000134376(21)W7 --lot 0");
	world.say(CARRIER, "asset document add 0 warranty.pdf --kind warranty --until 730d");
	world.say(CARRIER, "custody offer 0 --to 2 --ownership");
	world.say(OWNER, "custody accept 0");
	let condition =
		world.chain.refused(CARRIER, 2, "mandate grant warranties repairs.toml --when low.when");
	assert!(condition.contains("leave --when out"), "{condition}");
	let granted = world.json(CARRIER, "mandate grant warranties repairs.toml");
	assert_eq!((&granted["mandate"], &granted["subject"]), (&json!(2), &json!("warranties")));
	assert!(world.say(ANYBODY, "mandate show 2").contains("a member grants a claim under it"));

	let declare =
		|more: &str| format!("need declare 1 72154100 1 --address home.txt --asset 0 {more}");
	let other = world.refused(OWNER, &declare("--warranty home.txt"));
	assert!(other.contains("home.txt is no document of asset 0"), "{other}");
	let declared = world.json(OWNER, &declare("--warranty warranty.pdf"));
	assert_eq!((&declared["need"], &declared["warrantor"]), (&json!(1), &json!(1)));

	let asked = world.json(OWNER, "purchase place 1");
	assert_eq!((&asked["order"], &asked["claim"]["warrantor"]), (&Value::Null, &json!(1)));
	let shown = world.say(ANYBODY, "need show 1");
	assert!(shown.contains("organisation 1 (Cold chain) may grant or refuse it until"), "{shown}");
	let open = world.refused(OWNER, "purchase place 1");
	assert!(open.contains("Procurement::ClaimOpen"), "{open}");
	let foreign = world.refused(VENDOR, "need grant-claim 1 --mandate 2");
	assert!(foreign.contains("Procurement::NoClaim"), "{foreign}");
	world.say(CARRIER, "need refuse-claim 1 --reason dropped.pdf");
	assert!(world.say(ANYBODY, "need show 1").contains("over: the owner may order"));

	// The owner pays, and thinks better of it.
	let own = world.json(OWNER, "purchase place 1");
	assert_eq!(own["visit"], json!(slots[0]));
	world.say(OWNER, &format!("purchase withdraw {}", own["order"]));
	world.say(OWNER, "need clear 1");
	assert!(world
		.say(OWNER, "purchase place 1")
		.contains("may grant or refuse the claim of need 1"));
	let placed = world.json(CARRIER, "need grant-claim 1 --mandate 2");
	let order = placed["order"].as_u64().unwrap();
	assert_eq!((&placed["vendor"], &placed["visit"]), (&json!(0), &json!(slots[0])));
	assert!(world.say(ANYBODY, &format!("purchase show {order}")).contains("1 (Cold chain)"));
	world.accepted(order, slots[0]);
	world.attests(order, "started", 1, 1);
	let early = world.refused(VENDOR, &format!("purchase report {order} report.pdf"));
	assert!(early.contains("Procurement::WrongState"), "{early}");
	world.attests(order, "finished", 2, 2);
	let reported = world.json(VENDOR, &format!("purchase report {order} report.pdf"));
	assert_eq!(reported["asset"], 0);
	let listed = world.say(ANYBODY, "asset document list 0 --file report.pdf");
	assert!(listed.contains("record of service of organisation 0 (Farm)"), "{listed}");

	// The owner of the machine has them come again, the issuer pays.
	world.say(OWNER, &format!("purchase rework {order} {}", slots[2]));
	world.wait_until(slots[2]);
	world.attests(order, "started", 3, 3);
	world.attests(order, "finished", 4, 4);
	world.wait(2 * DAY + 1);
	let ended = world.json(ANYBODY, &format!("purchase advance {order}"));
	assert_eq!(ended["paid"], VISIT.to_string());
	assert_eq!(world.json(ANYBODY, "mandate show 1")["record"]["budget"]["spent"], "0");
	assert_eq!(
		world.json(ANYBODY, "mandate show 2")["record"]["budget"]["spent"],
		VISIT.to_string()
	);
}
