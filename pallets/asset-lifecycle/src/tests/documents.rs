use super::*;
use tallystick_primitives::{AssetHistory, Issued, Member};

fn add(who: AccountId, id: AssetId, seed: u8, kind: DocumentKind) -> DispatchResult {
	let until = (kind == DocumentKind::Warranty).then_some(Millis(START + 1_000));
	Lifecycle::add_document(signed(who), id, [seed; 32], kind, until)
}

fn remove(who: AccountId, id: AssetId, seed: u8) -> DispatchResult {
	Lifecycle::remove_document(signed(who), id, [seed; 32])
}

#[test]
fn a_document_is_stored_under_its_issuers_deposit() {
	run(|| {
		let [id] = crates(&[5])[..] else { panic!() };
		assert_ok!(add(ACCREDITOR, id, 1, DocumentKind::Certificate));
		let stored = Lifecycle::document(id, [1; 32]).expect("it is there");
		assert_eq!((stored.issuer, stored.at), (ACCREDITORS, Millis(START)));
		assert_eq!((asset(id).documents, Lifecycle::documents(id, None, 9).len()), (1, 1));
		let again = add(FARMER, id, 1, DocumentKind::Other);
		assert_noop!(again, Error::<Test>::DocumentExists);
		assert_noop!(remove(FARMER, id, 1), Error::<Test>::NotIssuer);
		assert_ok!(remove(ACCREDITOR, id, 1));
		assert_noop!(remove(ACCREDITOR, id, 1), Error::<Test>::UnknownDocument);
		let removed = Event::DocumentRemoved { asset: id, document: [1; 32] };
		assert_eq!(events().pop(), Some(removed));
	});
}

#[test]
fn issuers_are_those_whose_business_it_is() {
	run(|| {
		let [id] = crates(&[5])[..] else { panic!() };
		hand_over(FARMER, CARRIER, id, terms(id));
		use DocumentKind::*;
		for (seed, (who, kind, may)) in (0..).zip([
			(FARMER, Other, true),
			(CARRIER, Inspection, true),
			(RIVAL, Other, false),
			(RIVAL, Certificate, false),
			(RIVAL, Service, false),
			(ACCREDITOR, Other, false),
			(ACCREDITOR, Inspection, true),
			(SHOP, Service, true),
			(SHOP, Warranty, false),
			(STRANGER, Other, false),
		]) {
			let added = add(who, id, seed, kind);
			assert_eq!(added.is_ok(), may, "{kind:?}");
		}
	});
}

#[test]
fn a_warranty_runs_to_its_end() {
	run(|| {
		let [id] = crates(&[5])[..] else { panic!() };
		let endless =
			Lifecycle::add_document(signed(FARMER), id, [1; 32], DocumentKind::Warranty, None);
		assert_noop!(endless, Error::<Test>::WarrantyRuns);
		assert_ok!(add(FARMER, id, 1, DocumentKind::Warranty));
		Clock::pass(1_000);
		assert_noop!(remove(FARMER, id, 1), Error::<Test>::WarrantyRuns);
		Clock::pass(1);
		assert_ok!(remove(FARMER, id, 1));
	});
}

#[test]
fn an_asset_goes_after_its_documents() {
	run(|| {
		let [id] = crates(&[5])[..] else { panic!() };
		assert_ok!(add(FARMER, id, 1, DocumentKind::Other));
		assert_ok!(Lifecycle::change_state(signed(ACCREDITOR), id, CONDEMNED, now()));
		let late = add(FARMER, id, 2, DocumentKind::Other);
		assert_noop!(late, Error::<Test>::AssetEnded);
		Clock::pass(DROP_DELAY - 1);
		assert_noop!(remove(STRANGER, id, 1), Error::<Test>::NotIssuer);
		Clock::pass(1);
		let drop = || Lifecycle::drop_asset(signed(STRANGER), id).map_err(|refused| refused.error);
		assert_noop!(drop(), Error::<Test>::AssetInUse);
		assert_ok!(remove(STRANGER, id, 1));
		assert_ok!(drop());
	});
}

#[test]
fn others_read_warranties_and_add_what_was_done() {
	run(|| {
		let [id] = crates(&[5])[..] else { panic!() };
		assert_ok!(add(FARMER, id, 1, DocumentKind::Warranty));
		let warranty = <Lifecycle as AssetHistory<_>>::document(id, &[1; 32]);
		let until = Some(Millis(START + 1_000));
		let expected = Issued { kind: DocumentKind::Warranty, issuer: FARM, until };
		assert_eq!(warranty, Some(expected));
		assert_eq!(<Lifecycle as AssetHistory<_>>::holder(id), Some(holder(id)));

		// Whoever was ordered, whatever their role.
		let carrier = || Member { who: CARRIER, org: CARRIERS };
		let serve = |document| Lifecycle::record_service(carrier(), id, document);
		assert_noop!(serve([1; 32]), Error::<Test>::DocumentExists);
		assert_ok!(serve([2; 32]));
		assert_eq!(Lifecycle::document(id, [2; 32]).map(|found| found.issuer), Some(CARRIERS));
		assert_eq!(held(&CARRIER), 10 + Lifecycle::document_footprint().size);
	});
}
