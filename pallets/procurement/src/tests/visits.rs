//! Visits, and what machines sign of orders.

use super::*;
use tallystick_primitives::{
	evidence::{Crypto, Hash, Purpose, Scheme, Signature},
	records::asset::DocumentKind,
	AssetHistory, DeviceStatus, HostCrypto,
};
use tallystick_world::{secret, Device, Registry, Signing, NOW, SCHEMES};

type Error = crate::Error<Test>;
type Event = crate::Event<Test>;

/// The first time that can be booked.
const SLOT: u64 = NOW + 2 * DAY;
const ORDER: OrderId = OrderId(0);
/// What a vendor puts up for an order of two units: a tenth, rounded up.
const BOND: u64 = 27;
/// What its arbiter gets: a twentieth, rounded down.
const FEE: u64 = 13;
const ASSET: AssetId = AssetId(7);
const REPORT: Hash = [21; 32];

/// The vendor comes up to a day late, and stays two days at most.
pub(super) fn visit_offer() -> OfferOf<Test> {
	Offer { by: Delivery::Visit, ..offer() }
}

pub(super) fn set_slots(who: AccountId, slots: &[u64]) -> DispatchResult {
	let slots: Vec<_> = slots.iter().map(|slot| Millis(*slot)).collect();
	Procurement::set_slots(signed(who), DETERGENT, slots.try_into().unwrap())
}

/// What can be booked of the vendor.
fn slots() -> Vec<u64> {
	Slots::<Test>::get(VENDORS, DETERGENT).iter().map(|slot| slot.0).collect()
}

/// The machine of [`device`], which signs.
pub(super) fn machine(scheme: Scheme) -> Device {
	let machine = Device::unregistered(scheme, 1);
	Registry::add(machine.secret.public(), OWNER, 2, GATEWAY);
	machine
}

/// A vendor's offer of visits at three times, a day apart.
pub(super) fn publish_visits() {
	publish(VENDOR, visit_offer());
	assert_ok!(set_slots(VENDOR, &[SLOT, SLOT + DAY, SLOT + 2 * DAY]));
}

/// A machine with a mandate and a need, and the vendor's offer of visits.
fn visiting() -> (Device, NeedId) {
	publish_visits();
	let machine = machine(Scheme::Ed25519);
	let need = declare(grant(machine.id, terms()), machine.id);
	(machine, need)
}

/// A machine that is an asset, too, and whose warranty nobody answers for.
fn with_asset() -> (Device, NeedId) {
	publish_visits();
	let machine = machine(Scheme::Ed25519);
	Assets::set(ASSET, OWNERS, OWNERS);
	let mandate = grant(machine.id, terms());
	let warranty = Some(Warranty { asset: ASSET, document: [8; 32] });
	let call =
		Procurement::declare_need(signed(OWNER), mandate, DETERGENT, 2, [2; 32], None, warranty);
	assert_ok!(call);
	(machine, NeedId(0))
}

/// What a machine says of an order. The sequence is its place among all that it says.
pub(super) fn statement(order: OrderId, said: Said, sequence: u64) -> Statement {
	let codes = vec![18, 21].try_into().unwrap();
	let visit = Procurement::load_order(order).ok().and_then(|record| record.order.visit);
	Statement { order, tenure: 0, visit, said, counter: 300, codes, boot_epoch: 0, sequence }
}

/// A gateway brings what a machine has signed.
fn attest(machine: &Device, statement: Statement) -> DispatchResult {
	let signature = machine.sign_payload(Purpose::Attest, &statement.to_bytes());
	bring(statement, signature)
}

fn bring(statement: Statement, signature: Signature) -> DispatchResult {
	Procurement::attest(signed(GATEWAY), Box::new(statement), signature)
}

pub(super) fn says(machine: &Device, order: OrderId, said: Said, sequence: u64) -> DispatchResult {
	attest(machine, statement(order, said, sequence))
}

/// A visit that was ended in time.
pub(super) fn visit(machine: &Device, order: OrderId) {
	Clock::set(SLOT);
	assert_ok!(says(machine, order, Said::Started, 1));
	assert_ok!(says(machine, order, Said::Finished, 2));
}

fn rework(who: AccountId, order: OrderId, slot: u64) -> DispatchResult {
	Procurement::rework(signed(who), order, Millis(slot))
}

fn report(who: AccountId, order: OrderId, document: Hash) -> DispatchResult {
	Procurement::report(signed(who), order, document)
}

fn until(order: OrderId) -> u64 {
	Procurement::load_order(order).unwrap().order.until.0
}

fn booked(order: OrderId) -> Option<u64> {
	Procurement::load_order(order).unwrap().order.visit.map(|slot| slot.0)
}

/// What was odd about the last statement.
fn doubts() -> Doubts {
	let attested = events().into_iter().rev().find_map(|event| match event {
		Event::Attested { doubts, .. } => Some(doubts),
		_ => None,
	});
	attested.expect("a machine has signed")
}

/// How much more owner and vendor have than at first.
fn gains() -> [i64; 2] {
	[OWNER, VENDOR].map(|who| wealth(&who) as i64 - (BALANCE + PURSE) as i64)
}

#[test]
fn a_vendor_sets_times_that_ascend_and_are_ahead() {
	execute_with(|| {
		assert_noop!(set_slots(VENDOR, &[SLOT]), Error::UnknownOffer);
		publish(VENDOR, offer());
		assert_noop!(set_slots(VENDOR, &[SLOT]), Error::BadSlots);
		publish(VENDOR, visit_offer());
		events();
		for wrong in [&[SLOT + 1, SLOT][..], &[SLOT, SLOT], &[NOW], &[NOW - 1, SLOT]] {
			assert_noop!(set_slots(VENDOR, wrong), Error::BadSlots);
		}
		assert_noop!(set_slots(OWNER, &[SLOT]), DispatchError::BadOrigin);
		assert_noop!(set_slots(RIVAL, &[SLOT]), Error::UnknownOffer);
		assert_ok!(set_slots(VENDOR, &[NOW + 1, SLOT]));
		assert_eq!(slots(), [NOW + 1, SLOT]);
		let (vendor, category) = (VENDORS, DETERGENT);
		assert_eq!(events(), [Event::SlotsSet { vendor, category, slots: 2 }]);
		let most: Vec<u64> = (1..=u64::from(MAX_SLOTS)).map(|slot| NOW + slot).collect();
		assert_ok!(set_slots(VENDOR, &most));
		assert_eq!(slots(), most);
		assert_ok!(set_slots(VENDOR, &[]));
		assert!(!Slots::<Test>::contains_key(VENDORS, DETERGENT));
	});
}

#[test]
fn times_stay_with_an_offer_of_visits_and_go_with_it() {
	execute_with(|| {
		publish_visits();
		publish(VENDOR, Offer { unit: 90, ..visit_offer() });
		assert_eq!(slots().len(), 3);
		publish(VENDOR, offer());
		assert!(slots().is_empty());
		publish_visits();
		assert_ok!(Procurement::remove_offer(signed(VENDOR), VENDORS, DETERGENT));
		assert!(slots().is_empty());
	});
}

#[test]
fn the_earliest_time_that_fits_is_booked_and_gone() {
	execute_with(|| {
		let (_, need) = visiting();
		// The owner may object for an hour, and the vendor accept for another.
		assert_ok!(set_slots(VENDOR, &[NOW + 2 * HOUR, NOW + 2 * HOUR + 1, SLOT]));
		let order = order(need);
		assert_eq!(booked(order), Some(NOW + 2 * HOUR + 1));
		assert_eq!(slots(), [NOW + 2 * HOUR, SLOT]);
	});
}

#[test]
fn no_visit_is_ordered_at_times_that_do_not_fit() {
	execute_with(|| {
		let (_, need) = visiting();
		// They may be a day late.
		for slots in [&[][..], &[NOW + 2 * HOUR], &[NOW + 6 * DAY + 1]] {
			assert_ok!(set_slots(VENDOR, slots));
			assert_ok!(Procurement::place_order(signed(OWNER), need));
			assert_eq!(need_state(need), NeedState::Open);
			let tenders = Procurement::tenders_for(need).unwrap();
			assert_eq!(tenders[0], (VENDORS, Err(Misfit::NoSlot)));
		}
		assert_ok!(set_slots(VENDOR, &[NOW + 6 * DAY]));
		order(need);
	});
}

#[test]
fn a_booked_time_comes_back_with_an_order_that_is_not_carried_out() {
	let ends: [fn(); 5] = [
		|| {
			assert_ok!(Procurement::withdraw(signed(OWNER), ORDER));
		},
		|| {
			assert_ok!(Procurement::refuse(signed(VENDOR), ORDER));
		},
		|| {
			Clock::pass(HOUR + 1);
			assert_ok!(Procurement::withdraw(signed(OWNER), ORDER));
		},
		|| {
			Clock::pass(2 * HOUR + 1);
			assert_ok!(advance(ORDER));
		},
		|| {
			Clock::pass(HOUR + 1);
			assert_ok!(Procurement::accept(signed(VENDOR), ORDER));
			assert_ok!(Procurement::cancel(signed(VENDOR), ORDER));
		},
	];
	for end in ends {
		execute_with(|| {
			let (_, need) = visiting();
			order(need);
			assert_eq!(slots(), [SLOT + DAY, SLOT + 2 * DAY]);
			end();
			assert!(!Orders::<Test>::contains_key(ORDER));
			assert_eq!(slots(), [SLOT, SLOT + DAY, SLOT + 2 * DAY]);
		});
	}
}

#[test]
fn a_time_does_not_come_back_when_it_is_over_or_nothing_has_room_for_it() {
	execute_with(|| {
		let (_, need) = visiting();
		accepted(need);
		Clock::set(SLOT);
		assert_ok!(Procurement::cancel(signed(VENDOR), ORDER));
		assert_eq!(slots(), [SLOT + DAY, SLOT + 2 * DAY]);
	});
	execute_with(|| {
		let (_, need) = visiting();
		order(need);
		let most: Vec<u64> = (1..=u64::from(MAX_SLOTS)).map(|slot| SLOT + slot).collect();
		assert_ok!(set_slots(VENDOR, &most));
		assert_ok!(Procurement::withdraw(signed(OWNER), ORDER));
		assert_eq!(slots(), most);
	});
	for change in [offer(), Offer { document: [9; 32], ..visit_offer() }] {
		execute_with(|| {
			let (_, need) = visiting();
			order(need);
			publish(VENDOR, change);
			let before = slots();
			assert_ok!(Procurement::withdraw(signed(OWNER), ORDER));
			assert_eq!(slots(), before);
		});
	}
}

#[test]
fn a_visit_is_paid_once_the_machine_has_signed_both_ends() {
	for scheme in SCHEMES {
		execute_with(|| {
			publish_visits();
			let machine = machine(scheme);
			let need = declare(grant(machine.id, terms()), machine.id);
			let order = accepted(need);
			assert_eq!(state(order), OrderState::Accepted);
			assert_eq!(until(order), SLOT + DAY);
			Clock::set(SLOT + DAY);
			events();
			assert_ok!(says(&machine, order, Said::Started, 1));
			let (state_of, until_of) =
				(OrderState::Started, Millis(SLOT + DAY + 2 * DAY + 3 * DAY));
			let said = statement(order, Said::Started, 1);
			assert_eq!(
				events(),
				[
					Event::Attested { statement: said, doubts: Doubts::default() },
					Event::Advanced { order, state: state_of, until: until_of },
				]
			);
			assert_ok!(says(&machine, order, Said::Finished, 2));
			assert_eq!(state(order), OrderState::Received { quantity: 2, shipped: 2 });
			assert_noop!(advance(order), Error::TooEarly);
			Clock::pass(3 * DAY + 1);
			assert_ok!(advance(order));
			assert_eq!(last(need), Some(Outcome::Paid { amount: GROSS.into() }));
			assert_eq!(gains(), [-(GROSS as i64), GROSS as i64]);
			assert_eq!(need_state(need), NeedState::Ordered);
		});
	}
}

#[test]
fn a_vendor_who_does_not_come_loses_the_bond_and_is_not_taken_again() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		assert_eq!(held(HoldReason::Bond, &VENDOR), BOND);
		Clock::set(SLOT + DAY);
		assert_noop!(advance(order), Error::TooEarly);
		Clock::pass(1);
		assert_noop!(says(&machine, order, Said::Started, 1), Error::TooLate);
		assert_ok!(advance(order));
		assert_eq!(last(need), Some(Outcome::Failed));
		assert_eq!(gains(), [BOND as i64, -(BOND as i64)]);
		assert_eq!(need_state(need), NeedState::Open);
		let tenders = Procurement::tenders_for(need).unwrap();
		assert_eq!(tenders[0], (VENDORS, Err(Misfit::Failed)));
	});
}

#[test]
fn a_visit_that_does_not_end_is_not_paid() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		Clock::set(SLOT);
		assert_ok!(says(&machine, order, Said::Started, 1));
		Clock::pass(5 * DAY);
		assert_noop!(advance(order), Error::TooEarly);
		Clock::pass(1);
		assert_noop!(says(&machine, order, Said::Finished, 2), Error::TooLate);
		assert_ok!(advance(order));
		assert_eq!(last(need), Some(Outcome::Undelivered));
		assert_eq!(gains(), [BOND as i64, -(BOND as i64)]);
	});
}

#[test]
fn a_visit_that_begins_early_may_last_as_long_as_one_that_begins_in_time() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		assert_ok!(says(&machine, order, Said::Started, 1));
		assert_eq!(until(order), SLOT + 2 * DAY + 3 * DAY);
		Clock::set(SLOT + 5 * DAY);
		assert_noop!(advance(order), Error::TooEarly);
		assert_ok!(says(&machine, order, Said::Finished, 2));
	});
}

#[test]
fn a_vendor_whose_visit_the_machine_does_not_end_calls_the_arbiter() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		Clock::set(SLOT);
		assert_ok!(says(&machine, order, Said::Started, 1));
		assert_noop!(Procurement::dispute(signed(OWNER), order, [9; 32]), Error::NotParty);
		assert_ok!(Procurement::dispute(signed(VENDOR), order, [9; 32]));
		let by = Party::Vendor;
		assert_eq!(state(order), OrderState::Disputed { by, signed: 0 });
		assert_noop!(says(&machine, order, Said::Finished, 2), Error::WrongState);
		let escrow = Procurement::load_order(order).unwrap().order.escrow;
		// The arbiter's fee stays in the escrow.
		assert!(Escrows::decide(escrow, GROSS - FEE + 1).is_err());
		assert_ok!(Escrows::decide(escrow, GROSS - FEE));
		assert_ok!(advance(order));
		assert_eq!(gains(), [-(GROSS as i64), (GROSS - FEE) as i64]);
		assert_eq!(wealth(&ARBITER), BALANCE + PURSE + FEE);
	});
}

#[test]
fn a_visit_takes_no_step_of_a_parcel() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		let refused = || {
			let ship = Procurement::ship(
				signed(VENDOR),
				order,
				2,
				HostCrypto::hash(&[CODE]),
				[3; 32],
				None,
			);
			assert_noop!(ship, Error::WrongState);
			assert_noop!(receive(order, 2), Error::WrongState);
			assert_noop!(Procurement::claim(signed(VENDOR), order), Error::WrongState);
			assert_noop!(Procurement::send_back(signed(OWNER), order), Error::WrongState);
			assert_noop!(Procurement::take_back(signed(VENDOR), order), Error::WrongState);
			let arrived = says(&machine, order, Said::Received { quantity: 2 }, 9);
			assert_noop!(arrived, Error::WrongState);
		};
		refused();
		Clock::set(SLOT);
		assert_noop!(says(&machine, order, Said::Finished, 1), Error::WrongState);
		assert_ok!(says(&machine, order, Said::Started, 1));
		refused();
		assert_noop!(says(&machine, order, Said::Started, 2), Error::WrongState);
		assert_noop!(Procurement::cancel(signed(VENDOR), order), Error::WrongState);
		assert_ok!(says(&machine, order, Said::Finished, 2));
		refused();
	});
}

#[test]
fn a_parcel_takes_no_step_of_a_visit() {
	execute_with(|| {
		publish(VENDOR, offer());
		let machine = machine(Scheme::Ed25519);
		let order = accepted(declare(grant(machine.id, terms()), machine.id));
		assert_noop!(says(&machine, order, Said::Started, 1), Error::WrongState);
		assert_noop!(says(&machine, order, Said::Finished, 1), Error::WrongState);
		let parcel = HostCrypto::hash(&[CODE]);
		assert_ok!(Procurement::ship(signed(VENDOR), order, 2, parcel, [3; 32], None));
		assert_noop!(says(&machine, order, Said::Started, 1), Error::WrongState);
		assert_ok!(receive(order, 2));
		assert_noop!(rework(OWNER, order, SLOT), Error::WrongState);
		assert_noop!(report(VENDOR, order, REPORT), Error::NoVisit);
	});
}

#[test]
fn a_machine_signs_for_goods_instead_of_the_code() {
	for scheme in SCHEMES {
		execute_with(|| {
			publish(VENDOR, offer());
			let machine = machine(scheme);
			let need = declare(grant(machine.id, terms()), machine.id);
			let order = shipped(need, 2);
			let said = |quantity| Said::Received { quantity };
			assert_noop!(says(&machine, order, said(3), 1), Error::WrongQuantity);
			assert_ok!(says(&machine, order, said(1), 1));
			assert_eq!(state(order), OrderState::Received { quantity: 1, shipped: 2 });
			assert_noop!(says(&machine, order, said(2), 2), Error::WrongState);
			Clock::pass(3 * DAY + 1);
			assert_ok!(advance(order));
			assert_eq!(last(need), Some(Outcome::Paid { amount: u128::from(GROSS) / 2 }));
		});
	}
}

#[test]
fn a_machine_signs_for_all_of_what_a_carrier_has_signed_for() {
	execute_with(|| {
		publish(VENDOR, offer());
		let machine = machine(Scheme::Ed25519);
		let order = accepted(declare(grant(machine.id, terms()), machine.id));
		Assets::set(ASSET, VENDORS, VENDORS);
		let parcel = HostCrypto::hash(&[CODE]);
		assert_ok!(Procurement::ship(signed(VENDOR), order, 2, parcel, [3; 32], Some(ASSET)));
		Assets::set(ASSET, VENDORS, CARRIERS);
		assert_ok!(Procurement::claim(signed(VENDOR), order));
		let said = |quantity| Said::Received { quantity };
		assert_noop!(says(&machine, order, said(1), 1), Error::WrongQuantity);
		assert_noop!(says(&machine, order, said(3), 1), Error::WrongQuantity);
		assert_ok!(says(&machine, order, said(2), 1));
		assert_eq!(state(order), OrderState::Received { quantity: 2, shipped: 2 });
	});
}

#[test]
fn only_the_present_key_of_the_machine_signs() {
	execute_with(|| {
		let (mut machine, need) = visiting();
		let order = accepted(need);
		Clock::set(SLOT);
		let said = statement(order, Said::Started, 1);
		let bytes = said.to_bytes();
		let sign = |signing: Signing| signing.sign(&machine.secret, &bytes);
		let right = Signing::new(Purpose::Attest, machine.id);
		let wrong = [
			right.sign(&secret(Scheme::Ed25519, 2), &bytes),
			sign(Signing { purpose: Purpose::Segment, ..right }),
			sign(Signing { genesis: [8; 32], ..right }),
			sign(Signing { device: device(2), ..right }),
			machine.sign_payload(Purpose::Attest, &statement(order, Said::Started, 2).to_bytes()),
		];
		for signature in wrong {
			assert_noop!(bring(said.clone(), signature), Error::BadSignature);
		}
		let old = machine.sign_payload(Purpose::Attest, &bytes);
		machine.rotate(3);
		assert_noop!(bring(said.clone(), old), Error::BadSignature);
		assert_ok!(attest(&machine, said));
	});
}

#[test]
fn anybody_who_is_a_member_brings_a_statement() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		Clock::set(SLOT);
		let said = statement(order, Said::Started, 1);
		let signature = machine.sign_payload(Purpose::Attest, &said.to_bytes());
		let bring = |who| Procurement::attest(signed(who), Box::new(said.clone()), signature);
		assert_noop!(bring(STRANGER), DispatchError::BadOrigin);
		assert_ok!(bring(VENDOR));
	});
}

#[test]
fn what_a_machine_has_signed_is_taken_once() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		visit(&machine, order);
		assert_ok!(rework(OWNER, order, SLOT + DAY));
		// Neither the first visit's beginning nor its end makes a second one.
		for said in
			[(Said::Started, 1), (Said::Finished, 2), (Said::Started, 2), (Said::Started, 0)]
		{
			assert_noop!(says(&machine, order, said.0, said.1), Error::StaleStatement);
		}
		assert_ok!(says(&machine, order, Said::Started, 3));
		// Its memory lost, the machine counts on from another boot epoch.
		let said = Statement { boot_epoch: 1, ..statement(order, Said::Finished, 0) };
		assert_ok!(attest(&machine, said));
	});
}

#[test]
fn a_statement_is_for_one_order_of_one_machine() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		Clock::set(SLOT);
		assert_noop!(says(&machine, OrderId(1), Said::Started, 1), Error::UnknownOrder);
		let said = statement(order, Said::Started, 1);
		let signature = machine.sign_payload(Purpose::Attest, &said.to_bytes());

		let other = device(2);
		let of = declare(grant(other, terms()), other);
		Clock::set(NOW + 10 * HOUR);
		let second = self::order(of);
		Clock::pass(HOUR + 1);
		assert_ok!(Procurement::accept(signed(VENDOR), second));
		let visit = statement(second, Said::Started, 1).visit;
		let moved = Statement { order: second, visit, ..said.clone() };
		assert_noop!(bring(moved, signature), Error::BadSignature);
		// Nor does a machine sign for another one.
		assert_noop!(says(&machine, second, Said::Started, 1), Error::BadSignature);
		assert_ok!(bring(said, signature));
	});
}

#[test]
fn a_machine_that_does_not_count_or_was_sold_signs_for_nothing() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		Clock::set(SLOT);
		let suspend = |status| Registry::edit(&machine.id, |record| record.status = status);
		for status in [DeviceStatus::Suspended, DeviceStatus::Revoked, DeviceStatus::Retired] {
			suspend(status);
			assert_noop!(says(&machine, order, Said::Started, 1), Error::BadSignature);
		}
		suspend(DeviceStatus::Active);
		let later = Statement { tenure: 1, ..statement(order, Said::Started, 1) };
		assert_noop!(attest(&machine, later.clone()), Error::StaleStatement);
		hand_over(&machine.id, STRANGER);
		assert_noop!(says(&machine, order, Said::Started, 1), Error::StaleStatement);
		assert_noop!(attest(&machine, later), Error::StaleStatement);
	});
}

#[test]
fn a_counter_that_fell_and_another_key_are_told() {
	execute_with(|| {
		let (mut machine, need) = visiting();
		let order = accepted(need);
		Clock::set(SLOT);
		assert_ok!(says(&machine, order, Said::Started, 1));
		assert_eq!(doubts(), Doubts::default());
		let fewer = Statement { counter: 299, ..statement(order, Said::Finished, 2) };
		assert_ok!(attest(&machine, fewer));
		assert_eq!(doubts(), Doubts { counter_fell: true, new_key: false });
		assert_ok!(rework(OWNER, order, SLOT + DAY));
		machine.rotate(3);
		let again = Statement { counter: 299, ..statement(order, Said::Started, 3) };
		assert_ok!(attest(&machine, again));
		assert_eq!(doubts(), Doubts { counter_fell: false, new_key: true });
		assert_ok!(says(&machine, order, Said::Finished, 4));
		assert_eq!(doubts(), Doubts::default());
	});
}

#[test]
fn the_owner_has_the_vendor_come_again_once() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		assert_noop!(rework(OWNER, order, SLOT + DAY), Error::WrongState);
		visit(&machine, order);
		for who in [VENDOR, CARRIER] {
			assert_noop!(rework(who, order, SLOT + DAY), Error::NotParty);
		}
		assert_noop!(rework(OWNER, OrderId(1), SLOT + DAY), Error::UnknownOrder);
		for taken in [SLOT, SLOT + 1, SLOT + MAX_SPAN + 1] {
			assert_noop!(rework(OWNER, order, taken), Error::NoSlot);
		}
		assert_ok!(rework(COLLEAGUE, order, SLOT + DAY));
		assert_eq!(slots(), [SLOT + 2 * DAY]);
		assert_eq!(booked(order), Some(SLOT + DAY));
		assert_eq!(state(order), OrderState::Accepted);
		assert_eq!(until(order), SLOT + 2 * DAY);
		assert_eq!(held(HoldReason::Bond, &VENDOR), BOND);

		assert_ok!(says(&machine, order, Said::Started, 3));
		assert_ok!(says(&machine, order, Said::Finished, 4));
		assert_noop!(rework(OWNER, order, SLOT + 2 * DAY), Error::WrongState);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64]);
	});
}

#[test]
fn nobody_has_to_come_again_after_the_window() {
	execute_with(|| {
		let (machine, need) = visiting();
		assert_ok!(set_slots(VENDOR, &[SLOT, SLOT + 5 * DAY]));
		let order = accepted(need);
		visit(&machine, order);
		Clock::pass(3 * DAY + 1);
		assert_noop!(rework(OWNER, order, SLOT + 5 * DAY), Error::TooLate);
		assert_ok!(advance(order));
		assert_eq!(last(need), Some(Outcome::Paid { amount: GROSS.into() }));
	});
}

#[test]
fn a_vendor_who_does_not_come_again_is_not_paid() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		visit(&machine, order);
		assert_ok!(rework(OWNER, order, SLOT + DAY));
		Clock::pass(2 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(last(need), Some(Outcome::Failed));
		assert_eq!(gains(), [BOND as i64, -(BOND as i64)]);
	});
}

#[test]
fn a_report_joins_the_history_of_the_machine() {
	execute_with(|| {
		let (machine, need) = with_asset();
		let order = accepted(need);
		assert_noop!(report(VENDOR, order, REPORT), Error::WrongState);
		Clock::set(SLOT);
		assert_ok!(says(&machine, order, Said::Started, 1));
		assert_noop!(report(VENDOR, order, REPORT), Error::WrongState);
		assert_ok!(says(&machine, order, Said::Finished, 2));
		for who in [RIVAL, OWNER] {
			assert_noop!(report(who, order, REPORT), Error::NotParty);
		}
		events();
		assert_ok!(report(VENDOR, order, REPORT));
		assert_eq!(events(), [Event::Reported { order, asset: ASSET, document: REPORT }]);
		let issued = Assets::document(ASSET, &REPORT).expect("it was reported");
		assert_eq!((issued.kind, issued.issuer), (DocumentKind::Service, VENDORS));
		assert!(report(VENDOR, order, REPORT).is_err(), "it is there already");
		assert!(events().is_empty());
	});
}

#[test]
fn a_machine_that_is_no_asset_has_no_history() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		visit(&machine, order);
		assert_noop!(report(VENDOR, order, REPORT), Error::NoVisit);
		assert_noop!(report(VENDOR, OrderId(1), REPORT), Error::UnknownOrder);
	});
}

#[test]
fn an_asset_that_signs_nothing_is_not_visited() {
	execute_with(|| {
		publish_visits();
		Assets::set(ASSET, OWNERS, OWNERS);
		let mandate = Procurement::grant_mandate(
			signed(OWNER),
			Machine::Asset(ASSET),
			Box::new(terms()),
			None,
		);
		assert_ok!(mandate);
		let declared = Procurement::declare_need(
			signed(OWNER),
			MandateId(0),
			DETERGENT,
			2,
			[2; 32],
			None,
			None,
		);
		assert_ok!(declared);
		assert_ok!(Procurement::place_order(signed(OWNER), NeedId(0)));
		let tenders = Procurement::tenders_for(NeedId(0)).unwrap();
		assert_eq!(tenders[0], (VENDORS, Err(Misfit::Unsigned)));
		publish(VENDOR, offer());
		order(NeedId(0));
	});
}

#[test]
fn a_report_does_not_join_the_history_of_somebody_elses_asset() {
	execute_with(|| {
		let (machine, need) = with_asset();
		let order = accepted(need);
		visit(&machine, order);
		Assets::set(ASSET, RIVALS, OWNERS);
		assert_noop!(report(VENDOR, order, REPORT), Error::NoVisit);
		Needs::<Test>::mutate_extant(need, |(of, ..)| {
			of.warranty = Some(Warranty { asset: AssetId(8), document: [8; 32] });
		});
		assert_noop!(report(VENDOR, order, REPORT), Error::NoVisit);
	});
}

#[test]
fn a_vendor_who_has_to_come_again_has_notice() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		visit(&machine, order);
		// As long as for accepting an order.
		assert_ok!(set_slots(VENDOR, &[SLOT + HOUR, SLOT + HOUR + 1]));
		assert_noop!(rework(OWNER, order, SLOT + HOUR), Error::NoSlot);
		assert_ok!(rework(OWNER, order, SLOT + HOUR + 1));
	});
}

#[test]
fn nobody_has_to_come_again_to_a_machine_that_was_sold() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		visit(&machine, order);
		hand_over(&machine.id, STRANGER);
		assert_noop!(rework(OWNER, order, SLOT + DAY), Error::NotOwner);
		Clock::pass(3 * DAY + 1);
		assert_ok!(advance(order));
		assert_eq!(gains(), [-(GROSS as i64), GROSS as i64]);
	});
}

#[test]
fn a_vendor_who_came_to_a_closed_door_calls_the_arbiter() {
	execute_with(|| {
		let (machine, need) = visiting();
		let order = accepted(need);
		let dispute = |who| Procurement::dispute(signed(who), order, [9; 32]);
		Clock::set(SLOT - 1);
		assert_noop!(dispute(VENDOR), Error::WrongState);
		Clock::set(SLOT);
		assert_noop!(dispute(OWNER), Error::NotParty);
		assert_ok!(says(&machine, order, Said::Started, 1));
		assert_ok!(says(&machine, order, Said::Finished, 2));
		assert_ok!(rework(OWNER, order, SLOT + DAY));
		// What was done once is not free because nobody opens the second time.
		Clock::set(SLOT + 2 * DAY);
		assert_ok!(dispute(VENDOR));
		let escrow = Procurement::load_order(order).unwrap().order.escrow;
		assert_ok!(Escrows::decide(escrow, GROSS - FEE));
		assert_ok!(advance(order));
		assert_eq!(gains(), [-(GROSS as i64), (GROSS - FEE) as i64]);
	});
	execute_with(|| {
		let (_, need) = visiting();
		let order = accepted(need);
		Clock::set(SLOT + DAY + 1);
		let late = Procurement::dispute(signed(VENDOR), order, [9; 32]);
		assert_noop!(late, Error::TooLate);
	});
}

#[test]
fn the_escrow_outlasts_a_visit_and_another_one_and_a_dispute() {
	execute_with(|| {
		let (_, need) = visiting();
		let order = order(need);
		let record = Procurement::load_order(order).unwrap().order;
		let Times { dispatch, delivery, window, arbitration, .. } = record.times;
		// Twice as far away as can be, as late and as long as can be; then there is a dispute.
		let visits = 2 * (MAX_SPAN + dispatch + delivery + window);
		let last = Clock::now() + visits + 2 * window + arbitration;
		assert!(Escrows::get(record.escrow).unwrap().backstop > Millis(last));
	});
}
