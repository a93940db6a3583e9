use crate::{mock::*, *};
use frame::testing_prelude::*;

mod orders;
mod visits;
mod warranties;
