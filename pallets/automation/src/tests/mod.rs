//! The pallet's tests, one file a feature.

mod actuators;
mod agenda;
mod answers;
mod assets;
mod device;
mod groups;
mod invariants;
mod orders;
mod permits;
mod prices;
mod queue;
mod quota;
mod rules;
mod signals;
mod sites;
mod turns;

use crate::{mock::*, Error, Event, *};
use frame::testing_prelude::*;
use tallystick_control::CommandState;
use tallystick_rules::{text, Effect, Site, Value};

/// The rule of a text about the device `d`.
fn program(stream: &StreamId, rest: &str) -> Program {
	let id: String = stream.device.0.iter().map(|byte| format!("{byte:02x}")).collect();
	let input = format!("in t = d/{}.last as 1 Cel max_age 10 min", stream.channel);
	let text = format!("rule test site 0\ndevice d = 0x{id}\n{input}\n{rest}");
	text::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}")).program
}

/// A rule that raises an alarm above 30 degrees.
fn hot(stream: &StreamId) -> Program {
	program(stream, "alarm hot warning when t > 30 Cel")
}

fn name(text: &str) -> Label {
	text.as_bytes().to_vec().try_into().expect("it is short")
}

/// Opens a site of the owner's organisation.
fn open_site() -> SiteId {
	site_of(OWNER)
}

fn site_of(who: AccountId) -> SiteId {
	let site = NextSiteId::<Test>::get().unwrap_or(SiteId(0));
	assert_ok!(Automation::open_site(signed(who), Box::default()));
	site
}

fn try_deploy(who: AccountId, site: SiteId, program: Program) -> Result<RuleId, DispatchError> {
	let rule = NextRuleId::<Test>::get().unwrap_or(RuleId(0));
	let settings = RuleSettings::default();
	Automation::deploy(signed(who), site, name("test"), Box::new(program), settings)?;
	Ok(rule)
}

/// Deploys a rule of the owner's, and lets it see what is known.
fn deploy(site: SiteId, program: Program) -> RuleId {
	let rule = try_deploy(OWNER, site, program).expect("the rule is sound");
	poll();
	rule
}

fn effects(rule: RuleId) -> Vec<Effect> {
	Automation::state(rule).expect("the rule is stored").effects.into_inner()
}

/// What the outputs of rules came to, each time that one changed.
fn fired() -> Vec<(RuleId, u8, Effect)> {
	let firings = |event| match event {
		Event::Fired { rule, firings, .. } => {
			firings.into_iter().map(move |firing| (rule, firing.output, firing.effect)).collect()
		},
		_ => Vec::new(),
	};
	events().into_iter().flat_map(firings).collect()
}

/// What is charged with each pass in which an organisation's rules of one site are evaluated.
fn opening() -> Weight {
	Weights::load_payer() + Weights::load_site()
}

/// What an evaluation of a rule is charged that changes nothing.
fn unchanged(rule: RuleId) -> Weight {
	let shape = Automation::rule(rule).expect("the rule is stored").shape;
	Weights::load_rule() + Weights::wake(shape.inputs.into(), shape.steps)
}

/// The commands of a device that it has not answered.
fn open_commands(device: DeviceId) -> Vec<NewestCommand> {
	let open = |command: &NewestCommand| command.state != CommandState::Answered;
	Automation::commands(device).into_iter().filter(open).collect()
}
