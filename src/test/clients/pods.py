"""Pods as their manifest says, without Kubernetes: root file system, mounts, user, capabilities, environment and command are read from what
"kubectl kustomize" prints; each pod has a network and a process namespace of its own. In a mount and a network namespace of the check."""

import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request

import yaml

SOURCES = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
DOMAIN = "svc.cluster.local"
SUBNET = "10.77.0"
# a process that does not outlive who started it; to be said again when the user changes
WITH_US = ("setpriv", "--pdeathsig", "KILL")


def run(*words, **options):
    done = subprocess.run(words, capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


def write(path, text, mode=0o644):
    with open(path, "w") as file:
        file.write(text)
    os.chmod(path, mode)


def image_environment():
    """What the Dockerfile's last stage sets."""
    with open(os.path.join(SOURCES, "Dockerfile")) as file:
        last = file.read().split("\nFROM ")[-1]
    words = " ".join(re.findall(r"^ENV (.*)$", last, re.M)).split()
    return dict(word.split("=", 1) for word in words)


class Manifests:
    def __init__(self, overlay):
        text = run("kubectl", "kustomize", os.path.join(SOURCES, "k8s", "overlays", overlay))
        self.objects = list(yaml.safe_load_all(text))

    def of(self, kind, name=None):
        found = [it for it in self.objects if it["kind"] == kind and name in (None, it["metadata"]["name"])]
        assert len(found) == 1, f"{len(found)} of {kind} {name}"
        return found[0]


class Cluster:
    """A bridge for the pods, the claimed volume, the secrets, and the DNS that has the headless service."""

    def __init__(self, place, manifests, secrets):
        self.place = place
        self.manifests = manifests
        self.secrets = secrets
        self.volumes = os.path.join(place, "volumes")
        os.makedirs(self.volumes)
        run("ip", "link", "add", "pods", "type", "bridge")
        run("ip", "address", "add", f"{SUBNET}.1/24", "dev", "pods")
        run("ip", "link", "set", "pods", "up")
        run("mount", "-t", "tmpfs", "tmpfs", "/run")
        replicas = manifests.of("StatefulSet")["spec"]["replicas"]
        self.dns = self._dns(replicas)
        self.pods = [Pod(self, ordinal) for ordinal in range(replicas)]

    def _dns(self, replicas):
        spec = self.manifests.of("StatefulSet")
        service = self.manifests.of("Service", spec["spec"]["serviceName"])
        assert service["spec"]["publishNotReadyAddresses"]
        name = f"{service['metadata']['name']}.{service['metadata']['namespace']}.{DOMAIN}"
        hosts = os.path.join(self.place, "hosts")
        write(hosts, "".join(f"{SUBNET}.{10 + pod} {name}\n" for pod in range(replicas)))
        return subprocess.Popen([*WITH_US, "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", f"--addn-hosts={hosts}",
                                 f"--listen-address={SUBNET}.1", "--bind-interfaces", "--pid-file=", "--user=root"])

    def close(self):
        for pod in self.pods:
            pod.kill()
        self.dns.kill()
        self.dns.wait()


class Pod:
    def __init__(self, cluster, ordinal):
        self.cluster = cluster
        self.set = cluster.manifests.of("StatefulSet")
        self.spec = self.set["spec"]["template"]["spec"]
        self.container = self.spec["containers"][0]
        self.name = f"{self.set['metadata']['name']}-{ordinal}"
        self.address = f"{SUBNET}.{10 + ordinal}"
        self.root = os.path.join(cluster.place, self.name)
        self.log = os.path.join(cluster.place, self.name + ".log")
        self.process = None
        self._network(ordinal)
        self._root()

    # what the container runtime does

    def _network(self, ordinal):
        run("ip", "netns", "add", self.name)
        run("ip", "link", "add", f"pod{ordinal}", "type", "veth", "peer", "name", "eth0", "netns", self.name)
        run("ip", "link", "set", f"pod{ordinal}", "master", "pods", "up")
        run("ip", "-n", self.name, "link", "set", "lo", "up")
        run("ip", "-n", self.name, "address", "add", self.address + "/24", "dev", "eth0")
        run("ip", "-n", self.name, "link", "set", "eth0", "up")

    def _root(self):
        """The image: Debian's programs, /opt, and next to nothing in /etc; then the volumes; then nothing of it can be written."""
        os.makedirs(self.root)
        run("mount", "-t", "tmpfs", "-o", "mode=755", "tmpfs", self.root)
        for directory in ("usr", "opt", "proc", "dev", "etc", "tmp", "var/lib/godwit", "etc/godwit/tls", "etc/godwit/secrets"):
            os.makedirs(os.path.join(self.root, directory))
        for link in ("bin", "lib", "lib64", "sbin"):
            if os.path.islink("/" + link):
                os.symlink(os.readlink("/" + link), os.path.join(self.root, link))
        for directory in ("/usr", "/opt"):
            self._bind(directory, directory, writable=False)
        for device in ("null", "zero", "random", "urandom"):
            write(f"{self.root}/dev/{device}", "")
            run("mount", "--bind", f"/dev/{device}", f"{self.root}/dev/{device}")
        user = self.spec["securityContext"]["runAsUser"]
        write(f"{self.root}/etc/passwd", f"root:x:0:0::/root:/bin/sh\ngodwit:x:{user}:{user}::/var/lib/godwit:/usr/sbin/nologin\n")
        write(f"{self.root}/etc/group", f"root:x:0:\ngodwit:x:{user}:\n")
        write(f"{self.root}/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files dns\n")
        write(f"{self.root}/etc/hosts", f"127.0.0.1 localhost\n{self.address} {self.name}\n")
        namespace = self.set["metadata"]["namespace"]
        write(f"{self.root}/etc/resolv.conf",
              f"search {namespace}.{DOMAIN} {DOMAIN} cluster.local\nnameserver {SUBNET}.1\noptions ndots:5\n")
        for mount in self.container["volumeMounts"]:
            volume = next(it for it in self.spec["volumes"] if it["name"] == mount["name"])
            self._bind(self._volume(volume), mount["mountPath"], writable=not mount.get("readOnly", False))
        if self.container["securityContext"]["readOnlyRootFilesystem"]:
            run("mount", "-o", "remount,ro", self.root)

    def _bind(self, source, target, writable):
        target = self.root + target
        run("mount", "--bind", source, target)
        if not writable:
            run("mount", "-o", "remount,bind,ro", target)

    # what kubelet does

    def _volume(self, volume):
        group = self.spec["securityContext"]["fsGroup"]
        if "persistentVolumeClaim" in volume:
            claim = volume["persistentVolumeClaim"]["claimName"]
            assert self.cluster.manifests.of("PersistentVolumeClaim", claim)
            place = os.path.join(self.cluster.volumes, claim)
        else:
            place = os.path.join(self.cluster.place, f"{self.name}-{volume['name']}")
        if os.path.isdir(place):
            return place
        os.makedirs(place)
        if "emptyDir" in volume:
            run("mount", "-t", "tmpfs", "-o", "size=" + volume["emptyDir"]["sizeLimit"].replace("Mi", "m"), "tmpfs", place)
        elif "configMap" in volume:
            self._project(place, self.cluster.manifests.of("ConfigMap", volume["configMap"]["name"])["data"], 0o644)
        elif "secret" in volume:
            secret = self.cluster.secrets.get(volume["secret"]["secretName"])
            assert secret is not None or volume["secret"].get("optional"), volume
            self._project(place, secret or {}, volume["secret"]["defaultMode"])
        os.chown(place, 0, group)
        os.chmod(place, 0o2777 if "emptyDir" in volume else 0o2775)
        return place

    def _project(self, place, files, mode):
        """Files behind links, so that all of them change at once."""
        content = os.path.join(place, "..2026_01_01")
        os.mkdir(content)
        os.symlink("..2026_01_01", os.path.join(place, "..data"))
        for name, text in files.items():
            write(os.path.join(content, name), text, mode)
            os.chown(os.path.join(content, name), 0, self.spec["securityContext"]["fsGroup"])
            os.symlink("..data/" + name, os.path.join(place, name))

    def _environment(self):
        fields = {"metadata.name": self.name, "status.podIP": self.address}
        set_here = {it["name"]: it["value"] if "value" in it else fields[it["valueFrom"]["fieldRef"]["fieldPath"]]
                    for it in self.container.get("env", [])}
        return {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOSTNAME": self.name, "HOME": "/var/lib/godwit",
                "KUBERNETES_SERVICE_HOST": "10.96.0.1", "KUBERNETES_PORT": "tcp://10.96.0.1:443", **image_environment(), **set_here}

    def _as_user(self, words, more=None):
        context = self.spec["securityContext"]
        privileges = [*WITH_US, f"--reuid={context['runAsUser']}", f"--regid={context['runAsGroup']}", f"--groups={context['fsGroup']}"]
        if self.container["securityContext"]["capabilities"]["drop"] == ["ALL"]:
            privileges += ["--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"]
        if not self.container["securityContext"]["allowPrivilegeEscalation"]:
            privileges.append("--no-new-privs")
        return [*privileges, "env", "-i", *(f"{name}={value}" for name, value in {**self._environment(), **(more or {})}.items()), *words]

    def start(self):
        # Java would read the limit from the control group, which not everybody can make: it is told.
        limit = self.container["resources"]["limits"]["memory"].replace("Mi", "m")
        words = self._as_user([*self.container["command"], *self.container["args"]], {"GODWIT_JAVA_OPTS": "-XX:MaxRAM=" + limit})
        self.process = subprocess.Popen(
            [*WITH_US, "nsenter", f"--net=/run/netns/{self.name}", "unshare", "--pid", "--fork", "--kill-child", "--mount", "--uts", "--ipc", "sh", "-c",
             'hostname "$1" && mount -t proc proc "$2/proc" && cd "$2" && shift 2 && exec chroot . "$@"', "sh", self.name, self.root, *words],
            stdout=open(self.log, "ab"), stderr=subprocess.STDOUT)

    def pid(self):
        """The container's first process, as the machine numbers it."""
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as children:
            return int(children.read().split()[0])

    def execute(self, *words, status=0, **options):
        """kubectl exec"""
        done = subprocess.run(["nsenter", f"--target={self.pid()}", "--mount", "--net", "--pid", "--uts", "--ipc", "--root", "--wd",
                               *self._as_user(words)], capture_output=True, text=True, **options)
        assert done.returncode == status, f"{words}: {done.returncode} {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def port(self, name):
        return next(it["containerPort"] for it in self.container["ports"] if it["name"] == name)

    def probe(self, kind):
        """Whether the probe succeeds now, and what was said."""
        get = self.container[kind + "Probe"]["httpGet"]
        try:
            url = f"http://{self.address}:{self.port(get['port'])}{get['path']}"
            with urllib.request.urlopen(url, timeout=self.container[kind + "Probe"]["timeoutSeconds"]) as answer:
                return True, answer.read().decode().strip()
        except urllib.error.HTTPError as bad:
            return False, bad.read().decode().strip()
        except OSError as none:
            return False, str(none)

    def until(self, kind, good=True, seconds=120):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, f"{self.name} ended with {self.process.returncode}:\n{self.logged()}"
            now = self.probe(kind)
            if now[0] == good:
                return now[1]
            time.sleep(0.1)
        raise AssertionError(f"{self.name}: {kind} {now}:\n{self.logged()}")

    def logged(self):
        with open(self.log, errors="replace") as log:
            return log.read()

    def pre_stop(self):
        self.execute(*self.container["lifecycle"]["preStop"]["exec"]["command"])

    def terminate(self):
        os.kill(self.pid(), signal.SIGTERM)

    def status(self, began):
        """How it ended, within the grace period that began then."""
        return self.process.wait(self.spec["terminationGracePeriodSeconds"] - (time.monotonic() - began))

    def kill(self):
        if self.process and self.process.poll() is None:
            os.kill(self.pid(), signal.SIGKILL)
            self.process.wait()
