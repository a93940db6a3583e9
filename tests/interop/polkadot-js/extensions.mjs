// What the client says about a chain that it does not know, and what of it is acceptable.

/** Extensions of the SDK that hold no byte, so that a client that skips them signs correctly. */
const WITHOUT_BYTES = ['AuthorizeCall', 'CheckNonZeroSender', 'CheckWeight', 'WeightReclaim'];

/** Methods of the SDK that this client has no use for, or is too old to know. */
const METHODS_OF_THE_SDK = new RegExp(
	'^(archive_|bitswap_|chainHead_|chainSpec_|transaction_|transactionWatch_|' +
		'(author_rotateKeysWithOwner|mmr_generateAncestryProof|state_callRecorded)$)',
);

/** Records, and still prints, everything that the client warns of. */
export function collectWarnings() {
	const warnings = [];
	for (const level of ['warn', 'error']) {
		const print = console[level].bind(console);
		console[level] = (...words) => {
			warnings.push(words.map(String).join(' '));
			print(...words);
		};
	}
	return warnings;
}

function namesAfter(warning, before, after) {
	const [, names] = warning.match(new RegExp(`${before} (.*?)${after}`)) ?? [];
	return names?.split(', ');
}

/** Fails on any warning but the two harmless kinds, and returns the extensions unknown to the client. */
export function checkWarnings(warnings) {
	const unknown = new Set();
	for (const warning of warnings) {
		const extensions = namesAfter(warning, 'Unknown signed extensions', ' found');
		const methods = namesAfter(warning, 'RPC methods not decorated:', '$');
		extensions?.forEach((name) => unknown.add(name));
		if (!extensions && !methods?.every((name) => METHODS_OF_THE_SDK.test(name))) {
			throw new Error(`unexpected warning: ${warning}`);
		}
	}
	return [...unknown];
}

/** Every extension unknown to the client must be the SDK's own and have no bytes. */
export function checkExtensions(api, unknown) {
	const { registry } = api;
	const bytesOf = (type) =>
		registry.createType(registry.createLookupType(type)).toU8a().length;
	const all = registry.metadata.extrinsic.transactionExtensions.map(
		({ identifier, type, implicit }) => ({
			name: identifier.toString(),
			bytes: bytesOf(type) + bytesOf(implicit),
		}),
	);
	for (const name of unknown) {
		const found = all.filter((extension) => extension.name === name);
		if (!WITHOUT_BYTES.includes(name) || found.length !== 1 || found[0].bytes !== 0) {
			throw new Error(`the extension ${name} is unknown to the client and not an empty one of the SDK`);
		}
	}
	return all.map(({ name }) => (unknown.includes(name) ? `${name} (unknown, empty)` : name));
}
