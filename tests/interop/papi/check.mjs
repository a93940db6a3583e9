// Shows with polkadot-api, without generated descriptors, that a light-client style application
// needs no code of its own for this chain.
// Usage: TALLYSTICK_WS=ws://127.0.0.1:9944 node check.mjs, against a `--dev` chain. With
// TALLYSTICK_METADATA_HASH=required the runtime must know its metadata's hash, as a release does.
import { strict as assert } from 'node:assert';
import { sr25519CreateDerive } from '@polkadot-labs/hdkd';
import { DEV_PHRASE, entropyToMiniSecret, mnemonicToEntropy, ss58Address } from '@polkadot-labs/hdkd-helpers';
import { Binary, createClient } from 'polkadot-api';
import { getPolkadotSigner, withMetadataHash } from 'polkadot-api/signer';
import { getWsProvider } from 'polkadot-api/ws';
import { WebSocket } from 'ws';

const url = process.env.TALLYSTICK_WS ?? 'ws://127.0.0.1:9944';
const required = process.env.TALLYSTICK_METADATA_HASH === 'required';
const TIME_LIMIT = 3 * 60_000;
const NETWORK = { decimals: 6, tokenSymbol: 'TALLY' };

const derive = sr25519CreateDerive(entropyToMiniSecret(mnemonicToEntropy(DEV_PHRASE)));

function account(path) {
	const { publicKey, sign } = derive(path);
	return { address: ss58Address(publicKey, 42), signer: getPolkadotSigner(publicKey, 'Sr25519', sign) };
}

async function remark(api, signer) {
	const text = `interop ${Date.now()}`;
	const result = await api.tx.System.remark_with_event({ remark: Binary.fromText(text) }).signAndSubmit(signer);
	assert.ok(result.ok, `remark failed: ${JSON.stringify(result.dispatchError)}`);
	const remarked = result.events.filter(({ type, value }) => type === 'System' && value.type === 'Remarked');
	assert.equal(remarked.length, 1, 'one Remarked event');
	return result.block.number;
}

async function main() {
	const client = createClient(getWsProvider(url, { websocketClass: WebSocket }));
	const api = client.getUnsafeApi();
	const alice = account('//Alice');

	const organization = await api.query.Consortium.Organizations.getValue(0);
	assert.equal(Binary.toText(organization.name), 'Development');
	assert.equal(organization.admin, alice.address);
	const members = await api.query.Consortium.Members.getEntries();
	assert.ok(members.length >= 2, 'the admin and the validator are members');
	assert.equal(await api.constants.Balances.ExistentialDeposit(), 10_000n);

	const viewed = await api.view.Consortium.organization(0);
	assert.deepEqual(viewed, organization);
	const membership = await api.view.Consortium.membership(alice.address);
	assert.equal(membership.position.type, 'Admin');
	assert.equal(await api.view.Consortium.membership(account('//Nobody').address), undefined);
	const validators = await api.view.Consortium.validators();
	assert.deepEqual(validators, await api.query.Session.Validators.getValue());
	const quota = await api.view.Consortium.quota(0);
	assert.ok(quota.left.bytes > 0n && quota.left.bytes <= quota.limit.bytes);

	const plain = await remark(api, alice.signer);
	const hashed = await remark(api, withMetadataHash(NETWORK, alice.signer)).then(
		(number) => `finalised in block ${number}`,
		(error) => {
			// What a runtime answers that was built without the feature `metadata-hash`.
			if (required || error.error?.value?.type !== 'CannotLookup') throw error;
			return 'not known to this build of the runtime';
		},
	);
	const { number } = await client.getFinalizedBlock();
	assert.ok(number >= plain, 'the block of the remark is final');

	console.log(
		`papi: ok: storage, constants and view functions read; remark finalised in block ${plain}; ` +
			`signed over the metadata's hash: ${hashed}`,
	);
	client.destroy();
}

setTimeout(() => {
	console.error(`papi: FAILED: not done within ${TIME_LIMIT / 1000} s`);
	process.exit(1);
}, TIME_LIMIT).unref();

main().then(
	() => process.exit(0),
	(error) => {
		console.error(error);
		console.error(`papi: FAILED: ${error.message}`);
		process.exit(1);
	},
);
