//! The temperature in a refrigerated truck: **simulated**.
//!
//! One thermal resistance and one capacity stand for the box and its load. The air outside is measured, and so is
//! the shape of the compressor's power (`data/README.md`); the thermostat, the doors and the failure are not.

use crate::{Series, SeriesError};
use rand::{rngs::StdRng, Rng, SeedableRng};
use std::ops::Range;
use tallystick_client::time;

/// Measured: the air over the roof of an office building on a mild day.
const OUTDOOR: &[u8] = include_bytes!("../../../data/building-15min.csv");
const OUTDOOR_CHANNEL: &str = "outdoor_temperature";
/// The moment in the measured series at which the story begins: a quarter to eleven in the morning there.
const OUTDOOR_START: &str = "2022-01-03T17:45:00Z";
/// Fitted to a measurement: watts of a refrigerator's compressor, from its start on.
const COMPRESSOR: &str = include_str!("../../../data/fridge-cycle-1min.csv");

/// Watts by which the box warms for each degree between inside and outside.
const LOSS: f64 = 45.0;
/// Joules that warm the air and the outer layer of the load by one degree. With [`LOSS`] that makes two and a half hours.
const CAPACITY: f64 = LOSS * 2.5 * 3_600.0;
/// Watts of the fans, and of the fruit, which breathes.
const INNER: f64 = 250.0;
/// Watts for each degree through an open door.
const DOOR: f64 = 250.0;
/// How many times the refrigerator's power the truck's compressor takes out of the box.
const SIZE: f64 = 24.0;
/// At this temperature the thermostat starts the compressor, and at the lower one it stops it.
const START: f64 = 4.0;
const STOP: f64 = 2.0;
/// The deviation of the sensor's readings.
const NOISE: f64 = 0.06;
/// Simulated seconds of one step of the calculation, at most.
const STEP: f64 = 10.0;

/// What fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
	/// Nothing.
	None,
	/// The compressor stands still.
	Compressor,
	/// The doors stand ajar.
	Doors,
}

/// When what happens to the truck, in readings of its logger.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Scenes {
	/// How many readings the logger takes.
	pub(crate) readings: u64,
	/// Simulated seconds between two of them.
	pub(crate) seconds: f64,
	/// When the doors are open.
	pub(crate) doors: Vec<Range<u64>>,
	/// What fails.
	pub(crate) failure: Failure,
	/// When it does.
	pub(crate) failed: Range<u64>,
}

/// What one reading of the logger is, and what the simulation knows beside it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Sample {
	/// The simulated temperature, in degrees.
	pub(crate) inside: f64,
	/// The measured temperature outside, in degrees.
	pub(crate) outside: f64,
	/// What the logger says: hundredths of a degree.
	pub(crate) read: i64,
}

/// The outdoor temperature: values, and the minutes between two of them.
struct Outdoor(Vec<f64>, f64);

impl Outdoor {
	fn measured() -> Result<Self, SeriesError> {
		let series = Series::from_csv(OUTDOOR)?;
		let (number, channel) = (0u16..)
			.zip(&series.channels)
			.find(|(_, channel)| channel.name == OUTDOOR_CHANNEL)
			.ok_or(SeriesError::Empty)?;
		let begin = time::parse(OUTDOOR_START).unwrap_or_default();
		let scale = 10f64.powi(channel.exponent.into());
		let own = series.points.iter().filter(|point| point.channel == number);
		let values: Vec<_> = own
			.filter(|point| point.time >= begin)
			.map(|point| point.value as f64 * scale)
			.collect();
		if values.is_empty() {
			return Err(SeriesError::Empty);
		}
		Ok(Self(values, f64::from(channel.period) / 60_000.0))
	}

	/// Straight between two values, and the last one after the end.
	fn at(&self, second: f64) -> f64 {
		let place = second / 60.0 / self.1;
		let (whole, part) = (place.floor() as usize, place.fract());
		let last = self.0.last().copied().unwrap_or_default();
		let value = |at: usize| self.0.get(at).copied().unwrap_or(last);
		value(whole) * (1.0 - part) + value(whole + 1) * part
	}
}

/// Watts in each minute since the compressor started. Afterwards the last of them go on.
fn compressor() -> Vec<f64> {
	let rows = COMPRESSOR.lines().skip(1);
	rows.filter_map(|row| row.split(',').nth(1)?.parse().ok()).collect()
}

/// Plays the scenes. Equal scenes and seeds make equal samples.
pub(crate) fn play(scenes: &Scenes, seed: u64) -> Result<Vec<Sample>, SeriesError> {
	let outdoor = Outdoor::measured()?;
	let powers = compressor();
	let mut chance = StdRng::seed_from_u64(seed);
	let mut inside: f64 = chance.gen_range(2.5..3.5);
	let mut runs: Option<f64> = None;
	let mut second = 0.0;
	let steps = (scenes.seconds / STEP).ceil().max(1.0);
	let step = scenes.seconds / steps;
	let mut samples = Vec::new();
	for reading in 0..scenes.readings {
		let failed = scenes.failed.contains(&reading);
		let ajar = failed && scenes.failure == Failure::Doors;
		let stands = failed && scenes.failure == Failure::Compressor;
		let open = ajar || scenes.doors.iter().any(|span| span.contains(&reading));
		for _ in 0..steps as u64 {
			runs = match runs {
				_ if stands => None,
				None if inside >= START => Some(0.0),
				Some(_) if inside <= STOP => None,
				other => other,
			};
			let cooling = runs.map_or(0.0, |since| {
				let minute = (since / 60.0) as usize;
				SIZE * powers.get(minute).or(powers.last()).copied().unwrap_or_default()
			});
			let passes = LOSS + if open { DOOR } else { 0.0 };
			let heat = (outdoor.at(second) - inside) * passes + INNER - cooling;
			inside += heat * step / CAPACITY;
			second += step;
			runs = runs.map(|since| since + step);
		}
		// The sum of twelve even chances is nearly normal, and the same on every machine.
		let noise: f64 = (0..12).map(|_| chance.gen_range(-0.5..0.5)).sum();
		let read = ((inside + noise * NOISE) * 100.0).round() as i64;
		samples.push(Sample { inside, outside: outdoor.at(second), read });
	}
	Ok(samples)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn scenes(failure: Failure) -> Scenes {
		let loading = 34..39;
		Scenes { readings: 290, seconds: 120.0, doors: vec![loading], failure, failed: 150..215 }
	}

	fn inside(failure: Failure) -> Vec<f64> {
		play(&scenes(failure), 1).unwrap().iter().map(|sample| sample.inside).collect()
	}

	#[test]
	fn a_seed_makes_the_same_readings_each_time() {
		let one = play(&scenes(Failure::Compressor), 1).unwrap();
		assert_eq!(one, play(&scenes(Failure::Compressor), 1).unwrap());
		assert_ne!(one, play(&scenes(Failure::Compressor), 2).unwrap());
		assert!(one.iter().all(|s| (s.read as f64 / 100.0 - s.inside).abs() < 1.0));
	}

	#[test]
	fn a_sound_compressor_keeps_the_load_cold_and_starts_again_and_again() {
		let all = inside(Failure::None);
		assert!(all[45..].iter().all(|t| (1.5..5.5).contains(t)), "{all:?}");
		let starts = all.windows(3).filter(|w| w[1] > w[0] && w[1] > w[2]).count();
		assert!(starts > 4, "{starts} cycles");
	}

	#[test]
	fn a_failure_warms_the_load_and_ends() {
		for failure in [Failure::Compressor, Failure::Doors] {
			let all = inside(failure);
			assert!(all[..150].iter().all(|t| *t < 6.0));
			assert!(all[214] > 9.0, "{failure:?}: {}", all[214]);
			assert!(all[289] < 6.0, "{failure:?}: {}", all[289]);
		}
	}

	#[test]
	fn the_air_outside_is_the_measured_one() {
		let outdoor = Outdoor::measured().unwrap();
		assert_eq!(outdoor.1, 15.0);
		let csv = std::str::from_utf8(OUTDOOR).unwrap();
		let row = csv.lines().find(|row| row.starts_with(OUTDOOR_START)).unwrap();
		let value: f64 = row.split(',').nth(2).unwrap().parse().unwrap();
		assert!((outdoor.at(0.0) - value).abs() < 1e-9);
		assert!(compressor().len() == 50 && compressor()[0] > compressor()[49]);
	}
}
