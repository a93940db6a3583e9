//! Sites: places with their own time and calendar.

use super::pass::Pass;
use crate::*;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_open_site(
		Member { who, org }: Member<T::AccountId>,
		site: Site,
	) -> DispatchResult {
		ensure!(site.check().is_ok(), Error::<T>::BadSite);
		let id = NextSiteId::<T>::get().unwrap_or(SiteId(0));
		let next = id.next().ok_or(Error::<T>::IdsExhausted)?;
		let deposit = Deposit::new(who, Self::site_footprint())?;

		Sites::<T>::insert(id, (SiteRecord { org, site, uses: 0, walk: None }, deposit));
		NextSiteId::<T>::put(next);
		Self::deposit_event(Event::SiteOpened { site: id, org });
		Ok(())
	}

	pub(crate) fn do_change_site(
		Member { who, org }: Member<T::AccountId>,
		id: SiteId,
		site: Site,
	) -> DispatchResult {
		let (mut record, deposit) = Self::load_site(org, id)?;
		ensure!(site.check().is_ok(), Error::<T>::BadSite);
		// The member who opened the site may have left. Whoever changes it pays from now on, also for waking
		// its rules.
		deposit.refund()?;
		let deposit = Deposit::new(who, Self::site_footprint())?;

		record.site = site;
		Self::begin_walk(&mut record.walk, Lane::Rules(org), AgendaItem::Calendar(id));
		Sites::<T>::insert(id, (record, deposit));
		Self::deposit_event(Event::SiteChanged { site: id });
		Ok(())
	}

	pub(crate) fn do_close_site(org: OrgId, id: SiteId) -> DispatchResult {
		let (record, deposit) = Self::load_site(org, id)?;
		ensure!(record.uses == 0, Error::<T>::SiteInUse);

		if let Some(walk) = record.walk {
			Self::cancel(Lane::Rules(org), walk.due, AgendaItem::Calendar(id));
		}
		deposit.refund()?;
		Sites::<T>::remove(id);
		Self::forget_alarm(id, &Topic::Silent);
		Self::deposit_event(Event::SiteClosed { site: id });
		Ok(())
	}

	/// A site of this organisation.
	pub(crate) fn load_site(
		org: OrgId,
		id: SiteId,
	) -> Result<(SiteRecord, SiteDepositOf<T>), Error<T>> {
		let (record, deposit) = Sites::<T>::get(id).ok_or(Error::UnknownSite)?;
		ensure!(record.org == org, Error::NotOperator);
		Ok((record, deposit))
	}

	/// Counts one more that names a site of this organisation.
	pub(crate) fn use_site(org: OrgId, id: SiteId) -> DispatchResult {
		let (mut record, deposit) = Self::load_site(org, id)?;
		record.uses = record.uses.checked_add(1).ok_or(Error::<T>::IdsExhausted)?;
		Sites::<T>::insert(id, (record, deposit));
		Ok(())
	}

	/// Counts one less.
	pub(crate) fn leave_site(id: SiteId) {
		Sites::<T>::mutate_extant(id, |(record, _)| {
			// Whoever leaves was counted.
			record.uses = record.uses.saturating_sub(1);
		});
	}

	/// Wakes the next rule of a site whose calendar changed, at the cost of the organisation whose member put up its deposit, as
	/// long as they belong to it. Says whether there may be another one.
	pub(crate) fn wake_next_of(id: SiteId, pass: &mut Pass<T>) -> bool {
		let Some((mut record, deposit)) = Sites::<T>::get(id) else { return false };
		let Some(walk) = record.walk.take() else { return false };
		Self::cancel(Lane::Rules(record.org), walk.due, AgendaItem::Calendar(id));
		let mut rules = match walk.after {
			None => RulesOf::<T>::iter_key_prefix(id),
			Some(after) => {
				RulesOf::<T>::iter_key_prefix_from(id, RulesOf::<T>::hashed_key_for(id, after))
			},
		};
		let weight = T::WeightInfo::calendar();
		let opening = pass.weight_of_payer(&deposit.payer, record.org);
		pass.meter.consume(weight.saturating_add(opening));
		let is_paid = pass.can_pay(&deposit.payer, record.org, weight);
		if is_paid {
			pass.spend(record.org, weight);
			let rule = rules.next();
			rule.into_iter().for_each(Self::wake_if_running);
			record.walk = walk.next(pass.now, rule);
		} else {
			record.walk = Some(Walk { due: pass.now.saturating_add(RETRY), ..walk });
		}
		let goes_on = is_paid && record.walk.is_some();
		if let Some(walk) = record.walk {
			Self::schedule(Lane::Rules(record.org), walk.due, AgendaItem::Calendar(id));
		}
		Sites::<T>::insert(id, (record, deposit));
		goes_on
	}

	/// The footprint of a site.
	pub(crate) fn site_footprint() -> Footprint {
		Footprint::from_mel::<(SiteId, SiteRecord, Due, AgendaItem)>()
	}
}
