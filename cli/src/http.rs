//! Asks a gateway.

use crate::{
	failure::{Failure, Result},
	session::Session,
};
use serde::Deserialize;
use tallystick_client::{Gateway, GatewayError};

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
	/// The boot epoch of its number. Missing if the gateway is an older one.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub(crate) boot: Option<u32>,
	/// Its number among all of the device's in this boot epoch.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub(crate) number: Option<u64>,
	pub(crate) value: String,
	pub(crate) attestation: String,
	pub(crate) progress: String,
	pub(crate) batch: Option<u64>,
}

/// The session's gateway.
pub(crate) fn gateway(session: &Session) -> Result<Gateway> {
	Ok(Gateway::new(&session.global.gateway)?)
}

/// Returns what the gateway answers for a path.
pub(crate) async fn get(
	session: &Session,
	path: &str,
	query: &[(&str, String)],
) -> Result<Vec<u8>> {
	Ok(gateway(session)?.get(path, query).await?)
}

impl From<GatewayError> for Failure {
	fn from(error: GatewayError) -> Self {
		match error {
			GatewayError::Unreachable { .. } => Self::no_answer(format!(
				"{error}\nname one that runs with --gateway or TALLYSTICK_GATEWAY_URL"
			)),
			GatewayError::Refused { .. } => Self::refused(error.to_string()),
			_ => Self::no_answer(error.to_string()),
		}
	}
}
