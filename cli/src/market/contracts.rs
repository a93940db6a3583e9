//! `tallystick contract`.

use super::{id, when, Market};
use crate::{
	assets::done,
	failure::{Failure, Result},
	session::Session,
};
use clap::{Args, Subcommand};
use serde_json::json;
use tallystick_client::{
	energy_market::{
		calls::{AcceptContract, EndContract, RequestContract, WithdrawRequest},
		events::ContractAgreed,
		views::RequestOf,
		Request,
	},
	market::TariffId,
	records::{market::PointId, Millis},
};

#[derive(Subcommand)]
pub(crate) enum ContractCommand {
	/// Ask for a contract as the owner of a metering point. Where the tariff is open to everybody, that is
	/// one.
	#[command(
		after_help = "Example:\n  tallystick contract request 5f0c…9a21 --tariff 0 --key-file home.key"
	)]
	Request {
		#[command(flatten)]
		of: PointArg,
		/// The tariff's number: see `tallystick tariff list`.
		#[arg(long, value_parser = super::tariff)]
		tariff: TariffId,
		/// When it begins: the first moment of a slot. Without it: as soon as possible.
		#[arg(long, value_name = "TIME", value_parser = when)]
		from: Option<Millis>,
	},
	/// Withdraw a request as the owner of the metering point.
	Withdraw(PointArg),
	/// Accept a request as the supplier.
	Accept(PointArg),
	/// Refuse a request as the supplier.
	Refuse(PointArg),
	/// End a contract, as the owner, or with the tariff's notice as the supplier. The zone's default then
	/// supplies.
	End {
		#[command(flatten)]
		of: PointArg,
		/// From when on it is over: the first moment of a slot. Without this option: as soon as possible.
		#[arg(long, value_name = "TIME", value_parser = when)]
		from: Option<Millis>,
	},
}

#[derive(Args, Clone, Copy)]
pub(crate) struct PointArg {
	/// The metering point's id.
	#[arg(value_parser = super::point)]
	pub(crate) point: PointId,
}

pub(crate) async fn run(session: &Session, command: ContractCommand) -> Result {
	let market = Market::open(session).await?;
	match command {
		ContractCommand::Request { of, tariff, from } => {
			request(&market, of.point, tariff, from).await
		},
		ContractCommand::Withdraw(PointArg { point }) => {
			load(&market, point).await?;
			market.own_point(point).await?;
			let included = market.ledger.submit_by_anybody(WithdrawRequest { point }).await?;
			let text = format!("the request of metering point {} is withdrawn", id(point));
			done(&market.ledger, &included, text, json!({ "point": point }));
			Ok(())
		},
		ContractCommand::Accept(PointArg { point }) => accept(&market, point).await,
		ContractCommand::Refuse(PointArg { point }) => {
			let request = load(&market, point).await?;
			market.ensure_org(request.agreement.supplier, "supplier who is asked").await?;
			let included = market.ledger.submit(WithdrawRequest { point }).await?;
			let text = format!("the request of metering point {} is refused", id(point));
			done(&market.ledger, &included, text, json!({ "point": point }));
			Ok(())
		},
		ContractCommand::End { of, from } => end(&market, of.point, from).await,
	}
}

async fn load(market: &Market<'_>, point: PointId) -> Result<Request> {
	let found = market.ledger.chain.view(RequestOf { point }, None).await?;
	found.ok_or_else(|| {
		Failure::refused(format!("no request of metering point {} waits", id(point)))
	})
}

async fn request(
	market: &Market<'_>,
	point: PointId,
	tariff: TariffId,
	from: Option<Millis>,
) -> Result {
	let record = market.own_point(point).await?;
	let head = market.tariff(tariff).await?;
	let Some(since) = record.contract.entries().first().map(|first| first.from) else {
		return Err(Failure::refused(format!(
			"metering point {} is not confirmed; the zone's grid operator confirms it with `tallystick point confirm`",
			id(point)
		)));
	};
	let first = market.slots.first(from, 0)?;
	// A tariff or a point that is to begin begins with its contract.
	let begins = head.versions.entries().first().map_or(since, |first| first.from.max(since));
	if from.is_some() && first < begins {
		return Err(Failure::refused(format!(
			"{} is too early: the metering point takes part, and the tariff is in force, from {} on",
			market.slots.show(first),
			market.slots.show(begins)
		)));
	}
	let from = first.max(begins);
	let included = market.ledger.submit_by_anybody(RequestContract { point, tariff, from }).await?;
	let agreed = included.events.first::<ContractAgreed>()?.is_some();
	let supplier = market.ledger.name(head.supplier).await?;
	let text = match agreed {
		true => format!(
			"organisation {supplier} supplies metering point {} by tariff {tariff} from {} on",
			id(point),
			market.slots.show(from)
		),
		false => format!(
			"organisation {supplier} is asked to supply metering point {} by tariff {tariff} from {} on",
			id(point),
			market.slots.show(from)
		),
	};
	let value = json!({
		"point": point, "tariff": tariff, "supplier": head.supplier, "agreed": agreed,
		"from": market.slots.json(from),
	});
	done(&market.ledger, &included, text, value);
	Ok(())
}

async fn accept(market: &Market<'_>, point: PointId) -> Result {
	let Request { agreement, from } = load(market, point).await?;
	market.ensure_org(agreement.supplier, "supplier who is asked").await?;
	let unopened = market.slots.timing.next_unopened(market.slots.now);
	if from < unopened {
		return Err(Failure::refused(format!(
			"the request is for {}, whose book is open; the owner has to ask again, for {} or later",
			market.slots.show(from),
			market.slots.show(unopened)
		)));
	}
	let tariff = agreement.tariff;
	let included = market.ledger.submit(AcceptContract { point, tariff, from }).await?;
	let text = format!(
		"metering point {} is supplied by tariff {tariff} from {} on",
		id(point),
		market.slots.show(from)
	);
	let value = json!({ "point": point, "tariff": tariff, "from": market.slots.json(from) });
	done(&market.ledger, &included, text, value);
	Ok(())
}

async fn end(market: &Market<'_>, point: PointId, from: Option<Millis>) -> Result {
	let record = market.point(point).await?;
	let signer = market.ledger.session.signer()?.account();
	let present = market.present();
	let none = |when: String| {
		Failure::refused(format!(
			"metering point {} has no contract {when}; its zone's default supplies it",
			id(point)
		))
	};
	let last = record.contract.entries().iter().rev().find_map(|entry| entry.value);
	let agreement = last.ok_or_else(|| none("that could end".into()))?;
	let notice = match record.owner == signer {
		true => 0,
		false => {
			let running = record.contract.at(present).copied().flatten().unwrap_or(agreement);
			market.ensure_org(running.supplier, "owner of the point, and for its supplier").await?;
			market.tariff(running.tariff).await?.notice
		},
	};
	let first = market.slots.first(from, notice)?;
	let since = record.contract.entries().first().map_or(first, |entry| entry.from);
	let from = if from.is_some() { first } else { first.max(since) };
	let later = record.contract.entries().iter().filter(|entry| entry.from > from);
	let mut then =
		later.map(|entry| entry.value).chain([record.contract.at(from).copied().flatten()]);
	if !then.any(|value| value.is_some()) {
		return Err(none(format!("from {} on", market.slots.show(from))));
	}
	let included = market.ledger.submit_by_anybody(EndContract { point, from }).await?;
	let text = format!(
		"the contract of metering point {} ends with {}",
		id(point),
		market.slots.show(from)
	);
	done(
		&market.ledger,
		&included,
		text,
		json!({ "point": point, "from": market.slots.json(from) }),
	);
	Ok(())
}
