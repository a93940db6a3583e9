//! Assets: classes, lots, what is packed, handed over, recalled, and what happened to it.

pub(crate) mod args;
pub(crate) mod bulk;
mod change;
pub(crate) mod classes;
pub(crate) mod custody;
mod documents;
pub(crate) mod history;
pub(crate) mod lots;
pub(crate) mod number;
pub(crate) mod policies;
pub(crate) mod prefixes;
pub(crate) mod recalls;
mod show;

use crate::{
	failure::{Failure, Result},
	session::Session,
	stays::{self, StayCommand},
	text,
};
use args::{AssetArg, LotArg};
use clap::Subcommand;
pub(crate) use number::Measured;
use serde_json::{json, Value};
use std::{
	cell::{OnceCell, RefCell},
	collections::BTreeMap,
};
use tallystick_client::{
	asset_lifecycle::{
		views::{ClassOf, LastByKey, LotByCode, LotOf},
		Asset, Class, Definition, Lot, Numbered, State,
	},
	consortium::views::{AccountOf, MembershipOf, OrganizationOf},
	Call, Chain, Event, Included, Signer,
};
use tallystick_client::{
	records::{AssetId, ClassId, Millis, OrgId, TraceLotId},
	time,
};
use tallystick_gs1::{CompanyPrefix, Gln, Text};

#[derive(Subcommand)]
pub(crate) enum AssetCommand {
	Create(bulk::CreateArgs),
	Key(change::KeyArgs),
	State(change::StateArgs),
	Split(change::SplitArgs),
	Merge(change::MergeArgs),
	Transform(change::TransformArgs),
	/// Remove the records of assets that ended some months ago. Their deposits go back.
	Drop(change::AssetsArgs),
	/// Put assets into another one: cases on a pallet, pallets into a container.
	#[command(
		after_help = "Example:\n  tallystick asset pack '(00)095060000000000015' 17 18 19 --key-file packer.key"
	)]
	Pack(change::PackArgs),
	/// Take assets out of the one that they are in.
	Unpack(change::PackArgs),
	/// Keep goods of one's own from being sold, packed or used up.
	Quarantine(change::HoldArgs),
	/// End a quarantine.
	Release(change::HoldArgs),
	/// Add, list and remove documents: certificates, warranties, records of service.
	#[command(subcommand)]
	Document(documents::DocumentCommand),
	Show(show::ShowArgs),
	/// List what is directly in an asset.
	Children(show::ChildrenArgs),
	History(history::HistoryArgs),
	#[command(flatten)]
	Stay(StayCommand),
}

pub(crate) async fn run(session: &Session, command: AssetCommand) -> Result {
	match command {
		AssetCommand::Create(args) => bulk::create(session, args).await,
		AssetCommand::Key(args) => change::key(session, args).await,
		AssetCommand::State(args) => change::state(session, args).await,
		AssetCommand::Split(args) => change::split(session, args).await,
		AssetCommand::Merge(args) => change::merge(session, args).await,
		AssetCommand::Transform(args) => change::transform(session, args).await,
		AssetCommand::Drop(args) => change::drop(session, args).await,
		AssetCommand::Pack(args) => change::pack(session, args, change::Packing::Join).await,
		AssetCommand::Unpack(args) => change::pack(session, args, change::Packing::Leave).await,
		AssetCommand::Quarantine(args) => change::quarantine(session, args).await,
		AssetCommand::Release(args) => change::release(session, args).await,
		AssetCommand::Document(command) => documents::run(session, command).await,
		AssetCommand::Show(args) => show::show(session, args).await,
		AssetCommand::Children(args) => show::children(session, args).await,
		AssetCommand::History(args) => history::run(session, args).await,
		AssetCommand::Stay(command) => stays::run(session, command).await,
	}
}

/// A chain, with what the commands have asked it already.
pub(crate) struct Ledger<'a> {
	pub(crate) session: &'a Session,
	pub(crate) chain: Chain,
	signer: OnceCell<(Signer, OrgId)>,
	names: RefCell<BTreeMap<OrgId, String>>,
	classes: RefCell<BTreeMap<ClassId, Class>>,
	lots: RefCell<BTreeMap<TraceLotId, Lot>>,
	codes: RefCell<BTreeMap<(Gln, Text<20>), TraceLotId>>,
	prefixes: RefCell<BTreeMap<CompanyPrefix, OrgId>>,
	clock: OnceCell<Clock>,
}

/// When an event can have been for the chain to take it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Clock {
	/// What the clock of the chain's best block shows.
	chain: u64,
	/// What the one of this computer shows.
	here: u64,
	/// How late an event can be reported.
	late: u64,
}

impl Clock {
	/// Why the chain does not take an event of this time.
	pub(crate) fn problem(self, time: Millis) -> Option<String> {
		let written = at(time);
		let now = at(Millis(self.chain));
		// The block that takes the event is later than the best one.
		if time.0 > self.chain.max(self.here) {
			return Some(format!("{written} is still to come: the chain's clock shows {now}"));
		}
		let latest = time.0.saturating_add(self.late);
		let ago = text::span(self.late.into());
		(latest < self.chain).then(|| {
			format!("{written} is more than {ago} ago, which is too late to report: the chain's clock shows {now}")
		})
	}
}

impl<'a> Ledger<'a> {
	pub(crate) async fn open(session: &'a Session) -> Result<Self> {
		Ok(Self {
			session,
			chain: session.chain().await?,
			signer: Default::default(),
			names: Default::default(),
			classes: Default::default(),
			lots: Default::default(),
			codes: Default::default(),
			prefixes: Default::default(),
			clock: Default::default(),
		})
	}

	/// The chain's clock, as it was when it was asked for first.
	pub(crate) async fn clock(&self) -> Result<Clock> {
		if let Some(known) = self.clock.get() {
			return Ok(*known);
		}
		let late = self.chain.max_backdate(None).await?;
		let clock = Clock { chain: self.chain.now(None).await?.0, here: time::now(), late };
		Ok(*self.clock.get_or_init(|| clock))
	}

	/// The signer, and their organisation.
	pub(crate) async fn signer(&self) -> Result<&(Signer, OrgId)> {
		if let Some(known) = self.signer.get() {
			return Ok(known);
		}
		let signer = self.session.signer()?;
		let who = signer.account();
		let member = self.chain.view(MembershipOf { who }, None).await?.ok_or_else(|| {
			Failure::refused(format!(
				"{who} is a member of no organisation; the admin of one invites it with `tallystick member invite`, and it joins with `tallystick member join`"
			))
		})?;
		Ok(self.signer.get_or_init(|| (signer, member.org)))
	}

	/// The signer's organisation.
	pub(crate) async fn org(&self) -> Result<OrgId> {
		Ok(self.signer().await?.1)
	}

	/// Signs a call, and waits for the block that holds it.
	pub(crate) async fn submit(&self, call: impl Into<Call>) -> Result<Included> {
		let (signer, org) = self.signer().await?;
		match self.chain.submit_and_find(&call.into(), signer).await {
			Ok(included) => Ok(included),
			Err(error) => Err(self.with_means(error.into(), *org).await),
		}
	}

	/// Adds to a failure for want of money what the organisation has.
	async fn with_means(&self, failure: Failure, org: OrgId) -> Failure {
		match &failure {
			Failure::Call { error, .. } if error == "Consortium::DepositUnaffordable" => {},
			_ => return failure,
		}
		match self.chain.view(AccountOf { org }, None).await {
			Ok(Some(own)) => failure.with(format!(
				"\norganisation {org} has {} available, in the account {}; docs/money.md says how much each record takes",
				text::money(own.available),
				own.account
			)),
			_ => failure,
		}
	}

	/// The same of a call that anybody may make: who signs need not be a member of an organisation.
	pub(crate) async fn submit_by_anybody(&self, call: impl Into<Call>) -> Result<Included> {
		let signer = self.session.signer()?;
		Ok(self.chain.submit_and_find(&call.into(), &signer).await?)
	}

	/// The number of an asset. A key stands for the live one that has it.
	pub(crate) async fn asset_id(&self, asset: &AssetArg) -> Result<AssetId> {
		let AssetArg::Key(key) = asset else { return self.any_id(asset).await };
		if let Some(live) = self.chain.asset_by_key(key, None).await? {
			return Ok(live);
		}
		let id = self.any_id(asset).await?;
		let record = self.asset(id).await?;
		let state = state_name(&self.class(record.class).await?.definition, record.state);
		let ended = record.ended.map(|ended| format!(" at {}", at(ended))).unwrap_or_default();
		Err(Failure::refused(format!(
			"no live asset has the key {key}: asset {id}, which had it last, ended{ended} as {state}\n`tallystick asset show {id}` shows it, and `tallystick asset history {id}` what happened to it"
		)))
	}

	/// The number of an asset that may have ended. A key stands for the asset that has it, or had it last.
	pub(crate) async fn any_id(&self, asset: &AssetArg) -> Result<AssetId> {
		match asset {
			AssetArg::Id(id) => Ok(*id),
			AssetArg::Key(key) => {
				self.chain.view(LastByKey { key: *key }, None).await?.ok_or_else(|| {
					Failure::refused(format!(
						"no asset has the key {key}, nor had one that the chain still keeps; if one was dropped, `tallystick asset history NUMBER --dropped HASH` finds what happened to it"
					))
				})
			},
		}
	}

	pub(crate) async fn asset_ids(&self, assets: &[AssetArg]) -> Result<Vec<AssetId>> {
		let mut ids = Vec::new();
		for asset in assets {
			let id = self.asset_id(asset).await?;
			if ids.contains(&id) {
				return Err(Failure::usage(format!("asset {id} is named twice")));
			}
			ids.push(id);
		}
		Ok(ids)
	}

	pub(crate) async fn asset(&self, asset: AssetId) -> Result<Asset> {
		let unknown = || {
			Failure::refused(format!("the chain does not know asset {asset}, or has dropped it"))
		};
		self.chain.asset(asset, None).await?.ok_or_else(unknown)
	}

	/// An asset by its name, also one that has ended.
	pub(crate) async fn find_any(&self, asset: &AssetArg) -> Result<(AssetId, Asset)> {
		let id = self.any_id(asset).await?;
		Ok((id, self.asset(id).await?))
	}

	/// An asset by its name.
	pub(crate) async fn find(&self, asset: &AssetArg) -> Result<(AssetId, Asset)> {
		let id = self.asset_id(asset).await?;
		Ok((id, self.asset(id).await?))
	}

	pub(crate) async fn class(&self, class: ClassId) -> Result<Class> {
		if let Some(known) = self.classes.borrow().get(&class) {
			return Ok(known.clone());
		}
		let unknown = || Failure::refused(format!("the chain does not know class {class}"));
		let found = self.chain.view(ClassOf { class }, None).await?.ok_or_else(unknown)?;
		self.classes.borrow_mut().insert(class, found.clone());
		Ok(found)
	}

	pub(crate) async fn lot_id(&self, lot: &LotArg) -> Result<TraceLotId> {
		match *lot {
			LotArg::Id(id) => Ok(id),
			LotArg::Code(source, code) => {
				if let Some(known) = self.codes.borrow().get(&(source, code)) {
					return Ok(*known);
				}
				let found = self.chain.view(LotByCode { source, code }, None).await?;
				let lot = found.ok_or_else(|| {
					Failure::refused(format!(
						"the chain knows no lot {source}/{code}; `tallystick lot open` opens one"
					))
				})?;
				self.codes.borrow_mut().insert((source, code), lot);
				Ok(lot)
			},
		}
	}

	pub(crate) async fn lot(&self, lot: TraceLotId) -> Result<Lot> {
		if let Some(known) = self.lots.borrow().get(&lot) {
			return Ok(known.clone());
		}
		let unknown = || Failure::refused(format!("the chain does not know lot {lot}"));
		let found = self.chain.view(LotOf { lot }, None).await?.ok_or_else(unknown)?;
		self.lots.borrow_mut().insert(lot, found.clone());
		Ok(found)
	}

	/// Checks that the chain has an organisation.
	pub(crate) async fn ensure_known(&self, org: OrgId) -> Result {
		match self.chain.view(OrganizationOf { org }, None).await? {
			Some(_) => Ok(()),
			None => Err(Failure::refused(format!(
				"there is no organisation {org}; `tallystick account ACCOUNT` names that of an account"
			))),
		}
	}

	/// An organisation's number and name.
	pub(crate) async fn name(&self, org: OrgId) -> Result<String> {
		if let Some(known) = self.names.borrow().get(&org) {
			return Ok(known.clone());
		}
		let found = self.chain.view(OrganizationOf { org }, None).await?;
		let name = match found {
			Some(found) => format!("{org} ({})", found.name),
			None => format!("{org}"),
		};
		self.names.borrow_mut().insert(org, name.clone());
		Ok(name)
	}

	/// The bound prefix under which something is, and its organisation.
	pub(crate) async fn owner_of(
		&self,
		what: &impl Numbered,
	) -> Result<Option<(CompanyPrefix, OrgId)>> {
		let start = what.start();
		let known = self.prefixes.borrow().iter().find_map(|(prefix, org)| {
			start.starts_with(&prefix.to_string()).then_some((*prefix, *org))
		});
		if known.is_some() {
			return Ok(known);
		}
		let found = self.chain.prefix_of(what, None).await?;
		if let Some((prefix, org)) = found {
			self.prefixes.borrow_mut().insert(prefix, org);
		}
		Ok(found)
	}

	/// The signer's company prefix under which something is.
	pub(crate) async fn prefix_for(
		&self,
		what: &(impl Numbered + std::fmt::Display),
	) -> Result<CompanyPrefix> {
		let own = self.org().await?;
		match self.owner_of(what).await? {
			Some((prefix, org)) if org == own => Ok(prefix),
			Some((prefix, org)) => Err(Failure::refused(format!(
				"{what} is under the company prefix {prefix} of organisation {}; use numbers of your own",
				self.name(org).await?
			))),
			None => Err(Failure::refused(format!(
				"{what} is under no company prefix that is bound to an organisation; an accreditor binds yours with `tallystick prefix bind`"
			))),
		}
	}
}

/// In what the quantities of a class are measured.
pub(crate) fn measured(definition: &Definition) -> Measured {
	Measured { unit: definition.unit, decimals: definition.decimals }
}

/// The name of a state by its place.
fn state_name(definition: &Definition, state: u8) -> String {
	let state = definition.states.get(usize::from(state));
	state.map_or_else(|| "?".into(), |State { name, .. }| name.clone())
}

/// The first event of a type, which the call always makes.
pub(crate) fn event_of<E: Event>(included: &Included) -> Result<E> {
	included.events.first::<E>()?.ok_or_else(|| {
		Failure::refused(format!("the call is done, but the chain did not report {}", E::NAME))
	})
}

pub(crate) fn at(millis: Millis) -> String {
	time::write(millis.0)
}

/// Prints that something was done, in a block; `value` gets the block.
pub(crate) fn done(ledger: &Ledger, included: &Included, text: impl AsRef<str>, mut value: Value) {
	let block = included.block.number;
	if let Some(fields) = value.as_object_mut() {
		fields.insert("block".into(), json!(block));
	}
	ledger.session.say(format!("{}, in block {block}", text.as_ref()), value);
}

#[cfg(test)]
pub(crate) mod tests {
	use super::{Clock, Millis};
	use crate::args::Args;
	use clap::Parser;

	/// The words of a line of a shell, as far as the documentation uses one.
	pub(crate) fn words(line: &str) -> Vec<String> {
		let line = line.split(" #").next().unwrap_or(line);
		let parts = line.split('\'').enumerate();
		let parts = parts.flat_map(|(number, part)| match number % 2 {
			0 => part.split_whitespace().map(str::to_owned).collect(),
			_ => vec![part.to_owned()],
		});
		parts.map(whole).collect()
	}

	/// An id that is cut short, such as 0939…c77c, as a whole one. Those of metering points are half as long, and signatures
	/// twice.
	fn whole(word: String) -> String {
		let (id, rest) = word.split_at(word.find('/').unwrap_or(word.len()));
		let bytes = match id {
			"5f0c…9a21" => 16,
			"0x3c2f…7b01" => 64,
			_ => 32,
		};
		match id.contains('…') {
			true => format!("{}{rest}", "09".repeat(bytes)),
			false => word,
		}
	}

	#[test]
	fn a_time_can_be_as_late_as_the_chain_takes_it_and_not_to_come() {
		let clock = Clock { chain: 100_000_000, here: 100_001_000, late: 43_200_000 };
		for time in [100_001_000, 100_000_000, 56_800_000] {
			assert_eq!(clock.problem(Millis(time)), None, "{time}");
		}
		assert!(clock.problem(Millis(100_001_001)).unwrap().contains("still to come"));
		assert!(clock.problem(Millis(56_799_999)).unwrap().contains("more than 12 h ago"));
		// A clock that is slow here makes no time one to come.
		assert_eq!(Clock { here: 0, ..clock }.problem(Millis(100_000_000)), None);
	}

	#[test]
	fn the_commands_of_the_documentation_are_such_as_are_understood() {
		let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
		let page = std::fs::read_to_string(page).unwrap();
		let (_, page) = page.split_once("## Assets: how to name things").unwrap();
		let (page, _) = page.split_once("## Status").unwrap();
		let lines: Vec<_> = page.lines().filter(|line| line.starts_with("tallystick ")).collect();
		assert!(lines.len() > 40, "{}", lines.len());
		for line in lines {
			if let Err(error) = Args::try_parse_from(words(line)) {
				panic!("{line}\n{error}");
			}
		}
	}
}
