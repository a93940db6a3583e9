//! Requests to nodes of one chain, any of which will do.

use serde::de::DeserializeOwned;
use std::{sync::Arc, time::Duration};
use subxt::{
	rpcs::{client::RpcParams, rpc_params, Error as Cause, RpcClient},
	utils::H256,
};
use tallystick_evidence::Hash;
use tokio::{
	sync::Mutex,
	time::{timeout, Instant},
};

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// Where the chain's nodes are.
#[derive(Clone, Debug)]
pub struct Endpoints {
	/// URLs of nodes: `ws://` or `wss://`. `http://` and `https://` stand for the same, as a node serves
	/// both on one port.
	pub urls: Vec<String>,
	/// How long to wait for a connection, and for each answer.
	pub timeout: Duration,
	/// The chain that the nodes have to follow. Where it is left out, the first node decides.
	pub genesis: Option<Hash>,
}

impl Endpoints {
	/// Nodes at these URLs.
	pub fn new(urls: impl IntoIterator<Item = impl Into<String>>) -> Self {
		let urls = urls.into_iter().map(Into::into).collect();
		Self { urls, timeout: DEFAULT_TIMEOUT, genesis: None }
	}

	/// With another time to wait.
	pub fn with_timeout(self, timeout: Duration) -> Self {
		Self { timeout, ..self }
	}

	/// Of this chain only.
	pub fn with_genesis(self, genesis: Hash) -> Self {
		Self { genesis: Some(genesis), ..self }
	}
}

/// Why a request has no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum RpcError {
	/// There is no URL to ask.
	#[error("no node is named; give the URL of one, such as ws://127.0.0.1:9944")]
	NoEndpoint,
	/// No node answers. Look at the nodes and the network; try again later.
	#[error("no node answers: {0}")]
	Transport(String),
	/// A node follows another chain than the others, or than expected. Remove its URL.
	#[error("the node {url} follows the chain 0x{}, not 0x{}", hex::encode(.found), hex::encode(.expected))]
	OtherChain {
		/// The node.
		url: String,
		/// The chain that was asked for.
		expected: Hash,
		/// The node's chain.
		found: Hash,
	},
	/// The node refuses the request.
	#[error("{message} ({code}){}", .data.as_ref().map(|data| format!(": {data}")).unwrap_or_default())]
	Refused {
		/// JSON-RPC error code.
		code: i32,
		/// The node's message.
		message: String,
		/// What it says besides.
		data: Option<String>,
	},
	/// The answer is not what it should be. The node is of another version.
	#[error("the node's answer cannot be read: {0}")]
	Unreadable(String),
}

/// Requests to nodes of one chain, of which any will do. A clone shares the connection.
///
/// The node in use stays in use until it fails to answer; then the next one is asked, each at most
/// once a request, and the first once more. What a node answers with an error is final.
#[derive(Clone, Debug)]
pub struct Rpc {
	shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
	urls: Vec<String>,
	timeout: Duration,
	state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
	/// The place of the URL in use.
	current: usize,
	/// Counts connections, so that a late failure of an old one does not end a new one.
	connection: u64,
	client: Option<RpcClient>,
	genesis: Option<Hash>,
	/// When all nodes failed, and how. Who asked before that need not try all of them again.
	failed: Option<(Instant, RpcError)>,
}

impl Rpc {
	/// Prepares to ask these nodes. It connects with the first request.
	pub fn new(endpoints: Endpoints) -> Result<Self, RpcError> {
		let urls: Vec<_> = endpoints.urls.iter().map(|url| as_websocket(url)).collect();
		if urls.is_empty() {
			return Err(RpcError::NoEndpoint);
		}
		let state = State { genesis: endpoints.genesis, ..Default::default() };
		let shared = Shared { urls, timeout: endpoints.timeout, state: Mutex::new(state) };
		Ok(Self { shared: Arc::new(shared) })
	}

	/// Asks, and waits for the answer.
	pub async fn request<T: DeserializeOwned>(
		&self,
		method: &str,
		params: RpcParams,
	) -> Result<T, RpcError> {
		let began = Instant::now();
		let mut last = RpcError::NoEndpoint;
		for _ in 0..=self.shared.urls.len() {
			let (connection, client) = self.connection(began).await?;
			let asked = client.request::<T>(method, params.clone());
			let cause = match timeout(self.shared.timeout, asked).await {
				Ok(Ok(answer)) => return Ok(answer),
				Ok(Err(Cause::User(error))) => {
					let data = error.data.map(|data| {
						serde_json::from_str(data.get()).unwrap_or_else(|_| data.get().to_owned())
					});
					return Err(RpcError::Refused {
						code: error.code,
						message: error.message,
						data,
					});
				},
				Ok(Err(Cause::Deserialization(error))) => {
					return Err(RpcError::Unreadable(error.to_string()))
				},
				Ok(Err(error)) => error.to_string(),
				Err(_) => format!("no answer within {:?}", self.shared.timeout),
			};
			let url = self.give_up(connection).await;
			tracing::warn!(url, method, cause, "a node failed");
			last = RpcError::Transport(format!("{url}: {cause}"));
		}
		Err(last)
	}

	/// Subscribes, and waits for the first item that is wanted. None if the node sends no such thing
	/// within `patience`; it is not asked again, nor is another one.
	pub(crate) async fn first<T: DeserializeOwned, U>(
		&self,
		subscribe: &str,
		unsubscribe: &str,
		mut wanted: impl FnMut(T) -> Option<U>,
	) -> Result<Option<U>, RpcError> {
		let (_, client) = self.connection(Instant::now()).await?;
		let transport = |error: Cause| RpcError::Transport(error.to_string());
		let found = async {
			let mut items = client.subscribe::<T>(subscribe, rpc_params![], unsubscribe).await?;
			while let Some(item) = items.next().await {
				if let Some(found) = wanted(item?) {
					return Ok(Some(found));
				}
			}
			Ok(None)
		};
		timeout(self.patience(), found).await.unwrap_or(Ok(None)).map_err(transport)
	}

	/// The hash of the chain's first block.
	pub async fn genesis(&self) -> Result<Hash, RpcError> {
		self.connection(Instant::now()).await?;
		let state = self.shared.state.lock().await;
		state.genesis.ok_or_else(|| RpcError::Unreadable("no genesis".into()))
	}

	/// How long to wait for something that happens on the chain: some blocks' time.
	pub(crate) fn patience(&self) -> Duration {
		self.shared.timeout.saturating_mul(6)
	}

	/// The URL of the node in use.
	pub async fn url(&self) -> String {
		let state = self.shared.state.lock().await;
		self.shared.url(state.current).to_owned()
	}

	async fn connection(&self, began: Instant) -> Result<(u64, RpcClient), RpcError> {
		let shared = &self.shared;
		let mut state = shared.state.lock().await;
		if let Some(client) = &state.client {
			return Ok((state.connection, client.clone()));
		}
		if let Some((_, error)) = state.failed.as_ref().filter(|(at, _)| *at > began) {
			return Err(error.clone());
		}
		let mut failures = Vec::new();
		let mut other_chain = None;
		for _ in 0..shared.urls.len() {
			let url = shared.url(state.current);
			match shared.connect(url, state.genesis).await {
				Ok((client, genesis)) => {
					tracing::info!(url, "connected to a node");
					state.genesis = Some(genesis);
					state.client = Some(client.clone());
					state.connection = state.connection.wrapping_add(1);
					return Ok((state.connection, client));
				},
				Err(error @ RpcError::OtherChain { .. }) => {
					tracing::error!(url, %error, "a node is not used");
					other_chain = Some(error);
				},
				Err(RpcError::Transport(cause)) => failures.push(cause),
				Err(error) => failures.push(error.to_string()),
			}
			state.current = shared.after(state.current);
		}
		let error = other_chain.unwrap_or_else(|| RpcError::Transport(failures.join("; ")));
		state.failed = Some((Instant::now(), error.clone()));
		Err(error)
	}

	/// Leaves a connection that failed, unless somebody has already. Tells its URL.
	async fn give_up(&self, connection: u64) -> String {
		let mut state = self.shared.state.lock().await;
		let url = self.shared.url(state.current).to_owned();
		if state.connection == connection && state.client.take().is_some() {
			state.current = self.shared.after(state.current);
		}
		url
	}
}

impl Shared {
	fn url(&self, place: usize) -> &str {
		self.urls.get(place).map_or("", String::as_str)
	}

	fn after(&self, place: usize) -> usize {
		place.wrapping_add(1).checked_rem(self.urls.len()).unwrap_or_default()
	}

	async fn connect(&self, url: &str, of: Option<Hash>) -> Result<(RpcClient, Hash), RpcError> {
		let transport = |cause: &dyn std::fmt::Display| {
			// The layers below each say that they failed.
			let cause = cause.to_string();
			let cause = cause.trim_start_matches("RPC error: client error: ");
			RpcError::Transport(format!("{url}: {cause}"))
		};
		let connected = async {
			let client =
				RpcClient::from_insecure_url(url).await.map_err(|error| transport(&error))?;
			let genesis: Option<H256> = client
				.request("chain_getBlockHash", rpc_params![0])
				.await
				.map_err(|error| transport(&error))?;
			let found = genesis.ok_or_else(|| transport(&"it has no first block"))?.0;
			Ok((client, found))
		};
		let (client, found) = match timeout(self.timeout, connected).await {
			Ok(connected) => connected?,
			Err(_) => return Err(transport(&format!("no answer within {:?}", self.timeout))),
		};
		match of {
			Some(expected) if expected != found => {
				Err(RpcError::OtherChain { url: url.to_owned(), expected, found })
			},
			_ => Ok((client, found)),
		}
	}
}

fn as_websocket(url: &str) -> String {
	match url.split_once("://") {
		Some(("http", rest)) => format!("ws://{rest}"),
		Some(("https", rest)) => format!("wss://{rest}"),
		_ => url.to_owned(),
	}
}
