//! Settlement: the account of a metering point's period is paid.

use super::debts::{amount, Ledger};
use crate::*;
use alloc::collections::BTreeMap;
use frame::{
	deps::sp_runtime::traits::{SaturatedConversion, Zero},
	prelude::defensive,
};
use tallystick_market::{tariff::MAX_CHARGES, timeline::MAX_ENTRIES, Line, LineKind};

/// Most parties of a settlement: those of as many terms and contracts as a timeline has and the grid operator, with
/// old debts.
pub(crate) const MAX_AT_ONCE: u32 = MAX_ENTRIES * (MAX_CHARGES + MAX_DEFAULTS + 1) + 1 + MAX_DEBTS;

/// The most periods that are skipped at once, if each has to be looked at.
const MAX_PASSED: u32 = 64;

/// What a statement says of a party.
#[derive(Clone, Copy, Default)]
struct Due {
	/// What the point pays, or gets if it is negative.
	due: i128,
	/// What of it is for energy that was traded and not delivered.
	deviation: i128,
	/// The point's part in the supplier's balance.
	balance: i128,
}

type Dues<T> = BTreeMap<Party<AccountIdFor<T>>, Due>;

/// The point after a run, what moved, and with how many parties something was open.
type Outcome<T> = (PointOf<T>, Moved<AccountIdFor<T>>, u32);

/// A later preliminary run of a period is free only if it changes the reserve by at least this fraction: one
/// eighth.
const WORTH_A_RUN: u128 = 8;

/// Whether replacing a reserve by another one is free.
fn is_free_run(before: Option<u128>, owed: u128) -> bool {
	before
		.is_none_or(|before| before.abs_diff(owed).saturating_mul(WORTH_A_RUN) >= before.max(owed))
}

impl<T: Config> Pallet<T> {
	/// Whether a point takes part in a slot of a period, which is not before its first one.
	pub(crate) fn takes_part(point: &PointOf<T>, period: Period) -> bool {
		match point.status {
			PointStatus::Proposed => false,
			PointStatus::Confirmed => true,
			PointStatus::Closed(end) => {
				let begins = point.contract.entries().first().is_some_and(|entry| entry.from < end);
				begins && Self::timing().slots(period).next().is_some_and(|first| first < end)
			},
		}
	}

	/// Whether an unsettled account of a period has lapsed: the terms and tariffs in force are no longer all
	/// kept.
	pub(crate) fn has_lapsed(period: Period) -> bool {
		let is_counted = Progress::<T>::get().is_none_or(|cursor| period < cursor.counting);
		let kept = Self::kept_from();
		let is_kept = Self::timing().slots(period).next().is_some_and(|first| first >= kept);
		is_counted && (!is_kept || Self::is_past(period, T::Retention::get()))
	}

	/// Returns the number of parties with debts, and whether the run costs its sender a fee.
	pub(crate) fn do_settle(id: PointId, period: Period) -> Result<(u32, Pays), DispatchError> {
		let (point, deposit) = Self::load_point(id)?;
		let next = Settled::<T>::get(id).ok_or(Error::<T>::NotTakingPart)?;
		ensure!(period >= next, Error::<T>::AlreadySettled);
		ensure!(Self::takes_part(&point, period), Error::<T>::NotTakingPart);
		let (finality, dues, accounts) = if Self::has_lapsed(period) {
			ensure!(period == next, Error::<T>::NotInOrder);
			(Finality::Lapsed, Dues::<T>::new(), Vec::new())
		} else {
			ensure!(Self::is_past(period, T::Estimation::get()), Error::<T>::NotDue);
			let statement = Self::statement_of(id, period).ok_or(Error::<T>::NotCounted)?;
			let dues = Self::dues(point.zone, &statement)?;
			let finality = if period == next && statement.provisional.is_empty() {
				Finality::Final
			} else {
				ensure!(!Self::is_past(next, T::Correction::get()), Error::<T>::NotInOrder);
				Finality::Preliminary
			};
			(finality, dues, statement.accounts)
		};

		let reserve = Reserves::<T>::get(id, period);
		let ((point, moved, parties), pays) = match finality {
			Finality::Preliminary => Self::reserve_account(id, period, point, &dues, reserve)?,
			Finality::Final | Finality::Lapsed => {
				let reserve = reserve.unwrap_or_default();
				(Self::book_account(id, period, point, dues, finality, reserve)?, Pays::No)
			},
		};
		let PointOf::<T> { free, locked, reserved, .. } = point;
		Points::<T>::insert(id, (point, deposit));
		Self::deposit_event(Event::Settled {
			point: id,
			period,
			finality,
			accounts,
			moved,
			free,
			locked,
			reserved,
		});
		Ok((parties, pays))
	}

	/// Reserves what a point will owe for a period, by what is known now, beyond what is locked for its trades. No
	/// money moves before all of the period is known, so that none has to be returned. A run that changes too little
	/// costs a fee, as a meter can send its readings one by one.
	fn reserve_account(
		id: PointId,
		period: Period,
		mut point: PointOf<T>,
		dues: &Dues<T>,
		before: Option<BalanceOf<T>>,
	) -> Result<(Outcome<T>, Pays), Error<T>> {
		let trades = Traded::<T>::get(id, period);
		let there =
			trades.map_or(Zero::zero(), |trades| trades.locked.saturating_add(trades.credit));
		let owed = dues.values().fold(0i128, |sum, own| sum.saturating_add(own.due.max(0)));
		let owed = owed.saturating_sub(amount::<T>(there)).max(0).unsigned_abs();
		// More than any balance cannot be kept.
		let owed: BalanceOf<T> = owed.saturated_into();
		ensure!(before != Some(owed), Error::<T>::NotFinal);
		let pays = match is_free_run(before.map(Into::into), owed.into()) {
			true => Pays::No,
			false => Pays::Yes,
		};

		Reserves::<T>::insert(id, period, owed);
		// The reserve before is a part of the sum.
		let others = point.reserved.saturating_sub(before.unwrap_or_default());
		point.reserved = others.saturating_add(owed);
		Ok(((point, Moved::<T::AccountId>::new(), dues.len() as u32), pays))
	}

	/// Books the debts of a period between a point and others, and pays them.
	fn book_account(
		id: PointId,
		period: Period,
		mut point: PointOf<T>,
		dues: Dues<T>,
		finality: Finality,
		reserve: BalanceOf<T>,
	) -> Result<Outcome<T>, DispatchError> {
		let zone = point.zone;
		// A part of the sum.
		point.reserved = point.reserved.saturating_sub(reserve);
		let mut ledger = Ledger::<T>::load(id, point);
		let mut locked = Self::collect_trades(id, period, &mut ledger)?;
		Self::book_dues(zone, period, &dues, &mut ledger);
		Self::pay_deviations(&dues, &mut locked, &mut ledger);
		let parties = ledger.parties();
		// A part of what is locked.
		ledger.point.locked = ledger.point.locked.saturating_sub(locked);
		ledger.point.free = ledger.point.free.saturating_add(locked);
		Traded::<T>::remove(id, period);
		Reserves::<T>::remove(id, period);
		let next = Period(period.0.saturating_add(1));
		let next = match finality {
			Finality::Lapsed => Self::pass_over(id, &ledger.point, next),
			_ => next,
		};
		Settled::<T>::insert(id, next);
		ledger.clear();
		let (point, moved) = ledger.store(id);
		Ok((point, moved, parties))
	}

	/// What a statement says of each party.
	fn dues(zone: ZoneId, statement: &Statement) -> Result<Dues<T>, Error<T>> {
		let mut dues = Dues::<T>::new();
		let (record, _) = Self::load_zone(zone)?;
		let operator = T::Membership::account(record.operator).map(Party::Payee);
		for account in &statement.accounts {
			let (terms, _) = Terms::<T>::get((zone, account.terms)).ok_or(Error::NoTerms)?;
			let of_supplier = Party::Supplier(account.supplier);
			let supplier = dues.entry(of_supplier.clone()).or_default();
			// Sums of a period's lines.
			supplier.balance = supplier.balance.saturating_add(account.balance);
			for Line { kind, energy, amount } in &account.lines {
				let party = match kind {
					LineKind::Bought | LineKind::Sold => continue,
					LineKind::Charge(index) => {
						let charge = terms.charges.0.get(usize::from(*index));
						Party::Payee(charge.ok_or(Error::NoTerms)?.payee.clone())
					},
					_ => of_supplier.clone(),
				};
				let is_deviation = matches!(kind, LineKind::Returned | LineKind::Covered);
				// The supplier may belong to the point's owner, who would then pay the charge to
				// themselves.
				let charged = match is_deviation {
					true => i128::from(terms.deviation.0).saturating_mul(energy.0.into()),
					false => 0,
				};
				let charge = (operator.as_ref().unwrap_or(&of_supplier), charged);
				for (party, amount) in [(&party, amount.saturating_sub(charged)), charge] {
					if amount == 0 {
						continue;
					}
					let own = dues.entry(party.clone()).or_default();
					own.due = own.due.saturating_add(amount);
					if is_deviation {
						own.deviation = own.deviation.saturating_add(amount);
					}
				}
			}
		}
		Ok(dues)
	}

	/// Has the pot pay what trades earned, and returns what is locked for them.
	fn collect_trades(
		id: PointId,
		period: Period,
		ledger: &mut Ledger<T>,
	) -> Result<BalanceOf<T>, DispatchError> {
		let Some(trades) = Traded::<T>::get(id, period) else { return Ok(Zero::zero()) };
		let Trades { locked, credit, .. } = trades;
		let point = &mut ledger.point;
		if !credit.is_zero() {
			Self::pay_from_pot(point.zone, &point.owner, credit)?;
		}
		// Both are held of the owner.
		point.locked = point.locked.saturating_add(credit);
		Ok(locked.saturating_add(credit))
	}

	/// Adds a period's account to the debts, and to the suppliers' balances.
	fn book_dues(zone: ZoneId, period: Period, dues: &Dues<T>, ledger: &mut Ledger<T>) {
		for (party, Due { due, balance, .. }) in dues {
			if let Party::Supplier(org) = party {
				if *balance != 0 {
					SupplierBalances::<T>::mutate(period, (zone, org), |sum| {
						*sum = sum.saturating_add(*balance);
					});
				}
				if *due < 0 {
					Suppliers::<T>::mutate_extant(org, |supplier| {
						Self::note_payout(&mut supplier.float, due.unsigned_abs());
					});
				}
			}
			ledger.add(party.clone(), *due);
		}
	}

	/// Pays suppliers and the grid operator for deviations, out of what is locked for trades.
	fn pay_deviations(dues: &Dues<T>, locked: &mut BalanceOf<T>, ledger: &mut Ledger<T>) {
		for (party, Due { deviation, .. }) in dues {
			let most = u128::try_from(*deviation).unwrap_or_default();
			let paid = ledger.pay(party, most, *locked);
			// A part of what is locked.
			*locked = locked.saturating_sub(paid);
			ledger.point.locked = ledger.point.locked.saturating_sub(paid);
		}
	}

	/// The next period to be settled, if this one and later ones have lapsed without trades or reserves.
	fn pass_over(id: PointId, point: &PointOf<T>, from: Period) -> Period {
		let waits = Traded::<T>::iter_key_prefix(id).next().is_some()
			|| Reserves::<T>::iter_key_prefix(id).next().is_some();
		let is_over = |period: Period| Self::takes_part(point, period) && Self::has_lapsed(period);
		let mut next = from;
		if waits {
			for _ in 0..MAX_PASSED {
				let is_open =
					Traded::<T>::contains_key(id, next) || Reserves::<T>::contains_key(id, next);
				if is_open || !is_over(next) {
					break;
				}
				next = Period(next.0.saturating_add(1));
			}
			return next;
		}
		// Periods are over in their order: halve the rest until the first that is not is found.
		let (mut low, mut high) = (from.0, Self::present_period().0.max(from.0));
		while low < high {
			let middle = low.midpoint(high);
			match is_over(Period(middle)) {
				true => low = middle.saturating_add(1),
				false => high = middle,
			}
		}
		next = Period(low);
		if is_over(next) {
			defensive!("the present period is not over");
		}
		next
	}
}
