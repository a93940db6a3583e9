//! `tallystick point show-readings`.

use super::{contracts::PointArg, id, moment, Market};
use crate::{
	assets::done,
	failure::{Failure, Result},
	http::{self, Page},
	text,
};
use clap::Args;
use serde_json::json;
use tallystick_client::{
	energy_market::{calls::ShowReadings, views::MetersOf, Pending},
	records::StreamId,
};
use tallystick_evidence::{proof::Proof, Limits, Native, Reading, RunHasher};

/// Most readings of a segment that the chain takes.
const MOST: usize = 128;

#[derive(Args)]
pub(crate) struct ShowReadingsArgs {
	#[command(flatten)]
	of: PointArg,
	/// Only those of this channel, by its number.
	#[arg(long)]
	channel: Option<u16>,
}

/// A segment of a register that waits.
struct Waiting {
	stream: StreamId,
	pending: Pending,
}

async fn waiting(market: &Market<'_>, args: &ShowReadingsArgs) -> Result<Vec<Waiting>> {
	let point = args.of.point;
	market.point(point).await?;
	let mut waiting = Vec::new();
	for metering in market.ledger.chain.view(MetersOf { point }, None).await? {
		let device = metering.device;
		for counter in [metering.import, metering.export] {
			let stream = StreamId { device, channel: counter.channel };
			let is_wanted = args.channel.is_none_or(|channel| channel == stream.channel);
			let all = counter.pending.into_iter().filter(|_| is_wanted);
			waiting.extend(all.map(|pending| Waiting { stream, pending }));
		}
	}
	// The chain keeps the newest last, and knows a register's slots from the oldest on.
	waiting.sort_by_key(|waiting| waiting.pending.first.at);
	Ok(waiting)
}

/// The first and the last moment of a segment, for people.
fn span(pending: &Pending) -> String {
	format!("{} to {}", moment(pending.first.at), moment(pending.last.at))
}

/// The times of the readings of a channel that the gateway keeps.
async fn times(market: &Market<'_>, waiting: &Waiting) -> Result<Vec<u64>> {
	let Waiting { stream, pending } = waiting;
	let path = format!("/v1/devices/{}/readings", hex::encode(stream.device.0));
	// One more than the chain takes says that there are too many.
	let query = [
		("limit", MOST.saturating_add(1).to_string()),
		("channel", stream.channel.to_string()),
		("from", pending.first.at.0.to_string()),
		("to", pending.last.at.0.saturating_add(1).to_string()),
	];
	let answer = http::get(market.ledger.session, &path, &query).await?;
	let page: Page = serde_json::from_slice(&answer).map_err(|error| {
		Failure::no_answer(format!("the gateway's answer cannot be read: {error}"))
	})?;
	Ok(page.readings.into_iter().map(|entry| entry.time).collect())
}

async fn fetch(market: &Market<'_>, waiting: &Waiting) -> Result<Vec<Reading>> {
	let Waiting { stream, pending } = waiting;
	let mut readings = Vec::new();
	for time in times(market, waiting).await?.into_iter().take(MOST) {
		let path = format!(
			"/v1/devices/{}/readings/{}/{time}/proof",
			hex::encode(stream.device.0),
			stream.channel
		);
		let file = http::get(market.ledger.session, &path, &[]).await?;
		let proof = Proof::from_file(&file).map_err(|error| {
			Failure::refused(format!("the gateway sent something that is not a proof: {error}"))
		})?;
		readings.push(proof.reading.leaf.reading);
	}
	check(pending, &readings).map_err(|problem| {
		Failure::refused(format!(
			"channel {} of device {}, {}: {problem}",
			stream.channel,
			hex::encode(stream.device.0),
			span(pending)
		))
	})?;
	Ok(readings)
}

/// Whether these are all readings of the segment: the tree of exactly these has its root.
fn check(pending: &Pending, readings: &[Reading]) -> std::result::Result<(), String> {
	let other = || {
		format!(
			"the gateway's {} are not those that the device signed; name the gateway that sent the segment with --gateway",
			text::count(readings.len() as u64, "reading", "readings")
		)
	};
	let mut run = RunHasher::new(0, Limits::NONE);
	for reading in readings {
		run.push::<Native>(&(*reading).into()).map_err(|_| other())?;
	}
	let root = run.finish::<Native>().ok().flatten().map(|run| run.root.hash);
	(root == Some(pending.root)).then_some(()).ok_or_else(other)
}

pub(super) async fn run(market: &Market<'_>, args: &ShowReadingsArgs) -> Result {
	let point = args.of.point;
	let all = waiting(market, args).await?;
	if all.is_empty() {
		return Err(Failure::refused(format!(
			"no segment of metering point {} waits for its readings; `tallystick point metered {}` shows what is known of its slots",
			id(point),
			id(point)
		)));
	}
	for waiting in &all {
		let readings = fetch(market, waiting).await?;
		let (stream, count) = (waiting.stream, readings.len());
		let call = ShowReadings { point, stream, readings };
		let included = market.ledger.submit_by_anybody(call).await?;
		let text = format!(
			"{} of channel {} are shown, {}",
			text::count(count as u64, "reading", "readings"),
			stream.channel,
			span(&waiting.pending)
		);
		let value = json!({
			"point": point, "device": stream.device, "channel": stream.channel, "readings": count,
			"from": waiting.pending.first.at, "to": waiting.pending.last.at,
		});
		done(&market.ledger, &included, text, value);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::{
		market,
		records::{Millis, WattHours},
	};

	fn reading(hour: u64) -> Reading {
		Reading { time: hour * 3_600_000, value: 5_000 + hour as i64, salt: [hour as u8; 16] }
	}

	fn read(reading: Reading) -> market::Reading {
		market::Reading { at: Millis(reading.time), register: WattHours(reading.value as u64) }
	}

	#[test]
	fn only_all_readings_of_a_segment_are_shown() {
		let readings: Vec<_> = (1..6).map(reading).collect();
		let mut run = RunHasher::new(4, Limits::NONE);
		readings.iter().for_each(|reading| run.push::<Native>(&(*reading).into()).unwrap());
		let root = run.finish::<Native>().unwrap().unwrap().root.hash;
		let pending = Pending { root, first: read(readings[0]), last: read(readings[4]) };
		assert_eq!(check(&pending, &readings), Ok(()));
		let mut other = readings.clone();
		other[2].value += 1;
		for wrong in [&other[..], &readings[1..], &[readings[1], readings[0]], &[]] {
			assert!(check(&pending, wrong).unwrap_err().contains("--gateway"), "{wrong:?}");
		}
	}
}
