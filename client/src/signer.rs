use crate::AccountId;
use std::{path::Path, str::FromStr};
use subxt_signer::{sr25519::Keypair, SecretUri};

/// An account's key pair (sr25519).
#[derive(Clone)]
pub struct Signer(Keypair);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum SignerError {
	/// The text is neither a seed nor a phrase, with or without a derivation path. It is not
	/// repeated here, as it may be a secret with a typing error.
	#[error("no secret: neither 32 bytes in hexadecimal nor a phrase or path such as //Alice")]
	NotASecret,
	/// The file cannot be read.
	#[error("the key file cannot be read: {0}")]
	File(#[from] std::io::Error),
}

impl std::fmt::Debug for Signer {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		write!(f, "Signer({})", self.account())
	}
}

impl Signer {
	/// The key of a secret URI: a phrase or a seed with `0x`, or neither, and a path, such as `//Alice`.
	pub fn from_uri(uri: &str) -> Result<Self, SignerError> {
		let uri = SecretUri::from_str(uri).map_err(|_| SignerError::NotASecret)?;
		Keypair::from_uri(&uri).map(Self).map_err(|_| SignerError::NotASecret)
	}

	/// The key of a seed.
	pub fn from_seed(seed: [u8; 32]) -> Result<Self, SignerError> {
		Keypair::from_secret_key(seed).map(Self).map_err(|_| SignerError::NotASecret)
	}

	/// The key in a file: 32 bytes in hexadecimal, or a secret URI.
	pub fn from_file(path: &Path) -> Result<Self, SignerError> {
		let text = std::fs::read_to_string(path)?;
		let text = text.trim();
		let digits = text.strip_prefix("0x").unwrap_or(text);
		match hex::decode(digits).ok().and_then(|seed| seed.try_into().ok()) {
			Some(seed) => Self::from_seed(seed),
			None => Self::from_uri(text),
		}
	}

	/// The account.
	pub fn account(&self) -> AccountId {
		self.0.public_key().to_account_id()
	}

	pub(crate) fn pair(&self) -> &Keypair {
		&self.0
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	const SEED: &str = "0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a";

	#[test]
	fn works_for_each_form_of_a_secret() {
		assert_eq!(Signer::from_uri("//Alice").unwrap().account().to_string(), ALICE);
		assert_eq!(Signer::from_uri(SEED).unwrap().account().to_string(), ALICE);
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("key");
		for text in [SEED, &SEED[2..], "//Alice\n"] {
			std::fs::write(&path, text).unwrap();
			assert_eq!(Signer::from_file(&path).unwrap().account().to_string(), ALICE);
		}
	}

	#[test]
	fn fails_when_there_is_no_secret() {
		let mistyped = "bottom drive obey lake curtain smoke basket hold race lonely fit wall";
		let error = Signer::from_uri(mistyped).unwrap_err();
		assert!(!error.to_string().contains("bottom"), "an error must not tell a secret");
		assert!(matches!(Signer::from_file(Path::new("/nowhere")), Err(SignerError::File(_))));
	}

	#[test]
	fn works_without_telling_the_secret() {
		assert_eq!(
			format!("{:?}", Signer::from_uri("//Alice").unwrap()),
			format!("Signer({ALICE})")
		);
	}
}
