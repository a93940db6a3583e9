// How many different accounts authored the latest finalised blocks, two rounds of four slots.
const BLOCKS = 8;

async function run(nodeName, { nodesByName }) {
	const api = await zombie.connect(nodesByName[nodeName].wsUri);
	const authors = new Set();
	let hash = await api.rpc.chain.getFinalizedHead();
	for (let count = 0; count < BLOCKS; count++) {
		const { author, number, parentHash } = await api.derive.chain.getHeader(hash);
		if (number.toNumber() === 0) break;
		authors.add(author.toString());
		hash = parentHash;
	}
	await api.disconnect();
	return authors.size;
}

module.exports = { run };
