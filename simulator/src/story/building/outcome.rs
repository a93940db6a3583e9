//! How the building's days came out.

use super::{day::Day, log::Entry, options::Scene, Bill, Hooks};
use crate::story::{StoryError, TALLY};
use serde::Serialize;
use tallystick_building::{
	controllers::rules::PRICE_STEP,
	metrics::{self, outside},
	model::{STEP, STEPS_PER_HOUR},
	run::{self, Log},
	week,
};

/// What happened on the chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
	/// Blocks from the first to the last step.
	pub blocks: u64,
	/// Segments of readings that were anchored.
	pub segments: u64,
	/// Times that a rule changed one of its outputs.
	pub firings: u64,
	/// Commands that the chain gave to devices.
	pub commands: u64,
	/// Answers of devices that they obeyed.
	pub answers: u64,
	/// Commands in whose place another one came before their answer.
	pub superseded: u64,
	/// Answers of devices that they did not obey.
	pub refusals: u64,
	/// Commands that had no answer in time.
	pub silent: u64,
	/// Alarms that were raised.
	pub alarms: u64,
	/// Quarters of an hour that a device was at its fail-safe, over all devices.
	pub fail_safe: u64,
	/// Quarters of an hour in which a set-point was another than the engine off the chain says.
	pub different: u64,
}

/// What a controller's days came to.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sums {
	/// Paid for electricity, in USD, without the value of stored heat.
	pub cost: f64,
	/// In kWh.
	pub electricity: f64,
	/// Kelvin-hours outside the limits in occupied hours, over all zones.
	pub kelvin_hours: f64,
}

impl Sums {
	/// Of the days that are played.
	fn of(scene: &Scene, log: &Log) -> Self {
		let mut sums = Self::default();
		let ends = log.records.iter().skip(1).map(|record| &record.states).chain([&log.last]);
		let played = scene.first..scene.first.saturating_add(scene.steps);
		for (step, (record, states)) in log.records.iter().zip(ends).enumerate() {
			if !played.contains(&step) {
				continue;
			}
			let energy = STEP * record.output.power;
			sums.electricity += energy;
			sums.cost += energy * metrics::price_at(&scene.prices, step);
			if week::occupied(step) {
				sums.kelvin_hours +=
					states.iter().map(|state| STEP * outside(state.rooms)).sum::<f64>();
			}
		}
		sums
	}
}

impl Bill {
	/// In a TALLY, which stands for a USD.
	fn cost(&self) -> f64 {
		self.paid as f64 / TALLY as f64
	}

	/// How far it may be from what the engine says, in USD: each hour's energy is counted in Wh, a price has
	/// six decimals, and a day's account is rounded to the smallest unit of money.
	fn rounding(&self, scene: &Scene, with: &Sums) -> f64 {
		let hours = (scene.first..scene.first.saturating_add(scene.steps)).step_by(STEPS_PER_HOUR);
		let prices: f64 = hours.map(|step| metrics::price_at(&scene.prices, step).abs()).sum();
		let units = self.days as f64 / TALLY as f64;
		prices / 1_000.0 + with.electricity * PRICE_STEP / 2.0 + units
	}

	/// What is otherwise than it must be, if the engine says what these days came to.
	fn findings(&self, scene: &Scene, with: &Sums) -> Vec<String> {
		let mut findings = Vec::new();
		if self.open > 0 {
			findings.push(format!("{} of {} days have no final account", self.open, self.days));
		}
		if self.estimated > 0 {
			findings.push(format!("{} hours are settled by estimates", self.estimated));
		}
		let energy = self.energy as f64 / 1_000.0;
		if (energy - with.electricity).abs() > 0.001 {
			findings.push(format!(
				"the account is for {energy:.3} kWh, and the engine says {:.3}",
				with.electricity
			));
		}
		if (self.cost() - with.cost).abs() > self.rounding(scene, with) {
			findings.push(format!(
				"the operator paid {:.6} TALLY, and the engine says {:.6}",
				self.cost(),
				with.cost
			));
		}
		findings
	}
}

/// How the building's days came out.
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome {
	/// What happened on the chain.
	pub figures: Figures,
	/// What the rules' days came to.
	pub with: Sums,
	/// What the same days come to with the baseline B1, in a computation off the chain.
	pub without: Sums,
	/// What the operator paid the utility for the rules' days.
	pub bill: Bill,
	/// What went otherwise than it must. Nothing in a good story.
	pub findings: Vec<String>,
}

impl Outcome {
	/// Whether everything went as it must.
	pub fn is_good(&self) -> bool {
		self.findings.is_empty()
	}
}

impl Day<'_> {
	/// Says how it came out.
	pub(super) fn end<H: Hooks>(&self, bill: Bill, hooks: &mut H) -> Result<Outcome, StoryError> {
		let scene = self.scene;
		let mut setback = scene.tuned.setback.parameters;
		let baseline = run::play(&scene.week, &scene.zones, &mut setback, None);
		let (with, without) = (Sums::of(scene, &self.course.log()), Sums::of(scene, &baseline));
		let figures = self.figures;
		let mut findings = Vec::new();
		let mut must_be_none = |count: u64, what: &str| {
			if count > 0 {
				findings.push(format!("{count} {what}"));
			}
		};
		must_be_none(
			figures.different,
			"quarters of an hour have other set-points than the engine says off the chain",
		);
		must_be_none(figures.silent, "commands had no answer in time");
		must_be_none(figures.refusals, "commands were refused by devices");
		must_be_none(self.open.len() as u64, "commands have no answer");
		if figures.commands == 0 {
			findings.push("nothing was commanded".into());
		}
		findings.extend(bill.findings(scene, &with));
		hooks.tell(&format!(
			"{} segments of readings, {} firings of rules, {} commands, of which {} are answered and {} superseded, in {} blocks.",
			figures.segments,
			figures.firings,
			figures.commands,
			figures.answers,
			figures.superseded,
			figures.blocks
		));
		hooks.tell(&format!(
			"{:>28} {:>12} {:>14} {:>14}",
			"", "cost", "electricity", "K·h outside"
		));
		for (name, sums) in [("the building", &with), ("baseline, computed", &without)] {
			let Sums { cost, electricity, kelvin_hours } = sums;
			hooks.tell(&format!(
				"{name:>28} {cost:>8.2} USD {electricity:>10.1} kWh {kelvin_hours:>14.2}"
			));
		}
		for finding in &findings {
			hooks.tell(&format!("NOT AS IT MUST BE: {finding}"));
		}
		let Bill { paid, energy, measured, estimated, .. } = bill;
		self.write(&Entry::Bill { paid: paid.to_string(), energy, measured, estimated })?;
		let value = |sums: &Sums| serde_json::to_value(sums).unwrap_or_default();
		self.write(&Entry::Outcome {
			figures: serde_json::to_value(figures).unwrap_or_default(),
			with: value(&with),
			without: value(&without),
		})?;
		Ok(Outcome { figures, with, without, bill, findings })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{story::building::Options, Broker};
	use tallystick_client::Signer;
	use tallystick_evidence::DeviceKey;

	#[test]
	fn a_bill_may_differ_from_the_engine_by_rounding_only() {
		let alice = Signer::from_uri("//Alice").unwrap();
		let account = alice.account();
		let broker = Broker { host: "127.0.0.1".into(), port: 1 };
		let key = DeviceKey::Ed25519([1; 32]);
		let scene = Options::new(alice, account, key, Default::default(), broker).scene().unwrap();
		let with = Sums { cost: -0.35, electricity: 128.6954, kelvin_hours: 0.0 };
		let day = Bill { measured: 24, days: 1, ..Bill::default() };
		let good = Bill { paid: -350_000, energy: 128_695, ..day };
		assert_eq!(good.findings(&scene, &with), Vec::<String>::new());
		// A Wh in each of these 24 hours.
		let rounding = (good.rounding(&scene, &with) * TALLY as f64) as i128;
		assert!((100..1_000).contains(&rounding), "{rounding}");
		let near = Bill { paid: good.paid + rounding - 1, energy: good.energy + 1, ..good };
		assert_eq!(near.findings(&scene, &with), Vec::<String>::new());
		for wrong in [
			Bill { paid: good.paid + rounding + 1, ..good },
			Bill { paid: good.paid - rounding - 1, ..good },
			Bill { energy: good.energy + 2, ..good },
			Bill { measured: 23, estimated: 1, ..good },
			Bill { open: 1, ..good },
		] {
			assert_eq!(wrong.findings(&scene, &with).len(), 1, "{wrong:?}");
		}
	}
}
