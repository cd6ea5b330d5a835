"""The pods of an overlay of k8s/, run exactly as their manifest says: `pod_check.py one` or `pod_check.py three`, as root in namespaces of its own."""

import glob
import imaplib
import os
import re
import smtplib
import ssl
import sys
import time

from pods import SOURCES, Cluster, Manifests, run

NAME = "mail.example.org"
MESSAGE = "Subject: to a pod\r\n\r\nHello.\r\n"


def java_home():
    """A JDK 25 with jlink that can be seen when /opt is the image's."""
    for home in [os.environ.get("JAVA_HOME", ""), *glob.glob("/usr/lib/jvm/*")]:
        release = os.path.join(home, "release")
        if os.path.exists(release) and os.path.exists(os.path.join(home, "bin", "jlink")):
            with open(release) as file:
                if re.search(r'JAVA_VERSION="(2[5-9]|[3-9]\d)', file.read()):
                    return home
    raise AssertionError("no JDK 25 with jlink in JAVA_HOME or /usr/lib/jvm")


def assemble():
    """What the Dockerfile's first stage does, kept beside what was built; and from here on it is /opt."""
    built = os.path.join(SOURCES, "target")
    kept = os.path.join(built, "opt")
    cache = os.path.join(kept, "godwit", "target", "godwit.aot")
    inputs = [os.path.join(built, "godwit.jar"), os.path.join(SOURCES, "k8s", "assemble"), os.path.join(SOURCES, "bin", "godwit")]
    fresh = os.path.exists(cache) and all(os.path.getmtime(cache) > os.path.getmtime(file) for file in inputs)
    if not fresh:
        run("rm", "-rf", kept)
        os.mkdir(kept)
    run("mount", "--bind", kept, "/opt")
    if not fresh:
        run(os.path.join(SOURCES, "k8s", "assemble"), env={**os.environ, "JAVA_HOME": java_home()})


def certificate(place):
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=" + NAME,
        "-addext", "subjectAltName=DNS:" + NAME, "-keyout", os.path.join(place, "tls.key"), "-out", os.path.join(place, "tls.crt"))
    files = {}
    for name in ("tls.crt", "tls.key"):
        with open(os.path.join(place, name)) as file:
            files[name] = file.read()
    return files


class Check:
    def __init__(self, place, overlay):
        self.place = place
        self.cluster = Cluster(place, Manifests(overlay), {"godwit-tls": certificate(place)})
        self.pods = self.cluster.pods

    def start(self, *pods):
        for pod in pods:
            pod.start()
        for pod in pods:
            began = time.monotonic()
            pod.until("startup")
            pod.until("readiness")
            assert pod.probe("liveness") == (True, "live")
            assert " ERROR " not in pod.logged(), pod.logged()
            print(f"{pod.name} is ready {time.monotonic() - began:.1f} s later")

    def session(self, pod):
        """Logged in over TLS, the name of the certificate being looked at."""
        trusted = ssl.create_default_context(cafile=os.path.join(self.place, "tls.crt"))
        class Named(imaplib.IMAP4_SSL):
            def _create_socket(self, timeout):
                return trusted.wrap_socket(imaplib.IMAP4._create_socket(self, timeout), server_hostname=NAME)

        client = Named(pod.address, pod.port("imaps"), ssl_context=trusted, timeout=60)
        client.login("alice", "secret")
        return client

    def curl(self, pod, path):
        return run("curl", "-sS", "--max-time", "30", "--cacert", os.path.join(self.place, "tls.crt"), "--resolve",
                   f"{NAME}:{pod.port('imaps')}:{pod.address}", "-u", "alice:secret", f"imaps://{NAME}:{pod.port('imaps')}/{path}")

    def deliver(self, pod):
        with smtplib.LMTP(pod.address, pod.port("lmtp")) as client:
            client.sendmail("bob@example.org", ["alice"], MESSAGE)

    def confined(self, pod):
        """Its user, no privileges, nothing to write but the volume and /tmp."""
        with open(f"/proc/{pod.pid()}/status") as file:
            status = dict(line.split(":", 1) for line in file.read().splitlines())
        user = str(pod.spec["securityContext"]["runAsUser"])
        assert status["Uid"].split() == [user] * 4 and status["Gid"].split() == [user] * 4, status
        for capabilities in ("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb"):
            assert int(status[capabilities], 16) == 0, status
        assert status["NoNewPrivs"].strip() == "1"
        for place in ("/", "/opt/godwit", "/opt/godwit/conf", "/etc/godwit/tls", "/etc"):
            told = pod.execute("sh", "-c", f"touch {place}/x || ls -ld {place}/x", status=2)
            assert "Read-only file system" in told, told
        limit = int(pod.container["resources"]["limits"]["memory"].removesuffix("Mi")) * 1024
        used = int(status["VmHWM"].split()[0])
        print(f"{pod.name}: at most {used // 1024} MiB resident of {limit // 1024}")
        assert used < limit

    def leave(self, pod, session):
        """In a cluster a session goes on while its node ends, elsewhere it hears BYE."""
        if len(self.pods) > 1:
            assert pod.until("readiness", good=False, seconds=30) == "the server is ending"
            assert session.select("INBOX")[0] == "OK"
            session.logout()
            return
        said = session.readline()
        while said and not said.startswith(b"* BYE"):
            said = session.readline()
        assert said.startswith(b"* BYE"), said
        session.shutdown()

    def end(self, pod, session=None):
        """As a pod ends: preStop while clients still come, then SIGTERM."""
        began = time.monotonic()
        pod.pre_stop()
        assert pod.probe("readiness")[0]
        pod.terminate()
        if session:
            self.leave(pod, session)
        status = pod.status(began)
        assert status == 0, f"{pod.name} ended with {status}:\n{pod.logged()}"
        assert " ERROR " not in pod.logged() and "Ended cleanly" in pod.logged(), pod.logged()
        print(f"{pod.name} ended {time.monotonic() - began:.1f} s after it was asked to")


def one(check):
    pod = check.pods[0]
    check.start(pod)
    pod.execute("/opt/godwit/bin/godwit", "user", "add", "alice", input="secret\n")
    check.deliver(pod)
    assert "INBOX" in check.curl(pod, "")
    assert "to a pod" in check.curl(pod, "INBOX;MAILINDEX=1")
    check.confined(pod)
    check.end(pod, check.session(pod))
    check.start(pod)
    assert "to a pod" in check.curl(pod, "INBOX;MAILINDEX=1")
    check.end(pod)


def three(check):
    check.start(*check.pods)
    first, second, third = check.pods
    first.execute("/opt/godwit/bin/godwit", "user", "add", "alice", input="secret\n")
    check.deliver(second)
    for pod in check.pods:
        assert "to a pod" in check.curl(pod, "INBOX;MAILINDEX=1")
        check.confined(pod)
    check.end(first, check.session(first))
    check.deliver(third)
    check.start(first)
    assert "to a pod" in check.curl(first, "INBOX;MAILINDEX=2")


def main(overlay):
    run("ip", "link", "set", "lo", "up")
    assemble()
    # Nothing is removed here: there are mounts in it, which go with the namespace.
    place = os.path.abspath("pods")
    os.mkdir(place, 0o755)
    check = Check(place, overlay)
    try:
        {"one": one, "three": three}[overlay](check)
    finally:
        check.cluster.close()


if __name__ == "__main__":
    main(sys.argv[1])
