//! Detects occupied ports before the node starts.

use sc_network::multiaddr::Protocol;
use sc_service::Configuration;
use std::{
	io::ErrorKind,
	net::{IpAddr, SocketAddr, TcpListener},
};

/// Refuses ports that another process uses. The SDK would choose another port for JSON-RPC and none for
/// peers and metrics, and the node would seem to run.
pub(crate) fn ensure_free(config: &Configuration) -> Result<(), String> {
	let peers = config.network.listen_addresses.iter().filter_map(|address| {
		let mut ip = None;
		address.iter().find_map(|part| match part {
			Protocol::Ip4(v4) => {
				ip = Some(IpAddr::V4(v4));
				None
			},
			Protocol::Ip6(v6) => {
				ip = Some(IpAddr::V6(v6));
				None
			},
			Protocol::Tcp(port) => Some(SocketAddr::new(ip?, port)),
			_ => None,
		})
	});
	let rpc = config.rpc.addr.iter().flatten().filter(|endpoint| !endpoint.is_optional);
	let rpc = rpc.map(|endpoint| endpoint.listen_addr);
	let metrics = config.prometheus_config.iter().map(|metrics| metrics.port);
	let all = peers
		.map(|address| ("peers", "--port or --listen-addr", address))
		.chain(rpc.map(|address| ("JSON-RPC", "--rpc-port", address)))
		.chain(metrics.map(|address| ("metrics", "--prometheus-port", address)));
	for (what, flag, address) in all {
		let occupied =
			TcpListener::bind(address).is_err_and(|error| error.kind() == ErrorKind::AddrInUse);
		if occupied {
			return Err(format!(
				"another process listens on {address}, the address for {what}: stop it, which may be another \
				 node, or choose another port with {flag}"
			));
		}
	}
	Ok(())
}
