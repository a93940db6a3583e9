//! Somebody knows all prices, tariffs and readings, and searches for the cheapest period: by what they trade, by the
//! tariff that they have, and by what they do not read. `TALLYSTICK_MARKETS` has it search longer.

mod common;

use common::{grid, pages};
use tallystick_market::{
	clear, Bill, Block, Blocks, Charge, ChargeKind, Charges, Dearest, Formula, Metered, Page,
	Parts, Position, Quality, Rates, Reading, Register, Run, Side, Step, Tariff, Terms, Tick,
};
use tallystick_records::{Millis, Price, Rate, WattHours};
use tallystick_world::Numbers;

const SLOT: u32 = 900_000;
/// Slots whose readings matter: one before the period, its own four, and one after it.
const SLOTS: usize = 6;
const PERIOD: core::ops::Range<usize> = 1..5;
/// The boundaries within them, each of which is read or not.
const INNER: u32 = SLOTS as u32 - 1;
const TICKS: u16 = 101;
const FLOOR: i64 = -20;
/// Where later blocks of a tariff begin.
const BLOCKS: [u64; 2] = [500, 1_500];

/// What is in force in a slot, and what its registers rise by.
#[derive(Clone)]
struct Slot {
	rates: Rates,
	price: Option<i64>,
	import: u64,
	export: u64,
	/// The other orders.
	book: Vec<Page>,
}

/// A customer's period.
struct Case {
	slots: Vec<Slot>,
	tariff: Tariff,
	charges: Charges<u8>,
	deviation: Price,
}

fn boundary(number: usize) -> Millis {
	Millis(number as u64 * u64::from(SLOT))
}

fn net(net: i64) -> Position {
	let (bought, sold) = (WattHours(net.max(0) as u64), WattHours((-net).max(0) as u64));
	Position { bought, sold }
}

impl Case {
	fn random(chance: &mut Numbers) -> Self {
		let rate = |chance: &mut Numbers| Rate(chance.below(70_000) as i64 - 10_000);
		let (charged, deviation) = (chance.below(9_000) as i64, 1 + chance.below(6) as i64);
		let first = rate(chance);
		let block = |above, rate| Block { above: WattHours(above), rate };
		let blocks = match chance.below(2) {
			0 => None,
			_ => {
				let more = BLOCKS.map(|above| block(above, rate(chance))).to_vec();
				Some(Blocks { first, more: more.try_into().unwrap() })
			},
		};
		let feed_in = Formula::Flat(Rate(0));
		let supply = blocks.map_or(Formula::Flat(first), Formula::Blocks);
		let is_by_blocks = matches!(supply, Formula::Blocks(_));
		let charge = Charge { kind: ChargeKind::Tax, rate: Rate(charged), payee: 0 };
		let slots = (0..SLOTS).map(|_| {
			let (other, feed_in) = (rate(chance), rate(chance));
			// By an index or a table, unless it is by blocks. More may be paid for feeding in than supply costs.
			let supply = if is_by_blocks { first } else { other };
			let book = random_book(chance);
			let cleared = clear(&grid(FLOOR, TICKS), &book, WattHours(u64::MAX));
			Slot {
				rates: Rates { supply, feed_in },
				price: cleared.map(|cleared| cleared.price.0),
				import: chance.below(900),
				export: if chance.below(2) == 0 { 0 } else { chance.below(900) },
				book,
			}
		});
		let slots = slots.collect();
		let charges = Charges::new([charge]).unwrap();
		Self { slots, tariff: Tariff { supply, feed_in }, charges, deviation: Price(deviation) }
	}

	/// What a register of which only some inner boundaries are read says of each slot of the period.
	fn read(&self, energy: fn(&Slot) -> u64, unread: u32) -> Vec<(u64, Quality)> {
		let mut register = 0;
		let mut runs = Vec::new();
		for number in 0..=SLOTS {
			let is_read = number == 0 || number == SLOTS || unread & 1 << (number - 1) == 0;
			if is_read {
				let read = Reading { at: boundary(number), register: WattHours(register) };
				runs.push(Run { meter: 0, first: read, last: read, doubtful: false });
			}
			register += self.slots.get(number).map_or(0, energy);
		}
		let register = Register::new(&runs, SLOT).unwrap();
		let register = register.within(boundary(PERIOD.start), boundary(PERIOD.end));
		let known = PERIOD.map(|slot| register.energy(boundary(slot), boundary(slot + 1)).unwrap());
		known.map(|interval| (interval.energy.0, interval.quality)).collect()
	}

	fn metered(&self, unread: u32) -> Vec<Metered> {
		let imports = self.read(|slot| slot.import, unread);
		let exports = self.read(|slot| slot.export, unread);
		let both = imports.into_iter().zip(exports);
		both.map(|(import, export)| Metered {
			import: WattHours(import.0),
			export: WattHours(export.0),
			quality: import.1.max(export.1),
		})
		.collect()
	}

	/// What the period costs, in thousandths.
	fn cost(&self, nets: &[i64], metered: &[Metered]) -> i128 {
		let own = || self.slots[PERIOD].iter().zip(metered);
		let terms = |slot: &Slot| Terms { rates: slot.rates, deviation: self.deviation };
		let estimated = own().filter(|(_, metered)| !metered.quality.is_measured());
		let dearest = estimated.fold(Dearest::default(), |all, (slot, _)| {
			all.with(&terms(slot), &self.charges, self.tariff.dearest(&slot.rates))
		});
		let (mut bill, mut supplied) = (Bill::new(&self.charges), 0);
		for ((slot, metered), net_of) in own().zip(nets) {
			// Without a price nothing was traded.
			let net = if slot.price.is_some() { net(*net_of) } else { Position::default() };
			let (parts, price) = (Parts::new(&net, metered), slot.price.map(Price));
			if metered.quality.is_measured() {
				bill.add(&parts, &terms(slot), price);
				supplied += parts.supplied.0;
			} else {
				bill.add_estimated(&parts, &terms(slot), price, &dearest);
			}
		}
		let rest = self.tariff.rest(WattHours(supplied)).map_or(0, |line| line.amount);
		bill.exact() + 1_000 * rest
	}

	/// The best of trading nothing, all that is imported, or all that is exported, in each slot. Where supply is by
	/// blocks, a part of an import can be better: one up to which the rest is supplied in the same block.
	fn honest(&self) -> (i128, Vec<i64>) {
		let metered = self.metered(0);
		let slots = &self.slots[PERIOD];
		let mut ascending: Vec<_> = (0..slots.len()).collect();
		ascending.sort_by_key(|number| slots[*number].price);
		let mut best = (i128::MAX, Vec::new());
		for sells in 0..1u32 << slots.len() {
			let is_seller = |number: usize| sells & 1 << number != 0;
			let mut nets: Vec<_> = (0..slots.len())
				.map(|number| if is_seller(number) { -(slots[number].export as i64) } else { 0 })
				.collect();
			let mut supplied: u64 = slots.iter().map(|slot| slot.import).sum();
			let mut consider = |nets: &[i64]| {
				let cost = self.cost(nets, &metered);
				if cost < best.0 {
					best = (cost, nets.to_vec());
				}
			};
			consider(&nets);
			// For as much as is supplied, the cheapest slots are those to buy in.
			for number in ascending.iter().copied().filter(|number| !is_seller(*number)) {
				let import = slots[number].import;
				for end in BLOCKS {
					if let Some(part) = supplied.checked_sub(end).filter(|part| *part < import) {
						nets[number] = part as i64;
						consider(&nets);
					}
				}
				nets[number] = import as i64;
				supplied -= import;
				consider(&nets);
			}
		}
		best
	}

	/// The cheapest that a descent finds from some trades on, slot by slot.
	fn descend(&self, mut nets: Vec<i64>, metered: &[Metered], chance: &mut Numbers) -> i128 {
		let mut best = self.cost(&nets, metered);
		loop {
			let before = best;
			for number in 0..nets.len() {
				let slot = &self.slots[PERIOD.start + number];
				let (import, export) = (slot.import as i64, slot.export as i64);
				let (told, back) =
					(metered[number].import.0 as i64, metered[number].export.0 as i64);
				let far = chance.below(4_000) as i64 - 2_000;
				let near = nets[number] + chance.below(9) as i64 - 4;
				for net in [
					0,
					import,
					import + 1,
					import - 1,
					-export,
					1 - export,
					-export - 1,
					import - export,
					told,
					-back,
					near,
					far,
				] {
					let kept = core::mem::replace(&mut nets[number], net);
					match self.cost(&nets, metered) {
						cost if cost < best => best = cost,
						_ => nets[number] = kept,
					}
				}
			}
			if best == before {
				return best;
			}
		}
	}

	/// What a slot's best order gains that moves its price, to the truthful one, in thousandths.
	fn gain_of_the_price(&self, slot: &Slot, chance: &mut Numbers) -> i128 {
		let metered = Metered {
			import: WattHours(slot.import),
			export: WattHours(slot.export),
			quality: Quality::Provided,
		};
		let cost = |side: Side, tick: u16, energy: u32| {
			let mut pages = slot.book.clone();
			let step = Step { tick: Tick(tick), energy };
			if energy > 0 {
				pages[usize::from(step.tick.page())].add(side, &step).unwrap();
			}
			let cleared = clear(&grid(FLOOR, TICKS), &pages, WattHours(u64::MAX));
			// Others at the same price come first.
			let filled = cleared.map_or(WattHours(0), |cleared| {
				let marginal = if side == Side::Buy { &cleared.bid } else { &cleared.ask };
				let is_last = step.tick == marginal.tick;
				let others = marginal.offered.0.saturating_sub(energy.into());
				cleared.fill(side, &step, WattHours(if is_last { others } else { 0 }))
			});
			let filled = if energy > 0 { filled.0 as i64 } else { 0 };
			let net = net(if side == Side::Buy { filled } else { -filled });
			let mut bill = Bill::new(&self.charges);
			let terms = Terms { rates: slot.rates, deviation: self.deviation };
			bill.add(&Parts::new(&net, &metered), &terms, cleared.map(|cleared| cleared.price));
			bill.exact()
		};
		let on_grid = |rate: Rate| (rate.0.div_euclid(1_000) - FLOOR).clamp(0, 100) as u16;
		let (supply, feed_in) = (slot.rates.supply, slot.rates.feed_in.min(slot.rates.supply));
		let none = cost(Side::Buy, 0, 0);
		let truthful = none.min(cost(Side::Buy, on_grid(supply), slot.import as u32)).min(cost(
			Side::Sell,
			on_grid(feed_in),
			slot.export as u32,
		));
		let mut best = truthful;
		for (side, energy) in [(Side::Buy, slot.import), (Side::Sell, slot.export)] {
			for _ in 0..60 {
				let part = [10, 50, 90, 100, 150][chance.below(5) as usize];
				let tick = chance.below(TICKS.into()) as u16;
				best = best.min(cost(side, tick, (energy * part / 100) as u32));
			}
		}
		truthful - best
	}
}

/// Two to eleven orders of others. Now and then nobody sells.
fn random_book(chance: &mut Numbers) -> Vec<Page> {
	let sides = 1 + chance.below(12) / 11;
	let count = 2 + chance.below(10);
	let steps: Vec<_> = (0..count)
		.map(|number| {
			let tick = chance.below(TICKS.into()) as u16;
			(sides > 1 || number % 2 == 0, tick, 100 + chance.below(1_900))
		})
		.collect();
	pages(&steps)
}

#[test]
fn no_trade_tariff_or_silence_beats_the_metered_position_at_the_price_as_it_came_out() {
	let markets = std::env::var("TALLYSTICK_MARKETS").ok();
	let markets = markets.map_or(2_000, |markets| markets.parse().unwrap());
	let mut chance = Numbers(26);
	let (mut silent_as_good, mut trades, mut by_blocks) = (0u32, 0u32, 0u32);
	let mut gains = Vec::new();
	for market in 0..markets {
		let case = Case::random(&mut chance);
		let (honest, nets) = case.honest();
		trades += u32::from(nets.iter().any(|net| *net != 0));
		by_blocks += u32::from(matches!(case.tariff.supply, Formula::Blocks(_)));
		// The line for later blocks is rounded by itself.
		let rounded = 1_000;
		for unread in 0..1 << INNER {
			let metered = case.metered(unread);
			let is_silent = metered.iter().any(|slot| !slot.quality.is_measured());
			let nothing = vec![0; PERIOD.len()];
			for from in [nets.clone(), nothing] {
				let found = case.descend(from, &metered, &mut chance);
				assert!(
					found + rounded >= honest,
					"market {market}, {unread:b}: {found}, {honest}"
				);
				silent_as_good += u32::from(is_silent && found <= honest);
			}
		}
		for slot in &case.slots[PERIOD] {
			let whole = i128::from(slot.import + slot.export) * 30_000;
			if whole > 0 {
				let gain = case.gain_of_the_price(slot, &mut chance);
				gains.push(gain as f64 * 100.0 / whole as f64);
			}
		}
	}
	// A search in which nobody trades shows nothing.
	assert!(trades > markets / 2 && by_blocks > markets / 4, "{trades}, {by_blocks}");
	gains.sort_by(f64::total_cmp);
	let at = |part: usize| gains[(gains.len() - 1) * part / 100];
	println!(
		"{markets} markets: silence cost nothing in {silent_as_good} of the searches. Whoever moves the price gained, in \
		percent of 30 a Wh: median {:.2}, 95 % below {:.2}, most {:.2}",
		at(50),
		at(95),
		at(100)
	);
}
