// Decodes everything that a chain keeps, and encodes it again: the bytes must be the same.
import { u8aToHex } from '@polkadot/util';
import { xxhashAsHex } from '@polkadot/util-crypto';

const PAGE = 1000;
const MOST_KEYS = 50_000;

function same(what, value, raw, bare = false) {
	const again = u8aToHex(value.toU8a(bare));
	if (again !== raw) {
		throw new Error(`${what} decodes to something else: ${raw.slice(0, 200)} became ${again.slice(0, 200)}`);
	}
}

const send = (api, method, ...params) => api._rpcCore.provider.send(method, params);

/** All raw keys and values at a block. */
async function rawState(api, at) {
	const raw = new Map();
	for (let last = null; ; ) {
		const keys = await send(api, 'state_getKeysPaged', '0x', PAGE, last, at);
		for (const [{ changes }] of keys.length ? [await send(api, 'state_queryStorageAt', keys, at)] : []) {
			changes.forEach(([key, value]) => raw.set(key, value));
		}
		if (raw.size > MOST_KEYS) throw new Error(`more than ${MOST_KEYS} keys: use a young chain`);
		if (keys.length < PAGE) return raw;
		last = keys.at(-1);
	}
}

/** Reads every storage item by its name; no key of the state may stay unread. */
export async function decodeState(api, at) {
	const state = await api.at(at);
	const raw = await rawState(api, at.toHex());
	const keys = raw.size;
	let items = 0;
	for (const [pallet, queries] of Object.entries(state.query)) {
		for (const [name, query] of Object.entries(queries)) {
			items += 1;
			const { type, modifier } = query.creator.meta;
			const found = type.isMap ? await query.entries() : [[query.key(), await query()]];
			for (const [key, value] of found) {
				const hex = key.toHex?.() ?? key;
				const bytes = raw.get(hex);
				if (bytes === undefined) {
					if (type.isMap) throw new Error(`${pallet}.${name} has an entry that is not in the state`);
					continue;
				}
				// The keys outside of pallets, like that of the code, hold plain bytes.
				const bare = pallet === 'substrate';
				same(`${pallet}.${name}`, modifier.isOptional ? value.unwrap() : value, bytes, bare);
				raw.delete(hex);
			}
		}
	}
	// The client offers the version of a pallet only where there are items, as `palletVersion`.
	for (const { name } of api.runtimeMetadata.asLatest.pallets) {
		const [prefix, version] = [name.toString(), ':__STORAGE_VERSION__:'].map((text) => xxhashAsHex(text, 128));
		raw.delete(prefix + version.slice(2));
	}
	if (raw.size) throw new Error(`no storage item has these keys: ${[...raw.keys()].join(', ')}`);
	return { items, keys };
}

/** Decodes every constant of every pallet. */
export function decodeConstants(api) {
	const all = Object.entries(api.consts).flatMap(([pallet, constants]) =>
		Object.entries(constants).map(([name, value]) => [`${pallet}.${name}`, value]),
	);
	for (const [name, value] of all) {
		same(name, value, u8aToHex(value.meta.value.toU8a(true)));
	}
	return all.length;
}

/** Decodes every event and extrinsic of a span of blocks. */
export async function decodeBlocks(api, first, last) {
	const kinds = new Set();
	let [events, extrinsics] = [0, 0];
	for (let number = first; number <= last; number++) {
		const hash = await api.rpc.chain.getBlockHash(number);
		const { query } = await api.at(hash);
		const records = await query.system.events();
		same(`events of block ${number}`, records, await send(api, 'state_getStorage', query.system.events.key(), hash.toHex()));
		records.forEach(({ event: { section, method } }) => kinds.add(`${section}.${method}`));
		events += records.length;

		const { block } = await send(api, 'chain_getBlock', hash.toHex());
		for (const encoded of block.extrinsics) {
			same(`an extrinsic of block ${number}`, api.registry.createType('Extrinsic', encoded), encoded);
			extrinsics += 1;
		}
	}
	return { events, extrinsics, kinds };
}
