//! The meters of the street: registered, calibrated, and read for a day.

use super::{
	stage::{Play, Stage},
	Fault, HOMES,
};
use crate::{
	clock::now,
	identity,
	meter::{Memory, Plan, Registers, Reset, EXPORT, IMPORT},
	register::channels,
	story::{
		ledger::{act, event, send},
		StoryError,
	},
	Format, Identity, Limits, Mqtt, Playback, Player, Queue, Router, Series, SimDevice, Totals,
	MAX_SEGMENT,
};
use rand::{rngs::StdRng, SeedableRng};
use std::{
	sync::{atomic::AtomicBool, Arc},
	time::Duration,
};
use tallystick_client::{
	device_registry::{calls::SetCalibration, events::ModelDefined},
	records::{market::Meter, Millis},
	Call, Chain, Registration,
};
use tallystick_device::Slots;
use tallystick_evidence::{Crypto, Native};
use tokio::{task::JoinSet, time::Instant};

const DAY: u64 = 86_400_000;
/// How long a meter waits for an answer before it sends again.
const RESEND: Duration = Duration::from_secs(3);
/// Segments that it sends ahead of the answers, and that it can keep.
const WINDOW: usize = 4;
const ROOM: usize = 4_096;
/// How long meters wait for the gateway after their last reading.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long a registration takes to be final, and how often that is asked.
const FINAL: Duration = Duration::from_secs(120);
const POLL: Duration = Duration::from_millis(250);
/// The place of the key with which the works endorse meters.
const MAKER: u32 = 1_000;

/// The seed of the meters' keys: apart from those of fleets, which may be on the same chain.
fn keys(seed: u64) -> u64 {
	seed.wrapping_add(u64::from_be_bytes(*b"street\0\0"))
}

/// Whether the meters of a seed are registered.
pub(super) async fn are_there(chain: &Chain, seed: u64) -> Result<bool, StoryError> {
	Ok(chain.device(&identity(keys(seed), 0).id, None).await?.is_some())
}

/// The registers of a device.
pub(super) fn meter(device: &Identity) -> Meter {
	Meter { device: device.id, import: IMPORT, export: EXPORT }
}

/// The meters' keys.
pub(super) struct Devices {
	/// By home.
	pub(super) first: Vec<Identity>,
	/// Those that take the place of another one: the home, and the hour.
	pub(super) second: Vec<(usize, u64, Identity)>,
}

impl Devices {
	fn of(play: &Play<'_>) -> Self {
		let seed = keys(play.options.seed);
		let first = (0..HOMES as u32).map(|index| identity(seed, index)).collect();
		let replaced = play.options.troubles.iter().filter_map(|own| match own.fault {
			Fault::Replaced(hour) => Some((own.home, hour)),
			_ => None,
		});
		let spare = (HOMES as u32..).map(|index| identity(seed, index));
		let second = replaced.zip(spare).map(|((home, hour), own)| (home, hour, own)).collect();
		Self { first, second }
	}

	fn all(&self) -> impl Iterator<Item = &Identity> {
		self.first.iter().chain(self.second.iter().map(|(_, _, own)| own))
	}
}

fn slots(stage: &Stage) -> Result<Slots, StoryError> {
	let length = stage.timing.slot.into();
	Slots::new(length, 1).ok_or_else(|| StoryError::otherwise("a slot has no length"))
}

/// What the model of the meters has.
fn series(play: &Play<'_>) -> Result<Series, StoryError> {
	let Some(measured) = play.day.homes.first() else {
		return Err(StoryError::otherwise("there is no home"));
	};
	let home = Arc::new(measured.home.clone());
	Ok(Plan::new(home, slots(&play.stage)?, 0, Registers::default()).series())
}

/// The works define the meters' model and endorse each of them, the grid operator registers them and lets the gateway
/// speak for them, the works calibrate them. Returns once that is final.
pub(super) async fn register(play: &Play<'_>) -> Result<Devices, StoryError> {
	let (chain, cast) = (&play.stage.chain, &play.stage.cast);
	let devices = Devices::of(play);
	let maker = identity(keys(play.options.seed), MAKER);
	let series = series(play)?;
	let uri = "urn:tallystick:street:meter";
	let define = Call::define_model(&series.thing(), uri, &channels(&series), &[maker.key]);
	let defined = act(chain, &cast.works.signer, define).await?;
	let model = event::<ModelDefined>(&defined)?.model.0;
	let genesis = chain.genesis().await?;
	let registration = |who: &Identity| {
		let registration = Registration {
			key: who.key,
			owner: cast.grid.signer.account().0,
			model,
			metadata: [0; 32],
			expires: now().saturating_add(DAY),
		};
		let consent = who.secret.sign(&registration.message(&genesis)?);
		let word = registration.endorsed(&genesis, &maker.secret)?;
		Some(Call::register_endorsed(&registration, &consent, word))
	};
	let mut registrations: Vec<_> = devices.all().filter_map(registration).collect();
	registrations.push(Call::authorize_gateway(None, &play.options.gateway));
	send(chain, &cast.grid.signer, &registrations).await?;
	let certificate = Native::hash(&[b"certificate of the meters' calibration"]);
	let until = Millis(now().saturating_add(60 * DAY));
	let calibrate = |who: &Identity| SetCalibration { device: who.id, certificate, until }.into();
	let calibrations: Vec<Call> = devices.all().map(calibrate).collect();
	send(chain, &cast.works.signer, &calibrations).await?;
	// A gateway accepts messages of devices that it finds in finalised blocks.
	let best = chain.best().await?.number;
	let deadline = Instant::now() + FINAL;
	while chain.finalized().await?.number < best {
		if Instant::now() >= deadline {
			return Err(StoryError::otherwise("the chain does not finalise"));
		}
		tokio::time::sleep(POLL).await;
	}
	Ok(devices)
}

/// The meters at work.
pub(super) struct Meters {
	tasks: JoinSet<Result<Totals, crate::PlayerError>>,
}

impl Meters {
	/// Starts to read all meters, from the next slot on until the day has ended.
	pub(super) async fn start(play: &Play<'_>, devices: &Devices) -> Result<Self, StoryError> {
		let stage = &play.stage;
		let (genesis, slots) = (stage.chain.genesis().await?, slots(stage)?);
		let series = Arc::new(series(play)?);
		// Nobody reads in the past.
		let begin = slots.next(now().saturating_add(1_000)).unwrap_or_default();
		let mut plans = Vec::new();
		for (place, device) in devices.first.iter().enumerate() {
			let mut plan = plan(play, place, slots, begin)?;
			let second = devices.second.iter().filter(|(home, _, _)| *home == place);
			let mut others = Vec::new();
			for (_, hour, other) in second {
				let at = stage.timing.start(stage.slot(*hour)).0;
				others.push((other, plan.replace(at, Registers::default())?));
			}
			plans.push((device, plan));
			plans.extend(others);
		}
		let mut router = Router::default();
		let answers: Vec<_> = plans.iter().map(|(device, _)| router.add(device.id)).collect();
		let ids = plans.iter().map(|(device, _)| device.id).collect();
		let name = format!("tallystick-street-{}", play.options.seed);
		let link = Arc::new(Mqtt::connect(&play.options.broker, &name, ids, Arc::new(router)));
		// Each start is a new boot, and knows nothing of the last one.
		let boot = u32::try_from(begin / 1_000).unwrap_or(u32::MAX);
		let limits = Limits {
			until: Instant::now() + Duration::from_millis(DAY),
			enough: Arc::new(AtomicBool::new(false)),
			readings: u64::MAX,
			drain: PATIENCE,
			until_final: false,
		};
		let mut tasks = JoinSet::new();
		for ((who, plan), answers) in plans.into_iter().zip(answers) {
			let format = Format::Segment;
			let device =
				SimDevice::new(who.clone(), series.clone(), genesis, format, MAX_SEGMENT, boot)?;
			let player = Player::new(
				device.metered(slots)?,
				Playback::meter(plan),
				Queue::new(WINDOW, ROOM, RESEND),
				link.clone(),
				None,
				answers,
				who.clone(),
				StdRng::seed_from_u64(play.options.seed),
			);
			tasks.spawn(player.play(limits.clone()));
		}
		Ok(Self { tasks })
	}

	/// Waits until the gateway has every reading.
	pub(super) async fn join(mut self) -> Result<Totals, StoryError> {
		let mut totals = Totals::default();
		while let Some(played) = self.tasks.join_next().await {
			totals.add(played??);
		}
		Ok(totals)
	}
}

/// The first meter of a home, with its faults. It is read from `begin` on, when the home uses nothing yet.
fn plan(play: &Play<'_>, place: usize, slots: Slots, begin: u64) -> Result<Plan, StoryError> {
	let stage = &play.stage;
	let (Some(measured), Some(start)) = (play.day.homes.get(place), play.starts.get(place)) else {
		return Err(StoryError::otherwise("there is no such home"));
	};
	let length = slots.slot();
	let at = |hour: u64| stage.timing.start(stage.slot(hour)).0;
	let home = Arc::new(measured.home.at(at(0), length)?);
	let mut plan = Plan::new(home, slots, begin, *start);
	plan.end = Some(at(play.hours()));
	for fault in play.options.faults(place) {
		match fault {
			// The readings at both ends are taken.
			Fault::Silent(hours) => {
				plan.silent.push(at(hours.start).saturating_add(1)..at(hours.end));
			},
			Fault::Late(hours) => plan.offline.push(at(hours.start)..at(hours.end)),
			Fault::Reset(hour) => plan.resets.push(Reset {
				at: at(*hour).saturating_add(length / 2),
				to: Registers::default(),
				memory: Memory::Kept,
			}),
			Fault::Replaced(_) | Fault::Penniless | Fault::OverSells(_) | Fault::Shades => {},
		}
	}
	Ok(plan)
}
