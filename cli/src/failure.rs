use std::process::ExitCode;

/// Why a command did not do what it should.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Failure {
	/// Somebody refused, something could not be reached, or a check failed.
	Refused(String),
	/// The command was not meant so, or a file of the user's cannot be used.
	Usage(String),
}

pub(crate) type Result<T = ()> = std::result::Result<T, Failure>;

impl Failure {
	pub(crate) fn refused(text: impl Into<String>) -> Self {
		Self::Refused(text.into())
	}

	pub(crate) fn usage(text: impl Into<String>) -> Self {
		Self::Usage(text.into())
	}

	pub(crate) fn code(&self) -> ExitCode {
		match self {
			Self::Refused(_) => ExitCode::from(1),
			Self::Usage(_) => ExitCode::from(2),
		}
	}
}

impl std::fmt::Display for Failure {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		let (Self::Refused(text) | Self::Usage(text)) = self;
		f.write_str(text)
	}
}

macro_rules! refused {
	($($error:ty),*) => {
		$(impl From<$error> for Failure {
			fn from(error: $error) -> Self {
				Self::Refused(error.to_string())
			}
		})*
	};
}

refused!(
	serde_json::Error,
	tallystick_client::finality::ProveError,
	tallystick_client::ChainError,
	tallystick_client::FollowError,
	tallystick_client::RpcError
);
