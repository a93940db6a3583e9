//! `tallystick read` and `tallystick prove reading`.

use crate::{
	failure::{Failure, Result},
	http::{self, Entry, Page},
	parse::{self, ChannelArg},
	session::{channel_of, Session},
	text::{plain, Scale},
};
use clap::Args;
use serde_json::{json, Value};
use std::{collections::BTreeMap, path::PathBuf};
use tallystick_client::time;
use tallystick_evidence::{proof, DeviceId};

/// Most readings in one answer of the gateway.
const PAGE: usize = 1_000;

#[derive(Args)]
pub(crate) struct ReadArgs {
	/// The device.
	#[arg(value_parser = parse::device)]
	device: DeviceId,
	/// Only this channel, by its number or its name.
	#[arg(long, value_parser = parse::channel)]
	channel: Option<ChannelArg>,
	/// Only readings from this time on: UTC, as 2026-01-31T12:00:00Z or in milliseconds.
	#[arg(long, value_parser = parse::time)]
	from: Option<u64>,
	/// Only readings before this time.
	#[arg(long, value_parser = parse::time)]
	to: Option<u64>,
	/// Most readings to show.
	#[arg(long, default_value_t = 100)]
	limit: usize,
	/// Go on after this place, which the command named when there was more.
	#[arg(long, value_name = "PLACE")]
	after: Option<String>,
}

#[derive(Args)]
pub(crate) struct ProveArgs {
	/// The device.
	#[arg(value_parser = parse::device)]
	device: DeviceId,
	/// The channel's number, or its name.
	#[arg(value_parser = parse::channel)]
	channel: ChannelArg,
	/// The exact time of the reading: UTC, as 2026-01-31T12:00:00.500Z or in milliseconds.
	#[arg(value_parser = parse::time)]
	time: u64,
	/// The boot epoch of the reading, if the channel has several of this time: `read --json` shows it.
	#[arg(long, requires = "number")]
	boot: Option<u32>,
	/// The number of the reading in its boot epoch.
	#[arg(long, requires = "boot")]
	number: Option<u64>,
	/// The file to write the proof to.
	#[arg(short, long, value_name = "FILE")]
	output: PathBuf,
}

pub(crate) async fn read(session: &Session, args: ReadArgs) -> Result {
	let channel = match &args.channel {
		Some(channel) => Some(session.channel_number(&args.device, channel).await?),
		None => None,
	};
	let (readings, next) = fetch(session, &args, channel).await?;
	if session.global.json {
		session.say("", json!({ "readings": readings, "next": next }));
		return Ok(());
	}
	let mut scales = BTreeMap::new();
	match session.chain().await {
		Ok(chain) => {
			for entry in &readings {
				if let std::collections::btree_map::Entry::Vacant(place) =
					scales.entry(entry.channel)
				{
					let channel = channel_of(&chain, &args.device, entry.channel).await?;
					place.insert(channel.map(Scale::from).unwrap_or_default());
				}
			}
		},
		Err(_) => eprintln!(
			"note: no node answers, so values are shown without their units and exponents"
		),
	}
	let lines: Vec<_> = readings
		.iter()
		.map(|entry| line(entry, scales.get(&entry.channel).unwrap_or(&Scale::default())))
		.collect();
	let none = "the gateway has no readings to show".into();
	session.say(if lines.is_empty() { none } else { lines.join("\n") }, Value::Null);
	if let Some(next) = next {
		eprintln!("note: there is more: repeat the command with --after {}", plain(&next));
	}
	Ok(())
}

/// Readings, and the place after them if there are more.
async fn fetch(
	session: &Session,
	args: &ReadArgs,
	channel: Option<u16>,
) -> Result<(Vec<Entry>, Option<String>)> {
	let path = format!("/v1/devices/{}/readings", hex::encode(args.device.0));
	let mut readings = Vec::new();
	let mut next = args.after.clone();
	while readings.len() < args.limit {
		let limit = args.limit.saturating_sub(readings.len()).min(PAGE);
		let mut query = vec![("limit", limit.to_string())];
		query.extend(channel.map(|channel| ("channel", channel.to_string())));
		query.extend(args.from.map(|from| ("from", from.to_string())));
		query.extend(args.to.map(|to| ("to", to.to_string())));
		query.extend(next.take().map(|next| ("after", next)));
		let answer = http::get(session, &path, &query).await?;
		let page: Page = serde_json::from_slice(&answer).map_err(|error| {
			Failure::no_answer(format!("the gateway's answer cannot be read: {error}"))
		})?;
		let ended = page.readings.is_empty();
		readings.extend(page.readings);
		next = match page.next {
			Some(Value::String(next)) => Some(next),
			Some(Value::Null) | None => None,
			Some(next) => Some(next.to_string()),
		};
		if ended || next.is_none() {
			break;
		}
	}
	Ok((readings, next))
}

fn line(entry: &Entry, scale: &Scale) -> String {
	let value = match entry.value.parse::<i64>() {
		Ok(value) => scale.value(value.into()),
		Err(_) => entry.value.clone(),
	};
	let channel = match &scale.name {
		Some(name) => format!("{} {name}", entry.channel),
		None => entry.channel.to_string(),
	};
	let batch = entry.batch.map(|batch| format!(" in batch {batch}")).unwrap_or_default();
	let Entry { attestation, progress, .. } = entry;
	format!(
		"{}  {channel:<16}  {value:>16}  {attestation:<8}  {progress}{batch}",
		time::write(entry.time)
	)
}

pub(crate) async fn prove(session: &Session, args: ProveArgs) -> Result {
	let ProveArgs { device, channel, time, boot, number, output } = args;
	let channel = session.channel_number(&device, &channel).await?;
	let path = format!("/v1/devices/{}/readings/{channel}/{time}/proof", hex::encode(device.0));
	let place = [
		boot.map(|boot| ("boot", boot.to_string())),
		number.map(|number| ("number", number.to_string())),
	];
	let file = http::get(session, &path, &place.into_iter().flatten().collect::<Vec<_>>()).await?;
	// Not verified yet: `verify` does that, against a block that the user trusts.
	let proof = proof::Proof::from_file(&file).map_err(|error| {
		Failure::refused(format!("the gateway sent something that is not a proof: {error}"))
	})?;
	let same = proof.segment.header.device == device
		&& proof.reading.channel == channel
		&& proof.reading.leaf.reading.time == time;
	if !same {
		return Err(Failure::refused("the gateway sent the proof of another reading"));
	}
	std::fs::write(&output, &file).map_err(|error| Failure::file(&output, error))?;
	let (shown, size) = (output.display().to_string(), file.len());
	session.say(
		format!("{shown}: {size} bytes; `tallystick verify {shown}` checks it"),
		json!({ "file": shown, "bytes": size }),
	);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_for_a_page_of_a_gateway() {
		let page: Page = serde_json::from_str(
			r#"{"readings":[{"channel":0,"time":1700000060272,"value":"118","attestation":"segment","progress":"finalized","batch":7},
			{"channel":1,"time":1700000060272,"value":"-5","attestation":"gateway","progress":"stored","batch":null}],"next":null}"#,
		)
		.unwrap();
		let scale = Scale {
			name: Some("temperature".into()),
			unit: Some("Cel".into()),
			exponent: Some(-1),
		};
		assert_eq!(
			line(&page.readings[0], &scale),
			"2023-11-14T22:14:20.272Z  0 temperature             11.8 Cel  segment   finalized in batch 7"
		);
		assert_eq!(
			line(&page.readings[1], &Scale::default()),
			"2023-11-14T22:14:20.272Z  1                               -5  gateway   stored"
		);
		assert!(page.next.is_none());
	}
}
