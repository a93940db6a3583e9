use crate::{
	binary::cache, export_spec, node_binary, spec::export_raw_spec, Node, NodePorts, NodeSetup,
	Ports, Sealer, SLOT,
};
use anyhow::{bail, ensure, Context, Result};
use serde_json::Value;
use std::{
	ffi::OsString,
	fs,
	hash::{DefaultHasher, Hash, Hasher},
	path::Path,
	time::Duration,
};
use subxt::ext::futures::future::try_join_all;
use tempfile::TempDir;
use tokio::{
	process::Command,
	signal::{
		ctrl_c,
		unix::{signal, SignalKind},
	},
};

/// The development accounts whose session keys the node puts into its keystore by a flag.
const DEV_VALIDATORS: [&str; 6] = ["alice", "bob", "charlie", "dave", "eve", "ferdie"];

/// A network to be started.
pub struct NetworkBuilder {
	chain: String,
	patches: Vec<Patch>,
	members: Vec<Member>,
	args: Vec<OsString>,
	/// Between two blocks, if they are sealed by hand.
	pause: Option<Duration>,
}

type Patch = Box<dyn FnOnce(&mut Value) -> Result<()>>;

struct Member {
	name: String,
	kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
	/// Has the session keys of the development account of its name.
	Validator,
	/// Has the session keys of another validator too, which it must not.
	Twin(&'static str),
	/// Runs as a validator, but has no keys yet.
	Candidate,
	/// Only follows.
	Full,
	/// Follows too, but the others do not know it.
	Stranger,
	/// A chain of its own.
	Dev,
}

/// Nodes that form a network. All end with this value.
#[derive(Debug)]
pub struct Network {
	nodes: Vec<Node>,
	pause: Option<Duration>,
	folder: TempDir,
	_ports: Ports,
}

impl NetworkBuilder {
	fn new(chain: &str) -> Self {
		Self { chain: chain.into(), patches: vec![], members: vec![], args: vec![], pause: None }
	}

	fn member(mut self, name: &str, kind: Kind) -> Self {
		self.members.push(Member { name: name.into(), kind });
		self
	}

	/// Adds a node that signs with the keys of the development account `of` as well.
	#[must_use]
	pub fn twin(self, name: &str, of: &'static str) -> Self {
		self.member(name, Kind::Twin(of))
	}

	/// Adds a node that runs as a validator but has no keys yet.
	#[must_use]
	pub fn candidate(self, name: &str) -> Self {
		self.member(name, Kind::Candidate)
	}

	/// Adds a node of the consortium that only follows.
	#[must_use]
	pub fn full_node(self, name: &str) -> Self {
		self.member(name, Kind::Full)
	}

	/// Adds a node that knows the specification and every address, but is nobody's peer.
	#[must_use]
	pub fn stranger(self, name: &str) -> Self {
		self.member(name, Kind::Stranger)
	}

	/// Adds a flag for every node.
	#[must_use]
	pub fn arg(mut self, arg: impl Into<OsString>) -> Self {
		self.args.push(arg.into());
		self
	}

	/// Changes the plain specification of the chain before anybody sees it.
	#[must_use]
	pub fn patch_spec(mut self, patch: impl FnOnce(&mut Value) -> Result<()> + 'static) -> Self {
		self.patches.push(Box::new(patch));
		self
	}

	/// Starts every node and waits until all answer, plays `scenario` on the network, and asks every
	/// node to end. Where any of it fails, or the process is asked to end, the error carries the end of each
	/// node's log, and everything that was started ends.
	pub async fn run<T>(self, scenario: impl AsyncFnOnce(&mut Network) -> Result<T>) -> Result<T> {
		let mut network = self.set_up().await?;
		let played = tokio::select! {
			played = network.play(scenario) => played,
			interrupted = interrupted() => interrupted.and_then(|()| bail!("it was interrupted")),
		};
		match played {
			Ok(value) => Ok(value),
			Err(error) => Err(network.fail(error).await),
		}
	}

	async fn set_up(self) -> Result<Network> {
		let folder = TempDir::with_prefix("tallystick-")?;
		let mut ports = Ports::reserve()?;
		let mut setups = Vec::new();
		let mut addresses = Vec::new();
		for (index, member) in self.members.iter().enumerate() {
			let setup = NodeSetup {
				name: member.name.clone(),
				chain: OsString::new(),
				args: self.args.clone(),
				folder: folder.path().join(&member.name),
				ports: ports.node()?,
			};
			fs::create_dir(&setup.folder)?;
			addresses.push(address(&setup.folder, index, setup.ports).await?);
			setups.push(setup);
		}
		let chain = write_spec(&self.chain, self.patches, folder.path()).await?;
		let of_consortium: Vec<_> = (self.members.iter().zip(&addresses))
			.filter(|(member, _)| member.kind != Kind::Stranger)
			.map(|(_, address)| address.clone())
			.collect();
		for ((setup, member), own) in setups.iter_mut().zip(&self.members).zip(&addresses) {
			setup.chain.clone_from(&chain);
			let peers = of_consortium.iter().filter(|address| *address != own);
			setup.args.extend(flags(member, peers, &setup.folder));
		}
		let nodes = setups.into_iter().map(Node::new).collect();
		Ok(Network { nodes, pause: self.pause, folder, _ports: ports })
	}
}

impl Network {
	/// The first `validators` of Alice, Bob, Charlie and Dave on the chain `local`.
	pub fn local(validators: usize) -> NetworkBuilder {
		DEV_VALIDATORS[..validators].iter().fold(NetworkBuilder::new("local"), |builder, name| {
			builder.member(name, Kind::Validator)
		})
	}

	/// The one validator of the chain `dev`, among reserved peers.
	pub fn single() -> NetworkBuilder {
		NetworkBuilder::new("dev").member("alice", Kind::Validator)
	}

	/// A node with the flag `--dev`, called `dev`.
	pub fn dev() -> NetworkBuilder {
		NetworkBuilder::new("dev").member("dev", Kind::Dev)
	}

	/// The like, with eight blocks in the time of one, each final as soon as the next one is there. For
	/// what waits for blocks and does not care who makes them. The chain's clock runs ahead.
	pub fn fast() -> NetworkBuilder {
		NetworkBuilder { pause: Some(SLOT / 8), ..Self::sealed() }
	}

	/// The like, whose blocks a scenario seals by hand.
	pub fn sealed() -> NetworkBuilder {
		Self::dev().arg("--seal=manual")
	}

	/// The node of this name.
	pub fn node(&self, name: &str) -> Result<&Node> {
		self.nodes
			.iter()
			.find(|node| node.name() == name)
			.with_context(|| format!("no node {name}"))
	}

	/// The node of this name, to be stopped or started.
	pub fn node_mut(&mut self, name: &str) -> Result<&mut Node> {
		self.nodes
			.iter_mut()
			.find(|node| node.name() == name)
			.with_context(|| format!("no node {name}"))
	}

	/// Starts the nodes of these names at the same time.
	pub async fn start(&mut self, names: &[&str]) -> Result<()> {
		let chosen = self.nodes.iter_mut().filter(|node| names.contains(&node.name()));
		try_join_all(chosen.map(Node::start)).await?;
		Ok(())
	}

	/// The nodes that run.
	pub fn running(&self) -> impl Iterator<Item = &Node> {
		self.nodes.iter().filter(|node| node.is_running())
	}

	/// The best height of every node that runs, all asked at the same time.
	pub async fn best_numbers(&self) -> Result<Vec<u32>> {
		try_join_all(self.running().map(async |node| Ok(node.chain()?.best().await?.number))).await
	}

	/// The finalised height of every node that runs, all asked at the same time.
	pub async fn finalized_numbers(&self) -> Result<Vec<u32>> {
		try_join_all(self.running().map(async |node| Ok(node.chain()?.finalized().await?.number)))
			.await
	}

	async fn play<T>(
		&mut self,
		scenario: impl AsyncFnOnce(&mut Network) -> Result<T>,
	) -> Result<T> {
		try_join_all(self.nodes.iter_mut().map(Node::start)).await?;
		let sealer = match (self.pause, self.nodes.first()) {
			(Some(pause), Some(node)) => Some(Sealer::start(node.chain()?, pause)),
			_ => None,
		};
		let value = scenario(self).await?;
		drop(sealer);
		try_join_all(self.nodes.iter_mut().filter(|node| node.is_running()).map(Node::stop))
			.await?;
		Ok(value)
	}

	/// Ends all that still runs and adds to `error` what a reader needs.
	async fn fail(mut self, error: anyhow::Error) -> anyhow::Error {
		let mut report = format!("{error:#}");
		for node in &mut self.nodes {
			if node.is_running() {
				// The scenario's error matters more than this one.
				let _ = node.kill().await;
			}
			report += &format!("\n\n--- the end of {}'s log ---\n{}", node.name(), node.log_tail());
		}
		if std::env::var_os("TALLYSTICK_KEEP").is_some() {
			report += &format!("\n\nAll is kept in {}", self.folder.keep().display());
		}
		anyhow::Error::msg(report)
	}
}

/// Waits until the process is asked to end.
async fn interrupted() -> Result<()> {
	let mut terminate = signal(SignalKind::terminate())?;
	tokio::select! {
		interrupted = ctrl_c() => interrupted?,
		_ = terminate.recv() => {},
	}
	Ok(())
}

/// Writes a node's key and returns the address at which peers will find the node.
async fn address(folder: &Path, index: usize, ports: NodePorts) -> Result<String> {
	let file = folder.join("node-key");
	fs::write(&file, format!("{:064x}", index + 1))?;
	let output = Command::new(node_binary()?)
		.args(["key", "inspect-node-key", "--file"])
		.arg(file)
		.output()
		.await?;
	ensure!(
		output.status.success(),
		"inspect-node-key failed: {}",
		String::from_utf8_lossy(&output.stderr)
	);
	let peer = String::from_utf8(output.stdout)?;
	Ok(format!("/ip4/127.0.0.1/tcp/{}/p2p/{}", ports.p2p, peer.trim()))
}

/// Writes the specification that all nodes load. It is a raw one, and kept, so that the genesis of
/// each plain one is computed once.
async fn write_spec(chain: &str, patches: Vec<Patch>, folder: &Path) -> Result<OsString> {
	let mut spec = export_spec(chain).await?;
	for patch in patches {
		patch(&mut spec)?;
	}
	let spec = serde_json::to_vec(&spec)?;
	let mut hasher = DefaultHasher::new();
	spec.hash(&mut hasher);
	let kept = cache("specs")?.join(format!("raw-{:016x}.json", hasher.finish()));
	if !kept.is_file() {
		let plain = folder.join("plain.json");
		fs::write(&plain, spec)?;
		// Renamed into place, because other tests may look for it.
		let raw = tempfile::NamedTempFile::new_in(cache("specs")?)?;
		fs::write(&raw, export_raw_spec(plain.as_ref()).await?)?;
		raw.persist(&kept)?;
	}
	Ok(kept.into())
}

fn flags<'a>(
	member: &Member,
	peers: impl Iterator<Item = &'a String>,
	folder: &Path,
) -> Vec<OsString> {
	let mut flags = vec!["--node-key-file".into(), folder.join("node-key").into()];
	match member.kind {
		Kind::Validator => flags.push(format!("--{}", member.name).into()),
		Kind::Twin(of) => flags.push(format!("--{of}").into()),
		Kind::Candidate => flags.push("--validator".into()),
		Kind::Dev => flags.push("--dev".into()),
		Kind::Full | Kind::Stranger => {},
	}
	match member.kind {
		Kind::Validator | Kind::Twin(_) | Kind::Candidate | Kind::Full => {
			flags.push("--reserved-only".into())
		},
		Kind::Stranger | Kind::Dev => {},
	}
	for peer in peers {
		if member.kind == Kind::Stranger {
			flags.extend(["--bootnodes".into(), peer.into()]);
		}
		flags.extend(["--reserved-nodes".into(), peer.into()]);
	}
	flags
}
