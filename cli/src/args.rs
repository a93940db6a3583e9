use crate::{
	devices, failure::Result, gateways, keys, members, models, readings, session::Session, status,
	text, trust, verify, watch,
};
use clap::{Args as ClapArgs, Parser, Subcommand};
use std::path::PathBuf;
use tallystick_client::AccountId;
use tallystick_evidence::{DeviceId, Hash};

#[derive(Parser)]
#[command(
	name = "tallystick",
	version,
	about = "What partners do daily: models, devices, gateways, readings, proofs",
	after_help = "Exit codes: 0 done, 1 refused or a check failed, 2 wrong usage.\n\n\
		Begin with `tallystick key generate`, then `tallystick status`. docs/command-line.md shows each command."
)]
pub(crate) struct Args {
	#[command(flatten)]
	pub(crate) global: Global,
	#[command(subcommand)]
	pub(crate) command: Command,
}

#[derive(ClapArgs, Clone, Debug)]
pub(crate) struct Global {
	/// URL of a node; more than one, separated by commas, are asked in turn.
	#[arg(
		long,
		global = true,
		env = "TALLYSTICK_NODE_URL",
		default_value = "ws://127.0.0.1:9944",
		value_delimiter = ','
	)]
	pub(crate) node: Vec<String>,
	/// URL of a gateway.
	#[arg(
		long,
		global = true,
		env = "TALLYSTICK_GATEWAY_URL",
		default_value = "http://127.0.0.1:8080"
	)]
	pub(crate) gateway: String,
	/// File with the secret of the account that signs: see `tallystick key generate account`.
	#[arg(long, global = true, env = "TALLYSTICK_KEY_FILE", value_name = "FILE")]
	pub(crate) key_file: Option<PathBuf>,
	/// The secret of the account that signs, such as //Alice. Others on this machine can see it.
	#[arg(long, global = true, conflicts_with = "key_file")]
	pub(crate) suri: Option<String>,
	/// Output for machines: JSON on one line.
	#[arg(long, global = true)]
	pub(crate) json: bool,
}

#[derive(Subcommand)]
pub(crate) enum Command {
	/// Secrets of devices and accounts.
	#[command(subcommand)]
	Key(keys::KeyCommand),
	/// Accounts of the signer's organisation: people, gateways.
	#[command(subcommand)]
	Member(members::MemberCommand),
	/// Models: what all devices of one make have in common.
	#[command(subcommand)]
	Model(models::ModelCommand),
	/// Devices.
	#[command(subcommand)]
	Device(devices::DeviceCommand),
	/// Which gateways may speak for which devices.
	#[command(subcommand)]
	Gateway(gateways::GatewayCommand),
	/// Reads what a gateway keeps of a device.
	#[command(
		after_help = "Example:\n  tallystick read 0939…c77c --channel 0 --from 2026-01-31T00:00:00Z"
	)]
	Read(readings::ReadArgs),
	/// Fetches the proof of one reading from a gateway.
	#[command(
		after_help = "Example:\n  tallystick prove 0939…c77c 0 2026-01-31T12:00:00.500Z -o reading.tlyp"
	)]
	Prove(readings::ProveArgs),
	/// Checks a proof file and says in plain words what it proves.
	#[command(
		after_help = "Examples:\n  tallystick verify reading.tlyp --trust-file trust.json\n  \
			tallystick verify reading.tlyp --trust-file trust.json --finality reading.tlyf\n  \
			tallystick verify reading.tlyp --genesis 0x… --trusted-block 0x…\n  \
			tallystick verify reading.tlyp        asks the node, and trusts it"
	)]
	Verify(verify::VerifyArgs),
	/// Blocks and validators to trust, for checking proofs without a node.
	#[command(subcommand)]
	Trust(trust::TrustCommand),
	/// Has the chain look at a channel of a device. The signer's organisation pays a deposit.
	#[command(after_help = "Example:\n  tallystick watch 0939…c77c 0 --key-file account.key")]
	Watch(watch::WatchArgs),
	/// Ends that, and gives the deposit back.
	Unwatch(watch::WatchArgs),
	/// How the chain and the gateway are.
	Status,
}

/// Runs a command.
pub(crate) async fn run(args: Args) -> Result {
	let session = Session::new(args.global);
	match args.command {
		Command::Key(command) => keys::run(&session, command),
		Command::Member(command) => members::run(&session, command).await,
		Command::Model(command) => models::run(&session, command).await,
		Command::Device(command) => devices::run(&session, command).await,
		Command::Gateway(command) => gateways::run(&session, command).await,
		Command::Read(args) => readings::read(&session, args).await,
		Command::Prove(args) => readings::prove(&session, args).await,
		Command::Verify(args) => verify::run(&session, args).await,
		Command::Trust(command) => trust::run(&session, command).await,
		Command::Watch(args) => watch::watch(&session, &args).await,
		Command::Unwatch(args) => watch::unwatch(&session, &args).await,
		Command::Status => status::run(&session).await,
	}
}

/// 32 bytes in hexadecimal, with `0x` or without.
pub(crate) fn hash(text: &str) -> std::result::Result<Hash, String> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	hex::decode(digits)
		.ok()
		.and_then(|bytes| bytes.try_into().ok())
		.ok_or_else(|| "not 32 bytes in hexadecimal".into())
}

pub(crate) fn device(text: &str) -> std::result::Result<DeviceId, String> {
	hash(text).map(DeviceId).map_err(|error| format!("no device id: {error}"))
}

pub(crate) fn account(text: &str) -> std::result::Result<AccountId, String> {
	text.parse().map_err(|_| "no SS58 address, such as 5Grw…utQY".into())
}

/// UTC: RFC 3339 with `Z`, or milliseconds since 1970.
pub(crate) fn time(text: &str) -> std::result::Result<u64, String> {
	let parsed = text.parse().ok().or_else(|| text::parse_time(text));
	parsed.ok_or_else(|| {
		"no time in UTC: write 2026-01-31T12:00:00Z, or milliseconds since 1970".into()
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	fn parse(line: &str) -> std::result::Result<Args, clap::error::ErrorKind> {
		Args::try_parse_from(line.split_whitespace()).map_err(|error| error.kind())
	}

	const DEVICE: &str = "09390d0df30f0b7e4aabf04ebd789efd437d2edeb0520a7d7cf2fec80d50c77c";

	#[test]
	fn works_for_every_command() {
		Args::command().debug_assert();
		for line in [
			"key generate device d.key --scheme p256",
			"key generate account a.key",
			"key show d.key",
			"member add 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --suri //Alice",
			"model define model.toml --suri //Alice",
			"model show 0",
			"device register --device-key d.key --model 0 --metadata about.pdf --suri //Alice",
			"device list --owner 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"gateway authorise 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --all",
			"trust save trust.json --proof a.tlyp --proof b.tlyp",
			"trust finality a.tlyp -o a.tlyf --trust-file trust.json",
			"verify a.tlyp --trust-file trust.json --finality a.tlyf",
			"verify a.tlyp --unit Cel --exponent -1 --trust-file trust.json",
			"status --json --node ws://a:1,ws://b:2",
		] {
			assert!(parse(&format!("tallystick {line}")).is_ok(), "{line}");
		}
		for command in ["device show", "gateway show", "read"] {
			assert!(parse(&format!("tallystick {command} {DEVICE}")).is_ok());
			assert!(parse(&format!("tallystick {command} 0x{DEVICE}")).is_ok());
		}
		assert!(parse(&format!("tallystick watch {DEVICE} 65535")).is_ok());
		assert!(parse(&format!("tallystick prove {DEVICE} 0 2026-01-31T12:00:00Z -o a")).is_ok());
	}

	#[test]
	fn fails_when_an_argument_is_none() {
		use clap::error::ErrorKind::*;
		let gateway = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		for (line, expected) in [
			("device show 0939", ValueValidation),
			(&*format!("watch {DEVICE} 65536"), ValueValidation),
			(&*format!("prove {DEVICE} 0 yesterday -o a"), ValueValidation),
			("gateway authorise nobody --all", ValueValidation),
			(&*format!("gateway authorise {gateway}"), MissingRequiredArgument),
			(&*format!("gateway authorise {gateway} --all --device {DEVICE}"), ArgumentConflict),
			("verify a --genesis 00", ValueValidation),
			(&*format!("verify a --genesis {DEVICE}"), MissingRequiredArgument),
			("verify a --finality b", MissingRequiredArgument),
			("status --suri //Alice --key-file a", ArgumentConflict),
		] {
			assert_eq!(parse(&format!("tallystick {line}")).err(), Some(expected), "{line}");
		}
	}

	#[test]
	fn works_for_both_forms_of_a_time() {
		assert_eq!(time("1700000060272"), Ok(1_700_000_060_272));
		assert_eq!(time("2023-11-14T22:14:20.272Z"), Ok(1_700_000_060_272));
	}
}
