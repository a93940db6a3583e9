//! The text of rules: what is printed parses to the same program, and errors say where and what to do.

mod common;

use common::{condition, program, stream};
use proptest::prelude::*;
use tallystick_rules::{
	source::SiteId,
	text::{parse, Names, Rule},
	Comparison, Condition, Node, Output, Ref, Zone,
};
use tallystick_world::Numbers;

const BOILER: &str = "0x0202020202020202020202020202020202020202020202020202020202020202";

fn rule(body: &str) -> String {
	format!("rule test site 1\ndevice boiler = {BOILER}\n{body}\n")
}

fn error(body: &str) -> String {
	parse(&rule(body)).unwrap_err().to_string()
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

	#[test]
	fn what_is_printed_parses_to_the_same_program(seed: u64) {
		let mut chance = Numbers(seed);
		let program = program(&mut chance, 90);
		let name = b"any".to_vec().try_into().unwrap();
		let rule = Rule { name, site: SiteId(7), program, names: Names::default() };
		let text = rule.to_string();
		let parsed = match parse(&text) {
			Ok(parsed) => parsed,
			Err(error) => return Err(TestCaseError::fail(format!("{error}\n{text}"))),
		};
		prop_assert_eq!(&parsed.program, &rule.program, "{}", text);
		prop_assert_eq!(parsed.site, rule.site);
		// Names that were read are printed again.
		prop_assert_eq!(parsed.to_string(), text);
	}

	#[test]
	fn a_condition_that_is_printed_parses_to_itself(seed: u64) {
		let condition = condition(&mut Numbers(seed), 23);
		let text = condition.to_string();
		prop_assert_eq!(Condition::parse(&text).map_err(|error| error.to_string()), Ok(condition), "{}", text);
	}

	#[test]
	fn no_text_panics(text in "[a-z0-9 .,()<>=!&|?:+*/%\"\n-]{0,200}", cut in 0..400usize) {
		let _ = parse(&text);
		let _ = Condition::parse(&text);
		let _ = parse(&rule(&text));
		let long = rule("in t = boiler/1.last as 0.1 Cel max_age 1 min\norder 1 when ton(t > 20 Cel, 5 s)");
		let _ = parse(long.get(..cut).unwrap_or(&text));
		let _ = text.parse::<Zone>();
	}
}

#[test]
fn names_and_comments_are_kept_or_skipped() {
	let text = rule(
		"# The tank.\nin level = boiler/3.last as 1 % max_age 1 h\ntable use = 2\nlet low = level < 10 %\nset boiler/1 level 12 = low || weekly(use)",
	);
	let parsed = parse(&text).unwrap();
	let printed = parsed.to_string();
	assert!(printed.contains("let low = level < 10 %\n"), "{printed}");
	assert!(printed.contains("set boiler/1 level 12 = low || weekly(use)\n"), "{printed}");
	assert_eq!(parse(&printed).unwrap(), parsed);
}

#[test]
fn each_part_has_the_text_that_the_rule_prints() {
	let text = rule(
		"in t = boiler/3.last as 0.1 Cel max_age 1 h\nlet cold = t < 20 Cel\nset boiler/1 level 12 = 5 W when cold\nalarm a notice when ton(cold, 1 min)",
	);
	let parsed = parse(&text).unwrap();
	let parts = parsed.parts();
	assert_eq!(parts.inputs[0].name, "t");
	assert_eq!(parts.inputs[0].source, "boiler/3.last as 0.1 Cel max_age 1 h");
	let nodes: Vec<_> =
		parts.nodes.iter().map(|node| (node.name.as_deref(), &*node.expression)).collect();
	let cold = (Some("cold"), "t < 20.0 Cel");
	assert_eq!(nodes, [(None, "20.0 Cel"), cold, (None, "5 W"), (None, "ton(cold, 1 min)")]);
	let [set, alarm] = &parts.outputs[..] else { panic!("{parts:?}") };
	assert_eq!((&*set.target, set.when.as_deref()), ("set boiler/1 level 12", Some("cold")));
	assert_eq!((set.value.as_deref(), alarm.value.as_deref()), (Some("5 W"), None));
	let printed = parsed.to_string();
	for output in parts.outputs {
		assert!(printed.contains(&format!("{output}\n")), "{printed}");
	}
}

#[test]
fn literals_get_the_digits_that_they_need() {
	let parsed = parse(&rule(
		"in t = boiler/3.last as 0.01 Cel max_age 1 h\nset boiler/1 level 10 = t < 20.5 Cel",
	))
	.unwrap();
	let quantity = common::quantity("Cel", -2);
	let nodes = [
		Node::Number { value: 2_050, quantity },
		Node::Compare { how: Comparison::Less, left: Ref::Input(0), right: Ref::Node(0) },
	];
	assert_eq!(parsed.program.nodes.to_vec(), nodes);
	let output = Output::Set { actuator: stream(2, 1), level: 10, value: Ref::Node(1), when: None };
	assert_eq!(parsed.program.outputs.to_vec(), [output]);
}

#[test]
fn operators_bind_as_in_other_languages() {
	let nodes = |body: &str| parse(&rule(body)).unwrap().program.nodes;
	let with = |condition: &str| {
		nodes(&format!("in a = param 0\nin b = param 1\nin c = param 2\norder 1 when {condition}"))
	};
	assert_eq!(with("a || b && c"), with("a || (b && c)"));
	assert_ne!(with("a || b && c"), with("(a || b) && c"));
	assert_eq!(with("!a == b"), with("!(a == b)"));
	assert_eq!(with("a ? b : c else a"), with("a ? b : (c else a)"));
	assert_eq!(with("a else b else c"), with("a else (b else c)"));
	assert_eq!(with("1 W - 2 W - 3 W < 0 W"), with("(1 W - 2 W) - 3 W < 0 W"));
	assert_eq!(with("1 W - 2 W * 3 < 0 W"), with("1 W - (2 W * 3) < 0 W"));
}

#[test]
fn errors_say_where_and_what_to_do() {
	let input = "in t = boiler/3.last as 0.1 Cel max_age 10 min\n";
	for (body, message) in [
		("order 1 when x", "line 3, column 14: 'x' is not defined; define it above with in, let, device or table"),
		("in t = boiler/3.last as 0.3 Cel max_age 1 s", "line 3, column 25: values cannot count 0.3; write a power of ten, such as 0.1 or 1 or 1e3"),
		("in t = boiler/3.last max_age 1 s", "line 3, column 22: 'max_age' cannot stand here; write as, with the step and the unit of the channel, such as 0.1 Cel"),
		("in t = boiler/3.last as Cel", "line 4, column 1: the text ends here; write max_age"),
		("in a = param 0\nlet a = true", "line 4, column 5: 'a' has a meaning already; choose another name"),
		("order 1 when", "line 4, column 1: the text ends here; write a value: a number with its unit, a name, a function or brackets"),
		("order 1 when -x", "line 3, column 14: a minus stands before numbers only; write 0 with the unit, less the value"),
		("let t = 3 parsecs", "line 4, column 1: there is no output; say what to set, order, bid, raise or flag"),
		("alarm a notice when ton(true, 3 weeks)", "line 3, column 33: 'weeks' is not a unit of time; write one of d, h, min, s, ms, up to 7 d"),
		("let t = 3 \"W\norder 1 when true", "line 3, column 11: '\"' cannot stand here; write an operator, or a statement: device, table, in, let, set, order, bid, alarm or flag"),
		("set boiler/1 level 8 = true", "line 3, column 1: rules do not claim at level 8; use 10 to 15"),
		("in t = boiler/70000.last as Cel max_age 1 s", "line 3, column 15: 70000 is too large here; write a smaller number"),
		("in e = event 99999999999 as W", "line 3, column 14: 99999999999 is too large here; write a smaller number"),
	] {
		assert_eq!(error(body), message, "{body}");
	}
	assert_eq!(
		error(&format!("{input}order 1 when t > 5 K")),
		"line 4, column 18: Cel and K do not go together; bring both to the same unit"
	);
	let sum = parse(&rule(&format!("{input}order 1 when t + t > 5 K"))).unwrap_err();
	assert_eq!(
		sum.problem.to_string(),
		"Cel and Cel are points on a scale, which are not added; subtract one from the other, which gives K"
	);
	let price = "in n = price 0x03030303030303030303030303030303 import\n";
	assert_eq!(
		error(&format!("{price}order 1 when n < 0.15 TALLY/kWh")),
		"line 4, column 18: /kWh and TALLY/kWh do not go together; write a price in smallest units of money: 0.15 TALLY/kWh is 150000 /kWh"
	);
	assert_eq!(parse(&rule(&format!("{price}order 1 when n < 150000 /kWh"))).map(|_| ()), Ok(()));
}

#[test]
fn errors_of_a_condition_say_where_and_what_to_do() {
	let input = format!("in t = {BOILER}/3.last as 0.1 Cel max_age 10 min");
	let five = [0, 1, 2, 3, 4].map(|number| input.replace("in t", &format!("in t{number}")));
	for (body, message) in [
		("", "line 1, column 1: the text ends here; write an operator, or a statement: device, in, let, or when at the end"),
		("order 1 when true", "line 1, column 1: 'order' cannot stand here; write an operator, or a statement: device, in, let, or when at the end"),
		("when true\nwhen false", "line 2, column 1: 'when' cannot stand here; write an operator, or nothing more"),
		("let a = 5 W\nwhen a", "line 2, column 6: a truth value is needed and this is W; compare it with something"),
		("in a = param 0\nwhen a", "line 1, column 8: a condition reads streams only; name a figure of a channel, such as DEVICE/1.last"),
		("when weekly(0)", "line 1, column 6: a condition has no site, and so no calendar; leave this to a rule"),
		("when ton(true, 5 s)", "line 1, column 6: a condition keeps no state; compare what is known now, or leave this to a rule"),
		(&format!("{input}\nwhen t"), "line 2, column 6: a truth value is needed and this is 1e-1 Cel; compare it with something"),
		(&format!("{input}\nwhen t > 5 K"), "line 2, column 10: Cel and K do not go together; bring both to the same unit"),
		(&five.join("\n"), "line 5, column 9: at most 4 inputs are possible here; leave some out, or split a rule in two"),
		(&format!("when {}true", "!".repeat(24)), "line 1, column 7: at most 24 nodes are possible here; leave some out, or split a rule in two"),
	] {
		assert_eq!(Condition::parse(body).unwrap_err().to_string(), message, "{body}");
	}
}

#[test]
fn a_condition_ends_with_its_value() {
	let parsed = |text: &str| Condition::parse(text).unwrap();
	let before = parsed("let a = true\nlet b = !a\nwhen b");
	let after = parsed("let a = true\nlet b = !a\nlet c = !b\nwhen b");
	assert_eq!(before.nodes.to_vec(), [Node::Truth(true), Node::Not(Ref::Node(0))]);
	assert_eq!(after, before);
	let named = parsed(&format!("device a = {BOILER}\nin x = a/1.last as 1 % max_age 1 h allow none # The tank.\nwhen x < 10 %"));
	assert_eq!(named.streams().collect::<Vec<_>>(), [stream(2, 1)]);
	let printed =
		format!("in i0 = {BOILER}/1.last as 1 % max_age 1 h allow none\nwhen i0 < 10 %\n");
	assert_eq!(named.to_string(), printed);
}

#[test]
fn too_deep_a_text_is_refused_and_not_followed() {
	let deep = |depth: usize| {
		rule(&format!("order 1 when {}true{}", "(".repeat(depth), ")".repeat(depth)))
	};
	assert!(parse(&deep(128)).is_ok());
	assert!(parse(&deep(129)).unwrap_err().to_string().contains("nested deeper than 128"));
	assert!(parse(&deep(100_000)).is_err());
	assert!(parse(&rule(&format!("order 1 when {}true", "!".repeat(100_000)))).is_err());
}

#[test]
fn zones_are_those_of_posix() {
	let zone = |text: &str| text.parse::<Zone>();
	assert_eq!(zone("CET-1CEST,M3.5.0,M10.5.0/3"), Ok(common::central_europe()));
	assert_eq!(zone("UTC0"), Ok(Zone::UTC));
	assert_eq!(zone("<+0530>-5:30").unwrap().standard, 330);
	let nuuk = zone("<-02>2<-01>,M3.5.0/-1,M10.5.0/0").unwrap();
	assert_eq!((nuuk.standard, nuuk.daylight.unwrap().begins.minute), (-120, -60));
	for wrong in [
		"",
		"CET",
		"CET-1CEST",
		"CET-1CEST,J60,J300",
		"CET-25",
		"CET-1CEST,M13.1.0,M1.1.0",
		"UTC0 ",
	] {
		assert!(zone(wrong).is_err(), "{wrong}");
	}
	for text in ["CET-1CEST,M3.5.0,M10.5.0/3", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "AAA-5:45"] {
		let read = zone(text).unwrap();
		assert_eq!(zone(&read.to_string()), Ok(read));
	}
}

#[test]
fn the_examples_of_the_documentation_are_rules_and_its_errors_are_those_of_the_parser() {
	let page = include_str!("../../../docs/rules.md");
	let blocks = page.split("```").skip(1).step_by(2);
	let rules: Vec<_> = blocks.filter_map(|block| block.strip_prefix("rule\n")).collect();
	assert!(rules.len() >= 6);
	let conditions: Vec<_> = page
		.split("```condition\n")
		.skip(1)
		.filter_map(|block| block.split("```").next())
		.collect();
	assert!(!conditions.is_empty());
	for text in conditions {
		let read = Condition::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
		assert_eq!(Condition::parse(&read.to_string()), Ok(read), "{text}");
	}
	for text in rules {
		let read = parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
		assert_eq!(parse(&read.to_string()).unwrap().program, read.program, "{text}");
	}
	let (_, table) = page.split_once("| text | error |\n| --- | --- |\n").unwrap();
	let rows: Vec<_> = table.lines().take_while(|line| line.starts_with('|')).collect();
	assert!(rows.len() >= 5);
	for row in rows {
		let (text, message) = row.trim_matches(['|', ' ']).split_once(" | ").unwrap_or_default();
		let text = text.split('`').nth(1).unwrap_or_default();
		let input = "in t = boiler/3.last as 0.1 Cel max_age 10 min\n";
		let before = if text.contains("in t") { "" } else { input };
		let found = error(&format!("{before}{text}"));
		let (_, found) = found.split_once(": ").unwrap();
		assert_eq!(found, message, "{text}");
	}
}
