//! A simulated device.

use crate::{
	keys::Identity,
	meter::{EXPORT, IMPORT},
	queue, Point, Series, MAX_CHANNELS,
};
use std::sync::Arc;
use tallystick_device::{
	join_readings, Channel, Cut, Device, Meter, PushError, Segmenter, SignError, Slots, TooShort,
	MAX_READING,
};
use tallystick_evidence::{Attestation, Hash, Limits, Message, Scheme};
use tallystick_wire::{
	senml::{to_cbor, to_json, Entry},
	Hex, Kind, MAX_READINGS,
};

/// Most readings of a message.
pub const MAX_SEGMENT: usize = 1_024;

/// Whose word the readings are, and how they are written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Format {
	/// Segments that the device signs.
	Segment,
	/// Readings that the device signs one by one.
	Readings,
	/// Plain SenML in JSON.
	SenmlJson,
	/// Plain SenML in CBOR.
	SenmlCbor,
}

impl Format {
	/// All of them.
	pub const ALL: [Self; 4] = [Self::Segment, Self::Readings, Self::SenmlJson, Self::SenmlCbor];

	/// Whose word the readings are.
	pub const fn attestation(self) -> Attestation {
		match self {
			Self::Segment => Attestation::Segment,
			Self::Readings => Attestation::Readings,
			Self::SenmlJson | Self::SenmlCbor => Attestation::Gateway,
		}
	}

	/// Where the messages are published.
	pub const fn kind(self) -> Kind {
		match self {
			Self::Segment => Kind::Segment,
			Self::Readings => Kind::Readings,
			Self::SenmlJson | Self::SenmlCbor => Kind::Senml,
		}
	}
}

/// A message, and what is in it.
#[derive(Clone, Debug)]
pub struct Made {
	/// The message.
	pub message: queue::Message,
	/// Its readings, in the order of their numbers.
	pub points: Vec<Point>,
	/// How many of these the message before has, too.
	pub repeated: u64,
}

/// Why there is no message.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
	/// A reading is not taken.
	#[error("a reading is not taken: {0}")]
	Push(PushError),
	/// Nothing is signed.
	#[error("nothing is signed: {0}")]
	Sign(SignError),
	/// The message does not fit the buffer.
	#[error("the message does not fit the buffer")]
	TooShort,
	/// More readings in a message than there can be.
	#[error("a message has 1 to {0} readings")]
	Size(usize),
	/// A meter that signs no segments, or has other channels.
	#[error("a meter signs segments, and its channels are an import and an export register")]
	Meter,
}

impl From<TooShort> for DeviceError {
	fn from(_: TooShort) -> Self {
		Self::TooShort
	}
}

/// How a device gathers readings that is a meter.
struct Metered {
	meter: Box<Meter<2, MAX_SEGMENT>>,
	/// The import register's reading that waits for the export register's.
	half: Option<(u64, i64)>,
	/// Readings in no message yet.
	fresh: usize,
}

/// A device that measures, and makes messages of so many readings.
pub struct SimDevice {
	/// Who it is.
	pub identity: Identity,
	/// What it measures.
	pub series: Arc<Series>,
	/// How it speaks.
	pub format: Format,
	/// What it knows of itself. A device that cannot sign counts its readings too.
	pub state: Device,
	size: usize,
	segmenter: Box<Segmenter<MAX_CHANNELS, MAX_SEGMENT>>,
	meter: Option<Metered>,
	signed: Vec<[u8; MAX_READING]>,
	lengths: Vec<usize>,
	points: Vec<Point>,
	out: Vec<u8>,
}

impl SimDevice {
	/// A device at the beginning of a boot epoch.
	pub fn new(
		identity: Identity,
		series: Arc<Series>,
		genesis: Hash,
		format: Format,
		size: usize,
		boot: u32,
	) -> Result<Self, DeviceError> {
		let most = if format == Format::Readings { MAX_READINGS } else { MAX_SEGMENT };
		if !(1..=most).contains(&size) {
			return Err(DeviceError::Size(most));
		}
		let segmenter = Box::new(Segmenter::new(channels(&series)));
		let state = Device::begin(identity.id, genesis, Scheme::Ed25519, 0, boot);
		Ok(Self {
			identity,
			series,
			format,
			state,
			size,
			segmenter,
			meter: None,
			signed: Vec::new(),
			lengths: Vec::new(),
			points: Vec::new(),
			out: vec![0; 128 * 1_024],
		})
	}

	/// The same device as a meter, which cuts its segments at the boundaries of slots.
	pub fn metered(mut self, slots: Slots) -> Result<Self, DeviceError> {
		if self.format != Format::Segment || self.series.channels.len() != 2 {
			return Err(DeviceError::Meter);
		}
		let meter = Box::new(Meter::new(channels(&self.series), slots));
		self.meter = Some(Metered { meter, half: None, fresh: 0 });
		Ok(self)
	}

	/// Whether a register has been read and the other one not yet.
	pub fn is_half(&self) -> bool {
		self.meter.as_ref().is_some_and(|metered| metered.half.is_some())
	}

	/// Takes a reading. With the last one that a message has room for, it makes the message.
	///
	/// A meter takes the import register's first, and then the export register's of the same time.
	pub fn measure(
		&mut self,
		point: Point,
		seed: Option<&[u8; 16]>,
	) -> Result<Option<Made>, DeviceError> {
		let Point { channel, time, value } = point;
		if self.meter.is_some() {
			return self.read_register(point, seed);
		}
		match self.format {
			Format::Segment => {
				self.segmenter.push(channel, time, value).map_err(DeviceError::Push)?
			},
			Format::Readings => {
				let mut buffer = [0; MAX_READING];
				let sign = |message: &Message| self.identity.secret.sign(message);
				let length = self
					.state
					.sign_reading(channel, time, value, sign, &mut buffer)
					.map_err(DeviceError::Sign)?;
				self.signed.push(buffer);
				self.lengths.push(length);
			},
			Format::SenmlJson | Format::SenmlCbor => {},
		}
		self.points.push(point);
		match self.points.len() < self.size {
			true => Ok(None),
			false => self.flush(seed),
		}
	}

	fn read_register(
		&mut self,
		Point { channel, time, value }: Point,
		seed: Option<&[u8; 16]>,
	) -> Result<Option<Made>, DeviceError> {
		let metered = self.meter.as_mut().ok_or(DeviceError::Meter)?;
		let values = match (metered.half.take(), channel) {
			(None, IMPORT) => {
				metered.half = Some((time, value));
				return Ok(None);
			},
			(Some((at, import)), EXPORT) if at == time => [import, value],
			_ => return Err(DeviceError::Push(PushError::NotRising)),
		};
		let mut made = None;
		let mut cut = metered.meter.take(time, values).map_err(DeviceError::Push)?;
		if cut == Cut::Before {
			made = self.flush(seed)?;
			let metered = self.meter.as_mut().ok_or(DeviceError::Meter)?;
			cut = metered.meter.take(time, values).map_err(DeviceError::Push)?;
		}
		if let Some(metered) = &mut self.meter {
			metered.fresh = metered.fresh.saturating_add(values.len());
		}
		match cut {
			// What was cut before begins a segment, which has room for more.
			Cut::Now if made.is_none() => self.flush(seed),
			_ => Ok(made),
		}
	}

	fn flush_meter(&mut self, seed: Option<&[u8; 16]>) -> Result<Option<Made>, DeviceError> {
		let Some(Metered { meter, fresh, .. }) = &mut self.meter else { return Ok(None) };
		if meter.is_empty() {
			return Ok(None);
		}
		let first = self.state.next;
		let points: Vec<_> =
			meter.readings().map(|(channel, time, value)| Point { channel, time, value }).collect();
		let sign = |message: &Message| self.identity.secret.sign(message);
		let sealed =
			meter.seal(&mut self.state, seed, sign, &mut self.out).map_err(DeviceError::Sign)?;
		let payload = self.out.get(..sealed.length).unwrap_or_default().into();
		let count = points.len() as u64;
		let repeated = count.saturating_sub(std::mem::take(fresh) as u64);
		Ok(Some(Made { message: queue::Message { first, count, payload }, points, repeated }))
	}

	/// Makes a message of the readings that there are.
	pub fn flush(&mut self, seed: Option<&[u8; 16]>) -> Result<Option<Made>, DeviceError> {
		if self.meter.is_some() {
			return self.flush_meter(seed);
		}
		let points = std::mem::take(&mut self.points);
		if points.is_empty() {
			return Ok(None);
		}
		let count = points.len() as u64;
		let (first, payload) = match self.format {
			Format::Segment => {
				let first = self.state.next;
				let sign = |message: &Message| self.identity.secret.sign(message);
				let sealed = self
					.segmenter
					.seal(&mut self.state, seed, sign, &mut self.out)
					.map_err(DeviceError::Sign)?;
				(first, self.out.get(..sealed.length).unwrap_or_default().to_vec())
			},
			Format::Readings => {
				let parts: Vec<_> = self
					.signed
					.iter()
					.zip(&self.lengths)
					.map(|(buffer, length)| buffer.get(..*length).unwrap_or_default())
					.collect();
				let length = join_readings(&parts, &mut self.out)?;
				let payload = self.out.get(..length).unwrap_or_default().to_vec();
				self.signed.clear();
				self.lengths.clear();
				(self.state.next.saturating_sub(count), payload)
			},
			Format::SenmlJson | Format::SenmlCbor => {
				let first = self.state.next;
				self.state.next = first.saturating_add(count);
				let base = format!("urn:tallystick:{}:", Hex(self.identity.id));
				(first, self.senml(&base, &points, None))
			},
		};
		let message = queue::Message { first, count, payload: payload.into() };
		Ok(Some(Made { message, points, repeated: 0 }))
	}

	/// The readings as this device's kind of SenML, with the model's names, and its units or another.
	pub fn senml(&self, base: &str, points: &[Point], unit: Option<&str>) -> Vec<u8> {
		let entries: Vec<_> = points
			.iter()
			.map(|Point { channel, time, value }| {
				let known = self.series.channels.get(usize::from(*channel));
				Entry {
					channel: known.map_or("65535", |channel| channel.name.as_str()),
					unit: unit.unwrap_or(known.map_or("", |channel| channel.unit.as_str())),
					time: *time,
					value: *value,
					exponent: known.map_or(0, |channel| channel.exponent),
				}
			})
			.collect();
		match self.format {
			Format::SenmlJson => to_json(base, &entries).into_bytes(),
			_ => to_cbor(base, &entries),
		}
	}

	/// Readings that are in no message yet.
	pub fn unsent(&self) -> usize {
		match &self.meter {
			Some(Metered { fresh, half, .. }) => fresh.saturating_add(half.iter().len()),
			None => self.points.len(),
		}
	}

	/// Begins a new boot epoch, without memory of the last one.
	pub fn reboot(&mut self, boot: u32) {
		self.points.clear();
		self.signed.clear();
		self.lengths.clear();
		*self.segmenter = Segmenter::new(channels(&self.series));
		if let Some(Metered { meter, half, fresh }) = &mut self.meter {
			**meter = Meter::new(channels(&self.series), *meter.slots());
			(*half, *fresh) = (None, 0);
		}
		let Device { id, genesis, scheme, key_epoch, .. } = self.state;
		self.state = Device::begin(id, genesis, scheme, key_epoch, boot);
	}
}

/// The channels as a device knows them. Those that the series lacks have no readings.
fn channels<const CHANNELS: usize>(series: &Series) -> [Channel; CHANNELS] {
	std::array::from_fn(|at| {
		let channel = series.channels.get(at);
		channel.map_or(Channel { exponent: 0, limits: Limits::NONE }, |channel| Channel {
			exponent: channel.exponent,
			limits: channel.limits,
		})
	})
}
