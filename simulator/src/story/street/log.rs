//! What happened on the street, line by line, for plots, bills and checks.

use serde::Serialize;
use tallystick_client::{
	energy_market::{Level, Party},
	market::{Clearing, Line, Metered, Order, Position, Rates, Timing},
	records::{market::PointId, Price, WattHours},
};

/// A line of a street's log, in JSON an object with the field `kind`. Times are UTC, in milliseconds since 1970. Money is
/// in the chain's smallest unit and, like energy in Wh, written as text. An `hour` is the place of an hour of the day,
/// from 0, and of its slot.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[allow(missing_docs)]
pub enum Entry {
	/// The street, once its homes have meters. `slot` is the number of the first hour's slot, `clock` what the local clock shows in each
	/// hour, `ready` the last block in which nobody has put up money.
	Street {
		name: &'static str,
		seed: u64,
		date: String,
		zone: u32,
		timing: Timing,
		slot: u64,
		clock: Vec<u8>,
		ready: u32,
		floor: Price,
		tick: Price,
		charges: String,
		deviation: Price,
	},
	/// What was done, in plain words.
	Step { step: &'static str, at: u64, text: String },
	/// A home: its number in the data, and its supplier in the first hour.
	Home { home: usize, number: u8, point: PointId, owner: String, supplier: &'static str },
	/// What a home used and made in an hour, as it was measured: its meter counts the difference.
	Measured { home: usize, hour: u64, load: u64, pv: u64 },
	/// What energy costs a home in an hour, and brings it, without charges.
	Rates { home: usize, hour: u64, supplier: &'static str, rates: Rates },
	/// An order that a home placed, or why it is not placed.
	Order { home: usize, hour: u64, order: Order, refused: Option<String> },
	/// A book once all orders are in.
	Book { hour: u64, levels: Vec<Level> },
	/// What an auction came to. Without a price nothing is traded.
	Cleared { hour: u64, result: Option<Clearing> },
	/// What a home traded in an hour, and what its meter counts as for the settlement.
	Settled { home: usize, hour: u64, position: Position, metered: Option<Metered> },
	/// A settlement on the chain, with what the home paid each party.
	Account {
		home: usize,
		period: u64,
		finality: &'static str,
		block: u32,
		moved: Vec<(Party, String)>,
	},
	/// The lines of a home's final account of a period with a supplier.
	Lines { home: usize, period: u64, supplier: &'static str, lines: Vec<Line> },
	/// A home's day, with the market and without it: what it pays, or gets if that is negative.
	Bill { home: usize, with: String, without: String, estimated: usize },
	/// A supplier's balancing position over the day, in Wh.
	Supplier { supplier: &'static str, balance: String },
	/// What the street used of its own generation.
	Shares { pv: WattHours, exported: WattHours, used: WattHours, traded: WattHours },
}
