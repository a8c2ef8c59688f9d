"""Whether the server keeps what /openapi.json promises, asked thousands of ways.

    pip install -e '.[bench]'
    python -m tests.benchmarks.contract_checks [--examples 200] [--seed 1]

Starts the feed server with a token, so that refusals are asked for too, and lets schemathesis
try every path. Its summary names each failure with the request that shows it; exit status 0
means that there is none. Loopback only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

TOKEN = "contract-checks"


def schemathesis() -> str:
    """Where it is installed.

    Raises:
        SystemExit: nowhere.
    """
    beside = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    found = beside or shutil.which("schemathesis")
    if found is None:
        sys.exit("schemathesis is not installed: pip install -e '.[bench]'")
    return found


def main() -> int:
    """Run the server and schemathesis; returns the exit status of the latter."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    program = schemathesis()
    command = [sys.executable, "-m", "server", "--port", "0", "--seed", "1"]
    environment = {**os.environ, "TICKER_TOKEN": TOKEN}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout
        url = server.stdout.readline().split()[1]
        asks = [program, "run", f"{url}/openapi.json", "-H", f"Authorization: Bearer {TOKEN}"]
        asks += ["--max-examples", str(options.examples), "--seed", str(options.seed)]
        try:
            return subprocess.run(asks, check=False).returncode
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
