#!/bin/sh
# Starts a real Datasette over a small database and asks it every canned query and every table over loopback HTTP.
# Not part of 'make test': it needs Datasette. Usage: datasette_check.sh [PYTHON-WITH-DATASETTE] [DATABASE]
# PYTHON-WITH-DATASETTE also needs what slatewatch needs to start its verb: click.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
python=${1:-$here/.venv/bin/python}
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT INT TERM

if [ $# -gt 1 ]; then
    cp "$2" "$work/slatewatch.db"
    printf 'builtin_sources = false\n' > "$work/slatewatch.toml"
else
    PYTHONPATH=$here "$here/.venv/bin/python" -c \
        'import pathlib, sys; from tests.database.small_slate import build; build(pathlib.Path(sys.argv[1]))' "$work"
fi
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
before=$(cksum < "$work/slatewatch.db")
exec_log=$work/log
PYTHONPATH=$here "$python" "$here/slatewatch.py" datasette --config "$work/slatewatch.toml" --port "$port" \
    > "$exec_log" 2>&1 &
server=$!
"$python" - "$port" "$here/datasette.yaml" "$exec_log" <<'PYTHON'
import json, pathlib, sys, time, urllib.error, urllib.parse, urllib.request
import yaml

port, description, log = sys.argv[1:]
base = f"http://127.0.0.1:{port}"


def get(path):
    with urllib.request.urlopen(base + path, timeout=30) as answer:
        return answer.read()


for _ in range(150):
    try:
        get("/-/versions.json")
        break
    except (urllib.error.URLError, ConnectionError):
        time.sleep(0.2)
else:
    sys.exit("Datasette did not start:\n" + pathlib.Path(log).read_text())
described = yaml.safe_load(pathlib.Path(description).read_text())["databases"]["slatewatch"]
values = urllib.parse.urlencode({"source": "gazette", "words": "night"})
bad = []
for name in described["queries"]:
    answer = json.loads(get(f"/slatewatch/{name}.json?_shape=objects&{values}"))
    page = get(f"/slatewatch/{name}?{values}").decode()
    print(f"query {name}: {len(answer['rows'])} rows")
    if answer.get("error") or described["queries"][name]["title"] not in page:
        bad.append(name)
for name, settings in described["tables"].items():
    answer = json.loads(get(f"/slatewatch/{name}.json?_shape=objects&_size=5&_labels=on"))
    facets = sorted(answer.get("facet_results", {}))
    if "results" in facets:
        facets = sorted(answer["facet_results"]["results"])
    print(f"table {name}: {answer.get('filtered_table_rows_count')} rows, facets {', '.join(facets)}")
    if not set(settings["facets"]) <= set(facets) and not answer.get("facets_timed_out"):
        bad.append(name)
sys.exit(f"not as described: {bad}" if bad else 0)
PYTHON
after=$(cksum < "$work/slatewatch.db")
[ "$before" = "$after" ] || { echo "the database was written to" >&2; exit 1; }
echo "Datasette answers every canned query; the database is as it was"
