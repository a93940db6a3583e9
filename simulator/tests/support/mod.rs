//! A gateway in memory, with the rules that devices are promised, and a link that loses messages.

use rand::{rngs::StdRng, Rng, SeedableRng};
use std::{
	collections::{HashMap, HashSet},
	sync::{Arc, Mutex},
};
use tallystick_client::time::now;
use tallystick_evidence::{message::Move, Attestation, DeviceId, DeviceKey, Hash, Native};
use tallystick_sim::{Entry, Link, LinkDown, Router, Series};
use tallystick_wire::{
	rebuild, senml, Announcement, Answer, ErrorCode, Kind, Reference, Reply, SignedMove,
	SignedReading, SignedSegment, Topic, MAX_MESSAGE,
};

const HOUR: u64 = 3_600_000;

/// Where a device stands.
#[derive(Default)]
struct Tail {
	boot: u32,
	next: u64,
	name: Hash,
	/// First number and content of what was stored in this boot epoch and those before.
	stored: HashMap<(u32, u64), Vec<Entry>>,
	names: HashMap<(u32, u64), Hash>,
	newest: HashMap<u16, (u64, i64)>,
}

impl Tail {
	/// The number after the last reading that is stored of a boot epoch.
	fn end(&self, boot: u32) -> u64 {
		match boot == self.boot {
			true => self.next,
			false => {
				let of = self.stored.iter().filter(|((stored, _), _)| *stored == boot);
				of.map(|((_, first), entries)| first + entries.len() as u64).max().unwrap_or(0)
			},
		}
	}
}

pub(crate) struct Gateway {
	genesis: Hash,
	pub(crate) account: [u8; 32],
	devices: HashMap<DeviceId, (DeviceKey, Arc<Series>)>,
	revoked: HashSet<DeviceId>,
	tails: Mutex<HashMap<DeviceId, Tail>>,
	pub(crate) stored: Mutex<Vec<Entry>>,
	/// When a message of a device came: UTC, in milliseconds.
	pub(crate) arrivals: Mutex<Vec<(DeviceId, u64)>>,
	/// How often each code was answered.
	pub(crate) refused: Mutex<HashMap<ErrorCode, u64>>,
	router: Router,
	chance: Mutex<StdRng>,
	/// Of a hundred messages, and of a hundred answers, so many are lost.
	lossy: u32,
}

impl Gateway {
	pub(crate) fn new(genesis: Hash, router: Router, seed: u64, lossy: u32) -> Self {
		Self {
			genesis,
			account: [0; 32],
			devices: HashMap::new(),
			revoked: HashSet::new(),
			tails: Default::default(),
			stored: Default::default(),
			arrivals: Default::default(),
			refused: Default::default(),
			router,
			chance: Mutex::new(StdRng::seed_from_u64(seed)),
			lossy,
		}
	}

	pub(crate) fn know(&mut self, device: DeviceId, key: DeviceKey, series: Arc<Series>) {
		self.devices.insert(device, (key, series));
	}

	pub(crate) fn revoke(&mut self, device: DeviceId) {
		self.revoked.insert(device);
	}

	fn loses(&self) -> bool {
		self.chance.lock().unwrap().gen_range(0..100) < self.lossy
	}

	/// What is final, just before the message comes, and the answer to it.
	fn take(&self, topic: Topic, message: &[u8]) -> (Announcement, Answer) {
		let mut tails = self.tails.lock().unwrap();
		let tail = tails.entry(topic.device).or_default();
		let announcement = Announcement { boot: tail.boot, finalized: tail.next };
		let (taken, reference) = (self.check(topic, message, tail), Reference::of(message));
		let answer = match taken {
			Ok(boot) => Answer::ack(reference, boot, tail.end(boot)),
			Err(code) => {
				*self.refused.lock().unwrap().entry(code).or_default() += 1;
				Answer::refusal(reference, tail.boot, tail.next, code)
			},
		};
		(announcement, answer)
	}

	/// Stores a message. Gives the boot epoch that it belongs to.
	fn check(&self, topic: Topic, message: &[u8], tail: &mut Tail) -> Result<u32, ErrorCode> {
		if message.len() > MAX_MESSAGE {
			return Err(ErrorCode::TooLarge);
		}
		let (key, series) = self.devices.get(&topic.device).ok_or(ErrorCode::UnknownDevice)?;
		if self.revoked.contains(&topic.device) {
			return Err(ErrorCode::NotActive);
		}
		let channels = series.wire_channels();
		let device = topic.device;
		let entry = |attestation, boot, channel, time, value| Entry {
			device,
			boot,
			attestation,
			channel,
			time,
			value,
		};
		match topic.kind {
			Kind::Segment => {
				let signed = SignedSegment::decode(message).map_err(|error| error.code())?;
				let header = signed.header;
				if header.device != device {
					return Err(ErrorCode::WrongDevice);
				}
				if header.key_epoch != 0 {
					return Err(ErrorCode::UnknownKey);
				}
				if !signed.verify::<Native>(&self.genesis, key) {
					return Err(ErrorCode::BadSignature);
				}
				rebuild::<Native>(&signed, &channels).map_err(|error| error.code())?;
				let entries = senml::from_cbor(&signed.pack, &device)
					.map_err(|error| error.code())?
					.iter()
					.map(|record| {
						let (channel, value) = record.read(&channels).unwrap();
						let time = record.time.at(0).unwrap();
						entry(Attestation::Segment, header.boot_epoch, channel.number, time, value)
					})
					.collect();
				let name = header.name::<Native>();
				let previous = Some(header.previous);
				self.store(tail, header.boot_epoch, header.sequence, previous, name, entries)
			},
			Kind::Readings => {
				let list = SignedReading::decode_list(message).map_err(|error| error.code())?;
				for reading in &list {
					if reading.kid.unwrap_or(0) != 0 {
						return Err(ErrorCode::UnknownKey);
					}
					if !reading.verify::<Native>(&self.genesis, &device, key) {
						return Err(ErrorCode::BadSignature);
					}
					if usize::from(reading.channel) >= channels.len() {
						return Err(ErrorCode::UnknownChannel);
					}
				}
				let (boot, first) = (list[0].boot_epoch, list[0].sequence);
				let entries = list
					.iter()
					.map(|r| entry(Attestation::Readings, boot, r.channel, r.time, r.value))
					.collect();
				self.store(tail, boot, first, None, [0; 32], entries)
			},
			Kind::Senml => {
				let records = senml::resolve(message, &device).map_err(|error| error.code())?;
				let mut fresh = Vec::new();
				for record in &records {
					let (channel, value) = record.read(&channels).map_err(|error| error.code())?;
					let time = record.time.at(now()).unwrap();
					let last = tail.newest.get(&channel.number).copied();
					if time > now() + HOUR {
						return Err(ErrorCode::FromFuture);
					}
					if last.is_some_and(|(newest, _)| time < newest) {
						// Older than the newest: a duplicate if it is stored.
						let is = entry(Attestation::Gateway, 0, channel.number, time, value);
						if !self.stored.lock().unwrap().contains(&is) {
							return Err(ErrorCode::Stale);
						}
					} else if last.is_some_and(|(newest, is)| time == newest && value != is) {
						return Err(ErrorCode::Stale);
					} else if last.is_none_or(|(newest, _)| time > newest) {
						fresh.push(entry(Attestation::Gateway, 0, channel.number, time, value));
					}
				}
				for entry in fresh {
					tail.newest.insert(entry.channel, (entry.time, entry.value));
					tail.next += 1;
					self.stored.lock().unwrap().push(entry);
				}
				Ok(0)
			},
			Kind::Move => {
				let signed = SignedMove::decode(message).map_err(|error| error.code())?;
				let Move { gateway, boot_epoch: boot, next, previous } = signed.content;
				if gateway != self.account {
					return Err(ErrorCode::WrongGateway);
				}
				if !signed.verify::<Native>(&self.genesis, &device, key) {
					return Err(ErrorCode::BadSignature);
				}
				if boot < tail.boot {
					return Err(ErrorCode::RolledBack);
				}
				if boot > tail.boot || next > tail.next {
					(tail.boot, tail.next, tail.name) = (boot, next, previous);
				}
				Ok(boot)
			},
			Kind::Done | Kind::Nonce | Kind::Ack | Kind::Grant | Kind::Beat | Kind::Command => {
				Err(ErrorCode::Malformed)
			},
		}
	}

	fn store(
		&self,
		tail: &mut Tail,
		boot: u32,
		first: u64,
		previous: Option<Hash>,
		name: Hash,
		entries: Vec<Entry>,
	) -> Result<u32, ErrorCode> {
		if entries.iter().any(|entry| entry.time > now() + HOUR) {
			return Err(ErrorCode::FromFuture);
		}
		if let Some(stored) = tail.stored.get(&(boot, first)) {
			let same = *stored == entries && tail.names.get(&(boot, first)) == Some(&name);
			return same.then_some(boot).ok_or(ErrorCode::Conflict);
		}
		if boot < tail.boot {
			return Err(ErrorCode::RolledBack);
		}
		let (next, last) = if boot > tail.boot { (0, [0; 32]) } else { (tail.next, tail.name) };
		if first > next {
			return Err(ErrorCode::Gap);
		}
		if first < next {
			return Err(ErrorCode::Conflict);
		}
		if previous.is_some_and(|previous| previous != last) {
			return Err(ErrorCode::Fork);
		}
		(tail.boot, tail.next, tail.name) = (boot, first + entries.len() as u64, name);
		self.stored.lock().unwrap().extend(&entries);
		tail.stored.insert((boot, first), entries);
		tail.names.insert((boot, first), name);
		Ok(boot)
	}
}

impl Link for Gateway {
	async fn publish(&self, topic: String, payload: Arc<[u8]>) -> Result<(), LinkDown> {
		if self.loses() {
			return Ok(());
		}
		let topic: Topic = topic.parse().unwrap();
		self.arrivals.lock().unwrap().push((topic.device, now()));
		let (announcement, answer) = self.take(topic, &payload);
		for reply in [Reply::from(announcement), answer.into()] {
			if !self.loses() {
				let json = topic.kind == Kind::Senml && senml::is_json(&payload);
				let bytes = if json { reply.to_json().into_bytes() } else { reply.to_cbor() };
				self.router.deliver(&topic.device, bytes);
			}
		}
		Ok(())
	}
}
