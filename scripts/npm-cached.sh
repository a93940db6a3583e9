#!/usr/bin/env bash
# Copies a folder that has a package-lock.json into the cache, and installs there what the lock
# names unless that is done already. Prints where the copy is. usage: npm-cached.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."

copy=${XDG_CACHE_HOME:-$HOME/.cache}/tallystick/npm/$(basename "$1")
mkdir -p "$copy"
find "$copy" -mindepth 1 -maxdepth 1 ! -name node_modules -exec rm -rf {} +
tar -C "$1" --exclude ./node_modules -cf - . | tar -C "$copy" -xf -
cd "$copy"
if ! cmp -s package-lock.json node_modules/.installed; then
	npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >&2
	cp package-lock.json node_modules/.installed
fi
echo "$copy"
