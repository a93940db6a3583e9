//! Builds and signs segments on a device.
