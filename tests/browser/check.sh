#!/bin/sh
# Look at a rendered site in a real browser: check.sh [FOLDER [PICTURES]]
# Without FOLDER (or with "") the made-up site of the tests is rendered first. PICTURES: a folder for screenshots (pngquant makes them small).
# Exit 0: all well. 1: something is wrong, and said. 77: cannot run here, said in one line.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${SLATEWATCH_BROWSER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/slatewatch-browser}
cannot() { echo "browser check cannot run: $1"; exit 77; }

command -v node >/dev/null && command -v npm >/dev/null || cannot "it needs node and npm"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  (apt-get update && apt-get install -y --no-install-recommends chromium) >/dev/null 2>&1
  browser=$(command -v chromium || true)
fi
[ -n "$browser" ] || cannot "there is no Chromium, and none could be installed"
mkdir -p "$cache" || cannot "$cache cannot be made"
if [ ! -d "$cache/node_modules/axe-core" ] || [ ! -d "$cache/node_modules/playwright-core" ]; then
  (cd "$cache" && npm install --no-audit --no-fund axe-core@4 playwright-core@1) >/dev/null 2>&1 \
    || cannot "axe-core and playwright-core could not be installed"
fi

site=${1:-}
if [ -z "$site" ]; then
  site=$(mktemp -d)
  trap 'rm -rf "$site"' EXIT
  python=${PYTHON:-$root/.venv/bin/python}
  [ -x "$python" ] || python=python3
  "$python" "$here/render.py" "$site" || exit 1
fi
[ -f "$site/index.html" ] || { echo "browser check: $site holds no index.html"; exit 1; }
BROWSER_PATH=$browser PACKAGES=$cache node "$here/check.mjs" "$site" ${2:+"$2"}
found=$?
if [ -n "${2:-}" ] && command -v pngquant >/dev/null; then
  pngquant --force --ext .png --skip-if-larger 64 "$2"/*.png
fi
exit $found
