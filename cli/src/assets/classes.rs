//! `tallystick class`.

use super::{args, done, event_of, measured, number::Decimal, state_name, Ledger};
use crate::{
	failure::{Failure, Result},
	files,
	session::Session,
	text::{count, scaled},
};
use clap::Subcommand;
use serde::Deserialize;
use serde_json::json;
use std::{collections::BTreeSet, fmt::Write, path::PathBuf};
use tallystick_client::{
	asset_lifecycle::{
		calls::{DefineClass, DropClass, RetireClass},
		events::ClassDefined,
		views::PolicyOf,
		Class, Definition, State,
	},
	records::{
		asset::{
			BizStep, Disposition, Ingredient, Makers, ShelfLife, StateKind, Transition, Trigger,
			Weighted,
		},
		organization::Role,
		ClassId, Identified, PolicyId,
	},
};
use tallystick_gs1::{
	event::{Amount, Unit},
	Gtin, Text,
};

/// Longest name of a class or state, in bytes.
const MAX_NAME: usize = 64;
/// Most states, transitions, policies and ingredients.
const MAX_STATES: usize = 16;
const MAX_TRANSITIONS: usize = 64;
const MAX_POLICIES: usize = 4;
const MAX_INGREDIENTS: usize = 16;

/// Yields are per million of the input.
const YIELD_EXPONENT: i8 = -6;

const EXAMPLE: &str = r#"Example:
  tallystick class define apples.toml --key-file farm.key

apples.toml:
  name = "Apples, case"
  gtin = "09506000134352"              # may be left out
  unit = "KGM"                         # of UN/ECE Recommendation 20; left out: they are counted
  decimals = 2                         # digits behind the point, 4 at most
  states = ["harvested", "cooled"]     # new ones are in the first
  final = ["sold", "destroyed"]        # from these nothing leads away

  [[transitions]]
  from = "harvested"                   # or several: ["harvested", "cooled"]
  to = "cooled"
  by = "custodian"                     # owner, custodian, either, or a role such as carrier
  step = "storing"                     # bizStep and disposition of EPCIS
  disposition = "in_progress"

  [[transitions]]
  from = ["harvested", "cooled"]
  to = "sold"
  by = "owner"
  step = "retail_selling"
  disposition = "retail_sold"

  [[policies]]                         # may be left out: see `tallystick policy define`
  policy = 0
  weight = 1                           # how much one unit of what it measures counts

docs/command-line.md has more of them, with ingredients."#;

#[derive(Subcommand)]
pub(crate) enum ClassCommand {
	/// Define a class of assets: food, a pallet, a machine. Nobody can change it later.
	#[command(after_help = EXAMPLE)]
	Define {
		/// The TOML file that describes the class.
		file: PathBuf,
	},
	/// Show what a class says: states, who may change them, policies, ingredients.
	Show {
		/// The class's number, as `define` printed it.
		#[arg(value_parser = args::class)]
		class: ClassId,
	},
	/// Retire a class: no new lot or asset can be of it. This cannot be undone.
	Retire {
		/// The class's number, as `define` printed it.
		#[arg(value_parser = args::class)]
		class: ClassId,
	},
	/// Remove a retired class of which there is no lot. The deposit goes back.
	Drop {
		/// The class's number, as `define` printed it.
		#[arg(value_parser = args::class)]
		class: ClassId,
	},
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
	name: String,
	gtin: Option<Gtin>,
	unit: Option<Text<3>>,
	#[serde(default)]
	decimals: u8,
	states: Vec<String>,
	#[serde(default, rename = "final")]
	last: Vec<String>,
	#[serde(default)]
	transitions: Vec<TransitionToml>,
	#[serde(default)]
	policies: Vec<PolicyToml>,
	#[serde(default)]
	ingredients: Vec<IngredientToml>,
	#[serde(default, rename = "shelf-life")]
	shelf_life: ShelfLifeToml,
	#[serde(default)]
	makers: MakersToml,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TransitionToml {
	from: OneOrMore,
	to: String,
	by: String,
	step: BizStep,
	disposition: Disposition,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
	One(String),
	More(Vec<String>),
}

/// A policy, and how much one unit of its measure counts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyToml {
	pub(crate) policy: u32,
	pub(crate) weight: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IngredientToml {
	class: u32,
	/// The least and the most that comes out of one unit.
	#[serde(rename = "yield")]
	bounds: (Decimal, Decimal),
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum ShelfLifeToml {
	#[default]
	Inherited,
	New,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum MakersToml {
	#[default]
	Definer,
	Anyone,
}

/// A class that the chain would take, but for its ingredients: their yields are in units of classes that the
/// chain knows.
struct Draft {
	definition: Definition,
	ingredients: Vec<IngredientToml>,
}

pub(crate) async fn run(session: &Session, command: ClassCommand) -> Result {
	match command {
		ClassCommand::Define { file } => define(session, file).await,
		ClassCommand::Show { class } => show(session, class).await,
		ClassCommand::Retire { class } => {
			let ledger = Ledger::open(session).await?;
			let included = ledger.submit(RetireClass { class }).await?;
			done(
				&ledger,
				&included,
				format!("class {class} is retired"),
				json!({ "class": class }),
			);
			Ok(())
		},
		ClassCommand::Drop { class } => {
			let ledger = Ledger::open(session).await?;
			let included = ledger.submit_by_anybody(DropClass { class }).await?;
			done(
				&ledger,
				&included,
				format!("class {class} is removed"),
				json!({ "class": class }),
			);
			Ok(())
		},
	}
}

async fn define(session: &Session, file: PathBuf) -> Result {
	let text = files::read_text(&file, files::Kind::Definition)?;
	let Draft { mut definition, ingredients } =
		parse(&text).map_err(|error| Failure::file(&file, error))?;
	let ledger = Ledger::open(session).await?;
	for ingredient in ingredients {
		let class = ClassId(ingredient.class);
		let input = ledger.class(class).await?.definition;
		let bounds = read_yield(&ingredient, definition.decimals, input.decimals)
			.map_err(|error| Failure::file(&file, error))?;
		definition.ingredients.push(bounds);
	}
	for Weighted { policy, .. } in &definition.policies {
		if ledger.chain.view(PolicyOf { policy: *policy }, None).await?.is_none() {
			return Err(Failure::refused(format!(
				"the chain does not know policy {policy}; `tallystick policy define` defines one"
			)));
		}
	}
	let prefix = match &definition.gtin {
		Some(gtin) => Some(ledger.prefix_for(gtin).await?),
		None => None,
	};
	let included = ledger.submit(DefineClass { definition, prefix }).await?;
	let class = event_of::<ClassDefined>(&included)?.class;
	done(&ledger, &included, format!("class {class} is defined"), json!({ "class": class }));
	Ok(())
}

/// The bounds of a yield, per million of the input, both without their decimal points.
fn read_yield(
	ingredient: &IngredientToml,
	decimals: u8,
	input: u8,
) -> std::result::Result<Ingredient, String> {
	let places = |decimals: u8| i8::try_from(decimals).unwrap_or(i8::MAX);
	let exponent = YIELD_EXPONENT.saturating_sub(places(decimals)).saturating_add(places(input));
	let bound = |number: Decimal| {
		number
			.to::<u64>(exponent)
			.map_err(|error| format!("yield of class {}: {error}", ingredient.class))
	};
	let (min, max) = (bound(ingredient.bounds.0)?, bound(ingredient.bounds.1)?);
	match min <= max && max > 0 {
		true => Ok(Ingredient { class: ClassId(ingredient.class), min, max }),
		false => Err(format!(
			"yield of class {}: write the least and then the most that comes out of one unit, such as [0.7, 0.9]",
			ingredient.class
		)),
	}
}

fn parse(text: &str) -> std::result::Result<Draft, String> {
	let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
	let named = |what: &str, name: &str| match name.len() {
		1..=MAX_NAME => Ok(()),
		0 => Err(format!("{what} has no name")),
		bytes => {
			Err(format!("the name {name:?} has {bytes} bytes, and can have {MAX_NAME} at most"))
		},
	};
	let at_most = |what: &str, found: usize, most: usize| match found <= most {
		true => Ok(()),
		false => Err(format!("there are {found} {what}, and can be {most} at most")),
	};
	named("the class", &file.name)?;
	let state = |kind: StateKind| move |name: &String| State { name: name.clone(), kind };
	let states: Vec<State> = file
		.states
		.iter()
		.map(state(StateKind::Live))
		.chain(file.last.iter().map(state(StateKind::Final)))
		.collect();
	if file.states.is_empty() {
		return Err("name at least one state that is not final: new assets are in the first".into());
	}
	at_most("states", states.len(), MAX_STATES)?;
	for State { name, .. } in &states {
		named("a state", name)?;
		if states.iter().filter(|other| other.name == *name).count() > 1 {
			return Err(format!("the state {name:?} is there twice"));
		}
	}
	let transitions = read_transitions(&file.transitions, &states)?;
	at_most("transitions", transitions.len(), MAX_TRANSITIONS)?;
	at_most("policies", file.policies.len(), MAX_POLICIES)?;
	at_most("ingredients", file.ingredients.len(), MAX_INGREDIENTS)?;
	if file.decimals > Amount::MAX_DECIMALS {
		return Err(format!("decimals: {} at most", Amount::MAX_DECIMALS));
	}
	if let Some(unit) = file.unit {
		unit.as_str().parse::<Unit>().map_err(|error| format!("unit {unit}: {error}"))?;
	}
	for (number, one) in file.policies.iter().enumerate() {
		if one.weight == 0 {
			return Err(format!("policy {}: with a weight of 0 it counts nothing; give another weight or leave it out", one.policy));
		}
		if file.policies.iter().take(number).any(|other| other.policy == one.policy) {
			return Err(format!("policy {} is there twice", one.policy));
		}
	}
	for (number, one) in file.ingredients.iter().enumerate() {
		if file.ingredients.iter().take(number).any(|other| other.class == one.class) {
			return Err(format!("ingredient {} is there twice", one.class));
		}
	}
	let makers = match file.makers {
		MakersToml::Definer => Makers::Definer,
		MakersToml::Anyone if file.gtin.is_some() => {
			return Err(
				"a class with a GTIN belongs to one company: its makers are the definer".into()
			)
		},
		MakersToml::Anyone => Makers::Anyone,
	};
	let policies = file
		.policies
		.iter()
		.map(|one| Weighted { policy: PolicyId(one.policy), weight: one.weight })
		.collect();
	Ok(Draft {
		definition: Definition {
			name: file.name,
			gtin: file.gtin,
			unit: file.unit,
			decimals: file.decimals,
			states,
			transitions,
			policies,
			ingredients: Vec::new(),
			shelf_life: match file.shelf_life {
				ShelfLifeToml::Inherited => ShelfLife::Inherited,
				ShelfLifeToml::New => ShelfLife::New,
			},
			makers,
		},
		ingredients: file.ingredients,
	})
}

fn read_transitions(
	written: &[TransitionToml],
	states: &[State],
) -> std::result::Result<Vec<Transition>, String> {
	let place = |name: &str| {
		let place = states.iter().position(|state| state.name == name);
		place.and_then(|place| u8::try_from(place).ok()).ok_or_else(|| {
			let names: Vec<_> = states.iter().map(|state| &*state.name).collect();
			format!(
				"a transition names {name:?}, which is no state; the states are: {}",
				names.join(", ")
			)
		})
	};
	let mut transitions = Vec::new();
	let mut pairs = BTreeSet::new();
	for TransitionToml { from, to, by, step, disposition } in written {
		let from = match from {
			OneOrMore::One(name) => std::slice::from_ref(name),
			OneOrMore::More(names) => names,
		};
		for name in from {
			let (from, end) = (place(name)?, place(to)?);
			let is_final = |state: &State| state.kind == StateKind::Final;
			if states.get(usize::from(from)).is_some_and(is_final) {
				return Err(format!("a transition leads away from {name:?}, which is final"));
			}
			if from == end {
				return Err(format!("a transition leads from {name:?} to itself"));
			}
			if !pairs.insert((from, end)) {
				return Err(format!("the transition from {name:?} to {to:?} is there twice"));
			}
			let (by, step, disposition) = (trigger(by)?, *step, *disposition);
			transitions.push(Transition { from, to: end, by, step, disposition });
		}
	}
	Ok(transitions)
}

fn trigger(text: &str) -> std::result::Result<Trigger, String> {
	let plain = text.replace(['-', ' ', '_'], "");
	let role = || Role::ALL.into_iter().find(|role| role.name().eq_ignore_ascii_case(&plain));
	match plain.as_str() {
		"owner" => Ok(Trigger::Owner),
		"custodian" => Ok(Trigger::Custodian),
		"either" => Ok(Trigger::Either),
		_ => role().map(Trigger::Role).ok_or_else(|| {
			let roles: Vec<_> = Role::ALL.into_iter().map(Role::name).collect();
			format!(
				"by = {text:?}: write owner, custodian, either, or one of the roles {}",
				roles.join(", ")
			)
		}),
	}
}

pub(super) fn trigger_name(trigger: Trigger) -> &'static str {
	match trigger {
		Trigger::Owner => "the owner",
		Trigger::Custodian => "the custodian",
		Trigger::Either => "the owner or the custodian",
		Trigger::Role(role) => role.name(),
	}
}

async fn show(session: &Session, id: ClassId) -> Result {
	let ledger = Ledger::open(session).await?;
	let class = ledger.class(id).await?;
	let value = json!(Identified { id, record: &class });
	let own = ledger.name(class.org).await?;
	let mut inputs = Vec::new();
	for ingredient in &class.definition.ingredients {
		let input = ledger.class(ingredient.class).await?.definition;
		inputs.push((*ingredient, input));
	}
	session.say(describe(id, &class, &own, &inputs), value);
	Ok(())
}

fn describe(id: ClassId, class: &Class, own: &str, inputs: &[(Ingredient, Definition)]) -> String {
	let definition = &class.definition;
	let retired = if class.retired { ", retired" } else { "" };
	let mut out = format!("class {id}{retired}: {}, of organisation {own}\n", definition.name);
	if let Some(gtin) = definition.gtin {
		let _ = writeln!(out, "GTIN        {gtin}");
	}
	let unit = definition.unit.map_or("pieces".to_owned(), |unit| unit.to_string());
	let decimals = definition.decimals;
	let _ = writeln!(
		out,
		"quantities  in {unit}, {}",
		match decimals {
			0 => "whole ones".to_owned(),
			_ => format!(
				"with {}",
				count(decimals, "digit behind the point", "digits behind the point")
			),
		}
	);
	let makers = match definition.makers {
		Makers::Definer => "its organisation alone",
		Makers::Anyone => "any organisation",
	};
	let _ = writeln!(out, "made by     {makers}");
	let states = definition.states.iter().map(|state| match state.kind {
		StateKind::Live => state.name.clone(),
		StateKind::Final => format!("{} (final)", state.name),
	});
	let _ = writeln!(out, "states      {}", states.collect::<Vec<_>>().join(", "));
	for way in &definition.transitions {
		let _ = writeln!(
			out,
			"            {} → {} by {}: {}, {}",
			state_name(definition, way.from),
			state_name(definition, way.to),
			trigger_name(way.by),
			way.step.term(),
			way.disposition.term()
		);
	}
	for Weighted { policy, weight } in &definition.policies {
		let _ = writeln!(out, "policy      {policy}, weight {weight}");
	}
	for (Ingredient { class, min, max }, input) in inputs {
		let places = i32::from(decimals) - i32::from(input.decimals);
		let exponent = i8::try_from(-6 - places).unwrap_or(YIELD_EXPONENT);
		let share = |bound: u64| {
			let text = scaled(bound.into(), exponent);
			match text.contains('.') {
				true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
				false => text,
			}
		};
		let _ = writeln!(
			out,
			"made from   class {class} ({}): {} to {} for {}",
			input.name,
			share(*min),
			share(*max),
			measured(input).show(10u64.pow(input.decimals.into()))
		);
	}
	let shelf_life = match definition.shelf_life {
		ShelfLife::Inherited => "as much used as of the input of which most is",
		ShelfLife::New => "begins anew when it is made",
	};
	if !inputs.is_empty() {
		let _ = writeln!(out, "shelf life  {shelf_life}");
	}
	out
}

#[cfg(test)]
pub(crate) mod tests {
	use super::*;

	/// The TOML blocks of the documentation in which a line begins like this.
	pub(crate) fn blocks(line: &str) -> Vec<String> {
		let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
		let page = std::fs::read_to_string(page).unwrap();
		page.split("```toml\n")
			.skip(1)
			.filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()))
			.filter(|block| block.lines().any(|one| one.starts_with(line)))
			.collect()
	}

	fn example() -> String {
		let (_, shown) = EXAMPLE.split_once("apples.toml:").unwrap();
		shown.split_once("docs/").unwrap().0.to_owned()
	}

	#[test]
	fn reads_the_example_of_the_help() {
		let Draft { definition, ingredients } = parse(&example()).unwrap();
		assert!(ingredients.is_empty());
		assert_eq!(definition.states.len(), 4);
		assert_eq!(definition.transitions.len(), 3, "one for each state that it leads from");
		assert_eq!(definition.transitions[2].from, 1);
		assert_eq!(definition.policies, [Weighted { policy: PolicyId(0), weight: 1 }]);
		assert_eq!(measured(&definition).show(1_250), "12.50 KGM");
	}

	#[test]
	fn the_classes_of_the_documentation_are_such_as_the_chain_takes() {
		let classes = blocks("states = ");
		assert!(classes.len() >= 4, "food, what is made from it, a pallet and a machine");
		for text in &classes {
			let draft = parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
			for ingredient in &draft.ingredients {
				read_yield(ingredient, draft.definition.decimals, 2).unwrap();
			}
		}
	}

	#[test]
	fn refuses_a_class_that_the_chain_would_refuse() {
		for (from, to, problem) in [
			("09506000134352", "09506000134351", "but must be 2"),
			("\"KGM\"", "\"kg\"", "Recommendation 20"),
			("decimals = 2", "decimals = 5", "4 at most"),
			("to = \"cooled\"", "to = \"frozen\"", "which is no state"),
			("to = \"cooled\"", "to = \"harvested\"", "to itself"),
			("from = \"harvested\"", "from = \"sold\"", "which is final"),
			("[\"harvested\", \"cooled\"]     #", "[] #", "at least one state"),
			("[\"sold\", \"destroyed\"]", "[\"sold\", \"cooled\"]", "twice"),
			("from = [\"harvested\", \"cooled\"]", "from = [\"cooled\", \"cooled\"]", "twice"),
			("by = \"owner\"", "by = \"emperor\"", "one of the roles"),
			("step = \"storing\"", "step = \"dreaming\"", "unknown variant"),
			("weight = 1", "weight = 0", "counts nothing"),
			("name = \"Apples, case\"", "name = \"\"", "no name"),
			("name = \"Apples, case\"", "nam = \"\"", "unknown field"),
			("decimals = 2", "makers = \"anyone\"", "belongs to one company"),
		] {
			let text = example().replacen(from, to, 1);
			assert_ne!(text, example(), "{from}");
			let error = parse(&text).err().unwrap_or_else(|| panic!("{to} is taken"));
			assert!(error.contains(problem), "{to}: {error}");
		}
		let long = "x".repeat(65);
		assert!(parse(&example().replacen("Apples, case", &long, 1)).is_err());
	}

	#[test]
	fn roles_are_triggers() {
		assert_eq!(trigger("service-provider"), Ok(Trigger::Role(Role::ServiceProvider)));
		assert_eq!(trigger("serviceProvider"), Ok(Trigger::Role(Role::ServiceProvider)));
		assert_eq!(trigger("carrier"), Ok(Trigger::Role(Role::Carrier)));
	}

	#[test]
	fn converts_yields_into_units_without_a_point() {
		let of = |bounds: &str, decimals, input| {
			let text = format!("class = 3\nyield = {bounds}");
			read_yield(&toml::from_str(&text).unwrap(), decimals, input)
		};
		let found = of("[0.7, 0.95]", 2, 2).unwrap();
		assert_eq!((found.min, found.max), (700_000, 950_000));
		// 0.6 to 0.75 bottles of a kilogram, of which a hundredth is a unit.
		let found = of("[0.6, 0.75]", 0, 2).unwrap();
		assert_eq!((found.min, found.max), (6_000, 7_500));
		assert!(of("[0.9, 0.7]", 2, 2).unwrap_err().contains("the least and then the most"));
		assert!(of("[0.12345, 0.7]", 0, 2).unwrap_err().contains("no multiple"));
		assert!(of("[0, 0]", 0, 0).is_err());
	}
}
