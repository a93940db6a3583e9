//! Keys and events at random, a chain, and the test vectors.
// Each test uses a part.
#![allow(dead_code, unreachable_pub)]

#[path = "../../../evidence/tests/common/chain.rs"]
pub mod chain;
pub mod proofs;
pub mod published;
#[path = "../../../evidence/tests/common/scene.rs"]
pub mod scene;
pub mod vectors;

use bounded_collections::{BoundedVec, Get};
use proptest::{collection::vec, option, prelude::*};
use tallystick_gs1::{
	event::*,
	vocabulary::{BizStep, Disposition, ErrorReason, TransactionType},
	AssetType, CompanyPrefix, Giai, Gln, Grai, Gtin, Key, Lgtin, Pgln, Sgln, Sgtin, Sscc, Text,
};

pub fn text<const N: usize>() -> impl Strategy<Value = Text<N>> {
	prop::string::string_regex(&format!("[!\"%-?A-Z_a-z]{{1,{N}}}"))
		.unwrap()
		.prop_map(|text| text.parse().unwrap())
}

pub fn gtin() -> impl Strategy<Value = Gtin> {
	(0..10u64.pow(13)).prop_map(|body| Gtin::from_body(body).unwrap())
}

pub fn asset_type() -> impl Strategy<Value = AssetType> {
	(0..10u64.pow(12)).prop_map(|body| AssetType::from_body(body).unwrap())
}

pub fn gln() -> impl Strategy<Value = Gln> {
	(0..10u64.pow(12)).prop_map(|body| Gln::from_body(body).unwrap())
}

pub fn place() -> impl Strategy<Value = Sgln> {
	(gln(), option::of(text()))
		.prop_filter_map("the extension 0", |(gln, extension)| Sgln::new(gln, extension).ok())
}

pub fn key() -> impl Strategy<Value = Key> {
	prop_oneof![
		(gtin(), text()).prop_map(|(gtin, serial)| Sgtin { gtin, serial }.into()),
		(gtin(), text()).prop_map(|(gtin, lot)| Lgtin { gtin, lot }.into()),
		(0..10u64.pow(17)).prop_map(|body| Sscc::from_body(body).unwrap().into()),
		(asset_type(), text()).prop_map(|(asset_type, serial)| Grai { asset_type, serial }.into()),
		("[0-9]{4,12}", text::<18>()).prop_map(|(start, rest)| Giai::new(&format!(
			"{start}{rest}"
		))
		.unwrap()
		.into()),
	]
}

/// The prefix of so many digits that the key may have been issued under.
pub fn prefix(key: &Key, digits: usize) -> Option<CompanyPrefix> {
	let start = match key {
		Key::Sgtin(_) | Key::Lgtin(_) | Key::Sscc(_) => "(01)0".len(),
		Key::Grai(_) => "(8003)0".len(),
		Key::Giai(_) => "(8004)".len(),
	};
	let prefix = key.to_string().get(start..start + digits)?.parse().ok()?;
	key.is_under(&prefix).then_some(prefix)
}

fn list<T: Clone + std::fmt::Debug, N: Get<u32>>(
	element: impl Strategy<Value = T>,
	least: usize,
) -> impl Strategy<Value = BoundedVec<T, N>> {
	vec(element, least..=4).prop_map(BoundedVec::truncate_from)
}

fn epc() -> impl Strategy<Value = Epc> {
	key().prop_filter_map("a lot", |key| Epc::try_from(key).ok())
}

pub fn unit() -> impl Strategy<Value = Unit> {
	"KGM|LTR|H87|CEL|4G|2N|[A-Z][A-Z0-9]{1,2}|[1-9][A-Z]|[1-9][0-9]"
		.prop_filter_map("a number", |code| Unit::new(&code))
}

pub fn amount() -> impl Strategy<Value = Amount> {
	let number = prop_oneof![0..1000u64, 0..=Amount::MAX];
	(number, 0..=Amount::MAX_DECIMALS, option::of(unit()))
		.prop_map(|(number, decimals, unit)| Amount::new(number, decimals, unit).unwrap())
}

fn quantity() -> impl Strategy<Value = Quantity> {
	let class = prop_oneof![
		(gtin(), text()).prop_map(|(gtin, lot)| Class::Lgtin(Lgtin { gtin, lot })),
		gtin().prop_map(Class::Gtin),
		asset_type().prop_map(Class::AssetType),
	];
	(class, option::of(amount())).prop_map(|(class, amount)| Quantity { class, amount })
}

fn items(least: usize) -> impl Strategy<Value = Items> {
	prop_oneof![
		(list(epc(), least), list(quantity(), 0)),
		(list(epc(), 0), list(quantity(), least)),
	]
	.prop_map(|(epcs, quantities)| Items { epcs, quantities })
}

fn action() -> impl Strategy<Value = Action> {
	prop::sample::select(&[Action::Add, Action::Observe, Action::Delete][..])
}

fn what() -> impl Strategy<Value = What> {
	prop_oneof![
		(action(), items(1)).prop_map(|(action, items)| What::Object { action, items }),
		(action(), option::of(epc()), items(0)).prop_map(|(action, parent, children)| {
			What::Aggregation { action, parent, children }
		}),
		(action(), items(1)).prop_map(|(action, items)| What::Transaction { action, items }),
		(items(1), items(1)).prop_map(|(inputs, outputs)| What::Transformation { inputs, outputs }),
		(action(), epc(), items(0)).prop_map(|(action, parent, children)| {
			What::Association { action, parent, children }
		}),
	]
}

pub fn time() -> impl Strategy<Value = Time> {
	prop_oneof![
		0..=Time::MAX.millis(),
		1_600_000_000_000..2_000_000_000_000u64,
		(0..=Time::MAX.millis() / 1000).prop_map(|second| second * 1000),
	]
	.prop_map(|millis| Time::new(millis).unwrap())
}

fn parties() -> impl Strategy<Value = Parties> {
	(option::of(gln()), option::of(gln()), option::of(place())).prop_map(
		|(owner, possessor, location)| Parties {
			owner: owner.map(Pgln),
			possessor: possessor.map(Pgln),
			location,
		},
	)
}

fn transaction() -> impl Strategy<Value = Transaction> {
	let id = prop_oneof![
		(gln(), text()).prop_map(|(by, number)| TransactionId::Issued { by, number }),
		any::<Hash>().prop_map(TransactionId::Hash),
	];
	(prop::sample::select(TransactionType::ALL), id).prop_map(|(kind, id)| Transaction { kind, id })
}

fn error() -> impl Strategy<Value = ErrorDeclaration> {
	(time(), option::of(prop::sample::select(ErrorReason::ALL)), list(any::<Hash>(), 0))
		.prop_map(|(time, reason, corrections)| ErrorDeclaration { time, reason, corrections })
}

/// Any event, whether EPCIS allows it or not.
pub fn event() -> impl Strategy<Value = Event> {
	let when = (time(), (-840i16..=840), time());
	let why = (
		option::of(prop::sample::select(BizStep::ALL)),
		option::of(prop::sample::select(Disposition::ALL)),
		list(transaction(), 0),
		parties(),
		parties(),
	);
	let place = (option::of(place()), option::of(place()));
	let differs = (option::of(amount()), option::of(amount()), option::of(amount()))
		.prop_map(|(short, damaged, over)| Discrepancy { short, damaged, over });
	let more = (option::of(any::<Hash>()), differs, option::of(error()));
	(when, what(), why, place, more).prop_map(
		|(
			(time, offset, recorded),
			what,
			(step, disposition, transactions, source, destination),
			(read_point, location),
			(ilmd, discrepancy, error),
		)| Event {
			time,
			offset: ZoneOffset::new(offset).unwrap(),
			recorded,
			what,
			step,
			disposition,
			read_point,
			location,
			transactions,
			source,
			destination,
			ilmd,
			discrepancy,
			error,
		},
	)
}

/// An event that EPCIS allows.
pub fn sound_event() -> impl Strategy<Value = Event> {
	event().prop_filter_map("no EPCIS event", |mut event| {
		if event.check() == Err(Unsound::NothingMade) {
			event.ilmd = None;
		}
		event.check().is_ok().then_some(event)
	})
}

/// An event with nothing in it but its things.
pub fn plain(what: What) -> Event {
	Event {
		time: Time::new(0).unwrap(),
		offset: ZoneOffset::UTC,
		recorded: Time::new(0).unwrap(),
		what,
		step: None,
		disposition: None,
		read_point: None,
		location: None,
		transactions: Default::default(),
		source: Parties::default(),
		destination: Parties::default(),
		ilmd: None,
		discrepancy: Discrepancy::default(),
		error: None,
	}
}

/// The things with these keys, in any of their forms, and amounts of lots: `key = 12 KGM`.
pub fn things(texts: &[&str]) -> Items {
	let mut items = Items::default();
	for text in texts {
		let (key, amount) = match text.split_once(" = ") {
			None => (*text, None),
			Some((key, amount)) => {
				let (number, unit) = amount.split_once(' ').unwrap_or((amount, ""));
				let (whole, part) = number.split_once('.').unwrap_or((number, ""));
				let digits = format!("{whole}{part}").parse().unwrap();
				(key, Amount::new(digits, part.len() as u8, Unit::new(unit)))
			},
		};
		match key.parse::<Gtin>() {
			Ok(gtin) => {
				items.quantities.try_push(Quantity { class: Class::Gtin(gtin), amount }).unwrap()
			},
			Err(_) => items.push(key.parse().unwrap(), amount).unwrap(),
		}
	}
	items
}
