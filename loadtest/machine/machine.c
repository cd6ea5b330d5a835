/*
 * machine - what the machine allows, with nothing of a mail server around it.
 *
 *   cc -O2 -pthread -o machine machine.c
 *   machine fdatasync DIR THREADS SECONDS BYTES    each thread appends BYTES to a file of its own and calls fdatasync
 *   machine sendfile FILE STREAMS SECONDS          each stream sends FILE again and again over loopback with sendfile; a thread receives
 *
 * Prints one number: calls of fdatasync per second of all threads, or megabytes (10^6) received per second by all streams.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define RECEIVE_BYTES (256 * 1024)

static volatile int stop = 0;

typedef struct {
  pthread_t thread, sender;
  const char *path;
  int number, in, out;
  size_t bytes;
  uint64_t done;
} Task;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void fail(const char *what) {
  fprintf(stderr, "machine: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void *sync_loop(void *arg) {
  Task *t = arg;
  char path[4096], *block = calloc(1, t->bytes);
  snprintf(path, sizeof path, "%s/sync.%d", t->path, t->number);
  int file = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
  if (file < 0) fail(path);
  unlink(path);
  while (!stop) {
    if (write(file, block, t->bytes) != (ssize_t)t->bytes || fdatasync(file)) fail("fdatasync");
    t->done++;
  }
  close(file);
  free(block);
  return NULL;
}

static void *send_loop(void *arg) {
  Task *t = arg;
  int file = open(t->path, O_RDONLY);
  struct stat st;
  if (file < 0 || fstat(file, &st)) fail(t->path);
  while (!stop) {
    off_t at = 0;
    while (at < st.st_size && !stop)
      if (sendfile(t->out, file, &at, st.st_size - at) <= 0) fail("sendfile");
  }
  close(file);
  close(t->out);
  return NULL;
}

static void *receive_loop(void *arg) {
  Task *t = arg;
  char *buf = malloc(RECEIVE_BYTES);
  ssize_t n;
  while ((n = recv(t->in, buf, RECEIVE_BYTES, 0)) > 0) t->done += n;
  close(t->in);
  free(buf);
  return NULL;
}

/* A TCP connection over loopback. */
static void connect_pair(Task *t) {
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof a;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&a, sizeof a) || listen(listener, 1) ||
      getsockname(listener, (struct sockaddr *)&a, &length))
    fail("listen");
  t->in = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(t->in, (struct sockaddr *)&a, sizeof a)) fail("connect");
  t->out = accept(listener, NULL, NULL);
  if (t->out < 0) fail("accept");
  close(listener);
}

int main(int argc, char **argv) {
  int syncs = argc == 6 && !strcmp(argv[1], "fdatasync");
  if (!syncs && !(argc == 5 && !strcmp(argv[1], "sendfile"))) {
    fprintf(stderr, "usage: machine fdatasync DIR THREADS SECONDS BYTES | machine sendfile FILE STREAMS SECONDS\n");
    return 2;
  }
  int count = atoi(argv[3]);
  double seconds = atof(argv[4]), began;
  Task *tasks = calloc(count, sizeof *tasks);
  for (int i = 0; i < count; i++) {
    tasks[i] = (Task){.path = argv[2], .number = i, .bytes = syncs ? strtoul(argv[5], NULL, 10) : 0};
    if (!syncs) connect_pair(&tasks[i]);
  }
  began = now();
  for (int i = 0; i < count; i++) {
    pthread_create(&tasks[i].thread, NULL, syncs ? sync_loop : receive_loop, &tasks[i]);
    if (!syncs) pthread_create(&tasks[i].sender, NULL, send_loop, &tasks[i]);
  }
  usleep(seconds * 1e6);
  stop = 1;
  uint64_t done = 0;
  for (int i = 0; i < count; i++) {
    if (!syncs) pthread_join(tasks[i].sender, NULL);
    pthread_join(tasks[i].thread, NULL);
    done += tasks[i].done;
  }
  printf("%.1f\n", done / (now() - began) / (syncs ? 1 : 1e6));
  return 0;
}
