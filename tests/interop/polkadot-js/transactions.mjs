// One entry per pallet with calls: signs what an account of a development chain can sign, and
// says in a few words what was shown.
import { stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsHex, blake2AsU8a, createKeyMulti, randomAsHex, sortAddresses } from '@polkadot/util-crypto';

const UNIT = 1_000_000n;
const HOUR = 3_600_000;

/** What a device with an Ed25519 key signs to be registered: a COSE Sig_structure, see docs/proofs.md. */
function possession(api, device, owner, model, metadata, expires) {
	const string = (bytes) =>
		u8aConcat(Uint8Array.from(bytes.length < 24 ? [0x40 | bytes.length] : [0x58, bytes.length]), bytes);
	const purpose = Uint8Array.of(2);
	return u8aConcat(
		Uint8Array.of(0x84, 0x6a),
		stringToU8a('Signature1'),
		string(Uint8Array.of(0xa1, 0x01, 0x27)),
		string(u8aConcat(stringToU8a('tallystick/1'), purpose, api.genesisHash.toU8a(), device)),
		string(api.createType('(AccountId, u32, H256, u64)', [owner, model, metadata, expires]).toU8a()),
	);
}

// A class that nobody defined is refused by its name.
async function assetLifecycle(s) {
	const error = await s.refuse(s.api.tx.assetLifecycle.retireClass(0xffffffff), ['assetLifecycle.UnknownClass']);
	return `retireClass, refused with ${error}`;
}

// A site is opened and closed. An actuator that nobody set up cannot be stopped.
async function automation(s) {
	const { api } = s;
	const zone = { standard: 60, daylight: null };
	const opened = await s.sign(api.tx.automation.openSite({ zone, tables: [], exceptions: [] }));
	const { site } = s.event(opened, api.events.automation.SiteOpened);
	const [kept] = (await api.query.automation.sites(site)).unwrap();
	if (kept.site.zone.standard.toNumber() !== 60) throw new Error(`the site is kept as ${kept}`);
	s.event(await s.sign(api.tx.automation.closeSite(site)), api.events.automation.SiteClosed);
	const stop = api.tx.automation.stop({ device: randomAsHex(32), channel: 0 });
	const error = await s.refuse(stop, ['automation.UnknownActuator']);
	return `openSite, closeSite; stop, refused with ${error}`;
}

async function balances(s) {
	const { api } = s;
	const to = s.stranger();
	const transfer = api.tx.balances.transferKeepAlive(to.address, UNIT);
	const { partialFee } = await transfer.paymentInfo(s.alice);
	if (partialFee.isZero()) throw new Error('a transfer is said to cost nothing');
	s.event(await s.sign(transfer), api.events.balances.Transfer);
	const { data } = await api.query.system.account(to.address);
	if (data.free.toBigInt() !== UNIT) throw new Error(`the transfer left ${data.free} with the receiver`);
	return `transferKeepAlive, fee ${partialFee.toHuman()}`;
}

async function consortium(s) {
	const { api } = s;
	const [admin, member] = [s.stranger(), s.stranger()];
	const admitted = await s.council(api.tx.consortium.admit('Interop Ltd', admin.address, 0b10));
	const { org } = s.event(admitted, api.events.consortium.Admitted);
	const { data } = await api.query.system.account(admin.address);
	if (!data.free.isZero()) throw new Error('the new admin has a balance');
	await s.sign(api.tx.consortium.join(org), admin);
	// The account of the pallet `tallyorg` for this organisation, which pays the deposits of its members.
	const account = u8aConcat(stringToU8a('modltallyorg'), org.toU8a(), new Uint8Array(16));
	await s.sign(api.tx.balances.transferKeepAlive(s.keyring.encodeAddress(account), UNIT));
	const invite = api.tx.consortium.invite(member.address);
	const { partialFee } = await invite.paymentInfo(admin);
	if (!partialFee.isZero()) throw new Error(`a wallet shows a fee of ${partialFee} for a sponsored call`);
	if ((await invite.paymentInfo(member)).partialFee.isZero()) throw new Error('a call of a non-member is said to cost nothing');
	s.event(await s.sign(invite, admin), api.events.consortium.Invited);
	const joined = await s.sign(api.tx.consortium.join(org), member);
	s.event(joined, api.events.consortium.MemberAdded);
	if (joined.some((event) => api.events.transactionPayment.TransactionFeePaid.is(event))) {
		throw new Error('a sponsored call was charged a fee');
	}
	return `admit through the council (organisation ${org}), invite by its admin and join by the member without a balance, shown with a fee of 0`;
}

async function council(s) {
	await s.council(s.api.tx.consortium.setRoles(0, 0xff));
	return 'propose and execute with the council of one';
}

async function deviceRegistry(s) {
	const { api } = s;
	const temperature = {
		name: 'temperature',
		unit: 'Cel',
		exponent: -1,
		kind: 'Gauge',
		limits: { low: -400, high: 850 },
		period: 60_000,
	};
	const target = {
		...temperature,
		name: 'target',
		write: {
			kind: 'SetPoint',
			bounds: {
				range: { low: 50, high: 300 },
				step: 5,
				failSafe: 160,
				startup: 160,
				pace: { off: null, minOn: 0, minOff: 0, perHour: 12 },
				lease: 900_000,
			},
		},
	};
	const define = api.tx.deviceRegistry.defineModel(randomAsHex(32), 'https://example.com/tm.json', [temperature, target], []);
	const { model } = s.event(await s.sign(define), api.events.deviceRegistry.ModelDefined);
	const described = (await api.rpc.devices.model(model)).unwrap();
	if (described.channels[0].limits.low.toNumber() !== -400) throw new Error('the model has other limits');
	const [read, written] = described.channels.map(({ write }) => write);
	if (read.isSome || written.unwrap().bounds.failSafe.toNumber() !== 160) throw new Error(`channels can be written as ${read} and ${written}`);

	const key = s.keyring.addFromUri(`//${randomAsHex(16)}`, {}, 'ed25519');
	const device = blake2AsU8a(u8aConcat(Uint8Array.of(0x40, 0), key.publicKey));
	const [metadata, expires] = [randomAsHex(32), (await api.query.timestamp.now()).toNumber() + HOUR];
	const signature = key.sign(possession(api, device, s.alice.address, model, metadata, expires));
	const register = api.tx.deviceRegistry.register({ Ed25519: key.publicKey }, model, metadata, expires, signature, null);
	s.event(await s.sign(register), api.events.deviceRegistry.Registered);
	const known = (await api.rpc.devices.get(device)).unwrap();
	if (!known.owner.eq(s.alice.address) || known.status.toString() !== 'active') {
		throw new Error(`the device is known as ${known}`);
	}
	const document = (await api.rpc.devices.didDocument(device)).unwrap().toJSON();
	if (document.verificationMethod.length !== 1) throw new Error('the device has no verification method');
	s.event(await s.sign(api.tx.deviceRegistry.retire(device)), api.events.deviceRegistry.Retired);
	return 'defineModel, register with the signature of an Ed25519 device, retire; devices RPC';
}

// Money for a metering point that nobody proposed is refused by its name.
async function energyMarket(s) {
	const fund = s.api.tx.energyMarket.fund(u8aToHex(new Uint8Array(16)), UNIT);
	const error = await s.refuse(fund, ['energyMarket.UnknownPoint']);
	return `fund, refused with ${error}`;
}

// Only other pallets open escrows, so there is none to end.
async function escrow(s) {
	const error = await s.refuse(s.api.tx.escrow.expire(0), ['escrow.UnknownEscrow']);
	return `expire, refused with ${error}`;
}

// Nobody signs a report: the author of a block brings it.
async function grandpa(s) {
	const { api } = s;
	const nobody = `0x${'00'.repeat(32)}`;
	const vote = (targetNumber) => [{ targetHash: nobody, targetNumber }, `0x${'00'.repeat(64)}`];
	const equivocation = { roundNumber: 1, identity: nobody, first: vote(1), second: vote(2) };
	const tx = api.tx.grandpa.reportEquivocation(
		{ setId: 0, equivocation: { Prevote: equivocation } },
		0,
	);
	const error = await s.refuse(tx, ['system.CallFiltered']);
	return `reportEquivocation, refused with ${error}`;
}

async function multisig(s) {
	const { api } = s;
	const signatories = [s.alice.address, s.bob.address];
	const account = s.keyring.encodeAddress(createKeyMulti(signatories, 2));
	const others = (who) => sortAddresses(signatories.filter((address) => address !== who.address));
	await s.sign(api.tx.balances.transferKeepAlive(account, UNIT));

	const call = s.remark();
	const weight = (await call.paymentInfo(s.alice)).weight;
	const opened = await s.sign(api.tx.multisig.asMulti(2, others(s.alice), null, call, weight));
	s.event(opened, api.events.multisig.NewMultisig);
	const hash = blake2AsHex(call.method.toU8a());
	const { when } = (await api.query.multisig.multisigs(account, hash)).unwrap();
	const done = await s.sign(api.tx.multisig.asMulti(2, others(s.bob), when, call, weight), s.bob);
	s.event(done, api.events.multisig.MultisigExecuted);
	s.event(done, api.events.system.Remarked);
	return 'asMulti by two of two';
}

async function preimage(s) {
	const { api } = s;
	const bytes = randomAsHex(64);
	const { hash_: hash } = s.event(await s.sign(api.tx.preimage.notePreimage(bytes)), api.events.preimage.Noted);
	s.event(await s.sign(api.tx.preimage.unnotePreimage(hash)), api.events.preimage.Cleared);
	return 'notePreimage, unnotePreimage';
}

// A need that nobody has declared is refused by its name.
async function procurement(s) {
	const error = await s.refuse(s.api.tx.procurement.removeNeed(0xffffffff), ['procurement.UnknownNeed']);
	return `removeNeed, refused with ${error}`;
}

async function proxy(s) {
	const { api } = s;
	await s.sign(api.tx.proxy.removeProxies());
	s.event(await s.sign(api.tx.proxy.addProxy(s.bob.address, 'NonTransfer', 0)), api.events.proxy.ProxyAdded);
	const done = await s.sign(api.tx.proxy.proxy(s.alice.address, null, s.remark()), s.bob);
	s.event(done, api.events.proxy.ProxyExecuted);
	s.event(await s.sign(api.tx.proxy.removeProxy(s.bob.address, 'NonTransfer', 0)), api.events.proxy.ProxyRemoved);
	return 'addProxy, proxy by the delegate, removeProxy';
}

async function safeMode(s) {
	const { api } = s;
	const error = await s.refuse(api.tx.safeMode.enter(), ['safeMode.NotConfigured']);
	s.event(await s.council(api.tx.safeMode.forceEnter()), api.events.safeMode.Entered);
	try {
		await s.refuse(s.remark(), ['system.CallFiltered']);
	} finally {
		s.event(await s.council(api.tx.safeMode.forceExit()), api.events.safeMode.Exited);
	}
	await s.sign(s.remark());
	return `enter refused with ${error}; forceEnter and forceExit through the council`;
}

async function scheduler(s) {
	const { api } = s;
	const call = api.tx.consortium.setRoles(0, 0xff);
	const scheduled = await s.council(api.tx.scheduler.scheduleAfter(1, null, 63, call));
	const { when, index } = s.event(scheduled, api.events.scheduler.Scheduled);
	await s.eventually('the scheduled call', async (header) => header.number.unwrap().gte(when));
	const at = await api.at(await api.rpc.chain.getBlockHash(when));
	const events = (await at.query.system.events()).map(({ event }) => event);
	const { task } = s.event(events, api.events.scheduler.Dispatched);
	if (!task[1].eq(index)) throw new Error('another task was dispatched');
	return 'scheduleAfter through the council, dispatched when due';
}

async function session(s) {
	const { api } = s;
	const who = s.stranger();
	await s.sign(api.tx.consortium.invite(who.address));
	await s.sign(api.tx.consortium.join(0), who);
	await s.sign(api.tx.balances.transferKeepAlive(who.address, UNIT));
	const { keys, proof } = await api._rpcCore.provider.send('author_rotateKeysWithOwner', [u8aToHex(who.publicKey)]);
	await s.sign(api.tx.session.setKeys(keys, proof), who);
	const next = await api.query.session.nextKeys(who.address);
	if (next.unwrap().toHex() !== keys) throw new Error('other keys are registered');

	const [outsider, elsewhere] = [s.bob, await api._rpcCore.provider.send('author_rotateKeysWithOwner', [u8aToHex(s.bob.publicKey)])];
	await s.refuse(api.tx.session.setKeys(elsewhere.keys, elsewhere.proof), ['session.NoAssociatedValidatorId'], outsider);
	return 'setKeys with the ownership proof by a member; refused to an outsider';
}

async function system(s) {
	s.event(await s.sign(s.remark()), s.api.events.system.Remarked);
	return 'remarkWithEvent';
}

async function telemetry(s) {
	const { api } = s;
	const gateway = s.alice.address;
	const stream = { device: randomAsHex(32), channel: 0 };
	const error = await s.refuse(api.tx.telemetry.watch(stream), ['telemetry.UnknownDevice']);

	const number = await api.rpc.telemetry.nextBatch(gateway);
	const end = (await api.query.timestamp.now()).toNumber();
	const batch = { root: randomAsHex(32), segments: 1, readings: 2, start: end - HOUR, end, data: randomAsHex(32) };
	s.event(await s.sign(api.tx.telemetry.anchor(number, batch, [])), api.events.telemetry.Anchored);
	const kept = (await api.rpc.telemetry.batch(gateway, number)).unwrap();
	if (!kept.root.eq(batch.root) || kept.readings.toNumber() !== 2) throw new Error(`the batch is kept as ${kept}`);
	const next = await api.rpc.telemetry.nextBatch(gateway);
	if (!next.sub(number).eqn(1)) throw new Error(`batch ${next} comes after ${number}`);
	return `watch refused with ${error}; anchor; telemetry RPC`;
}

// Its only call is an inherent: every block has one, and nobody signs it.
async function timestamp(s) {
	const { block } = await s.api.rpc.chain.getBlock();
	const { method, isSigned } = block.extrinsics[0];
	if (!s.api.tx.timestamp.set.is(method) || isSigned) throw new Error('the block does not open with the time');
	return 'set, as the inherent of the best block';
}

async function txPause(s) {
	const { api } = s;
	const name = ['Balances', 'transfer_allow_death'];
	const transfer = () => api.tx.balances.transferAllowDeath(s.bob.address, UNIT);
	await s.refuse(api.tx.txPause.pause(name), ['BadOrigin']);
	s.event(await s.council(api.tx.txPause.pause(name)), api.events.txPause.CallPaused);
	try {
		await s.refuse(transfer(), ['system.CallFiltered']);
	} finally {
		s.event(await s.council(api.tx.txPause.unpause(name)), api.events.txPause.CallUnpaused);
	}
	await s.sign(transfer());
	return 'pause and unpause through the council';
}

async function utility(s) {
	const events = await s.sign(s.api.tx.utility.batchAll([s.remark(), s.remark()]));
	s.event(events, s.api.events.utility.BatchCompleted);
	return 'batchAll';
}

export const transactions = {
	assetLifecycle,
	automation,
	balances,
	consortium,
	council,
	deviceRegistry,
	energyMarket,
	escrow,
	grandpa,
	multisig,
	preimage,
	procurement,
	proxy,
	safeMode,
	scheduler,
	session,
	system,
	telemetry,
	timestamp,
	txPause,
	utility,
};
