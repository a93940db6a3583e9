//! The file with a tariff: what the customer pays for energy, and what they get.

use super::{slots::Slots, units};
use crate::assets::args;
use serde::Deserialize;
use tallystick_client::{
	market::{Band, Block, Blocks, Dynamic, Formula, IndexId, Tariff, TariffError, TimeOfUse},
	records::{market::Availability, OrgId, Rate},
};

type Parsed<T> = Result<T, String>;

/// Longest name, in bytes.
pub(crate) const MAX_NAME: usize = 64;

pub(crate) const EXAMPLE: &str = r#"Example:
  tallystick tariff offer green.toml --key-file supplier.key

green.toml:
  name = "Green day and night"
  availability = "open"              # on-request: for whom you accept; open: for everybody;
                                     # default: for everybody, and a grid operator can name it as
                                     # a default of its zones; add operator = 0, its organisation
  notice = "8d"                      # between each announcement and its effect: `tallystick market`
                                     # shows the least notice
  [supply]                           # what the customer pays
  flat = "0.30 TALLY/kWh"            # or a whole number of millionths of a TALLY for a kWh
  [feed-in]                          # what the customer gets
  flat = "0.08 TALLY/kWh"

In place of flat, each of the two can be:
  [supply.time-of-use]
  offset = "+01:00"                  # of local time from UTC
  until = "2027-03-28T01:00Z"        # the next change of the clock
  fallback = "0.33 TALLY/kWh"        # from then on, unless a new version has come
  [[supply.time-of-use.bands]]       # on each day one begins at 00:00
  days = "mon-sun"                   # or "mon-fri", "sat", "sat,sun"
  from = "00:00"
  rate = "0.22 TALLY/kWh"

  [supply.blocks]                    # by what is supplied in a period; not for feeding in
  first = "0.28 TALLY/kWh"
  more = [{ above = "10 kWh", rate = "0.34 TALLY/kWh" }]

  [supply.dynamic]                   # a day-ahead index: `tallystick index list`
  index = 0
  margin = "0.03 TALLY/kWh"
  fallback = "0.35 TALLY/kWh"        # if the index is not published in time"#;

/// A tariff as its file says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct TariffFile {
	pub(crate) name: Option<String>,
	pub(crate) availability: Option<Availability>,
	/// How long before a version begins it is published, in milliseconds.
	pub(crate) notice: Option<u64>,
	pub(crate) tariff: Tariff,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
	name: Option<String>,
	availability: Option<String>,
	operator: Option<u32>,
	notice: Option<String>,
	supply: FormulaToml,
	feed_in: FormulaToml,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct FormulaToml {
	flat: Option<toml::Value>,
	time_of_use: Option<TimeOfUseToml>,
	blocks: Option<BlocksToml>,
	dynamic: Option<DynamicToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct TimeOfUseToml {
	offset: String,
	until: String,
	fallback: toml::Value,
	bands: Vec<BandToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct BandToml {
	days: String,
	from: String,
	rate: toml::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct BlocksToml {
	first: toml::Value,
	more: Vec<BlockToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct BlockToml {
	above: toml::Value,
	rate: toml::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct DynamicToml {
	index: u32,
	margin: toml::Value,
	fallback: toml::Value,
}

/// Reads a value that is a whole number, or in quotes whatever `parse` takes.
pub(crate) fn value<T>(
	name: &str,
	value: &toml::Value,
	parse: impl Fn(&str) -> Parsed<T>,
) -> Parsed<T> {
	let read = match value {
		toml::Value::Integer(number) => parse(&number.to_string()),
		toml::Value::String(text) => parse(text),
		_ => Err(format!("{value} is neither a whole number nor in quotes")),
	};
	read.map_err(|error| format!("{name}: {error}"))
}

fn rate(name: &str, of: &toml::Value) -> Parsed<Rate> {
	value(name, of, units::parse_rate)
}

/// Reads who can have a tariff, and of which grid operator's zones it can be a default.
fn availability(text: &str, operator: Option<u32>) -> Parsed<Availability> {
	match (text, operator) {
		("on-request", None) => Ok(Availability::OnRequest),
		("open", None) => Ok(Availability::Open),
		("default", Some(operator)) => Ok(Availability::Default(OrgId(operator))),
		("default", None) => Err(
			"operator is missing: the number of the organisation whose zones can name the tariff"
				.into(),
		),
		("on-request" | "open", Some(_)) => {
			Err(format!("operator: leave it out, as {text:?} is for no operator"))
		},
		_ => Err(format!("{text:?} is not one of these: on-request, open, default")),
	}
}

pub(crate) fn availability_name(of: Availability) -> &'static str {
	match of {
		Availability::OnRequest => "on-request",
		Availability::Open => "open",
		Availability::Default(_) => "default",
	}
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads days of the week, such as `mon-fri` or `sat,sun`, as a sum.
fn days(text: &str) -> Parsed<u8> {
	let malformed = || format!("days: {text:?} is not like mon-fri, sat or sat,sun");
	let number = |name: &str| DAYS.iter().position(|day| *day == name.trim());
	let mut sum = 0u8;
	for part in text.split(',') {
		let (first, last) = part.split_once('-').unwrap_or((part, part));
		let (first, last) = number(first).zip(number(last)).ok_or_else(malformed)?;
		if first > last {
			return Err(malformed());
		}
		sum |= (first..=last).fold(0, |sum, day| sum | 1 << day);
	}
	Ok(sum)
}

fn days_text(days: u8) -> String {
	match days {
		0b111_1111 => "mon-sun".into(),
		0b001_1111 => "mon-fri".into(),
		_ => {
			let named = (0..).zip(DAYS).filter(|(day, _)| days & 1 << day != 0);
			named.map(|(_, name)| name).collect::<Vec<_>>().join(",")
		},
	}
}

/// Reads what a clock shows, in minutes since midnight.
fn clock(text: &str) -> Parsed<u16> {
	let two = |text: &str| {
		let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
		plain.then(|| text.parse::<u16>().ok()).flatten()
	};
	let read = text.split_once(':').and_then(|(hours, minutes)| {
		let (hours, minutes) = two(hours).zip(two(minutes))?;
		(hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
	});
	read.ok_or_else(|| format!("from: {text:?} is no time of day, such as 18:00"))
}

impl FormulaToml {
	fn read(&self, slots: &Slots) -> Parsed<Formula> {
		match (&self.flat, &self.time_of_use, &self.blocks, &self.dynamic) {
			(Some(flat), None, None, None) => Ok(Formula::Flat(rate("flat", flat)?)),
			(None, Some(table), None, None) => Ok(Formula::TimeOfUse(table.read(slots)?)),
			(None, None, Some(blocks), None) => Ok(Formula::Blocks(blocks.read()?)),
			(None, None, None, Some(dynamic)) => Ok(Formula::Dynamic(Dynamic {
				index: IndexId(dynamic.index),
				margin: rate("margin", &dynamic.margin)?,
				fallback: rate("fallback", &dynamic.fallback)?,
			})),
			_ => Err("write one of flat, time-of-use, blocks and dynamic".into()),
		}
	}
}

impl TimeOfUseToml {
	fn read(&self, slots: &Slots) -> Parsed<TimeOfUse> {
		let offset = args::offset(&self.offset).map_err(|error| format!("offset: {error}"))?;
		let until = super::when(&self.until)
			.and_then(|at| slots.beginning(at))
			.map_err(|error| format!("until: {error}"))?;
		let bands = self.bands.iter().map(|band| {
			Ok(Band {
				days: days(&band.days)?,
				from: clock(&band.from)?,
				rate: rate("rate", &band.rate)?,
			})
		});
		let mut bands = bands.collect::<Parsed<Vec<_>>>()?;
		bands.sort_by_key(|band| band.from);
		let fallback = rate("fallback", &self.fallback)?;
		TimeOfUse::new(offset.minutes(), until, fallback, bands).map_err(words)
	}
}

impl BlocksToml {
	fn read(&self) -> Parsed<Blocks> {
		let more = self.more.iter().map(|block| {
			Ok(Block {
				above: value("above", &block.above, units::parse_energy)?,
				rate: rate("rate", &block.rate)?,
			})
		});
		let more = more.collect::<Parsed<Vec<_>>>()?;
		Blocks::new(rate("first", &self.first)?, more).map_err(words)
	}
}

/// What is wrong, in the words of the file.
fn words(error: TariffError) -> String {
	match error {
		TariffError::Uncovered(day) => {
			let day = DAYS.get(usize::from(day)).copied().unwrap_or("?");
			format!("bands: none begins at 00:00 on {day}; add one")
		},
		TariffError::Twice(_) => {
			"bands: two begin at the same time of the same day; leave one out".into()
		},
		TariffError::FeedInBlocks => {
			"feed-in: feeding in is not paid by blocks; use another formula for it".into()
		},
		other => other.to_string(),
	}
}

/// Reads a tariff from TOML, with rates in TALLY for each kWh, and checks it.
pub(crate) fn parse(text: &str, slots: &Slots) -> Parsed<TariffFile> {
	let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
	if let Some(name) = &file.name {
		check_name(name).map_err(|error| format!("name: {error}"))?;
	}
	let formula =
		|name: &str, of: &FormulaToml| of.read(slots).map_err(|error| format!("{name}: {error}"));
	let tariff = Tariff {
		supply: formula("supply", &file.supply)?,
		feed_in: formula("feed-in", &file.feed_in)?,
	};
	tariff.check().map_err(words)?;
	if file.operator.is_some() && file.availability.is_none() {
		return Err("availability is missing: an operator goes with \"default\"".into());
	}
	let named = file.availability.as_deref();
	let named = named.map(|text| availability(text, file.operator)).transpose();
	let notice = file.notice.as_deref().map(args::span).transpose();
	Ok(TariffFile {
		name: file.name,
		availability: named.map_err(|error| format!("availability: {error}"))?,
		notice: notice.map_err(|error| format!("notice: {error}"))?,
		tariff,
	})
}

/// Whether the chain takes a name.
pub(crate) fn check_name(name: &str) -> Parsed<()> {
	match name.len() {
		1..=MAX_NAME => Ok(()),
		0 => Err("it is empty".into()),
		bytes => Err(format!("{name:?} has {bytes} bytes, and can have {MAX_NAME} at most")),
	}
}

/// A formula for people, a line for each rate.
pub(crate) fn describe(formula: &Formula, slots: &Slots) -> Vec<String> {
	match formula {
		Formula::Flat(rate) => vec![format!("{}, always", units::rate(*rate))],
		Formula::TimeOfUse(table) => {
			let bands = table.bands.iter().map(|band| {
				let (hours, minutes) = (band.from / 60, band.from % 60);
				let days = days_text(band.days);
				format!("{} from {hours:02}:{minutes:02}, {days}", units::rate(band.rate))
			});
			let sign = if table.offset < 0 { '-' } else { '+' };
			let (hours, minutes) = (table.offset.abs() / 60, table.offset.abs() % 60);
			let last = format!(
				"{} from {} on (local time is UTC{sign}{hours:02}:{minutes:02})",
				units::rate(table.fallback),
				slots.begins(table.until)
			);
			bands.chain([last]).collect()
		},
		Formula::Blocks(blocks) => {
			let first = format!("{} for the first energy of a period", units::rate(blocks.first));
			let more = blocks.more.iter().map(|block| {
				format!("{} above {}", units::rate(block.rate), units::energy(block.above))
			});
			std::iter::once(first).chain(more).collect()
		},
		Formula::Dynamic(Dynamic { index, margin, fallback }) => vec![
			format!("index {index} and {}", units::rate(*margin)),
			format!("{} where the index was not published in time", units::rate(*fallback)),
		],
	}
}

#[cfg(test)]
mod tests {
	use super::{super::slots::tests::quarters, *};
	use tallystick_client::records::WattHours;

	/// The example of the help: its file, and the formulas that can stand in place of a flat one.
	fn example() -> (String, [String; 3]) {
		let (_, text) = EXAMPLE.split_once("green.toml:").unwrap();
		let (file, others) = text.split_once("In place of flat, each of the two can be:").unwrap();
		let begins = |name: &str| others.find(&format!("[supply.{name}]")).unwrap();
		let (blocks, dynamic) = (begins("blocks"), begins("dynamic"));
		let others = [&others[..blocks], &others[blocks..dynamic], &others[dynamic..]];
		(file.to_owned(), others.map(str::to_owned))
	}

	fn with(formula: &str) -> String {
		format!("{formula}\n[feed-in]\nflat = 80000\n")
	}

	#[test]
	fn reads_the_example_of_the_help() {
		let (file, [table, blocks, dynamic]) = example();
		let flat = |supply, feed_in| Tariff {
			supply: Formula::Flat(Rate(supply)),
			feed_in: Formula::Flat(Rate(feed_in)),
		};
		let read = parse(&file, &quarters()).unwrap();
		let expected = TariffFile {
			name: Some("Green day and night".into()),
			availability: Some(Availability::Open),
			notice: Some(8 * 86_400_000),
			tariff: flat(300_000, 80_000),
		};
		assert_eq!(read, expected);

		let supply = |text: &str| parse(&with(text), &quarters()).unwrap().tariff.supply;
		let Formula::TimeOfUse(table) = supply(&table) else { panic!("not a table") };
		assert_eq!((table.offset, table.fallback), (60, Rate(330_000)));
		assert_eq!(table.bands.to_vec(), [Band { days: 127, from: 0, rate: Rate(220_000) }]);
		assert_eq!(quarters().begins(table.until), "2027-03-28T01:00:00Z");
		let more = [Block { above: WattHours(10_000), rate: Rate(340_000) }];
		assert_eq!(supply(&blocks), Formula::Blocks(Blocks::new(Rate(280_000), more).unwrap()));
		let follows = Dynamic { index: IndexId(0), margin: Rate(30_000), fallback: Rate(350_000) };
		assert_eq!(supply(&dynamic), Formula::Dynamic(follows));
	}

	#[test]
	fn the_documentation_has_the_same_example() {
		let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
		let page = std::fs::read_to_string(page).unwrap();
		let (file, others) = example();
		for line in file.lines().chain(others.iter().flat_map(|text| text.lines())) {
			assert!(page.contains(line.trim()), "{line}");
		}
	}

	#[test]
	fn refuses_tariffs_that_the_chain_would_refuse() {
		let (file, [table, blocks, _]) = example();
		for (text, from, to, problem) in [
			(
				file.clone(),
				"0.30 TALLY/kWh",
				"0.30 EUR/kWh",
				"supply: flat: \"0.30 EUR/kWh\" is no",
			),
			(file.clone(), "\"0.08 TALLY/kWh\"", "0.08", "neither a whole number nor in quotes"),
			(file.clone(), "\"open\"", "\"all\"", "not one of these: on-request, open, default"),
			(file.clone(), "\"open\"", "\"default\"", "operator is missing"),
			(file.clone(), "\"open\"", "\"open\"\noperator = 0", "operator: leave it out"),
			(file.clone(), "availability = \"open\"", "operator = 0", "availability is missing"),
			(file.clone(), "\"8d\"", "\"8\"", "notice"),
			(file.clone(), "Green day and night", "", "name: it is empty"),
			(file.clone(), "0.30 TALLY", "9999999 TALLY", "the rate 9999999000000 per kWh is not"),
			(file.clone(), "flat = \"0.30 TALLY/kWh\"", "", "one of flat, time-of-use, blocks"),
			(file, "[feed-in]", "[fed-in]", "unknown field"),
			(with(&table), "\"00:00\"", "\"06:00\"", "none begins at 00:00 on mon"),
			(with(&table), "mon-sun", "mon-fri", "none begins at 00:00 on sat"),
			(with(&table), "mon-sun", "mon-son", "days: \"mon-son\""),
			(with(&table), "mon-sun", "sun-mon", "days: \"sun-mon\""),
			(with(&table), "\"00:00\"", "\"24:00\"", "from: \"24:00\""),
			(with(&table), "T01:00Z", "T01:07Z", "until: no slot begins at 2027-03-28T01:07:00Z"),
			(with(&table), "+01:00", "+1", "offset"),
			(with(&blocks), "10 kWh", "0 kWh", "does not begin after the one before"),
			(with(&blocks), "10 kWh", "10 kW", "above: \"10 kW\" is no energy"),
		] {
			let changed = text.replacen(from, to, 1);
			assert_ne!(changed, text, "{from}");
			let error = parse(&changed, &quarters()).unwrap_err();
			assert!(error.contains(problem), "{to}: {error}");
		}
		let two = "[supply]\nflat = 1\n[supply.blocks]\nfirst = 1\nmore = []";
		assert!(parse(&with(two), &quarters()).unwrap_err().contains("write one of"));
		let fed = "[supply]\nflat = 1\n[feed-in.blocks]\nfirst = 1\nmore = []";
		assert!(parse(fed, &quarters()).unwrap_err().contains("not paid by blocks"));
		let band = "[[supply.time-of-use.bands]]\ndays = \"sat\"\nfrom = \"00:00\"\nrate = 5\n";
		let twice = with(&format!("{table}\n{band}"));
		assert!(parse(&twice, &quarters()).unwrap_err().contains("leave one out"));
	}

	#[test]
	fn days_are_read_and_written() {
		for (text, sum) in [("mon-fri", 31), ("sat,sun", 96), ("mon-sun", 127), ("mon,wed", 5)] {
			assert_eq!(days(text), Ok(sum));
			assert_eq!(days_text(sum), text);
		}
		assert_eq!(days("mon-tue, fri-sun"), Ok(0b111_0011));
	}

	#[test]
	fn formulas_are_described_a_line_for_each_rate() {
		let (_, [table, blocks, dynamic]) = example();
		let lines = |text: &str| {
			let read = parse(&with(text), &quarters()).unwrap();
			describe(&read.tariff.supply, &quarters()).join("\n")
		};
		assert_eq!(lines("[supply]\nflat = -5"), "-0.000005 TALLY/kWh, always");
		let shown = lines(&table);
		assert!(shown.contains("0.220000 TALLY/kWh from 00:00, mon-sun"), "{shown}");
		assert!(
			shown.contains("from 2027-03-28T01:00:00Z on (local time is UTC+01:00)"),
			"{shown}"
		);
		assert!(lines(&blocks).contains("0.340000 TALLY/kWh above 10.000 kWh"));
		assert!(lines(&dynamic).contains("index 0 and 0.030000 TALLY/kWh"));
	}
}
