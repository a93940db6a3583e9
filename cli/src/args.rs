//! The commands, and which function runs each.

use crate::{
	account,
	assets::{self, classes, custody, lots, policies, prefixes, recalls},
	automation::{actuators, alarms, signals, sites},
	devices,
	failure::{Exit, Result},
	finality, gateways, keys,
	market::{
		self, books, contracts, counting, debts, floats, indices, margins, orders, points,
		settlement, statements, suppliers, tariffs, zones,
	},
	members, models,
	procurement::{mandates, needs, offers, purchases},
	prove::{self, ProveCommand},
	readings, rules,
	session::{Global, Session},
	status, trades,
	trust::{self, TrustCommand},
	verify, watch,
};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
	name = "tallystick",
	version,
	about = "What partners do daily: devices, readings, proofs, assets, energy",
	after_help = format!(
		"{}\nBegin with `tallystick key generate`, then `tallystick status`. docs/command-line.md shows each command.",
		Exit::help()
	)
)]
pub(crate) struct Args {
	#[command(flatten)]
	pub(crate) global: Global,
	#[command(subcommand)]
	pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
	/// Make and show secrets of devices and accounts, and command keys.
	#[command(subcommand)]
	Key(keys::KeyCommand),
	/// Show an account's organisation and roles, and the money of both: what is free, and what is held for what.
	#[command(
		after_help = "Examples:\n  tallystick account --key-file farm.key\n  tallystick account 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY\n  tallystick account --org 3"
	)]
	Account(account::AccountArgs),
	/// Add and remove accounts of the signer's organisation: people, gateways.
	#[command(subcommand)]
	Member(members::MemberCommand),
	/// Define and show models: what all devices of one make have in common.
	#[command(subcommand)]
	Model(models::ModelCommand),
	/// Register, show and list devices.
	#[command(subcommand)]
	Device(devices::DeviceCommand),
	/// Authorise gateways to speak for devices.
	#[command(subcommand)]
	Gateway(gateways::GatewayCommand),
	/// Read what a gateway keeps of a device.
	#[command(
		after_help = "Example:\n  tallystick read 0939…c77c --channel temperature --from 2026-01-31T00:00:00Z"
	)]
	Read(readings::ReadArgs),
	/// Get the proof of one reading or of one event of an asset, in a file.
	#[command(subcommand)]
	Prove(ProveCommand),
	/// Check a proof file and say in plain words what it proves.
	#[command(
		after_help = "Examples:\n  tallystick verify reading.tlyp --trust-file trust.json\n  \
			tallystick verify reading.tlyp --trust-file trust.json --finality reading.tlyf\n  \
			tallystick verify reading.tlyp --genesis 0x… --trusted-block 0x…\n  \
			tallystick verify event.tlye          asks the node and trusts it\n\n\
			Exits with 0 if the proof is valid and to be believed, 5 if it is not valid, 3 if it is valid but not to be\n\
			believed: its key was not in force, or nobody said so, or it is not what was required. 4: a node did not answer,\n\
			so that nothing was checked."
	)]
	Verify(verify::VerifyArgs),
	/// Save blocks and validators to trust, for checking proofs without a node.
	#[command(subcommand)]
	Trust(TrustCommand),
	/// Have the chain keep the newest aggregate of a device's channel. The signer's organisation pays a
	/// deposit.
	#[command(after_help = "Example:\n  tallystick watch 0939…c77c 0 --key-file account.key")]
	Watch(watch::WatchArgs),
	/// Stop watching a channel. The deposit goes back to the organisation.
	Unwatch(watch::WatchArgs),
	/// Bind GS1 company prefixes to organisations.
	#[command(subcommand)]
	Prefix(prefixes::PrefixCommand),
	/// Define and show condition policies: how the condition of goods follows from readings.
	#[command(subcommand)]
	Policy(policies::PolicyCommand),
	/// Define and show classes of assets: food, containers, machines.
	#[command(subcommand)]
	Class(classes::ClassCommand),
	/// Open and show traceability lots.
	#[command(subcommand)]
	Lot(lots::LotCommand),
	/// Create, change, pack and show assets, and what happened to them.
	#[command(subcommand)]
	Asset(assets::AssetCommand),
	/// Sell goods for what they are worth when they arrive.
	#[command(subcommand)]
	Trade(trades::TradeCommand),
	/// Hand assets over: offer, accept, refuse.
	#[command(subcommand)]
	Custody(custody::CustodyCommand),
	/// Recall lots, and show recalls.
	#[command(subcommand)]
	Recall(recalls::RecallCommand),
	/// Show the clock of the energy market: slots, gates, and from when on changes are possible.
	#[command(after_help = MARKET)]
	Market,
	/// Open zones of the energy market as a grid operator, set their terms, and show them.
	#[command(subcommand)]
	Zone(zones::ZoneCommand),
	/// Define and publish indices of day-ahead prices, which dynamic tariffs follow.
	#[command(subcommand)]
	Index(indices::IndexCommand),
	/// Offer tariffs as an energy supplier, show them, and list customers.
	#[command(subcommand)]
	Tariff(tariffs::TariffCommand),
	/// Propose, confirm and show metering points: meter, supplier, energy, price.
	#[command(subcommand)]
	Point(points::PointCommand),
	/// Agree on a supplier: ask, accept, end.
	#[command(subcommand)]
	Contract(contracts::ContractCommand),
	/// Put money on hold for a metering point's orders.
	#[command(subcommand)]
	Margin(margins::MarginCommand),
	/// Buy and sell energy of a slot before it begins.
	#[command(subcommand)]
	Order(orders::OrderCommand),
	Book(books::BookArgs),
	Advance(counting::AdvanceArgs),
	Statement(statements::StatementArgs),
	Settle(settlement::SettleArgs),
	/// Show, pay and forgive what is open between metering points and their suppliers and payees.
	#[command(subcommand)]
	Debt(debts::DebtCommand),
	/// Put up the money from which a supplier pays its customers.
	#[command(subcommand)]
	Float(floats::FloatCommand),
	/// Show a supplier's balancing position, and have their standing noted.
	#[command(subcommand)]
	Supplier(suppliers::SupplierCommand),
	/// Open and show sites: places with their own time and calendar, for rules.
	#[command(subcommand)]
	Site(sites::SiteCommand),
	/// Check, explain and try rules for machines without a chain, and have the chain evaluate them.
	#[command(subcommand)]
	Rule(rules::RuleCommand),
	/// Let rules set actuators within envelopes, set and stop them by hand, sign grants, and show how they stand.
	#[command(subcommand)]
	Actuator(actuators::ActuatorCommand),
	/// Call for limits as a grid operator, and list what is called for.
	#[command(subcommand)]
	Signal(signals::SignalCommand),
	/// List and acknowledge alarms.
	#[command(subcommand)]
	Alarm(alarms::AlarmCommand),
	/// Offer goods and visits to machines as a vendor, and list what vendors offer.
	#[command(subcommand)]
	Offer(offers::OfferCommand),
	/// Permit machines to buy: what, from whom, and for how much.
	#[command(subcommand)]
	Mandate(mandates::MandateCommand),
	/// Declare what machines may lack, and show what vendors would take for it.
	#[command(subcommand)]
	Need(needs::NeedCommand),
	/// Order what a machine lacks, and deliver, receive, pay and dispute it.
	#[command(subcommand, after_help = PURCHASE)]
	Purchase(purchases::PurchaseCommand),
	/// Show the state of the chain and the gateway.
	Status,
}

const MARKET: &str = "Who does what in the energy market:
  grid operator    zone open, zone set-terms, point confirm, point confirm-meter
  index publisher  index define, index publish
  supplier         tariff offer, tariff revise, tariff customers, contract accept, float fund, supplier balance
  home             point propose, contract request, margin fund, order place, statement
  anybody          market, zone list, tariff list, book, advance, settle, debt pay, point show-readings";

const PURCHASE: &str = "Who does what about an order:
  buyer    place, withdraw, receive, rework, send-back, dispute, propose
  vendor   accept, refuse, ship, cancel, claim, report, take-back, dispute, propose
  machine  signs what `statement` shows, and any member brings it with attest
  arbiter  decide
  anybody  advance, statement, show, list";

pub(crate) async fn run(args: Args) -> Result {
	let session = Session::new(args.global);
	match args.command {
		Command::Key(command) => keys::run(&session, command),
		Command::Account(args) => account::run(&session, args).await,
		Command::Member(command) => members::run(&session, command).await,
		Command::Model(command) => models::run(&session, command).await,
		Command::Device(command) => devices::run(&session, command).await,
		Command::Trade(command) => trades::run(&session, command).await,
		Command::Gateway(command) => gateways::run(&session, command).await,
		Command::Read(args) => readings::read(&session, args).await,
		Command::Prove(command) => prove::run(&session, command).await,
		Command::Verify(args) => verify::run(&session, args).await,
		Command::Trust(TrustCommand::Save { file, proof }) => {
			trust::save(&session, &file, &proof).await
		},
		Command::Trust(TrustCommand::Finality(args)) => finality::run(&session, args).await,
		Command::Watch(args) => watch::watch(&session, &args).await,
		Command::Unwatch(args) => watch::unwatch(&session, &args).await,
		Command::Prefix(command) => prefixes::run(&session, command).await,
		Command::Policy(command) => policies::run(&session, command).await,
		Command::Class(command) => classes::run(&session, command).await,
		Command::Lot(command) => lots::run(&session, command).await,
		Command::Asset(command) => assets::run(&session, command).await,
		Command::Custody(command) => custody::run(&session, command).await,
		Command::Recall(command) => recalls::run(&session, command).await,
		Command::Market => market::show(&session).await,
		Command::Zone(command) => zones::run(&session, command).await,
		Command::Index(command) => indices::run(&session, command).await,
		Command::Tariff(command) => tariffs::run(&session, command).await,
		Command::Point(command) => points::run(&session, command).await,
		Command::Contract(command) => contracts::run(&session, command).await,
		Command::Margin(command) => margins::run(&session, command).await,
		Command::Order(command) => orders::run(&session, command).await,
		Command::Book(args) => books::run(&session, args).await,
		Command::Advance(args) => counting::run(&session, args).await,
		Command::Statement(args) => statements::run(&session, args).await,
		Command::Settle(args) => settlement::run(&session, args).await,
		Command::Debt(command) => debts::run(&session, command).await,
		Command::Float(command) => floats::run(&session, command).await,
		Command::Supplier(command) => suppliers::run(&session, command).await,
		Command::Site(command) => sites::run(&session, command).await,
		Command::Rule(command) => rules::run(&session, command).await,
		Command::Actuator(command) => actuators::run(&session, command).await,
		Command::Signal(command) => signals::run(&session, command).await,
		Command::Alarm(command) => alarms::run(&session, command).await,
		Command::Offer(command) => offers::run(&session, command).await,
		Command::Mandate(command) => mandates::run(&session, command).await,
		Command::Need(command) => needs::run(&session, command).await,
		Command::Purchase(command) => purchases::run(&session, command).await,
		Command::Status => status::run(&session).await,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	fn parse(line: &str) -> std::result::Result<Args, clap::error::ErrorKind> {
		Args::try_parse_from(line.split_whitespace()).map_err(|error| error.kind())
	}

	const DEVICE: &str = "09390d0df30f0b7e4aabf04ebd789efd437d2edeb0520a7d7cf2fec80d50c77c";

	const STATEMENT: &str =
		"0x05000000000000000000000000010c0000000000000000040000000900000000000000";

	#[test]
	fn works_for_every_command() {
		Args::command().debug_assert();
		for line in [
			"key generate device d.key --scheme p256",
			"key generate account a.key",
			"key generate command c.key",
			"key show d.key",
			"key show c.key --command --json",
			"account --suri //Alice",
			"account 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --json",
			"account --org 3",
			"member invite 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --suri //Alice",
			"member join 3 --suri //Bob",
			"model define model.toml --suri //Alice",
			"model show 0",
			"device register --device-key d.key --model 0 --metadata about.pdf --suri //Alice",
			"device register --device-key d.key --model 0 --endorser-key maker.key",
			"device list --owner 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
			"gateway authorise 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --all",
			"trust save trust.json --proof a.tlyp --proof b.tlyp",
			"trust finality a.tlyp -o a.tlyf --trust-file trust.json",
			"verify a.tlyp --trust-file trust.json --finality a.tlyf",
			"verify a.tlyp --unit Cel --exponent -1 --trust-file trust.json",
			"verify a.tlyp --require segment --channel temperature --from 2026-01-31T12:00:00Z --to 1700000000000",
			"verify a.tlyp --trust-file trust.json --accept-unknown-key --max-age 30d",
			&*format!("verify a.tlyp --device {DEVICE} --require gateway"),
			&*format!("read {DEVICE} --channel 0 --limit 5 --after 1700000000000.0.0.1"),
			"prove event --block 8120 -o a.tlye",
			"prove event --asset (00)195213210000000015 --index 3 -o a.tlye",
			"status --json --node ws://a:1,ws://b:2",
			"asset stays 17",
			"asset condition 17 --from 2026-09-14T08:30+02:00 --to 2026-09-15 --json",
			"trade offer 17 berries.toml --to 2 --suri //Alice",
			"trade bond 3 0.5TALLY",
			"trade pick-up 3 --agreed 6h",
			"trade refine 3 --boundaries --gaps --dry-run",
			"trade refine 3 --at 2026-09-14T08:00:00Z --at 1700000000000 --whole-runs",
			"trade decide 3 812500000",
			"trade decide 3 50TALLY --bond",
			"trade list --org 2",
		] {
			assert!(parse(&format!("tallystick {line}")).is_ok(), "{line}");
		}
		for line in [
			"prefix bind 9506000 --org 3 --party 9506000134352 --suri //Alice",
			"policy define warm.toml --model 0 --channel temperature",
			"class define apples.toml --json",
			"lot open L-1 --class 0 --source 9506000134352 --made 2026-09-14 --expires 2026-10-20",
			"lot show 9506000134352/L-1",
			"asset create (01)09506000134352(21)A7 --lot 3 --quantity 12.5 --offset -03:00",
			"asset create --csv cases.csv --lot 9506000134352/L-1",
			"asset key 812 urn:epc:id:sgtin:9506000.013435.A7",
			"asset state https://id.gs1.org/01/09506000134352/21/A7 sold --at 2026-09-14T08:30+02:00",
			"asset split 812 --part 2.5 --part 2.5@(01)09506000134352(21)B1",
			"asset merge 812 813 --lot M-1 --source 9506000134352",
			"asset transform 812 --class 3 --lot J-1 --source 9506000134352 --output 24 --loss 1",
			"asset pack 095060000000000015 1 2 3 --read-point (414)9506000134352(254)D3",
			"asset document add 812 a.pdf --kind warranty --until 730d",
			"asset children 812 --all",
			"asset history 812 --csv",
			"custody offer 812 --to 3 --agreed 26h --keeper giver --step receiving --until 3d",
			"custody accept 812 --short 1 --damaged 0.5 --over 2 --yes --document bol:9506000134352:W-1",
			"custody offers --to 3",
			"recall lot 3 --notice a.pdf",
			"recall show --lot 3",
		] {
			assert!(parse(&format!("tallystick {line}")).is_ok(), "{line}");
		}
		for command in ["device show", "gateway show", "read"] {
			assert!(parse(&format!("tallystick {command} {DEVICE}")).is_ok());
			assert!(parse(&format!("tallystick {command} 0x{DEVICE}")).is_ok());
		}
		assert!(parse(&format!("tallystick watch {DEVICE} 65535")).is_ok());
		for line in [
			"device calibrate DEVICE --certificate a.pdf --until 365d",
			"device lend DEVICE --to 3 --until 30d",
			"device end-loan DEVICE --to 3",
			"asset watch 17 DEVICE/temperature --witness",
			"asset attach 17 DEVICE/0",
			"asset detach 17 DEVICE/0",
			"asset swap 17 DEVICE/0 DEVICE/1",
			"asset consent 17 DEVICE/0",
			"asset prove-boundary 17 DEVICE/0 --at 2026-09-14T06:30:12.500Z",
			"asset forget-stay 17 DEVICE/0 --from 1700000000000",
			"trade swap-stream 3 DEVICE/0 DEVICE/1",
			"trade show-leaf 3 DEVICE/0 --at 1700000000000 --readings around",
			"actuator set DEVICE/target safety.toml --site 0",
			"actuator show DEVICE/2",
			"actuator hand DEVICE/2 -21.5 --for 2h",
			"actuator release DEVICE/2",
			"actuator stop DEVICE/2",
			"actuator start DEVICE/2",
			"actuator free DEVICE/2",
			"actuator follow DEVICE/2 0",
			"actuator unfollow DEVICE/2",
			"actuator drop DEVICE/2",
			"signal open W --exponent -1",
			"signal call 0 -4.2 --for 2h",
			"signal call 0 4200 --in 15min --for 2h",
			"signal withdraw 0",
			"signal close 0",
			"signal list",
			"actuator grant DEVICE/2 --key c.key --gateway-key 0xDEVICE --for 30d -o grants",
			"actuator grant DEVICE/2 --key c.key --gateway-key DEVICE --gateway-key 0xDEVICE --ends 2026-12-01T00:00:00Z --version 3 -o a.grant",
			"actuator show-grant a.grant",
			"actuator show-grant a.grant --owner-key DEVICE --device DEVICE --genesis DEVICE",
			"actuator entrust DEVICE --key c.key --new-key DEVICE -o grants",
			"actuator entrust 0xDEVICE --key c.key --new-key 0xDEVICE --tenure 3 --version 2 -o a.entrust",
			"actuator show-entrust a.entrust",
			"actuator show-entrust a.entrust --owner-key DEVICE --device DEVICE --genesis DEVICE",
			"alarm acknowledge 0 hunting:DEVICE/2",
		] {
			let line = line.replace("DEVICE", DEVICE);
			assert!(parse(&format!("tallystick {line}")).is_ok(), "{line}");
		}
		for line in [
			"market --json",
			"zone open 10YBE----------2 terms.toml --from 2026-12-01T00:00Z",
			"zone set-terms 10YBE----------2 terms.toml",
			"zone show 0 --at 2026-12-01T00:00Z",
			"zone list",
			"zone drop 0",
			"index define day-ahead --publisher 3 --publisher 4",
			"index publish 0 prices.csv --each 1h",
			"index show 0",
			"tariff offer green.toml",
			"tariff revise 0 green.toml --from 2026-12-01",
			"tariff end 0",
			"tariff list --org 2",
			"tariff customers",
			"point list --zone 0 --status proposed",
			"point propose 0 --meter DEVICE --import 0 --export energy-out --connected 11kW",
			"point confirm POINT --owner 5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy --yes",
			"point propose-meter POINT --meter DEVICE --import 0 --export 1 --from 2026-12-01",
			"point confirm-meter POINT",
			"point metered POINT",
			"point quote 0xPOINT 2026-12-01T08:00Z 900",
			"contract request POINT --tariff 0",
			"contract accept POINT",
			"contract end POINT --from 2026-12-01",
			"margin fund POINT 5TALLY",
			"margin withdraw POINT --all",
			"order place POINT --slot 2026-12-01T08:00Z --buy 0.9kWh@0.302TALLY/kWh --buy 1@5",
			"order place POINT --slot 2026-12-01T08:00Z --sell 900@-5 --dry-run",
			"order place POINT --csv orders.csv",
			"order cancel POINT --slot 2026-12-01T08:00Z",
			"order cancel POINT --all",
			"book 0",
			"book 10YBE----------2 2026-12-01T08:00Z",
			"statement POINT 2026-12-01 --csv",
			"settle POINT",
			"settle POINT 2026-12-01",
			"debt list --org 2",
			"debt show POINT",
			"debt pay POINT",
			"debt forgive POINT --amount 1TALLY",
			"float show",
			"float fund 100TALLY",
			"float withdraw 1.5TALLY",
			"advance 0 2026-12-01 --points 20",
			"point show-readings POINT --channel 1",
			"supplier balance 10YBE----------2 2026-12-01 --org 2",
			"supplier note-standing",
		] {
			let line = line.replace("DEVICE", DEVICE).replace("POINT", &DEVICE[..32]);
			assert!(parse(&format!("tallystick {line}")).is_ok(), "{line}");
		}
		for line in [
			"rule check a.rule b.rule --json",
			"rule explain a.rule",
			"rule simulate a.rule --history a.csv --slot 1h --until 2026-12-01 --trace --all",
			"rule simulate a.rule --site site.json --history a.json --json",
			"site open site.json --suri //Alice",
			"site change 0 site.json",
			"site show 0 --json",
			"site close 0",
			"rule deploy a.rule --param 0=21.5 --param 1=true",
			"rule replace 3 a.rule",
			"rule adjust 3 --param 0=-5",
			"rule pause 3",
			"rule resume 3",
			"rule remove 3",
			"rule list --site 0 --org 2",
			"rule show 3",
			"rule trace 3 --json",
			"alarm list 0",
			"alarm acknowledge 0 rule:3/0",
		] {
			assert!(parse(&format!("tallystick {line}")).is_ok(), "{line}");
		}
		for line in [
			"offer publish detergent.toml --suri //Alice",
			"offer list",
			"offer list 4 --json",
			"offer show 72154100 --vendor 4",
			"offer set-slots 72154100 2026-12-01T08:00Z 2026-12-01T14:00+01:00",
			"offer set-slots 72154100 --none",
			"offer remove 10000405/P-7 --vendor 4",
			"mandate grant DEVICE washing.toml --when low.when",
			"mandate grant (01)09506000134352(21)A7 washing.toml",
			"mandate grant warranties repairs.toml",
			"mandate amend 0 washing.toml",
			"mandate end 0",
			"mandate show 0",
			"mandate list 2",
			"need declare 0 10000405 4 --address home.txt --covered full.when",
			"need declare 0 10000405/P-7 1 --address DEVICE",
			"need declare 0 72154100 1 --address home.txt --asset 17 --warranty warranty.pdf",
			"need grant-claim 0 --mandate 1",
			"need refuse-claim 0 --reason dropped.pdf",
			"need change 0 --quantity 6",
			"need change 0 --mandate 1 --address home.txt",
			"need remove 0",
			"need clear 0",
			"need show 0",
			"need list --json",
			"need tenders 0",
			"purchase place 0",
			"purchase ship 3 --code 7Q4M --invoice invoice.xml --quantity 2 --asset 17",
			"purchase receive 3 --code 7Q4M --quantity 0",
			"purchase rework 3 2026-12-03T08:00Z",
			"purchase report 3 report.pdf",
			"purchase statement 3 started --counter 812 --boot-epoch 4 --sequence 5000 --error-code 18",
			"purchase statement 3 received --quantity 2 --counter 812 --boot-epoch 4 --sequence 5000",
			"purchase attest STATEMENT --device-key washer.key",
			"purchase dispute 3 --reason DEVICE",
			"purchase propose 3 20TALLY",
			"purchase decide 3 12500000",
			"purchase list 4",
		] {
			let line = line.replace("DEVICE", DEVICE).replace("STATEMENT", STATEMENT);
			assert!(parse(&format!("tallystick {line}")).is_ok(), "{line}");
		}
		for command in [
			"withdraw",
			"accept",
			"refuse",
			"cancel",
			"claim",
			"send-back",
			"take-back",
			"advance",
			"show",
		] {
			assert!(parse(&format!("tallystick purchase {command} 3")).is_ok(), "{command}");
		}
		for command in ["withdraw", "fund", "deliver", "price", "appeal", "settle", "show"] {
			assert!(parse(&format!("tallystick trade {command} 3")).is_ok(), "{command}");
		}
		assert!(parse(&format!("tallystick read {DEVICE} --channel temperature")).is_ok());
		assert!(parse(&format!("tallystick prove reading {DEVICE} 0 2026-01-31T12:00:00Z -o a"))
			.is_ok());
	}

	#[test]
	fn refuses_arguments_that_cannot_be_read() {
		use clap::error::ErrorKind::*;
		let gateway = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
		let point = &DEVICE[..32];
		let grant = |args: &str| format!("actuator grant {DEVICE}/2 --key k -o a {args}");
		for (line, expected) in [
			("device show 0939", ValueValidation),
			(&*format!("watch {DEVICE} 65536"), ValueValidation),
			(&*format!("prove reading {DEVICE} 0 yesterday -o a"), ValueValidation),
			(&*format!("prove reading {DEVICE} 0 1 -o a --boot 1"), MissingRequiredArgument),
			("prove event -o a", MissingRequiredArgument),
			("prove event --block 1 --asset 1 -o a", ArgumentConflict),
			("prove event --asset (00)195213210000000016 -o a", ValueValidation),
			(&*format!("prove event --block 1 --index 0 --leaf {DEVICE} -o a"), ArgumentConflict),
			("gateway authorise nobody --all", ValueValidation),
			(&*format!("gateway authorise {gateway}"), MissingRequiredArgument),
			(&*format!("gateway authorise {gateway} --all --device {DEVICE}"), ArgumentConflict),
			("verify a --genesis 00", ValueValidation),
			(&*format!("verify a --genesis {DEVICE}"), MissingRequiredArgument),
			("verify a --finality b", MissingRequiredArgument),
			("account 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --org 3", ArgumentConflict),
			("status --suri //Alice --key-file a", ArgumentConflict),
			("asset show (01)09506000134351(21)A7", ValueValidation),
			("asset create (01)09506000134352(21)A7", MissingRequiredArgument),
			("asset create 095060000000000015 --csv a", ArgumentConflict),
			("asset create", MissingRequiredArgument),
			("asset split 812", MissingRequiredArgument),
			("asset merge 812", TooFewValues),
			("asset history 812 --csv --json", ArgumentConflict),
			("custody offer 812 --to 3 --agreed soon", ValueValidation),
			("custody offer 812 --to 3 --step dreaming", ValueValidation),
			("prefix bind 950 --org 3", ValueValidation),
			("policy define a --model 0", MissingRequiredArgument),
			("recall show", MissingRequiredArgument),
			("asset watch 17 DEVICE", ValueValidation),
			("asset watch seventeen 0/0", ValueValidation),
			("trade bond 3 0.5", ValueValidation),
			("trade pick-up 3 --agreed 6", ValueValidation),
			("trade refine 3", MissingRequiredArgument),
			("trade show-leaf 3 0/0 --at 1", ValueValidation),
			("trade fund three", ValueValidation),
			("zone open 10YBE----------3 terms.toml", ValueValidation),
			("zone open 10YBE----------2", MissingRequiredArgument),
			("index define day-ahead", MissingRequiredArgument),
			("point show 0939", ValueValidation),
			("advance 0", MissingRequiredArgument),
			("supplier balance 0", MissingRequiredArgument),
			("rule check", MissingRequiredArgument),
			("rule simulate a.rule", MissingRequiredArgument),
			("rule simulate a.rule --history a.csv --slot 15", ValueValidation),
			("rule deploy a.rule --param 16=1", ValueValidation),
			("rule show a.rule", ValueValidation),
			("site open", MissingRequiredArgument),
			("actuator hand DEVICE/0 21", ValueValidation),
			(&*grant("--gateway-key 0x07 --for 30d"), ValueValidation),
			(&*grant(&format!("--gateway-key {DEVICE}")), MissingRequiredArgument),
			(&*grant("--for 30d"), MissingRequiredArgument),
			(&*grant(&format!("--gateway-key {DEVICE} --for 30d --ends 1")), ArgumentConflict),
			(&*grant(&format!("--gateway-key {DEVICE} --for 30d --version 0")), ValueValidation),
			(&*format!("actuator show-grant a --device {DEVICE}"), MissingRequiredArgument),
			(&*format!("actuator show-entrust a --genesis {DEVICE}"), MissingRequiredArgument),
			("alarm acknowledge 0 loud", ValueValidation),
			("offer remove soap", ValueValidation),
			("mandate grant washing-machine washing.toml", ValueValidation),
			("need declare 0 10000405 0 --address home.txt", ValueValidation),
			("need declare 0 10000405 4", MissingRequiredArgument),
			("need declare 0 10000405 4 --address a --asset 17", MissingRequiredArgument),
			("need declare 0 10000405 4 --address a --warranty b", MissingRequiredArgument),
			("need change 0", MissingRequiredArgument),
			("need grant-claim 0", MissingRequiredArgument),
			("need refuse-claim 0", MissingRequiredArgument),
			("offer set-slots 72154100", MissingRequiredArgument),
			("offer set-slots 72154100 2026-12-01T08:00", ValueValidation),
			("offer set-slots 72154100 2026-12-01T08:00Z --none", ArgumentConflict),
			("purchase statement 3 started --counter 1 --sequence 1", MissingRequiredArgument),
			("purchase statement 3 begun", InvalidValue),
			("purchase attest 0x05 --device-key a", ValueValidation),
			(&*format!("purchase attest {STATEMENT}"), MissingRequiredArgument),
			(&*format!("purchase attest {STATEMENT} --signature 0x05"), ValueValidation),
			("purchase rework 3", MissingRequiredArgument),
			("purchase report 3", MissingRequiredArgument),
			("purchase ship 3 --code 7Q4M", MissingRequiredArgument),
			("purchase ship 3 --invoice a", MissingRequiredArgument),
			("purchase receive 3", MissingRequiredArgument),
			("purchase propose 3 2.5", ValueValidation),
			(&*format!("point confirm {point} --yes"), MissingRequiredArgument),
			(&*format!("order place {point} --buy 1@1"), MissingRequiredArgument),
			(&*format!("order place {point} --csv a --buy 1@1"), ArgumentConflict),
			(&*format!("order place {point} --slot 1 --buy 1@1 --sell 1@1"), ArgumentConflict),
			(&*format!("order place {point} --slot 1 --buy 1"), ValueValidation),
			(&*format!("order cancel {point}"), MissingRequiredArgument),
			(&*format!("margin withdraw {point}"), MissingRequiredArgument),
			(&*format!("margin withdraw {point} 5 --all"), ArgumentConflict),
			(&*format!("statement {point} 2026-12-01 --csv --json"), ArgumentConflict),
		] {
			assert_eq!(parse(&format!("tallystick {line}")).err(), Some(expected), "{line}");
		}
	}
}
