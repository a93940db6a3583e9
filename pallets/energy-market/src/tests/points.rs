use super::*;
use frame::traits::Convert;
use tallystick_primitives::{ChannelKind, ChannelTraits, DeviceStatus, StreamId, Unit};

fn confirm(who: AccountId, seed: u8, meter: Meter) -> DispatchResult {
	Market::confirm_point(signed(who), point_id(seed), HOMES[0].clone(), meter, POWERS)
}

#[test]
fn the_grid_operator_confirms_what_the_owner_proposed() {
	run(|| {
		let owner = HOMES[0].clone();
		let meter = propose(owner.clone(), 1);
		let footprint = Market::point_footprint();
		assert_eq!(held(&owner), PerByte::convert(footprint));
		assert_eq!(Market::supply(point_id(1), unopened()), None);
		assert_noop!(confirm(owner.clone(), 1, meter), DispatchError::BadOrigin);
		assert_noop!(confirm(NORTH, 1, meter), DispatchError::BadOrigin);
		assert_noop!(confirm(OTHER_GRID, 1, meter), Error::<Test>::NotOperator);
		let other = Meter { import: 1, export: 0, ..meter };
		assert_noop!(confirm(GRID, 1, other), Error::<Test>::ProposalDiffers);
		let more = Powers { export: POWERS.export + 1, ..POWERS };
		let more = Market::confirm_point(signed(GRID), point_id(1), owner.clone(), meter, more);
		assert_noop!(more, Error::<Test>::ProposalDiffers);
		assert_ok!(confirm(GRID, 1, meter));
		assert_noop!(confirm(GRID, 1, meter), Error::<Test>::NotProposed);
		let from = ahead(HORIZON);
		let confirmed = Event::PointConfirmed { point: point_id(1), zone: ZONE, meter, from };
		assert_eq!(events().pop(), Some(confirmed));
		assert_eq!(Market::supply(point_id(1), Slot(from.0 - 1)), None);
		assert_eq!(supplied(point_id(1), from), (NORTH_BASIC, Basis::Default, 0));
		assert_eq!(Market::points_of_device(meter.device), [point_id(1)]);
	});
}

#[test]
fn whoever_copies_a_proposal_does_not_get_the_point() {
	run(|| {
		// A stranger has seen what the owner sent, and was first.
		let (id, meter, owner) = (point_id(1), meter(1), HOMES[0].clone());
		let propose = |who| Market::propose_point(signed(who), id, ZONE, meter, POWERS);
		assert_ok!(propose(STRANGER));
		assert_noop!(propose(owner.clone()), Error::<Test>::PointTaken);
		let confirm = |id| Market::confirm_point(signed(GRID), id, owner.clone(), meter, POWERS);
		assert_noop!(confirm(id), Error::<Test>::ProposalDiffers);
		// Under another id the owner gets it.
		let other = point_id(2);
		let again = Market::propose_point(signed(owner.clone()), other, ZONE, meter, POWERS);
		assert_ok!(again);
		assert_ok!(confirm(other));
		assert_eq!(Market::point(other).map(|point| point.owner), Some(owner.clone()));
	});
}

#[test]
fn refuses_a_proposal_that_cannot_be_a_point() {
	run(|| {
		let owner = || signed(HOMES[0].clone());
		let (meter, id) = (meter(1), point_id(1));
		let elsewhere = Market::propose_point(owner(), id, ZoneId(9), meter, POWERS);
		assert_noop!(elsewhere, Error::<Test>::UnknownZone);
		let one = Meter { export: 0, ..meter };
		let one = Market::propose_point(owner(), id, ZONE, one, POWERS);
		assert_noop!(one, Error::<Test>::OneRegister);
		let none = Powers { connected: 0, export: 0 };
		let none = Market::propose_point(owner(), id, ZONE, meter, none);
		assert_noop!(none, Error::<Test>::NoPower);
		for much in [
			Powers { connected: MAX_POWER + 1, export: 0 },
			Powers { connected: 0, export: MAX_POWER + 1 },
		] {
			let much = Market::propose_point(owner(), id, ZONE, meter, much);
			assert_noop!(much, Error::<Test>::TooMuchPower);
		}
		let most = Powers { connected: MAX_POWER, export: MAX_POWER };
		assert_ok!(Market::propose_point(owner(), point_id(2), ZONE, meter, most));
		assert!(Market::propose_point(signed(POOR), id, ZONE, meter, POWERS).is_err());
		assert_ok!(Market::propose_point(owner(), id, ZONE, meter, POWERS));
		let again = Market::propose_point(signed(STRANGER), id, ZONE, meter, POWERS);
		assert_noop!(again, Error::<Test>::PointTaken);
	});
}

#[test]
fn a_meter_is_endorsed_calibrated_active_and_counts_both_ways() {
	run(|| {
		let refused = |seed: u8, change: &dyn Fn(Meter), error: Error<Test>| {
			let meter = propose(HOMES[0].clone(), seed);
			change(meter);
			assert_noop!(confirm(GRID, seed, meter), DispatchError::from(error));
		};
		type E = Error<Test>;
		let channel = |meter: Meter, traits| {
			let stream = StreamId { device: meter.device, channel: meter.export };
			MeterRegistry::set(stream, traits);
		};
		refused(1, &|meter| MeterRegistry::declare(meter.device), E::NotEndorsed);
		refused(
			2,
			&|meter| Registry::edit(&meter.device, |record| record.calibrated = None),
			E::NotCalibrated,
		);
		let over = Some(0..=START - 1);
		refused(
			3,
			&|meter| Registry::edit(&meter.device, |record| record.calibrated = over.clone()),
			E::NotCalibrated,
		);
		for (seed, status) in
			(4..).zip([DeviceStatus::Suspended, DeviceStatus::Revoked, DeviceStatus::Retired])
		{
			refused(
				seed,
				&|meter| Registry::edit(&meter.device, |record| record.status = status),
				E::DeviceNotActive,
			);
		}
		let register = MeterRegistry::register();
		for (seed, traits) in (7..).zip([
			ChannelTraits { kind: ChannelKind::Gauge, ..register },
			ChannelTraits { unit: Unit::CELSIUS, ..register },
			ChannelTraits { period: SLOT as u32 + 1, ..register },
		]) {
			refused(seed, &|meter| channel(meter, traits), E::NoRegister);
		}
		let kilowatt_hours = ChannelTraits { exponent: 3, ..register };
		let meter = propose(HOMES[0].clone(), 10);
		channel(meter, kilowatt_hours);
		assert_ok!(confirm(GRID, 10, meter));

		let beyond = Meter { export: 99, ..super::meter(11) };
		let owner = signed(HOMES[0].clone());
		assert_ok!(Market::propose_point(owner, point_id(11), ZONE, beyond, POWERS));
		assert_noop!(confirm(GRID, 11, beyond), E::NoRegister);
		let nothing = Meter { device: DeviceId([99; 32]), import: 0, export: 1 };
		let owner = signed(HOMES[0].clone());
		assert_ok!(Market::propose_point(owner, point_id(12), ZONE, nothing, POWERS));
		assert_noop!(confirm(GRID, 12, nothing), E::UnknownDevice);
	});
}

#[test]
fn no_energy_is_metered_for_two_points() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let meter = Market::point(point).expect("it is there").meter;
		let second = point_id(2);
		assert_ok!(Market::propose_point(signed(HOMES[1].clone()), second, ZONE, meter, POWERS));
		let twice = Market::confirm_point(signed(GRID), second, HOMES[1].clone(), meter, POWERS);
		assert_noop!(twice, Error::<Test>::DeviceTaken);
		// The next owner of the house: from a slot on, at a slot boundary, one after the other.
		assert_ok!(Market::close_point(signed(HOMES[0].clone()), point));
		pass(3);
		assert_ok!(Market::confirm_point(signed(GRID), second, HOMES[1].clone(), meter, POWERS));
		for later in 0..6 {
			let slot = ahead(HORIZON - 4 + later);
			let both = [point, second].map(|point| Market::supply(point, slot).is_some());
			assert!(both != [true, true], "{later}");
		}
	});
}

#[test]
fn a_proposal_ends_when_its_owner_or_the_operator_wants() {
	run(|| {
		for (seed, by) in (1..).zip([HOMES[0].clone(), GRID]) {
			propose(HOMES[0].clone(), seed);
			let close = |who| Market::close_point(signed(who), point_id(seed));
			assert_noop!(close(OTHER_GRID), Error::<Test>::NotOwner);
			assert_noop!(close(NORTH), Error::<Test>::NotOwner);
			assert_ok!(close(by));
			assert_eq!((Market::point(point_id(seed)), held(&HOMES[0])), (None, 0));
			assert_noop!(close(GRID), Error::<Test>::UnknownPoint);
		}
	});
}

#[test]
fn a_point_is_closed_for_slots_that_are_not_open() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		pass(40);
		let end = unopened();
		let close = |who: &AccountId| Market::close_point(signed(who.clone()), point);
		assert_noop!(close(&STRANGER), Error::<Test>::NotOwner);
		assert_ok!(close(&GRID));
		assert_noop!(close(&HOMES[0]), Error::<Test>::PointOver);
		assert_eq!(supplied(point, Slot(end.0 - 1)).0, NORTH_BASIC);
		assert_eq!(Market::supply(point, end), None);
		assert_eq!(events().pop(), Some(Event::PointClosed { point, from: end }));
	});
}

#[test]
fn a_closed_point_is_kept_as_long_as_accounts_need_it() {
	run(|| {
		let point = home(HOMES[0].clone(), 1);
		let drop = || bare(Market::drop_point(signed(STRANGER), point));
		assert_noop!(drop(), Error::<Test>::StillNeeded);
		assert_ok!(Market::close_point(signed(HOMES[0].clone()), point));
		let end = unopened();
		Clock::set(Market::timing().start(end).0 + RETENTION - 1);
		assert_noop!(drop(), Error::<Test>::StillNeeded);
		Clock::pass(1);
		// What orders need is not given back here.
		let lock = |locked| {
			Points::<Test>::mutate(point, |found| {
				found.as_mut().expect("it is there").0.locked = locked;
			});
		};
		lock(1);
		assert_noop!(drop(), Error::<Test>::StillNeeded);
		lock(0);
		assert_ok!(drop());
		assert_eq!((held(&HOMES[0]), Market::point(point)), (0, None));
	});
}

#[test]
fn a_dropped_point_returns_its_free_margin() {
	run(|| {
		let (point, owner) = (home(HOMES[0].clone(), 1), &HOMES[0]);
		let reason: RuntimeHoldReason = HoldReason::Margin.into();
		assert_ok!(<Balances as frame::traits::fungible::MutateHold<_>>::hold(&reason, owner, 500));
		Points::<Test>::mutate(point, |found| {
			found.as_mut().expect("it is there").0.free = 500;
		});
		assert_ok!(Market::close_point(signed(owner.clone()), point));
		pass(HORIZON);
		pass_retention();
		assert_ok!(bare(Market::drop_point(signed(STRANGER), point)));
		assert_eq!(held(owner), 0);
		assert_eq!(Balances::free_balance(owner), BALANCE);
	});
}

#[test]
fn a_proposal_that_is_withdrawn_returns_its_margin() {
	run(|| {
		let (owner, point) = (&HOMES[0], point_id(1));
		propose(owner.clone(), 1);
		assert_ok!(Market::fund(signed(owner.clone()), point, 500));
		assert_ok!(Market::close_point(signed(owner.clone()), point));
		assert_eq!((held(owner), Balances::free_balance(owner)), (0, BALANCE));
	});
}

#[test]
fn a_point_pays_for_the_most_that_it_can_have() {
	execute_with(|| {
		let day = Market::point_footprint();
		// One of each of five, three meters with two streams each, and periods of readings, orders, trades,
		// reserves and balances.
		assert_eq!(day.count, 5 + 3 + 6 + 19 + 3 + 7 + 4 + 12);
		let readings = 19 * Readings::max_encoded_len() as u64;
		let orders = 3 * Steps::max_encoded_len() as u64;
		assert!((readings + orders..80_000).contains(&day.size), "{day:?}");
		// Shorter periods are more, each with less.
		MarketTiming::<Test>::put(Timing { period: 24, ..Market::timing() });
		let quarter = Market::point_footprint();
		assert!(quarter.count > 3 * day.count - 60, "{quarter:?}");
		assert!(quarter.size < 2 * day.size, "{quarter:?}");
	});
}

#[test]
fn points_are_listed_page_by_page() {
	run(|| {
		for seed in 1..=5 {
			propose(HOMES[0].clone(), seed);
		}
		let (mut found, mut after) = (Vec::new(), None);
		loop {
			let page = Market::points(after, 2);
			assert!(page.len() <= 2);
			after = page.last().map(|(point, _)| *point);
			found.extend(page);
			if after.is_none() {
				break;
			}
		}
		for (point, record) in &found {
			assert_eq!(Market::point(*point).as_ref(), Some(record));
		}
		let mut ids: Vec<_> = found.into_iter().map(|(point, _)| point).collect();
		ids.sort();
		assert_eq!(ids, [1, 2, 3, 4, 5].map(point_id));
		assert_eq!(Market::points(None, u32::MAX).len(), 5);
	});
}
