# shellcheck shell=bash
# A JDK 25: never installed from here, only found, by the same rules as ./netsonde finds it.

tool_paths() {
  local java
  java=$(find_java 2>/dev/null) && [[ -x ${java%/*}/javac ]] && echo "$java"
}

tool_get() {
  missing "neither JAVA_HOME, /usr/lib/jvm nor PATH has one" \
    "install any JDK 25 (Debian: the package temurin-25-jdk from adoptium.net) or point JAVA_HOME at one"
}
