//! Calls of the energy market: zones, indices, tariffs, metering points, orders and accounts.

use super::{
	cast,
	chain::By,
	device_registry::{EXPORT, IMPORT},
	source::{any_of, Pick, Source},
	telemetry,
	world::{found, World},
};
use frame_support::BoundedVec;
use pallet_energy_market::{
	Availability, Books, Call, Debts, Eic, Meter, Name, NewOrders, Party, PointId, Powers,
	Publishers, Reports, Requests, Settled, ZoneId, ZoneTerms, ZoneTermsOf,
};
use tallystick_market::{
	Agreement, Charge, ChargeKind, Charges, Dynamic, Formula, Grid, IndexId, Order, Period, Side,
	Step, Tariff, TariffId, Tick,
};
use tallystick_primitives::{records::Rate, Millis, OrgId, Price, Slot, WattHours};
use tallystick_runtime::{AccountId, EnergyMarket, Runtime, RuntimeCall};

pub(crate) fn call(from: &mut Source) -> RuntimeCall {
	match from.below(6) {
		0 => zones_and_tariffs(from),
		1 => indices(from),
		2 => points(from),
		3 => contracts(from),
		4 => place(from),
		_ => accounts(from),
	}
	.into()
}

fn zones_and_tariffs(from: &mut Source) -> Call<Runtime> {
	any_of!(from, Call:
		open_zone { eic, from: slot, terms },
		set_terms { zone, from: slot, terms },
		forget_terms { zone },
		drop_zone { zone },
		offer_tariff {
			name: |from: &mut Source| from.text(), availability, notice: notice, from: slot, first
		},
		publish_version { tariff, from: slot, next },
		end_tariff { tariff, from: slot },
		forget_versions { tariff },
		drop_tariff { tariff },
		note_standing { supplier },
		fund_float { amount },
		withdraw_float { amount },
	)
}

fn indices(from: &mut Source) -> Call<Runtime> {
	if from.one_in(4) {
		let reported = Reports::<Runtime>::iter_keys().next();
		let (index, period) = reported.unwrap_or_else(|| from.pick());
		return Call::drop_reports { index, period };
	}
	any_of!(from, Call:
		define_index { name: |from: &mut Source| from.text(), publishers: publishers },
		publish { index, from: slot, values },
		drop_index { index },
	)
}

fn points(from: &mut Source) -> Call<Runtime> {
	match from.below(4) {
		0 => confirm(from),
		1 => show(from),
		_ => any_of!(from, Call:
			propose_point { point, zone, meter, powers },
			propose_meter { point, meter, from: slot },
			forget_readings { point },
			close_point { point },
			drop_point { point },
			fund { point, amount },
			withdraw { point, amount },
		),
	}
}

fn contracts(from: &mut Source) -> Call<Runtime> {
	if from.one_in(3) {
		return accept(from);
	}
	any_of!(from, Call:
		request_contract { point, tariff, from: slot },
		withdraw_request { point },
		end_contract { point, from: slot },
	)
}

fn accounts(from: &mut Source) -> Call<Runtime> {
	match from.below(4) {
		0 | 1 => settle(from),
		2 => forgive(from),
		_ => any_of!(from, Call:
			advance {
				zone, period: booked, points: |from: &mut Source| 1 + from.below(4) as u32
			},
			pay_debts { point },
		),
	}
}

/// A slot from the first one on that no book is open for.
fn slot(from: &mut Source) -> Slot {
	let timing = EnergyMarket::timing();
	if from.one_in(8) {
		return timing.slot_at(Millis(from.moment()));
	}
	let first = timing.next_unopened(Millis(from.now));
	Slot(first.0 + from.one_of(&[0, 1, 64, 5, 70]))
}

impl Pick for Period {
	fn pick(from: &mut Source) -> Self {
		let timing = EnergyMarket::timing();
		let present = timing.period_of(timing.slot_at(Millis(from.now)));
		let distance = from.one_of(&[0, 1, -1, -2, -3, -8, -12]);
		Period(present.0.saturating_add_signed(distance))
	}
}

/// A period with orders that are not counted, mostly.
fn booked(from: &mut Source) -> Period {
	let first = Books::<Runtime>::iter_keys().next();
	first.filter(|_| !from.one_in(8)).map_or_else(|| from.pick(), |(period, _)| period)
}

fn notice(from: &mut Source) -> u32 {
	if from.one_in(8) {
		from.pick()
	} else {
		NOTICE
	}
}

const NOTICE: u32 = 64;

/// One of two zones' codes.
impl Pick for Eic {
	fn pick(from: &mut Source) -> Self {
		let code = from.one_of(&["10YBE----------2", "10YDE-VE-------2"]);
		Eic::new(code).expect("its check character suits")
	}
}

impl Pick for Availability {
	fn pick(from: &mut Source) -> Self {
		match from.below(3) {
			0 => Availability::Open,
			1 => Availability::OnRequest,
			_ => Availability::Default(from.pick()),
		}
	}
}

impl Pick for Rate {
	fn pick(from: &mut Source) -> Self {
		Rate(from.one_of(&[300_000, 0, -5_000, 80_000, i64::MAX]))
	}
}

impl Pick for Tariff {
	fn pick(from: &mut Source) -> Self {
		let (supply, feed_in) = (from.pick(), from.pick());
		Tariff { supply, feed_in }
	}
}

impl Pick for Formula {
	fn pick(from: &mut Source) -> Self {
		if from.one_in(3) {
			let (index, margin, fallback) = (IndexId(0), from.pick(), from.pick());
			return Formula::Dynamic(Dynamic { index, margin, fallback });
		}
		Formula::Flat(from.pick())
	}
}

fn publishers(from: &mut Source) -> Publishers {
	let mut all = vec![OrgId(0), OrgId(2), OrgId(3)];
	if from.one_in(4) {
		all[0] = from.pick();
	}
	Publishers::truncate_from(all)
}

impl Pick for ZoneTermsOf<Runtime> {
	fn pick(from: &mut Source) -> Self {
		let mut terms = zone_terms(TariffId(0), OrgId(1));
		if from.one_in(3) {
			let (tariff, supplier) = (from.pick(), from.pick());
			terms = zone_terms(tariff, supplier);
			terms.capacity = WattHours(from.pick());
			terms.deviation = Price(from.pick());
			terms.standard = WattHours(from.pick());
		}
		terms
	}
}

fn zone_terms(tariff: TariffId, supplier: OrgId) -> ZoneTermsOf<Runtime> {
	let payee = cast::account(3);
	let charge = Charge { kind: ChargeKind::Network, rate: Rate(20_000), payee };
	ZoneTerms {
		grid: Grid::new(Price(-20), Price(235), Price(1)).expect("256 prices"),
		capacity: WattHours(1_000_000),
		charges: Charges::new([charge]).expect("one"),
		deviation: Price(3),
		standard: WattHours(100),
		defaults: BoundedVec::truncate_from(vec![Agreement { supplier, tariff }]),
	}
}

impl Pick for Meter {
	fn pick(from: &mut Source) -> Self {
		let (import, export) = from.one_of(&[(IMPORT, EXPORT), (IMPORT, EXPORT), (EXPORT, IMPORT)]);
		Meter { device: from.pick(), import, export }
	}
}

impl Pick for Powers {
	fn pick(from: &mut Source) -> Self {
		let mut powers = POWERS;
		if from.one_in(4) {
			(powers.connected, powers.export) = (from.pick(), from.pick());
		}
		powers
	}
}

const POWERS: Powers = Powers { connected: 100_000, export: 100_000 };

/// The grid operator confirms what was proposed: a point, or another meter.
fn confirm(from: &mut Source) -> Call<Runtime> {
	let id: PointId = from.pick();
	if let Some((meter, slot)) = EnergyMarket::proposed_meter(id) {
		return Call::confirm_meter { point: id, meter, from: slot };
	}
	match EnergyMarket::point(id) {
		Some(point) => {
			let (owner, meter, powers) = (point.owner, point.meter, point.powers);
			Call::confirm_point { point: id, owner, meter, powers }
		},
		None => Call::confirm_meter { point: id, meter: from.pick(), from: slot(from) },
	}
}

/// Somebody shows the readings of a meter's segment.
fn show(from: &mut Source) -> Call<Runtime> {
	let point = from.pick();
	let readings = from.cast.readings.len();
	let at = from.below(readings);
	match from.cast.readings.get(at) {
		Some((stream, readings)) => {
			let (stream, readings) = (*stream, BoundedVec::truncate_from(readings.clone()));
			Call::show_readings { point, stream, readings }
		},
		None => Call::forget_readings { point },
	}
}

fn accept(from: &mut Source) -> Call<Runtime> {
	let open: Vec<_> = Requests::<Runtime>::iter().take(4).collect();
	let at = from.below(open.len());
	match open.get(at) {
		Some((point, request)) => Call::accept_contract {
			point: *point,
			tariff: request.agreement.tariff,
			from: request.from,
		},
		None => {
			Call::request_contract { point: from.pick(), tariff: TariffId(2), from: slot(from) }
		},
	}
}

impl Pick for Order {
	fn pick(from: &mut Source) -> Self {
		let side = from.one_of(&[Side::Buy, Side::Sell]);
		let tick = Tick(from.one_of(&[120, 100, 140, 0, 255]));
		let energy = from.one_of(&[500, 100, 1_600, 1]);
		Order::new(side, [Step { tick, energy }]).expect("one step")
	}
}

/// Orders for slots that are open, mostly.
fn place(from: &mut Source) -> Call<Runtime> {
	let timing = EnergyMarket::timing();
	let slot = Slot(timing.slot_at(Millis(from.now)).0 + 1 + from.below(2) as u64);
	let period = if from.one_in(8) { from.pick() } else { timing.period_of(slot) };
	let mut orders = vec![(timing.place(slot) as u8, from.pick())];
	if from.one_in(4) {
		orders.push((from.below(5) as u8, from.pick()));
	}
	Call::place { point: from.pick(), period, orders: NewOrders::truncate_from(orders) }
}

fn settle(from: &mut Source) -> Call<Runtime> {
	let point = from.pick();
	let next = Settled::<Runtime>::get(point);
	let period = next.filter(|_| !from.one_in(8)).unwrap_or_else(|| from.pick());
	Call::settle { point, period }
}

fn forgive(from: &mut Source) -> Call<Runtime> {
	let open: Vec<_> = Debts::<Runtime>::iter()
		.flat_map(|(point, debts)| debts.into_iter().map(move |debt| (point, debt.party)))
		.take(8)
		.collect();
	let at = from.below(open.len());
	let found = open.get(at).cloned();
	let (point, party): (_, Party<AccountId>) =
		found.unwrap_or_else(|| (from.pick(), Party::Supplier(from.pick())));
	Call::forgive { point, party, amount: from.pick() }
}

fn meter(world: &World, at: usize) -> Meter {
	Meter { device: world.cast.devices[at].id, import: IMPORT, export: EXPORT }
}

/// A tariff with one rate for supply.
fn flat(rate: i64) -> Box<Tariff> {
	let [supply, feed_in] = [rate, 80_000].map(|rate| Formula::Flat(Rate(rate)));
	Box::new(Tariff { supply, feed_in })
}

const POINTS: [(PointId, usize, usize); 2] = [(PointId([0; 16]), 6, 1), (PointId([1; 16]), 7, 2)];

/// Two homes in a zone, of which one has sold to the other and both have used what they bought, or not. A third point
/// is proposed.
pub(crate) fn opening(world: &mut World) {
	let begin = |world: &World| EnergyMarket::timing().next_unopened(Millis(world.now()));
	let (grid, supplier, zone) = (0, 1, ZoneId(0));
	let tariff = flat(300_000);
	let name = || Name::truncate_from(b"standard".to_vec());
	let availabilities =
		[Availability::Default(OrgId(0)), Availability::Open, Availability::OnRequest];
	for availability in availabilities {
		let (from, first, notice) = (begin(world), tariff.clone(), NOTICE);
		let offer = Call::offer_tariff { name: name(), availability, notice, from, first };
		world.submit(supplier, offer);
	}
	world.submit(supplier, Call::fund_float { amount: 100_000_000 });
	let publishers = Publishers::truncate_from(vec![OrgId(0), OrgId(2), OrgId(3)]);
	world.submit(grid, Call::define_index { name: name(), publishers });
	let eic = Eic::new("10YBE----------2").expect("its check character suits");
	let (from, terms) = (begin(world), Box::new(zone_terms(TariffId(0), OrgId(1))));
	world.submit(grid, Call::open_zone { eic, from, terms });
	for (point, home, device) in POINTS {
		let (meter, powers) = (meter(world, device), POWERS);
		world.submit(home, Call::propose_point { point, zone, meter, powers });
		let owner = cast::account(home);
		world.submit(grid, Call::confirm_point { point, owner, meter, powers });
		let amount = if device == 1 { 50_000_000 } else { 5_000_000 };
		world.submit(home, Call::fund { point, amount });
	}
	let (point, meter) = (PointId([2; 16]), meter(world, 4));
	world.submit(6, Call::propose_point { point, zone, meter, powers: POWERS });
	// Until the points take part.
	world.pass(4 * 60_000);
	trade(world);
	for (at, value) in [(1, 100), (2, 300)] {
		telemetry::speak(world, at, (6, 60_000), value);
	}
	world.pass(12 * 60_000);
	for (at, value) in [(1, 0), (2, 20)] {
		telemetry::speak(world, at, (6, 60_000), value);
	}
	world.pass(20 * 60_000);
	let from = begin(world);
	let request = Call::request_contract { point: POINTS[0].0, tariff: TariffId(2), from };
	world.submit(6, request);
	let request = Call::request_contract { point: POINTS[1].0, tariff: TariffId(1), from };
	world.submit(7, request);
	let values = BoundedVec::truncate_from(vec![Rate(5)]);
	world.submit(2, Call::publish { index: IndexId(0), from, values });
	let meter = self::meter(world, 5);
	let from = Slot(from.0 + 10);
	world.submit(7, Call::propose_meter { point: POINTS[1].0, meter, from });
	trade(world);
}

/// The first home sells to the second one what they will not have, all that a line can carry.
fn trade(world: &mut World) {
	let timing = EnergyMarket::timing();
	let slot = Slot(timing.slot_at(Millis(world.now())).0 + 2);
	let (period, place) = (timing.period_of(slot), timing.place(slot) as u8);
	for ((point, home, _), side) in POINTS.into_iter().zip([Side::Sell, Side::Buy]) {
		let step = Step { tick: Tick(120), energy: 1_000 };
		let order = Order::new(side, [step]).expect("one step");
		let orders = NewOrders::truncate_from(vec![(place, order)]);
		world.submit(home, Call::place { point, period, orders });
	}
}

/// The same, but what is offered has changed and will end, and the points are closed. The second one did not report
/// and owes. The second zone has no points.
pub(crate) fn end(world: &mut World) {
	opening(world);
	let timing = EnergyMarket::timing();
	let slot = |world: &World, more| Slot(timing.next_unopened(Millis(world.now())).0 + more);
	let (from, next) = (slot(world, NOTICE.into()), flat(290_000));
	world.submit(1, Call::publish_version { tariff: TariffId(1), from, next });
	let (zone, from) = (ZoneId(0), slot(world, NOTICE.into()));
	let terms = Box::new(zone_terms(TariffId(0), OrgId(1)));
	world.submit(0, Call::set_terms { zone, from, terms: terms.clone() });
	let from = slot(world, u64::from(NOTICE) + 10);
	for tariff in [1, 2].map(TariffId) {
		world.submit(1, Call::end_tariff { tariff, from });
	}
	let eic = Eic::new("10YDE-VE-------2").expect("its check character suits");
	let from = slot(world, 0);
	world.submit(0, Call::open_zone { eic, from, terms });
	world.pass(40 * 60_000);
	for (point, home, _) in POINTS {
		world.submit(home, Call::close_point { point });
	}
	// Whatever can be settled is, before it lapses.
	for minutes in [0, 30, 30, 40] {
		world.pass(minutes * 60_000);
		for (point, ..) in POINTS {
			settle_all(world, point);
		}
	}
	world.attempt(Call::fund { point: POINTS[1].0, amount: 1_000 });
	world.attempt(Call::pay_debts { point: POINTS[1].0 });
}

/// The supplier is suspended, which somebody notes in the same block: later the chain does so by itself.
pub(crate) fn suspended(world: &mut World) {
	opening(world);
	let suspend = pallet_consortium::Call::suspend { org: OrgId(1) }.into();
	let (by, suspend) = found(&suspend, 0).expect("the council can");
	let note = Call::note_standing { supplier: OrgId(1) }.into();
	let calls = [(by, suspend), (6, note)];
	let sent = calls.map(|(by, call)| world.chain.send(By::Account(by), call, 0, 0));
	world.chain.seal(0, sent.into());
	world.pass(0);
}

/// Settles a point's periods as far as they can be.
fn settle_all(world: &mut World, point: PointId) {
	for _ in 0..64 {
		let Some(period) = Settled::<Runtime>::get(point) else { return };
		let settle = RuntimeCall::from(Call::settle { point, period });
		if found(&settle, 0).is_none() {
			return;
		}
		world.act(settle);
	}
}
