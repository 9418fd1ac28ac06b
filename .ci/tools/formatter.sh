# shellcheck shell=bash
# google-java-format with all it needs in one jar, by way of Maven. (2.0.0 is not published like that.)

version=1.37.0
place=$cache/formatter/$version

tool_paths() { [[ -f $place/formatter.jar ]] && echo "$place/formatter.jar"; }

tool_get() {
  local java
  java=$(find_java 2>/dev/null) || missing "no JDK 25 to run it with" "see .ci/provide jdk"
  workshop
  say "formatter: fetching google-java-format $version, usually 15 s"
  cd -- "$work" || exit
  step env JAVA_HOME="${java%/bin/java}" sh "$root/mvnw" -B -q --no-transfer-progress \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
    -Dartifact="com.google.googlejavaformat:google-java-format:$version:jar:all-deps" \
    -DoutputDirectory="$work/finished" -Dmdep.stripVersion=true
  mv -- finished/*.jar finished/formatter.jar
  step "$java" -jar finished/formatter.jar --version
  place "$work/finished"
}
