//! The folder of grants, signed by owners: one file for each actuator, and one for each device whose command key is
//! replaced.

use std::{
	collections::{BTreeMap, BTreeSet},
	ffi::{OsStr, OsString},
	fs, io,
	os::unix::fs::MetadataExt,
	path::{Path, PathBuf},
};
use tallystick_control::{message::MAX_SIGNED, Entrust, Grant, Signed};
use tallystick_evidence::{DeviceId, DeviceKey, Hash, Native};
use tallystick_wire::{parse_device, Hex};

/// The end of a grant's file name.
const GRANT: &str = ".grant";
/// The end of the name of a file that replaces a command key.
const ENTRUST: &str = ".entrust";

/// A grant that the gateway holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Held {
	/// The device whose channel it is for.
	pub(super) device: DeviceId,
	/// What the owner grants.
	pub(super) grant: Grant,
	/// The signed grant, as it is published.
	pub(super) bytes: Vec<u8>,
	/// The message that is published before it: the signed replacement of the command key by that of this tenure's
	/// owner.
	pub(super) entrust: Option<Vec<u8>>,
}

/// What a file holds.
#[derive(Debug)]
enum Content {
	Grant(Box<Held>),
	/// Another command key signs the device's grants.
	Entrust {
		entrust: Entrust,
		bytes: Vec<u8>,
	},
}

/// Why a file is not used.
#[derive(Debug, thiserror::Error)]
enum FileError {
	#[error("its name is malformed; name it DEVICE.CHANNEL.grant or DEVICE.entrust: 64 lower-case hexadecimal digits, and a number")]
	Name,
	#[error("it cannot be read: {0}")]
	Unreadable(#[from] io::Error),
	#[error("it is no signed grant; copy the file of the owner again, byte by byte")]
	Malformed,
	#[error("it hands no command key over; copy the file of the former owner again, byte by byte")]
	NoEntrust,
	#[error("it is for channel {0}; name it after its channel")]
	Channel(u16),
	#[error("its version is 0; ask the owner for one with a version from 1")]
	Version,
	#[error("it does not name this gateway's command key {0}; ask the owner for one that does")]
	OtherGateway(String),
}

/// When and how a file was written last: its inode, length, and time of modification.
type Stamp = (u64, u64, i64, i64);

/// The folder, and what it held when it was read last.
pub(super) struct Folder {
	path: PathBuf,
	key: DeviceKey,
	genesis: Hash,
	files: BTreeMap<OsString, (Stamp, Option<Content>)>,
	/// Grants under another key than the replacement key, each with the file of the replacement.
	mismatched: BTreeSet<(Stamp, Stamp)>,
	was_readable: bool,
}

impl Folder {
	/// A folder of grants for the gateway with this command key, on the chain with this genesis hash. Nothing is read yet.
	pub(super) fn new(path: &Path, key: DeviceKey, genesis: Hash) -> Self {
		let (files, mismatched) = Default::default();
		Self { path: path.into(), key, genesis, files, mismatched, was_readable: true }
	}

	/// Reads the files that changed. Returns all grants if any changed. `None` otherwise, and if the folder cannot be
	/// read, so the grants stay as they were. An error in a file is logged once.
	pub(super) fn read(&mut self) -> Option<Vec<Held>> {
		let stamps = match self.stamps() {
			Ok(stamps) => stamps,
			Err(error) => {
				if std::mem::replace(&mut self.was_readable, false) {
					let path = self.path.display();
					tracing::warn!(%path, %error, "commands.grants cannot be read; the grants stay as they are");
				}
				return None;
			},
		};
		self.was_readable = true;
		let before = self.files.len();
		self.files.retain(|name, _| stamps.contains_key(name));
		let mut has_changed = self.files.len() != before;
		for (name, stamp) in stamps {
			if self.files.get(&name).is_some_and(|(known, _)| *known == stamp) {
				continue;
			}
			has_changed = true;
			let content = match self.load(&name) {
				Ok(content) => Some(content),
				Err(error) => {
					let file = self.path.join(&name);
					tracing::warn!(file = %file.display(), %error, "a file of commands.grants is not used");
					None
				},
			};
			self.files.insert(name, (stamp, content));
		}
		has_changed.then(|| self.held())
	}

	/// All grants, each with the message that gives the device its owner's command key.
	fn held(&mut self) -> Vec<Held> {
		let mut all = Vec::new();
		let mut mismatched = BTreeSet::new();
		for (name, (stamp, content)) in &self.files {
			let Some(Content::Grant(held)) = content else { continue };
			let hands_over = format!("{}{ENTRUST}", Hex(held.device));
			let entrust = match self.files.get(OsStr::new(&hands_over)) {
				// A grant of an earlier tenure is signed by the earlier key.
				Some((_, Some(Content::Entrust { entrust, .. })))
					if entrust.tenure > held.grant.tenure =>
				{
					None
				},
				Some((_, Some(Content::Entrust { entrust, bytes })))
					if self.is_signed(held, &entrust.key) =>
				{
					Some(bytes.clone())
				},
				Some((of, Some(Content::Entrust { .. }))) => {
					let pair = (*stamp, *of);
					mismatched.insert(pair);
					if !self.mismatched.contains(&pair) {
						tracing::warn!(
							grant = %self.path.join(name).display(),
							entrust = %self.path.join(&hands_over).display(),
							"the command key that is handed over did not sign the grant, which is offered alone; put the new owner's grant into commands.grants, or remove the file that hands the key over"
						);
					}
					None
				},
				_ => None,
			};
			all.push(Held { entrust, ..(**held).clone() });
		}
		self.mismatched = mismatched;
		all
	}

	/// Whether this key signed the grant. If not, a device that takes the key refuses the grant.
	fn is_signed(&self, held: &Held, key: &DeviceKey) -> bool {
		Signed::<Grant>::decode(&held.bytes)
			.is_some_and(|signed| signed.verify::<Native>(&self.genesis, &held.device, key))
	}

	fn stamps(&self) -> io::Result<BTreeMap<OsString, Stamp>> {
		let mut stamps = BTreeMap::new();
		for entry in fs::read_dir(&self.path)? {
			let name = entry?.file_name();
			let is_ours = |end: &&str| name.as_encoded_bytes().ends_with(end.as_bytes());
			if ![GRANT, ENTRUST].iter().any(is_ours) {
				continue;
			}
			// A file that was just removed is no longer in the folder.
			let found = fs::metadata(self.path.join(&name)).ok();
			if let Some(found) = found.filter(|found| found.is_file()) {
				let stamp = (found.ino(), found.len(), found.mtime(), found.mtime_nsec());
				stamps.insert(name, stamp);
			}
		}
		Ok(stamps)
	}

	fn load(&self, name: &OsString) -> Result<Content, FileError> {
		let (device, channel) = name.to_str().and_then(parse_name).ok_or(FileError::Name)?;
		let file = self.path.join(name);
		let is_long = fs::metadata(&file)?.len() > MAX_SIGNED as u64;
		// A file that is too long is neither.
		let bytes = if is_long { Vec::new() } else { fs::read(file)? };
		let Some(channel) = channel else {
			let entrust = Signed::<Entrust>::decode(&bytes).ok_or(FileError::NoEntrust)?.content;
			return Ok(Content::Entrust { entrust, bytes });
		};
		let grant = Signed::<Grant>::decode(&bytes).ok_or(FileError::Malformed)?.content;
		if grant.channel != channel {
			return Err(FileError::Channel(grant.channel));
		}
		if grant.version == 0 {
			return Err(FileError::Version);
		}
		if !grant.names(&self.key) {
			return Err(FileError::OtherGateway(show_key(&self.key)));
		}
		Ok(Content::Grant(Box::new(Held { device, grant, bytes, entrust: None })))
	}
}

/// A key as an owner's grant names it: 0x and hexadecimal digits.
pub(super) fn show_key(key: &DeviceKey) -> String {
	let bytes: &[u8] = match key {
		DeviceKey::Ed25519(key) => key,
		DeviceKey::P256(key) | DeviceKey::Secp256k1(key) => key,
	};
	format!("0x{}", hex::encode(bytes))
}

/// The device of a file name, and of a grant's the channel.
fn parse_name(name: &str) -> Option<(DeviceId, Option<u16>)> {
	if let Some(device) = name.strip_suffix(ENTRUST) {
		return Some((parse_device(device)?, None));
	}
	let (device, channel) = name.strip_suffix(GRANT)?.split_once('.')?;
	let number: u16 = channel.parse().ok()?;
	(number.to_string() == channel).then_some((parse_device(device)?, Some(number)))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::commands::tests::{grant, published, OWNER};
	use tallystick_evidence::{Scheme, SecretKey};

	fn key(seed: u8) -> DeviceKey {
		SecretKey::from_seed(Scheme::Ed25519, [seed; 32]).unwrap().public()
	}

	/// The folder of the gateway whose command key has the seed 3.
	fn read_at(path: &Path) -> Folder {
		Folder::new(path, key(3), [0; 32])
	}

	#[test]
	fn takes_what_is_named_after_its_actuator_and_names_the_gateway_and_nothing_else() {
		let folder = tempfile::tempdir().unwrap();
		let device = DeviceId([0xab; 32]);
		let of = |content: Grant| published(content, &device, OWNER);
		let good = grant(4, 1);
		let write =
			|name: String, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
		let id = "ab".repeat(32);
		write(format!("{id}.4.grant"), &of(good));
		let mut other = grant(5, 1);
		other.gateways = [None; 4];
		write(format!("{id}.5.grant"), &of(other));
		write(format!("{id}.6.grant"), &of(grant(7, 1)));
		write(format!("{id}.7.grant"), &of(grant(7, 0)));
		write(format!("{id}.8.grant"), &of(grant(8, 1))[1..]);
		write(format!("{id}.9.grant"), &vec![0; 100_000]);
		write(format!("{id}.04.grant"), &of(good));
		write(format!("{}.4.grant", id.to_uppercase()), &of(good));
		write(format!("{id}.4.grant.part"), &of(good));
		fs::create_dir(folder.path().join(format!("{id}.10.grant"))).unwrap();

		let mut read = read_at(folder.path());
		let held = Held { device, grant: good, bytes: of(good), entrust: None };
		assert_eq!(read.read().unwrap(), [held]);
		for (name, why) in [
			("5", "does not name this gateway's command key 0x"),
			("6", "it is for channel 7"),
			("7", "its version is 0"),
			("8", "no signed grant"),
			("9", "no signed grant"),
			("04", "name it DEVICE.CHANNEL.grant"),
			("11", "it cannot be read"),
		] {
			let error = read.load(&format!("{id}.{name}.grant").into()).unwrap_err().to_string();
			assert!(error.contains(why), "{name}: {error}");
		}
	}

	#[test]
	fn a_command_key_is_handed_over_with_the_grants_of_its_tenure() {
		let folder = tempfile::tempdir().unwrap();
		let (device, other) = (DeviceId([0xab; 32]), DeviceId([0xcd; 32]));
		let write =
			|name: String, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
		let of = |device: &DeviceId, channel, tenure| {
			let grant = Grant { tenure, ..grant(channel, 1) };
			let name = format!("{}.{channel}.grant", hex::encode(device.0));
			write(name, &published(grant, device, OWNER + 1));
		};
		of(&device, 4, 2);
		of(&device, 5, 3);
		of(&device, 6, 4);
		of(&other, 4, 3);
		let entrust = Entrust { key: key(OWNER + 1), tenure: 3, version: 1 };
		let bytes = published(entrust, &device, OWNER);
		let name = format!("{}.entrust", "ab".repeat(32));
		write(name.clone(), &bytes);
		let mut read = read_at(folder.path());
		let held = read.read().unwrap();
		let entrusts: Vec<_> = held.iter().map(|held| held.entrust.as_ref()).collect();
		assert_eq!(entrusts, [None, Some(&bytes), Some(&bytes), None]);
		write(name, &bytes[1..]);
		assert!(read.read().unwrap().iter().all(|held| held.entrust.is_none()));
		for (name, why) in [
			(format!("{}.entrust", "ab".repeat(32)), "hands no command key over"),
			("ab.entrust".into(), "name it DEVICE.CHANNEL.grant or DEVICE.entrust"),
		] {
			let error = read.load(&name.into()).unwrap_err().to_string();
			assert!(error.contains(why), "{error}");
		}
	}

	#[test]
	fn a_grant_of_the_old_key_is_offered_without_the_new_one() {
		let folder = tempfile::tempdir().unwrap();
		let device = DeviceId([0xab; 32]);
		let write = |end: &str, bytes: &[u8]| {
			fs::write(folder.path().join(format!("{}.{end}", "ab".repeat(32))), bytes).unwrap();
		};
		let entrust = Entrust { key: key(OWNER + 1), tenure: 2, version: 1 };
		let entrusted = published(entrust, &device, OWNER);
		write("entrust", &entrusted);
		write("4.grant", &published(grant(4, 1), &device, OWNER));
		write("5.grant", &published(grant(5, 1), &device, OWNER + 1));
		// The new key signed this one for another device.
		write("6.grant", &published(grant(6, 1), &DeviceId([0xcd; 32]), OWNER + 1));
		let mut read = read_at(folder.path());
		let held = read.read().unwrap();
		let entrusts: Vec<_> = held.iter().map(|held| held.entrust.as_ref()).collect();
		assert_eq!(entrusts, [None, Some(&entrusted), None]);
		assert_eq!(read.mismatched.len(), 2);
		write("4.grant", &published(grant(4, 2), &device, OWNER + 1));
		let held = read.read().unwrap();
		assert_eq!(held[0].entrust.as_ref(), Some(&entrusted));
		assert_eq!(read.mismatched.len(), 1);
	}

	#[test]
	fn reads_a_file_again_when_it_changed_and_keeps_the_grants_without_the_folder() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("grants");
		fs::create_dir(&path).unwrap();
		let device = DeviceId([0xab; 32]);
		let mut read = read_at(&path);
		assert_eq!(read.read(), None, "nothing is held, as before");
		let file = path.join(format!("{}.4.grant", "ab".repeat(32)));
		let put = |version: u32| {
			// Like a person who replaces a file: written under another name first.
			fs::write(path.join("new"), published(grant(4, version), &device, OWNER)).unwrap();
			fs::rename(path.join("new"), &file).unwrap();
		};
		for version in [1, 2] {
			put(version);
			let held = read.read().unwrap();
			assert_eq!(held.len(), 1);
			assert_eq!(held[0].grant.version, version);
			assert_eq!(read.read(), None, "nothing changed");
		}
		fs::rename(&path, folder.path().join("away")).unwrap();
		assert_eq!(read.read(), None);
		fs::rename(folder.path().join("away"), &path).unwrap();
		assert_eq!(read.read(), None, "it is as it was");
		fs::remove_file(&file).unwrap();
		assert_eq!(read.read(), Some(Vec::new()));
	}
}
