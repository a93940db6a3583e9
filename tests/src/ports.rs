use anyhow::{bail, Context, Result};
use std::{
	fs::{self, File},
	net::{Ipv4Addr, TcpListener},
	ops::Range,
};

/// Below the range from which systems give out ports for outgoing connections, so that none of
/// those takes a port while its node is down.
const RANGE: Range<u16> = 20_000..32_000;

/// Ports that one network holds at most.
const BLOCK: u16 = 60;

/// A block of ports that belongs to one network, across all test processes of this machine.
#[derive(Debug)]
pub struct Ports {
	next: Range<u16>,
	// Locked as long as it is open.
	_lease: File,
}

/// The three ports of a node.
#[derive(Clone, Copy, Debug)]
pub struct NodePorts {
	/// Peers.
	pub p2p: u16,
	/// JSON-RPC.
	pub rpc: u16,
	/// Prometheus.
	pub metrics: u16,
}

impl Ports {
	/// Takes a block that nobody else holds.
	pub fn reserve() -> Result<Self> {
		let folder = std::env::temp_dir().join("tallystick-ports");
		fs::create_dir_all(&folder).context("the folder of port leases")?;
		for first in RANGE.step_by(BLOCK.into()) {
			let lease = File::create(folder.join(first.to_string())).context("a port lease")?;
			if lease.try_lock().is_ok() {
				return Ok(Self { next: first..first + BLOCK, _lease: lease });
			}
		}
		bail!("all blocks of ports are taken")
	}

	/// The ports of one more node.
	pub fn node(&mut self) -> Result<NodePorts> {
		Ok(NodePorts { p2p: self.one()?, rpc: self.one()?, metrics: self.one()? })
	}

	/// One more port.
	pub fn one(&mut self) -> Result<u16> {
		self.next
			.by_ref()
			.find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
			.context("the network's block of ports is used up")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn two_networks_never_share_a_port() {
		let (mut one, mut two) = (Ports::reserve().unwrap(), Ports::reserve().unwrap());
		let (one, two) = (one.node().unwrap(), two.node().unwrap());
		let mut all = [one.p2p, one.rpc, one.metrics, two.p2p, two.rpc, two.metrics];
		all.sort_unstable();
		assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{all:?}");
	}
}
