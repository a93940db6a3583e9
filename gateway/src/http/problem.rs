//! What went wrong, for programs and people: RFC 9457.

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
	/// The request is not understood.
	BadRequest,
	/// There is no such thing.
	Unknown,
	/// The path knows other methods.
	WrongMethod,
	/// It is there, and not final yet.
	NotFinal,
	/// Its raw data were removed.
	Pruned,
	/// Too much is asked at once.
	Busy,
	/// It took too long.
	TooSlow,
	/// The database failed.
	Store,
}

/// A problem (RFC 9457).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Problem {
	/// Which kind. It is stable, for programs.
	#[serde(rename = "type")]
	#[schema(pattern = "^urn:tallystick:problem:[a-z-]+$")]
	kind: String,
	/// The kind in a few words, for people.
	title: String,
	/// The HTTP status.
	#[schema(minimum = 400, maximum = 599)]
	status: u16,
	/// What is wrong here, and what to do.
	detail: String,
}

impl Kind {
	fn facts(self) -> (StatusCode, &'static str, &'static str) {
		match self {
			Self::BadRequest => {
				(StatusCode::BAD_REQUEST, "bad-request", "The request is not understood")
			},
			Self::Unknown => (StatusCode::NOT_FOUND, "unknown", "There is no such thing here"),
			Self::WrongMethod => {
				(StatusCode::METHOD_NOT_ALLOWED, "wrong-method", "The path knows other methods")
			},
			Self::NotFinal => (StatusCode::CONFLICT, "not-final", "It is not final yet"),
			Self::Pruned => (StatusCode::GONE, "pruned", "Its raw data were removed"),
			Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy", "Too much is asked at once"),
			Self::TooSlow => (StatusCode::SERVICE_UNAVAILABLE, "too-slow", "It took too long"),
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
				.because("The gateway never had it. Check the name, the channel and the time."),
			ArchiveError::NotFinal => Kind::NotFinal.because(
				"It is on its way to a finalised block. Ask again after Retry-After seconds.",
			),
			ArchiveError::Pruned => Kind::Pruned
				.because("It was removed after the configured time. Ask whoever keeps an archive."),
			ArchiveError::Store(cause) => {
				tracing::error!(%cause, "a request failed on the database");
				Kind::Store.because("Try again later, and look into the gateway's log.")
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
