//! Functions that decoders and encoders share.

use alloc::vec::Vec;
use core::convert::Infallible;
use minicbor::{data::Type, decode, encode, Decoder, Encoder};

/// Encodes into memory, which cannot fail.
pub(crate) fn to_vec(
	write: impl FnOnce(&mut Encoder<&mut Vec<u8>>) -> Result<(), encode::Error<Infallible>>,
) -> Vec<u8> {
	let mut out = Vec::new();
	let written = write(&mut Encoder::new(&mut out));
	debug_assert!(written.is_ok(), "a vector takes all bytes");
	out
}

/// Whether an array or a map of `len` items has another item after `done`. Reads the end mark if
/// there is no length.
pub(crate) fn more(
	decoder: &mut Decoder,
	len: Option<u64>,
	done: u64,
) -> Result<bool, decode::Error> {
	match len {
		Some(len) => Ok(done < len),
		None if decoder.datatype()? == Type::Break => decoder.skip().map(|()| false),
		None => Ok(true),
	}
}

/// The bytes of the next item, whatever it is.
pub(crate) fn item<'b>(decoder: &mut Decoder<'b>) -> Result<&'b [u8], decode::Error> {
	let start = decoder.position();
	decoder.skip()?;
	let item = decoder.input().get(start..decoder.position());
	item.ok_or_else(decode::Error::end_of_input)
}
