package org.godwit;

import java.net.UnknownHostException;
import org.godwit.tool.ToolFailure;

/** Why a TCP port cannot be bound, told as the setting that helps. */
final class BindFailure {

  private BindFailure() {}

  /**
   * The one line for it.
   *
   * @param section of the port's settings, {@code imap} for {@code imap.port}
   * @param hostsKey the setting that names the addresses
   */
  static ToolFailure of(String section, String hostsKey, String host, int port, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    String set = "--set " + section + ".port=N takes another";
    String where = section + ".port: " + host + " port " + port;
    if (message.contains("in use")) {
      return new ToolFailure(where + " is in use by another program; " + set);
    }
    if (message.contains("ermission denied")) {
      return new ToolFailure(where + " may be bound by root only; " + set);
    }
    if (message.contains("assign requested") || failure instanceof UnknownHostException) {
      return new ToolFailure(hostsKey + ": " + host + " is not an address of this machine");
    }
    return new ToolFailure(where + " cannot be bound: " + message);
  }
}
