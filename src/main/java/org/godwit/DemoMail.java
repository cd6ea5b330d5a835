package org.godwit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The sample messages of the demo account, resources in {@code demo/}; each says what a mail client should make of it. */
final class DemoMail {

  private static final List<String> NAMES = List.of("welcome", "inline-image", "attachment", "script", "forwarded");

  private DemoMail() {}

  /** Complete messages with CRLF line ends, dated now, in the order in which they are to be delivered. */
  static List<byte[]> messages() {
    String date = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH).format(ZonedDateTime.now());
    return NAMES.stream().map(name -> read(name, date)).toList();
  }

  private static byte[] read(String name, String date) {
    try (InputStream resource = DemoMail.class.getResourceAsStream("/demo/" + name + ".eml")) {
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return text.replace("@DATE@", date).replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException damaged) {
      throw new UncheckedIOException("the sample message " + name + " cannot be read", damaged);
    }
  }
}
