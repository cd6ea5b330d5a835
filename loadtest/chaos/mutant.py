"""Builds the mutant's agent with the JDK that is there."""

import glob
import os
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


def agent(directory):
    """The option for java that makes it the mutant."""
    classes = Path(directory) / "mutant"
    subprocess.run([jdk() / "javac", "-d", classes, SOURCE], check=True)
    manifest = classes / "manifest"
    manifest.write_text("Premain-Class: Fenceless\n")
    jar = classes / "fenceless.jar"
    subprocess.run([jdk() / "jar", "-cfm", jar, manifest, *(word for file in classes.glob("*.class") for word in ("-C", classes, file.name))], check=True, capture_output=True)
    return f"-javaagent:{jar}"
