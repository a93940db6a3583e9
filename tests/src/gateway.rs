use crate::{
	get,
	process::{memory_of, tail_of},
	program, Ports, Response,
};
use anyhow::{bail, ensure, Context, Result};
use nix::{
	sys::signal::{kill, Signal},
	unistd::Pid,
};
use serde_json::Value;
use std::{
	fs::{self, File},
	path::{Path, PathBuf},
	process::{ExitStatus, Stdio},
	time::Duration,
};
use tokio::{
	process::{Child, Command},
	time::{sleep, timeout, Instant},
};

const START_LIMIT: Duration = Duration::from_secs(30);
const STOP_LIMIT: Duration = Duration::from_secs(30);

/// A gateway's process, which can be stopped, killed and started again. It ends with this value.
#[derive(Debug)]
pub struct Gateway {
	folder: PathBuf,
	http: u16,
	mqtt: u16,
	running: Option<Child>,
	_ports: Ports,
}

/// What a gateway is started with.
#[derive(Clone, Debug)]
pub struct GatewaySetup {
	/// JSON-RPC ports of nodes on this machine.
	pub nodes: Vec<u16>,
	/// The secret of its account.
	pub secret: String,
	/// Seconds for which the first reading of a batch waits.
	pub interval: u64,
	/// An external broker's port, in place of the embedded one.
	pub broker: Option<u16>,
	/// Where the database lies, if not in the gateway's folder.
	pub store: Option<PathBuf>,
	/// More lines of configuration, by section.
	pub more: Vec<(&'static str, String)>,
}

impl GatewaySetup {
	/// One node, the embedded broker, a batch a second.
	pub fn new(node: u16, secret: &str) -> Self {
		Self {
			nodes: vec![node],
			secret: secret.into(),
			interval: 1,
			broker: None,
			store: None,
			more: vec![],
		}
	}

	fn toml(&self, folder: &Path, http: u16, mqtt: u16) -> String {
		let endpoints: Vec<_> =
			self.nodes.iter().map(|port| format!("\"ws://127.0.0.1:{port}\"")).collect();
		let store = self.store.clone().unwrap_or_else(|| folder.join("gateway.db"));
		let broker = match self.broker {
			Some(port) => format!("connect = \"mqtt://127.0.0.1:{port}\""),
			None => format!("listen = \"127.0.0.1:{mqtt}\""),
		};
		let of = |section: &str| -> String {
			let lines = self.more.iter().filter(|(name, _)| *name == section);
			lines.map(|(_, line)| format!("{line}\n")).collect()
		};
		format!(
			"[chain]\nendpoints = [{}]\nclock_tolerance_seconds = {ANY_CLOCK}\n{}\n[keys]\nsecret_file = {:?}\n\n[mqtt]\n{broker}\n{}\n\
			 [store]\npath = {store:?}\n{}\n[ingest]\n{}\n[batch]\ninterval_seconds = {}\n{}\n\
			 [http]\nlisten = \"127.0.0.1:{http}\"\n{}\n[commands]\n{}",
			endpoints.join(", "),
			of("chain"),
			folder.join("secret"),
			of("mqtt"),
			of("store"),
			of("ingest"),
			self.interval,
			of("batch"),
			of("http"),
			of("commands"),
		)
	}
}

/// The clocks of fast networks run ahead.
const ANY_CLOCK: u32 = u32::MAX;

impl Gateway {
	/// A gateway that does not run yet, with its files in `folder`.
	pub fn new(setup: &GatewaySetup, folder: &Path) -> Result<Self> {
		use std::os::unix::fs::OpenOptionsExt;

		let mut ports = Ports::reserve()?;
		let (http, embedded) = (ports.one()?, ports.one()?);
		fs::create_dir_all(folder)?;
		fs::write(folder.join("gateway.toml"), setup.toml(folder, http, embedded))?;
		let secret = folder.join("secret");
		File::options().create(true).write(true).truncate(true).mode(0o600).open(&secret)?;
		fs::write(secret, &setup.secret)?;
		let mqtt = setup.broker.unwrap_or(embedded);
		Ok(Self { folder: folder.into(), http, mqtt, running: None, _ports: ports })
	}

	/// The port of its HTTP interface.
	pub fn http(&self) -> u16 {
		self.http
	}

	/// The port of the broker that its devices use.
	pub fn mqtt(&self) -> u16 {
		self.mqtt
	}

	/// Starts the process and waits until it answers.
	pub async fn start(&mut self) -> Result<()> {
		let binary = program("tallystick-gateway")?;
		self.spawn(Command::new(binary).arg("run"))?;
		self.wait_ready().await
	}

	/// Starts a process that kills itself at a step: `drill` is the binary, `at` the step's name and
	/// how often it is reached before.
	pub fn start_drill(&mut self, drill: &Path, at: (&str, u32)) -> Result<()> {
		let (step, after) = at;
		self.spawn(Command::new(drill).args(["--kill-at", step, "--after", &after.to_string()]))
	}

	fn spawn(&mut self, command: &mut Command) -> Result<()> {
		ensure!(self.running.is_none(), "the gateway runs already");
		let log = File::options().create(true).append(true).open(self.folder.join("log"))?;
		let child = command
			.arg("--config")
			.arg(self.folder.join("gateway.toml"))
			.stdin(Stdio::null())
			.stdout(log.try_clone()?)
			.stderr(log)
			.kill_on_drop(true)
			.spawn()
			.context("cannot start the gateway")?;
		self.running = Some(child);
		Ok(())
	}

	/// Waits until the process answers HTTP.
	pub async fn wait_ready(&mut self) -> Result<()> {
		let deadline = Instant::now() + START_LIMIT;
		loop {
			if let Some(status) = self.child()?.try_wait()? {
				self.running = None;
				bail!("the gateway ended at its start ({status})\n{}", self.log_tail());
			}
			match get(self.http, "/health/live").await {
				Ok(answer) if answer.status == 200 => return Ok(()),
				_ if Instant::now() > deadline => {
					bail!("the gateway does not answer\n{}", self.log_tail())
				},
				_ => sleep(Duration::from_millis(50)).await,
			}
		}
	}

	/// Waits until the process has ended by itself.
	pub async fn wait_end(&mut self, limit: Duration) -> Result<ExitStatus> {
		let ended = timeout(limit, self.child()?.wait()).await;
		let Ok(status) = ended else {
			bail!("the gateway has not ended within {limit:?}\n{}", self.log_tail())
		};
		self.running = None;
		Ok(status?)
	}

	/// Ends the process without warning (SIGKILL).
	pub async fn kill(&mut self) -> Result<()> {
		let mut child = self.running.take().context("the gateway does not run")?;
		child.kill().await.context("cannot kill the gateway")
	}

	/// Asks the process to end (SIGTERM) and waits until it has.
	pub async fn stop(&mut self) -> Result<()> {
		let mut child = self.running.take().context("the gateway does not run")?;
		let pid = child.id().context("the gateway has gone already")?;
		kill(Pid::from_raw(pid.try_into()?), Signal::SIGTERM)?;
		let status = timeout(STOP_LIMIT, child.wait())
			.await
			.context("the gateway does not end when asked")??;
		ensure!(status.success(), "the gateway ended with {status}\n{}", self.log_tail());
		Ok(())
	}

	/// Asks its HTTP interface.
	pub async fn get(&self, path: &str) -> Result<Response> {
		get(self.http, path).await
	}

	/// How it stands.
	pub async fn status(&self) -> Result<Value> {
		let answer = self.get("/v1/status").await?;
		ensure!(answer.status == 200, "the status answered {}", answer.status);
		Ok(serde_json::from_str(&answer.body)?)
	}

	/// The number of its process.
	pub fn pid(&self) -> Result<u32> {
		let child = self.running.as_ref().context("the gateway does not run")?;
		child.id().context("the gateway has gone already")
	}

	/// Bytes of memory that the process has.
	pub fn resident(&self) -> Result<u64> {
		memory_of(self.pid()?, "VmRSS")
	}

	/// The end of its log.
	pub fn log_tail(&self) -> String {
		tail_of(&self.folder.join("log"))
	}

	fn child(&mut self) -> Result<&mut Child> {
		self.running.as_mut().context("the gateway does not run")
	}
}
