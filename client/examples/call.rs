//! Signs a call, waits for its block, and reads what it did from its events.
//!
//! `cargo run -p tallystick-client --example call`, against a development chain

use anyhow::Context;
use tallystick_client::{
	device_registry::{calls::AuthorizeGateway, events::GatewayAuthorized},
	records::device::Scope,
	Chain, Endpoints, Signer,
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
	let chain = Chain::connect(Endpoints::new(["ws://127.0.0.1:9944"])).await?;
	let (owner, gateway) = (Signer::from_uri("//Alice")?, Signer::from_uri("//Bob")?.account());
	// A runtime whose call has other arguments is an error here, before anything is signed.
	let call = AuthorizeGateway { scope: Scope::AllOfOwner, gateway };
	let included = chain.submit_and_find(&call.into(), &owner).await?;
	let done = included.events.first::<GatewayAuthorized>()?.context("no event")?;
	println!("{} speaks for {}, in block {}", done.gateway, done.owner, included.block.number);
	Ok(())
}
