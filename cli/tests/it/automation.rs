//! Rules and actuators, on the commands of the documentation and the chain's own runtime.

use crate::chain::Chain;
use serde_json::{json, Value};
use std::{
	path::Path,
	time::{SystemTime, UNIX_EPOCH},
};
use tallystick_client::{
	control::{
		governor::{GrantError, Kept, NoMemory, Pinned, Taken},
		Entrust, Governor, Grant, Identity, Kind, Signed, Writable,
	},
	records::{Millis, StreamId},
	rules::{EventId, Reason},
};
use tallystick_evidence::{DeviceId, DeviceKey, Hash, Limits, Native, Point, Summary};
use tallystick_primitives::{Facts, Observation};

/// Runs the building, and owns its devices.
const OPERATOR: usize = 0;
const OTHER: usize = 1;
/// A member of no organisation.
const HOME: usize = 4;

const SITE: &str = r#"{ "zone": "CET-1CEST,M3.5.0,M10.5.0/3",
	"tables": [[{ "days": "mon-fri", "from": "06:00", "to": "22:00" }]] }"#;

fn docs(file: &str) -> String {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(file);
	std::fs::read_to_string(path).unwrap()
}

/// The device of the page's examples.
fn documented_id(page: &str) -> String {
	let (_, id) = page.split_once("tallystick actuator show ").unwrap();
	id.split('/').next().unwrap().to_owned()
}

/// The commands below a heading of the page.
fn commands<'a>(page: &'a str, heading: &str) -> Vec<&'a str> {
	let (_, below) = page.split_once(&format!("\n{heading}\n```\n")).unwrap();
	let (block, _) = below.split_once("```").unwrap();
	block.lines().map(|line| line.strip_prefix("tallystick ").unwrap()).collect()
}

/// A building with one radiator valve.
struct World {
	chain: Chain,
	/// The valve's id.
	valve: String,
	sequence: std::cell::Cell<u64>,
	/// When its clock was stopped first.
	begin: u64,
}

impl World {
	/// With a site, and the valve's target as an actuator within the documentation's envelope.
	fn new() -> Self {
		let world = Self::bare();
		assert_eq!(world.json("site open site.json")["site"], 0);
		assert_eq!(world.json("actuator set VALVE/target safety.toml --site 0")["version"], 0);
		world
	}

	/// With the valve alone, and the documentation's files.
	fn bare() -> Self {
		let chain = Chain::new();
		let begin = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
		let begin = u64::try_from(begin).unwrap();
		chain.stop_clock(begin);
		for file in ["radiator-valve.toml", "radiator-valve.tm.json"] {
			chain.write(file, &docs(&format!("examples/models/{file}")));
		}
		chain.write("site.json", SITE);
		chain.say(OPERATOR, "model define radiator-valve.toml");
		chain.say(OPERATOR, "key generate device valve.key");
		let made = chain.json(OPERATOR, "device register --device-key valve.key --model 0");
		let valve = made["device"].as_str().unwrap().to_owned();
		let page = docs("command-line.md");
		let safety = page.split("```toml\n").find(|block| block.starts_with("low = 15")).unwrap();
		let safety = safety.split("```").next().unwrap();
		chain.write("safety.toml", &safety.replace(&documented_id(&page), &valve));
		Self { chain, valve, sequence: Default::default(), begin }
	}

	fn line(&self, line: &str) -> String {
		line.replace("VALVE", self.valve.trim_start_matches("0x"))
	}

	fn say(&self, line: &str) -> String {
		self.chain.say(OPERATOR, &self.line(line))
	}

	fn json(&self, line: &str) -> Value {
		self.chain.json(OPERATOR, &self.line(line))
	}

	fn rule(&self, file: &str, body: &str) {
		let text = format!(
			"rule heating site 0\ndevice valve = 0xVALVE\n\
			 in room = valve/0.last as 0.1 Cel max_age 10 min\nin least = param 0 as 0.1 Cel\n{body}\n"
		);
		self.chain.write(file, &self.line(&text));
	}

	/// The valve measures the room, in tenths of a degree, some time after the begin.
	fn measures(&self, after: u64, value: i64) {
		self.measures_with(after, value, Facts::NONE);
	}

	/// The same, with facts.
	fn measures_with(&self, after: u64, value: i64, facts: Facts) {
		self.chain.stop_clock(self.begin + after);
		let point = Point { time: self.begin + after, value };
		let (min, max, sum) = (value, value, value.into());
		let summary = Summary { count: 1, first: point, last: point, min, max, sum, violations: 0 };
		self.sequence.set(self.sequence.get() + 1);
		let (sequence, at) = (self.sequence.get(), Millis(self.begin + after));
		let (boot_epoch, root) = (0, [0; 32]);
		let observation = Observation { boot_epoch, sequence, summary, root, at, facts };
		let bytes = hex::decode(self.valve.trim_start_matches("0x")).unwrap();
		let device = DeviceId(bytes.try_into().unwrap());
		self.chain.observe(StreamId { device, channel: 0 }, &observation);
		self.chain.stop_clock(self.begin + after);
	}

	/// Makes a command key, and returns the public one.
	fn command_key(&self, file: &str) -> String {
		let made = self.json(&format!("key generate command {file}"));
		made["commandKey"].as_str().unwrap().to_owned()
	}

	fn read(&self, file: &str) -> Vec<u8> {
		std::fs::read(self.chain.folder().join(self.line(file))).unwrap()
	}

	fn standing(&self) -> Value {
		self.json("actuator show VALVE/target")["standing"].clone()
	}
}

#[test]
fn a_rule_is_deployed_replaced_adjusted_paused_and_removed() {
	let world = World::new();
	world.rule(
		"heating.rule",
		"set valve/2 level 10 = least when room < least\nalarm cold warning when room < 12 Cel",
	);
	let made = world.json("rule deploy heating.rule --param 0=20");
	assert_eq!((&made["rule"], &made["site"]), (&json!(0), &json!(0)));
	world.measures(60_000, 191);
	let newest = world.standing()["track"]["newest"].clone();
	assert_eq!(newest["value"], "200");

	let shown = world.say("rule show 0");
	for part in ["rule 0, version 0, of organisation 0 (Farm)", "running", "level 10", "as 0.1 Cel"]
	{
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let traced = world.say("rule trace 0");
	assert!(traced.contains("19.1 Cel") && traced.contains("20.0 Cel"), "{traced}");
	assert!(world.say("rule list --site 0").contains("heating"));
	assert!(world.say("rule list --org 1").contains("no such rules"));

	let adjusted = world.json("rule adjust 0 --param 0=20.5 --interval 1min");
	assert_eq!(adjusted["settings"]["interval"], 60_000);
	world.measures(120_000, 190);
	assert_eq!(world.standing()["track"]["newest"]["value"], "205");

	// The claim stands while the next version takes over, which keeps the parameter.
	world.rule("next.rule", "set valve/2 level 10 = least when room < 21 Cel");
	assert_eq!(world.json("rule replace 0 next.rule")["version"], 1);
	assert_eq!(world.standing()["track"]["newest"]["value"], "205");

	world.say("rule pause 0");
	assert!(world.say("rule list").contains("paused"));
	assert_eq!(world.standing()["level"], 16);
	world.say("rule resume 0");
	world.say("rule remove 0");
	assert!(world.chain.refused(OPERATOR, 1, "rule show 0").contains("there is no rule 0"));
}

#[test]
fn the_commands_of_the_documentation_work_one_after_another() {
	let (world, page) = (World::bare(), docs("command-line.md"));
	let id = documented_id(&page);
	let valve = world.valve.trim_start_matches("0x");
	let rule = page.split("```rule\n").find(|block| block.starts_with("rule heating site 0"));
	let rule = rule.unwrap().split("```").next().unwrap();
	world.chain.write("heating.rule", &rule.replace(&id, valve));
	let mut said = Vec::new();
	for heading in ["### On the chain", "## Actuators"] {
		for line in commands(&page, heading) {
			said.push(world.say(&line.replace(&id, valve).replace("'1 min'", "1min")));
		}
	}
	assert!(said.len() > 8, "{said:?}");
	assert!(world.say("alarm list 0").contains("unguarded"), "{said:?}");
	// A device without a calibration is seen.
	world.say("actuator start VALVE/target");
	world.say("actuator release VALVE/target");
	world.measures_with(700_000, 190, Facts::UNCALIBRATED);
	let standing = world.standing();
	assert_eq!(
		(&standing["unguarded"], &standing["track"]["newest"]["value"]),
		(&json!(false), &json!("210"))
	);
}

#[test]
fn an_actuator_says_what_outranks_a_claim_and_why_a_guard_has_failed() {
	let world = World::new();
	let shown = world.say("actuator show VALVE/target");
	for part in ["a guard has failed", "only segments that the device signs"] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let told = world.say("actuator hand VALVE/target 21.5 --for 2h");
	assert!(told.contains("16.0 Cel is commanded: a guard has failed"), "{told}");
	world.measures_with(700_000, 190, Facts::GAP.with(Facts::UNCALIBRATED));
	let shown = world.say("actuator show VALVE/target");
	assert!(shown.contains("facts that are not allowed: gap"), "{shown}");

	world.measures(1_400_000, 190);
	for (line, expected) in [
		("actuator hand VALVE/target 21.5 --for 2h", "is set to 21.5 Cel until"),
		(
			"actuator hand VALVE/target 29 --for 2h",
			"23.0 Cel is commanded: its envelope permits no",
		),
		("actuator stop VALVE/target", "is stopped"),
		("actuator hand VALVE/target 20 --for 2h", "16.0 Cel is commanded: it is stopped"),
		("actuator release VALVE/target", "rules again, and 16.0 Cel is commanded: it is stopped"),
	] {
		let told = world.say(line);
		assert!(told.contains(expected), "{line}: {told}");
	}
	let started = world.json("actuator start VALVE/target");
	assert_eq!((&started["commanded"], &started["level"]), (&json!("180"), &json!(16)));
}

#[test]
fn a_latched_actuator_says_until_when_it_is_latched_again() {
	let world = World::new();
	world.chain.write("calm.toml", "per-hour = 2\ndefault = 18");
	world.measures(1_000, 200);
	world.say("actuator set VALVE/target calm.toml --site 0");
	for value in [20, 21, 22, 19] {
		world.say(&format!("actuator hand VALVE/target {value} --for 2h"));
	}
	let told = world.say("actuator hand VALVE/target 20 --for 2h");
	assert!(told.contains("16.0 Cel is commanded: it is latched"), "{told}");
	assert!(world.say("alarm list 0").contains("hunting"));
	let told = world.say("actuator free VALVE/target");
	assert!(told.contains("it is latched") && told.contains("changes of the hour"), "{told}");
}

#[test]
fn a_rule_that_does_not_fit_is_refused_with_its_statement_and_what_there_is() {
	let world = World::new();
	let shown = world.say("model show 0");
	assert!(shown.contains("in steps of 0.1 Cel (exponent -1)"), "{shown}");
	world.rule("a.rule", "set valve/2 level 13 = 21 Cel when room < least");
	world.rule("b.rule", "in x = valve/1.last as 1 Cel max_age 1 h\nalarm a notice when x > 1 Cel");
	world.rule("c.rule", "in x = event 4 as 1 W\nalarm a notice when x > 1 W");
	world.rule("d.rule", "set valve/1 level 13 = 1 %");
	world.rule("e.rule", "in x = valve/9.last as 1 Cel max_age 1 h\nalarm a notice when x > 1 Cel");
	let text = std::fs::read_to_string(world.chain.folder().join("e.rule")).unwrap();
	let unknown = text.replace(world.valve.trim_start_matches("0x"), &"07".repeat(32));
	world.chain.write("f.rule", &unknown);
	for (file, parts) in [
		(
			"a.rule",
			[
				"WrongSetPoint",
				"counts 0.1 Cel, and not 1 Cel",
				"as 20.0 Cel",
				"set valve/2 level 13",
			],
		),
		("b.rule", ["WrongQuantity", "channel 1", "and not 1 Cel", "in x = valve/1.last"]),
		("c.rule", ["UnknownSignal", "no signal 4", "signal list", "in x = event 4"]),
		("d.rule", ["UnknownActuator", "channel 1", "is no actuator", "set valve/1 level 13"]),
		("e.rule", ["UnknownChannel", "no channel 9", "model", "in x = valve/9"]),
		("f.rule", ["UnknownDevice", "no device 0x0707", "07", "in room"]),
	] {
		let refused = world.chain.refused(OPERATOR, 1, &format!("rule deploy {file}"));
		for part in parts {
			assert!(refused.contains(part), "{file}: {part}\n{refused}");
		}
	}
}

#[test]
fn a_rule_on_anothers_stream_says_that_it_is_not_woken() {
	let world = World::new();
	let made = world.chain.json(OTHER, "site open site.json");
	world.rule("theirs.rule", "alarm cold warning when room < least");
	let text = std::fs::read_to_string(world.chain.folder().join("theirs.rule")).unwrap();
	let site = format!("site {}", made["site"]);
	world.chain.write("theirs.rule", &text.replace("site 0", &site));
	let output = world.chain.run(OTHER, "rule deploy theirs.rule --json");
	let said: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(said["notWokenBy"], json!(["room"]));
	let noted = String::from_utf8(output.stderr).unwrap();
	assert!(noted.contains("observations of room do not wake the rule"), "{noted}");
	world.rule("own.rule", "alarm cold warning when room < least");
	assert_eq!(world.json("rule deploy own.rule")["notWokenBy"], json!([]));
}

#[test]
fn an_actuator_is_set_by_hand_stopped_started_and_dropped() {
	let world = World::new();
	world.measures(1_000, 210);
	world.chain.stop_clock(world.begin + 700_000);
	world.measures(701_000, 210);
	let told = world.json("actuator hand VALVE/target 21.5 --for 2h");
	assert_eq!(
		(&told["value"], &told["until"]),
		(&json!("215"), &json!(world.begin + 701_000 + 7_200_000))
	);
	let shown = world.say("actuator show VALVE/target");
	for part in [
		"15.0 Cel to 23.0 Cel, steps of 0.5 Cel",
		"commanded  21.5 Cel",
		"the device has answered nothing",
		"level      8 (by hand)",
		"claim 8",
		"relies on",
	] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	world.say("actuator stop VALVE/2");
	assert_eq!(
		(&world.standing()["level"], &world.standing()["track"]["newest"]["value"]),
		(&json!(1), &json!("160"))
	);
	world.say("actuator start VALVE/2");
	world.say("actuator release VALVE/2");
	assert_eq!(world.standing()["level"], 16);
	world.say("actuator drop VALVE/2");
	let refused = world.chain.refused(OPERATOR, 1, &world.line("actuator show VALVE/2"));
	assert!(refused.contains("is no actuator"), "{refused}");
	world.say("site close 0");
}

#[test]
fn an_owner_grants_gateways_the_envelope_that_is_final() {
	let world = World::new();
	let [owner, first, second] =
		["owner.key", "first.key", "second.key"].map(|file| world.command_key(file));
	std::fs::create_dir(world.chain.folder().join("grants")).unwrap();
	let file = world.line("grants/VALVE.2.grant");
	let read = || Signed::<Grant>::decode(&world.read(&file)).unwrap();

	let line = format!("actuator grant VALVE/target --key owner.key --gateway-key {first}");
	let made = world.json(&format!("{line} --for 30d -o grants"));
	let ends = world.begin + 30 * 86_400_000;
	assert_eq!((&made["file"], &made["ownerKey"]), (&json!(file), &json!(owner)));
	assert_eq!(made["grant"]["ends"], json!(ends.to_string()));
	let grant = read().content;
	assert_eq!(json!(grant), made["grant"]);
	assert_eq!((grant.tenure, grant.channel, grant.version), (0, 2, 1));
	assert_eq!(grant.envelope.bounds.range, Limits { low: 150, high: 230 });
	assert_eq!(grant.gateways.iter().flatten().count(), 1);
	let model = world.json("model show 0");
	assert_eq!(json!(format!("0x{}", hex::encode(grant.model))), model["thing"]);

	// The next one has the next version, the new envelope and both gateways.
	world.chain.write("colder.toml", "high = 21\ndefault = 18");
	world.say("actuator set VALVE/target colder.toml --site 0");
	let said = world.say(&format!("{line} --gateway-key {second} --for 1d -o grants"));
	for part in [
		"lets 2 gateways command",
		"version    2, in tenure 0",
		"5.0 Cel to 21.0 Cel, steps of 0.5 Cel",
		"default    18.0 Cel",
		&first,
		&second,
	] {
		assert!(said.contains(part), "{part}\n{said}");
	}
	assert_eq!(read().content.envelope.bounds.range.high, 210);

	let shown = world.say(&format!("actuator show-grant {file}"));
	assert!(shown.contains("50 to 210") && !shown.contains("signed by"), "{shown}");
	let shown = world.say(&format!("actuator show-grant {file} --owner-key {owner}"));
	assert!(shown.contains("signed by") && shown.contains(&owner), "{shown}");
	for wrong in [
		format!("--owner-key {first}"),
		format!("--owner-key {owner} --device {}", "07".repeat(32)),
		format!("--owner-key {owner} --genesis {}", "07".repeat(32)),
	] {
		let line = format!("actuator show-grant {file} {wrong}");
		let refused = world.chain.refused(OPERATOR, 5, &line);
		assert!(refused.contains("did not sign"), "{line}: {refused}");
	}

	let name = file.replace(".2.grant", ".3.grant");
	let folder = world.chain.folder();
	std::fs::copy(folder.join(&file), folder.join(&name)).unwrap();
	let refused = world.chain.refused(OPERATOR, 5, &format!("actuator show-grant {name}"));
	assert!(refused.contains("grants channel 2"), "{refused}");

	let of = |what: &str, rest: &str| {
		world.line(&format!("actuator grant VALVE/{what} --gateway-key {first} {rest}"))
	};
	world.chain.write("other.grant", "no grant");
	for (code, line, reason) in [
		(1, of("valve", "--key owner.key --for 1d -o grants"), "is no actuator"),
		(2, of("2", "--key owner.key --ends 1 -o grants"), "give a later end"),
		(2, of("2", "--key owner.key --for 1d --version 2 -o grants"), "has version 2"),
		(2, of("2", "--key second.key --for 1d -o grants"), "move it away"),
		(2, of("2", "--key first.key --for 1d -o grants"), "is the owner's"),
		(2, of("2", "--key owner.key --for 1d -o other.grant"), "no signed grant"),
		(2, of("2", "--key safety.toml --for 1d -o grants"), "safety.toml"),
	] {
		let refused = world.chain.refused(OPERATOR, code, &line);
		assert!(refused.contains(reason), "{line}: {refused}");
	}
	assert_eq!(read().content.version, 2);
}

fn hash(text: &Value) -> Hash {
	let digits = text.as_str().unwrap().trim_start_matches("0x");
	hex::decode(digits).unwrap().try_into().unwrap()
}

#[test]
fn a_device_that_is_handed_over_takes_the_grants_of_its_new_owner_alone() {
	let world = World::new();
	let [old, new, gateway] =
		["old.key", "new.key", "gateway.key"].map(|file| world.command_key(file));
	std::fs::create_dir(world.chain.folder().join("grants")).unwrap();
	let file = world.line("grants/VALVE.entrust");
	let line = format!("actuator entrust VALVE --key old.key --new-key {new}");
	// When it changes hands next.
	let made = world.json(&format!("{line} -o grants"));
	let key = DeviceKey::Ed25519(hash(&json!(new)));
	let entrust = Entrust { key, tenure: 1, version: 1 };
	assert_eq!((&made["file"], &made["ownerKey"]), (&json!(file), &json!(old)));
	assert_eq!(made["device"], json!(DeviceId(hash(&json!(world.valve)))));
	assert_eq!(made["entrust"], json!(entrust));
	assert_eq!(Signed::<Entrust>::decode(&world.read(&file)).unwrap().content, entrust);

	// At once.
	let said = world.say(&format!("{line} --tenure 0 -o grants"));
	for part in ["version      2", &new, &old, "0; the device is in tenure 0"] {
		assert!(said.contains(part), "{part}\n{said}");
	}
	let grant = |key: &str| {
		let line = format!("actuator grant VALVE/target --key {key} --gateway-key {gateway}");
		world.say(&format!("{line} --for 1d --version 1 -o {key}.grant"));
		world.read(&format!("{key}.grant"))
	};
	let (of_old, of_new) = (grant("old.key"), grant("new.key"));

	let shown = world.json(&format!("actuator show-entrust {file}"));
	assert_eq!(
		shown,
		json!({ "entrust": Entrust { tenure: 0, version: 2, ..entrust }, "ownerKey": null })
	);
	let shown = world.say(&format!("actuator show-entrust {file} --owner-key {old}"));
	for part in ["version      2", &new, "from tenure  0", "signed by", &old] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	for wrong in [
		format!("--owner-key {new}"),
		format!("--owner-key {old} --device {}", "07".repeat(32)),
		format!("--owner-key {old} --genesis {}", "07".repeat(32)),
	] {
		let line = format!("actuator show-entrust {file} {wrong}");
		let refused = world.chain.refused(OPERATOR, 5, &line);
		assert!(refused.contains("did not sign"), "{line}: {refused}");
	}

	let granted = Signed::<Grant>::decode(&of_new).unwrap().content;
	let identity = Identity {
		genesis: hash(&world.json("status")["chain"]["genesis"]),
		device: DeviceId(hash(&json!(world.valve))),
		model: granted.model,
		channel: granted.channel,
		boot_epoch: 1,
	};
	let writable = Writable { kind: Kind::SetPoint, bounds: granted.envelope.bounds };
	let pinned = Pinned { key: DeviceKey::Ed25519(hash(&json!(old))), tenure: 0, version: 0 };
	let kept = Kept { pinned: Some(pinned), ..Kept::nothing() };
	let mut device = Governor::new(identity, writable, kept, NoMemory, 1, 0);
	assert_eq!(device.grant::<Native>(&of_new, 2, 0), Err(GrantError::Signature));
	assert_eq!(device.entrust::<Native>(&world.read(&file)), Ok(Taken::New));
	assert_eq!(device.grant::<Native>(&of_old, 2, 0), Err(GrantError::Signature));
	assert_eq!(device.grant::<Native>(&of_new, 2, 0), Ok(Taken::New));

	// Whoever has it now hands it on.
	let next = world.command_key("next.key");
	let on = format!("actuator entrust VALVE --key new.key --new-key {next}");
	assert_eq!(world.json(&format!("{on} -o grants"))["entrust"]["version"], 3);
	assert_eq!(device.entrust::<Native>(&world.read(&file)), Ok(Taken::New));

	// To the key of before, in a file that does not say for which device.
	let back = format!("actuator entrust VALVE --key next.key --new-key {new}");
	let folder = world.chain.folder();
	std::fs::copy(folder.join(&file), folder.join("handover.entrust")).unwrap();
	world.chain.write("other.entrust", "nothing");
	let nobody = world.line(&on).replace(world.valve.trim_start_matches("0x"), &"07".repeat(32));
	for (code, line, reason) in [
		(1, format!("{nobody} -o grants"), "does not have this device"),
		(2, format!("{on} --version 3 -o grants"), "version 3"),
		(2, format!("{line} -o grants"), "move it away"),
		(2, format!("{back} -o handover.entrust"), "is not named"),
		(2, format!("{back} --tenure 2 -o grants"), "give 1 or an earlier one"),
		(2, "actuator show-entrust other.entrust".into(), "name another file"),
		(2, format!("{on} -o other.entrust"), "name another file"),
		(2, on.replace(&next, &new) + " -o new.entrust", "is that of --key"),
		(2, on.replace("new.key", "safety.toml") + " -o new.entrust", "safety.toml"),
	] {
		let refused = world.chain.refused(OPERATOR, code, &world.line(&line));
		assert!(refused.contains(reason), "{line}: {refused}");
	}
	assert_eq!(Signed::<Entrust>::decode(&world.read(&file)).unwrap().content.version, 3);
}

#[test]
fn a_grid_operator_limits_what_follows_its_signal() {
	let world = World::new();
	world.chain.write("plain.toml", "default = 18");
	world.say("actuator set VALVE/target plain.toml --site 0");
	assert_eq!(world.json("signal open Cel --exponent -1")["signal"], 0);
	let called = world.json("signal call 0 17 --in 1min --for 2h");
	let from = called["limit"]["from"].as_u64().unwrap();
	let limit = json!({ "value": "170", "from": from, "until": from + 7_200_000 });
	assert_eq!((&called["signal"], &called["limit"]), (&json!(0), &limit));
	world.say("actuator follow VALVE/target 0");
	assert_eq!(world.standing()["level"], 16, "the limit has not begun");

	world.chain.stop_clock(from + 1_000);
	let standing = world.standing();
	let cause = Reason::Grid { event: EventId(0) }.hash::<Native>();
	assert_eq!(
		(&standing["level"], &standing["track"]["newest"]["value"], &standing["cause"]),
		(&json!(3), &json!("170"), &json!(format!("0x{}", hex::encode(cause))))
	);
	let shown = world.say("actuator show VALVE/target");
	for part in ["commanded  17.0 Cel", "3 (lowered to a grid operator's limit)", "signal 0"] {
		assert!(shown.contains(part), "{part}\n{shown}");
	}
	let listed = world.json("signal list");
	let signal = &listed["signals"][0];
	assert_eq!((&signal["id"], &signal["record"]["limit"]), (&json!(0), &limit));
	let listed = world.say("signal list");
	assert!(listed.contains("Farm") && listed.contains("at most 17.0 Cel from"), "{listed}");

	for (who, code, line, reason) in [
		(OPERATOR, 1, "signal call 7 17 --for 2h", "there is no signal 7"),
		(OPERATOR, 1, "signal withdraw 7", "UnknownSignal"),
		(OPERATOR, 1, "actuator follow VALVE/target 7", "UnknownSignal"),
		(OPERATOR, 2, "signal call 0 17.05 --for 2h", "17.05"),
		(OPERATOR, 1, "signal call 0 17 --for 8d", "BadLimit"),
		(OPERATOR, 1, "signal close 0", "SignalInUse"),
		(OTHER, 1, "signal open Cel", "BadOrigin"),
	] {
		let refused = world.chain.refused(who, code, &world.line(line));
		assert!(refused.contains(reason), "{line}: {refused}");
	}

	world.say("signal withdraw 0");
	world.chain.stop_clock(from + 60_000);
	let standing = world.standing();
	assert_eq!(
		(&standing["level"], &standing["track"]["newest"]["value"]),
		(&json!(16), &json!("180"))
	);
	world.say("actuator unfollow VALVE/target");
	world.say("signal close 0");
	assert_eq!(world.json("signal list"), json!({ "signals": [] }));
}

#[test]
fn alarms_are_listed_and_acknowledged() {
	let world = World::new();
	world.rule("cold.rule", "alarm cold warning when room < least");
	world.say("rule deploy cold.rule --param 0=12");
	world.measures(60_000, 110);
	let listed = world.say("alarm list 0");
	assert!(listed.contains("rule:0/0") && listed.contains("active"), "{listed}");
	world.say("alarm acknowledge 0 rule:0/0");
	world.measures(120_000, 150);
	let alarms = world.json("alarm list 0");
	let left: Vec<_> =
		alarms["alarms"].as_array().unwrap().iter().map(|one| &one["alarm"]).collect();
	assert!(!left.contains(&&json!("rule:0/0")), "{alarms}");
}

#[test]
fn what_cannot_be_done_is_refused_with_what_to_do() {
	let world = World::new();
	world.rule("heating.rule", "set valve/2 level 10 = least when room < least");
	world.rule("elsewhere.rule", "alarm cold notice when room < least");
	let text = std::fs::read_to_string(world.chain.folder().join("elsewhere.rule")).unwrap();
	world.chain.write("elsewhere.rule", &text.replace("site 0", "site 9"));
	world.chain.write("hot.toml", "high = 31");
	world.say("rule deploy heating.rule");
	for (who, code, line, reason) in [
		(OPERATOR, 1, "rule deploy elsewhere.rule", "there is no site 9"),
		(OPERATOR, 2, "rule replace 0 elsewhere.rule", "is of site 0"),
		(OPERATOR, 2, "rule adjust 0 --param 1=5", "no such parameter"),
		(OPERATOR, 2, "rule adjust 0 --param 0=20.55", "20.55"),
		(OPERATOR, 1, "rule deploy heating.rule", "LevelTaken"),
		(OPERATOR, 1, "rule deploy heating.rule", "rule 0 has level 10"),
		(OPERATOR, 1, "actuator set VALVE/exercise safety.toml --site 0", "takes actions"),
		(OTHER, 1, "rule pause 0", "NotOwner"),
		(OPERATOR, 1, "rule trace 7", "there is no rule 7"),
		(OPERATOR, 1, "site close 0", "SiteInUse"),
		(OPERATOR, 1, "alarm list 4", "there is no site 4"),
		(OPERATOR, 1, "actuator set VALVE/valve safety.toml --site 0", "only read"),
		(OPERATOR, 2, "actuator set VALVE/target hot.toml --site 0", "range"),
		(OPERATOR, 2, "actuator hand VALVE/target 21.55 --for 2h", "21.55"),
		(OTHER, 1, "actuator stop VALVE/target", "NotActuatorOwner"),
		// The chain decides, also about who is in no organisation: an owner may have left theirs.
		(HOME, 1, "actuator stop VALVE/target", "NotActuatorOwner"),
	] {
		let refused = world.chain.refused(who, code, &world.line(line));
		assert!(refused.contains(reason), "{line}: {refused}");
	}
}
