"""How the web process serves: two workers of four threads, so that one slow page does not hold up the others."""

import os
from typing import Any

_host = os.environ.get("HOST", "127.0.0.1")
bind = f"[{_host}]:{os.environ['PORT']}" if ":" in _host else f"{_host}:{os.environ['PORT']}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
worker_class = "gthread"
timeout = 60
graceful_timeout = 4
keepalive = 5
accesslog = None
errorlog = "-"
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  # a heartbeat that never waits for a disk
control_socket_disable = True  # supervisord is the one way to steer it
proc_name = "sameboat"
# Who asked, by which scheme and for which host is told by as many proxies as SAMEBOAT_PROXIES counts (`create_app`), and by
# no header beside that: here nobody is believed, or SCRIPT_NAME of any visitor would move the address.
forwarded_allow_ips = ""
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
preload_app = True  # the app is loaded and checked once; the workers are forks of it and share its memory


def post_fork(_server: Any, _worker: Any) -> None:
    """A worker opens connections of its own: one that two processes share mixes up their answers."""
    from tenants import isolation

    isolation.engine().dispose(close=False)
