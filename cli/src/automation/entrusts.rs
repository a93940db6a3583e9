//! `tallystick actuator entrust` and `show-entrust`: an owner's command key hands a device over to another one.

use super::grants::{signed, Checked, SignerArgs};
use crate::{
	failure::{Failure, Result},
	files, keys, parse,
	session::Session,
	text::{command_key, table},
};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::control::{
	governor::{Kept, NoMemory, Pinned},
	message::MAX_SIGNED,
	Entrust, Governor, Identity, Signed, Writable,
};
use tallystick_evidence::{DeviceId, DeviceKey, Native, SecretKey};

pub(super) const EXAMPLE: &str = "Example:
  tallystick actuator entrust 0939…c77c --key command.key --new-key 0x41d8… -o grants

Copy the file into the folder of grants of each gateway, under its name, beside the grants that the new key signs. The device
takes both together, if the public key of --key is pinned in it.";

/// The end of the file's name, as gateways expect it.
const END: &str = ".entrust";

#[derive(Args)]
pub(crate) struct EntrustArgs {
	/// The device, with all its channels.
	#[arg(value_parser = parse::device)]
	device: DeviceId,
	/// The file with the owner's command key, which is pinned in the device.
	#[arg(long, value_name = "FILE")]
	key: PathBuf,
	/// The public command key that takes its place: the next owner's.
	#[arg(long, value_name = "PUBLICKEY", value_parser = parse::command_key)]
	new_key: DeviceKey,
	/// The first tenure of which the new key signs grants, at most the next one. Without it: the next one, which begins when
	/// the device changes hands.
	#[arg(long, value_name = "N")]
	tenure: Option<u32>,
	/// The version, above that of the last handing over. Without it: one more than that of the file that is replaced, or 1.
	#[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
	version: Option<u32>,
	/// The file to write, or an existing folder: in it the file is named DEVICE.entrust, as gateways expect it.
	#[arg(short, long, value_name = "FOLDER|FILE")]
	output: PathBuf,
}

#[derive(Args)]
pub(crate) struct ShowEntrustArgs {
	/// The file that `tallystick actuator entrust` wrote.
	file: PathBuf,
	#[command(flatten)]
	signer: SignerArgs,
}

pub(super) async fn entrust(session: &Session, args: EntrustArgs) -> Result {
	let secret = keys::command(&args.key)?;
	let (device, owner) = (args.device, secret.public());
	let chain = session.chain().await?;
	let block = chain.finalized().await?.hash;
	let unknown = || {
		Failure::refused("the last finalised block does not have this device; `tallystick device register` registers one")
	};
	let record = chain.device(&device, Some(&block)).await?.ok_or_else(unknown)?;
	let model = chain.model(record.model).await?.ok_or_else(unknown)?;
	let mut channels = (0..).zip(&model.channels);
	let writable = channels.find_map(|(channel, of)| Some((channel, of.write?)));
	let (channel, writable) = writable.ok_or_else(|| {
		Failure::refused("the device has no writable channel, so that it needs no command key")
	})?;
	let identity = Identity {
		genesis: chain.genesis().await?,
		device,
		model: model.thing,
		channel,
		boot_epoch: 0,
	};
	let file = match args.output.is_dir() {
		true => args.output.join(format!("{}{END}", hex::encode(device.0))),
		false => args.output,
	};
	let pinned = pinned(&file, &identity, owner, record.tenure)?;
	let version = args.version.unwrap_or(pinned.version.saturating_add(1));
	let tenure = tenure(args.tenure, record.tenure).map_err(Failure::usage)?;
	let entrust = Entrust { key: args.new_key, tenure, version };
	let bytes = sign(entrust, &secret, identity, writable, pinned).map_err(Failure::usage)?;
	files::write(&file, &bytes)?;

	let shown = file.display().to_string();
	let named = hex::encode(device.0);
	let from = format!("{tenure}; the device is in tenure {}", record.tenure);
	let mut rows = rows(&entrust, from);
	rows.push(vec!["signed by".into(), command_key(&owner)]);
	session.say(
		format!("{shown}: hands device {named} over to another command key\n{}", table(&rows)),
		json!({
			"device": device, "file": shown, "entrust": entrust, "ownerKey": command_key(&owner),
		}),
	);
	Ok(())
}

pub(super) async fn show(session: &Session, args: ShowEntrustArgs) -> Result {
	let ShowEntrustArgs { file, signer } = args;
	let signed = read(&file)?;
	let mut rows = rows(&signed.content, signed.content.tenure.to_string());
	rows.extend(signer.check(session, &file, &signed, named(&file)).await?);
	let value = json!({ "entrust": signed.content, "ownerKey": signer.owner() });
	session.say(table(&rows), value);
	Ok(())
}

fn rows(entrust: &Entrust, from: String) -> Vec<Vec<String>> {
	vec![
		vec!["version".into(), entrust.version.to_string()],
		vec!["new key".into(), command_key(&entrust.key)],
		vec!["from tenure".into(), from],
	]
}

fn read(file: &Path) -> Result<Signed<Entrust>> {
	let bytes = files::read_up_to(file, MAX_SIGNED)?;
	Signed::decode(&bytes)
		.ok_or_else(|| Failure::file(file, "this hands no command key over; name another file"))
}

/// The device in the name of a file, if it is named as gateways expect it.
fn named(file: &Path) -> Option<DeviceId> {
	let name = file.file_name()?.to_str()?.strip_suffix(END)?;
	parse::device(name).ok()
}

/// The first tenure of the new key. `present` is that of the device.
fn tenure(given: Option<u32>, present: u32) -> Checked<u32> {
	let next = present.saturating_add(1);
	match given {
		Some(given) if given > next => Err(format!(
			"tenure {given} is after {next}, which begins when the device changes hands next; leave out --tenure, or give {next} or an earlier one"
		)),
		given => Ok(given.unwrap_or(next)),
	}
}

/// What is pinned in the device, as far as the file shows that is replaced. `tenure` is the device's present one.
fn pinned(file: &Path, of: &Identity, key: DeviceKey, tenure: u32) -> Result<Pinned> {
	if !file.try_exists().map_err(|error| Failure::file(file, error))? {
		return Ok(Pinned { key, tenure, version: 0 });
	}
	let problem = |text: String| Err(Failure::file(file, text));
	let last = read(file)?;
	let Entrust { key: new, tenure: from, version } = last.content;
	// The device has the key from there, or this key has signed it before.
	if new == key {
		// Only the former owner's key shows for which device it was signed.
		match named(file) == Some(of.device) {
			true => Ok(Pinned { key, tenure: from.max(tenure), version }),
			false => problem(format!(
				"this hands a device over to --key, and is not named {}{END}, so that it may be for another device; name another file",
				hex::encode(of.device.0)
			)),
		}
	} else if last.verify::<Native>(&of.genesis, &of.device, &key) {
		Ok(Pinned { key, tenure, version })
	} else {
		problem(format!(
			"this hands another device over, or neither to nor from --key; move it away, and give a --version above {version} if the device has taken it"
		))
	}
}

/// Signs what hands a key over. The device's own code says whether a device takes it.
fn sign(
	entrust: Entrust,
	secret: &SecretKey,
	identity: Identity,
	writable: Writable,
	pinned: Pinned,
) -> Checked<Vec<u8>> {
	if entrust.key == pinned.key {
		return Err(
			"the new command key is that of --key; give the public key that takes its place".into(),
		);
	}
	let bytes = signed(entrust, secret, &identity)?;
	let kept = Kept { pinned: Some(pinned), ..Kept::nothing() };
	let mut device = Governor::new(identity, writable, kept, NoMemory, 0, 0);
	match device.entrust::<Native>(&bytes) {
		Ok(_) => Ok(bytes),
		Err(error) => Err(format!("a device would refuse the handing over: {error}")),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::control::{Bounds, Kind, Pace};
	use tallystick_evidence::{Limits, Scheme};

	fn secret(seed: u8) -> SecretKey {
		SecretKey::from_seed(Scheme::Ed25519, [seed; 32]).unwrap()
	}

	fn identity() -> Identity {
		let (genesis, device) = ([1; 32], DeviceId([2; 32]));
		Identity { genesis, device, model: [3; 32], channel: 4, boot_epoch: 0 }
	}

	fn writable() -> Writable {
		let range = Limits { low: 50, high: 300 };
		let (pace, lease) = (Pace::NONE, 900_000);
		let bounds = Bounds { range, step: 5, fail_safe: 160, startup: 160, pace, lease };
		Writable { kind: Kind::SetPoint, bounds }
	}

	fn to(seed: u8, tenure: u32, version: u32) -> Entrust {
		Entrust { key: secret(seed).public(), tenure, version }
	}

	/// Signed by a device's first owner, who has had it from tenure 2 on.
	fn first(entrust: Entrust) -> Checked<Vec<u8>> {
		let pinned = Pinned { key: secret(7).public(), tenure: 2, version: 1 };
		sign(entrust, &secret(7), identity(), writable(), pinned)
	}

	#[test]
	fn what_a_device_refuses_is_not_signed() {
		let bytes = first(to(8, 3, 2)).unwrap();
		let read = Signed::<Entrust>::decode(&bytes).unwrap();
		assert_eq!(read.content, to(8, 3, 2));
		let Identity { genesis, device, .. } = identity();
		assert!(read.verify::<Native>(&genesis, &device, &secret(7).public()));
		for (entrust, problem) in [
			(to(8, 3, 1), "version 1"),
			(to(8, 1, 2), "tenure 1"),
			(to(7, 3, 2), "is that of --key"),
			(Entrust { key: DeviceKey::Ed25519([0; 32]), ..to(8, 3, 2) }, "weak"),
		] {
			let error = first(entrust).unwrap_err();
			assert!(error.contains(problem), "{error}");
		}
	}

	#[test]
	fn the_version_follows_from_the_file_that_is_replaced() {
		let folder = tempfile::tempdir().unwrap();
		let file = folder.path().join(format!("{}{END}", "02".repeat(32)));
		let key = |seed| secret(seed).public();
		let pinned = |of: &Identity, seed| pinned(&file, of, key(seed), 2);
		let at = |seed, tenure, version| Ok(Pinned { key: key(seed), tenure, version });
		assert_eq!(pinned(&identity(), 7), at(7, 2, 0));
		files::write(&file, &first(to(8, 3, 2)).unwrap()).unwrap();
		assert_eq!(pinned(&identity(), 7), at(7, 2, 2), "signed again");
		assert_eq!(pinned(&identity(), 8), at(8, 3, 2), "handed on");
		for (of, seed) in [
			(identity(), 9),
			(Identity { device: DeviceId([9; 32]), ..identity() }, 7),
			(Identity { genesis: [9; 32], ..identity() }, 7),
		] {
			let error = pinned(&of, seed).unwrap_err();
			assert!(error.reason().contains("above 2"), "{error}");
		}
		files::write(&file, b"nothing").unwrap();
		assert!(pinned(&identity(), 7).unwrap_err().reason().contains("name another file"));
	}

	#[test]
	fn the_file_of_another_device_is_not_replaced() {
		let folder = tempfile::tempdir().unwrap();
		let other = DeviceId([9; 32]);
		for name in ["handover.entrust".into(), format!("{}{END}", hex::encode(other.0))] {
			let file = folder.path().join(name);
			files::write(&file, &first(to(8, 3, 2)).unwrap()).unwrap();
			let error = pinned(&file, &identity(), secret(8).public(), 2).unwrap_err();
			assert!(error.reason().contains("is not named 0202"), "{error}");
		}
	}

	#[test]
	fn a_new_key_begins_with_the_next_tenure_or_before() {
		assert_eq!(tenure(None, 2), Ok(3));
		assert_eq!(tenure(Some(3), 2), Ok(3));
		assert_eq!(tenure(Some(2), 2), Ok(2));
		assert!(tenure(Some(4), 2).unwrap_err().contains("give 3 or an earlier one"));
	}
}
