//! What the gateway is meant to reach, and whether this run did.

use crate::{
	backlog::Backlog,
	latency::Latency,
	scene::Way,
	table::{cpu, rate, Spread},
	throughput::{Run, System},
};
use std::fmt;

/// What was measured in one run.
#[derive(Default)]
pub(crate) struct Found {
	pub(crate) throughput: Vec<(Way, Vec<Vec<Run>>)>,
	pub(crate) latency: Vec<Latency>,
	pub(crate) backlog: Option<Backlog>,
}

/// A bound on a figure.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Bound {
	AtLeast(f64),
	AtMost(f64),
}

/// A bound, and the figure if this run measured it.
struct Aim {
	name: String,
	bound: Bound,
	found: Option<f64>,
}

impl Aim {
	fn new(name: impl Into<String>, bound: Bound, found: Option<f64>) -> Self {
		Self { name: name.into(), bound, found: found.filter(|figure| figure.is_finite()) }
	}

	fn is_met(&self) -> Option<bool> {
		Some(match self.bound {
			Bound::AtLeast(least) => self.found? >= least,
			Bound::AtMost(most) => self.found? <= most,
		})
	}
}

impl fmt::Display for Aim {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		let bound = match self.bound {
			Bound::AtLeast(least) => format!("at least {least}"),
			Bound::AtMost(most) => format!("at most {most}"),
		};
		let found = self.found.map_or("–".into(), |figure| format!("{figure:.2}"));
		let met = match self.is_met() {
			Some(true) => "met",
			Some(false) => "**missed**",
			None => "not measured",
		};
		write!(f, "| {} | {bound} | {found} | {met} |", self.name)
	}
}

/// Prints the aims. A run that misses one says so, and succeeds all the same.
pub(crate) fn print(found: &Found) {
	let aims = found.aims();
	println!("\nThe gateway with its own broker, against what it is meant to reach:\n");
	println!("| what | aim | measured | |");
	println!("| --- | ---: | ---: | --- |");
	for aim in &aims {
		println!("{aim}");
	}
	let count = |met| aims.iter().filter(|aim| aim.is_met() == met).count();
	println!(
		"\n{} aims are met, {} are missed, {} were not measured in this run.",
		count(Some(true)),
		count(Some(false)),
		count(None)
	);
}

impl Found {
	fn aims(&self) -> Vec<Aim> {
		use Bound::{AtLeast, AtMost};
		let [bare, checked] = [System::Bare, System::Checked];
		let rates = |way, base| self.ratio(way, base, rate);
		let one_a_message = self.median(Way::Readings, bare, rate);
		let in_segments = self.median(Way::Segments, System::Embedded, rate);
		let mut aims = vec![
			Aim::new(
				"each reading signed, final: to the subscriber that checks signatures",
				AtLeast(1.3),
				rates(Way::Readings, checked),
			),
			Aim::new(
				"each reading signed, final: to the bare subscriber",
				AtLeast(0.7),
				rates(Way::Readings, bare),
			),
			Aim::new(
				"segments of 60, final: to the bare subscriber",
				AtLeast(0.5),
				rates(Way::Segments, bare),
			),
			Aim::new(
				"segments of 60, final: to the bare subscriber with a message a reading",
				AtLeast(6.0),
				in_segments.zip(one_a_message).map(|(ours, theirs)| ours / theirs),
			),
			Aim::new(
				"each reading signed: CPU a reading, to the bare subscriber",
				AtMost(1.6),
				self.ratio(Way::Readings, bare, cpu),
			),
			Aim::new(
				"segments of 60: CPU a reading, to the bare subscriber",
				AtMost(2.5),
				self.ratio(Way::Segments, bare, cpu),
			),
			Aim::new("most resident memory, MiB", AtMost(200.0), self.resident()),
		];
		aims.extend(self.latency.iter().map(|row| {
			let (name, every) = (row.way.name(), row.interval);
			let name = format!(
				"{name}, a batch every {every} s: p99 until final, to interval and block time"
			);
			Aim::new(name, AtMost(1.6), Some(row.p99_to_least()))
		}));
		aims
	}

	fn rounds(&self, way: Way) -> impl Iterator<Item = &Vec<Run>> {
		self.throughput.iter().filter(move |(of, _)| *of == way).flat_map(|(_, rounds)| rounds)
	}

	fn median(&self, way: Way, system: System, figure: fn(&Run) -> f64) -> Option<f64> {
		let runs = self.rounds(way).flatten().filter(|run| run.system == system);
		Spread::of(runs.map(figure)).median()
	}

	/// Of the gateway's figure to another system's, within each round.
	fn ratio(&self, way: Way, base: System, figure: fn(&Run) -> f64) -> Option<f64> {
		let ratios = self.rounds(way).filter_map(|round| {
			let of = |system| round.iter().find(|run| run.system == system).map(figure);
			Some(of(System::Embedded)? / of(base)?)
		});
		Spread::of(ratios).median()
	}

	/// The most that any gateway with its own broker had, in MiB.
	fn resident(&self) -> Option<f64> {
		let runs = self.throughput.iter().flat_map(|(_, rounds)| rounds.iter().flatten());
		let of_runs = runs.filter(|run| run.system == System::Embedded).map(|run| run.resident);
		let of_backlog = self.backlog.iter().flat_map(|found| found.resident);
		Some(of_runs.chain(of_backlog).max()? as f64 / f64::from(1 << 20))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Duration;

	fn run(system: System, seconds: u64) -> Run {
		let zero = Duration::ZERO;
		Run {
			system,
			readings: 1_000,
			stored: Duration::from_secs(seconds),
			done: Duration::from_secs(seconds),
			broker: zero,
			taker: Duration::from_millis(seconds),
			node: zero,
			disk: 0,
			resident: 150 << 20,
		}
	}

	#[test]
	fn says_of_each_aim_whether_it_is_met() {
		let round = |bare, checked, ours| {
			vec![
				run(System::Checked, checked),
				run(System::Embedded, ours),
				run(System::Bare, bare),
			]
		};
		// To the bare one: 0.4, 0.8, 1; to the other: 1, 1.4, 2.
		let rounds = vec![round(2, 5, 5), round(8, 14, 10), round(3, 6, 3)];
		let found = Found { throughput: vec![(Way::Readings, rounds)], ..Found::default() };
		let lines: Vec<_> = found.aims().iter().map(ToString::to_string).collect();
		assert!(lines[0].ends_with("| at least 1.3 | 1.40 | met |"), "{}", lines[0]);
		assert!(lines[1].ends_with("| at least 0.7 | 0.80 | met |"), "{}", lines[1]);
		assert!(lines[2].ends_with("| at least 0.5 | – | not measured |"), "{}", lines[2]);
		assert!(lines[6].ends_with("| at most 200 | 150.00 | met |"), "{}", lines[6]);

		let late = vec![round(2, 5, 5); 3];
		let found = Found { throughput: vec![(Way::Readings, late)], ..Found::default() };
		let line = found.aims()[1].to_string();
		assert!(line.ends_with("| at least 0.7 | 0.40 | **missed** |"), "{line}");
	}
}
