/* The protocols, as far as a load needs them: replies, logging in, one APPEND, one delivery, one POP3 session. */
#define _GNU_SOURCE
#include "imapbench.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reads up to the tagged reply (tag "a"). 0 = OK, 1 = NO/BAD, -1 = connection lost, 2 = continuation. */
int imap_reply(Conn *c, char *why, size_t cap) {
  for (;;) {
    size_t n;
    char *l = line(c, &n);
    if (!l) {
      snprintf(why, cap, "connection lost");
      return -1;
    }
    if (n >= 2 && l[0] == 'a' && l[1] == ' ') {
      if (!strncmp(l + 2, "OK", 2)) return 0;
      snprintf(why, cap, "%s", l);
      return 1;
    }
    if (n && l[0] == '+') return 2;
    while (n && l[n - 1] == '}') {
      char *b = memrchr(l, '{', n);
      if (!b) break;
      if (skip(c, strtoul(b + 1, NULL, 10)) < 0) return -1;
      l = line(c, &n);
      if (!l) return -1;
    }
  }
}

/* Sends a command, tagged a, and reads its reply. */
int imap_cmd(Conn *c, char *why, size_t cap, const char *fmt, ...) {
  char b[1024];
  va_list ap;
  va_start(ap, fmt);
  int n = vsnprintf(b, sizeof b, fmt, ap);
  va_end(ap);
  if (push(c, b, n) < 0) return -1;
  return imap_reply(c, why, cap);
}

static const char *user_of(int i, char *b, size_t cap) {
  snprintf(b, cap, users, i % nusers + 1);
  return b;
}

/* Connects and logs in as user (id mod nusers) + 1. */
int imap_open(Conn *c, int id, char *why, size_t cap) {
  char u[128];
  size_t n;
  if (dial(c) < 0 || !line(c, &n)) {
    snprintf(why, cap, "no greeting");
    return -1;
  }
  return imap_cmd(c, why, cap, "a LOGIN %s %s\r\n", user_of(id, u, sizeof u), password);
}

/* Appends one new message to the mailbox. */
int imap_append(Conn *c, unsigned *seed, char *msg, size_t msgcap, char *why, size_t cap) {
  size_t n = compose(msg, msgcap, seed, size);
  int r = imap_cmd(c, why, cap, "a APPEND %s {%zu}\r\n", mailbox, n);
  if (r != 2) return r ? r : 1;
  if (push(c, msg, n) < 0 || push(c, "\r\n", 2) < 0) return -1;
  return imap_reply(c, why, cap);
}

static int expect(Conn *c, char want, char *why, size_t cap) {
  size_t n;
  char *l = line(c, &n);
  if (!l) {
    snprintf(why, cap, "connection lost");
    return -1;
  }
  if (l[0] == want) return 0;
  snprintf(why, cap, "%s", l);
  return 1;
}

/* LMTP reply: the last line of a possibly multi-line reply must start with `want`. */
static int lmtp_reply(Conn *c, char want, char *why, size_t cap) {
  size_t n;
  char *l;
  do {
    l = line(c, &n);
    if (!l) return -1;
  } while (n > 3 && l[3] == '-');
  if (l[0] == want) return 0;
  snprintf(why, cap, "%s", l);
  return 1;
}

/* Connects and says LHLO. */
int lmtp_open(Conn *c, char *why, size_t cap) {
  if (dial(c) < 0 || lmtp_reply(c, '2', why, cap)) return -1;
  if (say(c, "LHLO bench\r\n") < 0) return -1;
  return lmtp_reply(c, '2', why, cap);
}

/* Delivers one new message to one of the users. */
int lmtp_deliver(Conn *c, unsigned *seed, char *msg, size_t msgcap, char *why, size_t cap) {
  char u[128];
  if (say(c, "MAIL FROM:<sender@example.org>\r\n") < 0 || lmtp_reply(c, '2', why, cap)) return -1;
  if (say(c, "RCPT TO:<%s>\r\n", user_of(rand_r(seed), u, sizeof u)) < 0) return -1;
  int r = lmtp_reply(c, '2', why, cap);
  if (r) return r;
  if (say(c, "DATA\r\n") < 0 || lmtp_reply(c, '3', why, cap)) return -1;
  size_t n = compose(msg, msgcap, seed, size);
  if (push(c, msg, n) < 0 || push(c, ".\r\n", 3) < 0) return -1;
  return lmtp_reply(c, '2', why, cap);
}

/* USER, PASS, STAT, UIDL, RETR, QUIT on a connection of its own. */
int pop3_session(Conn *c, int id, unsigned *seed, char *why, size_t cap) {
  char u[128];
  size_t n;
  int r = 1;
  if (dial(c) < 0) return -1;
  if (expect(c, '+', why, cap)) goto out;
  if (say(c, "USER %s\r\n", user_of(id, u, sizeof u)) < 0 || expect(c, '+', why, cap)) goto out;
  if (say(c, "PASS %s\r\n", password) < 0 || expect(c, '+', why, cap)) goto out;
  if (say(c, "STAT\r\n") < 0) goto out;
  char *l = line(c, &n);
  if (!l || l[0] != '+') goto out;
  int count = atoi(l + 4);
  if (say(c, "UIDL\r\n") < 0 || expect(c, '+', why, cap)) goto out;
  while ((l = line(c, &n)) && !(n == 1 && l[0] == '.')) {
  }
  if (!l) goto out;
  if (count) {
    if (say(c, "RETR %d\r\n", rand_r(seed) % count + 1) < 0 || expect(c, '+', why, cap)) goto out;
    while ((l = line(c, &n)) && !(n == 1 && l[0] == '.')) {
    }
    if (!l) goto out;
  }
  if (say(c, "QUIT\r\n") < 0 || expect(c, '+', why, cap)) goto out;
  r = 0;
out:
  hang(c);
  return r;
}
