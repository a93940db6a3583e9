//! Prices, hour by hour, with the local clock.

use crate::Series;
use tallystick_client::time;

/// The price of an hour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PriceHour {
	/// When the hour begins: UTC, in milliseconds.
	pub start: u64,
	/// Hundredths of a dollar for a MWh, below zero as well.
	pub cents: i64,
	/// The local date, in days since 1970-01-01.
	pub date: u64,
	/// The hour that the local clock shows when it begins: 0 to 23.
	pub clock: u8,
}

/// Why a series has no prices.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PricesError {
	/// Its columns are others.
	#[error("prices have the columns `price:USD/MWh:-2` and `utc_offset:min:0`")]
	Columns,
	/// A row lacks a value.
	#[error("the row of {0} ms lacks its price or its offset")]
	Row(u64),
	/// The date is not as `2021-12-15`.
	#[error("the date is not as 2021-12-15")]
	Date,
}

const MINUTE: u64 = 60_000;

impl PriceHour {
	/// All hours of a series such as `data/prices-2021-12.csv`.
	pub fn all(series: &Series) -> Result<Vec<Self>, PricesError> {
		let names = series.channels.iter().map(|channel| (channel.name.as_str(), channel.exponent));
		if !names.eq([("price", -2), ("utc_offset", 0)]) {
			return Err(PricesError::Columns);
		}
		let hour = |row: &[crate::Point]| match row {
			[price, offset] if price.time == offset.time && offset.channel == 1 => {
				let minutes = (price.time / MINUTE).checked_add_signed(offset.value);
				let minutes = minutes.ok_or(PricesError::Row(price.time))?;
				let clock = (minutes / 60 % 24) as u8;
				Ok(Self { start: price.time, cents: price.value, date: minutes / 1_440, clock })
			},
			_ => Err(PricesError::Row(row.first().map_or(0, |point| point.time))),
		};
		series.points.chunks(2).map(hour).collect()
	}
}

/// The hours of a local date, such as `2021-11-07`, which has 25 in Texas.
pub fn hours_of(all: &[PriceHour], date: &str) -> Result<Vec<PriceHour>, PricesError> {
	let midnight = time::parse(&format!("{date}T00:00:00Z")).ok_or(PricesError::Date)?;
	let date = midnight / (1_440 * MINUTE);
	Ok(all.iter().filter(|hour| hour.date == date).copied().collect())
}
