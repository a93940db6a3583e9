//! The compact encoding of a message's readings.
//!
//! For each channel: number, limits, count, and for each reading the change of the time step and the
//! change of the value, all as integers of variable length. Salts follow from the message's seed.
//! Readings that the device signed one by one carry their number and their signature.

use tallystick_evidence::{
	reading::{salt, SignedReading},
	Leaf, Limits, Native, Reading, Signature,
};

/// The readings of a message, by channel in ascending order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Body {
	/// The seed of the salts. `None` if they are zeros.
	pub seed: Option<[u8; 16]>,
	/// The channels.
	pub runs: Vec<BodyRun>,
}

/// The readings of one channel in a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BodyRun {
	/// The channel.
	pub channel: u16,
	/// The model's limits.
	pub limits: Limits,
	/// The readings, in their order of arrival.
	pub leaves: Vec<Leaf>,
}

/// The bytes are not the encoding of a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the stored readings cannot be read")]
pub struct BodyError;

const PLAIN: u8 = 0;
const SEEDED: u8 = 1;
const SIGNED: u8 = 2;

impl Body {
	/// The number of readings.
	pub fn count(&self) -> usize {
		self.runs.iter().map(|run| run.leaves.len()).sum()
	}

	/// All readings with their channels.
	pub fn leaves(&self) -> impl Iterator<Item = (u16, Limits, &Leaf)> {
		self.runs
			.iter()
			.flat_map(|run| run.leaves.iter().map(|leaf| (run.channel, run.limits, leaf)))
	}

	/// The first and the last time of all readings.
	pub fn bounds(&self) -> Option<(u64, u64)> {
		let times = || self.leaves().map(|(_, _, leaf)| leaf.reading.time);
		Some((times().min()?, times().max()?))
	}

	/// The body with only the readings that `keep` selects.
	pub(super) fn only(&self, keep: impl Fn(u16, &Leaf) -> bool) -> Self {
		let mut body = self.clone();
		for run in &mut body.runs {
			let channel = run.channel;
			run.leaves.retain(|leaf| keep(channel, leaf));
		}
		body.runs.retain(|run| !run.leaves.is_empty());
		body
	}

	/// Encodes the readings.
	pub fn encode(&self) -> Vec<u8> {
		let signed = self.leaves().any(|(_, _, leaf)| leaf.signed.is_some());
		let mut out = Vec::with_capacity(24 + self.count() * if signed { 70 } else { 4 });
		match (&self.seed, signed) {
			(_, true) => out.push(SIGNED),
			(Some(seed), false) => {
				out.push(SEEDED);
				out.extend_from_slice(seed);
			},
			(None, false) => out.push(PLAIN),
		}
		put(&mut out, self.runs.len() as u64);
		for BodyRun { channel, limits, leaves } in &self.runs {
			put(&mut out, (*channel).into());
			put(&mut out, zigzag(limits.low));
			put(&mut out, zigzag(limits.high));
			put(&mut out, leaves.len() as u64);
			let (mut time, mut step, mut value) = (0u64, 0i64, 0i64);
			for leaf in leaves {
				let Reading { time: now, value: is, .. } = leaf.reading;
				let stepped = now.wrapping_sub(time) as i64;
				put(&mut out, zigzag(stepped.wrapping_sub(step)));
				put(&mut out, zigzag(is.wrapping_sub(value)));
				(time, step, value) = (now, stepped, is);
				if let (true, Some(signed)) = (signed, &leaf.signed) {
					put(&mut out, signed.sequence);
					out.extend_from_slice(&signed.signature.0);
				}
			}
		}
		out
	}

	/// Decodes the output of [`encode`](Self::encode).
	pub fn decode(bytes: &[u8]) -> Result<Self, BodyError> {
		let mut input = bytes;
		let form = take(&mut input, 1)?.first().copied().ok_or(BodyError)?;
		let seed = match form {
			SEEDED => Some(take(&mut input, 16)?.try_into().map_err(|_| BodyError)?),
			PLAIN | SIGNED => None,
			_ => return Err(BodyError),
		};
		let mut runs = Vec::new();
		for _ in 0..get(&mut input)? {
			let channel = u16::try_from(get(&mut input)?).map_err(|_| BodyError)?;
			let limits =
				Limits { low: unzigzag(get(&mut input)?), high: unzigzag(get(&mut input)?) };
			let (mut time, mut step, mut value) = (0u64, 0i64, 0i64);
			let count = get(&mut input)?;
			// A reading has at least two bytes, so that a false count cannot reserve more memory than the input
			// justifies.
			let room = count.min(input.len() as u64 / 2) as usize;
			let mut leaves = Vec::with_capacity(room);
			for _ in 0..count {
				step = step.wrapping_add(unzigzag(get(&mut input)?));
				time = time.wrapping_add(step as u64);
				value = value.wrapping_add(unzigzag(get(&mut input)?));
				let salt = salt::<Native>(seed.as_ref(), channel, time);
				let signed = match form {
					SIGNED => {
						let sequence = get(&mut input)?;
						let signature = take(&mut input, 64)?.try_into().map_err(|_| BodyError)?;
						Some(SignedReading { sequence, signature: Signature(signature) })
					},
					_ => None,
				};
				leaves.push(Leaf { reading: Reading { time, value, salt }, signed });
			}
			runs.push(BodyRun { channel, limits, leaves });
		}
		input.is_empty().then_some(Self { seed, runs }).ok_or(BodyError)
	}
}

fn zigzag(number: i64) -> u64 {
	((number << 1) ^ (number >> 63)) as u64
}

fn unzigzag(number: u64) -> i64 {
	(number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Seven bits a byte, the lowest first; the eighth is set if more follow.
fn put(out: &mut Vec<u8>, mut number: u64) {
	while number >= 0x80 {
		out.push(number as u8 | 0x80);
		number >>= 7;
	}
	out.push(number as u8);
}

fn get(input: &mut &[u8]) -> Result<u64, BodyError> {
	let mut number = 0u64;
	for shift in (0..64).step_by(7) {
		let byte = take(input, 1)?.first().copied().ok_or(BodyError)?;
		number |= u64::from(byte & 0x7f) << shift;
		if byte < 0x80 {
			return Ok(number);
		}
	}
	Err(BodyError)
}

fn take<'a>(input: &mut &'a [u8], len: usize) -> Result<&'a [u8], BodyError> {
	let (taken, rest) = input.split_at_checked(len).ok_or(BodyError)?;
	*input = rest;
	Ok(taken)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn run(seed: Option<[u8; 16]>, signed: bool) -> impl Strategy<Value = BodyRun> {
		let leaf = (any::<u64>(), any::<i64>(), any::<u64>(), any::<[u8; 32]>());
		(any::<u16>(), any::<(i64, i64)>(), proptest::collection::vec(leaf, 1..20)).prop_map(
			move |(channel, (low, high), leaves)| BodyRun {
				channel,
				limits: Limits { low, high },
				leaves: leaves
					.into_iter()
					.map(|(time, value, sequence, half)| {
						let salt = salt::<Native>(seed.as_ref(), channel, time);
						let signature = Signature([half, half].concat().try_into().unwrap());
						Leaf {
							reading: Reading { time, value, salt },
							signed: signed.then_some(SignedReading { sequence, signature }),
						}
					})
					.collect(),
			},
		)
	}

	fn body() -> impl Strategy<Value = Body> {
		(0..3u8, any::<[u8; 16]>()).prop_flat_map(|(form, seed)| {
			let seed = (form == SEEDED).then_some(seed);
			proptest::collection::vec(run(seed, form == SIGNED), 1..4)
				.prop_map(move |runs| Body { seed, runs })
		})
	}

	proptest! {
		#[test]
		fn decodes_its_own_encoding_and_refuses_a_cut_one(body in body()) {
			let bytes = body.encode();
			prop_assert_eq!(Body::decode(&bytes), Ok(body));
			for len in 0..bytes.len() {
				prop_assert!(Body::decode(&bytes[..len]).is_err());
			}
		}

		#[test]
		fn never_panics_on_any_bytes(bytes: Vec<u8>) {
			let _ = Body::decode(&bytes);
		}
	}

	#[test]
	fn encodes_a_minute_of_readings_in_about_two_bytes_each() {
		// A minute of one channel, one reading a second, slowly changing values.
		let leaves: Vec<Leaf> = (0..60)
			.map(|i| {
				Reading::plain(1_700_000_000_000 + i * 1_000, 2_150 + (i as i64 * 7) % 40).into()
			})
			.collect();
		let run = BodyRun { channel: 0, limits: Limits { low: -4_000, high: 8_500 }, leaves };
		let bytes = Body { seed: None, runs: vec![run] }.encode();
		assert!(bytes.len() < 60 * 2 + 24, "{} bytes", bytes.len());
	}
}
