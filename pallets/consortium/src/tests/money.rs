use super::*;

type Ticket = crate::Deposit<Test, ForTests>;

const BASE: u64 = 10;
const BYTE: u64 = 2;
const SMALLEST: u64 = 1;

fn bytes(size: usize) -> Footprint {
	Footprint::from_parts(1, size)
}

fn held(who: &AccountId) -> u64 {
	Balances::total_balance_on_hold(who)
}

fn new_ticket(who: AccountId, size: usize) -> Result<Ticket, DispatchError> {
	// As a call does it, so that a failure leaves nothing behind.
	frame::deps::frame_support::storage::with_storage_layer(|| Ticket::new(&who, bytes(size)))
}

mod deposits {
	use super::*;

	#[test]
	fn come_from_the_organisation_s_account() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			let account = Consortium::account(ORG);
			let ticket = new_ticket(ALICE, 30).unwrap();
			assert_eq!(held(&account), BASE + 30 * BYTE);
			assert_eq!((held(&ALICE), Balances::balance(&ALICE)), (0, 0));
			assert_ok!(ticket.drop(&ALICE));
			assert_eq!((held(&account), Balances::balance(&account)), (0, 1_000));
		});
	}

	#[test]
	fn come_from_the_account_even_if_the_member_is_rich() {
		TestExt::new().execute_with(|| {
			assert_noop!(new_ticket(RICH, 30), Error::<Test>::DepositUnaffordable);
			fund(ORG, 1_000);
			assert_ok!(new_ticket(RICH, 30));
			assert_eq!((held(&RICH), held(&Consortium::account(ORG))), (0, BASE + 30 * BYTE));
		});
	}

	#[test]
	fn need_the_smallest_balance_beside_them() {
		TestExt::new().execute_with(|| {
			fund(ORG, BASE + 30 * BYTE);
			assert_noop!(new_ticket(ALICE, 30), Error::<Test>::DepositUnaffordable);
			fund(ORG, SMALLEST);
			assert_ok!(new_ticket(ALICE, 30));
		});
	}

	#[test]
	fn go_back_to_the_account_after_the_member_has_left() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			let ticket = new_ticket(RICH, 30).unwrap();
			assert_ok!(Consortium::remove_member(signed(RICH), RICH));
			assert_ok!(ticket.drop(&RICH));
			assert_eq!(Balances::balance(&Consortium::account(ORG)), 1_000);
			assert_eq!(Balances::balance(&RICH), 1_000_000);
		});
	}

	#[test]
	fn go_back_while_the_organisation_is_suspended() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			let ticket = new_ticket(ALICE, 30).unwrap();
			assert_ok!(Consortium::suspend(root(), ORG));
			assert_ok!(ticket.drop(&STRANGER));
			assert_eq!(Balances::balance(&Consortium::account(ORG)), 1_000);
		});
	}

	#[test]
	fn grow_and_shrink_with_what_is_stored() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			let account = Consortium::account(ORG);
			let ticket = new_ticket(ALICE, 30).unwrap();
			let ticket = ticket.update(&ALICE, bytes(50)).unwrap();
			assert_eq!(held(&account), BASE + 50 * BYTE);
			let ticket = ticket.update(&ALICE, bytes(10)).unwrap();
			assert_eq!(held(&account), BASE + 10 * BYTE);
			let larger = ticket.clone().update(&ALICE, bytes(500));
			assert_eq!(larger.unwrap_err(), Error::<Test>::DepositUnaffordable.into());
			assert_ok!(ticket.drop(&ALICE));
			assert_eq!(held(&account), 0);
		});
	}

	#[test]
	fn of_an_account_without_organisation_are_its_own() {
		TestExt::new().execute_with(|| {
			assert_ok!(Consortium::remove_member(signed(RICH), RICH));
			assert_ok!(new_ticket(RICH, 30));
			assert_eq!(held(&RICH), BASE + 30 * BYTE);
		});
	}
}

mod withdraw {
	use super::*;

	#[test]
	fn takes_all_but_deposits_and_the_smallest_balance() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			assert_ok!(new_ticket(ALICE, 30));
			let available = 1_000 - BASE - 30 * BYTE - SMALLEST;
			let view = Consortium::account_of(ORG).unwrap();
			assert_eq!((view.available, view.held), (available, BASE + 30 * BYTE));
			let withdraw = |amount| Consortium::withdraw(signed(ALICE), amount, CAROL);
			assert_noop!(withdraw(available + 1), Error::<Test>::NotAvailable);
			assert_ok!(withdraw(available));
			assert_eq!(last_event(), Event::Withdrawn { org: ORG, to: CAROL, amount: available });
			assert_eq!(Balances::balance(&CAROL), available);
			assert_eq!(held(&Consortium::account(ORG)), BASE + 30 * BYTE);
			assert_noop!(withdraw(1), Error::<Test>::NotAvailable);
		});
	}

	#[test]
	fn refuses_accounts_where_nobody_could_take_the_money_out() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			let withdraw = |to| Consortium::withdraw(signed(ALICE), 100, Consortium::account(to));
			assert_noop!(withdraw(ORG), Error::<Test>::OwnAccount);
			assert_noop!(withdraw(OrgId(7)), Error::<Test>::UnknownOrganization);
			assert_ok!(withdraw(OTHER));
			assert_eq!(Balances::balance(&Consortium::account(OTHER)), 100);
		});
	}

	#[test]
	fn fails_for_all_but_the_admin_of_an_organisation_in_good_standing() {
		TestExt::new().execute_with(|| {
			fund(ORG, 1_000);
			for who in [RICH, STRANGER] {
				let withdraw = Consortium::withdraw(signed(who), 1, who);
				assert_noop!(withdraw, Error::<Test>::NotAdmin);
			}
			// The admin of another organisation reaches that one's account only.
			let of_another = Consortium::withdraw(signed(BOB), 1, BOB);
			assert_noop!(of_another, Error::<Test>::NotAvailable);
			assert_ok!(Consortium::suspend(root(), ORG));
			let suspended = Consortium::withdraw(signed(ALICE), 1, ALICE);
			assert_noop!(suspended, Error::<Test>::OrganizationSuspended);
		});
	}
}

mod dissolve {
	use super::*;

	/// An organisation without members, but with money.
	fn admitted() -> OrgId {
		assert_ok!(Consortium::admit(root(), name("new"), CAROL, Roles::EMPTY));
		let org = OrgId(2);
		fund(org, 1_000);
		org
	}

	#[test]
	fn pays_out_what_is_left() {
		TestExt::new().execute_with(|| {
			let org = admitted();
			assert_ok!(Consortium::suspend(root(), org));
			assert_ok!(Consortium::dissolve(root(), org, STRANGER));
			System::assert_has_event(Event::Withdrawn { org, to: STRANGER, amount: 1_000 }.into());
			assert_eq!(Balances::balance(&STRANGER), 1_000);
			assert_eq!(Balances::balance(&Consortium::account(org)), 0);
			assert_eq!(Consortium::account_of(org), None);
		});
	}

	#[test]
	fn refuses_beneficiaries_that_nobody_could_take_the_money_out_of() {
		TestExt::new().execute_with(|| {
			let org = admitted();
			assert_ok!(Consortium::suspend(root(), org));
			let dissolve = |to| Consortium::dissolve(root(), org, Consortium::account(to));
			assert_noop!(dissolve(org), Error::<Test>::OwnAccount);
			assert_noop!(dissolve(OrgId(7)), Error::<Test>::UnknownOrganization);
			assert_eq!(Balances::balance(&Consortium::account(org)), 1_000);
			assert_ok!(dissolve(OTHER));
			assert_eq!(Balances::balance(&Consortium::account(OTHER)), 1_000);
		});
	}

	#[test]
	fn fails_while_deposits_are_held() {
		TestExt::new().execute_with(|| {
			let org = admitted();
			assert_ok!(Consortium::join(signed(CAROL), org));
			let ticket = new_ticket(CAROL, 30).unwrap();
			assert_ok!(Consortium::suspend(root(), org));
			assert_ok!(Consortium::remove_member(signed(CAROL), CAROL));
			let dissolve = || Consortium::dissolve(root(), org, STRANGER);
			assert_noop!(dissolve(), Error::<Test>::StillDeposits);
			assert_ok!(ticket.drop(&CAROL));
			assert_ok!(dissolve());
		});
	}
}

#[test]
fn every_organisation_has_an_account_of_its_own() {
	TestExt::new().execute_with(|| {
		let account = |org| Consortium::account_of(org).map(|view| view.account);
		assert_ne!(account(ORG), account(OTHER));
		assert_eq!(account(OrgId(7)), None);
		assert_eq!(Consortium::deposit(30), BASE + 30 * BYTE);
	});
}
