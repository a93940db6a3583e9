//! The machine breaks down, and technicians come, or do not.

use super::{
	cast::Vendor,
	chapters::CENT,
	found::{DAY, HOUR},
	log::Entry,
	machine::{DRUM, HEATER},
	play::{Job, Manner, Play, ACCEPT},
	Hooks,
};
use crate::story::StoryError;
use tallystick_client::{
	procurement::{
		calls,
		views::{NeedOf, OrderOf},
		Delivery, Offer, OrderState, Said, Subject,
	},
	records::{Millis, NeedId, OrderId},
};
use tallystick_evidence::{Crypto, Native};

/// How late a technician may be, and how long a visit may take.
const LATE: u64 = 4 * HOUR;
/// How long a visit takes.
const VISIT: u64 = 2 * HOUR;
/// For how many days technicians can be booked.
const DAYS: u64 = 20;

impl<H: Hooks> Play<'_, H> {
	/// The heater fails. The works pay for a technician who does not come, and for another one, who has to come twice.
	pub(super) async fn service(&mut self) -> Result<(), StoryError> {
		let repair = self.found.repair;
		self.publish_visits(Vendor::Hasty, 2_500 * CENT, 10).await?;
		let slots = self.publish_visits(Vendor::Careful, 4_000 * CENT, 14).await?;
		self.manners.insert(Vendor::Hasty, Manner::Dead);
		self.manners.insert(Vendor::Careful, Manner::Botching);
		self.breaks(HEATER, "the heater fails").await?;
		let first = self.ordered_from(repair, Vendor::Hasty).await?;
		self.ends(first, "failed").await?;
		let second = self.ordered_from(repair, Vendor::Careful).await?;
		self.until("a visit is over", |play| {
			let own = play.account.orders.get(&second);
			own.is_some_and(|own| matches!(own.state, Some(OrderState::Received { .. })))
		})
		.await?;
		self.manners.remove(&Vendor::Careful);
		let first = self.lapse.now.saturating_add(ACCEPT).saturating_add(HOUR);
		let slot = slots.into_iter().find(|slot| *slot > first).map(Millis);
		let slot = slot.ok_or_else(|| StoryError::otherwise("no technician has time"))?;
		self.owner(calls::Rework { order: second, slot }).await?;
		self.expect(second).await?;
		self.ends(second, "paid").await?;
		let (vendor, category) = (self.found.cast.vendor(Vendor::Hasty).org, repair.category);
		self.vendor(Vendor::Hasty, calls::RemoveOffer { vendor, category }).await.map(drop)
	}

	/// The drum is blocked by a coin: the works refuse to pay, and the owner's mandate does.
	pub(super) async fn refused(&mut self) -> Result<(), StoryError> {
		let repair = self.found.repair;
		self.grants = false;
		self.breaks(DRUM, "a coin blocks the drum").await?;
		let order = self.ordered_from(repair, Vendor::Careful).await?;
		if self.account.order(order)?.payer != self.found.cast.household.account() {
			return Err(StoryError::otherwise("the works pay, and have refused to"));
		}
		self.ends(order, "paid").await
	}

	async fn breaks(&mut self, code: i64, what: &str) -> Result<(), StoryError> {
		self.machine.breaks(code);
		self.past(self.lapse.now, what.into())?;
		self.report().await
	}

	/// A vendor offers visits for this net price, at this hour of the next days.
	async fn publish_visits(
		&mut self,
		vendor: Vendor,
		unit: u128,
		hour: u64,
	) -> Result<Vec<u64>, StoryError> {
		let category = self.found.repair.category;
		let (by, dispatch, delivery) = (Delivery::Visit, LATE, LATE);
		let offer = Offer { unit, by, dispatch, delivery, ..self.offer() };
		self.offers(vendor, category, offer).await?;
		let midnight = self.lapse.now - self.lapse.now % DAY;
		let times = (1..=DAYS).map(|day| midnight.saturating_add(day * DAY + hour * HOUR));
		let slots: Vec<u64> = times.collect();
		self.write(&Entry::Slots {
			at: self.lapse.now,
			vendor: self.found.cast.vendor(vendor).org.0,
			category: serde_json::to_value(category).unwrap_or_default(),
			slots: slots.clone(),
		})?;
		let set = calls::SetSlots { category, slots: slots.iter().copied().map(Millis).collect() };
		self.vendor(vendor, set).await?;
		Ok(slots)
	}

	/// The works answer a claim on their warranty.
	pub(super) async fn answer(&mut self, need: NeedId) -> Result<(), StoryError> {
		let works = self.found.cast.works.signer.clone();
		if !self.grants {
			let reason = Native::hash(&[b"not covered: what the owner leaves in pockets"]);
			return self.act(&works, calls::RefuseClaim { need, reason }).await.map(drop);
		}
		let mandate = self.found.warranted;
		self.granting = Some(mandate);
		self.act(&works, calls::GrantClaim { need, mandate }).await.map(drop)
	}

	/// A technician comes at the time that was booked.
	pub(super) async fn expect(&mut self, order: OrderId) -> Result<(), StoryError> {
		let visit = self.visit(order).await?;
		self.plan(visit.0.saturating_sub(self.lapse.now), Job::Come(order));
		Ok(())
	}

	async fn visit(&self, order: OrderId) -> Result<Millis, StoryError> {
		let found = self.chain.view(OrderOf { order }, None).await?;
		let visit = found.and_then(|found| found.order.visit);
		visit.ok_or_else(|| StoryError::otherwise(format!("order {order} is no visit")))
	}

	/// The technician presses the machine's button, and begins.
	pub(super) async fn come(&mut self, order: OrderId) -> Result<(), StoryError> {
		self.attest(order, Said::Started).await?;
		self.plan(VISIT, Job::Leave(order));
		Ok(())
	}

	/// The technician presses the button again, and reports if anything was mended.
	pub(super) async fn leave(
		&mut self,
		order: OrderId,
		vendor: Vendor,
		manner: Manner,
	) -> Result<(), StoryError> {
		let is_mended = manner != Manner::Botching;
		if is_mended {
			self.machine.mend();
		}
		// What it measures goes before what it says: its segments bracket the visit.
		self.report().await?;
		self.attest(order, Said::Finished).await?;
		match is_mended {
			true => {
				let report = format!("report on order {order}: what was broken, and what was done");
				let document = Native::hash(&[report.as_bytes()]);
				self.vendor(vendor, calls::Report { order, document }).await.map(drop)
			},
			false => self.past(self.lapse.now, "the machine still shows the error".into()),
		}
	}

	/// The machine says something of a visit, and the owner's program brings it to the chain.
	async fn attest(&mut self, order: OrderId, said: Said) -> Result<(), StoryError> {
		let visit = Some(self.visit(order).await?);
		let need = self.account.order(order)?.need;
		let found = self.chain.view(NeedOf { need }, None).await?;
		let Some(Subject::Device { tenure, .. }) = found.map(|found| found.subject) else {
			return Err(StoryError::otherwise("the need is of no device"));
		};
		let (statement, signature) = self.machine.attest(order, tenure, visit, said)?;
		self.owner(calls::Attest { statement, signature }).await.map(drop)
	}
}
