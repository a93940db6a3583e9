//! How people name assets, lots, times and places.

use crate::failure::{Failure, Result};
use clap::Args;
use std::str::FromStr;
use tallystick_client::{
	records::{
		asset::{BizStep, Circumstances},
		AssetId, ClassId, Millis, OrgId, PolicyId, RecallId, TraceLotId,
	},
	time,
};
use tallystick_evidence::Hash;
use tallystick_gs1::{
	event::{Transaction, TransactionId, ZoneOffset, MAX_TRANSACTIONS},
	vocabulary::TransactionType,
	Gln, Key, Sgln, Sscc, Text,
};

type Parsed<T> = std::result::Result<T, String>;

/// An asset, as people name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum AssetArg {
	Id(AssetId),
	Key(Key),
}

/// A lot, as people name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LotArg {
	Id(TraceLotId),
	/// The place where the code was assigned, and the code.
	Code(Gln, Text<20>),
}

/// A part that is split off or made: how much, and its key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct PortionArg {
	pub(crate) quantity: String,
	pub(crate) key: Option<Key>,
}

/// A moment, and the offset from UTC with which it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Moment {
	pub(crate) at: Millis,
	pub(crate) offset: Option<ZoneOffset>,
}

/// A moment, as whoever reports an event writes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum When {
	At(Moment),
	/// What the clocks there show, in milliseconds since 1970 on them.
	Clock(u64),
}

impl When {
	/// The moment, and the offset from UTC, of which this one is given.
	pub(crate) fn read(self, offset: Option<ZoneOffset>) -> Parsed<(Millis, Option<ZoneOffset>)> {
		match (self, offset) {
			(Self::At(Moment { offset: Some(written), .. }), Some(given)) if given != written => {
				Err(format!(
					"the time is written with the offset {written}, and --offset or TALLYSTICK_OFFSET says {given}: leave one out"
				))
			},
			(Self::At(Moment { at, offset: written }), given) => Ok((at, written.or(given))),
			(Self::Clock(_), None) => Err("the time has no offset from UTC: write 2026-09-14T08:30+02:00, or name the offset with --offset or TALLYSTICK_OFFSET".into()),
			(Self::Clock(clock), Some(offset)) => Ok((Millis(in_utc(clock, offset)?), Some(offset))),
		}
	}
}

/// What clocks with this offset show, in UTC.
fn in_utc(clock: u64, offset: ZoneOffset) -> Parsed<u64> {
	let ahead = i64::from(offset.minutes()) * 60_000;
	clock.checked_add_signed(-ahead).ok_or_else(|| "the time is before 1970".into())
}

/// A deadline: a moment, or a span of time from now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Until {
	Moment(Millis),
	Span(u64),
}

impl Until {
	pub(crate) fn resolve(self) -> Millis {
		match self {
			Self::Moment(at) => at,
			Self::Span(span) => Millis(time::now()).saturating_add(span),
		}
	}
}

/// When and where something happened.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "When and where")]
pub(crate) struct CircumstancesArgs {
	/// When it happened, at most 12 hours ago: 2026-09-14T08:30 with --offset, 2026-09-14T08:30+02:00, or in
	/// UTC with Z. Without it: now.
	#[arg(long, value_name = "TIME", value_parser = when)]
	pub(crate) at: Option<When>,
	/// How far the clocks there are ahead of UTC, such as +02:00. Without it: as --at says, or UTC.
	#[arg(long, env = "TALLYSTICK_OFFSET", value_parser = offset, allow_hyphen_values = true)]
	pub(crate) offset: Option<ZoneOffset>,
	/// The place where it happened: a GLN, or (414)GLN(254)extension.
	#[arg(long, env = "TALLYSTICK_READ_POINT", value_name = "PLACE", value_parser = place)]
	pub(crate) read_point: Option<Sgln>,
	/// The place where the goods are from now on: a GLN, or (414)GLN(254)extension.
	#[arg(long, value_name = "PLACE", value_parser = place)]
	pub(crate) location: Option<Sgln>,
	/// A business document that it belongs to: KIND:GLN:NUMBER, or KIND:0xHASH. KIND is bol, cert, desadv,
	/// inv, po, recadv, rma or another of GS1's. Up to 8 times.
	#[arg(long = "document", value_name = "DOCUMENT", value_parser = document)]
	pub(crate) documents: Vec<Transaction>,
}

impl CircumstancesArgs {
	/// As the chain is told of them, with the hash of master data.
	pub(crate) fn read(&self, ilmd: Option<Hash>) -> Result<Circumstances> {
		let (at, offset) = match self.at {
			Some(when) => {
				let (at, offset) = when.read(self.offset).map_err(Failure::usage)?;
				(Some(at), offset)
			},
			None => (None, self.offset),
		};
		let transactions = self.documents.clone().try_into().map_err(|_| {
			Failure::usage(format!("an event names {MAX_TRANSACTIONS} documents at most"))
		})?;
		Ok(Circumstances {
			at,
			offset: offset.unwrap_or(ZoneOffset::UTC),
			read_point: self.read_point,
			location: self.location,
			transactions,
			ilmd,
		})
	}
}

pub(crate) fn asset(text: &str) -> Parsed<AssetArg> {
	if !text.bytes().all(|byte| byte.is_ascii_digit()) {
		return key(text).map(AssetArg::Key);
	}
	if text.len() == 18 {
		let sscc = text.parse::<Sscc>().map_err(|error| format!("an SSCC: {error}"))?;
		return Ok(AssetArg::Key(sscc.into()));
	}
	let id = text.parse().map(|id| AssetArg::Id(AssetId(id)));
	id.map_err(|_| "give the asset's number, or its GS1 key".into())
}

/// A GS1 key in any of its three spellings, or an SSCC alone.
pub(crate) fn key(text: &str) -> Parsed<Key> {
	text.parse::<Key>()
		.or_else(|error| text.parse::<Sscc>().map(Key::from).map_err(|_| error))
		.map_err(|error| error.to_string())
}

pub(crate) fn lot(text: &str) -> Parsed<LotArg> {
	match text.split_once('/') {
		Some((source, code)) => {
			let source = source.parse::<Gln>().map_err(|error| format!("the GLN: {error}"))?;
			let code = Text::new(code).map_err(|error| format!("the lot's code: {error}"))?;
			Ok(LotArg::Code(source, code))
		},
		None => text.parse().map(|id| LotArg::Id(TraceLotId(id))).map_err(|_| {
			"give the lot's number, or the GLN of its source and its code: GLN/CODE".into()
		}),
	}
}

/// `QUANTITY`, or `QUANTITY@KEY`. No key has an `@` in it.
pub(crate) fn portion(text: &str) -> Parsed<PortionArg> {
	let (quantity, named) = match text.split_once('@') {
		Some((quantity, named)) => (quantity, Some(key(named)?)),
		None => (text, None),
	};
	Ok(PortionArg { quantity: quantity.into(), key: named })
}

/// A text of GS1's characters: a lot's code.
pub(crate) fn code(text: &str) -> Parsed<Text<20>> {
	Text::new(text).map_err(|error| error.to_string())
}

pub(crate) fn place(text: &str) -> Parsed<Sgln> {
	text.parse::<Sgln>().map_err(|error| error.to_string())
}

pub(crate) fn org(text: &str) -> Parsed<OrgId> {
	text.parse().map(OrgId).map_err(|_| "give the organisation's number".into())
}

pub(crate) fn class(text: &str) -> Parsed<ClassId> {
	text.parse().map(ClassId).map_err(|_| "give the class's number".into())
}

pub(crate) fn policy(text: &str) -> Parsed<PolicyId> {
	text.parse().map(PolicyId).map_err(|_| "give the policy's number".into())
}

pub(crate) fn recall(text: &str) -> Parsed<RecallId> {
	text.parse().map(RecallId).map_err(|_| "give the recall's number".into())
}

pub(crate) fn step(text: &str) -> Parsed<BizStep> {
	term(BizStep::ALL, BizStep::term, text)
}

/// The member of a vocabulary with this term.
pub(crate) fn term<T: Copy>(all: &[T], name: fn(T) -> &'static str, text: &str) -> Parsed<T> {
	let found = all.iter().copied().find(|one| name(*one) == text);
	found.ok_or_else(|| {
		let all: Vec<_> = all.iter().map(|one| name(*one)).collect();
		format!("{text:?} is not one of these: {}", all.join(", "))
	})
}

pub(crate) fn document(text: &str) -> Parsed<Transaction> {
	let form = || "write KIND:GLN:NUMBER or KIND:0xHASH, such as inv:9506000134352:R-17".to_owned();
	let (kind, id) = text.split_once(':').ok_or_else(form)?;
	let kind = term(TransactionType::ALL, TransactionType::term, kind)?;
	let id = match id.split_once(':') {
		Some((by, number)) => TransactionId::Issued {
			by: by.parse().map_err(|error| format!("the GLN: {error}"))?,
			number: code(number).map_err(|error| format!("the number: {error}"))?,
		},
		None if id.starts_with("0x") => TransactionId::Hash(crate::parse::hash(id)?),
		None => return Err(form()),
	};
	Ok(Transaction { kind, id })
}

pub(crate) fn offset(text: &str) -> Parsed<ZoneOffset> {
	let malformed = || "write an offset from UTC of at most 14 hours, such as +02:00".to_owned();
	if text == "Z" {
		return Ok(ZoneOffset::UTC);
	}
	let (sign, clock) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
		(Some(clock), _) => (1, clock),
		(_, Some(clock)) => (-1, clock),
		_ => return Err(malformed()),
	};
	let (hours, minutes) = clock.split_once(':').ok_or_else(malformed)?;
	let two = |text: &str| {
		let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
		plain.then(|| i16::from_str(text).ok()).flatten()
	};
	let (hours, minutes) = two(hours).zip(two(minutes)).ok_or_else(malformed)?;
	let all = Some(sign * (hours * 60 + minutes)).filter(|_| minutes < 60);
	all.and_then(ZoneOffset::new).ok_or_else(malformed)
}

/// RFC 3339, the seconds or the clock left out if one likes: `2026-09-14T08:30+02:00`, `2026-09-14`, which
/// stands for the first moment of the day in UTC; or milliseconds since 1970.
pub(crate) fn moment(text: &str) -> Parsed<Moment> {
	let malformed = || {
		format!("{text:?} is no time: write 2026-09-14T08:30+02:00, or 2026-09-14T06:30Z in UTC")
	};
	if let Ok(millis) = text.parse() {
		return Ok(Moment { at: Millis(millis), offset: None });
	}
	let Some((date, clock)) = text.split_once('T') else {
		let at = time::parse(&format!("{text}T00:00:00Z")).ok_or_else(malformed)?;
		return Ok(Moment { at: Millis(at), offset: None });
	};
	let end = clock.find(['Z', '+', '-']).ok_or_else(malformed)?;
	let (clock, zone) = clock.split_at(end);
	let local = on_clock(date, clock).ok_or_else(malformed)?;
	let offset = offset(zone)?;
	let at = Millis(in_utc(local, offset)?);
	Ok(Moment { at, offset: Some(offset).filter(|_| zone != "Z") })
}

/// A date and a clock, with seconds or without, in milliseconds since 1970.
fn on_clock(date: &str, clock: &str) -> Option<u64> {
	let seconds = if clock.len() == 5 { ":00" } else { "" };
	time::parse(&format!("{date}T{clock}{seconds}Z"))
}

/// A moment, also without its offset from UTC.
pub(crate) fn when(text: &str) -> Parsed<When> {
	let clock = text.split_once('T').and_then(|(date, clock)| on_clock(date, clock));
	clock.map(When::Clock).map_or_else(|| moment(text).map(When::At), Ok)
}

/// A span of time in milliseconds: `90m`, `26h`, `3d`.
pub(crate) fn span(text: &str) -> Parsed<u64> {
	let malformed = || format!("{text:?} is no span of time: write 90m, 26h or 3d");
	let (number, unit) = text.split_at_checked(text.len().wrapping_sub(1)).ok_or_else(malformed)?;
	let unit = match unit {
		"s" => 1_000,
		"m" => 60_000,
		"h" => 3_600_000,
		"d" => 86_400_000,
		_ => return Err(malformed()),
	};
	number.parse::<u64>().ok().and_then(|number| number.checked_mul(unit)).ok_or_else(malformed)
}

pub(crate) fn until(text: &str) -> Parsed<Until> {
	span(text)
		.map(Until::Span)
		.or_else(|_| moment(text).map(|moment| Until::Moment(moment.at)))
		.map_err(|_| {
			format!("{text:?} is neither a time, such as 2026-09-14T08:30+02:00, nor a span, such as 26h")
		})
}

#[cfg(test)]
mod tests {
	use super::*;

	const MORNING: &str = "2026-09-14T06:30:00.000Z";

	#[test]
	fn names_an_asset_by_number_or_key_in_any_spelling() {
		assert_eq!(asset("812"), Ok(AssetArg::Id(AssetId(812))));
		let key = "(01)09506000134352(21)A7".parse::<Key>().unwrap();
		for text in [
			"(01)09506000134352(21)A7",
			"https://id.gs1.org/01/09506000134352/21/A7",
			"urn:epc:id:sgtin:9506000.013435.A7",
		] {
			assert_eq!(asset(text), Ok(AssetArg::Key(key)), "{text}");
		}
		let pallet = "(00)095060000000000019".parse::<Key>();
		let digits = asset("095060000000000019");
		assert_eq!(digits.is_ok(), pallet.is_ok());
	}

	#[test]
	fn names_the_right_check_digit() {
		let error = asset("(01)09506000134351(21)A7").unwrap_err();
		assert!(error.contains("the check digit is 1, but must be 2"), "{error}");
		let error = asset("095060000000000010").unwrap_err();
		assert!(error.contains("but must be"), "{error}");
		let error = place("9506000134359").unwrap_err();
		assert!(error.contains("but must be"), "{error}");
	}

	#[test]
	fn names_a_lot_by_number_or_code() {
		assert_eq!(lot("17"), Ok(LotArg::Id(TraceLotId(17))));
		let source = "9506000134352".parse().unwrap();
		assert_eq!(
			lot("9506000134352/L-2026/1"),
			Ok(LotArg::Code(source, Text::new("L-2026/1").unwrap()))
		);
		assert!(lot("9506000134353/L").unwrap_err().contains("must be 2"));
		assert!(lot("L-17").is_err());
	}

	#[test]
	fn reads_times_with_their_offset() {
		let at = Millis(time::parse(MORNING).unwrap());
		let plus_two = ZoneOffset::new(120);
		for (text, offset) in [
			("2026-09-14T08:30+02:00", plus_two),
			("2026-09-14T08:30:00.000+02:00", plus_two),
			("2026-09-14T03:00:00-03:30", ZoneOffset::new(-210)),
			("2026-09-14T06:30Z", None),
		] {
			assert_eq!(moment(text), Ok(Moment { at, offset }), "{text}");
		}
		let day = Millis(time::parse("2026-09-14T00:00:00Z").unwrap());
		assert_eq!(moment("2026-09-14"), Ok(Moment { at: day, offset: None }));
		for text in [
			"yesterday",
			"2026-09-14T08:30",
			"2026-09-14T08:30+2:00",
			"2026-09-31",
			"2026-09-14T0830Z",
		] {
			assert!(moment(text).is_err(), "{text}");
		}
	}

	#[test]
	fn reads_spans_and_deadlines() {
		assert_eq!(span("90m"), Ok(5_400_000));
		assert_eq!(until("3d"), Ok(Until::Span(259_200_000)));
		assert!(matches!(until("2026-09-14T08:30+02:00"), Ok(Until::Moment(_))));
		for text in ["", "d", "1w", "-1h", "1.5h", "99999999999999999999d", "é"] {
			assert!(span(text).is_err(), "{text}");
		}
	}

	#[test]
	fn refuses_an_offset_that_no_clock_has() {
		assert_eq!(offset("-03:30"), Ok(ZoneOffset::new(-210).unwrap()));
		for text in ["02:00", "+15:00", "+2:00", "+02", "+02:60", "+14:01", "++2:00"] {
			assert!(offset(text).is_err(), "{text}");
		}
	}

	#[test]
	fn a_time_without_offset_is_that_of_the_clocks_there() {
		let args = |at: &str, ahead: Option<&str>| CircumstancesArgs {
			at: when(at).ok(),
			offset: ahead.map(|text| offset(text).unwrap()),
			..Default::default()
		};
		let at = Millis(time::parse(MORNING).unwrap());
		for (text, ahead, minutes) in [
			("2026-09-14T08:30+02:00", None, 120),
			("2026-09-14T08:30+02:00", Some("+02:00"), 120),
			("2026-09-14T08:30", Some("+02:00"), 120),
			("2026-09-14T06:30Z", None, 0),
			("2026-09-14T06:30Z", Some("+02:00"), 120),
		] {
			let read = args(text, ahead).read(None).unwrap();
			assert_eq!((read.at, read.offset.minutes()), (Some(at), minutes), "{text} {ahead:?}");
		}
		let missing = args("2026-09-14T08:30", None).read(None).unwrap_err();
		assert!(missing.reason().contains("TALLYSTICK_OFFSET"), "{missing}");
		let two = args("2026-09-14T08:30+02:00", Some("+01:00")).read(None).unwrap_err();
		assert!(two.reason().contains("leave one out"), "{two}");
		assert_eq!(args("", Some("+02:00")).read(None).unwrap().offset.minutes(), 120);
	}

	#[test]
	fn reads_business_documents() {
		let hash = format!("bol:0x{}", "11".repeat(32));
		assert!(document("inv:9506000134352:R-17").is_ok() && document(&hash).is_ok());
		for (text, problem) in [
			("inv", "KIND:GLN:NUMBER"),
			("invoice:9506000134352:R-17", "not one of these"),
			("inv:9506000134353:R-17", "must be 2"),
			("inv:9506000134352:R 17", "does not allow"),
		] {
			let error = document(text).unwrap_err();
			assert!(error.contains(problem), "{text}: {error}");
		}
	}

	#[test]
	fn reads_a_portion_with_and_without_key() {
		assert_eq!(portion("2.5"), Ok(PortionArg { quantity: "2.5".into(), key: None }));
		let named = portion("2.5@(01)09506000134352(21)A7").unwrap();
		assert!(named.key.is_some() && named.quantity == "2.5");
		assert!(portion("2.5@A7").is_err());
	}
}
