//! The energy market: zones, tariffs, metering points, contracts, orders and what came of them.

pub(crate) mod books;
pub(crate) mod contracts;
pub(crate) mod counting;
pub(crate) mod debts;
pub(crate) mod floats;
mod formula;
pub(crate) mod indices;
pub(crate) mod margins;
pub(crate) mod orders;
pub(crate) mod points;
pub(crate) mod settlement;
pub(crate) mod showing;
mod slots;
pub(crate) mod statements;
pub(crate) mod suppliers;
mod table;
pub(crate) mod tariffs;
mod terms;
pub(crate) mod units;
pub(crate) mod zones;

use crate::{
	assets::Ledger,
	failure::{Failure, Result},
	session::Session,
};
use serde_json::{json, Value};
use slots::{moment, Slots};
use std::rc::Rc;
use tallystick_client::{
	energy_market::{
		views::{LeastNotice, PointOf, TariffOf, TermsOf, TimingOf, ZoneByEic, ZoneOf},
		Point, TariffHead, Zone, ZoneTerms,
	},
	market::{Period, TariffId},
	records::{
		market::{Eic, PointId, ZoneId},
		Millis, OrgId, Slot,
	},
	AccountId,
};

type Parsed<T> = std::result::Result<T, String>;

/// A zone, as people name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ZoneArg {
	Id(ZoneId),
	Eic(Eic),
}

/// Reads a zone's number, or its code.
pub(crate) fn zone(text: &str) -> Parsed<ZoneArg> {
	match text.bytes().all(|byte| byte.is_ascii_digit()) {
		true => text
			.parse()
			.map(|id| ZoneArg::Id(ZoneId(id)))
			.map_err(|_| "give the zone's number, or its EIC".into()),
		false => eic(text).map(ZoneArg::Eic),
	}
}

/// Reads an EIC of an area.
pub(crate) fn eic(text: &str) -> Parsed<Eic> {
	Eic::new(text).map_err(|error| error.to_string())
}

/// Reads the id of a metering point.
pub(crate) fn point(text: &str) -> Parsed<PointId> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	let bytes = hex::decode(digits).ok().and_then(|bytes| bytes.try_into().ok());
	bytes
		.map(PointId)
		.ok_or_else(|| "a metering point's id has 32 hexadecimal digits, with 0x or without".into())
}

/// Reads a tariff's number.
pub(crate) fn tariff(text: &str) -> Parsed<TariffId> {
	text.parse().map(TariffId).map_err(|_| "give the tariff's number".into())
}

/// Reads a time, to which no offset has to be kept.
pub(crate) fn when(text: &str) -> Parsed<Millis> {
	crate::assets::args::moment(text).map(|moment| moment.at)
}

/// The id of a metering point for people.
pub(crate) fn id(point: PointId) -> String {
	hex::encode(point.0)
}

/// A chain, and the clock of its market.
pub(crate) struct Market<'a> {
	pub(crate) ledger: Ledger<'a>,
	pub(crate) slots: Slots,
}

impl<'a> Market<'a> {
	pub(crate) async fn open(session: &'a Session) -> Result<Self> {
		let ledger = Ledger::open(session).await?;
		let timing = ledger.chain.view(TimingOf {}, None).await?;
		let now = ledger.chain.now(None).await?;
		Ok(Self { ledger, slots: Slots { timing, now } })
	}

	/// The slot in which the chain's clock is.
	pub(crate) fn present(&self) -> Slot {
		self.slots.timing.slot_at(self.slots.now)
	}

	/// The least notice of tariffs, and the notice of a zone's terms, in slots.
	pub(crate) async fn least_notice(&self) -> Result<u32> {
		Ok(self.ledger.chain.view(LeastNotice {}, None).await?)
	}

	/// The periods with slots that are open, or that begin before the first that is not.
	pub(crate) fn open_periods(&self) -> impl Iterator<Item = Period> {
		let timing = self.slots.timing;
		let last = timing.period_of(timing.next_unopened(self.slots.now));
		(timing.period_of(self.present()).0..=last.0).map(Period)
	}

	pub(crate) async fn zone(&self, zone: ZoneArg) -> Result<(ZoneId, Zone)> {
		let none = |named: String| {
			Failure::refused(format!(
				"there is no zone {named}; `tallystick zone list` lists the zones"
			))
		};
		let id = match zone {
			ZoneArg::Id(id) => id,
			ZoneArg::Eic(eic) => {
				let found = self.ledger.chain.view(ZoneByEic { eic }, None).await?;
				found.ok_or_else(|| none(eic.to_string()))?
			},
		};
		let record = self.ledger.chain.view(ZoneOf { zone: id }, None).await?;
		Ok((id, record.ok_or_else(|| none(id.to_string()))?))
	}

	/// A version of a zone's terms.
	pub(crate) async fn version(&self, zone: ZoneId, version: u32) -> Result<ZoneTerms> {
		let found = self.ledger.chain.view(TermsOf { zone, version }, None).await?;
		found.ok_or_else(|| {
			Failure::refused(format!("version {version} of the terms of zone {zone} is forgotten"))
		})
	}

	/// The terms of a zone in a slot.
	pub(crate) async fn terms(&self, id: ZoneId, zone: &Zone, slot: Slot) -> Result<Rc<ZoneTerms>> {
		let version = zone.terms.at(slot).ok_or_else(|| {
			let first = zone.terms.entries().first().map(|first| self.slots.show(first.from));
			Failure::refused(format!(
				"zone {id} has no terms in {}; its first ones begin in {}",
				self.slots.show(slot),
				first.unwrap_or_else(|| "no slot".into())
			))
		})?;
		Ok(Rc::new(self.version(id, *version).await?))
	}

	pub(crate) async fn tariff(&self, tariff: TariffId) -> Result<TariffHead> {
		let found = self.ledger.chain.view(TariffOf { tariff }, None).await?;
		found.ok_or_else(|| {
			Failure::refused(format!(
				"there is no tariff {tariff}, or it was dropped; `tallystick tariff list` lists the tariffs"
			))
		})
	}

	pub(crate) async fn point(&self, point: PointId) -> Result<Point> {
		let found = self.ledger.chain.view(PointOf { point }, None).await?;
		found.ok_or_else(|| {
			Failure::refused(format!(
				"there is no metering point {}; `tallystick point list` lists the points",
				id(point)
			))
		})
	}

	/// A metering point of the signer's.
	pub(crate) async fn own_point(&self, point: PointId) -> Result<Point> {
		let record = self.point(point).await?;
		self.ensure_owner(record.owner)?;
		Ok(record)
	}

	fn ensure_owner(&self, owner: AccountId) -> Result {
		let signer = self.ledger.session.signer()?.account();
		if owner == signer {
			return Ok(());
		}
		Err(Failure::refused(format!(
			"the metering point belongs to {owner}, and {signer} signs; name the owner's file with --key-file"
		)))
	}

	/// Checks that the signer is of the zone's grid operator.
	pub(crate) async fn ensure_operator(&self, zone: &Zone) -> Result {
		self.ensure_org(zone.operator, "grid operator").await
	}

	/// Checks that the signer is of this organisation.
	pub(crate) async fn ensure_org(&self, org: OrgId, part: &str) -> Result {
		if self.ledger.org().await? == org {
			return Ok(());
		}
		let name = self.ledger.name(org).await?;
		Err(Failure::refused(format!("that is for the {part}, organisation {name}")))
	}
}

/// `tallystick market`: the clock of the market.
pub(crate) async fn show(session: &Session) -> Result {
	let market = Market::open(session).await?;
	let (slots, timing) = (&market.slots, market.slots.timing);
	let (present, unopened) = (market.present(), timing.next_unopened(slots.now));
	let span = |millis: u32| crate::text::span(millis.into());
	let least = market.least_notice().await?;
	// The first slot whose gate has not closed.
	let next = (present.0..=unopened.0).map(Slot).find(|slot| timing.gate(*slot) > slots.now);
	let next = next.unwrap_or(unopened);
	let text = [
		format!("clock         {}", moment(slots.now)),
		format!("slots         {} long, {} in a period", span(timing.slot), timing.period),
		format!("book opens    {} before the slot", span(timing.horizon)),
		format!(
			"gate closes   {} before the slot; for {} before that nothing is cancelled or reduced",
			span(timing.lead),
			span(timing.firm)
		),
		format!("least notice  {}: of a tariff's versions and a zone's terms", slots.span(least)),
		format!("present       {}, {}", slots.show(present), {
			slots.show_period(timing.period_of(present))
		}),
		format!("next gate     of {}, at {}", slots.show(next), moment(timing.gate(next))),
		format!("first change  in {}", slots.show(unopened)),
	];
	let value: Value = json!({
		"now": slots.now,
		"timing": timing,
		"present": slots.json(present),
		"period": slots.period_json(timing.period_of(present)),
		"next": slots.json(next),
		"firstUnopened": slots.json(unopened),
		"leastNotice": least,
	});
	session.say(text.join("\n"), value);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_zone_is_named_by_number_or_code() {
		assert_eq!(zone("7"), Ok(ZoneArg::Id(ZoneId(7))));
		let code = "10YBE----------2";
		assert_eq!(zone(code), Ok(ZoneArg::Eic(Eic::new(code).unwrap())));
		assert!(zone("10YBE----------3").unwrap_err().contains("has to be 2"));
		assert!(zone("99999999999").unwrap_err().contains("number"));
	}

	#[test]
	fn a_metering_point_has_32_digits() {
		let text = "ab".repeat(16);
		assert_eq!(point(&text), Ok(PointId([0xab; 16])));
		assert_eq!(point(&format!("0x{text}")), Ok(PointId([0xab; 16])));
		assert_eq!(id(PointId([0xab; 16])), text);
		assert!(point(&"ab".repeat(32)).unwrap_err().contains("32 hexadecimal digits"));
	}
}
