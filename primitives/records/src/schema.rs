//! JSON schemas of types that are not records: ids, sets and texts.

use crate::{
	json::Text,
	market::{Eic, ZoneId},
	organization::Role,
	telemetry::Facts,
	AssetId, ClassId, CommandId, EscrowId, LotId, Millis, ModelId, OrgId, PolicyId, Price,
	RecallId, Slot, TraceLotId, TradeId, Unit, WattHours,
};
use alloc::{borrow::Cow, vec::Vec};
use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};

macro_rules! schemas {
	($($type:ty as $name:literal: $schema:expr;)*) => {$(
		impl JsonSchema for $type {
			fn schema_name() -> Cow<'static, str> {
				$name.into()
			}

			fn json_schema(generator: &mut SchemaGenerator) -> Schema {
				let schema: fn(&mut SchemaGenerator) -> Schema = $schema;
				schema(generator)
			}
		}
	)*};
}

schemas! {
	Text as "Text": |generator| generator.subschema_for::<alloc::string::String>();
	Unit as "Unit": |generator| generator.subschema_for::<alloc::string::String>();
	OrgId as "OrgId": |_| id("The number of an organisation.");
	ModelId as "ModelId": |_| id("The number of a model of devices.");
	LotId as "LotId": |_| id("The number of a production lot of devices.");
	CommandId as "CommandId": |_| id("The number of a command among those of an actuator.");
	ClassId as "ClassId": |_| id("The number of a class of assets.");
	EscrowId as "EscrowId": |_| id("The number of an escrow.");
	TradeId as "TradeId": |_| id("The number of a trade of an asset.");
	PolicyId as "PolicyId": |_| id("The number of a condition policy.");
	RecallId as "RecallId": |_| id("The number of a recall.");
	ZoneId as "ZoneId": |_| id("The number of a zone of the energy market.");
	Eic as "Eic": |generator| generator.subschema_for::<alloc::string::String>();
	Slot as "Slot": |_| long_id("The number of a slot, from 1970.");
	Price as "Price": |generator| generator.subschema_for::<alloc::string::String>();
	WattHours as "WattHours": |generator| generator.subschema_for::<alloc::string::String>();
	AssetId as "AssetId": |_| long_id("The number of an asset.");
	TraceLotId as "TraceLotId": |_| long_id("The number of a traceability lot.");
	Facts as "Facts": |_| names("What is odd about an observation.", &Facts::NAMES);
	crate::organization::Roles as "Roles": |_| names(
		"What an organisation does in the consortium.",
		&Role::ALL.map(Role::name),
	);
}

// A number wherever it stands: each field's description says what happens at that moment.
impl JsonSchema for Millis {
	fn inline_schema() -> bool {
		true
	}

	fn schema_name() -> Cow<'static, str> {
		"Millis".into()
	}

	fn json_schema(generator: &mut SchemaGenerator) -> Schema {
		generator.subschema_for::<u64>()
	}
}

fn id(description: &str) -> Schema {
	json_schema!({
		"type": "integer",
		"minimum": 0,
		"maximum": u32::MAX,
		"description": description,
	})
}

fn long_id(description: &str) -> Schema {
	json_schema!({ "type": "integer", "minimum": 0, "description": description })
}

fn names(description: &str, names: &[&str]) -> Schema {
	let names: Vec<_> = names.to_vec();
	json_schema!({
		"type": "array",
		"items": { "type": "string", "enum": names },
		"uniqueItems": true,
		"description": description,
	})
}
