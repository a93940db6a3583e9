//! The `try-runtime` hooks of a runtime, run on the state of a live chain.

use anyhow::{anyhow, ensure, Context, Result};
use codec::{Decode, Encode};
use frame_benchmarking_cli::OpaqueBlock;
use frame_remote_externalities::{Builder, Mode, OnlineConfig, RemoteExternalities};
use frame_try_runtime::{TryStateSelect, UpgradeCheckSelect};
use sc_executor::WasmExecutor;
use sp_core::{
	traits::{CallContext, ReadRuntimeVersionExt, RuntimeCode, WrappedRuntimeCode},
	H256,
};
use sp_externalities::Extensions;
use sp_runtime::{
	generic::SignedBlock,
	traits::{BlakeTwo256, Block, Hash, HashingFor, Header},
	DigestItem,
};
use sp_state_machine::StateMachine;
use sp_version::RuntimeVersion;
use sp_weights::Weight;
use std::{borrow::Cow, path::PathBuf};
use substrate_rpc_client::{ws_client, ChainApi, StateApi, WsClient};

type HeaderOf<B> = <B as Block>::Header;
type State = RemoteExternalities<OpaqueBlock>;

/// What to run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Run {
	/// Upgrade the chain's newest finalised state to this runtime: migrations with their checks
	/// before and after, then the invariants of every pallet.
	Upgrade,
	/// Execute the newest finalised block again, then check the invariants of every pallet. Needs
	/// the runtime version that the chain has.
	Block,
}

/// The arguments of `try-state`.
#[derive(Debug, clap::Args)]
pub(crate) struct TryState {
	/// WebSocket address of a node that keeps the states of its last blocks.
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	uri: String,

	/// WASM file of a runtime with the feature `try-runtime`.
	#[arg(long)]
	runtime: PathBuf,

	/// What to run, one or several.
	#[arg(long = "run", value_enum, value_delimiter = ',', default_values = ["upgrade", "block"])]
	runs: Vec<Run>,
}

impl TryState {
	/// Runs what was asked for; fails with the first run that fails.
	pub(crate) async fn run(&self) -> Result<()> {
		let client = ws_client(&self.uri).await.map_err(|e| anyhow!("{}: {e}", self.uri))?;
		let runtime = Runtime::load(&self.runtime)?;
		let head: H256 =
			ChainApi::<(), _, HeaderOf<OpaqueBlock>, ()>::finalized_head(&client).await?;

		let state = self.download(head).await?;
		let ours = runtime.version(&state)?;
		let theirs = StateApi::<H256>::runtime_version(&client, Some(head)).await?;
		log::info!(
			"chain: {} {} at finalised block {} ({head:?}); file: {} {}",
			theirs.spec_name,
			theirs.spec_version,
			state.header.number(),
			ours.spec_name,
			ours.spec_version,
		);
		ensure!(ours.spec_name == theirs.spec_name, "the file is the runtime of another chain");

		if self.runs.contains(&Run::Upgrade) {
			let (used, limit) = runtime
				.call::<(Weight, Weight)>(
					&state,
					"TryRuntime_on_runtime_upgrade",
					&UpgradeCheckSelect::All.encode(),
				)
				.context("upgrade: failed")?;
			ensure!(used.all_lte(limit), "upgrade: {used} does not fit a block of {limit}");
			log::info!("upgrade: passed; {used} of {limit}");
		}
		if self.runs.contains(&Run::Block) {
			if ours.spec_version == theirs.spec_version {
				let used = self.execute(&client, &runtime, head).await.context("block: failed")?;
				log::info!("block: passed; {used}");
			} else {
				log::warn!("block: not run, because the file is another version than the chain");
			}
		}
		Ok(())
	}

	/// Executes the block `at` on the state before it, with all checks.
	async fn execute(&self, client: &WsClient, runtime: &Runtime, at: H256) -> Result<Weight> {
		let SignedBlock { mut block, .. } =
			ChainApi::<(), H256, HeaderOf<OpaqueBlock>, SignedBlock<OpaqueBlock>>::block(
				client,
				Some(at),
			)
			.await?
			.context("the node does not have the block")?;
		ensure!(*block.header.number() > 0, "the chain has not finalised a block yet");
		// The runtime never sees the seal: the client takes it off before execution.
		block.header.digest.logs.retain(|item| !matches!(item, DigestItem::Seal(..)));

		let before = self.download(*block.header.parent_hash()).await?;
		// The hook leaves out the last step of an upgrade, so roots would differ around one.
		let (check_state_root, check_signatures) = (false, true);
		runtime.call(
			&before,
			"TryRuntime_execute_block",
			&(block, check_state_root, check_signatures, TryStateSelect::All).encode(),
		)
	}

	/// The whole state after the block `at`, compared with the state root in its header.
	async fn download(&self, at: H256) -> Result<State> {
		Builder::<OpaqueBlock>::new()
			.mode(Mode::Online(OnlineConfig {
				at: Some(at),
				transport_uris: vec![self.uri.clone()],
				..Default::default()
			}))
			.build()
			.await
			.map_err(|e| anyhow!("the state could not be read: {e}"))
	}
}

/// A runtime that is called without a node.
struct Runtime {
	code: Vec<u8>,
	executor: WasmExecutor<sp_io::SubstrateHostFunctions>,
}

impl Runtime {
	fn load(path: &PathBuf) -> Result<Self> {
		let code = std::fs::read(path).with_context(|| path.display().to_string())?;
		Ok(Self { code, executor: WasmExecutor::builder().build() })
	}

	fn version(&self, state: &State) -> Result<RuntimeVersion> {
		self.call(state, "Core_version", &[])
	}

	/// Calls a function of this runtime; what it writes is forgotten.
	fn call<R: Decode>(&self, state: &State, method: &str, args: &[u8]) -> Result<R> {
		let code = RuntimeCode {
			code_fetcher: &WrappedRuntimeCode(Cow::Borrowed(&self.code)),
			hash: BlakeTwo256::hash(&self.code).0.to_vec(),
			heap_pages: None,
		};
		let mut extensions = Extensions::default();
		extensions.register(ReadRuntimeVersionExt::new(self.executor.clone()));
		let answer = StateMachine::<_, HashingFor<OpaqueBlock>, _>::new(
			&state.backend,
			&mut Default::default(),
			&self.executor,
			method,
			args,
			&mut extensions,
			&code,
			CallContext::Offchain,
		)
		.execute()
		.map_err(|e| anyhow!("{e}"))?;
		Ok(R::decode(&mut &answer[..])?)
	}
}
