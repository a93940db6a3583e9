//! `tallystick policy`.

use super::{args, done, event_of, number::Decimal, Ledger};
use crate::{
	failure::{Failure, Result},
	files,
	session::Session,
	text::Scale,
};
use clap::{Args, Subcommand};
use serde::Deserialize;
use serde_json::json;
use std::{fmt::Write, path::PathBuf};
use tallystick_client::{
	asset_lifecycle::{
		calls::{DefinePolicy, DropPolicy},
		events::PolicyDefined,
		views::PolicyOf,
	},
	records::{
		device::{ChannelKind, ChannelTraits},
		telemetry::Facts,
		Identified, ModelId, PolicyId, Unit,
	},
	Channel,
};
use tallystick_condition::{
	measure::MAX_BREAKPOINTS,
	policy::NO_EFFECT,
	table::{degrees_above, degrees_below, ShelfLife},
	Breakpoint, Convex, Doubt, Measure, Policy, Probe,
};
use tallystick_evidence::Limits;

/// Most breakpoints that a page shows one by one.
const SHOWN: usize = 8;

pub(crate) const EXAMPLE: &str = r#"Example:
  tallystick policy define warm.toml --model 0 --channel temperature --key-file farm.key

warm.toml:
  unit = "Cel"               # unit and exponent of the channel: see `tallystick model show`
  exponent = -1
  probe = "air"              # or surface, or core: where the sensor has to be

  [measure]                  # one of these:
  degrees-above = 8.0        #   by how much it is too warm, times how long
  # degrees-below = 2.0      #   by how much it is too cold, times how long
  # above = 8.0              #   how long it is too warm
  # below = -0.5             #   how long it is too cold
  # missing = true           #   how long there are no data
  # table = [[0, 0], [8, 0], [12, 80]]           # what a temperature counts
  # shelf-life = { q10 = 2.5, reference = 4.0 }  # how fast shelf life is used up

  [silence]                  # time without data counts as the worse of these
  hot = 25.0
  cold = -5.0

  [readings]                 # may be left out; in periods of the channel
  stand = 2.0                # a reading stands for so long, if no other one follows
  apart = 0.98               # and none follows sooner

  [doubt]                    # may be left out
  ignored = ["late"]         # facts that do not make data doubtful
  oversampled = "doubtful"   # or ignored: more readings than fit into their time"#;

#[derive(Subcommand)]
pub(crate) enum PolicyCommand {
	/// Define how the condition of goods follows from a channel. Nobody can change it later.
	#[command(after_help = EXAMPLE)]
	Define(DefineArgs),
	/// Show a policy.
	Show {
		/// The policy's number, as `define` printed it.
		#[arg(value_parser = args::policy)]
		policy: PolicyId,
	},
	/// Remove a policy that no class names. The deposit goes back.
	Drop {
		/// The policy's number, as `define` printed it.
		#[arg(value_parser = args::policy)]
		policy: PolicyId,
	},
}

#[derive(Args)]
pub(crate) struct DefineArgs {
	/// The TOML file that describes the policy.
	file: PathBuf,
	/// Check that the policy fits a channel of this model.
	#[arg(long, requires = "channel")]
	model: Option<u32>,
	/// The channel's name.
	#[arg(long, requires = "model")]
	channel: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
	unit: String,
	exponent: i8,
	probe: Probe,
	measure: MeasureToml,
	silence: Silence,
	#[serde(default)]
	readings: Readings,
	#[serde(default)]
	doubt: DoubtToml,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct MeasureToml {
	degrees_above: Option<Decimal>,
	degrees_below: Option<Decimal>,
	above: Option<Decimal>,
	below: Option<Decimal>,
	missing: Option<bool>,
	table: Option<Vec<(Decimal, u32)>>,
	shelf_life: Option<ShelfLifeToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShelfLifeToml {
	q10: Decimal,
	reference: Decimal,
	low: Option<Decimal>,
	high: Option<Decimal>,
	step: Option<Decimal>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Silence {
	hot: Decimal,
	cold: Decimal,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Readings {
	stand: Option<Decimal>,
	apart: Option<Decimal>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct DoubtToml {
	#[serde(default)]
	ignored: Vec<String>,
	oversampled: Option<Doubt>,
}

pub(crate) async fn run(session: &Session, command: PolicyCommand) -> Result {
	match command {
		PolicyCommand::Define(args) => define(session, args).await,
		PolicyCommand::Show { policy } => show(session, policy).await,
		PolicyCommand::Drop { policy } => {
			let ledger = Ledger::open(session).await?;
			let included = ledger.submit(DropPolicy { policy }).await?;
			let value = json!({ "policy": policy });
			let text = format!(
				"policy {policy} is dropped and its deposit free; it stays as long as a class names it"
			);
			done(&ledger, &included, text, value);
			Ok(())
		},
	}
}

async fn define(session: &Session, args: DefineArgs) -> Result {
	let DefineArgs { file, model, channel } = args;
	let text = files::read_text(&file, files::Kind::Definition)?;
	let policy = parse(&text).map_err(|error| Failure::file(&file, error))?;
	let ledger = Ledger::open(session).await?;
	if let (Some(model), Some(name)) = (model, channel) {
		let unknown = || Failure::refused(format!("the chain does not know model {model}"));
		let found = ledger.chain.model(ModelId(model)).await?.ok_or_else(unknown)?;
		let (_, channel) = found.channel_named(&name).ok_or_else(|| {
			let names: Vec<_> = found.channels.iter().map(|channel| &*channel.name).collect();
			Failure::usage(format!(
				"model {model} has no channel {name:?}; its channels are: {}",
				names.join(", ")
			))
		})?;
		let traits = traits(channel).map_err(Failure::usage)?;
		policy.check(&traits).map_err(|error| Failure::file(&file, error))?;
	}
	let shown = describe(&policy);
	let included = ledger.submit(DefinePolicy { policy }).await?;
	let policy = event_of::<PolicyDefined>(&included)?.policy;
	let text = format!("{shown}policy {policy} is defined");
	done(&ledger, &included, text, json!({ "policy": policy }));
	Ok(())
}

async fn show(session: &Session, id: PolicyId) -> Result {
	let ledger = Ledger::open(session).await?;
	let unknown = || Failure::refused(format!("the chain does not know policy {id}"));
	let record = ledger.chain.view(PolicyOf { policy: id }, None).await?.ok_or_else(unknown)?;
	let own = ledger.name(record.org).await?;
	let text = format!("policy {id}, of organisation {own}\n{}", describe(&record.policy));
	session.say(text, json!(Identified { id, record: &record }));
	Ok(())
}

fn traits(channel: &Channel) -> std::result::Result<ChannelTraits, String> {
	let unit = Unit::new(channel.unit.as_bytes())
		.ok_or_else(|| format!("the channel's unit {:?} is invalid", channel.unit))?;
	Ok(ChannelTraits {
		kind: channel.kind,
		unit,
		exponent: channel.exponent,
		limits: channel.limits,
		period: channel.period,
		write: channel.write,
	})
}

fn parse(text: &str) -> std::result::Result<Policy, String> {
	let File { unit, exponent, probe, measure, silence, readings, doubt } =
		toml::from_str(text).map_err(|error| error.to_string())?;
	let of = |name: &str, number: Decimal, exponent: i8| {
		number.to::<i32>(exponent).map_err(|error| format!("{name}: {error}"))
	};
	let hot = of("silence.hot", silence.hot, exponent)?;
	let cold = of("silence.cold", silence.cold, exponent)?;
	let share = |name: &str, number: Option<Decimal>, default: u32| match number {
		Some(number) => number.to::<u32>(-3).map_err(|error| format!("readings.{name}: {error}")),
		None => Ok(default),
	};
	let policy = Policy {
		measure: read_measure(measure, exponent, (cold, hot))
			.map_err(|error| format!("measure: {error}"))?,
		unit: Unit::new(unit.as_bytes()).ok_or_else(|| {
			format!("the unit {unit:?} is invalid: write the channel's, such as Cel")
		})?,
		exponent,
		probe,
		stands: share("stand", readings.stand, Policy::DEFAULT_STANDS)?,
		spacing: share("apart", readings.apart, Policy::DEFAULT_SPACING)?,
		hot,
		cold,
		ignored: read_facts(&doubt.ignored)?,
		oversampled: doubt.oversampled.unwrap_or(Doubt::Doubtful),
	};
	// As the chain checks it. Whether it fits a channel, that channel has to show.
	let channel = ChannelTraits {
		kind: ChannelKind::Gauge,
		unit: policy.unit,
		exponent,
		limits: Limits { low: cold.into(), high: hot.into() },
		period: 1,
		write: None,
	};
	policy.check(&channel).map_err(|error| error.to_string())?;
	Ok(policy)
}

fn read_facts(names: &[String]) -> std::result::Result<Facts, String> {
	names.iter().try_fold(Facts::NONE, |facts, name| {
		let known = || Facts::ALL.into_iter().zip(Facts::NAMES);
		let found = known().find(|(_, known)| known == name);
		found.map(|(fact, _)| facts.with(fact)).ok_or_else(|| {
			format!(
				"doubt.ignored: {name:?} is no fact; the facts are: {}",
				Facts::NAMES.join(", ")
			)
		})
	})
}

fn read_measure(
	measure: MeasureToml,
	exponent: i8,
	(cold, hot): (i32, i32),
) -> std::result::Result<Measure, String> {
	let MeasureToml {
		degrees_above: warm,
		degrees_below,
		above,
		below,
		missing,
		table,
		shelf_life,
	} = measure;
	let value = |number: Decimal| number.to::<i32>(exponent);
	let found = [
		warm.map(|at| Ok(Measure::Convex(degrees_above(value(at)?, 1).map_err(shown)?))),
		degrees_below.map(|at| Ok(Measure::Convex(degrees_below_of(value(at)?)?))),
		above.map(|at| value(at).map(Measure::Above)),
		below.map(|at| value(at).map(Measure::Below)),
		missing.filter(|missing| *missing).map(|_| Ok(Measure::Missing)),
		table.map(|points| read_table(&points, exponent).map(Measure::Convex)),
		shelf_life.map(|rule| read_shelf_life(&rule, exponent, (cold, hot)).map(Measure::Convex)),
	];
	let mut found = found.into_iter().flatten();
	match (found.next(), found.next()) {
		(Some(measure), None) => measure,
		_ => Err(
			"name one: degrees-above, degrees-below, above, below, missing, table or shelf-life"
				.into(),
		),
	}
}

fn degrees_below_of(at: i32) -> std::result::Result<Convex, String> {
	degrees_below(at, 1).map_err(shown)
}

fn shown(error: impl std::fmt::Display) -> String {
	error.to_string()
}

/// The table through these points, each with what it counts. Its first and last slope go on.
fn read_table(points: &[(Decimal, u32)], exponent: i8) -> std::result::Result<Convex, String> {
	let points = points
		.iter()
		.map(|(at, counts)| Ok((at.to::<i32>(exponent)?, *counts)))
		.collect::<std::result::Result<Vec<_>, String>>()?;
	let mut slopes = Vec::new();
	for (pair, number) in points.windows(2).zip(1..) {
		let [(from, low), (to, high)] = pair else { continue };
		let width = i64::from(*to) - i64::from(*from);
		let rise = i64::from(*high) - i64::from(*low);
		if width <= 0 {
			return Err(format!(
				"point {} of the table is not to the right of the one before it",
				number + 1
			));
		}
		if rise % width != 0 {
			return Err(format!(
				"from point {number} of the table to the next it rises by {rise} over {width} steps of the channel, which is no whole number for each; change what they count"
			));
		}
		let slope = i32::try_from(rise / width).map_err(|_| "a slope is too steep".to_owned())?;
		slopes.push((*from, slope));
	}
	let (Some((first, counts)), Some((_, slope))) = (points.first(), slopes.first()) else {
		return Err("a table needs two points or more".into());
	};
	let rest = slopes.iter().skip(1).map(|(at, slope)| Breakpoint { at: *at, slope: *slope });
	Convex::new(*first, *counts, *slope, rest).map_err(shown)
}

fn read_shelf_life(
	rule: &ShelfLifeToml,
	exponent: i8,
	(cold, hot): (i32, i32),
) -> std::result::Result<Convex, String> {
	let value = |number: Option<Decimal>, default: i32| {
		number.map_or(Ok(default), |number| number.to::<i32>(exponent))
	};
	let (low, high) = (value(rule.low, cold)?, value(rule.high, hot)?);
	let width = u32::try_from(i64::from(high) - i64::from(low)).unwrap_or(0);
	let step = match rule.step {
		Some(step) => step.to::<u32>(exponent)?,
		None => width.div_ceil(MAX_BREAKPOINTS).max(1),
	};
	let q10 = rule.q10.to::<u32>(-3).map_err(|error| format!("q10: {error}"))?;
	let reference = rule.reference.to::<i32>(exponent)?;
	ShelfLife { q10, exponent, reference, low, high, step }.table().map_err(shown)
}

/// A policy for people.
fn describe(policy: &Policy) -> String {
	let unit = policy.unit.as_str().to_owned();
	let scale = Scale { name: None, unit: Some(unit.clone()), exponent: Some(policy.exponent) };
	let value = |value: i32| scale.value(value.into());
	let thousandths = |number: u32| {
		let text = crate::text::scaled(number.into(), -3);
		text.trim_end_matches('0').trim_end_matches('.').to_owned()
	};
	let probe = match policy.probe {
		Probe::Air => "in the air",
		Probe::Surface => "on the surface",
		Probe::Core => "in the core",
	};
	let mut out = format!(
		"channel    {unit}, exponent {}; the sensor is {probe}\nmeasure    ",
		policy.exponent
	);
	match &policy.measure {
		Measure::Above(at) => {
			let _ = writeln!(out, "milliseconds above {}", value(*at));
		},
		Measure::Below(at) => {
			let _ = writeln!(out, "milliseconds below {}", value(*at));
		},
		Measure::Missing => {
			let _ = writeln!(out, "milliseconds without data");
		},
		Measure::Convex(table) => {
			let _ = writeln!(out, "a table, times milliseconds");
			let points = table.breakpoints();
			let every = points.len().div_ceil(SHOWN).max(1);
			let last = points.len().saturating_sub(1);
			for (number, point) in points.iter().enumerate() {
				if number % every == 0 || number == last {
					let slope = match point.slope {
						0 => "and goes on so".to_owned(),
						slope => format!("and {slope:+} for each {} more", scale.value(1)),
					};
					let counts = table.at(point.at.into());
					let _ =
						writeln!(out, "           {} counts {counts}, {slope}", value(point.at));
				}
			}
			if points.is_empty() {
				let _ = writeln!(out, "           0 counts {}", table.at(0));
			}
		},
	}
	let _ = writeln!(
		out,
		"silence    counts {}, as the worse of {} and {}",
		policy.missing(),
		value(policy.hot),
		value(policy.cold)
	);
	let _ = writeln!(
		out,
		"readings   stand for {} periods at most, and are {} periods apart at least",
		thousandths(policy.stands),
		thousandths(policy.spacing)
	);
	let all = Facts::ALL.into_iter().fold(Facts::NONE, Facts::with);
	let facts = all.without(NO_EFFECT).without(policy.ignored).names();
	let dense = (policy.oversampled == Doubt::Doubtful).then_some("too many readings");
	let doubtful: Vec<_> = facts.chain(dense).collect();
	let doubtful = if doubtful.is_empty() { "nothing".into() } else { doubtful.join(", ") };
	let _ = writeln!(out, "doubtful   if there is: {doubtful}");
	out
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::assets::classes::tests::blocks;

	fn example() -> String {
		let (_, shown) = EXAMPLE.split_once("warm.toml:").unwrap();
		shown.to_owned()
	}

	fn with_measure(measure: &str) -> std::result::Result<Policy, String> {
		parse(&example().replacen("degrees-above = 8.0", measure, 1))
	}

	#[test]
	fn reads_the_example_of_the_help() {
		let policy = parse(&example()).unwrap();
		assert_eq!((policy.hot, policy.cold, policy.exponent), (250, -50, -1));
		assert_eq!((policy.stands, policy.spacing), (2_000, 980));
		assert_eq!(policy.ignored, Facts::LATE);
		assert_eq!(policy.measure, Measure::Convex(degrees_above(80, 1).unwrap()));
		assert_eq!(policy.missing(), 170);
	}

	#[test]
	fn the_policies_of_the_documentation_are_such_as_the_chain_takes() {
		let policies = blocks("[measure]");
		assert!(policies.len() >= 2, "one of degrees and one of shelf life at least");
		for text in policies {
			let policy = parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
			assert!(describe(&policy).contains("silence"), "{text}");
		}
	}

	#[test]
	fn reads_each_measure() {
		for (text, value, counts) in [
			("above = 8.0", 81, 1),
			("above = 8.0", 80, 0),
			("below = -0.5", -6, 1),
			("missing = true", 900, 0),
			("degrees-below = 2.0", 15, 5),
			("table = [[0, 0], [8.0, 0], [12, 80], [13, 120]]", 130, 120),
			("table = [[0, 0], [8.0, 0], [12, 80], [13, 120]]", 140, 160),
			("table = [[0, 0], [8.0, 0], [12, 80], [13, 120]]", 50, 0),
			("shelf-life = { q10 = 2.5, reference = 4.0 }", 40, 1_000_000),
			("shelf-life = { q10 = 2.5, reference = 4.0, step = 0.8 }", 140, 2_500_000),
		] {
			let policy = with_measure(text).unwrap();
			let found = policy.measure.at(value);
			let near = found.abs_diff(counts) * 1_000 <= counts;
			assert!(near, "{text} at {value}: {found}");
		}
		let text = describe(&with_measure("table = [[0, 0], [8.0, 0], [12, 80]]").unwrap());
		assert!(text.contains("8.0 Cel counts 0, and +2 for each 0.1 Cel more"), "{text}");
		let doubtful =
			"doubtful   if there is: fork, skew, outOfRange, uncalibrated, oldKey, too many readings\n";
		assert!(text.ends_with(doubtful), "{text}");
	}

	#[test]
	fn refuses_what_it_would_have_to_round_or_the_chain_would_refuse() {
		for (measure, problem) in [
			("above = 8.05", "8.05 is too large, or no multiple of 0.1"),
			("table = [[0, 0], [8, 3]]", "rises by 3 over 80 steps"),
			("table = [[8, 0], [0, 3]]", "not to the right"),
			("table = [[0, 80], [8, 80], [16, 0]]", "convex"),
			("table = [[0, 0]]", "two points"),
			("above = 8.0\nbelow = 2.0", "name one"),
			("missing = false", "name one"),
			("shelf-life = { q10 = 0.5, reference = 4.0 }", "q10"),
			("shelf-life = { q10 = 2.0005, reference = 4.0 }", "no multiple of 0.001"),
			("shelf-life = { q10 = 2.5, reference = 4.0, step = 0.1 }", "breakpoints"),
			("hotter = 8.0", "unknown field"),
		] {
			let error = with_measure(measure).unwrap_err();
			assert!(error.contains(problem), "{measure}: {error}");
		}
		for (from, to, problem) in [
			("hot = 25.0", "hot = -25.0", "not in order"),
			("stand = 2.0", "stand = 0.5", "below the spacing"),
			("apart = 0.98", "apart = 1.5", "spacing"),
			("ignored = [\"late\"]", "ignored = [\"never\"]", "the facts are"),
			("probe = \"air\"", "probe = \"nose\"", "unknown variant"),
			("exponent = -1", "", "missing field"),
		] {
			let error = parse(&example().replacen(from, to, 1)).unwrap_err();
			assert!(error.contains(problem), "{to}: {error}");
		}
	}

	#[test]
	fn a_channel_of_another_unit_does_not_fit() {
		let policy = parse(&example()).unwrap();
		let channel = |unit: &str, exponent, low| Channel {
			name: "temperature".into(),
			unit: unit.into(),
			exponent,
			kind: ChannelKind::Gauge,
			limits: Limits { low, high: 850 },
			period: 60_000,
			write: None,
		};
		let check = |channel: Channel| policy.check(&traits(&channel).unwrap());
		assert!(check(channel("Cel", -1, -400)).is_ok());
		assert!(check(channel("K", -1, -400)).is_err());
		assert!(check(channel("Cel", -2, -400)).is_err());
		assert!(check(channel("Cel", -1, 0)).is_err(), "the assumed cold is beyond its limits");
	}
}
