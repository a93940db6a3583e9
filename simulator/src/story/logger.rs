//! The logger in the truck: measures what the climate says, signs segments, and sends them to a gateway.

use super::{
	climate::Sample,
	log::{Entry, Log},
};
use crate::{
	clock::now, Broker, DeviceError, Format, Gone, Identity, Link, Made, Mqtt, Point, Queue,
	Router, Series, SimDevice,
};
use std::{
	ops::Range,
	sync::{
		atomic::{AtomicBool, AtomicU64, Ordering},
		Arc,
	},
	time::Duration,
};
use tallystick_evidence::Hash;
use tallystick_wire::{Answer, ErrorCode, Kind, Reply, Topic};
use tokio::{
	sync::{mpsc, Notify},
	task::JoinHandle,
	time::Instant,
};

/// How long the logger waits for an answer before it sends again.
const RESEND: Duration = Duration::from_secs(3);
/// Segments that it sends ahead of the answers, and that it can keep.
const WINDOW: usize = 4;
const ROOM: usize = 1_024;
/// How often a good message may be refused.
const REFUSALS: u32 = 10;

/// Why the logger stopped.
#[derive(Debug, thiserror::Error)]
pub enum LoggerError {
	/// It cannot make a message.
	#[error(transparent)]
	Device(#[from] DeviceError),
	/// The log cannot be written.
	#[error("the log cannot be written: {0}")]
	Log(#[from] std::io::Error),
	/// The gateway refuses what it sends.
	#[error("the gateway refuses a segment: {0}; look at the gateway's log")]
	Refused(ErrorCode),
	/// The gateway lost what it had acknowledged.
	#[error("the gateway lost segments that it had acknowledged")]
	Lost,
	/// Nobody answered for so long.
	#[error("the gateway has not answered for {0:?}; check that it runs, and that --broker names the broker it uses")]
	Silence(Duration),
	/// Its task ended.
	#[error("the logger's task ended: {0}")]
	Task(#[from] tokio::task::JoinError),
}

/// What the story and its hooks can tell the logger.
#[derive(Debug, Default)]
struct Control {
	/// It measures nothing.
	silent: AtomicBool,
	/// It measures, and sends nothing.
	offline: AtomicBool,
	/// It ends the segment that it is at.
	cut: AtomicBool,
	/// It measures no more from this moment on.
	until: AtomicU64,
	changed: Notify,
}

/// A handle on the logger. A clone is of the same one.
#[derive(Clone, Debug)]
pub struct Logger(Arc<Control>);

impl Logger {
	/// Whether the logger is silent: a silent one takes no readings, and their time will be missing.
	pub fn silence(&self, silent: bool) {
		self.0.silent.store(silent, Ordering::Relaxed);
		self.0.changed.notify_one();
	}

	/// Whether the logger is without a network: it measures, and sends all of it once it has one again.
	pub fn offline(&self, offline: bool) {
		self.0.offline.store(offline, Ordering::Relaxed);
		self.0.changed.notify_one();
	}

	/// Ends the segment that it is at now, as a button does at a hand-over.
	pub fn cut(&self) {
		self.0.cut.store(true, Ordering::Relaxed);
		self.0.changed.notify_one();
	}

	/// Measures no more from this moment on, UTC in milliseconds, and ends the segment.
	pub fn stop_at(&self, moment: u64) {
		self.0.until.store(moment, Ordering::Relaxed);
		self.0.changed.notify_one();
	}
}

/// A logger at work.
pub(crate) struct Running {
	pub(crate) logger: Logger,
	task: JoinHandle<Result<Work, LoggerError>>,
}

/// What a logger did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Work {
	/// Its segments, each with its readings.
	pub(crate) segments: Vec<Vec<Point>>,
}

/// What a logger needs.
pub(crate) struct Kit {
	pub(crate) identity: Identity,
	pub(crate) series: Arc<Series>,
	pub(crate) genesis: Hash,
	/// Readings of a segment.
	pub(crate) size: usize,
	/// Milliseconds between two readings.
	pub(crate) period: u64,
	/// When it takes the first one.
	pub(crate) start: u64,
	/// What it measures, one after the other.
	pub(crate) samples: Vec<Sample>,
	pub(crate) log: Log,
	/// When it takes no readings.
	pub(crate) silent: Vec<Range<u64>>,
	/// When it has no network.
	pub(crate) late: Vec<Range<u64>>,
	/// How long it waits for the gateway after its last reading.
	pub(crate) patience: Duration,
}

impl Running {
	/// Starts a logger that sends over MQTT.
	pub(crate) fn start(kit: Kit, broker: &Broker) -> Result<Self, LoggerError> {
		let id = kit.identity.id;
		let mut router = Router::default();
		let answers = router.add(id);
		let name = format!("tallystick-story-{}", hex::encode(id.0.get(..6).unwrap_or_default()));
		let link = Mqtt::connect(broker, &name, vec![id], Arc::new(router));
		Self::start_over(kit, link, answers)
	}

	fn start_over<L: Link>(
		kit: Kit,
		link: L,
		answers: mpsc::Receiver<Vec<u8>>,
	) -> Result<Self, LoggerError> {
		let control = Arc::new(Control { until: AtomicU64::new(u64::MAX), ..Control::default() });
		let logger = Logger(control.clone());
		// Each start is a new boot, and knows nothing of the last one.
		let boot = u32::try_from(kit.start / 1_000).unwrap_or(u32::MAX);
		let device = SimDevice::new(
			kit.identity.clone(),
			kit.series.clone(),
			kit.genesis,
			Format::Segment,
			kit.size,
			boot,
		)?;
		let queue = Queue::new(WINDOW, ROOM, RESEND);
		let work = Work::default();
		let worker = Worker { kit, device, link, queue, answers, control, work, refused: 0 };
		Ok(Self { logger, task: tokio::spawn(worker.run()) })
	}

	/// Waits until the gateway has everything.
	pub(crate) async fn join(self) -> Result<Work, LoggerError> {
		self.task.await?
	}
}

struct Worker<L> {
	kit: Kit,
	device: SimDevice,
	link: L,
	queue: Queue,
	answers: mpsc::Receiver<Vec<u8>>,
	control: Arc<Control>,
	work: Work,
	refused: u32,
}

impl<L: Link> Worker<L> {
	async fn run(mut self) -> Result<Work, LoggerError> {
		let samples = std::mem::take(&mut self.kit.samples);
		let mut next = samples.iter().zip(0u64..).peekable();
		let mut given_up = None;
		loop {
			let until = self.control.until.load(Ordering::Relaxed);
			let mut done = true;
			while let Some((sample, at)) = next.peek().copied() {
				let time = self.time(at);
				if time >= until {
					break;
				}
				if time > now() {
					done = false;
					break;
				}
				next.next();
				self.measure(sample, time)?;
			}
			if self.control.cut.swap(false, Ordering::Relaxed) || done {
				let made = self.device.flush(None)?;
				self.keep(made);
			}
			if done && self.queue.is_empty() {
				return Ok(self.work);
			}
			let at = Instant::now();
			if done {
				let end = *given_up.get_or_insert(at + self.kit.patience);
				if at >= end {
					return Err(LoggerError::Silence(self.kit.patience));
				}
			}
			let offline = self.control.offline.load(Ordering::Relaxed)
				|| self.kit.late.iter().any(|span| span.contains(&now()));
			if !offline {
				self.send(at).await;
			}
			let far = at + Duration::from_millis(self.kit.period.clamp(10, 500));
			let wake =
				self.queue.next_due(at).unwrap_or(far).clamp(at + Duration::from_millis(10), far);
			tokio::select! {
				answer = self.answers.recv() => if let Some(answer) = answer {
					self.take(&answer, Instant::now())?;
				},
				() = self.control.changed.notified() => {},
				() = tokio::time::sleep_until(wake) => {},
			}
		}
	}

	/// When a reading is due.
	fn time(&self, at: u64) -> u64 {
		self.kit.start.saturating_add(at.saturating_mul(self.kit.period))
	}

	fn measure(&mut self, sample: &Sample, time: u64) -> Result<(), LoggerError> {
		let silent = self.control.silent.load(Ordering::Relaxed)
			|| self.kit.silent.iter().any(|span| span.contains(&time));
		let Sample { inside, outside, read } = *sample;
		let read = (!silent).then_some(read);
		self.kit.log.write(&Entry::Reading { at: time, inside, outside, read })?;
		if let Some(value) = read {
			let made = self.device.measure(Point { channel: 0, time, value }, None)?;
			self.keep(made);
		}
		Ok(())
	}

	fn keep(&mut self, made: Option<Made>) {
		let Some(Made { message, points, .. }) = made else { return };
		self.queue.push(message);
		self.work.segments.push(points);
	}

	async fn send(&mut self, at: Instant) {
		while let Some(due) = self.queue.take_due(at, false) {
			let topic = Topic { device: self.kit.identity.id, kind: Kind::Segment };
			if self.link.publish(topic.to_string(), due.message.payload).await.is_err() {
				self.queue.not_sent(due.message.first, at);
				break;
			}
		}
	}

	fn take(&mut self, reply: &[u8], at: Instant) -> Result<(), LoggerError> {
		let Ok(Reply::Answer(answer)) = Reply::decode_any(reply) else { return Ok(()) };
		let Answer { boot, next, error, .. } = answer;
		if boot == self.device.state.boot_epoch {
			self.queue.acknowledge(next, at);
		}
		let code = match error {
			None => {
				self.refused = 0;
				return Ok(());
			},
			Some(code) => code,
		};
		if code.is_temporary() {
			self.queue.back_off(at);
			return Ok(());
		}
		self.refused += 1;
		if self.refused >= REFUSALS {
			return Err(LoggerError::Refused(code));
		}
		match code {
			ErrorCode::Gap if boot == self.device.state.boot_epoch => {
				self.queue.rewind(next, at).map_err(|Gone| LoggerError::Lost)
			},
			_ => {
				self.queue.back_off(at);
				Ok(())
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{identity, Channel, LinkDown};
	use std::sync::Mutex;
	use tallystick_evidence::Limits;
	use tallystick_wire::Reference;

	const START: u64 = 1_700_000_000_000;
	const PATIENT: Duration = Duration::from_secs(30);
	const SIZE: u64 = 10;

	/// A gateway that takes every segment and says so, or refuses each with this code.
	struct Gateway {
		to: mpsc::Sender<Vec<u8>>,
		refuse: Option<ErrorCode>,
		heard: Arc<Mutex<Vec<Reference>>>,
	}

	impl Link for Gateway {
		async fn publish(&self, topic: String, payload: Arc<[u8]>) -> Result<(), LinkDown> {
			assert!(topic.ends_with("/segment"), "{topic}");
			let reference = Reference::of(&payload);
			let count = {
				let mut heard = self.heard.lock().unwrap();
				if !heard.contains(&reference) {
					heard.push(reference);
				}
				heard.len() as u64
			};
			let next = if self.refuse.is_some() { 0 } else { count * SIZE };
			let boot = (START / 1_000) as u32;
			let (error, detail) = (self.refuse, None);
			let answer = Answer { reference, boot, next, finalized: None, error, detail };
			let answer = Reply::Answer(answer).to_cbor();
			// A refusal comes again and again, so that the test need not wait for the logger to try again.
			for _ in 0..if error.is_some() { REFUSALS } else { 1 } {
				self.to.send(answer.clone()).await.map_err(|_| LinkDown)?;
			}
			Ok(())
		}
	}

	/// Starts a logger with so many readings, a millisecond apart, that are due already.
	fn start(
		readings: i64,
		silent: Vec<Range<u64>>,
		refuse: Option<ErrorCode>,
		patience: Duration,
	) -> (Running, Arc<Mutex<Vec<Reference>>>) {
		let channel = Channel {
			name: "t".into(),
			unit: "Cel".into(),
			exponent: -2,
			kind: tallystick_client::ChannelKind::Gauge,
			limits: Limits { low: -4_000, high: 6_000 },
			period: 1,
		};
		let point = Point { channel: 0, time: 0, value: 0 };
		let kit = Kit {
			identity: identity(1, 0),
			series: Arc::new(Series { channels: vec![channel], points: vec![point] }),
			genesis: [7; 32],
			size: SIZE as usize,
			period: 1,
			start: START,
			samples: (0..readings).map(|read| Sample { inside: 0.0, outside: 0.0, read }).collect(),
			log: Log::default(),
			silent,
			late: Vec::new(),
			patience,
		};
		let (to, answers) = mpsc::channel(64);
		let heard = Arc::default();
		let gateway = Gateway { to, refuse, heard: Arc::clone(&heard) };
		(Running::start_over(kit, gateway, answers).unwrap(), heard)
	}

	fn times(work: &Work) -> Vec<u64> {
		work.segments.iter().flatten().map(|point| point.time - START).collect()
	}

	#[tokio::test]
	async fn sends_every_reading_once_and_ends_when_all_are_acknowledged() {
		let (running, heard) = start(20, vec![], None, PATIENT);
		let work = running.join().await.unwrap();
		assert_eq!(times(&work), (0..20).collect::<Vec<_>>());
		assert_eq!((work.segments.len(), heard.lock().unwrap().len()), (2, 2));
	}

	#[tokio::test]
	async fn takes_no_readings_while_it_is_silent() {
		let silent = START + 10..START + 20;
		let (running, _) = start(30, vec![silent], None, PATIENT);
		let work = running.join().await.unwrap();
		assert_eq!(times(&work), (0..10).chain(20..30).collect::<Vec<_>>());
	}

	#[tokio::test]
	async fn keeps_what_it_measures_without_a_network_and_sends_it_afterwards() {
		let (running, heard) = start(20, vec![], None, PATIENT);
		// The task has not begun: this test has one thread.
		running.logger.offline(true);
		tokio::time::sleep(Duration::from_millis(50)).await;
		assert!(heard.lock().unwrap().is_empty());
		running.logger.offline(false);
		assert_eq!(running.join().await.unwrap().segments.len(), 2);
		assert_eq!(heard.lock().unwrap().len(), 2);
	}

	#[tokio::test]
	async fn measures_nothing_from_the_moment_on_at_which_it_is_stopped() {
		let (running, _) = start(30, vec![], None, PATIENT);
		running.logger.stop_at(START + 20);
		assert_eq!(times(&running.join().await.unwrap()), (0..20).collect::<Vec<_>>());
	}

	#[tokio::test]
	async fn stops_with_the_code_if_the_gateway_refuses_what_it_sends() {
		let (running, _) = start(10, vec![], Some(ErrorCode::UnknownDevice), PATIENT);
		let refused = running.join().await.unwrap_err();
		assert!(matches!(refused, LoggerError::Refused(ErrorCode::UnknownDevice)), "{refused}");
	}

	#[tokio::test]
	async fn gives_up_when_the_gateway_stays_silent() {
		let (running, _) = start(10, vec![], None, Duration::from_millis(300));
		running.logger.offline(true);
		let silent = running.join().await.unwrap_err();
		assert!(matches!(silent, LoggerError::Silence(_)), "{silent}");
	}
}
