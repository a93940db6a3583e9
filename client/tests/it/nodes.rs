//! Nodes that answer, and should be left all the same.

use jsonrpsee::{
	server::{Server, ServerHandle},
	types::ErrorObjectOwned,
	RpcModule,
};
use serde_json::{json, Value};
use std::{
	sync::{Arc, Mutex},
	time::{Duration, Instant},
};
use tallystick_client::{rpc_params, Endpoints, Fault, Opinion, Rpc, RpcError};

const TIMEOUT: Duration = Duration::from_millis(500);
const STALL: Duration = Duration::from_millis(300);
/// A limit that only a failing test reaches.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a fake node says.
#[derive(Clone)]
struct Says {
	height: u32,
	finalized: u32,
	peers: u32,
	is_syncing: bool,
	/// The code with which it answers `count`.
	error: Option<i32>,
	asked: u32,
}

struct Fake {
	url: String,
	says: Arc<Mutex<Says>>,
	_handle: ServerHandle,
}

impl Fake {
	async fn start(chain: u8) -> Self {
		let says = Says {
			height: 1_000,
			finalized: 998,
			peers: 3,
			is_syncing: false,
			error: None,
			asked: 0,
		};
		let says = Arc::new(Mutex::new(says));
		let mut module = RpcModule::new(says.clone());
		let hash = format!("0x{}", format!("{chain:02x}").repeat(32));
		let genesis = hash.clone();
		module.register_method("chain_getBlockHash", move |_, _, _| genesis.clone()).unwrap();
		module.register_method("chain_getFinalizedHead", move |_, _, _| hash.clone()).unwrap();
		module
			.register_method("chain_getHeader", |params, says, _| {
				let of: Vec<Value> = params.parse().unwrap_or_default();
				let says = says.lock().unwrap();
				let number = if of.is_empty() { says.height } else { says.finalized };
				json!({ "number": format!("{number:#x}") })
			})
			.unwrap();
		module
			.register_method("system_health", |_, says, _| {
				let says = says.lock().unwrap();
				json!({ "peers": says.peers, "isSyncing": says.is_syncing, "shouldHavePeers": true })
			})
			.unwrap();
		module
			.register_method("count", |_, says, _| {
				let mut says = says.lock().unwrap();
				says.asked += 1;
				match says.error {
					Some(code) => Err(ErrorObjectOwned::owned(code, "no", None::<()>)),
					None => Ok(says.asked),
				}
			})
			.unwrap();
		let server = Server::builder().build("127.0.0.1:0").await.unwrap();
		let url = format!("ws://{}", server.local_addr().unwrap());
		Self { url, says, _handle: server.start(module) }
	}

	fn set(&self, change: impl FnOnce(&mut Says)) {
		change(&mut self.says.lock().unwrap());
	}

	fn grow(&self) {
		self.set(|says| {
			says.height += 1;
			says.finalized += 1;
		});
	}

	fn asked(&self) -> u32 {
		self.says.lock().unwrap().asked
	}
}

fn rpc(fakes: &[&Fake]) -> Rpc {
	let urls = fakes.iter().map(|fake| fake.url.clone());
	Rpc::new(Endpoints::new(urls).with_timeout(TIMEOUT).with_stall(STALL)).unwrap()
}

async fn count(rpc: &Rpc) -> Result<u32, RpcError> {
	rpc.request("count", rpc_params![]).await
}

/// Surveys until this node is in use. `step` is done before each survey.
async fn leaves_for(rpc: &Rpc, node: &Fake, step: impl Fn()) {
	let began = Instant::now();
	while rpc.url().await != node.url {
		assert!(began.elapsed() < PATIENCE, "the node is not left: {:?}", rpc.nodes());
		step();
		rpc.survey().await;
		tokio::time::sleep(Duration::from_millis(20)).await;
	}
}

#[tokio::test]
async fn a_node_that_freezes_is_left() {
	let (first, second) = (Fake::start(1).await, Fake::start(1).await);
	let rpc = rpc(&[&first, &second]);
	for _ in 0..3 {
		first.grow();
		second.grow();
		rpc.survey().await;
		assert_eq!(rpc.url().await, first.url);
	}
	leaves_for(&rpc, &second, || second.grow()).await;
	assert_eq!(rpc.nodes()[0].opinion, Opinion::Frozen);
	// It is good again once its heads rise, and the other stays in use.
	first.grow();
	second.grow();
	rpc.survey().await;
	assert_eq!(rpc.nodes()[0].opinion, Opinion::Good);
	assert_eq!(rpc.url().await, second.url);
}

#[tokio::test]
async fn a_node_that_lags_is_left() {
	let (first, second) = (Fake::start(1).await, Fake::start(1).await);
	first.set(|says| (says.height, says.finalized) = (900, 898));
	let rpc = rpc(&[&first, &second]);
	rpc.survey().await;
	assert_eq!(rpc.nodes()[0].opinion, Opinion::Lagging(100));
	assert_eq!(rpc.url().await, second.url);
}

#[tokio::test]
async fn a_node_that_syncs_or_has_no_peers_is_left() {
	for (peers, is_syncing) in [(0, false), (3, true)] {
		let (first, second) = (Fake::start(1).await, Fake::start(1).await);
		first.set(|says| (says.peers, says.is_syncing) = (peers, is_syncing));
		let rpc = rpc(&[&first, &second]);
		rpc.survey().await;
		assert_eq!(rpc.url().await, second.url);
	}
}

#[tokio::test]
async fn a_node_that_answers_errors_is_left_for_one_that_answers() {
	// The method is missing; the node failed; it keeps nothing to prove from; it has too many requests.
	for code in [-32_601, -32_603, 7_005, -32_999] {
		let (first, second) = (Fake::start(1).await, Fake::start(1).await);
		first.set(|says| says.error = Some(code));
		let rpc = rpc(&[&first, &second]);
		assert_eq!(count(&rpc).await.unwrap(), 1, "{code}");
		assert_eq!(rpc.url().await, second.url);
		// No request is lost on it while it rests.
		assert_eq!(count(&rpc).await.unwrap(), 2);
		assert_eq!((first.asked(), second.asked()), (1, 2));
		// If all answer so, it is no fault of one.
		second.set(|says| says.error = Some(code));
		let refused = count(&rpc).await;
		assert!(matches!(refused, Err(RpcError::Refused { code: of, .. }) if of == code));
		assert_eq!(rpc.url().await, second.url);
	}
}

#[tokio::test]
async fn a_block_that_one_node_lacks_is_asked_of_the_others() {
	let (first, second) = (Fake::start(1).await, Fake::start(1).await);
	first.set(|says| says.error = Some(7_001));
	let rpc = rpc(&[&first, &second]);
	assert_eq!(count(&rpc).await.unwrap(), 1);
	assert_eq!(rpc.url().await, first.url, "it is as good as any");
}

#[tokio::test]
async fn a_node_that_lied_is_asked_only_if_no_other_answers() {
	let (first, second) = (Fake::start(1).await, Fake::start(1).await);
	let rpc = rpc(&[&first, &second]);
	count(&rpc).await.unwrap();
	rpc.blame(Fault::Lied);
	assert_eq!(rpc.url().await, second.url);
	for _ in 0..5 {
		second.grow();
		rpc.survey().await;
		count(&rpc).await.unwrap();
	}
	assert_eq!((first.asked(), second.asked()), (1, 5));
	assert_eq!(rpc.nodes()[0].opinion, Opinion::Resting(Fault::Lied));
}

#[tokio::test]
async fn a_node_of_another_chain_is_never_in_use() {
	let (first, other, third) = (Fake::start(1).await, Fake::start(2).await, Fake::start(1).await);
	other.set(|says| (says.height, says.finalized) = (9_000, 8_998));
	let urls = [&first, &other, &third].map(|fake| fake.url.clone());
	let rpc = Rpc::new(Endpoints::new(urls).with_genesis([1; 32])).unwrap();
	rpc.survey().await;
	assert_eq!(rpc.nodes()[1].opinion, Opinion::Resting(Fault::OtherChain));
	rpc.blame(Fault::Silent);
	assert_eq!(rpc.url().await, third.url);
}

#[tokio::test]
async fn the_only_node_is_asked_whatever_is_thought_of_it() {
	let only = Fake::start(1).await;
	only.set(|says| (says.peers, says.is_syncing) = (0, true));
	let rpc = rpc(&[&only]);
	for fault in [Fault::Silent, Fault::Busy, Fault::Failing, Fault::OtherChain, Fault::Lied] {
		rpc.survey().await;
		rpc.blame(fault);
		count(&rpc).await.unwrap();
	}
	only.set(|says| says.error = Some(-32_603));
	let refused = count(&rpc).await;
	assert!(matches!(refused, Err(RpcError::Refused { code: -32_603, .. })));
	assert_eq!(only.asked(), 6);
}

#[tokio::test]
async fn each_node_can_be_asked_alone() {
	let (first, second) = (Fake::start(1).await, Fake::start(1).await);
	first.set(|says| says.error = Some(-32_601));
	let rpc = rpc(&[&first, &second]);
	let [one, other] = rpc.each().try_into().unwrap();
	assert!(count(&one).await.is_err());
	assert_eq!(count(&other).await.unwrap(), 1);
	assert_eq!(rpc.url().await, first.url, "who is asked alone changes nothing for others");
}
