//! The handlers of all requests.

use axum::{
	extract::{
		rejection::{PathRejection, QueryRejection},
		Path, Query, State,
	},
	http::{header, StatusCode},
	response::{IntoResponse, Response},
	Json,
};

use super::{
	openapi,
	problem::{Kind, Problem},
	views::{
		cursor, device, limit, moments, number, root, BatchView, DevicesPage, DevicesQuery, Live,
		OpeningQuery, OpeningView, ProofQuery, ReadingsPage, ReadingsQuery, Ready, Status,
		MAX_NUMBER,
	},
	Api,
};
use crate::archive::{self, Archive, ArchiveError, ReadingSelector};

type Parts<T> = Result<Path<T>, PathRejection>;

impl Api {
	/// Queries the archive on a thread that may block.
	async fn ask<T: Send + 'static>(
		&self,
		question: impl FnOnce(&dyn Archive) -> Result<T, ArchiveError> + Send + 'static,
	) -> Result<T, Problem> {
		let archive = self.archive.clone();
		match tokio::task::spawn_blocking(move || question(&*archive)).await {
			Ok(answer) => Ok(answer?),
			Err(error) => Err(ArchiveError::Store(error.to_string()).into()),
		}
	}
}

/// The devices of which the gateway has stored readings.
#[utoipa::path(
	get, path = "/v1/devices", params(DevicesQuery), tag = "readings",
	responses((status = 200, body = DevicesPage), (status = 400, body = Problem, content_type = "application/problem+json"),
		(status = 503, body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn devices(
	State(api): State<Api>,
	query: Result<Query<DevicesQuery>, QueryRejection>,
) -> Result<Json<DevicesPage>, Problem> {
	let Query(query) = query?;
	let after = query.after.as_deref().map(device).transpose()?;
	let limit = limit(query.limit)?;
	let found = api.ask(move |archive| archive.devices(after, limit)).await?;
	Ok(Json(DevicesPage::new(found, limit)))
}

/// Readings of a device.
#[utoipa::path(
	get, path = "/v1/devices/{device}/readings", tag = "readings",
	params(("device" = String, Path, description = "The device.", pattern = "^[0-9a-f]{64}$"), ReadingsQuery),
	responses((status = 200, body = ReadingsPage), (status = 400, body = Problem, content_type = "application/problem+json"),
		(status = 404, body = Problem, content_type = "application/problem+json", description = "The gateway has no readings of this device"),
		(status = 503, body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn readings(
	State(api): State<Api>,
	path: Parts<String>,
	query: Result<Query<ReadingsQuery>, QueryRejection>,
) -> Result<Json<ReadingsPage>, Problem> {
	let (Path(name), Query(query)) = (path?, query?);
	let limit = limit(query.limit)?;
	let query = archive::Query {
		device: device(&name)?,
		channel: query.channel,
		from: number("from", query.from.unwrap_or(0))?,
		to: number("to", query.to.unwrap_or(MAX_NUMBER))?,
		after: query.after.as_deref().map(cursor).transpose()?,
		limit,
	};
	let found = api.ask(move |archive| archive.readings(&query)).await?;
	Ok(Json(ReadingsPage::new(found, limit)))
}

/// The proof of a reading: a file that verifies offline. It shows the device's registration and the channel in its
/// model, unless no node answers within two seconds.
#[utoipa::path(
	get, path = "/v1/devices/{device}/readings/{channel}/{time}/proof", tag = "proofs",
	params(("device" = String, Path, description = "The device.", pattern = "^[0-9a-f]{64}$"),
		("channel" = u16, Path, description = "The channel.", minimum = 0, maximum = 65535),
		("time" = u64, Path, description = "The reading's time: UTC, in milliseconds.", minimum = 0, maximum = 9007199254740991_i64),
		ProofQuery),
	responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "The proof file"),
		(status = 400, body = Problem, content_type = "application/problem+json"),
		(status = 404, body = Problem, content_type = "application/problem+json", description = "The reading is not found"),
		(status = 409, body = Problem, content_type = "application/problem+json", description = "The reading is not final yet",
			headers(("Retry-After" = u32, description = "Seconds after which to ask again"))),
		(status = 410, body = Problem, content_type = "application/problem+json", description = "The raw data were removed"),
		(status = 503, body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn proof(
	State(api): State<Api>,
	path: Parts<(String, u16, u64)>,
	query: Result<Query<ProofQuery>, QueryRejection>,
) -> Result<Response, Problem> {
	let (Path((name, channel, time)), Query(query)) = (path?, query?);
	let selector = ReadingSelector {
		device: device(&name)?,
		channel,
		time: number("time", time)?,
		boot: query.boot,
		number: query.number.map(|asked| number("number", asked)).transpose()?,
	};
	let proof = api.ask(move |archive| archive.prove_one(&selector)).await?;
	Ok(bytes((api.complete)(proof).await.to_file()))
}

/// The opening of a run, with which a trade's party shows the chain its readings. The run is the one with
/// the reading of this time. Whatever the chain is shown is public.
#[utoipa::path(
	get, path = "/v1/devices/{device}/readings/{channel}/{time}/opening", tag = "proofs",
	params(("device" = String, Path, description = "The device.", pattern = "^[0-9a-f]{64}$"),
		("channel" = u16, Path, description = "The channel.", minimum = 0, maximum = 65535),
		("time" = u64, Path, description = "The reading's time: UTC, in milliseconds.", minimum = 0, maximum = 9007199254740991_i64),
		OpeningQuery),
	responses((status = 200, body = OpeningView),
		(status = 400, body = Problem, content_type = "application/problem+json"),
		(status = 404, body = Problem, content_type = "application/problem+json", description = "The reading is not found, or is in no run with this root"),
		(status = 409, body = Problem, content_type = "application/problem+json", description = "The reading is in no batch yet",
			headers(("Retry-After" = u32, description = "Seconds after which to ask again"))),
		(status = 410, body = Problem, content_type = "application/problem+json", description = "The raw data were removed"),
		(status = 503, body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn opening(
	State(api): State<Api>,
	path: Parts<(String, u16, u64)>,
	query: Result<Query<OpeningQuery>, QueryRejection>,
) -> Result<Json<OpeningView>, Problem> {
	let (Path((name, channel, time)), Query(query)) = (path?, query?);
	let selector = ReadingSelector {
		device: device(&name)?,
		channel,
		time: number("time", time)?,
		boot: query.boot,
		number: query.number.map(|asked| number("number", asked)).transpose()?,
	};
	let root = query.root.as_deref().map(root).transpose()?;
	let around = query.around.as_deref().map(moments).transpose()?.unwrap_or_default();
	let tree = api.ask(move |archive| archive.run_of(&selector, root)).await?;
	Ok(Json(OpeningView::new(&tree, &around)))
}

/// A batch.
#[utoipa::path(
	get, path = "/v1/batches/{number}", tag = "batches",
	params(("number" = u64, Path, description = "Its number.", minimum = 0, maximum = 9007199254740991_i64)),
	responses((status = 200, body = BatchView), (status = 400, body = Problem, content_type = "application/problem+json"),
		(status = 404, body = Problem, content_type = "application/problem+json", description = "There is no such batch"),
		(status = 503, body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn batch(
	State(api): State<Api>,
	path: Parts<u64>,
) -> Result<Json<BatchView>, Problem> {
	let number = number("number", path?.0)?;
	Ok(Json(api.ask(move |archive| archive.batch(number)).await?.into()))
}

/// The raw data of a batch. Their BLAKE2b-256 is the batch's `data`.
#[utoipa::path(
	get, path = "/v1/batches/{number}/data", tag = "batches",
	params(("number" = u64, Path, description = "Its number.", minimum = 0, maximum = 9007199254740991_i64)),
	responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream", description = "The raw data"),
		(status = 400, body = Problem, content_type = "application/problem+json"),
		(status = 404, body = Problem, content_type = "application/problem+json", description = "There is no such batch"),
		(status = 410, body = Problem, content_type = "application/problem+json", description = "The raw data were removed"),
		(status = 503, body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn data(State(api): State<Api>, path: Parts<u64>) -> Result<Response, Problem> {
	let number = number("number", path?.0)?;
	Ok(bytes(api.ask(move |archive| archive.data(number)).await?))
}

/// The state of the gateway.
#[utoipa::path(
	get, path = "/v1/status", tag = "operation",
	responses((status = 200, body = Status), (status = 503, body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn status(State(api): State<Api>) -> Result<Json<Status>, Problem> {
	let status = api.ask(|archive| archive.status()).await?;
	Ok(Json(Status::new(status, (api.readiness)())))
}

/// Whether the process works. Restart it if it does not.
#[utoipa::path(get, path = "/health/live", tag = "operation", responses((status = 200, body = Live)))]
pub(super) async fn live() -> Json<Live> {
	Json(Live { live: true })
}

/// Whether the gateway accepts readings and anchors them, and the reasons if it does not.
#[utoipa::path(
	get, path = "/health/ready", tag = "operation",
	responses((status = 200, body = Ready), (status = 503, body = Ready)),
)]
pub(super) async fn ready(State(api): State<Api>) -> (StatusCode, Json<Ready>) {
	let reasons = (api.readiness)();
	let status = if reasons.is_empty() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
	(status, Json(Ready { ready: reasons.is_empty(), reasons }))
}

/// The metrics for Prometheus.
#[utoipa::path(
	get, path = "/metrics", tag = "operation",
	responses((status = 200, body = String, content_type = "text/plain")),
)]
pub(super) async fn metrics(State(api): State<Api>) -> Response {
	let text = (api.metrics)();
	([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// This description.
#[utoipa::path(
	get, path = "/openapi.json", tag = "operation",
	responses((status = 200, body = serde_json::Value, content_type = "application/json")),
)]
pub(super) async fn description() -> Response {
	([(header::CONTENT_TYPE, "application/json")], openapi::text()).into_response()
}

pub(super) async fn unknown() -> Problem {
	Kind::Unknown.because("This path does not exist. GET /openapi.json lists all paths.")
}

pub(super) async fn wrong_method() -> Problem {
	Kind::WrongMethod.because("Use GET.")
}

fn bytes(bytes: Vec<u8>) -> Response {
	([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()
}
