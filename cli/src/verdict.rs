//! What a proof proves and what it does not, in plain words.

use crate::{
	text::{self, Scale},
	trust::written,
};
use serde_json::{json, Value};
use tallystick_client::{finality::Signed, AccountId};
use tallystick_evidence::{Attestation, Limits, Proven};

/// Why the block that a proof ends at is trusted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Ground {
	/// The user gave its hash.
	Given,
	/// It stands in a file.
	File(String),
	/// Validators of a set signed it, or a later block. Of a file of trust, that set or one before it.
	Validators {
		/// The file of trust.
		file: String,
		/// The id of the set that stands there.
		trusted: u64,
		/// Who signed.
		signed: Signed,
	},
	/// A node says so.
	Node(String),
}

/// A proof that holds, with what is known besides.
pub(crate) struct Verdict {
	pub(crate) proven: Proven,
	pub(crate) limits: Limits,
	/// The number of the block that it ends at, and its hash.
	pub(crate) end: (u32, [u8; 32]),
	pub(crate) ground: Ground,
	pub(crate) scale: Scale,
	/// Whether the chain says that the key was in force, where it was asked.
	pub(crate) in_force: Option<bool>,
}

impl Verdict {
	/// For people.
	pub(crate) fn text(&self) -> String {
		let Self { proven, limits, scale, .. } = self;
		let run = &proven.run;
		let channel = match &scale.name {
			Some(name) => format!("{} ({name})", proven.channel),
			None => proven.channel.to_string(),
		};
		let value = match scale.exponent {
			Some(0) => scale.value(proven.value.into()),
			Some(exponent) => {
				format!("{} ({} × 10^{exponent})", scale.value(proven.value.into()), proven.value)
			},
			None => format!("{} (as signed; its unit and exponent are the model's)", proven.value),
		};
		let key = proven.key.as_ref().map_or("none".into(), |key| {
			format!("{}, key epoch {}", text::key(key), proven.key_epoch)
		});
		let range = format!(
			"{} to {}; min {}, max {}, sum {}; {} outside {} to {}",
			text::time(run.first.time),
			text::time(run.last.time),
			scale.value(run.min.into()),
			scale.value(run.max.into()),
			scale.value(run.sum),
			run.violations,
			scale.value(limits.low.into()),
			scale.value(limits.high.into()),
		);
		let lines = [
			self.headline().into(),
			String::new(),
			format!("  device     {}", hex::encode(proven.device.0)),
			format!("  channel    {channel}"),
			format!(
				"  time       {} ({} ms), by the device's clock",
				text::time(proven.time),
				proven.time
			),
			format!("  value      {value}"),
			format!("  word of    {}", self.word()),
			format!("  key        {key}"),
			format!(
				"  segment    {}",
				text::count(run.count, "reading of this channel", "readings of this channel")
			),
			format!("             {range}"),
			format!("  gateway    {}, batch {}", AccountId(proven.gateway), proven.batch),
			format!("  block      {}, {}", proven.block, written(&proven.block_hash)),
			format!("  ends at    block {}, {}", self.end.0, written(&self.end.1)),
			format!("             {}", self.trust()),
			String::new(),
			"Not proven:".into(),
			String::new(),
		];
		let unproven = self.unproven().into_iter().map(|line| format!("  - {line}"));
		lines.into_iter().chain(unproven).collect::<Vec<_>>().join("\n")
	}

	/// For machines.
	pub(crate) fn json(&self) -> Value {
		let Proven { run, .. } = &self.proven;
		let proven = &self.proven;
		let point = |point: &tallystick_evidence::Point| json!({ "time": point.time.to_string(), "value": point.value.to_string() });
		let trust = match &self.ground {
			Ground::Given => json!({ "by": "hash" }),
			Ground::File(file) => json!({ "by": "file", "file": file }),
			Ground::Validators { file, trusted, signed } => json!({
				"by": "validators",
				"file": file,
				"trustedSet": trusted,
				"set": signed.set,
				"signed": signed.signed,
				"validators": signed.validators,
				"block": { "number": signed.block.number, "hash": written(&signed.block.hash) },
			}),
			Ground::Node(node) => json!({ "by": "node", "node": node }),
		};
		json!({
			"valid": true,
			"error": null,
			"proven": {
				"device": written(&proven.device.0),
				"channel": proven.channel,
				"time": proven.time.to_string(),
				"value": proven.value.to_string(),
				"attestation": format!("{:?}", proven.attestation).to_lowercase(),
				"key": proven.key.as_ref().map(|key| json!({
					"scheme": text::scheme(key.scheme()),
					"key": format!("0x{}", hex::encode(text::key_bytes(key))),
				})),
				"keyEpoch": proven.key_epoch,
				"run": {
					"count": run.count,
					"first": point(&run.first),
					"last": point(&run.last),
					"min": run.min.to_string(),
					"max": run.max.to_string(),
					"sum": run.sum.to_string(),
					"violations": run.violations,
				},
				"gateway": AccountId(proven.gateway).to_string(),
				"batch": proven.batch.to_string(),
				"block": proven.block,
				"blockHash": written(&proven.block_hash),
			},
			"end": { "number": self.end.0, "hash": written(&self.end.1) },
			"trust": trust,
			"keyInForce": self.in_force,
		})
	}

	fn headline(&self) -> &'static str {
		match self.in_force {
			Some(false) => {
				"VALID, but the node says that the key was not in force at that time. This is proven:"
			},
			_ => "VALID. This is proven:",
		}
	}

	fn word(&self) -> &'static str {
		match self.proven.attestation {
			Attestation::Segment => {
				"the device: its key signed the segment, and with it this reading"
			},
			Attestation::Readings => "the device: its key signed this reading",
			Attestation::Gateway => "the gateway alone: no device signed anything",
		}
	}

	fn trust(&self) -> String {
		match &self.ground {
			Ground::Given => "trusted, as you gave its hash".into(),
			Ground::File(file) => format!("trusted, as it stands in {file}"),
			Ground::Validators { file, trusted, signed } => {
				let Signed { block, set, signed, validators } = signed;
				let what = match block.hash == self.end.1 {
					true => "it".into(),
					false => {
						format!(
							"block {}, {}, which follows it",
							block.number,
							written(&block.hash)
						)
					},
				};
				let why = match trusted == set {
					true => format!("that set stands in {file}"),
					false => format!("that set comes of set {trusted}, which stands in {file}"),
				};
				format!("final: {signed} of {validators} validators of set {set} signed {what};\n             {why}")
			},
			Ground::Node(node) => {
				format!("final, says the node {node}: this verdict trusts that node")
			},
		}
	}

	fn unproven(&self) -> Vec<&'static str> {
		let mut lines = Vec::new();
		lines.push(match self.proven.attestation {
			Attestation::Gateway => {
				"that there is such a device, or that it said so: it is the gateway's word alone"
			},
			_ => "that the sensor told the truth",
		});
		lines.push("that the device's clock was right; the reading is no younger than its block");
		match (self.proven.attestation, self.in_force) {
			(Attestation::Gateway, _) => {},
			(_, None) => lines
				.push("that the key was in force then: only the chain can tell (devices_keyAt)"),
			(_, Some(true)) => {
				lines.push("that the key was in force then; the node says that it was")
			},
			(_, Some(false)) => {
				lines.push("that the key was in force then; the node says that it was not: the device was not registered yet, or had another key, or its word does not count")
			},
		}
		lines.push("that no other reading was left out");
		lines.push("that the rest of the segment and batch is sound; whoever finds a lie there can challenge it on the chain");
		if self.ground == Ground::Given {
			lines.push("that the block at which it ends is final: that is yours to know");
		}
		if matches!(self.ground, Ground::Validators { .. }) {
			lines.push("that the validators are honest: whoever has the keys of more than two thirds of a set can sign what never was");
		}
		lines
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::Head;
	use tallystick_evidence::{DeviceId, DeviceKey, Point, Summary};

	fn verdict(in_force: Option<bool>) -> Verdict {
		let point = Point { time: 1_700_000_060_272, value: 118 };
		let run = Summary {
			count: 1,
			first: point,
			last: point,
			min: 118,
			max: 118,
			sum: 118,
			violations: 0,
		};
		let proven = Proven {
			device: DeviceId([1; 32]),
			channel: 3,
			time: point.time,
			value: point.value,
			attestation: Attestation::Readings,
			key: Some(DeviceKey::P256([2; 33])),
			key_epoch: 1,
			boot_epoch: 2,
			sequence: 40,
			run,
			limits: Limits { low: -400, high: 850 },
			gateway: [4; 32],
			batch: 5,
			block: 6,
			block_hash: [7; 32],
		};
		let limits = Limits { low: -400, high: 850 };
		let ground = Ground::Node("ws://node".into());
		Verdict { proven, limits, end: (8, [9; 32]), ground, scale: Scale::default(), in_force }
	}

	#[test]
	fn works_when_a_node_was_asked() {
		let text = verdict(Some(true)).text();
		assert!(text.starts_with("VALID. This is proven:\n"), "{text}");
		assert!(text.contains("the device: its key signed this reading"));
		assert!(text.contains("final, says the node ws://node: this verdict trusts that node"));
		assert!(text.contains("the node says that it was\n"));
		assert!(!text.contains("that is yours to know"));
		assert_eq!(
			verdict(Some(true)).json()["trust"],
			json!({ "by": "node", "node": "ws://node" })
		);
	}

	#[test]
	fn works_when_validators_signed() {
		let signed = |number, hash| {
			let block = Head { number, hash };
			Signed { block, set: 5, signed: 3, validators: 4 }
		};
		let by = |trusted, signed| {
			let ground = Ground::Validators { file: "trust.json".into(), trusted, signed };
			Verdict { ground, ..verdict(None) }
		};
		let text = by(5, signed(8, [9; 32])).text();
		assert!(text.contains("final: 3 of 4 validators of set 5 signed it;\n"), "{text}");
		assert!(text.contains("that set stands in trust.json"));
		assert!(text.contains("that the validators are honest"));
		let later = by(3, signed(10, [7; 32]));
		assert!(later.text().contains("signed block 10, 0x0707"));
		assert!(later.text().contains("that set comes of set 3, which stands in trust.json"));
		assert_eq!(
			later.json()["trust"],
			json!({
				"by": "validators", "file": "trust.json", "trustedSet": 3, "set": 5, "signed": 3, "validators": 4,
				"block": { "number": 10, "hash": written(&[7; 32]) },
			})
		);
	}

	#[test]
	fn works_when_the_key_was_not_in_force() {
		let verdict = verdict(Some(false));
		assert!(verdict
			.text()
			.starts_with("VALID, but the node says that the key was not in force"));
		assert_eq!(verdict.json()["keyInForce"], false);
	}
}
