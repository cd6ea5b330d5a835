/* What the server uses: processor time and memory of its processes, from /proc. */
#define _GNU_SOURCE
#include "imapbench.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void usage_of(int pid, double *cpu, double *mb) {
  char p[64], b[4096];
  snprintf(p, sizeof p, "/proc/%d/stat", pid);
  FILE *f = fopen(p, "r");
  if (!f) return;
  size_t n = fread(b, 1, sizeof b - 1, f);
  fclose(f);
  b[n] = 0;
  char *s = strrchr(b, ')');
  unsigned long ut, st, cut, cst;
  if (s && sscanf(s + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu", &ut, &st, &cut, &cst) == 4)
    *cpu += (ut + st + cut + cst) / (double)sysconf(_SC_CLK_TCK);
  snprintf(p, sizeof p, "/proc/%d/smaps_rollup", pid);
  f = fopen(p, "r");
  if (!f) return;
  unsigned long kb;
  while (fgets(b, sizeof b, f))
    if (sscanf(b, "Pss: %lu", &kb) == 1) *mb += kb / 1024.0;
  fclose(f);
}

static int parent_of(int pid) {
  char p[64], b[1024];
  snprintf(p, sizeof p, "/proc/%d/stat", pid);
  FILE *f = fopen(p, "r");
  if (!f) return 0;
  size_t n = fread(b, 1, sizeof b - 1, f);
  fclose(f);
  b[n] = 0;
  char *s = strrchr(b, ')');
  int pp = 0;
  if (s) sscanf(s + 2, "%*c %d", &pp);
  return pp;
}

/* Seconds of processor time so far, and proportional set size now, of the processes in `pids` (and their descendants). */
void server_usage(double *cpu, double *mb) {
  *cpu = *mb = 0;
  if (!pids) return;
  char b[512];
  snprintf(b, sizeof b, "%s", pids);
  for (char *t = strtok(b, ","); t; t = strtok(NULL, ",")) {
    int root = atoi(t);
    usage_of(root, cpu, mb);
    if (!ptree) continue;
    DIR *d = opendir("/proc");
    struct dirent *e;
    while (d && (e = readdir(d))) {
      int pid = atoi(e->d_name);
      if (pid <= 0 || pid == root) continue;
      for (int up = parent_of(pid); up > 1; up = parent_of(up))
        if (up == root) {
          usage_of(pid, cpu, mb);
          break;
        }
    }
    if (d) closedir(d);
  }
}
