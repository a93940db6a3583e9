//! The pallet's records, with the accounts and bounds of its configuration.

use crate::{AccountIdFor, BalanceOf};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{
	deps::sp_runtime::DispatchError,
	prelude::*,
	traits::{Consideration, Footprint},
};
use tallystick_market::{
	time::MAX_PERIOD, Agreement, Basis, Charges, Clearing, Grid, Order, Quote, Timeline,
};
pub use tallystick_primitives::records::market::{
	Availability, ContractRequest, Eic, Index, Meter, Point, PointId, PointQuote, PointStatus,
	Powers, Report, Standing, Supplier, Supply, TariffRecord, Zone, ZoneId, ZoneTerms,
};
use tallystick_primitives::{records::Rate, OrgId};

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
pub type SupplierRecord = Supplier<Timeline<Standing>>;

/// The [`Point`] of `T`.
pub type PointOf<T> = Point<AccountIdFor<T>, Timeline<Option<Agreement>>, BalanceOf<T>>;

/// A [`ContractRequest`] for an agreement.
pub type RequestRecord = ContractRequest<Agreement>;

/// The [`Supply`] of a point in a slot.
pub type PointSupply = Supply<Agreement, Basis>;

/// The [`PointQuote`] of an amount of energy.
pub type EnergyQuote = PointQuote<PointSupply, Quote>;

/// A point's orders in a period: of each slot that has one, its place in the period and the order.
pub type Steps = BoundedVec<(u8, Order), MaxPeriod>;

/// What came out of the auctions of a period: of each slot with a trade, its place in the period and
/// the outcome.
pub type Outcomes = BoundedVec<(u8, Clearing), MaxPeriod>;

/// What somebody put up for a record.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposit<AccountId, Ticket> {
	/// Who did.
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
