//! Whose rules a device wakes.

use super::*;

#[test]
fn a_rival_reads_and_is_not_woken_and_costs_the_owner_nothing() {
	execute_with(|| {
		let theirs = site_of(RIVAL);
		let sensor = stream(1, OWNER);
		let rule = try_deploy(RIVAL, theirs, hot(&sensor)).unwrap();
		poll();
		assert!(Automation::wakers(sensor).is_empty());
		Quota::charged(&RIVAL);
		observe(sensor, 1, 40);
		next_block();
		assert_eq!(effects(rule), [Effect::Released]);
		assert_eq!([OWNER, RIVAL].map(|who| Quota::charged(&who)), [Weight::zero(); 2]);
		// Once something else wakes it, it sees what the chain knows.
		let settings = RuleSettings::default();
		assert_ok!(Automation::adjust(signed(RIVAL), rule, settings));
		next_block();
		assert_eq!(effects(rule), [Effect::Active]);
		assert!(Quota::charged(&RIVAL).all_gte(opening() + unchanged(rule)));
		assert_eq!(Quota::charged(&OWNER), Weight::zero());
	});
}

#[test]
fn a_permit_lets_another_organisation_be_woken_at_its_own_cost() {
	execute_with(|| {
		let theirs = site_of(RIVAL);
		let sensor = stream(1, OWNER);
		let permit = |who, org| Automation::permit(signed(who), sensor.device, org);
		assert_noop!(permit(RIVAL, RIVALS), Error::<Test>::NotDeviceOwner);
		assert_noop!(permit(COLLEAGUE, RIVALS), Error::<Test>::NotDeviceOwner);
		assert_noop!(permit(OWNER, BUILDERS), Error::<Test>::OwnOrganization);
		assert_noop!(permit(OWNER, OrgId(77)), Error::<Test>::UnknownOrganization);
		assert_ok!(permit(OWNER, RIVALS));
		assert_noop!(permit(OWNER, RIVALS), Error::<Test>::AlreadyPermitted);
		let rule = try_deploy(RIVAL, theirs, hot(&sensor)).unwrap();
		poll();
		Quota::charged(&RIVAL);
		observe(sensor, 1, 40);
		next_block();
		assert_eq!(effects(rule), [Effect::Active]);
		assert!(Quota::charged(&RIVAL).all_gte(opening() + unchanged(rule)));
		assert_eq!(Quota::charged(&OWNER), Weight::zero());

		let revoke = |who| Automation::revoke(signed(who), sensor.device, RIVALS);
		assert_noop!(revoke(RIVAL), Error::<Test>::NotDeviceOwner);
		assert_ok!(revoke(OWNER));
		assert_noop!(revoke(OWNER), Error::<Test>::NotPermitted);
		assert_noop!(Automation::evict(signed(RIVAL), sensor, rule), Error::<Test>::NotDeviceOwner);
		assert_ok!(Automation::evict(signed(OWNER), sensor, rule));
		assert_noop!(Automation::evict(signed(OWNER), sensor, rule), Error::<Test>::NotWoken);
		observe(sensor, 2, 10);
		next_block();
		assert_eq!(Quota::charged(&RIVAL), Weight::zero());
		assert_eq!(held(&OWNER), 0);
	});
}

#[test]
fn rivals_cannot_take_all_places_of_a_stream() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let sensor = stream(1, OWNER);
		assert_ok!(Automation::permit(signed(OWNER), sensor.device, RIVALS));
		let rivals: Vec<RuleId> =
			(0..8).map(|_| try_deploy(RIVAL, theirs, hot(&sensor)).unwrap()).collect();
		let refused = try_deploy(RIVAL, theirs, hot(&sensor)).unwrap_err();
		assert_eq!(refused, Error::<Test>::TooManyWakers.into());
		for _ in 0..8 {
			deploy(ours, hot(&sensor));
		}
		assert_eq!(Automation::wakers(sensor).len(), 16);
		// The owner's organisation takes more than its half: the newest of the others gives way.
		events();
		deploy(ours, hot(&sensor));
		let evicted = Event::Evicted { stream: sensor, rule: rivals[7] };
		assert!(events().contains(&evicted));
		assert_eq!(Automation::wakers(sensor).iter().filter(|waker| waker.own).count(), 9);
		for _ in 0..7 {
			deploy(ours, hot(&sensor));
		}
		let refused = try_deploy(OWNER, ours, hot(&sensor)).unwrap_err();
		assert_eq!(refused, Error::<Test>::TooManyWakers.into(), "all are the organisation's own");
	});
}

#[test]
fn a_device_in_other_hands_wakes_no_rule_of_its_former_owner() {
	execute_with(|| {
		let (ours, theirs) = (open_site(), site_of(RIVAL));
		let sensor = stream(1, OWNER);
		let old = deploy(ours, hot(&sensor));
		assert_ok!(Automation::permit(signed(OWNER), sensor.device, RIVALS));
		hand_over(&sensor.device, RIVAL);
		observe(sensor, 1, 40);
		next_block();
		assert_eq!(effects(old), [Effect::Released]);
		// Anybody may clear away the permit of the former owner.
		assert_ok!(Automation::revoke(signed(STRANGER), sensor.device, RIVALS));

		let new = try_deploy(RIVAL, theirs, hot(&sensor)).unwrap();
		poll();
		assert_eq!(Automation::wakers(sensor), [Waker { rule: new, own: true }]);
		observe(sensor, 2, 41);
		next_block();
		assert_eq!(effects(new), [Effect::Active]);
		assert_ok!(Automation::remove(signed(OWNER), old));
	});
}
