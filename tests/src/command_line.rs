//! The commands of `tallystick`, as people and programs use them.

use crate::program;
use anyhow::{ensure, Context, Result};
use serde_json::Value;
use std::{
	fs,
	path::{Path, PathBuf},
	process::Output,
};
use tokio::process::Command;

/// The command line, with its files in a folder.
#[derive(Debug)]
pub struct CommandLine {
	folder: PathBuf,
	node: String,
	gateway: Option<String>,
}

impl CommandLine {
	/// Asks the node whose RPC has this port.
	pub fn new(folder: &Path, rpc: u16) -> Self {
		Self { folder: folder.into(), node: format!("ws://127.0.0.1:{rpc}"), gateway: None }
	}

	/// Asks this gateway, too.
	#[must_use]
	pub fn with_gateway(self, url: &str) -> Self {
		Self { gateway: Some(url.into()), ..self }
	}

	/// Runs a command, split at blanks, for the account of this secret.
	pub async fn output(&self, who: &str, line: &str, more: &[&str]) -> Result<Output> {
		let mut command = Command::new(program("tallystick")?);
		command
			.args(line.split_whitespace())
			.args(["--node", &self.node, "--suri", who])
			.args(self.gateway.iter().flat_map(|url| ["--gateway", url]))
			.args(more)
			.current_dir(&self.folder)
			.kill_on_drop(true);
		command.output().await.context("the command line does not start")
	}

	/// What a command says to people.
	pub async fn say(&self, who: &str, line: &str) -> Result<String> {
		let output = self.output(who, line, &[]).await?;
		let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
		println!("tallystick {line}\n{said}");
		let error = String::from_utf8_lossy(&output.stderr);
		ensure!(output.status.success(), "tallystick {line}: {error}");
		Ok(said)
	}

	/// What a command says to programs.
	pub async fn run(&self, who: &str, line: &str) -> Result<Value> {
		let output = self.output(who, line, &["--json"]).await?;
		let said = String::from_utf8_lossy(&output.stdout);
		println!("tallystick {line}\n{}", said.trim());
		let error = String::from_utf8_lossy(&output.stderr);
		ensure!(output.status.success(), "tallystick {line}: {error}");
		Ok(serde_json::from_str(&said)?)
	}

	/// Why a command is refused.
	pub async fn refused(&self, who: &str, line: &str) -> Result<String> {
		let output = self.output(who, line, &[]).await?;
		ensure!(output.status.code() == Some(1), "tallystick {line} is not refused: {output:?}");
		Ok(String::from_utf8_lossy(&output.stderr).into())
	}

	/// Writes a file for commands.
	pub fn file(&self, name: &str, text: &str) -> Result<()> {
		Ok(fs::write(self.folder.join(name), text)?)
	}
}
