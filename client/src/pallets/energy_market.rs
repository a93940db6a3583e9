//! Zones, tariffs, metering points, contracts, orders and what came of them.

use super::pallet;
use crate::chain::{Chain, ChainError};
use serde::{Serialize, Serializer};
use subxt::utils::AccountId32 as AccountId;
use tallystick_evidence::{self as evidence, DeviceId, Hash};
use tallystick_market::{
	Agreement, Basis, Charges, Clearing, Grid, IndexId, Line, Metered, Order, Period, Position,
	Quote, Rates, Reading, Tariff, TariffId, Timeline, Timing,
};
use tallystick_records::{
	market::{
		self, Availability, ContractRequest, Eic, Float, Meter, PointId, PointQuote, Powers,
		Standing, ZoneId,
	},
	Millis, OrgId, Page, Price, Rate, Slot, StreamId, WattHours,
};

/// A metering grid area.
pub type Zone = market::Zone<Timeline<u32>>;

/// A version of what holds in a zone.
pub type ZoneTerms = market::ZoneTerms<Grid, Charges<AccountId>, Vec<Agreement>>;

/// Day-ahead prices that several organisations publish.
pub type Index = market::Index<String, Vec<OrgId>>;

/// What a publisher says of a period.
pub type Report = market::Report<Vec<Option<Rate>>>;

/// A supplier's tariff, without its versions.
pub type TariffHead = market::TariffRecord<String, Timeline<u32>>;

/// An organisation that has tariffs.
pub type Supplier = market::Supplier<Timeline<Standing>, Float<Period, u128>>;

/// Whom a metering point settles energy with, beside the market.
pub type Party = market::Party<AccountId>;

/// What is open between a metering point and a party.
pub type Debt = market::Debt<AccountId>;

/// What a point paid each party, or got if it is negative.
pub type Moved = Vec<(Party, i128)>;

/// A metering point.
pub type Point = market::Point<AccountId, Timeline<Option<Agreement>>, u128>;

/// What a customer asks of a supplier.
pub type Request = ContractRequest<Agreement>;

/// Who supplies a metering point in a slot, and why.
pub type Supply = market::Supply<Agreement, Basis>;

/// What energy costs a metering point in a slot.
pub type EnergyQuote = PointQuote<Supply, Quote>;

/// Most entries that a view returns at once.
pub const MAX_PAGE: u32 = 100;

/// Declares what views answer: what it means stands in the pallet's documentation.
macro_rules! answers {
	($($item:item)*) => {$(
		#[derive(Clone, PartialEq, Eq, Debug, codec::Decode, scale_info::TypeInfo, Serialize)]
		#[serde(rename_all = "camelCase")]
		#[allow(missing_docs)]
		$item
	)*};
}

/// A set of the slots of a period. JSON lists their places in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, codec::Decode, scale_info::TypeInfo)]
pub struct Places(u128);

impl Places {
	/// The slots, by their places in the period.
	pub fn iter(self) -> impl Iterator<Item = u8> {
		(0..128u8).filter(move |place| self.contains(*place))
	}

	/// Whether it has a slot, by its place in the period.
	pub fn contains(self, place: u8) -> bool {
		1u128.checked_shl(place.into()).is_some_and(|bit| self.0 & bit != 0)
	}

	/// Whether it has no slot.
	pub fn is_empty(self) -> bool {
		self.0 == 0
	}
}

impl FromIterator<u8> for Places {
	fn from_iter<I: IntoIterator<Item = u8>>(places: I) -> Self {
		let bits = places.into_iter().filter_map(|place| 1u128.checked_shl(place.into()));
		Self(bits.fold(0, |all, bit| all | bit))
	}
}

impl Serialize for Places {
	fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
		to.collect_seq(self.iter())
	}
}

answers! {
	/// An order of a metering point in a slot.
	pub struct Placed {
		/// The slot's place in its period.
		pub place: u8,
		pub order: Order,
		/// The point's tariff in the slot.
		pub rates: Rates,
	}

	/// The newest reading of a register that counts.
	#[derive(Copy)]
	pub struct Tip {
		pub last: Reading,
		/// Whether what follows up to the next reading is estimated.
		pub doubtful: bool,
	}

	/// A segment whose readings can be shown.
	#[derive(Copy)]
	pub struct Pending {
		/// The hash of the root of their tree.
		#[serde(with = "evidence::json::Hex")]
		pub root: Hash,
		pub first: Reading,
		pub last: Reading,
	}

	/// A register of a meter.
	pub struct Counter {
		pub channel: u16,
		/// The channel's unit is Wh, times ten to the power of this.
		pub exponent: i8,
		pub tip: Option<Tip>,
		/// The newest segments whose readings can be shown.
		pub pending: Vec<Pending>,
	}

	/// A device that meters a point, and when.
	pub struct Metering {
		pub device: DeviceId,
		/// The first slot.
		pub from: Slot,
		/// The first slot that is not its own any more.
		pub until: Option<Slot>,
		pub import: Counter,
		pub export: Counter,
	}

	/// Until when data of a period count.
	#[derive(Copy)]
	pub struct Deadlines {
		/// From this moment on slots without readings are estimated.
		pub estimation: Millis,
		/// From this moment on nothing that arrives counts.
		pub correction: Millis,
	}

	/// What a period costs a metering point by one version of a supplier's tariff and one of the zone's terms.
	pub struct SupplyAccount {
		pub supplier: OrgId,
		pub tariff: TariffId,
		/// The version of the tariff.
		pub version: u32,
		/// The version of the zone's terms, whose charges the lines number.
		pub terms: u32,
		pub slots: Places,
		/// What the point pays, or gets if it is negative.
		pub lines: Vec<Line>,
		/// The point's part in the supplier's balance in watt-hours. JSON shows a string.
		#[serde(serialize_with = "exact")]
		pub balance: i128,
	}

	/// What a period costs a metering point, as far as it is known.
	pub struct Statement {
		pub accounts: Vec<SupplyAccount>,
		/// The slots whose readings are waited for. They are in no account.
		pub awaited: Places,
		/// Those that are estimated, as long as readings can change them.
		pub provisional: Places,
	}

	/// What a point has traded in a slot.
	#[derive(Copy)]
	pub struct Fill {
		/// The slot's place in its period.
		pub place: u8,
		pub position: Position,
	}

	/// What a point has traded in a period, until it has its final account.
	pub struct Trades {
		/// The part of its margin that stays locked for it.
		#[serde(serialize_with = "exact")]
		pub locked: u128,
		/// What the zone's pot pays the point when the period is settled.
		#[serde(serialize_with = "exact")]
		pub credit: u128,
		pub fills: Vec<Fill>,
	}

	/// How final a settlement of a period is.
	#[derive(Copy)]
	pub enum Finality {
		/// With estimates, or before an earlier period's final one. No money moves.
		#[codec(index = 0)]
		Preliminary,
		/// Nothing of the period changes any more.
		#[codec(index = 1)]
		Final,
		/// Nobody settled it in time.
		#[codec(index = 2)]
		Lapsed,
	}

	/// What can happen to a zone's book for a slot.
	#[derive(Copy)]
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
	#[derive(Copy)]
	pub struct Level {
		pub price: Price,
		pub buy: WattHours,
		pub sell: WattHours,
	}
}

fn exact<T: std::fmt::Display, S: Serializer>(number: &T, to: S) -> Result<S::Ok, S::Error> {
	to.collect_str(number)
}

pallet! {
	"EnergyMarket"
	views {
		"timing" TimingOf {} -> Timing;
		"first_unopened" FirstUnopened {} -> Slot;
		/// The least number of whole slots between an announcement and the slot in which it takes effect.
		"least_notice" LeastNotice {} -> u32;
		"zone" ZoneOf { zone: ZoneId } -> Option<Zone>;
		"zone_by_eic" ZoneByEic { eic: Eic } -> Option<ZoneId>;
		"terms" TermsOf { zone: ZoneId, version: u32 } -> Option<ZoneTerms>;
		/// At most [`MAX_PAGE`] zones. The last page is shorter than `limit`.
		"zones" ZoneIds { after: Option<ZoneId>, limit: u32 } -> Vec<ZoneId>;
		"price_index" IndexOf { index: IndexId } -> Option<Index>;
		/// At most [`MAX_PAGE`] indices. The last page is shorter than `limit`.
		"price_indices" IndexIds { after: Option<IndexId>, limit: u32 } -> Vec<IndexId>;
		"index_value" IndexValue { index: IndexId, slot: Slot } -> Option<Rate>;
		"reports" ReportsOf { index: IndexId, period: Period } -> Vec<Report>;
		"tariff" TariffOf { tariff: TariffId } -> Option<TariffHead>;
		"tariff_version" VersionOf { tariff: TariffId, version: u32 } -> Option<Tariff>;
		/// At most [`MAX_PAGE`] tariffs. The last page is shorter than `limit`.
		"tariffs" TariffIds { after: Option<TariffId>, limit: u32 } -> Vec<TariffId>;
		"supplier" SupplierOf { org: OrgId } -> Option<Supplier>;
		"point" PointOf { point: PointId } -> Option<Point>;
		/// At most [`MAX_PAGE`] points. The last page is shorter than `limit`.
		"points" Points { after: Option<PointId>, limit: u32 } -> Vec<(PointId, Point)>;
		"points_of_device" PointsOfDevice { device: DeviceId } -> Vec<PointId>;
		"meters" MetersOf { point: PointId } -> Vec<Metering>;
		"proposed_meter" ProposedMeter { point: PointId } -> Option<(Meter, Slot)>;
		"metered" MeteredOf { point: PointId, period: Period } -> Vec<Option<Metered>>;
		"request" RequestOf { point: PointId } -> Option<Request>;
		/// At most [`MAX_PAGE`] requests. The last page is shorter than `limit`.
		"requests" Requests { after: Option<PointId>, limit: u32 } -> Vec<(PointId, Request)>;
		"supply" SupplyOf { point: PointId, slot: Slot } -> Option<Supply>;
		"quote" QuoteFor { point: PointId, slot: Slot, energy: WattHours } -> Option<EnergyQuote>;
		"book" BookOf { zone: ZoneId, slot: Slot } -> Stage;
		"curve" CurveOf { zone: ZoneId, slot: Slot } -> Vec<Level>;
		"result" ResultOf { zone: ZoneId, slot: Slot } -> Option<Clearing>;
		"statement" StatementOf { point: PointId, period: Period } -> Option<Statement>;
		"deadlines" DeadlinesOf { period: Period } -> Option<Deadlines>;
		"orders" OrdersOf { point: PointId, period: Period } -> Option<Vec<Placed>>;
		"trades" TradesOf { point: PointId, period: Period } -> Option<Trades>;
		/// The first period that has no final account.
		"settled" SettledUpTo { point: PointId } -> Option<Period>;
		"reserve" ReserveOf { point: PointId, period: Period } -> Option<u128>;
		"debts" DebtsOf { point: PointId } -> Vec<Debt>;
		/// At most [`MAX_PAGE`] points. The last page is shorter than `limit`.
		"debtors" Debtors { after: Option<PointId>, limit: u32 } -> Vec<(PointId, Vec<Debt>)>;
		"needed_float" NeededFloat { org: OrgId } -> Option<u128>;
		/// In watt-hours.
		"balance" BalanceOf { period: Period, zone: ZoneId, supplier: OrgId } -> i128;
		"pot" PotOf { zone: ZoneId } -> AccountId;
		"position" PositionOf { point: PointId, slot: Slot } -> Option<Position>;
	}
	calls {
		"open_zone" OpenZone { eic: Eic, from: Slot, terms: ZoneTerms };
		"set_terms" SetTerms { zone: ZoneId, from: Slot, terms: ZoneTerms };
		"forget_terms" ForgetTerms { zone: ZoneId };
		"drop_zone" DropZone { zone: ZoneId };
		"define_index" DefineIndex { name: String, publishers: Vec<OrgId> };
		"publish" Publish { index: IndexId, from: Slot, values: Vec<Rate> };
		"drop_reports" DropReports { index: IndexId, period: Period };
		"drop_index" DropIndex { index: IndexId };
		"offer_tariff" OfferTariff {
			name: String, availability: Availability, notice: u32, from: Slot, first: Tariff,
		};
		"publish_version" PublishVersion { tariff: TariffId, from: Slot, next: Tariff };
		"end_tariff" EndTariff { tariff: TariffId, from: Slot };
		"forget_versions" ForgetVersions { tariff: TariffId };
		"drop_tariff" DropTariff { tariff: TariffId };
		"note_standing" NoteStanding { supplier: OrgId };
		"propose_point" ProposePoint { point: PointId, zone: ZoneId, meter: Meter, powers: Powers };
		"confirm_point" ConfirmPoint {
			point: PointId, owner: AccountId, meter: Meter, powers: Powers,
		};
		"close_point" ClosePoint { point: PointId };
		"drop_point" DropPoint { point: PointId };
		"request_contract" RequestContract { point: PointId, tariff: TariffId, from: Slot };
		"accept_contract" AcceptContract { point: PointId, tariff: TariffId, from: Slot };
		"withdraw_request" WithdrawRequest { point: PointId };
		"end_contract" EndContract { point: PointId, from: Slot };
		"propose_meter" ProposeMeter { point: PointId, meter: Meter, from: Slot };
		"confirm_meter" ConfirmMeter { point: PointId, meter: Meter, from: Slot };
		"show_readings" ShowReadings {
			point: PointId, stream: StreamId, readings: Vec<evidence::Reading>,
		};
		"forget_readings" ForgetReadings { point: PointId };
		"fund" Fund { point: PointId, amount: u128 };
		"withdraw" Withdraw { point: PointId, amount: u128 };
		"place" Place { point: PointId, period: Period, orders: Vec<(u8, Order)> };
		"advance" Advance { zone: ZoneId, period: Period, points: u32 };
		"settle" Settle { point: PointId, period: Period };
		"pay_debts" PayDebts { point: PointId };
		"forgive" Forgive { point: PointId, party: Party, amount: u128 };
		"fund_float" FundFloat { amount: u128 };
		"withdraw_float" WithdrawFloat { amount: u128 };
	}
	events {
		ZoneOpened { zone: ZoneId, operator: OrgId, eic: Eic };
		TermsSet { zone: ZoneId, version: u32, from: Slot };
		TermsForgotten { zone: ZoneId, version: u32 };
		ZoneDropped { zone: ZoneId };
		IndexDefined { index: IndexId, definer: OrgId };
		IndexPublished { index: IndexId, publisher: OrgId, from: Slot, last: Slot };
		ReportsDropped { index: IndexId, period: Period };
		IndexDropped { index: IndexId };
		TariffOffered { tariff: TariffId, supplier: OrgId, availability: Availability };
		VersionPublished { tariff: TariffId, version: u32, from: Slot };
		TariffEnded { tariff: TariffId, from: Slot };
		VersionForgotten { tariff: TariffId, version: u32 };
		TariffDropped { tariff: TariffId };
		StandingNoted { supplier: OrgId, standing: Standing, from: Slot };
		PointProposed { point: PointId, zone: ZoneId, owner: AccountId };
		PointConfirmed { point: PointId, zone: ZoneId, meter: Meter, from: Slot };
		PointClosed { point: PointId, from: Slot };
		PointDropped { point: PointId };
		ContractRequested { point: PointId, supplier: OrgId, tariff: TariffId, from: Slot };
		RequestWithdrawn { point: PointId };
		ContractAgreed { point: PointId, supplier: OrgId, tariff: TariffId, from: Slot };
		ContractEnded { point: PointId, from: Slot };
		MeterProposed { point: PointId, meter: Meter, from: Slot };
		MeterReplaced { point: PointId, meter: Meter, from: Slot };
		NotCounted { point: PointId, stream: StreamId, sequence: u64 };
		ReadingsShown { point: PointId, stream: StreamId };
		ReadingsForgotten { point: PointId };
		Funded { point: PointId, amount: u128, free: u128 };
		Withdrawn { point: PointId, amount: u128, free: u128 };
		Placed { point: PointId, period: Period, free: u128, locked: u128 };
		Cleared { zone: ZoneId, slot: Slot, clearing: Option<Clearing> };
		Counted { point: PointId, period: Period, freed: u128, paid: u128, credit: u128 };
		PeriodCounted { zone: ZoneId, period: Period };
		Settled {
			point: PointId,
			period: Period,
			finality: Finality,
			accounts: Vec<SupplyAccount>,
			moved: Moved,
			free: u128,
			locked: u128,
			/// How much of the free margin is kept for periods without a final account.
			reserved: u128,
		};
		DebtsPaid { point: PointId, moved: Moved, free: u128 };
		Forgiven { point: PointId, party: Party, amount: i128 };
		WrittenOff { point: PointId, party: Party, amount: i128 };
		FloatFunded { supplier: OrgId, amount: u128, float: u128 };
		FloatWithdrawn { supplier: OrgId, amount: u128, float: u128 };
	}
}

impl Chain {
	/// The zones: a page, after this one. Name one block for all pages.
	pub async fn zones(
		&self,
		after: Option<ZoneId>,
		at: Option<&Hash>,
	) -> Result<Page<ZoneId>, ChainError> {
		let limit = MAX_PAGE;
		Ok(Page::new(self.view(views::ZoneIds { after, limit }, at).await?, limit))
	}

	/// The indices: a page, after this one. Name one block for all pages.
	pub async fn price_indices(
		&self,
		after: Option<IndexId>,
		at: Option<&Hash>,
	) -> Result<Page<IndexId>, ChainError> {
		let limit = MAX_PAGE;
		Ok(Page::new(self.view(views::IndexIds { after, limit }, at).await?, limit))
	}

	/// The tariffs: a page, after this one. Name one block for all pages.
	pub async fn tariffs(
		&self,
		after: Option<TariffId>,
		at: Option<&Hash>,
	) -> Result<Page<TariffId>, ChainError> {
		let limit = MAX_PAGE;
		Ok(Page::new(self.view(views::TariffIds { after, limit }, at).await?, limit))
	}
}
