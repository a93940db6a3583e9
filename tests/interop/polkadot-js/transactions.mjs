// One entry per pallet with calls: signs what an account of a development chain can sign, and
// says in a few words what was shown.
import { u8aToHex } from '@polkadot/util';
import { blake2AsHex, createKeyMulti, randomAsHex, sortAddresses } from '@polkadot/util-crypto';

const UNIT = 1_000_000n;

async function balances(s) {
	const { api } = s;
	const to = s.stranger();
	const transfer = api.tx.balances.transferKeepAlive(to.address, UNIT);
	const { partialFee } = await transfer.paymentInfo(s.alice);
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
	const added = await s.sign(api.tx.consortium.addMember(member.address), admin);
	s.event(added, api.events.consortium.MemberAdded);
	if (added.some((event) => api.events.transactionPayment.TransactionFeePaid.is(event))) {
		throw new Error('a sponsored call was charged a fee');
	}
	return `admit through the council (organisation ${org}), addMember by its admin without a balance`;
}

async function council(s) {
	await s.council(s.api.tx.consortium.setRoles(0, 0xff));
	return 'propose and execute with the council of one';
}

// There is no equivocation to report, so the made-up one must be refused for what it is.
async function grandpa(s) {
	const { api } = s;
	const nobody = `0x${'00'.repeat(32)}`;
	const vote = (targetNumber) => [{ targetHash: nobody, targetNumber }, `0x${'00'.repeat(64)}`];
	const equivocation = { roundNumber: 1, identity: nobody, first: vote(1), second: vote(2) };
	const tx = api.tx.grandpa.reportEquivocation(
		{ setId: 0, equivocation: { Prevote: equivocation } },
		{ session: 0, trieNodes: [], validatorCount: 1 },
	);
	const error = await s.refuse(tx, ['grandpa.InvalidEquivocationProof', 'grandpa.InvalidKeyOwnershipProof']);
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
	await s.sign(api.tx.consortium.addMember(who.address));
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
	balances,
	consortium,
	council,
	grandpa,
	multisig,
	preimage,
	proxy,
	safeMode,
	scheduler,
	session,
	system,
	timestamp,
	txPause,
	utility,
};
