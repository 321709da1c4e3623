# shellcheck shell=bash
# Sourced by ./demo, ./test, ./containers, ./benchmark and ./gallery: what they need from the system, and the build.

# install PACKAGE...: installs Debian packages, or says what a person has to install.
install() {
    local become=()
    if [[ $(id -u) -ne 0 ]]; then
        become=(sudo)
    fi
    if ! command -v apt-get > /dev/null || { [[ ${#become[@]} -gt 0 ]] && ! command -v sudo > /dev/null; }; then
        echo "Please install what these Debian packages hold, and start again: $*" >&2
        exit 1
    fi
    echo "Installing: $*"
    "${become[@]}" apt-get update -qq
    "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > /dev/null
}

# jdk: whether there is a Java compiler of version 17 or newer.
jdk() {
    local version
    version=$("${JAVA_HOME:+$JAVA_HOME/bin/}javac" -version 2>&1) || return 1
    [[ $version =~ ^javac\ ([0-9]+) && ${BASH_REMATCH[1]} -ge 17 ]]
}

# need_java PACKAGE...: a JDK and Maven, together with further packages that the caller found missing.
need_java() {
    local packages=("$@")
    jdk || packages+=(default-jdk-headless)
    command -v mvn > /dev/null || packages+=(maven)
    if [[ ${#packages[@]} -gt 0 ]]; then
        install "${packages[@]}"
    fi
    if ! jdk; then
        echo "Please install a JDK of version 17 or newer, or let JAVA_HOME show it." >&2
        exit 1
    fi
}

# Made by Maven when the JAR is whole, taken away before it makes another.
built=target/provider-is-built

# provider: builds the provider unless nothing has changed, and sets jar (the newest) and classpath (that of the tests).
provider() {
    local candidate
    if [[ ! -f $built || -n $(find pom.xml src themes -newer "$built" -print -quit) ]]; then
        echo "Building the provider ..."
        mvn -B -q -DskipTests package
    fi
    jar=
    for candidate in target/keycloak-two-factor-*.jar; do
        if [[ -z $jar || $candidate -nt $jar ]]; then
            jar=$candidate
        fi
    done
    # shellcheck disable=SC2034 # for the caller
    classpath=target/test-classes:target/classes:$(< target/test.classpath)
}
