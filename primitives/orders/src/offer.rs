//! Firm offers of vendors, and the choice between them.

use crate::{Landed, NeedId, TaxRate};
use tallystick_evidence::{Crypto, Hash};
use tallystick_gs1::{Gtin, Text};
use tallystick_records::{json, Millis, OrgId};

record! {
	/// The category of what is wanted or offered. Two categories are the same only if both fields are.
	#[derive(Copy, PartialOrd, Ord)]
	pub struct Category {
		/// A class of goods or services, as an eight-digit code of a classification on which the consortium
		/// agrees: a brick of GS1's GPC, or a commodity of UNSPSC.
		pub class: u32,
		/// The maker's part number, if no other part of the class fits.
		pub part: Option<Text<20>>,
	}

	/// How an offer is delivered.
	#[derive(Copy)]
	pub enum Delivery {
		/// It is shipped.
		#[codec(index = 0)]
		Parcel,
		/// Somebody comes at a booked time. The offer's `dispatch` is how late they may be, and its `delivery` how
		/// long a visit takes.
		#[codec(index = 1)]
		Visit,
	}

	/// A vendor's offer for a category. It is firm: an order fixes its price and terms, and the vendor can only
	/// deliver or refuse.
	pub struct Offer<AccountId> {
		/// The article, if it has a number.
		pub gtin: Option<Gtin>,
		/// The hash of the description and the vendor's terms, which stay off the chain.
		#[serde(with = "json::Hex")]
		pub document: Hash,
		/// How it is delivered.
		pub by: Delivery,
		/// The price of a unit, without tax.
		#[serde(with = "json::Exact")]
		pub unit: u128,
		/// The price of a delivery, without tax.
		#[serde(with = "json::Exact")]
		pub freight: u128,
		/// The rate of tax on both.
		pub tax: TaxRate,
		/// How many units can be ordered.
		pub stock: u32,
		/// How long the vendor takes to accept an order, in milliseconds.
		pub accept: u64,
		/// How long from there until it is shipped, in milliseconds.
		pub dispatch: u64,
		/// How long from there until it arrives, in milliseconds.
		pub delivery: u64,
		/// The last moment at which it can be ordered.
		pub until: Millis,
		/// Who decides disputes.
		pub arbiter: AccountId,
	}

	/// Why an offer is not chosen.
	#[derive(Copy, PartialOrd, Ord)]
	pub enum Misfit {
		/// The vendor is not in good standing, or is the buyer's own organisation.
		#[codec(index = 0)]
		Vendor,
		/// The vendor has failed this need before.
		#[codec(index = 1)]
		Failed,
		/// There is none, or it has ended.
		#[codec(index = 2)]
		NoOffer,
		/// Too few are in stock.
		#[codec(index = 3)]
		Stock,
		/// The mandate does not accept its arbiter.
		#[codec(index = 4)]
		Arbiter,
		/// It would arrive too late.
		#[codec(index = 5)]
		Late,
		/// A unit costs too much with everything.
		#[codec(index = 6)]
		UnitPrice,
		/// The order costs too much.
		#[codec(index = 7)]
		OrderPrice,
		/// The period's budget has too little left.
		#[codec(index = 8)]
		Budget,
		/// No bookable time is left that is early enough.
		#[codec(index = 9)]
		NoSlot,
		/// It is for a visit, but the machine is not a device and cannot sign for it.
		#[codec(index = 10)]
		Unsigned,
	}
}

/// What an order must meet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted<'a, AccountId> {
	/// How many units.
	pub quantity: u32,
	/// Who may decide disputes.
	pub arbiters: &'a [AccountId],
	/// How long the owner may still object, in milliseconds.
	pub veto: u64,
	/// How long until it has to arrive, in milliseconds.
	pub within: u64,
	/// The most that a unit may cost with everything.
	pub per_unit: u128,
	/// The most that the order may cost with everything.
	pub per_order: u128,
	/// What is left of the budget.
	pub left: u128,
}

/// An offer that fits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
	/// The vendor.
	pub vendor: OrgId,
	/// What it costs with everything.
	pub landed: Landed,
	/// How long until it arrives at the latest, in milliseconds.
	pub arrives: u64,
	/// When somebody comes, if it is a visit.
	pub visit: Option<Millis>,
}

impl<AccountId: PartialEq> Offer<AccountId> {
	/// The candidate that the offer makes, if it fits. A visit takes the earliest bookable time; these are in
	/// ascending order.
	pub fn fit(
		&self,
		vendor: OrgId,
		wanted: &Wanted<AccountId>,
		slots: &[Millis],
		now: Millis,
	) -> Result<Candidate, Misfit> {
		if now > self.until {
			return Err(Misfit::NoOffer);
		}
		if self.stock < wanted.quantity {
			return Err(Misfit::Stock);
		}
		if !wanted.arbiters.contains(&self.arbiter) {
			return Err(Misfit::Arbiter);
		}
		let (arrives, visit) = match self.by {
			Delivery::Parcel => {
				let mut spans = [self.accept, self.dispatch, self.delivery].into_iter();
				let arrives = spans.try_fold(wanted.veto, u64::checked_add);
				let in_time = arrives.filter(|arrives| *arrives <= wanted.within);
				(in_time.ok_or(Misfit::Late)?, None)
			},
			Delivery::Visit => {
				// Before that, the owner may object and the vendor has to accept.
				let first = now.saturating_add(wanted.veto).saturating_add(self.accept);
				// The visit may begin as late as the offer says.
				let last =
					Millis(now.0.saturating_add(wanted.within).saturating_sub(self.dispatch));
				let slot = slots.iter().find(|slot| **slot > first && **slot <= last);
				let slot = slot.ok_or(Misfit::NoSlot)?;
				(slot.0.saturating_sub(now.0), Some(*slot))
			},
		};
		let landed = Landed::of(self.unit, wanted.quantity, self.freight, self.tax)
			.ok_or(Misfit::OrderPrice)?;
		let each = landed.each(wanted.quantity).ok_or(Misfit::UnitPrice)?;
		if each > wanted.per_unit {
			return Err(Misfit::UnitPrice);
		}
		if landed.gross > wanted.per_order {
			return Err(Misfit::OrderPrice);
		}
		if landed.gross > wanted.left {
			return Err(Misfit::Budget);
		}
		Ok(Candidate { vendor, landed, arrives, visit })
	}
}

/// The chosen offer: the cheapest with everything, then the earliest, then by a hash of need, try and vendor. By
/// number, the same vendor would always win.
pub fn choose<C: Crypto>(
	candidates: impl IntoIterator<Item = Candidate>,
	need: NeedId,
	attempt: u64,
) -> Option<Candidate> {
	let lot = |vendor: OrgId| {
		C::hash(&[
			b"tallystick/lot",
			&need.0.to_le_bytes(),
			&attempt.to_le_bytes(),
			&vendor.0.to_le_bytes(),
		])
	};
	candidates.into_iter().min_by(|a, b| {
		let key = |of: &Candidate| (of.landed.gross, of.arrives);
		key(a).cmp(&key(b)).then_with(|| lot(a.vendor).cmp(&lot(b.vendor)))
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::collections::BTreeSet;
	use tallystick_evidence::Portable;

	const NOW: Millis = Millis(1_000);
	const VENDOR: OrgId = OrgId(3);

	fn offer() -> Offer<u64> {
		Offer {
			gtin: None,
			document: [0; 32],
			by: Delivery::Parcel,
			unit: 100,
			freight: 20,
			tax: TaxRate(1_000),
			stock: 2,
			accept: 10,
			dispatch: 20,
			delivery: 30,
			until: NOW,
			arbiter: 7,
		}
	}

	/// Two units cost (200 + 20) · 1.1 = 242, and 121 each.
	fn wanted() -> Wanted<'static, u64> {
		Wanted {
			quantity: 2,
			arbiters: &[6, 7],
			veto: 5,
			within: 65,
			per_unit: 121,
			per_order: 242,
			left: 242,
		}
	}

	#[test]
	fn an_offer_at_every_limit_fits() {
		let found = offer().fit(VENDOR, &wanted(), &[], NOW).unwrap();
		assert_eq!((found.landed.gross, found.arrives), (242, 65));
	}

	#[test]
	fn an_offer_beyond_any_limit_does_not() {
		let cases: [(Misfit, fn(&mut Offer<u64>, &mut Wanted<u64>)); 9] = [
			(Misfit::NoOffer, |offer, _| offer.until = Millis(999)),
			(Misfit::Stock, |offer, _| offer.stock = 1),
			(Misfit::Arbiter, |offer, _| offer.arbiter = 8),
			(Misfit::Late, |_, wanted| wanted.within = 64),
			(Misfit::Late, |offer, _| offer.delivery = u64::MAX),
			(Misfit::UnitPrice, |_, wanted| wanted.per_unit = 120),
			(Misfit::OrderPrice, |_, wanted| wanted.per_order = 241),
			(Misfit::OrderPrice, |offer, _| offer.unit = u128::MAX),
			(Misfit::Budget, |_, wanted| wanted.left = 241),
		];
		for (misfit, change) in cases {
			let (mut offer, mut wanted) = (offer(), wanted());
			change(&mut offer, &mut wanted);
			assert_eq!(offer.fit(VENDOR, &wanted, &[], NOW), Err(misfit));
		}
		let nothing = Wanted { quantity: 0, ..wanted() };
		assert_eq!(offer().fit(VENDOR, &nothing, &[], NOW), Err(Misfit::UnitPrice));
	}

	#[test]
	fn a_visit_takes_the_earliest_time_that_can_be_booked() {
		let offer = Offer { by: Delivery::Visit, ..offer() };
		// After veto and acceptance, 15, and within 65 with a delay of 20.
		let visit = |slots: &[u64]| {
			let slots: Vec<Millis> = slots.iter().map(|slot| Millis(NOW.0 + slot)).collect();
			offer.fit(VENDOR, &wanted(), &slots, NOW).map(|of| (of.arrives, of.visit))
		};
		assert_eq!(visit(&[15, 16, 40]), Ok((16, Some(Millis(NOW.0 + 16)))));
		assert_eq!(visit(&[45]), Ok((45, Some(Millis(NOW.0 + 45)))));
		assert_eq!(visit(&[15, 46]), Err(Misfit::NoSlot));
		assert_eq!(visit(&[]), Err(Misfit::NoSlot));
	}

	fn candidate(vendor: u32, gross: u128, arrives: u64) -> Candidate {
		let landed = Landed { net: gross, rate: TaxRate(0), tax: 0, gross };
		Candidate { vendor: OrgId(vendor), landed, arrives, visit: None }
	}

	fn chosen(candidates: &[Candidate], attempt: u64) -> Option<u32> {
		choose::<Portable>(candidates.to_vec(), NeedId(1), attempt).map(|of| of.vendor.0)
	}

	#[test]
	fn the_cheapest_wins_then_the_earliest() {
		assert_eq!(chosen(&[candidate(1, 20, 1), candidate(2, 19, 9)], 0), Some(2));
		assert_eq!(chosen(&[candidate(1, 19, 9), candidate(2, 19, 8)], 0), Some(2));
		assert_eq!(chosen(&[], 0), None);
	}

	#[test]
	fn nobody_wins_every_draw_and_the_sequence_does_not_matter() {
		let (a, b) = (candidate(1, 19, 9), candidate(2, 19, 9));
		let winners: BTreeSet<u32> =
			(0..20).filter_map(|attempt| chosen(&[a, b], attempt)).collect();
		assert_eq!(winners, BTreeSet::from([1, 2]));
		for attempt in 0..20 {
			assert_eq!(chosen(&[a, b], attempt), chosen(&[b, a], attempt));
		}
	}
}
