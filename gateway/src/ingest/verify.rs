//! Checks the signatures of many messages at once, and finds the bad ones.

use super::{
	message::{Checked, Refusal, ReplyTo},
	read::{channels, content, Check, Identity, Invalid, Unverified},
	signatures::{self, Item, Keys, Points},
};
use crate::{
	chain::{DeviceFacts, Status},
	link::Inbound,
	store::Incoming,
};
use std::sync::Arc;
use tallystick_evidence::{Crypto, DeviceKey, Native};
use tallystick_wire::{senml::Channel, ErrorCode};

/// A message to verify.
pub(super) struct Job {
	pub(super) place: usize,
	pub(super) reply_to: ReplyTo,
	pub(super) message: Inbound,
	pub(super) unverified: Unverified,
	pub(super) facts: Arc<DeviceFacts>,
}

/// Whether messages are verified together or each by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Together {
	Yes,
	No,
}

struct Read {
	job: Job,
	items: Vec<Item>,
}

/// Verifies messages. Each comes back under its place.
pub(super) fn verify(
	points: &Points,
	identity: &Identity,
	ahead: u64,
	jobs: Vec<Job>,
	together: Together,
) -> Vec<(usize, Checked)> {
	let mut done = Vec::with_capacity(jobs.len());
	let mut good = Vec::with_capacity(jobs.len());
	let mut keys = points.keys();
	for job in jobs {
		match begin(&mut keys, identity, &job) {
			Ok(items) => good.push(Read { job, items }),
			Err(invalid) => done.push(refuse(&job, invalid)),
		}
	}
	let signatures = good.iter().map(|read| read.items.len() as u64).sum();
	metrics::counter!("tallystick_gateway_signatures_total").increment(signatures);
	let bad = match together {
		Together::Yes => bad_of(&good),
		Together::No => good
			.iter()
			.map(|read| !read.items.is_empty() && !hold(std::slice::from_ref(read)))
			.collect(),
	};
	// The messages of a device follow one another, and have the same facts.
	let mut model: Option<(Arc<DeviceFacts>, Vec<Channel>)> = None;
	for (read, bad) in good.into_iter().zip(bad) {
		let job = read.job;
		if bad {
			done.push(refuse(&job, ErrorCode::BadSignature.into()));
			continue;
		}
		let Job { place, reply_to, message, unverified, facts } = job;
		let (_, channels) = match model.take() {
			Some(known) if Arc::ptr_eq(&known.0, &facts) => model.insert(known),
			_ => model.insert((facts.clone(), channels(&facts))),
		};
		match content(unverified, facts.key_epoch, channels, message.received, ahead) {
			Ok(content) => {
				let Inbound { payload, received, .. } = message;
				let (device, json) = (reply_to.topic.device, reply_to.json);
				let incoming = Incoming { device, received, content, payload, json };
				done.push((place, Checked::Good(reply_to, Box::new(incoming), facts)));
			},
			Err(Invalid(code, detail)) => {
				done.push((place, Checked::Bad(Refusal { reply_to, code, detail })));
			},
		}
	}
	done
}

fn refuse(job: &Job, Invalid(code, detail): Invalid) -> (usize, Checked) {
	(job.place, Checked::Bad(Refusal { reply_to: job.reply_to, code, detail }))
}

/// Checks what concerns the message alone, and returns its signatures, to be checked together with those of
/// others.
fn begin(keys: &mut Keys, identity: &Identity, job: &Job) -> Result<Vec<Item>, Invalid> {
	if job.facts.status != Status::Active {
		return Err(ErrorCode::NotActive.into());
	}
	if !job.facts.authorised {
		return Err(ErrorCode::NotAuthorised.into());
	}
	let checks = job.unverified.checks(&job.reply_to.topic.device, &job.facts, identity)?;
	let mut items = Vec::with_capacity(checks.len());
	for Check { key, message, signature } in checks {
		match key {
			DeviceKey::Ed25519(key) => {
				let item = Item::new(keys, &key, message.as_bytes(), &signature.0);
				items.push(item.ok_or(ErrorCode::BadSignature)?);
			},
			key if Native::verify(&key, message.as_bytes(), &signature) => {},
			_ => return Err(ErrorCode::BadSignature.into()),
		}
	}
	Ok(items)
}

/// Whether all signatures of all these messages are valid.
fn hold(reads: &[Read]) -> bool {
	signatures::hold(reads.iter().flat_map(|read| &read.items))
}

/// Finds the messages with a bad signature: checks all at once, and by halves where that fails.
fn bad_of(reads: &[Read]) -> Vec<bool> {
	if hold(reads) {
		return vec![false; reads.len()];
	}
	if reads.len() <= 1 {
		return vec![true; reads.len()];
	}
	let (left, right) = reads.split_at(reads.len() / 2);
	let mut bad = bad_of(left);
	bad.extend(bad_of(right));
	bad
}
