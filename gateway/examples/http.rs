//! Serves a small made-up archive, to try the HTTP interface without a chain.

#[path = "../tests/fake/mod.rs"]
mod fake;

use std::{sync::Arc, time::Duration};

use tallystick_gateway::{
	http::{router, serve, Api, Limits},
	stop::stop,
};

#[tokio::main]
async fn main() -> std::io::Result<()> {
	let api = Api {
		archive: Arc::new(fake::Fake::new()),
		complete: Arc::new(|proof| Box::pin(std::future::ready(proof))),
		readiness: Arc::new(Vec::new),
		metrics: Arc::new(|| "# no metrics here\n".into()),
	};
	let limits = Limits { concurrent: 64, timeout: Duration::from_secs(10) };
	let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
	println!("http://{}", listener.local_addr()?);
	let (_stopper, stop) = stop();
	serve(listener, router(api, limits), stop).await;
	Ok(())
}
