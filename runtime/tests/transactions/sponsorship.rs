//! Who pays: an organisation in good standing pays for its members' permitted calls, and every refusal
//! names its reason.

use crate::{
	common::every_call,
	ledger::{account, extensions, pair, Ledger},
};
use codec::Encode;
use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, DispatchInfo, GetDispatchInfo},
	weights::Weight,
};
use frame_system::limits::BlockWeights;
use pallet_consortium::{Call as Consortium, Event, Quota, Refusal};
use pallet_telemetry::{Call as Telemetry, Observed, ObservedRun};
use pallet_transaction_payment::ChargeTransactionPayment;
use sp_core::sr25519::Pair;
use sp_runtime::traits::TransactionExtension;
use tallystick_evidence::{merkle::Place, Scheme};
use tallystick_primitives::{OrgId, Role, Roles};
use tallystick_runtime::{
	configs::consortium::{BlockShare, SPONSORED_PRIORITY},
	constants::UNIT,
	Balances, Consortium as Organizations, Runtime, RuntimeCall, RuntimeEvent, TransactionPayment,
};

type Council = pallet_collective::Call<Runtime, pallet_collective::Instance1>;

const SUSPENDED: u8 = Refusal::Suspended as u8;
const QUOTA_EXCEEDED: u8 = Refusal::QuotaExceeded as u8;
const CALL_NOT_SPONSORED: u8 = Refusal::CallNotSponsored as u8;

/// The first organisation that is admitted after the genesis.
const ORG: OrgId = OrgId(1);

/// Enough for two of the test's calls, not for five.
const SMALL_QUOTA: Quota = Quota { bytes: 400, ref_time: 1_000_000_000_000 };
const LARGE_QUOTA: Quota = Quota { bytes: 1_000_000, ..SMALL_QUOTA };

fn invite(who: &str) -> RuntimeCall {
	Consortium::<Runtime>::invite { who: account(&pair(who)) }.into()
}

fn join() -> RuntimeCall {
	Consortium::<Runtime>::join { org: ORG }.into()
}

fn remark() -> RuntimeCall {
	frame_system::Call::remark { remark: b"hello".to_vec() }.into()
}

fn free(who: &Pair, ledger: &mut Ledger) -> u128 {
	ledger.read(|| Balances::free_balance(account(who)))
}

#[track_caller]
fn assert_refused(ledger: &mut Ledger, who: &Pair, call: RuntimeCall, code: u8) {
	let transaction = ledger.sign(who, call);
	assert_eq!(ledger.refusal(transaction), code);
}

#[test]
fn the_pool_tells_why_it_refuses() {
	let mut ledger = Ledger::development();
	let ledger = &mut ledger;
	let (admin, member) = (pair("//Sponsored//admin"), pair("//Sponsored//member"));
	ledger.decide(Consortium::<Runtime>::admit {
		name: b"Sponsored Ltd".to_vec().try_into().expect("short"),
		admin: account(&admin),
		roles: Roles::from_iter([Role::Manufacturer]),
	});
	assert_ok!(ledger.submit(&admin, join()));
	let dest = Organizations::account(ORG).into();
	let fund = pallet_balances::Call::transfer_keep_alive { dest, value: 1_000 * UNIT };
	assert_ok!(ledger.submit(&pair("//Alice"), RuntimeCall::Balances(fund)));
	assert_ok!(ledger.submit(&admin, invite("//Sponsored//member")));
	let events = ledger.submit(&member, join()).expect("it is invited");
	let added = Event::MemberAdded { org: ORG, who: account(&member) };
	assert!(events.contains(&RuntimeEvent::Consortium(added)), "{events:?}");
	assert_eq!((free(&admin, ledger), free(&member, ledger)), (0, 0), "the organisation pays");

	assert_refused(ledger, &member, remark(), CALL_NOT_SPONSORED);
	let inner = || invite("//Sponsored//other");
	let batch = pallet_utility::Call::batch { calls: vec![inner()] };
	assert_refused(ledger, &admin, batch.into(), CALL_NOT_SPONSORED);
	let proxy = pallet_proxy::Call::proxy {
		real: account(&admin).into(),
		force_proxy_type: None,
		call: Box::new(inner()),
	};
	assert_refused(ledger, &admin, proxy.into(), CALL_NOT_SPONSORED);

	ledger.decide(Consortium::<Runtime>::set_quota { org: ORG, quota: SMALL_QUOTA });
	let mut included = 0;
	let refusal = loop {
		let invite = invite(&format!("//Sponsored//{included}"));
		let transaction = ledger.sign(&admin, invite);
		if ledger.validate(transaction.clone()).is_err() {
			break ledger.refusal(transaction);
		}
		assert_ok!(ledger.include(transaction));
		included += 1;
	};
	assert_eq!(refusal, QUOTA_EXCEEDED);
	assert!((1..5).contains(&included), "{included} calls within the quota");
	ledger.decide(Consortium::<Runtime>::set_quota { org: ORG, quota: LARGE_QUOTA });
	assert_ok!(ledger.submit(&admin, invite("//Sponsored//later")));

	ledger.decide(Consortium::<Runtime>::suspend { org: ORG });
	assert_refused(ledger, &admin, invite("//Sponsored//last"), SUSPENDED);
	assert_refused(ledger, &member, remark(), SUSPENDED);
	ledger.decide(Consortium::<Runtime>::resume { org: ORG });
	assert_ok!(ledger.submit(&admin, invite("//Sponsored//last")));

	// With a balance, a member pays for what the organisation does not.
	let value = 10_000_000;
	let dest = account(&member).into();
	let endow = pallet_balances::Call::transfer_keep_alive { dest, value };
	assert_ok!(ledger.submit(&pair("//Alice"), RuntimeCall::Balances(endow)));
	assert_ok!(ledger.submit(&member, remark()));
	assert!(free(&member, ledger) < value, "the remark cost nothing");

	// Whoever has nothing left leaves at the organisation's cost, also while it is suspended.
	let (last, leaver) = (pair("//Sponsored//last"), pair("//Sponsored//later"));
	for who in [&last, &leaver] {
		assert_ok!(ledger.submit(who, join()));
	}
	ledger.decide(Consortium::<Runtime>::suspend { org: ORG });
	for who in [&admin, &last, &leaver] {
		let leave = Consortium::<Runtime>::remove_member { who: account(who) };
		assert_ok!(ledger.submit(who, leave));
	}
}

/// An organisation with one member, its admin, who has no balance.
fn poor_admin(ledger: &mut Ledger) -> Pair {
	let admin = pair("//Sponsored//admin");
	ledger.decide(Consortium::<Runtime>::admit {
		name: b"Sponsored Ltd".to_vec().try_into().expect("short"),
		admin: account(&admin),
		roles: Roles::ALL,
	});
	assert_ok!(ledger.submit(&admin, join()));
	admin
}

#[test]
fn no_member_books_a_block_for_what_the_council_alone_may_do() {
	let ledger = &mut Ledger::development();
	let admin = poor_admin(ledger);
	let heavy = || Box::new(remark_of(1_000_000));
	let close = Council::close {
		proposal_hash: Default::default(),
		index: 0,
		proposal_weight_bound: Weight::from_parts(850_000_000_000, 0),
		length_bound: 0,
	};
	let calls: [RuntimeCall; 6] = [
		close.into(),
		Council::propose { threshold: 2, proposal: heavy(), length_bound: 1 }.into(),
		Council::vote { proposal: Default::default(), index: 0, approve: true }.into(),
		Consortium::<Runtime>::enact { call: heavy() }.into(),
		Consortium::<Runtime>::suspend { org: ORG }.into(),
		Consortium::<Runtime>::configure { settings: Default::default() }.into(),
	];
	for call in calls {
		assert_refused(ledger, &admin, call, CALL_NOT_SPONSORED);
	}
}

fn remark_of(length: usize) -> RuntimeCall {
	frame_system::Call::remark { remark: vec![0; length] }.into()
}

/// What a signed transaction of this call books, and how long it is.
fn booked(call: &RuntimeCall) -> (DispatchInfo, usize) {
	let extension_weight = extensions(0u32.into()).weight(call);
	let signature = 101;
	(DispatchInfo { extension_weight, ..call.get_dispatch_info() }, signature + call.encoded_size())
}

/// What a batch books with so many segments, each with so many runs and a signature of P-256.
fn batch(segments: usize, runs: usize) -> u64 {
	let place = Place { index: 0, count: 1 << 16, path: vec![[7; 32]; 16] };
	let ObservedRun { run, .. } = zero();
	let runs = vec![ObservedRun { run, place }; runs];
	let segment = Observed {
		scheme: Scheme::P256,
		runs: runs.try_into().expect("no more than there can be"),
		..zero()
	};
	let anchor = Telemetry::<Runtime>::anchor {
		number: 0,
		batch: zero(),
		observed: vec![segment; segments].try_into().expect("as many as there can be"),
	};
	let (info, _) = booked(&anchor.into());
	let limits: BlockWeights = <Runtime as frame_system::Config>::BlockWeights::get();
	info.total_weight().saturating_add(limits.get(info.class).base_extrinsic).ref_time()
}

#[test]
fn a_large_batch_fits_into_an_organisation_s_share_of_a_block() {
	let (large, largest) = Ledger::development().read(|| (batch(56, 6), batch(64, 16)));
	assert!(large <= BlockShare::get(), "{large} ps of {}", BlockShare::get());
	// The largest one goes where it is its organisation's first.
	let limits: BlockWeights = <Runtime as frame_system::Config>::BlockWeights::get();
	let most = limits.get(DispatchClass::Normal).max_extrinsic.expect("there is a limit");
	assert!(largest <= most.ref_time(), "{largest} ps of {most:?}");
}

fn zero<T: codec::Decode>() -> T {
	T::decode(&mut sp_runtime::traits::TrailingZeroInput::zeroes()).expect("zeros are one")
}

/// What somebody who is no member has in the pool for this call, with this tip.
fn bought(call: &RuntimeCall, tip: u128) -> u64 {
	let (info, len) = booked(call);
	let fee = TransactionPayment::compute_fee(len as u32, &info, tip);
	ChargeTransactionPayment::<Runtime>::get_priority(&info, len, tip, fee)
}

#[test]
fn nobody_pays_to_push_out_what_is_sponsored() {
	Ledger::development().read(|| {
		for (name, call) in every_call() {
			assert!(bought(&call, 0) < SPONSORED_PRIORITY >> 30, "{name:?} without a tip");
			let tip = 10_000_000 * UNIT;
			assert!(bought(&call, tip) < SPONSORED_PRIORITY, "{name:?} with a large tip");
		}
	});
}
