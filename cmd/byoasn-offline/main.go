// Command byoasn-offline is byoasn for the secure host: the same commands, less
// what needs a network, and no code that could open a connection. Run
// "byoasn-offline -h".
package main

import (
	"os"

	"github.com/byoasn/byoasn/internal/cli"
)

// version is what scripts/build stamps.
var version string

func main() {
	env := cli.System()
	env.Version = version
	os.Exit(cli.Main(env, os.Args[1:]))
}
