use crate::program;
use anyhow::{bail, ensure, Context, Result};
use nix::{
	sys::signal::{kill, Signal},
	unistd::Pid,
};
use std::{
	ffi::OsStr,
	fs::{self, File},
	path::{Path, PathBuf},
	process::Stdio,
	time::Duration,
};
use tokio::{
	process::{Child, Command},
	time::timeout,
};

const REGISTER_LIMIT: Duration = Duration::from_secs(120);
const CHECK_LIMIT: Duration = Duration::from_secs(300);

/// A fleet of simulated devices: what `tallystick-sim` is told, and where it writes.
#[derive(Clone, Debug)]
pub struct Simulator {
	folder: PathBuf,
	node: u16,
	gateway: String,
	devices: u32,
	data: Vec<PathBuf>,
}

/// A fleet that plays. It ends with this value.
#[derive(Debug)]
pub struct Playing {
	child: Child,
	log: PathBuf,
}

impl Simulator {
	/// A fleet of `devices` that replay the series of these names in `data/`, owned by Alice. `node` is
	/// a JSON-RPC port, `gateway` the secret of the gateway's account.
	pub fn new(folder: &Path, node: u16, gateway: &str, devices: u32, data: &[&str]) -> Self {
		let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
		Self {
			folder: folder.into(),
			node,
			gateway: gateway.into(),
			devices,
			data: data.iter().map(|name| root.join(name)).collect(),
		}
	}

	/// Where it logs what was sent, acknowledged and refused.
	pub fn oracle(&self) -> PathBuf {
		self.folder.join("oracle.jsonl")
	}

	/// Registers the devices, and authorises the gateway.
	pub async fn register(&self, more: &[&str]) -> Result<()> {
		let mut command = self.command("register")?;
		command.args(["--owner", "//Alice", "--gateway", &self.gateway]).args(more);
		self.with_data(&mut command);
		finish(command, REGISTER_LIMIT).await.map(drop)
	}

	/// Begins to play towards the broker at this port.
	pub fn play<'a>(&self, mqtt: u16, more: impl IntoIterator<Item = &'a str>) -> Result<Playing> {
		let log = self.folder.join("simulator.log");
		let file = File::options().create(true).append(true).open(&log)?;
		let mut command = self.command("run")?;
		command
			.args(["--broker", &format!("mqtt://127.0.0.1:{mqtt}")])
			.arg("--oracle")
			.arg(self.oracle())
			.args(more);
		self.with_data(&mut command);
		let child = command
			.stdout(file.try_clone()?)
			.stderr(file)
			.spawn()
			.context("cannot start the simulator")?;
		Ok(Playing { child, log })
	}

	/// The same fleet for another gateway, with the same log.
	pub fn at(&self, gateway: &str) -> Self {
		Self { gateway: gateway.into(), ..self.clone() }
	}

	/// Holds the log against the chain, and returns what the checker says.
	pub async fn check(&self, http: u16, proofs: u32) -> Result<String> {
		self.check_all(&[(http, &self.gateway)], proofs).await
	}

	/// Holds the log against the batches of all these gateways: port of the HTTP interface, and secret of the
	/// account.
	pub async fn check_all(&self, gateways: &[(u16, &str)], proofs: u32) -> Result<String> {
		let mut command = self.command("check")?;
		command.arg("--oracle").arg(self.oracle()).args(["--proofs", &proofs.to_string()]);
		for (http, account) in gateways {
			command.args(["--gateway", &format!("http://127.0.0.1:{http}"), "--account", account]);
		}
		finish(command, CHECK_LIMIT).await
	}

	fn command(&self, name: &str) -> Result<Command> {
		fs::create_dir_all(&self.folder)?;
		let mut command = Command::new(program("tallystick-sim")?);
		command
			.arg(name)
			.args(["--node", &format!("ws://127.0.0.1:{}", self.node)])
			.stdin(Stdio::null())
			.kill_on_drop(true);
		Ok(command)
	}

	fn with_data(&self, command: &mut Command) {
		command.args(["--devices", &self.devices.to_string()]);
		for file in &self.data {
			command.args([OsStr::new("--data"), file.as_os_str()]);
		}
	}
}

impl Playing {
	/// Whether it still plays.
	pub fn is_running(&mut self) -> Result<bool> {
		Ok(self.child.try_wait()?.is_none())
	}

	/// Has the fleet measure no more, and wait for the answers that it lacks.
	pub fn end_measuring(&self) -> Result<()> {
		let pid = self.child.id().context("the simulator has gone already")?;
		Ok(kill(Pid::from_raw(pid.try_into()?), Signal::SIGTERM)?)
	}

	/// Waits until it has ended, and returns its last words. It fails if not all was acknowledged, or
	/// refused as it had to be.
	pub async fn finish(mut self, limit: Duration) -> Result<String> {
		let ended = timeout(limit, self.child.wait()).await;
		let log = fs::read_to_string(&self.log).unwrap_or_default();
		let lines: Vec<_> = log.lines().collect();
		let tail = lines[lines.len().saturating_sub(20)..].join("\n");
		match ended {
			Err(_) => bail!("the simulator has not ended within {limit:?}\n{tail}"),
			Ok(status) => ensure!(status?.success(), "the simulator failed\n{tail}"),
		}
		Ok(lines.last().copied().unwrap_or_default().into())
	}
}

async fn finish(mut command: Command, limit: Duration) -> Result<String> {
	let output = timeout(limit, command.output())
		.await
		.context("the simulator takes too long")?
		.context("cannot start the simulator")?;
	let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
	let errors = String::from_utf8_lossy(&output.stderr);
	ensure!(output.status.success(), "the simulator failed\n{said}\n{errors}");
	Ok(said)
}
