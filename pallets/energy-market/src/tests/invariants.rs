//! Whatever anybody calls in whatever order, the properties hold.

use super::{
	meters::say_of,
	readings::{readings, root, Read},
	*,
};
use proptest::{prelude::*, test_runner::TestRunner};
use std::collections::BTreeMap;
use tallystick_primitives::{Facts, StreamId};

/// A few of each, so that calls meet.
const SUPPLIERS: [AccountId; 2] = [NORTH, SOUTH];
const ORGS: [OrgId; 2] = [NORTHS, SOUTHS];

#[derive(Clone, Debug)]
enum Step {
	/// Slots pass; the chain may stand still for long.
	Pass(u64),
	Block,
	Standing {
		org: usize,
		suspend: bool,
	},
	Note(usize),
	Publish {
		who: usize,
		ahead: u64,
		value: i64,
		count: usize,
	},
	Offer {
		who: usize,
		availability: u8,
		follows: bool,
		ahead: u64,
	},
	Revise {
		who: usize,
		tariff: u32,
		follows: bool,
		ahead: u64,
	},
	EndTariff {
		who: usize,
		tariff: u32,
		ahead: u64,
	},
	Terms {
		defaults: Vec<u32>,
		ahead: u64,
	},
	Propose {
		seed: u8,
	},
	Confirm {
		seed: u8,
	},
	Replace {
		seed: u8,
		ahead: u64,
	},
	/// A device reports a run that ended so many slots ago.
	Say {
		seed: u8,
		slots: u64,
		length: u64,
	},
	/// Somebody shows the readings of the oldest segment of a point that can be shown, or a little less.
	Show {
		seed: u8,
		left_out: usize,
	},
	Close {
		seed: u8,
		by_operator: bool,
	},
	Request {
		seed: u8,
		tariff: u32,
		ahead: u64,
	},
	Accept {
		seed: u8,
	},
	Withdraw {
		seed: u8,
	},
	End {
		seed: u8,
		by: usize,
		ahead: u64,
	},
	/// The first period without a final account, or a later one.
	Settle {
		seed: u8,
		later: u64,
	},
	/// A supplier funds its float, or withdraws from it.
	Float {
		who: usize,
		amount: i64,
	},
	/// Somebody pays into a point's margin, and what is open is paid.
	Pay {
		seed: u8,
		amount: u64,
	},
	/// An owner takes out all that is free.
	Empty {
		seed: u8,
	},
	Forgive {
		seed: u8,
		amount: u64,
	},
	Forget {
		tariff: u32,
		seed: u8,
		ahead: u64,
	},
}

fn step() -> impl Strategy<Value = Step> {
	// Around the horizon, where things are refused and are not.
	let near = || prop_oneof![4 => HORIZON - 2..HORIZON + 12, 1 => 0..200u64];
	let tariff = || 0..5u32;
	let seed = || 1..4u8;
	prop_oneof![
		4 => prop_oneof![6 => 0..20u64, 2 => 20..120u64, 1 => 1_000..1_400u64].prop_map(Step::Pass),
		2 => Just(Step::Block),
		2 => (0..2usize, any::<bool>()).prop_map(|(org, suspend)| Step::Standing { org, suspend }),
		1 => (0..2usize).prop_map(Step::Note),
		4 => (0..3usize, near(), -1..2i64, 1..30usize).prop_map(|(who, ahead, value, count)| {
			Step::Publish { who, ahead, value, count }
		}),
		2 => (0..2usize, 0..3u8, any::<bool>(), near()).prop_map(
			|(who, availability, follows, ahead)| Step::Offer { who, availability, follows, ahead }
		),
		3 => (0..2usize, tariff(), any::<bool>(), near()).prop_map(
			|(who, tariff, follows, ahead)| Step::Revise { who, tariff, follows, ahead }
		),
		1 => (0..2usize, tariff(), near()).prop_map(|(who, tariff, ahead)| {
			Step::EndTariff { who, tariff, ahead }
		}),
		2 => (prop::collection::vec(tariff(), 1..4), near()).prop_map(|(defaults, ahead)| {
			Step::Terms { defaults, ahead }
		}),
		2 => seed().prop_map(|seed| Step::Propose { seed }),
		3 => seed().prop_map(|seed| Step::Confirm { seed }),
		2 => (seed(), 0..60u64).prop_map(|(seed, ahead)| Step::Replace { seed, ahead }),
		4 => (seed(), 0..120u64, 0..4u64).prop_map(|(seed, slots, length)| {
			Step::Say { seed, slots, length }
		}),
		3 => (seed(), prop_oneof![4 => Just(0), 1 => 0..3usize]).prop_map(|(seed, left_out)| {
			Step::Show { seed, left_out }
		}),
		1 => (seed(), any::<bool>()).prop_map(|(seed, by_operator)| {
			Step::Close { seed, by_operator }
		}),
		5 => (seed(), tariff(), near()).prop_map(|(seed, tariff, ahead)| {
			Step::Request { seed, tariff, ahead }
		}),
		3 => seed().prop_map(|seed| Step::Accept { seed }),
		1 => seed().prop_map(|seed| Step::Withdraw { seed }),
		2 => (seed(), 0..3usize, near()).prop_map(|(seed, by, ahead)| Step::End { seed, by, ahead }),
		8 => (seed(), prop_oneof![6 => Just(0), 1 => 0..4u64])
			.prop_map(|(seed, later)| Step::Settle { seed, later }),
		2 => (0..2usize, -3_000..9_000i64).prop_map(|(who, amount)| Step::Float { who, amount }),
		2 => (seed(), 1..9_000u64).prop_map(|(seed, amount)| Step::Pay { seed, amount }),
		1 => seed().prop_map(|seed| Step::Empty { seed }),
		1 => (seed(), 1..9_000u64).prop_map(|(seed, amount)| Step::Forgive { seed, amount }),
		2 => (tariff(), seed(), 0..300u64).prop_map(|(tariff, seed, ahead)| {
			Step::Forget { tariff, seed, ahead }
		}),
	]
}

fn version(follows: bool, rate: u64) -> Tariff {
	match follows {
		true => dynamic(IndexId(0), 700),
		false => flat(rate as i64, 10),
	}
}

/// What a register shows at the boundaries of slots.
fn registers(from: u64, to: u64) -> Vec<Read> {
	(from..=to).step_by(SLOT as usize).map(|time| (time, (time / SLOT) as i64)).collect()
}

fn owner(seed: u8) -> AccountId {
	HOMES[usize::from(seed)].clone()
}

fn perform(step: Step) -> DispatchResult {
	match step {
		Step::Pass(slots) => {
			Clock::pass(slots * SLOT);
			Ok(())
		},
		Step::Block => {
			poll();
			Ok(())
		},
		Step::Standing { org, suspend } => {
			match suspend {
				true => Orgs::suspend(ORGS[org]),
				false => Orgs::resume(ORGS[org]),
			}
			Ok(())
		},
		Step::Note(org) => bare(Market::note_standing(signed(STRANGER), ORGS[org])),
		Step::Publish { who, ahead: slots, value, count } => {
			publish(&BOURSES[who], IndexId(0), ahead(slots), &vec![value; count])
		},
		Step::Offer { who, availability, follows, ahead: slots } => {
			let default = Availability::Default(GRIDS);
			let availability =
				[Availability::OnRequest, Availability::Open, default][usize::from(availability)];
			let first = Box::new(version(follows, slots));
			let who = signed(SUPPLIERS[who].clone());
			Market::offer_tariff(who, name("t"), availability, NOTICE, ahead(slots), first)
		},
		Step::Revise { who, tariff, follows, ahead: slots } => {
			let next = Box::new(version(follows, slots));
			let who = signed(SUPPLIERS[who].clone());
			Market::publish_version(who, TariffId(tariff), ahead(slots), next)
		},
		Step::EndTariff { who, tariff, ahead: slots } => {
			let who = signed(SUPPLIERS[who].clone());
			Market::end_tariff(who, TariffId(tariff), ahead(slots))
		},
		Step::Terms { defaults, ahead: slots } => {
			let named = defaults.into_iter().filter_map(|tariff| {
				let supplier = Market::tariff(TariffId(tariff))?.supplier;
				Some(agreement(supplier, TariffId(tariff)))
			});
			let mut terms = zone_terms(named.collect());
			terms.charges.0[0].rate = Rate(slots as i64);
			Market::set_terms(signed(GRID), ZONE, ahead(slots), Box::new(terms))
		},
		Step::Propose { seed } => {
			let device = Device::new(1 + (seed + 1) % 2).id;
			let meter = Meter { device, import: 0, export: 1 };
			let point = point_id(seed);
			Market::propose_point(signed(owner(seed)), point, ZONE, meter, POWERS)
		},
		Step::Confirm { seed } => {
			let device = Device::new(1 + (seed + 1) % 2).id;
			let meter = Meter { device, import: 0, export: 1 };
			Market::confirm_point(signed(GRID), point_id(seed), owner(seed), meter, POWERS)
		},
		Step::Replace { seed, ahead: slots } => {
			let meter = meter(1 + (seed + slots as u8) % 4);
			replace_meter(point_id(seed), meter, ahead(slots))
		},
		Step::Say { seed, slots, length } => {
			let to = Market::timing().start(Slot(present().0.saturating_sub(slots))).0;
			let from = to - length * SLOT;
			let (device, channel) = (Device::new(seed).id, (slots % 2) as u16);
			say_of(device, channel, root(&registers(from, to)), Facts::NONE);
			Ok(())
		},
		Step::Show { seed, left_out } => {
			let waiting = Market::meters(point_id(seed)).into_iter().find_map(|metering| {
				let first =
					metering.import.pending.first().map(|own| (metering.import.channel, *own));
				let other =
					metering.export.pending.first().map(|own| (metering.export.channel, *own));
				let (channel, pending) = first.or(other)?;
				Some((StreamId { device: metering.device, channel }, pending))
			});
			let (stream, pending) = waiting.ok_or("nothing can be shown")?;
			let reads = registers(pending.first.at.0, pending.last.at.0);
			let reads = readings(&reads[left_out.min(reads.len())..]);
			let reads = reads.try_into().expect("not too many");
			bare(Market::show_readings(signed(STRANGER), point_id(seed), stream, reads))
		},
		Step::Close { seed, by_operator } => {
			let by = if by_operator { GRID } else { owner(seed) };
			Market::close_point(signed(by), point_id(seed))
		},
		Step::Request { seed, tariff, ahead: slots } => {
			let (who, tariff) = (signed(owner(seed)), TariffId(tariff));
			Market::request_contract(who, point_id(seed), tariff, ahead(slots))
		},
		Step::Accept { seed } => {
			let request = Market::request(point_id(seed)).ok_or("nothing is requested")?;
			let who = if request.agreement.supplier == NORTHS { NORTH } else { SOUTH };
			let tariff = request.agreement.tariff;
			Market::accept_contract(signed(who), point_id(seed), tariff, request.from)
		},
		Step::Withdraw { seed } => Market::withdraw_request(signed(owner(seed)), point_id(seed)),
		Step::End { seed, by, ahead: slots } => {
			let by = [owner(seed), NORTH, SOUTH][by].clone();
			Market::end_contract(signed(by), point_id(seed), ahead(slots))
		},
		Step::Settle { seed, later } => {
			let point = point_id(seed);
			let next = Market::settled(point).ok_or("it takes no part")?;
			let before = Market::statement(point, next);
			let period = Period(next.0 + later);
			bare(Market::settle(signed(STRANGER), point, period))?;
			let is_final = Market::settled(point) != Some(next);
			assert!(is_final || Market::reserve(point, period).is_some());
			let awaits = before.is_some_and(|before| !before.provisional.is_empty());
			assert!(!is_final || !awaits, "55: an account is final too soon");
			Ok(())
		},
		Step::Float { who, amount } => {
			let (who, by) = (signed(SUPPLIERS[who].clone()), amount.unsigned_abs());
			match amount < 0 {
				true => Market::withdraw_float(who, by),
				false => Market::fund_float(who, by),
			}
		},
		Step::Pay { seed, amount } => {
			Market::fund(signed(owner(seed)), point_id(seed), amount)?;
			let _ = Market::pay_debts(signed(STRANGER), point_id(seed));
			Ok(())
		},
		Step::Empty { seed } => {
			let point = point_id(seed);
			let free = Market::point(point).map_or(0, |point| point.free);
			Market::withdraw(signed(owner(seed)), point, free)
		},
		Step::Forgive { seed, amount } => {
			let debts = Market::debts(point_id(seed));
			let Debt { party, amount: open, .. } = debts.first().ok_or("nothing is open")?.clone();
			let who = match &party {
				_ if open < 0 => owner(seed),
				Party::Supplier(org) if *org == NORTHS => NORTH,
				Party::Supplier(_) => SOUTH,
				Party::Payee(account) => account.clone(),
			};
			Market::forgive(signed(who), point_id(seed), party, amount)
		},
		Step::Forget { tariff, seed, ahead: slots } => {
			let anybody = || signed(STRANGER);
			let past = present().0.saturating_sub(slots + RETENTION / SLOT);
			let period = Market::timing().period_of(Slot(past));
			let outcomes = [
				Market::forget_terms(anybody(), ZONE),
				Market::forget_versions(anybody(), TariffId(tariff)),
				Market::drop_tariff(anybody(), TariffId(tariff)),
				Market::drop_point(anybody(), point_id(seed)),
				Market::forget_readings(anybody(), point_id(seed)),
				Market::drop_reports(anybody(), IndexId(0), period),
			];
			outcomes.into_iter().find(Result::is_ok).map_or(Err("nothing to do".into()), bare)
		},
	}
}

/// What open slots cost, as it was seen first.
#[derive(Default)]
struct Observer {
	seen: BTreeMap<(PointId, Slot), Option<EnergyQuote>>,
	quotes: usize,
}

impl Observer {
	/// Property 9: what is in force in an open slot, and its price, stays.
	fn observe(&mut self) {
		let quote = |point, slot| {
			let quote = Market::quote(point, slot, WattHours(12_345));
			assert!(quote.as_ref().is_none_or(|quote| !quote.provisional));
			quote
		};
		self.seen.retain(|(_, slot), _| *slot >= Market::kept_from());
		for ((point, slot), before) in &self.seen {
			assert_eq!(quote(*point, *slot), *before, "9: an open slot changed");
		}
		for point in (1..4).map(point_id) {
			for slot in [ahead(0), ahead(HORIZON / 2), ahead(HORIZON - 1)] {
				self.seen.entry((point, slot)).or_insert_with(|| {
					let quote = quote(point, slot);
					self.quotes += usize::from(quote.is_some());
					quote
				});
			}
		}
	}
}

#[test]
fn the_properties_hold_over_any_session() {
	let config = cases(1_000, file!());
	let enough = 10 * config.cases as usize;
	let sessions = prop::collection::vec(step(), 1..60);
	let (mut quotes, mut done) = (0, BTreeMap::<String, usize>::new());
	let shared = core::cell::RefCell::new((&mut quotes, &mut done));
	let outcome = TestRunner::new(config).run(&sessions, |steps| {
		execute_with(|| {
			let issued = Balances::total_issuance();
			set_up();
			define_index();
			for (seed, who) in (1..3).zip(&HOMES[1..3]) {
				home(who.clone(), seed);
			}
			// One that asks for consent, so that requests wait.
			assert_ok!(offer(SOUTH, Availability::OnRequest, NOTICE, flat(280, 90)));
			pass(1);
			// The default follows an index, so that late values would show.
			let follows = Box::new(version(true, 0));
			let begin = ahead(HORIZON);
			assert_ok!(Market::publish_version(signed(NORTH), NORTH_BASIC, begin, follows));
			pass(HORIZON - 3);
			let mut observer = Observer::default();
			for step in steps {
				let kind = format!("{step:?}");
				let outcome =
					frame::deps::frame_support::storage::with_storage_layer(|| perform(step));
				if outcome.is_ok() {
					let kind = kind.split([' ', '(']).next().unwrap_or_default().to_owned();
					*shared.borrow_mut().1.entry(kind).or_default() += 1;
				}
				check();
				assert_eq!(Balances::total_issuance(), issued, "53: money is made or lost");
				observer.observe();
			}
			*shared.borrow_mut().0 += observer.quotes;
			Ok(())
		})
	});
	if let Err(error) = outcome {
		panic!("{error}");
	}
	// A test in which nothing succeeds shows nothing.
	assert!(quotes > enough, "only {quotes} quotes");
	assert_eq!(done.len(), 25, "{done:?}");
}
