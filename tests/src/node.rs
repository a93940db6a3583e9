use crate::{
	binary::cache,
	get, node_binary,
	process::{memory_of, tail_of},
	Metrics, NodePorts,
};
use anyhow::{bail, ensure, Context, Result};
use nix::{
	sys::signal::{kill, Signal},
	unistd::Pid,
};
use std::{
	ffi::OsString,
	fmt,
	fs::{self, File},
	path::{Path, PathBuf},
	process::Stdio,
	time::Duration,
};
use tallystick_client::{Chain, Endpoints};
use tokio::{
	process::{Child, Command},
	time::{sleep, timeout, Instant},
};

const START_LIMIT: Duration = Duration::from_secs(120);
const STOP_LIMIT: Duration = Duration::from_secs(30);

/// All that a node is started with.
#[derive(Clone, Debug)]
pub struct NodeSetup {
	/// How tests call it.
	pub name: String,
	/// The name or the file of its chain specification.
	pub chain: OsString,
	/// Flags beside those for the folder, the chain and the ports.
	pub args: Vec<OsString>,
	/// Its folder.
	pub folder: PathBuf,
	/// Its ports.
	pub ports: NodePorts,
}

/// A node's process, which can be stopped, killed and started again. It ends with this value.
#[derive(Debug)]
pub struct Node {
	setup: NodeSetup,
	running: Option<Running>,
}

#[derive(Debug)]
struct Running {
	child: Child,
	pid: i32,
	chain: Chain,
}

/// What a stopped node has on disk, as `chain-info` tells it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ChainInfo {
	/// The height of its best block.
	pub best: u32,
	/// The height of its last finalised block.
	pub finalized: u32,
}

/// What a process has in memory, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
	/// All of it.
	pub resident: u64,
	/// What is mapped from files, which the system can take back at any time.
	pub of_files: u64,
}

impl fmt::Display for Memory {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		write!(f, "{} MiB ({} of files)", self.resident >> 20, self.of_files >> 20)
	}
}

impl Node {
	/// A node that does not run yet.
	pub fn new(setup: NodeSetup) -> Self {
		Self { setup, running: None }
	}

	/// How tests call it.
	pub fn name(&self) -> &str {
		&self.setup.name
	}

	/// Its folder, which is its base path.
	pub fn folder(&self) -> &Path {
		&self.setup.folder
	}

	/// Its ports.
	pub fn ports(&self) -> NodePorts {
		self.setup.ports
	}

	/// Whether its process was started and not ended by the test.
	pub fn is_running(&self) -> bool {
		self.running.is_some()
	}

	/// The number of its process.
	pub fn pid(&self) -> Result<u32> {
		Ok(self.running()?.pid.try_into()?)
	}

	/// Starts the process and waits until it answers.
	pub async fn start(&mut self) -> Result<()> {
		let name = &self.setup.name;
		ensure!(self.running.is_none(), "{name} runs already");
		fs::create_dir_all(&self.setup.folder)?;
		let log = File::options().create(true).append(true).open(self.log_path())?;
		let mut child = self
			.command()?
			.stdin(Stdio::null())
			.stdout(log.try_clone()?)
			.stderr(log)
			.kill_on_drop(true)
			.spawn()
			.with_context(|| format!("cannot start {name}"))?;
		let pid = child.id().context("the process has gone already")?.try_into()?;
		let deadline = Instant::now() + START_LIMIT;
		let endpoints = Endpoints::new([self.url()]);
		let chain = loop {
			if let Some(status) = child.try_wait()? {
				bail!("{name} ended at its start ({status})");
			}
			match Chain::connect(endpoints.clone()).await {
				Ok(chain) => break chain,
				Err(error) if Instant::now() > deadline => {
					return Err(error).context(format!("{name} does not answer"))
				},
				Err(_) => sleep(Duration::from_millis(50)).await,
			}
		};
		self.running = Some(Running { child, pid, chain });
		Ok(())
	}

	/// Asks the process to end (SIGTERM) and waits until it has.
	pub async fn stop(&mut self) -> Result<()> {
		let Running { mut child, pid, .. } = self.take()?;
		kill(Pid::from_raw(pid), Signal::SIGTERM)?;
		let status = timeout(STOP_LIMIT, child.wait())
			.await
			.with_context(|| format!("{} does not end when asked", self.setup.name))??;
		ensure!(status.success(), "{} ended with {status}", self.setup.name);
		Ok(())
	}

	/// Ends the process without warning (SIGKILL).
	pub async fn kill(&mut self) -> Result<()> {
		self.take()?.child.kill().await.context("cannot kill the node")
	}

	/// Starts the process again, `after` that time.
	pub async fn restart(&mut self, after: Duration) -> Result<()> {
		sleep(after).await;
		self.start().await
	}

	/// The chain, through this node.
	pub fn chain(&self) -> Result<&Chain> {
		Ok(&self.running()?.chain)
	}

	/// The URL of its JSON-RPC.
	pub fn url(&self) -> String {
		format!("ws://127.0.0.1:{}", self.setup.ports.rpc)
	}

	/// What its Prometheus endpoint tells.
	pub async fn metrics(&self) -> Result<Metrics> {
		let answer = get(self.setup.ports.metrics, "/metrics").await?;
		ensure!(answer.status == 200, "metrics answered {}", answer.status);
		Ok(Metrics::new(answer.body))
	}

	/// What the process has in memory now.
	pub fn memory(&self) -> Result<Memory> {
		let pid = self.pid()?;
		Ok(Memory { resident: memory_of(pid, "VmRSS")?, of_files: memory_of(pid, "RssFile")? })
	}

	/// What a node that does not run has on disk.
	pub async fn chain_info(&self) -> Result<ChainInfo> {
		ensure!(self.running.is_none(), "{} still runs", self.setup.name);
		let output = Command::new(node_binary()?)
			.arg("chain-info")
			.arg("--base-path")
			.arg(&self.setup.folder)
			.arg("--chain")
			.arg(&self.setup.chain)
			.output()
			.await?;
		ensure!(
			output.status.success(),
			"chain-info failed: {}",
			String::from_utf8_lossy(&output.stderr)
		);
		let info: serde_json::Value = serde_json::from_slice(&output.stdout)?;
		let number = |key: &str| {
			let number = info[key].as_u64().and_then(|number| u32::try_from(number).ok());
			number.with_context(|| format!("no {key} in {info}"))
		};
		Ok(ChainInfo { best: number("best_number")?, finalized: number("finalized_number")? })
	}

	/// All that the node ever logged.
	pub fn log(&self) -> Result<String> {
		let bytes = fs::read(self.log_path())?;
		Ok(String::from_utf8_lossy(&bytes).into_owned())
	}

	/// The end of the log.
	pub fn log_tail(&self) -> String {
		tail_of(&self.log_path())
	}

	fn log_path(&self) -> PathBuf {
		self.setup.folder.join("node.log")
	}

	fn running(&self) -> Result<&Running> {
		self.running.as_ref().with_context(|| format!("{} does not run", self.setup.name))
	}

	fn take(&mut self) -> Result<Running> {
		self.running.take().with_context(|| format!("{} does not run", self.setup.name))
	}

	fn command(&self) -> Result<Command> {
		let NodePorts { p2p, rpc, metrics } = self.setup.ports;
		let mut command = Command::new(node_binary()?);
		command
			.arg("--chain")
			.arg(&self.setup.chain)
			.arg("--base-path")
			.arg(&self.setup.folder)
			.args(["--listen-addr", &format!("/ip4/127.0.0.1/tcp/{p2p}")])
			.args(["--rpc-port", &rpc.to_string(), "--rpc-methods", "unsafe"])
			.args(["--prometheus-port", &metrics.to_string()])
			.args(["--no-mdns", "--no-telemetry"])
			.arg("--runtime-cache")
			.arg(cache("runtimes")?)
			.args(&self.setup.args);
		Ok(command)
	}
}
