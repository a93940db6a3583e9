//! What happened to the washing machine, line by line, for checks.

use serde::Serialize;
use serde_json::Value;

/// A line of the log, in JSON an object with the field `kind`. Times are UTC on the chain's clock, in milliseconds since 1970; money
/// is in the chain's smallest unit, as text.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[allow(missing_docs)]
pub(super) enum Entry {
	/// The first line. `power` is fitted to a measurement.
	Machine {
		name: &'static str,
		seed: u64,
		simulated: bool,
		power: &'static str,
		device: String,
		buyer: u32,
		bond: u32,
		cool_down: u64,
	},
	/// An organisation: who acts for it, and where vendors are paid.
	Party { name: &'static str, org: u32, account: String, treasury: String },
	/// What a mandate says, when it is granted and after each change. `payer` is the account whose money it is. One for warranties pays for
	/// whatever machine has a warranty of the organisation.
	Mandate {
		at: u64,
		mandate: u32,
		org: u32,
		payer: String,
		warranties: bool,
		terms: Value,
		begun: u64,
	},
	/// What a vendor offers, when it is published.
	Offer { at: u64, vendor: u32, category: Value, offer: Value },
	/// The times at which a vendor comes, when they are set.
	Slots { at: u64, vendor: u32, category: Value, slots: Vec<u64> },
	/// A need, when it is declared and after each change. `warrantor` is the organisation that is asked first.
	Need {
		at: u64,
		need: u32,
		mandate: u32,
		category: Value,
		quantity: u32,
		warrantor: Option<u32>,
	},
	/// What the machine has signed: detergent in tenths of a percent, the pump's current in hundredths of an ampere, energy in Wh, ever.
	Reading { at: u64, detergent: i64, cycles: i64, pump: i64, error: i64, energy: i64 },
	/// The chain has what the machine signed.
	Anchored { at: u64 },
	/// What the chain says has happened. `block` counts from the beginning of the story.
	Event { at: u64, block: u64, name: &'static str, fields: Value },
	/// The same, and what the machine went through, in plain words.
	History { at: u64, text: String },
	/// A chapter begins.
	Chapter { at: u64, title: &'static str },
	/// The money of an account, held money included, before the first offer and at the end.
	Money { who: String, account: String, before: String, after: String },
	/// What an account has on hold for budgets at the end.
	Held { at: u64, account: String, budgets: String },
	/// What came of it.
	Outcome { orders: Value, figures: Value, findings: Vec<String> },
}
