//! `tallystick prove`.

use crate::{
	act_verdict,
	assets::{
		args::{self, AssetArg},
		history::{sentence, zoned},
		Ledger,
	},
	failure::{Failure, Result},
	parse, readings,
	session::Session,
};
use clap::{ArgGroup, Args, Subcommand};
use serde_json::json;
use std::{collections::BTreeMap, path::PathBuf};
use tallystick_client::{hexed, BlockEvent, Chain};
use tallystick_evidence::Hash;
use tallystick_gs1::event::ZoneOffset;

/// Most events that an error lists.
const SHOWN: usize = 20;

#[derive(Subcommand)]
pub(crate) enum ProveCommand {
	/// Fetch the proof of one reading from a gateway.
	#[command(
		after_help = "Example:\n  tallystick prove reading 0939…c77c 0 2026-01-31T12:00:00.500Z -o reading.tlyp"
	)]
	Reading(readings::ProveArgs),
	/// Make the proof of one event from what a node keeps: of an asset, or that a rule fired or an actuator was commanded.
	#[command(after_help = "Examples:
  tallystick prove event --asset '(00)095060000000000015' --index 3 -o event.tlye
  tallystick prove event --block 8120 --leaf 0x… -o event.tlye
  tallystick prove event --block 8120 --index 2 -o command.tlya

Without --index and --leaf, the only event is proven, or the error lists all of them.")]
	Event(EventArgs),
}

#[derive(Args)]
#[command(group = ArgGroup::new("where").required(true).args(["block", "asset"]))]
pub(crate) struct EventArgs {
	/// The number of the block that recorded the event.
	#[arg(long)]
	block: Option<u32>,
	/// The asset whose history has the event: its number or its GS1 key.
	#[arg(long, value_parser = args::asset)]
	asset: Option<AssetArg>,
	/// The event's place among all of the block, or in the history, the oldest first, counted from 0.
	#[arg(long, conflicts_with = "leaf")]
	index: Option<usize>,
	/// The event's leaf. The cause of a command is the leaf of the firing that led to it.
	#[arg(long, value_parser = parse::hash)]
	leaf: Option<Hash>,
	/// The file to write the proof to.
	#[arg(short, long, value_name = "FILE")]
	output: PathBuf,
}

/// An event, and where it stands in the chain.
struct Found {
	block: u32,
	index: u32,
	event: BlockEvent,
}

pub(crate) async fn run(session: &Session, command: ProveCommand) -> Result {
	match command {
		ProveCommand::Reading(args) => readings::prove(session, args).await,
		ProveCommand::Event(args) => event(session, args).await,
	}
}

async fn event(session: &Session, args: EventArgs) -> Result {
	let EventArgs { block, asset, index, leaf, output } = args;
	let ledger = Ledger::open(session).await?;
	let chain = &ledger.chain;
	let (whose, found) = match (block, &asset) {
		(Some(block), _) => (format!("block {block}"), of_block(chain, block).await?),
		(None, Some(asset)) => of_asset(&ledger, asset).await?,
		(None, None) => return Err(Failure::usage("name a --block or an --asset")),
	};
	let Found { block, index, event } = choose(&whose, &found, index, leaf.as_ref())?;
	let events = chain.block_events(*block).await?;
	let (file, mut told) = match event {
		BlockEvent::Asset(_) => {
			let proof = chain.prove_event(&events, *index).await?;
			(proof.to_file(), json!({ "kind": "event", "eventId": proof.event.id() }))
		},
		BlockEvent::Act(_) => {
			let proof = chain.prove_act(&events, *index).await?;
			(proof.to_file(), json!({ "kind": "act" }))
		},
	};
	std::fs::write(&output, &file).map_err(|error| Failure::file(&output, error))?;
	let (shown, size) = (output.display().to_string(), file.len());
	(told["file"], told["bytes"]) = (json!(shown), json!(size));
	(told["block"], told["index"]) = (json!(block), json!(index));
	told["leaf"] = json!(hexed(&event.leaf()));
	let text = format!("{shown}: {size} bytes; `tallystick verify {shown}` checks it");
	session.say(text, told);
	Ok(())
}

async fn of_block(chain: &Chain, block: u32) -> Result<Vec<Found>> {
	let events = chain.block_events(block).await?.events;
	Ok((0..).zip(events).map(|(index, event)| Found { block, index, event }).collect())
}

async fn of_asset(ledger: &Ledger<'_>, asset: &AssetArg) -> Result<(String, Vec<Found>)> {
	let asset = ledger.any_id(asset).await?;
	let history = ledger.chain.asset_history(asset, None).await?.into_iter();
	let found = history.map(|recorded| Found {
		block: recorded.block.number,
		index: recorded.index,
		event: BlockEvent::Asset(Box::new(recorded.event)),
	});
	Ok((format!("the history of asset {asset}"), found.collect()))
}

/// The event that is meant: by its place, by its leaf, or because there is no other.
fn choose<'a>(
	whose: &str,
	found: &'a [Found],
	index: Option<usize>,
	leaf: Option<&Hash>,
) -> Result<&'a Found> {
	let problem = match (index, leaf, found) {
		(_, _, []) => return Err(Failure::refused(format!("{whose} has no event"))),
		(Some(index), _, _) => match found.get(index) {
			Some(one) => return Ok(one),
			None => format!("has no event {index}"),
		},
		(None, Some(leaf), _) => match found.iter().find(|one| one.event.leaf() == *leaf) {
			Some(one) => return Ok(one),
			None => format!("has no event with the leaf {}", hexed(leaf)),
		},
		(None, None, [one]) => return Ok(one),
		(None, None, _) => "has more than one event".into(),
	};
	let list = found.iter().enumerate().take(SHOWN);
	let list = list.map(|(at, Found { event, .. })| format!("\n  {at}  {}", line(event)));
	let more = found.len().saturating_sub(SHOWN);
	let rest = if more > 0 { format!("\n  and {more} more") } else { String::new() };
	Err(Failure::usage(format!(
		"{whose} {problem}; name one of these with --index:{}{rest}",
		list.collect::<String>()
	)))
}

/// When it was, and what.
fn line(event: &BlockEvent) -> String {
	match event {
		BlockEvent::Asset(event) => {
			let wrong = if event.error.is_some() { "DECLARED WRONG: " } else { "" };
			let when = zoned(event.time.millis(), event.offset);
			format!("{when}  {wrong}{}", sentence(event, &BTreeMap::new()))
		},
		BlockEvent::Act(act) => {
			let when = zoned(act_verdict::at(act).0, ZoneOffset::UTC);
			format!("{when}  {}", act_verdict::sentence(act))
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Decode;
	use tallystick_gs1::Event;
	use tallystick_rules::ActProof;

	fn found(count: u32) -> Vec<Found> {
		let vectors = include_str!("../../primitives/gs1/vectors/events.json");
		let vectors: Vec<serde_json::Value> = serde_json::from_str(vectors).unwrap();
		(0..count)
			.zip(&vectors)
			.map(|(index, vector)| {
				let bytes = hex::decode(vector["event"].as_str().unwrap()).unwrap();
				let event = Box::new(Event::decode(&mut &*bytes).unwrap());
				Found { block: 7, index, event: BlockEvent::Asset(event) }
			})
			.collect()
	}

	#[test]
	fn an_event_is_named_by_its_place_by_its_leaf_or_by_being_alone() {
		let (one, three) = (found(1), found(3));
		assert_eq!(choose("block 7", &three, Some(2), None).unwrap().index, 2);
		let leaf = three[1].event.leaf();
		assert_eq!(choose("block 7", &three, None, Some(&leaf)).unwrap().index, 1);
		assert_eq!(choose("block 7", &one, None, None).unwrap().index, 0);
	}

	#[test]
	fn acts_stand_among_the_events_of_a_block() {
		let vectors = include_str!("../../primitives/rules/vectors/proofs.json");
		let vectors: Vec<serde_json::Value> = serde_json::from_str(vectors).unwrap();
		let acts = (1..).zip(&vectors[..2]).map(|(index, vector)| {
			let file = hex::decode(vector["file"].as_str().unwrap()).unwrap();
			let act = ActProof::from_file(&file).unwrap().event;
			Found { block: 7, index, event: BlockEvent::Act(act) }
		});
		let all: Vec<_> = found(1).into_iter().chain(acts).collect();
		// The cause of the command is the leaf of the firing.
		let cause =
			crate::parse::hash(vectors[1]["proven"]["commanded"]["cause"].as_str().unwrap());
		assert_eq!(choose("block 7", &all, None, Some(&cause.unwrap())).unwrap().index, 1);
		assert_eq!(choose("block 7", &all, Some(2), None).unwrap().index, 2);
		let failure = choose("block 7", &all, None, None).err().unwrap();
		let lines: Vec<_> = failure.reason().lines().skip(2).collect();
		let device = "0b".repeat(32);
		assert_eq!(
			lines,
			[
				"  1  2026-01-01 00:08:00 +00:00  rule 4, version 1, fired: output 0: value 21, output 5: active",
				&format!("  2  2026-01-01 00:08:00 +00:00  {device}/2 commanded to 21: command 6"),
			]
		);
	}

	#[test]
	fn an_event_that_is_not_named_well_is_refused_with_the_list_of_all() {
		let three = found(3);
		for (index, leaf, problem) in [
			(None, None, "block 7 has more than one event; "),
			(Some(3), None, "block 7 has no event 3; "),
			(None, Some([9; 32]), "block 7 has no event with the leaf 0x0909"),
		] {
			let failure = choose("block 7", &three, index, leaf.as_ref()).err().unwrap();
			assert!(matches!(failure, Failure::Usage(_)));
			assert!(failure.reason().starts_with(problem), "{}", failure.reason());
			let lines: Vec<_> = failure.reason().lines().skip(1).collect();
			let starts = [
				"  0  2026-01-01 02:00:00 +01:00  1200.5 KGM of (01)09521321000513(10)L-1 created; ",
				"  1  2026-01-01 03:00:00 +01:00  (8003)09521321000056crate-1, 600 KGM of ",
				"  2  2026-01-01 04:00:00 +01:00  (00)195213210000000015: shipping; ",
			];
			assert_eq!(lines.len(), 3);
			for (line, start) in lines.into_iter().zip(starts) {
				assert!(line.starts_with(start), "{line}");
			}
		}
		let none = choose("block 7", &[], None, None).err().unwrap();
		assert_eq!(none, Failure::refused("block 7 has no event"));
	}
}
