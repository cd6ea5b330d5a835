/* What the parts of imapbench share: the options, connections, messages, and what a server uses. */
#ifndef IMAPBENCH_H
#define IMAPBENCH_H

#include <stddef.h>
#include <stdint.h>

#ifdef TLS
#include <openssl/ssl.h>
#else
typedef void SSL;
#endif

/* The options; imapbench.c sets them before any thread starts, and nobody after that. */
extern const char *host, *users, *password, *pids, *op, *mailbox;
extern int port, nusers, conns, size, messages, ptree, tls;
extern double seconds;

/* A connection with what was received and not yet looked at: buf[start..end). Zero but for fd = -1 before the first dial. */
typedef struct {
  int fd;
  SSL *ssl;
  char *buf;
  size_t cap, start, end;
  uint64_t received;
} Conn;

/* connection.c */
double now(void);
void tls_init(void);
int dial(Conn *c);
void hang(Conn *c);
int push(Conn *c, const char *data, size_t n);
int say(Conn *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *line(Conn *c, size_t *len);
int skip(Conn *c, size_t n);

/* protocol.c; `why` takes the reason of a failure. 0 is good, 1 a refusal, -1 a lost connection, 2 a continuation. */
int imap_reply(Conn *c, char *why, size_t cap);
int imap_cmd(Conn *c, char *why, size_t cap, const char *fmt, ...) __attribute__((format(printf, 4, 5)));
int imap_open(Conn *c, int id, char *why, size_t cap);
int imap_append(Conn *c, unsigned *seed, char *msg, size_t msgcap, char *why, size_t cap);
int lmtp_open(Conn *c, char *why, size_t cap);
int lmtp_deliver(Conn *c, unsigned *seed, char *msg, size_t msgcap, char *why, size_t cap);
int pop3_session(Conn *c, int id, unsigned *seed, char *why, size_t cap);

/* message.c */
size_t compose(char *b, size_t cap, unsigned *seed, int want);

/* usage.c */
void server_usage(double *cpu, double *mb);

#endif
