package org.godwit.tool;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, as the jar says it. */
public final class Version implements IVersionProvider {

  /** For example {@code 0.1.0}; {@code development} outside a jar. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Godwit " + text() + ", Java " + Runtime.version()};
  }
}
