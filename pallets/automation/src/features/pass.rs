//! One pass over what is due: what it may cost, and what is read once for all rules.

use crate::*;
use alloc::{collections::BTreeMap, rc::Rc};

/// One pass over what is due.
///
/// Rules share owners and sites. A pass reads each of these once, and the first that needs one books the reading. What an
/// organisation spends is taken out of its quota at the end.
pub(crate) struct Pass<T: Config> {
	/// What it may still cost.
	pub(crate) meter: WeightMeter,
	/// The block's moment.
	pub(crate) now: Millis,
	/// One of [`PARTS`] of what it may cost.
	part: Weight,
	/// What may still be done for actuators whose organisations cannot pay.
	unpaid: WeightMeter,
	sites: BTreeMap<SiteId, Option<Rc<Site>>>,
	orgs: BTreeMap<AccountIdFor<T>, Option<OrgId>>,
	purses: BTreeMap<OrgId, Purse<AccountIdFor<T>>>,
}

/// A pass has this many parts. Before rules have their turn, the actuators of one organisation get one part at most.
/// All actuators whose organisations cannot pay share one part.
pub(crate) const PARTS: u64 = 4;

/// Who pays for what is done for an actuator or a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Payer {
	/// The quota of its organisation.
	Organization,
	/// Nobody: its organisation has no quota or is suspended, or the owner has left it.
	Nobody,
}

/// What an organisation has and has spent, in weight.
struct Purse<AccountId> {
	/// A member of it, who stands for it.
	payer: AccountId,
	left: Weight,
	spent: Weight,
	/// What is promised to rules that are resumed.
	promised: Weight,
}

impl<T: Config> Pass<T> {
	pub(crate) fn new(limit: Weight) -> Self {
		let meter = WeightMeter::with_limit(limit);
		let part = limit.div(PARTS);
		let unpaid = WeightMeter::with_limit(part);
		let (sites, orgs, purses) = Default::default();
		Self { meter, now: Pallet::<T>::now(), part, unpaid, sites, orgs, purses }
	}

	/// One of [`PARTS`] of what the pass may cost.
	pub(crate) fn part(&self) -> Weight {
		self.part
	}

	/// Does something with half of what is left.
	pub(crate) fn with_half(&mut self, what: impl FnOnce(&mut Self)) {
		let half = WeightMeter::with_limit(self.meter.remaining().div(2));
		let mut all = core::mem::replace(&mut self.meter, half);
		what(self);
		all.consume(self.meter.consumed());
		self.meter = all;
	}

	/// Takes what rules and actuators have spent out of their organisations' quotas. Returns what the pass has cost.
	pub(crate) fn finish(self) -> Weight {
		for Purse { payer, spent, .. } in self.purses.into_values() {
			if spent != Weight::zero() {
				let paid = T::Quota::charge(&payer, 0, spent);
				defensive_assert!(paid, "nothing was spent that was not there");
			}
		}
		self.meter.consumed()
	}

	/// What it costs to read who pays: nothing if something else has had it read.
	pub(crate) fn weight_of_payer(&self, who: &AccountIdFor<T>, org: OrgId) -> Weight {
		match self.orgs.contains_key(who) && self.purses.contains_key(&org) {
			true => Weight::zero(),
			false => T::WeightInfo::load_payer(),
		}
	}

	/// What it costs to read a site: nothing if another rule has had it read.
	pub(crate) fn weight_of_site(&self, site: SiteId) -> Weight {
		match self.sites.contains_key(&site) {
			true => Weight::zero(),
			false => T::WeightInfo::load_site(),
		}
	}

	/// Whether an organisation can pay for what one of its members wanted. They may have left it: nobody else pays.
	pub(crate) fn can_pay(&mut self, who: &AccountIdFor<T>, org: OrgId, weight: Weight) -> bool {
		let present = || T::Membership::organization(who);
		if *self.orgs.entry(who.clone()).or_insert_with(present) != Some(org) {
			return false;
		}
		let open = || {
			let (payer, left) = (who.clone(), T::Quota::left(who));
			Purse { payer, left, spent: Weight::zero(), promised: Weight::zero() }
		};
		let purse = self.purses.entry(org).or_insert_with(open);
		purse.spent.saturating_add(weight).all_lte(purse.left)
	}

	/// The same for a starved rule that needs this much to go on. What is promised to one rule counts for
	/// no other.
	pub(crate) fn promise(&mut self, who: &AccountIdFor<T>, org: OrgId, weight: Weight) -> bool {
		let promised = self.purses.get(&org).map_or(Weight::zero(), |purse| purse.promised);
		let promised = promised.saturating_add(weight);
		let can_pay = self.can_pay(who, org, promised);
		if let Some(purse) = self.purses.get_mut(&org).filter(|_| can_pay) {
			purse.promised = promised;
		}
		can_pay
	}

	/// Who pays for what is done for an organisation's actuator. `None` if it has to wait for another pass: its organisation has
	/// spent `most`, or the part for organisations that cannot pay is used up.
	pub(crate) fn payer(
		&mut self,
		owner: Option<&AccountIdFor<T>>,
		org: OrgId,
		weight: Weight,
		most: Weight,
	) -> Option<Payer> {
		if !owner.is_some_and(|owner| self.can_pay(owner, org, weight)) {
			return self.unpaid.can_consume(weight).then_some(Payer::Nobody);
		}
		let spent = self.purses.get(&org).map_or(Weight::zero(), |purse| purse.spent);
		spent.saturating_add(weight).all_lte(most).then_some(Payer::Organization)
	}

	/// Books what was done for an organisation's actuator.
	pub(crate) fn book(&mut self, payer: Payer, org: OrgId, weight: Weight) {
		self.meter.consume(weight);
		match payer {
			Payer::Organization => self.spend(org, weight),
			Payer::Nobody => self.unpaid.consume(weight),
		}
	}

	/// Charges what was done, if the organisation can pay for it.
	pub(crate) fn charge_if_possible(&mut self, who: &AccountIdFor<T>, org: OrgId, weight: Weight) {
		if self.can_pay(who, org, weight) {
			self.spend(org, weight);
		}
	}

	/// Notes what was done for an organisation that can pay for it, so that it is charged.
	pub(crate) fn spend(&mut self, org: OrgId, weight: Weight) {
		if let Some(purse) = self.purses.get_mut(&org) {
			purse.spent.saturating_accrue(weight);
		}
	}

	pub(crate) fn site(&mut self, site: SiteId) -> Option<Rc<Site>> {
		let read = || Sites::<T>::get(site).map(|(record, _)| Rc::new(record.site));
		self.sites.entry(site).or_insert_with(read).clone()
	}
}
