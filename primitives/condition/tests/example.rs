//! The example in `docs/condition.md`, figure by figure.

mod common;

use common::{fold, hinge, policy, tally, tree, POLICY};
use tallystick_condition::{
	evidence::Native,
	price::{loss, settle, CurvePoint, WHOLE},
	Bounds, Curve, Holder, Interval, Known, Opening,
};
use tallystick_records::telemetry::Facts;

/// With a comma after each three digits.
fn shown(number: u128) -> String {
	let digits = number.to_string();
	let mut shown = String::new();
	for (index, digit) in digits.chars().enumerate() {
		if index > 0 && (digits.len() - index).is_multiple_of(3) {
			shown.push(',');
		}
		shown.push(digit);
	}
	shown
}

#[test]
fn the_documented_example_is_what_is_computed() {
	let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/condition.md");
	let page = std::fs::read_to_string(path).unwrap();
	let (_, example) = page.split_once("## An example").unwrap();
	let (closed, opened) = example.split_once("Now the carrier opens the run").unwrap();
	let says = |part: &str, what: &str, figure: u128| {
		let line = [what, &shown(figure)].concat();
		assert!(part.contains(&line), "docs/condition.md does not say “{line}”");
	};

	let readings = [(0, 40), (60_000, 90), (120_000, 70), (180_000, 50)];
	let tree = tree(&readings);
	let tally = fold(&tally(60_000, 0, policy(hinge(80))), &readings, Facts::NONE);
	let leaf = tally.last.as_ref().unwrap();
	let meter = tally.meter(POLICY).unwrap();
	says(closed, "G = ", meter.stands().into());
	says(closed, "s = ", meter.spacing().into());
	let pieces = |opening: &Opening| -> Known {
		let nodes = opening.unfold::<Native>(&leaf.root).unwrap();
		leaf.pieces(POLICY, &meter, &nodes, &[0, 100_000, 180_000]).unwrap()
	};
	let curve = [(300_000, WHOLE), (1_300_000, WHOLE / 2)];
	let curve = Curve::new(curve.map(|(loss, parts)| CurvePoint { loss, parts })).unwrap();
	let settled = |known: &Known| {
		let charges = known.charges();
		let interval =
			|holder, charge, allowance| Interval { holder, loss: loss([(1, charge)]), allowance };
		let intervals = [
			interval(Holder::Seller, charges[0], 100_000),
			interval(Holder::Bonded(50_000_000), charges[1], 150_000),
		];
		settle(1_000_000_000, &curve, &intervals).unwrap()
	};

	let known = pieces(&Opening::default());
	assert_eq!(known.total(), Bounds { lower: 588_000, upper: 624_000 });
	says(closed, "lower = 58,800 · 10 = ", known.total().lower);
	says(closed, "upper = 588,000 + 3,600 · 10 = ", known.total().upper);
	says(closed, "/ 180,000⌋ = ", known.charges()[1]);
	says(closed, "the remainder, ", known.charges()[0]);
	let settlement = settled(&known);
	says(closed, "the loss is ", known.charged());
	says(closed, "the part ", curve.parts(known.charged()).into());
	says(closed, "the price ", settlement.price);
	says(closed, "the discount ", 1_000_000_000 - settlement.price);
	says(closed, "Shares: ", settlement.shares[0]);
	says(closed, "106,845,064 and ", settlement.shares[1]);
	says(closed, "bond is ", settlement.bonds[1]);
	says(closed, "The seller gets ", settlement.seller);
	says(closed, "the buyer has back ", settlement.buyer);

	let full = Opening::full(&tree).unwrap();
	assert_eq!(full.0.len(), 3);
	let known = known.intersect(&pieces(&full)).unwrap();
	assert_eq!(known.total(), Bounds::exact(600_000));
	says(opened, "from 60 s to 120 s: ", known.charged());
	says(opened, "of which ", known.charges()[0]);
	says(opened, "before the hand-over and ", known.charges()[1]);
	let settlement = settled(&known);
	says(opened, "the price ", settlement.price);
	says(opened, "the discount ", 1_000_000_000 - settlement.price);
	says(opened, "Shares: ", settlement.shares[0]);
	says(opened, "128,571,429 and ", settlement.shares[1]);
	says(opened, "The carrier pays ", settlement.bonds[1]);
	says(opened, "the seller gets ", settlement.seller);
	says(opened, "the buyer has back ", settlement.buyer);
}
