//! Asks a gateway over HTTP.

use reqwest::{Client, Response, StatusCode};
use serde::Deserialize;
use std::time::Duration;
use tallystick_condition::{Leaf, Opening, OpeningError};
use tallystick_evidence::{Native, Node};

const TIMEOUT: Duration = Duration::from_secs(30);

/// The most bytes of a gateway's answer.
const MAX_ANSWER: usize = 8 * 1024 * 1024;

/// A gateway.
#[derive(Clone, Debug)]
pub struct Gateway {
	url: String,
	client: Client,
}

/// Why a gateway gave no usable answer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GatewayError {
	/// It is out of reach. Try again, or ask another one.
	#[error("the gateway {url} does not answer: {cause}")]
	Unreachable {
		/// Its URL.
		url: String,
		/// What failed.
		cause: String,
	},
	/// It refuses the request.
	#[error("the gateway refuses ({}): {detail}", named(*status))]
	Refused {
		/// The HTTP status. 409: ask again later.
		status: u16,
		/// The cause, and what to do about it.
		detail: String,
	},
	/// Its answer is too long. Ask for less.
	#[error("the gateway's answer is too long; ask for less")]
	TooLong,
	/// Its answer is malformed. Ask another gateway, or use its release.
	#[error("the gateway's answer cannot be read: {0}")]
	Unreadable(String),
	/// It shows another run than the leaf's. Ask the gateway that anchored the run.
	#[error(
		"the gateway shows another run than the leaf's; ask the gateway that anchored the run"
	)]
	OtherRun,
	/// The opening is not of the run. Ask another gateway.
	#[error("the gateway's opening is false: {0}")]
	False(OpeningError),
}

/// The beginning of a problem document (RFC 9457).
#[derive(Deserialize)]
struct Problem {
	detail: String,
}

#[derive(Deserialize)]
struct Shown {
	root: Node,
	opening: Opening,
}

impl Gateway {
	/// The gateway at a URL, such as `http://127.0.0.1:8080`. Nothing is asked yet.
	pub fn new(url: &str) -> Result<Self, GatewayError> {
		let url = url.trim_end_matches('/').to_owned();
		match Client::builder().timeout(TIMEOUT).build() {
			Ok(client) => Ok(Self { url, client }),
			Err(error) => Err(GatewayError::Unreachable { url, cause: cause(&error) }),
		}
	}

	/// The answer for a path.
	pub async fn get(&self, path: &str, query: &[(&str, String)]) -> Result<Vec<u8>, GatewayError> {
		let url = &self.url;
		let unreachable =
			|error| GatewayError::Unreachable { url: url.clone(), cause: cause(&error) };
		let request = self.client.get(format!("{url}{path}")).query(query);
		let mut answer: Response = request.send().await.map_err(unreachable)?;
		let status = answer.status();
		let mut bytes = Vec::new();
		while let Some(part) = answer.chunk().await.map_err(unreachable)? {
			bytes.extend_from_slice(&part);
			if bytes.len() > MAX_ANSWER {
				return Err(GatewayError::TooLong);
			}
		}
		if status.is_success() {
			return Ok(bytes);
		}
		Err(GatewayError::Refused { status: status.as_u16(), detail: said(&bytes) })
	}

	/// The checked opening of a leaf's run: the nodes with readings on both sides of one of these moments,
	/// or all readings if there is no moment.
	///
	/// A run of up to 257 readings is opened completely. In a longer run the small nodes stay closed.
	/// Everything that is shown to the chain is public.
	pub async fn opening(&self, leaf: &Leaf, around: &[u64]) -> Result<Opening, GatewayError> {
		let root = &leaf.root;
		if root.summary.count == 1 {
			return Ok(Opening::default());
		}
		let (device, channel) = (hex::encode(leaf.stream.device.0), leaf.stream.channel);
		let time = root.summary.last.time;
		let path = format!("/v1/devices/{device}/readings/{channel}/{time}/opening");
		let mut query = vec![("root", hex::encode(root.hash))];
		if !around.is_empty() {
			let moments: Vec<_> = around.iter().map(u64::to_string).collect();
			query.push(("around", moments.join(",")));
		}
		let bytes = self.get(&path, &query).await?;
		let shown: Shown = serde_json::from_slice(&bytes)
			.map_err(|error| GatewayError::Unreadable(error.to_string()))?;
		if shown.root != *root {
			return Err(GatewayError::OtherRun);
		}
		shown.opening.unfold::<Native>(root).map_err(GatewayError::False)?;
		Ok(shown.opening)
	}
}

/// A status with its name.
fn named(status: u16) -> String {
	StatusCode::from_u16(status).map_or_else(|_| status.to_string(), |status| status.to_string())
}

/// The gateway's reason: the detail of a problem, or the beginning of whatever came.
fn said(bytes: &[u8]) -> String {
	let text = match serde_json::from_slice::<Problem>(bytes) {
		Ok(problem) => problem.detail,
		Err(_) => String::from_utf8_lossy(bytes).trim().to_owned(),
	};
	text.chars().take(500).collect()
}

/// The innermost reason: the outer ones repeat the URL.
fn cause(error: &reqwest::Error) -> String {
	let mut innermost: &dyn std::error::Error = error;
	while let Some(source) = innermost.source() {
		innermost = source;
	}
	innermost.to_string()
}
