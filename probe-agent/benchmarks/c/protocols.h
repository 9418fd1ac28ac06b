// Requests that the servers answer: for each session a template, in which only the sequence (and the mac)
// changes. Sessions are opened one after the other.
#include "hmac.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { LENGTH = 128, SIGNED = LENGTH - 19, SESSIONS = 64 };

struct protocol {
  const char *name;
  // Where the sequence stands, 32 bits; how they are read matters to none of the servers' work.
  int at;
  // A request of the session, with the sequence 0.
  void (*request)(uint8_t *out, int session);
  // False if the server did not answer. The socket is connected and has a timeout.
  int (*open)(int fd, int session);
};

static uint64_t tokens[SESSIONS]; // cookie or connection token, by session
static uint64_t run_id;           // TrafficSim never uses a session's id twice
static struct hmac keys;
static int keyed;

static int ask(int fd, const uint8_t *request, int length, uint8_t *answer, int most) {
  for (int tries = 0; tries < 3; tries++) {
    if (send(fd, request, length, 0) == length) {
      int received = recv(fd, answer, most, 0);
      if (received > 0) return received;
    }
  }
  return 0;
}

static int none(int fd, int session) {
  (void)fd, (void)session;
  return 1;
}

static void plain_request(uint8_t *out, int session) {
  memset(out, 0, LENGTH);
  out[4] = session;
}

// sockperf: sequence (64 bits), flags (client, wants an answer), length; big-endian.
static void sockperf_request(uint8_t *out, int session) {
  memset(out, 0, LENGTH);
  out[3] = session;
  out[9] = 3;
  out[13] = LENGTH;
}

// irtt: magic, flags, connection token, sequence, then room for the server's counters and stamps.
static void irtt_request(uint8_t *out, int session) {
  memset(out, 0, LENGTH);
  memcpy(out, "\x14\xa7\x5b", 3);
  memcpy(out + 4, &tokens[session], 8);
}

// With the client's defaults: counters and window, both stamps, both clocks.
static int irtt_open(int fd, int session) {
  static const uint8_t open[] = {0x14, 0xa7, 0x5b, 1, /* version 1 */ 1, 2,
                                 /* for 2^34 ns, every 2^20 ns */ 2, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 3, 0x80, 0x80, 0x80, 1,
                                 /* 128 bytes */ 4, 0x80, 2, 5, 6, 6, 6, 7, 6};
  uint8_t answer[LENGTH * 2];
  if (ask(fd, open, sizeof open, answer, sizeof answer) < 12) return 0;
  memcpy(&tokens[session], answer + 4, 8);
  return tokens[session] != 0;
}

// TrafficSim: docs/protocol.md, the canonical encoding.
static void trafficsim(uint8_t *out, int type, int session) {
  static const struct {
    uint8_t at, tag;
  } tags[] = {{0, 0x08}, {2, 0x10}, {4, 0x18}, {6, 0x25}, {11, 0x2d}, {16, 0x31}, {25, 0x39}, {34, 0x45},
              {39, 0x4d}, {44, 0x51}, {53, 0x59}, {62, 0x61}, {71, 0x69}, {80, 0x71}, {89, 0x7d}, {94, 0x85},
              {95, 0x01}, {100, 0x92}, {101, 0x01}};
  memset(out, 0, LENGTH);
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) out[tags[i].at] = tags[i].tag;
  out[1] = type;
  out[3] = 1;
  out[7] = 101; // this agent
  uint64_t id = run_id + session;
  memcpy(out + 17, &id, 8);
  if (type != 1) memcpy(out + 26, &tokens[session], 8);
  out[40] = 128; // window
  out[102] = 0x80 | (LENGTH - 105 - (keyed ? 19 : 0));
  out[103] = 0x80;
  if (keyed) memcpy(out + SIGNED, "\x9a\x01\x10", 3);
}

static void data_request(uint8_t *out, int session) { trafficsim(out, 3, session); }

static int trafficsim_open(int fd, int session) {
  uint8_t hello[LENGTH], answer[LENGTH * 2];
  trafficsim(hello, 1, session);
  if (keyed) hmac_sign(&keys, hello, SIGNED, hello + LENGTH - 16);
  if (ask(fd, hello, LENGTH, answer, sizeof answer) < 100 || answer[1] != 2 || answer[5] != 1) return 0;
  memcpy(&tokens[session], answer + 26, 8);
  return 1;
}

static const struct protocol protocols[] = {{"plain", 0, plain_request, none},
                                            {"sockperf", 4, sockperf_request, none},
                                            {"irtt", 12, irtt_request, irtt_open},
                                            {"trafficsim", 35, data_request, trafficsim_open}};

static const struct protocol *protocol_named(const char *name) {
  for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++)
    if (!strcmp(protocols[i].name, name)) return &protocols[i];
  return NULL;
}
