//! A commanded device's permanent memory: a folder of JSON files, each replaced as a whole.

use serde::{de::DeserializeOwned, Deserialize, Serialize};
use std::{
	fs::{self, File},
	io::{self, ErrorKind, Write},
	path::{Path, PathBuf},
};
use tallystick_client::{
	control::{
		governor::{Entry, Kept, NotWritten},
		Memory, Writable,
	},
	records::json,
};
use tallystick_evidence::{DeviceId, DeviceKey, Hash};

/// What a device is given once, when it is commissioned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Commission {
	/// The device's id.
	pub device: DeviceId,
	/// The genesis hash of its chain.
	#[serde(with = "json::Hex")]
	pub genesis: Hash,
	/// Hash of its model.
	#[serde(with = "json::Hex")]
	pub model: Hash,
	/// The owner's command key.
	pub command_key: DeviceKey,
	/// The first tenure of which that key signs grants.
	pub tenure: u32,
	/// The writable channels of the model, 1 to 8: their places and what the manufacturer permits.
	pub channels: Vec<(u16, Writable)>,
}

/// A file of the device's memory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
	/// The file cannot be read or written.
	#[error("{path}: {error}")]
	Io {
		/// The file.
		path: PathBuf,
		/// What the system says.
		error: io::Error,
	},
	/// The file is damaged.
	#[error("{path}: {error}; remove the folder to reset the device, and commission it again")]
	Damaged {
		/// The file.
		path: PathBuf,
		/// What is wrong with it.
		error: serde_json::Error,
	},
}

/// The folder of one device.
#[derive(Clone, Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
	/// Makes the folder if it does not exist.
	pub(super) fn open(path: &Path) -> Result<Self, FolderError> {
		let failed = |error| FolderError::Io { path: path.to_owned(), error };
		fs::create_dir_all(path).map_err(failed)?;
		Ok(Self(path.to_owned()))
	}

	/// `None` before the device was commissioned.
	pub(super) fn commission(&self) -> Result<Option<Commission>, FolderError> {
		read(&self.0.join("device.json"))
	}

	pub(super) fn set_commission(&self, commission: &Commission) -> Result<(), FolderError> {
		let path = self.0.join("device.json");
		write(&path, commission).map_err(|error| FolderError::Io { path, error })
	}

	/// `None` before anything was kept of the channel.
	pub(super) fn kept(&self, channel: u16) -> Result<Option<Kept>, FolderError> {
		read(&self.kept_path(channel))
	}

	pub(super) fn keep(&self, channel: u16, kept: &Kept) -> Result<(), NotWritten> {
		write_or_warn(&self.kept_path(channel), kept)
	}

	/// The memory for the channel's actions.
	pub(super) fn actions(&self, channel: u16) -> Result<ActionFile, FolderError> {
		let path = self.0.join(format!("{channel}.action.json"));
		Ok(ActionFile { last: read(&path)?, path })
	}

	fn kept_path(&self, channel: u16) -> PathBuf {
		self.0.join(format!("{channel}.kept.json"))
	}
}

/// A file with the last action of a channel.
#[derive(Clone, Debug)]
pub(super) struct ActionFile {
	path: PathBuf,
	last: Option<Entry>,
}

impl Memory for ActionFile {
	fn last(&self) -> Option<Entry> {
		self.last
	}

	fn write(&mut self, entry: &Entry) -> Result<(), NotWritten> {
		write_or_warn(&self.path, entry)?;
		self.last = Some(*entry);
		Ok(())
	}
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, FolderError> {
	let bytes = match fs::read(path) {
		Ok(bytes) => bytes,
		Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
		Err(error) => return Err(FolderError::Io { path: path.to_owned(), error }),
	};
	let read = serde_json::from_slice(&bytes);
	read.map(Some).map_err(|error| FolderError::Damaged { path: path.to_owned(), error })
}

fn write_or_warn(path: &Path, what: &impl Serialize) -> Result<(), NotWritten> {
	write(path, what).map_err(|error| {
		tracing::error!(path = %path.display(), %error, "permanent memory failed");
		NotWritten
	})
}

/// Replaces the file, and returns once it is on disk. A power cut leaves the old one or the new one.
fn write(path: &Path, what: &impl Serialize) -> io::Result<()> {
	let new = path.with_extension("new");
	let mut file = File::create(&new)?;
	file.write_all(&serde_json::to_vec(what)?)?;
	file.sync_all()?;
	fs::rename(&new, path)?;
	path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
