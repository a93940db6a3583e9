//! The value of a position once the meter has shown what was delivered, and the amount held for it before.
//!
//! P is the clearing price, S the supply's rate, F the rate for feeding in (at most S), c the deviation charge.
//! Energy that was bought and not used goes back at L = min(F, P) − c. Energy that was sold and not delivered
//! is covered at H = max(S, P) + c. L < P < H for all tariffs, so at the given clearing price nobody gains by
//! trading other than they use or produce.
//!
//! It is unknown when the energy of an estimated slot flowed. It costs as much as in the dearest of a period's
//! estimated slots, and never earns anything: see [`Dearest`].

use crate::{
	book::Side,
	grid::{Grid, MAX_PRICE},
	money::{cost, held, payable, rate},
	register::Quality,
	tariff::{Charges, Rates},
};
use alloc::vec::Vec;
use tallystick_evidence::json;
use tallystick_records::{Price, Rate, WattHours};

record! {
	/// The energy that a point has traded in a slot.
	#[derive(Copy, Default)]
	pub struct Position {
		/// Bought.
		pub bought: WattHours,
		/// Sold.
		pub sold: WattHours,
	}

	/// The energy that a point's meter shows for a slot.
	#[derive(Copy)]
	pub struct Metered {
		/// Taken from the grid.
		pub import: WattHours,
		/// Delivered to the grid.
		pub export: WattHours,
		/// How the two were found: the worse of both qualities.
		pub quality: Quality,
	}

	/// The terms that price a slot's energy, all fixed when the slot's book opens.
	#[derive(Copy)]
	pub struct Terms {
		/// The tariff. The rate for feeding in counts up to the supply's rate.
		pub rates: Rates,
		/// The deviation charge, at least a tick of the grid.
		pub deviation: Price,
	}

	/// A position, split by what became of it.
	#[derive(Copy, Default)]
	pub struct Parts {
		/// Bought and used, at P.
		pub used: WattHours,
		/// Bought and not used: paid at P, returned to the supplier at L.
		pub unused: WattHours,
		/// Used and not bought: supplied at S.
		pub supplied: WattHours,
		/// Sold and delivered, at P.
		pub delivered: WattHours,
		/// Sold and not delivered: received at P, covered by the supplier at H.
		pub undelivered: WattHours,
		/// Delivered and not sold: fed in at F.
		pub fed_in: WattHours,
	}

	/// What a line of an account is for.
	#[derive(Copy, PartialOrd, Ord)]
	pub enum LineKind {
		/// Energy bought in the market.
		#[codec(index = 0)]
		Bought,
		/// Energy sold in the market.
		#[codec(index = 1)]
		Sold,
		/// Energy from the supplier.
		#[codec(index = 2)]
		Supplied,
		/// Energy fed in, to the supplier.
		#[codec(index = 3)]
		FedIn,
		/// Energy bought and not used, returned to the supplier.
		#[codec(index = 4)]
		Returned,
		/// Energy sold and not delivered, covered by the supplier.
		#[codec(index = 5)]
		Covered,
		/// The zone's charge with this number, on all that was imported.
		#[codec(index = 6)]
		Charge(u8),
		/// The difference between the rates of later blocks and of the first one, on energy from the supplier
		/// in later blocks.
		#[codec(index = 7)]
		Blocks,
	}

	/// A line of a point's account for a period.
	#[derive(Copy)]
	pub struct Line {
		/// What it is for.
		pub kind: LineKind,
		/// How much energy.
		pub energy: WattHours,
		/// What the customer pays, in the smallest unit, rounded down. What they get if it is negative.
		#[serde(with = "json::Exact")]
		pub amount: i128,
	}
}

/// The cost of estimated energy for 1,000 Wh: as much as in the dearest slot in which it can have flowed, and
/// never below zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Dearest {
	/// Imported energy, with all charges.
	pub import: i128,
	/// Exported energy, if feeding in costs money instead of earning it.
	pub export: i128,
}

/// What is wrong with terms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TermsError {
	/// The deviation charge is this. It has to be at least the second, a tick of the grid, and at most
	/// [`MAX_PRICE`].
	Deviation(Price, Price),
}

impl core::fmt::Display for TermsError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		let Self::Deviation(found, least) = self;
		write!(f, "the deviation charge is {found}; it has to be {least} to {MAX_PRICE} per Wh")
	}
}

impl core::error::Error for TermsError {}

impl Position {
	/// The net purchase b and the net sale s, one of which is 0.
	pub fn net(&self) -> (WattHours, WattHours) {
		let less = |a: WattHours, b: WattHours| WattHours(a.0.saturating_sub(b.0));
		(less(self.bought, self.sold), less(self.sold, self.bought))
	}
}

impl Terms {
	/// Checks them against a grid. Decoding does not check terms.
	pub fn check(&self, grid: &Grid) -> Result<(), TermsError> {
		let possible = grid.tick.0.max(1)..=MAX_PRICE;
		let found = possible.contains(&self.deviation.0).then_some(());
		found.ok_or(TermsError::Deviation(self.deviation, grid.tick))
	}

	fn feed_in(&self) -> i128 {
		self.rates.feed_in.min(self.rates.supply).0.into()
	}

	/// L: the amount that the supplier pays for 1,000 Wh that were bought and not used.
	pub fn returned(&self, price: Price) -> i128 {
		self.feed_in().min(rate(price)).saturating_sub(rate(self.deviation))
	}

	/// H: the amount that the supplier takes for 1,000 Wh that were sold and not delivered.
	pub fn covered(&self, price: Price) -> i128 {
		i128::from(self.rates.supply.0).max(rate(price)).saturating_add(rate(self.deviation))
	}

	/// The amount to hold for a step, in the smallest unit, rounded up: the most that the position can cost
	/// beside supply, at any clearing price that fills the step.
	///
	/// `limit` is the step's price l. For a bid of q it is q·(max(l, 0) + charges + c + max(−F, 0)), for an ask
	/// q·(max(S − l, −l, 0) + c). What either side receives from the market stays locked until the slot is
	/// settled.
	pub fn hold<AccountId>(
		&self,
		charges: &Charges<AccountId>,
		side: Side,
		limit: Price,
		energy: WattHours,
	) -> u128 {
		let (limit, supply) = (rate(limit), i128::from(self.rates.supply.0));
		let each = match side {
			Side::Buy => limit
				.max(0)
				.saturating_add(charges.total().0.into())
				.saturating_add(self.feed_in().saturating_neg().max(0)),
			Side::Sell => supply.max(0).saturating_sub(limit).max(0),
		};
		held(cost(energy, each.saturating_add(rate(self.deviation))))
	}
}

impl Dearest {
	/// The same with one more slot in which the energy can have flowed. `supply` is the most that energy can
	/// cost there in any block of the tariff.
	pub fn with<AccountId>(
		self,
		terms: &Terms,
		charges: &Charges<AccountId>,
		supply: Rate,
	) -> Self {
		let import = i128::from(supply.0).saturating_add(charges.total().0.into());
		let export = terms.feed_in().saturating_neg();
		Self { import: self.import.max(import), export: self.export.max(export) }
	}
}

impl Parts {
	/// The parts of a position. In an estimated slot nothing counts as used or delivered, so silence never
	/// pays.
	pub fn new(position: &Position, metered: &Metered) -> Self {
		let (bought, sold) = position.net();
		let (used, delivered) = if metered.quality.is_measured() {
			(bought.min(metered.import), sold.min(metered.export))
		} else {
			(WattHours(0), WattHours(0))
		};
		let less = |a: WattHours, b: WattHours| WattHours(a.0.saturating_sub(b.0));
		Self {
			used,
			unused: less(bought, used),
			supplied: less(metered.import, used),
			delivered,
			undelivered: less(sold, delivered),
			fed_in: less(metered.export, delivered),
		}
	}

	/// What was bought in the market.
	fn bought(&self) -> WattHours {
		WattHours(self.used.0.saturating_add(self.unused.0))
	}

	/// What was sold in the market.
	fn sold(&self) -> WattHours {
		WattHours(self.delivered.0.saturating_add(self.undelivered.0))
	}

	/// What was taken from the grid.
	fn imported(&self) -> WattHours {
		WattHours(self.used.0.saturating_add(self.supplied.0))
	}

	/// The point's part in its supplier's balance, in watt-hours: what the supplier provides less what they
	/// take. The sum over all points of a zone is import less export.
	pub fn balance(&self) -> i128 {
		let out = i128::from(self.supplied.0).saturating_add(self.undelivered.0.into());
		let back = i128::from(self.fed_in.0).saturating_add(self.unused.0.into());
		out.saturating_sub(back)
	}
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Sum {
	energy: WattHours,
	thousandths: i128,
}

impl Sum {
	fn add(&mut self, energy: WattHours, rate: i128) {
		// The sum of energies is for display only; no amount is computed from it.
		self.energy = WattHours(self.energy.0.saturating_add(energy.0));
		self.thousandths = self.thousandths.saturating_add(cost(energy, rate));
	}

	fn line(&self, kind: LineKind) -> Option<Line> {
		let amount = payable(self.thousandths);
		(self.energy.0 > 0).then_some(Line { kind, energy: self.energy, amount })
	}
}

/// A point's account for a period with one supplier and one set of charges. Lines are exact until they are
/// written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bill<'a, AccountId> {
	charges: &'a Charges<AccountId>,
	bought: Sum,
	sold: Sum,
	supplied: Sum,
	fed_in: Sum,
	returned: Sum,
	covered: Sum,
	charged: Vec<Sum>,
}

impl<'a, AccountId> Bill<'a, AccountId> {
	/// An account without slots.
	pub fn new(charges: &'a Charges<AccountId>) -> Self {
		let none = Sum::default();
		let charged = charges.0.iter().map(|_| none).collect();
		Self {
			charges,
			bought: none,
			sold: none,
			supplied: none,
			fed_in: none,
			returned: none,
			covered: none,
			charged,
		}
	}

	/// Adds a slot. `price` is the clearing price; without one nothing was traded.
	pub fn add(&mut self, parts: &Parts, terms: &Terms, price: Option<Price>) {
		let supply = terms.rates.supply.0.into();
		self.add_at(parts, terms, price, (supply, terms.feed_in().saturating_neg()));
	}

	/// Adds an estimated slot. The supplier gets what the dearest slot costs beyond this one.
	pub fn add_estimated(
		&mut self,
		parts: &Parts,
		terms: &Terms,
		price: Option<Price>,
		dearest: &Dearest,
	) {
		let charges = self.charges.total().0.into();
		let supply = dearest.import.saturating_sub(charges).max(0);
		self.add_at(parts, terms, price, (supply, dearest.export));
	}

	/// Adds a slot in which energy is supplied at one rate, and fed in at the cost of the other.
	fn add_at(
		&mut self,
		parts: &Parts,
		terms: &Terms,
		price: Option<Price>,
		(supply, feed_in): (i128, i128),
	) {
		if let Some(price) = price {
			let market = rate(price);
			self.bought.add(parts.bought(), market);
			self.sold.add(parts.sold(), market.saturating_neg());
			self.returned.add(parts.unused, terms.returned(price).saturating_neg());
			self.covered.add(parts.undelivered, terms.covered(price));
		}
		self.supplied.add(parts.supplied, supply);
		self.fed_in.add(parts.fed_in, feed_in);
		for (sum, charge) in self.charged.iter_mut().zip(&self.charges.0) {
			sum.add(parts.imported(), charge.rate.0.into());
		}
	}

	/// What the customer pays for all of it, in thousandths of the smallest unit, before lines are rounded.
	pub fn exact(&self) -> i128 {
		let own = [self.bought, self.sold, self.supplied, self.fed_in, self.returned, self.covered];
		let all = own.iter().chain(&self.charged).map(|sum| sum.thousandths);
		all.fold(0, i128::saturating_add)
	}

	/// The lines with energy, in the order of their kinds. Each is rounded once, in the customer's favour.
	/// Lines for traded energy are whole numbers before that.
	pub fn lines(&self) -> Vec<Line> {
		let own = [
			(self.bought, LineKind::Bought),
			(self.sold, LineKind::Sold),
			(self.supplied, LineKind::Supplied),
			(self.fed_in, LineKind::FedIn),
			(self.returned, LineKind::Returned),
			(self.covered, LineKind::Covered),
		];
		// At most 8.
		let charged = (0..).zip(&self.charged).map(|(index, sum)| (*sum, LineKind::Charge(index)));
		own.into_iter().chain(charged).filter_map(|(sum, kind)| sum.line(kind)).collect()
	}
}

/// The amounts still due if `paid` was paid and `target` is due: the difference of each line that differs. Once
/// they are paid, nothing is due.
pub fn due(target: &[Line], paid: &[Line]) -> Vec<(LineKind, i128)> {
	let mut kinds: Vec<_> = target.iter().chain(paid).map(|line| line.kind).collect();
	kinds.sort();
	kinds.dedup();
	let amount = |lines: &[Line], kind| {
		let lines = lines.iter().filter(|line| line.kind == kind);
		lines.fold(0i128, |sum, line| sum.saturating_add(line.amount))
	};
	let differences = kinds
		.into_iter()
		.map(|kind| (kind, amount(target, kind).saturating_sub(amount(paid, kind))));
	differences.filter(|(_, amount)| *amount != 0).collect()
}
