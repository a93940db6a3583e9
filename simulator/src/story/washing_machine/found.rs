//! From nothing to a machine that may buy: its owner's mandates, its needs, and the rules that order.

use super::{
	cast::{self, Cast, Vendor},
	sale::sell,
	Hooks, Options,
};
use crate::{
	identity,
	register::channels,
	story::{
		lapse::Lapse,
		ledger::{act, ensure_member, event, send},
		StoryError, TALLY,
	},
	Channel, Identity, Point, Series,
};
use std::sync::Arc;
use tallystick_client::{
	automation::{calls as rules, events::SiteOpened, RuleSettings},
	device_registry::{calls::SetCalibration, events::ModelDefined},
	procurement::{calls, events, Category, Machine, MandateTerms, Warranty},
	records::{MandateId, Millis, NeedId},
	rules::{text, Band, Condition, Site, SiteId, Weekly},
	Call, ChannelKind, Registration,
};
use tallystick_evidence::{Crypto, Hash, Limits, Native};
use tallystick_gs1::Text;

pub(super) const HOUR: u64 = 3_600_000;
pub(super) const DAY: u64 = 24 * HOUR;
const URI: &str = "urn:tallystick:washing-machine";
/// The place of the key with which the works endorse the machine.
const MAKER: u32 = 1_000;
/// Fewest milliseconds between two evaluations of a rule.
const INTERVAL: u32 = 60_000;

/// The machine's channels.
pub(super) const DETERGENT: u16 = 0;
pub(super) const CYCLES: u16 = 1;
pub(super) const POWER: u16 = 2;
pub(super) const PUMP: u16 = 3;
pub(super) const ERROR: u16 = 4;

/// Numbers of classes on which this consortium agrees, and the part number of the filter.
const CLASS_DETERGENT: u32 = 10_000_405;
const CLASS_FILTER: u32 = 10_005_220;
const PART: &str = "PF-1400";
/// A filter for other machines.
const OTHER_PART: &str = "PF-1200";
/// The consortium's own number for repairs in the house.
const CLASS_REPAIR: u32 = 90_000_001;

/// What rules and mandates accept: a machine at home may be switched off, and its messages come when there is a connection.
const ALLOWED: &str = "allow restart late";

/// In which minutes of a day a rule asks again for what is still lacking.
const AGAIN: std::ops::Range<u16> = 10 * 60..11 * 60;

/// What the mandates say of time, in milliseconds.
pub(super) const VETO: u64 = 4 * HOUR;
const WITHIN: u64 = 3 * DAY;
const WINDOW: u64 = DAY;
/// The length of a period of the first mandates.
const PERIOD: u64 = 28 * DAY;
const LASTS: u64 = 90 * DAY;

/// Gross prices that the mandates permit for a unit and an order of detergent, and of filters.
pub(super) const DETERGENT_CEILING: u128 = 15 * TALLY;
const FILTER_CEILING: u128 = 30 * TALLY;
/// The same for a repair, whoever pays it.
const REPAIR_CEILING: u128 = 90 * TALLY;

/// What is wanted of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Want {
	pub(super) category: Category,
	pub(super) need: NeedId,
}

/// What there is before anything is ordered.
pub(super) struct Found {
	pub(super) cast: Cast,
	pub(super) genesis: Hash,
	pub(super) identity: Identity,
	pub(super) series: Arc<Series>,
	pub(super) site: SiteId,
	pub(super) detergent: Want,
	pub(super) filter: Want,
	pub(super) repair: Want,
	/// The mandate for detergent. It has successors.
	pub(super) mandate: MandateId,
	/// The works' mandate for repairs under their warranties.
	pub(super) warranted: MandateId,
	/// What the works have promised.
	pub(super) warranty: Warranty,
	/// Filters that fit other machines. Nobody needs them.
	pub(super) other: Category,
}

fn channel(
	name: &str,
	unit: &str,
	exponent: i8,
	kind: ChannelKind,
	high: i64,
	period: u64,
) -> Channel {
	let period = u32::try_from(period).unwrap_or(u32::MAX);
	Channel {
		name: name.into(),
		unit: unit.into(),
		exponent,
		kind,
		limits: Limits { low: 0, high },
		period,
	}
}

fn series() -> Arc<Series> {
	use ChannelKind::{Counter, Gauge};
	let minute = HOUR / 60;
	let channels = vec![
		channel("detergent", "%", -1, Gauge, 1_000, HOUR),
		channel("cycles", "", 0, Counter, 1_000_000, HOUR),
		channel("power", "W", -1, Gauge, 30_000, minute),
		channel("pump_current", "A", -2, Gauge, 200, minute),
		channel("error", "", 0, Gauge, 99, HOUR),
	];
	Arc::new(Series { channels, points: vec![Point { channel: 0, time: 0, value: 0 }] })
}

/// The seed of the machine's key: apart from those of fleets, which may be on the same chain.
fn keys(seed: u64) -> u64 {
	seed.wrapping_add(u64::from_be_bytes(*b"laundry!"))
}

/// A category, with a part number or without.
fn category(class: u32, part: Option<&str>) -> Result<Category, StoryError> {
	Ok(Category { class, part: part.map(Text::new).transpose()? })
}

/// A condition on one of the machine's channels.
fn condition(text: &str) -> Result<Option<Condition>, StoryError> {
	let parsed = Condition::parse(text);
	Ok(Some(parsed.map_err(|error| StoryError::otherwise(error.to_string()))?))
}

impl Found {
	/// The text of a condition on what the machine last signed.
	fn when(&self, wanted: &Want, comparison: &str) -> String {
		let device = hex::encode(self.identity.id.0);
		let (name, input) = self.input(wanted);
		format!("device washer = 0x{device}\nin {name} = {input}\nwhen {name} {comparison}\n")
	}

	fn input(&self, wanted: &Want) -> (&'static str, String) {
		let (name, source) = match wanted.category.class {
			CLASS_DETERGENT => ("level", format!("{DETERGENT}.last as 0.1 %")),
			CLASS_FILTER => ("pump", format!("{PUMP}.max as 0.01 A")),
			_ => ("code", format!("{ERROR}.last as 1")),
		};
		(name, format!("washer/{source} max_age 2 d {ALLOWED}"))
	}

	/// On what is ordered: when little detergent is left, when the pump draws much, when the machine is broken.
	fn lacking(&self, wanted: &Want) -> &'static str {
		match wanted.category.class {
			CLASS_DETERGENT => "< 10 %",
			CLASS_FILTER => "> 0.55 A",
			_ => ">= 30",
		}
	}

	/// The rule that orders: as soon as the machine lacks something, and each morning again.
	fn rule(&self, name: &str, wanted: &Want) -> String {
		let (device, need) = (hex::encode(self.identity.id.0), wanted.need.0);
		let (input, source) = self.input(wanted);
		let lacking = self.lacking(wanted);
		format!(
			"rule {name} site {}\n\
			 device washer = 0x{device}\n\
			 in {input} = {source}\n\
			 in asked = need {need}.open\n\
			 let lacking = {input} {lacking}\n\
			 order {need} when lacking && !asked\n\
			 order {need} when lacking && weekly(0)\n\
			 alarm {name}.lacking notice when lacking\n",
			self.site
		)
	}

	/// What a mandate for detergent says, for orders of a period up to this.
	pub(super) fn terms(&self, now: u64, per_period: u128, vendors: &[Vendor]) -> MandateTerms {
		MandateTerms {
			categories: vec![self.detergent.category],
			vendors: vendors.iter().map(|vendor| self.cast.vendor(*vendor).org).collect(),
			arbiters: vec![self.cast.office.account()],
			per_unit: DETERGENT_CEILING,
			per_order: DETERGENT_CEILING,
			per_period,
			period: PERIOD,
			veto: VETO,
			within: WITHIN,
			window: WINDOW,
			arbitration: WINDOW,
			filled: 0,
			until: Millis(now.saturating_add(LASTS)),
		}
	}

	/// The call that gives the machine a mandate for detergent.
	pub(super) fn grant(&self, terms: MandateTerms) -> Result<calls::GrantMandate, StoryError> {
		let machine = Machine::Device(self.identity.id);
		let text = self.when(&self.detergent, self.lacking(&self.detergent));
		Ok(calls::GrantMandate { machine, terms, condition: condition(&text)? })
	}

	/// What mandates for repairs say.
	fn repairs(&self, now: u64, veto: u64) -> MandateTerms {
		MandateTerms {
			categories: vec![self.repair.category],
			vendors: Vendor::REPAIRS.map(|vendor| self.cast.vendor(vendor).org).to_vec(),
			per_unit: REPAIR_CEILING,
			per_order: REPAIR_CEILING,
			per_period: 2 * REPAIR_CEILING,
			veto,
			..self.terms(now, 0, &[])
		}
	}

	/// Where parcels go, as vendors get it in private.
	pub(super) fn address() -> Hash {
		Native::hash(&[b"the address of the household, which vendors get in private"])
	}
}

/// Organisations, the machine, its site, mandates, needs and rules.
pub(super) async fn found<H: Hooks>(
	lapse: &mut Lapse,
	options: &Options,
	hooks: &mut H,
) -> Result<Found, StoryError> {
	let chain = lapse.chain.clone();
	let who = identity(keys(options.seed), 0);
	if chain.device(&who.id, None).await?.is_some() {
		return Err(StoryError::option(format!(
			"the washing machine of seed {} is on this chain already; take another --seed",
			options.seed
		)));
	}
	ensure_member(&chain, options.gateway).await?;
	let cast = lapse.along(cast::found(&chain, &options.council, options.seed)).await?;
	let warranty = sell(lapse, &cast, options.seed).await?;
	let placeholder = Want { category: category(CLASS_DETERGENT, None)?, need: NeedId(0) };
	let mut found = Found {
		genesis: chain.genesis().await?,
		identity: who,
		series: series(),
		site: SiteId(0),
		detergent: placeholder,
		filter: Want { category: category(CLASS_FILTER, Some(PART))?, ..placeholder },
		repair: Want { category: category(CLASS_REPAIR, None)?, ..placeholder },
		mandate: MandateId(0),
		warranted: MandateId(0),
		warranty,
		other: category(CLASS_FILTER, Some(OTHER_PART))?,
		cast,
	};
	register(lapse, options, &found).await?;
	hooks.tell("The works sell a washing machine with a warranty. It signs detergent, washes, power, the current of its pump, and errors.");
	let bands = vec![Band { days: 0x7f, from: AGAIN.start, to: AGAIN.end }];
	let tables = vec![Weekly(bands.try_into().unwrap_or_default())];
	let site = Site { tables: tables.try_into().unwrap_or_default(), ..Site::default() };
	let owner = found.cast.household.signer.clone();
	let opened = lapse.along(act(&chain, &owner, rules::OpenSite { site })).await?;
	found.site = event::<SiteOpened>(&opened)?.site;
	permit(lapse, &mut found).await?;
	hooks.tell(
		"Its owner permits it to buy detergent while less than 10 % is left, for at most 15 TALLY, and a filter of this part number \
		 while the pump draws more than 0.55 A, for at most 30 TALLY. A repair costs at most 90 TALLY; the works are asked first.",
	);
	deploy(lapse, &found).await?;
	hooks.tell("Three rules have these needs ordered: at once, and each morning again. Nobody else orders anything.");
	Ok(found)
}

/// The works define the model, endorse and calibrate the machine; the household registers it, and lets the gateway speak for it.
async fn register(lapse: &mut Lapse, options: &Options, found: &Found) -> Result<(), StoryError> {
	let (chain, cast, who) = (lapse.chain.clone(), &found.cast, &found.identity);
	let maker = identity(keys(options.seed), MAKER);
	let thing = found.series.thing();
	let define = Call::define_model(&thing, URI, &channels(&found.series), &[maker.key]);
	let defined = lapse.along(act(&chain, &cast.works.signer, define)).await?;
	let registration = Registration {
		key: who.key,
		owner: cast.household.account().0,
		model: event::<ModelDefined>(&defined)?.model.0,
		metadata: [0; 32],
		expires: lapse.now.saturating_add(DAY),
	};
	let lost = || StoryError::otherwise("the machine cannot be registered");
	let consent = who.secret.sign(&registration.message(&found.genesis).ok_or_else(lost)?);
	let word = registration.endorsed(&found.genesis, &maker.secret).ok_or_else(lost)?;
	let calls = [
		Call::register_endorsed(&registration, &consent, word),
		Call::authorize_gateway(None, &options.gateway),
	];
	lapse.along(send(&chain, &cast.household.signer, &calls)).await?;
	let certificate = Native::hash(&[b"certificate of the machine's calibration"]);
	let until = Millis(lapse.now.saturating_add(LASTS));
	let calibrate = SetCalibration { device: who.id, certificate, until };
	lapse.along(act(&chain, &cast.works.signer, calibrate)).await.map(drop)
}

/// The owner's mandates and the works', and what the machine may lack.
async fn permit(lapse: &mut Lapse, found: &mut Found) -> Result<(), StoryError> {
	let (chain, owner) = (lapse.chain.clone(), found.cast.household.signer.clone());
	let terms = found.terms(lapse.now, 4 * DETERGENT_CEILING, &Vendor::DETERGENT);
	let parts = vec![found.cast.vendor(Vendor::Parts).org, found.cast.vendor(Vendor::Market).org];
	let of_filters = MandateTerms {
		categories: vec![found.filter.category],
		vendors: parts,
		per_unit: FILTER_CEILING,
		per_order: FILTER_CEILING,
		per_period: FILTER_CEILING,
		..terms.clone()
	};
	let of_detergent = found.grant(terms)?;
	let machine = of_detergent.machine;
	let other = |wanted: &Want, terms| {
		let condition = condition(&found.when(wanted, found.lacking(wanted)))?;
		Ok::<_, StoryError>(calls::GrantMandate { machine, terms, condition })
	};
	let of_filters = other(&found.filter, of_filters)?;
	let of_repairs = other(&found.repair, found.repairs(lapse.now, VETO))?;
	let granted: [Call; 3] = [of_detergent.into(), of_filters.into(), of_repairs.into()];
	let granted = lapse.along(send(&chain, &owner, &granted)).await?;
	let mandates =
		granted.iter().map(event::<events::MandateGranted>).collect::<Result<Vec<_>, _>>()?;
	let [for_detergent, for_filters, for_repairs] = mandates.as_slice() else {
		return Err(StoryError::otherwise("a mandate is missing"));
	};
	// The works need no evidence: they decide themselves.
	let (machine, terms) = (Machine::Warranties, found.repairs(lapse.now, HOUR));
	let of_works = calls::GrantMandate { machine, terms, condition: None };
	let granted = lapse.along(act(&chain, &found.cast.works.signer, of_works)).await?;
	let warranted = event::<events::MandateGranted>(&granted)?.mandate;
	let declare = |wanted: &Want, mandate, covered: &str, warranty| {
		let (category, quantity, address) = (wanted.category, 1, Found::address());
		let covered = condition(&found.when(wanted, covered))?;
		let need = calls::DeclareNeed { mandate, category, quantity, address, covered, warranty };
		Ok::<Call, StoryError>(need.into())
	};
	let needs = [
		declare(&found.detergent, for_detergent.mandate, ">= 30 %", None)?,
		declare(&found.filter, for_filters.mandate, "< 0.4 A", None)?,
		declare(&found.repair, for_repairs.mandate, "< 30", Some(found.warranty))?,
	];
	let declared = lapse.along(send(&chain, &owner, &needs)).await?;
	let needs =
		declared.iter().map(event::<events::NeedDeclared>).collect::<Result<Vec<_>, _>>()?;
	let [detergent, filter, repair] = needs.as_slice() else {
		return Err(StoryError::otherwise("a need is missing"));
	};
	(found.mandate, found.warranted) = (for_detergent.mandate, warranted);
	(found.detergent.need, found.filter.need) = (detergent.need, filter.need);
	found.repair.need = repair.need;
	Ok(())
}

async fn deploy(lapse: &mut Lapse, found: &Found) -> Result<(), StoryError> {
	let (chain, owner) = (lapse.chain.clone(), &found.cast.household.signer);
	let mut calls: Vec<Call> = Vec::new();
	let wants =
		[("detergent", found.detergent), ("filter", found.filter), ("repair", found.repair)];
	for (name, wanted) in wants {
		let rule = text::parse(&found.rule(name, &wanted))
			.map_err(|error| StoryError::otherwise(error.to_string()))?;
		let settings = RuleSettings { interval: INTERVAL, params: Vec::new() };
		let (site, name, program) = (found.site, rule.name.to_vec(), rule.program);
		calls.push(rules::Deploy { site, name, program, settings }.into());
	}
	lapse.along(send(&chain, owner, &calls)).await.map(drop)
}
