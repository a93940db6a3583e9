//! What all measurements share.

use crate::Args;
use anyhow::{ensure, Context, Result};
use std::{
	path::Path,
	sync::{
		atomic::{AtomicU32, Ordering},
		Arc,
	},
	time::{Duration, UNIX_EPOCH},
};
use tallystick_client::{
	consortium::{calls::Configure, events::Configured, Settings},
	AccountId, Call, Chain,
};
use tallystick_evidence::DeviceKey;
use tallystick_sim::{
	check, identity, register, Archive, Broker, Fleet, Format, Ledger, Load, Mix, Series,
};
use tallystick_tests::{
	add_member, signer, wait_finalized, wait_until, Council, Gateway, GatewaySetup, Metrics, Node,
	SLOT,
};
use tempfile::TempDir;

const OWNER: &str = "//Alice";
const GATEWAY: &str = "//Bench//gateway";
const SERIES: &str = "pv-power-1min.csv";
const SEED: u64 = 1;
/// Blocks in a session: an hour's, as a consortium has them.
const SESSION: u32 = 1_800;
/// Nothing takes longer unless it stands still.
pub(crate) const LIMIT: Duration = Duration::from_secs(900);
/// Proofs that are verified after each measurement.
const PROOFS: usize = 20;

/// How devices speak.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
	/// Each reading is signed, and a message of its own.
	Readings,
	/// Segments of 60 are signed.
	Segments,
}

impl Way {
	pub(crate) fn name(self) -> &'static str {
		match self {
			Self::Readings => "each reading signed",
			Self::Segments => "segments of 60",
		}
	}

	fn size(self) -> usize {
		match self {
			Self::Readings => 1,
			Self::Segments => 60,
		}
	}
}

/// A chain with devices and an authorised gateway.
pub(crate) struct Scene {
	pub(crate) chain: Chain,
	pub(crate) rounds: usize,
	pub(crate) day: u64,
	pub(crate) interval: u64,
	pub(crate) seconds: u64,
	/// Counts gateways: each has an account of its own, since its store is new.
	gateways: AtomicU32,
	genesis: [u8; 32],
	series: Arc<Series>,
	devices: u32,
	boot: u32,
	rpc: u16,
	folder: TempDir,
}

impl Scene {
	pub(crate) async fn set(node: &Node, args: &Args) -> Result<Self> {
		let folder = match &args.folder {
			Some(folder) => TempDir::with_prefix_in("tallystick-bench-", folder)?,
			None => TempDir::with_prefix("tallystick-bench-")?,
		};
		wait_finalized(node.chain()?, 1, 20 * SLOT).await?;
		let (rpc, chain) = (node.ports().rpc, node.chain()?.clone());
		let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(SERIES);
		let series = Arc::new(Series::read(&data)?);
		let owner = signer(OWNER);
		// The last block of a session takes no transactions. In a consortium that is one block in an hour.
		let settings = Settings { min_validators: 1, session_length: SESSION };
		let council = Council::new(&chain, [owner.clone()]);
		council.pass::<Configured>(Configure { settings }).await?;
		let all = std::slice::from_ref(&series);
		register(&chain, &owner, None, all, args.devices, SEED, false).await?;
		Ok(Self {
			genesis: chain.genesis().await?,
			chain,
			rounds: args.rounds,
			day: args.day,
			interval: args.interval,
			seconds: args.seconds,
			gateways: AtomicU32::new(0),
			series,
			devices: args.devices,
			boot: UNIX_EPOCH.elapsed()?.as_secs().try_into()?,
			rpc,
			folder,
		})
	}

	/// A folder for one measurement.
	pub(crate) fn folder(&self) -> Result<TempDir> {
		Ok(TempDir::new_in(self.folder.path())?)
	}

	/// A fleet whose devices are registered.
	pub(crate) fn fleet(&self, way: Way, readings: u64) -> Fleet {
		Fleet {
			metering: None,
			series: vec![self.series.clone()],
			devices: self.devices,
			mix: Mix::All(match way {
				Way::Readings => Format::Readings,
				Way::Segments => Format::Segment,
			}),
			genesis: self.genesis,
			seed: SEED,
			size: way.size(),
			rate: None,
			speed: 1.0,
			window: 8,
			// A gateway puts off those whom it does not know yet.
			resend: Duration::from_millis(500),
			share: 1,
			measure: Duration::ZERO,
			enough: Arc::default(),
			readings,
			drain: LIMIT,
			until_final: false,
			salted: false,
			faults: vec![],
			boot: self.boot,
		}
	}

	/// What `tallystick-baseline --verify` needs to know of the devices of a fleet.
	pub(crate) fn keys(&self, fleet: &Fleet) -> String {
		let mut text = hex::encode(self.genesis);
		for device in (0..fleet.devices).map(|index| identity(fleet.seed, index)) {
			if let DeviceKey::Ed25519(key) = device.key {
				text += &format!("\n{} {}", hex::encode(device.id.0), hex::encode(key));
			}
		}
		text
	}

	/// Starts a gateway with a store of its own. The broker is its own one or that at a port.
	pub(crate) async fn gateway(
		&self,
		folder: &Path,
		interval: u64,
		broker: Option<u16>,
	) -> Result<Gateway> {
		let former = self.account();
		let is_first = self.gateways.fetch_add(1, Ordering::Relaxed) == 0;
		let (owner, account) = (signer(OWNER), self.account());
		add_member(&self.chain, &owner, &signer(&self.secret())).await?;
		if !is_first {
			let end = Call::deauthorize_gateway(None, &former);
			self.chain.submit_and_find(&end, &owner).await?;
		}
		self.chain.submit_and_find(&Call::authorize_gateway(None, &account), &owner).await?;
		let best = self.chain.best().await?.number;
		wait_finalized(&self.chain, best, 20 * SLOT).await?;
		let mut setup = GatewaySetup::new(self.rpc, &self.secret());
		(setup.interval, setup.broker) = (interval, broker);
		let mut gateway = Gateway::new(&setup, folder)?;
		gateway.start().await?;
		wait_for(&gateway, "mqtt_connected", 1).await?;
		Ok(gateway)
	}

	/// Has the gateway know every device, and what they said become final.
	pub(crate) async fn meet(&self, fleet: &Fleet, first: &Load, gateway: &Gateway) -> Result<()> {
		let met = fleet.send(first, &broker(gateway.mqtt())).await?;
		ensure!(met.totals.is_good(), "the gateway does not take all: {}", met.totals);
		wait_for(gateway, "final_readings_total", first.readings()).await
	}

	/// The secret of the last gateway's account.
	fn secret(&self) -> String {
		format!("{GATEWAY}//{}", self.gateways.load(Ordering::Relaxed))
	}

	fn account(&self) -> AccountId {
		signer(&self.secret()).account()
	}

	/// The number of the gateway's next batch.
	pub(crate) async fn next_batch(&self) -> Result<u64> {
		Ok(self.chain.next_batch(&self.account(), None).await?)
	}

	/// Holds the batches from this number on against what was sent, and verifies some proofs.
	pub(crate) async fn check(
		&self,
		gateway: &Gateway,
		first: u64,
		sent: &[&Load],
	) -> Result<String> {
		let mut ledger = Ledger::default();
		sent.iter().for_each(|load| load.enter(&mut ledger));
		let archive = Archive::new(&format!("http://127.0.0.1:{}", gateway.http()))?;
		let limit = Duration::from_secs(60);
		let found =
			check(ledger, &self.chain, &self.account(), &archive, first, PROOFS, limit).await?;
		ensure!(found.is_good() && found.stored == found.sent, "{found}");
		Ok(found.to_string())
	}
}

/// A broker on this machine.
pub(crate) fn broker(port: u16) -> Broker {
	Broker { host: "127.0.0.1".into(), port }
}

/// One of the gateway's figures. What it has never counted is 0.
pub(crate) async fn figure(gateway: &Gateway, name: &str) -> Result<u64> {
	Ok(figures(gateway).await?.sum(&full(name)).unwrap_or(0.0) as u64)
}

/// All of the gateway's figures.
pub(crate) async fn figures(gateway: &Gateway) -> Result<Metrics> {
	let answer = gateway.get("/metrics").await?;
	ensure!(answer.status == 200, "the metrics answered {}", answer.status);
	Ok(Metrics::new(answer.body))
}

/// The whole name of a figure.
pub(crate) fn full(name: &str) -> String {
	format!("tallystick_gateway_{name}")
}

/// Waits until one of the gateway's figures has this value.
pub(crate) async fn wait_for(gateway: &Gateway, name: &str, value: u64) -> Result<()> {
	wait_until(name, LIMIT, async || {
		let now = figure(gateway, name).await?;
		ensure!(now >= value, "it is {now}, not {value}");
		Ok(Some(()))
	})
	.await
	.with_context(|| gateway.log_tail())
}

/// Bytes of a database and of its log.
pub(crate) fn on_disk(db: &Path) -> Result<u64> {
	let mut log = db.as_os_str().to_owned();
	log.push("-wal");
	let log = std::fs::metadata(log).map_or(0, |log| log.len());
	Ok(std::fs::metadata(db)?.len() + log)
}
