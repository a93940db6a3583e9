//! Calls, ready to be signed.

use crate::item::{Dispatchable, Item};
use codec::Encode;
use scale_info::TypeInfo;
use subxt::{
	ext::scale_encode::{EncodeAsFields, Error, FieldIter, TypeResolver},
	tx::Payload,
};

/// A call of the chain, to be signed by an account.
///
/// It knows the types of its arguments, and is only signed for a runtime whose call has the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
	item: Item,
	args: Args,
}

/// Arguments, SCALE-encoded one after the other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Args(Vec<u8>);

impl<D: Dispatchable> From<D> for Call {
	fn from(call: D) -> Self {
		Self::new(D::PALLET, D::NAME, &call)
	}
}

impl Call {
	/// Any call. Tuple arguments are compared with the runtime's by place, those of a struct with named
	/// fields by name. Any other value is the only argument.
	pub fn new<A>(pallet: &'static str, name: &'static str, args: &A) -> Self
	where
		A: Encode + TypeInfo + 'static,
	{
		Self { item: Item::call::<A>(pallet, name), args: Args(args.encode()) }
	}

	/// A call whose arguments are SCALE-encoded already, and are not compared. It is for calls that hold
	/// a call of any pallet, such as `Council.propose`, which [`Chain::encode`](crate::Chain::encode)
	/// encodes; and for tests of malformed calls.
	pub fn unchecked(pallet: &'static str, name: &'static str, args: Vec<u8>) -> Self {
		Self { item: Item::unchecked_call(pallet, name), args: Args(args) }
	}

	pub(crate) fn item(&self) -> Item {
		self.item
	}
}

impl Payload for Call {
	type CallData = Args;

	fn pallet_name(&self) -> &str {
		self.item.pallet
	}

	fn call_name(&self) -> &str {
		self.item.name
	}

	fn call_data(&self) -> &Args {
		&self.args
	}
}

impl EncodeAsFields for Args {
	// The types were compared when the call was to be signed.
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
