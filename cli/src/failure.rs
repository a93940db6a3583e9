//! How commands fail, and the exit codes that say so.

use std::process::ExitCode;
use tallystick_client::{
	finality::ProveError, ChainError, FollowError, RpcError, SignError, SubmitError,
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
}

impl Exit {
	const ALL: [Self; 5] =
		[Self::Done, Self::Refused, Self::Usage, Self::NotBelieved, Self::NoAnswer];

	fn meaning(self) -> &'static str {
		match self {
			Self::Done => "done",
			Self::Refused => "the chain or the gateway refuses, or a proof is not valid",
			Self::Usage => "wrong usage, or a file that cannot be used",
			Self::NotBelieved => "a proof is valid, but its key was not in force, or that is not known and was required",
			Self::NoAnswer => "a node or the gateway is out of reach, or its answer cannot be used; the outcome is not known",
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
	/// A proof, or the votes for its last block, do not hold.
	NotValid(String),
	/// The command was used wrongly, or a file of the user's cannot be used.
	Usage(String),
	/// A proof holds, but its key was not in force, or that is not known and was demanded.
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
			| Self::NotValid(text)
			| Self::Usage(text)
			| Self::NotBelieved(text)
			| Self::NoAnswer(text) => text,
			Self::NotChecked(reason) => reason.reason(),
		}
	}

	pub(crate) fn exit(&self) -> Exit {
		match self {
			Self::Refused(_) | Self::NotValid(_) => Exit::Refused,
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
			FollowError::Failed { error: ref name, .. } => match command_for(name) {
				Some(hint) => Self::Refused(format!("{error}\n{hint}")),
				None => Self::Refused(error.to_string()),
			},
			_ => Self::Refused(error.to_string()),
		}
	}
}

/// Errors of the asset lifecycle, each with the command that helps.
const HINTS: &[(&str, &str)] = &[
	("AlreadyRecalled", "`tallystick recall show --lot LOT` shows that recall"),
	("BeforeLastEvent", "`tallystick asset show ASSET` shows when its last event was; give a later time with --at"),
	("ContentsOnHold", "`tallystick asset children ASSET --all` lists what is in it, and `tallystick asset unpack` takes it out"),
	("DocumentExists", "`tallystick asset document list ASSET` lists the documents"),
	("KeyMissing", "`tallystick asset key ASSET KEY` gives it one"),
	("KeyTaken", "`tallystick asset show KEY` shows that asset"),
	("LotHeld", "`tallystick lot show LOT` names the recalls"),
	("LotRecalled", "`tallystick lot show LOT` names the recalls"),
	("LotTaken", "`tallystick lot show GLN/CODE` shows that lot"),
	("NoOffer", "`tallystick custody offers` lists what is offered to the signer's organisation"),
	("NoTransition", "`tallystick class show CLASS` lists the transitions"),
	("NotAllowed", "`tallystick class show CLASS` says who makes each transition"),
	("NotCustodian", "`tallystick asset show ASSET` names the custodian"),
	("NotEmpty", "`tallystick asset children ASSET` lists what is in it, and `tallystick asset unpack` takes it out"),
	("NotIngredient", "`tallystick class show CLASS` lists what the class is made from"),
	("NotOwner", "`tallystick asset show ASSET` names the owner"),
	("NotRoot", "`tallystick asset show ASSET` names what it is in, and `tallystick asset unpack` takes it out"),
	("NotYourPrefix", "`tallystick prefix show PREFIX` names its organisation"),
	("OfferExpired", "the custodian makes a new one with `tallystick custody offer`"),
	("OfferOpen", "`tallystick custody withdraw ASSET` takes the offer back"),
	("OnHold", "`tallystick asset release ASSET` ends the quarantine"),
	("OutOfYield", "`tallystick class show CLASS` says how much comes out of each input"),
	("PrefixNotBound", "an accreditor binds it with `tallystick prefix bind`"),
	("PrefixTaken", "`tallystick prefix show PREFIX` names its organisation"),
	("TermsDiffer", "repeat the command, which shows the new terms"),
	("TradeOpen", "`tallystick asset show ASSET` names the trade"),
];

/// What helps with an error of the chain, such as `AssetLifecycle::NotRoot`.
fn command_for(error: &str) -> Option<&'static str> {
	let name = error.strip_prefix("AssetLifecycle::")?;
	HINTS.iter().find(|(of, _)| *of == name).map(|(_, hint)| *hint)
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

	#[test]
	fn hints_are_about_errors_of_the_chain_and_name_commands_that_exist() {
		let metadata = || tallystick_runtime::Runtime::metadata_at_version(16).unwrap();
		let metadata = sp_io::TestExternalities::default().execute_with(metadata);
		let metadata = tallystick_client::Metadata::decode_from(&metadata).unwrap();
		let errors = metadata.pallet_by_name("AssetLifecycle").unwrap().error_variants().unwrap();
		for (name, hint) in HINTS {
			assert!(errors.iter().any(|error| error.name == *name), "{name}");
			let mut parts = hint.split('`');
			while let (Some(_), Some(line)) = (parts.next(), parts.next()) {
				let words = line.split(' ').skip(1);
				let mut command = <crate::args::Args as clap::CommandFactory>::command();
				for word in words.take_while(|word| word.starts_with(char::is_lowercase)) {
					let found = command.find_subcommand(word);
					command = found.unwrap_or_else(|| panic!("{line}")).clone();
				}
				assert!(!command.has_subcommands(), "{line}");
			}
		}
		assert!(command_for("AssetLifecycle::NotRoot").is_some());
		assert_eq!(command_for("Telemetry::NotRoot"), None);
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
