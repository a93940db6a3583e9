//! What wallets and gateways read.

use super::*;

#[test]
fn an_order_is_shown_in_its_state_of_now() {
	execute_with(|| {
		let order = order(ready());
		let seen = || {
			let order = Procurement::order(order).unwrap().order;
			(order.state, order.until)
		};
		assert_eq!(seen(), (OrderState::Placed, Millis(NOW + HOUR)));
		Clock::pass(HOUR + 1);
		assert_eq!(seen(), (OrderState::Offered, Millis(NOW + 2 * HOUR)));
		assert_ok!(Procurement::withdraw(signed(OWNER), order));
		assert_eq!(Procurement::order(order), None);
	});
}

#[test]
fn lists_come_in_pages() {
	execute_with(|| {
		let device = device(1);
		let all: Vec<_> = (0..5).map(|class| Category { class, part: None }).collect();
		let categories: BoundedVec<_, _> = all.clone().try_into().unwrap();
		for category in &all {
			let offer = Box::new(offer());
			assert_ok!(Procurement::publish_offer(signed(VENDOR), *category, offer));
			let mandate =
				grant(device, MandateTerms { categories: categories.clone(), veto: 0, ..terms() });
			let (quantity, address) = (1, [2; 32]);
			assert_ok!(Procurement::declare_need(
				signed(OWNER),
				mandate,
				*category,
				quantity,
				address,
				None,
				None
			));
		}
		for need in 0..5 {
			order(NeedId(need));
		}

		let mut offers = Vec::new();
		while let Some((category, _)) = {
			let after = offers.last().copied();
			let page = Procurement::offers_of(VENDORS, after, 2);
			offers.extend(page.iter().map(|(category, _)| *category));
			page.last().cloned()
		} {
			assert!(all.contains(&category));
		}
		offers.sort();
		assert_eq!(offers, all);
		assert_eq!(Procurement::offers_of(RIVALS, None, 9), []);

		let mandates = pages(|after, limit| Procurement::mandates_of(OWNERS, after, limit));
		assert_eq!(mandates, (0..5).map(MandateId).collect::<Vec<_>>());
		let needs = pages(|after, limit| Procurement::needs_of(OWNERS, after, limit));
		assert_eq!(needs, (0..5).map(NeedId).collect::<Vec<_>>());
		let orders = pages(|after, limit| Procurement::orders_of(VENDORS, after, limit));
		assert_eq!(orders, (0..5).map(OrderId).collect::<Vec<_>>());
		assert_eq!(Procurement::orders_of(RIVALS, None, 9), []);
	});
}

/// All entries of a list, by pages of two, sorted.
fn pages<Id: Copy + Ord>(page: impl Fn(Option<Id>, u32) -> Vec<Id>) -> Vec<Id> {
	let mut all = Vec::new();
	loop {
		let next = page(all.last().copied(), 2);
		assert!(next.len() <= 2);
		if next.is_empty() {
			all.sort();
			return all;
		}
		all.extend(next);
	}
}

#[test]
fn a_mandate_is_shown_with_what_is_left_in_the_period_of_now() {
	execute_with(|| {
		order(ready());
		assert_eq!(left(), 336);
		Clock::pass(30 * DAY);
		assert_eq!(left(), 600);
		assert_eq!(Procurement::mandate(MandateId(1)), None);
	});
}

#[test]
fn tenders_say_what_each_offer_comes_to_or_why_it_does_not_fit() {
	execute_with(|| {
		assert_eq!(Procurement::tenders_for(NEED), None);
		let need = ready();
		let landed = Landed { net: 220, rate: TaxRate(2_000), tax: 44, gross: 264 };
		let (first, second) = ((VENDORS, Ok(landed)), (RIVALS, Err(Misfit::NoOffer)));
		assert_eq!(Procurement::tenders_for(need), Some(vec![first, second]));
		assert_ok!(Procurement::end_mandate(signed(OWNER), MANDATE));
		assert_eq!(Procurement::tenders_for(need), None);
	});
}
