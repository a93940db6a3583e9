use subxt::{
	ext::scale_encode::{EncodeAsFields, Error, FieldIter, TypeResolver},
	tx::Payload,
};

/// A call whose arguments are encoded already, as a client without our types would send it.
#[derive(Clone, Debug)]
pub struct RawCall {
	pallet: &'static str,
	name: &'static str,
	args: RawArgs,
}

/// SCALE-encoded arguments, one after the other.
#[derive(Clone, Debug)]
pub struct RawArgs(Vec<u8>);

impl RawCall {
	/// A call with these arguments.
	pub fn new(pallet: &'static str, name: &'static str, args: &impl codec::Encode) -> Self {
		Self { pallet, name, args: RawArgs(args.encode()) }
	}
}

impl Payload for RawCall {
	type CallData = RawArgs;

	fn pallet_name(&self) -> &str {
		self.pallet
	}

	fn call_name(&self) -> &str {
		self.name
	}

	fn call_data(&self) -> &RawArgs {
		&self.args
	}
}

impl EncodeAsFields for RawArgs {
	fn encode_as_fields_to<R: TypeResolver>(
		&self,
		_: &mut dyn FieldIter<'_, R::TypeId>,
		_: &R,
		out: &mut Vec<u8>,
	) -> Result<(), Error> {
		out.extend_from_slice(&self.0);
		Ok(())
	}
}

/// A transaction that nobody signs, because its call carries what authorises it: a “general”
/// transaction, with every extension at its default. Where nobody signs, the nonce means nothing:
/// another one makes another transaction of the same call.
pub fn general(call: &[u8], nonce: u8) -> Vec<u8> {
	use codec::Encode;
	// Version 5, general; extension version 0; immortal, the nonce, no tip, no metadata hash.
	let mut body = vec![0x45, 0, 0, (nonce & 0x3f) << 2, 0, 0];
	body.extend_from_slice(call);
	body.encode()
}
