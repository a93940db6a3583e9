//! `docs/market-guarantees.md` names tests and properties that exist.

use std::{collections::BTreeSet, fs, path::Path};

const TABLE: &str = include_str!("../../../../docs/market-guarantees.md");
const DOCS: &str = include_str!("../lib.rs");

/// The rows of the table, each with its four cells.
fn rows() -> Vec<[&'static str; 4]> {
	let rows = TABLE.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix('|'));
	rows.filter(|row| row.starts_with(|first: char| first.is_ascii_digit()))
		.map(|row| {
			let cells: Vec<_> = row.split('|').map(str::trim).collect();
			cells.try_into().expect("a row has four cells")
		})
		.collect()
}

/// The names of all tests below a folder. Those of a property test are within a macro.
fn collect_tests(folder: &Path, names: &mut BTreeSet<String>) {
	for entry in fs::read_dir(folder).expect("the folder is there") {
		let path = entry.expect("it can be read").path();
		if path.is_dir() {
			collect_tests(&path, names);
		} else if path.extension().is_some_and(|extension| extension == "rs") {
			let source = fs::read_to_string(&path).expect("sources are text");
			let mut is_test = false;
			for line in source.lines().map(str::trim) {
				if let Some(rest) = line.strip_prefix("fn ").filter(|_| is_test) {
					let name = rest.split(|end: char| !end.is_alphanumeric() && end != '_').next();
					names.insert(name.unwrap_or_default().to_owned());
				}
				is_test = line == "#[test]" || is_test && line.starts_with('#');
			}
		}
	}
}

fn tests() -> BTreeSet<String> {
	let own = Path::new(env!("CARGO_MANIFEST_DIR"));
	let mut names = BTreeSet::new();
	collect_tests(&own.join("src/tests"), &mut names);
	collect_tests(&own.join("../../primitives/market/tests"), &mut names);
	names
}

#[test]
fn each_guarantee_names_tests_that_exist() {
	let tests = tests();
	assert!(tests.contains("each_guarantee_names_tests_that_exist"));
	for [number, _, _, named] in rows() {
		for name in named.split(", ").filter(|name| !name.is_empty()) {
			let name = name.strip_prefix('`').and_then(|name| name.strip_suffix('`'));
			let name = name.expect("a test's name is code");
			assert!(tests.contains(name), "guarantee {number}: no test is named {name}");
		}
	}
}

#[test]
fn each_guarantee_names_properties_that_exist() {
	let properties: BTreeSet<&str> = DOCS
		.lines()
		.filter_map(|line| line.strip_prefix("//! ")?.split_once(". "))
		.map(|(number, _)| number)
		.filter(|number| number.parse::<u8>().is_ok())
		.collect();
	assert!(properties.len() > 30, "{properties:?}");
	for [row, _, named, _] in rows() {
		for number in named.split(", ").filter(|number| !number.is_empty()) {
			assert!(properties.contains(number), "guarantee {row}: there is no property {number}");
		}
	}
}

#[test]
fn there_are_twenty_guarantees() {
	let numbers: Vec<_> = rows().into_iter().map(|[number, ..]| number.to_owned()).collect();
	let expected: Vec<_> = (1..=20).map(|number| number.to_string()).collect();
	assert_eq!(numbers, expected);
	// Only that of privacy has no test, and says so.
	let untested = rows().into_iter().filter(|[.., named]| named.is_empty());
	let untested: Vec<_> = untested.map(|[number, text, ..]| (number, text)).collect();
	assert!(matches!(untested[..], [("18", text)] if text.starts_with("There is [no privacy]")));
}
