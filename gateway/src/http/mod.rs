//! The HTTP interface: readings, proofs, and the gateway's state.

mod openapi;
mod problem;
mod routes;
mod serve;
mod views;

use std::{sync::Arc, time::Duration};

use axum::{
	extract::{Request, State},
	middleware::{self, Next},
	response::{IntoResponse, Response},
	routing::get,
	Router,
};
use serde::Serialize;
use tokio::sync::Semaphore;
use utoipa::ToSchema;

pub use openapi::text as openapi;
pub use serve::serve;

use crate::archive::Archive;
use futures::future::BoxFuture;
use problem::Kind;
use tallystick_evidence::Proof;

/// A reason why the gateway is not ready.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NotReady {
	/// The database fails, or the disk is full.
	Store,
	/// A file of the database was deleted, moved or replaced while the gateway ran.
	StoreLost,
	/// The database is new, and the account has batches on the chain.
	NewStore,
	/// The database is new, and the nodes do not agree on whether the account has batches.
	NodesDisagree,
	/// The database may be an old copy, and no node has been asked yet.
	Unconfirmed,
	/// The broker is unreachable.
	Broker,
	/// Readings wait, and no batch can be sealed.
	Sealing,
	/// The gateway's clock disagrees with the chain's.
	Clock,
	/// No node answers, or none answers every query that the gateway needs.
	Chain,
	/// The nodes that answer follow another chain.
	WrongChain,
	/// The node in use fetches old blocks or lags behind the others, and none is better.
	Lagging,
	/// No new block is made.
	Head,
	/// The finalised head stands still or is far below the best one, or no batch becomes final.
	Finality,
	/// No node accepts the transaction of a batch, and none refuses it for good.
	Submission,
	/// Readings wait for long to be sealed into a batch.
	Waiting,
	/// Proofs of keys are wanted, and no node finds one.
	Proofs,
	/// The organisation's quota is spent; it recovers with time.
	Quota,
	/// The organisation is suspended.
	Suspended,
	/// The chain refuses the gateway's transactions; the log says why.
	Refused,
	/// The chain and the store differ.
	Diverged,
	/// The chain has convicted the gateway of a false batch.
	Convicted,
}

impl NotReady {
	/// Every reason.
	pub const ALL: &'static [Self] = &[
		Self::Store,
		Self::StoreLost,
		Self::NewStore,
		Self::NodesDisagree,
		Self::Unconfirmed,
		Self::Broker,
		Self::Sealing,
		Self::Clock,
		Self::Chain,
		Self::WrongChain,
		Self::Lagging,
		Self::Head,
		Self::Finality,
		Self::Submission,
		Self::Waiting,
		Self::Proofs,
		Self::Quota,
		Self::Suspended,
		Self::Refused,
		Self::Diverged,
		Self::Convicted,
	];

	/// Its name in answers and metrics.
	pub fn name(self) -> &'static str {
		match self {
			Self::Store => "store",
			Self::StoreLost => "store-lost",
			Self::NewStore => "new-store",
			Self::NodesDisagree => "nodes-disagree",
			Self::Unconfirmed => "unconfirmed",
			Self::Broker => "broker",
			Self::Sealing => "sealing",
			Self::Clock => "clock",
			Self::Chain => "chain",
			Self::WrongChain => "wrong-chain",
			Self::Lagging => "lagging",
			Self::Head => "head",
			Self::Finality => "finality",
			Self::Submission => "submission",
			Self::Waiting => "waiting",
			Self::Proofs => "proofs",
			Self::Quota => "quota",
			Self::Suspended => "suspended",
			Self::Refused => "refused",
			Self::Diverged => "diverged",
			Self::Convicted => "convicted",
		}
	}
}

/// The sources of the answers.
#[derive(Clone)]
pub struct Api {
	/// The stored readings, batches and proofs.
	pub archive: Arc<dyn Archive>,
	/// Returns the proof with the device's registration, if the chain has it and answers in time.
	pub complete: Arc<dyn Fn(Proof) -> BoxFuture<'static, Proof> + Send + Sync>,
	/// Returns the reasons why the gateway is not ready; empty if it is ready.
	pub readiness: Arc<dyn Fn() -> Vec<NotReady> + Send + Sync>,
	/// Returns the metrics in Prometheus's text format.
	pub metrics: Arc<dyn Fn() -> String + Send + Sync>,
}

/// The limits of the interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
	/// Most requests that are answered at once.
	pub concurrent: usize,
	/// Longest time for a request.
	pub timeout: Duration,
}

#[derive(Clone)]
struct Gate {
	permits: Arc<Semaphore>,
	timeout: Duration,
}

/// The router of all requests.
pub fn router(api: Api, limits: Limits) -> Router {
	let gate =
		Gate { permits: Arc::new(Semaphore::new(limits.concurrent)), timeout: limits.timeout };
	Router::new()
		.route("/v1/devices", get(routes::devices))
		.route("/v1/devices/{device}/readings", get(routes::readings))
		.route("/v1/devices/{device}/readings/{channel}/{time}/proof", get(routes::proof))
		.route("/v1/devices/{device}/readings/{channel}/{time}/opening", get(routes::opening))
		.route("/v1/batches/{number}", get(routes::batch))
		.route("/v1/batches/{number}/data", get(routes::data))
		.route("/v1/status", get(routes::status))
		.route_layer(middleware::from_fn_with_state(gate, pass))
		// Never behind the gate, so that they answer even if it is full.
		.route("/health/live", get(routes::live))
		.route("/health/ready", get(routes::ready))
		.route("/metrics", get(routes::metrics))
		.route("/openapi.json", get(routes::description))
		.fallback(routes::unknown)
		.method_not_allowed_fallback(routes::wrong_method)
		.with_state(api)
}

async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
	let Ok(permit) = gate.permits.clone().try_acquire_owned() else {
		return Kind::Busy.because("Ask again after Retry-After seconds.").into_response();
	};
	// A query that timed out goes on in the database, and keeps its place.
	let answer = tokio::spawn(async move {
		let response = next.run(request).await;
		drop(permit);
		response
	});
	match tokio::time::timeout(gate.timeout, answer).await {
		Ok(Ok(response)) => response,
		Ok(Err(error)) => {
			tracing::error!(%error, "a request failed");
			Kind::Store.because("See the gateway's log.").into_response()
		},
		Err(_) => Kind::TooSlow.because("Ask for less at once.").into_response(),
	}
}
