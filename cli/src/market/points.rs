//! `tallystick point`.

use super::{
	contracts::PointArg,
	id, moment,
	showing::{self, ShowReadingsArgs},
	units, when, Market, ZoneArg,
};
use crate::{
	assets::{custody::is_confirmed, done, event_of},
	failure::{Failure, Result},
	parse::{self, ChannelArg},
	session::{channel_of, Session},
	text::{self, money},
};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;
use std::{fmt::Write, io::IsTerminal};
use tallystick_client::{
	energy_market::{
		calls::{
			ClosePoint, ConfirmMeter, ConfirmPoint, DropPoint, ForgetReadings, ProposeMeter,
			ProposePoint,
		},
		events::{PointClosed, PointConfirmed},
		views::{
			DeadlinesOf, MeteredOf, MetersOf, Points, PositionOf, ProposedMeter, QuoteFor,
			RequestOf, ResultOf, SupplyOf,
		},
		Point, MAX_PAGE,
	},
	market::{Basis, Clearing, Period, Quality},
	records::{
		device::Provenance,
		market::{Meter, PointId, PointStatus, Powers},
		Millis, Slot, WattHours,
	},
	time, AccountId, ChannelKind,
};
use tallystick_evidence::DeviceId;

#[derive(Subcommand)]
pub(crate) enum PointCommand {
	/// Propose a metering point as its owner. The zone's grid operator then confirms it.
	#[command(
		after_help = "Example:\n  tallystick point propose 0 --meter 0939…c77c --import energy-in --export energy-out --connected 11kW --export-power 8kW --key-file home.key\n\nThe signer pays a deposit. An account for each point keeps the points from being linked."
	)]
	Propose(ProposeArgs),
	/// Confirm owner, device and powers of a point as the zone's grid operator.
	#[command(
		after_help = "Example:\n  tallystick point confirm 5f0c…9a21 --owner 5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy --key-file grid.key\n\nThe command shows what is proposed, and confirms exactly that. Ask whoever has the connection for their account: somebody else can have copied the proposal."
	)]
	Confirm {
		#[command(flatten)]
		of: PointArg,
		/// The account of whoever has the connection.
		#[arg(long, value_parser = parse::account)]
		owner: AccountId,
		/// Do not ask before signing.
		#[arg(long)]
		yes: bool,
	},
	/// Show a metering point: its meter, its supplier, its margin.
	Show(PointArg),
	/// List metering points.
	List {
		/// Only those of this zone: its number, or its EIC.
		#[arg(long, value_parser = super::zone)]
		zone: Option<ZoneArg>,
		/// Only those of this account.
		#[arg(long, value_parser = parse::account)]
		owner: Option<AccountId>,
		/// Only those that have come so far.
		#[arg(long)]
		status: Option<StatusArg>,
	},
	/// End the part of a point, as its owner or the grid operator; or remove a proposal.
	Close(PointArg),
	/// Remove a closed point that no account needs any more. Deposit and margin go back.
	Drop(PointArg),
	/// Propose another device as the meter of your point from a slot on. The zone's grid operator has to confirm it before that.
	#[command(
		after_help = "Example:\n  tallystick point propose-meter 5f0c…9a21 --meter 4f10…a2e0 --import 0 --export 1 --from 2026-12-02T08:00Z --key-file home.key"
	)]
	ProposeMeter {
		#[command(flatten)]
		of: PointArg,
		#[command(flatten)]
		meter: MeterArgs,
		/// The first moment of the first slot that the device meters.
		#[arg(long, value_name = "TIME", value_parser = when)]
		from: Millis,
	},
	/// Confirm the meter that a point's owner has proposed, as the zone's grid operator.
	ConfirmMeter(PointArg),
	/// Show the chain the readings of segments that are longer than a slot, so that their slots are measured. Anybody
	/// who reaches the meter's gateway may.
	#[command(
		after_help = "Example:\n  tallystick point show-readings 5f0c…9a21 --gateway http://gateway:8080 --key-file home.key\n\nWhat is shown is public. The readings have to be final; `tallystick point metered` shows what came of them."
	)]
	ShowReadings(ShowReadingsArgs),
	/// Show what a point took and delivered in the slots of a period.
	Metered(PeriodArgs),
	/// Show what a point bought and sold in the slots of a period.
	Position(PeriodArgs),
	/// Say what energy costs a point in a slot without a trade, with all parts of the price.
	#[command(
		after_help = "Example:\n  tallystick point quote 5f0c…9a21 2026-12-02T08:00Z '1 kWh'"
	)]
	Quote {
		#[command(flatten)]
		of: PointArg,
		/// A moment of the slot.
		#[arg(value_name = "TIME", value_parser = when)]
		at: Millis,
		/// How much energy: 0.9 kWh, or a whole number of watt-hours.
		#[arg(default_value = "1 kWh", value_parser = units::parse_energy)]
		energy: WattHours,
	},
	/// Remove readings that no account needs any more, and devices that do not meter the point any more.
	ForgetReadings(PointArg),
}

#[derive(Args)]
pub(crate) struct ProposeArgs {
	/// The zone: its number, or its EIC.
	#[arg(value_parser = super::zone)]
	zone: ZoneArg,
	#[command(flatten)]
	meter: MeterArgs,
	/// What the point takes at most, such as 11kW.
	#[arg(long, value_name = "POWER", value_parser = units::parse_power)]
	connected: u32,
	/// What the point delivers at most. Without it: nothing.
	#[arg(long, value_name = "POWER", default_value = "0", value_parser = units::parse_power)]
	export_power: u32,
}

#[derive(Args)]
pub(crate) struct MeterArgs {
	/// The device that reads the registers: its id.
	#[arg(long, value_name = "DEVICE", value_parser = parse::device)]
	meter: DeviceId,
	/// The channel of the import register (OBIS 1.8.0): its number or name.
	#[arg(long, value_name = "CHANNEL", value_parser = parse::channel)]
	import: ChannelArg,
	/// The channel of the export register (OBIS 2.8.0): its number or name.
	#[arg(long, value_name = "CHANNEL", value_parser = parse::channel)]
	export: ChannelArg,
}

#[derive(Args)]
pub(crate) struct PeriodArgs {
	#[command(flatten)]
	of: PointArg,
	/// A moment of the period. Without it: now.
	#[arg(value_name = "TIME", value_parser = when)]
	at: Option<Millis>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatusArg {
	/// The grid operator has not confirmed it.
	Proposed,
	/// It takes part.
	Confirmed,
	/// It was closed.
	Closed,
}

impl StatusArg {
	fn of(status: PointStatus) -> Self {
		match status {
			PointStatus::Proposed => Self::Proposed,
			PointStatus::Confirmed => Self::Confirmed,
			PointStatus::Closed(_) => Self::Closed,
		}
	}

	fn name(self) -> &'static str {
		match self {
			Self::Proposed => "proposed",
			Self::Confirmed => "confirmed",
			Self::Closed => "closed",
		}
	}
}

pub(crate) async fn run(session: &Session, command: PointCommand) -> Result {
	let market = Market::open(session).await?;
	match command {
		PointCommand::Propose(args) => propose(&market, args).await,
		PointCommand::Confirm { of, owner, yes } => confirm(&market, of.point, owner, yes).await,
		PointCommand::Show(of) => show(&market, of.point).await,
		PointCommand::List { zone, owner, status } => list(&market, zone, owner, status).await,
		PointCommand::Close(PointArg { point }) => close(&market, point).await,
		PointCommand::Drop(PointArg { point }) => {
			let included = market.ledger.submit_by_anybody(DropPoint { point }).await?;
			let text =
				format!("metering point {} is removed; deposit and margin are free", id(point));
			done(&market.ledger, &included, text, json!({ "point": point }));
			Ok(())
		},
		PointCommand::ProposeMeter { of, meter, from } => {
			propose_meter(&market, of.point, &meter, from).await
		},
		PointCommand::ConfirmMeter(PointArg { point }) => confirm_meter(&market, point).await,
		PointCommand::ShowReadings(args) => showing::run(&market, &args).await,
		PointCommand::Metered(args) => metered(&market, &args).await,
		PointCommand::Position(args) => position(&market, &args).await,
		PointCommand::Quote { of, at, energy } => quote(&market, of.point, at, energy).await,
		PointCommand::ForgetReadings(PointArg { point }) => {
			let included = market.ledger.submit_by_anybody(ForgetReadings { point }).await?;
			let text = format!("old readings of metering point {} are removed", id(point));
			done(&market.ledger, &included, text, json!({ "point": point }));
			Ok(())
		},
	}
}

/// A meter with the numbers of its channels, which have to be counters of energy.
async fn meter(market: &Market<'_>, args: &MeterArgs) -> Result<Meter> {
	let (session, chain) = (market.ledger.session, &market.ledger.chain);
	let device = args.meter;
	if chain.device(&device, None).await?.is_none() {
		return Err(Failure::refused(
			"the chain does not know the device; `tallystick device register` registers one",
		));
	}
	let import = session.channel_number(&device, &args.import).await?;
	let export = session.channel_number(&device, &args.export).await?;
	if import == export {
		return Err(Failure::usage("import and export are one channel; name both registers"));
	}
	for (name, number) in [("import", import), ("export", export)] {
		let Some(channel) = channel_of(chain, &device, number).await? else {
			return Err(Failure::refused(format!("--{name}: the device has no channel {number}")));
		};
		if channel.kind != ChannelKind::Counter || channel.unit != "Wh" {
			return Err(Failure::refused(format!(
				"--{name}: channel {number}, {}, is no counter of Wh",
				channel.name
			)));
		}
		if channel.period > market.slots.timing.slot {
			return Err(Failure::refused(format!(
				"--{name}: channel {number}, {}, is read every {}, which is less often than once a slot",
				channel.name,
				text::span(channel.period.into())
			)));
		}
	}
	Ok(Meter { device, import, export })
}

async fn propose(market: &Market<'_>, args: ProposeArgs) -> Result {
	let (zone, _) = market.zone(args.zone).await?;
	let powers = Powers { connected: args.connected, export: args.export_power };
	if powers.connected == 0 && powers.export == 0 {
		return Err(Failure::usage("the point could neither take nor deliver energy"));
	}
	let meter = meter(market, &args.meter).await?;
	let point = PointId(rand::random());
	let call = ProposePoint { point, zone, meter, powers };
	let included = market.ledger.submit_by_anybody(call).await?;
	let text = format!("metering point {} is proposed in zone {zone}", id(point));
	let value = json!({ "point": point, "zone": zone, "meter": meter, "powers": powers });
	done(&market.ledger, &included, text, value);
	Ok(())
}

async fn confirm(market: &Market<'_>, point: PointId, owner: AccountId, yes: bool) -> Result {
	let record = market.point(point).await?;
	let (_, zone) = market.zone(ZoneArg::Id(record.zone)).await?;
	market.ensure_operator(&zone).await?;
	if record.status != PointStatus::Proposed {
		return Err(Failure::refused(format!(
			"metering point {} is {}, not proposed",
			id(point),
			StatusArg::of(record.status).name()
		)));
	}
	if record.owner != owner {
		return Err(Failure::refused(format!(
			"metering point {} was proposed by {}, not by {owner}; the owner proposes it under another id",
			id(point),
			record.owner
		)));
	}
	let Meter { device, import, export } = record.meter;
	let mut shown = format!(
		"point      {}, of {}\nconnected  {}\nexport     {}\n",
		id(point),
		record.owner,
		units::power(record.powers.connected),
		units::power(record.powers.export)
	);
	let chain = &market.ledger.chain;
	let found = chain.device(&device, None).await?.ok_or_else(|| {
		Failure::refused("the chain does not know the meter any more; the owner proposes another")
	})?;
	let _ = writeln!(shown, "meter      {}, model {}", hex::encode(device.0), found.model);
	for (name, number) in [("import", import), ("export", export)] {
		let channel = channel_of(chain, &device, number).await?;
		let named = channel.map_or_else(|| "missing".into(), |channel| channel.name);
		let _ = writeln!(shown, "{name:<9}  channel {number}, {named}");
	}
	eprintln!("{}", text::plain(shown.trim_end()));
	if found.provenance == Provenance::Declared {
		return Err(Failure::refused(
			"no manufacturer vouches for the meter; only its owner says what it is",
		));
	}
	let calibrated = found.calibration.is_some_and(|valid| valid.until.0 > time::now());
	if !calibrated {
		return Err(Failure::refused(
			"the meter has no valid calibration; an accreditor calibrates it first",
		));
	}
	if !yes && std::io::stdin().is_terminal() && !is_confirmed()? {
		return Err(Failure::refused("nothing was signed"));
	}
	let call = ConfirmPoint { point, owner, meter: record.meter, powers: record.powers };
	let included = market.ledger.submit(call).await?;
	let from = event_of::<PointConfirmed>(&included)?.from;
	let text =
		format!("metering point {} takes part from {} on", id(point), market.slots.show(from));
	let value = json!({ "point": point, "from": market.slots.json(from) });
	done(&market.ledger, &included, text, value);
	Ok(())
}

async fn close(market: &Market<'_>, point: PointId) -> Result {
	market.point(point).await?;
	let included = market.ledger.submit_by_anybody(ClosePoint { point }).await?;
	let closed = included.events.first::<PointClosed>()?;
	let text = match &closed {
		Some(closed) => format!(
			"metering point {} takes part up to {}; once no account needs it, `tallystick point drop` removes it",
			id(point),
			market.slots.show(closed.from)
		),
		None => format!("the proposal of metering point {} is removed", id(point)),
	};
	let from = closed.map(|closed| market.slots.json(closed.from));
	done(&market.ledger, &included, text, json!({ "point": point, "from": from }));
	Ok(())
}

async fn propose_meter(
	market: &Market<'_>,
	point: PointId,
	args: &MeterArgs,
	from: Millis,
) -> Result {
	market.own_point(point).await?;
	let from =
		market.slots.beginning(from).map_err(|error| Failure::usage(format!("--from: {error}")))?;
	if from <= market.present() {
		return Err(Failure::refused(format!("{} has begun", market.slots.show(from))));
	}
	let meter = meter(market, args).await?;
	let call = ProposeMeter { point, meter, from };
	let included = market.ledger.submit_by_anybody(call).await?;
	let text = format!(
		"device {} is proposed as the meter of metering point {} from {} on; the grid operator has to confirm it before that",
		hex::encode(meter.device.0),
		id(point),
		market.slots.show(from)
	);
	let value = json!({ "point": point, "meter": meter, "from": market.slots.json(from) });
	done(&market.ledger, &included, text, value);
	Ok(())
}

async fn confirm_meter(market: &Market<'_>, point: PointId) -> Result {
	let record = market.point(point).await?;
	let (_, zone) = market.zone(ZoneArg::Id(record.zone)).await?;
	market.ensure_operator(&zone).await?;
	let proposed = market.ledger.chain.view(ProposedMeter { point }, None).await?;
	let Some((meter, from)) = proposed else {
		return Err(Failure::refused(format!(
			"no other meter is proposed for metering point {}; its owner proposes one with `tallystick point propose-meter`",
			id(point)
		)));
	};
	if from <= market.present() {
		return Err(Failure::refused(format!(
			"{} has begun; the owner proposes the meter again",
			market.slots.show(from)
		)));
	}
	let included = market.ledger.submit(ConfirmMeter { point, meter, from }).await?;
	let text = format!(
		"device {} meters metering point {} from {} on",
		hex::encode(meter.device.0),
		id(point),
		market.slots.show(from)
	);
	let value = json!({ "point": point, "meter": meter, "from": market.slots.json(from) });
	done(&market.ledger, &included, text, value);
	Ok(())
}

async fn show(market: &Market<'_>, point: PointId) -> Result {
	let record = market.point(point).await?;
	let (slots, chain) = (&market.slots, &market.ledger.chain);
	let meters = chain.view(MetersOf { point }, None).await?;
	let proposed = chain.view(ProposedMeter { point }, None).await?;
	let request = chain.view(RequestOf { point }, None).await?;
	let first = record.contract.entries().first().map(|first| first.from);
	let slot = first.map_or(market.present(), |first| first.max(market.present()));
	let supply = chain.view(SupplyOf { point, slot }, None).await?;
	let mut text = format!(
		"point      {}\nowner      {}\nzone       {}\nstatus     {}\n",
		id(point),
		record.owner,
		record.zone,
		match (record.status, first) {
			(PointStatus::Proposed, _) =>
				"proposed: the zone's grid operator has to confirm it".to_owned(),
			(PointStatus::Confirmed, Some(first)) if first > market.present() =>
				format!("confirmed, takes part from {} on", slots.show(first)),
			(PointStatus::Confirmed, _) => "confirmed, takes part".to_owned(),
			(PointStatus::Closed(end), _) => format!("closed, without {}", slots.show(end)),
		}
	);
	let _ = writeln!(
		text,
		"powers     {} to take, {} to deliver",
		units::power(record.powers.connected),
		units::power(record.powers.export)
	);
	match meters.is_empty() {
		true => {
			let Meter { device, import, export } = record.meter;
			let device = hex::encode(device.0);
			let _ = writeln!(text, "meter      {device}, import {import}, export {export}");
		},
		false => {
			for meter in &meters {
				let device = hex::encode(meter.device.0);
				let until = meter.until.map(|until| format!(" up to {}", slots.show(until)));
				let _ = writeln!(
					text,
					"meter      {device}, import {}, export {}, from {} on{}",
					meter.import.channel,
					meter.export.channel,
					slots.show(meter.from),
					until.unwrap_or_default()
				);
			}
		},
	}
	if let Some((meter, from)) = &proposed {
		let _ = writeln!(
			text,
			"proposed   {}, import {}, export {}, from {} on",
			hex::encode(meter.device.0),
			meter.import,
			meter.export,
			slots.show(*from)
		);
	}
	for entry in record.contract.entries() {
		let what = match entry.value {
			Some(agreement) => format!(
				"tariff {} of organisation {}",
				agreement.tariff,
				market.ledger.name(agreement.supplier).await?
			),
			None => "none: the zone's default supplies".to_owned(),
		};
		let _ = writeln!(text, "contract   {what}, from {} on", slots.show(entry.from));
	}
	if let Some(supply) = &supply {
		let basis = match supply.basis {
			Basis::Contract => "by contract",
			Basis::Default => "by default",
		};
		let _ = writeln!(
			text,
			"supplier   organisation {}, tariff {}, {basis}, in {}",
			market.ledger.name(supply.agreement.supplier).await?,
			supply.agreement.tariff,
			slots.show(slot)
		);
	}
	if let Some(request) = &request {
		let _ = writeln!(
			text,
			"request    tariff {} of organisation {}, from {} on",
			request.agreement.tariff,
			market.ledger.name(request.agreement.supplier).await?,
			slots.show(request.from)
		);
	}
	let _ = writeln!(
		text,
		"margin     {} free, {} of it kept for preliminary accounts; {} locked for orders and trades",
		money(record.free),
		money(record.reserved.min(record.free)),
		money(record.locked)
	);
	let value = json!({
		"id": point, "record": record, "meters": meters, "proposed": proposed, "request": request,
		"slot": slots.json(slot), "supply": supply,
	});
	market.ledger.session.say(text, value);
	Ok(())
}

async fn list(
	market: &Market<'_>,
	zone: Option<ZoneArg>,
	owner: Option<AccountId>,
	status: Option<StatusArg>,
) -> Result {
	let zone = match zone {
		Some(zone) => Some(market.zone(zone).await?.0),
		None => None,
	};
	let chain = &market.ledger.chain;
	let block = chain.best().await?.hash;
	let (mut rows, mut values, mut after) = (Vec::new(), Vec::new(), None);
	loop {
		let page = chain.view(Points { after, limit: MAX_PAGE }, Some(&block)).await?;
		let wanted = |record: &Point| {
			zone.is_none_or(|zone| zone == record.zone)
				&& owner.is_none_or(|owner| owner == record.owner)
				&& status.is_none_or(|status| status == StatusArg::of(record.status))
		};
		for (point, record) in page.iter().filter(|(_, record)| wanted(record)) {
			rows.push(vec![
				id(*point),
				format!("zone {}", record.zone),
				StatusArg::of(record.status).name().into(),
				record.owner.to_string(),
			]);
			values.push(json!({ "id": point, "record": record }));
		}
		after = page.last().map(|(point, _)| *point);
		if page.len() < MAX_PAGE as usize {
			break;
		}
	}
	let text = match rows.is_empty() {
		true => {
			"there is no such metering point; its owner proposes one with `tallystick point propose`"
				.into()
		},
		false => text::table(&rows),
	};
	market.ledger.session.say(text, json!(values));
	Ok(())
}

pub(crate) fn quality_name(quality: Quality) -> &'static str {
	match quality {
		Quality::Provided => "read",
		Quality::Calculated => "calculated",
		Quality::Estimated => "estimated",
	}
}

/// Until when data of a period count, for people.
pub(super) async fn deadlines_text(market: &Market<'_>, period: Period) -> Result<String> {
	let found = market.ledger.chain.view(DeadlinesOf { period }, None).await?;
	Ok(match found {
		None => "not all books of the period are cleared".into(),
		Some(deadlines) => format!(
			"what is missing is estimated from {} on; from {} on nothing that arrives counts",
			moment(deadlines.estimation),
			moment(deadlines.correction)
		),
	})
}

async fn metered(market: &Market<'_>, args: &PeriodArgs) -> Result {
	let (point, slots) = (args.of.point, &market.slots);
	market.point(point).await?;
	let period = slots.period(args.at.unwrap_or(slots.now));
	let metered = market.ledger.chain.view(MeteredOf { point, period }, None).await?;
	let mut rows = vec![["slot", "import", "export", ""].map(str::to_owned).to_vec()];
	let mut values = Vec::new();
	for (slot, found) in slots.timing.slots(period).zip(&metered) {
		let Some(found) = found else { continue };
		rows.push(vec![
			slots.begins(slot),
			units::energy(found.import),
			units::energy(found.export),
			quality_name(found.quality).into(),
		]);
		values.push(json!({ "slot": slots.json(slot), "metered": found }));
	}
	let head = slots.show_period(period);
	let known = match rows.len() {
		1 => "nothing is known of its slots".into(),
		_ => text::table(&rows),
	};
	let deadlines = deadlines_text(market, period).await?;
	let value = json!({ "point": point, "period": slots.period_json(period), "slots": values });
	market.ledger.session.say(format!("{head}\n{known}\n{deadlines}"), value);
	Ok(())
}

/// The slots of a period in which a zone traded.
async fn traded(
	market: &Market<'_>,
	record: &Point,
	period: Period,
) -> Result<Vec<(Slot, Clearing)>> {
	let mut traded = Vec::new();
	for slot in market.slots.timing.slots(period) {
		let result = ResultOf { zone: record.zone, slot };
		if let Some(clearing) = market.ledger.chain.view(result, None).await? {
			traded.push((slot, clearing));
		}
	}
	Ok(traded)
}

async fn position(market: &Market<'_>, args: &PeriodArgs) -> Result {
	let (point, slots) = (args.of.point, &market.slots);
	let record = market.point(point).await?;
	let period = slots.period(args.at.unwrap_or(slots.now));
	let mut rows = vec![["slot", "bought", "sold", "price"].map(str::to_owned).to_vec()];
	let mut values = Vec::new();
	for (slot, clearing) in traded(market, &record, period).await? {
		let found = market.ledger.chain.view(PositionOf { point, slot }, None).await?;
		let Some(found) = found.filter(|found| found.bought.0 > 0 || found.sold.0 > 0) else {
			continue;
		};
		rows.push(vec![
			slots.begins(slot),
			units::energy(found.bought),
			units::energy(found.sold),
			units::price(clearing.price),
		]);
		values.push(json!({
			"slot": slots.json(slot), "bought": found.bought, "sold": found.sold,
			"price": clearing.price,
		}));
	}
	let traded = match rows.len() {
		1 => "no trade of the point is known: nothing was traded, slots are not cleared, or the account is final".into(),
		_ => text::table(&rows),
	};
	let text = format!("{}\n{traded}", slots.show_period(period));
	let value = json!({ "point": point, "period": slots.period_json(period), "slots": values });
	market.ledger.session.say(text, value);
	Ok(())
}

async fn quote(market: &Market<'_>, point: PointId, at: Millis, energy: WattHours) -> Result {
	let record = market.point(point).await?;
	let slots = &market.slots;
	let slot = slots.timing.slot_at(at);
	let found = market.ledger.chain.view(QuoteFor { point, slot, energy }, None).await?;
	let found = found.ok_or_else(|| {
		Failure::refused(format!(
			"metering point {} does not take part in {}, or it is too long ago; `tallystick point show {}` says from when on it does",
			id(point),
			slots.show(slot),
			id(point)
		))
	})?;
	let quote = &found.quote;
	let mut text = format!(
		"{} in {}, by tariff {} of organisation {}\n",
		units::energy(energy),
		slots.show(slot),
		found.supply.agreement.tariff,
		market.ledger.name(found.supply.agreement.supplier).await?
	);
	let mut rows =
		vec![vec!["supply".into(), units::rate(quote.rates.supply), units::amount(quote.supply)]];
	let terms = market.version(record.zone, found.supply.terms).await?;
	for (part, charge) in quote.charges.iter().zip(&terms.charges.0) {
		rows.push(vec![
			super::terms::kind_name(part.kind).into(),
			units::rate(charge.rate),
			units::amount(part.amount),
		]);
	}
	rows.push(vec!["all-in".into(), units::rate(quote.all_in), units::amount(quote.total)]);
	rows.push(vec!["feed-in".into(), units::rate(quote.rates.feed_in)]);
	text.push_str(&text::table(&rows));
	if found.provisional {
		text.push_str("\nthis can still change: the slot's book is not open");
	}
	market.ledger.session.say(text, json!({ "slot": slots.json(slot), "quote": found }));
	Ok(())
}
