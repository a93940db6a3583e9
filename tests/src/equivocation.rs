use crate::{Network, Node, State};
use anyhow::{ensure, Context, Result};
use tallystick_client::{hexed, rpc_params};

/// Fails if any node that runs has seen somebody sign twice: by its metrics, by what is on record on
/// chain, or by its log.
pub async fn ensure_no_equivocation(network: &Network) -> Result<()> {
	for node in network.running() {
		let name = node.name();
		let seen = node
			.metrics()
			.await?
			.sum("tallystick_aura_equivocations_total")
			.with_context(|| format!("{name} does not count Aura equivocations"))?;
		ensure!(seen == 0.0, "{name} counted {seen} Aura equivocations");
		let votes = double_votes(node).await?;
		ensure!(votes == 0, "{name} knows of {votes} double votes");
		let log = node.log()?;
		let line = log.lines().find(|line| line.to_lowercase().contains("equivocation"));
		ensure!(line.is_none(), "{name} logged {line:?}");
	}
	Ok(())
}

/// How many double votes the chain has on record.
pub async fn double_votes(node: &Node) -> Result<usize> {
	let prefix = hexed(&State::of(node).await?.prefix("Consortium", "DoubleVotes").await?);
	let params = rpc_params![prefix, 100];
	let keys: Vec<String> = node.chain()?.rpc().request("state_getKeysPaged", params).await?;
	Ok(keys.len())
}
