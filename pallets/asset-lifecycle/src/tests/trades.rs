//! Trades: what quality does to the price, and who answers for it.

use super::{
	events::last_event,
	tallies::{attach, define_fish, fish, logger, run_with_fish, Archive, CHANNEL, COLD, WARM},
	*,
};
use tallystick_condition::price::{CurvePoint, WHOLE};
use tallystick_primitives::{
	evidence::{run::RunTree, Leaf as Read, Native, Reading},
	gs1::Pgln,
	DeviceStatus, EscrowId, OnDeviceChange, StreamId, TradeId,
};
use tallystick_world::LIMITS;

const PRICE: u128 = 1_000_000;
const BOND: u128 = 500_000;
const HOUR: u64 = 3_600_000;
/// The windows of all trades.
const DATA: u64 = 2 * HOUR;
const WINDOW: u64 = HOUR;
const ARBITRATION: u64 = 3 * HOUR;
/// Of the shop, too.
const ARBITER: AccountId = ACCREDITOR;

/// Ten seconds above 8 °C cost nothing; a hundred more cost everything.
fn curve() -> Curve {
	let points = [(10_000, WHOLE), (110_000, 0)];
	Curve::new(points.map(|(loss, parts)| CurvePoint { loss, parts })).expect("it falls")
}

pub(super) fn trade_terms() -> TradeTermsOf<Test> {
	let weighted = Weighted { policy: WARM, weight: 1 };
	TradeTerms {
		price: PRICE,
		curve: curve(),
		policies: vec![weighted].try_into().expect("one"),
		rate: 1,
		arbiter: ARBITER,
		offered_until: Millis(START + HOUR),
		pick_up_by: Millis(START + 2 * HOUR),
		deliver_by: Millis(START + 3 * HOUR),
		data: DATA,
		window: WINDOW,
		arbitration: ARBITRATION,
	}
}

fn offer_trade(id: AssetId, terms: TradeTermsOf<Test>) -> DispatchResult {
	Lifecycle::offer_trade(signed(FARMER), id, SHOPS, Box::new(terms))
}

fn trade(id: TradeId) -> TradeOf<Test> {
	Lifecycle::trade(id).expect("it is not final")
}

/// A trade that the shop has funded.
fn funded(id: AssetId) -> TradeId {
	assert_ok!(offer_trade(id, trade_terms()));
	let trade = Lifecycle::open_trade(id).expect("it was offered");
	assert_ok!(Lifecycle::fund(signed(SHOP), trade));
	trade
}

fn until(second: u64) {
	Clock::set(START + second * 1_000);
}

/// Hands over for so many seconds. A carrier puts up a bond before they accept.
fn hand(from: AccountId, to: AccountId, id: AssetId, seconds: u64, bond: Option<u128>) {
	let terms = Terms { agreed: seconds * 1_000, ..terms(id) };
	assert_ok!(Lifecycle::offer_custody(signed(from), id, org_of(&to), terms));
	if let Some(amount) = bond {
		let trade = Lifecycle::open_trade(id).expect("it is traded");
		assert_ok!(Lifecycle::post_bond(signed(to.clone()), trade, amount));
	}
	assert_ok!(accept(to, id, terms, Receipt::default()));
}

#[test]
fn the_event_of_a_sale_names_the_owners() {
	let owners = [FARM, SHOPS].map(|org| Some(Pgln(gln(org, 0))));
	for carries in [false, true] {
		let mut world = build();
		let id = world.execute_with(|| {
			Clock::set(START);
			for definition in [apples(), plain("unit"), juice()] {
				define(definition).expect("it is sound");
			}
			define_fish();
			let journey = Journey::begin(FARMER);
			until(10);
			if carries {
				hand(FARMER, SHOP, journey.id, 2, None);
				Clock::set(START + 3 * HOUR + 1);
			} else {
				hand(FARMER, CARRIER, journey.id, 2, None);
				until(50);
			}
			journey.id
		});
		let sold = last_event(&mut world, || {
			if carries {
				return settle(Lifecycle::open_trade(id).expect("it goes on"));
			}
			hand(CARRIER, SHOP, id, 0, None);
			Ok(())
		});
		assert_eq!([sold.source.owner, sold.destination.owner], owners, "{carries}");
		// Whoever carries the goods has them already.
		assert_eq!(sold.destination.possessor.is_none(), carries);
	}
}

fn settle(trade: TradeId) -> DispatchResult {
	bare(Lifecycle::settle_trade(signed(STRANGER), trade))
}

fn show(who: AccountId, trade: TradeId, archive: &Archive, number: usize) -> DispatchResult {
	let proof = Box::new(archive.proof(number));
	Lifecycle::show(signed(who), trade, proof, Opening::default())
}

/// Lets each account of a trade have so much money.
fn purses() {
	for who in [FARMER, CARRIER, SHOP, RIVAL] {
		Escrows::set_purse(who, 2_000_000);
	}
}

/// What farmer, carrier, shop and rival have gained.
fn gained() -> [i64; 4] {
	[FARMER, CARRIER, SHOP, RIVAL]
		.map(|who| Escrows::purse(&who).expect("it was set") as i64 - 2_000_000)
}

/// A journey of fish from the farm by the carrier to the shop, from the tenth to the fiftieth second. Every
/// ten seconds, the logger says what it measured: of the values one counts for each ten seconds.
struct Journey {
	id: AssetId,
	trade: TradeId,
	stream: StreamId,
	archive: Archive,
}

impl Journey {
	/// The farm's goods with a logger, bought by the shop.
	fn begin(owner: AccountId) -> Self {
		purses();
		let [id] = fish();
		let stream = logger(1, owner.clone());
		if owner != FARMER {
			assert_ok!(Lifecycle::lend(signed(owner), stream.device, FARM, Millis(u64::MAX)));
		}
		attach(FARMER, id, stream);
		let trade = funded(id);
		Self { id, trade, stream, archive: Archive::default() }
	}

	/// Ten readings from this second on.
	fn say(&mut self, second: u64, value: i64) {
		self.archive.say(self.stream, START + second * 1_000, &[value; 10]);
	}

	/// To the carrier, who delivers, while the logger says these values.
	fn run(bond: Option<u128>, values: &[i64]) -> Self {
		let mut journey = Self::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, bond);
		until(50);
		hand(CARRIER, SHOP, journey.id, 0, None);
		for (ten, value) in values.iter().enumerate() {
			until(50.max(ten as u64 * 10 + 10));
			journey.say(ten as u64 * 10, *value);
		}
		journey
	}

	fn pricing(&self) -> Pricing {
		Lifecycle::pricing(self.trade).expect("it is delivered")
	}

	/// Shows the leaf in which the trade begins.
	fn show_begin(&self) {
		assert_ok!(show(SHOP, self.trade, &self.archive, 1));
	}

	/// After the window.
	fn settle(&self) {
		Clock::pass(DATA + WINDOW + 1);
		assert_ok!(settle(self.trade));
		assert_eq!(Lifecycle::trade(self.trade), None);
	}
}

#[test]
fn quality_decides_the_price_and_the_bond_makes_it_good() {
	run_with_fish(|| {
		let mut journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		// Offered to the shop as late as it is accepted, so that nobody waited.
		until(50);
		hand(CARRIER, SHOP, journey.id, 0, None);
		for (ten, value) in [4, 4, 20, 20, 4, 4].into_iter().enumerate() {
			journey.say(ten as u64 * 10, value);
		}
		until(60);
		journey.show_begin();
		// Loss 20,000, of which 2,000 are allowed; 10 % less; all of it the carrier's.
		let pricing = journey.pricing();
		assert_eq!(pricing.intervals.iter().map(|i| i.loss).collect::<Vec<_>>(), [0, 20_000, 0]);
		assert_eq!(pricing.intervals[1].allowance, 2_000);
		assert_eq!(pricing.shares, [0, 100_000, 0]);
		assert_ok!(Lifecycle::price_trade(signed(STRANGER), journey.trade));
		assert_noop!(settle(journey.trade), Error::<Test>::TradeRuns);
		Clock::pass(WINDOW + 1);
		assert_ok!(settle(journey.trade));
		assert_eq!(gained(), [1_000_000, -100_000, -900_000, 0]);
		assert_eq!(asset(journey.id).owner, Some(SHOPS));
		assert!(events().contains(&Event::TradeEnded { trade: journey.trade, paid: 900_000 }));
		assert_eq!(Lifecycle::open_trade(journey.id), None);
	});
}

#[test]
fn no_deadline_of_a_trade_passes_while_calls_are_refused() {
	const LOST: u64 = 10 * 24 * HOUR;
	run_with_fish(|| {
		purses();
		let [id] = fish();
		attach(FARMER, id, logger(1, FARMER));
		// Each party goes on after a stop that is longer than they have time.
		assert_ok!(offer_trade(id, trade_terms()));
		let open = Lifecycle::open_trade(id).expect("it was offered");
		Escrows::lose(LOST);
		assert_noop!(settle(open), Error::<Test>::TradeRuns);
		assert_ok!(Lifecycle::fund(signed(SHOP), open));
		Escrows::lose(LOST);
		assert_noop!(settle(open), Error::<Test>::TradeRuns);
		hand(FARMER, CARRIER, id, 2, Some(BOND));
		Escrows::lose(LOST);
		assert_noop!(settle(open), Error::<Test>::TradeRuns);
		let terms = trade(open).terms;
		assert_eq!(terms.deliver_by.0, START + 3 * HOUR + 3 * LOST);
		hand(CARRIER, SHOP, id, 0, None);
		for span in [DATA, WINDOW] {
			Clock::pass(span);
			Escrows::lose(LOST);
			assert_noop!(settle(open), Error::<Test>::TradeRuns);
		}
		assert_ok!(Lifecycle::appeal(signed(CARRIER), open));
		Clock::pass(1);
		assert_ok!(settle(open));
		assert_eq!(trade(open).state, TradeState::Disputed);
		Escrows::lose(LOST);
		assert_noop!(settle(open), Error::<Test>::TradeRuns);
		Clock::pass(ARBITRATION + 1);
		assert_ok!(settle(open));
		assert_eq!(Lifecycle::trade(open), None);
	});
}

#[test]
fn a_stop_does_not_let_a_trade_begin_anew_that_is_over() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		Clock::set(START + 2 * HOUR + 1);
		Escrows::lose(10 * HOUR);
		assert_noop!(
			Lifecycle::pick_up(signed(FARMER), journey.trade, 0),
			Error::<Test>::TradeOver
		);
		assert_ok!(settle(journey.trade));
		assert_eq!(gained(), [0; 4]);
	});
}

#[test]
fn a_moment_that_nobody_proves_makes_the_time_beside_it_missing() {
	run_with_fish(|| {
		let journey = Journey::run(Some(BOND), &[4, 4, 4, 4, 4, 4]);
		// Forty seconds.
		assert_eq!(journey.pricing().intervals[1].loss, 40_000);
		for wrong in [0, 2, 3] {
			let shown = show(FARMER, journey.trade, &journey.archive, wrong);
			let counts = shown.is_ok() && wrong != 0;
			assert_eq!(counts, wrong != 0, "only what the trade covers");
		}
		assert_eq!(journey.pricing().intervals[1].loss, 40_000);
		journey.show_begin();
		assert_eq!(journey.pricing().intervals[1].loss, 0);
		journey.settle();
		assert_eq!(gained(), [1_000_000, 0, -1_000_000, 0]);
	});
}

#[test]
fn a_carrier_without_a_bond_leaves_it_to_whoever_handed_on() {
	run_with_fish(|| {
		let journey = Journey::run(None, &[4, 4, 20, 20, 4, 4]);
		journey.show_begin();
		journey.settle();
		assert_eq!(gained(), [900_000, 0, -900_000, 0]);
	});
}

#[test]
fn a_bond_is_not_escaped_by_handing_on() {
	run_with_fish(|| {
		let mut journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 1, Some(BOND));
		until(30);
		// The fish was warm for twenty seconds, and goes on to a rival without a bond.
		hand(CARRIER, RIVAL, journey.id, 1, None);
		until(50);
		hand(RIVAL, SHOP, journey.id, 0, None);
		for (ten, value) in [4, 20, 20, 4, 4, 4].into_iter().enumerate() {
			journey.say(ten as u64 * 10, value);
		}
		until(60);
		for number in [1, 3] {
			assert_ok!(show(FARMER, journey.trade, &journey.archive, number));
		}
		let pricing = journey.pricing();
		let losses: Vec<_> = pricing.intervals.iter().map(|interval| interval.loss).collect();
		assert_eq!(losses.iter().sum::<u128>(), 20_000);
		assert_eq!(pricing.bonds, [100_000], "the carrier answers for the rival, too");
		journey.settle();
		assert_eq!(gained(), [1_000_000, -100_000, -900_000, 0]);
	});
}

#[test]
fn a_bond_is_the_most_that_a_carrier_pays() {
	run_with_fish(|| {
		let journey = Journey::run(Some(30_000), &[4, 4, 20, 20, 4, 4]);
		journey.show_begin();
		assert_eq!(journey.pricing().bonds, [30_000]);
		journey.settle();
		assert_eq!(gained(), [930_000, -30_000, -900_000, 0]);
	});
}

#[test]
fn a_buyer_who_withholds_the_tail_pays_for_it() {
	run_with_fish(|| {
		// Delivered at 50 s; the last data, of 39 s, came before.
		let mut journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		for ten in 0..4 {
			journey.say(ten * 10, 4);
		}
		until(50);
		hand(CARRIER, SHOP, journey.id, 0, None);
		journey.show_begin();
		let pricing = journey.pricing();
		let losses: Vec<_> = pricing.intervals.iter().map(|interval| interval.loss).collect();
		// The last reading stands for two seconds more.
		assert_eq!(losses, [0, 0, 9_000]);
		assert_eq!(pricing.paid, PRICE);
		// With more of it the price would fall, but not for the seller.
		assert_noop!(
			Lifecycle::price_trade(signed(SHOP), journey.trade),
			Error::<Test>::DataAwaited
		);
		journey.settle();
		assert_eq!(gained(), [1_000_000, 0, -1_000_000, 0]);
	});
}

#[test]
fn goods_that_wait_at_the_buyers_dock_are_not_the_carriers_loss() {
	run_with_fish(|| {
		let mut journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 5, Some(BOND));
		// There in five seconds; the shop opens the gate much later.
		until(15);
		let at = Some(Millis(Clock::now()));
		let terms = Terms { agreed: 0, at, ..terms(journey.id) };
		assert_ok!(Lifecycle::offer_custody(signed(CARRIER), journey.id, SHOPS, terms));
		until(50);
		assert_ok!(accept(SHOP, journey.id, terms, Receipt::default()));
		for (ten, value) in [4, 4, 20, 20, 4, 4].into_iter().enumerate() {
			journey.say(ten as u64 * 10, value);
		}
		until(60);
		journey.show_begin();
		// By the time that both named, it was delivered in the fifteenth second, and nobody loses by what it
		// went through at the shop.
		assert_eq!(trade(journey.trade).legs[0].to, Some(Millis(START + 15_000)));
		assert_eq!((journey.pricing().price, journey.pricing().bonds), (PRICE, vec![0]));
		journey.settle();
		assert_eq!(gained(), [1_000_000, 0, -1_000_000, 0]);
	});
}

#[test]
fn an_offer_on_the_road_gains_a_carrier_nothing() {
	run_with_fish(|| {
		let mut journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		until(12);
		let terms = Terms { agreed: 0, ..terms(journey.id) };
		assert_ok!(Lifecycle::offer_custody(signed(CARRIER), journey.id, SHOPS, terms));
		until(50);
		assert_ok!(accept(SHOP, journey.id, terms, Receipt::default()));
		for (ten, value) in [4, 4, 20, 20, 4, 4].into_iter().enumerate() {
			journey.say(ten as u64 * 10, value);
		}
		until(60);
		journey.show_begin();
		assert_eq!(journey.pricing().intervals[1].allowance, 2_000);
		journey.settle();
		assert_eq!(gained(), [1_000_000, -100_000, -900_000, 0]);
	});
}

mod defaults {
	use super::*;

	#[test]
	fn what_nobody_funds_lapses() {
		run_with_fish(|| {
			let [id] = fish();
			let before = held(&FARMER);
			assert_ok!(offer_trade(id, trade_terms()));
			let trade = Lifecycle::open_trade(id).expect("it was offered");
			assert_noop!(settle(trade), Error::<Test>::TradeRuns);
			Clock::pass(HOUR + 1);
			let late = Lifecycle::fund(signed(SHOP), trade);
			assert_noop!(late, Error::<Test>::OfferExpired);
			assert_ok!(settle(trade));
			assert_eq!((held(&FARMER), Lifecycle::open_trade(id)), (before, None));
			assert_noop!(settle(trade), Error::<Test>::UnknownTrade);
		});
	}

	#[test]
	fn what_the_seller_keeps_is_not_paid() {
		run_with_fish(|| {
			purses();
			let [id] = fish();
			let trade = funded(id);
			assert_eq!(gained()[2], -1_000_000);
			assert_noop!(
				Lifecycle::withdraw_trade(signed(FARMER), trade),
				Error::<Test>::WrongTradeState
			);
			Clock::pass(2 * HOUR);
			assert_noop!(settle(trade), Error::<Test>::TradeRuns);
			Clock::pass(1);
			assert_ok!(settle(trade));
			assert_eq!(gained(), [0; 4]);
		});
	}

	#[test]
	fn what_is_not_delivered_is_not_paid_after_a_window_to_appeal() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			let early = Lifecycle::appeal(signed(FARMER), journey.trade);
			assert_noop!(early, Error::<Test>::TradeRuns);
			Clock::set(START + 3 * HOUR + WINDOW);
			assert_noop!(settle(journey.trade), Error::<Test>::TradeRuns);
			Clock::pass(1);
			assert_ok!(settle(journey.trade));
			assert_eq!(gained(), [500_000, -500_000, 0, 0], "the carrier still holds the goods");
			assert_eq!(asset(journey.id).owner, Some(FARM));
		});
	}

	#[test]
	fn a_bond_pays_at_most_what_the_goods_were_sold_for() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(PRICE + 1));
			// The rival, who has no bond, vanishes with what was not refused. The carrier keeps the rest.
			let terms = Terms { agreed: 1_000, ..terms(journey.id) };
			assert_ok!(Lifecycle::offer_custody(signed(CARRIER), journey.id, RIVALS, terms));
			let receipt = Receipt { damaged: 3, ..Default::default() };
			assert_ok!(accept(RIVAL, journey.id, terms, receipt));
			Clock::set(START + 3 * HOUR + WINDOW + 1);
			assert_ok!(settle(journey.trade));
			assert_eq!(gained(), [1_000_000, -1_000_000, 0, 0]);
		});
	}

	#[test]
	fn whoever_hands_the_goods_on_after_the_deadline_pays_all_the_same() {
		for taker in [SHOP, RIVAL] {
			run_with_fish(|| {
				let journey = Journey::begin(FARMER);
				until(10);
				hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
				Clock::set(START + 3 * HOUR + 1);
				hand(CARRIER, taker, journey.id, 2, None);
				Clock::pass(WINDOW);
				assert_ok!(settle(journey.trade));
				assert_eq!(gained(), [500_000, -500_000, 0, 0]);
			});
		}
	}

	#[test]
	fn a_smaller_bond_relieves_nobody() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			let offer = |from, to: AccountId| {
				let terms = Terms { agreed: 1_000, ..terms(journey.id) };
				let org = org_of(&to);
				assert_ok!(Lifecycle::offer_custody(signed(from), journey.id, org, terms));
				terms
			};
			// The rival puts up little, as long as nobody has put up more.
			offer(FARMER, RIVAL);
			assert_ok!(Lifecycle::post_bond(signed(RIVAL), journey.trade, 1));
			assert_ok!(Lifecycle::withdraw(signed(FARMER), journey.id));
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			let terms = offer(CARRIER, RIVAL);
			assert_ok!(accept(RIVAL, journey.id, terms, Receipt::default()));
			let bonds = trade(journey.trade).legs.iter().map(|leg| leg.bond).collect::<Vec<_>>();
			assert_eq!(bonds, [Some(1), None], "theirs was for another leg");

			Clock::set(START + 3 * HOUR + WINDOW + 1);
			assert_ok!(settle(journey.trade));
			assert_eq!(gained(), [500_000, -500_000, 0, 0]);
		});
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			let terms = Terms { agreed: 1_000, ..terms(journey.id) };
			assert_ok!(Lifecycle::offer_custody(signed(CARRIER), journey.id, RIVALS, terms));
			let post = |amount| Lifecycle::post_bond(signed(RIVAL), journey.trade, amount);
			assert_noop!(post(BOND - 1), Error::<Test>::BondTooSmall);
			assert_ok!(post(BOND));
		});
	}

	#[test]
	fn a_carrier_who_brought_the_goods_back_keeps_the_bond() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			Clock::set(START + 3 * HOUR + 1);
			hand(CARRIER, FARMER, journey.id, 2, None);
			Clock::pass(WINDOW);
			assert_ok!(settle(journey.trade));
			assert_eq!(gained(), [0; 4]);
		});
	}

	#[test]
	fn a_bond_stays_free_whatever_the_seller_does_with_goods_that_were_brought_back() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			Clock::set(START + 3 * HOUR + 1);
			hand(CARRIER, FARMER, journey.id, 2, None);
			hand(FARMER, RIVAL, journey.id, 2, None);
			Clock::pass(WINDOW);
			assert_ok!(settle(journey.trade));
			assert_eq!(gained(), [0; 4]);
		});
	}

	#[test]
	fn goods_that_the_buyer_brings_back_after_the_deadline_are_not_sold() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, SHOP, journey.id, 2, None);
			Clock::set(START + 3 * HOUR + 1);
			hand(SHOP, FARMER, journey.id, 2, None);
			assert_noop!(settle(journey.trade), Error::<Test>::TradeRuns);
			Clock::pass(WINDOW);
			assert_ok!(settle(journey.trade));
			assert_eq!((gained(), asset(journey.id).owner), ([0; 4], Some(FARM)));
		});
	}

	#[test]
	fn what_a_buyer_gives_to_a_carrier_without_a_bond_is_theirs_at_the_deadline() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, SHOP, journey.id, 2, None);
			until(20);
			let terms = Terms { agreed: 1_000, ..terms(journey.id) };
			assert_ok!(Lifecycle::offer_custody(signed(SHOP), journey.id, RIVALS, terms));
			// It would relieve all the buyer's money.
			let little = Lifecycle::post_bond(signed(RIVAL), journey.trade, PRICE - 1);
			assert_noop!(little, Error::<Test>::BondTooSmall);
			assert_ok!(accept(RIVAL, journey.id, terms, Receipt::default()));
			Clock::set(START + 3 * HOUR + 1);
			assert_ok!(settle(journey.trade));
			let record = asset(journey.id);
			assert_eq!(record.owner, Some(SHOPS));
			assert_eq!(holder(journey.id).custodian, RIVALS);
			journey.settle();
			assert_eq!(gained(), [1_000_000, 0, -1_000_000, 0], "nothing watched: their loss");
		});
	}

	#[test]
	fn an_arbiter_decides_over_the_bond_of_whoever_did_not_deliver() {
		for (decided, paid) in [(Some(200_000), 200_000), (None, 500_000)] {
			run_with_fish(|| {
				let journey = Journey::begin(FARMER);
				until(10);
				hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
				Clock::set(START + 3 * HOUR + 1);
				assert_ok!(Lifecycle::appeal(signed(CARRIER), journey.trade));
				Clock::pass(WINDOW);
				assert_ok!(settle(journey.trade));
				let record = trade(journey.trade);
				assert_eq!(record.state, TradeState::Disputed);
				let escrow = record.escrow.expect("it is funded");
				assert_ok!(Escrows::decide(escrow, 100_000));
				assert_noop!(settle(journey.trade), Error::<Test>::TradeRuns);
				match decided {
					Some(amount) => {
						assert_ok!(Escrows::decide(record.bonds[0].escrow, amount));
					},
					None => Clock::pass(ARBITRATION + 1),
				}
				assert_ok!(settle(journey.trade));
				assert_eq!(gained(), [100_000 + paid, -paid, -100_000, 0]);
				let ended = Event::TradeEnded { trade: journey.trade, paid: 100_000 };
				assert!(events().contains(&ended), "also what the arbiter decided");
			});
		}
	}

	#[test]
	fn a_carriers_own_arbiter_does_not_decide_over_their_bond() {
		run_with_fish(|| {
			purses();
			let [id] = fish();
			let terms = TradeTerms { arbiter: POOR, ..trade_terms() };
			assert_ok!(offer_trade(id, terms));
			let trade = Lifecycle::open_trade(id).expect("it was offered");
			assert_ok!(Lifecycle::fund(signed(SHOP), trade));
			hand(FARMER, CARRIER, id, 2, Some(BOND));
			Clock::set(START + 3 * HOUR + 1);
			assert_ok!(Lifecycle::appeal(signed(CARRIER), trade));
			Clock::pass(WINDOW);
			assert_ok!(settle(trade));
			assert_eq!(gained(), [500_000, -500_000, -1_000_000, 0]);
			Clock::pass(ARBITRATION + 1);
			assert_ok!(settle(trade));
			assert_eq!(gained(), [500_000, -500_000, 0, 0]);
		});
	}

	#[test]
	fn a_dispute_over_a_bond_that_everybody_forgot_ends_with_the_trade() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			Clock::set(START + 3 * HOUR + 1);
			assert_ok!(Lifecycle::appeal(signed(CARRIER), journey.trade));
			Clock::pass(WINDOW);
			assert_ok!(settle(journey.trade));
			let escrow = trade(journey.trade).escrow.expect("it is funded");
			Clock::pass(TRADE_TIME + 100 * HOUR);
			assert_ok!(Escrows::expire::<(Lifecycle,)>(escrow));
			assert_eq!(Lifecycle::trade(journey.trade), None);
			assert_eq!(gained(), [500_000, -500_000, 0, 0]);
		});
	}

	#[test]
	fn a_buyer_who_carries_the_goods_has_them_at_the_deadline() {
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, SHOP, journey.id, 2, None);
			journey.say(0, 4);
			assert_eq!(asset(journey.id).owner, Some(FARM));
			Clock::set(START + 3 * HOUR + 1);
			let before = asset(journey.id).history;
			assert_ok!(settle(journey.trade));
			assert_eq!(asset(journey.id).owner, Some(SHOPS));
			assert_ne!(asset(journey.id).history, before, "the sale is an event");
			// All of it was silent, and the shop kept the logger.
			journey.settle();
			assert_eq!(gained(), [1_000_000, 0, -1_000_000, 0]);
		});
	}

	#[test]
	fn goods_that_are_recalled_on_the_way_are_not_sold() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, SHOP, journey.id, 2, None);
			let lot = asset(journey.id).lot;
			assert_ok!(Lifecycle::recall_lot(signed(FARMER), lot, [3; 32]));
			let delivery = Lifecycle::deliver(signed(SHOP), journey.trade);
			assert_noop!(delivery, Error::<Test>::LotRecalled);
			// At the deadline they count as not delivered.
			Clock::set(START + 3 * HOUR + WINDOW);
			assert_noop!(settle(journey.trade), Error::<Test>::TradeRuns);
			Clock::pass(1);
			assert_ok!(settle(journey.trade));
			assert_eq!(gained(), [0; 4]);
			assert_eq!(asset(journey.id).owner, Some(FARM));
			// The shop returns them.
			hand(SHOP, FARMER, journey.id, 0, None);
		});
	}

	#[test]
	fn goods_in_quarantine_are_not_offered() {
		run_with_fish(|| {
			purses();
			let [id] = fish();
			assert_ok!(Lifecycle::quarantine(signed(FARMER), id, Box::default()));
			assert_noop!(offer_trade(id, trade_terms()), Error::<Test>::OnHold);
		});
	}

	#[test]
	fn a_silent_arbiter_leaves_what_was_computed() {
		run_with_fish(|| {
			let journey = Journey::run(Some(BOND), &[4, 4, 20, 20, 4, 4]);
			journey.show_begin();
			let bonds = journey.pricing().bonds[0] as i64;
			assert_ok!(Lifecycle::appeal(signed(SHOP), journey.trade));
			let again = Lifecycle::appeal(signed(FARMER), journey.trade);
			assert_noop!(again, Error::<Test>::AlreadyAppealed);
			Clock::pass(DATA + WINDOW + 1);
			assert_ok!(settle(journey.trade));
			assert_eq!(trade(journey.trade).state, TradeState::Disputed);
			assert_noop!(settle(journey.trade), Error::<Test>::TradeRuns);
			Clock::pass(ARBITRATION + 1);
			assert_ok!(settle(journey.trade));
			assert_eq!(gained(), [900_000 + bonds, -bonds, -900_000, 0]);
		});
	}

	#[test]
	fn an_arbiter_decides_over_the_buyers_money() {
		run_with_fish(|| {
			let journey = Journey::run(None, &[4, 4, 20, 20, 4, 4]);
			journey.show_begin();
			assert_ok!(Lifecycle::appeal(signed(CARRIER), journey.trade));
			assert_noop!(Lifecycle::appeal(signed(RIVAL), journey.trade), Error::<Test>::NotParty);
			Clock::pass(DATA + WINDOW + 1);
			assert_ok!(settle(journey.trade));
			let escrow = trade(journey.trade).escrow.expect("it is funded");
			assert_ok!(Escrows::decide(escrow, 123_456));
			assert_ok!(settle(journey.trade));
			assert_eq!(gained(), [123_456, 0, -123_456, 0]);
		});
	}

	#[test]
	fn a_trade_that_everybody_forgot_is_ended_by_anybody() {
		run_with_fish(|| {
			let journey = Journey::run(Some(BOND), &[4, 4, 4, 4, 4, 4]);
			journey.show_begin();
			let escrow = trade(journey.trade).escrow.expect("it is funded");
			Clock::pass(TRADE_TIME + 100 * HOUR);
			assert_ok!(Escrows::expire::<(Lifecycle,)>(escrow));
			assert_eq!((Lifecycle::trade(journey.trade), gained()), (None, [0; 4]));
		});
	}
}

mod refused {
	use super::*;

	/// The carrier, who has a bond, delivers 7 of 10 in time; the shop refuses the rest, which is returned.
	fn delivered_in_part(bond: u128, values: &[i64]) -> (Journey, AssetId) {
		let mut journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(bond));
		until(50);
		refuse(CARRIER, SHOP, journey.id, 0, 3);
		for (ten, value) in values.iter().enumerate() {
			journey.say(ten as u64 * 10, *value);
		}
		until(60);
		journey.show_begin();
		let rest = last_asset();
		(journey, rest)
	}

	/// Hands over for so many seconds, and some of it is refused.
	fn refuse(from: AccountId, to: AccountId, id: AssetId, seconds: u64, damaged: u64) {
		let terms = Terms { agreed: seconds * 1_000, ..terms(id) };
		assert_ok!(Lifecycle::offer_custody(signed(from), id, org_of(&to), terms));
		let receipt = Receipt { damaged, ..Default::default() };
		assert_ok!(accept(to, id, terms, receipt));
	}

	#[test]
	fn what_a_carrier_does_not_bring_back_their_bond_pays() {
		run_with_fish(|| {
			let (journey, rest) = delivered_in_part(BOND, &[4; 6]);
			let part = Refused { asset: rest, quantity: 3, bond: Some(0) };
			assert_eq!(trade(journey.trade).refused.to_vec(), [part]);
			assert_eq!(Lifecycle::open_trade(rest), Some(journey.trade));
			let Pricing { paid, bonds, goods, .. } = journey.pricing();
			assert_eq!((paid, bonds, goods), (700_000, vec![300_000], vec![300_000]));
			journey.settle();
			assert_eq!(gained(), [1_000_000, -300_000, -700_000, 0]);
			assert_eq!(Lifecycle::open_trade(rest), None);
		});
	}

	#[test]
	fn what_the_seller_has_again_nobody_pays() {
		run_with_fish(|| {
			let (journey, rest) = delivered_in_part(BOND, &[4; 6]);
			hand(CARRIER, FARMER, rest, 0, None);
			assert_eq!(trade(journey.trade).refused.to_vec(), []);
			// Whatever becomes of it then.
			hand_over(FARMER, RIVAL, rest, owning(rest));
			journey.settle();
			assert_eq!(gained(), [700_000, 0, -700_000, 0]);
		});
	}

	#[test]
	fn a_part_that_is_brought_back_in_part_is_paid_in_part() {
		run_with_fish(|| {
			let (journey, rest) = delivered_in_part(BOND, &[4; 6]);
			hand(CARRIER, RIVAL, rest, 0, None);
			refuse(RIVAL, FARMER, rest, 0, 1);
			let part = Refused { asset: last_asset(), quantity: 1, bond: Some(0) };
			assert_eq!(trade(journey.trade).refused.to_vec(), [part]);
			assert_eq!(Lifecycle::open_trade(rest), None);
			journey.settle();
			assert_eq!(gained(), [800_000, -100_000, -700_000, 0]);
		});
	}

	#[test]
	fn a_refused_part_stays_as_it_is_until_the_trade_ends() {
		run_with_fish(|| {
			let (journey, rest) = delivered_in_part(BOND, &[4; 6]);
			let part = Portion { quantity: 1, key: None };
			let parts = vec![part].try_into().expect("one");
			let split = Lifecycle::split(signed(CARRIER), rest, parts, None, now());
			assert_noop!(split, Error::<Test>::TradeOpen);
			let [pallet] = units(CARRIER);
			let joined = Lifecycle::join(signed(CARRIER), pallet, ids(&[rest]), now());
			assert_noop!(joined, Error::<Test>::TradeOpen);
			let terms = terms(rest);
			assert_ok!(Lifecycle::offer_custody(signed(CARRIER), rest, RIVALS, terms));
			let short = Receipt { short: 1, ..Default::default() };
			assert_noop!(accept(RIVAL, rest, terms, short), Error::<Test>::TradeOpen);
			assert_ok!(accept(RIVAL, rest, terms, Receipt::default()));
			journey.settle();
			assert_eq!(gained(), [1_000_000, -300_000, -700_000, 0], "it was in their hands");
			let parts = vec![part].try_into().expect("one");
			assert_ok!(bare(Lifecycle::split(signed(RIVAL), rest, parts, None, now())));
		});
	}

	#[test]
	fn a_bond_pays_for_losses_and_parts_together_at_most_itself() {
		for (bond, pays) in [(BOND, 70_000 + 300_000), (350_000, 350_000)] {
			run_with_fish(|| {
				let (journey, _) = delivered_in_part(bond, &[4, 4, 20, 20, 4, 4]);
				let Pricing { paid, bonds, goods, .. } = journey.pricing();
				assert_eq!((paid, bonds), (630_000, vec![pays as u128]));
				assert_eq!(goods, [pays as u128 - 70_000]);
				journey.settle();
				assert_eq!(gained(), [630_000 + pays, -pays, -630_000, 0]);
			});
		}
	}

	#[test]
	fn an_arbiter_decides_over_a_part_but_not_over_losses() {
		for (decided, pays) in [(Some(70_000), 70_000), (None, 370_000)] {
			run_with_fish(|| {
				let (journey, _) = delivered_in_part(BOND, &[4, 4, 20, 20, 4, 4]);
				assert_ok!(Lifecycle::appeal(signed(CARRIER), journey.trade));
				Clock::pass(DATA + WINDOW + 1);
				assert_ok!(settle(journey.trade));
				let record = trade(journey.trade);
				let escrow = record.escrow.expect("it is funded");
				assert_ok!(Escrows::decide(escrow, 630_000));
				assert_noop!(settle(journey.trade), Error::<Test>::TradeRuns);
				assert!(Escrows::decide(record.bonds[0].escrow, 69_999).is_err());
				match decided {
					Some(amount) => {
						assert_ok!(Escrows::decide(record.bonds[0].escrow, amount));
					},
					None => Clock::pass(ARBITRATION + 1),
				}
				assert_ok!(settle(journey.trade));
				assert_eq!(gained(), [630_000 + pays, -pays, -630_000, 0]);
			});
		}
	}

	#[test]
	fn the_bond_that_answered_then_pays_whoever_carries_on() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			refuse(CARRIER, RIVAL, journey.id, 1, 1);
			let first = last_asset();
			until(20);
			// The rival has no bond.
			refuse(RIVAL, CARRIER, journey.id, 1, 2);
			let parts = [(first, 1), (last_asset(), 2)];
			let parts = parts.map(|(asset, quantity)| Refused { asset, quantity, bond: Some(0) });
			assert_eq!(trade(journey.trade).refused.to_vec(), parts);
			until(50);
			hand(CARRIER, SHOP, journey.id, 0, None);
			// What the seller did not hand over nobody owes.
			assert_eq!(journey.pricing().goods, [300_000]);
			hand(RIVAL, FARMER, last_asset(), 0, None);
			assert_eq!(journey.pricing().goods, [100_000]);
		});
	}

	#[test]
	fn what_a_buyer_keeps_of_goods_that_they_carry_they_pay() {
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, SHOP, journey.id, 2, None);
			until(20);
			refuse(SHOP, RIVAL, journey.id, 2, 3);
			let part = Refused { asset: last_asset(), quantity: 3, bond: None };
			assert_eq!(trade(journey.trade).refused.to_vec(), [part]);
			until(50);
			hand(RIVAL, SHOP, journey.id, 0, None);
			for ten in 0..6 {
				journey.say(ten * 10, 4);
			}
			until(60);
			journey.show_begin();
			assert_ok!(show(SHOP, journey.trade, &journey.archive, 2));
			assert_eq!(journey.pricing().paid, PRICE);
			journey.settle();
			assert_eq!(gained(), [1_000_000, 0, -1_000_000, 0]);
		});
	}

	#[test]
	fn who_brings_a_part_back_after_the_deadline_pays_for_the_rest() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(PRICE));
			Clock::set(START + 3 * HOUR + 1);
			refuse(CARRIER, FARMER, journey.id, 0, 9);
			Clock::pass(WINDOW);
			assert_ok!(settle(journey.trade));
			assert_eq!(gained(), [900_000, -900_000, 0, 0]);
		});
	}
}

mod holds {
	use super::*;

	fn recall_by(who: AccountId, id: AssetId) {
		assert_ok!(Lifecycle::recall_lot(signed(who.clone()), asset(id).lot, [3; 32]));
		if who != FARMER {
			assert_ok!(Lifecycle::confirm_recall(RuntimeOrigin::root(), RecallId(0)));
		}
	}

	/// After the deadline and the window.
	fn end(journey: &Journey) {
		Clock::set(START + 3 * HOUR + WINDOW + 1);
		assert_ok!(settle(journey.trade));
	}

	#[test]
	fn a_recall_by_others_frees_no_bond() {
		for returned in [false, true] {
			run_with_fish(|| {
				let journey = Journey::begin(FARMER);
				until(10);
				hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
				recall_by(RIVAL, journey.id);
				if returned {
					hand(CARRIER, FARMER, journey.id, 0, None);
				}
				end(&journey);
				let pays = if returned { 0 } else { 500_000 };
				assert_eq!(gained(), [pays, -pays, 0, 0]);
			});
		}
	}

	#[test]
	fn a_buyer_who_carries_recalled_goods_returns_or_pays_them() {
		for returned in [false, true] {
			run_with_fish(|| {
				let journey = Journey::begin(FARMER);
				until(10);
				hand(FARMER, SHOP, journey.id, 2, None);
				recall_by(RIVAL, journey.id);
				if returned {
					hand(SHOP, FARMER, journey.id, 0, None);
				}
				end(&journey);
				let pays = if returned { 0 } else { 1_000_000 };
				assert_eq!(gained(), [pays, 0, -pays, 0]);
				assert_eq!(asset(journey.id).owner, Some(FARM));
			});
		}
	}

	#[test]
	fn a_seller_who_stops_their_goods_has_no_claim() {
		let quarantine = |id| Lifecycle::quarantine(signed(FARMER), id, Box::default());
		let release = |id| Lifecycle::release(signed(FARMER), id, Box::default());
		for how in 0..3 {
			run_with_fish(|| {
				let journey = Journey::begin(FARMER);
				until(10);
				if how == 0 {
					// The carrier need not take them.
					assert_ok!(quarantine(journey.id));
					let terms = Terms { agreed: 0, ..terms(journey.id) };
					let (who, id) = (signed(FARMER), journey.id);
					assert_ok!(Lifecycle::offer_custody(who, id, CARRIERS, terms));
					let taken = accept(CARRIER, journey.id, terms, Receipt::default());
					assert_noop!(taken, Error::<Test>::OnHold);
					return;
				}
				hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
				match how {
					1 => {
						assert_ok!(quarantine(journey.id));
						Clock::set(START + 3 * HOUR + 1);
						assert_ok!(release(journey.id));
					},
					_ => recall_by(FARMER, journey.id),
				}
				end(&journey);
				assert_eq!(gained(), [0; 4], "{how}");
			});
		}
	}

	#[test]
	fn a_quarantine_of_what_is_in_them_stops_goods_too() {
		run_with_fish(|| {
			purses();
			let [case] = fish();
			let [pallet] = units(FARMER);
			join(FARMER, pallet, &[case]);
			let trade = funded(pallet);
			until(10);
			hand(FARMER, CARRIER, pallet, 2, Some(BOND));
			assert!(!super::trade(trade).stopped);
			assert_ok!(Lifecycle::quarantine(signed(FARMER), case, Box::default()));
			assert!(super::trade(trade).stopped);
		});
	}
}

mod goods {
	use super::*;

	#[test]
	fn nobody_delivers_what_they_do_not_hold() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			// The carrier has not picked it up.
			let early =
				Lifecycle::offer_custody(signed(CARRIER), journey.id, SHOPS, terms(journey.id));
			assert_noop!(early, Error::<Test>::NotCustodian);
			let bond = Lifecycle::post_bond(signed(CARRIER), journey.trade, BOND);
			assert_noop!(bond, Error::<Test>::NotTaker);
			let delivered = Lifecycle::deliver(signed(SHOP), journey.trade);
			assert_noop!(delivered, Error::<Test>::WrongTradeState);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, None);
			assert_noop!(
				Lifecycle::deliver(signed(SHOP), journey.trade),
				Error::<Test>::NotCustodian
			);
			assert_noop!(
				Lifecycle::deliver(signed(CARRIER), journey.trade),
				Error::<Test>::NotParty
			);
		});
	}

	#[test]
	fn what_is_traded_stays_as_it_is() {
		run_with_fish(|| {
			purses();
			let [case, other] = fish();
			let [pallet, truck] = units(FARMER);
			join(FARMER, pallet, &[case]);
			let mut terms_of_pallet = trade_terms();
			terms_of_pallet.policies = Default::default();
			assert_ok!(offer_trade(pallet, terms_of_pallet.clone()));
			// A child is not sold apart from its parent.
			assert_noop!(offer_trade(case, trade_terms()), Error::<Test>::NotRoot);
			let error = Error::<Test>::TradeOpen;
			assert_noop!(offer_trade(pallet, terms_of_pallet), error);
			for refused in [
				Lifecycle::leave(signed(FARMER), pallet, ids(&[case]), now()),
				Lifecycle::join(signed(FARMER), pallet, ids(&[other]), now()),
				Lifecycle::join(signed(FARMER), truck, ids(&[pallet]), now()),
				Lifecycle::offer_custody(signed(FARMER), pallet, RIVALS, owning(pallet)),
			] {
				assert_eq!(refused, Err(Error::<Test>::TradeOpen.into()));
			}
			assert_ok!(offer_trade(other, trade_terms()));
			let part = Portion { quantity: 1, key: None };
			let parts = vec![part].try_into().expect("one");
			let split = Lifecycle::split(signed(FARMER), other, parts, None, now());
			assert_noop!(split, Error::<Test>::TradeOpen);
			let sold = Lifecycle::change_state(signed(FARMER), other, 1, now());
			assert_noop!(sold, Error::<Test>::TradeOpen);
		});
	}

	#[test]
	fn a_pallet_is_sold_with_all_that_is_on_it() {
		run_with_fish(|| {
			purses();
			let [case] = fish();
			let [pallet] = units(FARMER);
			join(FARMER, pallet, &[case]);
			let stream = logger(1, FARMER);
			attach(FARMER, pallet, stream);
			let trade = funded(pallet);
			hand(FARMER, SHOP, pallet, 0, None);
			assert_eq!(holder(case).owner, SHOPS);
			assert_eq!(Lifecycle::pricing(trade).expect("it is delivered").paid, PRICE);
		});
	}

	#[test]
	fn what_is_refused_on_the_way_is_not_paid() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			let terms = Terms { agreed: 0, ..terms(journey.id) };
			assert_ok!(Lifecycle::offer_custody(signed(FARMER), journey.id, SHOPS, terms));
			let receipt = Receipt { damaged: 3, ..Default::default() };
			assert_ok!(accept(SHOP, journey.id, terms, receipt));
			assert_eq!(holder(last_asset()).owner, FARM);
			assert_eq!(journey.pricing().paid, 700_000);
			journey.settle();
			assert_eq!(gained(), [700_000, 0, -700_000, 0]);
		});
	}

	#[test]
	fn a_part_of_the_goods_is_not_paid_above_its_share() {
		run_with_fish(|| {
			purses();
			let [id] = fish();
			assert_ok!(offer_trade(id, TradeTerms { price: 999_993, ..trade_terms() }));
			let trade = Lifecycle::open_trade(id).expect("it was offered");
			assert_ok!(Lifecycle::fund(signed(SHOP), trade));
			let terms = Terms { agreed: 0, ..terms(id) };
			assert_ok!(Lifecycle::offer_custody(signed(FARMER), id, SHOPS, terms));
			let receipt = Receipt { short: 1, ..Default::default() };
			assert_ok!(accept(SHOP, id, terms, receipt));
			// Nine of ten: 899,993.7.
			assert_eq!(Lifecycle::pricing(trade).expect("it is delivered").paid, 899_993);
		});
	}

	#[test]
	fn refuses_terms_that_cannot_be_kept() {
		run_with_fish(|| {
			let [id] = fish();
			let good = trade_terms();
			let twice = vec![Weighted { policy: WARM, weight: 1 }; 2].try_into().expect("two");
			let foreign =
				vec![Weighted { policy: PolicyId(0), weight: 1 }].try_into().expect("one");
			for (terms, error) in [
				(TradeTerms { price: 0, ..good.clone() }, Error::<Test>::BadTerms),
				(TradeTerms { price: u128::MAX, ..good.clone() }, Error::<Test>::BadTerms),
				(TradeTerms { policies: twice, ..good.clone() }, Error::<Test>::BadTerms),
				(TradeTerms { policies: foreign, ..good.clone() }, Error::<Test>::BadTerms),
				(TradeTerms { window: 0, ..good.clone() }, Error::<Test>::BadTimes),
				(TradeTerms { data: TRADE_TIME + 1, ..good.clone() }, Error::<Test>::BadTimes),
				(
					TradeTerms { deliver_by: Millis(START + HOUR), ..good.clone() },
					Error::<Test>::BadTimes,
				),
				(TradeTerms { arbiter: FARMHAND, ..good.clone() }, Error::<Test>::BadArbiter),
				(TradeTerms { arbiter: SHOP, ..good.clone() }, Error::<Test>::BadArbiter),
				(TradeTerms { arbiter: STRANGER, ..good.clone() }, Error::<Test>::BadArbiter),
			] {
				assert_noop!(offer_trade(id, terms), error);
			}
			let rival = Lifecycle::offer_trade(signed(RIVAL), id, SHOPS, Box::new(good.clone()));
			assert_noop!(rival, Error::<Test>::NotCustodian);
			hand_over(FARMER, CARRIER, id, terms(id));
			let not_owner =
				Lifecycle::offer_trade(signed(CARRIER), id, SHOPS, Box::new(good.clone()));
			assert_noop!(not_owner, Error::<Test>::NotOwner);
		});
	}

	#[test]
	fn agreed_times_allow_no_more_loss_than_the_price_does() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			let terms = Terms { agreed: 10_001, ..terms(journey.id) };
			let offered = Lifecycle::offer_custody(signed(FARMER), journey.id, CARRIERS, terms);
			assert_noop!(bare(offered), Error::<Test>::AllowanceTooHigh);
			let picked_up = Lifecycle::pick_up(signed(FARMER), journey.trade, 10_001);
			assert_noop!(picked_up, Error::<Test>::AllowanceTooHigh);
			hand(FARMER, CARRIER, journey.id, 10, None);
		});
	}

	#[test]
	fn only_the_buyer_funds() {
		run_with_fish(|| {
			let [id] = fish();
			assert_ok!(offer_trade(id, trade_terms()));
			let trade = Lifecycle::open_trade(id).expect("it was offered");
			assert_noop!(Lifecycle::fund(signed(RIVAL), trade), Error::<Test>::NotParty);
			let terms = Terms { agreed: 0, ..terms(id) };
			assert_ok!(Lifecycle::offer_custody(signed(FARMER), id, CARRIERS, terms));
			// Not before the buyer has paid.
			let accepted = accept(CARRIER, id, terms, Receipt::default());
			assert_noop!(accepted, Error::<Test>::WrongTradeState);
			assert_ok!(Lifecycle::withdraw_trade(signed(FARMHAND), trade));
			// The offer was made within the trade.
			let accepted = accept(CARRIER, id, terms, Receipt::default());
			assert_noop!(accepted, Error::<Test>::NoOffer);
		});
	}
}

mod loggers {
	use super::*;

	#[test]
	fn no_logger_is_changed_on_the_way() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, None);
			let cold = logger(2, CARRIER);
			let error = Error::<Test>::TradeOpen;
			assert_noop!(Lifecycle::swap(signed(CARRIER), journey.id, journey.stream, cold), error);
			assert_noop!(
				Lifecycle::detach(signed(CARRIER), journey.id, journey.stream),
				Error::<Test>::TradeOpen
			);
		});
	}

	#[test]
	fn the_owner_of_a_device_that_is_revoked_answers_for_the_rest() {
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			for ten in 0..2 {
				journey.say(ten * 10, 4);
			}
			until(20);
			let device = journey.stream.device;
			Registry::edit(&device, |record| record.status = DeviceStatus::Revoked);
			let status = DeviceStatus::Revoked;
			<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&device, &FARMER, status);
			until(50);
			hand(CARRIER, SHOP, journey.id, 0, None);
			journey.show_begin();
			let pricing = journey.pricing();
			let losses: Vec<_> = pricing.intervals.iter().map(|interval| interval.loss).collect();
			assert_eq!(losses, [30_000, 0, 0], "the farm's");
			assert_eq!((pricing.paid, pricing.bonds), (800_000, vec![0]));
		});
	}

	fn revoke(stream: StreamId, owner: &AccountId) {
		let status = DeviceStatus::Revoked;
		Registry::edit(&stream.device, |record| record.status = status);
		<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&stream.device, owner, status);
	}

	fn losses(journey: &Journey) -> Vec<u128> {
		journey.pricing().intervals.iter().map(|interval| interval.loss).collect()
	}

	#[test]
	fn an_owner_who_revokes_a_device_before_it_has_said_all_answers_for_the_rest() {
		// Before the delivery, after it, after the buyer has detached it, and once nobody waits for data.
		for (case, expected) in
			[[9_000, 0], [9_000, 0], [9_000, 0], [0, 9_000]].into_iter().enumerate()
		{
			run_with_fish(|| {
				let mut journey = Journey::begin(FARMER);
				until(10);
				hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
				for ten in 0..4 {
					journey.say(ten * 10, 4);
				}
				until(50);
				if case == 0 {
					revoke(journey.stream, &FARMER);
				}
				hand(CARRIER, SHOP, journey.id, 0, None);
				journey.show_begin();
				assert_eq!(losses(&journey), if case == 0 { [9_000, 0, 0] } else { [0, 0, 9_000] });
				match case {
					0 => {},
					3 => Clock::pass(DATA + 1),
					_ => until(51),
				}
				if case == 2 {
					assert_ok!(Lifecycle::detach(signed(SHOP), journey.id, journey.stream));
				}
				if case > 0 {
					revoke(journey.stream, &FARMER);
				}
				assert_eq!(losses(&journey), [expected[0], 0, expected[1]], "{case}");
				Clock::pass(DATA + WINDOW + 1);
				assert_ok!(settle(journey.trade));
				assert_eq!(gained(), [1_000_000, 0, -1_000_000, 0]);
			});
		}
	}

	#[test]
	fn what_nothing_watches_is_missing() {
		run_with_fish(|| {
			purses();
			let [id] = fish();
			let trade = funded(id);
			until(10);
			hand(FARMER, CARRIER, id, 2, None);
			until(30);
			hand(CARRIER, SHOP, id, 0, None);
			let pricing = Lifecycle::pricing(trade).expect("it is delivered");
			assert_eq!(pricing.intervals[1].loss, 20_000);
		});
	}
}

mod keepers {
	use super::*;

	fn losses(journey: &Journey) -> Vec<u128> {
		journey.pricing().intervals.iter().map(|interval| interval.loss).collect()
	}

	/// Hands over under other terms: who keeps the logger.
	fn pass(from: AccountId, to: AccountId, id: AssetId, seconds: u64, keeper: Keeper) {
		let terms = Terms { agreed: seconds * 1_000, keeper, ..terms(id) };
		hand_over(from, to, id, terms);
	}

	/// A journey to the shop at 50 s whose last data, of 39 s, came before.
	fn silent_at_the_end(keeper: Keeper) -> Journey {
		let mut journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		for ten in 0..4 {
			journey.say(ten * 10, 4);
		}
		until(50);
		pass(CARRIER, SHOP, journey.id, 0, keeper);
		journey.show_begin();
		journey
	}

	#[test]
	fn a_giver_who_keeps_the_logger_answers_for_its_silence() {
		run_with_fish(|| {
			let journey = silent_at_the_end(Keeper::Giver);
			assert_eq!(trade(journey.trade).legs[0].keeper, Keeper::Giver);
			// The last reading stands for two seconds more. 2,000 are allowed.
			assert_eq!(losses(&journey), [0, 9_000, 0]);
		});
	}

	#[test]
	fn a_buyer_who_withholds_the_tail_gains_nothing_by_later_data() {
		run_with_fish(|| {
			let mut journey = silent_at_the_end(Keeper::Taker);
			assert_eq!(losses(&journey), [0, 0, 9_000]);
			until(70);
			journey.say(60, 20);
			assert_eq!(losses(&journey), [0, 0, 9_000], "what was withheld is still missing");
			assert_eq!((journey.pricing().paid, journey.pricing().bonds), (PRICE, vec![0]));
		});
	}

	#[test]
	fn the_tail_is_the_givers_once_it_comes() {
		run_with_fish(|| {
			let mut journey = silent_at_the_end(Keeper::Taker);
			until(70);
			journey.say(40, 20);
			journey.say(50, 4);
			assert_ok!(show(SHOP, journey.trade, &journey.archive, 5));
			// From 40 s to 50 s.
			assert_eq!(losses(&journey), [0, 10_000, 0]);
		});
	}

	#[test]
	fn a_gap_of_before_the_hand_over_is_the_givers() {
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			journey.say(0, 4);
			journey.say(10, 4);
			// The shop saw it when it accepted.
			journey.say(40, 4);
			until(50);
			pass(CARRIER, SHOP, journey.id, 0, Keeper::Taker);
			journey.say(50, 4);
			journey.show_begin();
			// From 21 s to 40 s.
			assert_eq!(losses(&journey), [0, 19_000, 0]);
			assert_ok!(show(CARRIER, journey.trade, &journey.archive, 2));
			assert_eq!(losses(&journey), [0, 19_000, 0]);
		});
	}

	#[test]
	fn a_keeper_who_drops_some_of_the_tail_answers_for_that() {
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			journey.say(0, 4);
			journey.say(10, 4);
			until(50);
			pass(CARRIER, RIVAL, journey.id, 1, Keeper::Taker);
			until(60);
			// Of the carrier's leg, what was warm is given and what was cold is not.
			journey.say(40, 20);
			journey.say(50, 4);
			pass(RIVAL, SHOP, journey.id, 0, Keeper::Taker);
			journey.say(60, 4);
			for number in [1, 3] {
				assert_ok!(show(SHOP, journey.trade, &journey.archive, number));
			}
			assert_eq!(losses(&journey), [0, 29_000, 0, 0], "nobody has shown the gap");
			assert_ok!(show(CARRIER, journey.trade, &journey.archive, 2));
			assert_eq!(losses(&journey), [0, 10_000, 19_000, 0]);
		});
	}

	#[test]
	fn a_silent_leg_is_shared_by_the_keepers_at_its_ends() {
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			journey.say(0, 4);
			journey.say(10, 4);
			until(30);
			pass(CARRIER, RIVAL, journey.id, 1, Keeper::Giver);
			until(50);
			pass(RIVAL, SHOP, journey.id, 0, Keeper::Taker);
			journey.show_begin();
			let expected = [0, 9_000, 0, 20_000];
			assert_eq!(losses(&journey), expected);
			until(90);
			journey.say(80, 4);
			assert_eq!(losses(&journey), expected, "later data change nothing");
		});
	}
}

mod swaps {
	use super::*;
	use proptest::prelude::*;

	fn swap(who: AccountId, journey: &Journey, new: StreamId) -> DispatchResult {
		Lifecycle::swap_stream(signed(who), journey.trade, journey.stream, new)
	}

	/// The carrier has had the goods since 10 s, with the farm's logger.
	fn on_the_way() -> Journey {
		let journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		journey
	}

	fn all_agree(journey: &Journey, new: StreamId) {
		for who in [FARMER, SHOP, CARRIER] {
			assert_ok!(swap(who, journey, new));
		}
	}

	fn losses(journey: &Journey) -> Vec<u128> {
		journey.pricing().intervals.iter().map(|interval| interval.loss).collect()
	}

	#[test]
	fn another_stream_counts_once_all_have_agreed() {
		run_with_fish(|| {
			let mut journey = on_the_way();
			let (new, mut other) = (logger(2, CARRIER), Archive::default());
			for ten in 0..3 {
				journey.say(ten * 10, 4);
			}
			until(30);
			let (before, original) = (held(&FARMER), trade(journey.trade));
			assert_ok!(swap(SHOP, &journey, new));
			assert_ok!(swap(CARRIER, &journey, new));
			assert_noop!(swap(CARRIER, &journey, new), Error::<Test>::AlreadyAgreed);
			assert_noop!(swap(RIVAL, &journey, new), Error::<Test>::NotParty);
			assert_eq!((trade(journey.trade).streams.len(), held(&FARMER)), (1, before));
			assert_eq!(Lifecycle::tally(new), None);
			assert_ok!(swap(FARMHAND, &journey, new));
			let (old, now) = (journey.stream, Millis(START + 30_000));
			let trade_id = journey.trade;
			let swapped = Event::StreamSwapped { trade: trade_id, old, new, from: now };
			assert_eq!(events().last(), Some(&swapped));
			let record = trade(journey.trade);
			assert_eq!((record.swap, record.streams.len()), (None, 2));
			assert_eq!((record.streams[0].to, record.streams[1].from), (Some(now), now));
			// The seller pays for one more tally.
			assert_eq!(held(&FARMER), before + Lifecycle::stay_footprint().size);
			let stays = Lifecycle::stays(journey.id);
			assert_eq!((stays[0].to, stays[1].stream, stays[1].to), (Some(now), new, None));
			assert_eq!(stays[1].payer, CARRIER);
			assert_noop!(swap(FARMER, &journey, new), Error::<Test>::NotAttached);

			// Elsewhere it is warm, which is not the goods'.
			journey.say(30, 20);
			// A second passes before the new one says something; it is warm from 40 s on.
			other.say(new, START + 31_000, &[4; 9]);
			other.say(new, START + 40_000, &[20; 10]);
			until(50);
			hand(CARRIER, SHOP, journey.id, 0, None);
			other.say(new, START + 50_000, &[4; 10]);
			journey.show_begin();
			for number in [0, 2] {
				assert_ok!(show(SHOP, journey.trade, &other, number));
			}
			assert_eq!(losses(&journey), [0, 1_000 + 10_000, 0]);
			assert_ok!(Lifecycle::price_trade(signed(STRANGER), journey.trade));
			journey.settle();
			// The shop pays for the goods from now on.
			let paid = Lifecycle::trade_footprint(&original).size + 10;
			let paid = paid + Lifecycle::asset_footprint().size + 10;
			assert_eq!(held(&FARMER), before - paid);
		});
	}

	#[test]
	fn who_is_seller_and_custodian_signs_once() {
		run_with_fish(|| {
			let journey = Journey::begin(FARMER);
			let new = logger(2, FARMER);
			assert_noop!(swap(FARMER, &journey, new), Error::<Test>::WrongTradeState);
			assert_ok!(Lifecycle::pick_up(signed(FARMER), journey.trade, 0));
			until(10);
			assert_ok!(swap(FARMER, &journey, new));
			assert_ok!(swap(SHOP, &journey, new));
			assert_eq!(trade(journey.trade).streams.len(), 2);
		});
	}

	#[test]
	fn what_not_all_agreed_to_ends_with_another_proposal_or_a_hand_over() {
		run_with_fish(|| {
			let journey = on_the_way();
			let [new, other] = [2, 3].map(|seed| logger(seed, CARRIER));
			assert_ok!(swap(FARMER, &journey, new));
			assert_ok!(swap(SHOP, &journey, new));
			assert_ok!(swap(SHOP, &journey, other));
			assert_ok!(swap(CARRIER, &journey, new));
			assert_eq!(trade(journey.trade).swap.expect("it is proposed").signed.len(), 1);
			assert_ok!(swap(FARMER, &journey, new));
			until(20);
			assert_ok!(Lifecycle::offer_custody(
				signed(CARRIER),
				journey.id,
				RIVALS,
				Terms { agreed: 1_000, ..terms(journey.id) }
			));
			// Whoever is to accept knows what watches it.
			assert_noop!(swap(SHOP, &journey, new), Error::<Test>::OfferOpen);
			let terms = Lifecycle::offer(journey.id).expect("it is offered").terms;
			assert_ok!(accept(RIVAL, journey.id, terms, Receipt::default()));
			assert_eq!(trade(journey.trade).swap, None);
			assert_noop!(swap(CARRIER, &journey, new), Error::<Test>::NotParty);
			// It is the carrier's device, not the rival's.
			assert_noop!(swap(SHOP, &journey, new), Error::<Test>::NotLent);
			let until = Millis(u64::MAX);
			assert_ok!(Lifecycle::lend(signed(CARRIER), new.device, RIVALS, until));
			for who in [SHOP, RIVAL, FARMER] {
				assert_ok!(swap(who, &journey, new));
			}
			assert_eq!(trade(journey.trade).streams.len(), 2);
		});
	}

	#[test]
	fn refuses_a_stream_that_cannot_replace_the_other() {
		run_with_fish(|| {
			let journey = on_the_way();
			let new = logger(2, CARRIER);
			let other = StreamId { channel: 0, ..new };
			assert_noop!(swap(SHOP, &journey, other), Error::<Test>::StreamDiffers);
			let none = StreamId { channel: 99, ..new };
			assert_noop!(swap(SHOP, &journey, none), Error::<Test>::UnknownChannel);
			assert_noop!(swap(SHOP, &journey, journey.stream), Error::<Test>::AlreadyAttached);
			let wrong = Lifecycle::swap_stream(signed(SHOP), journey.trade, new, journey.stream);
			assert_noop!(wrong, Error::<Test>::NotAttached);
			all_agree(&journey, new);
			until(20);
			let back = Lifecycle::swap_stream(signed(SHOP), journey.trade, new, journey.stream);
			assert_noop!(back, Error::<Test>::AlreadyAttached);
			Clock::set(START + 3 * HOUR + 1);
			let late = Lifecycle::swap_stream(signed(SHOP), journey.trade, new, logger(3, CARRIER));
			assert_noop!(late, Error::<Test>::TradeOver);
		});
	}

	#[test]
	fn a_trade_has_at_most_sixteen_streams() {
		run_with_fish(|| {
			let mut journey = on_the_way();
			let mut swaps = 0;
			for seed in 2.. {
				until(10 + u64::from(seed));
				let new = logger(seed, CARRIER);
				let refused = swap(SHOP, &journey, new);
				if refused.is_err() {
					let stays = Lifecycle::stays(journey.id).len();
					let full = Error::<Test>::TooManySwaps;
					assert_eq!((refused, stays), (Err(full.into()), 16));
					break;
				}
				for who in [FARMER, CARRIER] {
					assert_ok!(swap(who, &journey, new));
				}
				journey.stream = new;
				swaps += 1;
			}
			assert_eq!(swaps, 15);
			until(50);
			hand(CARRIER, SHOP, journey.id, 0, None);
			journey.settle();
		});
	}

	#[test]
	fn a_device_that_failed_is_replaced_and_its_owner_answers_up_to_then() {
		run_with_fish(|| {
			let mut journey = on_the_way();
			for ten in 0..2 {
				journey.say(ten * 10, 4);
			}
			until(20);
			let device = journey.stream.device;
			Registry::edit(&device, |record| record.status = DeviceStatus::Revoked);
			let status = DeviceStatus::Revoked;
			<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&device, &FARMER, status);
			until(30);
			let (new, mut other) = (logger(2, CARRIER), Archive::default());
			all_agree(&journey, new);
			other.say(new, START + 30_000, &[4; 10]);
			until(50);
			hand(CARRIER, SHOP, journey.id, 0, None);
			other.say(new, START + 40_000, &[4; 20]);
			journey.show_begin();
			assert_ok!(show(SHOP, journey.trade, &other, 0));
			assert_eq!(losses(&journey), [10_000, 0, 0], "the farm's");
		});
	}

	#[test]
	fn a_witness_may_take_over() {
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			let (new, mut other) = (logger(2, FARMER), Archive::default());
			let kind = StayKind::Witness;
			assert_ok!(Lifecycle::attach(signed(FARMER), journey.id, new, kind));
			assert_ok!(Lifecycle::lend(signed(FARMER), new.device, CARRIERS, Millis(u64::MAX)));
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
			for ten in 0..3 {
				journey.say(ten * 10, 4);
				other.say(new, START + ten * 10_000, &[4; 10]);
			}
			until(30);
			all_agree(&journey, new);
			let kinds = Lifecycle::stays(journey.id).into_iter().map(|stay| (stay.kind, stay.to));
			let now = Some(Millis(START + 30_000));
			let counting = StayKind::Counting;
			let expected = [(counting, now), (kind, now), (counting, None)];
			assert_eq!(kinds.collect::<Vec<_>>(), expected);
			other.say(new, START + 30_000, &[20; 10]);
			until(50);
			hand(CARRIER, SHOP, journey.id, 0, None);
			other.say(new, START + 40_000, &[4; 20]);
			journey.show_begin();
			assert_ok!(show(SHOP, journey.trade, &other, 3));
			assert_eq!(losses(&journey), [0, 10_000, 0]);
		});
	}

	#[test]
	fn a_cold_logger_that_is_put_to_warm_goods_says_nothing_of_before() {
		run_with_fish(|| {
			let mut journey = on_the_way();
			for ten in 0..3 {
				journey.say(ten * 10, 20);
			}
			// It lay in a fridge until the swap, and then said nothing for a while. For another asset it
			// counts what it says.
			let (new, mut other) = (logger(2, CARRIER), Archive::default());
			let [spare] = units(CARRIER);
			attach(CARRIER, spare, new);
			other.say(new, START + 21_000, &[4; 9]);
			until(30);
			all_agree(&journey, new);
			other.say(new, START + 45_000, &[4; 2]);
			until(50);
			hand(CARRIER, SHOP, journey.id, 0, None);
			other.say(new, START + 47_000, &[4; 5]);
			journey.show_begin();
			assert_ok!(show(SHOP, journey.trade, &other, 1));
			// Warm from 10 s to 30 s, and then unknown to 45 s.
			assert_eq!(losses(&journey), [0, 20_000 + 15_000, 0]);
		});
	}

	#[test]
	fn a_logger_that_never_speaks_after_a_swap_is_silent_from_then_on() {
		run_with_fish(|| {
			let mut journey = on_the_way();
			for ten in 0..3 {
				journey.say(ten * 10, 4);
			}
			let (new, mut other) = (logger(2, CARRIER), Archive::default());
			let [spare] = units(CARRIER);
			attach(CARRIER, spare, new);
			other.say(new, START + 20_000, &[4; 10]);
			until(30);
			all_agree(&journey, new);
			until(50);
			hand(CARRIER, SHOP, journey.id, 0, None);
			journey.show_begin();
			// The shop has the logger. Its last reading, of 29 s, stands for nothing.
			assert_eq!(losses(&journey), [0, 0, 20_000]);
		});
	}

	#[test]
	fn the_tail_of_the_old_logger_is_the_custodians() {
		run_with_fish(|| {
			let mut journey = on_the_way();
			for ten in 0..2 {
				journey.say(ten * 10, 4);
			}
			until(30);
			let (new, mut other) = (logger(2, CARRIER), Archive::default());
			all_agree(&journey, new);
			// Nor at the moment of the swap, when nobody could say which comes first.
			let terms = Terms { agreed: 1_000, ..terms(journey.id) };
			assert_ok!(Lifecycle::offer_custody(signed(CARRIER), journey.id, RIVALS, terms));
			let same = accept(RIVAL, journey.id, terms, Receipt::default());
			assert_noop!(same, Error::<Test>::BeforeLastEvent);
			Clock::pass(1);
			assert_ok!(accept(RIVAL, journey.id, terms, Receipt::default()));
			other.say(new, START + 30_000, &[4; 10]);
			until(50);
			hand(RIVAL, SHOP, journey.id, 0, None);
			other.say(new, START + 40_000, &[4; 20]);
			journey.show_begin();
			assert_ok!(show(SHOP, journey.trade, &other, 0));
			// From 21 s to 30 s.
			assert_eq!(losses(&journey), [0, 9_000, 0, 0]);
		});
	}

	/// How warm goods were for each second, and when the logger that was with them was changed.
	#[derive(Clone, Debug)]
	struct Life {
		goods: Vec<bool>,
		/// The lengths of the runs of both loggers.
		runs: [Vec<usize>; 2],
		swapped: u64,
	}

	fn life() -> impl Strategy<Value = Life> {
		let runs = || prop::collection::vec(1usize..15, 30);
		(prop::collection::vec(any::<bool>(), 60), [runs(), runs()], 11_001u64..49_999)
			.prop_map(|(goods, runs, swapped)| Life { goods, runs, swapped })
	}

	/// Has a logger say what it measured: of the goods while it was with them, and of a fridge otherwise.
	fn say_all(
		stream: StreamId,
		archive: &mut Archive,
		lengths: &[usize],
		with_goods: impl Fn(usize) -> Option<bool>,
	) {
		let mut second = 0;
		for length in lengths {
			let length = if second < 10 { 10 } else { *length };
			let seconds = second..(second + length).min(60);
			if seconds.is_empty() {
				break;
			}
			let warm = |second| if with_goods(second).unwrap_or(false) { 20 } else { 4 };
			let values: Vec<_> = seconds.clone().map(warm).collect();
			archive.say(stream, START + second as u64 * 1_000, &values);
			second = seconds.end;
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(300))]

		#[test]
		fn no_swap_makes_goods_look_better(life in life()) {
			run_with_fish(|| {
				let mut journey = on_the_way();
				let (new, mut other) = (logger(2, CARRIER), Archive::default());
				let [spare] = units(CARRIER);
				Clock::set(START);
				attach(CARRIER, spare, new);
				Clock::set(START + life.swapped);
				all_agree(&journey, new);
				until(60);
				let second = life.swapped as usize / 1_000;
				let goods = &life.goods;
				let old = |at: usize| (at <= second).then(|| goods[at]);
				say_all(journey.stream, &mut journey.archive, &life.runs[0], old);
				say_all(new, &mut other, &life.runs[1], |at| (at > second).then(|| goods[at]));
				let terms = Terms { agreed: 0, at: Some(Millis(START + 50_000)), ..terms(journey.id) };
				hand_over(CARRIER, SHOP, journey.id, terms);
				for archive in [&journey.archive, &other] {
					for number in 0..archive.0.len() {
						let shown = show(SHOP, journey.trade, archive, number);
						if shown == Err(Error::<Test>::TooManyShown.into()) {
							assert_ok!(show(FARMER, journey.trade, archive, number));
						}
					}
				}
				let warm = goods[10..50].iter().filter(|warm| **warm).count() as u128 * 1_000;
				let losses = losses(&journey);
				// But for the run in which the goods were delivered, of which the least counts.
				let last = other.0.iter().find(|leaf| leaf.covers(START + 50_000));
				let cut = last.map_or(0, |leaf| START + 50_000 - leaf.before.until.max(START + life.swapped));
				prop_assert!(losses.iter().sum::<u128>() + u128::from(cut) >= warm, "{losses:?} {warm} {cut}");
				Ok(())
			})?;
		}
	}
}

#[test]
fn trades_that_are_not_final_are_listed() {
	run_with_fish(|| {
		assert_eq!(Lifecycle::trades(None, 10), []);
		let journey = Journey::run(None, &[4; 6]);
		assert_eq!(Lifecycle::trades(None, 10), [journey.trade]);
		assert_eq!(Lifecycle::trades(Some(journey.trade), 10), []);
		assert_eq!(Lifecycle::trades(None, 0), []);
		journey.settle();
		assert_eq!(Lifecycle::trades(None, 10), []);
	});
}

mod showing {
	use super::*;

	/// A run with one warm reading of five.
	const MIXED: [i64; 5] = [4, 4, 20, 4, 4];

	fn tree(start: u64, values: &[i64]) -> RunTree {
		let readings = (start..).step_by(1_000).zip(values);
		let leaves: Vec<Read> =
			readings.map(|(time, value)| Reading::plain(time, *value).into()).collect();
		RunTree::build::<Native>(CHANNEL, LIMITS, &leaves).expect("small").expect("some")
	}

	/// A journey from 10 s to 50 s with mixed runs of five seconds.
	fn journey() -> (Journey, Vec<RunTree>) {
		let mut journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, Some(BOND));
		until(50);
		hand(CARRIER, SHOP, journey.id, 0, None);
		let mut trees = vec![];
		for five in 0..11 {
			let start = START + five * 5_000;
			journey.archive.say(journey.stream, start, &MIXED);
			trees.push(tree(start, &MIXED));
		}
		until(60);
		(journey, trees)
	}

	fn open(journey: &Journey, who: AccountId, number: usize, tree: &RunTree) -> DispatchResult {
		let opening = Opening::full(tree).expect("five readings");
		let proof = Box::new(journey.archive.proof(number));
		Lifecycle::show(signed(who), journey.trade, proof, opening)
	}

	fn loss(journey: &Journey) -> u128 {
		journey.pricing().intervals[1].loss
	}

	#[test]
	fn readings_make_the_charge_exact_in_whichever_order() {
		let mut ends = vec![];
		for reverse in [false, true] {
			ends.push(run_with_fish(|| {
				let (journey, trees) = journey();
				let mut losses = vec![];
				let mut numbers: Vec<_> = (1..11).collect();
				if reverse {
					numbers.reverse();
				}
				for number in [2, 10] {
					// Where the trade begins, and the newest.
					let _ = show(SHOP, journey.trade, &journey.archive, number);
				}
				losses.push(loss(&journey));
				for number in numbers {
					let opened = open(&journey, FARMER, number, &trees[number]);
					if number == 1 {
						assert_eq!(
							opened,
							Err(Error::<Test>::WrongLeaf.into()),
							"before the trade"
						);
						continue;
					}
					assert_ok!(opened);
					assert_ok!(open(&journey, CARRIER, number, &trees[number]));
					losses.push(loss(&journey));
				}
				assert!(losses.is_sorted_by(|before, after| before >= after), "{losses:?}");
				*losses.last().expect("some")
			}));
		}
		// One second of five, from the tenth second to the fiftieth.
		assert_eq!(ends, [8_000, 8_000]);
	}

	#[test]
	fn what_showing_would_change_is_known_before() {
		run_with_fish(|| {
			let (journey, trees) = journey();
			let pair = |number: usize| {
				let opening = Opening::full(&trees[number]).expect("five readings");
				(journey.archive.proof(number), opening)
			};
			let with = |pairs| Lifecycle::pricing_with(journey.trade, pairs).expect("delivered");
			let nothing = journey.pricing();
			assert_eq!(with(vec![]), nothing);
			// What would be refused is left out: before the trade, and of another run.
			let other =
				(journey.archive.proof(4), Opening::full(&trees[5]).expect("five readings"));
			assert_eq!(with(vec![pair(1), other]), nothing);

			let mut pairs = vec![];
			for (number, tree) in trees.iter().enumerate().skip(2) {
				pairs.push(pair(number));
				let expected = with(pairs.clone());
				assert_eq!(with(vec![pair(number)]), with(vec![pair(number), pair(number)]));
				assert_ok!(open(&journey, FARMER, number, tree));
				assert_eq!(journey.pricing(), expected, "{number}");
				assert_eq!(with(pairs.clone()), expected, "shown already");
			}
			let numbers: Vec<_> =
				Lifecycle::shown(journey.trade).iter().map(|l| l.number).collect();
			assert_eq!(numbers.len(), 9);
			assert!((2..11).all(|number| numbers.contains(&number)));
		});
	}

	#[test]
	fn another_runs_nodes_are_refused() {
		run_with_fish(|| {
			let (journey, trees) = journey();
			assert_noop!(open(&journey, FARMER, 3, &trees[4]), Error::<Test>::BadOpening);
			let mut forged = journey.archive.proof(3);
			forged.leaf.root = trees[4].run().root;
			let opening = Opening::full(&trees[4]).expect("five readings");
			let shown = Lifecycle::show(signed(FARMER), journey.trade, Box::new(forged), opening);
			assert_noop!(shown, Error::<Test>::WrongLeaf);
			assert_noop!(open(&journey, RIVAL, 3, &trees[3]), Error::<Test>::NotParty);
			assert_ok!(open(&journey, FARMER, 3, &trees[3]));
		});
	}

	#[test]
	fn what_is_shown_is_paid_for_and_gone_with_the_trade() {
		run_with_fish(|| {
			let (journey, trees) = journey();
			let before = held(&CARRIER);
			assert_ok!(open(&journey, CARRIER, 3, &trees[3]));
			assert_eq!(held(&CARRIER), before + 10 + Lifecycle::shown_footprint().size);
			assert_ok!(open(&journey, CARRIER, 3, &trees[3]));
			assert_eq!(held(&CARRIER), before + 10 + Lifecycle::shown_footprint().size);
			Clock::pass(DATA + WINDOW + 1);
			assert_noop!(open(&journey, CARRIER, 4, &trees[4]), Error::<Test>::TradeOver);
			assert_ok!(settle(journey.trade));
			assert_eq!(held(&CARRIER), before);
			assert_eq!(ShownLeaves::<Test>::iter_keys().count(), 0);
		});
	}

	#[test]
	fn one_side_cannot_take_the_others_room() {
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 2, None);
			until(40);
			hand(CARRIER, RIVAL, journey.id, 2, None);
			until(70);
			hand(RIVAL, CARRIER, journey.id, 2, None);
			until(100);
			hand(CARRIER, SHOP, journey.id, 0, None);
			for second in 0..60 {
				journey.archive.say(journey.stream, START + second * 2_000, &[4, 4]);
			}
			let mut shown = 0;
			for number in 6..35 {
				match show(CARRIER, journey.trade, &journey.archive, number) {
					Ok(()) => shown += 1,
					Err(refused) => assert_eq!(refused, Error::<Test>::TooManyShown.into()),
				}
			}
			assert_eq!(shown, 24, "four for each of two legs, and all that carriers share");
			for number in 35..39 {
				assert_ok!(show(RIVAL, journey.trade, &journey.archive, number));
			}
			let full = show(RIVAL, journey.trade, &journey.archive, 39);
			assert_noop!(full, Error::<Test>::TooManyShown);
			// What somebody has shown takes nobody else's room.
			assert_ok!(show(CARRIER, journey.trade, &journey.archive, 38));
			assert_ok!(show(FARMER, journey.trade, &journey.archive, 40));
			assert_ok!(show(SHOP, journey.trade, &journey.archive, 41));
		});
	}

	#[test]
	fn an_excursion_just_before_a_hand_over_stays_with_the_giver_once_it_is_shown() {
		run_with_fish(|| {
			let mut journey = Journey::begin(FARMER);
			until(10);
			hand(FARMER, CARRIER, journey.id, 1, Some(BOND));
			until(30);
			hand(CARRIER, RIVAL, journey.id, 1, Some(BOND));
			until(50);
			hand(RIVAL, SHOP, journey.id, 0, None);
			// One run covers the hand-over at 30 s: warm from 20 s to 29 s, then cold to 40 s.
			let values: Vec<_> = [20; 10].into_iter().chain([4; 11]).collect();
			journey.archive.say(journey.stream, START, &[4; 20]);
			journey.archive.say(journey.stream, START + 20_000, &values);
			journey.archive.say(journey.stream, START + 41_000, &[4; 15]);
			until(60);
			for number in [0, 1] {
				assert_ok!(show(RIVAL, journey.trade, &journey.archive, number));
			}
			let [carrier, rival] = [1, 2].map(|at| journey.pricing().intervals[at].loss);
			assert_eq!((carrier, rival), (10_000, 10_000), "all may have been warm");
			let tree = tree(START + 20_000, &values);
			assert_ok!(open(&journey, RIVAL, 1, &tree));
			let [carrier, rival] = [1, 2].map(|at| journey.pricing().intervals[at].loss);
			assert_eq!((carrier, rival), (10_000, 0));
		});
	}
}

mod random {
	use super::*;
	use proptest::prelude::*;

	/// A life of a trade, with each party silent or not.
	#[derive(Clone, Debug)]
	struct Life {
		funds: bool,
		/// Whether it is the rival, for how long, with which bond, who keeps the logger, and whether all
		/// agree to another one then.
		carriers: Vec<(bool, u64, Option<u128>, bool, bool)>,
		delivers: bool,
		buyer_carries: bool,
		values: Vec<Option<i64>>,
		shows: Vec<(usize, usize)>,
		appeals: Option<usize>,
		decides: Option<u64>,
		short: u64,
		/// Whether what was refused is brought back.
		returns: bool,
	}

	fn life() -> impl Strategy<Value = Life> {
		(
			prop::bool::weighted(0.9),
			prop::collection::vec(
				(
					any::<bool>(),
					1u64..30,
					prop::option::of(1u128..1_500_000),
					any::<bool>(),
					any::<bool>(),
				),
				0..4,
			),
			prop::bool::weighted(0.8),
			prop::bool::weighted(0.2),
			prop::collection::vec(prop::option::weighted(0.8, -5i64..30), 0..14),
			prop::collection::vec((0..4usize, 0..14usize), 0..12),
			prop::option::weighted(0.3, 0..4usize),
			prop::option::of(0u64..1_000_000),
			0u64..4,
			any::<bool>(),
		)
			.prop_map(
				|(
					funds,
					carriers,
					delivers,
					buyer_carries,
					values,
					shows,
					appeals,
					decides,
					short,
					returns,
				)| Life {
					funds,
					carriers,
					delivers,
					buyer_carries,
					values,
					shows,
					appeals,
					decides,
					short,
					returns,
				},
			)
	}

	const WHO: [AccountId; 4] = [FARMER, CARRIER, SHOP, RIVAL];

	/// Lives it, and says how often somebody had to call `settle_trade`.
	fn live(life: Life) -> usize {
		purses();
		let [id] = fish();
		let stream = logger(1, FARMER);
		attach(FARMER, id, stream);
		assert_ok!(offer_trade(id, trade_terms()));
		let trade = Lifecycle::open_trade(id).expect("it was offered");
		if life.funds {
			assert_ok!(Lifecycle::fund(signed(SHOP), trade));
			move_goods(&life, id, trade, stream);
		}
		let streams = trade_of(trade).map(|trade| trade.streams).unwrap_or_default();
		let streams = streams.into_iter().map(|watching| watching.stream).chain([stream]);
		let mut archives: Vec<_> = streams.map(|stream| (stream, Archive::default())).collect();
		archives.dedup_by_key(|(stream, _)| *stream);
		for (ten, value) in life.values.iter().enumerate() {
			for (stream, archive) in &mut archives {
				if let Some(value) = value.filter(|_| Tallies::<Test>::contains_key(*stream)) {
					archive.say(*stream, START + ten as u64 * 10_000, &[value; 10]);
				}
			}
		}
		for (who, number) in life.shows {
			for (_, archive) in &archives {
				if number < archive.0.len() {
					let _ = show(WHO[who].clone(), trade, archive, number);
				}
			}
		}
		Lifecycle::do_try_state().expect("the properties hold on the way");
		if let Some(pricing) = Lifecycle::pricing(trade) {
			assert!(pricing.price <= PRICE && pricing.paid <= PRICE);
		}
		if let Some(by) = life.appeals {
			if trade_of(trade).is_some_and(|trade| trade.state == TradeState::Moving) {
				Clock::set(START + 3 * HOUR + 1);
			}
			let _ = Lifecycle::appeal(signed(WHO[by].clone()), trade);
		}
		let mut calls = 0;
		let mut waited = 0;
		while let Some(record) = trade_of(trade) {
			if settle(trade).is_ok() {
				calls += 1;
				if let (Some(escrow), Some(amount)) = (record.escrow, life.decides) {
					let _ = Escrows::decide(escrow, amount);
				}
			} else {
				Clock::pass(HOUR);
				waited += 1;
			}
			assert!(waited <= 3 + 3 + 2 + 3 + 2, "the terms bound it");
		}
		calls
	}

	fn trade_of(trade: TradeId) -> Option<TradeOf<Test>> {
		Lifecycle::trade(trade)
	}

	fn move_goods(life: &Life, id: AssetId, trade: TradeId, mut stream: StreamId) {
		let mut holder = FARMER;
		let mut second = 5;
		for (seed, (rival, seconds, bond, gives, swaps)) in (2u8..).zip(&life.carriers) {
			let next = if *rival { RIVAL } else { CARRIER };
			if next == holder {
				continue;
			}
			until(second);
			let keeper = if *gives { Keeper::Giver } else { Keeper::Taker };
			let terms = Terms { agreed: 1_000, keeper, ..terms(id) };
			assert_ok!(Lifecycle::offer_custody(signed(holder.clone()), id, org_of(&next), terms));
			if let Some(amount) = bond {
				let _ = Lifecycle::post_bond(signed(next.clone()), trade, *amount);
			}
			second += 1;
			until(second);
			assert_ok!(accept(next.clone(), id, terms, Receipt::default()));
			holder = next;
			second += seconds;
			if *swaps {
				until(second);
				let new = logger(seed, holder.clone());
				for who in [FARMER, SHOP, holder.clone()] {
					assert_ok!(Lifecycle::swap_stream(signed(who), trade, stream, new));
				}
				stream = new;
				second += 1;
			}
		}
		if life.delivers {
			until(second);
			let agreed = if life.buyer_carries { 1_000 } else { 0 };
			let terms = Terms { agreed, ..terms(id) };
			assert_ok!(Lifecycle::offer_custody(signed(holder), id, SHOPS, terms));
			let receipt = Receipt { damaged: life.short, ..Default::default() };
			assert_ok!(accept(SHOP, id, terms, receipt));
			for refused in trade_of(trade).expect("it is there").refused {
				let custodian = super::super::holder(refused.asset).custodian;
				if let Some(from) = WHO.into_iter().find(|who| org_of(who) == custodian) {
					if life.returns {
						hand(from, FARMER, refused.asset, 0, None);
					}
				}
			}
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(200))]

		#[test]
		fn money_is_conserved_and_every_trade_ends(life in life()) {
			run_with_fish(|| {
				let funds = life.funds;
				let calls = live(life.clone());
				prop_assert!((1..=3).contains(&calls), "{calls} calls");
				let gained = gained();
				prop_assert_eq!(gained.iter().sum::<i64>(), 0, "{:?}", gained);
				let [seller, carrier, buyer, rival] = gained;
				prop_assert!(seller >= 0 && buyer <= 0 && buyer >= -(PRICE as i64));
				prop_assert!(carrier <= 0 && rival <= 0 && (funds || gained == [0; 4]));
				prop_assert_eq!(held(&SHOP) + held(&CARRIER) + held(&RIVAL) > 1 << 40, false);
				Ok(())
			})?;
		}
	}
}

#[test]
fn the_second_policy_counts_with_its_weight() {
	run_with_fish(|| {
		purses();
		let [id] = fish();
		let (stream, mut archive) = (logger(1, FARMER), Archive::default());
		attach(FARMER, id, stream);
		let weights = [(WARM, 1), (COLD, 3)];
		let policies = weights.map(|(policy, weight)| Weighted { policy, weight });
		let policies = policies.to_vec().try_into().expect("two");
		assert_ok!(offer_trade(id, TradeTerms { policies, ..trade_terms() }));
		let trade = Lifecycle::open_trade(id).expect("it was offered");
		assert_ok!(Lifecycle::fund(signed(SHOP), trade));
		assert_eq!(super::trades::trade(trade).escrow, Some(EscrowId(0)));
		assert_ok!(Lifecycle::pick_up(signed(FARMER), trade, 0));
		until(30);
		hand(FARMER, SHOP, id, 0, None);
		for (ten, value) in [20, -5, 4, 4].into_iter().enumerate() {
			archive.say(stream, START + ten as u64 * 10_000, &[value; 10]);
		}
		assert_ok!(show(SHOP, trade, &archive, 0));
		let pricing = Lifecycle::pricing(trade).expect("it is delivered");
		// Ten seconds too warm, and ten too cold, which count three times.
		assert_eq!(pricing.intervals[1].loss, 10_000 + 30_000);
	});
}

#[test]
fn a_delivery_that_is_dated_back_leaves_the_whole_window() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		until(10);
		hand(FARMER, CARRIER, journey.id, 2, None);
		Clock::set(START + 3 * HOUR);
		let at = Some(Millis(START + 20_000));
		let terms = Terms { agreed: 0, at, ..terms(journey.id) };
		assert_ok!(Lifecycle::offer_custody(signed(CARRIER), journey.id, SHOPS, terms));
		assert_ok!(accept(SHOP, journey.id, terms, Receipt::default()));
		assert_eq!(trade(journey.trade).legs[0].to, at);
		Clock::pass(DATA + WINDOW);
		assert_noop!(settle(journey.trade), Error::<Test>::TradeRuns);
		Clock::pass(1);
		assert_ok!(settle(journey.trade));
	});
}

#[test]
fn no_leg_ends_before_it_began() {
	run_with_fish(|| {
		let journey = Journey::begin(FARMER);
		until(60);
		assert_ok!(Lifecycle::pick_up(signed(FARMER), journey.trade, 0));
		let terms = Terms { agreed: 0, at: Some(Millis(START + 1_000)), ..terms(journey.id) };
		assert_ok!(Lifecycle::offer_custody(signed(FARMER), journey.id, SHOPS, terms));
		let accepted = accept(SHOP, journey.id, terms, Receipt::default());
		assert_noop!(accepted, Error::<Test>::BeforeLastEvent);
	});
}

#[test]
fn settling_pays_for_the_legs_streams_and_leaves_that_there_are() {
	use crate::WeightInfo as _;
	use frame::deps::frame_support::dispatch::GetDispatchInfo;
	type Measured = <Test as crate::Config>::WeightInfo;
	run_with_fish(|| {
		let Journey { trade, archive, .. } = Journey::run(Some(BOND), &[9, 9, 9, 9, 9]);
		assert_ok!(show(FARMER, trade, &archive, 1));
		Clock::pass(DATA + WINDOW + 1);
		let call = RuntimeCall::Lifecycle(crate::Call::settle_trade { trade });
		let first = call.get_dispatch_info().call_weight;
		let used = call.dispatch(signed(STRANGER)).expect("it is due").actual_weight;
		// The asset's own stay still uses the tally. Nobody asks an arbiter, or has stopped the goods.
		let database: frame::deps::frame_support::weights::RuntimeDbWeight =
			<Test as frame_system::Config>::DbWeight::get();
		let offers = database.reads_writes(2, 4);
		let expected = Measured::settle_small_trade(1, 1, 1).saturating_add(offers);
		assert_eq!(used, Some(expected));
		assert!(first.all_gte(Measured::settle_trade(MAX_LEGS, MAX_WATCHINGS, MAX_LEAVES)));
	});
}

#[path = "attack.rs"]
mod attack;
