package org.godwit.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.godwit.mail.Summary;

/** Checks the wire forms of a summary against the grammar of ENVELOPE, BODY and BODYSTRUCTURE (RFC 9051, 9). */
final class WireGrammar {
  private WireGrammar() {}

  static void check(Summary summary) {
    envelope(ImapSyntax.parse(summary.envelope()));
    body(ImapSyntax.parse(summary.bodyStructure()), true);
    body(ImapSyntax.parse(summary.body()), false);
  }

  private static void envelope(Object value) {
    List<?> envelope = list(value);
    assertThat(envelope).hasSize(10);
    for (int i : new int[] {0, 1, 8, 9}) {
      nstring(envelope.get(i));
    }
    for (int i = 2; i < 8; i++) {
      if (envelope.get(i) != null) {
        for (Object address : list(envelope.get(i))) {
          assertThat(list(address)).hasSize(4).allSatisfy(WireGrammar::nstring);
        }
      }
    }
  }

  private static void body(Object value, boolean extended) {
    List<?> body = list(value);
    if (body.getFirst() instanceof List) {
      multipart(body, extended);
    } else {
      single(body, extended);
    }
  }

  private static void multipart(List<?> body, boolean extended) {
    int parts = 0;
    while (body.get(parts) instanceof List) {
      body(body.get(parts++), extended);
    }
    string(body.get(parts));
    assertThat(body).hasSize(parts + (extended ? 5 : 1));
    if (extended) {
      parameters(body.get(parts + 1));
      extension(body.subList(parts + 2, body.size()));
    }
  }

  private static void single(List<?> body, boolean extended) {
    String type = string(body.get(0)).toLowerCase();
    String subtype = string(body.get(1)).toLowerCase();
    parameters(body.get(2));
    nstring(body.get(3));
    nstring(body.get(4));
    string(body.get(5));
    assertThat(body.get(6)).isInstanceOf(Long.class);
    int at = 7;
    if (type.equals("text")) {
      assertThat(body.get(at++)).isInstanceOf(Long.class);
    } else if (type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"))) {
      envelope(body.get(at++));
      body(body.get(at++), extended);
      assertThat(body.get(at++)).isInstanceOf(Long.class);
    } else {
      assertThat(type).isNotEqualTo("multipart");
    }
    assertThat(body).hasSize(at + (extended ? 4 : 0));
    if (extended) {
      nstring(body.get(at));
      extension(body.subList(at + 1, body.size()));
    }
  }

  /** Disposition, language, location. */
  private static void extension(List<?> fields) {
    if (fields.get(0) != null) {
      List<?> disposition = list(fields.get(0));
      assertThat(disposition).hasSize(2);
      string(disposition.get(0));
      parameters(disposition.get(1));
    }
    if (fields.get(1) instanceof List<?> languages) {
      languages.forEach(WireGrammar::string);
    } else {
      nstring(fields.get(1));
    }
    nstring(fields.get(2));
  }

  private static void parameters(Object value) {
    if (value != null) {
      List<?> parameters = list(value);
      assertThat(parameters.size() % 2).isZero();
      parameters.forEach(WireGrammar::string);
    }
  }

  private static void nstring(Object value) {
    if (value != null) {
      string(value);
    }
  }

  private static String string(Object value) {
    assertThat(value).isInstanceOf(String.class);
    return (String) value;
  }

  private static List<?> list(Object value) {
    assertThat(value).isInstanceOf(List.class);
    return (List<?>) value;
  }
}
