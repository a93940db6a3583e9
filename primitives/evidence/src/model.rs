//! How large the description of a device's model can be. The runtime takes its bounds from here, and
//! clients check a description against them before they send it.

/// Most channels of a model.
pub const MAX_CHANNELS: u32 = 64;

/// Longest name of a channel, in bytes of UTF-8.
pub const MAX_CHANNEL_NAME: u32 = 32;

/// Longest unit of a channel, in bytes: printable ASCII.
pub const MAX_UNIT: u32 = 16;

/// Longest URI of a Thing Model, in bytes of UTF-8.
pub const MAX_URI: u32 = 256;
