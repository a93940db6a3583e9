//! The file with the terms of a zone.

use super::{formula::value, units};
use crate::parse;
use serde::Deserialize;
use std::str::FromStr;
use tallystick_client::{
	market::{Charge, ChargeKind, Charges, Grid, GridError, Rates, TariffId, Terms},
	records::{Price, Rate, WattHours},
	AccountId,
};

type Parsed<T> = Result<T, String>;

/// Most default tariffs of a zone.
const MAX_DEFAULTS: usize = 4;

pub(crate) const EXAMPLE: &str = r#"Example:
  tallystick zone open 10YBE----------2 terms.toml --key-file grid.key

terms.toml:
  floor = "-0.1 TALLY/kWh"           # the prices of the auction: at most 1,024, from the lowest
  cap = "0.52 TALLY/kWh"             # to the highest,
  tick = "0.001 TALLY/kWh"           # so far apart; each a multiple of 0.001 TALLY/kWh
  capacity = "500 kWh"               # what is traded in a slot at most
  deviation = "0.005 TALLY/kWh"      # for energy that was traded and not used or delivered
  standard = "0.1 kWh"               # the least import of a slot without readings, for now
  defaults = [0]                     # 1 to 4 tariffs, for points without a contract in force:
                                     # the first whose supplier is in good standing counts
  [[charges]]                        # at most 8, on all that is imported
  kind = "network"                   # or levy, or tax
  rate = "0.081 TALLY/kWh"
  payee = "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy""#;

/// The terms that a file has. Whose the default tariffs are, the chain says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Draft {
	pub(crate) grid: Grid,
	pub(crate) capacity: WattHours,
	pub(crate) charges: Charges<AccountId>,
	pub(crate) deviation: Price,
	pub(crate) standard: WattHours,
	pub(crate) defaults: Vec<TariffId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
	floor: toml::Value,
	cap: toml::Value,
	tick: toml::Value,
	capacity: toml::Value,
	deviation: toml::Value,
	standard: toml::Value,
	defaults: Vec<u32>,
	#[serde(default)]
	charges: Vec<ChargeToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChargeToml {
	kind: String,
	rate: toml::Value,
	payee: String,
}

const KINDS: [(ChargeKind, &str); 3] =
	[(ChargeKind::Network, "network"), (ChargeKind::Levy, "levy"), (ChargeKind::Tax, "tax")];

pub(crate) fn kind_name(of: ChargeKind) -> &'static str {
	KINDS.iter().find(|(kind, _)| *kind == of).map_or("charge", |(_, name)| name)
}

impl ChargeToml {
	fn read(&self) -> Parsed<Charge<AccountId>> {
		let kind = KINDS.iter().find(|(_, name)| *name == self.kind);
		let (kind, _) = kind.ok_or_else(|| {
			format!("kind: {:?} is not one of these: network, levy, tax", self.kind)
		})?;
		let rate = value("rate", &self.rate, units::parse_rate)?;
		if rate < Rate(0) {
			return Err("rate: a charge is not negative".into());
		}
		let payee = parse::account(&self.payee).map_err(|error| format!("payee: {error}"))?;
		Ok(Charge { kind: *kind, rate, payee })
	}
}

/// What is wrong with a grid, in the words of the file.
fn words(error: GridError) -> String {
	match error {
		GridError::Tick(_) => "tick: it has to be 0.001 TALLY/kWh or more".into(),
		GridError::Bounds => "floor: it is above the cap, or one of them is too large".into(),
		GridError::Uneven(rest) => {
			format!(
				"cap: it is {} above a whole number of ticks; lower it by that",
				units::price(rest)
			)
		},
		GridError::Ticks(_) => format!("tick: {error}"),
	}
}

impl FromStr for Draft {
	type Err = String;

	fn from_str(text: &str) -> Parsed<Self> {
		let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
		let price = |name: &str, of: &toml::Value| value(name, of, units::parse_price);
		let energy = |name: &str, of: &toml::Value| value(name, of, units::parse_energy);
		let (floor, cap) = (price("floor", &file.floor)?, price("cap", &file.cap)?);
		let grid = Grid::new(floor, cap, price("tick", &file.tick)?).map_err(words)?;
		let deviation = price("deviation", &file.deviation)?;
		let rates = Rates { supply: Rate(0), feed_in: Rate(0) };
		Terms { rates, deviation }.check(&grid).map_err(|_| {
			format!("deviation: it has to be a tick, {}, or more", units::price(grid.tick))
		})?;
		let charges = file.charges.iter().enumerate().map(|(number, charge)| {
			charge.read().map_err(|error| format!("charge {}: {error}", number.saturating_add(1)))
		});
		let charges = charges.collect::<Parsed<Vec<_>>>()?;
		let charges = Charges::new(charges).map_err(|error| format!("charges: {error}"))?;
		let defaults: Vec<_> = file.defaults.iter().copied().map(TariffId).collect();
		match defaults.len() {
			1..=MAX_DEFAULTS => {},
			0 => return Err("defaults: missing; name at least one tariff, which supplies points without a supplier".into()),
			_ => return Err(format!("defaults: a zone has {MAX_DEFAULTS} at most")),
		}
		for (number, tariff) in defaults.iter().enumerate() {
			if defaults.iter().take(number).any(|other| other == tariff) {
				return Err(format!("defaults: tariff {tariff} is named twice"));
			}
		}
		let (capacity, standard) =
			(energy("capacity", &file.capacity)?, energy("standard", &file.standard)?);
		Ok(Self { grid, capacity, charges, deviation, standard, defaults })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn example() -> &'static str {
		EXAMPLE.split_once("terms.toml:").unwrap().1
	}

	#[test]
	fn reads_the_example_of_the_help() {
		let terms: Draft = example().parse().unwrap();
		assert_eq!(
			(terms.grid.floor, terms.grid.cap, terms.grid.tick),
			(Price(-100), Price(520), Price(1))
		);
		assert_eq!((terms.capacity, terms.standard), (WattHours(500_000), WattHours(100)));
		assert_eq!((terms.deviation, terms.defaults), (Price(5), vec![TariffId(0)]));
		assert_eq!(terms.charges.total(), Rate(81_000));
	}

	/// Help is wrapped at 100 columns. A comment that goes on in the next line is no comment there.
	#[test]
	fn no_line_of_an_example_is_wrapped() {
		for example in [EXAMPLE, super::super::formula::EXAMPLE] {
			for line in example.lines() {
				assert!(line.chars().count() <= 100, "{line}");
			}
		}
	}

	#[test]
	fn the_documentation_has_the_same_example() {
		let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
		let page = std::fs::read_to_string(page).unwrap();
		for line in example().lines() {
			assert!(page.contains(line.trim()), "{line}");
		}
	}

	#[test]
	fn refuses_terms_that_the_chain_would_refuse() {
		for (from, to, problem) in [
			("-0.1 TALLY/kWh", "-0.1005 TALLY/kWh", "floor: -0.100500 TALLY/kWh is no price of"),
			("-0.1 TALLY/kWh", "0.6 TALLY/kWh", "floor: it is above the cap"),
			("0.001 TALLY/kWh", "0 TALLY/kWh", "tick: it has to be 0.001"),
			("0.001 TALLY/kWh", "0.003 TALLY/kWh", "cap: it is 0.002000 TALLY/kWh above"),
			("0.52 TALLY/kWh", "1.52 TALLY/kWh", "tick: the grid has 1621 prices"),
			("0.005 TALLY/kWh", "0 TALLY/kWh", "deviation: it has to be a tick, 0.001000"),
			("500 kWh", "500 kW", "capacity: \"500 kW\" is no energy"),
			("[0]", "[]", "defaults: missing"),
			("[0]", "[0, 1, 0]", "defaults: tariff 0 is named twice"),
			("[0]", "[0, 1, 2, 3, 4]", "defaults: a zone has 4 at most"),
			("\"network\"", "\"grid\"", "charge 1: kind: \"grid\" is not one of"),
			("0.081 TALLY/kWh", "-0.081 TALLY/kWh", "charge 1: rate: a charge is not negative"),
			("0.081 TALLY/kWh", "9999999 TALLY/kWh", "charges: the rate"),
			("5DAA", "5DAB", "charge 1: payee"),
			("standard", "usual", "unknown field"),
		] {
			let changed = example().replacen(from, to, 1);
			assert_ne!(changed, example(), "{from}");
			let error = changed.parse::<Draft>().unwrap_err();
			assert!(error.contains(problem), "{to}: {error}");
		}
		let (head, charge) = example().split_once("[[charges]]").unwrap();
		let many = format!("{head}{}", format!("[[charges]]{charge}\n").repeat(9));
		assert!(many.parse::<Draft>().unwrap_err().contains("charges: there are 9"));
	}
}
