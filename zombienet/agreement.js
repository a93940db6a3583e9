// How many nodes have finalised the same block: the last one that all of them have.
async function run(_nodeName, { nodesByName }) {
	const apis = await Promise.all(
		Object.values(nodesByName).map(({ wsUri }) => zombie.connect(wsUri)),
	);
	const heights = await Promise.all(
		apis.map(async ({ rpc }) => {
			const { number } = await rpc.chain.getHeader(await rpc.chain.getFinalizedHead());
			return number.toNumber();
		}),
	);
	const height = Math.min(...heights);
	const hashes = await Promise.all(apis.map(({ rpc }) => rpc.chain.getBlockHash(height)));
	await Promise.all(apis.map((api) => api.disconnect()));
	return hashes.filter((hash) => hash.eq(hashes[0])).length;
}

module.exports = { run };
