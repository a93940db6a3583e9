use super::*;

#[test]
fn escrow_shows_the_record() {
	execute_with(|| {
		let escrow = disputed();
		let record = EscrowRecord {
			purpose: EscrowPurpose::Order,
			reference: REFERENCE,
			payer: BUYER,
			held: 1_000,
			backstop: BACKSTOP,
			state: EscrowState::Disputed(terms()),
		};
		assert_eq!(Escrow::escrow(escrow), Some(record));
		assert_eq!(Escrow::escrow(EscrowId(1)), None);
	});
}

#[test]
fn escrows_of_pages_through_everything_once() {
	execute_with(|| {
		let all: Vec<_> = (0..7).map(|_| open(1)).collect();
		assert_ok!(Escrow::open(EscrowPurpose::Order, 0, &SELLER, 1, BACKSTOP));
		let (mut seen, mut after) = (vec![], None);
		loop {
			let page = Escrow::escrows_of(BUYER, after, 3);
			after = page.last().copied();
			seen.extend_from_slice(&page);
			if page.len() < 3 {
				break;
			}
		}
		seen.sort();
		assert_eq!(seen, all);
		assert_eq!(Escrow::escrows_of(BUYER, None, 0), vec![]);
		assert_eq!(Escrow::escrows_of(STRANGER, None, 9), vec![]);
	});
}

#[test]
fn boundary_a_page_has_a_hundred_entries() {
	execute_with(|| {
		for _ in 0..101 {
			open(1);
		}
		let page = Escrow::escrows_of(BUYER, None, u32::MAX);
		assert_eq!(page.len(), 100);
		assert_eq!(Escrow::escrows_of(BUYER, page.last().copied(), u32::MAX).len(), 1);
	});
}
