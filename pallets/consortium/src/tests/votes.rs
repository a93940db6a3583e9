use super::*;

const KEY: u32 = 70;
const LATER_KEY: u32 = 71;

/// Lets the sessions from `from` up to `to` begin with these voters, and each end before the next.
fn sessions(from: u32, to: u32, voters: &[(u32, AccountId)]) {
	for session in from..=to {
		if let Some(before) = session.checked_sub(1) {
			Consortium::forget_voters(before);
		}
		Consortium::note_voters(session, voters.iter().copied());
	}
}

#[test]
fn a_key_is_its_validator_s_in_the_sessions_in_which_it_voted_and_in_no_other() {
	TestExt::new().execute_with(|| {
		sessions(0, 1, &[(KEY, ALICE), (5, BOB)]);
		sessions(2, 3, &[(LATER_KEY, ALICE), (5, BOB)]);
		for session in [0, 1] {
			assert_eq!(Consortium::voter(session, &KEY), Some(ALICE));
			assert_eq!(Consortium::voter(session, &LATER_KEY), None);
		}
		for session in [2, 3] {
			assert_eq!(Consortium::voter(session, &KEY), None);
			assert_eq!(Consortium::voter(session, &LATER_KEY), Some(ALICE));
		}
		assert_eq!(Consortium::voter(4, &LATER_KEY), None, "it has not begun");
	});
}

#[test]
fn keys_are_stored_when_they_change_and_kept_for_as_long_as_a_session_names_them() {
	TestExt::new().execute_with(|| {
		sessions(0, 2, &[(KEY, ALICE)]);
		sessions(3, 9, &[(LATER_KEY, ALICE)]);
		// 5 to 9 are on record, all with the keys of 3.
		assert_eq!(Voters::<Test>::iter_keys().collect::<Vec<_>>(), [3]);
		assert_eq!(VotersSince::<Test>::iter().count(), SESSIONS_KEPT as usize + 1);
		assert_eq!(Consortium::voter(4, &LATER_KEY), None, "it is forgotten");
		assert_eq!(Consortium::voter(5, &LATER_KEY), Some(ALICE));
	});
}

#[test]
fn ten_thousand_double_votes_of_a_validator_leave_one_record_a_session() {
	TestExt::new().execute_with(|| {
		sessions(0, 0, &[(KEY, ALICE), (5, BOB)]);
		for round in 0..10_000 {
			assert_eq!(Consortium::report_double_vote(0, ALICE, 0, round), round == 0);
		}
		assert_eq!(last_event(), Event::VotedTwice { who: ALICE, set: 0, round: 0 });
		assert!(!Consortium::is_reported(0, &BOB));
		assert!(Consortium::report_double_vote(0, BOB, 0, 7));
		assert!(Consortium::report_double_vote(1, ALICE, 0, 8), "it goes on");
		assert_eq!(DoubleVotes::<Test>::iter().count(), 3);
	});
}

#[test]
fn a_double_vote_ends_with_its_session() {
	TestExt::new().execute_with(|| {
		sessions(0, 0, &[(KEY, ALICE)]);
		assert!(Consortium::report_double_vote(0, ALICE, 0, 0));
		sessions(1, SESSIONS_KEPT, &[(KEY, ALICE)]);
		assert!(Consortium::is_reported(0, &ALICE));
		sessions(SESSIONS_KEPT + 1, SESSIONS_KEPT + 1, &[(KEY, ALICE)]);
		assert!(!Consortium::is_reported(0, &ALICE));
	});
}
