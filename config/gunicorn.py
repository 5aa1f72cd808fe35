"""The web server's settings, for the demo and for production."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
# threads, so that somebody who uploads over a slow line holds up nobody else
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 8
# a worker that has grown over many letters is replaced, not all of them at once
max_requests, max_requests_jitter = 5000, 500
accesslog = "-" if os.environ.get("ACCESS_LOG") else None
errorlog = "-"
# its socket would lie in the home folder, shared by every portal of this account
control_socket_disable = True
