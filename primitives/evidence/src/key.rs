use crate::{
	bytes::Bytes,
	crypto::{domain, Crypto, Hash},
};

/// Identifies a device for as long as it exists, whatever keys it has: the hash of its first one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
#[cfg_attr(
	feature = "codec",
	derive(
		codec::Encode,
		codec::Decode,
		codec::DecodeWithMemTracking,
		codec::MaxEncodedLen,
		scale_info::TypeInfo
	)
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceId(#[cfg_attr(feature = "serde", serde(with = "crate::json::Hex"))] pub [u8; 32]);

impl DeviceId {
	/// The id of a device whose first key is `key`.
	pub fn of<C: Crypto>(key: &DeviceKey) -> Self {
		Self(C::hash(&[&[domain::DEVICE], key.to_bytes().as_slice()]))
	}
}

impl AsRef<[u8]> for DeviceId {
	fn as_ref(&self) -> &[u8] {
		&self.0
	}
}

/// How a device signs. In SCALE each has the number that its [`DeviceKey`] has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(
	feature = "codec",
	derive(
		codec::Encode,
		codec::Decode,
		codec::DecodeWithMemTracking,
		codec::MaxEncodedLen,
		scale_info::TypeInfo
	)
)]
pub enum Scheme {
	/// Ed25519: COSE algorithm -8.
	#[cfg_attr(feature = "codec", codec(index = 0))]
	Ed25519,
	/// ECDSA over P-256 with SHA-256: COSE algorithm -7.
	#[cfg_attr(feature = "codec", codec(index = 1))]
	P256,
	/// ECDSA over secp256k1 with SHA-256: COSE algorithm -47.
	#[cfg_attr(feature = "codec", codec(index = 2))]
	Secp256k1,
}

impl Scheme {
	/// All of them.
	pub const ALL: [Self; 3] = [Self::Ed25519, Self::P256, Self::Secp256k1];

	/// The protected header of a `COSE_Sign1`: the algorithm alone.
	pub const fn protected(self) -> &'static [u8] {
		match self {
			Self::Ed25519 => &[0xa1, 0x01, 0x27],
			Self::P256 => &[0xa1, 0x01, 0x26],
			Self::Secp256k1 => &[0xa1, 0x01, 0x38, 0x2e],
		}
	}
}

/// A device's public key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(
	feature = "codec",
	derive(
		codec::Encode,
		codec::Decode,
		codec::DecodeWithMemTracking,
		codec::MaxEncodedLen,
		scale_info::TypeInfo
	)
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "serde", serde(tag = "scheme", content = "key", rename_all = "lowercase"))]
pub enum DeviceKey {
	/// As RFC 8032 encodes it.
	#[cfg_attr(feature = "codec", codec(index = 0))]
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Hex"))]
	Ed25519([u8; 32]),
	/// A compressed point of P-256 (SEC 1).
	#[cfg_attr(feature = "codec", codec(index = 1))]
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Hex"))]
	P256([u8; 33]),
	/// A compressed point of secp256k1 (SEC 1).
	#[cfg_attr(feature = "codec", codec(index = 2))]
	#[cfg_attr(feature = "serde", serde(with = "crate::json::Hex"))]
	Secp256k1([u8; 33]),
}

impl DeviceKey {
	/// How this key signs.
	pub const fn scheme(&self) -> Scheme {
		match self {
			Self::Ed25519(_) => Scheme::Ed25519,
			Self::P256(_) => Scheme::P256,
			Self::Secp256k1(_) => Scheme::Secp256k1,
		}
	}

	/// The scheme's number, then the key.
	pub(crate) fn to_bytes(self) -> Bytes<34> {
		let bytes = Bytes::new();
		match &self {
			Self::Ed25519(key) => bytes.with(&[0]).with(key),
			Self::P256(key) => bytes.with(&[1]).with(key),
			Self::Secp256k1(key) => bytes.with(&[2]).with(key),
		}
	}

	/// Whether anybody can sign under this key: it is an Ed25519 point of small order, in any of its
	/// encodings. ZIP-215 takes such signatures, so whoever takes a key has to refuse such ones.
	pub fn is_weak(&self) -> bool {
		// The y of each, least byte first: 0, 1, p - 1, p, p + 1, and the two of order eight.
		const fn high(first: u8) -> [u8; 32] {
			let mut y = [0xff; 32];
			y[0] = first;
			y[31] = 0x7f;
			y
		}
		const fn low(first: u8) -> [u8; 32] {
			let mut y = [0; 32];
			y[0] = first;
			y
		}
		const OF_ORDER_EIGHT: [[u8; 32]; 2] = [
			[
				0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef,
				0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88,
				0x6d, 0x53, 0xfc, 0x05,
			],
			[
				0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10,
				0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77,
				0x92, 0xac, 0x03, 0x7a,
			],
		];
		let Self::Ed25519(key) = self else { return false };
		let mut y = *key;
		if let Some(last) = y.last_mut() {
			*last &= 0x7f;
		}
		[low(0), low(1), high(0xec), high(0xed), high(0xee)].contains(&y)
			|| OF_ORDER_EIGHT.contains(&y)
	}

	/// The name under which a registry remembers that this key was used.
	pub fn fingerprint<C: Crypto>(&self) -> Hash {
		DeviceId::of::<C>(self).0
	}
}

/// A signature of any scheme: `R ‖ S` as RFC 8032 has it, or `r ‖ s` as COSE has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(
	feature = "codec",
	derive(
		codec::Encode,
		codec::Decode,
		codec::DecodeWithMemTracking,
		codec::MaxEncodedLen,
		scale_info::TypeInfo
	)
)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Signature(#[cfg_attr(feature = "serde", serde(with = "crate::json::Hex"))] pub [u8; 64]);

impl Signature {
	/// Whether `s` is at most half the order of secp256k1. Signatures of that scheme have to be, as
	/// its libraries make them, so that nobody can turn one into another.
	pub fn is_low(&self) -> bool {
		const HALF: [u8; 32] = [
			0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
			0xff, 0xff, 0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46,
			0x68, 0x1b, 0x20, 0xa0,
		];
		self.0.get(32..).is_some_and(|s| s <= &HALF[..])
	}
}

/// Whether this is the one form in which a point is taken. The libraries know a second one of the
/// same length, and then one key would make two devices.
#[cfg(feature = "p256")]
pub(crate) fn is_compressed(point: &[u8; 33]) -> bool {
	matches!(point, [2 | 3, ..])
}

/// Whether `signature` is one of `message` under a compressed point of P-256. For hosts without a
/// function for it.
#[cfg(feature = "p256")]
pub fn verify_p256(key: &[u8; 33], message: &[u8], signature: &Signature) -> bool {
	use p256::ecdsa::{signature::Verifier, Signature as Ecdsa, VerifyingKey};
	if !is_compressed(key) {
		return false;
	}
	let (key, signature) = (VerifyingKey::from_sec1_bytes(key), Ecdsa::from_slice(&signature.0));
	matches!((key, signature), (Ok(key), Ok(signature)) if key.verify(message, &signature).is_ok())
}
