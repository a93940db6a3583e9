//! Settles the day: every home's account of every period, as soon as it is final, and before that if it is not.

use super::{log::Entry, outcome::Position as Traded, stage::Play, Resident};
use crate::{
	clock::{self, now},
	story::{
		ledger::{event, try_all},
		StoryError,
	},
};
use std::{
	collections::{BTreeMap, BTreeSet, VecDeque},
	time::Duration,
};
use tallystick_client::{
	energy_market::{calls, events, views, Deadlines, Finality, Statement, SupplyAccount},
	market::{Bill, Clearing, Dearest, Line, Metered, Parts, Period, Position, Quality, Terms},
	records::{Millis, OrgId, WattHours},
	Call, FollowError, Hash, Included,
};

/// How often it is looked what can be settled.
const POLL: Duration = Duration::from_secs(1);
/// A block's clock is so far behind ours, at most.
const BEHIND: u64 = 5_000;
/// Periods after which everything is settled, and some time more.
const PERIODS: u64 = 9;
const PATIENCE: u64 = 240_000;
/// Blocks after the day in which the last readings come in. From then on everybody waits for deadlines.
const LATE: u64 = 12;

/// A home's final account of a period.
#[derive(Clone, Debug)]
pub(super) struct Account {
	pub(super) home: usize,
	/// What came of each of its hours of the day.
	pub(super) hours: Vec<Traded>,
	/// What it costs, or brings if it is negative: all lines together, and what they would be without trades.
	pub(super) with: i128,
	pub(super) without: i128,
}

/// What there is of the day when all of it is settled.
#[derive(Clone, Debug, Default)]
pub(super) struct Accounts {
	pub(super) all: Vec<Account>,
	/// What each hour's auction came to.
	pub(super) results: BTreeMap<u64, Option<Clearing>>,
	/// Each supplier's balancing position over the day, in Wh.
	pub(super) balances: BTreeMap<OrgId, i128>,
	/// Accounts that were settled before they were final.
	pub(super) preliminary: usize,
	/// Periods of homes that have no final account.
	pub(super) open: usize,
	/// Why a round of settlements ended early, the last one that did.
	pub(super) error: Option<String>,
}

/// What is still to be settled.
struct Work {
	/// By home, its periods without a final account.
	open: Vec<VecDeque<Period>>,
	/// Those that have had their preliminary one.
	preliminary: BTreeSet<Due>,
	/// What was settled, and is not noted yet.
	settled: VecDeque<(Due, Included)>,
	/// Why a round ended early, the last one that did.
	error: Option<StoryError>,
	accounts: Accounts,
}

/// A period of a home that can be settled.
type Due = (usize, Period);

impl Play<'_> {
	/// Settles all periods up to the day's last one.
	pub(super) async fn settle(&self) -> Result<Accounts, StoryError> {
		let timing = self.stage.timing;
		let last = timing.period_of(self.stage.slot(self.hours().saturating_sub(1)));
		let mut open = Vec::new();
		for home in &self.stage.homes {
			let point = home.point;
			let first = self.stage.chain.view(views::SettledUpTo { point }, None).await?;
			let first = first.ok_or_else(|| StoryError::otherwise("a point is not confirmed"))?;
			open.push((first.0..=last.0).map(Period).collect());
		}
		let mut work = Work {
			open,
			preliminary: BTreeSet::new(),
			settled: VecDeque::new(),
			error: None,
			accounts: Accounts::default(),
		};
		let length = u64::from(timing.slot).saturating_mul(timing.period.into());
		let over = timing.start(self.stage.slot(self.hours())).0;
		let end = over.saturating_add(length.saturating_mul(PERIODS)).saturating_add(PATIENCE);
		while work.open.iter().any(|periods| !periods.is_empty()) && now() < end {
			tokio::time::sleep(POLL).await;
			if now() >= over.saturating_add(clock::blocks(LATE)) {
				self.rest_until_deadline(last).await;
			}
			match self.settle_what_is_due(&mut work).await {
				Ok(()) => {},
				Err(error @ StoryError::Log(_)) => return Err(error),
				// The chain may stand still.
				Err(error) => {
					tracing::warn!(%error, "nothing is settled now");
					work.error = Some(error);
				},
			}
		}
		work.accounts.open = work.open.iter().map(VecDeque::len).sum();
		work.accounts.preliminary = work.preliminary.len();
		work.accounts.error = work.error.map(|error| error.to_string());
		Ok(work.accounts)
	}

	/// Nobody has anything to do until the accounts of the day can be final.
	async fn rest_until_deadline(&self, last: Period) {
		if let Ok(Some(due)) =
			self.stage.chain.view(views::DeadlinesOf { period: last }, None).await
		{
			clock::idle(due.estimation.0);
		}
	}

	async fn settle_what_is_due(&self, work: &mut Work) -> Result<(), StoryError> {
		self.note_settled(work).await?;
		let due = self.due(work).await?;
		if due.is_empty() {
			return Ok(());
		}
		let call = |(home, period): &Due| {
			let point = self.stage.homes.get(*home)?.point;
			Some(calls::Settle { point, period: *period }.into())
		};
		let calls: Vec<Call> = due.iter().filter_map(call).collect();
		// Anybody may: it is the one who is owed most.
		let signer = &self.stage.cast.cooperative.signer;
		let (outcomes, ended) = try_all(&self.stage.chain, signer, &calls).await;
		for ((home, period), outcome) in due.into_iter().zip(outcomes) {
			match outcome {
				Some(Ok(included)) => work.settled.push_back(((home, period), included)),
				Some(Err(FollowError::Failed { error, .. })) => {
					tracing::info!(home, period = period.0, error, "not settled");
					if error.ends_with("NotFinal") {
						work.preliminary.insert((home, period));
					}
				},
				Some(Err(error)) => tracing::warn!(home, period = period.0, %error, "not settled"),
				None => {},
			}
		}
		self.note_settled(work).await?;
		Ok(ended?)
	}

	/// Notes what was settled. What the chain cannot be asked about now is noted later.
	async fn note_settled(&self, work: &mut Work) -> Result<(), StoryError> {
		while let Some(((home, period), included)) = work.settled.front().cloned() {
			self.settled(home, period, &included, work).await?;
			work.settled.pop_front();
		}
		Ok(())
	}

	/// What can be settled now: final accounts in the order of periods, and preliminary ones of periods that wait.
	async fn due(&self, work: &mut Work) -> Result<Vec<Due>, StoryError> {
		let chain = &self.stage.chain;
		let mut due = Vec::new();
		let mut known = BTreeMap::<Period, Option<Deadlines>>::new();
		for (place, home) in self.stage.homes.iter().enumerate() {
			let mut is_next = true;
			for period in work.open.get(place).into_iter().flatten().copied() {
				let deadlines = match known.get(&period) {
					Some(deadlines) => *deadlines,
					None => {
						let deadlines = chain.view(views::DeadlinesOf { period }, None).await?;
						known.insert(period, deadlines);
						deadlines
					},
				};
				let past = |moment: Millis| now() >= moment.0.saturating_add(BEHIND);
				if !deadlines.is_some_and(|deadlines| past(deadlines.estimation)) {
					break;
				}
				let statement = views::StatementOf { point: home.point, period };
				let Some(statement) = chain.view(statement, None).await? else { break };
				if !statement.awaited.is_empty() {
					break;
				}
				is_next &= statement.provisional.is_empty();
				if is_next || !work.preliminary.contains(&(place, period)) {
					due.push((place, period));
				}
			}
		}
		let counted: Vec<_> = known.into_iter().filter(|(_, own)| own.is_some()).collect();
		for (period, _) in counted {
			self.note_results(period, &mut work.accounts).await?;
		}
		Ok(due)
	}

	/// Notes what the auctions of a period came to.
	async fn note_results(&self, period: Period, into: &mut Accounts) -> Result<(), StoryError> {
		for slot in self.stage.timing.slots(period) {
			let Some(hour) = self.hour(slot) else { continue };
			if into.results.contains_key(&hour) {
				continue;
			}
			let result = views::ResultOf { zone: self.stage.zone, slot };
			let result = self.stage.chain.view(result, None).await?;
			into.results.insert(hour, result);
			self.write(&Entry::Cleared { hour, result })?;
		}
		Ok(())
	}

	async fn settled(
		&self,
		home: usize,
		period: Period,
		included: &Included,
		work: &mut Work,
	) -> Result<(), StoryError> {
		let events::Settled { finality, moved, .. } = event(included)?;
		let name = match finality {
			Finality::Preliminary => "preliminary",
			Finality::Final => "final",
			Finality::Lapsed => "lapsed",
		};
		let block = included.block.number;
		let moved = moved.into_iter().map(|(party, amount)| (party, amount.to_string())).collect();
		let mut entries =
			vec![Entry::Account { home, period: period.0, finality: name, block, moved }];
		let is_final = finality != Finality::Preliminary;
		let is_of_day = self.stage.timing.slots(period).any(|slot| self.hour(slot).is_some());
		let (mut account, mut balances) = (None, Vec::new());
		if let Some(resident) = self.stage.homes.get(home).filter(|_| is_final && is_of_day) {
			let before = self.stage.chain.block_hash(block.saturating_sub(1)).await?;
			let own = self.account(home, resident, period, before.as_ref(), &mut entries).await?;
			account = Some(own);
			let mut homes = work.open.iter().enumerate();
			if homes.all(|(other, periods)| other == home || !periods.contains(&period)) {
				balances = self.balances(period).await?;
			}
		}

		// The chain is not asked from here on, so that nothing is noted twice.
		for entry in &entries {
			self.write(entry)?;
		}
		if !is_final {
			work.preliminary.insert((home, period));
			return Ok(());
		}
		if let Some(periods) = work.open.get_mut(home) {
			periods.retain(|other| *other != period);
		}
		work.accounts.all.extend(account);
		for (supplier, balance) in balances {
			let sum = work.accounts.balances.entry(supplier).or_default();
			*sum = sum.saturating_add(balance);
		}
		Ok(())
	}

	/// The suppliers' balancing positions of a period, of which all is settled. The chain forgets them.
	async fn balances(&self, period: Period) -> Result<Vec<(OrgId, i128)>, StoryError> {
		let zone = self.stage.zone;
		let mut balances = Vec::new();
		for supplier in self.stage.cast.suppliers().map(|own| own.org) {
			let balance = views::BalanceOf { period, zone, supplier };
			balances.push((supplier, self.stage.chain.view(balance, None).await?));
		}
		Ok(balances)
	}

	/// What the chain has of a period just before it is settled for good.
	async fn account(
		&self,
		home: usize,
		resident: &Resident,
		period: Period,
		at: Option<&Hash>,
		entries: &mut Vec<Entry>,
	) -> Result<Account, StoryError> {
		let (chain, point) = (&self.stage.chain, resident.point);
		let statement = chain.view(views::StatementOf { point, period }, at).await?;
		let metered = chain.view(views::MeteredOf { point, period }, at).await?;
		let trades = chain.view(views::TradesOf { point, period }, at).await?;
		let Some(Statement { accounts, .. }) = statement else {
			return Err(StoryError::otherwise("a period was settled without a statement"));
		};
		let mut terms = BTreeMap::new();
		let mut dearest = Dearest::default();
		for (place, slot) in (0u8..).zip(self.stage.timing.slots(period)) {
			let quote = views::QuoteFor { point, slot, energy: WattHours(1_000) };
			let Some(quote) = chain.view(quote, at).await? else { continue };
			let rates = quote.quote.rates;
			let own = Terms { rates, deviation: self.terms.deviation };
			if metered.get(usize::from(place)).is_some_and(is_estimated) {
				// No tariff of the street has blocks.
				dearest = dearest.with(&own, &self.terms.charges, rates.supply);
			}
			terms.insert(place, own);
		}
		let (mut with, mut without) = (0i128, 0i128);
		for account in &accounts {
			let supplier = self.stage.cast.name_of(account.supplier);
			let lines = account.lines.clone();
			entries.push(Entry::Lines { home, period: period.0, supplier, lines });
			with = with.saturating_add(total(&account.lines));
			let lines = self.without(account, &metered, &terms, &dearest);
			without = without.saturating_add(total(&lines));
		}
		let fills = trades.map(|trades| trades.fills).unwrap_or_default();
		let mut hours = Vec::new();
		for (place, slot) in self.stage.timing.slots(period).enumerate() {
			let Some(hour) = self.hour(slot) else { continue };
			let fill = fills.iter().find(|fill| usize::from(fill.place) == place);
			let position = fill.map_or_else(none, |fill| fill.position);
			let metered = metered.get(place).copied().flatten();
			entries.push(Entry::Settled { home, hour, position, metered });
			hours.push(Traded { hour, position, metered });
		}
		Ok(Account { home, hours, with, without })
	}

	/// The lines that an account would have without trades.
	fn without(
		&self,
		account: &SupplyAccount,
		metered: &[Option<Metered>],
		terms: &BTreeMap<u8, Terms>,
		dearest: &Dearest,
	) -> Vec<Line> {
		let mut bill = Bill::new(&self.terms.charges);
		for (place, own) in terms {
			let metered = metered.get(usize::from(*place)).copied().flatten();
			let Some(energy) = metered.filter(|_| account.slots.contains(*place)) else {
				continue;
			};
			let parts = Parts::new(&none(), &energy);
			match is_estimated(&metered) {
				true => bill.add_estimated(&parts, own, None, dearest),
				false => bill.add(&parts, own, None),
			}
		}
		bill.lines()
	}
}

fn is_estimated(metered: &Option<Metered>) -> bool {
	metered.is_some_and(|own| own.quality == Quality::Estimated)
}

fn none() -> Position {
	Position { bought: WattHours(0), sold: WattHours(0) }
}

fn total(lines: &[Line]) -> i128 {
	lines.iter().fold(0, |sum, line| sum.saturating_add(line.amount))
}
