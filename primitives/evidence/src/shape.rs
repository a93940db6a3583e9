//! The shape that summary trees and plain trees share: neighbours are paired from the left, and an
//! odd last node moves up as it is.

/// One step from a node up to its parent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
	/// The sibling is on the left.
	Left,
	/// The sibling is on the right.
	Right,
	/// There is no sibling: the node is its own parent.
	Alone,
}

/// The side of the sibling at each level, from the leaf `index` of `count` upwards.
fn sides(index: u32, count: u32) -> impl Iterator<Item = Side> {
	let (mut index, mut count) = (index, count);
	core::iter::from_fn(move || {
		if count <= 1 {
			return None;
		}
		let side = match index {
			odd if odd & 1 == 1 => Side::Left,
			even if even.saturating_add(1) < count => Side::Right,
			_ => Side::Alone,
		};
		index >>= 1;
		count = count.div_ceil(2);
		Some(side)
	})
}

/// The top above the leaf `index` of `count`. `None` if there is no such leaf, the siblings are not
/// as many as there have to be, or two nodes have no parent.
pub(crate) fn climb<N: Copy>(
	leaf: N,
	index: u32,
	count: u32,
	path: &[N],
	parent: impl Fn(&N, &N) -> Option<N>,
) -> Option<N> {
	if index >= count {
		return None;
	}
	let mut path = path.iter();
	let mut node = leaf;
	for side in sides(index, count) {
		node = match side {
			Side::Alone => node,
			Side::Left => parent(path.next()?, &node)?,
			Side::Right => parent(&node, path.next()?)?,
		};
	}
	path.next().is_none().then_some(node)
}

/// How many leaves a tree with these levels has. Its builder checked that they fit 32 bits.
#[cfg(feature = "alloc")]
pub(crate) fn count<N>(levels: &[alloc::vec::Vec<N>]) -> u32 {
	levels.first().map_or(0, |leaves| leaves.len() as u32)
}

/// The siblings from the leaf at `index` to the top of a tree, whose levels are listed from the
/// leaves upwards. `None` if there is no such leaf.
#[cfg(feature = "alloc")]
pub(crate) fn path<N: Copy>(
	levels: &[alloc::vec::Vec<N>],
	index: u32,
) -> Option<alloc::vec::Vec<N>> {
	let count = count(levels);
	if index >= count {
		return None;
	}
	let mut path = alloc::vec::Vec::new();
	let mut at = index as usize;
	for (level, side) in levels.iter().zip(sides(index, count)) {
		match side {
			Side::Left => path.push(*level.get(at.checked_sub(1)?)?),
			Side::Right => path.push(*level.get(at.checked_add(1)?)?),
			Side::Alone => {},
		}
		at >>= 1;
	}
	Some(path)
}
