use std::str::FromStr;
use subxt::{dynamic::Value, utils::AccountId32};
use subxt_signer::{sr25519::Keypair, SecretUri};

/// The key pair of a development account, such as `//Alice//stash`.
///
/// # Panics
///
/// If `uri` is no secret URI.
pub fn pair(uri: &str) -> Keypair {
	let uri = SecretUri::from_str(uri).expect("a secret URI");
	Keypair::from_uri(&uri).expect("a key that can be derived")
}

/// The account of a key pair.
pub fn account(pair: &Keypair) -> AccountId32 {
	pair.public_key().to_account_id()
}

/// A key pair's account as an argument of a call.
pub fn account_value(pair: &Keypair) -> Value {
	Value::from_bytes(pair.public_key().0)
}
