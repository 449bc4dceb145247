#!/bin/sh
# The tests on real Spark. Java comes from Debian's packages where this is root's machine, Spark from PyPI into an
# environment of its own (SLATEWATCH_SPARK_VENV, else .venv-spark): the default install has neither.
set -eu
cd "$(dirname "$0")/../.."
venv=${SLATEWATCH_SPARK_VENV:-.venv-spark}

if ! command -v java >/dev/null 2>&1 && [ -z "${JAVA_HOME:-}" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "spark: not run, Java is not here (apt-get install default-jre-headless)"
        exit 0
    fi
    apt-get update -q >/dev/null
    apt-get install -y -q --no-install-recommends default-jre-headless >/dev/null
fi
[ -x "$venv/bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
"$venv/bin/python" -c 'import pyspark, pyarrow, fastwarc, pytest' 2>/dev/null ||
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[spark,dev]'
if [ "${1:-}" = bench ]; then
    shift
    exec "$venv/bin/python" -m benchmarks.spark "$@"
fi
SLATEWATCH_SPARK=1 exec "$venv/bin/python" -m pytest -q tests/spark "$@"
