//! How the comparison is shown: as Markdown, CSV and JSON.

use crate::{
	data::{Hour, Period},
	fit::Fit,
	metrics,
	model::{Deviation, STEP, STEPS_PER_HOUR},
	prices::HOURS,
	run::{Log, Record},
	table::{Row, Run, Spread},
	week::{self, Week},
};
use serde_json::Value;
use std::fmt::Write;

/// The free run's deviation in each period.
pub fn deviations(hours: &[Hour], fit: &Fit) -> Vec<(Period, Deviation)> {
	let states = fit.model.free_run(hours, fit.fabric);
	Period::ALL
		.into_iter()
		.map(|period| {
			let states = states.get(period.hours()).unwrap_or_default();
			let hours = hours.get(period.hours()).unwrap_or_default();
			(period, Deviation::of(states, hours))
		})
		.collect()
}

/// The model, and its deviations, as Markdown.
pub fn model(fit: &Fit, deviations: &[(Period, Deviation)]) -> String {
	let mut text = String::from("| parameter | value |\n| --- | --- |\n");
	let model = &fit.model;
	for (name, value, unit) in [
		("conductance between rooms and fabric", model.inner, "kW/K"),
		("conductance between fabric and outdoors", model.outer, "kW/K"),
		("capacity of the rooms", model.rooms, "kWh/K"),
		("capacity of the fabric", model.fabric, "kWh/K"),
		("mean gain", model.gain, "kW"),
		("temperature of the fabric at the beginning", fit.fabric, "°C"),
	] {
		let _ = writeln!(text, "| {name} | {value:.3} {unit} |");
	}
	text.push_str("\n| period | days | RMSE of the free run | bias |\n| --- | --- | --- | --- |\n");
	for (period, deviation) in deviations {
		let Deviation { rmse, bias } = deviation;
		let _ = writeln!(
			text,
			"| {period:?} | {} | {rmse:.2} K | {} K |",
			period.days(),
			signed(*bias, 2)
		);
	}
	text
}

/// A number with its sign, which is a minus as Unicode has it.
fn signed(number: f64, digits: usize) -> String {
	format!("{number:+.digits$}").replace('-', "−")
}

fn change(spread: &Spread) -> String {
	let Spread { median, least, greatest } = spread;
	format!("{} ({} to {})", signed(*median, 1), signed(*least, 1), signed(*greatest, 1))
}

/// The table as Markdown.
pub fn markdown(rows: &[Row]) -> String {
	let mut text = String::from(
		"| tariff | controller | cost, USD | to B1, % | of the ceiling, % | electricity, kWh | heat, kWh | peak, kW | K·h outside, all zones | worst zone | starts a day |\n\
		| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
	);
	for row in rows {
		let Spread { median, least, greatest } = row.net;
		let share = row.share.as_ref().map_or("".into(), change);
		let worst = row
			.worst
			.map_or("".into(), |(minutes, hours)| format!("{hours:.2} K·h, {minutes:.0} min"));
		let starts = row.starts.map_or("".into(), |starts| format!("{starts:.1}"));
		let _ = writeln!(
			text,
			"| {} | {} | {median:.1} ({least:.1} to {greatest:.1}) | {} | {share} | {:.0} | {:.0} | {:.1} | {:.2} (at most {:.2}) | {worst} | {starts} |",
			row.tariff.name(),
			row.kind.name(),
			change(&row.change),
			row.electricity,
			row.heat,
			row.peak,
			row.kelvin_hours.0,
			row.kelvin_hours.1,
		);
	}
	text
}

/// All runs as CSV.
pub fn csv(runs: &[Run]) -> String {
	let mut text = String::from(
		"tariff,controller,seed,monday,net_usd,paid_usd,bound_usd,electricity_kwh,heat_kwh,peak_kw,kelvin_hours\n",
	);
	for run in runs {
		let bound = run.bound.map_or(String::new(), |bound| format!("{bound:.4}"));
		let _ = writeln!(
			text,
			"{},{},{},{},{:.4},{:.4},{bound},{:.2},{:.2},{:.3},{:.4}",
			run.tariff.name(),
			run.kind.name(),
			run.seed,
			run.monday,
			run.net,
			run.paid,
			run.electricity,
			run.heat,
			run.peak,
			run.kelvin_hours,
		);
	}
	text
}

/// A line of JSON for each step of a log.
pub fn log(week: &Week, log: &Log, prices: &[f64; HOURS]) -> String {
	let mut text = String::new();
	for (step, record) in log.records.iter().enumerate() {
		let _ = writeln!(text, "{}", quarter(week, step, record, prices));
	}
	text
}

/// A step of a log as JSON: the hour since Monday 00:00, temperatures in °C, powers in kW, the price in USD/kWh.
pub fn quarter(week: &Week, step: usize, record: &Record, prices: &[f64; HOURS]) -> Value {
	let round = |value: f64| (value * 1_000.0).round() / 1_000.0;
	serde_json::json!({
		"hour": step as f64 * STEP,
		"occupied": week::occupied(step),
		"outdoor": week.outdoor[step / STEPS_PER_HOUR],
		"price": round(metrics::price_at(prices, step) * 1_000.0) / 1_000.0,
		"rooms": record.states.map(|state| round(state.rooms)),
		"setPoints": record.set_points.map(round),
		"flow": round(record.flow),
		"power": round(record.output.power),
		"heat": round(record.output.heat.iter().sum()),
	})
}
