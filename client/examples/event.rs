//! Follows finalised blocks, and prints what devices said on watched streams.
//!
//! `cargo run -p tallystick-client --example event`

use std::time::Duration;
use tallystick_client::{telemetry::events::Observed, Chain, Endpoints};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
	let chain = Chain::connect(Endpoints::new(["ws://127.0.0.1:9944"])).await?;
	let mut seen = chain.finalized().await?.number;
	loop {
		let finalized = chain.finalized().await?.number;
		for number in seen.saturating_add(1)..=finalized {
			let Some(hash) = chain.block_hash(number).await? else { break };
			for Observed { stream, observation } in chain.events(&hash).await?.all()? {
				println!("{number}: {stream:?} {:?}", observation.summary);
			}
		}
		seen = finalized;
		tokio::time::sleep(Duration::from_secs(2)).await;
	}
}
