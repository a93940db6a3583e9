//! Who pays: an organisation in good standing pays for its members' permitted calls, and every refusal
//! names its reason.

use crate::ledger::{account, pair, Ledger};
use frame_support::assert_ok;
use pallet_consortium::{Call as Consortium, Event, Quota, Refusal};
use sp_core::sr25519::Pair;
use tallystick_primitives::{OrgId, Role, Roles};
use tallystick_runtime::{Balances, Runtime, RuntimeCall, RuntimeEvent};

const SUSPENDED: u8 = Refusal::Suspended as u8;
const QUOTA_EXCEEDED: u8 = Refusal::QuotaExceeded as u8;
const CALL_NOT_SPONSORED: u8 = Refusal::CallNotSponsored as u8;

/// The first organisation that is admitted after the genesis.
const ORG: OrgId = OrgId(1);

/// Enough for two of the test's calls, not for five.
const SMALL_QUOTA: Quota = Quota { bytes: 400, ref_time: 1_000_000_000_000 };
const LARGE_QUOTA: Quota = Quota { bytes: 1_000_000, ..SMALL_QUOTA };

fn add_member(who: &str) -> RuntimeCall {
	Consortium::<Runtime>::add_member { who: account(&pair(who)) }.into()
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
	let events = ledger.submit(&admin, add_member("//Sponsored//member")).expect("an admin may");
	let added = Event::MemberAdded { org: ORG, who: account(&member) };
	assert!(events.contains(&RuntimeEvent::Consortium(added)), "{events:?}");
	assert_eq!(free(&admin, ledger), 0, "the organisation pays");

	assert_refused(ledger, &member, remark(), CALL_NOT_SPONSORED);
	let inner = || add_member("//Sponsored//other");
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
		let add = add_member(&format!("//Sponsored//{included}"));
		let transaction = ledger.sign(&admin, add);
		if ledger.validate(transaction.clone()).is_err() {
			break ledger.refusal(transaction);
		}
		assert_ok!(ledger.include(transaction));
		included += 1;
	};
	assert_eq!(refusal, QUOTA_EXCEEDED);
	assert!((1..5).contains(&included), "{included} calls within the quota");
	ledger.decide(Consortium::<Runtime>::set_quota { org: ORG, quota: LARGE_QUOTA });
	assert_ok!(ledger.submit(&admin, add_member("//Sponsored//later")));

	ledger.decide(Consortium::<Runtime>::suspend { org: ORG });
	assert_refused(ledger, &admin, add_member("//Sponsored//last"), SUSPENDED);
	assert_refused(ledger, &member, remark(), SUSPENDED);
	ledger.decide(Consortium::<Runtime>::resume { org: ORG });
	assert_ok!(ledger.submit(&admin, add_member("//Sponsored//last")));

	// With a balance, a member pays for what the organisation does not.
	let value = 10_000_000;
	let dest = account(&member).into();
	let endow = pallet_balances::Call::transfer_keep_alive { dest, value };
	assert_ok!(ledger.submit(&pair("//Alice"), RuntimeCall::Balances(endow)));
	assert_ok!(ledger.submit(&member, remark()));
	assert!(free(&member, ledger) < value, "the remark cost nothing");
}
