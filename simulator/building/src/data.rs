//! The measurements: a building's heating, and prices of electricity, cut from two packages.
//!
//! `data/README.md` says where both come from, and `data/heating.py` makes the files anew.

/// Milliseconds of an hour.
pub const HOUR: u64 = 3_600_000;

const HEATING: &str = include_str!("../../../data/heating-1h.csv");
const PRICES: &str = include_str!("../../../data/prices-2021-winter.csv");

/// An hour of the measured building.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hour {
	/// When it begins: UTC, in milliseconds since 1970.
	pub start: u64,
	/// Mean power of the heating during the hour, in kW. The unit is assumed.
	pub power: f64,
	/// Temperature indoors when the hour begins, in °C.
	pub indoor: f64,
	/// Temperature outdoors when the hour begins, in °C.
	pub outdoor: f64,
}

/// A part of the measurements, and what may be done with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Period {
	/// 23 December 2019 to 5 January 2020: the model is fitted to it.
	#[value(skip)]
	Fit,
	/// 6 to 12 January 2020: controllers are tuned on it.
	Tuning,
	/// 13 to 19 January 2020: controllers are reported on it, once.
	Report,
	/// 20 to 24 January 2020: controllers are reported on it, once, as a case of stress.
	Stress,
}

impl Period {
	/// All periods, in the order of time.
	pub const ALL: [Self; 4] = [Self::Fit, Self::Tuning, Self::Report, Self::Stress];

	/// Its first and last day, as text.
	pub const fn days(self) -> &'static str {
		match self {
			Self::Fit => "2019-12-23 to 2020-01-05",
			Self::Tuning => "2020-01-06 to 2020-01-12",
			Self::Report => "2020-01-13 to 2020-01-19",
			Self::Stress => "2020-01-20 to 2020-01-24",
		}
	}

	/// Its hours, counted from the first one that was measured.
	pub const fn hours(self) -> core::ops::Range<usize> {
		match self {
			Self::Fit => 0..336,
			Self::Tuning => 336..504,
			Self::Report => 504..672,
			Self::Stress => 672..792,
		}
	}
}

/// Why a file of measurements cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
	/// The file is damaged.
	#[error("the measurements are not CSV: {0}; make them anew with data/heating.py")]
	Csv(#[from] csv::Error),
	/// A cell is missing or not what its column holds.
	#[error("row {row} of the measurements has '{cell}' where a {what} belongs; make them anew with data/heating.py")]
	Cell {
		/// The row, counted from 1 without the head.
		row: usize,
		/// The cell's text.
		cell: String,
		/// What the column holds.
		what: &'static str,
	},
	/// The rows are not the hours that they have to be.
	#[error(
		"there are {0} rows of measurements where {1} belong; make them anew with data/heating.py"
	)]
	Rows(usize, usize),
}

/// All hours of the measured building, in ascending order.
pub fn heating() -> Result<Vec<Hour>, DataError> {
	let hours = rows(HEATING, |row, cells| {
		Ok(Hour {
			start: time(row, cell(cells, 0))?,
			power: number(row, cell(cells, 1))? / 1_000.0,
			indoor: number(row, cell(cells, 2))?,
			outdoor: number(row, cell(cells, 3))?,
		})
	})?;
	let least = Period::Stress.hours().end;
	if hours.len() < least {
		return Err(DataError::Rows(hours.len(), least));
	}
	Ok(hours)
}

/// An hour's price in the day-ahead market.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PriceHour {
	/// The start on the local clock, in hours since 1970-01-01 as if that clock were UTC.
	pub local: u64,
	/// USD/MWh.
	pub price: f64,
}

/// All hours of the prices, in ascending order of time.
pub fn prices() -> Result<Vec<PriceHour>, DataError> {
	rows(PRICES, |row, cells| {
		let start = time(row, cell(cells, 0))?;
		let offset = number(row, cell(cells, 2))? as i64;
		let local = start / 60_000;
		let local = local.checked_add_signed(offset).unwrap_or(local) / 60;
		Ok(PriceHour { local, price: number(row, cell(cells, 1))? })
	})
}

fn rows<T>(
	text: &str,
	each: impl Fn(usize, &csv::StringRecord) -> Result<T, DataError>,
) -> Result<Vec<T>, DataError> {
	let mut reader = csv::Reader::from_reader(text.as_bytes());
	let mut all = Vec::new();
	for (row, cells) in reader.records().enumerate() {
		all.push(each(row + 1, &cells?)?);
	}
	Ok(all)
}

fn cell(cells: &csv::StringRecord, column: usize) -> &str {
	cells.get(column).unwrap_or_default()
}

fn number(row: usize, cell: &str) -> Result<f64, DataError> {
	cell.parse().map_err(|_| DataError::Cell { row, cell: cell.into(), what: "number" })
}

/// Milliseconds since 1970 of a time such as `2020-01-06T00:00:00Z`.
fn time(row: usize, cell: &str) -> Result<u64, DataError> {
	let malformed = || DataError::Cell { row, cell: cell.into(), what: "time in UTC" };
	let part = |range: core::ops::Range<usize>| {
		cell.get(range).and_then(|digits| digits.parse::<u64>().ok()).ok_or_else(malformed)
	};
	let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
	let (hour, minute) = (part(11..13)?, part(14..16)?);
	if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || !cell.ends_with("00Z") {
		return Err(malformed());
	}
	// Days since 1970, in years that begin in March.
	let (years, months) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
	let days = years * 365 + years / 4 - years / 100 + years / 400 + (months * 153 + 2) / 5 + day;
	Ok(((days - 719_469) * 24 + hour) * HOUR + minute * 60_000)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_measured_hours_follow_each_other() {
		let hours = heating().unwrap();
		assert_eq!(hours.len(), 792);
		// 2019-12-23T00:00:00Z, a Monday.
		assert_eq!(hours[0].start, 1_577_059_200_000);
		assert!(hours.windows(2).all(|pair| pair[1].start - pair[0].start == HOUR));
		// Monday is the fourth day after 1970-01-01, a Thursday.
		let weekday = |hour: usize| (hours[hour].start / HOUR / 24 + 3) % 7;
		for period in Period::ALL {
			assert_eq!(weekday(period.hours().start), 0, "{period:?}");
		}
	}

	#[test]
	fn periods_share_no_hour() {
		for pair in Period::ALL.windows(2) {
			assert_eq!(pair[0].hours().end, pair[1].hours().start);
		}
	}

	#[test]
	fn a_cell_that_is_no_time_is_refused() {
		for cell in ["", "2020-01-06", "2020-13-06T00:00:00Z", "2020-01-06T00:00:30Z"] {
			assert!(time(3, cell).is_err(), "{cell}");
		}
		assert_eq!(time(1, "2020-03-01T01:30:00Z").unwrap(), 1_583_026_200_000);
	}
}
