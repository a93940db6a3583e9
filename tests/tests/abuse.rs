//! A flood of invalid and oversized requests does not disturb the blocks, and the memory that it
//! took comes back.
//!
//! `TALLYSTICK_FLOOD_SECONDS`: how long, default 10.

use anyhow::{ensure, Result};
use std::{
	sync::atomic::{AtomicU64, Ordering},
	time::{Duration, Instant},
};
use tallystick_client::{rpc_params, Call, Chain, Endpoints};
use tallystick_tests::{
	env_number, median, percentile, post, signer, wait_finalized, wait_until, Network, Node,
	PaceWatch, Rng, SLOT,
};
use tokio::time::{sleep, Instant as Deadline};

/// The 99th percentile of the time between two blocks.
const INTERVAL: Duration = SLOT.saturating_mul(3).checked_div(2).unwrap();

/// Until the memory must be back.
const REST: Duration = Duration::from_secs(120);

/// What the allocator may keep beside a tenth of what was resident before.
const KEPT: u64 = 64 << 20;

/// One byte more than the node takes in a request.
const OVERSIZED: usize = (15 << 20) + 1;

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_bad_requests_passes() -> Result<()> {
	let duration = Duration::from_secs(env_number("TALLYSTICK_FLOOD_SECONDS", 10));
	Network::dev()
		.run(async |network| {
			let node = network.node("dev")?;
			let chain = node.chain()?;
			wait_finalized(chain, 3, 15 * SLOT).await?;
			let before = node.memory()?.resident;
			let watch = PaceWatch::start(chain);

			let flood = Flood::new(node, duration).await?;
			let peak = flood.run(node).await?;
			let best = chain.best().await?.number;
			wait_finalized(chain, best + 2, 10 * SLOT).await?;
			let pace = watch.finish().await?;

			let limit = before + before / 10 + KEPT;
			let since = Instant::now();
			let after = wait_until("the memory to come back", REST, async || {
				let now = node.memory()?.resident;
				ensure!(now <= limit, "{} of {} MiB are resident", now >> 20, limit >> 20);
				Ok(Some(now))
			})
			.await?;
			println!(
				"abuse: {} bad requests in {duration:?}, all refused; block interval median {:.2?}, \
				 p99 {:.2?}; resident memory {} MiB before, {} MiB at most, {} MiB {:.0?} later",
				flood.refused.load(Ordering::Relaxed),
				median(&pace.intervals),
				percentile(&pace.intervals, 99),
				before >> 20,
				peak >> 20,
				after >> 20,
				since.elapsed(),
			);
			let p99 = percentile(&pace.intervals, 99);
			ensure!(p99 <= INTERVAL, "blocks came {p99:?} apart");
			Ok(())
		})
		.await
}

struct Flood {
	port: u16,
	deadline: Deadline,
	url: String,
	/// A transaction under a good signature.
	signed: Vec<u8>,
	refused: AtomicU64,
}

impl Flood {
	async fn new(node: &Node, duration: Duration) -> Result<Self> {
		let (chain, alice) = (node.chain()?, signer("//Alice"));
		let remark = Call::new("System", "remark", &vec![0u8; 256]);
		let nonce = chain.next_nonce(&alice.account()).await?;
		let signed = chain.sign(&remark, &alice, nonce, &chain.finalized().await?).await?.bytes;
		let port = node.ports().rpc;
		let deadline = Deadline::now() + duration;
		Ok(Self { port, url: node.url(), deadline, signed, refused: AtomicU64::new(0) })
	}

	/// Sends until the time is up; returns the most memory that the node had resident.
	async fn run(&self, node: &Node) -> Result<u64> {
		let peak = async {
			let mut peak = 0;
			while self.goes_on() {
				peak = peak.max(node.memory()?.resident);
				sleep(Duration::from_millis(100)).await;
			}
			anyhow::Ok(peak)
		};
		let (peak, ..) = tokio::try_join!(
			peak,
			self.garbage(1),
			self.garbage(2),
			self.forgeries(),
			self.unknown_methods(),
			self.no_json(),
			self.oversized(),
			self.long_batches(),
		)?;
		Ok(peak)
	}

	async fn connect(&self) -> Result<Chain> {
		Ok(Chain::connect(Endpoints::new([self.url.as_str()])).await?)
	}

	fn goes_on(&self) -> bool {
		Deadline::now() < self.deadline
	}

	/// Bytes that are no transaction.
	async fn garbage(&self, seed: u64) -> Result<()> {
		let (chain, mut rng) = (self.connect().await?, Rng::new(seed));
		while self.goes_on() {
			let size = 1 + rng.next_u64() as usize % 4096;
			let taken = chain.submit(&rng.bytes(size)).await;
			self.refuse(taken.is_err(), "garbage")?;
		}
		Ok(())
	}

	/// Well-formed transactions, each under the signature of another one.
	async fn forgeries(&self) -> Result<()> {
		let (chain, mut forged) = (self.connect().await?, self.signed.clone());
		let mut count = 0u64;
		while self.goes_on() {
			count += 1;
			// The call's last bytes: the remark.
			let end = forged.len();
			forged[end - 8..].copy_from_slice(&count.to_le_bytes());
			let taken = chain.submit(&forged).await;
			self.refuse(taken.is_err(), "a forgery")?;
		}
		Ok(())
	}

	async fn unknown_methods(&self) -> Result<()> {
		let chain = self.connect().await?;
		while self.goes_on() {
			let params = rpc_params!["nobody", 0, true];
			let taken = chain.rpc().request::<bool>("state_noSuchMethod", params).await;
			self.refuse(taken.is_err(), "an unknown method")?;
		}
		Ok(())
	}

	async fn no_json(&self) -> Result<()> {
		while self.goes_on() {
			let answer = post(self.port, b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":").await?;
			self.refuse(answer.body.contains("error"), "what is no JSON")?;
		}
		Ok(())
	}

	async fn oversized(&self) -> Result<()> {
		let mut body =
			b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"author_submitExtrinsic\",\"params\":[\"0x"
				.to_vec();
		body.resize(OVERSIZED - 3, b'0');
		body.extend(b"\"]}");
		while self.goes_on() {
			// The node may close before its answer gets through.
			let refused = post(self.port, &body)
				.await
				.map_or(true, |answer| answer.status >= 400 || answer.body.contains("error"));
			self.refuse(refused, "an oversized request")?;
		}
		Ok(())
	}

	async fn long_batches(&self) -> Result<()> {
		let one = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"state_noSuchMethod\",\"params\":[]}";
		let batch = format!("[{}]", vec![one; 10_000].join(","));
		while self.goes_on() {
			let answer = post(self.port, batch.as_bytes()).await?;
			self.refuse(answer.body.contains("error"), "a long batch")?;
		}
		Ok(())
	}

	fn refuse(&self, refused: bool, what: &str) -> Result<()> {
		ensure!(refused, "the node took {what}");
		self.refused.fetch_add(1, Ordering::Relaxed);
		Ok(())
	}
}
