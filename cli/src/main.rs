//! What partners do daily.

fn main() {}
