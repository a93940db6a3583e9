//! Debts between a metering point and its suppliers and payees, and their payment.

use crate::*;
use alloc::collections::{BTreeMap, BTreeSet};
use core::cmp::Reverse;
use frame::{
	deps::{
		frame_support::storage::with_storage_layer,
		sp_runtime::traits::{SaturatedConversion, Zero},
	},
	traits::tokens::{Fortitude, Precision, Restriction},
};

/// The debts between a metering point and others, while money moves.
pub(crate) struct Ledger<T: Config> {
	pub(crate) point: PointOf<T>,
	before: BTreeMap<Party<T::AccountId>, (i128, Millis)>,
	/// What the point owes each party, or is owed if it is negative.
	pub(crate) open: BTreeMap<Party<T::AccountId>, i128>,
	/// What the point paid each party, or got if it is negative.
	moved: BTreeMap<Party<T::AccountId>, i128>,
}

/// As much of an amount as there is.
fn at_most<T: Config>(amount: u128, there: BalanceOf<T>) -> BalanceOf<T> {
	// Not more than what is there, which is a balance.
	amount.min(there.into()).saturated_into()
}

/// A balance as an amount.
pub(crate) fn amount<T: Config>(balance: BalanceOf<T>) -> i128 {
	let balance: u128 = balance.into();
	i128::try_from(balance).unwrap_or(i128::MAX)
}

impl<T: Config> Ledger<T> {
	pub(crate) fn load(id: PointId, point: PointOf<T>) -> Self {
		let debts = Debts::<T>::get(id);
		let before: BTreeMap<_, _> =
			debts.into_iter().map(|debt| (debt.party, (debt.amount, debt.since))).collect();
		let open = before.iter().map(|(party, (amount, _))| (party.clone(), *amount)).collect();
		Self { point, before, open, moved: BTreeMap::new() }
	}

	/// How many parties it has.
	pub(crate) fn parties(&self) -> u32 {
		self.open.len() as u32
	}

	/// Adds what a party gets, or gives if it is negative.
	pub(crate) fn add(&mut self, party: Party<T::AccountId>, due: i128) {
		let open = self.open.entry(party).or_default();
		// Sums of a few periods' amounts, which fit a thousand million times.
		*open = open.saturating_add(due);
	}

	/// Where a party is paid.
	pub(crate) fn account(party: &Party<T::AccountId>) -> Option<T::AccountId> {
		match party {
			Party::Supplier(org) => T::Membership::account(*org),
			Party::Payee(account) => Some(account.clone()),
		}
	}

	/// The point paid so much.
	fn note(&mut self, party: &Party<T::AccountId>, paid: i128) {
		for (amounts, change) in [(&mut self.open, paid.saturating_neg()), (&mut self.moved, paid)]
		{
			let own = amounts.entry(party.clone()).or_default();
			*own = own.saturating_add(change);
		}
	}

	/// Pays a party from the point's margin: at most the debt, `most`, and what is `there`. Returns what was
	/// paid, which is nothing if the party cannot be paid.
	pub(crate) fn pay(
		&mut self,
		party: &Party<T::AccountId>,
		most: u128,
		there: BalanceOf<T>,
	) -> BalanceOf<T> {
		let open = self.open.get(party).copied().unwrap_or_default();
		let open = u128::try_from(open).unwrap_or_default();
		let paid = at_most::<T>(open.min(most), there);
		let Some(to) = Self::account(party).filter(|_| !paid.is_zero()) else {
			return Zero::zero();
		};
		let moved = with_storage_layer(|| {
			let (margin, exact) = (HoldReason::Margin.into(), Precision::Exact);
			let (free, force) = (Restriction::Free, Fortitude::Force);
			let owner = &self.point.owner;
			T::Currency::transfer_on_hold(&margin, owner, &to, paid, exact, free, force)
		});
		if moved.is_err() {
			return Zero::zero();
		}
		self.note(party, amount::<T>(paid));
		paid
	}

	/// Pays debts: first suppliers pay the point from their floats, then its free margin pays the payees of
	/// charges, then suppliers.
	pub(crate) fn clear(&mut self) {
		let parties: Vec<_> = self.open.keys().cloned().collect();
		for party in &parties {
			if let Party::Supplier(org) = party {
				self.collect(*org);
			}
		}
		let (suppliers, payees): (Vec<_>, Vec<_>) =
			parties.into_iter().partition(|party| matches!(party, Party::Supplier(_)));
		for party in payees.iter().chain(&suppliers) {
			let paid = self.pay(party, u128::MAX, self.point.free);
			// Not more than what is free.
			self.point.free = self.point.free.saturating_sub(paid);
		}
	}

	/// Has a supplier pay what it owes, as far as its float suffices.
	fn collect(&mut self, org: OrgId) {
		let party = Party::Supplier(org);
		let open = self.open.get(&party).copied().unwrap_or_default();
		if open >= 0 {
			return;
		}
		let Some(mut supplier) = Suppliers::<T>::get(org) else { return };
		let got = at_most::<T>(open.unsigned_abs(), supplier.float.held);
		let Some(free) = self.point.free.checked_add(&got).filter(|_| !got.is_zero()) else {
			return;
		};
		let owner = &self.point.owner;
		if with_storage_layer(|| Pallet::<T>::pay_from_float(org, owner, got)).is_err() {
			return;
		}
		supplier.float.held = supplier.float.held.saturating_sub(got);
		Suppliers::<T>::insert(org, supplier);
		self.point.free = free;
		self.note(&party, amount::<T>(got).saturating_neg());
	}

	/// Stores the remaining debts. Returns the point and what moved.
	pub(crate) fn store(self, id: PointId) -> (PointOf<T>, Moved<T::AccountId>) {
		let now = Pallet::<T>::now();
		let Self { point, before, open, moved } = self;
		let still_open = open.iter().filter(|(_, amount)| **amount != 0);
		let mut debts: Vec<_> = still_open
			.map(|(party, amount)| {
				let since = before.get(party);
				let since = since.filter(|(before, _)| before.signum() == amount.signum());
				let since = since.map_or(now, |(_, since)| *since);
				Debt { party: party.clone(), amount: *amount, since }
			})
			.collect();
		// A dissolved supplier neither pays nor is paid, ever.
		let mut lost: Vec<_> =
			debts.extract_if(.., |debt| Self::account(&debt.party).is_none()).collect();
		// The largest ones are kept, and of equal ones those of the first parties.
		debts.sort_by_key(|debt| Reverse(debt.amount.unsigned_abs()));
		lost.extend(debts.split_off(debts.len().min(MAX_DEBTS as usize)));
		debts.sort_by(|one, other| one.party.cmp(&other.party));
		for party in open.keys() {
			let Party::Supplier(org) = party else { continue };
			let was = before.get(party).map_or(0, |(amount, _)| *amount);
			let is = debts.iter().find(|debt| debt.party == *party).map_or(0, |debt| debt.amount);
			// The float's payments may have changed whether it suffices.
			if was.min(0) != is.min(0) || moved.get(party).is_some_and(|paid| *paid < 0) {
				Pallet::<T>::note_owed(*org, was, is);
			}
		}
		for Debt { party, amount, .. } in lost {
			Pallet::<T>::deposit_event(Event::WrittenOff { point: id, party, amount });
		}
		Pallet::<T>::put_debts(id, BoundedVec::truncate_from(debts));
		let moved = moved.into_iter().filter(|(_, amount)| *amount != 0).collect();
		(point, moved)
	}
}

impl<T: Config> Pallet<T> {
	fn put_debts(id: PointId, debts: OpenDebts<T::AccountId>) {
		match debts.is_empty() {
			true => Debts::<T>::remove(id),
			false => Debts::<T>::insert(id, debts),
		}
	}

	pub(crate) fn do_pay_debts(id: PointId) -> Result<u32, DispatchError> {
		let (point, deposit) = Self::load_point(id)?;
		let before = Debts::<T>::get(id);
		let (point, moved, parties) = Self::clear_debts(id, point);
		let is_changed = !moved.is_empty() || Debts::<T>::get(id) != before;
		ensure!(is_changed, Error::<T>::NothingToPay);
		let free = point.free;
		Points::<T>::insert(id, (point, deposit));
		Self::deposit_event(Event::DebtsPaid { point: id, moved, free });
		Ok(parties)
	}

	/// Pays a point's debts as far as there is money. Returns the point, what moved, and the number of parties with
	/// debts.
	pub(crate) fn clear_debts(
		id: PointId,
		point: PointOf<T>,
	) -> (PointOf<T>, Moved<T::AccountId>, u32) {
		let mut ledger = Ledger::<T>::load(id, point);
		let parties = ledger.parties();
		ledger.clear();
		let (point, moved) = ledger.store(id);
		(point, moved, parties)
	}

	/// Writes off the debts of a point that is over: those with parties without an account, and once they are
	/// `old`, what the point owes and what its owner gives up. Fails if others are left.
	pub(crate) fn write_off(id: PointId, old: bool, by_owner: bool) -> Result<(), Error<T>> {
		let debts = Debts::<T>::get(id);
		let is_lost = |debt: &Debt<_>| {
			let is_given_up = old && (debt.amount > 0 || by_owner);
			is_given_up || Ledger::<T>::account(&debt.party).is_none()
		};
		ensure!(debts.iter().all(is_lost), Error::InDebt);

		Debts::<T>::remove(id);
		for Debt { party, amount, .. } in debts {
			if let Party::Supplier(org) = &party {
				Self::note_owed(*org, amount, 0);
			}
			Self::deposit_event(Event::WrittenOff { point: id, party, amount });
		}
		Ok(())
	}

	pub(crate) fn do_forgive(
		who: T::AccountId,
		admin_of: Option<OrgId>,
		id: PointId,
		party: Party<T::AccountId>,
		most: BalanceOf<T>,
	) -> DispatchResult {
		let (point, _) = Self::load_point(id)?;
		let mut debts = Debts::<T>::get(id);
		let debt = debts.iter_mut().find(|debt| debt.party == party).ok_or(Error::<T>::NoDebt)?;
		let is_creditor = match &party {
			_ if debt.amount < 0 => point.owner == who,
			Party::Supplier(org) => admin_of == Some(*org),
			Party::Payee(account) => {
				*account == who
					|| admin_of.and_then(T::Membership::account).as_ref() == Some(account)
			},
		};
		ensure!(is_creditor, Error::<T>::NotCreditor);
		let forgiven = amount::<T>(most).min(debt.amount.saturating_abs());
		ensure!(forgiven > 0, Error::<T>::NoDebt);
		let forgiven = forgiven.saturating_mul(debt.amount.signum());
		let before = debt.amount;
		debt.amount = before.saturating_sub(forgiven);
		if let Party::Supplier(org) = &party {
			Self::note_owed(*org, before, debt.amount);
		}
		debts.retain(|debt| debt.amount != 0);

		Self::put_debts(id, debts);
		Self::deposit_event(Event::Forgiven { point: id, party, amount: forgiven });
		Ok(())
	}

	/// Checks that a point with this free margin has no overdue debts, and no account that is unsettled for too
	/// long.
	pub(crate) fn ensure_settles(
		id: PointId,
		point: &PointOf<T>,
		free: BalanceOf<T>,
	) -> Result<(), Error<T>> {
		Self::ensure_pays(id, free)?;
		let patience = T::Correction::get().saturating_add(T::Estimation::get());
		let waits = Settled::<T>::get(id)
			.is_some_and(|next| Self::takes_part(point, next) && Self::is_past(next, patience));
		ensure!(!waits, Error::Unsettled);
		Ok(())
	}

	/// Checks that a point has no overdue debts: that those older than the term of payment together do not exceed its
	/// free margin. Smaller ones wait for their creditors.
	pub(crate) fn ensure_pays(id: PointId, free: BalanceOf<T>) -> Result<(), Error<T>> {
		let is_old = |debt: &Debt<T::AccountId>| {
			debt.since.saturating_add(T::PaymentTerm::get()) <= Self::now()
		};
		ensure!(Self::sum_of_debts(id, is_old) <= amount::<T>(free), Error::Overdue);
		Ok(())
	}

	/// What a point owes others, by some of its debts.
	pub(crate) fn sum_of_debts(id: PointId, which: impl Fn(&Debt<T::AccountId>) -> bool) -> i128 {
		let debts = Debts::<T>::get(id);
		let owed = debts.iter().filter(|debt| debt.amount > 0 && which(debt));
		owed.fold(0i128, |sum, debt| sum.saturating_add(debt.amount))
	}

	/// Refuses a contract with this supplier if the point's creditors and suppliers would be more than
	/// [`MANY_DEBTS`], so that no debt is lost. Suppliers of slots that are not settled count, too.
	pub(crate) fn ensure_few_debts(
		id: PointId,
		point: &PointOf<T>,
		supplier: OrgId,
	) -> Result<(), Error<T>> {
		let mut contract = point.contract.clone();
		let _ = contract.forget(Self::kept_from());
		let suppliers = contract.entries().iter().filter_map(|entry| entry.value);
		let suppliers = suppliers.map(|agreement| agreement.supplier).chain([supplier]);
		let open = Debts::<T>::get(id).into_iter().map(|debt| debt.party);
		let parties: BTreeSet<_> = open.chain(suppliers.map(Party::Supplier)).collect();
		ensure!(parties.len() <= MANY_DEBTS as usize, Error::InDebt);
		Ok(())
	}
}
