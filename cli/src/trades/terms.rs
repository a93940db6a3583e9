//! The file with the terms of a trade.

use crate::{
	assets::{args, args::Until, classes::PolicyToml, number::Decimal},
	parse,
	text::parse_money,
};
use serde::Deserialize;
use tallystick_client::{
	asset_lifecycle::TradeTerms,
	records::{asset::Weighted, Millis, PolicyId},
};
use tallystick_condition::{
	price::{CurvePoint, WHOLE},
	tally::MAX_POLICIES,
	Curve,
};

pub(crate) const EXAMPLE: &str = r#"Example:
  tallystick trade offer 17 berries.toml --to 2 --key-file farm.key

berries.toml:
  price = "1000 TALLY"              # of sound goods; or a whole number of millionths of a TALLY
  arbiter = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"
  rate = 1                          # loss allowed for each agreed millisecond

  offered-until = "12h"             # a time, or a span from now on: the buyer funds until then,
  pick-up-by = "2d"                 # the goods are picked up until then,
  deliver-by = "2026-09-20T18:00Z"  # and delivered until then
  data = "6h"                       # how long data are waited for after the delivery
  window = "2d"                     # how long parties can then show readings, and appeal
  arbitration = "7d"                # how long the arbiter then has to decide

  [[policies]]                      # 1 to 8 of the asset's; the loss is the sum of
  policy = 0                        # what each measured, in its units times milliseconds,
  weight = 1                        # times its weight

  [[curve]]                         # 1 to 16 points: what is paid after a loss; straight
  loss = 300_000_000                # between two, level before the first and after the last
  pays = "100"                      # percent of the price
  [[curve]]
  loss = 1_300_000_000
  pays = "50"
"#;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
	price: toml::Value,
	arbiter: String,
	rate: toml::Value,
	offered_until: String,
	pick_up_by: String,
	deliver_by: String,
	data: String,
	window: String,
	arbitration: String,
	policies: Vec<PolicyToml>,
	curve: Vec<PointToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointToml {
	loss: toml::Value,
	pays: Decimal,
}

/// Reads a whole number that may be in quotes, as one beyond 2^63 has to be.
fn whole(name: &str, value: &toml::Value) -> Result<u128, String> {
	let read = match value {
		toml::Value::Integer(number) => u128::try_from(*number).ok(),
		toml::Value::String(text) => text.replace('_', "").parse().ok(),
		_ => None,
	};
	read.ok_or_else(|| {
		format!("{name}: {value} is not a whole number from 0 on, such as 300_000_000, in quotes if it is beyond 2^63")
	})
}

/// Reads an amount of money: a number of millionths, or in quotes any that the command line takes.
pub(crate) fn money(name: &str, value: &toml::Value) -> Result<u128, String> {
	let problem = match value {
		toml::Value::Integer(number) => match u128::try_from(*number) {
			Ok(units) => return Ok(units),
			Err(_) => format!("{value} is negative"),
		},
		toml::Value::String(text) => match parse_money(text) {
			Ok(units) => return Ok(units),
			Err(error) => error,
		},
		_ => format!("{value} is no amount"),
	};
	Err(format!(
		"{name}: {problem}; write \"12.5 TALLY\" in quotes, or a whole number of millionths"
	))
}

/// Reads terms, at this time.
pub(crate) fn parse(text: &str, now: u64) -> Result<TradeTerms, String> {
	let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
	let price = money("price", &file.price)?;
	if price == 0 {
		return Err("price: a trade for nothing is invalid; write an amount above 0".into());
	}
	let arbiter = parse::account(&file.arbiter).map_err(|error| format!("arbiter: {error}"))?;
	let rate = whole("rate", &file.rate)?;
	let rate = u64::try_from(rate).map_err(|_| format!("rate: {rate} is too large"))?;

	let deadline = |name: &str, text: &str| match args::until(text) {
		Ok(Until::Moment(moment)) => Ok(moment),
		Ok(Until::Span(span)) => Ok(Millis(now).saturating_add(span)),
		Err(error) => Err(format!("{name}: {error}")),
	};
	let offered_until = deadline("offered-until", &file.offered_until)?;
	let pick_up_by = deadline("pick-up-by", &file.pick_up_by)?;
	let deliver_by = deadline("deliver-by", &file.deliver_by)?;
	if Millis(now) >= offered_until {
		return Err(format!("offered-until: {} has passed", file.offered_until));
	}
	for (earlier, later, names) in [
		(offered_until, pick_up_by, ("offered-until", "pick-up-by")),
		(pick_up_by, deliver_by, ("pick-up-by", "deliver-by")),
	] {
		if earlier > later {
			return Err(format!("{} is after {}", names.0, names.1));
		}
	}
	let span = |name: &str, text: &str| match args::span(text) {
		Ok(0) => Err(format!("{name}: a span of 0 is too short")),
		Ok(span) => Ok(span),
		Err(error) => Err(format!("{name}: {error}")),
	};

	if file.policies.is_empty() {
		return Err("policies: missing; name at least one, from which the price follows".into());
	}
	let mut policies: Vec<Weighted> = Vec::new();
	for PolicyToml { policy, weight } in file.policies {
		let policy = PolicyId(policy);
		if policies.iter().any(|other| other.policy == policy) {
			return Err(format!("policies: policy {policy} is named twice"));
		}
		if weight == 0 {
			return Err(format!("policies: policy {policy} counts nothing with the weight 0"));
		}
		policies.push(Weighted { policy, weight });
	}
	let policies =
		policies.try_into().map_err(|_| format!("policies: a trade has {MAX_POLICIES} at most"))?;

	let mut points = Vec::new();
	for (place, PointToml { loss, pays }) in (1..).zip(&file.curve) {
		let loss = whole(&format!("curve, loss of point {place}"), loss)?;
		// A percent has ten million thousand-millionths.
		let parts = pays.to::<u32>(-7).ok().filter(|parts| *parts <= WHOLE);
		let parts = parts.ok_or_else(|| {
			format!("curve: {pays} is not within 0 and 100 percent, or has more than 7 digits behind the point")
		})?;
		if points.last().is_some_and(|before: &CurvePoint| before.loss >= loss) {
			return Err(format!(
				"curve: the loss of point {place}, {loss}, is not above that of the point before it; sort the points by loss, the smallest first"
			));
		}
		points.push(CurvePoint { loss, parts });
	}
	let curve = Curve::new(points).map_err(|error| format!("curve: {error}"))?;
	if rate > 0 && curve.free() == 0 {
		return Err("rate: the curve allows for no loss, so no holder can be allowed one; set rate to 0, or begin the curve with 100 percent at a loss above 0".into());
	}
	Ok(TradeTerms {
		price,
		curve,
		policies,
		rate,
		arbiter,
		offered_until,
		pick_up_by,
		deliver_by,
		data: span("data", &file.data)?,
		window: span("window", &file.window)?,
		arbitration: span("arbitration", &file.arbitration)?,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::time;

	fn example() -> &'static str {
		EXAMPLE.split_once("berries.toml:").unwrap().1
	}

	fn now() -> u64 {
		time::parse("2026-09-14T06:00:00Z").unwrap()
	}

	#[test]
	fn reads_the_example_of_the_help() {
		let terms = parse(example(), now()).unwrap();
		assert_eq!((terms.price, terms.rate), (1_000_000_000, 1));
		assert_eq!(terms.offered_until, Millis(now() + 43_200_000));
		assert_eq!(terms.deliver_by.0, time::parse("2026-09-20T18:00:00Z").unwrap());
		assert_eq!((terms.data, terms.window), (21_600_000, 172_800_000));
		assert_eq!(terms.policies.to_vec(), [Weighted { policy: PolicyId(0), weight: 1 }]);
		let points: Vec<_> =
			terms.curve.points().iter().map(|point| (point.loss, point.parts)).collect();
		assert_eq!(points, [(300_000_000, WHOLE), (1_300_000_000, WHOLE / 2)]);
		assert_eq!(terms.curve.price(terms.price, 624_000_000), 838_000_000);
	}

	#[test]
	fn the_documentation_has_the_same_example() {
		let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
		let page = std::fs::read_to_string(page).unwrap();
		let shown: Vec<_> =
			example().lines().map(str::trim).filter(|line| !line.is_empty()).collect();
		for line in shown {
			assert!(page.contains(line), "{line}");
		}
	}

	#[test]
	fn refuses_terms_that_the_chain_would_refuse() {
		for (from, to, problem) in [
			("price = \"1000 TALLY\"", "price = 0", "for nothing"),
			("1000 TALLY", "1000 EUR", "is no amount"),
			("5DAA", "5DAB", "arbiter"),
			("rate = 1", "rate = -1", "rate: -1 is not a whole number from 0 on"),
			("rate = 1", "rate = 1.5", "rate: 1.5 is not a whole number"),
			("rate = 1", "rate = true", "rate: true is not a whole number"),
			("price = \"1000 TALLY\"", "price = -1", "price: -1 is negative; write \"12.5 TALLY\""),
			("price = \"1000 TALLY\"", "price = 12.5", "price: 12.5 is no amount; write"),
			("loss = 300_000_000 ", "loss = -3 ", "curve, loss of point 1: -3 is not a whole"),
			("rate = 1", "rate = \"99999999999999999999\"", "too large"),
			("\"12h\"", "\"0h\"", "has passed"),
			("\"12h\"", "\"3d\"", "offered-until is after pick-up-by"),
			("\"2d\"                 # the goods", "\"9d\" #", "pick-up-by is after deliver-by"),
			("2026-09-20T18:00Z", "soon", "deliver-by"),
			("data = \"6h\"", "data = \"0h\"", "a span of 0"),
			("window = \"2d\"", "window = \"2w\"", "window"),
			("weight = 1 ", "weight = 0 ", "counts nothing"),
			("[[curve]] ", "[[policies]]\npolicy = 0\nweight = 2\n[[curve]] ", "named twice"),
			("pays = \"100\"", "pays = \"100.1\"", "not within"),
			("pays = \"50\"", "pays = 50.00000001", "not within"),
			("loss = 1_300_000_000", "loss = 1", "the loss of point 2, 1, is not above"),
			("loss = 1_300_000_000", "loss = 300_000_000", "sort the points by loss"),
			("loss = 1_300_000_000", "loss = \"much\"", "not a whole number"),
			("loss = 300_000_000 ", "loss = 0 ", "allows for no loss"),
			("arbitration", "arbitrage", "unknown field"),
		] {
			let changed = example().replacen(from, to, 1);
			assert_ne!(changed, example(), "{from}");
			let error = parse(&changed, now()).unwrap_err();
			assert!(error.contains(problem), "{to}: {error}");
		}
		let long = (0..9).map(|policy| format!("[[policies]]\npolicy = {policy}\nweight = 1\n"));
		let (head, _) = example().split_once("[[policies]]").unwrap();
		let (_, curve) = example().split_once("[[curve]]").unwrap();
		let text = format!("{head}{}\n[[curve]]{curve}", long.collect::<String>());
		assert!(parse(&text, now()).unwrap_err().contains("8 at most"));
	}

	#[test]
	fn takes_percents_and_losses_exactly() {
		let text = example()
			.replace("pays = \"50\"", "pays = \"33.3333333\"")
			.replace("loss = 1_300_000_000", "loss = \"340_282_366_920_938_463_463\"");
		let terms = parse(&text, now()).unwrap();
		let last = *terms.curve.points().last().unwrap();
		assert_eq!((last.parts, last.loss), (333_333_333, 340_282_366_920_938_463_463));
	}
}
