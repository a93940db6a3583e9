//! Asks view functions: a device by a method of [`Chain`], and what has none as a typed view.
//!
//! `cargo run -p tallystick-client --example view -- DEVICE`

use tallystick_client::{
	device_registry::views::ProposedKeyOf, records::evidence::DeviceId, Chain, Endpoints,
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
	let digits = std::env::args().nth(1).unwrap_or_else(|| "00".repeat(32));
	let mut device = DeviceId([0; 32]);
	hex::decode_to_slice(digits.trim_start_matches("0x"), &mut device.0)?;

	let chain = Chain::connect(Endpoints::new(["ws://127.0.0.1:9944"])).await?;
	// All answers are of one block.
	let at = chain.finalized().await?.hash;
	match chain.device(&device, Some(&at)).await? {
		Some(record) => println!("{}", serde_json::to_string_pretty(&record)?),
		None => println!("the chain has no such device"),
	}
	let proposed = chain.view(ProposedKeyOf { device }, Some(&at)).await?;
	println!("proposed key: {proposed:?}");
	Ok(())
}
