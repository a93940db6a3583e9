//! `tallystick order`.

use super::{
	books::stage_name,
	contracts::PointArg,
	debts::owed,
	id, moment, table,
	units::{self, StepArg},
	when, Market, ZoneArg,
};
use crate::{
	assets::{bulk::Problems, event_of},
	failure::{Failure, Result},
	session::Session,
	text::{self, money},
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};
use tallystick_client::{
	energy_market::{
		calls::Place,
		events,
		views::{BookOf, DebtsOf, OrdersOf, QuoteFor},
		Placed, Point, Stage, ZoneTerms,
	},
	market::{
		book::MAX_STEPS, LimitError, Order, OrderError, Period, Phase, Rates, Side, Step, Terms,
		Tick,
	},
	records::{market::PointId, Millis, Price, Rate, Slot, WattHours},
};

const EXAMPLE: &str = "Examples:
  tallystick order place 5f0c…9a21 --slot 2026-12-02T08:00Z --buy '0.9 kWh@0.302 TALLY/kWh' --key-file home.key
  tallystick order place 5f0c…9a21 --slot 2026-12-02T08:00Z --sell 500@79000 --sell 300@120000 --key-file home.key
  tallystick order place 5f0c…9a21 --csv orders.csv --key-file home.key

orders.csv:
  begins,side,energy,limit
  2026-12-02T08:00Z,buy,0.9 kWh,0.302 TALLY/kWh
  2026-12-02T12:00Z,sell,1 kWh,0.079 TALLY/kWh

A step is ENERGY@LIMIT: a buyer pays at most the limit with all charges, a seller gets at least the limit. Whole
numbers are watt-hours, and millionths of a TALLY for a kWh. An order replaces the one that the point has in the slot,
so it can be sent again.";

#[derive(Subcommand)]
pub(crate) enum OrderCommand {
	/// Say what a metering point buys or sells in a slot, or in those of a file.
	#[command(after_help = EXAMPLE)]
	Place(PlaceArgs),
	/// List the orders of a metering point.
	List {
		#[command(flatten)]
		of: PointArg,
		/// Only those of the period of this moment.
		#[arg(long, value_name = "TIME", value_parser = when)]
		at: Option<Millis>,
	},
	/// Cancel orders of slots whose books are open.
	#[command(
		after_help = "Examples:\n  tallystick order cancel 5f0c…9a21 --slot 2026-12-02T08:00Z --key-file home.key\n  tallystick order cancel 5f0c…9a21 --all --key-file home.key"
	)]
	Cancel {
		#[command(flatten)]
		of: PointArg,
		/// The first moment of a slot.
		#[arg(long = "slot", value_name = "TIME", value_parser = when, required_unless_present = "all", conflicts_with = "all")]
		slots: Vec<Millis>,
		/// All that can be cancelled.
		#[arg(long)]
		all: bool,
	},
}

#[derive(Args)]
pub(crate) struct PlaceArgs {
	#[command(flatten)]
	of: PointArg,
	/// The first moment of the slot.
	#[arg(long, value_name = "TIME", value_parser = when, required_unless_present = "csv")]
	slot: Option<Millis>,
	/// Buy so much at most at this limit, all charges included. Up to 8 times.
	#[arg(long, value_name = "ENERGY@LIMIT", value_parser = units::parse_step)]
	buy: Vec<StepArg>,
	/// Sell so much at least at this limit. Up to 8 times.
	#[arg(long, value_name = "ENERGY@LIMIT", value_parser = units::parse_step, conflicts_with = "buy")]
	sell: Vec<StepArg>,
	/// A file with a line for each step.
	#[arg(long, value_name = "FILE", conflicts_with_all = ["slot", "buy", "sell"])]
	csv: Option<PathBuf>,
	/// Send nothing: show prices and what would be held.
	#[arg(long)]
	dry_run: bool,
}

pub(crate) async fn run(session: &Session, command: OrderCommand) -> Result {
	match command {
		OrderCommand::Place(args) => place(session, args).await,
		OrderCommand::List { of, at } => list(session, of.point, at).await,
		OrderCommand::Cancel { of, slots, .. } => cancel(session, of.point, &slots).await,
	}
}

/// What somebody wants in a slot.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Wanted {
	side: Side,
	steps: Vec<StepArg>,
}

fn side_name(side: Side) -> &'static str {
	match side {
		Side::Buy => "buy",
		Side::Sell => "sell",
	}
}

/// The order of this, and a problem in the words of the command.
fn order(wanted: &Wanted, terms: &ZoneTerms, most: u64) -> std::result::Result<Order, String> {
	let (grid, charges) = (&terms.grid, terms.charges.total());
	let mut steps = BTreeMap::<Tick, u32>::new();
	for StepArg { energy, limit } in &wanted.steps {
		let tick = match wanted.side {
			Side::Buy => grid.bid(*limit, charges),
			Side::Sell => grid.ask(*limit),
		};
		let tick = tick.map_err(|error| match error {
			LimitError::TooLow(least) => format!(
				"no price meets the limit {}; the lowest with all charges is {}",
				units::rate(*limit),
				units::rate(least)
			),
			LimitError::TooHigh(most) => format!(
				"no price meets the limit {}; the highest is {}",
				units::rate(*limit),
				units::rate(most)
			),
		})?;
		let sum = steps.entry(tick).or_default();
		*sum = sum.checked_add(*energy).ok_or("the steps have too much energy together")?;
	}
	let steps = steps.into_iter().map(|(tick, energy)| Step { tick, energy });
	let words = |error: OrderError| match error {
		OrderError::Steps(found) => {
			format!("the order has steps at {found} prices; {MAX_STEPS} is the most")
		},
		OrderError::Power { asked, most } => format!(
			"the steps are {} together; the point's power allows {} in a slot",
			units::energy(WattHours(asked)),
			units::energy(WattHours(most))
		),
		other => other.to_string(),
	};
	let order = Order::new(wanted.side, steps).map_err(words)?;
	order.check(grid, most).map_err(words)?;
	Ok(order)
}

/// What has to be held for an order.
fn hold(order: &Order, rates: Rates, terms: &ZoneTerms) -> u128 {
	let priced = Terms { rates, deviation: terms.deviation };
	let steps = order.steps.iter().map(|step| {
		let price = terms.grid.price(step.tick).unwrap_or(terms.grid.cap);
		priced.hold(&terms.charges, order.side, price, WattHours(step.energy.into()))
	});
	steps.fold(0, u128::saturating_add)
}

/// The limit, all-in, of a price of the auction.
fn all_in(side: Side, price: Price, charges: Rate) -> Rate {
	let units = price.0.saturating_mul(1_000);
	match side {
		Side::Buy => Rate(units.saturating_add(charges.0)),
		Side::Sell => Rate(units),
	}
}

/// What the lines of a file want, by slot.
fn gather(
	rows: &[table::Row<4>],
	slots: &super::slots::Slots,
) -> (BTreeMap<Slot, Wanted>, Problems) {
	let (mut all, mut problems) = (BTreeMap::<Slot, Wanted>::new(), Problems::default());
	for row in rows {
		let [_, side, energy, limit] = &row.fields;
		let read = row.slot(slots).and_then(|slot| {
			let side = match side.as_str() {
				"buy" => Side::Buy,
				"sell" => Side::Sell,
				_ => return Err(format!("side: {side:?} is neither buy nor sell")),
			};
			Ok((slot, side, units::parse_step(&format!("{energy}@{limit}"))?))
		});
		match read {
			Err(problem) => problems.add(row.line, problem),
			Ok((slot, side, step)) => {
				let wanted = all.entry(slot).or_insert(Wanted { side, steps: vec![] });
				match wanted.side == side {
					true => wanted.steps.push(step),
					false => problems.add(
						row.line,
						format!(
							"another line has the other side in {}; an order has one side",
							slots.show(slot)
						),
					),
				}
			},
		}
	}
	(all, problems)
}

/// An order that can be placed.
struct Planned {
	slot: Slot,
	order: Order,
	terms: std::rc::Rc<ZoneTerms>,
	/// What it holds.
	hold: u128,
	/// What the order that it replaces holds.
	freed: u128,
}

async fn plan(
	market: &Market<'_>,
	point: PointId,
	record: &Point,
	slot: Slot,
	wanted: &Wanted,
) -> Result<std::result::Result<Planned, String>> {
	let (slots, timing) = (&market.slots, &market.slots.timing);
	match timing.phase(slot, slots.now) {
		Phase::Ahead => {
			return Ok(Err(format!(
				"the book of {} opens at {}",
				slots.show(slot),
				moment(timing.opens(slot))
			)))
		},
		Phase::Closed => {
			return Ok(Err(format!(
				"the gate of {} closed at {}",
				slots.show(slot),
				moment(timing.gate(slot))
			)))
		},
		Phase::Open | Phase::Firm => {},
	}
	let (zone, found) = market.zone(ZoneArg::Id(record.zone)).await?;
	let terms = market.terms(zone, &found, slot).await?;
	let power = match wanted.side {
		Side::Buy => record.powers.connected,
		Side::Sell => record.powers.export,
	};
	let order = match order(wanted, &terms, timing.most(power)) {
		Ok(order) => order,
		Err(problem) => return Ok(Err(problem)),
	};
	let quote = QuoteFor { point, slot, energy: WattHours(0) };
	let Some(quote) = market.ledger.chain.view(quote, None).await? else {
		return Ok(Err(format!(
			"the metering point does not take part in {}; `tallystick point show {}` says from when on it does",
			slots.show(slot),
			id(point)
		)));
	};
	let hold = hold(&order, quote.quote.rates, &terms);
	Ok(Ok(Planned { slot, order, terms, hold, freed: 0 }))
}

async fn place(session: &Session, args: PlaceArgs) -> Result {
	let point = args.of.point;
	let rows = match &args.csv {
		Some(file) => Some(table::read(file, ["begins", "side", "energy", "limit"])?),
		None => None,
	};
	let market = Market::open(session).await?;
	let slots = &market.slots;
	let (wanted, lines) = match (rows, args.slot) {
		(Some(rows), _) => {
			let file = args.csv.as_deref().unwrap_or(Path::new(""));
			let (wanted, problems) = gather(&rows, slots);
			problems.check(file)?;
			let slot = |row: &table::Row<4>| Some((row.slot(slots).ok()?, row.line));
			// The last line of each slot.
			(wanted, rows.iter().filter_map(slot).collect::<BTreeMap<_, _>>())
		},
		(None, Some(at)) => {
			let slot =
				slots.beginning(at).map_err(|error| Failure::usage(format!("--slot: {error}")))?;
			let wanted = match (args.buy.is_empty(), args.sell.is_empty()) {
				(false, _) => Wanted { side: Side::Buy, steps: args.buy },
				(true, false) => Wanted { side: Side::Sell, steps: args.sell },
				(true, true) => return Err(Failure::usage(
					"name what to --buy or to --sell; `tallystick order cancel` removes an order",
				)),
			};
			([(slot, wanted)].into(), BTreeMap::new())
		},
		(None, None) => {
			return Err(Failure::usage("name the slot with --slot, or a file with --csv"))
		},
	};
	let record = match args.dry_run {
		true => market.point(point).await?,
		false => market.own_point(point).await?,
	};

	let (mut planned, mut problems) = (Vec::new(), Vec::new());
	for (slot, wanted) in &wanted {
		match plan(&market, point, &record, *slot, wanted).await? {
			Ok(one) => planned.push(one),
			Err(problem) => problems.push((*slot, problem)),
		}
	}
	match &args.csv {
		None => {
			if let Some((_, problem)) = problems.pop() {
				return Err(Failure::refused(problem));
			}
		},
		Some(file) => {
			let mut wrong = Problems::default();
			for (slot, problem) in problems {
				wrong.add(lines.get(&slot).copied().unwrap_or_default(), problem);
			}
			wrong.check(file)?;
		},
	}
	let mut calls = BTreeMap::<Period, Vec<(u8, Order)>>::new();
	for one in &planned {
		let (period, place) = slots.locate(one.slot);
		calls.entry(period).or_default().push((place, one.order.clone()));
	}
	for (slot, before) in placed(&market, point, calls.keys().copied()).await? {
		if let Some(one) = planned.iter_mut().find(|one| one.slot == slot) {
			one.freed = hold(&before.order, before.rates, &one.terms);
		}
	}
	let sum = |of: fn(&Planned) -> u128| planned.iter().map(of).fold(0, u128::saturating_add);
	let (held, freed) = (sum(|one| one.hold), sum(|one| one.freed));
	let table = planned_table(&market, &planned);
	let orders: Vec<_> = planned
		.iter()
		.map(|one| {
			json!({
				"slot": slots.json(one.slot), "order": one.order, "hold": one.hold.to_string(),
			})
		})
		.collect();
	// What needs no more than the orders before is placed in any case.
	let owed = owed(&market.ledger.chain.view(DebtsOf { point }, None).await?);
	let kept = owed.saturating_add(record.reserved);
	let available = record.free.saturating_sub(kept).saturating_add(freed);
	if args.dry_run {
		let text = format!(
			"{table}\nnothing is sent; {} would be held, and {} are free",
			money(held),
			money(available)
		);
		let value = json!({
			"point": point, "dryRun": true, "orders": orders, "hold": held.to_string(),
			"free": record.free.to_string(),
		});
		session.say(text, value);
		return Ok(());
	}
	if held > available {
		return Err(Failure::refused(format!(
			"the orders can cost {}, and {} of the margin are free for them; add {} with `tallystick margin fund {}`, or order less\n{table}",
			money(held),
			money(available),
			money(held.saturating_sub(available)),
			id(point)
		)));
	}
	let (mut free, mut locked, mut block) = (record.free, record.locked, None);
	for (period, orders) in calls {
		let included = market.ledger.submit_by_anybody(Place { point, period, orders }).await?;
		block = Some(included.block.number);
		// Orders that are there already change nothing.
		if let Some(placed) = included.events.first::<events::Placed>()? {
			(free, locked) = (placed.free, placed.locked);
		}
	}
	let in_block = block.map_or_else(String::new, |block| format!(", in block {block}"));
	let text = format!(
		"{table}\n{} placed{in_block}; of the margin {} are free, and {} are locked",
		text::count(planned.len() as u64, "order is", "orders are"),
		money(free),
		money(locked)
	);
	let value = json!({
		"point": point, "dryRun": false, "orders": orders, "free": free.to_string(),
		"locked": locked.to_string(), "block": block,
	});
	session.say(text, value);
	Ok(())
}

fn planned_table(market: &Market<'_>, planned: &[Planned]) -> String {
	let head = ["slot", "", "energy", "price", "all-in limit", "held"].map(str::to_owned).to_vec();
	let mut rows = vec![head];
	for one in planned {
		let mut held = Some(one.hold);
		for step in &one.order.steps {
			let price = one.terms.grid.price(step.tick).unwrap_or(one.terms.grid.cap);
			let limit = all_in(one.order.side, price, one.terms.charges.total());
			rows.push(vec![
				market.slots.begins(one.slot),
				side_name(one.order.side).into(),
				units::energy(WattHours(step.energy.into())),
				units::price(price),
				units::rate(limit),
				held.take().map(money).unwrap_or_default(),
			]);
		}
	}
	text::table(&rows)
}

/// The orders of a point in some periods, by slot.
async fn placed(
	market: &Market<'_>,
	point: PointId,
	periods: impl Iterator<Item = Period>,
) -> Result<Vec<(Slot, Placed)>> {
	let mut all = Vec::new();
	for period in periods {
		let found = market.ledger.chain.view(OrdersOf { point, period }, None).await?;
		all.extend(
			found
				.into_iter()
				.flatten()
				.map(|placed| (market.slots.slot(period, placed.place), placed)),
		);
	}
	Ok(all)
}

async fn list(session: &Session, point: PointId, at: Option<Millis>) -> Result {
	let market = Market::open(session).await?;
	let slots = &market.slots;
	let record = market.point(point).await?;
	let (zone, found) = market.zone(ZoneArg::Id(record.zone)).await?;
	let all = match at {
		Some(at) => placed(&market, point, std::iter::once(slots.period(at))).await?,
		None => placed(&market, point, market.open_periods()).await?,
	};
	let head = ["slot", "", "energy", "price", "all-in limit", "book"].map(str::to_owned).to_vec();
	let (mut rows, mut values) = (vec![head], Vec::new());
	for (slot, placed) in all {
		let terms = market.terms(zone, &found, slot).await?;
		let stage: Stage = market.ledger.chain.view(BookOf { zone, slot }, None).await?;
		for step in &placed.order.steps {
			let price = terms.grid.price(step.tick).unwrap_or(terms.grid.cap);
			let limit = all_in(placed.order.side, price, terms.charges.total());
			rows.push(vec![
				slots.begins(slot),
				side_name(placed.order.side).into(),
				units::energy(WattHours(step.energy.into())),
				units::price(price),
				units::rate(limit),
				stage_name(stage).into(),
			]);
		}
		values.push(json!({ "slot": slots.json(slot), "placed": placed, "book": stage }));
	}
	let text = match values.is_empty() {
		true => format!("metering point {} has no orders", id(point)),
		false => text::table(&rows),
	};
	session.say(text, json!(values));
	Ok(())
}

async fn cancel(session: &Session, point: PointId, named: &[Millis]) -> Result {
	let market = Market::open(session).await?;
	let slots = &market.slots;
	let record = market.own_point(point).await?;
	let named = named.iter().map(|at| slots.beginning(*at));
	let named = named.collect::<std::result::Result<Vec<_>, _>>();
	let named = named.map_err(|error| Failure::usage(format!("--slot: {error}")))?;
	let all = placed(&market, point, market.open_periods()).await?;
	let can = |slot: &Slot| slots.timing.phase(*slot, slots.now) == Phase::Open;
	for slot in &named {
		let shown = slots.show(*slot);
		if !all.iter().any(|(found, _)| found == slot) {
			return Err(Failure::refused(format!(
				"the metering point has no order in {shown}; `tallystick order list {}` lists its orders",
				id(point)
			)));
		}
		if !can(slot) {
			return Err(Failure::refused(format!(
				"the order in {shown} is firm since {}",
				moment(Millis(slots.timing.gate(*slot).0.saturating_sub(slots.timing.firm.into())))
			)));
		}
	}
	let gone: Vec<_> = all
		.iter()
		.map(|(slot, _)| *slot)
		.filter(|slot| if named.is_empty() { can(slot) } else { named.contains(slot) })
		.collect();
	if gone.is_empty() {
		return Err(Failure::refused("there is no order that can be cancelled"));
	}
	let mut calls = BTreeMap::<Period, Vec<(u8, Order)>>::new();
	for slot in &gone {
		let (period, place) = slots.locate(*slot);
		let none = Order { side: Side::Buy, steps: Default::default() };
		calls.entry(period).or_default().push((place, none));
	}
	let (mut free, mut block) = (record.free, 0);
	for (period, orders) in calls {
		let included = market.ledger.submit_by_anybody(Place { point, period, orders }).await?;
		block = included.block.number;
		free = event_of::<events::Placed>(&included)?.free;
	}
	let shown: Vec<_> = gone.iter().map(|slot| slots.begins(*slot)).collect();
	let text = format!(
		"{} cancelled, of the slots that begin at {}, in block {block}; {} of the margin are free",
		text::count(gone.len() as u64, "order is", "orders are"),
		shown.join(", "),
		money(free)
	);
	let cancelled: Vec<_> = gone.iter().map(|slot| slots.json(*slot)).collect();
	session.say(
		text,
		json!({ "point": point, "cancelled": cancelled, "free": free.to_string(), "block": block }),
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::{super::slots::tests::quarters, *};
	use tallystick_client::{
		market::{Charge, ChargeKind, Charges, Grid},
		AccountId,
	};

	/// The grid, charges and deviation charge of the example in `docs/energy-market.md`.
	fn terms() -> ZoneTerms {
		let payee = AccountId([7; 32]);
		let charge = |kind, rate| Charge { kind, rate: Rate(rate), payee };
		ZoneTerms {
			grid: Grid::new(Price(-100), Price(520), Price(1)).unwrap(),
			capacity: WattHours(500_000),
			charges: Charges::new([
				charge(ChargeKind::Network, 81_000),
				charge(ChargeKind::Levy, 19_000),
				charge(ChargeKind::Tax, 20_000),
			])
			.unwrap(),
			deviation: Price(5),
			standard: WattHours(100),
			defaults: vec![],
		}
	}

	const RATES: Rates = Rates { supply: Rate(182_331), feed_in: Rate(78_600) };

	fn wanted(side: Side, steps: &[&str]) -> Wanted {
		let steps = steps.iter().map(|text| units::parse_step(text).unwrap()).collect();
		Wanted { side, steps }
	}

	#[test]
	fn orders_are_those_of_the_documented_example() {
		for (side, step, price, held) in [
			(Side::Buy, "900@0.302331 TALLY/kWh", 182, 276_300),
			(Side::Buy, "0.7 kWh@0.26 TALLY/kWh", 140, 185_500),
			(Side::Sell, "1 kWh@0.0786 TALLY/kWh", 79, 108_331),
			(Side::Sell, "800 Wh@78600", 79, 86_665),
		] {
			let terms = terms();
			let order = order(&wanted(side, &[step]), &terms, 2_750).unwrap();
			let found = terms.grid.price(order.steps[0].tick);
			assert_eq!(found, Some(Price(price)), "{step}");
			assert_eq!(hold(&order, RATES, &terms), held, "{step}");
		}
		assert_eq!(all_in(Side::Buy, Price(182), Rate(120_000)), Rate(302_000));
		assert_eq!(all_in(Side::Sell, Price(79), Rate(120_000)), Rate(79_000));
	}

	#[test]
	fn steps_are_sorted_and_joined_where_they_meet_at_a_price() {
		let steps = ["300@0.3 TALLY/kWh", "100@0.2 TALLY/kWh", "50@0.3004 TALLY/kWh"];
		let order = order(&wanted(Side::Buy, &steps), &terms(), 2_750).unwrap();
		let found: Vec<_> = order.steps.iter().map(|step| (step.tick.0, step.energy)).collect();
		assert_eq!(found, [(180, 100), (280, 350)]);
	}

	#[test]
	fn says_why_an_order_cannot_be_placed() {
		for (side, steps, problem) in [
			(Side::Buy, vec!["1@0.01 TALLY/kWh"], "the lowest with all charges is 0.020000 TALLY"),
			(Side::Sell, vec!["1@0.53 TALLY/kWh"], "the highest is 0.520000 TALLY/kWh"),
			(
				Side::Buy,
				vec!["2 kWh@0.3 TALLY/kWh", "1 kWh@0.2 TALLY/kWh"],
				"3.000 kWh together; the point's power allows 2.750 kWh in a slot",
			),
			(
				Side::Sell,
				vec![
					"1@1000", "1@2000", "1@3000", "1@4000", "1@5000", "1@6000", "1@7000", "1@8000",
					"1@9000",
				],
				"steps at 9 prices; 8 is the most",
			),
		] {
			let error = order(&wanted(side, &steps), &terms(), 2_750).unwrap_err();
			assert!(error.contains(problem), "{error}");
		}
	}

	#[test]
	fn lines_of_one_slot_are_one_order() {
		let row = |line, fields: [&str; 4]| table::Row { line, fields: fields.map(str::to_owned) };
		let rows = [
			row(2, ["2026-12-02T08:00Z", "buy", "0.9 kWh", "0.3 TALLY/kWh"]),
			row(3, ["2026-12-02T12:00Z", "sell", "500", "79000"]),
			row(4, ["2026-12-02T08:00Z", "buy", "100", "200000"]),
		];
		let (all, problems) = gather(&rows, &quarters());
		problems.check(Path::new("a")).unwrap();
		let found: Vec<_> = all.values().cloned().collect();
		let first = wanted(Side::Buy, &["900@300000", "100@200000"]);
		assert_eq!(found, [first, wanted(Side::Sell, &["500@79000"])]);

		let rows = [
			row(2, ["2026-12-02T08:00Z", "buy", "900", "300000"]),
			row(3, ["2026-12-02T08:00Z", "sell", "900", "300000"]),
			row(4, ["2026-12-02T08:01Z", "buy", "900", "300000"]),
			row(5, ["2026-12-02T08:00Z", "hold", "900", "300000"]),
			row(6, ["2026-12-02T08:00Z", "buy", "0", "300000"]),
		];
		let problem = gather(&rows, &quarters()).1.check(Path::new("a.csv")).unwrap_err();
		for part in [
			"4 lines are wrong",
			"line 3: another line has the other side",
			"line 4: begins: no slot begins at",
			"line 5: side: \"hold\" is neither buy nor sell",
			"line 6: a step has no energy",
		] {
			assert!(problem.reason().contains(part), "{part}: {problem}");
		}
	}
}
