//! What others build on stays as `runtime/interface.txt` says: keys and types of the storage, indices
//! and arguments of calls, events, errors, views, constants and extensions. Whoever changes one of
//! these does so on purpose, and rewrites the file with `UPDATE_INTERFACE=1`.

#[path = "common/ours.rs"]
mod ours;

use frame_metadata::{v14, v16, RuntimeMetadata, RuntimeMetadataPrefixed};
use ours::ours;
use scale_info::{
	form::PortableForm, Field, Path, PortableRegistry, TypeDef, TypeDefPrimitive, Variant,
};
use std::{collections::BTreeMap, fmt::Write};

struct Interface<'a> {
	types: &'a PortableRegistry,
	/// The crates of our pallets.
	crates: Vec<String>,
	/// Definitions of our own types, by name.
	ours: BTreeMap<String, String>,
	/// The paths of these types.
	paths: BTreeMap<String, String>,
}

impl Interface<'_> {
	/// Whether the type is written out in full; of others the name says enough.
	fn is_ours(&self, path: &Path<PortableForm>) -> bool {
		let is_ours =
			|krate: &String| krate.starts_with("tallystick_") || self.crates.contains(krate);
		path.segments.first().is_some_and(is_ours)
	}

	/// The name of a type. The type itself is noted if it is ours.
	fn name(&mut self, id: u32) -> String {
		let found = self.types.resolve(id).expect("the metadata is complete").clone();
		let list = |this: &mut Self, ids: &mut dyn Iterator<Item = u32>| {
			ids.map(|id| this.name(id)).collect::<Vec<_>>().join(", ")
		};
		match &found.type_def {
			TypeDef::Primitive(primitive) => match primitive {
				TypeDefPrimitive::Str => "str".into(),
				other => format!("{other:?}").to_lowercase(),
			},
			TypeDef::Array(array) => {
				format!("[{}; {}]", self.name(array.type_param.id), array.len)
			},
			TypeDef::Sequence(of) => format!("Vec<{}>", self.name(of.type_param.id)),
			TypeDef::Compact(of) => format!("Compact<{}>", self.name(of.type_param.id)),
			TypeDef::Tuple(parts) => {
				format!("({})", list(self, &mut parts.fields.iter().map(|part| part.id)))
			},
			TypeDef::BitSequence(_) => "bits".into(),
			TypeDef::Composite(_) | TypeDef::Variant(_) => {
				let params: Vec<_> =
					found.type_params.iter().filter_map(|param| Some(param.ty?.id)).collect();
				let params = match params.is_empty() {
					true => String::new(),
					false => format!("<{}>", list(self, &mut params.into_iter())),
				};
				let path = found.path.segments.join("::");
				let mut name = found.path.segments.last().cloned().unwrap_or_default() + &params;
				// Several pallets have a type of this name.
				if self.paths.get(&name).is_some_and(|first| *first != path) {
					name = path.clone() + &params;
				}
				// Calls and events stand with their pallets.
				let listed = ["Call", "Event", "Error"].iter().any(|kind| name.ends_with(kind));
				if self.is_ours(&found.path) && !listed && !self.ours.contains_key(&name) {
					// First, so that a type within itself ends.
					self.ours.insert(name.clone(), String::new());
					self.paths.insert(name.clone(), path);
					let definition = match &found.type_def {
						TypeDef::Composite(composite) => self.fields(&composite.fields),
						TypeDef::Variant(variants) => self.variants(&variants.variants).join(" "),
						_ => String::new(),
					};
					self.ours.insert(name.clone(), definition);
				}
				name
			},
		}
	}

	fn fields(&mut self, fields: &[Field<PortableForm>]) -> String {
		let fields: Vec<_> = fields
			.iter()
			.map(|field| match &field.name {
				Some(name) => format!("{name}: {}", self.name(field.ty.id)),
				None => self.name(field.ty.id),
			})
			.collect();
		format!("({})", fields.join(", "))
	}

	fn variants(&mut self, variants: &[Variant<PortableForm>]) -> Vec<String> {
		let mut variants = variants.to_vec();
		variants.sort_by_key(|variant| variant.index);
		let line = |variant: &Variant<PortableForm>| match variant.fields.is_empty() {
			true => format!("{} {}", variant.index, variant.name),
			false => format!("{} {}{}", variant.index, variant.name, self.fields(&variant.fields)),
		};
		variants.iter().map(line).collect()
	}

	/// One line for each variant of an enum: a pallet's calls, events or errors.
	fn entries(&mut self, out: &mut String, what: &str, id: Option<u32>) {
		let Some(found) = id.and_then(|id| self.types.resolve(id).cloned()) else { return };
		let TypeDef::Variant(variants) = &found.type_def else { return };
		for line in self.variants(&variants.variants) {
			writeln!(out, "\t{what} {line}").expect("a string takes it");
		}
	}

	fn storage(&mut self, entry: &v16::StorageEntryMetadata<PortableForm>) -> String {
		match &entry.ty {
			v14::StorageEntryType::Plain(value) => self.name(value.id),
			v14::StorageEntryType::Map { hashers, key, value } => {
				format!("{hashers:?} {} -> {}", self.name(key.id), self.name(value.id))
			},
		}
	}
}

/// The interface, as text.
fn interface(metadata: &v16::RuntimeMetadataV16) -> String {
	let crates = ours(metadata).into_values().collect();
	let mut this =
		Interface { types: &metadata.types, crates, ours: BTreeMap::new(), paths: BTreeMap::new() };
	let mut out = String::new();
	for pallet in &metadata.pallets {
		writeln!(out, "pallet {} {}", pallet.index, pallet.name).expect("a string takes it");
		if let Some(storage) = &pallet.storage {
			for entry in &storage.entries {
				let of = this.storage(entry);
				writeln!(out, "\tstorage {}.{} {of}", storage.prefix, entry.name)
					.expect("as above");
			}
		}
		this.entries(&mut out, "call", pallet.calls.as_ref().map(|calls| calls.ty.id));
		this.entries(&mut out, "event", pallet.event.as_ref().map(|event| event.ty.id));
		this.entries(&mut out, "error", pallet.error.as_ref().map(|error| error.ty.id));
		for constant in &pallet.constants {
			let of = this.name(constant.ty.id);
			writeln!(out, "\tconstant {}: {of}", constant.name).expect("as above");
		}
		for view in &pallet.view_functions {
			let inputs: Vec<_> = view
				.inputs
				.iter()
				.map(|input| format!("{}: {}", input.name, this.name(input.ty.id)))
				.collect();
			let output = this.name(view.output.id);
			writeln!(out, "\tview {}({}) -> {output}", view.name, inputs.join(", "))
				.expect("as above");
		}
	}
	for extension in &metadata.extrinsic.transaction_extensions {
		let (explicit, implicit) = (this.name(extension.ty.id), this.name(extension.implicit.id));
		writeln!(out, "extension {} {explicit} / {implicit}", extension.identifier)
			.expect("as above");
	}
	for (name, definition) in &this.ours {
		writeln!(out, "type {name} {definition}").expect("as above");
	}
	out
}

#[test]
fn the_interface_changes_on_purpose_only() {
	// Some defaults in the metadata are read from the state.
	let bytes = sp_io::TestExternalities::default()
		.execute_with(|| tallystick_runtime::Runtime::metadata_at_version(16))
		.expect("version 16 is served");
	let prefixed = <RuntimeMetadataPrefixed as codec::Decode>::decode(&mut &bytes[..])
		.expect("the runtime encodes its own metadata");
	let RuntimeMetadata::V16(metadata) = prefixed.1 else { panic!("not version 16") };
	let (is, path) = (interface(&metadata), concat!(env!("CARGO_MANIFEST_DIR"), "/interface.txt"));
	if std::env::var_os("UPDATE_INTERFACE").is_some() {
		std::fs::write(path, &is).expect("the clone can be written to");
		return;
	}
	let was = std::fs::read_to_string(path).expect("the file is part of the repository");
	let changed: Vec<_> = is
		.lines()
		.filter(|line| !was.lines().any(|old| old == *line))
		.map(|line| format!("+ {line}"))
		.chain(
			was.lines()
				.filter(|line| !is.lines().any(|new| new == *line))
				.map(|line| format!("- {line}")),
		)
		.collect();
	assert!(
		is == was,
		"the interface differs from runtime/interface.txt; if that is meant, run this test with \
		 UPDATE_INTERFACE=1:\n{}",
		changed.join("\n")
	);
}
