//! Prints the building's model, tunes its controllers, and compares them.

use anyhow::{bail, Context};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use tallystick_building::{
	controllers::rules::{Rules, Texts},
	data::{self, Period},
	fit::Fit,
	prices::{PriceWeek, Tariff},
	report, run,
	table::{self, Building},
	tune,
	tuned::Tuned,
	week::Week,
	zones::{Zones, SEEDS},
};

/// A heated building, and the controllers that are compared on it.
#[derive(Parser)]
#[command(version)]
struct Args {
	/// Read the rules from this folder, instead of those that the program was built with.
	#[arg(long, global = true)]
	rules: Option<PathBuf>,
	/// Read the controllers' parameters from this file, which `tune` writes, instead of those that the program was built with.
	#[arg(long, global = true)]
	tuned: Option<PathBuf>,
	#[command(subcommand)]
	command: Command,
}

#[derive(Subcommand)]
enum Command {
	/// Print the fitted model, and how far its free run is from each week.
	Model,
	/// Tune baselines and rules on the tuning week, and print their parameters as JSON.
	Tune,
	/// Compare the controllers in a week, over all weeks of prices, and print the table.
	Table {
		/// The week of the building.
		#[arg(long, value_enum, default_value = "tuning")]
		week: Period,
		/// The commit whose rules, baselines and seeds are compared. The report and stress weeks need it.
		#[arg(long)]
		commit: Option<String>,
		/// For how many of the five seeds the plan is made, which takes longest.
		#[arg(long, default_value_t = 1)]
		plans: usize,
		/// With how many weeks of prices, from the first one on. All if it is left out.
		#[arg(long)]
		prices: Option<usize>,
		/// Write all runs to this file as CSV.
		#[arg(long)]
		csv: Option<PathBuf>,
		/// Write all runs and the table to this file as JSON.
		#[arg(long)]
		json: Option<PathBuf>,
	},
	/// Print the log of one controller, as lines of JSON, for `scripts/plot-building.py`.
	Log {
		/// The week of the building.
		#[arg(long, value_enum, default_value = "tuning")]
		week: Period,
		/// The commit that has these rules and baselines. Required for the report and stress weeks.
		#[arg(long)]
		commit: Option<String>,
		/// The controller.
		#[arg(long, value_enum, default_value = "rules")]
		controller: ControllerName,
		/// The tariff.
		#[arg(long, value_enum, default_value = "fixed")]
		tariff: TariffName,
		/// The Monday of the prices.
		#[arg(long, default_value = "2021-12-13")]
		monday: String,
		/// The seed of the zones.
		#[arg(long, default_value_t = SEEDS[0])]
		seed: u64,
	},
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum ControllerName {
	/// B0.
	Constant,
	/// B1.
	Setback,
	/// The rules.
	Rules,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum TariffName {
	/// The index alone.
	Index,
	/// The index with fixed parts.
	Fixed,
	/// A rate by day and one by night.
	TwoRate,
}

/// The report and stress weeks are looked at only if the commit is named that has what is compared.
fn ensure_named(week: Period, commit: Option<&str>) -> anyhow::Result<()> {
	if week != Period::Tuning && commit.is_none() {
		bail!("this week is compared once, with what was committed before; name that commit with --commit");
	}
	Ok(())
}

fn main() -> anyhow::Result<()> {
	let hours = data::heating()?;
	let fit = Fit::new(&hours);
	let prices = PriceWeek::all(&data::prices()?);
	let args = Args::parse();
	let texts = match &args.rules {
		Some(folder) => Texts::read(folder)
			.with_context(|| format!("cannot read the rules in {}", folder.display()))?,
		None => Texts::default(),
	};
	let tuned = match &args.tuned {
		Some(path) => {
			let text = std::fs::read_to_string(path)
				.with_context(|| format!("cannot read {}", path.display()))?;
			Tuned::parse(&text).with_context(|| format!("{} has no parameters", path.display()))?
		},
		None => Tuned::committed()?,
	};
	match args.command {
		Command::Model => print!("{}", report::model(&fit, &report::deviations(&hours, &fit))),
		Command::Tune => {
			let week = Week::new(Period::Tuning, &hours, &fit);
			let found = tune::tune(&Building::new(week, &fit, &SEEDS, texts, tuned), &prices)?;
			println!("{}", serde_json::to_string_pretty(&found)?);
		},
		Command::Table { week, commit, plans, prices: limit, csv, json } => {
			ensure_named(week, commit.as_deref())?;
			if let Some(commit) = &commit {
				println!("Rules, baselines and seeds are those of commit {commit}.\n");
			}
			let building = Building::new(Week::new(week, &hours, &fit), &fit, &SEEDS, texts, tuned);
			let prices = prices.get(..limit.unwrap_or(prices.len())).unwrap_or(&prices);
			let runs = table::compare(&building, prices, plans)?;
			let rows = table::table(&runs, building.week.days());
			print!("{}", report::markdown(&rows));
			if let Some(path) = csv {
				std::fs::write(&path, report::csv(&runs))
					.with_context(|| format!("cannot write {}", path.display()))?;
			}
			if let Some(path) = json {
				let all = serde_json::json!({ "period": week.days(), "commit": commit, "table": rows, "runs": runs });
				std::fs::write(&path, serde_json::to_string_pretty(&all)?)
					.with_context(|| format!("cannot write {}", path.display()))?;
			}
		},
		Command::Log { week, commit, controller, tariff, monday, seed } => {
			ensure_named(week, commit.as_deref())?;
			let week = Week::new(week, &hours, &fit);
			let zones = Zones::of_seed(&fit.model, seed);
			let Some(prices) = prices.iter().find(|week| week.monday == monday) else {
				let known: Vec<&str> = prices.iter().map(|week| week.monday.as_str()).collect();
				bail!("there are no prices of {monday}; choose one of {}", known.join(", "));
			};
			let tariff = match tariff {
				TariffName::Index => Tariff::Index,
				TariffName::Fixed => Tariff::Fixed,
				TariffName::TwoRate => Tariff::TwoRate,
			};
			let (tuned, prices) = (tuned.of(tariff), prices.tariff(tariff));
			let log = match controller {
				ControllerName::Constant => {
					run::play(&week, &zones, &mut { tuned.constant.parameters }, None)
				},
				ControllerName::Setback => {
					run::play(&week, &zones, &mut { tuned.setback.parameters }, None)
				},
				ControllerName::Rules => run::play(
					&week,
					&zones,
					&mut Rules::new(&texts, &tuned.rules.parameters, Some(&prices))?,
					None,
				),
			};
			print!("{}", report::log(&week, &log, &prices));
		},
	}
	Ok(())
}
