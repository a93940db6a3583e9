//! The crate's tests from outside, in one program: each program costs a minute to compile and link.

mod failover;
mod finality;
mod node;
mod nodes;
