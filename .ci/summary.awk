# Reads what junit.awk prints, sorted. Prints each test that failed or was skipped with its reason, a line for
# each module, and as the last line the sum.

BEGIN { FS = "\t" }

{ count[$2]++ }

$2 != "passed" { printf "%s: %s %s%s\n", $2, $1, $3, $4 == "" ? "" : ": " $4 }

$1 != module {
  modules[++n] = module = $1
}

{ of[$1, $2]++ }

END {
  for (i = 1; i <= n; i++) printf "%s: %s\n", modules[i], sum(of[modules[i], "passed"], of[modules[i], "failed"], of[modules[i], "skipped"])
  print sum(count["passed"], count["failed"], count["skipped"])
}

function sum(passed, failed, skipped) {
  return sprintf("%d passed, %d failed, %d skipped", passed, failed, skipped)
}
