//! Rules without a chain: errors and their places, explanations, and histories that are played.

use serde_json::{json, Value};
use std::{
	path::Path,
	process::{Command, Output},
};

const SENSOR: &str = "0x0101010101010101010101010101010101010101010101010101010101010101";
const BOILER: &str = "0x0202020202020202020202020202020202020202020202020202020202020202";

/// A folder of its own, in which commands run.
struct Folder(tempfile::TempDir);

impl Folder {
	fn new() -> Self {
		Self(tempfile::tempdir().unwrap())
	}

	fn write(&self, file: &str, text: &str) {
		std::fs::write(self.0.path().join(file), text).unwrap();
	}

	/// Writes a rule, with devices and inputs that most tests use.
	fn rule(&self, file: &str, body: &str) {
		self.write(file, &rule(body));
	}

	fn run(&self, line: &str) -> Output {
		Command::new(env!("CARGO_BIN_EXE_tallystick"))
			.args(["--node", "ws://127.0.0.1:1", "--gateway", "http://127.0.0.1:1"])
			.args(line.split_whitespace())
			.current_dir(self.0.path())
			.output()
			.unwrap()
	}

	/// What a command prints that is done.
	fn say(&self, line: &str) -> String {
		let output = self.run(line);
		assert!(output.status.success(), "{line}: {}", text(&output.stderr));
		text(&output.stdout)
	}

	fn json(&self, line: &str) -> Value {
		serde_json::from_str(&self.say(&format!("{line} --json"))).unwrap()
	}

	/// What a command complains about that cannot use its files.
	fn refused(&self, line: &str) -> String {
		let output = self.run(line);
		assert_eq!(output.status.code(), Some(2), "{line}: {}", text(&output.stdout));
		text(&output.stderr)
	}

	/// Plays a history, and returns when each output changed, and to what.
	fn changes(&self, line: &str) -> Vec<String> {
		let played = self.json(line);
		let mut lines = Vec::new();
		for step in list(&played["steps"]) {
			for output in list(&step["outputs"]).iter().filter(|one| one["changed"] == true) {
				let since = number(&step["now"]) as f64 - JANUARY as f64;
				let [target, is] = ["output", "text"].map(|field| output[field].as_str().unwrap());
				lines.push(format!("{} s: {target}: {is}", since / 1_000.0));
			}
		}
		lines
	}
}

/// 2026-01-05, a Monday, at 00:00 UTC.
const JANUARY: u64 = 1_767_571_200_000;

const HEAD: &str = "in t = sensor/3.last as 0.1 Cel max_age 10 min\nin b = param 0\nin p = price 0x03030303030303030303030303030303 import\n";

/// The line on which the text of a test begins.
const FIRST: usize = 7;

fn rule(body: &str) -> String {
	format!("rule test site 1\ndevice sensor = {SENSOR}\ndevice boiler = {BOILER}\n{HEAD}{body}\n")
}

fn text(bytes: &[u8]) -> String {
	String::from_utf8(bytes.to_vec()).unwrap()
}

fn list(value: &Value) -> &[Value] {
	value.as_array().unwrap_or_else(|| panic!("{value} is not a list"))
}

fn number(value: &Value) -> u64 {
	value.as_u64().unwrap_or_else(|| panic!("{value} is not a number"))
}

fn page(name: &str) -> String {
	let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
	std::fs::read_to_string(page).unwrap()
}

/// The blocks of a page in a language; without, those that are neither code nor data.
fn blocks<'a>(page: &'a str, language: &str) -> Vec<&'a str> {
	let head = format!("{language}\n");
	page.split("```").skip(1).step_by(2).filter_map(|block| block.strip_prefix(&*head)).collect()
}

/// The rules of the documentation, by their names.
fn documented(name: &str) -> String {
	let page = page("rules.md");
	let head = format!("rule {name} ");
	let found = blocks(&page, "rule").into_iter().find(|rule| rule.starts_with(&head));
	found.unwrap_or_else(|| panic!("{name}")).to_owned()
}

#[test]
fn the_rules_of_the_documentation_are_sound() {
	let folder = Folder::new();
	let page = page("rules.md");
	let rules = blocks(&page, "rule");
	let mut line = "rule check".to_owned();
	for (number, rule) in rules.iter().enumerate() {
		folder.write(&format!("{number}.rule"), rule);
		line.push_str(&format!(" {number}.rule"));
	}
	let checked = folder.json(&line);
	assert_eq!(list(&checked).len(), rules.len());
	assert!(rules.len() >= 6);
	let heating = &list(&checked)[0];
	assert_eq!(
		*heating,
		json!({
			"file": "0.rule", "name": "heating", "site": 1, "inputs": 1, "nodes": 11, "cells": 2,
			"outputs": 2, "cost": 79, "unused": [],
		})
	);
	let said = folder.say("rule check 0.rule");
	for part in ["0.rule: rule heating, site 1\n", "nodes    11 of 96\n", "cost     79 steps\n"] {
		assert!(said.contains(part), "{said}");
	}
}

#[test]
fn names_that_no_output_depends_on_are_listed() {
	let folder = Folder::new();
	folder.rule("a.rule", "let warm = t > 20 Cel\nlet cold = t < 5 Cel\norder 1 when cold");
	assert_eq!(folder.json("rule check a.rule")[0]["unused"], json!(["b", "p", "warm"]));
	assert!(folder.say("rule check a.rule").contains("unused   b, p, warm\n"));
}

/// Texts that are not rules, where a caret stands in them, and what is said.
const WRONG: [(&str, &str, &str); 43] = [
	("order 1 when x", "x", "'x' is not defined; define it above"),
	("order 1 when t > 5 K", "5 K", "Cel and K do not go together; bring both to the same unit"),
	("let t = true", "t = true", "'t' has a meaning already; choose another name"),
	("order 1 when foo(t)", "foo", "there is no function 'foo'; there are min, max,"),
	("order 1 when 99999999999999999999 W > 1 W", "9999", "does not fit 64 bits"),
	(
		"in u = sensor/3.last as 0.3 Cel max_age 1 s",
		"0.3",
		"values cannot count 0.3; write a power of ten",
	),
	("order 1 when ton(b, 3 weeks)", "weeks", "'weeks' is not a unit of time"),
	("order 1 when -x", "-x", "a minus stands before numbers only"),
	(
		"alarm a234567890123456789012345678901234 notice when b",
		"a2345",
		"the name is longer than 32 bytes",
	),
	("order 1 when b ! b", "! b", "'!' cannot stand here; write an operator, or a statement"),
	("order 1 when (b", "", "the text ends here; write )"),
	("set sensor/3 level 10 = 5 W when", "", "the text ends here; write a value"),
	("", "", "there is no output; say what to set"),
	("order 1 when t", "order", "a truth value is needed and this is 1e-1 Cel"),
	("order 1 when min(b, b)", "min", "a number is needed and this is a truth value"),
	("order 1 when (b ? t : b)", "t : b", "do not go together; make both the same"),
	("order 1 when mean(t, day) > 5", "t, day", "write the name of an input that is a price"),
	("order 1 when known(t * 2)", "2)", "Cel is a point on a scale"),
	("in r = sensor/3.rate as 1 Cel max_age 1 s", "sensor/3", "Cel has no such figure"),
	("order 1 when 1 W / 0 > 1 W", "0 >", "the divisor is zero"),
	("order 1 when scale(t, 19) > 1 Cel", "scale", "cannot be scaled by 19 digits"),
	("order 1 when scale(t, 18) > 1 Cel", "scale", "the result would count 1e-19"),
	("order 1 when line(t, 5 Cel, 1 W, 5 Cel, 2 W) > 1 W", "line", "both x of the line"),
	("order 1 when ton(b, 8 d)", "ton", "a time of 691200000 ms is not possible"),
	("order 1 when count(b, 5, 1 min, 4)", "count", "5 of 4 buckets is not possible"),
	("order 1 when max(p, 4, 4) > 1 /kWh", "max", "slots from 4 to before 4 are not possible"),
	("order 1 when quantile(p, day, 1001) > p", "quantile", "a quantile of 1001 thousandths"),
	("order 1 when weekly(8)", "weekly", "there is no table 8; a site has 8, from 0"),
	("order 1 when weekly(use)", "use", "'use' is not defined"),
	("in x = param 16", "param", "there is no parameter 16; a rule has 16, from 0"),
	("in x = asset 1.flag 32", "asset", "there is no flag 32; an asset has 32, from 0"),
	("in x = asset 1.price", "price", "'price' cannot stand here; write condition or flag"),
	("in x = need 1.gone", "gone", "write open or failed"),
	(
		"in x = sensor/3.middle as 1 W max_age 1 s",
		"middle",
		"'middle' cannot stand here; write last, first,",
	),
	("in x = sensor/3.last max_age 1 s", "max_age", "write as, with the step and the unit"),
	("in x = sensor/3.last as 1 W max_age 1 s allow luck", "luck", "write facts: gap, restart,"),
	("in x = price 0x0303 import", "0x03", "write a point: 0x and 32 hexadecimal digits"),
	("in x = window/3.last as 1 W max_age 1 s", "window", "'window' is not defined"),
	("device d = 0x0202", "0x02", "write a device: 0x and 64 hexadecimal digits"),
	("set boiler/1 level 8 = true", "set", "rules do not claim at level 8; use 10 to 15"),
	(
		"set boiler/1 level 10 = b\nset boiler/1 level 11 = b",
		"set boiler/1 level 11",
		"output 0 claims the same actuator",
	),
	("alarm a awful when b", "awful", "write notice, warning or critical"),
	("raise 1 when b", "raise", "write an operator, or a statement"),
];

#[test]
fn every_error_of_a_text_points_at_its_place() {
	let folder = Folder::new();
	let mut line = "rule check".to_owned();
	for (number, (body, ..)) in WRONG.iter().enumerate() {
		folder.rule(&format!("{number}.rule"), body);
		line.push_str(&format!(" {number}.rule"));
	}
	let said = folder.refused(&line);
	let mut lines = said.lines();
	for (number, (body, place, message)) in WRONG.iter().enumerate() {
		let [head, shown, caret] = [(); 3].map(|()| lines.next().unwrap());
		assert!(head.contains(message), "{body}: {head}");
		let below = caret.find('^').unwrap();
		assert!(shown[below..].starts_with(place), "{body}\n{shown}\n{caret}");
		// At the end, the caret stands behind the last word.
		assert!(!place.is_empty() || shown.len() == below, "{body}\n{shown}\n{caret}");
		let (at, _) = head.split_once(": ").unwrap();
		let mut at = at.split(':');
		assert_eq!(at.next(), Some(&*format!("{number}.rule")));
		let [row, column] = [(); 2].map(|()| at.next().unwrap().parse::<usize>().unwrap());
		let text = rule(body);
		let text = text.lines().nth(row - 1).unwrap();
		assert_eq!(shown, format!(" {row} | {text}"));
		assert_eq!(below, column - 1 + format!(" {row} | ").len(), "{body}");
		assert!(row >= FIRST || body.is_empty(), "{body}: {row}");
	}
	assert_eq!(
		lines.collect::<Vec<_>>(),
		["tallystick: 43 of 43 files hold no sound rule; fix what is named above"]
	);
}

#[test]
fn what_is_too_much_for_a_rule_is_named() {
	let folder = Folder::new();
	let lines = |line: &str, number: usize| {
		(0..number).map(|at| line.replace('#', &at.to_string())).collect::<Vec<_>>().join("\n")
	};
	for (body, message) in [
		(
			lines("in x# = param 1", 14),
			"at most 16 inputs are possible here; leave some out, or split a rule in two",
		),
		(lines("let x# = true", 97), "at most 96 nodes"),
		(lines("order # when b", 17), "at most 16 outputs"),
		(lines("let x# = ton(b, 1 s)", 17), "17 nodes keep a state; leave it at 16"),
		(
			format!("order 1 when {}b", "(".repeat(129)),
			"nested deeper than 128; name parts with let",
		),
	] {
		folder.rule("a.rule", &body);
		let said = folder.refused("rule check a.rule");
		assert!(said.contains(message), "{said}");
	}
}

#[test]
fn a_program_gets_the_place_of_an_error_and_what_is_sound_beside_it() {
	let folder = Folder::new();
	folder.rule("good.rule", "order 1 when b");
	folder.rule("bad.rule", "order 1 when t > 5 K");
	let output = folder.run("rule check good.rule bad.rule missing.rule --json");
	assert_eq!(output.status.code(), Some(2));
	let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!((&checked[0]["name"], &checked[0]["outputs"]), (&json!("test"), &json!(1)));
	assert_eq!(
		checked[1],
		json!({ "file": "bad.rule", "error": {
			"line": 7, "column": 18, "text": "order 1 when t > 5 K",
			"message": "Cel and K do not go together; bring both to the same unit",
		} })
	);
	let message = checked[2]["error"]["message"].as_str().unwrap();
	assert!(message.starts_with("missing.rule: "), "{message}");
	let last = text(&output.stderr).lines().last().unwrap().to_owned();
	let last: Value = serde_json::from_str(&last).unwrap();
	assert_eq!((&last["error"]["code"], &last["error"]["exit"]), (&json!("usage"), &json!(2)));

	let said = folder.refused("rule explain bad.rule");
	assert!(said.starts_with("tallystick: bad.rule:7:18: Cel and K"), "{said}");
	assert!(folder.refused("rule explain missing.rule").contains("missing.rule: "));
}

#[test]
fn a_text_of_a_windows_editor_is_read() {
	let folder = Folder::new();
	let text = format!("\u{feff}{}", rule("order 1 when b").replace('\n', "\r\n"));
	folder.write("a.rule", &text);
	folder.say("rule check a.rule");
	folder.write("a.rule", &text.replace("when b", "when x"));
	let said = folder.refused("rule check a.rule");
	assert!(said.starts_with("a.rule:7:14: "), "{said}");
}

#[test]
fn an_explanation_says_what_wakes_a_rule_and_what_happens_without_an_input() {
	let folder = Folder::new();
	folder.write("heating.rule", &documented("heating"));
	let said = folder.say("rule explain heating.rule");
	for part in [
		"Rule heating for site 1: 1 input, 11 nodes, 2 states, 2 outputs; an evaluation costs 79 steps.",
		"  t     last value of sensor/3  0.1 Cel  at most 10 min old, no facts but restart\n",
		"  sp    0.1 Cel  weekly(use) ? 20.5 Cel : 17.0 Cel\n",
		"  claims hyst(sp - t, -0.3 K, 0.3 K) as the set-point of boiler/1 at level 12, always\n",
		"  raises the warning cold, while ton(t < 12.0 Cel, 30 min)\n",
		"  t  set boiler/1 level 12  released\n     alarm cold warning     not raised\n",
		"  t: sensor/3 has a new observation\n",
		"  t: the newest observation gets older than 10 min\n",
		"  the site's weekly table 0 (use) changes\n",
		"  t < 12.0 Cel has been true for 30 min\n",
	] {
		assert!(said.contains(part), "{part}\n{said}");
	}
	// The page of rules shows a part of it.
	let page = page("rules.md");
	let shown = blocks(&page, "").into_iter().find(|block| block.starts_with("While")).unwrap();
	assert!(said.contains(shown), "{said}");

	folder.write("curve.rule", &documented("curve"));
	let explained = folder.json("rule explain curve.rule");
	let set = &explained["outputs"][0];
	assert_eq!(
		set["whileUndefined"],
		json!([{ "input": "t", "consequence": "acts", "value": "450" }])
	);
	assert_eq!(set["inputs"], json!(["t"]));
	assert_eq!(explained["inputs"][0]["source"]["stream"]["maxAge"], 7_200_000);
	assert!(folder.say("rule explain curve.rule").contains("claimed 45.0 Cel\n"));
}

#[test]
fn an_explanation_names_sources_of_all_kinds() {
	let folder = Folder::new();
	folder.rule(
		"a.rule",
		"in c = boiler/1.confirmed as 0.1 Cel
in s = boiler/1.silent
in o = need 7.open
in f = asset 3.flag 2
in e = event 5 as 1 W
let average = mean(p, day)
bid 4 = p when p < average && !o
flag 3 1 when stuck(c, 1 h) || f || s || holiday()
alarm a critical when tof(e > 5 W, 1 min) || count(b, 2, 1 min, 3) || c > t",
	);
	let said = folder.say("rule explain a.rule");
	for part in [
		"set-point last confirmed by boiler/1",
		"whether boiler/1 failed to answer in time",
		"whether something is on order for need 7",
		"whether flag 2 of asset 3 is set",
		"limit of the grid operator's signal 5",
		"import prices of the point 0x03030303030303030303030303030303",
		"setting 0 of the rule",
		"  average  0.000001 TALLY/kWh  mean(p, day)\n",
		"bids at(p, 0) on mandate 4, while at(p, 0) < average && !o",
		"sets flag 1 of asset 3, while",
		"raises the critical alarm a, while",
		"  p  bid 4             no bid\n",
		"an exception of the site's calendar begins or ends",
		"an interval of 1 min ends, for the count of b",
		"c has not changed for 1 h",
		"e > 5 W has been false for 1 min",
		"the site's local day ends",
		"p: a slot ends",
	] {
		assert!(said.contains(part), "{part}\n{said}");
	}
}

/// The site and the history of the page of rules.
fn morning() -> (Folder, String) {
	let folder = Folder::new();
	let page = page("rules.md");
	folder.write("heating.rule", &documented("heating"));
	folder.write("site.json", blocks(&page, "json")[0]);
	folder.write("morning.csv", blocks(&page, "csv")[0]);
	let shown = blocks(&page, "").into_iter().find(|block| block.starts_with("time ")).unwrap();
	(folder, shown.to_owned())
}

#[test]
fn the_morning_of_the_documentation_is_played_as_it_says() {
	let (folder, shown) = morning();
	let said = folder.say("rule simulate heating.rule --site site.json --history morning.csv");
	assert_eq!(said, shown);
}

#[test]
fn the_examples_of_the_command_line_are_played() {
	let folder = Folder::new();
	let page = page("command-line.md");
	let (_, page) = page.split_once("\n## Rules\n").unwrap();
	let (page, _) = page.split_once("\n## Status\n").unwrap();
	let (json, csv) = (blocks(page, "json"), blocks(page, "csv"));
	folder.write("heating.rule", &documented("heating"));
	folder.write("day.json", json[0]);
	folder.write("day.csv", csv[0]);
	folder.write("site.json", json[1]);
	let line = "rule simulate heating.rule --site site.json --history";
	let played = folder.changes(&format!("{line} day.json"));
	assert_eq!(
		played,
		[
			"17400 s: set boiler/1 level 12: 0 (false)",
			"17400 s: alarm cold warning: not raised",
			"18000 s: set boiler/1 level 12: 1 (true)",
			"18600 s: set boiler/1 level 12: 0 (false)",
			// A gap is not accepted.
			"19200 s: set boiler/1 level 12: released",
			"19500 s: set boiler/1 level 12: 1 (true)",
			// 10 min and 1 ms after the last reading, and before the end that the history names.
			"20100.001 s: set boiler/1 level 12: released",
		]
	);
	// In CSV nothing is known at the fourth step. The history ends with its last one.
	let in_csv = folder.changes(&format!("{line} day.csv"));
	assert_eq!(in_csv, played[..6]);
	let until = folder.changes(&format!("{line} day.csv --until 2026-01-05T06:30Z"));
	assert_eq!(until, played);

	// The error on that page is that of the program.
	let wrong = documented("heating").replace("12 Cel, 30", "12 K, 30");
	folder.write("heating.rule", &wrong);
	let shown = blocks(page, "").into_iter().find(|block| block.starts_with("heating")).unwrap();
	let said = folder.refused("rule check heating.rule");
	assert!(said.starts_with(shown), "{said}\n{shown}");
}

#[test]
fn the_help_has_the_examples_of_the_documentation() {
	let folder = Folder::new();
	let help = folder.say("rule simulate --help");
	for part in ["heating.rule --site site.json", "  +10 min,-\n", "\"t\": null", "--until <TIME>"]
	{
		assert!(help.contains(part), "{help}");
	}
}

#[test]
fn a_trace_has_the_value_of_each_step() {
	let (folder, _) = morning();
	let line = "rule simulate heating.rule --site site.json --history morning.csv --trace";
	let said = folder.say(line);
	for part in [
		"2026-01-05T05:00:00Z  Mon 06:00  a step of the history\n",
		"  in t                                   19.8 Cel\n",
		"  sp: weekly(use) ? 20.5 Cel : 17.0 Cel  20.5 Cel\n",
		"  sp - t                                 0.7 K\n",
		"  set boiler/1 level 12                  1 (true) (changed)\n",
		"  next evaluation at 2026-01-05T05:10:00.001Z\n",
		"2026-01-05T05:20:00.001Z  Mon 06:20  due\n",
		"  in t                                   undefined (older than 10 min)\n",
	] {
		assert!(said.contains(part), "{part}\n{said}");
	}
	let played = folder.json(line);
	let step = &played["steps"][1];
	assert_eq!(list(&step["nodes"]).len(), 11);
	assert_eq!(step["nodes"][3]["value"], json!({ "number": "205" }));
	assert_eq!(step["cells"], json!([{ "on": true }, "empty"]));
	// Without it, and with all evaluations, nodes are left out.
	let all = folder.json(&line.replace("--trace", "--all"));
	assert_eq!(all["evaluations"], 5);
	assert_eq!(list(&all["steps"]).len(), 5);
	assert_eq!(all["steps"][0].get("nodes"), None);
	assert_eq!(
		all["totals"][0],
		json!({ "output": "set boiler/1 level 12", "changes": 3, "actedMs": 1_800_001, "onMs": 600_000 })
	);
}

#[test]
fn a_day_of_prices_starts_a_machine_in_its_cheapest_hours() {
	let folder = Folder::new();
	folder.write("dishwasher.rule", &documented("dishwasher"));
	folder.write("site.json", "{ \"zone\": \"CET-1CEST,M3.5.0,M10.5.0/3\" }");
	// The local day begins at 23:00 UTC. It is cheap from 01:00 to 06:00 there.
	let price = |quarter: u64| if (4..24).contains(&quarter) { "0.18" } else { "0.32" };
	let mut csv = "at,p\n2026-01-04T23:00Z,0.32 TALLY/kWh\n".to_owned();
	for quarter in 1..96 {
		csv.push_str(&format!("+15 min,{} TALLY/kWh\n", price(quarter)));
	}
	folder.write("day.csv", &csv);
	let line = "rule simulate dishwasher.rule --site site.json --history";
	// Fewer than three tenths of the quarters are cheap, so the quantile is the dear price, and every hour will do.
	let played = folder.changes(&format!("{line} day.csv --until 2026-01-05T21:00Z"));
	assert_eq!(played, ["-3600 s: set machine/1 level 10: 2000 W"]);

	// More than three tenths are: the machine runs while the next hour is cheap.
	let cheap = |quarter: u64| (4..24).contains(&quarter) || (40..60).contains(&quarter);
	let price = |quarter| if cheap(quarter) { json!("0.18 TALLY/kWh") } else { json!(320_000) };
	let prices: Vec<_> = (0..96).map(price).collect();
	let step = json!([
		{ "at": "2026-01-05T00:00Z", "p": { "from": "2026-01-04T23:00Z", "slot": "15 min", "prices": prices } },
		{ "at": "2026-01-05T20:00Z" },
	]);
	folder.write("day.json", &step.to_string());
	let quarter = |quarter: u64| format!("{} s", (quarter - 4) * 900);
	assert_eq!(
		folder.changes(&format!("{line} day.json")),
		[
			format!("{}: set machine/1 level 10: 2000 W", quarter(4)),
			format!("{}: set machine/1 level 10: released", quarter(21)),
			format!("{}: set machine/1 level 10: 2000 W", quarter(40)),
			format!("{}: set machine/1 level 10: released", quarter(57)),
		]
	);
	let said = folder.say(&format!("{line} day.json"));
	assert!(said.contains("p = 0.180000 TALLY/kWh, max(p, 0, 4) = 0.180000 TALLY/kWh"), "{said}");
}

#[test]
fn needs_counts_and_rates_are_played() {
	let folder = Folder::new();
	folder.write("detergent.rule", &documented("detergent"));
	folder.write(
		"a.csv",
		"at,level,detergent.open\n2026-01-05T00:00Z,40 %,false\n+1 min,9,\n+1 min,,true\n+1 min,,-\n+1 min,12,\n+1 min,8,false\n",
	);
	assert_eq!(
		folder.changes("rule simulate detergent.rule --history a.csv"),
		[
			"0 s: order 7: not ordered",
			"60 s: order 7: ordered",
			"120 s: order 7: not ordered",
			"300 s: order 7: ordered",
		]
	);

	folder.write("shaking.rule", &documented("shaking"));
	folder.write(
		"b.csv",
		"at,v.max\n2026-01-05T00:00Z,9\n+1 min,9\n+1 min,9\n+1 min,1\n+1 min,1\n+1 min,1\n+1 min,1\n",
	);
	assert_eq!(
		folder.changes("rule simulate shaking.rule --history b.csv"),
		[
			"0 s: alarm shaking warning: not raised",
			"120 s: alarm shaking warning: raised",
			"300 s: alarm shaking warning: not raised",
		]
	);

	folder.write("zones.rule", &documented("zones"));
	// The second room waits for the first, and does not know when that one's sensor is dead.
	folder.write(
		"c.csv",
		"at,t1,t2\n2026-01-05T00:00Z,18,18\n+5 min,21,18\n+5 min,-,18\n+5 min,,21\n",
	);
	let played = folder.changes("rule simulate zones.rule --history c.csv");
	assert_eq!(
		played,
		[
			"0 s: set room1/2 level 10: 1 (true)",
			"0 s: set room2/2 level 10: 0 (false)",
			"300 s: set room1/2 level 10: 0 (false)",
			"300 s: set room2/2 level 10: 1 (true)",
			"600 s: set room1/2 level 10: released",
			"600 s: set room2/2 level 10: released",
			"900 s: set room2/2 level 10: 0 (false)",
		]
	);

	folder.rule(
		"rate.rule",
		"in power = sensor/1.rate as 1 Wh max_age 1 h\nset boiler/1 level 10 = power",
	);
	let steps = json!({ "steps": [
		{ "at": "2026-01-05T00:00Z", "power": { "first": 10, "last": "250 Wh", "over": "15 min" } },
		{ "at": "+1 min", "power": { "first": 250, "last": 10, "over": "15 min" } },
		{ "at": "+1 min", "power": { "first": 10, "last": 20, "over": "1 h", "active": false } },
		{ "at": "+1 min", "power": { "first": 10, "last": 20, "over": "1 h", "read": "2026-01-04T00:00Z" } },
	] });
	folder.write("rate.json", &steps.to_string());
	let said = folder.say("rule simulate rate.rule --history rate.json --all");
	for part in [
		"960 W",
		"power = undefined (the figure cannot be computed)",
		"power = undefined (the device is not active)",
		"power = undefined (older than 1 h)",
	] {
		assert!(said.contains(part), "{part}\n{said}");
	}
}

#[test]
fn a_timer_that_runs_on_after_the_history_is_played_until_the_end() {
	let folder = Folder::new();
	folder.write("curve.rule", &documented("curve"));
	folder.write("a.json", r#"[{ "at": "2026-01-05T00:00Z", "t": "5.0 Cel" }]"#);
	let line = "rule simulate curve.rule --history a.json";
	let first =
		["0 s: set pump/1 level 12: 40.0 Cel", "0 s: alarm outdoors.dead warning: not raised"];
	assert_eq!(folder.changes(line), first);
	let more = [
		"7200.001 s: set pump/1 level 12: 45.0 Cel",
		"7800.001 s: alarm outdoors.dead warning: raised",
	];
	let played = folder.changes(&format!("{line} --until 2026-01-06"));
	assert_eq!(played, [first, more].concat());
	let said = folder.refused(&format!("{line} --until 2026-01-04"));
	assert!(said.contains("the history begins at 2026-01-05T00:00:00Z, after the end"), "{said}");
}

#[test]
fn the_vectors_are_played_to_the_values_that_they_name() {
	let path = "../primitives/rules/vectors/rules.json";
	let vectors =
		std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
	let vectors: Vec<Value> = serde_json::from_str(&vectors).unwrap();
	let mut steps = 0;
	// The one that is left out goes past moments at which a sensor is silent, which are played here.
	let has_text = |vector: &&Value| vector["text"].is_string() && vector["name"] != "shaking";
	for vector in vectors.iter().filter(has_text) {
		let folder = Folder::new();
		folder.write("a.rule", vector["text"].as_str().unwrap());
		folder.write("site.json", &vector["site"].to_string());
		let mut expected = list(&vector["steps"]).to_vec();
		// One vector, whose rule has no states, goes back.
		expected.sort_by_key(|step| number(&step["snapshot"]["now"]));
		folder.write("history.json", &json!(expected).to_string());
		let line = "rule simulate a.rule --site site.json --history history.json --all --trace";
		let played = folder.json(line);
		let played = list(&played["steps"]).iter().filter(|step| step["cause"] == "history");
		let played: Vec<_> = played.collect();
		assert_eq!(played.len(), expected.len(), "{}", vector["name"]);
		for (played, expected) in played.iter().zip(&expected) {
			let values = |of: &Value, field: &str| -> Vec<Value> {
				list(of).iter().map(|one| one[field].clone()).collect()
			};
			let evaluation = &expected["evaluation"];
			assert_eq!(played["now"], expected["snapshot"]["now"]);
			assert_eq!(json!(values(&played["outputs"], "effect")), evaluation["effects"]);
			assert_eq!(json!(values(&played["nodes"], "value")), evaluation["trace"]["nodes"]);
			assert_eq!(
				values(&played["inputs"], "lack"),
				values(&evaluation["trace"]["inputs"], "lack")
			);
			steps += 1;
		}
	}
	assert!(steps > 100, "{steps}");
}

#[test]
fn a_malformed_history_is_refused_with_its_place() {
	let folder = Folder::new();
	folder.rule("a.rule", "order 1 when t < 5 Cel && b && p < 300000 /kWh");
	let line = "rule simulate a.rule --history";
	let at = "\"at\": \"2026-01-05T00:00Z\"";
	for (history, message) in [
		("[]".to_owned(), "h.json: the history has no steps"),
		("{}".into(), "steps is missing"),
		("[{".into(), "h.json: EOF while parsing"),
		("[5]".into(), "step 1: write { \"at\": TIME, INPUT: VALUE }"),
		("[{ \"t\": 5 }]".into(), "step 1: at is missing"),
		("[{ \"at\": \"+1 h\" }]".into(), "step 1: at: \"+1 h\" follows no time"),
		("[{ \"at\": \"soon\" }]".into(), "\"soon\" is no time"),
		(
			format!("[{{ {at} }}, {{ \"at\": \"2026-01-04\" }}]"),
			"step 2: at: 2026-01-04 is earlier",
		),
		(
			format!("[{{ {at}, \"u\": 5 }}]"),
			"step 1: \"u\" is not an input of the rule; its inputs are t, b, p",
		),
		(
			format!("[{{ {at}, \"t\": \"5 K\" }}]"),
			"t: \"5 K\" has the unit \"K\", and the rule reads Cel; convert it",
		),
		(format!("[{{ {at}, \"t\": 5.25 }}]"), "t: 5.25 is too large, or no multiple of 0.1"),
		(format!("[{{ {at}, \"t\": true }}]"), "t: true is not a number; write one like 0.1 Cel"),
		(format!("[{{ {at}, \"t\": {{ \"first\": 5 }} }}]"), "t: last is missing"),
		(format!("[{{ {at}, \"t\": {{ \"last\": 5, \"first\": 4 }} }}]"), "t: over is missing"),
		(
			format!("[{{ {at}, \"t\": {{ \"last\": 5, \"facts\": [\"luck\"] }} }}]"),
			"write a list of gap, restart",
		),
		(
			format!("[{{ {at}, \"t\": {{ \"lost\": 5 }} }}]"),
			"t: \"lost\" is not a field of an observation",
		),
		(format!("[{{ {at}, \"b\": 1 }}]"), "b: 1 is not a truth value; write true, false or null"),
		(format!("[{{ {at}, \"p\": 1 }}]"), "p: write { \"from\": TIME, \"slot\": \"15 min\""),
		(
			format!("[{{ {at}, \"p\": {{ \"from\": \"2026-01-05T00:07Z\", \"prices\": [1] }} }}]"),
			"p: no slot begins at 2026-01-05T00:07:00Z; slots last 15 min",
		),
		(
			format!("[{{ {at}, \"p\": {{ \"from\": \"2026-01-05\", \"prices\": [0.3] }} }}]"),
			"p: prices[0]: \"0.3\" is no price of energy",
		),
		("[{ \"snapshot\": { \"now\": 5 } }]".into(), "step 1: snapshot: missing field `found`"),
	] {
		folder.write("h.json", &history);
		let said = folder.refused(&format!("{line} h.json"));
		assert!(said.contains(message), "{history}: {said}");
	}
	for (history, message) in [
		("", "line 1 has to name the columns, with commas between them: at, then inputs"),
		("time,t\n", "line 1 has to name the columns"),
		("at,u\n", "line 1: \"u\" is not an input of the rule"),
		("at,t\n", "the history has no steps"),
		("at,t,t\n2026-01-05,5,6\n", "the column \"t\" is there twice"),
		(
			"at,t\n2026-01-05,5\n+1 h\n2026-01-04,5\n2026-01-06,5 K\n",
			"3 lines are wrong, so nothing was played\n  line 3:",
		),
		("at,t\n2026-01-05,5\n2026-01-06,5 K\n", "line 3: t: \"5 K\" has the unit \"K\""),
		("at,b\n2026-01-05,yes\n", "line 2: b: \"yes\" is not a truth value"),
		("at,p\n2026-01-05T00:01Z,5\n", "line 2: p: no slot begins at 2026-01-05T00:01:00Z"),
	] {
		folder.write("h.csv", history);
		let said = folder.refused(&format!("{line} h.csv"));
		assert!(said.contains(message), "{history}: {said}");
	}
	folder.write("h.csv", "at,t\n2026-01-05,5\n");
	folder.write("site.json", "{ \"zone\": \"Vienna\" }");
	let said = folder.refused(&format!("{line} h.csv --site site.json"));
	assert!(said.contains("site.json: zone: \"Vienna\": this is not a time zone"), "{said}");
}

#[test]
fn what_a_history_or_a_site_leaves_open_is_noted() {
	let folder = Folder::new();
	folder.rule("a.rule", "order 1 when t < 5 Cel && weekly(2)\norder 2 when p < mean(p, day)");
	folder.write("h.csv", "at,t\n2026-01-05,4\n");
	let output = folder.run("rule simulate a.rule --history h.csv");
	assert!(output.status.success());
	let said = text(&output.stderr);
	assert_eq!(
		said,
		"note: the history never says anything of b, p\n\
		note: the site has no weekly table 2, so that weekly(2) is undefined\n\
		note: the rule asks for the site's local day, which is UTC without --site\n"
	);
	// A rule that counts seconds is not played for ever.
	folder.rule("b.rule", "order 1 when count(t > 5 Cel || b, 1, 1 s, 2) || stuck(t, 1 s)");
	folder.write("h.csv", "at,t,b\n2026-01-05,4,false\n+1 s,6,\n");
	let played = folder.changes("rule simulate b.rule --history h.csv --until 9999-01-01");
	assert!(played.len() < 10, "{played:?}");
	// One that looks at prices is evaluated in every slot; how much of that is shown has a limit.
	folder.rule("c.rule", "order 1 when p < 5 /kWh");
	folder.write("h.csv", "at,p\n2026-01-05,4\n");
	let line = "rule simulate c.rule --history h.csv --slot 1s --until 2026-01-07";
	assert_eq!(folder.json(line)["evaluations"], 2 * 86_400 + 1);
	let said = folder.refused(&format!("{line} --all"));
	assert!(said.contains("100000 evaluations to show; leave out --all"), "{said}");
}
