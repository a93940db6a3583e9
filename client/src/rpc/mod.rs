//! Requests to any of the nodes of one chain.

mod judge;
mod node;

pub use judge::{Fault, Opinion};

use crate::chain::Header;
use judge::{Limits, Meaning, Seen, Sight};
use node::{Failure, Node};
use serde::{de::DeserializeOwned, Deserialize};
use std::{
	sync::{Arc, Mutex, MutexGuard, PoisonError},
	time::Duration,
};
use subxt::{
	rpcs::{client::RpcParams, rpc_params, Error as Cause},
	utils::H256,
};
use tallystick_evidence::Hash;
use tokio::{
	task::JoinSet,
	time::{sleep, timeout, Instant},
};

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);
const DEFAULT_STALL: Duration = Duration::from_secs(20);

/// The addresses of the chain's nodes.
#[derive(Clone, Debug)]
pub struct Endpoints {
	/// URLs of nodes: `ws://` or `wss://`. `http://` and `https://` stand for the same, as a node serves
	/// both on one port.
	pub urls: Vec<String>,
	/// How long to wait for a connection, and for each answer.
	pub timeout: Duration,
	/// The chain that the nodes have to follow. `None`: the first node decides.
	pub genesis: Option<Hash>,
	/// A node whose best or finalised head has stood still for longer is left for one whose heads rise.
	pub stall: Duration,
}

impl Endpoints {
	/// Nodes at these URLs.
	pub fn new(urls: impl IntoIterator<Item = impl Into<String>>) -> Self {
		let urls = urls.into_iter().map(Into::into).collect();
		Self { urls, timeout: DEFAULT_TIMEOUT, genesis: None, stall: DEFAULT_STALL }
	}

	/// With another time to wait.
	pub fn with_timeout(self, timeout: Duration) -> Self {
		Self { timeout, ..self }
	}

	/// With another time for which a head may stand still. It should be ten times the block time.
	pub fn with_stall(self, stall: Duration) -> Self {
		Self { stall, ..self }
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
		/// The node's URL, as it is configured.
		url: String,
		/// The genesis hash of the chain that was asked for.
		expected: Hash,
		/// The genesis hash that the node shows.
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
	/// The answer is malformed. The node is of another version.
	#[error("the node's answer cannot be read: {0}")]
	Unreadable(String),
}

/// Requests to any of the nodes of one chain. A clone shares the connections.
///
/// The present node stays in use until it fails to answer, until another answers what it cannot, or until
/// [`Self::survey`] finds a better one. Then the next best one is asked. Each node is asked at most once for
/// a request, but the first is asked again if its connection was lost. An error that every node would return
/// is final.
#[derive(Clone, Debug)]
pub struct Rpc {
	shared: Arc<Shared>,
	/// The only node to ask.
	only: Option<usize>,
}

/// What the client knows of a node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NodeReport {
	/// Its URL.
	pub url: String,
	/// Whether it is the one in use.
	pub in_use: bool,
	/// What to think of it.
	pub opinion: Opinion,
	/// The heights of its best and of its finalised head, as the last look showed them.
	pub heads: Option<(u32, u32)>,
	/// Its number of peers, as the last look showed it.
	pub peers: Option<u32>,
}

#[derive(Debug)]
struct Shared {
	nodes: Vec<Node>,
	timeout: Duration,
	limits: Limits,
	table: Mutex<Table>,
}

#[derive(Debug)]
struct Table {
	/// The place of the node in use.
	current: usize,
	genesis: Option<Hash>,
	/// What was seen of each node.
	seen: Vec<Seen>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Health {
	peers: u32,
	is_syncing: bool,
	should_have_peers: bool,
}

impl Rpc {
	/// Prepares to ask these nodes. It connects with the first request.
	pub fn new(endpoints: Endpoints) -> Result<Self, RpcError> {
		let Endpoints { urls, timeout, genesis, stall } = endpoints;
		if urls.is_empty() {
			return Err(RpcError::NoEndpoint);
		}
		let nodes: Vec<_> = urls.iter().map(|url| Node::new(as_websocket(url), timeout)).collect();
		let seen = vec![Seen::default(); nodes.len()];
		let table = Mutex::new(Table { current: 0, genesis, seen });
		let limits = Limits { still: stall, ..Limits::default() };
		let shared = Shared { nodes, timeout, limits, table };
		Ok(Self { shared: Arc::new(shared), only: None })
	}

	/// Asks, and waits for the answer.
	pub async fn request<T: DeserializeOwned>(
		&self,
		method: &str,
		params: RpcParams,
	) -> Result<T, RpcError> {
		let shared = &self.shared;
		let began = Instant::now();
		let mut places = self.order();
		let (mut at, mut failures) = (0, Vec::new());
		let (mut answered, mut other_chain) = (None, None);
		let mut doubted = Vec::new();
		while let Some((place, node)) = shared.node(places.get(at).copied()) {
			match node
				.ask::<T>(began, |found| shared.adopt(node, found), method, params.clone())
				.await
			{
				Ok(answer) => {
					shared.note_answer(place, &doubted);
					return Ok(answer);
				},
				Err(Failure::Answered(error)) => match judge::meaning(&error) {
					Meaning::Final => {
						shared.note_answer(place, &[]);
						return Err(error);
					},
					meaning => {
						tracing::debug!(url = node.url, method, %error, "a node has no answer");
						if let Meaning::Fault(fault) = meaning {
							doubted.push((place, fault));
						}
						answered.get_or_insert(error);
					},
				},
				Err(Failure::Lost(cause)) => {
					tracing::warn!(url = node.url, method, cause, "a node failed");
					shared.note_fault(place, Fault::Silent);
					failures.push(format!("{}: {cause}", node.url));
					if at == 0 {
						places.push(place);
					}
				},
				Err(Failure::Unconnected(error)) => match error {
					RpcError::OtherChain { .. } => {
						shared.note_fault(place, Fault::OtherChain);
						other_chain = Some(error);
					},
					RpcError::Transport(cause) => {
						shared.note_fault(place, Fault::Silent);
						failures.push(cause);
					},
					error => failures.push(error.to_string()),
				},
			}
			at = at.saturating_add(1);
		}
		let unreachable = || RpcError::Transport(failures.join("; "));
		Err(answered.or(other_chain).unwrap_or_else(unreachable))
	}

	/// Subscribes, and waits for the first wanted item. `None` if the node sends none within `patience`; then
	/// no node is asked again.
	pub(crate) async fn first<T: DeserializeOwned, U>(
		&self,
		subscribe: &str,
		unsubscribe: &str,
		mut wanted: impl FnMut(T) -> Option<U>,
	) -> Result<Option<U>, RpcError> {
		self.genesis().await?;
		let place = self.place();
		let (_, node) = self.shared.node(Some(place)).ok_or(RpcError::NoEndpoint)?;
		let check = |found| self.shared.adopt(node, found);
		let (_, client) = node.connect(Instant::now(), check).await?;
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

	/// The hash of the chain's first block. Connects to a node if none is connected.
	pub async fn genesis(&self) -> Result<Hash, RpcError> {
		let shared = &self.shared;
		let began = Instant::now();
		let (mut failures, mut other_chain) = (Vec::new(), None);
		for place in self.order() {
			let Some((place, node)) = shared.node(Some(place)) else { continue };
			match node.connect(began, |found| shared.adopt(node, found)).await {
				Ok(_) => {
					shared.note_answer(place, &[]);
					let genesis = shared.table().genesis;
					return genesis.ok_or_else(|| RpcError::Unreadable("no genesis".into()));
				},
				Err(error @ RpcError::OtherChain { .. }) => {
					shared.note_fault(place, Fault::OtherChain);
					other_chain = Some(error);
				},
				Err(error) => {
					shared.note_fault(place, Fault::Silent);
					failures.push(match error {
						RpcError::Transport(cause) => cause,
						error => error.to_string(),
					});
				},
			}
		}
		Err(other_chain.unwrap_or_else(|| RpcError::Transport(failures.join("; "))))
	}

	/// How long to wait for something that happens on the chain: some blocks' time.
	pub(crate) fn patience(&self) -> Duration {
		self.shared.timeout.saturating_mul(6)
	}

	/// The URL of the node in use.
	pub async fn url(&self) -> String {
		let node = self.shared.node(Some(self.place()));
		node.map(|(_, node)| node.url.clone()).unwrap_or_default()
	}

	/// Looks at every node once: its heads, its peers, whether it syncs. Leaves the node in use if another is
	/// better.
	pub async fn survey(&self) {
		let mut looks = JoinSet::new();
		for place in self.all() {
			if self.shared.is_due(place) {
				let one = self.just(place);
				looks.spawn(async move { (place, one.look().await) });
			}
		}
		while let Some(looked) = looks.join_next().await {
			match looked {
				Ok((place, Ok(sight))) => {
					let mut table = self.shared.table();
					if let Some(seen) = table.seen.get_mut(place) {
						seen.look(sight, Instant::now());
					}
				},
				Ok((place, Err(error))) => {
					tracing::debug!(place, %error, "a node was not looked at");
				},
				Err(error) => tracing::debug!(%error, "a look at a node was cut off"),
			}
		}
		self.shared.choose();
	}

	/// Surveys the nodes for ever, with this pause in between. Of use to programs that run for long.
	pub async fn watch(&self, pause: Duration) {
		loop {
			self.survey().await;
			sleep(pause).await;
		}
	}

	/// Records a fault of the node in use, which is left if there is another. If this asks one node only, the
	/// fault is that node's.
	pub fn blame(&self, fault: Fault) {
		let place = self.place();
		if let Some((_, node)) = self.shared.node(Some(place)) {
			tracing::error!(url = node.url, ?fault, "a node is avoided");
		}
		self.shared.note_fault(place, fault);
	}

	/// Each node alone, the one in use first.
	pub fn each(&self) -> Vec<Self> {
		let current = self.place();
		let mut places = self.all();
		places.sort_by_key(|place| *place != current);
		places.into_iter().map(|place| self.just(place)).collect()
	}

	/// What is known of each node, in the order of the URLs.
	pub fn nodes(&self) -> Vec<NodeReport> {
		let table = self.shared.table();
		let opinions = judge::opinions(&table.seen, &self.shared.limits, Instant::now());
		let nodes = self.shared.nodes.iter().zip(&table.seen).zip(opinions).enumerate();
		let report = |(place, ((node, seen), opinion)): (usize, ((&Node, &Seen), Opinion))| {
			let sight = seen.sight;
			NodeReport {
				url: node.url.clone(),
				in_use: place == table.current,
				opinion,
				heads: sight.map(|sight| (sight.best, sight.finalized)),
				peers: sight.map(|sight| sight.peers),
			}
		};
		nodes.map(report).collect()
	}

	fn just(&self, place: usize) -> Self {
		Self { shared: self.shared.clone(), only: Some(place) }
	}

	fn all(&self) -> Vec<usize> {
		match self.only {
			Some(place) => vec![place],
			None => (0..self.shared.nodes.len()).collect(),
		}
	}

	fn place(&self) -> usize {
		self.only.unwrap_or_else(|| self.shared.table().current)
	}

	fn order(&self) -> Vec<usize> {
		match self.only {
			Some(place) => vec![place],
			None => {
				let table = self.shared.table();
				judge::order(table.current, &table.seen, &self.shared.limits, Instant::now())
			},
		}
	}

	async fn look(&self) -> Result<Sight, RpcError> {
		let health: Health = self.request("system_health", rpc_params![]).await?;
		let hash: H256 = self.request("chain_getFinalizedHead", rpc_params![]).await?;
		let header = |header: Option<Header>| {
			header
				.and_then(|header| header.number().ok())
				.ok_or_else(|| RpcError::Unreadable("a header without a height".into()))
		};
		let finalized = header(self.request("chain_getHeader", rpc_params![hash]).await?)?;
		let best = header(self.request("chain_getHeader", rpc_params![]).await?)?;
		Ok(Sight {
			best,
			finalized,
			peers: health.peers,
			wants_peers: health.should_have_peers,
			is_syncing: health.is_syncing,
		})
	}
}

impl Shared {
	fn table(&self) -> MutexGuard<'_, Table> {
		self.table.lock().unwrap_or_else(PoisonError::into_inner)
	}

	fn node(&self, place: Option<usize>) -> Option<(usize, &Node)> {
		let place = place?;
		Some((place, self.nodes.get(place)?))
	}

	/// Compares a node's chain with the expected one. The first node decides if none is expected.
	fn adopt(&self, node: &Node, found: Hash) -> Result<(), RpcError> {
		let expected = *self.table().genesis.get_or_insert(found);
		if expected == found {
			return Ok(());
		}
		let error = RpcError::OtherChain { url: node.url.clone(), expected, found };
		tracing::error!(url = node.url, %error, "a node is not used");
		Err(error)
	}

	/// Whether the node may be looked at: it does not rest.
	fn is_due(&self, place: usize) -> bool {
		let table = self.table();
		let opinions = judge::opinions(&table.seen, &self.limits, Instant::now());
		!matches!(opinions.get(place), None | Some(Opinion::Resting(_)))
	}

	/// Records an answer, and the faults of nodes that had none. The node in use is left if it is among them.
	fn note_answer(&self, place: usize, doubted: &[(usize, Fault)]) {
		if let Some(seen) = self.table().seen.get_mut(place) {
			seen.answer();
		}
		for (place, fault) in doubted {
			self.note_fault(*place, *fault);
		}
	}

	fn note_fault(&self, place: usize, fault: Fault) {
		let mut table = self.table();
		if let Some(seen) = table.seen.get_mut(place) {
			seen.fail(fault, Instant::now(), &self.limits);
		}
		drop(table);
		self.choose();
	}

	/// Takes the best node into use.
	fn choose(&self) {
		let mut table = self.table();
		let before = table.current;
		let now = Instant::now();
		let order = judge::order(before, &table.seen, &self.limits, now);
		let Some((place, node)) = self.node(order.first().copied()) else { return };
		if place == before {
			return;
		}
		table.current = place;
		let opinion = judge::opinions(&table.seen, &self.limits, now).get(before).copied();
		drop(table);
		let left = self.node(Some(before)).map(|(_, node)| node.url.as_str()).unwrap_or_default();
		tracing::warn!(url = node.url, left, ?opinion, "another node is in use");
	}
}

fn as_websocket(url: &str) -> String {
	match url.split_once("://") {
		Some(("http", rest)) => format!("ws://{rest}"),
		Some(("https", rest)) => format!("wss://{rest}"),
		_ => url.to_owned(),
	}
}
