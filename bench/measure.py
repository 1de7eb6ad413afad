"""Runs a command and says how long it took and how much memory it held at the peak.

    measure.py REPEATS COMMAND [ARGUMENT]...

Prints the median of the seconds and the largest of the peaks, in MiB, with a tab between. Output of the command is discarded;
a command that fails ends everything.
"""

import os
import statistics
import subprocess
import sys
import time


def once(command: list[str]) -> tuple[float, float]:
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    messages = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.stderr.buffer.write(messages)
        sys.exit(f"error: exit code {code} from {' '.join(command)}")
    kibibytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return seconds, kibibytes / 1024


def main() -> None:
    repeats, command = int(sys.argv[1]), sys.argv[2:]
    runs = [once(command) for _ in range(repeats)]
    seconds = statistics.median(seconds for seconds, _ in runs)
    print(f"{seconds:.3f}\t{max(peak for _, peak in runs):.0f}")


if __name__ == "__main__":
    main()
