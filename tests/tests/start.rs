//! A node that cannot start says why, and what to do.

use anyhow::{ensure, Context, Result};
use serde_json::Value;
use std::{
	fs,
	net::{Ipv4Addr, TcpListener},
	path::Path,
	process::{Output, Stdio},
	time::Duration,
};
use tallystick_tests::{export_raw_spec, node_binary, Network};
use tokio::{process::Command, time::timeout};

/// Long enough to compile a runtime while other tests run.
const LIMIT: Duration = Duration::from_secs(100);

/// Runs the node until it ends by itself.
async fn run(base_path: &Path, args: &[&str]) -> Result<Output> {
	let output = Command::new(node_binary()?)
		.args(args)
		.arg("--base-path")
		.arg(base_path)
		.stdin(Stdio::null())
		.kill_on_drop(true)
		.output();
	Ok(timeout(LIMIT, output).await.context("the node goes on")??)
}

/// Runs the node, which must end with an error in these words.
async fn ensure_refused(base_path: &Path, args: &[&str], words: &[&str]) -> Result<()> {
	let output = run(base_path, args).await?;
	let told = String::from_utf8_lossy(&output.stderr);
	ensure!(output.status.code() == Some(1), "{args:?}: {}, {told}", output.status);
	let error = told.lines().find(|line| line.starts_with("Error: ")).context("no error")?;
	let missing = words.iter().find(|word| !error.contains(**word));
	ensure!(missing.is_none(), "{args:?}: no {missing:?} in {error}");
	Ok(())
}

#[tokio::test]
async fn a_node_refuses_ports_that_another_process_holds() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
	let port = other.local_addr()?.port().to_string();
	let listen = |port: &str| format!("--listen-addr=/ip4/127.0.0.1/tcp/{port}");
	let (free, taken) = (listen("0"), listen(&port));
	for (flag, args) in [
		("--listen-addr", [&*taken, "--rpc-port=0", "--prometheus-port=0"]),
		("--rpc-port", [&*free, &format!("--rpc-port={port}"), "--prometheus-port=0"]),
		("--prometheus-port", [&*free, "--rpc-port=0", &format!("--prometheus-port={port}")]),
	] {
		let args = [&["--dev", "--no-mdns", "--no-telemetry"], &args[..]].concat();
		ensure_refused(folder.path(), &args, &[flag, &port, "another process"]).await?;
	}
	Ok(())
}

#[tokio::test]
async fn a_node_refuses_a_database_of_another_chain() -> Result<()> {
	let folder = tempfile::tempdir()?;
	// Of a raw one, the node need not compute the genesis.
	let mut spec: Value = serde_json::from_slice(&export_raw_spec("local".as_ref()).await?)?;
	let ours = folder.path().join("ours.json");
	fs::write(&ours, spec.to_string())?;
	spec["genesis"]["raw"]["top"]["0x7e"] = "0x7e".into();
	let theirs = folder.path().join("theirs.json");
	fs::write(&theirs, spec.to_string())?;
	let chain = |path: &Path| format!("--chain={}", path.display());
	let base_path = folder.path().join("node");
	let begun = run(&base_path, &["revert", "0", &chain(&ours)]).await?;
	ensure!(begun.status.success(), "{}", String::from_utf8_lossy(&begun.stderr));
	let again = run(&base_path, &["revert", "0", &chain(&ours)]).await?;
	ensure!(again.status.success(), "{}", String::from_utf8_lossy(&again.stderr));
	let words = ["is of another chain", "--base-path"];
	ensure_refused(&base_path, &["revert", "0", &chain(&theirs)], &words).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_says_what_to_do_about_a_database_that_it_cannot_open() -> Result<()> {
	Network::sealed()
		.run(async |network| {
			let base_path = network.node("dev")?.folder().to_owned();
			let args = ["revert", "0", "--dev"];
			ensure_refused(&base_path, &args, &["in use", "stop that one"]).await?;
			network.node_mut("dev")?.stop().await?;
			let metadata = base_path.join("chains/tallystick_dev/paritydb/full/metadata");
			ensure!(metadata.is_file(), "the database is elsewhere");
			fs::write(metadata, [0xff; 100])?;
			ensure_refused(&base_path, &args, &["cannot be opened", "synchronise"]).await
		})
		.await
}
