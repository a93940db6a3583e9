//! Errors in a text, and their places.

use super::{FUNCTIONS, TIMES};
use crate::check::Problem;
use alloc::string::String;

/// Why a text is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextError {
	/// The number of the line, from 1.
	pub line: usize,
	/// From 1, in characters.
	pub column: usize,
	/// What is wrong there.
	pub problem: TextProblem,
}

/// What is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TextProblem {
	/// Something else has to stand here.
	Expected {
		/// What.
		expected: &'static str,
		/// What stands there.
		found: String,
	},
	/// The name is not defined, or is defined only later.
	Unknown(String),
	/// The name is defined already, or is reserved.
	Taken(String),
	/// There is no such function.
	Function(String),
	/// The number with its digits does not fit 64 bits, or its exponent is out of bounds.
	Number(String),
	/// The whole number is out of range for what it numbers or counts.
	TooLarge(String),
	/// The step of a channel's values is not a power of ten.
	Step(String),
	/// The unit of a time is unknown.
	Time(String),
	/// A minus without a number.
	Negation,
	/// There are more items of this kind than this bound.
	TooMany(&'static str, u32),
	/// Brackets and functions are nested deeper than this.
	Depth(usize),
	/// The name of a rule or an alarm is longer than this, in bytes.
	Label(u32),
	/// The time zone has an unknown form, or impossible values.
	Zone,
	/// The text does not make a sound program or condition.
	Program(Problem),
}

impl core::fmt::Display for TextProblem {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Expected { expected, found } if found.is_empty() => {
				write!(f, "the text ends here; write {expected}")
			},
			Self::Expected { expected, found } => {
				write!(f, "'{found}' cannot stand here; write {expected}")
			},
			Self::Unknown(name) => {
				write!(f, "'{name}' is not defined; define it above with in, let, device or table")
			},
			Self::Taken(name) => {
				write!(f, "'{name}' has a meaning already; choose another name")
			},
			Self::Function(name) => {
				write!(f, "there is no function '{name}'; there are {}", FUNCTIONS.join(", "))
			},
			Self::Number(number) => write!(
				f,
				"the number {number} does not fit 64 bits at the precision that is needed here; write fewer digits"
			),
			Self::TooLarge(number) => write!(f, "{number} is too large here; write a smaller number"),
			Self::Step(step) => {
				write!(f, "values cannot count {step}; write a power of ten, such as 0.1 or 1 or 1e3")
			},
			Self::Time(unit) => {
				let units = TIMES.map(|(unit, _)| unit).join(", ");
				write!(f, "'{unit}' is not a unit of time; write one of {units}, up to 7 d")
			},
			Self::Negation => {
				f.write_str("a minus stands before numbers only; write 0 with the unit, less the value")
			},
			Self::TooMany(what, most) => {
				write!(f, "at most {most} {what} are possible here; leave some out, or split a rule in two")
			},
			Self::Depth(most) => {
				write!(f, "brackets and functions are nested deeper than {most}; name parts with let")
			},
			Self::Label(most) => write!(f, "the name is longer than {most} bytes; shorten it"),
			Self::Zone => f.write_str(
				"this is not a time zone; write a rule like CET-1CEST,M3.5.0,M10.5.0/3, or UTC0",
			),
			Self::Program(problem) => problem.fmt(f),
		}
	}
}

impl core::fmt::Display for TextError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		write!(f, "line {}, column {}: {}", self.line, self.column, self.problem)
	}
}

impl core::error::Error for TextError {}
