//! Measured series.

use std::{collections::BTreeMap, path::Path};
use tallystick_client::{time, ChannelKind};
use tallystick_evidence::{Crypto, DeviceId, Hash, Limits, Native};
use tallystick_wire::senml::{self, ChannelName, Number, SenmlError, Time};

/// Most channels of a series.
pub const MAX_CHANNELS: usize = 8;

/// What a column measures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Channel {
	/// Its name.
	pub name: String,
	/// Its SenML unit.
	pub unit: String,
	/// A value `v` stands for `v × 10^exponent` units.
	pub exponent: i8,
	/// How its values hang together.
	pub kind: ChannelKind,
	/// Wide enough for all values, and for as much again on both sides.
	pub limits: Limits,
	/// Milliseconds between neighbours, at least.
	pub period: u32,
}

/// One value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Point {
	/// The number of its channel.
	pub channel: u16,
	/// UTC, in milliseconds.
	pub time: u64,
	/// Before the channel's exponent is applied.
	pub value: i64,
}

/// A measured series: never empty, in ascending order of time, then channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Series {
	/// What is measured.
	pub channels: Vec<Channel>,
	/// The values.
	pub points: Vec<Point>,
}

/// Why a file is no series.
#[derive(Debug, thiserror::Error)]
pub enum SeriesError {
	/// The file cannot be read.
	#[error("the file cannot be read: {0}")]
	Io(#[from] std::io::Error),
	/// The CSV is damaged.
	#[error("no CSV: {0}")]
	Csv(#[from] csv::Error),
	/// The SenML is damaged.
	#[error("no SenML pack: {0}")]
	Senml(SenmlError),
	/// A column's head is not `name:unit:exponent`.
	#[error("the head {0:?} is not `name:unit:exponent`, as in `power:W:-1`")]
	Head(String),
	/// A time is not as `2022-03-19T07:00:00Z`.
	#[error("line {0}: the time is not as 2022-03-19T07:00:00Z")]
	Time(u64),
	/// A cell is no number, or has too many digits.
	#[error("line {0}: a value is no number that fits its exponent")]
	Value(u64),
	/// A channel has two values of one time.
	#[error("channel {channel} has two values of the time {time}")]
	Twice {
		/// The channel's number.
		channel: u16,
		/// UTC, in milliseconds.
		time: u64,
	},
	/// There is no value, or a channel without one.
	#[error("a channel has no value")]
	Empty,
	/// More than [`MAX_CHANNELS`].
	#[error("more than {MAX_CHANNELS} channels")]
	TooManyChannels,
	/// A channel has values of two units.
	#[error("the channel {0:?} has values of two units")]
	Units(String),
}

impl Series {
	/// Reads a file: SenML if its name ends in `.json`, otherwise CSV.
	pub fn read(path: &Path) -> Result<Self, SeriesError> {
		let bytes = std::fs::read(path)?;
		match path.extension().is_some_and(|extension| extension == "json") {
			true => Self::from_senml(&bytes),
			false => Self::from_csv(&bytes),
		}
	}

	/// Reads CSV: a column of times, and one a channel, headed `name:unit:exponent`.
	pub fn from_csv(bytes: &[u8]) -> Result<Self, SeriesError> {
		let mut rows = csv::Reader::from_reader(bytes);
		let mut heads = Vec::new();
		for head in rows.headers()?.iter().skip(1) {
			let bad = || SeriesError::Head(head.to_owned());
			let mut parts = head.split(':');
			match (parts.next(), parts.next(), parts.next(), parts.next()) {
				(Some(name), Some(unit), Some(exponent), None) if !name.is_empty() => {
					let exponent = exponent.parse().map_err(|_| bad())?;
					heads.push((name.to_owned(), unit.to_owned(), exponent));
				},
				_ => return Err(bad()),
			}
		}
		let mut points = Vec::new();
		for row in rows.records() {
			let row = row?;
			let line = row.position().map_or(0, |position| position.line());
			let time = row.get(0).and_then(time::parse).ok_or(SeriesError::Time(line))?;
			for ((channel, (.., exponent)), cell) in (0u16..).zip(&heads).zip(row.iter().skip(1)) {
				if cell.is_empty() {
					continue;
				}
				let value = Number::parse(cell).and_then(|number| number.scale(*exponent));
				let value = value.map_err(|_| SeriesError::Value(line))?;
				points.push(Point { channel, time, value });
			}
		}
		Self::new(heads, points)
	}

	/// Reads a SenML pack in JSON, of at most as many records as a message has. A channel's exponent
	/// is that of its value with the most decimals.
	pub fn from_senml(bytes: &[u8]) -> Result<Self, SeriesError> {
		let records = senml::from_json(bytes, &DeviceId::default()).map_err(SeriesError::Senml)?;
		let mut channels: BTreeMap<String, (String, Vec<(u64, Number)>)> = BTreeMap::new();
		for (line, record) in (1u64..).zip(records) {
			let name = match record.channel {
				ChannelName::Number(number) => number.to_string(),
				ChannelName::Text(name) => name,
			};
			let Time::Absolute(time) = record.time else { return Err(SeriesError::Time(line)) };
			let unit = record.unit.unwrap_or_default();
			let (had, values) =
				channels.entry(name.clone()).or_insert_with(|| (unit.clone(), Vec::new()));
			if *had != unit {
				return Err(SeriesError::Units(name));
			}
			values.push((time, record.value));
		}
		let (mut heads, mut points) = (Vec::new(), Vec::new());
		for (channel, (name, (unit, values))) in (0u16..).zip(channels) {
			let exponent = values.iter().map(|(_, value)| decimals(value)).min().unwrap_or(0);
			for (time, value) in values {
				let value = value.scale(exponent).map_err(SeriesError::Senml)?;
				points.push(Point { channel, time, value });
			}
			heads.push((name, unit, exponent));
		}
		Self::new(heads, points)
	}

	/// A series of these values.
	pub fn new(
		heads: Vec<(String, String, i8)>,
		mut points: Vec<Point>,
	) -> Result<Self, SeriesError> {
		if heads.len() > MAX_CHANNELS {
			return Err(SeriesError::TooManyChannels);
		}
		points.sort_by_key(|point| (point.time, point.channel));
		let mut channels = Vec::new();
		for (number, (name, unit, exponent)) in (0u16..).zip(heads) {
			let own: Vec<_> = points.iter().filter(|point| point.channel == number).collect();
			let mut period = u64::MAX;
			for pair in own.windows(2) {
				if let [a, b] = pair {
					if a.time == b.time {
						return Err(SeriesError::Twice { channel: number, time: a.time });
					}
					period = period.min(b.time.saturating_sub(a.time));
				}
			}
			let low = own.iter().map(|point| point.value).min().ok_or(SeriesError::Empty)?;
			let high = own.iter().map(|point| point.value).max().ok_or(SeriesError::Empty)?;
			let span = high.saturating_sub(low).max(1);
			let limits = Limits { low: low.saturating_sub(span), high: high.saturating_add(span) };
			let period = u32::try_from(period).unwrap_or(60_000);
			let kind = ChannelKind::Gauge;
			channels.push(Channel { name, unit, exponent, kind, limits, period });
		}
		if channels.is_empty() {
			return Err(SeriesError::Empty);
		}
		Ok(Self { channels, points })
	}

	/// Names a model of devices that measure this.
	pub fn thing(&self) -> Hash {
		let mut text = String::from("tallystick-sim/1");
		for Channel { name, unit, exponent, kind, limits, period } in &self.channels {
			let Limits { low, high } = limits;
			text.push_str(&format!("\n{name}:{unit}:{exponent}:{kind:?}:{low}:{high}:{period}"));
		}
		Native::hash(&[text.as_bytes()])
	}

	/// The channels as a gateway knows them.
	pub fn wire_channels(&self) -> Vec<senml::Channel> {
		(0u16..)
			.zip(&self.channels)
			.map(|(number, channel)| senml::Channel {
				number,
				name: channel.name.clone(),
				unit: channel.unit.clone(),
				exponent: channel.exponent,
				limits: channel.limits,
			})
			.collect()
	}
}

/// The largest exponent, from 0 to −6, that keeps the number exact, or −6.
fn decimals(number: &Number) -> i8 {
	const FINEST: i8 = -6;
	let Ok(fine) = number.scale(FINEST) else { return 0 };
	(FINEST..=0)
		.rev()
		.find(|exponent| {
			let power = 10i64.pow(u32::from(exponent.abs_diff(FINEST)));
			number.scale(*exponent).is_ok_and(|value| value.checked_mul(power) == Some(fine))
		})
		.unwrap_or(FINEST)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_on_csv_with_gaps() {
		let csv = b"time,power:W:-1,temperature:Cel:-2\n\
			2022-03-19T07:00:00Z,-2.7,1.25\n2022-03-19T07:01:00Z,,1.3\n2022-03-19T07:02:00Z,12,\n";
		let series = Series::from_csv(csv).unwrap();
		let values: Vec<_> = series.points.iter().map(|p| (p.channel, p.value)).collect();
		assert_eq!(values, [(0, -27), (1, 125), (1, 130), (0, 120)]);
		assert_eq!(series.points[0].time, 1_647_673_200_000);
		assert_eq!(series.channels[0].limits, Limits { low: -27 - 147, high: 120 + 147 });
		assert_eq!((series.channels[0].period, series.channels[1].period), (120_000, 60_000));
	}

	#[test]
	fn works_on_senml() {
		let pack = br#"[{"bt":1641020700,"n":"t","u":"Cel","v":-10.6},{"n":"t","u":"Cel","t":300,"v":-10.63},{"n":"h","u":"%RH","v":97}]"#;
		let series = Series::from_senml(pack).unwrap();
		let heads: Vec<_> = series
			.channels
			.iter()
			.map(|c| (c.name.as_str(), c.unit.as_str(), c.exponent))
			.collect();
		assert_eq!(heads, [("h", "%RH", 0), ("t", "Cel", -2)]);
		let values: Vec<_> = series.points.iter().map(|p| (p.channel, p.value)).collect();
		assert_eq!(values, [(0, 97), (1, -1060), (1, -1063)]);
	}

	#[test]
	fn fails_when_the_file_is_damaged() {
		let read = |csv: &str| Series::from_csv(csv.as_bytes()).unwrap_err().to_string();
		assert!(read("time,power\n2022-03-19T07:00:00Z,1").contains("name:unit:exponent"));
		assert!(read("time,p:W:0\n2022-03-19 07:00,1").contains("line 2"));
		assert!(read("time,p:W:0\n2022-03-19T07:00:00Z,much").contains("line 2"));
		assert!(read("time,p:W:0\n2022-03-19T07:00:00Z,1\n2022-03-19T07:00:00Z,1").contains("two"));
		assert!(read("time,p:W:0\n").contains("no value"));
	}

	#[test]
	fn works_on_all_excerpts() {
		let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
		for (file, channels, points) in [
			("pv-power-1min.csv", 1, 1_440),
			("pv-power-15min.csv", 1, 1_344),
			("building-15min.csv", 4, 1_920),
			("station-5min.senml.json", 2, 1_146),
		] {
			let series = Series::read(&data.join(file)).unwrap();
			assert_eq!((series.channels.len(), series.points.len()), (channels, points), "{file}");
		}
	}
}
