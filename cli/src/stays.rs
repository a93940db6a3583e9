//! `tallystick asset`: the streams that watch assets, and what they say of them; `tallystick device lend`.

use crate::{
	assets::{
		args::{self, AssetArg, Until},
		at, done, Ledger,
	},
	failure::{Failure, Result},
	parse::{self, StreamArg},
	session::{channel_of, Session},
	text::{self, Scale},
};
use clap::{Args, Subcommand};
use serde_json::{json, Value};
use std::collections::BTreeMap;
use tallystick_client::{
	asset_lifecycle::{
		calls::{Attach, ConsentTo, Detach, EndLoan, ForgetStay, Lend, ProveBoundary, Swap},
		views::{Condition, LoanOf, PolicyOf, StaysOf, TallyOf},
		Asset, Stay,
	},
	records::{
		device::{Calibration, ChannelTraits},
		stay::{Consent, StayKind},
		telemetry::Facts,
		AssetId, Millis, OrgId, PolicyId, StreamId, Unit,
	},
	time, Hash,
};
use tallystick_condition::{
	policy::NO_EFFECT,
	table::{degrees_above, degrees_below},
	trade::{Figure, Knowledge},
	Bounds, LeafProof, Measure, Policy,
};
use tallystick_evidence::DeviceId;

#[derive(Subcommand)]
pub(crate) enum LoanCommand {
	/// Let another organisation attach one of the signer's devices to its assets.
	#[command(
		after_help = "Example:\n  tallystick device lend 0939…c77c --to 3 --until 30d --key-file owner.key"
	)]
	Lend {
		/// The device.
		#[arg(value_parser = parse::device)]
		device: DeviceId,
		/// The number of the organisation.
		#[arg(long, value_parser = args::org)]
		to: OrgId,
		/// The last moment at which the device can be attached: a time, or a span such as 30d. What it
		/// watches then goes on.
		#[arg(long, value_parser = args::until)]
		until: Until,
	},
	/// End a loan. Whoever did not make it can do so only once it is over.
	EndLoan {
		/// The device.
		#[arg(value_parser = parse::device)]
		device: DeviceId,
		/// The number of the organisation that it is lent to.
		#[arg(long, value_parser = args::org)]
		to: OrgId,
	},
}

#[derive(Subcommand)]
pub(crate) enum StayCommand {
	/// Have a device's channel watch an asset, with all that is in it, from now on.
	#[command(
		visible_alias = "attach",
		after_help = "Example:\n  tallystick asset watch 17 0939…c77c/temperature --key-file carrier.key"
	)]
	Watch {
		#[command(flatten)]
		of: StreamOf,
		/// Attach the stream as a witness: beside the stream that counts, and without counting itself.
		#[arg(long)]
		witness: bool,
	},
	/// Stop a stream from watching an asset, from now on.
	Detach(StreamOf),
	/// Replace a stream that watches an asset by another one, without a gap.
	Swap {
		/// The asset: its number, or its GS1 key.
		#[arg(value_parser = args::asset)]
		asset: AssetArg,
		/// The stream that watches it: DEVICE/CHANNEL.
		#[arg(value_parser = parse::stream)]
		old: StreamArg,
		/// The stream that is to watch it: DEVICE/CHANNEL.
		#[arg(value_parser = parse::stream)]
		new: StreamArg,
	},
	/// Let the owner of a device suspend it, transfer it or take it from its gateway while it watches an
	/// asset. The next custodian is asked again.
	Consent(StreamOf),
	/// Show which streams watch an asset, and have watched it.
	Stays {
		/// The asset: its number, or its GS1 key.
		#[arg(value_parser = args::asset)]
		asset: AssetArg,
	},
	/// Show what an asset went through, by stream and policy: certified bounds.
	#[command(
		after_help = "Example:\n  tallystick asset condition 17 --from 2026-09-14T08:30+02:00 --to 2026-09-15"
	)]
	Condition(ConditionArgs),
	/// Have the chain keep the leaf that counts the begin or the end of a stay. Nobody has to bring it again.
	#[command(
		after_help = "Example:\n  tallystick asset prove-boundary 17 0939…c77c/0 --at 2026-09-14T06:30:12.500Z --key-file owner.key"
	)]
	ProveBoundary {
		#[command(flatten)]
		of: StreamOf,
		/// The begin or the end of the stay, exactly as `tallystick asset stays` shows it.
		#[arg(long, value_parser = parse::time)]
		at: u64,
	},
	/// Remove the record of a stay whose data can no longer come. The deposit goes back.
	ForgetStay {
		#[command(flatten)]
		of: StreamOf,
		/// The begin of the stay, exactly as `tallystick asset stays` shows it.
		#[arg(long, value_parser = parse::time)]
		from: u64,
	},
}

/// An asset, and a stream that watches it.
#[derive(Args)]
pub(crate) struct StreamOf {
	/// The asset: its number, or its GS1 key.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
	/// The stream: DEVICE/CHANNEL.
	#[arg(value_parser = parse::stream)]
	stream: StreamArg,
}

#[derive(Args)]
pub(crate) struct ConditionArgs {
	/// The asset: its number, or its GS1 key.
	#[arg(value_parser = args::asset)]
	asset: AssetArg,
	/// Only from this time on.
	#[arg(long, value_parser = args::moment)]
	from: Option<args::Moment>,
	/// Only up to this time. Without it: up to now.
	#[arg(long, value_parser = args::moment)]
	to: Option<args::Moment>,
	/// Take only what the chain itself holds: do not ask the node for the leaves of tallies.
	#[arg(long)]
	without_leaves: bool,
}

pub(crate) async fn lend(session: &Session, command: LoanCommand) -> Result {
	let ledger = Ledger::open(session).await?;
	match command {
		LoanCommand::Lend { device, to, until } => {
			let until = until.resolve();
			let who = ledger.signer().await?.0.account();
			let record = ledger.chain.device(&device, None).await?;
			if record.is_none_or(|record| record.owner != who) {
				return Err(Failure::refused(format!(
					"{who} does not own device {}; its owner lends it",
					hex::encode(device.0)
				)));
			}
			if until.0 <= time::now() {
				return Err(Failure::usage(format!("{} has passed; name a later time", at(until))));
			}
			let name = ledger.name(to).await?;
			let included = ledger.submit(Lend { device, to, until }).await?;
			let text = format!("organisation {name} can attach the device until {}", at(until));
			let value = json!({ "device": device, "to": to, "until": until });
			done(&ledger, &included, text, value);
		},
		LoanCommand::EndLoan { device, to } => {
			let name = ledger.name(to).await?;
			if ledger.chain.view(LoanOf { device, to }, None).await?.is_none() {
				return Err(Failure::refused(format!(
					"the device is not lent to organisation {name}"
				)));
			}
			let included = ledger.submit(EndLoan { device, to }).await?;
			let text = format!("the device is no longer lent to organisation {name}");
			done(&ledger, &included, text, json!({ "device": device, "to": to }));
		},
	}
	Ok(())
}

pub(crate) async fn run(session: &Session, command: StayCommand) -> Result {
	let ledger = Ledger::open(session).await?;
	match command {
		StayCommand::Watch { of, witness } => {
			let kind = if witness { StayKind::Witness } else { StayKind::Counting };
			watch(&ledger, of, kind).await
		},
		StayCommand::Detach(of) => {
			let (asset, stream) = of.find(&ledger).await?;
			open_stay(&ledger, asset, &stream).await?;
			let included = ledger.submit(Detach { asset, stream }).await?;
			let text = format!("{} no longer watches asset {asset}", name(&ledger, &stream).await?);
			done(&ledger, &included, text, json!({ "asset": asset, "stream": stream }));
			Ok(())
		},
		StayCommand::Swap { asset, old, new } => swap(&ledger, &asset, &old, &new).await,
		StayCommand::Consent(of) => {
			let (asset, stream) = of.find(&ledger).await?;
			if open_stay(&ledger, asset, &stream).await?.consent == Consent::Given {
				return Err(Failure::refused("the custodian has consented already"));
			}
			let included = ledger.submit(ConsentTo { asset, stream }).await?;
			let text = "the device's owner can suspend, transfer or deauthorise it".to_owned();
			done(&ledger, &included, text, json!({ "asset": asset, "stream": stream }));
			Ok(())
		},
		StayCommand::Stays { asset } => stays(&ledger, &asset).await,
		StayCommand::Condition(args) => condition(&ledger, args).await,
		StayCommand::ProveBoundary { of, at } => prove_boundary(&ledger, of, Millis(at)).await,
		StayCommand::ForgetStay { of, from } => {
			let (asset, stream) = of.find(&ledger).await?;
			let from = Millis(from);
			stay_with(&ledger, asset, &stream, |stay| stay.from == from).await?;
			let included = ledger.submit(ForgetStay { asset, stream, from }).await?;
			let value = json!({ "asset": asset, "stream": stream, "from": from });
			done(&ledger, &included, "the record of the stay is removed", value);
			Ok(())
		},
	}
}

impl StreamOf {
	async fn find(&self, ledger: &Ledger<'_>) -> Result<(AssetId, StreamId)> {
		let asset = ledger.any_id(&self.asset).await?;
		Ok((asset, ledger.session.stream(&self.stream).await?))
	}
}

/// A stream by the name of its channel and its device.
pub(crate) async fn name(ledger: &Ledger<'_>, stream: &StreamId) -> Result<String> {
	let channel = channel_of(&ledger.chain, &stream.device, stream.channel).await?;
	let channel = channel.map_or_else(|| stream.channel.to_string(), |channel| channel.name);
	Ok(format!("{}/{channel}", short(&stream.device)))
}

/// A device by the begin and the end of its id.
pub(crate) fn short(device: &DeviceId) -> String {
	let digits = hex::encode(device.0);
	let (begin, end) = (digits.get(..4), digits.get(60..));
	format!("{}…{}", begin.unwrap_or_default(), end.unwrap_or_default())
}

async fn all_stays(ledger: &Ledger<'_>, asset: AssetId) -> Result<Vec<Stay>> {
	Ok(ledger.chain.view(StaysOf { asset }, None).await?)
}

async fn stay_with(
	ledger: &Ledger<'_>,
	asset: AssetId,
	stream: &StreamId,
	wanted: impl Fn(&Stay) -> bool,
) -> Result<Stay> {
	let stays = all_stays(ledger, asset).await?;
	let found = stays.into_iter().find(|stay| stay.stream == *stream && wanted(stay));
	found.ok_or_else(|| {
		Failure::refused(format!(
			"asset {asset} has no such stay of stream {}/{}; `tallystick asset stays {asset}` lists all",
			short(&stream.device),
			stream.channel
		))
	})
}

async fn open_stay(ledger: &Ledger<'_>, asset: AssetId, stream: &StreamId) -> Result<Stay> {
	stay_with(ledger, asset, stream, Stay::is_open).await
}

/// The policies of an asset, each with its number.
async fn policies(ledger: &Ledger<'_>, record: &Asset) -> Result<Vec<(PolicyId, Policy)>> {
	let mut policies = Vec::new();
	for (policy, _) in &record.policies {
		if let Some(own) = ledger.chain.view(PolicyOf { policy: *policy }, None).await? {
			policies.push((*policy, own.policy));
		}
	}
	Ok(policies)
}

/// Checks that the signer's organisation may attach a stream to an asset. Returns the chain's record of the
/// channel, and the policies of the asset by which the stream will count.
async fn ensure_attachable(
	ledger: &Ledger<'_>,
	asset: AssetId,
	record: &Asset,
	stream: &StreamId,
) -> Result<(ChannelTraits, Vec<PolicyId>)> {
	let org = ledger.org().await?;
	let StreamId { device, channel } = *stream;
	let holder = ledger.chain.holder(asset, None).await?;
	let holder =
		holder.ok_or_else(|| Failure::refused(format!("asset {asset} exists no longer")))?;
	if holder.root != asset {
		return Err(Failure::refused(format!(
			"asset {asset} is in asset {0}, and what watches that one watches it, too; attach the stream to asset {0}",
			holder.root
		)));
	}
	if holder.custodian != org {
		return Err(Failure::refused(format!(
			"asset {asset} is in the custody of organisation {}, who can attach streams",
			ledger.name(holder.custodian).await?
		)));
	}
	let unknown = || Failure::refused(format!("the chain does not know device {}", short(&device)));
	let found = ledger.chain.device(&device, None).await?.ok_or_else(unknown)?;
	if !found.status.is_active() {
		return Err(Failure::refused(format!(
			"device {} is {}; attach another one",
			short(&device),
			format!("{:?}", found.status).to_lowercase()
		)));
	}
	if found.org != org {
		let loan = ledger.chain.view(LoanOf { device, to: org }, None).await?;
		let lent = loan.is_some_and(|loan| {
			loan.owner == found.owner && loan.tenure == found.tenure && loan.until.0 >= time::now()
		});
		if !lent {
			return Err(Failure::refused(format!(
				"device {} belongs to organisation {}, and is not lent to yours; ask them for `tallystick device lend`",
				short(&device),
				ledger.name(found.org).await?
			)));
		}
	}
	let found = channel_of(&ledger.chain, &device, channel).await?;
	let found = found.ok_or_else(|| {
		Failure::refused(format!("device {} has no channel {channel}", short(&device)))
	})?;
	let unit = Unit::new(found.unit.as_bytes()).ok_or_else(|| {
		Failure::refused("the unit that the chain has for the channel is invalid")
	})?;
	let traits = ChannelTraits {
		kind: found.kind,
		unit,
		exponent: found.exponent,
		limits: found.limits,
		period: found.period,
		write: found.write,
	};
	let policies = policies(ledger, record).await?;
	let fitting = policies.into_iter().filter(|(_, policy)| policy.check(&traits).is_ok());
	Ok((traits, fitting.map(|(id, _)| id).collect()))
}

fn by_policies(fitting: &[PolicyId]) -> String {
	match fitting {
		[] => ", but no policy of the asset fits the channel, so nothing is counted yet".into(),
		[one] => format!(", by policy {one}"),
		several => {
			let several: Vec<_> = several.iter().map(ToString::to_string).collect();
			format!(", by policies {}", several.join(", "))
		},
	}
}

/// Of these policies, those by which data of a device count as doubtful if it is not calibrated.
fn doubtful_uncalibrated(
	calibration: Option<&Calibration>,
	policies: &[(PolicyId, Policy)],
	now: Millis,
) -> Vec<PolicyId> {
	if calibration.is_some_and(|calibration| calibration.covers(now)) {
		return Vec::new();
	}
	let doubts = |policy: &Policy| !policy.ignored.contains(Facts::UNCALIBRATED);
	policies.iter().filter(|(_, policy)| doubts(policy)).map(|(id, _)| *id).collect()
}

/// Warns if the device of a stream is not calibrated and a policy does not ignore that.
async fn warn_of_calibration(
	ledger: &Ledger<'_>,
	record: &Asset,
	stream: &StreamId,
	fitting: &[PolicyId],
) -> Result<Vec<PolicyId>> {
	let mut policies = policies(ledger, record).await?;
	policies.retain(|(policy, _)| fitting.contains(policy));
	let device = ledger.chain.device(&stream.device, None).await?;
	let calibration = device.and_then(|device| device.calibration);
	let doubtful = doubtful_uncalibrated(calibration.as_ref(), &policies, Millis(time::now()));
	for policy in &doubtful {
		eprintln!(
			"WARNING: device {} has no valid calibration, and policy {policy} does not ignore that: its data are doubtful, and may count as missing time; have the device calibrated first, or attach another one",
			short(&stream.device)
		);
	}
	Ok(doubtful)
}

async fn watch(ledger: &Ledger<'_>, of: StreamOf, kind: StayKind) -> Result {
	let (asset, stream) = of.find(ledger).await?;
	let record = ledger.asset(asset).await?;
	let (traits, fitting) = ensure_attachable(ledger, asset, &record, &stream).await?;
	for stay in all_stays(ledger, asset).await?.iter().filter(|stay| stay.is_open()) {
		if stay.stream == stream {
			return Err(Failure::refused(format!("the stream watches asset {asset} already")));
		}
		let counting = StayKind::Counting;
		if (kind, stay.kind) == (counting, counting) && stay.unit == traits.unit {
			return Err(Failure::refused(format!(
				"{} counts for asset {asset} in the same unit; put this one in its place with `tallystick asset swap`, or add --witness",
				name(ledger, &stay.stream).await?
			)));
		}
	}
	let doubtful = warn_of_calibration(ledger, &record, &stream, &fitting).await?;
	let included = ledger.submit(Attach { asset, stream, kind }).await?;
	let role = match kind {
		StayKind::Counting => "counts for",
		StayKind::Witness => "is a witness of",
	};
	let text =
		format!("{} {role} asset {asset}{}", name(ledger, &stream).await?, by_policies(&fitting));
	let value = json!({
		"asset": asset, "stream": stream, "kind": kind, "policies": fitting, "uncalibratedFor": doubtful,
	});
	done(ledger, &included, text, value);
	Ok(())
}

async fn swap(ledger: &Ledger<'_>, asset: &AssetArg, old: &StreamArg, new: &StreamArg) -> Result {
	let (asset, record) = ledger.find(asset).await?;
	let (old, new) = (ledger.session.stream(old).await?, ledger.session.stream(new).await?);
	if old == new {
		return Err(Failure::usage("the two streams are the same one"));
	}
	let stay = open_stay(ledger, asset, &old).await?;
	let (traits, fitting) = ensure_attachable(ledger, asset, &record, &new).await?;
	let lost = stay.policies.iter().map(|counted| counted.policy);
	if let Some(policy) = lost.into_iter().find(|policy| !fitting.contains(policy)) {
		return Err(Failure::refused(format!(
			"policy {policy} counts by {}, and {} does not fit it; name a stream of the same kind and unit (`tallystick policy show {policy}`), or end the stay with `tallystick asset detach`",
			name(ledger, &old).await?,
			name(ledger, &new).await?
		)));
	}
	if traits.unit != stay.unit {
		eprintln!(
			"note: the new stream measures {}, the old one {}",
			traits.unit.as_str(),
			stay.unit.as_str()
		);
	}
	let doubtful = warn_of_calibration(ledger, &record, &new, &fitting).await?;
	let included = ledger.submit(Swap { asset, old, new }).await?;
	let text = format!(
		"{} watches asset {asset} in the place of {}{}",
		name(ledger, &new).await?,
		name(ledger, &old).await?,
		by_policies(&fitting)
	);
	let value = json!({
		"asset": asset, "old": old, "new": new, "policies": fitting, "uncalibratedFor": doubtful,
	});
	done(ledger, &included, text, value);
	Ok(())
}

fn kind_name(kind: StayKind) -> &'static str {
	match kind {
		StayKind::Counting => "counting",
		StayKind::Witness => "witness",
	}
}

async fn stays(ledger: &Ledger<'_>, asset: &AssetArg) -> Result {
	let (asset, _) = ledger.find_any(asset).await?;
	let stays = all_stays(ledger, asset).await?;
	let mut rows = Vec::new();
	for stay in &stays {
		let policies: Vec<_> = stay.policies.iter().map(|of| of.policy.to_string()).collect();
		let policies = match policies.is_empty() {
			true => "no policy".into(),
			false => format!("policies {}", policies.join(", ")),
		};
		let to = stay.to.map_or_else(|| "goes on".into(), |to| format!("to {}", at(to)));
		let consent = match (stay.consent, stay.is_open()) {
			(Consent::Given, true) => "the owner may take the device away",
			_ => "",
		};
		let stream = name(ledger, &stay.stream).await?;
		let from = format!("from {}", at(stay.from));
		let row = vec![stream, kind_name(stay.kind).into(), from, to, policies, consent.into()];
		rows.push(row);
	}
	let text = match rows.is_empty() {
		true => format!("no stream has watched asset {asset} itself"),
		false => text::table(&rows),
	};
	ledger.session.say(text, json!(stays));
	Ok(())
}

/// How the amounts of a policy are written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Amounts {
	/// Milliseconds.
	Time,
	/// Channel units times milliseconds.
	Degrees(Scale),
	/// Units of a table times milliseconds.
	Table,
}

/// Whether a figure that has to be rounded may become less or more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Rounding {
	Down,
	Up,
}

/// What a policy measures, and how its amounts are written.
pub(crate) fn measured(policy: &Policy) -> (String, Amounts) {
	let unit = policy.unit.as_str().to_owned();
	let scale = Scale { name: None, unit: Some(unit), exponent: Some(policy.exponent) };
	let value = |value: i32| scale.value(value.into());
	match &policy.measure {
		Measure::Above(bound) => (format!("time above {}", value(*bound)), Amounts::Time),
		Measure::Below(bound) => (format!("time below {}", value(*bound)), Amounts::Time),
		Measure::Missing => ("time without data".into(), Amounts::Time),
		Measure::Convex(table) => {
			let bound = table.breakpoints().first().map(|point| point.at);
			let is = |other: std::result::Result<_, _>| other.is_ok_and(|other| other == *table);
			match bound {
				Some(bound) if is(degrees_above(bound, 1)) => {
					(format!("excess over {}", value(bound)), Amounts::Degrees(scale))
				},
				Some(bound) if is(degrees_below(bound, 1)) => {
					(format!("excess below {}", value(bound)), Amounts::Degrees(scale))
				},
				_ => ("table".into(), Amounts::Table),
			}
		},
	}
}

impl Amounts {
	fn rounded(&self, amount: u128, rounding: Rounding) -> String {
		let (per, exponent, unit) = match self {
			Self::Time => return text::span(amount),
			Self::Degrees(scale) => {
				let unit = scale.unit.as_deref().unwrap_or_default();
				(60_000, scale.exponent.unwrap_or_default(), format!("{unit}·min"))
			},
			Self::Table => (3_600_000, 0, "unit·h".into()),
		};
		let thousandths = amount.checked_mul(1_000).map(|amount| match rounding {
			Rounding::Down => amount / per,
			Rounding::Up => amount.div_ceil(per),
		});
		let thousandths = thousandths.and_then(|amount| i128::try_from(amount).ok());
		let (Some(thousandths), Some(places)) = (thousandths, exponent.checked_sub(3)) else {
			return format!("{amount} ms");
		};
		let number = text::scaled(thousandths, places);
		let number = match number.contains('.') {
			true => number.trim_end_matches('0').trim_end_matches('.'),
			false => &number,
		};
		format!("{number} {unit}")
	}

	/// Bounds: the lower one rounded down, the upper one up.
	pub(crate) fn write(&self, bounds: &Bounds) -> String {
		let lower = self.rounded(bounds.lower, Rounding::Down);
		let upper = self.rounded(bounds.upper, Rounding::Up);
		match lower == upper {
			true => upper,
			false => format!("{lower} – {upper}"),
		}
	}
}

/// The leaf of a tally that counts a moment, if the node has it.
pub(crate) async fn leaf_at(
	ledger: &Ledger<'_>,
	stream: &StreamId,
	moment: Millis,
	block: Option<&Hash>,
) -> Result<Option<LeafProof>> {
	let leaves = ledger.chain.tally_leaves(stream, moment, moment.saturating_add(1), block).await?;
	Ok(leaves.into_iter().find(|proof| proof.leaf.covers(moment.0)))
}

/// An observation: the time that it counts, what is odd about it, and the time in it without readings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Heard {
	from: u64,
	to: u64,
	facts: Facts,
	gap: (u64, u64),
}

/// Why time in which a stream watched counts as missing or doubtful by a policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Doubts {
	/// How many observations are known of the time.
	known: usize,
	/// How many of them are doubtful.
	doubtful: usize,
	/// What is odd about those.
	facts: Facts,
	/// How many gaps there are.
	gaps: usize,
}

impl Doubts {
	fn of(heard: impl IntoIterator<Item = Heard>, ignored: Facts, from: u64, to: u64) -> Self {
		let mut all = Self::default();
		for Heard { facts, gap, .. } in
			heard.into_iter().filter(|heard| heard.from < to && from < heard.to)
		{
			all.known = all.known.saturating_add(1);
			let odd = facts.without(NO_EFFECT).without(ignored);
			if odd != Facts::NONE {
				all.doubtful = all.doubtful.saturating_add(1);
				all.facts = all.facts.with(odd);
			}
			if gap.0.max(from) < gap.1.min(to) {
				all.gaps = all.gaps.saturating_add(1);
			}
		}
		all
	}

	/// In words, unless nothing is known.
	pub(crate) fn words(&self, policy: PolicyId) -> Option<String> {
		let facts: Vec<_> = self.facts.names().collect();
		let doubtful = (self.doubtful > 0).then(|| {
			format!(
				"{} of {} doubtful ({}), which policy {policy} does not ignore",
				self.doubtful,
				text::count(self.known as u64, "known observation is", "known observations are"),
				facts.join(", ")
			)
		});
		let gaps = (self.gaps > 0).then(|| {
			format!("readings are missing in {}", text::count(self.gaps as u64, "gap", "gaps"))
		});
		let parts: Vec<_> = doubtful.into_iter().chain(gaps).collect();
		(!parts.is_empty()).then(|| parts.join("; "))
	}

	pub(crate) fn json(&self, stream: &StreamId, policy: PolicyId) -> Value {
		json!({
			"stream": stream,
			"policy": policy,
			"observations": self.known,
			"doubtful": self.doubtful,
			"facts": self.facts,
			"gaps": self.gaps,
		})
	}
}

/// Why a policy counts time of a stream as missing or doubtful. Uses the leaves of its tally that the node
/// has, or else the newest leaf.
pub(crate) async fn doubts(
	ledger: &Ledger<'_>,
	stream: &StreamId,
	policy: PolicyId,
	(from, to): (Millis, Millis),
	block: &Hash,
	with_leaves: bool,
) -> Result<Doubts> {
	let Some(tally) = ledger.chain.view(TallyOf { stream: *stream }, Some(block)).await? else {
		return Ok(Doubts::default());
	};
	let (Some(meter), Some(own)) =
		(tally.meter(policy), ledger.chain.view(PolicyOf { policy }, Some(block)).await?)
	else {
		return Ok(Doubts::default());
	};
	let found = match with_leaves {
		true => ledger.chain.tally_leaves(stream, from, to, Some(block)).await.ok(),
		false => None,
	};
	let leaves = match found {
		Some(proofs) => proofs.into_iter().map(|proof| proof.leaf).collect(),
		None => tally.last.clone().into_iter().collect::<Vec<_>>(),
	};
	let heard = leaves.iter().map(|leaf| Heard {
		from: leaf.before.until,
		to: leaf.end(),
		facts: leaf.facts,
		gap: leaf.gap(&meter),
	});
	Ok(Doubts::of(heard, own.policy.ignored, from.0, to.0))
}

async fn condition(ledger: &Ledger<'_>, args: ConditionArgs) -> Result {
	let (asset, _) = ledger.find_any(&args.asset).await?;
	let (from, to) = (args.from.map(|from| from.at), args.to.map(|to| to.at));
	if let (Some(from), Some(to)) = (from, to) {
		if from >= to {
			return Err(Failure::usage(format!("{} is not before {}", at(from), at(to))));
		}
	}
	let block = ledger.chain.best().await?.hash;
	let of = |proofs| Condition { asset, from, to, proofs };
	let unknown = || Failure::refused(format!("the chain does not know asset {asset}"));
	let mut figures = ledger.chain.view(of(vec![]), Some(&block)).await?.ok_or_else(unknown)?;
	let unproven = |figures: &[Figure]| {
		let mut moments: Vec<_> = figures
			.iter()
			.filter(|figure| figure.known == Knowledge::Unproven)
			.flat_map(|figure| [(figure.stream, figure.from), (figure.stream, figure.to)])
			.collect();
		moments.sort();
		moments.dedup();
		moments
	};
	if !args.without_leaves {
		let mut proofs = Vec::new();
		for (stream, moment) in unproven(&figures) {
			match leaf_at(ledger, &stream, moment, Some(&block)).await {
				Ok(found) => proofs.extend(found),
				Err(failure) => {
					eprintln!("note: the leaves of the tallies are missing: {failure}");
					break;
				},
			}
		}
		if !proofs.is_empty() {
			figures = ledger.chain.view(of(proofs), Some(&block)).await?.ok_or_else(unknown)?;
		}
	}
	let missing = still_unproven(ledger, &unproven(&figures), &block).await?;
	let mut why = Vec::new();
	for figure in figures.iter().filter(|figure| figure.missing.upper > 0) {
		let time = (figure.from, figure.to);
		let (stream, policy) = (figure.stream, figure.policy);
		let found = doubts(ledger, &stream, policy, time, &block, !args.without_leaves).await?;
		why.push((stream, policy, found));
	}
	say_condition(ledger, asset, &figures, &missing, &why).await
}

/// Of these moments, those that the newest leaf does not count.
async fn still_unproven(
	ledger: &Ledger<'_>,
	moments: &[(StreamId, Millis)],
	block: &Hash,
) -> Result<Vec<(StreamId, Millis)>> {
	let mut tallies = BTreeMap::new();
	for (stream, _) in moments {
		if !tallies.contains_key(stream) {
			let tally = ledger.chain.view(TallyOf { stream: *stream }, Some(block)).await?;
			tallies.insert(*stream, tally);
		}
	}
	let missing = |(stream, moment): &&(StreamId, Millis)| {
		let tally = tallies.get(stream).and_then(Option::as_ref);
		tally.is_some_and(|tally| {
			let newest = tally.last.as_ref().is_some_and(|leaf| leaf.covers(moment.0));
			moment.0 < tally.until.until && !newest
		})
	};
	Ok(moments.iter().filter(missing).copied().collect())
}

async fn say_condition(
	ledger: &Ledger<'_>,
	asset: AssetId,
	figures: &[Figure],
	missing: &[(StreamId, Millis)],
	why: &[(StreamId, PolicyId, Doubts)],
) -> Result {
	let mut rows = vec![["stream", "", "policy", "", "from", "to", "amount", "missing", ""]
		.map(ToOwned::to_owned)
		.to_vec()];
	for figure in figures {
		let policy = ledger.chain.view(PolicyOf { policy: figure.policy }, None).await?;
		let (what, amounts) = match &policy {
			Some(own) => measured(&own.policy),
			None => ("?".into(), Amounts::Table),
		};
		let (value, gone, known) = match figure.known {
			Knowledge::Unproven => ("?".into(), "?".into(), "unproven"),
			known => {
				let gone = Amounts::Time.write(&figure.missing);
				let word = if known == Knowledge::Complete { "" } else { "more data may come" };
				(amounts.write(&figure.value), gone, word)
			},
		};
		rows.push(vec![
			name(ledger, &figure.stream).await?,
			kind_name(figure.kind).into(),
			figure.policy.to_string(),
			what,
			at(figure.from),
			at(figure.to),
			value,
			gone,
			known.into(),
		]);
	}
	let mut out = match figures.is_empty() {
		true => format!("nothing has watched asset {asset} by a policy in this time"),
		false => text::table(&rows),
	};
	for (stream, policy, doubts) in why {
		if let Some(words) = doubts.words(*policy) {
			out.push_str(&format!("\n{}: {words}", name(ledger, stream).await?));
		}
	}
	for (stream, moment) in missing {
		out.push_str(&format!(
			"\n{} at {}: bring the leaf that counts this moment. Another node may have it; once somebody has it, \
			`tallystick asset prove-boundary` has the chain keep it",
			name(ledger, stream).await?,
			at(*moment)
		));
	}
	let missing: Vec<Value> =
		missing.iter().map(|(stream, at)| json!({ "stream": stream, "at": at })).collect();
	let why: Vec<Value> =
		why.iter().map(|(stream, policy, doubts)| doubts.json(stream, *policy)).collect();
	let value = json!({ "asset": asset, "figures": figures, "unproven": missing, "doubts": why });
	ledger.session.say(out, value);
	Ok(())
}

async fn prove_boundary(ledger: &Ledger<'_>, of: StreamOf, moment: Millis) -> Result {
	let (asset, stream) = of.find(ledger).await?;
	let ends = |stay: &Stay| stay.from == moment || stay.to == Some(moment);
	stay_with(ledger, asset, &stream, ends).await?;
	let proof = leaf_at(ledger, &stream, moment, None).await?.ok_or_else(|| {
		Failure::refused(format!(
			"no observation counts {}: data of that time have not come, or the node keeps no leaves; \
			ask a node that runs with --enable-offchain-indexing true",
			at(moment)
		))
	})?;
	let number = proof.leaf.number;
	let included = ledger.submit(ProveBoundary { asset, at: moment, proof }).await?;
	let text = format!("the chain keeps leaf {number}, which counts {}", at(moment));
	let value = json!({ "asset": asset, "stream": stream, "at": moment, "leaf": number });
	done(ledger, &included, text, value);
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_condition::{table::ShelfLife, Doubt, Probe};

	fn policy(measure: Measure) -> Policy {
		Policy {
			measure,
			unit: Unit::new(b"Cel").unwrap(),
			exponent: -1,
			probe: Probe::Air,
			stands: Policy::DEFAULT_STANDS,
			spacing: Policy::DEFAULT_SPACING,
			hot: 150,
			cold: -50,
			ignored: Facts::NONE,
			oversampled: Doubt::Doubtful,
		}
	}

	#[test]
	fn amounts_are_written_in_the_units_of_their_policy() {
		let of = |measure, lower, upper| {
			let (what, amounts) = measured(&policy(measure));
			(what, amounts.write(&Bounds { lower, upper }))
		};
		let shown = |what: &str, amount: &str| (what.to_owned(), amount.to_owned());
		// The example of docs/condition.md.
		let warm = || Measure::Convex(degrees_above(80, 1).unwrap());
		assert_eq!(
			of(warm(), 588_000, 624_000),
			shown("excess over 8.0 Cel", "0.98 Cel·min – 1.04 Cel·min")
		);
		assert_eq!(of(warm(), 600_000, 600_000), shown("excess over 8.0 Cel", "1 Cel·min"));
		// Rounded outwards.
		assert_eq!(of(warm(), 1, 1).1, "0 Cel·min – 0.0001 Cel·min");
		assert_eq!(
			of(Measure::Convex(degrees_below(20, 1).unwrap()), 0, 0),
			shown("excess below 2.0 Cel", "0 Cel·min")
		);
		assert_eq!(
			of(Measure::Above(80), 60_000, 90_500),
			shown("time above 8.0 Cel", "1 min – 1 min 30.5 s")
		);
		assert_eq!(of(Measure::Below(-5), 0, 0), shown("time below -0.5 Cel", "0 s"));
		assert_eq!(of(Measure::Missing, 1_000, 1_000), shown("time without data", "1 s"));
		let rule =
			ShelfLife { q10: 2_500, exponent: -1, reference: 40, low: -50, high: 400, step: 8 };
		let table = Measure::Convex(rule.table().unwrap());
		assert_eq!(
			of(table, 3_600_000_000_000, 3_600_000_000_000),
			shown("table", "1000000 unit·h")
		);
		of(warm(), u128::MAX, u128::MAX);
	}

	#[test]
	fn a_device_without_valid_calibration_is_doubtful_unless_the_policy_ignores_it() {
		let strict = policy(Measure::Missing);
		let lenient = Policy { ignored: Facts::UNCALIBRATED, ..policy(Measure::Missing) };
		let policies = [(PolicyId(3), strict), (PolicyId(4), lenient)];
		let calibration = Calibration {
			certificate: [1; 32],
			since: Millis(10),
			until: Millis(20),
			by: OrgId(0),
		};
		let of = |calibration, now| doubtful_uncalibrated(calibration, &policies, Millis(now));
		assert_eq!(of(None, 15), [PolicyId(3)]);
		assert_eq!(of(Some(&calibration), 21), [PolicyId(3)]);
		assert!(of(Some(&calibration), 20).is_empty());
	}

	#[test]
	fn doubts_name_the_facts_that_a_policy_does_not_ignore_and_count_gaps() {
		let heard = |from, facts, gap| Heard { from, to: from + 10, facts, gap };
		let all = [
			heard(0, Facts::FORK, (0, 0)),
			heard(10, Facts::UNCALIBRATED.with(Facts::LATE), (10, 14)),
			heard(20, Facts::LATE.with(Facts::GAP), (20, 20)),
			heard(30, Facts::UNCALIBRATED, (30, 30)),
		];
		let doubts = Doubts::of(all, Facts::LATE, 10, 40);
		let expected = Doubts { known: 3, doubtful: 2, facts: Facts::UNCALIBRATED, gaps: 1 };
		assert_eq!(doubts, expected);
		assert_eq!(
			doubts.words(PolicyId(3)).unwrap(),
			"2 of 3 known observations are doubtful (uncalibrated), which policy 3 does not ignore; readings are missing in 1 gap"
		);
		assert_eq!(Doubts::of(all, Facts::LATE, 20, 30).words(PolicyId(3)), None);
		// A gap counts only if it lies in the time that is asked for.
		assert_eq!(Doubts::of(all, Facts::LATE, 14, 20).gaps, 0);
	}

	#[test]
	fn a_device_is_shown_by_the_ends_of_its_id() {
		assert_eq!(short(&DeviceId([0xab; 32])), "abab…abab");
	}
}
