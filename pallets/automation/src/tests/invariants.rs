//! The properties under random sequences, and the dry run against what fires.

use super::{
	actuators::{answer, heating},
	signals::{cooling, limit, open_signal, reversible},
	*,
};
use proptest::{
	prelude::*,
	test_runner::{Config as ProptestConfig, RngSeed},
};
use std::collections::BTreeMap;
use tallystick_primitives::{
	evidence::{merkle::MerkleTree, Hash, Tree},
	AssetFacts, AssetId, ConditionSum,
};
use tallystick_rules::{Cells, Commanded, Fired, Found, Reason, Snapshot};

/// `count` random cases, the same in each run. With `PROPTEST_CASES` it is as many others.
pub(super) fn cases(count: u32) -> ProptestConfig {
	let asked = ProptestConfig { source_file: Some(file!()), ..ProptestConfig::default() };
	match std::env::var_os("PROPTEST_CASES") {
		Some(_) => asked,
		None => ProptestConfig { cases: count, rng_seed: RngSeed::Fixed(1), ..asked },
	}
}

/// Something that somebody does, or that happens. Numbers choose among what is there.
#[derive(Clone, Debug)]
enum Step {
	Observe { sensor: u8, value: i64 },
	Block { millis: u32 },
	Full { micros: u64 },
	Deploy { who: bool, sensor: u8, heater: Option<u8>, level: u8 },
	Replace { rule: u8, sensor: u8 },
	Settings { rule: u8, interval: u32 },
	Pause { rule: u8 },
	Resume { rule: u8 },
	Remove { rule: u8 },
	Calendar,
	Permit { sensor: u8 },
	Evict { sensor: u8, rule: u8 },
	Hand { heater: u8, value: i64, hours: u8 },
	Stop { heater: u8 },
	Start { heater: u8 },
	Free { heater: u8 },
	Answer { heater: u8, back: u8, value: i64 },
	Group { cap: u16, pair: bool },
	Dissolve,
	Transfer { heater: u8 },
	Adopt { heater: u8 },
	Drop { heater: u8 },
	Spend { spent: bool },
	Limit { value: Option<i64>, from: u32, millis: u32 },
	Follow { heater: u8, follows: bool },
	Read { limit: i64 },
	Reopen,
	Flag { who: bool, sensor: u8, asset: u8, flag: u8 },
	Sell { asset: u8 },
	Wear { asset: u8, most: u32, millis: u32 },
}

fn step() -> impl Strategy<Value = Step> {
	let few = 0u8..4;
	prop_oneof![
		6 => (few.clone(), 0i64..60).prop_map(|(sensor, value)| Step::Observe { sensor, value }),
		6 => (0u32..400_000).prop_map(|millis| Step::Block { millis }),
		1 => (0u64..2_000).prop_map(|micros| Step::Full { micros }),
		3 => (any::<bool>(), few.clone(), proptest::option::of(few.clone()), 10u8..16)
			.prop_map(|(who, sensor, heater, level)| Step::Deploy { who, sensor, heater, level }),
		1 => (any::<u8>(), few.clone()).prop_map(|(rule, sensor)| Step::Replace { rule, sensor }),
		1 => (any::<u8>(), 0u32..90_000).prop_map(|(rule, interval)| Step::Settings { rule, interval }),
		1 => any::<u8>().prop_map(|rule| Step::Pause { rule }),
		1 => any::<u8>().prop_map(|rule| Step::Resume { rule }),
		1 => any::<u8>().prop_map(|rule| Step::Remove { rule }),
		1 => Just(Step::Calendar),
		1 => few.clone().prop_map(|sensor| Step::Permit { sensor }),
		1 => (few.clone(), any::<u8>()).prop_map(|(sensor, rule)| Step::Evict { sensor, rule }),
		2 => (few.clone(), -30i64..80, 0u8..200)
			.prop_map(|(heater, value, hours)| Step::Hand { heater, value, hours }),
		1 => few.clone().prop_map(|heater| Step::Stop { heater }),
		1 => few.clone().prop_map(|heater| Step::Start { heater }),
		1 => few.clone().prop_map(|heater| Step::Free { heater }),
		4 => (few.clone(), 0u8..3, -20i64..60)
			.prop_map(|(heater, back, value)| Step::Answer { heater, back, value }),
		1 => (any::<u16>(), any::<bool>()).prop_map(|(cap, pair)| Step::Group { cap, pair }),
		1 => Just(Step::Dissolve),
		1 => few.clone().prop_map(|heater| Step::Transfer { heater }),
		1 => few.clone().prop_map(|heater| Step::Adopt { heater }),
		1 => few.clone().prop_map(|heater| Step::Drop { heater }),
		1 => any::<bool>().prop_map(|spent| Step::Spend { spent }),
		3 => (proptest::option::of(-30i64..60), 0u32..400_000, 1u32..400_000)
			.prop_map(|(value, from, millis)| Step::Limit { value, from, millis }),
		2 => (few, any::<bool>()).prop_map(|(heater, follows)| Step::Follow { heater, follows }),
		1 => (0i64..60).prop_map(|limit| Step::Read { limit }),
		1 => Just(Step::Reopen),
		3 => (any::<bool>(), 0u8..4, 0u8..2, 0u8..3)
			.prop_map(|(who, sensor, asset, flag)| Step::Flag { who, sensor, asset, flag }),
		1 => (0u8..2).prop_map(|asset| Step::Sell { asset }),
		1 => (0u8..2, 0u32..100, 0u32..400_000)
			.prop_map(|(asset, most, millis)| Step::Wear { asset, most, millis }),
	]
}

struct Play {
	sites: [SiteId; 2],
	sensors: Vec<StreamId>,
	heaters: Vec<StreamId>,
	sequence: u64,
	signal: EventId,
}

impl Play {
	fn begin() -> Self {
		let sites = [open_site(), site_of(RIVAL)];
		let sensors = (1..=4).map(|seed| stream(seed, OWNER)).collect();
		let heaters = (11..=14).map(|seed| reversible(seed, OWNER, sites[0])).collect();
		Assets::give(AssetId(0), BUILDERS);
		Assets::give(AssetId(1), RIVALS);
		Self { sites, sensors, heaters, sequence: 0, signal: open_signal() }
	}

	fn rule(&self, number: u8) -> RuleId {
		let rules: Vec<RuleId> = Rules::<Test>::iter_keys().collect();
		let place = usize::from(number) % rules.len().max(1);
		rules.get(place).copied().unwrap_or(RuleId(0))
	}

	/// Carries out a step. What is refused changes nothing.
	fn take(&mut self, step: &Step) {
		let sensor = |number: u8| self.sensors[usize::from(number)];
		let heater = |number: u8| self.heaters[usize::from(number)];
		let owner = |rule: RuleId| match Automation::rule(rule) {
			Some(record) => signed(record.owner),
			None => signed(OWNER),
		};
		let call = |act: &mut dyn FnMut() -> DispatchResult| {
			let _ = frame::deps::frame_support::storage::with_storage_layer(act);
		};
		match *step {
			Step::Observe { sensor: number, value } => {
				self.sequence += 1;
				observe(sensor(number), self.sequence, value);
			},
			Step::Block { millis } => {
				Clock::pass(millis.into());
				next_block();
				self.check_limits();
			},
			Step::Full { micros } => {
				MaxWeight::set(Weight::from_parts(micros * 1_000_000, u64::MAX));
				let most = MaxWeight::get();
				let used = next_block();
				assert!(used.all_lte(most), "{used} of {most}");
				MaxWeight::set(Weight::from_parts(400_000_000_000, u64::MAX));
			},
			Step::Deploy { who, sensor: number, heater: which, level } => {
				let (who, site) = if who { (OWNER, self.sites[0]) } else { (RIVAL, self.sites[1]) };
				let program = match which {
					Some(which) => heating(&sensor(number), &heater(which), level, 45),
					None => program(
						&sensor(number),
						"alarm late notice when ton(t > 30 Cel, 1 min) || delta(t) > 5 K",
					),
				};
				call(&mut || try_deploy(who.clone(), site, program.clone()).map(|_| ()));
			},
			Step::Replace { rule, sensor: number } => {
				let rule = self.rule(rule);
				let program = Box::new(hot(&sensor(number)));
				call(&mut || {
					Automation::replace(owner(rule), rule, program.clone(), RuleSettings::default())
				});
			},
			Step::Settings { rule, interval } => {
				let rule = self.rule(rule);
				let settings = RuleSettings { interval, ..Default::default() };
				call(&mut || Automation::adjust(owner(rule), rule, settings.clone()));
			},
			Step::Pause { rule } => {
				let rule = self.rule(rule);
				call(&mut || Automation::pause(owner(rule), rule));
			},
			Step::Resume { rule } => {
				let rule = self.rule(rule);
				call(&mut || Automation::resume(owner(rule), rule));
			},
			Step::Remove { rule } => {
				let rule = self.rule(rule);
				call(&mut || Automation::remove(owner(rule), rule));
			},
			Step::Calendar => {
				let site = self.sites[0];
				call(&mut || Automation::change_site(signed(OWNER), site, Box::default()));
			},
			Step::Permit { sensor: number } => {
				let device = sensor(number).device;
				call(&mut || Automation::permit(signed(OWNER), device, RIVALS));
			},
			Step::Evict { sensor: number, rule } => {
				let rule = self.rule(rule);
				call(&mut || Automation::evict(signed(OWNER), sensor(number), rule));
			},
			Step::Hand { heater: number, value, hours } => {
				let until = Millis(Clock::now() + u64::from(hours) * 3_600_000);
				call(&mut || Automation::set_by_hand(signed(OWNER), heater(number), value, until));
			},
			Step::Stop { heater: number } => {
				call(&mut || Automation::stop(signed(OWNER), heater(number)));
			},
			Step::Start { heater: number } => {
				call(&mut || Automation::start(signed(OWNER), heater(number)));
			},
			Step::Free { heater: number } => {
				call(&mut || Automation::free(signed(OWNER), heater(number)));
			},
			Step::Answer { heater: number, back, value } => {
				let heater = heater(number);
				let Some(standing) = Automation::standing(heater) else { return };
				let Some(id) = standing.track.next.checked_sub(1 + u64::from(back)) else { return };
				call(&mut || answer(&heater, id, value));
			},
			Step::Group { cap, pair } => {
				let members: Vec<_> = self.heaters[..3]
					.iter()
					.map(|actuator| GroupMember { actuator: *actuator, rated: 10 })
					.collect();
				let exclusive = if pair { vec![(0, 1)] } else { vec![] };
				let group = Group {
					org: BUILDERS,
					site: self.sites[0],
					members: members.try_into().unwrap(),
					cap: Some(u64::from(cap) % 1_500),
					exclusive: exclusive.try_into().unwrap(),
				};
				call(&mut || Automation::form_group(signed(OWNER), Box::new(group.clone())));
			},
			Step::Dissolve => {
				let group = Groups::<Test>::iter_keys().next().unwrap_or(GroupId(0));
				call(&mut || Automation::dissolve_group(signed(OWNER), group));
			},
			Step::Transfer { heater: number } => {
				let device = heater(number).device;
				let (from, to) = match Devices::owner(&device) == Some(OWNER) {
					true => (OWNER, RIVAL),
					false => (RIVAL, OWNER),
				};
				transfer(&device, &from, to);
			},
			Step::Adopt { heater: number } => {
				let heater = heater(number);
				let who = Devices::owner(&heater.device).unwrap();
				let site = self.sites[usize::from(who == RIVAL)];
				call(&mut || {
					Automation::set_safety(signed(who.clone()), heater, site, Box::new(cooling()))
				});
			},
			Step::Drop { heater: number } => {
				let heater = heater(number);
				let who = Devices::owner(&heater.device).unwrap();
				call(&mut || Automation::drop_actuator(signed(who.clone()), heater));
			},
			Step::Spend { spent } => Quota::spend(OWNER, spent),
			Step::Limit { value, from, millis } => {
				let ends = u64::from(from) + u64::from(millis);
				let limit = value.map(|value| limit(value, from.into(), ends));
				call(&mut || Automation::set_limit(signed(GRID), self.signal, limit));
			},
			Step::Follow { heater: number, follows } => {
				let event = follows.then_some(self.signal);
				call(&mut || Automation::follow(signed(OWNER), heater(number), event));
			},
			Step::Read { limit } => {
				let text = format!(
					"rule read site 0\nin l = event {} as 1 Cel\nalarm low notice when l < {limit} Cel",
					self.signal.0
				);
				let program = tallystick_rules::text::parse(&text).unwrap().program;
				call(&mut || try_deploy(RIVAL, self.sites[1], program.clone()).map(|_| ()));
			},
			Step::Flag { who, sensor: number, asset, flag } => {
				let (who, site) = if who { (OWNER, self.sites[0]) } else { (RIVAL, self.sites[1]) };
				let other = 1 - asset;
				let text = format!(
					"in a = asset {other}.condition\nin f = asset {other}.flag {flag}\n\
					flag {asset} {flag} when t > 30 Cel || a > 50 || f"
				);
				let program = program(&sensor(number), &text);
				call(&mut || try_deploy(who.clone(), site, program.clone()).map(|_| ()));
			},
			Step::Sell { asset } => {
				let asset = AssetId(asset.into());
				let to = if Assets::owner(asset) == Some(BUILDERS) { RIVALS } else { BUILDERS };
				Assets::give(asset, to);
			},
			Step::Wear { asset, most, millis } => {
				let until = Millis(Clock::now() + u64::from(millis));
				let sum = ConditionSum { most: most.into(), until };
				Assets::set_condition(AssetId(asset.into()), Some(sum));
			},
			Step::Reopen => {
				if Automation::close_signal(signed(GRID), self.signal).is_ok() {
					self.signal = open_signal();
				}
			},
		}
	}

	/// Property 29, at the end of a block that had room for everything.
	fn check_limits(&self) {
		let now = Millis(Clock::now());
		for heater in &self.heaters {
			let Some(record) = Automation::actuator(*heater) else { continue };
			let signal = record.follows.and_then(Automation::signal);
			let limit = signal.and_then(|signal| signal.limit).filter(|limit| limit.counts(now));
			let (Some(limit), true) = (limit, Automation::goes_on(heater, &record)) else {
				continue;
			};
			let standing = Automation::standing(*heater).unwrap();
			let most = record.safety.envelope.bounds.clamp(limit.value);
			let value = standing.track.newest.unwrap().value;
			// A member of a group that must not be on is off, also where the limit is below that.
			let group = record.group.and_then(Automation::group);
			let is_off = group.is_some_and(|group| !group.exclusive.is_empty()) && value == 0;
			let is_urgent = standing.level <= level::FAIL_SAFE;
			assert!(is_urgent || is_off || value <= most, "29: {value} > {most}");
		}
	}
}

proptest! {
	#![proptest_config(cases(256))]

	#[test]
	fn the_properties_hold_after_every_step(steps in proptest::collection::vec(step(), 1..80)) {
		build().execute_with(|| {
			let mut play = Play::begin();
			let mut known = BTreeMap::new();
			check_acts(&mut known);
			for step in &steps {
				play.take(step);
				Automation::do_try_state().unwrap_or_else(|error| panic!("{error:?} after {step:?}"));
				check_flags();
				check_acts(&mut known);
			}
			check();
			// In the end all is worked off, and nothing that is due waits.
			Quota::spend(OWNER, false);
			for _ in 0..3 {
				Clock::pass(2 * SPREAD);
				next_block();
				check_acts(&mut known);
			}
			assert!(Arrived::<Test>::get().is_empty());
			let is_due = |(due, _, ()): &(Due, _, _)| due.at().0 <= Clock::now();
			assert_eq!(Agenda::<Test>::iter().find(is_due), None);
			check();
		});
	}
}

/// Property 27: the leaves since the last check are those of the events since then. `known` are the rules that fired, by leaf.
fn check_acts(known: &mut BTreeMap<Hash, RuleId>) {
	let at = Millis(Clock::now());
	let mut expected = Vec::new();
	for event in events() {
		let act = match event {
			Event::Fired { rule, version, firings, evidence } => {
				let act = Act::Fired(Fired { at, rule, version, firings, evidence });
				known.insert(act.leaf::<HostCrypto>(), rule);
				act
			},
			Event::Commanded { actuator, tenure, id, value, cause } => {
				let newest = Automation::commands(actuator.device).into_iter();
				let newest = newest
					.filter(|newest| newest.channel == actuator.channel && newest.command.id == id);
				newest.for_each(|newest| assert_eq!(newest.cause, cause.hash()));
				match &cause {
					Cause::Claim { by: Claimant::Rule(rule), origin, .. } => {
						assert_eq!(known.get(origin), Some(rule), "a firing of this rule");
					},
					Cause::Claim { by: Claimant::Member(who), level, origin } => {
						let reason = Reason::Hand { level: *level, account: who.clone().into() };
						assert_eq!(*origin, reason.hash::<HostCrypto>());
					},
					Cause::Default | Cause::Unguarded | Cause::Hunting | Cause::Grid { .. } => {},
				}
				let cause = cause.hash();
				Act::Commanded(Commanded { at, actuator, tenure, id, value, cause })
			},
			_ => continue,
		};
		expected.push(act.leaf::<HostCrypto>());
	}
	let root = |leaves| {
		let tree = MerkleTree::build::<HostCrypto>(Tree::Events, leaves).expect("few");
		tree.root::<HostCrypto>()
	};
	assert_eq!(root(Events::take()), root(expected), "27");
}

/// Rules of which a dry run has to say what fires.
const TRIED: [&str; 6] = [
	"alarm a notice when t > 30 Cel",
	"alarm a notice when hyst(t, 20 Cel, 40 Cel)",
	"alarm a notice when ton(t > 30 Cel, 1 min)\nalarm b warning when !known(t)",
	"alarm a notice when tof(t > 30 Cel, 90 s) && delta(t) != 0 K",
	"alarm a notice when count(t > 30 Cel, 2, 1 min, 5)",
	"alarm a notice when stuck(t, 2 min) else true",
];

proptest! {
	#![proptest_config(cases(10_000))]

	/// Property 12. The timeline of the dry run has what the chain saw, when it looked.
	#[test]
	fn what_a_dry_run_says_is_what_fires(
		which in 0..TRIED.len(),
		happenings in proptest::collection::vec((0u32..150_000, proptest::option::of(0i64..60)), 1..12),
	) {
		build().execute_with(|| {
			let (site, sensor) = (open_site(), stream(1, OWNER));
			let program = program(&sensor, TRIED[which]);
			let rule = deploy(site, program.clone());
			let mut timeline = vec![seen(&sensor)];
			let mut played = vec![effects(rule)];
			for (sequence, (millis, value)) in (0u64..).zip(happenings) {
				// What falls due on the way is a step of its own.
				let until = Clock::now() + u64::from(millis);
				while let Some(due) = Automation::state(rule).unwrap().due.filter(|due| due.0 <= until) {
					Clock::set(due.0.max(Clock::now()));
					poll();
					timeline.push(seen(&sensor));
					played.push(effects(rule));
				}
				Clock::set(until);
				let Some(value) = value else { continue };
				observe(sensor, sequence, value);
				poll();
				timeline.push(seen(&sensor));
				played.push(effects(rule));
			}
			let said: Vec<_> = timeline
				.chunks(MAX_DRY_RUN as usize)
				.scan(Cells::default(), |cells, timeline| {
					let (program, timeline) = (program.clone(), timeline.to_vec());
					let run = DryRun { program, site, cells: cells.clone(), timeline };
					let evaluations = Automation::dry_run(run).unwrap();
					*cells = evaluations.last().unwrap().cells.clone();
					Some(evaluations)
				})
				.flatten()
				.map(|evaluation| evaluation.effects.into_inner())
				.collect();
			assert_eq!(said, played);
		});
	}
}

/// What a rule that is woken by a sensor sees of it now.
fn seen(sensor: &StreamId) -> Snapshot {
	let newest = Streams::<Test>::get(sensor).and_then(|woken| woken.seen);
	let found = newest.map_or(Found::Nothing, |Waiting { observation, missed }| {
		let active =
			Devices::status(&sensor.device) == Some(tallystick_primitives::DeviceStatus::Active);
		Found::Observed(tallystick_rules::Observed {
			summary: observation.summary,
			limits: tallystick_primitives::evidence::Limits::NONE,
			arrived: observation.at,
			facts: observation.facts,
			active,
			missed,
		})
	});
	Snapshot { now: Millis(Clock::now()), found: vec![found].try_into().unwrap() }
}
