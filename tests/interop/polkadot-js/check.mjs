// Shows with @polkadot/api that a wallet or an explorer needs no code of its own for this chain.
// Usage: TALLYSTICK_WS=ws://127.0.0.1:9944 node check.mjs, against a `--dev` chain. The definitions of
// the node's own RPC are docs/polkadot-js.json under the present folder, or TALLYSTICK_DEFINITIONS.
import { readFileSync } from 'node:fs';
import { ApiPromise, WsProvider } from '@polkadot/api';
import { u8aConcat, u8aToHex } from '@polkadot/util';
import { decodeBlocks, decodeConstants, decodeState } from './decode.mjs';
import { checkExtensions, checkWarnings, collectWarnings } from './extensions.mjs';
import { Session } from './session.mjs';
import { transactions } from './transactions.mjs';

const url = process.env.TALLYSTICK_WS ?? 'ws://127.0.0.1:9944';
const definitions = JSON.parse(readFileSync(process.env.TALLYSTICK_DEFINITIONS ?? 'docs/polkadot-js.json', 'utf8'));
const TIME_LIMIT = 10 * 60_000;

/** The pallets that have calls must be exactly those in the table: a new one is not forgotten. */
function comparePallets(api) {
	const callable = Object.keys(api.tx).sort();
	const missing = callable.filter((pallet) => !(pallet in transactions));
	const stale = Object.keys(transactions).filter((pallet) => !callable.includes(pallet));
	if (missing.length || stale.length) {
		throw new Error(
			`transactions.mjs must have one entry per pallet with calls; ` +
				`missing: ${missing.join(', ') || 'none'}; of no pallet: ${stale.join(', ') || 'none'}`,
		);
	}
	return callable;
}

async function checkMmrRpc(api) {
	const root = await api.rpc.mmr.root();
	const proof = await api.rpc.mmr.generateProof([1, 2]);
	if (root.isEmpty || !(await api.rpc.mmr.verifyProof(proof)).isTrue) {
		throw new Error('the node does not accept the MMR proof that it gave');
	}
}

/** Nothing is known of strangers, and every method of the definitions is one of the node's. */
async function checkOwnRpc(api, stranger) {
	const methods = Object.entries(definitions.rpc).flatMap(([section, all]) =>
		Object.keys(all).map((method) => [section, method]),
	);
	for (const [section, method] of methods) {
		if (!api.rpc[section]?.[method]) throw new Error(`the node has no ${section}_${method}`);
	}
	if ((await api.rpc.devices.get(stranger.publicKey)).isSome) throw new Error('a device that nobody registered is known');
	if (!(await api.rpc.telemetry.nextBatch(stranger.address)).isZero()) {
		throw new Error('a gateway that anchored nothing does not begin with batch 0');
	}
	return methods.length;
}

/** A view function, by what the metadata says of it: this client has no `api.view`. */
async function askView(api, pallet, name, ...args) {
	const { viewFunctions } = api.runtimeMetadata.asLatest.pallets.find((known) => known.name.eq(pallet));
	const { id, inputs, output } = viewFunctions.find((known) => known.name.eq(name));
	const encode = ({ type }, at) => api.createType(api.registry.createLookupType(type), args[at]).toU8a();
	const input = u8aToHex(u8aConcat(...inputs.map(encode)));
	const query = { prefix: id.slice(0, 16), suffix: id.slice(16) };
	const answer = await api.call.runtimeViewFunction.executeViewFunction(query, input);
	return api.createType(api.registry.createLookupType(output), answer.asOk);
}

async function checkViews(api) {
	const quota = (await askView(api, 'Consortium', 'quota', 0)).unwrap();
	if (quota.left.bytes.isZero()) throw new Error(`nothing is left of the quota: ${quota}`);
	const { account, available, held } = (await askView(api, 'Consortium', 'account_of', 0)).unwrap();
	const { data } = await api.query.system.account(account);
	if (available.isZero() || !data.reserved.eq(held)) throw new Error(`the organisation's account has ${available} and ${held}`);
}

async function main() {
	const warnings = collectWarnings();
	const api = await ApiPromise.create({ provider: new WsProvider(url), ...definitions });
	const extensions = checkExtensions(api, checkWarnings(warnings));
	console.log(`extensions: ${extensions.join(', ')}`);

	const session = await Session.open(api);
	const methods = await checkOwnRpc(api, session.stranger());
	// The first block of all has no events.
	const first = Math.max(1, await session.height());
	for (const pallet of comparePallets(api)) {
		const what = await transactions[pallet](session);
		console.log(`${pallet}: ${what}`);
	}
	await session.finalized(await session.height());
	await checkMmrRpc(api);
	await checkViews(api);

	const at = await api.rpc.chain.getFinalizedHead();
	const last = (await api.rpc.chain.getHeader(at)).number.toNumber();
	const state = await decodeState(api, at);
	const constants = decodeConstants(api);
	const { events, extrinsics, kinds } = await decodeBlocks(api, first, last);
	console.log(`kinds of events: ${[...kinds].sort().join(', ')}`);
	checkWarnings(warnings);

	console.log(
		`polkadot-js: ok: ${api.runtimeMetadata.asLatest.pallets.length} pallets, ` +
			`${Object.keys(transactions).length} with a transaction (${session.included} included), ` +
			`${state.items} storage items with ${state.keys} keys, ${constants} constants, ${methods} RPC methods of our own, ` +
			`${events} events and ${extrinsics} extrinsics in blocks ${first} to ${last} decode`,
	);
	await api.disconnect();
}

setTimeout(() => {
	console.error(`polkadot-js: FAILED: not done within ${TIME_LIMIT / 1000} s`);
	process.exit(1);
}, TIME_LIMIT).unref();

main().then(
	() => process.exit(0),
	(error) => {
		console.error(error);
		console.error(`polkadot-js: FAILED: ${error.message}`);
		process.exit(1);
	},
);
