use crate::Ports;
use anyhow::{Context, Result};
use std::{
	path::{Path, PathBuf},
	process::Stdio,
	time::Duration,
};
use tokio::{
	net::TcpStream,
	process::{Child, Command},
};

const START_LIMIT: Duration = Duration::from_secs(10);

/// Debian's mosquitto with a configuration of its own. It ends with this value.
#[derive(Debug)]
pub struct Mosquitto {
	port: u16,
	config: PathBuf,
	acl: PathBuf,
	child: Option<Child>,
	_ports: Ports,
}

impl Mosquitto {
	/// A broker that does not run yet, with its files in `folder`.
	pub fn new(folder: &Path) -> Result<Self> {
		let mut ports = Ports::reserve()?;
		let port = ports.one()?;
		let (config, acl) = (folder.join("mosquitto.conf"), folder.join("mosquitto.acl"));
		let text = format!(
			"listener {port} 127.0.0.1\nallow_anonymous true\nacl_file {}\npersistence true\n\
			 persistence_location {}/\nmax_queued_messages 0\nuser root\n",
			acl.display(),
			folder.display()
		);
		std::fs::write(&config, text)?;
		let broker = Self { port, config, acl, child: None, _ports: ports };
		broker.lose(None)?;
		Ok(broker)
	}

	/// Whatever is published on topics of this filter is lost, once it is started anew.
	pub fn lose(&self, filter: Option<&str>) -> Result<()> {
		let deny = filter.map(|filter| format!("topic deny {filter}\n")).unwrap_or_default();
		Ok(std::fs::write(&self.acl, format!("topic readwrite #\n{deny}"))?)
	}

	/// Its port.
	pub fn port(&self) -> u16 {
		self.port
	}

	/// The number of its process.
	pub fn pid(&self) -> Result<u32> {
		self.child.as_ref().and_then(Child::id).context("mosquitto does not run")
	}

	/// Starts the process.
	pub fn start(&mut self) -> Result<()> {
		let child = Command::new("mosquitto")
			.arg("-c")
			.arg(&self.config)
			.stdin(Stdio::null())
			.stdout(Stdio::null())
			.stderr(Stdio::null())
			.kill_on_drop(true)
			.spawn()
			.context("cannot start mosquitto; scripts/setup.sh --tests installs it")?;
		self.child = Some(child);
		Ok(())
	}

	/// Waits until it takes connections.
	pub async fn wait_ready(&self) -> Result<()> {
		crate::wait_until("mosquitto to listen", START_LIMIT, async || {
			Ok(Some(TcpStream::connect(("127.0.0.1", self.port)).await?))
		})
		.await
		.map(drop)
	}

	/// Ends the process without warning (SIGKILL).
	pub async fn kill(&mut self) -> Result<()> {
		Ok(self.child.take().context("it does not run")?.kill().await?)
	}
}
