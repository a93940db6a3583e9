//! From the field to the truck: logger, classes, harvest, packing.

use super::{
	stage::{Goods, Play},
	Hooks, Options, Step, StoryError,
};
use crate::{
	clock::now,
	identity, register,
	story::{
		actors::Actor,
		climate::{self, Scenes},
		ledger::{act, event, send},
		log::Entry,
		logger::{Kit, Running},
	},
	Channel, Point, Series,
};
use std::{ops::Range, sync::Arc};
use tallystick_client::{
	asset_lifecycle::{calls, events, Definition, State},
	records::{
		asset::{
			BizStep, Circumstances, Disposition, Ingredient, LotDates, Makers, NewLot, Portion,
			ShelfLife, StateKind, Transition, Trigger, Weighted,
		},
		stay::StayKind,
		telemetry::Facts,
		AssetId, ClassId, Millis, PolicyId, StreamId, TraceLotId, Unit,
	},
	Call, ChannelKind,
};
use tallystick_condition::{table, Doubt, Measure, Policy, Probe};
use tallystick_evidence::{Crypto, Limits, Native};
use tallystick_gs1::{Gln, Gtin, Key, Lgtin, Sgln, Sgtin, Sscc, Text};

const DAY: u64 = 86_400_000;
/// Decimals of the logger's readings.
const EXPONENT: i8 = -2;
/// Kilograms of strawberries in a crate, and what is sorted out of as many crates as there are.
const CRATE: u64 = 8;
/// Kilograms that are sorted out.
const SORTED_OUT: u64 = 4;
/// The temperature at which shelf life is used up at the rate 1, in hundredths of a degree.
pub(crate) const REFERENCE: i32 = 300;

/// What the grower defined.
pub(super) struct Kinds {
	policy: PolicyId,
	/// Strawberries as they are picked, crates of them, and pallets.
	classes: [ClassId; 3],
}

/// What the grower has before it is packed.
pub(super) struct Picked {
	lot: TraceLotId,
	harvest: AssetId,
	pallet: AssetId,
}

/// How fast strawberries age: two and a half times as fast for each ten degrees.
pub(super) fn policy() -> Result<Policy, StoryError> {
	let life = table::ShelfLife {
		q10: 2_500,
		exponent: EXPONENT,
		reference: REFERENCE,
		low: -500,
		high: 4_000,
		step: 80,
	};
	let table = life.table().map_err(|error| StoryError::otherwise(error.to_string()))?;
	Ok(Policy {
		measure: Measure::Convex(table),
		unit: Unit::CELSIUS,
		exponent: EXPONENT,
		probe: Probe::Air,
		stands: Policy::DEFAULT_STANDS,
		spacing: Policy::DEFAULT_SPACING,
		// A truck in the sun, and one in the frost.
		hot: 2_500,
		cold: -500,
		ignored: Facts::NONE,
		oversampled: Doubt::Doubtful,
	})
}

/// The seed of the logger's key: apart from those of fleets, which may be on the same chain.
fn logger(seed: u64) -> u64 {
	seed.wrapping_add(u64::from_be_bytes(*b"coldlog\0"))
}

/// What the logger measures. The points are never played.
fn series(period: u32) -> Series {
	let channel = Channel {
		name: "air_temperature".into(),
		unit: "Cel".into(),
		exponent: EXPONENT,
		kind: ChannelKind::Gauge,
		limits: Limits { low: -4_000, high: 6_000 },
		period,
	};
	Series { channels: vec![channel], points: vec![Point { channel: 0, time: 0, value: 0 }] }
}

impl Options {
	/// Whether it can be played at all.
	pub(super) fn check(&self) -> Result<(), StoryError> {
		let wrong = |what: &str| Err(StoryError::option(what));
		if !(1..=30).contains(&self.crates) {
			return wrong("pack 1 to 30 crates");
		}
		if !(2..=256).contains(&self.segment) {
			return wrong(
				"a segment has 2 to 256 readings: a longer run cannot be opened in one call",
			);
		}
		if !(50..=1_000).contains(&self.period) {
			return wrong("let 50 to 1,000 milliseconds lie between two readings");
		}
		if !(1..=120).contains(&self.minutes) {
			return wrong("let a real second stand for 1 to 120 minutes");
		}
		let times = [self.before, self.after, self.data, self.window];
		if self.legs.iter().chain(&times).any(|time| !(1_000..=3_600_000).contains(time)) {
			return wrong("let each part of the story last for 1 second to 1 hour");
		}
		if self.failed.from > self.failed.to {
			return wrong("let the failure begin before it ends");
		}
		Ok(())
	}

	/// From the pick-up to the delivery.
	pub(super) fn way(&self) -> u64 {
		self.legs.iter().sum()
	}

	/// What the truck goes through, by reading.
	fn scenes(&self) -> Scenes {
		let period = u64::from(self.period);
		let reading = |time: u64| time / period;
		let picked_up = self.before;
		let handed_over = picked_up + self.legs.first().copied().unwrap_or_default();
		let delivered = picked_up + self.way();
		// Loading is over when the carrier signs; at the hand-over the pallet goes from truck to truck.
		let open = |at: u64, before: u64, after: u64| {
			reading(at.saturating_sub(before))..reading(at.saturating_add(after))
		};
		let failed = |time: u64| reading(picked_up + time);
		Scenes {
			readings: reading(delivered + self.after),
			seconds: f64::from(self.period) / 1_000.0 * f64::from(self.minutes) * 60.0,
			doors: vec![
				open(picked_up, 1_200, 0),
				open(handed_over, 600, 400),
				open(delivered, 200, 800),
			],
			failure: self.failure,
			failed: failed(self.failed.from)..failed(self.failed.to),
		}
	}
}

impl<H: Hooks> Play<'_, H> {
	fn farm(&self) -> Result<Sgln, StoryError> {
		Ok(Sgln::new(Gln::from_body(self.stage.cast.grower.party.body() + 1)?, None)?)
	}

	fn gtin(&self, item: u64) -> Result<Gtin, StoryError> {
		// The item's digits take the place of those that are zero in the company's own number.
		Ok(Gtin::from_body(self.stage.cast.grower.party.body() + item)?)
	}

	/// The code of a lot of this run.
	fn code(&self, letter: char) -> Result<Text<20>, StoryError> {
		Ok(Text::new(&format!("{letter}{}", self.serial))?)
	}

	fn lot(&self, letter: char) -> Result<NewLot, StoryError> {
		// The same for all lots of this run, and not in the future of a block's clock.
		let made = self.serial.saturating_mul(1_000).saturating_sub(60_000);
		Ok(NewLot {
			code: self.code(letter)?,
			source: self.farm()?,
			prefix: self.stage.cast.grower.prefix,
			dates: LotDates { made: Millis(made), expires: Some(Millis(made + 7 * DAY)) },
		})
	}

	fn here(&self) -> Result<Circumstances, StoryError> {
		let farm = Some(self.farm()?);
		Ok(Circumstances { read_point: farm, location: farm, ..Circumstances::default() })
	}

	/// The logger belongs to the first carrier, who lends it to the grower; meanwhile the grower defines what
	/// is sold, and how its condition is measured.
	pub(super) async fn prepare(&mut self) -> Result<Kinds, StoryError> {
		self.options.check()?;
		let (chain, options, cast) = (&self.stage.chain, self.options, &self.stage.cast);
		let period = options.period;
		let device = identity(logger(options.seed), 0).id;
		let until = Millis(now() + DAY);
		let certificate = Native::hash(&[b"certificate of the logger's calibration"]);
		let logger = async {
			let owner = &cast.carrier_1.signer;
			let series = [Arc::new(series(period))];
			let gateway = Some(&options.gateway);
			register(chain, owner, gateway, &series, 1, logger(options.seed), false).await?;
			let calibrate =
				Call::new("DeviceRegistry", "set_calibration", &(device, certificate, until));
			let lend = calls::Lend { device, to: cast.grower.org, until };
			tokio::try_join!(
				act(chain, &cast.institute.signer, calibrate),
				act(chain, owner, lend)
			)?;
			Ok::<_, StoryError>(())
		};
		let kinds = async {
			let grower = &cast.grower.signer;
			let first = [
				calls::DefinePolicy { policy: policy()? }.into(),
				self.picked()?.into(),
				self.pallets().into(),
			];
			let defined = send(chain, grower, &first).await?;
			let [policy, picked, pallets] = defined.as_slice() else {
				return Err(StoryError::otherwise("not all definitions came into a block"));
			};
			let policy = event::<events::PolicyDefined>(policy)?.policy;
			let picked = event::<events::ClassDefined>(picked)?.class;
			let pallets = event::<events::ClassDefined>(pallets)?.class;
			let crates = act(chain, grower, self.crates(policy, picked)?).await?;
			let crates = event::<events::ClassDefined>(&crates)?.class;
			Ok((policy, [picked, crates, pallets]))
		};
		let ((), (policy, classes)) = tokio::try_join!(logger, kinds)?;
		self.stage.stream = Some(StreamId { device, channel: 0 });
		let text = format!(
			"Carrier 1 registers logger {} and lends it to the grower; the institute calibrates it. The grower defines \
			 policy {policy}: shelf life is used up 2.5 times as fast for each 10 °C, at the rate 1 at 3 °C.",
			hex::encode(device.0)
		);
		self.did(Step::Prepare, text).await?;
		Ok(Kinds { policy, classes })
	}

	/// Strawberries as they are picked, in kilograms.
	fn picked(&self) -> Result<calls::DefineClass, StoryError> {
		let definition = Definition {
			name: "Strawberries, picked".into(),
			gtin: Some(self.gtin(1)?),
			unit: Some(Text::new("KGM")?),
			decimals: 0,
			states: vec![State { name: "picked".into(), kind: StateKind::Live }],
			transitions: Vec::new(),
			policies: Vec::new(),
			ingredients: Vec::new(),
			shelf_life: ShelfLife::New,
			makers: Makers::Definer,
		};
		Ok(calls::DefineClass { definition, prefix: Some(self.stage.cast.grower.prefix) })
	}

	/// A crate of strawberries.
	fn crates(&self, policy: PolicyId, class: ClassId) -> Result<calls::DefineClass, StoryError> {
		let most = 1_000_000 / CRATE;
		let definition = Definition {
			name: "Strawberries, crate of 8 kg".into(),
			gtin: Some(self.gtin(2)?),
			unit: None,
			decimals: 0,
			states: vec![
				State { name: "packed".into(), kind: StateKind::Live },
				State { name: "sold".into(), kind: StateKind::Final },
			],
			transitions: vec![Transition {
				from: 0,
				to: 1,
				by: Trigger::Owner,
				step: BizStep::RetailSelling,
				disposition: Disposition::RetailSold,
			}],
			policies: vec![Weighted { policy, weight: 1 }],
			// At least half of what is picked is good.
			ingredients: vec![Ingredient { class, min: most / 2, max: most }],
			shelf_life: ShelfLife::Inherited,
			makers: Makers::Definer,
		};
		Ok(calls::DefineClass { definition, prefix: Some(self.stage.cast.grower.prefix) })
	}

	/// A pallet.
	fn pallets(&self) -> calls::DefineClass {
		let definition = Definition {
			name: "Pallet".into(),
			gtin: None,
			unit: None,
			decimals: 0,
			states: vec![State { name: "in use".into(), kind: StateKind::Live }],
			transitions: Vec::new(),
			policies: Vec::new(),
			ingredients: Vec::new(),
			shelf_life: ShelfLife::New,
			makers: Makers::Definer,
		};
		calls::DefineClass { definition, prefix: None }
	}

	/// The grower picks strawberries, and takes a pallet.
	pub(super) async fn harvest(&mut self, kinds: &Kinds) -> Result<Picked, StoryError> {
		let Actor { signer, prefix, party, .. } = self.stage.cast.grower.clone();
		let chain = &self.stage.chain;
		let [picked, _, pallets] = kinds.classes;
		let lots = [
			calls::OpenLot { class: picked, lot: self.lot('H')? }.into(),
			calls::OpenLot { class: pallets, lot: self.lot('P')? }.into(),
		];
		let opened = send(chain, &signer, &lots).await?;
		let lot = |at: usize| match opened.get(at) {
			Some(included) => Ok(event::<events::LotOpened>(included)?.lot),
			None => Err(StoryError::otherwise("a lot was not opened")),
		};
		let (lot, empty) = (lot(0)?, lot(1)?);
		let quantity = u64::from(self.options.crates) * CRATE + SORTED_OUT;
		// The company's eight digits, and eight for the unit; the first digit is free.
		let body =
			3 * 10u64.pow(16) + party.body() / 10_000 * 100_000_000 + self.serial % 100_000_000;
		let create = [
			calls::Create {
				lot,
				key: Key::Lgtin(Lgtin { gtin: self.gtin(1)?, lot: self.code('H')? }),
				prefix,
				quantity,
				circumstances: self.here()?,
			}
			.into(),
			calls::Create {
				lot: empty,
				key: Key::Sscc(Sscc::from_body(body)?),
				prefix,
				quantity: 1,
				circumstances: self.here()?,
			}
			.into(),
		];
		let created = send(chain, &signer, &create).await?;
		let asset = |at: usize| match created.get(at) {
			Some(included) => Ok(event::<events::Created>(included)?.asset),
			None => Err(StoryError::otherwise("an asset was not created")),
		};
		let (harvest, pallet) = (asset(0)?, asset(1)?);
		let text = format!(
			"The grower picks {quantity} kg of strawberries: asset {harvest} of lot {lot}, code H{}.",
			self.serial
		);
		self.did(Step::Harvest, text).await?;
		Ok(Picked { lot, harvest, pallet })
	}

	/// The strawberries go into crates, and the crates onto the pallet.
	pub(super) async fn pack(&mut self, kinds: &Kinds, picked: Picked) -> Result<(), StoryError> {
		let signer = self.stage.cast.grower.signer.clone();
		let chain = &self.stage.chain;
		let Kinds { policy, classes } = *kinds;
		let [_, class, _] = classes;
		let gtin = self.gtin(2)?;
		let serial = self.serial;
		let outputs = (1..=self.options.crates).map(|number| {
			let serial = Text::new(&format!("{serial}-{number}"))?;
			Ok(Portion { quantity: 1, key: Some(Key::Sgtin(Sgtin { gtin, serial })) })
		});
		let transform = calls::Transform {
			inputs: vec![picked.harvest],
			class,
			lot: self.lot('C')?,
			outputs: outputs.collect::<Result<_, StoryError>>()?,
			loss: 0,
			circumstances: self.here()?,
		};
		let packed = event::<events::Transformed>(&act(chain, &signer, transform).await?)?;
		let (pallet, crates) = (picked.pallet, packed.outputs);
		let join =
			calls::Join { parent: pallet, children: crates.clone(), circumstances: self.here()? };
		act(chain, &signer, join).await?;
		let text = format!(
			"They go into {} crates of {CRATE} kg, lot {}, and these onto pallet {pallet}; {SORTED_OUT} kg are sorted out.",
			crates.len(),
			packed.lot,
		);
		let lots = [picked.lot, packed.lot];
		let harvest = picked.harvest;
		self.stage.goods = Some(Goods { policy, classes, lots, harvest, crates, pallet });
		self.did(Step::Pack, text).await
	}

	/// The logger watches the pallet, and begins to measure.
	pub(super) async fn attach(&mut self) -> Result<Running, StoryError> {
		let (goods, stream, options) = (self.goods()?, self.stream()?, self.options);
		let genesis = self.stage.chain.genesis().await?;
		let scenes = options.scenes();
		let samples = climate::play(&scenes, options.seed)?;
		let attach = calls::Attach { asset: goods.pallet, stream, kind: StayKind::Counting };
		act(&self.stage.chain, &self.stage.cast.grower.signer, attach).await?;

		// A block's time is not after ours. The logger begins in the next second.
		let start = now() + 200;
		self.stage.start = Some(start);
		let picked_up = self.picked_up();
		let spans = |spans: &[super::Span]| -> Vec<Range<u64>> {
			spans.iter().map(|span| picked_up + span.from..picked_up + span.to).collect()
		};
		let kit = Kit {
			identity: identity(logger(options.seed), 0),
			series: Arc::new(series(options.period)),
			genesis,
			size: options.segment,
			period: options.period.into(),
			start,
			samples,
			log: self.log.clone(),
			silent: spans(&options.silent),
			late: spans(&options.late),
			patience: options.patience,
		};
		let running = Running::start(kit, &options.broker)?;
		self.stage.logger = Some(running.logger.clone());
		self.write(&Entry::Story {
			name: "cold-chain",
			simulated: true,
			seed: options.seed,
			minutes: options.minutes,
			period: options.period,
			picked_up,
			reference: REFERENCE,
			exponent: EXPONENT,
		})?;
		let at = |reading: u64| start + reading * u64::from(options.period);
		let mut happenings: Vec<_> =
			scenes.doors.iter().map(|doors| ("doors", doors.clone())).collect();
		match scenes.failure {
			climate::Failure::None => {},
			climate::Failure::Compressor => happenings.push(("compressor", scenes.failed)),
			climate::Failure::Doors => happenings.push(("ajar", scenes.failed)),
		}
		for (what, span) in happenings {
			self.write(&Entry::Happening { what, from: at(span.start), to: at(span.end) })?;
		}
		for (what, spans) in [("silent", &options.silent), ("late", &options.late)] {
			for span in spans {
				let (from, to) = (picked_up + span.from, picked_up + span.to);
				self.write(&Entry::Happening { what, from, to })?;
			}
		}
		let text = format!(
			"The pallet goes into the truck, and the logger watches it: a reading every {} ms. One second stands for {} \
			 minutes; the temperature is simulated.",
			options.period, options.minutes
		);
		self.did(Step::Attach, text).await?;
		Ok(running)
	}
}

/// So many readings a message can have.
const _: () = assert!(256 <= crate::MAX_SEGMENT);

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::{records::device::ChannelTraits, Signer};

	#[test]
	fn the_policy_fits_the_logger() {
		let channel = series(200).channels.remove(0);
		let traits = ChannelTraits {
			kind: ChannelKind::Gauge,
			unit: Unit::CELSIUS,
			exponent: channel.exponent,
			limits: channel.limits,
			period: channel.period,
			write: None,
		};
		policy().unwrap().check(&traits).unwrap();
	}

	#[test]
	fn the_logger_is_no_device_of_a_fleet_with_the_same_seed() {
		let id = identity(logger(1), 0).id;
		assert!((0..100).all(|index| identity(1, index).id != id));
		assert_ne!(identity(logger(2), 0).id, id);
	}

	#[test]
	fn the_truck_fails_where_the_options_say() {
		let council = Signer::from_uri("//Alice").unwrap();
		let broker = "mqtt://127.0.0.1:1883".parse().unwrap();
		let options =
			Options::new(council.clone(), council.account(), "http://127.0.0.1:1", broker);
		options.check().unwrap();
		let scenes = options.scenes();
		assert_eq!((scenes.readings, scenes.seconds), (290, 120.0));
		assert_eq!(scenes.failed, 150..215);
		let samples = climate::play(&scenes, options.seed).unwrap();
		let hottest = samples.iter().map(|sample| sample.read).max().unwrap();
		assert!((1_000..2_500).contains(&hottest), "{hottest}");
		assert!(Options { crates: 31, ..options.clone() }.check().is_err());
		assert!(Options { segment: 257, ..options }.check().is_err());
	}
}
