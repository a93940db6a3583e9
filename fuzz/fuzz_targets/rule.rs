//! Any text of a rule or a condition, and any program, condition, states, site and snapshots. Nothing panics; what parses,
//! or is sound, is printed as a text that parses to the same program or condition; and evaluation is a function of what it is
//! given.
#![no_main]

use codec::{Decode, Encode};
use tallystick_rules::{
	text::{parse, Names, Rule},
	Cells, Condition, Evaluation, Program, Site, SiteId, Snapshot, Zone,
};

fn text(text: &str) -> Option<Program> {
	let _ = text.parse::<Zone>();
	let rule = parse(text).ok()?;
	rule.program.check().expect("what parses is sound");
	let printed = rule.to_string();
	let again = parse(&printed).expect("it was printed");
	assert_eq!(again.program, rule.program, "{printed}");
	assert_eq!(again.to_string(), printed);
	Some(rule.program)
}

fn encoded(bytes: &mut &[u8]) -> Option<Program> {
	let program = Program::decode(bytes).ok()?;
	assert_eq!(Program::decode(&mut &program.encode()[..]).as_ref(), Ok(&program));
	if program.check().is_ok() {
		let name = b"any".to_vec().try_into().expect("it is short");
		let rule =
			Rule { name, site: SiteId(7), program: program.clone(), names: Names::default() };
		let printed = rule.to_string();
		assert_eq!(parse(&printed).expect("it is sound").program, program, "{printed}");
	}
	Some(program)
}

fn condition(condition: &Condition, mut bytes: &[u8]) {
	assert_eq!(Condition::decode(&mut &condition.encode()[..]).as_ref(), Ok(condition));
	if condition.check().is_ok() {
		let printed = condition.to_string();
		assert_eq!(Condition::parse(&printed).as_ref(), Ok(condition), "{printed}");
	}
	while let Ok(snapshot) = Snapshot::decode(&mut bytes) {
		let trace = condition.trace(&snapshot);
		assert_eq!(trace.nodes.len(), condition.nodes.len());
		assert_eq!(condition.evaluate(&snapshot), trace.truth());
	}
}

fn evaluates(program: &Program, mut bytes: &[u8]) {
	let Ok((site, mut cells)) = <(Site, Cells)>::decode(&mut bytes) else { return };
	let _ = site.check();
	while let Ok(snapshot) = Snapshot::decode(&mut bytes) {
		let evaluation = program.evaluate(&cells, &site, &snapshot);
		assert_eq!(evaluation, program.evaluate(&cells, &site, &snapshot));
		assert_eq!(Evaluation::decode(&mut &evaluation.encode()[..]).as_ref(), Ok(&evaluation));
		assert_eq!(evaluation.trace.nodes.len(), program.nodes.len());
		assert!(evaluation.next.is_none_or(|next| next > snapshot.now));
		cells = evaluation.cells;
	}
}

// A text ends with the first zero; a program is followed by a site, states and snapshots, a condition by snapshots.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
	let (front, rest) = bytes.split_at(end);
	let after = rest.get(1..).unwrap_or_default();
	if let Ok(front) = std::str::from_utf8(front) {
		if let Some(program) = text(front) {
			evaluates(&program, after);
		}
		if let Ok(parsed) = Condition::parse(front) {
			parsed.check().expect("what parses is sound");
			condition(&parsed, after);
		}
	}
	let mut rest = bytes;
	if let Ok(decoded) = Condition::decode(&mut rest) {
		condition(&decoded, rest);
	}
	let mut rest = bytes;
	if let Some(program) = encoded(&mut rest) {
		evaluates(&program, rest);
	}
});
