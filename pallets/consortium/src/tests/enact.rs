use super::*;

fn set_code_like() -> Box<RuntimeCall> {
	Box::new(frame_system::Call::<Test>::set_heap_pages { pages: 8 }.into())
}

#[test]
fn works() {
	TestExt::new().execute_with(|| {
		assert_ok!(Consortium::enact(root(), set_code_like()));
		assert_eq!(last_event(), Event::Enacted);
		assert!(frame::deps::sp_io::storage::get(b":heappages").is_some());
	});
}

#[test]
fn fails_when_not_from_the_council() {
	TestExt::new().execute_with(|| {
		for origin in [signed(ALICE), signed(STRANGER), RuntimeOrigin::none()] {
			assert_noop!(Consortium::enact(origin, set_code_like()), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn fails_as_the_call_fails_and_leaves_nothing() {
	TestExt::new().execute_with(|| {
		let call = crate::Call::<Test>::suspend { org: OrgId(7) }.into();
		assert_err_ignore_postinfo!(
			Consortium::enact(root(), Box::new(call)),
			Error::<Test>::UnknownOrganization
		);
		assert!(System::events().is_empty());
	});
}
