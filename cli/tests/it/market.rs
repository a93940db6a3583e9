//! The energy market, on the commands of the documentation and the chain's own runtime.

use crate::{
	chain::{text, Chain, HOMES},
	web,
};
use serde_json::{json, Value};
use std::{
	path::Path,
	time::{SystemTime, UNIX_EPOCH},
};
use tallystick_client::records::{Millis, StreamId};
use tallystick_evidence::{proof::Proof, DeviceId, Limits, Native, Node, Reading, RunHasher};
use tallystick_primitives::{Facts, Observation};

/// Grid operator, and whoever makes meters.
const GRID: usize = 0;
const EXCHANGE: usize = 1;
const SUPPLIER: usize = 2;
/// Calibrates meters.
const OTHER: usize = 3;
const HOME: usize = 4;
const NEIGHBOUR: usize = 5;

const EIC: &str = "10YBE----------2";
const SLOT: u64 = 60_000;
const PERIOD: u64 = 5 * SLOT;

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
period = 60000
[[channels]]
name = "energy-out"
unit = "Wh"
exponent = 0
kind = "counter"
low = 0
high = 1000000000
period = 60000
[[channels]]
name = "power"
unit = "W"
exponent = 0
kind = "gauge"
low = -20000
high = 20000
period = 60000
"#;

/// The TOML of the documentation in which this stands.
fn documented(part: &str) -> String {
	let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
	let page = std::fs::read_to_string(page).unwrap();
	let mut blocks = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
	blocks.find(|block| block.contains(part)).unwrap().to_owned()
}

/// A market whose clock stands at the beginning of a period, and goes on when it is told to.
struct World {
	chain: Chain,
	begin: u64,
}

impl World {
	/// With the documentation's tariff, as a default and on request, and a zone.
	fn new() -> Self {
		let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
		let begin = u64::try_from(now).unwrap() / PERIOD * PERIOD;
		let world = Self { chain: Chain::new(), begin };
		world.at(0);
		let chain = &world.chain;
		let green = documented("Green day and night").replace("\"8d\"", "\"37m\"");
		assert!(green.contains("\"open\"") && green.contains("\"37m\""), "{green}");
		chain.write("basic.toml", &green.replace("\"open\"", "\"default\"\noperator = 0"));
		chain.write("green.toml", &green.replace("\"open\"", "\"on-request\""));
		chain.write("terms.toml", &documented("deviation = "));
		assert_eq!(chain.json(SUPPLIER, "tariff offer basic.toml")["tariff"], 0);
		assert_eq!(chain.json(SUPPLIER, "tariff offer green.toml")["tariff"], 1);
		assert_eq!(chain.json(GRID, &format!("zone open {EIC} terms.toml"))["zone"], 0);
		world
	}

	/// Lets time pass up to so many milliseconds after the begin.
	fn at(&self, millis: u64) {
		self.chain.stop_clock(self.begin + millis);
	}

	/// The first moment of a slot, counted from the begin.
	fn slot(&self, number: u64) -> u64 {
		self.begin + number * SLOT
	}

	/// Registers an endorsed and calibrated meter.
	fn meter(&self, name: &str) -> String {
		let chain = &self.chain;
		if !chain.folder().join("maker.key").exists() {
			let made = chain.say(GRID, "key generate device maker.key");
			let key = made.lines().find_map(|line| line.strip_prefix("key     ")).unwrap();
			chain.write("meter.toml", &METER.replace("KEY", key));
			chain.write("meter.tm.json", "{}");
			chain.write("certificate.pdf", "right");
			chain.say(GRID, "model define meter.toml");
		}
		let device = self.device(name, "--endorser-key maker.key");
		let line = format!("device calibrate {device} --certificate certificate.pdf --until 365d");
		chain.say(OTHER, &line);
		device
	}

	fn device(&self, name: &str, more: &str) -> String {
		self.chain.say(GRID, &format!("key generate device {name}.key"));
		let line = format!("device register --device-key {name}.key --model 0 {more}");
		self.chain.json(GRID, &line)["device"].as_str().unwrap().to_owned()
	}

	/// A confirmed metering point of this home.
	fn point(&self, home: usize) -> String {
		let meter = self.meter(&format!("meter-{home}"));
		let point = self.propose(home, &meter);
		let (_, owner) = HOMES[home - HOME];
		self.chain.say(GRID, &format!("point confirm {point} --owner {owner} --yes"));
		point
	}

	fn propose(&self, home: usize, meter: &str) -> String {
		let line = format!(
			"point propose {EIC} --meter {meter} --import energy-in --export 1 --connected 11kW --export-power 8kW"
		);
		let told = self.chain.json(home, &line);
		told["point"].as_str().unwrap().trim_start_matches("0x").to_owned()
	}

	/// Whatever is refused here is refused before anything is sent.
	fn refuses(&self, cases: &[(usize, i32, String, &str)]) {
		let sent = self.chain.transactions();
		for (who, code, line, reason) in cases {
			let refused = self.chain.refused(*who, *code, line);
			assert!(refused.contains(reason), "{line}: {refused}");
		}
		assert_eq!(self.chain.transactions(), sent);
	}
}

#[test]
fn a_zone_is_opened_shown_changed_and_dropped() {
	let world = World::new();
	let chain = &world.chain;
	let shown = chain.say(OTHER, &format!("zone show {EIC}"));
	for part in [
		"zone       0, 10YBE----------2",
		"operator   organisation 0 (Farm)",
		"prices     -0.100000 TALLY/kWh to 0.520000 TALLY/kWh, 0.001000 TALLY/kWh apart",
		"capacity   500.000 kWh in a slot",
		"deviation  0.005000 TALLY/kWh",
		"charge     0.081000 TALLY/kWh for network, to 5DAAnrj7",
		"default    tariff 0 of organisation 2 (Shop)",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	// Books are open for two slots, and homes have seven periods to leave.
	let from = world.slot(40);
	let told = chain.json(GRID, &format!("zone set-terms 0 terms.toml --from {from}"));
	assert_eq!((&told["version"], &told["from"]["begins"]), (&json!(1), &json!(from)));
	assert!(chain.say(OTHER, "zone list").contains("organisation 0 (Farm)"));
	assert_eq!(chain.json(OTHER, "zone list")[0]["record"]["eic"], EIC);

	let terms = documented("deviation = ");
	chain.write("other.toml", &terms.replace("[0]", "[1]"));
	chain.write("none.toml", &terms.replace("[0]", "[7]"));
	world.refuses(&[
		(
			SUPPLIER,
			1,
			"zone set-terms 0 terms.toml".into(),
			"for the grid operator, organisation 0",
		),
		(GRID, 1, "zone set-terms 0 terms.toml".into(), "name a later slot with --from"),
		(
			GRID,
			2,
			format!("zone set-terms 0 other.toml --from {}", from + SLOT),
			"not offered to this operator as a default",
		),
		(GRID, 1, format!("zone set-terms 0 none.toml --from {}", from + SLOT), "no tariff 7"),
		(GRID, 1, format!("zone set-terms 0 terms.toml --from {}", world.slot(37)), "is too early"),
		(GRID, 2, format!("zone set-terms 0 terms.toml --from {}", from + 1), "no slot begins at"),
		(GRID, 1, "zone show 9".into(), "there is no zone 9"),
		(GRID, 2, format!("zone open {EIC} absent.toml"), "absent.toml"),
		(HOME, 1, "zone drop 0".into(), "is a member of no organisation"),
	]);
	let refused = chain.refused(GRID, 1, &format!("zone open {EIC} terms.toml"));
	assert!(refused.contains("EicTaken") && refused.contains("tallystick zone show"), "{refused}");
	let refused = chain.refused(SUPPLIER, 2, "zone open 10YGB----------A terms.toml");
	assert!(refused.contains("not offered to this operator as a default"), "{refused}");
	let refused = chain.refused(HOME, 1, "zone forget-terms 0");
	assert!(refused.contains("StillNeeded"), "{refused}");
	chain.say(GRID, "zone drop 0");
	assert!(chain.say(OTHER, "zone list").contains("there is no zone"));
}

#[test]
fn a_tariff_is_offered_revised_shown_and_ended() {
	let world = World::new();
	let chain = &world.chain;
	let shown = chain.say(HOME, "tariff show 1");
	for part in [
		"tariff        1, Green day and night",
		"supplier      organisation 2 (Shop)",
		"availability  for whom the supplier accepts",
		"notice        37 slots, 37 min",
		"supply        0.300000 TALLY/kWh, always",
		"that is       0.300000 TALLY/kWh to pay, 0.080000 TALLY/kWh to get",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let dear = documented("Green day and night").replace("0.30", "0.31");
	chain.write("dear.toml", &dear);
	chain.write(
		"next.toml",
		&dear.replace("\"8d\"", "\"37m\"").replace("\"open\"", "\"on-request\""),
	);
	let from = world.slot(40);
	world.refuses(&[
		(
			SUPPLIER,
			2,
			"tariff revise 1 dear.toml".into(),
			"availability: it is not that of tariff 1",
		),
		(OTHER, 1, "tariff revise 1 next.toml".into(), "for the supplier, organisation 2 (Shop)"),
		(SUPPLIER, 1, "tariff revise 9 next.toml".into(), "there is no tariff 9"),
		(SUPPLIER, 1, format!("tariff end 1 --from {}", world.slot(1)), "the notice is 37 slots"),
	]);
	let told = chain.json(SUPPLIER, &format!("tariff revise 1 next.toml --from {from}"));
	assert_eq!((&told["version"], &told["from"]["begins"]), (&json!(1), &json!(from)));
	let shown = chain.say(HOME, &format!("tariff show 1 --at {from}"));
	assert!(shown.contains("0.310000 TALLY/kWh to pay"), "{shown}");
	let listed = chain.say(HOME, "tariff list --org 2");
	assert_eq!(listed.lines().count(), 2, "{listed}");
	assert!(chain.say(HOME, "tariff list --org 0").contains("no such tariff"));

	chain.write("short.toml", &dear.replace("\"8d\"", "\"36m\""));
	let refused = chain.refused(SUPPLIER, 2, "tariff offer short.toml");
	assert!(refused.contains("36 min is shorter than the least notice, 37 min"), "{refused}");
	let refused = chain.refused(GRID, 1, "tariff offer dear.toml");
	assert!(refused.contains("the council gives"), "{refused}");
	// A zone's default, too.
	chain.say(SUPPLIER, "tariff end 0");
	let refused = chain.refused(SUPPLIER, 1, "tariff drop 0");
	assert!(refused.contains("TariffInUse"), "{refused}");
	chain.say(SUPPLIER, "tariff end 1");
	let refused = chain.refused(SUPPLIER, 1, "tariff end 1");
	assert!(refused.contains("already"), "{refused}");
	assert!(chain.say(HOME, "tariff list").contains("ends at"));
}

#[test]
fn a_dynamic_tariff_follows_what_two_publish() {
	let world = World::new();
	let chain = &world.chain;
	let define = "index define day-ahead --publisher 1 --publisher 3";
	assert_eq!(chain.json(EXCHANGE, define)["index"], 0);
	let line = |number: u64, rate: &str| format!("{},{rate}\n", world.slot(number));
	let prices = [line(5, "0.0875 TALLY/kWh"), line(6, "-1200")].concat();
	chain.write("prices.csv", &format!("begins,rate\n{prices}"));
	chain.write("late.csv", &format!("begins,rate\n{}", line(2, "5")));
	chain.write("odd.csv", &format!("begins,rate\n{}", line(5, "87501")));
	chain.write("wrong.csv", &format!("begins,rate\n{},5\n{}", world.slot(5) + 1, line(6, "x")));
	let told = chain.json(EXCHANGE, "index publish 0 prices.csv");
	assert_eq!((&told["published"], &told["found"]), (&json!(2), &json!(0)));
	let told = chain.json(EXCHANGE, "index publish 0 prices.csv");
	assert_eq!((&told["published"], &told["found"]), (&json!(0), &json!(2)));
	world.refuses(&[
		(SUPPLIER, 1, "index publish 0 prices.csv".into(), "published by the organisations 1, 3"),
		(EXCHANGE, 1, "index publish 0 late.csv".into(), "its book is open"),
		(EXCHANGE, 1, "index publish 0 odd.csv".into(), "is published already with 0.087500"),
		(EXCHANGE, 2, "index publish 0 wrong.csv".into(), "2 lines are wrong"),
		(EXCHANGE, 2, "index publish 0 prices.csv --each 90s".into(), "no whole number of slots"),
		(EXCHANGE, 1, "index publish 7 prices.csv".into(), "there is no index 7"),
		(EXCHANGE, 2, "index define a --publisher 1".into(), "two or three publishers"),
		(EXCHANGE, 2, "index define a --publisher 1 --publisher 1".into(), "is named twice"),
	]);
	let at = world.slot(5);
	let shown = chain.say(HOME, &format!("index show 0 --at {at}"));
	assert!(shown.contains("–       0.087500 TALLY/kWh"), "{shown}");
	chain.say(OTHER, "index publish 0 prices.csv");
	let shown = chain.say(HOME, &format!("index show 0 --at {at}"));
	assert!(shown.contains("0.087500 TALLY/kWh   0.087500 TALLY/kWh"), "{shown}");

	let dynamic = documented("[supply.dynamic]");
	let (_, dynamic) = dynamic.split_once("[supply.dynamic]").unwrap();
	let head = documented("Green day and night").replace("\"8d\"", "\"37m\"");
	let (head, _) = head.split_once("[supply]").unwrap();
	let feed_in = "[feed-in]\nflat = 0\n";
	chain.write("dynamic.toml", &format!("{head}\n[supply.dynamic]{dynamic}\n{feed_in}"));
	chain.say(SUPPLIER, "tariff offer dynamic.toml");
	for (slot, rate) in [(5, "0.117500"), (6, "0.028800"), (7, "0.350000")] {
		let shown = chain.say(HOME, &format!("tariff show 2 --at {}", world.slot(slot)));
		assert!(shown.contains(&format!("{rate} TALLY/kWh to pay")), "{shown}");
	}
	let dropped = chain.say(EXCHANGE, "index drop 0");
	assert!(dropped.contains("stays as long as a tariff follows it"), "{dropped}");
	let refused = chain.refused(EXCHANGE, 1, "index drop 0");
	assert!(refused.contains("IndexInUse"), "{refused}");
	assert!(chain.say(HOME, "index list").contains("day-ahead"));
}

#[test]
fn a_metering_point_is_proposed_confirmed_and_closed() {
	let world = World::new();
	let chain = &world.chain;
	let meter = world.meter("meter");
	let declared = world.device("declared", "");
	let propose = |meter: &str, channels: &str| {
		format!("point propose 0 --meter {meter} {channels} --connected 11kW")
	};
	world.refuses(&[
		(HOME, 1, propose(&"07".repeat(32), "--import 0 --export 1"), "does not know the device"),
		(HOME, 2, propose(&meter, "--import 0 --export 0"), "are one channel"),
		(HOME, 1, propose(&meter, "--import 0 --export power"), "channel 2, power, is no counter"),
		(HOME, 1, propose(&meter, "--import 0 --export 9"), "has no channel 9"),
		(
			HOME,
			2,
			propose(&meter, "--import 0 --export 1").replace("11kW", "0"),
			"neither take nor",
		),
		(HOME, 1, propose(&meter, "--import 0 --export 1").replace("e 0", "e 5"), "no zone 5"),
	]);
	let point = world.propose(HOME, &meter);
	let other = world.propose(NEIGHBOUR, &declared);
	let listed = chain.json(GRID, "point list --zone 0 --status proposed");
	assert_eq!(listed.as_array().unwrap().len(), 2);
	let own = chain.say(GRID, &format!("point list --owner {}", HOMES[0].1));
	assert!(own.starts_with(&format!("{point}  zone 0  proposed")), "{own}");
	let confirm = |point: &str, home: usize| {
		format!("point confirm {point} --owner {} --yes", HOMES[home - HOME].1)
	};
	world.refuses(&[
		(SUPPLIER, 1, confirm(&point, HOME), "for the grid operator"),
		(GRID, 1, confirm(&other, NEIGHBOUR), "no manufacturer vouches for the meter"),
		(GRID, 1, confirm(&point, NEIGHBOUR), "proposed by 5DAAnrj7"),
		(HOME, 1, format!("contract request {point} --tariff 1"), "is not confirmed"),
		(GRID, 1, format!("point show {}", "07".repeat(16)), "there is no metering point"),
	]);
	let (_, owner) = HOMES[0];
	let output = chain.run(GRID, &format!("point confirm {point} --owner {owner}"));
	let (shown, said) = (text(&output.stderr), text(&output.stdout));
	assert!(output.status.success(), "{shown}");
	for part in [&meter[..], "connected  11.000 kW", "export     8.000 kW", "channel 0, energy-in"]
	{
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	assert!(said.contains("takes part from slot"), "{said}");
	let shown = chain.say(HOME, &format!("point show {point}"));
	for part in ["confirmed, takes part from slot", "tariff 0, by default", "0.000000 TALLY free"] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let at = world.slot(3);
	let quoted = chain.say(HOME, &format!("point quote {point} {at}"));
	for part in [
		"1.000 kWh in slot",
		"supply   0.300000 TALLY/kWh  0.300000 TALLY",
		"network  0.081000 TALLY/kWh  0.081000 TALLY",
		"all-in   0.381000 TALLY/kWh  0.381000 TALLY",
		"feed-in  0.080000 TALLY/kWh",
		"this can still change",
	] {
		assert!(quoted.contains(part), "{part}\n{quoted}");
	}
	let refused = chain.refused(HOME, 1, &format!("point quote {point} {}", world.slot(2)));
	assert!(refused.contains("does not take part"), "{refused}");

	let spare = world.meter("spare");
	let replace = format!("point propose-meter {point} --meter {spare} --import 0 --export 1");
	let refused = chain.refused(GRID, 1, &format!("point confirm-meter {point}"));
	assert!(refused.contains("no other meter is proposed"), "{refused}");
	let refused = chain.refused(GRID, 1, &format!("{replace} --from {}", world.slot(4)));
	assert!(refused.contains("belongs to"), "{refused}");
	let told = chain.say(HOME, &format!("{replace} --from {}", world.slot(4)));
	assert!(told.contains("has to confirm it"), "{told}");
	let shown = chain.say(HOME, &format!("point show {point}"));
	assert!(shown.contains(&format!("proposed   {spare}")), "{shown}");
	chain.say(GRID, &format!("point confirm-meter {point}"));
	let shown = chain.say(HOME, &format!("point show {point}"));
	assert!(shown.contains(&spare) && shown.contains(&meter), "{shown}");
	let refused = chain.refused(HOME, 1, &format!("{replace} --from {}", world.slot(0)));
	assert!(refused.contains("has begun"), "{refused}");

	assert!(chain.say(GRID, &format!("point close {other}")).contains("is removed"));
	let closed = chain.say(HOME, &format!("point close {point}"));
	assert!(closed.contains("takes part up to slot"), "{closed}");
	let refused = chain.refused(HOME, 1, &format!("point drop {point}"));
	assert!(refused.contains("StillNeeded"), "{refused}");
}

#[test]
fn a_contract_is_agreed_by_both() {
	let world = World::new();
	let chain = &world.chain;
	let point = world.point(HOME);
	let customers = chain.say(SUPPLIER, "tariff customers");
	assert!(customers.contains("tariff 0  by default"), "{customers}");
	let told = chain.json(HOME, &format!("contract request {point} --tariff 1"));
	assert_eq!(told["agreed"], false);
	let customers = chain.say(SUPPLIER, "tariff customers");
	assert!(customers.contains(&format!("`tallystick contract accept {point}`")), "{customers}");
	world.refuses(&[
		(NEIGHBOUR, 1, format!("contract request {point} --tariff 1"), "belongs to"),
		(OTHER, 1, format!("contract accept {point}"), "for the supplier who is asked"),
		(NEIGHBOUR, 1, format!("contract withdraw {point}"), "belongs to"),
		(HOME, 1, format!("contract request {point} --tariff 9"), "there is no tariff 9"),
		(HOME, 1, format!("contract end {point}"), "has no contract"),
	]);
	let line = format!("tariff offer green.toml --from {}", world.slot(5));
	assert_eq!(chain.json(SUPPLIER, &line)["tariff"], 2);
	let early = format!("contract request {point} --tariff 2 --from {}", world.slot(4));
	let refused = chain.refused(HOME, 1, &early);
	assert!(refused.contains("is too early: the metering point takes part"), "{refused}");
	let told = chain.json(HOME, &format!("contract request {point} --tariff 2"));
	assert_eq!(told["from"]["begins"], world.slot(5));
	chain.say(HOME, &format!("contract withdraw {point}"));
	let refused = chain.refused(SUPPLIER, 1, &format!("contract accept {point}"));
	assert!(refused.contains("no request"), "{refused}");
	chain.say(HOME, &format!("contract request {point} --tariff 1"));
	chain.say(SUPPLIER, &format!("contract refuse {point}"));
	chain.say(HOME, &format!("contract request {point} --tariff 1"));
	chain.say(SUPPLIER, &format!("contract accept {point}"));
	let customers = chain.json(SUPPLIER, "tariff customers");
	let states: Vec<_> = customers.as_array().unwrap().iter().map(|one| &one["state"]).collect();
	assert!(states.contains(&&json!("contract")), "{customers}");
	assert_eq!(chain.json(OTHER, "tariff customers"), json!([]));
	let shown = chain.say(HOME, &format!("point show {point}"));
	assert!(shown.contains("contract   tariff 1 of organisation 2 (Shop)"), "{shown}");
	// What is asked for and then too late has to be asked for again.
	chain.say(HOME, &format!("contract request {point} --tariff 1 --from {}", world.slot(4)));
	world.at(3 * SLOT);
	let refused = chain.refused(SUPPLIER, 1, &format!("contract accept {point}"));
	assert!(refused.contains("has to ask again"), "{refused}");
	let told = chain.json(SUPPLIER, &format!("contract end {point}"));
	assert!(told["from"]["begins"].as_u64() >= Some(world.slot(6)), "{told}");
	let late = world.slot(60);
	let refused = chain.refused(HOME, 1, &format!("contract end {point} --from {late}"));
	assert!(refused.contains("has no contract from slot"), "{refused}");
}

/// Two homes with money for their orders; the books of slots 3 and 4 are open.
fn two_homes() -> (World, [String; 2]) {
	let world = World::new();
	let points = [world.point(HOME), world.point(NEIGHBOUR)];
	for (home, point) in [HOME, NEIGHBOUR].into_iter().zip(&points) {
		world.chain.say(home, &format!("margin fund {point} 1TALLY"));
	}
	world.at(2 * SLOT);
	(world, points)
}

#[test]
fn a_margin_is_funded_and_withdrawn() {
	let (world, [home, _]) = two_homes();
	let chain = &world.chain;
	let held = chain.say(HOME, "account");
	assert!(
		held.contains("1.000000 TALLY") && held.contains("tallystick margin withdraw"),
		"{held}"
	);
	world.refuses(&[
		(NEIGHBOUR, 1, format!("margin fund {home} 1TALLY"), "belongs to 5DAAnrj7"),
		(HOME, 2, format!("margin fund {home} 0"), "too small"),
		(
			HOME,
			1,
			format!("margin withdraw {home} 2TALLY"),
			"1.000000 TALLY of the margin are free",
		),
	]);
	let refused = chain.refused(HOME, 1, &format!("margin fund {home} 9999999TALLY"));
	assert!(
		refused.contains("Unaffordable") && refused.contains("tallystick account"),
		"{refused}"
	);
	let told = chain.json(HOME, &format!("margin withdraw {home} 0.25TALLY"));
	assert_eq!(told["free"], "750000");
	assert_eq!(chain.json(HOME, &format!("margin withdraw {home} --all"))["free"], "0");
	let refused = chain.refused(HOME, 1, &format!("margin withdraw {home} --all"));
	assert!(refused.contains("nothing to withdraw"), "{refused}");
}

#[test]
fn orders_are_placed_listed_and_cancelled() {
	let (world, [home, _]) = two_homes();
	let chain = &world.chain;
	let (third, fourth) = (world.slot(3), world.slot(4));
	let buy = format!("order place {home} --slot {third} --buy 100Wh@0.3815TALLY/kWh");
	let dry = chain.say(HOME, &format!("{buy} --dry-run"));
	assert!(dry.contains("0.300000 TALLY/kWh  0.381000 TALLY/kWh"), "{dry}");
	assert!(dry.contains("nothing is sent; 0.038600 TALLY would be held"), "{dry}");
	world.refuses(&[
		(NEIGHBOUR, 1, buy.clone(), "belongs to 5DAAnrj7"),
		(HOME, 1, buy.replace(&third.to_string(), &world.slot(7).to_string()), "opens at"),
		(HOME, 1, buy.replace(&third.to_string(), &world.slot(2).to_string()), "closed at"),
		(HOME, 2, buy.replace(&third.to_string(), &(third + 1).to_string()), "no slot begins"),
		(HOME, 1, buy.replace("100Wh", "186Wh"), "the point's power allows 0.185 kWh in a slot"),
		(HOME, 1, buy.replace("0.3815", "-0.5"), "no price meets the limit"),
		(HOME, 2, format!("order place {home} --slot {third}"), "name what to --buy or to --sell"),
		(HOME, 1, format!("order cancel {home} --slot {third}"), "has no order in slot"),
		(HOME, 1, format!("order cancel {home} --all"), "no order that can be cancelled"),
	]);
	let told = chain.json(HOME, &buy);
	assert_eq!((&told["free"], &told["locked"]), (&json!("961400"), &json!("38600")));
	// Once more changes nothing.
	let again = chain.json(HOME, &buy);
	assert_eq!((&again["free"], &again["locked"]), (&told["free"], &told["locked"]));
	chain.write(
		"orders.csv",
		&format!(
			"begins,side,energy,limit\n{third},buy,50,0.381 TALLY/kWh\n{fourth},sell,0.1 kWh,0.08 TALLY/kWh\n{third},buy,50,0.2 TALLY/kWh\n"
		),
	);
	let told = chain.json(HOME, &format!("order place {home} --csv orders.csv"));
	assert_eq!(told["orders"].as_array().unwrap().len(), 2, "{told}");
	let listed = chain.say(HOME, &format!("order list {home}"));
	assert_eq!(listed.lines().count(), 4, "{listed}");
	assert!(listed.contains("sell  0.100 kWh  0.080000 TALLY/kWh"), "{listed}");
	chain.write(
		"wrong.csv",
		&format!("begins,side,energy,limit\n{third},buy,50,9\n{third},buy,1,\n"),
	);
	let refused = chain.refused(HOME, 2, &format!("order place {home} --csv wrong.csv"));
	assert!(refused.contains("line 3"), "{refused}");
	let told = chain.json(HOME, &format!("order cancel {home} --slot {fourth}"));
	assert_eq!(told["cancelled"], json!([{ "slot": fourth / SLOT, "begins": fourth }]));

	// Too little margin is said with what is missing.
	chain.say(HOME, &format!("margin withdraw {home} --all"));
	let refused =
		chain.refused(HOME, 1, &format!("order place {home} --slot {fourth} --sell 10@80000"));
	assert!(refused.contains("add 0.002250 TALLY with `tallystick margin fund"), "{refused}");

	world.at(3 * SLOT - 15_000);
	let refused = chain.refused(HOME, 1, &format!("order cancel {home} --slot {third}"));
	assert!(refused.contains("is firm since"), "{refused}");
	let refused = chain.refused(HOME, 1, &buy.replace("100Wh", "1Wh"));
	assert!(refused.contains("OrderFirm"), "{refused}");
}

#[test]
fn homes_trade_and_get_their_statements() {
	let (world, [home, neighbour]) = two_homes();
	let chain = &world.chain;
	let third = world.slot(3);
	chain.say(HOME, &format!("order place {home} --slot {third} --buy 100Wh@0.381TALLY/kWh"));
	let sell = format!("order place {neighbour} --slot {third} --sell 60Wh@0.08TALLY/kWh");
	chain.say(NEIGHBOUR, &sell);
	let book = chain.say(OTHER, &format!("book 0 {third}"));
	for part in
		["open; from", "0.300000 TALLY/kWh  0.100 kWh", "0.080000 TALLY/kWh             0.060 kWh"]
	{
		assert!(book.contains(part), "{part}\n{book}");
	}
	let told = chain.json(OTHER, "book 0");
	let row = told.as_array().unwrap().iter().find(|row| row["slot"]["begins"] == third).unwrap();
	assert_eq!(
		(&row["bids"], &row["asks"], &row["book"]),
		(&json!("100"), &json!("60"), &json!("open"))
	);
	let refused = chain.refused(HOME, 1, &format!("statement {home} {third}"));
	assert!(refused.contains("its trades are not counted"), "{refused}");

	// The gate closes, and the next block clears.
	world.at(3 * SLOT - 10_000);
	world.at(3 * SLOT - 9_000);
	let book = chain.say(OTHER, &format!("book {EIC} {third}"));
	for part in ["cleared", "price   0.300000 TALLY/kWh", "volume  0.060 kWh"] {
		assert!(book.contains(part), "{part}\n{book}");
	}
	let position = chain.json(HOME, &format!("point position {home} {third}"));
	assert_eq!(
		(&position["slots"][0]["bought"], &position["slots"][0]["sold"]),
		(&json!("60"), &json!("0"))
	);
	let position = chain.say(NEIGHBOUR, &format!("point position {neighbour} {third}"));
	assert!(position.contains("0.060 kWh  0.300000 TALLY/kWh"), "{position}");

	world.refuses(&[(HOME, 1, format!("settle {} {third}", "07".repeat(16)), "no metering point")]);

	// The period ends; nothing was read, and is estimated in the end.
	world.at(PERIOD);
	world.at(PERIOD + 1_000);
	let statement = chain.say(HOME, &format!("statement {home} {third}"));
	assert!(statement.contains("wait for readings, and are in no account"), "{statement}");
	world.at(3 * PERIOD + 1_000);
	let statement = chain.say(HOME, &format!("statement {home} {third}"));
	for part in [
		"2 slots with organisation 2 (Shop), tariff 0",
		"bought              0.060 kWh  0.018000 TALLY",
		"returned            0.060 kWh  -0.004500 TALLY",
		"charge 0 (network)  0.200 kWh  0.016200 TALLY",
		"are estimated, as long as that can change",
	] {
		assert!(statement.contains(part), "{part}\n{statement}");
	}
	let sheet = chain.say(HOME, &format!("statement {home} {third} --csv"));
	assert!(sheet.contains(",2,0,0,0,bought,60,0.018000,18000\n"), "{sheet}");
	let told: Value = chain.json(HOME, &format!("statement {home} {third}"));
	assert_eq!(told["statement"]["provisional"], json!([3, 4]));
	let metered = chain.say(HOME, &format!("point metered {home} {third}"));
	assert!(metered.contains("0.100 kWh  0.000 kWh  estimated"), "{metered}");
	chain.say(GRID, &format!("zone show 0 --at {third}"));
}

#[test]
fn accounts_are_settled_and_debts_are_paid_or_forgiven() {
	let (world, [home, neighbour]) = two_homes();
	let chain = &world.chain;
	let third = world.slot(3);
	chain.say(HOME, &format!("order place {home} --slot {third} --buy 100Wh@0.381TALLY/kWh"));
	let sell = format!("order place {neighbour} --slot {third} --sell 60Wh@0.08TALLY/kWh");
	chain.say(NEIGHBOUR, &sell);
	world.at(3 * SLOT - 10_000);
	world.at(PERIOD);
	world.at(PERIOD + 1_000);
	let refused = chain.refused(HOME, 1, &format!("settle {home}"));
	assert!(refused.contains("NotDue") && refused.contains("point metered"), "{refused}");
	assert!(chain.say(HOME, &format!("debt show {home}")).contains("owes nothing"));
	assert_eq!(chain.json(SUPPLIER, "float fund 1TALLY")["float"], "1000000");
	let shown = chain.say(HOME, "float show --org 2");
	assert!(shown.contains("float   1.000000 TALLY"), "{shown}");

	// All that the home has prepaid is gone. As long as readings can come, nothing is booked.
	chain.say(HOME, &format!("margin withdraw {home} --all"));
	world.at(3 * PERIOD + 1_000);
	let told = chain.json(SUPPLIER, &format!("settle {home}"));
	assert_eq!((&told["finality"], &told["moved"]), (&json!("preliminary"), &json!([])));
	assert_eq!(told["accounts"].as_array().map(Vec::len), Some(1));
	// What it will owe by the estimate is kept of its margin.
	let reserved = told["reserved"].as_str().and_then(|sum| sum.parse::<u64>().ok());
	assert!(reserved.is_some_and(|sum| sum > 0), "{told}");
	let refused = chain.refused(HOME, 1, &format!("margin withdraw {home} 0.000001TALLY"));
	assert!(refused.contains("by preliminary accounts"), "{refused}");
	assert!(chain.say(HOME, &format!("debt show {home}")).contains("owes nothing"));

	// Nothing more can come. What was locked for the trade pays the charge for the deviation, 60 Wh, and a part of the
	// charges. The home counts as having used all that 11 kW take in two slots, 366 Wh: these, without 60 Wh that were
	// returned, are a debt.
	world.at(8 * PERIOD + 1_000);
	let settled = chain.say(HOME, &format!("settle {home} {third}"));
	let parts = [
		"is settled for good",
		"0.000300 TALLY",
		"0.004860 TALLY",
		"and 0.000000 TALLY are locked",
	];
	for part in parts {
		assert!(settled.contains(part), "{part}\n{settled}");
	}
	let refused = chain.refused(HOME, 1, &format!("settle {home} {third}"));
	assert!(refused.contains("AlreadySettled"), "{refused}");
	let shown = chain.say(HOME, &format!("debt show {home}"));
	for part in ["the point owes organisation 2 (Shop)", "0.106200 TALLY", "0.025110 TALLY"] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	assert_eq!(chain.json(SUPPLIER, "debt list --org 2").as_array().unwrap().len(), 1);
	assert_eq!(chain.json(SUPPLIER, "debt list --org 0"), json!([]));
	world.refuses(&[
		(NEIGHBOUR, 1, format!("debt forgive {home}"), "nothing is open of which the signer is"),
		(SUPPLIER, 2, format!("debt forgive {home} --amount 0"), "too small"),
		(SUPPLIER, 1, format!("debt pay {neighbour}"), "owes nothing"),
		(SUPPLIER, 1, "float withdraw 2TALLY".into(), "the float is 1.000000 TALLY"),
		(GRID, 1, "float fund 1TALLY".into(), "has no tariffs"),
	]);
	let forgiven = chain.json(SUPPLIER, &format!("debt forgive {home} --amount 5000"));
	assert_eq!(forgiven["amount"], "5000");
	let refused = chain.refused(HOME, 1, &format!("debt pay {home}"));
	assert!(refused.contains("NothingToPay"), "{refused}");
	// What the point owes stays in the margin.
	chain.say(HOME, &format!("margin fund {home} 1TALLY"));
	let refused = chain.refused(HOME, 1, &format!("margin withdraw {home} 1TALLY"));
	assert!(refused.contains("the point owes 0.126310 TALLY"), "{refused}");
	let withdrawn = chain.json(HOME, &format!("margin withdraw {home} --all"));
	assert_eq!(withdrawn["free"], "126310");
	let paid = chain.say(SUPPLIER, &format!("debt pay {home}"));
	for part in ["paid to  organisation 2 (Shop)", "0.101200 TALLY", "0.025110 TALLY"] {
		assert!(paid.contains(part), "{part}\n{paid}");
	}
}

#[test]
fn the_clock_of_the_market_says_what_comes_next() {
	let world = World::new();
	let chain = &world.chain;
	let told = chain.json(HOME, "market");
	assert_eq!(told["now"], world.begin);
	assert_eq!(told["firstUnopened"]["begins"], world.slot(3));
	assert_eq!(told["next"]["begins"], world.slot(1));
	let said = chain.say(HOME, "market");
	for part in [
		"1 min long, 5 in a period",
		"2 min before the slot",
		"first change  in slot",
		"least notice  37 min",
	] {
		assert!(said.contains(part), "{part}\n{said}");
	}
}

#[test]
fn trades_are_counted_at_once_and_a_supplier_sees_their_balance() {
	let (world, [home, neighbour]) = two_homes();
	let chain = &world.chain;
	let third = world.slot(3);
	chain.say(HOME, &format!("order place {home} --slot {third} --buy 100Wh@0.381TALLY/kWh"));
	let sell = format!("order place {neighbour} --slot {third} --sell 60Wh@0.08TALLY/kWh");
	chain.say(NEIGHBOUR, &sell);
	world.refuses(&[
		(HOME, 2, format!("advance 0 {third} --points 0"), "counts nothing"),
		(HOME, 1, format!("advance 7 {third}"), "there is no zone 7"),
	]);
	let refused = chain.refused(HOME, 1, &format!("advance 0 {third}"));
	assert!(refused.contains("NotCleared") && refused.contains("tallystick book"), "{refused}");
	// Blocks have no time left.
	chain.fill_blocks(true);
	world.at(PERIOD);
	world.at(PERIOD + 1_000);
	let counted = chain.json(HOME, &format!("advance {EIC} {third} --points 1"));
	assert_eq!((&counted["counted"], &counted["done"]), (&json!(1), &json!(false)));
	let counted = chain.say(HOME, &format!("advance 0 {third}"));
	assert!(counted.contains("1 point is counted; these were the last"), "{counted}");
	let refused = chain.refused(HOME, 1, &format!("advance 0 {third}"));
	assert!(refused.contains("NothingToCount"), "{refused}");
	chain.fill_blocks(false);

	world.refuses(&[
		(GRID, 1, format!("supplier balance 0 {third}"), "has no tariffs"),
		(HOME, 1, "supplier note-standing --org 0".into(), "has no tariffs"),
	]);
	let balance = chain.say(SUPPLIER, &format!("supplier balance 0 {third}"));
	assert!(balance.contains("nothing is settled"), "{balance}");
	world.at(8 * PERIOD + 1_000);
	for point in [&home, &neighbour] {
		chain.say(SUPPLIER, &format!("settle {point} {third}"));
	}
	let balance = chain.json(OTHER, &format!("supplier balance 0 {third} --org 2"));
	let energy: i64 = balance["energy"].as_str().unwrap().parse().unwrap();
	// Of what is estimated for both homes nothing counts as delivered.
	assert!(energy > 0, "{balance}");
	let balance = chain.say(SUPPLIER, &format!("supplier balance {EIC} {third}"));
	assert!(balance.contains("kWh provided more than taken"), "{balance}");
	let refused = chain.refused(HOME, 1, "supplier note-standing --org 2");
	assert!(refused.contains("NothingChanged"), "{refused}");
}

/// A segment of a register that rises by 10 Wh in each slot.
fn segment(world: &World, slots: std::ops::RangeInclusive<u64>, salt: u8) -> Vec<Reading> {
	let read = |slot| Reading {
		time: world.slot(slot),
		value: 1_000 + 10 * slot as i64,
		salt: [salt; 16],
	};
	slots.map(read).collect()
}

fn report(world: &World, stream: StreamId, readings: &[Reading]) {
	let mut run = RunHasher::new(stream.channel, Limits::NONE);
	readings.iter().for_each(|reading| run.push::<Native>(&(*reading).into()).unwrap());
	let Node { summary, hash: root } = run.finish::<Native>().unwrap().unwrap().root;
	let at = Millis(world.slot(8));
	let (boot_epoch, sequence, facts) = (0, 0, Facts::NONE);
	let observation = Observation { boot_epoch, sequence, summary, root, at, facts };
	world.chain.observe(stream, &observation);
}

/// What a gateway answers for a segment: its readings, and then the proof of each.
fn answers(channel: u16, readings: &[Reading]) -> Vec<(u16, Vec<u8>)> {
	let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("../primitives/evidence/vectors");
	let vectors = std::fs::read_to_string(vectors.join("proofs.json")).unwrap();
	let vectors: Vec<Value> = serde_json::from_str(&vectors).unwrap();
	let file = hex::decode(vectors[0]["file"].as_str().unwrap()).unwrap();
	let page: Vec<_> = readings
		.iter()
		.map(|reading| {
			json!({
				"channel": channel, "time": reading.time, "value": reading.value.to_string(),
				"attestation": "segment", "progress": "finalized", "batch": 7
			})
		})
		.collect();
	let page = json!({ "readings": page, "next": null }).to_string().into_bytes();
	let proofs = readings.iter().map(|reading| {
		let mut proof = Proof::from_file(&file).unwrap();
		proof.reading.leaf = (*reading).into();
		proof.to_file()
	});
	[page].into_iter().chain(proofs).map(|body| (200, body)).collect()
}

#[test]
fn the_readings_of_long_segments_are_fetched_from_a_gateway_and_shown() {
	let world = World::new();
	let chain = &world.chain;
	let point = world.point(HOME);
	let show = format!("point show-readings {point}");
	let refused = chain.refused(HOME, 1, &show);
	assert!(refused.contains("no segment of metering point"), "{refused}");
	let told = chain.json(HOME, &format!("point show {point}"));
	let device = told["record"]["meter"]["device"].as_str().unwrap().trim_start_matches("0x");
	let device = DeviceId(hex::decode(device).unwrap().try_into().unwrap());
	world.at(8 * SLOT);
	let readings = [0, 1].map(|channel| segment(&world, 4..=8, channel));
	for (channel, readings) in (0..).zip(&readings) {
		report(&world, StreamId { device, channel }, readings);
	}
	let metered = format!("point metered {point} {}", world.slot(6));
	let before = chain.say(HOME, &metered);
	assert!(before.contains("estimated") && !before.contains(" read"), "{before}");

	// Somebody else's readings are not sent.
	let (url, _asked) = web::gateway(answers(0, &readings[1]));
	let sent = chain.transactions();
	let refused = chain.refused(HOME, 1, &format!("{show} --gateway {url}"));
	assert!(refused.contains("are not those that the device signed"), "{refused}");
	assert_eq!(chain.transactions(), sent);

	let both = (0..).zip(&readings).flat_map(|(channel, readings)| answers(channel, readings));
	let (url, asked) = web::gateway(both.collect());
	let shown = chain.say(HOME, &format!("{show} --gateway {url}"));
	assert!(shown.contains("5 readings of channel 1 are shown"), "{shown}");
	let (from, to) = (world.slot(4), world.slot(8) + 1);
	let first = asked.recv().unwrap();
	assert!(first.contains(&format!("limit=129&channel=0&from={from}&to={to} ")), "{first}");
	let after = chain.say(HOME, &metered);
	assert!(after.contains("0.010 kWh  0.010 kWh  read"), "{after}");
}
