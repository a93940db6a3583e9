//! The device's way in.
