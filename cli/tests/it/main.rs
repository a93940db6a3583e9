//! What the program does, from outside: each module runs `tallystick` in a folder of its own. One program holds them all,
//! because each program costs a minute to compile and link.

mod assets;
mod automation;
mod chain;
mod gateway;
mod market;
mod node;
mod procurement;
mod prove;
mod rules;
mod trades;
mod trust;
mod verify;
mod web;
