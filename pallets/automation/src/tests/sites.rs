//! Opening, changing and closing sites.

use super::*;
use tallystick_rules::{Band, Weekly};

/// A site whose table 0 is true at all times, or never.
fn always(is_true: bool) -> Site {
	let bands = if is_true { vec![Band { days: 255, from: 0, to: 1_440 }] } else { vec![] };
	let tables = vec![Weekly(bands.try_into().unwrap())].try_into().unwrap();
	Site { tables, ..Site::default() }
}

#[test]
fn a_site_is_its_organisations_until_it_is_closed() {
	execute_with(|| {
		let site = open_site();
		assert!(held(&OWNER) > 0);
		let record = Automation::site(site).unwrap();
		assert_eq!((record.org, record.uses), (BUILDERS, 0));
		assert_noop!(Automation::close_site(signed(RIVAL), site), Error::<Test>::NotOperator);
		assert_noop!(
			Automation::change_site(signed(RIVAL), site, Box::new(always(true))),
			Error::<Test>::NotOperator
		);
		assert_ok!(Automation::change_site(signed(COLLEAGUE), site, Box::new(always(true))));
		assert_ok!(Automation::close_site(signed(COLLEAGUE), site));
		assert_eq!(held(&OWNER), 0);
		assert_noop!(Automation::close_site(signed(OWNER), site), Error::<Test>::UnknownSite);
		let org = BUILDERS;
		assert_eq!(
			events(),
			[
				Event::SiteOpened { site, org },
				Event::SiteChanged { site },
				Event::SiteClosed { site }
			]
		);
	});
}

#[test]
fn refuses_a_site_with_an_impossible_calendar() {
	execute_with(|| {
		let site = open_site();
		let backwards = Weekly(vec![Band { days: 1, from: 10, to: 10 }].try_into().unwrap());
		let bad = Site { tables: vec![backwards].try_into().unwrap(), ..Site::default() };
		assert_noop!(
			Automation::open_site(signed(OWNER), Box::new(bad.clone())),
			Error::<Test>::BadSite
		);
		assert_noop!(
			Automation::change_site(signed(OWNER), site, Box::new(bad)),
			Error::<Test>::BadSite
		);
	});
}

#[test]
fn a_site_with_rules_stays() {
	execute_with(|| {
		let site = open_site();
		let rule = deploy(site, hot(&stream(1, OWNER)));
		assert_noop!(Automation::close_site(signed(OWNER), site), Error::<Test>::SiteInUse);
		assert_ok!(Automation::remove(signed(OWNER), rule));
		assert_ok!(Automation::close_site(signed(OWNER), site));
	});
}

#[test]
fn another_calendar_reaches_all_rules_of_a_site_and_no_others() {
	execute_with(|| {
		let in_use = |site: SiteId| {
			let sensor = stream(1, OWNER);
			let rule = program(&sensor, "table use = 0\nalarm use notice when weekly(use)");
			(deploy(site, rule.clone()), deploy(site, rule))
		};
		let (first, second) = (open_site(), open_site());
		for site in [first, second] {
			assert_ok!(Automation::change_site(signed(OWNER), site, Box::new(always(false))));
		}
		let (a, b) = in_use(first);
		let (c, d) = in_use(second);
		poll();
		let all = [a, b, c, d];
		assert_eq!(all.map(|rule| effects(rule)[0]), [Effect::Released; 4]);

		assert_ok!(Automation::change_site(signed(OWNER), second, Box::new(always(true))));
		next_block();
		let (off, on) = (Effect::Released, Effect::Active);
		assert_eq!(all.map(|rule| effects(rule)[0]), [off, off, on, on]);
		assert!(
			!Agenda::<Test>::iter().any(|(_, task, ())| matches!(task, AgendaItem::Calendar(_)))
		);
	});
}

#[test]
fn a_calendar_is_changed_after_whoever_opened_the_site_has_left() {
	execute_with(|| {
		let site = open_site();
		assert_ok!(Automation::change_site(signed(OWNER), site, Box::new(always(false))));
		let text = "rule test site 0\nalarm on warning when weekly(0)";
		let program = text::parse(text).unwrap_or_else(|error| panic!("{error}")).program;
		let rule = try_deploy(COLLEAGUE, site, program).unwrap();
		next_block();
		Orgs::remove_member(&OWNER);
		assert_ok!(Automation::change_site(signed(COLLEAGUE), site, Box::new(always(true))));
		assert_eq!(held(&OWNER), 0, "whoever changes it pays from now on");
		for _ in 0..3 {
			next_block();
		}
		assert_eq!(fired(), [(rule, 0, Effect::Active)]);
	});
}
