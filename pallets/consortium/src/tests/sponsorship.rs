use super::*;
use frame::deps::{
	frame_support::dispatch::{DispatchInfo, GetDispatchInfo},
	frame_system::limits::BlockWeights,
	sp_runtime::{
		traits::{DispatchTransaction, TransactionExtension},
		transaction_validity::{TransactionSource, ValidTransaction},
	},
};

const LEN: usize = 100;

/// What the tests call the answer that a transaction waits for the next block.
const WAITS: u8 = u8::MAX;

fn sponsored() -> RuntimeCall {
	crate::Call::<Test>::withdraw_invitation { org: ORG, who: CAROL }.into()
}

fn unsponsored() -> RuntimeCall {
	frame_system::Call::<Test>::remark { remark: vec![] }.into()
}

fn joining(org: OrgId) -> RuntimeCall {
	crate::Call::<Test>::join { org }.into()
}

fn leaving(who: AccountId) -> RuntimeCall {
	crate::Call::<Test>::remove_member { who }.into()
}

fn payment() -> Payment {
	pallet_transaction_payment::ChargeTransactionPayment::<Test>::from(0).into()
}

fn info(call: &RuntimeCall) -> DispatchInfo {
	DispatchInfo { extension_weight: payment().weight(call), ..call.get_dispatch_info() }
}

fn validate(who: AccountId, call: &RuntimeCall) -> Result<ValidTransaction, u8> {
	payment()
		.validate_only(signed(who), call, &info(call), LEN, TransactionSource::External, 0)
		.map(|(valid, ..)| valid)
		.map_err(|error| match error {
			TransactionValidityError::Invalid(InvalidTransaction::Custom(code)) => code,
			TransactionValidityError::Invalid(InvalidTransaction::Payment) => 0,
			TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources) => WAITS,
			other => panic!("unexpected: {other:?}"),
		})
}

fn run(who: AccountId, call: RuntimeCall) -> DispatchResultWithPostInfo {
	let info = info(&call);
	payment().dispatch_transaction(signed(who), call, &info, LEN, 0).expect("the pool accepts it")
}

/// The time that a block gives to each transaction beside its weight.
fn base(call: &RuntimeCall) -> u64 {
	let limits: BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
	limits.get(call.get_dispatch_info().class).base_extrinsic.ref_time()
}

/// A call that is sponsored, changes nothing, and keeps what it booked.
fn idle() -> RuntimeCall {
	crate::Call::<Test>::drop_keys { who: STRANGER }.into()
}

fn motion() -> RuntimeCall {
	frame_system::Call::<Test>::remark_with_event { remark: vec![] }.into()
}

/// Has Alice send idle calls until her organisation has had its share of the block. Returns how many.
fn crowd_the_block() -> u32 {
	(0..)
		.find(|_| match validate(ALICE, &idle()) {
			Ok(_) => {
				assert_eq!(run(ALICE, idle()).unwrap_err().error, Error::<Test>::NotMember.into());
				false
			},
			Err(reason) => reason == WAITS,
		})
		.expect("some number of calls is too many")
}

fn left() -> Quota {
	Consortium::quota(ORG).unwrap().left
}

#[docify::export]
#[test]
fn works_without_a_balance() {
	TestExt::new().execute_with(|| {
		fund(ORG, 1_000);
		assert_ok!(Consortium::invite(signed(ALICE), CAROL));
		assert_eq!(Balances::total_balance(&ALICE), 0);
		assert_eq!(validate(ALICE, &sponsored()).unwrap().priority, 7);
		assert_ok!(run(ALICE, sponsored()));
		assert!(!Consortium::is_invited(ORG, CAROL));
		assert_eq!(left().bytes, QUOTA.bytes - LEN as u64);
		assert!(left().ref_time < QUOTA.ref_time);
	});
}

#[test]
fn works_for_a_member_with_a_balance_without_touching_it() {
	TestExt::new().execute_with(|| {
		let before = Balances::balance(&RICH);
		assert_ok!(run(RICH, leaving(RICH)));
		assert_eq!(Balances::balance(&RICH), before);
		assert_eq!(left().bytes, QUOTA.bytes - LEN as u64);
	});
}

#[test]
fn a_failing_call_costs_quota_too() {
	TestExt::new().execute_with(|| {
		assert_eq!(run(ALICE, sponsored()).unwrap_err().error, Error::<Test>::NotInvited.into());
		assert_eq!(left().bytes, QUOTA.bytes - LEN as u64);
	});
}

#[test]
fn the_payment_extension_s_weight_is_given_back() {
	TestExt::new().execute_with(|| {
		fund(ORG, 1_000);
		assert_ok!(Consortium::invite(signed(ALICE), CAROL));
		let call = sponsored();
		let own = payment().weight(&call) - payment().0.weight(&call);
		assert_ok!(run(ALICE, call.clone()));
		let used = QUOTA.ref_time - left().ref_time;
		let booked = call.get_dispatch_info().call_weight.ref_time() + own.ref_time();
		let base = base(&call);
		assert!(used <= booked + base + payment().0.weight(&call).ref_time());
		assert!(used >= call.get_dispatch_info().call_weight.ref_time() + base);
	});
}

#[test]
fn fails_with_a_reason_when_the_quota_is_spent() {
	TestExt::new().execute_with(|| {
		let cost = info(&sponsored()).total_weight().ref_time() + base(&sponsored());
		let exact = Quota { bytes: LEN as u64, ref_time: cost };
		assert_ok!(Consortium::set_quota(root(), ORG, exact));
		assert!(validate(ALICE, &sponsored()).is_ok(), "boundary: exactly enough");

		for limit in [
			Quota { bytes: LEN as u64 - 1, ..exact },
			Quota { ref_time: cost - 1, ..exact },
			Quota::default(),
		] {
			assert_ok!(Consortium::set_quota(root(), ORG, limit));
			assert_eq!(validate(ALICE, &sponsored()).unwrap_err(), Refusal::QuotaExceeded as u8);
		}
	});
}

#[test]
fn works_again_when_the_quota_has_flowed_back() {
	TestExt::new().execute_with(|| {
		let all = Charge { org: ORG, cost: QUOTA, share: 0 };
		assert_eq!(Consortium::charge(&all), Ok(()));
		assert_eq!(validate(ALICE, &sponsored()).unwrap_err(), Refusal::QuotaExceeded as u8);
		System::set_block_number(1 + PERIOD);
		assert!(validate(ALICE, &sponsored()).is_ok());
	});
}

#[test]
fn pays_itself_when_the_quota_is_spent_and_there_is_a_balance() {
	TestExt::new().execute_with(|| {
		assert_ok!(Consortium::set_quota(root(), ORG, Quota::default()));
		let before = Balances::balance(&RICH);
		assert_ok!(run(RICH, leaving(RICH)));
		assert!(Balances::balance(&RICH) < before);
	});
}

#[test]
fn fails_with_a_reason_when_the_call_is_not_sponsored() {
	TestExt::new().execute_with(|| {
		assert_eq!(validate(ALICE, &unsponsored()).unwrap_err(), Refusal::CallNotSponsored as u8);
		assert!(validate(RICH, &unsponsored()).is_ok(), "a balance pays for anything");
	});
}

#[test]
fn fails_with_a_reason_when_suspended_whatever_the_balance() {
	TestExt::new().execute_with(|| {
		assert_ok!(Consortium::suspend(root(), ORG));
		for who in [ALICE, RICH] {
			for call in [sponsored(), unsponsored()] {
				assert_eq!(validate(who, &call).unwrap_err(), Refusal::Suspended as u8);
			}
		}
		assert!(validate(BOB, &sponsored()).is_ok(), "others are not concerned");
		assert_ok!(Consortium::resume(root(), ORG));
		assert!(validate(ALICE, &sponsored()).is_ok());
	});
}

#[test]
fn nobody_sponsors_a_stranger() {
	TestExt::new().execute_with(|| {
		assert_eq!(validate(STRANGER, &sponsored()).unwrap_err(), 0);
		add_member(STRANGER);
		assert!(validate(STRANGER, &sponsored()).is_ok());
		assert_ok!(Consortium::remove_member(signed(ALICE), STRANGER));
		assert_eq!(validate(STRANGER, &sponsored()).unwrap_err(), 0);
	});
}

#[test]
fn an_invited_account_joins_at_the_cost_of_its_host_and_does_nothing_else() {
	TestExt::new().execute_with(|| {
		fund(ORG, 1_000);
		assert_ok!(Consortium::invite(signed(ALICE), CAROL));
		assert!(System::account_exists(&CAROL), "it can sign without a balance");
		for call in [joining(OTHER), joining(OrgId(7)), sponsored(), unsponsored()] {
			assert_eq!(validate(CAROL, &call).unwrap_err(), 0);
		}
		assert_eq!(validate(STRANGER, &joining(ORG)).unwrap_err(), 0);
		assert_ok!(Consortium::suspend(root(), ORG));
		assert_eq!(validate(CAROL, &joining(ORG)).unwrap_err(), 0);
		assert_ok!(Consortium::resume(root(), ORG));

		assert_ok!(run(CAROL, joining(ORG)));
		assert_eq!(Members::<Test>::get(CAROL), Some(ORG));
		assert_eq!(left().bytes, QUOTA.bytes - LEN as u64);
		assert_ok!(run(CAROL, leaving(CAROL)));
		assert_eq!(validate(CAROL, &joining(ORG)).unwrap_err(), 0, "the place is gone");
	});
}

#[test]
fn a_new_admin_joins_without_a_balance() {
	TestExt::new().execute_with(|| {
		assert_ok!(Consortium::admit(root(), name("new"), CAROL, Roles::EMPTY));
		assert_ok!(run(CAROL, joining(OrgId(2))));
		assert_eq!(Consortium::membership(CAROL).unwrap().position, Position::Admin);
	});
}

#[test]
fn a_member_of_a_suspended_organisation_leaves_once_and_for_nothing() {
	TestExt::new().execute_with(|| {
		add_member(CAROL);
		assert_ok!(Consortium::suspend(root(), ORG));
		let before = Balances::balance(&RICH);
		assert_ok!(run(CAROL, leaving(CAROL)));
		assert_eq!(left().bytes, QUOTA.bytes - LEN as u64);
		// Two of them are more than a share of a block.
		System::set_block_number(1 + PERIOD);
		assert_ok!(run(RICH, leaving(RICH)));
		assert_eq!(Balances::balance(&RICH), before);
		assert_eq!(left().bytes, QUOTA.bytes - LEN as u64);
		assert_eq!(validate(CAROL, &leaving(CAROL)).unwrap_err(), 0, "nobody sponsors it again");
	});
}

#[test]
fn a_suspended_organisation_sponsors_only_leaving_that_succeeds() {
	TestExt::new().execute_with(|| {
		Keys::set(RICH);
		assert_ok!(Consortium::add_validator(root(), RICH));
		assert_ok!(Consortium::suspend(root(), ORG));
		// They validate, so they cannot leave.
		assert_eq!(validate(ALICE, &leaving(ALICE)).unwrap_err(), 0);
		assert!(run(RICH, leaving(RICH)).is_err());
		// To remove another one is the admin's affair.
		assert_eq!(validate(ALICE, &leaving(RICH)).unwrap_err(), 0);
		assert_eq!(left(), QUOTA);
	});
}

#[test]
fn validation_changes_nothing() {
	TestExt::new().execute_with(|| {
		for _ in 0..100 {
			assert!(validate(ALICE, &sponsored()).is_ok());
		}
		assert_eq!(left(), QUOTA);
	});
}

#[test]
fn looks_like_the_extension_that_it_wraps() {
	type Wrapped = pallet_transaction_payment::ChargeTransactionPayment<Test>;
	assert_eq!(
		<Payment as TransactionExtension<RuntimeCall>>::IDENTIFIER,
		<Wrapped as TransactionExtension<RuntimeCall>>::IDENTIFIER
	);
	let tip = 77;
	assert_eq!(Payment::from(Wrapped::from(tip)).encode(), Wrapped::from(tip).encode());
	assert_eq!(
		frame::deps::scale_info::MetaType::new::<<Payment as TypeInfo>::Identity>(),
		frame::deps::scale_info::MetaType::new::<Wrapped>()
	);
}

#[test]
fn a_member_takes_no_more_than_a_share_of_a_block() {
	TestExt::new().execute_with(|| {
		let calls = crowd_the_block();
		let spent = QUOTA.ref_time - left().ref_time;
		assert!(calls > 1 && spent <= BLOCK_SHARE, "{calls} calls took {spent}");
		assert!(left().ref_time > spent, "the quota would suffice");
		for who in [ALICE, RICH] {
			// Who has a balance waits, too: nobody has to pay because others were first.
			assert_eq!(validate(who, &idle()), Err(WAITS));
		}
		assert!(validate(BOB, &idle()).is_ok(), "another organisation has a share of its own");
		assert!(Consortium::sponsors(&ALICE, &idle(), &info(&idle()), LEN), "in the next block");

		System::set_block_number(2);
		assert_eq!(crowd_the_block(), calls);
	});
}

#[test]
fn a_call_that_is_larger_than_a_share_has_to_be_the_first() {
	TestExt::new().execute_with(|| {
		let large =
			DispatchInfo { call_weight: Weight::from_parts(2 * BLOCK_SHARE, 0), ..info(&idle()) };
		let validate = || {
			let source = TransactionSource::External;
			payment().validate_only(signed(ALICE), &idle(), &large, LEN, source, 0).map(|_| ())
		};
		assert_eq!(validate(), Ok(()));
		assert_eq!(run(ALICE, idle()).unwrap_err().error, Error::<Test>::NotMember.into());
		assert_eq!(validate(), Err(InvalidTransaction::ExhaustsResources.into()));
		System::set_block_number(2);
		assert_eq!(validate(), Ok(()));
	});
}

#[test]
fn time_that_is_not_used_goes_back_to_the_share_and_no_other() {
	TestExt::new().execute_with(|| {
		let cost = Quota { bytes: 1, ref_time: BLOCK_SHARE };
		let all = Charge { org: ORG, cost, share: BLOCK_SHARE };
		assert_eq!(Consortium::charge(&all), Ok(()));
		assert_eq!(validate(ALICE, &idle()), Err(WAITS));
		Consortium::settle(ORG, cost, cost, Quota::default());
		assert_eq!(left(), QUOTA, "the call was free");
		assert_eq!(validate(ALICE, &idle()), Err(WAITS), "and took its time");
		Consortium::settle(ORG, cost, Quota { bytes: 1, ref_time: 1 }, cost);
		assert!(validate(ALICE, &idle()).is_ok());
	});
}

#[test]
fn no_member_takes_the_council_s_share_of_a_block() {
	TestExt::new().execute_with(|| {
		crowd_the_block();
		assert!(validate(ALICE, &motion()).is_ok());
		assert_ok!(run(ALICE, motion()));
	});
}

#[test]
fn nobody_but_the_council_is_sponsored_to_decide() {
	TestExt::new().execute_with(|| {
		assert_ok!(run(ALICE, motion()));
		add_member(CAROL);
		for who in [BOB, CAROL] {
			assert_eq!(validate(who, &motion()).unwrap_err(), Refusal::CallNotSponsored as u8);
		}
	});
}
