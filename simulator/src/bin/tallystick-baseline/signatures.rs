//! Checks the signatures of messages, a group at a time, by `ed25519-zebra`'s batch verification.

use anyhow::{ensure, Context, Result};
use ed25519_zebra::batch::{Item, Verifier};
use std::{collections::HashMap, path::Path};
use tallystick_evidence::{DeviceId, DeviceKey, Hash};
use tallystick_wire::{Kind, SignedReading, SignedSegment, Topic};

/// The keys of devices, and the chain that their signatures name.
pub(crate) struct Keys {
	genesis: Hash,
	keys: HashMap<DeviceId, [u8; 32]>,
}

impl Keys {
	/// Reads a text file: the genesis hash, then a device and its Ed25519 key a line, all in hexadecimal.
	pub(crate) fn read(file: &Path) -> Result<Self> {
		let text = std::fs::read_to_string(file)
			.with_context(|| format!("{} cannot be read", file.display()))?;
		Self::parse(&text).with_context(|| format!("{} is not a file of keys", file.display()))
	}

	fn parse(text: &str) -> Result<Self> {
		let mut lines = text.lines();
		let genesis = bytes(lines.next().context("it is empty")?)?;
		let mut keys = HashMap::new();
		for line in lines {
			let (device, key) = line.split_once(' ').context("a line is no device and key")?;
			keys.insert(DeviceId(bytes(device)?), bytes(key)?);
		}
		ensure!(!keys.is_empty(), "it has no keys");
		Ok(Self { genesis, keys })
	}

	/// Whether all signatures of each message are valid. A message without one is not.
	pub(crate) fn check<'a>(
		&self,
		messages: impl Iterator<Item = (&'a str, &'a [u8])>,
	) -> Vec<bool> {
		let signed: Vec<_> = messages.map(|(topic, payload)| self.items(topic, payload)).collect();
		let mut all = Verifier::new();
		for item in signed.iter().flatten().flatten() {
			all.queue(item.clone());
		}
		let valid = all.verify(rand::thread_rng()).is_ok();
		let holds =
			|items: Vec<Item>| valid || items.into_iter().all(|item| item.verify_single().is_ok());
		signed.into_iter().map(|items| items.is_some_and(holds)).collect()
	}

	/// The signatures of a message. `None` if it is malformed or has none, or the device has no key.
	fn items(&self, topic: &str, payload: &[u8]) -> Option<Vec<Item>> {
		let Topic { device, kind } = topic.parse().ok()?;
		let key = *self.keys.get(&device)?;
		let scheme = DeviceKey::Ed25519(key).scheme();
		let signed = match kind {
			Kind::Segment => {
				let segment = SignedSegment::decode(payload).ok()?;
				let is_own = segment.header.device == device && segment.scheme == scheme;
				let header = is_own.then_some(segment.header)?;
				let message = header.message(&self.genesis, scheme)?;
				vec![(message, segment.signature)]
			},
			Kind::Readings => SignedReading::decode_list(payload)
				.ok()?
				.iter()
				.filter(|reading| reading.scheme == scheme)
				.map(|reading| Some((reading.message(&self.genesis, &device)?, reading.signature)))
				.collect::<Option<_>>()?,
			_ => return None,
		};
		let item = |(message, signature): &(tallystick_evidence::Message, _)| -> Item {
			let tallystick_evidence::Signature(signature) = *signature;
			(key.into(), signature.into(), message.as_bytes()).into()
		};
		(!signed.is_empty()).then(|| signed.iter().map(item).collect())
	}
}

fn bytes(text: &str) -> Result<[u8; 32]> {
	let bytes = hex::decode(text.trim_start_matches("0x")).context("a hash or key is no hex")?;
	bytes.try_into().ok().context("a hash or key has not 32 bytes")
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_evidence::Signature;
	use tallystick_sim::{identity, Identity};

	const GENESIS: Hash = [1; 32];

	fn keys(devices: &[&Identity]) -> Keys {
		let mut text = hex::encode(GENESIS);
		for device in devices {
			let DeviceKey::Ed25519(key) = device.key else { panic!("they sign with Ed25519") };
			text += &format!("\n{} {}", hex::encode(device.id.0), hex::encode(key));
		}
		Keys::parse(&text).unwrap()
	}

	fn message(device: &Identity, sequence: u64, forged: bool) -> (String, Vec<u8>) {
		let mut reading = SignedReading {
			boot_epoch: 0,
			sequence,
			channel: 0,
			time: 1_700_000_000_000 + sequence,
			value: 215,
			kid: None,
			scheme: device.key.scheme(),
			signature: Signature([0; 64]),
		};
		let signed = reading.message(&GENESIS, &device.id).unwrap();
		reading.signature = device.secret.sign(&signed);
		reading.value += i64::from(forged);
		let topic = Topic { device: device.id, kind: Kind::Readings };
		(topic.to_string(), SignedReading::encode_list(&[reading]))
	}

	#[test]
	fn finds_the_forged_message_among_valid_ones() {
		let devices = [identity(1, 0), identity(1, 1), identity(1, 2)];
		let [first, second, unknown] = &devices;
		let keys = keys(&[first, second]);
		let messages = [
			message(first, 0, false),
			message(second, 0, true),
			message(unknown, 0, false),
			message(first, 1, false),
			(message(first, 2, false).0, b"no message".to_vec()),
		];
		let check = |messages: &[(String, Vec<u8>)]| {
			keys.check(messages.iter().map(|(topic, bytes)| (topic.as_str(), bytes.as_slice())))
		};
		assert_eq!(check(&messages), [true, false, false, true, false]);
		assert_eq!(check(&messages[..1]), [true]);
	}
}
