//! A device as a W3C DID document.

use crate::AccountId;
use serde_json::{json, Value};
use sp_core::crypto::Ss58Codec;
use tallystick_evidence::{DeviceId, DeviceKey};

/// `did:tally:CHAIN:DEVICE`: the first eight bytes of the genesis hash, and the device's id.
pub fn name(genesis: &[u8; 32], device: &DeviceId) -> String {
	format!("did:tally:{}:{}", hex::encode(&genesis[..8]), hex::encode(device.0))
}

/// An account as a DID: `did:pkh` of its CAIP-10 name.
pub fn of_account(genesis: &[u8; 32], account: &AccountId) -> String {
	let chain = hex::encode(&genesis[..16]);
	format!("did:pkh:polkadot:{chain}:{}", account.to_ss58check())
}

/// A key as `did:key` and `Multikey` write it: base58btc of the multicodec and the key.
fn multibase(key: &DeviceKey) -> String {
	let (codec, key): ([u8; 2], &[u8]) = match key {
		DeviceKey::Ed25519(key) => ([0xed, 0x01], key),
		DeviceKey::P256(key) => ([0x80, 0x24], key),
		DeviceKey::Secp256k1(key) => ([0xe7, 0x01], key),
	};
	format!("z{}", bs58::encode([&codec, key].concat()).into_string())
}

/// The document of a device whose present key is `key`. A device that is not active has no
/// verification method.
pub fn document(
	genesis: &[u8; 32],
	device: &DeviceId,
	key: &DeviceKey,
	epoch: u32,
	controller: &str,
	active: bool,
) -> Value {
	let id = name(genesis, device);
	let method = format!("{id}#key-{epoch}");
	let mut document = json!({
		"@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
		"id": id,
		"controller": controller,
		"verificationMethod": [],
	});
	if active {
		document["alsoKnownAs"] = json!([format!("did:key:{}", multibase(key))]);
		document["verificationMethod"] = json!([{
			"id": method,
			"type": "Multikey",
			"controller": id,
			"publicKeyMultibase": multibase(key),
		}]);
		document["assertionMethod"] = json!([method]);
	}
	document
}
