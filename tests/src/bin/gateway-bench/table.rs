//! The tables.

use crate::{
	backlog::{Backlog, ARRIVAL},
	latency::{Latency, RATE},
	scene::Way,
	throughput::{Run, System},
};
use std::time::Duration;
use tallystick_tests::SLOT;

/// The middle one, the lowest and the highest.
pub(crate) struct Spread([f64; 3]);

impl Spread {
	pub(crate) fn of(values: impl Iterator<Item = f64>) -> Self {
		let mut values: Vec<_> = values.collect();
		values.sort_by(f64::total_cmp);
		let at = |part: usize| values.get(part).copied().unwrap_or(f64::NAN);
		let last = values.len().saturating_sub(1);
		Self([at(last / 2), at(0), at(last)])
	}

	/// The middle one, if there is any.
	pub(crate) fn median(&self) -> Option<f64> {
		let [middle, ..] = self.0;
		middle.is_finite().then_some(middle)
	}

	fn show(&self, digits: usize) -> String {
		let [middle, low, high] = self.0;
		format!("{middle:.digits$} ({low:.digits$} to {high:.digits$})")
	}
}

pub(crate) fn throughput(way: Way, readings: u64, rounds: &[Vec<Run>]) {
	println!("\n{}, {readings} readings a round, {} rounds:\n", way.name(), rounds.len());
	println!(
		"| what | readings a second | to bare | to checked | stored a second | µs of CPU a reading | to bare | \
		 gateway or subscriber, broker, node | bytes on disk a reading | gateway's memory |"
	);
	println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
	for system in [System::Bare, System::Checked, System::Mosquitto, System::Embedded] {
		if !rounds.iter().flatten().any(|run| run.system == system) {
			continue;
		}
		let find =
			|round: &Vec<Run>, system| round.iter().find(|run| run.system == system).cloned();
		let each = |figure: fn(&Run) -> f64| {
			Spread::of(rounds.iter().filter_map(|round| Some(figure(&find(round, system)?))))
		};
		// Within a round, because a machine's speed changes.
		let ratio = |base, figure: fn(&Run) -> f64| {
			Spread::of(rounds.iter().filter_map(|round| {
				Some(figure(&find(round, system)?) / figure(&find(round, base)?))
			}))
		};
		println!(
			"| {} | {} | {} | {} | {} | {} | {} | {:.1}, {:.1}, {:.1} | {} | {:.0} MiB |",
			match system {
				System::Bare => "mosquitto → SQLite",
				System::Checked => "mosquitto → signatures checked → SQLite",
				System::Mosquitto => "mosquitto → gateway → final",
				System::Embedded => "gateway, its own broker → final",
			},
			each(rate).show(0),
			ratio(System::Bare, rate).show(2),
			ratio(System::Checked, rate).show(2),
			each(|run| per_second(run, run.stored)).show(0),
			each(cpu).show(1),
			ratio(System::Bare, cpu).show(2),
			each(|run| micros(run, run.taker)).0[0],
			each(|run| micros(run, run.broker)).0[0],
			each(|run| micros(run, run.node)).0[0],
			each(|run| run.disk as f64 / run.readings as f64).show(1),
			each(|run| run.resident as f64 / f64::from(1 << 20)).0[2],
		);
	}
	let baselines = rounds.iter().flatten().filter(|run| run.system.is_baseline());
	let idle =
		Spread::of(baselines.map(|run| 100.0 * run.node.as_secs_f64() / run.done.as_secs_f64()));
	println!(
		"\nThe idle node, beside the subscribers: {} % of a core; it is not counted there.",
		idle.show(1)
	);
	let [middle, low, high] = {
		let base = rounds.iter().flatten().filter(|run| run.system == System::Bare);
		Spread::of(base.map(rate)).0
	};
	if high - low > middle / 10.0 {
		println!("The bare subscriber varies by more than a tenth: only the ratios within a round mean something.");
	}
}

fn per_second(run: &Run, time: Duration) -> f64 {
	run.readings as f64 / time.as_secs_f64()
}

pub(crate) fn rate(run: &Run) -> f64 {
	per_second(run, run.done)
}

fn micros(run: &Run, time: Duration) -> f64 {
	time.as_secs_f64() * 1e6 / run.readings as f64
}

/// All processes but the devices'.
pub(crate) fn cpu(run: &Run) -> f64 {
	let node = if run.system.is_baseline() { Duration::ZERO } else { run.node };
	micros(run, run.broker + run.taker + node)
}

pub(crate) fn latency(rows: &[Latency]) {
	println!("\n{RATE} readings a second; a block each {} s:\n", SLOT.as_secs());
	println!(
		"| what | messages | a batch every | acknowledged, median / p99 | final, median / p99 | \
		 p99 to batch interval + block time |"
	);
	println!("| --- | ---: | ---: | ---: | ---: | ---: |");
	for row in rows {
		let Latency { way, interval, messages, acknowledged, is_final } = row;
		println!(
			"| {} | {messages} | {interval} s | {:.0?} / {:.0?} | {:.2?} / {:.2?} | {:.2} |",
			way.name(),
			acknowledged[0],
			acknowledged[1],
			is_final[0],
			is_final[1],
			row.p99_to_least(),
		);
	}
}

pub(crate) fn backlog(found: &Backlog) {
	let Backlog { readings, taken, drained, resident } = found;
	let drain = *readings as f64 / drained.as_secs_f64();
	let hours = *readings as f64 / ARRIVAL as f64 / 3_600.0;
	println!(
		"\n{hours:.1} hours at {ARRIVAL} readings a second, in segments of 60, without a node:\n"
	);
	println!("| what | |");
	println!("| --- | ---: |");
	println!("| readings | {readings} |");
	println!("| taken | {:.0} a second |", *readings as f64 / taken.as_secs_f64());
	println!(
		"| final, from the node's start | {drain:.0} a second, {:.0} times as fast as they came up |",
		drain / ARRIVAL as f64
	);
	let [idle, taking, draining] = resident.map(|bytes| bytes >> 20);
	println!("| the gateway's memory before, at most while taking, while draining | {idle}, {taking}, {draining} MiB |");
}
