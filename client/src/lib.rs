//! Asks a Tallystick chain.
