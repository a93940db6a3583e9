//! The command line.

use anyhow::{bail, Context, Result};
use clap::{Parser, Subcommand, ValueEnum};
use std::{
	path::{Path, PathBuf},
	sync::Arc,
	time::Duration,
};
use tallystick_building::data::Period;
use tallystick_client::{read_secret, time::now, AccountId, Chain, Endpoints, Signer};
use tallystick_device::Slots;
use tallystick_evidence::{DeviceKey, Hash, Scheme, SecretKey};
use tallystick_sim::{
	meter::Home,
	story::{building, cold_chain::Options, street, washing_machine, Failure},
	Broker, Fault, Fleet, Format, Identity, Metering, Mix, NotABroker, Series,
};

/// Plays fleets of devices that replay measured data, and checks that a gateway kept its promise.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Args {
	#[command(subcommand)]
	pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
	/// Plays a fleet. Exits with 0 if everything was acknowledged, or refused as it had to be.
	Run {
		#[command(flatten)]
		fleet: FleetArgs,
		/// The log: what was sent, acknowledged and refused. It is appended to.
		#[arg(long)]
		oracle: PathBuf,
		#[command(flatten)]
		between: BetweenArgs,
	},
	/// Sends signed messages from memory as fast as they are acknowledged.
	Bench {
		#[command(flatten)]
		fleet: FleetArgs,
	},
	/// Defines models, registers the fleet's devices and authorises a gateway. Leaves what is there.
	Register {
		/// URLs of nodes.
		#[arg(long, default_value = "ws://127.0.0.1:9944")]
		node: Vec<String>,
		/// Who owns the devices and builds the models: a secret such as //Alice.
		#[arg(long, default_value = "//Alice")]
		owner: String,
		/// The gateway's account: an address, or a secret such as //Bob.
		#[arg(long)]
		gateway: Option<String>,
		/// The series, which make the models.
		#[arg(long, required = true)]
		data: Vec<PathBuf>,
		/// How many devices.
		#[arg(long, default_value_t = 1)]
		devices: u32,
		/// Makes the keys.
		#[arg(long, default_value_t = 1)]
		seed: u64,
		/// One device more, which is revoked: for the fault of that name.
		#[arg(long)]
		revoked: bool,
		#[command(flatten)]
		meters: MeterArgs,
	},
	/// Prints the ids of a fleet's devices.
	Keys {
		/// How many devices.
		#[arg(long, default_value_t = 1)]
		devices: u32,
		/// Makes the keys.
		#[arg(long, default_value_t = 1)]
		seed: u64,
	},
	/// Plays a business case from beginning to end on a chain and a gateway that run. Exits with 0 if it came out
	/// as it must.
	Story {
		#[command(subcommand)]
		story: StoryCommand,
	},
	/// Be a device that is commanded, until SIGINT or SIGTERM. Prints where its outputs go, as lines of JSON.
	Obey(ObeyArgs),
	/// Holds a log against the chain. Exits with 0 if nothing is lost, duplicated or extra.
	Check {
		/// The log.
		#[arg(long)]
		oracle: PathBuf,
		/// The gateway's HTTP API. Once for each gateway, if devices changed between some.
		#[arg(long, default_value = "http://127.0.0.1:8080")]
		gateway: Vec<String>,
		/// URLs of nodes.
		#[arg(long, default_value = "ws://127.0.0.1:9944")]
		node: Vec<String>,
		/// The gateway's account: an address, or a secret such as //Bob. Once for each gateway, in the same order.
		#[arg(long, required = true)]
		account: Vec<String>,
		/// How many proofs to download and verify, of each gateway.
		#[arg(long, default_value_t = 10)]
		proofs: usize,
		/// How long to wait for what is not final yet.
		#[arg(long, default_value = "60s", value_parser = duration)]
		wait: Duration,
	},
}

#[derive(Subcommand)]
pub(crate) enum StoryCommand {
	/// Sell strawberries from the field to the supermarket. In the second truck, whose temperature is simulated, the
	/// compressor fails, and the price follows from the temperature. Takes two minutes.
	ColdChain(ColdChainArgs),
	/// Have twelve homes trade energy for a day, an hour in a slot of the market, and bill them with and without the
	/// market. Their load and generation were measured. A slot of a minute makes a day of 24 minutes.
	Street(StreetArgs),
	/// Heat a building by rules, from its temperatures and the price of electricity. The node must make its blocks by hand, as
	/// with --seal manual --seal-slots 30; scripts/building.sh starts one, and a gateway, and plays it.
	Building(BuildingArgs),
	/// Have a washing machine order detergent, a filter and repairs by what it signs, though vendors fail and prices are high. The
	/// node must make its blocks by hand, as with --seal manual --seal-slots 900; scripts/washing-machine.sh starts one, and a
	/// gateway, and plays it.
	WashingMachine(WashingMachineArgs),
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Fails {
	/// The compressor stands still.
	Compressor,
	/// The doors stand ajar.
	Doors,
	/// Nothing.
	None,
}

#[derive(clap::Args)]
pub(crate) struct StoryArgs {
	/// URLs of nodes.
	#[arg(long, default_value = "ws://127.0.0.1:9944")]
	pub(crate) node: Vec<String>,
	/// The gateway's account: an address, or a secret such as //Bob.
	#[arg(long)]
	pub(crate) gateway: String,
	/// The broker.
	#[arg(long, default_value = "mqtt://127.0.0.1:1883")]
	broker: Broker,
	/// The secret of the council's only member, who admits the organisations and lends them money.
	#[arg(long, default_value = "//Alice")]
	council: String,
	/// The seed of keys, numbers and noise.
	#[arg(long, default_value_t = 1)]
	seed: u64,
	/// Where everything that happens goes, as lines of JSON. It is written anew.
	#[arg(long)]
	log: Option<PathBuf>,
}

#[derive(clap::Args)]
pub(crate) struct LapseArgs {
	/// Make the chain's blocks by hand, so far apart (400ms, say), and go by the chain's clock. For a node with --seal manual.
	#[arg(long = "lapse", value_name = "PACE", value_parser = duration)]
	pub(crate) pace: Option<Duration>,
}

#[derive(clap::Args)]
pub(crate) struct ColdChainArgs {
	#[command(flatten)]
	pub(crate) story: StoryArgs,
	#[command(flatten)]
	pub(crate) lapse: LapseArgs,
	/// The gateway's HTTP API.
	#[arg(long, default_value = "http://127.0.0.1:8080")]
	gateway_url: String,
	/// What fails in the second leg.
	#[arg(long, value_enum, default_value = "compressor")]
	failure: Fails,
	/// Recall the harvest at the end.
	#[arg(long)]
	recall: bool,
}

impl ColdChainArgs {
	pub(crate) fn options(self, gateway: AccountId) -> Result<Options> {
		let StoryArgs { broker, council, seed, log, .. } = self.story;
		let council = Signer::from_uri(&council)?;
		let failure = match self.failure {
			Fails::Compressor => Failure::Compressor,
			Fails::Doors => Failure::Doors,
			Fails::None => Failure::None,
		};
		let own = Options::new(council, gateway, &self.gateway_url, broker);
		Ok(Options { seed, log, recall: self.recall, failure, ..own })
	}
}

#[derive(clap::Args)]
pub(crate) struct StreetArgs {
	#[command(flatten)]
	pub(crate) story: StoryArgs,
	#[command(flatten)]
	pub(crate) lapse: LapseArgs,
	/// The day whose prices are played: in 2021, from 11-01 to 11-14 or from 12-13 to 12-19. 2021-11-07 has 25 hours.
	#[arg(long, default_value = "2021-12-15")]
	date: String,
	/// Play faults, too: meters that are silent, late, reset and replaced, a home without money, one that sells what it
	/// does not have, and one that bids too low.
	#[arg(long)]
	faults: bool,
}

impl StreetArgs {
	pub(crate) fn options(self, gateway: AccountId) -> Result<street::Options> {
		let StoryArgs { broker, council, seed, log, .. } = self.story;
		let council = Signer::from_uri(&council)?;
		let own = street::Options::new(council, gateway, broker);
		let troubles = match self.faults {
			true => street::Options::one_of_each(),
			false => Vec::new(),
		};
		Ok(street::Options { seed, log, date: self.date, troubles, ..own })
	}
}

#[derive(clap::Args)]
pub(crate) struct BuildingArgs {
	#[command(flatten)]
	pub(crate) story: StoryArgs,
	/// The public command key of the gateway, Ed25519, in 64 hexadecimal digits.
	#[arg(long, value_parser = command_key)]
	gateway_key: DeviceKey,
	/// The folder in which the gateway looks for grants.
	#[arg(long)]
	grants: PathBuf,
	/// The week of the building.
	#[arg(long, value_enum, default_value = "tuning")]
	week: Period,
	/// The Monday of the week whose prices are played.
	#[arg(long, default_value = "2021-12-13")]
	monday: String,
	/// The first day that is played, from 0 for Monday.
	#[arg(long, default_value_t = 2)]
	day: usize,
	/// How many days are played.
	#[arg(long, default_value_t = 1)]
	days: usize,
	/// Print the time at which the clock of the chain has to begin, as `tallystick-node --seal-from` takes it, and end.
	#[arg(long)]
	pub(crate) clock: bool,
	/// Let all sensors live. Otherwise one falls silent from 15:00 to 19:00 of the first day.
	#[arg(long)]
	all_sensors: bool,
}

impl BuildingArgs {
	pub(crate) fn options(self, gateway: AccountId) -> Result<building::Options> {
		let StoryArgs { broker, council, seed, log, .. } = self.story;
		let council = Signer::from_uri(&council)?;
		let own = building::Options::new(council, gateway, self.gateway_key, self.grants, broker);
		let dead = own.dead.filter(|_| !self.all_sensors);
		let (period, monday, first) = (self.week, self.monday, self.day);
		let steps = self.days.saturating_mul(own.steps);
		Ok(building::Options { seed, log, period, monday, first, steps, dead, ..own })
	}
}

#[derive(clap::Args)]
pub(crate) struct WashingMachineArgs {
	#[command(flatten)]
	pub(crate) story: StoryArgs,
}

impl WashingMachineArgs {
	pub(crate) fn options(self, gateway: AccountId) -> Result<washing_machine::Options> {
		let StoryArgs { broker, council, seed, log, .. } = self.story;
		let council = Signer::from_uri(&council)?;
		let own = washing_machine::Options::new(council, gateway, broker);
		Ok(washing_machine::Options { seed, log, ..own })
	}
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Attest {
	/// The device signs segments.
	Segment,
	/// The device signs each reading.
	Readings,
	/// Plain SenML: the gateway's word.
	Gateway,
	/// Each in turn, plain SenML in JSON and in CBOR.
	Mix,
}

#[derive(clap::Args)]
pub(crate) struct MeterArgs {
	/// The devices are meters of the homes that the data are, and cut their segments at boundaries of slots of this
	/// length: 15m, say. `--segment-readings`, `--rate` and `--attestation` are without effect.
	#[arg(long, value_parser = duration)]
	slot: Option<Duration>,
	/// How many slots a meter's segment covers.
	#[arg(long, default_value_t = 1, requires = "slot")]
	slots_per_segment: u32,
}

impl MeterArgs {
	/// The series of the devices, and what their meters count.
	pub(crate) fn read(&self, paths: &[PathBuf]) -> Result<(Vec<Arc<Series>>, Option<Metering>)> {
		let Some(slot) = self.slot else { return Ok((read(paths)?, None)) };
		let slot = u64::try_from(slot.as_millis())?;
		let slots = Slots::new(slot, self.slots_per_segment)
			.context("give a slot of at least 1ms, and at least one slot for a segment")?;
		let home = |path: &PathBuf| {
			Home::read(path).map(Arc::new).with_context(|| path.display().to_string())
		};
		let homes = paths.iter().map(home).collect::<Result<_>>()?;
		let metering = Metering { homes, slots };
		Ok((vec![Arc::new(metering.series()?)], Some(metering)))
	}
}

#[derive(clap::Args)]
pub(crate) struct ObeyArgs {
	/// The broker.
	#[arg(long, default_value = "mqtt://127.0.0.1:1883")]
	pub(crate) broker: Broker,
	/// The file with the device's secret: see `tallystick key generate device`.
	#[arg(long, value_parser = device_secret)]
	pub(crate) device_key: Identity,
	/// The folder that is the device's permanent memory. Without it the device is new, and has to be commissioned.
	#[arg(long)]
	pub(crate) memory: PathBuf,
	/// Commissions a new device: the public command key of its owner, Ed25519, in 64 hexadecimal digits.
	#[arg(long, value_parser = command_key, requires = "node")]
	pub(crate) command_key: Option<DeviceKey>,
	/// URLs of nodes, to ask for the genesis hash and the device's model when it is commissioned.
	#[arg(long)]
	pub(crate) node: Vec<String>,
	/// Appends to this file instead of printing.
	#[arg(long)]
	pub(crate) log: Option<PathBuf>,
	/// The boot epoch. Seconds since 1970 if it is left out, so that each power-up has a new one.
	#[arg(long)]
	boot: Option<u32>,
}

impl ObeyArgs {
	pub(crate) fn boot(&self) -> u32 {
		self.boot.unwrap_or_else(boot)
	}
}

/// A boot epoch that no earlier run had.
fn boot() -> u32 {
	u32::try_from(now() / 1_000).unwrap_or(u32::MAX)
}

/// Reads a file with `scheme:seed`.
fn device_secret(path: &str) -> Result<Identity, String> {
	let text = read_secret(Path::new(path)).map_err(|error| error.to_string())?;
	let bad = || "write it as ed25519:, p256: or secp256k1: and 64 hexadecimal digits".to_owned();
	let (scheme, seed) = text.split_once(':').ok_or_else(bad)?;
	let scheme = match scheme {
		"ed25519" => Scheme::Ed25519,
		"p256" => Scheme::P256,
		"secp256k1" => Scheme::Secp256k1,
		_ => return Err(bad()),
	};
	let secret = hash(seed).and_then(|seed| SecretKey::from_seed(scheme, seed)).ok_or_else(bad)?;
	Ok(Identity::with(secret))
}

fn command_key(text: &str) -> Result<DeviceKey, String> {
	let digits = text.strip_prefix("ed25519 ").unwrap_or(text);
	hash(digits)
		.map(DeviceKey::Ed25519)
		.ok_or_else(|| "give a public Ed25519 key, 64 hexadecimal digits".to_owned())
}

/// 32 bytes in hexadecimal, with or without `0x`.
fn hash(text: &str) -> Option<Hash> {
	hex::decode(text.strip_prefix("0x").unwrap_or(text)).ok()?.try_into().ok()
}

#[derive(clap::Args)]
pub(crate) struct BetweenArgs {
	/// Instead of `--broker`: the brokers and accounts of gateways between which the devices move, as
	/// mqtt://HOST:PORT=ACCOUNT with commas between. An account is an address, or a secret such as //Bob.
	#[arg(long, value_delimiter = ',', value_parser = gateway)]
	pub(crate) between: Vec<(Broker, AccountId)>,
	/// How long a device stays at each of these gateways.
	#[arg(long, default_value = "10s", value_parser = duration, requires = "between")]
	pub(crate) move_every: Duration,
}

#[derive(clap::Args)]
pub(crate) struct FleetArgs {
	/// The broker.
	#[arg(long, default_value = "mqtt://127.0.0.1:1883")]
	broker: Broker,
	/// URLs of nodes, to ask for the genesis hash.
	#[arg(long)]
	node: Vec<String>,
	/// The genesis hash of the chain, instead of asking a node.
	#[arg(long)]
	genesis: Option<String>,
	/// How many devices.
	#[arg(long, default_value_t = 1)]
	devices: u32,
	/// Series to replay: CSV, or SenML in JSON. Devices take one after the other.
	#[arg(long, required = true)]
	data: Vec<PathBuf>,
	/// Whose word the readings are.
	#[arg(long, value_enum, default_value = "segment")]
	attestation: Attest,
	/// How many readings a message has.
	#[arg(long, default_value_t = 60)]
	segment_readings: usize,
	/// Readings a second over the whole fleet, at even distances.
	#[arg(long, value_parser = positive)]
	rate: Option<f64>,
	/// How many times as fast as it was measured; `--rate` overrides it.
	#[arg(long, default_value_t = 60.0, value_parser = positive)]
	speed: f64,
	/// Makes keys, and chance.
	#[arg(long, default_value_t = 1)]
	seed: u64,
	/// How long to measure.
	#[arg(long = "for", default_value = "60s", value_parser = duration)]
	measure: Duration,
	/// How many readings to make over the whole fleet, at most.
	#[arg(long)]
	readings: Option<u64>,
	/// How long to wait for the last answers.
	#[arg(long, default_value = "60s", value_parser = duration)]
	drain: Duration,
	/// Wait until everything is final, too.
	#[arg(long)]
	until_final: bool,
	/// Salt the readings of segments.
	#[arg(long)]
	salted: bool,
	#[command(flatten)]
	meters: MeterArgs,
	/// What goes wrong: names with commas between, `all` or `none`. See docs/simulator.md.
	#[arg(long, default_value = "none")]
	faults: String,
	/// How many messages a device sends ahead of the answers.
	#[arg(long, default_value_t = 8)]
	window: usize,
	/// How long to wait for an answer before sending again.
	#[arg(long, default_value = "5s", value_parser = duration)]
	resend: Duration,
	/// How many devices share a connection.
	#[arg(long, default_value_t = 1)]
	share: usize,
	/// The boot epoch to begin with. Seconds since 1970 if it is left out, so that each run has a new one.
	#[arg(long)]
	boot: Option<u32>,
}

/// What to play, and where.
pub(crate) struct Chosen {
	pub(crate) fleet: Fleet,
	pub(crate) broker: Broker,
}

impl FleetArgs {
	pub(crate) async fn choose(self, readings: Option<u64>) -> Result<Chosen> {
		let genesis = match &self.genesis {
			Some(text) => hash(text).context("the genesis hash has 64 hexadecimal digits")?,
			None if self.node.is_empty() => bail!("give --genesis, or a --node to ask"),
			None => Chain::connect(Endpoints::new(self.node)).await?.genesis().await?,
		};
		let (series, metering) = self.meters.read(&self.data)?;
		let mix = match self.attestation {
			_ if metering.is_some() => Mix::All(Format::Segment),
			Attest::Segment => Mix::All(Format::Segment),
			Attest::Readings => Mix::All(Format::Readings),
			Attest::Gateway => Mix::All(Format::SenmlJson),
			Attest::Mix => Mix::Mixed,
		};
		let boot = self.boot.unwrap_or_else(boot);
		let fleet = Fleet {
			series,
			metering,
			devices: self.devices,
			mix,
			genesis,
			seed: self.seed,
			size: self.segment_readings,
			rate: self.rate,
			speed: self.speed,
			window: self.window,
			resend: self.resend,
			share: self.share,
			measure: self.measure,
			enough: Arc::default(),
			readings: self.readings.or(readings).unwrap_or(u64::MAX),
			drain: self.drain,
			until_final: self.until_final,
			salted: self.salted,
			faults: Fault::parse_list(&self.faults)?,
			boot,
		};
		Ok(Chosen { fleet, broker: self.broker })
	}
}

/// Reads all series.
fn read(paths: &[PathBuf]) -> Result<Vec<Arc<Series>>> {
	paths
		.iter()
		.map(|path| Ok(Arc::new(Series::read(path).with_context(|| path.display().to_string())?)))
		.collect()
}

/// A gateway's broker and account: `mqtt://HOST:PORT=ACCOUNT`.
fn gateway(text: &str) -> Result<(Broker, AccountId), String> {
	let (broker, owner) = text.split_once('=').ok_or("write it as mqtt://HOST:PORT=ACCOUNT")?;
	let broker = broker.parse().map_err(|error: NotABroker| error.to_string())?;
	Ok((broker, account(owner).map_err(|error| error.to_string())?))
}

/// An account by its address, or by a development secret such as `//Bob`.
pub(crate) fn account(text: &str) -> Result<AccountId> {
	match text.starts_with('/') {
		true => Ok(Signer::from_uri(text)?.account()),
		false => text
			.parse()
			.context("this is not an account: give an SS58 address, or a path such as //Bob"),
	}
}

fn positive(text: &str) -> Result<f64, String> {
	let number: f64 = text.parse().map_err(|_| "no number".to_owned())?;
	(number.is_finite() && number > 0.0)
		.then_some(number)
		.ok_or_else(|| "not above zero".to_owned())
}

/// A number with `ms`, `s`, `m` or `h`.
fn duration(text: &str) -> Result<Duration, String> {
	let bad = || "write it as 500ms, 60s, 10m or 1h".to_owned();
	let at = text.find(|letter: char| !letter.is_ascii_digit()).ok_or_else(bad)?;
	let (number, unit) = text.split_at(at);
	let millis = match unit {
		"ms" => 1,
		"s" => 1_000,
		"m" => 60_000,
		"h" => 3_600_000,
		_ => return Err(bad()),
	};
	let number: u64 = number.parse().map_err(|_| bad())?;
	number.checked_mul(millis).map(Duration::from_millis).ok_or_else(bad)
}
