//! Transactions as they come off the wire, checked as a node's pool has them checked and executed in
//! blocks, over the whole runtime and in memory.

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/genesis.rs"]
mod genesis;

mod evidence;
mod ledger;
mod pool;
mod sponsorship;
