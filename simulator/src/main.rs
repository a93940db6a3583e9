//! Plays fleets of devices.

fn main() {}
