//! The example in `docs/energy-market.md`, figure by figure.

use tallystick_market::{
	clear, Bill, Charge, ChargeKind, Charges, Dearest, Grid, Line, LineKind, Metered, Page, Parts,
	Position, Quality, Rates, Running, Side, Step, Terms,
};
use tallystick_records::{Price, Rate, WattHours};

/// With a comma after each three digits.
fn shown(number: i128) -> String {
	let digits = number.unsigned_abs().to_string();
	let mut shown = String::from(if number < 0 { "−" } else { "" });
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
	let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/energy-market.md");
	let page = std::fs::read_to_string(path).unwrap();
	let (_, example) = page.split_once("## An example").unwrap();
	let says = |who: &str, what: &str, figure: i128| {
		let wanted = [what, &shown(figure)].concat();
		// A figure ends where no digit follows.
		let ends = |rest: &str| {
			let mut rest = rest.chars();
			match rest.next() {
				Some(',' | '.') => !rest.next().is_some_and(|next| next.is_ascii_digit()),
				next => !next.is_some_and(|next| next.is_ascii_digit()),
			}
		};
		let mut lines = example.lines().filter(|line| line.starts_with(who));
		let found = lines.any(|line| line.split(&wanted).skip(1).any(ends));
		assert!(found, "docs/energy-market.md does not say “{wanted}” of “{who}”");
	};

	let grid = Grid::new(Price(-100), Price(520), Price(1)).unwrap();
	let rates = Rates { supply: Rate(182_331), feed_in: Rate(78_600) };
	let terms = Terms { rates, deviation: Price(5) };
	let kinds = [ChargeKind::Network, ChargeKind::Levy, ChargeKind::Tax];
	let charge = |(kind, rate)| Charge { kind, rate: Rate(rate), payee: () };
	let charges =
		Charges::new(kinds.into_iter().zip([81_000, 19_000, 20_000]).map(charge)).unwrap();
	says("A grid", "together ", charges.total().0.into());

	let order = |limit, energy, side| {
		let tick = match side {
			Side::Buy => grid.bid(Rate(limit), charges.total()),
			Side::Sell => grid.ask(Rate(limit)),
		};
		(side, Step { tick: tick.unwrap(), energy })
	};
	let orders = [
		("- Home A", order(302_331, 900, Side::Buy), "/ 1,000⌋ = "),
		("- Home B", order(260_000, 700, Side::Buy), "260,000: "),
		("- Home C", order(78_600, 1_000, Side::Sell), "⌈78.6⌉ = "),
		("- Home D", order(78_600, 800, Side::Sell), ""),
	];
	let mut pages = vec![Page::default(); 16];
	for (who, (side, step), price) in &orders {
		let limit = grid.price(step.tick).unwrap();
		let hold = terms.hold(&charges, *side, limit, WattHours(step.energy.into()));
		says(who, if *who == "- Home D" { "rounded up: " } else { "= " }, hold as i128);
		if !price.is_empty() {
			says(who, price, limit.0.into());
		}
		pages[usize::from(step.tick.page())].add(*side, step).unwrap();
	}

	let clearing = clear(&grid, &pages, WattHours(u64::MAX)).unwrap();
	says("V = ", "min(1,600, 1,800) = ", clearing.volume.0.into());
	says("V = ", "P = ", clearing.price.0.into());
	says("V = ", "with ", clearing.ask.filled.0.into());
	says("V = ", "1,600 of ", clearing.ask.offered.0.into());
	says("V = ", "the last bid at ", grid.price(clearing.bid.tick).unwrap().0.into());
	assert_eq!(clearing.bid.filled, clearing.bid.offered);
	let mut running = Running::default();
	let fills = orders.map(|(_, (side, step), _)| running.fill(&clearing, side, &step));
	says("V = ", "1,800⌋ = ", fills[2].0.into());
	says("V = ", "− 888 = ", fills[3].0.into());
	assert_eq!(terms.returned(clearing.price), 73_600);
	assert_eq!(terms.covered(clearing.price), 187_331);

	let none = WattHours(0);
	let energies = [(850, 0), (1_100, 0), (0, 1_200), (0, 500)];
	let bill = |who: usize, (import, export), quality| {
		let (bought, sold) = if who < 2 { (fills[who], none) } else { (none, fills[who]) };
		let metered = Metered { import: WattHours(import), export: WattHours(export), quality };
		let parts = Parts::new(&Position { bought, sold }, &metered);
		let mut bill = Bill::new(&charges);
		if quality == Quality::Estimated {
			let dearest = Dearest::default().with(&terms, &charges, rates.supply);
			bill.add_estimated(&parts, &terms, Some(clearing.price), &dearest);
		} else {
			bill.add(&parts, &terms, Some(clearing.price));
		}
		(parts, bill.lines())
	};
	let amount = |lines: &[Line], kind| {
		lines.iter().find(|line| line.kind == kind).map_or(0, |line| line.amount)
	};
	let (mut market, mut balance) = (0, 0);
	for (who, (name, ..)) in orders.iter().enumerate() {
		let (parts, lines) = bill(who, energies[who], Quality::Provided);
		let (kind, wording, other) = match who {
			0 | 1 => (LineKind::Bought, "Bought: ", [LineKind::Returned, LineKind::Supplied][who]),
			_ => (LineKind::Sold, "Sold: ", [LineKind::FedIn, LineKind::Covered][who - 2]),
		};
		says(name, wording, amount(&lines, kind));
		says(name, ": ", amount(&lines, other));
		if who < 2 {
			says(name, "Charges: ", amount(&lines, LineKind::Charge(0)));
			says(name, "and ", amount(&lines, LineKind::Charge(1)));
			says(name, "and ", amount(&lines, LineKind::Charge(2)));
		}
		market += amount(&lines, kind);
		balance += parts.balance();
	}
	assert_eq!(market, 0);
	says("Bought and sold", "= ", balance);

	let measured = bill(1, energies[1], Quality::Provided).1;
	let silent = bill(1, energies[1], Quality::Estimated).1;
	let total = |lines: &[Line]| -> i128 { lines.iter().map(|line| line.amount).sum() };
	says("If home B", "bought, ", amount(&silent, LineKind::Bought));
	let charged: i128 = (0..3).map(|n| amount(&silent, LineKind::Charge(n))).sum();
	says("If home B", "charges, ", charged);
	says("If home B", "for ", amount(&silent, LineKind::Supplied));
	says("If home B", "for ", amount(&silent, LineKind::Returned));
	says("If home B", "home pays ", total(&silent));
	let other = total(&silent) - amount(&silent, LineKind::Bought);
	let locked = 185_500 - amount(&silent, LineKind::Bought);
	says("If home B", "reserves the other ", other);
	says("If home B", "more than the ", locked);
	says("If home B", "locked: ", other - locked);
	let ended = bill(1, (2_751, 0), Quality::Estimated).1;
	says("If home B", "home pays ", total(&ended));
	says("If home B", "instead of ", total(&measured));
}
