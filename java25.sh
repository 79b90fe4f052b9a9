# Finds a JDK 25 or newer; for the project's scripts, which read this file in.

# java_version JAVA prints the feature release, such as 25, or 0.
java_version() {
  "$1" -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p' | grep . || echo 0
}

# java25_with PROGRAM prints the home of the first Java 25 that has the program, such as javac, or
# fails. JAVA_HOME comes first.
java25_with() {
  for java25 in "${JAVA_HOME:-}" /usr/lib/jvm/*25* "$HOME"/.sdkman/candidates/java/25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if [ -x "$java25/bin/$1" ] && [ "$(java_version "$java25/bin/java")" -ge 25 ]; then
      echo "$java25"
      return
    fi
  done
  return 1
}
