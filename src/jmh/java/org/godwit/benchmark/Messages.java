package org.godwit.benchmark;

import java.nio.charset.StandardCharsets;

/** Messages to measure with. */
final class Messages {

  private static final String HEADER = """
      Return-Path: <sender@example.org>
      Received: from mx.example.org by mail.example.net; Tue, 17 Nov 2026 10:01:02 +0000
      From: "Sender Number 7" <sender@example.org>
      To: Some One <someone@example.net>, other@example.com
      Cc: team@example.net
      Subject: Re: harbour =?UTF-8?Q?gr=C3=BC=C3=9Fe?= 17
      Date: Tue, 17 Nov 2026 10:01:02 +0000
      Message-ID: <1.2@example.org>
      References: <1@example.org>
      MIME-Version: 1.0
      Content-Type: multipart/alternative; boundary="b-1"

      --b-1
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: 8bit

      """;
  private static final String BETWEEN = """

      --b-1
      Content-Type: text/html; charset=utf-8

      """;
  private static final String LINE = "ledger quarter meeting invoice the release of garden\n";

  private Messages() {}

  /** A multipart/alternative of plain text and HTML, about so many octets, with CRLF. */
  static byte[] alternatives(int octets) {
    int lines = Math.max(1, (octets - HEADER.length() - BETWEEN.length()) / (2 * (LINE.length() + 1)));
    String text = HEADER + LINE.repeat(lines) + BETWEEN + LINE.repeat(lines) + "\n--b-1--\n";
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
