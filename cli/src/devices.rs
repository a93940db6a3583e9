//! `tallystick device`.

use crate::{
	assets::args::{self, Until},
	failure::{Failure, Result},
	files, keys, parse,
	session::Session,
	stays, text,
};
use clap::Subcommand;
use serde_json::json;
use std::path::{Path, PathBuf};
use tallystick_client::{
	device_registry::calls::SetCalibration,
	hexed,
	records::{device::Provenance, Identified, Millis},
	time, AccountId, Call, Device, Registration,
};
use tallystick_evidence::{DeviceId, Native};

/// For how many milliseconds a device's consent is valid: long enough for a block to take it.
const CONSENT: u64 = 600_000;

#[derive(Subcommand)]
pub(crate) enum DeviceCommand {
	/// Register a device as the signer's. The device's own key signs, too.
	#[command(
		after_help = "Example:\n  tallystick device register --device-key thermometer.key --model 0 --key-file owner.key"
	)]
	Register {
		/// The file with the device's secret: see `tallystick key generate device`.
		#[arg(long, value_name = "FILE")]
		device_key: PathBuf,
		/// The number of its model.
		#[arg(long)]
		model: u32,
		/// A file that describes the device. The chain keeps its BLAKE2b-256 hash.
		#[arg(long, value_name = "FILE")]
		metadata: Option<PathBuf>,
		/// The file with a key of the model's endorsers: the manufacturer vouches for the device.
		#[arg(long, value_name = "FILE")]
		endorser_key: Option<PathBuf>,
	},
	/// Say until when a device measures right, as a certificate says. The signer's organisation has to be an
	/// accreditor.
	#[command(
		after_help = "Example:\n  tallystick device calibrate 0939…c77c --certificate certificate.pdf --until 2027-09-14 --key-file accreditor.key"
	)]
	Calibrate {
		/// Its id. The calibration is that of all its channels.
		#[arg(value_parser = parse::device)]
		device: DeviceId,
		/// The certificate. The chain keeps its BLAKE2b-256 hash.
		#[arg(long, value_name = "FILE")]
		certificate: PathBuf,
		/// The last moment at which it is valid: a time, or a span from now.
		#[arg(long, value_name = "TIME", value_parser = args::until)]
		until: Until,
	},
	#[command(flatten)]
	Loan(stays::LoanCommand),
	/// Show a device.
	Show {
		/// Its id.
		#[arg(value_parser = parse::device)]
		device: DeviceId,
	},
	/// List an owner's devices.
	#[command(after_help = "Example:\n  tallystick device list --key-file owner.key")]
	List {
		/// The owner's account. Without this option: the signer's.
		#[arg(long, value_parser = parse::account)]
		owner: Option<AccountId>,
	},
}

pub(crate) async fn run(session: &Session, command: DeviceCommand) -> Result {
	match command {
		DeviceCommand::Register { device_key, model, metadata, endorser_key } => {
			register(session, device_key, model, metadata, endorser_key).await
		},
		DeviceCommand::Calibrate { device, certificate, until } => {
			calibrate(session, device, &certificate, until.resolve()).await
		},
		DeviceCommand::Loan(command) => stays::lend(session, command).await,
		DeviceCommand::Show { device } => show(session, &device).await,
		DeviceCommand::List { owner } => list(session, owner).await,
	}
}

async fn register(
	session: &Session,
	device_key: PathBuf,
	model: u32,
	metadata: Option<PathBuf>,
	endorser_key: Option<PathBuf>,
) -> Result {
	let secret = keys::device(&device_key)?;
	let endorser = endorser_key.as_deref().map(keys::device).transpose()?;
	let metadata = match metadata {
		Some(file) => files::hash_of(&file)?,
		None => [0; 32],
	};
	let expires = time::now().saturating_add(CONSENT);
	let signer = session.signer()?;
	let registration =
		Registration { key: secret.public(), owner: signer.account().0, model, metadata, expires };
	let chain = session.chain().await?;
	let genesis = chain.genesis().await?;
	let message = registration
		.message(&genesis)
		.ok_or_else(|| Failure::refused("what the device has to sign is too long"))?;
	let endorsement =
		match &endorser {
			Some(endorser) => Some(registration.endorsed(&genesis, endorser).ok_or_else(|| {
				Failure::refused("what the manufacturer has to sign is too long")
			})?),
			None => None,
		};
	let consent = secret.sign(&message);
	let call = match endorsement {
		Some(endorsed) => Call::register_endorsed(&registration, &consent, endorsed),
		None => Call::register(&registration, &consent),
	};
	let included = chain.submit_and_find(&call, &signer).await?;
	let id = hex::encode(DeviceId::of::<Native>(&secret.public()).0);
	let block = included.block.number;
	session.say(
		format!("device {id} is registered, in block {block}"),
		json!({ "device": id, "block": block }),
	);
	Ok(())
}

async fn calibrate(
	session: &Session,
	device: DeviceId,
	certificate: &Path,
	until: Millis,
) -> Result {
	let named = time::write(until.0);
	if until.0 <= time::now() {
		return Err(Failure::usage(format!("--until: {named} has passed")));
	}
	let hash = files::hash_of(certificate)?;
	let included =
		session.submit(&SetCalibration { device, certificate: hash, until }.into()).await?;
	let (id, block) = (hex::encode(device.0), included.block.number);
	session.say(
		format!("device {id} is calibrated until {named}, in block {block}"),
		json!({ "device": id, "certificate": hexed(&hash), "until": until, "block": block }),
	);
	Ok(())
}

async fn show(session: &Session, device: &DeviceId) -> Result {
	let chain = session.chain().await?;
	let unknown = || {
		Failure::refused(
			"the chain does not know this device; `tallystick device register` registers one",
		)
	};
	let record = chain.device(device, None).await?.ok_or_else(unknown)?;
	let text = describe(device, &record);
	session.say(text, json!(Identified { id: device, record }));
	Ok(())
}

fn describe(id: &DeviceId, record: &Device) -> String {
	let status = format!("{:?}", record.status).to_lowercase();
	let provenance = match record.provenance {
		Provenance::Declared => "declared by its owner".to_owned(),
		Provenance::Endorsed => "endorsed by its manufacturer".to_owned(),
		Provenance::Lot(lot) => format!("of lot {lot}"),
	};
	let mut lines = vec![
		format!("device       {}", hex::encode(id.0)),
		format!("status       {status}"),
		format!("owner        {}", record.owner),
		format!("model        {} ({provenance})", record.model),
		format!("key          {}", text::key(&record.key)),
		format!("key epoch    {}, since {}", record.key_epoch, time::write(record.key_since.0)),
	];
	if record.metadata != [0; 32] {
		lines.push(format!("description  BLAKE2b-256 {}", hexed(&record.metadata)));
	}
	if let Some(calibration) = &record.calibration {
		lines.push(format!("calibrated   until {}", time::write(calibration.until.0)));
	}
	if let Some(ended) = record.ended {
		lines.push(format!("ended        {}", time::write(ended.at.0)));
		if let Some(since) = ended.distrusted {
			lines.push(format!("distrusted   from {} on", time::write(since.0)));
		}
	}
	if record.equivocated.is_some() {
		lines.push("equivocated  it signed two versions of one reading".into());
	}
	lines.join("\n")
}

async fn list(session: &Session, owner: Option<AccountId>) -> Result {
	let owner = match owner {
		Some(owner) => owner,
		None => session.signer()?.account(),
	};
	let chain = session.chain().await?;
	let (mut devices, mut after) = (Vec::new(), None);
	let block = chain.best().await?.hash;
	loop {
		let page = chain.devices(&owner, after.as_ref(), Some(&block)).await?;
		devices.extend(page.items.iter().map(|device| hex::encode(device.0)));
		match page.next {
			Some(next) => after = Some(next),
			None => break,
		}
	}
	let none = format!("{owner} has no devices");
	let text = if devices.is_empty() { none } else { devices.join("\n") };
	session.say(text, json!(devices));
	Ok(())
}
