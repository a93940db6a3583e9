//! What commits an organisation's money is decided by its admin.

use super::*;
use crate::Call;

/// A member of the grid operator who is not its admin.
const GRID_CLERK: AccountId = AccountId::new([41; 32]);
/// The same of a supplier.
const NORTH_CLERK: AccountId = AccountId::new([42; 32]);

/// A world in which these are members, with money of their own.
fn run_with_clerks(test: impl FnOnce()) {
	run(|| {
		for (org, role, clerk) in
			[(GRIDS, Role::GridOperator, GRID_CLERK), (NORTHS, Role::EnergySupplier, NORTH_CLERK)]
		{
			Orgs::admit(org, role.into(), [clerk.clone()]);
			assert_ok!(<Balances as frame::traits::fungible::Mutate<_>>::mint_into(
				&clerk, BALANCE
			));
		}
		for (org, account) in ACCOUNTS {
			Orgs::pay_from(org, account);
		}
		test();
	});
}

#[test]
fn a_member_who_is_no_admin_commits_no_money_of_their_organisation() {
	run_with_clerks(|| {
		let point = home(HOMES[0].clone(), 1);
		let special = offer(NORTH, Availability::OnRequest, NOTICE, flat(250, 50));
		let special = special.expect("it is sound");
		let from = unopened();
		let owner = signed(HOMES[0].clone());
		assert_ok!(Market::request_contract(owner, point, special, from));
		let debt = Debt { party: Party::Supplier(NORTHS), amount: 100, since: Millis(START) };
		Debts::<Test>::insert(point, OpenDebts::<AccountId>::truncate_from(vec![debt.clone()]));
		let (tariff, later) = (NORTH_BASIC, ahead(HORIZON + 9));
		// A tariff that pays for what is fed in as much as one likes, and terms that pay oneself.
		let generous = || Box::new(flat(1_000_000_000, 1_000_000_000));
		let mut own = zone_terms(basics());
		own.charges.0[0].payee = GRID_CLERK;
		let terms = || Box::new(own.clone());
		let (availability, party) = (Availability::Open, debt.party);
		let supplier = [
			Call::<Test>::offer_tariff {
				name: name("own"),
				availability,
				notice: NOTICE,
				from,
				first: generous(),
			},
			Call::publish_version { tariff, from: later, next: generous() },
			Call::accept_contract { point, tariff: special, from },
			Call::fund_float { amount: 1_000 },
			Call::withdraw_float { amount: 1 },
			Call::forgive { point, party, amount: 100 },
			Call::end_tariff { tariff, from: later },
		];
		let operator = [
			Call::open_zone { eic: eic(1), from, terms: terms() },
			Call::set_terms { zone: ZONE, from: later, terms: terms() },
			Call::drop_zone { zone: ZoneId(1) },
		];
		let calls = [(GRID, GRID_CLERK, &operator[..]), (NORTH, NORTH_CLERK, &supplier[..])];
		for (admin, clerk, calls) in calls {
			for call in calls {
				let done = |who: &AccountId| {
					RuntimeCall::Market(call.clone()).dispatch(signed(who.clone()))
				};
				let refused = done(&clerk).expect_err("a member is refused").error;
				let expected: DispatchError = match call {
					Call::forgive { .. } => Error::<Test>::NotCreditor.into(),
					_ => DispatchError::BadOrigin,
				};
				assert_eq!(refused, expected, "{call:?}");
				assert_ok!(done(&admin));
			}
		}
	});
}

#[test]
fn the_admin_of_a_payee_forgives_what_the_organisation_is_owed() {
	run_with_clerks(|| {
		let point = home(HOMES[0].clone(), 1);
		let account = <Orgs as Membership<AccountId>>::account(GRIDS).expect("it has one");
		let party = Party::Payee(account);
		let debt = Debt { party: party.clone(), amount: 100, since: Millis(START) };
		Debts::<Test>::insert(point, OpenDebts::<AccountId>::truncate_from(vec![debt]));
		let forgive = |who| Market::forgive(signed(who), point, party.clone(), 60);
		for who in [GRID_CLERK, NORTH, OTHER_GRID, HOMES[0].clone()] {
			assert_noop!(forgive(who), Error::<Test>::NotCreditor);
		}
		assert_ok!(forgive(GRID));
		let forgiven = Event::Forgiven { point, party: party.clone(), amount: 60 };
		assert_eq!(events().pop(), Some(forgiven));
		assert_ok!(forgive(GRID));
		assert!(Market::debts(point).is_empty());
	});
}

#[test]
fn members_do_the_daily_work() {
	run_with_clerks(|| {
		let owner = HOMES[0].clone();
		let (point, meter) = (point_id(1), propose(owner.clone(), 1));
		let grid = || signed(GRID_CLERK);
		assert_ok!(Market::confirm_point(grid(), point, owner.clone(), meter, POWERS));
		let special = offer(NORTH, Availability::OnRequest, NOTICE, flat(250, 50));
		let special = special.expect("it is sound");
		let request =
			|tariff| Market::request_contract(signed(owner.clone()), point, tariff, unopened());
		assert_ok!(request(special));
		assert_ok!(Market::withdraw_request(signed(NORTH_CLERK), point));
		assert_ok!(request(NORTH_BASIC));
		assert_ok!(Market::end_contract(signed(NORTH_CLERK), point, ahead(HORIZON + 9)));
		assert_ok!(replace_meter_by(GRID_CLERK, point, super::meter(2), ahead(HORIZON + 3)));
		assert_ok!(Market::close_point(grid(), point));
	});
}
