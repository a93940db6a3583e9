//! `tallystick asset create`: one asset, or those of a file.

use super::{
	args::{self, CircumstancesArgs, LotArg, When},
	done, event_of, measured, Ledger,
};
use crate::{
	failure::{Failure, Result},
	files::{self, hash_of, Kind},
	session::Session,
	text::count,
};
use clap::Args;
use serde::Deserialize;
use serde_json::{json, Value};
use std::{
	collections::{BTreeSet, HashMap},
	fmt::Display,
	path::{Path, PathBuf},
	time::{Duration, Instant},
};
use tallystick_client::{
	asset_lifecycle::{calls, events::Created, Asset, Class, Lot},
	records::{asset::Circumstances, AssetId, ClassId, TraceLotId},
	Call, Chain, ChainError, FollowError,
};
use tallystick_evidence::Hash;
use tallystick_gs1::{event::ZoneOffset, Key};
use tokio::task::JoinSet;

/// How many questions are under way at once.
const ASKED: usize = 32;

/// How many problems of a file are listed.
const LISTED: usize = 20;

/// How often progress is reported.
const REPORT: Duration = Duration::from_secs(2);

/// Create an asset, or all assets of a file.
#[derive(Args)]
#[command(after_help = "Examples:
  tallystick asset create '(01)09506000134352(21)A7' --lot 9506000134352/L-2026-37 --quantity 12.5 --key-file farm.key
  tallystick asset create --csv cases.csv --lot 9506000134352/L-2026-37 --key-file farm.key

cases.csv, where all columns but the key may be left out:
  key,quantity,lot,at
  (01)09506000134352(21)A7,12.50,9506000134352/L-2026-37,2026-09-14T08:30+02:00
  (01)09506000134352(21)A8,12.35,9506000134352/L-2026-37,2026-09-14T08:31+02:00

Commas separate the fields. All lines are checked before the first is sent. A line whose
asset exists already is left out, so that a command that was interrupted can be repeated. It
is refused if that asset is of another lot or class, or has another quantity.")]
pub(crate) struct CreateArgs {
	/// Its GS1 key: an element string, a Digital Link, a URN, or the 18 digits of an SSCC.
	#[arg(value_parser = args::key, required_unless_present = "csv", conflicts_with = "csv")]
	key: Option<Key>,
	/// The lot that it belongs to: its number, or GLN/CODE.
	#[arg(long, value_parser = args::lot, required_unless_present = "csv")]
	lot: Option<LotArg>,
	/// How much it is, in the unit of the class. Without it: 1.
	#[arg(long, conflicts_with = "csv")]
	quantity: Option<String>,
	/// A file with a line for each asset.
	#[arg(long, value_name = "FILE")]
	csv: Option<PathBuf>,
	/// A file with more facts about it, such as its variety. The chain keeps the hash.
	#[arg(long, value_name = "FILE")]
	master_data: Option<PathBuf>,
	#[command(flatten)]
	circumstances: CircumstancesArgs,
}

/// The columns that a file can have.
const COLUMNS: [&str; 4] = ["key", "quantity", "lot", "at"];

/// What programs put between the fields in place of commas.
const SEPARATORS: [(char, &str); 2] = [(';', "semicolons"), ('\t', "tabs")];

/// A line of the file.
#[derive(Deserialize)]
struct Line {
	key: String,
	#[serde(default)]
	quantity: Option<String>,
	#[serde(default)]
	lot: Option<String>,
	#[serde(default)]
	at: Option<String>,
}

/// A line that can be read.
#[derive(Clone, Debug)]
struct Row {
	/// Its number in the file. The header is line 1.
	line: u64,
	key: Key,
	quantity: Option<String>,
	lot: LotArg,
	at: Option<When>,
}

/// An asset that the chain would create.
struct Planned {
	line: u64,
	key: Key,
	class: ClassId,
	lot: TraceLotId,
	quantity: u64,
	call: Call,
}

/// What is wrong with lines of the file.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<(u64, String)>);

impl Problems {
	pub(crate) fn add(&mut self, line: u64, problem: impl Display) {
		self.0.push((line, problem.to_string()));
	}

	/// The first of them, a line each.
	fn list(mut self) -> String {
		self.0.sort();
		let shown = self.0.iter().take(LISTED);
		let shown = shown.map(|(line, problem)| format!("\n  line {line}: {problem}"));
		let more = match self.0.len().saturating_sub(LISTED) {
			0 => String::new(),
			more => format!("\n  and {more} more"),
		};
		shown.collect::<String>() + &more
	}

	/// How many lines are wrong. Several things can be wrong with one.
	fn lines(&self) -> u64 {
		let lines: BTreeSet<_> = self.0.iter().map(|(line, _)| line).collect();
		lines.len() as u64
	}

	/// Refuses a file of which something is sent, if there are any.
	pub(crate) fn check(self, file: &Path) -> Result {
		self.check_before(file, "sent")
	}

	/// Refuses the file if there are any. `undone` says what was not done with it.
	pub(crate) fn check_before(self, file: &Path, undone: &str) -> Result {
		match self.lines() {
			0 => Ok(()),
			number => {
				let wrong = count(number, "line is", "lines are");
				let problem = format!("{wrong} wrong, so nothing was {undone}{}", self.list());
				Err(Failure::file(file, problem))
			},
		}
	}
}

pub(crate) async fn create(session: &Session, args: CreateArgs) -> Result {
	let ilmd = args.master_data.as_deref().map(hash_of).transpose()?;
	let circumstances = args.circumstances.read(ilmd)?;
	if let Some(file) = &args.csv {
		return create_all(session, file, args.lot, circumstances, args.circumstances.offset).await;
	}
	let (Some(key), Some(lot)) = (args.key, args.lot) else {
		return Err(Failure::usage("name the asset's key and its lot, or a file with --csv"));
	};
	let ledger = Ledger::open(session).await?;
	let given = args.circumstances.offset;
	let row = Row { line: 0, key, quantity: args.quantity, lot, at: None };
	let planned = plan(&ledger, row, &circumstances, given).await??;
	let included = ledger.submit(planned.call).await?;
	let asset = event_of::<Created>(&included)?.asset;
	let text = format!("asset {asset}, {key}, is created");
	done(&ledger, &included, text, json!({ "asset": asset, "key": key }));
	Ok(())
}

async fn create_all(
	session: &Session,
	file: &Path,
	lot: Option<LotArg>,
	circumstances: Circumstances,
	given: Option<ZoneOffset>,
) -> Result {
	let text = files::read(file, Kind::Table)?;
	let (rows, mut problems) = read(&text, lot, file)?;
	let checked = check_rows(session, rows, &circumstances, given, &mut problems).await;
	// Of a file that is wrong more cannot be known without a node.
	problems.check(file)?;
	let (ledger, planned, mut existing) = checked?;

	let all = planned.len();
	eprintln!("{}: {}", file.display(), count(all as u64, "asset", "assets"));
	let (signer, _) = ledger.signer().await?;
	// What an interrupted command left in the pool is being created.
	let mut waited = false;
	let report = |left| {
		if !std::mem::replace(&mut waited, true) {
			eprintln!("waiting for {} of the account", count(left, "transaction", "transactions"));
		}
	};
	ledger.chain.wait_for_pool(&signer.account(), report).await?;
	if waited {
		let mut problems = Problems::default();
		existing = self::existing(&ledger, &planned, &mut problems).await?;
		problems.check(file)?;
	}
	let mut created = Vec::new();
	let planned: Vec<_> = planned
		.into_iter()
		.filter(|one| match existing.get(&one.key) {
			Some(asset) => {
				created.push((one.line, one.key, *asset));
				false
			},
			None => true,
		})
		.collect();
	if !created.is_empty() {
		eprintln!("{} there already", count(created.len() as u64, "is", "are"));
	}
	let found = created.len();
	let calls: Vec<_> = planned.iter().map(|one| one.call.clone()).collect();
	let (mut failed, mut reported) = (Vec::new(), Instant::now());
	let stopped = ledger
		.chain
		.submit_all(&calls, signer, |place, outcome| {
			let Some(one) = planned.get(place) else { return };
			let made = outcome.and_then(|included| {
				let made = included.events.first::<Created>().map_err(FollowError::from)?;
				Ok(made.map(|made| made.asset))
			});
			match made {
				Ok(asset) => created.extend(asset.map(|asset| (one.line, one.key, asset))),
				Err(error) => failed.push((one, Failure::from(error).reason().to_owned())),
			}
			if reported.elapsed() >= REPORT {
				reported = Instant::now();
				eprintln!("{} of {all} created", created.len());
			}
		})
		.await;

	// Somebody else may have created them in the meantime.
	let (mut found, mut problems) = (found, Problems::default());
	for (one, problem) in failed {
		let at = ledger.chain.best().await?.hash;
		match by_key(&ledger.chain, &one.key, &at).await? {
			Some((asset, record)) => match differs(&ledger, one, asset, &record).await? {
				Some(difference) => problems.add(one.line, difference),
				None => {
					found = found.saturating_add(1);
					created.push((one.line, one.key, asset));
				},
			},
			None => problems.add(one.line, problem),
		}
	}
	created.sort_by_key(|(line, ..)| *line);
	let value = json!({
		"assets": all,
		"created": created.len().saturating_sub(found),
		"found": found,
		"failed": problems.0.iter().map(|(line, error)| {
			json!({ "line": line, "error": error })
		}).collect::<Vec<Value>>(),
		"keys": created.iter().map(|(line, key, asset)| {
			json!({ "line": line, "key": key, "asset": asset })
		}).collect::<Vec<Value>>(),
	});
	let summary = format!(
		"{} of {} there: {} created, {found} found",
		created.len(),
		count(all as u64, "asset is", "assets are"),
		created.len().saturating_sub(found)
	);
	session.say(&summary, value);
	let repeat = "repeat the command: it skips the assets that exist";
	match stopped {
		Err(error) => Err(Failure::from(error).with(format!("\n{summary}; {repeat}"))),
		Ok(()) if !problems.0.is_empty() => Err(Failure::refused(format!(
			"{} not created; {repeat}{}",
			count(problems.0.len() as u64, "asset was", "assets were"),
			problems.list()
		))),
		Ok(()) => Ok(()),
	}
}

/// What the chain would make of the rows, and the assets of them that exist.
async fn check_rows<'a>(
	session: &'a Session,
	rows: Vec<Row>,
	circumstances: &Circumstances,
	given: Option<ZoneOffset>,
	problems: &mut Problems,
) -> Result<(Ledger<'a>, Vec<Planned>, HashMap<Key, AssetId>)> {
	let ledger = Ledger::open(session).await?;
	let mut planned = Vec::new();
	for row in rows {
		let line = row.line;
		match plan(&ledger, row, circumstances, given).await? {
			Ok(one) => planned.push(one),
			Err(problem) => problems.add(line, problem.reason()),
		}
	}
	let existing = existing(&ledger, &planned, problems).await?;
	Ok((ledger, planned, existing))
}

/// Counts the lines of a file, of which a reader of CSV says only at which byte it is.
pub(crate) struct Places<'a> {
	text: &'a [u8],
	counted: usize,
	line: u64,
}

impl<'a> Places<'a> {
	pub(crate) fn new(text: &'a [u8]) -> Self {
		Self { text, counted: 0, line: 1 }
	}

	/// The line in which the next record begins. Empty lines before it are part of no record.
	pub(crate) fn line(&mut self, at: &csv::Position) -> u64 {
		let begin = usize::try_from(at.byte()).unwrap_or(usize::MAX);
		let rest = self.text.get(begin..).unwrap_or_default();
		let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
		let begin = begin.saturating_add(empty).min(self.text.len());
		let passed = self.text.get(self.counted..begin).unwrap_or_default();
		let lines = passed.iter().filter(|byte| **byte == b'\n').count() as u64;
		(self.counted, self.line) = (begin, self.line.saturating_add(lines));
		self.line
	}
}

/// The rows of a file that can be read, and what is wrong with the others.
fn read(text: &[u8], lot: Option<LotArg>, file: &Path) -> Result<(Vec<Row>, Problems)> {
	let mut reader =
		csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text);
	let first = |problem: String| Failure::file(file, format!("line 1: {problem}"));
	let columns = reader.headers().map_err(|error| first(error.to_string()))?.clone();
	check_columns(&columns).map_err(first)?;
	let mut problems = Problems::default();
	let (mut rows, mut keys) = (Vec::new(), HashMap::new());
	let mut places = Places::new(text);
	let mut record = csv::StringRecord::new();
	loop {
		let place = places.line(reader.position());
		match reader.read_record(&mut record) {
			Ok(false) => break,
			Ok(true) => {},
			Err(error) => {
				problems.add(place, error);
				continue;
			},
		}
		let line = fields(&record, &columns).and_then(|line| row(place, &line, lot));
		match line {
			Ok(row) => {
				if let Some(first) = keys.insert(row.key, place) {
					problems.add(place, format!("the key is that of line {first}"));
				}
				rows.push(row);
			},
			Err(problem) => problems.add(place, problem),
		}
	}
	match rows.is_empty() && problems.0.is_empty() {
		true => Err(Failure::file(
			file,
			"it has no assets: the first line names the columns, key first, and each further line is an asset",
		)),
		false => Ok((rows, problems)),
	}
}

/// Says what separates the fields of a line, if commas do not.
fn other_separator(line: &csv::StringRecord) -> Option<String> {
	let field = line.get(0).filter(|_| line.len() == 1)?;
	let (_, name) = SEPARATORS.iter().find(|(separator, _)| field.contains(*separator))?;
	Some(format!(
		"{name} separate the fields, but commas have to: save the file as CSV with commas, and numbers with a decimal point"
	))
}

fn check_columns(columns: &csv::StringRecord) -> std::result::Result<(), String> {
	if let Some(problem) = other_separator(columns) {
		return Err(problem);
	}
	let all = COLUMNS.join(",");
	if let Some(other) = columns.iter().find(|name| !COLUMNS.contains(name)) {
		return Err(format!("{other:?} is no column: the first line names the columns, {all}"));
	}
	for name in COLUMNS {
		if columns.iter().filter(|column| *column == name).count() > 1 {
			return Err(format!("the column {name} is there twice"));
		}
	}
	match columns.is_empty() || columns.iter().any(|name| name == "key") {
		true => Ok(()),
		false => Err(format!("the column key is missing: the first line names the columns, {all}")),
	}
}

/// The fields of a line by their columns.
fn fields(
	record: &csv::StringRecord,
	columns: &csv::StringRecord,
) -> std::result::Result<Line, String> {
	if record.len() != columns.len() {
		return Err(other_separator(record).unwrap_or_else(|| {
			format!(
				"there are {} fields, but the first line names {}; numbers have a decimal point, and a field with a comma is in quotes",
				record.len(),
				columns.len()
			)
		}));
	}
	record.deserialize(Some(columns)).map_err(|error| error.to_string())
}

fn row(line: u64, written: &Line, lot: Option<LotArg>) -> std::result::Result<Row, String> {
	let filled = |field: &Option<String>| field.clone().filter(|text| !text.is_empty());
	let lot = match filled(&written.lot) {
		Some(text) => args::lot(&text)?,
		None => lot.ok_or("the lot is missing: name it in a column, or with --lot")?,
	};
	Ok(Row {
		line,
		key: args::key(&written.key)?,
		quantity: filled(&written.quantity),
		lot,
		at: filled(&written.at).map(|text| args::when(&text)).transpose()?,
	})
}

/// The call that creates an asset, or why the chain would refuse it. The outer failure is no fault of the row.
async fn plan(
	ledger: &Ledger<'_>,
	row: Row,
	circumstances: &Circumstances,
	given: Option<ZoneOffset>,
) -> Result<Result<Planned>> {
	let own = ledger.org().await?;
	let reason = |failure: Failure| match failure {
		Failure::Refused(_) => Ok(Err(failure)),
		other => Err(other),
	};
	let id = match ledger.lot_id(&row.lot).await {
		Ok(id) => id,
		Err(failure) => return reason(failure),
	};
	let lot = match ledger.lot(id).await {
		Ok(lot) => lot,
		Err(failure) => return reason(failure),
	};
	if lot.org != own {
		let maker = ledger.name(lot.org).await?;
		return Ok(Err(Failure::refused(format!(
			"lot {id} is of organisation {maker}, which alone creates its assets"
		))));
	}
	let class = ledger.class(lot.class).await?;
	if let Err(problem) = check(&row, id, &lot, &class) {
		return Ok(Err(Failure::refused(problem)));
	}
	let quantity = row.quantity.as_deref().unwrap_or("1");
	let quantity = match measured(&class.definition).read(quantity) {
		Ok(quantity) => quantity,
		Err(problem) => return Ok(Err(Failure::usage(problem))),
	};
	let prefix = match ledger.prefix_for(&row.key).await {
		Ok(prefix) => prefix,
		Err(failure) => return reason(failure),
	};
	let mut circumstances = circumstances.clone();
	if let Some(when) = row.at {
		let (at, offset) = match when.read(given) {
			Ok(read) => read,
			Err(problem) => return Ok(Err(Failure::usage(problem))),
		};
		circumstances.at = Some(at);
		circumstances.offset = offset.unwrap_or(circumstances.offset);
	}
	if let Some(at) = circumstances.at {
		if let Some(problem) = ledger.clock().await?.problem(at) {
			return Ok(Err(Failure::refused(problem)));
		}
	}
	let Row { line, key, .. } = row;
	let call = calls::Create { lot: id, key, prefix, quantity, circumstances }.into();
	Ok(Ok(Planned { line, key, class: lot.class, lot: id, quantity, call }))
}

/// Checks that a row fits its lot and class.
fn check(row: &Row, id: TraceLotId, lot: &Lot, class: &Class) -> std::result::Result<(), String> {
	if !lot.inputs.is_empty() {
		return Err(format!("lot {id} was made from others: nothing can be added to it"));
	}
	let definition = &class.definition;
	if class.retired {
		return Err(format!("class {} ({}) is retired", lot.class, definition.name));
	}
	match (row.key.gtin(), definition.gtin) {
		(Some(found), Some(expected)) if found != expected => {
			return Err(format!(
				"the key has the GTIN {found}, but the lot is of class {} ({}), whose GTIN is {expected}",
				lot.class, definition.name
			))
		},
		(Some(found), None) => {
			return Err(format!(
				"the key has the GTIN {found}, but the lot is of class {} ({}), which has none",
				lot.class, definition.name
			))
		},
		_ => {},
	}
	if let Key::Lgtin(lgtin) = row.key {
		if lgtin.lot != lot.code {
			return Err(format!(
				"the key has the lot number {}, but the code of lot {id} is {}",
				lgtin.lot, lot.code
			));
		}
	}
	Ok(())
}

/// The assets that have keys of the plan already. One that differs from its line is a problem.
async fn existing(
	ledger: &Ledger<'_>,
	planned: &[Planned],
	problems: &mut Problems,
) -> Result<HashMap<Key, AssetId>> {
	let mut found = HashMap::new();
	// A block that is named needs no second question for each.
	let at = ledger.chain.best().await?.hash;
	for chunk in planned.chunks(ASKED) {
		let mut asked = JoinSet::new();
		for key in chunk.iter().map(|one| one.key) {
			let chain = ledger.chain.clone();
			asked.spawn(async move { Ok((key, by_key(&chain, &key, &at).await?)) });
		}
		while let Some(answer) = asked.join_next().await {
			let answer: std::result::Result<_, ChainError> = answer.map_err(|error| {
				Failure::no_answer(format!("a query to the node was not completed: {error}"))
			})?;
			let (key, asset) = answer?;
			if let Some(asset) = asset {
				found.insert(key, asset);
			}
		}
	}
	for one in planned {
		if let Some((asset, record)) = found.get(&one.key) {
			if let Some(difference) = differs(ledger, one, *asset, record).await? {
				problems.add(one.line, difference);
			}
		}
	}
	Ok(found.into_iter().map(|(key, (asset, _))| (key, asset)).collect())
}

/// How an asset that has the key of a line differs from the line.
async fn differs(
	ledger: &Ledger<'_>,
	one: &Planned,
	asset: AssetId,
	record: &Asset,
) -> Result<Option<String>> {
	let (has, says) = if record.class != one.class {
		let name = async |id: ClassId| {
			let class = ledger.class(id).await?.definition;
			Result::Ok(format!("of class {id} ({})", class.name))
		};
		(name(record.class).await?, name(one.class).await?)
	} else if record.lot != one.lot {
		let name = async |id: TraceLotId| {
			let lot = ledger.lot(id).await?;
			Result::Ok(format!("of lot {id} ({}/{})", lot.source.gln(), lot.code))
		};
		(name(record.lot).await?, name(one.lot).await?)
	} else if record.quantity != one.quantity {
		let measured = measured(&ledger.class(record.class).await?.definition);
		(measured.show(record.quantity), measured.show(one.quantity))
	} else {
		return Ok(None);
	};
	Ok(Some(format!(
		"{} is asset {asset} already, which is {has}, but the line says {says}: correct the line or take it out",
		one.key
	)))
}

/// The live asset of a key.
async fn by_key(
	chain: &Chain,
	key: &Key,
	at: &Hash,
) -> std::result::Result<Option<(AssetId, Asset)>, ChainError> {
	let Some(id) = chain.asset_by_key(key, Some(at)).await? else { return Ok(None) };
	Ok(chain.asset(id, Some(at)).await?.map(|asset| (id, asset)))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn lines(text: &str) -> Result<Vec<Row>> {
		let file = Path::new("cases.csv");
		let (rows, problems) = read(text.as_bytes(), args::lot("3").ok(), file)?;
		problems.check(file).map(|()| rows)
	}

	#[test]
	fn reads_a_line_for_each_asset() {
		let rows = lines(
			"key,quantity,lot,at\n(01)09506000134352(21)A7, 12.50 ,17,2026-09-14T08:30+02:00\n\
			https://id.gs1.org/01/09506000134352/21/A8,,,\n",
		)
		.unwrap();
		assert_eq!(rows.len(), 2);
		assert_eq!((rows[0].line, rows[0].quantity.as_deref()), (2, Some("12.50")));
		assert_eq!(rows[0].lot, LotArg::Id(TraceLotId(17)));
		assert!(rows[0].at.is_some());
		assert_eq!((rows[1].line, rows[1].lot), (3, LotArg::Id(TraceLotId(3))));
		assert_eq!(rows[1].quantity, None);
		// The key alone is enough, and quotes are for keys with a comma.
		let rows = lines("key\n\"(01)09506000134352(21)A,7\"\n095060000000000015\n").unwrap();
		assert_eq!(rows[0].key.to_string(), "(01)09506000134352(21)A,7");
		assert!(matches!(rows[1].key, Key::Sscc(_)));
	}

	#[test]
	fn names_the_line_of_each_error_at_once() {
		let error = lines(
			"key,quantity,at\n(01)09506000134352(21)A7,1,\n(01)09506000134351(21)A8,1,\n\
			(01)09506000134352(21)A7,1,\n(01)09506000134352(21)A9,1,yesterday\nx,1\n",
		)
		.unwrap_err();
		for problem in [
			"4 lines are wrong, so nothing was sent",
			"line 3: the check digit is 1, but must be 2",
			"line 4: the key is that of line 2",
			"line 5: \"yesterday\" is no time",
			"line 6: there are 2 fields, but the first line names 3; numbers have a decimal point",
		] {
			assert!(error.reason().contains(problem), "{problem}\n{}", error.reason());
		}
		assert_eq!(error.exit(), crate::failure::Exit::Usage);
	}

	#[test]
	fn a_line_with_two_problems_is_one_wrong_line() {
		let mut problems = Problems::default();
		for (line, problem) in [(3, "a"), (2, "b"), (3, "c")] {
			problems.add(line, problem);
		}
		let error = problems.check(Path::new("cases.csv")).unwrap_err();
		let said = "cases.csv: 2 lines are wrong, so nothing was sent\n  line 2: b\n  line 3: a\n  line 3: c";
		assert_eq!(error.reason(), said);
	}

	#[test]
	fn refuses_a_file_without_assets_or_with_unknown_columns() {
		for text in ["", "key\n", "key,colour\nx,red\n", "(01)09506000134352(21)A7\n"] {
			assert!(lines(text).is_err(), "{text:?}");
		}
		let (_, missing) = read(b"key\n095060000000000015\n", None, Path::new("a")).unwrap();
		let missing = missing.check(Path::new("a")).unwrap_err();
		assert!(missing.reason().contains("the lot is missing"), "{}", missing.reason());
	}

	#[test]
	fn says_which_separator_is_expected_and_where() {
		for (text, named) in [
			("key;quantity\n(01)09506000134352(21)A7;12,5\n", "line 1: semicolons separate"),
			("key\tquantity\n(01)09506000134352(21)A7\t12.5\n", "line 1: tabs separate"),
			(
				"key,quantity\n(01)09506000134352(21)A7,1\n(01)09506000134352(21)A8;1\n",
				"line 3: semicolons separate",
			),
			("key,quantity\n\n\n(01)09506000134352(21)A8\t1\n", "line 4: tabs separate"),
		] {
			let error = lines(text).unwrap_err();
			assert!(error.reason().contains(named), "{named}\n{}", error.reason());
			assert!(error.reason().contains("but commas have to"), "{}", error.reason());
		}
		// A key can have a semicolon in it.
		assert_eq!(lines("key\n(01)09506000134352(21)A;7\n").unwrap().len(), 1);
		let error = lines("key,quantity\n(01)09506000134352(21)A7,12,5\n").unwrap_err();
		assert!(error.reason().contains("line 2: there are 3 fields"), "{}", error.reason());
	}

	#[test]
	fn names_a_wrong_column_once() {
		for (text, problem) in [
			("key,colour\nx,red\ny,red\n", "line 1: \"colour\" is no column"),
			("key,lot,lot\n", "line 1: the column lot is there twice"),
			("lot\n3\n", "line 1: the column key is missing"),
		] {
			let error = lines(text).unwrap_err();
			assert!(error.reason().contains(problem), "{problem}\n{}", error.reason());
			assert_eq!(error.reason().lines().count(), 1);
		}
	}

	#[test]
	fn counts_lines_as_an_editor_does() {
		let text = "key\r\n\r\n(01)09506000134352(21)A7\r\n\n\"(01)09506000134352(21)A8\"\n\nx";
		let error = lines(text).unwrap_err();
		assert!(error.reason().contains("line 7: "), "{}", error.reason());
		let rows = lines(text.trim_end_matches('x')).unwrap();
		assert_eq!((rows[0].line, rows[1].line), (3, 5));
	}

	#[test]
	fn lists_no_more_problems_than_one_can_read() {
		let text: String = (0..50).map(|_| "x\n").collect();
		let error = lines(&format!("key\n{text}")).unwrap_err();
		assert!(error.reason().contains("and 30 more"), "{}", error.reason());
		assert_eq!(error.reason().lines().count(), 22);
	}
}
