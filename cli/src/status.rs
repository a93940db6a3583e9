//! `tallystick status`.

use crate::{failure::Result, http, session::Session, text};
use serde_json::json;
use tallystick_client::{hexed, Chain};

pub(crate) async fn run(session: &Session) -> Result {
	let (chain, gateway) = tokio::join!(chain(session), http::get(session, "/health/ready", &[]));
	let (chain_text, chain_json, failed) = match chain {
		Ok((text, json)) => (text, json, None),
		Err(failure) => ("chain    no node answers".into(), json!(null), Some(failure)),
	};
	let ready = gateway.is_ok();
	let url = &session.global.gateway;
	let gateway_text = match &gateway {
		Ok(_) => format!("gateway  {url} is ready"),
		Err(failure) => {
			let reason = failure.to_string();
			format!("gateway  {}", reason.lines().next().unwrap_or_default())
		},
	};
	session.say(
		format!("{chain_text}\n{gateway_text}"),
		json!({ "chain": chain_json, "gateway": { "url": url, "ready": ready } }),
	);
	// Not everybody has a gateway. Without the chain nothing works.
	failed.map_or(Ok(()), Err)
}

async fn chain(session: &Session) -> Result<(String, serde_json::Value)> {
	let chain: Chain = session.chain().await?;
	let (genesis, best) = (chain.genesis().await?, chain.best().await?);
	let (finalized, version) = (chain.finalized().await?, chain.spec_version().await?);
	let behind = best.number.saturating_sub(finalized.number);
	let url = chain.rpc().url().await;
	let text = format!(
		"chain    {}, runtime {version}, by {url}\nbest     block {}\nfinal    block {}, {} behind",
		hexed(&genesis),
		best.number,
		finalized.number,
		text::count(behind, "block", "blocks"),
	);
	let head = |head: &tallystick_client::Head| json!({ "number": head.number, "hash": hexed(&head.hash) });
	let json = json!({
		"genesis": hexed(&genesis),
		"runtime": version,
		"best": head(&best),
		"finalized": head(&finalized),
		"node": url,
	});
	Ok((text, json))
}
