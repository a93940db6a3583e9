//! What carries a signature is booked by its scheme.

use super::*;
use frame::deps::frame_support::{dispatch::GetDispatchInfo, traits::Authorize};
use tallystick_evidence::{merkle::Place, Scheme, Signature};

type Own = <Test as Config>::WeightInfo;

fn booked(call: Call<Test>) -> Weight {
	call.get_dispatch_info().call_weight
}

/// What the check of a signature costs beyond one of Ed25519.
fn more(scheme: Scheme) -> Weight {
	match scheme {
		Scheme::Ed25519 => Weight::zero(),
		Scheme::P256 => Own::verify_p256(),
		Scheme::Secp256k1 => Own::verify_secp256k1(),
	}
}

#[test]
fn a_registration_books_both_signatures_by_their_schemes() {
	TestExt::new().execute_with(|| {
		for scheme in SCHEMES {
			let key = secret(scheme, 1);
			let register = |endorsement| Call::register {
				key: key.public(),
				model: ModelId(0),
				metadata: [0; 32],
				expires: Millis(0),
				signature: Signature([0; 64]),
				endorsement,
			};
			assert_eq!(booked(register(None)), Own::register() + more(scheme));
			for by in SCHEMES {
				let endorser = secret(by, 2).public();
				let signature = Signature([0; 64]);
				let endorsed = Endorsed { endorser, expires: Millis(0), signature };
				let both = Own::register() + more(scheme) + more(by);
				assert_eq!(booked(register(Some(endorsed))), both);
			}
		}
	});
}

#[test]
fn a_claim_and_a_proposal_book_the_keys_scheme() {
	TestExt::new().execute_with(|| {
		for scheme in SCHEMES {
			let (key, signature) = (secret(scheme, 1).public(), Signature([0; 64]));
			let place = Place { index: 0, count: 2, path: vec![[0; 32]] };
			let (metadata, expires) = ([0; 32], 0);
			let claim = Call::claim {
				lot: LotId(0),
				key,
				place,
				metadata,
				expires: Millis(expires),
				signature,
			};
			assert_eq!(booked(claim), Own::claim(1) + more(scheme));
			let device = id(&ed(1));
			let propose = Call::propose_key { device, key, expires: Millis(expires), signature };
			assert_eq!(booked(propose), Own::propose_key() + more(scheme));
		}
	});
}

#[test]
fn a_rotation_gives_back_what_the_old_keys_scheme_does_not_cost() {
	for old in SCHEMES {
		for new in SCHEMES {
			TestExt::new().execute_with(|| {
				let (old_key, new_key) = (secret(old, 1), secret(new, 2));
				let device = register(ALICE, &old_key);
				Clock::set(START + KEY_AGE);
				let call = rotate_call(device, &old_key, &new_key, 1);
				let booked = call.weight_of_authorize();
				let (_, unspent) = validate_and_weigh(&call).unwrap();
				let both = more(old) + more(new);
				assert_eq!(booked - unspent, Own::authorize_rotate_key() + both);
				assert!(unspent.all_lte(booked));
			});
		}
	}
}
