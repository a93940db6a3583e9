//! One node: its connection, and requests over it.

use super::RpcError;
use serde::de::DeserializeOwned;
use std::time::Duration;
use subxt::{
	rpcs::{client::RpcParams, rpc_params, Error as Cause, RpcClient},
	utils::H256,
};
use tallystick_evidence::Hash;
use tokio::{
	sync::Mutex,
	time::{timeout, Instant},
};

/// A node, and the connection to it.
#[derive(Debug)]
pub(crate) struct Node {
	pub(crate) url: String,
	timeout: Duration,
	link: Mutex<Link>,
}

#[derive(Debug, Default)]
struct Link {
	client: Option<RpcClient>,
	/// Counts connections, so that a late failure of an old one does not end a new one.
	connection: u64,
	/// When and how connecting failed last. A caller that began before that need not try again.
	failed: Option<(Instant, RpcError)>,
}

/// Why a node gave no answer.
#[derive(Debug)]
pub(crate) enum Failure {
	/// There is no connection.
	Unconnected(RpcError),
	/// The connection was lost, or the answer did not come in time.
	Lost(String),
	/// It answered with an error.
	Answered(RpcError),
}

impl Node {
	pub(crate) fn new(url: String, timeout: Duration) -> Self {
		Self { url, timeout, link: Mutex::default() }
	}

	/// Sends a request, and waits for the answer. `began` is when the caller began. `check` gets the genesis
	/// hash after a connection was made.
	pub(crate) async fn ask<T: DeserializeOwned>(
		&self,
		began: Instant,
		check: impl FnOnce(Hash) -> Result<(), RpcError>,
		method: &str,
		params: RpcParams,
	) -> Result<T, Failure> {
		let (connection, client) =
			self.connect(began, check).await.map_err(Failure::Unconnected)?;
		let cause = match timeout(self.timeout, client.request::<T>(method, params)).await {
			Ok(Ok(answer)) => return Ok(answer),
			Ok(Err(Cause::User(error))) => {
				let data = error.data.map(|data| {
					serde_json::from_str(data.get()).unwrap_or_else(|_| data.get().to_owned())
				});
				let (code, message) = (error.code, error.message);
				return Err(Failure::Answered(RpcError::Refused { code, message, data }));
			},
			Ok(Err(Cause::Deserialization(error))) => {
				return Err(Failure::Answered(RpcError::Unreadable(error.to_string())))
			},
			Ok(Err(error)) => error.to_string(),
			Err(_) => format!("no answer within {:?}", self.timeout),
		};
		self.disconnect(connection).await;
		Err(Failure::Lost(cause))
	}

	/// The connection, made anew if there is none.
	pub(crate) async fn connect(
		&self,
		began: Instant,
		check: impl FnOnce(Hash) -> Result<(), RpcError>,
	) -> Result<(u64, RpcClient), RpcError> {
		let mut link = self.link.lock().await;
		if let Some(client) = &link.client {
			return Ok((link.connection, client.clone()));
		}
		if let Some((_, error)) = link.failed.as_ref().filter(|(at, _)| *at > began) {
			return Err(error.clone());
		}
		let connected = self.open().await;
		match connected.and_then(|(client, genesis)| check(genesis).map(|()| client)) {
			Ok(client) => {
				tracing::info!(url = self.url, "connected to a node");
				link.client = Some(client.clone());
				link.connection = link.connection.wrapping_add(1);
				Ok((link.connection, client))
			},
			Err(error) => {
				link.failed = Some((Instant::now(), error.clone()));
				Err(error)
			},
		}
	}

	/// Ends a connection that failed, unless somebody has already.
	async fn disconnect(&self, connection: u64) {
		let mut link = self.link.lock().await;
		if link.connection == connection {
			link.client = None;
		}
	}

	async fn open(&self) -> Result<(RpcClient, Hash), RpcError> {
		let transport = |cause: &dyn std::fmt::Display| {
			// The layers below each say that they failed.
			let cause = cause.to_string();
			let cause = cause.trim_start_matches("RPC error: client error: ");
			RpcError::Transport(format!("{}: {cause}", self.url))
		};
		let connected = async {
			let client =
				RpcClient::from_insecure_url(&self.url).await.map_err(|error| transport(&error))?;
			let genesis: Option<H256> = client
				.request("chain_getBlockHash", rpc_params![0])
				.await
				.map_err(|error| transport(&error))?;
			let found = genesis.ok_or_else(|| transport(&"it has no first block"))?.0;
			Ok((client, found))
		};
		match timeout(self.timeout, connected).await {
			Ok(connected) => connected,
			Err(_) => Err(transport(&format!("no answer within {:?}", self.timeout))),
		}
	}
}
