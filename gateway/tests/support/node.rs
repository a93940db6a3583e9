//! A node that answers as a test has it.

use codec::Encode;
use jsonrpsee::{
	server::{Server, ServerHandle},
	RpcModule,
};
use serde_json::{json, Value};
use tallystick_client::{
	finality::{DigestItem, Header},
	hexed,
};
use tallystick_evidence::Hash;

/// The methods that it answers.
const METHODS: [&str; 7] = [
	"chain_getBlockHash",
	"chain_getFinalizedHead",
	"chain_getHeader",
	"state_call",
	"state_getRuntimeVersion",
	"state_getStorage",
	"system_chainType",
];

/// Answers each method by its name and parameters. Returns the URL.
pub(crate) async fn serve(
	answer: impl Fn(&str, &[Value]) -> Value + Send + Sync + 'static,
) -> (String, ServerHandle) {
	let mut module = RpcModule::new(answer);
	for method in METHODS {
		module
			.register_method(method, move |params, answer, _| {
				answer(method, &params.parse::<Vec<Value>>().unwrap_or_default())
			})
			.unwrap();
	}
	let server = Server::builder().build("127.0.0.1:0").await.unwrap();
	let url = format!("ws://{}", server.local_addr().unwrap());
	(url, server.start(module))
}

/// The header of a block of this slot.
pub(crate) fn header(parent: Hash, number: u32, slot: u64) -> Header {
	let digest = vec![DigestItem::PreRuntime(*b"aura", slot.encode())];
	Header { parent, number, state: [0; 32], extrinsics: [0; 32], digest }
}

/// A header as a node shows it.
pub(crate) fn shown(header: &Header) -> Value {
	let logs: Vec<_> = header.digest.iter().map(|item| hexed(&item.encode())).collect();
	json!({
		"parentHash": hexed(&header.parent),
		"number": format!("0x{:x}", header.number),
		"stateRoot": hexed(&header.state),
		"extrinsicsRoot": hexed(&header.extrinsics),
		"digest": { "logs": logs },
	})
}
