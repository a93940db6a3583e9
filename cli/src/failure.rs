//! How commands fail, and the exit codes that say so.

use serde_json::{json, Value};
use std::process::ExitCode;
use tallystick_client::{
	finality::ProveError, ChainError, FollowError, RpcError, SignError, SubmitError, BAD_ORIGIN,
};

/// The exit code of the process. `docs/command-line.md` has the same table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Exit {
	Done = 0,
	Refused = 1,
	Usage = 2,
	NotBelieved = 3,
	NoAnswer = 4,
	NotValid = 5,
}

impl Exit {
	const ALL: [Self; 6] =
		[Self::Done, Self::Refused, Self::Usage, Self::NotBelieved, Self::NoAnswer, Self::NotValid];

	fn meaning(self) -> &'static str {
		match self {
			Self::Done => "done; a proof is valid and to be believed",
			Self::Refused => "the chain or the gateway refuses",
			Self::Usage => "wrong usage, or a file that cannot be used",
			Self::NotBelieved => "a proof is valid, but not to be believed: its key was not in force, or that is not known, or it is not what was required",
			Self::NoAnswer => "a node or the gateway is out of reach, or its answer cannot be used; the outcome is not known",
			Self::NotValid => "a proof, or the votes for its last block, are not valid",
		}
	}

	/// A line for each code.
	pub(crate) fn help() -> String {
		let line = |exit: &Self| format!("  {}  {}\n", *exit as u8, exit.meaning());
		format!("Exit codes:\n{}", Self::ALL.iter().map(line).collect::<String>())
	}
}

/// The reason for which a command failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Failure {
	/// The chain or the gateway refuses.
	Refused(String),
	/// The chain refuses a call.
	Call {
		/// The pallet and its error, such as `AssetLifecycle::NotRoot`.
		error: String,
		text: String,
	},
	/// A proof, or the votes for its last block, do not hold.
	NotValid(String),
	/// The command was used wrongly, or a file of the user's cannot be used.
	Usage(String),
	/// A proof holds, but what it proves is not to be believed.
	NotBelieved(String),
	/// A node or the gateway does not answer, or its answer cannot be used.
	NoAnswer(String),
	/// A proof could not be checked, for this reason.
	NotChecked(Box<Failure>),
}

pub(crate) type Result<T = ()> = std::result::Result<T, Failure>;

impl Failure {
	pub(crate) fn refused(text: impl Into<String>) -> Self {
		Self::Refused(text.into())
	}

	pub(crate) fn not_valid(text: impl Into<String>) -> Self {
		Self::NotValid(text.into())
	}

	pub(crate) fn usage(text: impl Into<String>) -> Self {
		Self::Usage(text.into())
	}

	pub(crate) fn no_answer(text: impl Into<String>) -> Self {
		Self::NoAnswer(text.into())
	}

	/// About a file of the user's.
	pub(crate) fn file(path: &std::path::Path, problem: impl std::fmt::Display) -> Self {
		Self::Usage(format!("{}: {problem}", path.display()))
	}

	/// The same, with more said at its end.
	pub(crate) fn with(mut self, more: impl AsRef<str>) -> Self {
		match &mut self {
			Self::Refused(text)
			| Self::Call { text, .. }
			| Self::NotValid(text)
			| Self::Usage(text)
			| Self::NotBelieved(text)
			| Self::NoAnswer(text) => text.push_str(more.as_ref()),
			Self::NotChecked(reason) => **reason = reason.as_ref().clone().with(more),
		}
		self
	}

	/// The reason, without the label that [`Display`](std::fmt::Display) puts before it.
	pub(crate) fn reason(&self) -> &str {
		match self {
			Self::Refused(text)
			| Self::Call { text, .. }
			| Self::NotValid(text)
			| Self::Usage(text)
			| Self::NotBelieved(text)
			| Self::NoAnswer(text) => text,
			Self::NotChecked(reason) => reason.reason(),
		}
	}

	/// What it is called in JSON. `docs/command-line.md` lists them.
	pub(crate) fn code(&self) -> &'static str {
		match self {
			Self::Refused(_) | Self::Call { .. } => "refused",
			Self::NotValid(_) => "notValid",
			Self::Usage(_) => "usage",
			Self::NotBelieved(_) => "notBelieved",
			Self::NoAnswer(_) => "noAnswer",
			Self::NotChecked(_) => "notChecked",
		}
	}

	/// What `--json` writes on standard error: code, exit code, message, and the chain's error.
	pub(crate) fn json(&self) -> Value {
		let mut error = json!({
			"code": self.code(),
			"exit": self.exit() as u8,
			"message": self.reason(),
		});
		if let (Self::Call { error: name, .. }, Some(fields)) = (self, error.as_object_mut()) {
			fields.insert("chainError".into(), json!(name));
		}
		json!({ "error": error })
	}

	pub(crate) fn exit(&self) -> Exit {
		match self {
			Self::Refused(_) | Self::Call { .. } => Exit::Refused,
			Self::NotValid(_) => Exit::NotValid,
			Self::Usage(_) => Exit::Usage,
			Self::NotBelieved(_) => Exit::NotBelieved,
			Self::NoAnswer(_) => Exit::NoAnswer,
			Self::NotChecked(reason) => match reason.exit() {
				Exit::Usage => Exit::Usage,
				// A node that refuses says nothing about the proof.
				_ => Exit::NoAnswer,
			},
		}
	}
}

impl From<Exit> for ExitCode {
	fn from(exit: Exit) -> Self {
		Self::from(exit as u8)
	}
}

impl std::fmt::Display for Failure {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		let label = match self {
			Self::NotValid(_) => "NOT VALID: ",
			Self::NotBelieved(_) => "NOT TO BE BELIEVED: ",
			Self::NotChecked(_) => "NOT CHECKED: ",
			_ => "",
		};
		write!(f, "{label}{}", self.reason())
	}
}

impl From<RpcError> for Failure {
	fn from(error: RpcError) -> Self {
		match error {
			RpcError::Refused { .. } => Self::Refused(error.to_string()),
			_ => Self::NoAnswer(error.to_string()),
		}
	}
}

impl From<ChainError> for Failure {
	fn from(error: ChainError) -> Self {
		match error {
			ChainError::Transport(_)
			| ChainError::OtherChain(_)
			| ChainError::Unreadable(_)
			| ChainError::LeftOut(_) => Self::NoAnswer(error.to_string()),
			_ => Self::Refused(error.to_string()),
		}
	}
}

impl From<FollowError> for Failure {
	fn from(error: FollowError) -> Self {
		match error {
			FollowError::Sign(SignError::Chain(error)) => error.into(),
			FollowError::Chain(_) | FollowError::Submit(SubmitError::Transport(_)) => {
				Self::NoAnswer(error.to_string())
			},
			FollowError::Failed { error, advice, .. } => {
				let text = refusal(&error, &advice);
				Self::Call { error, text }
			},
			_ => Self::Refused(error.to_string()),
		}
	}
}

/// Why the chain refuses a call, and the command that helps.
fn refusal(error: &str, advice: &str) -> String {
	let shown = match error {
		BAD_ORIGIN => match advice.strip_prefix("Signed") {
			Some(by) => format!("it has to be signed{by}"),
			None if advice.is_empty() => String::new(),
			None => format!("who can do it: {advice}"),
		}
		.replace('`', ""),
		_ => readable(advice),
	};
	let colon = if shown.is_empty() { "" } else { ": " };
	let text = format!("the chain refuses the call: {error}{colon}{shown}");
	let hint = if error == BAD_ORIGIN { who_gives(advice) } else { command_for(error) };
	match hint {
		Some(hint) => format!("{text}\n{hint}"),
		None => text,
	}
}

/// Advice of the runtime without sentences that name what only programs ask: storage, views and constants.
fn readable(advice: &str) -> String {
	let sentences = advice.split_inclusive(". ");
	let sentences =
		sentences.filter(|one| !one.contains(['`', '[']) && !one.contains("view function"));
	sentences.collect::<String>().trim().to_owned()
}

/// Who gives the role that a call needs.
fn who_gives(signatory: &str) -> Option<&'static str> {
	const ROLES: [&str; 5] =
		["accreditor", "manufacturer", "grid operator", "energy supplier", "service provider"];
	// What follows says which member.
	let signatory = signatory.split([':', '.']).next().unwrap_or_default();
	let signatory = signatory.split(", or ").next().unwrap_or_default();
	let is_admin = signatory.contains("admin of");
	if ROLES.iter().any(|role| signatory.contains(role)) {
		Some(if is_admin {
			"the council gives an organisation its roles, and its admin signs this; `tallystick account` shows the signer's organisation, and whether it is in good standing"
		} else {
			"the council gives an organisation its roles; `tallystick account` shows those of the signer's, and whether it is in good standing"
		})
	} else if is_admin {
		Some("the organisation's admin, or the council, names another admin; `tallystick account` shows the signer's organisation, and whether it is in good standing")
	} else if signatory.contains("organisation in good standing") || signatory.contains("member") {
		Some("the organisation's admin invites an account with `tallystick member invite`, and it joins with `tallystick member join ORG`; the council admits organisations; `tallystick account` shows the signer's, and whether it is in good standing")
	} else if signatory.to_lowercase().contains("council") {
		Some("a member of the council proposes the call there")
	} else if ["None", "The device"].contains(&signatory) {
		Some("the device signs it itself, and its gateway sends it without an account")
	} else {
		None
	}
}

/// Errors of the chain, each with the command that helps.
const HINTS: &[(&str, &str)] = &[
	("AssetLifecycle::AllowanceTooHigh", "`tallystick custody withdraw ASSET` takes the offer back, and `tallystick custody offer` with a smaller --agreed makes another one"),
	("AssetLifecycle::AlreadyBonded", "`tallystick custody accept ASSET` takes the goods over"),
	("AssetLifecycle::AlreadyNumbered", "`tallystick prefix bind` without --party binds it"),
	("AssetLifecycle::AlreadyRecalled", "`tallystick recall show --lot LOT` shows that recall"),
	("AssetLifecycle::BondMissing", "`tallystick trade bond TRADE AMOUNT` puts it up"),
	("AssetLifecycle::BeforeLastEvent", "`tallystick asset show ASSET` shows when its last event was; give a later time with --at"),
	("AssetLifecycle::ContentsOnHold", "`tallystick asset children ASSET --all` lists what is in it, and `tallystick asset unpack` takes it out"),
	("AssetLifecycle::DocumentExists", "`tallystick asset document list ASSET` lists the documents"),
	("AssetLifecycle::KeyMissing", "`tallystick asset key ASSET KEY` gives it one"),
	("AssetLifecycle::KeyTaken", "`tallystick asset show KEY` shows that asset"),
	("AssetLifecycle::LotHeld", "`tallystick lot show LOT` names the recalls"),
	("AssetLifecycle::LotRecalled", "`tallystick lot show LOT` names the recalls"),
	("AssetLifecycle::LotTaken", "`tallystick lot show GLN/CODE` shows that lot"),
	("AssetLifecycle::NoOffer", "`tallystick custody offers` lists what is offered to the signer's organisation"),
	("AssetLifecycle::NoTransition", "`tallystick class show CLASS` lists the transitions"),
	("AssetLifecycle::NotAllowed", "`tallystick class show CLASS` says who makes each transition"),
	("AssetLifecycle::NotCustodian", "`tallystick asset show ASSET` names the custodian"),
	("AssetLifecycle::NotEmpty", "`tallystick asset children ASSET` lists what is in it, and `tallystick asset unpack` takes it out"),
	("AssetLifecycle::NotIngredient", "`tallystick class show CLASS` lists what the class is made from"),
	("AssetLifecycle::NotOwner", "`tallystick asset show ASSET` names the owner"),
	("AssetLifecycle::NotRoot", "`tallystick asset show ASSET` names what it is in, and `tallystick asset unpack` takes it out"),
	("AssetLifecycle::NotYourPrefix", "`tallystick prefix show PREFIX` names its organisation"),
	("AssetLifecycle::OfferExpired", "the custodian makes a new one with `tallystick custody offer`"),
	("AssetLifecycle::OfferOpen", "`tallystick custody withdraw ASSET` takes the offer back"),
	("AssetLifecycle::OfferTooLong", "an offer can be accepted for 30 days at most: give an earlier end with --until"),
	("AssetLifecycle::OnHold", "`tallystick asset release ASSET` ends the quarantine"),
	("AssetLifecycle::OutOfYield", "`tallystick class show CLASS` says how much comes out of each input"),
	("AssetLifecycle::PrefixNotBound", "an accreditor binds it with `tallystick prefix bind`"),
	("AssetLifecycle::PrefixTaken", "`tallystick prefix show PREFIX` names the organisation of one that is bound, and `tallystick prefix release` releases it"),
	("AssetLifecycle::StreamDiffers", "`tallystick policy show POLICY` says what it fits"),
	("AssetLifecycle::TermsDiffer", "repeat the command, which shows the new terms"),
	("AssetLifecycle::TradeOpen", "`tallystick asset show ASSET` names the trade"),
	("AssetLifecycle::TradeOver", "`tallystick trade settle TRADE` does what is due"),
	("AssetLifecycle::TradeRuns", "`tallystick trade show TRADE` says until when"),
	("AssetLifecycle::UnknownAsset", "`tallystick asset show KEY` finds an asset by its key"),
	("AssetLifecycle::UnknownClass", "`tallystick class define` defines one, and names its number"),
	("AssetLifecycle::UnknownLot", "`tallystick lot show GLN/CODE` finds a lot by its code"),
	("AssetLifecycle::UnknownOrganization", "`tallystick account ACCOUNT` names the organisation of an account"),
	("AssetLifecycle::UnknownPolicy", "`tallystick policy define` defines one, and names its number"),
	("AssetLifecycle::UnknownRecall", "`tallystick recall show --lot LOT` finds the recall of a lot"),
	("AssetLifecycle::WrongLeaf", "`tallystick trade refine TRADE --boundaries` finds the right leaves, and `tallystick asset prove-boundary` that of a stay"),
	("Automation::ActuatorInUse", "`tallystick actuator show DEVICE/CHANNEL` lists the claims"),
	("Automation::LevelTaken", "`tallystick actuator show DEVICE/CHANNEL` lists the claims"),
	("Automation::NotLatched", "`tallystick actuator show DEVICE/CHANNEL` says where the actuator stands, and why"),
	("Automation::NotWritable", "`tallystick model show MODEL` shows which channels take set-points"),
	("Automation::SiteInUse", "`tallystick site show SITE` counts the rules and actuators that name the site"),
	("Automation::TenureOver", "`tallystick actuator drop DEVICE/CHANNEL` removes it, and `tallystick actuator set DEVICE/CHANNEL FILE` makes it one again"),
	("Automation::UnknownActuator", "`tallystick actuator set DEVICE/CHANNEL FILE` makes a channel an actuator"),
	("Automation::UnknownDevice", "`tallystick device show DEVICE` shows what the chain knows of a device"),
	("Automation::UnknownRule", "`tallystick rule list` lists the rules"),
	("Automation::UnknownSignal", "`tallystick signal list` lists the signals"),
	("Automation::UnknownSite", "`tallystick site open FILE` opens one, and names its number"),
	("Automation::WrongQuantity", "`tallystick model show MODEL` shows what channels count, and `tallystick signal list` what signals count"),
	("Automation::WrongSetPoint", "`tallystick model show MODEL` shows what channels count"),
	("Consortium::AlreadyInvited", "the account joins with `tallystick member join ORG`"),
	("Consortium::AlreadyMember", "the account leaves its organisation with `tallystick member remove ACCOUNT`"),
	("Consortium::DepositUnaffordable", "`tallystick account` names the organisation's account, and says what is available and what is held"),
	("Consortium::NotAvailable", "`tallystick account` says what is available"),
	("Consortium::NotInvited", "the organisation's admin invites the account with `tallystick member invite ACCOUNT`"),
	("Consortium::StillDeposits", "`tallystick account` lists the deposits by what they are for"),
	("Consortium::UnknownOrganization", "`tallystick account` shows the signer's organisation"),
	("DeviceRegistry::ExpiresTooLate", "repeat the command: it signs anew, for a shorter time"),
	("DeviceRegistry::UnknownDevice", "`tallystick device list` lists the signer's devices"),
	("DeviceRegistry::UnknownLot", "ask the manufacturer for the number of the production lot"),
	("DeviceRegistry::UnknownModel", "`tallystick model define` defines one, and names its number"),
	("EnergyMarket::BookFull", "`tallystick book ZONE TIME` shows what is ordered at each price"),
	("EnergyMarket::EicTaken", "`tallystick zone show EIC` shows that zone"),
	("EnergyMarket::FloatTooLow", "`tallystick float show` says how much it has to be"),
	("EnergyMarket::GateClosed", "`tallystick market` names the slot whose gate closes next"),
	("EnergyMarket::InDebt", "`tallystick debt show POINT` shows what is open"),
	("EnergyMarket::IndexInUse", "`tallystick tariff list` lists the tariffs"),
	("EnergyMarket::MarginTooLow", "`tallystick margin fund POINT AMOUNT` adds to the margin, and `tallystick point show POINT` shows it"),
	("EnergyMarket::NoDebt", "`tallystick debt show POINT` shows what is open"),
	("EnergyMarket::NoContract", "`tallystick point show POINT` shows who supplies the point"),
	("EnergyMarket::NotBegun", "`tallystick tariff show TARIFF` says when it begins"),
	("EnergyMarket::NotCleared", "`tallystick book ZONE` shows what is not cleared"),
	("EnergyMarket::NotCounted", "`tallystick advance ZONE TIME` counts them once all gates of the period have closed, as blocks do with time that is left"),
	("EnergyMarket::NotConfirmed", "`tallystick point show POINT` says how far the point has come"),
	("EnergyMarket::NotDue", "`tallystick point metered POINT TIME` says from when on missing readings are estimated"),
	("EnergyMarket::NotInOrder", "`tallystick settle POINT` settles the first period that has no final account"),
	("EnergyMarket::NotOpen", "`tallystick book ZONE TIME` says when it opens"),
	("EnergyMarket::NotOperator", "`tallystick zone show ZONE` names the grid operator"),
	("EnergyMarket::NotOwner", "`tallystick point show POINT` names the owner"),
	("EnergyMarket::NotRequested", "`tallystick tariff customers` lists the requests that wait"),
	("EnergyMarket::NotSupplier", "`tallystick tariff show TARIFF` names the supplier"),
	("EnergyMarket::NothingToShow", "`tallystick point show POINT` shows the point's meters, and with --json the segments whose readings wait"),
	("EnergyMarket::NotSupplying", "`tallystick tariff list` lists the tariffs of others"),
	("EnergyMarket::NotTakingPart", "`tallystick point show POINT` says from when on the point takes part"),
	("EnergyMarket::NoticeTooLong", "a tariff can change a year ahead at most: give a shorter notice"),
	("EnergyMarket::NoticeTooShort", "`tallystick market` shows the least notice"),
	("EnergyMarket::NothingToPay", "`tallystick debt show POINT` shows what is open"),
	("EnergyMarket::Overdue", "`tallystick margin fund POINT AMOUNT` adds to the margin, and `tallystick debt pay POINT` pays"),
	("EnergyMarket::ProposalDiffers", "`tallystick point show POINT` shows what is proposed, and by whom"),
	("EnergyMarket::TooEarly", "`tallystick market` names the first slot in which a change is possible"),
	("EnergyMarket::TooFarAhead", "a change takes effect a year ahead at most: name an earlier slot with --from"),
	("EnergyMarket::Unaffordable", "`tallystick account` says what the account has"),
	("EnergyMarket::Unsettled", "`tallystick settle POINT` settles the first period that has no final account"),
	("EnergyMarket::UnknownDevice", "`tallystick device register` registers one"),
	("EnergyMarket::UnknownIndex", "`tallystick index list` lists the indices"),
	("EnergyMarket::UnknownPoint", "`tallystick point list` lists the metering points"),
	("EnergyMarket::UnknownTariff", "`tallystick tariff list` lists the tariffs"),
	("EnergyMarket::UnknownZone", "`tallystick zone list` lists the zones"),
	("EnergyMarket::ZoneInUse", "`tallystick point list --zone ZONE` lists the metering points"),
	("Escrow::BackstopTooFar", "bring the deadlines of the trade nearer"),
	("Escrow::NotEnough", "`tallystick account` says what is held in escrow"),
	("Escrow::OutOfBounds", "`tallystick trade show TRADE` says how much is disputed"),
	("Escrow::UnknownEscrow", "`tallystick trade show TRADE` shows the trade that it belongs to"),
	("Procurement::AlreadyDeclared", "`tallystick need list` lists the needs, and `tallystick need change NEED` changes one"),
	("Procurement::BadArbiter", "`tallystick account ACCOUNT` names the organisation of an account"),
	("Procurement::BadCondition", "`tallystick mandate grant` and `tallystick need declare` say where a file is wrong"),
	("Procurement::BadOffer", "give a price above 0, spans above 0 and not longer than the chain allows, and an end that is to come, and repeat `tallystick offer publish`"),
	("Procurement::BadSignature", "`tallystick purchase statement ORDER` shows what the machine has to sign, and `tallystick device show DEVICE` its present key"),
	("Procurement::BadSlots", "give times that are still to come to `tallystick offer set-slots`, of an offer that `tallystick offer publish` made with [visit]"),
	("Procurement::BadTerms", "give lists without repetitions, limits above 0, windows that are not too short, spans that are not too long, an end that is to come, and in `tallystick mandate amend` the same period as before"),
	("Procurement::ClaimOpen", "`tallystick need show NEED` says until when"),
	("Procurement::ConditionFalse", "`tallystick mandate show MANDATE` shows the condition"),
	("Procurement::ConditionUnknown", "`tallystick mandate show MANDATE` shows the condition, which also says how old observations may be"),
	("Procurement::CoolingDown", "`tallystick need show NEED` says until when"),
	("Procurement::NoClaim", "`tallystick need show NEED` says where a claim stands"),
	("Procurement::NoCustody", "`tallystick custody offer ASSET` hands the asset to a carrier, who accepts it"),
	("Procurement::EvidenceOld", "`tallystick need show NEED` says since when observations count"),
	("Procurement::NoSlot", "`tallystick offer show CATEGORY --vendor VENDOR` shows which times are free"),
	("Procurement::NoVisit", "`tallystick purchase show ORDER` says whether it is a visit, and `tallystick need show NEED` as which asset the machine goes; `tallystick need declare --asset` names it"),
	("Procurement::NotCovered", "`tallystick need clear NEED` clears it by hand"),
	("Procurement::NotOwner", "`tallystick device show DEVICE` and `tallystick asset show ASSET` name the owner; the devices of a condition have to be the owner's, too"),
	("Procurement::NotParty", "`tallystick purchase show ORDER` names the parties"),
	("Procurement::NothingFits", "`tallystick need tenders NEED` says what each offer comes to under the owner's mandate"),
	("Procurement::NothingDisputed", "`tallystick purchase show ORDER` says what is due"),
	("Procurement::NotPayer", "`tallystick mandate show MANDATE` and `tallystick purchase show ORDER` name the accounts"),
	("Procurement::OrderOpen", "`tallystick need show NEED` names the order"),
	("Procurement::StaleStatement", "`tallystick need show NEED` shows what the machine has signed last, and `tallystick purchase show ORDER` for when a visit is booked"),
	("Procurement::SubjectRuns", "`tallystick mandate show MANDATE` and `tallystick need show NEED` name the machine"),
	("Procurement::TooEarly", "`tallystick purchase show ORDER` says until when something else is due"),
	("Procurement::TooLate", "`tallystick purchase advance ORDER` does what stands now"),
	("Procurement::Unaffordable", "`tallystick account` says what the account has"),
	("Procurement::UnknownMandate", "`tallystick mandate list` lists those of an organisation"),
	("Procurement::UnknownNeed", "`tallystick need list` lists those of an organisation"),
	("Procurement::UnknownOffer", "`tallystick offer list VENDOR` lists what a vendor offers"),
	("Procurement::UnknownOrder", "`tallystick purchase list VENDOR` lists the open orders of a vendor, and `tallystick need show NEED` says how a need's last one ended"),
	("Procurement::WrongAmount", "`tallystick purchase show ORDER` shows the price"),
	("Procurement::WrongAsset", "`tallystick asset show ASSET` names owner and custodian"),
	("Procurement::WrongMandate", "`tallystick mandate show MANDATE` names the machine and the categories"),
	("Procurement::WrongQuantity", "`tallystick purchase show ORDER` shows quantity and price"),
	("Procurement::WrongState", "`tallystick purchase show ORDER` says what is due"),
];

/// What helps with an error of the chain, such as `AssetLifecycle::NotRoot`.
fn command_for(error: &str) -> Option<&'static str> {
	HINTS.iter().find(|(of, _)| *of == error).map(|(_, hint)| *hint)
}

impl From<ProveError> for Failure {
	fn from(error: ProveError) -> Self {
		match error {
			ProveError::Chain(error) => error.into(),
			_ => Self::NoAnswer(error.to_string()),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_documentation_has_the_same_table_of_exit_codes() {
		let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
		let page = std::fs::read_to_string(page).unwrap();
		for (code, exit) in Exit::ALL.into_iter().enumerate() {
			assert_eq!(exit as usize, code);
			let row = format!("| {code} | {} |", exit.meaning());
			assert!(page.contains(&row), "{row}");
		}
	}

	#[test]
	fn an_answer_that_the_hashes_contradict_is_no_refusal() {
		let failure = Failure::from(ChainError::LeftOut("an event is missing".into()));
		assert_eq!(failure.exit(), Exit::NoAnswer);
	}

	fn metadata() -> tallystick_client::Metadata {
		let metadata = || tallystick_runtime::Runtime::metadata_at_version(16).unwrap();
		let metadata = sp_io::TestExternalities::default().execute_with(metadata);
		tallystick_client::Metadata::decode_from(&metadata).unwrap()
	}

	const OURS: [&str; 7] = [
		"AssetLifecycle",
		"Consortium",
		"DeviceRegistry",
		"EnergyMarket",
		"Escrow",
		"Procurement",
		"Telemetry",
	];

	/// Checks that a text names no command that does not exist.
	fn check_commands(text: &str) {
		let mut parts = text.split('`');
		while let (Some(_), Some(line)) = (parts.next(), parts.next()) {
			assert!(line.starts_with("tallystick "), "{text}");
			let words = line.split(' ').skip(1);
			let mut command = <crate::args::Args as clap::CommandFactory>::command();
			for word in words.take_while(|word| word.starts_with(char::is_lowercase)) {
				let found = command.find_subcommand(word);
				command = found.unwrap_or_else(|| panic!("{line}")).clone();
			}
			assert!(!command.has_subcommands(), "{line}");
		}
	}

	#[test]
	fn hints_are_about_errors_of_the_chain_and_name_commands_that_exist() {
		let metadata = metadata();
		for (error, hint) in HINTS {
			let (pallet, name) = error.split_once("::").unwrap();
			let errors = metadata.pallet_by_name(pallet).unwrap().error_variants().unwrap();
			assert!(errors.iter().any(|error| error.name == name), "{error}");
			check_commands(hint);
		}
		assert!(command_for("AssetLifecycle::NotRoot").is_some());
		assert_eq!(command_for("Telemetry::NotRoot"), None);
	}

	#[test]
	fn no_error_names_what_only_programs_ask() {
		let metadata = metadata();
		for pallet in OURS {
			for error in metadata.pallet_by_name(pallet).unwrap().error_variants().unwrap() {
				let name = format!("{pallet}::{}", error.name);
				let docs = error.docs.join(" ");
				let text = refusal(&name, &docs);
				check_commands(&text);
				assert!(!text.contains("view function") && !text.contains("Read ["), "{text}");
				// What is left out is replaced.
				if readable(&docs) != docs.trim() {
					assert!(command_for(&name).is_some(), "{text}");
				}
				assert!(text.len() > name.len() + 40, "{text}");
			}
		}
	}

	#[test]
	fn every_call_says_who_has_to_sign_it_and_who_gives_the_right() {
		let metadata = metadata();
		let mut calls = 0;
		for pallet in OURS {
			for call in metadata.pallet_by_name(pallet).unwrap().call_variants().unwrap() {
				calls += 1;
				let signatory = tallystick_client::signatory(&metadata, pallet, &call.name);
				let signatory = signatory.unwrap_or_else(|| panic!("{pallet}.{}", call.name));
				let text = refusal(BAD_ORIGIN, &signatory);
				check_commands(&text);
				for (named, who) in [
					("accreditor", "the council gives"),
					("manufacturer in good standing", "the council gives"),
					("member of a grid operator", "the council gives"),
					("member of a service provider", "the council gives"),
					("admin of a grid operator", "its admin signs"),
					("admin of an energy supplier", "its admin signs"),
					("member of an organisation", "`tallystick member invite`"),
					("thirds of the council", "a member of the council proposes"),
				] {
					// More than one may sign: the first one that is named has the hint.
					let first = signatory.split([',', '.', ':']).next().unwrap();
					assert!(!first.contains(named) || text.contains(who), "{text}");
				}
			}
		}
		assert!(calls > 90, "{calls}");
	}

	#[test]
	fn a_stranger_who_is_refused_learns_who_gives_the_right() {
		use codec::Decode;
		use sp_runtime::{traits::Dispatchable, AccountId32, DispatchError};
		use tallystick_runtime::{RuntimeCall, RuntimeOrigin};
		let (metadata, mut refused) = (metadata(), 0);
		for name in OURS {
			let pallet = metadata.pallet_by_name(name).unwrap();
			for call in pallet.call_variants().unwrap() {
				// Most calls can be made of zeros.
				let bytes = [&[pallet.call_index(), call.index][..], &[0; 1_024]].concat();
				let Ok(made) = RuntimeCall::decode(&mut &*bytes) else { continue };
				let stranger = RuntimeOrigin::signed(AccountId32::new([7; 32]));
				let mut state = sp_io::TestExternalities::default();
				let done = state.execute_with(|| made.dispatch(stranger));
				if done.is_err_and(|failed| failed.error == DispatchError::BadOrigin) {
					let signatory = tallystick_client::signatory(&metadata, name, &call.name);
					let hint = who_gives(&signatory.unwrap());
					assert!(hint.is_some(), "{name}.{}", call.name);
					refused += 1;
				}
			}
		}
		assert!(refused > 40, "{refused}");
	}

	#[test]
	fn programs_get_a_code_and_the_chains_error() {
		let failure = Failure::Call { error: "AssetLifecycle::NotRoot".into(), text: "no".into() };
		let expected = json!({ "error": {
			"code": "refused", "exit": 1, "message": "no", "chainError": "AssetLifecycle::NotRoot",
		} });
		assert_eq!(failure.with("").json(), expected);
		let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/command-line.md");
		let page = std::fs::read_to_string(page).unwrap();
		for failure in [
			Failure::refused(""),
			Failure::not_valid(""),
			Failure::usage(""),
			Failure::NotBelieved(String::new()),
			Failure::no_answer(""),
			Failure::NotChecked(Box::new(Failure::no_answer(""))),
		] {
			let row = format!("| `{}` | {} |", failure.code(), failure.exit() as u8);
			assert!(page.contains(&row), "{row}");
		}
	}

	#[test]
	fn a_proof_that_could_not_be_checked_is_never_called_invalid() {
		for (reason, exit) in [
			(Failure::refused("no"), Exit::NoAnswer),
			(Failure::no_answer("no"), Exit::NoAnswer),
			(Failure::usage("no"), Exit::Usage),
		] {
			let failure = Failure::NotChecked(Box::new(reason));
			assert_eq!((failure.exit(), failure.to_string()), (exit, "NOT CHECKED: no".into()));
		}
	}
}
