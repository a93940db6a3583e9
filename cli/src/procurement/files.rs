//! Files of what a vendor offers and of what an owner permits, in TOML.

use super::{category, Parsed};
use crate::{
	assets::{
		args::{self, Until},
		at,
		number::Decimal,
	},
	parse,
	trades::terms::money,
};
use serde::Deserialize;
use tallystick_client::{
	procurement::{Category, Delivery, MandateTerms, Offer, TaxRate, MAX_SLOTS},
	records::{Millis, OrgId},
	AccountId,
};
use tallystick_evidence::Hash;

pub(super) const OFFER: &str = r#"Example:
  tallystick offer publish detergent.toml --key-file vendor.key

detergent.toml:
  category = "10000405"             # a class of eight digits; "10000405/P-7" for a part that nothing else replaces
  gtin = "09506000134352"           # the article, if it has a number
  document = "detergent.pdf"        # description and terms: a file beside this one, or its hash
  price = "7.99 TALLY"              # of a unit, without tax; or a whole number of millionths of a TALLY
  freight = "4.90 TALLY"            # of a delivery, without tax; without: nothing
  tax = 19                          # percent, on both; without: 0
  stock = 400                       # units that can be ordered
  accept = "12h"                    # how long the vendor takes to accept an order,
  dispatch = "2d"                   # from there until it is shipped,
  delivery = "3d"                   # and from there until it arrives
  until = "30d"                     # a time, or a span from now on: it can be ordered until then
  arbiter = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"

Where somebody comes, repair.toml has a visit in place of dispatch and delivery:
  category = "72154100"
  document = "repair.pdf"
  price = "85 TALLY"                # of a visit
  tax = 19
  stock = 20                        # visits that can be ordered
  accept = "12h"
  until = "90d"
  arbiter = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"

  [visit]
  late = "2h"                       # how late they may be
  takes = "3h"                      # how long a visit takes
  slots = ["2026-12-01T08:00Z", "2026-12-01T14:00+01:00"] # when one can begin: up to 64; without: the times of before

An order fixes price and terms; the vendor can only deliver or refuse. The same category again replaces the offer."#;

pub(super) const MANDATE: &str = r#"Example:
  tallystick mandate grant 0939…c77c washing.toml --when low.when --key-file owner.key

washing.toml, where all prices are with freight and tax:
  categories = ["10000405"]         # 1 to 8
  vendors = [4, 5]                  # 1 to 8 organisations, none of them one's own
  arbiters = ["5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"] # 1 to 4, of other organisations
  per-unit = "14 TALLY"             # the most that a unit may cost,
  per-order = "50 TALLY"            # an order,
  per-period = "80 TALLY"           # and all orders of a period: it is put on hold
  period = "30d"
  veto = "2h"                       # how long one may object to an order; without: not at all
  within = "10d"                    # an order arrives within that time, or is not placed
  window = "2d"                     # how long each party may answer what the other one said
  arbitration = "7d"                # how long an arbiter may take
  # filled = "20 TALLY"             # up to this price a covered need counts as receipt; without: never
  until = "365d"                    # a time, or a span from now on: orders are placed until then

low.when, which is written as a rule's inputs are:
  in level = 0x0939…c77c/1.last as 1 % max_age 1 h
  when level < 10 %

Without --when an order is placed whenever a member or a rule of the organisation asks."#;

/// What a vendor offers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OfferToml {
	category: String,
	gtin: Option<String>,
	pub(super) document: String,
	price: toml::Value,
	freight: Option<toml::Value>,
	tax: Option<Decimal>,
	stock: u32,
	accept: String,
	dispatch: Option<String>,
	delivery: Option<String>,
	until: String,
	arbiter: String,
	visit: Option<VisitToml>,
}

/// How late somebody may come, how long a visit takes, and when it can begin: spans and times as text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VisitToml {
	late: String,
	takes: String,
	slots: Option<Vec<String>>,
}

/// What a file offers.
pub(super) struct Offered {
	pub(super) category: Category,
	pub(super) offer: Offer,
	/// The times that can be booked, ascending, if the file names them.
	pub(super) slots: Option<Vec<Millis>>,
}

/// What an owner permits.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct MandateToml {
	categories: Vec<String>,
	vendors: Vec<u32>,
	arbiters: Vec<String>,
	per_unit: toml::Value,
	per_order: toml::Value,
	per_period: toml::Value,
	period: String,
	veto: Option<String>,
	within: String,
	window: String,
	arbitration: String,
	filled: Option<toml::Value>,
	until: String,
}

impl OfferToml {
	pub(super) fn read(text: &str) -> Parsed<Self> {
		toml::from_str(text).map_err(|error| error.to_string())
	}

	/// How it is delivered, and the two spans of that, in milliseconds.
	fn delivery(&self) -> Parsed<(Delivery, u64, u64)> {
		match (&self.visit, &self.dispatch, &self.delivery) {
			(None, Some(dispatch), Some(delivery)) => {
				Ok((Delivery::Parcel, span("dispatch", dispatch)?, span("delivery", delivery)?))
			},
			(Some(visit), None, None) => {
				let late = span("visit.late", &visit.late)?;
				Ok((Delivery::Visit, late, span("visit.takes", &visit.takes)?))
			},
			(None, ..) => Err("write dispatch and delivery, or [visit] if somebody comes".into()),
			(Some(_), ..) => {
				Err("a visit has `late` and `takes`: leave dispatch and delivery out".into())
			},
		}
	}

	/// The offer at this time, with the hash of its document.
	pub(super) fn offer(&self, document: Hash, now: u64) -> Parsed<Offered> {
		let category = named("category", category(&self.category))?;
		let gtin = self.gtin.as_ref().map(|gtin| gtin.parse());
		let gtin = gtin.transpose().map_err(|error| format!("gtin: {error}"))?;
		let tax: u16 = match self.tax {
			None => 0,
			Some(percent) => named("tax", percent.to(-2))?,
		};
		let tax = TaxRate(tax);
		if tax > TaxRate::MAX {
			return Err("tax: it is at most 100 percent".into());
		}
		let (by, dispatch, delivery) = self.delivery()?;
		let offer = Offer {
			gtin,
			document,
			by,
			unit: above_zero("price", &self.price)?,
			freight: self.freight.as_ref().map_or(Ok(0), |freight| money("freight", freight))?,
			tax,
			stock: self.stock,
			accept: span("accept", &self.accept)?,
			dispatch,
			delivery,
			until: until(&self.until, now)?,
			arbiter: named("arbiter", parse::account(&self.arbiter))?,
		};
		let slots = self.visit.as_ref().and_then(|visit| visit.slots.as_ref());
		let slots = slots.map(|slots| {
			let read: Parsed<_> = slots.iter().map(|text| slot(text)).collect();
			named("visit.slots", read.and_then(|read| booked(read, now)))
		});
		let slots = slots.transpose()?;
		Ok(Offered { category, offer, slots })
	}
}

/// Reads a time at which a visit can begin.
pub(super) fn slot(text: &str) -> Parsed<Millis> {
	args::moment(text).map(|moment| moment.at)
}

/// Times that can be booked, as the chain takes them: ascending, each once, and still to come.
pub(super) fn booked(mut slots: Vec<Millis>, now: u64) -> Parsed<Vec<Millis>> {
	slots.sort();
	if slots.len() > MAX_SLOTS {
		return Err(format!("name {MAX_SLOTS} times at most"));
	}
	if let Some([twice, _]) = slots.array_windows().find(|[one, next]| one == next) {
		return Err(format!("{} is named twice", at(*twice)));
	}
	match slots.first() {
		Some(first) if first.0 <= now => Err(format!("{} has passed", at(*first))),
		_ => Ok(slots),
	}
}

/// Reads the terms of a mandate, at this time.
pub(super) fn terms(text: &str, now: u64) -> Parsed<MandateTerms> {
	let file: MandateToml = toml::from_str(text).map_err(|error| error.to_string())?;
	let categories = file.categories.iter().map(|text| category(text)).collect();
	let arbiters = file.arbiters.iter().map(|text| parse::account(text)).collect();
	let vendors = file.vendors.into_iter().map(OrgId).collect();
	let terms = MandateTerms {
		categories: list("categories", named("categories", categories)?, 8)?,
		vendors: list("vendors", vendors, 8)?,
		arbiters: list::<AccountId>("arbiters", named("arbiters", arbiters)?, 4)?,
		per_unit: above_zero("per-unit", &file.per_unit)?,
		per_order: above_zero("per-order", &file.per_order)?,
		per_period: above_zero("per-period", &file.per_period)?,
		period: span("period", &file.period)?,
		veto: file.veto.map_or(Ok(0), |veto| named("veto", args::span(&veto)))?,
		within: span("within", &file.within)?,
		window: span("window", &file.window)?,
		arbitration: span("arbitration", &file.arbitration)?,
		filled: file.filled.map_or(Ok(0), |filled| money("filled", &filled))?,
		until: until(&file.until, now)?,
	};
	Ok(terms)
}

fn named<T>(name: &str, read: Parsed<T>) -> Parsed<T> {
	read.map_err(|error| format!("{name}: {error}"))
}

fn above_zero(name: &str, value: &toml::Value) -> Parsed<u128> {
	match money(name, value)? {
		0 => Err(format!("{name}: write an amount above 0")),
		amount => Ok(amount),
	}
}

fn span(name: &str, text: &str) -> Parsed<u64> {
	match named(name, args::span(text))? {
		0 => Err(format!("{name}: a span of 0 is too short")),
		span => Ok(span),
	}
}

fn until(text: &str, now: u64) -> Parsed<Millis> {
	let until = match named("until", args::until(text))? {
		Until::Moment(moment) => moment,
		Until::Span(span) => Millis(now).saturating_add(span),
	};
	match until > Millis(now) {
		true => Ok(until),
		false => Err(format!("until: {text} has passed")),
	}
}

/// A list of different entries, at least one.
fn list<T: PartialEq>(name: &str, items: Vec<T>, most: usize) -> Parsed<Vec<T>> {
	if items.is_empty() || items.len() > most {
		return Err(format!("{name}: name 1 to {most}"));
	}
	let twice = items
		.iter()
		.enumerate()
		.any(|(at, item)| items.iter().skip(at + 1).any(|other| other == item));
	match twice {
		true => Err(format!("{name}: one is named twice")),
		false => Ok(items),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::time;

	fn file(example: &'static str, name: &str) -> &'static str {
		let (_, rest) = example.split_once(name).unwrap();
		let (_, rest) = rest.split_once(":\n").unwrap();
		rest.split("\n\n").next().unwrap()
	}

	fn now() -> u64 {
		time::parse("2026-09-14T06:00:00Z").unwrap()
	}

	fn offer(text: &str) -> Parsed<Offered> {
		OfferToml::read(text)?.offer([7; 32], now())
	}

	#[test]
	fn reads_the_offer_of_the_help() {
		let Offered { category, offer, slots } = offer(file(OFFER, "\ndetergent.toml")).unwrap();
		assert_eq!((offer.by, slots), (Delivery::Parcel, None));
		assert_eq!((category.class, category.part), (10_000_405, None));
		assert_eq!((offer.unit, offer.freight, offer.tax), (7_990_000, 4_900_000, TaxRate(1_900)));
		assert_eq!(
			(offer.accept, offer.dispatch, offer.delivery),
			(43_200_000, 172_800_000, 259_200_000)
		);
		assert_eq!(offer.until, Millis(now() + 30 * 86_400_000));
		assert_eq!((offer.stock, offer.document), (400, [7; 32]));
		assert_eq!(offer.gtin.unwrap().to_string(), "09506000134352");
	}

	/// The file of a visit, which has an empty line.
	fn visit() -> &'static str {
		let (_, rest) = OFFER.split_once("delivery:\n").unwrap();
		rest.split("\n\nAn order").next().unwrap()
	}

	#[test]
	fn reads_the_visit_of_the_help() {
		let Offered { category, offer: found, slots } = offer(visit()).unwrap();
		assert_eq!((category.class, found.by), (72_154_100, Delivery::Visit));
		assert_eq!((found.dispatch, found.delivery), (7_200_000, 10_800_000));
		let slots: Vec<_> = slots.unwrap().into_iter().map(at).collect();
		assert_eq!(slots, ["2026-12-01T08:00:00.000Z", "2026-12-01T13:00:00.000Z"]);
		let (before, _) = visit().split_once("  slots").unwrap();
		assert_eq!(offer(before).unwrap().slots, None);
	}

	#[test]
	fn says_what_is_wrong_with_a_visit() {
		let sound = visit();
		for (from, to, expected) in [
			("2026-12-01T08:00Z", "2026-09-14", "visit.slots: 2026-09-14T00:00:00.000Z has passed"),
			("2026-12-01T08:00Z", "2026-12-01T13:00Z", "13:00:00.000Z is named twice"),
			("2026-12-01T08:00Z", "2026-12-01T08:00", "visit.slots: "),
			("\"2h\"", "\"0h\"", "visit.late: a span of 0"),
			("accept = ", "dispatch = \"1d\"\n  accept = ", "leave dispatch and delivery out"),
			("takes", "lasts", "lasts"),
		] {
			let text = sound.replace(from, to);
			assert_ne!(text, sound, "{from}");
			let error = offer(&text).err().unwrap_or_else(|| panic!("{text}"));
			assert!(error.contains(expected), "{expected}: {error}");
		}
		let parcel = file(OFFER, "\ndetergent.toml").replace("delivery = ", "# ");
		assert!(offer(&parcel).err().unwrap().contains("or [visit] if somebody comes"));
		let many: Vec<_> = (1..=65).map(|hour| Millis(now() + hour)).collect();
		assert!(booked(many.clone(), now()).err().unwrap().contains("64 times at most"));
		assert_eq!(booked(many[..64].to_vec(), now()), Ok(many[..64].to_vec()));
	}

	#[test]
	fn reads_the_mandate_of_the_help() {
		let terms = terms(file(MANDATE, "\nwashing.toml"), now()).unwrap();
		assert_eq!(terms.vendors, [OrgId(4), OrgId(5)]);
		assert_eq!(
			(terms.per_unit, terms.per_order, terms.per_period, terms.filled),
			(14_000_000, 50_000_000, 80_000_000, 0)
		);
		assert_eq!((terms.period, terms.veto), (30 * 86_400_000, 7_200_000));
		assert_eq!((terms.categories.len(), terms.arbiters.len()), (1, 1));
	}

	#[test]
	fn reads_the_condition_of_the_help() {
		let text = file(MANDATE, "\nlow.when").replace("0939…c77c", &"09".repeat(32));
		let condition = tallystick_rules::Condition::parse(&text).unwrap();
		assert_eq!(condition.streams().count(), 1);
	}

	#[test]
	fn the_documentation_has_the_same_examples() {
		let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/procurement.md");
		let page = std::fs::read_to_string(page).unwrap();
		for text in [
			file(OFFER, "\ndetergent.toml"),
			visit(),
			file(MANDATE, "\nwashing.toml"),
			file(MANDATE, "\nlow.when"),
		] {
			for line in text.lines().map(str::trim) {
				assert!(page.contains(line), "{line}");
			}
		}
	}

	#[test]
	fn says_what_is_wrong_with_an_offer() {
		let sound = file(OFFER, "\ndetergent.toml");
		for (from, to, expected) in [
			("10000405\"  ", "soap\"", "category: "),
			("09506000134352", "09506000134353", "gtin: "),
			("7.99 TALLY", "0 TALLY", "price: write an amount above 0"),
			("7.99 TALLY", "7.99", "price: "),
			("tax = 19", "tax = 100.01", "tax: it is at most 100"),
			("tax = 19", "tax = 19.005", "tax: "),
			("\"12h\"", "\"0h\"", "accept: a span of 0"),
			("\"30d\"", "\"2026-09-14\"", "until: 2026-09-14 has passed"),
			("5DAA", "5DAB", "arbiter: "),
			("stock", "stocks", "stocks"),
		] {
			let text = sound.replace(from, to);
			assert_ne!(text, sound, "{from}");
			let error = offer(&text).err().unwrap_or_else(|| panic!("{text}"));
			assert!(error.contains(expected), "{expected}: {error}");
		}
		// What may be left out.
		let text = sound.replace("  tax", "  # tax").replace("  freight", "  # freight");
		let Offered { offer, .. } = offer(&text).unwrap();
		assert_eq!((offer.freight, offer.tax), (0, TaxRate(0)));
	}

	#[test]
	fn says_what_is_wrong_with_a_mandate() {
		let sound = file(MANDATE, "\nwashing.toml");
		for (from, to, expected) in [
			("[\"10000405\"]", "[]", "categories: name 1 to 8"),
			("[4, 5]", "[4, 4]", "vendors: one is named twice"),
			("[4, 5]", "[1, 2, 3, 4, 5, 6, 7, 8, 9]", "vendors: name 1 to 8"),
			("\"50 TALLY\"", "0", "per-order: write an amount above 0"),
			("veto = \"2h\"", "veto = \"2 hours\"", "veto: "),
			("\"10d\"", "\"0d\"", "within: a span of 0"),
			("# filled", "filled = -1 #", "filled: "),
		] {
			let text = sound.replace(from, to);
			assert_ne!(text, sound, "{from}");
			let error = terms(&text, now()).err().unwrap_or_else(|| panic!("{text}"));
			assert!(error.contains(expected), "{expected}: {error}");
		}
	}
}
