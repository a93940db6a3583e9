//! `tallystick model`.

mod thing;
mod write;

use crate::{
	failure::{Failure, Result},
	files, parse,
	session::Session,
	text,
};
use clap::Subcommand;
use serde::Deserialize;
use serde_json::json;
use std::{fmt::Write, path::PathBuf};
use tallystick_client::{
	check_model,
	device_registry::events::ModelDefined,
	records::{Identified, ModelId},
	Call, Channel, ChannelKind,
};
use tallystick_evidence::{Crypto, DeviceKey, Limits, Native};
use write::WriteToml;
pub(crate) use write::{describe, describe_bounds};

/// Most keys with which a manufacturer endorses the devices of a model.
const MAX_ENDORSERS: usize = 8;

const EXAMPLE: &str = r#"Example:
  tallystick model define thermometer.toml --key-file maker.key

thermometer.toml:
  thing = "thermometer.tm.json"                       # W3C Thing Model: a file beside this one; the chain keeps its hash
  uri = "https://example.org/thermometer.tm.json"     # where it can be fetched; at most 256 bytes
  # endorsers = ["ed25519 0x…"]                       # keys with which the manufacturer vouches for devices

  [[channels]]                                        # 1 to 64; the first is channel 0
  name = "temperature"                                # at most 32 bytes
  unit = "Cel"                                        # SenML, or empty; at most 16 bytes of ASCII
  exponent = -1                                       # 215 stands for 21.5
  kind = "gauge"                                      # or counter, or state
  low = -400                                          # smallest and largest plausible value,
  high = 850                                          # before the exponent
  period = 60000                                      # milliseconds between readings
  # [channels.write]                                  # what can be commanded; without it the channel is only read"#;

#[derive(Subcommand)]
pub(crate) enum ModelCommand {
	/// Define a model, which nobody can change later. The signer's organisation has to be a manufacturer.
	#[command(after_help = EXAMPLE)]
	Define {
		/// The TOML file that describes the model.
		file: PathBuf,
	},
	/// Show a model.
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
	#[serde(default)]
	endorsers: Vec<String>,
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
	write: Option<WriteToml>,
}

pub(crate) async fn run(session: &Session, command: ModelCommand) -> Result {
	match command {
		ModelCommand::Define { file } => define(session, file).await,
		ModelCommand::Show { model } => show(session, model).await,
	}
}

async fn define(session: &Session, file: PathBuf) -> Result {
	let text = files::read_text(&file, files::Kind::Definition)?;
	let Model { thing, uri, channels, endorsers } =
		parse(&text).map_err(|error| Failure::file(&file, error))?;
	let path = file.with_file_name(&thing);
	let thing = files::read(&path, files::Kind::Document)?;
	thing::check(&thing, &channels).map_err(|error| Failure::file(&path, error))?;
	let call = Call::define_model(&Native::hash(&[&thing]), &uri, &channels, &endorsers);
	let included = session.submit(&call).await?;
	let model = included
		.events
		.first::<ModelDefined>()?
		.ok_or_else(|| {
			Failure::refused("the model is defined, but the chain did not report its number")
		})?
		.model;
	let block = included.block.number;
	session.say(
		format!("model {model} is defined, in block {block}"),
		json!({ "model": model, "block": block }),
	);
	Ok(())
}

/// A model that the chain would take.
struct Model {
	thing: PathBuf,
	uri: String,
	channels: Vec<Channel>,
	endorsers: Vec<DeviceKey>,
}

fn parse(text: &str) -> std::result::Result<Model, String> {
	let Definition { thing, uri, channels, endorsers } =
		toml::from_str(text).map_err(|error| error.to_string())?;
	let channels: Vec<Channel> = channels.into_iter().map(Into::into).collect();
	check_model(&uri, &channels).map_err(|error| error.to_string())?;
	if endorsers.len() > MAX_ENDORSERS {
		return Err(format!("endorsers: a model has {MAX_ENDORSERS} at most"));
	}
	let endorsers = endorsers.iter().map(|text| parse::device_key(text));
	let endorsers = endorsers
		.collect::<std::result::Result<_, _>>()
		.map_err(|error| format!("endorsers: {error}"))?;
	Ok(Model { thing, uri, channels, endorsers })
}

impl From<ChannelToml> for Channel {
	fn from(channel: ChannelToml) -> Self {
		let ChannelToml { name, unit, exponent, kind, low, high, period, write } = channel;
		let limits = Limits { low, high };
		Self { name, unit, exponent, kind, limits, period, write: write.map(Into::into) }
	}
}

async fn show(session: &Session, number: u32) -> Result {
	let chain = session.chain().await?;
	let unknown = || Failure::refused(format!("the chain does not know model {number}"));
	let id = ModelId(number);
	let model = chain.model(id).await?.ok_or_else(unknown)?;
	let value = json!(Identified { id, record: &model });
	let mut out = format!(
		"model {number}, of organisation {}\nthing model  {} (BLAKE2b-256 0x{})\n",
		model.manufacturer,
		model.uri,
		hex::encode(model.thing)
	);
	for (number, channel) in model.channels.into_iter().enumerate() {
		let (name, period, kind) = (channel.name.clone(), channel.period, channel.kind);
		let (limits, write) = (channel.limits, channel.write);
		let kind = format!("{kind:?}").to_lowercase();
		let exponent = channel.exponent;
		let scale = text::Scale::from(channel);
		let limits = scale.limits(&limits);
		let step = scale.value(1);
		let _ = writeln!(
			out,
			"channel {number}    {name}: {kind}, {limits}, every {period} ms, in steps of {step} (exponent {exponent})"
		);
		if let Some(write) = write {
			let _ = writeln!(out, "             {}", describe(&write, &scale));
		}
	}
	session.say(out, value);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::records::control::{
		limits::{MAX_LEASE, MIN_LEASE},
		Kind, Pace,
	};

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
		let channel = parse(MODEL).unwrap().channels.remove(0);
		assert_eq!((channel.name.as_str(), channel.unit.as_str()), ("temperature", "Cel"));
		assert_eq!((channel.exponent, channel.kind), (-1, ChannelKind::Gauge));
		assert_eq!(channel.limits, Limits { low: -400, high: 850 });
		// The help shows a model, too.
		let (_, shown) = EXAMPLE.split_once("thermometer.toml:").unwrap();
		assert_eq!(parse(shown).unwrap().channels.len(), 1);
	}

	#[test]
	fn the_documentation_has_the_limits() {
		use tallystick_evidence::model::{MAX_CHANNELS, MAX_CHANNEL_NAME, MAX_UNIT, MAX_URI};
		let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
		let page = std::fs::read_to_string(page).unwrap();
		for row in [
			format!("| `uri` | {MAX_URI} bytes of UTF-8 |"),
			format!("| `channels` | 1 to {MAX_CHANNELS}, each with a name of its own |"),
			format!("| `name` | 1 to {MAX_CHANNEL_NAME} bytes of UTF-8 |"),
			format!(
				"| `unit` | {MAX_UNIT} bytes of printable ASCII, without blanks; can be empty |"
			),
		] {
			assert!(page.contains(&row), "{row}");
		}
		let (_, shown) = EXAMPLE.split_once("thermometer.toml:").unwrap();
		let shown: Vec<_> = shown.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
		assert!(shown.iter().all(|line| page.contains(line)), "the same example as the help");
	}

	/// The folder of documentation.
	fn docs() -> PathBuf {
		PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs"))
	}

	#[test]
	fn the_example_models_are_taken_and_their_thing_models_say_the_same() {
		let folder = docs().join("examples/models");
		let example = |name: &str| {
			let text = std::fs::read_to_string(folder.join(name)).unwrap();
			let model = parse(&text).unwrap();
			let document = std::fs::read(folder.join(&model.thing)).unwrap();
			thing::check(&document, &model.channels).unwrap();
			let document: serde_json::Value = serde_json::from_slice(&document).unwrap();
			let affordances = ["properties", "actions"]
				.map(|kind| document[kind].as_object().map_or(0, |of| of.len()));
			assert_eq!(affordances.into_iter().sum::<usize>(), model.channels.len(), "{name}");
			let uri = model.uri.clone();
			assert!(uri.ends_with(&format!("/{}", model.thing.display())), "{uri}");
			model.channels
		};
		let writes = |channels: &[Channel]| {
			let write = |channel: &Channel| Some((channel.name.clone(), channel.write?.kind));
			channels.iter().filter_map(write).collect::<Vec<_>>()
		};
		let valve = example("radiator-valve.toml");
		let set_point = |name: &str| (name.to_owned(), Kind::SetPoint);
		assert_eq!(writes(&valve), [set_point("target"), ("exercise".into(), Kind::Action)]);
		let pump = example("heat-pump.toml");
		let set_points = ["release", "flow-target", "power-limit"].map(set_point);
		assert_eq!(writes(&pump), set_points);
		let pace = pump[3].write.unwrap().bounds.pace;
		assert_eq!(pace, Pace { off: Some(0), min_on: 600_000, min_off: 600_000, per_hour: 6 });
	}

	#[test]
	fn the_documentation_shows_a_part_of_an_example_model() {
		let page = std::fs::read_to_string(docs().join("command-line.md")).unwrap();
		let (_, page) = page.split_once("### Writable channels").unwrap();
		let (_, shown) = page.split_once("```toml\n").unwrap();
		let (shown, _) = shown.split_once("```").unwrap();
		let valve = docs().join("examples/models/radiator-valve.toml");
		assert!(std::fs::read_to_string(valve).unwrap().contains(shown), "{shown}");
		for limit in [MIN_LEASE, MAX_LEASE] {
			assert!(page.contains(&limit.to_string()), "{limit}");
		}
	}

	#[test]
	fn refuses_a_channel_that_cannot_be_written_as_it_says() {
		let valve = std::fs::read_to_string(docs().join("examples/models/radiator-valve.toml"));
		let valve = valve.unwrap();
		for (from, to, said) in [
			("fail-safe = 160", "fail-safe = 161", "write: failSafe: 161 is not permitted"),
			("step = 5", "step = 0", "write: step: 0"),
			("lease = 900000", "lease = 999", "write: lease: 999 ms"),
			("lease = 900000", "", "missing field `lease`"),
			("per-hour = 12", "per_hour = 12", "unknown field"),
			("per-hour = 12", "min-on = 1", "write: minOn"),
			("kind = \"set-point\"", "kind = \"setpoint\"", "unknown variant"),
		] {
			let error = parse(&valve.replacen(from, to, 1)).err().unwrap_or_default();
			assert!(error.contains(said), "{to}: {error}");
		}
		let low =
			valve.replacen("kind = \"set-point\"\nlow = 50", "kind = \"set-point\"\nlow = 45", 1);
		let error = parse(&low).err().unwrap_or_default();
		assert!(error.contains("channel 2 (\"target\"): write: the range 45 to 300"), "{error}");
	}

	#[test]
	fn refuses_a_file_that_is_not_a_model() {
		for (from, to) in [
			("-400", "900"),
			("gauge", "dial"),
			("exponent = -1", "exponent = 200"),
			("period = 60000", ""),
			("period", "perid"),
			("[[channels]]", "[[channel]]"),
			("unit = \"Cel\"", "unit = \"kilogramme per hour!\""),
			("name = \"temperature\"", "name = \"\""),
			("period = 60000", "period = 0"),
		] {
			assert!(parse(&MODEL.replacen(from, to, 1)).is_err(), "{to}");
		}
		assert!(parse("thing = 'a'\nuri = 'b'\nchannels = []").is_err());
	}
}
