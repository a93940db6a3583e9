//! Energies, powers and prices of the market, as people write them.

use crate::{
	assets::number::Decimal,
	text::{scaled, MONEY, MONEY_EXPONENT},
};
use tallystick_client::records::{Price, Rate, WattHours};

type Parsed<T> = Result<T, String>;

/// From units per Wh to units per kWh.
const PER_KWH: i64 = 1_000;

/// Money for a kilowatt-hour: `0.3 TALLY/kWh`, or a whole number of millionths of a TALLY for a kWh.
pub(crate) fn parse_rate(text: &str) -> Parsed<Rate> {
	let malformed = || {
		format!("{text:?} is no price of energy: write 0.3 {MONEY}/kWh, or a whole number of millionths of a {MONEY} for a kWh")
	};
	let number = match text.trim().strip_suffix("/kWh") {
		Some(money) => money.trim_end().strip_suffix(MONEY).map(|number| (number, MONEY_EXPONENT)),
		None => Some((text, 0)),
	};
	let (number, exponent) = number.ok_or_else(malformed)?;
	let number = number.trim().parse::<Decimal>().map_err(|_| malformed())?;
	number.to(exponent).map(Rate).map_err(|_| malformed())
}

/// The same, of a price at which the auction trades: whole units for a Wh.
pub(crate) fn parse_price(text: &str) -> Parsed<Price> {
	let rate = parse_rate(text)?;
	match rate.0 % PER_KWH {
		0 => Ok(Price(rate.0 / PER_KWH)),
		_ => Err(format!(
			"{} is no price of the auction, which trades at multiples of {}",
			self::rate(rate),
			self::rate(Rate(PER_KWH))
		)),
	}
}

/// Energy: `0.9 kWh`, `900 Wh`, or a whole number of watt-hours.
pub(crate) fn parse_energy(text: &str) -> Parsed<WattHours> {
	let units = [("MWh", -6), ("kWh", -3), ("Wh", 0)];
	in_units(text, &units).map(WattHours).ok_or_else(|| {
		format!("{text:?} is no energy: write 0.9 kWh, 900 Wh, or a whole number of watt-hours")
	})
}

/// Power: `11 kW`, `11000 W`, or a whole number of watts.
pub(crate) fn parse_power(text: &str) -> Parsed<u32> {
	let units = [("kW", -3), ("W", 0)];
	in_units(text, &units)
		.and_then(|watts| watts.try_into().ok())
		.ok_or_else(|| format!("{text:?} is no power: write 11 kW, or a whole number of watts"))
}

fn in_units(text: &str, units: &[(&str, i8)]) -> Option<u64> {
	let text = text.trim();
	let named = units
		.iter()
		.find_map(|(unit, exponent)| Some((text.strip_suffix(unit)?.trim_end(), *exponent)));
	let (number, exponent) = named.unwrap_or((text, 0));
	number.parse::<Decimal>().ok()?.to(exponent).ok()
}

/// What is bought at most, or sold at least, at a limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct StepArg {
	pub(crate) energy: u32,
	pub(crate) limit: Rate,
}

/// `ENERGY@LIMIT`, such as `0.9kWh@0.3TALLY/kWh`.
pub(crate) fn parse_step(text: &str) -> Parsed<StepArg> {
	let (energy, limit) = text.split_once('@').ok_or_else(|| {
		format!("{text:?} names no limit: write ENERGY@LIMIT, such as '0.9 kWh@0.3 {MONEY}/kWh'")
	})?;
	let WattHours(energy) = parse_energy(energy)?;
	let energy = u32::try_from(energy)
		.map_err(|_| format!("{} is too much for a step", self::energy(WattHours(energy))))?;
	if energy == 0 {
		return Err("a step has no energy; leave it out".into());
	}
	Ok(StepArg { energy, limit: parse_rate(limit)? })
}

pub(crate) fn rate(rate: Rate) -> String {
	format!("{} {MONEY}/kWh", scaled(rate.0.into(), MONEY_EXPONENT))
}

pub(crate) fn price(price: Price) -> String {
	let units = i128::from(price.0).saturating_mul(PER_KWH.into());
	format!("{} {MONEY}/kWh", scaled(units, MONEY_EXPONENT))
}

pub(crate) fn energy(energy: WattHours) -> String {
	signed_energy(energy.0.into())
}

/// Energy that may be negative, as a balance is.
pub(crate) fn signed_energy(energy: i128) -> String {
	format!("{} kWh", scaled(energy, -3))
}

pub(crate) fn power(watts: u32) -> String {
	format!("{} kW", scaled(watts.into(), -3))
}

/// Money that may be negative: what somebody gets.
pub(crate) fn amount(units: i128) -> String {
	format!("{} {MONEY}", scaled(units, MONEY_EXPONENT))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn takes_prices_of_energy_with_their_unit_or_in_millionths() {
		for (text, units) in [
			("0.302331 TALLY/kWh", 302_331),
			("0.3TALLY/kWh", 300_000),
			("-0.05 TALLY/kWh", -50_000),
			("302331", 302_331),
			(" -7 ", -7),
			("0 TALLY/kWh", 0),
		] {
			assert_eq!(parse_rate(text), Ok(Rate(units)), "{text}");
		}
		for text in [
			"",
			"TALLY/kWh",
			"0.3",
			"0.3 TALLY",
			"0.3/kWh",
			"0.3 EUR/kWh",
			"0.3 TALLY/MWh",
			"0.0000001 TALLY/kWh",
			"1e3",
			"99999999999999 TALLY/kWh",
		] {
			let problem = parse_rate(text).unwrap_err();
			assert!(problem.contains("write 0.3 TALLY/kWh"), "{text}: {problem}");
		}
		assert_eq!(rate(Rate(-50_000)), "-0.050000 TALLY/kWh");
		assert_eq!(parse_rate(&rate(Rate(182_331))), Ok(Rate(182_331)));
	}

	#[test]
	fn the_auction_trades_at_whole_units_for_a_watt_hour() {
		assert_eq!(parse_price("0.079 TALLY/kWh"), Ok(Price(79)));
		assert_eq!(parse_price("-100000"), Ok(Price(-100)));
		let problem = parse_price("0.0795 TALLY/kWh").unwrap_err();
		assert!(problem.contains("0.079500 TALLY/kWh is no price of the auction"), "{problem}");
		assert!(problem.contains("multiples of 0.001000 TALLY/kWh"), "{problem}");
		assert_eq!(price(Price(79)), "0.079000 TALLY/kWh");
		price(Price(i64::MIN));
	}

	#[test]
	fn takes_energies_and_powers_exactly_or_not_at_all() {
		for (text, energy) in [
			("0.9 kWh", 900),
			("900Wh", 900),
			("900", 900),
			("1.5MWh", 1_500_000),
			("0.001 kWh", 1),
		] {
			assert_eq!(parse_energy(text), Ok(WattHours(energy)), "{text}");
		}
		for text in ["", "kWh", "0.5 Wh", "0.0005 kWh", "-1 kWh", "9 kW", "9 GWh", "0,9 kWh"] {
			assert!(parse_energy(text).is_err(), "{text}");
		}
		assert_eq!(parse_power("11 kW"), Ok(11_000));
		assert_eq!(parse_power("800"), Ok(800));
		for text in ["11 kWh", "-1 W", "0.5 W", "5000000 kW", ""] {
			assert!(parse_power(text).is_err(), "{text}");
		}
		assert_eq!(energy(WattHours(888)), "0.888 kWh");
		assert_eq!(signed_energy(-50), "-0.050 kWh");
		assert_eq!(power(11_000), "11.000 kW");
	}

	#[test]
	fn a_step_is_an_energy_at_a_limit() {
		let step = StepArg { energy: 900, limit: Rate(302_331) };
		for text in ["0.9 kWh@0.302331 TALLY/kWh", "0.9kWh@0.302331TALLY/kWh", "900@302331"] {
			assert_eq!(parse_step(text), Ok(step), "{text}");
		}
		assert_eq!(parse_step("1@-5").map(|step| step.limit), Ok(Rate(-5)));
		for (text, problem) in [
			("900", "names no limit"),
			("0@5", "has no energy"),
			("5MWh@5", "too much"),
			("9000MWh@5", "too much"),
			("900@cheap", "no price"),
			("much@5", "no energy"),
		] {
			let found = parse_step(text);
			assert!(text == "5MWh@5" || found.unwrap_err().contains(problem), "{text}");
		}
	}
}
