//! What a supplier charges and pays for energy: tariffs, charges and quotes.

use crate::{
	grid::MAX_RATE,
	money::{cost, payable, within},
	position::{Line, LineKind},
	time::Local,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use tallystick_evidence::json;
use tallystick_records::{sequential_id, Millis, OrgId, Rate, Slot, WattHours};

/// The most bands of a time-of-use table. Like all bounds here, it is never lowered: stored tariffs stay readable.
pub const MAX_BANDS: u32 = 48;

/// The most blocks after the first one.
pub const MAX_BLOCKS: u32 = 7;

/// The most charges of a zone.
pub const MAX_CHARGES: u32 = 8;

/// The greatest difference between local time and UTC, in minutes.
pub const MAX_OFFSET: i16 = 840;

const EVERY_DAY: u8 = 0b111_1111;
const MINUTES_OF_DAY: u16 = 1_440;

sequential_id! {
	/// Identifies a tariff.
	TariffId(u32);
	/// Identifies an index of day-ahead prices.
	IndexId(u32);
}

record! {
	/// A rate from a minute of the day on, until the next band of the same day or midnight.
	#[derive(Copy)]
	pub struct Band {
		/// The days of the week, as a sum: 1 for Monday, 2 for Tuesday, 4 to 64 for Sunday.
		pub days: u8,
		/// Minutes since midnight, local time.
		pub from: u16,
		/// The rate.
		pub rate: Rate,
	}

	/// A table of rates by local time. The band in which a slot begins counts for all of it.
	pub struct TimeOfUse {
		/// By how many minutes clocks are ahead of UTC.
		pub offset: i16,
		/// The table is valid up to this slot, which is excluded: up to the next change of the clock, for
		/// which a new version is published.
		pub until: Slot,
		/// The rate from that slot on, if no new version came.
		pub fallback: Rate,
		/// The bands in ascending order of their beginning. On each day of the week one begins at midnight.
		pub bands: BoundedVec<Band, ConstU32<MAX_BANDS>>,
	}

	/// Energy beyond a threshold has a rate of its own.
	#[derive(Copy)]
	pub struct Block {
		/// The block begins after so much energy in a billing period.
		pub above: WattHours,
		/// The rate.
		pub rate: Rate,
	}

	/// Rates by how much is supplied in a billing period.
	///
	/// Each slot is priced at the first block's rate. The difference is a line of its own at the end of the
	/// billing period: see [`Blocks::rest`].
	pub struct Blocks {
		/// The rate of the first block.
		pub first: Rate,
		/// The other blocks, in ascending order.
		pub more: BoundedVec<Block, ConstU32<MAX_BLOCKS>>,
	}

	/// An index of day-ahead prices and a margin.
	///
	/// The index is published before the slot's book opens. It is never the zone's own clearing price, which
	/// two who trade with each other could move.
	#[derive(Copy)]
	pub struct Dynamic {
		/// The index.
		pub index: IndexId,
		/// What is added to it.
		pub margin: Rate,
		/// The rate if the index was not published in time.
		pub fallback: Rate,
	}

	/// How a rate is computed.
	pub enum Formula {
		/// Always the same.
		#[codec(index = 0)]
		Flat(Rate),
		/// A table by local time.
		#[codec(index = 1)]
		TimeOfUse(TimeOfUse),
		/// Blocks by energy. For supply only.
		#[codec(index = 2)]
		Blocks(Blocks),
		/// An index and a margin.
		#[codec(index = 3)]
		Dynamic(Dynamic),
	}

	/// A version of a supplier's tariff.
	pub struct Tariff {
		/// What the customer pays for energy.
		pub supply: Formula,
		/// What the customer gets for energy that is fed in. Where it is more than the supply's rate, that
		/// is what they get.
		pub feed_in: Formula,
	}

	/// A tariff in one slot. Charges come on top.
	#[derive(Copy)]
	pub struct Rates {
		/// What the customer pays for energy.
		pub supply: Rate,
		/// What the customer gets for energy, at most the supply's rate.
		pub feed_in: Rate,
	}

	/// What a charge is for.
	#[derive(Copy)]
	pub enum ChargeKind {
		/// The use of the grid.
		#[codec(index = 0)]
		Network,
		/// A levy.
		#[codec(index = 1)]
		Levy,
		/// A tax.
		#[codec(index = 2)]
		Tax,
	}

	/// What is due on each watt-hour of metered import, whoever sold it.
	#[derive(Copy)]
	pub struct Charge<AccountId> {
		/// What it is for.
		pub kind: ChargeKind,
		/// The rate. Never negative.
		pub rate: Rate,
		/// Who gets it.
		pub payee: AccountId,
	}

	/// The charges of a zone.
	#[serde(bound(
		serialize = "AccountId: serde::Serialize",
		deserialize = "AccountId: serde::Deserialize<'de>"
	))]
	pub struct Charges<AccountId>(pub BoundedVec<Charge<AccountId>, ConstU32<MAX_CHARGES>>);

	/// Who supplies a metering point, and by which tariff.
	#[derive(Copy)]
	pub struct Agreement {
		/// The supplier.
		pub supplier: OrgId,
		/// One of their tariffs.
		pub tariff: TariffId,
	}

	/// Why an agreement is in force.
	#[derive(Copy)]
	pub enum Basis {
		/// The customer chose it.
		#[codec(index = 0)]
		Contract,
		/// The customer's own supplier does not supply: the zone's default supplier does.
		#[codec(index = 1)]
		Default,
	}

	/// The cost of energy in a slot without a trade. Amounts are in the smallest unit. Each is rounded down, like
	/// a line of an account.
	pub struct Quote {
		/// How much energy.
		pub energy: WattHours,
		/// The tariff in the slot.
		pub rates: Rates,
		/// Supply and all charges for a kilowatt-hour, to compare with an all-in limit.
		pub all_in: Rate,
		/// What the supplier gets.
		#[serde(with = "json::Exact")]
		pub supply: i128,
		/// What each charge amounts to, in the order of the zone's.
		pub charges: BoundedVec<Part, ConstU32<MAX_CHARGES>>,
		/// All together.
		#[serde(with = "json::Exact")]
		pub total: i128,
	}

	/// A charge as a part of a quote.
	#[derive(Copy)]
	pub struct Part {
		/// What it is for.
		pub kind: ChargeKind,
		/// In the smallest unit.
		#[serde(with = "json::Exact")]
		pub amount: i128,
	}
}

/// What is wrong with a tariff or with charges.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TariffError {
	/// A rate is beyond [`MAX_RATE`], or a charge is negative.
	Rate(Rate),
	/// Local time is this many minutes ahead of UTC, beyond [`MAX_OFFSET`].
	Offset(i16),
	/// There are this many bands, blocks or charges: more than there can be, or no band.
	Count(usize),
	/// The band with this number, from zero, names no day, or more days than there are.
	Days(usize),
	/// The band or block with this number begins before the one before it, or not within a day.
	Order(usize),
	/// The band with this number begins with another one of the same day.
	Twice(usize),
	/// No band begins at midnight on this day: 0 for Monday to 6 for Sunday.
	Uncovered(u8),
	/// Feeding in is not paid by blocks.
	FeedInBlocks,
}

impl core::fmt::Display for TariffError {
	fn fmt(&self, f: &mut core::fmt::Formatter) -> core::fmt::Result {
		match self {
			Self::Rate(rate) => write!(
				f,
				"the rate {rate} is not within -{MAX_RATE} and {MAX_RATE} per kWh, or is a negative charge"
			),
			Self::Offset(minutes) => write!(
				f,
				"local time is {minutes} minutes ahead of UTC; up to {MAX_OFFSET} either way are possible"
			),
			Self::Count(found) => write!(
				f,
				"there are {found}; a table has 1 to {MAX_BANDS} bands, a block tariff up to {MAX_BLOCKS} \
				more blocks, a zone up to {MAX_CHARGES} charges"
			),
			Self::Days(index) => {
				write!(f, "band {index} names no day, or a day beyond Sunday; days are 1 to 127")
			},
			Self::Order(index) => write!(
				f,
				"entry {index} does not begin after the one before it, or not within the day; sort \
				the entries"
			),
			Self::Twice(index) => {
				write!(f, "band {index} begins with another one of the same day; leave one out")
			},
			Self::Uncovered(day) => write!(
				f,
				"no band begins at midnight on day {day} of the week, counted from 0 for Monday; add one"
			),
			Self::FeedInBlocks => {
				f.write_str("feeding in is not paid by blocks; use another formula for it")
			},
		}
	}
}

impl core::error::Error for TariffError {}

fn check_rate(rate: Rate) -> Result<(), TariffError> {
	within(rate).then_some(()).ok_or(TariffError::Rate(rate))
}

fn bounded<T, const N: u32>(
	items: impl IntoIterator<Item = T>,
) -> Result<BoundedVec<T, ConstU32<N>>, TariffError> {
	let items: Vec<T> = items.into_iter().collect();
	let found = items.len();
	items.try_into().map_err(|_| TariffError::Count(found))
}

impl TimeOfUse {
	/// A table of these bands.
	pub fn new(
		offset: i16,
		until: Slot,
		fallback: Rate,
		bands: impl IntoIterator<Item = Band>,
	) -> Result<Self, TariffError> {
		let table = Self { offset, until, fallback, bands: bounded(bands)? };
		table.check()?;
		Ok(table)
	}

	fn check(&self) -> Result<(), TariffError> {
		check_rate(self.fallback)?;
		if self.offset.unsigned_abs() > MAX_OFFSET.unsigned_abs() {
			return Err(TariffError::Offset(self.offset));
		}
		if self.bands.is_empty() {
			return Err(TariffError::Count(0));
		}
		// The days of the bands seen so far that begin at `minute`.
		let (mut minute, mut days) = (0, 0);
		let mut covered = 0;
		for (index, band) in self.bands.iter().enumerate() {
			check_rate(band.rate)?;
			if band.days == 0 || band.days > EVERY_DAY {
				return Err(TariffError::Days(index));
			}
			if band.from < minute || band.from >= MINUTES_OF_DAY {
				return Err(TariffError::Order(index));
			}
			if band.from > minute {
				(minute, days) = (band.from, 0);
			}
			if days & band.days != 0 {
				return Err(TariffError::Twice(index));
			}
			days |= band.days;
			if minute == 0 {
				covered |= band.days;
			}
		}
		// The number of days before the first uncovered one.
		let first = u8::try_from(covered.trailing_ones()).unwrap_or_default();
		(covered == EVERY_DAY).then_some(()).ok_or(TariffError::Uncovered(first))
	}

	fn at(&self, slot: Slot, start: Millis) -> Rate {
		if slot >= self.until {
			return self.fallback;
		}
		let local = Local::at(start, self.offset);
		let today = 1u8.checked_shl(local.weekday.into()).unwrap_or_default();
		let bands = self.bands.iter().filter(|band| band.days & today != 0);
		let begun = bands.take_while(|band| band.from <= local.minute);
		begun.last().map_or(self.fallback, |band| band.rate)
	}
}

impl Blocks {
	/// Blocks of these rates.
	pub fn new(first: Rate, more: impl IntoIterator<Item = Block>) -> Result<Self, TariffError> {
		let blocks = Self { first, more: bounded(more)? };
		blocks.check()?;
		Ok(blocks)
	}

	fn check(&self) -> Result<(), TariffError> {
		check_rate(self.first)?;
		let mut before = WattHours(0);
		for (index, block) in self.more.iter().enumerate() {
			check_rate(block.rate)?;
			if block.above <= before {
				return Err(TariffError::Order(index));
			}
			before = block.above;
		}
		Ok(())
	}

	/// The amount for later blocks beside the first block's rate for all energy of a billing period. In the
	/// smallest unit, rounded down; negative if later blocks are cheaper.
	pub fn rest(&self, supplied: WattHours) -> i128 {
		let ends = self.more.iter().skip(1).map(|block| block.above);
		let ends = ends.chain(core::iter::once(WattHours(u64::MAX)));
		let parts = self.more.iter().zip(ends).map(|(block, end)| {
			let energy = supplied.min(end).0.saturating_sub(block.above.0);
			let more = i128::from(block.rate.0).saturating_sub(self.first.0.into());
			cost(WattHours(energy), more)
		});
		payable(parts.fold(0, i128::saturating_add))
	}
}

impl Tariff {
	/// The line for later blocks, for all energy supplied in a billing period. `None` if no energy is in a later
	/// block.
	pub fn rest(&self, supplied: WattHours) -> Option<Line> {
		let Formula::Blocks(blocks) = &self.supply else { return None };
		let first = blocks.more.first()?.above;
		let energy = WattHours(supplied.0.checked_sub(first.0).filter(|energy| *energy > 0)?);
		Some(Line { kind: LineKind::Blocks, energy, amount: blocks.rest(supplied) })
	}
}

impl Formula {
	fn check(&self) -> Result<(), TariffError> {
		match self {
			Self::Flat(rate) => check_rate(*rate),
			Self::TimeOfUse(table) => table.check(),
			Self::Blocks(blocks) => blocks.check(),
			Self::Dynamic(dynamic) => {
				check_rate(dynamic.margin)?;
				check_rate(dynamic.fallback)
			},
		}
	}

	/// The rate in a slot that begins at `start`. `index` returns the value of an index that was published in time
	/// for that slot.
	pub fn at(&self, slot: Slot, start: Millis, index: impl Fn(IndexId) -> Option<Rate>) -> Rate {
		match self {
			Self::Flat(rate) => *rate,
			Self::TimeOfUse(table) => table.at(slot, start),
			Self::Blocks(blocks) => blocks.first,
			Self::Dynamic(dynamic) => {
				let published = index(dynamic.index).filter(|rate| within(*rate));
				// Two rates that are checked fit.
				published
					.and_then(|rate| rate.checked_add(dynamic.margin))
					.unwrap_or(dynamic.fallback)
			},
		}
	}
}

impl Tariff {
	/// Checks its bounds. Decoding does not.
	pub fn check(&self) -> Result<(), TariffError> {
		self.supply.check()?;
		if matches!(self.feed_in, Formula::Blocks(_)) {
			return Err(TariffError::FeedInBlocks);
		}
		self.feed_in.check()
	}

	/// The most that energy can cost in a slot with these rates, in whatever block it is.
	pub fn dearest(&self, rates: &Rates) -> Rate {
		let Formula::Blocks(blocks) = &self.supply else { return rates.supply };
		blocks.more.iter().map(|block| block.rate).fold(rates.supply, Rate::max)
	}

	/// The rates in a slot, as [`Formula::at`].
	pub fn at(&self, slot: Slot, start: Millis, index: impl Fn(IndexId) -> Option<Rate>) -> Rates {
		let supply = self.supply.at(slot, start, &index);
		Rates { supply, feed_in: self.feed_in.at(slot, start, index).min(supply) }
	}
}

impl<AccountId> Charges<AccountId> {
	/// These charges.
	pub fn new(charges: impl IntoIterator<Item = Charge<AccountId>>) -> Result<Self, TariffError> {
		let charges = Self(bounded(charges)?);
		charges.check()?;
		Ok(charges)
	}

	/// Checks their bounds. Decoding does not.
	pub fn check(&self) -> Result<(), TariffError> {
		let wrong = self.0.iter().find(|charge| charge.rate.0 < 0 || !within(charge.rate));
		wrong.map_or(Ok(()), |charge| Err(TariffError::Rate(charge.rate)))
	}

	/// All of them together.
	pub fn total(&self) -> Rate {
		// Eight rates that are checked fit.
		Rate(self.0.iter().fold(0i64, |sum, charge| sum.saturating_add(charge.rate.0)))
	}
}

impl Quote {
	/// What `energy` costs at these rates and charges.
	pub fn new<AccountId>(rates: Rates, charges: &Charges<AccountId>, energy: WattHours) -> Self {
		let amount = |rate: Rate| payable(cost(energy, rate.0.into()));
		let supply = amount(rates.supply);
		let mut parts = BoundedVec::new();
		let mut total = supply;
		for charge in &charges.0 {
			let amount = amount(charge.rate);
			total = total.saturating_add(amount);
			// As many as there are charges.
			let _ = parts.try_push(Part { kind: charge.kind, amount });
		}
		let all_in = Rate(rates.supply.0.saturating_add(charges.total().0));
		Self { energy, rates, all_in, supply, charges: parts, total }
	}
}

/// The agreement in force: the customer's own, or else the first default that supplies.
///
/// `supplies` returns the version of the agreement's tariff in the slot. It is `None` if the supplier is not in
/// good standing or the tariff has not begun. If any default supplies, exactly one agreement is in force.
pub fn in_force<Version>(
	own: Option<&Agreement>,
	defaults: &[Agreement],
	supplies: impl Fn(&Agreement) -> Option<Version>,
) -> Option<(Agreement, Basis, Version)> {
	let own = own.map(|agreement| (agreement, Basis::Contract));
	let defaults = defaults.iter().map(|agreement| (agreement, Basis::Default));
	own.into_iter().chain(defaults).find_map(|(agreement, basis)| {
		supplies(agreement).map(|version| (*agreement, basis, version))
	})
}
