//! Fleets against a gateway in memory.

mod support;

use std::{collections::BTreeSet, path::Path, sync::Arc, time::Duration};
use support::Gateway;
use tallystick_device::Slots;
use tallystick_sim::{
	identity,
	meter::{Home, Memory, Registers, EXPORT, IMPORT},
	Entry, Fault, Findings, Fleet, Format, Ledger, Metering, Mix, Nature, Oracle, Roaming, Router,
	Series, Totals, REVOKED, STRANGER,
};
use tokio::sync::mpsc::Receiver;

const GENESIS: [u8; 32] = [7; 32];

fn fleet(mix: Mix, devices: u32, faults: &[Fault]) -> Fleet {
	let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/building-15min.csv");
	Fleet {
		series: vec![Arc::new(Series::read(&data).unwrap())],
		metering: None,
		devices,
		mix,
		genesis: GENESIS,
		seed: 5,
		size: 2,
		rate: Some(f64::from(devices) * 4.0),
		speed: 1.0,
		window: 4,
		resend: Duration::from_millis(1_500),
		share: 1,
		measure: Duration::from_secs(10),
		enough: Default::default(),
		readings: u64::MAX,
		drain: Duration::from_secs(60),
		until_final: false,
		salted: true,
		faults: faults.to_vec(),
		boot: 100,
	}
}

/// Plays, and holds the fleet's log against what the gateway stored.
async fn play(fleet: &Fleet, lossy: u32) -> (Totals, Findings, Arc<Gateway>) {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("oracle");
	let oracle = Oracle::append(&path).unwrap();
	let (gateway, answers) = gateway(fleet, lossy, 0);
	let totals = fleet.play_over(std::slice::from_ref(&gateway), answers, &oracle).await.unwrap();
	let mut ledger = Ledger::read(&path).unwrap();
	for entry in gateway.stored.lock().unwrap().iter() {
		ledger.seen(entry);
	}
	(totals, ledger.findings(), gateway)
}

/// A gateway that knows the fleet, and the answers to its devices.
fn gateway(fleet: &Fleet, lossy: u32, nth: u8) -> (Arc<Gateway>, Vec<Receiver<Vec<u8>>>) {
	let mut router = Router::default();
	let answers =
		fleet.places().into_iter().map(|at| router.add(identity(fleet.seed, at).id)).collect();
	let mut gateway = Gateway::new(GENESIS, router, 9 + u64::from(nth), lossy);
	gateway.account = [nth; 32];
	for index in fleet.places() {
		let who = identity(fleet.seed, index);
		if index != STRANGER {
			gateway.know(who.id, who.key, fleet.series[0].clone());
		}
		if index == REVOKED {
			gateway.revoke(who.id);
		}
	}
	(Arc::new(gateway), answers)
}

/// Plays between two gateways, and holds the log against what both stored.
async fn play_between(fleet: &Fleet, lossy: u32) -> (Totals, Findings, [u64; 2]) {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("oracle");
	let oracle = Oracle::append(&path).unwrap();
	let (gateways, answers): (Vec<_>, Vec<_>) =
		[1, 2].map(|nth| gateway(fleet, lossy, nth)).into_iter().unzip();
	let places = gateways.iter().zip(answers).map(|(gateway, answers)| {
		let links = std::slice::from_ref(gateway);
		fleet.places_at(Some(gateway.account), links, answers).unwrap()
	});
	let roaming = Roaming { stay: Duration::from_millis(1_500) };
	let totals = fleet.play_at(places.collect(), Some(roaming), &oracle).await.unwrap();
	let mut ledger = Ledger::read(&path).unwrap();
	let stored = [0, 1].map(|at| {
		let stored = gateways[at].stored.lock().unwrap();
		stored.iter().for_each(|entry| {
			ledger.seen(entry);
		});
		stored.len() as u64
	});
	(totals, ledger.findings(), stored)
}

#[tokio::test]
async fn devices_that_move_between_gateways_lose_nothing_and_store_nothing_twice() {
	let fleet = fleet(Mix::Mixed, 4, &[]);
	let (totals, findings, stored) = play_between(&fleet, 0).await;
	assert!(totals.is_good(), "{totals} {:?}", totals.failures);
	assert!(totals.moves >= 16, "{totals}");
	assert_eq!((findings.lost, findings.duplicated, findings.extra), (0, 0, 0), "{findings}");
	assert_eq!(findings.stored, totals.acknowledged);
	assert!(stored[0] > 20 && stored[1] > 20, "{stored:?}");
	// No device began a new boot epoch.
	assert_eq!(totals.lost_power, 0);
}

#[tokio::test]
async fn moves_come_through_losses_and_mishaps() {
	let fleet = fleet(Mix::Mixed, 4, &mishaps());
	let (totals, findings, stored) = play_between(&fleet, 5).await;
	assert!(totals.is_good(), "{totals} {:?}", totals.failures);
	assert!(totals.moves > 0 && findings.is_good(), "{totals} {findings}");
	assert!(stored[0] > 0 && stored[1] > 0, "{stored:?}");
}

fn mishaps() -> Vec<Fault> {
	let is = |fault: &&Fault| fault.nature(Format::Segment) == Some(Nature::Mishap);
	Fault::ALL.iter().filter(is).copied().collect()
}

#[tokio::test]
async fn works_without_faults_in_all_ways() {
	let resend = Duration::from_secs(60);
	let fleet = Fleet { readings: 43, resend, ..fleet(Mix::Mixed, 4, &[]) };
	let (totals, findings, _) = play(&fleet, 0).await;
	assert!(totals.is_good(), "{totals} {:?}", totals.failures);
	assert_eq!((totals.made, totals.acknowledged, totals.resent), (43, 43, 0));
	assert_eq!((findings.sent, findings.stored), (43, 43));
	assert!(findings.is_good(), "{findings}");
}

#[tokio::test]
async fn works_when_messages_and_answers_are_lost() {
	let fleet = Fleet { readings: 80, ..fleet(Mix::Mixed, 4, &[]) };
	let (totals, findings, _) = play(&fleet, 20).await;
	assert!(totals.is_good(), "{totals} {:?}", totals.failures);
	assert!(totals.resent > 0);
	assert_eq!((totals.acknowledged, findings.lost, findings.duplicated), (80, 0, 0));
}

#[tokio::test]
async fn works_through_all_mishaps() {
	let fleet = fleet(Mix::Mixed, 4, &mishaps());
	let (totals, findings, _) = play(&fleet, 5).await;
	assert!(totals.is_good(), "{totals} {:?}", totals.failures);
	assert!(totals.lost_power > 0, "no device ever lost its power: {totals}");
	assert!(findings.is_good(), "{findings}");
	assert!(findings.stored > 40, "{findings}");
}

#[tokio::test]
async fn fails_when_a_forged_message_is_taken_for_good() {
	let mut fleet = fleet(Mix::All(Format::Segment), 1, &[Fault::OtherGenesis]);
	fleet.measure = Duration::from_secs(2);
	// A gateway of that other chain would not refuse it; nor does it take an honest message.
	fleet.genesis = [8; 32];
	let (totals, ..) = play(&fleet, 0).await;
	assert!(!totals.is_good());
	assert!(totals.failures.iter().any(|failure| failure.contains("BadSignature")), "{totals}");
}

#[tokio::test]
async fn fails_when_nobody_answers() {
	let mut fleet = fleet(Mix::All(Format::Segment), 1, &[]);
	(fleet.measure, fleet.drain) = (Duration::from_secs(1), Duration::from_secs(1));
	let (totals, findings, _) = play(&fleet, 100).await;
	assert!(!totals.is_good());
	assert_eq!((totals.acknowledged, findings.acknowledged, findings.stored), (0, 0, 0));
	assert!(totals.waiting > 0);
}

/// Every forgery that fits the format, by one device of it and a fellow.
async fn forge_all(format: Format) {
	let forgeries: Vec<_> = Fault::ALL
		.iter()
		.filter(|fault| !matches!(fault.nature(format), None | Some(Nature::Mishap)))
		.copied()
		.collect();
	let mut fleet = fleet(Mix::All(format), 6, &forgeries);
	(fleet.measure, fleet.size) = (Duration::from_secs(15), 1);
	let (totals, findings, gateway) = play(&fleet, 0).await;
	assert!(totals.is_good(), "{totals} {:?}", totals.failures);
	let refused: BTreeSet<_> = totals.refused.keys().copied().collect();
	let expected: BTreeSet<_> = forgeries.iter().map(|fault| fault.as_str()).collect();
	assert_eq!(refused, expected);
	let answered: u64 = gateway.refused.lock().unwrap().values().sum();
	// One that was not answered in time was sent again.
	assert!(answered >= totals.refused.values().sum::<u64>());
	assert!(findings.is_good() && findings.lost == 0, "{findings}");
}

#[tokio::test]
async fn works_when_forged_segments_are_refused_by_name() {
	forge_all(Format::Segment).await;
}

#[tokio::test]
async fn works_when_forged_readings_are_refused_by_name() {
	forge_all(Format::Readings).await;
}

#[tokio::test]
async fn works_when_forged_senml_is_refused_by_name() {
	forge_all(Format::SenmlJson).await;
	forge_all(Format::SenmlCbor).await;
}

/// Two homes with slots of a second, four of them in an hour.
fn meters(faults: &[Fault]) -> Fleet {
	let home = |number: u8| {
		let file = format!("../data/homes/home-{number:02}.csv");
		Arc::new(Home::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap())
	};
	let homes = vec![home(1), home(17)];
	let metering = Metering { homes, slots: Slots::new(1_000, 1).unwrap() };
	Fleet {
		series: vec![Arc::new(metering.series().unwrap())],
		metering: Some(metering),
		speed: 900.0,
		rate: None,
		measure: Duration::from_secs(14),
		..fleet(Mix::All(Format::Segment), 2, faults)
	}
}

#[tokio::test]
async fn meters_show_their_registers_through_silence_lateness_and_reset() {
	let faults = [Fault::Silent, Fault::Late, Fault::Reset];
	let fleet = meters(&faults);
	let (totals, findings, gateway) = play(&fleet, 5).await;
	assert!(totals.is_good(), "{totals} {:?}", totals.failures);
	assert!(findings.is_good(), "{findings}");
	assert_eq!(findings.stored, totals.acknowledged);
	let stored = gateway.stored.lock().unwrap().clone();
	for index in 0..fleet.devices {
		let device = identity(fleet.seed, index).id;
		let shown = |channel| {
			let of = stored.iter().filter(|e| e.device == device && e.channel == channel);
			of.map(|entry| (entry.time, entry.value as u64)).collect::<Vec<_>>()
		};
		let (imports, exports) = (shown(IMPORT), shown(EXPORT));
		let begin = imports.first().unwrap().0;
		let plan = fleet.metering.as_ref().unwrap();
		let plan = plan.plan(index, begin - 1, fleet.speed, &faults).unwrap();
		let end = imports.last().unwrap().0;
		assert!(end > plan.resets[0].at, "the reset of {index} was not seen");

		// Every reading of the plan, and no other; some of them twice, where a segment begins. Those
		// that were not acknowledged when a meter lost its memory are missing.
		let once: Vec<_> = BTreeSet::from_iter(imports.iter().copied()).into_iter().collect();
		let readings: Vec<_> = plan.readings(end).collect();
		let reset = plan.resets[0];
		let planned = |of: fn(&Registers) -> u64| {
			readings.iter().map(|(time, registers)| (*time, of(registers))).collect::<Vec<_>>()
		};
		let planned = (planned(|r| r.import), planned(|r| r.export));
		let exports: Vec<_> = BTreeSet::from_iter(exports).into_iter().collect();
		match reset.memory {
			Memory::Kept => assert_eq!((&once, &exports), (&planned.0, &planned.1)),
			Memory::Lost => {
				assert!(once.iter().all(|reading| planned.0.contains(reading)));
				assert!(exports.iter().all(|reading| planned.1.contains(reading)));
			},
		}
		let own = stored.iter().filter(|entry| entry.device == device);
		for Entry { time, boot, .. } in own {
			let lost = reset.memory == Memory::Lost && *time >= reset.at;
			assert_eq!(*boot, fleet.boot + u32::from(lost), "{time}");
		}
		assert!(once.iter().all(|(time, _)| !plan.silent[0].contains(time)));
		assert!(once.iter().any(|(time, _)| plan.offline[0].contains(time)));
		// A segment of a slot has two readings, but where it begins after a fault.
		let falls = readings.windows(2).filter(|pair| pair[1].1.import < pair[0].1.import);
		assert_eq!(falls.count(), 1);
		assert!(imports.len() > once.len() && imports.len() < 2 * once.len());

		// It sends nothing while it cannot. What was on its way has half of that time to arrive.
		let offline = &plan.offline[0];
		let quiet = offline.start + (offline.end - offline.start) / 2..offline.end;
		let arrivals = gateway.arrivals.lock().unwrap();
		let own = || arrivals.iter().filter(|(of, _)| *of == device).map(|(_, at)| at);
		assert!(own().all(|at| !quiet.contains(at)), "{index}: {quiet:?}");
		assert!(own().any(|at| *at >= quiet.end), "{index}: {quiet:?}");
	}
}

#[tokio::test]
async fn meters_come_through_all_mishaps() {
	let (totals, findings, _) = play(&meters(&mishaps()), 5).await;
	assert!(totals.is_good(), "{totals} {:?}", totals.failures);
	assert!(findings.is_good() && findings.stored > 20, "{findings}");
}
