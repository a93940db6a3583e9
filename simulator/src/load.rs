//! Messages that are made and signed beforehand, and then sent as fast as a broker takes them, or a gateway answers them.

use crate::{
	clock::now, Broker, Entry, Fleet, FleetError, Format, Ledger, Limits, LinkDown, Made, Point,
};
use rumqttc::v5::{
	mqttbytes::{v5::PubAckReason, QoS},
	AsyncClient, Event, EventLoop, Incoming, MqttOptions,
};
use std::{
	collections::BTreeMap,
	sync::{Arc, Mutex, PoisonError},
	time::Duration,
};
use tallystick_evidence::DeviceId;
use tallystick_wire::{Answer, Kind, Topic};
use tokio::{
	sync::watch,
	task::JoinSet,
	time::{timeout, Instant},
};

/// What a fleet has to say, made and signed.
pub struct Load {
	pub(crate) shares: Vec<Share>,
	boot: u32,
}

/// What one device has to say.
pub(crate) struct Share {
	pub(crate) index: u32,
	pub(crate) device: DeviceId,
	pub(crate) format: Format,
	pub(crate) made: Vec<Made>,
}

impl Load {
	/// Makes and signs `fleet.readings` readings. Those of a channel are `step` milliseconds apart, and all
	/// lie in the past.
	pub fn make(fleet: &Fleet, step: u64) -> Result<Self, FleetError> {
		let mut shares = Vec::new();
		for index in 0..fleet.devices {
			let format = fleet.mix.format(index);
			let mut device = fleet.device(index, format)?;
			let Limits { readings, .. } = fleet.limits(index, Instant::now());
			let channels = (device.series.channels.len() as u64).max(1);
			let span = (readings / channels).saturating_mul(step).saturating_add(1_000);
			let start = now().saturating_sub(span);
			let values: Vec<Point> = device.series.points.clone();
			let mut made = Vec::new();
			for (at, point) in (0..readings).zip(values.iter().cycle()) {
				let channel = u16::try_from(at % channels).unwrap_or(0);
				let time = start.saturating_add((at / channels).saturating_mul(step));
				made.extend(device.measure(Point { channel, time, ..*point }, None)?);
			}
			made.extend(device.flush(None)?);
			shares.push(Share { index, device: device.identity.id, format, made });
		}
		Ok(Self { shares, boot: fleet.boot })
	}

	fn made(&self) -> impl Iterator<Item = &Made> {
		self.shares.iter().flat_map(|share| &share.made)
	}

	/// How many messages there are.
	pub fn messages(&self) -> u64 {
		self.made().count() as u64
	}

	/// How many readings are in them.
	pub fn readings(&self) -> u64 {
		self.made().map(|made| made.message.count).sum()
	}

	/// How many bytes they have.
	pub fn bytes(&self) -> u64 {
		self.made().map(|made| made.message.payload.len() as u64).sum()
	}

	/// Takes the first message of every device out, for a gateway to meet them with.
	pub fn split_first(&mut self) -> Self {
		let first = |share: &mut Share| {
			let made = share.made.drain(..share.made.len().min(1)).collect();
			Share { made, ..*share }
		};
		Self { shares: self.shares.iter_mut().map(first).collect(), boot: self.boot }
	}

	/// Has the ledger expect all of it.
	pub fn enter(&self, ledger: &mut Ledger) {
		for Share { device, format, made, .. } in &self.shares {
			let (device, boot, attestation) = (*device, self.boot, format.attestation());
			for &Point { channel, time, value } in made.iter().flat_map(|made| &made.points) {
				ledger.expect(&Entry { device, boot, attestation, channel, time, value });
			}
		}
	}
}

/// Devices, each with a connection, that say what they have to and send nothing again. They count the
/// answers.
pub struct Senders {
	senders: Vec<Sender>,
	messages: u64,
	taken: watch::Receiver<u64>,
	heard: Arc<Mutex<Heard>>,
	tasks: JoinSet<()>,
}

/// What was answered.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Heard {
	/// Answers without an error.
	pub good: u64,
	/// Answers with an error, by its name.
	pub refused: BTreeMap<String, u64>,
	/// Connections that broke.
	pub broken: Vec<String>,
}

/// When a device sends its next message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SendWhen {
	/// When the broker has taken others: nobody answers.
	Taken,
	/// When a gateway has answered others, as devices do.
	Answered,
}

struct Sender {
	client: AsyncClient,
	topic: String,
	/// Each with the number after its last reading.
	queue: Vec<(u64, Vec<u8>)>,
	/// The number of the next reading, as the gateway told it last.
	next: watch::Receiver<u64>,
}

/// Messages of a device that the broker has not taken, or nobody has answered.
const UNDER_WAY: u16 = 64;
/// So long a device waits for an answer. The next one tells the same.
const PATIENCE: Duration = Duration::from_secs(2);
const CONNECT: Duration = Duration::from_secs(30);

impl Senders {
	/// Connects every device of the load, and waits until all hear their answers.
	pub async fn connect(load: &Load, broker: &Broker) -> Result<Self, LinkDown> {
		let heard = Arc::new(Mutex::new(Heard::default()));
		let (taken, all_taken) = watch::channel(0);
		let (ready, mut all_ready) = watch::channel(0usize);
		let mut senders = Vec::new();
		let mut tasks = JoinSet::new();
		for share in &load.shares {
			let mut options = MqttOptions::new(
				format!("tallystick-load-{}-{}", load.boot, share.index),
				&broker.host,
				broker.port,
			);
			options.set_keep_alive(Duration::from_secs(60));
			options.set_max_packet_size(Some(1 << 20));
			options.set_clean_start(true);
			options.set_outgoing_inflight_upper_limit(UNDER_WAY);
			let mut network = options.network_options();
			network.set_tcp_nodelay(true);
			options.set_network_options(network);
			let (client, events) = AsyncClient::new(options, usize::from(UNDER_WAY));
			let (told, next) = watch::channel(0);
			tasks.spawn(listen(events, taken.clone(), ready.clone(), told, heard.clone()));
			let topic = |kind| Topic { device: share.device, kind }.to_string();
			let answers = client.subscribe(topic(Kind::Ack), QoS::AtLeastOnce);
			answers.await.map_err(|_| LinkDown)?;
			let message = |made: &Made| {
				let message = &made.message;
				(message.first.saturating_add(message.count), message.payload.to_vec())
			};
			let queue = share.made.iter().map(message).collect();
			senders.push(Sender { client, topic: topic(share.format.kind()), queue, next });
		}
		let (count, messages) = (senders.len(), load.messages());
		let wait = all_ready.wait_for(|ready| *ready == count);
		let ready = timeout(CONNECT, wait).await;
		match ready {
			Ok(Ok(_)) => {},
			_ => return Err(LinkDown),
		}
		Ok(Self { senders, messages, taken: all_taken, heard, tasks })
	}

	/// Sends everything, and waits until the broker has taken the last message.
	pub async fn send(&mut self, pace: SendWhen) -> Result<(), LinkDown> {
		for sender in std::mem::take(&mut self.senders) {
			self.tasks.spawn(sender.send(pace));
		}
		let messages = self.messages;
		self.taken.wait_for(|taken| *taken >= messages).await.map_err(|_| LinkDown)?;
		Ok(())
	}

	/// What was answered until now.
	pub fn heard(&self) -> Heard {
		self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
	}
}

impl Sender {
	async fn send(self, pace: SendWhen) {
		let Self { client, topic, queue, mut next } = self;
		let ends: Vec<u64> = queue.iter().map(|(end, _)| *end).collect();
		let before = std::iter::repeat_n(None, UNDER_WAY.into()).chain(ends.into_iter().map(Some));
		for ((_, payload), before) in queue.into_iter().zip(before) {
			if let (SendWhen::Answered, Some(before)) = (pace, before) {
				let _ = timeout(PATIENCE, next.wait_for(|next| *next >= before)).await;
			}
			if client.publish(topic.clone(), QoS::AtLeastOnce, false, payload).await.is_err() {
				return;
			}
		}
		// The connection lives as long as this does.
		std::future::pending::<()>().await;
	}
}

async fn listen(
	mut events: EventLoop,
	taken: watch::Sender<u64>,
	ready: watch::Sender<usize>,
	told: watch::Sender<u64>,
	heard: Arc<Mutex<Heard>>,
) {
	let note = |note: &dyn Fn(&mut Heard)| {
		note(&mut heard.lock().unwrap_or_else(PoisonError::into_inner));
	};
	loop {
		match events.poll().await {
			Ok(Event::Incoming(Incoming::SubAck(_))) => {
				ready.send_modify(|ready| *ready = ready.saturating_add(1));
			},
			Ok(Event::Incoming(Incoming::PubAck(ack))) => match ack.reason {
				PubAckReason::Success | PubAckReason::NoMatchingSubscribers => {
					taken.send_modify(|taken| *taken = taken.saturating_add(1));
				},
				reason => note(&|heard| heard.broken.push(format!("not taken: {reason:?}"))),
			},
			Ok(Event::Incoming(Incoming::Publish(message))) => {
				let Ok(answer) = Answer::decode_any(&message.payload) else { continue };
				if answer.error.is_none() {
					told.send_modify(|next| *next = (*next).max(answer.next));
				}
				note(&|heard| match answer.error {
					None => heard.good = heard.good.saturating_add(1),
					Some(code) => {
						let count = heard.refused.entry(code.to_string()).or_default();
						*count = count.saturating_add(1);
					},
				});
			},
			Ok(_) => {},
			Err(error) => {
				// What was under way is not sent again: this is no device, and the count shows it.
				note(&|heard| heard.broken.push(error.to_string()));
				return;
			},
		}
	}
}
