//! The text form of a rule or a condition, parsed and printed off the chain.
//!
//! A text has a head, and a statement for each input, named expression and output:
//!
//! ```
//! let rule = tallystick_rules::text::parse(
//!     "rule heating site 1
//!     in t = 0x0101010101010101010101010101010101010101010101010101010101010101/3.last as 0.1 Cel max_age 10 min
//!     table use = 0
//!     let sp = weekly(use) ? 20.5 Cel : 17 Cel
//!     set 0x0202020202020202020202020202020202020202020202020202020202020202/1 level 12 = hyst(sp - t, -0.3 K, 0.3 K)",
//! )
//! .unwrap();
//! assert_eq!(rule.program.nodes.len(), 8);
//! assert_eq!(tallystick_rules::text::parse(&rule.to_string()).unwrap().program, rule.program);
//! ```
//!
//! Nodes are in the order in which expressions are written, operands first. If two numbers of one unit have different
//! exponents, the parser brings both to the finer one: it writes a literal with more digits, and scales any other
//! number with a node of its own. Names are not part of the program: the chain never sees them.
//!
//! A condition is written with the same statements, but has no head and no outputs. Its last line is its value:
//!
//! ```
//! use tallystick_rules::Condition;
//!
//! let text = "in level = 0x0101010101010101010101010101010101010101010101010101010101010101/1.last as 1 % max_age 1 h
//! when level < 10 %
//! ";
//! let condition = Condition::parse(text).unwrap();
//! assert_eq!(condition.nodes.len(), 2);
//! assert_eq!(Condition::parse(&condition.to_string()).unwrap(), condition);
//! ```

mod error;
mod parse;
mod print;
mod scan;
mod zone;

pub use error::{TextError, TextProblem};
pub use parse::parse;
pub use print::{InputPart, NodePart, OutputPart, Parts};

use crate::{source::SiteId, Label, Program};
use alloc::{string::String, vec::Vec};
use tallystick_evidence::DeviceId;

/// A rule as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
	/// Its name: letters, digits, `_` and `.`.
	pub name: Label,
	/// The site whose time and calendar it uses.
	pub site: SiteId,
	/// What it computes.
	pub program: Program,
	/// The author's names.
	pub names: Names,
}

/// The names that the author of a rule gave. Empty if the text is not available.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names {
	/// Of the inputs, in order. Inputs without a name are printed as `i0`, `i1` …
	pub inputs: Vec<String>,
	/// Of named nodes, by number. Other nodes are printed as `n0`, `n1` … if they need a name.
	pub nodes: Vec<(u8, String)>,
	/// Of devices.
	pub devices: Vec<(String, DeviceId)>,
	/// Of the site's weekly tables.
	pub tables: Vec<(String, u8)>,
}

/// Words that cannot be names.
const RESERVED: [&str; 17] = [
	"rule", "site", "device", "table", "in", "let", "set", "order", "bid", "alarm", "flag", "when",
	"else", "as", "true", "false", "day",
];

/// The functions, which cannot be names either.
const FUNCTIONS: [&str; 20] = [
	"min", "max", "abs", "clamp", "mid", "line", "known", "hyst", "ton", "tof", "count", "delta",
	"stuck", "at", "mean", "quantile", "rank", "scale", "weekly", "holiday",
];

/// Units of time in milliseconds, the longest first.
const TIMES: [(&str, u32); 5] =
	[("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1_000), ("ms", 1)];

fn is_reserved(word: &str) -> bool {
	RESERVED.contains(&word) || FUNCTIONS.contains(&word)
}
