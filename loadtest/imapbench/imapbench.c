/*
 * imapbench - closed-loop IMAP / POP3 / LMTP load on one server, one operation at a time.
 *
 *   cc -O2 -pthread -o imapbench *.c                            without TLS
 *   cc -O2 -pthread -DTLS -o imapbench *.c -lssl -lcrypto       with OpenSSL
 *   imapbench OP [--host 127.0.0.1] [--port 1143] [--users u%04d] [--nusers 20] [--password pass]
 *             [--conns 8] [--seconds 5] [--size 4096] [--messages 1000] [--pid SERVER_PID[,PID..]]
 *             [--ptree 1] [--tls 1] [--mailbox INBOX] [--roam 1] [--first 0] [--most 0]
 *
 * Each of --conns connections runs OP in a closed loop for --seconds and counts completed operations.
 * Connection i logs in as user ((i + --first) mod nusers) + 1, formatted through --users. --most bounds the operations.
 * Prints one line: op, connections, operations/s, MB/s received, p50 / p99 latency in microseconds,
 * errors, and with --pid the CPU seconds and peak resident memory of those server processes
 * (--ptree 1: and of all their descendants; a server that forks per connection wants that).
 *
 * --tls 1 speaks TLS from the first octet; every connection makes a full handshake.
 *
 * OP
 *   fill            append --messages messages of --size bytes to --mailbox of every user (setup; --conns users at a time)
 *   login           connect, LOGIN, LOGOUT, close; with --roam 1 each time as the next user (pop3, too)
 *   noop            NOOP on a selected mailbox
 *   select          SELECT INBOX, CLOSE
 *   status          STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY UNSEEN)
 *   list            LIST "" "*"
 *   list-few        LIST "" "m1/%"                  (mailboxes below one of many)
 *   create          CREATE and DELETE of a mailbox
 *   expunge         APPEND of a message, STORE * +FLAGS (\Deleted), EXPUNGE
 *   append          APPEND one message of --size bytes to INBOX
 *   lmtp            one LMTP delivery of --size bytes on a kept connection (use --port of the LMTP listener)
 *   flags           UID FETCH 1:* (FLAGS)
 *   envelope        FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)
 *   structure       FETCH 1:* (BODYSTRUCTURE)
 *   headers         FETCH 1:* (BODY.PEEK[HEADER.FIELDS (FROM TO CC SUBJECT DATE MESSAGE-ID REFERENCES)])
 *   body            FETCH n (BODY.PEEK[]) of a random message
 *   bodies          FETCH 1:100 (BODY.PEEK[])
 *   store           STORE n +FLAGS (\Seen) / -FLAGS (\Seen) of a random message
 *   copy            COPY n to the mailbox "bench-copy" (created if absent)
 *   search-flag     UID SEARCH UNSEEN
 *   search-header   UID SEARCH SUBJECT "word"       (a word that few messages have)
 *   search-text     UID SEARCH TEXT "word"          (a word that few messages have)
 *   sort            UID SORT (REVERSE DATE) UTF-8 ALL
 *   mixed           a client's day: 40 NOOP/STATUS, 25 FETCH flags of the last 50, 15 body, 10 STORE, 5 APPEND, 5 SEARCH UNSEEN
 *   pop3            USER/PASS, STAT, UIDL, RETR n, QUIT on a new connection (use --port of the POP3 listener)
 *   idle            open --conns connections, SELECT INBOX, IDLE; report server memory per connection (needs --pid)
 */
#define _GNU_SOURCE
#include "imapbench.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

const char *host = "127.0.0.1", *users = "u%04d", *password = "pass", *pids = NULL, *op = NULL, *mailbox = "INBOX";
int port = 1143, nusers = 20, conns = 8, size = 4096, messages = 1000, ptree = 0, tls = 0;
static int roam = 0, first = 0, most = 0;
double seconds = 5;
static volatile int stop = 0;
static atomic_int working;

typedef struct {
  int id;
  unsigned seed;
  uint64_t ops, bytes, errors;
  uint32_t *lat; /* microseconds */
  size_t nlat, caplat;
  char why[160];
} Worker;

static int mixed(Conn *c, Worker *w, char *msg, size_t cap) {
  char *y = w->why;
  size_t yn = sizeof w->why;
  int n = rand_r(&w->seed) % messages + 1;
  int k = rand_r(&w->seed) % 100;
  if (k < 20) return imap_cmd(c, y, yn, "a NOOP\r\n");
  if (k < 40) return imap_cmd(c, y, yn, "a STATUS Drafts (MESSAGES UIDNEXT UNSEEN)\r\n");
  if (k < 65) return imap_cmd(c, y, yn, "a FETCH %d:%d (UID FLAGS)\r\n", messages > 50 ? messages - 50 : 1, messages);
  if (k < 80) return imap_cmd(c, y, yn, "a FETCH %d (BODY.PEEK[])\r\n", n);
  if (k < 90) return imap_cmd(c, y, yn, "a STORE %d %cFLAGS (\\Flagged)\r\n", n, k & 1 ? '-' : '+');
  if (k < 95) return imap_append(c, &w->seed, msg, cap, y, yn);
  return imap_cmd(c, y, yn, "a UID SEARCH UNSEEN\r\n");
}

static int one(Conn *c, Worker *w, char *msg, size_t cap) {
  char *y = w->why;
  size_t yn = sizeof w->why;
  int n = rand_r(&w->seed) % messages + 1;
  int user = first + w->id + (roam ? (int)w->ops * conns : 0);
  if (!strcmp(op, "login")) {
    int r = imap_open(c, user, y, yn);
    if (!r) r = imap_cmd(c, y, yn, "a LOGOUT\r\n");
    hang(c);
    return r;
  }
  if (!strcmp(op, "pop3")) return pop3_session(c, user, &w->seed, y, yn);
  if (!strcmp(op, "noop")) return imap_cmd(c, y, yn, "a NOOP\r\n");
  if (!strcmp(op, "select")) {
    int r = imap_cmd(c, y, yn, "a SELECT %s\r\n", mailbox);
    return r ? r : imap_cmd(c, y, yn, "a CLOSE\r\n");
  }
  if (!strcmp(op, "status")) return imap_cmd(c, y, yn, "a STATUS %s (MESSAGES UIDNEXT UIDVALIDITY UNSEEN)\r\n", mailbox);
  if (!strcmp(op, "list")) return imap_cmd(c, y, yn, "a LIST \"\" \"*\"\r\n");
  if (!strcmp(op, "list-few")) return imap_cmd(c, y, yn, "a LIST \"\" \"m1/%%\"\r\n");
  if (!strcmp(op, "create")) {
    int r = imap_cmd(c, y, yn, "a CREATE bench-%d\r\n", w->id);
    return r ? r : imap_cmd(c, y, yn, "a DELETE bench-%d\r\n", w->id);
  }
  if (!strcmp(op, "expunge")) {
    int r = imap_append(c, &w->seed, msg, cap, y, yn);
    if (!r) r = imap_cmd(c, y, yn, "a STORE * +FLAGS.SILENT (\\Deleted)\r\n");
    return r ? r : imap_cmd(c, y, yn, "a EXPUNGE\r\n");
  }
  if (!strcmp(op, "append")) return imap_append(c, &w->seed, msg, cap, y, yn);
  if (!strcmp(op, "lmtp")) return lmtp_deliver(c, &w->seed, msg, cap, y, yn);
  if (!strcmp(op, "flags")) return imap_cmd(c, y, yn, "a UID FETCH 1:* (FLAGS)\r\n");
  if (!strcmp(op, "envelope")) return imap_cmd(c, y, yn, "a FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)\r\n");
  if (!strcmp(op, "structure")) return imap_cmd(c, y, yn, "a FETCH 1:* (BODYSTRUCTURE)\r\n");
  if (!strcmp(op, "headers"))
    return imap_cmd(c, y, yn, "a FETCH 1:* (BODY.PEEK[HEADER.FIELDS (FROM TO CC SUBJECT DATE MESSAGE-ID REFERENCES)])\r\n");
  if (!strcmp(op, "body")) return imap_cmd(c, y, yn, "a FETCH %d (BODY.PEEK[])\r\n", n);
  if (!strcmp(op, "bodies")) return imap_cmd(c, y, yn, "a FETCH 1:100 (BODY.PEEK[])\r\n");
  if (!strcmp(op, "store")) return imap_cmd(c, y, yn, "a STORE %d %cFLAGS (\\Seen)\r\n", n, w->ops & 1 ? '-' : '+');
  if (!strcmp(op, "copy")) return imap_cmd(c, y, yn, "a COPY %d bench-copy\r\n", n);
  if (!strcmp(op, "search-flag")) return imap_cmd(c, y, yn, "a UID SEARCH UNSEEN\r\n");
  if (!strcmp(op, "search-header")) return imap_cmd(c, y, yn, "a UID SEARCH SUBJECT zanzibar\r\n");
  if (!strcmp(op, "search-text")) return imap_cmd(c, y, yn, "a UID SEARCH TEXT xylophone\r\n");
  if (!strcmp(op, "sort")) return imap_cmd(c, y, yn, "a UID SORT (REVERSE DATE) UTF-8 ALL\r\n");
  if (!strcmp(op, "mixed")) return mixed(c, w, msg, cap);
  fprintf(stderr, "imapbench: unknown operation %s\n", op);
  exit(2);
}

/* Logs in and selects, as far as the operation wants it. */
static int prepare(Conn *c, Worker *w) {
  char *y = w->why;
  size_t yn = sizeof w->why;
  if (!strcmp(op, "login") || !strcmp(op, "pop3")) return 0;
  if (!strcmp(op, "lmtp")) return lmtp_open(c, y, yn);
  int r = imap_open(c, w->id, y, yn);
  if (r) return r;
  if (!strcmp(op, "copy")) imap_cmd(c, y, yn, "a CREATE bench-copy\r\n");
  if (!strcmp(op, "mixed")) imap_cmd(c, y, yn, "a CREATE Drafts\r\n");
  if (strcmp(op, "append") && strcmp(op, "status") && strncmp(op, "list", 4) && strcmp(op, "create") && strcmp(op, "select"))
    r = imap_cmd(c, y, yn, "a SELECT %s\r\n", mailbox);
  return r;
}

static pthread_barrier_t gate;

static void note_latency(Worker *w, double began) {
  if (w->nlat == w->caplat) w->lat = realloc(w->lat, (w->caplat = w->caplat ? w->caplat * 2 : 4096) * sizeof *w->lat);
  w->lat[w->nlat++] = (uint32_t)((now() - began) * 1e6);
}

static void *work(void *arg) {
  Worker *w = arg;
  Conn c = {.fd = -1};
  size_t cap = size + 8192;
  char *msg = malloc(cap);
  int own_connections = !strcmp(op, "login") || !strcmp(op, "pop3");
  int bad = prepare(&c, w);
  pthread_barrier_wait(&gate);
  if (bad) w->errors++;
  uint64_t mine = most ? ((uint64_t)most + conns - 1 - w->id) / conns : UINT64_MAX;
  while (!bad && !stop && w->ops < mine) {
    double began = now();
    int r = one(&c, w, msg, cap);
    if (r) {
      w->errors++;
      if ((r < 0 && !own_connections) || w->errors > 1000) break;
      continue;
    }
    w->ops++;
    note_latency(w, began);
  }
  working--;
  pthread_barrier_wait(&gate); /* what closing costs is not counted */
  w->bytes = c.received;
  hang(&c);
  free(c.buf);
  free(msg);
  return NULL;
}

/* --- fill ------------------------------------------------------------------------------------------------ */

/* Thread number i of `conns` fills the users i, i + conns, ...; what each gets depends on the user alone. */
static void *fill_some(void *arg) {
  char why[160] = "";
  size_t cap = size + 8192;
  char *msg = malloc(cap);
  for (int u = (int)(intptr_t)arg; u < nusers; u += conns) {
    Conn c = {.fd = -1};
    unsigned seed = 7 + u;
    if (imap_open(&c, u, why, sizeof why)) {
      fprintf(stderr, "imapbench: user %d: %s\n", u + 1, why);
      exit(1);
    }
    if (strcmp(mailbox, "INBOX")) imap_cmd(&c, why, sizeof why, "a CREATE %s\r\n", mailbox);
    for (int i = 0; i < messages; i++)
      if (imap_append(&c, &seed, msg, cap, why, sizeof why)) {
        fprintf(stderr, "imapbench: user %d message %d: %s\n", u + 1, i + 1, why);
        exit(1);
      }
    imap_cmd(&c, why, sizeof why, "a LOGOUT\r\n");
    hang(&c);
    free(c.buf);
  }
  free(msg);
  return NULL;
}

static int fill(void) {
  pthread_t *t = calloc(conns, sizeof *t);
  for (intptr_t i = 0; i < conns; i++) pthread_create(&t[i], NULL, fill_some, (void *)i);
  for (int i = 0; i < conns; i++) pthread_join(t[i], NULL);
  printf("fill: %d users x %d messages of %d bytes\n", nusers, messages, size);
  return 0;
}

/* --- idle ------------------------------------------------------------------------------------------------ */

static int idle(void) {
  Conn *c = calloc(conns, sizeof *c);
  Worker w = {0};
  double cpu0, rss0, cpu1, rss1;
  server_usage(&cpu0, &rss0);
  double t0 = now();
  int open = 0;
  for (int i = 0; i < conns; i++) {
    c[i].fd = -1;
    c[i].buf = malloc(c[i].cap = 1024);
    if (imap_open(&c[i], i, w.why, sizeof w.why) || imap_cmd(&c[i], w.why, sizeof w.why, "a SELECT %s\r\n", mailbox) ||
        imap_cmd(&c[i], w.why, sizeof w.why, "a IDLE\r\n") != 2) {
      fprintf(stderr, "imapbench: connection %d: %s\n", i + 1, w.why);
      break;
    }
    open++;
  }
  double opened = now() - t0;
  sleep(seconds);
  server_usage(&cpu1, &rss1);
  printf("%-14s conns %6d  opened/s %8.0f  server MB %8.1f -> %8.1f  KB/conn %8.1f\n", op, open, open / opened, rss0, rss1,
         open ? (rss1 - rss0) * 1024 / open : 0.0);
  return open < conns;
}

/* --- the run --------------------------------------------------------------------------------------------- */

static int by_value(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static int report(const Worker *w, double dt, double cpu, double mb) {
  uint64_t ops = 0, bytes = 0, errors = 0;
  size_t n = 0;
  for (int i = 0; i < conns; i++) ops += w[i].ops, bytes += w[i].bytes, errors += w[i].errors, n += w[i].nlat;
  uint32_t *all = malloc((n + 1) * sizeof *all);
  n = 0;
  for (int i = 0; i < conns; i++) {
    if (w[i].nlat) memcpy(all + n, w[i].lat, w[i].nlat * sizeof *all);
    n += w[i].nlat;
  }
  qsort(all, n, sizeof *all, by_value);
  printf("%-14s conns %4d  ops/s %10.1f  MB/s %8.1f  p50us %8u  p99us %8u  errors %llu", op, conns, ops / dt, bytes / dt / 1e6,
         n ? all[n / 2] : 0, n ? all[(size_t)(n * .99)] : 0, (unsigned long long)errors);
  if (pids) printf("  server-cpu %6.2fs (%.1f us/op)  MB %.1f", cpu, ops ? cpu * 1e6 / ops : 0.0, mb);
  printf("\n");
  for (int i = 0; i < conns; i++)
    if (w[i].errors) {
      fprintf(stderr, "imapbench: first error: %s\n", w[i].why);
      break;
    }
  free(all);
  return errors > 0;
}

static int load(void) {
  Worker *w = calloc(conns, sizeof *w);
  pthread_t *t = calloc(conns, sizeof *t);
  pthread_attr_t at;
  pthread_attr_init(&at);
  pthread_attr_setstacksize(&at, 256 * 1024);
  pthread_barrier_init(&gate, NULL, conns + 1);
  for (int i = 0; i < conns; i++) {
    w[i].id = i;
    w[i].seed = 1234 + i;
    pthread_create(&t[i], &at, work, &w[i]);
  }
  working = conns;
  pthread_barrier_wait(&gate);
  double cpu0, cpu1, mb, began = now();
  server_usage(&cpu0, &mb);
  double ends = began + seconds;
  while (working && now() < ends) usleep(ends - now() < 0.01 ? 1000 : 10000);
  stop = 1;
  while (working) usleep(200);
  double took = now() - began;
  server_usage(&cpu1, &mb);
  pthread_barrier_wait(&gate);
  for (int i = 0; i < conns; i++) pthread_join(t[i], NULL);
  return report(w, took, cpu1 - cpu0, mb);
}

static void options(int argc, char **argv) {
  struct { const char *name; const char **text; int *number; } known[] = {
      {"--host", &host, NULL},         {"--users", &users, NULL},   {"--password", &password, NULL}, {"--mailbox", &mailbox, NULL},
      {"--pid", &pids, NULL},          {"--port", NULL, &port},     {"--nusers", NULL, &nusers},     {"--conns", NULL, &conns},
      {"--size", NULL, &size},         {"--ptree", NULL, &ptree},   {"--tls", NULL, &tls},           {"--messages", NULL, &messages},
      {"--roam", NULL, &roam},         {"--first", NULL, &first},   {"--most", NULL, &most},
  };
  size_t count = sizeof known / sizeof *known;
  for (int i = 2; i < argc; i += 2) {
    size_t k = 0;
    while (k < count && strcmp(argv[i], known[k].name)) k++;
    if (i + 1 == argc || (k == count && strcmp(argv[i], "--seconds"))) {
      fprintf(stderr, "imapbench: unknown option or no value: %s\n", argv[i]);
      exit(2);
    }
    if (k == count) seconds = atof(argv[i + 1]);
    else if (known[k].text) *known[k].text = argv[i + 1];
    else *known[k].number = atoi(argv[i + 1]);
  }
}

int main(int argc, char **argv) {
  struct rlimit rl;
  getrlimit(RLIMIT_NOFILE, &rl);
  rl.rlim_cur = rl.rlim_max;
  setrlimit(RLIMIT_NOFILE, &rl);
  if (argc < 2) {
    fprintf(stderr, "usage: imapbench OP [--option value]...   (the operations are listed at the top of imapbench.c)\n");
    return 2;
  }
  op = argv[1];
  options(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  if (tls) tls_init();
  if (!strcmp(op, "fill")) return fill();
  if (!strcmp(op, "idle")) return idle();
  return load();
}
