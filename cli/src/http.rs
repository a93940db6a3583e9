//! Asks a gateway.

use crate::{
	failure::{Failure, Result},
	session::Session,
};
use reqwest::{Client, Response};
use serde::Deserialize;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(30);

/// In bytes. No answer of a gateway is longer.
const MAX_ANSWER: usize = 8 * 1024 * 1024;

/// A page of readings: `next` names the place after it.
#[derive(Deserialize)]
pub(crate) struct Page {
	pub(crate) readings: Vec<Entry>,
	#[serde(default)]
	pub(crate) next: Option<serde_json::Value>,
}

/// A reading as the gateway's JSON has it.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, serde::Serialize)]
pub(crate) struct Entry {
	pub(crate) channel: u16,
	pub(crate) time: u64,
	pub(crate) value: String,
	pub(crate) attestation: String,
	pub(crate) progress: String,
	pub(crate) batch: Option<u64>,
}

/// Returns what the gateway answers for a path.
pub(crate) async fn get(
	session: &Session,
	path: &str,
	query: &[(&str, String)],
) -> Result<Vec<u8>> {
	let base = session.global.gateway.trim_end_matches('/');
	let unreachable = |error: reqwest::Error| {
		Failure::no_answer(format!(
			"the gateway {base} does not answer: {}\nname one that runs with --gateway or TALLYSTICK_GATEWAY_URL",
			cause(&error)
		))
	};
	let client = Client::builder().timeout(TIMEOUT).build().map_err(unreachable)?;
	let url = format!("{base}{path}");
	let mut answer = client.get(url).query(query).send().await.map_err(unreachable)?;
	let status = answer.status();
	let mut bytes = Vec::new();
	while let Some(part) = chunk(&mut answer).await.map_err(unreachable)? {
		bytes.extend_from_slice(&part);
		if bytes.len() > MAX_ANSWER {
			return Err(Failure::no_answer("the gateway's answer is too long; ask for less"));
		}
	}
	if status.is_success() {
		return Ok(bytes);
	}
	Err(Failure::refused(format!("the gateway refuses ({status}): {}", said(&bytes))))
}

/// The gateway's reason: the detail of a problem (RFC 9457), or the beginning of whatever came.
fn said(bytes: &[u8]) -> String {
	#[derive(Deserialize)]
	struct Problem {
		detail: String,
	}
	let text = match serde_json::from_slice::<Problem>(bytes) {
		Ok(problem) => problem.detail,
		Err(_) => String::from_utf8_lossy(bytes).trim().to_owned(),
	};
	text.chars().take(500).collect()
}

async fn chunk(answer: &mut Response) -> std::result::Result<Option<Vec<u8>>, reqwest::Error> {
	Ok(answer.chunk().await?.map(Into::into))
}

/// The innermost reason: the outer ones repeat the URL.
fn cause(error: &reqwest::Error) -> String {
	let mut innermost: &dyn std::error::Error = error;
	while let Some(source) = innermost.source() {
		innermost = source;
	}
	innermost.to_string()
}
