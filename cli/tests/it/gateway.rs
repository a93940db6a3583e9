//! Reading and proving through a gateway, of which only the answers are there.

use crate::web::gateway;
use serde_json::{json, Value};
use std::{
	path::Path,
	process::{Command, Output},
};

const DEVICE: &str = "09390d0df30f0b7e4aabf04ebd789efd437d2edeb0520a7d7cf2fec80d50c77c";

fn tallystick(folder: &Path, gateway: &str, args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_tallystick"))
		.args(["--gateway", gateway, "--node", "ws://127.0.0.1:1"])
		.args(args)
		.current_dir(folder)
		.output()
		.unwrap()
}

fn reading(time: u64) -> Value {
	json!({
		"channel": 0, "time": time, "value": "118", "attestation": "segment",
		"progress": "finalized", "batch": 7
	})
}

#[test]
fn works_over_pages() {
	let folder = tempfile::tempdir().unwrap();
	let page = |times: &[u64], next: Value| {
		let readings: Vec<_> = times.iter().map(|time| reading(*time)).collect();
		(200, json!({ "readings": readings, "next": next }).to_string().into_bytes())
	};
	let answers = vec![page(&[1_000, 2_000], "2000.0".into()), page(&[3_000], Value::Null)];
	let (url, asked) = gateway(answers);
	let args = ["read", DEVICE, "--channel", "0", "--from", "1970-01-01T00:00:01Z", "--json"];
	let output = tallystick(folder.path(), &url, &args);
	let told: Value = serde_json::from_slice(&output.stdout).unwrap();
	let all = [reading(1_000), reading(2_000), reading(3_000)];
	assert_eq!(told, json!({ "readings": all, "next": null }));
	let path = format!("GET /v1/devices/{DEVICE}/readings");
	assert_eq!(asked.recv().unwrap(), format!("{path}?limit=100&channel=0&from=1000 HTTP/1.1"));
	assert_eq!(
		asked.recv().unwrap(),
		format!("{path}?limit=98&channel=0&from=1000&after=2000.0 HTTP/1.1")
	);
}

#[test]
fn says_that_there_is_more_and_goes_on_there() {
	let folder = tempfile::tempdir().unwrap();
	let answer = || {
		let page = json!({ "readings": [reading(1_000), reading(2_000)], "next": "2000.0" });
		vec![(200, page.to_string().into_bytes())]
	};
	let read = ["read", DEVICE, "--channel", "0", "--limit", "2"];
	let output = tallystick(folder.path(), &gateway(answer()).0, &read);
	let said = String::from_utf8_lossy(&output.stderr);
	assert!(said.contains("there is more: repeat the command with --after 2000.0\n"), "{said}");
	let output =
		tallystick(folder.path(), &gateway(answer()).0, &[&read[..], &["--json"]].concat());
	let told: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!((told["readings"].as_array().unwrap().len(), &told["next"]), (2, &"2000.0".into()));

	let last = json!({ "readings": [reading(3_000)], "next": null }).to_string().into_bytes();
	let (url, asked) = gateway(vec![(200, last)]);
	let output = tallystick(folder.path(), &url, &[&read[..], &["--after", "2000.0"]].concat());
	assert!(!String::from_utf8_lossy(&output.stderr).contains("there is more"));
	assert!(asked.recv().unwrap().contains("limit=2&channel=0&after=2000.0 "));
}

fn smallest() -> Vec<u8> {
	let path =
		Path::new(env!("CARGO_MANIFEST_DIR")).join("../primitives/evidence/vectors/proofs.json");
	let vectors: Vec<Value> =
		serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
	let vector = vectors.iter().find(|vector| vector["name"] == "the smallest").unwrap();
	let digits = vector["file"].as_str().unwrap();
	(0..digits.len())
		.step_by(2)
		.map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
		.collect()
}

#[test]
fn works_for_a_proof() {
	let folder = tempfile::tempdir().unwrap();
	let (url, asked) = gateway(vec![(200, smallest())]);
	let args = ["prove", "reading", DEVICE, "0", "2023-11-14T22:14:20.272Z", "-o", "a.tlyp"];
	let output = tallystick(folder.path(), &url, &args);
	assert_eq!(output.status.code(), Some(0));
	assert_eq!(std::fs::read(folder.path().join("a.tlyp")).unwrap(), smallest());
	assert_eq!(
		asked.recv().unwrap(),
		format!("GET /v1/devices/{DEVICE}/readings/0/1700000060272/proof HTTP/1.1")
	);
}

#[test]
fn asks_for_one_of_several_readings_of_a_time() {
	let folder = tempfile::tempdir().unwrap();
	let (url, asked) = gateway(vec![(200, smallest())]);
	let place = ["--boot", "1", "--number", "7"];
	let args = ["prove", "reading", DEVICE, "0", "1700000060272", "-o", "a.tlyp"];
	let output = tallystick(folder.path(), &url, &[&args[..], &place].concat());
	assert_eq!(output.status.code(), Some(0));
	let asked = asked.recv().unwrap();
	assert!(asked.contains("/readings/0/1700000060272/proof?boot=1&number=7 "), "{asked}");
}

#[test]
fn fails_when_the_gateway_sends_something_else() {
	let folder = tempfile::tempdir().unwrap();
	for (answer, time, said) in [
		((200, smallest()), "1700000060273", "another reading"),
		((200, b"<html>".to_vec()), "1700000060272", "not a proof"),
		((404, b"no such path".to_vec()), "1700000060272", "(404 Not Found): no such path"),
		(
			(409, br#"{"title":"not final","status":409,"detail":"Ask again."}"#.to_vec()),
			"1700000060272",
			"(409 Conflict): Ask again.",
		),
	] {
		let (url, _asked) = gateway(vec![answer]);
		let args = ["prove", "reading", DEVICE, "0", time, "-o", "a.tlyp"];
		let output = tallystick(folder.path(), &url, &args);
		assert_eq!(output.status.code(), Some(1), "{said}");
		assert!(String::from_utf8_lossy(&output.stderr).contains(said), "{output:?}");
		assert!(!folder.path().join("a.tlyp").exists());
	}
}
