use crate::{mock::*, *};
use frame::testing_prelude::*;
use tallystick_primitives::{
	evidence::{Crypto, DeviceId, Hash},
	AssetId, DeviceStatus, EscrowId, ExpiredEscrow, HostCrypto, Roles,
};
use tallystick_rules::Comparison;
use tallystick_world::NOW;

mod attacks;
mod deadlines;
mod disputes;
mod expiry;
mod invariants;
mod mandates;
mod needs;
mod offers;
mod orders;
mod placing;
mod views;
mod visits;
mod warranties;

type Error = crate::Error<Test>;
type Event = crate::Event<Test>;

/// The first mandate, need and order.
const MANDATE: MandateId = MandateId(0);
const NEED: NeedId = NeedId(0);
const ORDER: OrderId = OrderId(0);

/// What a vendor puts up for an order of two units: a tenth, rounded up.
const BOND: u64 = 27;
/// What its arbiter gets: a twentieth, rounded down.
const FEE: u64 = 13;

/// How much more each of owner, vendor and arbiter has than at first.
fn gains() -> [i64; 3] {
	[OWNER, VENDOR, ARBITER].map(|who| wealth(&who) as i64 - (BALANCE + PURSE) as i64)
}

/// What the first mandate has left in the period of now.
fn left() -> u128 {
	Procurement::mandate(MANDATE).expect("it has not ended").budget.left()
}

/// How an order has ended since the last look at the events: the outcome, what was paid, refunded, and got of the bond, and
/// the fee.
fn ending() -> (Outcome, u64, u64, u128, u128) {
	let mut events = events().into_iter().rev();
	let ended = events.find_map(|event| match event {
		Event::Ended { outcome, paid, refunded, bond, fee, .. } => {
			Some((outcome, paid, refunded, bond, fee))
		},
		_ => None,
	});
	ended.expect("an order has ended")
}

/// Whether a need was given up since the last look at the events, and why.
fn given_up() -> Option<GivenUp> {
	events().into_iter().find_map(|event| match event {
		Event::NeedGivenUp { why, .. } => Some(why),
		_ => None,
	})
}

fn clear(need: NeedId) {
	assert_ok!(Procurement::clear_need(signed(OWNER), need));
}

/// The hash of the code in every parcel.
fn parcel() -> Hash {
	HostCrypto::hash(&[CODE])
}

fn ship(order: OrderId, quantity: u32, asset: Option<AssetId>) -> DispatchResult {
	Procurement::ship(signed(VENDOR), order, quantity, parcel(), [3; 32], asset)
}

const ASSET: AssetId = AssetId(5);

/// An order that travels with an asset, which a carrier has.
fn carried(need: NeedId) -> OrderId {
	let order = accepted(need);
	Assets::set(ASSET, VENDORS, VENDORS);
	assert_ok!(ship(order, 2, Some(ASSET)));
	Assets::set(ASSET, VENDORS, CARRIERS);
	order
}

/// An order that the vendor has claimed.
fn claimed(need: NeedId) -> OrderId {
	let order = carried(need);
	assert_ok!(Procurement::claim(signed(VENDOR), order));
	order
}

/// An order that the buyer sends back.
fn returning(need: NeedId) -> OrderId {
	let order = received(need, 2);
	assert_ok!(Procurement::send_back(signed(OWNER), order));
	order
}

/// An order about which a party calls the arbiter.
fn disputed(by: AccountId, order: OrderId) -> OrderId {
	assert_ok!(Procurement::dispute(signed(by), order, [9; 32]));
	order
}

/// The arbiter decides what the vendor gets.
fn decide(order: OrderId, amount: u64) -> DispatchResult {
	Escrows::decide(Procurement::load_order(order).unwrap().order.escrow, amount)
}

/// A machine that orders while its level is below ten, with its need and the stream of its level.
fn conditional() -> (NeedId, StreamId) {
	publish(VENDOR, offer());
	let device = device(1);
	let below = condition(level(device), Comparison::Less, 10);
	assert_ok!(Procurement::grant_mandate(
		signed(OWNER),
		Machine::Device(device),
		Box::new(terms()),
		Some(Box::new(below))
	));
	(declare(MANDATE, device), level(device))
}

/// The machine of the first need.
fn machine() -> DeviceId {
	match Procurement::load_need(NEED).expect("it was declared").subject {
		Subject::Device { device, .. } => device,
		subject => panic!("it is no device: {subject:?}"),
	}
}

/// The account has no more than a few units that it can put up.
fn impoverish(who: AccountId) {
	let free = Balances::free_balance(&who) - 5;
	assert_ok!(Balances::transfer_keep_alive(signed(who), STRANGER, free));
}
