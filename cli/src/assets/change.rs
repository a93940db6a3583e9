//! What changes assets: keys, states, splitting, packing, quarantine.

use super::{
	args::{self, AssetArg, CircumstancesArgs, PortionArg},
	classes::trigger_name,
	done, event_of,
	lots::{new_lot, DatesArgs},
	measured,
	number::Measured,
	state_name, Ledger,
};
use crate::{
	failure::{Failure, Result},
	files::hash_of,
	session::Session,
};
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use tallystick_client::{
	asset_lifecycle::{calls, events, Asset, Definition},
	hexed,
	records::{
		asset::{Portion, StateKind},
		AssetId, ClassId,
	},
};
use tallystick_gs1::{CompanyPrefix, Key, Sgln, Text};

/// Most assets of one call.
const MAX_ITEMS: usize = 32;

/// Give a GS1 key to an asset that was split off or made without one.
#[derive(Args)]
#[command(
	after_help = "Example:\n  tallystick asset key 812 '(01)09506000134352(21)B1' --key-file packer.key"
)]
pub(crate) struct KeyArgs {
	/// The asset, by its number.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
	/// The GS1 key that it gets, under a company prefix of the signer's organisation.
	#[arg(value_parser = args::key)]
	key: Key,
	#[command(flatten)]
	circumstances: CircumstancesArgs,
}

/// Change the state of an asset as its class allows.
#[derive(Args)]
#[command(
	after_help = "Example:\n  tallystick asset state '(01)09506000134352(21)A7' sold --key-file shop.key"
)]
pub(crate) struct StateArgs {
	/// The asset: its number or its GS1 key.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
	/// The name of the state, as the class has it.
	state: String,
	#[command(flatten)]
	circumstances: CircumstancesArgs,
}

/// Split parts off an asset. They stay in its lot; it keeps the rest.
#[derive(Args)]
#[command(
	after_help = "Example:\n  tallystick asset split 812 --part 2.5 --part '2.5@(01)09506000134352(21)B1' --key-file packer.key"
)]
pub(crate) struct SplitArgs {
	/// The asset: its number or its GS1 key.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
	/// How much a part is, and its GS1 key, if it gets one: QUANTITY or QUANTITY@KEY. Up to 32 times.
	#[arg(long = "part", required = true, value_name = "PART", value_parser = args::portion)]
	parts: Vec<PortionArg>,
	#[command(flatten)]
	circumstances: CircumstancesArgs,
}

/// Make one asset of several of one class, state and owner.
#[derive(Args)]
#[command(
	after_help = "Example:\n  tallystick asset merge 812 813 --key '(01)09506000134352(21)C1' --key-file packer.key\n  \
		tallystick asset merge 812 901 --lot M-2026-4 --source 9506000134352 --key-file packer.key"
)]
pub(crate) struct MergeArgs {
	/// The assets: their numbers or GS1 keys.
	#[arg(num_args = 2.., required = true, value_parser = args::asset)]
	inputs: Vec<AssetArg>,
	/// The GS1 key of the new one.
	#[arg(long, value_parser = args::key)]
	key: Option<Key>,
	/// The code of the new lot, if they are of several.
	#[arg(long, value_name = "CODE", value_parser = args::code, requires = "source")]
	lot: Option<Text<20>>,
	/// The place where the new lot's code is assigned.
	#[arg(long, value_name = "PLACE", value_parser = args::place, requires = "lot")]
	source: Option<Sgln>,
	#[command(flatten)]
	dates: DatesArgs,
	#[command(flatten)]
	circumstances: CircumstancesArgs,
}

/// Make assets of one class from others, in a new lot.
#[derive(Args)]
#[command(
	after_help = "Example:\n  tallystick asset transform 812 813 --class 3 --lot J-2026-9 --source 9506000134352 \\\n    \
		--expires 2027-09-01 --output '24@(01)09506000134369(10)J-2026-9' --loss 1 --key-file press.key"
)]
pub(crate) struct TransformArgs {
	/// The assets that are used up: their numbers or GS1 keys.
	#[arg(required = true, value_parser = args::asset)]
	inputs: Vec<AssetArg>,
	/// The class of what is made.
	#[arg(long, value_parser = args::class)]
	class: ClassId,
	/// The code of the new lot.
	#[arg(long, value_name = "CODE", value_parser = args::code)]
	lot: Text<20>,
	/// The place where the new lot's code is assigned.
	#[arg(long, value_name = "PLACE", value_parser = args::place)]
	source: Sgln,
	#[command(flatten)]
	dates: DatesArgs,
	/// How much a new asset is, and its GS1 key, if it gets one: QUANTITY or QUANTITY@KEY. Up to 32 times.
	#[arg(long = "output", required = true, value_name = "OUTPUT", value_parser = args::portion)]
	outputs: Vec<PortionArg>,
	/// How much was lost, in the unit of the class. What goes in and what comes out with it has to be the
	/// same if all of it is measured in one unit.
	#[arg(long)]
	loss: Option<String>,
	/// A file with what else is said of what is made. The chain keeps the hash.
	#[arg(long, value_name = "FILE")]
	master_data: Option<PathBuf>,
	#[command(flatten)]
	circumstances: CircumstancesArgs,
}

#[derive(Args)]
pub(crate) struct PackArgs {
	/// The asset that holds them: its number or its GS1 key.
	#[arg(value_parser = args::asset)]
	parent: AssetArg,
	/// The assets in it: their numbers or GS1 keys. More than 32 go in several calls.
	#[arg(required = true, value_parser = args::asset)]
	children: Vec<AssetArg>,
	#[command(flatten)]
	circumstances: CircumstancesArgs,
}

#[derive(Args)]
pub(crate) struct HoldArgs {
	/// The asset: its number or its GS1 key.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
	#[command(flatten)]
	circumstances: CircumstancesArgs,
}

#[derive(Args)]
pub(crate) struct AssetsArgs {
	/// The assets, by their numbers.
	#[arg(required = true, value_parser = args::asset)]
	assets: Vec<AssetArg>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
	Join,
	Leave,
}

pub(crate) async fn key(session: &Session, args: KeyArgs) -> Result {
	let circumstances = args.circumstances.read(None)?;
	let ledger = Ledger::open(session).await?;
	let (asset, record) = ledger.find(&args.asset).await?;
	if let Some(old) = record.key {
		return Err(Failure::refused(format!("asset {asset} has the key {old} already")));
	}
	let key = args.key;
	let prefix = ledger.prefix_for(&key).await?;
	let included = ledger.submit(calls::SetKey { asset, key, prefix, circumstances }).await?;
	let text = format!("asset {asset} has the key {key}");
	done(&ledger, &included, text, json!({ "asset": asset, "key": key }));
	Ok(())
}

pub(crate) async fn state(session: &Session, args: StateArgs) -> Result {
	let circumstances = args.circumstances.read(None)?;
	let ledger = Ledger::open(session).await?;
	let (asset, record) = ledger.find(&args.asset).await?;
	let definition = ledger.class(record.class).await?.definition;
	let state = next_state(asset, &record, &definition, &args.state)?;
	let included = ledger.submit(calls::ChangeState { asset, state, circumstances }).await?;
	let ends =
		definition.states.get(usize::from(state)).is_some_and(|new| new.kind == StateKind::Final);
	let text = match ends {
		true => format!("asset {asset} is {}, which is final", args.state),
		false => format!("asset {asset} is {}", args.state),
	};
	done(&ledger, &included, text, json!({ "asset": asset, "state": args.state, "ended": ends }));
	Ok(())
}

/// The place of a state that an asset can come to.
fn next_state(asset: AssetId, record: &Asset, definition: &Definition, name: &str) -> Result<u8> {
	let class = &definition.name;
	let found = definition.states.iter().position(|state| state.name == name);
	let Some(state) = found.and_then(|place| u8::try_from(place).ok()) else {
		let names: Vec<_> = definition.states.iter().map(|state| &*state.name).collect();
		return Err(Failure::usage(format!(
			"{class} has no state {name:?}; its states are: {}",
			names.join(", ")
		)));
	};
	let ways = definition.transitions.iter().filter(|way| way.from == record.state);
	if ways.clone().any(|way| way.to == state) {
		return Ok(state);
	}
	let from = state_name(definition, record.state);
	let ways: Vec<_> = ways
		.map(|way| format!("{} (by {})", state_name(definition, way.to), trigger_name(way.by)))
		.collect();
	Err(Failure::refused(match ways.is_empty() {
		true => format!("asset {asset} is {from}, from which nothing leads away"),
		false => format!(
			"no transition leads from {from}, the state of asset {asset}, to {name}; from there lead: {}",
			ways.join(", ")
		),
	}))
}

/// The portions of a call, and the prefix of their keys.
async fn portions(
	ledger: &Ledger<'_>,
	written: &[PortionArg],
	measured: Measured,
) -> Result<(Vec<Portion>, Option<CompanyPrefix>)> {
	if written.len() > MAX_ITEMS {
		return Err(Failure::usage(format!("one call makes {MAX_ITEMS} assets at most")));
	}
	let (mut portions, mut prefix) = (Vec::new(), None);
	for PortionArg { quantity, key } in written {
		let quantity = measured.read(quantity).map_err(Failure::usage)?;
		if let Some(key) = key {
			let found = ledger.prefix_for(key).await?;
			match prefix.replace(found) {
				Some(other) if other != found => {
					return Err(Failure::usage(format!(
						"the keys of one call are under one company prefix, and these are under {other} and {found}; use several calls"
					)))
				},
				_ => {},
			}
		}
		portions.push(Portion { quantity, key: *key });
	}
	Ok((portions, prefix))
}

pub(crate) async fn split(session: &Session, args: SplitArgs) -> Result {
	let circumstances = args.circumstances.read(None)?;
	let ledger = Ledger::open(session).await?;
	let (asset, record) = ledger.find(&args.asset).await?;
	let measured = measured(&ledger.class(record.class).await?.definition);
	let (parts, prefix) = portions(&ledger, &args.parts, measured).await?;
	let taken = parts.iter().try_fold(0u64, |sum, part| sum.checked_add(part.quantity));
	let left = taken.and_then(|taken| record.quantity.checked_sub(taken));
	let Some(left) = left.filter(|left| *left > 0) else {
		return Err(Failure::refused(format!(
			"asset {asset} is {}: the parts are {}, and something has to be left",
			measured.show(record.quantity),
			taken.map_or_else(|| "far more".into(), |taken| measured.show(taken))
		)));
	};
	let included = ledger.submit(calls::Split { asset, parts, prefix, circumstances }).await?;
	let parts: Vec<_> = included.events.all::<events::Split>()?;
	let shown: Vec<_> = parts
		.iter()
		.map(|part| format!("{} of {}", part.part, measured.show(part.quantity)))
		.collect();
	let text =
		format!("split off: {}; asset {asset} keeps {}", shown.join(", "), measured.show(left));
	let ids: Vec<_> = parts.iter().map(|part| part.part).collect();
	done(&ledger, &included, text, json!({ "asset": asset, "parts": ids }));
	Ok(())
}

pub(crate) async fn merge(session: &Session, args: MergeArgs) -> Result {
	let circumstances = args.circumstances.read(None)?;
	let ledger = Ledger::open(session).await?;
	let inputs = ledger.asset_ids(&args.inputs).await?;
	ensure_few(&inputs)?;
	let mut lots = Vec::new();
	for input in &inputs {
		lots.push(ledger.asset(*input).await?.lot);
	}
	lots.sort();
	lots.dedup();
	let lot = match (args.lot, args.source) {
		(Some(code), Some(source)) if lots.len() > 1 => {
			Some(new_lot(&ledger, code, source, &args.dates).await?)
		},
		(Some(_), _) => return Err(Failure::refused(
			"the assets are of one lot, and so is what they become: leave --lot and --source out",
		)),
		(None, _) if lots.len() > 1 => {
			let lots: Vec<_> = lots.iter().map(ToString::to_string).collect();
			return Err(Failure::refused(format!(
				"the assets are of lots {}: name the new lot with --lot and --source",
				lots.join(", ")
			)));
		},
		(None, _) => None,
	};
	let key = args.key;
	let prefix = match &key {
		Some(key) => Some(ledger.prefix_for(key).await?),
		None => None,
	};
	let included = ledger.submit(calls::Merge { inputs, key, prefix, lot, circumstances }).await?;
	let asset = event_of::<events::Merged>(&included)?.asset;
	let opened = included.events.first::<events::LotOpened>()?.map(|opened| opened.lot);
	let text = match opened {
		Some(lot) => format!("asset {asset} is made of them, in lot {lot}"),
		None => format!("asset {asset} is made of them"),
	};
	done(&ledger, &included, text, json!({ "asset": asset, "lot": opened }));
	Ok(())
}

pub(crate) async fn transform(session: &Session, args: TransformArgs) -> Result {
	let ilmd = args.master_data.as_deref().map(hash_of).transpose()?;
	let circumstances = args.circumstances.read(ilmd)?;
	let ledger = Ledger::open(session).await?;
	let inputs = ledger.asset_ids(&args.inputs).await?;
	ensure_few(&inputs)?;
	let class = args.class;
	let measured = measured(&ledger.class(class).await?.definition);
	let lot = new_lot(&ledger, args.lot, args.source, &args.dates).await?;
	let (outputs, prefix) = portions(&ledger, &args.outputs, measured).await?;
	if let Some(found) = prefix.filter(|found| *found != lot.prefix) {
		return Err(Failure::usage(format!(
			"the keys are under the company prefix {found}, and the lot's source is under {}: they have to be under one",
			lot.prefix
		)));
	}
	let loss = measured.read_or_zero(args.loss.as_deref()).map_err(Failure::usage)?;
	let call = calls::Transform { inputs, class, lot, outputs, loss, circumstances };
	let included = ledger.submit(call).await?;
	let events::Transformed { lot, outputs, .. } = event_of(&included)?;
	let shown: Vec<_> = outputs.iter().map(ToString::to_string).collect();
	let text = format!("made, in lot {lot}: {}", shown.join(", "));
	done(&ledger, &included, text, json!({ "lot": lot, "outputs": outputs }));
	Ok(())
}

fn ensure_few(inputs: &[AssetId]) -> Result {
	match inputs.len() <= MAX_ITEMS {
		true => Ok(()),
		false => Err(Failure::usage(format!(
			"one call takes {MAX_ITEMS} assets at most, and these are {}; use several calls",
			inputs.len()
		))),
	}
}

pub(crate) async fn pack(session: &Session, args: PackArgs, packing: Packing) -> Result {
	let circumstances = args.circumstances.read(None)?;
	let ledger = Ledger::open(session).await?;
	let parent = ledger.asset_id(&args.parent).await?;
	let children = ledger.asset_ids(&args.children).await?;
	let mut last = None;
	for chunk in children.chunks(MAX_ITEMS) {
		let (children, circumstances) = (chunk.to_vec(), circumstances.clone());
		last = Some(match packing {
			Packing::Join => ledger.submit(calls::Join { parent, children, circumstances }).await?,
			Packing::Leave => {
				ledger.submit(calls::Leave { parent, children, circumstances }).await?
			},
		});
	}
	let Some(included) = last else { return Ok(()) };
	let number = crate::text::count(children.len() as u64, "asset", "assets");
	let text = match packing {
		Packing::Join => format!("{number} put into asset {parent}"),
		Packing::Leave => format!("{number} taken out of asset {parent}"),
	};
	done(&ledger, &included, text, json!({ "parent": parent, "children": children }));
	Ok(())
}

pub(crate) async fn quarantine(session: &Session, args: HoldArgs) -> Result {
	let circumstances = args.circumstances.read(None)?;
	let ledger = Ledger::open(session).await?;
	let asset = ledger.asset_id(&args.asset).await?;
	let included = ledger.submit(calls::Quarantine { asset, circumstances }).await?;
	let text = format!("asset {asset} is in quarantine");
	done(&ledger, &included, text, json!({ "asset": asset }));
	Ok(())
}

pub(crate) async fn release(session: &Session, args: HoldArgs) -> Result {
	let circumstances = args.circumstances.read(None)?;
	let ledger = Ledger::open(session).await?;
	let asset = ledger.asset_id(&args.asset).await?;
	let included = ledger.submit(calls::Release { asset, circumstances }).await?;
	let text = format!("asset {asset} is no longer in quarantine");
	done(&ledger, &included, text, json!({ "asset": asset }));
	Ok(())
}

pub(crate) async fn drop(session: &Session, args: AssetsArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let mut assets = Vec::new();
	for asset in &args.assets {
		assets.push(ledger.any_id(asset).await?);
	}
	let (mut lines, mut value) = (Vec::new(), Vec::new());
	for asset in assets {
		let included = ledger.submit_by_anybody(calls::DropAsset { asset }).await?;
		let history = hexed(&event_of::<events::AssetDropped>(&included)?.history);
		let block = included.block.number;
		lines.push(format!("asset {asset} is removed, in block {block}; its history is {history}"));
		value.push(json!({ "asset": asset, "history": history, "block": block }));
	}
	session.say(lines.join("\n"), json!(value));
	Ok(())
}
