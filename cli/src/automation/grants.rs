//! `tallystick actuator grant`: what owners sign so that gateways may command an actuator.

use super::actuators::{find, ActuatorArgs};
use crate::{
	assets::{at, Ledger},
	failure::{Failure, Result},
	files, keys,
	models::describe_bounds,
	parse,
	rules::words::parse_span,
	session::Session,
	text::{command_key, count, span, table, Scale},
};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::{
	automation::views::ActuatorOf,
	control::{
		governor::{Kept, NoMemory, Pinned},
		message::{MAX_GATEWAYS, MAX_SIGNED},
		Governor, Grant, Identity, Payload, Signed, Writable,
	},
	hexed,
	records::Millis,
};
use tallystick_evidence::{DeviceId, DeviceKey, Hash, Native, SecretKey};

pub(super) const EXAMPLE: &str = "Example:
  tallystick actuator grant 0939…c77c/target --key command.key --gateway-key 0x9c2f… --for 30d -o grants

Copy the file into the folder of grants of each gateway, under its name. The device takes it if the public key of --key is
pinned in it. What is granted is the envelope of `tallystick actuator set`, as the last finalised block has it: sign a grant
anew after each change.";

/// The end of a grant's file name, as gateways expect it.
const END: &str = ".grant";

#[derive(Args)]
pub(crate) struct GrantArgs {
	#[command(flatten)]
	actuator: ActuatorArgs,
	/// The file with the owner's command key: see `tallystick key generate command`.
	#[arg(long, value_name = "FILE")]
	key: PathBuf,
	/// The public command key of a gateway. Up to 4 gateways: give the option once for each.
	#[arg(long, required = true, value_name = "PUBLICKEY", value_parser = parse::command_key)]
	gateway_key: Vec<DeviceKey>,
	#[command(flatten)]
	end: EndArgs,
	/// The version of the grant, above that of the last one. Without it: one more than that of the file that is
	/// replaced, or 1.
	#[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
	version: Option<u32>,
	/// The file to write, or an existing folder: in it the file is named DEVICE.CHANNEL.grant, as gateways expect it.
	#[arg(short, long, value_name = "FOLDER|FILE")]
	output: PathBuf,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct EndArgs {
	/// For how long the grant lasts, from the time of the last finalised block on.
	#[arg(long = "for", value_name = "SPAN", value_parser = parse_span)]
	span: Option<u64>,
	/// When the grant ends.
	#[arg(long, value_name = "TIME", value_parser = parse::time)]
	ends: Option<u64>,
}

#[derive(Args)]
pub(crate) struct ShowGrantArgs {
	/// The signed grant.
	file: PathBuf,
	#[command(flatten)]
	signer: SignerArgs,
}

/// Whose signature is checked, if any.
#[derive(Args)]
pub(super) struct SignerArgs {
	/// Check that the owner with this public command key signed it.
	#[arg(long, value_name = "PUBLICKEY", value_parser = parse::command_key)]
	owner_key: Option<DeviceKey>,
	/// The device for which it was signed. Without it: the one in the name of the file.
	#[arg(long, requires = "owner_key", value_parser = parse::device)]
	device: Option<DeviceId>,
	/// The hash of the chain's first block. Without it a node is asked.
	#[arg(long, requires = "owner_key", value_parser = parse::hash)]
	genesis: Option<Hash>,
}

impl SignerArgs {
	/// Checks who signed a file for the device, or for the one in the file's name. Returns what is then known of it.
	pub(super) async fn check<P: Payload>(
		&self,
		session: &Session,
		file: &Path,
		signed: &Signed<P>,
		named: Option<DeviceId>,
	) -> Result<Vec<Vec<String>>> {
		let Some(owner) = &self.owner_key else { return Ok(Vec::new()) };
		let device = self.device.or(named).ok_or_else(|| {
			Failure::usage("the name of the file does not begin with the device's id; name the device with --device")
		})?;
		let genesis = match self.genesis {
			Some(genesis) => genesis,
			None => session.chain().await?.genesis().await?,
		};
		let (key, device_id) = (command_key(owner), hex::encode(device.0));
		match signed.verify::<Native>(&genesis, &device, owner) {
			true => Ok(vec![vec!["signed by".into(), key], vec!["for device".into(), device_id]]),
			false => Err(Failure::not_valid(format!(
				"{}: {key} did not sign this for device {device_id} on the chain that begins with {}; check the three, or have the owner sign another",
				file.display(),
				hexed(&genesis)
			))),
		}
	}

	/// The key whose signature is checked, for programs.
	pub(super) fn owner(&self) -> Option<String> {
		self.owner_key.as_ref().map(command_key)
	}
}

pub(super) type Checked<T> = std::result::Result<T, String>;

pub(super) async fn grant(session: &Session, args: GrantArgs) -> Result {
	let secret = keys::command(&args.key)?;
	let owner = secret.public();
	let gateways = gateways(&args.gateway_key, &owner).map_err(Failure::usage)?;
	let ledger = Ledger::open(session).await?;
	let (chain, found) = (&ledger.chain, find(&ledger, &args.actuator).await?);
	let (actuator, name) = (found.id, found.name());
	let block = chain.finalized().await?.hash;
	let record = chain.view(ActuatorOf { actuator }, Some(&block)).await?.ok_or_else(|| {
		Failure::refused(format!(
			"{name} is no actuator in the last finalised block; its owner makes it one with `tallystick actuator set`, which takes some seconds to become final"
		))
	})?;
	let device = chain.device(&actuator.device, Some(&block)).await?;
	let unknown = || Failure::refused("the chain does not know the device or its model any more");
	let device = device.ok_or_else(unknown)?;
	let model = chain.model(device.model).await?.ok_or_else(unknown)?;
	let writable = found.channel.write.ok_or_else(unknown)?;
	if record.tenure != device.tenure {
		return Err(Failure::refused(format!(
			"the device has changed hands since {name} was made an actuator; make it one again, with `tallystick actuator drop` and `tallystick actuator set`"
		)));
	}
	let ends = ends(&args.end, chain.now(Some(&block)).await?.0).map_err(Failure::usage)?;

	let file = match args.output.is_dir() {
		true => args.output.join(file_name(&actuator.device, actuator.channel)),
		false => args.output,
	};
	let identity = Identity {
		genesis: chain.genesis().await?,
		device: actuator.device,
		model: model.thing,
		channel: actuator.channel,
		boot_epoch: 0,
	};
	let last = last(&file, &identity, &owner)?;
	let version = version(args.version, record.tenure, last.as_ref())
		.map_err(|problem| Failure::file(&file, problem))?;
	let grant = Grant {
		tenure: record.tenure,
		model: model.thing,
		channel: actuator.channel,
		version,
		envelope: record.safety.envelope,
		gateways,
		ends,
	};
	let signed = sign(grant, &secret, identity, writable, last).map_err(Failure::refused)?;
	files::write(&file, &signed)?;

	let shown = file.display().to_string();
	let number = grant.gateways.iter().flatten().count();
	let whom = count(u64::try_from(number).unwrap_or(u64::MAX), "gateway", "gateways");
	let mut rows = rows(&grant, &found.scale);
	rows.push(vec!["signed by".into(), command_key(&owner)]);
	session.say(
		format!("{shown}: lets {whom} command {name}\n{}", table(&rows)),
		json!({
			"actuator": actuator, "file": shown, "grant": grant, "ownerKey": command_key(&owner),
		}),
	);
	Ok(())
}

pub(super) async fn show(session: &Session, args: ShowGrantArgs) -> Result {
	let signed = read(&args.file)?;
	let named = named(&args.file);
	let granted = signed.content.channel;
	if let Some((_, channel)) = named.filter(|(_, channel)| *channel != granted) {
		return Err(Failure::not_valid(format!(
			"{}: it grants channel {granted}, and is named after channel {channel}, so that a gateway does not use it; name it after its channel",
			args.file.display(),
		)));
	}
	// Only the model says the unit and the exponent.
	let mut rows = rows(&signed.content, &Scale::default());
	let device = named.map(|(device, _)| device);
	rows.extend(args.signer.check(session, &args.file, &signed, device).await?);
	let value = json!({ "grant": signed.content, "ownerKey": args.signer.owner() });
	let note = "values are whole numbers before the channel's exponent";
	session.say(format!("{}\n{note}", table(&rows)), value);
	Ok(())
}

/// The command keys of the gateways, in a grant's places.
fn gateways(keys: &[DeviceKey], owner: &DeviceKey) -> Checked<[Option<DeviceKey>; MAX_GATEWAYS]> {
	if keys.len() > MAX_GATEWAYS {
		return Err(format!(
			"a grant names at most {MAX_GATEWAYS} gateways; leave out some --gateway-key"
		));
	}
	let mut places = [None; MAX_GATEWAYS];
	for (place, key) in places.iter_mut().zip(keys) {
		let problem = if key == owner {
			"is the owner's; a gateway that has it could widen the envelope, so give it a key of its own"
		} else if keys.iter().filter(|other| *other == key).count() > 1 {
			"is given twice; leave one out"
		} else if key.is_weak() {
			"is weak, so that anybody can sign under it; make another"
		} else {
			*place = Some(*key);
			continue;
		};
		return Err(format!("the command key {} {problem}", command_key(key)));
	}
	Ok(places)
}

/// When a grant ends: UTC milliseconds. `now` is the time of the last finalised block.
fn ends(end: &EndArgs, now: u64) -> Checked<u64> {
	let ends = match (end.ends, end.span) {
		(Some(ends), _) => ends,
		(None, span) => now.saturating_add(span.unwrap_or_default()),
	};
	match ends > now {
		true => Ok(ends),
		false => Err(format!(
			"the grant would end at {}, and the chain's finalised time is {} already; give a later end",
			at(Millis(ends)),
			at(Millis(now))
		)),
	}
}

/// The version of a grant after the `last` one.
fn version(given: Option<u32>, tenure: u32, last: Option<&Grant>) -> Checked<u32> {
	let last = match last {
		Some(last) if last.tenure > tenure => {
			return Err(format!(
				"the grant in the file is of tenure {}, and the node has finalised only tenure {tenure}; name a node that is up to date",
				last.tenure
			))
		},
		Some(last) if last.tenure == tenure => last.version,
		_ => 0,
	};
	match (given, last.checked_add(1)) {
		(Some(given), _) if given > last => Ok(given),
		(None, Some(next)) => Ok(next),
		_ => Err(format!(
			"the grant in the file has version {last}, and a device takes a higher one only; leave out --version, or give one above it"
		)),
	}
}

/// The grant that is replaced. A grant for something else is not replaced.
fn last(file: &Path, of: &Identity, owner: &DeviceKey) -> Result<Option<Grant>> {
	if !file.try_exists().map_err(|error| Failure::file(file, error))? {
		return Ok(None);
	}
	let signed = read(file)?;
	let is_ours = signed.verify::<Native>(&of.genesis, &of.device, owner);
	match is_ours && signed.content.channel == of.channel {
		true => Ok(Some(signed.content)),
		false => Err(Failure::file(
			file,
			format!(
				"this is a grant for another actuator, or under another key than --key; move it away, and give a --version above {} if the device has taken it",
				signed.content.version
			),
		)),
	}
}

/// Signs a grant. The device's own code says whether a device takes it after the `last` one.
fn sign(
	grant: Grant,
	secret: &SecretKey,
	identity: Identity,
	writable: Writable,
	last: Option<Grant>,
) -> Checked<Vec<u8>> {
	let bytes = signed(grant, secret, &identity)?;
	let pinned = Some(Pinned { key: secret.public(), tenure: grant.tenure, version: 0 });
	let kept = Kept { pinned, grant: last, ..Kept::nothing() };
	let mut device = Governor::new(identity, writable, kept, NoMemory, 0, 0);
	match device.grant::<Native>(&bytes, 0, 0) {
		Ok(_) => Ok(bytes),
		Err(error) => Err(format!("a device would refuse the grant: {error}")),
	}
}

/// What is published to a device, signed by a command key.
pub(super) fn signed<P: Payload>(
	content: P,
	secret: &SecretKey,
	to: &Identity,
) -> Checked<Vec<u8>> {
	let by = |message: &_| secret.sign(message);
	let scheme = secret.public().scheme();
	let signed = Signed::sign(content, scheme, None, &to.genesis, &to.device, by);
	let mut room = [0; MAX_SIGNED];
	let length = signed.and_then(|signed| signed.encode(&mut room));
	let bytes = length.and_then(|length| room.get(..length));
	bytes.map(<[u8]>::to_vec).ok_or_else(|| "it is longer than a message can be".into())
}

/// The name under which gateways expect the grant for a channel.
fn file_name(device: &DeviceId, channel: u16) -> String {
	format!("{}.{channel}{END}", hex::encode(device.0))
}

/// The actuator in the name of a file, if it is named as gateways expect it.
fn named(file: &Path) -> Option<(DeviceId, u16)> {
	let name = file.file_name()?.to_str()?.strip_suffix(END)?;
	let (device, channel) = name.split_once('.')?;
	Some((parse::device(device).ok()?, channel.parse().ok()?))
}

fn read(file: &Path) -> Result<Signed<Grant>> {
	let bytes = files::read_up_to(file, MAX_SIGNED)?;
	Signed::decode(&bytes)
		.ok_or_else(|| Failure::file(file, "this is no signed grant; name another file"))
}

/// What a grant permits, and to whom.
fn rows(grant: &Grant, scale: &Scale) -> Vec<Vec<String>> {
	let Grant { tenure, model, channel, version, envelope, gateways, ends } = grant;
	let value = |value: i64| scale.value(value.into());
	let mut rows = vec![
		vec!["version".into(), format!("{version}, in tenure {tenure}")],
		vec!["channel".into(), channel.to_string()],
		vec!["model".into(), hexed(model)],
		vec!["permitted".into(), describe_bounds(&envelope.bounds, scale)],
	];
	if let Some(slew) = envelope.slew {
		let by = value(slew.by.into());
		rows.push(vec!["slew".into(), format!("{by} within {}", span(slew.per.into()))]);
	}
	rows.push(vec!["default".into(), value(envelope.default)]);
	for key in gateways.iter().flatten() {
		rows.push(vec!["gateway".into(), command_key(key)]);
	}
	rows.push(vec!["ends".into(), at(Millis(*ends))]);
	rows
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::control::{Bounds, Envelope, Kind, Pace};
	use tallystick_evidence::{Limits, Scheme};

	const NOW: u64 = 1_800_000_000_000;

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

	fn grant(version: u32) -> Grant {
		let envelope = Envelope { bounds: writable().bounds, slew: None, default: 180 };
		let gateways = gateways(&[secret(8).public()], &secret(7).public()).unwrap();
		let Identity { model, channel, .. } = identity();
		Grant { tenure: 2, model, channel, version, envelope, gateways, ends: NOW }
	}

	fn signed(grant: Grant, last: Option<Grant>) -> Checked<Vec<u8>> {
		sign(grant, &secret(7), identity(), writable(), last)
	}

	#[test]
	fn a_signed_grant_is_what_a_device_takes() {
		let bytes = signed(grant(3), Some(grant(2))).unwrap();
		let read = Signed::<Grant>::decode(&bytes).unwrap();
		assert_eq!(read.content, grant(3));
		let Identity { genesis, device, .. } = identity();
		assert!(read.verify::<Native>(&genesis, &device, &secret(7).public()));
		assert!(!read.verify::<Native>(&[9; 32], &device, &secret(7).public()));
	}

	#[test]
	fn what_a_device_refuses_is_not_signed() {
		let mut wide = grant(1);
		wide.envelope.bounds.range.high = 305;
		let mut other = grant(1);
		other.model = [9; 32];
		for (grant, last, problem) in [
			(wide, None, "range: more than the device's model permits"),
			(other, None, "another model"),
			(grant(2), Some(Grant { ends: 1, ..grant(2) }), "version 2"),
		] {
			let error = signed(grant, last).unwrap_err();
			assert!(error.contains("would refuse") && error.contains(problem), "{error}");
		}
	}

	#[test]
	fn the_version_rises_within_a_tenure() {
		let last = grant(5);
		assert_eq!(version(None, 2, None), Ok(1));
		assert_eq!(version(Some(7), 2, None), Ok(7));
		assert_eq!(version(None, 2, Some(&last)), Ok(6));
		assert_eq!(version(Some(9), 2, Some(&last)), Ok(9));
		assert_eq!(version(None, 3, Some(&last)), Ok(1));
		assert!(version(Some(5), 2, Some(&last)).unwrap_err().contains("has version 5"));
		assert!(version(None, 2, Some(&grant(u32::MAX))).is_err());
		assert!(version(None, 1, Some(&last)).unwrap_err().contains("up to date"));
	}

	#[test]
	fn a_grant_ends_after_the_chains_time() {
		let end = |span, ends| ends_at(span, ends);
		assert_eq!(end(Some(1), None), Ok(NOW + 1));
		assert_eq!(end(None, Some(NOW + 5)), Ok(NOW + 5));
		assert_eq!(end(Some(u64::MAX), None), Ok(u64::MAX));
		assert!(end(Some(0), None).is_err());
		let error = end(None, Some(NOW)).unwrap_err();
		assert!(error.contains("2027-01-15T08:00:00.000Z"), "{error}");
	}

	fn ends_at(span: Option<u64>, at: Option<u64>) -> Checked<u64> {
		ends(&EndArgs { span, ends: at }, NOW)
	}

	#[test]
	fn refuses_keys_that_no_gateway_has_for_itself() {
		let (owner, key) = (secret(7).public(), |seed| secret(seed).public());
		let weak = DeviceKey::Ed25519([0; 32]);
		for (keys, problem) in [
			(vec![owner], "is the owner's"),
			(vec![key(1), key(2), key(1)], "is given twice"),
			(vec![weak], "is weak"),
			((1..6).map(key).collect(), "at most 4"),
		] {
			let error = gateways(&keys, &owner).unwrap_err();
			assert!(error.contains(problem), "{error}");
		}
		let four: Vec<_> = (1..5).map(key).collect();
		assert_eq!(gateways(&four, &owner).unwrap().map(Option::unwrap).to_vec(), four);
	}

	#[test]
	fn a_file_is_replaced_only_by_a_grant_for_the_same_actuator() {
		let folder = tempfile::tempdir().unwrap();
		let Identity { device, channel, .. } = identity();
		let file = folder.path().join(file_name(&device, channel));
		assert_eq!(named(&file), Some((device, channel)));
		assert_eq!(named(Path::new("my.grant")), None);
		let owner = secret(7).public();
		assert_eq!(last(&file, &identity(), &owner), Ok(None));

		files::write(&file, &signed(grant(3), None).unwrap()).unwrap();
		assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no part is left");
		assert_eq!(last(&file, &identity(), &owner), Ok(Some(grant(3))));
		for (of, owner) in [
			(Identity { channel: 5, ..identity() }, owner),
			(Identity { device: DeviceId([9; 32]), ..identity() }, owner),
			(Identity { genesis: [9; 32], ..identity() }, owner),
			(identity(), secret(8).public()),
		] {
			let error = last(&file, &of, &owner).unwrap_err();
			assert!(error.reason().contains("above 3"), "{error}");
		}
		files::write(&file, b"no grant").unwrap();
		let error = last(&file, &identity(), &owner).unwrap_err();
		assert!(error.reason().contains("no signed grant"), "{error}");
	}
}
