# Reads tcpdump's lines (-n -tt, nanoseconds) of an interface on which one check follows the other, each a question
# to port 53 and a connection with TLS 1.3 and HTTP/1.1 to the port given by -v port=. Prints a line a check: what its
# look-up, connection, handshake, first byte and body took on the wire, in nanoseconds.
function nanos(stamp,  parts) {
  split(stamp, parts, ".")
  return (parts[1] - epoch) * 1e9 + parts[2]
}
function finish() {
  if (syn && !ended) { print "the capture lacks the end of a connection" >"/dev/stderr"; exit bad = 1 }
  if (syn) printf "%.0f %.0f %.0f %.0f %.0f\n", looked_up, stands - syn, finished - stands, began - asked, ended - began
  syn = stands = finished = asked = began = ended = 0
}
!epoch { epoch = int($1) }
{ at = nanos($1); to = $5; sub(/:$/, "", to) }
to ~ /\.53$/ { finish(); question = at; next }
$3 ~ /\.53$/ { looked_up = at - question; next }
/Flags \[S\],/ { if (!syn) syn = at; next }
/Flags \[S\.\],/ { if (!stands) stands = at; next }
$NF == 0 { next }
# The client's last two packets before the response are the handshake's end and the request.
to ~ "\\." port "$" { if (began) { closed = 1 } else { finished = asked; asked = at; closed = 0 }; next }
# The server's handshake and tickets come at once, its response after one of more than 200 ms; its handshake after a shorter one.
asked && !began && at - asked > 2e8 { began = at }
began && !closed { ended = at }
END { if (!bad) finish() }
