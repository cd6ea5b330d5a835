package org.godwit.config;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine. */
public final class Machine {

  private Machine() {}

  /** Its name, without asking the network where that can be avoided; {@code localhost} if it has none that is one. */
  public static String name() {
    try {
      var linux = Path.of("/proc/sys/kernel/hostname");
      String name = Files.exists(linux) ? Files.readString(linux).strip() : InetAddress.getLocalHost().getHostName();
      return name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?") ? name : "localhost";
    } catch (IOException nameless) {
      return "localhost";
    }
  }
}
