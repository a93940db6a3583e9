//! The pallet's records, with the accounts and bounds of its configuration.

use crate::{AccountIdFor, BalanceOf};
use alloc::vec::Vec;
use codec::{Compact, Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{
	deps::sp_runtime::DispatchError,
	prelude::*,
	traits::{Consideration, Footprint},
};
use tallystick_market::Period;
use tallystick_market::{
	tariff::MAX_CHARGES, time::MAX_PERIOD, Agreement, Basis, Charges, Clearing, Grid, Interval,
	Line, Order, Position, Quality, Quote, Rates, Reading, Running, TariffId, Timeline,
};
pub use tallystick_primitives::records::market::{
	Availability, ContractRequest, Debt, Eic, Float, Index, Meter, Party, Point, PointId,
	PointQuote, PointStatus, Powers, Report, Standing, Supplier, Supply, TariffRecord, Zone,
	ZoneId, ZoneTerms,
};
use tallystick_primitives::{
	evidence::{self, DeviceId, Hash},
	records::Rate,
	Millis, OrgId, Price, Slot, WattHours,
};

/// Most default suppliers of a zone. Must not be lowered.
pub const MAX_DEFAULTS: u32 = 4;

/// Most publishers of an index. With more, two values could count at once.
pub const MAX_PUBLISHERS: u32 = 3;

/// A name for people. Must not be shortened.
pub type Name = BoundedVec<u8, ConstU32<64>>;

/// Most slots of a period.
pub type MaxPeriod = ConstU32<{ MAX_PERIOD as u32 }>;

/// The [`Zone`] with the numbers of its terms.
pub type ZoneRecord = Zone<Timeline<u32>>;

/// The [`ZoneTerms`] of accounts.
pub type ZoneTermsFor<AccountId> =
	ZoneTerms<Grid, Charges<AccountId>, BoundedVec<Agreement, ConstU32<MAX_DEFAULTS>>>;

/// The [`ZoneTerms`] of `T`.
pub type ZoneTermsOf<T> = ZoneTermsFor<AccountIdFor<T>>;

/// The organisations that publish an index.
pub type Publishers = BoundedVec<OrgId, ConstU32<MAX_PUBLISHERS>>;

/// The [`Index`] with its bounds.
pub type IndexRecord = Index<Name, Publishers>;

/// The values of a period, one for each slot that has one.
pub type Values = BoundedVec<Option<Rate>, MaxPeriod>;

/// The [`Report`] of a period.
pub type PeriodReport = Report<Values>;

/// The [`TariffRecord`] with the numbers of its versions.
pub type TariffHead = TariffRecord<Name, Timeline<u32>>;

/// The [`Supplier`] with its standing over time.
pub type SupplierRecord<Balance> = Supplier<Timeline<Standing>, Float<Period, Balance>>;

/// The [`SupplierRecord`] of `T`.
pub type SupplierOf<T> = SupplierRecord<BalanceOf<T>>;

/// The [`Point`] of `T`.
pub type PointOf<T> = Point<AccountIdFor<T>, Timeline<Option<Agreement>>, BalanceOf<T>>;

/// A [`ContractRequest`] for an agreement.
pub type RequestRecord = ContractRequest<Agreement>;

/// The [`Supply`] of a point in a slot.
pub type PointSupply = Supply<Agreement, Basis>;

/// The [`PointQuote`] of an amount of energy.
pub type EnergyQuote = PointQuote<PointSupply, Quote>;

/// What was put up for an index.
pub type IndexDepositOf<T> = Deposit<AccountIdFor<T>, <T as crate::Config>::IndexConsideration>;

/// What somebody put up for a record.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposit<AccountId, Ticket> {
	/// The account that put it up.
	pub payer: AccountId,
	/// What it was.
	pub ticket: Ticket,
}

impl<AccountId, Ticket: Consideration<AccountId, Footprint>> Deposit<AccountId, Ticket> {
	pub(crate) fn new(payer: AccountId, footprint: Footprint) -> Result<Self, DispatchError> {
		let ticket = Ticket::new(&payer, footprint)?;
		Ok(Self { payer, ticket })
	}

	/// Gives it back.
	pub(crate) fn refund(self) -> DispatchResult {
		self.ticket.drop(&self.payer)
	}
}

// Orders and clearing.

/// What a call asks for in a period: the places of slots, in ascending order, each with an order that
/// replaces the one before. One without steps removes it.
pub type NewOrders = BoundedVec<(u8, Order), MaxPeriod>;

/// A point's order in a slot.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Placed {
	/// The slot's place in its period.
	pub place: u8,
	/// What the point bids or asks.
	pub order: Order,
	/// The point's tariff in the slot, which is fixed.
	pub rates: Rates,
}

/// A point's orders in a period, in the order of their slots, one a slot.
pub type Steps = BoundedVec<Placed, MaxPeriod>;

/// What a point has traded in a slot.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Fill {
	/// The slot's place in its period.
	pub place: u8,
	/// What the point bought or sold.
	pub position: Position,
}

/// What a point has traded in a period.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Trades<Balance> {
	/// The part of its margin that stays locked for it.
	pub locked: Balance,
	/// What the zone's pot pays the point when the period is settled.
	pub credit: Balance,
	/// The slots in which it traded, in their order.
	pub fills: BoundedVec<Fill, MaxPeriod>,
}

/// The [`Trades`] of `T`.
pub type TradesOf<T> = Trades<BalanceOf<T>>;

/// What came out of the auctions of a period: of each slot with a trade, its place in the period and
/// the outcome, in their order.
pub type Outcomes = BoundedVec<(u8, Clearing), MaxPeriod>;

/// A set of the slots of a period.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Places(u128);

impl Places {
	fn bit(place: u8) -> u128 {
		1u128.checked_shl(place.into()).unwrap_or_default()
	}

	/// Whether it has a slot, by its place in the period.
	pub fn contains(self, place: u8) -> bool {
		self.0 & Self::bit(place) != 0
	}

	/// Whether it has no slot.
	pub fn is_empty(self) -> bool {
		self.0 == 0
	}

	/// With a slot, too.
	pub fn with(self, place: u8) -> Self {
		Self(self.0 | Self::bit(place))
	}

	/// Without a slot.
	pub fn without(self, place: u8) -> Self {
		Self(self.0 & !Self::bit(place))
	}

	/// With the slots of another set, too.
	pub fn union(self, other: Self) -> Self {
		Self(self.0 | other.0)
	}
}

/// How far the market has come.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Cursor {
	/// The slot whose books are cleared next.
	pub slot: Slot,
	/// The zone whose book of this slot is done, with those before it in the order of hashed ids.
	pub zone: Option<ZoneId>,
	/// The period whose trades are counted next.
	pub counting: Period,
	/// The first period whose account can change.
	pub kept: Period,
}

// Meters.

/// Most devices of a metering point whose readings can still count.
pub const MAX_METERS: u32 = 3;

/// Most metering points, one after the other, of a device whose readings can still count.
pub const MAX_POINTS: u32 = 4;

/// The most readings of a segment that can be shown. The longest local day, on which clocks are put back,
/// has 101 boundaries of 15-minute slots. Must not be lowered.
pub const MAX_SHOWN: u32 = 128;

/// Most segments of a register whose readings can be shown. Must not be lowered.
pub const MAX_PENDING: u32 = 8;

/// A segment's readings of one register, in the order of time.
pub type ShownReadings = BoundedVec<evidence::Reading, ConstU32<MAX_SHOWN>>;

/// The metering points of a device: one at a time.
pub type MeteredPoints = BoundedVec<PointId, ConstU32<MAX_POINTS>>;

/// The direction of energy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Flow {
	/// From the grid.
	Import,
	/// To the grid.
	Export,
}

/// The newest reading of a register that counts.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Tip {
	/// The reading.
	pub last: Reading,
	/// Whether what follows up to the next reading is estimated.
	pub doubtful: bool,
}

/// A segment's readings of a register. The chain has the first, the last, and the root of the tree of all;
/// the readings in between can be shown.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Pending {
	/// The hash of the root of their tree.
	pub root: Hash,
	/// The first reading.
	pub first: Reading,
	/// The last reading.
	pub last: Reading,
}

/// A register of a meter.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Counter {
	/// The channel.
	pub channel: u16,
	/// The channel's unit is Wh, times ten to the power of this.
	pub exponent: i8,
	/// Its newest reading.
	pub tip: Option<Tip>,
	/// The newest segments whose readings can be shown, in the order of time.
	pub pending: BoundedVec<Pending, ConstU32<MAX_PENDING>>,
}

/// A device that meters a point, and when.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Metering {
	/// The device.
	pub device: DeviceId,
	/// The first slot.
	pub from: Slot,
	/// The first slot that is not its own any more.
	pub until: Option<Slot>,
	/// The import register.
	pub import: Counter,
	/// The export register.
	pub export: Counter,
}

/// The devices that meter a point, in the order of their slots.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Meters {
	/// The devices.
	pub meters: BoundedVec<Metering, ConstU32<MAX_METERS>>,
	/// No readings are stored of periods before this one, and none at all without it.
	pub oldest: Option<Period>,
	/// The device that the point's owner has proposed as the next one, and its first slot.
	pub proposed: Option<(Meter, Slot)>,
}

/// By how much a register rose in each slot of a period.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Energies {
	/// In watt-hours, by the slot's place in the period, up to the last slot with readings.
	pub energies: BoundedVec<Compact<u32>, MaxPeriod>,
	/// The slots whose beginning has a known register value.
	pub begun: Places,
	/// The slots whose end has one, too. The energy of other slots is incomplete.
	pub known: Places,
	/// Those at whose beginning or end it was not read, but calculated.
	pub calculated: Places,
	/// Those that are estimated.
	pub estimated: Places,
	/// Slots with energy of a segment whose readings can still be shown, and that began no later than the slot.
	/// They are estimated until that is done.
	pub pending_before: Places,
	/// The same, of a segment that began within the slot. Each is longer than a slot, so that no more than two
	/// meet in one.
	pub pending_within: Places,
}

/// Where a segment began, as a slot sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Began {
	/// Before it, or with it.
	Before,
	/// Within it.
	Within,
}

impl Energies {
	/// Adds a part of a slot. The energy is capped at 4 GWh in a slot: above that the slot is estimated.
	pub(crate) fn add(&mut self, place: u8, part: Interval) {
		let index = usize::from(place);
		while self.energies.len() <= index && self.energies.try_push(Compact(0)).is_ok() {}
		let mut quality = part.quality;
		if let Some(energy) = self.energies.get_mut(index) {
			let sum = u64::from(energy.0).saturating_add(part.energy.0);
			*energy = Compact(u32::try_from(sum).unwrap_or_else(|_| {
				quality = Quality::Estimated;
				u32::MAX
			}));
		}
		match quality {
			Quality::Provided => {},
			Quality::Calculated => self.calculated = self.calculated.with(place),
			Quality::Estimated => self.estimated = self.estimated.with(place),
		}
	}

	fn pending_mut(&mut self, began: Began) -> &mut Places {
		match began {
			Began::Before => &mut self.pending_before,
			Began::Within => &mut self.pending_within,
		}
	}

	/// Adds a part of a slot of which more can be shown.
	pub(crate) fn add_pending(&mut self, place: u8, energy: WattHours, began: Began) {
		self.add(place, Interval { energy, quality: Quality::Provided });
		let pending = self.pending_mut(began);
		*pending = pending.with(place);
	}

	/// Replaces pending energy by what the readings show. Returns whether there was any.
	pub(crate) fn show(
		&mut self,
		place: u8,
		began: Began,
		before: WattHours,
		shown: Interval,
	) -> bool {
		let pending = self.pending_mut(began);
		if !pending.contains(place) {
			return false;
		}
		*pending = pending.without(place);
		// Where the sum did not fit, nothing can be taken from it.
		let energy = self.energies.get_mut(usize::from(place)).filter(|energy| energy.0 < u32::MAX);
		if let Some(energy) = energy {
			let before = u32::try_from(before.0).unwrap_or(u32::MAX);
			*energy = Compact(energy.0.saturating_sub(before));
		}
		self.add(place, shown);
		true
	}

	/// The energy of a slot.
	pub fn get(&self, place: u8) -> Option<Interval> {
		let energy = self.energies.get(usize::from(place))?;
		let is_pending = self.pending_before.union(self.pending_within).contains(place);
		let is_estimated = is_pending || self.estimated.contains(place);
		let quality = match (is_estimated, self.calculated.contains(place)) {
			(true, _) => Quality::Estimated,
			(false, true) => Quality::Calculated,
			(false, false) => Quality::Provided,
		};
		let energy = WattHours(energy.0.into());
		self.known.contains(place).then_some(Interval { energy, quality })
	}
}

/// What the meters of a point say of a period.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Readings {
	/// Taken from the grid.
	pub import: Energies,
	/// Delivered to the grid.
	pub export: Energies,
}

impl Readings {
	/// Those of one direction.
	pub(crate) fn of_mut(&mut self, flow: Flow) -> &mut Energies {
		match flow {
			Flow::Import => &mut self.import,
			Flow::Export => &mut self.export,
		}
	}
}

/// Until when data of a period count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Deadlines {
	/// From this moment on slots without readings are estimated.
	pub estimation: Millis,
	/// From this moment on readings no longer count, and slots without any count with all that the
	/// connection takes.
	pub correction: Millis,
}

/// What a period costs a metering point by one version of a supplier's tariff and one of the zone's terms.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SupplyAccount {
	/// The supplier.
	pub supplier: OrgId,
	/// Their tariff.
	pub tariff: TariffId,
	/// The version of the tariff.
	pub version: u32,
	/// The version of the zone's terms, whose charges the lines number.
	pub terms: u32,
	/// The slots.
	pub slots: Places,
	/// What the point pays, or gets if it is negative. Each is rounded once, in the customer's favour.
	pub lines: Vec<Line>,
	/// The point's part in the supplier's balance in watt-hours: what they provide less what they take.
	pub balance: i128,
}

/// What a period costs a metering point, as far as it is known.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Statement {
	/// The accounts.
	pub accounts: Vec<SupplyAccount>,
	/// The slots whose readings are waited for. They are in no account.
	pub awaited: Places,
	/// Those that are estimated, as long as that can change.
	pub provisional: Places,
}

/// The most parties with present or possible debts, with the supplier of another contract.
pub const MANY_DEBTS: u32 = 12;

/// The most parties with debts: these, the suppliers of defaults, the payees of charges and the grid operator.
/// Must not be lowered.
pub const MAX_DEBTS: u32 = MANY_DEBTS + MAX_DEFAULTS + MAX_CHARGES + 1;

/// The debts between a metering point and others, in the order of the parties.
pub type OpenDebts<AccountId> = BoundedVec<Debt<AccountId>, ConstU32<MAX_DEBTS>>;

/// What a point paid, or got if it is negative, in the order of the parties.
pub type Moved<AccountId> = Vec<(Party<AccountId>, i128)>;

/// How final a settlement of a period is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Finality {
	/// With estimates, or before an earlier period's final one. No money moves.
	#[codec(index = 0)]
	Preliminary,
	/// Nothing of the period changes any more.
	#[codec(index = 1)]
	Final,
	/// Nobody settled it in time. Nothing is booked, and what was locked for trades is free.
	#[codec(index = 2)]
	Lapsed,
}

/// How far the trades of a zone's period are counted.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Pass {
	/// The point that was counted last.
	pub after: Option<PointId>,
	/// How much of the marginal steps has been shared out, in each slot of the outcomes.
	pub running: BoundedVec<Running, MaxPeriod>,
}

/// What can happen to a zone's book for a slot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Stage {
	/// It is not open.
	#[codec(index = 0)]
	Ahead,
	/// It takes every order.
	#[codec(index = 1)]
	Open,
	/// It takes orders that reduce none.
	#[codec(index = 2)]
	Firm,
	/// It takes no more orders, and is not cleared.
	#[codec(index = 3)]
	Closed,
	/// It is cleared, or was empty.
	#[codec(index = 4)]
	Cleared,
}

/// What is bid and asked at one price of a book.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Level {
	/// The price.
	pub price: Price,
	/// All bids.
	pub buy: WattHours,
	/// All asks.
	pub sell: WattHours,
}
