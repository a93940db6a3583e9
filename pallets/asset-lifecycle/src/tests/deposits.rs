//! Deposits cover what is stored, so that state is as dear as its bytes for whoever wants to fill it.

use super::*;
use frame::deps::{
	frame_support::{storage, weights::WeightMeter},
	sp_io,
};

/// The bytes of the pallet's keys and values.
fn stored() -> u64 {
	// Empty between blocks.
	BlockEvents::<Test>::kill();
	let prefix = sp_io::hashing::twox_128(b"Lifecycle");
	let (mut bytes, mut key) = (0, prefix.to_vec());
	while let Some(next) = sp_io::storage::next_key(&key).filter(|key| key.starts_with(&prefix)) {
		let value = storage::unhashed::get_raw(&next).unwrap_or_default();
		bytes += (next.len() + value.len()) as u64;
		key = next;
	}
	bytes
}

/// The runtime's price of a record is that of 100 bytes.
fn paid(footprint: Footprint) -> u64 {
	100 * footprint.count + footprint.size
}

/// What a call adds to the state is paid for.
fn check(what: &str, footprint: Footprint, call: impl FnOnce() -> DispatchResult) {
	let before = stored();
	assert_ok!(call());
	let added = stored() - before;
	assert!(added > 0 && added <= paid(footprint), "{what}: {added} bytes, {footprint:?} paid");
}

#[test]
fn a_deposit_covers_the_bytes_of_its_record() {
	run(|| {
		let id = crates(&[20, 20])[0];
		let [pallet] = units(FARMER);
		let key = format!("{}12345678901234567890123", prefix(FARM));
		let giai = tallystick_primitives::gs1::Giai::new(&key).expect("30 characters");
		let (lot, long) = (asset(id).lot, Key::Giai(giai));
		// An asset that goes into another one has a place among children, and policies there.
		check("asset", Lifecycle::asset_footprint(), || {
			Lifecycle::create(signed(FARMER), lot, long, prefix(FARM), 20, now())?;
			bare(Lifecycle::join(signed(FARMER), pallet, ids(&[last_asset()]), now()))
		});
		let child = last_asset();
		check("offered asset", Lifecycle::asset_footprint(), || {
			Lifecycle::create(signed(FARMER), lot, sscc(FARM, 77), prefix(FARM), 20, now())?;
			let (id, terms) = (last_asset(), terms(last_asset()));
			bare(Lifecycle::offer_custody(signed(FARMER), id, CARRIERS, terms))
		});
		check("document", Lifecycle::document_footprint(), || {
			let until = Some(Millis(START));
			let kind = DocumentKind::Warranty;
			Lifecycle::add_document(signed(FARMER), child, [1; 32], kind, until)
		});
		check("lot", Lifecycle::lot_footprint(0), || {
			Lifecycle::open_lot(signed(FARMER), APPLES, new_lot(FARM, 50))
		});
		let ten = CompanyPrefix::new("950123456789").expect("twelve digits");
		check("prefix", Lifecycle::prefix_footprint(), || {
			Lifecycle::bind_prefix(signed(ACCREDITOR), ten, ACCREDITORS, None)
		});
	});
}

#[test]
fn a_lot_of_many_pays_for_its_place_below_each() {
	run(|| {
		let inputs: Vec<_> =
			(0..MAX_ITEMS).map(|code| create(FARMER, lot(FARMER, APPLES, code), code, 1)).collect();
		let both = Footprint {
			count: Lifecycle::lot_footprint(MAX_ITEMS).count + Lifecycle::asset_footprint().count,
			size: Lifecycle::lot_footprint(MAX_ITEMS).size + Lifecycle::asset_footprint().size,
		};
		check("lot and asset", both, || {
			let lot = Some(new_lot(FARM, 500));
			Lifecycle::merge(signed(FARMER), ids(&inputs), None, None, lot, now())
		});
	});
}

#[test]
fn a_recall_pays_for_itself_and_lots_pay_for_the_marks_of_three() {
	run(|| {
		let lots: Vec<_> = (0..3).map(|code| lot(FARMER, APPLES, code)).collect();
		let inputs: Vec<_> =
			(0..).zip(&lots).map(|(at, lot)| create(FARMER, *lot, at, 1)).collect();
		let new = Some(new_lot(FARM, 500));
		assert_ok!(Lifecycle::merge(signed(FARMER), ids(&inputs), None, None, new, now()));
		let product = last_lot();
		let recalls = || -> DispatchResult {
			for lot in &lots {
				Lifecycle::recall_lot(signed(FARMER), *lot, [7; 32])?;
			}
			while !Walks::<Test>::get().is_empty() {
				Lifecycle::process_recalls(&mut WeightMeter::new());
			}
			Ok(())
		};
		// The product has the marks of three, each other lot its own one.
		let marks = Lifecycle::marks_size() as u64;
		let all = Lifecycle::recall_footprint(0);
		check(
			"recalls",
			Footprint { count: 3 * all.count, size: 3 * all.size + 4 * marks },
			recalls,
		);
		let bytes = |key: Vec<u8>| {
			(key.len() + storage::unhashed::get_raw(&key).map_or(0, |value| value.len())) as u64
		};
		let links = (0..3)
			.map(|recall| bytes(RecalledLots::<Test>::hashed_key_for(RecallId(recall), product)));
		let own = links.sum::<u64>() + bytes(LotMarks::<Test>::hashed_key_for(product));
		assert!(own <= marks, "{own} bytes, {marks} paid");
	});
}
