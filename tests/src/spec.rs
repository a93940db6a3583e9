use crate::node_binary;
use anyhow::{ensure, Context, Result};
use serde_json::Value;
use std::ffi::OsStr;
use tokio::process::Command;

/// The plain specification of a chain that the node knows by name, as `export-chain-spec` tells it.
pub async fn export_spec(chain: &str) -> Result<Value> {
	let json = export(chain.as_ref(), &[]).await?;
	serde_json::from_slice(&json).context("export-chain-spec must print JSON")
}

/// The raw form of a specification, of which this is the name or the file.
pub async fn export_raw_spec(chain: &OsStr) -> Result<Vec<u8>> {
	export(chain, &["--raw"]).await
}

async fn export(chain: &OsStr, flags: &[&str]) -> Result<Vec<u8>> {
	let output = Command::new(node_binary()?)
		.args(["export-chain-spec", "--chain"])
		.arg(chain)
		.args(flags)
		.output()
		.await
		.context("export-chain-spec")?;
	ensure!(
		output.status.success(),
		"export-chain-spec failed: {}",
		String::from_utf8_lossy(&output.stderr)
	);
	Ok(output.stdout)
}

/// The genesis of a plain specification, to be changed: the pallets' settings by their names.
pub fn genesis_mut(spec: &mut Value) -> Result<&mut Value> {
	let genesis = spec
		.pointer_mut("/genesis/runtimeGenesis")
		.context("the specification is not a plain one")?;
	let key = if genesis.get("patch").is_some() { "patch" } else { "config" };
	genesis.get_mut(key).context("the specification has no settings")
}
