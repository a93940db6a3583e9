//! `tallystick key`. A device's secret is written as `scheme:seed` in hexadecimal, an account's and a command key's as
//! the seed alone.

use crate::{
	failure::{Failure, Result},
	files,
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
use tallystick_client::{hexed, read_secret, Signer};
use tallystick_evidence::{DeviceId, Native, Scheme, SecretKey};

#[derive(Subcommand)]
pub(crate) enum KeyCommand {
	/// Make a new secret and write it to a file that only you can read.
	#[command(subcommand)]
	Generate(GenerateCommand),
	/// Show the id or account of a secret, and its public key.
	#[command(
		after_help = "Examples:\n  tallystick key show thermometer.key\n  tallystick key show command.key --command"
	)]
	Show {
		/// The file with the secret of a device or an account.
		file: PathBuf,
		/// Show the public command key of a file that `tallystick key generate command` wrote.
		#[arg(long)]
		command: bool,
	},
}

#[derive(Subcommand)]
pub(crate) enum GenerateCommand {
	/// Make a device's secret.
	#[command(
		after_help = "Example:\n  tallystick key generate device thermometer.key --scheme ed25519"
	)]
	Device {
		/// The file to write. An existing file is never overwritten.
		file: PathBuf,
		/// The device's signature scheme.
		#[arg(long, default_value = "ed25519")]
		scheme: SchemeArg,
	},
	/// Make an account's secret.
	#[command(after_help = "Example:\n  tallystick key generate account owner.key")]
	Account {
		/// The file to write. An existing file is never overwritten.
		file: PathBuf,
	},
	/// Make a command key: an owner's, which signs grants, or a gateway's, which signs commands.
	#[command(after_help = "Example:\n  tallystick key generate command command.key")]
	Command {
		/// The file to write. An existing file is never overwritten.
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
	match command {
		KeyCommand::Show { file, command: true } => show_command(session, &file),
		KeyCommand::Show { file, command: false } => show(session, &file),
		KeyCommand::Generate(GenerateCommand::Device { file, scheme }) => {
			let scheme = Scheme::from(scheme);
			let seed = std::iter::repeat_with(random)
				.take(8)
				.find(|seed| SecretKey::from_seed(scheme, *seed).is_some())
				.ok_or_else(|| {
					Failure::refused("the system's random numbers cannot be used as a key")
				})?;
			write(&file, &format!("{}:{}\n", text::scheme(scheme), hex::encode(seed)))?;
			show(session, &file)
		},
		KeyCommand::Generate(GenerateCommand::Account { file }) => {
			write(&file, &format!("{}\n", hexed(&random())))?;
			show(session, &file)
		},
		KeyCommand::Generate(GenerateCommand::Command { file }) => {
			write(&file, &format!("{}\n", hexed(&random())))?;
			show_command(session, &file)
		},
	}
}

fn show(session: &Session, file: &Path) -> Result {
	let text = read_secret(file).map_err(|error| files::secret_problem(file, &error))?;
	// The secret of an account has no colon, but in a path or a password.
	if is_device(&text) {
		let key = parse_device(&text).map_err(|error| Failure::file(file, error))?.public();
		let id = hex::encode(DeviceId::of::<Native>(&key).0);
		let scheme = text::scheme(key.scheme());
		let public = hexed(text::key_bytes(&key));
		session.say(
			format!("device  {id}\nkey     {}", text::key(&key)),
			json!({ "device": id, "scheme": scheme, "key": public }),
		);
	} else {
		let signer = Signer::from_uri(&text).map_err(|error| Failure::file(file, error))?;
		let account = signer.account().to_string();
		session.say(format!("account  {account}"), json!({ "account": account }));
	}
	Ok(())
}

fn show_command(session: &Session, file: &Path) -> Result {
	let key = text::command_key(&command(file)?.public());
	session.say(format!("command key  {key}"), json!({ "commandKey": key }));
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
				"; a secret is never overwritten, so name another file"
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
	let text = read_secret(file).map_err(|error| files::secret_problem(file, &error))?;
	parse_device(&text).map_err(|error| Failure::file(file, error))
}

/// A command key from its file.
pub(crate) fn command(file: &Path) -> Result<SecretKey> {
	let text = read_secret(file).map_err(|error| files::secret_problem(file, &error))?;
	parse_command(&text).map_err(|error| Failure::file(file, error))
}

/// As with a device's, the problem does not repeat the secret.
fn parse_command(text: &str) -> std::result::Result<SecretKey, String> {
	let seed = text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
	seed.and_then(|seed| SecretKey::from_seed(Scheme::Ed25519, seed.try_into().ok()?))
		.ok_or_else(|| {
			"this is not a command key: 0x and 64 hexadecimal digits; `tallystick key generate command FILE` makes one".into()
		})
}

fn is_device(text: &str) -> bool {
	text.split('/').next().is_some_and(|root| root.contains(':'))
}

/// The problem does not repeat the secret, which may have a typing error only.
fn parse_device(text: &str) -> std::result::Result<SecretKey, String> {
	let (scheme, seed) = text.split_once(':').ok_or(
		"this is not a device's secret: a scheme, a colon and 64 hexadecimal digits; `tallystick key generate device` makes one",
	)?;
	let scheme = SchemeArg::from_str(scheme, false)
		.map(Scheme::from)
		.map_err(|_| "the scheme before the colon has to be ed25519, p256 or secp256k1")?;
	if seed.len() != 64 {
		return Err(format!("a seed has 64 hexadecimal digits, this one has {}", seed.len()));
	}
	hex::decode(seed)
		.ok()
		.and_then(|seed| SecretKey::from_seed(scheme, seed.try_into().ok()?))
		.ok_or_else(|| {
			format!("the seed is not hexadecimal, or not a key of {}", text::scheme(scheme))
		})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn works_for_each_scheme() {
		for name in ["ed25519", "p256", "secp256k1"] {
			let secret = parse_device(&format!("{name}:{}", "07".repeat(32))).unwrap();
			assert_eq!(text::scheme(secret.public().scheme()), name);
		}
	}

	#[test]
	fn refuses_a_device_key_and_says_why() {
		for (text, problem) in [
			("", "not a device's secret"),
			("ed25519", "not a device's secret"),
			("rsa:00", "ed25519, p256 or secp256k1"),
			("ed25519:0707", "this one has 4"),
			(&*format!("ed25519:{}", "07".repeat(33)), "this one has 66"),
			(&*format!("ed25519:{}", "g".repeat(64)), "not hexadecimal"),
			(&*format!("p256:{}", "00".repeat(32)), "not a key of p256"),
		] {
			let error = parse_device(text).err().unwrap();
			assert!(error.contains(problem), "{text}: {error}");
		}
	}

	#[test]
	fn a_command_key_is_a_seed_of_ed25519_and_nothing_else() {
		let seed = "07".repeat(32);
		let public = parse_command(&format!("0x{seed}")).unwrap().public();
		assert_eq!(public, SecretKey::from_seed(Scheme::Ed25519, [7; 32]).unwrap().public());
		for text in [&*format!("ed25519:{seed}"), &seed, "0x07", "0xseed", "//Alice", ""] {
			let error = parse_command(text).err().unwrap();
			assert!(error.contains("not a command key"), "{text}: {error}");
			assert!(text.len() < 8 || !error.contains(text), "{error}");
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
