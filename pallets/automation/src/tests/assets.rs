//! Rules that read assets, and set their flags.

use super::*;
use frame::deps::frame_support::dispatch::GetDispatchInfo;
use tallystick_primitives::{AssetFacts, AssetId, ConditionSum};

const ASSET: AssetId = AssetId(17);

/// A world in which the owner's organisation has a site, a sensor and an asset.
fn run(test: impl FnOnce(SiteId, StreamId)) {
	execute_with(|| {
		Assets::give(ASSET, BUILDERS);
		test(open_site(), stream(1, OWNER));
	});
}

/// A rule that sets a flag of the asset above 30 degrees.
fn flags(sensor: &StreamId, flag: u8) -> Program {
	program(sensor, &format!("flag 17 {flag} when t > 30 Cel"))
}

/// A rule that raises an alarm while something is known of the asset.
fn reads(sensor: &StreamId, source: &str, condition: &str) -> Program {
	program(
		sensor,
		&format!("in a = asset 17.{source}\nalarm a notice when {condition} && known(t)"),
	)
}

fn is_set(flag: u8) -> bool {
	Assets::flag(ASSET, flag).expect("the asset is there")
}

/// The sensor says something, and the rules that it wakes see it.
fn hear(sensor: StreamId, value: i64) {
	observe(sensor, Clock::now(), value);
	next_block();
}

fn set_condition(most: u128, millis: u64) {
	let until = Millis(Clock::now() + millis);
	Assets::set_condition(ASSET, Some(ConditionSum { most, until }));
}

mod flags {
	use super::*;

	#[test]
	fn a_rule_sets_a_flag_while_its_condition_is_true() {
		run(|site, sensor| {
			let rule = deploy(site, flags(&sensor, 3));
			assert!(!is_set(3));
			hear(sensor, 31);
			assert_eq!(fired(), [(rule, 0, Effect::Active)]);
			assert!(is_set(3) && !is_set(2));
			hear(sensor, 30);
			assert_eq!(fired(), [(rule, 0, Effect::Released)]);
			assert!(!is_set(3));
		});
	}

	#[test]
	fn only_rules_of_the_assets_owner_set_its_flags() {
		run(|site, sensor| {
			let refused = |who: AccountId, site, text: &str, error: Error<Test>| {
				let (program, settings) = (program(&sensor, text), RuleSettings::default());
				let name = name("test");
				assert_noop!(
					Automation::deploy(signed(who), site, name, Box::new(program), settings),
					error
				);
			};
			let theirs = site_of(RIVAL);
			let (own, unknown) = ("flag 17 3 when t > 30 Cel", "flag 18 3 when t > 30 Cel");
			refused(RIVAL, theirs, own, Error::NotAssetOwner);
			refused(OWNER, site, unknown, Error::UnknownAsset);
			Assets::end(ASSET);
			refused(OWNER, site, own, Error::UnknownAsset);
		});
	}

	#[test]
	fn a_flag_is_of_one_output_of_one_rule() {
		run(|site, sensor| {
			let taken = || Error::<Test>::FlagTaken;
			let twice = "flag 17 3 when t > 30 Cel\nflag 17 3 when t < 5 Cel";
			assert_noop!(try_deploy(OWNER, site, program(&sensor, twice)), taken());
			let rule = deploy(site, flags(&sensor, 3));
			assert_noop!(try_deploy(OWNER, site, flags(&sensor, 3)), taken());
			assert_ok!(try_deploy(OWNER, site, flags(&sensor, 4)));
			assert_ok!(Automation::remove(signed(OWNER), rule));
			assert_ok!(try_deploy(OWNER, site, flags(&sensor, 3)));
		});
	}

	#[test]
	fn no_flag_stays_set_when_its_rule_does_not_run() {
		run(|site, sensor| {
			let rule = deploy(site, flags(&sensor, 3));
			hear(sensor, 31);
			assert!(is_set(3));
			assert_ok!(Automation::pause(signed(OWNER), rule));
			assert!(!is_set(3));
			let taken = || Error::<Test>::FlagTaken;
			assert_noop!(try_deploy(OWNER, site, flags(&sensor, 3)), taken());
			assert_ok!(Automation::resume(signed(OWNER), rule));
			next_block();
			assert!(is_set(3));

			Quota::spend(OWNER, true);
			hear(sensor, 32);
			assert!(!is_set(3), "the rule is starved");
			Quota::spend(OWNER, false);
			Clock::pass(RETRY);
			observe(sensor, Clock::now(), 33);
			next_block();
			next_block();
			assert!(is_set(3));

			assert_ok!(Automation::remove(signed(OWNER), rule));
			assert!(!is_set(3));
			assert_eq!(Flaggers::<Test>::iter().count(), 0);
		});
	}

	#[test]
	fn another_version_of_a_rule_begins_with_its_flags_cleared() {
		run(|site, sensor| {
			let rule = deploy(site, flags(&sensor, 3));
			hear(sensor, 31);
			let both = "flag 17 3 when t > 20 Cel\nflag 17 4 when t > 40 Cel";
			let (both, settings) = (Box::new(program(&sensor, both)), RuleSettings::default());
			assert_ok!(Automation::replace(signed(OWNER), rule, both, settings.clone()));
			assert!(!is_set(3));
			next_block();
			assert_eq!([3, 4].map(is_set), [true, false]);
			let none = Box::new(hot(&sensor));
			assert_ok!(Automation::replace(signed(OWNER), rule, none, settings));
			assert!(!is_set(3));
			assert_eq!(Flaggers::<Test>::iter().count(), 0);
		});
	}

	#[test]
	fn no_flag_of_an_asset_that_was_sold_is_set() {
		run(|site, sensor| {
			let rule = deploy(site, flags(&sensor, 3));
			Assets::give(ASSET, RIVALS);
			hear(sensor, 31);
			assert_eq!(fired(), [(rule, 0, Effect::Active)]);
			assert!(!is_set(3));
			Assets::give(ASSET, BUILDERS);
			assert!(!is_set(3), "nor when it comes back");
			hear(sensor, 30);
			hear(sensor, 31);
			assert!(is_set(3), "but with the next change");
		});
	}

	#[test]
	fn a_flag_that_was_set_is_cleared_also_after_the_asset_was_sold() {
		run(|site, sensor| {
			deploy(site, flags(&sensor, 3));
			hear(sensor, 31);
			Assets::give(ASSET, RIVALS);
			assert!(!is_set(3));
			hear(sensor, 30);
			Assets::give(ASSET, BUILDERS);
			assert!(!is_set(3));
		});
	}

	#[test]
	fn a_rule_of_the_next_owner_takes_the_flag() {
		run(|site, sensor| {
			let (theirs, others) = (site_of(RIVAL), stream(2, RIVAL));
			let rule = deploy(site, flags(&sensor, 3));
			hear(sensor, 31);
			Assets::give(ASSET, RIVALS);
			let next = try_deploy(RIVAL, theirs, flags(&others, 3)).expect("they own it");
			check();
			hear(others, 31);
			assert!(is_set(3));
			// Whatever becomes of the former owner's rule, it has no part in that.
			hear(sensor, 30);
			assert_ok!(Automation::remove(signed(OWNER), rule));
			assert!(is_set(3));
			Assets::give(ASSET, BUILDERS);
			assert!(!is_set(3));
			assert_ok!(try_deploy(OWNER, site, flags(&sensor, 3)));
			assert_ok!(Automation::remove(signed(RIVAL), next));
			assert_eq!(Flaggers::<Test>::iter().count(), 1);
		});
	}

	#[test]
	fn nothing_is_left_of_a_flag_that_the_next_owner_took() {
		run(|site, sensor| {
			let (theirs, others) = (site_of(RIVAL), stream(2, RIVAL));
			deploy(site, flags(&sensor, 3));
			hear(sensor, 31);
			Assets::give(ASSET, RIVALS);
			assert_ok!(try_deploy(RIVAL, theirs, flags(&others, 3)));
			Assets::give(ASSET, BUILDERS);
			assert!(!is_set(3), "no rule of the owner has it");
		});
	}

	#[test]
	fn a_rule_that_reads_its_own_flag_does_not_wake_itself() {
		run(|site, sensor| {
			let text = "in f = asset 17.flag 3\nflag 17 3 when !f && t > 30 Cel";
			let rule = deploy(site, program(&sensor, text));
			observe(sensor, 1, 31);
			next_block();
			assert_eq!(fired(), [(rule, 0, Effect::Active)]);
			next_block();
			assert_eq!(fired(), []);
			observe(sensor, 2, 32);
			next_block();
			assert_eq!(fired(), [(rule, 0, Effect::Released)], "something else woke it");
		});
	}

	#[test]
	fn a_flag_is_paid_for_with_the_rule_and_charged_when_it_is_set() {
		run(|site, sensor| {
			let alarm = "alarm hot warning when t > 30 Cel";
			let deposit = |text| {
				let before = held(&OWNER);
				let rule = deploy(site, program(&sensor, text));
				let after = held(&OWNER);
				assert_ok!(Automation::remove(signed(OWNER), rule));
				after - before
			};
			let [plain, flagged] = [alarm, "flag 17 3 when t > 30 Cel"].map(deposit);
			assert!(flagged > plain + Assets::footprint() as u64, "{flagged} {plain}");

			let rule = deploy(site, flags(&sensor, 3));
			hear(sensor, 30);
			Quota::charged(&OWNER);
			hear(sensor, 31);
			let fires = Weights::fire(1) + Weights::flag() + <Assets as AssetFacts>::weight();
			let expected = opening() + unchanged(rule) + Weights::remember() + fires;
			assert_eq!(Quota::charged(&OWNER), expected);
		});
	}
}

mod reading {
	use super::*;

	#[test]
	fn anybodys_rule_reads_a_flag_when_something_else_wakes_it() {
		run(|site, sensor| {
			let (theirs, others) = (site_of(RIVAL), stream(2, RIVAL));
			let rule = try_deploy(RIVAL, theirs, reads(&others, "flag 3", "a")).expect("sound");
			deploy(site, flags(&sensor, 3));
			hear(others, 20);
			hear(sensor, 31);
			fired();
			next_block();
			assert_eq!(fired(), [], "a flag wakes nobody");
			hear(others, 20);
			assert_eq!(fired(), [(rule, 0, Effect::Active)]);
			Assets::give(ASSET, RIVALS);
			hear(others, 20);
			assert_eq!(fired(), [(rule, 0, Effect::Released)], "it was the former owner's");
		});
	}

	#[test]
	fn anybodys_rule_reads_a_condition() {
		run(|_, _| {
			let (theirs, others) = (site_of(RIVAL), stream(2, RIVAL));
			let spoiled = reads(&others, "condition", "a > 3600000");
			let rule = try_deploy(RIVAL, theirs, spoiled).expect("it is sound");
			set_condition(3_600_000, 600_000);
			hear(others, 20);
			assert_eq!(fired(), []);
			set_condition(3_600_001, 600_000);
			next_block();
			assert_eq!(fired(), [], "a condition wakes nobody");
			hear(others, 20);
			assert_eq!(fired(), [(rule, 0, Effect::Active)]);
		});
	}

	#[test]
	fn what_nobody_knows_of_an_asset_is_undefined() {
		run(|site, sensor| {
			let condition = deploy(site, reads(&sensor, "condition", "known(a)"));
			let flag = deploy(site, reads(&sensor, "flag 3", "known(a)"));
			hear(sensor, 20);
			assert_eq!(fired(), [(flag, 0, Effect::Active)], "no policy counts");
			set_condition(i64::MAX as u128, 600_000);
			hear(sensor, 20);
			assert_eq!(fired(), [(condition, 0, Effect::Active)]);
			set_condition(i64::MAX as u128 + 1, 600_000);
			hear(sensor, 20);
			assert_eq!(fired(), [(condition, 0, Effect::Released)], "it does not fit");
			Assets::end(ASSET);
			hear(sensor, 20);
			assert_eq!(fired(), [(flag, 0, Effect::Released)]);
		});
	}

	#[test]
	fn a_rule_is_woken_when_a_condition_is_known_no_more() {
		run(|site, sensor| {
			let rule = deploy(site, reads(&sensor, "condition", "a >= 0"));
			set_condition(0, 300_000);
			observe(sensor, 1, 20);
			poll();
			assert_eq!(fired(), [(rule, 0, Effect::Active)]);
			Clock::pass(300_000);
			poll();
			assert_eq!(fired(), []);
			Clock::pass(1);
			poll();
			assert_eq!(fired(), [(rule, 0, Effect::Released)]);
		});
	}

	#[test]
	fn an_unknown_asset_cannot_be_read() {
		run(|site, sensor| {
			let text = "in a = asset 18.condition\nalarm a notice when a > 1 && known(t)";
			let refused = try_deploy(OWNER, site, program(&sensor, text));
			assert_noop!(refused, Error::<Test>::UnknownAsset);
		});
	}

	#[test]
	fn reading_an_asset_is_charged_and_part_of_what_an_evaluation_may_cost() {
		run(|site, sensor| {
			let rule = deploy(site, reads(&sensor, "flag 3", "a"));
			hear(sensor, 20);
			Quota::charged(&OWNER);
			hear(sensor, 20);
			let read = <Assets as AssetFacts>::weight();
			let charged = Quota::charged(&OWNER);
			assert_eq!(charged, opening() + unchanged(rule) + read);
			let shape = Automation::rule(rule).expect("it is stored").shape;
			assert!((unchanged(rule) + read).all_lte(Automation::weight_of_wake(&shape)));
		});
	}

	#[test]
	fn whoever_deploys_a_rule_pays_for_asking_about_its_assets() {
		run(|site, sensor| {
			let weight = |text| {
				let (program, settings) = (program(&sensor, text), RuleSettings::default());
				let name = name("test");
				let program = Box::new(program);
				let call = crate::Call::<Test>::deploy { site, name, program, settings };
				call.get_dispatch_info().call_weight
			};
			let asked = <Assets as AssetFacts>::weight();
			let none = weight("alarm a notice when t > 3 Cel");
			assert_eq!(weight("flag 17 3 when t > 3 Cel"), none + asked * 2);
			let read = weight("in f = asset 17.flag 3\nalarm a notice when f && t > 3 Cel");
			assert_eq!(read, none + asked);
		});
	}
}
