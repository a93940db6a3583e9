use anyhow::{bail, Context, Result};
use std::path::PathBuf;

const NAME: &str = "tallystick-node";

/// The node's binary: `TALLYSTICK_NODE`, or the one in the target folder of this very build.
pub fn node_binary() -> Result<PathBuf> {
	if let Some(path) = std::env::var_os("TALLYSTICK_NODE").map(PathBuf::from) {
		if !path.is_file() {
			bail!("TALLYSTICK_NODE names {}, which is no file", path.display());
		}
		return Ok(path);
	}
	program(NAME)
}

/// A folder beside the node's binary for what takes long to compute and does not change with a test. Each
/// `kind` has one of its own: wasmtime removes from its cache whatever it does not know.
pub(crate) fn cache(kind: &str) -> Result<PathBuf> {
	let folder = node_binary()?.with_file_name("tallystick-tests-cache").join(kind);
	std::fs::create_dir_all(&folder)?;
	Ok(folder)
}

/// A binary in the target folder of this very build.
pub fn program(name: &str) -> Result<PathBuf> {
	let this = std::env::current_exe().context("the path of this executable")?;
	// Tests lie in `deps/`, binaries one folder above.
	this.ancestors()
		.skip(1)
		.take(2)
		.map(|folder| folder.join(name))
		.find(|path| path.is_file())
		.with_context(|| {
			format!(
				"no {name} beside {}: build it with `cargo build --release --workspace`",
				this.display()
			)
		})
}
