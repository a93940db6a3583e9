//! `tallystick purchase statement` and `attest`: what a machine signs of an order.

use super::{
	needs,
	purchases::{self, OrderArg},
	words, Parsed,
};
use crate::{
	assets::Ledger,
	failure::{Failure, Result},
	keys,
	text::{scheme, table},
};
use clap::{Args, ValueEnum};
use codec::DecodeAll;
use serde_json::json;
use std::path::PathBuf;
use tallystick_client::{
	hexed,
	procurement::{calls::Attest, Said, Statement, Subject, MAX_CODES},
	records::OrderId,
};
use tallystick_evidence::{DeviceId, Message, Purpose, Scheme, Signature};

pub(super) const EXAMPLE: &str = "Example:
  tallystick purchase statement 5 started --counter 812 --boot-epoch 4 --sequence 5000

The machine signs `message`, and `tallystick purchase attest` brings `statement` with the signature. Counter, boot epoch and
sequence are the machine's own: --sequence is the number of its newest reading, and the two have to be higher than in its
statement before. docs/procurement.md has the layout for machines that make the statement themselves.";

pub(super) const ATTEST: &str = "Examples:
  tallystick purchase attest 0x0500… --signature 0x3c2f… --key-file technician.key
  tallystick purchase attest 0x0500… --device-key washer.key --key-file technician.key

`tallystick purchase statement` shows a statement, and the bytes that the machine signs.";

#[derive(Args)]
pub(crate) struct StatementArgs {
	#[command(flatten)]
	of: OrderArg,
	/// What the machine says of the order.
	said: SaidArg,
	/// How many units the machine has, with `received`. Without it: all that were shipped.
	#[arg(long)]
	quantity: Option<u32>,
	/// What the machine counts, such as its cycles.
	#[arg(long, value_name = "N")]
	counter: u64,
	/// An error code that the machine shows. Up to 8: give the option once for each.
	#[arg(long = "error-code", value_name = "N")]
	codes: Vec<u16>,
	/// The machine's boot epoch.
	#[arg(long, value_name = "N")]
	boot_epoch: u32,
	/// The number of the machine's newest reading.
	#[arg(long, value_name = "N")]
	sequence: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum SaidArg {
	/// It has what was shipped.
	Received,
	/// Somebody has come for the visit that was booked.
	Started,
	/// Whoever had come has finished.
	Finished,
}

#[derive(Args)]
pub(crate) struct AttestArgs {
	/// The statement, in hexadecimal.
	#[arg(value_parser = statement)]
	statement: Statement,
	#[command(flatten)]
	by: SignatureArgs,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct SignatureArgs {
	/// The machine's signature: 64 bytes in hexadecimal.
	#[arg(long, value_name = "HEX", value_parser = signature)]
	signature: Option<Signature>,
	/// The file with the machine's secret, with which this command signs: for tests and simulators.
	#[arg(long, value_name = "FILE")]
	device_key: Option<PathBuf>,
}

fn unhex(text: &str) -> Option<Vec<u8>> {
	hex::decode(text.strip_prefix("0x").unwrap_or(text)).ok()
}

fn statement(text: &str) -> Parsed<Statement> {
	let read = unhex(text).and_then(|bytes| Statement::decode_all(&mut &*bytes).ok());
	read.ok_or_else(|| {
		"this is no statement of a machine in hexadecimal; `tallystick purchase statement` shows one".into()
	})
}

fn signature(text: &str) -> Parsed<Signature> {
	let read = unhex(text).and_then(|bytes| bytes.try_into().ok());
	read.map(Signature).ok_or_else(|| "a signature has 128 hexadecimal digits".into())
}

/// What a key of the machine signs.
async fn message(
	ledger: &Ledger<'_>,
	device: &DeviceId,
	scheme: Scheme,
	statement: &Statement,
) -> Result<Message> {
	let (genesis, payload) = (ledger.chain.genesis().await?, statement.to_bytes());
	let message = Message::new(Purpose::Attest, &genesis, device, scheme, &payload);
	message.ok_or_else(|| Failure::refused("what the machine has to sign is too long"))
}

/// The machine of a need, as a device that can sign.
fn device_of(order: OrderId, subject: Subject) -> Result<(DeviceId, u32)> {
	match subject {
		Subject::Device { device, tenure } => Ok((device, tenure)),
		Subject::Asset { .. } | Subject::Warranties => Err(Failure::refused(format!(
			"order {order} is for {}, which is no device that could sign",
			words::subject(&subject)
		))),
	}
}

pub(super) async fn show(ledger: &Ledger<'_>, args: StatementArgs) -> Result {
	let OrderArg { order } = args.of;
	let record = purchases::load(ledger, order, None).await?;
	let need = needs::load(ledger, record.order.need, None).await?;
	let (device, tenure) = device_of(order, need.subject)?;
	let said = match (args.said, args.quantity) {
		(SaidArg::Received, quantity) => {
			Said::Received { quantity: quantity.unwrap_or_else(|| purchases::shipped(&record)) }
		},
		(SaidArg::Started, None) => Said::Started,
		(SaidArg::Finished, None) => Said::Finished,
		(_, Some(_)) => return Err(Failure::usage("--quantity is for what was received")),
	};
	let codes = args.codes.try_into();
	let statement = Statement {
		order,
		tenure,
		visit: record.order.visit,
		said,
		counter: args.counter,
		codes: codes
			.map_err(|_| Failure::usage(format!("give {MAX_CODES} error codes at most")))?,
		boot_epoch: args.boot_epoch,
		sequence: args.sequence,
	};
	if let Some(before) = need.attested.filter(|before| statement.place() <= before.place) {
		return Err(Failure::refused(format!(
			"the machine has signed before: {}; a statement has to be of a later boot epoch, or of a later reading",
			words::attested(&before)
		)));
	}
	let known = ledger.chain.device(&device, None).await?;
	let key = known.map(|known| known.key).ok_or_else(|| {
		Failure::refused(format!("the chain does not know device {}", hex::encode(device.0)))
	})?;
	let message = message(ledger, &device, key.scheme(), &statement).await?;
	let (payload, message) = (hexed(&statement.to_bytes()), hexed(message.as_bytes()));
	let (device, scheme) = (hex::encode(device.0), scheme(key.scheme()));
	let text = table(&[
		vec!["order".into(), format!("{order}: {}", words::said(said))],
		vec!["device".into(), device.clone()],
		vec!["statement".into(), payload.clone()],
		vec!["message".into(), message.clone()],
		vec!["signed with".into(), scheme.into()],
	]);
	let value = json!({
		"order": order, "device": device, "record": statement, "statement": payload,
		"message": message, "scheme": scheme,
	});
	ledger.session.say(text, value);
	Ok(())
}

pub(super) async fn attest(ledger: &Ledger<'_>, args: AttestArgs) -> Result {
	let AttestArgs { statement, by } = args;
	let order = statement.order;
	let signature = match (by.signature, by.device_key) {
		(Some(signature), _) => signature,
		(None, Some(file)) => {
			let secret = keys::device(&file)?;
			let record = purchases::load(ledger, order, None).await?;
			let need = needs::load(ledger, record.order.need, None).await?;
			let (device, _) = device_of(order, need.subject)?;
			secret.sign(&message(ledger, &device, secret.public().scheme(), &statement).await?)
		},
		(None, None) => return Err(Failure::usage("give --signature or --device-key")),
	};
	purchases::step(ledger, order, Attest { statement, signature }).await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn reads_a_statement_as_devices_encode_it() {
		let text = "0700000000000000010000000109000000000000000002000000\
			2c01000000000000081200150004000000f401000000000000";
		for text in [text.to_owned(), format!("0x{text}")] {
			let read = statement(&text).unwrap();
			assert_eq!((read.order, read.said), (OrderId(7), Said::Received { quantity: 2 }));
			assert_eq!((read.place(), &read.codes[..]), ((4, 500), &[18, 21][..]));
		}
		for text in ["", "0x07", &text[2..], &format!("{text}00"), "started"] {
			assert!(statement(text).is_err(), "{text}");
		}
	}

	#[test]
	fn a_signature_has_64_bytes() {
		assert_eq!(signature(&"07".repeat(64)), Ok(Signature([7; 64])));
		assert_eq!(signature(&format!("0x{}", "07".repeat(64))), Ok(Signature([7; 64])));
		assert!(signature(&"07".repeat(65)).is_err() && signature("signed").is_err());
	}

	#[test]
	fn what_is_no_device_signs_nothing() {
		let refused = device_of(OrderId(3), Subject::Warranties).unwrap_err();
		assert!(refused.reason().contains("no device that could sign"), "{refused}");
	}
}
