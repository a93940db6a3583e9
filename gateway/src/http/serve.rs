//! Serves connections, within limits.

use std::{sync::Arc, time::Duration};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
	rt::{TokioIo, TokioTimer},
	server::graceful::GracefulShutdown,
	service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};

use crate::stop::Stop;

/// Longest time for a request's head, and for open requests at a stop.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
const MAX_HEADERS: usize = 64;
/// Most bytes of a request's line and headers.
const MAX_HEAD: usize = 16 * 1024;
const MAX_CONNECTIONS: usize = 512;

/// Serves until it is stopped, and then finishes open requests.
pub async fn serve(listener: TcpListener, router: Router, mut stop: Stop) {
	let permits = Arc::new(Semaphore::new(MAX_CONNECTIONS));
	let graceful = GracefulShutdown::new();
	loop {
		// Further connections wait in the kernel.
		let accepted = tokio::select! {
			() = stop.stopped() => break,
			accepted = async {
				let permit = permits.clone().acquire_owned().await;
				(listener.accept().await, permit)
			} => accepted,
		};
		let stream = match accepted {
			(Ok((stream, _)), Ok(permit)) => (stream, permit),
			(Err(error), _) => {
				// The process is out of file descriptors, which passes.
				tracing::warn!(%error, "an HTTP connection could not be accepted; the gateway tries again");
				tokio::time::sleep(Duration::from_millis(100)).await;
				continue;
			},
			(_, Err(_)) => break,
		};
		let (stream, permit) = stream;
		let connection = http1::Builder::new()
			.timer(TokioTimer::new())
			.header_read_timeout(HEADER_TIMEOUT)
			.max_headers(MAX_HEADERS)
			.max_buf_size(MAX_HEAD)
			.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
		let connection = graceful.watch(connection);
		tokio::spawn(async move {
			if let Err(error) = connection.await {
				tracing::debug!(%error, "a connection ended");
			}
			drop(permit);
		});
	}
	drop(listener);
	if tokio::time::timeout(HEADER_TIMEOUT, graceful.shutdown()).await.is_err() {
		tracing::warn!("open HTTP requests were cut off, because the gateway stops");
	}
}
