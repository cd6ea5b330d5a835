"""Makes a copy of the server that does not check its epoch, with the JDK that is there."""

import glob
import os
import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "mutant" / "Fenceless.java"


def jdk():
    homes = [os.environ.get("JAVA_HOME", "")] + sorted(glob.glob("/usr/lib/jvm/*"), reverse=True)
    for home in homes:
        release = Path(home) / "release"
        if (Path(home) / "bin" / "javac").exists() and release.exists() and 'JAVA_VERSION="25' in release.read_text():
            return Path(home) / "bin"
    raise RuntimeError("no JDK 25 in JAVA_HOME or /usr/lib/jvm")


def mutant(launcher, directory):
    """The mutant's launcher; the one that was given starts what it is made from."""
    home = Path(launcher).resolve().parents[1]
    subprocess.run([launcher, "--version"], check=True, capture_output=True)
    copy = Path(directory) / "mutant"
    (copy / "bin").mkdir(parents=True)
    (copy / "target").mkdir()
    shutil.copy(launcher, copy / "bin" / "godwit")
    (copy / "target" / "lib").symlink_to(home / "target" / "lib")
    subprocess.run([jdk() / "java", SOURCE, home / "target" / "godwit.jar", copy / "target" / "godwit.jar"], check=True)
    return str(copy / "bin" / "godwit")
