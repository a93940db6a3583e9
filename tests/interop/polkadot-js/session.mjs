// Signs as the accounts of a development chain, and waits for what comes of it.
import { Keyring } from '@polkadot/api';
import { stringToU8a, u8aToHex } from '@polkadot/util';
import { cryptoWaitReady, randomAsHex } from '@polkadot/util-crypto';

const PATIENCE = 60_000;

export class Session {
	static async open(api) {
		await cryptoWaitReady();
		return new Session(api);
	}

	constructor(api) {
		this.api = api;
		this.keyring = new Keyring({ type: 'sr25519', ss58Format: api.registry.chainSS58 });
		this.alice = this.keyring.addFromUri('//Alice');
		this.bob = this.keyring.addFromUri('//Bob');
		this.included = 0;
	}

	/** An account that nobody has seen before. */
	stranger() {
		return this.keyring.addFromUri(`//${randomAsHex(16)}`);
	}

	/** A remark that nobody has made before. */
	remark() {
		return this.api.tx.system.remarkWithEvent(u8aToHex(stringToU8a(`interop ${randomAsHex(8)}`)));
	}

	async height() {
		return (await this.api.rpc.chain.getHeader()).number.toNumber();
	}

	/** Runs `check` at every new best block until it returns something. */
	async eventually(what, check) {
		const deadline = Date.now() + PATIENCE;
		for (let seen = -1; Date.now() < deadline; ) {
			const header = await this.api.rpc.chain.getHeader();
			if (header.number.toNumber() !== seen) {
				seen = header.number.toNumber();
				const result = await check(header);
				if (result) return result;
			}
			await new Promise((resolve) => setTimeout(resolve, 200));
		}
		throw new Error(`${what}: not within ${PATIENCE / 1000} s`);
	}

	async finalized(number) {
		await this.eventually(`block ${number} finalised`, async () => {
			const head = await this.api.rpc.chain.getFinalizedHead();
			return (await this.api.rpc.chain.getHeader(head)).number.toNumber() >= number;
		});
	}

	/** The name of a dispatch error: `pallet.Error`, or the kind of those without a pallet. */
	nameOf(error) {
		if (!error.isModule) return error.type;
		const { section, name } = this.api.registry.findMetaError(error.asModule);
		return `${section}.${name}`;
	}

	/** Signs and includes a transaction; returns its events and its error's name, if any. */
	async submit(tx, who) {
		const what = `${tx.method.section}.${tx.method.method}`;
		await tx.signAsync(who, { nonce: -1 });
		if (!tx.isSigned || tx.mode.toNumber() !== 0) {
			throw new Error(`${what} is not signed without the metadata's hash`);
		}
		const outcome = await new Promise((resolve, reject) => {
			const timer = setTimeout(() => reject(new Error(`${what}: not included in time`)), PATIENCE);
			tx.send((result) => {
				if (!result.isInBlock && !result.isError) return;
				clearTimeout(timer);
				if (result.isError) reject(new Error(`${what}: ${result.status.type}`));
				else resolve(result);
			}).catch((error) => {
				clearTimeout(timer);
				reject(new Error(`${what}: ${error.message}`));
			});
		});
		this.included += 1;
		const events = outcome.events.map(({ event }) => event);
		const error = outcome.dispatchError && this.nameOf(outcome.dispatchError);
		return { what, events, error };
	}

	/** A transaction that must succeed. */
	async sign(tx, who = this.alice) {
		const { what, events, error } = await this.submit(tx, who);
		if (error) throw new Error(`${what} failed with ${error}`);
		return events;
	}

	/** A transaction that must be included and fail with one of these errors. */
	async refuse(tx, errors, who = this.alice) {
		const { what, error } = await this.submit(tx, who);
		if (!errors.includes(error)) throw new Error(`${what} ended with ${error ?? 'success'}, not ${errors.join(' or ')}`);
		return error;
	}

	/** The one event of this kind among `events`; its `result`, where it has one, must be a success. */
	event(events, kind) {
		const found = events.find((event) => kind.is(event));
		if (!found) throw new Error(`no ${kind.meta.name} event among ${events.map(({ method }) => method).join(', ')}`);
		const { result } = found.data;
		if (result?.isErr) throw new Error(`${kind.meta.name} with ${this.nameOf(result.asErr)}`);
		return found.data;
	}

	/** What a council of one decides, it carries out at once. */
	async council(call) {
		const events = await this.sign(this.api.tx.council.propose(1, call, call.method.encodedLength));
		this.event(events, this.api.events.council.Executed);
		return events;
	}
}
