//! What goes over the air between a device and its gateway.
