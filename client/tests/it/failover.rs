//! Nodes that stop, hang, or are of another chain.

use jsonrpsee::{
	server::{Server, ServerHandle},
	types::ErrorObjectOwned,
	RpcModule,
};
use std::{
	sync::{
		atomic::{AtomicU32, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};
use tallystick_client::{rpc_params, Endpoints, Rpc, RpcError};

const TIMEOUT: Duration = Duration::from_millis(300);

/// Something that answers like a node, and counts.
struct Fake {
	url: String,
	asked: Arc<AtomicU32>,
	handle: ServerHandle,
}

async fn fake(chain: u8) -> Fake {
	let asked = Arc::new(AtomicU32::new(0));
	let mut module = RpcModule::new(asked.clone());
	module
		.register_method("chain_getBlockHash", move |_, _, _| {
			format!("0x{}", format!("{chain:02x}").repeat(32))
		})
		.unwrap();
	module.register_method("count", |_, asked, _| asked.fetch_add(1, Ordering::SeqCst)).unwrap();
	module
		.register_async_method("hang", |_, asked, _| async move {
			asked.fetch_add(1, Ordering::SeqCst);
			std::future::pending::<u32>().await
		})
		.unwrap();
	module
		.register_method("refuse", |_, asked, _| {
			asked.fetch_add(1, Ordering::SeqCst);
			Err::<u32, _>(ErrorObjectOwned::owned(1010, "no", Some("Custom error: 102")))
		})
		.unwrap();
	let server = Server::builder().build("127.0.0.1:0").await.unwrap();
	let url = format!("ws://{}", server.local_addr().unwrap());
	Fake { url, asked, handle: server.start(module) }
}

fn rpc(fakes: &[&Fake]) -> Rpc {
	let urls = fakes.iter().map(|fake| fake.url.clone());
	Rpc::new(Endpoints::new(urls).with_timeout(TIMEOUT)).unwrap()
}

async fn count(rpc: &Rpc) -> Result<u32, RpcError> {
	rpc.request("count", rpc_params![]).await
}

fn asked(fake: &Fake) -> u32 {
	fake.asked.load(Ordering::SeqCst)
}

#[tokio::test]
async fn works_with_the_next_node_when_one_stops() {
	let (first, second) = (fake(1).await, fake(1).await);
	let rpc = rpc(&[&first, &second]);
	count(&rpc).await.unwrap();
	assert_eq!((asked(&first), asked(&second)), (1, 0));
	assert_eq!(rpc.url().await, first.url);

	first.handle.stop().unwrap();
	first.handle.clone().stopped().await;
	count(&rpc).await.unwrap();
	assert_eq!((asked(&first), asked(&second)), (1, 1));
	assert_eq!(rpc.url().await, second.url);
}

#[tokio::test]
async fn works_with_the_same_node_when_the_connection_ends() {
	let first = fake(1).await;
	let rpc = rpc(&[&first]);
	assert!(rpc.request::<u32>("hang", rpc_params![]).await.is_err());
	count(&rpc).await.unwrap();
}

#[tokio::test]
async fn fails_when_every_node_hangs() {
	let (first, second) = (fake(1).await, fake(1).await);
	let rpc = rpc(&[&first, &second]);
	let began = Instant::now();
	let failed = rpc.request::<u32>("hang", rpc_params![]).await;
	assert!(matches!(failed, Err(RpcError::Transport(_))), "{failed:?}");
	assert!(began.elapsed() < 6 * TIMEOUT);
	assert_eq!((asked(&first), asked(&second)), (2, 1));
}

#[tokio::test]
async fn fails_when_no_node_listens() {
	let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
	// Takes connections, and never says a word.
	let url = format!("ws://{}", listener.local_addr().unwrap());
	let rpc = Rpc::new(Endpoints::new([url]).with_timeout(TIMEOUT)).unwrap();
	let began = Instant::now();
	let tasks: Vec<_> = (0..20)
		.map(|_| {
			let rpc = rpc.clone();
			tokio::spawn(async move { count(&rpc).await })
		})
		.collect();
	for task in tasks {
		assert!(matches!(task.await.unwrap(), Err(RpcError::Transport(_))));
	}
	// They wait together, not one after the other.
	assert!(began.elapsed() < 3 * TIMEOUT, "{:?}", began.elapsed());
}

#[tokio::test]
async fn fails_when_a_node_is_of_another_chain() {
	let (first, other) = (fake(1).await, fake(2).await);
	let rpc = rpc(&[&first, &other]);
	assert_eq!(rpc.genesis().await.unwrap(), [1; 32]);
	first.handle.stop().unwrap();
	first.handle.clone().stopped().await;
	let failed = count(&rpc).await;
	let Err(RpcError::OtherChain { url, expected, found }) = failed else { panic!("{failed:?}") };
	assert_eq!((url, expected, found), (other.url.clone(), [1; 32], [2; 32]));
	assert_eq!(asked(&other), 0);
}

#[tokio::test]
async fn fails_when_the_chain_is_not_the_expected_one() {
	let first = fake(1).await;
	let endpoints = Endpoints::new([first.url.clone()]).with_genesis([7; 32]);
	let failed = count(&Rpc::new(endpoints).unwrap()).await;
	assert!(matches!(failed, Err(RpcError::OtherChain { expected, .. }) if expected == [7; 32]));
}

#[tokio::test]
async fn fails_when_a_node_refuses() {
	let (first, second) = (fake(1).await, fake(1).await);
	let failed = rpc(&[&first, &second]).request::<u32>("refuse", rpc_params![]).await;
	let Err(RpcError::Refused { code, data, .. }) = failed else { panic!("{failed:?}") };
	assert_eq!((code, data.as_deref()), (1010, Some("Custom error: 102")));
	assert_eq!((asked(&first), asked(&second)), (1, 0), "a refusal is final");
}

#[test]
fn fails_when_no_node_is_named() {
	assert!(matches!(Rpc::new(Endpoints::new([""; 0])), Err(RpcError::NoEndpoint)));
}
