//! The commands of `tallystick rule` that need a chain.

use super::{fit, load_rule, load_site};
use crate::{
	assets::{args, done, event_of, Ledger},
	failure::{Failure, Result},
	rules::{
		rule_file::RuleFile,
		simulate::traced,
		words::{parse_number, parse_span},
	},
	session::Session,
	text::{span, table},
};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use tallystick_client::{
	automation::{
		calls::{Adjust, Deploy, Pause, Remove, Replace, Resume},
		events::{Deployed, Replaced},
		views::{Explain, ProgramOf},
		RuleRecord, RuleSettings, RuleStatus,
	},
	records::OrgId,
	rules::{source::MAX_PARAMS, text::Rule, Program, RuleId, SiteId, Source, Value},
	Call,
};

#[derive(Args, Clone, Debug)]
pub(crate) struct DeployArgs {
	/// A file with one rule, which names its site.
	file: PathBuf,
	#[command(flatten)]
	settings: SettingsArgs,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ReplaceArgs {
	/// The number of the rule.
	#[arg(value_parser = super::rule)]
	rule: RuleId,
	/// A file with its new text.
	file: PathBuf,
	#[command(flatten)]
	settings: SettingsArgs,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct AdjustArgs {
	/// The number of the rule.
	#[arg(value_parser = super::rule)]
	rule: RuleId,
	#[command(flatten)]
	settings: SettingsArgs,
}

/// What can be changed without another version.
#[derive(Args, Clone, Debug)]
pub(crate) struct SettingsArgs {
	/// Evaluate the rule no more often than this: it bounds what the rule costs.
	#[arg(long, value_name = "SPAN", value_parser = parse_span)]
	interval: Option<u64>,
	/// The value of a parameter, in its unit: `0=21.5`, `1=true`.
	#[arg(long = "param", value_name = "NUMBER=VALUE", value_parser = param)]
	params: Vec<(u8, String)>,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct RuleArgs {
	/// The number of the rule.
	#[arg(value_parser = super::rule)]
	rule: RuleId,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ListArgs {
	/// Those of this site only.
	#[arg(long, value_parser = super::site)]
	site: Option<SiteId>,
	/// Those of this organisation only.
	#[arg(long, value_parser = args::org)]
	org: Option<OrgId>,
}

fn param(text: &str) -> super::Parsed<(u8, String)> {
	let read = || {
		let (number, value) = text.split_once('=')?;
		let number = number.parse().ok().filter(|number| *number < MAX_PARAMS)?;
		Some((number, value.to_owned()))
	};
	read().ok_or_else(|| {
		format!("{text:?} is not like 0=21.5 or 1=true; numbers are below {MAX_PARAMS}")
	})
}

impl SettingsArgs {
	/// What the rule had, with what is given here.
	fn apply(&self, mut settings: RuleSettings, program: &Program) -> Result<RuleSettings> {
		if let Some(interval) = self.interval {
			settings.interval = u32::try_from(interval)
				.map_err(|_| Failure::usage("--interval: it is at most 49 days"))?;
		}
		for (number, text) in &self.params {
			let value = value(program, *number, text)
				.map_err(|error| Failure::usage(format!("--param {number}: {error}")))?;
			let place = usize::from(*number);
			if settings.params.len() <= place {
				settings.params.resize(place.saturating_add(1), Value::Undefined);
			}
			if let Some(param) = settings.params.get_mut(place) {
				*param = value;
			}
		}
		Ok(settings)
	}
}

/// The value of a parameter, as its first input takes it.
fn value(program: &Program, number: u8, text: &str) -> std::result::Result<Value, String> {
	let quantity = program.inputs.iter().find_map(|source| match source {
		Source::Param { param, quantity } if *param == number => Some(*quantity),
		_ => None,
	});
	match quantity.ok_or("the rule has no such parameter")? {
		None => text
			.parse()
			.map(Value::Truth)
			.map_err(|_| format!("{text:?} is neither true nor false")),
		Some(quantity) => parse_number(text, quantity).map(Value::Number),
	}
}

pub(crate) async fn deploy(session: &Session, args: DeployArgs) -> Result {
	let file = RuleFile::load(&args.file)?;
	let settings = args.settings.apply(RuleSettings::default(), &file.rule.program)?;
	let ledger = Ledger::open(session).await?;
	load_site(&ledger, file.rule.site).await?;
	fit::check(&ledger, &file, None).await?;
	let Rule { name, site, program, .. } = file.rule.clone();
	let call = Deploy { site, name: name.to_vec(), program, settings };
	let included = ledger.submit(call).await?;
	let rule = event_of::<Deployed>(&included)?.rule;
	let asleep = fit::not_woken_by(&ledger, &file, rule, &included.block.hash).await?;
	let text = format!("rule {rule} is deployed at site {site}");
	done(&ledger, &included, text, json!({ "rule": rule, "site": site, "notWokenBy": asleep }));
	note(&asleep);
	Ok(())
}

pub(crate) async fn replace(session: &Session, args: ReplaceArgs) -> Result {
	let file = RuleFile::load(&args.file)?;
	let rule = &file.rule;
	let ledger = Ledger::open(session).await?;
	let record = load_rule(&ledger, args.rule).await?;
	if rule.site != record.site {
		return Err(Failure::usage(format!(
			"rule {} is of site {}, and the file is for site {}; write `site {}` in its first line",
			args.rule, record.site, rule.site, record.site
		)));
	}
	let settings = args.settings.apply(record.settings, &rule.program)?;
	fit::check(&ledger, &file, Some(args.rule)).await?;
	let call = Replace { rule: args.rule, program: rule.program.clone(), settings };
	let included = ledger.submit(call).await?;
	let version = event_of::<Replaced>(&included)?.version;
	let asleep = fit::not_woken_by(&ledger, &file, args.rule, &included.block.hash).await?;
	let text = format!("version {version} of rule {} takes over", args.rule);
	let value = json!({ "rule": args.rule, "version": version, "notWokenBy": asleep });
	done(&ledger, &included, text, value);
	note(&asleep);
	Ok(())
}

/// Says of which inputs a rule reads what the chain knows only when something else wakes it.
fn note(asleep: &[String]) {
	if !asleep.is_empty() {
		eprintln!(
			"observations of {} do not wake the rule: the device belongs to another organisation, which has not permitted it; docs/rules.md says when a rule is evaluated",
			asleep.join(", ")
		);
	}
}

pub(crate) async fn adjust(session: &Session, args: AdjustArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let record = load_rule(&ledger, args.rule).await?;
	let program = program(&ledger, args.rule).await?;
	let settings = args.settings.apply(record.settings, &program)?;
	let included = ledger.submit(Adjust { rule: args.rule, settings: settings.clone() }).await?;
	let text = format!("rule {} has other settings", args.rule);
	done(&ledger, &included, text, json!({ "rule": args.rule, "settings": settings }));
	Ok(())
}

pub(crate) async fn pause(session: &Session, args: RuleArgs) -> Result {
	change(session, args.rule, Pause { rule: args.rule }, "is paused, and claims nothing").await
}

pub(crate) async fn resume(session: &Session, args: RuleArgs) -> Result {
	change(session, args.rule, Resume { rule: args.rule }, "is evaluated again").await
}

pub(crate) async fn remove(session: &Session, args: RuleArgs) -> Result {
	change(session, args.rule, Remove { rule: args.rule }, "is removed").await
}

async fn change(session: &Session, rule: RuleId, call: impl Into<Call>, what: &str) -> Result {
	let ledger = Ledger::open(session).await?;
	let included = ledger.submit(call).await?;
	done(&ledger, &included, format!("rule {rule} {what}"), json!({ "rule": rule }));
	Ok(())
}

async fn program(ledger: &Ledger<'_>, rule: RuleId) -> Result<Program> {
	let program = ledger.chain.view(ProgramOf { rule }, None).await?;
	program.ok_or_else(|| Failure::refused(format!("rule {rule} was removed meanwhile")))
}

fn status(status: RuleStatus) -> &'static str {
	match status {
		RuleStatus::Running => "running",
		RuleStatus::Paused => "paused",
		RuleStatus::Starved => "without quota",
	}
}

fn name(record: &RuleRecord) -> String {
	String::from_utf8_lossy(&record.name).into_owned()
}

pub(crate) async fn list(session: &Session, args: ListArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let block = ledger.chain.best().await?.hash;
	let (mut all, mut after) = (Vec::<(RuleId, RuleRecord)>::new(), None);
	loop {
		let page = ledger.chain.rules(after, Some(&block)).await?;
		all.extend(page.items);
		match page.next {
			Some((next, _)) => after = Some(next),
			None => break,
		}
	}
	all.retain(|(_, record)| {
		args.site.is_none_or(|site| site == record.site)
			&& args.org.is_none_or(|org| org == record.org)
	});
	all.sort_by_key(|(rule, _)| *rule);
	let mut rows = vec![["rule", "name", "site", "organisation", "version", "status", "steps"]
		.map(str::to_owned)
		.to_vec()];
	for (rule, record) in &all {
		rows.push(vec![
			rule.to_string(),
			name(record),
			record.site.to_string(),
			ledger.name(record.org).await?,
			record.version.to_string(),
			status(record.status).into(),
			record.shape.steps.to_string(),
		]);
	}
	let text = match all.is_empty() {
		true => "there are no such rules".into(),
		false => table(&rows),
	};
	let rules: Vec<_> =
		all.iter().map(|(rule, record)| json!({ "id": rule, "record": record })).collect();
	session.say(text, json!({ "rules": rules }));
	Ok(())
}

/// A rule of the chain, as a file of its text would be. The chain keeps none of its author's names but the rule's own.
async fn read_back(ledger: &Ledger<'_>, rule: RuleId) -> Result<(RuleRecord, RuleFile)> {
	let record = load_rule(ledger, rule).await?;
	let program = program(ledger, rule).await?;
	let name =
		record.name.clone().try_into().map_err(|_| Failure::refused("its name is too long"))?;
	let text = Rule { name, site: record.site, program, names: Default::default() };
	let kinds = text.program.check().map_err(|error| Failure::refused(error.to_string()))?;
	let parts = text.parts();
	Ok((record, RuleFile { rule: text, kinds, parts }))
}

pub(crate) async fn show(session: &Session, args: RuleArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let (record, file) = read_back(&ledger, args.rule).await?;
	let interval = match record.settings.interval {
		0 => "each observation by itself".into(),
		millis => format!("no more often than every {}", span(millis.into())),
	};
	let text = format!(
		"rule {}, version {}, of organisation {}\nstatus      {}\nevaluated   {interval}\ncosts       {} steps\n\n{}",
		args.rule,
		record.version,
		ledger.name(record.org).await?,
		status(record.status),
		record.shape.steps,
		file.rule
	);
	let value = json!({
		"id": args.rule, "record": record, "text": file.rule.to_string(), "program": file.rule.program,
	});
	session.say(text, value);
	Ok(())
}

pub(crate) async fn trace(session: &Session, args: RuleArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let block = ledger.chain.best().await?.hash;
	let (record, file) = read_back(&ledger, args.rule).await?;
	let site = load_site(&ledger, record.site).await?.site;
	let now = ledger.chain.now(Some(&block)).await?;
	let evaluation = ledger.chain.view(Explain { rule: args.rule }, Some(&block)).await?;
	let evaluation = evaluation
		.ok_or_else(|| Failure::refused(format!("rule {} was removed meanwhile", args.rule)))?;
	let text = traced(&file, &site, now, "if it was evaluated now", &evaluation);
	session.say(text, json!({ "rule": args.rule, "now": now, "evaluation": evaluation }));
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::rules::text::parse;

	fn program(text: &str) -> Program {
		parse(&format!("rule r site 0\n{text}\nalarm a notice when x > 20 Cel && y"))
			.unwrap()
			.program
	}

	#[test]
	fn parameters_are_read_in_their_unit() {
		let program = program("in x = param 0 as 0.1 Cel\nin y = param 2");
		let args = |params: &[&str]| SettingsArgs {
			interval: Some(60_000),
			params: params.iter().map(|text| param(text).unwrap()).collect(),
		};
		let settings =
			args(&["0=21.5", "2=true"]).apply(RuleSettings::default(), &program).unwrap();
		let expected = vec![Value::Number(215), Value::Undefined, Value::Truth(true)];
		assert_eq!((settings.interval, settings.params), (60_000, expected));
		for wrong in ["0=21.55", "0=true", "1=5", "2=1"] {
			assert!(args(&[wrong]).apply(RuleSettings::default(), &program).is_err(), "{wrong}");
		}
		for wrong in ["0", "16=1", "x=1", "=1"] {
			assert!(param(wrong).is_err(), "{wrong}");
		}
	}
}
