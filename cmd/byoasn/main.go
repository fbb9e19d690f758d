// Command byoasn proves to AWS that an autonomous system number or an address
// range is yours: it makes the key, the certificate, the message and the
// signature, tells what to publish at the registry, and looks whether it is
// there. Run "byoasn -h".
package main

import (
	"os"

	"github.com/byoasn/byoasn/internal/cli"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
)

// version is what scripts/build stamps.
var version string

func main() {
	env := cli.System()
	env.Version = version
	env.Network = func(s lookup.Settings) cli.Network { return &client.Client{Settings: s} }
	os.Exit(cli.Main(env, os.Args[1:]))
}
