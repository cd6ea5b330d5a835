/* Messages as they are in the world: two alternatives, common words, and a rare one now and then. */
#define _GNU_SOURCE
#include "imapbench.h"
#include <stdio.h>
#include <stdlib.h>

static const char *words[] = {"harbour", "ledger", "quarter", "meeting", "invoice", "release", "garden", "signal",
                              "report",  "window", "carrier", "delta",   "matrix",  "orchid",  "violet", "summit"};

/* Writes a message of about `want` octets into b, which has room for cap; returns how long it is. */
size_t compose(char *b, size_t cap, unsigned *seed, int want) {
  unsigned r = rand_r(seed);
  int rare = r % 97 == 0;
  size_t n = snprintf(b, cap,
                      "Return-Path: <sender%u@example.org>\r\nReceived: from mx.example.org by mail.example.net; Tue, 17 Nov 2026 "
                      "10:%02u:%02u +0000\r\nFrom: \"Sender Number %u\" <sender%u@example.org>\r\nTo: Some One <someone@example.net>, "
                      "other%u@example.com\r\nCc: team@example.net\r\nSubject: Re: %s %s%s %u\r\nDate: Tue, %u Nov 2026 "
                      "10:%02u:%02u +0000\r\nMessage-ID: <%u.%u@example.org>\r\nReferences: <%u@example.org>\r\nMIME-Version: "
                      "1.0\r\nContent-Type: multipart/alternative; boundary=\"b-%u\"\r\n\r\n--b-%u\r\nContent-Type: text/plain; "
                      "charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
                      r % 50, r % 60, r % 59, r % 50, r % 50, r % 9, words[r % 16], words[(r >> 4) % 16], rare ? " zanzibar" : "",
                      r % 1000, r % 27 + 1, r % 60, r % 59, r, rand_r(seed), r / 3, r, r);
  size_t half = n + (want > (int)n + 200 ? (want - n - 200) / 2 : 0);
  int html = 0;
  for (;;) {
    unsigned w = rand_r(seed);
    n += snprintf(b + n, cap - n, "%s %s %s %s the %s of %s\r\n", words[w % 16], words[(w >> 4) % 16], words[(w >> 8) % 16],
                  words[(w >> 12) % 16], words[(w >> 16) % 16], words[(w >> 20) % 16]);
    if (!html && n >= half) {
      n += snprintf(b + n, cap - n,
                    "\r\n--b-%u\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body>\r\n", r);
      html = 1;
    }
    if (html && (int)n >= want - 60) break;
  }
  if (rare) n += snprintf(b + n, cap - n, "the xylophone arrives\r\n");
  n += snprintf(b + n, cap - n, "</body></html>\r\n--b-%u--\r\n", r);
  return n;
}
