//! The folder of grants: one file for each actuator, as its owner signed it.

use std::{
	collections::BTreeMap,
	ffi::OsString,
	fs, io,
	os::unix::fs::MetadataExt,
	path::{Path, PathBuf},
};
use tallystick_control::{message::MAX_SIGNED, Grant, Signed};
use tallystick_evidence::{DeviceId, DeviceKey};
use tallystick_wire::parse_device;

/// The end of a grant's file name.
const END: &str = ".grant";

/// A grant that the gateway holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Held {
	/// The device whose channel it is for.
	pub(super) device: DeviceId,
	/// What the owner grants.
	pub(super) grant: Grant,
	/// The signed grant, as it is published.
	pub(super) bytes: Vec<u8>,
}

/// Why a file is not used as a grant.
#[derive(Debug, thiserror::Error)]
enum FileError {
	#[error("its name is malformed; name it DEVICE.CHANNEL.grant: 64 lower-case hexadecimal digits, and a number")]
	Name,
	#[error("it cannot be read: {0}")]
	Unreadable(#[from] io::Error),
	#[error("it is no signed grant; copy the file of the owner again, byte by byte")]
	Malformed,
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
	files: BTreeMap<OsString, (Stamp, Option<Held>)>,
	was_readable: bool,
}

impl Folder {
	/// A folder of grants for the gateway with this command key. Nothing is read yet.
	pub(super) fn new(path: &Path, key: DeviceKey) -> Self {
		Self { path: path.into(), key, files: BTreeMap::new(), was_readable: true }
	}

	/// Reads the files that changed. Returns all grants if any changed; `None` also if the folder cannot be read: then the
	/// grants stay as they were. What is wrong with a file is logged once.
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
			let held = match self.load(&name) {
				Ok(held) => Some(held),
				Err(error) => {
					let file = self.path.join(&name);
					tracing::warn!(file = %file.display(), %error, "a grant is not used");
					None
				},
			};
			self.files.insert(name, (stamp, held));
		}
		has_changed.then(|| self.files.values().filter_map(|(_, held)| held.clone()).collect())
	}

	fn stamps(&self) -> io::Result<BTreeMap<OsString, Stamp>> {
		let mut stamps = BTreeMap::new();
		for entry in fs::read_dir(&self.path)? {
			let name = entry?.file_name();
			if !name.as_encoded_bytes().ends_with(END.as_bytes()) {
				continue;
			}
			// A file that has just gone is in the folder no longer.
			let found = fs::metadata(self.path.join(&name)).ok();
			if let Some(found) = found.filter(|found| found.is_file()) {
				let stamp = (found.ino(), found.len(), found.mtime(), found.mtime_nsec());
				stamps.insert(name, stamp);
			}
		}
		Ok(stamps)
	}

	fn load(&self, name: &OsString) -> Result<Held, FileError> {
		let (device, channel) = name.to_str().and_then(parse_name).ok_or(FileError::Name)?;
		let file = self.path.join(name);
		if fs::metadata(&file)?.len() > MAX_SIGNED as u64 {
			return Err(FileError::Malformed);
		}
		let bytes = fs::read(file)?;
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
		Ok(Held { device, grant, bytes })
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

/// The actuator of a file name.
fn parse_name(name: &str) -> Option<(DeviceId, u16)> {
	let (device, channel) = name.strip_suffix(END)?.split_once('.')?;
	let number: u16 = channel.parse().ok()?;
	(number.to_string() == channel).then_some((parse_device(device)?, number))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::commands::tests::{grant, published, OWNER};
	use tallystick_evidence::{Scheme, SecretKey};

	fn gateway() -> DeviceKey {
		SecretKey::from_seed(Scheme::Ed25519, [3; 32]).unwrap().public()
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

		let mut read = Folder::new(folder.path(), gateway());
		assert_eq!(read.read().unwrap(), [Held { device, grant: good, bytes: of(good) }]);
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
	fn reads_a_file_again_when_it_changed_and_keeps_the_grants_without_the_folder() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("grants");
		fs::create_dir(&path).unwrap();
		let device = DeviceId([0xab; 32]);
		let mut read = Folder::new(&path, gateway());
		assert_eq!(read.read(), None, "nothing is held, as before");
		let file = path.join(format!("{}.4.grant", "ab".repeat(32)));
		let put = |version: u32| {
			// As a person replaces a file: under another name first.
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
