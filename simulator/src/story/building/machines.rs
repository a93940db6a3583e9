//! The building's devices: they sign what they measure, and obey. Their clocks follow the chain's.

use super::{
	found::{Found, Unit, SENSOR, TARGET},
	site::Opened,
};
use crate::{
	meter::{EXPORT, IMPORT},
	mqtt::Mqtt,
	obey::{CommandedDevice, Commission, Down, Up},
	story::StoryError,
	Broker, Format, Link, Made, Point, Router, SimDevice, MAX_SEGMENT,
};
use std::{collections::BTreeMap, io::Sink, sync::Arc, time::Duration};
use tallystick_building::{controllers::View, zones::PerZone};
use tallystick_client::{
	control::{Output, Why},
	records::StreamId,
};
use tallystick_evidence::DeviceId;
use tallystick_wire::{Kind, Reply, Topic};
use tempfile::TempDir;
use tokio::{
	sync::mpsc,
	time::{timeout, timeout_at, Instant},
};

/// How long a device waits for an answer before it sends again.
const RESEND: Duration = Duration::from_secs(3);
/// How long the gateway may take for anything.
const PATIENCE: Duration = Duration::from_secs(60);
/// Most messages that wait.
const WAITING: usize = 1_024;
const BOOT: u32 = 1;

/// A device and what its channels measure.
type Measured = (DeviceId, Vec<(u16, i64)>);

/// A device at work.
struct Machine {
	device: SimDevice,
	commanded: Option<CommandedDevice<Sink>>,
	answers: mpsc::Receiver<Vec<u8>>,
	/// Whether it has asked for a beat and not taken one since.
	asks: bool,
}

/// All devices of the building.
pub(super) struct Machines {
	all: BTreeMap<DeviceId, Machine>,
	rooms: Vec<DeviceId>,
	pump: DeviceId,
	weather: DeviceId,
	meter: DeviceId,
	link: Arc<Mqtt>,
	downs: mpsc::Receiver<(DeviceId, Down, Vec<u8>)>,
	_subscribed: Vec<Mqtt>,
	/// When they were switched on, on the chain's clock.
	since: u64,
	/// The memories of commanded devices.
	_memory: TempDir,
}

impl Machines {
	/// Switches the devices on.
	pub(super) fn start(
		found: &Found,
		opened: &Opened,
		broker: &Broker,
		since: u64,
	) -> Result<Self, StoryError> {
		let memory = TempDir::with_prefix("tallystick-building-").map_err(StoryError::Log)?;
		let mut router = Router::default();
		let mut all = BTreeMap::new();
		for unit in found.units() {
			let id = unit.identity.id;
			let (series, format) = (unit.series.clone(), Format::Segment);
			let who = unit.identity.clone();
			let device = SimDevice::new(who, series, found.genesis, format, MAX_SEGMENT, BOOT)?;
			let folder = memory.path().join(hex::encode(id.0));
			let commanded = commanded(unit, found, opened, &folder, since)?;
			let answers = router.add(id);
			all.insert(id, Machine { device, commanded, answers, asks: false });
		}
		let ids = all.keys().copied().collect();
		let name = format!("tallystick-building-{}", rand::random::<u32>());
		let link = Arc::new(Mqtt::connect(broker, &name, ids, Arc::new(router)));
		// A broker takes few subscriptions of one client.
		let (to, downs) = mpsc::channel(WAITING);
		let is_commanded = |(_, machine): &(&DeviceId, &Machine)| machine.commanded.is_some();
		let subscribe = |(device, _): (&DeviceId, &Machine)| {
			let (device, to) = (*device, to.clone());
			let topic = |down: Down| Topic { device, kind: down.kind() }.to_string();
			let take = move |topic: &str, message| {
				let kind = topic.parse().ok().map(|topic: Topic| topic.kind);
				let down = Down::ALL.into_iter().find(|down| Some(down.kind()) == kind);
				if down.is_some_and(|down| to.try_send((device, down, message)).is_err()) {
					tracing::debug!("a message was dropped");
				}
			};
			let name = hex::encode(device.0);
			Mqtt::subscribe(broker, &name, Down::ALL.map(topic).to_vec(), take, || ())
		};
		let subscribed = all.iter().filter(is_commanded).map(subscribe).collect();
		let id = |unit: &Unit| unit.identity.id;
		Ok(Self {
			rooms: found.rooms.iter().map(id).collect(),
			pump: id(&found.pump),
			weather: id(&found.weather),
			meter: id(&found.meter),
			all,
			link,
			downs,
			_subscribed: subscribed,
			since,
			_memory: memory,
		})
	}

	/// Has all devices measure, sign and send, and waits until the gateway has it on disk. A zone without a reading sends none. Answers
	/// how many segments there are.
	pub(super) async fn measure(
		&mut self,
		view: &View,
		now: u64,
		energy: u64,
	) -> Result<u32, StoryError> {
		let rooms = self.rooms.iter().zip(view.rooms);
		let rooms = rooms.filter_map(|(id, value)| Some((*id, vec![(SENSOR, value?)])));
		let others = [
			(self.pump, vec![(SENSOR, view.power)]),
			(self.weather, vec![(SENSOR, view.outdoor)]),
			self.registers(energy),
		];
		let measured = rooms.chain(others).collect();
		self.report(measured, now).await
	}

	/// The same with the meter alone, which shows `energy` Wh.
	pub(super) async fn read_meter(&mut self, now: u64, energy: u64) -> Result<u32, StoryError> {
		let measured = vec![self.registers(energy)];
		self.report(measured, now).await
	}

	/// What the meter shows.
	fn registers(&self, energy: u64) -> Measured {
		let energy = i64::try_from(energy).unwrap_or(i64::MAX);
		(self.meter, vec![(IMPORT, energy), (EXPORT, 0)])
	}

	async fn report(&mut self, measured: Vec<Measured>, now: u64) -> Result<u32, StoryError> {
		let mut sent = Vec::new();
		for (id, values) in measured {
			let Some(machine) = self.all.get_mut(&id) else { continue };
			for (channel, value) in values {
				machine.device.measure(Point { channel, time: now, value }, None)?;
			}
			if let Some(made) = machine.device.flush(None)? {
				sent.push((id, made));
			}
		}
		for (id, made) in &sent {
			self.publish(*id, Kind::Segment, made.message.payload.clone()).await;
		}
		for (id, made) in &sent {
			self.acknowledged(*id, made).await?;
		}
		Ok(u32::try_from(sent.len()).unwrap_or(u32::MAX))
	}

	/// Waits until the gateway has a message on disk.
	async fn acknowledged(&mut self, id: DeviceId, made: &Made) -> Result<(), StoryError> {
		let end = made.message.first.saturating_add(made.message.count);
		let deadline = Instant::now() + PATIENCE;
		while Instant::now() < deadline {
			let Some(machine) = self.all.get_mut(&id) else { return Ok(()) };
			match timeout(RESEND, machine.answers.recv()).await {
				Ok(Some(reply)) => {
					let Ok(Reply::Answer(answer)) = Reply::decode_any(&reply) else { continue };
					if let Some(code) = answer.error.filter(|code| !code.is_temporary()) {
						return Err(StoryError::otherwise(format!(
							"the gateway refuses a reading: {code}; look at the gateway's log"
						)));
					}
					if answer.boot == BOOT && answer.next >= end {
						return Ok(());
					}
				},
				Ok(None) => break,
				Err(_) => self.publish(id, Kind::Segment, made.message.payload.clone()).await,
			}
		}
		Err(StoryError::otherwise(
			"the gateway has not answered for a minute; check that it runs, and that --broker names its broker",
		))
	}

	/// Lets time pass for the commanded devices, and waits until those that lack beats have them. Answers whether they do: a device takes
	/// one beat of a block.
	pub(super) async fn tick(&mut self, now: u64) -> Result<bool, StoryError> {
		let now = now.saturating_sub(self.since);
		let mut out = Vec::new();
		for (id, machine) in &mut self.all {
			if let Some(commanded) = &mut machine.commanded {
				let ups = commanded.tick(now)?;
				machine.asks |= ups.iter().any(|up| matches!(up, Up::Nonce(_)));
				out.extend(ups.into_iter().map(|up| (*id, up)));
			}
		}
		self.send(out).await;
		let is_heard = |machines: &Self| !machines.all.values().any(|machine| machine.asks);
		self.until(now, is_heard).await
	}

	/// Waits until these commands are obeyed, by actuator. Answers whether they are.
	pub(super) async fn obey(
		&mut self,
		commands: &BTreeMap<StreamId, u64>,
		now: u64,
	) -> Result<bool, StoryError> {
		let now = now.saturating_sub(self.since);
		let is_obeyed = |machines: &Self| {
			commands.iter().all(|(actuator, id)| {
				let output = machines.output(&actuator.device);
				output.is_some_and(|output| output.why == Why::Command(*id))
			})
		};
		self.until(now, is_obeyed).await
	}

	/// Takes what the gateway sends until this is so, or for long enough. `now` counts from power-up.
	async fn until(&mut self, now: u64, is_so: impl Fn(&Self) -> bool) -> Result<bool, StoryError> {
		let deadline = Instant::now() + RESEND;
		while !is_so(self) {
			match timeout_at(deadline, self.downs.recv()).await {
				Ok(Some((id, down, bytes))) => self.take(id, down, &bytes, now).await?,
				// No clock moves meanwhile, by which they would ask again.
				Ok(None) | Err(_) => {
					self.ask_again(now).await?;
					return Ok(false);
				},
			}
		}
		Ok(true)
	}

	async fn ask_again(&mut self, now: u64) -> Result<(), StoryError> {
		let mut out = Vec::new();
		for (id, machine) in &mut self.all {
			if let Some(commanded) = &mut machine.commanded {
				commanded.connected();
				out.extend(commanded.tick(now)?.into_iter().map(|up| (*id, up)));
			}
		}
		self.send(out).await;
		Ok(())
	}

	async fn take(
		&mut self,
		id: DeviceId,
		down: Down,
		bytes: &[u8],
		now: u64,
	) -> Result<(), StoryError> {
		let Some(machine) = self.all.get_mut(&id) else { return Ok(()) };
		let Some(commanded) = &mut machine.commanded else { return Ok(()) };
		let ups = commanded.take(down, bytes, now)?;
		machine.asks &= down != Down::Beat;
		machine.asks |= ups.iter().any(|up| matches!(up, Up::Nonce(_)));
		self.send(ups.into_iter().map(|up| (id, up)).collect()).await;
		Ok(())
	}

	async fn send(&self, out: Vec<(DeviceId, Up)>) {
		for (id, up) in out {
			match up {
				Up::Nonce(bytes) => self.publish(id, Kind::Nonce, bytes.into()).await,
				Up::Done(bytes) => self.publish(id, Kind::Done, bytes.into()).await,
			}
		}
	}

	async fn publish(&self, device: DeviceId, kind: Kind, payload: Arc<[u8]>) {
		if self.link.publish(Topic { device, kind }.to_string(), payload).await.is_err() {
			tracing::debug!(kind = kind.as_str(), "a message was not published");
		}
	}

	/// Where a device's target is.
	fn output(&self, id: &DeviceId) -> Option<Output> {
		self.all.get(id)?.commanded.as_ref()?.outputs().get(&TARGET).copied()
	}

	/// Where the rooms' targets are, and the flow's, in hundredths of a degree. `None` before the devices have outputs.
	pub(super) fn targets(&self) -> Option<(PerZone<Output>, Output)> {
		let rooms: Option<Vec<_>> = self.rooms.iter().map(|id| self.output(id)).collect();
		Some((rooms?.try_into().ok()?, self.output(&self.pump)?))
	}
}

/// The device's side of commands, if anything of it is commanded.
fn commanded(
	unit: &Unit,
	found: &Found,
	opened: &Opened,
	folder: &std::path::Path,
	since: u64,
) -> Result<Option<CommandedDevice<Sink>>, StoryError> {
	let Some(write) = unit.write else { return Ok(None) };
	let commission = Commission {
		device: unit.identity.id,
		genesis: found.genesis,
		model: unit.model,
		command_key: opened.key.public(),
		tenure: unit.tenure,
		channels: vec![(TARGET, write)],
	};
	let log = std::io::sink();
	CommandedDevice::<Sink>::commission(folder, &commission)
		.map_err(crate::obey::ObeyError::from)?;
	let who = unit.identity.clone();
	Ok(Some(CommandedDevice::power_up(who, folder, BOOT, since, log)?))
}
