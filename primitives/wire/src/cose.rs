//! `COSE_Sign1` (RFC 9052), as devices use it.

use crate::{cbor::to_vec, MessageError};
use alloc::vec::Vec;
use coset::{CborSerializable, CoseSign1, TaggedCborSerializable};
use tallystick_evidence::{Scheme, Signature};

/// A signed payload of exactly `N` bytes.
pub(crate) struct Signed<const N: usize> {
	pub(crate) scheme: Scheme,
	pub(crate) payload: [u8; N],
	pub(crate) kid: Vec<u8>,
	pub(crate) signature: Signature,
}

/// The tag of a `COSE_Sign1`, as one byte of CBOR.
const TAG: u8 = 0xd2;

/// The label of the key's id.
const KID: u8 = 4;

impl<const N: usize> Signed<N> {
	pub(crate) fn decode(bytes: &[u8]) -> Result<Self, MessageError> {
		let signed = match bytes {
			[TAG, ..] => CoseSign1::from_tagged_slice(bytes),
			_ => CoseSign1::from_slice(bytes),
		}
		.map_err(|_| MessageError::Malformed)?;
		// The signature covers these bytes, so only one encoding is accepted.
		let protected = signed.protected.original_data.unwrap_or_default();
		let scheme = Scheme::ALL.into_iter().find(|scheme| scheme.protected() == protected);
		let payload = signed.payload.unwrap_or_default();
		Ok(Self {
			scheme: scheme.ok_or(MessageError::Algorithm)?,
			payload: payload.try_into().map_err(|_| MessageError::Malformed)?,
			kid: signed.unprotected.key_id,
			signature: signed
				.signature
				.try_into()
				.map(Signature)
				.map_err(|_| MessageError::Malformed)?,
		})
	}

	pub(crate) fn encode(&self) -> Vec<u8> {
		to_vec(|to| {
			to.array(4)?.bytes(self.scheme.protected())?;
			if self.kid.is_empty() {
				to.map(0)?;
			} else {
				to.map(1)?.u8(KID)?.bytes(&self.kid)?;
			}
			to.bytes(&self.payload)?.bytes(&self.signature.0)?;
			Ok(())
		})
	}
}
