//! Checks the published vectors through the program itself: what it says, and its exit codes.

use serde_json::Value;
use std::{
	path::Path,
	process::{Command, Output},
};
use tallystick_evidence::{mmr_root_of, Crypto, DeviceKey, Native, Proof, Scheme, SecretKey};
use tallystick_gs1::EventProof;

fn vectors(name: &str) -> Vec<Value> {
	vectors_of("evidence", name)
}

/// Files of events.
fn event_vectors(name: &str) -> Vec<Value> {
	vectors_of("gs1", name)
}

fn act_vectors(name: &str) -> Vec<Value> {
	vectors_of("rules", name)
}

fn vectors_of(primitive: &str, name: &str) -> Vec<Value> {
	let path = format!("../primitives/{primitive}/vectors/{name}");
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
	serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn named<'a>(vectors: &'a [Value], name: &str) -> &'a Value {
	vectors.iter().find(|vector| vector["name"] == name).unwrap()
}

fn text<'a>(vector: &'a Value, field: &str) -> &'a str {
	vector[field].as_str().unwrap()
}

/// In a folder of its own, with nothing of the environment but what a process needs.
fn tallystick(folder: &Path, args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_tallystick"))
		.args(args)
		.current_dir(folder)
		.env_remove("TALLYSTICK_NODE_URL")
		.env_remove("TALLYSTICK_GATEWAY_URL")
		.env_remove("TALLYSTICK_KEY_FILE")
		.output()
		.unwrap()
}

fn put(folder: &Path, vector: &Value) {
	std::fs::write(folder.join("proof.tlyp"), hex::decode(text(vector, "file")).unwrap()).unwrap();
}

fn verify(folder: &Path, vector: &Value, more: &[&str]) -> Output {
	put(folder, vector);
	let (genesis, block) = (text(vector, "genesis"), text(vector, "block"));
	let mut args = vec!["verify", "proof.tlyp", "--genesis", genesis, "--trusted-block", block];
	args.extend(more);
	tallystick(folder, &args)
}

fn stdout(output: &Output) -> String {
	String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
	String::from_utf8(output.stderr.clone()).unwrap()
}

/// What programs are told of a failure.
fn failure(output: &Output) -> Value {
	let told: Value = serde_json::from_str(&stderr(output)).unwrap();
	told["error"]["code"].clone()
}

const SMALLEST: &str = "\
Key: not known whether it was in force at the time of the reading. Only the chain knows, and no node was asked.

VALID. This is proven:

  device     09390d0df30f0b7e4aabf04ebd789efd437d2edeb0520a7d7cf2fec80d50c77c
  channel    0
  time       2023-11-14T22:14:20.272Z (1700000060272 ms), by the device's clock
  value      118, as signed
  word of    the device: its key signed the segment, and with it this reading
  key        ed25519 0xd03fc5e7cbbd519ee9f7694393efe0f6e38e5dac53745fb76c5d3de9f489d01c, key epoch 0
  segment    1 reading of this channel, 2023-11-14T22:14:20.272Z to 2023-11-14T22:14:20.272Z
             min 118, max 118, sum 118; 0 outside -400 to 450
  named      0x2e262413b42251a043390ae6eededb34cf2593d46dce4405da3b48eb68d54dea
             boot epoch 2, readings 0 to 0, 2023-11-14T22:14:20.272Z to 2023-11-14T22:14:20.272Z
  follows    no segment: it is the first of its boot epoch
  gateway    5EQHWLgF1AYQFWxb8fCU2c2XDNmsPrHjL2igjstCHyQKzyTp, batch 814
  block      1, 0x676f0d95e47a7442f4c432af135237106602616b193fd4ce1635cbf3fc706d8b
  ends at    block 2, 0x6bce5670929b52faa717c211e2f8d7f9dce21143f256fa10bd8ad0369de20373
             trusted, as you gave its hash

How to read the numbers (not proven):

  unit       Cel, as given
  exponent   -1, as given
  value      11.8 Cel (118 × 10^-1)
  segment    min 11.8 Cel, max 11.8 Cel, sum 11.8 Cel; 0 outside -40.0 Cel to 45.0 Cel

Not proven:

  - that the sensor told the truth
  - that there is such a device: anybody can make a first key, and the id that follows from it
  - that the device's clock was right; the reading is no younger than its block
  - that the key was in force then: only the chain can tell (devices_keyAt)
  - that the limits are those of the device's model
  - that the channel's name, unit and exponent are right
  - that no other reading was left out
  - that the rest of the segment and batch is sound; anyone who finds a lie there can challenge it on the chain
  - that the block at which it ends is final: that is yours to know
";

#[test]
fn works_in_plain_words() {
	let folder = tempfile::tempdir().unwrap();
	let proofs = vectors("proofs.json");
	let smallest = named(&proofs, "the smallest");
	let more = ["--unit", "Cel", "--exponent", "-1", "--accept-unknown-key"];
	let output = verify(folder.path(), smallest, &more);
	assert_eq!(stdout(&output), SMALLEST);
	assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));

	let gateway = named(&proofs, "Gateway, Ed25519, first key");
	let output = stdout(&verify(folder.path(), gateway, &[]));
	assert!(output.contains("value      -175, as signed"), "{output}");
	assert!(output.starts_with("Key: none. No device signed the reading.\n"), "{output}");
	assert!(output.contains("word of    the gateway alone: no device signed anything"));
	assert!(output.contains("it is the gateway's word alone"));
	assert!(!output.contains("in force"), "there is no key");
}

#[test]
fn works_for_every_vector() {
	let folder = tempfile::tempdir().unwrap();
	for vector in vectors("proofs.json") {
		let output = verify(folder.path(), &vector, &["--json", "--accept-unknown-key"]);
		let by_gateway = vector["proven"]["attestation"] == "Gateway";
		let code = if by_gateway { 3 } else { 0 };
		assert_eq!(output.status.code(), Some(code), "{}", vector["name"]);
		let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
		let (told, expected) = (&told["proven"], &vector["proven"]);
		assert_eq!(told["value"], expected["value"].to_string(), "{}", vector["name"]);
		assert_eq!(told["sequence"], expected["sequence"].to_string());
		assert_eq!(told["bootEpoch"], expected["boot_epoch"]);
		assert_eq!(told["limits"]["high"], expected["high"].to_string());
		assert_eq!(told["time"], expected["time"].to_string());
		assert_eq!(told["batch"], expected["batch"].to_string());
		assert_eq!(told["block"], expected["block"]);
		for name in ["device", "segment", "previous"] {
			let hash = text(told, name).strip_prefix("0x").unwrap();
			assert_eq!(hash, text(expected, name), "{name}");
		}
		for name in ["sequence", "start", "end"] {
			assert_eq!(told[name], expected[name].to_string(), "{name}");
		}
		assert_eq!(told["bootEpoch"], expected["boot_epoch"]);
		assert_eq!(told["count"], expected["count"]);
		for (name, theirs) in [("keySince", "key_since"), ("number", "number")] {
			let number = expected[theirs].as_u64().map(|number| number.to_string());
			assert_eq!(told[name], serde_json::json!(number), "{name}");
		}
		let (low, high) = (expected["low"].to_string(), expected["high"].to_string());
		assert_eq!(told["limits"], serde_json::json!({ "low": low, "high": high }));
		let attestation = text(expected, "attestation").to_lowercase();
		assert_eq!(text(told, "attestation"), attestation);
	}
}

#[test]
fn fails_when_a_vector_is_refused() {
	let folder = tempfile::tempdir().unwrap();
	for vector in vectors("refused.json") {
		let output = verify(folder.path(), &vector, &["--json"]);
		assert_eq!(output.status.code(), Some(5), "{}", vector["name"]);
		assert_eq!(failure(&output), "notValid");
		let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
		assert_eq!((&told["valid"], &told["proven"]), (&Value::Bool(false), &Value::Null));
		assert_eq!(told["verdict"], "notValid");
	}
}

const SHIPPING: &str = "\
VALID. This is proven:

  event      shipping, a hand-over of custody (ObjectEvent OBSERVE)
  things     (00)195213210000000015
  from       (417)9521321000001, owner and holder
             at (414)9521321000025
  to         (417)9521141000007, holder
             at (414)9521141000014
  time       2026-01-01T03:00:00.000Z, as it was reported; clocks there: +01:00
  place      (414)9521321000025
  state      in transit
  documents  po urn:epcglobal:cbv:bt:9521141000007:2026%2F17
             bol urn:tallystick:hash:0xfa772e6a210980bfd33cdfd41484fe80c8cb7403e6c574a1a3ae8387997bb0b0
  event id   ni:///sha-256;607774a43b4a4cdc244f6f40712843d86266b59d4be70263dda80f32c0fecc23?ver=CBV2.0
  leaf       0x15b5f6cbbf391005a67b6e67ed7da2c7e4d2ee1d8d61baf9e321bbaafbbadf61
  recorded   2026-01-01T03:00:06.000Z, by the chain's clock
             event 2 of 9 in its block, counted from 0
  block      2, 0x2096ff8fde380a281c94f524c42f5b43ddf1a7ba93d464958799360e8bf9a86c
  ends at    block 7, 0x1a28140954d991be8b63ce6b03d96b55add8d3b553ea21c28578789cd980de08
             trusted, as you gave its hash

Not proven:

  - that the event is true: the chain took it from somebody who had the right to report it
  - that its time is right; the time at which it was recorded is the chain's own
  - which organisations have these numbers: ask the chain, or GS1
  - that nobody declared it wrong since, and what happened before and after it: ask a node for the asset's history
  - what the master data and documents say, of which it has only the hash or the number
  - that the block at which it ends is final: that is yours to know
";

#[test]
fn an_event_is_told_in_plain_words() {
	let folder = tempfile::tempdir().unwrap();
	let proofs = event_vectors("proofs.json");
	let output = verify(folder.path(), named(&proofs, "shipping"), &[]);
	assert_eq!(stdout(&output), SHIPPING);
	assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
	for (name, lines) in [
		(
			"harvest",
			&[
				"  things     1200.5 KGM of (01)09521321000513(10)L-1\n",
				"  data       of the hash 0x",
			][..],
		),
		("packing", &["  put into   (00)195213210000000015\n", "\n             600 KGM of (01)"]),
		(
			"transformation",
			&[
				"  used up    598.25 KGM of (01)09521321000513(10)L-1\n",
				"  made       (01)09521141000212(21)sample\n",
			],
		),
		("receiving less", &["  differs    0.5 KGM damaged\n             1.25 KGM short\n"]),
		("fitting a logger", &["  fitted to  (8003)09521321000056crate-1\n"]),
		(
			"error declaration",
			&[
				"  event      DECLARED WRONG: assembling (",
				"incorrect data\n             right is ni:///sha-256;",
			],
		),
		(
			"the smallest",
			&["  event      no step (ObjectEvent OBSERVE)\n", "event 0 of 1 in its block"],
		),
	] {
		let output = stdout(&verify(folder.path(), named(&proofs, name), &[]));
		for line in lines {
			assert!(output.contains(line), "{line}: {output}");
		}
	}
}

#[test]
fn every_proof_of_an_event_verifies_and_every_other_is_refused() {
	let folder = tempfile::tempdir().unwrap();
	for vector in event_vectors("proofs.json") {
		let output = verify(folder.path(), &vector, &["--json"]);
		assert_eq!(output.status.code(), Some(0), "{}", vector["name"]);
		let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
		assert_eq!((&told["verdict"], &told["kind"]), (&"valid".into(), &"event".into()));
		let (told, expected) = (&told["proven"], &vector["proven"]);
		assert_eq!(told["eventId"], expected["id"]);
		assert_eq!(text(told, "event"), format!("0x{}", text(expected, "event")));
		assert_eq!(text(told, "leaf"), format!("0x{}", text(expected, "leaf")));
		assert_eq!((&told["index"], &told["block"]), (&expected["index"], &expected["block"]));
		let mut epcis = told["epcis"].clone();
		assert!(epcis.as_object_mut().unwrap().remove("@context").is_some());
		assert_eq!(epcis, expected["epcis"]);
	}
	for vector in event_vectors("refused.json") {
		let output = verify(folder.path(), &vector, &["--json"]);
		assert_eq!(output.status.code(), Some(5), "{}", vector["name"]);
		assert_eq!(failure(&output), "notValid");
		let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
		assert_eq!((&told["verdict"], &told["proven"]), (&"notValid".into(), &Value::Null));
	}
}

const FIRED: &str = "\
VALID. This is proven:

  act        a rule fired
  rule       4
  version    1: how many programs the rule had before this one
  outputs    0: value 21
             5: active
  went by    0707070707070707070707070707070707070707070707070707070707070707/258, boot epoch 3, segment from reading 9: -2 (gap, omitted)
             0808080808080808080808080808080808080808080808080808080808080808/258, boot epoch 3, segment from reading 1152921504606846976: true
             0909090909090909090909090909090909090909090909090909090909090909/258, boot epoch 3, segment from reading 0: undefined (late)
  leaf       0x8aaab899501cb9302d03f6d9b6295143c4621da33afabf93dffd5a86d57f804d
  recorded   2026-01-01T00:08:00.000Z, by the chain's clock
             event 0 of 11 in its block, counted from 0
  block      2, 0xe3bc05746bcad2281f0c4d79354690c1db135e6e8e7be93c23c9b1005bc3332f
  ends at    block 7, 0xfa0102744b01d25a5e1e5ab4b3ed64f140f12b18566cf13665beb16f4e95fdb6
             trusted, as you gave its hash

Not proven:

  - what this version of the rule says, and in which units its values are: ask the chain, or an archive
  - what else it went by, such as prices, the calendar, and what it remembered
  - that the observations are true: the proof of a reading of each segment says whose word it is
  - that anything came of it: a command has a proof of its own
  - what the rule did before and after it
  - that the block at which it ends is final: that is yours to know
";

const COMMANDED: &str = "\
VALID. This is proven:

  act        an actuator was commanded
  actuator   0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b/2
  tenure     2: how often the device had changed hands
  command    6
  value      21, in the channel's unit and exponent
  cause      0x8aaab899501cb9302d03f6d9b6295143c4621da33afabf93dffd5a86d57f804d
             the leaf of the firing that led to it, or the hash of a claim by hand or of a grid operator's limit
  leaf       0x1aecee45d20ea68f04053b818eaf1a9511b60e731b20bc81b8fbe85c83b6c292
  recorded   2026-01-01T00:08:00.000Z, by the chain's clock
             event 1 of 11 in its block, counted from 0
  block      2, 0xe3bc05746bcad2281f0c4d79354690c1db135e6e8e7be93c23c9b1005bc3332f
  ends at    block 7, 0xfa0102744b01d25a5e1e5ab4b3ed64f140f12b18566cf13665beb16f4e95fdb6
             trusted, as you gave its hash

Not proven:

  - that a rule led to it, and which one: the proof of the firing with this leaf shows it
  - that the device obeyed: its signed answer says so
  - in which unit the value is: ask the chain for the device's model
  - that the command still stands, and what was commanded before and after it
  - that the block at which it ends is final: that is yours to know
";

#[test]
fn an_act_is_told_in_plain_words() {
	let folder = tempfile::tempdir().unwrap();
	let proofs = act_vectors("proofs.json");
	for (name, words) in
		[("a rule with observations", FIRED), ("the command that it led to", COMMANDED)]
	{
		let output = verify(folder.path(), named(&proofs, name), &[]);
		assert_eq!(stdout(&output), words);
		assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
	}
	for (name, line) in [
		("a rule that released an output by time", "  went by    no observation\n"),
		("a command by default", "             nobody claimed anything: the default of"),
		("a command after a guard failed", "             a guard had failed\n"),
	] {
		let output = stdout(&verify(folder.path(), named(&proofs, name), &[]));
		assert!(output.contains(line), "{line}: {output}");
		assert!(!output.contains("that a rule led to it"), "{output}");
	}
}

#[test]
fn every_proof_of_an_act_verifies_and_every_other_is_refused() {
	let folder = tempfile::tempdir().unwrap();
	for vector in act_vectors("proofs.json") {
		let output = verify(folder.path(), &vector, &["--json"]);
		assert_eq!(output.status.code(), Some(0), "{}", vector["name"]);
		let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
		assert_eq!((&told["verdict"], &told["kind"]), (&"valid".into(), &"act".into()));
		let (told, expected) = (&told["proven"], &vector["proven"]);
		for field in ["act", "leaf"] {
			assert_eq!(text(told, field), format!("0x{}", text(expected, field)));
		}
		for field in ["fired", "commanded", "index", "count", "block"] {
			assert_eq!(told[field], expected[field], "{}: {field}", vector["name"]);
		}
	}
	for vector in act_vectors("refused.json") {
		let output = verify(folder.path(), &vector, &["--json"]);
		assert_eq!(output.status.code(), Some(5), "{}", vector["name"]);
		assert_eq!(failure(&output), "notValid");
		let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
		assert_eq!((&told["verdict"], &told["proven"]), (&"notValid".into(), &Value::Null));
	}
}

#[test]
fn what_a_block_recorded_has_no_key_unit_or_exponent() {
	let folder = tempfile::tempdir().unwrap();
	let (events, acts) = (event_vectors("proofs.json"), act_vectors("proofs.json"));
	for (vector, reason) in [
		(named(&events, "shipping"), "the proof is of an event, "),
		(named(&acts, "the smallest"), "the proof is of an act, "),
	] {
		for option in [
			&["--accept-unknown-key"][..],
			&["--require", "segment"],
			&["--channel", "0"],
			&["--unit", "Cel"],
			&["--exponent", "0"],
		] {
			let output = verify(folder.path(), vector, option);
			assert_eq!(output.status.code(), Some(2), "{option:?}");
			assert!(stderr(&output).contains(reason), "{}", stderr(&output));
		}
	}
}

#[test]
fn works_with_a_file_of_trust() {
	let folder = tempfile::tempdir().unwrap();
	let proofs = vectors("proofs.json");
	let smallest = named(&proofs, "the smallest");
	put(folder.path(), smallest);
	let trust = |genesis: &str, block: &str| {
		let file = serde_json::json!({
			"genesis": format!("0x{genesis}"),
			"finalized": [{ "number": 2, "hash": format!("0x{block}") }],
		});
		std::fs::write(folder.path().join("trust.json"), file.to_string()).unwrap();
		let verify = ["verify", "proof.tlyp", "--trust-file", "trust.json"];
		tallystick(folder.path(), &[&verify[..], &["--accept-unknown-key"]].concat())
	};
	let (genesis, block) = (text(smallest, "genesis"), text(smallest, "block"));
	let output = trust(genesis, block);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	assert!(stdout(&output).contains("trusted, as it is in trust.json"));

	let output = trust(genesis, genesis);
	assert_eq!(output.status.code(), Some(5));
	assert!(stderr(&output).contains(&format!("it ends at block 0x{block}")));

	let output = trust(block, block);
	assert_eq!(output.status.code(), Some(5));
	assert!(stderr(&output).contains("of another chain"));
}

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

/// A file with the votes of set 3 for the block at which a proof ends: docs/proofs.md, byte by byte.
fn votes_for(genesis: &[u8; 32], header: &[u8], voters: &[SecretKey]) -> Vec<u8> {
	let hash = Native::hash(&[header]);
	let (height, _) = mmr_root_of(header).unwrap();
	let target = [&hash[..], &height.to_le_bytes()].concat();
	let (round, set) = (9u64.to_le_bytes(), 3u64.to_le_bytes());
	let mut file = [b"TLYF\x01", &genesis[..], &set, &[4], header, &round].concat();
	file.extend(&target);
	file.push(4 * voters.len() as u8);
	for secret in voters {
		let SecretKey::Ed25519(signer) = secret else { unreachable!() };
		let message = [&[1][..], &target, &round, &set].concat();
		file.extend(&target);
		file.extend(signer.sign(&message).to_bytes());
		file.extend(public(secret));
	}
	// No other headers, and no way.
	file.extend([0, 0]);
	file
}

fn public(secret: &SecretKey) -> [u8; 32] {
	let DeviceKey::Ed25519(key) = secret.public() else { unreachable!() };
	key
}

#[test]
fn works_with_the_votes_of_trusted_validators() {
	let folder = tempfile::tempdir().unwrap();
	let proofs = vectors("proofs.json");
	let smallest = named(&proofs, "the smallest");
	put(folder.path(), smallest);
	let proof = Proof::from_file(&hex::decode(text(smallest, "file")).unwrap()).unwrap();
	let votes = |voters: &[SecretKey]| votes_for(&proof.genesis, &proof.header, voters);
	let secrets: Vec<_> =
		(1..=4).map(|seed| SecretKey::from_seed(Scheme::Ed25519, [seed; 32]).unwrap()).collect();
	let authorities: Vec<_> = secrets
		.iter()
		.map(|secret| serde_json::json!({ "key": hex::encode(public(secret)), "weight": "1" }))
		.collect();
	let run = |set: u32, votes: &[u8], more: &[&str]| {
		let file = serde_json::json!({
			"genesis": text(smallest, "genesis"),
			"finalized": [],
			"validators": [
				{ "set": "1", "since": 0, "authorities": [authorities[0]] },
				{ "set": set.to_string(), "since": 1, "authorities": authorities },
			],
		});
		std::fs::write(folder.path().join("trust.json"), file.to_string()).unwrap();
		std::fs::write(folder.path().join("votes.tlyf"), votes).unwrap();
		let mut args = vec!["verify", "proof.tlyp", "--trust-file", "trust.json"];
		args.extend(["--finality", "votes.tlyf"]);
		args.extend(more);
		tallystick(folder.path(), &args)
	};
	let good = votes(&secrets[1..]);
	let output = run(3, &good, &["--accept-unknown-key"]);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	assert!(stderr(&output).contains("warning: trust.json does not say when it was saved"));
	assert!(stdout(&output).contains("final: 3 of 4 validators of set 3 signed it;"));
	assert!(stdout(&output).contains("that set is in trust.json"));
	let told: Value = serde_json::from_str(&stdout(&run(3, &good, &["--json"]))).unwrap();
	let trust = &told["trust"];
	assert_eq!((&trust["by"], &trust["signed"]), (&"validators".into(), &3.into()));
	assert_eq!(trust["block"]["hash"], format!("0x{}", text(smallest, "block")));

	for (set, votes, reason) in [
		(3, votes(&secrets[2..]), "the votes weigh 2 of 4"),
		(4, good.clone(), "set 4 is not in it; have the file made again"),
		(3, good[1..].to_vec(), "the file is not a finality file, or is damaged"),
		(3, vec![], "the file is not a finality file, or is damaged"),
	] {
		let output = run(set, &votes, &["--json"]);
		assert_eq!(output.status.code(), Some(5));
		assert_eq!(failure(&output), "notValid");
		assert!(stderr(&output).contains(reason), "{reason}: {}", stderr(&output));
		let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
		assert_eq!(told["valid"], false);
	}
	// Of an event, the same.
	let vectors = event_vectors("proofs.json");
	let shipping = named(&vectors, "shipping");
	put(folder.path(), shipping);
	let event = EventProof::from_file(&hex::decode(text(shipping, "file")).unwrap()).unwrap();
	assert_eq!(event.genesis, proof.genesis, "one file of trust serves both");
	let file = votes_for(&event.genesis, &event.header, &secrets[1..]);
	let output = run(3, &file, &[]);
	assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
	assert!(stdout(&output).contains("final: 3 of 4 validators of set 3 signed it;"));
	assert_eq!(run(3, &good, &[]).status.code(), Some(5), "the votes are for another block");
	put(folder.path(), smallest);

	// A proof that is altered is refused, whoever signed its block.
	let mut altered = hex::decode(text(smallest, "file")).unwrap();
	altered[45] ^= 1;
	std::fs::write(folder.path().join("proof.tlyp"), altered).unwrap();
	let output = run(3, &good, &[]);
	assert!(stderr(&output).contains("NOT VALID: the reading does not belong"));
}

#[test]
fn fails_when_it_is_used_wrongly() {
	let folder = tempfile::tempdir().unwrap();
	for args in [
		&["verify"][..],
		&["verify", "nowhere.tlyp"],
		&["verify", "nowhere.tlyp", "--genesis", "00"],
		&["frobnicate"],
		&["key", "show", "nowhere.key"],
		&["model", "define", "nowhere.toml", "--suri", "//Alice"],
	] {
		let output = tallystick(folder.path(), args);
		assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
		assert!(!stderr(&output).is_empty());
	}
}

#[test]
fn fails_when_nobody_answers() {
	let folder = tempfile::tempdir().unwrap();
	// Nothing listens on the port of a listener that is gone.
	let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
	let (node, gateway) = (format!("ws://{address}"), format!("http://{address}"));
	let device = "09390d0df30f0b7e4aabf04ebd789efd437d2edeb0520a7d7cf2fec80d50c77c";
	for (args, hint) in [
		(vec!["status"], "--node"),
		(vec!["device", "show", device], "--node"),
		(vec!["read", device], "--gateway"),
		(vec!["prove", "reading", device, "0", "1700000060272", "-o", "proof.tlyp"], "--gateway"),
	] {
		let mut all = vec!["--node", &node, "--gateway", &gateway];
		all.extend(&args);
		let output = tallystick(folder.path(), &all);
		assert_eq!(output.status.code(), Some(4), "{args:?}");
		assert!(stderr(&output).contains(hint), "{args:?}: {}", stderr(&output));
	}
	assert!(!folder.path().join("proof.tlyp").exists());
}

#[test]
fn a_proof_is_not_called_invalid_when_it_was_not_checked() {
	let folder = tempfile::tempdir().unwrap();
	let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
	let node = format!("ws://{address}");
	put(folder.path(), named(&vectors("proofs.json"), "the smallest"));
	for (file, code) in [("proof.tlyp", 4), ("nowhere.tlyp", 2)] {
		let output = tallystick(folder.path(), &["verify", file, "--node", &node, "--json"]);
		assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
		assert_eq!(failure(&output), "notChecked");
		let told: Value = serde_json::from_str(&stdout(&output)).unwrap();
		assert_eq!((&told["verdict"], &told["valid"]), (&"notChecked".into(), &Value::Null));
		assert!(!told["error"].as_str().unwrap().is_empty());
	}
	// What is damaged needs no node to be refused.
	std::fs::write(folder.path().join("damaged.tlyp"), b"TLYP").unwrap();
	let output = tallystick(folder.path(), &["verify", "damaged.tlyp", "--node", &node]);
	assert_eq!(output.status.code(), Some(5));
	assert!(stderr(&output).starts_with("tallystick: NOT VALID: "));
}

#[test]
fn a_key_of_which_nobody_was_asked_is_not_believed_unless_that_is_accepted() {
	let folder = tempfile::tempdir().unwrap();
	let proofs = vectors("proofs.json");
	for (name, state, option) in [
		("the smallest", "Key: not known", &["--accept-unknown-key"][..]),
		("Gateway, Ed25519, first key", "Key: none.", &["--require", "gateway"]),
	] {
		let vector = named(&proofs, name);
		let output = verify(folder.path(), vector, &[]);
		assert_eq!(output.status.code(), Some(3), "{name}");
		assert!(stdout(&output).starts_with(state), "{}", stdout(&output));
		assert!(stderr(&output).starts_with("tallystick: NOT TO BE BELIEVED: "));
		assert!(stderr(&output).contains(&option.join(" ")), "{}", stderr(&output));
		let told: Value =
			serde_json::from_str(&stdout(&verify(folder.path(), vector, &["--json"]))).unwrap();
		assert_eq!((&told["verdict"], &told["valid"]), (&"notBelieved".into(), &false.into()));
		assert!(told["proven"].is_object());
		assert_eq!(verify(folder.path(), vector, option).status.code(), Some(0), "{name}");
	}
}

#[test]
fn a_valid_proof_of_another_reading_is_not_believed() {
	let folder = tempfile::tempdir().unwrap();
	let proofs = vectors("proofs.json");
	let smallest = named(&proofs, "the smallest");
	let device = text(&smallest["proven"], "device");
	let exit = |more: &[&str]| {
		let args = [&["--accept-unknown-key"], more].concat();
		verify(folder.path(), smallest, &args).status.code()
	};
	let other = "00".repeat(32);
	for (wanted, code) in [
		(&["--device", device, "--channel", "0", "--require", "segment"][..], 0),
		(&["--from", "2023-11-14T22:14:20.272Z", "--to", "1700000060273"], 0),
		(&["--device", &other], 3),
		(&["--channel", "1"], 3),
		(&["--from", "1700000060273"], 3),
		(&["--to", "1700000060272"], 3),
		// Only a node knows names.
		(&["--channel", "temperature"], 2),
		// Only a file of trust has an age.
		(&["--max-age", "30d"], 2),
	] {
		assert_eq!(exit(wanted), Some(code), "{wanted:?}");
	}
	let readings = named(&proofs, "Readings, Ed25519, first key");
	let more = ["--accept-unknown-key", "--require", "segment"];
	assert_eq!(verify(folder.path(), readings, &more).status.code(), Some(3));
}

#[test]
fn a_file_of_trust_that_is_too_old_is_not_believed() {
	let folder = tempfile::tempdir().unwrap();
	let proofs = vectors("proofs.json");
	let smallest = named(&proofs, "the smallest");
	put(folder.path(), smallest);
	let exit = |saved: Option<u64>, more: &[&str]| {
		let mut file = serde_json::json!({
			"genesis": text(smallest, "genesis"),
			"finalized": [{ "number": 2, "hash": text(smallest, "block") }],
		});
		if let Some(saved) = saved {
			file["saved"] = saved.to_string().into();
		}
		std::fs::write(folder.path().join("trust.json"), file.to_string()).unwrap();
		let verify = ["verify", "proof.tlyp", "--trust-file", "trust.json", "--accept-unknown-key"];
		let output = tallystick(folder.path(), &[&verify[..], more].concat());
		assert!(!stderr(&output).contains("warning"), "a block stays final: {}", stderr(&output));
		output.status.code()
	};
	let (now, day) = (tallystick_client::time::now(), 86_400_000);
	assert_eq!(exit(Some(now - 2 * day), &["--max-age", "3d"]), Some(0));
	assert_eq!(exit(Some(now - 4 * day), &["--max-age", "3d"]), Some(3));
	assert_eq!(exit(None, &["--max-age", "3d"]), Some(3));
	assert_eq!(exit(Some(now - 400 * day), &[]), Some(0));
}

#[test]
fn works_for_keys() {
	let folder = tempfile::tempdir().unwrap();
	for scheme in ["ed25519", "p256", "secp256k1"] {
		let generate = ["key", "generate", "device", scheme, "--scheme", scheme, "--json"];
		let made = tallystick(folder.path(), &generate);
		assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
		let told: Value = serde_json::from_str(&stdout(&made)).unwrap();
		assert_eq!(told["scheme"], scheme);
		let shown = tallystick(folder.path(), &["key", "show", scheme, "--json"]);
		assert_eq!(stdout(&shown), stdout(&made));
		assert_eq!(
			tallystick(folder.path(), &generate).status.code(),
			Some(2),
			"never overwritten"
		);
	}
	let made = tallystick(folder.path(), &["key", "generate", "account", "owner"]);
	assert!(stdout(&made).starts_with("account  5"), "{}", stdout(&made));
	// The secret is on no output.
	let secret = std::fs::read_to_string(folder.path().join("owner")).unwrap();
	assert!(!stdout(&made).contains(secret.trim().trim_start_matches("0x")));
}

#[test]
fn refuses_a_file_that_holds_no_whole_secret() {
	let folder = tempfile::tempdir().unwrap();
	let seed = "07".repeat(31);
	for (secret, mode, problem) in [
		("", 0o600, "the file is empty"),
		(" \n\t\n", 0o600, "the file is empty"),
		("///", 0o600, "this is not a secret"),
		("bottom drive obey lake curtain smoke basket hold race lonely fit", 0o600, "has 11"),
		(&*format!("0x{seed}"), 0o600, "this one has 62"),
		(&*seed, 0o600, "this one has 62"),
		(&*format!("0x{seed}07"), 0o644, "chmod 600 secret.key"),
		(&*format!("0x{seed}07"), 0o640, "chmod 600 secret.key"),
	] {
		let path = folder.path().join("secret.key");
		std::fs::write(&path, secret).unwrap();
		let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
		std::fs::set_permissions(&path, mode).unwrap();
		for args in [
			&["key", "show", "secret.key"][..],
			&["device", "list", "--key-file", "secret.key"],
			&["gateway", "authorise", ALICE, "--all", "--key-file", "secret.key"],
		] {
			let output = tallystick(folder.path(), args);
			assert_eq!(output.status.code(), Some(2), "{secret:?} {args:?}: {}", stdout(&output));
			assert!(stderr(&output).contains(problem), "{secret:?}: {}", stderr(&output));
		}
		std::fs::remove_file(&path).unwrap();
	}
	for secret in ["", " ", "///"] {
		let output = tallystick(folder.path(), &["device", "list", "--suri", secret]);
		assert_eq!(output.status.code(), Some(2), "{secret:?}");
	}
}

#[test]
fn what_is_no_file_is_not_told_to_change_its_permissions() {
	let folder = tempfile::tempdir().unwrap();
	for name in ["/dev/zero", "."] {
		for args in [
			&["key", "show", name][..],
			&["device", "list", "--key-file", name],
			&["device", "register", "--device-key", name, "--model", "0", "--suri", "//Alice"],
		] {
			let output = tallystick(folder.path(), args);
			assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stdout(&output));
			let error = stderr(&output);
			assert!(error.contains("this is not a regular file"), "{args:?}: {error}");
			assert!(!error.contains("chmod"), "{args:?}: {error}");
		}
	}
}

#[test]
fn refuses_a_device_key_that_is_cut_off() {
	let folder = tempfile::tempdir().unwrap();
	for (secret, problem) in
		[("", "the file is empty"), ("ed25519:", "this one has 0"), ("p256:0707", "this one has 4")]
	{
		let path = folder.path().join("device.key");
		std::fs::write(&path, secret).unwrap();
		std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600))
			.unwrap();
		let register = ["--device-key", "device.key", "--model", "0", "--suri", "//Alice"];
		let mut args = vec!["device", "register"];
		args.extend(register);
		for args in [&args[..], &["key", "show", "device.key"]] {
			let output = tallystick(folder.path(), args);
			assert_eq!(output.status.code(), Some(2), "{secret:?}");
			assert!(stderr(&output).contains(problem), "{secret:?}: {}", stderr(&output));
		}
	}
}

#[test]
fn refuses_a_model_that_is_too_large_before_it_asks_a_node() {
	let folder = tempfile::tempdir().unwrap();
	let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
	let node = format!("ws://{address}");
	std::fs::write(folder.path().join("thing.json"), "{}").unwrap();
	let long = "u".repeat(257);
	let name = "n".repeat(33);
	for (uri, name, unit, channels, problem) in [
		("urn:x", "flow", "kilogramme per hour!", 1, "the unit \"kilogramme per hour!\""),
		("urn:x", "flow", "kilogramme/hour!!", 1, "has 17 bytes, and can have 16 at most"),
		("urn:x", &*name, "kg", 1, "the name has 33 bytes, and can have 32 at most"),
		(&*long, "flow", "kg", 1, "the uri has 257 bytes, and can have 256 at most"),
		("urn:x", "flow", "kg", 65, "1 to 64 channels, this one has 65"),
		("urn:x", "flow", "kg", 2, "channels 0 and 1 have the same name"),
		("urn:x", "flow", "kg", 1, ""),
	] {
		let channel = format!(
			"[[channels]]\nname = {name:?}\nunit = {unit:?}\nexponent = 0\nkind = \"gauge\"\nlow = 0\nhigh = 1\n\
			 period = 1\n"
		);
		let text = format!("thing = \"thing.json\"\nuri = {uri:?}\n{}", channel.repeat(channels));
		std::fs::write(folder.path().join("model.toml"), text).unwrap();
		let define = ["model", "define", "model.toml", "--suri", "//Alice", "--node", &node];
		let output = tallystick(folder.path(), &define);
		let code = if problem.is_empty() { 4 } else { 2 };
		assert_eq!(output.status.code(), Some(code), "{problem}: {}", stderr(&output));
		assert!(stderr(&output).contains(problem), "{problem}: {}", stderr(&output));
	}
}

#[test]
fn works_without_hiding_that_a_secret_shows() {
	let folder = tempfile::tempdir().unwrap();
	let list = |suri: &str| {
		let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
		let node = format!("ws://{address}");
		stderr(&tallystick(folder.path(), &["device", "list", "--suri", suri, "--node", &node]))
	};
	assert!(list(&format!("0x{}", "07".repeat(32))).contains("list of processes"));
	assert!(!list("//Alice").contains("list of processes"));
}
