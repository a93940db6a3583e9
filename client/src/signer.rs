//! Secrets of accounts, and the files that hold secrets. Every program reads them here.

use crate::AccountId;
use std::{io::Read, path::Path, str::FromStr};
use subxt_signer::{sr25519::Keypair, SecretUri};

/// No file with a secret is longer, in bytes.
const MAX_FILE: u64 = 4_096;

/// The digits of a seed, without `0x`.
const SEED_DIGITS: usize = 64;

/// An account's key pair (sr25519).
#[derive(Clone)]
pub struct Signer(Keypair);

/// Why there is no key. The error does not repeat the secret, which may only have a typing error.
#[derive(Debug, thiserror::Error)]
pub enum SignerError {
	/// There is nothing, or blanks only.
	#[error("the secret is empty")]
	Empty,
	/// A seed was cut off, or has too many digits.
	#[error("a seed has {SEED_DIGITS} hexadecimal digits, this one has {0}")]
	SeedLength(usize),
	/// A phrase was cut off, or has too many words.
	#[error("a secret phrase has 12, 15, 18, 21 or 24 words, this one has {0}")]
	PhraseLength(usize),
	/// Give an account's secret.
	#[error("this is the secret of a device; give that of an account")]
	OfADevice,
	/// The text is neither a seed nor a phrase, with or without a derivation path.
	#[error(
		"this is not a secret: give a seed (0x and 64 hexadecimal digits), a secret phrase, or a development path such as //Alice"
	)]
	NotASecret,
	/// The file cannot be used.
	#[error(transparent)]
	File(#[from] SecretFileError),
}

/// Why a file with a secret is not used.
#[derive(Debug, thiserror::Error)]
pub enum SecretFileError {
	/// The file cannot be read, or is not text.
	#[error("the file cannot be read: {0}")]
	Unreadable(#[from] std::io::Error),
	/// Others than the owner may read or change the file.
	#[error("others than the owner may use the file; run: chmod 600 {0}")]
	Shared(String),
	/// There is nothing in the file, or blanks only.
	#[error("the file is empty")]
	Empty,
	/// It is another kind of file.
	#[error("the file is longer than any secret ({MAX_FILE} bytes)")]
	TooLong,
}

/// Reads a file that holds one secret, without the blanks around it.
pub fn read_secret(path: &Path) -> Result<String, SecretFileError> {
	let file = std::fs::File::open(path)?;
	#[cfg(unix)]
	{
		use std::os::unix::fs::PermissionsExt;
		if file.metadata()?.permissions().mode() & 0o077 != 0 {
			return Err(SecretFileError::Shared(path.display().to_string()));
		}
	}
	let mut text = String::new();
	let read = file.take(MAX_FILE.saturating_add(1)).read_to_string(&mut text)?;
	if u64::try_from(read).map_or(true, |read| read > MAX_FILE) {
		return Err(SecretFileError::TooLong);
	}
	match text.trim() {
		"" => Err(SecretFileError::Empty),
		secret => Ok(secret.to_owned()),
	}
}

impl std::fmt::Debug for Signer {
	fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
		write!(f, "Signer({})", self.account())
	}
}

impl Signer {
	/// The key of a secret. A secret is a seed with or without `0x`, or a phrase, each with or
	/// without a derivation path; or a path alone, such as `//Alice`, which is a well-known
	/// development account.
	pub fn from_uri(uri: &str) -> Result<Self, SignerError> {
		if uri.trim().is_empty() {
			return Err(SignerError::Empty);
		}
		let root = uri.split('/').next().unwrap_or_default();
		let words = root.split_whitespace().count();
		let digits = root.strip_prefix("0x").unwrap_or(root);
		let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
		match words {
			// The library replaces a missing phrase by the development one, whatever follows.
			0 if uri.starts_with("///") => return Err(SignerError::NotASecret),
			0 => {},
			_ if root.contains(':') => return Err(SignerError::OfADevice),
			1 if digits.len() == root.len() && !is_hex => return Err(SignerError::PhraseLength(1)),
			1 if digits.len() != SEED_DIGITS => return Err(SignerError::SeedLength(digits.len())),
			1 if !is_hex => return Err(SignerError::NotASecret),
			1 | 12 | 15 | 18 | 21 | 24 => {},
			_ => return Err(SignerError::PhraseLength(words)),
		}
		let prefix = if words == 1 && digits.len() == root.len() { "0x" } else { "" };
		let uri = SecretUri::from_str(&format!("{prefix}{uri}"));
		let uri = uri.map_err(|_| SignerError::NotASecret)?;
		Keypair::from_uri(&uri).map(Self).map_err(|_| SignerError::NotASecret)
	}

	/// The key of a seed.
	pub fn from_seed(seed: [u8; 32]) -> Result<Self, SignerError> {
		Keypair::from_secret_key(seed).map(Self).map_err(|_| SignerError::NotASecret)
	}

	/// The key of the secret in a file that only its owner may use.
	pub fn from_file(path: &Path) -> Result<Self, SignerError> {
		Self::from_uri(&read_secret(path)?)
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
	const PHRASE: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

	fn file(text: &str, mode: u32) -> (tempfile::TempDir, std::path::PathBuf) {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("key");
		std::fs::write(&path, text).unwrap();
		#[cfg(unix)]
		{
			let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
			std::fs::set_permissions(&path, mode).unwrap();
		}
		(folder, path)
	}

	#[test]
	fn works_for_each_form_of_a_secret() {
		let phrase = format!("{PHRASE}//Alice");
		for text in ["//Alice", SEED, &SEED[2..], &phrase] {
			assert_eq!(Signer::from_uri(text).unwrap().account().to_string(), ALICE);
			let (_folder, path) = file(&format!(" {text}\n"), 0o600);
			assert_eq!(Signer::from_file(&path).unwrap().account().to_string(), ALICE);
		}
		assert!(Signer::from_uri(&format!("{SEED}//pump/1")).is_ok());
		assert!(Signer::from_uri(&format!("{}//pump/1", &SEED[2..])).is_ok());
		assert!(Signer::from_uri(&format!("{PHRASE}///password")).is_ok());
	}

	#[test]
	fn refuses_an_empty_file() {
		for text in ["", "\n", " \t\r\n"] {
			let (_folder, path) = file(text, 0o600);
			let refused = Signer::from_file(&path);
			assert!(
				matches!(refused, Err(SignerError::File(SecretFileError::Empty))),
				"{refused:?}"
			);
			assert!(matches!(Signer::from_uri(text), Err(SignerError::Empty)));
		}
	}

	#[test]
	fn refuses_a_secret_that_is_cut_off() {
		for digits in [0, 1, 62, 63, 65, 66] {
			let seed = "a".repeat(digits);
			let refused = Signer::from_uri(&format!("0x{seed}"));
			assert!(
				matches!(refused, Err(SignerError::SeedLength(found)) if found == digits),
				"{digits}: {refused:?}"
			);
			if digits > 0 {
				assert!(matches!(Signer::from_uri(&seed), Err(SignerError::SeedLength(_))));
			}
		}
		let words: Vec<_> = PHRASE.split(' ').collect();
		for count in 1..12 {
			let phrase = words[..count].join(" ");
			for text in [phrase.clone(), format!("{phrase}//Alice")] {
				let refused = Signer::from_uri(&text);
				assert!(
					matches!(refused, Err(SignerError::PhraseLength(found)) if found == count),
					"{text}: {refused:?}"
				);
			}
		}
		let long = format!("{PHRASE} walk");
		assert!(matches!(Signer::from_uri(&long), Err(SignerError::PhraseLength(13))));
	}

	#[test]
	fn refuses_to_take_a_missing_phrase_for_the_development_one() {
		for text in ["/", "//", "///", "////", "///password", " //Alice", "0x//Alice"] {
			assert!(Signer::from_uri(text).is_err(), "{text}");
		}
	}

	#[test]
	#[cfg(unix)]
	fn refuses_a_file_that_others_may_use() {
		for mode in [0o644, 0o640, 0o604, 0o620, 0o602] {
			let (_folder, path) = file(SEED, mode);
			let error = Signer::from_file(&path).unwrap_err().to_string();
			assert!(error.contains(&format!("chmod 600 {}", path.display())), "{mode:o}: {error}");
		}
		let (_folder, path) = file(SEED, 0o400);
		assert!(Signer::from_file(&path).is_ok());
	}

	#[test]
	fn refuses_a_file_of_something_else() {
		let (_folder, path) = file(&"a".repeat(4_097), 0o600);
		assert!(matches!(read_secret(&path), Err(SecretFileError::TooLong)));
		let missing = Signer::from_file(Path::new("/nowhere"));
		assert!(matches!(missing, Err(SignerError::File(SecretFileError::Unreadable(_)))));
		for text in [&format!("0x{}", "g".repeat(64)), "thermometer"] {
			assert!(Signer::from_uri(text).is_err(), "{text}");
		}
		let device = Signer::from_uri(&format!("ed25519:{}", &SEED[2..]));
		assert!(matches!(device, Err(SignerError::OfADevice)), "{device:?}");
	}

	#[test]
	fn works_without_telling_the_secret() {
		let mistyped = PHRASE.replace("walk", "wall");
		let error = Signer::from_uri(&mistyped).unwrap_err();
		assert!(!error.to_string().contains("bottom"), "an error must not tell a secret");
		assert_eq!(
			format!("{:?}", Signer::from_uri("//Alice").unwrap()),
			format!("Signer({ALICE})")
		);
	}
}
