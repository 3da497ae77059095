# Runs OpenStack Swift with its S3 API in one process: python3 swift-server.py ACCESS_KEY SECRET_KEY
# Prints the port of the S3 API once it listens; ends, and leaves nothing behind, when its standard input does.
# The access key is ACCOUNT:USER. Written against Swift 2.30 (Debian 12, package python3-swift).
import os
import sys
import tempfile

access_key, secret_key = sys.argv[1:]
user = access_key.replace(":", "_")
folder = tempfile.TemporaryDirectory(prefix="offhook-swift-")


def place(*names):
    return os.path.join(folder.name, *names)


def write(name, text):
    with open(place(name), "w") as file:
        file.write(text)


# Swift reads this file while it is imported.
write("swift.conf", "[swift-hash]\nswift_hash_path_suffix = test\n")

from swift.common import utils

utils.set_swift_dir(folder.name)
utils.eventlet_monkey_patch()

import eventlet.wsgi
from swift.common import wsgi
from swift.common.http_protocol import SwiftHttpProtocol
from swift.common.ring import RingBuilder
from swift.common.storage_policy import reload_storage_policies

reload_storage_policies()
os.makedirs(place("devices", "one"))

COMMON = f"""
[DEFAULT]
swift_dir = {folder.name}
devices = {place("devices")}
mount_check = false
disable_fallocate = true
log_level = ERROR
"""

STORE = """
[pipeline:main]
pipeline = store
[app:store]
use = egg:swift#{kind}
"""

# Tempauth wants a cache, and one that cannot be reached is legal: nobody answers at port 1.
PROXY = f"""
[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats s3api tempauth copy slo proxy-server
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_{user} = {secret_key} .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
"""


def serve(kind, config, sock):
    write(kind + ".conf", COMMON + config)
    app = wsgi.loadapp(place(kind + ".conf"), global_conf={"log_name": kind})
    # The SDK looks for "ETag", which eventlet would spell "Etag".
    options = {"protocol": SwiftHttpProtocol, "capitalize_response_headers": False}
    eventlet.spawn(eventlet.wsgi.server, sock, app, utils.NullLogger(), **options)


for kind in ("account", "container", "object"):
    sock = eventlet.listen(("127.0.0.1", 0))
    ring = RingBuilder(part_power=2, replicas=1, min_part_hours=0)
    port = sock.getsockname()[1]
    ring.add_dev(
        {"id": 0, "region": 1, "zone": 1, "weight": 1, "device": "one", "ip": "127.0.0.1", "port": port}
    )
    ring.rebalance()
    ring.get_ring().save(place(kind + ".ring.gz"))
    serve(kind, STORE.format(kind=kind), sock)

door = eventlet.listen(("127.0.0.1", 0))
serve("proxy", PROXY, door)
print(door.getsockname()[1], flush=True)

# A plain read would stop the event loop. Nobody writes, so what can be read is the end.
eventlet.hubs.trampoline(0, read=True)
