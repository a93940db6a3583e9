//! The chains that a node knows by name, before their first block.

use sp_runtime::BuildStorage;
use tallystick_runtime::{genesis_config_presets::get_preset, RuntimeGenesisConfig};

/// All settings of a preset's genesis: the defaults, changed by the preset.
pub(crate) fn genesis(name: &str) -> serde_json::Value {
	let patch = get_preset(&name.into()).expect("the preset exists");
	let patch: serde_json::Value = serde_json::from_slice(&patch).expect("presets are JSON");
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default()).expect("serialises");
	merge(&mut config, patch);
	config
}

/// The state of a preset's genesis.
pub(crate) fn preset(name: &str) -> sp_io::TestExternalities {
	let config: RuntimeGenesisConfig =
		serde_json::from_value(genesis(name)).expect("a whole genesis");
	config.build_storage().expect("the preset builds").into()
}

fn merge(into: &mut serde_json::Value, patch: serde_json::Value) {
	match (into, patch) {
		(serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(serde_json::Value::Null), value);
			}
		},
		(into, patch) => *into = patch,
	}
}
