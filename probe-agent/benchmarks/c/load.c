// load PROTOCOL ADDRESS PORT SERVER_PID SERVER_CORE SECONDS RATE [gso] [key=KEY]
// Asks a server, and prints what answering cost it, on one line:
//   ANSWERS_PER_SECOND  LOST_SHARE  SERVER_NANOSECONDS_PER_ANSWER  SERVER_CORE_BUSY_SHARE
// RATE 0: as much as it can answer, by keeping WINDOW requests under way, sent 64 at a time; else RATE requests a
// second, one at a time. PROTOCOL: plain, sockperf, irtt, trafficsim. gso: each 64 requests are one packet
// until they meet a socket, and answers likewise where the server makes them so.
#define _GNU_SOURCE
#include "protocols.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif

// A socket's default buffer takes about 200 requests of this size, but more that are one packet.
enum { BATCH = SESSIONS, WINDOW = 160, GSO_WINDOW = 1024, MOST = 65536 };

static uint8_t requests[BATCH * LENGTH], answers[BATCH][MOST];
static struct mmsghdr outgoing[BATCH], incoming[BATCH];
static const struct protocol *protocol;
static int fd, gso;
static uint64_t sent, answered, planned;
static uint8_t (*macs)[16];

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void quit(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, errno ? strerror(errno) : "no answer");
  exit(1);
}

// core_idle: seconds of a core without work, since the machine started.
static double core_idle(int core) {
  char line[512], name[16];
  double idle = 0;
  FILE *file = fopen("/proc/stat", "r");
  snprintf(name, sizeof name, "cpu%d ", core);
  while (file && fgets(line, sizeof line, file)) {
    unsigned long ticks[5];
    if (!strncmp(line, name, strlen(name)) &&
        sscanf(line + strlen(name), "%lu %lu %lu %lu %lu", ticks, ticks + 1, ticks + 2, ticks + 3, ticks + 4) == 5)
      idle = (double)(ticks[3] + ticks[4]) / sysconf(_SC_CLK_TCK);
  }
  if (file) fclose(file);
  return idle;
}

static void prepare(void) {
  static struct iovec out[BATCH], in[BATCH];
  for (int i = 0; i < BATCH; i++) {
    protocol->request(requests + i * LENGTH, i);
    out[i] = (struct iovec){requests + i * LENGTH, gso ? sizeof requests : LENGTH};
    in[i] = (struct iovec){answers[i], gso ? MOST : 2 * LENGTH};
    outgoing[i].msg_hdr = (struct msghdr){.msg_iov = &out[i], .msg_iovlen = 1};
    incoming[i].msg_hdr = (struct msghdr){.msg_iov = &in[i], .msg_iovlen = 1};
  }
  if (!keyed) return;
  macs = malloc(planned * sizeof *macs);
  if (!macs) quit("no memory for the macs");
  for (uint64_t n = 0; n < planned; n++) {
    uint8_t *request = requests + n % BATCH * LENGTH;
    uint32_t sequence = n / BATCH;
    memcpy(request + protocol->at, &sequence, 4);
    hmac_sign(&keys, request, SIGNED, macs[n]);
  }
}

static void send_some(int count) {
  for (int i = 0; i < count; i++) {
    uint64_t n = sent + i;
    uint8_t *request = requests + n % BATCH * LENGTH;
    uint32_t sequence = n / BATCH;
    memcpy(request + protocol->at, &sequence, 4);
    if (keyed) memcpy(request + LENGTH - 16, macs[n], 16);
  }
  int done = sendmmsg(fd, outgoing + sent % BATCH, gso ? 1 : count, 0);
  if (done > 0) sent += gso ? count : done;
}

static int receive_some(void) {
  int received = recvmmsg(fd, incoming, BATCH, MSG_DONTWAIT, NULL);
  for (int i = 0; i < received; i++) answered += incoming[i].msg_len / LENGTH;
  return received > 0;
}

// run: until `end`; what stays away for 20 ms is lost.
static void run(double end, double rate) {
  uint64_t given_up = sent - answered, before = sent;
  double start = now(CLOCK_MONOTONIC), time = start, heard = start;
  uint64_t window = gso ? GSO_WINDOW : WINDOW;
  while ((time = now(CLOCK_MONOTONIC)) < end && sent + BATCH <= planned) {
    if (rate > 0) {
      if (sent - before < (time - start) * rate) send_some(1);
    } else if (sent - answered - given_up + BATCH <= window) {
      send_some(BATCH);
    }
    if (receive_some()) {
      heard = time;
    } else if (time - heard > 0.02) {
      given_up = sent - answered;
      heard = time;
    }
  }
  // What is under way is waited for, so that the next run begins with nothing, and at a whole batch.
  for (end = now(CLOCK_MONOTONIC) + 0.02; now(CLOCK_MONOTONIC) < end;) receive_some();
  while (sent % BATCH) send_some(1);
}

int main(int argc, char **argv) {
  if (argc < 8 || !(protocol = protocol_named(argv[1]))) {
    fprintf(stderr, "usage: load plain|sockperf|irtt|trafficsim ADDRESS PORT SERVER_PID SERVER_CORE SECONDS RATE [gso] [key=KEY]\n");
    return 2;
  }
  run_id = (uint64_t)(now(CLOCK_REALTIME) * 1e9);
  double seconds = atof(argv[6]), rate = atof(argv[7]);
  for (int i = 8; i < argc; i++) {
    if (!strcmp(argv[i], "gso")) gso = 1;
    if (!strncmp(argv[i], "key=", 4)) keyed = 1, hmac_key(&keys, argv[i] + 4);
  }
  planned = (1 + seconds) * (rate > 0 ? rate + 1000 : 1000000);
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[3]))};
  inet_pton(AF_INET, argv[2], &server.sin_addr);
  fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0 || connect(fd, (struct sockaddr *)&server, sizeof server) < 0) quit("connect");
  struct timeval timeout = {.tv_sec = 1};
  int size = LENGTH, one = 1, buffer = 4 << 20;
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  for (int i = 0; i < SESSIONS; i++)
    if (!protocol->open(fd, i)) errno = 0, quit("open a session");
  if (gso && (setsockopt(fd, IPPROTO_UDP, UDP_SEGMENT, &size, sizeof size) ||
              setsockopt(fd, IPPROTO_UDP, UDP_GRO, &one, sizeof one)))
    quit("segmentation");
  prepare();

  run(now(CLOCK_MONOTONIC) + 1, rate); // so that compilers and caches are warm
  clockid_t server_clock;
  int core = atoi(argv[5]);
  if (clock_getcpuclockid(atoi(argv[4]), &server_clock)) quit("the server's clock");
  uint64_t sent_before = sent, answered_before = answered;
  double used = now(server_clock), idle = core_idle(core), start = now(CLOCK_MONOTONIC);
  run(start + seconds, rate);
  used = now(server_clock) - used;
  double elapsed = now(CLOCK_MONOTONIC) - start;
  idle = core_idle(core) - idle;
  uint64_t asked = sent - sent_before, got = answered - answered_before;
  if (!got) errno = 0, quit(protocol->name);
  printf("%.0f %.4f %.0f %.3f\n", got / elapsed, asked > got ? 1 - (double)got / asked : 0, used / got * 1e9,
         idle < elapsed ? 1 - idle / elapsed : 0);
  return 0;
}
