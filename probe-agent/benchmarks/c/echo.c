// echo ADDRESS PORT [BATCH]: returns every datagram to where it came from, BATCH (64) at a time: what a server
// can reach that does nothing else.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>

enum { MOST = 256, SIZE = 2048 };

static char bytes[MOST][SIZE];

int main(int argc, char **argv) {
  int batch = argc > 3 ? atoi(argv[3]) : 64;
  if (argc < 3 || batch < 1 || batch > MOST) {
    fprintf(stderr, "usage: echo ADDRESS PORT [BATCH, 1 to %d]\n", MOST);
    return 2;
  }
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
  inet_pton(AF_INET, argv[1], &here.sin_addr);
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (fd < 0 || bind(fd, (struct sockaddr *)&here, sizeof here) < 0) {
    perror("echo");
    return 1;
  }
  static struct sockaddr_in from[MOST];
  static struct iovec vectors[MOST];
  static struct mmsghdr messages[MOST];
  for (int i = 0; i < batch; i++) {
    vectors[i].iov_base = bytes[i];
    messages[i].msg_hdr = (struct msghdr){.msg_name = &from[i], .msg_iov = &vectors[i], .msg_iovlen = 1};
  }
  puts("echoing");
  fflush(stdout);
  for (;;) {
    for (int i = 0; i < batch; i++) {
      vectors[i].iov_len = SIZE;
      messages[i].msg_hdr.msg_namelen = sizeof from[i];
    }
    int received = recvmmsg(fd, messages, batch, MSG_WAITFORONE, NULL);
    for (int i = 0; i < received; i++) vectors[i].iov_len = messages[i].msg_len;
    for (int sent = 0; sent < received;) {
      int now = sendmmsg(fd, messages + sent, received - sent, 0);
      sent += now > 0 ? now : 1;
    }
  }
}
