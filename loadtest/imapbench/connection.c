/* Blocking connections, in clear or with TLS (compiled with -DTLS), and reading lines and literals from them. */
#define _GNU_SOURCE
#include "imapbench.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Seconds on a clock that only goes forward. */
double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

#ifdef TLS
static SSL_CTX *context;

/* Certificates are not verified and sessions not resumed: every connection makes a full handshake. */
void tls_init(void) {
  context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
  SSL_CTX_set_mode(context, SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);
}

static int handshake(Conn *c) {
  c->ssl = SSL_new(context);
  SSL_set_fd(c->ssl, c->fd);
  return SSL_connect(c->ssl) == 1 ? 0 : -1;
}

static void tls_close(Conn *c) {
  if (!c->ssl) return;
  SSL_shutdown(c->ssl);
  SSL_free(c->ssl);
  c->ssl = NULL;
}

static ssize_t write_some(Conn *c, const char *data, size_t n) {
  return c->ssl ? SSL_write(c->ssl, data, n > 1 << 20 ? 1 << 20 : (int)n) : send(c->fd, data, n, MSG_NOSIGNAL);
}

static ssize_t read_some(Conn *c, char *data, size_t n) {
  return c->ssl ? SSL_read(c->ssl, data, n > 1 << 20 ? 1 << 20 : (int)n) : recv(c->fd, data, n, 0);
}
#else
void tls_init(void) {
  fprintf(stderr, "imapbench: built without TLS (cc -DTLS ... -lssl -lcrypto)\n");
  exit(2);
}

static int handshake(Conn *c) {
  (void)c;
  return -1;
}

static void tls_close(Conn *c) { (void)c; }

static ssize_t write_some(Conn *c, const char *data, size_t n) { return send(c->fd, data, n, MSG_NOSIGNAL); }

static ssize_t read_some(Conn *c, char *data, size_t n) { return recv(c->fd, data, n, 0); }
#endif

/* Connects, with the TLS handshake if there is one. 0, or -1 with nothing left open. */
int dial(Conn *c) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, host, &a.sin_addr);
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  int one = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct timeval tv = {60, 0};
  setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
  if (!c->buf) c->buf = malloc(c->cap = 1 << 18);
  c->start = c->end = 0;
  if (connect(c->fd, (struct sockaddr *)&a, sizeof a) < 0) {
    close(c->fd);
    c->fd = -1;
    return -1;
  }
  if (tls && handshake(c) < 0) {
    hang(c);
    return -1;
  }
  return 0;
}

/* Closes it, if it is open. */
void hang(Conn *c) {
  tls_close(c);
  if (c->fd >= 0) close(c->fd);
  c->fd = -1;
}

/* Sends all of it. */
int push(Conn *c, const char *data, size_t n) {
  while (n) {
    ssize_t k = write_some(c, data, n);
    if (k <= 0) return -1;
    data += k;
    n -= k;
  }
  return 0;
}

/* Receives what there is, at least one octet. */
static int pull(Conn *c) {
  if (c->start == c->end) c->start = c->end = 0;
  if (c->end == c->cap) {
    memmove(c->buf, c->buf + c->start, c->end - c->start);
    c->end -= c->start;
    c->start = 0;
    if (c->end == c->cap) c->buf = realloc(c->buf, c->cap *= 2);
  }
  ssize_t k = read_some(c, c->buf + c->end, c->cap - c->end);
  if (k <= 0) return -1;
  c->end += k;
  c->received += k;
  return 0;
}

/* One line without its CRLF; valid until the next call. NULL at end of stream. */
char *line(Conn *c, size_t *len) {
  size_t scanned = 0;
  for (;;) {
    char *from = c->buf + c->start + scanned;
    char *nl = memchr(from, '\n', c->end - c->start - scanned);
    if (nl) {
      char *l = c->buf + c->start;
      size_t n = nl - l;
      c->start = nl + 1 - c->buf;
      if (n && l[n - 1] == '\r') n--;
      l[n] = 0;
      *len = n;
      return l;
    }
    scanned = c->end - c->start;
    if (pull(c) < 0) return NULL;
  }
}

/* Throws n octets away. */
int skip(Conn *c, size_t n) {
  while (n) {
    size_t have = c->end - c->start;
    if (have > n) have = n;
    c->start += have;
    n -= have;
    if (n && pull(c) < 0) return -1;
  }
  return 0;
}

/* Sends one line, formatted. */
int say(Conn *c, const char *fmt, ...) {
  char b[512];
  va_list ap;
  va_start(ap, fmt);
  int n = vsnprintf(b, sizeof b, fmt, ap);
  va_end(ap);
  return push(c, b, n);
}

