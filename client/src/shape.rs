//! Compares a Rust type with a type in a chain's metadata: by what is encoded, not by what it is called.
//!
//! Two types agree if they encode every value alike and call its parts alike: fields by order, name
//! and type, variants by index, name and fields. The names of types do not count. A struct or tuple of
//! one field is that field, so `DeviceId([u8; 32])`, `[u8; 32]` and an account agree, as do `Vec<T>` and
//! `BoundedVec<T, _>`. Text agrees with a list of bytes, which is how the chain stores it.

use scale_info::{
	form::PortableForm, Field, MetaType, PortableRegistry, Registry, Type, TypeDef,
	TypeDefPrimitive, TypeInfo, Variant,
};
use std::collections::HashSet;

/// The most structs of one field that are unwrapped. A type that contains only itself never ends.
const MAX_WRAPPERS: usize = 16;

/// The depth of a type's description in an error.
const MAX_DESCRIBED: usize = 3;

/// The first place at which two types differ.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}expected {expected}, found {found}", place(path))]
pub struct Difference {
	/// Field and variant names from the outermost type on, joined with dots. Empty for the type itself.
	pub path: String,
	/// What the Rust type has there.
	pub expected: String,
	/// What the metadata has there.
	pub found: String,
}

fn place(path: &str) -> String {
	match path {
		"" => String::new(),
		path => format!("{path}: "),
	}
}

/// Whether the type with this id in a chain's metadata is `T`.
pub fn agrees<T: TypeInfo + 'static>(chain: &PortableRegistry, id: u32) -> Result<(), Difference> {
	type_agrees(MetaType::new::<T>(), chain, id)
}

pub(crate) fn type_agrees(
	ours: MetaType,
	chain: &PortableRegistry,
	id: u32,
) -> Result<(), Difference> {
	let (types, root) = described(ours);
	Comparison::new(&types, chain).types(root, id)
}

/// Whether the chain's fields are those of a type: those of a struct with named fields by name, those of
/// a tuple by place. Any other type is the only field.
pub(crate) fn fields_agree(
	ours: MetaType,
	chain: &PortableRegistry,
	fields: &[Part],
) -> Result<(), Difference> {
	let (types, root) = described(ours);
	let whole = || vec![Part { name: None, id: root }];
	let parts = match types.resolve(root).map(|root| &root.type_def) {
		Some(TypeDef::Composite(composite)) => {
			let parts = named(&composite.fields);
			if parts.iter().all(|part| part.name.is_some()) {
				parts
			} else {
				whole()
			}
		},
		Some(TypeDef::Tuple(tuple)) => unnamed(tuple.fields.iter().map(|field| field.id)),
		_ => whole(),
	};
	Comparison::new(&types, chain).parts(&parts, fields)
}

fn described(ours: MetaType) -> (PortableRegistry, u32) {
	let mut registry = Registry::new();
	let root = registry.register_type(&ours).id;
	(registry.into(), root)
}

/// A field.
#[derive(Clone, Debug)]
pub(crate) struct Part {
	pub(crate) name: Option<String>,
	pub(crate) id: u32,
}

pub(crate) fn named(fields: &[Field<PortableForm>]) -> Vec<Part> {
	fields.iter().map(|field| Part { name: field.name.clone(), id: field.ty.id }).collect()
}

fn unnamed(ids: impl Iterator<Item = u32>) -> Vec<Part> {
	ids.map(|id| Part { name: None, id }).collect()
}

/// The fields of a struct or tuple.
fn parts_of(ty: &Type<PortableForm>) -> Option<Vec<Part>> {
	match &ty.type_def {
		TypeDef::Composite(composite) => Some(named(&composite.fields)),
		TypeDef::Tuple(tuple) => Some(unnamed(tuple.fields.iter().map(|field| field.id))),
		_ => None,
	}
}

/// The type itself, without the structs and tuples of one field around it.
fn unwrapped(types: &PortableRegistry, id: u32) -> Option<(u32, &Type<PortableForm>)> {
	let mut found = (id, types.resolve(id)?);
	for _ in 0..MAX_WRAPPERS {
		let parts = parts_of(found.1);
		let Some([only]) = parts.as_deref() else { break };
		found = (only.id, types.resolve(only.id)?);
	}
	Some(found)
}

struct Comparison<'a> {
	ours: &'a PortableRegistry,
	chain: &'a PortableRegistry,
	path: Vec<String>,
	/// Pairs that are compared already, or are being compared further out.
	seen: HashSet<(u32, u32)>,
}

impl<'a> Comparison<'a> {
	fn new(ours: &'a PortableRegistry, chain: &'a PortableRegistry) -> Self {
		Self { ours, chain, path: Vec::new(), seen: HashSet::new() }
	}

	fn types(&mut self, ours: u32, chain: u32) -> Result<(), Difference> {
		let (Some((our_id, our)), Some((chain_id, of_chain))) =
			(unwrapped(self.ours, ours), unwrapped(self.chain, chain))
		else {
			return Err(self.differ(ours, chain));
		};
		if !self.seen.insert((our_id, chain_id)) {
			return Ok(());
		}
		match (&our.type_def, &of_chain.type_def) {
			(TypeDef::Primitive(our), TypeDef::Primitive(of_chain)) if our == of_chain => Ok(()),
			(TypeDef::Primitive(TypeDefPrimitive::Str), TypeDef::Sequence(list))
				if is_byte(self.chain, list.type_param.id) =>
			{
				Ok(())
			},
			(TypeDef::Array(our), TypeDef::Array(of_chain)) if our.len == of_chain.len => {
				self.within("[]", |this| this.types(our.type_param.id, of_chain.type_param.id))
			},
			(TypeDef::Sequence(our), TypeDef::Sequence(of_chain)) => {
				self.within("[]", |this| this.types(our.type_param.id, of_chain.type_param.id))
			},
			(TypeDef::Compact(our), TypeDef::Compact(of_chain)) => {
				self.types(our.type_param.id, of_chain.type_param.id)
			},
			(TypeDef::BitSequence(our), TypeDef::BitSequence(of_chain)) => {
				self.types(our.bit_store_type.id, of_chain.bit_store_type.id)?;
				self.types(our.bit_order_type.id, of_chain.bit_order_type.id)
			},
			(TypeDef::Variant(our), TypeDef::Variant(of_chain)) => {
				self.variants(&our.variants, &of_chain.variants)
			},
			_ => match (parts_of(our), parts_of(of_chain)) {
				(Some(our), Some(of_chain)) => self.parts(&our, &of_chain),
				_ => Err(self.differ(our_id, chain_id)),
			},
		}
	}

	fn parts(&mut self, ours: &[Part], chain: &[Part]) -> Result<(), Difference> {
		let names = |parts: &[Part]| match parts {
			[] => "no fields".to_owned(),
			parts => {
				let name = |part: &Part| part.name.clone().unwrap_or_else(|| "_".to_owned());
				let names: Vec<_> = parts.iter().map(name).collect();
				format!("the fields ({})", names.join(", "))
			},
		};
		let alike = |(our, of_chain): (&Part, &Part)| match (&our.name, &of_chain.name) {
			(Some(our), Some(of_chain)) => our == of_chain,
			_ => true,
		};
		if ours.len() != chain.len() || !ours.iter().zip(chain).all(alike) {
			return Err(self.difference(names(ours), names(chain)));
		}
		for (place, (our, of_chain)) in ours.iter().zip(chain).enumerate() {
			let name = our.name.clone().or_else(|| of_chain.name.clone());
			let name = name.unwrap_or_else(|| place.to_string());
			self.within(&name, |this| this.types(our.id, of_chain.id))?;
		}
		Ok(())
	}

	fn variants(
		&mut self,
		ours: &[Variant<PortableForm>],
		chain: &[Variant<PortableForm>],
	) -> Result<(), Difference> {
		let (mut ours, mut chain) = (Vec::from(ours), Vec::from(chain));
		ours.sort_by_key(|variant| variant.index);
		chain.sort_by_key(|variant| variant.index);
		let alike = |(our, of_chain): (&Variant<_>, &Variant<_>)| {
			(our.index, &our.name) == (of_chain.index, &of_chain.name)
		};
		if ours.len() != chain.len() || !ours.iter().zip(&chain).all(alike) {
			return Err(self.difference(variant_names(&ours), variant_names(&chain)));
		}
		for (our, of_chain) in ours.iter().zip(&chain) {
			let (our_parts, chain_parts) = (named(&our.fields), named(&of_chain.fields));
			self.within(&our.name, |this| this.parts(&our_parts, &chain_parts))?;
		}
		Ok(())
	}

	fn within(
		&mut self,
		name: &str,
		compare: impl FnOnce(&mut Self) -> Result<(), Difference>,
	) -> Result<(), Difference> {
		self.path.push(name.to_owned());
		compare(self)?;
		self.path.pop();
		Ok(())
	}

	fn differ(&self, ours: u32, chain: u32) -> Difference {
		self.difference(
			text(self.ours, ours, MAX_DESCRIBED),
			text(self.chain, chain, MAX_DESCRIBED),
		)
	}

	fn difference(&self, expected: String, found: String) -> Difference {
		Difference { path: self.path.join("."), expected, found }
	}
}

fn is_byte(types: &PortableRegistry, id: u32) -> bool {
	let byte = TypeDef::Primitive(TypeDefPrimitive::U8);
	unwrapped(types, id).is_some_and(|(_, ty)| ty.type_def == byte)
}

fn variant_names(variants: &[Variant<PortableForm>]) -> String {
	let name = |variant: &Variant<_>| format!("{} = {}", variant.name, variant.index);
	format!("the variants ({})", variants.iter().map(name).collect::<Vec<_>>().join(", "))
}

/// A type as Rust would write it, the parts of a struct instead of its name.
fn text(types: &PortableRegistry, id: u32, depth: usize) -> String {
	let (Some(deeper), Some((_, ty))) = (depth.checked_sub(1), unwrapped(types, id)) else {
		return "…".to_owned();
	};
	let inner = |id| text(types, id, deeper);
	match &ty.type_def {
		TypeDef::Primitive(primitive) => format!("{primitive:?}").to_lowercase(),
		TypeDef::Array(array) => format!("[{}; {}]", inner(array.type_param.id), array.len),
		TypeDef::Sequence(list) => format!("Vec<{}>", inner(list.type_param.id)),
		TypeDef::Compact(compact) => format!("Compact<{}>", inner(compact.type_param.id)),
		TypeDef::BitSequence(_) => "a bit sequence".to_owned(),
		TypeDef::Variant(variants) => variant_names(&variants.variants),
		TypeDef::Composite(_) | TypeDef::Tuple(_) => {
			let part = |part: Part| match part.name {
				Some(name) => format!("{name}: {}", inner(part.id)),
				None => inner(part.id),
			};
			let parts: Vec<_> = parts_of(ty).unwrap_or_default().into_iter().map(part).collect();
			format!("({})", parts.join(", "))
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use scale_info::TypeInfo;
	use tallystick_evidence::{DeviceId, Summary};

	/// The types as a chain would describe them.
	fn chain<T: TypeInfo + 'static>() -> (PortableRegistry, u32) {
		described(MetaType::new::<T>())
	}

	fn compare<Ours: TypeInfo + 'static, Chain: TypeInfo + 'static>() -> Result<(), Difference> {
		let (types, id) = chain::<Chain>();
		agrees::<Ours>(&types, id)
	}

	fn difference<Ours: TypeInfo + 'static, Chain: TypeInfo + 'static>() -> [String; 3] {
		let Difference { path, expected, found } = compare::<Ours, Chain>().unwrap_err();
		[path, expected, found]
	}

	#[derive(Encode, TypeInfo)]
	struct Wrapper<T>(T);

	#[derive(Encode, TypeInfo)]
	struct Bounded<T> {
		items: Vec<T>,
	}

	#[allow(dead_code)]
	mod ours {
		use super::*;

		#[derive(Encode, TypeInfo)]
		pub(super) enum Kind {
			Gauge,
			Lot(u32),
		}

		#[derive(Encode, TypeInfo)]
		pub(super) struct Record {
			pub(super) id: [u8; 32],
			pub(super) kinds: Vec<Kind>,
			#[codec(compact)]
			pub(super) number: u64,
			pub(super) next: Option<Box<Record>>,
		}
	}

	/// The record of another runtime, of which one thing is changed.
	macro_rules! other {
		($name:ident { $($fields:tt)* }, { $($variants:tt)* }) => {
			#[allow(dead_code)]
			mod $name {
				#[allow(unused_imports)]
				use super::*;

				#[derive(Encode, TypeInfo)]
				pub(super) enum Sort {
					$($variants)*
				}

				#[derive(Encode, TypeInfo)]
				pub(super) struct Thing {
					$($fields)*
				}
			}
		};
	}

	other!(same {
		id: Wrapper<DeviceId>,
		kinds: Bounded<Wrapper<Sort>>,
		#[codec(compact)] number: u64,
		next: Option<Box<Thing>>,
	}, { Gauge, Lot(Wrapper<u32>), });
	other!(renamed_field {
		id: DeviceId, kinds: Vec<Sort>, #[codec(compact)] count: u64, next: Option<Box<Thing>>,
	}, { Gauge, Lot(u32), });
	other!(swapped_fields {
		kinds: Vec<Sort>, id: DeviceId, #[codec(compact)] number: u64, next: Option<Box<Thing>>,
	}, { Gauge, Lot(u32), });
	other!(another_field {
		id: DeviceId, kinds: Vec<Sort>, #[codec(compact)] number: u64, next: Option<Box<Thing>>, more: u8,
	}, { Gauge, Lot(u32), });
	other!(not_compact {
		id: DeviceId, kinds: Vec<Sort>, number: u64, next: Option<Box<Thing>>,
	}, { Gauge, Lot(u32), });
	other!(shorter_array {
		id: [u8; 20], kinds: Vec<Sort>, #[codec(compact)] number: u64, next: Option<Box<Thing>>,
	}, { Gauge, Lot(u32), });
	other!(wider_variant {
		id: DeviceId, kinds: Vec<Sort>, #[codec(compact)] number: u64, next: Option<Box<Thing>>,
	}, { Gauge, Lot(u64), });
	other!(swapped_variants {
		id: DeviceId, kinds: Vec<Sort>, #[codec(compact)] number: u64, next: Option<Box<Thing>>,
	}, { Lot(u32), Gauge, });
	other!(moved_variant {
		id: DeviceId, kinds: Vec<Sort>, #[codec(compact)] number: u64, next: Option<Box<Thing>>,
	}, { Gauge, #[codec(index = 7)] Lot(u32), });
	other!(another_variant {
		id: DeviceId, kinds: Vec<Sort>, #[codec(compact)] number: u64, next: Option<Box<Thing>>,
	}, { Gauge, Lot(u32), State, });
	other!(never_optional {
		id: DeviceId, kinds: Vec<Sort>, #[codec(compact)] number: u64, next: Vec<Thing>,
	}, { Gauge, Lot(u32), });

	#[test]
	fn names_of_types_and_wrappers_do_not_count() {
		compare::<ours::Record, same::Thing>().unwrap();
		compare::<Wrapper<u32>, u32>().unwrap();
		compare::<(u8, Wrapper<Bounded<i64>>), (Wrapper<u8>, Vec<i64>)>().unwrap();
		compare::<String, Bounded<u8>>().unwrap();
		compare::<Summary, Wrapper<Summary>>().unwrap();
	}

	#[test]
	fn every_change_is_found_where_it_is() {
		use ours::Record;
		let fields = "the fields (id, kinds, number, next)";
		let variants = "the variants (Gauge = 0, Lot = 1)";
		for (found, path, expected, chain) in [
			(
				difference::<Record, renamed_field::Thing>(),
				"",
				fields,
				"the fields (id, kinds, count, next)",
			),
			(
				difference::<Record, swapped_fields::Thing>(),
				"",
				fields,
				"the fields (kinds, id, number, next)",
			),
			(
				difference::<Record, another_field::Thing>(),
				"",
				fields,
				"the fields (id, kinds, number, next, more)",
			),
			(difference::<Record, not_compact::Thing>(), "number", "Compact<u64>", "u64"),
			(difference::<Record, shorter_array::Thing>(), "id", "[u8; 32]", "[u8; 20]"),
			(difference::<Record, wider_variant::Thing>(), "kinds.[].Lot.0", "u32", "u64"),
			(
				difference::<Record, swapped_variants::Thing>(),
				"kinds.[]",
				variants,
				"the variants (Lot = 0, Gauge = 1)",
			),
			(
				difference::<Record, moved_variant::Thing>(),
				"kinds.[]",
				variants,
				"the variants (Gauge = 0, Lot = 7)",
			),
			(
				difference::<Record, another_variant::Thing>(),
				"kinds.[]",
				variants,
				"the variants (Gauge = 0, Lot = 1, State = 2)",
			),
			(difference::<u32, Vec<u32>>(), "", "u32", "Vec<u32>"),
			(difference::<String, Vec<u16>>(), "", "str", "Vec<u16>"),
			(difference::<(u8, i8), (u8, u8)>(), "1", "i8", "u8"),
		] {
			assert_eq!(found, [path, expected, chain]);
		}
		assert_eq!(difference::<Record, never_optional::Thing>()[0], "next");
	}

	#[test]
	fn metadata_without_the_type_or_without_an_end_is_a_difference() {
		let (types, id) = chain::<ours::Record>();
		assert!(agrees::<ours::Record>(&types, id + 1_000).is_err());
		assert!(agrees::<ours::Record>(&PortableRegistry { types: Vec::new() }, 0).is_err());

		// A struct whose only field is itself.
		let (mut types, id) = chain::<Wrapper<u32>>();
		for entry in &mut types.types {
			if let TypeDef::Composite(composite) = &mut entry.ty.type_def {
				composite.fields[0].ty.id = id;
			}
		}
		assert!(agrees::<u32>(&types, id).is_err());
	}

	#[test]
	fn arguments_are_compared_by_name_or_by_place() {
		#[derive(Encode, TypeInfo)]
		struct Named {
			device: DeviceId,
			#[codec(compact)]
			number: u64,
		}
		let (types, id) = chain::<Named>();
		let fields = parts_of(types.resolve(id).unwrap()).unwrap();
		let check = |ours| fields_agree(ours, &types, &fields);
		check(MetaType::new::<Named>()).unwrap();
		check(MetaType::new::<([u8; 32], codec::Compact<u64>)>()).unwrap();
		assert_eq!(check(MetaType::new::<([u8; 32], u64)>()).unwrap_err().path, "number");
		check(MetaType::new::<DeviceId>()).unwrap_err();
		check(MetaType::new::<()>()).unwrap_err();
		fields_agree(MetaType::new::<DeviceId>(), &types, &fields[..1]).unwrap();
		fields_agree(MetaType::new::<(DeviceId,)>(), &types, &fields[..1]).unwrap();
		fields_agree(MetaType::new::<()>(), &types, &[]).unwrap();
	}
}
