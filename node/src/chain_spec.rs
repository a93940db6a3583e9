use sc_service::{ChainType, Properties};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use tallystick_runtime::{
	constants::{DECIMALS, SS58_PREFIX, SYMBOL},
	genesis_config_presets::STAGING_RUNTIME_PRESET,
	WASM_BINARY,
};

/// A chain spec without extensions.
pub(crate) type ChainSpec = sc_service::GenericChainSpec;

fn spec(name: &str, id: &str, chain_type: ChainType, preset: &str) -> Result<ChainSpec, String> {
	let wasm = WASM_BINARY.ok_or("this binary was built without the runtime's WASM")?;
	let mut properties = Properties::new();
	properties.insert("ss58Format".into(), SS58_PREFIX.into());
	properties.insert("tokenDecimals".into(), DECIMALS.into());
	properties.insert("tokenSymbol".into(), SYMBOL.into());
	Ok(ChainSpec::builder(wasm, None)
		.with_name(name)
		.with_id(id)
		.with_chain_type(chain_type)
		.with_properties(properties)
		.with_genesis_config_preset_name(preset)
		.build())
}

/// One authority, and a council of one.
pub(crate) fn development() -> Result<ChainSpec, String> {
	spec("Tallystick Development", "tallystick_dev", ChainType::Development, DEV_RUNTIME_PRESET)
}

/// Four authorities with well-known keys.
pub(crate) fn local() -> Result<ChainSpec, String> {
	spec("Tallystick Local", "tallystick_local", ChainType::Local, LOCAL_TESTNET_RUNTIME_PRESET)
}

/// A template for the founders of a consortium to fill in.
pub(crate) fn staging() -> Result<ChainSpec, String> {
	spec("Tallystick Staging", "tallystick_staging", ChainType::Live, STAGING_RUNTIME_PRESET)
}
