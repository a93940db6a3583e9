//! Errors as problem documents (RFC 9457).

use axum::{
	extract::rejection::{PathRejection, QueryRejection},
	http::{header, HeaderValue, StatusCode},
	response::{IntoResponse, Response},
	Json,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::archive::ArchiveError;

/// A kind of problem. The name is stable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
	/// The request is malformed.
	BadRequest,
	/// The device, reading, batch or path is not found.
	Unknown,
	/// The method is not supported.
	WrongMethod,
	/// The reading is not final yet.
	NotFinal,
	/// The proof path of the device's key is not fetched yet.
	KeyPending,
	/// The raw data were removed.
	Pruned,
	/// Too many requests are being answered.
	Busy,
	/// The request took too long.
	TooSlow,
	/// The database failed.
	Store,
}

/// A problem (RFC 9457).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Problem {
	/// The kind, for programs. It is stable.
	#[serde(rename = "type")]
	#[schema(pattern = "^urn:tallystick:problem:[a-z-]+$")]
	kind: String,
	/// A short text of the kind, for people.
	title: String,
	/// The HTTP status.
	#[schema(minimum = 400, maximum = 599)]
	status: u16,
	/// The cause, and what to do about it.
	detail: String,
}

impl Kind {
	fn facts(self) -> (StatusCode, &'static str, &'static str) {
		match self {
			Self::BadRequest => {
				(StatusCode::BAD_REQUEST, "bad-request", "The request is malformed")
			},
			Self::Unknown => (StatusCode::NOT_FOUND, "unknown", "Not found"),
			Self::WrongMethod => {
				(StatusCode::METHOD_NOT_ALLOWED, "wrong-method", "The method is not supported")
			},
			Self::NotFinal => (StatusCode::CONFLICT, "not-final", "The reading is not final yet"),
			Self::KeyPending => (
				StatusCode::SERVICE_UNAVAILABLE,
				"key-pending",
				"The proof of the device's key is being fetched",
			),
			Self::Pruned => (StatusCode::GONE, "pruned", "The raw data were removed"),
			Self::Busy => {
				(StatusCode::SERVICE_UNAVAILABLE, "busy", "Too many requests are being answered")
			},
			Self::TooSlow => {
				(StatusCode::SERVICE_UNAVAILABLE, "too-slow", "The request took too long")
			},
			Self::Store => (StatusCode::SERVICE_UNAVAILABLE, "store", "The database failed"),
		}
	}

	/// A problem of this kind.
	pub(super) fn because(self, detail: impl Into<String>) -> Problem {
		let (status, name, title) = self.facts();
		Problem {
			kind: format!("urn:tallystick:problem:{name}"),
			title: title.into(),
			status: status.as_u16(),
			detail: detail.into(),
		}
	}
}

impl From<ArchiveError> for Problem {
	fn from(error: ArchiveError) -> Self {
		match error {
			ArchiveError::Unknown => Kind::Unknown
				.because("The gateway has no such device, reading or batch. Check the id, the channel and the time."),
			ArchiveError::OtherRun => Kind::Unknown.because(
				"The gateway has the reading, but in no run with this root. Take the root of the leaf whose last reading this is.",
			),
			ArchiveError::NotFinal => Kind::NotFinal.because(
				"Its batch is not final yet. Ask again after Retry-After seconds.",
			),
			ArchiveError::KeyPending => Kind::KeyPending.because(
				"The reading is final, and its device had changed its key. The gateway asks a node where the chain recorded that. Ask again after Retry-After seconds.",
			),
			ArchiveError::Pruned => Kind::Pruned
				.because("The gateway removed them after the configured time. Ask the operator of an archive."),
			ArchiveError::Store(cause) => {
				tracing::error!(%cause, "a request failed on the database");
				Kind::Store.because("Try again later, and see the gateway's log.")
			},
		}
	}
}

impl From<PathRejection> for Problem {
	fn from(rejection: PathRejection) -> Self {
		Kind::BadRequest.because(rejection.body_text())
	}
}

impl From<QueryRejection> for Problem {
	fn from(rejection: QueryRejection) -> Self {
		Kind::BadRequest.because(rejection.body_text())
	}
}

impl IntoResponse for Problem {
	fn into_response(self) -> Response {
		let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
		let mut response = (status, Json(self)).into_response();
		let headers = response.headers_mut();
		headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
		if matches!(status, StatusCode::CONFLICT | StatusCode::SERVICE_UNAVAILABLE) {
			headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
		}
		response
	}
}
