//! Stays: who attaches what, for which time, and what follows from it.

use super::{
	tallies::{attach, fish, logger, run_with_fish, say, tally, Archive, COLD, WARM},
	*,
};
use frame::deps::sp_runtime::DispatchError;
use tallystick_primitives::{DeviceGuard, DeviceStatus, OnDeviceChange, StreamId};

type Guard = Lifecycle;

fn end_device(stream: StreamId, owner: &AccountId) {
	Registry::edit(&stream.device, |record| record.status = DeviceStatus::Revoked);
	let status = DeviceStatus::Revoked;
	<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&stream.device, owner, status);
}

/// A device changes hands.
fn sell(stream: StreamId, from: &AccountId, to: &AccountId) {
	Registry::edit(&stream.device, |record| {
		record.owner = to.clone();
		record.tenure += 1;
	});
	<Lifecycle as OnDeviceChange<AccountId>>::on_transferred(&stream.device, from, to);
}

fn is_free(stream: StreamId, owner: &AccountId) -> [bool; 2] {
	let device = <Guard as DeviceGuard<AccountId>>::ensure_free(&stream.device);
	let all = <Guard as DeviceGuard<AccountId>>::ensure_all_free(owner);
	for refused in [device, all].into_iter().filter_map(Result::err) {
		assert_eq!(refused, Error::<Test>::DeviceNeeded.into());
	}
	[device.is_ok(), all.is_ok()]
}

fn detach(who: AccountId, id: AssetId, stream: StreamId) -> DispatchResult {
	Lifecycle::detach(signed(who), id, stream)
}

/// What a policy makes of the whole life of an asset, by each stay.
fn figures(id: AssetId, policy: PolicyId) -> Vec<Figure> {
	let all = Lifecycle::condition(id, None, None, vec![]).expect("it is there");
	all.into_iter().filter(|figure| figure.policy == policy).collect()
}

/// Lower, upper and knowledge of the one figure there is.
fn figure(id: AssetId, policy: PolicyId) -> (u128, u128, Knowledge) {
	let [figure] = figures(id, policy)[..] else { panic!("{:?}", figures(id, policy)) };
	(figure.value.lower, figure.value.upper, figure.known)
}

mod attach {
	use super::*;

	#[test]
	fn a_cold_logger_says_nothing_of_the_time_before_it_was_attached() {
		run_with_fish(|| {
			let [other, id] = fish();
			let stream = logger(1, FARMER);
			attach(FARMER, other, stream);
			// Cold for a minute, while the fish lies in the sun.
			say(stream, START, &[2; 61]);
			Clock::pass(60_000);
			attach(FARMER, id, stream);
			let attached = Lifecycle::stays(id)[0].clone();
			assert_eq!((attached.from, attached.to), (Millis(START + 60_000), None));
			assert!(events().contains(&Event::Attached {
				asset: id,
				stream,
				kind: StayKind::Counting,
				from: attached.from
			}));
			say(stream, START + 61_000, &[2, 2, 20, 2]);
			Clock::pass(4_000);
			let [found] = figures(id, WARM)[..] else { panic!() };
			assert_eq!((found.from, found.to), (attached.from, Millis(START + 64_000)));
			assert_eq!(found.missing, Bounds::ZERO);
			assert!(found.value.contain(1_000) && found.known == Knowledge::Complete);
			// Not for an earlier time either, whoever asks.
			let before = (Some(Millis(START)), Some(attached.from));
			assert_eq!(Lifecycle::condition(id, before.0, before.1, vec![]), Some(vec![]));
		});
	}

	#[test]
	fn only_the_custodian_of_a_root_attaches() {
		run_with_fish(|| {
			let [id, child] = fish();
			let [pallet] = units(FARMER);
			join(FARMER, pallet, &[child]);
			let attach =
				|who, id, stream| Lifecycle::attach(signed(who), id, stream, StayKind::Counting);
			assert_noop!(attach(CARRIER, id, logger(1, CARRIER)), Error::<Test>::NotCustodian);
			assert_noop!(attach(FARMER, child, logger(2, FARMER)), Error::<Test>::NotRoot);
			assert_noop!(attach(STRANGER, id, logger(1, FARMER)), DispatchError::BadOrigin);
			// The farm has sold the fish, but the carrier has it.
			hand_over(FARMER, CARRIER, id, terms(id));
			assert_noop!(attach(FARMER, id, logger(1, FARMER)), Error::<Test>::NotCustodian);
			assert_ok!(attach(CARRIER, id, logger(1, CARRIER)));
		});
	}

	#[test]
	fn anothers_device_has_to_be_lent() {
		run_with_fish(|| {
			let [id] = fish();
			let stream = logger(1, CARRIER);
			let device = stream.device;
			let attach = || Lifecycle::attach(signed(FARMER), id, stream, StayKind::Counting);
			assert_noop!(attach(), Error::<Test>::NotLent);
			let until = Millis(START + 10_000);
			let lend = |who| Lifecycle::lend(signed(who), device, FARM, until);
			assert_noop!(lend(FARMER), Error::<Test>::NotDeviceOwner);
			// Not even another member of the owner's organisation.
			assert_noop!(lend(POOR), Error::<Test>::NotDeviceOwner);
			assert_ok!(lend(CARRIER));
			assert_eq!(held(&CARRIER), 10 + Lifecycle::loan_footprint().size);
			assert_ok!(lend(CARRIER));
			let ended = |who| Lifecycle::end_loan(signed(who), device, FARM);
			assert_noop!(ended(FARMER), Error::<Test>::NotDeviceOwner);
			assert_ok!(attach());
			assert_ok!(detach(FARMER, id, stream));

			Clock::pass(10_001);
			assert_noop!(attach(), Error::<Test>::NotLent);
			assert_noop!(lend(CARRIER), Error::<Test>::LoanExpired);
			assert_ok!(ended(STRANGER));
			assert_eq!((Lifecycle::loan(device, FARM), held(&CARRIER)), (None, 0));

			// What an owner lent ends with their tenure.
			assert_ok!(Lifecycle::lend(signed(CARRIER), device, FARM, Millis(u64::MAX)));
			Registry::edit(&device, |record| {
				record.owner = SHOP;
				record.tenure += 1;
			});
			assert_noop!(attach(), Error::<Test>::NotLent);
			assert_ok!(ended(FARMER));
		});
	}

	#[test]
	fn only_an_active_device_with_the_channel_is_attached() {
		run_with_fish(|| {
			let [id] = fish();
			let stream = logger(1, FARMER);
			let attach = |stream| Lifecycle::attach(signed(FARMER), id, stream, StayKind::Counting);
			let none = StreamId { channel: 99, ..stream };
			assert_noop!(attach(none), Error::<Test>::UnknownChannel);
			for status in [DeviceStatus::Suspended, DeviceStatus::Retired] {
				Registry::edit(&stream.device, |record| record.status = status);
				assert_noop!(attach(stream), Error::<Test>::DeviceNotActive);
			}
		});
	}

	#[test]
	fn one_stream_of_a_unit_counts_and_others_are_witnesses() {
		run_with_fish(|| {
			let [id] = fish();
			let [first, second] = [1, 2].map(|seed| logger(seed, FARMER));
			attach(FARMER, id, first);
			let attach = |stream, kind| Lifecycle::attach(signed(FARMER), id, stream, kind);
			let again = attach(first, StayKind::Witness);
			assert_noop!(again, Error::<Test>::AlreadyAttached);
			let rival = attach(second, StayKind::Counting);
			assert_noop!(rival, Error::<Test>::AlreadyCounted);
			assert_ok!(attach(second, StayKind::Witness));
			say(second, START, &[20, 20]);
			Clock::pass(2_000);
			let kinds: Vec<_> = figures(id, WARM).iter().map(|figure| figure.kind).collect();
			assert_eq!(kinds, [StayKind::Counting, StayKind::Witness]);
		});
	}

	#[test]
	fn an_asset_has_at_most_16_stays() {
		run_with_fish(|| {
			let [id] = fish();
			let stream = logger(1, FARMER);
			for _ in 0..16 {
				attach(FARMER, id, stream);
				Clock::pass(1_000);
				assert_ok!(detach(FARMER, id, stream));
			}
			let more = Lifecycle::attach(signed(FARMER), id, stream, StayKind::Counting);
			assert_noop!(more, Error::<Test>::TooManyStays);
			Clock::pass(DATA_DEADLINE);
			assert_ok!(Lifecycle::forget_stay(signed(FARMER), id, stream, Millis(START)));
			attach(FARMER, id, stream);
		});
	}

	#[test]
	fn who_cannot_pay_the_deposit_attaches_nothing() {
		run_with_fish(|| {
			let [id] = fish();
			hand_over(FARMER, CARRIER, id, terms(id));
			let stream = logger(1, CARRIER);
			let poor = Lifecycle::attach(signed(POOR), id, stream, StayKind::Counting);
			assert_noop!(poor, frame::deps::sp_runtime::TokenError::FundsUnavailable);
		});
	}

	#[test]
	fn no_logger_is_changed_while_the_asset_is_offered() {
		run_with_fish(|| {
			let [id] = fish();
			let [first, second] = [1, 2].map(|seed| logger(seed, FARMER));
			attach(FARMER, id, first);
			assert_ok!(Lifecycle::offer_custody(signed(FARMER), id, CARRIERS, terms(id)));
			let error = Error::<Test>::OfferOpen;
			assert_noop!(Lifecycle::swap(signed(FARMER), id, first, second), error);
			let error = Error::<Test>::OfferOpen;
			assert_noop!(detach(FARMER, id, first), error);
			let witness = Lifecycle::attach(signed(FARMER), id, second, StayKind::Witness);
			assert_noop!(witness, Error::<Test>::OfferOpen);
		});
	}
}

mod swap {
	use super::*;

	#[test]
	fn refuses_a_stream_that_counts_by_fewer_policies() {
		run_with_fish(|| {
			let [id] = fish();
			let [first, second] = [1, 2].map(|seed| logger(seed, FARMER));
			attach(FARMER, id, first);
			Clock::pass(10_000);
			let other = StreamId { channel: 0, ..second };
			let swapped = Lifecycle::swap(signed(FARMER), id, first, other);
			assert_noop!(swapped, Error::<Test>::StreamDiffers);
			let swapped = Lifecycle::swap(signed(FARMER), id, second, first);
			assert_noop!(swapped, Error::<Test>::NotAttached);
			// What counts by none is replaced by anything.
			let witness = Lifecycle::attach(signed(FARMER), id, other, StayKind::Witness);
			assert_ok!(witness);
			let third = StreamId { channel: 0, ..logger(3, FARMER) };
			assert_ok!(Lifecycle::swap(signed(FARMER), id, other, third));
		});
	}

	#[test]
	fn leaves_no_time_unwatched_and_none_watched_twice() {
		run_with_fish(|| {
			let [id] = fish();
			let [first, second] = [1, 2].map(|seed| logger(seed, FARMER));
			attach(FARMER, id, first);
			Clock::pass(10_000);
			assert_ok!(Lifecycle::swap(signed(FARMER), id, first, second));
			Clock::pass(10_000);
			let times: Vec<_> =
				Lifecycle::stays(id).iter().map(|stay| (stay.stream, stay.from, stay.to)).collect();
			let at = Millis(START + 10_000);
			assert_eq!(times, [(first, Millis(START), Some(at)), (second, at, None)]);
			assert!(Lifecycle::stays(id).iter().all(|stay| stay.kind == StayKind::Counting));
			let back = Lifecycle::swap(signed(FARMER), id, first, second);
			assert_noop!(back, Error::<Test>::NotAttached);
			let lent = Lifecycle::swap(signed(FARMER), id, second, logger(3, SHOP));
			assert_noop!(lent, Error::<Test>::NotLent);
		});
	}
}

mod veto {
	use super::*;

	#[test]
	fn the_seller_does_not_switch_the_logger_off_in_the_second_leg() {
		run_with_fish(|| {
			let [id] = fish();
			let stream = logger(1, FARMER);
			assert_eq!(is_free(stream, &FARMER), [true; 2]);
			attach(FARMER, id, stream);
			assert_eq!(is_free(stream, &FARMER), [false; 2]);
			// While the farm holds the fish, it decides.
			assert_ok!(Lifecycle::consent(signed(FARMER), id, stream));
			assert_eq!(is_free(stream, &FARMER), [true; 2]);
			let again = Lifecycle::consent(signed(FARMER), id, stream);
			assert_noop!(again, Error::<Test>::AlreadyConsented);

			hand_over(FARMER, CARRIER, id, terms(id));
			assert_eq!(is_free(stream, &FARMER), [false; 2], "the carrier has not consented");
			let by_owner = Lifecycle::consent(signed(FARMER), id, stream);
			assert_noop!(by_owner, Error::<Test>::NotCustodian);
			assert_ok!(Lifecycle::consent(signed(CARRIER), id, stream));
			assert!(events().contains(&Event::Consented { asset: id, stream }));
			assert_eq!(is_free(stream, &FARMER), [true; 2]);
		});
	}

	#[test]
	fn every_custodian_who_relies_on_a_device_has_to_consent() {
		run_with_fish(|| {
			let [one, two] = fish();
			let (stream, other) = (logger(1, FARMER), logger(2, FARMER));
			attach(FARMER, one, stream);
			attach(FARMER, two, stream);
			assert_ok!(Lifecycle::consent(signed(FARMER), one, stream));
			assert_eq!(is_free(stream, &FARMER), [false; 2]);
			// Another device of the owner is free, but not all of them.
			assert_eq!(is_free(other, &FARMER), [true, false]);
			assert_ok!(detach(FARMER, two, stream));
			assert_eq!(is_free(stream, &FARMER), [true; 2]);
			assert_ok!(detach(FARMER, one, stream));
			assert_eq!(DeviceUses::<Test>::get(stream.device), None);
		});
	}

	#[test]
	fn what_an_admin_adopts_keeps_its_custodians() {
		run_with_fish(|| {
			let [id] = fish();
			let stream = logger(1, FARMHAND);
			attach(FARMER, id, stream);
			Registry::edit(&stream.device, |record| record.owner = FARMER);
			let device = stream.device;
			<Lifecycle as OnDeviceChange<AccountId>>::on_transferred(&device, &FARMHAND, &FARMER);
			assert_eq!(is_free(stream, &FARMHAND), [false, true]);
			assert_eq!(is_free(stream, &FARMER), [false; 2]);
			assert_ok!(detach(FARMER, id, stream));
			assert_eq!(is_free(stream, &FARMER), [true; 2]);
		});
	}

	#[test]
	fn a_sold_device_is_its_new_owners_to_take_away() {
		run_with_fish(|| {
			let [id, other] = fish();
			let stream = logger(1, FARMER);
			attach(FARMER, id, stream);
			// Before the sale the owner is bound as ever.
			assert_noop!(detach(SHOP, id, stream), Error::<Test>::NotCustodian);
			assert_ok!(Lifecycle::consent(signed(FARMER), id, stream));
			sell(stream, &FARMER, &SHOP);
			assert_eq!(is_free(stream, &SHOP), [true, true]);

			// A hand-over among others takes nothing from the new owner.
			let terms = super::terms(id);
			assert_ok!(Lifecycle::offer_custody(signed(FARMER), id, CARRIERS, terms));
			assert_ok!(accept(CARRIER, id, terms, Receipt::default()));
			assert_eq!(is_free(stream, &SHOP), [true, true]);
			assert_noop!(detach(RIVAL, id, stream), Error::<Test>::NotCustodian);
			assert_noop!(detach(FARMER, id, stream), Error::<Test>::NotCustodian);
			// Nor does an offer that nobody accepts.
			let terms = super::terms(id);
			assert_ok!(Lifecycle::offer_custody(signed(CARRIER), id, FARM, terms));
			assert_noop!(detach(CARRIER, id, stream), Error::<Test>::OfferOpen);
			assert_ok!(detach(SHOP, id, stream));
			assert!(!Lifecycle::stays(id)[0].is_open());
			assert_noop!(detach(SHOP, id, stream), Error::<Test>::NotCustodian);

			// What begins under the new owner binds them.
			assert_ok!(Lifecycle::lend(signed(SHOP), stream.device, FARM, Millis(u64::MAX)));
			attach(FARMER, other, stream);
			assert_eq!(is_free(stream, &SHOP), [false, false]);
			assert_noop!(detach(SHOP, other, stream), Error::<Test>::NotCustodian);
		});
	}

	#[test]
	fn adopting_a_device_frees_it_from_no_custodian() {
		run_with_fish(|| {
			let [id, _] = fish();
			let stream = logger(1, FARMER);
			assert_ok!(Lifecycle::lend(signed(FARMER), stream.device, CARRIERS, Millis(u64::MAX)));
			hand_over(FARMER, CARRIER, id, super::terms(id));
			attach(CARRIER, id, stream);
			sell(stream, &FARMER, &FARMHAND);
			assert_noop!(detach(FARMHAND, id, stream), Error::<Test>::DeviceNeeded);
			assert_ok!(Lifecycle::consent(signed(CARRIER), id, stream));
			assert_ok!(detach(FARMHAND, id, stream));
		});
	}

	#[test]
	fn a_revoked_device_ends_its_stays_and_its_owner_answers_for_the_rest() {
		run_with_fish(|| {
			let [id, other] = fish();
			let stream = logger(1, CARRIER);
			assert_ok!(Lifecycle::lend(signed(CARRIER), stream.device, FARM, Millis(u64::MAX)));
			attach(FARMER, id, stream);
			attach(FARMER, other, stream);
			say(stream, START, &[4; 6]);
			Clock::pass(5_000);
			end_device(stream, &CARRIER);
			let lost = Event::DeviceLost { device: stream.device, at: Millis(START + 5_000) };
			assert_eq!(events().pop(), Some(lost));
			assert_eq!(is_free(stream, &CARRIER), [true; 2], "nothing of it can be kept");
			Clock::pass(60_000);
			let [found] = figures(id, WARM)[..] else { panic!() };
			assert_eq!((found.to, found.known), (Millis(START + 5_000), Knowledge::Complete));
			assert_eq!(found.value, Bounds::ZERO);
			let late = Lifecycle::consent(signed(FARMER), id, stream);
			assert_noop!(late, Error::<Test>::NotAttached);

			// Whoever is to watch on can do so at once: the dead device does not count.
			let next = logger(2, FARMER);
			attach(FARMER, id, next);
			assert_ok!(detach(FARMER, id, stream));
			let stays = Lifecycle::stays(id);
			assert_eq!(stays[0].to, Some(Millis(START + 5_000)));
			assert_eq!((stays[0].failed, stays[1].failed), (Some(CARRIERS), None));
			assert_ok!(Lifecycle::swap(signed(FARMER), other, stream, logger(3, FARMER)));
			assert_eq!(DeviceUses::<Test>::get(stream.device), None);
		});
	}
}

mod boundaries {
	use super::*;

	#[test]
	fn one_leaf_proves_what_a_tally_was_at_a_moment() {
		run_with_fish(|| {
			let [first, id] = fish();
			let (stream, mut archive) = (logger(1, FARMER), Archive::default());
			attach(FARMER, first, stream);
			archive.say(stream, START, &[4, 4, 4, 4]);
			Clock::pass(5_000);
			attach(FARMER, id, stream);
			// The stay begins in the second observation and ends in the fourth.
			archive.say(stream, START + 4_000, &[4, 4, 20, 4]);
			archive.say(stream, START + 8_000, &[20, 4, 4, 4]);
			Clock::pass(8_000);
			assert_ok!(detach(FARMER, id, stream));
			archive.say(stream, START + 12_000, &[4, 4, 20, 20]);
			archive.say(stream, START + 16_000, &[20, 20, 20, 20]);
			assert_eq!(figure(id, WARM), (0, 0, Knowledge::Unproven));

			let prove = |at: u64, number| {
				let proof = Box::new(archive.proof(number));
				Lifecycle::prove_boundary(signed(SHOP), id, Millis(at), proof)
			};
			let (from, to) = (START + 5_000, START + 13_000);
			for wrong in [0, 2, 3, 4] {
				assert_noop!(prove(from, wrong), Error::<Test>::WrongLeaf);
			}
			assert_noop!(prove(from + 1, 1), Error::<Test>::UnknownStay);
			let mut forged = archive.proof(1);
			forged.leaf.before.until += 1;
			let forged = Box::new(forged);
			let forged = Lifecycle::prove_boundary(signed(SHOP), id, Millis(from), forged);
			assert_noop!(forged, Error::<Test>::WrongLeaf);
			assert_ok!(prove(from, 1));
			assert_noop!(prove(from, 1), Error::<Test>::AlreadyProven);
			assert_eq!(figure(id, WARM).2, Knowledge::Unproven);
			assert_ok!(prove(to, 3));
			let number = 3;
			let proven = Event::BoundaryProven { asset: id, stream, at: Millis(to), number };
			assert_eq!(events().pop(), Some(proven));

			// Two readings above 8 °C, for a second each.
			let (lower, upper, known) = figure(id, WARM);
			assert!(lower <= 2_000 && 2_000 <= upper, "{lower} {upper}");
			assert_eq!(known, Knowledge::Complete);
			assert_eq!(figure(id, COLD), (0, 0, Knowledge::Complete));

			Clock::pass(DATA_DEADLINE + 1);
			assert_ok!(Lifecycle::forget_stay(signed(FARMER), id, stream, Millis(from)));
			assert_eq!(held(&SHOP), 0, "the proofs' deposits are back");
		});
	}

	#[test]
	fn a_view_takes_proofs_instead_for_any_interval() {
		run_with_fish(|| {
			let [id] = fish();
			let (stream, mut archive) = (logger(1, FARMER), Archive::default());
			attach(FARMER, id, stream);
			for round in 0..5 {
				archive.say(stream, START + round * 4_000, &[4, 4, 20, 4]);
			}
			Clock::pass(20_000);
			let (from, to) = (Millis(START + 5_000), Millis(START + 9_500));
			let condition =
				|proofs| Lifecycle::condition(id, Some(from), Some(to), proofs).unwrap();
			assert_eq!(condition(vec![])[0].known, Knowledge::Unproven);
			let proofs = vec![archive.proof(1), archive.proof(2)];
			let found = condition(proofs)[0];
			assert_eq!((found.from, found.to, found.known), (from, to, Knowledge::Complete));
			assert!(found.value.contain(1_000), "{found:?}");
			let mut forged = archive.proof(1);
			forged.leaf.number = 2;
			assert_eq!(condition(vec![forged, archive.proof(2)])[0].known, Knowledge::Unproven);
		});
	}

	#[test]
	fn silence_is_awaited_and_then_missing() {
		run_with_fish(|| {
			let [id] = fish();
			let (stream, mut archive) = (logger(1, FARMER), Archive::default());
			attach(FARMER, id, stream);
			archive.say(stream, START, &[4, 4, 4]);
			Clock::pass(10_000);
			assert_ok!(detach(FARMER, id, stream));
			assert_eq!(figure(id, WARM), (0, 0, Knowledge::Awaited));
			Clock::pass(DATA_DEADLINE);
			assert_eq!(figure(id, WARM).2, Knowledge::Awaited);
			Clock::pass(1);
			// The last reading, at 2 s, stands for two more.
			assert_eq!(figure(id, WARM), (6_000, 6_000, Knowledge::Complete));
			let [found] = figures(id, WARM)[..] else { panic!() };
			assert_eq!(found.missing, Bounds::exact(6_000));
			// Better late than never: nothing is stored, so nothing is settled.
			archive.say(stream, START + 3_000, &[4; 8]);
			let proofs = vec![archive.proof(0)];
			let [warm, _] = Lifecycle::condition(id, None, None, proofs).unwrap()[..] else {
				panic!()
			};
			assert_eq!((warm.value, warm.known), (Bounds::ZERO, Knowledge::Complete));
		});
	}

	#[test]
	fn a_stream_that_never_spoke_leaves_all_its_time_missing() {
		run_with_fish(|| {
			let [id] = fish();
			let stream = logger(1, FARMER);
			attach(FARMER, id, stream);
			Clock::pass(10_000);
			assert_ok!(detach(FARMER, id, stream));
			Clock::pass(DATA_DEADLINE + 1);
			assert_eq!(figure(id, WARM), (10_000, 10_000, Knowledge::Complete));
		});
	}
}

mod aggregation {
	use super::*;

	#[test]
	fn a_child_that_leaves_takes_the_time_along_in_which_it_was_in_there() {
		run_with_fish(|| {
			let [case, late] = fish();
			let [truck] = units(FARMER);
			let (stream, mut archive) = (logger(1, FARMER), Archive::default());
			// An empty truck is watched, too: the policies come with the fish.
			attach(FARMER, truck, stream);
			assert_eq!(tally(stream).entries.len(), 0);
			archive.say(stream, START, &[20, 20, 20]);
			Clock::pass(3_000);
			join(FARMER, truck, &[case]);
			assert_eq!(tally(stream).entries.len(), 2);
			archive.say(stream, START + 3_000, &[20, 4, 4, 4, 4]);
			Clock::pass(5_000);
			join(FARMER, truck, &[late]);
			archive.say(stream, START + 8_000, &[4, 20, 4, 4]);
			Clock::pass(4_000);
			let in_truck = figures(case, WARM);
			assert_eq!(in_truck.len(), 1, "what the root has is the child's");

			leave(FARMER, truck, &[case]);
			let copy = Lifecycle::stays(case).remove(0);
			let ends = (copy.from, copy.to, copy.kind);
			let expected =
				(Millis(START + 3_000), Some(Millis(START + 12_000)), StayKind::Counting);
			assert_eq!(ends, expected);
			archive.say(stream, START + 12_000, &[30, 30, 30]);
			Clock::pass(3_000);
			assert!(figures(case, WARM).iter().all(|figure| figure.known == Knowledge::Unproven));
			for (at, number) in [(START + 3_000, 1), (START + 12_000, 3)] {
				let proof = Box::new(archive.proof(number));
				assert_ok!(Lifecycle::prove_boundary(signed(SHOP), case, Millis(at), proof));
			}
			// The readings at 3 s and at 9 s.
			let (lower, upper, known) = figure(case, WARM);
			assert!(known == Knowledge::Complete && lower <= 2_000 && 2_000 <= upper);
			leave(FARMER, truck, &[late]);
			assert_eq!(Lifecycle::stays(late)[0].from, Millis(START + 8_000));
			assert_eq!(stays_policies(truck), 0, "nothing in the truck needs them");
		});
	}

	fn stays_policies(id: AssetId) -> usize {
		Lifecycle::stays(id).iter().map(|stay| stay.policies.len()).sum()
	}

	#[test]
	fn what_leaves_with_its_parent_was_watched_with_it() {
		run_with_fish(|| {
			let [case] = fish();
			let [pallet, truck] = units(FARMER);
			let [first, second] = [1, 2].map(|seed| logger(seed, FARMER));
			attach(FARMER, pallet, first);
			Clock::pass(1_000);
			join(FARMER, pallet, &[case]);
			Clock::pass(1_000);
			assert_noop!(
				Lifecycle::join(signed(FARMER), truck, ids(&[pallet]), now()),
				Error::<Test>::Watched
			);
			assert_ok!(detach(FARMER, pallet, first));
			attach(FARMER, truck, second);
			Clock::pass(1_000);
			join(FARMER, truck, &[pallet]);
			Clock::pass(1_000);
			leave(FARMER, pallet, &[case]);
			let times: Vec<_> = Lifecycle::stays(case)
				.iter()
				.map(|stay| (stay.stream, stay.from.0 - START, stay.to.map(|to| to.0 - START)))
				.collect();
			assert_eq!(times, [(first, 1_000, Some(2_000)), (second, 3_000, Some(4_000))]);
			assert_eq!(Lifecycle::stays(truck).len(), 1);
		});
	}

	#[test]
	fn ten_thousand_cases_in_a_truck_are_one_stay() {
		run_with_fish(|| {
			let [truck] = units(FARMER);
			let cases: [_; 32] = fish();
			let stream = logger(1, FARMER);
			attach(FARMER, truck, stream);
			join(FARMER, truck, &cases);
			assert_eq!(Stays::<Test>::iter_keys().collect::<Vec<_>>(), [truck]);
			assert_eq!(TallyUses::<Test>::get(stream).map(|used| used.stays), Some(1));
		});
	}

	#[test]
	fn a_part_that_is_split_off_went_through_what_the_whole_did() {
		run_with_fish(|| {
			let [id] = fish();
			let stream = logger(1, FARMER);
			attach(FARMER, id, stream);
			say(stream, START, &[20, 20, 4]);
			Clock::pass(2_000);
			let part = Portion { quantity: 4, key: None };
			let parts = vec![part].try_into().expect("one");
			assert_ok!(Lifecycle::split(signed(FARMER), id, parts, None, now()));
			let part = last_asset();
			assert_eq!(figure(part, WARM), figure(id, WARM));
			assert!(!Lifecycle::stays(part)[0].is_open() && Lifecycle::stays(id)[0].is_open());

			// What a taker refuses is no better than what they take.
			assert_ok!(Lifecycle::offer_custody(signed(FARMER), id, CARRIERS, terms(id)));
			let receipt = Receipt { damaged: 1, ..Default::default() };
			assert_ok!(accept(CARRIER, id, terms(id), receipt));
			assert_eq!(figure(last_asset(), WARM), figure(id, WARM));
		});
	}

	#[test]
	fn nothing_that_is_watched_ends_or_is_used_up() {
		run_with_fish(|| {
			let [id, other] = fish();
			let stream = logger(1, FARMER);
			attach(FARMER, id, stream);
			let sold = Lifecycle::change_state(signed(FARMER), id, 1, now());
			assert_noop!(sold, Error::<Test>::Watched);
			let both = ids(&[id, other]);
			let merged = Lifecycle::merge(signed(FARMER), both, None, None, None, now());
			assert_noop!(merged, Error::<Test>::Watched);
			assert_ok!(detach(FARMER, id, stream));
			assert_ok!(Lifecycle::change_state(signed(FARMER), id, 1, now()));
		});
	}
}

mod forget {
	use super::*;

	#[test]
	fn a_stay_is_forgotten_by_the_owner_after_its_data_were_awaited() {
		run_with_fish(|| {
			let [id] = fish();
			let stream = logger(1, FARMER);
			hand_over(FARMER, CARRIER, id, terms(id));
			assert_ok!(Lifecycle::lend(signed(FARMER), stream.device, CARRIERS, Millis(START)));
			let before = held(&CARRIER);
			attach(CARRIER, id, stream);
			assert_eq!(held(&CARRIER), before + 10 + Lifecycle::stay_footprint().size);
			let forget = |who| Lifecycle::forget_stay(signed(who), id, stream, Millis(START));
			assert_noop!(forget(FARMER), Error::<Test>::StayOpen);
			assert_ok!(detach(CARRIER, id, stream));
			Clock::pass(DATA_DEADLINE);
			assert_noop!(forget(FARMER), Error::<Test>::DataAwaited);
			Clock::pass(1);
			// The carrier would have things to hide.
			assert_noop!(forget(CARRIER), Error::<Test>::NotOwner);
			let unknown = Lifecycle::forget_stay(signed(FARMER), id, stream, Millis(START + 1));
			assert_noop!(unknown, Error::<Test>::UnknownStay);
			assert_ok!(forget(FARMER));
			assert_eq!((held(&CARRIER), Lifecycle::stays(id)), (before, vec![]));
		});
	}

	#[test]
	fn the_stays_of_what_is_gone_are_anybodys_to_remove_before_it() {
		run_with_fish(|| {
			let [id] = fish();
			let stream = logger(1, FARMER);
			attach(FARMER, id, stream);
			assert_ok!(detach(FARMER, id, stream));
			assert_ok!(Lifecycle::change_state(signed(FARMER), id, 1, now()));
			Clock::pass(DROP_DELAY);
			let drop = || Lifecycle::drop_asset(signed(STRANGER), id);
			assert_noop!(drop(), Error::<Test>::AssetInUse);
			assert_ok!(Lifecycle::forget_stay(signed(STRANGER), id, stream, Millis(START)));
			assert_ok!(drop());
		});
	}

	#[test]
	fn a_root_keeps_what_its_contents_may_need() {
		run_with_fish(|| {
			let [case] = fish();
			let [truck] = units(FARMER);
			let stream = logger(1, FARMER);
			attach(FARMER, truck, stream);
			join(FARMER, truck, &[case]);
			Clock::pass(1_000);
			assert_ok!(detach(FARMER, truck, stream));
			Clock::pass(DATA_DEADLINE + 1);
			let forget = || Lifecycle::forget_stay(signed(FARMER), truck, stream, Millis(START));
			assert_noop!(forget(), Error::<Test>::NotEmpty);
			leave(FARMER, truck, &[case]);
			assert_ok!(forget());
			assert_eq!(Lifecycle::stays(case).len(), 1);
		});
	}
}

mod invariants {
	use super::*;
	use proptest::prelude::*;

	const WHO: [AccountId; 3] = [FARMER, CARRIER, SHOP];

	#[derive(Clone, Debug)]
	enum Step {
		Attach { who: usize, asset: u64, logger: usize, witness: bool },
		Detach { who: usize, asset: u64, logger: usize },
		Swap { who: usize, asset: u64, old: usize, new: usize },
		Consent { who: usize, asset: u64, logger: usize },
		Forget { who: usize, asset: u64, stay: usize },
		Lend { logger: usize, to: u32 },
		End { logger: usize },
		Adopt { logger: usize, to: usize },
		Say { logger: usize, values: Vec<i64> },
		Prove { asset: u64, stay: usize },
		Join { who: usize, parent: u64, child: u64 },
		Leave { who: usize, child: u64 },
		Split { who: usize, asset: u64 },
		HandOver { asset: u64, to: usize, short: u64 },
		Sell { who: usize, asset: u64 },
		Pass { millis: u64 },
	}

	fn step() -> impl Strategy<Value = Step> {
		let (who, asset, logger) = (|| 0..WHO.len(), || 0u64..8, || 0..4usize);
		prop_oneof![
			10 => (who(), asset(), logger(), any::<bool>()).prop_map(|(who, asset, logger, witness)| {
				Step::Attach { who, asset, logger, witness }
			}),
			5 => (who(), asset(), logger())
				.prop_map(|(who, asset, logger)| Step::Detach { who, asset, logger }),
			3 => (who(), asset(), logger(), logger())
				.prop_map(|(who, asset, old, new)| Step::Swap { who, asset, old, new }),
			3 => (who(), asset(), logger())
				.prop_map(|(who, asset, logger)| Step::Consent { who, asset, logger }),
			5 => (who(), asset(), 0..4usize)
				.prop_map(|(who, asset, stay)| Step::Forget { who, asset, stay }),
			3 => (logger(), 0u32..3).prop_map(|(logger, to)| Step::Lend { logger, to }),
			1 => logger().prop_map(|logger| Step::End { logger }),
			1 => (logger(), who()).prop_map(|(logger, to)| Step::Adopt { logger, to }),
			6 => (logger(), prop::collection::vec(-20i64..40, 1..6))
				.prop_map(|(logger, values)| Step::Say { logger, values }),
			3 => (asset(), 0..4usize).prop_map(|(asset, stay)| Step::Prove { asset, stay }),
			6 => (who(), asset(), asset())
				.prop_map(|(who, parent, child)| Step::Join { who, parent, child }),
			4 => (who(), asset()).prop_map(|(who, child)| Step::Leave { who, child }),
			2 => (who(), asset()).prop_map(|(who, asset)| Step::Split { who, asset }),
			3 => (asset(), who(), 0u64..2)
				.prop_map(|(asset, to, short)| Step::HandOver { asset, to, short }),
			1 => (who(), asset()).prop_map(|(who, asset)| Step::Sell { who, asset }),
			6 => prop_oneof![3 => 0u64..10_000, 1 => Just(DATA_DEADLINE + 1)]
				.prop_map(|millis| Step::Pass { millis }),
		]
	}

	fn apply(step: Step, loggers: &[StreamId; 4]) -> DispatchResult {
		let who = |who: usize| signed(WHO[who].clone());
		match step {
			Step::Attach { who: by, asset, logger, witness } => {
				let kind = if witness { StayKind::Witness } else { StayKind::Counting };
				Lifecycle::attach(who(by), AssetId(asset), loggers[logger], kind)
			},
			Step::Detach { who: by, asset, logger } => {
				Lifecycle::detach(who(by), AssetId(asset), loggers[logger])
			},
			Step::Swap { who: by, asset, old, new } => {
				Lifecycle::swap(who(by), AssetId(asset), loggers[old], loggers[new])
			},
			Step::Consent { who: by, asset, logger } => {
				Lifecycle::consent(who(by), AssetId(asset), loggers[logger])
			},
			Step::Forget { who: by, asset, stay } => {
				let Some(stay) = Lifecycle::stays(AssetId(asset)).get(stay).cloned() else {
					return Ok(());
				};
				Lifecycle::forget_stay(who(by), AssetId(asset), stay.stream, stay.from)
			},
			Step::Lend { logger, to } => {
				let device = loggers[logger].device;
				let owner = Registry::edit(&device, |record| record.owner.clone());
				Lifecycle::lend(signed(owner), device, OrgId(to), Millis(Clock::now() + 50_000))
			},
			Step::End { logger } => {
				let device = loggers[logger].device;
				let (owner, live) = Registry::edit(&device, |record| {
					let live = record.status.is_active();
					record.status = DeviceStatus::Retired;
					(record.owner.clone(), live)
				});
				if live {
					let status = DeviceStatus::Retired;
					<Lifecycle as OnDeviceChange<AccountId>>::on_ended(&device, &owner, status);
				}
				Ok(())
			},
			Step::Adopt { logger, to } => {
				let (device, to) = (loggers[logger].device, WHO[to].clone());
				let (from, live) = Registry::edit(&device, |record| {
					(record.owner.clone(), record.status.is_active())
				});
				if live && from != to {
					Registry::edit(&device, |record| {
						record.owner = to.clone();
						record.tenure += 1;
					});
					<Lifecycle as OnDeviceChange<AccountId>>::on_transferred(&device, &from, &to);
				}
				Ok(())
			},
			Step::Say { logger, values } => {
				say(loggers[logger], Clock::now(), &values);
				Ok(())
			},
			Step::Prove { asset, stay } => {
				let Some(stay) = Lifecycle::stays(AssetId(asset)).get(stay).cloned() else {
					return Ok(());
				};
				let Some(leaf) = tally(stay.stream).last else { return Ok(()) };
				// The newest leaf proves itself as long as its path is empty.
				let proof = Box::new(LeafProof { leaf, path: Default::default() });
				Lifecycle::prove_boundary(who(0), AssetId(asset), stay.from, proof)
			},
			Step::Join { who: by, parent, child } => {
				bare(Lifecycle::join(who(by), AssetId(parent), ids(&[AssetId(child)]), now()))
			},
			Step::Leave { who: by, child } => {
				let record = Lifecycle::asset(AssetId(child));
				let Some(Place::Child { parent, .. }) = record.map(|record| record.place) else {
					return Ok(());
				};
				bare(Lifecycle::leave(who(by), parent, ids(&[AssetId(child)]), now()))
			},
			Step::Split { who: by, asset } => {
				let part = Portion { quantity: 1, key: None };
				let parts = vec![part].try_into().expect("one");
				bare(Lifecycle::split(who(by), AssetId(asset), parts, None, now()))
			},
			Step::HandOver { asset, to, short } => {
				let Some(holder) = Lifecycle::holder(AssetId(asset)) else { return Ok(()) };
				let from = WHO[holder.custodian.0 as usize].clone();
				let (to, terms) = (WHO[to].clone(), terms(AssetId(asset)));
				if Lifecycle::offer_custody(signed(from), AssetId(asset), org_of(&to), terms)
					.is_ok()
				{
					let _ =
						accept(to, AssetId(asset), terms, Receipt { short, ..Default::default() });
				}
				Ok(())
			},
			Step::Sell { who: by, asset } => {
				Lifecycle::change_state(who(by), AssetId(asset), 1, now())
			},
			Step::Pass { millis } => {
				Clock::pass(millis);
				Ok(())
			},
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(64))]

		#[test]
		fn whatever_is_attached_stays_and_is_counted(
			steps in prop::collection::vec(step(), 1..60),
		) {
			run_with_fish(|| {
				let _: [_; 4] = fish();
				let _: [_; 2] = units(FARMER);
				let owners = [FARMER, FARMER, CARRIER, SHOP];
				let mut seeds = 1..;
				let loggers = owners.map(|owner| logger(seeds.next().expect("endless"), owner));
				for step in steps {
					let _ = frame::deps::frame_support::storage::with_storage_layer(|| {
						apply(step.clone(), &loggers)
					});
					let sound = Lifecycle::do_try_state();
					prop_assert!(sound.is_ok(), "{step:?}: {sound:?}");
					// No stay says anything of a time to come, or of what nobody watched.
					for stays in Stays::<Test>::iter_values() {
						for (stay, _) in stays {
							prop_assert!(stay.from.0 >= START && stay.from.0 <= Clock::now());
							prop_assert!(stay.to.is_none_or(|to| to.0 <= Clock::now()));
						}
					}
				}
				Ok(())
			})?;
		}
	}
}
