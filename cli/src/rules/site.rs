//! Files of sites: time zone, weekly tables and exceptions, in JSON.

use crate::{
	assets::args::moment,
	failure::{Failure, Result},
	files::{self, Kind},
};
use serde_json::{Map, Value as Json};
use std::path::Path;
use tallystick_rules::{
	site::{MAX_BANDS, MAX_EXCEPTIONS, MAX_TABLES},
	Band, Exception, Site, Weekly, Zone,
};

const DAYS: [&str; 8] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "exception"];

/// How many days of the week there are. A name after them stands for days with an exception.
const WEEK: usize = 7;

const DAY: u64 = 86_400_000;

type Parsed<T> = std::result::Result<T, String>;

/// Reads a site, and checks it.
pub(crate) fn read(path: &Path) -> Result<Site> {
	let text = files::read_text(path, Kind::Site)?;
	let json = serde_json::from_str(&text).map_err(|error| Failure::file(path, error))?;
	parse(&json).map_err(|error| Failure::file(path, error))
}

fn parse(json: &Json) -> Parsed<Site> {
	let fields = object(json, &["zone", "tables", "exceptions"])?;
	let zone = fields.get("zone").ok_or("zone is missing; write \"UTC0\" or another zone")?;
	let tables = list(fields, "tables")?.iter().enumerate().map(|(number, bands)| {
		let bands = bands.as_array().ok_or(format!("tables[{number}]: write a list of bands"))?;
		let bands = bands.iter().enumerate().map(|(at, band)| {
			self::band(band).map_err(|error| format!("tables[{number}][{at}]: {error}"))
		});
		let bands = bands.collect::<Parsed<Vec<_>>>()?.try_into();
		let long = |_| format!("tables[{number}]: a table has at most {MAX_BANDS} bands");
		bands.map(Weekly).map_err(long)
	});
	let exceptions = list(fields, "exceptions")?.iter().enumerate().map(|(at, exception)| {
		self::exception(exception).map_err(|error| format!("exceptions[{at}]: {error}"))
	});
	let tables = tables.collect::<Parsed<Vec<_>>>()?.try_into();
	let exceptions = exceptions.collect::<Parsed<Vec<_>>>()?.try_into();
	let site = Site {
		zone: self::zone(zone).map_err(|error| format!("zone: {error}"))?,
		tables: tables.map_err(|_| format!("tables: a site has at most {MAX_TABLES}"))?,
		exceptions: exceptions
			.map_err(|_| format!("exceptions: a site has at most {MAX_EXCEPTIONS}"))?,
	};
	site.check().map_err(|error| error.to_string())?;
	Ok(site)
}

/// The fields of an object that has no others.
fn object<'a>(json: &'a Json, known: &[&str]) -> Parsed<&'a Map<String, Json>> {
	let fields = json.as_object().ok_or_else(|| format!("write {{ {} }}", known.join(", ")))?;
	match fields.keys().find(|name| !known.contains(&name.as_str())) {
		Some(other) => Err(format!("{other:?} is not a field; there are {}", known.join(", "))),
		None => Ok(fields),
	}
}

fn list<'a>(fields: &'a Map<String, Json>, name: &str) -> Parsed<&'a [Json]> {
	match fields.get(name) {
		None => Ok(&[]),
		Some(list) => list.as_array().map(Vec::as_slice).ok_or(format!("{name}: write a list")),
	}
}

/// A zone as POSIX writes it, or as vectors hold it.
fn zone(json: &Json) -> Parsed<Zone> {
	match json {
		Json::String(text) => {
			text.parse::<Zone>().map_err(|error| format!("{text:?}: {}", error.problem))
		},
		other => serde_json::from_value(other.clone()).map_err(|error| error.to_string()),
	}
}

fn band(json: &Json) -> Parsed<Band> {
	let fields = object(json, &["days", "from", "to"])?;
	let field = |name: &str| {
		fields.get(name).ok_or_else(|| {
			format!("{name} is missing; write {{ \"days\": \"mon-fri\", \"from\": \"06:00\", \"to\": \"22:00\" }}")
		})
	};
	let named = |name: &'static str| move |error: String| format!("{name}: {error}");
	Ok(Band {
		days: days(field("days")?).map_err(named("days"))?,
		from: minute(field("from")?).map_err(named("from"))?,
		to: minute(field("to")?).map_err(named("to"))?,
	})
}

/// Days such as `mon-fri`, `sat,sun` or `sun,exception`, or their sum.
fn days(json: &Json) -> Parsed<u8> {
	let malformed = || format!("{json} is not like \"mon-fri\", \"sat,sun\" or \"sun,exception\"");
	let text = match json {
		Json::String(text) => text,
		other => return serde_json::from_value(other.clone()).map_err(|_| malformed()),
	};
	let number = |name: &str| DAYS.iter().position(|day| *day == name.trim());
	let mut sum = 0u8;
	for part in text.split(',') {
		let (first, last) = part.split_once('-').unwrap_or((part, part));
		let (first, last) = number(first).zip(number(last)).ok_or_else(malformed)?;
		if first > last || (last >= WEEK && first != last) {
			return Err(malformed());
		}
		sum |= (first..=last).fold(0, |sum, day| sum | 1 << day);
	}
	Ok(sum)
}

/// What a clock shows, up to `24:00`, or minutes since midnight.
fn minute(json: &Json) -> Parsed<u16> {
	let malformed = || format!("{json} is not a time of day, such as \"06:30\" or \"24:00\"");
	let text = match json {
		Json::String(text) => text,
		other => return serde_json::from_value(other.clone()).map_err(|_| malformed()),
	};
	let two = |text: &str| {
		let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
		plain.then(|| text.parse::<u16>().ok()).flatten()
	};
	let read = text.split_once(':').and_then(|(hours, minutes)| two(hours).zip(two(minutes)));
	let read = read.filter(|(hours, minutes)| *minutes < 60 && hours * 60 + minutes <= 1_440);
	read.map(|(hours, minutes)| hours * 60 + minutes).ok_or_else(malformed)
}

/// A date, or `{ first, last }` with dates or days since 1970.
fn exception(json: &Json) -> Parsed<Exception> {
	if json.is_string() {
		let day = date(json)?;
		return Ok(Exception { first: day, last: day });
	}
	let fields = object(json, &["first", "last"])?;
	let field = |name: &str| {
		let field = fields.get(name).ok_or(format!("{name} is missing; write a date"))?;
		date(field).map_err(|error| format!("{name}: {error}"))
	};
	Ok(Exception { first: field("first")?, last: field("last")? })
}

/// A date as the number of its day since 1970.
fn date(json: &Json) -> Parsed<i32> {
	let malformed = || format!("{json} is not a date, such as \"2026-12-25\"");
	match json {
		Json::String(text) if !text.contains('T') => {
			let at = moment(text).map_err(|_| malformed())?.at.0;
			let day = Some(at).filter(|at| at.is_multiple_of(DAY) && text.contains('-'));
			day.and_then(|at| i32::try_from(at / DAY).ok()).ok_or_else(malformed)
		},
		other => serde_json::from_value(other.clone()).map_err(|_| malformed()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn a_site_is_read_in_words_or_as_vectors_hold_it() {
		let words = json!({
			"zone": "CET-1CEST,M3.5.0,M10.5.0/3",
			"tables": [[{ "days": "mon-fri,exception", "from": "06:00", "to": "24:00" }], []],
			"exceptions": ["2026-12-24", { "first": "2026-12-26", "last": "2026-12-27" }],
		});
		let site = parse(&words).unwrap();
		assert_eq!(site.tables[0].0.to_vec(), [Band { days: 31 + 128, from: 360, to: 1_440 }]);
		assert_eq!(site.exceptions[1], Exception { first: 20_813, last: 20_814 });
		// What the records write is read, too.
		assert_eq!(parse(&serde_json::to_value(&site).unwrap()), Ok(site));
		assert_eq!(parse(&json!({ "zone": "UTC0" })), Ok(Site::default()));
	}

	#[test]
	fn a_malformed_site_is_refused_with_the_place() {
		for (site, problem) in [
			(json!([]), "write { zone, tables, exceptions }"),
			(json!({ "tables": [] }), "zone is missing"),
			(
				json!({ "zone": "Europe/Vienna" }),
				"zone: \"Europe/Vienna\": this is not a time zone; write",
			),
			(json!({ "zone": "UTC0", "table": [] }), "\"table\" is not a field"),
			(json!({ "zone": "UTC0", "tables": {} }), "tables: write a list"),
			(json!({ "zone": "UTC0", "tables": [5] }), "tables[0]: write a list of bands"),
			(
				json!({ "zone": "UTC0", "tables": [[{ "days": "mon" }]] }),
				"tables[0][0]: from is missing",
			),
			(
				json!({ "zone": "UTC0", "tables": [[{ "days": "fri-mon", "from": "06:00", "to": "07:00" }]] }),
				"tables[0][0]: days: \"fri-mon\" is not like",
			),
			(
				json!({ "zone": "UTC0", "tables": [[{ "days": "sat-exception", "from": "06:00", "to": "07:00" }]] }),
				"is not like",
			),
			(
				json!({ "zone": "UTC0", "tables": [[{ "days": "mon", "from": "06:00", "to": "24:01" }]] }),
				"to: \"24:01\" is not a time of day",
			),
			(
				json!({ "zone": "UTC0", "tables": [[{ "days": "mon", "from": "22:00", "to": "06:00" }]] }),
				"split a band that goes past midnight",
			),
			(
				json!({ "zone": "UTC0", "exceptions": ["yesterday"] }),
				"exceptions[0]: \"yesterday\" is not a date",
			),
			(json!({ "zone": "UTC0", "exceptions": ["2026-12-26", "2026-12-25"] }), "sort them"),
		] {
			let error = parse(&site).unwrap_err();
			assert!(error.contains(problem), "{site}: {error}");
		}
	}
}
