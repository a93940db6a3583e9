use super::*;

#[docify::export]
#[test]
fn works() {
	TestExt::execute_with(|| {
		let batch = any_batch(1);
		assert_ok!(anchor(0, batch, &[]));
		assert_eq!(last_event(), Event::Anchored { gateway: GATEWAY, number: 0, batch });
		assert_eq!(Telemetry::next_batch(GATEWAY), 1);
		assert_eq!(
			Telemetry::batch(GATEWAY, 0),
			Some(BatchRecord { batch, block: 1, standing: BatchStanding::Unrefuted })
		);
		assert_eq!(Telemetry::next_batch(OTHER), 0);
	});
}

#[test]
fn fails_when_the_number_is_not_the_next() {
	TestExt::execute_with(|| {
		assert_noop!(anchor(1, any_batch(1), &[]), Error::<Test>::FutureBatch);
		assert_ok!(anchor(0, any_batch(1), &[]));
		// The same bytes, and others under the same number.
		assert_noop!(anchor(0, any_batch(1), &[]), Error::<Test>::StaleBatch);
		assert_noop!(anchor(0, any_batch(2), &[]), Error::<Test>::StaleBatch);
		assert_noop!(anchor(2, any_batch(2), &[]), Error::<Test>::FutureBatch);
		assert_ok!(anchor(1, any_batch(2), &[]));
		assert_ok!(anchor_as(OTHER, 0, any_batch(1), &[]));
		Gateways::<Test>::mutate(OTHER, |record| record.as_mut().unwrap().next = u64::MAX);
		assert_noop!(anchor_as(OTHER, u64::MAX, any_batch(1), &[]), Error::<Test>::BadBatch);
	});
}

#[test]
fn an_account_pays_for_its_number_once_and_for_ever() {
	TestExt::execute_with(|| {
		let held = || Balances::balance_on_hold(&ForGateway::get(), &GATEWAY);
		assert_ok!(anchor(0, any_batch(1), &[]));
		let paid = held();
		assert_eq!(paid, 100 + Telemetry::gateway_footprint().size);
		assert_ok!(anchor(1, any_batch(2), &[]));
		run_to(3 + RETENTION);
		assert_eq!(Telemetry::batch(GATEWAY, 1), None);
		assert_eq!((held(), Telemetry::next_batch(GATEWAY)), (paid, 2));
		// Whoever cannot pay leaves nothing.
		let poor = anchor_as(POOR, 0, any_batch(1), &[]);
		assert_noop!(poor, TokenError::FundsUnavailable);
		assert_eq!(Telemetry::next_batch(POOR), 0);
	});
}

#[test]
fn resubmitted_batches_are_anchored_once() {
	TestExt::execute_with(|| {
		let calls: Vec<_> = (0..3).map(|number| (number, any_batch(number as u8))).collect();
		for _restart in 0..3 {
			for (number, batch) in &calls {
				let _ = anchor(*number, *batch, &[]);
			}
			next_block();
		}
		let anchored =
			events().into_iter().filter(|event| matches!(event, Event::Anchored { .. })).count();
		assert_eq!((anchored, Telemetry::next_batch(GATEWAY)), (3, 3));
	});
}

#[test]
fn fails_when_the_batch_cannot_be_true() {
	TestExt::execute_with(|| {
		let good = any_batch(1);
		for bad in [
			Batch { segments: 0, ..good },
			Batch { readings: 0, ..good },
			Batch { segments: 3, ..good },
			Batch { start: good.end + 1, ..good },
		] {
			assert_noop!(anchor(0, bad, &[]), Error::<Test>::BadBatch);
		}
	});
}

#[test]
fn fails_when_the_block_is_full() {
	TestExt::execute_with(|| {
		let call = crate::Call::<Test>::anchor {
			number: 8,
			batch: any_batch(1),
			observed: Default::default(),
		};
		for number in 0..7 {
			assert_ok!(anchor(number, any_batch(1), &[]));
		}
		// New keys take the same room.
		assert_eq!(Telemetry::append([5; 32]), Ok(()));
		assert!(Telemetry::append([5; 32]).is_err());
		assert_noop!(anchor(7, any_batch(1), &[]), Error::<Test>::BlockFull);
		// Whoever builds the block leaves it in the pool.
		assert_eq!(
			AnchorOrder::<Test>::check(&GATEWAY, &call),
			Err(InvalidTransaction::ExhaustsResources.into())
		);
		next_block();
		assert_ok!(anchor(7, any_batch(1), &[]));
	});
}

#[test]
fn the_pool_knows_the_order() {
	TestExt::execute_with(|| {
		let call = |number| crate::Call::<Test>::anchor {
			number,
			batch: any_batch(1),
			observed: Default::default(),
		};
		let check = |number| AnchorOrder::<Test>::check(&GATEWAY, &call(number));
		let next = check(0).unwrap();
		assert!(next.requires.is_empty());
		let later = check(1).unwrap();
		assert_eq!(later.requires, next.provides);
		assert_ne!(later.provides, next.provides);
		assert_ne!(AnchorOrder::<Test>::check(&OTHER, &call(0)).unwrap().provides, next.provides);

		assert_ok!(anchor(0, any_batch(1), &[]));
		assert_eq!(check(0), Err(InvalidTransaction::Stale.into()));
		assert_eq!(check(1).unwrap().requires, Vec::<Vec<u8>>::new());
		let unwatch = crate::Call::<Test>::unwatch { stream: Device::new(1).stream(0) };
		assert_eq!(AnchorOrder::<Test>::check(&GATEWAY, &unwatch), Ok(Default::default()));
	});
}

#[test]
fn the_header_has_the_root_over_the_blocks_statements_and_the_index_holds_them() {
	let mut state = TestExt::build();
	let index = state.offchain_db();
	let batches = [any_batch(1), any_batch(2)];
	let gateway = [1; 32];
	let mut leaves: Vec<_> = (0u64..)
		.zip(batches)
		.map(|(number, batch)| Statement { gateway, number, batch }.leaf::<Native>())
		.collect();
	leaves.push([5; 32]);
	let root = MerkleTree::build::<Native>(Tree::Batches, leaves.clone()).unwrap().root::<Native>();
	TestExt::execute_in(&mut state, || {
		assert_ok!(anchor(0, batches[0], &[]));
		assert_ok!(anchor(1, batches[1], &[]));
		assert_eq!(Telemetry::append([5; 32]), Ok(()));
		assert_eq!(System::digest().logs, []);
		next_block();
		assert_eq!(StatementsRoot::<Test>::get(), root);
		assert!(Statements::<Test>::get().is_empty());
		// The block's own header has it, and that of a block without statements has nothing.
		let own = [DigestItem::Consensus(*b"TLST", root.to_vec())];
		assert_eq!(System::digest().logs, own);
		next_block();
		assert_eq!(StatementsRoot::<Test>::get(), Tree::Batches.empty::<Native>());
		assert_eq!(System::digest().logs, own);
	});
	state.persist_offchain_overlay();
	assert_eq!(index.get(&statements_key(&root)), Some(leaves.encode()));
}

#[test]
fn the_last_statement_of_a_full_block_has_a_slot_of_its_own() {
	TestExt::execute_with(|| {
		let mut leaves: Vec<_> = (0..8).map(|seed| [seed; 32]).collect();
		for leaf in &leaves {
			assert_eq!(Telemetry::append(*leaf), Ok(()));
		}
		assert_eq!(Telemetry::append([8; 32]), Err(BlockFull));
		Last::set([9; 32]);
		leaves.push([9; 32]);
		let tree = MerkleTree::build::<Native>(Tree::Batches, leaves).expect("nine leaves");
		next_block();
		assert_eq!(StatementsRoot::<Test>::get(), tree.root::<Native>());
	});
}

#[test]
fn observations_come_with_a_batch() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		listen(&device, &[0, 1]);
		let (one, two) = (device.say(&[0, 1]), device.say(&[1]));
		let (batch, _) = batch(&[one.leaf(), two.leaf()]);
		assert_ok!(anchor(0, batch, &[one.all(), two.all()]));
		let told = Ear::told();
		let streams: Vec<_> = told.iter().map(|(stream, _)| stream.channel).collect();
		assert_eq!(streams, [0, 1, 1]);
		assert!(told.iter().all(|(_, observation)| observation.facts == Facts::NONE));
		assert_eq!(Telemetry::tail(device.id).unwrap().last.unwrap().next, 6);
		assert_eq!(Telemetry::stream(device.stream(1)).unwrap().latest, Some(told[2].1.clone()));
	});
}

#[test]
fn a_refused_segment_does_not_stop_the_batch() {
	TestExt::execute_with(|| {
		let mut device = Device::new(1);
		let mut foreign = Device::new(2);
		Registry::edit(&foreign.id, |record| record.gateways.clear());
		watch(&device, &[0]);
		watch(&foreign, &[0]);
		let (one, two) = (device.say(&[0]), device.say(&[0]));
		// Somebody takes the segment out of the pool and is first.
		assert_eq!(observe(one.all()), Ok(()));
		let mut forged = device.say(&[0]).all();
		forged.signature.0[0] ^= 1;
		let observed = [one.all(), foreign.say(&[0]).all(), two.all(), forged];
		assert_ok!(anchor(0, any_batch(1), &observed));
		let refusals: Vec<_> = events()
			.into_iter()
			.filter_map(|event| match event {
				Event::Refused { refusal, .. } => Some(refusal),
				_ => None,
			})
			.collect();
		assert_eq!(
			refusals,
			[Refusal::Replayed, Refusal::GatewayNotAuthorized, Refusal::BadSignature]
		);
		assert_eq!(
			Telemetry::tail(device.id).unwrap().last.unwrap().next,
			two.header.next_sequence().unwrap()
		);
		assert_eq!(Telemetry::tail(foreign.id).unwrap().last, None);
	});
}
