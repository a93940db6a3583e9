//! Plays many devices.

use crate::{
	clock::now,
	identity,
	load::Share,
	meter::{Home, HomeError, Memory, Plan, Registers, Reset},
	player::{play_impostor, window},
	roam::{Place, Roaming},
	Broker, DeviceError, Fault, Format, Limits, Link, Load, Mqtt, Nature, Oracle, Pace, Playback,
	Player, PlayerError, Queue, Router, Series, SimDevice, Totals, REVOKED, STRANGER,
};
use rand::{rngs::StdRng, SeedableRng};
use std::{
	sync::{atomic::AtomicBool, Arc},
	time::{Duration, Instant as Clock},
};
use tallystick_device::Slots;
use tallystick_evidence::Hash;
use tokio::{sync::mpsc::Receiver, task::JoinSet, time::Instant};

/// Who speaks how.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mix {
	/// All in one way.
	All(Format),
	/// One after the other in each way.
	Mixed,
}

impl Mix {
	/// How the device at this place speaks.
	pub fn format(self, index: u32) -> Format {
		match self {
			Self::All(format) => format,
			Self::Mixed => match index % 4 {
				0 => Format::Segment,
				1 => Format::Readings,
				2 => Format::SenmlJson,
				_ => Format::SenmlCbor,
			},
		}
	}
}

/// A fleet, and what it plays.
#[derive(Clone, Debug)]
pub struct Fleet {
	/// What the devices measure, one after the other.
	pub series: Vec<Arc<Series>>,
	/// Whether the devices are meters, and of what. They measure the homes' energy and nothing else.
	pub metering: Option<Metering>,
	/// How many devices.
	pub devices: u32,
	/// How they speak.
	pub mix: Mix,
	/// The chain that they sign for.
	pub genesis: Hash,
	/// Makes keys, and chance.
	pub seed: u64,
	/// How many readings a message has.
	pub size: usize,
	/// Readings a second, over the whole fleet. Without it, `speed` counts.
	pub rate: Option<f64>,
	/// How many times as fast as it was measured.
	pub speed: f64,
	/// How many messages a device sends ahead of the answers.
	pub window: usize,
	/// How long a device waits for an answer before it sends again.
	pub resend: Duration,
	/// How many devices share a connection.
	pub share: usize,
	/// How long the fleet measures.
	pub measure: Duration,
	/// Set, it measures no more from now on.
	pub enough: Arc<AtomicBool>,
	/// How many readings the fleet makes at most.
	pub readings: u64,
	/// How long it waits for the last answers after that.
	pub drain: Duration,
	/// Whether it waits until everything is final.
	pub until_final: bool,
	/// Whether readings are salted.
	pub salted: bool,
	/// What goes wrong.
	pub faults: Vec<Fault>,
	/// The boot epoch that the devices begin with.
	pub boot: u32,
}

/// Homes, each with a meter.
#[derive(Clone, Debug)]
pub struct Metering {
	/// Whose energy the meters count, one after the other.
	pub homes: Vec<Arc<Home>>,
	/// Where they cut their segments.
	pub slots: Slots,
}

/// Why a fleet does not play.
#[derive(Debug, thiserror::Error)]
pub enum FleetError {
	/// There is nothing to play.
	#[error("give at least one device and one series")]
	Empty,
	/// A device cannot be made.
	#[error(transparent)]
	Device(#[from] DeviceError),
	/// A home's hours cannot be played in so little time.
	#[error(transparent)]
	Home(#[from] HomeError),
	/// A device stopped.
	#[error(transparent)]
	Player(#[from] PlayerError),
	/// A device's task ended.
	#[error("a device's task ended: {0}")]
	Task(#[from] tokio::task::JoinError),
}

impl Fleet {
	fn series_of(&self, index: u32) -> Result<Arc<Series>, FleetError> {
		let place = (index as usize).checked_rem(self.series.len()).ok_or(FleetError::Empty)?;
		self.series.get(place).cloned().ok_or(FleetError::Empty)
	}

	pub(crate) fn device(&self, index: u32, format: Format) -> Result<SimDevice, FleetError> {
		let who = identity(self.seed, index);
		let series = self.series_of(index % self.devices.max(1))?;
		let size = match format {
			Format::Readings => self.size.min(tallystick_wire::MAX_READINGS),
			_ => self.size,
		};
		let device = SimDevice::new(who, series, self.genesis, format, size, self.boot)?;
		Ok(match &self.metering {
			Some(metering) => device.metered(metering.slots)?,
			None => device,
		})
	}

	/// What the device at this place measures, from `start` on.
	fn playback(
		&self,
		series: Arc<Series>,
		index: u32,
		start: u64,
	) -> Result<Playback, FleetError> {
		if let Some(metering) = &self.metering {
			let plan = metering.plan(index, start, self.speed, &self.faults)?;
			return Ok(Playback::meter(plan));
		}
		// Spread over the series and over the time between two readings.
		let pace = self.pace();
		let (first, start) = match pace {
			Pace::Every(millis) => {
				let part = f64::from(index % self.devices.max(1)) / f64::from(self.devices);
				(index as usize * 97, start.saturating_add((millis * part) as u64))
			},
			Pace::Speed(_) => (0, start),
		};
		Ok(Playback::new(series, pace, start, first))
	}

	fn impostors(&self) -> impl Iterator<Item = (Fault, u32)> + '_ {
		let pairs = [(Fault::Revoked, REVOKED), (Fault::Stranger, STRANGER)];
		pairs.into_iter().filter(|(fault, _)| self.faults.contains(fault))
	}

	/// The devices whose answers have to be heard.
	pub fn places(&self) -> Vec<u32> {
		(0..self.devices).chain(self.impostors().map(|(_, index)| index)).collect()
	}

	fn pace(&self) -> Pace {
		match self.rate {
			Some(rate) => Pace::Every(f64::from(self.devices) * 1_000.0 / rate),
			None => Pace::Speed(self.speed),
		}
	}

	pub(crate) fn limits(&self, index: u32, begin: Instant) -> Limits {
		let (share, rest) = (self.readings / u64::from(self.devices.max(1)), self.readings);
		let one_more = u64::from(index) < rest % u64::from(self.devices.max(1));
		Limits {
			until: begin + self.measure,
			enough: self.enough.clone(),
			readings: share.saturating_add(one_more.into()),
			drain: self.drain,
			until_final: self.until_final,
		}
	}

	/// Plays over a broker.
	pub async fn play(&self, broker: &Broker, oracle: &Oracle) -> Result<Totals, FleetError> {
		let (links, answers) = self.connect(broker);
		self.play_over(&links, answers, oracle).await
	}

	/// Plays between gateways, each with a broker and an account. Devices change between them.
	pub async fn play_between(
		&self,
		gateways: &[(Broker, [u8; 32])],
		roaming: Roaming,
		oracle: &Oracle,
	) -> Result<Totals, FleetError> {
		let places = gateways.iter().map(|(broker, account)| {
			let (links, answers) = self.connect(broker);
			self.places_at(Some(*account), &links, answers)
		});
		self.play_at(places.collect::<Result<_, _>>()?, Some(roaming), oracle).await
	}

	fn connect(&self, broker: &Broker) -> (Vec<Arc<Mqtt>>, Vec<Receiver<Vec<u8>>>) {
		let mut router = Router::default();
		let answers =
			self.places().into_iter().map(|at| router.add(identity(self.seed, at).id)).collect();
		(connect(broker, self, router), answers)
	}

	/// A place at a gateway for each device.
	pub fn places_at<L: Link>(
		&self,
		account: Option<[u8; 32]>,
		links: &[Arc<L>],
		answers: Vec<Receiver<Vec<u8>>>,
	) -> Result<Vec<Place<L>>, FleetError> {
		let places = self.places().into_iter().zip(answers).map(|(index, answers)| {
			let link = links.get(index as usize % links.len().max(1)).ok_or(FleetError::Empty)?;
			Ok(Place { account, link: link.clone(), answers })
		});
		places.collect()
	}

	/// Plays over any links, of which the devices take one after the other.
	pub async fn play_over<L: Link>(
		&self,
		links: &[Arc<L>],
		answers: Vec<Receiver<Vec<u8>>>,
		oracle: &Oracle,
	) -> Result<Totals, FleetError> {
		self.play_at(vec![self.places_at(None, links, answers)?], None, oracle).await
	}

	/// Plays at gateways, with a place for each device at each of them. Devices begin at the first, or, if they
	/// roam, one after the other at each.
	pub async fn play_at<L: Link>(
		&self,
		gateways: Vec<Vec<Place<L>>>,
		roaming: Option<Roaming>,
		oracle: &Oracle,
	) -> Result<Totals, FleetError> {
		let (begin, start) = (Instant::now(), now());
		let mut gateways: Vec<_> = gateways.into_iter().map(Vec::into_iter).collect();
		let mut tasks = JoinSet::new();
		for (nth, index) in self.places().into_iter().enumerate() {
			let mut places: Vec<_> = gateways.iter_mut().filter_map(Iterator::next).collect();
			if places.is_empty() {
				return Err(FleetError::Empty);
			}
			if roaming.is_some() {
				let first = nth % places.len();
				places.rotate_left(first);
			}
			let Place { account, link, answers } = places.remove(0);
			let format = self.mix.format(index);
			let device = self.device(index, format)?;
			let playback = self.playback(device.series.clone(), index, start)?;
			let queue = Queue::new(window(format, self.window), 4_096, self.resend);
			let fellow = identity(self.seed, index.wrapping_add(1) % self.devices.max(1));
			let chance = StdRng::seed_from_u64(self.seed ^ (u64::from(index) << 32));
			let mut player = Player::new(
				device,
				playback,
				queue,
				link,
				Some(oracle.clone()),
				answers,
				fellow,
				chance,
			);
			player.salted = self.salted;
			if let (Some(account), Some(roaming)) = (account, roaming) {
				player.roam(account, places, roaming);
			}
			let limits = self.limits(index, begin);
			match self.impostors().find(|(_, place)| *place == index) {
				Some((fault, _)) => {
					let Some(Nature::Impostor(code)) = fault.nature(format) else { continue };
					tasks.spawn(play_impostor(player, fault, code, limits));
				},
				None => {
					// With a single device there is no fellow.
					let alone = self.devices == 1;
					let needs =
						|fault: &Fault| matches!(fault, Fault::FellowKey | Fault::WrongDevice);
					let faults: Vec<_> =
						self.faults.iter().filter(|f| !(alone && needs(f))).copied().collect();
					// Between them they begin with each.
					let begin = index as usize * faults.len() / self.devices as usize;
					player.suffer(&faults, begin);
					tasks.spawn(player.play(limits));
				},
			}
		}
		let mut totals = Totals::default();
		while let Some(played) = tasks.join_next().await {
			totals.add(played??);
		}
		Ok(totals)
	}
}

impl Metering {
	/// What the models of such meters have.
	pub fn series(&self) -> Result<Series, FleetError> {
		let home = self.homes.first().cloned().ok_or(FleetError::Empty)?;
		Ok(Plan::new(home, self.slots, 0, Registers::default()).series())
	}

	/// The meter at this place. It begins at the first boundary after `start`, and has its faults at times
	/// that follow from its place: all within 12 slots, and no two of them at once.
	pub fn plan(
		&self,
		index: u32,
		start: u64,
		speed: f64,
		faults: &[Fault],
	) -> Result<Plan, FleetError> {
		const HOUR: f64 = 3_600_000.0;
		let place = (index as usize).checked_rem(self.homes.len()).ok_or(FleetError::Empty)?;
		let home = self.homes.get(place).ok_or(FleetError::Empty)?;
		let slot = self.slots.slot();
		let begin = self.slots.next(start).unwrap_or(start);
		let home = Arc::new(home.at(begin, (HOUR / speed) as u64)?);
		let nth = u64::from(index);
		let first = Registers { import: 1_000_000 * (nth + 1), export: 1_000 * (nth + 1) };
		let mut plan = Plan::new(home, self.slots, begin, first);
		let after = |slots: u64| begin.saturating_add(slot.saturating_mul(slots + nth % 3));
		if faults.contains(&Fault::Silent) {
			plan.silent.push(after(2)..after(4));
		}
		if faults.contains(&Fault::Late) {
			plan.offline.push(after(5)..after(7));
		}
		if faults.contains(&Fault::Reset) {
			let at = after(8).saturating_add(slot / 2);
			let memory = if nth % 2 == 0 { Memory::Kept } else { Memory::Lost };
			plan.resets.push(Reset { at, to: Registers::default(), memory });
		}
		Ok(plan)
	}
}

fn connect(broker: &Broker, fleet: &Fleet, router: Router) -> Vec<Arc<Mqtt>> {
	let router = Arc::new(router);
	let ids: Vec<_> =
		fleet.places().into_iter().map(|at| (at, identity(fleet.seed, at).id)).collect();
	let count = ids.len().div_ceil(fleet.share.max(1));
	(0..count)
		.map(|link| {
			let own = ids.iter().filter(|(at, _)| *at as usize % count == link);
			let own = own.map(|(_, id)| *id).collect();
			let name = format!("tallystick-sim-{}-{}-{link}", fleet.seed, fleet.boot);
			Arc::new(Mqtt::connect(broker, &name, own, router.clone()))
		})
		.collect()
}

/// What a run at full speed came to.
#[derive(Clone, Debug)]
pub struct Bench {
	/// What the fleet did.
	pub totals: Totals,
	/// From the first message to the last answer.
	pub took: Duration,
	/// Bytes of all messages.
	pub bytes: u64,
}

/// Makes and signs all messages, and then sends them as fast as they are acknowledged.
pub async fn bench(fleet: &Fleet, broker: &Broker) -> Result<Bench, FleetError> {
	fleet.send(&Load::make(fleet, 1)?, broker).await
}

impl Fleet {
	/// Sends what was made before as fast as it is acknowledged.
	pub async fn send(&self, load: &Load, broker: &Broker) -> Result<Bench, FleetError> {
		let mut router = Router::default();
		let answers: Vec<_> = load.shares.iter().map(|share| router.add(share.device)).collect();
		let links = connect(broker, self, router);
		// Subscribed before the first answer; without it the first messages would be sent twice.
		tokio::time::sleep(Duration::from_secs(1)).await;

		let mut tasks = JoinSet::new();
		let (begin, began) = (Instant::now(), Clock::now());
		for (Share { index, format, made, .. }, answers) in load.shares.iter().zip(answers) {
			let device = self.device(*index, *format)?;
			let link = links.get(*index as usize % links.len().max(1)).ok_or(FleetError::Empty)?;
			let playback = Playback::new(device.series.clone(), Pace::Speed(1.0), now(), 0);
			let queue = Queue::new(window(*format, self.window), made.len() + 1, self.resend);
			let chance = StdRng::seed_from_u64(self.seed);
			let fellow = device.identity.clone();
			let mut player =
				Player::new(device, playback, queue, link.clone(), None, answers, fellow, chance);
			made.iter().for_each(|made| player.preload(made.message.clone()));
			let limits = Limits { readings: 0, ..self.limits(*index, begin) };
			tasks.spawn(player.play(limits));
		}
		let mut totals = Totals::default();
		while let Some(played) = tasks.join_next().await {
			totals.add(played??);
		}
		Ok(Bench { totals, took: began.elapsed(), bytes: load.bytes() })
	}
}
