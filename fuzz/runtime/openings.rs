//! What has happened before an input begins.

use super::{asset_lifecycle, automation, energy_market, procurement, sdk, world::World};

/// Each is played after the prelude, for the inputs that choose it.
pub(crate) const ALL: &[fn(&mut World)] = &[
	council_of_three,
	asset_lifecycle::opening,
	procurement::opening,
	energy_market::opening,
	automation::opening,
];

fn council_of_three(world: &mut World) {
	world.act(sdk::motion_of_three());
}
