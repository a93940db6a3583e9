#!/usr/bin/env bash
# Installs the requirements.txt of a folder into an environment of its own under the user's cache,
# unless it is there already, and prints the path of its interpreter. usage: venv-cached.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=$1/requirements.txt
venv=${XDG_CACHE_HOME:-$HOME/.cache}/tallystick/venv/${1//\//-}

# The Python that the environment was made with may be gone.
if ! cmp -s "$wanted" "$venv/installed" || ! "$venv/bin/python" -c '' 2>/dev/null; then
	python3 -m venv --clear "$venv" >&2
	"$venv/bin/pip" install --quiet --disable-pip-version-check -r "$wanted" >&2
	cp "$wanted" "$venv/installed"
fi
echo "$venv/bin/python"
