// Shows with smoldot, a light client, that this chain can be used without trusting a node: every answer
// below comes out of headers, votes and storage proofs that the client checks itself.
// Usage: TALLYSTICK_WS=ws://127.0.0.1:9944 TALLYSTICK_SPEC=raw.json node check.mjs, against a `--dev` chain
// whose node listens for peers at a WebSocket (`--listen-addr /ip4/127.0.0.1/tcp/0/ws`) and knows a device.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { sr25519CreateDerive } from '@polkadot-labs/hdkd';
import { DEV_PHRASE, entropyToMiniSecret, mnemonicToEntropy } from '@polkadot-labs/hdkd-helpers';
import { Binary, createClient } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getSmProvider } from 'polkadot-api/sm-provider';
import { start } from 'smoldot';
import { WebSocket } from 'ws';

const url = process.env.TALLYSTICK_WS ?? 'ws://127.0.0.1:9944';
const TIME_LIMIT = 3 * 60_000;
const WARNING = 2;

/** The full node's answer to one question, to compare the light client's with. */
function ask(method, ...params) {
	return new Promise((resolve, reject) => {
		const socket = new WebSocket(url);
		socket.on('error', reject);
		socket.on('open', () => socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })));
		socket.on('message', (answer) => {
			socket.close();
			const { result, error } = JSON.parse(answer);
			if (error) reject(new Error(`${method}: ${error.message}`));
			else resolve(result);
		});
	});
}

/** The raw spec, with the node's own address as the only way into the network. */
async function spec() {
	const listening = await ask('system_localListenAddresses');
	const address = listening.find((address) => address.includes('/127.0.0.1/') && address.includes('/ws'));
	assert.ok(address, `the node listens at no WebSocket for peers: ${listening.join(', ')}`);
	const spec = JSON.parse(readFileSync(process.env.TALLYSTICK_SPEC, 'utf8'));
	return JSON.stringify({ ...spec, bootNodes: [address] });
}

/** Waits for finalised blocks until one is at least this high, and counts them. */
function finalized(client, number) {
	return new Promise((resolve, reject) => {
		let blocks = 0;
		const subscription = client.finalizedBlock$.subscribe({
			next: (block) => {
				blocks += 1;
				if (block.number < number) return;
				subscription?.unsubscribe();
				resolve({ block, blocks });
			},
			error: reject,
		});
	});
}

async function main() {
	const warnings = [];
	const smoldot = start({
		maxLogLevel: WARNING,
		logCallback: (level, target, message) => warnings.push(`${target}: ${message}`),
	});
	const client = createClient(getSmProvider(async () => smoldot.addChain({ chainSpec: await spec() })));
	const api = client.getUnsafeApi();

	const started = Date.now();
	const head = Number((await ask('chain_getHeader', await ask('chain_getFinalizedHead'))).number);
	const { block: first } = await finalized(client, head);
	const seconds = (Date.now() - started) / 1000;
	assert.equal(await ask('chain_getBlockHash', first.number), first.hash, 'the same chain as the node has');
	const { block: later, blocks } = await finalized(client, first.number + 3);
	assert.equal(await ask('chain_getBlockHash', later.number), later.hash, 'still the same chain');

	const devices = await api.query.DeviceRegistry.Devices.getEntries();
	assert.ok(devices.length > 0, 'the chain knows a device');
	const [{ keyArgs, value }] = devices;
	const device = await api.query.DeviceRegistry.Devices.getValue(...keyArgs);
	assert.deepEqual(device, value);
	const id = keyArgs[0].asHex?.() ?? keyArgs[0];
	const known = await ask('devices_get', id);
	assert.equal(device[0].owner, known.owner, 'the owner that the node tells');

	const { publicKey, sign } = sr25519CreateDerive(entropyToMiniSecret(mnemonicToEntropy(DEV_PHRASE)))('//Alice');
	const alice = getPolkadotSigner(publicKey, 'Sr25519', sign);
	const remark = api.tx.System.remark_with_event({ remark: Binary.fromText(`light ${Date.now()}`) });
	const sent = await remark.signAndSubmit(alice);
	assert.ok(sent.ok, `remark failed: ${JSON.stringify(sent.dispatchError)}`);
	assert.ok(sent.events.some(({ type, value }) => type === 'System' && value.type === 'Remarked'));
	assert.equal(await ask('chain_getBlockHash', sent.block.number), sent.block.hash, 'the node has its block');

	const deprecated = warnings.filter((warning) => /deprecated|protocolId/i.test(warning));
	assert.deepEqual(deprecated, [], 'the spec is as the client wants it');
	console.log(
		`smoldot: ok: head ${first.number} after ${seconds.toFixed(1)} s, followed to ${later.number} (${blocks} blocks); ` +
			`${devices.length} devices read with proofs; remark finalised in block ${sent.block.number}`,
	);
	client.destroy();
	await smoldot.terminate();
}

setTimeout(() => {
	console.error(`smoldot: FAILED: not done within ${TIME_LIMIT / 1000} s`);
	process.exit(1);
}, TIME_LIMIT).unref();

main().then(
	() => process.exit(0),
	(error) => {
		console.error(error);
		console.error(`smoldot: FAILED: ${error.message}`);
		process.exit(1);
	},
);
