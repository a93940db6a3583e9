//! Says what a proof proves and what it does not, in plain words and in JSON.

use crate::{
	failure::{Failure, Result},
	ground::Ground,
	policy::Policy,
	text::{self, Scale},
};
use serde_json::{json, Value};
use tallystick_client::{hexed, time, AccountId, Head};
use tallystick_evidence::{Attestation, Limits, Point, Proven, Provenance, Registered};

/// The state of the signing key at the time of the reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum KeyState {
	/// A node says that the device had this key.
	InForce,
	/// A node says that the device did not have it, or that it must not be believed.
	NotInForce,
	/// No node was asked.
	Unknown,
	/// No device signed.
	NoKey,
}

impl KeyState {
	fn json(self) -> Value {
		match self {
			Self::InForce => true.into(),
			Self::NotInForce => false.into(),
			Self::Unknown | Self::NoKey => Value::Null,
		}
	}
}

/// A proof that holds, and what else is known.
pub(crate) struct Verdict {
	pub(crate) proven: Proven,
	pub(crate) limits: Limits,
	/// The block that the proof ends at.
	pub(crate) end: Head,
	pub(crate) ground: Ground,
	/// The scale that the user gave.
	pub(crate) given: Scale,
	/// The scale that the node gave.
	pub(crate) told: Scale,
	pub(crate) key: KeyState,
	pub(crate) policy: Policy,
	/// Why the file of trust is too old.
	pub(crate) stale: Option<String>,
}

impl Verdict {
	/// Fails if the proof holds, but its reading is not to be believed.
	pub(crate) fn belief(&self) -> Result {
		let doubt = self.policy.doubt(&self.proven, self.key, self.node());
		let doubt = doubt.or_else(|| self.stale.clone());
		doubt.map_or(Ok(()), |doubt| Err(Failure::NotBelieved(doubt)))
	}

	/// The verdict in plain words.
	pub(crate) fn text(&self) -> String {
		let proven = &self.proven;
		let run = &proven.run;
		let key = proven.key.as_ref().map_or("none".into(), |key| {
			let since = proven.key_since.map(|since| format!(", since {}", time::write(since)));
			let since = since.unwrap_or_default();
			format!("{}, key epoch {}{since}", text::key(key), proven.key_epoch)
		});
		let shown = self.shown();
		let lines = [
			self.headline(),
			String::new(),
			match self.belief() {
				Ok(()) => "VALID. This is proven:".into(),
				Err(_) => "VALID, BUT NOT TO BE BELIEVED. This is proven:".into(),
			},
			String::new(),
			format!("  device     {}", hex::encode(proven.device.0)),
			match &shown.name {
				Some(name) => format!("  channel    {}, {name}", proven.channel),
				None => format!("  channel    {}", proven.channel),
			},
			format!(
				"  time       {} ({} ms), by the device's clock",
				time::write(proven.time),
				proven.time
			),
			match proven.registration {
				Some(_) => format!(
					"  value      {}, {} as signed",
					shown.value(proven.value.into()),
					proven.value
				),
				None => format!("  value      {}, as signed", proven.value),
			},
			format!("  word of    {}", self.word()),
			format!("  key        {key}"),
			format!(
				"  segment    {}, {} to {}",
				text::count(run.count, "reading of this channel", "readings of this channel"),
				time::write(run.first.time),
				time::write(run.last.time),
			),
			format!("             {}", self.range(&shown)),
			format!("  named      {}", hexed(&proven.segment)),
			format!(
				"             boot epoch {}, readings {} to {}, {} to {}",
				proven.boot_epoch,
				proven.sequence,
				proven.sequence.saturating_add(u64::from(proven.count).saturating_sub(1)),
				time::write(proven.start),
				time::write(proven.end),
			),
			match proven.previous == [0; 32] {
				true => "  follows    no segment: it is the first of its boot epoch".into(),
				false => format!("  follows    {}", hexed(&proven.previous)),
			},
			format!("  gateway    {}, batch {}", AccountId(proven.gateway), proven.batch),
			format!("  block      {}, {}", proven.block, hexed(&proven.block_hash)),
		];
		let lines = lines
			.into_iter()
			.chain(self.registered().into_iter().flatten())
			.chain(self.ground.lines(&self.end))
			.chain([String::new()]);
		let unproven = self.unproven().into_iter().map(|line| format!("  - {line}"));
		let heading = ["Not proven:".into(), String::new()];
		let parts = lines.chain(self.reading()).chain(heading).chain(unproven);
		parts.collect::<Vec<_>>().join("\n")
	}

	/// The scale that the proof shows. Empty if it shows none.
	fn shown(&self) -> Scale {
		self.proven.registration.as_ref().map(Scale::from).unwrap_or_default()
	}

	/// The device's registration and model, if the proof shows them.
	fn registered(&self) -> Option<[String; 2]> {
		let Registered { since, block, model, manufacturer, provenance, .. } =
			self.proven.registration.as_ref()?;
		let since = time::write(*since);
		let by = match provenance {
			Provenance::Declared => "as its owner declared",
			Provenance::Endorsed => "as the manufacturer endorsed",
			Provenance::Lot => "as the manufacturer's production lot has it",
		};
		Some([
			format!("  model      {model} of organisation {manufacturer}, {by}"),
			format!("             the device was registered {since}, in block {block}"),
		])
	}

	/// What is known of the channel and not proven: name, unit and exponent, who gave each, and the numbers read by them.
	fn reading(&self) -> Vec<String> {
		let Self { proven, given, told, .. } = self;
		let node = format!("as {} says", self.node());
		let pick = |given: Option<String>, told: Option<String>| match (given, told) {
			(Some(given), _) => Some((given, "as given".to_owned())),
			(None, Some(told)) => Some((told, node.clone())),
			(None, None) => None,
		};
		let empty = |unit: &String| if unit.is_empty() { "none".to_owned() } else { unit.clone() };
		let exponent = |scale: &Scale| scale.exponent.map(|exponent| exponent.to_string());
		let facts = [
			("channel", pick(None, told.name.clone())),
			("unit", pick(given.unit.as_ref().map(empty), told.unit.as_ref().map(empty))),
			("exponent", pick(exponent(given), exponent(told))),
		];
		let mut lines: Vec<_> = facts
			.into_iter()
			.filter_map(|(field, fact)| {
				fact.map(|(fact, by)| format!("  {field:<9}  {fact}, {by}"))
			})
			.collect();
		if lines.is_empty() {
			return lines;
		}
		let scale = self.scale();
		if let Some(exponent) = scale.exponent {
			let value = scale.value(proven.value.into());
			lines.push(format!("  value      {value} ({} × 10^{exponent})", proven.value));
			lines.push(format!("  segment    {}", self.range(&scale)));
		}
		let heading = ["How to read the numbers (not proven):".into(), String::new()];
		heading.into_iter().chain(lines).chain([String::new()]).collect()
	}

	fn scale(&self) -> Scale {
		let Self { given, told, .. } = self;
		let shown = self.shown();
		Scale {
			name: shown.name.or(told.name.clone()),
			unit: given.unit.clone().or(shown.unit).or(told.unit.clone()),
			exponent: given.exponent.or(shown.exponent).or(told.exponent),
		}
	}

	fn range(&self, scale: &Scale) -> String {
		let run = &self.proven.run;
		let beyond = match self.limits {
			Limits::NONE => "no limits".into(),
			limits => format!("{} outside {}", run.violations, scale.limits(&limits)),
		};
		format!(
			"min {}, max {}, sum {}; {beyond}",
			scale.value(run.min.into()),
			scale.value(run.max.into()),
			scale.value(run.sum),
		)
	}

	/// The verdict in JSON.
	pub(crate) fn json(&self) -> Value {
		let proven = &self.proven;
		let run = &proven.run;
		let point = |point: &Point| json!({ "time": point.time.to_string(), "value": point.value.to_string() });
		let doubt = self.belief().err();
		json!({
			"verdict": if doubt.is_some() { "notBelieved" } else { "valid" },
			"valid": doubt.is_none(),
			"error": doubt.as_ref().map(Failure::reason),
			"kind": "reading",
			"proven": {
				"device": hexed(&proven.device.0),
				"channel": proven.channel,
				"time": proven.time.to_string(),
				"value": proven.value.to_string(),
				"attestation": format!("{:?}", proven.attestation).to_lowercase(),
				"key": proven.key.as_ref().map(|key| json!({
					"scheme": text::scheme(key.scheme()),
					"key": hexed(text::key_bytes(key)),
				})),
				"keyEpoch": proven.key_epoch,
				"keySince": proven.key_since.map(|since| since.to_string()),
				"number": proven.number.map(|number| number.to_string()),
				"segment": hexed(&proven.segment),
				"previous": hexed(&proven.previous),
				"bootEpoch": proven.boot_epoch,
				"sequence": proven.sequence.to_string(),
				"count": proven.count,
				"start": proven.start.to_string(),
				"end": proven.end.to_string(),
				"registration": proven.registration.as_ref().map(|registered| json!({
					"since": registered.since.to_string(),
					"block": registered.block,
					"model": registered.model,
					"provenance": format!("{:?}", registered.provenance).to_lowercase(),
					"manufacturer": registered.manufacturer,
					"name": registered.name,
					"unit": registered.unit,
					"exponent": registered.exponent,
				})),
				"limits": {
					"low": proven.limits.low.to_string(),
					"high": proven.limits.high.to_string(),
				},
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
				"blockHash": hexed(&proven.block_hash),
			},
			"end": { "number": self.end.number, "hash": hexed(&self.end.hash) },
			"trust": self.ground.json(),
			"keyInForce": self.key.json(),
		})
	}

	/// The first line: the state of the key.
	fn headline(&self) -> String {
		match self.key {
			KeyState::InForce => {
				format!("Key: in force at the time of the reading, as {} says.", self.node())
			},
			KeyState::NotInForce => format!(
				"Key: NOT IN FORCE at the time of the reading, as {} says. The device was not registered yet, had another key, or is not to be believed from an earlier time on.",
				self.node()
			),
			KeyState::Unknown => "Key: not known whether it was in force at the time of the reading. Only the chain knows, and no node was asked.".into(),
			KeyState::NoKey => "Key: none. No device signed the reading.".into(),
		}
	}

	/// The node that was asked.
	fn node(&self) -> &str {
		match &self.ground {
			Ground::Node(node) => node,
			_ => "the node",
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

	fn unproven(&self) -> Vec<&'static str> {
		let mut lines = Vec::new();
		let is_registered = self.proven.registration.is_some();
		lines.push(match (self.proven.attestation, is_registered) {
			(Attestation::Gateway, false) => {
				"that there is such a device, or that it said so: it is the gateway's word alone"
			},
			(Attestation::Gateway, true) => {
				"that the device said so: it is the gateway's word alone"
			},
			_ => "that the sensor told the truth",
		});
		if (self.key, self.proven.key_epoch, is_registered) == (KeyState::Unknown, 0, false) {
			lines.push("that there is such a device: anybody can make a first key, and the id that follows from it");
		}
		let declared = |it: &Registered| it.provenance == Provenance::Declared;
		if self.proven.registration.as_ref().is_some_and(declared) {
			lines.push(
				"that the manufacturer knows of the device: its owner alone said which model it is",
			);
		}
		lines.push("that the device's clock was right; the reading is no younger than its block");
		match self.key {
			KeyState::NoKey => {},
			KeyState::Unknown => lines
				.push("that the key was in force then: only the chain can tell (devices_keyAt)"),
			KeyState::InForce => {
				lines.push("that the key was in force then; the node says that it was")
			},
			KeyState::NotInForce => {
				lines.push("that the key was in force then; the node says that it was not")
			},
		}
		if !is_registered {
			lines.push("that the limits are those of the device's model");
		}
		match (self.scale().exponent, is_registered) {
			(Some(_), false) => lines.push("that the channel's name, unit and exponent are right"),
			(None, false) => lines.push("what the numbers stand for: the channel's unit and exponent are in the device's model"),
			(_, true) if self.given != Scale::default() => {
				lines.push("that the unit and the exponent that were given are right");
			},
			(_, true) => {},
		}
		lines.push("that no other reading was left out");
		lines.push("that the rest of the segment and batch is sound; anyone who finds a lie there can challenge it on the chain");
		lines.extend(self.ground.unproven());
		lines
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use tallystick_client::finality::Signed;
	use tallystick_evidence::{DeviceId, DeviceKey, Summary};

	fn verdict(key: KeyState) -> Verdict {
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
			key_since: Some(1_700_000_000_000),
			number: Some(41),
			segment: [3; 32],
			previous: [0; 32],
			boot_epoch: 2,
			sequence: 40,
			count: 3,
			start: point.time,
			end: point.time,
			run,
			limits: Limits { low: -400, high: 850 },
			registration: None,
			gateway: [4; 32],
			batch: 5,
			block: 6,
			block_hash: [7; 32],
		};
		Verdict {
			proven,
			limits: Limits { low: -400, high: 850 },
			end: Head { number: 8, hash: [9; 32] },
			ground: Ground::Node("ws://node".into()),
			given: Scale::default(),
			told: Scale::default(),
			key,
			policy: Policy::default(),
			stale: None,
		}
	}

	fn cel() -> Scale {
		Scale { name: Some("temperature".into()), unit: Some("Cel".into()), exponent: Some(-1) }
	}

	#[test]
	fn works_when_a_node_was_asked() {
		let verdict = verdict(KeyState::InForce);
		let text = verdict.text();
		assert!(
			text.starts_with(
				"Key: in force at the time of the reading, as ws://node says.\n\nVALID. This is proven:\n"
			),
			"{text}"
		);
		assert!(text.contains("the device: its key signed this reading"));
		assert!(text.contains("final, as ws://node says: this verdict trusts that node"));
		assert!(text.contains("the node says that it was\n"));
		assert!(!text.contains("that is yours to know"));
		let json = verdict.json();
		assert_eq!(json["trust"], json!({ "by": "node", "node": "ws://node" }));
		assert_eq!((&json["verdict"], &json["valid"]), (&json!("valid"), &json!(true)));
		assert_eq!(verdict.belief(), Ok(()));
	}

	#[test]
	fn works_when_validators_signed() {
		let signed = |number, hash| {
			let block = Head { number, hash };
			Signed { block, set: 5, signed: 3, validators: 4 }
		};
		let by = |trusted, signed| {
			let ground = Ground::Validators { file: "trust.json".into(), trusted, signed };
			Verdict { ground, ..verdict(KeyState::Unknown) }
		};
		let text = by(5, signed(8, [9; 32])).text();
		assert!(text.contains("final: 3 of 4 validators of set 5 signed it;\n"), "{text}");
		assert!(text.contains("that set is in trust.json"));
		assert!(text.contains("that the validators are honest"));
		let later = by(3, signed(10, [7; 32]));
		assert!(later.text().contains("signed block 10, 0x0707"));
		assert!(later.text().contains("set 3, which is in trust.json, leads to that set"));
		assert_eq!(
			later.json()["trust"],
			json!({
				"by": "validators", "file": "trust.json", "trustedSet": 3, "set": 5, "signed": 3, "validators": 4,
				"block": { "number": 10, "hash": hexed(&[7; 32]) },
			})
		);
	}

	#[test]
	fn a_key_that_was_not_in_force_is_reported_first_and_is_never_plainly_valid() {
		let verdict = verdict(KeyState::NotInForce);
		let text = verdict.text();
		assert!(
			text.starts_with("Key: NOT IN FORCE at the time of the reading, as ws://node says.")
		);
		assert!(text.contains("\nVALID, BUT NOT TO BE BELIEVED. This is proven:\n"), "{text}");
		let json = verdict.json();
		assert_eq!((&json["valid"], &json["keyInForce"]), (&json!(false), &json!(false)));
		assert_eq!(json["verdict"], "notBelieved");
		assert!(json["error"].as_str().unwrap().contains("not in force"));
		assert_eq!(json["proven"]["value"], "118");
		assert!(matches!(verdict.belief(), Err(Failure::NotBelieved(_))));
	}

	#[test]
	fn an_unknown_key_is_believed_on_demand_only() {
		let unknown = verdict(KeyState::Unknown);
		assert!(matches!(unknown.belief(), Err(Failure::NotBelieved(_))));
		assert!(unknown.text().contains("\nVALID, BUT NOT TO BE BELIEVED. This is proven:\n"));
		let json = unknown.json();
		assert_eq!((&json["valid"], &json["keyInForce"]), (&json!(false), &Value::Null));
		let policy = Policy { accept_unknown_key: true, ..Default::default() };
		let accepted = Verdict { policy, ..unknown };
		assert_eq!(accepted.belief(), Ok(()));
		assert_eq!(accepted.json()["valid"], true);
		let revoked = Verdict { key: KeyState::NotInForce, ..accepted };
		assert!(matches!(revoked.belief(), Err(Failure::NotBelieved(_))));
	}

	#[test]
	fn a_reading_that_is_not_what_was_asked_for_is_not_believed() {
		// Of device 1, channel 3, signed by itself.
		let doubt = |policy: Policy| {
			let verdict = Verdict { policy, ..verdict(KeyState::InForce) };
			verdict.belief().err().map(|failure| failure.reason().to_owned())
		};
		let any = Policy::default;
		let at = 1_700_000_060_272;
		for (policy, reason) in [
			(Policy { least: Attestation::Segment, ..any() }, "not the segment"),
			(Policy { device: Some(DeviceId([2; 32])), ..any() }, "measured, not 0202"),
			(Policy { channel: Some(4), ..any() }, "of channel 3, not 4"),
			(Policy { from: Some(at + 1), ..any() }, "before 2023-11-14T22:14:20.273Z"),
			(Policy { to: Some(at), ..any() }, "not before 2023-11-14T22:14:20.272Z"),
		] {
			let doubt = doubt(policy).unwrap();
			assert!(doubt.contains(reason), "{doubt}");
		}
		let exact = Policy {
			device: Some(DeviceId([1; 32])),
			channel: Some(3),
			from: Some(at),
			to: Some(at + 1),
			..any()
		};
		assert_eq!(doubt(exact), None);
	}

	#[test]
	fn the_word_of_a_gateway_alone_is_believed_on_demand_only() {
		let word = || {
			let mut word = verdict(KeyState::NoKey);
			(word.proven.attestation, word.proven.key) = (Attestation::Gateway, None);
			word
		};
		assert!(matches!(word().belief(), Err(Failure::NotBelieved(_))));
		let policy = Policy { least: Attestation::Gateway, ..Default::default() };
		assert_eq!(Verdict { policy, ..word() }.belief(), Ok(()));
	}

	#[test]
	fn unit_exponent_and_name_are_not_under_what_is_proven() {
		let told = Verdict { told: cel(), ..verdict(KeyState::InForce) };
		let text = told.text();
		let (proven, rest) = text.split_once("How to read the numbers (not proven):").unwrap();
		assert!(
			proven.contains("  channel    3\n") && proven.contains("  value      118, as signed\n")
		);
		assert!(
			!proven.contains("Cel") && !proven.contains("temperature") && !proven.contains("11.8")
		);
		for line in [
			"  channel    temperature, as ws://node says\n",
			"  unit       Cel, as ws://node says\n",
			"  exponent   -1, as ws://node says\n",
			"  value      11.8 Cel (118 × 10^-1)\n",
			"  segment    min 11.8 Cel, max 11.8 Cel, sum 11.8 Cel; 0 outside -40.0 Cel to 85.0 Cel\n",
			"that the channel's name, unit and exponent are right",
		] {
			assert!(rest.contains(line), "{line}: {rest}");
		}
		let given = Scale { name: None, unit: Some("K".into()), exponent: None };
		let both = Verdict { told: cel(), given, ..verdict(KeyState::InForce) }.text();
		assert!(both.contains("  unit       K, as given\n"));
		assert!(both.contains("  exponent   -1, as ws://node says\n"));
		assert!(both.contains("  value      11.8 K (118"));

		let none = verdict(KeyState::Unknown).text();
		assert!(!none.contains("How to read"));
		assert!(none.contains("what the numbers stand for"));
	}

	#[test]
	fn name_unit_and_model_are_proven_by_the_registration() {
		let registered = Registered {
			since: 1_600_000_000_000,
			block: 5,
			model: 7,
			provenance: Provenance::Declared,
			manufacturer: 2,
			name: "temperature".into(),
			unit: "Cel".into(),
			exponent: -1,
		};
		let of = |key, key_epoch| {
			let mut verdict = verdict(key);
			verdict.proven.key_epoch = key_epoch;
			verdict.proven.registration = Some(registered.clone());
			verdict
		};
		let text = of(KeyState::Unknown, 0).text();
		let (proven, rest) = text.split_once("Not proven:").unwrap();
		for line in [
			"  channel    3, temperature\n",
			"  value      11.8 Cel, 118 as signed\n",
			"min 11.8 Cel, max 11.8 Cel, sum 11.8 Cel; 0 outside -40.0 Cel to 85.0 Cel\n",
			"  model      7 of organisation 2, as its owner declared\n",
			"             the device was registered 2020-09-13T12:26:40.000Z, in block 5\n",
		] {
			assert!(proven.contains(line), "{line}: {proven}");
		}
		assert!(!text.contains("How to read"));
		for line in ["such a device", "limits are", "exponent", "stand for"] {
			assert!(!rest.contains(line), "{line}: {rest}");
		}
		assert!(rest.contains("  - that the manufacturer knows of the device"), "{rest}");
		let mut endorsed = of(KeyState::Unknown, 0);
		endorsed.proven.registration.as_mut().unwrap().provenance = Provenance::Endorsed;
		assert!(!endorsed.text().contains("that the manufacturer knows"));
		let given = Scale { name: None, unit: Some("K".into()), exponent: None };
		let given = Verdict { given, ..of(KeyState::InForce, 1) }.text();
		assert!(given.contains("  value      11.8 Cel, 118 as signed\n"));
		assert!(given.contains("  unit       K, as given\n"));
		assert!(given.contains("that the unit and the exponent that were given are right\n"));
		let mut word = of(KeyState::NoKey, 0);
		(word.proven.attestation, word.proven.key) = (Attestation::Gateway, None);
		assert!(word
			.text()
			.contains("- that the device said so: it is the gateway's word alone\n"));
		assert_eq!(
			of(KeyState::InForce, 1).json()["proven"]["registration"],
			json!({
				"since": "1600000000000", "block": 5, "model": 7,
				"provenance": "declared", "manufacturer": 2,
				"name": "temperature", "unit": "Cel", "exponent": -1,
			})
		);
		let named = |name: &str| {
			let policy = Policy { name: Some(name.into()), ..Policy::default() };
			Verdict { policy, ..of(KeyState::InForce, 1) }.belief()
		};
		let demand = || Policy { registered: true, ..Policy::default() };
		let bare = Verdict { policy: demand(), ..verdict(KeyState::InForce) };
		assert!(matches!(bare.belief(), Err(Failure::NotBelieved(_))));
		assert_eq!(Verdict { policy: demand(), ..of(KeyState::InForce, 1) }.belief(), Ok(()));
		// A reading from before the registration, or before the key, was not made under it.
		let accept = || Policy { accept_unknown_key: true, ..Policy::default() };
		assert_eq!(Verdict { policy: accept(), ..of(KeyState::Unknown, 1) }.belief(), Ok(()));
		let mut early = Verdict { policy: accept(), ..of(KeyState::Unknown, 0) };
		early.proven.key_since = None;
		early.proven.registration.as_mut().unwrap().since = early.proven.time + 1;
		assert!(matches!(early.belief(), Err(Failure::NotBelieved(_))));
		let mut early = Verdict { policy: accept(), ..verdict(KeyState::Unknown) };
		early.proven.key_since = Some(early.proven.time + 1);
		assert!(matches!(early.belief(), Err(Failure::NotBelieved(_))));
		assert_eq!(named("temperature"), Ok(()));
		assert!(matches!(named("humidity"), Err(Failure::NotBelieved(_))));
	}

	#[test]
	fn a_segment_is_named_with_its_numbers_and_the_one_before_it() {
		let first = verdict(KeyState::InForce);
		let text = first.text();
		for line in [
			", key epoch 1, since 2023-11-14T22:13:20.000Z\n".to_owned(),
			format!("  named      {}\n", hexed(&[3; 32])),
			"             boot epoch 2, readings 40 to 42, 2023-11-14T22:14:20.272Z to ".to_owned(),
			"  follows    no segment: it is the first of its boot epoch\n".to_owned(),
		] {
			assert!(text.contains(&line), "{line}: {text}");
		}
		let told = &first.json()["proven"];
		assert_eq!((&told["keySince"], &told["number"]), (&json!("1700000000000"), &json!("41")));
		assert_eq!(told["limits"], json!({ "low": "-400", "high": "850" }));
		let mut later = first;
		later.proven.previous = [5; 32];
		assert!(later.text().contains(&format!("  follows    {}\n", hexed(&[5; 32]))));
		assert_eq!(later.json()["proven"]["previous"], hexed(&[5; 32]));
	}

	#[test]
	fn only_the_chain_knows_a_device_by_its_first_key() {
		let by = |key, key_epoch| {
			let mut verdict = verdict(key);
			verdict.proven.key_epoch = key_epoch;
			verdict.text().contains("that there is such a device: anybody can make a first key")
		};
		assert!(by(KeyState::Unknown, 0));
		assert!(!by(KeyState::Unknown, 1) && !by(KeyState::InForce, 0));
	}

	#[test]
	fn missing_limits_are_reported_as_such() {
		let text = Verdict { limits: Limits::NONE, ..verdict(KeyState::InForce) }.text();
		assert!(text.contains("min 118, max 118, sum 118; no limits\n"), "{text}");
	}
}
