//! Trades and what they pay, for whoever settles them again: `UPDATE_VECTORS=1` writes the file.

use super::{
	tallies::{fish, logger, run_with_fish, Archive, CHANNEL, COLD, WARM},
	trades::trade_terms,
	*,
};
use serde_json::{json, to_value, Value};
use std::collections::{BTreeMap, BTreeSet};
use tallystick_primitives::{
	evidence::{run::RunTree, Leaf as Read, Native, Reading},
	DeviceStatus, OnDeviceChange,
};
use tallystick_world::LIMITS;

/// Random numbers that are the same each time.
struct Chance(u64);

impl Chance {
	fn below(&mut self, limit: u64) -> u64 {
		// Knuth's multiplier, and the upper bits.
		self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
		(self.0 >> 33) % limit
	}

	fn once_in(&mut self, times: u64) -> bool {
		self.below(times) == 0
	}
}

/// A logger, what it has measured, and what of that has come.
struct Logger {
	stream: StreamId,
	/// Until when it has measured.
	until: u64,
	/// Runs that are still to be sent.
	waiting: Vec<(u64, Vec<i64>)>,
	archive: Archive,
	/// The trees of the runs that were counted.
	trees: Vec<RunTree>,
	revoked: bool,
}

impl Logger {
	fn new(stream: StreamId, until: u64) -> Self {
		let (waiting, archive, trees) = Default::default();
		Self { stream, until, waiting, archive, trees, revoked: false }
	}

	/// Measures up to now, in runs of readings a second apart, of which some are lost.
	fn measure(&mut self, chance: &mut Chance) {
		while self.until + 1_000 < Clock::now() {
			let left = (Clock::now() - self.until) / 1_000;
			let count = (1 + chance.below(9)).min(left);
			let level = [4, 4, 20, -3][chance.below(4) as usize];
			let values = (0..count).map(|_| level + chance.below(3) as i64).collect();
			if !chance.once_in(4) {
				self.waiting.push((self.until, values));
			}
			self.until += count * 1_000;
		}
	}

	/// Sends some of it.
	fn send(&mut self, chance: &mut Chance, all: bool) {
		let count = match all {
			true => self.waiting.len(),
			false => chance.below(self.waiting.len() as u64 + 1) as usize,
		};
		if self.revoked || !Tallies::<Test>::contains_key(self.stream) {
			return;
		}
		for (start, values) in self.waiting.drain(..count) {
			self.archive.say(self.stream, start, &values);
			let readings = (start..).step_by(1_000).zip(values);
			let leaves: Vec<Read> =
				readings.map(|(time, value)| Reading::plain(time, value).into()).collect();
			let tree = RunTree::build::<Native>(CHANNEL, LIMITS, &leaves);
			self.trees.push(tree.expect("small").expect("some"));
		}
	}
}

/// Fish on its way, with one logger after another.
struct Journey {
	id: AssetId,
	trade: TradeId,
	holder: AccountId,
	loggers: Vec<Logger>,
	/// Which leaves were shown, with which opening.
	shown: BTreeMap<(StreamId, usize), Value>,
}

const HOURS: u64 = 3_600_000;

impl Journey {
	fn begin(chance: &mut Chance) -> Self {
		for who in [FARMER, CARRIER, SHOP, RIVAL] {
			Escrows::set_purse(who, 10_000_000);
		}
		let [id] = fish();
		// One of them has no part in the trade.
		let owners = [FARMER, SHOP, ACCREDITOR];
		let stream = logger(1, owners[chance.below(3) as usize].clone());
		let owner = Registry::owner(&stream.device).expect("it has one");
		if owner != FARMER {
			assert_ok!(Lifecycle::lend(signed(owner), stream.device, FARM, Millis(u64::MAX)));
		}
		super::tallies::attach(FARMER, id, stream);
		let weights = [(WARM, 1), (COLD, 2)];
		let policies = weights.map(|(policy, weight)| Weighted { policy, weight });
		let policies = policies.to_vec().try_into().expect("two");
		let price = 999_983;
		let terms = TradeTerms { policies, price, ..trade_terms() };
		assert_ok!(Lifecycle::offer_trade(signed(FARMER), id, SHOPS, Box::new(terms)));
		let trade = Lifecycle::open_trade(id).expect("it was offered");
		assert_ok!(Lifecycle::fund(signed(SHOP), trade));
		let loggers = vec![Logger::new(stream, START)];
		Self { id, trade, holder: FARMER, loggers, shown: BTreeMap::new() }
	}

	fn pass(&mut self, chance: &mut Chance, most: u64) {
		Clock::pass(1 + chance.below(most));
		let old = self.loggers.len() - 1;
		for (at, logger) in self.loggers.iter_mut().enumerate() {
			// What was replaced measures something else for some time.
			if at == old || chance.once_in(2) {
				logger.measure(chance);
				logger.send(chance, false);
			}
		}
	}

	/// Hands over. `None`: to the shop, which has it delivered.
	fn hand_over(&mut self, chance: &mut Chance, to: Option<AccountId>) {
		let keeper = if chance.once_in(2) { Keeper::Giver } else { Keeper::Taker };
		let agreed = if to.is_some() { 1 + chance.below(2_000) } else { 0 };
		// A carrier gives away no more than they have.
		let legs = Lifecycle::trade(self.trade).expect("it goes on").legs;
		let giver = legs.last().filter(|leg| leg.holder != FARM);
		let agreed = giver.map_or(agreed, |leg| agreed.min(leg.agreed));
		let terms = Terms { agreed, keeper, ..terms(self.id) };
		let carries = to.is_some();
		let to = to.unwrap_or(SHOP);
		let from = core::mem::replace(&mut self.holder, to.clone());
		assert_ok!(Lifecycle::offer_custody(signed(from), self.id, org_of(&to), terms));
		if carries && !chance.once_in(3) {
			let amount = u128::from(1 + chance.below(600_000));
			let _ = Lifecycle::post_bond(signed(to.clone()), self.trade, amount);
		}
		Clock::pass(1 + chance.below(3_000));
		let damaged = u64::from(chance.once_in(6));
		let quantity = asset(self.id).quantity;
		let damaged = if quantity > 1 { damaged } else { 0 };
		assert_ok!(accept(to, self.id, terms, Receipt { damaged, ..Default::default() }));
	}

	fn swap(&mut self, chance: &mut Chance) {
		let seed = self.loggers.len() as u8 + 1;
		let new = logger(seed, self.holder.clone());
		let mut next = Logger::new(new, Clock::now() - chance.below(4_000));
		if chance.once_in(2) {
			// It has counted for something else.
			let code = 60 + u32::from(seed);
			let lot = lot(self.holder.clone(), UNITS, code);
			let spare = create(self.holder.clone(), lot, code, 1);
			super::tallies::attach(self.holder.clone(), spare, new);
			self.pass(chance, 6_000);
			next.measure(chance);
			next.send(chance, false);
		}
		let old = self.loggers.last().expect("there is one").stream;
		for who in [FARMER, SHOP, self.holder.clone()] {
			let swapped = Lifecycle::swap_stream(signed(who.clone()), self.trade, old, new);
			assert!(swapped.is_ok() || who == FARMER || who == SHOP, "{swapped:?}");
		}
		self.loggers.push(next);
	}

	/// Brings some of what was refused back to the farm.
	fn bring_back(&mut self, chance: &mut Chance) {
		for refused in Lifecycle::trade(self.trade).expect("it is there").refused {
			if chance.once_in(2) {
				let id = refused.asset;
				let custodian = holder(id).custodian;
				let mut members = [CARRIER, RIVAL, SHOP].into_iter();
				let from = members.find(|who| org_of(who) == custodian).expect("not the farm");
				super::hand_over(from, FARMER, id, terms(id));
			}
		}
	}

	/// The first device is the seller's, the buyer's or a stranger's.
	fn revoke(&mut self) {
		let logger = self.loggers.last_mut().expect("there is one");
		let device = logger.stream.device;
		let owner = Registry::owner(&device).expect("it has one");
		Registry::edit(&device, |record| record.status = DeviceStatus::Revoked);
		let status = DeviceStatus::Revoked;
		<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&device, &owner, status);
		logger.revoked = true;
	}

	/// Shows each leaf that counts an end, and some others, some of them with all readings.
	fn show(&mut self, chance: &mut Chance) {
		let record = Lifecycle::trade(self.trade).expect("it is delivered");
		let mut moments: BTreeSet<u64> = record.legs.iter().map(|leg| leg.from.0).collect();
		moments.extend(record.legs.iter().filter_map(|leg| leg.to).map(|to| to.0));
		for watching in &record.streams {
			moments.extend([Some(watching.from), watching.to].into_iter().flatten().map(|at| at.0));
		}
		let mut sides = [SHOP, FARMER].into_iter().cycle();
		for logger in &self.loggers {
			for (number, leaf) in logger.archive.0.iter().enumerate() {
				let needed = moments.iter().any(|moment| leaf.covers(*moment));
				if !needed && chance.once_in(2) {
					continue;
				}
				let opening = match chance.once_in(3) {
					true => Opening::full(&logger.trees[number]).expect("few readings"),
					false => Opening::default(),
				};
				let proof = Box::new(logger.archive.proof(number));
				let who = sides.next().expect("it goes round");
				let shown = Lifecycle::show(signed(who), self.trade, proof, opening.clone());
				if shown.is_ok() {
					let opening = to_value(opening).expect("JSON");
					self.shown.insert((logger.stream, number), opening);
				}
				assert!(
					shown.is_ok() || shown == Err(Error::<Test>::WrongLeaf.into()),
					"{shown:?}"
				);
			}
		}
	}

	fn exported(&self, name: String) -> Value {
		let record = Lifecycle::trade(self.trade).expect("it is delivered");
		let pricing = Lifecycle::pricing(self.trade).expect("it is delivered");
		let name_of = |stream: &StreamId| {
			let at = self.loggers.iter().position(|logger| logger.stream == *stream);
			format!("logger {}", at.expect("it is one of them"))
		};
		let mut streams = serde_json::Map::new();
		for logger in &self.loggers {
			let tally = Lifecycle::tally(logger.stream).expect("the trade needs it");
			let first = logger.archive.0.first();
			let at = first.map_or(tally.until.until, |leaf| leaf.before.until);
			let observations: Vec<_> = (0..)
				.zip(&logger.archive.0)
				.map(|(number, leaf)| {
					let shown = self.shown.get(&(logger.stream, number));
					json!({
						"root": leaf.root,
						"facts": leaf.facts,
						"proven": shown.is_some(),
						"openings": shown.into_iter().collect::<Vec<_>>(),
					})
				})
				.collect();
			let policies: Vec<_> = tally
				.entries
				.iter()
				.map(|entry| json!({ "id": entry.counted.policy.0, "policy": entry.policy }))
				.collect();
			let stream = json!({
				"stream": tally.stream, "period": tally.period, "at": at.to_string(),
				"policies": policies, "observations": observations,
			});
			streams.insert(name_of(&logger.stream), stream);
		}
		let side = |org: OrgId| match org {
			FARM => json!("seller"),
			SHOPS => json!("buyer"),
			_ => Value::Null,
		};
		let end = record.legs.last().and_then(|leg| leg.to).expect("it is delivered");
		// Both policies have the same streams.
		let policy = record.terms.policies[0].policy;
		let own: Vec<_> = record.streams.iter().filter(|own| own.policy == policy).collect();
		let stays: Vec<_> = own
			.iter()
			.map(|watching| {
				let begin = record.legs[0].from.max(watching.from);
				let failed = Lifecycle::failed_of(&record, watching);
				// Only the first one fails. The seller chose it.
				let stranger = failed == Some(ACCREDITORS);
				json!({
					"stream": name_of(&watching.stream),
					"from": begin.0, "to": watching.to.unwrap_or(end).min(end).0,
					"failed": failed.map(|org| if stranger { json!("seller") } else { side(org) }),
					"kept": stranger,
				})
			})
			.collect();
		let custody: Vec<_> = (0..)
			.zip(&record.legs)
			.map(|(number, leg)| {
				let bond = leg.bond.map(|bond| record.bonds[usize::from(bond)].amount);
				let holder = match (side(leg.holder), bond) {
					(Value::Null, Some(bond)) => json!({ "bonded": bond.to_string() }),
					(Value::Null, None) => json!("unbonded"),
					(side, _) => side,
				};
				let next = record.legs.get(number + 1).map_or(SHOPS, |leg| leg.holder);
				let keeper = match (leg.keeper, side(next)) {
					(Keeper::Giver, _) => json!(number),
					(Keeper::Taker, Value::Null) => json!(number + 1),
					(Keeper::Taker, side) => side,
				};
				json!({
					"holder": holder, "from": leg.from.0, "to": leg.to.expect("it ended").0,
					"allowance": {
						"agreed": leg.agreed, "rate": record.terms.rate,
					},
					"keeper": keeper, "counted": leg.counted[0],
				})
			})
			.collect();
		let weights: BTreeMap<_, _> = record
			.terms
			.policies
			.iter()
			.map(|weighted| (weighted.policy.0.to_string(), weighted.weight))
			.collect();
		let text = |values: Vec<u128>| values.iter().map(u128::to_string).collect::<Vec<_>>();
		let bonds: u128 = pricing.bonds.iter().sum();
		let refused: Vec<_> = record
			.refused
			.iter()
			.map(|refused| {
				let mut legs = record.legs.iter();
				let answers =
					refused.bond.and_then(|bond| legs.position(|leg| leg.bond == Some(bond)));
				let answers = answers.map_or(json!("buyer"), |leg| json!(leg));
				json!({ "quantity": refused.quantity, "answers": answers })
			})
			.collect();
		json!({
			"name": name,
			"trade": {
				"streams": streams, "stays": stays, "weights": weights, "custody": custody,
				"price": record.terms.price.to_string(), "quantity": record.quantity,
				"left": record.left, "refused": refused, "curve": record.terms.curve,
			},
			"losses": text(pricing.intervals.iter().map(|interval| interval.loss).collect()),
			"allowances": text(pricing.intervals.iter().map(|own| own.allowance).collect()),
			"shares": text(pricing.shares.clone()),
			"price": pricing.price.to_string(),
			"seller": (pricing.paid + bonds).to_string(),
			"buyer": (record.terms.price - pricing.paid).to_string(),
			"bonds": bonds.to_string(),
		})
	}
}

/// A life of a trade, up to its pricing.
fn journey(seed: u64) -> Value {
	let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
	let mut journey = Journey::begin(&mut chance);
	journey.pass(&mut chance, 5_000);
	if chance.once_in(4) {
		assert_ok!(Lifecycle::pick_up(signed(FARMER), journey.trade, 1_000));
		journey.pass(&mut chance, 9_000);
	}
	for leg in 0..1 + chance.below(3) {
		let next = match (leg, chance.below(3)) {
			(_, 0) if journey.holder != RIVAL => RIVAL,
			(_, 1) if journey.holder != FARMER => FARMER,
			_ if leg == 0 && chance.once_in(3) => SHOP,
			_ if journey.holder != CARRIER => CARRIER,
			_ => RIVAL,
		};
		journey.hand_over(&mut chance, Some(next));
		journey.pass(&mut chance, 14_000);
		if chance.once_in(3) && journey.loggers.len() == 1 {
			journey.revoke();
			journey.pass(&mut chance, 4_000);
		}
		if chance.once_in(2) {
			journey.swap(&mut chance);
			journey.pass(&mut chance, 14_000);
		}
	}
	if journey.holder == SHOP {
		journey.hand_over(&mut chance, Some(RIVAL));
		journey.pass(&mut chance, 5_000);
	}
	journey.hand_over(&mut chance, None);
	journey.bring_back(&mut chance);
	journey.pass(&mut chance, 5_000);
	if chance.once_in(3) && journey.loggers.len() == 1 && !journey.loggers[0].revoked {
		journey.revoke();
	}
	for logger in &mut journey.loggers {
		let all = !chance.once_in(4);
		logger.send(&mut chance, all);
	}
	assert!(Clock::now() < START + HOURS);
	journey.show(&mut chance);
	let name = format!("{} swaps, seed {seed}", journey.loggers.len() - 1);
	journey.exported(name)
}

#[test]
fn settlements_are_current() {
	let cases: Vec<_> = (1..=30).map(|seed| run_with_fish(|| journey(seed)).to_string()).collect();
	let text = format!("[\n{}\n]\n", cases.join(",\n"));
	let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/condition/trades.json");
	if std::env::var_os("UPDATE_VECTORS").is_some() {
		std::fs::write(path, &text).expect("the folder is there");
	}
	let found = std::fs::read_to_string(path).unwrap_or_default();
	assert!(
		found == text,
		"trades.json differs: UPDATE_VECTORS=1 cargo test -p pallet-asset-lifecycle settlements"
	);
}
