//! Views, calls and events as Rust types, and the check that the chain's runtime has the same.

use crate::shape::{fields_agree, named, type_agrees, Difference, Part};
use codec::{Decode, Encode};
use scale_info::{MetaType, TypeInfo};
use std::fmt;
use subxt::metadata::Metadata;

/// A view function of a pallet. The fields are its arguments, under their names.
pub trait View: Encode + TypeInfo + 'static {
	/// The pallet, as the runtime names it.
	const PALLET: &'static str;
	/// The function.
	const NAME: &'static str;
	/// What it returns.
	type Answer: Decode + TypeInfo + 'static;
}

/// A call of a pallet. The fields are its arguments, under their names.
pub trait Dispatchable: Encode + TypeInfo + 'static {
	/// The pallet, as the runtime names it.
	const PALLET: &'static str;
	/// The call.
	const NAME: &'static str;
}

/// An event of a pallet. The fields are the event's, under their names.
pub trait Event: Decode + TypeInfo + 'static {
	/// The pallet, as the runtime names it.
	const PALLET: &'static str;
	/// The event.
	const NAME: &'static str;
}

/// The kind of a pallet's item.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
	/// A view function.
	View,
	/// A call.
	Call,
	/// An event.
	Event,
}

impl fmt::Display for Kind {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Self::View => "view",
			Self::Call => "call",
			Self::Event => "event",
		})
	}
}

/// A view, call or event differs from that of the chain's runtime. Use a release that was made for it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this release does not fit the chain's runtime: {kind} {pallet}.{name}: {difference}; use a newer release")]
pub struct Mismatch {
	/// What it is.
	pub kind: Kind,
	/// The pallet.
	pub pallet: &'static str,
	/// The name of the view, call or event.
	pub name: &'static str,
	/// Where the two differ, and how.
	pub difference: Difference,
}

/// A view, call or event, and the shape that it has here.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Item {
	pub(crate) kind: Kind,
	pub(crate) pallet: &'static str,
	pub(crate) name: &'static str,
	/// `None` if the fields are not compared.
	fields: Option<MetaType>,
	answer: Option<MetaType>,
}

impl Item {
	pub(crate) fn view<V: View>() -> Self {
		Self {
			kind: Kind::View,
			pallet: V::PALLET,
			name: V::NAME,
			fields: Some(MetaType::new::<V>()),
			answer: Some(MetaType::new::<V::Answer>()),
		}
	}

	pub(crate) fn call<A: TypeInfo + 'static>(pallet: &'static str, name: &'static str) -> Self {
		let fields = Some(MetaType::new::<A>());
		Self { fields, ..Self::unchecked_call(pallet, name) }
	}

	pub(crate) fn unchecked_call(pallet: &'static str, name: &'static str) -> Self {
		Self { kind: Kind::Call, pallet, name, fields: None, answer: None }
	}

	pub(crate) fn event<E: Event>() -> Self {
		Self {
			kind: Kind::Event,
			pallet: E::PALLET,
			name: E::NAME,
			fields: Some(MetaType::new::<E>()),
			answer: None,
		}
	}

	/// Whether a runtime has the same item.
	pub(crate) fn check(&self, metadata: &Metadata) -> Result<(), Mismatch> {
		self.compare(metadata).map_err(|difference| Mismatch {
			kind: self.kind,
			pallet: self.pallet,
			name: self.name,
			difference,
		})
	}

	fn compare(&self, metadata: &Metadata) -> Result<(), Difference> {
		let Self { kind, pallet, name, .. } = *self;
		let missing = |what: String| {
			let (path, found) = (String::new(), "nothing of that name".to_owned());
			Difference { path, expected: what, found }
		};
		let Some(found) = metadata.pallet_by_name(pallet) else {
			return Err(missing(format!("the pallet {pallet}")));
		};
		let mut output = None;
		let fields = match kind {
			Kind::View => found.view_function_by_name(name).map(|view| {
				output = Some(view.output_ty());
				let part = |name: &str, id| Part { name: Some(name.to_owned()), id };
				view.inputs().map(|input| part(&input.name, input.id)).collect()
			}),
			Kind::Call => found.call_variant_by_name(name).map(|call| named(&call.fields)),
			Kind::Event => found
				.event_variants()
				.and_then(|events| events.iter().find(|event| event.name == name))
				.map(|event| named(&event.fields)),
		};
		let fields = fields.ok_or_else(|| missing(format!("the {kind} {name}")))?;
		if let Some(ours) = self.fields {
			fields_agree(ours, metadata.types(), &fields)?;
		}
		if let (Some(answer), Some(output)) = (self.answer, output) {
			type_agrees(answer, metadata.types(), output).map_err(|difference| Difference {
				path: ["answer", &difference.path].join(".").trim_end_matches('.').to_owned(),
				..difference
			})?;
		}
		Ok(())
	}
}
