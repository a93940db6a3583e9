//! Reads the values of arguments.

use tallystick_client::{time, AccountId};
use tallystick_evidence::{DeviceId, DeviceKey, Hash};

/// A channel of a device, as people name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum ChannelArg {
	Number(u16),
	/// As the device's model has it.
	Name(String),
}

/// 32 bytes in hexadecimal, with `0x` or without.
pub(crate) fn hash(text: &str) -> Result<Hash, String> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	hex::decode(digits)
		.ok()
		.and_then(|bytes| bytes.try_into().ok())
		.ok_or_else(|| "give 32 bytes as 64 hexadecimal digits, with 0x or without".into())
}

pub(crate) fn device(text: &str) -> Result<DeviceId, String> {
	hash(text)
		.map(DeviceId)
		.map_err(|_| "a device's id has 64 hexadecimal digits, with 0x or without".into())
}

/// A device's or an endorser's public key, as `tallystick key show` writes it: `ed25519 0x…`.
pub(crate) fn device_key(text: &str) -> Result<DeviceKey, String> {
	let read = || {
		let (scheme, key) = text.trim().split_once(' ')?;
		let bytes = hex::decode(key.trim().strip_prefix("0x")?).ok()?;
		Some(match scheme {
			"ed25519" => DeviceKey::Ed25519(bytes.try_into().ok()?),
			"p256" => DeviceKey::P256(bytes.try_into().ok()?),
			"secp256k1" => DeviceKey::Secp256k1(bytes.try_into().ok()?),
			_ => return None,
		})
	};
	read().ok_or_else(|| {
		format!("{text:?} is no key: write scheme and key as `tallystick key show` does, such as \"ed25519 0x…\"")
	})
}

/// A public command key: 32 bytes of Ed25519 in hexadecimal, or scheme and key.
pub(crate) fn command_key(text: &str) -> Result<DeviceKey, String> {
	hash(text).map(DeviceKey::Ed25519).or_else(|_| device_key(text)).map_err(|_| {
		"give a public command key, 64 hexadecimal digits; `tallystick key show FILE --command` shows it".into()
	})
}

pub(crate) fn account(text: &str) -> Result<AccountId, String> {
	text.parse().map_err(|_| "give the account's SS58 address, such as 5Grw…utQY".into())
}

/// UTC: RFC 3339 with `Z`, or milliseconds since 1970.
pub(crate) fn time(text: &str) -> Result<u64, String> {
	let parsed = text.parse().ok().or_else(|| time::parse(text));
	parsed.ok_or_else(|| {
		"give a time in UTC as 2026-01-31T12:00:00Z, or as milliseconds since 1970".into()
	})
}

/// A number, or else a name.
pub(crate) fn channel(text: &str) -> Result<ChannelArg, String> {
	match text.bytes().all(|byte| byte.is_ascii_digit()) {
		true => text
			.parse()
			.map(ChannelArg::Number)
			.map_err(|_| "give a channel's number, from 0 to 65535, or its name".into()),
		false => Ok(ChannelArg::Name(text.into())),
	}
}

/// A stream, as people name it: `DEVICE/CHANNEL`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct StreamArg {
	pub(crate) device: DeviceId,
	pub(crate) channel: ChannelArg,
}

pub(crate) fn stream(text: &str) -> Result<StreamArg, String> {
	let (of, named) = text.split_once('/').ok_or_else(|| {
		"name a stream by device and channel, such as 0939…c77c/temperature".to_owned()
	})?;
	Ok(StreamArg { device: device(of)?, channel: channel(named)? })
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn takes_a_stream_as_device_and_channel() {
		let device = DeviceId([7; 32]);
		let name = |channel: &str| stream(&format!("{}/{channel}", hex::encode(device.0)));
		assert_eq!(name("3"), Ok(StreamArg { device, channel: ChannelArg::Number(3) }));
		let channel = ChannelArg::Name("temperature".into());
		assert_eq!(name("temperature"), Ok(StreamArg { device, channel }));
		assert!(name("70000").is_err() && stream("0707/3").is_err());
		assert!(stream(&hex::encode(device.0)).is_err());
	}

	#[test]
	fn takes_a_key_as_it_is_shown() {
		for key in [DeviceKey::Ed25519([7; 32]), DeviceKey::P256([2; 33])] {
			assert_eq!(device_key(&crate::text::key(&key)), Ok(key));
		}
		for text in ["ed25519", "ed25519 0x07", "rsa 0x07", "0x07", "p256 02"] {
			assert!(device_key(text).is_err(), "{text}");
		}
	}

	#[test]
	fn takes_a_command_key_as_it_is_shown() {
		for key in [DeviceKey::Ed25519([7; 32]), DeviceKey::P256([2; 33])] {
			assert_eq!(command_key(&crate::text::command_key(&key)), Ok(key));
			assert_eq!(command_key(&crate::text::key(&key)), Ok(key));
		}
		for text in ["", "0x07", "rsa 0x07", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"] {
			assert!(command_key(text).is_err(), "{text}");
		}
	}

	#[test]
	fn works_for_both_forms_of_a_time() {
		assert_eq!(time("1700000060272"), Ok(1_700_000_060_272));
		assert_eq!(time("2023-11-14T22:14:20.272Z"), Ok(1_700_000_060_272));
	}

	#[test]
	fn takes_a_channel_by_number_or_name() {
		assert_eq!(channel("65535"), Ok(ChannelArg::Number(65_535)));
		assert_eq!(channel("temperature"), Ok(ChannelArg::Name("temperature".into())));
		assert!(channel("65536").is_err() && channel("").is_err());
	}
}
