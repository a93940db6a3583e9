use crate::AccountId;
use serde::{de::Error, Deserialize, Deserializer};
use sp_core::crypto::Ss58Codec;

/// The longest address that is decoded, because decoding takes quadratic time.
const MAX_ADDRESS: usize = 64;

/// An account as a parameter: its address, in SS58.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address(pub AccountId);

impl<'de> Deserialize<'de> for Address {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		if text.len() > MAX_ADDRESS {
			return Err(D::Error::custom("an address has at most 64 characters"));
		}
		AccountId::from_ss58check(&text).map(Self).map_err(|_| D::Error::custom("not an address"))
	}
}
