//! What goes wrong, one after the other, and how each ends well.

use super::{
	account::Budget,
	cast::Vendor,
	found::{Found, DAY, DETERGENT_CEILING},
	log::Entry,
	play::{Manner, Play},
	Chapter, Hooks,
};
use crate::story::{StoryError, TALLY};
use tallystick_client::{
	procurement::{calls, GivenUp, MandateTerms, Misfit, OrderState},
	records::OrgId,
};

/// A hundredth of a TALLY.
pub(super) const CENT: u128 = TALLY / 100;
/// What the last mandate permits in a period of a week: one order, and not two.
const BUDGET: u128 = 13 * TALLY;

impl<H: Hooks> Play<'_, H> {
	/// Plays a chapter, and compares all money afterwards.
	pub(super) async fn chapter(&mut self, chapter: Chapter) -> Result<(), StoryError> {
		let title = chapter.title();
		self.hooks.tell(&format!("{}: {title}", self.letter(chapter)));
		self.write(&Entry::Chapter { at: self.lapse.now, title })?;
		match chapter {
			Chapter::Slow => self.slow().await?,
			Chapter::Dead => self.dead().await?,
			Chapter::Dear => self.dear().await?,
			Chapter::Veto => self.veto().await?,
			Chapter::Ended => self.ended().await?,
			Chapter::Spent => self.spent().await?,
			Chapter::Filter => self.filter().await?,
			Chapter::Service => self.service().await?,
			Chapter::Refused => self.refused().await?,
		}
		self.audit().await
	}

	fn letter(&self, chapter: Chapter) -> usize {
		Chapter::ALL.iter().position(|own| *own == chapter).map_or(0, |place| place + 1)
	}

	/// The cheapest vendor does not answer; the next one gets the order.
	async fn slow(&mut self) -> Result<(), StoryError> {
		let (detergent, filter) = (self.found.detergent, self.found.filter);
		self.publish(Vendor::Bargain, detergent.category, 600 * CENT, 100 * CENT).await?;
		self.publish(Vendor::Drugstore, detergent.category, 850 * CENT, 150 * CENT).await?;
		self.publish(Vendor::Parts, filter.category, 1_800 * CENT, 300 * CENT).await?;
		// It is cheaper, and does not fit: the need names a part number.
		let other = self.found.other;
		self.publish(Vendor::Market, other, 900 * CENT, 300 * CENT).await?;
		self.manners.insert(Vendor::Bargain, Manner::Slow);
		let first = self.ordered_from(detergent, Vendor::Bargain).await?;
		self.ends(first, "lapsed").await?;
		let second = self.ordered_from(detergent, Vendor::Drugstore).await?;
		self.ends(second, "paid").await?;
		let (vendor, category) = (self.found.cast.vendor(Vendor::Bargain).org, detergent.category);
		self.vendor(Vendor::Bargain, calls::RemoveOffer { vendor, category }).await.map(drop)
	}

	/// The next one accepts and never ships, and the one after that ships something else.
	async fn dead(&mut self) -> Result<(), StoryError> {
		let detergent = self.found.detergent;
		self.publish(Vendor::Discounter, detergent.category, 500 * CENT, 100 * CENT).await?;
		self.publish(Vendor::Market, detergent.category, 650 * CENT, 100 * CENT).await?;
		self.manners.insert(Vendor::Discounter, Manner::Dead);
		self.manners.insert(Vendor::Market, Manner::Wrong);
		let first = self.ordered_from(detergent, Vendor::Discounter).await?;
		self.ends(first, "failed").await?;
		let second = self.ordered_from(detergent, Vendor::Market).await?;
		self.ends(second, "sent back").await?;
		let third = self.ordered_from(detergent, Vendor::Drugstore).await?;
		self.ends(third, "paid").await?;
		self.manners.remove(&Vendor::Market);
		// The owner strikes the one off who never ships.
		let mandate = self.found.mandate;
		let terms = self.terms(mandate)?;
		let discounter = self.found.cast.vendor(Vendor::Discounter).org;
		let vendors = terms.vendors.iter().copied().filter(|org| *org != discounter).collect();
		self.owner(calls::AmendMandate { mandate, terms: MandateTerms { vendors, ..terms } })
			.await?;
		self.adopt_mandate(mandate).await
	}

	/// All offers are too dear, until one fits.
	async fn dear(&mut self) -> Result<(), StoryError> {
		let detergent = self.found.detergent;
		self.publish(Vendor::Drugstore, detergent.category, 1_300 * CENT, 150 * CENT).await?;
		self.publish(Vendor::Market, detergent.category, 1_250 * CENT, 100 * CENT).await?;
		self.unmet(&[
			(Vendor::Bargain, Misfit::NoOffer),
			(Vendor::Market, Misfit::UnitPrice),
			(Vendor::Drugstore, Misfit::UnitPrice),
		])
		.await?;
		self.publish(Vendor::Market, detergent.category, 720 * CENT, 100 * CENT).await?;
		let order = self.ordered_from(detergent, Vendor::Market).await?;
		self.ends(order, "paid").await
	}

	/// The owner has brought detergent along, and objects in time.
	async fn veto(&mut self) -> Result<(), StoryError> {
		let detergent = self.found.detergent;
		let order = self.ordered_from(detergent, Vendor::Market).await?;
		self.owner(calls::Withdraw { order }).await?;
		self.ends(order, "vetoed").await?;
		self.must_be_given_up(GivenUp::Objection)?;
		let before = self.covered(detergent);
		self.machine.fill();
		self.past(self.lapse.now, "the owner fills in detergent of their own".into())?;
		self.report().await?;
		self.until("the need is covered", |play| play.covered(detergent) > before).await
	}

	/// The mandate ends while something is on order: it is delivered and paid, and nothing more is ordered.
	async fn ended(&mut self) -> Result<(), StoryError> {
		let detergent = self.found.detergent;
		let order = self.ordered_from(detergent, Vendor::Market).await?;
		let accepted = |play: &Self| {
			let own = play.account.orders.get(&order);
			own.is_some_and(|own| own.state == Some(OrderState::Accepted))
		};
		self.until("the vendor accepts", accepted).await?;
		self.owner(calls::EndMandate { mandate: self.found.mandate }).await?;
		self.ends(order, "paid").await?;
		let before = self.given_up.len();
		self.until("the need is given up", |play| play.given_up.len() > before).await?;
		self.must_be_given_up(GivenUp::MandateEnded)
	}

	/// The next mandate permits one order a week. The second one has to wait for the next week.
	async fn spent(&mut self) -> Result<(), StoryError> {
		let detergent = self.found.detergent;
		let vendors = [Vendor::Bargain, Vendor::Market, Vendor::Drugstore];
		// The owner pours in what comes, and enters no code: up to this price that is enough.
		let terms = MandateTerms {
			period: 7 * DAY,
			filled: DETERGENT_CEILING,
			..self.found.terms(self.lapse.now, BUDGET, &vendors)
		};
		let mandate = self.grant(terms).await?;
		let (need, address) = (detergent.need, Found::address());
		self.owner(calls::ChangeNeed { need, mandate, quantity: 1, address }).await?;
		self.adopt_need(need).await?;
		self.careless = true;
		let first = self.ordered_from(detergent, Vendor::Market).await?;
		self.ends(first, "paid").await?;
		self.unmet(&[
			(Vendor::Bargain, Misfit::NoOffer),
			(Vendor::Market, Misfit::Budget),
			(Vendor::Drugstore, Misfit::UnitPrice),
		])
		.await?;
		let week =
			self.account.budgets.get(&mandate).map(|budget: &Budget| budget.next(self.lapse.now));
		self.careless = false;
		let second = self.ordered_from(detergent, Vendor::Market).await?;
		let placed = self.account.order(second)?.placed;
		if week.is_none_or(|week| placed < week) {
			return Err(StoryError::otherwise("an order was placed before the next week"));
		}
		self.ends(second, "paid").await
	}

	/// The filter was ordered when the pump drew too much, of the vendor who has that part.
	async fn filter(&mut self) -> Result<(), StoryError> {
		let filter = self.found.filter;
		let order = self.ordered_from(filter, Vendor::Parts).await?;
		self.ends(order, "paid").await?;
		self.until("the filter is covered", |play| play.covered(filter) > 0).await
	}

	/// Waits until no offer fits, for these reasons.
	async fn unmet(&mut self, expected: &[(Vendor, Misfit)]) -> Result<(), StoryError> {
		let before = self.figures.unmet;
		self.until("no offer fits", |play| play.figures.unmet > before).await?;
		let org = |vendor: Vendor| self.found.cast.vendor(vendor).org;
		let expected: Vec<(OrgId, Misfit)> =
			expected.iter().map(|(vendor, misfit)| (org(*vendor), *misfit)).collect();
		if self.misfits != expected {
			return Err(StoryError::otherwise(format!(
				"no offer fits because of {:?}, and it must be because of {expected:?}",
				self.misfits
			)));
		}
		Ok(())
	}

	fn must_be_given_up(&self, why: GivenUp) -> Result<(), StoryError> {
		let last = self.given_up.last();
		let is_so = last == Some(&why);
		is_so.then_some(()).ok_or_else(|| {
			StoryError::otherwise(format!("the need was given up for {last:?}, not {why:?}"))
		})
	}

	fn terms(
		&self,
		mandate: tallystick_client::records::MandateId,
	) -> Result<MandateTerms, StoryError> {
		let budget = self.account.budgets.get(&mandate);
		let none = || StoryError::otherwise("a mandate is missing");
		Ok(budget.ok_or_else(none)?.terms.clone())
	}
}
