//! Any order with any steps: nothing that is due is above its price, and it ends. Any statement of a machine: what is signed is
//! what is read.
#![no_main]

use codec::{Decode, Encode};
use tallystick_orders::{Next, Order, OrderState, OrderStep as Step, Party, Statement};
use tallystick_records::Millis;

type Move = (u8, bool, u32, u64);

fn step(kind: u8, quantity: u32, slot: u64) -> Step {
	let parcel = [kind % 2; 32];
	match kind {
		0 | 1 => Step::Withdraw,
		2 => Step::Accept,
		3 => Step::Refuse,
		4 | 5 => Step::Ship { quantity, parcel },
		6 => Step::Cancel,
		7 | 8 => Step::Receive { quantity, parcel },
		9 => Step::Fill,
		10 => Step::Arrive { quantity },
		11 => Step::Start,
		12 => Step::Finish,
		13 => Step::Rework { slot: Millis(slot) },
		14 => Step::Claim,
		15 => Step::Dispute,
		16 => Step::Return,
		17 => Step::TakeBack,
		_ => Step::Lapse,
	}
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
	if let Ok(statement) = Statement::decode(&mut &bytes[..]) {
		let signed = statement.to_bytes();
		assert_eq!(Statement::decode(&mut &signed[..]), Ok(statement));
		assert_eq!(signed, bytes[..signed.len()], "one form for each statement");
	}
	let Ok((mut order, moves)) = <(Order<u64>, Vec<Move>)>::decode(&mut &bytes[..]) else { return };
	let mut now = order.until.0;
	for (kind, buys, quantity, wait) in moves {
		now = now.saturating_add(wait);
		let by = if buys { Party::Buyer } else { Party::Vendor };
		let _ = order.propose(by, u128::from(wait));
		assert!(order.due() <= order.landed.gross);
		match order.next(Some(by), step(kind, quantity, wait), Millis(now)) {
			Ok(Next::End(outcome)) => {
				assert!(outcome.amount() <= order.landed.gross);
				return;
			},
			Ok(Next::State(state, until)) => {
				assert_ne!(state, OrderState::Placed, "nothing leads back to the beginning");
				(order.state, order.until) = (state, until);
			},
			Err(_) => {},
		}
	}
	assert_eq!(Order::<u64>::decode(&mut &order.encode()[..]), Ok(order));
});
