# Reads JUnit reports (TEST-*.xml, as Surefire and Failsafe write them) and prints a line for each test:
# module, outcome (passed, failed, skipped), name, reason; tabs between.
# A record is what follows a "<": a tag, and the text behind it.

BEGIN { RS = "<"; OFS = "\t" }

FNR == 1 {
  finish()
  quoted = 0
}

# What a program printed is in CDATA and may look like a tag. So is a reason of several lines, with its stack.
quoted || /^!\[CDATA\[/ {
  if (awaited) why = why "<" $0
  quoted = !index($0, "]]>")
  next
}

/^testcase[ \t\n]/ {
  finish()
  module = FILENAME
  sub(/\/?target\/(surefire|failsafe)-reports\/.*/, "", module)
  sub(/^\.\//, "", module)
  name = attribute("classname") "." attribute("name")
  outcome = "passed"
  why = ""
}

{ awaited = 0 }

/^(failure|error)[ \t\n>\/]/ { reason("failed") }

/^skipped[ \t\n>\/]/ { reason("skipped") }

END { finish() }

function finish() {
  if (name == "") return
  sub(/^<!\[CDATA\[/, "", why)
  sub(/\n[ \t]+at .*|\]\]>.*/, "", why)
  sub(/^org\.opentest4j\.TestAbortedException:[ \n]*/, "", why)
  gsub(/[ \t\n\r]+/, " ", why)
  print module, outcome, name, why
  name = ""
}

function reason(of) {
  outcome = of
  why = attribute("message")
  awaited = why == ""
}

# The value of an attribute of this tag.
function attribute(key,    value) {
  if (!match($0, "[ \t\n]" key "=\"[^\"]*\"")) return ""
  value = substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 4)
  gsub(/&lt;/, "<", value)
  gsub(/&gt;/, ">", value)
  gsub(/&quot;/, "\"", value)
  gsub(/&apos;|&#39;/, "'", value)
  gsub(/&#(9|10|13);/, " ", value)
  gsub(/&amp;/, "\\&", value)
  return value
}
