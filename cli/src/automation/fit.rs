//! Whether a rule fits the channels, signals and actuators that it names, before it is sent: the chain's own refusal names
//! neither the statement nor the values.

use super::claimant;
use crate::{
	assets::Ledger,
	failure::{Failure, Result},
	rules::{rule_file::RuleFile, words::kind},
	session::channel_of,
};
use tallystick_client::{
	automation::{
		views::{ActuatorOf, SignalOf, StandingOf, WakersOf},
		Claimant,
	},
	records::{StreamId, Unit},
	rules::{Actuated, EventId, Kind, Output, Quantity, RuleId, Source},
	Channel, Hash,
};

/// A refusal of the chain, told before it happens: its error, and what is wrong.
type Misfit = (&'static str, String);

fn refused((error, text): Misfit) -> Failure {
	let error = format!("Automation::{error}");
	let text = format!("the chain would refuse the call: {error}: {text}");
	Failure::Call { error, text }
}

/// What a channel counts.
fn quantity(channel: &Channel) -> Option<Quantity> {
	let unit = Unit::new(channel.unit.as_bytes())?;
	Some(Quantity { unit, exponent: channel.exponent })
}

/// Two quantities that have to be the same: what a rule says, and what there is.
fn ensure_same(said: Quantity, what: &str, found: Quantity) -> std::result::Result<(), Misfit> {
	let shown = |of| kind(Kind::Number(of));
	match said == found {
		true => Ok(()),
		false => Err((
			"WrongQuantity",
			format!("{what} counts {}, and not {}", shown(found), shown(said)),
		)),
	}
}

/// A set-point has to count what its channel does.
fn ensure_set_point(
	said: Quantity,
	what: &str,
	found: Quantity,
) -> std::result::Result<(), Misfit> {
	ensure_same(said, what, found).map_err(|(_, text)| {
		let advice = match said.exponent.checked_sub(found.exponent) {
			Some(digits) if digits != 0 && said.unit == found.unit => {
				let constant = match found.exponent {
					0 => "20".into(),
					above @ 1.. => format!("20e{above}"),
					below => format!("20.{}", "0".repeat(below.unsigned_abs().into())),
				};
				format!(
					"; write scale(VALUE, {digits}), or a constant as {constant} {}",
					found.unit
				)
			},
			_ => String::new(),
		};
		("WrongSetPoint", format!("{text}{advice}"))
	})
}

async fn channel(ledger: &Ledger<'_>, stream: &StreamId) -> Result<Channel> {
	if ledger.chain.device(&stream.device, None).await?.is_none() {
		let id = hex::encode(stream.device.0);
		return Err(refused(("UnknownDevice", format!("the chain has no device 0x{id}"))));
	}
	let channel = channel_of(&ledger.chain, &stream.device, stream.channel).await?;
	let unknown = || format!("the device's model has no channel {}", stream.channel);
	channel.ok_or_else(|| refused(("UnknownChannel", unknown())))
}

/// A channel, for people.
fn named(channel: &Channel, number: u16) -> String {
	format!("channel {number} ({:?}) of the device", channel.name)
}

/// Compares a stream with what a rule says that it counts.
async fn check_stream(ledger: &Ledger<'_>, stream: &StreamId, said: Quantity) -> Result {
	let channel = channel(ledger, stream).await?;
	match quantity(&channel) {
		Some(found) => ensure_same(said, &named(&channel, stream.channel), found).map_err(refused),
		None => Ok(()),
	}
}

/// Compares a signal with what counts in a rule, or in a channel.
pub(super) async fn check_signal(ledger: &Ledger<'_>, event: EventId, said: Quantity) -> Result {
	let unknown = || format!("there is no signal {event}; `tallystick signal list` lists them");
	let signal = ledger.chain.view(SignalOf { event }, None).await?;
	let signal = signal.ok_or_else(|| refused(("UnknownSignal", unknown())))?;
	let listed =
		|(error, text): Misfit| refused((error, format!("{text}; see `tallystick signal list`")));
	ensure_same(said, &format!("signal {event}"), signal.quantity).map_err(listed)
}

/// The same, for a channel that is to follow the signal.
pub(super) async fn check_followed(
	ledger: &Ledger<'_>,
	event: EventId,
	channel: &Channel,
) -> Result {
	match quantity(channel) {
		Some(own) => check_signal(ledger, event, own).await,
		None => Ok(()),
	}
}

/// Whether an actuator can be set by a rule with this value at this level.
async fn check_actuator(
	ledger: &Ledger<'_>,
	actuator: StreamId,
	level: u8,
	value: Option<Kind>,
	own: Option<RuleId>,
) -> Result {
	let channel = channel(ledger, &actuator).await?;
	let name = named(&channel, actuator.channel);
	if let (Some(Kind::Number(said)), Some(found)) = (value, quantity(&channel)) {
		ensure_set_point(said, &name, found).map_err(refused)?;
	}
	let record = ledger.chain.view(ActuatorOf { actuator }, None).await?;
	let standing = ledger.chain.view(StandingOf { actuator }, None).await?;
	let Some((record, standing)) = record.zip(standing) else {
		let text =
			format!("{name} is no actuator; its owner makes it one with `tallystick actuator set`");
		return Err(refused(("UnknownActuator", text)));
	};
	if record.org != ledger.org().await? {
		let text = format!("{name} belongs to organisation {}", ledger.name(record.org).await?);
		return Err(refused(("NotActuatorOwner", text)));
	}
	let is_own = |by: &Claimant| matches!(by, Claimant::Rule(rule) if Some(*rule) == own);
	let other = standing.claims.iter().find(|claim| claim.level == level && !is_own(&claim.by));
	match other {
		Some(other) => {
			let text =
				format!("{} has level {level} of {name}; take another one", claimant(&other.by));
			Err(refused(("LevelTaken", text)))
		},
		None => Ok(()),
	}
}

/// Refuses a rule as the chain would do, with the statement that does not fit. `own` is the rule that it replaces.
pub(super) async fn check(ledger: &Ledger<'_>, file: &RuleFile, own: Option<RuleId>) -> Result {
	let RuleFile { rule, kinds, parts } = file;
	for (source, part) in rule.program.inputs.iter().zip(&parts.inputs) {
		let checked = match *source {
			Source::Stream { stream, quantity, .. } => {
				check_stream(ledger, &stream, quantity).await
			},
			Source::Actuator {
				stream,
				state: Actuated::Commanded | Actuated::Confirmed,
				quantity,
			} => check_stream(ledger, &stream, quantity).await,
			Source::Event { event, quantity } => check_signal(ledger, event, quantity).await,
			_ => Ok(()),
		};
		checked
			.map_err(|failure| failure.with(format!("\n  in {} = {}", part.name, part.source)))?;
	}
	for (output, part) in rule.program.outputs.iter().zip(&parts.outputs) {
		let Output::Set { actuator, level, value, .. } = *output else { continue };
		let checked = check_actuator(ledger, actuator, level, kinds.get(value), own).await;
		checked.map_err(|failure| failure.with(format!("\n  {part}")))?;
	}
	Ok(())
}

/// The inputs whose observations do not wake a rule, by name: those of other organisations' devices without a permit.
pub(super) async fn not_woken_by(
	ledger: &Ledger<'_>,
	file: &RuleFile,
	rule: RuleId,
	block: &Hash,
) -> Result<Vec<String>> {
	let mut names = Vec::new();
	for (source, part) in file.rule.program.inputs.iter().zip(&file.parts.inputs) {
		let Source::Stream { stream, .. } = *source else { continue };
		let wakers = ledger.chain.view(WakersOf { stream }, Some(block)).await?;
		if !wakers.iter().any(|waker| waker.rule == rule) {
			names.push(part.name.clone());
		}
	}
	Ok(names)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn of(unit: &str, exponent: i8) -> Quantity {
		Quantity { unit: Unit::new(unit.as_bytes()).unwrap(), exponent }
	}

	#[test]
	fn says_what_is_counted_and_how_to_write_it() {
		assert_eq!(ensure_same(of("Cel", -1), "channel 0", of("Cel", -1)), Ok(()));
		let (error, text) = ensure_same(of("Cel", -1), "signal 2", of("W", 2)).unwrap_err();
		assert_eq!(
			(error, text.as_str()),
			("WrongQuantity", "signal 2 counts 100 W, and not 0.1 Cel")
		);
		for (said, found, expected) in [
			(of("Cel", 0), of("Cel", -1), "write scale(VALUE, 1), or a constant as 20.0 Cel"),
			(of("W", 0), of("W", 2), "write scale(VALUE, -2), or a constant as 20e2 W"),
			(of("kW", 0), of("W", 0), "counts 1 W, and not 1 kW"),
		] {
			let (error, text) = ensure_set_point(said, "channel 2", found).unwrap_err();
			assert!(error == "WrongSetPoint" && text.ends_with(expected), "{text}");
		}
	}

	/// What the advice says is what rules are written with.
	#[test]
	fn a_constant_that_is_written_so_counts_as_the_channel_does() {
		for (constant, exponent) in [("20.0 Cel", -1), ("20e2 W", 2), ("20 W", 0)] {
			let text = format!("rule r site 0\nset 0x{}/1 level 12 = {constant}", "09".repeat(32));
			let rule = tallystick_client::rules::text::parse(&text).unwrap();
			let kinds = rule.program.check().unwrap();
			let Output::Set { value, .. } = rule.program.outputs[0] else { panic!("{text}") };
			let Some(Kind::Number(quantity)) = kinds.get(value) else { panic!("{text}") };
			assert_eq!(quantity.exponent, exponent, "{constant}");
		}
	}
}
