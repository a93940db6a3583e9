//! Files with the text of a rule, and where such a text is wrong.

use crate::{
	failure::{Failure, Result},
	files::{self, Kind},
};
use serde_json::{json, Value as Json};
use std::{
	fmt,
	path::{Path, PathBuf},
};
use tallystick_rules::{
	text::{parse, Parts, Rule},
	Condition, Kinds, Ref,
};

/// How many characters of a line are shown before and after the place of an error.
const CONTEXT: usize = 100;

/// A rule that was read from a file and is sound.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct RuleFile {
	pub(crate) rule: Rule,
	/// What its inputs and nodes are.
	pub(crate) kinds: Kinds,
	/// The text of its inputs, nodes and outputs.
	pub(crate) parts: Parts,
}

/// Where a text is not a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fault {
	file: PathBuf,
	/// The number of the line, from 1.
	line: usize,
	/// From 1, in characters.
	column: usize,
	/// What is wrong, and what to do.
	message: String,
	/// The line, as it is written.
	text: String,
}

/// Why a file holds no rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Problem {
	/// The file cannot be read.
	File(Failure),
	/// Its text is not a rule.
	Text(Fault),
}

impl RuleFile {
	/// Reads and checks a rule.
	pub(crate) fn read(path: &Path) -> std::result::Result<Self, Problem> {
		let text = files::read_text(path, Kind::Rule).map_err(Problem::File)?;
		// Some editors begin a file with a mark that shows nowhere.
		let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
		let fault =
			|line, column, message| Problem::Text(Fault::new(path, text, line, column, message));
		let rule = parse(text)
			.map_err(|error| fault(error.line, error.column, error.problem.to_string()))?;
		let kinds = rule.program.check().map_err(|error| fault(1, 1, error.to_string()))?;
		let parts = rule.parts();
		Ok(Self { rule, kinds, parts })
	}

	/// The same, for a command that reads one file.
	pub(crate) fn load(path: &Path) -> Result<Self> {
		Self::read(path).map_err(|problem| match problem {
			Problem::File(failure) => failure,
			Problem::Text(fault) => Failure::usage(fault.to_string()),
		})
	}

	pub(crate) fn name(&self) -> String {
		String::from_utf8_lossy(&self.rule.name).into_owned()
	}

	/// The text of an input or a node: its name if it has one, otherwise its expression.
	pub(crate) fn text(&self, of: Ref) -> &str {
		match of {
			Ref::Input(number) => {
				self.parts.inputs.get(usize::from(number)).map_or("", |part| &part.name)
			},
			Ref::Node(number) => self
				.parts
				.nodes
				.get(usize::from(number))
				.map_or("", |part| part.name.as_ref().unwrap_or(&part.expression)),
		}
	}

	/// The nodes that the author named, with their names.
	pub(crate) fn named(&self) -> impl Iterator<Item = (usize, &str)> {
		let given = |number: usize| {
			let mut names = self.rule.names.nodes.iter();
			names.any(|(node, _)| usize::from(*node) == number)
		};
		let parts = self.parts.nodes.iter().enumerate();
		parts.filter_map(move |(number, part)| {
			part.name.as_deref().filter(|_| given(number)).map(|name| (number, name))
		})
	}

	/// The number of the input with this name.
	pub(crate) fn input(&self, name: &str) -> Option<usize> {
		self.parts.inputs.iter().position(|part| part.name == name)
	}
}

/// Reads and checks a condition: its inputs, and after `when` what has to be true.
pub(crate) fn condition(path: &Path) -> Result<Condition> {
	let text = files::read_text(path, Kind::Rule)?;
	let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
	let fault = |line, column, message| {
		Failure::usage(Fault::new(path, text, line, column, message).to_string())
	};
	let condition = Condition::parse(text)
		.map_err(|error| fault(error.line, error.column, error.problem.to_string()))?;
	condition.check().map_err(|error| fault(1, 1, error.to_string()))?;
	Ok(condition)
}

impl Fault {
	fn new(path: &Path, text: &str, line: usize, column: usize, message: String) -> Self {
		let lines: Vec<_> = text.lines().collect();
		let at = |line: usize| lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
		let rest = |line: usize, column: usize| {
			let more = lines.iter().skip(line).all(|line| line.trim().is_empty());
			more && at(line).chars().skip(column.saturating_sub(1)).all(char::is_whitespace)
		};
		let (mut line, mut column) = (line, column);
		// At the end of a text, the last line that says something is shown, and the place after it.
		if rest(line, column) {
			let last = lines.iter().rposition(|line| !line.trim().is_empty()).unwrap_or_default();
			line = last.saturating_add(1);
			column = at(line).trim_end().chars().count().saturating_add(1);
		}
		Self { file: path.to_owned(), line, column, message, text: at(line).to_owned() }
	}

	pub(crate) fn json(&self) -> Json {
		json!({
			"line": self.line, "column": self.column, "message": self.message, "text": self.text,
		})
	}
}

impl fmt::Display for Fault {
	/// File, line, column and message; then the line, and a caret below the place.
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let Self { file, line, column, message, text } = self;
		writeln!(f, "{}:{line}:{column}: {message}", file.display())?;
		let place = column.saturating_sub(1);
		let from = place.saturating_sub(CONTEXT);
		let shown: String = text.chars().skip(from).take(2 * CONTEXT).collect();
		let before = text.chars().skip(from).take(place.saturating_sub(from));
		// A tab is as wide here as above.
		let indent: String = before.map(|char| if char == '\t' { '\t' } else { ' ' }).collect();
		let margin = " ".repeat(line.to_string().len());
		write!(f, " {line} | {shown}\n {margin} | {indent}^")
	}
}

impl fmt::Display for Problem {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Self::File(failure) => failure.fmt(f),
			Self::Text(fault) => fault.fmt(f),
		}
	}
}

impl Problem {
	/// The message, and the place of an error in the text.
	pub(crate) fn json(&self) -> Json {
		match self {
			Self::File(failure) => json!({ "message": failure.reason() }),
			Self::Text(fault) => fault.json(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn shown(text: &str, line: usize, column: usize) -> String {
		Fault::new(Path::new("a.rule"), text, line, column, "no".into()).to_string()
	}

	#[test]
	fn a_caret_stands_below_its_place_also_behind_tabs_and_wide_letters() {
		let text = "rule a site 1\n\torder 1 when é < x\n";
		assert_eq!(
			shown(text, 2, 16),
			"a.rule:2:16: no\n 2 | \torder 1 when é < x\n   | \t              ^"
		);
		let tenth = format!("{}order", "\n".repeat(9));
		assert_eq!(shown(&tenth, 10, 1), "a.rule:10:1: no\n 10 | order\n    | ^");
	}

	#[test]
	fn an_error_at_the_end_points_behind_the_last_word() {
		let text = "rule a site 1\norder 1 when  \n\n  ";
		for (line, column) in [(4, 3), (2, 14), (9, 1)] {
			let expected = "a.rule:2:13: no\n 2 | order 1 when  \n   |             ^";
			assert_eq!(shown(text, line, column), expected);
		}
		assert_eq!(shown("", 1, 1), "a.rule:1:1: no\n 1 | \n   | ^");
	}

	#[test]
	fn of_a_long_line_the_part_around_the_place_is_shown() {
		let text = format!("{}x{}", "a".repeat(1_000), "b".repeat(1_000));
		let lines: Vec<_> = shown(&text, 1, 1_001).lines().map(str::to_owned).collect();
		assert_eq!(lines[1].len(), " 1 | ".len() + 2 * CONTEXT);
		assert_eq!(lines[1].find('x'), lines[2].find('^'));
	}
}
