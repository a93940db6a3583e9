//! `tallystick asset history`.

use super::{
	args::{self, AssetArg},
	Ledger,
};
use crate::{
	failure::{Failure, Result},
	parse,
	session::{print, Session},
};
use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use tallystick_client::{
	asset_lifecycle::{views::LastByKey, Asset, Definition},
	records::AssetId,
	time, Recorded,
};
use tallystick_evidence::Hash;
use tallystick_gs1::{
	epcis,
	event::{
		self, Action, Amount, Class, Event, Items, Parties, Time, TransactionId, What, ZoneOffset,
	},
	kde::{self, CriticalEvent},
	vocabulary::BizStep,
	Gln, Gtin, Key, Pgln, Text,
};

/// An event that was reported later than this is shown with both times.
const LATE: u64 = 60_000;

/// Show what happened to an asset, the oldest first.
#[derive(Args)]
#[command(after_help = "Examples:
  tallystick asset history '(01)09506000134352(21)A7'
  tallystick asset history 812 --json > history.jsonld     an EPCIS 2.0 document
  tallystick asset history 812 --csv > sheet.csv           key data elements by critical tracking event (FSMA 204)

The events are checked against the hash that the chain keeps of the asset's history. What happened to the assets that it
was in stands between the events of its own.")]
pub(crate) struct HistoryArgs {
	/// The asset: its number or its GS1 key, which stands for the asset that has it, or had it last.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
	/// Write the sheet of key data elements of the events that are critical tracking events, as CSV. A
	/// hand-over is two of them: the giver ships, the taker receives.
	#[arg(long, conflicts_with = "json")]
	csv: bool,
	/// The hash that `tallystick asset drop` showed when it removed the asset's record.
	#[arg(long, value_name = "HASH", value_parser = parse::hash)]
	dropped: Option<Hash>,
}

pub(crate) async fn run(session: &Session, args: HistoryArgs) -> Result {
	let ledger = Ledger::open(session).await?;
	let asset = ledger.any_id(&args.asset).await?;
	let history = match &args.dropped {
		Some(hash) => ledger.chain.dropped_history(asset, hash, None).await?,
		None => {
			// An asset that is not there has its own message.
			ledger.asset(asset).await?;
			ledger.chain.asset_history(asset, None).await?
		},
	};
	let events = || history.iter().map(|recorded| &recorded.event);
	if args.csv {
		let content = match (
			key_and_quantity(&ledger, asset, args.dropped.is_some()).await?,
			last_change(asset, &history),
		) {
			(Some(content), since) => Some((since, content)),
			(None, _) => None,
		};
		let rows = history.iter().enumerate().map(|(place, recorded)| {
			let content = content.filter(|(since, _)| place >= *since);
			(&recorded.event, content.map(|(_, content)| content))
		});
		let sheet = kde::sheet(rows, CriticalEvent::of)
			.map_err(|error| Failure::no_answer(format!("the sheet: {error}")))?;
		let own = if args.dropped.is_some() { None } else { Some(ledger.asset(asset).await?) };
		let mut lots = Lots::new(&ledger, asset, own).await?;
		print(&with_lots(&mut lots, &history, &sheet).await?.trim_end());
		return Ok(());
	}
	let created = Time::new(time::now()).unwrap_or(Time::MAX);
	let document = epcis::document(events(), created);
	let mut names = BTreeMap::new();
	for gln in events().flat_map(parties_of) {
		if let std::collections::btree_map::Entry::Vacant(place) = names.entry(gln) {
			let name = match ledger.owner_of(&gln).await? {
				Some((_, org)) => format!("organisation {}", ledger.name(org).await?),
				None => gln.to_string(),
			};
			place.insert(name);
		}
	}
	session.say(timeline(asset, &history, &names), document);
	Ok(())
}

/// The code of a lot, and the place where it was assigned, if that is known.
type LotCode = (Text<20>, Option<Gln>);

/// The lots of the rows of a sheet.
struct Lots<'a> {
	ledger: &'a Ledger<'a>,
	asset: AssetId,
	/// Unless the asset's record was dropped: its key, the GTIN of its class, its lot.
	own: Option<(Option<Key>, Option<Gtin>, LotCode)>,
	/// Of what the asset was in.
	keys: BTreeMap<AssetId, Option<Key>>,
	found: BTreeMap<String, Option<LotCode>>,
}

impl<'a> Lots<'a> {
	async fn new(ledger: &'a Ledger<'a>, asset: AssetId, own: Option<Asset>) -> Result<Self> {
		let own = match own {
			Some(record) => {
				let lot = ledger.lot(record.lot).await?;
				let gtin = ledger.class(record.class).await?.definition.gtin;
				Some((record.key, gtin, (lot.code, Some(lot.source.gln()))))
			},
			None => None,
		};
		Ok(Self { ledger, asset, own, keys: BTreeMap::new(), found: BTreeMap::new() })
	}

	/// The lot of a row. What happened to a thing that the asset was in concerns the asset's lot.
	async fn of(&mut self, part: &str, key: &str, holder: AssetId) -> Result<Option<LotCode>> {
		let key = key.parse::<Key>().ok();
		if let Some((own_key, gtin, lot)) = self.own {
			let itself = match key {
				_ if part == "item" => true,
				None => false,
				Some(Key::Lgtin(lgtin)) => lgtin.lot == lot.0 && Some(lgtin.gtin) == gtin,
				Some(key) => Some(key) == own_key || Some(key) == self.key_of(holder).await?,
			};
			if itself {
				return Ok(Some(lot));
			}
		}
		let Some(key) = key else { return Ok(None) };
		let named = key.to_string();
		if let Some(known) = self.found.get(&named) {
			return Ok(*known);
		}
		let record = match self.ledger.chain.view(LastByKey { key }, None).await? {
			Some(asset) => self.ledger.chain.asset(asset, None).await?,
			None => None,
		};
		let found = match (record, key) {
			(Some(record), _) => {
				let lot = self.ledger.lot(record.lot).await?;
				Some((lot.code, Some(lot.source.gln())))
			},
			(None, Key::Lgtin(lgtin)) => Some((lgtin.lot, None)),
			(None, _) => None,
		};
		self.found.insert(named, found);
		Ok(found)
	}

	/// The key of something that the asset was in.
	async fn key_of(&mut self, holder: AssetId) -> Result<Option<Key>> {
		if holder == self.asset {
			return Ok(None);
		}
		if let Some(known) = self.keys.get(&holder) {
			return Ok(*known);
		}
		let key = self.ledger.chain.asset(holder, None).await?.and_then(|record| record.key);
		self.keys.insert(holder, key);
		Ok(key)
	}
}

/// A sheet with the lot of each row. A hand-over has two rows: the giver ships, the taker receives.
async fn with_lots(lots: &mut Lots<'_>, history: &[Recorded], sheet: &str) -> Result<String> {
	let unusable =
		|error: &dyn std::fmt::Display| Failure::no_answer(format!("the sheet: {error}"));
	let by_id: BTreeMap<_, _> =
		history.iter().map(|recorded| (recorded.event.id(), recorded)).collect();
	let mut reader = csv::Reader::from_reader(sheet.as_bytes());
	let head = reader.headers().map_err(|error| unusable(&error))?.clone();
	let place = |name: &str| head.iter().position(|column| column == name);
	let [critical, part, key, id] = ["critical_event", "part", "key", "event"].map(place);
	let mut to = csv::Writer::from_writer(Vec::new());
	let all = head.iter().chain(["lot_code", "lot_source"]);
	to.write_record(all).map_err(|error| unusable(&error))?;
	for row in reader.records() {
		let row = row.map_err(|error| unusable(&error))?;
		let field = |place: Option<usize>| place.and_then(|at| row.get(at)).unwrap_or_default();
		let recorded = by_id.get(field(id));
		let holder = recorded.map_or(lots.asset, |recorded| recorded.asset);
		let lot = lots.of(field(part), field(key), holder).await?;
		let code = lot.map(|(code, _)| code.to_string()).unwrap_or_default();
		let source = lot.and_then(|(_, source)| source).map(|gln| gln.to_string());
		let more = [code, source.unwrap_or_default()];
		let handed = recorded.is_some_and(|recorded| is_hand_over(&recorded.event));
		let names = match handed {
			true => vec![CriticalEvent::Shipping.name(), CriticalEvent::Receiving.name()],
			false => vec![field(critical)],
		};
		for name in names {
			let fields = row.iter().enumerate();
			let fields = fields.map(|(at, text)| if Some(at) == critical { name } else { text });
			let fields = fields.chain(more.iter().map(String::as_str));
			to.write_record(fields).map_err(|error| unusable(&error))?;
		}
	}
	let bytes = to.into_inner().map_err(|error| unusable(&error))?;
	Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The key of an asset and how much it is now, if its record is there.
async fn key_and_quantity(
	ledger: &Ledger<'_>,
	asset: AssetId,
	dropped: bool,
) -> Result<Option<(Key, Amount)>> {
	if dropped {
		return Ok(None);
	}
	let record = ledger.asset(asset).await?;
	let Definition { unit, decimals, .. } = ledger.class(record.class).await?.definition;
	let unit = unit.and_then(|unit| event::Unit::new(unit.as_str()));
	Ok(record.key.zip(Amount::new(record.quantity, decimals, unit)))
}

/// The place in a history from which on the asset is as much as it is now: nothing was split off later.
fn last_change(asset: AssetId, history: &[Recorded]) -> usize {
	let split = |recorded: &Recorded| {
		recorded.asset == asset && recorded.event.step == Some(BizStep::Repackaging)
	};
	history.iter().rposition(split).map_or(0, |place| place.saturating_add(1))
}

fn parties_of(event: &Event) -> impl Iterator<Item = Gln> + '_ {
	let sides = [&event.source, &event.destination];
	let parties = sides.into_iter().flat_map(|side| [side.owner, side.possessor]);
	parties.flatten().map(|Pgln(gln)| gln)
}

/// The events in words, under the days on the clocks where they happened.
fn timeline(asset: AssetId, history: &[Recorded], names: &BTreeMap<Gln, String>) -> String {
	if history.is_empty() {
		return format!("nothing has happened to asset {asset}");
	}
	let hash = |event: &Event| event.cbv_hash();
	let declarations = history.iter().filter(|recorded| recorded.event.error.is_some());
	let wrong: BTreeSet<_> = declarations.map(|recorded| hash(&recorded.event)).collect();
	let lines = history.iter().map(|Recorded { block, asset: of, event, .. }| {
		let around = match *of == asset {
			true => String::new(),
			false => format!("in asset {of}: "),
		};
		let note = match (&event.error, wrong.contains(&hash(event))) {
			(Some(error), _) => {
				let reason = error.reason.map(|reason| words(reason.term()));
				format!("DECLARED WRONG ({}): ", reason.unwrap_or_default())
			},
			(None, true) => "(declared wrong later) ".to_owned(),
			(None, false) => String::new(),
		};
		format!(
			"{}  {note}{around}{}; block {}",
			zoned(event.time.millis(), event.offset),
			sentence(event, names),
			block.number
		)
	});
	lines.collect::<Vec<_>>().join("\n")
}

/// A time on the clocks where the event happened.
pub(crate) fn zoned(millis: u64, offset: ZoneOffset) -> String {
	let ahead = i64::from(offset.minutes()).saturating_mul(60_000);
	let local = time::write(millis.saturating_add_signed(ahead));
	// Without fractions of a second, which the documents have.
	let local = local.split('.').next().unwrap_or_default().replace('T', " ");
	format!("{local} {offset}")
}

/// A term of a vocabulary as words.
pub(crate) fn words(term: &str) -> String {
	term.replace('_', " ")
}

/// What happened, in words.
pub(crate) fn sentence(event: &Event, names: &BTreeMap<Gln, String>) -> String {
	let step = event.step.map(|step| words(step.term())).unwrap_or_default();
	let mut text = match &event.what {
		What::Object { items, .. } if is_hand_over(event) => {
			let passed = match event.destination.owner {
				Some(_) => "with the ownership",
				None => "in custody",
			};
			format!(
				"{} handed over from {} to {}, {passed} ({step})",
				things(items),
				party(&event.source, names),
				party(&event.destination, names)
			)
		},
		What::Object { action: Action::Add, items } => match event.step {
			Some(BizStep::Commissioning) => format!("{} created", things(items)),
			Some(BizStep::Encoding) => format!("{} given its key", things(items)),
			Some(BizStep::Repackaging) => format!("{} split off", things(items)),
			_ => format!("{} added ({step})", things(items)),
		},
		What::Object { action: Action::Observe, items } => format!("{}: {step}", things(items)),
		What::Object { action: Action::Delete, items } => {
			format!("{}: {step}; it ceased to exist", things(items))
		},
		What::Aggregation { action, parent, children } => {
			let parent = parent.map_or("something".into(), |parent| Key::from(parent).to_string());
			match action {
				Action::Add => format!("{} put into {parent} ({step})", things(children)),
				Action::Observe => format!("{} seen in {parent} ({step})", things(children)),
				Action::Delete => format!("{} taken out of {parent} ({step})", things(children)),
			}
		},
		What::Transaction { items, .. } => {
			format!("{} bound to a transaction ({step})", things(items))
		},
		What::Transformation { inputs, outputs } => {
			format!("{} made from {} ({step})", things(outputs), things(inputs))
		},
		What::Association { parent, children, .. } => {
			format!("{} fitted to {} ({step})", things(children), Key::from(*parent))
		},
	};
	if let Some(disposition) = event.disposition {
		text.push_str(&format!("; now {}", words(disposition.term())));
	}
	if let Some(place) = event.read_point {
		text.push_str(&format!("; at {place}"));
	}
	if let Some(place) = event.location.filter(|place| event.read_point != Some(*place)) {
		text.push_str(&format!("; from now on at {place}"));
	}
	for document in &event.transactions {
		let id = match &document.id {
			TransactionId::Issued { by, number } => format!("{number} of {by}"),
			id @ TransactionId::Hash(_) => id.to_string(),
		};
		text.push_str(&format!("; {} {id}", document.kind.term()));
	}
	for (name, amount) in event.discrepancy.named() {
		text.push_str(&format!("; {} {name}", amount_text(&amount)));
	}
	if event.recorded.millis().saturating_sub(event.time.millis()) > LATE {
		text.push_str(&format!("; reported at {}", zoned(event.recorded.millis(), event.offset)));
	}
	text
}

/// Whatever else the chain observes has a disposition after it.
fn is_hand_over(event: &Event) -> bool {
	matches!(event.what, What::Object { action: Action::Observe, .. })
		&& event.disposition.is_none()
}

/// Who is on a side of a hand-over.
fn party(side: &Parties, names: &BTreeMap<Gln, String>) -> String {
	match side.possessor.or(side.owner) {
		Some(Pgln(gln)) => names.get(&gln).cloned().unwrap_or_else(|| gln.to_string()),
		None => "an organisation without GLN".into(),
	}
}

/// The things of an event, with their quantities.
fn things(items: &Items) -> String {
	let all = each_thing(items);
	match all.is_empty() {
		true => "everything".into(),
		false => all.join(", "),
	}
}

/// Each thing of an event, with its quantity.
pub(crate) fn each_thing(items: &Items) -> Vec<String> {
	let single = items.epcs.iter().map(|epc| Key::from(*epc).to_string());
	let measured = items.quantities.iter().map(|quantity| {
		let name = match quantity.class {
			Class::Lgtin(lot) => lot.to_string(),
			Class::Gtin(gtin) => format!("(01){gtin}"),
			Class::AssetType(kind) => format!("(8003)0{kind}"),
		};
		match quantity.amount {
			Some(amount) => format!("{} of {name}", amount_text(&amount)),
			None => name,
		}
	});
	single.chain(measured).collect()
}

/// An amount with its unit, or as pieces.
pub(crate) fn amount_text(amount: &Amount) -> String {
	match (amount.unit(), amount.number(), amount.decimals()) {
		(Some(_), ..) => amount.with_unit().to_string(),
		(None, 1, 0) => "1 piece".into(),
		(None, ..) => format!("{amount} pieces"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::Head;
	use tallystick_gs1::{
		event::{Discrepancy, ErrorDeclaration, Quantity, Unit, ZoneOffset},
		vocabulary::{Disposition, ErrorReason},
		Lgtin, Sgln,
	};

	const MORNING: u64 = 1_789_367_400_012;

	fn key(text: &str) -> Key {
		text.parse().unwrap()
	}

	fn items(keys: &[&str]) -> Items {
		let mut items = Items::default();
		for text in keys {
			items.push(key(text), None).unwrap();
		}
		items
	}

	fn event(what: What, step: BizStep) -> Event {
		let time = Time::new(MORNING).unwrap();
		Event {
			time,
			offset: ZoneOffset::new(120).unwrap(),
			recorded: time,
			what,
			step: Some(step),
			disposition: None,
			read_point: None,
			location: None,
			transactions: Default::default(),
			source: Parties::default(),
			destination: Parties::default(),
			ilmd: None,
			discrepancy: Discrepancy::default(),
			error: None,
		}
	}

	fn recorded(asset: u64, event: Event) -> Recorded {
		let block = Head { number: 7, hash: [1; 32] };
		Recorded { block, index: 0, leaf: [0; 32], asset: AssetId(asset), event }
	}

	fn created() -> Event {
		let lgtin =
			Lgtin { gtin: "09506000134352".parse().unwrap(), lot: Text::new("L-1").unwrap() };
		let amount = Amount::new(1_250, 2, Unit::new("KGM"));
		let mut things = Items::default();
		things.quantities.try_push(Quantity { class: Class::Lgtin(lgtin), amount }).unwrap();
		let what = What::Object { action: Action::Add, items: things };
		Event { disposition: Some(Disposition::Active), ..event(what, BizStep::Commissioning) }
	}

	#[test]
	fn says_what_happened_when_where_and_between_whom() {
		let case = "(01)09506000134352(21)A7";
		let pallet = key("(00)095060000000000015");
		let gln: Gln = "9506000134352".parse().unwrap();
		let other: Gln = "9506000000015".parse().unwrap();
		let side = |gln: Gln| Parties { possessor: Some(Pgln(gln)), ..Default::default() };
		let packed = What::Aggregation {
			action: Action::Add,
			parent: pallet.try_into().ok(),
			children: items(&[case]),
		};
		let shipped =
			What::Object { action: Action::Observe, items: items(&["(00)095060000000000015"]) };
		let shipped = Event {
			source: side(gln),
			destination: side(other),
			read_point: Some(Sgln::from(gln)),
			recorded: Time::new(MORNING + 3_600_000).unwrap(),
			..event(shipped, BizStep::Shipping)
		};
		let sold = What::Object { action: Action::Delete, items: items(&[case]) };
		let sold = Event {
			disposition: Some(Disposition::RetailSold),
			..event(sold, BizStep::RetailSelling)
		};
		let history = [
			recorded(1, created()),
			recorded(1, event(packed, BizStep::Packing)),
			recorded(2, shipped),
			recorded(1, sold),
		];
		let names = [(gln, "organisation 3 (Farm)".to_owned())].into();
		assert_eq!(
			timeline(AssetId(1), &history, &names),
			"2026-09-14 08:30:00 +02:00  12.5 KGM of (01)09506000134352(10)L-1 created; now active; block 7\n\
			2026-09-14 08:30:00 +02:00  (01)09506000134352(21)A7 put into (00)095060000000000015 (packing); block 7\n\
			2026-09-14 08:30:00 +02:00  in asset 2: (00)095060000000000015 handed over from organisation 3 (Farm) to 9506000000015, in custody (shipping); at (414)9506000134352; reported at 2026-09-14 09:30:00 +02:00; block 7\n\
			2026-09-14 08:30:00 +02:00  (01)09506000134352(21)A7: retail selling; it ceased to exist; now retail sold; block 7"
		);
	}

	#[test]
	fn marks_what_was_declared_wrong() {
		let error = ErrorDeclaration {
			time: Time::new(MORNING).unwrap(),
			reason: Some(ErrorReason::DidNotOccur),
			corrections: Default::default(),
		};
		let declared = Event { error: Some(error), ..created() };
		let history = [recorded(1, created()), recorded(1, declared)];
		let text = timeline(AssetId(1), &history, &BTreeMap::new());
		let lines: Vec<_> = text.lines().collect();
		assert!(lines[0].contains("(declared wrong later) 12.5 KGM"), "{text}");
		assert!(lines[1].contains("DECLARED WRONG (did not occur): 12.5 KGM"), "{text}");
	}
}
