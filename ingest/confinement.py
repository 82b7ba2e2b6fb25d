"""What a reading process is denied, by itself and for good, before it sees the first source.

What the operating system enforces holds whatever a source does to a library: processor time,
memory, the size of files, and on Linux the network. The audit hook stands behind it on every
system, against what a library does of its own accord.
"""

import ctypes
import math
import os
import re
import signal
import sys
import threading
import time
from typing import Any

try:
    import resource
except ImportError:  # Windows: time is limited from outside, nothing else is
    resource = None  # type: ignore[assignment]

ON_LINUX = sys.platform == "linux"

HUNGRY = 77  # the exit status of a process that took too much memory
OPEN_FILES = 64
WATCH_SECONDS = 0.02
LEEWAY = 1.4  # by how much the operating system's limit is above the watched one

NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000  # of Linux's unshare
DIE_WITH_PARENT, NO_NEW_PRIVILEGES = 1, 38  # of Linux's prctl

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
REFUSED = re.compile(
    r"(socket|subprocess|shutil|tempfile|ftplib|smtplib)\..*|pty\.spawn|urllib\.Request"
    r"|os\.(chmod|chown|exec|fork|forkpty|kill|killpg|link|mkdir|posix_spawn|remove|rename|rmdir"
    r"|spawn|startfile|symlink|system|truncate|utime)"
)


def confine(memory_bytes: int) -> None:
    """Deny this process the network, files to write, other processes, and memory without end."""
    if ON_LINUX:
        confine_on_linux()
    if resource:
        limit(resource.RLIMIT_CORE, 0)
        limit(resource.RLIMIT_FSIZE, 0)
        limit(resource.RLIMIT_NOFILE, OPEN_FILES)
        limit(resource.RLIMIT_DATA, int(memory_bytes * LEEWAY))
        watcher = threading.Thread(target=watch_memory, args=(memory_bytes,), daemon=True)
        watcher.start()
    sys.addaudithook(refuse)


def confine_on_linux() -> None:
    """Die with the parent, gain no rights, and see no network where the kernel grants that."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.unshare(NEW_NETWORK) != 0:  # only the administrator may do that alone
        libc.unshare(NEW_NETWORK | NEW_USER)


def limit(name: int, value: int) -> None:
    """Set a limit of the operating system, or keep a lower one that is in force."""
    hard = resource.getrlimit(name)[1]
    lowest = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(name, (lowest, lowest))


def allow_processor_seconds(seconds: float) -> None:
    """End this process when it has worked for so long from now on."""
    if resource:
        used = time.process_time()
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds) + 1, hard))


def peak_bytes() -> int:
    """The most memory this process has ever held, 0 where nobody counts.

    Linux reckons to `ru_maxrss` what the process that started this one held at that moment.
    """
    if ON_LINUX:
        with open("/proc/self/status", "rb") as status:
            counted = next((line for line in status if line.startswith(b"VmHWM:")), b"VmHWM: 0 kB")
        return int(counted.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if resource else 0


def watch_memory(memory_bytes: int) -> None:
    """End the process when it holds too much, where its parent can tell why it ended.

    A library that meets the operating system's limit may as well crash.
    """
    while peak_bytes() <= memory_bytes:
        time.sleep(WATCH_SECONDS)
    os._exit(HUNGRY)


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what no reader needs to do."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
    if writes or REFUSED.fullmatch(event):
        raise PermissionError(f"a reader may not do this: {event}")
