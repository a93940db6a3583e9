//! The parameters that tuning on 6 to 12 January chose: the file `tuned.json`, which the command `tallystick-building tune` makes.

use crate::{
	controllers::{constant::Constant, rules::Parameters, setback::Setback},
	prices::Tariff,
};

const FILE: &str = include_str!("../tuned.json");

/// A controller's parameters, and what they came to when it was tuned.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Choice<P> {
	/// The parameters.
	pub parameters: P,
	/// The measure.
	pub score: Score,
}

/// What a set of parameters comes to on the tuning week.
#[derive(Clone, Copy, PartialEq, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Score {
	/// Kelvin-hours outside of the worst zone of any seed.
	pub worst: f64,
	/// Mean kelvin-hours outside, over all zones.
	pub kelvin_hours: f64,
	/// Median over weeks of prices of the seeds' mean cost, with discomfort, in USD.
	pub cost: f64,
}

/// All controllers' parameters for a tariff.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Set {
	/// Of B0.
	pub constant: Choice<Constant>,
	/// Of B1.
	pub setback: Choice<Setback>,
	/// Of the rules.
	pub rules: Choice<Parameters>,
}

/// All controllers' parameters for each tariff.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tuned {
	/// For the index alone.
	pub index: Set,
	/// For the index with fixed parts.
	pub fixed: Set,
	/// For two rates.
	pub two_rate: Set,
}

impl Tuned {
	/// Those of the file.
	pub fn committed() -> Result<Self, serde_json::Error> {
		Self::parse(FILE)
	}

	/// Those for a tariff.
	pub const fn of(&self, tariff: Tariff) -> &Set {
		match tariff {
			Tariff::Index => &self.index,
			Tariff::Fixed => &self.fixed,
			Tariff::TwoRate => &self.two_rate,
		}
	}

	/// Those of a file that `tallystick-building tune` wrote.
	pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
		serde_json::from_str(text)
	}
}
