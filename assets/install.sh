#!/bin/sh
# Installs the npm packages of a folder's package-lock.json into its node_modules, once; of this folder, or of the one named. Run by the build; safe to run by hand
# and in parallel.
set -eu
cd "${1:-$(dirname "$0")}"
stamp=node_modules/.loadlab-installed

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    echo "error: Node.js with npm is needed to fetch the ONNX Runtime library and the chart renderer. Install Node 20 or newer (Debian: apt-get install nodejs npm), then build again." >&2
    exit 1
fi

exec 9>.install.lock
flock 9
if [ -f "$stamp" ] && [ ! package-lock.json -nt "$stamp" ]; then
    exit 0
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! npm ci --ignore-scripts --no-audit --no-fund >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "error: npm could not install the packages of $PWD/package-lock.json (its own words are above). Check the network or the npm registry setting, then build again." >&2
    exit 1
fi
touch "$stamp"
