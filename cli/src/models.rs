use crate::{
	failure::{Failure, Result},
	session::Session,
	text,
};
use clap::Subcommand;
use serde::Deserialize;
use serde_json::{json, Value};
use std::{fmt::Write, path::PathBuf};
use tallystick_client::{rpc_params, Call, ChannelDefinition, ChannelKind};
use tallystick_evidence::{Crypto, Limits, Native};

const EXAMPLE: &str = r#"Example:
  tallystick model define thermometer.toml --key-file maker.key

thermometer.toml:
  thing = "thermometer.tm.json"                       # W3C Thing Model, hashed; a file beside this one
  uri = "https://example.org/thermometer.tm.json"     # where it can be fetched

  [[channels]]                                        # the first is channel 0
  name = "temperature"
  unit = "Cel"                                        # SenML, or empty
  exponent = -1                                       # 215 stands for 21.5
  kind = "gauge"                                      # or counter, or state
  low = -400                                          # smallest and largest plausible value,
  high = 850                                          # before the exponent
  period = 60000                                      # milliseconds between readings"#;

#[derive(Subcommand)]
pub(crate) enum ModelCommand {
	/// Defines a model, for good. The signer's organisation has to be a manufacturer.
	#[command(after_help = EXAMPLE)]
	Define {
		/// What describes it.
		file: PathBuf,
	},
	/// Shows a model.
	#[command(after_help = "Example:\n  tallystick model show 0")]
	Show {
		/// Its number.
		model: u32,
	},
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
	thing: PathBuf,
	uri: String,
	channels: Vec<ChannelToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelToml {
	name: String,
	#[serde(default)]
	unit: String,
	exponent: i8,
	kind: ChannelKind,
	low: i64,
	high: i64,
	period: u32,
}

pub(crate) async fn run(session: &Session, command: ModelCommand) -> Result {
	match command {
		ModelCommand::Define { file } => define(session, file).await,
		ModelCommand::Show { model } => show(session, model).await,
	}
}

async fn define(session: &Session, file: PathBuf) -> Result {
	let wrong = |error: &dyn std::fmt::Display, path: &PathBuf| {
		Failure::usage(format!("{}: {error}", path.display()))
	};
	let text = std::fs::read_to_string(&file).map_err(|error| wrong(&error, &file))?;
	let definition = parse(&text).map_err(|error| wrong(&error, &file))?;
	let thing = file.with_file_name(&definition.thing);
	let thing = std::fs::read(&thing).map_err(|error| wrong(&error, &thing))?;
	let call = Call::define_model(
		&Native::hash(&[&thing]),
		&definition.uri,
		&definition.channels.into_iter().map(Into::into).collect::<Vec<_>>(),
		&[],
	);
	let included = session.submit(&call).await?;
	let model = included
		.event("DeviceRegistry", "ModelDefined")
		.and_then(|event| event.number("model"))
		.ok_or_else(|| Failure::refused("the chain did not say which number the model got"))?;
	let block = included.block.number;
	session.say(
		format!("model {model} is defined, in block {block}"),
		json!({ "model": model, "block": block }),
	);
	Ok(())
}

fn parse(text: &str) -> std::result::Result<Definition, String> {
	let definition: Definition = toml::from_str(text).map_err(|error| error.to_string())?;
	for ChannelToml { name, low, high, .. } in &definition.channels {
		if low > high {
			return Err(format!("channel {name}: low is above high"));
		}
	}
	match definition.channels.len() {
		1..=64 => Ok(definition),
		count => Err(format!("a model has 1 to 64 channels, not {count}")),
	}
}

impl From<ChannelToml> for ChannelDefinition {
	fn from(channel: ChannelToml) -> Self {
		let ChannelToml { name, unit, exponent, kind, low, high, period } = channel;
		Self { name, unit, exponent, kind, limits: Limits { low, high }, period }
	}
}

async fn show(session: &Session, number: u32) -> Result {
	let chain = session.chain().await?;
	let unknown = || Failure::refused(format!("the chain has no model {number}"));
	if session.global.json {
		let raw: Value = chain.rpc().request("devices_model", rpc_params![number]).await?;
		session.say("", raw.is_object().then_some(raw).ok_or_else(unknown)?);
		return Ok(());
	}
	let model = chain.model(number).await?.ok_or_else(unknown)?;
	let mut out = format!(
		"model {number}, of organisation {}\nthing model  {} (BLAKE2b-256 0x{})\n",
		model.manufacturer,
		model.uri,
		hex::encode(model.thing)
	);
	for (number, channel) in model.channels.into_iter().enumerate() {
		let (name, period, kind) = (channel.name.clone(), channel.period, channel.kind);
		let (low, high) = (channel.low.into(), channel.high.into());
		let scale = text::Scale::from(channel);
		let _ = writeln!(
			out,
			"channel {number}    {name}: {kind:?}, {} to {}, every {period} ms",
			scale.value(low),
			scale.value(high)
		);
	}
	session.say(out, Value::Null);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	const MODEL: &str = r#"
		thing = "thermometer.tm.json"
		uri = "https://example.org/thermometer.tm.json"
		[[channels]]
		name = "temperature"
		unit = "Cel"
		exponent = -1
		kind = "gauge"
		low = -400
		high = 850
		period = 60000
	"#;

	#[test]
	fn works_for_the_example() {
		let channel: ChannelDefinition = parse(MODEL).unwrap().channels.remove(0).into();
		assert_eq!((channel.name.as_str(), channel.unit.as_str()), ("temperature", "Cel"));
		assert_eq!((channel.exponent, channel.kind), (-1, ChannelKind::Gauge));
		assert_eq!(channel.limits, Limits { low: -400, high: 850 });
		// What the help shows is one, too.
		let (_, shown) = EXAMPLE.split_once("thermometer.toml:").unwrap();
		assert_eq!(parse(shown).unwrap().channels.len(), 1);
	}

	#[test]
	fn fails_when_the_file_is_no_model() {
		for (from, to) in [
			("-400", "900"),
			("gauge", "dial"),
			("exponent = -1", "exponent = 200"),
			("period = 60000", ""),
			("period", "perid"),
			("[[channels]]", "[[channel]]"),
		] {
			assert!(parse(&MODEL.replacen(from, to, 1)).is_err(), "{to}");
		}
		assert!(parse("thing = 'a'\nuri = 'b'\nchannels = []").is_err());
	}
}
