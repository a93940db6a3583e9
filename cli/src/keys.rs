//! Secrets: a device's as `scheme:seed` in hexadecimal, an account's as the seed alone.

use crate::{
	failure::{Failure, Result},
	session::Session,
	text,
};
use clap::{Subcommand, ValueEnum};
use rand::{rngs::OsRng, RngCore};
use serde_json::json;
use std::{
	fs::OpenOptions,
	io::Write,
	path::{Path, PathBuf},
};
use tallystick_client::Signer;
use tallystick_evidence::{DeviceId, Native, Scheme, SecretKey};

#[derive(Subcommand)]
pub(crate) enum KeyCommand {
	/// Makes a new secret and writes it to a file that only you can read.
	#[command(subcommand)]
	Generate(GenerateCommand),
	/// Shows what is public of a secret in a file.
	#[command(after_help = "Example:\n  tallystick key show thermometer.key")]
	Show {
		/// A device's or an account's.
		file: PathBuf,
	},
}

#[derive(Subcommand)]
pub(crate) enum GenerateCommand {
	/// For a device.
	#[command(
		after_help = "Example:\n  tallystick key generate device thermometer.key --scheme ed25519"
	)]
	Device {
		/// Where to write it. A file that is there is not overwritten.
		file: PathBuf,
		/// How the device signs.
		#[arg(long, default_value = "ed25519")]
		scheme: SchemeArg,
	},
	/// For an account.
	#[command(after_help = "Example:\n  tallystick key generate account owner.key")]
	Account {
		/// Where to write it. A file that is there is not overwritten.
		file: PathBuf,
	},
}

#[derive(ValueEnum, Clone, Copy)]
pub(crate) enum SchemeArg {
	Ed25519,
	P256,
	Secp256k1,
}

impl From<SchemeArg> for Scheme {
	fn from(scheme: SchemeArg) -> Self {
		match scheme {
			SchemeArg::Ed25519 => Self::Ed25519,
			SchemeArg::P256 => Self::P256,
			SchemeArg::Secp256k1 => Self::Secp256k1,
		}
	}
}

pub(crate) fn run(session: &Session, command: KeyCommand) -> Result {
	let file = match command {
		KeyCommand::Show { file } => file,
		KeyCommand::Generate(GenerateCommand::Device { file, scheme }) => {
			let scheme = Scheme::from(scheme);
			let seed = std::iter::repeat_with(random)
				.take(8)
				.find(|seed| SecretKey::from_seed(scheme, *seed).is_some())
				.ok_or_else(|| Failure::refused("the system's random numbers are none"))?;
			write(&file, &format!("{}:{}\n", text::scheme(scheme), hex::encode(seed)))?;
			file
		},
		KeyCommand::Generate(GenerateCommand::Account { file }) => {
			write(&file, &format!("0x{}\n", hex::encode(random())))?;
			file
		},
	};
	show(session, &file)
}

fn show(session: &Session, file: &Path) -> Result {
	if let Ok(secret) = device(file) {
		let key = secret.public();
		let id = hex::encode(DeviceId::of::<Native>(&key).0);
		let scheme = text::scheme(key.scheme());
		let public = hex::encode(text::key_bytes(&key));
		session.say(
			format!("device  {id}\nkey     {}", text::key(&key)),
			json!({ "device": id, "scheme": scheme, "key": format!("0x{public}") }),
		);
	} else {
		let signer = Signer::from_file(file).map_err(|_| not_a_key(file))?;
		let account = signer.account().to_string();
		session.say(format!("account  {account}"), json!({ "account": account }));
	}
	Ok(())
}

fn random() -> [u8; 32] {
	let mut seed = [0; 32];
	OsRng.fill_bytes(&mut seed);
	seed
}

fn write(file: &Path, text: &str) -> Result {
	let failed = |error: std::io::Error| {
		let hint = match error.kind() {
			std::io::ErrorKind::AlreadyExists => {
				"; a secret is never overwritten, name another file"
			},
			_ => "",
		};
		Failure::usage(format!("{}: {error}{hint}", file.display()))
	};
	let mut options = OpenOptions::new();
	options.write(true).create_new(true);
	#[cfg(unix)]
	std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
	let mut to = options.open(file).map_err(failed)?;
	to.write_all(text.as_bytes()).and_then(|()| to.sync_all()).map_err(failed)
}

/// A device's secret from its file.
pub(crate) fn device(file: &Path) -> Result<SecretKey> {
	let text = std::fs::read_to_string(file)
		.map_err(|error| Failure::usage(format!("{}: {error}", file.display())))?;
	parse_device(&text).ok_or_else(|| not_a_key(file))
}

fn parse_device(text: &str) -> Option<SecretKey> {
	let (scheme, seed) = text.trim().split_once(':')?;
	let scheme = Scheme::from(SchemeArg::from_str(scheme, false).ok()?);
	SecretKey::from_seed(scheme, hex::decode(seed).ok()?.try_into().ok()?)
}

fn not_a_key(file: &Path) -> Failure {
	Failure::usage(format!("{} holds no key; `tallystick key generate` makes one", file.display()))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_for_each_scheme() {
		for name in ["ed25519", "p256", "secp256k1"] {
			let secret = parse_device(&format!("{name}:{}\n", "07".repeat(32))).unwrap();
			assert_eq!(text::scheme(secret.public().scheme()), name);
		}
	}

	#[test]
	fn fails_when_a_device_key_is_none() {
		for text in ["", "ed25519", "rsa:00", "ed25519:0707", &format!("p256:{}", "00".repeat(32))]
		{
			assert!(parse_device(text).is_none(), "{text}");
		}
	}

	#[test]
	#[cfg(unix)]
	fn works_without_overwriting_or_sharing_a_secret() {
		use std::os::unix::fs::PermissionsExt;
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join("key");
		write(&file, "one").unwrap();
		assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
		assert!(matches!(write(&file, "two"), Err(Failure::Usage(text)) if text.contains("never")));
		assert_eq!(std::fs::read_to_string(&file).unwrap(), "one");
	}
}
